"""Which due date of another schedule is the same: by its id, by the number of its review, or where days are read as others."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from lacreview_rules.questions.matching import Counterparts, alone_in_their_review

DAY = date(2026, 4, 1)


def due(name: str, review: int | None = None, on: date | None = DAY, rule: str = "ours/1") -> Any:
    return SimpleNamespace(id=name, task=name.partition("/")[0], period_of_care=1, review=review, due=on, rule=rule)


def counterpart(one: Any, *others: Any, days: dict[date, date] | None = None, alone: bool = False) -> str | None:
    schedule: Any = SimpleNamespace(due_dates=others, distant=())
    found = Counterparts(schedule, days or {}).of(one, alone=alone)
    return None if found is None else found.id


def test_the_number_of_the_review_goes_before_the_id() -> None:
    """The third review follows the first, where the second stands apart."""
    third = due("review/2026-01-05/2026-03-10", 3)
    assert counterpart(third, due("review/2026-01-05/2026-01-28", 3), alone=True) == "review/2026-01-05/2026-01-28"
    assert counterpart(third, due("review/2026-01-05/2026-03-10", 4), alone=True) is None


def test_of_several_for_one_review_the_id_decides() -> None:
    one = due("letter/a", 2)
    assert counterpart(one, due("letter/b", 2), due("letter/a", 2), alone=True) == "letter/a"
    assert counterpart(one, due("letter/b", 2), alone=False) is None
    assert alone_in_their_review([one, due("letter/b", 2), due("letter/c", 3), due("visit/a")]) == {"letter/c"}


@pytest.mark.parametrize(
    ("name", "there"),
    [
        ("visit/2026-01-05/2026-01-05", "visit/2026-01-06/2026-01-06"),
        ("visit/2026-01-05/2026-01-05+1", "visit/2026-01-06/2026-01-06+1"),
        ("visit/2026-01-05/2026-01-05/2026-01-05", "visit/2026-01-06/2026-01-06/2026-01-05"),  # visited on the day, which stays
    ],
)
def test_a_day_that_is_read_as_another_is_in_the_id(name: str, there: str) -> None:
    assert counterpart(due(name), due(there), days={date(2026, 1, 5): date(2026, 1, 6)}) == there


def test_advice_and_a_date_are_the_same_task() -> None:
    """Advice has its rule at the end of its id; of two pieces of advice, neither is the one."""
    dated, advice = due("plan/2026-01-05"), due("plan/2026-01-05/ours/2", on=None, rule="ours/2")
    assert counterpart(dated, advice) == advice.id
    assert counterpart(advice, dated) == dated.id
    assert counterpart(dated, advice, due("plan/2026-01-05/ours/3", on=None, rule="ours/3")) is None
    assert counterpart(advice, due("plan/2026-01-05/ours/3", on=None, rule="ours/3")) is None
