"""A report beside an earlier one: what became overdue, what is so no longer, and what is no earlier report.

That a report differs in nothing from itself is asked of every list of overdue tasks. Expected counts were worked by hand.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lacreview_rules import BecameLookedAfter, History, england_and_wales, load_profile, parse_history
from lacreview_rules.caseload.child import Bases, judge_child
from lacreview_rules.caseload.earlier import read_earlier
from lacreview_rules.caseload.json import caseload_json
from lacreview_rules.caseload.only import Only
from lacreview_rules.caseload.report import Caseload, summarise
from lacreview_rules.caseload.rows import TaskRow
from lacreview_rules.caseload.sections import report_sections
from lacreview_rules.caseload.since_last import SinceLast, since_last
from lacreview_rules.caseload.window import window_at
from lacreview_rules.errors import InputError, Problem

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
    assert [(one.task, one.due) for _, one in since.earlier.overdue] == [(row.task, row.due) for row in found.overdue]


def test_what_became_of_each_is_told() -> None:
    """By the lists of the later report. Two visits of one day: one was made, and of the other nothing is listed any more.

    The second review was held, the third ended with care, the fourth is due on another day, and the fifth was held under another date.
    """
    reviews = [row("A1", "review", number, title="Review") for number in (2, 3, 4, 5)]
    before = caseload(*reviews, row("A1"), row("A1"))
    second, third, fourth, fifth = reviews
    earlier = read_earlier(caseload_json(before).encode(), "earlier.json")
    made, later = AS_OF - timedelta(days=2), AS_OF + timedelta(days=9)
    listed = [
        second._replace(done_on=made),
        third._replace(ended_on=made),
        fourth._replace(due=later),
        fifth._replace(due=later, done_on=made),
        row("A1")._replace(done_on=made),
        row("A1")._replace(due=later),
    ]
    since = since_last(earlier, AS_OF, (), (), listed=listed)
    assert sorted((one.task, one.became, one.on) for one in since.no_longer_overdue if one.on is not None) == [
        ("review", "done", made),
        ("review", "done", made),
        ("review", "ended", made),
        ("review", "moved", later),
        ("visit", "done", made),
    ]
    assert [(one.task, one.became) for one in since.no_longer_overdue if one.on is None] == [("visit", "not-due")]
    found = caseload()._replace(since_last=since)
    told = " ".join(cell for section in report_sections(found, most=10) for table in section.tables for one in table.rows for cell in one)
    for words in (
        "done on Mon 28 Sep 2026",
        "ended on Mon 28 Sep 2026, not done",
        "now due by Fri 9 Oct 2026",
        "not on a list of this report",
    ):
        assert words in told
    assert {one["became"] for one in json.loads(caseload_json(found))["since_last"]["no_longer_overdue"]} == {
        "done",
        "ended",
        "moved",
        "not-due",
    }


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


# ---- what is no earlier report ------------------------------------------------------------------------------

ODD: tuple[Any, ...] = (None, True, -1, 0, 1, 1.5, 10**400, "x", "2026-02-30", "2026-01-02", [], ["x"], [["x"]], [1], {}, {"x": 1}, "gone")
TAKEN = [
    *((name,) for name in ("as_of", "from", "to", "children", "looked_after", "profiles", "overdue", "timeliness", "only")),
    ("timeliness", "regulations"),
    *(("timeliness", "regulations", name) for name in ("in_time", "judged")),
    ("profiles", 0),
    ("profiles", 0, "digest"),
    ("overdue", 0),
    *(("overdue", 0, name) for name in ("child", "task", "period_of_care", "review", "due", "role", "title")),
    *(("only", name) for name in ("tasks", "roles", "children", "children_digest")),
]
"""Every key that is taken from an earlier report."""


@cache
def of_one_child() -> tuple[Caseload, str]:
    """A report, and how it is written."""
    history = History("A1", [BecameLookedAfter(on=date(2026, 6, 8))], date(2014, 9, 23))
    found = summarise([judge_child(history, load_profile("newham"), WINDOW, BASES)], WINDOW)
    return found, caseload_json(found)


@pytest.mark.parametrize("path", TAKEN, ids=lambda path: ".".join(map(str, path)))
def test_whatever_a_key_of_an_earlier_report_holds_it_is_read_or_refused_with_its_place(path: tuple[str | int, ...]) -> None:
    found, text = of_one_child()
    refused: list[Problem] = []
    for odd in ODD:
        record = json.loads(text)
        part = record
        for name in path[:-1]:
            part = part[name]
        if odd == "gone" and path[-1] != 0:
            del part[path[-1]]
        else:
            part[path[-1]] = odd
        try:
            earlier = read_earlier(json.dumps(record).encode(), "earlier.json")
            since = since_last(earlier, AS_OF, found.overdue, [], only=earlier.only)
        except InputError as error:
            refused += error.problems
        else:
            caseload = found._replace(since_last=since, only=earlier.only)
            assert caseload_json(caseload)
            assert [*report_sections(caseload, most=10)]
    assert refused
    assert all(problem.where.startswith(str(path[0])) and problem.what and problem.remedy for problem in refused)


def test_every_key_that_an_earlier_report_cannot_do_without_is_refused_when_missing() -> None:
    """Only what a report is cut down to came later: without it the report is whole."""
    record = json.loads(caseload_json(caseload(row("A1"))))
    for name in ("as_of", "from", "to", "children", "looked_after", "profiles", "overdue", "timeliness"):
        with pytest.raises(InputError, match=f"^earlier.json: {name}: it is not the report of a caseload: it is missing; give the JSON"):
            read_earlier(json.dumps({key: value for key, value in record.items() if key != name}).encode(), "earlier.json")
    del record["only"]
    assert read_earlier(json.dumps(record).encode(), "earlier.json").only == Only()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_an_earlier_report_that_is_nested_too_deeply_is_refused_before_it_is_read(encoding: str) -> None:
    """A hundred deep is read, as any JSON is (RFC 8259 section 9: a reader may set a limit); a key that no version has is left alone."""
    record = caseload_json(caseload())
    deepest, deeper = (record.replace("{", f'{{"later": {"[" * depth}{"]" * depth}, ', 1) for depth in (99, 100))
    assert read_earlier(deepest.encode(encoding), "earlier.json").as_of == AS_OF
    with pytest.raises(InputError, match=r"^earlier.json: not valid JSON, or nested too deeply; give the JSON of a report"):
        read_earlier(deeper.encode(encoding), "earlier.json")
