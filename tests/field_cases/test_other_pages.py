"""Four pages of procedures, made up in the manner of published ones, written as profiles from the documentation alone.

Authority: what authorities' procedures say (of carers, whose record has no period of care; of care leavers; of school terms that lie
within a school year; of visits and reviews). Each date is counted on a wall calendar: 5 January 2026 is a Monday, Easter Monday is
6 April, and 4 and 25 May and 31 August are bank holidays. "none" is no due date at all.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.field_cases.asked import Event, done, fact, happened, held, looked_after, moved

from lacreview_rules import build_schedule, load_profile, parse_history

if TYPE_CHECKING:
    from lacreview_rules import Profile

PAGES = {page.stem: page for page in (Path(__file__).parent / "other_pages").glob("*.toml")}


@pytest.fixture(scope="module")
def profiles() -> dict[str, Profile]:
    return {name: load_profile(page) for name, page in PAGES.items()}


ENQUIRED, PANEL = happened("carer-enquired", "2026-09-04"), happened("panel-recommended", "2026-09-08")
APPROVED, SUPERVISED = happened("carer-approved", "2026-09-21"), happened("supervising-visit-made", "2026-10-01")
RESIGNED, ALLEGED = happened("carer-resigned", "2026-10-20"), happened("allegation-made", "2026-10-02", at="10:00")
CHASED, CONCLUDED = done("allegation-chased", "2026-10-20"), happened("allegation-concluded", "2026-10-27")

CARE, LONG_CARE = looked_after("2026-01-05"), looked_after("2024-01-08")
LEFT = happened("ceased-to-be-looked-after", "2026-03-02", reason="E4")
RELEVANT, IN_TOUCH = happened("became-relevant", "2026-04-01"), done("adviser-in-touch", "2026-04-07")
ASKED, JAILED = happened("asked-for-support", "2030-01-14"), happened("went-to-custody", "2026-06-01")
SEEN_THERE, RELEASED = done("prison-visit", "2026-06-10"), happened("released", "2026-07-01")
STUDENT = fact("in-education", "2026-06-01")

AUTUMN, PEP = looked_after("2025-09-08"), "pep-meeting-held"
SCHOOL, FIRST, SECOND = (
    happened("school-started", "2026-01-12"),
    done("settling-review", "2026-02-02"),
    done("settling-review", "2026-02-10"),
)

REVIEWED, AGAIN = held("2026-01-30"), held("2026-04-20")
CHANGED, VISITED = happened("plan-changed", "2026-03-02"), done("visit", "2026-01-09")

ROWS: list[tuple[str, str, str, list[Event], str, str, str | None]] = [
    # page, born, until or "", events, task, the dates, and the day asked on
    ("carers", "", "", [ENQUIRED], "enquiry-answered", "2026-09-08", None),
    ("carers", "", "", [ENQUIRED], "home-visit", "2026-09-15", None),
    ("carers", "", "", [happened("application-accepted", "2026-06-30")], "assessment-report", "2027-02-28", None),
    ("carers", "", "", [PANEL], "panel-papers", "2026-08-24", None),  # 7, 4 to 1 Sep; 28 to 24 Aug; 31 August is a bank holiday
    ("carers", "", "", [PANEL], "decision-made", "2026-09-17", None),
    ("carers", "", "", [PANEL, APPROVED], "service-manager-told", "2026-09-18", "2026-09-21"),
    ("carers", "", "", [APPROVED], "carer-review", "2027-09-14 2028-09-14", None),  # the second Tuesday by 21 Sep 2027; then a year
    ("carers", "", "", [APPROVED, done("carer-review", "2027-09-10")], "carer-review", "2027-09-14/2027-09-10 2028-09-10", "2027-09-11"),
    ("carers", "", "", [APPROVED], "supervision-visit", "2026-10-05 2026-11-02", None),
    ("carers", "", "", [APPROVED, SUPERVISED], "supervision-visit", "2026-10-05/2026-10-01 2026-10-29", "2026-10-02"),
    (
        "carers",
        "",
        "",
        [APPROVED, SUPERVISED, fact("supervision-agreed", "2026-10-05") | {"value": "2 weeks"}],
        "supervision-visit",
        "2026-10-05/2026-10-01 2026-10-15",
        "2026-10-06",
    ),
    (
        "carers",
        "",
        "",
        [fact("experienced-carer", "2026-09-01"), APPROVED, SUPERVISED],
        "supervision-visit",
        "2026-10-05/2026-10-01 2026-11-26",
        "2026-10-02",
    ),
    ("carers", "", "", [fact("experienced-carer", "2026-09-01"), APPROVED], "training-standards", "none", None),
    ("carers", "", "", [APPROVED], "training-standards", "2027-09-21", None),
    ("carers", "", "", [APPROVED, SUPERVISED, RESIGNED], "supervision-visit", "2026-10-05/2026-10-01", None),
    ("carers", "", "", [APPROVED, RESIGNED], "exit-interview", "2026-11-17", None),
    ("carers", "", "", [APPROVED], "unannounced-visit", "2027-03-21 2027-09-21", None),
    (
        "carers",
        "",
        "",
        [APPROVED, done("unannounced-visit", "2027-01-15")],
        "unannounced-visit",
        "2027-03-21/2027-01-15 2027-09-21",
        "2027-02-01",
    ),
    ("carers", "", "", [ALLEGED], "strategy-meeting", "2026-10-03", None),
    ("carers", "", "", [ALLEGED, CHASED], "allegation-chased", "2026-10-23/2026-10-20 2026-11-10", None),
    ("carers", "", "", [ALLEGED, CHASED, CONCLUDED], "allegation-chased", "2026-10-23/2026-10-20", None),
    ("carers", "", "", [ALLEGED, CONCLUDED], "carer-told", "2026-11-03", None),
    ("leavers", "2010-05-02", "2026-09-01", [CARE], "adviser-named", "2026-08-02", None),
    ("leavers", "2010-05-02", "2026-09-01", [CARE, done("adviser-named", "2026-01-20")], "adviser-named", "2026-08-02", None),  # from 2 Feb
    ("leavers", "2010-05-02", "2026-09-01", [CARE], "pathway-assessment", "2026-07-11", None),  # 10 weeks from 2 May, before 2 Aug
    ("leavers", "2008-05-02", "", [LONG_CARE], "financial-plan", "2025-11-02", None),
    ("leavers", "2008-05-02", "2026-06-01", [LONG_CARE, LEFT], "documents-given", "2026-05-16", None),
    ("leavers", "2008-05-02", "", [LONG_CARE, moved("2025-06-02")], "housing-application", "2025-08-02", None),
    ("leavers", "2008-05-02", "2026-06-01", [LONG_CARE, LEFT, RELEVANT], "entitlements-letter", "2026-05-16", None),
    ("leavers", "2008-05-02", "2026-06-01", [RELEVANT], "entitlements-letter", "2026-05-16", None),
    (
        "leavers",
        "2008-05-02",
        "",
        [LONG_CARE, LEFT, RELEVANT, IN_TOUCH],
        "adviser-in-touch",
        "2026-04-08/2026-04-07 2026-06-02",
        "2026-04-08",
    ),
    (
        "leavers",
        "2008-05-02",
        "",
        [LONG_CARE, LEFT, RELEVANT, IN_TOUCH, fact("contact-agreed", "2026-04-10") | {"value": "4 weeks"}],
        "adviser-in-touch",
        "2026-04-08/2026-04-07 2026-05-05",
        "2026-04-11",
    ),
    ("leavers", "2008-05-02", "", [LONG_CARE, LEFT, ASKED], "needs-assessed", "2030-02-11", None),
    ("leavers", "2008-05-02", "", [LONG_CARE, LEFT, happened("asked-for-support", "2033-06-01")], "needs-assessed", "none", None),
    ("leavers", "2008-05-02", "", [LONG_CARE, LEFT, ASKED, done("needs-assessed", "2030-02-01")], "plan-amended", "2030-02-15", None),
    ("leavers", "2008-05-02", "", [LONG_CARE, LEFT, JAILED, SEEN_THERE], "prison-visit", "2026-06-15/2026-06-10 2026-08-05", "2026-06-11"),
    ("leavers", "2008-05-02", "", [LONG_CARE, LEFT, JAILED, SEEN_THERE, RELEASED], "prison-visit", "2026-06-15/2026-06-10", "2026-07-02"),
    ("leavers", "2008-05-02", "", [LONG_CARE, LEFT, JAILED, RELEASED], "release-visit", "2026-07-01", None),
    (
        "leavers",
        "2008-05-02",
        "",
        [LONG_CARE, LEFT, STUDENT, happened("education-planned", "2026-06-03")],
        "bursary-paid",
        "2026-06-10",
        None,
    ),
    ("leavers", "2008-05-02", "", [LONG_CARE, LEFT, STUDENT, happened("education-planned", "2026-08-05")], "bursary-paid", "none", None),
    ("leavers", "2010-05-02", "2026-09-01", [AUTUMN, done("summer-plan", "2025-10-10")], "summer-plan", "2026-07-31", None),
    (
        "leavers",
        "2008-05-02",
        "2026-06-01",
        [LONG_CARE, LEFT, happened("adviser-changed", "2026-04-02")],
        "handover-meeting",
        "2026-04-17",
        None,
    ),
    ("school-windows", "2014-05-02", "", [AUTUMN, happened(PEP, "2025-10-10")], "termly-meeting", "2025-12-19 2026-03-27", "2026-01-03"),
    (
        "school-windows",
        "2014-05-02",
        "",
        [AUTUMN, happened(PEP, "2025-11-12")],
        "termly-meeting",
        "2025-12-19/2025-11-12 2026-03-27",
        "2026-01-10",
    ),
    ("school-windows", "2014-05-02", "", [AUTUMN], "yearly-report", "2026-07-03", "2026-06-01"),
    (
        "school-windows",
        "2014-05-02",
        "",
        [AUTUMN, done("attainment-data", "2026-01-02")],
        "attainment-data",
        "2025-12-26/2026-01-02",
        "2026-01-03",
    ),
    ("school-windows", "2014-05-02", "", [AUTUMN, done("census-check", "2025-12-30")], "census-check", "2026-01-12", "2026-01-03"),
    (
        "school-windows",
        "2014-05-02",
        "",
        [AUTUMN, done("census-check", "2025-12-31")],
        "census-check",
        "2026-01-12/2025-12-31",
        "2026-01-03",
    ),
    ("school-windows", "2014-05-02", "", [AUTUMN, happened(PEP, "2026-02-11")], "pep-written", "2026-03-04", None),
    (
        "school-windows",
        "2014-05-02",
        "",
        [AUTUMN, happened(PEP, "2026-02-11"), done("pep-written", "2026-03-02")],
        "pep-signed-off",
        "2026-03-09",
        None,
    ),
    ("school-windows", "2014-05-02", "", [AUTUMN, happened("excluded", "2026-03-20")], "exclusion-meeting", "2026-03-23", None),
    ("school-windows", "2014-05-02", "", [AUTUMN, happened("excluded", "2026-02-17")], "exclusion-meeting", "2026-02-20", None),
    ("school-windows", "2014-05-02", "", [AUTUMN, happened("excluded", "2026-03-20")], "alternative-provision", "2026-03-27", None),
    ("school-windows", "2014-05-02", "", [AUTUMN, moved("2026-01-12")], "holiday-plan", "2025-12-05 2026-03-13", "2026-01-13"),
    ("school-windows", "2014-05-02", "", [AUTUMN, SCHOOL], "welcome-call", "2026-01-14", None),
    ("school-windows", "2014-05-02", "", [AUTUMN, SCHOOL, FIRST], "settling-review", "2026-02-23", "2026-02-03"),
    (
        "school-windows",
        "2014-05-02",
        "",
        [AUTUMN, SCHOOL, FIRST, SECOND],
        "settling-review",
        "2026-02-23/2026-02-10",
        "2026-02-11",
    ),
    ("school-windows", "2014-05-02", "", [AUTUMN, SCHOOL], "new-school-records", "2026-02-02", None),
    ("school-windows", "2022-05-02", "", [looked_after("2026-02-09")], "personal-education-plan", "2026-03-09", None),
    ("visits-and-reviews", "2014-05-02", "", [CARE], "review", "2026-02-02", "2026-01-06"),
    (
        "visits-and-reviews",
        "2014-05-02",
        "",
        [CARE, REVIEWED, AGAIN],
        "review",
        "2026-02-02/2026-01-30 2026-04-30/2026-04-20 2026-10-20",
        "2026-04-21",
    ),
    (
        "visits-and-reviews",
        "2014-05-02",
        "",
        [CARE, REVIEWED, AGAIN, fact("next-review-decided", "2026-04-20") | {"value": "3 months"}],
        "review",
        "2026-02-02/2026-01-30 2026-04-30/2026-04-20 2026-07-20",
        "2026-04-21",
    ),
    ("visits-and-reviews", "2014-05-02", "", [CARE, REVIEWED, CHANGED], "review", "2026-02-02/2026-01-30 2026-03-30", "2026-03-03"),
    (
        "visits-and-reviews",
        "2014-05-02",
        "",
        [CARE, REVIEWED, CHANGED, held("2026-03-25")],
        "review",
        "2026-02-02/2026-01-30 2026-03-30/2026-03-25 2026-06-25",
        "2026-03-26",
    ),
    (
        "visits-and-reviews",
        "2014-05-02",
        "",
        [looked_after("2026-01-05", legal_status="short-break")],
        "review",
        "2026-04-05",
        "2026-01-06",
    ),
    ("visits-and-reviews", "2014-05-02", "", [CARE, VISITED], "visit", "2026-01-12/2026-01-09 2026-02-06", "2026-01-10"),
    ("visits-and-reviews", "2014-05-02", "", [CARE, VISITED], "visit-written-up", "2026-01-16", "2026-01-10"),
    (
        "visits-and-reviews",
        "2014-05-02",
        "",
        [CARE, VISITED, done("visit", "2026-01-26"), fact("visits-decided", "2026-01-30") | {"value": "2 weeks"}],
        "visit",
        "2026-01-12/2026-01-09 2026-02-06/2026-01-26 2026-02-09",
        "2026-01-31",
    ),
    (
        "visits-and-reviews",
        "2014-05-02",
        "",
        [looked_after("2025-01-06"), done("visit", "2026-02-02")],
        "visit",
        "2025-01-13/2026-02-02 2026-03-16",
        "2026-02-03",
    ),
    ("visits-and-reviews", "2014-05-02", "", [CARE], "pre-meeting", "2026-01-29", "2026-01-06"),
    ("visits-and-reviews", "2023-05-02", "", [CARE], "pre-meeting", "none", "2026-01-06"),
    ("visits-and-reviews", "2014-05-02", "", [CARE], "carer-report", "2026-01-26", "2026-01-06"),
    ("visits-and-reviews", "2014-05-02", "", [looked_after("2026-01-05", "childrens-home")], "carer-report", "none", "2026-01-06"),
    (
        "visits-and-reviews",
        "2014-05-02",
        "",
        [CARE, REVIEWED, happened("review-arranged", "2026-02-02", review_on="2026-04-20")],
        "mid-point",
        "2026-03-11",
        "2026-02-03",
    ),
    ("visits-and-reviews", "2014-05-02", "", [CARE, done("visit", "2026-02-09")], "late-review-form", "2026-02-04", "2026-02-10"),
    ("visits-and-reviews", "2014-05-02", "", [CARE, happened("contact-suspended", "2026-03-02")], "contact-reviewed", "2026-03-09", None),
    ("visits-and-reviews", "2014-05-02", "", [CARE, moved("2026-03-30")], "move-meeting", "2026-04-15", None),
    ("visits-and-reviews", "2014-05-02", "", [CARE, moved("2026-03-30", "parent")], "move-meeting", "none", None),
    ("visits-and-reviews", "2014-05-02", "", [CARE, fact("out-of-area-placement", "2026-01-05")], "distant-visit", "2026-01-26", None),
    ("visits-and-reviews", "2014-05-02", "", [CARE, REVIEWED], "decisions", "2026-02-04", "2026-01-31"),
    ("visits-and-reviews", "2014-05-02", "", [CARE, REVIEWED], "review-record", "2026-02-13", "2026-01-31"),
]


@pytest.mark.parametrize(("page", "born", "until", "events", "task", "dates", "asked_on"), ROWS)
def test_a_row_of_a_page(
    profiles: dict[str, Profile], page: str, born: str, until: str, events: list[Event], task: str, dates: str, asked_on: str | None
) -> None:
    """The first due dates of the task, each with the day on which it was done."""
    record = {"child": "A1", "events": events} | ({"date_of_birth": born} if born else {})
    schedule = build_schedule(parse_history(record), profiles[page], until=date.fromisoformat(until) if until else None)
    found = (schedule.on(date.fromisoformat(asked_on)) if asked_on else schedule).of(task)
    said = [f"{due.due}/{due.done_on}" if due.done_on else str(due.due) for due in found]
    wanted = [] if dates == "none" else dates.split()
    assert said[: len(wanted)] == wanted
    assert wanted or not said
