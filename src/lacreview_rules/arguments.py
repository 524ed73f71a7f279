"""Values of another type than a function takes: refused at its door, by the name of the argument."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from lacreview_rules.errors import ArgumentError

if TYPE_CHECKING:
    from collections.abc import Iterator


def check_day(name: str, value: object, error: type[ArgumentError] = ArgumentError) -> None:
    """Refuse what is not a date, a datetime among it: which day it is meant to be is for the caller to say.

    Args:
        name: what the message calls the value.
        value: what was given.
        error: the error raised.

    Raises:
        ArgumentError: it is not a date.

    Example:
        >>> check_day("on", "2025-12-19")
        Traceback (most recent call last):
        lacreview_rules.errors.ArgumentError: on: it is text, and must be a date; write date.fromisoformat(...)
    """
    if isinstance(value, datetime):
        raise error(f"{name}: it is a datetime, and must be a date; give its day: value.date()")
    if not isinstance(value, date):
        kind = "text" if isinstance(value, str) else f"of type {type(value).__name__}"
        remedy = "; write date.fromisoformat(...)" if isinstance(value, str) else ""
        raise error(f"{name}: it is {kind}, and must be a date{remedy}")


_WANTED: dict[Any, str] = {
    None: "None",
    str: "text",
    int: "a whole number",
    bool: "True or False",
    bytes: "bytes",
    Callable: "a function",
    Mapping: "a mapping",
}


def check_type(name: str, value: object, *kinds: Any, remedy: str = "") -> None:
    """Refuse a value that is of none of these types; True and False are no numbers.

    Args:
        name: what the message calls the value.
        value: what was given.
        kinds: what it may be; None stands for itself.
        remedy: what to write instead.

    Raises:
        ArgumentError: it is of another type.

    Example:
        >>> check_type("first_year", "2025", int)
        Traceback (most recent call last):
        lacreview_rules.errors.ArgumentError: first_year: it is of type str, and must be a whole number
    """
    for kind in kinds:
        if value is None if kind is None else isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
            return
    wanted = " or ".join(
        _WANTED.get(kind) or f"a {getattr(kind, '__name__', kind)}" for kind in kinds if kind is not None or len(kinds) == 1
    )
    raise ArgumentError(f"{name}: it is of type {type(value).__name__}, and must be {wanted}{remedy and f'; {remedy}'}")


def check_each(name: str, values: object, *kinds: Any, remedy: str = "") -> Iterator[Any]:
    """The values of a list or of what gives them one by one, each refused when it comes if it is of none of these types.

    Raises:
        ArgumentError: it is no list, at once; one of them is of another type, when its turn comes.

    Example:
        >>> list(check_each("records", "review", str))
        Traceback (most recent call last):
        lacreview_rules.errors.ArgumentError: records: it is of type str, and must be a list
    """
    if isinstance(values, (str, bytes)) or not isinstance(values, Iterable):
        raise ArgumentError(f"{name}: it is of type {type(values).__name__}, and must be a list{remedy and f'; {remedy}'}")
    return _each(name, values, kinds, remedy)


def _each(name: str, values: Iterable[object], kinds: tuple[Any, ...], remedy: str) -> Iterator[Any]:
    for place, value in enumerate(values):
        if type(value) not in kinds:
            check_type(f"{name}[{place}]", value, *kinds, remedy=remedy)
        yield value
