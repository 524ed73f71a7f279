"""No child's details in what is said of any other file that is read than a history or the CSV of a return (record B2).

A marker stands in every cell, heading, key, tag and type in turn, of every kind of file that a command opens; then what is said
on standard error, the names of files that are left and what was logged are searched for it. test_privacy.py does the same for
histories and the CSV files of a data return.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import warnings
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from lacreview_rules.cli import app

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MARKER = "Zqx7Marlowe"
ODD = (MARKER, f'"{MARKER}', f"{MARKER}\n{MARKER}", f"{MARKER},{MARKER}", f"30/02/{MARKER}", f"={MARKER}")
EVERY = pytest.mark.parametrize("every", [83, pytest.param(1, marks=pytest.mark.slow)])
"""One in so many of the variants of a file, or all of them, which takes minutes."""
EXAMPLES = Path(__file__).parents[2] / "examples"


def run(*words: object) -> Any:
    return CliRunner().invoke(app, [str(word) for word in words], prog_name="lacreview")


def leaks(said: str) -> list[str]:
    return [line for line in said.splitlines() if MARKER in line or MARKER.lower() in line.lower()]


@pytest.fixture(autouse=True)
def _nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, logged: io.StringIO) -> Iterator[None]:
    """No log, no warning and no name of a file holds it; temporary files are made where they can be seen."""
    monkeypatch.chdir(tmp_path)
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        yield
    assert leaks(logged.getvalue()) == []
    assert leaks("\n".join(str(one.message) for one in warned)) == []
    assert [path for path in tmp_path.rglob("*") if MARKER in path.name or path.name.startswith(".lacreview-")] == []


def said(*words: object) -> str:
    """What a command says on standard error; it may end as it likes, but not by a fault that holds more than its place."""
    result = run(*words)
    assert result.exception is None or isinstance(result.exception, SystemExit), words
    told: str = result.stderr
    return told


# ---- tables: events, list 8, the SSD, in CSV and in workbooks


def variants(rows: list[list[str]]) -> Iterator[tuple[str, list[list[str]]]]:
    """A table with the marker in one place after another, and broken in ways that tables are: two writings of it in turn at each place."""
    for row, cells in enumerate(rows[:3]):
        for column in range(len(cells)):
            for number in (row + column, row + column + 3):
                odd = ODD[number % len(ODD)] if row else ODD[number % 2]
                changed = [*cells[:column], odd, *cells[column + 1 :]]
                yield f"row {row}, column {column}, {odd}", [*rows[:row], changed, *rows[row + 1 :]]
    everywhere = [[MARKER] * len(rows[0]) for _ in rows]
    yield "everywhere", [rows[0], *everywhere]
    yield "no heading", everywhere
    yield "too many cells", [*rows, [MARKER] * (len(rows[0]) + 3)]
    yield "too few cells", [*rows, [MARKER]]
    yield "a column more", [[*rows[0], MARKER], *([*row, MARKER] for row in rows[1:])]
    yield "a heading that ends with it", [[f"{cell} {MARKER}" for cell in rows[0]], *rows[1:]]


def share(every: int, found: Iterable[Any], first: int = 0) -> Iterator[Any]:
    """One in so many, from another place for each test."""
    return itertools.islice(found, first % every, None, every)


def table(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def as_csv(rows: list[list[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue()


def as_workbook(path: Path, rows: list[list[str]]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(path)


TABLES = {"events": EXAMPLES / "events.csv", "annex-a": EXAMPLES / "list-8.csv"}


@EVERY
@pytest.mark.parametrize("source", TABLES)
def test_tables_as_csv(source: str, every: int, tmp_path: Path) -> None:
    leaked, file = {}, tmp_path / "table.csv"
    for name, rows in share(every, variants(table(TABLES[source]))):
        file.write_text(as_csv(rows), encoding="utf-8")
        if found := leaks(said("schedule", file, "--input", source, "-p", "england")):
            leaked[name] = found[:2]
    assert leaked == {}


@EVERY
@pytest.mark.parametrize("source", TABLES)
def test_tables_as_workbooks(source: str, every: int, tmp_path: Path) -> None:
    """The title of a sheet is named, as the name of a file is: both are part of where a thing stands."""
    leaked, file = {}, tmp_path / "table.xlsx"
    for name, rows in share(every, variants(table(TABLES[source])), 4):
        as_workbook(file, [[cell.replace("\n", " ") for cell in row] for row in rows])
        if found := leaks(said("schedule", file, "--input", source, "-p", "england")):
            leaked[name] = found[:2]
    assert leaked == {}


SSD = sorted(path.stem for path in (EXAMPLES / "ssd").glob("*.csv"))


@EVERY
@pytest.mark.parametrize("name", SSD)
def test_the_tables_of_the_standard_safeguarding_dataset(name: str, every: int, tmp_path: Path) -> None:
    folder = tmp_path / "ssd"
    shutil.copytree(EXAMPLES / "ssd", folder)
    leaked = {}
    for variant, rows in share(every, variants(table(folder / f"{name}.csv")), SSD.index(name)):
        (folder / f"{name}.csv").write_text(as_csv(rows), encoding="utf-8")
        if found := leaks(said("schedule", folder, "--input", "ssd", "-p", "england")):
            leaked[variant] = found[:2]
    assert leaked == {}


@EVERY
@pytest.mark.parametrize("name", SSD)
def test_so_in_a_database(name: str, every: int, tmp_path: Path) -> None:
    """SQLite holds any text in any column, and its own words name columns and values."""
    leaked = {}
    for number, (variant, changed) in enumerate(share(every, variants(table(EXAMPLES / "ssd" / f"{name}.csv")), SSD.index(name) + 5)):
        file = tmp_path / f"{number}.sqlite"
        with sqlite3.connect(file) as database:
            for one in SSD:
                rows = changed if one == name else table(EXAMPLES / "ssd" / f"{one}.csv")
                columns = list(dict.fromkeys(cell.replace('"', "'") or "x" for cell in rows[0]))
                database.execute(f"create table {one} ({', '.join(f'{json.dumps(column)} text' for column in columns)})")
                for row in rows[1:]:
                    values = [*row, *[""] * len(columns)][: len(columns)]
                    database.execute(f"insert into {one} values ({', '.join('?' * len(columns))})", values)  # noqa: S608 - ours
        database.close()
        if found := leaks(said("schedule", file, "--input", "ssd", "-p", "england")):
            leaked[variant] = found[:2]
        file.unlink()
    assert leaked == {}


SUFFIXES = ("csv", "xlsx", "parquet", "sqlite", "duckdb", "xml", "json", "jsonl", "toml")
SOURCES = ("history", "events", "annex-a", "ssda903", "ssd")
SOMETHING_ELSE = [
    pytest.param(source, suffix, marks=pytest.mark.slow if (place + of_suffix) % 3 else ())
    for place, source in enumerate(SOURCES)
    for of_suffix, suffix in enumerate(SUFFIXES)
]
"""Every source with every suffix; one in three, each source and each suffix among them, in every run."""


@pytest.mark.parametrize(("source", "suffix"), SOMETHING_ELSE)
def test_files_that_are_something_else(source: str, suffix: str, tmp_path: Path) -> None:
    """Whatever stands in a file, and whichever library is asked to open it."""
    file = tmp_path / f"file.{suffix}"
    for content in (
        f"{MARKER}\n".encode() * 40,
        f'{{"child": "{MARKER}", "{MARKER}": }}'.encode(),
        f"<{MARKER}><{MARKER}".encode(),
        f'<?xml version="1.0" encoding="{MARKER}"?><EXPSSDA903/>'.encode(),
        f"PK\x03\x04{MARKER}".encode(),
        f"PAR1{MARKER}PAR1".encode(),
        f"SQLite format 3\x00{MARKER}".encode(),
        f"child\t{MARKER}\n{MARKER}é\t1".encode("latin-1"),
        f"[{MARKER}]\n[{MARKER}]\n".encode(),
    ):
        file.write_bytes(content)
        told = said("schedule", file, "--input", source, "-p", "england")
        assert told
        assert leaks(told) == [], content


XML = (EXAMPLES / "return.xml").read_text(encoding="utf-8")


def xml_variants() -> Iterator[str]:
    places = [place for place, sign in enumerate(XML) if sign in "<>/"]
    for number, place in enumerate(places):
        odd = (MARKER, f"<{MARKER}>", f"&{MARKER};", f'<{MARKER} a="{MARKER}"', f"</{MARKER}>", f"]]>{MARKER}\x01")[number % 6]
        yield XML[:place] + odd + XML[place:]
        yield XML[: place + 1] + odd + XML[place + 1 :]
    yield f'<!DOCTYPE {MARKER} [<!ENTITY {MARKER} "{MARKER}">]>{XML}'


@EVERY
def test_a_return_as_xml(every: int, tmp_path: Path) -> None:
    file = tmp_path / "return.xml"
    for text in share(every, xml_variants()):
        file.write_text(text, encoding="utf-8")
        assert leaks(said("schedule", file, "--input", "ssda903", "-p", "england")) == [], text


# ---- Parquet


def columns() -> dict[str, list[Any]]:
    """Columns that each column of events may be given, of many types, the marker in values, in words and in the types themselves."""
    inner = pa.struct([(MARKER, pa.string())])
    return {
        "text": [MARKER] * 3,
        "long text": [MARKER * 5_000] * 3,
        "bytes": [MARKER.encode()] * 3,
        "category": pa.array([MARKER] * 3).dictionary_encode(),
        "list": [[MARKER]] * 3,
        "struct": pa.array([{MARKER: MARKER}] * 3, inner),
        "list of structs": pa.array([[{MARKER: MARKER}]] * 3, pa.list_(inner)),
        "map": pa.array([[(MARKER, MARKER)]] * 3, pa.map_(pa.string(), pa.string())),
        "moment": pa.array([datetime(2026, 1, 5, 3, 4, 5)] * 3),
        "zone": pa.array([datetime(2026, 1, 5)] * 3, pa.timestamp("us", tz="Europe/London")),
        "number": [1.5] * 3,
        "decimal": [Decimal("1.50")] * 3,
        "nothing": [None] * 3,
        "yes or no": [True] * 3,
        "day": [date(1, 1, 1)] * 3,
    }


KEYS = (
    "child",
    "event",
    "on",
    "date_of_birth",
    "at",
    "placement",
    "legal_status",
    "note",
    "review",
    "value",
    "emergency",
    "records",
    "profile",
    MARKER,
)


@pytest.mark.parametrize("key", [pytest.param(key, marks=() if key in {"child", "on", MARKER} else pytest.mark.slow) for key in KEYS])
def test_columns_of_parquet(key: str, tmp_path: Path) -> None:
    good = {
        "child": [MARKER, MARKER, f"{MARKER}2"],
        "event": ["became-looked-after", "review-held", "became-looked-after"],
        "on": [date(2026, 1, 5)] * 3,
    }
    file = tmp_path / "e.parquet"
    for name, values in columns().items():
        made = pa.table({**good, key: values})
        pq.write_table(made.replace_schema_metadata({MARKER: MARKER}), file)
        for more in ((), ("--strict",)):
            told = said("batches", file, "-p", "england", "-o", tmp_path / "out.parquet", *more)
            assert leaks(told) == [], name
        if (tmp_path / "out.parquet").exists():
            rows = pq.read_table(tmp_path / "out.parquet").to_pylist()
            assert leaks("\n".join(f"{row['error']} {row['problem']}" for row in rows)) == [], name
            (tmp_path / "out.parquet").unlink()


@pytest.mark.parametrize("key", ["child", "event", "on"])
def test_a_column_that_is_not_there_and_files_that_differ(key: str, tmp_path: Path) -> None:
    good = {"child": [MARKER], "event": ["became-looked-after"], "on": [date(2026, 1, 5)]}
    one, other = tmp_path / "1.parquet", tmp_path / "2.parquet"
    pq.write_table(pa.table({name: values for name, values in good.items() if name != key}), one)
    assert leaks(said("batches", one, "-p", "england", "-o", tmp_path / "out.parquet")) == []
    pq.write_table(pa.table(good), one)
    for name, values in columns().items():
        pq.write_table(pa.table({**good, key: values[:1]}), other)
        assert leaks(said("batches", one, other, "-p", "england", "-o", tmp_path / "out.parquet")) == [], name


# ---- the other files that a command may be given


def history(folder: Path) -> Path:
    file = folder / "h.jsonl"
    file.write_text(
        json.dumps({"child": MARKER, "events": [{"event": "became-looked-after", "on": "2025-12-19"}]}) + "\n", encoding="utf-8"
    )
    return file


PROFILES = {
    "csv": [
        "child,profile\n{m},{m}\n",
        "child,profile\nengland,{m}\n",
        "{m},profile\n{m},england\n",
        "child,profile\n{m},../{m}.toml\n",
        "child,profile\n{m},england\n{m},newham\n",
        'child,profile\n"{m},england\n',
        "child;profile\n{m};\n",
        "child,profile\n,{m}\n",
        "child,profile\n{m},{m}/{m}.json\n",
        "child,profile\n{m},\\\\{m}\\x.toml\n",
    ],
    "toml": [
        "[profiles.{m}]\n[profiles.{m}]\n",
        '[profiles]\n"{m}" = 1\n',
        '[profiles]\n{m} = "{m}"\n',
        "{m} = 1\n",
        '[profiles]\n"X" = {{"{m}" = 1, "{m}" = 2}}\n',
        "[profiles]\n{m} = england\n",
        '[profiles]\n"{m}" = "england"\n"{m}" = "newham"\n',
        "[{m}]\n",
        '[profiles]\nengland = "{m}.toml"\n',
        '[profiles]\n{m}.{m} = "england"\n',
    ],
}


@pytest.mark.parametrize("suffix", PROFILES)
def test_the_file_of_profiles(suffix: str, tmp_path: Path) -> None:
    for number, text in enumerate(PROFILES[suffix]):
        file = tmp_path / f"p{number}.{suffix}"
        file.write_text(text.format(m=MARKER), encoding="utf-8")
        told = said("caseload", history(tmp_path), "--as-of", "2026-02-10", "--profiles", file)
        assert told
        assert leaks(told) == [], text


@pytest.mark.parametrize(
    "option", [("-p",), ("-p", "england", "--calendar"), ("-p", "england", "--key-file"), ("-p", "england", "--previous")]
)
def test_a_history_given_for_another_file(option: tuple[str, ...], tmp_path: Path) -> None:
    """A slip of the hand: what is said of a profile or a calendar may repeat its words, but this is neither."""
    file = history(tmp_path)
    for suffix in ("json", "toml", "jsonl"):
        other = file.rename(tmp_path / f"slip.{suffix}")
        assert leaks(said("calendar-feed", history(tmp_path), *option, other, "-o", tmp_path / "out.ics")) == []
        file = other
    for word in (MARKER, f'"{MARKER}" = 1\n"{MARKER}" = 2\n', f"[[{MARKER}]]\n", f'{{"{MARKER}": 1, "{MARKER}": 2}}'):
        for suffix in ("json", "toml"):
            other = tmp_path / f"slip2.{suffix}"
            other.write_text(word, encoding="utf-8")
            if option[-1] not in {"-p", "--calendar"}:  # a key of a profile is named, as it is the authority's own word
                assert leaks(said("calendar-feed", history(tmp_path), *option, other, "-o", tmp_path / "out.ics")) == []


@pytest.mark.slow
def test_a_feed_made_before(tmp_path: Path) -> None:
    file = history(tmp_path)
    run("calendar-feed", file, "-p", "england", "--show-child", "-o", tmp_path / "f.ics")
    feed = (tmp_path / "f.ics").read_text(encoding="utf-8")
    assert MARKER in feed
    lines = feed.splitlines()
    for number in range(0, min(len(lines), 40), 5):
        for odd in (
            MARKER,
            f"{lines[number].partition(':')[0]}:{MARKER}",
            f"BEGIN:{MARKER}",
            f"DTSTART;{MARKER}={MARKER}:{MARKER}",
            f"RRULE:{MARKER}",
        ):
            (tmp_path / "f.ics").write_text("\r\n".join([*lines[:number], odd, *lines[number + 1 :]]), encoding="utf-8", newline="")
            assert leaks(said("calendar-feed", file, "-p", "england", "--previous", tmp_path / "f.ics", "-o", tmp_path / "g.ics")) == [], (
                odd
            )


def test_a_schedule_given_to_diff(tmp_path: Path) -> None:
    made = json.loads(run("schedule", history(tmp_path), "-p", "england", "-f", "json").stdout)
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(json.dumps(made), encoding="utf-8")
    changed: list[dict[str, Any]] = [{**made, key: odd} for key in made for odd in (MARKER, {MARKER: MARKER}, [MARKER])]
    changed += [
        {**made, "due_dates": [{**made["due_dates"][0], key: odd}]}
        for key in made["due_dates"][0]
        for odd in (MARKER, [MARKER], {MARKER: 1})
    ]
    changed += [{**made, MARKER: 1}, {**made, "due_dates": [{**made["due_dates"][0], MARKER: 1}]}]
    for one in changed:
        bad.write_text(json.dumps(one), encoding="utf-8")
        assert leaks(said("diff", good, bad)) == []


@pytest.mark.parametrize(
    "text",
    [MARKER, f'{{"event": "{MARKER}"}}', f'{{"{MARKER}": 1}}', f'{{"event": "review-held", "on": "{MARKER}"}}', f'["{MARKER}"]', "{"],
)
def test_an_event_supposed(text: str, tmp_path: Path) -> None:
    assert leaks(said("what-if", history(tmp_path), "-p", "england", "--event", text)) == []


# ---- a fault of another library


@pytest.mark.slow
def test_the_words_of_another_library_are_not_passed_on(tmp_path: Path) -> None:
    """An error of the system without a number has words of whoever raised it; as a process of its own, for the whole way out."""
    (tmp_path / "sitecustomize.py").write_text(
        "import lacreview_rules.engine.build as engine\nimport lacreview_rules.sources.door as door\n"
        f"def broken(*_, **__):\n    raise OSError('cannot convert {MARKER}')\n"
        "engine.build_schedule = door.build_schedule = broken\n",
        encoding="utf-8",
    )
    path = os.pathsep.join([str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])])
    words = [sys.executable, "-m", "lacreview_rules", "schedule", str(history(tmp_path)), "-p", "england"]
    done = subprocess.run(words, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": path})
    assert done.returncode in {2, 70}
    assert leaks(done.stdout + done.stderr) == []
