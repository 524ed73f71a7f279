"""The tables of the reference are complete: every key, event, status and word that there is, is described."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import get_args

from tests.docs.pages import PAGES, TOP, prose

from lacreview_rules import load_cases, load_profile
from lacreview_rules.histories.event_records import UNWRITTEN
from lacreview_rules.histories.events import BUILT_IN, DERIVED
from lacreview_rules.histories.models import WrittenHistory
from lacreview_rules.profiles import models as profile_models
from lacreview_rules.profiles import vocabulary
from lacreview_rules.schedules.schema import ConsiderationModel, DueDateModel, ScheduleModel
from lacreview_rules.schedules.standing import Status


def described(page: str) -> set[str]:
    """Every word that stands in code in the first column of a table."""
    text = (TOP / "docs/reference" / page).read_text(encoding="utf-8")
    return {word for line in text.splitlines() if line.startswith("| `") for word in re.findall(r"`([^`]+)`", line.split("|")[1])}


def test_every_key_of_a_profile_is_described() -> None:
    models = (
        profile_models.WrittenProfile,
        profile_models.ReviewCycle,
        profile_models.Settings,
        profile_models.Task,
        profile_models.Timescale,
    )
    keys = {
        field.alias or name
        for model in (*models, profile_models.Condition, profile_models.Consideration)
        for name, field in model.model_fields.items()
    }
    assert keys - described("profile-format.md") == set()
    text = (TOP / "docs/reference/profile-format.md").read_text(encoding="utf-8")
    small = (profile_models.Source, vocabulary.Term, vocabulary.FactTerm, profile_models.InForce, profile_models.LastBefore)
    keys = {field.alias or name for model in small for name, field in model.model_fields.items()}
    assert [key for key in keys if f"`{key}`" not in text and f"{key} = " not in text] == []
    assert [name for name in DERIVED if f"`{name}`" not in text] == []


def test_every_event_and_its_keys_are_described() -> None:
    rows = {}
    for line in (TOP / "docs/reference/history-format.md").read_text(encoding="utf-8").splitlines():
        cells = line.split("|")
        if line.startswith("| `") and len(cells) == 5:
            rows[cells[1].strip(" `")] = set(re.findall(r"`([^`]+)`", cells[2]))
    assert {*WrittenHistory.model_fields} <= described("history-format.md")
    everyone = {"on", "at", "ref", "review", "note"}
    assert rows == {kind: {field.name for field in fields(cls)} - everyone - {UNWRITTEN} for kind, cls in BUILT_IN.items()}
    assert everyone <= described("history-format.md")


def test_every_key_of_a_schedule_is_described() -> None:
    keys = {name for model in (ScheduleModel, DueDateModel, ConsiderationModel) for name in model.model_fields}
    assert keys - described("schedule-format.md") == set()
    assert {*get_args(Status)} - described("schedule-format.md") == set()


def test_the_words_of_england_are_listed() -> None:
    england, text = load_profile("england"), (TOP / "docs/reference/history-format.md").read_text(encoding="utf-8")
    words = {*england.placements, *england.legal_statuses, *england.facts}
    assert [word for word in words if f"`{word}`" not in text] == []


def test_as_many_cases_as_are_said() -> None:
    """In round hundreds, so that whoever adds a case need not change the pages."""
    cases = sum(1 for _ in load_cases()) // 100 * 100
    said = {
        page.name: found for page in PAGES if page.name != "CHANGELOG.md" and (found := re.findall(r"([\d,]+) worked cases", prose(page)))
    }
    assert {"README.md", "test-your-system.md", "corpus.md"} <= set(said)
    assert {number for found in said.values() for number in found} == {f"{cases:,}"}
