"""The same of the shipped profiles of authorities: their reviews give way where the regulations' do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .casebook import due, none
from .counting import full, months, on, weeks
from .happened import ceased, done, event, held, looked_after, moved

if TYPE_CHECKING:
    from .casebook import Family

REVIEWS = {
    "newham": ("NH1", "NH2", "NH3"),
    "portsmouth": ("PM2", "PM3", "PM4"),
    "west-sussex-residential": ("WS1", "WS2", "WS3"),
    "south-gloucestershire": ("SG1", "SG2", "SG3"),
}
"""The first, the second and the later reviews of each."""


def local_reviews(book: Family) -> None:
    """Short breaks have the reviews of regulation 48(2); a child placed for adoption those of AAR 2005 reg 36."""
    start, first, second = on("2026-01-05"), on("2026-01-26"), on("2026-03-23")
    for profile, rules in REVIEWS.items():
        _placed(book, profile, rules, ["2026-01-12", "2026-02-09", "2026-04-13"])
        three, six, six_more = months(start, 3), months(first, 6), months(second, 6)
        breaks = looked_after(start, status="short-break")
        for number, (rule, mine, limit) in enumerate(((rules[0], "S1", three), (rules[1], "S2", six), (rules[2], "S2", six_more))):
            events = [breaks, *(held(day) for day in (first, second)[:number])]
            book.add(
                f"Short breaks under {profile}, {number} reviews held",
                events,
                events[-1]["on"],
                [due("review", f"england/{mine}", limit, "upcoming")],
                [limit, "Short breaks have the intervals of regulation 48(2), and not these."],
                profile=profile,
                absent=[none("review", rule)],
                rules=[rule],
            )
    _moved_and_placed(book)
    _moved_on_short_breaks(book)
    reviews = [held(first), held(second)]
    book.add(
        "Short breaks in the data return, reviewed twice",
        [looked_after(start, status="short-break"), *reviews],
        second,
        [],
        "The return holds no reviews of short breaks.",
        profile="data-return",
        absent=[none("review", "SSD3")],
        rules=["SSD3"],
    )


def _placed(book: Family, profile: str, rules: tuple[str, ...], days: list[str]) -> None:
    """Placed for adoption before the first, the second and the third review."""
    reviews = [held("2026-01-26"), held("2026-03-23")]
    for number, rule in enumerate(rules):
        placed = on(days[number])
        four = weeks(placed, 4)
        book.add(
            f"Placed for adoption on {full(placed)} under {profile}, {number} reviews held",
            [looked_after("2026-01-05", status="placement-order"), *reviews[:number], event("placed-for-adoption", placed)],
            placed,
            [due("review", "england/A3", four, "upcoming")],
            [four, "A child placed for adoption has the reviews of the adoption regulations."],
            profile=profile,
            absent=[none("review", rule)],
            rules=[rule],
        )


def _moved_and_placed(book: Family) -> None:
    """South Gloucestershire counts anew after a move: in that cycle too a placement for adoption goes before."""
    care = [looked_after("2026-01-05", status="placement-order"), held("2026-01-26"), moved("2026-02-09")]
    reviews = [held("2026-02-23"), held("2026-04-27")]
    for number, (rule, text) in enumerate((("SG4", "2026-02-16"), ("SG5", "2026-03-09"), ("SG6", "2026-05-11"))):
        placed = on(text)
        four = weeks(placed, 4)
        book.add(
            f"Moved on Mon 9 Feb 2026, placed for adoption on {full(placed)}, {number} reviews held since the move",
            [*care, *reviews[:number], event("placed-for-adoption", placed)],
            placed,
            [due("review", "england/A3", four, "upcoming")],
            [four, "A child placed for adoption has the reviews of the adoption regulations."],
            profile="south-gloucestershire",
            absent=[none("review", rule)],
            rules=[rule],
        )


def _moved_on_short_breaks(book: Family) -> None:
    care = [looked_after("2026-01-05", status="short-break"), held("2026-01-26"), moved("2026-02-09")]
    reviews = [held("2026-02-23"), held("2026-04-27")]
    for number, (rule, text) in enumerate((("SG4", "2026-01-26"), ("SG5", "2026-02-23"), ("SG6", "2026-04-27"))):
        six = months(on(text), 6)
        events = [*care, *reviews[:number]]
        book.add(
            f"Short breaks, moved on Mon 9 Feb 2026, {number} reviews held since the move",
            events,
            events[-1]["on"],
            [due("review", "england/S2", six, "upcoming")],
            [six, "Short breaks have the intervals of regulation 48(2), and not these."],
            profile="south-gloucestershire",
            absent=[none("review", rule)],
            rules=[rule],
        )


def local_visits(book: Family) -> None:
    """South Gloucestershire's visits, and the interview of the review standards."""
    start, visited = on("2026-01-05"), on("2026-01-08")
    three, six = months(start, 3), months(visited, 6)
    book.add(
        f"Short breaks from {full(start)}, placed out of hours: visits",
        [looked_after(start, status="short-break", out_of_hours=True)],
        start,
        [due("visit", "england/S3a", three, "upcoming")],
        [three, "Short breaks have the visits of regulation 48(2), and not these."],
        profile="south-gloucestershire",
        absent=[none("visit", "SG23"), none("placement-day-visit", "SG22b")],
        rules=["SG23", "SG22b"],
    )
    book.add(
        f"Short breaks from {full(start)}, visited on {full(visited)}",
        [looked_after(start, status="short-break"), done("visit", visited)],
        visited,
        [due("visit", "england/S3b", six, "upcoming")],
        [six, "Short breaks have the visits of regulation 48(2), and not these."],
        profile="south-gloucestershire",
        absent=[none("visit", "SG24")],
        rules=["SG24"],
    )
    left = on("2026-06-01")
    for reason in ("E4a", "E2", "died"):
        owed = reason == "E4a"
        book.add(
            f"Left care on {full(left)}, reason {reason}: interview",
            [looked_after(start), held("2026-01-26"), ceased(left, reason=reason)],
            left,
            [due("exit-interview", "RS11", None)] if owed else [],
            "When the child leaves care; no number." if owed else "The child has died, and nobody is there to be interviewed.",
            profile="review-standards",
            absent=None if owed else [none("exit-interview", "RS11")],
            rules=["RS11"],
        )
