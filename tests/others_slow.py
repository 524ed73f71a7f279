"""One member of a kind for every run, the others for the slow part: what a parameter is and each of its values proves the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable


def others_slow(values: Iterable[Any], *, quick: int = 1) -> list[Any]:
    """Values of a parameter, of which the first are asked in every run and the others are `slow`.

    Args:
        values: all of them; a tuple has one for each parameter.
        quick: how many are for every run.
    """
    every = [value if isinstance(value, tuple) else (value,) for value in values]
    return [pytest.param(*value, marks=() if number < quick else pytest.mark.slow) for number, value in enumerate(every)]
