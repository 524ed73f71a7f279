"""Whatever histories are typed into a spreadsheet of events are read back the same: as CSV, as a workbook, as Parquet.

Authority: issue 16 point 4; history-format.md. A cell is text without blanks at its ends, so the histories drawn have only such.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given
from hypothesis import strategies as st
from tests.property.effort import effort
from tests.property.test_written_forms import histories

from lacreview_rules import History
from lacreview_rules.files.blank_cells import is_blank
from lacreview_rules.histories.event_records import event_record
from lacreview_rules.histories.json import history_record, parse_history
from lacreview_rules.sources.door import SourceOptions
from lacreview_rules.sources.events.columns import event_columns
from lacreview_rules.sources.events.reading import open_source

_FIRST_DAY_OF_WORKBOOKS = date(1950, 1, 1)
_OF_PROFILE = ("placement", "legal_status", "task", "fact")
_OF_CHILD = ("date_of_birth", "record_starts", "reviews_before", "records")


def _typed(text: str) -> str:
    """A text as a cell can hold it: a word for nothing, such as "-" or "null", is none there, and an apostrophe in front says "text"."""
    kept = "".join(letter for letter in text if letter.isprintable() and letter != ";").strip().lstrip("'").strip()
    return kept if not is_blank(kept) and kept.casefold() not in {"true", "false"} else "word"


def _as_typed(value: Any) -> Any:
    if isinstance(value, list):
        return list(dict.fromkeys(_typed(one) for one in value))
    return _typed(value) if isinstance(value, str) else value


def _as_word(value: Any) -> Any:
    """The same as a word of a profile, which is of small letters, digits and hyphens: however it is typed, it is read so."""
    if isinstance(value, list):
        return list(dict.fromkeys(_as_word(one) for one in value))
    word = re.sub(r"[^a-z0-9]+", "-", value.casefold()).strip("-")
    return "word" if is_blank(word) else word


@st.composite
def typed_histories(draw: st.DrawFn) -> list[History]:
    """Children whose texts a cell can hold, with what belongs to each and to its record."""
    found = []
    for number, drawn in enumerate(draw(st.lists(histories.filter(lambda one: one.events), min_size=1, max_size=3))):
        record = history_record(drawn)
        kinds_and_days = ("event", "on", "at", "review_on", "review_by", "ends_on", "value")
        record["events"] = [
            {
                key: value if key in kinds_and_days else _as_word(value) if key in _OF_PROFILE else _as_typed(value)
                for key, value in event.items()
                if value is not None
            }
            for event in record["events"]
        ]
        record["child"] = f"{number} {_typed(drawn.child)}".strip()
        if draw(st.booleans()):
            record["record_starts"] = draw(st.dates(date(1990, 1, 1), date(2100, 1, 1))).isoformat()
            record |= draw(st.sampled_from([{}, {"reviews_before": 0}, {"reviews_before": 7}]))
        record |= draw(st.sampled_from([{}, {"records": []}, {"records": ["review"]}, {"records": ["review", "visit"]}]))
        found.append(parse_history(record))
    return found


def rows_of(history: History) -> list[dict[str, Any]]:
    """A row an event, what belongs to the child in the first."""
    rows = [{"child": history.child, **event_record(event)} for event in history.events]
    for event, row in zip(history.events, rows, strict=True):
        if event.at is not None:
            row["at"] = event.at.isoformat()
    rows[0] |= {name: getattr(history, name) for name in _OF_CHILD if getattr(history, name) is not None}
    return rows


def cell(value: Any, *, yes: str = "yes", no: str = "no") -> Any:
    """A value as somebody types it."""
    if isinstance(value, bool):
        return yes if value else no
    if isinstance(value, (list, tuple)):
        return "; ".join(value) or "none"
    return value


def cells_of(row: dict[str, Any], draw: st.DrawFn) -> list[Any]:
    """The cells of a row, days written in one of the ways in which people write them."""
    out = []
    for name, column in event_columns().items():
        value = row.get(name)
        if column.kind == "value":
            value = cell(value, yes="TRUE", no="false")
        elif column.kind == "day" and value is not None:
            day = value if isinstance(value, date) else date.fromisoformat(value)
            value = draw(st.sampled_from([f"{day.day:02}/{day.month:02}/{day.year}", f"{day.day}-{day.month}-{day.year}", day.isoformat()]))
        out.append(cell(value))
    return out


def as_csv(rows: list[dict[str, Any]], path: Path, draw: st.DrawFn) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=draw(st.sampled_from(",;\t")))
    writer.writerow(draw(st.sampled_from([[*event_columns()], [name.replace("_", " ").upper() for name in event_columns()]])))
    writer.writerows(cells_of(row, draw) for row in rows)
    path.write_text(out.getvalue(), encoding=draw(st.sampled_from(["utf-8", "utf-8-sig"])), newline="")


def as_workbook(rows: list[dict[str, Any]], path: Path, draw: st.DrawFn) -> None:
    """True dates, their numbers, and texts; what belongs to the child on a sheet of its own."""
    book = openpyxl.Workbook()
    sheet, children = book.active, book.create_sheet("about the children")
    left, above = draw(st.sampled_from([(0, 0), (2, 0), (1, 3)]))  # a table may begin anywhere
    for place, name in enumerate(event_columns(), 1):
        sheet.cell(1 + above, place + left, name)
    children.append(["child", *_OF_CHILD])
    kinds = [column.kind for column in event_columns().values()]
    for number, row in enumerate(rows, 2):
        if row.keys() & set(_OF_CHILD):
            children.append([row["child"], *(cell(row.get(name)) for name in _OF_CHILD)])
        cells = cells_of({name: value for name, value in row.items() if name not in _OF_CHILD}, draw)
        for place, (value, kind, name) in enumerate(zip(cells, kinds, event_columns(), strict=True), 1):
            if value is None:
                continue
            day = row[name] if kind == "day" else None
            day = date.fromisoformat(day) if isinstance(day, str) else day
            as_day = day is not None and day >= _FIRST_DAY_OF_WORKBOOKS and day.year < 2200 and draw(st.booleans())
            written = sheet.cell(number + above, place + left, day if as_day else None)
            if not as_day:
                written.value = value
                if isinstance(value, str):
                    written.data_type = "s"  # a text that begins with = is no formula here
            elif draw(st.booleans()):
                written.number_format = "General"
    for line in children.iter_rows():
        for one in line:
            if isinstance(one.value, str):
                one.data_type = "s"
    book.save(path)


def as_parquet(rows: list[dict[str, Any]], path: Path, draw: st.DrawFn) -> None:
    types = {"day": pa.date32(), "number": pa.int32(), "truth": pa.bool_()}
    arrays = {}
    for name, column in event_columns().items():
        values = [row.get(name) for row in rows]
        if column.kind == "day":
            values = [date.fromisoformat(value) if isinstance(value, str) else value for value in values]
        elif column.kind == "words" and draw(st.booleans()):
            listed = [[value] if isinstance(value, str) else None if value is None else [*value] for value in values]
            arrays[name] = pa.array(listed, pa.list_(pa.string()))
            continue
        elif column.kind in {"words", "value"}:
            values = [cell(value, yes="true", no="false") for value in values]
        arrays[name] = pa.array(values, types.get(column.kind, pa.string()))
    pq.write_table(pa.table(arrays), path)


@given(st.data(), typed_histories(), st.sampled_from([("t.csv", as_csv), ("t.xlsx", as_workbook), ("t.parquet", as_parquet)]))
@effort(0.6)
def test_histories_are_read_back_from_a_sheet(data: st.DataObject, found: list[History], way: tuple[str, Any]) -> None:
    """Any event with any key, several legal statuses at once, what the record holds: the same history in each form."""
    name, write = way
    if name.endswith(".parquet"):  # a table of Arrow holds times to the second as text
        found = [replace_times(one) for one in found]
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        write([row for history in found for row in rows_of(history)], path, data.draw)
        records = open_source([str(path)], SourceOptions())
        assert [*records] == found
        assert list(records.remarks) == []


def replace_times(history: History) -> History:
    """The same with times of whole seconds."""
    events = [event if event.at is None else replace(event, at=event.at.replace(microsecond=0)) for event in history.events]
    return History(history.child, events, history.date_of_birth, history.records, history.record_starts, history.reviews_before)
