"""Four more pages of procedures, made up in the manner of published ones: reviews, placements, school and health, and a fostering service.

They were written as profiles from the documentation alone; the last extends nothing, and its histories are those of carers. Each date is
counted on a wall calendar: in 2026 Good Friday is 3 April, Easter Monday the 6th, and 4 and 25 May are bank holidays.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from tests.field_cases.asked import Event, done, fact, happened, held, looked_after, moved, said
from tests.others_slow import others_slow

from lacreview_rules import build_schedule, check_profile, load_profile, parse_history

PAGES = Path(__file__).parent / "four_pages"
Case = tuple[list[Event], str, str, list[str]]
CAME = looked_after("2026-01-05")
AUTUMN = looked_after("2025-11-10")
URGENT = CAME | {"emergency": True, "at": "16:00"}
REVIEWED = [CAME, held("2026-01-30"), held("2026-04-20")]
VISITED = [done("visit", "2026-01-09"), done("visit", "2026-02-02")]
APPROVED = happened("approved", "2025-03-10")


def found(page: str, case: Case, born: str | None) -> list[str]:
    """What is due, as far as the case goes; what is only expected after that is not asked about."""
    events, task, as_of, expected = case
    history: dict[str, Any] = {"child": "A1", "events": events} | ({} if born is None else {"date_of_birth": born})
    return said(build_schedule(parse_history(history), load_profile(PAGES / f"{page}.toml")), as_of, task)[: max(len(expected), 1)]


def decided(name: str, on: str, value: str) -> Event:
    return happened("fact", on, fact=name, value=value)


SET = partial(decided, "next-review-set", "2026-04-20")
FIRST_TWO = ["2026-02-02 met 2026-01-30", "2026-04-30 met 2026-04-20"]

REVIEWS: list[Case] = [
    ([CAME], "invitations", "2026-01-06", ["2026-01-19 upcoming"]),
    # back from 30 April, twenty working days: to 7 April seventeen, then 2 and 1 April and 31 March
    (
        [CAME, done("invitations", "2026-01-12"), held("2026-01-30")],
        "invitations",
        "2026-02-02",
        ["2026-01-19 met 2026-01-12", "2026-03-31 upcoming", "2026-10-02 upcoming"],
    ),
    (
        [CAME, done("invitations", "2026-01-20"), held("2026-01-30"), done("invitations", "2026-03-31"), held("2026-04-20")],
        "invitations",
        "2026-04-21",
        ["2026-01-19 met-late 2026-01-20", "2026-03-19 met-late 2026-03-31", "2026-09-22 upcoming"],
    ),
    (
        [CAME, happened("review-arranged", "2026-01-06", review_on="2026-01-28")],
        "consultation-papers",
        "2026-01-07",
        ["2026-01-14 upcoming", "2026-04-14 upcoming"],
    ),
    # eighty days from 30 January to 20 April: the fortieth is 11 March
    ([*REVIEWED, done("iro-visit", "2026-03-05")], "iro-visit", "2026-04-21", ["2026-03-11 met 2026-03-05", "2026-07-20 upcoming"]),
    ([CAME, held("2026-01-30"), fact("midway-not-needed", "2026-01-30")], "iro-visit", "2026-04-21", []),
    ([CAME, held("2026-01-30"), happened("decisions-issued", "2026-02-05")], "manager-response", "2026-02-06", ["2026-02-12 upcoming"]),
    (
        [CAME, held("2026-01-30"), happened("decisions-issued", "2026-02-05"), done("child-sees-decisions", "2026-02-10")],
        "child-sees-decisions",
        "2026-02-11",
        ["2026-02-12 met 2026-02-10"],
    ),
    (
        [CAME, held("2026-01-30"), done("decisions", "2026-02-05"), done("child-sees-decisions", "2026-02-10")],
        "child-sees-decisions",
        "2026-02-11",
        ["2026-02-12 met 2026-02-10"],
    ),
    (
        [
            *REVIEWED,
            happened("decisions-issued", "2026-02-05"),
            happened("decisions-issued", "2026-04-24"),
            done("child-sees-decisions", "2026-05-01"),
        ],
        "child-sees-decisions",
        "2026-05-02",
        ["2026-02-12 not-recorded", "2026-05-01 met 2026-05-01"],
    ),
    ([*REVIEWED, SET("2026-08-03")], "review", "2026-04-21", [*FIRST_TWO, "2026-08-03 upcoming", "2027-02-03 upcoming"]),
    ([*REVIEWED, SET("4 months")], "review", "2026-04-21", [*FIRST_TWO, "2026-08-20 upcoming", "2027-02-20 upcoming"]),
    (
        [*REVIEWED, SET("4 months"), held("2026-08-17")],
        "review",
        "2026-08-18",
        [*FIRST_TWO, "2026-08-20 met 2026-08-17", "2027-02-17 upcoming"],
    ),
    (
        [
            CAME,
            happened("social-worker-changed", "2026-04-02", ref="a"),
            done("handover", "2026-04-07", ref="a"),
            happened("social-worker-changed", "2026-05-01"),
        ],
        "handover",
        "2026-05-02",
        ["2026-04-08 met 2026-04-07", "2026-05-06 upcoming"],
    ),
    (
        [*REVIEWED, *map(held, ("2026-10-16", "2027-04-12", "2027-10-11", "2028-04-10")), done("file-audit", "2026-10-28")],
        "file-audit",
        "2028-04-11",
        ["2026-10-30 met 2026-10-28", "2028-04-26 upcoming"],
    ),
    (REVIEWED, "permanence-reported", "2026-04-21", ["2026-05-05 upcoming"]),
    (
        [
            CAME,
            happened("review-papers-returned", "2026-01-26"),
            done("papers-corrected", "2026-01-27"),
            held("2026-01-30"),
            happened("review-papers-returned", "2026-04-16"),
            held("2026-04-20"),
        ],
        "papers-corrected",
        "2026-04-21",
        ["2026-01-27 met 2026-01-27", "2026-04-17 overdue"],
    ),
]

WENT = partial(happened, "went-missing")
PLACEMENTS: list[Case] = [
    ([URGENT], "placement-planning-meeting", "2026-01-06", ["2026-01-08 upcoming"]),
    ([CAME], "placement-planning-meeting", "2026-01-06", ["2026-01-12 upcoming"]),
    ([done("placement-planning-meeting", "2025-12-22"), CAME], "placement-planning-meeting", "2026-01-06", ["2026-01-12 met 2025-12-22"]),
    (
        [CAME, done("placement-planning-meeting", "2026-01-09"), done("placement-planning-meeting", "2026-02-27"), moved("2026-03-02")],
        "placement-planning-meeting",
        "2026-03-03",
        ["2026-01-12 met 2026-01-09", "2026-03-09 met 2026-02-27"],
    ),
    (
        [CAME, done("placement-planning-meeting", "2026-01-09"), done("placement-plan-review", "2026-04-01"), moved("2026-06-02")],
        "placement-plan-review",
        "2026-06-03",
        ["2026-04-09 met 2026-04-01", "2026-09-09 upcoming", "2026-10-01 cancelled"],
    ),
    ([CAME, *VISITED], "visit", "2026-02-03", ["2026-01-12 met 2026-01-09", "2026-02-06 met 2026-02-02", "2026-03-02 upcoming"]),
    (
        [CAME, *VISITED, fact("placement-at-risk", "2026-02-02")],
        "visit",
        "2026-02-03",
        ["2026-01-12 met 2026-01-09", "2026-02-06 met 2026-02-02", "2026-02-16 upcoming"],
    ),
    (
        [looked_after("2026-01-05", legal_status="short-break"), *VISITED],
        "visit",
        "2026-02-03",
        ["2026-04-05 met 2026-01-09", "2026-07-09 met 2026-02-02", "2026-08-02 upcoming"],
    ),
    # the third within 90 days is on 10 March
    ([CAME, *map(WENT, ("2026-02-01", "2026-02-20", "2026-03-10"))], "missing-strategy", "2026-03-21", ["2026-03-17 overdue"]),
    ([CAME, *map(WENT, ("2026-02-01", "2026-03-20", "2026-05-10"))], "missing-strategy", "2026-05-21", []),
    (
        [
            CAME,
            happened("unregulated-placement-made", "2026-02-02"),
            done("unregulated-review", "2026-02-06"),
            happened("unregulated-placement-ended", "2026-02-20"),
            happened("unregulated-placement-made", "2026-04-07"),
        ],
        "unregulated-review",
        "2026-04-08",
        ["2026-02-09 met 2026-02-06", "2026-04-14 upcoming", "2026-05-12 upcoming"],
    ),
    (
        [CAME, happened("contact-plan-made", "2026-01-12"), done("contact-review", "2026-02-20"), fact("parents-objected", "2026-02-20")],
        "contact-review",
        "2026-02-21",
        ["2026-02-23 met 2026-02-20", "2026-05-20 upcoming", "2026-08-20 upcoming"],
    ),
    (
        [
            CAME,
            happened("contact-plan-made", "2026-01-12"),
            done("contact-review", "2026-02-20"),
            happened("contact-plan-made", "2026-03-02"),
        ],
        "contact-review",
        "2026-03-03",
        ["2026-02-23 met 2026-02-20", "2026-04-13 upcoming", "2026-10-13 upcoming"],
    ),
    ([looked_after("2024-09-02"), moved("2026-03-02"), moved("2026-04-02")], "disruption-meeting", "2026-03-03", ["2026-03-30 upcoming"]),
]

PEP = partial(done, "termly-pep")
SCHOOL: list[Case] = [
    (
        [AUTUMN, *map(PEP, ("2025-12-02", "2026-03-30", "2026-06-10"))],
        "termly-pep",
        "2026-07-01",
        ["2025-12-19 met 2025-12-02", "2026-03-27 met-late 2026-03-30", "2026-07-21 met 2026-06-10", "2026-12-18 upcoming"],
    ),
    ([AUTUMN, PEP("2026-03-20")], "termly-pep", "2026-04-14", ["2025-12-19 overdue", "2026-03-27 met 2026-03-20", "2026-07-21 upcoming"]),
    # ten school days: 11 and 12, the week to 19 December, and 5, 6, 7 January
    ([AUTUMN, PEP("2025-12-10"), done("pep-circulated", "2026-01-07")], "pep-circulated", "2026-01-08", ["2026-01-07 met 2026-01-07"]),
    (
        [AUTUMN, done("pp-application", "2026-01-26"), done("pp-application", "2026-05-08")],
        "pp-application",
        "2026-05-10",
        ["2026-01-29 met 2026-01-26", "2026-05-07 met-late 2026-05-08", "2026-10-01 upcoming"],
    ),
    (
        [AUTUMN, happened("excluded-from-school", "2026-02-05"), happened("excluded-from-school", "2026-03-27")],
        "exclusion-meeting",
        "2026-03-30",
        ["2026-02-06 overdue", "2026-04-13 upcoming"],
    ),
    (
        [
            AUTUMN,
            happened("became-nee", "2026-01-12"),
            done("nee-check", "2026-01-23"),
            done("nee-check", "2026-02-05"),
            happened("school-place-found", "2026-02-10"),
            happened("became-nee", "2026-06-01"),
        ],
        "nee-check",
        "2026-06-02",
        ["2026-01-26 met 2026-01-23", "2026-02-06 met 2026-02-05", "2026-06-15 upcoming", "2026-06-29 upcoming"],
    ),
    ([AUTUMN, happened("became-nee", "2026-03-20")], "nee-check", "2026-03-21", []),  # 3 April is in the holidays
    (
        [AUTUMN, done("health-assessment", "2025-12-03")],
        "health-assessment",
        "2025-12-10",
        ["2025-12-08 met 2025-12-03", "2026-12-03 upcoming"],
    ),
    ([done("dental-check", "2025-08-01"), AUTUMN], "dental-check", "2025-12-10", ["2025-12-08 met 2025-08-01", "2026-02-01 upcoming"]),
    ([AUTUMN, happened("consent-refused", "2026-02-02"), done("health-assessment", "2026-02-03")], "consent-escalated", "2026-02-04", []),
    (
        [AUTUMN, done("health-assessment", "2025-12-03"), happened("consent-refused", "2026-02-02")],
        "consent-escalated",
        "2026-02-03",
        ["2026-02-04 upcoming"],
    ),
]

SUPERVISED = partial(done, "supervision")
AGREED = partial(decided, "household-frequency")
FOSTERING: list[Case] = [
    (
        [APPROVED, done("household-review", "2026-03-02")],
        "household-review",
        "2026-03-03",
        ["2026-03-10 met 2026-03-02", "2027-03-02 upcoming"],
    ),
    (
        [APPROVED, happened("resigned", "2025-06-01"), happened("approved", "2026-02-02")],
        "household-review",
        "2026-06-03",
        ["2027-02-02 upcoming"],
    ),
    # eight months are Sat 12 September; the second Wednesday is the 9th
    ([happened("application-received", "2026-01-12")], "panel-paper", "2026-01-13", ["2026-09-09 upcoming"]),
    ([happened("application-received", "2026-01-12"), done("stage-one", "2026-02-20")], "stage-two", "2026-02-21", ["2026-06-20 upcoming"]),
    (
        [
            happened("application-received", "2026-01-12", ref="a"),
            happened("stage-one-refused", "2026-02-01", ref="a"),
            happened("application-received", "2026-05-04", ref="b"),
        ],
        "stage-one",
        "2026-05-05",
        ["2026-07-04 upcoming"],
    ),
    ([happened("representations-made", "2026-02-02")], "qualifying-determination", "2026-02-03", ["2026-03-01 upcoming"]),
    (
        [APPROVED, SUPERVISED("2025-03-20"), SUPERVISED("2025-04-28"), AGREED("2025-04-28", "3 months")],
        "supervision",
        "2025-05-01",
        ["2025-03-24 met 2025-03-20", "2025-05-01 met 2025-04-28", "2025-07-28 upcoming"],
    ),
    (
        [APPROVED, SUPERVISED("2025-03-20"), AGREED("2025-04-01", "2 weeks")],
        "supervision",
        "2025-04-02",
        ["2025-03-24 met 2025-03-20", "2025-04-03 upcoming"],
    ),
    (
        [
            APPROVED,
            *map(SUPERVISED, ("2025-03-20", "2025-04-28", "2025-06-02", "2025-07-07", "2025-08-11")),
            done("unannounced-visit", "2025-07-10"),
        ],
        "unannounced-visit",
        "2025-08-12",
        ["2025-07-14 met 2025-07-10"],
    ),
    (
        [APPROVED, done("home-check", "2026-01-20"), happened("moved-house", "2026-02-02")],
        "home-check",
        "2026-02-03",
        ["2026-03-02 met 2026-01-20"],
    ),
    (
        [APPROVED, happened("review-papers-sent", "2026-03-20")],
        "carer-comments",
        "2026-05-01",
        ["2026-04-07 met 2026-04-07"],
    ),
]

PAGES_OF_CASES = (
    ("reviews", "2015-01-01", REVIEWS),
    ("placements", "2015-01-01", PLACEMENTS),
    ("school-and-health", "2015-01-01", SCHOOL),
    ("fostering", None, FOSTERING),
)


@pytest.mark.parametrize(("page", "born", "case"), [(page, born, case) for page, born, cases in PAGES_OF_CASES for case in cases])
def test_dates_worked_by_hand(page: str, born: str | None, case: Case) -> None:
    assert found(page, case, born) == case[3]


def test_a_young_person() -> None:
    """An adviser by 15 years 9 months; three months from the later of sixteen and of coming in; a plan before the move."""
    for born, task, day in (("2010-06-01", "pa-allocated", "2026-03-01"), ("2010-06-01", "needs-assessment", "2026-09-01")):
        assert found("school-and-health", ([AUTUMN], task, "2025-11-11", [""]), born) == [f"{day} upcoming"]
    assert found("school-and-health", ([AUTUMN], "needs-assessment", "2025-11-11", [""]), "2009-06-01") == ["2026-02-10 upcoming"]
    under_five = ([AUTUMN, done("health-assessment", "2025-12-03")], "health-assessment", "2025-12-10", ["", ""])
    assert found("school-and-health", under_five, "2023-05-01")[1] == "2026-06-03 upcoming"


@pytest.mark.parametrize("page", others_slow(["fostering", "reviews", "placements", "school-and-health"]))
def test_none_is_later_than_the_law(page: str) -> None:
    """Exit 4 for a lawful profile is a defect."""
    assert check_profile(load_profile(PAGES / f"{page}.toml")).breaches == ()
