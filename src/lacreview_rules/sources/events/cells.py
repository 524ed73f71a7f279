"""A cell of a spreadsheet of events as the history format has it, or why it cannot be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from lacreview_rules.files.blank_cells import is_blank
from lacreview_rules.files.child_ids import ROUNDED_REMEDY, as_id, is_no_id, is_rounded, told_rounded
from lacreview_rules.files.typed_days import why_unread
from lacreview_rules.files.workbooks import NoValue
from lacreview_rules.histories.models import KIND_PATTERN
from lacreview_rules.sources.events.columns import sheet_data

if TYPE_CHECKING:
    from collections.abc import Callable

    from lacreview_rules.files.sheets import Table
    from lacreview_rules.files.typed_days import DayReader
    from lacreview_rules.files.workbooks import Cell
    from lacreview_rules.sources.events.columns import Column

_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(:\d{2}(?:\.\d{1,6})?)?\s*([ap]m)?", re.ASCII | re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?\d{1,9}", re.ASCII)
OF_PROFILE = frozenset({"event", "placement", "legal_status", "task", "fact", "records"})
"""The columns that hold words of a profile, which are written in small letters with hyphens."""
NONE_IS_A_WORD = frozenset({"records", "note", "value"})
"""The columns in which "none" says something."""
_NOON = 12
_LAST_HOUR = 23


class NotRead(NamedTuple):
    """Why a cell cannot be read, and how to mend it."""

    what: str
    remedy: str


def read_cell(value: Cell, column: Column, table: Table, days: DayReader, place: Callable[[], str]) -> Any:
    """What a cell says, None if it is empty; a `Moment` of a column of days; a `NotRead` if it cannot be read.

    Args:
        value: what it holds.
        column: its column.
        table: its table, which knows how its values are text.
        days: reads the days of the table.
        place: tells where it stands.
    """
    if isinstance(value, NoValue):
        return NotRead(value.why, "type the value, or correct the row")
    text = table.day_text(value) if column.kind == "day" else table.text(value)
    if not text or (is_no_id(text) if column.name == "child" else column.name not in NONE_IS_A_WORD and is_blank(text)):
        return None
    if column.kind == "day":
        return days.moment(text, place) or NotRead(*why_unread(text))
    if column.name == "child":
        return NotRead(told_rounded(), ROUNDED_REMEDY) if is_rounded(text) else as_id(text)
    if column.name not in OF_PROFILE:
        return _READ[column.kind](text)
    words = _words(text) if column.kind == "words" else text
    return _word_of(words) if isinstance(words, str) else [_word_of(word) for word in words]


def _word_of(text: str) -> str:
    """A word of a profile, the name of a kind of event among them, of which a person may write "Review held".

    Example:
        >>> _word_of("Review held"), _word_of("became-looked-after"), _word_of("Foster Care")
        ('review-held', 'became-looked-after', 'foster-care')
    """
    return text if re.match(KIND_PATTERN, text) else re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-") or text


def words_of(text: str) -> list[str]:
    """The words of a profile in a cell that may hold several.

    Example:
        >>> words_of("Care order; remand")
        ['care-order', 'remand']
    """
    words = _words(text)
    return [_word_of(word) for word in ([words] if isinstance(words, str) else words)]


def _time(text: str) -> str | NotRead:
    found = _CLOCK.fullmatch(text)
    hour = None if found is None else int(found[1])
    if found is not None and found[4] and hour is not None:
        hour = hour % _NOON + _NOON * (found[4].lower() == "pm") if 1 <= hour <= _NOON else None
    if found is None or hour is None or hour > _LAST_HOUR:
        return NotRead("it is not a time of day", "write hours and minutes, as in 14:30")
    return f"{hour:02}:{found[2]}{found[3] or ''}"


def _number(text: str) -> int | NotRead:
    return int(text) if _NUMBER.fullmatch(text) else NotRead("it is not a whole number", "write a number, as in 2")


def _truth(text: str) -> bool | NotRead:
    words = sheet_data()["words"]
    if text.casefold() in words["yes"]:
        return True
    return False if text.casefold() in words["no"] else NotRead("it says neither yes nor no", "write yes or no")


def _words(text: str) -> str | list[str]:
    parts = [part.strip() for part in text.split(";")]
    return parts[0] if len(parts) == 1 else parts


def _value(text: str) -> bool | str:
    return {"true": True, "false": False}.get(text.casefold(), text)


_READ: dict[str, Any] = {"text": str, "time": _time, "number": _number, "truth": _truth, "words": _words, "value": _value}
