"""Through which placements a task goes on: for every placement at once, and as one would follow them one by one.

Authority: SI 2010/959 reg 48 (a series of short breaks with one carer is one placement) and reg 47A; `goes_on_in` and `goes_on_under`
in the description of a profile.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any, ClassVar, cast

import pytest

from lacreview_rules.engine.going_on import last_in_turn

if TYPE_CHECKING:
    from lacreview_rules.histories.period_of_care import PeriodOfCare
    from lacreview_rules.profiles.models import Task


@dataclass
class Lived:
    """A placement of a kind, and of others that hold with it."""

    number: int
    kind: str | None
    questions: ClassVar[int] = 0

    def is_of(self, kind: str) -> bool:
        Lived.questions += 1
        return self.kind is not None and kind in self.kind


@dataclass
class Stands:
    """What of a period of care, and of a task, is asked here."""

    placements: list[Lived]
    regime: str = "series"
    goes_on_in: tuple[str, ...] = ()
    goes_on_under: tuple[str, ...] = ()


def followed_by_kind(places: list[Lived], kinds: tuple[str, ...]) -> list[int]:
    """From each placement on, as long as one and the same kind holds of all."""
    found = []
    for start in range(len(places)):
        end = start
        while end + 1 < len(places) and any(all(one.is_of(kind) for one in places[start : end + 2]) for kind in kinds):
            end += 1
        found.append(end + 1)
    return found


def followed_at_a_place(places: list[Lived]) -> list[int]:
    """From each placement on, until one is known to be of another kind than the last that was known."""
    found = []
    for start in range(len(places)):
        known, end = None, start
        for one in places[start:]:
            if one.kind is not None:
                if known is not None and not (one.is_of(known) or known in one.kind or one.kind in known):
                    break
                known = one.kind
            end = one.number - 1
        found.append(end + 1)
    return found


def asked(kinds: tuple[str | None, ...], **more: Any) -> tuple[list[Lived], list[int]]:
    places = [Lived(number, kind) for number, kind in enumerate(kinds, 1)]
    stands = Stands(places, **more)
    return places, [last.number for last in last_in_turn(cast("PeriodOfCare", stands), cast("Task", stands))]


@pytest.mark.parametrize("length", range(1, 6))
def test_as_one_by_one(length: int) -> None:
    """Every row of placements of one kind, of the other, of both, and of one not known."""
    for kinds in product(("a", "b", "ab", None), repeat=length):
        for of in (("a",), ("a", "b")):
            places, found = asked(kinds, goes_on_in=of)
            assert followed_by_kind(places, of) == found, (kinds, of)
        places, found = asked(kinds, goes_on_under=("series",))
        assert followed_at_a_place(places) == found, kinds


def test_by_hand() -> None:
    """Two units, a family, a unit; and a series whose second stay is of no known kind, which may be at either place."""
    assert [2, 2, 3, 4] == asked(("unit", "unit", "family", "unit"), goes_on_in=("unit",))[1]
    assert [2, 3, 3] == asked(("unit", None, "family"), goes_on_under=("series",))[1]
    assert [3, 3, 3] == asked(("unit", None, "unit"), goes_on_under=("series",))[1]


@pytest.mark.parametrize("more", [{"goes_on_in": ("unit",)}, {"goes_on_under": ("series",)}])
def test_twice_the_placements_are_twice_the_work(more: dict[str, tuple[str, ...]]) -> None:
    """However long a run of one kind is: each was followed to its end from every placement of it."""
    counted = []
    for length in (200, 400):
        Lived.questions = 0
        asked(("unit",) * length, **more)
        counted.append(Lived.questions)
    assert counted[0] * 2 + 1 >= counted[1] > 0
