"""What the fuzzer starts from at each door, and the words that mean something there; made from the examples each time it runs."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
from tests.fuzz.read_back import BACK_SEEDS
from tests.fuzz.targets import DIVIDER

from lacreview_rules import england_and_wales, shipped_profiles
from lacreview_rules.sources.ssda903.codes import codes

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLES = Path(__file__).parents[2] / "examples"
CARE = {"event": "became-looked-after", "on": "2025-12-19", "placement": "foster-care", "legal_status": "section-20"}
HELD = {"event": "review-held", "on": "2026-01-14"}
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_ -]{1,40}")


def door_seeds(door: str) -> list[bytes]:
    """The seeds of one door, in a fixed order."""
    return _SEEDS[door]()


def door_words(door: str) -> list[str]:
    """The words of one door: those of its seeds, and what each of them may be confused with."""
    said = b"\n".join(door_seeds(door)).decode()
    of_returns = [code for rows in codes().values() for code in rows] if door in {"xml", "workbook", "annex-a", "ssd"} else []
    days = ["29/02/2024", "30/02/2024", "19/12/25", "2024-02-29", "2024-02-29 00:00:00", "45000", "45000.5", "1899-12-31", "31/12/9999"]
    marks = ["<", ">", "&", "<!DOCTYPE a [<!ENTITY b 'c'>]>", "<![CDATA[", "]]>", "&#0;", "&#xD800;", "==", '"', '""', ",", ";", "\t"]
    return [*dict.fromkeys([*sorted(set(_WORD.findall(said))), *of_returns, *days, *marks])]


def _xml() -> list[bytes]:
    """The example, and each child of it alone."""
    whole = (EXAMPLES / "return.xml").read_text(encoding="utf-8")
    head, *children = re.split(r"(?=<CHILD>)", whole.replace("</EXPSSDA903>", ""))
    return [whole.encode(), *(f"{head}{child}</EXPSSDA903>".encode() for child in children)]


def _returns() -> dict[str, list[list[str]]]:
    """The tables of a data return of two children."""
    return {
        "Header": [["CHILD", "SEX", "DOB"], ["1001", "1", "29/02/2012"], ["1002", "2", "14/02/2010"]],
        "Episodes": [
            ["CHILD", "DECOM", "RNE", "LS", "PLACE", "DEC", "REC", "PL_POST"],
            ["1001", "19/12/2023", "S", "V2", "U6", "02/02/2024", "X1", "SW1A 1AA"],
            ["1001", "02/02/2024", "P", "C2", "U6", "", "", ""],
            ["1002", "01/05/2024", "S", "C2", "K2", "31/10/2024", "E4A", ""],
        ],
        "Reviews": [
            ["CHILD", "DOB", "REVIEW", "REVIEW_CODE"],
            ["1001", "29/02/2012", "14/01/2024", "PN1"],
            ["1002", "", "2024-10-31", "PN2"],
        ],
    }


def _workbooks() -> list[bytes]:
    """A return with a sheet for each table, one with the episodes alone, and one whose days are days."""
    tables = _returns()
    return [as_parts(tables), as_parts({"Episodes": tables["Episodes"]}), as_parts(tables, typed=True)]


def _ssd() -> list[bytes]:
    """The example as a whole, and without one table at a time; that of episodes is needed."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted((EXAMPLES / "ssd").glob("*.csv"))}
    others = [name for name in texts if name != "ssd_cla_episodes.csv"]
    return [_as_folder(texts), *(_as_folder({name: text for name, text in texts.items() if name != left}) for left in others)]


def _annex_a() -> list[bytes]:
    return _table_and_workbooks("list-8.csv")


def _events() -> list[bytes]:
    return _table_and_workbooks("events.csv")


def _table_and_workbooks(name: str) -> list[bytes]:
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    both = [text, text.replace(",", ";"), text.replace("\n", "\r\n"), "\n".join(text.splitlines()[:2])]
    return [*(each.encode() for each in both), as_parts({"Sheet1": rows}), as_parts({"Notes": [["see"]], "Table": rows}, typed=True)]


def _lines() -> list[bytes]:
    many = (EXAMPLES / "caseload.jsonl").read_bytes()
    single = [json.dumps(json.loads(path.read_text(encoding="utf-8"))).encode() for path in sorted(EXAMPLES.glob("*.json"))]
    return [*many.splitlines(keepends=True)[:12], b"\n".join(single[:3]), b"".join(many.splitlines(keepends=True)[:3]), *single]


def _choices() -> list[bytes]:
    names = shipped_profiles()
    rows = [f"A{number}{{0}}{name}" for number, name in enumerate(names)]
    tables = [sep.join(("child", "profile")) + "\n" + "\n".join(row.format(sep) for row in rows) + "\n" for sep in (",", ";", "\t")]
    toml = ["[profiles]\n" + "".join(f'"A{number}" = "{name}"\n' for number, name in enumerate(names))]
    return [text.encode() for text in (*tables, *toml, "team,child,profile\nNorth,A1,england\n", '[profiles]\nA1 = "england"\n')]


def _calendars() -> list[bytes]:
    days = [holiday for holiday in england_and_wales().holidays if holiday.on.year == 2026]
    events = [{"title": day.name, "date": day.on.isoformat(), "notes": "", "bunting": True} for day in days]
    events.append({"title": "A day", "date": "2026-07-06", "notes": "One-off", "bunting": False})
    nations = {name: {"division": name, "events": events} for name in ("england-and-wales", "scotland")}
    head = 'schema_version = 1\nid = "ours"\nsource = "The Gazette"\nretrieved = 2026-05-02\n'
    tables = [
        '[[added]]\non = 2026-07-06\nname = "Jubilee"\n',
        "[[removed]]\non = 2026-12-25\n",
        '[[closed]]\non = 2026-12-29\nname = "Closed"\n',
    ]
    return [
        json.dumps(nations).encode(),
        json.dumps(nations, indent=1).encode(),
        *((head + table).encode() for table in tables),
        (head + "".join(tables)).encode(),
    ]


def _calls() -> list[bytes]:
    """A call or two of each tool."""
    child: dict[str, Any] = {"events": [CARE, HELD], "profile": "england", "as_of": "2026-02-01"}
    calls: list[tuple[str, dict[str, Any]]] = [
        ("date", {"period": "20 working days", "way": "after", "day": "2025-12-19"}),
        ("date", {"period": "3 months", "way": "before", "day": "2026-05-31"}),
        ("schedule", child),
        ("schedule", {**child, "age": {"years": 9, "on": "2026-02-01"}, "tasks": ["review"], "until": "2027-01-01"}),
        ("explain", {**child, "task": "review", "review": 2}),
        ("what-if", {**child, "suppose": [{"event": "placement-moved", "on": "2026-01-20", "placement": "foster-care"}]}),
        ("what-if", {**child, "without": [1], "new_profile": "newham"}),
        ("profiles", {}),
        ("profiles", {"profile": "newham"}),
        ("check", {"profile": "newham", "from": "2026-01-01", "to": "2026-01-31"}),
        ("compare", {"profiles": ["england", "newham"], "tasks": ["review"]}),
    ]
    return [json.dumps({"name": name, "arguments": arguments}).encode() for name, arguments in calls]


def as_parts(tables: dict[str, list[list[str]]], *, typed: bool = False) -> bytes:
    """A workbook of some tables as its parts, each after a line with its name; with `typed`, days are days."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in tables.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append([_typed(cell) if typed else cell for cell in row])
    written = io.BytesIO()
    book.save(written)
    with zipfile.ZipFile(written) as packed:
        parts = {name: packed.read(name) for name in packed.namelist() if "docProps" not in name and "theme" not in name}
    first = "[Content_Types].xml"
    ordered = {first: parts.pop(first), **parts}
    return b"".join(DIVIDER + name.encode() + b"\n" + content.replace(b"\n", b" ") + b"\n" for name, content in ordered.items())


def _typed(cell: str) -> str | date:
    found = re.fullmatch(r"(\d\d)/(\d\d)/(\d{4})", cell)
    return date(int(found[3]), int(found[2]), int(found[1])) if found else cell


def _as_folder(texts: dict[str, str]) -> bytes:
    return "".join(f"{DIVIDER.decode()}{name}\n{text}" for name, text in texts.items()).encode()


_SEEDS: dict[str, Callable[[], list[bytes]]] = {
    "xml": _xml,
    "workbook": _workbooks,
    "ssd": _ssd,
    "annex-a": _annex_a,
    "events": _events,
    "lines": _lines,
    "profiles": _choices,
    "calendar": _calendars,
    "assistant": _calls,
    **BACK_SEEDS,
}
