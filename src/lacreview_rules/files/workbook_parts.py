"""The parts of a workbook looked over before they are read: what it would grow to, and which cells have no value.

A workbook is a zip file of XML. A few kilobytes can unpack to gigabytes, and one cell in the last corner of a sheet makes
a table of seventeen thousand million cells: both are refused here, before anything is read. An error in a cell (#N/A) and a
formula whose result was never saved are noted by their place, because the reader gives an empty cell for both.
"""

from __future__ import annotations

import errno
import os
import re
import zipfile
import zlib
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

from lacreview_rules.errors import InputError, Problem
from lacreview_rules.nesting import DEEPEST

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CHUNK = 1 << 20
_END_OF_ZIP = b"PK\5\6"
_LARGEST_END = (1 << 16) + 22  # the last record of a zip file, with the comment that may follow it
_LARGEST_INDEX = 16 << 20  # the names of the sheets, and where they are
_MOST_WITHOUT_VALUE = 100_000
_WORKBOOK, _STRINGS = "xl/workbook.xml", "xl/sharedStrings.xml"
_SAVE_AS = "open it in Excel or LibreOffice and save it as .xlsx, without a password"
_AS_CSV = "save the sheet as CSV, which is read a row at a time"

_TAG = rb"<(?:\w+:)?"
_CELL = re.compile(_TAG + rb"c\s(?:[^>]*\s)?r=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^>]*(?<!/)>")
_USUAL_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>')
_NO_PLACE = re.compile(_TAG + rb"c\s(?:[^>]*\s)?r=[\"'](?![A-Z]{1,3}\d{1,7}[\"'])")
_NO_USUAL_PLACE = re.compile(rb'<c r="(?![A-Z]{1,3}\d{1,7}")')
_ANY_CELL = re.compile(_TAG + rb"c(?:\s[^>]*)?(?<!/)>")
_ROW = re.compile(_TAG + rb"row\b(?:[^>]*\sr=[\"'](\d{1,18})\d*[\"'])?")
_ERROR = re.compile(_TAG + rb"c\s(?=[^>]*\st=[\"']e[\"'])(?:[^>]*\s)?r=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^>]*>")
_NO_RESULT = re.compile(
    _TAG + rb"c\s(?![^>]*t=[\"']str[\"'])(?:[^>]*\s)?r=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^>]*>\s*"
    rb"<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_HIDDEN_ROW = re.compile(_TAG + rb"row\s(?:[^>]*\s)?hidden=[\"'](?:1|true)[\"'][^>]*>(?=\s*<(?:\w+:)?c[\s>])")
_SHARED = re.compile(_TAG + rb"c\s[^>]*t=[\"']s[\"'][^>]*>\s*<(?:\w+:)?v>(\d+)</")
_END_OF_TEXT = re.compile(rb"</(?:\w+:)?si>|<(?:\w+:)?si\s*/>")


class Limits(NamedTuple):
    """How large a workbook may be.

    Attributes:
        cells: the cells of one sheet, empty ones within the table counted.
        bytes: what its parts unpack to, and what the texts of one sheet add up to.
    """

    cells: int = 10_000_000
    bytes: int = 1 << 30


LIMITS = Limits()


class Parts(NamedTuple):
    """A workbook's parts.

    Attributes:
        path: the workbook.
        sheets: the part that holds each sheet, by the name of the sheet, in their order.
        from_1904: whether its days are counted from 1904, as old Macintosh workbooks count them.
    """

    path: Path
    sheets: dict[str, str]
    from_1904: bool


def look_over(path: Path, limits: Limits) -> Parts:
    """The parts of a workbook, all of which but the sheets have been unpacked once and lie within the limits.

    Raises:
        InputError: it is no workbook, it is damaged or too large.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            if _WORKBOOK not in packed.namelist():
                raise _refused(path, "it is a zip file and no Excel workbook", _SAVE_AS)
            total = sum(part.file_size for part in packed.infolist())
            if total > limits.bytes:
                what = f"it would unpack to {total:,} bytes, and at most {limits.bytes:,} are read"
                raise _refused(path, what, f"leave out what is not the table, or {_AS_CSV}")
            for part in packed.infolist():
                if part.filename.endswith((".xml", ".rels")) and not part.filename.startswith("xl/worksheets/"):
                    for _ in _chunks(packed, part.filename):
                        pass  # a part that is larger than it says, or damaged, is noticed here
            return _index(path, packed)
    except InputError:
        raise
    except OSError as error:
        if error.errno in {None, errno.EINVAL}:  # what the zip file says of itself points outside it
            raise _refused(path, *_why_no_zip(path)) from None
        raise _refused(path, f"the file cannot be read: {error.strerror or 'it is not a file'}", "check the path") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ET.ParseError, LookupError, ValueError):
        raise _refused(path, *_why_no_zip(path)) from None


def _why_no_zip(path: Path) -> tuple[str, str]:
    """What is wrong with a file that is no whole zip file."""
    try:
        with path.open("rb") as file:
            head = file.read(8)
            file.seek(max(file.seek(0, os.SEEK_END) - _LARGEST_END, 0))
            is_whole = _END_OF_ZIP in file.read()
    except OSError as error:
        return f"the file cannot be read: {error.strerror or 'it is gone'}", "check the path"
    if not head:
        return "the file is empty", "save the workbook again"
    if head == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return "it is a workbook of the old kind (.xls), or protected by a password", _SAVE_AS
    if head.startswith(b"PK") and not is_whole:
        what = "the workbook is not complete: its end is missing, where it says where its sheets are, so no sheet can be read"
        return what, "copy or download it again, or have it saved again"
    if head.startswith(b"PK"):
        return "the workbook is damaged or not complete", "copy it again, or open it and save it again"
    return "it is no Excel workbook (.xlsx)", f"{_SAVE_AS}; a CSV file ends in .csv"


def _refused(path: Path, what: str, remedy: str) -> InputError:
    return InputError([Problem("", what, remedy)], str(path))


def _chunks(packed: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with packed.open(name) as part:
        while chunk := part.read(_CHUNK):
            yield chunk


def _index(path: Path, packed: zipfile.ZipFile) -> Parts:
    """Which part holds which sheet."""
    book = _tree(packed, _WORKBOOK)
    targets = {one.get("Id"): one.get("Target", "") for one in _tree(packed, "xl/_rels/workbook.xml.rels")}
    sheets: dict[str, str] = {}
    from_1904 = False
    for element in book.iter():
        kind = element.tag.rpartition("}")[2]
        if kind == "workbookPr":
            from_1904 = element.get("date1904") in {"1", "true"}
        elif kind == "sheet":
            link = next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == "id"), None)
            target = targets[link]
            name = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
            if name.startswith("xl/worksheets/"):  # and not a sheet that is a chart
                sheets[element.attrib["name"]] = name
    return Parts(path, sheets, from_1904)


def _tree(packed: zipfile.ZipFile, name: str) -> ET.Element:
    if packed.getinfo(name).file_size > _LARGEST_INDEX:
        raise ValueError(name)
    content = packed.read(name)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:  # no workbook has either: entities may grow without end
        raise ValueError(name)
    return ET.fromstring(content, ET.XMLParser(target=_Shallow()))  # noqa: S314 - without entities, and of a limited size and depth


class _Shallow(ET.TreeBuilder):
    """Makes no tree that is deep: to take one apart again would end the program where the stack is short."""

    def __init__(self) -> None:
        super().__init__()
        self._deep = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> ET.Element:
        self._deep += 1
        if self._deep > DEEPEST:
            raise ValueError(tag)
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> ET.Element:
        self._deep -= 1
        return super().end(tag)


class Seen(NamedTuple):
    """What was seen of a sheet.

    Attributes:
        without_value: why a cell has no value, by row and column, both from 1.
        hidden_rows: how many rows with cells in them are not shown.
    """

    without_value: dict[tuple[int, int], str]
    hidden_rows: int


def look_over_sheet(parts: Parts, sheet: str, limits: Limits) -> Seen:
    """Check what a sheet would grow to.

    Raises:
        InputError: the sheet is damaged or too large.
    """
    where = f'sheet "{sheet}"'
    path = parts.path
    try:
        with zipfile.ZipFile(path) as packed:
            found = _Found(path, where, limits)
            for piece in _pieces(_chunks(packed, parts.sheets[sheet])):
                found.take(piece)
            if found.without_place:
                found.check_rows(packed.read(parts.sheets[sheet]))
            _check_texts(packed, parts.sheets[sheet], found)
            return Seen(found.without_value, found.hidden_rows)
    except OSError as error:
        what = f"the sheet cannot be read: {error.strerror or 'what it says of itself is not so'}"
        raise InputError([Problem(where, what, "check the path, or save the workbook again")], str(path)) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError):
        raise InputError(
            [Problem(where, "the sheet is damaged or not complete", "open the workbook and save it again")], str(path)
        ) from None


def _pieces(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """A sheet in pieces that end with a cell."""
    rest = b""
    for chunk in chunks:
        rest += chunk
        end = rest.rfind(b"c>") + 2
        if end < 2:  # noqa: PLR2004 - none
            end = max(rest.rfind(b"<"), 0)
        yield rest[:end]
        rest = rest[end:]
    yield rest


class _Found:
    """What was found in a sheet as far as it was looked over."""

    def __init__(self, path: Path, where: str, limits: Limits) -> None:
        self.path, self.where, self.limits = path, where, limits
        self.cells = self.without_place = self.hidden_rows = 0
        self.without_value: dict[tuple[int, int], str] = {}
        self._width = self._height = 0

    def take(self, piece: bytes) -> None:
        """Take in a piece."""
        usual = piece.count(b'<c r="')
        if usual == piece.count(b"<c ") + piece.count(b"<c>") + piece.count(b":c ") + piece.count(b":c>"):
            cells = _USUAL_CELL.findall(piece)  # as Excel and most others write them; the other patterns take five times as long
            strange = _NO_USUAL_PLACE.search(piece)
        else:
            strange = _NO_PLACE.search(piece)
            cells = _CELL.findall(piece)
            self.without_place += len(_ANY_CELL.findall(piece)) - len(cells)
        if strange is not None:  # the reader would make a table as wide or as long as it takes that for
            what = "a cell names a place that no sheet has"
            raise InputError([Problem(self.where, what, "open the workbook in Excel and save it again")], str(self.path))
        self.cells += len(cells)
        if cells:
            columns, rows = zip(*cells, strict=True)
            self._check(max(map(column_number, set(columns))), max(map(int, set(rows))))
        if b"hidden=" in piece:
            self.hidden_rows += len(_HIDDEN_ROW.findall(piece))
        if b't="e"' in piece or b"t='e'" in piece:
            self._note(_ERROR, piece, "the cell holds an error")
        if b"<f" in piece or b":f" in piece:
            self._note(_NO_RESULT, piece, "the result of the formula was never saved")
        if len(self.without_value) > _MOST_WITHOUT_VALUE:
            what = f"more than {_MOST_WITHOUT_VALUE:,} cells hold errors, or formulas without a result"
            raise InputError([Problem(self.where, what, "open the workbook in Excel, mend them and save it")], str(self.path))

    def _note(self, pattern: re.Pattern[bytes], piece: bytes, why: str) -> None:
        for column, row in pattern.findall(piece):
            self.without_value[int(row), column_number(column)] = why

    def _check(self, width: int, height: int) -> None:
        self._width, self._height = max(self._width, width), max(self._height, height)
        if self._width * self._height > self.limits.cells:
            what = (
                f"its cells reach to {column_letters(self._width)}{self._height}, so it would be a table of "
                f"{self._width * self._height:,} cells, and at most {self.limits.cells:,} are read"
            )
            raise InputError([Problem(self.where, what, f"delete what stands outside the table, or {_AS_CSV}")], str(self.path))

    def check_rows(self, content: bytes) -> None:
        """The same for a sheet that does not say where its cells stand: they follow one another."""
        starts = [*_ROW.finditer(content)]
        height = max([len(starts), *(int(found[1]) for found in starts if found[1])], default=0)
        ends = [*(found.start() for found in starts[1:]), len(content)]
        counts = (len(_ANY_CELL.findall(content, found.start(), end)) for found, end in zip(starts, ends, strict=True))
        self._check(max(counts, default=0), height)
        self.cells += self.without_place


def _check_texts(packed: zipfile.ZipFile, part: str, found: _Found) -> None:
    """Check what the texts add up to: each stands in the workbook once, however many cells show it."""
    if _STRINGS not in packed.namelist():
        return
    lengths: list[int] = []
    rest = b""
    for chunk in _chunks(packed, _STRINGS):
        *texts, rest = _END_OF_TEXT.split(rest + chunk)
        lengths += map(len, texts)
    if max(lengths, default=0) * found.cells <= found.limits.bytes:
        return
    shown: Counter[int] = Counter()
    for piece in _pieces(_chunks(packed, part)):
        shown.update(int(number) for number in _SHARED.findall(piece))
    total = sum(lengths[number] * count for number, count in shown.items() if number < len(lengths))
    if total > found.limits.bytes:
        what = f"its texts add up to {total:,} bytes, and at most {found.limits.bytes:,} are read"
        raise InputError([Problem(found.where, what, f"shorten them, or {_AS_CSV}")], str(found.path))


def column_letters(number: int) -> str:
    """What a spreadsheet calls a column, counted from 1.

    Example:
        >>> column_letters(1), column_letters(28), column_letters(16384)
        ('A', 'AB', 'XFD')
    """
    letters = ""
    while number > 0:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def column_number(letters: bytes) -> int:
    """The number of a column, counted from 1.

    Example:
        >>> column_number(b"A"), column_number(b"AB"), column_number(b"XFD")
        (1, 28, 16384)
    """
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
