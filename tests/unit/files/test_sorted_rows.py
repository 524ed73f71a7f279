"""Rows in order, of which only so many are in memory. Authority: issue 18, 10: memory flat beyond 10,000 children."""

from __future__ import annotations

import pickle
from datetime import date
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lacreview_rules.files.sorted_rows import RowsToSort


class Row(NamedTuple):
    """A row whose order says little, so that many are equal."""

    day: date | None
    number: int


rows = st.builds(Row, st.none() | st.dates(date(2026, 1, 1), date(2026, 1, 3)), st.integers(0, 3))


def order(row: Row) -> tuple[bool, date, int]:
    return row.day is None, row.day or date.max, row.number


@given(st.lists(st.lists(st.tuples(rows, st.integers()), max_size=9), max_size=6), st.integers(1, 5))
def test_they_stand_as_if_all_were_sorted_at_once(parts: list[list[tuple[Row, int]]], most: int) -> None:
    """Equal rows stay in the order in which they came; each is told apart by what the order does not see."""
    found: RowsToSort[tuple[Row, int]] = RowsToSort(lambda one: order(one[0]), most=most)
    for part in parts:
        found.extend(part)
    whole = sorted((row for part in parts for row in part), key=lambda one: order(one[0]))
    for _ in range(2):
        assert list(found) == whole
    assert (len(found), bool(found)) == (len(whole), bool(whole))
    assert [found[number] for number in range(-len(whole), len(whole))] == [*whole, *whole]
    assert [list(found[cut]) for cut in (slice(2), slice(1, 3), slice(-2, None), slice(None, None, -1))] == [
        whole[:2],
        whole[1:3],
        whole[-2:],
        whole[::-1],
    ]
    with pytest.raises(IndexError):
        found[len(whole)]


def test_two_go_through_them_at_one_time() -> None:
    """A report writes one list while it counts another, and may look at the first of a list halfway."""
    found: RowsToSort[int] = RowsToSort(lambda one: one, most=3)
    found.extend([9, 3, 7, 1, 5, 8, 2, 6, 4, 0])
    assert list(zip(found, found, strict=True)) == [(number, number) for number in range(10)]


def test_only_so_many_are_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand rows, ten of them in memory: the others are written, in pieces of no more."""
    written: list[int] = []
    real = pickle.dump

    def dump(held: list[int], *rest: object) -> None:
        written.append(len(held))
        real(held, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(pickle, "dump", dump)
    found: RowsToSort[int] = RowsToSort(lambda one: one, most=10)
    found.extend(reversed(range(1_000)))
    assert (sum(written), max(written)) == (1_000, 10)
    assert list(found) == list(range(1_000))
