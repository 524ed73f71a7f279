"""One line of a CSV file of a return: its text, its cells, and what a heading names."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import BinaryIO

LONGEST_LINE = 65_536
BOM = b"\xef\xbb\xbf"
_DELIMITERS = ",;\t"
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
        try:
            if "CHILD" in names_in(decoded(line.removeprefix(BOM)).strip("\r\n"))[1]:
                return found
        except csv.Error:
            continue
    return first or Heading(b"", 1, 0)


def names_in(heading: str) -> tuple[str, list[str]]:
    """What separates the cells of a heading, and its columns in capitals."""
    delimiter = max(_DELIMITERS, key=heading.count)
    return delimiter, [name.strip().upper() for name in cells_of(heading, delimiter)]


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
