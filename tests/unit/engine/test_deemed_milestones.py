"""A task that is deemed done when a stretch of time ends: it is done for whatever asks. Dates by hand.

Looked after on Mon 5 January 2026. Four weeks after it is Mon 2 February.
"""

from __future__ import annotations

import pytest
from tests.small_profiles import D, done, dues, profile_of, reviewed, rule_of, schedule_of, seen, task_of

from lacreview_rules import (
    AlertRaised,
    BecameLookedAfter,
    CeasedToBeLookedAfter,
    History,
    OtherEvent,
    ProfileError,
    ReviewHeld,
    TaskDone,
    build_schedule,
    load_profile,
)

SETTLED = task_of("settled", title="Four weeks are over") + rule_of(
    8, "settled", 'limit = "4 weeks"\nafter = "became-looked-after"\ndeemed = true'
)
MARKS = """
[[considerations]]
id = "ours/20"
title = "Settled"
when = { task_done = "settled" }
[[considerations]]
id = "ours/21"
title = "Not settled"
when = { task_done = "not settled" }
"""


def test_a_consideration_sees_what_was_deemed_done() -> None:
    """Fault F1: reviews on 30 January, before the milestone, and on 20 April, after it."""
    schedule = schedule_of(SETTLED + MARKS, *reviewed("2026-01-30", "2026-04-20"))
    held = [(mark.rule.id, str(mark.on)) for mark in schedule.considerations if mark.rule.id.startswith("ours/") and mark.review <= 2]
    assert held == [("ours/21", "2026-01-30"), ("ours/20", "2026-04-20")]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ('when = { task_done = "settled" }', ["2026-02-16"]),
        ('when = { task_done = "not settled" }', ["2026-01-26"]),
        ('unless = { task_done = "settled" }', ["2026-01-26"]),
        ('unless = { task_done = "not settled" }', ["2026-02-16"]),
        ('while = { task_done = "settled" }', ["2026-02-16"]),
        ('while = { task_done = "not settled" }', ["2026-01-26"]),
    ],
)
def test_every_condition_of_a_rule_sees_it(keys: str, expected: list[str]) -> None:
    """Events on 19 January and on 9 February, a letter a week after each: one before the milestone, one after it."""
    rule = f'limit = "1 week"\nafter = "significant-event"\n{keys}'
    tables = SETTLED + task_of("letter", "event") + rule_of(1, "letter", rule)
    schedule = schedule_of(tables, seen("2026-01-19"), seen("2026-02-09"))
    assert dues(schedule) == expected


def test_on_the_very_day_and_in_every_shape_of_task() -> None:
    """The milestone is done on 2 February; a task is in time to ask about it whatever it belongs to, and whatever its name."""
    for per in ("period-of-care", "placement", "event"):
        name = f"a-{per}"
        rule = 'limit = "1 week"\nafter = "significant-event"\nwhen = { task_done = "settled" }'
        tables = SETTLED + task_of(name, per) + rule_of(1, name, rule)
        assert dues(schedule_of(tables, seen("2026-02-02")), name) == ["2026-02-09"], per
        assert dues(schedule_of(tables, seen("2026-02-01")), name) == [], per


def test_a_milestone_of_each_placement_and_of_each_event() -> None:
    """Two weeks after the event of 12 January, 26 January: deemed done then, whatever the milestone belongs to."""
    for per in ("placement", "event"):
        tables = task_of("settled", per) + rule_of(8, "settled", 'limit = "2 weeks"\nafter = "significant-event"\ndeemed = true')
        tables += task_of("letter") + rule_of(1, "letter", 'limit = "1 week"\nafter = "alert-raised"\nwhen = { task_done = "settled" }')
        assert dues(schedule_of(tables, seen("2026-01-12"), AlertRaised(on=D("2026-01-25")))) == [], per
        assert dues(schedule_of(tables, seen("2026-01-12"), AlertRaised(on=D("2026-01-26")))) == ["2026-02-02"], per


def test_what_is_only_expected_is_not_deemed_done() -> None:
    """A milestone that counts from a review that was not held."""
    tables = task_of("settled", "review") + rule_of(8, "settled", 'limit = "0 days"\nafter = "review"\ndeemed = true')
    schedule = schedule_of(tables + MARKS)
    assert {mark.rule.id for mark in schedule.considerations if mark.rule.id.startswith("ours/")} == {"ours/21"}


def test_not_where_care_ended_first() -> None:
    """Care ended on 30 January: nobody is deemed to have settled on 2 February."""
    tables = SETTLED + task_of("letter", "event", "outlives_care = true\n")
    tables += rule_of(1, "letter", 'limit = "2 months"\nafter = "became-looked-after"\nwhile = { task_done = "settled" }')
    assert dues(schedule_of(tables, CeasedToBeLookedAfter(on=D("2026-01-30")))) == []
    assert dues(schedule_of(tables)) == ["2026-03-05"]


def test_what_is_deemed_done_is_not_missed() -> None:
    """A warning follows what was missed: not where silence counts as done."""
    tables = SETTLED + task_of("warning", "event") + rule_of(1, "warning", 'limit = "1 day"\nafter = "missed settled"')
    assert dues(schedule_of(tables).on(D("2026-02-10")), "warning") == []
    late = schedule_of(tables, done("2026-02-05", "settled")).on(D("2026-02-10"))
    assert dues(late, "warning") == ["2026-02-03"]  # it was answered, and late


def test_a_milestone_that_asks_about_itself_in_a_ring_is_refused() -> None:
    """Neither could be known before the other."""
    tables = task_of("a") + rule_of(1, "a", 'limit = "1 week"\nafter = "became-looked-after"\ndeemed = true\nwhen = { task_done = "b" }')
    tables += task_of("b") + rule_of(2, "b", 'limit = "1 week"\nafter = "became-looked-after"\ndeemed = true\nwhen = { task_done = "a" }')
    with pytest.raises(ProfileError, match="in a ring"):
        schedule_of(tables)


@pytest.mark.parametrize("recorded", ["2026-03-10", "2026-05-04", "2028-06-02"])
def test_what_counts_from_it_counts_from_the_day_of_silence(recorded: str) -> None:
    """SI 2010/959 reg 42(1): eligible on the sixteenth birthday, 10 March 2026, as the record shows; a later event puts off nothing."""
    events = [BecameLookedAfter(on=D("2024-01-08"), placement="foster-care"), OtherEvent(on=D(recorded), event="became-eligible")]
    schedule = build_schedule(History("A1", events, D("2010-03-10")), load_profile("england"))
    assert [str(due.due) for due in schedule.of("pathway-assessment")] == ["2026-06-10"]


def test_of_each_review_too() -> None:
    """Decisions of Wed 28 January are deemed agreed on Wed 4 February: the letter is due a week after that, whenever the manager writes."""
    tables = (
        task_of("answer", "review")
        + rule_of(1, "answer", 'limit = "5 working days"\nafter = "review"\ndeemed = true')
        + task_of("letter", "review")
        + rule_of(2, "letter", 'limit = "1 week"\nafter = "answer"')
    )
    for day in ("2026-02-03", "2026-02-20"):
        events = [BecameLookedAfter(on=D("2026-01-05")), ReviewHeld(on=D("2026-01-28")), TaskDone(on=D(day), task="answer")]
        schedule = build_schedule(History("A1", events, D("2010-03-10")), profile_of(tables))
        assert str(schedule.of("letter")[0].due) == ("2026-02-10" if day == "2026-02-03" else "2026-02-11")
