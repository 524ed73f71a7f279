"""How many examples a property is worth, as a share of what the profile in force gives each."""

from __future__ import annotations

from hypothesis import settings


def effort(share: float) -> settings:
    """So many times the examples of the Hypothesis profile in force: less for what is slow, more for what is subtle."""
    return settings(max_examples=max(1, round(settings().max_examples * share)))
