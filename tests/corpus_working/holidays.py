"""Each kind of holiday: care that begins the day before, on it and the day after; dates that land around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .casebook import Family, due
from .counting import ENGLAND, ONE_DAY, days, days_before, full, months, on
from .happened import arranged, done, held, looked_after, reviewed_once, reviewed_twice

if TYPE_CHECKING:
    from datetime import date

KINDS = [
    ("New Year's Day", "2026-01-01"),
    ("New Year's Day given on Monday for a Sunday", "2023-01-02"),
    ("New Year's Day given on Monday for a Saturday", "2022-01-03"),
    ("Good Friday", "2026-04-03"),
    ("Easter Monday", "2026-04-06"),
    ("early May bank holiday", "2026-05-04"),
    ("spring bank holiday", "2026-05-25"),
    ("summer bank holiday", "2026-08-31"),
    ("Christmas Day", "2024-12-25"),
    ("Boxing Day", "2023-12-26"),
    ("Christmas Day given on Tuesday for a Sunday", "2022-12-27"),
    ("Christmas Day given on Monday for a Saturday", "2027-12-27"),
    ("Boxing Day given on Monday for a Saturday", "2026-12-28"),
    ("Boxing Day given on Tuesday for a Sunday", "2021-12-28"),
]


def family() -> Family:
    """Holidays."""
    book = Family(
        "holidays", "bank-holiday", "Care that begins, and dates that land, one day before, on and one day after each kind of holiday."
    )
    for name, text in KINDS:
        _starts(book, name, text)
    targets: set[date] = set()
    for name, text in KINDS:
        _landing(book, name, text, targets)
    reviews: set[date] = set()
    for name, text in KINDS:
        _counting_back(book, name, text, reviews)
    _months(book)
    return book


def _starts(book: Family, name: str, text: str) -> None:
    holiday = on(text)
    for where, start in (("the day before", holiday - ONE_DAY), ("on", holiday), ("the day after", holiday + ONE_DAY)):
        five, ten, twenty = (ENGLAND.after(start, n) for n in (5, 10, 20))
        book.add(
            f"Looked after {where} {name}, {full(start)}: five, ten and twenty working days",
            [looked_after(start)],
            start,
            [
                due("review", "R1", twenty, "upcoming", review=1, basis="actual"),
                due("care-plan", "P1", ten, "upcoming", aim=start),
                due("placement-plan", "P3", five, "upcoming", aim=start),
                due("iro-appointed", "IRO1", five, "upcoming"),
            ],
            [five, ten, twenty],
        )


def _landing(book: Family, name: str, text: str, targets: set[date]) -> None:
    """Care that begins four weeks before the working day before, the holiday, and the working day after, each day once."""
    holiday = on(text)
    around = [
        ("the last working day before", ENGLAND.before(holiday, 1).day, 0),
        ("on", holiday, None),
        ("the first working day after", ENGLAND.next_after(holiday), 1),
    ]
    for where, target, later in around:
        if target in targets:
            continue
        targets.add(target)
        start = days_before(target, 28).day
        twenty = ENGLAND.after(start, 20)
        as_of = holiday if later is None else days(twenty.day, later).day
        status = "upcoming" if later is None else "overdue" if later else "due-today"
        late = {"days_late": later} if later else {}
        book.add(
            f"Four weeks end {where} {name}, {full(target)}: the first review",
            [looked_after(start)],
            as_of,
            [due("review", "R1", twenty, status, review=1, last_working_day=twenty, **late)],
            [twenty, f"Four weeks end on {full(target)}. The schedule is read on {full(as_of)}."],
        )


def _counting_back(book: Family, name: str, text: str, reviews: set[date]) -> None:
    """A second review booked for the working day after the holiday, each day once."""
    review = ENGLAND.next_after(on(text))
    if review in reviews:
        return
    reviews.add(review)
    first = ENGLAND.last_on_or_before(days_before(review, 75).day)
    booked = ENGLAND.after(first, 2).day
    three, fifteen, twenty = (ENGLAND.before(review, n) for n in (3, 15, 20))
    book.add(
        f"Second review booked for the working day after {name}, {full(review)}: three, fifteen and twenty working days before",
        [*reviewed_once(first), arranged(booked, review), done("child-discussion", twenty), done("iro-consultation", fifteen)],
        three,
        [
            due("review-report", "IRO4", three, "due-today", review=2, basis="arranged"),
            due("iro-consultation", "IRO3", fifteen, "met", review=2, done_on=fifteen),
            due("child-discussion", "IRO2", twenty, "met", review=2, done_on=twenty),
        ],
        [three, fifteen, twenty],
    )


def _months(book: Family) -> None:
    """Calendar months that end on a holiday: the date does not move."""
    second = [
        ("New Year's Day", "2025-10-01", None),
        ("Good Friday", "2023-12-29", "2024-03-28"),
        ("Easter Monday", "2025-01-21", None),
        ("the early May bank holiday", "2026-02-04", "2026-05-05"),
        ("the spring bank holiday", "2026-02-25", None),
        ("Christmas Day", "2025-09-25", "2025-12-24"),
        ("Boxing Day", "2025-09-26", None),
        ("the day given for Boxing Day", "2026-09-28", "2026-12-29"),
    ]
    for name, text, held_on in second:
        first = on(text)
        limit = months(first, 3)
        events, as_of = reviewed_once(first), limit.day
        expect = due("review", "R2", limit, "due-today", review=2, last_working_day=ENGLAND.last_on_or_before(limit.day))
        said = f"The last working day on or before it is {full(ENGLAND.last_on_or_before(limit.day))}."
        if held_on is not None:
            as_of = on(held_on)
            late = (as_of - limit.day).days
            events = [*events, held(as_of)]
            expect |= {"status": "met-late", "days_late": late} if late > 0 else {"status": "met"}
            expect["done_on"] = held_on
            said = f"Held on {full(as_of)}, {'the working day after: too late' if late > 0 else 'in time'}."
        book.add(
            f"Three months end on {name}, {full(limit.day)}" + (f", held {full(as_of)}" if held_on else ""),
            events,
            as_of,
            [expect],
            [limit, said],
        )
    limit = months(on("2025-02-25"), 6)
    book.add(
        f"Six months end on the summer bank holiday, {full(limit.day)}",
        reviewed_twice("2025-02-25"),
        limit,
        [due("review", "R3", limit, "due-today", review=3, last_working_day=ENGLAND.last_on_or_before(limit.day))],
        [limit, f"The last working day on or before it is {full(ENGLAND.last_on_or_before(limit.day))}."],
    )
    day = days(on("2026-12-21"), 7)
    book.add(
        "First visit a week after Monday 21 December 2026, on the day given for Boxing Day",
        [looked_after("2026-12-21")],
        day,
        [due("visit", "V1", day, "due-today", last_working_day="2026-12-24")],
        [day, "It is a bank holiday and it does not move; the last working day on or before it is Thu 24 Dec 2026."],
    )
