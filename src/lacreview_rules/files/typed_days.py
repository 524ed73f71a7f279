"""Days as people type them and programs export them: day first, year first, or with the name of the month; perhaps with a time.

03/04/2026 is the third of April. Whether somebody's dates are written month first cannot be seen from one date, but from a
table of them: see `DayReader`. A year of two digits may be of any century and is not read; nor is the number by which a
spreadsheet knows a day, where nothing says from which year it counts.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.files.dates import FIRST_YEAR, LAST_YEAR, known_day

if TYPE_CHECKING:
    from collections.abc import Callable

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_TIME = re.compile(
    r"(?:T|,? )(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)? ?(?:([AaPp])\.?[Mm]\.?)?(?: ?(Z|UTC|[+-]\d{2}(?::?\d{2})?))?", re.ASCII
)
_ZONE = re.compile(r"(Z|[+-]\d{2}:\d{2})", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2}) ?[/.-] ?(\d{1,2}) ?[/.-] ?(\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})([/.-])(\d{1,2})\2(\d{1,2})", re.ASCII)
_RUN_TOGETHER = re.compile(r"((?:19|20|21)\d{2})(\d{2})(\d{2})(?:\.0+)?", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ /.-]([A-Za-z]{3,9})\.?,?[ /.-](\d{4})", re.ASCII)
_NAMED_FIRST = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.ASCII)
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,? (?=[\dA-Za-z])", re.ASCII | re.IGNORECASE)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SHORT = re.compile(r"([ /.-])(\d\d)$", re.ASCII)
_SERIAL = re.compile(r"[1-9]\d{4}(?:\.\d+)?", re.ASCII)
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_NOON = 12
_MIDNIGHT = time(0)
_LONGEST = 60  # what is longer is no day; how long it may be is then nobody's work


class Moment(NamedTuple):
    """A day, and the time of day where the text says one: midnight is no time, but how a database writes a date."""

    day: date
    at: time | None = None


class Unread(NamedTuple):
    """Why a text is no day that can be read, and how to mend it."""

    what: str
    remedy: str


def typed_moment(text: str) -> Moment | None:
    """The day that a text holds, and its time if it says one; None if it holds no day between 1900 and 2200, or another's weekday.

    What is written with an offset from universal time is told in the time of London. Midnight there or in universal time is no time.

    Example:
        >>> [str(typed_moment(text).day) for text in ("6/8/2025", "2025/08/06", "6 Aug 2025", "Wed 6 August 2025", "20250806")]
        ['2025-08-06', '2025-08-06', '2025-08-06', '2025-08-06', '2025-08-06']
        >>> typed_moment("06/08/2025 14:30").at, typed_moment("2025-08-06T00:00:00Z").at
        (datetime.time(14, 30), None)
        >>> str(typed_moment("2025-04-30T23:00:00+00:00").day), typed_moment("6/8/25"), typed_moment("8/25/2025")
        ('2025-05-01', None, None)
    """
    alone, clock = _parted(text)
    numbers = _year_month_day(alone)
    day = None if numbers is None else known_day(*numbers)
    if day is None or _is_of_another_weekday(text, day):
        return None
    if clock is None:
        return Moment(day)
    hour, minute, second, fraction, half, zone = clock
    try:
        at = time(_hour(int(hour or 0), half), int(minute or 0), int(second or 0), int((fraction or "").ljust(6, "0")[:6]))
    except ValueError:
        return None
    if zone is not None and at != _MIDNIGHT:
        there = datetime.combine(day, at, UTC) - _offset(zone)
        from zoneinfo import ZoneInfo  # noqa: PLC0415 - few days have a zone

        local = there.astimezone(ZoneInfo("Europe/London"))
        day, at = local.date(), local.time()
    return Moment(day, None if at == _MIDNIGHT else at)


def typed_day(text: str) -> date | None:
    """The day that a text holds; None if it holds none between 1900 and 2200, or a time of day other than midnight.

    Example:
        >>> [str(typed_day(text)) for text in ("6/8/2025", "2025-08-06 00:00:00", "06-Aug-2025", "8/25/2025", "6/8/25")]
        ['2025-08-06', '2025-08-06', '2025-08-06', 'None', 'None']
    """
    moment = typed_moment(text)
    return None if moment is None or moment.at is not None else moment.day


def why_unread(text: str) -> Unread:
    """Why `typed_moment` does not read a text, and how to mend it.

    Example:
        >>> [why_unread(text).what for text in ("31/12/25", "31/12/2999", "31/02/2025")]
        ['its year has two digits', 'its year is not between 1900 and 2200', 'there is no such day']
        >>> [why_unread(text).what for text in ("06/08/2025 10:30", "45778", "soon")]
        ['it holds a time of day', 'it is the number of a day', 'it is not a date that can be read']
        >>> why_unread("Mon 6 August 2025")
        Unread(what='its weekday is that of another day', remedy='correct the day, or leave the weekday out')
    """
    if has_short_year(text):
        return Unread("its year has two digits", "write the year with four, as in 14/01/2026; or format the cell as a date")
    if has_unlikely_year(text):
        return Unread(f"its year is not between {FIRST_YEAR} and {LAST_YEAR}", "correct the year")
    alone, clock = _parted(text)
    if (numbers := _year_month_day(alone)) is not None and (day := known_day(*numbers)) is not None and _is_of_another_weekday(text, day):
        return Unread("its weekday is that of another day", "correct the day, or leave the weekday out")
    if clock is not None:
        return Unread("it holds a time of day", "write the day alone")
    if _year_month_day(alone) is not None:
        return Unread("there is no such day", "correct the day or the month; the day stands before the month")
    if _SERIAL.fullmatch(alone):
        return Unread(
            "it is the number of a day", "format the column as dates and save it again; a number does not say from when it counts"
        )
    return Unread("it is not a date that can be read", "write it DD/MM/YYYY, or format the cell as a date")


def has_short_year(text: str) -> bool:
    """Whether a text is written as a day whose year has two digits, which may be of any century and is not read.

    Example:
        >>> [has_short_year(text) for text in ("31/12/25", "14-Jan-26", "1 Feb 26", "31/12/2025", "25/12")]
        [True, True, True, False, False]
    """
    alone = _parted(text)[0]
    return typed_day(alone) is None and _SHORT.search(alone) is not None and _year_month_day(_SHORT.sub(r"\g<1>20\g<2>", alone)) is not None


def has_unlikely_year(text: str) -> bool:
    """Whether a text is written as a day, but of a year that no child's record has.

    Example:
        >>> [has_unlikely_year(text) for text in ("31/12/2999", "2999-12-31", "31/02/2026", "soon")]
        [True, True, False, False]
    """
    numbers = _year_month_day(_parted(text)[0])
    return numbers is not None and not FIRST_YEAR <= numbers[0] <= LAST_YEAR


def two_orders(text: str) -> tuple[bool, bool]:
    """Whether a text can be read with the month first alone, and whether with the day first alone.

    Example:
        >>> two_orders("11/25/2023"), two_orders("25.11.2023"), two_orders("04/11/2023")
        ((True, False), (False, True), (False, False))
    """
    found = _NUMBERS.fullmatch(text) or _NUMBERS.fullmatch(_parted(text)[0])
    if found is None:
        return False, False
    first, second, year = map(int, found.groups())
    if first <= len(_MONTHS) and second <= len(_MONTHS):
        return False, False  # a day in either order, or in neither
    day_first, month_first = known_day(year, second, first) is not None, known_day(year, first, second) is not None
    return month_first and not day_first, day_first and not month_first


def _is_of_another_weekday(text: str, day: date) -> bool:
    """Whether a weekday stands before the day, and the day is another: one of the two is a slip, and nobody can say which."""
    begins = _UNSEEN.sub("", text).lstrip().removeprefix("'")[:3].lower()
    return begins in _WEEKDAYS and begins != _WEEKDAYS[day.weekday()]


def _parted(text: str) -> tuple[str, tuple[str | None, ...] | None]:
    """What is written of a day, and the numbers of its time if there is one."""
    if len(text) > _LONGEST:
        return "", None
    alone = " ".join(_UNSEEN.sub("", text).split()).removeprefix("'")  # by which spreadsheets keep a text a text
    clock = None
    if ":" in alone and (found := re.search(_TIME.pattern + "$", alone, re.ASCII)):
        alone, clock = alone[: found.start()], found.groups()
    elif (found := _ZONE.search(alone)) and found.end() == len(alone) and _YEAR_FIRST.fullmatch(alone[: found.start()]):
        alone = alone[: found.start()]  # a date of XML may have the zone of its day
    return _WEEKDAY.sub("", alone, count=1) if alone[:1].isalpha() else alone, clock


def _year_month_day(alone: str) -> tuple[int, int, int] | None:
    if found := _NUMBERS.fullmatch(alone):
        day, month, year = (int(part) for part in found.groups())
    elif found := _YEAR_FIRST.fullmatch(alone):
        year, month, day = int(found[1]), int(found[3]), int(found[4])
    elif found := _RUN_TOGETHER.fullmatch(alone):
        year, month, day = (int(part) for part in found.groups())
    elif found := _NAMED.fullmatch(alone):
        month = _month(found[2])
        day, year = int(found[1]), int(found[3])
    elif found := _NAMED_FIRST.fullmatch(alone):
        month = _month(found[1])
        day, year = int(found[2]), int(found[3])
    else:
        return None
    return year, month, day


def _month(name: str) -> int:
    low = name.lower()
    return next((number for number, full in enumerate(_MONTHS, 1) if low in (full, full[:3], full[:4])), 0)


def _hour(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= _NOON:
        raise ValueError(hour)
    return hour % _NOON + _NOON * (half in "Pp")


def _offset(written: str) -> timedelta:
    if written in {"Z", "UTC"}:
        return timedelta()
    digits = written[1:].replace(":", "").ljust(4, "0")
    span = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return -span if written[0] == "-" else span


class DayReader:
    """Reads the days of one table, and notices whether they are written month first.

    Attributes:
        month_first: the place of the first day that can only be read with the month first; None if there is none.
        is_month_first: whether more of them can only be read so than only with the day first.
    """

    def __init__(self) -> None:
        self.month_first: str | None = None
        self._month_first = self._day_first = 0
        self._seen: dict[str, Moment] = {}  # days that are day first without doubt, or written in another form

    def read(self, text: str, place: Callable[[], str]) -> date | None:
        """The day that a text holds, None if it holds none, or a time of day beside it; `place` tells where it stands."""
        moment = self.moment(text, place)
        return None if moment is None or moment.at is not None else moment.day

    def moment(self, text: str, place: Callable[[], str]) -> Moment | None:
        """The day that a text holds, with its time; None if it holds none; `place` tells where it stands."""
        moment = self._seen.get(text)
        if moment is not None:
            return moment
        moment = typed_moment(text)
        month_first, day_first = two_orders(text)
        if month_first:
            self._month_first += 1
            self.month_first = self.month_first or place()
        elif day_first:
            self._day_first += 1
            return moment
        if moment is not None:
            self._seen[text] = moment  # what counts for neither order is looked at once
        return moment

    @property
    def is_month_first(self) -> bool:
        """Whether the table is to be taken as written month first."""
        return self._month_first > self._day_first
