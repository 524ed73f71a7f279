"""What a profile file may say, key by key (docs/reference/profile-keys.md): what is taken, up to both ends, and what is not.

What is left out has its default.
"""

from __future__ import annotations

from typing import Any, get_args

import pytest
from pydantic import BaseModel, ValidationError
from tests.small_profiles import D

from lacreview_rules.profiles import models
from lacreview_rules.profiles.conditions import CONDITIONS
from lacreview_rules.profiles.models import (
    FORCE_ORDER,
    SETTING_DEFAULTS,
    Condition,
    Consideration,
    InForce,
    LastBefore,
    ReviewCycle,
    Settings,
    Source,
    Task,
    Timescale,
    WrittenProfile,
)
from lacreview_rules.profiles.vocabulary import EventTerm, FactTerm, NamedDays, RecordedTerm, Span, StatusTerm, Term, Total

RULE = {"cite": "", "force": "local", "verified": False, "note": "", "when": None, "unless": (), "in_force": (), "restarts_on": None}
PROFILE = {"schema_version": 1, "id": "ours", "name": "Ours", "version": "1"}
TASK = {"id": "t", "title": "T", "per": "event"}
ROW = {"id": "r", "task": "t"}

LEAST: list[tuple[type[BaseModel], dict[str, Any], dict[str, Any]]] = [
    (Source, {}, {"title": "", "as_at": "", "url": "", "note": ""}),
    (ReviewCycle, {}, {"task": None, "completed_by": None, "restarts_on": ()}),
    (
        Settings,
        {},
        {
            "adjourned_review_met_by": None,
            "interval_after_adjournment_from": None,
            "additional_reviews": None,
            "count_back": None,
            "leap_day_birthday": None,
            "care_ends_at_age": None,
            "review_parts_within": None,
        },
    ),
    (Term, {"id": "e"}, {"id": "e", "title": ""}),
    (
        FactTerm,
        {"id": "f"},
        {
            "id": "f", "title": "", "implies": (), "implies_if_placed": (), "same_as": (),
            "scope": "period-of-care", "whole_placement": False, "before_placement": 0, "in_placements": (),
        },
    ),
    (RecordedTerm, {"id": "e"}, {"id": "e", "title": "", "implies": (), "implies_if_placed": (), "same_as": ()}),
    (
        EventTerm,
        {"id": "e"},
        {"id": "e", "title": "", "implies": (), "implies_if_placed": (), "same_as": (), "happens_if_ceased": (), "before_placement": 0},
    ),
    (
        StatusTerm,
        {"id": "s"},
        {"id": "s", "title": "", "implies": (), "implies_if_placed": (), "same_as": (), "regime": None, "ended_by": ()},
    ),
    (Span, {}, {"from_": None, "to": None}),
    (NamedDays, {"id": "d"}, {"id": "d", "title": "", "on": (), "spans": (), "weekdays": (), "which": None}),
    (Total, {"id": "t", "event": "e", "days": 3}, {"id": "t", "title": "", "event": "e", "days": 3, "within": None, "ends_regime": None}),
    (LastBefore, {"age": 18}, {"age": 18, "reviews": 1}),
    (Condition, {}, dict.fromkeys(record.key for record in CONDITIONS)),
    (InForce, {}, {"from_": None, "to": None}),
    (
        Task,
        TASK,
        {
            **TASK,
            "role": "",
            "done_by": (),
            "silence": "not-recorded",
            "outlives_care": False,
            "goes_on_in": (),
            "goes_on_under": (),
            "sees_child": False,
            "seldom_recorded": False,
            "implies": (),
            "same_as": (),
            "note": "",
        },
    ),
    (
        Timescale,
        ROW,
        {
            **ROW, **RULE, "limit": (), "in_force_by": "start", "limit_from": None, "after": (), "before": None, "nth": 1,
            "decided_by": None, "decided_for": "every", "counted_in": None, "falls_on": None, "role": "", "aim": None, "opens": None,
            "opens_strict": False, "unless_throughout": False, "adds_up": False, "adds_up_within": None, "comes_back": False,
            "until": None, "while_": (), "clear": None, "inclusive": False, "deemed": False, "may_precede": False,
            "exempt_like": (), "ambiguous": "",
        },
    ),
    (Consideration, {"id": "c", "title": "C"}, {"id": "c", "title": "C", **RULE, "role": "", "at": "review"}),
    (
        WrittenProfile,
        PROFILE,
        {
            **PROFILE, "extends": None, "law": None, "calendar": (),
            "source": Source().model_dump(), "review_cycle": ReviewCycle().model_dump(), "roles": (),
            "drop": (), "settings": Settings().model_dump(), "events": (), "facts": (), "days": (), "totals": (), "placements": (),
            "legal_statuses": (), "tasks": (), "timescales": (), "considerations": (),
        },
    ),
]  # fmt: skip

WORDS: list[tuple[type[BaseModel], dict[str, Any], str, tuple[object, ...]]] = [
    (Settings, {}, "adjourned_review_met_by", ("sitting", "completion")),
    (Settings, {}, "interval_after_adjournment_from", ("completion", "sitting")),
    (Settings, {}, "additional_reviews", ("count", "stand-apart")),
    (Settings, {}, "count_back", ("simple", "clear")),
    (Settings, {}, "leap_day_birthday", ("1 March", "28 February")),
    (FactTerm, {"id": "f"}, "scope", ("placement", "period-of-care", "child")),
    (NamedDays, {"id": "d"}, "which", ("first", "second", "third", "fourth", "last")),
    (Task, TASK, "per", ("period-of-care", "placement", "review", "event")),
    (Task, TASK, "silence", ("not-recorded", "not-done")),
    (Timescale, ROW, "force", ("regulation", "guidance", "data-return", "local")),
    (Timescale, ROW, "verified", (True, False, "corroborated")),
    (Timescale, ROW, "in_force_by", ("start", "limit")),
]

NUMBERS: list[tuple[type[BaseModel], dict[str, Any], str, int, int]] = [
    (Settings, {}, "care_ends_at_age", 1, 30),
    (Settings, {}, "review_parts_within", 0, 60),
    (Total, {"id": "t", "event": "e", "days": 3}, "days", 1, 3660),
    (LastBefore, {"age": 18}, "age", 1, 30),
    (LastBefore, {"age": 18}, "reviews", 1, 12),
    (Condition, {}, "first_after_age", 1, 30),
    (Timescale, ROW, "nth", 1, 12),
    (WrittenProfile, PROFILE, "schema_version", 1, 1),
]


@pytest.mark.parametrize(("model", "said", "meant"), LEAST, ids=[model.__name__ for model, _, _ in LEAST])
def test_the_least_that_can_be_said(model: type[BaseModel], said: dict[str, Any], meant: dict[str, Any]) -> None:
    """Whatever is left out has its default; nothing more can be left out, and nothing else be said."""
    assert model.model_validate(said).model_dump() == meant
    for key in said:
        with pytest.raises(ValidationError):
            model.model_validate({name: value for name, value in said.items() if name != key})
    with pytest.raises(ValidationError):
        model.model_validate({**said, "anything": 1})


@pytest.mark.parametrize(("model", "said", "key", "words"), WORDS, ids=[f"{model.__name__}.{key}" for model, _, key, _ in WORDS])
def test_words(model: type[BaseModel], said: dict[str, Any], key: str, words: tuple[object, ...]) -> None:
    """Each is taken as it is; no other is."""
    for word in words:
        assert getattr(model.model_validate({**said, key: word}), key) == word
    for other in ("anything", str(words[-1]).upper(), f"{words[-1]}s", 7):
        with pytest.raises(ValidationError):
            model.model_validate({**said, key: other})


@pytest.mark.parametrize(
    ("model", "said", "key", "least", "most"), NUMBERS, ids=[f"{model.__name__}.{key}" for model, _, key, _, _ in NUMBERS]
)
def test_numbers(model: type[BaseModel], said: dict[str, Any], key: str, least: int, most: int) -> None:
    """Both ends are taken, and one beyond is not."""
    for number in (least, most):
        assert getattr(model.model_validate({**said, key: number}), key) == number
    for number in (least - 1, most + 1):
        with pytest.raises(ValidationError):
            model.model_validate({**said, key: number})


@pytest.mark.parametrize("version", ["1", 1.0, True])
def test_the_version_of_the_format_is_the_number(version: object) -> None:
    """Not a text that looks like it."""
    with pytest.raises(ValidationError):
        WrittenProfile.model_validate({**PROFILE, "schema_version": version})


@pytest.mark.parametrize(
    ("name", "good"),
    [("ours", True), ("a", True), ("2nd-try", True), ("-a", False), ("Ours", False), ("a b", False), ("", False), ("ours\n", False)],
)
def test_the_id_of_a_profile(name: str, good: bool) -> None:
    """Lower case, digits and hyphens, not beginning with one."""
    if good:
        assert WrittenProfile.model_validate({**PROFILE, "id": name}).id == name
    else:
        with pytest.raises(ValidationError):
            WrittenProfile.model_validate({**PROFILE, "id": name})


class TestOneOrMany:
    """Where several may stand, one may stand alone."""

    @pytest.mark.parametrize("key", ["limit", "after"])
    def test_words_of_a_timescale(self, key: str) -> None:
        """As one text or a list."""
        assert getattr(Timescale.model_validate({**ROW, key: "one"}), key) == ("one",)
        assert getattr(Timescale.model_validate({**ROW, key: ["one", "two"]}), key) == ("one", "two")

    @pytest.mark.parametrize(
        "key", ["review", "cycle", "age", "placement", "placement_lasted", "legal_status", "fact", "task_done", "type", "reached"]
    )
    def test_words_of_a_condition(self, key: str) -> None:
        """As one text or a list."""
        assert getattr(Condition.model_validate({key: "one"}), key) == ("one",)
        assert getattr(Condition.model_validate({key: ["one", "two"]}), key) == ("one", "two")

    @pytest.mark.parametrize("key", ["emergency", "out_of_hours", "authorised_for_adoption"])
    def test_yes_or_no_of_a_condition(self, key: str) -> None:
        """Either."""
        assert getattr(Condition.model_validate({key: False}), key) is False
        assert getattr(Condition.model_validate({key: True}), key) is True

    def test_tables(self) -> None:
        """`unless`, `in_force`, `spans` and `weekdays`."""
        rule = Timescale.model_validate({**ROW, "unless": {"age": "under 5"}, "in_force": {"from": D("2026-01-01")}})
        assert rule.unless == (Condition(age=("under 5",)),)
        assert rule.in_force == (InForce.model_validate({"from": D("2026-01-01")}),)
        days = NamedDays.model_validate({"id": "d", "spans": {"from": "2026-01-01", "to": "2026-02-01"}, "weekdays": "Monday"})
        assert days.spans == (Span.model_validate({"from": D("2026-01-01"), "to": D("2026-02-01")}),)
        assert days.weekdays == ("Monday",)

    def test_what_may_precede(self) -> None:
        """Yes, no, or a period."""
        for said in (True, False, "3 months"):
            assert Timescale.model_validate({**ROW, "may_precede": said}).may_precede == said


def test_names_that_python_keeps_for_itself() -> None:
    """In a file `while` and `from`; in code either name."""
    assert Timescale.model_validate({**ROW, "while": {"age": "under 5"}}).while_ == (Condition(age=("under 5",)),)
    assert Timescale.model_validate({**ROW, "while_": {"age": "under 5"}}).while_ == (Condition(age=("under 5",)),)
    for model in (InForce, Span):
        assert model.model_validate({"from": "2026-01-01"}).from_ == D("2026-01-01")
        assert model.model_validate({"from_": "2026-01-01"}).from_ == D("2026-01-01")
    assert Timescale.model_validate({**ROW, "while": {"age": "under 5"}}).model_dump(by_alias=True)["while"] is not None


def test_nothing_can_be_changed_afterwards() -> None:
    """What was read stays as it was read; two that say the same are the same."""
    term = Term(id="a")
    with pytest.raises(ValidationError):
        term.id = "b"  # type: ignore[misc]
    days = [NamedDays.model_validate({"id": "d", "spans": {"from": "2026-01-01"}, "on": ["2026-01-01"]}) for _ in range(2)]
    assert hash(days[0]) == hash(days[1])
    others = [
        NamedDays.model_validate({"id": "x", "spans": {"from": "2026-01-01"}, "on": ["2026-01-01"]}),
        NamedDays.model_validate({"id": "d", "spans": {"from": "2026-01-02"}, "on": ["2026-01-01"]}),
        NamedDays.model_validate({"id": "d", "spans": {"from": "2026-01-01"}, "on": ["2026-01-02"]}),
        NamedDays.model_validate({"id": "d", "spans": {"from": "2026-01-01"}, "on": ["2026-01-01"], "weekdays": "Monday"}),
        NamedDays.model_validate({"id": "d", "spans": {"from": "2026-01-01"}, "on": ["2026-01-01"], "which": "last"}),
    ]
    assert len({hash(each) for each in (days[0], *others)}) == 6


@pytest.mark.parametrize(
    ("said", "day", "holds"),
    [
        ({}, "2026-01-01", True),
        ({"from": "2026-01-02"}, "2026-01-01", False),
        ({"from": "2026-01-02"}, "2026-01-02", True),
        ({"from": "2026-01-02"}, "2030-01-01", True),
        ({"to": "2026-01-02"}, "2026-01-02", True),
        ({"to": "2026-01-02"}, "2026-01-03", False),
        ({"from": "2026-01-02", "to": "2026-01-02"}, "2026-01-02", True),
        ({"from": "2026-01-02", "to": "2026-01-03"}, "2026-01-01", False),
        ({"from": "2026-01-02", "to": "2026-01-03"}, "2026-01-04", False),
    ],
)
def test_when_a_rule_is_in_force(said: dict[str, str], day: str, holds: bool) -> None:
    """Both ends are included."""
    assert InForce.model_validate(said).holds(D(day)) is holds


def test_what_binds_first() -> None:
    """Of several limits on one day: a regulation, guidance, a data return, one's own."""
    assert FORCE_ORDER == ("regulation", "guidance", "data-return", "local") == get_args(models.Force)


def test_the_default_answers() -> None:
    """As docs/explanation/ambiguities.md argues for; each has a setting."""
    assert SETTING_DEFAULTS == {
        "adjourned_review_met_by": "sitting",
        "interval_after_adjournment_from": "completion",
        "additional_reviews": "count",
        "count_back": "simple",
        "leap_day_birthday": "1 March",
        "care_ends_at_age": None,
        "review_parts_within": None,
    }
    assert SETTING_DEFAULTS.keys() == Settings.model_fields.keys()
