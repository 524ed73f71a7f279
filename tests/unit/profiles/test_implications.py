"""What a profile says of the words of a history: `implies`, `same_as`, regimes; and what it may not say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.small_profiles import profile_of

from lacreview_rules import ProfileError, load_profile
from lacreview_rules.histories.meanings import Implied, Word
from lacreview_rules.profile_files.loading import shipped_profiles
from lacreview_rules.profiles.implications import meanings_of

if TYPE_CHECKING:
    from lacreview_rules import Profile

CHAIN = """
[[events]]
id = "first-word"
implies = ["second-word"]
[[events]]
id = "second-word"
implies = ["third-word"]
[[facts]]
id = "third-word"
"""


def refused(tables: str) -> str:
    with pytest.raises(ProfileError) as told:
        profile_of(tables)
    return str(told.value)


def implied_by(profile: Profile, kind: str, word: str) -> set[str]:
    return {implied.word.id for implied in meanings_of(profile).implied[Word(kind, word)]}  # type: ignore[arg-type]


def test_a_chain_is_followed_to_its_end() -> None:
    assert implied_by(profile_of(CHAIN), "event", "first-word") == {"second-word", "third-word"}


@pytest.mark.parametrize("shipped", sorted(set(shipped_profiles()) - {"wales"}))
def test_every_shipped_profile_has_a_placement_order_as_authority(shipped: str) -> None:
    """AAR 2005 reg 36(1)(a). What extends `england` has it from there; nothing of adoption in Wales was read."""
    assert implied_by(load_profile(shipped), "legal-status", "placement-order") == {"authorised-for-adoption"}


def test_a_word_declared_again_keeps_what_the_parent_says() -> None:
    ours = profile_of('[[placements]]\nid = "adoptive"\ntitle = "With adopters"\n')
    assert ours.placements["adoptive"].title == "With adopters"
    assert "placed-for-adoption" in implied_by(ours, "placement", "adoptive")


def test_words_that_are_the_same_record_each_other() -> None:
    found = meanings_of(load_profile("england")).implied
    fact, task = Word("fact", "parent-assessment-completed"), Word("task", "parent-assessment")
    assert found[fact] == (Implied(task, so=True, same=True),)
    assert found[task] == (Implied(fact, so=True, same=True),)


def test_a_kind_of_placement_may_be_of_another_kind_too() -> None:
    ours = profile_of('[[placements]]\nid = "our-carers"\nimplies = ["foster-care"]\n')
    assert meanings_of(ours).placements == {"our-carers": ("foster-care",)}


@pytest.mark.parametrize(
    ("tables", "words"),
    [
        (CHAIN.replace('id = "third-word"', 'id = "third-word"\nimplies = ["first-word"]'), "in a ring"),
        ('[[facts]]\nid = "one"\nimplies = ["one"]\n', "a word does not imply itself"),
        ('[[facts]]\nid = "one"\nimplies = ["foster-car"]\n', '"foster-car" is no event, fact, legal status, placement or task'),
        ('[[facts]]\nid = "one"\nimplies = ["other"]\n', '"other" is the name of more than one thing'),
        ('[[facts]]\nid = "one"\nimplies = ["not visit"]\n', "only a fact or a placement"),
        ('[[facts]]\nid = "one"\nsame_as = ["not adoptive"]\n', "only a fact or a placement"),
        ('[[facts]]\nid = "one"\nsame_as = ["not temporary-approval"]\n', "only an event can be the end of a fact"),
        *(
            (f'[[{table}]]\nid = "one"\nimplies_if_placed = ["{word}"]\n', f'"{word}" is what the placement of that day says itself')
            for table in ("events", "facts", "placements", "legal_statuses")
            for word in ("secure-unit", "not adoptive", "placement other", "placement-moved")
        ),
        (
            '[[events]]\nid = "stay"\n[[totals]]\nid = "long"\nevent = "stay"\ndays = 3\nends_regime = "short-break"\n',
            '"short-break" is not the regime of any legal status',
        ),
    ],
)
def test_what_cannot_be_said(tables: str, words: str) -> None:
    assert words in refused(tables)


@pytest.mark.parametrize("word", ["out-of-area-placement", "not temporary-approval", "placed-for-adoption", "care-order", "visit"])
def test_what_a_placement_begun_on_the_day_may_bring(word: str) -> None:
    ours = profile_of(f'[[events]]\nid = "one"\nimplies_if_placed = ["{word}"]\n')
    assert word.removeprefix("not ") in implied_by(ours, "event", "one")


def test_a_word_with_two_meanings_is_told_apart_by_its_kind() -> None:
    assert implied_by(profile_of('[[facts]]\nid = "one"\nimplies = ["placement other"]\n'), "fact", "one") == {"other"}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ('opens_strict = true\nafter = "became-looked-after"\nlimit = "9 days"', "nothing opens here"),
        ('adds_up = true\nafter = "visit"\nlimit = "9 days"', "only for one limit that counts from their start"),
        ('adds_up = true\nafter = "became-looked-after"\nlimit = "3 months"', "cannot be added up over periods of care"),
        *(
            (f'adds_up_within = "28 days"\nafter = "{name}"\nlimit = "72 hours"', f'"{name}" is no kind of event that a history records')
            for name in ("placement-started", "review", "visit", "age 16 years")
        ),
        ('adds_up_within = "0 days"\nafter = "became-looked-after"\nlimit = "72 hours"', "nothing is added up within 0 days"),
        ('adds_up_within = "28 hours"\nafter = "became-looked-after"\nlimit = "72 hours"', "nothing is added up within 28 hours"),
        ('adds_up_within = "28 days"\nafter = "became-looked-after"\nlimit = "0 hours"', "of 0 hours nothing can have gone"),
        ('adds_up = true\nafter = "became-looked-after"\nlimit = "0 days"', "of 0 days nothing can have gone"),
        ('comes_back = true\nafter = "became-looked-after"\nlimit = "9 days"', "nothing lapses here that could come back"),
        (
            'adds_up_within = "28 days"\nafter = "significant-event"\nlimit = ["72 hours", "4 days"]',
            "only for one limit after one kind of event",
        ),
        ('adds_up_within = "28 days"\nafter = "significant-event"\nlimit = "3 days"', "3 days is no limit in hours"),
        ('unless_throughout = true\nafter = "became-looked-after"\nlimit = "9 days"', "there is no exemption"),
    ],
)
def test_keys_that_would_say_nothing(row: str, words: str) -> None:
    assert words in refused(f'[[tasks]]\nid = "t"\ntitle = "T"\nper = "period-of-care"\n[[timescales]]\nid = "ours/1"\ntask = "t"\n{row}\n')


@pytest.mark.parametrize("other", ["care-ordr", "freeing-order"])
def test_what_ends_a_legal_status_is_another_that_is_known(other: str) -> None:
    row = f'[[legal_statuses]]\nid = "freeing-order"\nimplies = ["authorised-for-adoption"]\nended_by = ["{other}"]\n'
    assert f'"{other}" is not another legal status that this profile declares' in refused(row)


def test_what_it_says_of_words_cannot_be_changed() -> None:
    """A set of words joined with the keys of a table was a set that anyone could add to (`frozenset | keys` is no frozenset)."""
    assert {type(words) for words in meanings_of(load_profile("england")).bringing.values()} == {frozenset}
