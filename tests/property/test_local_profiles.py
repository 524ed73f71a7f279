"""Whatever a profile says, its schedules are no later than the regulations'.

Authority: design.md, "Profiles: contract": regulation rows of the parent always stay in force beside the local ones,
and the earliest binds. Profiles are written as files and read as an authority's would be.
"""

from __future__ import annotations

import json
import tempfile
import tomllib
from datetime import date
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st
from tests.property.effort import effort
from tests.property.invariants import check_no_review_later_than_national, check_regulations_stand
from tests.property.reading import LOCAL, review_dates, schedule_of
from tests.property.strategies.courses import came
from tests.property.strategies.lives import Life, life, lives, lives_in_care
from tests.property.strategies.local_profiles import Local, local_profiles
from tests.small_profiles import HEAD

from lacreview_rules import CeasedToBeLookedAfter, PlacedForAdoption, PlacementMoved, ReviewHeld, TaskDone, load_profile


@given(local_profiles(own=False, settings=False), lives())
def test_no_local_profile_makes_a_review_later(local: Local, found: Life) -> None:
    """Design.md: the same review, by its number, held, open or projected: never later, and never missing."""
    check_no_review_later_than_national(schedule_of(found), schedule_of(found, local.profile))


AGAIN = (
    HEAD
    + """
[[timescales]]
id = "ours/1"
task = "health-assessment"
after = "became-looked-after"
limit = "20 working days"
may_precede = "3 weeks"
"""
)
CAME_BACK = life(
    came(date(2025, 1, 6)),
    TaskDone(on=date(2025, 1, 20), task="health-assessment"),
    CeasedToBeLookedAfter(on=date(2026, 4, 20)),
    TaskDone(on=date(2026, 4, 1), task="health-assessment"),
    came(date(2026, 5, 4)),
    born=date(2014, 5, 2),
)


@example(Local(AGAIN), CAME_BACK)
@given(local_profiles(settings=False), lives())
def test_every_limit_of_a_regulation_stands_and_nothing_later_binds(local: Local, found: Life) -> None:
    """Design.md: for every task, a regulation's limit, counted from what is recorded, is there and binds unless something is earlier."""
    check_regulations_stand(schedule_of(found), schedule_of(found, local.profile))


@effort(1.5)
@given(lives(), st.sampled_from(LOCAL))
def test_no_shipped_profile_moves_a_date_past_the_regulations(found: Life, profile: str) -> None:
    """Design.md: the five authorities' own timescales."""
    national, local = schedule_of(found), schedule_of(found, profile)
    check_no_review_later_than_national(national, local)
    check_regulations_stand(national, local)


@effort(0.3)
@given(local_profiles(), st.lists(lives_in_care(), min_size=1, max_size=4))
def test_no_regulation_row_is_lost_in_reading_a_profile(local: Local, several: list[Life]) -> None:
    """Design.md: a local timescale replaces guidance rows for its task, never a regulation; what is dropped is guidance."""
    kept = {rule.id for rule in local.profile.timescales}
    assert {rule.id for rule in load_profile("england").timescales if rule.force == "regulation"} <= kept
    assert all(rule.force == "guidance" for rule in local.profile.replaced)
    assert {schedule_of(found, local.profile).profile.digest for found in several} == {local.profile.digest}


@effort(0.2)
@given(local_profiles())
def test_a_profile_is_the_same_in_json(local: Local) -> None:
    """Design.md, contract: JSON with the same keys is accepted, and gives the same profile to the last digit of its digest."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ours.json"
        path.write_text(json.dumps(tomllib.loads(local.text), default=str), encoding="utf-8")
        assert load_profile(path).digest == local.profile.digest


def test_no_profile_loses_a_review_that_the_regulations_project() -> None:
    """Design.md: no profile can move a date past the regulations; AAR 2005 reg 36(3) (A3, A4).

    Placed for adoption on 30 January 2026: a review in four weeks, 27 February, and another in three months, 27 May.
    Locally a review was due on 6 November 2025, 91 days after 7 August, and was not held.
    """
    found = life(
        came(date(2025, 1, 6), None, None),
        ReviewHeld(on=date(2025, 1, 28)),
        ReviewHeld(on=date(2025, 4, 22)),
        PlacementMoved(on=date(2025, 7, 7)),
        ReviewHeld(on=date(2025, 8, 7)),
        PlacedForAdoption(on=date(2026, 1, 30)),
    )
    assert review_dates(schedule_of(found))[1, 5] == date(2026, 5, 27)
    assert review_dates(schedule_of(found, "south-gloucestershire"))[1, 5] <= date(2026, 5, 27)
