"""What a condition is asked about is worked out once, however many conditions ask: it is what makes a schedule quick."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lacreview_rules import PlacementMoved
from lacreview_rules.rules.context import ConditionContext
from lacreview_rules.rules.occurrences import Occurrence

ON = date(2026, 1, 12)


class Counted:
    """A time in care, and the numbers of its reviews, that count how often they are asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[object, ...]] = []

    def placement_on(self, day: date) -> str:
        self.asked.append(("placement", day))
        return "a placement"

    def legal_statuses_on(self, day: date) -> tuple[str, ...]:
        self.asked.append(("legal status", day))
        return ()

    def number(self, day: date, restarts: tuple[str, ...], review: int | None) -> tuple[int, bool]:
        self.asked.append(("number", day, restarts, review))
        return 3, True

    def passed(self, total: str) -> list[date]:
        self.asked.append(("passed", total))
        return [ON]


def test_each_is_asked_for_once() -> None:
    """With the day, the events that restart the rule's cycle, and the review concerned; no status is an answer too."""
    counted: Any = Counted()
    context = ConditionContext(counted, ON, None, 2, ("placement-moved",), counted, {}, [])
    for _ in range(2):
        assert str(context.placement) == "a placement"
        assert context.legal_statuses == ()
        assert (context.review, context.restarted) == (3, True)
    assert counted.asked == [("placement", ON), ("legal status", ON), ("number", ON, ("placement-moved",), 2)]


def test_totals_are_asked_for_by_name() -> None:
    counted: Any = Counted()
    assert ConditionContext(counted, ON, None, None, (), counted, {}, []).passed("long-stay") == [ON]
    assert counted.asked == [("passed", "long-stay")]


def test_what_it_was_given() -> None:
    """The event, the review, the days on which each task was done, and those of the reviews."""
    counted: Any = Counted()
    seen = Occurrence("significant-event", ON)
    context = ConditionContext(counted, ON, seen, 2, (), counted, {"visit": [ON]}, [ON])
    assert (context.period, context.on, context.occurrence, context.of_review, context.restarts) == (counted, ON, seen, 2, ())
    assert (context.done, context.reviews) == ({"visit": [ON]}, [ON])


class Told:
    """A time in care that gives back what it is asked, so that it is seen what is asked of it."""

    def placement_on(self, day: date) -> tuple[object, ...]:
        return ("on", day)

    def placement_ended_by(self, event: object) -> tuple[object, ...]:
        return ("ended by", event)

    def days_done(self, task: str) -> list[date]:
        return [date(2026, 1, 8), date(2026, 1, 20)] if task == "visit" else []

    def days_assumed(self, task: str) -> list[date]:
        return [date(2026, 1, 12), date(2026, 1, 20)] if task == "visit" else []

    def is_among(self, days: str, day: date) -> tuple[str, date]:
        return days, day

    def done_for_review(self, task: str, review: int | None, day: date) -> tuple[object, ...]:
        return task, review, day


def context_of(start: Occurrence | None, of_review: int | None = None) -> Any:
    told: Any = Told()
    return ConditionContext(told, ON, start, of_review, (), told, {}, [])


MOVED = PlacementMoved(on=ON)
RECORDED, BOTH = [date(2026, 1, 8), date(2026, 1, 20)], [date(2026, 1, 8), date(2026, 1, 12), date(2026, 1, 20)]


@pytest.mark.parametrize(
    ("start", "days"),
    [
        (None, RECORDED),
        (Occurrence("visit", ON), RECORDED),  # it happened
        (Occurrence("visit", ON, "arranged"), BOTH),
        (Occurrence("visit", ON, "projected"), BOTH),
        (Occurrence("review", ON, "projected"), RECORDED),  # what is assumed of another task says nothing of visits
    ],
)
def test_a_count_from_what_is_assumed_has_it_done_by_then(start: Occurrence | None, days: list[date]) -> None:
    """Else the second visit in a row that is only expected would be asked about as the first; each day comes once, in order."""
    assert context_of(start).days_done("visit") == days


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (None, ("on", ON)),
        (Occurrence("placement-ended", ON, event=MOVED), ("ended by", MOVED)),
        (Occurrence("placement-started", ON, event=MOVED), ("on", ON)),
        (Occurrence("placement-ended", ON), ("on", ON)),
        (Occurrence("placement-ended", date(2026, 1, 11), event=MOVED), ("on", ON)),  # asked about a later day
    ],
)
def test_what_counts_from_the_end_of_a_placement_is_about_that_one(start: Occurrence | None, expected: tuple[object, ...]) -> None:
    context = context_of(start)
    assert context.placement == expected
    assert context.placement is context.placement


def test_what_was_done_for_the_review_concerned() -> None:
    """The one that the due date belongs to; else the one that the count starts from; else the next after the day."""
    of_third = Occurrence("review-held", ON, review=3)
    assert context_of(of_third, 2).done_for_review("report") == ("report", 2, ON)
    assert context_of(of_third).done_for_review("report") == ("report", 3, ON)
    assert context_of(Occurrence("significant-event", ON)).done_for_review("report") == ("report", None, ON)
    assert context_of(None).done_for_review("report") == ("report", None, ON)


def test_whether_the_day_is_among_named_days() -> None:
    assert context_of(None).is_among("panel") == ("panel", ON)
