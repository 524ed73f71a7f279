"""The one-off and moved bank holidays of 2011, 2012, 2020, 2022 and 2023, and what a list without them would give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .casebook import Family, due
from .counting import ENGLAND, ONE_DAY, days_before, full, months, on
from .happened import looked_after, reviewed_once

if TYPE_CHECKING:
    from datetime import date

ONE_OFFS = [
    ("the royal wedding holiday", "2011-04-29"),
    ("the spring bank holiday moved to June", "2012-06-04"),
    ("the Diamond Jubilee holiday", "2012-06-05"),
    ("the early May bank holiday moved to Friday", "2020-05-08"),
    ("the spring bank holiday moved to Thursday", "2022-06-02"),
    ("the Platinum Jubilee holiday", "2022-06-03"),
    ("the State Funeral", "2022-09-19"),
    ("the Coronation holiday", "2023-05-08"),
]
ORDINARY = [
    ("the last Monday of May 2012, from which the spring bank holiday was moved", "2012-05-28"),
    ("the first Monday of May 2020, from which the bank holiday was moved", "2020-05-04"),
    ("the last Monday of May 2022, from which the spring bank holiday was moved", "2022-05-30"),
]
WITHOUT: list[tuple[str, tuple[str, ...], dict[str, str]]] = [
    ("the royal wedding holiday of 2011", ("2011-04-29",), {}),
    ("the changes of June 2012", ("2012-06-04", "2012-06-05"), {"2012-05-28": "Spring bank holiday"}),
    ("the move of May 2020", ("2020-05-08",), {"2020-05-04": "Early May bank holiday"}),
    ("the changes of June 2022", ("2022-06-02", "2022-06-03"), {"2022-05-30": "Spring bank holiday"}),
    ("the State Funeral of 2022", ("2022-09-19",), {}),
    ("the Coronation holiday of 2023", ("2023-05-08",), {}),
]


def family() -> Family:
    """One-offs."""
    book = Family(
        "one-offs", "one-off", "Bank holidays kept once or moved once, the day before, on and after, and with a list that lacks them."
    )
    starts: set[date] = set()
    for name, text in (*ONE_OFFS, *ORDINARY):
        for where, start in (("the day before", on(text) - ONE_DAY), ("on", on(text)), ("the day after", on(text) + ONE_DAY)):
            if start in starts:
                continue  # of two holidays in a row, the day after one is the other
            starts.add(start)
            ten, twenty = ENGLAND.after(start, 10), ENGLAND.after(start, 20)
            book.add(
                f"Looked after {where} {name}, {full(start)}",
                [looked_after(start)],
                start,
                [due("review", "R1", twenty, "upcoming", review=1), due("care-plan", "P1", ten, "upcoming", aim=start)],
                [ten, twenty],
            )
    for name, removed, added in WITHOUT:
        _without(book, name, removed, added)
    _proclaimed(book)
    _months(book)
    return book


def _without(book: Family, name: str, removed: tuple[str, ...], added: dict[str, str]) -> None:
    """The same count with the list and with one that lacks the change: the second gives a different day."""
    days_off = ENGLAND.but_for(removed=removed, added=added)
    calendar: dict[str, Any] = {"added": [{"date": day, "name": title} for day, title in added.items()], "removed": list(removed)}
    last = on(removed[-1])
    for where, start in (
        ("four weeks before the holiday", days_before(last, 28).day),
        ("the working day before it", ENGLAND.before(on(removed[0]), 1).day),
    ):
        right, wrong = ENGLAND.after(start, 20), days_off.after(start, 20)
        for said, list_, counted, given in (
            ("with the list as it is", None, right, wrong),
            ("with a list that lacks it", calendar, wrong, right),
        ):
            book.add(
                f"{name[0].upper()}{name[1:]}, {said}: looked after {where}, {full(start)}",
                [looked_after(start)],
                counted,
                [due("review", "R1", counted, "due-today", review=1)],
                [counted, f"The other list gives {full(given.day)}."],
                absent=[due("review", "R1", given)] if given.day != counted.day else [],
                calendar=list_,
            )


def _proclaimed(book: Family) -> None:
    """A day proclaimed later, laid over the list: working days move, months do not."""
    text, name = "2026-06-15", "Proclaimed bank holiday"
    days_off = ENGLAND.but_for(added={text: name})
    calendar: dict[str, Any] = {"added": [{"date": text, "name": name}], "removed": []}
    for where, start in (("the day before", on(text) - ONE_DAY), ("on", on(text)), ("the day after", on(text) + ONE_DAY)):
        five, twenty = days_off.after(start, 5), days_off.after(start, 20)
        book.add(
            f"Looked after {where} a newly proclaimed bank holiday, {full(start)}",
            [looked_after(start)],
            start,
            [due("review", "R1", twenty, "upcoming", review=1), due("placement-plan", "P3", five, "upcoming")],
            [five, twenty],
            calendar=calendar,
        )
    limit, decisions = months(on("2026-06-12"), 3), days_off.after(on("2026-06-12"), 5)
    book.add(
        "A newly proclaimed bank holiday moves the decisions of the first review, not the second review",
        reviewed_once("2026-06-12"),
        "2026-06-12",
        [due("review", "R2", limit, "upcoming", review=2), due("decisions", "IRO5", decisions, "upcoming", review=1)],
        [limit, decisions],
        calendar=calendar,
    )


def _months(book: Family) -> None:
    """Three months that end on a one-off holiday."""
    for name, first in (
        ("the Diamond Jubilee holiday", "2012-03-05"),
        ("the moved spring bank holiday", "2022-03-02"),
        ("the Coronation holiday", "2023-02-08"),
    ):
        limit = months(on(first), 3)
        before = ENGLAND.last_on_or_before(limit.day)
        book.add(
            f"Three months end on {name}, {full(limit.day)}",
            reviewed_once(first),
            limit,
            [due("review", "R2", limit, "due-today", review=2, last_working_day=before)],
            [limit, f"The last working day on or before it is {full(before)}."],
        )
