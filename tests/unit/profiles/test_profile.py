"""A profile as a value: told apart by its content, not to be changed, sent to another process and back.

The digest goes into every schedule, so that it can say which text it was made under; so it is written down here as it was first
defined: SHA-256 of the content as JSON, keys in order, no spaces, what is left out or said as the default left out.
"""

from __future__ import annotations

import copy
import hashlib
import pickle
from dataclasses import FrozenInstanceError
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

import pydantic
import pytest

from lacreview_rules import BecameLookedAfter, History, build_schedule, load_profile
from lacreview_rules.errors import LacReviewError, ProfileError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lacreview_rules.profiles.profile import Profile

TEXT = """\
schema_version = 1
id = "small"
name = "Größe"
version = "2026"
roles = ["IRO", "social worker"]
drop = []

[source]
title = "is no part of it"

[review_cycle]
task = "review"
completed_by = "end"
restarts_on = ["placement-moved"]

[settings]
count_back = "clear"

[[events]]
id = "stay"
title = "A stay"
[[facts]]
id = "agreed"
scope = "child"
[[days]]
id = "panel"
weekdays = "Monday"
spans = { from = 2026-01-05, to = 2026-03-27 }
[[totals]]
id = "long"
event = "stay"
days = 17
[[placements]]
id = "home"
[[legal_statuses]]
id = "order"
[[tasks]]
id = "review"
title = "Review"
per = "period-of-care"
role = "IRO"
[[tasks]]
id = "end"
title = "End"
per = "event"
[[timescales]]
id = "small/1"
task = "review"
after = "became-looked-after"
limit = "20 working days"
while = { placement = "home" }
in_force = { from = 2026-01-01 }
[[considerations]]
id = "small/2"
title = "To consider"
"""
CONTENT = (
    '{"considerations":[{"id":"small/2","restarts_on":["placement-moved"],"title":"To consider"}],'
    '"cycle":["review","end"],'
    '"days":[{"id":"panel","spans":[{"from":"2026-01-05","to":"2026-03-27"}],"weekdays":["Monday"]}],'
    '"events":[{"id":"stay","title":"A stay"}],'
    '"facts":[{"id":"agreed","scope":"child"}],'
    '"id":"small",'
    '"legal_statuses":[{"id":"order"}],'
    '"name":"Größe",'
    '"placements":[{"id":"home"}],'
    '"roles":["IRO","social worker"],'
    '"settings":{"additional_reviews":"count","adjourned_review_met_by":"sitting","care_ends_at_age":null,"count_back":"clear",'
    '"interval_after_adjournment_from":"completion","leap_day_birthday":"1 March","review_parts_within":null},'
    '"tasks":[{"id":"review","per":"period-of-care","role":"IRO","title":"Review"},{"id":"end","per":"event","title":"End"}],'
    '"timescales":[{"after":["became-looked-after"],"id":"small/1","in_force":[{"from":"2026-01-01"}],"limit":["20 working days"],'
    '"restarts_on":["placement-moved"],"task":"review","while":{"placement":["home"]}}],'
    '"totals":[{"days":17,"event":"stay","id":"long"}],'
    '"version":"2026"}'
)


@pytest.fixture
def small(tmp_path: Path) -> Profile:
    """One of everything."""
    path = tmp_path / "small.toml"
    path.write_text(TEXT, encoding="utf-8")
    return load_profile(path)


def test_the_digest_as_defined(small: Profile) -> None:
    """Of the content as typed above."""
    assert hashlib.sha256(CONTENT.encode()).hexdigest() == small.digest


def test_profiles_are_told_apart_by_it(small: Profile, tmp_path: Path) -> None:
    """And so they can be kept in sets."""
    path = tmp_path / "again.toml"
    path.write_text(TEXT.replace("is no part of it", "is none"), encoding="utf-8")
    again = load_profile(path)
    path.write_text(TEXT.replace("20 working", "19 working"), encoding="utf-8")
    other = load_profile(path)
    assert small == again
    assert small != other
    assert small != "small"
    assert hash(small) == hash(again) != hash(other)
    assert {small: 1}[again] == 1


def test_it_cannot_be_changed(small: Profile) -> None:
    """Neither its fields nor what its tables hold."""
    with pytest.raises(FrozenInstanceError):
        small.id = "other"  # type: ignore[misc]
    for table in (small.settings, small.events, small.facts, small.days, small.totals, small.placements, small.legal_statuses, small.tasks):
        assert isinstance(table, MappingProxyType)
    with pytest.raises(TypeError):
        small.settings["count_back"] = "simple"  # type: ignore[index]
    with pytest.raises(pydantic.ValidationError):
        small.tasks["review"].title = "Other"  # type: ignore[misc]


@pytest.mark.parametrize("journey", ["pickle", "copy", "deepcopy"])
def test_it_survives_a_journey(small: Profile, journey: str) -> None:
    """To another process, or into a copy: the same profile, as unchangeable, and it works."""
    ways: dict[str, Callable[[Profile], Profile]] = {
        "pickle": lambda profile: pickle.loads(pickle.dumps(profile)),  # noqa: S301 - it was pickled here
        "copy": copy.copy,
        "deepcopy": copy.deepcopy,
    }
    there = ways[journey](small)
    assert there == small
    assert there.digest == small.digest
    assert (there.id, there.name, there.lineage, there.roles) == ("small", "Größe", ("small",), ("IRO", "social worker"))
    assert there.timescales == small.timescales
    assert dict(there.tasks) == dict(small.tasks)
    assert isinstance(there.tasks, MappingProxyType)
    history = History("A1", [BecameLookedAfter(on=date(2026, 1, 5), placement="home")])
    assert build_schedule(history, there).to_dict() == build_schedule(history, small).to_dict()


class TestRule:
    """A rule by its id."""

    def test_timescales_and_considerations(self, small: Profile) -> None:
        """Both kinds."""
        assert small.rule("small/1") is small.timescales[0]
        assert small.rule("small/2") is small.considerations[0]

    def test_none_of_that_name(self, small: Profile) -> None:
        """The name is in the error, and the nearest that there is; who catches a KeyError, as in version 0.1, catches it still."""
        with pytest.raises(KeyError, match=r'^rule_id: small has no rule "small/3"; did you mean "small/2"\?$') as caught:
            small.rule("small/3")
        assert isinstance(caught.value, LacReviewError)


class TestWithSettings:
    """Other answers to the questions the law leaves open."""

    def test_only_what_is_said_changes(self, small: Profile) -> None:
        """And the digest with it; the profile itself stays."""
        other = small.with_settings(leap_day_birthday="28 February", care_ends_at_age=18)
        assert dict(other.settings) == {**small.settings, "leap_day_birthday": "28 February", "care_ends_at_age": 18}
        assert small.settings["leap_day_birthday"] == "1 March"
        assert other.digest != small.digest
        assert other.timescales is small.timescales
        assert isinstance(other.settings, MappingProxyType)

    def test_none_leaves_it_as_it_is(self, small: Profile) -> None:
        """So a command can pass on what it was not given."""
        assert small.with_settings(count_back=None) == small
        assert small.with_settings(count_back=None).settings["count_back"] == "clear"

    @pytest.mark.parametrize(
        ("name", "value"), [("count_bak", "clear"), ("count_back", "both"), ("care_ends_at_age", 0), ("care_ends_at_age", 31)]
    )
    def test_what_is_no_setting_is_refused(self, small: Profile, name: str, value: object) -> None:
        """A name or a value that there is not: by the name, as one of our errors."""
        with pytest.raises(ProfileError, match=f"^{name}: (there is no such setting; did you mean|it should be )"):
            small.with_settings(**{name: value})
