"""A caseload's figures, worked by hand for twelve invented children (`examples/caseload.jsonl`).

The regulations: SI 2010/959 reg 33(1), 20 working days to the first review (R1); reg 33(2), three months to the second
(R2), six months to each later one (R3); reg 48(3), three and six months for short breaks (S1, S2). The shortcut is what
the sector's extract code does (SSD1 to SSD3): 20 working days, 91 days, 183 days. Days were counted on a wall calendar
with the bank holidays of England and Wales: Good Friday is 3 April 2026, Easter Monday 6 April, then 4 and 25 May.

| child | first due | held | then due: months (days) | held | then due: months (days) | held |
|---|---|---|---|---|---|---|
| EX-01 | 2 Feb 26 | 28 Jan | 28 Apr (29 Apr) | 29 Apr | | |
| EX-02 | 2 Feb 26 | 3 Feb | 3 May (5 May) | 20 Apr | | |
| EX-03 | 30 Mar 26 | 30 Mar | 30 Jun (29 Jun) | 30 Jun | | |
| EX-04 | 2 Jun 26 | not held | | | | |
| EX-05 | 12 May 26 | not held; ceased on 20 May | | | | |
| EX-06 | ceased before its first review was due | | | | | |
| EX-07 | 2024 | | fourth: 16 Dec 25 (16 Dec) | 18 Dec | fifth: 18 Jun 26 (19 Jun) | 19 Jun |
| EX-08 | as EX-03, under newham, which states 91 days too (NH2) | | | | | |
| EX-09 | on record only from October 2025 | 10 Nov 25 | 10 May 26 (12 May) | 11 May | | |
| EX-10 | short breaks: 12 Apr 26 (none) | 10 Apr | | | | |
| EX-11 | as EX-01; moved 20 Feb, south-gloucestershire: 12 Mar (SG4) | 16 Mar | 15 Jun (SG5) | not held | | |
| EX-12 | 14 Jul 26 | not due yet | | | | |
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lacreview_rules import (
    BecameLookedAfter,
    CeasedToBeLookedAfter,
    History,
    PlacedForAdoption,
    ReviewAdjourned,
    ReviewHeld,
    TaskDone,
    england_and_wales,
    load_profile,
)
from lacreview_rules.caseload.child import Bases, ChildFigures, judge_child
from lacreview_rules.caseload.figures import InTime, WeekCount
from lacreview_rules.caseload.records import ChildRecord, ChildrenOnce
from lacreview_rules.caseload.report import Caseload, summarise
from lacreview_rules.caseload.timeliness import Agreement
from lacreview_rules.caseload.window import Window, quarter_of, window_at

if TYPE_CHECKING:
    from collections.abc import Collection

EXAMPLE = Path(__file__).parents[3] / "examples" / "caseload.jsonl"
BASES = Bases(load_profile("england"), load_profile("data-return"), england_and_wales())
AS_OF = date(2026, 6, 30)


def day(text: str) -> date:
    return date.fromisoformat(text)


def child(*events: object, window: Window | None = None, profile: str = "england", **more: object) -> ChildFigures:
    history = History("A1", events, date(2014, 5, 2), more.pop("records", ("review",)))  # type: ignore[arg-type]
    return judge_child(history, load_profile(profile), window or window_at(AS_OF), BASES, **more)  # type: ignore[arg-type]


def standings(figures: ChildFigures, basis: str) -> list[tuple[str | None, str, str | None, int | None, str | None]]:
    """Of each review: its kind, how it stands on a basis, the calculated date, the days late, and why it is not judged."""
    found = [(review.kind, getattr(review, basis)) for review in figures.reviews]
    return [(kind, v.outcome, v.due.isoformat() if v.due else None, v.days_late, v.why) for kind, v in found]


@pytest.fixture(scope="module")
def example() -> Caseload:
    window = window_at(AS_OF)
    figures = []
    for record in ChildrenOnce().from_path(EXAMPLE):
        assert isinstance(record, ChildRecord)
        profile = load_profile(record.profile or "england")
        figures.append(judge_child(record.history, profile, window, BASES, reviews_from=record.reviews_from))
    return summarise(figures, window)


# ---- the example, figure by figure -------------------------------------------------------------------------


def test_who_is_in_it(example: Caseload) -> None:
    """Two of the twelve had ceased to be looked after: EX-05 and EX-06."""
    assert (example.children, example.looked_after, example.not_used) == (12, 10, 0)
    assert [(used.id, used.children) for used in example.profiles] == [("england", 10), ("newham", 1), ("south-gloucestershire", 1)]


def test_in_time_by_the_regulations(example: Caseload) -> None:
    """Reg 33 and reg 48(3). Of the first: EX-02, EX-04 and EX-05 out of time. Second: EX-01. Later: EX-07 twice, EX-09."""
    assert example.regulations.whole == (InTime("", "first", 5, 8), InTime("", "second", 4, 5), InTime("", "later", 0, 3))
    assert example.regulations.quarters == (
        InTime("2025-Q4", "later", 0, 1),  # EX-07, 16 December
        InTime("2026-Q1", "first", 4, 5),  # 2 February: EX-01, EX-02, EX-11; 30 March: EX-03, EX-08
        InTime("2026-Q2", "first", 1, 3),  # EX-04, EX-05, EX-10
        InTime("2026-Q2", "second", 4, 5),  # EX-01 and EX-11 on 28 April, EX-02, EX-03, EX-08
        InTime("2026-Q2", "later", 0, 2),  # EX-07, EX-09
    )
    assert [row for row in example.regulations.months if row.period == "2026-05"] == [
        InTime("2026-05", "first", 0, 1),
        InTime("2026-05", "second", 1, 1),
        InTime("2026-05", "later", 0, 1),
    ]
    assert (example.regulations.in_time, example.regulations.judged) == (9, 16)


def test_in_time_by_the_shortcut(example: Caseload) -> None:
    """SSD1 to SSD3. EX-03 and EX-08 are late by 91 days; EX-07's fifth and EX-09's are in time by 183; EX-10 has no date."""
    assert example.shortcut.whole == (InTime("", "first", 4, 7), InTime("", "second", 3, 5), InTime("", "later", 2, 3))
    assert example.shortcut.not_judged == (("before-record", 1), ("no-limit", 1))


def test_what_cannot_be_judged_is_counted_apart(example: Caseload) -> None:
    """EX-09's first review on record is not its first review: it would be two and a half years late."""
    assert example.regulations.not_judged == (("before-record", 1),)
    assert [(review.child, review.held_on) for review in example.not_judged] == [
        ("EX-09", day("2025-11-10")),
        ("EX-10", day("2026-04-10")),
    ]


def test_what_the_shortcut_calls_on_time_and_the_law_calls_late(example: Caseload) -> None:
    """Three months from 28 January is 28 April, 91 days 29 April (EX-01); EX-07 and EX-09 likewise; the reverse: 30 June."""
    assert example.agreement == Agreement(both_in_time=6, only_shortcut_in_time=3, only_regulations_in_time=2, both_late=4)
    assert [(review.child, review.held_on) for review in example.disagreements] == [
        ("EX-01", day("2026-04-29")),
        ("EX-09", day("2026-05-11")),
        ("EX-07", day("2026-06-19")),
        ("EX-03", day("2026-06-30")),
        ("EX-08", day("2026-06-30")),
    ]


def test_the_report_of_reviews_out_of_timescale(example: Caseload) -> None:
    """South Gloucestershire, standard 1 of the IRO table: by each child's own profile (NH2, SG4 and SG5 among them)."""
    assert [
        (review.child, review.number, review.profile_verdict.outcome, review.profile_verdict.days_late)
        for review in example.out_of_timescale
    ] == [
        ("EX-07", 4, "late", 2),
        ("EX-02", 1, "late", 1),
        ("EX-11", 2, "late", 4),
        ("EX-01", 2, "late", 1),
        ("EX-09", None, "late", 1),
        ("EX-05", 1, "missed", 8),
        ("EX-04", 1, "overdue", 28),
        ("EX-11", 3, "overdue", 15),
        ("EX-07", 5, "late", 1),
        ("EX-08", 2, "late", 1),
    ]
    own = {(review.child, review.number): review for review in example.out_of_timescale}
    assert own["EX-11", 2].regulations.outcome == "in-time"  # 28 April, R2
    assert own["EX-08", 2].regulations.outcome == "in-time"  # 30 June, R2


def test_overdue_due_and_late(example: Caseload) -> None:
    """R1, SG5; EX-12's first review is due on Tuesday 14 July, in the week of Monday the 13th."""
    assert [(row.child, row.due, row.days_late) for row in example.overdue] == [
        ("EX-04", day("2026-06-02"), 28),
        ("EX-11", day("2026-06-15"), 15),
    ]
    [first] = [row for row in example.due if row.task == "review"]
    assert (first.child, first.due, first.role) == ("EX-12", day("2026-07-14"), "IRO")
    assert [(row.child, row.days_late, row.ended_on) for row in example.late if row.task == "review"] == [
        ("EX-07", 2, None),
        ("EX-02", 1, None),
        ("EX-11", 4, None),
        ("EX-01", 1, None),
        ("EX-09", 1, None),
        ("EX-05", 8, day("2026-05-20")),
        ("EX-07", 1, None),
        ("EX-08", 1, None),
    ]
    assert sum(row.count for row in example.due_by_week) == len(example.due)


# ---- how a review is judged --------------------------------------------------------------------------------


def test_a_review_counts_where_it_was_due_not_where_it_was_held() -> None:
    """R1: due 2 February, held in March. It is late in February's figures and in March's report."""
    late = [BecameLookedAfter(on=day("2026-01-05")), ReviewHeld(on=day("2026-03-10"))]
    for month, figure, reported in (("2026-02", 1, 0), ("2026-03", 0, 1)):
        window = window_at(AS_OF, since=day(f"{month}-01"), to=day(f"{month}-28"))
        found = summarise([child(*late, window=window)], window)
        assert (found.regulations.judged, len(found.out_of_timescale)) == (figure, reported)


def test_a_review_due_today_is_not_overdue_yet() -> None:
    """R1: 2 February is the last day in time."""
    came_in = BecameLookedAfter(on=day("2026-01-05"))
    assert standings(child(came_in, window=window_at(day("2026-02-01"))), "regulations") == []
    assert standings(child(came_in, window=window_at(day("2026-02-02"))), "regulations") == [("first", "not-due", "2026-02-02", None, None)]
    assert standings(child(came_in, window=window_at(day("2026-02-03"))), "regulations") == [("first", "overdue", "2026-02-02", 1, None)]


def test_nothing_after_the_day_of_the_caseload_is_known() -> None:
    """R1, R2: on 10 February the second review, held in April, is still to come."""
    events = [BecameLookedAfter(on=day("2026-01-05")), ReviewHeld(on=day("2026-01-28")), ReviewHeld(on=day("2026-06-01"))]
    assert standings(child(*events, window=window_at(day("2026-02-10"))), "regulations") == [("first", "in-time", "2026-02-02", None, None)]
    assert standings(child(*events, window=window_at(day("2026-05-01"))), "regulations")[1] == (
        "second",
        "overdue",
        "2026-04-28",
        3,
        None,
    )


def test_a_problem_keeps_its_place_where_later_events_are_left_out() -> None:
    """The first event of the file lies after the day; the third is the same again, and is told by its own place."""
    twice = ReviewHeld(on=day("2026-01-28"))
    events = [ReviewHeld(on=day("2027-06-01")), BecameLookedAfter(on=day("2026-01-05")), twice, twice]
    problems = child(*events, window=window_at(day("2026-02-10"))).problems
    assert [problem.where for problem in problems if "twice" in problem.what] == ["events[3]"]


@pytest.mark.parametrize(("ceased", "outcome"), [("2026-02-02", None), ("2026-02-03", "missed")])
def test_a_review_that_care_ended_before(ceased: str, outcome: str | None) -> None:
    """R1: ceasing on the day the review is due, or before, takes the duty away; a day later it has been missed."""
    figures = child(BecameLookedAfter(on=day("2026-01-05")), CeasedToBeLookedAfter(on=day(ceased)))
    assert [review.regulations.outcome for review in figures.reviews] == ([outcome] if outcome else [])
    assert figures.rows.overdue == ()  # it can no longer be held
    assert not figures.looked_after


def test_two_periods_of_care_begin_anew() -> None:
    """R1 for each; the first of the second period of care is a first review."""
    figures = child(
        BecameLookedAfter(on=day("2025-09-01")),
        ReviewHeld(on=day("2025-09-29")),
        CeasedToBeLookedAfter(on=day("2025-10-31")),
        BecameLookedAfter(on=day("2026-01-05")),
        ReviewHeld(on=day("2026-02-03")),
        window=window_at(day("2026-04-30")),
    )
    assert standings(figures, "regulations") == [
        ("first", "in-time", "2025-09-29", None, None),
        ("first", "late", "2026-02-02", 1, None),
    ]


def test_an_adjourned_review_is_judged_by_its_first_sitting() -> None:
    """R1 and R6, as the setting of england says: sat 30 January, completed 13 February."""
    figures = child(BecameLookedAfter(on=day("2026-01-05")), ReviewAdjourned(on=day("2026-01-30")), ReviewHeld(on=day("2026-02-13")))
    first, second = standings(figures, "regulations")
    assert first == ("first", "in-time", "2026-02-02", None, None)
    assert second[:4] == ("second", "overdue", "2026-05-13", 48)  # three months after completion


def test_an_adoptive_placement_starts_its_own_reviews() -> None:
    """A3: four weeks after the placement of 2 March is 30 March; the shortcut knows nothing of it (91 days: 29 April)."""
    events = [BecameLookedAfter(on=day("2026-01-05")), ReviewHeld(on=day("2026-01-28")), PlacedForAdoption(on=day("2026-03-02"))]
    found = child(*events, ReviewHeld(on=day("2026-04-20")))
    assert standings(found, "regulations")[1] == ("second", "late", "2026-03-30", 21, None)
    assert standings(found, "shortcut")[1] == ("second", "in-time", "2026-04-29", None, None)


def test_a_profile_without_regulations_is_judged_by_england() -> None:
    """data-return holds no regulation: R2 is counted all the same."""
    events = [BecameLookedAfter(on=day("2026-01-05")), ReviewHeld(on=day("2026-01-28")), ReviewHeld(on=day("2026-04-29"))]
    figures = child(*events, profile="data-return")
    assert standings(figures, "profile_verdict")[1] == ("second", "in-time", "2026-04-29", None, None)
    assert standings(figures, "regulations")[1] == ("second", "late", "2026-04-28", 1, None)


# ---- what the record does not show -------------------------------------------------------------------------

LONG_AGO = BecameLookedAfter(on=date(2019, 3, 4))
SHORTLY = BecameLookedAfter(on=date(2025, 9, 8))
"""The first review was due on 6 October 2025: the record below begins before the second can have been due."""
EDGE = date(2025, 11, 1)


def judged(
    *held: str, start: BecameLookedAfter = LONG_AGO, edge: date | None = EDGE, unknown: Collection[date] = ()
) -> list[tuple[object, ...]]:
    events = [start, *(ReviewHeld(on=day(text)) for text in held)]
    found = standings(child(*events, reviews_from=edge, unknown_starts=unknown), "regulations")
    return [(kind, outcome, due, why) for kind, outcome, due, _, why in found]


def test_years_of_care_before_the_record_begins() -> None:
    """R3: the first on record cannot be judged; the next is a later one, six months after it, not a second after three."""
    assert judged("2025-12-01", "2026-05-29") == [
        ("later", "not-judged", None, "before-record"),
        ("later", "in-time", "2026-06-01", None),
    ]
    assert judged("2025-12-01", "2026-06-02")[1] == ("later", "late", "2026-06-01", None)


@pytest.mark.parametrize(("before", "due"), [(1, "2026-01-31"), (2, "2026-04-30"), (12, "2026-04-30")])
def test_a_history_that_says_how_many_reviews_there_were_before(before: int, due: str) -> None:
    """The last of them was on 31 October 2025 at the latest: three months on if it was the first, six months if a later one."""
    history = History("A1", [LONG_AGO, ReviewHeld(on=day("2026-05-04"))], record_starts=EDGE, reviews_before=before)
    [review] = judge_child(history, load_profile("england"), window_at(day("2026-05-31")), BASES).reviews[:1]
    assert (review.number, review.kind) == (before + 1, "second" if before == 1 else "later")
    assert (review.regulations.outcome, str(review.regulations.due)) == ("late", due)


def test_a_history_that_says_when_its_record_starts() -> None:
    """As where whoever asks says so."""
    history = History("A1", [LONG_AGO, ReviewHeld(on=day("2025-12-01")), ReviewHeld(on=day("2026-05-29"))], record_starts=EDGE)
    said = judge_child(history, load_profile("england"), window_at(day("2026-05-31")), BASES)
    told = judge_child(
        replace(history, record_starts=None), load_profile("england"), window_at(day("2026-05-31")), BASES, reviews_from=EDGE
    )
    assert said.reviews == told.reviews


def test_nothing_on_record_at_all() -> None:
    """It is not called overdue since 2019: nothing sure can be said."""
    assert judged() == [("later", "not-judged", None, "before-record")]
    assert child(LONG_AGO, reviews_from=EDGE).rows.overdue == ()
    assert [row.doubt for row in child(LONG_AGO, reviews_from=EDGE).rows.doubtful] == ["before-record"]


def test_care_that_began_shortly_before_the_record() -> None:
    """Whether the first on record is the first or the second is not known; the third is a later one, whatever they were."""
    assert judged("2025-12-01", "2026-02-10", "2026-06-01", start=SHORTLY) == [
        (None, "not-judged", None, "before-record"),
        (None, "not-judged", None, "number-unknown"),
        ("later", "in-time", "2026-08-10", None),
    ]


def test_reviews_on_record_from_before_the_record_is_whole() -> None:
    """None is taken as held besides those of 2019. R3: the next is a later one, six months after the first on record since."""
    assert judged("2019-03-25", "2019-06-20", "2025-12-01", "2026-05-29")[-2:] == [
        ("later", "not-judged", None, "before-record"),
        ("later", "in-time", "2026-06-01", None),
    ]


def test_a_start_that_nobody_wrote_down() -> None:
    """An extract that begins with a later episode: the first and second on record cannot be judged, the third can (R3)."""
    start = BecameLookedAfter(on=day("2025-09-08"))
    assert judged("2025-10-01", "2025-12-29", "2026-06-30", start=start, edge=None, unknown=[start.on]) == [
        (None, "not-judged", None, "start-unknown"),
        (None, "not-judged", None, "number-unknown"),
        ("later", "late", "2026-06-29", None),
    ]


def test_a_record_that_began_before_care_did() -> None:
    """R1, R2: all of it is on record, and judged as usual."""
    assert judged("2026-02-03", start=BecameLookedAfter(on=day("2026-01-05"))) == [
        ("first", "late", "2026-02-02", None),
        ("second", "overdue", "2026-05-03", None),
    ]


def test_what_a_rule_asks_of_the_second_review() -> None:
    """A8: the plan for permanence, by the second review; of two reviews on record after care began, either may be the second."""
    held = [ReviewHeld(on=day("2025-12-01")), ReviewHeld(on=day("2026-02-10"))]
    events = [SHORTLY, *held, TaskDone(on=day("2026-02-20"), task="permanence-plan")]
    records = ("review", "permanence-plan")
    assert [row.task for row in child(*events, records=records).rows.late if row.task != "review"] == ["permanence-plan"]
    assert child(*events, records=records, reviews_from=EDGE).rows.late == ()


SHORT_BREAKS = BecameLookedAfter(on=date(2026, 1, 5), legal_status="short-break")


def test_reviews_that_the_record_never_holds() -> None:
    """S1: due three months after 5 January 2026, on 5 April. That it is not on record says nothing, nor does a late one."""
    for held in ((), (ReviewHeld(on=date(2026, 5, 20)),)):
        found = child(SHORT_BREAKS, *held, unreviewed_starts=[SHORT_BREAKS.on], reviews_from=EDGE)
        assert standings(found, "regulations") == [("first", "not-judged", None, None, "not-collected")]
        assert (found.rows.overdue, found.rows.late) == ((), ())
    assert standings(child(SHORT_BREAKS), "regulations") == [("first", "overdue", "2026-04-05", 86, None)]


def test_a_period_of_which_no_review_is_recorded_has_none_assumed() -> None:
    """Care began in 2019 and ended in 2026: nothing of it is late, and nothing is taken as held."""
    found = child(LONG_AGO, CeasedToBeLookedAfter(on=day("2026-05-01")), unreviewed_starts=[LONG_AGO.on], reviews_from=EDGE)
    assert standings(found, "regulations") == [(None, "not-judged", None, None, "not-collected")]
    assert found.rows.late == ()


def test_a_child_that_the_record_has_lost() -> None:
    """What was held and late stays so; what was still to be done is in no list, because nobody knows what became of it."""
    events = [BecameLookedAfter(on=day("2025-09-08")), ReviewHeld(on=day("2025-10-07"))]
    found = child(*events)
    assert (found.looked_after, len(found.rows.overdue), len(found.reviews)) == (True, 1, 2)
    lost = found.without_open_work()
    assert (lost.looked_after, lost.rows.due, lost.rows.overdue, lost.rows.late) == (False, (), (), found.rows.late)
    assert standings(lost, "regulations") == [("first", "late", "2025-10-06", 1, None)]
    assert [(row.due, row.doubt) for row in lost.rows.doubtful] == [(day("2026-01-07"), "record-ends")]


def test_reviews_taken_as_held_are_in_no_figure() -> None:
    """Before the edge nothing is judged, and the reviews assumed there are not listed."""
    figures = child(LONG_AGO, ReviewHeld(on=day("2025-12-01")), reviews_from=EDGE)
    assert [(review.held_on, review.number) for review in figures.reviews] == [(day("2025-12-01"), None), (None, None)]
    everything = summarise([figures], window_at(AS_OF, since=day("2019-01-01")))
    assert everything.regulations.judged == 1  # the one due six months after 1 December 2025


# ---- lists of tasks ----------------------------------------------------------------------------------------


def test_what_follows_an_overdue_task_is_not_listed() -> None:
    """V1, V2: the visit of the first week is overdue; the ones that would follow it are not due on any day yet."""
    came_in = BecameLookedAfter(on=day("2026-01-05"))
    figures = child(came_in, window=window_at(day("2026-02-02")), records=None)
    assert [row.due for row in figures.rows.overdue if row.task == "visit"] == [day("2026-01-12")]
    assert [row for row in figures.rows.due if row.task == "visit"] == []
    visited = child(came_in, TaskDone(on=day("2026-01-09"), task="visit"), window=window_at(day("2026-02-02")), records=None)
    assert [row.due for row in visited.rows.due if row.task == "visit"] == [day("2026-02-20")]


def test_a_task_done_late_is_listed_in_the_time_it_was_done() -> None:
    """V1: a visit within one week of 5 January, made on the 15th."""
    events = [BecameLookedAfter(on=day("2026-01-05")), TaskDone(on=day("2026-01-15"), task="visit")]
    assert [(row.task, row.days_late) for row in child(*events, records=None).rows.late if row.task == "visit"] == [("visit", 3)]
    later = window_at(AS_OF, since=day("2026-02-01"))
    assert [row for row in child(*events, window=later, records=None).rows.late if row.task == "visit"] == []


def test_a_review_never_held_before_care_ended_is_listed_in_the_time_it_ended() -> None:
    """R1: by Mon 2 February, never held; care ended on Tue 10 February, eight days later."""
    events = [BecameLookedAfter(on=day("2026-01-05")), CeasedToBeLookedAfter(on=day("2026-02-10"))]
    for since, listed in (("2026-02-01", [(8, day("2026-02-10"))]), ("2026-03-01", [])):
        late = child(*events, window=window_at(AS_OF, since=day(since))).rows.late
        assert [(row.days_late, row.ended_on) for row in late if row.task == "review"] == listed


def test_weeks_begin_on_mondays() -> None:
    """R1: due Monday 2 February; counted by role."""
    window = window_at(day("2026-01-30"), until=day("2026-02-02"))
    found = summarise([child(BecameLookedAfter(on=day("2026-01-05")), window=window)], window)
    assert WeekCount(day("2026-02-02"), "IRO", 1) in found.due_by_week


def test_the_order_of_children_does_not_matter(example: Caseload) -> None:
    window = window_at(AS_OF)
    records = [one for one in ChildrenOnce().from_path(EXAMPLE) if isinstance(one, ChildRecord)]
    figures = [
        judge_child(one.history, load_profile(one.profile or "england"), window, BASES, reviews_from=one.reviews_from)
        for one in reversed(records)
    ]
    assert summarise(figures, window) == example


# ---- the days asked for ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("after the day of the caseload", {"to": date(2026, 7, 1)}),
        ("after the last", {"since": date(2026, 7, 1), "to": date(2026, 6, 1)}),
        ("before the day of the caseload", {"until": date(2026, 6, 29)}),
    ],
)
def test_days_in_the_wrong_order(words: str, days: dict[str, date]) -> None:
    with pytest.raises(ValueError, match=words):
        window_at(AS_OF, **days)


def test_quarters_are_those_of_the_calendar_year() -> None:
    assert [quarter_of(date(2026, month, 1)) for month in (1, 3, 4, 6, 7, 9, 10, 12)] == [
        f"2026-Q{quarter}" for quarter in (1, 1, 2, 2, 3, 3, 4, 4)
    ]
