"""How fast dates are counted, against the packages one would otherwise call.

Run from the top of the project: `python tests/benchmarks/arithmetic.py`. Every way is first checked to
give the same dates; then each is timed in turn, several rounds over, and the medians compared.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import time
from datetime import date, timedelta
from importlib.metadata import version
from typing import TYPE_CHECKING

import numpy as np
from dateutil.relativedelta import relativedelta
from holidays import country_holidays

from lacreview_rules import england_and_wales
from lacreview_rules.counting.periods import Period, add_months

if TYPE_CHECKING:
    from collections.abc import Callable

    Way = Callable[[date], date | np.datetime64]

ROUNDS = 9
STARTS = [date(2024, 1, 1) + timedelta(days) for days in range(1096)]
COUNT = 20
MONTHS = 3


def median_nanoseconds(ways: dict[str, Way], repeats: dict[str, int], rounds: int) -> dict[str, float]:
    """The median time of one call, each way timed once a round so that a slow moment hits all alike."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, call in ways.items():
            begun = time.perf_counter_ns()
            for _ in range(repeats[name]):
                for day in STARTS:
                    call(day)
            taken[name].append((time.perf_counter_ns() - begun) / (repeats[name] * len(STARTS)))
    return {name: statistics.median(times) for name, times in taken.items()}


def agree(ways: dict[str, Way]) -> None:
    """Stop unless every way gives the same dates."""
    answers = {name: [str(call(day)) for day in STARTS] for name, call in ways.items()}
    ours = next(iter(answers))
    for name, days in answers.items():
        if days != answers[ours]:
            message = f"{name} and {ours} disagree"
            raise SystemExit(message)


def table(title: str, ways: dict[str, Way], rounds: int) -> None:
    """Print one table: each way, its time, and how many times the first one's that is."""
    agree(ways)
    names = list(ways)
    times = median_nanoseconds(ways, {name: 20 if name == names[0] else 2 for name in names}, rounds)
    print(f"\n{title:<58}{'ns a date':>12}{'times ours':>12}")
    for name, taken in times.items():
        print(f"  {name:<56}{taken:>12,.0f}{taken / times[names[0]]:>12,.1f}")


def main() -> None:
    """Time both kinds of count."""
    parser = argparse.ArgumentParser(description="Time how fast dates are counted.")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"how often each is timed ({ROUNDS})")
    rounds: int = parser.parse_args().rounds
    packages = ", ".join(f"{name} {version(name)}" for name in ("holidays", "numpy", "python-dateutil"))
    print(f"Python {platform.python_version()}, {packages}; {len(STARTS)} starts, median of {rounds} rounds")
    begun = time.perf_counter()
    calendar = england_and_wales()
    print(f"calendar {calendar.id} {calendar.first} to {calendar.last} made in {time.perf_counter() - begun:.3f} s")
    package = country_holidays("GB", subdiv="ENG", years=range(2023, 2028))
    busdays = np.busdaycalendar(holidays=[holiday.on for holiday in calendar.holidays])
    period, months = Period.parse(f"{COUNT} working days"), relativedelta(months=MONTHS)
    table(
        f"{COUNT} working days after",
        {
            "lacreview_rules WorkingCalendar.add_working_days": lambda day: calendar.add_working_days(day, COUNT),
            "lacreview_rules Period.after": lambda day: period.after(day, calendar),
            "numpy busday_offset, one date a call": lambda day: np.busday_offset(day, COUNT, roll="backward", busdaycal=busdays),
            "holidays get_nth_working_day": lambda day: package.get_nth_working_day(day, COUNT),
        },
        rounds,
    )
    table(
        f"{MONTHS} months after",
        {
            "lacreview_rules add_months": lambda day: add_months(day, MONTHS),
            "dateutil relativedelta, made beforehand": lambda day: day + months,
        },
        rounds,
    )


if __name__ == "__main__":
    main()
