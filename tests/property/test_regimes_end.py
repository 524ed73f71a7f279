"""A rule stops with the regime it belongs to: every shipped rule that asks about what can change says what happens when it does.

A legal status, a fact or a placement can change between the day a count starts and the day of its limit. A rule that asks for one
(`when`) holds to it with `while`; one that is exempt (`unless`) says with `unless_throughout` that the exemption has to last. Where
neither is so, the reason stands here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lacreview_rules import load_profile
from lacreview_rules.profile_files.loading import shipped_profiles

if TYPE_CHECKING:
    from lacreview_rules import Profile
    from lacreview_rules.profiles.models import Timescale

STATES = {"legal_status", "fact", "placement", "authorised_for_adoption"}
ANOTHER_REGIME = "the status belongs to another regime: when it changes, another period of care begins"
OUTER_LIMIT = "a longer limit in place of a shorter one: it stays as the outer limit, and V4 comes back when its exemption ends"
NEVER_ENDS = "authority to place, once given, is not taken back in a record"
SAME_NUMBER = "the ordinary rule has the same number"
STRICT = "what exempts comes once and does not end, or the rule is the stricter one"
ALLOWED: dict[str, str] = {
    **dict.fromkeys(("S1", "S1-2020", "S2", "S2-2020", "S3a", "S3a-2020", "S3b", "S3b-2020"), ANOTHER_REGIME),
    **dict.fromkeys(("V3", "V3-2020", "V3-2011", "V5", "V5-2020", "V9c", "V9c-2020"), OUTER_LIMIT),
    **dict.fromkeys(("A2", "A2-2020"), NEVER_ENDS),
    **dict.fromkeys(("P1-2011", "D3", "D4"), SAME_NUMBER),
    **dict.fromkeys(("P5b", "D1", "W1a", "W1a-2020", "W1b", "W1b-2020"), STRICT),
    **dict.fromkeys(("wales/D1", "wales/W1a", "wales/W1b", "wales/V4"), STRICT),
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
