"""When an answer agrees with a case: the comparison that docs/reference/corpus.md lays down, row by row."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from lacreview_rules.corpus.agreement import judge, shape_fault
from lacreview_rules.corpus.cases import Case, find_case

SECOND = {
    "task": "review",
    "review": 2,
    "period_of_care": 1,
    "due": "2026-04-14",
    "due_at": None,
    "status": "upcoming",
    "days_late": None,
    "verified": True,
    "rule": "england/R2",
    "force": "regulation",
    "also": [{"rule": "newham/NH2", "due": "2026-04-15", "force": "local"}],
}
MARK = {"rule": "newham/NH23", "review": 2, "on": "2026-04-14"}
ANSWER: dict[str, Any] = {"due_dates": [SECOND], "considerations": [MARK]}


def case(*expect: dict[str, Any], absent: tuple[dict[str, Any], ...] = ()) -> Case:
    return replace(find_case("newham-0001"), expect=expect, absent=absent)


def entry(**keys: Any) -> dict[str, Any]:
    return {"task": "review", **keys}


@pytest.mark.parametrize(
    "expected",
    [
        entry(),
        entry(review=2, due="2026-04-14", status="upcoming"),
        entry(rule="england/R2", due="2026-04-14", force="regulation"),
        entry(rule="newham/NH2", due="2026-04-15", force="local"),
        entry(rule="newham/NH2"),
        entry(rule="newham/NH2", status="upcoming", review=2),
        entry(days_late=None, due_at=None),
        {"consideration": "newham/NH23"},
        {"consideration": "newham/NH23", "review": 2, "on": "2026-04-14"},
    ],
)
def test_what_agrees(expected: dict[str, Any]) -> None:
    verdict = judge(case(expected), ANSWER)
    assert verdict.agrees
    assert verdict.compared == 1
    assert not judge(case(absent=(expected,)), ANSWER).agrees


@pytest.mark.parametrize(
    ("expected", "differs"),
    [
        (entry(due="2026-04-15"), ("due",)),
        (entry(due="2026-04-15", review=2), ("due",)),
        (entry(rule="england/R2", due="2026-04-15"), ("due",)),
        (entry(rule="newham/NH2", due="2026-04-14"), ("rule",)),
        (entry(rule="newham/NH2", due="2026-04-15", status="overdue"), ("status",)),
        (entry(rule="newham/NH2", force="guidance"), ("force",)),
        (entry(rule="england/R9"), ("rule",)),
        (entry(review=3), ("review",)),
        (entry(review=True), ("review",)),
        (entry(verified=1), ("verified",)),
        (entry(due=None), ("due",)),
        (entry(aim=None), ("aim",)),
        ({"consideration": "newham/NH23", "review": 3}, ("review",)),
    ],
)
def test_what_does_not(expected: dict[str, Any], differs: tuple[str, ...]) -> None:
    """A key that the answer does not give is not as expected, not even where nothing (null) is."""
    verdict = judge(case(expected), ANSWER)
    assert not verdict.agrees
    [missing] = verdict.missing
    assert missing.differs == differs
    assert judge(case(absent=(expected,)), ANSWER).agrees or expected == entry(aim=None)


def test_what_comes_closest_is_told_with_the_keys_compared() -> None:
    """Of two reviews, that which agrees in most keys; of the keys, only those that the case names."""
    other = {**SECOND, "review": 3, "due": "2026-10-14"}
    [missing] = judge(case(entry(review=3, due="2026-10-15")), {"due_dates": [SECOND, other]}).missing
    assert missing.nearest == {"task": "review", "review": 3, "due": "2026-10-14"}
    assert missing.differs == ("due",)


def test_nothing_comes_close_to_another_task() -> None:
    [missing] = judge(case({"task": "visit", "due": "2026-04-14"}), ANSWER).missing
    assert missing.nearest is None
    assert missing.differs == ("task", "due")
    [missing] = judge(case({"consideration": "newham/NH24"}), ANSWER).missing
    assert missing.nearest is None


def test_every_expectation_is_looked_for_in_all_of_the_answer() -> None:
    """Two entries may mean one due date; an answer with more than is expected agrees all the same."""
    verdict = judge(case(entry(rule="england/R2"), entry(rule="newham/NH2"), entry(due="2026-04-16")), ANSWER)
    assert [missing.expected["due"] for missing in verdict.missing] == ["2026-04-16"]
    assert verdict.compared == 3


# ---- moments


@pytest.mark.parametrize(
    ("came", "same"),
    [
        ("2026-03-29T15:00+01:00", True),
        ("2026-03-29T15:00:00+01:00", True),
        ("2026-03-29T14:00:00Z", True),
        ("2026-03-29T15:00+00:00", False),
        ("2026-03-29T15:00", False),
        ("soon", False),
        (None, False),
    ],
)
def test_a_moment_is_the_same_with_any_offset(came: str | None, same: bool) -> None:
    """24 hours after 14:00 on Sat 28 Mar 2026, over the change of the clocks: 15:00 British Summer Time."""
    answer = {"due_dates": [{**SECOND, "due_at": came}]}
    assert judge(case(entry(due_at="2026-03-29T15:00+01:00")), answer).agrees is same


# ---- what must not be there


def test_what_is_ruled_out_is_shown_with_what_says_what_it_is() -> None:
    verdict = judge(case(absent=(entry(rule="newham/NH2"),)), ANSWER)
    [unexpected] = verdict.unexpected
    assert unexpected.ruled_out == entry(rule="newham/NH2")
    assert unexpected.came == {"task": "review", "rule": "newham/NH2", "review": 2, "due": "2026-04-15", "status": "upcoming"}
    assert unexpected.unsaid == ()


def test_silence_does_not_prove_that_something_is_absent() -> None:
    """An answer that never names a rule cannot show that a rule does not apply."""
    answer = {"due_dates": [{"task": "review", "due": "2026-04-14"}, {"task": "visit", "due": "2026-04-14"}]}
    [unexpected] = judge(case(absent=(entry(rule="newham/NH2"),)), answer).unexpected
    assert unexpected.unsaid == ("rule",)
    assert unexpected.came == {"task": "review", "due": "2026-04-14"}
    assert judge(case(absent=({"task": "care-plan", "rule": "england/P1"},)), answer).agrees
    mark = {"consideration": "newham/NH23", "review": 2}
    [unexpected] = judge(case(absent=(mark,)), answer).unexpected
    assert unexpected.unsaid == ("considerations",)
    assert judge(case(absent=(mark,)), {**answer, "considerations": []}).agrees


# ---- some keys only


def test_only_the_keys_named_are_compared() -> None:
    expected = entry(review=2, rule="theirs/1", due="2026-04-14", basis="actual")
    assert not judge(case(expected), ANSWER).agrees
    assert judge(case(expected), ANSWER, keys=["review", "due"]).agrees
    assert not judge(case(expected), ANSWER, keys=["review", "due", "rule"]).agrees


def test_the_task_is_always_compared() -> None:
    assert not judge(case({"task": "visit", "due": "2026-04-14"}), ANSWER, keys=["due"]).agrees


def test_without_rules_a_limit_that_does_not_bind_is_looked_for_by_its_date() -> None:
    """What the entry means by its rule still stands in `also`, whether or not its id is compared."""
    expected = entry(rule="newham/NH2", due="2026-04-15", status="upcoming")
    without = {"due_dates": [{**SECOND, "also": [{"due": "2026-04-15"}]}]}
    assert judge(case(expected), without, keys=["due", "status"]).agrees
    assert not judge(case(entry(due="2026-04-15")), without, keys=["due", "status"]).agrees


def test_what_cannot_be_told_without_a_key_is_not_compared() -> None:
    """Without its rule, an absence would rule out the task; without its id, a consideration is any."""
    wanted = case({"consideration": "newham/NH99", "review": 2}, absent=(entry(rule="newham/NH2"), {"consideration": "newham/NH23"}))
    verdict = judge(wanted, ANSWER, keys=["due", "review"])
    assert verdict.agrees
    assert verdict.compared == 0
    verdict = judge(wanted, ANSWER, keys=["rule", "consideration"])
    assert verdict.compared == 3
    assert [one.expected for one in verdict.missing] == [{"consideration": "newham/NH99"}]
    assert [one.ruled_out for one in verdict.unexpected] == [{"task": "review", "rule": "newham/NH2"}, {"consideration": "newham/NH23"}]


# ---- shapes


@pytest.mark.parametrize(
    "answer",
    [
        {"due_dates": []},
        {"due_dates": [{"task": "review"}], "considerations": []},
        {"due_dates": [{"task": "review", "also": [{}]}], "considerations": [{}], "schema_version": 9},
    ],
)
def test_an_answer_of_the_right_shape(answer: object) -> None:
    assert shape_fault(answer) is None


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ([], 'it is a list, and one object with the key "due_dates" is wanted'),
        (None, 'it is null, and one object with the key "due_dates" is wanted'),
        ("x", 'it is a text, and one object with the key "due_dates" is wanted'),
        (1.5, 'it is a number, and one object with the key "due_dates" is wanted'),
        (True, 'it is true or false, and one object with the key "due_dates" is wanted'),
        ({}, 'the key "due_dates" is missing'),
        ({"due_dates": None}, '"due_dates" is not a list of objects'),
        ({"due_dates": ["review"]}, '"due_dates" is not a list of objects'),
        ({"due_dates": [], "considerations": {}}, '"considerations", which may be left out, is not a list of objects'),
        ({"due_dates": [{"task": "review"}, {}]}, 'due_dates[1] has no "task"'),
        ({"due_dates": [{"task": 1}]}, 'due_dates[0] has no "task"'),
        ({"due_dates": [{"task": "x", "also": "y"}]}, 'due_dates[0]: "also", which may be left out, is not a list of objects'),
        ({"due_dates": [{"task": "x", "also": ["y"]}]}, 'due_dates[0]: "also", which may be left out, is not a list of objects'),
    ],
)
def test_an_answer_of_another_shape(answer: object, fault: str) -> None:
    assert shape_fault(answer) == fault
