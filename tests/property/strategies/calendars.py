"""Calendars with one day more than the bank holidays of England and Wales."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from lacreview_rules import england_and_wales
from lacreview_rules.counting.calendars import BankHoliday, Layer

if TYPE_CHECKING:
    from lacreview_rules import WorkingCalendar

BASE = england_and_wales(2020, 2045)
"""Shorter than the whole, so that another is soon made, with room on both sides of 2025 for what a life may come to."""


@lru_cache(maxsize=2_000)
def with_extra(*days: date) -> WorkingCalendar:
    """The same years with these days proclaimed."""
    return BASE.with_layer(Layer(tuple(BankHoliday(day, "Proclaimed") for day in sorted(set(days))), (), "a proclamation"))


def extra_days(*, first: date = date(2025, 1, 1), last: date = date(2026, 12, 31)) -> st.SearchStrategy[date]:
    """A day to be proclaimed: any day, a weekend or a holiday too."""
    return st.integers(0, (last - first).days).map(lambda n: first + timedelta(n))
