"""The conditions of a rule made into tests: what is asked day by day, what a word decides beforehand, and what may change later.

Authority: docs/reference/profile-format.md, `when`, `unless` and `while`. A letter of our own.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from tests.small_profiles import OF_REVIEWS, profile_of, rules_of, task_of

from lacreview_rules.rules.compiled_conditions import Conditions, tasks_depended_on

if TYPE_CHECKING:
    from lacreview_rules import Profile
    from lacreview_rules.profiles.models import Timescale

WORDS = (
    '[[facts]]\nid = "agreed"\ntitle = "It is agreed"\n[[facts]]\nid = "missing"\ntitle = "The child is missing"\n'
    + task_of("call")
    + task_of("chat")
)
ENTRY = 'limit = "1 week"\nafter = "review"\n'


def rule_with(keys: str) -> tuple[Timescale, Profile]:
    profile = profile_of(WORDS + task_of(per="review") + rules_of("letter", ENTRY + keys), OF_REVIEWS)
    rule: Any = profile.rule("ours/1")
    return rule, profile


def conditions(keys: str) -> Conditions:
    return Conditions(*rule_with(keys))


def counts(keys: str, *words: str) -> tuple[int, int, int]:
    """How many tests are asked: of what must hold, of what must not, and of what must hold on the day of the limit."""
    when, unless, held = conditions(keys).tests(frozenset(words))
    return len(when), len(unless), len(held)


def test_without_conditions_nothing_is_asked() -> None:
    found = conditions("")
    assert (found.needs, found.words, found.numbered, found.number) == (set(), set(), None, None)
    assert found.tests(None) == found.tests(frozenset()) == ((), (), ())


@pytest.mark.parametrize(
    ("keys", "needs", "words"),
    [
        ('when = { fact = "agreed" }', {"fact=agreed"}, {"fact=agreed"}),
        ('when = { fact = "not agreed" }', set(), {"fact=agreed"}),
        ('while = { fact = "agreed" }', {"fact=agreed"}, {"fact=agreed"}),
        ('unless = { fact = "agreed" }', set(), {"fact=agreed"}),
        ('when = { fact = "agreed" }\nunless = { fact = "not missing" }', {"fact=agreed"}, {"fact=agreed", "fact=missing"}),
        ('while = [{ fact = "agreed" }, { fact = "missing" }]', set(), set()),  # either will do, so none decides
    ],
)
def test_which_words_of_a_history_decide(keys: str, needs: set[str], words: set[str]) -> None:
    """Without one that it needs it can never apply; an exception takes nothing to be there."""
    found = conditions(keys)
    assert (found.needs, found.words) == (needs, words)


@pytest.mark.parametrize(
    ("keys", "there", "absent"),
    [
        ('when = { fact = "agreed" }', (1, 0, 0), (1, 0, 0)),
        ('when = { fact = "not agreed" }', (1, 0, 0), (0, 0, 0)),  # it always holds
        ('while = { fact = "not agreed" }', (0, 0, 1), (0, 0, 0)),
        ('unless = { fact = "agreed" }', (0, 1, 0), (0, 0, 0)),  # it never holds
        ('unless = [{ fact = "agreed" }, { fact = "missing" }]', (0, 1, 0), (0, 0, 0)),
        ('while = [{ fact = "not agreed" }, { fact = "not missing" }]', (0, 0, 1), (0, 0, 1)),
    ],
)
def test_what_the_words_have_decided_is_not_asked(keys: str, there: tuple[int, int, int], absent: tuple[int, int, int]) -> None:
    """With the word that the child's history holds, and without it; where the words are not known, everything is asked."""
    assert (counts(keys, "fact=agreed"), counts(keys)) == (there, absent)
    when, unless, held = conditions(keys).tests(None)
    assert len(when) + len(unless) + len(held) >= sum(there)


def test_an_exception_of_several_conditions_is_one_test_of_them_all() -> None:
    """It is not asked where any of its words is absent."""
    keys = 'unless = { fact = ["agreed", "missing"] }'
    assert counts(keys, "fact=agreed", "fact=missing") == (0, 1, 0)
    assert counts(keys, "fact=agreed") == counts(keys, "fact=missing") == (0, 0, 0)
    [both] = conditions('unless = { review = "second", cycle = "first" }').tests(None)[1]
    context: Any = SimpleNamespace
    assert [both(context(review=number, restarted=restarted)) for number, restarted in ((2, False), (2, True), (1, False))] == [
        True,
        False,
        False,
    ]


def test_the_number_of_the_review_is_asked_apart() -> None:
    """It is known before a day is: of a rule for the second review, the number; of one for later ones, the test of it."""
    second, later = conditions('when = { review = "second", fact = "agreed" }'), conditions('when = { review = "later" }')
    assert second.numbered is not None
    assert later.numbered is not None
    assert (second.number, [second.numbered(number) for number in (1, 2, 3)]) == (2, [False, True, False])
    assert (later.number, [later.numbered(number) for number in (1, 2, 3)]) == (None, [False, True, True])
    assert len(second.tests(None)[0]) == 1
    assert later.tests(None)[0] == ()


def test_the_tasks_on_whose_being_done_it_depends() -> None:
    """In order, each once; what must be so when the count starts is settled then."""
    rule, _ = rule_with('when = { task_done = "visit" }\nwhile = { task_done = "not chat" }\nunless = [{ task_done = ["chat", "call"] }]')
    assert tasks_depended_on(rule) == ("call", "chat")
    assert tasks_depended_on(rule_with('when = { task_done = "visit" }')[0]) == ()
    assert tasks_depended_on(rule_with('while = { fact = "agreed" }')[0]) == ()
