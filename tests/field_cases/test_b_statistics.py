"""Field cases 10 to 12: what authorities publish and are asked for.

They are figures of the report of a caseload (`tests/unit/caseload/test_figures.py`), and the same can be counted from the
schedules, as here.
"""

from __future__ import annotations

from tests.field_cases.asked import done, held, looked_after, moved, on, schedule_of

CHILDREN = {
    "in time": [looked_after("2026-01-05"), held("2026-01-28"), held("2026-04-20")],
    "late once": [looked_after("2026-01-05"), held("2026-02-12"), held("2026-05-11")],
    "none held": [looked_after("2026-01-05")],
}


def test_reviews_held_and_children_with_all_in_time_can_be_counted() -> None:
    """Field case 10 (Wandsworth, Darlington, Rotherham). First due Mon 2 Feb 2026; second three months after the first."""
    schedules = {name: on(schedule_of("2015-05-02", events), "2026-06-01", "review") for name, events in CHILDREN.items()}
    dues = [due for found in schedules.values() for due in found]
    assert sum(due.done_on is not None for due in dues) == 4
    late = {name for name, found in schedules.items() if any(due.status in {"met-late", "overdue"} for due in found)}
    assert late == {"late once", "none held"}


def test_visits_in_time_can_be_counted() -> None:
    """Field case 11 (Darlington, Rotherham, Haringey). Reg 28(2): within a week, then six weeks apart."""
    visits = [done("visit", day) for day in ("2026-01-09", "2026-02-20", "2026-04-10")]
    dues = on(schedule_of("2015-05-02", [looked_after("2026-01-05"), held("2026-01-28"), *visits]), "2026-04-12", "visit")
    assert [(str(due.due), due.status) for due in dues if due.done_on is not None] == [
        ("2026-01-12", "met"),
        ("2026-02-20", "met"),
        ("2026-04-03", "met-late"),
    ]


def test_two_reviews_three_days_apart_are_remarked_on() -> None:
    """Field case 12 (Isle of Wight, Sheffield): one review in two parts is not two reviews."""
    care = [looked_after("2026-02-02"), *(held(day) for day in ("2026-02-25", "2026-02-28", "2026-08-20"))]
    problems = [f"{problem.where} {problem.what}" for problem in schedule_of("2012-05-14", care).problems]
    assert [text for text in problems if "3 days" in text] != []


def test_two_reviews_months_apart_are_not() -> None:
    care = [looked_after("2026-02-02"), *(held(day) for day in ("2026-02-25", "2026-05-20")), moved("2026-06-01")]
    assert schedule_of("2012-05-14", care).problems == ()
