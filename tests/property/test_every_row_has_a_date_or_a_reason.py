"""Every timescale of a profile sets a date on some history, or `check` names it with the reason (design.md, "Nothing in silence").

Of random profiles, by brute force: schedules are built, through the public door, on every history of a space in which the things that
these profiles ask about are so, and are not so. Nothing of what `check` makes histories of has a part in that.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, assume, given, settings
from tests.property.effort import effort
from tests.property.strategies.lives import Life, lives
from tests.property.strategies.local_profiles import Local, local_profiles

from lacreview_rules import (
    BecameLookedAfter,
    Fact,
    History,
    LegalStatusChanged,
    OtherEvent,
    PlacedForAdoption,
    PlacementMoved,
    ReviewHeld,
    TaskDone,
    build_schedule,
)
from lacreview_rules.assurance.dated_rows import DatedRows
from lacreview_rules.assurance.ways_of_counting import has_date
from lacreview_rules.assurance.witnesses import Witnesses
from lacreview_rules.rules.rule_plan import RulePlan
from lacreview_rules.rules.working_days import working_days_of
from lacreview_rules.schedules.standing import occurrence_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lacreview_rules import Event, Profile
    from lacreview_rules.assurance.findings import Finding

FIRST, LAST = date(2025, 1, 1), date(2026, 12, 31)
STARTS = (date(2025, 4, 1), date(2025, 8, 4), date(2026, 1, 5))
BORN = {date(2009, 9, 14), date(2014, 5, 2), date(2023, 3, 1)}
"""Sixteen in September 2025; eleven; two."""
LIVING = (("section-20", "foster-care"), ("care-order", "parent"), ("short-break", "foster-care"))


SHAPES = ((0, 20, False), (1, 0, False), (2, 20, False), (3, 20, False), (3, 20, True))
"""How many reviews were held, the first so many days after care began, and whether the child moved three days after each."""


def space() -> Iterator[History]:
    """What the random profiles count from and ask about happens, in its order."""
    for start, born, (status, placement), emergency, (reviews, first, moves) in product(
        STARTS, sorted(BORN), LIVING, (False, True), SHAPES
    ):
        days = [start + timedelta(first + 60 * number) for number in range(reviews)]
        events: list[Event] = [BecameLookedAfter(on=start, legal_status=status, placement=placement, emergency=emergency)]
        events += [TaskDone(on=start, task="care-plan"), TaskDone(on=start + timedelta(6), task="visit")]
        events += [Fact(on=start, fact="our-decision", value="2 weeks"), OtherEvent(on=start + timedelta(9), event="our-meeting")]
        events += [TaskDone(on=start + timedelta(9), task="our-summary"), TaskDone(on=start + timedelta(10), task="health-assessment")]
        for day in days:
            events += [TaskDone(on=max(start, day - timedelta(2)), task="our-form"), ReviewHeld(on=day), TaskDone(on=day, task="decisions")]
            events.append(LegalStatusChanged(on=day + timedelta(2), legal_status=status))
            if moves:
                events.append(PlacementMoved(on=day + timedelta(3), placement=placement, emergency=emergency))
            events += [TaskDone(on=day + timedelta(4), task=task) for task in ("visit", "care-plan", "health-assessment")]
        if days and not moves:  # a placement begins, and the child is not said to have moved
            events.append(PlacedForAdoption(on=days[-1] + timedelta(100)))
        yield History("", events, born)


def reviewed_on_the_first_day(events: Sequence[Event]) -> bool:
    """Whether a review was held on the day on which care began, which happens hardly ever, if at all."""
    began = {event.on for event in events if isinstance(event, BecameLookedAfter)}
    words = ((event, getattr(event, "task", getattr(event, "event", event.kind))) for event in events)
    return any(event.on in began and "review" in word for event, word in words)


@cache
def histories() -> tuple[History, ...]:
    return tuple(space())


def dated(profile: Profile, made: tuple[History, ...]) -> set[str]:
    """The timescales that set a date, binding or not, in the schedule of any of the histories."""
    return {
        limit.rule_id
        for history in made
        for due in build_schedule(history, profile, until=LAST + timedelta(400))
        for limit in occurrence_of(due).limits
        if limit.due is not None
    }


def named(profile: Profile) -> dict[str, Finding]:
    """The profile's own timescales of which `check` says that they give no date, or that nothing shows one."""
    calendar = working_days_of(profile, None)
    own = [rule for rule in profile.timescales if profile.says(rule.id) and has_date(RulePlan(rule, profile, 0))]
    with_only = Witnesses(profile, [rule.id for rule in own], calendar).with_only
    return {found.rule: found for found in DatedRows(profile, with_only, (FIRST, LAST), calendar).never(own)}


def own_rows(profile: Profile) -> set[str]:
    return {rule.id for rule in profile.timescales if profile.says(rule.id) and has_date(RulePlan(rule, profile, 0))}


@pytest.mark.slow
@settings(effort(0.2), phases=(Phase.explicit, Phase.generate), derandomize=True, database=None)  # the space has an end, and profiles none
@given(local_profiles())
def test_every_row_has_a_date_on_some_history_or_is_named(local: Local) -> None:
    profile = local.profile
    told = named(profile)
    found = dated(profile, histories()[::7])
    found |= dated(profile, histories()) if own_rows(profile) - found - set(told) else set()
    assert own_rows(profile) - found - set(told) == set()
    never = {rule for rule, one in told.items() if one.kind == "never-dated"}
    assert never & dated(profile, tuple(history for history in histories()[::7] if not reviewed_on_the_first_day(history.events))) == set()


@effort(0.5)
@given(local_profiles(own=False), lives())
def test_what_is_said_to_give_no_date_gives_none_on_any_life(local: Local, life: Life) -> None:
    """Whatever happens to a child."""
    assume(not reviewed_on_the_first_day(life.history.events))
    found = dated(local.profile, (life.history,))
    if found & own_rows(local.profile):
        assert {rule for rule, one in named(local.profile).items() if one.kind == "never-dated"}.isdisjoint(found)
