"""An event written as the record that files hold."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lacreview_rules.histories.events import Event

UNWRITTEN = "recorded_as"
"""The field of an event that no file has."""


def event_record(event: Event) -> dict[str, object]:
    """An event as the JSON-ready record that the history contract describes, defaults left out.

    Example:
        >>> from lacreview_rules import ReviewHeld
        >>> event_record(ReviewHeld(on=date(2026, 1, 14)))
        {'event': 'review-held', 'on': '2026-01-14'}
    """
    record: dict[str, object] = {"event": event.kind}
    for key in fields(event):
        value = getattr(event, key.name)
        if value == key.default or key.name == UNWRITTEN:
            continue
        if isinstance(value, time):
            record[key.name] = value.isoformat("seconds" if value.second else "minutes")
        elif isinstance(value, date):
            record[key.name] = value.isoformat()
        else:
            record[key.name] = list(value) if isinstance(value, tuple) else value
    return record
