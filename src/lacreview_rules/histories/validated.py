"""Events made from values that have been validated already, without checking each field again."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from lacreview_rules.histories.event_records import UNWRITTEN
from lacreview_rules.histories.events import BUILT_IN, Event, OtherEvent
from lacreview_rules.histories.field_types import one_or_several

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_new = object.__new__
_unwritten: Callable[[Event, None], None] = Event.__dict__[UNWRITTEN].__set__


def _setters(cls: type[Event]) -> tuple[tuple[str, Callable[[Event, Any], None]], ...]:
    """Each field that a file has, with what sets it in an event that is being made."""
    return tuple((field.name, getattr(cls, field.name).__set__) for field in fields(cls) if field.name != UNWRITTEN)


_KINDS = {kind: (cls, _setters(cls), "legal_status" in cls.__dict__) for kind, cls in BUILT_IN.items()}
_OTHER = (OtherEvent, _setters(OtherEvent), False)


def event_of(values: Mapping[str, Any]) -> Event:
    """The event that has these values: what its class makes of them, in a quarter of the time.

    Args:
        values: every field that a file has, and under ``event`` the kind; as the models of histories validate them.

    Example:
        >>> from lacreview_rules.histories.models import model_of
        >>> model = model_of("review-held").model_validate({"event": "review-held", "on": "2026-01-14"})
        >>> event_of(vars(model)).on
        datetime.date(2026, 1, 14)
    """
    cls, setters, has_status = _KINDS.get(values["event"], _OTHER)
    made = _new(cls)
    for name, settle in setters:
        settle(made, values[name])
    _unwritten(made, None)
    if has_status and type(values["legal_status"]) is tuple:
        object.__setattr__(made, "legal_status", one_or_several(values["legal_status"]))
    return made
