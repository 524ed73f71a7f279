"""The child ceases to be looked after the day before something is due, on the day and the day after."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .casebook import Entry, Family, due, none, stands
from .counting import ENGLAND, ONE_DAY, Counted, days, full, months, on, weeks
from .happened import arranged, ceased, done, event, held, in_order, issued, looked_after, reviewed_once, reviewed_twice

if TYPE_CHECKING:
    from datetime import date


class Open(NamedTuple):
    """Something that is due and not done when care ends."""

    name: str
    events: list[Entry]
    task: str
    rule: str
    limit: Counted
    review: int | None = None
    profile: str = "england"


def family() -> Family:
    """Ceasing."""
    book = Family(
        "ceasing",
        "ceasing",
        "Care ends the day before something is due, on the day and after: what is cancelled, stays owed or is not recorded.",
    )
    start, first, second = on("2026-01-05"), on("2026-01-28"), on("2026-04-20")
    care = [looked_after(start)]
    reviews = [
        Open("first review", care, "review", "R1", ENGLAND.after(start, 20), 1),
        Open("second review", reviewed_once(first), "review", "R2", months(first, 3), 2),
        Open("third review", reviewed_twice(second), "review", "R3", months(second, 6), 3),
        Open("91-day review of the data return", reviewed_once(first), "review", "SSD2", days(first, 91), 2, "data-return"),
    ]
    others = [
        Open("care plan", care, "care-plan", "P1", ENGLAND.after(start, 10)),
        Open("placement plan", care, "placement-plan", "P3", ENGLAND.after(start, 5)),
        Open("first visit", [looked_after("2026-01-07")], "visit", "V1", weeks(on("2026-01-07"), 1)),
        Open("visit of the first year", [*care, done("visit", "2026-01-09")], "visit", "V2", weeks(on("2026-01-09"), 6)),
        Open("decisions", reviewed_once(first), "decisions", "IRO5", ENGLAND.after(first, 5), 1),
        Open("record of the review", reviewed_once(first), "review-record", "IRO7", ENGLAND.after(first, 15), 1),
        Open(
            "health assessment", [*care, done("health-assessment", "2026-01-20")], "health-assessment", "H4", months(on("2026-01-20"), 12)
        ),
        Open("contact", [*care, event("contact-stopped", "2026-02-02")], "contact-resolved", "C1", days(on("2026-02-02"), 7)),
        Open(
            "alert in Newham",
            [*care, event("alert-raised", "2026-02-02")],
            "alert-response",
            "NH19",
            ENGLAND.after(on("2026-02-02"), 10),
            None,
            "newham",
        ),
        Open("monthly summary in West Sussex", care, "key-worker-summary", "WS5b", months(start, 1), None, "west-sussex-residential"),
    ]
    for owed in reviews:
        _cases(book, owed, "overdue")
    for owed in others:
        _cases(book, owed, "not-recorded")
    _deemed(book)
    _afterwards(book)
    _booked(book)
    _done_in_time(book)
    return book


def _cases(book: Family, owed: Open, silence: str) -> None:
    limit = owed.limit.day
    for ended in (limit - ONE_DAY, limit, limit + ONE_DAY):
        gone = ended > limit
        as_of = ended + ONE_DAY
        status = silence if gone else "cancelled"
        late = (as_of - limit).days if status == "overdue" else None
        entry = due(owed.task, owed.rule, limit, status, days_late=late)
        if owed.review is not None:
            entry["review"] = owed.review
        said = {
            "cancelled": "Care ended by then: cancelled.",
            "overdue": "It was due before care ended and was not held: it stays overdue.",
            "not-recorded": "It was due before care ended; nothing says it was done, and silence is not lateness.",
        }[status]
        book.add(
            f"The {owed.name} due {full(limit)}, ceased {full(ended)}",
            [*owed.events, ceased(ended)],
            as_of,
            [entry],
            [owed.limit, f"Ceased to be looked after on {full(ended)}. {said}"],
            profile=owed.profile,
        )


def _deemed(book: Family) -> None:
    """What comes by itself, or by silence, comes only while the child is looked after."""
    first = on("2026-01-28")
    decided = on("2026-02-02")
    answer = ENGLAND.after(decided, 5)
    born, start = "2009-09-14", on("2026-01-05")
    eligible = weeks(start, 13)
    events: list[tuple[str, list[Entry], str, str, Counted, str | None]] = [
        ("silence of the manager", [*reviewed_once(first), issued(decided)], "manager-response", "IRO6", answer, None),
        ("thirteenth week at sixteen", [looked_after(start)], "eligible-child", "T1", eligible, born),
    ]
    for name, happened, task, rule, limit, dob in events:
        for ended in (limit.day - ONE_DAY, limit.day, limit.day + ONE_DAY):
            came = ended > limit.day
            book.add(
                f"The {name} ends {full(limit.day)}, ceased {full(ended)}",
                [*happened, ceased(ended)],
                ended + ONE_DAY,
                [due(task, rule, limit, "met" if came else "cancelled", done_on=limit if came else None)],
                [limit, "It came by itself before care ended." if came else "Care ended by then: it never came."],
                born=dob,
            )


def _afterwards(book: Family) -> None:
    """What is owed although care has ended: notice that the placement has ended, ten working days after."""
    for text in ("2026-03-20", "2026-03-27", "2026-04-02", "2026-12-18"):
        notice = ENGLAND.after(on(text), 10)
        for as_of in (notice.day - ONE_DAY, notice.day, notice.day + ONE_DAY):
            book.add(
                f"Ceased {full(on(text))}: notice that the placement has ended, read on {full(as_of)}",
                [looked_after("2026-01-05"), ceased(text)],
                as_of,
                [due("placement-end-notice", "P7", notice, stands(notice, as_of), days_late=1 if as_of > notice.day else None)],
                [notice],
            )
    ended = on("2026-04-02")
    notice = ENGLAND.after(ended, 10)
    given_on: list[date] = [ended - ONE_DAY, notice.day, notice.day + ONE_DAY]
    for given in given_on:
        late = 1 if given > notice.day else None
        events = in_order(looked_after("2026-01-05"), ceased(ended), done("placement-end-notice", given))
        book.add(
            f"Ceased {full(ended)}, notice given {full(given)}",
            events,
            max(given, ended),
            [due("placement-end-notice", "P7", notice, "met-late" if late else "met", done_on=given, days_late=late)],
            [notice, f"Given on {full(given)}."],
        )
    for as_of in (ended, ended + ONE_DAY):
        book.add(
            f"Ceased {full(ended)}: exit interview without a number, read on {full(as_of)}",
            [looked_after("2026-01-05"), ceased(ended)],
            as_of,
            [due("exit-interview", "RS11", None, "advisory")],
            "No number is given: no date.",
            profile="review-standards",
        )
        book.add(
            f"Ceased {full(ended)}: Newham's people told that the review is cancelled, read on {full(as_of)}",
            [*reviewed_once("2026-01-28"), arranged("2026-02-20", "2026-04-21"), ceased(ended)],
            as_of,
            [due("review-cancelled", "NH20", ended, stands(ended, as_of), days_late=1 if as_of > ended else None)],
            f"On the day care ended, {full(ended)}.",
            profile="newham",
        )


def _booked(book: Family) -> None:
    """A review booked for a day before, on and after the day care ends."""
    first = on("2026-01-28")
    limit = months(first, 3)
    ended = on("2026-04-14")
    for booked in (ended - ONE_DAY, ended, ended + ONE_DAY):
        report = ENGLAND.before(booked, 3)
        gone = report.day < ended
        book.add(
            f"Second review booked for {full(booked)} and not held, ceased {full(ended)}",
            [*reviewed_once(first), arranged("2026-02-20", booked), ceased(ended)],
            ended + ONE_DAY,
            [
                due("review", "R2", limit, "cancelled", review=2),
                due("review-report", "IRO4", report, "not-recorded" if gone else "cancelled", review=2),
            ],
            [limit, report, "A booking moves no due date; the review was not yet due when care ended."],
            absent=[none("review", status="overdue")],
        )


def _done_in_time(book: Family) -> None:
    """Held on the last day of care, and on the day care ends."""
    first = on("2026-01-28")
    limit = months(first, 3)
    for ended in (limit.day, limit.day + ONE_DAY):
        book.add(
            f"Second review held on the day it was due, {full(limit.day)}, ceased {full(ended)}",
            [*reviewed_once(first), held(limit), ceased(ended)],
            ended,
            [due("review", "R2", limit, "met", review=2, done_on=limit), due("review", "R3", months(limit.day, 6), "cancelled", review=3)],
            [limit, months(limit.day, 6), "The next is cancelled."],
        )
