"""Counting days the long way, one at a time, with a sentence that says what was counted.

Nothing here comes from the library or from any package: only `datetime` and the typed list of bank holidays. The
wording of the rule decides how to count: the day of the event is left out; a month ends on the corresponding date or,
where there is none, on its last day; a date at a weekend stays where it is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from typing import NamedTuple

from .bank_holidays import BANK_HOLIDAYS, FIRST, LAST

ONE_DAY = timedelta(days=1)
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SATURDAY = 5


class Counted(NamedTuple):
    """A date, and how it was reached."""

    day: date
    words: str


def on(text: str) -> date:
    """The date written "2026-01-05"."""
    return date.fromisoformat(text)


def short(day: date) -> str:
    """A date without its year: "Mon 5 Jan"."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"


def full(day: date) -> str:
    """A date as the sentences write it: "Mon 5 Jan 2026"."""
    return f"{short(day)} {day.year}"


def listed(parts: list[str]) -> str:
    """Parts in a row: "a, b and c"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def many(n: int, unit: str) -> str:
    """So many of a unit: "1 day", "3 months"."""
    return f"{n} {unit}" if n == 1 else f"{n} {unit}s"


@dataclass(frozen=True)
class WorkingDays:
    """Which days are working days: not Saturdays, Sundays or the days off named here."""

    off: dict[date, str] = field(default_factory=lambda: dict(BANK_HOLIDAYS))

    def is_one(self, day: date) -> bool:
        """Whether a day is a working day; the typed list must reach that far."""
        if not FIRST <= day <= LAST:
            message = f"{day} is outside the typed list of bank holidays"
            raise ValueError(message)
        return day.weekday() < _SATURDAY and day not in self.off

    def called(self, day: date) -> str:
        """A date with the name of the holiday it is, if it is one."""
        return f"{full(day)} ({self.off[day]})" if day in self.off else full(day)

    def but_for(self, *, removed: tuple[str, ...] = (), added: dict[str, str] | None = None) -> WorkingDays:
        """The same with some days off taken away or added."""
        kept = {day: name for day, name in self.off.items() if day.isoformat() not in removed}
        return WorkingDays(kept | {on(day): name for day, name in (added or {}).items()})

    def after(self, start: date, n: int) -> Counted:
        """N working days after a day, which is not counted itself."""
        day, number, skipped, first = start, 0, list[date](), start
        while number < n:
            day += ONE_DAY
            if self.is_one(day):
                number += 1
                first = day if number == 1 else first
            elif day in self.off:
                skipped.append(day)
        words = f"{many(n, 'working day')} after {self.called(start)}: that day is not counted, day 1 is {short(first)}, "
        return Counted(day, f"{words}{self._left_out(skipped)}; day {n} is {full(day)}.")

    def before(self, end: date, n: int, *, clear: bool = False) -> Counted:
        """N working days before a day, which is not counted itself; in clear days, one further."""
        day, number, skipped, first = end, 0, list[date](), end
        while number < n + clear:
            day -= ONE_DAY
            if self.is_one(day):
                number += 1
                first = day if number == 1 else first
            elif day in self.off:
                skipped.append(day)
        words = f"{many(n, 'working day')} before {self.called(end)}: that day is not counted, day 1 back is {short(first)}, "
        last = f"with {n} clear days between, the day is {full(day)}" if clear else f"day {n} back is {full(day)}"
        return Counted(day, f"{words}{self._left_out(skipped)}; {last}.")

    def last_on_or_before(self, day: date) -> date:
        """The last working day on or before a day."""
        while not self.is_one(day):
            day -= ONE_DAY
        return day

    def next_after(self, day: date) -> date:
        """The first working day after a day."""
        return self.after(day, 1).day

    def _left_out(self, skipped: list[date]) -> str:
        if not skipped:
            return "weekends are not counted and there is no bank holiday between"
        return "weekends are not counted, nor " + listed([f"{self.off[day]} {short(day)}" for day in sorted(skipped)])


ENGLAND = WorkingDays()


def length(year: int, month: int) -> int:
    """How many days a month has."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - ONE_DAY).day


def months(start: date, n: int) -> Counted:
    """N calendar months after a day: the corresponding date or, where the month has none, its last day."""
    year, month = start.year, start.month
    for _ in range(n):
        year, month = (year + 1, 1) if month == len(_MONTHS) else (year, month + 1)
    day = date(year, month, min(start.day, length(year, month)))
    words = f"{many(n, 'calendar month')} after {full(start)}: the corresponding date is {full(day)}"
    if day.day != start.day:
        words = (
            f"{many(n, 'calendar month')} after {full(start)}: {_MONTHS[month - 1]} {year} has no day {start.day}, so its last, {full(day)}"
        )
    return Counted(day, words + _at_a_weekend(day) + ".")


def years(start: date, n: int) -> Counted:
    """N years after a day: the same date or, where there is none, the last of February."""
    day = months(start, 12 * n).day
    words = f"{many(n, 'year')} after {full(start)} is {full(day)}"
    if day.day != start.day:
        words = f"{many(n, 'year')} after {full(start)}: {day.year} has no 29 February, so {full(day)}"
    return Counted(day, words + _at_a_weekend(day) + ".")


def days(start: date, n: int) -> Counted:
    """N days after a day, every day counted."""
    day = start
    for _ in range(n):
        day += ONE_DAY
    return Counted(day, f"{many(n, 'day')} after {full(start)}, every day counted: {full(day)}.")


def weeks(start: date, n: int) -> Counted:
    """N weeks after a day: the same weekday."""
    day = days(start, 7 * n).day
    return Counted(day, f"{many(n, 'week')} after {full(start)} is the same weekday, {full(day)}.")


def days_before(end: date, n: int) -> Counted:
    """N days before a day, every day counted."""
    day = end
    for _ in range(n):
        day -= ONE_DAY
    return Counted(day, f"{many(n, 'day')} before {full(end)}, every day counted: {full(day)}.")


def weeks_before(end: date, n: int) -> Counted:
    """N weeks before a day: the same weekday."""
    day = days_before(end, 7 * n).day
    return Counted(day, f"{many(n, 'week')} before {full(end)} is the same weekday, {full(day)}.")


def _at_a_weekend(day: date) -> str:
    if day.weekday() >= _SATURDAY:
        return f"; a {'Saturday' if day.weekday() == _SATURDAY else 'Sunday'}, and it does not move"
    return f"; {BANK_HOLIDAYS[day]}, and it does not move" if day in BANK_HOLIDAYS else ""


def last_sunday(year: int, month: int) -> date:
    """The last Sunday of a month: in March the clocks go forward at 01:00, in October back at 02:00 to 01:00."""
    day = date(year, month, length(year, month))
    while day.weekday() != len(_WEEKDAYS) - 1:
        day -= ONE_DAY
    return day


def birthday(born: date, age: int, *, leap_day: str = "1 March") -> date:
    """The day an age is reached; for a child born on 29 February in a common year, 1 March or as told."""
    year = born.year + age
    if (born.month, born.day) == (2, 29) and length(year, 2) == 28:
        return date(year, 3, 1) if leap_day == "1 March" else date(year, 2, 28)
    return date(year, born.month, born.day)


def summer_time(moment: datetime) -> bool:
    """Whether the clocks in London are an hour ahead at a moment of universal time: from 01:00 to 01:00 UTC."""
    begins = datetime.combine(last_sunday(moment.year, 3), datetime.min.time()) + timedelta(hours=1)
    ends = datetime.combine(last_sunday(moment.year, 10), datetime.min.time()) + timedelta(hours=1)
    return begins <= moment < ends


def hours(day: date, at: str, n: int) -> tuple[str, Counted]:
    """N hours after a time in London, as they pass: the moment with its offset, and the date with its sentence.

    A time that comes twice is taken the first time, which gives the earlier limit. A time that the clocks skip was
    read off a clock not yet put forward.
    """
    said = datetime.combine(day, datetime.strptime(at, "%H:%M").time())
    universal = said - timedelta(hours=1) if summer_time(said - timedelta(hours=1)) else said
    then = universal + timedelta(hours=n)
    offset = timedelta(hours=1) if summer_time(then) else timedelta(0)
    local = (then + offset).replace(tzinfo=timezone(offset))
    words = f"{many(n, 'hour')} after {at} on {full(day)} are up at {local:%H:%M} on {full(local.date())}"
    if summer_time(universal) != summer_time(then):
        forward = summer_time(then)
        words += (
            f": the clocks went {'forward' if forward else 'back'} in between, so the clock shows an hour {'more' if forward else 'less'}"
        )
    return local.isoformat(timespec="seconds"), Counted(local.date(), words + ".")
