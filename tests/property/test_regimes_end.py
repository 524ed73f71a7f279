"""A rule stops with the regime it belongs to: every shipped rule that asks about what can change says what happens when it does.

A legal status, a fact or a placement can change between the day a count starts and the day of its limit. A rule that asks for one
(`when`) holds to it with `while`; one that is exempt (`unless`) says with `unless_throughout` that the exemption has to last. Where
neither is so, the reason stands here.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lacreview_rules import (
    BecameLookedAfter,
    History,
    LegalStatusChanged,
    PlacementMoved,
    build_schedule,
    england_and_wales,
    load_profile,
)
from lacreview_rules.profile_files.loading import shipped_profiles

if TYPE_CHECKING:
    from lacreview_rules import Profile
    from lacreview_rules.profiles.models import Timescale

KINDS = ("foster-care", "childrens-home", "adoptive", "connected-person", "parent", "hospital")
STATES = {"legal_status", "fact", "placement", "authorised_for_adoption"}
ANOTHER_REGIME = "the status belongs to another regime: when it changes, another period of care begins"
OUTER_LIMIT = "a longer limit in place of a shorter one: it stays as the outer limit, and V4 comes back when its exemption ends"
SAME_NUMBER = "the ordinary rule has the same number"
STRICT = "what exempts comes once and does not end, or the rule is the stricter one"
ALLOWED: dict[str, str] = {
    **dict.fromkeys(("S1", "S1-2020", "S2", "S2-2020", "S3a", "S3a-2020", "S3b", "S3b-2020"), ANOTHER_REGIME),
    **dict.fromkeys(("V3", "V3-2020", "V3-2011", "V5", "V5-2020", "V9c", "V9c-2020"), OUTER_LIMIT),
    **dict.fromkeys(("P1-2011", "D3", "D4"), SAME_NUMBER),
    **dict.fromkeys(("P5b",), STRICT),
    **dict.fromkeys(("wales/D1", "wales/V4"), STRICT),
    "wales/V3": OUTER_LIMIT,
}


def unheld(rule: Timescale, profile: Profile) -> set[str]:
    """What a rule asks for, or exempts for, when its count starts, and says nothing of later."""
    # It closes with the placement, or its cycle begins anew with the next.
    anew = rule.task == profile.cycle_task and "placement-started" in (rule.restarts_on or ())
    of_a_placement = {"placement"} if profile.tasks[rule.task].per == "placement" or anew else set()
    asked = {record.key for record, _ in rule.when.named()} if rule.when is not None else set()
    held = {record.key for condition in rule.while_ for record, _ in condition.named()}
    regimes = {status.id for status in profile.legal_statuses.values() if status.regime is not None}
    exempt = {
        record.key
        for table in rule.unless
        for record, value in table.named()
        if not (record.key == "legal_status" and set(value) <= regimes)
    }
    lasting = set() if rule.unless_throughout else exempt - held
    return ((asked - held) | lasting) & STATES - of_a_placement


@pytest.mark.parametrize("name", shipped_profiles())
def test_every_rule_says_what_happens_when_it_changes(name: str) -> None:
    profile = load_profile(name)
    counted = [rule for rule in profile.timescales if rule.limit not in {(), ("0 days",)} and rule.before is None]
    silent = {rule.id.removeprefix("england/") for rule in counted if unheld(rule, profile)}
    assert silent - ALLOWED.keys() == set()


def test_no_reason_is_given_for_a_rule_that_needs_none() -> None:
    profiles = {name: load_profile(name) for name in ("england", "wales")}
    for allowed in ALLOWED:
        name, _, rule_id = allowed.rpartition("/")
        profile = profiles[name or "england"]
        assert unheld(profile.rule(f"{profile.id}/{rule_id}"), profile), allowed  # type: ignore[arg-type]


BEGINS_ANEW = "what begins again has a rule of its own that counts from its beginning"
AFTER_A_RETURN = "R2 or R3 comes back beside A2, on its day or an earlier one; and of two returns the later has its own A9 or A9b"
COUNTED_FROM_A_MOVE = "its cycle starts again with every move, so also with the one back"
LEFT_FOR_GOOD = "nobody comes back from it"
NOT_FOR_ADOPTION = "a child in youth detention is not placed for adoption; R1 comes back beside D4"
STAYS_LAPSED: dict[str, str] = {
    **dict.fromkeys(("V6a", "V6b", "V7a", "V7b", "V7c", "V7d", "V7e", "V7f", "V7g", "V7h", "V8a", "V8b", "V9a", "V9b"), BEGINS_ANEW),
    **dict.fromkeys(("A2", "A9", "A9b"), AFTER_A_RETURN),
    "D4": NOT_FOR_ADOPTION,
    **dict.fromkeys(("T4", "T5", "T6", "T7"), LEFT_FOR_GOOD),
    "H6": "it ends with an age",
    **dict.fromkeys([f"south-gloucestershire/SG{row}" for row in range(1, 7)], COUNTED_FROM_A_MOVE),
    **dict.fromkeys([f"west-sussex-residential/WS{row}" for row in (1, 2, 3)], COUNTED_FROM_A_MOVE),
    **dict.fromkeys([f"wales/V{row}" for row in ("7a", "7b", "7c", "7d", "7e", "7f", "7g", "7h", "8a", "8b")], BEGINS_ANEW),
}
"""Rules of which a limit that lapsed stays so, though what they depend on (`while`) may hold again."""


@pytest.mark.parametrize("name", shipped_profiles())
def test_every_rule_says_what_happens_when_it_changes_back(name: str) -> None:
    """A limit that fell while a regime was interrupted comes back with it (`comes_back`), or the reason why not stands here."""
    lapsed = {
        rule.id.removeprefix("england/").removesuffix("-2020")
        for rule in load_profile(name).timescales
        if rule.while_ and rule.limit and not rule.comes_back
    }
    assert lapsed - STAYS_LAPSED.keys() == set()


def test_no_reason_is_given_for_a_rule_that_comes_back() -> None:
    known = {rule.id: rule for name in shipped_profiles() for rule in load_profile(name).timescales}
    for named in STAYS_LAPSED:
        rule = known[named if "/" in named else f"england/{named}"]
        assert rule.while_, named
        assert not rule.comes_back, named


@given(
    st.dates(date(2012, 1, 1), date(2030, 1, 1)),
    st.integers(1, 900),
    st.sampled_from([("care-order", "short-break"), ("short-break", "care-order")]),
    st.tuples(st.sampled_from(KINDS), st.sampled_from(KINDS)),
    st.sampled_from([(None, None), (time(9), time(11)), (time(11), time(9))]),
)
def test_a_move_into_another_regime_is_a_move(
    start: date, days: int, statuses: tuple[str, str], kinds: tuple[str, str], times: tuple[time | None, time | None]
) -> None:
    """On the day on which another regime begins a placement ends like on any other (reg 14(4): notice, ten working days)."""
    turn = start + timedelta(days)
    came = BecameLookedAfter(on=start, legal_status=statuses[0], placement=kinds[0])
    turned = LegalStatusChanged(on=turn, legal_status=statuses[1], at=times[1])
    moved = PlacementMoved(on=turn, placement=kinds[1], at=times[0])
    found = build_schedule(History("A1", [came, turned, moved]), load_profile("england"))
    assert [due.due for due in found.of("placement-end-notice")] == [england_and_wales().add_working_days(turn, 10)]
