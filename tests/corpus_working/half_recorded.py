"""One happening under any of its words, and duties that start although nobody has recorded them.

Case workers record what their system asks for: the extension of an approval and not the approval, the review of a placement with
a parent and not that it is a review, detention and not the remand. Each of these says the other.
"""

from __future__ import annotations

from .casebook import Family, due, none
from .counting import ENGLAND, days, months, on, weeks
from .happened import done, event, held, looked_after, moved

QUESTIONNAIRE = "strengths-and-difficulties"
START, APPROVED, EXTENDED = on("2025-01-06"), on("2026-01-05"), on("2026-04-20")
ADDED = "2026-11-30"


def family() -> Family:
    """What was recorded by half."""
    book = Family("half-recorded", "half-recorded", "One happening under any of its words; what starts although nobody has recorded it.")
    book.added = ADDED
    _first_questionnaires(book)
    _first_days_of_the_edition(book)
    _approvals(book)
    _placements(book)
    _detained(book)
    _last_questionnaires(book)
    _narrower_words(book)
    return book


def _first_questionnaires(book: Family) -> None:
    """Promoting the health and well-being of looked-after children: once a year, from 4 to 16 (from memory)."""
    year = months(START, 12)
    book.add(
        "The first questionnaire within a year of becoming looked after",
        [looked_after(START)],
        "2025-06-02",
        [due(QUESTIONNAIRE, "H7", year, "upcoming")],
        [year],
        born="2015-05-02",
    )
    book.add(
        "A questionnaire that nobody has recorded is not called late",
        [looked_after(START)],
        "2026-06-02",
        [due(QUESTIONNAIRE, "H7", year, "not-recorded")],
        [year, "Few records hold it."],
        born="2015-05-02",
    )
    four = on("2025-06-10")
    year = months(four, 12)
    book.add(
        "A child who turns four in care: the first questionnaire",
        [looked_after(START)],
        "2025-07-01",
        [due(QUESTIONNAIRE, "H7", year, "upcoming")],
        ["Four on Tue 10 Jun 2025, after care began.", year],
        born="2021-06-10",
    )
    for title, born, status, why in (
        ("At 17 no first questionnaire", "2007-12-30", "care-order", "17 on Mon 30 Dec 2024, before care began."),
        ("No first questionnaire of short breaks", "2015-05-02", "short-break", "A series of short breaks is no such care."),
    ):
        book.add(
            title,
            [looked_after(START, status=status)],
            "2025-12-01",
            [],
            why,
            born=born,
            absent=[none(QUESTIONNAIRE, "H7")],
            rules=["H7"],
        )
    before = on("2024-11-04")
    following = months(before, 12)
    book.add(
        "A questionnaire of the year before care is the first, and the next counts from it",
        [done(QUESTIONNAIRE, before), looked_after(START)],
        "2025-07-01",
        [due(QUESTIONNAIRE, "H7", months(START, 12), "met"), due(QUESTIONNAIRE, "H6", following, "upcoming")],
        ["Done on Mon 4 Nov 2024.", following],
        born="2015-05-02",
    )


def _first_days_of_the_edition(book: Family) -> None:
    first = on("2015-03-17")
    book.add(
        "H7 on Mon 16 Mar 2015, the day before its first",
        [looked_after("2015-03-16")],
        "2016-03-01",
        [],
        "The edition is of Tue 17 Mar 2015.",
        born="2006-05-02",
        absent=[none(QUESTIONNAIRE, "H7")],
        rules=["H7"],
    )
    book.add(
        "H7 on Tue 17 Mar 2015, its first day",
        [looked_after(first)],
        "2015-07-01",
        [due(QUESTIONNAIRE, "H7", months(first, 12), "upcoming")],
        [months(first, 12)],
        born="2006-05-02",
    )


def _approvals(book: Family) -> None:
    """Regs 24 and 25: temporary approval of a connected person, and weekly or four-weekly visits under reg 28(4)."""
    expired = on("2026-04-27")
    four = weeks(expired, 4)
    connected = [
        looked_after(APPROVED, placement="connected-person", status="interim-care-order"),
        held("2026-01-28"),
        done("visit", EXTENDED),
    ]
    book.add(
        "An extension says that the approval was given",
        [*connected, event("temporary-approval-extended", expired)],
        "2026-04-28",
        [due("visit", "V7g", four, "upcoming"), due("extended-approval-end", "F3", weeks(expired, 8), "upcoming")],
        ["Only what was given can be extended.", four, weeks(expired, 8)],
    )
    book.add(
        "A review of the refusal says that the approval is kept",
        [*connected, event("approval-refusal-review-sought", expired)],
        "2026-04-28",
        [due("visit", "V7g", four, "upcoming")],
        ["Reg 25(3): it is kept until the outcome.", four],
    )
    given = [looked_after(APPROVED, placement="connected-person", status="interim-care-order"), event("temporary-approval-given", APPROVED)]
    sixteen = weeks(APPROVED, 16)
    book.add(
        "An approval that is extended was given once",
        [*given, event("temporary-approval-extended", EXTENDED)],
        "2026-04-28",
        [due("temporary-approval-end", "F2", sixteen, "met"), due("extended-approval-end", "F3", weeks(EXTENDED, 8), "upcoming")],
        [sixteen, weeks(EXTENDED, 8), "There is no second period of sixteen weeks."],
        absent=[none("temporary-approval-end", "F2", due=weeks(EXTENDED, 16))],
    )
    book.add(
        "The approval of a carer whom the child has left has ended",
        [*given, moved("2026-02-02")],
        "2026-05-28",
        [due("temporary-approval-end", "F2", sixteen, "met")],
        [sixteen, "The approval is for this child, and ended with the placement on Mon 2 Feb 2026."],
    )


def _placements(book: Family) -> None:
    ten = ENGLAND.after(APPROVED, 10)
    book.add(
        "Detention without a legal status on record is by remand",
        [event("became-looked-after", APPROVED, placement="youth-detention")],
        "2026-01-06",
        [due("detention-placement-plan", "D2", ten, "upcoming")],
        [ten],
        born="2010-05-02",
    )
    reviewed = on("2026-01-16")
    following = months(reviewed, 3)
    book.add(
        "The review of a placement with a parent is a review of the case",
        [looked_after(APPROVED, placement="parent", status="care-order"), done("parent-placement-review", reviewed)],
        "2026-02-10",
        [
            due("parent-placement-review", "W1b", ten, "met"),
            due("review", "R1", ENGLAND.after(APPROVED, 20), "met"),
            due("review", "R2", following, "upcoming"),
        ],
        ["Recorded on Fri 16 Jan 2026 under that word alone.", ten, following],
    )
    placed = on("2025-03-03")
    four = weeks(placed, 4)
    for first, second in (("placed-for-adoption", "placement-moved"), ("placement-moved", "placed-for-adoption")):
        events = [event(first, placed), event(second, days(placed, 2))]
        book.add(
            f"Placed for adoption under two words two days apart, {first} first",
            [
                looked_after(START, status="placement-order"),
                held("2025-01-28"),
                *(one | {"placement": "adoptive"} if one["event"] == "placement-moved" else one for one in events),
            ],
            "2025-03-06",
            [due("review", "A3", four, "upcoming")],
            ["One placement: the earlier day counts.", four],
            born="2022-05-02",
        )


def _detained(book: Family) -> None:
    """Reg 47C: a child under a care order who is remanded as well has the detention placement plan; one who is sentenced has not."""
    ten = ENGLAND.after(APPROVED, 10)
    for statuses, owed in ((["care-order", "remand"], True), ("care-order", False)):
        book.add(
            f"A child under a care order in detention, {'remanded' if owed else 'sentenced'}",
            [looked_after(APPROVED, placement="youth-detention") | {"legal_status": statuses}],
            "2026-01-06",
            [due("detention-placement-plan", "D2", ten, "upcoming")] if owed else [],
            [ten] if owed else "Part 8A is of remand alone.",
            born="2010-05-02",
            absent=None if owed else [none("detention-placement-plan", "D2")],
            rules=["D2"],
        )


def _last_questionnaires(book: Family) -> None:
    """A questionnaire is for a child of 4 to 16, and not of short breaks: the next one too."""
    last = on("2025-09-03")
    book.add(
        "No questionnaire after the seventeenth birthday",
        [looked_after(START), done(QUESTIONNAIRE, last)],
        "2026-11-01",
        [],
        ["17 on Tue 6 Jan 2026, before a year is over.", months(last, 12)],
        born="2009-01-06",
        absent=[none(QUESTIONNAIRE, "H6")],
        rules=["H6"],
    )
    book.add(
        "A questionnaire that is due at 16",
        [looked_after(START), done(QUESTIONNAIRE, last)],
        "2026-11-01",
        [due(QUESTIONNAIRE, "H6", months(last, 12), "overdue")],
        ["17 on Sun 6 Dec 2026, after it is due.", months(last, 12)],
        born="2009-12-06",
    )
    book.add(
        "A questionnaire in short breaks: no other is due",
        [looked_after(START, status="short-break"), done(QUESTIONNAIRE, last)],
        "2026-08-03",
        [],
        "A series of short breaks is no such care.",
        born="2015-05-02",
        absent=[none(QUESTIONNAIRE, "H6")],
        rules=["H6"],
    )


def _narrower_words(book: Family) -> None:
    """A visit that was asked for is a visit, and a review before a release is a review of the case."""
    asked, six = on("2026-01-23"), weeks(on("2026-01-23"), 6)
    book.add(
        "A visit that was asked for: the next counts from it",
        [looked_after(APPROVED), done("visit", "2026-01-08"), event("visit-requested", "2026-01-20"), done("requested-visit", asked)],
        "2026-02-02",
        [due("visit", "V2", six, "upcoming")],
        [six],
        born="2015-05-02",
    )
    reviewed = on("2026-03-20")
    following = months(reviewed, 6)
    book.add(
        "A review before a release: the next counts from it",
        [looked_after(APPROVED), held("2026-01-28"), done("review-before-release", reviewed), event("release-planned", "2026-04-10")],
        "2026-04-13",
        [due("review", "R3", following, "upcoming", review=3)],
        [following],
        born="2015-05-02",
    )
