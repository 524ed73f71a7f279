"""Reviews that were asked for, brought forward or booked.

Looked after on Mon 5 January 2026, unless a test says otherwise. Each test has a profile of its own; dates are counted by hand.
"""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

from tests.small_profiles import D, asked, came, limits, review, reviewed, rule_of, schedule_of, schedule_under

from lacreview_rules import LegalStatusChanged, ReviewAdjourned, ReviewArranged, ReviewHeld, ReviewRequested
from lacreview_rules.schedules.standing import occurrence_of

if TYPE_CHECKING:
    from datetime import date

    from lacreview_rules.schedules.schedule import Schedule


def answers(found: Schedule) -> list[tuple[int | None, str, str, str | None]]:
    told: list[tuple[int | None, str, str, str | None]] = []
    for due in found.of("review"):
        done = due.done_on
        told.append((due.review, due.rule, str(due.due), None if done is None else str(done)))
    return told


# ---- brought forward, and booked


class TestBroughtForward:
    """Statute.md 11.10 and R4."""

    def test_an_extra_review_is_literally_the_second(self) -> None:
        """Default: held 2 March, it is the second, so the next is due in six months, 2 September."""
        schedule = schedule_under(came("2026-01-05"), *reviewed("2026-01-28"), ReviewHeld(on=D("2026-03-02"), additional=True))
        assert (review(schedule, 3).due, review(schedule, 3).rule) == (D("2026-09-02"), "england/R3")

    def test_an_additional_review_may_stand_apart(self) -> None:
        """ReviewScope additional_reviews: three months still run from the first review, to 28 April."""
        schedule = schedule_under(
            came("2026-01-05"),
            *reviewed("2026-01-28"),
            ReviewHeld(on=D("2026-03-02"), additional=True),
            additional_reviews="stand-apart",
        )
        upcoming = next(due for due in schedule.of("review") if due.status == "upcoming")
        assert (upcoming.due, upcoming.rule) == (D("2026-04-28"), "england/R2")

    def test_what_is_for_a_first_review_is_not_asked_of_one_that_stands_apart(self) -> None:
        """Newham/NH9 is for the first review only; the review of 2 March is not the first."""
        schedule = schedule_under(
            came("2026-01-05"),
            *reviewed("2026-01-28"),
            ReviewHeld(on=D("2026-03-02"), additional=True),
            profile="newham",
            additional_reviews="stand-apart",
        )
        assert [due.review for due in schedule.of("review-report") if due.rule == "newham/NH9"] == [1]

    def test_the_date_that_the_iro_names_binds(self) -> None:
        """CPR 2010 reg 33(3): before the time of paragraph (1) or (2). Then six months from the review held."""
        asked = ReviewRequested(on=D("2026-02-23"), by="IRO", review_by=D("2026-03-06"))
        history = (came("2026-01-05"), *reviewed("2026-01-28"), asked)
        assert limits(review(schedule_under(*history), 2)) == [("england/R4", "2026-03-06"), ("england/R2", "2026-04-28")]
        completions_used = schedule_under(*history, *reviewed("2026-03-05"))
        assert review(completions_used, 2).status == "met"
        assert review(completions_used, 3).due == D("2026-09-05")

    def test_a_request_that_names_no_date_is_advice(self) -> None:
        """Statute.md R4: no number. The date of the second review does not move."""
        schedule = schedule_under(came("2026-01-05"), *reviewed("2026-01-28"), ReviewRequested(on=D("2026-02-23"), by="IRO"))
        assert [(due.rule, due.due) for due in schedule.of("review") if due.status == "advisory"] == [("england/R4", None)]
        assert review(schedule, 2).due == D("2026-04-28")

    def test_a_date_before_the_request_is_a_problem(self) -> None:
        """Design.md: an impossible history is reported (a booking for a day before it was made is)."""
        asked = ReviewRequested(on=D("2026-02-23"), by="IRO", review_by=D("2026-02-06"))
        assert schedule_under(came("2026-01-05"), *reviewed("2026-01-28"), asked).problems


class TestBookings:
    """Design.md, projection: an arranged date never moves a due date; what counts back moves with it."""

    FIRST = ReviewArranged(on=D("2026-01-12"), review_on=D("2026-01-27"))

    def report(self, schedule: Schedule) -> tuple[date | None, str]:
        """When the first review's report is due, and on what basis."""
        due = next(due for due in schedule.of("review-report") if due.review == 1)
        return due.due, due.basis

    def test_what_counts_back_counts_from_the_booking(self) -> None:
        """IRO4: 3 working days before Tue 27 January are Thu 22. Three months after are 27 April."""
        schedule = schedule_under(came("2026-01-05"), self.FIRST)
        assert self.report(schedule) == (D("2026-01-22"), "arranged")
        assert (review(schedule, 1).due, review(schedule, 1).basis) == (D("2026-02-02"), "actual")
        assert (review(schedule, 2).due, review(schedule, 2).basis) == (D("2026-04-27"), "arranged")

    def test_without_a_booking_it_counts_from_the_due_date(self) -> None:
        """Three working days before Mon 2 February are Wed 28 January."""
        assert self.report(schedule_under(came("2026-01-05"))) == (D("2026-01-28"), "projected")

    def test_a_second_booking_takes_the_place_of_the_first(self) -> None:
        """Statute.md section 5: recomputed whenever the review is rebooked. Before Fri 30 January: Tue 27."""
        schedule = schedule_under(came("2026-01-05"), self.FIRST, ReviewArranged(on=D("2026-01-20"), review_on=D("2026-01-30")))
        assert self.report(schedule) == (D("2026-01-27"), "arranged")
        assert review(schedule, 2).due == D("2026-04-30")

    def test_a_booking_after_the_due_date_gives_a_notice(self) -> None:
        """Design.md: if it is later, a notice says so; the due date stays 2 February."""
        first = review(schedule_under(came("2026-01-05"), ReviewArranged(on=D("2026-01-12"), review_on=D("2026-02-09"))), 1)
        assert first.due == D("2026-02-02")
        assert any("Mon 9 Feb 2026" in notice and "after its due date" in notice for notice in first.notices)

    def test_a_booking_that_was_used_up_says_nothing_of_the_next_review(self) -> None:
        """History.work_out_arranged: a booking made before the review sat was for that review."""
        schedule = schedule_under(came("2026-01-05"), self.FIRST, *reviewed("2026-01-26"))
        assert review(schedule, 2).basis == "actual"
        assert next(due.basis for due in schedule.of("review-report") if due.review == 2) == "projected"


# ---- asked for


def test_a_review_asked_for_by_a_day_is_answered_by_one_that_stands_apart() -> None:
    """Reg 33(3): asked for by Fri 27 February; an additional review on the 25th answers, and the second stays due on 28 April."""
    held = [ReviewHeld(on=D("2026-01-28")), ReviewHeld(on=D("2026-02-25"), additional=True)]
    found = schedule_of("", *held, asked("2026-02-09", "2026-02-27"), additional_reviews="stand-apart")
    assert answers(found)[:3] == [
        (1, "england/R1", "2026-02-02", "2026-01-28"),
        (2, "england/R4", "2026-02-27", "2026-02-25"),
        (3, "england/R2", "2026-04-28", None),
    ]
    assert "Calculated date: Fri 27 Feb 2026" in str(found.of("review")[1].explanation)


def test_a_review_asked_for_after_the_one_that_stands_apart() -> None:
    """Then nothing held answers: the next review is due by the day asked for, Fri 27 March, before the three months are up."""
    held = [ReviewHeld(on=D("2026-01-28")), ReviewHeld(on=D("2026-02-25"), additional=True)]
    found = schedule_of("", *held, asked("2026-03-09", "2026-03-27"), additional_reviews="stand-apart")
    assert next((rule, due) for _, rule, due, done in answers(found) if done is None) == ("england/R4", "2026-03-27")


def test_a_review_asked_for_when_the_next_is_overdue() -> None:
    """Due on Tue 28 April and not held; asked for on Mon 11 May by Fri 29: if it is assumed held in time, the one after it is asked for."""
    found = schedule_of("", ReviewHeld(on=D("2026-01-28")), asked("2026-05-11", "2026-05-29"))
    second, third = found.of("review")[1:3]
    assert [(limit.rule_id, str(limit.due)) for limit in occurrence_of(second).limits] == [
        ("england/R2", "2026-04-28"),
        ("england/R4", "2026-05-29"),
    ]
    assert [(limit.rule_id, str(limit.due)) for limit in occurrence_of(third).limits] == [
        ("england/R4", "2026-05-29"),
        ("england/R3", "2026-10-28"),
    ]


def test_a_review_asked_for_without_a_day() -> None:
    """It is advice, and the additional review held next is its answer."""
    held = [ReviewHeld(on=D("2026-01-28")), ReviewHeld(on=D("2026-02-25"), additional=True)]
    found = schedule_of("", *held, ReviewRequested(on=D("2026-02-09")), additional_reviews="stand-apart")
    assert (2, "england/R4", "None", "2026-02-25") in answers(found)


def test_a_review_asked_for_on_the_day_of_one_that_stands_apart() -> None:
    """Asked for at 9:00, the additional review at 10:00 answers; at 14:00 it is the next, due by Fri 27 March, and nothing has answered."""
    for at, answer in ((9, (2, "2026-02-25")), (14, (3, None))):
        held = [ReviewHeld(on=D("2026-01-28")), ReviewHeld(on=D("2026-02-25"), at=time(10), additional=True)]
        request = ReviewRequested(on=D("2026-02-25"), at=time(at), review_by=D("2026-03-27"))
        found = answers(schedule_of("", *held, request, additional_reviews="stand-apart"))
        assert [(number, done) for number, rule, due, done in found if (rule, due) == ("england/R4", "2026-03-27")] == [answer], at


def test_a_rule_that_does_not_apply_asks_for_no_review_beside_one_that_stands_apart() -> None:
    """A row for children under a care order, which came in March: asked for in February, reg 33(3) alone limits the answer."""
    rule = rule_of(1, "review", 'limit_from = "review_by"\nafter = "review-requested"\nwhen = { legal_status = "care-order" }')
    held = [ReviewHeld(on=D("2026-01-28")), ReviewHeld(on=D("2026-02-25"), additional=True)]
    events = [*held, asked("2026-02-09", "2026-02-27"), LegalStatusChanged(on=D("2026-03-02"), legal_status="care-order")]
    found = schedule_of(rule, *events, additional_reviews="stand-apart")
    assert limits(review(found, 2)) == [("england/R4", "2026-02-27")]


def test_what_an_adjourned_review_that_stands_apart_asks_for_is_for_the_next_in_turn() -> None:
    """Adjourned on Wed 25 February: three weeks from it, 18 March, limit the third, which comes before its three months (28 April)."""
    rule = rule_of(1, "review", 'limit = "3 weeks"\nafter = "review-adjourned"')
    sat = [ReviewHeld(on=D("2026-02-25"), additional=True), ReviewAdjourned(on=D("2026-02-25")), ReviewHeld(on=D("2026-03-10"))]
    found = schedule_of(rule, *reviewed("2026-01-28"), *sat, *reviewed("2026-04-20"), additional_reviews="stand-apart")
    assert limits(review(found, 3)) == [("ours/1", "2026-03-18"), ("england/R2", "2026-04-28")]
