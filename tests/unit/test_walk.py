"""A rule fired, and what becomes of its limit: in force, decided for this child, set aside, missed. Each under a profile of its own.

Looked after on Mon 5 January 2026. Dates are counted by hand.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from lacreview_rules import (
    BecameLookedAfter,
    Event,
    Fact,
    History,
    PlacementMoved,
    ReviewAdjourned,
    ReviewHeld,
    SignificantEvent,
    TaskDone,
    build_schedule,
    load_profile,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lacreview_rules.due_dates import DueDate
    from lacreview_rules.schedule import Schedule

    Scheduled = Callable[..., Schedule]

D = date.fromisoformat
CAME_IN = BecameLookedAfter(on=D("2026-01-05"), placement="foster-care")
HEAD = 'schema_version = 1\nid = "ours"\nname = "Ours"\nversion = "1"\nextends = "england"\n'


@pytest.fixture
def scheduled(tmp_path: Path) -> Scheduled:
    """The schedule of some events under some rules for a letter."""

    def make(
        rules: list[str], *events: Event, per: str = "period-of-care", more: str = "", born: str = "2014-05-02", **settings: Any
    ) -> Schedule:
        path = tmp_path / "ours.toml"
        letter = f'[[tasks]]\nid = "letter"\ntitle = "Letter"\nper = "{per}"\n'
        written = "".join(f'[[timescales]]\nid = "ours/{number}"\ntask = "letter"\n{rule}\n' for number, rule in enumerate(rules, start=1))
        path.write_text(f"{HEAD}{letter}{written}{more}", encoding="utf-8")
        return build_schedule(History("A1", [CAME_IN, *events], D(born)), load_profile(path).with_settings(**settings))

    return make


def told(due: DueDate) -> list[str]:
    return [str(limit.due) for limit in due.limits]


@pytest.mark.parametrize(
    ("birthday", "days", "expected"), [("28 February", 54, True), ("28 February", 53, False), ("1 March", 54, False), ("1 March", 55, True)]
)
def test_eighteen_in_a_year_without_her_birthday(scheduled: Scheduled, birthday: str, days: int, expected: bool) -> None:
    """Born on 29 February 2008: eighteen on Sat 28 February 2026, 54 days after Mon 5 January, or on Sun 1 March, as the setting says."""
    rules = [f'limit = "{days} days"\nafter = "became-looked-after"']
    [due] = scheduled(rules, born="2008-02-29", leap_day_birthday=birthday).of("letter")
    assert any("can no longer be looked after" in notice for notice in due.notices) is expected


@pytest.mark.parametrize(("by", "expected"), [("start", ["2026-01-12", "2026-01-19"]), ("limit", ["2026-01-12"])])
def test_in_force_on_the_day_the_count_starts_or_ends(scheduled: Scheduled, by: str, expected: list[str]) -> None:
    """Until Wed 14 January: a week is up before that, two are not."""
    rules = [f'limit = ["1 week", "2 weeks"]\nafter = "became-looked-after"\nin_force = {{ to = 2026-01-14 }}\nin_force_by = "{by}"']
    [due] = scheduled(rules).of("letter")
    assert told(due) == expected


def test_what_was_decided_in_another_placement(scheduled: Scheduled) -> None:
    """A fact of the placement ends with it; one of the period of care goes on. Two weeks, unless one was decided."""
    decided = [Fact(on=D("2026-01-05"), fact="how-soon", value="1 week"), PlacementMoved(on=D("2026-02-02"), placement="foster-care")]
    for scope, second in (("placement", "2026-02-16"), ("period-of-care", "2026-02-09")):
        more = f'[[facts]]\nid = "how-soon"\nscope = "{scope}"\n'
        rules = ['limit = "2 weeks"\nafter = "placement-started"\ndecided_by = "how-soon"']
        found = scheduled(rules, *decided, per="placement", more=more).of("letter")
        assert [str(due.due) for due in found] == ["2026-01-12", second]
        assert "Counted: 1 week after Mon 5 Jan 2026" in str(found[0].explanation)


def test_what_is_set_aside_is_told_with_the_day(scheduled: Scheduled) -> None:
    """Within two weeks while in foster care, or three whatever: she moved to a home on Mon 12 January."""
    rules = [
        'limit = "2 weeks"\nafter = "became-looked-after"\nwhile = { placement = "foster-care" }',
        'limit = "3 weeks"\nafter = "became-looked-after"',
    ]
    moved = PlacementMoved(on=D("2026-01-12"), placement="childrens-home")
    [due] = scheduled(rules, moved).of("letter")
    assert told(due) == ["2026-01-26"]
    assert "Set aside: ours/1, Mon 19 Jan 2026: what it depends on does not hold then (Mon 19 Jan 2026)" in str(due.explanation)


def test_what_follows_on_one_that_was_missed(scheduled: Scheduled) -> None:
    """A reply two days after the letter was missed: the letter was late, or not sent by the last event recorded, or may yet be missed."""
    more = '[[tasks]]\nid = "reply"\ntitle = "Reply"\nper = "event"\n'
    more += '[[timescales]]\nid = "ours/9"\ntask = "reply"\nlimit = "2 days"\nafter = "missed letter"\n'
    rules = ['limit = "1 week"\nafter = "became-looked-after"']
    for events, basis in (
        ([TaskDone(on=D("2026-01-13"), task="letter")], "actual"),
        ([SignificantEvent(on=D("2026-01-13"))], "actual"),
        ([SignificantEvent(on=D("2026-01-12"))], "projected"),
    ):
        [reply] = scheduled(rules, *events, more=more).of("reply")
        assert (str(reply.due), reply.basis) == ("2026-01-14", basis)
    assert scheduled(rules, TaskDone(on=D("2026-01-12"), task="letter"), more=more).of("reply") == ()
    advice = scheduled(['after = "became-looked-after"'], SignificantEvent(on=D("2026-01-13")), more=more)
    assert advice.of("reply") == ()


def test_what_follows_on_one_that_was_missed_about_a_review(scheduled: Scheduled) -> None:
    """Of the same review: the letter about the first was late, by Wed 11 February; the one about the second may yet be."""
    more = '[[tasks]]\nid = "reply"\ntitle = "Reply"\nper = "review"\n'
    more += '[[timescales]]\nid = "ours/9"\ntask = "reply"\nlimit = "2 days"\nafter = "missed letter"\n'
    held = [ReviewHeld(on=D("2026-01-28")), TaskDone(on=D("2026-02-20"), task="letter")]
    found = scheduled(['limit = "2 weeks"\nafter = "review"'], *held, per="review", more=more).of("reply")
    assert [(due.review, str(due.due), due.basis) for due in found][:2] == [(1, "2026-02-13", "actual"), (2, "2026-05-14", "projected")]


def test_before_and_after_a_review_that_was_adjourned(scheduled: Scheduled) -> None:
    """Under a rule that asks something: a week before the sitting, on Wed 28 January; two weeks after completion, on Wed 11 February."""
    events = [ReviewAdjourned(on=D("2026-01-28")), ReviewHeld(on=D("2026-02-11"))]
    for rule, expected in (('limit = "1 week"\nbefore = "review"', "2026-01-21"), ('limit = "2 weeks"\nafter = "review"', "2026-02-25")):
        first, *_ = scheduled([f'{rule}\nwhen = {{ placement = "foster-care" }}'], *events, per="review").of("letter")
        assert str(first.due) == expected
