"""What is recorded ahead of a placement, after care, or twice as a beginning: nothing of it is silent, and nothing is said wrongly.

Authority: SI 2010/959 regs 19, 24, 28 and 48, SI 2010/2571 regs 7 and 8, as the profile `england` has them; working days are those
of England and Wales.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.field_cases.asked import Event, done, fact, happened, held, looked_after, moved, outstanding, said, schedule_of

from lacreview_rules import build_schedule, load_profile, parse_history

if TYPE_CHECKING:
    from collections.abc import Callable

BORN = "2019-05-14"


def problems(*events: Event, born: str = BORN) -> list[str]:
    return [str(problem) for problem in schedule_of(born, list(events)).problems]


class TestAnAssessmentBeforeTheMove:
    """Reg 19(b): placed with a parent on Mon 4 Aug 2025, ten working days, Mon 18 Aug."""

    BEFORE = (looked_after("2025-06-02", legal_status="care-order"), held("2025-06-25"), moved("2025-08-04", "parent"), held("2025-08-14"))

    def test_either_word_is_told_and_the_earlier_date_stands(self) -> None:
        for kind, record in (
            ("fact", fact("parent-assessment-completed", "2025-08-01")),
            ("task-done", done("parent-assessment", "2025-08-01")),
        ):
            assert said(schedule_of(BORN, [*self.BEFORE, record]), "2025-08-20", "parent-assessment") == ["2025-08-18 overdue"]
            [told] = problems(*self.BEFORE, record)
            assert told.startswith(f"events[4]: {kind}: it is about the placement in which it is recorded")

    def test_in_its_own_placement_it_is_not_told(self) -> None:
        assert problems(*self.BEFORE, done("parent-assessment", "2025-08-11")) == []


def test_an_assessment_in_wales_is_recorded_under_either_word() -> None:
    """W.S.I. 2015/1818 reg 20: done on Mon 11 Aug 2025, decided within ten working days (25 Aug is a bank holiday): Tue 26 Aug."""
    before = [looked_after("2025-06-02", legal_status="care-order"), moved("2025-08-04", "parent")]
    for record in (fact("parent-assessment-completed", "2025-08-11"), done("parent-assessment", "2025-08-11")):
        history = parse_history({"child": "X", "date_of_birth": BORN, "events": [*before, record]})
        schedule = build_schedule(history, load_profile("wales"))
        assert [str(due.done_on) for due in schedule.of("parent-assessment")] == ["2025-08-11"]
        assert [str(due.due) for due in schedule.of("parent-placement-decision")] == ["2025-08-26"]


class TestARecordThatSaysTwoThings:
    """An approval before care starts its sixteen weeks: what else it would say in care makes no remark that it was not used."""

    def test_before_care(self) -> None:
        """Sat 1 Nov 2025 and 16 weeks: Sat 21 Feb 2026 (reg 24(1))."""
        events = [happened("temporary-approval-given", "2025-11-01"), looked_after("2026-01-05")]
        assert [str(due.due) for due in schedule_of(BORN, events).of("temporary-approval-end")] == ["2026-02-21"]
        assert problems(*events) == []

    def test_after_care(self) -> None:
        """72 hours from 10:00 on Mon 2 Mar 2026: Thu 5 Mar. That the child moved with it is nothing after care."""
        events = [
            looked_after("2026-01-05"),
            happened("ceased-to-be-looked-after", "2026-02-09"),
            happened("secured-without-order", "2026-03-02", at="10:00"),
        ]
        assert [str(due.due) for due in schedule_of(BORN, events).of("secure-accommodation-authorised")] == ["2026-03-05"]
        assert problems(*events) == []

    def test_what_nothing_uses_is_told_all_the_same(self) -> None:
        events = [looked_after("2026-01-05"), happened("ceased-to-be-looked-after", "2026-02-09"), fact("temporary-approval", "2026-03-02")]
        # Fact and event are one and the same thing (`same_as`): sixteen weeks count from either.
        assert [str(due.due) for due in schedule_of(BORN, events).of("temporary-approval-end")] == ["2026-06-22"]
        [told] = problems(looked_after("2026-01-05"), events[1], fact("out-of-area-placement", "2026-03-02"))
        assert told.startswith("events[2]: fact: the child was not looked after")


CARE_LEAVER = [looked_after("2020-05-11", legal_status="care-order")]


class TestAfterCare:
    """SI 2010/2571 reg 8: a week from a move into accommodation; not of a child who died."""

    def ended(self, **why: str) -> list[Event]:
        return [
            *CARE_LEAVER,
            happened("ceased-to-be-looked-after", "2025-03-10", **why),
            happened("moved-into-accommodation", "2025-03-24"),
        ]

    def test_why_care_ended_is_known_after_it(self) -> None:
        """Mon 24 Mar 2025 and a week: Mon 31 Mar."""
        for why, expected in (({}, ["2025-03-31 overdue"]), ({"reason": "E17"}, ["2025-03-31 overdue"]), ({"reason": "E2"}, [])):
            found = said(schedule_of("2007-03-10", self.ended(**why)), "2025-04-10", "personal-adviser-visit")
            assert found[:1] == expected

    def test_a_visit_after_care_at_which_nobody_was_seen(self) -> None:
        """It does not count, and the due date says so: that nobody asks for it would be wrong."""
        schedule = schedule_of("2007-03-10", [*self.ended(), done("personal-adviser-visit", "2025-03-28", seen=False)])
        assert said(schedule, "2025-04-10", "personal-adviser-visit")[:1] == ["2025-03-31 overdue"]
        assert "the child was not seen on Fri 28 Mar 2025, so that does not count" in schedule.of("personal-adviser-visit")[0].notices
        assert schedule.problems == ()

    def test_of_a_task_that_care_ends_it_is_told(self) -> None:
        [told] = problems(*CARE_LEAVER, happened("ceased-to-be-looked-after", "2025-03-10"), done("visit", "2025-03-28", seen=False))
        assert told.startswith("events[2]: task-done: the child was not looked after")


class TestASecondBeginning:
    """Short breaks became full care, and a system wrote a second beginning for it (field case 1)."""

    BREAKS = (looked_after("2026-07-01", legal_status="short-break"), done("visit", "2026-09-10"), held("2026-09-10"))

    def test_it_ends_the_short_breaks(self) -> None:
        """Reg 33(1): twenty working days from Fri 11 Sep 2026, Fri 9 Oct; reg 28(2)(a): a week, Fri 18 Sep."""
        events = [*self.BREAKS, looked_after("2026-09-11", legal_status="section-20")]
        schedule = schedule_of("2018-05-02", events)
        assert outstanding(schedule, "2026-09-15", "review")[0] == "2026-10-09"
        assert outstanding(schedule, "2026-09-15", "visit")[0] == "2026-09-18"
        [told] = schedule.problems
        assert (told.where, "under another regime" in told.what) == ("events[3]", True)

    def test_one_that_says_no_other_status_is_left_out(self) -> None:
        """S2: six months from Thu 10 Sep 2026, Wed 10 Mar 2027."""
        for status in ("short-break", None):
            again = {"event": "became-looked-after", "on": "2026-09-11"} | ({} if status is None else {"legal_status": status})
            schedule = schedule_of("2018-05-02", [*self.BREAKS, again])
            assert outstanding(schedule, "2026-09-15", "review")[0] == "2027-03-10"
            [told] = schedule.problems
            assert str(told).endswith("the child was already looked after; record the ceasing first; it was left out")

    def test_of_ordinary_care_it_is_left_out(self) -> None:
        events = [looked_after("2026-07-01"), looked_after("2026-09-11", legal_status="short-break")]
        [told] = problems(*events)
        assert told.endswith("it was left out")


def test_a_number_that_says_how_many_reviews_there_were() -> None:
    """A record that begins with the fourth review: the remedy names the keys that say so."""
    [told] = problems(looked_after("2026-01-05"), held("2026-04-20", review=4))
    assert told.startswith("events[1].review: there is no review 4")
    assert "record_starts and reviews_before" in told


class TestTemporaryApprovalBeforeThePlacement:
    """Reg 24: a connected person is approved, and then the child is placed. Reg 28(4): weekly visits, Thu 6 Nov 2025, Thu 13 Nov."""

    PLACED = (done("visit", "2025-11-06"),)

    @staticmethod
    def weekly(*events: Event) -> str:
        return outstanding(schedule_of(BORN, list(events)), "2025-11-08", "visit")[0]

    def test_before_care(self) -> None:
        came = looked_after("2025-11-03", "connected-person", "care-order")
        for given in (happened("temporary-approval-given", "2025-11-01"), fact("temporary-approval", "2025-11-01")):
            assert self.weekly(given, came, *self.PLACED) == "2025-11-13"
            assert problems(given, came, *self.PLACED) == []

    def test_in_the_placement_before(self) -> None:
        before = (looked_after("2025-10-01", legal_status="care-order"), held("2025-10-20"))
        move = moved("2025-11-03", "connected-person")
        for given in (happened("temporary-approval-given", "2025-10-31"), fact("temporary-approval", "2025-10-31")):
            assert self.weekly(*before, given, move, *self.PLACED) == "2025-11-13"
            assert problems(*before, given, move, *self.PLACED) == []

    def test_taken_back_before_the_move_it_is_not_of_the_placement(self) -> None:
        """Six weeks from Thu 6 Nov 2025: Thu 18 Dec (reg 28(2)(b))."""
        before = (looked_after("2025-10-01", legal_status="care-order"), held("2025-10-20"))
        ended = happened("temporary-approval-ended", "2025-11-02")
        given = happened("temporary-approval-given", "2025-10-31")
        assert self.weekly(*before, given, ended, moved("2025-11-03", "connected-person"), *self.PLACED) == "2025-12-18"

    def test_of_another_kind_of_placement_it_is_not(self) -> None:
        before = (looked_after("2025-10-01", legal_status="care-order"), held("2025-10-20"), fact("temporary-approval", "2025-10-31"))
        assert self.weekly(*before, moved("2025-11-03", "childrens-home"), *self.PLACED) == "2025-12-18"

    def test_it_holds_where_it_is_recorded_too(self) -> None:
        """Many records call a placement with a connected person foster care: the stricter date stands."""
        came = looked_after("2025-11-03", "foster-care", "care-order")
        assert self.weekly(came, fact("temporary-approval", "2025-11-03"), *self.PLACED) == "2025-11-13"

    def test_given_where_the_kind_of_placement_is_not_known_it_is_of_that(self) -> None:
        came = {"event": "became-looked-after", "on": "2025-11-03"}
        assert self.weekly(came, fact("temporary-approval", "2025-11-04"), *self.PLACED) == "2025-11-13"


class TestWhatAPlacementIs:
    """Outside the area, not registered: so from the first day, whichever day it is recorded on."""

    def test_outside_the_area(self) -> None:
        """Reg 13(4): before the placement; in an emergency on Mon 5 Jan 2026, five working days, Mon 12 Jan."""
        for emergency, due in ((False, "2026-01-05"), (True, "2026-01-12")):
            for record in (fact("out-of-area-placement", "2026-01-07"), happened("out-of-area-emergency-approved", "2026-01-07")):
                events = [looked_after("2026-01-05") | ({"emergency": True} if emergency else {}), record]
                assert [str(one.due) for one in schedule_of(BORN, events).of("area-authority-notice")] == [due]

    def test_it_is_of_the_placement_in_which_it_is_recorded(self) -> None:
        events = [looked_after("2026-01-05"), moved("2026-02-02"), fact("out-of-area-placement", "2026-02-04"), moved("2026-03-02")]
        assert [str(one.due) for one in schedule_of(BORN, events).of("area-authority-notice")] == ["2026-02-02"]

    def test_a_record_that_it_is_not(self) -> None:
        events = [looked_after("2026-01-05"), fact("out-of-area-placement", "2026-01-07") | {"value": False}]
        assert schedule_of(BORN, events).of("area-authority-notice") == ()

    def test_a_setting_that_is_not_registered(self) -> None:
        """Reg 27C: at 16 and 17, whichever day somebody found out."""
        events = [looked_after("2026-01-05", "semi-independent"), fact("unregistered-accommodation", "2026-01-20")]
        assert [due.rule for due in schedule_of("2009-02-14", events).of("unlawful-setting")] == ["england/P16"]


def test_a_pathway_plan_made_after_care() -> None:
    """Field case 7, a plan issued late: its first review within six months of Sat 12 Apr 2025, Sun 12 Oct (SI 2010/2571 reg 7)."""
    events = [*CARE_LEAVER, happened("ceased-to-be-looked-after", "2025-03-10"), done("pathway-plan", "2025-04-12")]
    schedule = schedule_of("2007-03-10", events)
    assert [str(due.done_on) for due in schedule.of("pathway-plan")] == ["2025-04-12"]
    assert said(schedule, "2025-11-01", "pathway-plan-review")[0] == "2025-10-12 overdue"
    assert schedule.problems == ()


@pytest.mark.parametrize("record", [held, lambda day: done("review", day)], ids=["review-held", "task-done"])
def test_a_review_where_none_is_due_is_told_under_either_word(record: Callable[[str], Event]) -> None:
    """The data return sets no limit in short breaks: a review recorded as a task was dropped without a word."""
    events = [looked_after("2026-01-05", legal_status="short-break"), record("2026-01-20")]
    [told] = build_schedule(parse_history({"child": "X", "events": events}), load_profile("data-return")).problems
    assert (told.where, "no review was due in this period of care" in told.what) == ("events[1]", True)
    assert told.what.startswith(f"{events[1]['event']}: ")


@pytest.mark.parametrize("kind", ["review-held", "review-adjourned"])
def test_a_review_after_the_last_that_was_due_is_told(kind: str) -> None:
    """The data return: 20 working days from Tue 1 Mar 2016, met late in short breaks, after which it sets no limit."""
    events = [
        {"event": "became-looked-after", "on": "2016-03-01"},
        happened("legal-status-changed", "2016-08-11", legal_status="short-break"),
        held("2016-11-16"),
        happened(kind, "2016-12-31"),
    ]
    found = build_schedule(parse_history({"child": "X", "events": events}), load_profile("data-return"))
    assert [(str(due.due), str(due.done_on)) for due in found.of("review")] == [("2016-03-31", "2016-11-16")]
    assert [str(problem).partition(";")[0] for problem in found.problems] == [
        f"events[3]: {kind}: no review was due after the one before, so it changes nothing"
    ]


def test_a_review_meeting_recorded_as_a_task_is_a_review() -> None:
    """Reg 33(2): three months from Wed 28 Jan 2026, Tue 28 Apr; the meeting of Mon 20 Apr is that review, and the next is in six months."""
    events = [looked_after("2026-01-05"), held("2026-01-28"), done("review-meeting", "2026-04-20")]
    expected = ["2026-02-02 met 2026-01-28", "2026-04-28 met 2026-04-20", "2026-10-20 upcoming"]
    assert said(schedule_of(BORN, events), "2026-05-01", "review")[:3] == expected
    assert said(schedule_of(BORN, [*events, held("2026-04-20")]), "2026-05-01", "review")[:3] == expected
    assert problems(*events, held("2026-04-20")) == []


class TestAuthorityOnTheDayOfAReview:
    """SI 2005/389 reg 36(1)(a): no more than three months after Mon 7 Apr 2025, Mon 7 Jul, by a review that comes after the authority."""

    BEFORE = (looked_after("2025-01-06", legal_status="care-order"), held("2025-01-20"))

    def test_without_times_the_next_review_is_the_one(self) -> None:
        for authority in (
            happened("authorised-for-adoption", "2025-04-07"),
            happened("legal-status-changed", "2025-04-07", legal_status=["care-order", "placement-order"]),
        ):
            schedule = schedule_of("2022-05-14", [*self.BEFORE, held("2025-04-07"), authority])
            assert said(schedule, "2025-04-10", "review")[1:3] == ["2025-04-20 met 2025-04-07", "2025-07-07 upcoming"]

    def test_times_say_otherwise(self) -> None:
        """The order at ten, the review at two: six months from the review, Tue 7 Oct 2025 (reg 36(1)(b))."""
        events = [*self.BEFORE, held("2025-04-07", at="14:00"), happened("authorised-for-adoption", "2025-04-07", at="10:00")]
        assert said(schedule_of("2022-05-14", events), "2025-04-10", "review")[2] == "2025-10-07 upcoming"
