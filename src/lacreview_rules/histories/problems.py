"""What is wrong with a history, told by its place and never by the value found there.

The messages of pydantic repeat values, and a value may be a child's detail; these say the same without it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from lacreview_rules.errors import MOST_PROBLEMS, Problem, at_most, close_to, nearest
from lacreview_rules.files.json_records import TwiceNamed
from lacreview_rules.histories.events import BUILT_IN
from lacreview_rules.histories.models import DECLARED, KINDS, TOO_LONG, WrittenHistory, kind_of, model_of

if TYPE_CHECKING:
    from pydantic import ValidationError


def keys_twice(record: object) -> list[Problem]:
    """The keys that stand twice in a history or in one of its events."""
    objects = [("", record)]
    events = record.get("events") if isinstance(record, dict) else None
    if isinstance(events, list):
        objects += [(f"events[{index}]", event) for index, event in enumerate(events)]
    return [
        Problem(_join(place, key) if key in _every_key() else place, "the key stands twice", "leave one")
        for place, content in objects
        if isinstance(content, TwiceNamed)
        for key in content.keys_twice
    ]


def _join(place: str, key: str) -> str:
    return f"{place}.{key}" if place else key


_WRONG = {
    "missing": ("it is missing", "add it"),
    "string_type": ("it is not text", "write it in quotation marks"),
    "string_unicode": ("it holds characters that are no text", "write it again"),
    "string_too_long": TOO_LONG,
    "string_pattern_mismatch": ("it is empty", "fill it in, or leave the key out"),
    "bool_type": ("it is neither true nor false", "write true or false, without quotation marks"),
    "int_type": ("it is not a whole number", "write 1, 2, 3 …"),
    "greater_than_equal": ("it is less than 1", "number from 1"),
    "less_than_equal": ("it is too large a number", "number from 1"),
    "list_type": ("it is not a list", "write it between [ and ]"),
}
_OF_TWO_KINDS = ("it is neither true, nor false, nor text", 'write true, false, a period such as "4 weeks", or a date')


def problems_of(error: ValidationError, record: Any) -> list[Problem]:
    """What pydantic found in a record: the first of it, where there is much, and how much more."""
    details = error.errors(include_url=False, include_input=False)
    key_numbers = _KeyNumbers()
    found: dict[Problem, None] = {}
    for number, detail in enumerate(details):
        if len(found) == MOST_PROBLEMS:
            return at_most(list(found), len(details) - number)
        found[_problem(detail["type"], detail["loc"], detail.get("ctx", {}), record, key_numbers)] = None
    return list(found)


class _KeyNumbers:
    """Where keys stand in the objects of a record: each object is gone through once, however many of its keys are wrong."""

    def __init__(self) -> None:
        self._numbers: dict[int, dict[str, int]] = {}

    def of(self, key: str, content: dict[Any, Any]) -> int:
        """The place of a key in an object of the record, from 1."""
        numbers = self._numbers.get(id(content))
        if numbers is None:
            numbers = self._numbers[id(content)] = {}
            for number, name in enumerate(content, 1):
                numbers.setdefault(str(name), number)
        return numbers[key]


def _problem(kind: str, loc: tuple[int | str, ...], ctx: dict[str, Any], record: Any, key_numbers: _KeyNumbers) -> Problem:
    """What pydantic found, told without the value it found it in."""
    if kind in {"model_type", "model_attributes_type", "dict_type"}:
        place = f"events[{loc[1]}]" if loc else ""
        what = "an event is an object with keys" if loc else "a history is an object with keys"
        return Problem(place, what, "write it between { and }")
    match loc:
        case ("events", int(index), key, *kinds):  # the key of an event of some kind; and which kind of value it is not
            in_event, place, content, key = True, f"events[{index}]", record["events"][index], str(key)
            if kinds:
                return Problem(_join(place, key), *_OF_TWO_KINDS)
        case _:
            in_event, place, content, key = False, "", record, _listed(loc)
    if kind in {"extra_forbidden", "invalid_key"}:
        return _unknown_key(place, key, content, key_numbers, in_event=in_event)
    if in_event and key == "event":
        return _unknown_kind(place, content, kind)
    if key == "reviews_before" and kind == "greater_than_equal":
        what, remedy = "it is less than 0", "write 0, 1, 2, 3 …, or leave it out"
    elif kind == "value_error":
        what, remedy = ctx["error"].args
    else:
        what, remedy = _WRONG.get(kind, ("it is not as it should be", "see the JSON Schema of a history"))
    return Problem(_join(place, key), what, remedy)


def _listed(loc: tuple[int | str, ...]) -> str:
    """A key of the history itself, or a place in a list there: records[1]."""
    return str(loc[0]) + "".join(f"[{part}]" if isinstance(part, int) else "" for part in loc[1:])


def _unknown_kind(place: str, event: dict[str, Any], kind: str) -> Problem:
    place = _join(place, "event")
    if kind == "missing":
        return Problem(place, "it is missing", nearest("", list(BUILT_IN)))
    word = event["event"]
    close = close_to(word.lower(), list(BUILT_IN)) if isinstance(word, str) else None
    shown = f'"{word}"' if close else "this"
    return Problem(place, f"{shown} is not how a kind of event is written", nearest(close or "", list(BUILT_IN)))


def _unknown_key(place: str, key: str, content: dict[Any, Any], key_numbers: _KeyNumbers, *, in_event: bool) -> Problem:
    kind = kind_of(content)
    known = list((model_of(kind) if in_event else WrittenHistory).model_fields)
    word = content.get("event")
    having = [one for one in KINDS if key in model_of(one).model_fields]
    built_in = [one for one in having if one != DECLARED]
    if in_event and isinstance(word, str) and kind == DECLARED:
        meant = close_to(word, list(BUILT_IN))
        if meant in built_in:
            what = f'"{word}" is not a built-in kind of event, and a kind that a profile declares has no key "{key}"'
            return Problem(_join(place, "event"), what, nearest(meant, [meant]))
        if built_in:  # the word is not repeated: it may be anything
            what = f'this is not a built-in kind of event, and a kind that a profile declares has no key "{key}"'
            return Problem(_join(place, "event"), what, nearest(word, built_in))
    if in_event and having:
        kinds = ", ".join([*built_in, *(["a kind that a profile declares"] if DECLARED in having else [])])
        return Problem(_join(place, key), f'there is no key "{key}" here', f"it is a key of {kinds}: record it there, or leave it out")
    if having or key in WrittenHistory.model_fields or close_to(key, known):
        return Problem(_join(place, key), f'there is no key "{key}" here', nearest(key, known))
    # A key with no neighbour may be anything, even a child's name: its place in the object is given instead.
    return Problem(place, f"key number {key_numbers.of(key, content)} is not a known one", nearest(key, known))


@cache
def _every_key() -> frozenset[str]:
    return frozenset(WrittenHistory.model_fields).union(*(model_of(kind).model_fields for kind in KINDS))
