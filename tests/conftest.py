"""How hard the properties are tried: `dev`, `ci` (unless another is asked for) or `thorough`.

    HYPOTHESIS_PROFILE=thorough python -m pytest tests/property
    python -m pytest tests/property --hypothesis-profile dev

`ci` tries the same examples every time, so that a change is never refused by luck; the other two look further
each time. `thorough` tries twenty times as many as `ci`.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

pytest.register_assert_rewrite("tests.property.confirming", "tests.property.invariants", "tests.property.reading", "tests.property.recount")

settings.register_profile("dev", max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile(
    "ci", max_examples=150, derandomize=True, database=None, print_blob=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("thorough", max_examples=3_000, print_blob=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))
