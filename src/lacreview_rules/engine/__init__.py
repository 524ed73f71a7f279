"""One child's history walked through a plan: occurrences fire rules, limits meet, the earliest binds.

The engine knows no rule, task or number of days. `build_schedule` is the way in.
"""

from __future__ import annotations

from lacreview_rules.engine.build import build_schedule

__all__ = ["build_schedule"]
