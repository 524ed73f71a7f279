"""Adjourned reviews: once, for twenty working days; what the sitting answers and what the completion starts."""

from __future__ import annotations

from .casebook import Entry, Family, due, none, stands
from .counting import ENGLAND, ONE_DAY, days_before, full, months, on
from .happened import adjourned, ceased, held, looked_after, reviewed_once

START = looked_after("2026-03-04", placement="connected-person")
COMPLETION = {"adjourned_review_met_by": "completion"}
SITTING = {"interval_after_adjournment_from": "sitting"}


def family() -> Family:
    """Adjournments."""
    book = Family(
        "adjourned",
        "adjourned",
        "Reviews adjourned around the day they were due, completed around the twentieth working day, adjourned twice, or never completed.",
    )
    _sitting(book)
    _completion(book)
    _over_holidays(book)
    _open(book)
    _twice(book)
    _what_follows(book)
    _ceasing(book)
    return book


def _sitting(book: Family) -> None:
    """The first review sits the day before it is due, on the day and the day after."""
    limit = ENGLAND.after(on("2026-03-04"), 20)
    for sat in (limit.day - ONE_DAY, limit.day, limit.day + ONE_DAY):
        resumed = ENGLAND.after(sat, 20)
        late = 1 if sat > limit.day else None
        book.add(
            f"First review sat and was adjourned {full(sat)}: the sitting answers for it",
            [START, adjourned(sat)],
            sat,
            [
                due("review", "R1", limit, "met-late" if late else "met", review=1, done_on=sat, days_late=late),
                due("review-completed", "R6", resumed, "upcoming"),
                due("no-change-before-completion", "R7", None, "advisory"),
            ],
            [limit, f"It sat on {full(sat)}.", resumed],
        )
        book.add(
            f"First review sat and was adjourned {full(sat)}: only its completion answers for it",
            [START, adjourned(sat)],
            sat,
            [due("review", "R1", limit, stands(limit, sat), review=1, done_on=None), due("review-completed", "R6", resumed, "upcoming")],
            [limit, f"It sat on {full(sat)} and is not complete.", resumed],
            settings=COMPLETION,
        )


def _completion(book: Family) -> None:
    """Completed the day before the twentieth working day, on it and after it, under each setting."""
    limit, sat = ENGLAND.after(on("2026-03-04"), 20), on("2026-03-30")
    resumed = ENGLAND.after(sat, 20)
    for done_on in (resumed.day - ONE_DAY, resumed.day, resumed.day + ONE_DAY):
        late = 1 if done_on > resumed.day else None
        for name, settings in (("", None), (", timeliness by the completion", COMPLETION), (", interval from the sitting", SITTING)):
            second = months(sat if settings is SITTING else done_on, 3)
            overdue = (done_on - limit.day).days
            review = (
                due("review", "R1", limit, "met-late", review=1, done_on=done_on, days_late=overdue)
                if settings is COMPLETION
                else due("review", "R1", limit, "met", review=1, done_on=sat, days_late=None)
            )
            book.add(
                f"Adjourned {full(sat)}, completed {full(done_on)}{name}",
                [START, adjourned(sat), held(done_on)],
                done_on,
                [
                    review,
                    due("review-completed", "R6", resumed, "met-late" if late else "met", done_on=done_on, days_late=late),
                    due("review", "R2", second, "upcoming", review=2),
                ],
                [limit, resumed, second],
                settings=settings,
            )
    sat, done_on = on("2026-07-30"), on("2026-08-31")
    for name, settings, start in (("the completion", None, done_on), ("the sitting", SITTING, sat)):
        second = months(start, 3)
        late_by = (done_on - ENGLAND.after(sat, 20).day).days
        book.add(
            f"Adjourned 30 July, completed on the summer bank holiday, 31 August 2026: three months from {name}",
            [looked_after("2026-07-06"), adjourned(sat), held(done_on)],
            done_on,
            [
                due("review", "R2", second, "upcoming", review=2),
                due("review-completed", "R6", ENGLAND.after(sat, 20), "met-late", days_late=late_by),
            ],
            [ENGLAND.after(sat, 20), second],
            settings=settings,
        )


def _over_holidays(book: Family) -> None:
    for name, sat in (
        ("the day before Good Friday", "2026-04-02"),
        ("the day after Easter Monday", "2026-04-07"),
        ("before two bank holidays in May", "2026-05-01"),
        ("before Christmas and New Year", "2026-12-10"),
        ("on Christmas Eve", "2026-12-24"),
        ("on a Saturday", "2026-06-13"),
    ):
        resumed = ENGLAND.after(on(sat), 20)
        book.add(
            f"Second review adjourned {name}, {full(on(sat))}",
            [*reviewed_once(days_before(on(sat), 70)), adjourned(sat)],
            resumed,
            [due("review-completed", "R6", resumed, "due-today", basis="actual")],
            [resumed],
        )


def _open(book: Family) -> None:
    """Never completed: the day before the limit, on it and after it."""
    sat = on("2026-03-30")
    resumed = ENGLAND.after(sat, 20)
    for as_of in (resumed.day - ONE_DAY, resumed.day, resumed.day + ONE_DAY):
        late = 1 if as_of > resumed.day else None
        book.add(
            f"Adjourned {full(sat)} and not completed: read on {full(as_of)}",
            [START, adjourned(sat)],
            as_of,
            [due("review-completed", "R6", resumed, stands(resumed, as_of), days_late=late)],
            [resumed],
        )
        book.add(
            f"Newham: adjourned {full(sat)} and not completed: read on {full(as_of)}",
            [START, adjourned(sat)],
            as_of,
            [due("review-completed", "NH14", resumed, stands(resumed, as_of), days_late=late)],
            [resumed],
            profile="newham",
        )


def _twice(book: Family) -> None:
    """A second adjournment is reported and left out: the first limit stands."""
    sat = on("2026-03-30")
    first = ENGLAND.after(sat, 20)
    for again in ("2026-04-20", "2026-04-29", "2026-04-30"):
        second = ENGLAND.after(on(again), 20)
        late = 1 if on(again) > first.day else None
        book.add(
            f"Adjourned again {full(on(again))}: the limit of the first adjournment stands",
            [START, adjourned(sat), adjourned(again)],
            again,
            [due("review-completed", "R6", first, stands(first, again), days_late=late)],
            [first, "A review may be adjourned once only."],
            absent=[due("review-completed", "R6", second)],
        )
    completed = on("2026-04-27")
    third = months(completed, 3)
    book.add(
        "Adjourned twice and then completed: the interval starts at the completion",
        [START, adjourned(sat), adjourned("2026-04-20"), held(completed)],
        completed,
        [due("review-completed", "R6", first, "met", done_on=completed), due("review", "R2", third, "upcoming", review=2)],
        [first, third],
    )
    next_review = on("2026-07-20")
    resumed = ENGLAND.after(next_review, 20)
    book.add(
        "Each review may be adjourned once: the second as well as the first",
        [START, adjourned(sat), held(completed), adjourned(next_review)],
        next_review,
        [
            due("review", "R2", third, "met", review=2, done_on=next_review),
            due("review-completed", "R6", first, "met", done_on=completed),
            due("review-completed", "R6", resumed, "upcoming"),
        ],
        [first, third, resumed],
    )


def _what_follows(book: Family) -> None:
    """Decisions and records are counted from the completion; the second review adjourned starts six months."""
    sat, completed = on("2026-03-30"), on("2026-04-27")
    five, ten, fifteen, twenty = (ENGLAND.after(completed, n) for n in (5, 10, 15, 20))
    book.add(
        "Adjourned and completed: decisions, plan, record and copies count from the completion",
        [START, adjourned(sat), held(completed)],
        completed,
        [
            due("decisions", "IRO5", five, "upcoming", review=1),
            due("care-plan-updated", "IRO9", ten, "upcoming", review=1),
            due("review-record", "IRO7", fifteen, "upcoming", review=1),
            due("record-distributed", "IRO8", twenty, "upcoming", review=1),
        ],
        [five, ten, fifteen, twenty],
    )
    second, finished = on("2026-08-12"), on("2026-08-31")
    for name, settings, start in (("the completion", None, finished), ("the sitting", SITTING, second)):
        limit = months(start, 6)
        book.add(
            f"Second review adjourned and completed at the end of August: six months from {name}",
            [looked_after("2026-05-04"), held("2026-05-28"), adjourned(second), held(finished)],
            finished,
            [
                due("review", "R3", limit, "upcoming", review=3),
                due("review", "R2", months(on("2026-05-28"), 3), "met", review=2, done_on=second),
            ],
            [months(on("2026-05-28"), 3), limit],
            settings=settings,
        )


def _ceasing(book: Family) -> None:
    """The child ceases to be looked after before the adjourned review is completed."""
    sat = on("2026-03-30")
    resumed = ENGLAND.after(sat, 20)
    for ended in (resumed.day - ONE_DAY, resumed.day, resumed.day + ONE_DAY):
        cancelled = ended <= resumed.day
        expect: list[Entry] = [due("review-completed", "R6", resumed, "cancelled" if cancelled else "not-recorded")]
        book.add(
            f"Adjourned and not completed, ceased {full(ended)}",
            [START, adjourned(sat), ceased(ended)],
            ended + ONE_DAY,
            expect,
            [resumed, "Care ended first." if cancelled else "Its time had gone when care ended, and nothing says it was done."],
            absent=[none("review-completed", status="overdue")],
        )
