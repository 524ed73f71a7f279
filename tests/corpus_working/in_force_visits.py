"""Rules on visits, around 1 April 2011 and 1 April 2015."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .casebook import Entry, Family, due, none
from .counting import Counted, full, months, on, weeks, years
from .edges import APRIL_2011, FIRST, IN_CARE, LAST_1991, edge
from .happened import done, fact, held, looked_after, moved, status_changed

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

START = "2010-11-08"
APRIL_2015 = ["2015-03-31", "2015-04-01", "2015-04-02"]


def _weeks(n: int) -> Callable[[date], Counted]:
    return lambda day: weeks(day, n)


def _months(n: int) -> Callable[[date], Counted]:
    return lambda day: months(day, n)


def visits_2011(book: Family) -> None:
    """A visit done on each day, for each kind of placement: how soon the next."""
    since_2009, second = looked_after("2009-06-01"), held("2009-06-25")
    kin = looked_after(START, placement="connected-person")
    interim = looked_after(START, placement="parent", status="interim-care-order")
    in_hospital, run_by_others = (
        looked_after("2009-06-01", placement="hospital", status="care-order"),
        fact("arrangements-by-others", "2009-06-01"),
    )
    settled = [looked_after(START, placement="parent", status="care-order"), fact("parent-assessment-completed", START), FIRST]
    others = [looked_after(START, placement="hospital", status="care-order"), fact("arrangements-by-others", START), FIRST]
    lives: list[tuple[str, list[Entry], str, Callable[[date], Counted]]] = [
        ("in the first year", [IN_CARE, FIRST], "V2", _weeks(6)),
        ("after the first year", [since_2009, second], "V4-2011", _weeks(6)),
        (
            "after the first year, placement to last",
            [since_2009, fact("placement-to-last-to-18", "2009-06-01"), second],
            "V3-2011",
            _months(3),
        ),
        (
            "temporary approval, not yet reviewed",
            [IN_CARE, FIRST, moved("2011-03-21", "connected-person"), fact("temporary-approval", "2011-03-21")],
            "V7a",
            _weeks(1),
        ),
        ("temporary approval, reviewed", [kin, fact("temporary-approval", START), FIRST], "V7b", _weeks(4)),
        (
            "interim care order, with a parent, not yet reviewed",
            [looked_after("2011-03-21", placement="parent", status="interim-care-order")],
            "V7d",
            _weeks(1),
        ),
        ("interim care order, with a parent, reviewed", [interim, fact("parent-assessment-completed", START), FIRST], "V7e", _weeks(4)),
        ("care order, with a parent", settled, "V8b", _weeks(6)),
        ("arrangements by others, first year", others, "V9b", _weeks(6)),
        ("arrangements by others, after the first year", [in_hospital, run_by_others, second], "V9c", _months(3)),
    ]
    for name, events, rule, count in lives:
        if name == "temporary approval, not yet reviewed":
            book.withdrawn(6)  # with a parent before the assessment, but not in the care of the authority
        for text in APRIL_2011:
            limit = count(on(text))
            edge(
                book,
                f"Visited {full(on(text))}: {name}",
                [*events, done("visit", text)],
                text,
                [due("visit", rule, limit, "upcoming", basis="actual")],
                [limit],
                in_force=text > LAST_1991,
                not_yet="Regulation 28 begins the next day.",
            )


def orders_2011(book: Family) -> None:
    """A visit within a week of an order."""
    assessed = fact("parent-assessment-completed", START)
    made: list[tuple[str, list[Entry], str, str]] = [
        (
            "A care order is made",
            [looked_after(START, placement="parent", status="interim-care-order"), assessed, FIRST],
            "V8a",
            "care-order",
        ),
        (
            "An interim care order is made",
            [IN_CARE, FIRST, moved("2011-03-21", "parent"), fact("parent-assessment-completed", "2011-03-21")],
            "V7c",
            "interim-care-order",
        ),
    ]
    for name, events, rule, status in made:
        for text in APRIL_2011:
            limit = weeks(on(text), 1)
            edge(
                book,
                f"{name} {full(on(text))} while the child lives with a parent: a visit within a week",
                [*events, status_changed(text, status)],
                text,
                [due("visit", rule, limit, "upcoming")],
                [limit],
                in_force=text > LAST_1991,
                not_yet="Regulation 28 begins the next day.",
            )
    book.withdrawn(3)  # arrangements run by others, for a child who was not in the care of the authority


def visits_2015(book: Family) -> None:
    """1 April 2015: the longer interval of long-term foster placements."""
    start = "2013-02-04"
    last = fact("placement-to-last-to-18", start)
    agreed = [fact("child-agrees-to-fewer-visits", start), fact("long-term-foster-placement", start)]
    lives = [
        ("placement to last", [last], "V3", "V3-2011", _months(3), _months(3)),
        ("long-term, and the child agrees", [*agreed, last], "V5", "V3-2011", _months(6), _months(3)),
        ("placement not meant to last", [], "V4", "V4-2011", _weeks(6), _weeks(6)),
    ]
    for name, facts, after, before, longer, shorter in lives:
        for text in APRIL_2015:
            new = text > APRIL_2015[0]
            limit = (longer if new else shorter)(on(text))
            book.add(
                f"Visited {full(on(text))}, over a year in the placement: {name}",
                [looked_after(start), *facts, done("visit", text)],
                text,
                [due("visit", after if new else before, limit, "upcoming", basis="actual")],
                [limit],
                absent=[none("visit", before if new else after, basis="actual")],
            )
    for text in APRIL_2015:
        year = years(on(text), 1)
        edge(
            book,
            f"Review meeting {full(on(text))} in a long-term foster placement: the next in a year",
            [looked_after(start), fact("long-term-foster-placement", start), held("2013-02-28"), held("2013-05-27"), held(text)],
            text,
            [due("review-meeting", "R11", year, "upcoming")],
            [year],
            in_force=text > APRIL_2015[0],
            not_yet="The rule begins the next day.",
        )
