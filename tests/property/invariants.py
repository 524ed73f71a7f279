"""What holds of every schedule, whatever happened to the child and under whichever profile.

Each check takes what it needs and fails with the due date that breaks it. The properties of single modules and the
life built event by event ask the same ones.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from tests.property.reading import all_dues, limits_of, review_dates, schedule_of
from tests.property.recount import recount

from lacreview_rules.profiles.models import FORCE_ORDER
from lacreview_rules.schedules.standing import occurrence_of

if TYPE_CHECKING:
    from tests.property.strategies.lives import Life

    from lacreview_rules import Profile, WorkingCalendar
    from lacreview_rules.schedules.due_dates import DueDate
    from lacreview_rules.schedules.schedule import Schedule
    from lacreview_rules.schedules.standing import Status

ONE_DAY = timedelta(1)
_POSITION = re.compile(r"events\[\d+\]")
FAR = date(2059, 12, 31)
"""Later than anything these lives come to, and within the calendar."""

STAGES: dict[Status, int] = {
    "advisory": 0,
    "upcoming": 0,
    "due-today": 1,
    "overdue": 2,
    "cancelled": 3,
    "not-recorded": 3,
    "met": 4,
    "met-late": 4,
}
"""To come, due, overdue; then closed or done. A status never goes back in this order as days pass."""


def check_order(schedule: Schedule) -> None:
    """Design.md, contract: sorted by due date, then task, then rule; advice, which has no date, last."""
    keys = [(due.due or date.max, due.task, due.rule) for due in schedule.due_dates]
    assert keys == sorted(keys)


def check_binding(schedule: Schedule) -> None:
    """Design.md: the earliest limit binds; of equal ones a regulation, then guidance, the data return, a local rule."""
    for due in all_dues(schedule):
        ranked = [
            (limit.due or date.max, FORCE_ORDER.index(limit.plan.rule.force)) for limit in occurrence_of(due).limits if limit.due_at is None
        ]
        assert ranked == sorted(ranked), occurrence_of(due).limits
        assert due.due == min((limit.due for limit in occurrence_of(due).limits if limit.due is not None), default=None)
        assert len({limit.due is None for limit in occurrence_of(due).limits}) == 1


def check_working_days(schedule: Schedule) -> None:
    """Design.md: a date does not move at a weekend; every due date also carries the last working day on or before it."""
    for due in all_dues(schedule):
        if due.due is None:
            assert due.last_working_day is None
            continue
        last = due.last_working_day
        assert last is not None
        assert last <= due.due
        assert due.calendar.is_working_day(last)
        assert not any(due.calendar.is_working_day(last + timedelta(n)) for n in range(1, (due.due - last).days + 1))


def check_standing(schedule: Schedule) -> None:
    """Schedule-format.md: each status means what it says on the day that is asked about."""
    for due in schedule.due_dates:
        as_of, done, status = due.as_of, due.done_on, due.status
        assert as_of is not None
        assert done is None or done <= as_of
        if due.due is None:
            assert status in ("advisory", "met")
        elif status in ("met", "met-late"):
            assert done is not None
            assert (done > due.due) is (status == "met-late") or (done == due.due and due.due_at is not None)
        elif status in ("upcoming", "due-today"):
            assert done is None
            assert due.due > as_of if status == "upcoming" else due.due == as_of
        elif status == "overdue":
            assert done is None
            assert due.due < as_of
        elif status == "cancelled":
            assert due.closed_on is not None
            assert due.closed_on <= min(as_of, due.due)
        late = {"met-late": done, "overdue": as_of}.get(status)
        assert due.days_late == (None if late is None or due.due is None else (late - due.due).days)


def days_that_matter(due: DueDate) -> set[date]:
    """The days on which what is said of a due date may change, and those about them."""
    completion = occurrence_of(due).completion
    matter = [day for day in (due.due, due.closed_on, None if completion is None else completion.on) if day is not None]
    return {day + timedelta(n) for day in matter for n in (-1, 0, 1)}


def check_no_step_back(schedule: Schedule) -> None:
    """Design.md: without a new event nothing that was overdue is to come again, and what was done stays done."""
    for due in all_dues(schedule):
        asked = sorted({*days_that_matter(due), date(2000, 1, 3), FAR})
        stages = [STAGES[due.on(day).status] for day in asked]
        assert stages == sorted(stages), (due.task, due.rule, [(str(day), due.on(day).status) for day in asked])


def check_written(schedule: Schedule) -> None:
    """Design.md, contract: the JSON is the record, and reads back as it."""
    record = schedule.to_dict()
    assert json.loads(schedule.to_json()) == record
    assert [due["due"] for due in record["due_dates"]] == [None if due.due is None else due.due.isoformat() for due in schedule.due_dates]


def check_explained(schedule: Schedule) -> None:
    """Design.md: the steps of a working lead whoever reads them to the date."""
    for due in all_dues(schedule):
        again = recount(due.explanation.to_dict())
        assert again.due == due.due, (due.task, due.rule)


def check_problems(life: Life, schedule: Schedule) -> None:
    """Design.md: every problem cites an event of the file, or the file, and says what to do; none repeats what was noted."""
    places = {f"events[{number}]" for number in range(len(life.events))}
    for problem in schedule.problems:
        assert problem.where.split(".")[0] in {*places, "events", "date_of_birth"}
        assert problem.what
        assert problem.remedy
        assert "A1" not in f"{problem.what} {problem.remedy}".split()


def bare(schedule: Schedule) -> dict[str, Any]:
    """A schedule as written, its problems without the positions that events have in their file, which some name in their words too."""
    problems = sorted((_POSITION.sub("events[]", problem.what), problem.remedy) for problem in schedule.problems)
    return {**replace(schedule, problems=()).to_dict(), "problems": problems}


def check_no_review_later_than_national(national: Schedule, local: Schedule) -> None:
    """Design.md: no profile can move a review past the regulations, or lose one that they project."""
    theirs = review_dates(local)
    assert {key: day for key, day in review_dates(national).items() if theirs.get(key, date.max) > day} == {}


def check_regulations_stand(national: Schedule, local: Schedule) -> None:
    """Design.md: every limit of a regulation that counts from what is recorded is there locally, and nothing later binds.

    What was done before the child came back may do for the regulations and be too old for a local row. Then that asks for it again,
    and what is open is due no later than what the regulations would count from the old one.
    """
    begins = {due.scope.number: due.scope.first for due in all_dues(national) if due.scope.kind == "period-of-care"}
    asked_again: dict[tuple[str, int], date] = {}
    for due in all_dues(local):
        if due.done_on is None and due.due is not None:
            asked_again[due.task, due.period_of_care] = min(due.due, asked_again.get((due.task, due.period_of_care), date.max))
    found: dict[tuple[object, ...], date] = {}
    for limit in limits_of(all_dues(local)):
        key = (limit.task, limit.rule, limit.start, limit.period_of_care, limit.due)
        found[key] = min(limit.bound, found.get(key, date.max))
    owed = [limit for limit in limits_of(all_dues(national)) if limit.force == "regulation" and limit.basis == "actual"]
    keys = {(limit.task, limit.rule, limit.start, limit.period_of_care, limit.due): limit.due for limit in owed}
    missing = {key: day for key, day in keys.items() if found.get(key, date.max) > day}
    anew = {
        (task, rule, start, period, day)
        for task, rule, start, period, day in missing
        if start < begins.get(period, date.min) and asked_again.get((task, period), date.max) <= day
    }
    assert {key: day for key, day in missing.items() if key not in anew} == {}


def known_dues(schedule: Schedule) -> Counter[tuple[str, int, int | None, date | None]]:
    """Each due date by what it is and when."""
    return Counter((due.task, due.period_of_care, due.review, due.due) for due in all_dues(schedule))


def check_same_again(life: Life, profile: Profile, schedule: Schedule) -> None:
    """Design.md: the same input gives the same bytes, whichever way round the events stand in the file."""
    assert bare(schedule_of(life._replace(events=life.events[::-1]), profile)) == bare(schedule)


def check_one_more_holiday(life: Life, profile: Profile, fewer: WorkingCalendar, more: WorkingCalendar) -> None:
    """1971 Act s1(3), K1: from a recorded event, working days counted on end as late or later, and counted back as early or earlier.

    Everything else is the same, and no limit comes or goes but one that may lapse.
    """
    rules = {rule.id: rule for rule in profile.timescales}
    old, new = (
        {
            (limit.task, limit.rule, limit.phrase, limit.start, limit.period_of_care): limit.due
            for limit in limits_of(all_dues(schedule_of(life, profile, calendar)))
            if limit.basis == "actual"
        }
        for calendar in (fewer, more)
    )
    for key in old.keys() ^ new.keys():
        rule = rules[key[1]]
        assert rule.while_ or rule.until or rule.restarts_on or rule.in_force_by == "limit", key
    for key in old.keys() & new.keys():
        before, after = old[key], new[key]
        if "working" not in (key[2] or ""):
            assert after == before, key
        elif rules[key[1]].before is not None:
            assert after <= before, key
        else:
            assert before <= after, key
