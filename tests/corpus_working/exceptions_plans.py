"""Plans, notices, education, health, leaving care and secure accommodation: what each rule excepts or ends with, and its first day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .casebook import due, none
from .counting import ENGLAND, ONE_DAY, days_before, full, hours, months, on, weeks, years
from .happened import ceased, done, event, fact, held, looked_after, moved, status_changed

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from .casebook import Entry, Family

ORDINARY = ("E2", "E11", "E12", "E15", "E17", "E41", "E43", "E44", "E45", "E46", "E47", "E48")
"""Reasons of the data return for which care ends without the authority ending a placement: death, adoption, an order, eighteen."""


def plans(book: Family) -> None:
    """Regulations 4, 9 and, for remanded children, 47A and 47C."""
    start, changed = on("2026-01-05"), on("2026-01-12")
    ten, five = ENGLAND.after(start, 10), ENGLAND.after(start, 5)
    book.add(
        f"Remanded on {full(start)}, interim care order on {full(changed)}",
        [looked_after(start, status="remand"), status_changed(changed, "interim-care-order")],
        changed,
        [due("care-plan", "P1", ten, "upcoming")],
        [ten, f"The five working days of regulation 47B, {full(five.day)}, are for a child on remand."],
        absent=[none("care-plan", "D1")],
        rules=["P1", "D1"],
    )
    changed = on("2026-01-08")
    book.add(
        f"Accommodated on {full(start)}, remanded on {full(changed)}",
        [looked_after(start), status_changed(changed, "remand")],
        changed,
        [due("care-plan", "P1", ten, "upcoming")],
        [ten, "The five working days of regulation 47B count for a child who became looked after by the remand."],
        absent=[none("care-plan", "D1")],
        rules=["P1", "D1"],
    )
    ahead = days_before(start, 3).day
    book.add(
        f"Care plan made on {full(ahead)}, remanded on {full(start)}",
        [done("care-plan", ahead), looked_after(start, status="remand")],
        start,
        [due("care-plan", "D1", five, "met", done_on=ahead)],
        [five, "A plan made before care is there in time."],
    )
    remanded = on("2012-01-09")
    ahead, ten = days_before(remanded, 4).day, ENGLAND.after(remanded, 10)
    book.add(
        f"Care plan made on {full(ahead)}, remanded on {full(remanded)}",
        [done("care-plan", ahead), looked_after(remanded, status="remand")],
        remanded,
        [due("care-plan", "P1-2011", ten, "met", done_on=ahead)],
        [ten, "A plan made before care is there in time."],
    )
    placed = on("2020-06-01")
    ahead = days_before(placed, 4).day
    book.add(
        f"Placement plan made on {full(ahead)} for a placement of {full(placed)}",
        [
            looked_after("2020-02-03"),
            done("placement-plan", "2020-02-05"),
            held("2020-02-25"),
            done("placement-plan", ahead),
            moved(placed),
        ],
        placed,
        [due("placement-plan", "P3-2020", None, "met", done_on=ahead)],
        "No number of days in that time; a plan made within four weeks before the placement is of that placement.",
    )
    ten = ENGLAND.after(start, 10)
    detained = [looked_after(start, placement="youth-detention", status="remand")]
    changed = on("2026-01-12")
    book.add(
        f"Remanded to youth detention on {full(start)}, interim care order on {full(changed)}",
        [*detained, status_changed(changed, "interim-care-order")],
        changed,
        [],
        [ten, "The detention placement plan is for a child on remand."],
        absent=[none("detention-placement-plan", "D2")],
        rules=["D2"],
    )
    ahead = days_before(start, 3).day
    book.add(
        f"Detention placement plan made on {full(ahead)}, remanded on {full(start)}",
        [done("detention-placement-plan", ahead), *detained],
        start,
        [due("detention-placement-plan", "D2", ten, "met", done_on=ahead)],
        [ten, "Made within four weeks before, it is the plan of that placement."],
    )


def notices(book: Family) -> None:
    """Regulations 13 and 14: an emergency, notices given ahead, and endings that the authority did not bring about."""
    placed = on("2026-03-02")
    five, ahead = ENGLAND.after(placed, 5), days_before(placed, 4).day
    before = [looked_after("2026-01-05"), held("2026-01-26")]
    out_of_area = fact("out-of-area-placement", placed)
    emergency = moved(placed, emergency=True)
    book.add(
        f"Emergency placement on {full(placed)}, of which notice was given on {full(ahead)}",
        [before[0], done("placement-notice", "2026-01-05"), before[1], done("placement-notice", ahead), emergency],
        placed,
        [due("placement-notice", "P4b", five, "met", done_on=ahead)],
        [five, "Notice given within four weeks before is of that placement."],
    )
    book.add(
        f"Emergency placement out of area on {full(placed)}, of which the area was told on {full(ahead)}",
        [*before, done("area-authority-notice", ahead), emergency, out_of_area],
        placed,
        [due("area-authority-notice", "P5b", five, "met", done_on=ahead)],
        [five, "Notice given within four weeks before is of that placement."],
    )
    book.add(
        f"Placement out of area on {full(placed)}, of which the area was told on {full(ahead)}",
        [*before, done("area-authority-notice", ahead), moved(placed), out_of_area],
        placed,
        [due("area-authority-notice", "P5a", placed, "met", done_on=ahead)],
        "By the day of the placement; notice given within four weeks before is of that placement.",
    )
    book.add(
        f"Short breaks, placed in an emergency on {full(placed)}, out of area",
        [looked_after("2026-01-05", status="short-break"), held("2026-01-26"), emergency, out_of_area],
        placed,
        [],
        "Regulation 48(2) takes regulation 13 out for short breaks.",
        absent=[none("placement-notice", "P4b"), none("area-authority-notice", "P5b")],
        rules=["P4b", "P5b"],
    )
    for reason in ("E4a", *ORDINARY, "died", "adopted", "turned-18", "special-guardianship", "child-arrangements-order"):
        ended = on("2026-05-05")
        ten = ENGLAND.after(ended, 10)
        owed = reason == "E4a"
        book.add(
            f"Care ended on {full(ended)}, reason {reason}: notice that the placement has ended",
            [*before, ceased(ended, reason=reason)],
            ended,
            [due("placement-end-notice", "P7", ten, "upcoming")] if owed else [],
            [ten if owed else "The authority terminated no placement (regulation 14(1)), so regulation 14(4) asks for no notice."],
            absent=None if owed else [none("placement-end-notice", "P7")],
            rules=["P7"],
        )


def education_and_health(book: Family) -> None:
    """A plan made ahead of care; short breaks; a child placed for adoption."""
    for year, rules in ((2026, ("E1", "E2")), (2016, ("E1-2014", "E2-2014"))):
        start = on(f"{year}-02-01") + ONE_DAY
        ahead, ten = days_before(start, 5).day, ENGLAND.after(start, 10)
        book.add(
            f"Personal education plan made on {full(ahead)}, looked after from {full(start)}",
            [done("personal-education-plan", ahead), looked_after(start)],
            start,
            [due("personal-education-plan", rules[0], ten, "met", done_on=ahead)],
            [ten, "A plan made before care is there in time, for the ten working days and for the review."],
            rules=list(rules),
        )
        born = f"{year - 3}-06-15"
        third = on(f"{year}-06-15")
        suffix = "" if year == 2026 else "-2014"
        book.add(
            f"Short breaks, three on {full(third)}: personal education plan",
            [looked_after(start, status="short-break")],
            start,
            [],
            "Short breaks have no personal education plan.",
            born=born,
            absent=[none("personal-education-plan")],
            rules=[f"E4{suffix}"],
        )
    book.add(
        "Short breaks in 2016, a personal education plan made all the same, reviewed",
        [looked_after("2016-02-01", status="short-break"), done("personal-education-plan", "2016-02-08")],
        "2016-02-08",
        [],
        "Short breaks have no personal education plan, nor a review of one.",
        absent=[none("personal-education-plan", "E2-2014"), none("personal-education-plan-review", "E3-2014")],
        rules=["E2-2014", "E3-2014"],
    )
    start, placed = on("2026-01-05"), on("2026-01-12")
    book.add(
        f"Looked after on {full(start)}, placed for adoption on {full(placed)}: first health assessment",
        [looked_after(start, status="placement-order"), event("placed-for-adoption", placed)],
        placed,
        [],
        "Regulation 7 is not for a child placed for adoption (AAR 2005 reg 36 and Part 6 of the Care Planning Regulations).",
        absent=[none("health-assessment", "H1"), none("health-assessment", "H5")],
        rules=["H1", "H5"],
    )
    assessed, placed = on("2026-01-19"), on("2026-03-02")
    young, older = months(assessed, 6), years(assessed, 1)
    for rule, born, limit in (("H3", "2023-05-02", young), ("H4", "2016-05-02", older)):
        book.add(
            f"Assessed on {full(assessed)}, placed for adoption on {full(placed)}: {rule}",
            [looked_after(start, status="placement-order"), done("health-assessment", assessed), event("placed-for-adoption", placed)],
            placed,
            [],
            [limit, "By then the child is placed for adoption."],
            born=born,
            absent=[none("health-assessment", rule)],
            rules=[rule],
        )
        book.add(
            f"Short breaks, assessed on {full(assessed)}: {rule}",
            [looked_after(start, status="short-break"), done("health-assessment", assessed)],
            assessed,
            [],
            [limit, "Regulation 48(2) takes regulation 7 out for short breaks."],
            born=born,
            absent=[none("health-assessment", rule)],
            rules=[rule],
        )
    ahead, second = on("2026-01-02"), months(on("2026-01-26"), 3)
    book.add(
        f"Plan for permanence made on {full(ahead)}, looked after from {full(start)}, reviewed once",
        [done("permanence-plan", ahead), looked_after(start), held("2026-01-26")],
        "2026-01-26",
        [due("permanence-plan", "A8", second, "met", done_on=ahead, basis="projected")],
        [second, "By the second review; a plan made before care is there in time."],
    )


def leaving_care(book: Family) -> None:
    """Regulations 40 to 43 and, of a child who died, nothing more."""
    born, sixteen, start = "2010-03-01", on("2026-03-01"), on("2024-05-06")
    care = [looked_after(start, status="care-order")]
    died = on("2026-08-03")
    planned = on("2026-06-01")
    six = months(planned, 6)
    for reason in ("E2", "died"):
        gone = ceased(died, reason=reason)
        book.add(
            f"Pathway plan made on {full(planned)}, the child died on {full(died)} (reason {reason})",
            [*care, done("pathway-plan", planned), gone],
            died,
            [],
            [six, "Nobody reviews the plan of a child who has died."],
            born=born,
            absent=[none("pathway-plan-review", "T5")],
            rules=["T5"],
        )
        book.add(
            f"Pathway plan reviewed on {full(planned)}, the child died on {full(died)} (reason {reason})",
            [*care, done("pathway-plan-review", planned), gone],
            died,
            [],
            [six, "Nobody reviews the plan of a child who has died."],
            born=born,
            absent=[none("pathway-plan-review", "T4", due=six)],
            rules=["T4"],
        )
        visited, last = on("2026-07-06"), on("2026-08-03")
        book.add(
            f"Visited by the personal adviser on {full(visited)}, the child died on {full(last)} (reason {reason})",
            [*care, event("moved-into-accommodation", "2026-07-01"), done("personal-adviser-visit", visited), ceased(last, reason=reason)],
            last,
            [],
            [months(visited, 2), "Nobody visits a child who has died."],
            born=born,
            absent=[none("personal-adviser-visit", "T7", due=months(visited, 2))],
            rules=["T7"],
        )
        moved_in, last = on("2026-07-27"), on("2026-07-30")
        book.add(
            f"Moved in on {full(moved_in)}, the child died on {full(last)} (reason {reason})",
            [*care, event("moved-into-accommodation", moved_in), ceased(last, reason=reason)],
            last,
            [],
            [weeks(moved_in, 1), "Nobody visits a child who has died."],
            born=born,
            absent=[none("personal-adviser-visit", "T6")],
            rules=["T6"],
        )
    eligible = on("2026-04-06")
    book.add(
        f"Short breaks, sixteen on {full(sixteen)}, recorded as eligible on {full(eligible)}",
        [looked_after(start, status="short-break"), event("became-eligible", eligible)],
        eligible,
        [],
        "Regulation 40(2) leaves short breaks out.",
        born=born,
        absent=[none("pathway-assessment", "T2")],
        rules=["T2"],
    )


def secure(book: Family) -> None:
    """SI 1991/1505 reg 15: for a child who is not there by a remand alone, in secure accommodation."""
    placed, changed = on("2026-03-02"), on("2026-03-16")
    month, remanded = months(placed, 1), looked_after("2026-01-05", status="remand")
    book.add(
        f"On remand, in a secure unit from {full(placed)}, interim care order on {full(changed)}",
        [remanded, held("2026-01-26"), moved(placed, "secure-unit"), status_changed(changed, "interim-care-order")],
        changed,
        [due("secure-accommodation-review", "X1", month, "upcoming")],
        [month, "The child is there by a remand alone no longer."],
    )
    reviewed = on("2026-03-09")
    three = months(reviewed, 3)
    told = [done("secure-accommodation-review", reviewed), status_changed(changed, "interim-care-order")]
    book.add(
        f"On remand, in a secure unit, reviewed on {full(reviewed)}, interim care order on {full(changed)}",
        [remanded, held("2026-01-26"), moved(placed, "secure-unit"), *told],
        changed,
        [due("secure-accommodation-review", "X2", three, "upcoming")],
        [three, "The child is there by a remand alone no longer."],
    )
    book.add(
        f"Secure accommodation reviewed on {full(reviewed)} for a child in foster care",
        [looked_after("2026-01-05", status="care-order"), held("2026-01-26"), done("secure-accommodation-review", reviewed)],
        reviewed,
        [],
        [three, "The child is not in secure accommodation."],
        absent=[none("secure-accommodation-review", "X2")],
        rules=["X2"],
    )


def first_days(book: Family) -> None:
    """The day before a rule is in force, and the day itself."""
    planned: list[tuple[str, str, str, str, str | None]] = [
        ("P9", "out-of-area-approval", "out-of-area-placement-planned", "2014-01-27", None),
        ("P10", "out-of-area-approval", "distant-placement-planned", "2014-01-27", None),
        ("P11", "ceasing-approved", "ceasing-planned", "2015-04-01", None),
        ("P12", "ceasing-approved", "ceasing-planned", "2015-04-01", "1998-05-02"),
        ("P14", "ceasing-approved", "accommodation-ending-planned", "2015-04-01", "1998-05-02"),
    ]
    for rule, task, kind, text, born in planned:
        _first_day(book, rule, task, on(text), lambda day, kind=kind: [event(kind, day)], lambda day: day, born)  # type: ignore[misc]
    leaver = "1994-05-02"
    _first_day(book, "F7", "lapsed-approval-placement-ended", on("2011-04-01"), _event("temporary-approval-lapsed"), lambda day: day)
    _first_day(book, "I2", "iro-replaced", on("2011-04-01"), _event("iro-vacancy"), lambda _: None)
    _first_day(book, "T5", "pathway-plan-review", on("2011-04-01"), _done("pathway-plan"), lambda day: months(day, 6).day, leaver)
    _first_day(
        book, "T6", "personal-adviser-visit", on("2011-04-01"), _event("moved-into-accommodation"), lambda day: weeks(day, 1).day, leaver
    )
    _first_day(
        book, "T7", "personal-adviser-visit", on("2011-04-01"), _done("personal-adviser-visit"), lambda day: months(day, 2).day, leaver
    )
    _first_day(
        book,
        "H6",
        "strengths-and-difficulties",
        on("2015-03-17"),
        _done("strengths-and-difficulties"),
        lambda day: years(day, 1).day,
    )
    _first_day(
        book,
        "M1",
        "return-interview",
        on("2014-01-01"),
        lambda day: [event("returned-from-missing", day, at="09:00")],
        lambda day: hours(day, "09:00", 72)[1].day,
    )


def _event(kind: str) -> Callable[[date], list[Entry]]:
    return lambda day: [event(kind, day)]


def _done(task: str) -> Callable[[date], list[Entry]]:
    return lambda day: [done(task, day)]


def _first_day(
    book: Family,
    rule: str,
    task: str,
    first: date,
    happened: Callable[[date], list[Entry]],
    limit: Callable[[date], date | None],
    born: str | None = None,
) -> None:
    since = first.replace(year=first.year - 1)
    for day in (first - ONE_DAY, first):
        in_force = day == first
        by = limit(day)
        status = "upcoming" if by is not None and by > day else "due-today" if by is not None else None
        book.add(
            f"{rule} on {full(day)}, {'its first day' if in_force else 'the day before it is in force'}",
            [looked_after(since, status="care-order"), *happened(day)],
            day,
            [due(task, rule, by, status)] if in_force else [],
            f"The rule is in force from {full(first)}" + ("." if by is None or not in_force else f"; by {full(by)}."),
            born=born,
            absent=None if in_force else [none(task, rule)],
            rules=[rule],
        )
