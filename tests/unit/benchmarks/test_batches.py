"""The benchmark of many children compares like with like, and it runs. How fast anything is, is not a test."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lacreview_rules import load_profile

pytest.importorskip("pyarrow")
pytest.importorskip("typer")

if TYPE_CHECKING:
    from types import ModuleType

ENGLAND = load_profile("england")


@pytest.fixture
def batches(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The benchmark, which finds its neighbours beside it, as a script does."""
    monkeypatch.syspath_prepend(Path(__file__).parents[2] / "benchmarks")
    return importlib.import_module("batches")


@pytest.mark.slow
def test_all_give_the_same_due_dates(batches: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    assert batches.disagreements(4, ENGLAND) == []
    monkeypatch.setattr(batches, "schedule_batches", batches_without_one)
    assert batches.disagreements(3, ENGLAND) == ["child 2: the Arrow door and one at a time differ"]


def batches_without_one(events: object, profile: object) -> object:
    """The due dates but for the last, which a benchmark that compares must notice."""
    from lacreview_rules.arrow import schedule_batches

    *whole, last = schedule_batches(events, profile)  # type: ignore[arg-type]
    return [*whole, last.slice(0, len(last) - 1)]


def test_no_two_children_are_the_same(batches: ModuleType) -> None:
    """So that nothing kept from one child can serve another."""
    rows = batches.events_of(batches.children(200)).to_pylist()
    lives: dict[str, list[tuple[object, ...]]] = {}
    for row in rows:
        lives.setdefault(row["child"], []).append((row["date_of_birth"], row["event"], row["on"]))
    assert len({tuple(life) for life in lives.values()}) == len(lives) == 200


@pytest.mark.slow
def test_from_parquet_to_parquet(batches: ModuleType, tmp_path: Path) -> None:
    ran = batches.parquet_to_parquet(20, 1, tmp_path)
    assert (ran.children, list(tmp_path.iterdir())) == (20, [])
    assert ran.due_dates > 20 * 30
    assert ran.megabytes > 20
    picture = batches.drawn([ran, ran._replace(children=40)])
    assert "for up to 40 children" in picture
    assert picture.startswith("<?xml")
