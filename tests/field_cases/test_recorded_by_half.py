"""What a case worker's system holds of one happening is often one half of it; each half gives every consequence (issue 14, F1 and F4).

Expected days by hand from SI 2010/959 and SI 2005/389; the cases of the corpus family `half-recorded` have more. Through JSON here and
a sheet of events: the door makes no difference.
"""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.field_cases.asked import Event, done, fact, happened, held, looked_after, moved, on, outstanding, said, schedule_of

from lacreview_rules import History, build_schedule, load_profile, parse_history
from lacreview_rules.sources.door import SourceOptions
from lacreview_rules.sources.events.reading import open_source

if TYPE_CHECKING:
    from pathlib import Path

BORN = "2012-05-02"
CONNECTED = looked_after("2026-01-05", "connected-person", "interim-care-order")


class TestApprovals:
    """Regs 24, 25 and 28(4): Mon 5 Jan 2026 and sixteen weeks, Mon 27 Apr."""

    GIVEN = happened("temporary-approval-given", "2026-01-05")

    @pytest.mark.parametrize("kind", ["temporary-approval-extended", "approval-refusal-review-sought"])
    def test_what_is_extended_or_kept_was_given(self, kind: str) -> None:
        """Visited Tue 28 Apr 2026 after the first review: four weeks, Tue 26 May, and not six, Tue 9 Jun."""
        events = [CONNECTED, held("2026-01-26"), happened(kind, "2026-04-27"), done("visit", "2026-04-28")]
        assert outstanding(schedule_of(BORN, events), "2026-04-29", "visit")[0] == "2026-05-26"

    @pytest.mark.parametrize("record", [GIVEN, fact("temporary-approval", "2026-01-05")], ids=["event", "fact"])
    def test_it_was_given_once(self, record: Event) -> None:
        events = [CONNECTED, record, happened("temporary-approval-extended", "2026-04-20")]
        assert said(schedule_of(BORN, events), "2026-05-28", "temporary-approval-end") == ["2026-04-27 met 2026-04-20"]

    def test_also_if_given_ahead_of_care(self) -> None:
        """Fri 2 Jan 2026 and sixteen weeks: Fri 24 Apr."""
        events = [happened("temporary-approval-given", "2026-01-02"), CONNECTED, happened("temporary-approval-extended", "2026-04-24")]
        schedule = schedule_of(BORN, events)
        assert said(schedule, "2026-05-28", "temporary-approval-end") == ["2026-04-24 met 2026-04-24"]
        assert outstanding(schedule, "2026-05-28", "extended-approval-end") == ["2026-06-19"]

    def test_the_child_has_left_the_carer(self) -> None:
        events = [CONNECTED, self.GIVEN, moved("2026-02-02")]
        assert said(schedule_of(BORN, events), "2026-05-28", "temporary-approval-end") == ["2026-04-27 met 2026-02-02"]

    def test_the_end_recorded_as_a_task_ends_the_visits_of_it(self) -> None:
        """Ended Mon 1 Jun 2026; visited on the 8th: six weeks, Mon 20 Jul."""
        events = [CONNECTED, self.GIVEN, held("2026-01-26"), happened("temporary-approval-extended", "2026-04-27")]
        events += [done("extended-approval-end", "2026-06-01"), done("visit", "2026-06-08")]
        assert outstanding(schedule_of(BORN, events), "2026-06-28", "visit")[0] == "2026-07-20"

    @pytest.mark.parametrize("words", [["temporary-approval-end"], ["temporary-approval-end", "temporary-approval-extended"]])
    def test_ended_or_extended(self, words: list[str]) -> None:
        """Eight weeks from Mon 20 Apr 2026 are due on Mon 15 Jun if it was extended; the task alone does not say, and that is told."""
        events = [done(words[0], "2026-04-20"), *(happened(word, "2026-04-20") for word in words[1:])]
        schedule = schedule_of(BORN, [CONNECTED, self.GIVEN, *events])
        assert said(schedule, "2026-05-28", "temporary-approval-end") == ["2026-04-27 met 2026-04-20"]
        assert outstanding(schedule, "2026-05-28", "extended-approval-end") == ["2026-06-15"] * len(words[1:])
        told = [problem.where for problem in schedule.problems if "by which of these it was done" in problem.what]
        assert told == ["events[2]"] * (2 - len(words))


class TestPlacementThatEnded:
    """Regs 23(2) and 25(6) end the placement, not care: a visit within a week of the next (reg 28(2)(a)), its plan in five working days."""

    LAPSED = (CONNECTED, happened("temporary-approval-given", "2026-01-05"), happened("temporary-approval-lapsed", "2026-04-27"))
    OUTSIDE = (looked_after("2026-01-05"), happened("placed-outside-approval", "2026-04-27"))
    TASKS = pytest.mark.parametrize(
        ("before", "task"), [(LAPSED, "lapsed-approval-placement-ended"), (OUTSIDE, "outside-approval-ended")], ids=["lapsed", "outside"]
    )

    @TASKS
    def test_as_a_task_it_says_that_another_began(self, before: tuple[Event, ...], task: str) -> None:
        """On Wed 29 Apr 2026: a visit by Wed 6 May, and with the bank holiday of 4 May a plan by Thu 7 May."""
        schedule = schedule_of(BORN, [*before, done(task, "2026-04-29")])
        assert outstanding(schedule, "2026-05-01", "visit")[0] == "2026-05-06"
        assert outstanding(schedule, "2026-05-01", "placement-plan") == ["2026-05-07"]
        told = [problem for problem in schedule.problems if "another placement is taken to have begun" in problem.what]
        assert [problem.where for problem in told] == [f"events[{len(before)}]"]

    @TASKS
    def test_a_move_recorded_a_day_before_is_that(self, before: tuple[Event, ...], task: str) -> None:
        """Moved on Tue 28 Apr: a visit by Tue 5 May, and no day later; that the two days differ is told."""
        schedule = schedule_of(BORN, [*before, moved("2026-04-28"), done(task, "2026-04-29")])
        assert outstanding(schedule, "2026-05-01", "visit")[0] == "2026-05-05"
        told = [problem.what for problem in schedule.problems if problem.where == f"events[{len(before) + 1}]"]
        assert told == ["it says that a placement ended, and no move is recorded on its day"]

    def test_so_it_does_where_what_calls_for_it_is_not_recorded(self) -> None:
        schedule = schedule_of(BORN, [looked_after("2026-01-05"), done("outside-approval-ended", "2026-04-29")])
        assert outstanding(schedule, "2026-05-01", "visit")[0] == "2026-05-06"

    @TASKS
    @pytest.mark.parametrize("end", [moved("2026-04-29"), happened("ceased-to-be-looked-after", "2026-04-29")], ids=["moved", "ceased"])
    def test_with_the_end_recorded_it_says_no_more(self, before: tuple[Event, ...], task: str, end: Event) -> None:
        both, alone = (schedule_of(BORN, [*before, *more]) for more in ((end, done(task, "2026-04-29")), (end,)))
        for name in ("visit", "placement-plan", "placement-end-notice"):
            assert said(both, "2026-05-01", name) == said(alone, "2026-05-01", name)
        assert not any("says that a placement" in problem.what for problem in both.problems)

    @pytest.mark.parametrize("task", ["lapsed-approval-placement-ended", "outside-approval-ended"])
    @pytest.mark.parametrize("end", [moved("2026-04-29"), happened("ceased-to-be-looked-after", "2026-04-29")], ids=["moved", "ceased"])
    def test_an_end_that_nothing_called_for_is_told(self, task: str, end: Event) -> None:
        """What calls for it in an earlier care is of that."""
        earlier = [
            looked_after("2025-01-06"),
            happened("placed-outside-approval", "2025-02-03"),
            happened("temporary-approval-lapsed", "2025-02-03"),
        ]
        events = [*earlier, happened("ceased-to-be-looked-after", "2025-03-03"), looked_after("2026-01-05"), end, done(task, "2026-04-29")]
        told = [problem.where for problem in schedule_of(BORN, events).problems if "nothing for which it had to" in problem.what]
        assert told == ["events[6]"]

    @TASKS
    @pytest.mark.parametrize("again", [False, True], ids=["in the first care", "in another care"])
    def test_on_the_day_on_which_care_began_it_brings_no_move_and_that_is_told(
        self, before: tuple[Event, ...], task: str, *, again: bool
    ) -> None:
        """One placement began on Mon 5 Jan or Mon 1 Jun 2026, with care; a placement ended with care on Fri 1 May alone."""
        events = [*before, happened("ceased-to-be-looked-after", "2026-05-01"), looked_after("2026-06-01", legal_status="short-break")]
        both, alone = (
            schedule_of(BORN, [*events, *more]) for more in ([done(task, "2026-06-01" if again else "2026-01-05", at="09:00")], [])
        )
        for name in ("visit", "placement-plan", "placement-end-notice"):
            assert said(both, "2026-06-03", name) == said(alone, "2026-06-03", name)
        [told] = [problem for problem in both.problems if "care began on its day" in problem.what]
        assert told.where == f"events[{len(events)}]"

    @TASKS
    @pytest.mark.parametrize("day", ["2026-01-02", "2026-05-04"], ids=["before care", "after care"])
    def test_outside_care_no_placement_is_taken_to_have_begun(self, before: tuple[Event, ...], task: str, day: str) -> None:
        schedule = schedule_of(BORN, [*before, happened("ceased-to-be-looked-after", "2026-05-01"), done(task, day)])
        told = [problem.what for problem in schedule.problems if problem.where == f"events[{len(before) + 1}]"]
        assert [("was not looked after" in what, "placement" in what) for what in told] == [(True, False)]

    @TASKS
    def test_on_the_day_on_which_one_care_ended_and_another_began_its_placement_ended(self, before: tuple[Event, ...], task: str) -> None:
        day = "2026-05-01"
        events = [*before, happened("ceased-to-be-looked-after", day), looked_after(day), done(task, day)]
        assert not any(problem.where == f"events[{len(events) - 1}]" for problem in schedule_of(BORN, events).problems)


class TestPlacedForAdoption:
    """Reg 36(3)(a): four weeks from Mon 3 Mar 2025, Mon 31 Mar, whichever of the two words came first."""

    BEFORE = (looked_after("2025-01-06", legal_status="placement-order"), held("2025-01-28"))

    @pytest.mark.parametrize("words", [("placed", "moved"), ("moved", "placed")])
    @pytest.mark.parametrize("later", ["2025-03-05", "2025-03-20"])
    def test_two_words_on_two_days_are_one_placement(self, words: tuple[str, str], later: str) -> None:
        days = dict(zip(words, ("2025-03-03", later), strict=True))
        events = [*self.BEFORE, happened("placed-for-adoption", days["placed"]), moved(days["moved"], "adoptive")]
        schedule = schedule_of("2022-05-02", events)
        assert outstanding(schedule, later, "review")[0] == "2025-03-31"
        [told] = schedule.problems
        assert "says the same as" in told.what

    @pytest.mark.parametrize("turned", [False, True])
    def test_so_on_the_first_day_of_care_whichever_stands_first_in_the_file(self, *, turned: bool) -> None:
        """Four weeks from Mon 6 Jan 2025: Mon 3 Feb."""
        first = [self.BEFORE[0], happened("placed-for-adoption", "2025-01-06")]
        schedule = schedule_of("2022-05-02", [*(first[::-1] if turned else first), moved("2025-01-08", "adoptive")])
        assert outstanding(schedule, "2025-01-09", "review")[0] == "2025-02-03"
        assert [told.where for told in schedule.problems if "says the same as" in told.what] == ["events[2]"]

    def test_after_a_review_in_it_the_second_is_another(self) -> None:
        """Fri 2 May 2025 and four weeks: Fri 30 May."""
        events = [*self.BEFORE, happened("placed-for-adoption", "2025-03-03"), held("2025-03-27"), moved("2025-05-02", "adoptive")]
        schedule = schedule_of("2022-05-02", events)
        assert outstanding(schedule, "2025-05-06", "review")[0] == "2025-05-30"
        assert schedule.problems == ()

    def test_one_word_twice_is_two_placements(self) -> None:
        events = [*self.BEFORE, moved("2025-03-03", "adoptive"), moved("2025-03-05", "adoptive")]
        schedule = schedule_of("2022-05-02", events)
        assert outstanding(schedule, "2025-03-06", "review")[0] == "2025-04-02"
        assert schedule.problems == ()


def test_the_review_of_a_placement_with_a_parent_is_a_review() -> None:
    """Fri 16 Jan 2026 and three months: Thu 16 Apr (reg 33(2)); from the day it was due it would be 2 May."""
    events = [looked_after("2026-01-05", "parent", "care-order"), done("parent-placement-review", "2026-01-16")]
    for more in ([], [held("2026-01-16")]):
        schedule = schedule_of(BORN, [*events, *more])
        assert said(schedule, "2026-02-10", "review")[:2] == ["2026-02-02 met 2026-01-16", "2026-04-16 upcoming"]
        assert said(schedule, "2026-02-10", "parent-placement-review") == ["2026-01-19 met 2026-01-16"]


def test_detention_without_a_legal_status_is_by_remand() -> None:
    """Reg 47C: ten working days from Mon 5 Jan 2026, Mon 19 Jan. Under another status there is no such plan."""
    placed = happened("became-looked-after", "2026-01-05", placement="youth-detention")
    assert outstanding(schedule_of("2010-05-02", [placed]), "2026-01-06", "detention-placement-plan") == ["2026-01-19"]
    assert on(schedule_of("2010-05-02", [placed | {"legal_status": "care-order"}]), "2026-01-06", "detention-placement-plan") == []


@pytest.mark.parametrize("reason", ["E2", "e2", "Died", "turned 18", "Special guardianship", "CHILD_ARRANGEMENTS-order "])
def test_a_reason_is_read_as_people_write_it(reason: str) -> None:
    """Reg 14(5): nobody is owed a notice of it; after another reason, by Mon 16 Mar 2026."""
    ended = happened("ceased-to-be-looked-after", "2026-03-02", reason=reason)
    assert on(schedule_of(BORN, [looked_after("2026-01-05"), ended]), "2026-03-30", "placement-end-notice") == []
    other = happened("ceased-to-be-looked-after", "2026-03-02", reason="died out of hours")
    assert outstanding(schedule_of(BORN, [looked_after("2026-01-05"), other]), "2026-03-30", "placement-end-notice") == ["2026-03-16"]


CODES = ["E2 - Died", "E11: adopted", "E 45 special guardianship", "e17 Aged 18", "E9", "E14 (remand ended)", "sentenced"]


@pytest.mark.parametrize("reason", CODES)
def test_a_code_may_stand_before_its_meaning(reason: str) -> None:
    """Field case 8: as lists for inspectors have it. A sentence, or the end of a remand, is a court's and not the authority's."""
    ended = happened("ceased-to-be-looked-after", "2026-03-02", reason=reason)
    schedule = schedule_of(BORN, [looked_after("2026-01-05"), ended])
    assert on(schedule, "2026-03-30", "placement-end-notice") == []
    assert schedule.problems == ()


@pytest.mark.parametrize("reason", ["E4A - returned home", "E8: other", "E 13 to others", "E3"])
def test_another_code_before_its_meaning(reason: str) -> None:
    """The authority ended it: ten working days after Mon 2 Mar 2026, Mon 16 Mar (reg 14(4))."""
    ended = happened("ceased-to-be-looked-after", "2026-03-02", reason=reason)
    assert outstanding(schedule_of(BORN, [looked_after("2026-01-05"), ended]), "2026-03-30", "placement-end-notice") == ["2026-03-16"]


class TestQuestionnaires:
    """Once a year, at 4 to 16 (from memory): Mon 6 Jan 2025 and twelve months, Tue 6 Jan 2026."""

    TASK = "strengths-and-difficulties"

    def test_it_starts_from_care_and_is_not_called_late(self) -> None:
        schedule = schedule_of("2015-05-02", [looked_after("2025-01-06")])
        assert said(schedule, "2025-06-10", self.TASK)[0] == "2026-01-06 upcoming"
        assert said(schedule, "2026-06-10", self.TASK)[0] == "2026-01-06 not-recorded"
        listed = schedule_of("2015-05-02", [looked_after("2025-01-06")], records=["review", self.TASK])
        assert said(listed, "2026-06-10", self.TASK)[0] == "2026-01-06 overdue"

    @pytest.mark.parametrize(("born", "due"), [("2021-01-06", "2026-01-06"), ("2021-06-10", "2026-06-10"), ("2024-02-29", "2029-02-28")])
    def test_from_four(self, born: str, due: str) -> None:
        """Born on Thu 29 Feb 2024, four on Tue 29 Feb 2028, and twelve months: Wed 28 Feb 2029."""
        schedule = schedule_of(born, [looked_after("2025-01-06")], until="2030-01-01")
        assert outstanding(schedule, "2025-01-07", self.TASK)[0] == due

    def test_one_of_the_year_before_care(self) -> None:
        events = [done(self.TASK, "2024-11-04"), looked_after("2025-01-06")]
        schedule = schedule_of("2015-05-02", events)
        assert said(schedule, "2025-06-10", self.TASK)[:2] == ["2025-11-04 upcoming", "2026-01-06 met 2024-11-04"]
        assert schedule.problems == ()


class TestEndedAndNeverBegun:
    """An end alone is half a record: that weekly visits were owed (reg 28(4)) since approval was given, nobody can tell from it."""

    HALF = 'it says that "temporary-approval" holds no more, and the record does not have it before'

    @pytest.mark.parametrize(
        "end",
        [
            happened("temporary-approval-ended", "2026-04-20"),
            happened("temporary-approval-lapsed", "2026-04-20"),
            done("extended-approval-end", "2026-04-20"),
            happened("fact", "2026-04-20", fact="temporary-approval", value=False),
        ],
        ids=lambda end: end.get("task", end["event"]),
    )
    def test_it_is_told(self, end: Event) -> None:
        schedule = schedule_of(BORN, [CONNECTED, held("2026-01-26"), end])
        assert ("events[2]", self.HALF) in [(problem.where, problem.what) for problem in schedule.problems]

    @pytest.mark.parametrize(
        "begun",
        [
            happened("temporary-approval-given", "2026-01-05"),
            happened("temporary-approval-extended", "2026-04-10"),
            fact("temporary-approval", "2026-01-05"),
        ],
        ids=lambda begun: begun["event"],
    )
    def test_not_where_any_word_began_it(self, begun: Event) -> None:
        schedule = schedule_of(BORN, [CONNECTED, held("2026-01-26"), begun, happened("temporary-approval-ended", "2026-04-20")])
        assert schedule.problems == ()

    def test_nor_in_a_record_that_starts_in_the_middle(self) -> None:
        events = [CONNECTED, happened("temporary-approval-ended", "2026-04-20")]
        history = {"child": "X", "date_of_birth": BORN, "record_starts": "2026-04-01", "reviews_before": 1, "events": events}
        assert self.HALF not in [problem.what for problem in build_schedule(parse_history(history), load_profile("england")).problems]


HALVES = [
    [CONNECTED, held("2026-01-26"), happened("temporary-approval-extended", "2026-04-27"), done("visit", "2026-04-28")],
    [*TestPlacedForAdoption.BEFORE, happened("placed-for-adoption", "2025-03-03"), moved("2025-03-05", "adoptive")],
    [looked_after("2026-01-05", "parent", "care-order"), done("parent-placement-review", "2026-01-16")],
    [looked_after("2026-01-05"), happened("ceased-to-be-looked-after", "2026-03-02", reason="Died")],
]


@pytest.mark.parametrize("events", HALVES)
def test_a_sheet_of_events_says_the_same(events: list[Event], tmp_path: Path) -> None:
    keys = dict.fromkeys(key for event in events for key in event)
    out = io.StringIO()
    rows = csv.DictWriter(out, ["child", "date_of_birth", *keys])
    rows.writeheader()
    rows.writerows([{"child": "X", "date_of_birth": BORN, **event} for event in events])
    path = tmp_path / "events.csv"
    path.write_text(out.getvalue(), encoding="utf-8")
    [history] = open_source([str(path)], SourceOptions())
    assert isinstance(history, History)
    day = date(2026, 5, 1)
    assert (
        build_schedule(history, load_profile("england")).on(day).to_dict()["due_dates"]
        == schedule_of(BORN, events).on(day).to_dict()["due_dates"]
    )
