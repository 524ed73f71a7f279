"""The figures that authorities are asked for, on small caseloads worked by hand.

Field cases 10 (reviews held, and children all of whose reviews were in time), 11 (visits) and 22 (reviews that were meetings).
SI 2010/959 reg 33(1): looked after on Monday 5 January 2026, the first review is due within 20 working days, by Monday
2 February; reg 33(2): the second three months after the first. Reg 28(2): a visit within a week, then six weeks apart.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from lacreview_rules import (
    BecameLookedAfter,
    CeasedToBeLookedAfter,
    DecisionsIssued,
    History,
    ReviewHeld,
    TaskDone,
    england_and_wales,
    load_profile,
)
from lacreview_rules.caseload.child import Bases, ChildFigures, judge_child
from lacreview_rules.caseload.csv import LISTS, caseload_csv
from lacreview_rules.caseload.figures import InTime
from lacreview_rules.caseload.html import caseload_html
from lacreview_rules.caseload.json import caseload_json, caseload_json_pieces
from lacreview_rules.caseload.report import Caseload, summarise
from lacreview_rules.caseload.report_record import caseload_record
from lacreview_rules.caseload.sections import report_sections
from lacreview_rules.caseload.timeliness import ChildrenInTime
from lacreview_rules.caseload.window import Window, window_at
from lacreview_rules.files.sorted_rows import RowsToSort

if TYPE_CHECKING:
    from lacreview_rules import Event

BASES = Bases(load_profile("england"), load_profile("data-return"), england_and_wales())
CAME_IN = BecameLookedAfter(on=date(2026, 1, 5))
JUNE = window_at(date(2026, 6, 30))


def child(*events: Event, window: Window = JUNE, name: str = "A1", records: tuple[str, ...] | None = ("review",)) -> ChildFigures:
    return judge_child(History(name, events, date(2014, 5, 2), records), load_profile("england"), window, BASES)


@pytest.mark.parametrize("most", [1, 3, 10_000])
def test_a_report_whose_rows_are_not_all_in_memory_is_the_same(most: int) -> None:
    """Issue 18, 10: every form of it, whatever stands in the temporary file; teams and days that many rows share among them."""
    names = [(f"A{number}", f"team {number % 3}" if number % 4 else "") for number in range(12)]
    children = [child(CAME_IN, held("2026-02-12"), held("2026-06-20"), name=name, records=None).with_team(team, "") for name, team in names]
    whole = summarise(children, JUNE)
    kept = summarise(children, JUNE, rows=lambda order: RowsToSort(order, most=most))
    assert len(whole.overdue) > 12  # more than are kept in memory, where 1 or 3 are
    late = sorted((row.child, str(row.held_on)) for row in whole.out_of_timescale)  # due on 2 February and on 12 May
    assert late == sorted((name, day) for name, _ in names for day in ("2026-02-12", "2026-06-20"))
    assert "".join(caseload_json_pieces(kept)) == caseload_json(whole) == json.dumps(caseload_record(kept), indent=2) + "\n"
    assert [caseload_csv(kept, name) for name in LISTS] == [caseload_csv(whole, name) for name in LISTS]
    assert caseload_html(kept) == caseload_html(whole)


def test_no_form_of_a_report_asks_for_a_row_by_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each would read the temporary file from its beginning: a page of 1,363 children took more than four minutes."""
    asked: list[object] = []
    whole = RowsToSort.__getitem__

    def noted(rows: RowsToSort[object], place: int | slice) -> object:
        asked.extend([place] if isinstance(place, int) else [])
        return whole(rows, place)

    monkeypatch.setattr(RowsToSort, "__getitem__", noted)
    children = [child(CAME_IN, held("2026-02-12"), name=f"A{number}", records=None).with_team("North", "") for number in range(4)]
    kept = summarise(children, JUNE, rows=lambda order: RowsToSort(order, most=2))
    made = ["".join(caseload_json_pieces(kept)), caseload_html(kept), *(caseload_csv(kept, name) for name in LISTS)]
    list(report_sections(kept, most=3))
    assert (all(made), asked) == (True, [])


def held(text: str, *, meeting: bool = True) -> ReviewHeld:
    return ReviewHeld(on=date.fromisoformat(text), meeting=meeting)


@pytest.fixture(scope="module")
def three() -> Caseload:
    """One child in time twice; one late once (12 February, then in time: due 12 May); one with no review held at all."""
    return summarise(
        [
            child(CAME_IN, held("2026-01-28"), held("2026-04-20"), name="in time"),
            child(CAME_IN, held("2026-02-12"), held("2026-05-11", meeting=False), name="late once"),
            child(CAME_IN, name="none held"),
        ],
        JUNE,
    )


def test_reviews_held_are_counted_by_the_month_in_which_they_were_held(three: Caseload) -> None:
    """Field case 10: four, in four months, of two children."""
    found = three.reviews_held
    assert (found.held, found.children) == (4, 2)
    assert found.months == (("2026-01", 1), ("2026-02", 1), ("2026-04", 1), ("2026-05", 1))
    assert (found.first, found.second, found.later, found.number_unknown) == (2, 2, 0, 0)


def test_reviews_that_were_meetings(three: Caseload) -> None:
    """Field case 22: all but the one of which the record says that it was none."""
    assert three.reviews_held.meetings == 3


def test_in_time_by_month_due_and_by_month_held(three: Caseload) -> None:
    """Due: three firsts on 2 February (one in time), seconds on 28 April and 12 May. Held: one late of four, on 12 February."""
    assert three.regulations.months == (
        InTime("2026-02", "first", 1, 3),
        InTime("2026-04", "second", 1, 1),
        InTime("2026-05", "second", 1, 1),
    )
    assert three.regulations.held == (
        InTime("", "first", 1, 2),
        InTime("", "second", 2, 2),
        InTime("2026-01", "first", 1, 1),
        InTime("2026-02", "first", 0, 1),
        InTime("2026-04", "second", 1, 1),
        InTime("2026-05", "second", 1, 1),
    )


def test_children_all_of_whose_reviews_were_in_time(three: Caseload) -> None:
    """Formats G9: a child counts once. Reviews 3 of 5, children 1 of 3."""
    assert (three.regulations.in_time, three.regulations.judged) == (3, 5)
    assert three.regulations.children == ChildrenInTime(1, 3, 0)


def test_a_child_part_of_whose_reviews_cannot_be_judged() -> None:
    """Reviews are on record from 1 March 2026 only. That of 3 March began before; the one after is due six months on, 3 September.

    In care since January 2024, so that both were later reviews (reg 33(2)).
    """
    events = (BecameLookedAfter(on=date(2024, 1, 8)), held("2026-03-03"), held("2026-09-01"))
    window = window_at(date(2026, 9, 30))
    figures = judge_child(
        History("A1", events, date(2014, 5, 2), ("review",)), load_profile("england"), window, BASES, reviews_from=date(2026, 3, 1)
    )
    assert summarise([figures], window).regulations.children == ChildrenInTime(1, 1, 1)


@pytest.mark.parametrize("events", [(held("2026-01-28"),), ()])
def test_a_child_who_leaves_before_the_day_is_on_neither_side(events: tuple[Event, ...]) -> None:
    """Field case 10, F6: first due 2 February, ceased on 30 January; whether a review was held by then makes no difference."""
    found = summarise([child(CAME_IN, *events, CeasedToBeLookedAfter(on=date(2026, 1, 30)))], JUNE)
    assert (found.regulations.judged, found.shortcut.judged, found.regulations.children.judged) == (0, 0, 0)
    assert found.reviews_held.held == len(events)


@pytest.mark.parametrize(("events", "in_time"), [((held("2026-02-02"),), 1), ((held("2026-01-28"),), 1), ((), 0)])
def test_the_last_day_counts_whether_or_not_the_review_was_held(events: tuple[Event, ...], in_time: int) -> None:
    """As at the end of 2 February, on which it is due: it counts once, and not held by then is not in time."""
    window = window_at(date(2026, 2, 2))
    law = summarise([child(CAME_IN, *events, window=window)], window).regulations
    assert (law.in_time, law.judged) == (in_time, 1)
    assert law.children == ChildrenInTime(in_time, 1, 0)


VISITS = tuple(TaskDone(on=date.fromisoformat(day), task="visit") for day in ("2026-01-09", "2026-02-20", "2026-04-10"))


def test_visits_in_time() -> None:
    """Field case 11: due 12 January, 20 February and 3 April; the third was a week late. The fourth, due 22 May, was not made."""
    found = summarise([child(CAME_IN, held("2026-01-28"), *VISITS, window=window_at(date(2026, 6, 1)))], window_at(date(2026, 6, 1)))
    [visits] = [one for one in found.task_figures if one.group == "visit"]
    assert (visits.task, visits.in_time, visits.late, visits.not_done, visits.judged) == ("visit", 2, 1, 1, 4)


def test_a_visit_that_was_not_due_any_more_counts_on_neither_side() -> None:
    """The second visit is due on 20 February and paid on the 10th; care ends on the 16th. Without it, it would not be owed."""
    left = CeasedToBeLookedAfter(on=date(2026, 2, 16))
    for visits in (VISITS[:1], (*VISITS[:1], TaskDone(on=date(2026, 2, 10), task="visit"))):
        found = summarise([child(CAME_IN, held("2026-01-28"), *visits, left)], JUNE)
        [figure] = [one for one in found.task_figures if one.group == "visit"]
        assert (figure.in_time, figure.judged) == (1, 1)


def test_what_the_record_does_not_hold_is_no_lateness() -> None:
    """An extract of reviews alone: its silence about visits says nothing."""
    figures = [one for one in summarise([child(CAME_IN, held("2026-01-28"))], JUNE).task_figures if one.group == "visit"]
    assert [(one.judged, one.not_recorded > 0) for one in figures] == [(0, True)]


def test_decisions_and_records_in_time() -> None:
    """england/IRO5: decisions within five working days of the review on Wed 28 January, by Wed 4 February."""
    for day, expected in (("2026-02-04", (1, 0)), ("2026-02-05", (0, 1))):
        events = (CAME_IN, held("2026-01-28"), DecisionsIssued(on=date.fromisoformat(day)))
        window = window_at(date(2026, 3, 31))
        found = summarise([child(*events, window=window, records=("review", "decisions"))], window).task_figures
        [decisions] = [one for one in found if one.task == "decisions"]
        assert (decisions.group, decisions.in_time, decisions.late) == ("after-review", *expected)


def test_what_prepares_a_review_is_apart_from_what_follows_it() -> None:
    groups = {one.task: one.group for one in summarise([child(CAME_IN, held("2026-01-28"))], JUNE).task_figures}
    assert (groups["review-report"], groups["review-record"], groups["health-assessment"]) == ("before-review", "after-review", "other")
