"""The benchmark of data returns compares like with like, and it runs. How fast anything is, is not a test."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("openpyxl")
pytest.importorskip("python_calamine")

if TYPE_CHECKING:
    from types import ModuleType


@pytest.fixture
def returns(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The benchmark, as a script finds it."""
    monkeypatch.syspath_prepend(Path(__file__).parents[2] / "benchmarks")
    return importlib.import_module("returns")


@pytest.mark.slow
def test_every_form_is_timed_on_the_same_children(returns: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten children, once, beside this very version as the earlier one; a form that loses children is refused before it is told."""
    children = list(returns.invented(10))
    found = returns.side_by_side(children, tmp_path / "a", 1, [sys.executable])
    assert [*found] == ["CSV", "CSV, the earlier version", "XML", "workbook", "events, CSV"]
    assert all(way.seconds >= way.opened > 0 < way.made and way.rows > 0 and way.found == 10 for way in found.values())
    whole = returns.write_xml
    monkeypatch.setattr(returns, "write_xml", lambda some, path: whole(list(some)[1:], path))
    with pytest.raises(SystemExit, match="different numbers of histories"):
        returns.side_by_side(children, tmp_path / "b", 1)


def test_the_rows_of_an_extract_are_taken_as_they_are(returns: ModuleType, tmp_path: Path) -> None:
    """And copied, each time as other children."""
    children = list(returns.invented(4))
    rows = returns.write_csv(children, tmp_path / "csv")
    assert returns.of_extract(tmp_path / "csv") == children
    assert returns.write_csv(returns.copied(children, 3), tmp_path / "more") == 3 * rows
    assert returns.histories("ssda903", tmp_path / "more") == 12


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is looked up in /proc")
def test_memory(returns: ModuleType, tmp_path: Path) -> None:
    """Few children, thrice as many, and an XML file that was asked to be of a megabyte."""
    told = [*returns.memory(list(returns.invented(4)), tmp_path, 3, 1)]
    assert [number for _, number, _ in told[:3]] == [4, 12, 4]
    assert (tmp_path / "large.xml").stat().st_size >= 1 << 20
    assert told[3][1] % 4 == 0
    assert all(megabytes >= 0 for _, _, megabytes in told)
