"""What was done early: before care began, before it could be asked for, before it opened.

Looked after on Mon 5 January 2026, unless a test says otherwise. Each test has a profile of its own; dates are counted by hand.
"""

from __future__ import annotations

from datetime import time
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from tests.small_profiles import D, came, done, held, letter_of, letters, reviewed, rule_of, schedule_of, schedule_under, seen, task_of

from lacreview_rules import BecameLookedAfter, CeasedToBeLookedAfter, Event, PlacementMoved, ReviewHeld, TaskDone

if TYPE_CHECKING:
    from lacreview_rules.schedules.schedule import Schedule

FIRST = 'limit = "1 week"\nafter = "became-looked-after"'  # Mon 12 January
AGAIN = 'limit = "2 weeks"\nafter = "letter"'
REPLY = '[[tasks]]\nid = "reply"\ntitle = "Reply"\nper = "event"\n'
REPLY += '[[timescales]]\nid = "ours/9"\ntask = "reply"\nlimit = "2 days"\nafter = "letter"\n'
AT_NINE = BecameLookedAfter(on=D("2026-01-05"), at=time(9, 0))
BACK = BecameLookedAfter(on=D("2026-06-22"))
build = partial(schedule_of, came_in=None, born="2010-03-02", until="2028-01-01")
TWO_HELD = [ReviewHeld(on=D("2026-01-28")), ReviewHeld(on=D("2026-04-20"))]
LEFT_IN_APRIL = CeasedToBeLookedAfter(on=D("2026-04-27"))
BEFORE = 'limit = "1 week"\nbefore = "review"'
LATE = "2026-12-01"
LEFT_IN_THE_AFTERNOON = CeasedToBeLookedAfter(on=D("2026-06-01"), at=time(16, 30))


def done_days(schedule: Schedule) -> list[str | None]:
    return [None if due.done_on is None else str(due.done_on) for due in schedule.of("letter")]


def after_two_reviews(rules: list[str], *events: Event, **more: Any) -> Schedule:
    """The schedule of the two reviews and some events, with a letter for each review."""
    return schedule_of(rules, *TWO_HELD, *events, per="review", **more)


# ---- before care began


@pytest.mark.parametrize("order", [1, -1])
def test_what_was_done_in_an_earlier_period_may_be_early_enough_for_one_of_two_rules(order: int) -> None:
    """Profile format, `may_precede`: three months before 5 January is 5 October, in whatever order they stand; the other is open."""
    rules = [f'{FIRST}\nmay_precede = "{within}"' for within in ("3 months", "1 month")][::order]
    events = [came("2025-11-03"), done("2025-11-10"), CeasedToBeLookedAfter(on=D("2025-11-20")), came("2026-01-05")]
    second = [due for due in schedule_of(rules, *events, came_in=None).of("letter") if due.period_of_care == 2]
    assert {(due.done_on, due.rule) for due in second} == {
        (D("2025-11-10"), f"ours/{1 if order > 0 else 2}"),
        (None, f"ours/{2 if order > 0 else 1}"),
    }


def test_what_is_done_before_care_began() -> None:
    """Only where the rule lets it precede, and as long before as it lets; of several the last."""
    early = [done("2025-11-10"), done("2025-12-12"), done("2025-12-29")]
    assert letters(schedule_of([FIRST], *early)) == [("2026-01-12", None)]
    assert letters(schedule_of([f"{FIRST}\nmay_precede = true"], *early)) == [("2026-01-12", "2025-12-29")]
    for within, answer in (("1 week", "2025-12-29"), ("6 days", None)):
        assert letters(schedule_of([f'{FIRST}\nmay_precede = "{within}"'], *early)) == [("2026-01-12", answer)]
    both = schedule_of([f"{FIRST}\nmay_precede = true"], *early, done("2026-01-07"))
    assert letters(both) == [("2026-01-12", "2025-12-29")]


def test_done_on_the_day_care_began_and_later() -> None:
    """The first answers, and nothing was done before it."""
    found = schedule_of([f"{FIRST}\nmay_precede = true"], done("2026-01-05"), done("2026-01-20"))
    assert letters(found) == [("2026-01-12", "2026-01-05")]


def test_a_sequence_does_not_begin_before_care() -> None:
    """A letter on Mon 22 December, a fortnight before: nothing follows it."""
    assert letters(schedule_of([FIRST, AGAIN], done("2025-12-22"))) == [("2026-01-12", None), ("2026-01-26", None)]
    assert letters(schedule_of([FIRST], done("2025-12-22"), more=REPLY), "reply") == [("2026-01-14", None)]


@pytest.mark.parametrize(("sent", "answer"), [("2025-12-29", None), ("2025-12-30", "2025-12-30")])
def test_how_many_working_days_before_care_it_may_be_done(sent: str, answer: str | None) -> None:
    """Three before Mon 5 January are Fri 2 January, and Wed 31 and Tue 30 December: New Year's Day is none."""
    assert letters(schedule_of([f'{FIRST}\nmay_precede = "3 working days"'], done(sent))) == [("2026-01-12", answer)]


@pytest.mark.parametrize(("written", "counts"), [("2026-06-08", True), ("2026-06-05", False)])
def test_a_period_before_care_in_working_days(written: str, counts: bool) -> None:
    """Ten working days before Mon 22 June 2026 is Mon 8 June; what was done in an earlier time in care counts from then."""
    rule = letter_of('after = "became-looked-after"\nlimit = "5 working days"\nmay_precede = "10 working days"', "period-of-care")
    left = CeasedToBeLookedAfter(on=D("2026-06-09"))
    schedule = build(rule, AT_NINE, TaskDone(on=D(written), task="letter"), left, BACK)
    assert done_days(schedule)[-1] == (written if counts else None)


# ---- before its event


@pytest.mark.parametrize(("within", "answer"), [("1 week", "2026-01-20"), ("2 working days", "2026-01-20"), ("1 working day", None)])
def test_how_long_before_its_event_it_may_be_done(within: str, answer: str | None) -> None:
    """Of letters on Thu 8 and Tue 20 January, the last before the event on Thu 22; two working days before that is the 20th."""
    rules = [f'limit = "1 week"\nafter = "significant-event"\nmay_precede = "{within}"']
    assert letters(schedule_of(rules, done("2026-01-08"), done("2026-01-20"), seen("2026-01-22"))) == [("2026-01-29", answer)]


@pytest.mark.parametrize(("sent", "answer"), [("2026-01-19", None), ("2026-01-20", "2026-01-20")])
def test_advice_that_may_be_followed_beforehand(sent: str, answer: str | None) -> None:
    """By two working days: before the event of Thu 22 January, until Tue 20."""
    assert letters(schedule_of(['after = "significant-event"\nmay_precede = "2 working days"'], done(sent), seen("2026-01-22"))) == [
        ("None", answer)
    ]


def test_done_before_it_could_be_asked_for() -> None:
    """A letter a week after the move, or sent within the month before it: on Thu 8 January is too early for 9 February, on the 12th not."""
    tables = task_of() + rule_of(1, "letter", 'limit = "1 week"\nafter = "placement-moved"\nmay_precede = "1 month"')
    moved = PlacementMoved(on=D("2026-02-09"))
    for sent, expected in (("2026-01-08", "overdue"), ("2026-01-12", "met")):
        found = schedule_of(tables, TaskDone(on=D(sent), task="letter"), moved).on(D("2026-03-02"))
        [due] = [due for due in found.of("letter") if due.due == D("2026-02-16")]
        assert due.status == expected


def test_done_before_it_opened() -> None:
    """Between one and two weeks after care began: on Thu 8 January is in time, and before Mon 12 January."""
    tables = task_of() + rule_of(1, "letter", 'limit = "2 weeks"\nopens = "1 week"\nafter = "became-looked-after"')
    [due] = schedule_of(tables, TaskDone(on=D("2026-01-08"), task="letter")).of("letter")
    assert due.status == "met"
    assert "it was done before it opened on Mon 12 Jan 2026" in due.notices


# ---- before its review


def test_what_would_have_prepared_the_next_where_one_was_prepared() -> None:
    """Care ended on Mon 27 April: there will be no third review to prepare. The second was prepared, the first not, or it is not known."""
    found = after_two_reviews([BEFORE], done("2026-02-02"), LEFT_IN_APRIL, on=LATE)
    assert [(due.review, due.status) for due in found.of("letter")] == [(1, "not-recorded"), (2, "met"), (3, "cancelled")]


def test_what_prepared_an_earlier_review() -> None:
    """A letter that prepared what was to come, a week before the child left, prepares no review of the next time in care."""
    rule = letter_of('before = "review"\nlimit = "5 working days"', "review")
    schedule = build(rule, AT_NINE, TaskDone(on=D("2026-05-25"), task="letter"), LEFT_IN_THE_AFTERNOON, BACK)
    assert [due.done_on for due in schedule.of("letter") if due.period_of_care == 2] != []
    assert {due.done_on for due in schedule.of("letter") if due.period_of_care == 2} == {None}


@pytest.mark.parametrize(
    ("task", "placement", "rule"), [("care-plan", "foster-care", "D1"), ("detention-placement-plan", "youth-detention", "D2")]
)
def test_what_must_still_hold_is_not_asked_of_a_time_before_the_count_starts(task: str, placement: str, rule: str) -> None:
    """Regs 47B, 47C: for a child on remand. A plan made on Fri 2 January is there when the remand begins on Mon 5 January 2026.

    On 2 January the child was on no remand, and was owed no plan: only what ends after the count has started ends the limit.
    """
    schedule = schedule_under(done("2026-01-02", task), came("2026-01-05", placement, "remand"))
    assert [(due.rule, due.status, str(due.done_on)) for due in schedule.on(D("2026-01-05")).of(task)] == [
        (f"england/{rule}", "met", "2026-01-02")
    ]


@pytest.mark.parametrize(("within", "answer"), [("2 weeks", "2026-02-20"), ("true", "2026-02-20"), ("1 week", None)])
@pytest.mark.parametrize("per", ["review", "event", "placement", "period-of-care"])
def test_how_long_before_its_review_it_may_be_done(per: str, within: str, answer: str | None) -> None:
    """Done on Fri 20 February, ten days before the review of Mon 2 March; five working days after it is the 9th."""
    written = within if within == "true" else f'"{within}"'
    rules = [f'limit = "5 working days"\nafter = "review"\nmay_precede = {written}']
    assert letters(schedule_of(rules, held("2026-03-02"), done("2026-02-20"), per=per))[0] == ("2026-03-09", answer)


@pytest.mark.parametrize(("sent", "answer"), [("2026-02-15", None), ("2026-02-16", "2026-02-16")])
def test_what_is_done_long_before_an_event_is_none_of_its(sent: str, answer: str | None) -> None:
    """Two weeks before Mon 2 March is 16 February."""
    rules = ['limit = "5 working days"\nafter = "significant-event"\nmay_precede = "2 weeks"']
    assert letters(schedule_of(rules, seen("2026-03-02"), done(sent), per="event")) == [("2026-03-09", answer)]


def test_what_followed_one_review_was_not_early_for_the_next() -> None:
    """Each meets one: that of 20 April followed the review of 30 January, and is not also that of 27 April."""
    rules = ['limit = "5 working days"\nafter = "review"\nmay_precede = "2 weeks"']
    found = letters(schedule_of(rules, *reviewed("2026-01-30", "2026-04-27"), done("2026-04-20"), per="review"))
    assert found[:2] == [("2026-02-06", "2026-04-20"), ("2026-05-05", None)]
