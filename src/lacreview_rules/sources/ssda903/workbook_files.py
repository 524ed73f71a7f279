"""The data return as a workbook: a sheet each for Header, Episodes and Reviews, known by their names or else by their headings.

Needs the extra `workbooks`. A day may be a true date or text; a number is the text that it shows, without a point.
"""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.errors import ExtractError, InputError, Problem, close_to
from lacreview_rules.files.text_marks import unmarked
from lacreview_rules.files.workbook_parts import LIMITS, Limits
from lacreview_rules.files.workbooks import NoValue, open_workbook
from lacreview_rules.sources.hidden_sheets import HIDDEN, ROWS_HIDDEN, rows_told
from lacreview_rules.sources.hidden_sheets import told as told_hidden
from lacreview_rules.sources.ssda903.forms import BIRTHS
from lacreview_rules.sources.ssda903.kept_rows import KeptRows
from lacreview_rules.sources.ssda903.kinds import NOT_READ
from lacreview_rules.sources.ssda903.lines import column_name
from lacreview_rules.sources.ssda903.row_places import Children

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lacreview_rules.files.workbooks import Cell, Sheet, Workbook
    from lacreview_rules.sources.ssda903.finding import Place

_HEADING_WITHIN = 20
_TELLING = {
    "episode": frozenset({"CHILD", "DECOM", "RNE"}),
    "review": frozenset({"CHILD", "REVIEW"}),
    "header": frozenset({"CHILD", "DOB", "ETHNIC"}),
}
"""The columns by which a table is known: other tables of a return hold the child and the date of birth too."""
_CELL_WITHOUT_VALUE = "#"
"""In the place of an error or of a formula without a result: it is no date and no code, so it is told as one that cannot be read."""


class _Table(NamedTuple):
    sheet: Sheet
    names: list[str]
    heading: int
    rows: Iterator[tuple[int, list[Cell]]]


def read_workbook(
    place: Place,
    needed: Mapping[str, tuple[str, ...]],
    columns: Mapping[str, tuple[str, ...]],
    dates: Mapping[str, tuple[str, ...]],
    children: Children,
    limits: Limits = LIMITS,
) -> tuple[list[KeptRows], list[str]]:
    """The tables of a return in a workbook, and what its other sheets are called, which hold none of them.

    Args:
        place: the file.
        needed: by kind ("header", "episode", "review"), the columns that a table must have.
        columns: those that are read.
        dates: those of them that hold days.
        children: those of all tables that are read together.
        limits: how large the workbook may be.

    Raises:
        MissingExtraError: python-calamine is not installed.
        ExtractError: it cannot be read as a workbook, or as a return.
    """
    try:
        with open_workbook(place.path, limits) as book:
            found, unread, told, left = _sheets(book, place)
            kept = [_kept(place, kind, sheet, needed[kind], columns[kind], dates[kind], children) for kind, sheet in found.items()]
            for problem in unread:
                kept[0].refuse("sheet-unreadable", replace(problem, where=_in(place, problem.where)))
            doubts = told + [(ROWS_HIDDEN, one) for sheet in found.values() for one in rows_told(sheet)]
            kept[0].doubts += [(kind, replace(one, where=_in(place, one.where))) for kind, one in doubts]
    except ExtractError:
        raise
    except InputError as error:
        raise ExtractError([replace(problem, where=_in(place, problem.where)) for problem in error.problems]) from None
    return kept, [f"{place.name}: {name}" for name in left]


def read_other_births(place: Place, columns: tuple[str, ...], limits: Limits = LIMITS) -> tuple[list[KeptRows], list[Problem]]:
    """The sheets of a return that hold neither Header, Episodes nor Reviews and have some columns: the child, and the date of birth.

    Those in sight come first; of a hidden one it is told. Returns why other sheets cannot be read, too.

    Raises:
        InputError: the workbook cannot be read any more.
    """
    kept: list[KeptRows] = []
    unread: list[Problem] = []
    with open_workbook(place.path, limits) as book:
        tables, _, told, _ = _sheets(book, place)
        known = {sheet.called for sheet in tables.values()} | {problem.where for _, problem in told}
        others = (sheet for name in book.sheets if (sheet := book.sheet(name)).called not in known)
        for sheet in sorted(others, key=attrgetter("hidden")):
            try:
                if set(columns) <= set(_heading(sheet).names):
                    kept.append(_kept(place, BIRTHS, sheet, columns, columns, columns[1:], Children()))
                    if sheet.hidden:
                        kept[-1].doubts.append((HIDDEN, told_hidden(_in(place, sheet.called), used=True)))
            except ExtractError as error:
                unread += error.problems
            except InputError as error:
                unread += [replace(problem, where=_in(place, problem.where)) for problem in error.problems]
    return kept, unread


def _in(place: Place, where: str) -> str:
    return f"{place.name}: {where}" if where else place.name


def _kind_by_name(sheet: str) -> str | None:
    plain = "".join(letter for letter in sheet.lower() if letter.isalnum())
    return None if "swepisode" in plain else next((kind for kind in _TELLING if kind in plain), None)


def _sheets(book: Workbook, place: Place) -> tuple[dict[str, Sheet], list[Problem], list[tuple[str, Problem]], list[str]]:
    """Which sheet holds which table, what is told of others, and the names of those that hold neither.

    Told is why some, which may be one of those that no name tells, cannot be read; and which are hidden, or hold a table that another
    is named for, each with the kind of the remark.
    """
    by_name: dict[str, list[str]] = {}
    others = []
    for name in book.sheets:
        kind = _kind_by_name(name)
        if kind is None:
            others.append(name)
        else:
            by_name.setdefault(kind, []).append(name)
    unnamed = {kind: telling for kind, telling in _TELLING.items() if kind not in by_name}
    unread: list[Problem] = []
    told: list[tuple[str, Problem]] = []
    left: list[str] = []
    for name in others:
        sheet = book.sheet(name)
        try:
            heading = set(_heading(sheet).names)
        except InputError as error:
            unread += error.problems if unnamed else []
            left += [] if unnamed else [name]
            continue
        kind = next((kind for kind, telling in _TELLING.items() if telling <= heading), None)
        if kind in unnamed:
            by_name.setdefault(kind, []).append(name)
        elif kind is not None:
            what = f'it has the headings of the table in the sheet "{by_name[kind][0]}", which has its name, and was not read'
            told.append((NOT_READ, Problem(sheet.called, what, "put the rows into one sheet, or delete it")))
        elif heading:  # an empty sheet is none
            left.append(name)
    for kind, names in by_name.items():
        sheets = [book.sheet(name) for name in names]
        seen = [one.name for one in sheets if not one.hidden]
        told += [(HIDDEN, told_hidden(one.called, used=not seen)) for one in sheets if one.hidden]
        by_name[kind] = seen or names
    twice = [names for names in by_name.values() if len(names) > 1]
    if twice:
        remedy = "leave one of them, or put their rows together"
        raise ExtractError([Problem(place.name, f"{len(names)} sheets hold the same table: {', '.join(names)}", remedy) for names in twice])
    if "episode" not in by_name:
        what = "none of its sheets holds the Episodes of a return"
        also = [replace(problem, where=_in(place, problem.where)) for problem in unread]
        raise ExtractError([*also, Problem(place.name, what, 'name the sheet "Episodes"; its first row must name the columns')])
    return {kind: book.sheet(by_name[kind][0]) for kind in _TELLING if kind in by_name}, unread, told, left


def _heading(sheet: Sheet) -> _Table:
    """A sheet from the row on that names the column CHILD; the first row, if none of the first does."""
    rows = sheet.rows()
    first: _Table | None = None
    for number, cells in rows:
        if number > _HEADING_WITHIN:
            break
        names = [column_name(sheet.text(cell)) for cell in cells]
        table = _Table(sheet, names, number, rows)
        if "CHILD" in names:
            return table
        first = first or table
    return first or _Table(sheet, [], 0, iter(()))


def _kept(
    place: Place, kind: str, sheet: Sheet, needed: tuple[str, ...], columns: tuple[str, ...], dates: tuple[str, ...], children: Children
) -> KeptRows:
    """The rows of a sheet."""
    called = f"{place.name}: {sheet.name}"
    table = _heading(sheet)
    _check(called, table, needed)
    at = {column: table.names.index(column) for column in columns if column in table.names}
    kept = KeptRows(place, kind, called, columns, dates, children)
    for number, row in table.rows:
        where = f"{called} row {number}"
        cells = {column: _text(sheet, row[index], is_day=column in dates) for column, index in at.items() if index < len(row)}
        if column_name(cells.get("CHILD", "")) == "CHILD" and table.names == [column_name(sheet.text(cell)) for cell in row]:
            continue  # the headings again, as where tables were run together
        if any(cells.values()) or any(_text(sheet, cell, is_day=False) for cell in row):
            kept.add(where, cells | ({"CHILD": ""} if cells.get("CHILD") == _CELL_WITHOUT_VALUE else {}))
    return kept


def _text(sheet: Sheet, cell: Cell, *, is_day: bool) -> str:
    if isinstance(cell, NoValue):
        return _CELL_WITHOUT_VALUE
    return unmarked(sheet.day_text(cell) if is_day else sheet.text(cell))


def _check(called: str, table: _Table, needed: tuple[str, ...]) -> None:
    """Refuse a sheet whose headings do not name the columns that are needed, or name one of them twice."""
    if not table.names:
        raise ExtractError([Problem(called, "the sheet is empty", f"its first row must name {', '.join(needed)}")])
    missing = [column for column in needed if column not in table.names]
    if len(missing) == len(needed):
        # The row may be a child's: it is not repeated.
        raise ExtractError([Problem(called, "no row at its top names the columns", f"one must name {', '.join(needed)}")])
    problems = [
        Problem(f"{called}: {column}", "two columns have this name", "leave one") for column in needed if table.names.count(column) > 1
    ]
    others = [name for name in table.names if name not in needed]
    for column in missing:
        near = close_to(column, others)
        remedy = f'rename the column "{near}"' if near else f"add it; the columns needed are {', '.join(needed)}"
        problems.append(Problem(f"{called}: {column}", "the column is missing", remedy))
    if problems:
        raise ExtractError(problems)
