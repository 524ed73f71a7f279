"""The straight-line calculator, against dates worked by hand in the documentation of what the law leaves open."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.oracles.review_cycle import Answers, Row, rows

D = date.fromisoformat
IN_CARE = "became-looked-after"


def child(*events: tuple[str, str] | tuple[str, str, dict[str, Any]]) -> dict[str, Any]:
    """A history: what happened, when, and what else is recorded of it."""
    return {"child": "A1", "events": [{"event": kind, "on": on} | dict(*more) for kind, on, *more in events]}


def told(history: dict[str, Any], as_of: str = "2026-12-31", **answers: str) -> list[Row]:
    return rows(history, D(as_of), Answers(**answers))


def due(history: dict[str, Any], review: int, **answers: str) -> date:
    """When this review was or is due."""
    return next(row.due for row in told(history, **answers) if (row.task, row.review) == ("review", review))


HELD = child((IN_CARE, "2026-01-05"), ("review-held", "2026-01-28"))


def test_reg_33() -> None:
    """20 working days, then three months from the review that was held, then six (questions 4 and 8)."""
    assert [D("2026-02-02"), D("2026-04-28"), D("2026-10-28")] == [due(HELD, n) for n in (1, 2, 3)]


@pytest.mark.parametrize("start", ["2024-03-15", "2024-03-16", "2024-03-17"])
def test_a_start_on_a_day_off(start: str) -> None:
    """Friday, Saturday and Sunday give the same day (question 5)."""
    assert D("2024-04-16") == due(child((IN_CARE, start)), 1)


def test_before_april_2011() -> None:
    """SI 1991/895: four weeks, for care that began on or before 31 March 2011 (question 23)."""
    assert D("2011-04-28") == due(child((IN_CARE, "2011-03-31")), 1)
    assert D("2011-05-05") == due(child((IN_CARE, "2011-04-01")), 1)


def test_an_adjournment() -> None:
    """Reg 36(2); question 9: met by the sitting, the next counted from completion, unless answered otherwise."""
    history = child((IN_CARE, "2026-03-04"), ("review-adjourned", "2026-03-30"), ("review-held", "2026-04-27"))
    first, completion, second, _ = told(history)
    assert (D("2026-04-01"), "met", D("2026-03-30")) == (first.due, first.status, first.done_on)
    assert ("review-completed", D("2026-04-29"), "met") == (completion.task, completion.due, completion.status)
    assert D("2026-07-27") == second.due
    late = told(history, adjourned_review_met_by="completion")[0]
    assert ("met-late", 26) == (late.status, late.days_late)
    assert D("2026-06-30") == due(history, 2, interval_after_adjournment_from="sitting")


def test_a_second_adjournment_is_passed_over() -> None:
    """Once only, reg 36(2): the completion stays due 20 working days after the first."""
    history = child((IN_CARE, "2026-03-04"), ("review-adjourned", "2026-03-30"), ("review-adjourned", "2026-04-20"))
    assert D("2026-04-29") == next(row.due for row in told(history) if row.task == "review-completed")


def test_a_review_brought_forward() -> None:
    """Reg 33(3): by the day named, if that is earlier."""
    asked = ("review-requested", "2026-03-02")
    earlier = child((IN_CARE, "2026-01-05"), ("review-held", "2026-01-28"), (*asked, {"review_by": "2026-03-20"}))
    later = child((IN_CARE, "2026-01-05"), ("review-held", "2026-01-28"), (*asked, {"review_by": "2026-06-01"}))
    assert [D("2026-03-20"), D("2026-04-28")] == [due(history, 2) for history in (earlier, later)]


def test_an_additional_review() -> None:
    """Question 10: it is the second, unless it stands apart; and then it can still be the one that was asked for."""
    extra = ("review-held", "2026-03-10", {"additional": True})
    history = child((IN_CARE, "2026-01-05"), ("review-held", "2026-01-28"), extra)
    assert D("2026-09-10") == due(history, 3)
    assert D("2026-04-28") == due(history, 3, additional_reviews="stand-apart")
    assert [1, 3, 4] == [row.review for row in told(history, additional_reviews="stand-apart")]
    history["events"].append({"event": "review-requested", "on": "2026-03-02", "review_by": "2026-03-20"})
    answered = told(history, additional_reviews="stand-apart")[1]
    assert (2, D("2026-03-20"), "met") == (answered.review, answered.due, answered.status)
    assert D("2026-04-28") == due(history, 3, additional_reviews="stand-apart")


def test_a_booking_moves_no_due_date() -> None:
    """It is what later ones are counted from while the review is still to come."""
    history = child((IN_CARE, "2026-01-05"), ("review-held", "2026-01-28"), ("review-arranged", "2026-01-28", {"review_on": "2026-04-10"}))
    second, third = told(history)[1:]
    assert (D("2026-04-28"), "actual") == (second.due, second.basis)
    assert (D("2026-10-10"), "arranged") == (third.due, third.basis)


@pytest.mark.parametrize(
    ("ceased", "status"), [("2026-04-13", "cancelled"), ("2026-04-28", "cancelled"), ("2026-04-29", "overdue"), ("2026-05-05", "overdue")]
)
def test_ceasing(ceased: str, status: str) -> None:
    """Question 16: what was not yet due falls away, and what was due on that day; what was already due stays."""
    history = {**HELD, "events": [*HELD["events"], {"event": "ceased-to-be-looked-after", "on": ceased}]}
    assert [status] == [row.status for row in told(history) if row.review == 2]
    assert 2 == len(told(history))


def test_coming_back() -> None:
    """Question 17: a new period of care, and a first review."""
    history = child((IN_CARE, "2025-01-06"), ("ceased-to-be-looked-after", "2025-08-01"), (IN_CARE, "2025-11-03"))
    assert [(2, 1, D("2025-12-01"))] == [(row.period, row.review, row.due) for row in told(history) if row.period == 2][:1]


def test_adoption() -> None:
    """Question 18: both run until placement, the earlier binds; from placement, four weeks."""
    placed = ("placed-for-adoption", "2026-04-20")
    history = child(
        (IN_CARE, "2025-10-06"),
        ("review-held", "2025-10-28"),
        ("authorised-for-adoption", "2026-01-12"),
        ("review-held", "2026-01-27"),
        placed,
    )
    assert [D("2026-01-28"), D("2026-05-18")] == [due(history, n) for n in (2, 3)]


def test_short_breaks() -> None:
    """Reg 48: three months to the first review, six to each later one."""
    history = child((IN_CARE, "2026-01-05", {"legal_status": "short-break"}), ("review-held", "2026-03-02"))
    assert [D("2026-04-05"), D("2026-09-02")] == [due(history, n) for n in (1, 2)]


@pytest.mark.parametrize(
    ("as_of", "status", "late"),
    [("2026-04-27", "upcoming", None), ("2026-04-28", "due-today", None), ("2026-04-29", "overdue", 1), ("2026-11-30", "overdue", 216)],
)
def test_standing_on_a_day(as_of: str, status: str, late: int | None) -> None:
    """A review is late from the day after its due date; the one after it cannot be, before it has been held."""
    second, third = told(HELD, as_of)[1:]
    assert (status, late) == (second.status, second.days_late)
    assert ("upcoming" if as_of < "2026-10-28" else "not-recorded") == third.status
