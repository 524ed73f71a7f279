"""A profile that changes on a date: the rule in force on the day the count starts applies, unless the rule says the limit's day.

Design.md, `in_force`; the wording tested is "5 working days until March, 3 from April" (rule pattern 30).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.small_profiles import D, head_of

from lacreview_rules import BecameLookedAfter, History, ReviewHeld, build_schedule, load_profile

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

PROFILE = (
    head_of(extends="england", version="2026-04")
    + """
[[timescales]]
id = "ours/1"
task = "decisions"
limit = "5 working days"
after = "review"
in_force = {{ to = 2026-03-31 }}
{transition}

[[timescales]]
id = "ours/1-2026"
task = "decisions"
limit = "3 working days"
after = "review"
in_force = {{ from = 2026-04-01 }}
{transition}
"""
)


def decisions(tmp_path: Path, held: str, transition: str = "") -> tuple[str, date | None]:
    """The rule and the date of the decisions of a first review held on this day."""
    path = tmp_path / "ours.toml"
    path.write_text(PROFILE.format(transition=transition), encoding="utf-8")
    history = History("A1", [BecameLookedAfter(on=D("2026-03-02")), ReviewHeld(on=D(held))], D("2015-01-01"))
    due = next(due for due in build_schedule(history, load_profile(path)).of("decisions") if due.review == 1)
    return due.rule, due.due


@pytest.mark.parametrize(
    ("held", "rule", "due"),
    [
        # Tue 31 March: 1, 2, 7, 8, 9 April (Good Friday is the 3rd, Easter Monday the 6th).
        ("2026-03-31", "ours/1", "2026-04-09"),
        # Wed 1 April: 2, 7, 8 April.
        ("2026-04-01", "ours/1-2026", "2026-04-08"),
    ],
)
def test_the_day_the_count_starts_decides(tmp_path: Path, held: str, rule: str, due: str) -> None:
    """The last day of the old rule, and the first of the new."""
    assert decisions(tmp_path, held) == (rule, D(due))


@pytest.mark.parametrize(
    ("held", "rule", "due"),
    [
        # Tue 24 March: the old rule gives Tue 31 March (25, 26, 27, 30, 31), still in force; the new gives 27 March, before its time.
        ("2026-03-24", "ours/1", "2026-03-31"),
        # Tue 31 March: the old rule gives 9 April, after its time; the new gives Tue 7 April (1, 2, 7).
        ("2026-03-31", "ours/1-2026", "2026-04-07"),
    ],
)
def test_a_rule_may_let_the_day_of_the_limit_decide(tmp_path: Path, held: str, rule: str, due: str) -> None:
    """The transitional choice is named in the rule: `in_force_by`."""
    assert decisions(tmp_path, held, 'in_force_by = "limit"') == (rule, D(due))


def test_a_choice_that_is_neither_is_refused(tmp_path: Path) -> None:
    """Only these two days can decide."""
    with pytest.raises(ValueError, match="in_force_by"):
        decisions(tmp_path, "2026-03-31", 'in_force_by = "due"')
