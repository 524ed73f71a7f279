"""What a change of bank holidays does to what recurs: a due date may come, or go, and no other is taken for it. Counted by hand.

Looked after on Mon 10 August 2026; a call within ten working days, and every five working days after it, until calls end on Mon 31 August.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.small_profiles import ALONE, D

from lacreview_rules import BecameLookedAfter, History, OtherEvent, england_and_wales, load_profile
from lacreview_rules.changes.holidays import effect_on
from lacreview_rules.counting.calendars import Layer

if TYPE_CHECKING:
    from pathlib import Path

PROFILE = (
    ALONE
    + """[[events]]
id = "calls-ended"
[[tasks]]
id = "call"
title = "Call"
per = "period-of-care"
[[timescales]]
id = "ours/1"
task = "call"
after = "became-looked-after"
limit = "10 working days"
[[timescales]]
id = "ours/2"
task = "call"
after = "call"
limit = "5 working days"
until = "calls-ended"
"""
)
NOW = england_and_wales()
WORKED = NOW.with_layer(Layer((), (D("2026-08-31"),), "proposed"))


def test_a_due_date_that_comes_and_one_that_goes(tmp_path: Path) -> None:
    """The first call is due on Mon 24 August either way.

    The next, five working days on, falls on Tue 1 September, when calls have ended; if 31 August is worked, on that day, the last.
    """
    path = tmp_path / "ours.toml"
    path.write_text(PROFILE, encoding="utf-8")
    history = History("A1", [BecameLookedAfter(on=D("2026-08-10")), OtherEvent(event="calls-ended", on=D("2026-08-31"))])
    profile = load_profile(path)
    for before, after, moved in ((NOW, WORKED, (None, "2026-08-31")), (WORKED, NOW, ("2026-08-31", None))):
        effect = effect_on(history, profile, before, after)
        assert [(move.was and str(move.was), move.now and str(move.now)) for move in effect.moved] == [moved]
        assert effect.unmoved == 1
