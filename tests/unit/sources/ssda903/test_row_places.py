"""Where the rows of each child stand: as a dictionary of lists would tell it, in a fraction of the memory."""

from __future__ import annotations

import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from lacreview_rules.sources.ssda903.row_places import Children, RowPlaces, in_order

ROWS = st.lists(st.tuples(st.integers(0, 2), st.sampled_from(["A1", "B2", "C3", "D4"])), max_size=20)


@given(ROWS)
def test_as_a_dictionary_of_lists_tells_it(rows: list[tuple[int, str]]) -> None:
    children = Children()
    tables = [RowPlaces(children) for _ in range(3)]
    expected: list[dict[str, list[tuple[int, int]]]] = [{}, {}, {}]
    for place, (table, child) in enumerate(rows):
        tables[table].add(child, place * 10, place)
        expected[table].setdefault(child, []).append((place * 10, place))
    for found, told in zip(tables, expected, strict=True):
        assert {child: list(found.of(child)) for child in found} == told
        assert list(found) == list(told)
        for child in ("A1", "B2", "C3", "D4", "E5"):
            assert (child in found) == (child in told)
            assert list(found.of(child)) == told.get(child, [])
    assert in_order(tables, children) == list(dict.fromkeys(child for told in expected for child in told))


def test_what_is_held_of_a_child() -> None:
    """In three tables with two rows each; a list or an array of its own in each table took 600 bytes and more."""
    ids = [f"{number:06}" for number in range(2_000)]
    tracemalloc.start()
    children = Children()
    tables = [RowPlaces(children) for _ in range(3)]
    for row in range(2):
        for table in tables:
            for place, child in enumerate(ids):
                table.add(child, (row * len(ids) + place) * 80, row * len(ids) + place)
    held = tracemalloc.get_traced_memory()[0] / len(ids)
    tracemalloc.stop()
    assert held < 350
