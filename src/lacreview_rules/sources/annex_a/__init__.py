"""Annex A, list 8: a row a child, with the latest review and the latest visit. `reading` is the way in."""

from __future__ import annotations

from lacreview_rules.sources.annex_a.reading import open_source

__all__ = ["open_source"]
