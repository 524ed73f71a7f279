"""What a timeline shows of a due date and of a review, before anything is drawn. Dates by hand: looked after on Mon 5 January 2026."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.small_profiles import D, reviewed, schedule_of

from lacreview_rules import ReviewAdjourned
from lacreview_rules.timelines.lanes import Mark, Span, lanes_of

if TYPE_CHECKING:
    from lacreview_rules.schedules.schedule import Schedule


def marks(schedule: Schedule, lane: str) -> tuple[Mark, ...]:
    return next(one.marks for one in lanes_of(schedule, None) if one.title == lane)


def test_a_window_that_opens_before_the_day() -> None:
    """Four weeks are up on Mon 2 February; what counts may be done from the end of the second, Mon 19 January."""
    [mark] = marks(schedule_of(['limit = "4 weeks"\nopens = "2 weeks"\nafter = "became-looked-after"']), "Letter")
    assert (mark.on, mark.spans) == (D("2026-02-02"), (Span("window", D("2026-01-19"), D("2026-02-02")),))
    assert "Not before Mon 19 Jan 2026" in mark.told.splitlines()


def test_an_adjourned_review_stands_on_the_day_it_sat_and_on_the_day_it_was_completed() -> None:
    """Reg 36: sat on Wed 28 January and adjourned; until its completion on Wed 11 February is recorded, on the first alone."""
    sat, completed = ("adjourned", D("2026-01-28")), ("held", D("2026-02-11"))
    for more, expected in (((), [sat]), (reviewed("2026-02-11"), [sat, completed])):
        found = marks(schedule_of("", ReviewAdjourned(on=D("2026-01-28")), *more), "Reviews")
        assert [(mark.look, mark.on) for mark in found if mark.label == "1"] == expected
