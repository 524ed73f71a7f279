"""Days as people type them and programs export them: day first, ISO 8601, or with the name of the month.

03/04/2026 is the third of April. Whether somebody's dates are written month first cannot be seen from one date, but from a
table of them: see `DayReader`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lacreview_rules.files.dates import FIRST_YEAR, LAST_YEAR, known_day

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

_MIDNIGHT = re.compile(r"[T ]00:00(:00(\.0+)?)?(Z|\+00:00)?$", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ /-]([A-Za-z]{3,9})\.?,?[ /-](\d{4})", re.ASCII)
_SHORT = re.compile(r"([ /.-])(\d\d)$", re.ASCII)
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")


def typed_day(text: str) -> date | None:
    """The day that a text holds; None if it holds none between 1900 and 2200, or a time of day other than midnight.

    Example:
        >>> [str(typed_day(text)) for text in ("6/8/2025", "2025-08-06 00:00:00", "06-Aug-2025", "8/25/2025", "6/8/25")]
        ['2025-08-06', '2025-08-06', '2025-08-06', 'None', 'None']
    """
    numbers = _year_month_day(text)
    return None if numbers is None else known_day(*numbers)


def has_short_year(text: str) -> bool:
    """Whether a text is written as a day whose year has two digits, which may be of any century and is not read.

    Example:
        >>> [has_short_year(text) for text in ("31/12/25", "14-Jan-26", "1 Feb 26", "31/12/2025", "25/12")]
        [True, True, True, False, False]
    """
    alone = _MIDNIGHT.sub("", text.strip())
    return typed_day(alone) is None and _SHORT.search(alone) is not None and _year_month_day(_SHORT.sub(r"\g<1>20\g<2>", alone)) is not None


def has_unlikely_year(text: str) -> bool:
    """Whether a text is written as a day, but of a year that no child's record has.

    Example:
        >>> [has_unlikely_year(text) for text in ("31/12/2999", "2999-12-31", "31/02/2026", "soon")]
        [True, True, False, False]
    """
    numbers = _year_month_day(text)
    return numbers is not None and not FIRST_YEAR <= numbers[0] <= LAST_YEAR


def _year_month_day(text: str) -> tuple[int, int, int] | None:
    alone = _MIDNIGHT.sub("", text.strip())
    if found := _NUMBERS.fullmatch(alone):
        day, month, year = (int(part) for part in found.groups())
    elif found := _ISO.fullmatch(alone):
        year, month, day = (int(part) for part in found.groups())
    elif found := _NAMED.fullmatch(alone):
        name = found[2].lower()
        month = next((number for number, full in enumerate(_MONTHS, 1) if name in (full, full[:3], full[:4])), 0)
        day, year = int(found[1]), int(found[3])
    else:
        return None
    return year, month, day


class DayReader:
    """Reads the days of one table, and notices whether they are written month first.

    Attributes:
        month_first: the place of the first day that can only be read with the month first; None if there is none.
        is_month_first: whether more of them can only be read so than only with the day first.
    """

    def __init__(self) -> None:
        self.month_first: str | None = None
        self._month_first = self._day_first = 0
        self._seen: dict[str, date] = {}  # days that are day first without doubt, or written in another form

    def read(self, text: str, place: Callable[[], str]) -> date | None:
        """The day that a text holds, None if it holds none; `place` tells where it stands."""
        day = self._seen.get(text)
        if day is not None:
            return day
        day = typed_day(text)
        found = _NUMBERS.fullmatch(_MIDNIGHT.sub("", text.strip()))
        if found is not None:
            first, second, year = (int(part) for part in found.groups())
            if day is None and known_day(year, first, second) is not None:
                self._month_first += 1
                self.month_first = self.month_first or place()
            elif day is not None and known_day(year, first, second) is None:
                self._day_first += 1
                return day
        if day is not None:
            self._seen[text] = day  # what counts for neither order is looked at once
        return day

    @property
    def is_month_first(self) -> bool:
        """Whether the table is to be taken as written month first."""
        return self._month_first > self._day_first
