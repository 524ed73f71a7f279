"""The page of a profile's keys says what the models say."""

from __future__ import annotations

from lacreview_rules.profiles.models import Condition, Task, Timescale, WrittenProfile
from make.profile_keys import profile_keys_page


def test_every_key_is_on_it() -> None:
    page = profile_keys_page()
    for model in (WrittenProfile, Task, Timescale, Condition):
        for name, field in model.model_fields.items():
            assert f"| `{field.alias or name}`" in page


def test_no_key_goes_without_a_meaning() -> None:
    assert [line for line in profile_keys_page().splitlines() if line.startswith("| `") and line.endswith("|  |")] == []
