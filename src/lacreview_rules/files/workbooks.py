"""Workbooks (.xlsx) read sheet by sheet: the values of cells with the rows they stand in. Nothing is computed, nothing run.

Needs the extra `workbooks` (python-calamine). The limits are those of `workbook_parts`.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from lacreview_rules.errors import InputError, MissingExtraError, Problem, extra_needed
from lacreview_rules.files.workbook_parts import LIMITS, Limits, look_over, look_over_sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from types import TracebackType

    from lacreview_rules.files.workbook_parts import Parts

SUFFIXES = (".xlsx", ".xlsm")
_SERIAL_FIRST, _SERIAL_LAST = 18_264, 109_574  # the days 1950-01-01 and 2199-12-31, as a workbook counts them
_DIGITS_KEPT = 1e15  # from here on a spreadsheet keeps the first fifteen digits of a number, and nobody knows the others
_FROM_1900, _FROM_1904 = date(1899, 12, 30), date(1904, 1, 1)


class NoValue(NamedTuple):
    """What stands in the place of a cell that has no value, though it is not empty: an error, a formula without a result."""

    why: str


Cell = str | float | bool | date | datetime | time | timedelta | NoValue
"""What a cell holds: an empty one holds an empty text, and every number is a float."""


class Sheet:
    """One sheet of a workbook.

    Attributes:
        name: its name.
        hidden: whether whoever opens the workbook does not see it.
        hidden_rows: how many of its rows are not shown, as under a filter; known once its rows are read.
    """

    def __init__(self, parts: Parts, book: Any, name: str, limits: Limits) -> None:
        self.name = name
        self.hidden = any(str(one.visible) != "SheetVisibleEnum.Visible" for one in book.sheets_metadata if one.name == name)
        self.hidden_rows = 0
        self._parts, self._book, self._limits = parts, book, limits

    @property
    def called(self) -> str:
        """What it is called in a message."""
        return f'sheet "{self.name}"'

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """The rows that are not empty, each with its number in the sheet, from 1; the first cell is that of column A.

        Raises:
            InputError: the sheet is damaged or too large.
        """
        without_value, self.hidden_rows = look_over_sheet(self._parts, self.name, self._limits)
        read = _attempt(self._parts, self.called, lambda: self._book.get_sheet_by_name(self.name))
        by_row: dict[int, list[tuple[int, str]]] = {}
        for (row, column), why in without_value.items():
            by_row.setdefault(row, []).append((column, why))
        number, left = 0, 0 if read.start is None else read.start[1]  # the rows are given from the first, the columns are not
        for number, cells in enumerate(read.iter_rows(), 1):
            if any(value != "" for value in cells) or number in by_row:
                yield number, _with_reasons([*[""] * left, *cells], by_row.pop(number, ()))
        for number in sorted(by_row):  # below the last cell that has a value
            yield number, _with_reasons([], by_row[number])

    def text(self, value: Cell) -> str:
        """A value as a CSV file would have it: a day as 2026-01-14, a whole number without a point, one that was rounded as 1.2E+15.

        Example:
            >>> sheet = Sheet.__new__(Sheet)
            >>> sheet.text(12.0), sheet.text(date(2026, 1, 14)), sheet.text(" A1 ")
            ('12', '2026-01-14', 'A1')
        """
        if isinstance(value, str):
            return value.strip()
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, float):
            if abs(value) >= _DIGITS_KEPT:
                return f"{value:.14E}"
            return str(int(value)) if value.is_integer() else repr(value)
        if isinstance(value, datetime):
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
        if isinstance(value, (date, time)):
            return value.isoformat()
        return str(value) if isinstance(value, timedelta) else ""

    def day_text(self, value: Cell) -> str:
        """The same of a column of days, where a plain number is the number by which a workbook knows a day.

        Only the days from 1950 to 2199 are read so: 2025 is a year that somebody typed, and no day of 1905.
        """
        if isinstance(value, float) and value.is_integer() and _SERIAL_FIRST <= value <= _SERIAL_LAST:
            start = _FROM_1904 if self._parts.from_1904 else _FROM_1900
            return (start + timedelta(days=int(value))).isoformat()
        return self.text(value)


def _with_reasons(cells: list[Cell], reasons: Iterable[tuple[int, str]]) -> list[Cell]:
    """The cells of a row, those without a value filled with the reason."""
    for column, why in reasons:
        cells += [""] * (column - len(cells))
        cells[column - 1] = NoValue(why)
    return cells


class Workbook:
    """A workbook opened for reading. It is closed as a context manager, or by `close`.

    Attributes:
        path: where it is.
        sheets: the names of its sheets, in their order.
    """

    def __init__(self, parts: Parts, book: Any, limits: Limits) -> None:
        self.path = parts.path
        self.sheets = tuple(parts.sheets)
        self._parts, self._book, self._limits = parts, book, limits

    def sheet(self, name: str) -> Sheet:
        """One sheet, by its name."""
        return Sheet(self._parts, self._book, name, self._limits)

    def close(self) -> None:
        """Close the file."""
        self._book.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def is_workbook(path: Path) -> bool:
    """Whether a path is named like a workbook, of a kind that is read or not."""
    return path.suffix.lower() in {*SUFFIXES, ".xls", ".xlsb", ".ods"}


def open_workbook(path: Path, limits: Limits = LIMITS) -> Workbook:
    """Open a workbook for reading.

    Args:
        path: the workbook, .xlsx or .xlsm; macros are never run.
        limits: how large it may be.

    Raises:
        MissingExtraError: python-calamine is not installed.
        InputError: it cannot be read: it is missing, empty, damaged, too large, protected, or of another kind.
    """
    try:
        from python_calamine import CalamineWorkbook  # noqa: PLC0415 - an extra, loaded when asked for
    except ModuleNotFoundError:
        raise MissingExtraError(extra_needed("workbooks need", "python-calamine", "workbooks")) from None
    parts = look_over(path, limits)
    return Workbook(parts, _attempt(parts, "", lambda: CalamineWorkbook.from_path(str(path))), limits)


def _attempt(parts: Parts, where: str, read: Any) -> Any:
    """What the library reads, or the refusal of what it cannot."""
    try:
        return read()
    except MemoryError:
        raise
    except BaseException as error:  # what the library itself did not foresee is no Exception
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        problem = Problem(where, "it cannot be read as a workbook", "open it in Excel or LibreOffice and save it as .xlsx again")
        raise InputError([problem], str(parts.path)) from None
