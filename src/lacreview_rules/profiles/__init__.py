"""What a profile says: its tasks, its timescales, its words; and which of them contradict each other.

`models` says what each table of a profile may hold, the words of a history (placements, legal statuses, facts) among them; the
words themselves are data. No file is read here: `lacreview_rules.profile_files` does that.
"""

from __future__ import annotations

from lacreview_rules.profiles.profile import Profile

__all__ = ["Profile"]
