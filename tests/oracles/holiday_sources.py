"""Our list of bank holidays against other people's, with the faults that are known of each.

`python -m tests.oracles.holiday_sources` prints one line a source. The packages of the extra `test` are looked at by the
tests too; the others only here, where they are installed. date-holidays is a package of npm: see the documentation.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from lacreview_rules import england_and_wales

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

FIRST, LAST = 1990, 2060
SATURDAY = 5


@dataclass(frozen=True)
class Source:
    """A published list.

    Attributes:
        package: the name it is installed by.
        days: the days it has off; weekends do not matter.
        missing, extra: its known faults, each with what is wrong.
        first, last: the years compared; without them, those it has.
    """

    package: str
    days: Callable[[], Iterable[date]]
    missing: dict[str, str] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    first: int | None = None
    last: int | None = None

    def years(self) -> range:
        """The years compared."""
        listed = [day.year for day in self.days()]
        return range(self.first or min(listed), (self.last or max(listed)) + 1)


def differences(source: Source) -> tuple[set[str], set[str]]:
    """The days of ours that it lacks, and those it has beside ours: Monday to Friday only."""
    years = source.years()
    ours = weekdays((holiday.on for holiday in england_and_wales().holidays), years)
    theirs = weekdays(source.days(), years)
    return ours - theirs, theirs - ours


def weekdays(days: Iterable[date], years: range) -> set[str]:
    """Those from Monday to Friday."""
    return {day.isoformat() for day in days if day.weekday() < SATURDAY and day.year in years}


def govuk() -> list[date]:
    """GOV.UK's own list, as the Ministry of Justice's package carries it: no network is asked."""
    holidays = import_module("govuk_bank_holidays.bank_holidays").BankHolidays
    return [day["date"] for day in holidays(use_cached_holidays=True).get_holidays(division=holidays.ENGLAND_AND_WALES)]


def workalendar() -> list[date]:
    """Its calendar of the United Kingdom, which is England's and Wales's."""
    calendar = import_module("workalendar.europe").UnitedKingdom()
    return [day for year in range(FIRST, LAST + 1) for day, _ in calendar.holidays(year)]


def holidays() -> list[date]:
    """The package on which our list is built, before any correction of ours."""
    return list(import_module("holidays").country_holidays("GB", subdiv="ENG", years=range(FIRST, LAST + 1)))


def quantlib() -> list[date]:
    """Settlement in the United Kingdom: the bank holidays of England."""
    quantlib = import_module("QuantLib")
    calendar = quantlib.UnitedKingdom(quantlib.UnitedKingdom.Settlement)
    return [day for day in every_day() if calendar.isHoliday(quantlib.Date(day.day, day.month, day.year))]


def london_stock_exchange() -> list[date]:
    """The exchange's days without trading, which are England's bank holidays."""
    calendar = import_module("exchange_calendars").get_calendar("XLON", start=f"{FIRST}-01-01", end=f"{LAST}-12-31")
    trading = {session.date() for session in calendar.sessions}
    return [day for day in every_day() if day not in trading]


def every_day() -> list[date]:
    """From the first year to the last."""
    start = date(FIRST, 1, 1)
    return [start + timedelta(days) for days in range((date(LAST, 12, 31) - start).days + 1)]


TESTED = [
    Source("govuk-bank-holidays", govuk),
    Source(
        "workalendar",
        workalendar,
        missing={
            "1995-05-08": "the early May holiday, moved for the fiftieth anniversary of VE Day",
            "2023-05-08": "the coronation",
        },
        extra={"1995-05-01": "the early May holiday, which had been moved to the 8th"},
    ),
    Source("holidays", holidays),
]
OTHERS = [
    Source("QuantLib", quantlib),
    Source("exchange_calendars", london_stock_exchange, first=1991),
]


def main() -> int:
    """Print the comparison; 1 if anything differs that is not a known fault, or a known fault is gone."""
    unexplained = 0
    for source in TESTED + OTHERS:
        try:
            package = f"{source.package} {version(source.package)}"
        except PackageNotFoundError:
            sys.stdout.write(f"{source.package}: not installed, not compared\n")
            continue
        missing, extra = differences(source)
        as_known = (missing, extra) == (set(source.missing), set(source.extra))
        unexplained += not as_known
        years = f"{source.years()[0]} to {source.years()[-1]}"
        verdict = "as known" if as_known else "NOT as known"
        sys.stdout.write(f"{package}, {years}: lacks {listed(missing)}; has {listed(extra)} beside; {verdict}\n")
    return int(unexplained > 0)


def listed(days: set[str]) -> str:
    """The days in a row."""
    return ", ".join(sorted(days)) or "none"


if __name__ == "__main__":
    sys.exit(main())
