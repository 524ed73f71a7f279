"""Periods: how much of which unit, as far as a timescale may say."""

from __future__ import annotations

from hypothesis import strategies as st

from lacreview_rules.counting.periods import Period, Unit


def counts(most: int = 500) -> st.SearchStrategy[int]:
    """How many."""
    return st.integers(0, most)


def periods(most: int = 60) -> st.SearchStrategy[Period]:
    """Any unit, up to so many of it; of years and hours, fewer and more."""
    bounds = {Unit.YEAR: 10, Unit.HOUR: 400}
    return st.sampled_from(list(Unit)).flatmap(lambda unit: st.builds(Period, st.integers(0, bounds.get(unit, most)), st.just(unit)))
