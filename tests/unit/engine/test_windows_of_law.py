"""A window that opens by law (`opens_strict`): what is assumed too early for it leaves it to the next occurrence, of any task."""

from __future__ import annotations

from datetime import date

from tests.small_profiles import profile_of

from lacreview_rules import BecameLookedAfter, History, OtherEvent, TaskDone, build_schedule

TABLES = """
[[events]]
id = "returned"
[[tasks]]
id = "call"
title = "Call"
per = "period-of-care"
[[timescales]]
id = "ours/1"
task = "call"
limit = "2 weeks"
after = "call"
[[timescales]]
id = "ours/2"
task = "call"
limit = "42 days"
opens = "28 days"
opens_strict = true
after = "returned"
"""


def test_a_call_assumed_before_the_window_leaves_it_to_the_next() -> None:
    """A call on Mon 2 Feb: the next by 16 Feb, 2 Mar, 16 Mar. Returned Tue 3 Feb: not before Tue 3 Mar (28 days), by Tue 17 Mar (42)."""
    events = [
        BecameLookedAfter(on=date(2026, 1, 5)),
        TaskDone(on=date(2026, 2, 2), task="call"),
        OtherEvent(event="returned", on=date(2026, 2, 3)),
    ]
    schedule = build_schedule(History("A1", events), profile_of(TABLES), until=date(2026, 4, 30))
    found = [(str(call.due), call.rule, [(limit.rule, str(limit.due)) for limit in call.also]) for call in schedule.of("call")][:3]
    assert found == [
        ("2026-02-16", "ours/1", []),
        ("2026-03-02", "ours/1", []),
        ("2026-03-16", "ours/1", [("ours/2", "2026-03-17")]),
    ]
