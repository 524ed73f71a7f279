"""What the fields of an event may hold: text, a day, a number; anything of another type is refused by the name of its field."""

from __future__ import annotations

from datetime import date, time
from types import NoneType

from lacreview_rules.arguments import check_day
from lacreview_rules.errors import EventError

_OF_EVERY_EVENT: tuple[tuple[str, tuple[type, ...]], ...] = (
    ("on", (date,)),
    ("at", (time, NoneType)),
    ("ref", (str, NoneType)),
    ("review", (int, NoneType)),
    ("note", (str, NoneType)),
    ("recorded_as", (str, NoneType)),
)
_CALLED: dict[type, str] = {
    tuple: "a list of text",
    time: "a time",
    str: "text",
    int: "a whole number",
    bool: "true or false",
    date: "a date",
}


def refuse_wrong_types(event: object, holds: tuple[tuple[str, tuple[type, ...]], ...]) -> None:
    """Refuse an event that holds something of a wrong type, by the name of the field and never by what it holds.

    Raises:
        EventError: the first field that holds what it cannot.
    """
    for name, types in (*_OF_EVERY_EVENT, *holds):
        value = getattr(event, name)
        if value is None and NoneType in types:
            continue
        if date in types:
            check_day(name, value, EventError)
        elif not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
            wanted = " or ".join(_CALLED[kind] for kind in types if kind is not NoneType)
            message = f"{name}: it is of type {type(value).__name__}, and must be {wanted}"
            raise EventError(message)


def one_or_several(legal_status: object) -> object:
    """Several legal statuses at once, given as a list, are kept as a tuple of text, each once; of one, only the word.

    Raises:
        EventError: the list holds something else than text, or nothing.

    Example:
        >>> one_or_several(["care-order", "remand"]), one_or_several(["care-order", "care-order"])
        (('care-order', 'remand'), 'care-order')
    """
    statuses = tuple(legal_status) if isinstance(legal_status, list) else legal_status
    if not isinstance(statuses, tuple):
        return statuses
    if not statuses or not all(isinstance(word, str) for word in statuses):
        message = "legal_status: it is a list of something else, and must be a list of text, one at least"
        raise EventError(message)
    first, *others = dict.fromkeys(statuses)
    return (first, *others) if others else first
