"""The limit that one rule sets: to the hour, among named days, by the day itself; which of several binds, and when one lapses.

Looked after on Mon 5 January 2026, at 15:00 where the hour matters. Each test has a profile of its own; dates are counted by hand.
"""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Any

import pytest
from tests.small_profiles import D, schedule_of

from lacreview_rules import (
    BecameLookedAfter,
    Event,
    ReviewAdjourned,
    ReviewArranged,
    ReviewHeld,
    ReviewRequested,
    SignificantEvent,
    TaskDone,
    england_and_wales,
)
from lacreview_rules.counting.calendars import BankHoliday
from lacreview_rules.schedules.standing import occurrence_of

if TYPE_CHECKING:
    from lacreview_rules.schedules.due_dates import DueDate


AT_THREE = BecameLookedAfter(on=D("2026-01-05"), at=time(15))
SEEN = "significant-event"


def letters(per: str, rules: list[str], *events: Event, closed: str = "", more: str = "") -> tuple[DueDate, ...]:
    """The due dates of the letter, under some rules."""
    calendar = england_and_wales()
    if closed:
        calendar = calendar.with_closures(BankHoliday(D(closed), "Offices closed"))
    return schedule_of(rules, *events, came_in=AT_THREE, per=per, more=more, calendar=calendar).of("letter")


def seen(on: str, at: int | None = None, **more: Any) -> SignificantEvent:
    return SignificantEvent(on=D(on), at=None if at is None else time(at), **more)


def told(due: DueDate) -> list[tuple[str, str]]:
    return [(limit.rule_id, str(limit.due)) for limit in occurrence_of(due).limits]


# ---- to the hour


def test_hours_after() -> None:
    [due] = letters("period-of-care", ['limit = "36 hours"\nafter = "became-looked-after"'])
    assert (str(due.due), due.due_at) == ("2026-01-07", "2026-01-07T03:00:00+00:00")
    assert "Counted: 36 hours after Mon 5 Jan 2026" in str(due.explanation)


def test_hours_before() -> None:
    """The review was held on Wed 28 January at 10:00: thirty-six hours before it is Mon 26 at 22:00."""
    [due, *_] = letters("review", ['limit = "36 hours"\nbefore = "review"'], ReviewHeld(on=D("2026-01-28"), at=time(10)))
    assert (str(due.due), due.due_at) == ("2026-01-26", "2026-01-26T22:00:00+00:00")
    assert "36 hours before Wed 28 Jan 2026" in str(due.explanation)


def test_hours_or_working_days() -> None:
    """From Fri 9 January at 15:00: 72 hours are up on Mon 12 at 15:00, one working day by the end of that day."""
    rules = [f'limit = ["72 hours", "2 working days"]\nafter = "{SEEN}"']
    [due] = letters("event", rules, seen("2026-01-09", 15))
    assert [str(limit.due) for limit in occurrence_of(due).limits] == ["2026-01-12", "2026-01-13"]
    [working_days] = [limit for limit in occurrence_of(due).limits if limit.due_at is None]
    assert str(working_days.period) == "2 working days"


@pytest.mark.parametrize(("first", "second"), [("24 hours", "1 day"), ("1 day", "24 hours")])
def test_on_one_day_the_hour_binds(first: str, second: str) -> None:
    """Within 24 hours of 15:00 is sooner than by the end of the next day, whichever rule comes first."""
    [due] = letters("period-of-care", [f'limit = "{one}"\nafter = "became-looked-after"' for one in (first, second)])
    assert str(occurrence_of(due).limits[0].period) == "24 hours"
    assert [str(limit.due) for limit in occurrence_of(due).limits] == ["2026-01-06", "2026-01-06"]


def test_of_two_hours_the_earlier_binds() -> None:
    rules = [f'limit = "{hours} hours"\nafter = "became-looked-after"' for hours in (26, 25, 27)]
    [due] = letters("period-of-care", rules)
    assert [rule for rule, _ in told(due)] == ["ours/2", "ours/1", "ours/3"]


def test_hours_from_an_adjourned_review() -> None:
    """Adjourned on Wed 28 January at 10:00."""
    [due] = letters("event", ['limit = "24 hours"\nafter = "review-adjourned"'], ReviewAdjourned(on=D("2026-01-28"), at=time(10)))
    assert due.due_at == "2026-01-29T10:00:00+00:00"


def test_hours_from_a_day_that_is_no_event() -> None:
    """A panel day has no hour: a day is counted."""
    [due] = letters("event", ['limit = "24 hours"\nafter = "panel"'], more='[[days]]\nid = "panel"\non = [2026-01-15]\n')
    assert (str(due.due), due.due_at) == ("2026-01-16", None)


# ---- which binds


def test_between_two_the_less_certain_tells() -> None:
    """Midway between the review held on Wed 28 January and the second: assumed on Tue 28 April, booked for Wed 8 April, held that day."""
    rules = ['limit = "midway"\nafter = "review"\nbefore = "review"']
    held, second = ReviewHeld(on=D("2026-01-28")), D("2026-04-08")
    for more, day, basis in (
        ([], "2026-03-14", "projected"),
        ([ReviewArranged(on=D("2026-01-28"), review_on=second)], "2026-03-04", "arranged"),
        ([ReviewHeld(on=second)], "2026-03-04", "actual"),
    ):
        due, *_ = letters("review", rules, held, *more)
        assert (str(due.due), due.basis) == (day, basis)


@pytest.mark.parametrize("calls_first", [True, False])
def test_what_counts_from_what_happened_binds_before_what_is_assumed(calls_first: bool) -> None:
    """Both are up on Mon 19 January: two weeks of care, and a week after a call that is only assumed to be made by Mon 12."""
    more = '[[tasks]]\nid = "call"\ntitle = "Call"\nper = "period-of-care"\n'
    more += '[[timescales]]\nid = "ours/0"\ntask = "call"\nlimit = "1 week"\nafter = "became-looked-after"\n'
    rules = ['limit = "1 week"\nafter = "call"', 'limit = "2 weeks"\nafter = "became-looked-after"']
    rules = rules if calls_first else rules[::-1]
    [due] = letters("period-of-care", rules, more=more)
    assert {day for _, day in told(due)} == {"2026-01-19"}
    assert str(occurrence_of(due).limits[0].period) == "2 weeks"
    assert due.basis == "actual"


# ---- until, by the hour


@pytest.mark.parametrize(
    ("on", "at", "stands"),
    [
        ("2026-01-05", 16, False),  # the day before
        ("2026-01-06", 14, False),  # an hour before the 24 are up
        ("2026-01-06", 15, True),  # the very hour
        ("2026-01-06", 16, True),
        ("2026-01-06", None, True),  # the day, and nobody knows the hour
        ("2026-01-07", 9, True),
    ],
)
def test_a_limit_in_hours_lapses_if_it_falls_after_what_ends_it(on: str, at: int | None, stands: bool) -> None:
    rules = [f'limit = "24 hours"\nafter = "became-looked-after"\nuntil = "{SEEN}"']
    found = letters("period-of-care", rules, seen(on, at))
    assert [str(due.due) for due in found] == (["2026-01-06"] if stands else [])


def test_a_limit_in_days_and_what_ends_it_on_that_day() -> None:
    """It falls on that day, not after it, whatever the hour."""
    rules = [f'limit = "1 day"\nafter = "became-looked-after"\nuntil = "{SEEN}"']
    assert [str(due.due) for due in letters("period-of-care", rules, seen("2026-01-06", 9))] == ["2026-01-06"]
    assert letters("period-of-care", rules, seen("2026-01-05", 16)) == ()


# ---- the day itself


def test_no_later_than_the_day_itself() -> None:
    [due, *_] = letters("review", ['before = "review"'], ReviewHeld(on=D("2026-01-28")))
    assert (str(due.due), str(occurrence_of(due).limits[0].start)) == ("2026-01-28", "2026-01-28")
    assert "Wed 28 Jan 2026" in str(due.explanation)


def test_no_later_than_the_day_itself_from_the_limits_of_a_day_on() -> None:
    """In force for what is due from 1 February (`in_force_by`): nothing for the review of Fri 30 January, and that of 20 April itself."""
    rule = 'before = "review"\nin_force = [{ from = 2026-02-01 }]\nin_force_by = "limit"'
    held = [ReviewHeld(on=D("2026-01-30")), ReviewHeld(on=D("2026-04-20"))]
    assert [(due.review, str(due.due)) for due in letters("review", [rule], *held)][:1] == [(2, "2026-04-20")]


def test_the_day_that_the_record_names() -> None:
    """Asked for by a day, or without one: then it is advice."""
    rules = ['limit_from = "review_by"\nafter = "review-requested"']
    [due] = letters("event", rules, ReviewRequested(on=D("2026-01-12"), review_by=D("2026-01-30")))
    assert str(due.due) == "2026-01-30"
    [due] = letters("event", rules, ReviewRequested(on=D("2026-01-12")))
    assert due.due is None


# ---- aims and openings are counted as the limit is


def test_an_opening_in_the_days_of_the_authority() -> None:
    """Closed on Thu 8 January: five working days are up on Tue 13 for a rule of its own, and on Mon 12 for one of guidance."""
    rule = 'limit = "10 working days"\nopens = "5 working days"\nafter = "became-looked-after"\nforce = "{}"'
    for force, opens, due_on in (("local", "2026-01-13", "2026-01-20"), ("guidance", "2026-01-12", "2026-01-19")):
        [due] = letters("period-of-care", [rule.format(force)], closed="2026-01-08")
        assert (str(due.opens), str(due.due)) == (opens, due_on)


def test_an_aim_in_school_days() -> None:
    """Term begins on Mon 12 January: five school days are up on Fri 16, ten on Fri 23."""
    more = '[[days]]\nid = "term"\nspans = [{ from = 2026-01-12, to = 2026-02-13 }]\n'
    rules = ['limit = "10 working days"\naim = "5 working days"\nafter = "became-looked-after"\ncounted_in = "term"']
    [due] = letters("period-of-care", rules, more=more)
    assert (str(due.aim), str(due.due)) == ("2026-01-16", "2026-01-23")
    [due] = letters("period-of-care", [rules[0].replace('\ncounted_in = "term"', "")], more=more)
    assert (str(due.aim), str(due.due)) == ("2026-01-12", "2026-01-19")


def test_an_aim_that_takes_the_first_day_in() -> None:
    """Mon 5 January is day one: five are up on Fri 9, ten on Fri 16."""
    rules = ['limit = "10 working days"\naim = "5 working days"\nafter = "became-looked-after"\ninclusive = true']
    [due] = letters("period-of-care", rules)
    assert (str(due.aim), str(due.due)) == ("2026-01-09", "2026-01-16")


@pytest.mark.parametrize(("clear", "aim", "due_on"), [("true", "2026-01-14", "2026-01-22"), ("false", "2026-01-15", "2026-01-23")])
def test_an_aim_counted_back(clear: str, aim: str, due_on: str) -> None:
    """Before Wed 28 January: three working days back is Fri 23, nine is Thu 15; in clear days each a day sooner."""
    rules = [f'limit = "3 working days"\naim = "9 working days"\nbefore = "review"\nclear = {clear}']
    [due, *_] = letters("review", rules, ReviewHeld(on=D("2026-01-28")))
    assert (str(due.aim), str(due.due)) == (aim, due_on)


def test_an_answer_before_the_hour_and_after_it() -> None:
    """The day counts: what was done on the day on which the hours are up is in time."""
    for day, status in (("2026-01-06", "met"), ("2026-01-07", "met-late")):
        [due] = letters("period-of-care", ['limit = "24 hours"\nafter = "became-looked-after"'], TaskDone(on=D(day), task="letter"))
        assert due.status == status
