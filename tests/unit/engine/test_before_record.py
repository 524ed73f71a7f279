"""A history that begins in the middle: reviews and tasks before its first day are not in it.

In care since Mon 6 January 2020, in foster care under a care order; the record starts on Wed 1 April 2026. The last review before it
was held on 31 March 2026 at the latest, so the next is due by 30 September (reg 33(2): six months); the last visit likewise, so the next is
due by 12 May (reg 28(2)(c): six weeks). Dates are counted by hand.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.small_profiles import D, came, profile_of, rules_of, task_of

from lacreview_rules import (
    CeasedToBeLookedAfter,
    DecisionsIssued,
    Event,
    History,
    PlacementMoved,
    ReviewAdjourned,
    ReviewHeld,
    Schedule,
    TaskDone,
    build_schedule,
    load_profile,
)

CAME = came("2020-01-06", status="care-order")
BORN = D("2014-05-02")
TAKEN = "it counts from {} before the record starts, taken as done on Tue 31 Mar 2026, as late as can be: it may have been due earlier"


def history(*events: Event, starts: str = "2026-04-01", before: int | None = 12, came_in: Event = CAME) -> History:
    return History("A1", [came_in, *events], BORN, record_starts=D(starts), reviews_before=before)


def schedule(*events: Event, profile: str = "england", **more: Any) -> Schedule:
    return build_schedule(history(*events, **more), load_profile(profile)).on(D("2026-12-31"))


def told(found: Schedule, task: str = "review") -> list[tuple[int | None, str, str]]:
    return [(due.review, str(due.due), str(due.status)) for due in found.of(task)]


HELD = ReviewHeld(on=D("2026-06-10"))


class TestReviews:
    def test_they_are_numbered_from_those_before(self) -> None:
        """The thirteenth on 10 June; the fourteenth is due six months after it, on 10 December."""
        found = schedule(HELD)
        assert told(found)[:3] == [(1, "2020-02-03", "not-recorded"), (13, "2026-09-30", "met"), (14, "2026-12-10", "overdue")]
        assert [due.title for due in found.of("review")][1:3] == ["13th looked after review", "14th looked after review"]
        assert found.problems == ()

    def test_what_the_first_of_the_record_counts_from_is_told(self) -> None:
        _, thirteenth, fourteenth, _ = schedule(HELD).of("review")
        assert thirteenth.notices[0] == TAKEN.format("review")
        assert not any("record starts" in text for text in fourteenth.notices)

    def test_one_that_is_open_can_be_overdue_once_no_reading_saves_it(self) -> None:
        visit = TaskDone(on=D("2026-05-06"), task="visit")
        for as_of, status in (("2026-09-30", "due-today"), ("2026-10-01", "overdue")):
            found = schedule(visit).on(D(as_of))
            assert told(found)[1] == (13, "2026-09-30", status)

    @pytest.mark.parametrize(
        ("before", "expected"),
        [
            (0, [(1, "2020-02-03", "met-late"), (2, "2026-09-10", "overdue")]),  # it was the first: the second, three months on
            (1, [(1, "2020-02-03", "not-recorded"), (2, "2026-06-30", "met"), (3, "2026-12-10", "overdue")]),
            (2, [(1, "2020-02-03", "not-recorded"), (3, "2026-09-30", "met"), (4, "2026-12-10", "overdue")]),
        ],
    )
    def test_first_second_and_later(self, before: int, expected: list[tuple[int, str, str]]) -> None:
        """Three months after the first, six after the others."""
        assert told(schedule(HELD, before=before))[: len(expected)] == expected

    def test_without_their_number(self) -> None:
        """As many are taken as held as were due; no number is given."""
        found = schedule(HELD, before=None)
        assert told(found)[:3] == [(None, "2020-02-03", "not-recorded"), (None, "2026-09-30", "met"), (None, "2026-12-10", "overdue")]
        assert {due.title for due in found.of("review")} == {"Further looked after review"}
        assert found.problems == ()

    def test_those_recorded_all_the_same_are_the_last_of_them(self) -> None:
        """The twelfth was on 4 February 2026: the thirteenth is due on 4 August, for certain."""
        found = schedule(ReviewHeld(on=D("2026-02-04")), HELD)
        assert told(found)[1:] == [
            (12, "2026-08-03", "met"),
            (13, "2026-08-04", "met"),
            (14, "2026-12-10", "overdue"),
            (15, "2027-06-10", "upcoming"),
        ]
        assert not any("record starts" in text for text in found.of("review")[2].notices)

    def test_an_event_may_name_its_review_by_its_number(self) -> None:
        issued = DecisionsIssued(on=D("2026-06-12"), review=13)
        found = schedule(HELD, issued)
        assert found.problems == ()
        assert [(due.review, str(due.done_on)) for due in found.of("decisions") if due.done_on] == [(13, "2026-06-12")]

    def test_nothing_of_the_earlier_reviews_is_shown(self) -> None:
        found = schedule(HELD)
        assert {due.review for due in found.due_dates if due.review is not None} == {1, 13, 14, 15}
        assert [due.task for due in found.due_dates if due.review == 1] == ["review"]
        assert {mark.review for mark in found.considerations} <= {13, 14, 15}

    def test_a_review_that_was_adjourned(self) -> None:
        found = schedule(ReviewAdjourned(on=D("2026-06-10")), ReviewHeld(on=D("2026-06-24")))
        assert told(found)[1:3] == [(13, "2026-09-30", "met"), (14, "2026-12-24", "overdue")]

    @pytest.mark.parametrize("moved", ["2026-03-16", "2026-03-30"])
    def test_a_cycle_that_began_again_shortly_before(self, moved: str) -> None:
        """South Gloucestershire: 20 days after the move: 5 April, 19 April. Nothing says that a review was held since."""
        limits = {"2026-03-16": "2026-04-05", "2026-03-30": "2026-04-19"}
        found = schedule(PlacementMoved(on=D(moved), placement="foster-care"), HELD, profile="south-gloucestershire")
        assert (13, limits[moved], "met-late") in told(found)


class TestOtherTasks:
    def test_what_recurs_goes_on_from_the_day_before(self) -> None:
        """Six weeks from 31 March: 12 May. Seen on 6 May: 17 June."""
        found = schedule(TaskDone(on=D("2026-05-06"), task="visit"))
        assert [(day, status) for _, day, status in told(found, "visit")][:3] == [
            ("2020-01-13", "not-recorded"),
            ("2026-05-12", "met"),
            ("2026-06-17", "overdue"),
        ]
        assert found.of("visit")[1].notices[0] == TAKEN.format("visit")

    def test_what_was_due_before_is_not_overdue(self) -> None:
        found = schedule(HELD)
        assert [due for due in found.due_dates if due.due is not None and due.due < D("2026-04-01") and due.status != "not-recorded"] == []
        assert str(found.of("care-plan")[0].due) == "2020-01-20"

    def test_what_never_began_does_not(self) -> None:
        """No secure accommodation, no review of it."""
        assert schedule(HELD).of("secure-accommodation-review") == ()

    def test_what_is_due_from_that_day_on_is_as_ever(self) -> None:
        """Looked after on Mon 16 March 2026: first review 20 working days on, over Easter, 15 April; plan 30 March."""
        found = schedule(came_in=came("2026-03-16"), before=0)
        assert (told(found)[0], told(found, "care-plan")) == ((1, "2026-04-15", "overdue"), [(None, "2026-03-30", "not-recorded")])

    def test_a_missed_step_before_it_sets_nothing_off(self) -> None:
        tables = task_of("answer") + rules_of("answer", 'limit = "1 week"\nafter = "became-looked-after"')
        tables += task_of("next-stage") + rules_of("next-stage", 'limit = "8 years"\nafter = "missed answer"', first=2)
        for starts, expected in ((None, ["2028-01-13"]), (D("2026-04-01"), [])):
            child = replace(history(HELD), record_starts=starts, reviews_before=None)
            found = build_schedule(child, profile_of(tables), until=D("2030-01-01"))
            assert [str(due.due) for due in found.of("next-stage")] == expected


class TestEarlierAndLaterPeriods:
    def test_a_period_that_ended_before(self) -> None:
        """What is open of it is not recorded; the period after it is whole."""
        back = came("2026-05-05")
        found = schedule(CeasedToBeLookedAfter(on=D("2021-01-04")), back, before=None)
        assert {due.status for due in found.of("review") if due.period_of_care == 1} <= {"not-recorded", "cancelled"}
        assert [(due.review, str(due.due)) for due in found.of("review") if due.period_of_care == 2][:1] == [(1, "2026-06-03")]
        assert found.problems == ()

    def test_care_that_began_after_it(self) -> None:
        """A system may say so of all its children: nothing changes, and nothing is remarked on."""
        came_in = came("2026-05-05")
        whole = build_schedule(History("A1", [came_in], BORN), load_profile("england"))
        begun = build_schedule(history(came_in=came_in, before=None), load_profile("england"))
        assert [(due.id, due.due, due.status) for due in begun.due_dates] == [(due.id, due.due, due.status) for due in whole.due_dates]
        assert begun.problems == ()


class TestWhatCannotBe:
    @pytest.mark.parametrize(
        ("child", "where", "what"),
        [
            (history(starts="2026-07-01"), "record_starts", "nothing is recorded from that day on"),
            (
                history(came_in=came("2026-05-05"), before=3),
                "reviews_before",
                "the child was not looked after before and on the day on which the record starts",
            ),
            (
                history(ReviewHeld(on=D("2026-02-04")), ReviewHeld(on=D("2025-08-05")), HELD, before=1),
                "reviews_before",
                "the record itself holds 2 reviews held before it starts",
            ),
            (
                history(HELD, came_in=came("2026-03-30"), before=3),
                "reviews_before",
                "it is more reviews than days in care before the record starts",
            ),
        ],
    )
    def test_it_is_told(self, child: History, where: str, what: str) -> None:
        problems = build_schedule(child, load_profile("england")).problems
        assert [(problem.where, problem.what) for problem in problems] == [(where, what)]

    def test_two_reviews_close_together_are_no_matter_across_that_day(self) -> None:
        """A review on 3 April is three days after the one taken as held."""
        assert schedule(ReviewHeld(on=D("2026-04-03"))).problems == ()

    @pytest.mark.parametrize("before", [1, None])
    @pytest.mark.parametrize("day", ["2026-03-01", "2026-03-05", "2026-03-10", "2026-03-11"])
    @pytest.mark.parametrize(
        "second", [TaskDone(on=D("2026-03-05"), task="review-meeting"), ReviewHeld(on=D("2026-03-05"))], ids=["task", "event"]
    )
    def test_nor_is_one_that_a_task_says_was_held(self, second: Event, day: str, before: int | None) -> None:
        """In care since 5 January, the first review held by 28 February: the second is due by 28 May, and met."""
        came_in = came("2026-01-05")
        found = schedule(replace(second, on=D(day)), starts="2026-03-01", before=before, came_in=came_in)
        assert [(str(due.due), due.status, str(due.done_on)) for due in found.of("review")][1:2] == [("2026-05-28", "met", day)]
        assert found.problems == ()
