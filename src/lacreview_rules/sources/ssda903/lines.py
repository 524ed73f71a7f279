"""One line of a CSV file of a return: its text, its cells, and what a heading names."""

from __future__ import annotations

import csv

LONGEST_LINE = 65_536
BOM = b"\xef\xbb\xbf"
_DELIMITERS = ",;\t"


def is_no_text(head: bytes) -> bool:
    """Whether a line is of a file that is no text, or of UTF-16."""
    return b"\0" in head or head.startswith((b"\xff\xfe", b"\xfe\xff"))


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
