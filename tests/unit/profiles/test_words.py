"""Timescales and conditions in words, as `lacreview profile show` prints them: each key of the profile format says something."""

from __future__ import annotations

from typing import Any

import pytest
from tests.small_profiles import done, dues, profile_of, rule_of, rules_of, schedule_of, seen, task_of

from lacreview_rules import load_profile
from lacreview_rules.profiles.models import Condition, Timescale
from lacreview_rules.profiles.words import condition_words, limit_words, more_words, task_words, terms_words

ENGLAND = load_profile("england")
BY_LIMIT = "whether it is in force is asked of the day of the limit, not of the day it counts from"


def rule(**said: Any) -> Timescale:
    return Timescale.model_validate({"id": "ours/1", "task": "visit", **said})


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"limit": "5 days", "after": "review"}, "5 days after review"),
        ({"limit": "5 days", "after": ["review", "placement-moved"]}, "5 days after the latest of review, placement moved"),
        ({"limit": ["5 days", "1 week"], "after": "review"}, "5 days or 1 week, whichever is earlier, after review"),
        ({"limit": "5 days", "after": "review", "inclusive": True}, "5 days after review (that day is day 1)"),
        ({"limit": "5 days", "before": "review", "clear": True}, "5 days before review in clear days"),
        ({"limit": "0 days", "after": "review"}, "on the day of review"),
        ({"limit": "midway", "after": "review", "before": "review"}, "midway between review and the next review"),
        ({"limit": "midway", "after": "review", "before": "placement-ended"}, "midway between review and placement ended"),
        ({"limit_from": "review_by", "after": "review-requested"}, "the date named in review requested (as review by)"),
        ({"before": "review"}, "no later than review"),
        ({"after": "significant-event"}, "no date can be calculated (on significant event)"),
    ],
)
def test_the_limit(said: dict[str, Any], words: str) -> None:
    """By when."""
    assert limit_words(rule(**said)) == words


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"when": {"age": "under 5"}}, "if the child is under 5"),
        ({"unless": [{"age": "under 5"}, {"placement": "hospital"}]}, "unless the child is under 5 / unless the placement is hospital"),
        ({"while": {"placement": "foster-care"}}, "as long as the placement is foster care"),
        ({"decided_by": "temporary-approval"}, 'unless "{fact}" is recorded with another limit'),
        ({"counted_in": "school-term"}, "counted on these days only: school term"),
        ({"falls_on": "panel_days"}, "moved back to the last of these days: panel days"),
        ({"role": "IRO"}, "for this: IRO"),
        ({"aim": "0 days"}, "aim for that day itself"),
        ({"aim": "3 days"}, "aim for 3 days"),
        ({"opens": "3 days"}, "not sooner than 3 days, counted the same way"),
        ({"until": "review-held"}, "stops with review held"),
        ({"may_precede": True}, "completion beforehand counts"),
        ({"may_precede": "3 months"}, "completion up to 3 months beforehand counts"),
        ({"deemed": True}, "silence counts as done"),
        ({"restarts_on": ["placement-moved", "review-held"]}, "starts again on placement moved or review held"),
        ({"in_force": {"from": "2026-01-05"}}, "in force from Mon 5 Jan 2026"),
        ({"in_force": {"to": "2026-01-09"}}, "in force until Fri 9 Jan 2026"),
        (
            {"in_force": {"from": "2026-01-05", "to": "2026-01-09"}, "in_force_by": "limit"},
            f"in force from Mon 5 Jan 2026 until Fri 9 Jan 2026 / {BY_LIMIT}",
        ),
        ({}, ""),
    ],
)
def test_what_else_it_asks_for(said: dict[str, Any], words: str) -> None:
    """A sentence for each key."""
    fact = ENGLAND.facts["temporary-approval"].title
    assert " / ".join(terms_words(rule(**said), ENGLAND)) == words.replace("{fact}", fact)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("second", "if it is the second review (counting from the second review, so the third is due)"),
        ("not first", "if it is not the first review (the review that it counts from, so the one after it is due)"),
    ],
)
def test_which_review_a_review_counts_from(asked: str, words: str) -> None:
    """Reg 33(2): a gap after a review is said of the review before the one that is due; of other tasks it is said already."""
    said = {"limit": "3 months", "after": "review", "when": {"review": asked}}
    own = Timescale.model_validate({"id": "ours/1", "task": "review", **said})
    assert list(terms_words(own, ENGLAND)) == [words]
    assert list(terms_words(rule(**said), ENGLAND)) == [words.partition(" (")[0]]


def test_notes_come_last() -> None:
    """What the document says, and what it leaves open."""
    written = rule(role="IRO", note="As printed.", ambiguous="Which days.")
    assert list(more_words(written, ENGLAND)) == ["for this: IRO", "Note: As printed.", "Ambiguous: Which days."]
    assert list(more_words(rule(role="IRO"), ENGLAND)) == ["for this: IRO"]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"review": "none"}, "no review has been held"),
        ({"review": "not none"}, "a review has been held"),
        ({"review": "any"}, "a review has been held"),
        ({"review": "not any"}, "no review has been held"),
        ({"review": "later"}, "it is the second or a later review"),
        ({"review": "not later"}, "it is not the second or a later review"),
        ({"review": ["first", "third"]}, "either it is the first review or it is the third review"),
        ({"review": "not first"}, "it is not the first review"),
        ({"review": "every third"}, "it is every third review"),
        ({"review": "not every third"}, "it is not every third review"),
        ({"cycle": "first"}, "the cycle began with care"),
        ({"cycle": "not first"}, "the cycle has been restarted"),
        ({"cycle": "restarted"}, "the cycle has been restarted"),
        ({"cycle": "not restarted"}, "the cycle began with care"),
        ({"age": ["under 5", "16 or over"]}, "the child is under 5 or 16 or over"),
        (
            {"placement": ["foster-care", "not hospital", "not adoptive"]},
            "the placement is foster care and the placement is not hospital or adoptive",
        ),
        ({"placement_lasted": "under 1 year"}, "the placement has lasted under 1 year"),
        ({"legal_status": "not section-20"}, "the legal status is not section 20"),
        (
            {"fact": ["something-else", "not something-else"]},
            "it is recorded that something else and it is not recorded that something else",
        ),
        ({"task_done": ["something-else", "not something-else"]}, '"something else" has been done and "something else" has not been done'),
        (
            {"task_done_in_placement": ["visit", "not something-else"]},
            '"Visit to the child" has been done in this placement and "something else" has not been done in this placement',
        ),
        (
            {"reached": ["seventeen-days", "not seventeen-days"]},
            '"seventeen days" has been passed and "seventeen days" has not been passed',
        ),
        # any of a list is enough, as in the engine (lacreview_rules.profiles.conditions.circumstances)
        ({"reached": ["seventeen-days", "ninety-days"]}, 'either "seventeen days" has been passed or "ninety days" has been passed'),
        (
            {"reached": ["not seventeen-days", "not ninety-days"]},
            '"seventeen days" has not been passed and "ninety days" has not been passed',
        ),
        ({"placement_lasted": ["under 6 weeks", "1 year or over"]}, "the placement has lasted under 6 weeks or 1 year or over"),
        ({"age": "16 years 3 months or over"}, "the child is 16 years 3 months or over"),
        ({"emergency": True}, "the placement was made in an emergency"),
        ({"emergency": False}, "the placement was not made in an emergency"),
        ({"out_of_hours": True}, "it happened out of office hours"),
        ({"out_of_hours": False}, "it happened in office hours"),
        ({"type": "exclusion"}, "its type is exclusion"),
        ({"authorised_for_adoption": True}, "there is authority to place the child for adoption"),
        ({"authorised_for_adoption": False}, "there is no authority to place the child for adoption"),
        ({"first_after_age": 16}, "it is the first review on or after the birthday at 16"),
        ({"last_before_age": {"age": 18}}, "it is the last review before the birthday at 18"),
        ({"last_before_age": {"age": 18, "reviews": 2}}, "it is one of the last 2 reviews before the birthday at 18"),
        ({"age": "under 5", "emergency": True}, "the child is under 5 and the placement was made in an emergency"),
    ],
)
def test_conditions(said: dict[str, Any], words: str) -> None:
    """Each, and each denied."""
    assert condition_words(Condition.model_validate(said), ENGLAND) == words


def test_words_of_the_profile() -> None:
    """A title where there is one: of a fact within the sentence, of a task in quotation marks."""
    fact, task = ENGLAND.facts["temporary-approval"].title, ENGLAND.tasks["visit"].title
    assert condition_words(Condition(fact=("temporary-approval",)), ENGLAND) == f"it is recorded that {fact[0].lower()}{fact[1:]}"
    assert condition_words(Condition(task_done=("visit",)), ENGLAND) == f'"{task}" has been done'


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("{Ordinal} looked after review", "Looked after review"),
        ("Report for the {ordinal} review", "Report for the review"),
        ("visit", "Visit"),
        ("", ""),
    ],
)
def test_a_title_stands_for_every_number(title: str, words: str) -> None:
    """The number of the review is left out."""
    assert task_words(title) == words


VISITED = '"Visit to the child" has been done, and the last was'
ALTERNATIVES = (
    '[[events]]\nid = "stay"\ntitle = "A stay"\n[[days]]\nid = "holiday"\ntitle = "the holidays"\non = [2026-01-05]\n'
    '[[days]]\nid = "term"\ntitle = "the term"\non = [2026-02-05]\n'
    '[[totals]]\nid = "long"\ntitle = "Long"\nevent = "stay"\ndays = 2\n'
    '[[totals]]\nid = "often"\ntitle = "Often"\nevent = "stay"\ndays = 5\n'
)


@pytest.mark.parametrize(
    ("either", "said"),
    [
        ('reached = ["long", "often"]', 'either "Long" has been passed or "Often" has been passed'),
        ('during = ["holiday", "term"]', "either it is one of these days: the holidays or it is one of these days: the term"),
        ('review = ["first", "third"]', "either it is the first review or it is the third review"),
        (
            'since = { event = "stay", time = ["under 1 week", "6 weeks or over"] }',
            'either "A stay" was under 1 week before or "A stay" was 6 weeks or over before',
        ),
        (
            'times_done = { task = "visit", number = ["first", "every third"] }',
            f"either {VISITED} the first time or {VISITED} every third time",
        ),
    ],
)
def test_alternatives_stay_together_beside_an_and(either: str, said: str) -> None:
    """F7: of a condition's several words any one is enough, and all conditions must hold: "A and B or C" would be read otherwise."""
    tables = ALTERNATIVES + task_of() + rules_of("letter", f'limit = "1 week"\nafter = "stay"\nwhen = {{ {either}, emergency = true }}')
    when = profile_of(tables).rule("ours/1").when
    assert when is not None
    other = "the placement was made in an emergency"
    assert condition_words(when, profile_of(tables)) in (f"{said} and {other}", f"{other} and {said}")


def test_what_was_never_done_was_not_done_for_the_first_time_either() -> None:
    """F7: "not first" holds of a visit that was never made, so the words do not say that one was."""
    rule = 'limit = "1 week"\nafter = "significant-event"\nwhen = { times_done = { task = "visit", number = "not first" } }'
    tables = task_of(per="event") + rules_of("letter", rule)
    when = profile_of(tables).rule("ours/1").when
    assert when is not None
    said = condition_words(when, profile_of(tables))
    assert said == 'it is not so that "Visit to the child" has been done, and the last was the first time'
    assert dues(schedule_of(tables, seen("2026-01-12"))) == ["2026-01-19"]
    assert dues(schedule_of(tables, done("2026-01-09", "visit"), seen("2026-01-12"))) == []


@pytest.mark.parametrize(
    ("title", "said"),
    [("IRO agrees", "IRO agrees"), ("The IRO agrees", "the IRO agrees"), ("A move is planned", "a move is planned"), ("x", "x")],
)
def test_the_title_of_a_fact_within_a_sentence(title: str, said: str) -> None:
    """A word that is written in capitals keeps them: an authority's own title may begin with one."""
    facts = f'[[facts]]\nid = "agreed"\ntitle = "{title}"\n'
    rule = 'limit = "1 week"\nafter = "became-looked-after"\nwhen = { fact = "agreed" }\nunless = { fact = "not agreed" }'
    profile = profile_of(facts + task_of() + rule_of(1, "letter", rule))
    condition = profile.rule("ours/1").when
    assert condition is not None
    assert condition_words(condition, profile) == f"it is recorded that {said}"
