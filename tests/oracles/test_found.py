"""Each fault that the calculator found in the library, held by its smallest history."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.oracles.found import FOUND
from tests.oracles.history_agreement import Question, library
from tests.oracles.review_cycle import rows

if TYPE_CHECKING:
    from tests.oracles.found import Found
    from tests.oracles.review_cycle import Row


def question(fault: Found) -> Question:
    """Its smallest history."""
    return Question({"child": "A1", "events": fault.events}, date.fromisoformat(fault.as_of), fault.answers)


def those(fault: Found, said: list[Row]) -> list[tuple[str, int, str, str]]:
    """Of the rows said, those the fault is about."""
    about = {row[:2] for row in fault.rows}
    found = [(row.task, row.review, row.due.isoformat(), row.status) for row in said]
    return sorted(row for row in found if row[:2] in about)


@pytest.mark.parametrize("fault", FOUND, ids=lambda fault: fault.name)
def test_the_calculator_is_right(fault: Found) -> None:
    """As worked by hand."""
    assert fault.rows == those(fault, rows(*question(fault)))


@pytest.mark.parametrize("fault", FOUND, ids=lambda fault: fault.name)
def test_the_library_is_right(fault: Found, request: pytest.FixtureRequest) -> None:
    """As worked by hand, once it is mended; until then it must fail, so that nobody forgets to say so."""
    if not fault.mended:
        request.applymarker(pytest.mark.xfail(strict=True, reason=fault.authority))
    assert fault.rows == those(fault, library(question(fault)))
