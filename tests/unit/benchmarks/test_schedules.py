"""The benchmarks compare like with like, and they run. How fast anything is, is not a test."""

from __future__ import annotations

import importlib
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.others_slow import others_slow

import lacreview_rules
from lacreview_rules import (
    BecameLookedAfter,
    DecisionsIssued,
    Fact,
    History,
    LegalStatusChanged,
    PlacementMoved,
    ReviewArranged,
    ReviewHeld,
    TaskDone,
    load_profile,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
ENGLAND = load_profile("england")


@pytest.fixture
def schedule(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The benchmark of schedules, which finds the obvious stack beside it, as a script does."""
    monkeypatch.syspath_prepend(BENCHMARKS)
    return importlib.import_module("schedule")


def infant(history: History) -> History:
    """The same events in the life of a child under five: other health assessments, no pathway assessment soon."""
    return History(history.child, history.events, date(2024, 2, 10))


def years_before(history: History) -> History:
    """The same events in the spring of 2022: Easter, two May holidays and the Jubilee; no date of birth."""
    back = timedelta(days=1274)
    events = [
        replace(event, on=event.on - back, review_on=event.review_on - back)
        if isinstance(event, ReviewArranged)
        else replace(event, on=event.on - back)
        for event in history.events
    ]
    return History(history.child, events)


def emergency(_: History) -> History:
    """Sixteen, taken in as an emergency, out of the area; the first review late, no review booked."""
    return History(
        "B456",
        [
            BecameLookedAfter(on=date(2026, 3, 5), placement="foster-care", legal_status="emergency-protection-order", emergency=True),
            Fact(on=date(2026, 3, 5), fact="out-of-area-placement"),
            TaskDone(on=date(2026, 3, 10), task="visit"),
            LegalStatusChanged(on=date(2026, 3, 13), legal_status="interim-care-order"),
            TaskDone(on=date(2026, 3, 24), task="care-plan"),
            ReviewHeld(on=date(2026, 4, 16)),
            DecisionsIssued(on=date(2026, 4, 30)),
            PlacementMoved(on=date(2026, 5, 5), placement="semi-independent"),
            TaskDone(on=date(2026, 5, 8), task="visit"),
            TaskDone(on=date(2026, 6, 19), task="visit"),
        ],
        date_of_birth=date(2009, 11, 30),
    )


class TestScheduleBenchmark:
    """Both sides give the same task, review, due date, rule and other rules, and every other id and date."""

    def test_of_the_ten_events(self, schedule: ModuleType) -> None:
        assert len(schedule.HISTORY.events) == 10
        assert schedule.differences(schedule.HISTORY, ENGLAND) == []

    @pytest.mark.parametrize("vary", [infant, years_before, emergency])
    def test_of_a_variation(self, schedule: ModuleType, vary: Callable[[History], History]) -> None:
        varied = vary(schedule.HISTORY)
        assert len(varied.events) == 10  # a variation of the ten events is of as many
        assert schedule.differences(varied, ENGLAND) == []

    def test_it_would_tell(self, schedule: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("obvious.BANK_HOLIDAYS", {date(2025, 9, 26)})
        different = schedule.differences(schedule.HISTORY, ENGLAND)
        assert any("england/R1'" in line and line.startswith("only the obvious stack") for line in different)


@pytest.mark.parametrize("script", others_slow(["arithmetic.py", "schedule.py"]))
def test_a_benchmark_runs(script: str) -> None:
    ran = subprocess.run([sys.executable, BENCHMARKS / script, "--rounds", "1"], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "times ours" in ran.stdout


@pytest.mark.slow
def test_a_build_beside_an_earlier_version() -> None:
    """This version stands for the earlier one: a line for each length, and no length is left out."""
    profile = Path(lacreview_rules.__file__).parent / "data" / "profiles" / "england.toml"
    command = [sys.executable, str(BENCHMARKS / "schedule.py"), "--rounds", "1", sys.executable, str(profile)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert [line.split()[:2] for line in ran.stdout.splitlines()[-3:]] == [["5", "events"], ["10", "events"], ["174", "events"]]


@pytest.mark.slow
def test_with_and_without_the_shortcuts_of_the_engine() -> None:
    """One round of each way; it stops if they do not give the same due dates."""
    command = [sys.executable, str(BENCHMARKS / "shortcuts.py"), "--rounds", "1"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert [line.split("  ")[1] for line in ran.stdout.splitlines()[-4:]] == [
        "as it is",
        "without that of a review's task under one rule",
        "without that of a task that nobody did and that does not recur",
        "without both",
    ]


@pytest.mark.slow
def test_steps_are_counted_the_same_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is what they are counted for: no machine is so busy that they change."""
    monkeypatch.syspath_prepend(BENCHMARKS)
    rows, steps = importlib.import_module("rows"), importlib.import_module("steps")
    for name, count in (("one", 1), ("many", 3)):
        rows.write_children(count, tmp_path / f"{name}.jsonl")
    found, again = (steps.steps_of(sys.executable, None, tmp_path, "england") for _ in range(2))
    assert found == again
    assert set(found) == {"a record read", "build", "build and JSON", *rows.COMMANDS}
    for rooms in found.values():
        assert rooms[steps.TOTAL] == pytest.approx(sum(number for room, number in rooms.items() if room != steps.TOTAL))
    assert found["build"]["engine"] > found["build"]["schedules"] > 0
