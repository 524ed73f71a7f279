"""The nights on which the clocks change: dates do not notice, limits in hours do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .casebook import LOOKED_UP_AGAIN, Family, due, stands
from .counting import ENGLAND, ONE_DAY, Counted, days, full, hours, last_sunday, months, weeks
from .happened import done, looked_after, reviewed_once, reviewed_twice

if TYPE_CHECKING:
    from datetime import date

CHANGES = [
    ("forward", last_sunday(2026, 3)),
    ("back", last_sunday(2026, 10)),
    ("forward", last_sunday(2027, 3)),
    ("back", last_sunday(2027, 10)),
]
SPRING, AUTUMN = CHANGES[0][1], CHANGES[1][1]
TIMES = [
    (SPRING - ONE_DAY, ["00:30", "01:00", "01:30", "14:00", "23:30", "23:59"]),
    (SPRING, ["00:30", "01:30", "02:00", "14:00"]),
    (AUTUMN - ONE_DAY, ["00:30", "01:00", "01:30", "02:00", "14:00", "23:30"]),
    (AUTUMN, ["00:30", "01:30", "02:00", "14:00", "23:30"]),
]
NEVER = (SPRING, "01:30")
"""A time that clocks skipped."""
REMARKS = {
    (AUTUMN, "01:30"): "The time comes twice that night; the first of the two is taken, which gives the earlier limit.",
    (AUTUMN - ONE_DAY, "01:30"): "24 hours on it is 01:30 for the first time; the clocks go back half an hour later.",
    (AUTUMN - ONE_DAY, "01:00"): "24 hours on the clocks have not yet gone back.",
}


def family() -> Family:
    """Clock changes."""
    book = Family(
        "clock-changes",
        "clock-change",
        "The last Sundays of March and October: dates before, on and after, and limits of 24 hours over the change.",
    )
    for way, sunday in CHANGES:
        _dates(book, way, sunday)
    for day, times in TIMES:
        for at in times:
            if (day, at) == NEVER:
                book.withdrawn()  # read the later way; worked again at the end
                continue
            _hours(book, day, at, "review-standards", "RS1", "review-unit-told")
    for day, at in ((SPRING - ONE_DAY, "18:00"), (SPRING, "08:00"), (AUTUMN - ONE_DAY, "18:00"), (AUTUMN, "08:00"), (AUTUMN, "00:59")):
        _hours(book, day, at, "south-gloucestershire", "SG25", "review-team-told")
    _without_a_time(book)
    _discussion(book)
    _to_the_minute(book)
    book.added = LOOKED_UP_AGAIN
    _never(book)
    return book


def _never(book: Family) -> None:
    """Of a time that clocks skipped, the earlier reading counts."""
    limit = days(SPRING, 1)
    book.add(
        f"Looked after {full(SPRING)} at 01:30, a time that never was: told within 24 hours of the earlier reading",
        [looked_after(SPRING, at="01:30")],
        SPRING,
        [due("review-unit-told", "RS1", limit, "upcoming", due_at="2026-03-30T01:30:00+01:00")],
        [
            "The clocks skip from 01:00 to 02:00. Of the two readings the earlier is taken, summer time: 00:30 GMT.",
            "24 hours on it is 00:30 GMT on Mon 30 Mar 2026, which is 01:30 summer time.",
        ],
        profile="review-standards",
    )


def _dates(book: Family, way: str, sunday: date) -> None:
    for where, start in (("the day before", sunday - ONE_DAY), ("the day", sunday), ("the day after", sunday + ONE_DAY)):
        twenty, week = ENGLAND.after(start, 20), weeks(start, 1)
        book.add(
            f"Looked after {where} the clocks go {way}, {full(start)}, at half past eleven at night",
            [looked_after(start, at="23:30")],
            start,
            [due("review", "R1", twenty, "upcoming", review=1, due_at=None), due("visit", "V1", week, "upcoming", due_at=None)],
            [twenty, week, "Neither count is in hours, so the change of the clocks does not matter."],
        )
    limit = months(sunday, 3)
    book.add(
        f"First review held on the day the clocks go {way}, {full(sunday)}: three months",
        reviewed_once(sunday),
        sunday,
        [due("review", "R2", limit, "upcoming", review=2)],
        [limit],
    )


def _hours(book: Family, start: date, at: str, profile: str, rule: str, task: str) -> None:
    moment, limit = hours(start, at, 24)
    said: list[str | Counted] = [limit, REMARKS[start, at]] if (start, at) in REMARKS and profile == "review-standards" else [limit]
    book.add(
        f"Looked after {full(start)} at {at}: told within 24 hours ({profile})",
        [looked_after(start, at=at)],
        start,
        [due(task, rule, limit, stands(limit, start), due_at=moment)],
        said,
        profile=profile,
    )


def _without_a_time(book: Family) -> None:
    for profile, rule, task in (("review-standards", "RS1", "review-unit-told"), ("south-gloucestershire", "SG25", "review-team-told")):
        for start in (SPRING - ONE_DAY, SPRING, AUTUMN - ONE_DAY, AUTUMN):
            limit = days(start, 1)
            book.add(
                f"Looked after {full(start)}, no time recorded: 24 hours are a day ({profile})",
                [looked_after(start)],
                start,
                [due(task, rule, limit, "upcoming", due_at=None)],
                ["Without a time 24 hours are taken as a day.", limit],
                profile=profile,
            )


def _discussion(book: Family) -> None:
    """South Gloucestershire: the planning discussion is recorded within 24 hours of it."""
    for day, at in ((SPRING - ONE_DAY, "23:30"), (SPRING, "10:00"), (AUTUMN - ONE_DAY, "23:30"), (AUTUMN, "10:00")):
        moment, limit = hours(day, at, 24)
        book.add(
            f"Review planned {full(day)} at {at}: recorded within 24 hours",
            [looked_after(ENGLAND.before(day, 6).day), done("iro-consultation", day, at=at)],
            day,
            [due("discussion-recorded", "SG11", limit, "upcoming", due_at=moment)],
            [limit],
            profile="south-gloucestershire",
        )


def _to_the_minute(book: Family) -> None:
    """Done a minute before, at, and a minute after the moment, on either night."""
    told = [
        (SPRING - ONE_DAY, "14:00", [("14:59", "met"), ("15:00", "met"), ("15:01", "met-late")]),
        (AUTUMN - ONE_DAY, "14:00", [("12:59", "met"), ("13:00", "met"), ("13:01", "met-late")]),
    ]
    for day, at, answers in told:
        _, limit = hours(day, at, 24)
        for told_at, status in answers:
            book.add(
                f"Looked after {full(day)} at {at}, told the next day at {told_at}: {status}",
                [looked_after(day, at=at), done("review-unit-told", limit, at=told_at)],
                limit,
                [due("review-unit-told", "RS1", limit, status, done_on=limit)],
                [limit, f"Told at {told_at}."],
                profile="review-standards",
            )
    for sunday in (SPRING, AUTUMN):
        limit = months(sunday, 6)
        book.add(
            f"Second review held {full(sunday)}: six months, one clock change to the next",
            reviewed_twice(sunday),
            limit,
            [due("review", "R3", limit, "due-today", review=3)],
            [limit],
        )
