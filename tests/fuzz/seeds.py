"""What the fuzzer starts from: good inputs of every reader, made from what is shipped each time it runs.

A seed is small, so that thousands of its kind can be tried in a second: a shipped profile is cut into profiles of a
few timescales each, with the words these need and no more.
"""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from tests.fuzz.door_seeds import door_seeds
from tests.fuzz.targets import DIVIDER

from lacreview_rules import shipped_profiles
from lacreview_rules.counting.periods import Unit
from lacreview_rules.profile_files.history_schema import history_schema
from lacreview_rules.sources.ssda903.codes import codes

TOP = Path(__file__).parents[2]
_RULES_IN_A_SEED = 3
_DECLARED = ("events", "placements", "facts", "days", "totals", "legal_statuses", "tasks")


def seeds(target: str) -> list[bytes]:
    """The seeds of one target, in a fixed order."""
    own = {"profile": _profiles, "history": _histories, "extract": _extracts, "period": _phrases}
    return own[target]() if target in own else door_seeds(target)


def as_toml(content: dict[str, Any]) -> str:
    """A profile's content as TOML: plain keys, then tables, then lists of tables.

    Example:
        >>> print(as_toml({"id": "a", "tasks": [{"id": "t", "done_by": ["review-held"]}]}), end="")
        id = "a"
        [[tasks]]
        id = "t"
        done_by = ["review-held"]
    """
    lines = [f"{key} = {_value(value)}" for key, value in content.items() if not _is_table(value)]
    for key, value in content.items():
        if isinstance(value, dict):
            lines += [f"[{key}]", *(f"{name} = {_value(inner)}" for name, inner in value.items())]
        elif _is_table(value):
            for entry in value:
                lines += [f"[[{key}]]", *(f"{name} = {_value(inner)}" for name, inner in entry.items())]
    return "".join(f"{line}\n" for line in lines)


def _is_table(value: object) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value))


def _value(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def _profiles() -> list[bytes]:
    """A few timescales of each shipped profile at a time, as TOML and as JSON in turn; then the profiles that tests use."""
    made: list[bytes] = []
    for name in shipped_profiles():
        whole = tomllib.loads((files("lacreview_rules") / "data" / "profiles" / f"{name}.toml").read_text(encoding="utf-8"))
        for first in range(0, len(whole["timescales"]), _RULES_IN_A_SEED):
            part = _cut(whole, whole["timescales"][first : first + _RULES_IN_A_SEED], first)
            text = as_toml(part) if len(made) % 2 else json.dumps(part, default=str, ensure_ascii=False)
            made.append(text.encode())
    made += [path.read_bytes() for path in sorted((TOP / "tests" / "patterns").glob("*.toml"))]
    return made


def _cut(whole: dict[str, Any], rules: list[dict[str, Any]], first: int) -> dict[str, Any]:
    """A profile of these timescales, with whatever they name and the review, of which all profiles speak."""
    named: dict[str, Any] = {key: whole[key] for key in ("review_cycle", "settings", "roles", "drop") if key in whole}
    marks = whole.get("considerations", [])[first // _RULES_IN_A_SEED :][:1]
    part: dict[str, Any] = {
        "schema_version": 1,
        "id": "cut",
        "name": whole["name"],
        **({"extends": whole["extends"]} if "extends" in whole else {}),
        "version": str(first),
        **named,
    }
    said = json.dumps([rules, marks, part], default=str)
    kept: dict[str, Any] = {}
    for key in reversed(_DECLARED):  # tasks first: they name events; a fact may name placements
        kept[key] = [entry for entry in whole.get(key, []) if re.search(rf'"(not )?{entry["id"]}( starts| ends)?"', said)]
        said += json.dumps(kept[key], default=str)
    declared = {entry["id"] for entries in kept.values() for entry in entries}
    declared |= {entry["regime"] for entry in kept["legal_statuses"] if "regime" in entry}
    part |= {key: [_without_strangers(entry, declared) for entry in kept[key]] for key in _DECLARED if kept[key]}
    part["timescales"] = rules
    return part | ({"considerations": marks} if marks else {})


def _without_strangers(entry: dict[str, Any], declared: set[str]) -> dict[str, Any]:
    """A word without the words that it would bring and that the profile does not declare."""
    named = {
        key: [entry[key]] if isinstance(entry[key], str) else entry[key]
        for key in ("implies", "implies_if_placed", "same_as", "goes_on_in", "goes_on_under")
        if key in entry
    }
    gone = {key for key, words in named.items() if any(word.removeprefix("not ").split(" ")[-1] not in declared for word in words)}
    return {key: value for key, value in entry.items() if key not in gone}


def _histories() -> list[bytes]:
    """The examples one by one, all of them as JSON Lines and as a list, and histories of the worked cases."""
    examples = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((TOP / "examples").glob("*.json"))]
    worked = []
    for file in sorted((files("lacreview_rules") / "data" / "cases").iterdir(), key=lambda file: file.name):
        worked += [case["history"] for case in json.loads(file.read_text(encoding="utf-8"))["cases"][::12]]
    single = [json.dumps(one, indent=1 if number % 2 else None, ensure_ascii=False) for number, one in enumerate((*examples, *worked))]
    many = [dict(one, child=f"C{number}") for number, one in enumerate(examples[:4])]
    every = {"child": "K1", "date_of_birth": "2008-02-29", "records": ["review"], "events": [*_every_key()]}
    texts = [*single, "\n".join(map(json.dumps, many)), json.dumps(many), json.dumps(history_schema()["examples"][0]), json.dumps(every)]
    return [text.encode() for text in texts]


def _every_key() -> list[dict[str, Any]]:
    """An event of each kind with all the keys it can have, from the JSON Schema."""
    events: list[dict[str, Any]] = []
    for name, model in history_schema()["$defs"].items():
        event: dict[str, Any] = {}
        for key, said in model["properties"].items():
            event[key] = said.get("const", said.get("default") or _example(key, said))
        if name == "OtherEvent":
            event["event"] = "short-break"
        events.append(event)
    return sorted(events, key=lambda event: str(event["event"]) != "became-looked-after")


def _example(key: str, said: dict[str, Any]) -> Any:
    shapes = [said, *said.get("anyOf", ())]
    found = [example for shape in shapes for example in shape.get("examples", ())]
    if found:
        return found[0]
    kinds = {shape.get("type") for shape in shapes}
    return 1 if "integer" in kinds else True if kinds == {"boolean"} else f"a {key}"


def _extracts() -> list[bytes]:
    """Folders with every code of every column, four episodes of a child in each, in the three ways of separating cells."""
    table = {column: list(rows) for column, rows in codes().items()}
    made = []
    for number in range(max(map(len, table.values()))):
        rne, status, place, rec = (table[column][number % len(table[column])] for column in ("RNE", "LS", "PLACE", "REC"))
        rows = [
            f"{1001 + number},19/12/2023,S,V2,U6,02/02/2024,X1,SW1A 1AA",
            f"{1001 + number},02/02/2024,{rne},{status},{place},29/02/2024,X1,SW1A 1AA",
            f"{1001 + number},29/02/2024,P,C2,U6,{'31/10/2024' if number % 4 else ''},{rec if number % 4 else ''},",
            f"{1001 + number},{'31/10/2024' if number % 2 else '01/12/2024'},S,V2,{place},,,",
        ]
        made.append(_folder(str(1001 + number), rows if number % 4 else rows[:3], ",;\t"[number % 3]))
    return [*made, made[0].replace(b"\n", b"\r\n").replace(b"\nCHILD", b"\n\xef\xbb\xbfCHILD")]


def _folder(child: str, rows: list[str], delimiter: str) -> bytes:
    files_of = {
        "Header.csv": ["CHILD,SEX,DOB", f"{child},1,29/02/2012"],
        "2024_episodes.csv": ["CHILD,DECOM,RNE,LS,PLACE,DEC,REC,PL_POST", *rows],
        "reviews.csv": ["CHILD,DOB,REVIEW,REVIEW_CODE", f"{child},29/02/2012,14/01/2024,PN1", f"{child},,2024-10-31,PN2"],
    }
    text = "".join(f"{DIVIDER.decode()}{name}\n" + "\n".join(lines) + "\n" for name, lines in files_of.items())
    return text.replace(",", delimiter).encode()


def _phrases() -> list[bytes]:
    """Every unit in each of its spellings, ages, and the phrases of the shipped profiles."""
    phrases = [f"{number} {unit}{plural}" for unit in Unit for number, plural in ((0, "s"), (1, ""), (20, "s"), (2_600, "s"))]
    phrases += ["3 calendar months", "10 Calendar  Days", "same day", "the same day", "a month", "1.5 months", "1,000 days", "+3 days"]
    phrases += ["age 16 years", "age 16 years 3 months", "under 5", "5 or over", "under 1 year"]
    for name in shipped_profiles():
        whole = tomllib.loads((files("lacreview_rules") / "data" / "profiles" / f"{name}.toml").read_text(encoding="utf-8"))
        for rule in whole["timescales"]:
            limit = rule.get("limit", [])
            phrases += [limit] if isinstance(limit, str) else limit
    return [phrase.encode() for phrase in dict.fromkeys(phrases)]
