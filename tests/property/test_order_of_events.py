"""The order of events in the file. Authority: design.md and history-format.md: it does not matter; the result is the same."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.property.effort import effort
from tests.property.invariants import bare
from tests.property.reading import SHIPPED, schedule_of
from tests.property.strategies.lives import Life, lives
from tests.property.strategies.local_profiles import Local, local_profiles

from lacreview_rules import Event, Profile, load_profile


def check_any_order(found: Life, order: list[int], profile: str | Profile) -> None:
    """The bytes are the same, positions of problems apart."""
    shuffled = found._replace(events=tuple(found.events[place] for place in order))
    one, other = schedule_of(found, profile), schedule_of(shuffled, profile)
    assert bare(one) == bare(other)
    assert replace(one, problems=()).to_json() == replace(other, problems=()).to_json()


def shuffled_lives() -> st.SearchStrategy[tuple[Life, list[int]]]:
    """A life, and its places in another order."""
    return lives().flatmap(lambda found: st.tuples(st.just(found), st.permutations(range(len(found.events)))))


@effort(1.5)
@given(shuffled_lives(), st.sampled_from(SHIPPED))
def test_the_order_in_the_file_does_not_matter(both: tuple[Life, list[int]], profile: str) -> None:
    """Design.md: under every shipped profile."""
    check_any_order(*both, profile)


@effort(0.3)
@given(shuffled_lives(), local_profiles())
def test_the_order_does_not_matter_under_any_local_profile(both: tuple[Life, list[int]], local: Local) -> None:
    """Design.md: nor under rows that nobody has written yet."""
    check_any_order(*both, local.profile)


@given(lives(), st.data())
def test_an_event_recorded_twice_is_reported_and_counts_once(found: Life, data: st.DataObject) -> None:
    """Design.md: what cannot be is reported with its place; what is computed is the same as without it."""
    again: Event = data.draw(st.sampled_from(found.events))
    once, twice = schedule_of(found), schedule_of(found.plus(again))
    assert replace(twice, problems=()).to_json() == replace(once, problems=()).to_json()
    assert len(twice.problems) >= len(once.problems)


@given(lives())
def test_building_twice_gives_the_same_bytes(found: Life) -> None:
    """Design.md: the same input gives the same bytes, and a profile that was read again is the same profile."""
    profile = load_profile("newham")
    assert schedule_of(found, profile).to_json() == schedule_of(found, profile.with_settings()).to_json()
