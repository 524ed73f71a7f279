"""What the form offers: all that the format takes, each under words that mean what the page of words says of it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.small_profiles import ALONE, profile_of, task_of

from lacreview_rules import load_profile
from lacreview_rules.counting.periods import Unit
from lacreview_rules.profile_files.loading import shipped_profiles
from lacreview_rules.profiles.conditions.reviews import NUMBERED
from lacreview_rules.profiles.models import Condition
from lacreview_rules.profiles.words import PER, condition_words
from lacreview_rules.rules.plan import known_anchors
from lacreview_rules.workbench.requests import Workbench
from lacreview_rules.workbench.row_labels import usual_anchors, what_happens

if TYPE_CHECKING:
    from collections.abc import Iterator

TOP = Path(__file__).parents[3]
PAGE = TOP / "docs" / "reference" / "words.md"
FORM = TOP / "examples" / "workbench" / "src"
MEANING = re.compile(r"^\| `([^`]+)` \| (.*) \| [^|]*\|$", re.MULTILINE)
OFTEN = {"a", "an", "and", "the", "of", "or", "it", "was", "were", "not", "with", "to", "that", "which", "is", "in", "on", "for"}


def words_of(profile: str) -> dict[str, list[dict[str, str]]]:
    answered: dict[str, Any] = json.loads(Workbench(Path()).answer(json.dumps({"ask": "words", "profile": profile})))
    found: dict[str, list[dict[str, str]]] = answered["answer"]
    return found


def meanings() -> dict[str, dict[str, str]]:
    """What the page says of each word, by the heading it stands under."""
    sections = re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return {section.partition("\n")[0]: dict(MEANING.findall(section)) for section in sections}


def stems(text: str) -> set[str]:
    return {word[:5] for word in re.findall(r"[a-z]+", text.casefold()) if word not in OFTEN}


def labels() -> Iterator[tuple[str, str, str]]:
    """Heading of the page, value, and the words under which a list of the form offers it."""
    found = words_of("england")
    lists = {"Events": "event", "Placements": "placement", "Legal statuses": "legal_status", "Facts": "fact", "Tasks": "task"}
    for heading, name in lists.items():
        for one in found[name]:
            yield heading, one["id"], one["title"]
    for one in (*found["usual"], *found["happens"]):
        here = next(heading for heading in ("Tasks", "Totals", "Events") if heading == "Events" or one["id"] in meanings()[heading])
        yield here, one["id"], one["title"]


def nearest(label: str, page: dict[str, str]) -> list[str]:
    """The words of the page whose meaning, as far as its first stop, has most in common with a label."""
    asked = stems(label.partition(" (")[0])  # what stands in brackets says more of the same
    shared = {value: len(asked & stems(re.split(r"[:.;(]", meaning)[0])) for value, meaning in page.items()}
    return [value for value, many in shared.items() if many == max(shared.values()) > 0]


def test_each_label_means_what_the_page_says_of_its_value_and_of_no_other() -> None:
    page = meanings()
    assert [(value, label) for heading, value, label in labels() if value not in nearest(label, page[heading])] == []


def test_a_first_placement_and_a_move_are_told_apart() -> None:
    """With care a placement begins, and no child has moved: what counts from a move alone has no date for a first placement (reg 28)."""
    assert nearest("a placement began", meanings()["Events"]) == ["placement-started"]
    usual = {one["id"]: one["title"] for one in words_of("england")["usual"]}
    assert "first" in usual["placement-started"]
    assert "not the first" in usual["placement-moved"]


@pytest.mark.parametrize("profile", shipped_profiles())
def test_all_that_a_timescale_can_count_from_is_offered_once(profile: str) -> None:
    known = load_profile(profile)
    found = words_of(profile)
    offered = [one["id"] for name in ("usual", "happens") for one in found[name]]
    done = [one["id"] for one in found["task"] if one["id"] not in offered]
    missed = [f"missed {one['id']}" for one in found["task"]]
    assert sorted([*offered, *done, *missed]) == sorted(known_anchors(known))
    titles = [one["title"] for name in ("usual", "happens") for one in found[name]]
    assert len(set(titles)) == len(titles)
    for table, name in (("placements", "placement"), ("legal_statuses", "legal_status"), ("facts", "fact")):
        assert {one["id"] for one in found[name]} == set(getattr(known, table))
    assert [one["id"] for one in found["review"]] == [*NUMBERED, "not first"]


def test_named_days_are_offered_by_their_edges_and_no_task_that_there_is_not() -> None:
    term = '[[days]]\nid = "term"\ntitle = "School term"\nspans = [{ from = 2026-01-05, to = 2026-03-27 }]\n'
    profile = profile_of(f"{term}{task_of()}", ALONE)
    found = what_happens(profile)
    assert {name: found[name] for name in found if name.startswith("term")} == {
        "term ends": "School term ends",
        "term starts": "School term starts",
    }
    assert "review" not in usual_anchors(profile)


def test_which_review_is_said_as_a_rule_says_it() -> None:
    """What the condition itself is put into words as holds the words of the list."""
    england = load_profile("england")
    for one in words_of("england")["review"]:
        said = condition_words(Condition(review=(one["id"],)), england)
        assert stems(one["title"]) <= stems(f"{said} before any"), (one, said)
        assert ("not" in one["title"].split() or "no" in one["title"].split()) == ("not" in said.split() or "no" in said.split())


def test_what_the_page_itself_lists_is_what_the_format_takes() -> None:
    form, whom = ((FORM / name).read_text(encoding="utf-8") for name in ("row_form.ts", "whom.ts"))
    [units] = re.findall(r"const UNITS.*= (\[\[.*\]\]);", form)
    assert {unit.removesuffix("s") for unit, _ in json.loads(units)} == {unit.value for unit in Unit}
    [per] = re.findall(r"per: choice\((\[\[.*\]\])\)", form)
    assert {value for value, _ in json.loads(per)} == set(PER)
    [lasted] = re.findall(r"lasted = choice\((\[\[.*\]\])\)", whom)
    for value, label in json.loads(lasted)[1:]:
        said = condition_words(Condition(placement_lasted=(value,)), load_profile("england"))
        assert re.findall(r"\d+", label) in ([], re.findall(r"\d+", said))
        assert ("first" in label) == ("under" in said) or "after its first" in label
