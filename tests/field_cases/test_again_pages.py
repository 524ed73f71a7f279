"""Four more pages of procedures, made up in the manner of published ones: concerns, family time and staying put, kinship, everyday care.

They were written as profiles from the documentation alone. Each date is counted on a wall calendar: in 2026 Good Friday is 3 April, Easter
Monday the 6th, and 4 and 25 May are bank holidays; the half term is from 16 to 20 February.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.field_cases.asked import Event, done, happened, held, looked_after, moved, said
from tests.others_slow import others_slow

from lacreview_rules import build_schedule, check_profile, load_profile, parse_history

PAGES = Path(__file__).parent / "again_pages"


def decided(name: str, on: str, value: str) -> Event:
    return happened("fact", on, fact=name, value=value)


CAME = looked_after("2026-01-05")
RAISED = "concern-raised"
NOT_AGREED = [CAME, happened(RAISED, "2026-02-04"), done("stage-1-answer", "2026-02-06"), happened("stage-1-not-agreed", "2026-02-09")]
TWO_CONCERNS = [
    CAME,
    happened(RAISED, "2026-02-04", ref="a"),
    happened(RAISED, "2026-02-05", ref="b"),
    happened("concern-resolved", "2026-02-06", ref="a"),
    done("visit", "2026-02-13"),
]
SUPERVISED = [CAME, done("manager-supervision", "2026-01-29")]
THREE = [*SUPERVISED, done("manager-supervision", "2026-02-26"), done("manager-supervision", "2026-04-02")]
REVIEWED = [CAME, held("2026-01-30")]
PLANNED = [CAME, done("family-time-plan", "2026-01-14")]
LEAVER = "2010-03-10"
BEGUN = [*REVIEWED, done("life-story-started", "2026-03-02")]
ADOPTED = [
    looked_after("2025-01-06"),
    happened("ceased-to-be-looked-after", "2026-03-13", reason="E11"),
    happened("adoption-celebrated", "2026-03-27"),
]
STAYED = [
    looked_after("2020-01-06"),
    happened("ceased-to-be-looked-after", "2028-03-10", reason="E17"),
    happened("staying-put-started", "2028-03-10"),
]
ASSESSED = [happened("support-requested", "2026-03-02"), done("needs-assessment", "2026-04-20")]
ORDERED = happened("guardianship-ordered", "2025-06-16")
WARD = "2015-01-01"
PRIVATE = happened("private-fostering-began", "2026-01-05")
SCHOOLCHILD = "2014-05-02"
HEALTHY = [CAME, done("health-assessment", "2026-01-28")]
MISSING = happened("went-missing", "2026-02-02", at="20:00")
BREAKS = [
    looked_after("2026-01-05", legal_status="short-break"),
    happened("short-break-stay", "2026-01-05", ends_on="2026-01-15"),
    happened("short-break-stay", "2026-02-02", ends_on="2026-02-12"),
]

ROWS: list[tuple[str, str | None, list[Event], str, str, list[str]]] = [
    # page, born, events, task, the day asked on, and the first due dates
    ("stages", None, [CAME, happened(RAISED, "2026-02-04")], "stage-1-answer", "2026-02-05", ["2026-02-09 upcoming"]),
    ("stages", None, [CAME, happened(RAISED, "2026-02-04")], "stage-2-form", "2026-02-05", ["2026-02-10 upcoming"]),
    ("stages", None, [CAME, happened(RAISED, "2026-02-04")], "stage-2-answer", "2026-02-05", ["2026-02-17 upcoming"]),
    ("stages", None, [CAME, happened(RAISED, "2026-02-04")], "stage-3-answer", "2026-02-05", ["2026-02-24 upcoming"]),
    ("stages", None, [CAME, happened(RAISED, "2026-02-04")], "concern-finished", "2026-02-05", ["2026-03-04 upcoming"]),
    ("stages", None, [CAME, happened(RAISED, "2026-02-04")], "director-told", "2026-02-05", ["2026-03-05 upcoming"]),
    ("stages", None, NOT_AGREED, "stage-2-form", "2026-02-10", ["2026-02-10 due-today"]),
    (
        "stages",
        None,
        [
            *NOT_AGREED,
            done("stage-2-form", "2026-02-10"),
            done("stage-2-answer", "2026-02-12"),
            happened("stage-2-not-agreed", "2026-02-13"),
        ],
        "stage-3-answer",
        "2026-02-14",
        ["2026-02-20 upcoming"],
    ),
    ("stages", None, TWO_CONCERNS, "stage-1-answer", "2026-02-13", ["2026-02-10 overdue"]),
    ("stages", None, TWO_CONCERNS, "stage-2-form", "2026-02-13", ["2026-02-11 overdue"]),
    ("stages", None, TWO_CONCERNS, "concern-finished", "2026-02-13", ["2026-03-04 met 2026-02-06", "2026-03-05 upcoming"]),
    ("stages", None, SUPERVISED, "manager-supervision", "2026-01-30", ["2026-02-02 met 2026-01-29", "2026-02-26 upcoming"]),
    (
        "stages",
        None,
        THREE,
        "manager-supervision",
        "2026-04-03",
        ["2026-02-02 met 2026-01-29", "2026-02-26 met 2026-02-26", "2026-03-26 met-late 2026-04-02", "2026-05-28 upcoming"],
    ),
    (
        "stages",
        None,
        [*SUPERVISED, done("supervision-record", "2026-02-02")],
        "supervision-record",
        "2026-02-03",
        ["2026-02-05 met 2026-02-02", "2026-03-05 upcoming"],
    ),
    (
        "stages",
        None,
        [*SUPERVISED, done("manager-supervision", "2026-02-26"), done("manager-supervision", "2026-03-26")],
        "supervision-observed",
        "2026-03-27",
        ["2026-04-13 upcoming"],
    ),
    ("stages", None, REVIEWED, "second-review-audit", "2026-02-02", ["2026-04-23 upcoming"]),
    (
        "stages",
        None,
        [*REVIEWED, happened("review-arranged", "2026-02-02", review_on="2026-04-14")],
        "second-review-audit",
        "2026-02-03",
        ["2026-04-07 upcoming"],
    ),
    ("stages", None, [*REVIEWED, decided("actions-by", "2026-01-30", "2026-03-02")], "actions-done", "2026-02-03", ["2026-03-02 upcoming"]),
    (
        "stages",
        None,
        [*REVIEWED, decided("actions-by", "2026-01-30", "2026-03-02"), done("actions-done", "2026-02-20"), held("2026-04-20")],
        "actions-done",
        "2026-04-21",
        ["2026-03-02 met 2026-02-20", "advisory"],
    ),
    ("stages", None, [*REVIEWED, happened(RAISED, "2026-02-04")], "concern-looked-back-on", "2026-02-05", ["2026-04-23 upcoming"]),
    (
        "stages",
        None,
        [*REVIEWED, happened(RAISED, "2026-02-04"), held("2026-04-20"), done("concern-looked-back-on", "2026-04-10")],
        "concern-looked-back-on",
        "2026-04-21",
        ["2026-04-13 met 2026-04-10"],
    ),
    ("lifelong", None, PLANNED, "family-time-plan", "2026-01-15", ["2026-01-19 met 2026-01-14"]),
    ("lifelong", None, PLANNED, "family-time-review", "2026-01-15", ["2026-02-02 upcoming"]),
    (
        "lifelong",
        None,
        [*PLANNED, done("family-time-review", "2026-01-28"), held("2026-01-30")],
        "family-time-review",
        "2026-01-31",
        ["2026-01-30 met 2026-01-28", "2026-04-28 upcoming"],
    ),
    ("lifelong", None, [*PLANNED, held("2026-01-30")], "family-time-review", "2026-03-02", ["2026-01-30 overdue", "2026-04-30 upcoming"]),
    (
        "lifelong",
        None,
        [*PLANNED, done("family-time-review", "2026-01-28"), held("2026-01-30"), decided("family-time-decided", "2026-01-30", "6 weeks")],
        "family-time-review",
        "2026-01-31",
        ["2026-01-30 met 2026-01-28", "2026-03-11 upcoming"],
    ),
    ("lifelong", None, REVIEWED, "life-story-started", "2026-01-31", ["2026-04-30 upcoming"]),
    ("lifelong", None, BEGUN, "life-story-updated", "2026-03-03", ["2026-09-02 upcoming"]),
    ("lifelong", None, [*BEGUN, moved("2026-06-01")], "life-story-updated", "2026-06-02", ["2026-06-29 upcoming"]),
    ("lifelong", None, [*REVIEWED, moved("2026-02-16")], "life-story-updated", "2026-02-17", ["2026-10-30 upcoming"]),
    ("lifelong", None, ADOPTED, "later-life-letter", "2026-03-28", ["2026-04-14 upcoming"]),
    (
        "lifelong",
        None,
        [*ADOPTED[:2], happened("celebration-planned", "2026-04-24")],
        "life-story-book",
        "2026-03-28",
        ["2026-04-10 upcoming"],
    ),
    ("lifelong", LEAVER, REVIEWED, "staying-put-discussed", "2026-01-31", ["2026-04-30 upcoming"]),
    (
        "lifelong",
        LEAVER,
        [*REVIEWED, done("staying-put-discussed", "2026-04-16"), held("2026-04-20")],
        "staying-put-discussed",
        "2026-04-21",
        ["2026-04-20 met 2026-04-16"],
    ),
    ("lifelong", LEAVER, [*REVIEWED, done("staying-put-plan", "2026-12-01")], "staying-put-plan", "2027-03-11", ["2027-09-10 upcoming"]),
    ("lifelong", LEAVER, REVIEWED, "staying-put-agreement", "2027-03-11", ["2027-12-10 upcoming"]),
    ("lifelong", LEAVER, STAYED, "staying-put-review", "2028-03-11", ["2028-09-10 upcoming"]),
    (
        "lifelong",
        LEAVER,
        [*STAYED, done("staying-put-review", "2028-09-01")],
        "staying-put-review",
        "2028-09-02",
        ["2028-09-10 met 2028-09-01", "2029-03-01 upcoming"],
    ),
    (
        "lifelong",
        LEAVER,
        [*STAYED, done("staying-put-review", "2028-09-01"), happened("staying-put-ended", "2029-02-01")],
        "staying-put-review",
        "2029-02-02",
        ["2028-09-10 met 2028-09-01"],
    ),
    (
        "lifelong",
        LEAVER,
        STAYED
        + [done("staying-put-review", x) for x in ("2028-09-01", "2029-03-01", "2029-09-01", "2030-03-01", "2030-09-01", "2030-12-01")],
        "staying-put-review",
        "2030-12-02",
        [
            "2028-09-10 met 2028-09-01",
            "2029-03-01 met 2029-03-01",
            "2029-09-01 met 2029-09-01",
            "2030-03-01 met 2030-03-01",
            "2030-09-01 met 2030-09-01",
            "2031-03-01 met 2030-12-01",
        ],
    ),
    (
        "lifelong",
        None,
        [CAME, done("siblings-met", "2026-02-01")],
        "siblings-met",
        "2026-02-02",
        ["2026-02-09 met 2026-02-01", "2026-03-08 upcoming"],
    ),
    ("kinship", None, [happened("support-requested", "2026-03-02")], "needs-assessment", "2026-03-03", ["2026-04-27 upcoming"]),
    ("kinship", None, ASSESSED, "support-proposed", "2026-04-21", ["2026-05-05 upcoming"]),
    ("kinship", None, [*ASSESSED, done("support-proposed", "2026-05-05")], "support-decided", "2026-05-06", ["2026-06-09 upcoming"]),
    (
        "kinship",
        None,
        [*ASSESSED, done("support-proposed", "2026-05-05"), done("guardian-answers", "2026-05-12")],
        "support-decided",
        "2026-05-13",
        ["2026-05-19 upcoming"],
    ),
    ("kinship", WARD, [ORDERED], "support-review", "2025-06-17", ["2025-09-16 upcoming"]),
    (
        "kinship",
        WARD,
        [ORDERED, done("support-review", "2025-09-09")],
        "support-review",
        "2025-09-10",
        ["2025-09-16 met 2025-09-09", "2026-09-09 upcoming"],
    ),
    (
        "kinship",
        WARD,
        [ORDERED, done("support-review", "2025-09-09"), happened("guardians-separated", "2026-02-02")],
        "separation-review",
        "2026-02-03",
        ["2026-03-02 upcoming"],
    ),
    (
        "kinship",
        "2008-09-01",
        [ORDERED, done("support-review", "2025-10-01")],
        "support-review",
        "2025-10-02",
        ["2025-09-16 met-late 2025-10-01"],
    ),
    ("kinship", WARD, [ORDERED], "means-test", "2025-06-17", ["2026-03-31 upcoming"]),
    ("kinship", WARD, [done("guardian-training", "2025-05-01"), ORDERED], "guardian-training", "2025-06-17", ["2025-12-16 met 2025-05-01"]),
    (
        "kinship",
        WARD,
        [happened("guardianship-notice", "2026-01-12"), happened("guardianship-hearing", "2026-03-20")],
        "court-report",
        "2026-01-13",
        ["2026-03-13 upcoming"],
    ),
    ("kinship", WARD, [PRIVATE], "private-visit", "2026-01-06", ["2026-01-14 upcoming"]),
    (
        "kinship",
        WARD,
        [PRIVATE, done("private-visit", "2026-01-12")],
        "private-visit",
        "2026-01-13",
        ["2026-01-14 met 2026-01-12", "2026-02-23 upcoming"],
    ),
    (
        "kinship",
        WARD,
        [
            PRIVATE,
            done("private-visit", "2026-01-12"),
            happened("private-fostering-ended", "2026-02-02"),
            happened("private-fostering-began", "2028-02-07"),
            done("private-visit", "2028-02-14"),
        ],
        "private-visit",
        "2028-02-15",
        ["2026-01-14 met 2026-01-12", "2028-02-16 met 2028-02-14", "2028-03-27 upcoming"],
    ),
    ("kinship", WARD, [PRIVATE], "disqualification-check", "2026-01-05", ["2026-01-06 upcoming"]),
    ("everyday", SCHOOLCHILD, [CAME | {"at": "16:00"}], "assessment-requested", "2026-01-06", ["2026-01-07 upcoming"]),
    ("everyday", SCHOOLCHILD, [looked_after("2026-01-05", legal_status="short-break")], "assessment-requested", "2026-01-06", []),
    ("everyday", SCHOOLCHILD, HEALTHY, "assessment-report", "2026-01-29", ["2026-02-07 upcoming"]),
    ("everyday", SCHOOLCHILD, HEALTHY, "next-assessment-requested", "2026-01-29", ["2026-11-05 upcoming", "2027-11-05 upcoming"]),
    ("everyday", "2022-05-02", HEALTHY, "next-assessment-requested", "2026-01-29", ["2026-05-05 upcoming", "2026-11-05 upcoming"]),
    (
        "everyday",
        SCHOOLCHILD,
        [done("dental-check", "2025-11-03"), CAME],
        "dental-check",
        "2026-01-06",
        ["2026-04-05 met 2025-11-03", "2026-05-03 upcoming"],
    ),
    ("everyday", "2023-05-10", [CAME], "dental-check", "2026-01-06", ["2026-08-10 upcoming"]),
    ("everyday", "2024-01-10", [CAME], "two-year-check", "2026-01-06", ["2026-07-10 upcoming"]),
    ("everyday", "2023-01-10", [CAME], "two-year-check", "2026-01-06", []),
    ("everyday", SCHOOLCHILD, [CAME, MISSING], "missing-meeting", "2026-02-03", ["2026-02-03 due-today"]),
    (
        "everyday",
        SCHOOLCHILD,
        [CAME, MISSING, happened("returned-from-missing", "2026-02-03", at="07:00")],
        "missing-meeting",
        "2026-02-04",
        [],
    ),
    ("everyday", SCHOOLCHILD, [CAME, MISSING], "missing-head-told", "2026-02-03", ["2026-02-06 upcoming"]),
    (
        "everyday",
        SCHOOLCHILD,
        [CAME, MISSING, done("missing-weekly", "2026-02-06")],
        "missing-weekly",
        "2026-02-07",
        ["2026-02-09 met 2026-02-06", "2026-02-13 upcoming"],
    ),
    (
        "everyday",
        SCHOOLCHILD,
        [
            CAME,
            MISSING,
            done("missing-weekly", "2026-02-06"),
            happened("returned-from-missing", "2026-02-10"),
            happened("went-missing", "2026-04-01"),
        ],
        "missing-weekly",
        "2026-04-02",
        ["2026-02-09 met 2026-02-06", "2026-04-08 upcoming"],
    ),
    (
        "everyday",
        SCHOOLCHILD,
        [CAME] + [happened("went-missing", x) for x in ("2026-02-02", "2026-02-10", "2026-03-03")],
        "mapping-meeting",
        "2026-03-04",
        ["2026-03-10 upcoming"],
    ),
    (
        "everyday",
        SCHOOLCHILD,
        [CAME] + [happened("went-missing", x) for x in ("2026-02-02", "2026-02-10", "2026-03-04")],
        "mapping-meeting",
        "2026-03-05",
        [],
    ),
    (
        "everyday",
        SCHOOLCHILD,
        [*BREAKS, done("break-plan-review", "2026-03-30")],
        "break-plan-review",
        "2026-03-31",
        ["2026-04-05 met 2026-03-30", "2026-09-30 upcoming"],
    ),
    (
        "everyday",
        SCHOOLCHILD,
        [*BREAKS, happened("short-break-stay", "2026-03-02", ends_on="2026-03-08"), done("break-plan-review", "2026-03-30")],
        "break-plan-review",
        "2026-03-31",
        ["2026-04-05 met 2026-03-30", "2026-06-30 upcoming"],
    ),
    ("everyday", SCHOOLCHILD, REVIEWED, "health-plan-looked-at", "2026-01-31", ["2026-04-23 upcoming"]),
    (
        "everyday",
        SCHOOLCHILD,
        [CAME, happened("excluded", "2026-02-11", type="permanent")],
        "provision-from-day-six",
        "2026-02-12",
        ["2026-02-25 upcoming"],
    ),
    ("everyday", SCHOOLCHILD, [CAME], "june-report", "2026-01-31", ["2026-06-30 upcoming"]),
    ("everyday", SCHOOLCHILD, [CAME, done("june-report", "2026-06-22")], "june-report", "2026-06-23", ["2026-06-30 met 2026-06-22"]),
    ("everyday", SCHOOLCHILD, [CAME, done("june-report", "2026-05-22")], "june-report", "2026-06-23", ["2026-06-30 upcoming"]),
    *[
        (
            "kinship",
            WARD,
            [PRIVATE, done("private-visit", "2026-01-12"), done("private-visit", last)],
            "private-visit",
            last,
            ["2026-01-14 met 2026-01-12", f"2026-02-23 met-late {last}", f"{due} upcoming"],
        )
        for last, due in (("2027-01-04", "2027-02-15"), ("2027-01-05", "2027-03-30"))  # a year since it began, and a day less
    ],
]


@pytest.mark.parametrize(("page", "born", "events", "task", "on", "expected"), ROWS)
def test_dates_worked_by_hand(page: str, born: str | None, events: list[Event], task: str, on: str, expected: list[str]) -> None:
    """What is only expected after the dates that are asked about is left out; without any, nothing is due."""
    history: dict[str, Any] = {"child": "A1", "events": events} | ({} if born is None else {"date_of_birth": born})
    found = said(build_schedule(parse_history(history), load_profile(PAGES / f"{page}.toml")), on, task)
    assert found[: max(len(expected), 1)] == expected


@pytest.mark.parametrize("page", others_slow(["kinship", "lifelong", "stages", "everyday"]))
def test_none_is_later_than_the_law(page: str) -> None:
    """Exit 4 for a lawful profile is a defect."""
    assert check_profile(load_profile(PAGES / f"{page}.toml")).breaches == ()
