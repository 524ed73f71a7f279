"""A column of a table as Python values.

What is plainly right is taken here, a column at a time. A cell that is not (a date that is out of range, text in the
place of a date) is set aside as it stands, and its child is read like a history from a file, which says what is wrong.
"""

from __future__ import annotations

import re
from datetime import date, time
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa
import pyarrow.compute

from lacreview_rules.arrow.plain_arrays import as_text, is_list, is_whole_decimal, plain
from lacreview_rules.files.dates import FIRST_YEAR, LAST_YEAR
from lacreview_rules.histories.models import LONGEST_TEXT, day_from

if TYPE_CHECKING:
    from collections.abc import Callable

pc: Any = pyarrow.compute  # its functions are made when it is loaded, where no type checker sees them
_EPOCH = date(1970, 1, 1).toordinal()
_FIRST = date(FIRST_YEAR, 1, 1).toordinal() - _EPOCH
_LAST = date(LAST_YEAR, 12, 31).toordinal() - _EPOCH
_CLOCK = re.compile(r"[0-9]{2}:[0-9]{2}(:[0-9]{2})?")
_MOST_REVIEWS = 10_000
MOMENT = f"{FIRST_YEAR}-01-01T00:00"
"""What stands for a cell of type timestamp with a time of day: which day and time does not matter."""


class Cells(NamedTuple):
    """A column.

    Attributes:
        values: a value a row; None where there is none.
        doubtful: the cells that are not plainly right, by row, as a file would have them; `values` has None there.
    """

    values: list[Any]
    doubtful: dict[int, Any]


def days(array: Any) -> Cells:
    """Days: of type date, of type timestamp at midnight, or text like "2026-01-14".

    Raises:
        TypeError: the type holds no days; says what to do.
    """
    array = plain(array)
    kind = array.type
    if _is_text(kind):
        return _days_from_text(array)
    doubtful: dict[int, Any] = {}
    if pa.types.is_timestamp(kind):
        if kind.tz is not None:
            raise TypeError("a moment in a time zone is no day", "make it a date in the zone in which it was recorded")
        midnight = pc.floor_temporal(array, unit="day")
        for row in _rows_where(pc.not_equal(array, midnight)):
            doubtful[row] = MOMENT
        array = pc.cast(midnight, pa.date32())
    elif pa.types.is_date(kind):
        array = pc.cast(array, pa.date32())
    elif not pa.types.is_null(kind):
        raise TypeError(f"a column of type {shown_type(kind)} holds no days", 'make it a date, or text like "2026-01-14"')
    else:
        return Cells([None] * len(array), {})
    known = _known_days()
    numbers_of = _integers(array)
    try:
        # one list of known days, from the first: a number before it would count from the end
        values: list[Any] = [None if number is None else known[number - _FIRST] for number in numbers_of]
        inside = min((number for number in numbers_of if number is not None), default=_FIRST) >= _FIRST
    except IndexError:
        values, inside = [], False
    if not inside:
        values = [None if number is None or not _FIRST <= number <= _LAST else known[number - _FIRST] for number in numbers_of]
        for row, number in enumerate(numbers_of):
            if number is not None and values[row] is None:
                doubtful.setdefault(row, "0001-01-01" if number < _FIRST else "9999-12-31")
    for row in doubtful:
        values[row] = None
    return Cells(values, doubtful)


def shown_type(kind: Any) -> str:
    """A type as a message names it: of one that is made of others only what it is, for names within may be a child's."""
    return str(kind).partition("<")[0]


@cache
def _known_days() -> tuple[date, ...]:
    return tuple(date.fromordinal(_EPOCH + number) for number in range(_FIRST, _LAST + 1))


def _days_from_text(array: Any) -> Cells:
    def read(text: str) -> date | None:
        try:
            return day_from(text)
        except ValueError:
            return None

    return _by_word(array, read)


def texts(array: Any) -> Cells:
    """Text; whole numbers are taken as their digits, and a UUID as it is written.

    Raises:
        TypeError: the type holds no text.
    """
    array = as_text(plain(array))
    if pa.types.is_null(array.type):
        return Cells([None] * len(array), {})
    if not _is_text(array.type):
        floats = pa.types.is_floating(array.type)
        remedy = "make it text; in pandas, convert_dtypes() first, for gaps make numbers of this type" if floats else "make it text"
        raise TypeError(f"a column of type {shown_type(array.type)} holds no text", remedy)
    return _by_word(array, lambda text: text if text.strip() and len(text) <= LONGEST_TEXT else None)


def words(array: Any) -> Cells:
    """The value of a fact: text, of which "true" and "false" mean just that.

    Raises:
        TypeError: the type holds neither text nor true and false.
    """
    array = plain(array)
    if pa.types.is_boolean(array.type):
        return truths(array)
    found = texts(array)
    meant = {"true": True, "false": False}
    return Cells([meant.get(value, value) if isinstance(value, str) else value for value in found.values], found.doubtful)


def lists(array: Any) -> Cells:
    """Words: a list of text, or text in which semicolons stand between them; the text "none" is an empty list.

    Raises:
        TypeError: the type holds neither text nor lists of text.
    """
    return _several(array, lambda text: [] if text == "none" else parts_of(text))


def statuses(array: Any) -> Cells:
    """Legal statuses: one word, or several in a list, or in text in which semicolons stand between them.

    Raises:
        TypeError: the type holds neither text nor lists of text.
    """
    found = _several(array, parts_of)
    values = [value[0] if value is not None and len(value) == 1 else value or None for value in found.values]
    empty: dict[int, Any] = {row: [] for row, value in enumerate(found.values) if value == ()}  # no word at all is no status
    return Cells(values, found.doubtful | empty)


def parts_of(text: str) -> list[str]:
    """The words of a text in which semicolons stand between them.

    Example:
        >>> parts_of("care-order; remand"), parts_of("care-order")
        (['care-order', 'remand'], ['care-order'])
    """
    return [part.strip() for part in text.split(";")] if ";" in text else [text]


def _several(array: Any, read: Callable[[str], list[str]]) -> Cells:
    array = plain(array)
    if _is_list(array.type):
        found = array.to_pylist()
    else:
        cells = texts(array)
        found = [cells.doubtful.get(row, None if value is None else read(value)) for row, value in enumerate(cells.values)]
    values = [_words_of(one) for one in found]
    return Cells(values, {row: found[row] for row, value in enumerate(values) if value is None and found[row] is not None})


def _words_of(parts: list[Any] | str | None) -> tuple[str, ...] | None:
    """The words of a list; None if there is none, or it holds something else, or one twice."""
    if not isinstance(parts, list):
        return None
    plain = all(isinstance(part, str) and part.strip() for part in parts) and len(set(parts)) == len(parts)
    return tuple(parts) if plain else None


def _is_list(kind: Any) -> bool:
    return is_list(kind) and bool(_is_text(kind.value_type) or pa.types.is_null(kind.value_type))


def counts(array: Any) -> Cells:
    """Whole numbers, from nought.

    Raises:
        TypeError: the type holds no whole numbers.
    """
    return _whole(array, 0)


def numbers(array: Any) -> Cells:
    """Whole numbers, from one.

    Raises:
        TypeError: the type holds no whole numbers.
    """
    return _whole(array, 1)


def _whole(array: Any, least: int) -> Cells:
    array = plain(array)
    if pa.types.is_null(array.type):
        return Cells([None] * len(array), {})
    if not (pa.types.is_integer(array.type) or pa.types.is_floating(array.type) or is_whole_decimal(array.type)):
        raise TypeError(f"a column of type {shown_type(array.type)} holds no whole numbers", "make it an integer")
    values: list[Any] = [_whole_number(value) for value in array.to_pylist()]
    doubtful = {
        row: value
        for row, value in enumerate(values)
        if value is not None and not (isinstance(value, int) and least <= value <= _MOST_REVIEWS)
    }
    for row in doubtful:
        values[row] = None
    return Cells(values, doubtful)


def _whole_number(value: Any) -> Any:
    """A number without places as an integer: where a column has gaps, pandas makes 1 of type double."""
    whole = value.is_integer() if isinstance(value, float) else value is not None
    return int(value) if whole else value


def truths(array: Any) -> Cells:
    """True and false.

    Raises:
        TypeError: the type holds no such values.
    """
    array = plain(array)
    if pa.types.is_null(array.type):
        return Cells([None] * len(array), {})
    if not pa.types.is_boolean(array.type):
        raise TypeError(f"a column of type {shown_type(array.type)} does not hold true and false", "make it a boolean")
    return Cells([None if number is None else number == 1 for number in _integers(pc.cast(array, pa.int32()))], {})


def times(array: Any) -> Cells:
    """Times of day: of type time, or text like "14:30".

    Raises:
        TypeError: the type holds no times.
    """
    array = plain(array)
    if pa.types.is_null(array.type):
        return Cells([None] * len(array), {})
    if pa.types.is_time(array.type):
        return Cells(pc.cast(array, pa.time64("us"), safe=False).to_pylist(), {})
    if not _is_text(array.type):
        raise TypeError(f"a column of type {shown_type(array.type)} holds no times of day", 'make it a time, or text like "14:30"')

    def read(text: str) -> time | None:
        try:
            return time.fromisoformat(text) if _CLOCK.fullmatch(text) else None
        except ValueError:
            return None

    return _by_word(array, read)


def child_codes(array: Any) -> Any:
    """The children of a column as a dictionary array, with a value of its own for none."""
    array = as_text(plain(array))
    return array.dictionary_encode(null_encoding="encode")


def _is_text(kind: Any) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _by_word(array: Any, read: Any) -> Cells:
    """Each different text read once; what is read as None is doubtful."""
    coded = array.dictionary_encode()
    raw = coded.dictionary.to_pylist()
    meant = [read(text) for text in raw]
    codes = _integers(coded.indices)
    values = [None if code is None else meant[code] for code in codes]
    doubtful: dict[int, Any] = {}
    if None in meant:
        doubtful = {row: raw[code] for row, code in enumerate(codes) if code is not None and meant[code] is None}
    return Cells(values, doubtful)


def _integers(array: Any) -> list[int | None]:
    """An array of int32 as Python numbers: read off its buffer, which is several times as fast as asking for each."""
    if len(array) == 0:
        return []
    start = array.offset
    values: list[int | None] = [*memoryview(array.buffers()[1]).cast("i")[start : start + len(array)]]
    if array.null_count:
        for row in _rows_where(pc.is_null(array)):
            values[row] = None
    return values


def _rows_where(mask: Any) -> list[int]:
    found: list[int] = pc.indices_nonzero(mask).to_pylist()
    return found
