"""Six pages of procedures, made up in the manner of published ones, written as profiles from the documentation alone.

Authority: what authorities' procedures say (reports, decisions and records by working days; visits as the reviewing officer decides;
terms and school days; health; supervision and decisions that are passed on; leaving care). Each date is counted on a wall calendar:
5 January 2026 is a Monday, Easter Monday is 6 April, and 4 and 25 May are bank holidays.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lacreview_rules import build_schedule, load_profile, parse_history

Event = dict[str, Any]


def ev(event: str, on: str, **more: Any) -> Event:
    return {"event": event, "on": on} | more


def done(task: str, on: str, **more: Any) -> Event:
    return ev("task-done", on, task=task) | more


def under(
    page: str, events: list[Event], task: str, *, until: str | None = None, as_of: str | None = None, born: str = "2014-05-02"
) -> Any:
    """The due dates of a task under one of the pages."""
    history = parse_history({"child": "A1", "date_of_birth": born, "events": events})
    schedule = build_schedule(history, load_profile(PAGES / f"{page}.toml"), until=date.fromisoformat(until) if until else None)
    return (schedule.on(date.fromisoformat(as_of)) if as_of else schedule).of(task)


CAME = ev("became-looked-after", "2026-01-05", placement="foster-care", legal_status="section-20")
REVIEWED = ev("review-held", "2026-01-30")
LONG_AGO = ev("became-looked-after", "2025-01-06", placement="foster-care", legal_status="care-order")
TO_LAST = ev("fact", "2025-01-06", fact="placement-to-last-to-18")
APPROVED = ev("fact", "2026-01-05", fact="temporary-approval")

PAGES = Path(__file__).parent / "six_pages"


@pytest.mark.parametrize(
    ("page", "events", "task", "place", "due", "more"),
    [
        ("reports", [CAME], "review-report", 0, "2026-01-28", {}),
        ("reports", [CAME], "views-gathered", 0, "2026-01-26", {}),
        ("reports", [CAME, REVIEWED], "review-report", 1, "2026-04-16", {}),
        ("reports", [CAME, REVIEWED], "decisions", 0, "2026-02-03", {}),
        ("reports", [CAME, REVIEWED, done("decisions", "2026-02-03")], "manager-response", 0, "2026-02-10", {}),
        ("reports", [CAME, REVIEWED], "review-record", 0, "2026-02-20", {}),
        ("reports", [CAME, done("visit", "2026-02-09")], "late-review-told", 0, "2026-02-03", {"as_of": "2026-02-10"}),
        ("reports", [CAME, REVIEWED, done("review-record", "2026-02-18")], "record-distributed", 0, "2026-02-25", {}),
        ("reports", [CAME, REVIEWED], "mid-point-check", 0, "2026-03-16", {}),  # 30 Jan to 30 Apr is 90 days: 45 days on, 16 Mar
        (
            "reports",
            [CAME, REVIEWED, ev("review-held", "2026-04-28")],
            "review-report",
            1,
            "2026-04-14",
            {},
        ),  # 28 Apr back 10wd: 27,24,23,22,21,20,17,16,15,14
        ("visits", [CAME], "visit", 0, "2026-01-12", {}),
        ("visits", [CAME, done("visit", "2026-01-09")], "visit", 1, "2026-02-06", {}),
        ("visits", [LONG_AGO, done("visit", "2026-02-02")], "visit", 1, "2026-03-16", {}),
        (
            "visits",
            [LONG_AGO, TO_LAST, done("visit", "2026-02-02"), ev("fact", "2026-02-03", fact="visits-decided", value="8 weeks")],
            "visit",
            1,
            "2026-03-30",
            {},
        ),
        (
            "visits",
            [LONG_AGO, TO_LAST, done("visit", "2026-02-02"), ev("fact", "2026-03-03", fact="visits-decided", value="3 weeks")],
            "visit",
            1,
            "2026-03-03",
            {},
        ),
        (
            "visits",
            [CAME, done("visit", "2026-01-09"), ev("placement-moved", "2026-01-20", placement="foster-care", emergency=True)],
            "visit",
            1,
            "2026-01-23",
            {},
        ),
        ("visits", [CAME, APPROVED, done("visit", "2026-01-09")], "visit", 1, "2026-01-16", {}),
        ("visits", [CAME, APPROVED, done("visit", "2026-01-28"), REVIEWED], "visit", 1, "2026-02-25", {}),
        ("visits", [CAME, done("visit", "2026-01-09"), ev("child-alleged", "2026-01-21")], "visit", 1, "2026-01-23", {}),
        ("visits", [CAME, done("visit", "2026-01-09")], "visit-record", 0, "2026-01-16", {}),
        (
            "visits",
            [CAME, done("visit", "2026-01-09"), done("visit-record", "2026-01-14"), done("visit", "2026-02-05")],
            "visit-record",
            1,
            "2026-02-12",
            {},
        ),
        (
            "education",
            [ev("became-looked-after", "2026-02-09", placement="foster-care", legal_status="section-20")],
            "personal-education-plan",
            0,
            "2026-03-02",
            {},
        ),
        ("education", [CAME], "termly-pep", 0, "2026-02-13", {"until": "2026-07-31"}),
        ("education", [CAME], "termly-pep", 1, "2026-03-27", {"until": "2026-07-31"}),
        ("education", [CAME], "termly-pep", 2, "2026-05-22", {"until": "2026-07-31"}),
        ("education", [CAME], "termly-pep", 3, "2026-07-21", {"until": "2026-07-31"}),
        ("education", [CAME, ev("pep-held", "2026-02-11")], "pep-uploaded", 0, "2026-02-25", {}),  # 12, 13, 23, 24, 25 Feb
        (
            "education",
            [CAME, ev("school-left", "2026-05-20")],
            "school-place",
            0,
            "2026-06-24",
            {},
        ),  # 21, 22 May; 1-5, 8-12, 15-19 June are 15 more; 22, 23, 24 June
        ("education", [CAME], "pupil-premium-request", 0, "2026-01-19", {"until": "2026-07-01"}),
        ("education", [CAME], "pupil-premium-request", 1, "2026-03-09", {"until": "2026-07-01"}),
        ("education", [CAME], "pupil-premium-request", 2, "2026-04-27", {"until": "2026-07-01"}),
        ("education", [CAME], "pupil-premium-request", 3, "2026-06-15", {"until": "2026-07-01"}),
        (
            "education",
            [ev("became-looked-after", "2026-02-09")],
            "personal-education-plan",
            0,
            "2026-02-23",
            {"born": "2022-05-02"},
        ),  # under five: the guidance E1, ten working days, stays
        ("health", [CAME], "health-referral", 0, "2026-01-07", {}),
        ("health", [CAME], "health-assessment", 0, "2026-02-02", {}),
        ("health", [CAME, done("health-assessment", "2026-01-28")], "health-report", 0, "2026-02-04", {}),
        ("health", [CAME, done("health-assessment", "2026-01-28")], "health-assessment", 1, "2027-01-28", {}),
        ("health", [CAME], "dental-check", 0, "2026-04-05", {}),
        ("health", [CAME, done("dental-check", "2026-03-02")], "dental-check", 1, "2026-09-02", {}),
        ("health", [CAME], "sdq", 0, "2026-05-05", {}),
        ("health", [CAME, done("sdq", "2026-04-20")], "sdq", 1, "2027-04-20", {}),
        ("health", [CAME], "health-passport", 0, "2027-02-02", {"born": "2009-05-02"}),
        ("health", [CAME, done("health-assessment", "2026-01-28")], "health-assessment", 1, "2026-07-28", {"born": "2022-05-02"}),
        ("supervision", [CAME], "supervision", 0, "2026-01-19", {}),
        ("supervision", [CAME, done("supervision", "2026-01-15")], "supervision", 1, "2026-02-12", {}),
        ("supervision", [CAME, done("supervision", "2026-01-15"), done("supervision", "2026-04-07")], "supervision", 0, "2026-01-19", {}),
        ("supervision", [CAME, done("supervision", "2026-01-15"), done("supervision", "2026-04-07")], "supervision", 1, "2026-02-12", {}),
        ("supervision", [CAME, done("supervision", "2026-01-15"), done("supervision", "2026-04-07")], "supervision", 2, "2026-05-19", {}),
        (
            "supervision",
            [CAME, done("supervision", "2026-01-15"), ev("fact", "2026-01-20", fact="supervision-agreed", value="2 weeks")],
            "supervision",
            1,
            "2026-01-29",
            {},
        ),
        (
            "supervision",
            [CAME, done("supervision", "2026-01-15"), done("supervision", "2026-02-10"), done("supervision", "2026-03-09")],
            "file-audit",
            0,
            "2026-03-23",
            {},
        ),
        ("supervision", [CAME, ev("decision-asked", "2026-01-21")], "service-decision", 0, "2026-01-26", {}),
        (
            "supervision",
            [CAME, ev("decision-asked", "2026-01-21"), done("visit", "2026-02-02")],
            "decision-escalated",
            0,
            "2026-01-27",
            {"as_of": "2026-02-02"},
        ),
        ("leaving-care", [CAME], "planning-meeting", 0, "2026-01-12", {}),
        (
            "leaving-care",
            [CAME, ev("placement-moved", "2026-03-30", placement="foster-care")],
            "disruption-meeting",
            0,
            "2026-04-15",
            {},
        ),  # 31, 1, 2; 7-10 (4): 7; 13, 14, 15
        ("leaving-care", [CAME], "adviser-allocated", 0, "2026-02-02", {"born": "2010-05-02"}),
        ("leaving-care", [CAME], "pathway-plan-written", 0, "2026-08-02", {"until": "2026-09-01", "born": "2010-05-02"}),
        (
            "leaving-care",
            [CAME, ev("ceased-to-be-looked-after", "2026-03-02", reason="E13")],
            "adviser-visit",
            0,
            "2026-03-09",
            {"born": "2008-05-02"},
        ),
        (
            "leaving-care",
            [CAME, ev("ceased-to-be-looked-after", "2026-03-02", reason="E13"), done("adviser-visit", "2026-03-06")],
            "adviser-visit",
            1,
            "2026-05-01",
            {"born": "2008-05-02"},
        ),
        (
            "leaving-care",
            [CAME, ev("match-proposed", "2026-02-02")],
            "panel",
            0,
            "2026-03-05",
            {},
        ),  # 8 weeks: 30 March; the last first Thursday by then is 5 March
    ],
)
def test_a_date_of_a_page(page: str, events: list[Event], task: str, place: int, due: str, more: dict[str, str]) -> None:
    assert str(under(page, events, task, **more)[place].due) == due


def test_a_meeting_belongs_to_its_term() -> None:
    """Of 10 February to the term that ends on the 13th; of 20 March to that which began on 23 February, and the one before has none."""
    for met, expected in (
        ("2026-02-10", [("2026-02-13", "2026-02-10"), ("2026-03-27", "None")]),
        ("2026-03-20", [("2026-02-13", "None"), ("2026-03-27", "2026-03-20")]),
    ):
        found = under("education", [CAME, ev("pep-held", met)], "termly-pep", until="2026-04-01")
        assert [(str(due.due), str(due.done_on)) for due in found[:2]] == expected


@pytest.mark.parametrize(
    ("page", "events", "task", "moment"),
    [
        ("supervision", [CAME, ev("significant-event", "2026-01-21", at="16:30")], "incident-briefing", "2026-01-22T16:30"),
        ("leaving-care", [ev("became-looked-after", "2026-01-05", at="15:00", emergency=True)], "planning-meeting", "2026-01-08T15:00"),
    ],
)
def test_hours_run_from_the_time_of_day(page: str, events: list[Event], task: str, moment: str) -> None:
    """24 and 72 hours."""
    assert str(under(page, events, task)[0].due_at)[:16] == moment


def test_what_was_decided_in_time_is_passed_on_to_nobody() -> None:
    """Three working days from Wed 21 January end on Mon 26 January; it was decided on the 23rd."""
    events = [
        CAME,
        ev("decision-asked", "2026-01-21", ref="a"),
        done("service-decision", "2026-01-23", ref="a"),
        done("visit", "2026-02-02"),
    ]
    assert under("supervision", events, "decision-escalated", as_of="2026-02-02") == ()


def test_every_third_supervision_is_audited_and_no_other_that_is_expected() -> None:
    """Three were done, the last on 9 March: ten working days end on 23 March, and the fourth, expected in April, has no audit."""
    events = [CAME, *(done("supervision", day) for day in ("2026-01-15", "2026-02-10", "2026-03-09"))]
    assert [str(due.due) for due in under("supervision", events, "file-audit")] == ["2026-03-23"]
