"""When a stay in secure accommodation without an order ends, and what it leaves of the 72 hours. Worked by hand.

Authority: row X3 (SI 1991/1505 reg 10, from memory): no more than 72 hours altogether in any 28 days. A move from one secure unit to
another, or a row for the secure unit dated a day late, ends nothing; nor does a move to nobody says where.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.field_cases.asked import done, happened, looked_after, moved, on, schedule_of

if TYPE_CHECKING:
    from lacreview_rules import DueDate

TASK, SECURED, UNIT = "secure-accommodation-authorised", "secured-without-order", "secure-unit"
BORN = "2010-01-05"
CAME = looked_after("2025-01-06", legal_status="care-order")
FIRST = happened(SECURED, "2025-06-02", at="10:00")
SECOND = happened(SECURED, "2025-06-08", at="10:00")


def last(*events: dict[str, object], as_of: str = "2025-06-08") -> DueDate:
    """The due date of the last stay, on a day."""
    return on(schedule_of(BORN, [CAME, *events]), as_of, TASK)[-1]


def hours(due: DueDate) -> list[str]:
    """What it says of the hours of earlier stays."""
    return [notice for notice in due.notices if "earlier stays" in notice]


@pytest.mark.parametrize(
    "row", [{**moved("2025-06-03", UNIT), "at": "09:00"}, moved("2025-06-03", UNIT), happened("placement-moved", "2025-06-03")]
)
def test_still_in_secure_accommodation(row: dict[str, object]) -> None:
    """Another unit, the row of the same one a day late, and a move to nobody says where: 72 hours from 2 Jun at ten are over."""
    due = last(FIRST, row, as_of="2025-06-20")
    assert (due.status, due.due_at, due.done_on) == ("overdue", "2025-06-05T10:00:00+01:00", None)


def test_out_of_it_after_a_second_unit() -> None:
    due = last(FIRST, {**moved("2025-06-03", UNIT), "at": "09:00"}, {**moved("2025-06-04"), "at": "09:00"})
    assert (due.status, str(due.done_on)) == ("met", "2025-06-04")


def test_a_second_unit_does_not_end_the_hours() -> None:
    """2 Jun at ten to 5 Jun at ten, under two roofs: all 72 had gone on 8 Jun."""
    due = last(FIRST, {**moved("2025-06-03", UNIT), "at": "09:00"}, {**moved("2025-06-05"), "at": "10:00"}, SECOND)
    assert due.due_at == "2025-06-08T10:00:00+01:00"
    assert hours(due) == ["all of the 72 hours had gone in earlier stays within 28 days"]


def test_nor_does_its_row_dated_a_day_late() -> None:
    """48 hours until 4 Jun at ten; 24 are left."""
    due = last(FIRST, moved("2025-06-03", UNIT), {**moved("2025-06-04"), "at": "10:00"}, SECOND)
    assert (due.due_at, hours(due)) == ("2025-06-09T10:00:00+01:00", ["48 hours of the 72 hours had gone in earlier stays within 28 days"])


def test_a_move_to_nobody_says_where_may_have_been_to_another_unit() -> None:
    """48 hours, if it was; the earlier date, and the doubt is told."""
    due = last(FIRST, happened("placement-moved", "2025-06-03", at="10:00"), {**moved("2025-06-04"), "at": "10:00"}, SECOND)
    assert due.due_at == "2025-06-09T10:00:00+01:00"
    assert "may be later" in hours(due)[0]


def test_authorised_in_an_earlier_period_of_care() -> None:
    """24 hours until the court authorised it; 48 are left on 22 Jun, though care ended and began again."""
    order = {**done(TASK, "2025-06-03"), "at": "10:00"}
    out = (happened("ceased-to-be-looked-after", "2025-06-14", reason="returned-home"), looked_after("2025-06-20"))
    due = last(FIRST, order, *out, happened(SECURED, "2025-06-22", at="10:00"), as_of="2025-06-22")
    assert (due.due_at, hours(due)) == ("2025-06-24T10:00:00+01:00", ["24 hours of the 72 hours had gone in earlier stays within 28 days"])


def test_care_that_ended_ends_the_stay() -> None:
    """Two days and six hours until 4 Jun at four in the afternoon: 18 are left."""
    out = (happened("ceased-to-be-looked-after", "2025-06-04", at="16:00", reason="returned-home"), looked_after("2025-06-07"))
    due = last(FIRST, *out, SECOND)
    assert (due.due_at, len(hours(due))) == ("2025-06-09T04:00:00+01:00", 1)


def test_two_stays_on_one_day() -> None:
    """Eight to twelve, and again at six in the evening: 68 are left, until 5 Jun at two."""
    first, again = (happened(SECURED, "2025-06-02", at=at) for at in ("08:00", "18:00"))
    due = last(first, {**moved("2025-06-02"), "at": "12:00"}, again)
    assert (due.due_at, hours(due)) == ("2025-06-05T14:00:00+01:00", ["4 hours of the 72 hours had gone in earlier stays within 28 days"])


def test_two_stays_on_one_day_without_the_time_of_the_move() -> None:
    """It may have come first: ten hours, and the doubt is told."""
    first, again = (happened(SECURED, "2025-06-02", at=at) for at in ("08:00", "18:00"))
    due = last(first, moved("2025-06-02"), again)
    assert due.due_at == "2025-06-05T08:00:00+01:00"
    assert "may be later" in hours(due)[0]


def test_hours_that_are_not_whole_are_explained() -> None:
    """2 Jun at ten to 4 Jun at half past two at night are 40 and a half; 31 and a half are left."""
    due = last(FIRST, {**moved("2025-06-04"), "at": "02:30"}, SECOND)
    assert due.due_at == "2025-06-09T17:30:00+01:00"
    told = str(due.explanation)
    assert "Counted: what earlier stays leave of 72 hours in 28 days, 31 hours 30 minutes, after Sun 8 Jun 2025" in told
    assert "Counted: nothing" not in told
    assert hours(due) == ["40 hours 30 minutes of the 72 hours had gone in earlier stays within 28 days"]


def test_half_an_hour_is_left() -> None:
    """Until 5 Jun at half past nine: not all of the 72 hours had gone."""
    due = last(FIRST, {**moved("2025-06-05"), "at": "09:30"}, SECOND)
    assert due.due_at == "2025-06-08T10:30:00+01:00"
    assert hours(due) == ["71 hours 30 minutes of the 72 hours had gone in earlier stays within 28 days"]


def test_what_is_left_on_days_alone_is_explained() -> None:
    """Without a time: 24 of 2 Jun, the rest by the end of 9 Jun; nothing is said to the minute."""
    due = last(happened(SECURED, "2025-06-02"), moved("2025-06-03"), happened(SECURED, "2025-06-08"))
    assert str(due.due) == "2025-06-08"
    assert "Counted: what earlier stays leave of 72 hours in 28 days, after Sun 8 Jun 2025" in str(due.explanation)


def test_out_again_on_the_day() -> None:
    """Secured at ten, out at four in the afternoon: met on the day, and six hours are counted later."""
    out = {**moved("2025-06-02"), "at": "16:00"}
    due = last(FIRST, out, as_of="2025-06-20")
    assert (due.status, str(due.done_on)) == ("met", "2025-06-02")
    assert hours(last(FIRST, out, SECOND)) == ["6 hours of the 72 hours had gone in earlier stays within 28 days"]


def test_out_and_secured_again_on_one_day() -> None:
    """Each stay has its own end: at noon, and at ten on the next day."""
    first, again = (happened(SECURED, "2025-06-02", at=at) for at in ("08:00", "18:00"))
    moves = ({**moved("2025-06-02"), "at": "12:00"}, {**moved("2025-06-03"), "at": "10:00"})
    found = on(schedule_of(BORN, [CAME, first, again, *moves]), "2025-06-20", TASK)
    assert [(due.status, str(due.done_on)) for due in found] == [("met", "2025-06-02"), ("met", "2025-06-03")]


def test_out_at_eight_and_secured_at_noon() -> None:
    """The move at eight ends the stay of the day before, and not the one that begins at noon."""
    again = happened(SECURED, "2025-06-03", at="12:00")
    found = on(schedule_of(BORN, [CAME, FIRST, {**moved("2025-06-03"), "at": "08:00"}, again]), "2025-06-20", TASK)
    assert [(due.status, due.done_on and str(due.done_on)) for due in found] == [("met", "2025-06-03"), ("overdue", None)]


@pytest.mark.parametrize(("out", "status"), [("16:00", "met"), ("09:00", "overdue"), (None, "overdue")])
def test_only_a_time_tells_that_the_move_of_the_day_came_after(out: str | None, status: str) -> None:
    move = moved("2025-06-02") | ({} if out is None else {"at": out})
    assert last(FIRST, move, as_of="2025-06-20").status == status


@pytest.mark.parametrize("day", ["2025-01-06", "2025-01-08"])
def test_out_again_on_the_first_day_of_care(day: str) -> None:
    """Looked after at nine, secured at eleven, out at three: met on the day, as it is where care began before."""
    came = {**looked_after("2025-01-06", legal_status="care-order"), "at": "09:00"}
    events = [came, happened(SECURED, day, at="11:00"), {**moved(day, "childrens-home"), "at": "15:00"}]
    found = on(schedule_of(BORN, events), "2025-12-01", TASK)
    assert [(due.status, str(due.done_on)) for due in found] == [("met", day)]


@pytest.mark.parametrize("out", ["00:30", "12:00", None])
def test_a_timed_move_of_the_day_ends_no_stay_that_has_no_time(out: str | None) -> None:
    """It may have come first: the child may be secured from 1 Apr on, and by 16 Apr at the latest all of the 72 hours had gone."""
    move = moved("2026-04-01", "childrens-home") | ({} if out is None else {"at": out})
    events = [looked_after("2026-03-21", legal_status="care-order"), move, happened(SECURED, "2026-04-01"), happened(SECURED, "2026-04-16")]
    due = on(schedule_of(BORN, events), "2026-12-01", TASK)[-1]
    assert str(due.due) == "2026-04-16"
    assert hours(due)[0].startswith("all of the 72 hours had gone in earlier stays within 28 days; ")
    assert "it may be later than this" in hours(due)[0]


REVIEW = "secure-accommodation-review"


def review_of(*events: dict[str, object]) -> tuple[list[str], list[str]]:
    """When the placement in secure accommodation is first to be reviewed, and what is told of the history (row X1: one month)."""
    schedule = schedule_of(BORN, [CAME, *events])
    return [str(due.due) for due in schedule.of(REVIEW) if due.rule == "england/X1"], [str(problem) for problem in schedule.problems]


@pytest.mark.parametrize("after", ["09:00", None])
def test_secured_on_the_day_of_a_move_to_somewhere_else(after: str | None) -> None:
    """Moved at nine and secured at ten, or nobody knows in which order: reviewed by 2 Jul; where the order is not known that is told."""
    found, told = review_of(moved("2025-06-02") | ({} if after is None else {"at": after}), FIRST)
    assert found == ["2025-07-02"]
    assert len(told) == (after is None)


def test_secured_on_the_day_of_a_move_to_nobody_says_where() -> None:
    """The two records are of one move: nothing to tell."""
    for at in ({}, {"at": "10:00"}):
        assert review_of(happened("placement-moved", "2025-06-02", **at), FIRST) == (["2025-07-02"], [])
        assert review_of(happened("placement-moved", "2025-06-02", **at), happened(SECURED, "2025-06-02")) == (["2025-07-02"], [])


def test_secured_on_the_first_day_of_care() -> None:
    came = {"event": "became-looked-after", "on": "2025-06-02", "legal_status": "care-order"}
    found = schedule_of(BORN, [came, FIRST]).of(REVIEW)
    assert str(found[0].due) == "2025-07-02"


def test_out_of_it_again_on_the_day_it_is_not_reviewed() -> None:
    assert review_of(FIRST, {**moved("2025-06-02"), "at": "16:00"}) == ([], [])


LONG_AGO = {"event": "became-looked-after", "on": "2022-01-06", "placement": "foster-care", "legal_status": "care-order"}


@pytest.mark.parametrize("began", ["2022-06-02", "2024-01-02", "2024-04-30", "2024-05-20"])
def test_a_stay_that_began_years_before(began: str) -> None:
    """It ended on 6 Jun 2025 with care, at ten: more than 72 of its hours lie within 28 days, whenever it began."""
    out = happened("ceased-to-be-looked-after", "2025-06-06", at="10:00", reason="returned-home")
    history = [LONG_AGO, happened(SECURED, began, at="10:00"), out, looked_after("2025-06-07"), SECOND]
    due = schedule_of(BORN, history).of(TASK)[-1]
    assert due.due_at == "2025-06-08T10:00:00+01:00"
    assert hours(due) == ["all of the 72 hours had gone in earlier stays within 28 days"]


def test_a_stay_that_goes_on_into_another_regime() -> None:
    """Short breaks became full care while the child was in it: not out of it since January 2022."""
    came = {**LONG_AGO, "legal_status": "short-break"}
    other = {"event": "legal-status-changed", "on": "2024-03-01", "legal_status": "section-20"}
    moves = [happened(SECURED, "2022-02-02", at="10:00"), {**moved("2025-06-06"), "at": "10:00"}]
    due = schedule_of(BORN, [came, other, *moves, SECOND]).of(TASK)[-1]
    assert (due.due_at, len(hours(due))) == ("2025-06-08T10:00:00+01:00", 1)
