"""One line of a CSV file of a return: its text, its cells, and what a heading names."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.files.headings import without_form

if TYPE_CHECKING:
    from typing import BinaryIO

LONGEST_LINE = 65_536
BOM = b"\xef\xbb\xbf"
_DELIMITERS = ",;\t|"
_HEADING_WITHIN = 20
"""In so many lines a heading is looked for, as in a sheet."""


def is_no_text(head: bytes) -> bool:
    """Whether a line is of a file that is no text, or of UTF-16."""
    return b"\0" in head or head.startswith((b"\xff\xfe", b"\xfe\xff"))


class Heading(NamedTuple):
    """The line of a file that names its columns.

    Attributes:
        line: as it stands there.
        number: of the line, from 1.
        ends: where it ends in the file.
    """

    line: bytes
    number: int
    ends: int


def heading_in(file: BinaryIO) -> Heading:
    """The first line near the top of a file that names the column CHILD: a title may stand above it; the first line, if none does."""
    first: Heading | None = None
    for number in range(1, _HEADING_WITHIN + 1):
        line = file.readline(LONGEST_LINE)
        if not line:
            break
        found = Heading(line, number, file.tell())
        first = first or found
        if is_no_text(line):
            break
        if _names_child(line):
            return found
        if line.count(b'"') % 2:
            if _names_child((longer := _whole_line(found, file)).line):
                return longer
            file.seek(found.ends)
    return first or Heading(b"", 1, 0)


def _names_child(line: bytes) -> bool:
    try:
        return "CHILD" in names_in(decoded(line.removeprefix(BOM)).strip("\r\n"))[1]
    except csv.Error:
        return False


def _whole_line(begun: Heading, file: BinaryIO) -> Heading:
    """A heading with the lines over which a cell of it goes on: spreadsheets break long headings."""
    line, number = begun.line, begun.number
    while line.count(b'"') % 2 and number < begun.number + _HEADING_WITHIN and (more := file.readline(LONGEST_LINE)):
        line, number = line + more, number + 1
    return Heading(line, number, file.tell())


def names_in(heading: str) -> tuple[str, list[str]]:
    """What separates the cells of a heading, and its columns in capitals."""
    delimiter = max(_DELIMITERS, key=heading.count)
    return delimiter, [column_name(name) for name in cells_of(heading, delimiter)]


def column_name(heading: str) -> str:
    r"""The column that a heading names, in capitals; what it says in brackets of how a cell is written is no part of it.

    Example:
        >>> column_name(" decom\n(dd/mm/yyyy)"), column_name("REVIEW (next)")
        ('DECOM', 'REVIEW (NEXT)')
    """
    return " ".join(without_form(heading).split()).upper()


def decoded(line: bytes) -> str:
    """The text of a line, whatever it is encoded in."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def cells_of(line: str, delimiter: str) -> list[str]:
    """The cells of a line."""
    if '"' not in line:
        return line.split(delimiter)
    return next(csv.reader([line], delimiter=delimiter, strict=True))
