"""Histories and schedules as JSON. Authority: design.md, both contracts; history-format.md and schedule-format.md.

Whatever is written is read back, and nothing that is read is repeated in an error.
"""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from datetime import date, time
from typing import Any, get_type_hints

from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from tests.property.effort import effort
from tests.property.invariants import check_written
from tests.property.reading import SHIPPED, schedule_of
from tests.property.strategies.lives import Life, lives

from lacreview_rules import Event, History, OtherEvent
from lacreview_rules.errors import HistoryError
from lacreview_rules.histories.events import BUILT_IN
from lacreview_rules.histories.json import history_record, parse_history
from lacreview_rules.profile_files.history_schema import history_schema
from lacreview_rules.schedules.schema import schedule_schema

days = st.dates(date(1900, 1, 1), date(2200, 12, 31))
words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20).filter(str.strip)
VALUES: dict[Any, st.SearchStrategy[Any]] = {
    date: days,
    date | None: st.none() | days,
    time | None: st.none() | st.times(),
    str: words,
    str | None: st.none() | words,
    str | list[str] | tuple[str, ...] | None: st.none() | words | st.lists(words, min_size=1, max_size=3, unique=True),
    str | list[str] | tuple[str, ...]: words | st.lists(words, min_size=1, max_size=3, unique=True),
    int | None: st.none() | st.integers(1, 10_000),
    bool: st.booleans(),
    bool | str: st.booleans() | st.sampled_from(["4 weeks", "2026-03-02"]),
}
own_kinds = st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True).filter(lambda kind: kind not in BUILT_IN)


def events_of(cls: type[Event]) -> st.SearchStrategy[Event]:
    """Any event of one kind, with any of its optional fields."""
    hints = get_type_hints(cls)
    written = [field for field in fields(cls) if field.name != "recorded_as"]  # what the reading of a history adds is not written
    given_always = {field.name: VALUES[hints[field.name]] for field in written if field.default is MISSING}
    given_sometimes = {field.name: VALUES[hints[field.name]] for field in written if field.default is not MISSING}
    if cls is OtherEvent:
        given_always["event"] = own_kinds
    return st.fixed_dictionaries(given_always, optional=given_sometimes).map(lambda values: cls(**values))


histories = st.builds(
    History,
    words,
    st.lists(st.one_of([events_of(cls) for cls in (*BUILT_IN.values(), OtherEvent)]), max_size=6),
    st.none() | days,
)
HISTORY_SCHEMA = Draft202012Validator(history_schema())
SCHEDULE_SCHEMA = Draft202012Validator(schedule_schema())

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.just("Rumpelstiltskin"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["on", "event", "Rumpelstiltskin"]), inner, max_size=3),
    max_leaves=8,
)


@given(histories)
def test_any_history_that_is_written_is_read_back(history: History) -> None:
    """History-format.md: every kind of event with every key, the schema agreeing."""
    record = json.loads(json.dumps(history_record(history)))
    assert parse_history(record) == history
    assert HISTORY_SCHEMA.is_valid(record)


@given(lives(), st.sampled_from(SHIPPED))
def test_a_history_read_back_gives_the_same_schedule(found: Life, profile: str) -> None:
    """Design.md: the same input gives the same bytes, through a file too."""
    again = parse_history(json.loads(json.dumps(history_record(found.history))))
    assert again == found.history
    assert schedule_of(Life(again.events, again.date_of_birth), profile).to_json() == schedule_of(found, profile).to_json()


@effort(0.5)
@given(lives(), st.sampled_from(SHIPPED))
def test_any_schedule_is_as_its_contract_says(found: Life, profile: str) -> None:
    """Schedule-format.md: the JSON reads back as the record, and the schema agrees."""
    schedule = schedule_of(found, profile)
    check_written(schedule)
    assert [error.message for error in SCHEDULE_SCHEMA.iter_errors(json.loads(schedule.to_json()))] == []


@given(
    st.dictionaries(st.sampled_from(["child", "date_of_birth", "events", "Rumpelstiltskin"]), anything, max_size=4)
    | st.fixed_dictionaries({"child": st.just("A"), "events": st.lists(anything, max_size=4)})
    | anything
)
def test_no_value_is_repeated_and_nothing_else_is_raised(record: object) -> None:
    """Design.md: a file that cannot be read is an error that cites places; it never holds what the file says of a child."""
    try:
        parse_history(record, "here")
    except HistoryError as error:
        assert error.problems  # noqa: PT017 - either outcome is right
        assert "Rumpelstiltskin" not in str(error)  # noqa: PT017 - either outcome is right
    else:
        assert HISTORY_SCHEMA.is_valid(record)
