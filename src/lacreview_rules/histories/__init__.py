"""One child's history: events, the periods of care they make, and what stood on a day.

`json` reads and writes a history, `models` says what keys may stand in one; the rest computes. Which placements, legal
statuses and facts there are is not said here: a profile declares these words, and `meanings` is what it says of them.
"""

from __future__ import annotations

from lacreview_rules.histories.events import Event, OtherEvent, event_kind
from lacreview_rules.histories.history import History
from lacreview_rules.histories.period_of_care import PeriodOfCare
from lacreview_rules.histories.placement import Placement
from lacreview_rules.histories.review import Review

__all__ = ["Event", "History", "OtherEvent", "PeriodOfCare", "Placement", "Review", "event_kind"]
