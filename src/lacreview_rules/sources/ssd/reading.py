"""Histories from an SSD, one child after another, and what the SSD as a whole says of itself."""

from __future__ import annotations

from collections import Counter, deque
from typing import TYPE_CHECKING

from lacreview_rules.errors import ExtractError, HistoryError, Problem
from lacreview_rules.files.child_ids import ROUNDED_REMEDY, is_no_id, is_rounded, told_rounded
from lacreview_rules.histories.history import History
from lacreview_rules.sources.door import RecordGaps, Records, Remark
from lacreview_rules.sources.kept_remarks import KeptRemarks
from lacreview_rules.sources.ssd import layout
from lacreview_rules.sources.ssd.care import read_care
from lacreview_rules.sources.ssd.completions import Completions
from lacreview_rules.sources.ssd.days import read_day
from lacreview_rules.sources.ssd.findings import NOT_A_DATE, SsdFindings
from lacreview_rules.sources.ssd.kinds import EFFECTS
from lacreview_rules.sources.ssd.legal_statuses import read_legal_statuses
from lacreview_rules.sources.ssd.month_first import month_first
from lacreview_rules.sources.ssd.placements import read_placements
from lacreview_rules.sources.ssd.places import by_row
from lacreview_rules.sources.ssd.record import RecordStart, told_by
from lacreview_rules.sources.ssd.rows import Child, children
from lacreview_rules.sources.ssd.statements import Statements
from lacreview_rules.sources.ssd.store import StoppedError
from lacreview_rules.sources.ssd.tables_found import Found, find_tables
from lacreview_rules.sources.ssda903.episodes import Choices
from lacreview_rules.sources.ssda903.kinds import NO_HISTORY
from lacreview_rules.sources.ssda903.record import Recorded, unknown_starts, unreviewed_starts
from lacreview_rules.sources.ssda903.reviews import CORRECT_EPISODES, NO_EPISODE
from lacreview_rules.sources.ssda903.schedules import schedule_of
from lacreview_rules.wording import count_text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from datetime import date

    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.schedules.schedule import Schedule
    from lacreview_rules.sources.door import SourceOptions
    from lacreview_rules.sources.ssd.rows import Row
    from lacreview_rules.sources.ssd.store import Store
    from lacreview_rules.sources.ssd.tables_found import FoundTable, SourceTable

_SHORT_NAMES = {"DECOM": "began", "RNE": "start_reason", "DEC": "ended", "REC": "ceased_reason"}
"""What a data return calls columns of the episodes."""
_HAS_ROWS = {layout.PERSON: "born", layout.PLACEMENT: "type", layout.LEGAL_STATUS: "status"}
"""By table that every source fills, the column of what it tells: empty in every row, the table is as good as missing."""
_OLD = "old-extract"
_KEPT = 2  # children whose rows are kept for places: commands read one ahead


class SsdRecords(Records):
    """The children of one SSD.

    Args:
        open_store: opens the place that holds it, anew for each reading.
        shown: what messages call it.
        options: how to read it.
    """

    names_records = True

    def __init__(self, open_store: Callable[[], Store], shown: str, options: SourceOptions) -> None:
        """Open it, and see what it has.

        Raises:
            ExtractError: nothing can be read.
        """
        self._open = open_store
        self._shown = shown
        self._options = options
        self._remarks = KeptRemarks()
        self._counts: Counter[str] = Counter()
        self._lately: deque[tuple[History, Child]] = deque(maxlen=_KEPT)
        self._store: Store | None = self._opened()

    def _opened(self) -> Store:
        """The source, its tables found and loaded, and what it tells of as a whole.

        Raises:
            ExtractError: nothing can be read.
        """
        try:
            store = self._open()
        except StoppedError as error:
            raise ExtractError([Problem("", error.what, error.remedy)], self._shown) from None
        except ExtractError as error:
            raise ExtractError(error.problems, self._shown) from None
        try:
            self._found = _found_in(store)
            self._statements = Statements(self._found.tables, store.dialect)
            self._told = told_by(store, self._found, self._statements, self._options)
            self._start = RecordStart(self._told.reviews_since, given=self._options.reviews_from)
        except StoppedError as error:
            store.close()
            raise ExtractError([Problem("", error.what, error.remedy)], self._shown) from None
        except ExtractError as error:
            store.close()
            raise ExtractError(error.problems, self._shown) from None
        except BaseException:
            store.close()
            raise
        return store

    def __iter__(self) -> Iterator[History | HistoryError]:
        """The histories in the order of the children's ids, and last an error for each file that breaks off. Iterating again reads again.

        Raises:
            ExtractError: the source does not answer any longer.
        """
        store = self._store if self._store is not None else self._opened()
        self._store = None
        self._counts = counts = Counter[str]()
        of_files = [*store.remarks, *self._found.remarks, *self._of_the_whole(store)]
        self._remarks = remarks = KeptRemarks(remark for remark in of_files if remark.kind not in NO_HISTORY)
        try:
            for child in children(store.rows(self._statements.of_all_children()), self._found.tables):
                if child.id is not None and is_rounded(child.id):
                    rows = next(iter(child.tables.values()))
                    yield HistoryError([Problem(rows[0].where, told_rounded(child.rows()), ROUNDED_REMEDY)], self._shown)
                    continue
                if child.id is not None and is_no_id(child.id):  # a word that databases write for nothing
                    counts["rows"] += child.rows()
                    yield HistoryError(list(_of_nobody(child, self._found.tables)), self._shown)
                    continue
                history = self._history(child, remarks)
                if isinstance(history, History):
                    counts["histories"] += 1
                    self._lately.append((history, child))
                if history is not None:
                    yield history
        except StoppedError as error:
            done = count_text(counts["histories"], "child", "children")
            raise ExtractError([Problem("", f"{error.what} after {done}", error.remedy)], self._shown) from None
        finally:
            store.close()
        if others := counts["other statuses"]:
            what = f"{count_text(others, 'row')} with a legal status that is no code of care (special guardianship, private fostering …)"
            problem = Problem(self._found.tables[layout.LEGAL_STATUS].source.shown, what, "correct it if one is misspelt; else nothing")
            remarks.append(Remark("status-not-of-care", problem, used=True, effect=EFFECTS["status-not-of-care"]))
        for remark in of_files:
            if remark.kind in NO_HISTORY:
                yield HistoryError([remark.problem], self._shown)

    def _of_the_whole(self, store: Store) -> Iterator[Remark]:
        """What is doubtful about all that is read."""
        if not store.together:
            what = "the database does not show all its tables as of one time"
            yield Remark(
                "not-of-one-time", Problem("", what, "read it when nothing writes to it"), used=True, effect=EFFECTS["not-of-one-time"]
            )
        last, as_of = self._told.last, self._options.as_of
        if last is None or as_of is None or self._options.recorded_to is not None:
            return
        days = (as_of - last).days
        if days > layout.number("old_after_days"):
            what = f"nothing is recorded after {last}, {days:,} days before the day asked about"
            remedy = f"if it was extracted then, say so: --recorded-to {last}"
            yield Remark(_OLD, Problem("", what, remedy), used=True, effect=EFFECTS[_OLD])

    @property
    def remarks(self) -> Sequence[Remark]:
        """What was found wrong or doubtful; complete once the iteration ends."""
        return self._remarks

    @property
    def without_care(self) -> int:
        """How many children stand in other tables, and have no episode; complete once the iteration ends."""
        return self._counts["without episodes"]

    @property
    def recorded_until(self) -> date | None:
        """The last day that the source tells of, where the user says so: it may be a database that goes on."""
        return self._options.recorded_to

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
        """The schedule of one child; nothing is called late that the rows do not show."""
        if not unknown_starts(history):
            return super().calculated(history, profile, calendar, until=until, strict=strict, tasks=tasks)
        recorded = Recorded(history.record_starts, self.recorded_until, reviews=True)
        return schedule_of(history, recorded, profile, calendar, until=until, strict=strict, tasks=tasks, source="SSD")

    def located(self, problem: Problem, child: str) -> Problem:
        """A problem of a child read last, by the table and the position of the row."""
        for history, rows in self._lately:
            if history.child == child:
                return by_row(problem, history, rows)
        return problem

    def gaps_of(self, history: History) -> RecordGaps:
        """What the rows of one child do not show; from which day on its reviews are recorded, the history itself says."""
        unreviewed = () if layout.REVIEWS in self._told.tables else unreviewed_starts(history, Recorded(None, None, reviews=False))
        return RecordGaps(None, unknown_starts(history), unreviewed)

    def summary(self, used: int) -> Sequence[str]:
        """What became of the children, and from which day on reviews are on record."""
        counts = self._counts
        histories, children = counts["histories"], counts["children"]
        refused = f", {children - used:,} refused" if used < children else ""
        remarks = count_text(len(self._remarks), "remark")
        lines = [
            (
                f"{count_text(children, 'child', 'children')} with episodes, {histories:,} with a history; "
                f"{count_text(counts['rows'], 'row')} read, {remarks}"
            ),
            f"{used:,} of {children:,} histories used{refused}",
        ]
        if self._start.day is not None and counts["begin in the middle"]:
            those = count_text(counts["begin in the middle"], "child", "children")
            lines.append(f"reviews are taken to be on record from {self._start.day}; the care of {those} began long before, and went on")
        return lines

    def _history(self, child: Child, remarks: KeptRemarks) -> History | HistoryError | None:
        self._counts["rows"] += child.rows()
        if child.id is None:
            remarks.extend(_of_no_period(child, self._found.tables))
            nameless = list(_of_nobody(child, self._found.tables))
            return HistoryError(nameless, self._shown) if nameless else None
        found, options = self._found.tables, self._options
        episodes = child.tables.get(layout.EPISODES, [])
        if not episodes:
            remarks.extend(_without_episodes(child))
            self._counts["without episodes"] += 1
            return None
        self._counts["children"] += 1
        findings = SsdFindings(self._names(), child.number)
        born = self._born(child, findings)
        placements, statuses = None, None
        if layout.PLACEMENT in found:
            placements = read_placements(child.tables.get(layout.PLACEMENT, []), found[layout.PLACEMENT], findings)
        if layout.LEGAL_STATUS in found:
            statuses = read_legal_statuses(child.tables.get(layout.LEGAL_STATUS, []), found[layout.LEGAL_STATUS], findings)
            self._counts["other statuses"] += statuses.others
        choices = Choices(options.same_carer_moves, options.temporary_moves, options.short_breaks)
        care = read_care(episodes, found[layout.EPISODES], placements, statuses, born, choices, findings)
        done = Completions(care, found, findings, checks=self._told.checks).events(child.tables) if care.spells else []
        remarks.extend(findings.remarks)
        if not care.events:
            return HistoryError([Problem(episodes[0].where, NO_EPISODE, CORRECT_EPISODES)], self._shown)
        starts = self._start.of(care, born)
        self._counts["begin in the middle"] += starts is not None
        return History(child.id, sorted([*care.events, *done], key=lambda event: event.on), born, self._told.records, record_starts=starts)

    def _names(self) -> dict[str, str]:
        """What the source calls the columns that a data return has under short names."""
        found = self._found.tables
        names = {short: found[layout.EPISODES].called(key) for short, key in _SHORT_NAMES.items()}
        for short, table, key in (("LS", layout.LEGAL_STATUS, "status"), ("PLACE", layout.PLACEMENT, "type")):
            names[short] = found[table].called(key) if table in found else layout.tables()[table].columns[key].name
        return names

    def _born(self, child: Child, findings: SsdFindings) -> date | None:
        used: tuple[Row, date] | None = None
        told = [(self._found.tables[name], row) for name in (layout.PERSON, layout.MOTHERS) for row in child.tables.get(name, [])]
        for found, row in told:
            if not row.cells["born"]:
                continue
            day = read_day(row.cells["born"])
            if day is None:
                findings.refuse(row.where, f"{found.called('born')} {NOT_A_DATE}", kind="birth-unreadable")
            elif used is None:
                used = (row, day)
            elif day != used[1]:
                what = f"the child is, with another date of birth, at {used[0].where} already"
                findings.refuse(row.where, what, "remove one of the rows; the first was used", kind="birth-contradicts")
        return None if used is None else used[1]


def _found_in(store: Store) -> Found:
    """The tables of a source; those that may not be read are told, and loaded are the others."""

    def holds_nothing(source: SourceTable, column: str) -> bool:
        (row,) = store.rows(Statements.filled_cells(source, column))
        return bool(row[0] == 0)

    found = find_tables(store.tables(), kind=store.kind, several=store.several, holds_nothing=holds_nothing)
    statements = Statements(found.tables, store.dialect)
    for name, one in list(found.tables.items()) if store.kind == "table" else ():
        try:
            store.check(statements.probe(name))
        except StoppedError as error:
            if one.table.needed or not error.refused:
                raise ExtractError([Problem(one.source.shown, error.what, error.remedy)]) from None
            del found.tables[name]
            problem = Problem(one.source.shown, f"{error.what}, so {one.table.loss}", error.remedy)
            found.remarks.append(Remark("table-not-used", problem, used=False, effect=EFFECTS["table-not-used"]))
    store.load(found.tables)
    for name, key in _HAS_ROWS.items():
        if name in found.tables and holds_nothing((one := found.tables[name]).source, one.called(key)):
            del found.tables[name]
            problem = Problem(one.source.shown, f"no row tells of one, so {one.table.loss}", "fill it")
            found.remarks.append(Remark("table-empty", problem, used=True, effect=EFFECTS["table-empty"]))
    if wrong := list(month_first(store, found, statements)):
        raise ExtractError(wrong)
    return found


def _of_nobody(child: Child, found: Mapping[str, FoundTable]) -> Iterator[Problem]:
    """Rows that name no child: records that could not be used, as a child is of whom nothing can be."""
    for name, rows in child.tables.items():
        if child.id is not None or not _belongs_by_period(found[name]):
            yield _belonging_to_none(child, name, rows[0], f"{found[name].called('person')} is empty")


def _of_no_period(child: Child, found: Mapping[str, FoundTable]) -> Iterator[Remark]:
    """Rows of a period of care that no episode has, or the episodes of two children."""
    for name, (row,) in child.tables.items():
        if _belongs_by_period(found[name]):
            problem = _belonging_to_none(child, name, row, f"{found[name].called('period')} is that of no episode, or of two children's")
            yield Remark("row-of-no-child", problem, used=False, effect=EFFECTS["row-of-no-child"])


def _belongs_by_period(found: FoundTable) -> bool:
    """Whether a row finds its child by the period of care before anything else."""
    return next((way for way in found.table.by if way in found.columns), found.table.by[0]) == "period"


def _belonging_to_none(child: Child, name: str, row: Row, why: str) -> Problem:
    rows = child._replace(tables={name: child.tables[name]}).rows()
    what = "the row belongs to no child" if rows == 1 else f"this row and {rows - 1:,} more belong to no child"
    return Problem(row.where, f"{what}: {why}", "correct it; nothing of it was used")


def _without_episodes(child: Child) -> Iterator[Remark]:
    """The rows of a child who is in no episode."""
    for rows in child.tables.values():
        more = f", and {count_text(len(rows) - 1, 'row')} more of the table" if len(rows) > 1 else ""
        problem = Problem(rows[0].where, f"the child of this row{more} has no episode", "add the child's episodes; nothing of it was used")
        yield Remark("child-without-episodes", problem, used=False, effect=EFFECTS["child-without-episodes"], child=child.number)
