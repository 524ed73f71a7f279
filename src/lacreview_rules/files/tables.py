"""Tables as CSV, the same for everything that is written: one row a record, safe to open in a spreadsheet.

Rows end in CR LF (RFC 4180). A text that a spreadsheet would take for a formula is preceded by an apostrophe: see
`safe_cell`.
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import TextIO

BYTE_ORDER_MARK = "\ufeff"
"""The first character of a CSV file, by which spreadsheets know UTF-8; standard output goes without."""

_SIGNS = "=+\\-@\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}"
_UNSEEN = r"\s\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
_BEGINS_FORMULA = re.compile(rf"[\t\r\n]|[{_UNSEEN}]*+[{_SIGNS}]")
_BEFORE_SIGN = re.compile(rf"(?<![;{_UNSEEN}])[;{_UNSEEN}]++(?=[{_SIGNS}])")  # tried once a run: linear in the text
_ENDS_CELL = re.compile(r"[;\t\r\n]")
_MAY_BEGIN_ANOTHER = re.compile(rf"[;\t\r\n](?! ?[^;{_UNSEEN}{_SIGNS}])")
"""The end of a cell with more than a space before what begins no formula: few texts have one, and only these are looked through."""


def write_table(stream: TextIO, columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> None:
    r"""Write a table as CSV, headings first. Open the stream with ``newline=""``.

    Args:
        stream: where to; each row is written as it comes.
        columns: the headings, in order.
        rows: for each row, its value in each column; other values are left out.

    Raises:
        KeyError: a row lacks a column.

    Example:
        >>> import io
        >>> out = io.StringIO(newline="")
        >>> write_table(out, ("child", "due"), [{"child": "=A1", "due": None, "task": "review"}])
        >>> out.getvalue()
        "child,due\r\n'=A1,\r\n"
    """
    write_cells(stream, columns, ([safe_cell(row[column]) for column in columns] for row in rows))


def write_cells(stream: TextIO, columns: Sequence[str], rows: Iterable[Sequence[str | int | None]]) -> None:
    r"""Write a table whose cells are ready: each text is one of `safe_cell`, or is known to begin no formula, as a day is.

    Args:
        stream: where to; each row is written as it comes.
        columns: the headings, in order; none, where they stand there already.
        rows: for each row its cells, in the order of the columns.

    Example:
        >>> import io
        >>> out = io.StringIO(newline="")
        >>> write_cells(out, ("child", "due"), [(safe_cell("=A1"), "2026-01-21")])
        >>> out.getvalue()
        "child,due\r\n'=A1,2026-01-21\r\n"
    """
    writer = csv.writer(stream, lineterminator="\r\n")
    if columns:
        writer.writerow(columns)
    writer.writerows(rows)


def table_lines(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> Iterator[str]:
    r"""The lines of a table, one after another, as `write_table` writes them.

    Example:
        >>> list(table_lines(("child", "due"), [{"child": "A1", "due": None}]))
        ['child,due\r\n', 'A1,\r\n']
    """
    line = _Line()
    writer = csv.writer(line, lineterminator="\r\n")
    writer.writerow(columns)
    yield line.text
    for row in rows:
        writer.writerow([safe_cell(row[column]) for column in columns])
        yield line.text


class _Line:
    """A stream that keeps the last line written to it."""

    text = ""

    def write(self, text: str) -> None:
        self.text = text


def safe_cell(value: object) -> str:
    """A value as a cell that no spreadsheet takes for a formula.

    An apostrophe is put before a text that begins with ``=``, ``+``, ``-`` or ``@``, of ordinary or full width, whether
    or not spaces and characters that are not seen stand before it; before a text that begins with a tab or the end of a
    line; and before such a sign where it follows a semicolon, a tab or the end of a line within a text, because a
    spreadsheet that is set up for other countries begins a new cell there. Numbers are left alone.

    Example:
        >>> safe_cell("=1+1"), safe_cell("A123"), safe_cell(None), safe_cell(True), safe_cell("one; =two")
        ("'=1+1", 'A123', '', 'true', "one; '=two")
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    text = str(value)
    if _MAY_BEGIN_ANOTHER.search(text):
        text = _BEFORE_SIGN.sub(_kept_apart, text)
    return f"'{text}" if not text[:1].isalnum() and _BEGINS_FORMULA.match(text) else text


def _kept_apart(run: re.Match[str]) -> str:
    """What stands before a sign, with an apostrophe if a cell could end in it."""
    return f"{run[0]}'" if _ENDS_CELL.search(run[0]) else run[0]
