"""What the record would tell of a task, what earlier stays took of its hours, and what travels to another process.

Authority: docs/reference/profile-format.md, `seldom_recorded`; docs/reference/history-format.md, `records` and `record_starts`.
"""

from __future__ import annotations

from datetime import time, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from tests.small_profiles import CAME_IN, D, held, moved, schedule_of, schedule_under

from lacreview_rules import england_and_wales
from lacreview_rules.rules.limits import HoursGone
from lacreview_rules.schedules.order import order_of
from lacreview_rules.schedules.standing import occurrence_of
from lacreview_rules.schedules.task_occurrence import CareContext, unpacked


def care(*, records: set[str] | None = None, mentioned: set[str] | None = None, starts: str | None = None) -> CareContext:
    """A period of care of which the source records some tasks and mentions some."""
    return CareContext(
        1, D("2026-01-05"), england_and_wales(), None, None, "review", 0, None, (),
        None if records is None else frozenset(records), frozenset(mentioned or ()),
        starts=None if starts is None else D(starts),
    )  # fmt: skip


def task(*, seldom: bool = False) -> Any:
    return SimpleNamespace(id="letter", task=SimpleNamespace(seldom_recorded=seldom))


@pytest.mark.parametrize(
    ("context", "seldom", "told"),
    [
        (care(), False, True),
        (care(), True, False),  # few records hold it, and nothing says that this one does
        (care(mentioned={"letter"}), True, True),
        (care(mentioned={"visit"}), True, False),
        (care(records={"letter"}), True, True),
        (care(records={"visit"}), False, False),
        (care(records={"visit"}, mentioned={"letter"}), False, True),
        (care(records=set()), False, False),
    ],
)
def test_whether_the_source_records_a_task(context: CareContext, *, seldom: bool, told: bool) -> None:
    assert context.records_task(task(seldom=seldom)) is told
    assert context.would_tell(task(seldom=seldom), D("2026-01-12")) is told


@pytest.mark.parametrize(("due", "told"), [("2026-01-11", False), ("2026-01-12", True), ("2026-01-13", True), (None, True)])
def test_of_what_was_due_before_the_record_starts_it_tells_nothing(due: str | None, *, told: bool) -> None:
    """On the day itself it does; and what has no day is not before it."""
    day = None if due is None else D(due)
    assert care(starts="2026-01-12").would_tell(task(), day) is told
    assert care().would_tell(task(), day) is True
    assert care(starts="2026-01-12", records={"visit"}).would_tell(task(), day) is False


def test_what_earlier_stays_took_of_the_hours_of_a_limit() -> None:
    """It is found by the rule, and by the day and the time from which the limit counts."""
    [due] = schedule_of(['limit = "24 hours"\nafter = "became-looked-after"'], came_in=CAME_IN).of("letter")
    found = occurrence_of(due)
    limit = found.limits[0]
    gone = HoursGone(timedelta(hours=7), exact=True)
    assert found.hours_gone_of(limit) is None

    def with_gone(*key: Any) -> HoursGone | None:
        return found._replace(care=found.care._replace(hours_gone={key: gone})).hours_gone_of(limit)

    assert with_gone("ours/1", D("2026-01-05"), None) == gone
    assert with_gone("ours/2", D("2026-01-05"), None) is None
    assert with_gone("ours/1", D("2026-01-06"), None) is None
    assert with_gone("ours/1", D("2026-01-05"), time(9)) is None


def test_what_is_packed_for_another_process_is_the_same_there() -> None:
    """Every limit and every one that was set aside keeps its own rule."""
    schedule = schedule_under(CAME_IN, held("2026-01-28"), moved("2026-02-20"), profile="south-gloucestershire")
    found = [occurrence_of(due) for due in schedule.due_dates]
    assert any(len(one.limits) > 1 for one in found)
    assert any(one.set_aside for one in found)
    for one in found:
        profile, name, rules, content = one.packed()
        back = unpacked(profile, name, rules, content)
        assert back == one
        assert [limit.plan.id for limit in back.limits] == [limit.plan.id for limit in one.limits]
        assert [aside.limit.plan.id for aside in back.set_aside] == [aside.limit.plan.id for aside in one.set_aside]
        assert content[1] is None  # a plan holds functions, and is named instead


def test_what_occurrences_are_sorted_by() -> None:
    """The day, the place of the rule, the period of care, the number of the review; what has no day comes last."""
    second = occurrence_of(schedule_under(CAME_IN, held("2026-01-28")).of("review")[1])
    assert order_of(second) == (D("2026-04-28"), second.limits[0].plan.place, 1, 2)
    [advice] = schedule_of(['after = "became-looked-after"'], came_in=CAME_IN).of("letter")
    assert order_of(occurrence_of(advice)) == (D("9999-12-31"), occurrence_of(advice).limits[0].plan.place, 1, 0)
