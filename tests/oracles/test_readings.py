"""The readings of a child against the calculator, for every two settings at once: SI 2010/959 regs 7 and 33, the IRO Handbook."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from tests.oracles.reading_agreement import OTHER, PAIRS, QUESTIONS, born_on_29_february, compare

from lacreview_rules import open_questions

if TYPE_CHECKING:
    from collections.abc import Sequence

SMALL_SHARE, SHARE = (0, 6), range(150)  # between them, the two of the first touch every setting


@pytest.mark.parametrize("share", [SMALL_SHARE, pytest.param(SHARE, marks=pytest.mark.slow)])
def test_the_readings_and_the_calculator_agree(share: Sequence[int]) -> None:
    """Of every pair of settings, one in the profile and one asked about, each way round."""
    differ, cells, touched = [], 0, Counter[str]()
    for number in share:
        made = born_on_29_february(f"readings/{number}")
        for changed, asked in PAIRS:
            found = compare(made, changed, asked)
            differ += [(number, changed, asked, *one) for one in found.differ]
            cells += found.cells
            touched[asked] += found.touched
    assert differ == []
    assert cells > len(share) * len(PAIRS)
    assert {name for name in OTHER if touched[name]} == set(OTHER), "every setting must have made a difference somewhere"


def test_the_settings_are_those_of_the_questions() -> None:
    """A setting that is added is compared, too."""
    asked = {question.id: set(reading.settings) for question in open_questions() for reading in question.readings if reading.settings}
    assert asked == {question: {name} for name, question in QUESTIONS.items()}
    assert len(PAIRS) == len(OTHER) * (len(OTHER) - 1)
