"""Conditions of rules that were there before, each failing once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .casebook import Family


def visits_and_reviews(book: Family) -> None:
    """To be filled from the audit."""
