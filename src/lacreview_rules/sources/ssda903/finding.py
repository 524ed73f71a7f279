"""The files of data returns found: in a folder, CSV files by their columns, and whole returns as XML or as workbooks."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.errors import ExtractError, Problem
from lacreview_rules.sources.ssda903.forms import (
    FOLDER,
    LEFT_ALONE,
    NOT_LOOKED_INTO,
    NOT_READ,
    OTHER_ENDING,
    TABLES,
    WORKBOOK,
    XML,
    form_of,
    is_table_under_another_ending,
    may_be_return,
)
from lacreview_rules.sources.ssda903.lines import BOM, decoded, heading_in, is_no_text, names_in
from lacreview_rules.sources.ssda903.names import is_before, years_in
from lacreview_rules.sources.ssda903.tables import table_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_PACKED = frozenset({".zip", ".7z", ".gz", ".rar"})
_UNPACK = "unpack it, and give the folder with the files"
_EXPECTED = "give a folder with the CSV files of a return, its XML file, a workbook, or one CSV file"


class Place(NamedTuple):
    """Where one file of a return is.

    Attributes:
        kind: what it holds: "header", "episode" or "review"; a whole return is "xml" or "workbook", "not-read" is one that
            lies beside the CSV files of a return, "folder" a folder that does, "other-ending" a table that its name does not say is
            one, and "left-alone" a file that is none of these.
        path: where it is.
        name: what it is called in messages.
        years: the calendar years in its name or, with none there, in the name of its folder.
        before: whether its name, or that of its folder, says that it is of the return before the others.
    """

    kind: str
    path: Path
    name: str
    years: tuple[str, ...]
    before: bool = False


def find_files(folders: Sequence[Path]) -> list[Place]:
    """The files of the returns at some paths: a path is a folder, or a file.

    In a folder, CSV files are known by their columns or, where those do not tell, by their names; a folder without an Episodes
    file may hold returns as XML or, if there is none, as workbooks. A folder without any of these may hold a folder for each
    return.

    Raises:
        ExtractError: a folder cannot be read, or a file is nothing that a return may be.
    """
    shown = [folder.name for folder in folders]
    found: dict[Path, Place] = {}
    for folder in folders:
        prefix = "" if len(folders) == 1 else f"{folder.name if shown.count(folder.name) == 1 and folder.name else folder}/"
        places = [_given(folder, prefix[:-1] or folder.name)] if folder.is_file() else _files_in(folder, prefix)
        if not folder.is_file():
            within = [(inner, _files_in(inner, f"{prefix}{inner.name}/")) for inner in _folders_in(folder)]
            if any(place.kind in {"episode", XML, WORKBOOK} for place in places):
                places += [_place(FOLDER, inner, f"{prefix}{inner.name}") for inner, of_inner in within if _holds_a_table(of_inner)]
            else:
                places += [place for _, of_inner in within for place in of_inner]
        found |= {place.path.resolve(): place for place in places}
    return list(found.values())


def _folders_in(folder: Path) -> list[Path]:
    return [entry for entry in _entries(folder) if entry.name[0] not in ".~" and entry.is_dir()]


def _holds_a_table(places: Sequence[Place]) -> bool:
    return any(place.kind not in NOT_LOOKED_INTO for place in places)


def packed_in(folders: Sequence[Path]) -> list[str]:
    """The names of packed files in some folders: they may hold the return, and are not looked into."""
    return [entry.name for folder in folders if folder.is_dir() for entry in _entries(folder) if entry.suffix.lower() in _PACKED]


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        what = f"the folder cannot be read: {error.strerror or 'it is no folder'}"
        if isinstance(error, (FileNotFoundError, NotADirectoryError)):
            what = "there is neither a folder nor a file of this name"
        raise ExtractError([Problem("", what, f"check the path; {_EXPECTED}")], str(folder)) from None


def _given(file: Path, name: str) -> Place:
    """A file that was given by itself."""
    kind = form_of(file)
    if not kind and file.suffix.lower() in TABLES:
        kind = table_of(columns_of(file), file.stem.lower()) or ""
        if not kind and file.suffix.lower() == ".csv":
            remedy = "the first line of an Episodes file names CHILD, DECOM, RNE and others; or give the folder with all three files"
            raise ExtractError([Problem(name, "neither its columns nor its name are those of a Header, Episodes or Reviews file", remedy)])
    if not kind:
        remedy = _UNPACK if file.suffix.lower() in _PACKED else _EXPECTED
        raise ExtractError([Problem(name, "the file is neither CSV nor XML nor a workbook", remedy)])
    return _place(kind, file, name)


def _place(kind: str, file: Path, name: str) -> Place:
    """The place of a file, with what its name or that of its folder says of the return it belongs to."""
    stem, folder = file.stem.lower(), file.parent.name
    return Place(kind, file, name, years_in(stem) or years_in(folder), is_before(stem) or is_before(folder))


def _whole_returns(folder: Path, prefix: str, *, beside_csv: bool) -> list[Place]:
    """The returns in a folder that are one file each: XML files, or else workbooks; what is not read beside others is marked so."""
    every = [entry for entry in _entries(folder) if form_of(entry) and entry.name[0] not in ".~" and entry.is_file()]
    found = [entry for entry in every if may_be_return(entry)]
    others = [_place(LEFT_ALONE, entry, f"{prefix}{entry.name}") for entry in every if entry not in found]
    read = "" if beside_csv else XML if any(form_of(entry) == XML for entry in found) else WORKBOOK
    return others + [_place(form_of(entry) if form_of(entry) == read else NOT_READ, entry, f"{prefix}{entry.name}") for entry in found]


def _files_in(folder: Path, prefix: str) -> list[Place]:
    places = []
    for entry in _entries(folder):
        kind = _kind_of(entry) if entry.name[0] not in ".~" else None
        if kind is not None:
            places.append(_place(kind, entry, f"{prefix}{entry.name}"))
    return places + _whole_returns(folder, prefix, beside_csv=any(place.kind == "episode" for place in places))


def _kind_of(entry: Path) -> str | None:
    """What an entry of a folder holds; None if it is nothing that a return may be: a text under another ending is known by its columns."""
    ending, stem = entry.suffix.lower(), entry.stem.lower()
    if ending == ".csv":
        return table_of(columns_of(entry), stem) or (LEFT_ALONE if entry.is_file() else None)
    if not entry.is_file():
        return None
    if ending in TABLES:
        return table_of(columns_of(entry), "") or (LEFT_ALONE if table_of([], stem) else None)
    return OTHER_ENDING if is_table_under_another_ending(entry) else None


def columns_of(path: Path) -> list[str]:
    """What the headings of a file name, in capitals; nothing if it cannot be read, which is told only of files of a return."""
    try:
        with path.open("rb") as file:
            head = heading_in(file).line
        return [] if is_no_text(head) else names_in(decoded(head.removeprefix(BOM)).strip("\r\n"))[1]
    except (OSError, csv.Error):
        return []
