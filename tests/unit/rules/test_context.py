"""What a condition is asked about is worked out once, however many conditions ask: it is what makes a schedule quick."""

from __future__ import annotations

from datetime import date
from typing import Any

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
