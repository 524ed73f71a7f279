"""What an SSD as a whole tells of: the tasks whose completion it records, and from which day on.

Extracts go back some years and no further. A child whose care began long before had reviews that are not in it; they are
taken as held (`History.record_starts`), so that those that follow are not taken for the first.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.engine.build import build_schedule
from lacreview_rules.errors import CalendarRangeError, Problem
from lacreview_rules.histories.events import BecameLookedAfter
from lacreview_rules.histories.history import History
from lacreview_rules.profile_files.loading import load_profile
from lacreview_rules.sources.door import Remark
from lacreview_rules.sources.ssd import layout
from lacreview_rules.sources.ssd.completions import is_assessment, is_officer
from lacreview_rules.sources.ssd.days import filled, read_day
from lacreview_rules.sources.ssd.kinds import EFFECTS

if TYPE_CHECKING:
    from datetime import date

    from lacreview_rules.sources.door import SourceOptions
    from lacreview_rules.sources.ssd.care import Care
    from lacreview_rules.sources.ssd.statements import Statements
    from lacreview_rules.sources.ssd.store import Store
    from lacreview_rules.sources.ssd.tables_found import Found

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


class Told(NamedTuple):
    """What an SSD as a whole tells of.

    Attributes:
        tables: those that tell of anything.
        records: the tasks whose completion they record.
        reviews_since: the day of the first review; None if there is none.
        checks: whether a health check is an assessment of health, for no row is called one.
        last: the last day on which anything was recorded, up to the day asked about.
    """

    tables: frozenset[str]
    records: tuple[str, ...]
    reviews_since: date | None
    checks: bool
    last: date | None


def told_by(store: Store, found: Found, statements: Statements, options: SourceOptions) -> Told:
    """What a source tells of, by what its tables hold.

    Raises:
        StoppedError: it does not answer.
    """
    records: list[str] = []
    telling: set[str] = set()
    since: date | None = None
    checks = True
    latest: list[date] = []
    for name, key in _DAYS.items():
        if name not in found.tables:
            continue
        table, shown = found.tables[name].table, found.tables[name].source.shown
        days = _days(store, statements, name, key, options.as_of)
        latest += days
        tells = bool(days)
        if name == layout.REVIEWS:
            since = _first_day(days)
        elif name == layout.HEALTH:
            types = _words(store, statements, name, "type")
            tells = any(map(is_assessment, types))
            checks = not any(is_assessment(one, checks=False) for one in types)
            if not checks and any(is_assessment(one) and not is_assessment(one, checks=False) for one in types):
                what = "it has health assessments, and health checks or medicals, which were not taken for assessments"
                problem = Problem(shown, what, "call each that is one a health assessment")
                found.remarks.append(Remark("checks-of-two-kinds", problem, used=True, effect=EFFECTS["checks-of-two-kinds"]))
        elif name == layout.INVOLVEMENTS:
            tells = any(map(is_officer, _words(store, statements, name, "role")))
        if tells:
            telling.add(name)
            records += table.records
        elif table.records:
            problem = Problem(shown, f"no row tells of one, so {table.loss}", "fill it, if it should hold any")
            found.remarks.append(Remark("table-empty", problem, used=True, effect=EFFECTS["table-empty"]))
    return Told(frozenset(telling), tuple(records), since, checks, max(latest, default=None))


def _words(store: Store, statements: Statements, name: str, key: str) -> list[str]:
    """What stands in a column, each word once; all of it is read before anything else is asked."""
    return [filled(word) for (word,) in store.rows(statements.words(name, key))]


def _days(store: Store, statements: Statements, name: str, key: str, as_of: date | None) -> Counter[date]:
    """How many rows of a table hold each day, up to the day asked about."""
    days: Counter[date] = Counter()
    for cell, rows in store.rows(statements.dates(name, key)):
        day = read_day(filled(cell))
        if day is not None and (as_of is None or day <= as_of):
            days[day] += rows
    return days


def _first_day(days: Counter[date]) -> date | None:
    """The first day of a table, slips of the pen apart.

    A year that holds next to none of the days is not one it tells of; nor is a year apart from the others that holds only a few:
    one wrong year in one row would otherwise move the start of the record for every child.
    """
    years: Counter[int] = Counter()
    for day, rows in days.items():
        years[day.year] += rows
    fullest, share = max(years.values(), default=0), layout.number("share_of_fullest_year")
    few = layout.number("fewest_in_a_year_apart")
    told = {year for year, rows in years.items() if rows * share >= fullest}
    for year in sorted(told)[:-1]:
        if year + 1 in told or years[year] >= few or fullest < few:
            break
        told.remove(year)
    return min((day for day in days if day.year in told), default=None)


class RecordStart:
    """The day from which on reviews are recorded, and whose care began so long before that reviews must be missing.

    Attributes:
        day: the day the user gave or, without one, that of the first review that is recorded; None if none is.
    """

    def __init__(self, first: date | None, *, given: date | None) -> None:
        self.day = first if given is None else given
        self._due_before = 1 if given is not None else 2  # a first review may be late itself, and be the first of all
        self._due: dict[tuple[date, object], list[date] | None] = {}

    def of(self, care: Care, born: date | None) -> date | None:
        """The day, for a child who must have had reviews before it; None for every other."""
        day = self.day
        if day is None:
            return None
        for spell in care.spells:
            if spell.start < day and (spell.end is None or spell.end > day):
                began = next(one for one in care.events if isinstance(one, BecameLookedAfter) and one.on == spell.start)
                due = self._reviews_due(began, born)
                if due is None or sum(one < day for one in due) >= self._due_before:
                    return day
        return None

    def _reviews_due(self, began: BecameLookedAfter, born: date | None) -> list[date] | None:
        """The days of the first reviews after a start of care, had each been held when due; None outside the calendar."""
        key = (began.on, began.legal_status)
        if key not in self._due:
            profile = load_profile("england")
            try:
                schedule = build_schedule(History("", [began], born), profile)
            except CalendarRangeError:
                self._due[key] = None
            else:
                self._due[key] = [one.due for one in schedule.due_dates if one.is_review and one.due is not None]
        return self._due[key]
