"""Three more pages of procedures, made up in the manner of published ones: moves and missing children, leaving care, school and health.

They were written as profiles from the documentation alone. Each date is counted on a wall calendar: in 2026 Good Friday is 3 April, Easter
Monday the 6th, and 4 and 25 May are bank holidays; half terms are from 16 to 20 February and from 25 to 29 May. In 2028 Christmas Day is a
Monday.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.others_slow import others_slow

from lacreview_rules import build_schedule, check_profile, load_profile, parse_history

Event = dict[str, Any]
PAGES = Path(__file__).parent / "more_pages"


def ev(event: str, on: str, **more: Any) -> Event:
    return {"event": event, "on": on} | more


def done(task: str, on: str, **more: Any) -> Event:
    return ev("task-done", on, task=task) | more


def fact(name: str, on: str, **more: Any) -> Event:
    return ev("fact", on, fact=name) | more


def rows(page: str, born: str, events: list[Event], task: str, until: str | None = None) -> list[str]:
    """The due dates of a task, each with the day on which it was done, if it was."""
    history = parse_history({"child": "A1", "date_of_birth": born, "events": events})
    schedule = build_schedule(history, load_profile(PAGES / f"{page}.toml"), until=date.fromisoformat(until) if until else None)
    return [f"{due.due}" if due.done_on is None else f"{due.due} done {due.done_on}" for due in schedule.of(task)]


TEN = "2016-05-02"
CAME = ev("became-looked-after", "2026-01-05", placement="foster-care", legal_status="section-20")
URGENT = CAME | {"at": "15:00", "emergency": True}
LONG_AGO = ev("became-looked-after", "2025-01-06", placement="foster-care", legal_status="care-order")
MOVED = ev("placement-moved", "2026-04-02", placement="foster-care")
BREAKS = ev("became-looked-after", "2026-01-05", legal_status="short-break")

MOVES: list[tuple[list[Event], str, list[str]]] = [
    ([LONG_AGO, ev("move-planned", "2026-04-13")], "planning-meeting", ["2026-04-02"]),  # back: 10, 9, 8, 7 and 2 April
    ([URGENT], "placement-plan", ["2026-01-08"]),
    ([URGENT], "visit", ["2026-01-06", "2026-01-20"]),
    ([URGENT, done("visit", "2026-01-06")], "visit", ["2026-01-06 done 2026-01-06", "2026-01-20", "2026-02-03"]),
    # 18 February is more than six weeks on: the regulation's six weeks from it
    (
        [CAME, done("visit", "2026-01-09"), done("visit", "2026-02-18")],
        "visit",
        ["2026-01-12 done 2026-01-09", "2026-01-23 done 2026-02-18"],
    ),
    (
        [CAME, done("visit", "2026-01-09"), ev("returned-from-missing", "2026-01-16", at="10:00")],
        "visit",
        ["2026-01-12 done 2026-01-09", "2026-01-20"],
    ),
    ([LONG_AGO, ev("placement-concern", "2026-03-30")], "stability-meeting", ["2026-04-08"]),  # 31 March, 1, 2, 7, 8 April
    ([LONG_AGO, ev("placement-concern", "2026-03-30"), MOVED], "stability-meeting", []),
    ([LONG_AGO, MOVED], "disruption-meeting", ["2026-04-30"]),  # 28 days; 20 working days would be 5 May
    ([CAME, MOVED], "disruption-meeting", []),
    ([LONG_AGO, ev("ceased-to-be-looked-after", "2026-04-02", reason="E11")], "disruption-meeting", []),
    ([LONG_AGO, MOVED, done("disruption-meeting", "2026-04-21")], "disruption-minutes", ["2026-05-06"]),
    ([LONG_AGO, ev("interview-held", "2026-12-23")], "interview-report", ["2026-12-30"]),  # 24, 29, 30 December
    (
        [LONG_AGO, ev("went-missing", "2026-05-01"), ev("went-missing", "2026-05-10", ends_on="2026-05-11")],
        "strategy-meeting",
        ["2026-05-14"],
    ),
    ([LONG_AGO, ev("went-missing", "2026-01-20"), ev("went-missing", "2026-05-10", ends_on="2026-05-11")], "strategy-meeting", []),
    ([LONG_AGO, ev("went-missing", "2026-05-01")], "manager-oversight", ["2026-05-08", "2026-05-15"]),
    (
        [
            LONG_AGO,
            ev("went-missing", "2026-05-01"),
            done("manager-oversight", "2026-05-07"),
            ev("returned-from-missing", "2026-05-12", at="10:00"),
        ],
        "manager-oversight",
        ["2026-05-08 done 2026-05-07"],
    ),
    ([CAME, fact("unaccompanied", "2026-01-05")], "age-assessment", ["2026-02-02"]),
    ([CAME], "age-assessment", []),
    ([CAME, fact("unaccompanied", "2026-01-05")], "solicitor", ["2026-01-12"]),
    ([LONG_AGO, ev("worker-changed", "2026-03-02"), done("introduction", "2026-02-20")], "introduction", ["2026-03-09 done 2026-02-20"]),
    ([LONG_AGO, ev("worker-changed", "2026-03-02"), done("introduction", "2026-02-10")], "introduction", ["2026-03-09"]),
]


@pytest.mark.parametrize(("events", "task", "expected"), MOVES)
def test_moves_and_missing_children(events: list[Event], task: str, expected: list[str]) -> None:
    """Of what recurs, the first so many."""
    found = rows("moves", TEN, events, task)
    assert found[: len(expected)] == expected if expected else found == []


SIXTEEN = "2010-05-02"  # 16 on 2 May 2026, 17½ on 2 November 2027, 18 on 2 May 2028, 21 on 2 May 2031
LEFT = [LONG_AGO, ev("ceased-to-be-looked-after", "2028-05-02", reason="E13")]
CALLED = done("keep-in-touch", "2028-05-08")

LEAVING: list[tuple[list[Event], str, list[str]]] = [
    ([LONG_AGO], "adviser-named", ["2026-02-02"]),
    ([LONG_AGO], "pathway-plan", ["2026-08-02", "None"]),
    ([LONG_AGO, done("pathway-plan", "2026-04-20")], "pathway-plan", ["2026-08-02"]),  # before the three months: it does not count
    ([LONG_AGO, done("pathway-plan", "2026-05-04")], "pathway-plan", ["2026-08-02 done 2026-05-04"]),
    (
        [LONG_AGO, done("pathway-plan", "2026-07-20"), done("pathway-plan-review", "2027-12-01")],
        "pathway-plan-review",
        ["2027-01-20 done 2027-12-01", "2028-03-01"],
    ),
    ([LONG_AGO, ev("moved-into-accommodation", "2027-06-01")], "pathway-plan-review", ["2027-02-02", "2027-06-29"]),
    (LEFT, "keep-in-touch", ["2028-05-09"]),
    ([*LEFT, CALLED], "keep-in-touch", ["2028-05-09 done 2028-05-08", "2028-07-03"]),
    (
        [*LEFT, CALLED, fact("contact-decided", "2028-05-20", value="12 weeks")],
        "keep-in-touch",
        ["2028-05-09 done 2028-05-08", "2028-07-31"],
    ),
    ([*LEFT, done("keep-in-touch", "2031-06-02")], "keep-in-touch", ["2028-05-09 done 2031-06-02", "2032-06-02"]),
    ([*LEFT, ev("support-asked-for", "2033-03-01")], "needs-assessment-update", ["2033-03-15"]),
    ([*LEFT, ev("support-asked-for", "2033-03-01"), done("needs-assessment-update", "2033-03-14")], "support-plan", ["2033-04-14"]),
    ([LONG_AGO], "health-passport", ["2028-04-02"]),
    ([LONG_AGO, done("health-passport", "2027-10-20")], "health-passport", ["2028-04-02"]),
    ([LONG_AGO, done("health-passport", "2027-11-02")], "health-passport", ["2028-04-02 done 2027-11-02"]),
    ([LONG_AGO], "national-insurance", ["2026-05-16"]),
    ([ev("became-looked-after", "2026-06-10", placement="foster-care")], "national-insurance", ["2026-06-24"]),
    # reviews on 30 January, by 30 April (still fifteen) and by 30 October
    ([LONG_AGO | {"on": "2026-01-05"}, ev("review-held", "2026-01-30")], "staying-put-meeting", ["2026-10-30"]),
    ([*LEFT, ev("moved-home", "2028-12-20")], "move-visit", ["2028-12-29"]),  # 21, 22, 27, 28, 29 December
    ([*LEFT, fact("in-custody", "2028-12-01"), ev("moved-home", "2028-12-20")], "move-visit", []),
    ([*LEFT, ev("plan-agreed", "2028-06-30")], "plan-copy", ["2028-07-05"]),
]


@pytest.mark.parametrize(("events", "task", "expected"), LEAVING)
def test_leaving_care(events: list[Event], task: str, expected: list[str]) -> None:
    """What is years away is asked for until then."""
    found = rows("leaving", SIXTEEN, events, task, until="2028-12-31" if events[-1]["on"] < "2028" else None)
    assert found[: len(expected)] == expected if expected else found == []


SCHOOL: list[tuple[str, list[Event], str, list[str]]] = [
    (TEN, [CAME], "pep-meeting", ["2026-03-13", "2026-07-07", "2026-12-04"]),
    (TEN, [CAME, ev("pep-met", "2026-03-20")], "pep-meeting", ["2026-03-13 done 2026-03-20", "2026-07-07"]),
    (
        TEN,
        [CAME, ev("pep-met", "2026-04-14"), ev("pep-met", "2026-07-01")],
        "pep-meeting",
        ["2026-03-13", "2026-07-07 done 2026-04-14", "2026-12-04"],
    ),
    # 13 February, 23 to 27, and three weeks of March: 19 days by the 18th
    (
        TEN,
        [CAME, ev("pep-met", "2026-02-10"), ev("school-moved", "2026-02-12")],
        "pep-meeting",
        ["2026-03-13 done 2026-02-10", "2026-03-19", "2026-07-07"],
    ),
    (TEN, [CAME, ev("pep-met", "2026-02-11")], "pep-notes", ["2026-03-04"]),
    (TEN, [CAME, ev("pep-met", "2026-02-11"), done("pep-notes", "2026-03-03")], "pep-quality", ["2026-03-10"]),
    (TEN, [CAME, ev("excluded", "2026-02-11")], "alternative-provision", ["2026-02-25"]),  # 11, 12, 13, 23, 24, 25
    (TEN, [CAME, ev("excluded", "2026-02-17")], "alternative-provision", ["2026-03-02"]),  # in half term: the 23rd is the first
    (TEN, [CAME, ev("excluded", "2026-02-11")], "panel-report", ["2026-03-10"]),  # by 25 March: the panel of the 10th
    (TEN, [CAME], "questionnaire", ["2026-07-21"]),
    (TEN, [CAME, done("questionnaire", "2026-02-10")], "questionnaire", ["2026-07-21"]),
    (TEN, [CAME, done("questionnaire", "2026-03-10")], "questionnaire", ["2026-07-21 done 2026-03-10", "2027-07-21"]),
    ("2022-09-01", [CAME], "questionnaire", ["2027-07-21"]),  # three in July 2026
    ("2021-03-02", [CAME, done("health-assessment", "2026-01-28")], "health-assessment", ["2026-02-02 done 2026-01-28", "2026-07-28"]),
    ("2021-01-28", [CAME, done("health-assessment", "2026-01-28")], "health-assessment", ["2026-02-02 done 2026-01-28", "2027-01-28"]),
    (TEN, [CAME], "health-request", ["2026-01-08"]),
    (TEN, [BREAKS], "health-request", []),
    (TEN, [BREAKS], "break-review", ["2026-04-05", "2026-10-05"]),
    (TEN, [BREAKS, done("break-review", "2026-03-31")], "break-review", ["2026-04-05 done 2026-03-31", "2026-09-30"]),
    ("2023-05-02", [CAME], "eye-test", ["2026-08-02"]),
    (TEN, [CAME], "eye-test", ["2026-04-05"]),
    (TEN, [CAME, done("eye-test", "2026-02-28")], "eye-test", ["2026-04-05 done 2026-02-28", "2028-02-28"]),
    ("2014-05-02", [CAME], "transition-meeting", ["2026-05-08", "2027-05-07"]),  # 148 and 149 days: the 74th
]


@pytest.mark.parametrize(("born", "events", "task", "expected"), SCHOOL)
def test_school_and_health(born: str, events: list[Event], task: str, expected: list[str]) -> None:
    """To the end of the year."""
    found = rows("school", born, events, task, until="2026-12-31")
    assert found[: len(expected)] == expected if expected else found == []


@pytest.mark.parametrize("page", others_slow(["school", "leaving", "moves"]))
def test_none_of_them_is_later_than_the_law(page: str) -> None:
    """Whatever is later is so of guidance, or of children of whom the page does not speak."""
    found = check_profile(load_profile(PAGES / f"{page}.toml"), first=date(2024, 1, 1))
    assert found.breaches == ()
    assert [one for one in found.findings if one.kind == "not-shown"] == []
