"""The page of a profile's keys says what the models say."""

from __future__ import annotations

from pathlib import Path

from lacreview_rules.profile_files.reference import profile_reference
from lacreview_rules.profiles.models import Condition, Task, Timescale, WrittenProfile

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "profile-keys.md"


def test_the_page_is_what_the_models_say() -> None:
    how = "run: python -m lacreview_rules.profile_files.reference > docs/reference/profile-keys.md"
    assert PAGE.read_text(encoding="utf-8") == profile_reference(), how


def test_every_key_is_on_it() -> None:
    page = profile_reference()
    for model in (WrittenProfile, Task, Timescale, Condition):
        for name, field in model.model_fields.items():
            assert f"| `{field.alias or name}`" in page


def test_no_key_goes_without_a_meaning() -> None:
    assert [line for line in profile_reference().splitlines() if line.startswith("| `") and line.endswith("|  |")] == []
