"""The questions as data: they fit the documentation, the rules of `england`, and one another."""

from __future__ import annotations

from collections import Counter
from fnmatch import fnmatchcase

import pytest
from pydantic import ValidationError
from tests.docs.pages import DOCS

from lacreview_rules import load_profile, open_questions, shipped_profiles
from lacreview_rules.profiles.models import SETTING_DEFAULTS
from lacreview_rules.questions.effects import profile_under
from lacreview_rules.questions.written import OpenQuestion, also_open

ENGLAND = load_profile("england")
WALES = load_profile("wales")
AMBIGUOUS = {rule.id for profile in (ENGLAND, WALES) for rule in profile.timescales if rule.ambiguous}
COMPUTED = [(question, reading) for question in open_questions() for reading in question.readings]


def test_every_question_of_the_documentation_is_there() -> None:
    pages = {int(page.name[:2]) for page in (DOCS / "explanation" / "ambiguities").glob("*.md")}
    assert {question.number for question in open_questions()} == pages == set(range(1, 24))
    ids = [question.id for question in open_questions()]
    assert len(ids) == len(set(ids))


def test_every_ambiguous_rule_of_the_law_raises_a_question_or_says_why_not() -> None:
    raised = {rule for rule in AMBIGUOUS if any(question.raised_in(rule) for question in open_questions())}
    assert AMBIGUOUS - raised - set(also_open()) == set()
    assert set(also_open()) <= AMBIGUOUS
    for question in open_questions():
        for name in question.raised_by:
            assert any(fnmatchcase(rule, name) for rule in AMBIGUOUS), f"{question.id}: {name}"


def test_every_rule_of_a_reading_is_in_its_profile_and_changed_by_it() -> None:
    """A reading that changes nothing of a rule it names would be without effect."""
    for question, reading in COMPUTED:
        named = {name for change in reading.changes for name in change.rules if "*" not in name}
        differing = {
            rule.id
            for profile in (ENGLAND, WALES)
            for rule, other in zip(profile.timescales, profile_under(profile, question.id, reading.name).timescales, strict=True)
            if rule != other
        }
        assert named <= differing, question.id
        assert bool(differing) == bool(reading.changes), question.id


@pytest.mark.parametrize("name", shipped_profiles())
def test_one_reading_of_each_is_taken_under_every_profile(name: str) -> None:
    from lacreview_rules.questions.effects import is_taken

    profile = load_profile(name)
    for question in open_questions():
        assert sum(is_taken(reading, profile) for reading in question.readings) == bool(question.readings), question.id


def test_the_readings_of_a_setting_are_all_its_values() -> None:
    """Those of `care_ends_at_age` are no readings of the law, and `review_parts_within` moves no date."""
    given = {(name, value) for _, reading in COMPUTED for name, value in reading.settings.items()}
    assert {name for name, _ in given} == set(SETTING_DEFAULTS) - {"care_ends_at_age", "review_parts_within"}
    for name, value in given:
        assert ENGLAND.with_settings(**{name: value}).settings[name] == value
    assert set(Counter(name for name, _ in given).values()) == {2}


def test_the_window_is_read_as_a_day_longer_on_both_sides() -> None:
    """Question 23: what ends on the 24th ends on the 25th, and what begins again on the 25th begins on the 26th."""
    under = profile_under(ENGLAND, "last-day-of-the-amendments", "25 September 2020")
    days = {str(day) for rule in under.timescales for span in rule.in_force for day in (span.from_, span.to)}
    assert {"2020-09-25", "2020-09-26"} <= days
    assert "2020-09-24" not in days
    assert {str(span.from_) for rule in under.timescales for span in rule.in_force if str(span.from_)[:7] == "2020-09"} == {"2020-09-26"}


def test_a_profile_without_the_rules_stays_what_it_is() -> None:
    returns = load_profile("data-return")
    assert profile_under(returns, "months-or-days", "91 and 183 days") is returns


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"readings": [{"name": "one"}, {"name": "two"}]},
        {"readings": [{"name": "one", "taken": True}, {"name": "two", "taken": True}]},
        {"readings": [{"name": "one", "taken": True}], "not_computed": "It is both."},
    ],
)
def test_a_question_without_one_reading_taken_is_refused(said: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match="one is taken"):
        OpenQuestion.model_validate({"id": "ours", "number": 1, "title": "Which?", **said})
