"""Random children, written as every door takes them, have the same reviews due: JSON, a return, an SSD, a table of events, in each form.

Authority: issue 16, points 1, 2, 4 and 5 (one door, one contract). What all forms can hold is drawn: care under a care order, moves,
reviews, and an end. A first child begins the record: what lies before the first review of an SSD would else be taken as not on record.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

from hypothesis import given
from hypothesis import strategies as st
from tests.databases.ssd_tables import (
    Tables,
    at,
    episode,
    placement,
    review,
    rows_of,
    status,
    write_csv,
    write_duckdb,
    write_parquet,
    write_sqlite,
)
from tests.property.effort import effort
from tests.unit.sources.doors import csv_file, parquet, with_dates, workbook
from tests.unit.sources.ssda903.forms import Return
from typer.testing import CliRunner

from lacreview_rules.cli import app

if TYPE_CHECKING:
    from collections.abc import Iterator

AS_OF = date(2026, 3, 31)
BORN = date(2014, 5, 2)
WORDS = {"U6": "foster-care", "K2": "childrens-home"}
KEYS = ("review", "due", "status", "done_on", "rule")


class Life(NamedTuple):
    """A child's care: the days with the code of the placement from then on, the reviews, and the end, if there is one."""

    child: str
    placed: tuple[tuple[date, str], ...]
    held: tuple[date, ...]
    ended: date | None = None

    def spans(self) -> Iterator[tuple[date, str, date | None]]:
        """Each placement with its first day, code, and the first day of what follows."""
        ends = [*(day for day, _ in self.placed[1:]), self.ended]
        yield from ((day, code, end) for (day, code), end in zip(self.placed, ends, strict=True))


FIRST = Life("A0", ((date(2025, 4, 1), "U6"),), (date(2025, 4, 10),))


@st.composite
def lives(draw: st.DrawFn) -> list[Life]:
    """A few children who came into care within one year of a return."""
    found = [FIRST]
    for number in range(draw(st.integers(1, 3))):
        start = date(2025, 4, 2) + timedelta(draw(st.integers(0, 200)))
        left = (AS_OF - start).days - 1
        days = sorted(draw(st.sets(st.integers(1, left), max_size=6)))
        later = [start + timedelta(day) for day in days]
        has_end: bool = draw(st.booleans())
        ended = later.pop() if later and has_end else None
        moved = [day for day in later if draw(st.booleans())]
        placed = [(day, draw(st.sampled_from(sorted(WORDS)))) for day in (start, *moved)]
        found.append(Life(f"B{number}", tuple(placed), tuple(day for day in later if day not in moved), ended))
    return found


def _events(life: Life) -> list[tuple[str, date, str, str]]:
    """Its events: kind, day, placement, legal status."""
    (start, first), *moves = life.placed
    found = [("became-looked-after", start, WORDS[first], "care-order")]
    found += [("placement-moved", day, WORDS[code], "") for day, code in moves]
    found += [("review-held", day, "", "") for day in life.held]
    found += [] if life.ended is None else [("ceased-to-be-looked-after", life.ended, "", "")]
    return sorted(found, key=lambda event: event[1])


def _record(life: Life) -> str:
    keys = ("event", "on", "placement", "legal_status")
    told = (dict(zip(keys, (kind, day.isoformat(), *words), strict=True)) for kind, day, *words in _events(life))
    events = [{key: word for key, word in one.items() if word} for one in told]
    return json.dumps({"child": life.child, "date_of_birth": BORN.isoformat(), "events": events})


def _british(day: date | None) -> str:
    return "" if day is None else day.strftime("%d/%m/%Y")


def _sheet(found: list[Life]) -> list[tuple[str, ...]]:
    rows = [(one.child, kind, _british(day), *words, _british(BORN)) for one in found for kind, day, *words in _events(one)]
    return [("Child ID", "What happened", "Date", "Placement", "Legal status", "Date of birth"), *rows]


def _return(found: list[Life]) -> Return:
    episodes = []
    for one in found:
        for day, code, end in one.spans():
            rec = "" if end is None else "E4A" if end == one.ended else "X1"
            rne = "S" if day == one.placed[0][0] else "P"
            episodes.append((one.child, _british(day), rne, "C2", "N1", code, _british(end), rec, "AB1"))
    header = [(one.child, "1", _british(BORN), "WBRI") for one in found]
    return Return(header, episodes, [(one.child, _british(BORN), _british(day), "PN1") for one in found for day in one.held])


def _ssd(found: list[Life]) -> Tables:
    tables: Tables = {name: [] for name in ("person", "cla_episodes", "cla_placement", "legal_status", "cla_reviews")}
    for one in found:
        period, start = f"P{one.child}", one.placed[0][0]
        tables["person"].append({"pers_person_id": one.child, "pers_dob": at(BORN.isoformat())})
        tables["legal_status"].append(status(one.child, "C2", start, one.ended))
        for number, (day, code, end) in enumerate(one.spans()):
            place, ceased = f"L{one.child}{number}", None if end is None else "E4A" if end == one.ended else "X1"
            reason = "P" if number else "S"
            tables["cla_episodes"].append(episode(one.child, period, day, end, reason=reason, ceased=ceased, placement=place))
            tables["cla_placement"].append(placement(place, period, day, code, end))
        tables["cla_reviews"] += [review(period, day) for day in one.held]
    return {f"ssd_{name}": rows_of(f"ssd_{name}", *rows) for name, rows in tables.items()}


def _written(found: list[Life], folder: Path) -> Iterator[tuple[str, str, Path]]:
    """Each form with the source that reads it and where it was written."""
    lines, sheet, of_return, tables = [_record(one) for one in found], _sheet(found), _return(found), _ssd(found)
    (folder / "h.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    yield "JSON Lines", "history", folder / "h.jsonl"
    for name in ("return", "csv", "parquet"):
        (folder / name).mkdir()
    yield "return as CSV", "ssda903", of_return.write_csv(folder / "return")
    yield "return as XML", "ssda903", of_return.write_xml(folder / "return.xml")
    yield "return as a workbook", "ssda903", of_return.write_workbook(folder / "return.xlsx")
    yield "events as CSV", "events", csv_file(folder / "events.csv", sheet)
    yield "events as a workbook", "events", workbook(folder / "events.xlsx", Events=with_dates(sheet))
    yield "events as Parquet", "events", parquet(folder / "events.parquet", sheet)
    yield "SSD as CSV", "ssd", write_csv(tables, folder / "csv")
    yield "SSD as Parquet", "ssd", write_parquet(tables, folder / "parquet")
    yield "SSD in SQLite", "ssd", write_sqlite(tables, folder / "ssd.sqlite")
    yield "SSD in DuckDB", "ssd", write_duckdb(tables, folder / "ssd.duckdb")


def _reviews(path: Path, source: str) -> dict[str, list[tuple[Any, ...]]]:
    words = ["schedule", str(path), "--input", source, "-p", "england", "--as-of", AS_OF.isoformat(), "--task", "review", "-f", "json"]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.stderr
    schedules = [json.loads(line) for line in done.stdout.splitlines()]
    return {one["child"]: [tuple(due[key] for key in KEYS) for due in one["due_dates"]] for one in schedules}


@effort(1)
@given(lives())
def test_the_same_reviews_through_every_door(found: list[Life]) -> None:
    with TemporaryDirectory() as folder:
        expected: dict[str, list[tuple[Any, ...]]] = {}
        for form, source, path in _written(found, Path(folder)):
            seen = _reviews(path, source)
            expected = expected or seen
            assert seen == expected, form
    assert [*expected] == [one.child for one in found]
