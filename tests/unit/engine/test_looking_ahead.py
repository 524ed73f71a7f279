"""What is only assumed to follow: how far a schedule looks ahead, and what may be asked of it.

Looked after on Mon 5 January 2026, unless a test says otherwise. Each test has a profile of its own; dates are counted by hand.
"""

from __future__ import annotations

from datetime import date, time
from functools import partial
from typing import TYPE_CHECKING

import pytest
from tests.small_profiles import HEAD, D, done, letter_of, rule_of, schedule_of, seen, task_of

from lacreview_rules import BecameLookedAfter, CeasedToBeLookedAfter, OtherEvent, PlacementMoved, ReviewHeld, TaskDone
from lacreview_rules.schedules.standing import occurrence_of

if TYPE_CHECKING:
    from lacreview_rules.schedules.due_dates import DueDate
    from lacreview_rules.schedules.schedule import Schedule

AT_NINE = BecameLookedAfter(on=D("2026-01-05"), at=time(9, 0))
build = partial(schedule_of, came_in=None, born="2010-03-02", until="2028-01-01")
PANEL = '[[events]]\nid = "panel-sat"\n[[facts]]\nid = "in-court"\n'


def by_task(found: Schedule, of: str) -> list[DueDate]:
    return list(found.of(of))


# ---- reviews


def test_unless_it_is_the_third_which_is_only_assumed() -> None:
    """Whichever review the letter is of, also one that lies ahead, as the third and the fourth do: not how many were held by that day."""
    held = [ReviewHeld(on=D("2026-01-28")), ReviewHeld(on=D("2026-04-20"))]
    for number, expected in (("second", [1, 3, 4]), ("third", [1, 2, 4])):
        tables = task_of(per="review") + rule_of(1, "letter", f'limit = "1 week"\nafter = "review"\nunless = {{ review = "{number}" }}')
        assert [due.review for due in schedule_of(tables, *held).of("letter")] == expected


def test_looking_ahead_shows_no_more_reviews() -> None:
    """A rule about the last two reviews before sixteen needs those ahead; two of them are shown, as ever."""
    tables = task_of(per="review")
    tables += rule_of(1, "letter", 'limit = "1 day"\nafter = "review"\nwhen = { last_before_age = { age = 16, reviews = 2 } }')
    held = [ReviewHeld(on=D("2026-01-28")), ReviewHeld(on=D("2026-04-20"))]
    assert [due.review for due in schedule_of(tables, *held).of("review")] == [1, 2, 3, 4]
    assert [due.review for due in schedule_of("", *held).of("review")] == [1, 2, 3, 4]
    ended = schedule_of(tables, *held, CeasedToBeLookedAfter(on=D("2026-05-01")))
    assert [due.review for due in ended.of("review")] == [1, 2, 3]


def test_numbers_of_reviews_that_were_not_held() -> None:
    """One was held: what is of the second prepares the next, and there is no third."""
    done = [TaskDone(on=D("2026-02-02"), task="review-report", review=number) for number in (1, 2, 3)]
    found = schedule_of("", ReviewHeld(on=D("2026-01-28")), *done, head=HEAD)
    [problem] = found.problems
    assert (problem.where, problem.what) == ("events[4].review", "there is no review 3 in this period of care: 1 were held")


def test_an_event_after_the_last_review_shown() -> None:
    """A paper before the review that follows an event: of the event in February, not of one that no review shown follows."""
    tables = task_of(per="review") + rule_of(1, "letter", 'limit = "1 week"\nafter = "significant-event"')
    found = schedule_of(tables, ReviewHeld(on=D("2026-01-28")), seen("2026-02-09"), seen("2027-02-09"))
    told = [(due.review, str(due.due)) for due in by_task(found, "letter")]
    assert (2, "2026-02-16") in told
    ended = schedule_of(tables, ReviewHeld(on=D("2026-01-28")), CeasedToBeLookedAfter(on=D("2026-02-09")), seen("2026-06-09"))
    assert by_task(ended, "letter") == []


# ---- other tasks


def test_what_is_only_assumed_limits_the_open_one_once() -> None:
    """Calls weekly, none made: of the two that are assumed, 12 and 19 January, the first limits the letter; made, the next does."""
    calls = '[[tasks]]\nid = "call"\ntitle = "Call"\nper = "period-of-care"\n'
    calls += '[[timescales]]\nid = "ours/8"\ntask = "call"\nlimit = "1 week"\nafter = "became-looked-after"\n'
    calls += '[[timescales]]\nid = "ours/9"\ntask = "call"\nlimit = "1 week"\nafter = "call"\n'
    rules = ['limit = "2 days"\nafter = "call"']
    [due] = schedule_of(rules, more=calls).of("letter")
    assert [str(limit.due) for limit in occurrence_of(due).limits] == ["2026-01-14"]
    made = schedule_of(rules, done("2026-01-08", "call"), done("2026-01-13", "call"), more=calls).of("letter")
    assert [[str(limit.due) for limit in occurrence_of(due).limits] for due in made] == [["2026-01-10"], ["2026-01-15"], ["2026-01-22"]]


@pytest.mark.parametrize("per", ["placement", "period-of-care", "event"])
def test_what_is_owed_for_an_earlier_completion_is_not_hung_with_that_of_one_expected(per: str) -> None:
    """A note a week after each visit, of 10 January and 10 February, and of the next by 24 March (six weeks): each a note of its own."""
    tables = task_of("note", per) + rule_of(1, "note", 'limit = "1 week"\nafter = "visit"')
    notes = schedule_of(tables, done("2026-01-10", "visit"), done("2026-02-10", "visit"), head=HEAD).of("note")
    limits = [[str(limit.due) for limit in occurrence_of(due).limits] for due in notes]
    assert limits[:3] == [["2026-01-17"], ["2026-02-17"], ["2026-03-31"]]


def test_many_of_which_one_is_only_assumed() -> None:
    """Seventeen letters were written in the first placement; the one assumed in the second, on 2 April, has its answer on the 4th."""
    answer = '[[tasks]]\nid = "answer"\ntitle = "Answer"\nper = "placement"\n[[timescales]]\nid = "ours/2"\ntask = "answer"\n'
    tables = letter_of('after = "panel-sat"\nlimit = "1 day"', "period-of-care") + answer + 'after = "letter"\nlimit = "2 days"\n'
    panels = [OtherEvent(event="panel-sat", on=date(2026, 1, day)) for day in range(6, 23)]
    letters = [TaskDone(on=date(2026, 1, day), task="letter") for day in range(6, 23)]
    last = OtherEvent(event="panel-sat", on=D("2026-04-01"))
    schedule = build(PANEL + tables, AT_NINE, PlacementMoved(on=D("2026-03-10")), *panels, *letters, last)
    assert [str(due.due) for due in schedule.of("answer")] == ["2026-01-08", "2026-04-04"]
