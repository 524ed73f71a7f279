"""Reviews: when each is due, what restarts, what an adjournment, a request, a booking or an ending does.

Dates are worked by hand from the authority that each test names. In 2026: Good Friday 3 April, Easter Monday
6 April, bank holidays 4 May, 25 May and 31 August.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.small_profiles import D

from lacreview_rules import (
    BecameLookedAfter,
    CeasedToBeLookedAfter,
    Event,
    History,
    PlacementMoved,
    ReviewAdjourned,
    ReviewArranged,
    ReviewHeld,
    ReviewRequested,
    TaskDone,
    build_schedule,
    load_profile,
)
from lacreview_rules.schedules.standing import occurrence_of

if TYPE_CHECKING:
    from datetime import date

    from lacreview_rules.schedules.due_dates import DueDate
    from lacreview_rules.schedules.schedule import Schedule


def schedule_of(*events: Event, profile: str = "england", born: str = "2016-01-01", **settings: object) -> Schedule:
    """The schedule of these events; the child is ten, so that no rule about age has a say."""
    return build_schedule(History("A1", events, D(born)), load_profile(profile).with_settings(**settings))


def came(on: str) -> BecameLookedAfter:
    """The child became looked after."""
    return BecameLookedAfter(on=D(on), placement="foster-care", legal_status="section-20")


def reviewed(*days: str) -> list[ReviewHeld]:
    """Reviews held on these days."""
    return [ReviewHeld(on=D(day)) for day in days]


def review(schedule: Schedule, number: int, period: int = 1) -> DueDate:
    """The review of this number."""
    return next(due for due in schedule.of("review") if (due.review, due.period_of_care) == (number, period))


def limits(due: DueDate) -> list[tuple[str, str]]:
    """Every rule on a due date and the day it gives, the binding one first."""
    return [(limit.rule_id, str(limit.due)) for limit in occurrence_of(due).limits]


class TestIntervals:
    """First, second and later reviews."""

    @pytest.mark.parametrize(
        ("start", "due"),
        [
            ("2025-01-06", "2025-02-03"),  # nothing skipped but weekends
            ("2024-12-02", "2025-01-02"),  # Christmas, Boxing Day, New Year
            ("2025-04-07", "2025-05-08"),  # Easter and early May
            ("2022-05-16", "2022-06-15"),  # spring holiday moved, jubilee
            ("2022-09-05", "2022-10-04"),  # state funeral
            ("2023-04-24", "2023-05-24"),  # coronation
            ("2015-12-07", "2016-01-07"),  # Boxing Day on a Saturday
            ("2021-12-06", "2022-01-06"),  # 27 and 28 December, 3 January
            ("2024-03-15", "2024-04-16"),  # a Friday,
            ("2024-03-16", "2024-04-16"),  # a Saturday
            ("2024-03-17", "2024-04-16"),  # and a Sunday count alike
        ],
    )
    def test_the_first_review_is_due_in_twenty_working_days(self, start: str, due: str) -> None:
        """CPR 2010 reg 33(1); the dates are those of statute.md section 12."""
        found = review(schedule_of(came(start), born="2010-01-01"), 1)
        assert (found.due, found.rule) == (D(due), "england/R1")

    @pytest.mark.parametrize(
        ("held", "three_months", "days_91"),
        [
            ("2025-11-30", "2026-02-28", "2026-03-01"),
            ("2023-11-30", "2024-02-29", "2024-02-29"),
            ("2025-08-31", "2025-11-30", "2025-11-30"),
            ("2024-02-29", "2024-05-29", "2024-05-30"),
            ("2025-01-31", "2025-04-30", "2025-05-02"),
        ],
    )
    def test_the_second_review_is_due_in_three_months_or_91_days(self, held: str, three_months: str, days_91: str) -> None:
        """CPR 2010 reg 33(2) and the data return (SSD2); the dates are those of statute.md section 12."""
        history = [came("2023-11-06" if held < "2025" else "2025-01-06"), *reviewed(held)]
        assert review(schedule_of(*history), 2).due == D(three_months)
        assert review(schedule_of(*history, profile="data-return"), 2).due == D(days_91)

    @pytest.mark.parametrize(
        ("held", "six_months", "days_183"),
        [
            ("2025-11-30", "2026-05-30", "2026-06-01"),
            ("2023-11-30", "2024-05-30", "2024-05-31"),
            ("2025-08-31", "2026-02-28", "2026-03-02"),
            ("2024-02-29", "2024-08-29", "2024-08-30"),
            ("2025-01-31", "2025-07-31", "2025-08-02"),
        ],
    )
    def test_later_reviews_are_due_in_six_months_or_183_days(self, held: str, six_months: str, days_183: str) -> None:
        """CPR 2010 reg 33(2) and the data return (SSD3); the dates are those of statute.md section 12."""
        history = [came("2023-08-07"), *reviewed("2023-08-25", held)]
        assert review(schedule_of(*history), 3).due == D(six_months)
        assert review(schedule_of(*history, profile="data-return"), 3).due == D(days_183)

    def test_a_second_review_before_the_end_of_a_month_is_followed_from_its_own_day(self) -> None:
        """Statute.md 11.7: each date comes from the review held, so a clamp in one month is not carried on."""
        schedule = schedule_of(came("2025-11-10"), *reviewed("2025-11-30", "2026-02-27"))
        assert review(schedule, 2).due == D("2026-02-28")
        assert review(schedule, 3).due == D("2026-08-27")

    def test_a_late_first_review_is_late_and_moves_the_next(self) -> None:
        """Statute.md 11.8: regulation 33(2) runs from the review that happened."""
        schedule = schedule_of(came("2026-01-05"), *reviewed("2026-02-04"))
        first = review(schedule, 1)
        assert (first.due, first.status, first.days_late) == (D("2026-02-02"), "met-late", 2)
        assert review(schedule, 2).due == D("2026-05-04")  # a bank holiday: the date in law does not move

    @pytest.mark.parametrize(
        ("start", "due", "rule"),
        [
            ("2011-03-31", "2011-04-28", "england/R1-1991"),  # 28 days
            # From Fri 1 Apr 2011: 4 to 8 (5), 11 to 15 (10), 18 to 21 (14), 26 to 28 (17), 3 to 5 May (20);
            # Good Friday 22, Easter Monday 25, royal wedding 29 April and early May 2 May are skipped.
            ("2011-04-01", "2011-05-05", "england/R1"),
        ],
    )
    def test_the_text_in_force_on_the_day_care_began_applies(self, start: str, due: str, rule: str) -> None:
        """Statute.md section 10 (CPR 2010 in force from 1 April 2011) and section 9 (1991 regulations)."""
        assert limits(review(schedule_of(came(start), born="2005-01-01"), 1)) == [(rule, due)]

    def test_newham_meets_months_and_days_and_the_earlier_binds(self) -> None:
        """Design.md worked example: review held 28 January; three months is 28 April, 91 days 29 April."""
        second = review(schedule_of(came("2026-01-05"), *reviewed("2026-01-28"), PlacementMoved(on=D("2026-02-20")), profile="newham"), 2)
        assert limits(second) == [("england/R2", "2026-04-28"), ("newham/NH2", "2026-04-28"), ("newham/NH2", "2026-04-29")]


class TestRestart:
    """Design.md, the engine, worked; south-gloucestershire/SG4 to SG6."""

    BEFORE = (came("2026-01-05"), *reviewed("2026-01-28"))

    def test_a_move_restarts_the_cycle_beside_the_regulation(self) -> None:
        """Moved 20 February: 20 days give 12 March; the regulation's 28 April stays in `also`."""
        schedule = schedule_of(*self.BEFORE, PlacementMoved(on=D("2026-02-20")), profile="south-gloucestershire")
        assert limits(review(schedule, 2)) == [("south-gloucestershire/SG4", "2026-03-12"), ("england/R2", "2026-04-28")]

    def test_a_move_restarts_nothing_in_the_regulations(self) -> None:
        """Statute.md section 6: no words of regulation 33 restart it on a move."""
        assert limits(review(schedule_of(*self.BEFORE, PlacementMoved(on=D("2026-02-20"))), 2)) == [("england/R2", "2026-04-28")]

    @pytest.mark.parametrize(("second", "due"), [("2026-03-02", "2026-03-22"), ("2026-03-12", "2026-04-01")])
    def test_a_second_move_supersedes_the_first_while_it_is_not_overdue(self, second: str, due: str) -> None:
        """2 March + 20 days = 22 March. On its last day, 12 March, the first limit is not yet overdue either."""
        moves = (PlacementMoved(on=D("2026-02-20")), PlacementMoved(on=D(second)))
        found = review(schedule_of(*self.BEFORE, *moves, profile="south-gloucestershire"), 2)
        assert found.due == D(due)
        set_aside = {(aside.limit.rule_id, aside.limit.due, aside.on) for aside in occurrence_of(found).set_aside}
        assert ("south-gloucestershire/SG4", D("2026-03-12"), D(second)) in set_aside

    def test_a_second_move_does_not_supersede_what_was_already_overdue(self) -> None:
        """Design.md: closing leaves what was due as it stood. 16 March + 20 days = 5 April is only in `also`."""
        moves = (PlacementMoved(on=D("2026-02-20")), PlacementMoved(on=D("2026-03-16")))
        found = review(schedule_of(*self.BEFORE, *moves, profile="south-gloucestershire"), 2)
        assert (found.due, found.status, found.days_late) == (D("2026-03-12"), "overdue", 4)
        assert ("south-gloucestershire/SG4", "2026-04-05") in limits(found)

    def test_the_review_after_the_restart_is_the_first_of_the_new_cycle(self) -> None:
        """Held 10 March: 91 days give 9 June (SG5); six months from the regulation, 10 September, stand in `also`."""
        moves = (PlacementMoved(on=D("2026-02-20")), PlacementMoved(on=D("2026-03-02")))
        schedule = schedule_of(*self.BEFORE, *moves, *reviewed("2026-03-10"), profile="south-gloucestershire")
        assert review(schedule, 2).status == "met"
        assert limits(review(schedule, 3)) == [("south-gloucestershire/SG5", "2026-06-09"), ("england/R3", "2026-09-10")]
        # 9 June + 183 days: 21 days of June, then 31 + 31 + 30 + 31 + 30 make 174, then 9 December; so are six months.
        assert limits(review(schedule, 4)) == [("england/R3", "2026-12-09"), ("south-gloucestershire/SG6", "2026-12-09")]

    def test_every_placement_has_its_own_first_review(self) -> None:
        """West-sussex-residential/WS1: 20 working days from 20 February (Fri) are 20 March."""
        schedule = schedule_of(*self.BEFORE, PlacementMoved(on=D("2026-02-20")), profile="west-sussex-residential")
        assert limits(review(schedule, 2)) == [("west-sussex-residential/WS1", "2026-03-20"), ("england/R2", "2026-04-28")]


class TestAdjournment:
    """Statute.md 11.9: sitting and completion, each switchable; R1 due 2 February, sat 30 January, completed 16 February."""

    SAT = (came("2026-01-05"), ReviewAdjourned(on=D("2026-01-30")))
    COMPLETED = (*SAT, *reviewed("2026-02-16"))

    @pytest.mark.parametrize(("met_by", "done_on", "status"), [("sitting", "2026-01-30", "met"), ("completion", "2026-02-16", "met-late")])
    @pytest.mark.parametrize(("interval_from", "next_due"), [("completion", "2026-05-16"), ("sitting", "2026-04-30")])
    def test_each_setting_both_ways(self, met_by: str, done_on: str, status: str, interval_from: str, next_due: str) -> None:
        """Which day tests timeliness and which starts the three months are independent."""
        schedule = schedule_of(*self.COMPLETED, adjourned_review_met_by=met_by, interval_after_adjournment_from=interval_from)
        first = review(schedule, 1)
        assert (first.done_on, first.status) == (D(done_on), status)
        assert review(schedule, 2).due == D(next_due)

    def test_the_rest_is_due_in_twenty_working_days(self) -> None:
        """CPR 2010 reg 36(2) (R6): 20 working days after Fri 30 January are Fri 27 February."""
        schedule = schedule_of(*self.COMPLETED)
        (rest,) = schedule.of("review-completed")
        assert (rest.due, rest.status, rest.done_on) == (D("2026-02-27"), "met", D("2026-02-16"))

    def test_before_counts_from_the_sitting_and_after_from_the_completion(self) -> None:
        """IRO4: 3 working days before 30 January are 27 January. IRO5: 5 after Mon 16 February are 23 February."""
        schedule = schedule_of(*self.COMPLETED)
        assert next(due.due for due in schedule.of("review-report") if due.review == 1) == D("2026-01-27")
        assert next(due.due for due in schedule.of("decisions") if due.review == 1) == D("2026-02-23")

    def test_while_it_is_open_the_next_review_hangs_on_its_limit(self) -> None:
        """Design.md, projection: assumed completed on 27 February, so three months later is 27 May."""
        schedule = schedule_of(*self.SAT)
        assert (review(schedule, 2).due, review(schedule, 2).basis) == (D("2026-05-27"), "projected")
        open_review = review(schedule_of(*self.SAT, adjourned_review_met_by="completion").on(D("2026-02-10")), 1)
        assert (open_review.status, open_review.days_late) == ("overdue", 8)

    def test_while_it_is_open_a_booking_is_for_the_rest_of_it(self) -> None:
        """Design.md, projection: the resumed sitting is booked for 20 February; three months later is 20 May."""
        booked = ReviewArranged(on=D("2026-01-30"), review_on=D("2026-02-20"))
        second = review(schedule_of(*self.SAT, booked), 2)
        assert (second.due, second.basis) == (D("2026-05-20"), "arranged")

    def test_a_second_adjournment_is_a_problem(self) -> None:
        """Design.md, history: reported and left out; statute.md R6: once only."""
        schedule = schedule_of(*self.SAT, ReviewAdjourned(on=D("2026-02-13")), *reviewed("2026-02-16"))
        assert ["once only" in problem.what for problem in schedule.problems] == [True]
        assert schedule.problems[0].where == "events[2]"
        assert review(schedule, 2).due == D("2026-05-16")

    def test_a_resumed_review_may_not_be_adjourned_again(self) -> None:
        """Statute.md R6: completed and adjourned on one day is a second adjournment."""
        schedule = schedule_of(*self.COMPLETED, ReviewAdjourned(on=D("2026-02-16")))
        assert ["once only" in problem.what for problem in schedule.problems] == [True]

    def test_held_and_adjourned_on_one_day_is_one_review(self) -> None:
        """History.py: the adjourned sitting recorded a second time; in whichever order the file has them."""
        both = (ReviewHeld(on=D("2026-01-30")), ReviewAdjourned(on=D("2026-01-30")))
        for pair in (both, both[::-1]):
            schedule = schedule_of(came("2026-01-05"), *pair, *reviewed("2026-02-16"))
            assert [due.review for due in schedule.of("review")] == [1, 2, 3]
            assert review(schedule, 2).due == D("2026-05-16")
            assert schedule.problems == ()


class TestBroughtForward:
    """Statute.md 11.10 and R4."""

    def test_an_extra_review_is_literally_the_second(self) -> None:
        """Default: held 2 March, it is the second, so the next is due in six months, 2 September."""
        schedule = schedule_of(came("2026-01-05"), *reviewed("2026-01-28"), ReviewHeld(on=D("2026-03-02"), additional=True))
        assert (review(schedule, 3).due, review(schedule, 3).rule) == (D("2026-09-02"), "england/R3")

    def test_an_additional_review_may_stand_apart(self) -> None:
        """ReviewScope additional_reviews: three months still run from the first review, to 28 April."""
        schedule = schedule_of(
            came("2026-01-05"),
            *reviewed("2026-01-28"),
            ReviewHeld(on=D("2026-03-02"), additional=True),
            additional_reviews="stand-apart",
        )
        upcoming = next(due for due in schedule.of("review") if due.status == "upcoming")
        assert (upcoming.due, upcoming.rule) == (D("2026-04-28"), "england/R2")

    def test_what_is_for_a_first_review_is_not_asked_of_one_that_stands_apart(self) -> None:
        """Newham/NH9 is for the first review only; the review of 2 March is not the first."""
        schedule = schedule_of(
            came("2026-01-05"),
            *reviewed("2026-01-28"),
            ReviewHeld(on=D("2026-03-02"), additional=True),
            profile="newham",
            additional_reviews="stand-apart",
        )
        assert [due.review for due in schedule.of("review-report") if due.rule == "newham/NH9"] == [1]

    def test_the_date_that_the_iro_names_binds(self) -> None:
        """CPR 2010 reg 33(3): before the time of paragraph (1) or (2). Then six months from the review held."""
        asked = ReviewRequested(on=D("2026-02-23"), by="IRO", review_by=D("2026-03-06"))
        history = (came("2026-01-05"), *reviewed("2026-01-28"), asked)
        assert limits(review(schedule_of(*history), 2)) == [("england/R4", "2026-03-06"), ("england/R2", "2026-04-28")]
        completions_used = schedule_of(*history, *reviewed("2026-03-05"))
        assert review(completions_used, 2).status == "met"
        assert review(completions_used, 3).due == D("2026-09-05")

    def test_a_request_that_names_no_date_is_advice(self) -> None:
        """Statute.md R4: no number. The date of the second review does not move."""
        schedule = schedule_of(came("2026-01-05"), *reviewed("2026-01-28"), ReviewRequested(on=D("2026-02-23"), by="IRO"))
        assert [(due.rule, due.due) for due in schedule.of("review") if due.status == "advisory"] == [("england/R4", None)]
        assert review(schedule, 2).due == D("2026-04-28")

    def test_a_date_before_the_request_is_a_problem(self) -> None:
        """Design.md: an impossible history is reported (a booking for a day before it was made is)."""
        asked = ReviewRequested(on=D("2026-02-23"), by="IRO", review_by=D("2026-02-06"))
        assert schedule_of(came("2026-01-05"), *reviewed("2026-01-28"), asked).problems


class TestBookings:
    """Design.md, projection: an arranged date never moves a due date; what counts back moves with it."""

    FIRST = ReviewArranged(on=D("2026-01-12"), review_on=D("2026-01-27"))

    def report(self, schedule: Schedule) -> tuple[date | None, str]:
        """When the first review's report is due, and on what basis."""
        due = next(due for due in schedule.of("review-report") if due.review == 1)
        return due.due, due.basis

    def test_what_counts_back_counts_from_the_booking(self) -> None:
        """IRO4: 3 working days before Tue 27 January are Thu 22. Three months after are 27 April."""
        schedule = schedule_of(came("2026-01-05"), self.FIRST)
        assert self.report(schedule) == (D("2026-01-22"), "arranged")
        assert (review(schedule, 1).due, review(schedule, 1).basis) == (D("2026-02-02"), "actual")
        assert (review(schedule, 2).due, review(schedule, 2).basis) == (D("2026-04-27"), "arranged")

    def test_without_a_booking_it_counts_from_the_due_date(self) -> None:
        """Three working days before Mon 2 February are Wed 28 January."""
        assert self.report(schedule_of(came("2026-01-05"))) == (D("2026-01-28"), "projected")

    def test_a_second_booking_takes_the_place_of_the_first(self) -> None:
        """Statute.md section 5: recomputed whenever the review is rebooked. Before Fri 30 January: Tue 27."""
        schedule = schedule_of(came("2026-01-05"), self.FIRST, ReviewArranged(on=D("2026-01-20"), review_on=D("2026-01-30")))
        assert self.report(schedule) == (D("2026-01-27"), "arranged")
        assert review(schedule, 2).due == D("2026-04-30")

    def test_a_booking_after_the_due_date_gives_a_notice(self) -> None:
        """Design.md: if it is later, a notice says so; the due date stays 2 February."""
        first = review(schedule_of(came("2026-01-05"), ReviewArranged(on=D("2026-01-12"), review_on=D("2026-02-09"))), 1)
        assert first.due == D("2026-02-02")
        assert any("Mon 9 Feb 2026" in notice and "after its due date" in notice for notice in first.notices)

    def test_a_booking_that_was_used_up_says_nothing_of_the_next_review(self) -> None:
        """History.settle_bookings: a booking made before the review sat was for that review."""
        schedule = schedule_of(came("2026-01-05"), self.FIRST, *reviewed("2026-01-26"))
        assert review(schedule, 2).basis == "actual"
        assert next(due.basis for due in schedule.of("review-report") if due.review == 2) == "projected"


class TestEnding:
    """Design.md, closing; statute.md 11.16 and 11.17."""

    def test_what_is_not_yet_due_is_cancelled_and_the_rest_stays(self) -> None:
        """Care plan (P1) due 19 January: past, unrecorded. Review due 2 February: cancelled."""
        schedule = schedule_of(came("2026-01-05"), CeasedToBeLookedAfter(on=D("2026-01-20")))
        assert [(due.due, due.status) for due in schedule.of("care-plan")] == [(D("2026-01-19"), "not-recorded")]
        assert [(due.due, due.status) for due in schedule.of("review")] == [(D("2026-02-02"), "cancelled")]

    @pytest.mark.parametrize(("ceased", "status"), [("2026-02-01", "cancelled"), ("2026-02-02", "cancelled"), ("2026-02-03", "overdue")])
    def test_a_review_owed_before_ceasing_stays_overdue(self, ceased: str, status: str) -> None:
        """Statute.md 11.16: reviews owed before ceasing are kept. Due on the day of ceasing counts as not yet due."""
        first = review(schedule_of(came("2026-01-05"), CeasedToBeLookedAfter(on=D(ceased))), 1)
        assert (first.due, first.status) == (D("2026-02-02"), status)

    def test_the_notice_of_the_end_of_a_placement_outlives_care(self) -> None:
        """CPR 2010 reg 14(4) (P7): 10 working days after Tue 20 January are Tue 3 February."""
        history = (came("2026-01-05"), CeasedToBeLookedAfter(on=D("2026-01-20")))
        (notice,) = schedule_of(*history).of("placement-end-notice")
        assert (notice.due, notice.status, notice.on(D("2026-02-04")).status) == (D("2026-02-03"), "upcoming", "overdue")
        (given,) = schedule_of(*history, TaskDone(on=D("2026-02-02"), task="placement-end-notice")).of("placement-end-notice")
        assert (given.status, given.done_on) == ("met", D("2026-02-02"))

    def test_re_entry_begins_again_even_on_the_same_day(self) -> None:
        """Statute.md 11.17: R1 starts again. 20 working days after Mon 2 March are Mon 30 March."""
        left = CeasedToBeLookedAfter(on=D("2026-03-02"))
        schedule = schedule_of(came("2026-01-05"), *reviewed("2026-01-28"), left, came("2026-03-02"))
        assert schedule.problems == ()
        assert review(schedule, 2).status == "cancelled"
        again = review(schedule, 1, period=2)
        assert (again.due, again.title) == (D("2026-03-30"), "First looked after review")

    def test_what_was_done_in_an_earlier_period_does_not_count_in_the_next(self) -> None:
        """Statute.md 11.17: whether the history of an earlier period counts is local, by default not."""
        schedule = schedule_of(
            came("2026-01-05"),
            TaskDone(on=D("2026-01-12"), task="iro-appointed"),
            CeasedToBeLookedAfter(on=D("2026-03-02")),
            came("2026-06-01"),
        )
        assert [(due.period_of_care, due.status) for due in schedule.of("iro-appointed")] == [(1, "met"), (2, "upcoming")]


def test_a_move_takes_away_nothing_that_is_owed_about_a_review_held() -> None:
    """South-gloucestershire/SG17 (I9): 20 working days after Wed 28 January are Wed 25 February; the move of the 20th changes nothing."""
    schedule = schedule_of(came("2026-01-05"), *reviewed("2026-01-28"), PlacementMoved(on=D("2026-02-20")), profile="south-gloucestershire")
    record = next(due for due in schedule.of("review-record") if due.review == 1)
    assert (record.due, record.rule) == (D("2026-02-25"), "south-gloucestershire/SG17")
