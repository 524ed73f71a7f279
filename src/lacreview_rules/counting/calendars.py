"""Working days: which days they are, and counting them.

A working day is any day but a Saturday, a Sunday, Christmas Day, Good Friday and a bank holiday in
England and Wales (Banking and Financial Dealings Act 1971; Christmas Day and Good Friday are holidays
at common law). A calendar is settled when it is made; layers add or remove days by making a new one.
Arithmetic looks the answer up in a table; outside the table it refuses and never guesses.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import compress
from typing import TYPE_CHECKING, Any

from lacreview_rules.arguments import check_day, check_each, check_type
from lacreview_rules.counting.bank_holidays import BankHoliday, DayOff, Layer, corrections, known_facts, laid_over, listed_holidays, settled
from lacreview_rules.counting.working_day_ranks import WorkingDayRanks
from lacreview_rules.errors import CalendarError, CalendarRangeError, PeriodError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["BankHoliday", "DayOff", "Layer", "WorkingCalendar", "england_and_wales"]

_WEEKEND = {5: "Saturday", 6: "Sunday"}
_WEEK = bytes(day not in _WEEKEND for day in range(7))
"""Of each day from Monday on, whether it works."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class WorkingCalendar:
    """The working days from `first` to `last`, both included.

    Two calendars are equal if their `id` and `digest` are: same range, same days off, same names.
    Every question about a day, or with an answer, outside the range raises CalendarRangeError;
    what is of another type, such as a datetime in place of a date, raises ArgumentError.

    Attributes:
        id: the name it is known by.
        first, last: the ends of the computable range.
        confirmed_until: the last day covered by the official list; later days are provisional.
        holidays: the days off that are not a matter of the weekday, in order, weekends included.
        layers: what was laid over the original days, in order.
        closures: days on which an authority is closed; working days here, and days off in `local`.
        digest: 16 hexadecimal digits that change whenever the calendar does.

    Raises:
        CalendarError: the range is empty, has no working day, or a holiday lies outside it.

    Example:
        >>> plain = WorkingCalendar("plain", date(2026, 1, 1), date(2026, 12, 31), date(2026, 12, 31))
        >>> plain.add_working_days(date(2026, 4, 2), 1)
        datetime.date(2026, 4, 3)
    """

    id: str
    first: date
    last: date
    confirmed_until: date
    holidays: tuple[BankHoliday, ...] = ()
    layers: tuple[Layer, ...] = ()
    closures: tuple[BankHoliday, ...] = ()
    digest: str = field(init=False)
    _names: dict[date, str] = field(init=False)
    _days: tuple[date, ...] = field(init=False)  # every working day, in order
    _rank: WorkingDayRanks = field(init=False)
    _local: WorkingCalendar | None = field(init=False)  # None where it would be this one

    def __post_init__(self) -> None:
        self._refuse_wrong_types()
        holidays, closures = (settled(days, self.id, self.first, self.last) for days in (self.holidays, self.closures))
        names = {holiday.on: holiday.name for holiday in holidays}
        numbers = range(self.first.toordinal(), self.last.toordinal() + 1)  # of days: numbers are quicker than dates
        works = bytearray(_WEEK * (len(numbers) // 7 + 2))[self.first.weekday() :][: len(numbers)]
        for day in names:
            works[day.toordinal() - numbers.start] = 0
        days = tuple(map(date.fromordinal, compress(numbers, works)))
        if not days:
            msg = f"calendar {self.id} has no working day from {self.first} to {self.last}; check the two dates"
            raise CalendarError(msg)
        lines = [f"{self.first}/{self.last}/{self.confirmed_until}", *(f"{off.on} {off.name}" for off in holidays)]
        lines += [f"{off.on} closed: {off.name}" for off in closures]
        settle = object.__setattr__
        settle(self, "holidays", holidays)
        settle(self, "closures", closures)
        settle(self, "digest", hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16])
        settle(self, "_names", names)
        settle(self, "_days", days)
        settle(self, "_rank", WorkingDayRanks(days, self.first, self.last))
        off = (*holidays, *(closure for closure in closures if closure.on not in names))
        settle(self, "_local", replace(self, holidays=off, closures=()) if closures else None)

    def _refuse_wrong_types(self) -> None:
        check_type("id", self.id, str)
        for name in ("first", "last", "confirmed_until"):
            check_day(name, getattr(self, name))
        for name, kind in (("holidays", BankHoliday), ("layers", Layer), ("closures", BankHoliday)):
            object.__setattr__(self, name, tuple(check_each(name, getattr(self, name), kind)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, WorkingCalendar):
            return NotImplemented
        return (self.id, self.digest) == (other.id, other.digest)

    def __hash__(self) -> int:
        return hash((self.id, self.digest))

    def __reduce__(self) -> tuple[Callable[..., WorkingCalendar], tuple[object, ...]]:
        """What a copy, as for another process, is made from: the days off, and not every day of many years."""
        return _restored, (self.id, self.first, self.last, self.confirmed_until, self.holidays, self.layers, self.closures)

    def __repr__(self) -> str:
        return f"<WorkingCalendar {self.id} {self.first} to {self.last}, digest {self.digest}>"

    def add_working_days(self, day: date, n: int) -> date:
        """The nth working day after `day`, which is itself day nought, working day or not.

        0 gives the day itself; a negative `n` raises PeriodError.

        Example:
            >>> england_and_wales().add_working_days(date(2025, 12, 19), 20)
            datetime.date(2026, 1, 21)
        """
        try:
            if n > 0:
                return self._days[self._rank[day] + n]
        except (KeyError, IndexError, TypeError):
            pass
        return self._standing_still(day, n, "after")

    def subtract_working_days(self, day: date, n: int) -> date:
        """The nth working day before `day`, which is itself not counted, working day or not.

        0 gives the day itself; a negative `n` raises PeriodError.

        Example:
            >>> england_and_wales().subtract_working_days(date(2026, 4, 7), 1)
            datetime.date(2026, 4, 2)
        """
        days = self._days
        try:
            rank = self._rank[day]
            if n > 0 and rank >= 0:
                place = rank - n if days[rank] == day else rank - n + 1
                if place >= 0:
                    return days[place]
        except (KeyError, TypeError):
            pass
        return self._standing_still(day, n, "before")

    def is_working_day(self, day: date) -> bool:
        """Whether `day` is a working day.

        Example:
            >>> england_and_wales().is_working_day(date(2026, 4, 3))
            False
        """
        return self._days[self._place(day)] == day

    def last_working_day_on_or_before(self, day: date) -> date:
        """`day` if it is a working day, otherwise the one before it.

        Example:
            >>> england_and_wales().last_working_day_on_or_before(date(2026, 4, 6))
            datetime.date(2026, 4, 2)
        """
        place = self._place(day)
        return self._days[place] if place >= 0 else self.subtract_working_days(day, 1)

    def first_working_day_on_or_after(self, day: date) -> date:
        """`day` if it is a working day, otherwise the next one.

        Example:
            >>> england_and_wales().first_working_day_on_or_after(date(2026, 4, 3))
            datetime.date(2026, 4, 7)
        """
        return day if self.is_working_day(day) else self.add_working_days(day, 1)

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days come after `start`, up to and including `end`; 0 if `end` is not later.

        Example:
            >>> england_and_wales().working_days_between(date(2025, 12, 19), date(2026, 1, 21))
            20
        """
        return max(0, self._place(end, "end") - self._place(start, "start"))

    def why_not_working(self, day: date) -> str | None:
        """Why `day` is not a working day: the weekend day, else the holiday's name. None if it is one.

        Example:
            >>> england_and_wales().why_not_working(date(2026, 4, 3))
            'Good Friday'
        """
        self._place(day)
        return _WEEKEND.get(day.weekday()) or self._names.get(day)

    def days_off_between(self, start: date, end: date) -> tuple[DayOff, ...]:
        """The days after `start`, up to and including `end`, that are not working days, and why.

        Example:
            >>> [off.reason for off in england_and_wales().days_off_between(date(2026, 4, 2), date(2026, 4, 7))]
            ['Good Friday', 'Saturday', 'Sunday', 'Easter Monday']
        """
        self._check(start, end)
        span = (start + timedelta(days) for days in range(1, (end - start).days + 1))
        return tuple(DayOff(day, reason) for day in span if (reason := self.why_not_working(day)))

    def holidays_between(self, start: date, end: date) -> tuple[BankHoliday, ...]:
        """The holidays after `start`, up to and including `end`, those on a weekend too.

        Example:
            >>> [day.name for day in england_and_wales().holidays_between(date(2026, 4, 2), date(2026, 4, 30))]
            ['Good Friday', 'Easter Monday']
        """
        self._check(start, end)
        return tuple(holiday for holiday in self.holidays if start < holiday.on <= end)

    def is_confirmed(self, day: date) -> bool:
        """Whether the official list covers `day`. A date counted past it is provisional.

        Example:
            >>> england_and_wales().is_confirmed(date(2040, 1, 1))
            False
        """
        if type(day) is not date:
            check_day("day", day)
        return self.first <= day <= self.confirmed_until

    def with_layer(self, layer: Layer) -> WorkingCalendar:
        """A new calendar with the layer's days added and removed.

        Adding a day that already is a holiday changes nothing, so a whole official list can be laid over.

        Raises:
            CalendarError: days to remove are no holidays, are also added, or days to add are outside.

        Example:
            >>> layer = Layer((BankHoliday(date(2026, 7, 6), "Proclaimed"),), (), "The Gazette")
            >>> england_and_wales().with_layer(layer).why_not_working(date(2026, 7, 6))
            'Proclaimed'
        """
        check_type("layer", layer, Layer, remedy="lay_over reads a file")
        return replace(
            self,
            confirmed_until=max(self.confirmed_until, layer.confirmed_until or self.confirmed_until),
            holidays=laid_over(self.holidays, layer, self.id),
            layers=(*self.layers, layer),
            closures=(*self.closures, *layer.closed),
        )

    def with_closures(self, *days: BankHoliday) -> WorkingCalendar:
        """A new calendar that knows days on which an authority is closed. They are days off in `local` alone.

        Example:
            >>> closed = england_and_wales().with_closures(BankHoliday(date(2026, 7, 6), "Offices closed"))
            >>> closed.is_working_day(date(2026, 7, 6)), closed.local.is_working_day(date(2026, 7, 6))
            (True, False)
        """
        return replace(self, closures=(*self.closures, *check_each("days", days, BankHoliday)))

    @property
    def local(self) -> WorkingCalendar:
        """The calendar for an authority's own rules: its closure days are off too. Itself where there are none."""
        return self._local or self

    def _place(self, day: date, name: str = "day") -> int:
        try:
            return self._rank[day]
        except (KeyError, TypeError):
            check_day(name, day)
            raise self._beyond(f"{day}", f"{'first' if day < self.first else 'last'}_year={day.year}", day) from None

    def _check(self, start: date, end: date) -> None:
        self._place(start, "start")
        self._place(end, "end")

    def _standing_still(self, day: date, n: int, way: str) -> date:
        """0 working days from `day`; any other count that comes here cannot be answered."""
        self._place(day)
        check_type("n", n, int)
        if n == 0:
            return day
        if n < 0:
            back = "subtract_working_days" if way == "after" else "add_working_days"
            msg = f"{n} working days {way} a date: working days are counted from 0 up; the other way is {back}"
            raise PeriodError(msg)
        longer = f"last_year={self.last.year + 10}" if way == "after" else f"first_year={self.first.year - 10}"
        raise self._beyond(f"{n} working days {way} {day}", longer, day)

    def _beyond(self, what: str, remedy: str, day: date) -> CalendarRangeError:
        return CalendarRangeError(
            f"{what} is outside calendar {self.id}, which runs from {self.first} to {self.last}; "
            f"build a longer one, such as england_and_wales({remedy})",
            day,
        )


@lru_cache(maxsize=64)
def _restored(*content: Any) -> WorkingCalendar:
    """The calendar of which this was pickled; made once for each content, as every due date of a child carries it."""
    return WorkingCalendar(*content)


def england_and_wales(first_year: int = 1990, last_year: int = 2060) -> WorkingCalendar:
    """The working days of England and Wales, both years included; made once and then kept.

    The default range outlasts the care of every child now living and is made in a fraction of a second.
    Years from 1978 to 2100 can be had; others raise CalendarError. Holidays after `confirmed_until`
    follow the present pattern.

    Example:
        >>> england_and_wales().why_not_working(date(2022, 6, 2))
        'Spring bank holiday'
    """
    check_type("first_year", first_year, int)
    check_type("last_year", last_year, int)
    return _england_and_wales(first_year, last_year)


@cache
def _england_and_wales(first_year: int, last_year: int) -> WorkingCalendar:
    facts = known_facts()
    listed = listed_holidays(first_year, last_year, facts)
    calendar = WorkingCalendar(facts["id"], date(first_year, 1, 1), date(last_year, 12, 31), facts["confirmed_until"], listed)
    layer = corrections(listed, facts)
    return calendar.with_layer(layer) if layer else calendar
