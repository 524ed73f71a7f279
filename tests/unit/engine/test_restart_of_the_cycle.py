"""A cycle of reviews that begins again: which review is the first of it, and what is then due.

Looked after on Mon 5 January 2026, unless a test says otherwise. Each test has a profile of its own; dates are counted by hand.
"""

from __future__ import annotations

from datetime import time
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from tests.small_profiles import ALONE, D, came, dues, letter_of, limits, review, reviewed, rule_of, schedule_of, schedule_under, task_of

from lacreview_rules import BecameLookedAfter, CeasedToBeLookedAfter, Event, PlacementMoved, ReviewAdjourned, ReviewHeld
from lacreview_rules.schedules.standing import occurrence_of

if TYPE_CHECKING:
    from lacreview_rules.schedules.due_dates import DueDate

WORDS = """\
[[days]]
id = "panel"
on = [2026-01-04, 2026-01-05, 2026-06-01, 2026-06-02]
[[days]]
id = "term"
spans = [{ from = 2025-12-01, to = 2026-01-16 }, { from = 2026-02-02, to = 2026-06-12 }]
[[events]]
id = "stay"
[[totals]]
id = "long-stay"
event = "stay"
days = 2
"""
THREE_HELD = [ReviewHeld(on=D(day)) for day in ("2026-01-28", "2026-04-20", "2026-05-18")]
RESTARTING = '[review_cycle]\nrestarts_on = ["placement-moved"]\n'
AT_NINE = BecameLookedAfter(on=D("2026-01-05"), at=time(9, 0))
LEFT_IN_THE_AFTERNOON = CeasedToBeLookedAfter(on=D("2026-06-01"), at=time(16, 30))
build = partial(schedule_of, came_in=None, born="2010-03-02", until="2028-01-01")
CYCLE = """\
[review_cycle]
task = "review"
restarts_on = ["placement-moved"]
[[tasks]]
id = "review"
title = "Review"
per = "period-of-care"
[[timescales]]
id = "ours/first"
task = "review"
after = "placement-moved"
limit = "20 working days"
[[timescales]]
id = "ours/second"
task = "review"
after = "review"
when = { review = "first" }
limit = "3 months"
[[timescales]]
id = "ours/later"
task = "review"
after = "review"
when = { review = "later" }
limit = "6 months"
"""
HELD_AND_MOVED = [AT_NINE, ReviewHeld(on=D("2026-01-28")), PlacementMoved(on=D("2026-02-16"))]


def letters_after(
    anchor: str, *events: Event, per: str = "event", born: str = "2010-03-02", more: str = "", **settings: Any
) -> list[DueDate]:
    """The letters that are due after, or before, something."""
    rules = [f'limit = "1 day"\n{anchor}']
    return list(schedule_of(rules, *events, per=per, born=born, more=more + WORDS, until="2027-01-01", **settings).of("letter"))


def numbered(which: str, *events: Event, **settings: Any) -> list[int | None]:
    condition = f'after = "review"\nwhen = {{ review = "{which}" }}'
    return [due.review for due in letters_after(condition, *events, per="review", more=RESTARTING, **settings) if due.basis == "actual"]


# ---- under the profiles that are there


class TestRestart:
    """Design.md, the engine, worked; south-gloucestershire/SG4 to SG6."""

    BEFORE = (came("2026-01-05"), *reviewed("2026-01-28"))

    def test_a_move_restarts_the_cycle_beside_the_regulation(self) -> None:
        """Moved 20 February: 20 days give 12 March; the regulation's 28 April stays in `also`."""
        schedule = schedule_under(*self.BEFORE, PlacementMoved(on=D("2026-02-20")), profile="south-gloucestershire")
        assert limits(review(schedule, 2)) == [("south-gloucestershire/SG4", "2026-03-12"), ("england/R2", "2026-04-28")]

    def test_a_move_restarts_nothing_in_the_regulations(self) -> None:
        """Statute.md section 6: no words of regulation 33 restart it on a move."""
        assert limits(review(schedule_under(*self.BEFORE, PlacementMoved(on=D("2026-02-20"))), 2)) == [("england/R2", "2026-04-28")]

    @pytest.mark.parametrize(("second", "due"), [("2026-03-02", "2026-03-22"), ("2026-03-12", "2026-04-01")])
    def test_a_second_move_supersedes_the_first_while_it_is_not_overdue(self, second: str, due: str) -> None:
        """2 March + 20 days = 22 March. On its last day, 12 March, the first limit is not yet overdue either."""
        moves = (PlacementMoved(on=D("2026-02-20")), PlacementMoved(on=D(second)))
        found = review(schedule_under(*self.BEFORE, *moves, profile="south-gloucestershire"), 2)
        assert found.due == D(due)
        set_aside = {(aside.limit.rule_id, aside.limit.due, aside.on) for aside in occurrence_of(found).set_aside}
        assert ("south-gloucestershire/SG4", D("2026-03-12"), D(second)) in set_aside

    def test_a_second_move_does_not_supersede_what_was_already_overdue(self) -> None:
        """Design.md: closing leaves what was due as it stood. 16 March + 20 days = 5 April is only in `also`."""
        moves = (PlacementMoved(on=D("2026-02-20")), PlacementMoved(on=D("2026-03-16")))
        found = review(schedule_under(*self.BEFORE, *moves, profile="south-gloucestershire"), 2)
        assert (found.due, found.status, found.days_late) == (D("2026-03-12"), "overdue", 4)
        assert ("south-gloucestershire/SG4", "2026-04-05") in limits(found)

    def test_the_review_after_the_restart_is_the_first_of_the_new_cycle(self) -> None:
        """Held 10 March: 91 days give 9 June (SG5); six months from the regulation, 10 September, stand in `also`."""
        moves = (PlacementMoved(on=D("2026-02-20")), PlacementMoved(on=D("2026-03-02")))
        schedule = schedule_under(*self.BEFORE, *moves, *reviewed("2026-03-10"), profile="south-gloucestershire")
        assert review(schedule, 2).status == "met"
        assert limits(review(schedule, 3)) == [("south-gloucestershire/SG5", "2026-06-09"), ("england/R3", "2026-09-10")]
        # 9 June + 183 days: 21 days of June, then 31 + 31 + 30 + 31 + 30 make 174, then 9 December; so are six months.
        assert limits(review(schedule, 4)) == [("england/R3", "2026-12-09"), ("south-gloucestershire/SG6", "2026-12-09")]

    def test_every_placement_has_its_own_first_review(self) -> None:
        """West-sussex-residential/WS1: 20 working days from 20 February (Fri) are 20 March."""
        schedule = schedule_under(*self.BEFORE, PlacementMoved(on=D("2026-02-20")), profile="west-sussex-residential")
        assert limits(review(schedule, 2)) == [("west-sussex-residential/WS1", "2026-03-20"), ("england/R2", "2026-04-28")]


def test_a_move_takes_away_nothing_that_is_owed_about_a_review_held() -> None:
    """South-gloucestershire/SG17 (I9): 20 working days after Wed 28 January are Wed 25 February; the move of the 20th changes nothing."""
    schedule = schedule_under(
        came("2026-01-05"), *reviewed("2026-01-28"), PlacementMoved(on=D("2026-02-20")), profile="south-gloucestershire"
    )
    record = next(due for due in schedule.of("review-record") if due.review == 1)
    assert (record.due, record.rule) == (D("2026-02-25"), "south-gloucestershire/SG17")


# ---- between sitting and completion


def test_a_cycle_that_begins_between_sitting_and_completion() -> None:
    """A move on Mon 2 February: the review that sat before it is of the old cycle, unless its completion after it is what counts."""
    tables = '[review_cycle]\nrestarts_on = ["placement-moved"]\n' + task_of(per="review")
    tables += rule_of(1, "letter", 'limit = "1 day"\nafter = "review"\nwhen = { review = "second" }')
    events = [
        ReviewAdjourned(on=D("2026-01-28")),
        PlacementMoved(on=D("2026-02-02")),
        ReviewHeld(on=D("2026-02-11")),
        ReviewHeld(on=D("2026-04-20")),
    ]
    for met_by, expected in (("sitting", 3), ("completion", 2)):
        [letter] = schedule_of(tables, *events, adjourned_review_met_by=met_by).of("letter")
        assert letter.review == expected


# ---- the number of a review in its cycle


@pytest.mark.parametrize(
    ("moved", "first", "second"),
    [
        ([], [1], [2]),
        (["2026-02-16"], [1, 2], [3]),  # the second review is the first of the new cycle
        (["2026-01-28"], [1], [2]),  # a review on the day of the move is of the new cycle
        (["2026-04-20"], [1, 2], [3]),
        (["2026-02-16", "2026-04-27"], [1, 2, 3], []),
        (["2026-02-16", "2026-02-23"], [1, 2], [3]),
        (["2026-01-12"], [1], [2]),  # before any review
    ],
)
def test_a_cycle_that_begins_anew(moved: list[str], first: list[int], second: list[int]) -> None:
    """Which review of its cycle each of three is."""
    moves = [PlacementMoved(on=D(day)) for day in moved]
    assert numbered("first", *THREE_HELD, *moves) == first
    assert numbered("second", *THREE_HELD, *moves) == second


def test_a_cycle_that_begins_while_a_review_stands_adjourned() -> None:
    """The second sat on Mon 20 April and was completed on 5 May; moved between the two.

    Either day may be what counts (docs/explanation/ambiguities, question 9).
    """
    events = [THREE_HELD[0], ReviewAdjourned(on=D("2026-04-20")), PlacementMoved(on=D("2026-04-27")), ReviewHeld(on=D("2026-05-05"))]
    assert numbered("second", *events)[:1] == [2]
    assert numbered("first", *events, adjourned_review_met_by="completion") == [1, 2]


# ---- what others ask of it


def test_a_cycle_begun_anew() -> None:
    """Moved on Mon 16 February 2026, after one review: twenty working days, then three months, then six, as for a new cycle."""
    schedule = build(CYCLE, *HELD_AND_MOVED, head=ALONE)
    assert [str(due.due) for due in schedule.of("review")][-5:-1] == ["2026-03-16", "2026-06-16", "2026-12-16", "2027-06-16"]


@pytest.mark.parametrize(("born", "expected"), [("2011-04-01", [3]), ("2011-07-01", []), ("2010-12-16", [2, 3]), ("2010-12-17", [3])])
def test_a_cycle_begun_anew_looks_ahead(born: str, expected: list[int]) -> None:
    """Reviews on 16 March and 16 June are shown, those of 16 December and 16 June 2027 expected: which are the last two before 16."""
    adviser = '[[considerations]]\nid = "ours/adviser"\ntitle = "Adviser"\nwhen = { last_before_age = { age = 16, reviews = 2 } }\n'
    schedule = build(CYCLE + adviser, *HELD_AND_MOVED, head=ALONE, born=born, until=None)
    assert [str(due.due) for due in schedule.of("review")][-2:] == ["2026-03-16", "2026-06-16"]
    assert [mark.review for mark in schedule.considerations] == expected


def test_an_unheld_review_before_a_restart() -> None:
    """The first review was due on Mon 2 February and nobody held it: by the move in March none of the new cycle was held."""
    rule = letter_of('after = "placement-moved"\nwhen = { review = "none" }\nlimit = "1 day"')
    schedule = build('[review_cycle]\nrestarts_on = ["placement-moved"]\n' + rule, AT_NINE, PlacementMoved(on=D("2026-03-09")))
    assert dues(schedule) == ["2026-03-10"]


def test_a_cycle_that_would_begin_anew_after_care() -> None:
    """Sixteen in September, having left in June: the review of October is cancelled, and no birthday takes it away."""
    held = [ReviewHeld(on=D("2026-01-28")), ReviewHeld(on=D("2026-04-28"))]
    cycle = CYCLE.replace("placement-moved", "age 16 years")
    assert [str(due.due) for due in build(cycle, AT_NINE, *held, LEFT_IN_THE_AFTERNOON, head=ALONE, born="2010-09-10").of("review")] == [
        "2026-04-28",
        "2026-10-28",
    ]


def test_asked_in_a_cycle_that_restarts_and_in_one_that_does_not() -> None:
    """Moved after one review: no longer the first of the one, and still the first of the other."""
    rule = 'after = "placement-moved"\nlimit = "1 day"\nunless = { review = "first" }\nrestarts_on = '
    rules = letter_of(rule + "[]") + letter_of(rule + '["placement-moved"]').replace("letter", "note").replace("/1", "/2")
    schedule = build(rules, AT_NINE, ReviewHeld(on=D("2026-01-28")), PlacementMoved(on=D("2026-02-16")))
    assert [str(due.due) for due in schedule.of("note")] == ["2026-02-17"]
    assert dues(schedule) == []
