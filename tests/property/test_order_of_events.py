"""The order of events in the file. Authority: design.md and history-format.md: it does not matter; the result is the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from tests.property.effort import effort
from tests.property.invariants import bare
from tests.property.reading import SHIPPED, schedule_of
from tests.property.strategies.lives import Life, lives
from tests.property.strategies.local_profiles import Local, local_profiles
from tests.property.test_every_word_outside_care import words_of

from lacreview_rules import BecameLookedAfter, Event, History, Profile, build_schedule, load_profile


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


CAME = date(2025, 3, 3)
WORDS = {
    profile: [record for _, record in sorted(words_of(load_profile(profile)), key=lambda pair: pair[0])] for profile in ("england", "wales")
}
DAYS = st.sampled_from([CAME, date(2025, 3, 10), date(2025, 4, 14)])


@st.composite
def crowded_days(draw: st.DrawFn) -> tuple[str, list[Event], list[Event]]:
    """Any words of a profile on three days, the first of them that on which care began; and the same in another order."""
    profile = draw(st.sampled_from(sorted(WORDS)))
    events = draw(st.lists(st.tuples(st.sampled_from(WORDS[profile]), DAYS).map(lambda pair: pair[0](pair[1])), min_size=2, max_size=7))
    placement, status = draw(st.sampled_from(["foster-care", "parent", "adoptive"])), draw(st.sampled_from(["care-order", "short-break"]))
    came = BecameLookedAfter(on=CAME, placement=placement, legal_status=status)
    return profile, [came, *events], draw(st.permutations([came, *events]))


@given(crowded_days())
def test_the_order_of_one_day_does_not_matter_whatever_words_it_holds(found: tuple[str, list[Event], list[Event]]) -> None:
    """Design.md: where the file's order is all that tells two events of a day apart, no date rests on it."""
    profile, events, shuffled = found
    one, other = (build_schedule(History("A1", order, date(2011, 5, 14)), load_profile(profile)) for order in (events, shuffled))
    assert replace(one, problems=()).to_json() == replace(other, problems=()).to_json()
    assert bare(one) == bare(other)


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
