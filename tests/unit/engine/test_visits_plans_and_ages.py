"""What is not a review: visits, plans, health, ages, facts, hours, aims, windows, silence, and marked reviews.

Dates are worked by hand from the authority that each test names.
"""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

import pytest
from tests.small_profiles import D, came, schedule_under

from lacreview_rules import (
    AlertRaised,
    CeasedToBeLookedAfter,
    DecisionsIssued,
    Event,
    Fact,
    History,
    LegalStatusChanged,
    OtherEvent,
    PlacementMoved,
    ReviewArranged,
    ReviewHeld,
    SignificantEvent,
    TaskDone,
    build_schedule,
    load_profile,
)
from lacreview_rules.schedules.standing import occurrence_of

if TYPE_CHECKING:
    from lacreview_rules.schedules.due_dates import DueDate
    from lacreview_rules.schedules.schedule import Schedule


def done(task: str, *days: str) -> list[TaskDone]:
    """A task done on these days."""
    return [TaskDone(on=D(day), task=task) for day in days]


def still_open(schedule: Schedule, task: str) -> DueDate:
    """The earliest due date of a task with nothing recorded against it."""
    return next(due for due in schedule.of(task) if occurrence_of(due).completion is None)


def days(schedule: Schedule, task: str) -> list[str]:
    """The due dates of a task."""
    return [str(due.due) for due in schedule.of(task)]


class TestVisits:
    """CPR 2010 reg 28."""

    def test_one_beyond_the_open_one_by_default_and_more_until_a_day(self) -> None:
        """V1 12 January; then 42 days from each: 9 January, 20 February, 3 April, 15 May, 26 June, 7 August."""
        history = (came(), *done("visit", "2026-01-09"))
        assert days(schedule_under(*history), "visit") == ["2026-01-12", "2026-02-20", "2026-04-03"]
        carried = schedule_under(*history, until="2026-06-26")
        assert days(carried, "visit") == ["2026-01-12", "2026-02-20", "2026-04-03", "2026-05-15", "2026-06-26"]
        assert [due.basis for due in carried.of("visit")] == ["actual", "actual", "projected", "projected", "projected"]

    def test_a_move_closes_the_old_visits_and_opens_new_ones(self) -> None:
        """Design.md, scope: visits are per placement. V1 again: one week after 2 March."""
        schedule = schedule_under(came(), *done("visit", "2026-01-09"), PlacementMoved(on=D("2026-03-02"), placement="foster-care"))
        assert [(str(due.due), due.status) for due in schedule.of("visit")][:3] == [
            ("2026-01-12", "met"),
            ("2026-02-20", "not-recorded"),
            ("2026-03-09", "upcoming"),
        ]

    @pytest.mark.parametrize(("visited", "due", "rule"), [("2027-01-04", "2027-02-15", "V2"), ("2027-01-05", "2027-04-05", "V3")])
    def test_the_end_of_the_first_year_goes_by_the_previous_visit(self, visited: str, due: str, rule: str) -> None:
        """Statute.md 11.12: the rule of the day of the previous visit. One year from 5 January 2026 is 5 January 2027."""
        lasting = Fact(on=D("2026-02-02"), fact="placement-to-last-to-18")
        found = still_open(schedule_under(came(), lasting, *done("visit", "2026-01-09", visited)), "visit")
        # 9 January 2026 + 6 weeks is the due date of the visit recorded; the next is the one asked for.
        assert (found.due, found.rule) == (D(due), f"england/{rule}")

    @pytest.mark.parametrize(
        ("facts", "due", "rule"),
        [
            ([("2026-02-02", True)], "2027-09-01", "V5"),
            ([("2026-02-02", True), ("2027-02-26", False)], "2027-04-12", "V4"),  # withdrawn: 1 March + 42 days
            ([("2026-02-02", True), ("2027-02-01", False), ("2027-02-26", True)], "2027-09-01", "V5"),  # and given again
            ([("2026-01-04", True)], "2027-04-12", "V4"),  # recorded before the placement: of another placement
        ],
    )
    def test_fewer_visits_rest_on_facts_of_this_placement_while_they_hold(self, facts: list[tuple[str, bool]], due: str, rule: str) -> None:
        """CPR 2010 reg 28(3A) (V5), from a visit on 1 March 2027: agreement can be taken back, and goes with the placement."""
        told = [
            Fact(on=D(on), fact=fact, value=value)
            for on, value in facts
            for fact in ("long-term-foster-placement", "child-agrees-to-fewer-visits")
        ]
        found = still_open(schedule_under(came(), *told, *done("visit", "2026-01-09", "2027-03-01")), "visit")
        assert (found.due, found.rule) == (D(due), f"england/{rule}")

    def test_facts_do_not_follow_the_child_to_the_next_placement(self) -> None:
        """Design.md, scope: the placement. Moved 1 February 2027, visited over a year later: six weeks, as without the facts."""
        told = [Fact(on=D("2026-02-02"), fact=fact) for fact in ("long-term-foster-placement", "child-agrees-to-fewer-visits")]
        moved = PlacementMoved(on=D("2027-02-01"), placement="foster-care")
        schedule = schedule_under(came(), *told, moved, *done("visit", "2026-01-09", "2027-02-05", "2028-03-01"))
        found = next(due for due in schedule.of("visit") if due.status == "upcoming")
        assert (found.due, found.rule) == (D("2028-04-12"), "england/V4")  # 1 March 2028 + 42 days

    def test_temporary_approval_means_weekly_until_the_first_review_and_then_four_weeks(self) -> None:
        """CPR 2010 reg 28(4) (V7): 9 to 16 January; after the review of 14 January, from 15 January to 12 February."""
        start = (came(placement="connected-person"), Fact(on=D("2026-01-05"), fact="temporary-approval"))
        weekly = still_open(schedule_under(*start, *done("visit", "2026-01-09")), "visit")
        assert (weekly.due, weekly.rule) == (D("2026-01-16"), "england/V7a")
        reviewed = schedule_under(*start, *done("visit", "2026-01-09", "2026-01-15"), ReviewHeld(on=D("2026-01-14")))
        assert (still_open(reviewed, "visit").due, still_open(reviewed, "visit").rule) == (D("2026-02-12"), "england/V7b")

    def test_a_care_order_made_while_living_with_a_parent(self) -> None:
        """CPR 2010 reg 28(5) (V8): within one week of the order of 14 January, although the last visit was on 13."""
        start = (came(placement="parent", status="interim-care-order"), Fact(on=D("2026-01-05"), fact="parent-assessment-completed"))
        order = LegalStatusChanged(on=D("2026-01-14"), legal_status="care-order")
        found = still_open(schedule_under(*start, ReviewHeld(on=D("2026-01-12")), *done("visit", "2026-01-13"), order), "visit")
        assert (found.due, found.rule) == (D("2026-01-21"), "england/V8a")

    def test_a_placement_outside_approval_is_not_ended_by_the_move_into_it(self) -> None:
        """CPR 2010 reg 23 (F1): placed on 3 February, to end within 6 working days, 11 February; it has not ended."""
        moved = PlacementMoved(on=D("2026-02-03"), placement="foster-care", emergency=True)
        placed = OtherEvent(on=D("2026-02-03"), event="placed-outside-approval")
        found = schedule_under(came(), moved, placed).of("outside-approval-ended")[0].on(D("2026-02-12"))
        assert (found.due, found.status, found.done_on) == (D("2026-02-11"), "overdue", None)


class TestWhatIsDoneAfterItsTime:
    """Design.md, closing: when a scope ends, what is still open stays as it was on that day."""

    def test_a_visit_after_care_does_not_make_a_cancelled_visit_late(self) -> None:
        """V2 due 18 February was cancelled on 20 January; a farewell visit in March is nobody's lateness."""
        schedule = schedule_under(came(), *done("visit", "2026-01-07", "2026-03-20"), CeasedToBeLookedAfter(on=D("2026-01-20")))
        assert [(str(due.due), due.status) for due in schedule.of("visit")][:2] == [("2026-01-12", "met"), ("2026-02-18", "cancelled")]

    def test_a_plan_made_before_re_entry_belongs_to_the_new_period_only(self) -> None:
        """Statute.md 11.17: re-entry is a new period; the first period's care plan stays not recorded."""
        schedule = schedule_under(came(), CeasedToBeLookedAfter(on=D("2026-03-01")), *done("care-plan", "2026-08-30"), came("2026-09-01"))
        assert [due.status for due in schedule.of("care-plan")] == ["not-recorded", "met"]

    def test_a_notice_given_after_re_entry_still_counts(self) -> None:
        """CPR 2010 reg 14(4) (P7): ended 2 March, notice due 16 March, given on 9 March; back in care since 5 March."""
        schedule = schedule_under(
            came(), CeasedToBeLookedAfter(on=D("2026-03-02")), came("2026-03-05"), *done("placement-end-notice", "2026-03-09")
        )
        (notice,) = schedule.of("placement-end-notice")
        assert (notice.due, notice.status) == (D("2026-03-16"), "met")

    def test_a_revised_plan_is_not_the_plan_of_the_next_placement(self) -> None:
        """CPR 2010 reg 9 (P3) asks for a plan of each placement; that of 1 March was of the placement that ended on 1 April."""
        moved = PlacementMoved(on=D("2026-04-01"), placement="foster-care")
        schedule = schedule_under(came(), *done("placement-plan", "2026-01-07", "2026-03-01"), moved, ReviewHeld(on=D("2026-05-01")))
        assert [due.status for due in schedule.of("placement-plan")] == ["met", "overdue"]


class TestAges:
    """CPR 2010 regs 7, 40 and 42; statute.md 11.14 and 11.21."""

    @pytest.mark.parametrize(("assessed", "due", "rule"), [("2026-06-09", "2026-12-09", "H3"), ("2026-06-10", "2027-06-10", "H4")])
    def test_health_assessments_around_the_fifth_birthday(self, assessed: str, due: str, rule: str) -> None:
        """Five on 10 June 2026: the day before, six months; on the day, twelve (the age on the day of the last)."""
        found = still_open(
            schedule_under(came(), *done("health-assessment", "2026-01-20", assessed), born="2021-06-10"), "health-assessment"
        )
        assert (found.due, found.rule) == (D(due), f"england/{rule}")

    @pytest.mark.parametrize(("setting", "due"), [("1 March", "2017-08-28"), ("28 February", "2018-02-28")])
    def test_five_on_29_february_in_a_common_year(self, setting: str, due: str) -> None:
        """Statute.md 11.21: assessed on 28 February 2017, under five or already five as the setting says."""
        history = (came("2016-12-05"), *done("health-assessment", "2017-02-28"))
        assert still_open(schedule_under(*history, born="2012-02-29", leap_day_birthday=setting), "health-assessment").due == D(due)

    @pytest.mark.parametrize(("setting", "due"), [("1 March", "2022-05-31"), ("28 February", "2022-05-30")])
    def test_fourteen_on_29_february_in_a_common_year(self, setting: str, due: str) -> None:
        """T1, its weeks: 13 weeks, 91 days, after 1 March 2022 (30 + 30 + 31 days) or the day before."""
        history = (came("2022-01-10"), *done("visit", "2022-03-10"))
        assert days(schedule_under(*history, born="2008-02-29", leap_day_birthday=setting), "thirteen-weeks-since-fourteen") == [due]

    @pytest.mark.parametrize(("start", "due"), [("2025-01-06", "2026-06-10"), ("2026-02-02", "2026-08-04")])
    def test_pathway_assessment_from_sixteen_or_from_eligibility(self, start: str, due: str) -> None:
        """T2: sixteen on 10 March 2026; looked after from 2 February 2026, eligible on 4 May (91 days), if later."""
        schedule = schedule_under(came(start), ReviewHeld(on=D("2026-02-20")), born="2010-03-10")
        assert days(schedule, "pathway-assessment") == [due]

    def test_what_is_owed_to_a_care_leaver_does_not_depend_on_being_looked_after(self) -> None:
        """SI 2010/2571 reg 7 (T4): a leaver's plan is reviewed after eighteen; that is no reason for doubt."""
        events = (came("2025-01-06"), CeasedToBeLookedAfter(on=D("2026-03-02")), *done("pathway-plan-review", "2026-04-01"))
        found = schedule_under(*events, born="2008-02-20").of("pathway-plan-review")[0]
        assert found.due == D("2026-10-01")
        assert not any("no longer be looked after" in notice for notice in found.notices)

    def test_without_a_date_of_birth_it_says_which_rules_are_silent(self) -> None:
        """Design.md: what makes sense is computed and the schedule carries the problem."""
        schedule = build_schedule(History("A1", [came()]), load_profile("england"))
        (problem,) = schedule.problems
        assert problem.where == "date_of_birth"
        assert "england/T2" in problem.remedy
        assert "england/R1" not in problem.remedy
        assert problem.remedy.startswith("add the date of birth; ")


class TestMarkedReviews:
    """Newham/NH21 to NH23; design.md, considerations."""

    def marked(self, rule: str, *events: Event, born: str) -> list[int]:
        """The reviews that a consideration marks."""
        return [
            mark.review for mark in schedule_under(*events, profile="newham", born=born).considerations if mark.rule.id == f"newham/{rule}"
        ]

    REVIEWS = tuple(ReviewHeld(on=D(day)) for day in ("2025-06-25", "2025-09-22", "2026-03-16"))

    def test_permanence_at_the_second_review(self) -> None:
        """NH21, section 9."""
        assert self.marked("NH21", came("2025-06-02"), *self.REVIEWS, born="2016-01-01") == [2]

    @pytest.mark.parametrize(("born", "review"), [("2010-03-16", 3), ("2010-03-17", 4), ("2009-06-01", 1)])
    def test_staying_put_at_the_first_review_from_sixteen(self, born: str, review: int) -> None:
        """NH22, section 1: the birthday itself counts; a child who comes into care at sixteen has it at the first."""
        assert self.marked("NH22", came("2025-06-02"), *self.REVIEWS, born=born) == [review]

    @pytest.mark.parametrize(("born", "reviews"), [("2008-11-20", [3, 4]), ("2008-09-15", [2, 3]), ("2008-09-16", [3, 4])])
    def test_the_last_two_reviews_before_eighteen(self, born: str, reviews: list[int]) -> None:
        """NH23, section 5: 183 days after 16 March 2026 are 15 September; a fourth review on the birthday is not before it."""
        assert self.marked("NH23", came("2025-06-02"), *self.REVIEWS, born=born) == reviews

    def test_a_young_child_who_left_care_has_no_last_review_before_eighteen(self) -> None:
        """NH23, section 5: the child went home at ten; no personal adviser is invited."""
        assert self.marked("NH23", came("2025-06-02"), *self.REVIEWS, CeasedToBeLookedAfter(on=D("2026-05-01")), born="2016-01-01") == []

    def test_an_event_that_only_calls_for_thought_has_no_date(self) -> None:
        """NH4, section 2.3: no number, so advice."""
        schedule = schedule_under(came(), SignificantEvent(on=D("2026-01-12"), type="exclusion"), profile="newham")
        (advice,) = schedule.of("early-review-considered")
        assert (advice.due, advice.status, advice.last_working_day) == (None, "advisory", None)


class TestHours:
    """Design.md, counting: elapsed time in London; without a time, days rounded up (south-gloucestershire/SG25)."""

    @pytest.mark.parametrize(
        ("on", "at", "due", "due_at"),
        [
            ("2026-01-05", "14:00", "2026-01-06", "2026-01-06T14:00:00+00:00"),
            ("2026-03-28", "14:00", "2026-03-29", "2026-03-29T15:00:00+01:00"),  # clocks went forward: 23 hours on the dial
            ("2026-10-24", "14:00", "2026-10-25", "2026-10-25T13:00:00+00:00"),  # and back
            ("2026-03-28", None, "2026-03-29", None),
        ],
    )
    def test_a_day_in_hours(self, on: str, at: str | None, due: str, due_at: str | None) -> None:
        """24 hours from becoming looked after."""
        (found,) = schedule_under(came(on, at=at), profile="south-gloucestershire").of("review-team-told")
        assert (found.due, found.due_at) == (D(due), due_at)
        assert any("no time is recorded" in notice for notice in found.notices) is (at is None)

    @pytest.mark.parametrize(("at", "status"), [("15:00", "met"), ("15:01", "met-late"), (None, "met")])
    def test_on_the_last_day_the_time_decides_where_it_is_known(self, at: str | None, status: str) -> None:
        """24 hours end at 15:00 summer time on 29 March 2026."""
        told = TaskDone(on=D("2026-03-29"), at=time.fromisoformat(at) if at else None, task="review-team-told")
        (found,) = schedule_under(came("2026-03-28", at="14:00"), told, profile="south-gloucestershire").of("review-team-told")
        assert found.status == status


class TestShapes:
    """Aim, window, midway, clear days, silence, versions."""

    def test_an_aim_stands_before_the_limit(self) -> None:
        """Newham/NH19. From Fri 18 December 2026: 21 to 24 (4), 29 to 31 (7: the aim), 4 to 6 January (10)."""
        (found,) = schedule_under(came(), AlertRaised(on=D("2026-12-18")), profile="newham").of("alert-response")
        assert (found.aim, found.due) == (D("2026-12-31"), D("2027-01-06"))

    def test_a_window_opens_before_it_closes(self) -> None:
        """South-gloucestershire/SG10 and SG20: open from 27 March, the earlier of two limits binds.

        Review booked for Mon 27 April 2026. Three weeks before is 6 April; 15 working days before, Easter
        skipped, is Thu 2 April.
        """
        booked = ReviewArranged(on=D("2026-01-28"), review_on=D("2026-04-27"))
        schedule = schedule_under(came(), ReviewHeld(on=D("2026-01-28")), booked, profile="south-gloucestershire")
        found = next(due for due in schedule.of("iro-consultation") if due.review == 2)
        assert (found.opens, found.due) == (D("2026-03-27"), D("2026-04-02"))
        assert [(limit.rule, limit.due) for limit in found.also] == [("south-gloucestershire/SG10", D("2026-04-06"))]

    def test_midway_between_two_reviews(self) -> None:
        """South-gloucestershire/SG19: 28 January to 28 April are 90 days, so 45 after is 14 March."""
        booked = ReviewArranged(on=D("2026-01-28"), review_on=D("2026-04-28"))
        schedule = schedule_under(came(), ReviewHeld(on=D("2026-01-28")), booked, profile="south-gloucestershire")
        found = next(due for due in schedule.of("midway-check") if due.review == 1)
        assert (found.due, found.basis) == (D("2026-03-14"), "arranged")

    @pytest.mark.parametrize(("setting", "due"), [("simple", "2026-04-01"), ("clear", "2026-03-31")])
    def test_clear_days_are_one_further_back(self, setting: str, due: str) -> None:
        """Statute.md 11.19 (IRO4), review booked for Wed 8 April 2026: 7, 2, 1 April; Easter skipped."""
        history = (came("2026-03-16"), ReviewArranged(on=D("2026-03-16"), review_on=D("2026-04-08")))
        assert days(schedule_under(*history, count_back=setting), "review-report")[0] == due

    def test_silence_is_agreement_when_the_time_is_over(self) -> None:
        """Newham/NH12, section 13: decisions on Fri 30 January; on Fri 6 February still time, the day after agreed."""
        history = (came(), ReviewHeld(on=D("2026-01-28")), DecisionsIssued(on=D("2026-01-30")))
        found = schedule_under(*history, profile="newham").of("manager-response")[0]
        assert [(found.on(D(day)).status, found.on(D(day)).done_on) for day in ("2026-02-05", "2026-02-06", "2026-02-07")] == [
            ("upcoming", None),
            ("due-today", None),
            ("met", D("2026-02-06")),
        ]

    def test_nothing_is_agreed_to_before_it_is_issued(self) -> None:
        """Newham/NH12: no decisions, so nothing that silence could agree to."""
        found = schedule_under(came(), ReviewHeld(on=D("2026-01-28")), profile="newham").of("manager-response")[0]
        assert found.on(D("2026-03-16")).done_on is None

    @pytest.mark.parametrize("later", [ReviewHeld(on=D("2026-04-20")), CeasedToBeLookedAfter(on=D("2026-04-20"))])
    def test_what_silence_agreed_to_stays_agreed(self, later: Event) -> None:
        """Newham/NH12, section 13: considered agreed on 6 February; what happens on 20 April does not undo it."""
        history = (came(), ReviewHeld(on=D("2026-01-28")), DecisionsIssued(on=D("2026-01-30")), later)
        assert schedule_under(*history, profile="newham").of("manager-response")[0].status == "met"

    @pytest.mark.parametrize(
        ("start", "rule", "status"),
        [
            ("2020-04-23", "P3", "upcoming"),
            ("2020-04-24", "P3-2020", "advisory"),
            ("2020-09-24", "P3-2020", "advisory"),
            ("2020-09-25", "P3", "upcoming"),
        ],
    )
    def test_both_ends_of_a_temporary_rule_are_included(self, start: str, rule: str, status: str) -> None:
        """Statute.md section 10: SI 2020/445, 24 April to 24 September 2020."""
        (found,) = schedule_under(came(start)).of("placement-plan")
        assert (found.rule, found.status) == (f"england/{rule}", status)
