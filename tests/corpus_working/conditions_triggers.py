"""Duties that one event, fact or placement sets off, and only that.

The provisions are in `provisions.toml`. Most of the numbers were seen only in secondary sources, and the rules say so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .casebook import due, none
from .counting import ENGLAND, birthday, days, full, hours, months, on, weeks
from .happened import ceased, done, event, held, looked_after, moved

if TYPE_CHECKING:
    from .casebook import Family

CARE = looked_after("2026-01-05")
SIXTEEN = "2010-01-10"


def triggers(book: Family) -> None:
    """Each with its event, and a child without any of them."""
    _before(book)
    _approvals_by_age(book)
    _connected_person(book)
    _secure(book)
    _missing(book)
    _leaving_care(book)
    _returned_from_adopters(book)
    _questionnaire(book)
    for _ in ("at five", "at sixteen"):
        book.withdrawn()  # the yearly questionnaire was taken to be owed only after one; see `none_of_them`


def _before(book: Family) -> None:
    for kind, task, rule, what in (
        ("accommodation-ending-planned", "review-before-accommodation-ends", "R12", "Accommodation is to stop"),
        ("release-planned", "review-before-release", "R13", "The child is to leave secure accommodation"),
        ("out-of-area-placement-planned", "out-of-area-approval", "P9", "A placement outside the area"),
        ("distant-placement-planned", "out-of-area-approval", "P10", "A placement at a distance"),
    ):
        day = on("2026-03-16")
        more = {"role": "director of children's services"} if rule == "P10" else {}
        book.add(
            f"{what} on {full(day)}: before",
            [CARE, held("2026-01-28"), event(kind, day)],
            day,
            [due(task, rule, day, "due-today", **more)],
            f"No later than the day it is planned for, {full(day)}.",
        )
        book.add(
            f"{what} on {full(day)}, and it was done on Tue 10 Mar 2026",
            [CARE, held("2026-01-28"), done(task, "2026-03-10"), event(kind, day)],
            day,
            [due(task, rule, day, "met", done_on="2026-03-10")],
            "Done before the day.",
        )


def _approvals_by_age(book: Family) -> None:
    day = on("2026-01-09")
    for kind, under, over in (("ceasing-planned", "P11", "P12"), ("accommodation-ending-planned", "P13", "P14")):
        for born, rule, role in (
            (SIXTEEN, under, "nominated officer"),
            ("2010-01-09", over, "director of children's services"),
        ):
            sixteen = birthday(on(born), 16)
            book.add(
                f"{'To stop looking after' if under == 'P11' else 'To stop accommodating'} a child on {full(day)}, born {full(on(born))}",
                [looked_after("2025-06-02"), event(kind, day)],
                day,
                [due("ceasing-approved", rule, day, "due-today", role=role)],
                f"Sixteen on {full(sixteen)}: by the {role}.",
                born=born,
                absent=[none("ceasing-approved", over if rule == under else under)],
            )


def _connected_person(book: Family) -> None:
    day = on("2026-04-27")
    book.add(
        "Temporary approval extended on Mon 27 Apr 2026: approved before, and eight weeks at most",
        [CARE, event("temporary-approval-given", "2026-01-05"), event("temporary-approval-extended", day)],
        day,
        [due("approval-extension-approved", "F6", day, "due-today"), due("extended-approval-end", "F3", weeks(day, 8), "upcoming")],
        [f"Before {full(day)}.", weeks(day, 8)],
    )
    kin = looked_after("2026-01-05", placement="connected-person")
    lapsed = [kin, event("temporary-approval-given", "2026-01-05"), event("temporary-approval-lapsed", day)]
    for answer, ended, status in (
        (done("lapsed-approval-placement-ended", day), "2026-04-27", "met"),
        (moved("2026-04-28"), "2026-04-28", "met-late"),
    ):
        book.add(
            f"Temporary approval ran out on Mon 27 Apr 2026: the placement ended {full(on(ended))}",
            [*lapsed, answer],
            ended,
            [due("lapsed-approval-placement-ended", "F7", day, status, done_on=ended)],
            f"On {full(day)}, the day it ran out.",
        )


def _secure(book: Family) -> None:
    start = on("2026-01-30")
    month = months(start, 1)
    reviewed = on("2026-02-27")
    later = months(reviewed, 3)
    for status, owed in (("care-order", True), ("section-20", True), ("remand", False)):
        book.add(
            f"In secure accommodation from {full(start)}, {status}: reviewed within a month, then every three",
            [looked_after(start, placement="secure-unit", status=status), done("secure-accommodation-review", reviewed)],
            reviewed,
            [
                due("secure-accommodation-review", "X1", month, "met", done_on=reviewed),
                due("secure-accommodation-review", "X2", later, "upcoming"),
            ]
            if owed
            else [],
            [month, later] if owed else "Remanded: no secure accommodation under section 25.",
            absent=None if owed else [none("secure-accommodation-review")],
            rules=["X1", "X2"],
        )
    book.add(
        "Moved from secure accommodation to foster care: no more reviews of it",
        [looked_after(start, placement="secure-unit"), moved("2026-02-09")],
        "2026-03-09",
        [due("secure-accommodation-review", "X1", month, "cancelled")],
        [month, "The placement had ended by then."],
        rules=["X1", "X2"],
        absent=[none("secure-accommodation-review", "X2")],
    )
    moment, limit = hours(on("2026-03-06"), "18:00", 72)
    book.add(
        "Placed in secure accommodation without an order on Fri 6 Mar 2026 at 18:00: 72 hours",
        [CARE, moved("2026-03-06", "secure-unit"), event("secured-without-order", "2026-03-06", at="18:00")],
        "2026-03-06",
        [due("secure-accommodation-authorised", "X3", limit, "upcoming", due_at=moment)],
        [limit],
    )


def _missing(book: Family) -> None:
    for day, at in (("2026-03-06", "18:00"), ("2026-03-27", "23:30"), ("2026-10-23", "00:30")):
        moment, limit = hours(on(day), at, 72)
        book.add(
            f"Back after going missing, {full(on(day))} at {at}: an interview within 72 hours",
            [CARE, event("returned-from-missing", day, at=at)],
            day,
            [due("return-interview", "M1", limit, "upcoming", due_at=moment)],
            [limit],
        )


def _leaving_care(book: Family) -> None:
    born, made = "2008-09-01", on("2025-01-01")
    six = months(made, 6)
    care = [looked_after("2020-06-01"), done("pathway-assessment", "2024-11-18"), done("pathway-plan", made)]
    book.add(
        "Pathway plan made 1 January 2025 and never reviewed, ceased on the eighteenth birthday",
        [*care, ceased("2026-09-01")],
        "2027-06-01",
        [due("pathway-plan-review", "T5", six, "overdue")],
        [six, "The duty goes on after care has ended."],
        born=born,
    )
    for reviewed, status in (("2025-07-01", "met"), ("2025-07-02", "met-late")):
        following = months(on(reviewed), 6)
        book.add(
            f"Pathway plan made 1 January 2025, first reviewed {full(on(reviewed))}",
            [*care, done("pathway-plan-review", reviewed)],
            reviewed,
            [due("pathway-plan-review", "T5", six, status), due("pathway-plan-review", "T4", following, "upcoming")],
            [six, following],
            born=born,
        )
    move = on("2026-05-29")
    week, visited = weeks(move, 1), on("2026-06-03")
    two = months(visited, 2)
    book.add(
        "Moved into accommodation before leaving care: the personal adviser visits within a week, then every two months",
        [looked_after("2020-06-01"), event("moved-into-accommodation", move), done("personal-adviser-visit", visited)],
        visited,
        [due("personal-adviser-visit", "T6", week, "met", done_on=visited), due("personal-adviser-visit", "T7", two, "upcoming")],
        [week, two],
        born=born,
    )


def _returned_from_adopters(book: Family) -> None:
    placed, back = on("2025-09-01"), on("2025-11-14")
    opens, last = days(back, 28), days(back, 42)
    events = [
        looked_after("2024-06-03", status="placement-order"),
        held("2024-06-25"),
        held("2024-09-20"),
        held("2025-03-10"),
        event("authorised-for-adoption", "2025-03-03"),
        held("2025-05-28"),
        event("placed-for-adoption", placed),
        held("2025-09-24"),
        event("returned-from-adoptive-placement", back),
        moved(back),
    ]
    events.sort(key=lambda happened: str(happened["on"]))
    book.add(
        "Back from an adoptive placement on Fri 14 Nov 2025: a review 28 to 42 days after",
        events,
        "2025-11-20",
        [due("review", "A9", last, "upcoming", opens=opens)],
        [opens, last, "No sooner than the first, no later than the second."],
        born="2022-05-14",
    )


def _questionnaire(book: Family) -> None:
    for text in ("2026-02-02", "2028-02-29"):
        year = months(on(text), 12)
        book.add(
            f"Strengths-and-difficulties questionnaire {full(on(text))}: the next in a year",
            [looked_after("2026-01-05"), done("strengths-and-difficulties", text)],
            text,
            [due("strengths-and-difficulties", "H6", year, "upcoming")],
            [year],
        )


def none_of_them(book: Family) -> None:
    """A child in foster care at five, and at sixteen, with no such event: none of these tasks."""
    tasks = [
        *("review-before-accommodation-ends", "review-before-release", "out-of-area-approval", "ceasing-approved"),
        *("approval-extension-approved", "lapsed-approval-placement-ended", "secure-accommodation-review"),
        *("secure-accommodation-authorised", "return-interview", "personal-adviser-visit"),
        *("unlawful-setting", "iro-replaced", "pathway-plan-review", "parent-placement-decision-before"),
    ]
    for born in ("2020-05-02", SIXTEEN):
        plan = ENGLAND.after(on("2026-01-05"), 5)
        book.add(
            f"Born {full(on(born))}, in foster care, none of the events that set these tasks off",
            [looked_after("2026-01-05", status="care-order"), held("2026-01-28")],
            "2026-06-30",
            [due("placement-plan", "P3", plan, "overdue")],
            [plan],
            born=born,
            absent=[none(task) for task in tasks],
            rules=["P3", "R12", "R13", "P9", "P11", "F6", "F7", "X1", "X3", "M1", "T5", "T6", "P15", "I2", "W3"],
        )


def after_all(book: Family) -> None:
    """What came later than the other cases: a return that is recorded as a move alone, and what short breaks depend on."""
    back = on("2025-11-14")
    opens, last = days(back, 28), days(back, 42)
    events = [
        looked_after("2024-06-03", status="care-order"),
        held("2024-06-25"),
        held("2024-09-20"),
        event("authorised-for-adoption", "2025-03-03"),
        held("2025-03-10"),
        held("2025-05-28"),
        moved("2025-09-01", "adoptive"),
        held("2025-09-24"),
        moved(back),
    ]
    book.add(
        "Moved from adopters to foster carers on Fri 14 Nov 2025, and nothing else recorded: a review 28 to 42 days after",
        events,
        "2025-11-20",
        [due("review", "A9b", last, "upcoming", opens=opens)],
        [opens, last],
        born="2022-05-14",
    )
    for status, told in (("short-break", True), ("section-20", False)):
        title = "Short breaks: whether they stay within 17 and 75 days" if told else "Section 20: no limit of short breaks"
        book.add(
            title,
            [looked_after("2026-01-05", status=status)],
            "2026-01-06",
            [due("short-break-limits", "S6", None, "advisory")] if told else [],
            "Reg 48(2)(c): the exceptions hold only within these. Stays are not recorded here, so there is no date.",
            absent=None if told else [none("short-break-limits")],
            rules=["S6"],
        )
