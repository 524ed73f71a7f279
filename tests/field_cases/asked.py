"""What a field case asks: a history as its JSON has it, under `england` or a profile of its own, read on a day.

The cases come from reports that people published and from the public pages that each test names; children are invented. A
case that waits is an expected failure, strictly: once what it names is there, the mark has to go.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from tests.small_profiles import HEAD, profile_of

from lacreview_rules import build_schedule, load_profile, parse_history

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lacreview_rules import DueDate, Profile, Schedule

Event = dict[str, Any]


def waits(for_what: str) -> pytest.MarkDecorator:
    """An expected failure: what the engine or the format does not have yet."""
    return pytest.mark.xfail(strict=True, reason=for_what)


def looked_after(on: str, placement: str = "foster-care", legal_status: str = "section-20") -> Event:
    """The child became looked after."""
    return {"event": "became-looked-after", "on": on, "placement": placement, "legal_status": legal_status}


def held(on: str, **more: Any) -> Event:
    """A review was held."""
    return {"event": "review-held", "on": on} | more


def done(task: str, on: str, **more: Any) -> Event:
    """A task was done."""
    return {"event": "task-done", "on": on, "task": task} | more


def moved(on: str, placement: str = "foster-care") -> Event:
    """The child moved."""
    return {"event": "placement-moved", "on": on, "placement": placement}


def fact(name: str, on: str) -> Event:
    """A fact became true."""
    return {"event": "fact", "on": on, "fact": name}


def happened(kind: str, on: str, **more: Any) -> Event:
    """Any other event."""
    return {"event": kind, "on": on} | more


def schedule_of(
    born: str, events: Iterable[Event], *, tables: str = "", until: str | None = None, records: list[str] | None = None
) -> Schedule:
    """The schedule of a history, under `england` or what `tables` add to it."""
    history: dict[str, Any] = {"child": "X", "date_of_birth": born, "events": list(events)}
    if records is not None:
        history["records"] = records
    profile: Profile = profile_of(tables, HEAD) if tables else load_profile("england")
    return build_schedule(parse_history(history), profile, until=None if until is None else date.fromisoformat(until))


def on(schedule: Schedule, as_of: str, task: str) -> list[DueDate]:
    """The due dates of a task, read on a day."""
    return list(schedule.on(date.fromisoformat(as_of)).of(task))


def said(schedule: Schedule, as_of: str, task: str) -> list[str]:
    """Each as its date, status and day done."""
    return [" ".join(map(str, filter(None, (due.due, due.status, due.done_on)))) for due in on(schedule, as_of, task)]


def outstanding(schedule: Schedule, as_of: str, task: str) -> list[str]:
    """The days of those that still have to be done."""
    return [str(due.due) for due in on(schedule, as_of, task) if due.status in {"upcoming", "due-today", "overdue"}]
