"""What a timescale can count from: what is not known of it is None, and the most certain comes first."""

from __future__ import annotations

from datetime import date

from lacreview_rules.rules.occurrences import BASES, Occurrence


def test_what_is_not_known_of_it() -> None:
    """It happened, unless something else is said."""
    assert Occurrence("review", date(2026, 1, 28)) == ("review", date(2026, 1, 28), "actual", None, None, None, None, False)


def test_from_the_most_certain_to_the_least() -> None:
    """Between two anchors the less certain tells (regulation 33: a date that depends on an assumption is one)."""
    assert BASES == ("actual", "arranged", "projected")
