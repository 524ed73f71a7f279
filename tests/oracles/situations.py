"""What a random history is an instance of: to show how much a run has covered, and where the disagreements lie."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from tests.oracles.care import periods_of_care
from tests.oracles.day_walker import is_working
from tests.oracles.review_cycle import ADOPTION_IN_FORCE, IN_FORCE

if TYPE_CHECKING:
    from tests.oracles.care import History, PeriodOfCare
    from tests.oracles.review_cycle import Answers, Row

SOFTENED = (date(2020, 4, 24), date(2020, 9, 24))  # SI 2020/445


def situations(history: History, answers: Answers, said: list[Row]) -> set[str]:
    """Of one history, with what the oracle said of it."""
    found = {f"status {row.status}" for row in said} | {f"counted from what is {row.basis}" for row in said}
    found |= {f"setting {name} = {value}" for name, value in answers._asdict().items()}
    kinds = [event["event"] for event in history["events"]]
    tests = {
        "review held late": any(row.task == "review" and row.days_late and row.done_on for row in said),
        "review held on its due date": any(row.done_on == row.due for row in said),
        "due on a day off": any(row.due != row.last_working_day for row in said),
        "due at the end of February": any((row.due + timedelta(1)).day == 1 and row.due.month == 2 for row in said),
        "the same event recorded twice": any(event in history["events"][:n] for n, event in enumerate(history["events"])),
        "already looked after": kinds.count("became-looked-after") > len(periods_of_care(history)),
        "review additional": any(event.get("additional") for event in history["events"]),
        "authority to place recorded again": kinds.count("authorised-for-adoption") > 1,
        "review asked for without a date": any(e["event"] == "review-requested" and "review_by" not in e for e in history["events"]),
        "moved": "placement-moved" in kinds,
        "legal status changed": "legal-status-changed" in kinds,
    }
    found |= {name for name, holds in tests.items() if holds}
    periods = periods_of_care(history)
    if len(periods) > 1:
        found.add("looked after again")
    if any(first.end == second.start for first, second in pairwise(periods)):
        found.add("left and came back on one day")
    return found.union(*(of_period(care) for care in periods), out_of_care(history, periods))


def of_period(care: PeriodOfCare) -> set[str]:
    """Of one period of care."""
    adjourned = [sitting for sitting in care.sittings if sitting.adjourned]
    tests = {
        "care began on a day off": not is_working(care.start),
        "care began at the end of a month": (care.start + timedelta(1)).day == 1,
        "care began before April 2011": care.start < IN_FORCE,
        "no review held": not care.sittings,
        "five reviews or more": len(care.sittings) >= 5,
        "review in the months of 2020": any(SOFTENED[0] <= sitting.sat <= SOFTENED[1] for sitting in care.sittings),
        "adjourned and completed": any(sitting.completed for sitting in adjourned),
        "adjourned, never completed": bool(care.waiting()),
        "brought forward": bool(care.requests),
        "brought forward during an adjournment": any(
            sitting.sat <= asked and (sitting.completed is None or asked <= sitting.completed)
            for asked, _ in care.requests
            for sitting in adjourned
        ),
        "booked": bool(care.bookings),
        "booked more than once": len(care.bookings) > 1,
        "in short breaks": any(short for _, short in care.short_break),
        "authority to place for adoption": bool(care.authority) and care.authority[0][0] >= ADOPTION_IN_FORCE,
        "placed for adoption": bool(care.adoptive),
        "placed for adoption, and back": any(end for _, end in care.adoptive),
        "ceased": care.end is not None,
        "ceased on the day of a review": any(care.end == sitting.sat for sitting in care.sittings),
    }
    return {name for name, holds in tests.items() if holds}


def out_of_care(history: History, periods: list[PeriodOfCare]) -> set[str]:
    """Whether something is recorded on a day on which the child was not looked after."""
    days = {date.fromisoformat(event["on"]) for event in history["events"]}
    inside = {day for day in days if any(care.start <= day and (care.end is None or day <= care.end) for care in periods)}
    return {"event out of care"} if days - inside else set()
