"""How a rule counts: forward or back, its first day included, in clear days, in named days, and back to one of these.

Authority: *Lester v Garland* (the day of the event is left out), *Dodds v Walker* (months end on the corresponding date), the profile
format for the keys. Every date was counted on a calendar of 2026: 3 and 6 April, 4 and 25 May are bank holidays.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from tests.small_profiles import D

from lacreview_rules.counting.calendars import england_and_wales
from lacreview_rules.counting.periods import Period
from lacreview_rules.profiles.vocabulary import NamedDays
from lacreview_rules.rules.counts import counting_of

CALENDAR = england_and_wales()
TERMS = NamedDays.model_validate(
    {"id": "term", "spans": [{"from": "2026-01-05", "to": "2026-03-27"}, {"from": "2026-04-13", "to": "2026-05-22"}]}
)
PANEL = NamedDays.model_validate({"id": "panel", "weekdays": ["Thursday"], "spans": {"from": "2026-01-08", "to": "2026-01-31"}})


@dataclass
class How:
    """What a rule says of its counting."""

    before: str | None = None
    clear: bool = False
    inclusive: bool = False
    counted_in: NamedDays | None = None
    falls_on: NamedDays | None = None


def counted(day: str, period: str, how: How) -> str | None:
    end = counting_of(Period.parse(period), how)(D(day), CALENDAR)
    return None if end is None else str(end)


@pytest.mark.parametrize(
    ("period", "after", "included"),
    [
        ("5 working days", "2026-04-07", "2026-04-02"),  # 30, 31 March, 1, 2 and, after Easter, 7 April
        ("1 working day", "2026-03-30", "2026-03-27"),
        ("5 days", "2026-04-01", "2026-03-31"),
        ("2 weeks", "2026-04-10", "2026-04-09"),
        ("1 month", "2026-04-27", "2026-04-26"),
        ("1 year", "2027-03-27", "2027-03-26"),
        ("36 hours", "2026-03-29", "2026-03-28"),  # a day without a time: two days
        ("0 working days", "2026-03-27", "2026-03-27"),
        ("0 days", "2026-03-27", "2026-03-27"),
        ("0 months", "2026-03-27", "2026-03-27"),
    ],
)
def test_forward(period: str, after: str, included: str) -> None:
    """From Friday 27 March 2026, which is the first day itself where the rule says so; nothing added is that day either way."""
    assert counted("2026-03-27", period, How()) == after
    assert counted("2026-03-27", period, How(inclusive=True)) == included


@pytest.mark.parametrize(
    ("period", "back", "clear"),
    [
        ("3 working days", "2026-04-01", "2026-03-31"),  # 7, 2 and 1 April; a whole working day further
        ("1 working day", "2026-04-07", "2026-04-02"),
        ("3 days", "2026-04-05", "2026-04-04"),
        ("1 week", "2026-04-01", "2026-03-31"),
        ("1 month", "2026-03-08", "2026-03-07"),
        ("0 days", "2026-04-08", "2026-04-07"),
    ],
)
def test_back(period: str, back: str, clear: str) -> None:
    """From Wednesday 8 April 2026, with the days between whole or not."""
    assert counted("2026-04-08", period, How(before="review")) == back
    assert counted("2026-04-08", period, How(before="review", clear=True)) == clear


def test_from_a_day_off() -> None:
    """Nothing added to a Saturday is that Saturday, and one working day after it is the Monday; one before it the Friday."""
    assert counted("2026-03-28", "0 working days", How()) == "2026-03-28"
    assert counted("2026-03-28", "1 working day", How()) == "2026-03-30"
    assert counted("2026-03-28", "1 working day", How(inclusive=True)) == "2026-03-30"
    assert counted("2026-03-28", "1 working day", How(before="review")) == "2026-03-27"


def test_nothing_added_needs_no_calendar() -> None:
    """A day that lies before every day of the calendar stays as it is."""
    assert CALENDAR.first > D("1900-01-06")
    assert counted("1900-01-06", "0 working days", How()) == "1900-01-06"


@pytest.mark.parametrize(
    ("day", "period", "how", "expected"),
    [
        ("2026-03-25", "3 working days", How(), "2026-04-13"),  # 26, 27 March, and the first day of the next term
        ("2026-03-25", "3 days", How(), "2026-04-13"),
        ("2026-03-25", "3 working days", How(inclusive=True), "2026-03-27"),
        ("2026-03-25", "1 working day", How(inclusive=True), "2026-03-25"),
        ("2026-03-25", "0 working days", How(inclusive=True), "2026-03-25"),
        ("2026-03-28", "1 working day", How(inclusive=True), "2026-04-13"),
        ("2026-04-14", "2 working days", How(before="review"), "2026-03-27"),
        ("2026-04-14", "2 working days", How(before="review", clear=True), "2026-03-26"),
        ("2026-04-14", "2 working days", How(before="review", inclusive=True), "2026-03-27"),  # what counts back includes nothing
        ("2026-05-21", "2 working days", How(), None),  # no further days of term are named
        ("2026-03-25", "2 weeks", How(), "2026-04-08"),  # weeks are weeks, whatever the term
        ("2026-03-25", "1 month", How(), "2026-04-25"),
    ],
)
def test_in_named_days(day: str, period: str, how: How, expected: str | None) -> None:
    """Days and working days are those of the term alone."""
    assert counted(day, period, replace(how, counted_in=TERMS)) == expected


@pytest.mark.parametrize(
    ("day", "period", "how", "expected"),
    [
        ("2026-01-09", "2 weeks", How(), "2026-01-22"),
        ("2026-01-09", "6 days", How(), "2026-01-15"),  # a Thursday itself
        ("2026-01-09", "1 day", How(), "2026-01-10"),  # the panel of the 8th was before the count started
        ("2026-01-08", "3 days", How(), "2026-01-08"),  # that of the day on which it starts is in time
        ("2026-01-05", "1 day", How(), None),  # the first panel that is named is later
        ("2026-01-23", "1 week", How(before="review"), "2026-01-15"),
        ("2026-01-23", "0 days", How(before="review"), "2026-01-22"),  # what counts back may fall before the day it counts from
        ("2026-01-07", "1 day", How(before="review"), None),
    ],
)
def test_back_to_a_named_day(day: str, period: str, how: How, expected: str | None) -> None:
    """The panel sits on Thursdays: 8, 15, 22 and 29 January 2026."""
    assert counted(day, period, replace(how, falls_on=PANEL)) == expected


def test_back_to_a_named_day_from_past_the_end_of_others() -> None:
    """Where the days counted in do not reach so far, no panel is the answer."""
    assert counted("2026-05-21", "2 working days", How(counted_in=TERMS, falls_on=PANEL)) is None
