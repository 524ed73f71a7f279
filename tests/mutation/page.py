"""The page docs/explanation/mutation.md, made from `scores.json` and `survivors.toml`: `python -m tests.mutation.page`."""

from __future__ import annotations

import json
import tomllib
from typing import Any

from tests.mutation.measured import HERE, SECOND, modules, scores, state_of

TOP = HERE.parents[1]
SURVIVORS = HERE / "survivors.toml"
PAGE = TOP / "docs" / "explanation" / "mutation.md"
_LONG = 100

_HEAD = """\
# Mutation testing

Do the tests notice when the code is wrong? Each of {mutants:,} mutants is a module with one small thing changed: another operator, number,
text, argument, method or assignment, a condition that always or never holds. The tests ran against each of them.
**{killed:,} were noticed: {score:.1f} %.** The other {survived} are listed below, {explained} of them with the reason why.

```console
.venv/bin/pip install -q -e ".[test,mutation]"
.venv/bin/python -m tests.mutation.run periods calendars
```

The command fails if a mutant survives that is not listed, or if a listed one is now noticed.

**What is mutated.** All that runs, in decorated functions and outside functions too: constants, tables, regular expressions, the
defaults and bounds of the models, the values that a `Literal` allows, plain text of messages. **What is not:** docstrings, annotations,
decorators, imports, the descriptions of the models' fields (documentation, compared with the schemas by a test), the arguments of `len` and
`isinstance`. The changes are those of mutmut {version}; `if`, `while` and comprehensions that always or never hold are added.

**Which tests count.** Those of `tests/unit`, the patterns and the public cases that `tests/mutation/targets.toml` names for each module.
No property test, oracle or doctest, and no test that starts another process, is among them: what only these would notice is not counted. Of
the public cases, about a quarter is used: those in `tests/mutation/some_cases.py`, the first of each family for every rule and status. Each
mutant is tried against at most six seconds of tests. Tests that run its lines come first, and of these the tests of the module's own files;
then come other unit tests, the quick ones first.

## Scores

A mutant counts as noticed if a test fails, if the tests cannot be collected, or if it runs for ever. Equivalent mutants, which no test
could notice, count as survivors. A module that has changed since it was measured, in more than comments, docstrings and imports, is
marked: its score and its survivors are those of the source as it was then.

| module | mutants | noticed | score | measured |
|---|---:|---:|---:|---|
"""

_SECOND = """\
## A second method

A reason that a mutant may live is an opinion, and an adversarial review of November 2026 found two of them to be wrong. The second method
puts each survivor to random histories, the library with it beside the library without it: every field, date, basis and explanation of a
schedule, its problems, notices and considerations are compared, on several days, under the profiles in turn. A difference refutes the
reason, and the command fails. No difference proves nothing; so it is told how many of the changed lines those histories ran at all.
What a reason says of messages about profiles or of reading files is outside its reach.

```console
.venv/bin/python -m tests.mutation.run all --second-method 10000
```

*Not made* are the survivors of a source that has changed since: there is no such mutant any more, and nothing was tried. The number of
histories is what was tried so far, not what is to be tried.

| module | survivors tried | histories for each | refuted | nothing else came | of these, lines run | not made | tried on |
|---|---:|---:|---:|---:|---:|---:|---|
"""


def key_of(mutant: dict[str, Any]) -> tuple[str, str, str, str, int]:
    """What tells a mutant from every other, also when the lines above it change."""
    return (mutant["module"], mutant["where"], mutant["was"], mutant["became"], mutant.get("nth", 1))


def listed() -> list[dict[str, Any]]:
    """The survivors that are explained."""
    found: list[dict[str, Any]] = tomllib.loads(SURVIVORS.read_text(encoding="utf-8")).get("survivor", [])
    return found


def page() -> str:
    """The page as it has to be."""
    content = tomllib.loads(SURVIVORS.read_text(encoding="utf-8"))
    measured = scores()
    known = [module for module in modules() if module in measured]
    mutants, killed = (sum(measured[module][key] for module in known) for key in ("mutants", "killed"))
    lines = [
        _HEAD.format(
            mutants=mutants,
            killed=killed,
            score=_per_cent(killed, mutants),
            survived=mutants - killed,
            explained=sum(survivor["module"] in known for survivor in content.get("survivor", [])),
            version=content["mutmut"],
        ).rstrip()
    ]
    for module in modules():
        if module not in measured:
            lines.append(f"| {module} | | | | {state_of(module)} |")
            continue
        row = measured[module]
        share = _per_cent(row["killed"], row["mutants"])
        on = ", ".join(filter(None, (row["on"], state_of(module))))
        lines.append(f"| {module} | {row['mutants']:,} | {row['killed']:,} | {share:.1f} % | {on} |")
    short = [module for module in known if module in content["not_there_yet"]]
    if short:
        lines += ["", f"Below the 95 % that each is to reach: {', '.join(short)}. Most of what survives there is a shortcut."]
    lines += ["", *_second_method(), "", "## Survivors", ""]
    for module in known:
        mine = [survivor for survivor in content.get("survivor", []) if survivor["module"] == module]
        if not mine:
            continue
        lines += [f"### {module}", ""]
        for survivor in mine:
            where = f"`{survivor['where']}`: " if survivor["where"] else ""
            was, became = _shortened(survivor["was"], survivor["became"])
            why = content["reasons"].get(survivor["why"], survivor["why"])
            lines.append(f"- {where}{_code(was)} → {_code(became)}. {why}")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _second_method() -> list[str]:
    """What random histories made of the reasons."""
    tried: dict[str, dict[str, Any]] = json.loads(SECOND.read_text(encoding="utf-8")) if SECOND.exists() else {}
    lines = [_SECOND.rstrip()]
    for module in modules():
        if module not in tried:
            continue
        row = tried[module]
        refuted = row["different"] + row["for ever"]
        lines.append(
            f"| {module} | {refuted + row['same']} | {row['histories']:,} | {refuted} | {row['same']} | {row['same, lines run']} "
            f"| {row['not made']} | {row['on']}, seed {row['seed']} |"
        )
    listed_in = {survivor["module"] for survivor in listed()}
    if left := [module for module in modules() if module in listed_in and module not in tried]:
        lines += ["", f"Not tried so far: the survivors of {', '.join(left)}."]
    return lines


def write_page() -> None:
    """Writes the page."""
    PAGE.write_text(page(), encoding="utf-8")


def _per_cent(part: int, whole: int) -> float:
    """Rounded down to a tenth, so that nothing is rounded up to a hundred."""
    return int(1000 * part / max(1, whole)) / 10


def _code(text: str) -> str:
    return f"`` {text} ``" if "`" in text else f"`{text or ' '}`"


def _shortened(was: str, became: str) -> tuple[str, str]:
    """Two long lines less the words that they begin and end with alike, but for two at each side."""
    if max(len(was), len(became)) <= _LONG:
        return was, became
    old, new = was.split(" "), became.split(" ")
    shorter = min(len(old), len(new))
    same = next((place for place in range(shorter) if old[place] != new[place]), shorter)
    at_end = next((place for place in range(shorter - same) if old[-1 - place] != new[-1 - place]), shorter - same)
    first, last = max(0, same - 2), max(0, at_end - 2)

    def cut(words: list[str]) -> str:
        return ("… " if first else "") + " ".join(words[first : len(words) - last]) + (" …" if last else "")

    return cut(old), cut(new)


if __name__ == "__main__":
    write_page()
