"""A word that nothing declares is answered with what an officer means by it, not with what happens to be spelt alike.

Authority: the record of forty-two procedures written as profiles ("placement" was answered with "placement-plan"); the words are those of
children's services.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
from tests.small_profiles import HEAD

from lacreview_rules import load_profile
from lacreview_rules.errors import ProfileError
from lacreview_rules.rules.plan import known_anchors

if TYPE_CHECKING:
    from pathlib import Path

ROW = '[[timescales]]\nid = "ours/1"\ntask = "{task}"\nlimit = "1 week"\nafter = "{after}"\n{more}'


def told(tmp_path: Path, *, task: str = "visit", after: str = "review", more: str = "", before: str = "") -> str:
    path = tmp_path / "ours.toml"
    path.write_text(HEAD + before + ROW.format(task=task, after=after, more=more), encoding="utf-8")
    with pytest.raises(ProfileError) as caught:
        load_profile(path)
    return caught.value.problems[0].remedy


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("care-ceased", "ceased-to-be-looked-after"),
        ("left care", "ceased-to-be-looked-after"),
        ("discharge-from-care", "ceased-to-be-looked-after"),
        ("came-into-care", "became-looked-after"),
        ("admission", "became-looked-after"),
        ("became-lac", "became-looked-after"),
        ("placement-change", "placement-moved"),
        ("moved", "placement-moved"),
        ("new-placement", "placement-started"),
        ("placement-breakdown", "placement-ended"),
        ("disruption", "placement-ended"),
        ("went-missing", "returned-from-missing"),
        ("order-made", "legal-status-changed"),
        ("serious-incident", "significant-event"),
        ("pep", "personal-education-plan"),
        ("review-minutes", "review-record"),
        ("statutory-visit", "visit"),
        ("birthday", "age 16 years"),
        ("placement-strted", "placement-started"),
    ],
)
def test_what_a_timescale_counts_from(tmp_path: Path, written: str, meant: str) -> None:
    """Also where the letters are few that the two share; a slip of the pen is one still."""
    assert told(tmp_path, after=written) == f'did you mean "{meant}"?'


@pytest.mark.parametrize(
    ("key", "written", "meant"),
    [
        ("placement", "kinship", "connected-person"),
        ("placement", "residential", "childrens-home"),
        ("placement", "foster-home", "foster-care"),
        ("placement", "supported-lodgings", "semi-independent"),
        ("legal_status", "s20", "section-20"),
        ("legal_status", "ICO", "interim-care-order"),
        ("legal_status", "voluntary", "section-20"),
        ("legal_status", "respite", "short-break"),
        ("fact", "permanent", "placement-to-last-to-18"),
        ("fact", "out-of-county", "out-of-area-placement"),
    ],
)
def test_what_a_condition_asks_for(tmp_path: Path, key: str, written: str, meant: str) -> None:
    """Kinds of placement, legal statuses, facts."""
    assert told(tmp_path, more=f'when = {{ {key} = "{written}" }}\n') == f'did you mean "{meant}"?'


def test_a_word_of_ones_own_that_is_spelt_alike_is_meant(tmp_path: Path) -> None:
    """Before what is commonly called so."""
    own = '[[events]]\nid = "allegation-made"\ntitle = "An allegation was made"\n'
    assert told(tmp_path, after="allegation", before=own) == 'did you mean "allegation-made"?'


@pytest.mark.parametrize(("key", "table"), [("task", "tasks"), ("after", "events")])
def test_what_nobody_has_is_to_be_declared(tmp_path: Path, key: str, table: str) -> None:
    """A list of words that have nothing to do with it is no remedy by itself."""
    assert told(tmp_path, **{key: "life-story"}).endswith(f"declare it under [[{table}]]")


def test_every_word_that_can_be_meant_is_one() -> None:
    """The file of what people say names words of `england`, and an age."""
    england = load_profile("england")
    said = tomllib.loads((files("lacreview_rules") / "data" / "said.toml").read_text(encoding="utf-8"))
    assert set(said.pop("anchors")) <= {*known_anchors(england), "age 16 years"}
    for table, words in said.items():
        assert set(words) <= set(getattr(england, table))
