"""The Arrow door and the object API give the same due dates. Authority: design.md, the schedule contract.

However the rows lie: cut into batches anywhere, a child's rows in any order, columns of any type that is read.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.property.effort import effort
from tests.property.strategies.lives import Life, lives
from tests.property.test_written_forms import histories

from lacreview_rules import History, build_schedule, load_profile, shipped_profiles
from lacreview_rules.errors import CalendarRangeError, HistoryError
from lacreview_rules.histories.event_records import event_record
from lacreview_rules.histories.events import BecameLookedAfter, Event, LegalStatusChanged, statuses_of
from lacreview_rules.histories.json import history_record, parse_history

pa = pytest.importorskip("pyarrow")

from lacreview_rules.arrow import due_dates_schema, events_schema, schedule_batches  # noqa: E402 - where pyarrow is

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lacreview_rules import Profile
    from lacreview_rules.schedules.schedule import Schedule

SCHEMA = events_schema()
_SAME = ("task", "title", "role", "period_of_care", "review", "status", "basis", "rule", "force", "cite", "days_late")
_DAYS = ("due", "last_working_day", "aim", "opens", "done_on")


def rows_of(history: History) -> list[dict[str, Any]]:
    """A history as rows of the table: what a file writes, in columns."""
    rows = []
    for event in history.events:
        row: dict[str, Any] = {"child": history.child, "date_of_birth": history.date_of_birth, **event_record(event)}
        row |= {name: getattr(event, name) for name in row if isinstance(getattr(event, name, None), date)}
        if "value" in row:
            row["value"] = str(row["value"]).lower() if isinstance(row["value"], bool) else row["value"]
        rows.append({**row, "at": event.at})
    return rows


def table_of(rows: list[dict[str, Any]], statuses: Any) -> Any:
    types = {"at": pa.time64("us"), "legal_status": statuses}
    return pa.table({field.name: pa.array([row.get(field.name) for row in rows], types.get(field.name, field.type)) for field in SCHEMA})


def _statuses(event: Event) -> tuple[str, ...]:
    return statuses_of(event) if isinstance(event, (BecameLookedAfter, LegalStatusChanged)) else ()


def _several(event: Event) -> tuple[str, ...]:
    found = _statuses(event)
    return found if len(found) > 1 else ()


TYPES: dict[Any, list[Any]] = {
    pa.string(): [pa.large_string(), pa.dictionary(pa.int32(), pa.string()), pa.string_view()],
    pa.date32(): [pa.date64(), pa.timestamp("us"), pa.string(), pa.dictionary(pa.int16(), pa.string())],
    pa.int32(): [pa.int64(), pa.uint16()],
}


@st.composite
def tables(draw: st.DrawFn, children: list[History]) -> Any:
    """The events of some children as batches: rows of a child in any order, cut anywhere, of any type that is read."""
    assume(not any(";" in word for child in children for event in child.events for word in _statuses(event)))  # what parts them in text
    rows = [row for child in children for row in draw(st.permutations(rows_of(child)))]
    listed = draw(st.booleans())
    for row in rows:
        if isinstance(row.get("legal_status"), (list, tuple)):
            row["legal_status"] = [*row["legal_status"]] if listed else "; ".join(row["legal_status"])
        elif listed and "legal_status" in row:
            row["legal_status"] = [row["legal_status"]]
    assume(listed or all(word == word.strip() for child in children for event in child.events for word in _several(event)))
    table = table_of(rows, pa.list_(pa.string()) if listed else pa.string())
    for place, field in enumerate(SCHEMA):
        kind = (
            draw(st.sampled_from([field.type, *TYPES.get(field.type, [])]))
            if field.name not in {"at", "legal_status"}
            else table.schema.field(place).type
        )
        if pa.types.is_dictionary(kind):
            table = table.set_column(place, field.name, table.column(place).cast(kind.value_type).dictionary_encode())
        else:
            table = table.set_column(place, field.name, table.column(place).cast(kind))
    cuts = sorted(draw(st.lists(st.integers(0, len(rows)), max_size=4)))
    return [batch for a, b in zip([0, *cuts], [*cuts, len(rows)], strict=True) for batch in table.slice(a, b - a).to_batches()]


def expected(schedule: Schedule) -> list[dict[str, Any]]:
    """What the contract says of each due date, in the columns of the table."""
    rows = []
    for due in schedule.due_dates:
        record: Mapping[str, Any] = due.to_dict()
        row = {name: record[name] for name in _SAME}
        row |= {name: getattr(due, name) for name in _DAYS}
        moment = record["due_at"]
        row["due_at"] = None if moment is None else datetime.fromisoformat(moment).astimezone(UTC)
        row["also"] = [{**limit, "due": None if limit["due"] is None else date.fromisoformat(limit["due"])} for limit in record["also"]]
        verified = record["verified"]
        row["verified"] = verified if isinstance(verified, str) else str(verified).lower()
        row |= {"child": schedule.child, "as_of": schedule.as_of, "notices": record["notices"]}
        row |= {"profile": schedule.profile.id, "profile_version": schedule.profile.version, "error": None, "problem": None}
        row |= {"id": record["id"], "scope": dict(due.scope._asdict())}
        del row["scope"]["closing_cancels"]
        rows.append(row)
    return rows


def gives_nothing(child: History, made: Schedule, profile: Profile) -> bool:
    """Whether an empty schedule is no answer: strict use refuses the history."""
    if made.due_dates or made.distant or made.considerations:
        return False
    try:
        build_schedule(child, profile, strict=True)
    except HistoryError:
        return True
    return False


@given(
    st.data(),
    st.lists(lives(), min_size=1, max_size=3),
    st.sampled_from(shipped_profiles()),
    st.none() | st.dates(date(2024, 1, 1), date(2032, 1, 1)),
)
@effort(0.25)
def test_the_same_due_dates_as_one_child_at_a_time(data: st.DataObject, found: list[Life], name: str, as_of: date | None) -> None:
    """Issue: one engine, two doors."""
    profile = load_profile(name)
    children = [History(f"C{number}", life.events, life.born) for number, life in enumerate(found)]
    schedules = [build_schedule(child, profile) for child in children]
    given_out = list(schedule_batches(data.draw(tables(children)), profile, as_of=as_of, notices=True, most_rows=7))
    assert all(batch.schema.equals(due_dates_schema(notices=True)) and len(batch) <= 7 for batch in given_out)
    rows = [row for batch in given_out for row in batch.to_pylist()]
    assert [row for row in rows if row["task"] is not None] == [
        row for one in schedules for row in expected(one if as_of is None else one.on(as_of))
    ]
    told = {row["child"]: len(row["problem"].split("\n")) for row in rows if row["problem"] is not None}
    unanswered = {child.child for child, one in zip(children, schedules, strict=True) if gives_nothing(child, one, profile)}
    assert {row["child"] for row in rows if row["error"] is not None} == unanswered
    assert told == {one.child: len(one.problems) for one in schedules if one.problems and one.child not in unanswered}


@given(st.data(), st.lists(histories, max_size=3))
@effort(0.3)
def test_whatever_a_file_may_hold_is_read_the_same(data: st.DataObject, found: list[History]) -> None:
    """Authority: history-format.md. Any event with any key: the table gives what the file gives, or is refused like it."""
    england = load_profile("england")
    children = [History(f"{number}", one.events, one.date_of_birth) for number, one in enumerate(found) if one.events]
    children = [parse_history(_without_nothing(history_record(one))) for one in children]
    wanted: dict[str, list[Any]] = defaultdict(list)
    refused = set()
    for child in children:
        try:
            made = build_schedule(child, england)
            wanted[child.child] = [(due.task, due.due, due.rule, due.status) for due in made.due_dates]
            if gives_nothing(child, made, england):
                refused.add(child.child)
        except CalendarRangeError:
            refused.add(child.child)
    got: dict[str, list[Any]] = defaultdict(list)
    errors = set()
    for batch in schedule_batches(data.draw(tables(children)), england):
        for row in batch.to_pylist():
            if row["error"] is not None:
                errors.add(row["child"])
            elif row["task"] is not None:
                got[row["child"]].append((row["task"], row["due"], row["rule"], row["status"]))
    assert errors == refused
    assert got == {child: rows for child, rows in wanted.items() if rows}


def _without_nothing(record: dict[str, Any]) -> dict[str, Any]:
    """A record without its nulls, of which a table knows only that nothing is said."""
    events = [{key: value for key, value in event.items() if value is not None} for event in record["events"]]
    return {**record, "events": events}


_BROKEN: dict[str, list[Any]] = {
    "event": [None, "", "Review held", "reviw-held", "review-arranged"],
    "on": [None, "14/01/2026", "2026-02-30", "1899-12-31", "2026-01-14 10:30:00", "", "2201-01-01"],
    "date_of_birth": ["02/05/2014", "1800-01-01", "2014-05-02"],
    "placement": ["", "foster-care"],
    "review_on": ["soon", "2026-05-01"],
    "review": [0, -1, 20_000, 3],
    "task": ["visit", " "],
    "emergency": [True, False],
    "at": ["9:30", "09:30", "25:00", "09:30:15.5"],
    "value": ["true", "4 weeks"],
}


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from(sorted(_BROKEN)), st.integers(0, 10)), max_size=4))
@effort(0.5)
def test_what_a_file_is_refused_for_a_table_is_refused_for(changes: list[tuple[int, str, int]]) -> None:
    """Two good children with cells overwritten: each is answered or refused just as its record in a file would be."""
    good = [
        {"event": "became-looked-after", "on": "2025-12-19", "placement": "foster-care"},
        {"event": "review-held", "on": "2026-01-14"},
        {"event": "review-arranged", "on": "2026-01-15", "review_on": "2026-04-01"},
    ]
    rows: list[dict[str, Any]] = [{"child": child, **event} for child in "AB" for event in good]
    for place, column, choice in changes:
        rows[place] = {**rows[place], column: _BROKEN[column][choice % len(_BROKEN[column])]}
    england = load_profile("england")
    columns = ("child", "event", "on", *sorted({key for row in rows for key in row} - {"child", "event", "on"}))
    types = {"review": pa.int32(), "emergency": pa.bool_()}
    table = pa.table({name: pa.array([row.get(name) for row in rows], types.get(name, pa.string())) for name in columns})
    answers = [row for batch in schedule_batches(table, england) for row in batch.to_pylist()]
    for number, child in enumerate("AB"):
        mine = [row for row in answers if row["child"] == child]
        history, wrong = _from_file(rows[3 * number : 3 * number + 3])
        if history is None:
            assert [row["error"] is None for row in mine] == [False]
            assert wrong <= {line.partition(": ")[2].partition(";")[0] for line in mine[0]["error"].split("\n")}
        else:
            assert [(row["task"], row["due"]) for row in mine if row["task"]] == [
                (due.task, due.due) for due in build_schedule(history, england).due_dates
            ]


def _from_file(rows: list[dict[str, Any]]) -> tuple[History | None, set[str]]:
    """The same rows as the record of one child in a file, or what is wrong with it.

    The date of birth stands there once, and an `emergency` of false says nothing.
    """
    born = {row["date_of_birth"] for row in rows if "date_of_birth" in row}
    if len(born) > 1:
        readable = {value for value in born if value == "2014-05-02"}
        born = (born - readable) or born
    record: dict[str, Any] = {"child": rows[0]["child"], "events": []}
    if born:
        record["date_of_birth"] = min(born)
    for row in rows:
        event = {key: value for key, value in row.items() if key not in {"child", "date_of_birth"} and value is not None}
        if event.get("emergency") is False and event.get("event") != "became-looked-after":
            del event["emergency"]
        if event.get("value") == "true":
            event["value"] = True
        record["events"].append(event)
    try:
        return parse_history(record), set()
    except HistoryError as error:
        return None, {problem.what for problem in error.problems}
