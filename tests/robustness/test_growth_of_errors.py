"""Errors cost no more than answers, whichever file is wrong and however (records B1 and B8).

Each reader is given n, 2n and 4n wrong things of each kind. What is counted is work, every call and every line that is run (see
tests/robustness/growth.py): twice the wrong input is at most twice the work, and a little. And what is said does not grow with
it: a bounded number of problems, and how many more there are.
"""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.robustness.growth import work_of
from typer.testing import CliRunner

from lacreview_rules.cli import app
from lacreview_rules.errors import HistoryError, LacReviewError
from lacreview_rules.histories.json import parse_history

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLES = Path(__file__).parents[2] / "examples"
MOST = 2.35
SIZES = (90, 180, 360)
MOST_LINES = 420
"""Never more are told than a hundred histories that cannot be used, with a few lines each, and a hundred problems of one file."""


def run(*words: object) -> Any:
    return CliRunner().invoke(app, [str(word) for word in words], prog_name="lacreview")


@cache
def rows_of(name: str) -> list[list[str]]:
    with (EXAMPLES / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def as_csv(path: Path, rows: list[list[str]]) -> Path:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def history(number: int, **more: object) -> dict[str, Any]:
    return {"child": f"A{number}", "date_of_birth": "2014-05-02", "events": [{"event": "became-looked-after", "on": "2025-12-19"}], **more}


def lines(path: Path, records: list[object]) -> Path:
    path.write_text("".join((one if isinstance(one, str) else json.dumps(one)) + "\n" for one in records), encoding="utf-8")
    return path


def wrong_histories(folder: Path, kind: str, n: int) -> tuple[object, ...]:
    bad: dict[str, Callable[[int], object]] = {
        "not JSON": lambda _: "{",
        "no history": lambda number: [number],
        "an unknown key": lambda number: history(number, colour=1),
        "an impossible event": lambda number: history(number, events=[{"event": "review-held", "on": "2025-12-01"}]),
        "the same child": lambda _: history(0),
        "outside the calendar": lambda number: history(number, events=[{"event": "became-looked-after", "on": "2071-01-05"}]),
        "an unknown profile": lambda number: history(number, profile=f"nowhere-{number}"),
    }
    return (lines(folder / "h.jsonl", [bad[kind](number) for number in range(n)]),)


def wrong_profiles(folder: Path, kind: str, n: int) -> tuple[object, ...]:
    rows: dict[str, Callable[[int], str]] = {
        "unknown profiles": lambda number: f"A{number},nowhere{number}",
        "empty": lambda number: f"A{number},",
        "twice": lambda number: f"A0,{('england', 'newham')[number % 2]}",
        "paths": lambda number: f"A{number},none{number}.toml",
    }
    (folder / "p.csv").write_text("child,profile\n" + "".join(f"{rows[kind](number)}\n" for number in range(n)), encoding="utf-8")
    return (lines(folder / "h.jsonl", [history(0)]), "--as-of", "2026-02-10", "--profiles", folder / "p.csv")


def wrong_calendar(folder: Path, kind: str, n: int) -> tuple[object, ...]:
    head = 'schema_version = 1\nid = "j"\nsource = "s"\nretrieved = 2026-05-02\n'
    rows: dict[str, Callable[[int], str]] = {
        "unknown keys": lambda number: (
            f'[[added]]\non = {2026 + number // 300}-{number // 25 % 12 + 1:02}-{number % 25 + 1:02}\nname = "J"\nk = 1\n'
        ),
        "no dates": lambda _: '[[added]]\non = "soon"\nname = "J"\n',
        "twice": lambda _: '[[added]]\non = 2026-07-06\nname = "J"\n',
        "not there": lambda number: f"[[removed]]\non = {2026 + number // 300}-{number // 25 % 12 + 1:02}-{number % 25 + 1:02}\n",
        "keys of the file": lambda number: f"k{number} = 1\n",
    }
    (folder / "c.toml").write_text(head + "".join(rows[kind](number) for number in range(n)), encoding="utf-8")
    return (lines(folder / "h.jsonl", [history(0)]), "-p", "england", "--calendar", folder / "c.toml")


def wrong_return(folder: Path, kind: str, n: int) -> tuple[object, ...]:
    place = folder / "return"
    place.mkdir(exist_ok=True)
    rows: dict[str, Callable[[int], list[str]]] = {
        "no dates": lambda number: [f"C{number}", "soon", "S", "C2", "U6", "", ""],
        "unknown codes": lambda number: [f"C{number}", "01/05/2025", "Z", "Q9", "X9", "", "Q"],
        "empty": lambda _: ["", "", "", "", "", "", ""],
        "of one child": lambda number: ["C1", f"{number % 28 + 1:02}/05/2025", "Z", "C2", "U6", "01/01/2020", "X1"],
        "too short": lambda number: [f"C{number}"],
    }
    found = [["CHILD", "DECOM", "RNE", "LS", "PLACE", "DEC", "REC"], *(rows[kind](number) for number in range(n))]
    as_csv(place / "Episodes.csv", found)
    return (place, "-p", "data-return", "--input", "ssda903")


def wrong_workbook(folder: Path, kind: str, n: int) -> tuple[object, ...]:
    place, *more = wrong_return(folder, kind, n)
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = "Episodes"
    with Path(str(place), "Episodes.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            book.active.append(row)
    book.save(folder / "return.xlsx")
    return (folder / "return.xlsx", *more)


def wrong_xml(folder: Path, kind: str, n: int) -> tuple[object, ...]:
    child = {
        "no dates": "<CHILD><HEADER><CHILDID>C{n}</CHILDID></HEADER><EPISODE><DECOM>soon</DECOM><LS>C2</LS></EPISODE></CHILD>",
        "unknown elements": "<CHILD><HEADER><CHILDID>C{n}</CHILDID></HEADER><WRONG{n}>1</WRONG{n}></CHILD>",
        "no children": "<OTHER><X>{n}</X></OTHER>",
    }[kind]
    body = "".join(child.format(n=number) for number in range(n))
    (folder / "r.xml").write_text(f"<EXPSSDA903>{body}</EXPSSDA903>", encoding="utf-8")
    return (folder / "r.xml", "-p", "data-return", "--input", "ssda903")


def wrong_table(name: str, source: str) -> Callable[[Path, str, int], tuple[object, ...]]:
    def make(folder: Path, kind: str, n: int) -> tuple[object, ...]:
        head, row = rows_of(name)[0], rows_of(name)[1]
        rows: dict[str, Callable[[int], list[str]]] = {
            "no dates": lambda number: [f"P{number}", *("soon" if "/" in cell else cell for cell in row[1:])],
            "unknown words": lambda number: [f"P{number}", *("nonsense" if cell and "/" not in cell else cell for cell in row[1:])],
            "no child": lambda _: ["", *row[1:]],
            "one child": lambda _: ["P1", *("soon" if "/" in cell else cell for cell in row[1:])],
            "too many cells": lambda number: [f"P{number}", *row[1:], "more", "more"],
        }
        if kind == "unknown headings":
            headings = [*head, *(f"k{number}" for number in range(n))]
            return (as_csv(folder / "t.csv", [headings, row]), "-p", "data-return", "--input", source)
        found = [head, *(rows[kind](number) for number in range(n))]
        if source.startswith("workbook "):
            book = openpyxl.Workbook()
            for one in found:
                book.active.append(one)
            book.save(folder / "t.xlsx")
            return (folder / "t.xlsx", "-p", "data-return", "--input", source.removeprefix("workbook "))
        return (as_csv(folder / "t.csv", found), "-p", "data-return", "--input", source)

    return make


def wrong_ssd(folder: Path, kind: str, n: int) -> tuple[object, ...]:
    place = folder / "ssd"
    place.mkdir(exist_ok=True)
    for file in (EXAMPLES / "ssd").glob("*.csv"):
        (place / file.name).write_bytes(file.read_bytes())
    name = "ssd_cla_reviews.csv" if kind == "of nobody" else "ssd_cla_episodes.csv"
    found = rows_of(f"ssd/{name}")
    rows: dict[str, Callable[[int], list[str]]] = {
        "no dates": lambda number: [f"E{number}", "1001", "P1", "soon", "S", "soon", "X1", "L1", "soon"],
        "unknown codes": lambda number: [f"E{number}", "1001", "P1", f"2025-05-{number % 28 + 1:02} 00:00:00", "Q", "", "Q9", "L1", ""],
        "of nobody": lambda number: [f"R{number}", f"N{number}", "", "soon", "N"],
    }
    as_csv(place / name, [*found, *(rows[kind](number) for number in range(n))])
    return (place, "-p", "data-return", "--input", "ssd")


def wrong_sqlite(folder: Path, kind: str, n: int) -> tuple[object, ...]:
    place, *more = wrong_ssd(folder, kind, n)
    path = folder / f"{n}.sqlite"
    with sqlite3.connect(path) as database:
        for file in Path(str(place)).glob("*.csv"):
            with file.open(encoding="utf-8", newline="") as opened:
                heading, *rows = csv.reader(opened)
            database.execute(f"CREATE TABLE {file.stem} ({', '.join(f'{name} TEXT' for name in heading)})")
            database.executemany(f"INSERT INTO {file.stem} VALUES ({', '.join('?' * len(heading))})", rows)  # noqa: S608 - ours
    database.close()
    return (path, *more)


def wrong_teams(folder: Path, kind: str, n: int) -> tuple[object, ...]:
    rows: dict[str, Callable[[int], list[str]]] = {
        "two teams": lambda number: ["A0", f"T{number}"],
        "no child": lambda _: ["", "North"],
        "too many cells": lambda number: [f"A{number}", "North", "more"],
    }
    as_csv(folder / "t.csv", [["child", "team"], *(rows[kind](number) for number in range(n))])
    return (lines(folder / "h.jsonl", [history(0)]), "-p", "england", "--as-of", "2026-02-10", "--teams", folder / "t.csv")


def wrong_reports(folder: Path, kind: str, n: int) -> tuple[object, ...]:
    words = (lines(folder / "h.jsonl", [history(0)]), "-p", "england", "--as-of", "2026-02-10")
    made = json.loads(run("caseload", *words, "-f", "json").stdout)
    bad = {
        "wrong values": {**made, "overdue": [{"child": number, "due": "soon"} for number in range(n)]},
        "unknown keys": {**made, **{f"k{number}": 1 for number in range(n)}},
    }[kind]
    (folder / "earlier.json").write_text(json.dumps(bad), encoding="utf-8")
    return (*words, "--compare-with", folder / "earlier.json")


def wrong_and_written(folder: Path, kind: str, n: int) -> tuple[object, ...]:
    table, *_ = wrong_table("events.csv", "events")(folder, kind, n)
    return (table, "--input", "events", "-o", folder / "out.jsonl", "--remarks", folder / "remarks.json")


def wrong_parquet(folder: Path, kind: str, n: int) -> tuple[object, ...]:
    of_each = [f"A{number}" for number in range(n)]
    table: dict[str, list[Any]] = {"child": of_each, "event": ["became-looked-after"] * n, "on": ["2025-12-19"] * n}
    bad: dict[str, dict[str, list[Any]]] = {
        "no dates": {"on": ["soon"] * n},
        "one child": {"child": ["A1"] * n, "on": ["soon"] * n},
        "no child": {"child": [None] * n},
        "unknown words": {"event": ["nonsense"] * n},
        "nothing to count from": {"event": ["review-held"] * n},
        "outside the calendar": {"on": ["2071-01-05"] * n},
    }
    table |= bad.get(kind, {})
    if kind == "unknown columns":
        table |= {f"k{number}": [1] * n for number in range(n)}
    pq.write_table(pa.table(table), folder / "e.parquet")
    return (folder / "e.parquet", "-p", "england", "-o", folder / "out.parquet")


def wrong_schedules(folder: Path, kind: str, n: int) -> tuple[object, ...]:
    made = json.loads(run("schedule", lines(folder / "h.jsonl", [history(0)]), "-p", "england", "-f", "json").stdout)
    due = made["due_dates"][0]
    bad = {
        "wrong values": {**made, "due_dates": [{**due, "due": "soon", "status": "odd"} for _ in range(n)]},
        "missing keys": {**made, "due_dates": [{} for _ in range(n)]},
        "unknown keys": {**made, **{f"k{number}": 1 for number in range(n)}},
    }[kind]
    (folder / "s.json").write_text(json.dumps(made), encoding="utf-8")
    (folder / "w.json").write_text(json.dumps(bad), encoding="utf-8")
    return (folder / "s.json", folder / "w.json")


_TABLE = ("no dates", "unknown words", "no child", "one child", "too many cells", "unknown headings")
READERS: dict[str, tuple[str, Callable[[Path, str, int], tuple[object, ...]], tuple[str, ...]]] = {
    "histories": (
        "schedule -p england",
        wrong_histories,
        ("not JSON", "no history", "an unknown key", "an impossible event", "the same child", "outside the calendar"),
    ),
    "histories of a caseload": (
        "caseload --as-of 2026-02-10 -p england",
        wrong_histories,
        ("not JSON", "no history", "an unknown key", "an impossible event", "the same child", "outside the calendar", "an unknown profile"),
    ),
    "profiles of children": ("caseload", wrong_profiles, ("unknown profiles", "empty", "twice", "paths")),
    "calendars": ("schedule", wrong_calendar, ("unknown keys", "no dates", "twice", "not there", "keys of the file")),
    "returns as CSV": ("schedule", wrong_return, ("no dates", "unknown codes", "empty", "of one child", "too short")),
    "returns as XML": ("schedule", wrong_xml, ("no dates", "unknown elements", "no children")),
    "events": ("schedule", wrong_table("events.csv", "events"), _TABLE),
    "events in a workbook": ("schedule", wrong_table("events.csv", "workbook events"), ("no dates", "no child", "one child")),
    "annex A": ("schedule", wrong_table("list-8.csv", "annex-a"), _TABLE),
    "the SSD": ("schedule", wrong_ssd, ("no dates", "unknown codes", "of nobody")),
    "Parquet": (
        "batches",
        wrong_parquet,
        ("no dates", "one child", "no child", "unknown words", "nothing to count from", "outside the calendar", "unknown columns"),
    ),
    "returns in a workbook": ("schedule", wrong_workbook, ("no dates", "unknown codes", "of one child")),
    "the SSD in a database": ("schedule", wrong_sqlite, ("no dates", "unknown codes", "of nobody")),
    "teams": ("caseload", wrong_teams, ("two teams", "no child", "too many cells")),
    "earlier reports": ("caseload", wrong_reports, ("wrong values", "unknown keys")),
    "what is converted, with a file of remarks": ("convert", wrong_and_written, ("no dates", "one child", "unknown words")),
    "schedules": ("diff", wrong_schedules, ("wrong values", "missing keys", "unknown keys")),
}
QUICK = {
    ("histories", "not JSON"),
    ("events", "one child"),
    ("Parquet", "one child"),
    ("returns as XML", "no dates"),
    ("schedules", "missing keys"),
    ("teams", "two teams"),
    ("what is converted, with a file of remarks", "no dates"),
}
ASKED = [
    pytest.param(reader, kind, marks=() if (reader, kind) in QUICK else pytest.mark.slow, id=f"{reader}: {kind}")
    for reader, (_, _, kinds) in READERS.items()
    for kind in kinds
]


@pytest.mark.parametrize(("reader", "kind"), ASKED)
def test_twice_the_wrong_input_is_twice_the_work(reader: str, kind: str, tmp_path: Path) -> None:
    command, make, _ = READERS[reader]
    counted, told = [], []
    run(*command.split()[:1], *make(tmp_path, kind, 20), *command.split()[1:])  # what is made once, has been
    for n in SIZES:
        words = [*command.split()[:1], *make(tmp_path, kind, n), *command.split()[1:]]
        results: list[Any] = []
        counted.append(work_of(lambda words=words, results=results: results.append(run(*words))))  # type: ignore[misc]
        assert results[0].exception is None or isinstance(results[0].exception, SystemExit)
        told.append(len(results[0].stderr.splitlines()))
    assert max(after / before for before, after in pairwise(counted)) < MOST, counted
    assert max(told) <= MOST_LINES, told


# ---- long texts


LONG = "x" * 1_001


@pytest.mark.parametrize(
    "record",
    [
        history(0, child=LONG),
        history(0, records=[LONG]),
        *(
            history(0, events=[{"event": "became-looked-after", "on": "2025-12-19", key: value}])
            for key, value in (("ref", LONG), ("placement", LONG), ("legal_status", LONG), ("legal_status", [LONG]), ("note", LONG * 100))
        ),
        history(0, events=[{"event": "fact", "on": "2025-12-19", "fact": LONG, "value": LONG}]),
        history(0, events=[{"event": "alert-raised", "on": "2025-12-19", "level": LONG}]),
    ],
)
def test_a_text_that_is_too_long_is_refused(record: dict[str, Any]) -> None:
    """docs/reference/history-format.md: 1,000 characters, and 100,000 for a note."""
    with pytest.raises(HistoryError, match="longer than any such text is; shorten it to 1,000 characters or fewer"):
        parse_history(record)


def test_what_is_just_short_enough_is_read() -> None:
    event = {"event": "became-looked-after", "on": "2025-12-19", "ref": LONG[1:], "note": "x" * 100_000}
    assert len(parse_history(history(0, child=LONG[1:], events=[event])).events) == 1


def test_so_in_arrow() -> None:
    from lacreview_rules import load_profile
    from lacreview_rules.arrow import schedule_batches

    for column, values in (("child", [LONG]), ("ref", [LONG]), ("placement", [LONG])):
        table = pa.table({"child": ["A"], "event": ["became-looked-after"], "on": ["2025-12-19"], column: values})
        rows = [row for batch in schedule_batches(table, load_profile("england")) for row in batch.to_pylist()]
        assert [LONG not in row["error"] and "longer than any such text is" in row["error"] for row in rows] == [True]


def test_every_error_of_the_library_is_bounded() -> None:
    """However many problems there are, the text of an error has a hundred, and how many more."""
    with pytest.raises(LacReviewError) as refused:
        parse_history({"child": "A", "events": [1] * 5_000})
    assert len(str(refused.value).splitlines()) == 102
