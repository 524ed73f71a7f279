"""Histories from an SSD, one child after another, and what the SSD as a whole says of itself."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.errors import ExtractError, HistoryError, Problem
from lacreview_rules.histories.history import History
from lacreview_rules.sources.door import Records, Remark
from lacreview_rules.sources.ssd import layout
from lacreview_rules.sources.ssd.care import read_care
from lacreview_rules.sources.ssd.completions import Completions, is_assessment, is_officer
from lacreview_rules.sources.ssd.days import filled, read_day, says_yes
from lacreview_rules.sources.ssd.findings import NOT_A_DATE, SsdFindings
from lacreview_rules.sources.ssd.legal_statuses import read_legal_statuses
from lacreview_rules.sources.ssd.placements import read_placements
from lacreview_rules.sources.ssd.rows import children
from lacreview_rules.sources.ssd.statements import Statements
from lacreview_rules.sources.ssd.store import StoppedError
from lacreview_rules.sources.ssd.tables_found import Found, find_tables
from lacreview_rules.sources.ssda903.episodes import Choices
from lacreview_rules.wording import count_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from lacreview_rules.sources.door import SourceOptions
    from lacreview_rules.sources.ssd.rows import Child, Row
    from lacreview_rules.sources.ssd.store import Store
    from lacreview_rules.sources.ssd.tables_found import SourceTable
    from lacreview_rules.sources.ssda903.episodes import Spell


class Told(NamedTuple):
    """What an SSD as a whole tells of.

    Attributes:
        records: the tasks whose completion it records.
        reviews_since: the day of the first review in it; None if it holds none.
        last: the last day on which an episode began or a review or visit was, of those up to the day asked about.
    """

    records: tuple[str, ...]
    reviews_since: date | None
    last: date | None


class SsdRecords(Records):
    """The children of one SSD.

    Args:
        open_store: opens the place that holds it, anew for each reading.
        options: how to read it.
    """

    def __init__(self, open_store: Callable[[], Store], options: SourceOptions) -> None:
        """Open it, and see what it has.

        Raises:
            ExtractError: nothing can be read.
        """
        self._open = open_store
        self._options = options
        self._remarks: list[Remark] = []
        self._counts: Counter[str] = Counter()
        self._store: Store | None = self._opened()
        self._shown = self._store.shown

    def _opened(self) -> Store:
        """The source, its tables found and loaded, and what it tells of as a whole.

        Raises:
            ExtractError: nothing can be read.
        """
        try:
            store = self._open()
        except StoppedError as error:
            raise ExtractError([Problem("", error.what, error.remedy)]) from None
        try:
            self._found = _found_in(store)
            self._statements = Statements(self._found.tables, store.dialect)
            self.told = _told_by(store, self._found, self._statements, self._options)
        except StoppedError as error:
            store.close()
            raise ExtractError([Problem("", error.what, error.remedy)], store.shown) from None
        except ExtractError as error:
            store.close()
            raise ExtractError(error.problems, store.shown) from None
        except BaseException:
            store.close()
            raise
        return store

    def __iter__(self) -> Iterator[History | HistoryError]:
        """The histories in the order of the children's ids. Iterating again reads again."""
        store = self._store if self._store is not None else self._opened()
        self._store = None
        self._counts = counts = Counter[str]()
        self._remarks = remarks = [*store.remarks, *self._found.remarks]
        if not store.together:
            what = "the database does not show all tables as of one time; what is written meanwhile may be seen in part"
            remarks.append(Remark("not-of-one-time", Problem("", what, "read it when nothing writes to it"), used=True))
        try:
            for child in children(store.rows(self._statements.of_all_children()), self._found.tables):
                history = self._history(child, remarks)
                if history is not None:
                    counts["histories"] += 1
                    yield history
        except StoppedError as error:
            done = count_text(counts["histories"], "child", "children")
            what = f"{error.what} after {done} had been read; of the others nothing is known"
            yield HistoryError([Problem(self._shown, what, error.remedy)])
        finally:
            store.close()
        if counts["other statuses"]:
            table = self._found.tables[layout.LEGAL_STATUS].source.shown
            rows = count_text(counts["other statuses"], "row")
            what = f"{rows} hold a legal status that is not one of the codes of care (special guardianship, private fostering and the like)"
            remarks.append(Remark("not-a-care-status", Problem(table, what, "nothing, unless one of them is misspelt"), used=True))

    @property
    def remarks(self) -> Sequence[Remark]:
        """What was found wrong or doubtful; complete once the iteration ends."""
        return self._remarks

    @property
    def recorded_until(self) -> date | None:
        """The last day that the source tells of, where the user says so: it may be a database that goes on."""
        return self._options.recorded_to

    def summary(self, used: int) -> Sequence[str]:
        """What became of the children, and which days the reviews are of."""
        counts = self._counts
        histories = counts["histories"]
        parts = [f"{count_text(counts['children'], 'child', 'children')} looked after at some time, {histories:,} with a history"]
        if used < histories:
            parts.append(f"{histories - used:,} of them refused")
        lines = [f"{self._shown}: {', '.join(parts)}; {counts['rows']:,} rows read, {len(self._remarks):,} remarks"]
        if self.told.reviews_since is not None:
            lines.append(f"{self._shown}: reviews are taken to be on record from {self.told.reviews_since}")
        return lines

    def _history(self, child: Child, remarks: list[Remark]) -> History | None:
        self._counts["rows"] += sum(map(len, child.tables.values()))
        if child.id is None:
            remarks += _of_nobody(child, self._found.tables)
            return None
        found, options = self._found.tables, self._options
        episodes = child.tables.get(layout.EPISODES, [])
        if not episodes:
            remarks += _without_episodes(child, self._found.tables)
            return None
        self._counts["children"] += 1
        names = {short: found[layout.EPISODES].called(key) for short, key in _SHORT_NAMES.items()}
        findings = SsdFindings(names | {"LS": layout.tables()[layout.LEGAL_STATUS].columns["status"].name, "PLACE": _type_of(found)})
        born = self._born(child.tables.get(layout.PERSON, []), findings)
        placements = read_placements(child.tables.get(layout.PLACEMENT, []), found[layout.PLACEMENT], findings) if layout.PLACEMENT in found else []
        statuses = None
        if layout.LEGAL_STATUS in found:
            statuses = read_legal_statuses(child.tables.get(layout.LEGAL_STATUS, []), found[layout.LEGAL_STATUS], findings)
            self._counts["other statuses"] += statuses.others
        choices = Choices(options.same_carer_moves, options.temporary_moves, options.short_breaks)
        care = read_care(episodes, found[layout.EPISODES], placements, statuses, born, choices, findings)
        events = Completions(care, found, findings).events(child.tables) if care.spells else []
        remarks += findings.remarks
        if not care.events:
            where = episodes[0].where
            what = "the child has no episode that can be used, and so no history"
            remarks.append(Remark("no-usable-episode", Problem(where, what, "correct the child's episodes"), used=False))
            return None
        ordered = sorted([*care.events, *events], key=lambda event: event.on)
        return History(child.id, ordered, born, self.told.records, record_starts=self._starts_after(care.spells, ordered))

    def _born(self, rows: Sequence[Row], findings: SsdFindings) -> date | None:
        found = self._found.tables.get(layout.PERSON)
        used: tuple[Row, date] | None = None
        for row in rows:
            if found is None or not row.cells["born"]:
                continue
            day = read_day(row.cells["born"])
            if day is None:
                findings.refuse(row.where, f"{found.called('born')} {NOT_A_DATE}", kind="date-unreadable", effect="no date that depends on age")
            elif used is None:
                used = (row, day)
            elif day != used[1]:
                what = f"the child is, with another date of birth, at {used[0].where} already"
                findings.refuse(row.where, what, "remove one of the rows; the first was used", "row-contradicts")
        return None if used is None else used[1]

    def _starts_after(self, spells: Sequence[Spell], events: Sequence[object]) -> date | None:
        """The day from which on reviews are recorded, for a child who must have had two of them before it."""
        del spells, events
        return None


_SHORT_NAMES = {"DECOM": "began", "RNE": "start_reason", "DEC": "ended", "REC": "ceased_reason"}
"""What a data return calls columns of the episodes."""


def _type_of(found: Mapping[str, object]) -> str:
    del found
    return layout.tables()[layout.PLACEMENT].columns["type"].name


def _found_in(store: Store) -> Found:
    """The tables of a source; those that may not be read are told, and loaded are the others."""

    def holds_nothing(source: SourceTable, column: str) -> bool:
        return next(store.rows(Statements.filled_cells(source, column)))[0] == 0

    found = find_tables(store.tables(), kind=store.kind, several=store.several, holds_nothing=holds_nothing)
    statements = Statements(found.tables, store.dialect)
    for name, one in list(found.tables.items()) if store.kind == "table" else ():
        try:
            list(store.rows(statements.probe(name)))
        except StoppedError as error:
            if one.table.needed:
                raise ExtractError([Problem(one.source.shown, error.what, error.remedy)]) from None
            del found.tables[name]
            what = f"{error.what}, so {one.table.loss}"
            found.remarks.append(Remark("table-not-used", Problem(one.source.shown, what, error.remedy), used=False, effect=one.table.loss))
    store.load(found.tables)
    return found


def _told_by(store: Store, found: Found, statements: Statements, options: SourceOptions) -> Told:
    """What a source tells of, by what its tables hold."""
    records: list[str] = []
    since: date | None = None
    latest: list[date] = []
    for name, one in found.tables.items():
        key = _DAYS.get(name)
        if key is None:
            continue
        days = _days(store, statements, name, key, options.as_of)
        latest += days
        telling = bool(days)
        if name == layout.REVIEWS:
            since = _first_day(days)
        elif name == layout.HEALTH:
            telling = any(is_assessment(filled(word)) for (word,) in store.rows(statements.words(name, "type")))
        elif name == layout.INVOLVEMENTS:
            telling = any(is_officer(filled(word)) for (word,) in store.rows(statements.words(name, "role")))
        if telling:
            records += one.table.records
        elif one.table.records:
            what = f"there is no row in it that tells of one, so {one.table.loss}"
            found.remarks.append(Remark("table-empty", Problem(one.source.shown, what, "fill it, or leave it so"), used=True, effect=one.table.loss))
    return Told(tuple(records), since, max(latest, default=None))


_DAYS = {
    layout.EPISODES: "began",
    layout.REVIEWS: "held",
    layout.VISITS: "visited",
    layout.CARE_PLAN: "made",
    layout.HEALTH: "checked",
    layout.QUESTIONNAIRES: "completed",
    layout.INVOLVEMENTS: "began",
}
"""By table, the column of the days that say whether it tells of anything."""


def _days(store: Store, statements: Statements, name: str, key: str, as_of: date | None) -> Counter[date]:
    """How many rows of a table hold each day, up to the day asked about."""
    days: Counter[date] = Counter()
    for cell, rows in store.rows(statements.dates(name, key)):
        day = read_day(filled(cell))
        if day is not None and (as_of is None or day <= as_of):
            days[day] += rows
    return days


def _first_day(days: Counter[date]) -> date | None:
    """The first day of a table, slips of the pen apart: a year that holds next to none of the days is not one it tells of."""
    years: Counter[int] = Counter()
    for day, rows in days.items():
        years[day.year] += rows
    fullest = max(years.values(), default=0)
    return min((day for day in days if years[day.year] * layout.number("share_of_fullest_year") >= fullest), default=None)


def _of_nobody(child: Child, found: Mapping[str, object]) -> Iterator[Remark]:
    """Rows that name no child, and those of a period of care that no episode has, or the episodes of two children."""
    del found
    for name, rows in child.tables.items():
        table = layout.tables()[name]
        by_period = table.by[0] == "period" or "person" not in table.columns
        what = "the period of care is in no episode, or in those of two children" if by_period else f"{table.columns['person'].name} is empty"
        for row in rows:
            yield Remark("no-child", Problem(row.where, f"{what}, so the row belongs to no child", "correct it; the row was not used"), used=False)


def _without_episodes(child: Child, found: Mapping[str, object]) -> Iterator[Remark]:
    """The rows of a child who is in no episode."""
    del found
    for name, rows in child.tables.items():
        more = f", and so are {len(rows) - 1:,} rows more of {name}" if len(rows) > 1 else ""
        what = f"the row is of a child who has no episode{more}"
        yield Remark("no-episode", Problem(rows[0].where, what, "add the child's episodes; nothing of the child was used"), used=False)
