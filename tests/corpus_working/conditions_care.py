"""Regulations 15 to 20 and 28(3), (6): only for a child in the care of the authority.

Authority: regulation 15(1), "This Chapter applies if C is in the care of the responsible authority", and the opening words of
regulation 28(6), "Where C is in the care of the responsible authority but another person is responsible".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .casebook import due, none
from .counting import ENGLAND, full, months, on, weeks
from .happened import done, event, fact, held, looked_after, moved

if TYPE_CHECKING:
    from .casebook import Family

IN_CARE_OF = ("care-order", "interim-care-order", "placement-order")
NOT = ("section-20", "police-protection", "emergency-protection-order", "other")


def care_of_the_authority(book: Family) -> None:
    """Each legal status."""
    for status in (*IN_CARE_OF, *NOT):
        _with_a_parent(book, status, owed=status in IN_CARE_OF)
        _planned(book, status, owed=status in IN_CARE_OF)
        _arrangements(book, status, owed=status in IN_CARE_OF)
    _visits_with_a_parent(book)


def _with_a_parent(book: Family, status: str, *, owed: bool) -> None:
    start = on("2026-09-03")
    ten = ENGLAND.after(start, 10)
    twenty = ENGLAND.after(ten.day, 10)
    expect = [
        due("parent-assessment", "W1a", ten, "upcoming"),
        due("parent-placement-review", "W1b", ten, "upcoming"),
        due("parent-placement-decision", "W2", twenty, "upcoming", basis="projected"),
    ]
    book.add(
        f"Looked after with a parent, {status}: assessment, review and decision",
        [looked_after(start, placement="parent", status=status)],
        start,
        expect if owed else [due("visit", "V1", weeks(start, 1), "upcoming")],
        [ten, twenty] if owed else [weeks(start, 1), "Not in the care of the authority: Chapter 1 of Part 4 does not apply."],
        absent=None if owed else [none(entry["task"]) for entry in expect],
        rules=["W1a", "W1b", "W2"],
    )


def _planned(book: Family, status: str, *, owed: bool) -> None:
    day = on("2026-03-16")
    expect = [due("review-before-placing-with-parent", "R9", day), due("parent-placement-decision-before", "W3", day)]
    book.add(
        f"To be placed with a parent, {status}: review and approval first",
        [looked_after("2026-01-05", status=status), held("2026-01-28"), event("placement-with-parent-planned", day)],
        day,
        expect if owed else [],
        "By the day of the placement, Mon 16 Mar 2026."
        if owed
        else "Not in the care of the authority: regulations 17 and 18 do not apply.",
        absent=None if owed else [none(entry["task"]) for entry in expect],
        rules=["R9", "W3"],
    )


def _arrangements(book: Family, status: str, *, owed: bool) -> None:
    visited = on("2026-09-07")
    three, six = months(visited, 3), weeks(visited, 6)
    since = "2025-06-02"
    book.add(
        f"In hospital for over a year, visited Mon 7 Sep 2026, {status}",
        [looked_after(since, placement="hospital", status=status), fact("arrangements-by-others", since), done("visit", visited)],
        visited,
        [due("visit", "V9c", three, "upcoming") if owed else due("visit", "V4", six, "upcoming")],
        [three if owed else six, "" if owed else "Only accommodated: regulation 28(2)(c)(ii), and not 28(6)."],
        absent=[none("visit", "V4", due=six)] if owed else [none("visit", "V9c")],
        rules=["V9c", "V4"],
    )
    first = on("2026-01-08")
    limit = weeks(first, 6)
    book.add(
        f"In hospital since Mon 5 Jan 2026, visited Thu 8 Jan 2026, {status}",
        [
            looked_after("2026-01-05", placement="hospital", status=status),
            fact("arrangements-by-others", "2026-01-05"),
            done("visit", first),
        ],
        first,
        [due("visit", "V9b" if owed else "V2", limit, "upcoming")],
        [limit],
        absent=None if owed else [none("visit", "V9b")],
        rules=["V9b", "V2"],
    )
    changed = on("2026-01-20")
    week = weeks(changed, 1)
    book.add(
        f"Arrangements run by a hospital begin Tue 20 Jan 2026, {status}",
        [looked_after("2026-01-05", status=status), done("visit", first), event("arrangements-changed", changed)],
        changed,
        [due("visit", "V9a", week, "upcoming") if owed else due("visit", "V2", limit, "upcoming")],
        [week if owed else limit],
        absent=None if owed else [none("visit", "V9a")],
        rules=["V9a", "V2"],
    )


def _visits_with_a_parent(book: Family) -> None:
    """Weekly, then six-weekly, before the assessment is finished: not for a child who is only accommodated."""
    moving, visited = on("2026-02-02"), on("2026-02-06")
    week, six = weeks(visited, 1), weeks(visited, 6)
    for status, owed in (("care-order", True), ("section-20", False)):
        care = [looked_after("2025-12-01", status=status), held("2025-12-18"), moved(moving, "parent")]
        book.add(
            f"With a parent before the assessment, visited Fri 6 Feb 2026, not reviewed, {status}",
            [*care, done("visit", visited)],
            visited,
            [due("visit", "V6a" if owed else "V2", week if owed else six, "upcoming")],
            [week if owed else six],
            absent=None if owed else [none("visit", "V6a"), none("visit", "V6b")],
            rules=["V6a", "V2"],
        )
        book.add(
            f"With a parent before the assessment, reviewed, visited Fri 6 Feb 2026, {status}",
            [*care, held("2026-02-05"), done("visit", visited)],
            visited,
            [due("visit", "V6b" if owed else "V2", six, "upcoming")],
            [six],
            absent=None if owed else [none("visit", "V6b")],
            rules=["V6b", "V2"],
        )
    care = [looked_after("2025-12-01", status="care-order"), held("2025-12-18"), moved(moving, "parent")]
    book.add(
        "With a parent, care order, assessment finished and the fact is recorded: no weekly visits",
        [*care, fact("parent-assessment-completed", moving), done("visit", visited)],
        visited,
        [due("visit", "V8b", six, "upcoming")],
        [six],
        absent=[none("visit", "V6a", due=week), none("visit", "V6b", basis="actual")],
        rules=["V8b", "V6a", "V6b"],
    )
    book.withdrawn()  # the assessment was finished after the placement began, and was taken to end the weeks


def assessed_since(book: Family) -> None:
    """Reg 28(3): weekly until the first review, whatever is finished meanwhile."""
    placed, visited = on("2026-02-02"), on("2026-02-06")
    week = weeks(visited, 1)
    care = [looked_after("2025-12-01", status="care-order"), held("2025-12-18"), moved(placed, "parent")]
    for name, told in (
        ("Tue 3 Feb 2026, as a fact", fact("parent-assessment-completed", "2026-02-03")),
        ("Tue 3 Feb 2026, as a task", done("parent-assessment", "2026-02-03")),
        ("Thu 5 Feb 2026, as a task", done("parent-assessment", "2026-02-05")),
    ):
        book.add(
            f"With a parent from {full(placed)}, care order, visited {full(visited)}, parent assessed {name}",
            [*care, told, done("visit", visited)],
            visited,
            [due("visit", "V6a", week, "upcoming")],
            [week],
        )
