"""Bank holidays: which days they are, on whose word, and how far the list is official.

Both are data in `data/calendars/`: the days in a CSV file, made from the `holidays` package by
`python -m tests.oracles.listed_bank_holidays` and compared with it by a test; what the project itself knows
about them (how far they are official, GOV.UK's names, corrections) in a TOML file. A `Layer` lays somebody
else's word over them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from lacreview_rules.arguments import check_day, check_each, check_type
from lacreview_rules.data_tables import data_bytes, table_of
from lacreview_rules.errors import ArgumentError, CalendarError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

FEWEST_IN_A_YEAR = 8
"""1 January, Good Friday, Easter Monday, three in summer, two at Christmas: no year since 1978 had fewer."""
SUBSTITUTE = " (substitute day)"
_SATURDAY = 5


class DayOff(NamedTuple):
    """A day that is not a working day, and why: "Sunday", "Good Friday".

    Example:
        >>> DayOff(date(2026, 4, 3), "Good Friday").reason
        'Good Friday'
    """

    on: date
    reason: str


@dataclass(frozen=True, slots=True, order=True)
class BankHoliday:
    """A day that is not a working day even if it is a weekday.

    Example:
        >>> BankHoliday(date(2023, 5, 8), "Coronation").name
        'Coronation'
    """

    on: date
    name: str

    def __post_init__(self) -> None:
        if type(self.on) is not date or type(self.name) is not str:
            check_day("on", self.on)
            check_type("name", self.name, str)


@dataclass(frozen=True, slots=True)
class Layer:
    """Days put into or taken out of a calendar, and on whose word.

    Attributes:
        added: days that become holidays.
        removed: holidays that become ordinary days.
        source: who says so: a proclamation, a file, an address.
        retrieved: when the source was read, if known.
        confirmed_until: if the source is an official list, the last day it speaks for.
        closed: days on which an authority is closed: working days still, except for its own local rules.
        whole: if the source is a whole list, the first and last day it is whole for: a weekday in between that it
            does not name becomes an ordinary day.
        id: the name the source gives itself.

    Example:
        >>> Layer((BankHoliday(date(2026, 7, 6), "Proclaimed"),), (), "The Gazette").source
        'The Gazette'
    """

    added: tuple[BankHoliday, ...]
    removed: tuple[date, ...]
    source: str
    retrieved: date | None = None
    confirmed_until: date | None = None
    closed: tuple[BankHoliday, ...] = ()
    whole: tuple[date, date] | None = None
    id: str = ""

    def __post_init__(self) -> None:
        for name in ("added", "closed"):
            object.__setattr__(self, name, tuple(check_each(name, getattr(self, name), BankHoliday)))
        object.__setattr__(self, "removed", _days("removed", self.removed))
        if self.whole is not None:
            object.__setattr__(self, "whole", whole := _days("whole", self.whole))
            if len(whole) != _BOTH_ENDS:
                raise ArgumentError("whole: it must be the first and the last day")
        for name in ("source", "id"):
            check_type(name, getattr(self, name), str)
        for name in ("retrieved", "confirmed_until"):
            if getattr(self, name) is not None:
                check_day(name, getattr(self, name))

    def leaves_out(self, holiday: BankHoliday) -> bool:
        """Whether the source is a whole list for that day, a weekday, and does not name it.

        Weekends are passed over: a list names the substitute of a Christmas Day on a Saturday, not the day itself.
        """
        check_type("holiday", holiday, BankHoliday)
        if self.whole is None or not self.whole[0] <= holiday.on <= self.whole[1] or holiday.on.weekday() >= _SATURDAY:
            return False
        return all(holiday.on != added.on for added in self.added)


_BOTH_ENDS = 2


def _days(name: str, days: object) -> tuple[date, ...]:
    found = tuple(check_each(name, days, date))
    for place, day in enumerate(found):
        check_day(f"{name}[{place}]", day)
    return found


def misfits(layer: Layer, holidays: Collection[date]) -> list[tuple[date, str]]:
    """The days of a layer that cannot be laid over a calendar with these holidays, and why.

    Example:
        >>> misfits(Layer((), (date(2026, 5, 5),), "the council"), {date(2026, 5, 4)})
        [(datetime.date(2026, 5, 5), 'cannot be removed: it is no holiday')]
    """
    added = {holiday.on for holiday in layer.added}
    wrong = [(day, "cannot be removed: it is no holiday") for day in layer.removed if day not in holidays]
    return wrong + [(day, "is both added and removed") for day in layer.removed if day in added]


def laid_over(holidays: Iterable[BankHoliday], layer: Layer, calendar: str) -> tuple[BankHoliday, ...]:
    """The holidays with the layer's days added and removed; what is a holiday already keeps its name.

    Raises:
        CalendarError: days to remove are no holidays, or are also added; names the calendar and the source.

    Example:
        >>> may = BankHoliday(date(2026, 5, 4), "Early May bank holiday")
        >>> laid_over([may], Layer((BankHoliday(date(2026, 5, 8), "Moved"),), (may.on,), "The Gazette"), "plain")
        (BankHoliday(on=datetime.date(2026, 5, 8), name='Moved'),)
    """
    there = {holiday.on: holiday for holiday in holidays}
    wrong = misfits(layer, there)
    if wrong:
        msg = f"{layer.source} does not fit calendar {calendar}: {'; '.join(f'{day} {why}' for day, why in wrong)}"
        raise CalendarError(msg)
    days = {holiday.on: holiday for holiday in reversed(layer.added)}
    days |= {day: holiday for day, holiday in there.items() if day not in layer.removed and not layer.leaves_out(holiday)}
    return tuple(days.values())


def settled(holidays: Iterable[BankHoliday], calendar: str, first: date, last: date) -> tuple[BankHoliday, ...]:
    """The holidays of a calendar in order, each day once; of two names for one day, the first in the alphabet.

    Raises:
        CalendarError: some lie outside the calendar, where they would silently never count; all are named.

    Example:
        >>> days = [BankHoliday(date(2026, 5, 4), "May Day"), BankHoliday(date(2026, 5, 4), "Early May")]
        >>> [holiday.name for holiday in settled(days, "plain", date(2026, 1, 1), date(2026, 12, 31))]
        ['Early May']
    """
    ordered = sorted(holidays)
    outside = [holiday for holiday in ordered if not first <= holiday.on <= last]
    if outside:
        listed = ", ".join(f"{holiday.name} on {holiday.on}" for holiday in outside)
        msg = f"calendar {calendar} runs from {first} to {last}, which leaves out: {listed}"
        raise CalendarError(msg)
    return tuple({holiday.on: holiday for holiday in reversed(ordered)}.values())[::-1]


@cache
def known_facts() -> Mapping[str, Any]:
    """What `data/calendars/england-and-wales.toml` says.

    Example:
        >>> known_facts()["id"]
        'england-and-wales'
    """
    return table_of("calendars/england-and-wales")


@cache
def _listed() -> tuple[BankHoliday, ...]:
    """What `data/calendars/england-and-wales.csv` says, in its order, which is that of the days."""
    rows = (line.partition(",") for line in str(data_bytes("calendars/england-and-wales.csv"), "utf-8").splitlines()[1:])
    return tuple(BankHoliday(date.fromisoformat(on), name) for on, _, name in rows)


def listed_holidays(first_year: int, last_year: int, facts: Mapping[str, Any]) -> tuple[BankHoliday, ...]:
    """Christmas Day, Good Friday and the bank holidays in England and Wales, in order, both years included.

    Source: Banking and Financial Dealings Act 1971, Schedule 1 paragraph 1, and the proclamations under
    section 1, as collected by the `holidays` package and kept in `data/calendars/england-and-wales.csv`.

    Raises:
        CalendarError: the years are not in order, or are not on the list.

    Example:
        >>> print(listed_holidays(2023, 2023, known_facts())[5].name)
        Bank holiday for the coronation of King Charles III
    """
    earliest, latest = facts["first_possible_year"], facts["last_possible_year"]
    if not earliest <= first_year <= last_year <= latest:
        msg = (
            f"bank holidays from {first_year} to {last_year} are not known; "
            f"ask for years from {earliest} to {latest}, the first not after the last"
        )
        raise CalendarError(msg)
    return tuple(holiday for holiday in _listed() if first_year <= holiday.on.year <= last_year)


def corrections(listed: tuple[BankHoliday, ...], facts: Mapping[str, Any]) -> Layer | None:
    """The corrections among the facts that the listed days still need; None if there are none.

    A newer list may have put right what is corrected here, so a day to remove that is not listed is passed over.

    Example:
        >>> corrections(listed_holidays(1990, 2060, known_facts()), known_facts()) is None
        True
    """
    days = {holiday.on for holiday in listed}
    years = {day.year for day in days}
    rows = [row for row in facts.get("added", ()) if row["on"].year in years]
    removed = tuple(day for day in facts.get("removed", ()) if day in days)
    if not rows and not removed:
        return None
    added = tuple(BankHoliday(row["on"], row["name"]) for row in rows)
    return Layer(added, removed, "; ".join(row["source"] for row in rows) or "corrections")
