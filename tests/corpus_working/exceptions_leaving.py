"""Leaving care, secure accommodation, short breaks that are too many, and the first day of rules that one event sets off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .casebook import due, none
from .counting import ONE_DAY, days, full, hours, months, on, weeks, years
from .happened import ceased, done, event, held, looked_after, moved, status_changed

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from .casebook import Entry, Family
    from .counting import Counted


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


def weeks_of_short_breaks(book: Family) -> None:
    """Reg 40(2), and before April 2011 SI 2001/2874 reg 3: weeks of short breaks make nobody eligible; nor do weeks after eighteen."""
    for rule, born, start, counted, sixteen in (
        ("T1", "2010-03-01", "2024-05-06", "2024-08-05", "2026-03-01"),
        ("T1-2001", "1993-03-01", "2007-05-07", "2007-08-06", "2009-03-01"),
    ):
        book.add(
            f"Short breaks, thirteen weeks recorded on {full(on(counted))}, sixteen on {full(on(sixteen))}",
            [looked_after(start, status="short-break"), done("thirteen-weeks-since-fourteen", counted)],
            counted,
            [],
            "Short breaks are left out, whatever weeks were counted.",
            born=born,
            absent=[none("eligible-child", rule)],
            rules=[rule],
        )
    late = on("2008-02-25")
    thirteen = weeks(late, 13)
    book.add(
        f"Looked after from {full(late)}, eighteen on Sun 20 Apr 2008",
        [looked_after(late)],
        late,
        [],
        [thirteen, "By then eighteen: an eligible child is sixteen or seventeen."],
        born="1990-04-20",
        absent=[none("eligible-child", "T1-2001")],
        rules=["T1-2001"],
    )


def too_many_short_breaks(book: Family) -> None:
    """Reg 48(2)(c): a stay of more than 17 days, or more than 75 days in twelve months, from 1 April 2011."""
    stays = ("2010-06-01", "2010-08-02", "2010-10-04", "2010-12-06", "2011-02-07")
    fifteen = [event("short-break-stay", day, ends_on=days(on(day), 14)) for day in stays]
    for first, in_force in (("2011-03-14", False), ("2011-03-15", True)):
        passed = days(on(first), 17)
        long_stay = event("short-break-stay", first, ends_on="2011-04-05")
        _full_care(book, "S7", [long_stay], passed, "The 18th day of a stay", in_force=in_force)
    for day, in_force in (("2011-03-31", False), ("2011-04-01", True)):
        one_more = event("short-break-stay", day, ends_on=day)
        _full_care(
            book, "S8", [*fifteen, one_more], on(day), "The 76th day in twelve months, after five stays of 15 days", in_force=in_force
        )


def _full_care(book: Family, rule: str, stays: list[Entry], passed: Counted | date, what: str, *, in_force: bool) -> None:
    day = passed if not isinstance(passed, tuple) else passed.day
    book.add(
        f"{what} is {full(day)}",
        [looked_after("2010-05-03", status="short-break"), *stays],
        day,
        [due("short-breaks-are-full-care", rule, None)] if in_force else [],
        [passed if isinstance(passed, tuple) else f"{what}.", "The Regulations are in force from Fri 1 Apr 2011."],
        absent=None if in_force else [none("short-breaks-are-full-care", rule)],
        rules=[rule],
    )
