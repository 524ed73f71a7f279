"""The files of returns opened: each known for what it is, every one that cannot be read told at once, those left alone told too."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.errors import ExtractError, Problem
from lacreview_rules.sources.door import Remark
from lacreview_rules.sources.ssda903.files import ExtractFile
from lacreview_rules.sources.ssda903.finding import find_files, packed_in
from lacreview_rules.sources.ssda903.forms import BIRTHS, FOLDER, NOT_LOOKED_INTO, NOT_READ, OTHER_ENDING, WORKBOOK, XML, form_of
from lacreview_rules.sources.ssda903.kept_rows import KeptRows
from lacreview_rules.sources.ssda903.kinds import EFFECTS
from lacreview_rules.sources.ssda903.other_births import COLUMNS as BIRTH_COLUMNS
from lacreview_rules.sources.ssda903.other_births import OtherTables
from lacreview_rules.sources.ssda903.row_places import Children
from lacreview_rules.sources.ssda903.tables import COLUMNS
from lacreview_rules.sources.ssda903.workbook_files import read_workbook
from lacreview_rules.sources.ssda903.xml_files import TAGS, read_xml

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from lacreview_rules.sources.ssda903.finding import Place


class _Kind(NamedTuple):
    """The columns that a table has to have, and which of them hold dates."""

    needed: tuple[str, ...]
    dates: tuple[str, ...]


KINDS = {
    "episode": _Kind(COLUMNS["episode"], ("DECOM", "DEC")),
    "header": _Kind(COLUMNS["header"], ("DOB",)),
    "review": _Kind(COLUMNS["review"], ("REVIEW",)),
}
_MOST_NAMED = 3
_OPTIONAL = {"episode": ("PL_POST", "YEAR", "DOB"), "header": ("YEAR",), "review": ("YEAR", "DOB")}


class Opened(NamedTuple):
    """What some returns hold.

    Attributes:
        files: the tables by their kind.
        others: the files beside them that are not read.
        children: those of all tables.
        births: the tables that are read only for a date of birth that no other has.
        left: what the sheets of workbooks are called that hold none of the tables.
    """

    files: dict[str, list[ExtractFile]]
    others: list[Place]
    children: Children
    births: OtherTables
    left: list[str]


def open_returns(folders: Sequence[Path]) -> Opened:
    """Open the returns in some folders and files.

    Raises:
        ExtractError: a folder or a file cannot be read, or no table of episodes is there.
    """
    problems: list[Problem] = []
    files: dict[str, list[ExtractFile]] = {}
    of_births: list[ExtractFile] = []
    children = Children()
    left: list[str] = []
    places = find_files(folders)
    others_found = [place for place in places if place.kind in NOT_LOOKED_INTO]
    for place in (place for place in places if place not in others_found):
        try:
            for file in _tables_of(place, children, left):
                (of_births if file.place.kind == BIRTHS else files.setdefault(file.place.kind, [])).append(file)
        except ExtractError as error:
            problems += error.problems
    if "episode" not in files and not problems:
        remedy = f"add it; its first line must name {', '.join(COLUMNS['episode'])}; or give the XML file or the workbook of the return"
        books = [place.name for place in others_found if form_of(place.path)]
        if books:  # by their names they are no return, but nothing else is there
            remedy = f"if {' or '.join(books[:_MOST_NAMED])} is the return, give its own path; else {remedy}"
        if unread := [place.name for place in others_found if place.kind == OTHER_ENDING]:
            remedy = f"if {' or '.join(unread[:_MOST_NAMED])} holds it, save it as CSV, under a name that ends in .csv; else {remedy}"
        if packed := packed_in(folders):
            remedy = f"if {' or '.join(packed[:_MOST_NAMED])} holds the return, unpack it; else {remedy}"
        problems.append(Problem("", "there is no Episodes file in the folder", remedy))
    if problems:
        raise ExtractError(problems)
    return Opened(files, others_found, children, OtherTables(places, of_births), left)


def _tables_of(place: Place, children: Children, left: list[str]) -> list[ExtractFile]:
    """The tables of a file: a CSV file is one; a return as XML or as a workbook is read into all that it holds.

    What the other sheets of a workbook are called is added to `left`.
    """
    if place.kind in {XML, WORKBOOK}:
        columns = {kind: (*of_kind.needed, *_OPTIONAL[kind]) for kind, of_kind in KINDS.items()}
        dates = {kind: of_kind.dates for kind, of_kind in KINDS.items()}
        if place.kind == XML:
            tables = {kind: KeptRows(place, kind, f"{place.name}: {TAGS[kind]}", columns[kind], dates[kind], children) for kind in KINDS}
            tables[BIRTHS] = KeptRows(place, BIRTHS, place.name, BIRTH_COLUMNS, BIRTH_COLUMNS[1:])
            read_xml(place, tables)
            return list(tables.values())
        tables_of_book, others = read_workbook(place, {kind: of_kind.needed for kind, of_kind in KINDS.items()}, columns, dates, children)
        left += others
        return list(tables_of_book)
    of_kind = KINDS[place.kind]
    return [ExtractFile(place, of_kind.needed, optional=_OPTIONAL[place.kind], dates=of_kind.dates, children=children)]


_NOT_READ = {
    NOT_READ: (
        "the file was not read, because the folder holds a return in another form (CSV comes before XML, and XML before a workbook)",
        "give the path of the file itself to read it instead",
    ),
    FOLDER: (
        "the folder was not looked into, because the one that it is in holds a return itself",
        "if it holds a return too, give the paths of both, or put each return into a folder of its own",
    ),
    OTHER_ENDING: (
        "the file was not read, because the ending of its name is none of a table",
        "if it is of the return, save it as CSV, under a name that ends in .csv",
    ),
}


def not_read(place: Place) -> Remark | None:
    """What is said of what may be a return, or of one, and lies beside another in a folder; None of what is neither."""
    if place.kind not in _NOT_READ:
        return None
    what, remedy = _NOT_READ[place.kind]
    return Remark("file-not-read", Problem(place.name, what, remedy), used=True, effect=EFFECTS["file-not-read"])
