"""Reviews and visits on the way to adoption. Authority: SI 2005/389 reg 36 (rows A1 to A6, read), SI 2010/959 reg 3 (A7)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from hypothesis import example, given
from hypothesis import strategies as st
from tests.property import by_hand
from tests.property.effort import effort
from tests.property.provisions import AAR_36
from tests.property.reading import advice, check_amounts, limits_of, review_dates, schedule_of, spans, under
from tests.property.strategies.courses import came, in_order
from tests.property.strategies.days import starts
from tests.property.strategies.lives import Life, lives

from lacreview_rules import AuthorisedForAdoption, PlacedForAdoption, ReviewHeld, TaskDone

ORDINARY = ("R1", "R2", "R3", "R3-2020", "D4", "S1", "S2", "S1-2020", "S2-2020")


class Adopted(NamedTuple):
    """A child authorised to be placed for adoption on one day, placed on a later one, and reviewed on days of their own."""

    life: Life
    start: date
    authorised: date
    placed: date | None
    held: tuple[date, ...]


@st.composite
def adopted(draw: st.DrawFn, *, placed: bool | None = None) -> Adopted:
    """Authority within two years of the start of care, the placement within a year of that or not at all."""
    start = draw(starts)
    held = [start + timedelta(n) for n in draw(in_order(5, 10, 200))]
    authorised = start + timedelta(draw(st.integers(1, 500)))
    where = None
    if placed or (placed is None and draw(st.booleans())):
        where = authorised + timedelta(draw(st.integers(0, 300)))
        held = [day for day in held if day != where]
    events = [
        came(start, legal_status=draw(st.sampled_from(["section-20", "care-order", "short-break"]))),
        AuthorisedForAdoption(on=authorised),
        *(ReviewHeld(on=day) for day in held),
    ]
    if where is not None:
        events.append(PlacedForAdoption(on=where))
    return Adopted(Life(tuple(events)), start, authorised, where, tuple(held))


@effort(0.6)
@given(lives())
def test_every_interval_is_as_long_as_the_regulation_says(found: Life) -> None:
    """Reg 36(1), (3), (4): whatever happened, a limit of these rows ends where its words say."""
    check_amounts(schedule_of(found), AAR_36)


@given(adopted(placed=False))
def test_with_authority_and_not_placed_three_months_then_six(found: Adopted) -> None:
    """Reg 36(1)(a), (b), "not more than 3 months after the date on which the agency first has authority", then six from each review."""
    schedule = schedule_of(found.life)
    assert {limit.due for limit in under(schedule, "A1", "A1-2020")} == {by_hand.corresponding(found.authorised, 3)}
    assert spans(under(schedule, "A2", "A2-2020")) == {
        (day, by_hand.corresponding(day, 6)) for day in found.held if day >= found.authorised
    }
    assert len(advice(schedule, "adoption-review-overlap")) == 1


@given(adopted(placed=False))
def test_until_placement_ordinary_reviews_go_on(found: Adopted) -> None:
    """SI 2010/959 reg 3 (statute.md A7): authority brings limits of its own and takes none away, so no review is due later for it."""
    ordinary = review_dates(schedule_of(found.life.without(AuthorisedForAdoption)))
    due = review_dates(schedule_of(found.life))
    assert {key: day for key, day in ordinary.items() if due[key] > day} == {}
    assert {limit.start for limit in under(schedule_of(found.life), *ORDINARY)} >= {found.start, *found.held}


@effort(1.5)
@given(adopted(placed=True))
@example(
    Adopted(
        Life((came(date(2025, 10, 1)), AuthorisedForAdoption(on=date(2026, 1, 12)), PlacedForAdoption(on=date(2026, 4, 20)))),
        date(2025, 10, 1),
        date(2026, 1, 12),
        date(2026, 4, 20),
        (),
    )
)
def test_placed_for_adoption_four_weeks_then_three_months_then_six(found: Adopted) -> None:
    """Reg 36(3)(a) to (c), "not more than 4 weeks after the date on which the child is placed": 28 days, not twenty working days."""
    assert found.placed is not None
    schedule = schedule_of(found.life)
    after = [day for day in found.held if day > found.placed]
    assert {limit.due for limit in under(schedule, "A3", "A3-2020")} == {found.placed + timedelta(28)}
    assert spans(under(schedule, "A4", "A4-2020")) == {(day, by_hand.corresponding(day, 3)) for day in after[:1]}
    assert spans(under(schedule, "A5", "A5-2020")) == {(day, by_hand.corresponding(day, 6)) for day in after[1:]}


@given(adopted(placed=True))
def test_at_placement_the_2010_regulations_stop(found: Adopted) -> None:
    """SI 2010/959 reg 3 (statute.md 11.18): no limit of reg 33 falls on a review that is due or held once the child is placed."""
    assert found.placed is not None
    schedule = schedule_of(found.life)
    held = dict(enumerate(found.held, 1))
    for limit in under(schedule, *ORDINARY, "A1", "A1-2020", "A2", "A2-2020"):
        assert min(limit.due, held.get(limit.review or 0, date.max)) < found.placed


@given(adopted(placed=True), in_order(8, 1, 20))
@example(
    Adopted(
        Life(
            (
                came(date(2025, 1, 6), legal_status="short-break"),
                AuthorisedForAdoption(on=date(2025, 1, 7)),
                PlacedForAdoption(on=date(2025, 1, 7)),
            )
        ),
        date(2025, 1, 6),
        date(2025, 1, 7),
        date(2025, 1, 7),
        (),
    ),
    [],
)
def test_visits_weekly_until_the_first_review_of_the_placement(found: Adopted, after: list[int]) -> None:
    """Reg 36(4)(a), "within one week of the placement and thereafter at least once a week until the first review"."""
    assert found.placed is not None
    made = [found.placed + timedelta(n) for n in after]
    schedule = schedule_of(found.life.plus(*(TaskDone(on=day, task="visit") for day in made)))
    visits = [limit for limit in limits_of(schedule.due_dates) if limit.task == "visit" and limit.start >= found.placed]
    first = min((day for day in found.held if day > found.placed), default=date.max)
    week = timedelta(7)
    assert {limit.due for limit in visits if limit.counted_from == "placement-started"} == {found.placed + week}
    # A visit paid before the review was one of those owed each week, though its week would have ended after the review.
    next_made = [min((other for other in made if other > day), default=date.max) for day in made]
    weekly = {day for day, after_it in zip(made, next_made, strict=True) if day + week <= first or after_it < first}
    assert spans(limit for limit in visits if limit.counted_from == "visit") == {(day, day + week) for day in weekly}
    then = {number for number, day in enumerate(found.held, 1) if day > found.placed}
    assert then <= {due.review for due in advice(schedule, "adoption-visit-interval")}
