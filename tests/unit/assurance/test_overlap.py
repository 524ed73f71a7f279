"""Whether two timescales can both apply, and whether one goes with another: on which every comparison with the regulations rests.

What cannot be settled is taken to be possible, so that no pair is waved through (`lacreview_rules.assurance.overlap`).
"""

from __future__ import annotations

from typing import Any

import pytest

from lacreview_rules.assurance.overlap import can_meet, goes_with, review_numbers
from lacreview_rules.profiles.models import Timescale


def rule(**said: Any) -> Timescale:
    return Timescale.model_validate({"id": "ours/1", "task": "review", "after": "review", **said})


@pytest.mark.parametrize(
    ("one", "other", "can"),
    [
        ({}, {}, True),
        ({"when": {"age": "under 5"}}, {"when": {"age": "5 or over"}}, False),
        ({"when": {"age": "under 6"}}, {"when": {"age": "5 or over"}}, True),
        ({"when": {"age": "under 5"}}, {"unless": {"age": "under 6"}}, False),  # the exception always holds
        ({"when": {"age": "under 7"}}, {"unless": {"age": "under 6"}}, True),
        ({"when": {"placement": "hospital"}}, {"when": {"placement": "not hospital"}}, False),
        ({"when": {"placement": "hospital"}}, {"while": {"placement": "adoptive"}}, False),
        ({"when": {"placement": ["hospital", "adoptive"]}}, {"when": {"placement": "adoptive"}}, True),
        ({"when": {"fact": "a"}}, {"when": {"fact": "not a"}}, False),
        ({"when": {"fact": "a"}}, {"when": {"fact": "b"}}, True),
        ({"when": {"fact": "a"}}, {"unless": {"fact": "a"}}, False),
        ({"when": {"fact": "a"}}, {"unless": {"fact": ["a", "b"]}}, True),
        ({"when": {"fact": "a"}}, {"unless": {"fact": "not b"}}, True),
        ({"when": {"emergency": True}}, {"when": {"emergency": False}}, False),
        ({"when": {"placement_lasted": "under 1 year"}}, {"when": {"placement_lasted": "1 year or over"}}, False),
        ({"when": {"placement_lasted": "under 13 months"}}, {"when": {"placement_lasted": "1 year or over"}}, True),
        ({"when": {"placement_lasted": "under 6 weeks"}}, {"when": {"placement_lasted": "6 weeks or over"}}, False),
        # four weeks are 28 days, a month is of 28 to 31: it may be over before five weeks are, and never before four
        ({"when": {"placement_lasted": "under 5 weeks"}}, {"when": {"placement_lasted": "1 month or over"}}, True),
        ({"when": {"placement_lasted": "under 4 weeks"}}, {"when": {"placement_lasted": "1 month or over"}}, False),
        ({"when": {"placement_lasted": "4 weeks or over"}}, {"when": {"placement_lasted": "under 1 month"}}, True),
        ({"when": {"placement_lasted": "5 weeks or over"}}, {"when": {"placement_lasted": "under 1 month"}}, False),
        # 520 weeks are 3,640 days; ten years are 3,652 at the least
        ({"when": {"placement_lasted": "under 520 weeks"}}, {"when": {"placement_lasted": "10 years or over"}}, False),
        ({"when": {"placement_lasted": "520 weeks or over"}}, {"when": {"placement_lasted": "10 years or over"}}, True),
        ({"when": {"age": "under 16 years 3 months"}}, {"when": {"age": "16 years 3 months or over"}}, False),
        ({"when": {"age": "under 16 years 2 months"}}, {"when": {"age": "16 years 1 month or over"}}, True),
        ({"when": {"age": "under 18 months"}}, {"when": {"age": "2 or over"}}, False),
        # a fact and a task may have one name
        ({"when": {"fact": "agreed"}}, {"when": {"task_done": "not agreed"}}, True),
        ({}, {"unless": {"first_after_age": 16}}, True),  # of a kind that cannot be weighed
        ({"when": {"age": "under 5"}}, {"unless": {"age": "under 6", "first_after_age": 4}}, True),
        ({}, {"unless": {"age": "under 5"}}, True),
        ({"when": {"review": "first"}}, {"when": {"review": "second"}}, False),
        ({"when": {"review": "first"}}, {"when": {"review": "not later"}}, True),
        # where a move restarts one cycle and not the other, its second review may be the other's third, never its first
        ({"when": {"review": "second"}, "restarts_on": ["placement-moved"]}, {"when": {"review": "third"}}, True),
        ({"when": {"review": "third", "cycle": "restarted"}, "restarts_on": ["placement-moved"]}, {"when": {"review": "second"}}, False),
        ({"when": {"review": "third", "cycle": "first"}, "restarts_on": ["placement-moved"]}, {"when": {"review": "second"}}, False),
    ],
)
def test_both_at_once(one: dict[str, Any], other: dict[str, Any], can: bool) -> None:
    """Whichever of the two is asked first."""
    assert can_meet(rule(**one), rule(**other)) is can
    assert can_meet(rule(**other), rule(**one)) is can


@pytest.mark.parametrize(
    ("companion", "one", "goes"),
    [
        ({}, {}, True),
        ({}, {"when": {"age": "under 5"}}, True),
        ({"when": {"age": "under 6"}}, {"when": {"age": "under 5"}}, True),
        ({"when": {"age": "under 4"}}, {"when": {"age": "under 5"}}, False),
        ({"when": {"age": "under 5"}}, {}, False),
        ({"when": {"placement_lasted": "4 weeks or over"}}, {"when": {"placement_lasted": "1 month or over"}}, True),
        ({"when": {"placement_lasted": "1 month or over"}}, {"when": {"placement_lasted": "4 weeks or over"}}, False),
        ({"when": {"fact": "a"}}, {"when": {"fact": ["a", "b"]}}, True),
        ({"when": {"fact": "a"}}, {"when": {"task_done": "a"}}, False),  # a fact and a task may have one name
        ({"when": {"fact": ["a", "b"]}}, {"when": {"fact": "a"}}, False),
        ({"when": {"fact": "not a"}}, {"when": {"fact": "not a"}}, True),
        ({"when": {"fact": "not a"}}, {}, False),
        ({"when": {"first_after_age": 16}}, {"when": {"first_after_age": 16}}, False),  # of a kind that cannot be weighed
        ({"restarts_on": ["placement-moved"]}, {}, False),
        ({"restarts_on": ["placement-moved"]}, {"restarts_on": ["placement-moved"]}, True),
        ({"until": "placement-ended"}, {}, False),
        ({"until": "placement-ended"}, {"until": "placement-ended"}, True),
        ({"in_force": {"from": "2026-01-01"}}, {}, False),
        ({"in_force": {"from": "2026-01-01"}}, {"in_force": {"from": "2026-01-01"}}, True),
        ({"when": {"review": "first"}}, {"when": {"review": "not later"}}, False),  # there may have been none
        ({"when": {"review": "any"}}, {"when": {"review": "first"}}, True),
        ({"unless": {"age": "under 5"}}, {}, False),
        ({"unless": {"age": "under 5"}}, {"unless": {"age": "under 5"}}, True),
        ({"unless": {"age": "under 5"}}, {"when": {"age": "5 or over"}}, True),  # the exception can never hold
        ({"unless": [{"age": "under 5"}, {"fact": "a"}]}, {"when": {"age": "5 or over"}}, False),
        ({"unless": {"fact": "a"}}, {"when": {"fact": "not a"}}, True),
    ],
)
def test_one_that_goes_with_another(companion: dict[str, Any], one: dict[str, Any], goes: bool) -> None:
    """Wherever the other applies, it applies too."""
    assert goes_with(rule(**companion), rule(**one), rule(**one)) is goes


def test_nothing_goes_with_what_never_meets() -> None:
    """Where the two cannot both apply there is no "wherever"."""
    assert goes_with(rule(), rule(when={"age": "under 5"}), rule(when={"age": "5 or over"})) is False


@pytest.mark.parametrize(
    ("said", "numbers"),
    [
        ({}, {(n, False) for n in range(6)}),
        ({"when": {"review": "none"}}, {(0, False)}),
        ({"when": {"review": "later"}}, {(n, False) for n in (2, 3, 4, 5)}),
        ({"when": {"review": ["first", "third"]}}, {(1, False), (3, False)}),
        ({"when": {"review": "not first"}}, {(n, False) for n in (0, 2, 3, 4, 5)}),
        ({"when": {"review": "every third"}}, {(n, False) for n in range(6)}),  # not settled here: any
        ({"when": {"review": "first"}, "restarts_on": ["placement-moved"]}, {(1, False), (1, True)}),
        ({"when": {"review": "first", "cycle": "restarted"}, "restarts_on": ["placement-moved"]}, {(1, True)}),
        ({"when": {"review": "first", "cycle": "not restarted"}, "restarts_on": ["placement-moved"]}, {(1, False)}),
    ],
)
def test_which_reviews(said: dict[str, Any], numbers: set[tuple[int, bool]]) -> None:
    """By their number in the cycle, nought for none yet, and whether that was restarted."""
    assert review_numbers(rule(**said)) == numbers
