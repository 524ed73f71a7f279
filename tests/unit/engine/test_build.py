"""What a schedule is put together from: several periods of care in one, and dates that leave the calendar. Dates by hand."""

from __future__ import annotations

import pytest
from tests.small_profiles import ALONE, CAME_IN, D, profile_of

from lacreview_rules import BecameLookedAfter, CeasedToBeLookedAfter, History, ReviewHeld, WorkingCalendar, build_schedule
from lacreview_rules.errors import CalendarRangeError


def test_what_reviews_must_consider_in_each_period_of_care() -> None:
    """Both reviews that were held, the one of the first time in care and the one of the second, in the order of their days."""
    consider = '[[considerations]]\nid = "ours/1"\ntitle = "Whether the school was told"\nat = "review"\nwhen = { review = "first" }\n'
    left, back = CeasedToBeLookedAfter(on=D("2026-03-02")), BecameLookedAfter(on=D("2026-04-13"))
    events = [CAME_IN, ReviewHeld(on=D("2026-01-28")), left, back, ReviewHeld(on=D("2026-05-06"))]
    schedule = build_schedule(History("A1", events, D("2014-05-02")), profile_of(consider))
    marked = [(mark.period_of_care, mark.review, str(mark.on)) for mark in schedule.considerations if mark.rule.id == "ours/1"]
    assert marked == [(1, 1, "2026-01-28"), (2, 1, "2026-05-06")]


@pytest.mark.parametrize("advice", [False, True])
def test_weeks_that_leave_the_calendar(advice: bool) -> None:
    """A week from Mon 5 January is in a calendar of January, four are not: Mon 2 February. Advice has no date, and hides nothing."""
    task = '[[tasks]]\nid = "{0}"\ntitle = "{0}"\nper = "period-of-care"\n'
    rule = '[[timescales]]\nid = "ours/{0}"\ntask = "{0}"\n{1}after = "became-looked-after"\n'
    limits = {"call": 'limit = "1 week"\n', "letter": 'limit = "4 weeks"\n'} | ({"thought": ""} if advice else {})
    ours = profile_of("".join(task.format(name) for name in limits) + "".join(rule.format(*one) for one in limits.items()), ALONE)
    history = History("A1", [CAME_IN], D("2014-05-02"))
    january = WorkingCalendar("january", D("2026-01-01"), D("2026-01-31"), D("2026-01-31"))
    with pytest.raises(CalendarRangeError, match="2026-02-02"):
        build_schedule(history, ours, january)
    longer = WorkingCalendar("longer", D("2026-01-01"), D("2026-02-28"), D("2026-02-28"))
    found = [due.due for due in build_schedule(history, ours, longer).due_dates]
    assert found == [D("2026-01-12"), D("2026-02-02"), *([None] if advice else [])]
