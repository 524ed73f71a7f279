"""A review that was adjourned: what its sitting and its completion do, and what is due meanwhile.

Looked after on Mon 5 January 2026, unless a test says otherwise. Each test has a profile of its own; dates are counted by hand.
"""

from __future__ import annotations

from datetime import time
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from tests.small_profiles import D, came, done, review, reviewed, rule_of, schedule_of, schedule_under, seen

from lacreview_rules import (
    BecameLookedAfter,
    Event,
    History,
    PlacementMoved,
    ReviewAdjourned,
    ReviewArranged,
    ReviewHeld,
    build_schedule,
    load_profile,
)
from lacreview_rules.schedules.standing import occurrence_of

if TYPE_CHECKING:
    from lacreview_rules.schedules.schedule import Schedule

BEFORE = 'limit = "1 week"\nbefore = "review"'
AFTER = 'limit = "2 weeks"\nafter = "review"'
for_each_review = partial(schedule_of, per="review")
TWO_HELD = [ReviewHeld(on=D("2026-01-28")), ReviewHeld(on=D("2026-04-20"))]


def of_reviews(found: Schedule, of: str = "letter") -> list[tuple[int | None, str, str | None]]:
    return [(due.review, str(due.due), None if due.done_on is None else str(due.done_on)) for due in found.of(of)]


def after_two_reviews(rules: list[str], *events: Event, **more: Any) -> Schedule:
    """The schedule of the two reviews and some events, with a letter for each review."""
    return schedule_of(rules, *TWO_HELD, *events, per="review", **more)


# ---- the review itself


class TestAdjournment:
    """Statute.md 11.9: sitting and completion, each switchable; R1 due 2 February, sat 30 January, completed 16 February."""

    SAT = (came("2026-01-05"), ReviewAdjourned(on=D("2026-01-30")))
    COMPLETED = (*SAT, *reviewed("2026-02-16"))

    @pytest.mark.parametrize(("met_by", "done_on", "status"), [("sitting", "2026-01-30", "met"), ("completion", "2026-02-16", "met-late")])
    @pytest.mark.parametrize(("interval_from", "next_due"), [("completion", "2026-05-16"), ("sitting", "2026-04-30")])
    def test_each_setting_both_ways(self, met_by: str, done_on: str, status: str, interval_from: str, next_due: str) -> None:
        """Which day tests timeliness and which starts the three months are independent."""
        schedule = schedule_under(*self.COMPLETED, adjourned_review_met_by=met_by, interval_after_adjournment_from=interval_from)
        first = review(schedule, 1)
        assert (first.done_on, first.status) == (D(done_on), status)
        assert review(schedule, 2).due == D(next_due)

    def test_the_rest_is_due_in_twenty_working_days(self) -> None:
        """CPR 2010 reg 36(2) (R6): 20 working days after Fri 30 January are Fri 27 February."""
        schedule = schedule_under(*self.COMPLETED)
        (rest,) = schedule.of("review-completed")
        assert (rest.due, rest.status, rest.done_on) == (D("2026-02-27"), "met", D("2026-02-16"))

    def test_before_counts_from_the_sitting_and_after_from_the_completion(self) -> None:
        """IRO4: 3 working days before 30 January are 27 January. IRO5: 5 after Mon 16 February are 23 February."""
        schedule = schedule_under(*self.COMPLETED)
        assert next(due.due for due in schedule.of("review-report") if due.review == 1) == D("2026-01-27")
        assert next(due.due for due in schedule.of("decisions") if due.review == 1) == D("2026-02-23")

    def test_while_it_is_open_the_next_review_hangs_on_its_limit(self) -> None:
        """Design.md, projection: assumed completed on 27 February, so three months later is 27 May."""
        schedule = schedule_under(*self.SAT)
        assert (review(schedule, 2).due, review(schedule, 2).basis) == (D("2026-05-27"), "projected")
        open_review = review(schedule_under(*self.SAT, adjourned_review_met_by="completion").on(D("2026-02-10")), 1)
        assert (open_review.status, open_review.days_late) == ("overdue", 8)

    def test_while_it_is_open_a_booking_is_for_the_rest_of_it(self) -> None:
        """Design.md, projection: the resumed sitting is booked for 20 February; three months later is 20 May."""
        booked = ReviewArranged(on=D("2026-01-30"), review_on=D("2026-02-20"))
        second = review(schedule_under(*self.SAT, booked), 2)
        assert (second.due, second.basis) == (D("2026-05-20"), "arranged")

    def test_a_second_adjournment_is_a_problem(self) -> None:
        """Design.md, history: reported and left out; statute.md R6: once only."""
        schedule = schedule_under(*self.SAT, ReviewAdjourned(on=D("2026-02-13")), *reviewed("2026-02-16"))
        assert ["once only" in problem.what for problem in schedule.problems] == [True]
        assert schedule.problems[0].where == "events[2]"
        assert review(schedule, 2).due == D("2026-05-16")

    def test_a_resumed_review_may_not_be_adjourned_again(self) -> None:
        """Statute.md R6: completed and adjourned on one day is a second adjournment."""
        schedule = schedule_under(*self.COMPLETED, ReviewAdjourned(on=D("2026-02-16")))
        assert ["once only" in problem.what for problem in schedule.problems] == [True]

    def test_held_and_adjourned_on_one_day_is_one_review(self) -> None:
        """History.py: the adjourned sitting recorded a second time; in whichever order the file has them."""
        both = (ReviewHeld(on=D("2026-01-30")), ReviewAdjourned(on=D("2026-01-30")))
        for pair in (both, both[::-1]):
            schedule = schedule_under(came("2026-01-05"), *pair, *reviewed("2026-02-16"))
            assert [due.review for due in schedule.of("review")] == [1, 2, 3]
            assert review(schedule, 2).due == D("2026-05-16")
            assert schedule.problems == ()


# ---- settings, and sittings recorded again


def test_a_sitting_recorded_again_as_held() -> None:
    """Reg 36: adjourned on Wed 28 January, and said to have been held that day too: it is one review, not completed."""
    for at in (None, time(17)):
        adjourned = ReviewAdjourned(on=D("2026-01-28"), at=at and time(10))
        found = schedule_of("", adjourned, ReviewHeld(on=D("2026-01-28"), at=at, meeting=False))
        assert [(due.review, str(due.due), str(due.done_on)) for due in found.of("review")][:1] == [(1, "2026-02-02", "2026-01-28")]
        [completion] = found.of("review-completed")
        assert (completion.status, str(completion.due)) == ("upcoming", "2026-02-25")  # twenty working days after it sat


def test_an_interval_from_the_sitting_of_a_review_that_is_not_completed() -> None:
    """Reg 36, with the setting: three months from Wed 28 January, which has been and is not assumed."""
    found = schedule_of("", ReviewAdjourned(on=D("2026-01-28")), interval_after_adjournment_from="sitting")
    [second] = [due for due in found.of("review") if due.review == 2]
    assert (str(second.due), second.basis) == ("2026-04-28", "actual")


def test_a_review_that_only_completion_answers() -> None:
    """With the setting, one that sat in time and was not completed is overdue (reg 36); completed on 11 February it is nine days late."""
    sat = ReviewAdjourned(on=D("2026-01-28"))
    for events, expected in (([], ("overdue", None, 28)), ([ReviewHeld(on=D("2026-02-11"))], ("met-late", D("2026-02-11"), 9))):
        first = schedule_of("", sat, *events, adjourned_review_met_by="completion").on(D("2026-03-02")).of("review")[0]
        assert (first.status, first.done_on, first.days_late) == expected


def test_an_interval_that_holds_only_while_something_does() -> None:
    """A review a week after each while in foster care, counted from the sitting, answered by completion, which came later.

    Sat and adjourned on Wed 28 January, completed on Wed 11 February: a week from the sitting had gone by then. The child moved to a
    home on the 9th, before completion, and the rule has lapsed; or on the 12th, after it.
    """
    weekly = rule_of(1, "review", 'limit = "1 week"\nafter = "review"\nwhile = { placement = "foster-care" }')
    sat = [ReviewAdjourned(on=D("2026-01-28")), ReviewHeld(on=D("2026-02-11"))]
    settings: dict[str, Any] = {"interval_after_adjournment_from": "sitting", "adjourned_review_met_by": "completion"}
    for day, rules in (("2026-02-09", ["england/R2"]), ("2026-02-12", ["ours/1", "england/R2"])):
        found = schedule_of(weekly, *sat, PlacementMoved(on=D(day), placement="childrens-home"), **settings)
        [second] = [due for due in found.of("review") if due.review == 2]
        assert [limit.rule_id for limit in occurrence_of(second).limits] == rules


# ---- tasks of a review that was adjourned


def test_an_adjourned_review() -> None:
    """What prepares it counts back from the sitting, on Wed 28 January; what follows it from its completion, on Wed 11 February."""
    events = [ReviewAdjourned(on=D("2026-01-28")), ReviewHeld(on=D("2026-02-11"))]
    assert of_reviews(for_each_review([BEFORE], *events))[0] == (1, "2026-01-21", None)
    assert of_reviews(for_each_review([AFTER], *events))[0] == (1, "2026-02-25", None)
    between = for_each_review([BEFORE], *events, done("2026-02-02"))
    assert [number for number, _, answer in of_reviews(between) if answer] == [2]  # after the sitting it prepares the next
    follows = for_each_review([AFTER], *events, done("2026-02-02"))
    assert [number for number, _, answer in of_reviews(follows) if answer] == [1]


@pytest.mark.parametrize("day", ["2026-05-19", "2026-05-26", "2026-06-02"])
def test_an_event_while_a_review_stands_adjourned(day: str) -> None:
    """Sat on Mon 18 May, completed on Tue 2 June: after the sitting it is of the next review, as a completion is."""
    events = [ReviewAdjourned(on=D("2026-05-18")), ReviewHeld(on=D("2026-06-02")), seen(day)]
    found = after_two_reviews(['limit = "2 days"\nafter = "significant-event"'], *events)
    assert [(due.review, occurrence_of(due).limits[0].start) for due in found.of("letter")] == [(4, D(day))]


def test_what_prepares_a_review_counts_from_its_recorded_sitting() -> None:
    """It sat on Tue 2 March 2027 and is not completed. Three working days before that is Thu 25 February (IRO4)."""
    history = History("A", [BecameLookedAfter(on=D("2027-01-02")), ReviewAdjourned(on=D("2027-03-02"))])
    found = build_schedule(history, load_profile("england")).of("review-report")[0]
    assert (str(found.due), found.basis) == ("2027-02-25", "actual")
    assert "Counts from: review 1, Tue 2 Mar 2027 (recorded)" in str(found.explanation)
    assert not any("assumed" in notice for notice in found.notices)
