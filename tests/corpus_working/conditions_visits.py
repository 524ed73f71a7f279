"""Conditions of rules on visits, adoption, remand, short breaks, notices and reviews, each failing once.

The child of each case is as near as can be to one for whom the rule holds: one condition fails.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .casebook import Entry, due, none
from .counting import ENGLAND, Counted, days, months, on, weeks, years
from .happened import done, event, fact, held, looked_after, moved, status_changed

if TYPE_CHECKING:
    from .casebook import Family

ASSESSED = "parent-assessment-completed"
MOVED, VISITED = on("2026-03-02"), on("2026-03-06")
SIX, WEEK, FOUR = weeks(VISITED, 6), weeks(VISITED, 1), weeks(VISITED, 4)
LONG_SINCE = "2024-06-03"


def visits_and_reviews(book: Family) -> None:
    """All of them."""
    _visits(book)
    _long_placements(book)
    _orders(book)
    _adoption(book)
    _remand(book)
    _short_breaks(book)
    _notices(book)
    _reviews(book)


def _visits(book: Family) -> None:
    def lives(status: str, placement: str, *facts: str, reviewed: bool = False) -> list[Entry]:
        between = [held("2026-03-04")] if reviewed else []
        told = [fact(name, MOVED) for name in facts]
        care = looked_after("2025-12-01", status=status)
        return [care, held("2025-12-18"), moved(MOVED, placement), *told, *between, done("visit", VISITED)]

    for title, events, rule, limit, fails in (
        ("With a connected person who is fully approved", lives("section-20", "connected-person"), "V2", SIX, ("V7a", "V7b")),
        ("Interim care order, in foster care", lives("interim-care-order", "foster-care"), "V2", SIX, ("V7d", "V7e", "V6a")),
        ("Care order, with a parent who was assessed", lives("care-order", "parent", ASSESSED), "V8b", SIX, ("V7d", "V7e", "V6a")),
        ("Care order, in foster care", lives("care-order", "foster-care"), "V2", SIX, ("V8b", "V6b")),
        (
            "Interim care order, with a parent, reviewed",
            lives("interim-care-order", "parent", ASSESSED, reviewed=True),
            "V7e",
            FOUR,
            ("V7d",),
        ),
        ("In foster care, not placed for adoption", lives("placement-order", "foster-care"), "V2", SIX, ("A6b",)),
    ):
        book.add(
            f"{title}, visited Fri 6 Mar 2026",
            events,
            VISITED,
            [due("visit", rule, limit, "upcoming")],
            [limit],
            absent=[none("visit", other, basis="actual") for other in fails],
            rules=[rule, *fails],
        )


def _long_placements(book: Family) -> None:
    three = months(VISITED, 3)
    for title, facts, rule, limit, fails in (
        ("no fact recorded", (), "V4", SIX, ("V3", "V5")),
        ("meant to last", ("placement-to-last-to-18",), "V3", three, ("V4", "V5")),
        ("the child agrees, but it is no long-term placement", ("child-agrees-to-fewer-visits",), "V4", SIX, ("V3", "V5")),
        ("in the care of others", ("arrangements-by-others",), "V9c", three, ("V4", "V5")),
    ):
        book.add(
            f"Placed since June 2024, {title}, visited Fri 6 Mar 2026",
            [looked_after(LONG_SINCE, status="care-order"), *(fact(name, LONG_SINCE) for name in facts), done("visit", VISITED)],
            VISITED,
            [due("visit", rule, limit, "upcoming")],
            [limit],
            absent=[none("visit", other, basis="actual") for other in fails],
            rules=[rule, *fails],
        )
    since = "2012-06-04"
    visited = on("2014-03-06")
    book.add(
        "Placed since June 2012, not meant to last, visited Thu 6 Mar 2014",
        [looked_after(since), done("visit", visited)],
        visited,
        [due("visit", "V4-2011", weeks(visited, 6), "upcoming")],
        [weeks(visited, 6)],
        absent=[none("visit", "V3-2011")],
        rules=["V4-2011", "V3-2011"],
    )


def _orders(book: Family) -> None:
    made = on("2026-03-16")
    for status, rule in (("care-order", "V8a"), ("interim-care-order", "V7c")):
        book.add(
            f"In foster care, {status} made Mon 16 Mar 2026: no visit within a week of it",
            [looked_after("2025-12-01"), held("2025-12-18"), done("visit", VISITED), status_changed(made, status)],
            made,
            [due("visit", "V2", SIX, "upcoming")],
            [SIX],
            absent=[none("visit", rule), none("visit", due=weeks(made, 1))],
            rules=["V2", rule],
        )


def _adoption(book: Family) -> None:
    start, second = "2025-06-02", on("2025-09-22")
    care = [looked_after(start, status="placement-order"), held("2025-06-25"), held(second)]
    six = months(second, 6)
    book.add(
        "No authority to place and not placed: no adoption reviews, no weekly visits",
        [looked_after(start, status="care-order"), held("2025-06-25"), held(second)],
        "2025-11-03",
        [due("review", "R3", six, "upcoming", review=3)],
        [six],
        absent=[none("review", rule) for rule in ("A1", "A2", "A3", "A4", "A5", "A9")]
        + [none("visit", "A6a"), none("visit", "A6b"), none("adoption-visit-interval")],
        rules=["R3", "A1", "A2", "A3", "A4", "A5", "A6a", "A6b", "A6c", "A9"],
    )
    placed = on("2026-01-12")
    book.withdrawn()  # under a placement order from the first day there was authority from the first day
    first, later = on("2026-02-02"), on("2026-04-20")
    half = months(later, 6)
    adopted = [*care, event("placed-for-adoption", placed), held(first)]
    book.withdrawn()  # the same
    book.add(
        "Placed for adoption and reviewed twice: six months, not three",
        [*adopted, held(later)],
        later,
        [due("review", "A5", half, "upcoming", review=5)],
        [half],
        absent=[none("review", "A4", review=5)],
        rules=["A5", "A4"],
    )
    back = on("2026-05-11")
    again = on("2026-06-08")
    book.add(
        "Back from an adoptive placement and placed for adoption again within six weeks: the review of the new placement",
        [*adopted, held(later), event("returned-from-adoptive-placement", back), moved(back), event("placed-for-adoption", again)],
        again,
        [due("review", "A3", weeks(again, 4), "upcoming")],
        [days(back, 42), "By then the child is placed again.", weeks(again, 4)],
        absent=[none("review", "A9")],
        rules=["A3", "A9"],
    )


def _remand(book: Family) -> None:
    start = on("2026-03-02")
    five, ten, week, twenty = ENGLAND.after(start, 5), ENGLAND.after(start, 10), weeks(start, 1), ENGLAND.after(start, 20)
    for title, placement, status, expect, worked, fails in (
        (
            "Remanded, in foster care",
            "foster-care",
            "remand",
            [due("care-plan", "D1", five), due("visit", "V1", week), due("review", "R1", twenty, review=1)],
            [five, week, twenty],
            [none("detention-placement-plan"), none("visit", "D3"), none("review", "D4"), none("care-plan", "P1")],
        ),
        (
            "Remanded, in youth detention",
            "youth-detention",
            "remand",
            [due("detention-placement-plan", "D2", ten), due("visit", "D3", week), due("review", "D4", twenty, review=1)],
            [ten, week, twenty],
            [none("care-plan"), none("placement-plan")],
        ),
        (
            "Care order, in youth detention",
            "youth-detention",
            "care-order",
            [due("care-plan", "P1", ten), due("visit", "V1", week), due("review", "R1", twenty, review=1)],
            [ten, week, twenty],
            [none("detention-placement-plan"), none("visit", "D3"), none("review", "D4"), none("care-plan", "D1")],
        ),
    ):
        book.add(
            f"{title}, from Mon 2 Mar 2026", [looked_after(start, placement=placement, status=status)], start, expect, worked, absent=fails
        )


def _short_breaks(book: Family) -> None:
    start, reviewed, visited = on("2026-01-05"), on("2026-01-28"), on("2026-01-09")
    three, six = months(reviewed, 3), weeks(visited, 6)
    book.add(
        "Section 20, no short breaks: the ordinary limits",
        [looked_after(start), done("visit", visited), held(reviewed)],
        reviewed,
        [due("review", "R2", three, "upcoming", review=2), due("visit", "V2", six, "upcoming")],
        [three, six],
        absent=[
            *(none("review", rule) for rule in ("S1", "S2")),
            *(none("visit", rule) for rule in ("S3a", "S3b")),
            *(none(task) for task in ("short-break-exemptions", "short-break-eligibility")),
        ],
        rules=["R2", "V2", "S1", "S2", "S3a", "S3b", "S4", "S5"],
    )
    book.add(
        "Fifteen, in short breaks for a year: no weeks towards an eligible child",
        [looked_after("2025-03-03", status="short-break")],
        "2026-03-03",
        [due("short-break-eligibility", "S5", None, "advisory")],
        "Regulation 40(2): such time does not count.",
        born="2010-03-10",
        absent=[none("thirteen-weeks-since-fourteen"), none("eligible-child"), none("pathway-assessment")],
        rules=["S5", "T1-weeks", "T1", "T2"],
    )


def _notices(book: Family) -> None:
    start = on("2026-01-05")
    day, five = on("2026-03-02"), ENGLAND.after(on("2026-03-02"), 5)
    care = [looked_after(start), held("2026-01-28")]
    for emergency in (False, True):
        for outside in (False, True):
            told = [fact("out-of-area-placement", day)] if outside else []
            limit: Counted | str = five if emergency else "2026-03-02"
            rules = ("P4b", "P5b", "P4a", "P5a") if emergency else ("P4a", "P5a", "P4b", "P5b")
            absent = [none("placement-notice", rules[2], due="2026-03-02" if emergency else five), none("area-authority-notice", rules[3])]
            book.add(
                f"Moved Mon 2 Mar 2026, {'in an emergency' if emergency else 'as planned'}, {'outside' if outside else 'within'} the area",
                [*care, moved(day, emergency=emergency), *told],
                day,
                [
                    due("placement-notice", rules[0], limit),
                    *([due("area-authority-notice", rules[1], limit)] if outside else []),
                ],
                [five] if emergency else "By the day of the placement.",
                absent=absent if outside else [*absent, none("area-authority-notice")],
                rules=list(rules),
            )


def _reviews(book: Family) -> None:
    first, second, third = on("2026-01-28"), on("2026-04-22"), on("2026-09-30")
    six = months(third, 6)
    book.add(
        "Reviewed three times: the IRO and the permanence plan belong to the first and the second",
        [looked_after("2026-01-05"), held(first), held(second), held(third)],
        third,
        [
            due("review", "R3", six, "upcoming", review=4),
            due("iro-appointed", "I1", first),
            due("permanence-plan", "A8", second),
        ],
        [six, "The first review was on Wed 28 Jan 2026, the second on Wed 22 Apr 2026."],
        absent=[
            *(none("iro-appointed", "I1", due=day) for day in (second, third)),
            *(none("permanence-plan", "A8", due=day) for day in (first, third)),
        ],
    )
    year = years(on("2026-03-02"), 1)
    for title, since, facts, owed in (
        ("since 2024", "2024-06-03", ("long-term-foster-placement",), True),
        ("since 2024, with no fact recorded", "2024-06-03", (), False),
    ):
        told = [fact(name, since) for name in facts]
        book.add(
            f"Reviewed at a meeting on Mon 2 Mar 2026, in foster care {title}: a meeting within a year only in a long-term placement",
            [
                looked_after(since),
                *told,
                held("2024-06-25"),
                held("2024-09-23"),
                held("2025-03-10"),
                held("2025-09-08"),
                held("2026-03-02"),
            ],
            "2026-03-02",
            [due("review-meeting", "R11", year, "upcoming")] if owed else [due("review", "R3", months(on("2026-03-02"), 6), "upcoming")],
            [year if owed else months(on("2026-03-02"), 6)],
            absent=None if owed else [none("review-meeting", "R11")],
            rules=["R11", "R3"],
        )
    for placement, owed in (("foster-care", True), ("adoptive", False)):
        start = on("2026-03-02")
        twenty = ENGLAND.after(start, 20)
        book.add(
            f"Looked after Mon 2 Mar 2026 in {placement}: the first health assessment",
            [looked_after(start, placement=placement)],
            start,
            [due("health-assessment", "H5", twenty)] if owed else [],
            [twenty] if owed else "Placed for adoption: regulation 7 does not apply.",
            absent=None if owed else [none("health-assessment", "H5"), none("health-assessment", "H1")],
            rules=["H5", "H1"],
        )


def authority_and_placement(book: Family) -> None:
    """In place of condition-0113 and 0114: a care order first, and then the authority, or the placement, which is nobody's without it."""
    care = [looked_after("2025-06-02", status="care-order"), held("2025-06-25"), held("2025-09-22")]
    authorised, placed, first = on("2025-11-03"), on("2026-01-12"), on("2026-02-02")
    four, three = weeks(placed, 4), months(first, 3)
    adopted = [*care, event("placed-for-adoption", placed), held(first)]
    book.add(
        "Authorised on Mon 3 Nov 2025, placed for adoption on Mon 12 Jan 2026: the limit of the first ends with the placement",
        [*care, event("authorised-for-adoption", authorised), event("placed-for-adoption", placed)],
        placed,
        [due("review", "A3", four, "upcoming", review=3)],
        [months(authorised, 3), "By then the child is placed: regulation 36(3), not 36(1).", four],
        absent=[none("review", "A1"), none("review", "R3")],
        rules=["A3", "A1", "R3"],
    )
    book.add(
        "Placed for adoption and reviewed once: three months, not six; no weekly visits",
        [*adopted, done("visit", "2026-02-06")],
        "2026-02-06",
        [due("review", "A4", three, "upcoming", review=4), due("adoption-visit-interval", "A6c", None, "advisory")],
        [three, "The first review has been held: visits as it decided, no number."],
        absent=[none("review", "A5", review=4), none("visit", "A6b", due="2026-02-13"), none("review", "A2")],
        rules=["A4", "A6c", "A5", "A6b", "A2"],
    )
