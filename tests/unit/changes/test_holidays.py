"""What a change of bank holidays does to due dates: exactly which move, from when to when.

Every date was counted by hand. Mon 15 June 2026 is proposed; Mon 25 May and Mon 31 August 2026 are bank holidays.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.small_profiles import D

from lacreview_rules import (
    BecameLookedAfter,
    DecisionsIssued,
    Event,
    History,
    PlacementMoved,
    ReviewArranged,
    ReviewHeld,
    TaskDone,
    WorkingCalendar,
    build_schedule,
    england_and_wales,
    load_profile,
)
from lacreview_rules.changes.holidays import MovedDate, effect_on, moved_due_dates
from lacreview_rules.counting.calendars import BankHoliday, Layer
from lacreview_rules.counting.periods import Unit
from lacreview_rules.errors import CalendarRangeError, HistoryError
from lacreview_rules.schedules.standing import occurrence_of

ENGLAND = load_profile("england")
NOW = england_and_wales()


def with_days(*added: str, removed: tuple[str, ...] = ()) -> WorkingCalendar:
    days = tuple(BankHoliday(D(day), "Proposed") for day in added)
    return NOW.with_layer(Layer(days, tuple(D(day) for day in removed), "proposed"))


JUNE = with_days("2026-06-15")


def moves(*events: Event, after: WorkingCalendar = JUNE, profile: str = "england") -> dict[tuple[str, int | None], tuple[str, str]]:
    """What moves: the rule and the review to the two dates."""
    effect = effect_on(History("A1", list(events), D("2014-05-02")), load_profile(profile), NOW, after)
    return {(move.due.rule, move.due.review): (str(move.was), str(move.now)) for move in effect.moved}


def test_a_first_review_that_counts_over_the_day() -> None:
    """Twenty days after Thu 28 May are Thu 25 June, and Fri 26 June without the 15th."""
    found = moves(BecameLookedAfter(on=D("2026-05-28")))
    assert found["england/R1", 1] == ("2026-06-25", "2026-06-26")
    assert found["england/H1", None] == ("2026-06-25", "2026-06-26")


def test_what_hangs_on_an_assumed_date_moves_with_it() -> None:
    """The second review is three months after the first, which is assumed on its own due date."""
    assert moves(BecameLookedAfter(on=D("2026-05-28")))["england/R2", 2] == ("2026-09-25", "2026-09-26")


def test_only_counts_of_working_days_over_the_day_move() -> None:
    """Reviewed on Mon 1 June: the record (15 days) and what is 10 and 20 days on move; 3 months and 5 days do not.

    The decisions are due on Mon 8 June, before the day; the manager's response, five days after that, on the 15th itself.
    """
    assert moves(BecameLookedAfter(on=D("2026-05-05")), ReviewHeld(on=D("2026-06-01"))) == {
        ("england/IRO6", 1): ("2026-06-15", "2026-06-16"),
        ("england/IRO9", 1): ("2026-06-15", "2026-06-16"),
        ("england/IRO7", 1): ("2026-06-22", "2026-06-23"),
        ("england/IRO8", 1): ("2026-06-29", "2026-06-30"),
    }


@pytest.mark.parametrize("day", ["2026-05-28", "2026-06-26", "2026-06-13"])
def test_a_day_outside_the_count_or_at_a_weekend_moves_no_first_review(day: str) -> None:
    """The day the count starts from, the day after it ends, and a Saturday."""
    assert ("england/R1", 1) not in moves(BecameLookedAfter(on=D("2026-05-28")), after=with_days(day))


def test_a_day_that_already_is_a_holiday_moves_nothing() -> None:
    assert moves(BecameLookedAfter(on=D("2026-05-05")), after=with_days("2026-05-25")) == {}


def test_a_holiday_taken_away_brings_dates_forward() -> None:
    """Twenty days after Mon 10 August are Tue 8 September; if 31 August is worked, Mon 7 September."""
    found = moves(BecameLookedAfter(on=D("2026-08-10")), after=with_days(removed=("2026-08-31",)))
    assert found["england/R1", 1] == ("2026-09-08", "2026-09-07")


def test_a_holiday_that_moves() -> None:
    """From 31 August to Mon 7 September: due on 8 September still, as the one makes up for the other."""
    after = with_days("2026-09-07", removed=("2026-08-31",))
    assert ("england/R1", 1) not in moves(BecameLookedAfter(on=D("2026-08-10")), after=after)
    assert moves(BecameLookedAfter(on=D("2026-08-07")), after=after)["england/R1", 1] == ("2026-09-07", "2026-09-04")


def test_a_count_backwards_moves_to_an_earlier_day() -> None:
    """Review arranged for Wed 17 June: three days before are Fri 12 June, and Thu 11 June without the 15th."""
    events = (
        BecameLookedAfter(on=D("2026-02-02")),
        ReviewHeld(on=D("2026-02-25")),
        ReviewArranged(on=D("2026-02-25"), review_on=D("2026-06-17")),
    )
    found = moves(*events)
    assert found["england/IRO4", 2] == ("2026-06-12", "2026-06-11")
    assert ("england/R2", 2) not in found


def test_a_move_names_the_rule_that_bound_and_the_one_that_will() -> None:
    """Newham's own twenty days move as the regulations' do; of equals, the regulations bind."""
    effect = effect_on(History("A1", [BecameLookedAfter(on=D("2026-05-28"))]), load_profile("newham"), NOW, JUNE)
    first = next(move for move in effect.moved if move.due.task == "review" and move.due.review == 1)
    record = first.to_dict()
    assert (record["from"], record["to"], record["rule_from"], record["rule_to"]) == (
        "2026-06-25",
        "2026-06-26",
        "england/R1",
        "england/R1",
    )
    assert record["status"] == "upcoming"


def test_what_moves_and_what_stays_is_the_whole_schedule() -> None:
    history = History("A1", [BecameLookedAfter(on=D("2026-05-28"))], D("2014-05-02"))
    effect = effect_on(history, ENGLAND, NOW, JUNE)
    assert effect.unmoved + len(effect.moved) == sum(due.due is not None for due in build_schedule(history, ENGLAND, JUNE).due_dates)
    assert effect.to_dict()["unmoved"] == effect.unmoved
    assert effect.to_dict()["calendar"]["id"] == "england-and-wales"
    assert [move.now for move in effect.moved] == sorted(move.now for move in effect.moved if move.now is not None)


def test_statuses_are_given_on_the_day_asked_for() -> None:
    """Due on Thu 25 June, overdue on the 26th; with the holiday, due on that day."""
    effect = effect_on(History("A1", [BecameLookedAfter(on=D("2026-05-28"))]), ENGLAND, NOW, JUNE, as_of=D("2026-06-26"))
    first = next(move for move in effect.moved if move.due.rule == "england/R1")
    assert first.before is not None
    assert (first.before.status, first.due.status) == ("overdue", "due-today")


def test_children_one_after_another() -> None:
    """Histories are taken as they come, and none is read before it is needed."""
    taken = []

    def histories() -> Any:
        for name in ("A1", "A2"):
            taken.append(name)
            yield History(name, [BecameLookedAfter(on=D("2026-05-28"))])

    found = moved_due_dates(histories(), ENGLAND, NOW, JUNE)
    assert next(found).child == "A1"
    assert taken == ["A1"]
    assert {move.child for move in found} == {"A1", "A2"}


def test_a_due_date_in_one_calendar_only() -> None:
    """Its record says so instead of guessing."""
    [due] = [
        due for due in build_schedule(History("A1", [BecameLookedAfter(on=D("2026-05-28"))]), ENGLAND).due_dates if due.rule == "england/R1"
    ]
    gone, come = MovedDate("A1", due, None), MovedDate("A1", None, due)
    assert (gone.to_dict()["from"], gone.to_dict()["to"], gone.to_dict()["rule_to"]) == ("2026-06-25", None, None)
    assert (come.to_dict()["from"], come.to_dict()["to"], come.to_dict()["rule_from"]) == (None, "2026-06-25", None)


def test_errors_are_those_of_a_schedule() -> None:
    impossible = History("A1", [ReviewHeld(on=D("2026-01-14"))])
    with pytest.raises(HistoryError):
        effect_on(impossible, ENGLAND, NOW, JUNE, strict=True)
    assert effect_on(impossible, ENGLAND, NOW, JUNE).problems != ()
    with pytest.raises(CalendarRangeError):
        effect_on(History("A1", [BecameLookedAfter(on=D("2070-01-06"))]), ENGLAND, NOW, JUNE)


# ---- whatever the history

START = date(2026, 1, 5)
days = st.integers(0, 500).map(lambda n: START + timedelta(n))
later = st.one_of(
    st.builds(ReviewHeld, on=days),
    st.builds(PlacementMoved, on=days, placement=st.sampled_from(["foster-care", "childrens-home"])),
    st.builds(DecisionsIssued, on=days),
    st.builds(TaskDone, on=days, task=st.sampled_from(["visit", "care-plan", "health-assessment", "review-report"])),
    st.tuples(days, st.integers(0, 200)).map(lambda pair: ReviewArranged(on=pair[0], review_on=pair[0] + timedelta(pair[1]))),
)
PROFILES = st.sampled_from(["england", "newham", "portsmouth", "south-gloucestershire", "data-return"])


@settings(max_examples=settings().max_examples // 2, deadline=None)
@given(st.lists(later, max_size=10), days, PROFILES)
def test_one_more_holiday(life: list[Event], extra: date, profile: str) -> None:
    """No count of working days after a recorded day ends earlier, none before one later; no date in months moves.

    What counts from an assumed day moves as that day does, and is left out here.
    """
    history = History("A1", [BecameLookedAfter(on=START, placement="foster-care"), *life], D("2014-05-02"))
    after = with_days(str(extra))
    effect = effect_on(history, load_profile(profile), NOW, after)
    for move in effect.moved:
        if move.before is None or move.after is None or {move.before.basis, move.after.basis} != {"actual"}:
            continue
        old, new = occurrence_of(move.before).limits[0], occurrence_of(move.after).limits[0]
        if old.plan.id != new.plan.id:
            continue
        assert old.start == new.start
        assert old.period is not None
        assert old.period.unit is Unit.WORKING_DAY
        assert old.due is not None
        assert new.due is not None
        assert old.due < new.due if old.forward else new.due < old.due
    back = effect_on(history, load_profile(profile), after, NOW)
    there = sorted((str(move.was), str(move.now), move.due.task) for move in effect.moved)
    assert there == sorted((str(move.now), str(move.was), move.due.task) for move in back.moved)
