"""What ended comes back, or begins, with what it depends on; and days on which two things happen. Dates worked by hand.

Authority: SI 2010/959 regs 7(3), 9, 11, 13, 19(b), 33 and Part 8A, SI 2005/389 reg 36, SI 1991/1505 reg 10: the rows that each test
names. A duty that is in force again is owed from that day, where its own day has gone by.
"""

from __future__ import annotations

from datetime import date

import pytest
from tests.field_cases.asked import done, fact, happened, held, looked_after, moved, on, said, schedule_of

from lacreview_rules import Schedule, build_schedule, load_profile, parse_history

PLACED, STATUS, SECURED = "placed-for-adoption", "legal-status-changed", "secured-without-order"


def dues(events: list[dict[str, object]], task: str, born: str = "2016-01-04") -> list[str]:
    """The due dates of a task that count from what happened, each with its rule."""
    found = schedule_of(born, events).of(task)
    return [f"{due.due} {due.rule.partition('/')[2]}" for due in found if due.basis == "actual"]


def limits(found: Schedule) -> set[tuple[str, str]]:
    """The rule and the day of every limit on a review."""
    reviews = found.of("review")
    return {(due.rule, str(due.due)) for due in reviews} | {(other.rule, str(other.due)) for due in reviews for other in due.also}


class TestBackFromAdopters:
    """Rows H3, H4, R2: the 2010 Regulations stop at a placement for adoption, and are in force again on the return from one."""

    CAME = looked_after("2024-06-03", legal_status="placement-order")

    def test_the_yearly_assessment_that_fell_due_meanwhile(self) -> None:
        """A year from 20 Jun 2024 is 20 Jun 2025, with the adopters; back on Thu 31 Jul."""
        there = [self.CAME, done("health-assessment", "2024-06-20"), happened(PLACED, "2025-05-01")]
        assert "2025-07-31 H4" in dues([*there, moved("2025-07-31")], "health-assessment")
        assert not [due for due in dues(there, "health-assessment") if due.endswith("H4")]

    def test_under_five_it_is_six_months(self) -> None:
        """Six months from 20 Jun 2024: 20 Dec, with the adopters from 2 Dec to 15 Jan 2025."""
        events = [self.CAME, done("health-assessment", "2024-06-20"), happened(PLACED, "2024-12-02"), moved("2025-01-15")]
        assert "2025-01-15 H3" in dues(events, "health-assessment", born="2022-01-04")

    def test_back_before_its_day_it_keeps_it(self) -> None:
        events = [self.CAME, done("health-assessment", "2024-06-20"), happened(PLACED, "2025-05-01"), moved("2025-06-19")]
        assert "2025-06-20 H4" in dues(events, "health-assessment")

    def test_what_was_done_meanwhile_was_done(self) -> None:
        """Assessed on 7 Jul 2025, with the adopters: a year from then."""
        there = [
            self.CAME,
            done("health-assessment", "2024-06-20"),
            happened(PLACED, "2025-05-01"),
            done("health-assessment", "2025-07-07"),
        ]
        assert [due for due in dues([*there, moved("2025-07-31")], "health-assessment") if due.endswith("H4")] == ["2026-07-07 H4"]

    def test_the_review_that_fell_due_meanwhile(self) -> None:
        """Three months from 20 Jan 2025 are 20 Apr, with the adopters from 7 to 28 Apr; the review of A9b from 26 May to 9 Jun."""
        events = [
            looked_after("2025-01-06", legal_status="placement-order"),
            held("2025-01-20"),
            happened(PLACED, "2025-04-07"),
            moved("2025-04-28"),
        ]
        assert dues(events, "review")[1:3] == ["2025-04-28 R2", "2025-06-09 A9b"]

    def test_a_limit_on_the_day_of_the_placement_lapses(self) -> None:
        """Twenty working days from 6 Jan 2025 are up on 3 Feb: before that day was over reg 33 had stopped. Four weeks: 3 Mar (A3)."""
        assert dues([looked_after("2025-01-06", legal_status="placement-order"), happened(PLACED, "2025-02-03")], "review") == [
            "2025-03-03 A3"
        ]


class TestAuthorityStandsThroughReturns:
    """Row A1: authority of Mon 4 May 2026, so a review by Tue 4 Aug (SI 2005/389 reg 36(1): authorised, and not placed for the time being).

    Reviews on 28 Jan and 20 Apr: six months from the second are up on 20 Oct (R3).
    """

    CAME = (looked_after("2026-01-05", legal_status="care-order"), held("2026-01-28"), held("2026-04-20"))
    AUTHORISED = happened("authorised-for-adoption", "2026-05-04")

    def third(self, *events: dict[str, object]) -> list[str]:
        return dues([*self.CAME, *events], "review", born="2022-05-02")[2:4]

    @pytest.mark.parametrize("back", [moved("2026-08-10"), happened("returned-from-adoptive-placement", "2026-08-10")])
    def test_it_fell_due_with_the_adopters(self, back: dict[str, object]) -> None:
        """With them from 20 Jul to Mon 10 Aug: on that day. The review of A9 follows, by Mon 21 Sep, 42 days after it."""
        third, fourth = self.third(self.AUTHORISED, moved("2026-07-20", "adoptive"), back)
        assert third == "2026-08-10 A1"
        assert fourth in {"2026-09-21 A9", "2026-09-21 A9b"}

    def test_back_twice(self) -> None:
        """With adopters from 1 to 15 June, and with others from 27 July to 10 Aug."""
        moves = [moved("2026-06-01", "adoptive"), moved("2026-06-15"), moved("2026-07-27", "adoptive"), moved("2026-08-10")]
        assert self.third(self.AUTHORISED, *moves) == ["2026-08-10 A1", "2026-09-21 A9b"]

    def test_back_before_its_day_it_keeps_it(self) -> None:
        assert self.third(self.AUTHORISED, moved("2026-06-29", "adoptive"), moved("2026-07-13"))[0] == "2026-08-04 A1"

    def test_reviewed_meanwhile(self) -> None:
        """On 6 Aug, with the adopters, for which four weeks would have been up on 17 Aug: the authority has had its review."""
        placed = [moved("2026-07-20", "adoptive"), held("2026-08-06"), moved("2026-08-10")]
        assert self.third(self.AUTHORISED, *placed) == ["2026-08-17 A3", "2026-09-21 A9b"]

    def test_authority_that_ended_does_not_come_back_with_another(self) -> None:
        """The order of 4 May is gone from 1 June, and made again on 7 Sep: three months from then, 7 Dec, and R3 on 20 Oct is sooner."""
        orders = [("2026-05-04", "placement-order"), ("2026-06-01", "care-order"), ("2026-09-07", "placement-order")]
        events = [*self.CAME, *(happened(STATUS, day, legal_status=order) for day, order in orders)]
        assert dues(events, "review", born="2022-05-02")[2] == "2026-10-20 R3"
        assert ("england/A1", "2026-12-07") in limits(schedule_of("2022-05-02", events))


class TestPlacedWithAParent:
    """Rows W1a, W1b: ten working days from Mon 3 Mar 2025 are up on Mon 17 Mar."""

    TASKS = ("parent-assessment", "parent-placement-review")

    @pytest.mark.parametrize("task", TASKS)
    def test_an_order_made_when_they_had_gone_by(self, task: str) -> None:
        events = [
            looked_after("2025-01-06"),
            moved("2025-03-03", "parent"),
            happened(STATUS, "2025-04-10", legal_status="interim-care-order"),
        ]
        assert [due[:10] for due in dues(events, task)] == ["2025-04-10"]

    @pytest.mark.parametrize("task", TASKS)
    @pytest.mark.parametrize("profile", ["england", "wales"])
    @pytest.mark.parametrize(("taken_back", "due"), [("2025-03-10", "2025-03-17"), ("2025-03-24", "2025-03-24")])
    def test_an_assessment_that_is_taken_back(self, task: str, profile: str, taken_back: str, due: str) -> None:
        assessed = fact("parent-assessment-completed", "2025-03-03")
        events = [looked_after("2025-01-06", legal_status="care-order"), moved("2025-03-03", "parent"), assessed]
        for more, expected in (((), []), (({**assessed, "on": taken_back, "value": False},), [due])):
            history = parse_history({"child": "X", "date_of_birth": "2016-01-04", "events": [*events, *more]})
            assert [str(one.due) for one in build_schedule(history, load_profile(profile)).of(task)] == expected

    def test_a_review_on_the_day_of_the_placement_is_held_within_them(self) -> None:
        """Reg 19(b): completed "within" ten working days of the placement; it says by when, and reg 17(d) would have had it before."""
        events = [looked_after("2025-01-06", legal_status="care-order"), moved("2025-03-03", "parent"), held("2025-03-03")]
        assert said(schedule_of("2016-01-04", events), "2025-03-04", "parent-placement-review") == ["2025-03-17 met 2025-03-03"]


class TestAuthorityToPlaceEnds:
    """Rows A1, A2: authority that came with a placement order ends with it (SI 2005/389 reg 36(1))."""

    CAME = (looked_after("2025-01-06", legal_status="placement-order"), held("2025-01-20"))

    @pytest.mark.parametrize("more", [[], [happened("authorised-for-adoption", "2025-01-06")]], ids=["the order", "recorded twice"])
    def test_no_review_is_owed_for_it_any_more(self, more: list[dict[str, object]]) -> None:
        events = [*self.CAME, *more, happened(STATUS, "2025-02-03", legal_status="care-order")]
        assert "england/A2" not in {rule for rule, _ in limits(schedule_of("2022-01-04", events, until="2027-01-01"))}

    @pytest.mark.parametrize("word", ["plcement-order", "remand", "police-protection", "short-break", "other", "section-20"])
    def test_nothing_else_ends_it(self, word: str) -> None:
        """Three months from the order of 3 Jun 2025: 3 Sep. No other word says that it was revoked; R3 alone would give 20 Oct."""
        events = [looked_after("2025-01-06", legal_status="care-order"), held("2025-01-20"), held("2025-04-20")]
        events += [happened(STATUS, "2025-06-03", legal_status="placement-order"), happened(STATUS, "2025-07-01", legal_status=word)]
        third = schedule_of("2022-01-04", events).of("review")[2]
        assert (third.rule, str(third.due)) == ("england/A1", "2025-09-03")

    @pytest.mark.parametrize("word", ["care-order", "interim-care-order"])
    def test_after_another_word_an_order_of_care_still_does(self, word: str) -> None:
        """Six months from 20 Apr 2025: 20 Oct (R3)."""
        events = [looked_after("2025-01-06", legal_status="care-order"), held("2025-01-20"), held("2025-04-20")]
        changes = (("2025-06-03", "placement-order"), ("2025-07-01", "remand"), ("2025-08-01", word))
        events += [happened(STATUS, day, legal_status=status) for day, status in changes]
        third = schedule_of("2022-01-04", events).of("review")[2]
        assert (third.rule, str(third.due)) == ("england/R3", "2025-10-20")

    def test_with_the_order_again_the_three_months_begin_again(self) -> None:
        """2 Jun 2025 and three months: 2 Sep; a review on 14 Jul meets it, and the next is within six months of that: 14 Jan 2026."""
        again = [happened(STATUS, "2025-02-03", legal_status="care-order"), happened(STATUS, "2025-06-02", legal_status="placement-order")]
        found = schedule_of("2022-01-04", [*self.CAME, held("2025-04-14"), *again, held("2025-07-14")])
        third = found.of("review")[2]
        assert (third.rule, str(third.due), str(third.done_on)) == ("england/A1", "2025-09-02", "2025-07-14")
        assert ("england/A2", "2026-01-14") in limits(found)

    def test_beside_a_care_order_and_then_gone(self) -> None:
        both = happened(STATUS, "2025-01-27", legal_status=["care-order", "placement-order"])
        events = [*self.CAME, both, happened(STATUS, "2025-02-03", legal_status="care-order")]
        assert "england/A2" not in {rule for rule, _ in limits(schedule_of("2022-01-04", events))}

    def test_consent_that_was_there_before_the_order_stays(self) -> None:
        """Six months from 20 Jan 2025: 20 Jul."""
        events = [
            looked_after("2025-01-06"),
            happened("authorised-for-adoption", "2025-01-13"),
            held("2025-01-20"),
            happened(STATUS, "2025-01-27", legal_status="placement-order"),
            happened(STATUS, "2025-02-03", legal_status="care-order"),
        ]
        assert ("england/A2", "2025-07-20") in limits(schedule_of("2022-01-04", events))


class TestYouthDetention:
    """Rows P3, D2 (Part 8A): the plan of the detention takes the place of the placement plan during a remand. Mon 3 Feb 2025."""

    @pytest.mark.parametrize(
        ("status", "plan", "detention_plan"),
        [
            ("care-order", ["2025-02-10"], []),
            ("remand", [], ["2025-02-17"]),
            (["care-order", "remand"], [], ["2025-02-17"]),
        ],
    )
    def test_which_plan(self, status: object, plan: list[str], detention_plan: list[str]) -> None:
        came = {**looked_after("2025-02-03", "youth-detention"), "legal_status": status}
        found = schedule_of("2009-01-05", [came])
        assert [[str(due.due) for due in found.of(task)] for task in ("placement-plan", "detention-placement-plan")] == [
            plan,
            detention_plan,
        ]

    def test_a_remand_that_ends_within_the_five_days(self) -> None:
        """In care and remanded; from Thu 6 Feb no longer, and still there."""
        came = {**looked_after("2025-02-03", "youth-detention"), "legal_status": ["care-order", "remand"]}
        found = schedule_of("2009-01-05", [came, happened(STATUS, "2025-02-06", legal_status="care-order")])
        assert [[str(due.due) for due in found.of(task)] for task in ("placement-plan", "detention-placement-plan")] == [["2025-02-10"], []]

    def test_remanded_again_the_plan_of_five_days_is_owed_from_then(self) -> None:
        """Row D1: five working days from Mon 6 Jan 2025 are up on 13 Jan, between two remands; row P1 is of no child on remand alone."""
        events = [
            looked_after("2025-01-06", legal_status="remand"),
            happened(STATUS, "2025-01-10", legal_status="section-20"),
            happened(STATUS, "2025-01-16", legal_status="remand"),
        ]
        assert dues(events, "care-plan", born="2010-01-05") == ["2025-01-16 D1"]


class TestSecureWithoutAnOrder:
    """Row X3: 72 hours altogether in 28 days (SI 1991/1505 reg 10, from memory)."""

    CAME = looked_after("2026-01-05", legal_status="care-order")
    TWO_DAYS = (happened(SECURED, "2026-02-02", at="10:00"), {**moved("2026-02-04"), "at": "10:00"})
    TASK = "secure-accommodation-authorised"

    def last(self, *events: dict[str, object]) -> tuple[str, str | None]:
        due = schedule_of("2010-01-05", [self.CAME, *events]).of(self.TASK)[-1]
        return str(due.due), due.due_at

    def test_what_is_left_of_them(self) -> None:
        """48 hours from 2 Feb; 24 are left on 9 Feb at ten."""
        assert self.last(*self.TWO_DAYS, happened(SECURED, "2026-02-09", at="10:00")) == ("2026-02-10", "2026-02-10T10:00:00+00:00")

    def test_hours_that_are_28_days_old_make_room(self) -> None:
        """From 2 Mar at nine. From ten on an hour leaves for each that comes, until 4 Mar at ten; then 23 are left: 5 Mar at nine."""
        assert self.last(*self.TWO_DAYS, happened(SECURED, "2026-03-02", at="09:00")) == ("2026-03-05", "2026-03-05T09:00:00+00:00")

    @pytest.mark.parametrize(("at", "last"), [("09:00", "2026-03-02T09:00:00+00:00"), ("10:00", "2026-03-04T10:00:00+00:00")])
    def test_just_before_and_just_as_room_comes(self, at: str, last: str) -> None:
        """24 hours from 1 Mar at nine are up before any has left.

        From ten, one leaves for each that comes, so that they are never more than 72 until they are all of this stay.
        """
        assert self.last(*self.TWO_DAYS, happened(SECURED, "2026-03-01", at=at))[1] == last

    def test_after_28_days_all_are_there(self) -> None:
        assert self.last(*self.TWO_DAYS, happened(SECURED, "2026-03-04", at="10:00"))[0] == "2026-03-07"

    def test_hours_under_an_order_do_not_count(self) -> None:
        """Authorised after 24 hours; 48 are left on 20 Feb at ten."""
        stay = (happened(SECURED, "2026-02-02", at="10:00"), {**done(self.TASK, "2026-02-03"), "at": "10:00"}, moved("2026-02-12"))
        assert self.last(*stay, happened(SECURED, "2026-02-20", at="10:00"))[0] == "2026-02-22"

    def test_without_times_whole_days_count_and_it_says_so(self) -> None:
        """2 and 3 Feb may have been 48 hours; 24 from the first hour of 9 Feb are up with that day."""
        events = [self.CAME, happened(SECURED, "2026-02-02"), moved("2026-02-03"), happened(SECURED, "2026-02-09")]
        due = schedule_of("2010-01-05", events).of(self.TASK)[-1]
        assert str(due.due) == "2026-02-09"
        assert any("48 hours of the 72 hours had gone" in notice and "may be later" in notice for notice in due.notices)

    def test_a_stay_whose_end_nobody_recorded(self) -> None:
        events = [self.CAME, happened(SECURED, "2026-02-02", at="10:00"), happened(SECURED, "2026-02-09", at="10:00")]
        due = schedule_of("2010-01-05", events).of(self.TASK)[-1]
        assert str(due.due) == "2026-02-09"
        assert any(notice.startswith("all of the 72 hours had gone") for notice in due.notices)

    def test_a_stay_that_ended_in_time_is_met(self) -> None:
        [due] = on(schedule_of("2010-01-05", [self.CAME, *self.TWO_DAYS]), "2026-02-20", self.TASK)
        assert (due.status, str(due.done_on)) == ("met", "2026-02-04")

    def test_recorded_by_its_name_it_was_authorised_and_once_more_is_told(self) -> None:
        """The child stays: a first review of it within a month of Mon 2 Feb. A further order calls for nothing sooner."""
        stay = [self.CAME, happened(SECURED, "2026-02-02", at="10:00")]
        orders = [done(self.TASK, "2026-02-03"), done(self.TASK, "2026-02-20")]
        for events in ([*stay, *orders[:1]], [*stay, *orders]):
            schedule = schedule_of("2010-01-05", events)
            assert str(schedule.of("secure-accommodation-review")[0].due) == "2026-03-02"
            assert [problem.where for problem in schedule.problems] == [f"events[{place}]" for place in range(3, len(events))]


class TestTwoThingsOnOneDay:
    """Bookings (design.md, events before and after care), and a placement outside the area on the day for which it was planned."""

    CAME = looked_after("2025-01-06")
    BOOKED = happened("review-arranged", "2025-01-08", review_on="2025-01-30")
    CANCELLED = happened("review-arrangement-cancelled", "2025-01-15")

    @pytest.mark.parametrize("named", [{}, {"review_on": "2025-01-30"}], ids=["unnamed", "named"])
    def test_taken_back_and_booked_again_for_the_same_day(self, named: dict[str, str]) -> None:
        again = happened("review-arranged", "2025-01-15", review_on="2025-01-30")
        found = schedule_of("2016-01-04", [self.CAME, self.BOOKED, {**self.CANCELLED, **named}, again])
        assert (str(found.of("review")[0].arranged), found.problems) == ("2025-01-30", ())

    @pytest.mark.parametrize("named", [{}, {"review_on": "2025-01-30"}], ids=["unnamed", "named"])
    def test_booked_and_taken_back(self, named: dict[str, str]) -> None:
        booked = happened("review-arranged", "2025-01-15", review_on="2025-01-30")
        found = schedule_of("2016-01-04", [self.CAME, booked, {**self.CANCELLED, **named}])
        assert (found.of("review")[0].arranged, found.problems) == (None, ())

    @pytest.mark.parametrize("planned", ["out-of-area-placement-planned", "distant-placement-planned"])
    def test_outside_the_area_as_planned(self, planned: str) -> None:
        """Rows P5a, P9, P10: notice to the area authority before Mon 3 Feb 2025, whether or not the fact is recorded as well."""
        events = [self.CAME, happened(planned, "2025-02-03"), moved("2025-02-03")]
        for more in ([], [fact("out-of-area-placement", "2025-02-03")]):
            assert dues([*events, *more], "area-authority-notice") == ["2025-02-03 P5a"]

    def test_planned_for_a_day_on_which_nobody_moved(self) -> None:
        """Nor within two weeks of it."""
        events = [self.CAME, happened("out-of-area-placement-planned", "2025-02-03"), moved("2025-02-24")]
        assert dues(events, "area-authority-notice") == []


class TestPlannedForTheDayCareEnded:
    """Rows R5, R8, P11: what had to come before something is owed where that happened with the end of care, on Mon 2 June 2025."""

    @pytest.mark.parametrize(
        ("planned", "task", "happens"),
        [
            ("placement-ending-planned", "review-before-placement-ends", True),
            ("ceasing-planned", "ceasing-approved", True),
            ("care-plan-change-proposed", "review-before-plan-change", False),
        ],
    )
    @pytest.mark.parametrize(("reason", "lived"), [("E4A", True), (None, True), ("E2", False), ("died", False), ("Died", False)])
    def test_only_what_has_happened(self, planned: str, task: str, reason: str | None, *, happens: bool, lived: bool) -> None:
        ended = happened("ceased-to-be-looked-after", "2025-06-02", **({} if reason is None else {"reason": reason}))
        events = [looked_after("2025-01-06"), happened(planned, "2025-06-02"), ended]
        [due] = schedule_of("2016-01-04", events).on(date(2025, 7, 1)).of(task)
        assert due.status == ("not-recorded" if happens and lived else "cancelled")
