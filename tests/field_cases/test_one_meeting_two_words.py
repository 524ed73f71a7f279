"""One meeting with the child, or about the child, recorded under the narrower of its words: it is the wider one too.

A visit that somebody asked for is a visit (SI 2010/959 reg 28), and a review before a placement ends is a review of the case (regs 14,
33). The half record gave a date too early, or work overdue.
"""

from __future__ import annotations

import pytest
from tests.field_cases.asked import Event, done, fact, happened, held, looked_after, on, outstanding, said, schedule_of

from lacreview_rules import build_schedule, load_profile, parse_history

BORN = "2014-05-14"
CAME = looked_after("2026-01-05")


class TestVisitAskedFor:
    """Six weeks from Fri 23 Jan 2026 end on Fri 6 Mar; from Thu 8 Jan, on Thu 19 Feb."""

    FIRST = (CAME, done("visit", "2026-01-08"), happened("visit-requested", "2026-01-20"))

    @pytest.mark.parametrize("more", [(), (done("visit", "2026-01-23"),)], ids=["alone", "both"])
    def test_it_is_a_visit(self, more: tuple[Event, ...]) -> None:
        schedule = schedule_of(BORN, [*self.FIRST, done("requested-visit", "2026-01-23"), *more])
        assert outstanding(schedule, "2026-02-01", "visit")[0] == "2026-03-06"
        assert schedule.problems == ()

    def test_without_seeing_the_child_it_is_none(self) -> None:
        schedule = schedule_of(BORN, [*self.FIRST, done("requested-visit", "2026-01-23", seen=False)])
        assert outstanding(schedule, "2026-02-01", "visit")[0] == "2026-02-19"

    @pytest.mark.parametrize("turned", [False, True])
    def test_beside_a_visit_on_the_day_at_which_nobody_was_seen(self, *, turned: bool) -> None:
        """The two records contradict each other: the earlier date, and the doubt is told."""
        visits = [done("requested-visit", "2026-01-23"), done("visit", "2026-01-23", seen=False)]
        schedule = schedule_of(BORN, [*self.FIRST, *(visits[::-1] if turned else visits)])
        assert outstanding(schedule, "2026-02-01", "visit")[0] == "2026-02-19"
        where, other = (4, 3) if turned else (3, 4)
        [told] = map(str, schedule.problems)
        assert told.startswith(f"events[{where}]: events[{other}] says of the same day that the child was not seen: this is not counted")

    def test_at_another_time_of_the_day_it_is_another_visit(self) -> None:
        visits = [done("requested-visit", "2026-01-23", at="16:00"), done("visit", "2026-01-23", seen=False, at="10:00")]
        schedule = schedule_of(BORN, [*self.FIRST, *visits])
        assert outstanding(schedule, "2026-02-01", "visit")[0] == "2026-03-06"
        assert schedule.problems == ()

    @pytest.mark.parametrize("unseen", ["placement-day-visit", "visit-before-review"])
    def test_under_two_words_that_both_bring_a_visit(self, unseen: str) -> None:
        """South Gloucestershire: Wed 28 Jan 2026, one of the two without the child; six weeks from Thu 8 Jan end on Thu 19 Feb."""
        tasks = ["placement-day-visit", "visit-before-review"]
        visits = [done(task, "2026-01-28", **({"seen": False} if task == unseen else {})) for task in tasks]
        history = {"child": "X", "date_of_birth": BORN, "events": [CAME, done("visit", "2026-01-08"), *visits]}
        schedule = build_schedule(parse_history(history), load_profile("south-gloucestershire"))
        assert outstanding(schedule, "2026-02-01", "visit")[0] == "2026-02-19"
        assert any("says of the same day that the child was not seen" in problem.what for problem in schedule.problems)


BEFORE = {
    "review-before-plan-change": "care-plan-change-proposed",
    "review-before-placement-ends": "placement-ending-planned",
    "review-before-placing-with-parent": "placement-with-parent-planned",
    "review-before-other-arrangements": "other-arrangements-planned",
    "review-before-accommodation-ends": "accommodation-ending-planned",
    "review-before-release": "release-planned",
}


@pytest.mark.parametrize("task", BEFORE)
class TestReviewBeforeSomethingElse:
    """The second review is due on Wed 29 Apr 2026; held on Fri 20 Mar, the third six months later, on Sun 20 Sep."""

    @staticmethod
    def events(task: str) -> list[Event]:
        return [looked_after("2026-01-05", legal_status="care-order"), held("2026-01-29"), happened(BEFORE[task], "2026-04-10")]

    def test_it_is_a_review(self, task: str) -> None:
        schedule = schedule_of(BORN, [*self.events(task), done(task, "2026-03-20")])
        assert said(schedule, "2026-04-01", "review")[1:3] == ["2026-04-29 met 2026-03-20", "2026-09-20 upcoming"]
        assert said(schedule, "2026-04-01", task) == ["2026-04-10 met 2026-03-20"]
        assert schedule.problems == ()

    def test_with_the_review_recorded_too(self, task: str) -> None:
        schedule = schedule_of(BORN, [*self.events(task), held("2026-03-20"), done(task, "2026-03-20")])
        assert said(schedule, "2026-04-01", "review")[1:3] == ["2026-04-29 met 2026-03-20", "2026-09-20 upcoming"]
        assert schedule.problems == ()

    @pytest.mark.parametrize(("day", "apart"), [("2026-03-23", "3 days before"), ("2026-03-19", "1 day after")])
    def test_with_the_review_a_few_days_away_it_is_that_one(self, task: str, day: str, apart: str) -> None:
        schedule = schedule_of(BORN, [*self.events(task), held("2026-03-20"), done(task, day)])
        assert said(schedule, "2026-04-01", "review")[1:3] == ["2026-04-29 met 2026-03-20", "2026-09-20 upcoming"]
        assert said(schedule, "2026-04-01", task) == [f"2026-04-10 met {day}"]
        [told] = map(str, schedule.problems)
        assert told.startswith(f"events[4]: it says that a review was held, and events[3] records one {apart}")

    def test_weeks_away_it_is_another(self, task: str) -> None:
        schedule = schedule_of(BORN, [*self.events(task), held("2026-03-03"), done(task, "2026-03-20")])
        assert said(schedule, "2026-04-01", "review")[1:3] == ["2026-04-29 met 2026-03-03", "2026-09-03 met 2026-03-20"]


class TestTwoTasksThatSayReviewHeld:
    """Care from Mon 6 Jan 2025: twenty working days end on Mon 3 Feb; three months from the first review (CPR 2010 reg 33)."""

    CAME = looked_after("2025-01-06", placement="foster-care", legal_status="section-20")

    @pytest.mark.parametrize(
        ("first", "second", "following"),
        [
            (("review-before-plan-change", "2025-01-28"), ("review-before-placement-ends", "2025-02-03"), "2025-04-28"),
            (("parent-placement-review", "2025-01-17"), ("review-meeting", "2025-01-20"), "2025-04-17"),
            (("review-meeting", "2025-01-17"), ("review-meeting", "2025-01-27"), "2025-04-17"),
        ],
    )
    @pytest.mark.parametrize("turned", [False, True])
    def test_a_few_days_apart_they_are_one_review(
        self, first: tuple[str, str], second: tuple[str, str], following: str, *, turned: bool
    ) -> None:
        records = [done(*first), done(*second)]
        schedule = schedule_of(BORN, [self.CAME, *(records[::-1] if turned else records)])
        assert said(schedule, "2025-03-01", "review")[:2] == [f"2025-02-03 met {first[1]}", f"{following} upcoming"]
        later = 1 if turned else 2
        assert [problem.where for problem in schedule.problems if "taken for one" in problem.what] == [f"events[{later}]"]

    def test_strict_use_refuses_it_not(self) -> None:
        """Both records can be true."""
        events = [self.CAME, held("2025-01-20"), done("review-before-plan-change", "2025-01-28")]
        history = parse_history({"child": "X", "date_of_birth": BORN, "events": events})
        assert any("taken for one" in one.what for one in build_schedule(history, load_profile("england"), strict=True).problems)

    def test_eleven_days_apart_they_are_two(self) -> None:
        events = [self.CAME, done("review-meeting", "2025-01-17"), done("review-before-plan-change", "2025-01-28")]
        assert said(schedule_of(BORN, events), "2025-02-01", "review")[:2] == ["2025-02-03 met 2025-01-17", "2025-04-17 met 2025-01-28"]

    def test_three_within_ten_days_of_the_first(self) -> None:
        days = ("2025-01-20", "2025-01-25", "2025-01-30")
        tasks = ("review-before-plan-change", "review-before-placement-ends", "review-meeting")
        schedule = schedule_of(BORN, [self.CAME, *(done(task, day) for task, day in zip(tasks, days, strict=True))])
        assert said(schedule, "2025-03-01", "review")[:2] == ["2025-02-03 met 2025-01-20", "2025-04-20 upcoming"]


class TestReviewThatWasAdjourned:
    """Of a review that sat on Thu 30 Jan 2025, the rest is due in twenty working days, by Thu 27 Feb (CPR 2010 reg 36)."""

    CAME = looked_after("2025-01-06", placement="foster-care", legal_status="section-20")
    SAT = happened("review-adjourned", "2025-01-30")

    @pytest.mark.parametrize("day", ["2025-01-28", "2025-02-05", "2025-02-12", "2025-02-18"])
    def test_with_its_completion_recorded_a_task_says_no_other(self, day: str) -> None:
        """Three months from the completion on Thu 20 Feb end on Tue 20 May."""
        schedule = schedule_of(BORN, [self.CAME, done("review-before-plan-change", day), self.SAT, held("2025-02-20")])
        assert said(schedule, "2025-03-01", "review")[:2] == ["2025-02-03 met 2025-01-30", "2025-05-20 upcoming"]
        [told] = [problem for problem in schedule.problems if "taken for one" in problem.what]
        assert told.where == "events[1]"

    @pytest.mark.parametrize(("day", "apart"), [("2025-01-28", "2 days after"), ("2025-02-05", "6 days before")])
    def test_a_few_days_from_the_sitting_it_is_the_sitting(self, day: str, apart: str) -> None:
        schedule = schedule_of(BORN, [self.CAME, self.SAT, done("review-before-plan-change", day)])
        assert said(schedule, "2025-03-01", "review-completed") == ["2025-02-27 overdue"]
        [told] = [problem.what for problem in schedule.problems if "taken for one" in problem.what]
        assert f"events[1] records one that was adjourned {apart}" in told

    def test_weeks_later_it_is_the_rest_of_it(self) -> None:
        schedule = schedule_of(BORN, [self.CAME, self.SAT, done("review-meeting", "2025-02-20")])
        assert said(schedule, "2025-03-01", "review")[:2] == ["2025-02-03 met 2025-01-30", "2025-05-20 upcoming"]
        assert said(schedule, "2025-03-01", "review-completed") == ["2025-02-27 met 2025-02-20"]

    @pytest.mark.parametrize(
        ("day", "following", "decisions"), [("2025-02-20", "2025-05-20", "2025-02-27"), ("2025-02-03", "2025-05-03", "2025-02-10")]
    )
    @pytest.mark.parametrize("words", ["held", "review-completed", "both"])
    def test_its_completion_under_its_own_name_is_the_review_held(self, words: str, day: str, following: str, decisions: str) -> None:
        """However soon it follows the sitting: the next counts from it, and so do the decisions, five working days later (IRO5)."""
        records = [*([done("review-completed", day)] if words != "held" else ()), *([held(day)] if words != "review-completed" else ())]
        schedule = schedule_of(BORN, [self.CAME, self.SAT, *records])
        assert said(schedule, "2025-03-03", "review-completed") == [f"2025-02-27 met {day}"]
        assert said(schedule, "2025-03-03", "review")[1] == f"{following} upcoming"
        assert said(schedule, "2025-03-03", "decisions")[0] == f"{decisions} overdue"
        assert schedule.problems == ()

    @pytest.mark.parametrize("before", [[], [held("2025-01-30")], [SAT, held("2025-02-03")]], ids=["no sitting", "held", "completed"])
    def test_where_none_stands_adjourned_it_says_no_other(self, before: list[dict[str, object]]) -> None:
        schedule = schedule_of(BORN, [self.CAME, *before, done("review-completed", "2025-02-05")])
        without = schedule_of(BORN, [self.CAME, *before])
        assert said(schedule, "2025-03-03", "review") == said(without, "2025-03-03", "review")
        assert [told.where for told in schedule.problems if "none stood adjourned" in told.what] == [f"events[{len(before) + 1}]"]


@pytest.mark.parametrize(
    ("task", "day", "following"),
    [
        ("placement-day-visit", "2026-01-05", "2026-02-16"),  # six weeks from the Monday of the placement
        ("visit-before-review", "2026-01-28", "2026-03-11"),  # six weeks from the Wednesday before the review
    ],
)
def test_a_local_visit_is_a_visit(task: str, day: str, following: str) -> None:
    """South Gloucestershire asks for a visit on the day of placing, and for one on the day before the first review."""
    history = {"child": "X", "date_of_birth": BORN, "events": [CAME, done(task, day), held("2026-01-29")]}
    schedule = build_schedule(parse_history(history), load_profile("south-gloucestershire"))
    assert next(str(due.due) for due in on(schedule, "2026-02-01", "visit") if due.done_on is None) == following
    assert schedule.problems == ()


class TestRecordsInARow:
    """Field case 12, one review in parts: three records of a review, each eight days after the one before.

    As one review of Wed 28 Jan 2026, the next is due three months later, on Tue 28 Apr (reg 33(2)); as two, six months after the second.
    """

    DAYS = ("2026-01-28", "2026-02-05", "2026-02-13")
    TASKS = ("review-meeting", "review-before-plan-change", "review-before-placement-ends")

    def test_three_words_of_tasks(self) -> None:
        schedule = schedule_of(BORN, [CAME, *(done(task, day) for task, day in zip(self.TASKS, self.DAYS, strict=True))])
        assert outstanding(schedule, "2026-03-01", "review")[0] == "2026-04-28"
        told = [problem.what for problem in schedule.problems]
        assert [what.split(" records ")[1] for what in told if "they are taken for one" in what] == [
            "one 8 days before: they are taken for one",
            "one 16 days before: they are taken for one",
        ]

    @pytest.mark.parametrize("first", [True, False], ids=["recorded first", "recorded last"])
    def test_the_word_for_a_review_at_one_end(self, *, first: bool) -> None:
        """Recorded as held on Fri 13 Feb, the next is due on Wed 13 May."""
        tasks = [done(self.TASKS[0], self.DAYS[1]), done(self.TASKS[1], self.DAYS[2 if first else 0])]
        schedule = schedule_of(BORN, [CAME, held(self.DAYS[0 if first else 2]), *tasks])
        assert outstanding(schedule, "2026-03-01", "review")[0] == ("2026-04-28" if first else "2026-05-13")
        assert sum("they are taken for one" in problem.what for problem in schedule.problems) == 2

    def test_the_word_for_a_review_at_both_ends(self) -> None:
        """Two are recorded as held, more than ten days apart: they are two, and it is told that another word joins them."""
        schedule = schedule_of(BORN, [CAME, held(self.DAYS[0]), done(self.TASKS[0], self.DAYS[1]), held(self.DAYS[2])])
        assert "events[1] and events[3] count as two reviews, and this was held between" in [problem.what for problem in schedule.problems]

    def test_held_again_just_after_an_adjourned_review_was_completed(self) -> None:
        """Reg 36: adjourned once. A third sitting seven days after the completion is asked about."""
        adjourned = happened("review-adjourned", "2026-01-28")
        schedule = schedule_of(BORN, [CAME, adjourned, held("2026-02-04"), held("2026-02-11")])
        [told] = schedule.problems
        assert told.where == "events[3]"
        assert told.what == "a review 7 days after the one before: is it one review in two parts?"

    def test_an_additional_review_between_hides_nothing(self) -> None:
        """The two beside it are seven days apart, and of one sequence."""
        apart = {**held("2026-01-31"), "additional": True}
        schedule = schedule_of(BORN, [CAME, held("2026-01-28"), apart, held("2026-02-04")])
        assert [problem.where for problem in schedule.problems] == ["events[3]"]


class TestMeetingThatIsDenied:
    """Field case 22: long-term foster care, where one review a year is a meeting (R11). The last was on Fri 20 Sep 2024."""

    BEFORE = (
        fact("long-term-foster-placement", "2024-06-03"),
        looked_after("2024-06-03", legal_status="care-order"),
        held("2024-06-25"),
        held("2024-09-20"),
        held("2025-03-18", meeting=False),
    )
    MEETING = done("review-meeting", "2025-09-16")

    @pytest.mark.parametrize("turned", [False, True])
    def test_of_one_day_it_is_not_counted_and_that_is_told(self, *, turned: bool) -> None:
        """Another record says that there was none: it is due on Sat 20 Sep 2025, and overdue."""
        two = [held("2025-09-16", meeting=False), self.MEETING]
        schedule = schedule_of("2012-05-14", [*self.BEFORE, *(two[::-1] if turned else two)])
        assert said(schedule, "2025-10-01", "review-meeting")[0] == "2025-09-20 overdue"
        [told] = schedule.problems
        other, where = (6, 5) if turned else (5, 6)
        assert told.where == f"events[{where}]"
        assert told.what == f"events[{other}] says of the same day that the review was held without a meeting: this is not counted"

    @pytest.mark.parametrize("turned", [False, True])
    def test_of_two_reviews_of_the_day_any_denies_it(self, *, turned: bool) -> None:
        """One at nine, as the meeting, and one at two: whichever stands last in the file."""
        two = [held("2025-09-16", meeting=False, at=at) for at in ("09:00", "14:00")]
        schedule = schedule_of("2012-05-14", [*self.BEFORE, *(two[::-1] if turned else two), self.MEETING | {"at": "09:00"}])
        assert said(schedule, "2025-10-01", "review-meeting")[0] == "2025-09-20 overdue"

    def test_beside_a_review_that_was_a_meeting(self) -> None:
        schedule = schedule_of("2012-05-14", [*self.BEFORE, held("2025-09-16"), self.MEETING])
        assert said(schedule, "2025-10-01", "review-meeting")[0] == "2025-09-20 met 2025-09-16"
        assert schedule.problems == ()
