"""A date that its source cannot show: nothing that would be counted from the same day is given beside it.

Authority: docs/reference/ssda903.md: where no date can be given, none is; `Doubt`. Looked after on Mon 5 January 2026.
"""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

import pytest
from tests.small_profiles import ALONE, came, done, schedule_of

from lacreview_rules import Doubt, Event

if TYPE_CHECKING:
    from lacreview_rules.schedules.due_dates import DueDate

RULES = [
    'limit = "2 weeks"\nafter = "became-looked-after"\naim = "1 week"\nopens = "2 days"',
    'limit = "3 weeks"\nafter = "became-looked-after"',
]
SURE, UNSURE = Doubt("record-behind", "it is not sure", date_known=True), Doubt("not-shown", "it is not shown", date_known=False)


def letter(*events: Event, on: str = "2026-01-20", doubt: Doubt | None = None) -> DueDate:
    """Due on Mon 19 January, to be done from the 7th, best by the 12th; by another rule on the 26th."""
    [due] = schedule_of(RULES, *events, came_in=came(), head=ALONE, on=on).of("letter")
    return due.doubted(doubt, number_known=True)


def given(due: DueDate) -> list[str | None]:
    """Every day that is given of it."""
    days = (due.due, due.last_working_day, due.aim, due.opens, *(limit.due for limit in due.also))
    return [None if day is None else str(day) for day in days]


ALL = ["2026-01-19", "2026-01-19", "2026-01-12", "2026-01-07", "2026-01-26"]
NONE = [None, None, None, None]


@pytest.mark.parametrize(
    ("doubt", "days", "status", "late"),
    [
        (None, ALL, "overdue", 1),
        (SURE, ALL, "not-recorded", None),  # what the source does not show may have been done
        (UNSURE, NONE, "advisory", None),
    ],
)
def test_what_is_given_of_one_that_is_not_done(doubt: Doubt | None, days: list[str | None], status: str, late: int | None) -> None:
    due = letter(doubt=doubt)
    assert (given(due), due.status, due.days_late, due.has_no_date) == (days, status, late, days is NONE)
    row = due.to_dict()
    assert [row["due"], row["last_working_day"], row["aim"], row["opens"], *(one["due"] for one in row["also"])] == days
    assert due.doubt == doubt


@pytest.mark.parametrize("doubt", [SURE, UNSURE])
def test_once_it_is_done_by_a_day_that_is_not_sure_there_is_no_date(doubt: Doubt) -> None:
    """Done on the 21st, so said in doubt: neither late nor in time; and before that day nobody knows of it."""
    after = letter(done("2026-01-21"), on="2026-01-21", doubt=doubt)
    assert (given(after), after.status, str(after.done_on), after.days_late) == (NONE, "met", "2026-01-21", None)
    before = letter(done("2026-01-21"), on="2026-01-18", doubt=doubt)
    assert (given(before), before.done_on) == (ALL if doubt.date_known else NONE, None)


def test_a_moment_is_not_given_either() -> None:
    """Within 24 hours of nine o'clock on 5 January."""
    rule = 'limit = "24 hours"\nafter = "became-looked-after"'
    [due] = schedule_of([rule], came_in=came(at=time(9).isoformat()), head=ALONE).of("letter")
    assert due.due_at == "2026-01-06T09:00:00+00:00"
    assert due.doubted(SURE, number_known=True).due_at == due.due_at
    assert due.doubted(UNSURE, number_known=True).due_at is None


def test_nothing_is_too_early_for_a_day_that_is_not_shown() -> None:
    """Done on the 6th, and to be done from the 7th: so it is told, unless the day that both count from is not known."""
    due = letter(done("2026-01-06"))
    assert due.notices == ("it was done before it opened on Wed 7 Jan 2026",)
    assert due.doubted(UNSURE, number_known=True).notices == ("it is not shown",)
