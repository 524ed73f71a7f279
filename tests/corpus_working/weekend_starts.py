"""Starts on a Friday, a Saturday, a Sunday and a Monday: counted forward, counted back, and in months."""

from __future__ import annotations

from .casebook import Family, due
from .counting import ENGLAND, days_before, full, months, on, weeks
from .happened import arranged, looked_after, reviewed_once

WEEKENDS = [
    ("an ordinary weekend", ["2026-06-12", "2026-06-13", "2026-06-14", "2026-06-15"]),
    ("the weekend of the early May bank holiday", ["2026-05-01", "2026-05-02", "2026-05-03", "2026-05-04", "2026-05-05"]),
    ("the Easter weekend", ["2026-04-02", "2026-04-03", "2026-04-04", "2026-04-05", "2026-04-06", "2026-04-07"]),
    ("the Christmas weekend", ["2026-12-24", "2026-12-25", "2026-12-26", "2026-12-27", "2026-12-28", "2026-12-29"]),
]
BOOKED = [
    ("an ordinary week", ["2026-06-12", "2026-06-13", "2026-06-14", "2026-06-15"]),
    ("the weekend of the summer bank holiday", ["2026-08-28", "2026-08-29", "2026-08-30", "2026-08-31", "2026-09-01"]),
]


def family() -> Family:
    """Weekends."""
    book = Family(
        "weekend-starts",
        "weekend",
        "Fridays, Saturdays, Sundays and Mondays as the day counted from or back from; dates that fall at a weekend.",
    )
    for name, starts in WEEKENDS:
        _forward(book, name, starts)
    for name, reviews in BOOKED:
        _back(book, name, reviews)
    for name, reviews in BOOKED:
        _after_a_review(book, name, reviews)
    _months(book)
    return book


def _forward(book: Family, name: str, starts: list[str]) -> None:
    for text in starts:
        start = on(text)
        five, ten, twenty, week = ENGLAND.after(start, 5), ENGLAND.after(start, 10), ENGLAND.after(start, 20), weeks(start, 1)
        book.add(
            f"Looked after {full(start)} ({name}): working days and the first week",
            [looked_after(start, emergency=True)],
            start,
            [
                due("review", "R1", twenty, "upcoming", review=1),
                due("care-plan", "P1", ten, "upcoming"),
                due("placement-plan", "P3", five, "upcoming"),
                due("placement-notice", "P4b", five, "upcoming", aim=start),
                due("visit", "V1", week, "upcoming", last_working_day=ENGLAND.last_on_or_before(week.day)),
            ],
            [five, ten, twenty, week],
        )


def _back(book: Family, name: str, reviews: list[str]) -> None:
    for text in reviews:
        review = on(text)
        first = ENGLAND.last_on_or_before(days_before(review, 80).day)
        booked = ENGLAND.after(first, 3).day
        for clear in (False, True):
            three, fifteen, twenty = (ENGLAND.before(review, n, clear=clear) for n in (3, 15, 20))
            book.add(
                f"Second review booked for {full(review)} ({name}): counted back{' in clear days' if clear else ''}",
                [*reviewed_once(first), arranged(booked, review)],
                booked,
                [
                    due("review-report", "IRO4", three, "upcoming", review=2, basis="arranged"),
                    due("iro-consultation", "IRO3", fifteen, "upcoming", review=2, basis="arranged"),
                    due("child-discussion", "IRO2", twenty, "upcoming", review=2, basis="arranged"),
                ],
                [three, fifteen, twenty],
                settings={"count_back": "clear"} if clear else None,
            )


def _after_a_review(book: Family, name: str, reviews: list[str]) -> None:
    for text in reviews:
        review = on(text)
        five, ten, fifteen, twenty, three = *(ENGLAND.after(review, n) for n in (5, 10, 15, 20)), months(review, 3)
        book.add(
            f"First review held {full(review)} ({name}): what follows it",
            reviewed_once(review),
            review,
            [
                due("decisions", "IRO5", five, "upcoming", review=1),
                due("care-plan-updated", "IRO9", ten, "upcoming", review=1),
                due("review-record", "IRO7", fifteen, "upcoming", review=1),
                due("record-distributed", "IRO8", twenty, "upcoming", review=1),
                due("review", "R2", three, "upcoming", review=2, last_working_day=ENGLAND.last_on_or_before(three.day)),
            ],
            [five, ten, fifteen, twenty, three],
        )


def _months(book: Family) -> None:
    """The second review falls at a weekend: it does not move, and the working day after is too late."""
    for text in ("2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19"):
        first = on(text)
        limit = months(first, 3)
        monday = "2026-05-18"
        status = "overdue" if limit.day < on(monday) else "due-today" if limit.day == on(monday) else "upcoming"
        late = {"days_late": (on(monday) - limit.day).days} if status == "overdue" else {}
        before = ENGLAND.last_on_or_before(limit.day)
        book.add(
            f"Three months end on {full(limit.day)}: read on the Monday, 18 May 2026",
            reviewed_once(first),
            monday,
            [due("review", "R2", limit, status, review=2, last_working_day=before, **late)],
            [limit, f"The last working day on or before it is {full(before)}."],
        )
