"""What a schedule says, limit by limit: the one place where these tests look inside a due date."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from tests.property import by_hand

from lacreview_rules import build_schedule, load_profile
from lacreview_rules.histories.care import read_periods
from lacreview_rules.rules.plan import plan_for
from lacreview_rules.schedules.standing import occurrence_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tests.property.strategies.lives import Life

    from lacreview_rules import Profile, WorkingCalendar
    from lacreview_rules.histories.period_of_care import PeriodOfCare
    from lacreview_rules.schedules.due_dates import DueDate
    from lacreview_rules.schedules.schedule import Schedule

LOCAL = ("newham", "portsmouth", "review-standards", "south-gloucestershire", "west-sussex-residential")
ONE_DAY = timedelta(1)
EXEMPTIONS_THAT_END = {
    *(f"england/{row}" for row in ("P1", "P3", "V3", "V3-2020", "V4", "V4-2020", "V4-2011", "V6a", "V6a-2020", "V6b", "V6b-2020")),
    *(f"england/{row}" for row in ("X1", "X2", "W1a", "W1a-2020", "W1b", "W1b-2020")),
}
"""Rows (`unless_throughout`) whose exemption may end after their limit: then the day on which it ends is the limit."""
COME_BACK = {rule.id for rule in load_profile("england").timescales if rule.comes_back}
"""Rows that come back where what they depend on holds again only after their limit: then that day is the limit."""
ADD_UP = {"england/T1-weeks"}
"""Rows (`adds_up`) that take off what earlier periods of care have served: how much, the cases of coming back say day by day."""
SHIPPED = ("england", "data-return", *LOCAL)


class Counted(NamedTuple):
    """One limit: under which rule, counted from what, when, and to which day.

    Attributes:
        counted_from: the name of what happened, is booked or is assumed.
        bound: the day that binds the same occurrence of the task: this limit's, or an earlier one's.
    """

    task: str
    rule: str
    counted_from: str
    start: date
    phrase: str | None
    due: date
    basis: str
    force: str
    period_of_care: int
    review: int | None
    bound: date


def all_dues(schedule: Schedule) -> tuple[DueDate, ...]:
    """Every due date, those that lie beyond the last review shown included."""
    return (*schedule.due_dates, *schedule.distant)


def limits_of(dues: Iterable[DueDate]) -> list[Counted]:
    """Every dated limit of these due dates."""
    return [
        Counted(
            due.task,
            limit.rule_id,
            limit.occurrence.name,
            limit.start,
            None if limit.period is None else str(limit.period),
            limit.due,
            limit.basis,
            limit.plan.rule.force,
            due.period_of_care,
            due.review,
            due.due,
        )
        for due in dues
        for limit in occurrence_of(due).limits
        if limit.due is not None and due.due is not None
    ]


def under(schedule: Schedule, *rules: str) -> list[Counted]:
    """The limits under these rules, named without their profile ("R1") where that is england."""
    wanted = {rule if "/" in rule else f"england/{rule}" for rule in rules}
    return [limit for limit in limits_of(all_dues(schedule)) if limit.rule in wanted]


def spans(limits: Iterable[Counted]) -> set[tuple[date, date]]:
    """From which day to which, for every limit that counts from what is recorded."""
    return {(limit.start, limit.due) for limit in limits if limit.basis == "actual"}


def schedule_of(
    life: Life,
    profile: str | Profile = "england",
    calendar: WorkingCalendar | None = None,
    *,
    until: date | None = None,
    **settings: object,
) -> Schedule:
    """The schedule of a life under a profile, shipped or drawn."""
    loaded = load_profile(profile) if isinstance(profile, str) else profile
    return build_schedule(life.history, loaded.with_settings(**settings) if settings else loaded, calendar, until=until)


def periods_of(life: Life, profile: str = "england") -> list[PeriodOfCare]:
    """The periods of care, as the profile has the words of a history: another regime is another period."""
    return read_periods(life.history, plan_for(load_profile(profile)).meanings)[0]


def review_dates(schedule: Schedule) -> dict[tuple[int, int], date]:
    """When each review is due, by its period of care and its number."""
    return {(due.period_of_care, due.review or 0): due.due for due in schedule.of("review") if due.due is not None}


def days_due(schedule: Schedule, task: str) -> list[date]:
    """The due dates of a task, in order."""
    return sorted(due.due for due in schedule.of(task) if due.due is not None)


def advice(schedule: Schedule, task: str) -> list[DueDate]:
    """What is owed under a task without a date."""
    return [due for due in schedule.of(task) if due.due is None]


def check_amounts(schedule: Schedule, amounts: Mapping[str, str], *, step: int = 1) -> None:
    """Every limit under these rules is exactly as long as the provision says; one of working days ends on one."""
    for limit in under(schedule, *amounts):
        amount = amounts[limit.rule.removeprefix("england/")]
        expected = by_hand.limit(limit.start, amount, step)
        if amount.endswith("hours") and by_hand.clocks_change(limit.start, expected):
            assert abs(limit.due - expected) <= ONE_DAY, limit
        else:
            ends_later = limit.rule in EXEMPTIONS_THAT_END | COME_BACK and limit.due > expected  # due on the day on which that changed
            served = limit.rule in ADD_UP and limit.period_of_care > 1 and limit.start <= limit.due < expected
            assert limit.due == expected or ends_later or served, limit
        assert limit.bound <= limit.due, limit
        if "working" in amount and limit.due == expected:
            low, high = sorted((limit.start, limit.due))
            counted = by_hand.working_days_in(low, high) if step > 0 else by_hand.working_days_in(low - ONE_DAY, high - ONE_DAY)
            assert by_hand.is_working(limit.due), limit
            assert counted == int(amount.split(" ")[0]), limit
