"""Every test is asked in every run, with a few of its values; the others are for the slow part."""

from __future__ import annotations

from typing import Any, cast

import pytest
from tests.sample import WHOLE, leave_a_sample


class Collected:
    """A test with one value, as pytest collects it."""

    def __init__(self, nodeid: str, *, slow: bool = False) -> None:
        self.nodeid, self.slow = nodeid, slow

    def get_closest_marker(self, name: str) -> object:
        return True if self.slow and name == "slow" else None

    def add_marker(self, mark: Any) -> None:
        assert mark.name == "slow"
        self.slow = True


def asked(*tests: Collected) -> list[str]:
    leave_a_sample(cast("list[pytest.Item]", list(tests)))
    return [one.nodeid for one in tests if not one.slow]


def values(test: str, count: int) -> list[Collected]:
    return [Collected(f"{test}[{number}]") for number in range(count)]


def test_of_many_values_the_first_is_asked() -> None:
    assert asked(*values("a.py::test_days", 9)) == ["a.py::test_days[0]"]


def test_a_few_values_and_tests_without_one_are_all_asked() -> None:
    plain = [Collected("a.py::test_a"), Collected("a.py::test_b"), Collected("a.py::test_c"), Collected("a.py::test_d")]
    few = values("a.py::TestDays::test_e", 2)
    assert asked(*plain, *few) == [one.nodeid for one in (*plain, *few)]


def test_what_is_slow_already_stays_so_and_is_not_counted() -> None:
    slow = [Collected(f"a.py::test_days[slow {number}]", slow=True) for number in range(5)]
    assert asked(*values("a.py::test_days", 2), *slow) == [f"a.py::test_days[{number}]" for number in range(2)]


@pytest.mark.parametrize("beginning", WHOLE)
def test_rows_worked_by_hand_are_asked_whole(beginning: str, pytestconfig: pytest.Config) -> None:
    """Each of these is there, or its rows would be left out when it is renamed."""
    assert (pytestconfig.rootpath / beginning).exists()
    assert len(asked(*values(f"{beginning}::test_rows", 20))) == 20
