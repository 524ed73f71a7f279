"""The words of a profile as they are written, and which rules name them: read off the text of the files here, without the library."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import pytest
from tests.others_slow import others_slow
from tests.small_profiles import profile_of, rules_of, task_of
from typer.testing import CliRunner

from lacreview_rules import load_profile, shipped_profiles
from lacreview_rules.cli import app
from lacreview_rules.histories.events import BUILT_IN, DERIVED
from lacreview_rules.profiles.used_words import TABLES, ids_in, words_of_profile


def rules_as_text(profile: str) -> dict[str, str]:
    """Each rule of a profile as its file has it, without what is only for people to read."""
    text = (files("lacreview_rules") / "data" / "profiles" / f"{profile}.toml").read_text(encoding="utf-8")
    entries = re.split(r"^\[\[\w+\]\]$", text, flags=re.MULTILINE)
    found = {}
    for entry in entries:
        name = re.search(r'^id = "([^"]+/[^"]+)"$', entry, flags=re.MULTILINE)
        if name is not None:
            found[name[1]] = re.sub(r"^(id|cite|note|ambiguous|title|role|force|verified) = .*$", "", entry, flags=re.MULTILINE)
    return found


@pytest.mark.parametrize("name", ["england", "wales"])
def test_each_word_names_the_rules_in_whose_text_it_stands(name: str) -> None:
    """What a rule's text says in quotation marks, "not " and the edges of named days aside, is one of its words."""
    profile = load_profile(name)
    rules = rules_as_text(name)
    assert set(rules) == {rule.id for rule in (*profile.timescales, *profile.considerations)}
    words = {(word.table, word.id): set(word.rules) for word in words_of_profile(profile, {})}
    declared = {word for _, word in words}
    for table in ("facts", "totals"):
        for word in getattr(profile, table):
            wanted = {rule for rule, text in rules.items() if re.search(rf'"(not )?{re.escape(word)}"', text)}
            assert words[table, word] == wanted, word
    for rule, text in rules.items():
        quoted = {word.removeprefix("not ").removeprefix("missed ") for word in re.findall(r'"([^"]+)"', text)}
        named = {word for _, word in ids_in(profile.rule(rule), profile)}
        assert quoted & (declared | {*BUILT_IN, *DERIVED}) <= named


def test_every_word_is_there_once_and_a_built_in_event_too() -> None:
    profile = load_profile("england")
    words = words_of_profile(profile, dict.fromkeys(BUILT_IN, "x"))
    written = tomllib.loads((files("lacreview_rules") / "data" / "profiles" / "england.toml").read_text(encoding="utf-8"))
    wanted = [(table, term["id"]) for table in TABLES for term in written.get(table, ())] + [("events", kind) for kind in BUILT_IN]
    assert sorted((word.table, word.id) for word in words) == sorted(wanted)


def test_what_conditions_ask_about_is_named() -> None:
    """An event and a task inside `since` and `times_done`, named days, and the event behind a yes or no."""
    tables = '[[events]]\nid = "heard"\n[[days]]\nid = "term"\nspans = [{ from = 2026-01-05, to = 2026-02-13 }]\n'
    when = 'since = { event = "heard", time = "under 1 year" }, times_done = { task = "visit", number = "any" }, during = "not term"'
    rule = f'limit = "1 week"\nafter = "term starts"\nuntil = "visit"\nwhen = {{ {when}, authorised_for_adoption = true }}'
    profile = profile_of(tables + task_of() + rules_of("letter", rule))
    assert set(ids_in(profile.rule("ours/1"), profile)) == {
        ("tasks", "letter"),
        ("days", "term"),
        ("tasks", "visit"),
        ("events", "heard"),
        ("events", "authorised-for-adoption"),
    }


def test_what_a_limit_is_counted_in_falls_on_and_is_decided_by_is_named() -> None:
    tables = '[[facts]]\nid = "agreed"\n[[days]]\nid = "term"\nspans = [{ from = 2026-01-05, to = 2026-02-13 }]\n'
    tables += '[[days]]\nid = "panel"\non = [2026-02-11]\n'
    rule = 'limit = "5 working days"\nafter = "became-looked-after"\ncounted_in = "term"\nfalls_on = "panel"\ndecided_by = "agreed"'
    profile = profile_of(tables + task_of() + rules_of("letter", rule))
    found = set(ids_in(profile.rule("ours/1"), profile))
    assert found == {("tasks", "letter"), ("events", "became-looked-after"), ("facts", "agreed"), ("days", "term"), ("days", "panel")}


@pytest.mark.parametrize("name", others_slow(sorted(shipped_profiles(), key="wales".__ne__), quick=2))
def test_profile_show_prints_each_as_it_is_written(name: str) -> None:
    shown = CliRunner().invoke(app, ["profile", "show", name], env={"COLUMNS": "200"}).stdout
    profile = load_profile(name)
    words = [word for table in TABLES if table != "tasks" for word in getattr(profile, table)]
    assert [word for word in words if not re.search(rf"^ +{re.escape(word)}( |$)", shown, flags=re.MULTILINE)] == []
