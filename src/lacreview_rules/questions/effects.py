"""A reading put into effect: another profile, another record, or another calendar, under which the schedule is built again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from lacreview_rules.counting.periods import Period, Unit
from lacreview_rules.histories.events import BecameLookedAfter
from lacreview_rules.profiles.models import Timescale
from lacreview_rules.profiles.profile import with_digest
from lacreview_rules.questions.written import open_questions

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.histories.events import Event
    from lacreview_rules.histories.history import History
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.questions.written import Edge, Move, RuleChange, WrittenReading

_MOST_KEPT = 256
_ONE_DAY = timedelta(days=1)


class Inputs(NamedTuple):
    """What a schedule is built from under a reading.

    Attributes:
        days: where a day of the record is read as another, that other: ids of due dates are made from them.
    """

    history: History
    profile: Profile
    calendar: WorkingCalendar
    days: Mapping[date, date]


class CannotMoveError(Exception):
    """The record cannot be read as if an event lay on another day; says why."""


def is_taken(reading: WrittenReading, profile: Profile) -> bool:
    """Whether it is the reading under which the profile stands already."""
    if reading.settings:
        return all(profile.settings[name] == value for name, value in reading.settings.items())
    return reading.taken


def put_into_effect(question: str, reading: WrittenReading, history: History, profile: Profile, calendar: WorkingCalendar) -> Inputs | None:
    """What a schedule is built from under a reading; None where it changes nothing for this child.

    Raises:
        CannotMoveError: the record cannot be read so.
    """
    under = profile_under(profile, question, reading.name) if reading.settings or reading.changes else profile
    moved, days = moved_history(history, reading.moves, calendar) if reading.moves else (history, {})
    days_off = calendar.local if reading.closures else calendar
    if under is profile and not days and days_off is calendar:
        return None
    return Inputs(moved, under, days_off, days)


@lru_cache(maxsize=_MOST_KEPT)
def profile_under(profile: Profile, question: str, name: str) -> Profile:
    """The profile under one reading of a question; itself where no rule of it is another."""
    [reading] = [one for asked in open_questions() if asked.id == question for one in asked.readings if one.name == name]
    if reading.settings:
        return profile.with_settings(**reading.settings)
    timescales = tuple(_under(rule, reading.changes) for rule in profile.timescales)
    if timescales == profile.timescales:
        return profile
    return with_digest(replace(profile, timescales=timescales))


def _under(rule: Timescale, changes: tuple[RuleChange, ...]) -> Timescale:
    for change in changes:
        if change.names(rule.id) and (not change.counted_after or _counts_after(rule)):
            rule = _changed(rule, change)
    return rule


def _counts_after(rule: Timescale) -> bool:
    """Whether it counts some days, weeks, months or years after something."""
    if not rule.after or rule.before is not None:
        return False
    periods = [Period.parse(text) for text in rule.limit]
    return any(period.count and period.unit is not Unit.HOUR for period in periods)


def _changed(rule: Timescale, change: RuleChange) -> Timescale:
    said: dict[str, Any] = rule.model_dump(by_alias=True, exclude_defaults=True)
    said |= change.set
    if change.unless:
        said["unless"] = [*said.get("unless", ()), *change.unless]
    later = {key: value for key, value in said.get("when", {}).items() if key in change.at_limit and value is not None}
    if later:
        kept = {key: value for key, value in said["when"].items() if key not in later and value is not None}
        said |= {"when": kept or None, "while": {**(said.get("while") or {}), **later}}
    if change.edges:
        said["in_force"] = [_read_otherwise(span, change.edges) for span in said.get("in_force", ())]
    return Timescale.model_validate(said)


def _read_otherwise(span: dict[str, date], edges: tuple[Edge, ...]) -> dict[str, date]:
    read = dict(span)
    for edge in edges:
        for key, day in (("from", edge.from_), ("to", edge.to)):
            if day is not None and span.get(key) == day:
                read[key] = edge.instead
    return read


def moved_history(history: History, moves: tuple[Move, ...], calendar: WorkingCalendar) -> tuple[History, dict[date, date]]:
    """The record as if some events lay on another day, and which day is read as which.

    What is recorded on the day of an event that begins care, and says how things stand from then on, goes with it.

    Raises:
        CannotMoveError: something else is recorded between the two days.
    """
    events = list(history.events)
    days: dict[date, date] = {}
    for move in moves:
        for event in history.events:
            if event.kind not in move.events or (move.legal_status and not _has_status(event, move.legal_status)):
                continue
            to = event.on + _ONE_DAY if move.to == "1 day" else calendar.first_working_day_on_or_after(event.on)
            if to == event.on:
                continue
            for place, other in enumerate(history.events):
                if other is event or (other.on == event.on and other.kind in move.with_):
                    events[place] = replace(other, on=to)
                elif event.on < other.on < to or (other.on == event.on and not isinstance(event, BecameLookedAfter)):
                    raise CannotMoveError(
                        f"events[{place}]: it is recorded between the day of another event and the day that is read instead"
                    )
            days[event.on] = to
    return (replace(history, events=tuple(events)), days) if days else (history, days)


def _has_status(event: Event, wanted: tuple[str, ...]) -> bool:
    status = getattr(event, "legal_status", None) or ""
    return any(word in wanted for word in ([status] if isinstance(status, str) else status))
