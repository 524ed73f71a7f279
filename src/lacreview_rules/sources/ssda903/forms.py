"""The forms in which a return may stand in one file: XML or a workbook. What a file is, its name and its first element say."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers import expat

if TYPE_CHECKING:
    from pathlib import Path

XML, WORKBOOK, NOT_READ, LEFT_ALONE = "xml", "workbook", "not-read", "left-alone"
FOLDER, OTHER_ENDING = "folder", "other-ending"
BIRTHS = "births"
"""A table of which only the dates of birth are read, and only where no other has them."""
NOT_LOOKED_INTO = frozenset({NOT_READ, LEFT_ALONE, FOLDER, OTHER_ENDING})
"""What lies beside the tables of a return, and is not read."""
TABLES = frozenset({".csv", ".txt", ".tsv"})
"""The endings of a file of text that may be a table."""
ROOT = "EXPSSDA903"
"""The root element of a return."""
_HEAD = 1 << 16
WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
_KINDS = ("header", "episode", "review")
_WORDS = ("903", *_KINDS)
_UNREAD = frozenset({"", ".bak", ".old", ".tmp", ".dat", ".gz", ".zip", ".7z", ".rar", ".bz2", ".parquet", ".tab", ".psv", ".prn"})


class _Found(Exception):  # noqa: N818 - it ends the look at a file
    """The first element, or a DOCTYPE, was found."""


def form_of(path: Path) -> str:
    """The form of a file by its name: "xml", "workbook", or "" for any other.

    Example:
        >>> from pathlib import Path
        >>> form_of(Path("return.XML")), form_of(Path("return.xlsx")), form_of(Path("episodes.csv"))
        ('xml', 'workbook', '')
    """
    suffix = path.suffix.lower()
    return XML if suffix == ".xml" else WORKBOOK if suffix in WORKBOOKS else ""


def is_table_under_another_ending(path: Path) -> bool:
    """Whether a file is called as a table of a return is, and has an ending under which none is read: packed, or none at all.

    Example:
        >>> from pathlib import Path
        >>> is_table_under_another_ending(Path("reviews.dat")), is_table_under_another_ending(Path("notes on reviews.docx"))
        (True, False)
    """
    return path.suffix.lower() in _UNREAD and any(word in path.stem.lower() for word in _KINDS)


def may_be_return(path: Path) -> bool:
    """Whether an XML file or a workbook that lies in a folder may be a return: an XML file of another kind is none."""
    if form_of(path) == WORKBOOK:
        return any(word in path.stem.lower() for word in _WORDS)
    names: list[str] = []

    def first(name: str, *_: object) -> None:
        names.append(name.rpartition(":")[2].upper())
        raise _Found

    def doctype(*_: object) -> None:
        raise _Found

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.StartDoctypeDeclHandler = first, doctype
    try:
        with path.open("rb") as file:
            parser.Parse(file.read(_HEAD), False)  # noqa: FBT003 - takes no keywords
    except (_Found, expat.ExpatError, OSError, LookupError, ValueError):  # the last two: it names an encoding that cannot be read
        pass
    return names in ([], [ROOT])  # what cannot even be begun is told rather than passed over
