"""What a check says of rows for any task, against brute force: the profile alone and the regulations, both built on every history.

Authority: CPR 2010 regs 4, 7, 9, 28 and 33, CA 1989 s25A, AAR 2005 reg 36. The space is the one that `docs/how-to/write-a-profile.md`
states for tasks besides the review: start dates, a review or none, a move or none, a child of four or of eleven, in short breaks or not,
placed for adoption or with foster carers (but not with adopters in short breaks), visited and assessed or not.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import Phase, example, given, reject, settings
from hypothesis import strategies as st
from tests.property.effort import effort
from tests.property.test_check_of_profiles import FIRST, LAST, LIVING, alone, is_told, loaded

from lacreview_rules import (
    BecameLookedAfter,
    History,
    PlacementMoved,
    ProfileError,
    ReviewHeld,
    TaskDone,
    build_schedule,
    check_profile,
    load_profile,
)
from lacreview_rules.schedules.standing import occurrence_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lacreview_rules import Event, Profile
    from lacreview_rules.rules.limits import Limit

STARTS = [FIRST + timedelta(days) for days in range(0, 720, 101)]
BORN = (date(2021, 3, 1), date(2014, 5, 2))

ROWS: dict[str, list[dict[str, Any]]] = {
    "visit": [
        *({"after": "placement-started", "limit": limit} for limit in ("5 working days", "1 week", "10 days", "2 weeks")),
        *({"after": "visit", "limit": limit} for limit in ("1 week", "4 weeks", "6 weeks", "45 days", "8 weeks", "3 months")),
    ],
    "health-assessment": [
        *({"after": "became-looked-after", "limit": limit} for limit in ("20 working days", "28 days", "1 month", "6 weeks")),
        *({"after": "health-assessment", "limit": limit} for limit in ("6 months", "9 months", "12 months", "1 year", "13 months")),
        {"before": "review"},
        {"before": "review", "limit": "5 working days"},
    ],
    "care-plan": [
        *({"after": "became-looked-after", "limit": limit} for limit in ("10 working days", "2 weeks", "15 days")),
        {"before": "review"},
        {"after": ["became-looked-after", "placement-started"], "limit": "10 working days"},
    ],
    "placement-plan": [
        *({"after": "placement-started", "limit": limit} for limit in ("3 days", "5 working days", "1 week")),
        {"after": "placement-moved", "limit": "10 days"},
    ],
    "iro-appointed": [{"after": "became-looked-after", "limit": limit} for limit in ("5 working days", "10 working days", "5 weeks")],
}
CONDITIONS: list[dict[str, Any]] = [
    {},
    {},
    {"age": "under 5"},
    {"age": "5 or over"},
    {"age": "under 4 years 6 months"},
    {"placement": "foster-care"},
    {"placement": "adoptive"},
    {"placement_lasted": "under 6 weeks"},
    {"placement_lasted": "1 year or over"},
    {"review": "any"},
    {"review": "every second"},
    {"during": "holiday"},
    {"times_done": {"task": "visit", "number": "every second"}},
    {"since": {"event": "placement-moved", "time": "under 3 months"}},
    {"task_done": "care-plan"},
    {"task_done": "not care-plan"},
]
OTHERS: list[dict[str, Any]] = [
    {},
    {},
    {"unless": {"legal_status": "short-break"}},
    {"unless": [{"legal_status": "short-break"}, {"placement": "adoptive"}]},
    {"while": [{"placement": "foster-care"}, {"age": "5 or over"}]},
    {"until": "review"},
    {"in_force": {"from": "2025-06-01"}},
]
RECURS = {"visit", "health-assessment"}
WORDS = {
    "days": [{"id": "holiday", "title": "the holidays", "spans": [{"from": "2025-07-21", "to": "2025-09-01"}]}],
    "facts": [{"id": "decided", "title": "What was decided"}],
}


@st.composite
def profiles(draw: st.DrawFn) -> dict[str, Any]:
    """One to four rows of a task, in the mixtures in which authorities write them."""
    task = draw(st.sampled_from(sorted(ROWS)))
    rows = draw(st.lists(st.sampled_from(ROWS[task]), min_size=1, max_size=4, unique_by=str))
    written = []
    for number, row in enumerate(rows, 1):
        when, other = draw(st.sampled_from(CONDITIONS)), draw(st.sampled_from(OTHERS))
        decided = {"decided_by": "decided"} if "limit" in row and draw(st.integers(0, 7)) == 0 else {}
        written.append({"id": f"ours/{number}", "task": task, **row, **other, **decided, **({"when": when} if when else {})})
    return {**WORDS, "timescales": written}


def space() -> Iterator[History]:
    for start, held, moved, born, (status, placement), visited, assessed in product(
        STARTS, (None, 1, 20), (None, 30), BORN, LIVING, ((), (6,), (6, 40)), (None, 15)
    ):
        events: list[Event] = [BecameLookedAfter(on=start, legal_status=status, placement=placement)]
        events += [] if held is None else [ReviewHeld(on=start + timedelta(held))]
        events += [] if moved is None else [PlacementMoved(on=start + timedelta(moved), placement=placement)]
        events += [TaskDone(on=start + timedelta(day), task="visit") for day in visited]
        events += [] if assessed is None else [TaskDone(on=start + timedelta(assessed), task="health-assessment")]
        yield History("", events, born)


def open_limits(history: History, profile: Profile, task: str) -> dict[str, tuple[Limit, ...]]:
    """The limits of each occurrence that was not done, by its id; of one that is only foreseen, or not owed in the end, none."""
    found = {}
    for due in build_schedule(history, profile).of(task):
        occurrence = occurrence_of(due)
        owed = due.due is not None and (due.closed_on is None or due.due <= due.closed_on)
        if occurrence.completion is None and owed and occurrence.limits[0].basis == "actual":
            found[due.id] = occurrence.limits
    return found


def later_pairs(histories: list[History], profile: Profile, task: str) -> dict[tuple[str, str], History]:
    """Which local timescale is later than which regulation, by itself, with a history that shows it."""
    found: dict[tuple[str, str], History] = {}
    england, own = load_profile("england"), alone(profile)
    for history in histories:
        mine = open_limits(history, own, task)
        its = open_limits(history, england, task) if mine else {}
        for due_id, limits in mine.items():
            first = limits[0]
            for other in its.get(due_id, ()):
                if first.due is not None and other.due is not None and first.due > other.due and other.plan.rule.force == "regulation":
                    found.setdefault((first.rule_id, other.rule_id), history)
    return found


def rows_of(task: str, *rows: dict[str, Any]) -> dict[str, Any]:
    return {**WORDS, "timescales": [{"id": f"ours/{number}", "task": task, **row} for number, row in enumerate(rows, 1)]}


@pytest.mark.slow
@settings(effort(0.2), phases=(Phase.explicit, Phase.reuse, Phase.generate))  # to shrink one takes minutes
@given(profiles(), st.integers(0, 16))
@example(
    rows_of("visit", {"after": "visit", "limit": "4 weeks", "when": {"review": "every second"}}, {"after": "visit", "limit": "8 weeks"}), 3
)
@example(rows_of("iro-appointed", {"after": "became-looked-after", "limit": "5 working days", "when": {"age": "under 5"}}), 6)
@example(rows_of("health-assessment", {"after": "became-looked-after", "limit": "6 weeks"}), 0)
def test_no_later_date_of_any_task_is_left_out_and_none_is_made_up(tables: dict[str, Any], share: int) -> None:
    """Complete over the space, by brute force; sound, by building both schedules on the history that is printed."""
    try:
        profile = loaded(tables)
    except ProfileError:  # what contradicts itself, exempt exactly when it applies, is refused when it is read
        reject()
    task = tables["timescales"][0]["task"]
    found = check_profile(profile, first=FIRST, last=LAST)
    histories = list(space())[share::17]  # 17 divides no number of choices: every choice comes up with every other
    missing = {pair: history for pair, history in later_pairs(histories, profile, task).items() if not is_told(pair, profile, found)}
    assert missing == {}
    for breach in found.breaches:
        shown = [one.history for one in (breach.witness, breach.worst) if one is not None and one.history is not None]
        assert shown, breach
        assert any((breach.rule, breach.counterpart) in later_pairs([history], profile, task) for history in shown), (breach, shown)
