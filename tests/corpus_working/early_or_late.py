"""Reviews held early, on the day and late; asked for by a date; extra reviews between the first and the second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .casebook import Family, due, none, stands
from .counting import ENGLAND, ONE_DAY, days_before, full, months, on
from .happened import ceased, held, looked_after, requested, reviewed_once, reviewed_twice

if TYPE_CHECKING:
    from datetime import date

STAND_APART = {"additional_reviews": "stand-apart"}


def family() -> Family:
    """Early and late."""
    book = Family(
        "early-or-late",
        "early-or-late",
        "Reviews held early, on the day they are due or late; brought forward to a date; and extra reviews.",
    )
    _held(book)
    _asked_for(book)
    _asked_for_and_ceased(book)
    _extra(book)
    _at_the_start(book)
    return book


def _held(book: Family) -> None:
    """Each of the first three reviews a month early, the day before, on the day, the day after, a month late."""
    start, first, second = on("2026-01-05"), on("2026-01-28"), on("2026-04-20")
    places = [
        ("First", [looked_after(start)], ENGLAND.after(start, 20), "R1", 1, 3, "R2"),
        ("Second", reviewed_once(first), months(first, 3), "R2", 2, 6, "R3"),
        ("Third", reviewed_twice(second), months(second, 6), "R3", 3, 6, "R3"),
    ]
    for name, events, limit, rule, number, count, next_rule in places:
        gap = 14 if number == 1 else 30
        held_on: list[date] = [
            days_before(limit.day, gap).day,
            limit.day - ONE_DAY,
            limit.day,
            limit.day + ONE_DAY,
            limit.day + gap * ONE_DAY,
        ]
        for day in held_on:
            late = (day - limit.day).days if day > limit.day else None
            following = months(day, count)
            book.add(
                f"{name} review due {full(limit.day)}, held {full(day)}",
                [*events, held(day)],
                day,
                [
                    due("review", rule, limit, "met-late" if late else "met", review=number, done_on=day, days_late=late),
                    due("review", next_rule, following, "upcoming", review=number + 1, basis="actual"),
                ],
                [limit, following],
            )


def _asked_for(book: Family) -> None:
    """A review asked for by a day before, on and after the ordinary date; read around the day asked for."""
    first = on("2026-01-28")
    ordinary = months(first, 3)
    for by in (ordinary.day - ONE_DAY, ordinary.day, ordinary.day + ONE_DAY):
        binding = min(by, ordinary.day)
        book.add(
            f"Second review due {full(ordinary.day)}, asked for by {full(by)}",
            [*reviewed_once(first), requested("2026-03-02", by)],
            binding,
            [
                due("review", rule, day, "due-today" if day == binding else None, review=2)
                for rule, day in (("R4", by), ("R2", ordinary.day))
            ],
            [ordinary, f"Asked for by {full(by)}; the earlier binds, {full(binding)}."],
        )
    by = on("2026-03-20")
    for as_of in (by - ONE_DAY, by, by + ONE_DAY):
        late = 1 if as_of > by else None
        book.add(
            f"The IRO asked for the second review by {full(by)}: read on {full(as_of)}",
            [*reviewed_once(first), requested("2026-03-02", by)],
            as_of,
            [due("review", "R4", by, stands(by, as_of), review=2, days_late=late)],
            [f"The date asked for, {full(by)}, comes before three months.", ordinary],
        )
        following = months(as_of, 6)
        book.add(
            f"The IRO asked for the second review by {full(by)}: held {full(as_of)}",
            [*reviewed_once(first), requested("2026-03-02", by), held(as_of)],
            as_of,
            [
                due("review", "R4", by, "met-late" if late else "met", review=2, days_late=late),
                due("review", "R3", following, "upcoming", review=3),
            ],
            [f"Asked for by {full(by)}.", following],
        )
    for who in ("IRO", "child"):
        book.add(
            f"A review asked for by the {who}, and no date named: the ordinary date stands",
            [*reviewed_once(first), requested("2026-03-02", None, who)],
            "2026-03-02",
            [due("review", "R4", None, "advisory"), due("review", "R2", ordinary, "upcoming", review=2)],
            ["No number is given, and no date was named.", ordinary],
        )
    start = on("2026-05-11")
    twenty = ENGLAND.after(start, 20)
    early = on("2026-05-26")
    book.add(
        "The first review asked for by a day within the twenty working days",
        [looked_after(start), requested("2026-05-13", early)],
        early,
        [due("review", "R4", early, "due-today", review=1), due("review", "R1", twenty, review=1)],
        [f"Asked for by {full(early)}.", twenty],
    )
    book.add(
        "Two requests: the earlier date binds",
        [*reviewed_once(first), requested("2026-03-02", "2026-03-27"), requested("2026-03-05", "2026-03-20")],
        "2026-03-20",
        [due("review", "R4", "2026-03-20", "due-today", review=2)],
        "Asked for by Fri 27 Mar 2026 and by Fri 20 Mar 2026; the earlier binds.",
    )


def _asked_for_and_ceased(book: Family) -> None:
    """A review that had to come before ceasing: owed if it was asked for by an earlier day."""
    ended = on("2026-03-20")
    for by in (ended - ONE_DAY, ended, ended + ONE_DAY):
        owed = by < ended
        book.add(
            f"Review asked for by {full(by)}, not held, ceased {full(ended)}",
            [*reviewed_once("2026-01-28"), requested("2026-03-02", by), ceased(ended)],
            ended + ONE_DAY,
            [due("review", "R4", by, "overdue" if owed else "cancelled", review=2, days_late=2 if owed else None)],
            f"Asked for by {full(by)}, {'a day before care ended: it is owed' if owed else 'not before the day care ended: cancelled'}.",
        )


def _extra(book: Family) -> None:
    """A review between the first and the second is the second; recorded as additional, it may stand apart."""
    first = on("2026-01-28")
    ordinary = months(first, 3)
    for day in (first + ONE_DAY, ordinary.day - ONE_DAY, ordinary.day, ordinary.day + ONE_DAY):
        late = 1 if day > ordinary.day else None
        following = months(day, 6)
        book.add(
            f"Extra review {full(day)}, recorded as additional: literally the second review",
            [*reviewed_once(first), held(day, additional=True)],
            day,
            [
                due("review", "R2", ordinary, "met-late" if late else "met", review=2, done_on=day, days_late=late),
                due("review", "R3", following, "upcoming", review=3),
            ],
            [ordinary, following],
        )
        book.add(
            f"Extra review {full(day)}, standing apart: the second review is still to come",
            [*reviewed_once(first), held(day, additional=True)],
            day,
            [due("review", "R2", ordinary, stands(ordinary, day), days_late=late, done_on=None)],
            [ordinary, "The extra review changes nothing."],
            settings=STAND_APART,
            absent=[due("review", "R3", following, basis="actual")],
        )
    second, extra = on("2026-04-20"), on("2026-07-14")
    six = months(second, 6)
    book.add(
        "Extra review between the second and the third, standing apart: six months from the second",
        [*reviewed_twice(second), held(extra, additional=True)],
        extra,
        [due("review", "R3", six, "upcoming", basis="actual")],
        [six],
        settings=STAND_APART,
        absent=[due("review", "R3", months(extra, 6), basis="actual")],
    )


def _at_the_start(book: Family) -> None:
    """Reviews on the day care begins, the day before and the day after."""
    start = on("2026-05-11")
    twenty = ENGLAND.after(start, 20)
    for day in (start, start + ONE_DAY):
        second = months(day, 3)
        book.add(
            f"First review held {full(day)}, {'on the day' if day == start else 'the day after'} care began",
            [looked_after(start), held(day)],
            day,
            [due("review", "R1", twenty, "met", review=1, done_on=day), due("review", "R2", second, "upcoming", review=2)],
            [twenty, second],
        )
    book.add(
        "A review the day before care began is not a review of this period",
        [held(start - ONE_DAY), looked_after(start)],
        start,
        [due("review", "R1", twenty, "upcoming", review=1, done_on=None)],
        [twenty, "The review was held before care began; it is reported and left out."],
        absent=[none("review", "R2", basis="actual")],
    )
