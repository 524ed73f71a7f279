"""What happens to due dates when a life begins later, or a day becomes a holiday.

Authority: statute.md K2 (counting after an event), K1 (months know no holidays), 1971 Act s1(3) (proclaimed days).
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from hypothesis import assume, given
from hypothesis import strategies as st
from tests.property.effort import effort
from tests.property.invariants import check_one_more_holiday
from tests.property.reading import SHIPPED, Counted, all_dues, limits_of, review_dates, schedule_of
from tests.property.strategies.calendars import BASE, extra_days, with_extra
from tests.property.strategies.courses import Known, reviewed
from tests.property.strategies.days import any_days
from tests.property.strategies.lives import Life, lives, lives_in_care
from tests.property.strategies.local_profiles import Local, local_profiles
from tests.property.strategies.timeline import shifted

from lacreview_rules import ReviewHeld, england_and_wales, load_profile
from lacreview_rules.counting.periods import Period

CALENDAR = england_and_wales()
in_2024 = st.integers(0, 300).map(lambda n: date(2024, 1, 1) + timedelta(n))
"""Care that begins early in the years of the calendar, so that two years of it and what is projected lie within them."""


@lru_cache
def lengths(profile: str) -> list[tuple[str, Period, bool, bool]]:
    """Every timescale of a profile that has a number: its id, each length, whether it counts back, whether it counts the first day."""
    rules = load_profile(profile).timescales
    return [
        (rule.id, Period.parse(text), rule.before is not None, rule.inclusive) for rule in rules for text in rule.limit if text != "midway"
    ]


@given(any_days, any_days, st.sampled_from(SHIPPED))
def test_no_timescale_ends_earlier_when_it_is_counted_from_a_later_day(a: date, b: date, profile: str) -> None:
    """K2: for every timescale of every shipped profile, forward or back."""
    a, b = sorted((a, b))
    for rule, period, back, inclusive in lengths(profile):
        if back:
            assert period.before(a, CALENDAR) <= period.before(b, CALENDAR), rule
        else:
            assert period.after(a, CALENDAR, inclusive=inclusive) <= period.after(b, CALENDAR, inclusive=inclusive), rule


def by_place(found: Life, limits: list[Counted]) -> dict[tuple[object, ...], date]:
    """Limits that count from what is recorded, by the rule and by how many days into the life the count starts."""
    start = found.events[0].on
    return {(limit.task, limit.rule, limit.phrase, (limit.start - start).days): limit.due for limit in limits if limit.basis == "actual"}


@effort(1.5)
@given(lives(on=in_2024), st.integers(0, 400), st.sampled_from(SHIPPED))
def test_a_life_that_begins_later_has_no_earlier_limit(found: Life, later: int, profile: str) -> None:
    """K2: the same events so many days later: every limit that the same rule sets from the same event is as late or later."""
    moved = found.shifted(timedelta(later))
    then, now = (by_place(one, limits_of(all_dues(schedule_of(one, profile)))) for one in (found, moved))
    both = then.keys() & now.keys()
    assert {key: then[key] for key in both if now[key] < then[key]} == {}


@given(reviewed(on=in_2024), st.integers(0, 60))
def test_a_review_held_later_brings_no_earlier_review(known: Known, later: int) -> None:
    """Reg 33(2), "after the first": the last review held so many days later leaves what follows as late or later."""
    assume(known.days)
    last = known.days[-1]
    events = (
        shifted(event, timedelta(later)) if isinstance(event, ReviewHeld) and event.on == last else event for event in known.life.events
    )
    then, now = review_dates(schedule_of(known.life)), review_dates(schedule_of(known.life._replace(events=tuple(events))))
    assert {key: day for key, day in then.items() if now[key] < day} == {}


@effort(1.5)
@given(lives(on=in_2024), st.sampled_from(SHIPPED), extra_days(first=date(2024, 1, 1)))
def test_one_more_holiday_makes_nothing_due_earlier_and_moves_no_month(found: Life, profile: str, extra: date) -> None:
    """1971 Act s1(3), K1: counted forward in working days, as late or later; in days, weeks or months, the same day.

    What is counted back from a review in working days is the mirror image: it has to be done as early or earlier. Dates that
    hang on something that is only assumed move with it, so the promise is about what counts from a recorded event.
    """
    check_one_more_holiday(found, load_profile(profile), BASE, with_extra(extra))


@effort(0.3)
@given(lives(on=in_2024), local_profiles(), extra_days(first=date(2024, 1, 1)))
def test_one_more_holiday_under_any_local_profile(found: Life, local: Local, extra: date) -> None:
    """1971 Act s1(3), K1: whatever an authority writes."""
    check_one_more_holiday(found, local.profile, BASE, with_extra(extra))


@given(reviewed(on=in_2024), extra_days(first=date(2024, 1, 1)))
def test_one_more_holiday_moves_the_first_review_by_a_working_day_at_most(known: Known, extra: date) -> None:
    """Reg 33(1): a holiday within the twenty working days puts the first review off to the next; no other review that follows one held."""
    old, new = review_dates(schedule_of(known.life, calendar=BASE)), review_dates(schedule_of(known.life, calendar=with_extra(extra)))
    first = old[1, 1]
    counts = known.start < extra <= first and BASE.is_working_day(extra)
    assert new[1, 1] == (BASE.add_working_days(first, 1) if counts else first)
    held = range(2, len(known.days) + 2)
    assert [new[1, number] for number in held] == [old[1, number] for number in held]


@given(lives_in_care(on=in_2024), extra_days(first=date(2024, 1, 1)))
def test_a_holiday_at_a_weekend_changes_nothing(found: Life, extra: date) -> None:
    """1971 Act: a Saturday or Sunday was no working day before it was named."""
    weekend = extra + timedelta((5 - extra.weekday()) % 7)
    old, new = (schedule_of(found, calendar=calendar) for calendar in (BASE, with_extra(weekend)))
    assert [(due.task, due.due) for due in new.due_dates] == [(due.task, due.due) for due in old.due_dates]
