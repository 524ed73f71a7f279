"""The second method refutes what is not so, and lets stand what is.

Authority: the two claims of this project's own page on mutation that an adversarial review of November 2026 found to be false. Both
changes are made again here, where the code now stands; each was excused as one of which nothing else comes.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from tests.mutation.page import key_of
from tests.mutation.second_method import SecondMethod, asked, report

import lacreview_rules

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="each mutant is tried in a fork")
PACKAGE = Path(lacreview_rules.__file__).parent


def changed(module: str, was: str, became: str, nth: int = 1) -> tuple[dict[str, Any], dict[Any, dict[str, Any]]]:
    """A survivor as it is listed, and the mutants of its module as they are made: that one."""
    source = PACKAGE.joinpath(*module.split(".")).with_suffix(".py").read_bytes()
    start = -1
    for _ in range(nth):
        start = source.index(was.encode(), start + 1)
    line = source.count(b"\n", 0, start) + 1
    survivor = {"module": module, "where": "", "was": was, "became": became, "why": "Nothing else comes of it."}
    return survivor, {
        key_of(survivor): {**survivor, "text": became, "start": start, "end": start + len(was.encode()), "lines": (line, line)}
    }


@pytest.fixture(scope="module")
def second() -> SecondMethod:
    """The answers to fifty histories: each of the profiles three times."""
    return SecondMethod(PACKAGE, 50, 1, whole=False)


@pytest.fixture(scope="module")
def few() -> SecondMethod:
    """The answers to six histories, for what any history shows."""
    return SecondMethod(PACKAGE, 6, 1, whole=False)


@pytest.mark.slow
def test_a_date_counted_from_a_recorded_task_is_explained(second: SecondMethod) -> None:
    """Excused as "asked only of what follows from another event": every explanation of such a date ended in an error."""
    survivor, made = changed("engine.recorded", "append(_occurrence(task, event))", "append(_occurrence(None, event))", 2)
    verdict = second.verdict(survivor, made)
    assert verdict.outcome == "different"
    assert verdict.question is not None
    assert "task-done" in {event["event"] for event in verdict.question["history"]["events"]}
    assert verdict.shown
    assert report(verdict).startswith("refuted: engine.recorded")


@pytest.mark.slow
def test_the_notice_of_an_adjourned_review(second: SecondMethod) -> None:
    """The other claim hid that a date counted from a recorded sitting was called assumed (B9); with the mend undone it is again."""
    was = 'limit.end if limit.end is not None and limit.occurrence.basis == "actual" else limit.occurrence'
    survivor, made = changed("schedules.notices", was, "limit.occurrence")
    verdict = second.verdict(survivor, made)
    assert verdict.outcome == "different"
    assert verdict.question is not None
    assert "review-adjourned" in {event["event"] for event in verdict.question["history"]["events"]}


def test_a_change_that_every_history_shows(few: SecondMethod) -> None:
    """No day is written."""
    survivor, made = changed("wording", "return None if day is None else day.isoformat()", "return None")
    assert few.verdict(survivor, made).outcome == "different"


@pytest.mark.slow
def test_a_change_of_which_nothing_comes(second: SecondMethod) -> None:
    """Another way to write the same."""
    survivor, made = changed("counting.ages", "if born.day != _LEAP_DAY[1]:", "if not born.day == _LEAP_DAY[1]:")
    assert second.verdict(survivor, made).outcome == "same"


@pytest.mark.slow
def test_a_change_that_runs_for_ever(few: SecondMethod, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts as refuted too; the time is that of the processor."""
    monkeypatch.setattr("tests.mutation.second_method.SPARE_SECONDS", 1)
    monkeypatch.setattr(few, "_seconds", 0)
    was = "def _occurrence(name: str, event: Event) -> Occurrence:\n"
    survivor, made = changed("engine.recorded", was, f"{was}    while True: pass\n")
    assert few.verdict(survivor, made).outcome == "for ever"


def test_a_mutant_that_is_not_made_any_more(few: SecondMethod) -> None:
    """Its line is gone: nothing is said of it."""
    assert few.verdict({"module": "a.b", "where": "", "was": "x", "became": "y", "why": ""}, {}).outcome == "not made"


@pytest.mark.slow
def test_each_history_is_asked_under_every_profile_in_turn() -> None:
    """Or under all of them at once."""
    once = [question["profile"] for question in asked(30, 1, whole=False)]
    every = [question["profile"] for question in asked(2, 1, whole=True)]
    assert len(once) == 30
    assert set(once) == set(every)
    assert len(every) == 2 * len(set(once))


@pytest.mark.slow
def test_lines_that_are_run(few: SecondMethod) -> None:
    """So that a reason that nothing has tried is not taken for one that held."""
    pytest.importorskip("coverage")
    run = few.lines_run(["counting.ages", "counting.calendar_files"], of=6)
    assert run["counting.ages"]
    assert len(run["counting.ages"]) > len(run["counting.calendar_files"])
