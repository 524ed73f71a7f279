"""`while` as a list of tables: the limit stands as long as all of any one of them holds (issue 15, A9 and friction 13)."""

from __future__ import annotations

import pytest
from tests.small_profiles import D, dues, held, profile_of, rules_of, schedule_of, task_of

from lacreview_rules import Fact
from lacreview_rules.assurance.overlap import can_meet
from lacreview_rules.errors import ProfileError
from lacreview_rules.profiles.exemptions import with_exemptions
from lacreview_rules.profiles.words import terms_words
from lacreview_rules.rules.reads import Reads

FACTS = '[[facts]]\nid = "abroad"\ntitle = "The child is abroad"\n[[facts]]\nid = "missing"\ntitle = "The child is missing"\n'
NOT_BOTH = 'limit = "2 weeks"\nafter = "review"\nwhile = [{ fact = "not abroad" }, { fact = "not missing" }]'
AS_ONE = 'limit = "2 weeks"\nafter = "review"\nwhile = { fact = ["not abroad", "not missing"] }'


@pytest.mark.parametrize(
    ("facts", "of_any", "of_one"),
    [((), True, True), (("abroad",), True, False), (("missing",), True, False), (("abroad", "missing"), False, False)],
)
def test_not_both(facts: tuple[str, ...], of_any: bool, of_one: bool) -> None:
    """Review on Fri 30 January, two weeks on Fri 13 February 2026. A9: the duty stops only where both are so."""
    events = [held("2026-01-30"), *(Fact(on=D("2026-02-02"), fact=fact) for fact in facts)]
    for rule, stands in ((NOT_BOTH, of_any), (AS_ONE, of_one)):
        schedule = schedule_of([rule], *events, per="event", more=FACTS, on="2026-02-10")
        assert ("2026-02-13" in dues(schedule)) is stands
        assert schedule.problems == ()


def test_words_and_what_is_read() -> None:
    found = profile_of(FACTS + task_of() + rules_of("letter", NOT_BOTH))
    said = "as long as it is not recorded that the child is abroad, or it is not recorded that the child is missing"
    assert list(terms_words(found.rule("ours/1"), found)) == [said]  # type: ignore[arg-type]
    assert {"abroad", "missing"} <= Reads(found).facts


def test_a_list_of_one_is_that_one_and_has_its_digest() -> None:
    one, listed = 'while = { fact = "not abroad" }', 'while = [{ fact = "not abroad" }]'
    rules = [f'limit = "2 weeks"\nafter = "review"\n{keys}' for keys in (one, listed)]
    alone, as_list = (profile_of(FACTS + task_of() + rules_of("letter", rule)) for rule in rules)
    assert alone.digest == as_list.digest
    assert alone.digest != profile_of(FACTS + task_of() + rules_of("letter", NOT_BOTH)).digest


def test_two_rules_can_meet_where_only_one_table_keeps_them_apart() -> None:
    """So `check` compares them; a single table that they cannot share keeps them apart."""
    tables = (
        FACTS
        + task_of()
        + rules_of(
            "letter",
            NOT_BOTH,
            'limit = "3 weeks"\nafter = "review"\nwhen = { fact = "abroad" }\nwhile = { fact = "abroad" }',
            AS_ONE,
        )
    )
    found = profile_of(tables)
    either, abroad, neither = (found.rule(f"ours/{number}") for number in (1, 2, 3))
    assert can_meet(either, abroad)  # type: ignore[arg-type]
    assert not can_meet(neither, abroad)  # type: ignore[arg-type]


def test_exemptions_of_several_tables_are_taken_over_table_by_table() -> None:
    """Whom the other leaves out: children of whom no table holds."""
    found = profile_of(
        FACTS + task_of() + rules_of("letter", NOT_BOTH, 'limit = "1 week"\nafter = "review"\nwhile = { placement = "parent" }')
    )
    taken = with_exemptions(found.rule("ours/2"), [found.rule("ours/1")])  # type: ignore[arg-type, list-item]
    assert [(table.placement, table.fact) for table in taken.while_] == [
        (("parent",), ("not abroad",)),
        (("parent",), ("not missing",)),
    ]


def test_an_empty_table_in_the_list_is_refused() -> None:
    with pytest.raises(ProfileError, match="it names no condition, so it would always hold"):
        profile_of(FACTS + task_of() + rules_of("letter", 'limit = "1 week"\nafter = "review"\nwhile = [{ fact = "abroad" }, {}]'))
