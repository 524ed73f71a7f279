"""A timescale that never gives a date, and one that is compared with nothing, are named with the reason: nothing in silence.

Authority: a published procedure, "if a child moves placement a review is held within 20 days", and CPR 2010 reg 33 and 44.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.others_slow import others_slow
from tests.small_profiles import HEAD, OF_REVIEWS, D, profile_of, rules_of, task_of

from lacreview_rules import check_profile, load_profile, shipped_profiles
from lacreview_rules.assurance.dated_rows import DatedRows
from lacreview_rules.assurance.not_judged import not_compared
from lacreview_rules.assurance.ways_of_counting import has_date
from lacreview_rules.assurance.witnesses import Witnesses
from lacreview_rules.rules.rule_plan import RulePlan
from lacreview_rules.rules.working_days import working_days_of

if TYPE_CHECKING:
    from lacreview_rules.assurance.answer import Assurance

MOVED = 'limit = "20 days"\nafter = "placement-moved"\nwhen = { review = "first" }'
FIRST = 'limit = "20 working days"\nafter = "became-looked-after"'
RESTARTED = '[review_cycle]\nrestarts_on = ["{}"]\n'


def checked(body: str, head: str = OF_REVIEWS) -> Assurance:
    return check_profile(profile_of(body, head), first=D("2026-02-02"), last=D("2026-02-27"))


def kinds(found: Assurance, rule: str) -> set[tuple[str, str]]:
    named = ("never-dated", "before-any-review", "no-history", "without-date", "no-counterpart", "unlike")
    return {(one.severity, one.kind) for one in found.findings if one.rule == rule and one.kind in named}


@pytest.mark.parametrize(
    ("restarts", "kind"), others_slow([("placement-moved", "before-any-review"), ("placement-started", "never-dated")])
)
def test_a_first_review_counted_from_what_begins_the_cycle_again(restarts: str, kind: str) -> None:
    """A move begins the cycle anew, so that on that day no review of it has been held. The verdict was clean, and nothing said so."""
    found = checked(RESTARTED.format(restarts) + rules_of("review", FIRST, MOVED))
    assert kinds(found, "ours/2") == {("trap", kind), ("not-judged", "without-date")}
    assert "1 of its 2 timescales could not be compared; for each there is a reason. 1 timescale never" in found.verdict
    assert found.unlike == ("ours/2",)


def test_where_a_move_begins_nothing_it_has_a_date() -> None:
    """After the first review a move is what it counts from."""
    found = checked(rules_of("review", MOVED))
    assert not kinds(found, "ours/1") - {("not-judged", "unlike")}
    assert "never" not in found.verdict.partition("Dates calculated")[0].replace("never later", "")


@pytest.mark.slow
def test_the_words_of_the_row_are_quoted_and_what_keeps_it_from_a_date() -> None:
    found = checked(RESTARTED.format("placement-started") + rules_of("review", FIRST, MOVED))
    (told,) = [one.words for one in found.findings if one.kind == "never-dated"]
    assert told.startswith('It gives no date on any history tried: "20 days after placement moved, if ')
    assert "Without its conditions it has one" in told


@pytest.mark.parametrize(
    ("task", "row", "kind", "words"),
    others_slow(
        [
            ("note", 'limit = "5 days"\nafter = "review"', "no-counterpart", "No regulation or guidance is about its task"),
            ("review", 'after = "review"', "without-date", "It has no limit"),
            ("review", 'limit_from = "review_by"\nafter = "review-requested"', "without-date", "Its date is the one that is recorded"),
        ],
        quick=2,
    ),
)
def test_why_it_was_compared_with_nothing(task: str, row: str, kind: str, words: str) -> None:
    """Another task; no limit; a date that somebody names."""
    found = checked(task_of("note", "review") + rules_of(task, row))
    (told,) = [one for one in found.of("not-judged") if one.kind != "no-history"]
    assert (told.rule, told.kind) == ("ours/1", kind)
    assert words in told.words
    assert "1 of its 1 timescale could not be compared" in found.verdict


@pytest.mark.slow
def test_what_no_history_can_show_is_no_trap() -> None:
    """Days on which a list of named days has ended: no history is made of them, and the row may well be right."""
    term = '[[days]]\nid = "term"\ntitle = "Term"\nspans = [{ from = 2020-01-06, to = 2020-02-14 }]\n'
    row = 'limit = "5 days"\nafter = "review"\nwhen = { during = "term" }'
    assert kinds(checked(term + rules_of("review", row)), "ours/1") >= {("not-judged", "no-history")}
    counted = 'limit = "5 days"\nafter = "review"\ncounted_in = "term"'
    assert kinds(checked(term + rules_of("review", counted)), "ours/1") >= {("not-judged", "no-history")}


@pytest.mark.parametrize(
    ("row", "more"),
    [
        ('limit = "0 days"\nbefore = "term ends"', ""),
        ('limit = "10 working days"\nafter = "term starts"\ncounted_in = "term"', ""),
        ('limit = "3 working days"\nafter = "placement-moved"\nwhen = { during = "term" }', ""),
        (
            'limit = "6 weeks"\nafter = "letter"\nwhen = { since = { event = "began", time = "under 1 year" } }',
            'limit = "1 week"\nafter = "notified"',
        ),
    ],
)
def test_a_row_that_gives_dates_is_not_said_to_give_none(row: str, more: str) -> None:
    """A term of the range: its last day, its first, a move in it. And visits under an arrangement, which begin with what was notified."""
    term = '[[days]]\nid = "term"\nspans = [{ from = 2026-02-03, to = 2026-02-20 }]\n'
    events = '[[events]]\nid = "began"\n[[events]]\nid = "notified"\n'
    tables = term + events + task_of("letter", "event" if more else "period-of-care") + rules_of("letter", *filter(None, (row, more)))
    assert kinds(checked(tables), "ours/1") == {("not-judged", "no-counterpart")}


@pytest.mark.slow
def test_a_fact_of_the_placement_is_recorded_when_that_begins() -> None:
    """Reg 13(4): a placement outside the area. A fact that a move ends is so from the day of the move."""
    row = 'limit = "5 days"\nafter = "placement-started"\nwhen = { fact = "out-of-area-placement", emergency = true }'
    assert kinds(checked(rules_of("area-authority-notice", row), HEAD), "ours/1") <= {("not-judged", "unlike")}


@pytest.mark.parametrize("name", others_slow(["newham", *(name for name in shipped_profiles() if name not in ("england", "newham"))]))
def test_every_row_of_a_shipped_profile_that_counts_sets_a_date_on_some_history(name: str) -> None:
    """Procedures that are in use: nothing to tell."""
    profile = load_profile(name)
    calendar = working_days_of(profile, None)
    own = [rule for rule in profile.timescales if rule.id.startswith(f"{name}/") and has_date(RulePlan(rule, profile, 0))]
    with_only = Witnesses(profile, [rule.id for rule in own], calendar).with_only
    assert own
    assert not list(DatedRows(profile, with_only, (D("2024-01-01"), D("2026-12-31")), calendar).never(own))


@pytest.mark.parametrize(
    ("of_task", "beside", "told"),
    [
        ("england/R1", True, "england/R1 can be for the same child only in a special case, in which nothing was found to be earlier."),
        ("england/R1", False, "england/R1 is not in force at the end of the days compared; nothing else is about its task."),
        ("england/S1", False, "england/S1 cannot apply to the same child at the same time; nothing else is about its task."),
        ("england/T3", False, "england/T3 sets no date; nothing else is about its task."),
    ],
)
def test_what_is_about_the_task_and_was_not_laid_beside_it_is_named(of_task: str, beside: bool, told: str) -> None:
    """Reg 33(1): of the same children; 48, of short breaks, which 33(1) leaves out; 43(1), as soon as possible."""
    england = load_profile("england")
    law, first = (next(one for one in england.timescales if one.id == name) for name in (of_task, "england/R1"))
    rule = first.model_copy(update={"id": "ours/1", "task": law.task})
    plans = {one.id: RulePlan(one, england, 0) for one in (law, rule)}
    [found] = not_compared([rule], [], {rule.id: [law] if beside else []}, [law], plans)
    assert found.words == told
