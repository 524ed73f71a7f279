"""The words that an event records, and the event that a word stands for."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.histories import events as ev
from lacreview_rules.histories.meanings import Meanings, Word

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

_OF_EVERY_EVENT = {field.name for field in fields(ev.Event)}
STANDING_ALONE = {
    kind: cls
    for kind, cls in ev.BUILT_IN.items()
    if all(field.name in _OF_EVERY_EVENT or field.default is not MISSING for field in fields(cls))
}
"""The kinds of event that can be recorded with nothing but a date."""


class Record(NamedTuple):
    """One word of one event."""

    on: "date"  # noqa: UP037 - compiled, a name without quotes would be looked up as the class is made
    place: int
    event: ev.Event
    word: Word


def brings(event: ev.Event, meanings: Meanings) -> bool:
    """Whether any word of an event of one of `Meanings.kinds` brings others with it, without making its words."""
    if isinstance(event, ev.TaskDone):
        return event.task in meanings.bringing["task"]
    if isinstance(event, ev.Fact):
        return event.fact in meanings.bringing["fact"]
    if event.kind in meanings.bringing["event"]:
        return True
    if isinstance(event, ev.PLACING) and event.placement in meanings.bringing["placement"]:
        return True
    if isinstance(event, (ev.BecameLookedAfter, ev.LegalStatusChanged)):
        return not meanings.bringing["legal-status"].isdisjoint(ev.statuses_of(event))
    return False


def words_of(event: ev.Event) -> Iterator[Word]:
    """The words that an event records."""
    if isinstance(event, ev.Fact):
        yield Word("fact", event.fact)
        return
    if isinstance(event, ev.TaskDone):
        yield Word("task", event.task)
        return
    yield Word("event", event.kind)
    if isinstance(event, ev.PLACING) and event.placement is not None:
        yield Word("placement", event.placement)
    if isinstance(event, (ev.BecameLookedAfter, ev.LegalStatusChanged)):
        for status in ev.statuses_of(event):
            yield Word("legal-status", status)


def recorded_kind(event: ev.Event) -> str:
    """The kind of event that was recorded: `task-done` of an event that stands for a task recorded by its own name."""
    return event.kind if event.recorded_as is None else ev.TaskDone.kind


def as_event(event: ev.Event, meanings: Meanings) -> ev.Event:
    """A task that one kind of event alone completes, recorded by its own name, as that event."""
    if not isinstance(event, ev.TaskDone):
        return event
    kind = meanings.done_by.get(event.task)
    if kind is None:
        return event
    made = event_of(kind, event, event.task)
    return event if made is None else made


def event_of(kind: str, source: ev.Event, word: str) -> ev.Event | None:
    """An event of a kind, on the day and with the reference of the one that brings it; None if it needs more than a day."""
    if kind not in ev.BUILT_IN:
        return declared_event_of(kind, source, word)
    cls = STANDING_ALONE.get(kind)
    return None if cls is None else cls(on=source.on, at=source.at, ref=source.ref, review=source.review, recorded_as=word)


def declared_event_of(kind: str, source: ev.Event, word: str) -> ev.OtherEvent:
    """The same of a kind that a profile declares, which never needs more than a day."""
    return ev.OtherEvent(on=source.on, at=source.at, ref=source.ref, review=source.review, recorded_as=word, event=kind)
