"""An event that cannot be, and is left out of the history."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Why an event cannot be, and the remedy."""

    why: str
    remedy: str = "correct the record"
