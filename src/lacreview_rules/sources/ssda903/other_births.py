"""A child's date of birth and the order in which tables are asked: the Header, the Reviews before the Episodes, any other table.

The tables that hold none of those three are read only where the three have none that can be true.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.errors import ExtractError, InputError, Problem
from lacreview_rules.sources.door import Remark
from lacreview_rules.sources.ssda903.births import Birth, birth_elsewhere, compare_births, misfit, read_birth
from lacreview_rules.sources.ssda903.files import ExtractFile
from lacreview_rules.sources.ssda903.finding import columns_of
from lacreview_rules.sources.ssda903.forms import LEFT_ALONE, TABLES, WORKBOOK, WORKBOOKS
from lacreview_rules.sources.ssda903.kinds import EFFECTS
from lacreview_rules.sources.ssda903.workbook_files import read_other_births
from lacreview_rules.sources.ssda903.years import read_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from lacreview_rules.sources.ssda903.files import Row
    from lacreview_rules.sources.ssda903.finding import Place
    from lacreview_rules.sources.ssda903.merge import Rank
    from lacreview_rules.sources.ssda903.rows import Findings

COLUMNS = ("CHILD", "DOB")
"""What a table needs to tell dates of birth."""
_NOT_USED = "correct the year; the date of birth was not used"


class OtherTables:
    """The tables of returns that may hold a date of birth beside those that are always read.

    Attributes:
        remarks: what in them could not be read; complete once a child was asked for.

    Args:
        places: the files of the returns; CSV files that are left alone, and workbooks that were read, may be such tables.
        kept: tables that were read already, with an XML file.
    """

    def __init__(self, places: Sequence[Place] = (), kept: Sequence[ExtractFile] = ()) -> None:
        is_table = {LEFT_ALONE: TABLES, WORKBOOK: WORKBOOKS}
        self._places = [place for place in places if place.path.suffix.lower() in is_table.get(place.kind, ())]
        self._kept = kept
        self._tables: list[ExtractFile] | None = None
        self.remarks: list[Remark] = []

    @property
    def names(self) -> frozenset[str]:
        """The names of the tables that were looked into."""
        return frozenset(table.name for table in self._tables or ())

    def rows_of(self, child: str) -> Iterator[Row]:
        """The rows of one child, table by table."""
        if self._tables is None:
            self._tables = list(self._opened())
        for table in [table for table in self._tables if child in table.children]:
            try:
                with table.opened() as file:
                    yield from table.rows_of(child, file)
            except (OSError, ExtractError):
                self._tables.remove(table)
                problem = Problem(table.name, "the file can no longer be read", "check the file")
                self.remarks.append(self._told("file-not-read", problem))

    def _opened(self) -> Iterator[ExtractFile]:
        for table in (*self._kept, *(table for place in self._places for table in self._tables_of(place))):
            try:
                self.remarks += [self._told(kind, problem) for kind, problem in (*table.scan(), *table.doubts)]
            except ExtractError as error:
                self.remarks += [self._told("file-not-read", problem) for problem in error.problems]
            else:
                yield table

    def _tables_of(self, place: Place) -> Sequence[ExtractFile]:
        try:
            if place.kind == WORKBOOK:
                tables, unread = read_other_births(place, COLUMNS)
                self.remarks += [self._told("file-not-read", problem) for problem in unread]
                return tables
            if set(COLUMNS) <= set(columns_of(place.path)):
                return [ExtractFile(place, COLUMNS, dates=COLUMNS[1:])]
        except InputError as error:
            self.remarks += [self._told("file-not-read", problem) for problem in error.problems]
        return ()

    @staticmethod
    def _told(kind: str, problem: Problem) -> Remark:
        return Remark(kind, problem, used=True, effect=EFFECTS[kind])


class Births:
    """Finds the date of birth of one child after another.

    Args:
        others: the tables that are read only where a child's date of birth is in none of the three.
        last: the year of the last return that there is.
        until: the last day that is known of.
        has_header: whether there is a Header at all.
    """

    def __init__(self, others: OtherTables, last: int, until: date | None, *, has_header: bool) -> None:
        self._others, self._last, self._until, self._has_header = others, last, until, has_header

    def of(
        self, child: str, headers: Sequence[tuple[Rank, Row]], rows: Sequence[Row], days: Sequence[date], findings: Findings
    ) -> tuple[Birth, Birth]:
        """What the Header says of one child's birth, and the birth that is used.

        Args:
            child: whose it is.
            headers: its rows in the Header files, each with its return.
            rows: those of other tables that were read, which may have a date of birth too; the earlier returns first.
            days: when the child's episodes began and ended, and reviews were held.
            findings: takes up what cannot be, or differs.
        """
        of_header = birth = read_birth(headers, self._last, findings)
        if of_header.row is not None and (why := misfit(of_header, days, self._until)):
            findings.refuse(of_header.row.where, why, _NOT_USED, kind="birth-disagrees")
            birth = Birth()
        if birth.row is not None:
            compare_births(birth, rows, findings)
        elif days:
            birth = self._elsewhere([row for row in reversed(rows) if row.cell("DOB")], days, findings)
            if birth.row is None:
                birth = self._elsewhere(list(self._others.rows_of(child)), days, findings)
            if birth.row is not None and self._has_header:
                what = "the Header has no date of birth of the child that can be used; that of this row was used"
                findings.doubt(birth.row.where, what, "add it to the Header", kind="birth-elsewhere")
        return of_header, birth

    def _elsewhere(self, rows: Sequence[Row], days: Sequence[date], findings: Findings) -> Birth:
        """What most of some rows say, of those that can be true."""
        told: dict[date, Row] = {}
        for row in rows:
            if (day := read_day(row.cell("DOB"))) is not None:
                told.setdefault(day, row)
        cannot_be = {day: why for day, row in told.items() if (why := misfit(Birth(row, day), days, self._until))}
        for day, why in cannot_be.items():
            findings.doubt(told[day].where, why, _NOT_USED, kind="birth-disagrees")
        usable = [row for row in rows if read_day(row.cell("DOB")) not in cannot_be]
        birth = birth_elsewhere(usable)
        compare_births(birth, usable, findings)
        return birth
