"""Remarks are kept in order, however many; authority: issue 16 points 6 and 8 (all of them in a file, and memory that stays flat)."""

from __future__ import annotations

import tracemalloc

import pytest

from lacreview_rules.errors import Problem
from lacreview_rules.sources.door import Remark
from lacreview_rules.sources.kept_remarks import JoinedRemarks, KeptRemarks


def remark(number: int) -> Remark:
    problem = Problem(f"episodes.csv:{number}", 'LS holds "Ä", which is not\n a code', "correct it", number % 3)
    return Remark("code-unknown" if number % 2 else "end-missing", problem, used=bool(number % 2), effect="none", child=number)


@pytest.mark.parametrize("number", [0, 1, 3, 4, 502, 503, 1_200])
def test_all_are_read_back_as_they_were_put_down(number: int) -> None:
    """Within memory, beyond it, and at the edges of what is written at once."""
    kept, whole = KeptRemarks(in_memory=3), [remark(one) for one in range(number)]
    for one in whole:
        kept.append(one)
    assert (len(kept), list(kept), kept[:]) == (number, whole, whole)
    assert [one.problem.others for one in kept] == [one.problem.others for one in whole]
    assert kept.not_used == sum(not one.used for one in whole)
    assert sum(kept.kinds.values()) == number
    if whole:
        assert (kept[-1], kept[0]) == (whole[-1], whole[0])
    with pytest.raises(IndexError):
        kept[number]


def test_they_are_read_while_others_are_put_down_and_by_two_at_once() -> None:
    kept = KeptRemarks((remark(one) for one in range(1_100)), in_memory=2)
    one, other = iter(kept), iter(kept)
    first = [next(one) for _ in range(600)]
    kept.append(remark(1_100))
    assert first == [next(other) for _ in range(600)]
    assert list(JoinedRemarks(kept, kept[:2])) == [*kept, remark(0), remark(1)]


@pytest.mark.slow
def test_what_they_take_of_memory_does_not_grow() -> None:
    """Six thousand more take less than a tenth of what they would in a list (some one and a half megabytes)."""
    kept = KeptRemarks((remark(one) for one in range(1_000)), in_memory=1_000)
    tracemalloc.start()
    for one in range(6_000):
        kept.append(remark(one))
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert held < 150_000


def test_they_are_equal_to_a_list_of_the_same() -> None:
    """What `Extract.remarks` was before."""
    kept = KeptRemarks(map(remark, range(5)), in_memory=2)
    assert kept == [remark(one) for one in range(5)]
    assert kept != [remark(one) for one in range(4)]
    assert KeptRemarks() == ()
    assert kept != 5
