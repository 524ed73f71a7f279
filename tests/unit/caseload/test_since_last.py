"""A report beside an earlier one: what became overdue, what is so no longer, and what is no earlier report.

That a report differs in nothing from itself is asked of every list of overdue tasks. Expected counts were worked by hand.
"""

from __future__ import annotations

import json
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lacreview_rules import england_and_wales, load_profile, parse_history
from lacreview_rules.caseload.json import caseload_json
from lacreview_rules.caseload.report import Bases, Caseload, judge_child, summarise
from lacreview_rules.caseload.rows import TaskRow
from lacreview_rules.caseload.since_last import SinceLast, read_earlier, since_last
from lacreview_rules.caseload.window import window_at

AS_OF = date(2026, 9, 30)
WINDOW = window_at(AS_OF)
BASES = Bases(load_profile("england"), load_profile("data-return"), england_and_wales())


def caseload(*overdue: TaskRow) -> Caseload:
    return summarise([], WINDOW)._replace(overdue=overdue)


def changes(before: Caseload, now: Caseload) -> SinceLast:
    earlier = read_earlier(caseload_json(before).encode(), "earlier.json")
    return since_last(earlier, AS_OF, now.overdue, [profile.digest for profile in now.profiles])


def row(child: str, task: str = "visit", review: int | None = None, period: int = 1, days: int = 1, title: str = "Visit") -> TaskRow:
    due = AS_OF - timedelta(days=days)
    return TaskRow(due, child, "", task, title, period, review, "actual", "england/V1", "regulation", "england", days_late=days)


ROWS = st.lists(
    st.builds(
        row,
        st.sampled_from(["A1", "A2"]),
        st.sampled_from(["visit", "alert"]),
        st.sampled_from([None, 1]),
        st.integers(1, 2),
        st.integers(1, 3),
        st.sampled_from(["Visit", "Alert"]),
    ),
    max_size=12,
)


# ---- tasks that nothing tells apart -------------------------------------------------------------------------


def test_two_alerts_of_one_day_are_two_tasks() -> None:
    """Newham: a child in care since 8 June with two alerts of 18 August, as they are recorded."""
    events = [
        {"event": "became-looked-after", "on": "2026-06-08"},
        {"event": "review-held", "on": "2026-07-02"},
        *({"event": "alert-raised", "on": "2026-08-18", "ref": ref, "level": "team manager"} for ref in ("a1", "a2")),
    ]
    history = parse_history({"child": "A1", "date_of_birth": "2014-09-23", "events": events})
    found = summarise([judge_child(history, load_profile("newham"), WINDOW, BASES)], WINDOW)
    keys = [(row.task, row.period_of_care, row.review, row.due) for row in found.overdue]
    assert len(keys) > len(set(keys))
    since = changes(found, found)
    assert (since.newly_overdue, since.no_longer_overdue, since.still_overdue) == ((), (), len(found.overdue))
    assert len(since.earlier.overdue) == len(found.overdue)


def test_one_of_two_that_share_everything_is_done() -> None:
    since = changes(caseload(row("A1"), row("A1")), caseload(row("A1")))
    assert (len(since.newly_overdue), len(since.no_longer_overdue), since.still_overdue) == (0, 1, 1)


def test_another_of_the_same_is_new() -> None:
    since = changes(caseload(row("A1")), caseload(row("A1"), row("A1"), row("A1", days=2)))
    assert [(one.child, one.days_late) for one in since.newly_overdue] == [("A1", 1), ("A1", 2)]
    assert (since.no_longer_overdue, since.still_overdue) == ((), 1)


@given(ROWS)
def test_a_report_compared_with_itself_has_no_change(rows: list[TaskRow]) -> None:
    same = caseload(*rows)
    since = changes(same, same)
    assert (since.newly_overdue, since.no_longer_overdue, since.still_overdue) == ((), (), len(rows))
    assert len(since.earlier.overdue) == len(json.loads(caseload_json(same))["overdue"])


@given(ROWS, ROWS)
def test_every_task_is_new_gone_or_still_there(before: list[TaskRow], now: list[TaskRow]) -> None:
    since = changes(caseload(*before), caseload(*now))
    assert len(since.newly_overdue) + since.still_overdue == len(now)
    assert len(since.no_longer_overdue) + since.still_overdue == len(before)
