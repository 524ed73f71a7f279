"""Of which values of a parameter every run asks, where a test has more than two: the first. The others are `slow`."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable

WHOLE = (
    "tests/field_cases/",
    "tests/test_cases.py",
    "tests/test_patterns.py",
    "tests/docs/test_ambiguities.py",
    "tests/docs/test_architecture.py",
    "tests/docs/test_made_pages.py",
)
"""What is asked whole in every run: rows worked by hand, each of another kind, and what has to be made anew after a change."""
MOST_ASKED_WHOLE = 2
"""Two values are often yes and no: both are asked."""


def leave_a_sample(items: Iterable[pytest.Item]) -> None:
    """Mark as `slow` what asks one value of many. What is slow already stays so, and of every other test something is asked.

    Args:
        items: as they were collected, so that the values of one test stand together.
    """
    for test, all_values in groupby(items, lambda item: item.nodeid.partition("[")[0]):
        quick = [item for item in all_values if item.get_closest_marker("slow") is None]
        if len(quick) > MOST_ASKED_WHOLE and not test.startswith(WHOLE):
            for item in quick[1:]:
                item.add_marker(pytest.mark.slow)
