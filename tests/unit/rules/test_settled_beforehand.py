"""What a condition has settled before any event is looked at: by a word that a period of care holds, or does not hold."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.small_profiles import ALONE

from lacreview_rules import load_profile
from lacreview_rules.rules.plan import plan_for

if TYPE_CHECKING:
    from pathlib import Path

    from lacreview_rules.rules.rule_plan import RulePlan
    from lacreview_rules.rules.task_plan import TaskPlan

PROFILE = (
    ALONE
    + """[[placements]]
id = "foster-care"
[[placements]]
id = "childrens-home"
[[legal_statuses]]
id = "section-20"
[[facts]]
id = "asked"
[[facts]]
id = "told"
[[tasks]]
id = "letter"
title = "Letter"
per = "event"
[[timescales]]
id = "ours/1"
task = "letter"
limit = "0 days"
after = "significant-event"
"""
)
WITH, WITHOUT, ALWAYS = "only with it", "not asked without it", "always asked"


@pytest.mark.parametrize(
    ("condition", "word", "expected"),
    [
        ('{ placement = "foster-care" }', "placement=foster-care", WITH),
        ('{ placement = "not foster-care" }', "placement=foster-care", WITHOUT),
        ('{ legal_status = "section-20" }', "legal_status=section-20", WITH),
        ('{ legal_status = "not section-20" }', "legal_status=section-20", WITHOUT),
        ('{ fact = "asked" }', "fact=asked", WITH),
        ('{ fact = "not asked" }', "fact=asked", WITHOUT),
        ("{ emergency = true }", "emergency", WITH),
        ("{ emergency = false }", "emergency", WITHOUT),
        ("{ out_of_hours = true }", "out_of_hours", WITH),
        ("{ out_of_hours = false }", "out_of_hours", WITHOUT),
        ("{ authorised_for_adoption = true }", "event=authorised-for-adoption", WITH),
        ("{ authorised_for_adoption = false }", "event=authorised-for-adoption", WITHOUT),
        ('{ placement = ["foster-care", "childrens-home"] }', "placement=foster-care", ALWAYS),
        ('{ fact = ["not asked", "not told"] }', "fact=asked", ALWAYS),
        ('{ type = "exclusion" }', "type=exclusion", ALWAYS),
    ],
)
def test_what_one_word_of_a_history_decides_is_not_asked_day_by_day(tmp_path: Path, condition: str, word: str, expected: str) -> None:
    """A caseload takes seconds because most rules are settled by what a period of care holds, before any event is looked at.

    With a word, and without it: is the letter's rule asked about, settled, or not there at all?
    """
    path = tmp_path / "ours.toml"
    path.write_text(f"{PROFILE}when = {condition}\n", encoding="utf-8")
    plan = plan_for(load_profile(path))
    asks: list[list[bool]] = []
    for words in ({"event=significant-event", word}, {"event=significant-event"}):
        tasks = {task.id: task for task in plan.tasks_for(date(2026, 1, 5), words)}
        asks.append([rule.asks for rule in tasks["letter"].rules] if "letter" in tasks else [])
    assert asks == [[True], {WITH: [], WITHOUT: [False], ALWAYS: [True]}[expected]]


@pytest.mark.parametrize(
    ("words", "expected"),
    [({"fact=asked", "fact=told"}, [True]), ({"fact=asked"}, []), ({"fact=told"}, []), (set[str](), [])],
)
def test_of_several_facts_that_must_all_hold_each_decides(tmp_path: Path, words: set[str], expected: list[bool]) -> None:
    """Long-term fostering asks for two facts (reg 28(3A)); where one of them is never recorded, no visit need be asked about the other."""
    path = tmp_path / "ours.toml"
    path.write_text(f'{PROFILE}when = {{ fact = ["asked", "told"] }}\n', encoding="utf-8")
    tasks = plan_for(load_profile(path)).tasks_for(date(2026, 1, 5), {"event=significant-event", *words})
    assert [rule.asks for task in tasks for rule in task.rules if task.id == "letter"] == expected


def test_what_the_same_words_decide_is_made_once(tmp_path: Path) -> None:
    """Hardly two children of a caseload have the same words; a rule is sifted once for those it asks about, not for each child."""
    path = tmp_path / "ours.toml"
    path.write_text(f'{PROFILE}unless = {{ fact = "asked" }}\n', encoding="utf-8")
    plan = plan_for(load_profile(path))

    def letter(*words: str) -> tuple[TaskPlan, RulePlan]:
        tasks = {task.id: task for task in plan.tasks_for(date(2026, 1, 5), {"event=significant-event", *words})}
        return tasks["letter"], tasks["letter"].rules[0]

    alike, other, asked = letter(), letter("placement=foster-care", "fact=told"), letter("fact=asked")
    assert alike[0] is other[0]
    assert alike[1] is other[1]
    assert (alike[1].asks, asked[1].asks) == (False, True)
    assert alike[1] is not asked[1]
