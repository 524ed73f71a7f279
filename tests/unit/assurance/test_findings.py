"""What the check of a profile says in the end: can it be later than the regulations, and does that matter for a schedule?

The profiles are of a few rows each. In February 2026, without a bank holiday near, 20 working days (CPR 2010 reg 33(1)) are 28 days or
less from any start: a first review after 40 days is always later, one after ten days never.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.others_slow import others_slow
from tests.small_profiles import ALONE, D

from lacreview_rules import check_profile, load_profile
from lacreview_rules.assurance.findings import Shares

if TYPE_CHECKING:
    from pathlib import Path

    from lacreview_rules.assurance.answer import Assurance

TASK = '[[tasks]]\nid = "review"\ntitle = "Review"\nper = "period-of-care"\n[review_cycle]\ntask = "review"\n'
LATE = '[[timescales]]\nid = "ours/1"\ntask = "review"\nafter = "became-looked-after"\nlimit = "40 days"\n'
IN_TIME = LATE.replace("40 days", "10 days")


@pytest.fixture
def checked(tmp_path: Path) -> Path:
    return tmp_path / "ours.toml"


def check(path: Path, body: str) -> Assurance:
    path.write_text(ALONE + body, encoding="utf-8")
    return check_profile(load_profile(path), first=D("2026-02-02"), last=D("2026-02-27"), against=load_profile("england"))


SAFE = (
    "Dates calculated under it are never later than the regulations, because the earliest date binds. "
    "But somebody who reads only the procedure could be too late."
)
ON_ITS_OWN = "It extends nothing, so no regulations stand beside it, and a schedule under it is not held to them."
NEVER = "No timescale of it is later than the regulation it corresponds to, on any start date or history compared."


@pytest.mark.parametrize(
    ("body", "verdict"),
    others_slow(
        [
            ('extends = "england"\n', "It has no local timescales, so there is nothing to compare."),
            ('extends = "england"\n' + IN_TIME, NEVER),
            ('extends = "england"\n' + LATE, f"By itself it can be LATER THAN THE REGULATIONS: 1 of its timescales on some dates. {SAFE}"),
            (TASK + LATE, f"By itself it can be LATER THAN THE REGULATIONS: 1 of its timescales on some dates. {ON_ITS_OWN}"),
            (TASK + IN_TIME, f"{NEVER} {ON_ITS_OWN}"),
        ],
        quick=2,
    ),
)
def test_the_verdict(checked: Path, body: str, verdict: str) -> None:
    """Nothing compared; never later; later, but held to the regulations; later, and held to nothing."""
    assert check(checked, body).verdict == verdict


def test_shares_in_words() -> None:
    """What does not happen is not said."""
    assert str(Shares(1, 1, 2)) == "later on 50.0%, the same on 25.0%, earlier on 25.0%"
    assert str(Shares(0, 3, 0)) == "the same on 100%"
    assert Shares(0, 0, 0).percent(0) == "0.0%"


@pytest.mark.slow
def test_a_cycle_that_is_started_again_without_a_first_review(checked: Path) -> None:
    """A move starts it again, and the profile does not say when its first review is then due."""
    body = (
        'extends = "england"\n[review_cycle]\nrestarts_on = ["placement-moved"]\n'
        + IN_TIME
        + '[[timescales]]\nid = "ours/2"\ntask = "review"\nafter = "review"\nwhen = { review = "first" }\nlimit = "3 months"\n'
        + '[[timescales]]\nid = "ours/3"\ntask = "review"\nafter = "review"\nwhen = { review = "later" }\nlimit = "6 months"\n'
    )
    words = (
        "The cycle starts again on placement moved, and no timescale says when the first review is then due. "
        "The schedule takes that date from the regulations alone."
    )
    assert [(trap.kind, trap.words) for trap in check(checked, body).of("trap") if trap.kind == "no-later-review"] == [
        ("no-later-review", words)
    ]
    both = body.replace('after = "became-looked-after"', 'after = ["became-looked-after", "placement-moved"]')
    assert [trap.kind for trap in check(checked, both).of("trap") if trap.kind == "no-later-review"] == []


@pytest.mark.slow
def test_units_within_one_timescale_are_told_of_that_one(checked: Path) -> None:
    """13 weeks are 91 days, so the earlier of the two is always the same; the other timescale, in months, disagrees with no single unit."""
    row = '[[timescales]]\nid = "ours/{}"\ntask = "review"\nafter = "review"\nwhen = {{ review = "first" }}\nlimit = {}\n'
    body = 'extends = "england"\n' + row.format(1, '"3 months"') + row.format(2, '["13 weeks", "95 days"]')
    assert [trap.rule for trap in check(checked, body).of("trap") if trap.kind == "units"] == ["ours/2"]
