"""Random histories of children in care, made to lie on the edges: a day before, on and a day after each date that matters.

A plain seeded generator. What it makes is a history as the format describes it, with things that cannot be among it.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from tests.oracles.day_walker import is_working, months_after, working_days_after

Event = dict[str, Any]
EARLIEST, LATEST = date(2000, 1, 1), date(2040, 12, 31)
EDGES = [date(2011, 4, 1), date(2020, 4, 24), date(2020, 9, 25), date(2005, 12, 30)]  # the text in force changes
STATUSES = ["section-20", "interim-care-order", "care-order", "placement-order", "other"]
PLACEMENTS = ["foster-care", "childrens-home", "connected-person", "hospital", "other"]


class Record:
    """The record of one child as it grows."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.events: list[Event] = []
        self.taken: set[tuple[str, date]] = set()

    def chance(self, of_a_hundred: int) -> bool:
        """Whether it happens, so many times in a hundred."""
        return self.random.randrange(100) < of_a_hundred

    def add(self, kind: str, on: date, **more: object) -> None:
        """Record an event."""
        self.events.append({"event": kind, "on": on.isoformat(), **more})

    def near(self, day: date, reach: int) -> date:
        """The day itself, one beside it, or one within reach."""
        beside = self.random.choice([-1, 0, 0, 1])
        return days_after(day, self.random.randint(-reach, reach) if self.chance(55) else beside)

    def free(self, day: date, thing: str) -> date:
        """The first day from this one without such a thing yet: of two on one day nobody could say which came first."""
        while (thing, day) in self.taken:
            day = days_after(day, 1)
        self.taken.add((thing, day))
        return day


def days_after(day: date, count: int) -> date:
    """So many days on, or back."""
    return day + timedelta(count)


def history(seed: str) -> dict[str, Any]:
    """The history that belongs to a seed."""
    random = Random(seed)  # noqa: S311 - reproducible on purpose
    record = Record(random)
    day = start_of_care(record)
    if record.chance(8):
        stray(record, days_after(day, -random.randint(1, 60)))
    for _ in range(random.choice([1, 1, 1, 1, 2, 2, 3])):
        left = period_of_care(record, day)
        if left is None:
            break
        if record.chance(8):
            stray(record, days_after(left, random.randint(1, 20)))
        at_once = record.chance(20) and left > day and ("review", left) not in record.taken
        day = left if at_once else days_after(left, random.randint(21, 500))
        if day > LATEST:
            break
    if record.chance(5):
        record.events.append(dict(random.choice(record.events)))  # recorded twice
    random.shuffle(record.events)
    return {"child": "A1", "date_of_birth": "1999-06-15", "events": record.events}


def start_of_care(record: Record) -> date:
    """Any day; often the end of a month, a day off, or the day on which the law changed."""
    random = record.random
    day = days_after(EARLIEST, random.randrange((LATEST - EARLIEST).days - 900))
    if record.chance(20):
        day = months_after(date(day.year, day.month, 1), 1) - timedelta(random.randint(1, 3))
    elif record.chance(15):
        while is_working(day):
            day += timedelta(1)
    elif record.chance(15):
        day = days_after(random.choice(EDGES), random.randint(-40, 3))
    return day


def period_of_care(record: Record, start: date) -> date | None:
    """Care from this day on; the day it ended, if it did."""
    random = record.random
    short = record.chance(6)
    record.taken.add(("status", start))
    record.add("became-looked-after", start, legal_status="short-break" if short else random.choice(STATUSES))
    if record.chance(3):
        record.add("became-looked-after", days_after(start, random.randint(1, 9)))  # already looked after
    last, counted = start, start
    adoption_at = random.randint(1, 4) if record.chance(18) else None
    for number in range(1, random.choice([1, 1, 2, 2, 3, 3, 4, 5, 6, 8]) + 1):
        expected = working_days_after(start, 20) if number == 1 else months_after(counted, 3 if number == 2 else 6)
        if number == adoption_at:
            adoption(record, last, expected)
        between_reviews(record, last, expected)
        if record.chance(6):
            return ceases(record, max(last, record.near(expected, 40))) if record.chance(70) else None
        sat = record.free(max(last, record.near(expected, 25)), "review")
        last = counted = review(record, sat)
        if last > LATEST:
            break
    if record.chance(60):
        return ceases(record, max(last, record.near(months_after(last, random.choice([1, 3, 6])), 80)))
    between_reviews(record, last, months_after(last, random.choice([3, 6])))
    return None


def ceases(record: Record, day: date) -> date:
    """Care ends."""
    record.add("ceased-to-be-looked-after", day)
    return day


def review(record: Record, sat: date) -> date:
    """A review, at times adjourned; the last day on which something of it happened."""
    if not record.chance(22):
        record.add("review-held", sat, **({"additional": True} if record.chance(10) else {}))
        return sat
    record.add("review-adjourned", sat)
    if record.chance(8):
        again = record.free(days_after(sat, record.random.randint(1, 10)), "review")
        record.add("review-adjourned", again)  # once only
        sat = again
    if record.chance(25):
        on = record.free(days_after(sat, record.random.randint(1, 15)), "booking")
        record.add("review-arranged", on, review_on=record.near(working_days_after(sat, 20), 10).isoformat())
        sat = on
    if record.chance(12):
        return sat  # never completed, as far as the record goes, unless by the review that comes next
    completed = record.free(max(days_after(sat, 1), record.near(working_days_after(sat, 20), 15)), "review")
    record.add("review-held", completed)
    return completed


def between_reviews(record: Record, last: date, expected: date) -> None:
    """What may happen between two reviews."""
    random = record.random
    span = max(1, (expected - last).days)

    def some_day() -> date:
        return days_after(last, random.randrange(span))

    if record.chance(25):
        record.add("placement-moved", record.free(some_day(), "move"), placement=random.choice(PLACEMENTS), emergency=record.chance(30))
    if record.chance(15):
        record.add("legal-status-changed", record.free(some_day(), "status"), legal_status=random.choice([*STATUSES, "short-break"]))
    if record.chance(25):
        made = record.free(last if record.chance(40) else some_day(), "booking")
        record.add("review-arranged", made, review_on=max(made, record.near(expected, 30)).isoformat())
        if record.chance(25):
            again = record.free(days_after(made, random.randint(1, 20)), "booking")
            record.add("review-arranged", again, review_on=max(again, record.near(expected, 30)).isoformat())
    if record.chance(18):
        asked = some_day()
        by = {} if record.chance(20) else {"review_by": days_after(asked, random.choice([0, 1, 5, 10, 20, 30, 90])).isoformat()}
        record.add("review-requested", asked, by="IRO", **by)
    if record.chance(10):
        record.add("task-done", some_day(), task="visit")


def adoption(record: Record, last: date, expected: date) -> None:
    """Authority to place, a placement for adoption, and at times its end."""
    random = record.random
    authority = days_after(last, random.randint(0, 120))
    if authority < EDGES[-1]:
        return  # the regulations on adoption before those of 2005 were not read
    if record.chance(90):
        record.add("authorised-for-adoption", authority)
    if record.chance(20):
        record.add("authorised-for-adoption", days_after(authority, random.randint(1, 200)))  # the first is what counts
    if record.chance(70):
        placed = record.free(max(authority, record.near(expected, 60)), "move")
        record.add("placed-for-adoption", placed)
        if record.chance(30):
            returned = record.near(days_after(placed, random.choice([28, 120, 200])), 20)
            record.add("placement-moved", record.free(max(days_after(placed, 1), returned), "move"), placement=random.choice(PLACEMENTS))


def stray(record: Record, day: date) -> None:
    """Something that cannot be: the child is not in care."""
    kind = record.random.choice(["review-held", "review-adjourned", "placement-moved", "ceased-to-be-looked-after"])
    record.add(kind, record.free(day, "review" if "review" in kind else "move"))
