"""Plans, notices, education and health: what each rule excepts or ends with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .casebook import due, none
from .counting import ENGLAND, ONE_DAY, days_before, full, months, on, years
from .happened import ceased, done, event, fact, held, looked_after, moved, status_changed

if TYPE_CHECKING:
    from .casebook import Family

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
