"""Keys that change no schedule, though nothing is wrong with any: `lacreview check` names them (design.md, "Nothing in silence")."""

from __future__ import annotations

import pytest
from tests.small_profiles import profile_of, rules_of, task_of

from lacreview_rules import check_profile, load_profile, shipped_profiles
from lacreview_rules.assurance.without_effect import without_effect

PLACED = 'after = "placement-started"\nlimit = "1 week"\n'
TASKS = task_of("letter", "event") + task_of("note", "review")


def named(rule: str, task: str = "letter") -> list[str]:
    return [found.key for found in without_effect(profile_of(TASKS + rules_of(task, rule)))]


@pytest.mark.parametrize(
    ("keys", "key"),
    [
        ('when = { age = ["under 5", "5 or over"] }', "when"),
        ('when = { placement_lasted = ["under 1 year", "1 year or over"] }', "when"),
        ('when = { age = "under 5" }\nunless = { age = "16 or over" }', "unless"),
        ('when = { placement = "adoptive" }\nunless = { placement = "parent" }', "unless"),
        ('when = { age = "16 or over" }\nwhile = { age = "5 or over" }', "while"),
        ("when = { authorised_for_adoption = true }\nwhile = { authorised_for_adoption = true }", "while"),
    ],
)
def test_a_condition_that_does_nothing_is_named(keys: str, key: str) -> None:
    assert named(PLACED + keys) == [key]


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ('age = ["3 or over", "under 18"]', 'age = ["3 or over", "not 18 or over"]'),
        ('placement_lasted = ["under 1 year", "6 weeks or over"]', 'placement_lasted = ["not 1 year or over", "6 weeks or over"]'),
    ],
)
def test_two_ends_that_were_both_meant(words: str, written: str) -> None:
    """A page for children "aged 3 to 17": any one of a list is enough, so that it was of every child."""
    [found] = without_effect(profile_of(TASKS + rules_of("letter", f"{PLACED}when = {{ {words} }}")))
    assert f"if both are meant, write {written}; otherwise remove it" in found.why
    assert named(f"{PLACED}when = {{ {written} }}") == []


@pytest.mark.parametrize(
    ("keys", "key"),
    [
        ('when = { review = ["none", "any"] }', "when"),
        ('when = { cycle = "first" }', "when"),
        ("may_precede = true", "may_precede"),
    ],
)
def test_a_key_of_a_review_that_does_nothing_is_named(keys: str, key: str) -> None:
    assert named('after = "review"\nlimit = "1 week"\n' + keys, "note") == [key]


@pytest.mark.parametrize(
    ("keys", "key"),
    [
        ('after = "placement-started"\nuntil = "review"', "until"),
        ('after = "placement-started"\nwhile = { placement = "parent" }', "while"),
        ('after = "placement-started"\nnth = 2', "nth"),
        ('before = "review"\nlimit = "1 week"\nnth = 2', "nth"),
        (PLACED + 'until = "letter"', "until"),
        ('after = "placement-started"\nlimit = "48 hours"\ninclusive = true', "inclusive"),
        ('after = "placement-started"\nlimit = "0 days"\ninclusive = true', "inclusive"),
        ('after = "placement-started"\nlimit = "48 hours"\nfalls_on = "panel"', "falls_on"),
    ],
)
def test_a_key_about_a_limit_that_there_is_not_is_named(keys: str, key: str) -> None:
    """Fault 12 of forty-two procedures, of the other keys: advice that something could end, hours with a first day, a second before."""
    panel = '[[days]]\nid = "panel"\nweekdays = "Thursday"\n'
    assert [found.key for found in without_effect(profile_of(panel + TASKS + rules_of("letter", keys)))] == [key]


def test_a_task_that_counts_from_one_of_the_events_that_complete_it_is_named() -> None:
    """It limits what has been done already. Of one event alone the task is meant, and it recurs."""
    events = '[[events]]\nid = "sent"\n[[events]]\nid = "brought"\n'
    for done_by, keys in (('"sent", "brought"', ["after"]), ('"sent"', [])):
        tables = events + task_of("letter", keys=f"done_by = [{done_by}]\n") + rules_of("letter", 'limit = "1 week"\nafter = "sent"')
        assert [found.key for found in without_effect(profile_of(tables))] == keys


def test_a_second_of_what_each_review_has_once_is_named() -> None:
    """Of a task of each review there is one, which is dated with `nth` as without."""
    assert named('after = "review"\nlimit = "1 week"\nnth = 2', "note") == ["nth"]
    assert named(PLACED + "nth = 2") == []  # each event may ask for two


@pytest.mark.parametrize(
    "keys",
    [
        'after = "placement-started"\nlimit = ["48 hours", "2 days"]\ninclusive = true',
        'after = "placement-started"\nlimit = "48 hours"\naim = "1 day"\ninclusive = true',
        PLACED + 'until = "review"',
        'before = "review"\nwhile = { placement = "parent" }',
    ],
)
def test_a_key_that_counts_for_something_is_not_named(keys: str) -> None:
    assert named(keys) == []


@pytest.mark.parametrize("words", ['"every third"', '"not every second"', '["every second", "every third"]'])
def test_every_nth_review_is_not_every_review(words: str) -> None:
    """A consideration of an authority at every third review was called one of all, with the advice to remove what says so."""
    assert named(f'after = "review"\nlimit = "1 week"\nwhen = {{ review = {words} }}', "note") == []
    mark = f'[[considerations]]\nid = "ours/1"\ntitle = "T"\nat = "review"\nwhen = {{ review = {words} }}\n'
    assert [found.key for found in without_effect(profile_of(mark))] == []


@pytest.mark.parametrize(
    ("restarts", "held", "keys"),
    [
        ('restarts_on = ["placement-started"]', 'while = { placement = "adoptive" }', ["while"]),
        ('restarts_on = ["placement-started"]', 'while = { placement = ["adoptive", "parent"] }', ["while"]),
        ('restarts_on = ["placement-started"]', 'while = { placement = "adoptive", age = "under 5" }', []),
        ('restarts_on = ["placement-moved"]', 'while = { placement = "adoptive" }', []),
        ('restarts_on = ["placement-started"]', 'while = { placement = "parent" }', []),
    ],
)
def test_what_a_new_placement_ends_already(restarts: str, held: str, keys: list[str]) -> None:
    """Whatever starts a placement begins the cycle anew, and what was counted in the old one lapses: the child lives elsewhere then.

    A placement for adoption is not a move, and a condition on anything else can end by itself.
    """
    rule = f'after = "placement-started"\nlimit = "1 week"\nwhen = {{ placement = "adoptive" }}\n{restarts}\n{held}'
    assert named(rule, "review") == keys


def test_an_age_that_every_child_has_on_that_birthday() -> None:
    assert named('after = "age 16 years"\nlimit = "1 week"\nwhen = { age = "16 or over" }') == ["when"]


@pytest.mark.parametrize(
    "rule",
    [
        PLACED + 'when = { age = ["under 5", "6 or over"] }',
        'after = "age 16 years"\nlimit = "1 week"\nwhen = { placement = "parent" }',
        PLACED + 'when = { age = "under 5" }\nunless = { age = "under 1" }',
        PLACED + 'when = { age = "under 16" }\nwhile = { age = "under 16" }',
        PLACED + 'when = { age = "5 or over" }\nwhile = { age = "16 or over" }',
        PLACED + 'when = { placement = "parent" }\nwhile = { placement = "parent" }',
        PLACED + "may_precede = true",
    ],
)
def test_a_key_that_does_something_is_not(rule: str) -> None:
    assert named(rule) == []


def test_a_cycle_that_nothing_asks_about() -> None:
    """The note does not ask which review of a cycle it is; the other rules do not restart on moves."""
    rules = rules_of("note", 'after = "review"\nlimit = "1 week"\nrestarts_on = ["placement-moved"]', 'after = "review"\nlimit = "2 weeks"')
    more = rules_of("letter", 'after = "placement-started"\nlimit = "1 week"', first=3)
    assert [(found.rule.id, found.key) for found in without_effect(profile_of(TASKS + rules + more))] == [("ours/1", "restarts_on")]


def test_the_check_names_it() -> None:
    rule = PLACED + 'when = { placement = "adoptive" }\nunless = { placement = "parent" }'
    (found,) = [one for one in check_profile(profile_of(TASKS + rules_of("letter", rule))).findings if one.kind == "without-effect"]
    assert (found.severity, found.rule, found.words) == (
        "trap",
        "ours/1",
        "unless: unless never holds where when does, so it exempts nobody; remove it.",
    )


@pytest.mark.parametrize("name", shipped_profiles())
def test_no_shipped_profile_has_one(name: str) -> None:
    assert list(without_effect(load_profile(name))) == []


@pytest.mark.parametrize(
    ("restarts", "held", "keys"),
    [
        ('restarts_on = ["placement-moved"]', 'while = { placement = "not adoptive" }', ["comes_back"]),
        ('restarts_on = ["placement-started"]', 'while = { placement = "not adoptive" }', ["comes_back"]),
        ('restarts_on = ["significant-event"]', 'while = { placement = "not adoptive" }', []),
        ('restarts_on = ["placement-moved"]', 'while = { fact = "not temporary-approval" }', []),
        ("", 'while = { placement = "not adoptive" }', []),
    ],
)
def test_what_a_move_would_bring_back_does_not_come_back_where_it_starts_the_cycle_again(restarts: str, held: str, keys: list[str]) -> None:
    """Two authorities whose reviews begin again with a move: taken away, the key changed no schedule, and no check said so."""
    rule = f'after = "review"\nlimit = "6 months"\n{held}\ncomes_back = true\n{restarts}'
    assert named(rule, "review") == keys


@pytest.mark.parametrize(("exempt", "keys"), [('legal_status = "short-break"', ["unless_throughout"]), ('placement = "adoptive"', [])])
def test_an_exemption_that_ends_only_with_the_period_lasts_through_it(exempt: str, keys: list[str]) -> None:
    """CPR 2010 reg 48: from the day on which a child is no longer in short breaks, a new period of care runs."""
    rule = f'after = "visit"\nlimit = "6 weeks"\nunless = {{ {exempt} }}\nunless_throughout = true'
    assert named(rule, "visit") == keys


@pytest.mark.parametrize("row", ["9", "newham/NH1", "england/X"])
def test_a_row_is_the_profiles_own_whatever_its_id_begins_with(row: str) -> None:
    """A key without effect is named, and a date later than the regulation is, though the row calls itself guidance."""
    late = rules_of(
        "review", 'after = "became-looked-after"\nlimit = "30 working days"\nforce = "guidance"\nwhen = { age = ["under 5", "5 or over"] }'
    )
    profile = profile_of(late.replace("ours/1", row))
    assert [(found.rule.id, found.key) for found in without_effect(profile)] == [(row, "when")]
    assert [found.rule for found in check_profile(profile).findings if found.severity == "breach"] == [row]
