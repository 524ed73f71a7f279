"""Made-up children for the benchmark of schedules, as many as asked for, each with the ten events of `schedule.py`.

Each child's days are drawn anew: ages, gaps, reviews and decisions in time and late. The same children can be had
as histories for the library, as a table of events with a row for each, and as the inputs of the
OpenFisca package; from the events to those inputs is part of what an OpenFisca user has to write.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from lacreview_rules import (
    BecameLookedAfter,
    DecisionsIssued,
    History,
    LegalStatusChanged,
    PlacementMoved,
    ReviewArranged,
    ReviewHeld,
    TaskDone,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Days = NDArray[np.datetime64]

FIRST, LAST = date(2020, 9, 25), date(2026, 9, 1)
"""Care begins between these: since the months in which the law of 2020 was relaxed."""

KINDS = (
    "became-looked-after",
    "visit",
    "care-plan",
    "review-held",
    "decisions-issued",
    "placement-moved",
    "legal-status-changed",
    "review-held",
    "decisions-issued",
    "review-arranged",
)
"""The ten events, in the order in which they happen."""
CODES = {kind: code for code, kind in enumerate(dict.fromkeys(KINDS))}
"""How a table of events writes each kind."""


@dataclass(frozen=True)
class Children:
    """Ten events for each child.

    Attributes:
        born: each child's date of birth.
        on: a row for each child and a column for each of `KINDS`: the day it happened.
        booked: the day for which the last event arranged a review.
    """

    born: Days
    on: Days
    booked: Days


@dataclass(frozen=True)
class Events:
    """The same, one row an event, in the order of child and day.

    Attributes:
        child: which child, counted from 0.
        kind: what happened, by its number in `CODES`.
        on: the day it happened.
        review_on: for an arranged review the day it was arranged for, otherwise NaT.
    """

    child: NDArray[np.int64]
    kind: NDArray[np.int8]
    on: Days
    review_on: Days


def children(count: int, seed: int = 1) -> Children:
    """So many children, the same ones for the same seed."""
    random = np.random.default_rng(seed)

    def between(fewest: int, most: int) -> NDArray[np.int64]:
        return random.integers(fewest, most + 1, count)

    start = np.datetime64(FIRST) + between(0, (LAST - FIRST).days)
    review_1 = start + between(12, 45)
    decided_1 = review_1 + between(0, 20)
    moved = decided_1 + between(1, 40)
    changed = moved + between(1, 20)
    review_2 = changed + between(1, 60)
    decided_2 = review_2 + between(0, 20)
    arranged = decided_2 + between(0, 10)
    days = (start, start + between(0, 6), start + between(7, 11), review_1, decided_1, moved, changed, review_2, decided_2, arranged)
    return Children(start - between(0, 16 * 365), np.stack(days, axis=1), arranged + between(30, 200))


def histories(those: Children) -> list[History]:
    """The children as the library takes them, one by one."""
    made = []
    for place, (born, row, booked) in enumerate(zip(those.born.tolist(), those.on.tolist(), those.booked.tolist(), strict=True)):
        start, visited, planned, held_1, decided_1, moved, changed, held_2, decided_2, arranged = row
        events = [
            BecameLookedAfter(on=start, placement="foster-care", legal_status="section-20"),
            TaskDone(on=visited, task="visit"),
            TaskDone(on=planned, task="care-plan"),
            ReviewHeld(on=held_1),
            DecisionsIssued(on=decided_1),
            PlacementMoved(on=moved, placement="childrens-home"),
            LegalStatusChanged(on=changed, legal_status="interim-care-order"),
            ReviewHeld(on=held_2),
            DecisionsIssued(on=decided_2),
            ReviewArranged(on=arranged, review_on=booked),
        ]
        made.append(History(child=f"C{place}", date_of_birth=born, events=events))
    return made


def event_table(those: Children) -> Events:
    """The children as one long table of events."""
    count, width = those.on.shape
    review_on = np.full((count, width), np.datetime64("NaT"), dtype="datetime64[D]")
    review_on[:, -1] = those.booked
    return Events(
        np.repeat(np.arange(count), width),
        np.tile(np.array([CODES[kind] for kind in KINDS], dtype=np.int8), count),
        those.on.ravel(),
        review_on.ravel(),
    )


def inputs_from_events(events: Events, born: Days, reviews: int = 2, visits: tuple[int, int] = (1, 0)) -> dict[str, NDArray[Any]]:
    """The long table as the numbered inputs of `openfisca_reviews`, a column each; what is not recorded is NaT."""
    count = len(born)

    def column(rows: NDArray[np.bool_], days: Days | None = None) -> Days:
        made = np.full(count, np.datetime64("NaT"), dtype="datetime64[D]")
        made[events.child[rows]] = (events.on if days is None else days)[rows]
        return made

    first_rows = np.searchsorted(events.child, np.arange(count))

    def numbered(rows: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Of the rows chosen, which is a child's first, second and so on; 0 for the others."""
        so_far: NDArray[np.int64] = np.cumsum(rows, dtype=np.int64)
        before: NDArray[np.int64] = so_far[first_rows] - rows[first_rows]
        return np.where(rows, so_far - before[events.child], 0)

    made: dict[str, NDArray[Any]] = {"date_of_birth": born}
    made["became_looked_after"] = column(events.kind == CODES["became-looked-after"])
    made["moved"] = column(events.kind == CODES["placement-moved"])
    made["next_review_booked"] = column(events.kind == CODES["review-arranged"], events.review_on)
    place = numbered(events.kind == CODES["review-held"])
    held_by = np.zeros(len(events.child), dtype=np.int64)
    for number in range(1, reviews + 1):
        held = made[f"review_{number}_held"] = column(place == number)
        held_by += events.on >= held[events.child]
    decisions = events.kind == CODES["decisions-issued"]
    for number in range(1, reviews + 1):
        made[f"decisions_{number}_issued"] = column(decisions & (held_by == number))
    after_move = events.on >= made["moved"][events.child]
    visit = events.kind == CODES["visit"]
    for placement, (most, here) in enumerate(zip(visits, (visit & ~after_move, visit & after_move), strict=True), 1):
        made[f"placement_{placement}_emergency"] = np.zeros(count, dtype=bool)
        place = numbered(here)
        for number in range(1, most + 1):
            made[f"visit_{placement}_{number}"] = column(place == number)
    return made


def rows_of(due: dict[str, Days]) -> tuple[NDArray[np.int64], NDArray[np.int64], Days]:
    """Due dates in columns as one long table, a row a due date: which child, which column, which day."""
    days = np.stack(list(due.values()), axis=1)
    child, column = np.nonzero(~np.isnat(days))
    return child, column, days[child, column]
