"""Ends of months: every month-based rule from the 28th, 29th, 30th and 31st into months that are shorter, leap days too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .casebook import LOOKED_UP_AGAIN, Entry, Family, due
from .counting import days, days_before, full, months, on, years
from .happened import done, event, fact, held, looked_after, moved, reviewed_once, reviewed_twice

if TYPE_CHECKING:
    from .counting import Counted

LAST_DAYS = ["01-31", "02-28", "03-31", "04-30", "05-31", "06-30", "07-31", "08-31", "09-30", "10-31", "11-30", "12-31"]
SECOND = [
    *(f"2026-{text}" for text in LAST_DAYS),
    *("2026-11-28", "2026-11-29", "2027-11-28", "2027-11-29", "2027-11-30"),
    *("2028-02-28", "2028-02-29", "2026-01-29", "2026-01-30", "2026-03-30", "2026-08-30"),
]
LATER = [
    *(f"2026-{text}" for text in LAST_DAYS),
    *("2026-08-28", "2026-08-29", "2026-08-30", "2027-08-28", "2027-08-29", "2027-08-30", "2027-08-31"),
    *("2028-02-28", "2028-02-29", "2026-03-30", "2026-05-30", "2026-10-30", "2026-12-30"),
]


def family() -> Family:
    """Ends of months."""
    book = Family(
        "month-ends",
        "month-end",
        "Calendar months from the last days of a month: the corresponding date or the last day there is, leap days both ways.",
    )
    for text in SECOND:
        _review(book, text, 2)
    for text in LATER:
        _review(book, text, 3)
    _chains(book)
    _adoption_and_short_breaks(book)
    _visits(book)
    _health(book)
    _leaving_care(book)
    _authority(book)
    return book


def _review(book: Family, text: str, number: int) -> None:
    last, count, shortcut = (on(text), 3, 91) if number == 2 else (on(text), 6, 183)
    limit, in_days = months(last, count), days(last, shortcut)
    name, events = ("first", reviewed_once(last)) if count == 3 else ("second", reviewed_twice(last))
    gap = (in_days.day - limit.day).days
    said = "the same day" if gap == 0 else f"{abs(gap)} {'day' if abs(gap) == 1 else 'days'} {'too late' if gap > 0 else 'earlier'}"
    book.add(
        f"{name[0].upper()}{name[1:]} review held {full(last)}: the next in {'three' if number == 2 else 'six'} months",
        events,
        limit,
        [due("review", f"R{number}", limit, "due-today", review=number, basis="actual")],
        [limit, f"{shortcut} days would be {full(in_days.day)}, {said}."],
    )


def _chains(book: Family) -> None:
    """A day lost in a short month is not given back, and nothing more is lost."""
    for second in ("2025-08-31", "2027-08-31"):
        third = months(on(second), 6)
        fourth = months(third.day, 6)
        fifth = months(fourth.day, 6)
        book.add(
            f"Reviews held on their last day from {full(on(second))}: the chain keeps the day February left it",
            [*reviewed_twice(second), held(third), held(fourth)],
            fourth,
            [
                due("review", "R3", third, "met", review=3, done_on=third),
                due("review", "R3", fourth, "met", review=4, done_on=fourth),
                due("review", "R3", fifth, "upcoming", review=5),
            ],
            [third, fourth, fifth],
        )
    first = on("2026-11-30")
    second_due = months(first, 3)
    third_due = months(second_due.day, 6)
    book.add(
        "Second review held on its last day, 28 February: the third is due on 28 August, not the 31st",
        [*reviewed_once(first), held(second_due)],
        second_due,
        [due("review", "R2", second_due, "met", review=2), due("review", "R3", third_due, "upcoming", review=3)],
        [second_due, third_due],
    )
    late = days(second_due.day, 1)
    book.add(
        "Second review held on 1 March, a day after the end of February: late, and the third counts from it",
        [*reviewed_once(first), held(late)],
        late,
        [
            due("review", "R2", second_due, "met-late", review=2, days_late=1),
            due("review", "R3", months(late.day, 6), "upcoming", review=3),
        ],
        [second_due, late, months(late.day, 6)],
    )


def _one(book: Family, title: str, events: list[Entry], task: str, rule: str, limit: Counted, **more: object) -> None:
    book.add(f"{title}, {full(limit.day)}", events, limit, [due(task, rule, limit, "due-today")], [limit], **more)  # type: ignore[arg-type]


def _adoption_and_short_breaks(book: Family) -> None:
    in_care = looked_after("2026-05-04", status="placement-order")
    book.withdrawn(2)  # under a placement order from the first day there was authority from the first day
    limit = months(on("2026-08-31"), 6)
    _one(
        book,
        "Authorised and not placed, last review 31 August 2026: six months",
        [in_care, held("2026-05-28"), event("authorised-for-adoption", "2026-06-15"), held("2026-08-31")],
        "review",
        "A2",
        limit,
    )
    placed = event("placed-for-adoption", "2027-01-04")
    before = [in_care, held("2026-05-28"), event("authorised-for-adoption", "2026-06-15"), held("2026-08-24"), placed]
    for first in ("2027-01-29", "2027-01-30", "2027-01-31"):
        limit = months(on(first), 3)
        _one(book, f"Placed for adoption, first review {full(on(first))}: three months", [*before, held(first)], "review", "A4", limit)
    for second in ("2027-03-31", "2027-08-31"):
        first_review = days_before(on("2027-01-31"), 3).day
        limit = months(on(second), 6)
        _one(
            book,
            f"Placed for adoption, second review {full(on(second))}: six months",
            [*before, held(first_review), held(second)],
            "review",
            "A5",
            limit,
        )
    for start in ("2026-11-29", "2026-11-30", "2027-11-30", "2026-01-31"):
        limit = months(on(start), 3)
        book.add(
            f"Short breaks from {full(on(start))}: first review and first visit in three months",
            [looked_after(start, status="short-break")],
            limit,
            [due("review", "S1", limit, "due-today", review=1), due("visit", "S3a", limit, "due-today")],
            [limit],
        )
    for text in ("2026-08-31", "2027-08-31", "2026-10-31"):
        limit = months(on(text), 6)
        book.add(
            f"Short breaks, reviewed and visited {full(on(text))}: six months",
            [looked_after(days_before(on(text), 80), status="short-break"), done("visit", text), held(text)],
            limit,
            [due("review", "S2", limit, "due-today", review=2), due("visit", "S3b", limit, "due-today")],
            [limit],
        )


def _visits(book: Family) -> None:
    settled = [looked_after("2024-03-04"), fact("placement-to-last-to-18", "2024-03-04")]
    for text in ("2026-11-29", "2026-11-30", "2027-11-30", "2026-01-31"):
        limit = months(on(text), 3)
        _one(
            book,
            f"Placement to last to eighteen, visited {full(on(text))}: three months",
            [*settled, done("visit", text)],
            "visit",
            "V3",
            limit,
        )
    facts = [fact("long-term-foster-placement", "2024-03-04"), fact("child-agrees-to-fewer-visits", "2025-05-01")]
    for text in ("2026-08-31", "2027-08-30", "2026-12-31"):
        limit = months(on(text), 6)
        _one(
            book,
            f"Long-term foster placement, visited {full(on(text))}: six months",
            [*settled, *facts, done("visit", text)],
            "visit",
            "V5",
            limit,
        )
    limit = years(on("2028-02-29"), 1)
    book.add(
        "Long-term foster placement, last review meeting on the leap day: a year",
        [
            looked_after("2026-05-04"),
            fact("long-term-foster-placement", "2026-05-04"),
            held("2026-05-28"),
            held("2026-08-24"),
            held("2027-02-22"),
            held("2027-08-20"),
            held("2028-02-29"),
        ],
        "2028-02-29",
        [due("review-meeting", "R11", limit, "upcoming")],
        [limit],
    )
    for start in ("2026-02-28", "2027-02-28"):
        limit = days(on(start), 42)
        year = years(on(start), 1)  # the first day on which it has lasted so long
        book.add(
            f"Placement from {full(on(start))}, visited on the day it has lasted a year",
            [looked_after(start), fact("placement-to-last-to-18", start), done("visit", year)],
            year,
            [due("visit", "V3", months(year.day, 3), "upcoming")],
            [year, "A year has passed on that day, so three months and not six weeks.", months(year.day, 3)],
            absent=[due("visit", "V2", limit)],
        )
    leap = on("2028-02-29")
    for visit, rule in ((on("2029-02-27"), "V2"), (on("2029-02-28"), "V3")):
        limit = days(visit, 42) if rule == "V2" else months(visit, 3)
        year = years(leap, 1)
        book.add(
            f"Placement from the leap day, visited {full(visit)}",
            [looked_after(leap), fact("placement-to-last-to-18", leap), done("visit", visit)],
            visit,
            [due("visit", rule, limit, "upcoming")],
            [year, f"The visit was {'before' if rule == 'V2' else 'on'} that day.", limit],
        )
    moved_on = [looked_after("2025-05-06"), moved("2025-11-30"), fact("placement-to-last-to-18", "2025-11-30")]
    limit = months(on("2026-11-30"), 3)
    _one(
        book,
        "Moved 30 November 2025 to a placement to last, visited a year later to the day: three months",
        [*moved_on, done("visit", "2026-11-30")],
        "visit",
        "V3",
        limit,
    )


def _health(book: Family) -> None:
    for text in ("2026-08-29", "2026-08-31", "2027-08-29", "2027-08-30", "2026-02-28", "2028-02-29"):
        limit = months(on(text), 6)
        _one(
            book,
            f"Aged two or three, health assessment {full(on(text))}: six months",
            [looked_after("2026-01-12"), done("health-assessment", text)],
            "health-assessment",
            "H3",
            limit,
            born="2024-05-02",
        )
    for text in ("2027-02-28", "2028-02-28", "2028-02-29", "2026-12-31"):
        limit = months(on(text), 12)
        _one(
            book,
            f"Over five, health assessment {full(on(text))}: twelve months",
            [looked_after("2026-01-12"), done("health-assessment", text)],
            "health-assessment",
            "H4",
            limit,
        )


def _leaving_care(book: Family) -> None:
    for born in ("2010-11-29", "2010-11-30", "2011-11-30", "2011-01-31", "2011-03-31", "2010-08-31"):
        sixteen = on(f"{int(born[:4]) + 16}{born[4:]}")
        limit = months(sixteen, 3)
        _one(
            book,
            f"Sixteen on {full(sixteen)}: pathway assessment three months after",
            [looked_after("2025-01-13")],
            "pathway-assessment",
            "T2",
            limit,
            born=born,
        )
    for text in ("2026-08-31", "2027-08-31", "2026-12-31"):
        limit = months(on(text), 6)
        _one(
            book,
            f"Pathway plan of a care leaver reviewed {full(on(text))}: six months",
            [looked_after("2024-01-15"), done("pathway-plan-review", text)],
            "pathway-plan-review",
            "T4",
            limit,
            born="2009-05-02",
        )


def _authority(book: Family) -> None:
    """In place of month-end-0053 and 0054: a care order first, and then the authority."""
    book.added = LOOKED_UP_AGAIN
    in_care = looked_after("2026-05-04", status="care-order")
    for text in ("2026-11-30", "2027-11-30"):
        limit = months(on(text), 3)
        events = [in_care, held("2026-05-28"), held("2026-08-25")]
        events = (
            [*events, event("authorised-for-adoption", text)]
            if text < "2027"
            else [*events, held("2027-02-22"), held("2027-08-20"), event("authorised-for-adoption", text)]
        )
        book.add(
            f"Authority to place from {full(on(text))}: a review within three months of it",
            events,
            text,
            [due("review", "A1", limit)],
            [limit],
        )
