"""24 April to 24 September 2020, for every rule of which the amendments were said to soften the limit.

What the amended words say was not seen as far as most of these: the ordinary limit stays as the outer one, under a rule of
its own that says so. Authority for the days: SI 2020/445 reg 2; whether the last is 24 or 25 September is open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .casebook import LOOKED_UP_AGAIN, Day, Entry, Family, due, none
from .counting import ENGLAND, Counted, days_before, full, months, on, weeks
from .happened import done, event, fact, held, in_order, looked_after, moved, status_changed

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

DAYS = ["2020-04-23", "2020-04-24", "2020-09-24", "2020-09-25"]
WINDOW = DAYS[1:3]
CARED_FOR = looked_after("2019-11-04", status="care-order")
REVIEWS = [held("2019-11-27"), held("2020-02-20")]
LONG_SINCE = "2018-06-04"
ASSESSED = "parent-assessment-completed"


class Life(NamedTuple):
    """What one rule counts from, on a day, and how far."""

    rule: str
    task: str
    name: str
    events: Callable[[date], list[Entry]]
    limit: Callable[[date], Counted | date | None]


def _earlier(day: date, n: int) -> date:
    return days_before(day, n).day


def _weeks(n: int) -> Callable[[date], Counted]:
    return lambda day: weeks(day, n)


def _months(n: int) -> Callable[[date], Counted]:
    return lambda day: months(day, n)


def _ten(day: date) -> Counted:
    return ENGLAND.after(day, 10)


def _long(*facts: str, placement: str = "foster-care") -> list[Entry]:
    return [looked_after(LONG_SINCE, placement=placement, status="care-order"), *(fact(name, LONG_SINCE) for name in facts)]


def _new(day: date, placement: str, *facts: str, status: str = "care-order") -> list[Entry]:
    """Moved two days before, and not reviewed since."""
    two = _earlier(day, 2)
    return [looked_after("2019-11-04", status=status), *REVIEWS, moved(two, placement), *(fact(name, two) for name in facts)]


def _settled(placement: str, *facts: str, status: str = "care-order") -> list[Entry]:
    """Moved in March and reviewed since."""
    told = [fact(name, "2020-03-02") for name in facts]
    return [looked_after("2019-11-04", status=status), *REVIEWS, moved("2020-03-02", placement), *told, held("2020-03-12")]


def _adopted(day: date, placed: int, *reviewed: int) -> list[Entry]:
    """Placed for adoption, and reviewed, so many days before."""
    return [CARED_FOR, *REVIEWS, event("placed-for-adoption", _earlier(day, placed)), *(held(_earlier(day, n)) for n in reviewed)]


def _visited(day: Day) -> Entry:
    return done("visit", day)


def _short(start: Day) -> list[Entry]:
    return [looked_after(start, status="short-break")]


LIVES = [
    Life("W1a", "parent-assessment", "moved to a parent", lambda day: [CARED_FOR, *REVIEWS, moved(day, "parent")], _ten),
    Life("W1b", "parent-placement-review", "moved to a parent: the case", lambda day: [CARED_FOR, *REVIEWS, moved(day, "parent")], _ten),
    Life("W2", "parent-placement-decision", "parent assessed", lambda day: [*_new(day, "parent"), done("parent-assessment", day)], _ten),
    Life(
        "W3",
        "parent-placement-decision-before",
        "to be placed with a parent",
        lambda day: [CARED_FOR, *REVIEWS, event("placement-with-parent-planned", day)],
        lambda day: day,
    ),
    Life("V1", "visit", "moved", lambda day: [CARED_FOR, *REVIEWS, moved(day)], _weeks(1)),
    Life("V2", "visit", "visited in the first year", lambda day: [CARED_FOR, *REVIEWS, _visited(day)], _weeks(6)),
    Life("V3", "visit", "visited, placement to last", lambda day: [*_long("placement-to-last-to-18"), _visited(day)], _months(3)),
    Life("V4", "visit", "visited after the first year", lambda day: [*_long(), _visited(day)], _weeks(6)),
    Life(
        "V5",
        "visit",
        "visited, long-term and the child agrees",
        lambda day: [*_long("long-term-foster-placement", "child-agrees-to-fewer-visits"), _visited(day)],
        _months(6),
    ),
    Life("V6a", "visit", "visited, parent not assessed, not reviewed", lambda day: [*_new(day, "parent"), _visited(day)], _weeks(1)),
    Life("V6b", "visit", "visited, parent not assessed, reviewed", lambda day: [*_settled("parent"), _visited(day)], _weeks(6)),
    Life(
        "V7a",
        "visit",
        "visited, temporary approval, not reviewed",
        lambda day: [*_new(day, "connected-person", "temporary-approval"), _visited(day)],
        _weeks(1),
    ),
    Life(
        "V7b",
        "visit",
        "visited, temporary approval, reviewed",
        lambda day: [*_settled("connected-person", "temporary-approval"), _visited(day)],
        _weeks(4),
    ),
    Life(
        "V7c",
        "visit",
        "interim care order made, with a parent",
        lambda day: [*_new(day, "parent", ASSESSED, status="other"), _visited(_earlier(day, 1)), status_changed(day, "interim-care-order")],
        _weeks(1),
    ),
    Life(
        "V7d",
        "visit",
        "visited, interim order and a parent, not reviewed",
        lambda day: [*_new(day, "parent", ASSESSED, status="interim-care-order"), _visited(day)],
        _weeks(1),
    ),
    Life(
        "V7e",
        "visit",
        "visited, interim order and a parent, reviewed",
        lambda day: [*_settled("parent", ASSESSED, status="interim-care-order"), _visited(day)],
        _weeks(4),
    ),
    Life(
        "V8a",
        "visit",
        "care order made, with a parent",
        lambda day: [
            *_settled("parent", ASSESSED, status="interim-care-order"),
            _visited(_earlier(day, 1)),
            status_changed(day, "care-order"),
        ],
        _weeks(1),
    ),
    Life("V8b", "visit", "visited, care order and a parent", lambda day: [*_settled("parent", ASSESSED), _visited(day)], _weeks(6)),
    Life(
        "V9a",
        "visit",
        "arrangements of others changed",
        lambda day: [CARED_FOR, *REVIEWS, _visited(_earlier(day, 1)), event("arrangements-changed", day)],
        _weeks(1),
    ),
    Life(
        "V9b",
        "visit",
        "visited, arrangements of others, first year",
        lambda day: [*_settled("hospital", "arrangements-by-others"), _visited(day)],
        _weeks(6),
    ),
    Life(
        "V9c",
        "visit",
        "visited, arrangements of others, later",
        lambda day: [*_long("arrangements-by-others", placement="hospital"), _visited(day)],
        _months(3),
    ),
    Life(
        "A1",
        "review",
        "authority to place for adoption",
        lambda day: [CARED_FOR, REVIEWS[0], held(_earlier(day, 3)), event("authorised-for-adoption", day)],
        _months(3),
    ),
    Life(
        "A2",
        "review",
        "reviewed, authority to place, not placed",
        lambda day: [CARED_FOR, *REVIEWS, event("authorised-for-adoption", "2020-03-02"), held(day)],
        _months(6),
    ),
    Life("A3", "review", "placed for adoption", lambda day: _adopted(day, 0), _weeks(4)),
    Life("A4", "review", "placed for adoption, first review", lambda day: _adopted(day, 20, 0), _months(3)),
    Life("A5", "review", "placed for adoption, second review", lambda day: _adopted(day, 60, 40, 0), _months(6)),
    Life("A6a", "visit", "placed for adoption: the first visit", lambda day: _adopted(day, 0), _weeks(1)),
    Life("A6b", "visit", "placed for adoption, visited, not reviewed", lambda day: [*_adopted(day, 5), _visited(day)], _weeks(1)),
    Life("S1", "review", "short breaks begin", _short, _months(3)),
    Life("S2", "review", "short breaks, reviewed", lambda day: [*_short("2020-02-03"), held(day)], _months(6)),
    Life("S3a", "visit", "short breaks begin: the first visit", _short, _months(3)),
    Life("S3b", "visit", "short breaks, visited", lambda day: [*_short("2020-02-03"), _visited(day)], _months(6)),
    Life("S4", "short-break-exemptions", "short breaks begin: what is switched off", _short, lambda _: None),
]


def whole_window(book: Family) -> None:
    """Each rule on the day before the window, its first day, its last and the day after."""
    book.added = LOOKED_UP_AGAIN
    for life in LIVES:
        for text in DAYS:
            day = on(text)
            inside = text in WINDOW
            limit = life.limit(day)
            rule, other = (f"{life.rule}-2020", life.rule) if inside else (life.rule, f"{life.rule}-2020")
            worked = ["No number." if limit is None else limit if isinstance(limit, Counted) else f"By {full(limit)}."]
            book.add(
                f"{life.rule}: {life.name}, {full(day)}",
                in_order(*life.events(day)),
                text,
                [due(life.task, rule, limit, "advisory" if limit is None else None)],
                [*worked, "In the window the limit was softened: it stays as the outer one." if inside else "The ordinary text."],
                absent=[none(life.task, other, due=limit)] if limit is not None else [none(life.task, other)],
            )
    for text in WINDOW:
        twenty, ten = ENGLAND.after(on(text), 20), ENGLAND.after(on(text), 10)
        book.add(
            f"First review and care plan, looked after {full(on(text))}: not changed; first visit in the window",
            [looked_after(text)],
            text,
            [
                due("review", "R1", twenty, "upcoming", review=1),
                due("care-plan", "P1", ten, "upcoming"),
                due("visit", "V1-2020", weeks(on(text), 1), "upcoming"),
            ],
            [twenty, ten, weeks(on(text), 1)],
        )
