"""Whether the library counts as the day walker and NumPy do: every start date from 2000 to 2040, every counting word."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import numpy as np
from tests.oracles import day_walker as walker
from tests.oracles import numpy_counting as vectors
from tests.oracles.comparison import CALENDAR, Comparison, Starts, When
from tests.oracles.named_days_agreement import named_days

from lacreview_rules.counting.periods import Period, hours_after, hours_before, midway

if TYPE_CHECKING:
    from collections.abc import Iterator

WORKING_DAYS = (1, 2, 3, 5, 7, 10, 15, 20)
MONTHS = (1, 2, 3, 6, 12)
DAYS, WEEKS = (1, 7, 10, 28, 91, 183), (1, 4, 6, 16)
HOURS, TIMES = (1, 4, 24, 72), (time(0, 15), time(14, 30))


def every(days: list[date]) -> Iterator[Comparison]:
    """Every comparison from these dates, one after the other."""
    starts = Starts(days, np.array(days, dtype="datetime64[D]"))
    for kind in (working_days, months_and_years, days_and_weeks, days_near, hours, named_days):
        yield from kind(starts)


def after(period: Period, day: date) -> date:
    """The period after the day."""
    return period.after(day, CALENDAR)


def before(period: Period, day: date) -> date:
    """The period before the day."""
    return period.before(day, CALENDAR)


def beginning_with(period: Period, day: date) -> date:
    """The period of which the day is day one."""
    return period.after(day, CALENDAR, inclusive=True)


def clear_before(period: Period, day: date) -> date:
    """The period before the day, in clear days."""
    return period.before(day, CALENDAR, clear=True)


def working_days(starts: Starts) -> Iterator[Comparison]:
    """Forward, back, from day one, and in clear days."""
    for n in WORKING_DAYS:
        phrase = f"{n} working days"
        yield starts.counted(
            phrase, "after", after, [walker.working_days_after(day, n) for day in starts.days], vectors.working_days_after(starts.array, n)
        )
        yield starts.counted(
            phrase,
            "before",
            before,
            [walker.working_days_before(day, n) for day in starts.days],
            vectors.working_days_before(starts.array, n),
        )
        yesterday = [day - walker.ONE for day in starts.days]
        yield Comparison(
            f"{phrase} beginning with",
            [beginning_with(Period.parse(phrase), day) for day in starts.days],
            {
                "walker": [walker.working_days_after(day, n) for day in yesterday],
                "NumPy": vectors.working_days_beginning_with(starts.array, n).tolist(),
            },
        )
        further = vectors.working_days_before(starts.array, n + 1)
        yield starts.counted(phrase, "clear before", clear_before, [walker.working_days_before(day, n + 1) for day in starts.days], further)


def months_and_years(starts: Starts) -> Iterator[Comparison]:
    """The corresponding date, forward and back, and of periods that begin with the day."""
    walked = [walker.months_after_each(day, set(MONTHS)) for day in starts.days]
    for n in MONTHS:
        found, phrases = vectors.months_on(starts.array, n), [f"{n} months", *(["1 year"] if n == 12 else [])]
        for phrase in phrases:
            period = Period.parse(phrase)
            oracles = {"walker": [ends[n] for ends in walked], "NumPy": found.tolist()}
            yield Comparison(f"{phrase} after", [after(period, day) for day in starts.days], oracles)
            yield starts.counted(
                phrase, "before", before, [walker.months_before(day, n) for day in starts.days], vectors.months_on(starts.array, -n)
            )
            a_day_less = (found - vectors.has_corresponding_date(starts.array, n)).tolist()
            ended = [end - walker.ONE if end.day == day.day else end for day, end in zip(starts.days, oracles["walker"], strict=True)]
            ours = [beginning_with(period, day) for day in starts.days]
            yield Comparison(f"{phrase} beginning with", ours, {"walker": ended, "NumPy": a_day_less})


def days_and_weeks(starts: Starts) -> Iterator[Comparison]:
    """Plain calendar arithmetic, and hours where no time is known."""
    spans = [(f"{n} days", n) for n in DAYS] + [(f"{n} weeks", 7 * n) for n in WEEKS] + [("24 hours", 1), ("25 hours", 2)]
    for phrase, n in spans:
        yield starts.counted(phrase, "after", after, [walker.days_after(day, n) for day in starts.days], starts.array + n)
        yield starts.counted(phrase, "before", before, [walker.days_after(day, -n) for day in starts.days], starts.array - n)
        yield starts.counted(
            phrase, "beginning with", beginning_with, [walker.days_after(day, n - 1) for day in starts.days], starts.array + (n - 1)
        )
        yield starts.counted(
            phrase, "clear before", clear_before, [walker.days_after(day, -n - 1) for day in starts.days], starts.array - (n + 1)
        )


def days_near(starts: Starts) -> Iterator[Comparison]:
    """The working days next to a day, how many lie between two, and the middle of two."""
    latest, first = CALENDAR.last_working_day_on_or_before, CALENDAR.first_working_day_on_or_after
    yield Comparison(
        "last working day on or before",
        [latest(day) for day in starts.days],
        {"walker": [walker.last_working_day(day) for day in starts.days], "NumPy": vectors.last_working_day(starts.array).tolist()},
    )
    yield Comparison(
        "first working day on or after",
        [first(day) for day in starts.days],
        {
            "walker": [walker.first_working_day(day) for day in starts.days],
            "NumPy": vectors.working_days_beginning_with(starts.array, 1).tolist(),
        },
    )
    spans = [number % 251 for number in range(len(starts.days))]
    ends = [day + timedelta(span) for day, span in zip(starts.days, spans, strict=True)]
    pairs, arrays = list(zip(starts.days, ends, strict=True)), (starts.array, np.array(ends, dtype="datetime64[D]"))
    yield Comparison(
        "middle day",
        [midway(*pair) for pair in pairs],
        {"walker": [walker.middle(*pair) for pair in pairs], "NumPy": vectors.middles(*arrays).tolist()},
    )
    yield Comparison(
        "working days between",
        [CALENDAR.working_days_between(*pair) for pair in pairs],
        {"walker": [walker.working_days_between(*pair) for pair in pairs], "NumPy": vectors.working_days_between(*arrays).tolist()},
    )


def hours(starts: Starts) -> Iterator[Comparison]:
    """Hours as they elapse in London, over both changes of the clocks."""
    for at in TIMES:
        moments = [datetime.combine(day, at) for day in starts.days]
        array = np.array(moments, dtype="datetime64[m]")
        for n in HOURS:
            on, back = (list(vectors.hours_on(array, way * n).tolist()) for way in (1, -1))
            walked: list[When] = [walker.hours_after(moment, n) for moment in moments]
            ours = [hours_after(moment, n).replace(tzinfo=None) for moment in moments]
            yield Comparison(f"{n} hours after {at:%H:%M}", ours, {"walker": walked, "NumPy": on})
            ours = [hours_before(moment, n).replace(tzinfo=None) for moment in moments]
            yield Comparison(f"{n} hours before {at:%H:%M}", ours, {"NumPy": back})
