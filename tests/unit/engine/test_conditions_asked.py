"""When a condition is asked, and of what: reviews held by then, kinds of events, facts, how a placement was made.

Looked after on Mon 5 January 2026, unless a test says otherwise. Each test has a profile of its own; dates are counted by hand.
"""

from __future__ import annotations

from datetime import time
from functools import partial
from typing import TYPE_CHECKING

from tests.small_profiles import CAME_IN, D, dues, letter_of, rule_of, schedule_of, seen, task_of

from lacreview_rules import BecameLookedAfter, Event, Fact, History, OtherEvent, PlacementMoved, ReviewHeld, build_schedule
from lacreview_rules.schedules.order import order_of
from lacreview_rules.schedules.standing import occurrence_of

if TYPE_CHECKING:
    import pytest

AT_NINE = BecameLookedAfter(on=D("2026-01-05"), at=time(9, 0))
build = partial(schedule_of, came_in=None, born="2010-03-02", until="2028-01-01")
PANEL = '[[events]]\nid = "panel-sat"\n[[facts]]\nid = "in-court"\n'


def fact(on: str, *, value: bool) -> Fact:
    return Fact(on=D(on), fact="in-court", value=value)


def test_once_any_review_was_held() -> None:
    """A letter a week after each move, if the child has been reviewed by then."""
    tables = task_of(per="placement") + rule_of(1, "letter", 'limit = "1 week"\nafter = "placement-moved"\nwhen = { review = ["any"] }')
    moves = [PlacementMoved(on=D("2026-01-19")), PlacementMoved(on=D("2026-02-02"))]
    assert dues(schedule_of(tables, *moves)) == []
    assert dues(schedule_of(tables, *moves, ReviewHeld(on=D("2026-01-28")))) == ["2026-02-09"]
    before = tables.replace('"any"', '"none"')
    assert dues(schedule_of(before, *moves, ReviewHeld(on=D("2026-01-28")))) == ["2026-01-26"]


def test_unless_it_is_the_first_review() -> None:
    """A letter a week after each review but the first; or but the first of a cycle, which a move begins anew."""
    held = [ReviewHeld(on=D("2026-01-28")), ReviewHeld(on=D("2026-04-20"))]
    moved = PlacementMoved(on=D("2026-02-16"))
    tables = '[review_cycle]\nrestarts_on = ["placement-moved"]\n' + task_of(per="review")
    but_the_first = tables + rule_of(1, "letter", 'limit = "1 week"\nafter = "review"\nunless = { review = "first" }')
    both = tables + rule_of(1, "letter", 'limit = "1 week"\nafter = "review"\nunless = [{ review = "first", cycle = "first" }]')
    neither = tables + rule_of(1, "letter", 'limit = "1 week"\nafter = "review"\nunless = [{ cycle = "first", review = "first" }]')

    def of_those_held(which: str, *events: Event) -> list[tuple[int | None, str]]:
        return [(due.review, str(due.due)) for due in schedule_of(which, *held, *events).of("letter") if due.review in {1, 2}]

    assert of_those_held(but_the_first) == [(2, "2026-04-27")]
    assert of_those_held(but_the_first, moved) == []
    for which in (both, neither):
        assert of_those_held(which, moved) == [(2, "2026-04-27")]


def test_unless_no_review_was_held_by_then() -> None:
    """Of two moves, one before the first review and one after it; and of a cycle that a move begins anew."""
    moves = [PlacementMoved(on=D("2026-01-19")), PlacementMoved(on=D("2026-02-02"))]
    one = rule_of(1, "letter", 'limit = "1 week"\nafter = "placement-moved"\nunless = { review = "none" }')
    assert dues(schedule_of(task_of(per="placement") + one, *moves, ReviewHeld(on=D("2026-01-28")))) == ["2026-02-09"]
    events = [seen("2026-01-12"), PlacementMoved(on=D("2026-01-19")), seen("2026-01-26")]
    tables = '[review_cycle]\nrestarts_on = ["placement-moved"]\n' + task_of(per="event")
    for cycle, expected in (("restarted", ["2026-01-13"]), ("first", ["2026-01-27"])):
        two = rule_of(1, "letter", f'limit = "1 day"\nafter = "significant-event"\nunless = {{ cycle = "{cycle}" }}')
        assert dues(schedule_of(tables + two, *events)) == expected


def test_two_rules_that_ask_about_the_same_event() -> None:
    """One whether the cycle began anew, the other which review it is: after a move on Mon 19 January, none held since."""
    tables = '[review_cycle]\nrestarts_on = ["placement-moved"]\n' + task_of(per="event")
    tables += rule_of(1, "letter", 'limit = "1 day"\nafter = "significant-event"\nunless = { cycle = "first" }')
    tables += rule_of(2, "letter", 'limit = "2 days"\nafter = "significant-event"\nunless = { review = "none" }')
    moved = PlacementMoved(on=D("2026-01-19"))
    assert dues(schedule_of(tables, moved, seen("2026-01-26"))) == ["2026-01-27"]
    assert dues(schedule_of(tables, ReviewHeld(on=D("2026-01-12")), seen("2026-01-26"))) == ["2026-01-28"]


def test_a_kind_of_event_with_a_type() -> None:
    """A letter the day after an exclusion, whatever else happened that day."""
    tables = task_of(per="event") + rule_of(1, "letter", 'limit = "1 day"\nafter = "significant-event"\nwhen = { type = "exclusion" }')
    events = [
        seen("2026-01-12", type="exclusion"),
        seen("2026-01-12", type="illness"),
        seen("2026-01-19"),
        seen("2026-01-26", type="exclusion"),
    ]
    assert dues(schedule_of(tables, *events)) == ["2026-01-13", "2026-01-27"]


def test_what_says_nothing_of_an_emergency_is_taken_as_the_placement_was() -> None:
    """A call two days after a significant event, in a placement that was made in an emergency."""
    tables = task_of("call", "event") + rule_of(1, "call", 'limit = "2 days"\nafter = "significant-event"\nwhen = { emergency = true }')
    moved = PlacementMoved(on=D("2026-02-02"), emergency=True)
    assert dues(schedule_of(tables, seen("2026-01-12"), moved, seen("2026-02-09")), "call") == ["2026-02-11"]


def test_the_review_that_a_letter_belongs_to() -> None:
    """Which review it is, and whether the cycle began anew, are asked of the review that the letter is about, not of those held."""
    tables = task_of(per="review") + rule_of(
        1, "letter", 'limit = "1 week"\nafter = "review"\nwhen = { review = ["later"], cycle = "first" }'
    )
    held = [ReviewHeld(on=D("2026-01-28")), ReviewHeld(on=D("2026-04-20"))]
    assert dues(schedule_of(tables, *held))[:2] == ["2026-04-27", "2026-10-27"]  # the third is due six months after 20 April
    again = tables + rule_of(2, "letter", 'limit = "2 days"\nafter = "review"\nwhen = { cycle = "restarted" }')
    restarting = again + '[review_cycle]\nrestarts_on = ["placement-moved"]\n'
    found = schedule_of(restarting, *held, PlacementMoved(on=D("2026-02-16")))
    assert [(due.review, str(due.due)) for due in found.of("letter")][:1] == [(2, "2026-04-22")]


def test_however_many_ways_a_profile_is_sifted(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept of one child's plan for the next is bounded, and changes no date."""
    histories = [History("A1", [CAME_IN, PlacementMoved(on=D("2026-02-02"), placement=kind)]) for kind in ("adoptive", "childrens-home")]
    profile = schedule_of(task_of() + rule_of(1, "letter", 'limit = "3 days"\nafter = "became-looked-after"')).profile
    monkeypatch.setattr("lacreview_rules.rules.plan._MOST_SIFTED", 1)
    again = [[order_of(occurrence_of(due)) for due in build_schedule(one, profile).due_dates] for one in (*histories, *histories[::-1])]
    monkeypatch.undo()
    once = [[order_of(occurrence_of(due)) for due in build_schedule(one, profile).due_dates] for one in histories]
    assert again == [*once, *once[::-1]]


# ---- asked twice of one event


def test_asked_when_it_starts_and_when_it_is_due() -> None:
    """In court when the panel sat, on 8 January; no longer on the 18th, when the letter would be due."""
    events = [AT_NINE, fact("2026-01-05", value=True), fact("2026-01-10", value=False), OtherEvent(event="panel-sat", on=D("2026-01-08"))]
    rule = 'after = "panel-sat"\nlimit = "10 days"\nwhen = { fact = "in-court" }\n'
    assert dues(build(PANEL + letter_of(rule), *events)) == ["2026-01-18"]
    assert dues(build(PANEL + letter_of(rule + 'while = { fact = "in-court" }'), *events)) == []


def test_asked_for_a_review_and_for_none() -> None:
    """Before any review was held, a panel prepares the first; by itself it is of none."""
    for_review = letter_of('after = "panel-sat"\nlimit = "1 day"\nunless = { review = "second" }', "review")
    by_itself = (
        letter_of('after = "panel-sat"\nlimit = "1 day"\nunless = { review = "first" }').replace("letter", "note").replace("/1", "/2")
    )
    schedule = build(PANEL + for_review + by_itself, AT_NINE, OtherEvent(event="panel-sat", on=D("2026-01-12")))
    assert [str(due.due) for due in schedule.of("note")] == ["2026-01-13"]
