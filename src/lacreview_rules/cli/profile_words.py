"""Timescales in words: see `lacreview_rules.profile_words`."""

from __future__ import annotations

from lacreview_rules.profile_words import PER, VERIFIED, condition_words, limit_words, more_words

__all__ = ["PER", "VERIFIED", "condition_words", "limit_words", "more_words"]
