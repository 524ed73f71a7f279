"""The benchmark of the Standard Safeguarding Dataset compares like with like, and it runs. How fast anything is, is not a test."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("pyarrow")
pytest.importorskip("sqlalchemy")

if TYPE_CHECKING:
    from types import ModuleType


@pytest.fixture
def ssd(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The benchmark, as a script finds it."""
    monkeypatch.syspath_prepend(Path(__file__).parents[2] / "benchmarks")
    return importlib.import_module("ssd_parquet")


@pytest.mark.slow
def test_both_ways_find_the_same(ssd: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten children, once; a way that finds fewer dates is refused before anything is timed."""
    found = ssd.side_by_side(10, 1, tmp_path)
    assert [name.partition(",")[0] for name in found] == ["the Arrow door", "ssd", "ssd"]
    assert all(speed > 0 for speed in found.values())
    monkeypatch.setattr(ssd, "from_ssd", lambda folder: len(str(folder)))
    with pytest.raises(SystemExit, match="the Arrow door"):
        ssd.side_by_side(2, 1, tmp_path / "again")
