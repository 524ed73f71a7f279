"""The review cycle and what happens around it. Authority: Children Act 1989 guidance, volume 2 (statute.md 6; rows R11, A8).

No quotation of the guidance could be had; what it says of moves is read off the regulations themselves.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import zip_longest

from hypothesis import example, given
from hypothesis import strategies as st
from tests.property import by_hand
from tests.property.effort import effort
from tests.property.provisions import VOLUME_2
from tests.property.reading import check_amounts, days_due, review_dates, schedule_of, spans, under
from tests.property.strategies.courses import Known, came, in_order, noise, reviewed
from tests.property.strategies.days import PLAIN, starts
from tests.property.strategies.lives import Life, life, lives
from tests.property.strategies.timeline import moves, shifted

from lacreview_rules import Event, Fact, PlacementMoved, ReviewHeld


@effort(1.5)
@given(reviewed(), st.lists(moves, max_size=6))
@example(Known(life(came(PLAIN)), ()), [PlacementMoved(on=date(2025, 1, 20), placement="foster-care")])
def test_no_words_restart_the_reviews_when_a_child_moves(known: Known, moved: list[Event]) -> None:
    """SI 2010/959 reg 33 has one trigger, becoming looked after (statute.md 6): any moves leave every review where it was."""
    elsewhere = known.life.plus(*(shifted(event, known.start - PLAIN) for event in moved))
    assert review_dates(schedule_of(elsewhere)) == review_dates(schedule_of(known.life))


@given(reviewed(amid=noise))
def test_nothing_but_reviews_moves_reviews(known: Known) -> None:
    """Reg 33(2), reg 9, reg 13, reg 28: work done, orders, facts and moves have timescales of their own, and move no review."""
    alone = Life((known.life.events[0], *(ReviewHeld(on=day) for day in known.days)), known.life.born)
    assert review_dates(schedule_of(known.life)) == review_dates(schedule_of(alone))


@given(reviewed(most=3))
def test_a_plan_for_permanence_by_the_second_review(known: Known) -> None:
    """A8 (guidance, at "4 months" in secondary sources): due by the day of the second review, held or expected."""
    second = known.days[1] if len(known.days) > 1 else review_dates(schedule_of(known.life))[1, 2]
    assert days_due(schedule_of(known.life), "permanence-plan") == [second]


@given(lives())
def test_a_meeting_is_owed_a_year_after_the_last(found: Life) -> None:
    """R11 (para 4.17 as Newham's procedure gives it): whatever happened, exactly a year, and guidance only from April 2015."""
    schedule = schedule_of(found)
    check_amounts(schedule, VOLUME_2)
    assert all(limit.start >= date(2015, 4, 1) for limit in under(schedule, "R11"))


@given(starts.filter(lambda day: day >= date(2015, 4, 1)), in_order(5, 100, 220), st.lists(st.booleans(), min_size=5, max_size=5))
def test_in_long_term_fostering_one_meeting_a_year_and_reviews_every_six_months(
    start: date, after: list[int], meetings: list[bool]
) -> None:
    """R11 (statute.md 11.15): an annual meeting is not an annual review: the reviews themselves stay six-monthly.

    The meeting is owed only where the placement is over a year old on the day that it is due, or held if that is sooner.
    """
    held = {start + timedelta(n): meeting for n, meeting in zip(after, meetings, strict=False)}
    reviews = [ReviewHeld(on=day, meeting=meeting) for day, meeting in held.items()]
    found = life(came(start), Fact(on=start, fact="long-term-foster-placement"), *reviews)
    schedule = schedule_of(found)
    assert review_dates(schedule) == review_dates(schedule_of(life(came(start), *(ReviewHeld(on=day) for day in held))))
    met = sorted(day for day, meeting in held.items() if meeting)
    owed = set()
    for day, following in zip_longest(met, met[1:], fillvalue=date.max):
        if min(by_hand.corresponding(day, 12), following) >= by_hand.corresponding(start, 12):
            owed.add((day, by_hand.corresponding(day, 12)))
    assert spans(under(schedule, "R11")) == owed
