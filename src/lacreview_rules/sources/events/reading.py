"""A spreadsheet of events as a source: one event a row, the rows of a child anywhere in it.

A workbook may have a second sheet, of children, for what belongs to a child and not to an event. Which sheet is which, the
headings say. A table is held in memory while it is read, up to ten million cells; of more, Parquet is read by `lacreview
batches` in a stream.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from lacreview_rules.errors import HistoryError, InputError, MissingExtraError, Problem, at_most
from lacreview_rules.files.child_ids import ALIKE, ALIKE_EFFECT, ALIKE_REMEDY, alike, told_alike
from lacreview_rules.files.sheets import broken_off, headed, headed_among, tables_in
from lacreview_rules.files.typed_days import DayReader
from lacreview_rules.files.workbook_parts import LIMITS, column_letters
from lacreview_rules.sources.addresses import refuse_databases, refuse_folder
from lacreview_rules.sources.by_name import check_settings
from lacreview_rules.sources.door import Records, Remark, SourceOptions
from lacreview_rules.sources.events.cells import NotRead, read_cell
from lacreview_rules.sources.events.children import EventRow, history_of, told_by_cell
from lacreview_rules.sources.events.columns import NEEDED, OF_THE_CHILD, column_names, event_columns
from lacreview_rules.sources.events.other_sheets import EFFECT, NOT_READ, others_among
from lacreview_rules.sources.events.typed_texts import TypedTexts
from lacreview_rules.sources.hidden_sheets import HIDDEN, HIDDEN_EFFECT, ROWS_HIDDEN, in_sight, rows_told
from lacreview_rules.sources.left_alone import left_alone
from lacreview_rules.sources.unheaded import REMEDY, Unheaded
from lacreview_rules.wording import count_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from lacreview_rules.files.sheets import Headed, Table
    from lacreview_rules.files.workbook_parts import Limits
    from lacreview_rules.histories.history import History

_PARQUET = (".parquet", ".pq")
_HEADINGS = "a table of events has the headings child, event and on; lacreview new-events FILE writes one to begin with"
_MONTH_FIRST = "dates are written month first: this one can be read in no other way"
_DAY_FIRST = "write them DD/MM/YYYY, or format the cells as dates, all of them"
_PROFILE_NOT_READ = "the profile of a child is read by lacreview batches only"
_NOT_THE_CHILD = "the profile named on the command line is used for every child"


def open_source(addresses: Sequence[str], options: SourceOptions) -> Records:
    r"""Open a table of events: one CSV file, workbook (.xlsx) or Parquet file.

    Raises:
        InputError: there is not one address.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     file = Path(folder) / "events.csv"
        ...     _ = file.write_text("Child ID,What happened,Date\nA1,Became looked after,19/12/2025\n", encoding="utf-8")
        ...     [(history.child, str(history.events[0].on)) for history in open_source([str(file)], SourceOptions())]
        [('A1', '2025-12-19')]
    """
    check_settings(options, (), "events")
    refuse_databases(addresses, "events")
    if len(addresses) != 1 or addresses[0] == "-":
        raise InputError(
            [Problem("", "events are read from one file", "name one CSV file, workbook or Parquet file")], ", ".join(addresses)
        )
    refuse_folder(addresses[0], "events")
    path = Path(addresses[0])
    if path.suffix.lower() in _PARQUET:
        return ParquetEvents(path, options)
    return SheetEvents(path, options)


class _Events(Records):
    """What every table of events has in common."""

    def __init__(self, path: Path, options: SourceOptions, limits: Limits = LIMITS) -> None:
        self._path, self._options, self._limits = path, options, limits
        self._remarks: list[Remark] = []
        self._rows = self._children = 0

    @property
    def remarks(self) -> Sequence[Remark]:
        """What was found wrong or doubtful; complete once the iteration ends."""
        return tuple(self._remarks)

    @property
    def recorded_until(self) -> date | None:
        """The last day that the table tells of, where the user says so."""
        return self._options.recorded_to

    def summary(self, used: int) -> Sequence[str]:
        """What became of the rows."""
        refused = f", {self._children - used:,} could not be used" if used < self._children else ""
        children = count_text(self._children, "child", "children")
        return (f"{count_text(self._rows, 'event')} of {children}{refused}",)

    def _remark(self, kind: str, where: str, what: str, remedy: str, effect: str = "", *, used: bool = False) -> None:
        self._remarks.append(Remark(kind, Problem(f"{self._path.name}: {where}", what, remedy), used, effect))


class SheetEvents(_Events):
    """The children of a CSV file or a workbook, in the order in which they first come."""

    def __init__(self, path: Path, options: SourceOptions, limits: Limits = LIMITS) -> None:
        super().__init__(path, options, limits)
        self._sheet: Headed | None = None
        self._numbers: dict[str, array[int]] = {}  # the rows of each child's events
        self._left: list[str] = []

    def located(self, problem: Problem, child: str) -> Problem:
        """A problem of a child's history, by its place in the table."""
        numbers = self._numbers.get(child)
        if self._sheet is None or numbers is None:
            return problem
        return told_by_cell(problem, self._sheet, numbers)

    def summary(self, used: int) -> Sequence[str]:
        """What became of the rows, and the sheets that hold none of them."""
        return (*super().summary(used), *left_alone("they name no child", self._left))

    def __iter__(self) -> Iterator[History | HistoryError]:
        """The histories; for a child whose rows cannot be read, the error that says why."""
        self._remarks = []
        self._rows = self._children = 0
        days = DayReader()
        events: dict[str, list[EventRow]] = defaultdict(list)
        about: dict[str, list[EventRow]] = defaultdict(list)
        with tables_in(self._path, self._limits) as tables:
            found, unread = headed_among(tables, column_names(), ("child",))
            sheet, children = self._which(found, tables, unread)
            order: dict[str, None] = {}
            for table, rows in ((children, about), (sheet, events)):
                if table is not None:
                    for row in self._rows_of(table, days):
                        child = row.cells.get("child")
                        name = child if isinstance(child, str) else ""
                        rows[name].append(row)
                        if name and table is sheet:
                            order.setdefault(name)
            unread += broken_off(tables)
            order |= dict.fromkeys(name for name in about if name)
        if days.is_month_first:
            raise InputError([Problem(days.month_first or "", _MONTH_FIRST, _DAY_FIRST)], str(self._path))
        nameless = [*about.pop("", []), *events.pop("", [])]
        self._rows = sum(map(len, events.values()))
        self._children = len(order)
        self._sheet = sheet
        self._numbers = {child: array("L", (row.number for row in events.get(child, ()))) for child in order}
        for where, first in alike(order, lambda child: (events.get(child) or about[child])[0].place("child")):
            self._remark(ALIKE, where, told_alike(first), ALIKE_REMEDY, ALIKE_EFFECT, used=True)
        for child in order:
            try:
                yield history_of(child, events.get(child, []), about.get(child, []), str(self._path))
            except HistoryError as error:
                yield error
        if nameless:
            yield HistoryError(at_most([_without_child(row) for row in nameless]), str(self._path))
        if unread:
            yield HistoryError(at_most(unread), str(self._path))

    def _which(self, found: list[Headed], tables: list[Table], unread: list[Problem]) -> tuple[Headed, Headed | None]:
        """The table of events and, if there is one, that of children.

        Raises:
            InputError: there is none of events, or two of a kind, or a column is missing or there twice.
        """
        source = str(self._path)
        events, hidden = in_sight([one for one in found if _is_of_events(one)])
        near, events = events, [one for one in events if set(NEEDED) <= one.columns.at.keys()] or events
        unread += [
            Problem(one.table.called, f"no heading is {name} or like it, so it was not read", "add the column, or delete the sheet")
            for one in near
            for name in NEEDED
            if one not in events and "event" in one.columns.at and name not in one.columns.at
        ]
        unread += _events_of_nobody([table for table in tables if all(table is not one.table for one in found)])
        children, hidden_children = in_sight(
            [one for one in found if not _is_of_events(one) and {*OF_THE_CHILD[1:]} & one.columns.at.keys()]
        )
        for note in (*hidden, *hidden_children):
            self._remark(HIDDEN, note.where, note.what, note.remedy, HIDDEN_EFFECT, used=True)
        if not events:
            none = f"none of the {len(tables)} sheets has" if len(tables) > 1 else "it has not"
            raise InputError([*unread, Problem("", f"{none} the headings of a table of events", _HEADINGS)], source)
        for kind, some in (("events", events), ("children", children)):
            if len(some) > 1:
                named = " and ".join(one.table.called for one in some)
                raise InputError([Problem("", f"two sheets hold {kind}: {named}", "leave one, or put their rows into one")], source)
        problems = [
            Problem(events[0].place(events[0].heading), f"no heading is {name} or like it", f"add the column; {_HEADINGS}")
            for name in NEEDED
            if name not in events[0].columns.at
        ]
        for one in (*events, *children):
            problems += [
                Problem(one.place(one.heading, name), "another heading means the same", "leave one of the two columns")
                for name, _, _ in one.columns.twice
            ]
        if problems:
            raise InputError(problems, source)
        lost, self._left = others_among(tables, [*near, *children], [problem.where for problem in (*unread, *hidden, *hidden_children)])
        for note in lost:
            self._remark(NOT_READ, note.where, note.what, note.remedy, EFFECT)
        for one in (*events, *children):
            self._look_at_headings(one, in_events=one is events[0])
            for note in rows_told(one.table):
                self._remark(ROWS_HIDDEN, note.where, note.what, note.remedy, HIDDEN_EFFECT, used=True)
        return events[0], children[0] if children else None

    def _look_at_headings(self, one: Headed, *, in_events: bool) -> None:
        for name in one.columns.misspelt:
            self._remark(
                "heading-misspelt",
                one.place(one.heading, name),
                "the heading is misspelt; it was taken for this column",
                "correct it",
                used=True,
            )
        for at in one.columns.others:
            where = f"{one.place(one.heading)}, column {column_letters(at + 1)}"
            self._remark("column-unknown", where, "the heading names nothing that is read", "leave the column out, or correct its heading")
        if not in_events:
            for name in sorted(one.columns.at.keys() - set(OF_THE_CHILD)):
                what = "the column belongs to an event, and the sheet holds children"
                self._remark("column-misplaced", one.place(one.heading, name), what, "move it to the sheet of events")

    def _rows_of(self, table: Headed, days: DayReader) -> Iterator[EventRow]:
        columns = [(name, place, event_columns()[name]) for name, place in table.columns.at.items()]
        filled, profiled = 0, False
        unheaded = Unheaded(table)
        for number, cells in table.rows:
            row = EventRow(table, number, {})
            wrong = unheaded.check(number, cells)
            if wrong:
                row.put("", NotRead(wrong, REMEDY))
            for name, place, column in columns:
                if place < len(cells) and cells[place] != "":
                    value = read_cell(cells[place], column, table.table, days, partial(table.place, number, name))
                    if value is not None:
                        row.put(name, value)
            profiled = profiled or self._note_profile(row)
            filled += len(row.cells)
            if filled > self._limits.cells:
                what = f"the table has more than {self._limits.cells:,} filled cells"
                remedy = "write it as Parquet, which lacreview batches reads in a stream, or split it between children"
                raise InputError([Problem(table.place(number), what, remedy)], str(self._path))
            if row.cells:
                yield row
        for note in unheaded.notes:
            self._remark("column-unknown", note.where, note.what, note.remedy)

    def _note_profile(self, row: EventRow) -> bool:
        """Tell, once, that the column of profiles is not read; returns whether the row has one."""
        if "profile" not in row.cells:
            return False
        self._remark("profile-not-read", row.place("profile"), _PROFILE_NOT_READ, "leave the column out", _NOT_THE_CHILD)
        return True


def _is_of_events(one: Headed) -> bool:
    return bool({"event", "on"} & one.columns.at.keys())


def _events_of_nobody(tables: Iterable[Table]) -> Iterator[Problem]:
    """The sheets that have what happened and when, and no column of the child."""
    for table in tables:
        try:
            one = headed(table, column_names(), ("event", "on"))
        except InputError:
            continue  # told already
        if one is not None and {"event", "on"} <= one.columns.at.keys():
            yield Problem(table.called, "no heading is child or like it, so it was not read", "add the column, or delete the sheet")


def _without_child(row: EventRow) -> Problem:
    found = row.cells.get("child")
    what, remedy = found if isinstance(found, NotRead) else ("it is empty", "fill it in")
    return Problem(row.place("child"), what, remedy)


class ParquetEvents(_Events):
    """The children of a Parquet file, read as the Arrow door reads a table of events, under loose headings; texts as in a sheet."""

    def __init__(self, path: Path, options: SourceOptions, limits: Limits = LIMITS) -> None:
        super().__init__(path, options, limits)
        self._places: dict[str, Callable[[Problem], Problem]] = {}

    def located(self, problem: Problem, child: str) -> Problem:
        """A problem of a child's history, by its place in the table."""
        told = self._places.get(child)
        return problem if told is None else told(problem)

    def __iter__(self) -> Iterator[History | HistoryError]:
        """The histories; for a child whose rows cannot be read, the error that says why."""
        try:
            from lacreview_rules.arrow.event_files import ParquetTable  # noqa: PLC0415 - an extra, loaded when asked for
        except ModuleNotFoundError as error:
            raise MissingExtraError(str(error)) from None
        self._remarks = []
        self._rows = self._children = 0
        texts = TypedTexts()
        table = ParquetTable(self._path, column_names(), self._limits.cells, texts.meant)
        if texts.days.is_month_first:
            raise InputError([Problem(texts.days.month_first or "", _MONTH_FIRST, _DAY_FIRST)], str(self._path))
        for place in table.unknown:
            self._remark("column-unknown", f"columns[{place}]", "the heading names nothing that is read", "leave the column out")
        for name in table.misspelt:
            what = "the heading is misspelt; it was taken for this column"
            self._remark("heading-misspelt", f'column "{name}"', what, "correct it", used=True)
        if table.has_profile:
            self._remark("profile-not-read", 'column "profile"', _PROFILE_NOT_READ, "leave the column out", _NOT_THE_CHILD)
        self._rows = table.rows
        for read, told in table.children():
            self._children += read.child is not None
            if read.child is not None:
                self._places[read.child] = told
            yield read.history if read.history is not None else HistoryError(at_most(read.problems), str(self._path))
        for where, first in alike(self._places, self._first_row):
            self._remark(ALIKE, where, told_alike(first), ALIKE_REMEDY, ALIKE_EFFECT, used=True)

    def _first_row(self, child: str) -> str:
        return self._places[child](Problem("events[0].child", "")).where
