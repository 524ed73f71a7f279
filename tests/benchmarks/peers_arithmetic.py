"""The same three counts by each package that can do them, in the way its documentation puts first.

A package is imported where its ways are made, so that what needs no peer runs without any. Dates are made into a
package's own type before the clock starts, and read back after it stops: that favours the packages with a type of their own.
NumPy and pandas have no bank holidays; they are given those of `holidays`.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from dateutil.relativedelta import relativedelta
from holidays import country_holidays
from peers_right_dates import YEARS, months_after, working_days_from

from lacreview_rules import england_and_wales
from lacreview_rules.counting.periods import Period, add_months

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

OURS = "lacreview_rules"
AFTER, BEFORE, MONTHS = "20 working days after", "5 working days before", "3 months after"
RIGHT: dict[str, Callable[[date], date]] = {
    AFTER: lambda day: working_days_from(day, 20),
    BEFORE: lambda day: working_days_from(day, -5),
    MONTHS: lambda day: months_after(day, 3),
}
PEERS = ("holidays", "workalendar", "numpy", "pandas", "QuantLib", "lexdays")


def itself(day: Any) -> Any:
    """The day as it is: what a package needs that counts with dates."""
    return day


@dataclass(frozen=True)
class Way:
    """One way to count.

    Attributes:
        task: what is counted, one of `RIGHT`.
        package: whose way it is.
        how: the call, as one would write it.
        count: gives the day for a start; of a batch, the days for a column of starts.
        made: makes a start, or a column of them, into what `count` takes.
        read: makes what `count` gives into a date; of a batch, into a list of dates.
        batch: whether it counts a whole column at once.
        trap: why somebody might write it, where it is not the way to do it; such a way is not timed.
    """

    task: str
    package: str
    how: str
    count: Callable[[Any], Any]
    made: Callable[[Any], Any] = itself
    read: Callable[[Any], Any] = itself
    batch: bool = False
    trap: str = ""

    def days(self, starts: Sequence[date]) -> list[date | None]:
        """Its answer for each start, or None where it refuses one."""
        if self.batch:
            answers: list[date | None] = self.read(self.count(self.made(starts)))
            return answers
        return [self._day(start) for start in starts]

    def _day(self, start: date) -> date | None:
        try:
            day: date = self.read(self.count(self.made(start)))
        except (ValueError, LookupError):
            if self.package == OURS:
                raise
            return None
        return day


def ours() -> list[Way]:
    """The library's own; it has no batch, so a batch is a list comprehension."""
    calendar, twenty = england_and_wales(), Period.parse("20 working days")
    add, subtract = calendar.add_working_days, calendar.subtract_working_days
    each: list[tuple[str, str, Callable[[Any], Any]]] = [
        (AFTER, "calendar.add_working_days(day, 20)", lambda day: add(day, 20)),
        (BEFORE, "calendar.subtract_working_days(day, 5)", lambda day: subtract(day, 5)),
        (MONTHS, "add_months(day, 3)", lambda day: add_months(day, 3)),
    ]
    batches: list[tuple[str, str, Callable[[Any], Any]]] = [
        (AFTER, "[calendar.add_working_days(day, 20) for day in days]", lambda days: [add(day, 20) for day in days]),
        (BEFORE, "[calendar.subtract_working_days(day, 5) for day in days]", lambda days: [subtract(day, 5) for day in days]),
        (MONTHS, "[add_months(day, 3) for day in days]", lambda days: [add_months(day, 3) for day in days]),
    ]
    return [
        *(Way(task, OURS, how, count) for task, how, count in each),
        Way(AFTER, OURS, 'Period.parse("20 working days").after(day, calendar)', lambda day: twenty.after(day, calendar)),
        *(Way(task, OURS, how, count, batch=True) for task, how, count in batches),
    ]


def of_holidays() -> list[Way]:
    """`holidays`: working days one at a time; no months, no batch."""
    england, kingdom = country_holidays("GB", subdiv="ENG", years=YEARS), country_holidays("GB", years=YEARS)
    return [
        Way(AFTER, "holidays", "england.get_nth_working_day(day, 20)", lambda day: england.get_nth_working_day(day, 20)),
        Way(BEFORE, "holidays", "england.get_nth_working_day(day, -5)", lambda day: england.get_nth_working_day(day, -5)),
        Way(
            AFTER,
            "holidays",
            'country_holidays("GB").get_nth_working_day(day, 20)',
            lambda day: kingdom.get_nth_working_day(day, 20),
            trap='"GB" without subdiv="ENG" has only the holidays of the whole kingdom',
        ),
    ]


def of_workalendar() -> list[Way]:
    """`workalendar`: the same, of the United Kingdom; it has no England of its own."""
    from workalendar.europe import UnitedKingdom

    kingdom = UnitedKingdom()
    return [
        Way(AFTER, "workalendar", "UnitedKingdom().add_working_days(day, 20)", lambda day: kingdom.add_working_days(day, 20)),
        Way(BEFORE, "workalendar", "UnitedKingdom().sub_working_days(day, 5)", lambda day: kingdom.sub_working_days(day, 5)),
    ]


def numpy_months(days: Any, count: int) -> Any:
    """The usual recipe: the same day of a later month, no further than its last day."""
    month = days.astype("datetime64[M]")
    later = month + count
    return np.minimum(later.astype("datetime64[D]") + (days - month), (later + 1).astype("datetime64[D]") - 1)


def numpy_months_overflowing(day: Any) -> Any:
    """The recipe without its second half."""
    month = day.astype("datetime64[M]")
    return (month + 3).astype("datetime64[D]") + (day - month)


def of_numpy() -> list[Way]:
    """NumPy: working days of holidays it is given, and whole columns at once."""
    busdays = np.busdaycalendar(holidays=np.array(sorted(country_holidays("GB", subdiv="ENG", years=YEARS)), dtype="datetime64[D]"))
    one = partial(Way, package="numpy", made=np.datetime64, read=lambda day: day.item())
    column = partial(
        Way, package="numpy", made=lambda days: np.array(days, dtype="datetime64[D]"), read=lambda days: days.tolist(), batch=True
    )

    def after(day: Any) -> Any:
        return np.busday_offset(day, 20, roll="backward", busdaycal=busdays)

    def before(day: Any) -> Any:
        return np.busday_offset(day, -5, roll="forward", busdaycal=busdays)

    def months(day: Any) -> Any:
        return numpy_months(day, 3)

    ways = []
    for kind, it in ((one, "day"), (column, "days")):
        ways += [
            kind(AFTER, how=f'np.busday_offset({it}, 20, roll="backward", busdaycal=busdays)', count=after),
            kind(BEFORE, how=f'np.busday_offset({it}, -5, roll="forward", busdaycal=busdays)', count=before),
            kind(MONTHS, how=f'np.minimum((m + 3).astype("M8[D]") + ({it} - m), (m + 4).astype("M8[D]") - 1)', count=months),
        ]
    return [
        *ways,
        one(
            AFTER,
            how="np.busday_offset(day, 20, busdaycal=busdays)",
            count=lambda day: np.busday_offset(day, 20, busdaycal=busdays),
            trap='the default roll="raise" refuses a start that is not a working day',
        ),
        one(
            AFTER,
            how='np.busday_offset(day, 20, roll="forward", busdaycal=busdays)',
            count=lambda day: np.busday_offset(day, 20, roll="forward", busdaycal=busdays),
            trap="a start that is not a working day becomes the next one, which is then day nought and not day one",
        ),
        one(
            MONTHS,
            how='(m + 3).astype("M8[D]") + (day - m)',
            count=numpy_months_overflowing,
            trap="without holding it to the month's last day, it runs over into the next month",
        ),
    ]


def of_pandas() -> list[Way]:
    """pandas: offsets, added to a Timestamp or to an index of them."""
    import pandas as pd

    off = sorted(country_holidays("GB", subdiv="ENG", years=YEARS))
    one = partial(Way, package="pandas", made=pd.Timestamp, read=lambda day: day.date())
    column = partial(Way, package="pandas", made=pd.DatetimeIndex, read=lambda days: list(days.date), batch=True)
    offsets = (
        (AFTER, "CustomBusinessDay(20, holidays=off)", pd.offsets.CustomBusinessDay(20, holidays=off)),
        (BEFORE, "CustomBusinessDay(-5, holidays=off)", pd.offsets.CustomBusinessDay(-5, holidays=off)),
        (MONTHS, "DateOffset(months=3)", pd.DateOffset(months=3)),
    )

    def adding(offset: Any) -> Callable[[Any], Any]:
        return lambda days: days + offset

    def adding_unwarned(offset: Any) -> Callable[[Any], Any]:
        def add(days: Any) -> Any:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", pd.errors.PerformanceWarning)  # it says itself that it is not vectorised
                return days + offset

        return add

    return [
        *(one(task, how=f"timestamp + {how}", count=adding(offset)) for task, how, offset in offsets),
        *(column(task, how=f"index + {how}", count=adding_unwarned(offset)) for task, how, offset in offsets),
        one(
            AFTER,
            how="timestamp + BusinessDay(20)",
            count=adding(pd.offsets.BusinessDay(20)),
            trap="it knows weekends and no bank holidays",
        ),
    ]


def of_quantlib() -> list[Way]:
    """QuantLib: calendars and dates of its own; no batch in Python."""
    import QuantLib as ql  # noqa: N813 - as its own documentation does

    kingdom, quarter = ql.UnitedKingdom(ql.UnitedKingdom.Settlement), ql.Period(3, ql.Months)
    one = partial(Way, package="QuantLib", made=ql.Date.from_date, read=lambda day: day.to_date())
    return [
        one(AFTER, how="UnitedKingdom(Settlement).advance(date, 20, Days)", count=lambda day: kingdom.advance(day, 20, ql.Days)),
        one(BEFORE, how="UnitedKingdom(Settlement).advance(date, -5, Days)", count=lambda day: kingdom.advance(day, -5, ql.Days)),
        one(MONTHS, how="date + Period(3, Months)", count=lambda day: day + quarter),
        one(
            MONTHS,
            how="UnitedKingdom(Settlement).advance(date, 3, Months)",
            count=lambda day: kingdom.advance(day, 3, ql.Months),
            trap="made for settlements: a day that is not a working day moves on to the next one, and in law it stays",
        ),
        one(
            MONTHS,
            how="UnitedKingdom(Settlement).advance(date, Period(3, Months), Unadjusted, True)",
            count=lambda day: kingdom.advance(day, quarter, ql.Unadjusted, True),  # noqa: FBT003 - its own order of arguments
            trap="its end-of-month convention: from the last day of a month to the last day of another",
        ),
    ]


def of_lexdays() -> list[Way]:
    """`lexdays`: calendars as data, and court rules that say how they got there; no batch."""
    import lexdays

    courts = lexdays.calendar("gb-eaw")
    compute = partial(lexdays.compute, "gb-eaw/cpr")
    return [
        Way(AFTER, "lexdays", 'calendar("gb-eaw").add_business_days(day, 20)', lambda day: courts.add_business_days(day, 20)),
        Way(BEFORE, "lexdays", 'calendar("gb-eaw").add_business_days(day, -5)', lambda day: courts.add_business_days(day, -5)),
        Way(MONTHS, "lexdays", 'compute("gb-eaw/cpr", day, "P3M").deadline', lambda day: compute(day, "P3M").deadline),
        Way(
            BEFORE,
            "lexdays",
            'compute("gb-eaw/cpr", day, "P5D", direction="before").deadline',
            lambda day: compute(day, "P5D", direction="before").deadline,
            trap="the court rule: five clear days, one further back",
        ),
    ]


def of_dateutil() -> list[Way]:
    """`dateutil`, which is no peer but what most people write: months one at a time."""
    quarter = relativedelta(months=3)
    return [Way(MONTHS, "python-dateutil", "day + relativedelta(months=3)", lambda day: day + quarter)]


def working_day_tests() -> dict[str, Callable[[date], bool]]:
    """How each package that carries bank holidays of its own says whether a day is a working day."""
    import lexdays
    import QuantLib as ql  # noqa: N813 - as its own documentation does
    from workalendar.europe import UnitedKingdom

    england, kingdom, courts = country_holidays("GB", subdiv="ENG", years=YEARS), UnitedKingdom(), lexdays.calendar("gb-eaw")
    settlement = ql.UnitedKingdom(ql.UnitedKingdom.Settlement)
    return {
        OURS: england_and_wales().is_working_day,
        "holidays": england.is_working_day,
        "workalendar": kingdom.is_working_day,
        "QuantLib": lambda day: settlement.isBusinessDay(ql.Date.from_date(day)),
        "lexdays": courts.is_business_day,
    }


def ways() -> Iterable[Way]:
    """Every way of every package, ours first."""
    for of in (ours, of_dateutil, of_holidays, of_workalendar, of_numpy, of_pandas, of_quantlib, of_lexdays):
        yield from of()
