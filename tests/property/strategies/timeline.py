"""Single events of every kind, likely and unlikely, dated from a plain Monday on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from hypothesis import strategies as st
from tests.property.strategies.days import PLAIN

from lacreview_rules import (
    AlertAnswered,
    AlertRaised,
    AuthorisedForAdoption,
    BecameLookedAfter,
    CeasedToBeLookedAfter,
    DecisionsIssued,
    Event,
    Fact,
    LegalStatusChanged,
    OtherEvent,
    PlacedForAdoption,
    PlacementMoved,
    ReviewAdjourned,
    ReviewArranged,
    ReviewArrangementCancelled,
    ReviewHeld,
    ReviewRequested,
    SchoolStarted,
    SignificantEvent,
    TaskDone,
    load_profile,
)

_ENGLAND = load_profile("england")

PLACEMENTS = ["foster-care", "parent", "childrens-home", "hospital", "youth-detention", "connected-person", "secure-unit"]
STATUSES = ["section-20", "interim-care-order", "care-order", "remand", "police-protection", "placement-order"]
FACTS = sorted(_ENGLAND.facts)
TASKS = ["visit", "care-plan", "health-assessment", "placement-plan", *sorted(_ENGLAND.tasks)]
"""Every task of the regulations, the frequent ones twice."""
OWN_KINDS = sorted(_ENGLAND.events)
"""The kinds of event that the profile of the regulations declares for itself."""
LOCAL_TASKS = ["iro-consultation", "review-report", "discussion-recorded", "key-worker-summary", "next-review-set", "alert-escalated"]

SPAN = 700
days: st.SearchStrategy[date] = st.integers(0, SPAN).map(lambda n: PLAIN + timedelta(n))
"""Within two years from the plain Monday."""

placements = st.sampled_from([*PLACEMENTS, None])
statuses = st.sampled_from(STATUSES)
times = st.sampled_from([None, None, None, None, time(9), time(1, 30), time(23, 59)])
refs = st.sampled_from([None, None, None, None, None, "a", "b"])
review_numbers = st.sampled_from([None, None, None, None, None, 1, 2, 9])
rarely = st.sampled_from([False, False, False, True])
seldom_not = st.sampled_from([True, True, True, True, True, True, True, False])


def of_kind(cls: type[Event], **values: st.SearchStrategy[Any]) -> st.SearchStrategy[Event]:
    """Events of one kind on any day, some with a time."""
    return st.builds(cls, on=days, at=times, **values)


def _dated(cls: type[Event], name: str, **values: st.SearchStrategy[Any]) -> st.SearchStrategy[Event]:
    """Events that name a second day, now and then before their own."""

    def make(on: date, later: int, rest: dict[str, Any]) -> Event:
        return cls(**{"on": on, name: on + timedelta(later), **rest})

    return st.builds(make, days, st.integers(-3, 200), st.fixed_dictionaries(values))


reviews: st.SearchStrategy[Event] = st.one_of(
    of_kind(ReviewHeld),
    of_kind(ReviewHeld, additional=rarely, meeting=st.booleans()),
    of_kind(ReviewAdjourned),
    _dated(ReviewArranged, "review_on"),
    st.one_of(_dated(ReviewArrangementCancelled, "review_on"), of_kind(ReviewArrangementCancelled)),
)
moves: st.SearchStrategy[Event] = of_kind(PlacementMoved, placement=placements, emergency=rarely, out_of_hours=rarely)
legal: st.SearchStrategy[Event] = of_kind(LegalStatusChanged, legal_status=statuses)
completions: st.SearchStrategy[Event] = of_kind(
    TaskDone, task=st.sampled_from([*TASKS, *LOCAL_TASKS]), ref=refs, review=review_numbers, seen=seldom_not
)
facts: st.SearchStrategy[Event] = of_kind(Fact, fact=st.sampled_from(FACTS), value=st.sampled_from([True, True, True, False, "4 weeks"]))
own_kinds: st.SearchStrategy[Event] = of_kind(OtherEvent, event=st.sampled_from(OWN_KINDS), ref=refs)
requests: st.SearchStrategy[Event] = st.one_of(_dated(ReviewRequested, "review_by", by=st.just("IRO")), of_kind(ReviewRequested))
adoption: st.SearchStrategy[Event] = st.one_of(of_kind(AuthorisedForAdoption), of_kind(PlacedForAdoption))
others: st.SearchStrategy[Event] = st.one_of(
    of_kind(DecisionsIssued, review=review_numbers),
    of_kind(SignificantEvent),
    of_kind(SchoolStarted),
    of_kind(AlertRaised, ref=refs),
    of_kind(AlertAnswered, ref=refs),
)
endings: st.SearchStrategy[Event] = of_kind(CeasedToBeLookedAfter)
beginnings: st.SearchStrategy[Event] = of_kind(
    BecameLookedAfter, placement=placements, legal_status=st.none() | statuses, emergency=rarely, out_of_hours=rarely
)
short_breaks: st.SearchStrategy[Event] = st.one_of(
    of_kind(LegalStatusChanged, legal_status=st.just("short-break")),
    of_kind(BecameLookedAfter, placement=st.just("foster-care"), legal_status=st.just("short-break")),
)

within_care: st.SearchStrategy[Event] = st.one_of(
    reviews, reviews, completions, completions, moves, legal, facts, own_kinds, requests, adoption, others
)
"""Anything but coming into care and leaving it."""

anything: st.SearchStrategy[Event] = st.one_of(within_care, within_care, endings, beginnings, short_breaks)
"""An event of any kind at all, possible where it stands or not."""


def shifted(event: Event, by: timedelta) -> Event:
    """The same event on another day, with every day it names."""
    named = ("on", "review_on", "review_by", "ends_on")
    return replace(event, **{name: getattr(event, name) + by for name in named if getattr(event, name, None) is not None})
