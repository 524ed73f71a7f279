"""A task that counts from the event that completes it recurs, by whichever of the two names it is written.

Authority: history format: one happening is recorded once, and any word for it gives every consequence; profile format: the task is its
own anchor. Written `after = "review-held"` such a row had limited the review that was held, and dated nothing, without a word.
Looked after on Mon 5 January 2026; dates by hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.property.effort import effort
from tests.small_profiles import ALONE, D, done, dues, held, letters, profile_of, rules_of, schedule_of, task_of

from lacreview_rules import OtherEvent

if TYPE_CHECKING:
    from lacreview_rules.profiles.models import Timescale

SENT = '[[events]]\nid = "letter-sent"\n[[events]]\nid = "letter-brought"\n'
FIRST = 'limit = "1 week"\nafter = "became-looked-after"'


def sent(on: str) -> OtherEvent:
    return OtherEvent(on=D(on), event="letter-sent")


def tables(again: str, per: str = "period-of-care", done_by: str = '"letter-sent"') -> str:
    return SENT + task_of(per=per, keys=f"done_by = [{done_by}]\n") + rules_of("letter", FIRST, again)


def _rule(of: str) -> Timescale:
    return next(rule for rule in profile_of(of).timescales if rule.id == "ours/2")


def test_the_next_review_is_counted_from_the_one_held() -> None:
    """Two months after Fri 30 January are Mon 30 March, before the three of reg 33(2)."""
    rows = rules_of("review", 'limit = "2 months"\nafter = "review-held"\nwhen = { review = "first" }')
    assert dues(schedule_of(rows, held("2026-01-30")), "review")[:2] == ["2026-02-02", "2026-03-30"]


def test_in_a_profile_that_extends_nothing() -> None:
    head = ALONE + '[review_cycle]\ntask = "case-review"\n'
    rows = task_of("case-review") + rules_of("case-review", FIRST, 'limit = "2 months"\nafter = "review-held"')
    assert dues(schedule_of(rows, held("2026-01-30"), head=head), "case-review")[:2] == ["2026-01-12", "2026-03-30"]


@pytest.mark.parametrize("per", ["period-of-care", "placement"])
def test_a_letter_every_two_weeks_after_it_was_sent(per: str) -> None:
    """Sent on 8 and 15 January: 22 January, and the 29th."""
    found = schedule_of(tables('limit = "2 weeks"\nafter = "letter-sent"', per), sent("2026-01-08"), sent("2026-01-15"), on="2026-01-16")
    assert letters(found)[:3] == [("2026-01-12", "2026-01-08"), ("2026-01-22", "2026-01-15"), ("2026-01-29", None)]


@pytest.mark.parametrize(
    "again",
    [
        'after = "letter-sent"',  # advice
        'limit = "0 days"\nafter = "letter-sent"',  # on the day itself: it would recur at once and for ever
        'limit = "2 weeks"\nbefore = "letter-sent"',
    ],
)
def test_what_does_not_count_on_is_as_written(again: str) -> None:
    rule = _rule(tables(again))
    assert "letter" not in (*rule.after, rule.before)


def test_one_of_two_events_that_complete_it_is_that_event_alone() -> None:
    """Only what was sent asks for another; one that was brought does not."""
    again = 'limit = "2 weeks"\nafter = "letter-sent"'
    assert _rule(tables(again, done_by='"letter-sent", "letter-brought"')).after == ("letter-sent",)


@settings(effort(0.2))
@given(
    st.sampled_from(["period-of-care", "placement"]),
    st.lists(st.integers(0, 120), max_size=6, unique=True).map(sorted),
    st.integers(1, 60),
    st.sampled_from(["days", "working days", "weeks"]),
)
def test_both_names_give_the_same_dates(per: str, days: list[int], count: int, unit: str) -> None:
    """Whatever was recorded, and under whichever word."""
    again = f'limit = "{count} {unit}"\nafter = '
    on = [str(D("2026-01-05").fromordinal(D("2026-01-05").toordinal() + day)) for day in days]
    by_event, by_task = (schedule_of(tables(f'{again}"{name}"', per), *map(sent, on)) for name in ("letter-sent", "letter"))
    as_done = schedule_of(tables(f'{again}"letter-sent"', per), *[done(day) for day in on])
    assert letters(by_event) == letters(by_task) == letters(as_done)
