"""One review under several words, or in two parts: a record of it more makes no date later (SI 2010/959 regs 33 and 36)."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st
from tests.property.effort import effort

from lacreview_rules import BecameLookedAfter, Event, History, ReviewAdjourned, ReviewHeld, TaskDone, build_schedule, load_profile

ENGLAND = load_profile("england")
CAME, FIRST = date(2025, 1, 6), date(2025, 1, 28)
WITHIN = 10
"""So many days apart two records may be of one review: `review_parts_within` of `england`."""
TASKS = ("review-meeting", "parent-placement-review", "review-before-plan-change", "review-before-placement-ends", "review-before-release")
beside = st.lists(st.tuples(st.sampled_from(TASKS), st.integers(-WITHIN, WITHIN)), max_size=4)


def reviews(*events: Event) -> list[tuple[str, str]]:
    """Each review with its date and the day on which it sat."""
    came = BecameLookedAfter(on=CAME, placement="foster-care", legal_status="section-20")
    found = build_schedule(History("A1", [came, *events], date(2014, 5, 14)), ENGLAND).on(date(2025, 3, 1))
    return [(str(due.due), str(due.done_on)) for due in found.of("review")]


def tasks(found: list[tuple[str, int]], day: date = FIRST) -> list[TaskDone]:
    return [TaskDone(task=task, on=day + timedelta(days)) for task, days in found]


@effort(1)
@given(beside)
def test_tasks_beside_a_review_that_is_recorded(found: list[tuple[str, int]]) -> None:
    """Reg 33(2): the next is due three months after the review that was held, on Mon 28 Apr 2025."""
    told = reviews(ReviewHeld(on=FIRST), *tasks(found))
    assert told == reviews(ReviewHeld(on=FIRST))
    assert told[1][0] == "2025-04-28"


@effort(1)
@given(st.lists(st.tuples(st.sampled_from(TASKS), st.integers(0, WITHIN)), max_size=4), st.sampled_from(TASKS))
@example([("review-before-placement-ends", 6)], "review-before-plan-change")
def test_tasks_after_the_first_of_them(found: list[tuple[str, int]], first: str) -> None:
    """The review is the first of the records: the next is due three months after that."""
    assert reviews(*tasks([(first, 0), *found]))[:2] == [("2025-02-03", "2025-01-28"), ("2025-04-28", "None")]


@effort(1)
@given(st.lists(st.tuples(st.sampled_from(TASKS), st.integers(0, WITHIN)), max_size=4), st.sampled_from(TASKS))
@example([("review-before-plan-change", 8), ("review-before-placement-ends", 8)], "review-meeting")
def test_tasks_in_a_row_each_a_few_days_after_the_one_before(steps: list[tuple[str, int]], first: str) -> None:
    """However long the row, the review is the first of the records: two reviews would make the next due six months after the second."""
    row = [(first, 0)]
    for task, step in steps:
        row.append((task, row[-1][1] + step))
    assert reviews(*tasks(row))[:2] == [("2025-02-03", "2025-01-28"), ("2025-04-28", "None")]
    assert reviews(*tasks(row), ReviewHeld(on=FIRST))[:2] == [("2025-02-03", "2025-01-28"), ("2025-04-28", "None")]


@effort(1)
@given(st.lists(st.tuples(st.sampled_from(TASKS), st.integers(-WITHIN, 23 + WITHIN)), max_size=4), st.integers(1, 23))
@example([("review-before-plan-change", 13)], 23)
def test_tasks_beside_a_review_in_two_parts(found: list[tuple[str, int]], later: int) -> None:
    """Reg 36: adjourned once and completed later, whatever else says that it was held, from just before until just after."""
    parts = (ReviewAdjourned(on=FIRST), ReviewHeld(on=FIRST + timedelta(later)))
    kept = [(task, days) for task, days in found if days <= later + WITHIN]
    assert reviews(*parts, *tasks(kept)) == reviews(*parts)
