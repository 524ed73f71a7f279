"""Histories: what makes sense of a child's events, what cannot be, and how the problems are told."""

from __future__ import annotations

import dataclasses
from datetime import time
from typing import TYPE_CHECKING

import pytest
from tests.small_profiles import D

from lacreview_rules import (
    AlertRaised,
    BecameLookedAfter,
    CeasedToBeLookedAfter,
    Event,
    Fact,
    History,
    LegalStatusChanged,
    OtherEvent,
    PlacementMoved,
    ReviewAdjourned,
    ReviewArranged,
    ReviewHeld,
    ReviewRequested,
    SignificantEvent,
    TaskDone,
    build_schedule,
    load_profile,
)
from lacreview_rules.errors import HistoryError, Problem
from lacreview_rules.histories.care import read_periods

if TYPE_CHECKING:
    from lacreview_rules.histories.period_of_care import PeriodOfCare

BORN = D("2016-01-01")


def came(on: str, placement: str | None = "foster-care") -> BecameLookedAfter:
    """The child became looked after."""
    return BecameLookedAfter(on=D(on), placement=placement)


def left(on: str) -> CeasedToBeLookedAfter:
    """The child ceased to be looked after."""
    return CeasedToBeLookedAfter(on=D(on))


def moved(on: str, placement: str = "foster-care", at: str | None = None) -> PlacementMoved:
    """The child moved."""
    return PlacementMoved(on=D(on), placement=placement, at=time.fromisoformat(at) if at else None)


def read(*events: Event) -> tuple[list[PeriodOfCare], list[Problem]]:
    """Periods of care, and problems."""
    return read_periods(History("A1", events, BORN))


def reviews(period: PeriodOfCare) -> list[str]:
    """The days on which reviews sat."""
    return [str(review.sat_on) for review in period.reviews]


class TestPeriods:
    """Design.md: a period of care runs from becoming looked after to ceasing; re-entry starts a new one."""

    def test_two_periods_have_reviews_and_placements_of_their_own(self) -> None:
        """Statute.md 11.17: review numbers start again."""
        events = (
            came("2025-01-06"),
            ReviewHeld(on=D("2025-01-30")),
            left("2025-06-02"),
            came("2026-01-05"),
            ReviewHeld(on=D("2026-01-28")),
        )
        periods, problems = read(*events)
        assert problems == []
        assert [(str(p.start), str(p.end), reviews(p)) for p in periods] == [
            ("2025-01-06", "2025-06-02", ["2025-01-30"]),
            ("2026-01-05", "None", ["2026-01-28"]),
        ]

    def test_care_begins_first_and_ends_last_in_a_day(self) -> None:
        """History.py: where no times tell otherwise."""
        (period,), problems = read(left("2026-01-05"), ReviewHeld(on=D("2026-01-05")), came("2026-01-05"))
        assert problems == []
        assert (period.end, reviews(period)) == (D("2026-01-05"), ["2026-01-05"])

    def test_a_day_in_care_begins_before_it_ends(self) -> None:
        """Also where the child had been in care before, and had left: nobody was looked after whom the day could first have ended."""
        periods, problems = read(came("2025-01-06"), left("2025-06-02"), left("2026-01-05"), came("2026-01-05"))
        assert problems == []
        assert [(str(p.start), str(p.end)) for p in periods] == [("2025-01-06", "2025-06-02"), ("2026-01-05", "2026-01-05")]

    def test_ceasing_comes_before_re_entry_on_the_same_day(self) -> None:
        """History.py; statute.md 7.3 (X1: an episode ends, another starts the same day)."""
        periods, problems = read(came("2026-03-02"), came("2026-01-05"), left("2026-03-02"))
        assert problems == []
        assert [(str(p.start), str(p.end)) for p in periods] == [("2026-01-05", "2026-03-02"), ("2026-03-02", "None")]

    def test_a_ceasing_recorded_twice_does_not_end_the_new_period(self) -> None:
        """Design.md: every problem is reported, and the rest counts. The child is in care."""
        periods, problems = read(came("2026-01-05"), left("2026-03-02"), left("2026-03-02"), came("2026-03-02"))
        assert [str(p.end) for p in periods] == ["2026-03-02", "None"]
        assert ["recorded twice" in problem.what for problem in problems] == [True]

    def test_times_tell_the_order_within_a_day(self) -> None:
        """History.py: "where no times tell otherwise". The morning's review was of the period that ended at noon."""
        events = (
            came("2026-01-05"),
            ReviewHeld(on=D("2026-03-02"), at=time(8)),
            CeasedToBeLookedAfter(on=D("2026-03-02"), at=time(12)),
            BecameLookedAfter(on=D("2026-03-02"), at=time(17)),
        )
        periods, _ = read(*events)
        assert [reviews(period) for period in periods] == [["2026-03-02"], []]

    def test_no_events_and_no_start_of_care(self) -> None:
        """Design.md: an empty schedule that says why, never an error."""
        for events in ((), (TaskDone(on=D("2026-01-05"), task="visit"),)):
            schedule = build_schedule(History("A1", events), load_profile("england"))
            assert schedule.due_dates == ()
            assert [problem.where for problem in schedule.problems] == ["events"]
            assert schedule.problems[0].remedy == "add a became-looked-after event"
        assert build_schedule(History("A1"), load_profile("england")).as_of is None

    def test_future_dates_are_taken_as_they_are(self) -> None:
        """Design.md: it never reads a clock. A history planned for 2031 is computed like any other."""
        schedule = build_schedule(History("A1", [came("2031-01-06")], D("2025-01-01")), load_profile("england"))
        assert schedule.of("review")[0].due == D("2031-02-03")
        assert schedule.as_of == D("2031-01-06")

    def test_a_history_does_not_change(self) -> None:
        """Design.md: core values are immutable."""
        history = History("A1", [came("2026-01-05")])
        assert isinstance(history.events, tuple)
        with pytest.raises(dataclasses.FrozenInstanceError):
            history.child = "B2"  # type: ignore[misc]
        with pytest.raises(dataclasses.FrozenInstanceError):
            history.events[0].on = D("2026-01-06")  # type: ignore[misc]


class TestMovesOnOneDay:
    """Statute.md 11.11: the return forbids episodes on one day, so only the last placement survives."""

    def test_the_last_by_its_time_counts(self) -> None:
        """In whichever order the file has them."""
        day = (
            moved("2026-02-03", "hospital", "19:00"),
            moved("2026-02-03", "childrens-home", "09:00"),
            moved("2026-02-03", "secure-unit", "21:30"),
        )
        for order in (day, day[::-1]):
            (period,), _ = read(came("2026-01-05"), *order)
            assert [placement.kind for placement in period.placements] == ["foster-care", "secure-unit"]
            assert period.placements[0].end == D("2026-02-03")

    def test_without_times_it_says_that_one_was_left_out(self) -> None:
        """Design.md: reported with its place and the remedy."""
        (period,), problems = read(came("2026-01-05"), moved("2026-02-03"), moved("2026-02-03", "hospital"))
        assert [placement.kind for placement in period.placements] == ["foster-care", "hospital"]
        assert [problem.where for problem in problems] == ["events[2]"]
        assert "times" in problems[0].remedy

    def test_with_times_there_is_nothing_wrong_with_it(self) -> None:
        """Design.md: what is reported is an impossible history; strict must not refuse one that happened."""
        _, problems = read(came("2026-01-05"), moved("2026-02-03", "hospital", "09:00"), moved("2026-02-03", "secure-unit", "21:30"))
        assert problems == []


class TestFacts:
    """Profile format: facts by scope, dated, and taken back."""

    def test_a_fact_holds_from_its_day_until_it_is_taken_back(self) -> None:
        """Both days included on which something was recorded."""
        fact = Fact(on=D("2026-02-02"), fact="out-of-area-placement")
        (period,), _ = read(came("2026-01-05"), fact, Fact(on=D("2026-03-02"), fact="out-of-area-placement", value=False))
        told = [period.fact_on("out-of-area-placement", D(day)) for day in ("2026-02-01", "2026-02-02", "2026-03-01", "2026-03-02")]
        assert told == [False, True, True, False]

    def test_a_fact_of_a_placement_needs_recording_in_it_and_one_of_the_child_never_again(self) -> None:
        """Profile format: `scope`. The period keeps its own facts; the child's outlast it."""
        events = (came("2025-01-06"), Fact(on=D("2025-02-03"), fact="x"), moved("2025-03-03"), left("2025-06-02"), came("2026-01-05"))
        (first, second), _ = read(*events)
        assert not first.fact_on("x", D("2025-03-03"), since=first.placement_on(D("2025-03-03")).start)
        assert first.fact_on("x", D("2025-03-03"))
        assert not second.fact_on("x", D("2026-01-05"))
        assert second.child_fact_on("x", D("2026-01-05"))

    def test_legal_status_is_that_of_the_day(self) -> None:
        """Statute.md V7, V8: the day of the order already counts."""
        order = LegalStatusChanged(on=D("2026-02-02"), legal_status="care-order")
        (period,), _ = read(BecameLookedAfter(on=D("2026-01-05"), legal_status="section-20"), order)
        assert [period.legal_statuses_on(D(day)) for day in ("2026-01-04", "2026-02-01", "2026-02-02")] == [
            (),
            ("section-20",),
            ("care-order",),
        ]


class TestProblems:
    """Design.md: an impossible history is reported, every problem at once, each with its place."""

    IMPOSSIBLE = (
        ReviewHeld(on=D("2025-12-01")),
        came("2026-01-05"),
        came("2026-01-12"),
        came("2026-01-05"),
        ReviewAdjourned(on=D("2026-01-28")),
        ReviewAdjourned(on=D("2026-01-30")),
        ReviewArranged(on=D("2026-02-20"), review_on=D("2026-02-02")),
        left("2026-03-02"),
        moved("2026-03-16"),
        TaskDone(on=D("2015-06-01"), task="visit"),
    )

    def test_every_problem_is_reported_with_its_place(self) -> None:
        """The place is the position in the file; the rest of the history counts."""
        periods, problems = read(*self.IMPOSSIBLE)
        assert {problem.where: problem.what.split(": ", 1)[-1].split(",")[0] for problem in problems} == {
            "events[0]": "the child was not looked after",
            "events[2]": "the child was already looked after",
            "events[3]": "the same event is recorded twice",
            "events[5]": "the review was already adjourned",
            "events[6]": "the review is arranged for a day before the arrangement was made",
            "events[8]": "the child was not looked after",
            "events[9]": "it is before the date of birth",
        }
        assert {problem.where: problem.remedy for problem in problems} == {
            "events[0]": "correct the date or add the start of care; it was left out",
            "events[2]": "record the ceasing first; it was left out",
            "events[3]": "remove one; it counted once",
            "events[5]": "correct the record; it was left out",
            "events[6]": "correct the record; it was left out",
            "events[8]": "correct the date or add the start of care; it was left out",
            "events[9]": "correct one of the two dates; it was left out",
        }
        assert [(str(p.start), str(p.end), reviews(p)) for p in periods] == [("2026-01-05", "2026-03-02", ["2026-01-28"])]

    def test_a_wrong_number_is_told_beside_the_rest(self) -> None:
        """Design.md: all problems at once; those of each time in care, and those found before."""
        letter = TaskDone(on=D("2026-02-02"), task="letter", review=4)
        again = TaskDone(on=D("2026-06-08"), task="letter", review=2)
        _, problems = read(came("2026-01-05"), came("2026-01-12"), letter, left("2026-03-02"), came("2026-06-01"), again)
        assert [problem.where for problem in problems] == ["events[1]", "events[2].review", "events[5].review"]

    def test_strict_refuses_and_lists_all(self) -> None:
        """Design.md, Python contract: `strict` raises HistoryError."""
        with pytest.raises(HistoryError) as refused:
            build_schedule(History("A1", self.IMPOSSIBLE, BORN), load_profile("england"), strict=True)
        assert {problem.where for problem in refused.value.problems} == {f"events[{index}]" for index in (0, 2, 3, 5, 6, 8, 9)}
        assert str(refused.value).startswith("7 problems\n")

    def test_strict_has_nothing_against_a_history_that_can_be(self) -> None:
        """What stands outside care and may, is not refused: a plan made before, which counts, and a visit after, which is told."""
        events = (
            TaskDone(on=D("2026-01-02"), task="care-plan"),
            came("2026-01-05"),
            left("2026-03-02"),
            TaskDone(on=D("2026-03-03"), task="visit"),
        )
        [problem] = build_schedule(History("A1", events, BORN), load_profile("england"), strict=True).problems
        assert (problem.where, problem.what) == (
            "events[3]",
            "task-done: the child was not looked after, and nothing that is due asks for it then",
        )

    def test_two_reviews_on_one_day_are_a_problem(self) -> None:
        """CPR 2010 reg 33(2): the second is due on 28 April; the record of the first came in twice."""
        events = (came("2026-01-05"), ReviewHeld(on=D("2026-01-28")), ReviewHeld(on=D("2026-01-28"), note="minutes to follow"))
        (problem,) = build_schedule(History("A1", events, BORN), load_profile("england")).problems
        assert str(problem) == "events[1]: review-held: another review is recorded on the same day; correct the record; it was left out"

    @pytest.mark.parametrize(
        ("event", "where", "remedy"),
        [
            (OtherEvent(on=D("2026-01-12"), event="visit-requestd"), "events[1].event", 'did you mean "visit-requested"?'),
            (TaskDone(on=D("2026-01-12"), task="vist"), "events[1].task", 'did you mean "visit"?'),
            (Fact(on=D("2026-01-12"), fact="temporary-aproval"), "events[1].fact", 'did you mean "temporary-approval"?'),
            (moved("2026-01-12", "foster care"), "events[1].placement", 'did you mean "foster-care"?'),
            (LegalStatusChanged(on=D("2026-01-12"), legal_status="care order"), "events[1].legal_status", 'did you mean "care-order"?'),
        ],
    )
    def test_an_unknown_word_is_told_with_the_nearest(self, event: Event, where: str, remedy: str) -> None:
        """Design.md: each with its place."""
        (problem,) = build_schedule(History("A1", [came("2026-01-05"), event], BORN), load_profile("england")).problems
        assert (problem.where, problem.remedy) == (where, remedy)

    def test_no_problem_holds_what_a_record_says_of_a_child(self) -> None:
        """Errors.py: no message ever holds a child's details."""
        marked: list[Event] = [
            BecameLookedAfter(on=D("2026-01-05"), note="MARKER", ref="MARKER", placement="MARKER", legal_status="MARKER"),
            BecameLookedAfter(on=D("2026-01-06"), note="MARKER", ref="MARKER"),
            ReviewRequested(on=D("2026-01-07"), by="MARKER", note="MARKER"),
            AlertRaised(on=D("2026-01-08"), level="MARKER", ref="MARKER"),
            SignificantEvent(on=D("2026-01-09"), type="MARKER"),
            TaskDone(on=D("2026-01-09"), task="MARKER"),
            Fact(on=D("2026-01-09"), fact="MARKER"),
            OtherEvent(on=D("2026-01-09"), event="MARKER", type="MARKER"),
            ReviewAdjourned(on=D("2026-01-12"), note="MARKER"),
            ReviewAdjourned(on=D("2026-01-13"), note="MARKER"),
            PlacementMoved(on=D("2026-01-14"), note="MARKER", placement="MARKER"),
            PlacementMoved(on=D("2026-01-14"), note="MARKER", ref="MARKER"),
            CeasedToBeLookedAfter(on=D("2026-01-15"), reason="MARKER", note="MARKER"),
            ReviewHeld(on=D("2026-01-16"), note="MARKER", ref="MARKER"),
        ]
        history = History("MARKER", [*marked, *marked])
        schedule = build_schedule(history, load_profile("newham"))
        assert len(schedule.problems) > len(marked)
        told = "\n".join(f"{problem}" for problem in schedule.problems)
        with pytest.raises(HistoryError) as refused:
            build_schedule(history, load_profile("newham"), strict=True)
        assert "MARKER" not in told + str(refused.value) + repr(refused.value)
        shown = [due.to_dict() for due in schedule.due_dates] + [due.explanation.to_dict() for due in schedule.due_dates]
        assert "MARKER" not in f"{shown}{[str(due.explanation) for due in schedule.due_dates]}"


def test_a_stay_that_ends_before_it_begins_is_told_and_is_one_day() -> None:
    """Nothing in silence: the first day alone is used, and the problem says so (reg 48: stays are added up)."""
    stay = OtherEvent(event="short-break-stay", on=D("2026-02-01"), ends_on=D("2026-01-01"))
    came_in = BecameLookedAfter(on=D("2026-01-05"), placement="foster-care", legal_status="short-break")
    schedule = build_schedule(History("A1", [came_in, stay], BORN), load_profile("england"))
    [problem] = [problem for problem in schedule.problems if problem.where.startswith("events[1]")]
    assert (problem.what, problem.remedy) == (
        "an event: it ends before it begins",
        "correct one of the two days; its first day alone was used",
    )
