"""List 8 of Annex A as a source: who is looked after, since when, and when each child's next review is due at the latest.

The list has one row a child, with the latest statutory review and nothing of those before. How many there were, and whether
they were in time, it cannot tell; both are marked so, as for a data return that begins after care did. Where the latest
review is blank or was before care began, none was held in this period of care, and the first review is due.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from lacreview_rules.counting.calendars import england_and_wales
from lacreview_rules.engine.build import tasks_asked
from lacreview_rules.errors import HistoryError, InputError, Problem, at_most
from lacreview_rules.files.child_ids import ALIKE, ALIKE_EFFECT, ALIKE_REMEDY, alike, told_alike
from lacreview_rules.files.sheets import broken_off, headed_among, tables_in
from lacreview_rules.files.typed_days import DayReader, Unread
from lacreview_rules.files.workbook_parts import LIMITS
from lacreview_rules.histories.events import TaskDone
from lacreview_rules.histories.history import History
from lacreview_rules.sources.addresses import refuse_databases, refuse_folder
from lacreview_rules.sources.annex_a.births import ToldBirth, births_elsewhere, born_on
from lacreview_rules.sources.annex_a.meanings import column_names, recorded_tasks, visit_task
from lacreview_rules.sources.annex_a.next_dates import at_the_latest, with_next_visit
from lacreview_rules.sources.annex_a.rows import ListRow, each_once, events_of, read_row
from lacreview_rules.sources.by_name import check_settings
from lacreview_rules.sources.door import RecordGaps, Records, Remark, SourceOptions
from lacreview_rules.sources.hidden_sheets import HIDDEN, HIDDEN_EFFECT, ROWS_HIDDEN, in_sight, rows_told
from lacreview_rules.sources.incomplete import marked_schedule
from lacreview_rules.sources.left_alone import left_alone, others_with_rows
from lacreview_rules.sources.starts import StartWithReviewsUnread
from lacreview_rules.sources.unheaded import REMEDY, Unheaded
from lacreview_rules.wording import count_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.files.sheets import Headed
    from lacreview_rules.files.workbook_parts import Limits
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.schedules.schedule import Schedule

_NEEDED = ("child", "started", "review")
_CALLED = {
    "child": "Child Unique ID",
    "started": "Date Started to be Looked After",
    "review": "Date of Latest Statutory Review",
    "born": "Date of Birth",
    "status": "Child's Legal Status",
    "status_from": "Start date of current legal status",
    "visit": "Date of Last Social Work Visit",
    "placed": "Start Date of Most Recent Placement",
    "placement": "Placement Type",
    "ceased": "Date Ceased to be Looked After",
    "reason": "Reason Ceased to be Looked After",
}
_LISTS = "List 8 of Annex A has the headings " + ", ".join(f'"{_CALLED[name]}"' for name in _NEEDED)


def open_source(addresses: Sequence[str], options: SourceOptions) -> AnnexA:
    r"""Open List 8 of Annex A: one workbook (.xlsx) or one CSV file.

    Raises:
        InputError: there is not one address.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> text = "Child Unique ID,Date Started to be Looked After,Date of Latest Statutory Review\nA1,06/08/2025,12/01/2026\n"
        >>> with TemporaryDirectory() as folder:
        ...     file = Path(folder) / "list8.csv"
        ...     _ = file.write_text(text, encoding="utf-8")
        ...     [[str(event.on) for event in history.events] for history in open_source([str(file)], SourceOptions())]
        [['2025-08-06', '2026-01-12']]
    """
    check_settings(options, (), "annex-a")
    refuse_databases(addresses, "annex-a")
    if len(addresses) != 1 or addresses[0] == "-":
        raise InputError([Problem("", "List 8 is read from one file", "name one workbook or CSV file")], ", ".join(addresses))
    refuse_folder(addresses[0], "annex-a")
    return AnnexA(Path(addresses[0]), options)


class AnnexA(Records):
    """The children of List 8, in the order of its rows."""

    names_records = True

    def __init__(self, path: Path, options: SourceOptions, limits: Limits = LIMITS) -> None:
        self._path, self._options, self._limits = path, options, limits
        self._remarks: list[Remark] = []
        self._rows = self._children = 0
        self._left: list[str] = []
        self._places: dict[str, tuple[str, str]] = {}  # of each child's first row, and of its latest review

    @property
    def remarks(self) -> Sequence[Remark]:
        """What was found wrong or doubtful; complete once the iteration ends."""
        return tuple(self._remarks)

    @property
    def recorded_until(self) -> date | None:
        """The last day that the list tells of, where the user says so."""
        return self._options.recorded_to

    def __iter__(self) -> Iterator[History | HistoryError]:
        """The histories, in the order of the rows."""
        self._remarks = []
        self._rows = self._children = 0
        with tables_in(self._path, self._limits) as tables:
            lists, unread = headed_among(tables, column_names(), _NEEDED, own_headings=True)
            found = self._list_among(lists, len(tables), unread)
            days = DayReader()
            children: dict[str, list[ListRow]] = defaultdict(list)
            unheaded = Unheaded(found)
            for number, cells in found.rows:
                row = read_row(number, cells, found, days)
                wrong = unheaded.check(number, cells)
                if wrong:
                    row.unread[""] = Unread(wrong, REMEDY)
                if row.child or row.unread or row.texts or any(row.days.values()):
                    self._rows += 1
                    children[row.child].append(row)
            for note in unheaded.notes:
                self._remarks.append(Remark("column-unknown", replace(note, where=f"{self._path.name}: {note.where}"), used=False))
            unread += broken_off(tables)
            lacking = {child for child, rows in children.items() if not any(map(_tells_birth, rows))}
            of_births: list[Remark] = []
            hidden = [remark.problem.where.removeprefix(f"{self._path.name}: ") for remark in self._remarks if remark.kind == HIDDEN]
            others = [table for table in tables if table is not found.table]
            births = births_elsewhere(others, lacking, of_births)
            looked_into = {birth.place.partition(", row ")[0] for of_child in births.values() for birth in of_child}
            self._left = others_with_rows(others, [*hidden, *looked_into, *(problem.where for problem in unread)])
        if days.is_month_first:
            what = "dates are written month first: this one can be read in no other way"
            remedy = "write them DD/MM/YYYY, or format the cells as dates, all of them"
            raise InputError([Problem(days.month_first or "", what, remedy)], str(self._path))
        for remark in of_births:
            self._remarks.append(remark._replace(problem=replace(remark.problem, where=f"{self._path.name}: {remark.problem.where}")))
        nameless = children.pop("", [])
        self._children = len(children)
        for where, first in alike(children, lambda child: found.place(children[child][0].number, "child")):
            problem = Problem(f"{self._path.name}: {where}", told_alike(first), ALIKE_REMEDY)
            self._remarks.append(Remark(ALIKE, problem, used=True, effect=ALIKE_EFFECT))
        for number, rows in enumerate(children.values(), 1):
            before = len(self._remarks)
            child = self._child(rows, found, births)
            self._remarks[before:] = [remark._replace(child=number) for remark in self._remarks[before:]]
            yield child
        if nameless:
            problems = [_nameless(row, found.place(row.number, "child")) for row in nameless]
            yield HistoryError(at_most(problems), str(self._path))
        if unread:
            yield HistoryError(at_most(unread), str(self._path))

    def _list_among(self, lists: list[Headed], tables: int, unread: list[Problem]) -> Headed:
        """The one table that is List 8.

        Raises:
            InputError: there is none, or more than one, or a column is missing or there twice.
        """
        lists = [one for one in lists if {"started", "review"} & one.columns.at.keys()]
        lists, hidden = in_sight(lists)
        self._tell_hidden(HIDDEN, hidden)
        lists = [one for one in lists if set(_NEEDED) <= one.columns.at.keys()] or lists
        source = str(self._path)
        if not lists:
            what = f"none of the {tables} sheets has the headings of List 8" if tables > 1 else "it has not the headings of List 8"
            raise InputError([*unread, Problem("", what, f"{_LISTS}, in one of its first rows")], source)
        if len(lists) > 1:
            named = " and ".join(one.table.called for one in lists)
            raise InputError([Problem("", f"two tables are List 8: {named}", "leave one, or put their rows into one")], source)
        found = lists[0]
        problems = [
            Problem(found.place(found.heading), f'no heading is "{_CALLED[name]}" or like it', "add the column, or correct its heading")
            for name in _NEEDED
            if name not in found.columns.at
        ]
        problems += [
            Problem(found.place(found.heading, name), "another heading means the same", "leave one of the two columns")
            for name, _, _ in found.columns.twice
        ]
        if problems:
            raise InputError(problems, source)
        for name in found.columns.misspelt:
            problem = Problem(
                self._heading(found, name),
                "the heading is misspelt; it was taken for this column",
                f'correct it to "{_CALLED[name]}"',
            )
            self._remarks.append(Remark("heading-misspelt", problem, used=True))
        for name in column_names():
            if name not in found.columns.at and name not in ("reason", "ceased"):
                problem = Problem(self._heading(found), f'no heading is "{_CALLED[name]}"', "add it, if it is known")
                self._remarks.append(Remark("column-missing", problem, used=True, effect="what it would say is not known"))
        self._tell_hidden(ROWS_HIDDEN, rows_told(found.table))
        return found

    def _tell_hidden(self, kind: str, notes: Iterable[Problem]) -> None:
        for note in notes:
            self._remarks.append(Remark(kind, replace(note, where=f"{self._path.name}: {note.where}"), used=True, effect=HIDDEN_EFFECT))

    def _heading(self, found: Headed, name: str = "") -> str:
        return f"{self._path.name}: {found.place(found.heading, name)}"

    def _child(self, rows: list[ListRow], found: Headed, births: Mapping[str, Sequence[ToldBirth]]) -> History | HistoryError:
        rows = each_once(rows, lambda number: f"{self._path.name}: {found.place(number)}", self._remarks)
        problems = [
            Problem(found.place(row.number, "started"), _why(row, "started"), "write the day DD/MM/YYYY on which care began")
            for row in rows
            if row.days["started"] is None
        ]
        problems += [Problem(found.place(row.number), *row.unread[""]) for row in rows if "" in row.unread]
        ordered = sorted((row.days["started"], row) for row in rows if row.days["started"] is not None)
        for (_, before), (began, row) in pairwise(ordered):
            ended = before.days["ceased"]
            if ended is None or ended > began:
                what = f"the child stands at row {before.number} already, and care had not ended there before"
                problems.append(Problem(found.place(row.number, "child"), what, "leave one row for each period of care"))
        if problems:
            return HistoryError(at_most(problems), str(self._path))
        events, review = [], None
        review_row = rows[0].number
        for started, row in ordered:

            def place(name: str, row: ListRow = row) -> str:
                return f"{self._path.name}: {found.place(row.number, name)}"

            told = events_of(row, started, place, self._options.as_of, self._remarks)
            events += told.events
            if told.review is not None and told.review > started:
                review, review_row = told.review, row.number
        in_rows = [(row.number, row.days["born"]) for _, row in ordered]
        own = [ToldBirth(day, f"{self._path.name}: {found.place(number, 'born')}") for number, day in in_rows if day is not None]
        others = [birth._replace(place=f"{self._path.name}: {birth.place}") for birth in births.get(rows[0].child, ())]
        born = born_on(own, others, ordered[0][0], self._remarks)
        self._places[rows[0].child] = (found.place(rows[0].number), found.place(review_row, "review"))
        silent = {visit_task()} if self._visits_unknown(rows, found) else set()
        if any(isinstance(event, StartWithReviewsUnread) for event in events):
            silent |= set(recorded_tasks()) - {visit_task()}
        records = [task for task in recorded_tasks() if task not in silent]
        return History(rows[0].child, events, born, records, record_starts=review)

    @staticmethod
    def _visits_unknown(rows: list[ListRow], found: Headed) -> bool:
        return "visit" not in found.columns.at or any("visit" in row.unread for row in rows)

    def gaps_of(self, history: History) -> RecordGaps:
        """Reviews and visits before the latest are not on record; where the latest review cannot be read, none is."""
        unreviewed = {event.on for event in history.events if isinstance(event, StartWithReviewsUnread)}
        latest = {event.task for event in history.events if isinstance(event, TaskDone)}
        return RecordGaps(history.record_starts, (), unreviewed, latest)

    def calculated(
        self,
        history: History,
        profile: Profile,
        calendar: WorkingCalendar | None = None,
        *,
        until: date | None = None,
        strict: bool = False,
        tasks: Collection[str] | None = None,
    ) -> Schedule:
        """What the latest review and what came before it are known to give, without visits."""
        shown, gaps = _without_visits(history), self.gaps_of(history)
        return marked_schedule(shown, gaps, "List 8", profile, calendar, until=until, strict=strict, tasks=tasks)

    def schedule_of(
        self,
        history: History,
        profile: Profile,
        calendar: WorkingCalendar | None = None,
        *,
        until: date | None = None,
        strict: bool = False,
        tasks: Collection[str] | None = None,
    ) -> Schedule:
        """The schedule of one child: the next review at the latest, and the next visit."""
        calendar = england_and_wales() if calendar is None else calendar
        schedule = super().schedule_of(history, profile, calendar, until=until, strict=strict)
        schedule, may_be_first = at_the_latest(_without_visits(history), schedule, profile, calendar, until=until)
        if may_be_first:
            _, review = self._places.get(history.child, ("", ""))
            problem = Problem(
                review, "the latest review counts as the second or a later one", "if it was the first, the next is due sooner"
            )
            schedule = replace(schedule, problems=(*schedule.problems, problem))
        schedule = with_next_visit(history, schedule, profile, calendar, until=until)
        return schedule if tasks is None else schedule.only(tasks_asked(tasks, profile))

    def located(self, problem: Problem, child: str) -> Problem:
        """A problem of a child's history, by the child's row."""
        return _by_row(problem, self._places.get(child, ("", ""))[0])

    def summary(self, used: int) -> Sequence[str]:
        """What became of the rows."""
        refused = f", {self._children - used:,} could not be used" if used < self._children else ""
        return (
            f"{count_text(self._rows, 'row')} of List 8, {count_text(self._children, 'child', 'children')}{refused}",
            "List 8 tells of the latest review only; how many came before, and whether they were in time, it does not say",
            *left_alone("they are not List 8", self._left),
        )


def _tells_birth(row: ListRow) -> bool:
    """Whether a row has a date of birth that can be: nobody is born after care began."""
    born, started = row.days["born"], row.days["started"]
    return born is not None and (started is None or born <= started)


def _why(row: ListRow, name: str) -> str:
    """Why a column that is needed says nothing in a row."""
    unread = row.unread.get(name)
    return "it is empty" if unread is None else unread.what


def _nameless(row: ListRow, place: str) -> Problem:
    """What is wrong with a row that names no child."""
    unread = row.unread.get("child")
    return Problem(place, "it is empty", "fill it in") if unread is None else Problem(place, unread.what, unread.remedy)


def _without_visits(history: History) -> History:
    return replace(history, events=tuple(event for event in history.events if not isinstance(event, TaskDone)))


def _by_row(problem: Problem, row: str) -> Problem:
    """A problem of a history by the row of the child: what it calls events stands nowhere in the list."""
    named = "" if not problem.where or problem.where.startswith("events") else f" ({problem.where})"
    return Problem(f"{row}{named}" if row else problem.where, problem.what, problem.remedy, problem.others)
