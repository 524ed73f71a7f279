"""Processes that die. Authority: issue "From one child to a national extract": a clear message, and the good records kept."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from lacreview_rules import load_profile

pa = pytest.importorskip("pyarrow")

from lacreview_rules.arrow.processes import NoProcessError, Processes  # noqa: E402 - where pyarrow is
from lacreview_rules.arrow.schedules import Answers, parts_of  # noqa: E402 - as above

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from lacreview_rules.arrow.whole_children import Part

ENGLAND = load_profile("england")
CHILDREN = "AC"


class DiesOfC(Answers):
    """In another process, it dies whenever child C is among those to be answered."""

    here = os.getpid()

    def to_parts(self, parts: Iterable[Part]) -> Iterator[Any]:
        for part in parts:
            if any(run.child == "C" for run in part.runs):
                os._exit(9)
            yield from super().to_parts([part])


class DiesOnce(Answers):
    """It dies the first time, as a process does when memory is short for a moment."""

    def __init__(self, mark: Path) -> None:
        super().__init__(ENGLAND)
        self.mark = mark

    def to_parts(self, parts: Iterable[Part]) -> Iterator[Any]:
        if not self.mark.exists():
            self.mark.touch()
            os._exit(9)
        yield from super().to_parts(parts)


class NeverBegins(Answers):
    """It cannot be had in another process at all."""

    def __setstate__(self, state: object) -> None:
        os._exit(9)


def parts() -> Iterator[Part]:
    rows = [
        (child, kind, on)
        for child in CHILDREN
        for kind, on in (("became-looked-after", date(2025, 12, 19)), ("review-held", date(2026, 1, 14)))
    ]
    table = pa.table(dict(zip(("child", "event", "on"), map(list, zip(*rows, strict=True)), strict=True)))
    return parts_of(table)


def answered(batches: Iterable[Any]) -> list[dict[str, Any]]:
    return [row for batch in batches for row in batch.to_pylist()]


@pytest.mark.slow
def test_only_the_child_it_dies_of_is_lost() -> None:
    processes = Processes(DiesOfC(ENGLAND), 1)
    rows = answered(processes.to_parts(parts()))
    lost = [row for row in rows if row["child"] == "C"]
    assert [row["error"] for row in lost] == ["rows[2]: the process that worked on this child died, twice; try it alone, with more memory"]
    good = answered(Answers(ENGLAND).to_parts(parts()))
    assert [row for row in rows if row["child"] != "C"] == [row for row in good if row["child"] != "C"]
    assert processes.given_up == 1
    assert processes.died >= 2


@pytest.mark.slow
def test_what_died_once_is_worked_out_again(tmp_path: Path) -> None:
    processes = Processes(DiesOnce(tmp_path / "mark"), 1)
    assert answered(processes.to_parts(parts())) == answered(Answers(ENGLAND).to_parts(parts()))
    assert (processes.died, processes.given_up) == (1, 0)


@pytest.mark.slow
def test_where_none_can_be_started() -> None:
    with pytest.raises(NoProcessError, match="leave out --workers"):
        list(Processes(NeverBegins(ENGLAND), 1).to_parts(parts()))
