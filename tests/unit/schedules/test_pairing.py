"""Which due date of one schedule is which of another of the same child: by id, and then by what they belong to, in order.

Authority: docs/reference/schedule-format.md, "Ids and scopes". Dates are worked from england/R1 (20 working days), R2 (three
months), R3 (six months), P3 (five working days after a placement began) and P7 (ten working days after one ended).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.small_profiles import D, schedule_of

from lacreview_rules import (
    BecameLookedAfter,
    CeasedToBeLookedAfter,
    Event,
    History,
    PlacementMoved,
    ReviewHeld,
    Schedule,
    TaskDone,
    build_schedule,
    load_profile,
)
from lacreview_rules.schedules.pairing import all_due_dates, paired, paired_schedules
from lacreview_rules.schedules.written_schedule import written_schedule

if TYPE_CHECKING:
    from collections.abc import Iterable

CAME_IN = BecameLookedAfter(on=D("2026-01-05"), placement="foster-care")
FIRST = ReviewHeld(on=D("2026-01-28"))
SECOND = ReviewHeld(on=D("2026-04-20"))
THIRD = ReviewHeld(on=D("2026-10-12"))
LIFE: tuple[Event, ...] = (
    CAME_IN,
    TaskDone(task="visit", on=D("2026-01-09")),
    PlacementMoved(on=D("2026-02-02"), placement="foster-care"),
    CeasedToBeLookedAfter(on=D("2026-03-02")),
    BecameLookedAfter(on=D("2026-06-01"), placement="foster-care"),
)


def made(*events: Event, profile: str = "england") -> Schedule:
    return build_schedule(History("A1", events, D("2014-05-02")), load_profile(profile))


def told(pairs: Iterable[tuple[Any, Any]]) -> list[tuple[str | None, str | None]]:
    return [(was and str(was.due), now and str(now.due)) for was, now in pairs]


def of(old: Schedule, new: Schedule, task: str, *, same_events: bool = False) -> list[tuple[str | None, str | None]]:
    return told(paired(old.of(task), new.of(task), same_events=same_events))


def test_the_same_schedule_twice_is_paired_one_by_one_in_its_order() -> None:
    found = made(*LIFE)
    assert paired(found, found) == [(due, due) for due in found]
    assert paired_schedules(found, found) == [(due, due) for due in found]


def test_what_was_assumed_is_the_same_once_it_counts_from_what_happened() -> None:
    """The second, three months after the first: assumed on 2 Feb, then held on 28 Jan. The third is only now looked ahead to."""
    assert of(made(CAME_IN), made(CAME_IN, FIRST), "review") == [
        ("2026-02-02", "2026-02-02"),
        ("2026-05-02", "2026-04-28"),
        (None, "2026-10-28"),
    ]


def test_a_forgotten_review_is_the_one_that_is_added() -> None:
    """Held on 28 Jan and 12 Oct, the next by 12 Apr 2027; entering 20 Apr adds one, due six months later, and moves no other."""
    assert of(made(CAME_IN, FIRST, THIRD), made(CAME_IN, FIRST, SECOND, THIRD), "review") == [
        ("2026-02-02", "2026-02-02"),
        ("2026-04-28", "2026-04-28"),
        (None, "2026-10-20"),
        ("2027-04-12", "2027-04-12"),
        ("2027-10-12", "2027-10-12"),
    ]


def test_what_is_gone_comes_last() -> None:
    assert of(made(CAME_IN, FIRST), made(CAME_IN), "review") == [
        ("2026-02-02", "2026-02-02"),
        ("2026-04-28", "2026-05-02"),
        ("2026-10-28", None),
    ]


def test_a_corrected_move_takes_its_placement_and_what_it_causes_along() -> None:
    """Moved on Mon 2 Feb, corrected to Tue 3 Feb: five working days are 9 and 10 Feb, ten are 16 and 17 Feb."""
    old, new = (made(CAME_IN, PlacementMoved(on=D(day))) for day in ("2026-02-02", "2026-02-03"))
    assert of(old, new, "placement-plan") == [("2026-01-12", "2026-01-12"), ("2026-02-09", "2026-02-10")]
    assert of(old, new, "placement-end-notice") == [("2026-02-16", "2026-02-17")]


def test_of_the_same_events_what_one_causes_is_never_what_another_does() -> None:
    old, new = (made(CAME_IN, PlacementMoved(on=D(day))) for day in ("2026-02-02", "2026-02-03"))
    assert of(old, new, "placement-end-notice", same_events=True) == [(None, "2026-02-17"), ("2026-02-16", None)]


def test_placements_and_periods_of_care_are_told_apart() -> None:
    """The first placement has ended: only if it was visited on 9 Jan was another visit due, six weeks later. The others keep theirs."""
    without = made(*(event for event in LIFE if not isinstance(event, TaskDone)))
    assert of(without, made(*LIFE), "visit") == [
        ("2026-01-12", "2026-01-12"),
        ("2026-02-09", "2026-02-09"),
        (None, "2026-02-20"),
        ("2026-06-08", "2026-06-08"),
        ("2026-07-20", "2026-07-20"),
    ]


def test_another_profile_dates_the_same_due_dates() -> None:
    """20 days after a move on Fri 20 Feb are Thu 12 Mar in south-gloucestershire; in england 28 Apr stays."""
    events = (CAME_IN, FIRST, PlacementMoved(on=D("2026-02-20")))
    found = of(made(*events), made(*events, profile="south-gloucestershire"), "review", same_events=True)
    assert found[:2] == [("2026-02-02", "2026-02-02"), ("2026-04-28", "2026-03-12")]


def test_advice_is_never_paired_with_a_date_but_by_its_id() -> None:
    for was, now in paired(made(CAME_IN), made(*LIFE)):
        assert was is None or now is None or was.id == now.id or (was.due is None) == (now.due is None)


def test_what_is_advice_under_one_profile_and_has_a_date_under_another_is_the_same() -> None:
    """One letter after care began: of no date, or within 2 weeks of Mon 5 Jan 2026. Between two histories they are two things."""
    after = 'after = "became-looked-after"'
    advice, dated = (schedule_of([rule]).of("letter") for rule in (after, f'limit = "2 weeks"\n{after}'))
    assert told(paired(advice, dated, same_events=True)) == [("None", "2026-01-19")]
    assert told(paired(advice, dated)) == [(None, "2026-01-19"), ("None", None)]


def test_what_is_too_far_ahead_to_be_shown_is_among_all() -> None:
    """Born on 2 May 2014, 16 on 2 May 2030: what counts from that day is not shown in 2026, and is once the day has come."""
    found = made(CAME_IN)
    assert found.distant
    assert {due.id for due in all_due_dates(found)} == {due.id for due in (*found, *found.distant)}
    later = found.on(D("2031-01-01"))
    assert len(all_due_dates(later)) == len({due.id for due in all_due_dates(later)}) == len(all_due_dates(found))
    pairs = paired_schedules(found, later)
    assert all(was is not None and now is not None and was.id == now.id for was, now in pairs)
    assert {now.id for _, now in pairs if now} == {due.id for due in later}


def test_what_version_0_1_wrote_has_no_ids_and_is_paired_by_its_reviews_and_dates() -> None:
    def read(schedule: Schedule) -> Any:
        record: Any = schedule.to_dict()
        for due in record["due_dates"]:
            del due["id"], due["scope"]
        return written_schedule(record)

    old, new = read(made(CAME_IN)), made(CAME_IN, FIRST)
    assert told(paired(old.of("review"), written_schedule(new.to_dict()).of("review"))) == [
        ("2026-02-02", "2026-02-02"),
        ("2026-05-02", "2026-04-28"),
        (None, "2026-10-28"),
    ]
    # whichever of the two was written then
    assert told(paired(written_schedule(new.to_dict()).of("review"), old.of("review"))) == [
        ("2026-02-02", "2026-02-02"),
        ("2026-04-28", "2026-05-02"),
        ("2026-10-28", None),
    ]
    # with one visit more, those of the other placements are told by their dates
    life = read(made(*LIFE))
    without = read(made(*(event for event in LIFE if not isinstance(event, TaskDone))))
    assert ("2026-06-08", "2026-06-08") in told(paired(without.of("visit"), life.of("visit")))
    assert (None, "2026-02-20") in told(paired(without.of("visit"), life.of("visit")))


START = D("2026-01-05")
days = st.integers(0, 300).map(lambda n: START + timedelta(n))
later = st.one_of(
    st.builds(ReviewHeld, on=days),
    st.builds(PlacementMoved, on=days),
    st.builds(TaskDone, on=days, task=st.sampled_from(["visit", "care-plan", "health-assessment"])),
)


@settings(max_examples=15, deadline=None)
@given(
    st.lists(later, max_size=5),
    st.lists(later, max_size=3),
    st.sampled_from(["england", "south-gloucestershire", "newham"]),
    st.booleans(),
)
def test_whatever_happens_each_is_paired_once_with_one_of_its_task(
    life: list[Event], more: list[Event], profile: str, same_events: bool
) -> None:
    old, new = made(CAME_IN, *life, profile=profile), made(CAME_IN, *more, *life, profile=profile)
    pairs = paired(old, new, same_events=same_events)
    assert [now for _, now in pairs if now is not None] == list(new)
    olds = [was for was, _ in pairs if was is not None]
    assert sorted(due.id for due in olds) == sorted(due.id for due in old)
    ids = {due.id for due in new}
    for was, now in pairs:
        if was is not None and now is not None:
            assert (was.task, was.period_of_care, was.scope.kind) == (now.task, now.period_of_care, now.scope.kind)
        if was is not None and was.id in ids:
            assert now is not None
            assert now.id == was.id
