"""Moves: several in a day, on days in a row, on the day care begins, and around a review, with and without a restart."""

from __future__ import annotations

from .casebook import LOOKED_UP_AGAIN, Family, due, none
from .counting import ENGLAND, ONE_DAY, Counted, days, full, months, on, weeks
from .happened import done, held, in_order, looked_after, moved, reviewed_once

SOUTH_GLOS, WEST_SUSSEX = "south-gloucestershire", "west-sussex-residential"


def family() -> Family:
    """Moves."""
    book = Family(
        "moves",
        "several-moves",
        "Several moves in a day and on days in a row; moves on the day care begins and around a review; cycles that restart.",
    )
    _one_day(book)
    book.withdrawn(2)  # with a parent on the first day or the next, but not in the care of the authority
    _days_in_a_row(book)
    _around_the_visit(book)
    _south_gloucestershire(book)
    _west_sussex(book)
    _no_restart(book)
    _to_a_parent(book)
    return book


def _one_day(book: Family) -> None:
    """Of several moves on one day the last goes on: only it has an assessment of a parent, a plan and a visit."""
    day = on("2026-03-06")
    five, week = ENGLAND.after(day, 5), weeks(day, 1)
    care = [looked_after("2026-01-05"), held("2026-01-28")]
    plan, visit = due("placement-plan", "P3", five, "upcoming"), due("visit", "V1", week, "upcoming")
    to_parent, to_carer = moved(day, "parent", at="16:00"), moved(day, "foster-care", at="20:00")
    book.add(
        "To a parent in the afternoon, to a foster carer at night: the foster carer counts",
        [*care, to_parent, to_carer],
        day,
        [plan, visit],
        [five, week, "Only the last placement of the day goes on."],
        absent=[none("parent-assessment")],
    )
    book.add(
        "The same, with the moves in the other order in the file",
        [*care, to_carer, to_parent],
        day,
        [plan, visit],
        [five, week, "The times say which came last."],
        absent=[none("parent-assessment")],
    )
    book.withdrawn(2)  # to a parent at night, but not in the care of the authority
    book.add(
        "Three moves in a day, none later: one first visit is due",
        [
            *care,
            moved(day, "parent", at="08:00"),
            moved(day, "childrens-home", at="12:00"),
            moved(day, "foster-care", at="20:00"),
            done("visit", week),
        ],
        week,
        [due("visit", "V1", week, "met", done_on=week)],
        [week],
        absent=[none("visit", due=week, status="due-today"), none("parent-assessment")],
    )
    book.add(
        "Two moves in a day in West Sussex: one first review of the placement",
        [*care, moved(day, "childrens-home", at="10:00"), moved(day, "childrens-home", at="18:00")],
        day,
        [due("review", "WS1", ENGLAND.after(day, 20), "upcoming", review=2)],
        [ENGLAND.after(day, 20)],
        profile=WEST_SUSSEX,
    )
    book.add(
        "Two moves in a day in South Gloucestershire: twenty days from that day",
        [*care, moved(day, "foster-care", at="10:00"), moved(day, "childrens-home", at="18:00")],
        day,
        [due("review", "SG4", days(day, 20), "upcoming", review=2)],
        [days(day, 20)],
        profile=SOUTH_GLOS,
    )


def _days_in_a_row(book: Family) -> None:
    """Each placement closes what the one before had open."""
    first, second, third = on("2026-04-01"), on("2026-04-02"), on("2026-04-03")
    plans = [ENGLAND.after(day, 5) for day in (first, second, third)]
    visits = [weeks(day, 1) for day in (first, second, third)]
    notices = [ENGLAND.after(day, 10) for day in (first, second, third)]
    book.add(
        "Moved on three days in a row, the third Good Friday: plans and visits of the last go on",
        [looked_after("2026-01-05"), held("2026-01-28"), moved(first), moved(second, "childrens-home"), moved(third)],
        third,
        [
            due("placement-plan", "P3", plans[0], "cancelled"),
            due("placement-plan", "P3", plans[1], "cancelled"),
            due("placement-plan", "P3", plans[2], "upcoming"),
            due("visit", "V1", visits[0], "cancelled"),
            due("visit", "V1", visits[1], "cancelled"),
            due("visit", "V1", visits[2], "upcoming"),
            *(due("placement-end-notice", "P7", notice, "upcoming") for notice in notices),
        ],
        [*plans, *visits, *notices],
    )


def _around_the_visit(book: Family) -> None:
    """Moved the day before the first visit is due, on the day and the day after; nothing recorded."""
    start = on("2026-03-02")
    visit, plan = weeks(start, 1), ENGLAND.after(start, 5)
    for day in (visit.day - ONE_DAY, visit.day, visit.day + ONE_DAY):
        status = "not-recorded" if day > visit.day else "cancelled"
        again, new_plan = weeks(day, 1), ENGLAND.after(day, 5)
        book.add(
            f"First visit and placement plan due {full(visit.day)}, moved {full(day)}",
            [looked_after(start), moved(day)],
            day,
            [
                due("visit", "V1", visit, status),
                due("placement-plan", "P3", plan, status),
                due("visit", "V1", again, "upcoming"),
                due("placement-plan", "P3", new_plan, "upcoming"),
            ],
            [
                visit,
                plan,
                again,
                new_plan,
                "Their time had gone; nothing says they were done." if day > visit.day else "The placement had ended by then.",
            ],
            absent=[none("visit", status="overdue"), none("placement-plan", status="overdue")],
        )


def _south_gloucestershire(book: Family) -> None:
    """A move restarts the cycle: twenty days, then 91, then 183; the regulations stand beside it."""
    first = on("2026-01-28")
    ordinary = months(first, 3)
    for name, day in (("the day before", first - ONE_DAY), ("the day after", first + ONE_DAY)):
        twenty = days(day, 20)
        events = in_order(looked_after("2026-01-05"), held(first), moved(day))
        number = 2
        if day < first:
            second = days(first, 91)
            expect = [due("review", "SG5", second, review=number), due("review", "R2", ordinary, "upcoming", review=number)]
            worked: list[str | Counted] = [
                f"Moved on {full(day)}; the review of {full(first)} is the first of the new cycle.",
                second,
                ordinary,
            ]
        else:
            expect = [due("review", "SG4", twenty, "upcoming", review=number), due("review", "R2", ordinary, review=number)]
            worked = [f"Moved on {full(day)}; a first review of the new cycle is due.", twenty, ordinary]
        book.add(
            f"Moved {name} the first review of {full(first)}, in South Gloucestershire",
            events,
            first + ONE_DAY,
            expect,
            worked,
            profile=SOUTH_GLOS,
        )
    one, two = on("2026-02-20"), on("2026-03-02")
    for again in (on("2026-03-11"), on("2026-03-12"), on("2026-03-13")):
        late = again > days(one, 20).day
        limit = days(again, 20)
        missed = [due("review", "SG4", days(one, 20), "overdue", review=2, days_late=1)] if late else []
        expect = [*missed, due("review", "SG4", limit, None if late else "upcoming", review=2), due("review", "R2", ordinary, review=2)]
        book.add(
            f"Moved {full(one)} and again {full(again)}, around the twentieth day, in South Gloucestershire",
            [*reviewed_once(first), moved(one), moved(again)],
            again,
            expect,
            [
                days(one, 20),
                limit,
                "The first limit had been missed and stays so."
                if late
                else "The second move starts the cycle again; the first limit, not yet missed, is superseded.",
            ],
            profile=SOUTH_GLOS,
            absent=[] if late else [due("review", "SG4", days(one, 20))],
        )
    held_on = on("2026-03-10")
    third, six = days(held_on, 91), months(held_on, 6)
    book.add(
        "Moved twice, then reviewed: 91 days, not six months, in South Gloucestershire",
        [*reviewed_once(first), moved(one), moved(two), held(held_on)],
        held_on,
        [
            due("review", "SG4", days(two, 20), "met", review=2, done_on=held_on),
            due("review", "SG5", third, "upcoming", review=3),
            due("review", "R3", six, review=3),
        ],
        [days(two, 20), third, six],
        profile=SOUTH_GLOS,
    )
    fourth = days(on("2026-06-01"), 183)
    book.add(
        "A second review of the new cycle: 183 days, in South Gloucestershire",
        [*reviewed_once(first), moved(one), held(held_on), held("2026-06-01")],
        "2026-06-01",
        [due("review", "SG6", fourth, review=4), due("review", "R3", months(on("2026-06-01"), 6), review=4)],
        [fourth, months(on("2026-06-01"), 6)],
        profile=SOUTH_GLOS,
    )


def _west_sussex(book: Family) -> None:
    """Every placement has its own first review."""
    first = on("2026-01-28")
    for day in ("2026-02-20", "2026-03-30", "2026-04-27", "2026-04-28"):
        limit, ordinary = ENGLAND.after(on(day), 20), months(first, 3)
        book.add(
            f"Moved {full(on(day))} to a home in West Sussex: twenty working days, beside three months",
            [*reviewed_once(first), moved(day, "childrens-home")],
            day,
            [due("review", "WS1", limit, review=2), due("review", "R2", ordinary, review=2)],
            [limit, ordinary, f"The earlier binds: {full(min(limit.day, ordinary.day))}."],
            profile=WEST_SUSSEX,
        )
    one, two = on("2026-03-02"), on("2026-03-20")
    limit = ENGLAND.after(two, 20)
    book.add(
        "Moved again before the review of the first move, in West Sussex: the second move's own limit",
        [*reviewed_once(first), moved(one, "childrens-home"), moved(two, "childrens-home")],
        two,
        [due("review", "WS1", limit, "upcoming", review=2)],
        [ENGLAND.after(one, 20), limit, "The first move's limit is superseded."],
        profile=WEST_SUSSEX,
        absent=[due("review", "WS1", ENGLAND.after(one, 20))],
    )


def _no_restart(book: Family) -> None:
    """In the regulations, Newham and Portsmouth, a move restarts no cycle."""
    first = on("2026-01-28")
    limit = months(first, 3)
    for profile, rule in (("england", "R2"), ("newham", "NH2"), ("portsmouth", "PM3"), ("data-return", "SSD2")):
        shown = days(first, 91) if profile == "data-return" else limit
        for moves in (["2026-02-20"], ["2026-02-20", "2026-02-21"]):
            book.add(
                f"{'One move' if len(moves) == 1 else 'Two moves'} after the first review: no new cycle ({profile})",
                [*reviewed_once(first), *(moved(day) for day in moves)],
                moves[-1],
                [due("review", rule, shown, "upcoming", review=2)],
                [shown],
                profile=profile,
            )


def _to_a_parent(book: Family) -> None:
    """In the care of the authority: the last placement of the day is with a parent, and its assessment is due."""
    book.added = LOOKED_UP_AGAIN
    day = on("2026-03-06")
    ten, five, week = ENGLAND.after(day, 10), ENGLAND.after(day, 5), weeks(day, 1)
    plan, visit = due("placement-plan", "P3", five, "upcoming"), due("visit", "V1", week, "upcoming")
    assessment = due("parent-assessment", "W1a", ten, "upcoming")
    to_parent = moved(day, "parent", at="20:00")
    for status, owed in (("care-order", True), ("interim-care-order", True), ("section-20", False)):
        care = [looked_after("2026-01-05", status=status), held("2026-01-28")]
        book.add(
            f"To a foster carer in the afternoon, to a parent at night ({status})",
            [*care, moved(day, "foster-care", at="16:00"), to_parent],
            day,
            [plan, visit, assessment] if owed else [plan, visit],
            [five, week, ten if owed else "Regulation 15(1): only a child in the care of the authority has the assessment."],
            absent=None if owed else [none("parent-assessment")],
            rules=["P3", "V1", "W1a"],
        )
    book.add(
        "Under a care order, to a parent in the afternoon, to a foster carer at night: no assessment",
        [looked_after("2026-01-05", status="care-order"), held("2026-01-28"), moved(day, "parent", at="16:00"), moved(day, at="20:00")],
        day,
        [plan, visit],
        [five, week, "Only the last placement of the day goes on."],
        absent=[none("parent-assessment")],
    )
    start = day
    twenty = ENGLAND.after(start, 20)
    for name, moving in (("the same day", start), ("the next day", start + ONE_DAY)):
        ten, five, week = ENGLAND.after(moving, 10), ENGLAND.after(moving, 5), weeks(moving, 1)
        book.add(
            f"Interim care order {full(start)} in foster care, with a parent {name}",
            [looked_after(start, at="02:00", status="interim-care-order"), moved(moving, "parent", at="17:00")],
            moving,
            [
                due("review", "R1", twenty, "upcoming", review=1),
                due("placement-plan", "P3", five, "upcoming"),
                due("visit", "V1", week, "upcoming"),
                due("parent-assessment", "W1a", ten, "upcoming"),
            ],
            [twenty, five, week, ten],
        )
