"""Reviews that are booked, booked again, booked too late, or booked and not held: no booking moves a due date."""

from __future__ import annotations

from .casebook import Family, due, none, stands
from .counting import ENGLAND, ONE_DAY, Counted, days_before, full, months, on
from .happened import arranged, done, held, looked_after, reviewed_once

FIRST = on("2026-01-28")
LIMIT = months(FIRST, 3)


def family() -> Family:
    """Bookings."""
    book = Family("bookings", "booking", "Reviews booked around the day they are due, booked again, passed over and held on another day.")
    _around_the_limit(book)
    _first_review(book)
    _booked_again(book)
    _passed_over(book)
    _held_on_another_day(book)
    _set_at_the_review(book)
    return book


def _prepared(review: Counted | object) -> list[Counted]:
    day = review.day if isinstance(review, Counted) else on(str(review))
    return [ENGLAND.before(day, n) for n in (3, 15, 20)]


def _around_the_limit(book: Family) -> None:
    for booked in (days_before(LIMIT.day, 7).day, LIMIT.day - ONE_DAY, LIMIT.day, LIMIT.day + ONE_DAY, on("2026-05-26")):
        three, fifteen, twenty = _prepared(booked)
        book.add(
            f"Second review due {full(LIMIT.day)}, booked for {full(booked)}",
            [*reviewed_once(FIRST), arranged("2026-02-06", booked)],
            "2026-02-06",
            [
                due("review", "R2", LIMIT, "upcoming", review=2, basis="actual"),
                due("review-report", "IRO4", three, "upcoming", review=2, basis="arranged"),
                due("iro-consultation", "IRO3", fifteen, "upcoming", review=2, basis="arranged"),
                due("child-discussion", "IRO2", twenty, "upcoming", review=2, basis="arranged"),
                due("permanence-plan", "A8", booked, "upcoming", basis="arranged"),
            ],
            [
                LIMIT,
                f"Booked for {full(booked)}: the due date does not move; what comes before the review counts from the booking.",
                three,
                fifteen,
                twenty,
            ],
        )
    three, fifteen, twenty = _prepared(LIMIT)
    book.add(
        "Second review not booked: what comes before it counts from the day it is due",
        reviewed_once(FIRST),
        "2026-02-06",
        [
            due("review-report", "IRO4", three, "upcoming", review=2, basis="projected"),
            due("iro-consultation", "IRO3", fifteen, "upcoming", review=2, basis="projected"),
            due("child-discussion", "IRO2", twenty, "upcoming", review=2, basis="projected"),
        ],
        [LIMIT, three, fifteen, twenty],
    )


def _first_review(book: Family) -> None:
    """The first review booked so soon that what comes before it had to be done before care began, or the day it did."""
    start = on("2026-05-11")
    for booked in ("2026-05-13", "2026-05-14", "2026-05-15"):
        three, _, twenty = _prepared(booked)
        before = three.day < start
        book.add(
            f"Looked after {full(start)}, first review booked for {full(on(booked))}",
            [looked_after(start), arranged(start, booked)],
            start,
            [
                due("review-report", "IRO4", three, stands(three, start), review=1, basis="arranged"),
                due("child-discussion", "IRO2", twenty, "overdue", review=1, basis="arranged"),
            ],
            [three, twenty, f"The report was due {'before care began' if before else 'on or after the day care began'}."],
        )


def _booked_again(book: Family) -> None:
    """Booked for another day: the latest booking counts, earlier or later."""
    for name, first, second in (
        ("earlier", "2026-04-24", "2026-04-14"),
        ("later", "2026-04-14", "2026-04-24"),
        ("past the day it is due", "2026-04-14", "2026-05-06"),
    ):
        three, fifteen, twenty = _prepared(second)
        old = ENGLAND.before(on(first), 3)
        book.add(
            f"Booked for {full(on(first))}, then {name}, for {full(on(second))}",
            [*reviewed_once(FIRST), arranged("2026-02-06", first), arranged("2026-02-20", second)],
            "2026-02-20",
            [
                due("review", "R2", LIMIT, "upcoming", review=2),
                due("review-report", "IRO4", three, "upcoming", review=2, basis="arranged"),
                due("iro-consultation", "IRO3", fifteen, "upcoming", review=2, basis="arranged"),
                due("child-discussion", "IRO2", twenty, "upcoming", review=2, basis="arranged"),
            ],
            ["The latest booking counts.", three, fifteen, twenty],
            absent=[due("review-report", "IRO4", old, basis="arranged")],
        )
    book.add(
        "Booked three times: the last counts, whatever the order in the file",
        [
            *reviewed_once(FIRST),
            arranged("2026-02-06", "2026-04-14"),
            arranged("2026-02-13", "2026-04-21"),
            arranged("2026-02-20", "2026-04-16"),
        ],
        "2026-02-20",
        [due("review-report", "IRO4", ENGLAND.before(on("2026-04-16"), 3), "upcoming", review=2, basis="arranged")],
        [ENGLAND.before(on("2026-04-16"), 3)],
    )


def _passed_over(book: Family) -> None:
    """The day booked passes and no review is recorded: read the day before the limit, on it and after it."""
    booked = on("2026-04-14")
    report = ENGLAND.before(booked, 3)
    for as_of in (LIMIT.day - ONE_DAY, LIMIT.day, LIMIT.day + ONE_DAY):
        book.add(
            f"Booked for {full(booked)} and not held: read on {full(as_of)}",
            [*reviewed_once(FIRST), arranged("2026-02-06", booked)],
            as_of,
            [due("review", "R2", LIMIT, stands(LIMIT, as_of), review=2, days_late=1 if as_of > LIMIT.day else None)],
            [LIMIT, "A booking that passes is not a review."],
        )
    for as_of in (report.day - ONE_DAY, report.day, report.day + ONE_DAY):
        book.add(
            f"Report for a review booked for {full(booked)}: read on {full(as_of)}",
            [*reviewed_once(FIRST), arranged("2026-02-06", booked)],
            as_of,
            [
                due(
                    "review-report",
                    "IRO4",
                    report,
                    stands(report, as_of),
                    review=2,
                    basis="arranged",
                    days_late=1 if as_of > report.day else None,
                )
            ],
            [report],
        )
    rebooked = on("2026-05-06")
    again = ENGLAND.before(rebooked, 3)
    book.add(
        "Not held on the day booked, booked again for after the limit: the report counts from the new day",
        [*reviewed_once(FIRST), arranged("2026-02-06", booked), arranged("2026-04-15", rebooked)],
        "2026-04-30",
        [
            due("review", "R2", LIMIT, "overdue", review=2, days_late=2),
            due("review-report", "IRO4", again, stands(again, "2026-04-30"), review=2, basis="arranged"),
        ],
        [LIMIT, again],
    )


def _held_on_another_day(book: Family) -> None:
    """Held before or after the day booked: the review that was held counts."""
    booked = on("2026-04-21")
    for day in (on("2026-04-20"), booked, on("2026-04-22")):
        third, report = months(day, 6), ENGLAND.before(day, 3)
        book.add(
            f"Booked for {full(booked)}, held {full(day)}",
            [*reviewed_once(FIRST), arranged("2026-02-06", booked), done("review-report", "2026-04-16"), held(day)],
            day,
            [
                due("review", "R2", LIMIT, "met", review=2, done_on=day),
                due("review", "R3", third, "upcoming", review=3, basis="actual"),
                due(
                    "review-report",
                    "IRO4",
                    report,
                    "met" if on("2026-04-16") <= report.day else "met-late",
                    review=2,
                    done_on="2026-04-16",
                    basis="actual",
                ),
            ],
            [LIMIT, third, report, "The report was ready on Thu 16 Apr 2026."],
        )
    third = months(booked, 6)
    next_booked = "2026-10-13"
    report = ENGLAND.before(on(next_booked), 3)
    book.add(
        "The third review booked at the second: what comes before it counts from the new booking",
        [*reviewed_once(FIRST), arranged("2026-02-06", booked), held(booked), arranged(booked, next_booked)],
        booked,
        [due("review", "R3", third, "upcoming", review=3), due("review-report", "IRO4", report, "upcoming", review=3, basis="arranged")],
        [third, report],
        absent=[none("review-report", review=2, status="upcoming")],
    )


def _set_at_the_review(book: Family) -> None:
    """Newham and South Gloucestershire: the next review is booked at the review."""
    for profile, rule in (("newham", "NH6"), ("south-gloucestershire", "SG14")):
        for booked_on in (FIRST, FIRST + ONE_DAY):
            late = 1 if booked_on > FIRST else None
            book.add(
                f"Next review booked {full(booked_on)}, {'the day after' if late else 'the day of'} the first ({profile})",
                [*reviewed_once(FIRST), arranged(booked_on, "2026-04-21")],
                booked_on,
                [due("next-review-set", rule, FIRST, "met-late" if late else "met", review=1, done_on=booked_on, days_late=late)],
                f"At the review of {full(FIRST)}; booked on {full(booked_on)}.",
                profile=profile,
            )
        for as_of in (FIRST, FIRST + ONE_DAY):
            book.add(
                f"Next review not booked, read on {full(as_of)} ({profile})",
                reviewed_once(FIRST),
                as_of,
                [due("next-review-set", rule, FIRST, stands(FIRST, as_of), review=1, days_late=1 if as_of > FIRST else None)],
                f"At the review of {full(FIRST)}.",
                profile=profile,
            )
