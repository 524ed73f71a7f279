"""Visits to the child. Authority: SI 2010/959 reg 28 (rows V1 to V11; V1 to V4 and V6 to V8 were read as made)."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st
from tests.property import by_hand
from tests.property.effort import effort
from tests.property.provisions import REG_28
from tests.property.reading import advice, check_amounts, days_due, limits_of, periods_of, schedule_of, spans, under
from tests.property.strategies.courses import Known, came, moved, visited
from tests.property.strategies.days import starts
from tests.property.strategies.lives import Life, life, lives

from lacreview_rules import Fact, LegalStatusChanged, OtherEvent, ReviewHeld, TaskDone

WEEK, FOUR_WEEKS, SIX_WEEKS = timedelta(7), timedelta(28), timedelta(42)
APRIL_2015 = date(2015, 4, 1)
around_2014 = st.integers(0, 700).map(lambda n: date(2013, 1, 1) + timedelta(n))
"""Placements in which the first year is over before reg 28(3A) began, or a little after."""


def is_first_year(start: date, day: date) -> bool:
    """Whether a day lies in the first year of a placement."""
    return day < by_hand.corresponding(start, 12)


@effort(0.6)
@given(lives())
def test_every_interval_is_as_long_as_the_regulation_says(found: Life) -> None:
    """Reg 28(2) to (7): whatever happened, a limit of these rows ends where its words say, and nothing later binds."""
    check_amounts(schedule_of(found), REG_28)


@given(moved())
def test_the_first_visit_is_within_a_week_of_any_placement(known: Known) -> None:
    """Reg 28(2)(a), "within one week of the start of any placement": every move starts it again."""
    assert [limit.due for limit in under(schedule_of(known.life), "V1", "V1-2020")] == [day + WEEK for day in known.days]


@effort(2)
@given(lives())
@example(life(came(date(2025, 1, 6)), TaskDone(on=date(2025, 12, 31), task="visit")))
@example(life(came(date(2024, 2, 29)), TaskDone(on=date(2025, 2, 27), task="visit")))
def test_in_the_first_year_no_more_than_six_weeks_pass(found: Life) -> None:
    """Reg 28(2)(b), "not more than six weeks for the first year of any placement": after every visit in it at which the child was seen.

    Not in short breaks and not once placed for adoption, which have provisions of their own.
    """
    limits = [limit for limit in limits_of(schedule_of(found).due_dates) if limit.task == "visit"]
    for period in periods_of(found):
        for placement in period.placements:
            for event in period.events:
                day = event.on
                is_visit = isinstance(event, TaskDone) and event.task == "visit" and event.seen
                if not is_visit or period.placement_on(day) is not placement:
                    continue
                if placement.kind == "adoptive" or "short-break" in period.legal_statuses_on(day) or day == period.end:
                    continue
                if is_first_year(placement.start, day):
                    after = [limit for limit in limits if limit.start == day and limit.counted_from == "visit"]
                    assert min(limit.bound for limit in after) <= day + SIX_WEEKS


@given(visited(high=120, most=8))
def test_after_the_first_year_still_six_weeks(known: Known) -> None:
    """Reg 28(2)(c)(ii), "not more than six weeks" for any other placement: after every visit, in the first year or later."""
    due = days_due(schedule_of(known.life), "visit")
    assert due[: len(known.days) + 1] == [known.start + WEEK, *(day + SIX_WEEKS for day in known.days)]


@given(visited("placement-to-last-to-18", high=120, most=8))
@example(Known(life(came(date(2025, 1, 6)), Fact(on=date(2025, 1, 6), fact="placement-to-last-to-18")), ()))
def test_a_placement_meant_to_last_is_visited_every_three_months(known: Known) -> None:
    """Reg 28(2)(c)(i), "not more than three months", from the visits after the first year; before, six weeks (statute.md 11.12)."""
    schedule = schedule_of(known.life)
    expected = [day + SIX_WEEKS if is_first_year(known.start, day) else by_hand.corresponding(day, 3) for day in known.days]
    assert days_due(schedule, "visit")[: len(known.days) + 1] == [known.start + WEEK, *expected]
    lasting = [day for day in known.days if not is_first_year(known.start, day)]
    assert spans(under(schedule, "V3", "V3-2011", "V3-2020")) == {(day, by_hand.corresponding(day, 3)) for day in lasting}


@given(visited("long-term-foster-placement", "child-agrees-to-fewer-visits", high=150, most=8, on=starts | around_2014))
def test_a_child_who_agrees_is_visited_every_six_months(known: Known) -> None:
    """Reg 28(3A), "agrees to be visited less frequently": six months after the first year, from 1 April 2015; before that, three.

    A long-term placement is meant to last until the child is 18 (reg 28(2)(c)(i)).
    """
    lasting = [day for day in known.days if not is_first_year(known.start, day)]
    fewer = [day for day in lasting if day >= APRIL_2015]
    later = {day: by_hand.corresponding(day, 6 if day in fewer else 3) for day in lasting}
    expected = [later.get(day, day + SIX_WEEKS) for day in known.days]
    schedule = schedule_of(known.life)
    assert days_due(schedule, "visit")[: len(known.days) + 1] == [known.start + WEEK, *expected]
    assert spans(under(schedule, "V5", "V5-2020")) == {(day, by_hand.corresponding(day, 6)) for day in fewer}


def weekly_until(known: Known, review: date | None, then: timedelta) -> list[date]:
    """The next visit after each: in a week, unless a review has been held by then; afterwards in so long.

    A visit paid before the review was one of those owed each week, though its week would have ended after the review.
    """
    following = [*known.days[1:], None]
    weekly = [
        review is None or day + WEEK <= review or (after is not None and after < review)
        for day, after in zip(known.days, following, strict=False)
    ]
    return [day + (WEEK if each_week else then) for day, each_week in zip(known.days, weekly, strict=True)]


reviews_held = st.none() | st.integers(1, 200)


@given(visited(placement="parent", legal_status="placement-order", high=30), reviews_held)
def test_with_a_parent_before_the_assessment_weekly_until_the_first_review(known: Known, held: int | None) -> None:
    """Reg 28(3), "at least once a week until the first review": it ends with the review held, not the one due; then six weeks.

    Only for a child in the care of the authority (reg 15(1)).
    """
    review = None if held is None else known.start + timedelta(held)
    found = known.life if review is None else known.life.plus(ReviewHeld(on=review))
    due = days_due(schedule_of(found), "visit")
    assert due[: len(known.days) + 1] == [known.start + WEEK, *weekly_until(known, review, SIX_WEEKS)]


@given(
    visited(placement="parent", legal_status="placement-order", high=30),
    reviews_held,
    st.integers(1, 200),
    st.sampled_from([Fact, TaskDone]),
)
def test_an_assessment_finished_since_ends_none_of_it(known: Known, held: int | None, finished: int, kind: type[Fact | TaskDone]) -> None:
    """Reg 28(3), "Where regulation 19 applies": the placement began before the assessment was finished, which it always did.

    So what is finished since ends neither the weeks, which go on until the first review, nor the six weeks after it.
    """
    day = known.start + timedelta(finished)
    record = Fact(on=day, fact="parent-assessment-completed") if kind is Fact else TaskDone(on=day, task="parent-assessment")
    review = None if held is None else known.start + timedelta(held)
    found = known.life.plus(record)
    found = found if review is None else found.plus(ReviewHeld(on=review))
    due = days_due(schedule_of(found), "visit")
    assert due[: len(known.days) + 1] == [known.start + WEEK, *weekly_until(known, review, SIX_WEEKS)]


@given(visited("temporary-approval", placement="connected-person", high=30), reviews_held)
def test_with_temporary_approval_weekly_until_the_first_review_then_four_weeks(known: Known, held: int | None) -> None:
    """Reg 28(4), "not more than four weeks": weekly until the first review, with a carer approved for the time being."""
    review = None if held is None else known.start + timedelta(held)
    found = known.life if review is None else known.life.plus(ReviewHeld(on=review))
    due = days_due(schedule_of(found), "visit")
    assert due[: len(known.days) + 1] == [known.start + WEEK, *weekly_until(known, review, FOUR_WEEKS)]


@given(visited("parent-assessment-completed", placement="parent", legal_status="interim-care-order", high=30), reviews_held)
def test_under_an_interim_order_with_a_parent_weekly_then_four_weeks(known: Known, held: int | None) -> None:
    """Reg 28(4): an interim care order and living with a parent, the assessment done: weekly until the first review, then four weeks."""
    review = None if held is None else known.start + timedelta(held)
    found = known.life if review is None else known.life.plus(ReviewHeld(on=review))
    due = days_due(schedule_of(found), "visit")
    assert due[: len(known.days) + 1] == [known.start + WEEK, *weekly_until(known, review, FOUR_WEEKS)]


@given(visited(placement="connected-person", most=3), st.integers(0, 200), reviews_held)
def test_temporary_approval_given_between_visits_begins_weeks_and_four_weeks(known: Known, given_after: int, held: int | None) -> None:
    """Reg 28(4): it applies from the day of the approval, however long ago the last visit was; weekly unless a review was held there."""
    given_on = known.start + timedelta(given_after)
    found = known.life.plus(Fact(on=given_on, fact="temporary-approval"))
    found = found if held is None else found.plus(ReviewHeld(on=known.start + timedelta(held)))
    _begins_between_visits(found, given_on, "temporary-approval-given")


@given(visited("parent-assessment-completed", placement="parent", most=3), st.integers(0, 200), reviews_held)
def test_an_interim_order_made_between_visits_begins_weeks_and_four_weeks(known: Known, made_after: int, held: int | None) -> None:
    """Reg 28(4): the same of an interim care order made while the child lives with a parent."""
    made = known.start + timedelta(made_after)
    found = known.life.plus(LegalStatusChanged(on=made, legal_status="interim-care-order"))
    found = found if held is None else found.plus(ReviewHeld(on=known.start + timedelta(held)))
    _begins_between_visits(found, made, "legal-status-changed")


def _begins_between_visits(found: Life, begins: date, name: str) -> None:
    """The next visit is due four weeks after the beginning at the latest, and a week where no review is held until then."""
    limits = [
        one for one in limits_of(schedule_of(found).due_dates) if one.task == "visit" and one.start == begins and one.counted_from == name
    ]
    reviewed = [event.on for event in found.events if isinstance(event, ReviewHeld)]
    assert min(one.bound for one in limits) <= begins + FOUR_WEEKS
    if not any(day <= begins + WEEK for day in reviewed):
        assert min(one.bound for one in limits) <= begins + WEEK


@given(visited("parent-assessment-completed", placement="parent", most=3), st.integers(0, 300))
def test_a_care_order_while_with_a_parent_calls_for_a_visit_within_a_week(known: Known, order: int) -> None:
    """Reg 28(5), "within one week of the making of the care order", then six weeks."""
    made = known.start + timedelta(order)
    schedule = schedule_of(known.life.plus(LegalStatusChanged(on=made, legal_status="care-order")))
    assert {(limit.start, limit.due) for limit in under(schedule, "V8a", "V8a-2020")} == {(made, made + WEEK)}
    assert spans(under(schedule, "V8b", "V8b-2020")) == {(day, day + SIX_WEEKS) for day in known.days if day >= made}


@given(
    starts,
    st.lists(st.integers(0, 500), min_size=1, max_size=3, unique=True),
    st.sampled_from(["arrangements-changed", "home-notice-received"]),
)
def test_arrangements_of_others_and_notices_call_for_a_visit_within_a_week(start: date, when: list[int], kind: str) -> None:
    """Reg 28(6), (7)(b) (the figures from memory): within one week of each change of arrangements, and of first hearing of a notice.

    Reg 28(6) is only of a child "in the care of the responsible authority": a child who is only accommodated has no such visit.
    """
    days = sorted(start + timedelta(n) for n in when)
    happened = [OtherEvent(event=kind, on=day) for day in days]
    rules = ("V9a", "V9a-2020") if kind == "arrangements-changed" else ("V11",)
    for status, owed in (("care-order", True), ("section-20", kind == "home-notice-received")):
        schedule = schedule_of(life(came(start, legal_status=status), *happened))
        assert {limit.due for limit in under(schedule, *rules)} == ({day + WEEK for day in days} if owed else set())


@given(starts, st.lists(st.integers(0, 500), min_size=1, max_size=3, unique=True))
def test_a_visit_that_is_asked_for_has_no_number(start: date, when: list[int]) -> None:
    """Reg 28(7)(a) (from memory): a further visit on a reasonable request, and no date is made up for it."""
    asked = life(came(start), *(OtherEvent(event="visit-requested", on=start + timedelta(n)) for n in when))
    schedule = schedule_of(asked)
    assert len(advice(schedule, "requested-visit")) == len(when)
    assert days_due(schedule, "visit") == days_due(schedule_of(asked.without(OtherEvent)), "visit")
