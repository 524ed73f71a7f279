"""Children who come back from adopters under every profile; moves that end nothing; approvals before the placement they are for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .casebook import due, none
from .counting import ENGLAND, days, full, months, on, weeks
from .happened import done, event, fact, held, looked_after, moved

if TYPE_CHECKING:
    from .casebook import Family
    from .counting import Counted

LAW = ("england/R1", "england/R2", "england/R3")
CAME_BACK = {
    "newham": ("NH1", "NH2", "NH3"),
    "portsmouth": ("PM2", "PM3", "PM4"),
    "review-standards": (),
    "west-sussex-residential": ("WS1",) * 3,
    "south-gloucestershire": ("SG4",) * 3,
    "wales": (),
}
"""What each authority asks for first after the return: its own interval or, where reviews begin again with a move, the first of them."""


def came_back(book: Family) -> None:
    """A review that fell due while the child was placed for adoption is due on the day of the return, under every profile."""
    start, reviews = on("2026-01-05"), (on("2026-01-26"), on("2026-03-23"))
    fell = (ENGLAND.after(start, 20), months(reviews[0], 3), months(reviews[1], 6))
    stays = (("2026-01-19", "2026-02-09"), ("2026-03-09", "2026-05-04"), ("2026-09-07", "2026-10-05"))
    for profile, rules in CAME_BACK.items():
        for number, (placed, returned) in enumerate((on(first), on(last)) for first, last in stays):
            law = LAW[number].replace("england", "wales") if profile == "wales" else LAW[number]
            expected = [due("review", law, returned)]
            worked: list[str | Counted] = [fell[number], f"That day lies in the adoptive placement, and {full(returned)} is the return."]
            again = {"west-sussex-residential": ENGLAND.after(returned, 20), "south-gloucestershire": days(returned, 20)}.get(profile)
            if rules:
                expected.append(due("review", rules[number], returned if again is None else again.day))
            if again is not None:
                worked += ["Reviews begin again with the move here.", again]
            book.add(
                f"Back from adopters on {full(returned)} under {profile}, {number} reviews held",
                [
                    looked_after(start, status="placement-order"),
                    *(held(day) for day in reviews[:number]),
                    event("placed-for-adoption", placed),
                    moved(returned),
                ],
                returned,
                expected,
                worked,
                profile=profile,
            )


def moves_that_end_nothing(book: Family) -> None:
    """From one secure unit to another, between places of youth detention, and in a series of short breaks."""
    start, moves = on("2026-11-02"), ("2026-11-16", "2026-11-26")
    units = [moved(start, "secure-unit"), *(moved(day, "secure-unit") for day in moves)]
    first = months(start, 1)
    book.add(
        f"In secure units from {full(start)}, moved twice",
        [looked_after("2026-01-05", status="care-order"), *units],
        "2026-12-03",
        [due("secure-accommodation-review", "X1", first, "overdue")],
        [first, "A move to another unit does not end it."],
    )
    reviewed, last = on("2026-12-01"), on("2027-02-15")
    following = months(reviewed, 3)
    book.add(
        f"In secure units from {full(start)}, reviewed on {full(reviewed)}, moved on {full(last)}",
        [
            looked_after("2026-01-05", status="care-order"),
            *units,
            done("secure-accommodation-review", reviewed),
            moved(last, "secure-unit"),
        ],
        last,
        [due("secure-accommodation-review", "X2", following, "upcoming")],
        [following, "A month from the move would be later."],
    )
    remanded = on("2026-01-05")
    plan = ENGLAND.after(remanded, 10)
    book.add(
        f"Remanded to youth detention on {full(remanded)}, moved to another place of it on Mon 12 Jan 2026",
        [looked_after(remanded, placement="youth-detention", status="remand"), moved("2026-01-12", "youth-detention")],
        "2026-01-20",
        [due("detention-placement-plan", "D2", plan, "overdue")],
        [plan, "The days run from the remand, and a move is none."],
        born="2010-01-05",
    )
    visit = months(remanded, 3)
    book.add(
        f"Short breaks from {full(remanded)}, each recorded as a move",
        [looked_after(remanded, status="short-break"), *(moved(day) for day in ("2026-02-09", "2026-03-16", "2026-05-04"))],
        "2026-05-05",
        [due("visit", "S3a", visit, "overdue")],
        [visit, "The series is one placement."],
    )


def before_the_placement(book: Family) -> None:
    """A carer is approved, and then the child is placed; a placement outside the area is approved, and then made."""
    approved, placed = on("2026-03-13"), on("2026-03-16")
    ends = weeks(approved, 16)
    care = looked_after("2026-01-05", status="care-order")
    book.add(
        f"Connected person approved on {full(approved)}, child placed there on {full(placed)}",
        [care, event("temporary-approval-given", approved), moved(placed, "connected-person")],
        "2026-07-06",
        [due("temporary-approval-end", "F2", ends, "overdue")],
        [ends, "The move to the carer does not end the approval."],
    )
    book.add(
        f"Emergency placement outside the area approved on {full(approved)}, made on {full(placed)}",
        [care, event("out-of-area-emergency-approved", approved), moved(placed)],
        placed,
        [due("area-authority-notice", "P5a", placed, "due-today")],
        "Notice before the placement is made: the approval is recorded three days before it.",
    )
    six = ENGLAND.after(approved, 6)
    book.add(
        f"Placed outside a carer's terms of approval on {full(approved)}, a move recorded on {full(placed)}",
        [care, event("placed-outside-approval", approved), moved(placed)],
        "2026-03-24",
        [due("outside-approval-ended", "F1", six, "overdue")],
        [six, "The move may be into that placement: it does not end it."],
    )


def not_registered(book: Family) -> None:
    """Under sixteen no setting that is not registered, whatever it is called (reg 27A)."""
    for text, born, rule in (("2026-01-12", "2011-01-10", "P17"), ("2026-01-12", "2010-01-12", "P16"), ("2021-09-08", "2011-01-10", None)):
        placed = on(text)
        book.add(
            f"Another arrangement, not registered, from {full(placed)}, born {full(on(born))}",
            [looked_after("2021-01-04"), moved(placed, "other"), fact("unregistered-accommodation", placed)],
            placed,
            [] if rule is None else [due("unlawful-setting", rule, None, "advisory")],
            "Under sixteen from 9 September 2021 (regulation 27A), at 16 and 17 from 28 October 2023 (27C). No date.",
            born=born,
            absent=[none("unlawful-setting")] if rule is None else None,
            rules=[rule or "P17"],
        )
