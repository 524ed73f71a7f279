"""Every date on the pages of what the law leaves open is what comes out; each was worked by hand there."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pytest
from tests.docs.pages import TOP

from lacreview_rules import load_profile
from lacreview_rules.counting.calendars import BankHoliday, Layer, england_and_wales
from lacreview_rules.engine.build import build_schedule
from lacreview_rules.histories.json import parse_history
from lacreview_rules.wording import day_text


def event(kind: str, on: str, **keys: object) -> dict[str, object]:
    return {"event": kind, "on": on, **keys}


def care(on: str, **keys: object) -> dict[str, object]:
    return event("became-looked-after", on, **keys)


def held(*days: str) -> list[dict[str, object]]:
    return [event("review-held", day) for day in days]


def done(task: str, on: str) -> dict[str, object]:
    return event("task-done", on, task=task)


class Worked(NamedTuple):
    """One date of the page: where it stands, the facts, and what is expected of one due date."""

    section: int
    events: list[dict[str, object]]
    expect: dict[str, object]
    profile: str = "england"
    settings: dict[str, str] = {}  # noqa: RUF012 - never changed
    born: str = "2014-05-02"


def review(number: int, due: str, **more: object) -> dict[str, object]:
    return {"task": "review", "review": number, "due": due, **more}


FIVE_JAN = [care("2026-01-05")]
ADJOURNED = [care("2026-03-04"), event("review-adjourned", "2026-03-30"), *held("2026-04-27")]
EXTRA = [*FIVE_JAN, *held("2026-01-28"), event("review-held", "2026-03-10", additional=True)]
MOVED = [*FIVE_JAN, *held("2026-01-28"), event("placement-moved", "2026-02-20")]
LONG_TERM = [
    care("2024-01-08"),
    event("placement-moved", "2024-05-01", placement="foster-care"),
    event("fact", "2024-05-01", fact="long-term-foster-placement"),
    *held("2024-02-01", "2024-04-30", "2024-10-28", "2025-04-28", "2025-10-27", "2026-01-14"),
    done("visit", "2026-01-20"),
]
AUTHORITY = [care("2025-10-01"), *held("2025-10-28"), event("authorised-for-adoption", "2026-01-12")]
PLACED = [*AUTHORITY, *held("2026-01-27"), event("placed-for-adoption", "2026-04-20")]
BOOKED = [*FIVE_JAN, *held("2026-01-28"), event("review-arranged", "2026-01-28", review_on="2026-04-08")]
WITH_PARENT = [
    care("2026-01-05", placement="foster-care", legal_status="care-order"),
    *held("2026-01-28"),
    event("placement-moved", "2026-02-20", placement="parent"),
    done("visit", "2026-02-27"),
]
LEAP = [care("2025-01-06"), done("health-assessment", "2025-02-28")]
BACK = [care("2025-01-06"), *held("2025-01-30", "2025-04-28"), event("ceased-to-be-looked-after", "2025-08-01"), care("2025-11-03")]

WORKED = [
    Worked(1, [*FIVE_JAN, *held("2026-01-14")], review(2, "2026-04-14")),
    Worked(1, [*FIVE_JAN, *held("2026-01-14")], review(2, "2026-04-15"), "data-return"),
    Worked(1, [care("2026-02-16"), *held("2026-03-10")], review(2, "2026-06-10")),
    Worked(1, [care("2026-02-16"), *held("2026-03-10")], review(2, "2026-06-09"), "data-return"),
    Worked(2, [care("2025-12-19")], review(1, "2026-01-21")),
    Worked(3, [care("2026-01-05", at="15:00")], review(1, "2026-02-02")),
    Worked(3, [care("2026-01-06", at="15:00")], review(1, "2026-02-03")),
    Worked(4, FIVE_JAN, review(1, "2026-02-02")),
    *(Worked(5, [care(f"2024-03-{day}")], review(1, "2024-04-16")) for day in (15, 16, 17)),
    Worked(5, [*FIVE_JAN, *held("2026-01-31")], review(2, "2026-04-30")),
    Worked(6, [care("2026-01-20"), *held("2026-02-17")], review(2, "2026-05-17", last_working_day="2026-05-15")),
    Worked(7, [care("2025-07-07"), *held("2025-08-01", "2025-10-31")], review(3, "2026-04-30")),
    Worked(7, [care("2025-07-07"), *held("2025-08-01", "2025-10-31", "2026-04-30")], review(4, "2026-10-30")),
    Worked(8, [*FIVE_JAN, *held("2026-01-28")], review(1, "2026-02-02", status="met")),
    Worked(8, [*FIVE_JAN, *held("2026-01-28")], review(2, "2026-04-28", basis="actual")),
    Worked(9, ADJOURNED, review(1, "2026-04-01", status="met", done_on="2026-03-30")),
    Worked(9, ADJOURNED, {"task": "review-completed", "due": "2026-04-29", "status": "met"}),
    Worked(9, ADJOURNED, review(2, "2026-07-27")),
    Worked(9, ADJOURNED, review(1, "2026-04-01", days_late=26), settings={"adjourned_review_met_by": "completion"}),
    Worked(9, ADJOURNED, review(2, "2026-06-30"), settings={"interval_after_adjournment_from": "sitting"}),
    Worked(10, EXTRA, review(3, "2026-09-10")),
    Worked(10, EXTRA, review(3, "2026-04-28"), settings={"additional_reviews": "stand-apart"}),
    Worked(11, MOVED, review(2, "2026-04-28")),
    Worked(11, MOVED, {"task": "visit", "due": "2026-02-27"}),
    Worked(11, MOVED, review(2, "2026-03-12"), "south-gloucestershire"),
    Worked(
        12,
        [*FIVE_JAN, event("fact", "2026-01-05", fact="placement-to-last-to-18"), done("visit", "2026-12-22")],
        {"task": "visit", "due": "2027-02-02", "rule": "england/V2"},
    ),
    Worked(13, WITH_PARENT, {"task": "visit", "due": "2026-03-06", "rule": "england/V6a"}),
    Worked(
        13,
        [*WITH_PARENT, event("fact", "2026-03-02", fact="parent-assessment-completed")],
        {"task": "visit", "due": "2026-03-06", "rule": "england/V6a"},
    ),
    Worked(
        14,
        [care("2026-01-19"), done("health-assessment", "2026-02-12")],
        {"task": "health-assessment", "due": "2026-08-12"},
        born="2021-05-01",
    ),
    Worked(15, LONG_TERM, review(7, "2026-07-14")),
    Worked(15, LONG_TERM, {"task": "review-meeting", "due": "2027-01-14"}),
    Worked(15, LONG_TERM, {"task": "visit", "due": "2026-04-20"}),
    Worked(15, [*LONG_TERM, event("fact", "2026-01-14", fact="child-agrees-to-fewer-visits")], {"task": "visit", "due": "2026-07-20"}),
    Worked(16, [*MOVED[:2], event("ceased-to-be-looked-after", "2026-04-13")], review(2, "2026-04-28", status="cancelled")),
    Worked(
        16,
        [*MOVED[:2], event("ceased-to-be-looked-after", "2026-04-13")],
        {"task": "placement-end-notice", "due": "2026-04-27", "status": "upcoming"},
    ),
    Worked(16, [*MOVED[:2], event("ceased-to-be-looked-after", "2026-05-05")], review(2, "2026-04-28", status="overdue")),
    Worked(17, BACK, review(1, "2025-12-01", period_of_care=2)),
    Worked(17, BACK, review(3, "2025-10-28", period_of_care=1, status="cancelled")),
    Worked(18, AUTHORITY, review(2, "2026-01-28", also=[{"rule": "england/A1", "due": "2026-04-12", "force": "regulation"}])),
    Worked(18, PLACED, review(3, "2026-05-18", rule="england/A3", also=[])),
    Worked(19, BOOKED, {"task": "review-report", "review": 2, "due": "2026-04-01", "basis": "arranged"}),
    Worked(19, BOOKED, {"task": "review-report", "review": 2, "due": "2026-03-31"}, settings={"count_back": "clear"}),
    Worked(20, [care("2025-12-19")], {"task": "care-plan", "due": "2026-01-07", "aim": "2025-12-19"}),
    Worked(21, LEAP, {"task": "health-assessment", "due": "2025-08-28"}, born="2020-02-29"),
    Worked(21, LEAP, {"task": "health-assessment", "due": "2026-02-28"}, settings={"leap_day_birthday": "28 February"}, born="2020-02-29"),
    Worked(22, [care("2025-12-05")], review(1, "2026-01-07")),
    Worked(23, [care("2020-04-23")], {"task": "placement-plan", "due": "2020-04-30"}),
    Worked(23, [care("2020-04-24")], {"task": "placement-plan", "due": None, "status": "advisory"}),
    Worked(
        23, [care("2020-04-24"), event("temporary-approval-given", "2020-04-24")], {"task": "temporary-approval-end", "due": "2020-10-09"}
    ),
]


def sections() -> dict[int, str]:
    pages = sorted((TOP / "docs/explanation/ambiguities").glob("*.md"))
    return {int(page.name[:2]): " ".join(page.read_text(encoding="utf-8").split()) for page in pages}


def test_each_question_is_listed_with_its_page() -> None:
    listed = (TOP / "docs/explanation/ambiguities.md").read_text(encoding="utf-8")
    for page in (TOP / "docs/explanation/ambiguities").glob("*.md"):
        title = page.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ").partition(". ")[2]
        assert f"[{title}](ambiguities/{page.name})" in listed


@pytest.mark.parametrize("worked", WORKED, ids=[f"{w.section}-{w.profile}-{w.expect['due']}" for w in WORKED])
def test_ambiguity(worked: Worked) -> None:
    """The library gives the date, and the page prints it."""
    history = parse_history({"child": "A123", "date_of_birth": worked.born, "events": worked.events})
    schedule = build_schedule(history, load_profile(worked.profile).with_settings(**worked.settings), strict=True)
    same_task = [due.to_dict() for due in schedule.of(str(worked.expect["task"]))]
    assert [due for due in same_task if worked.expect.items() <= due.items()]
    due = worked.expect["due"]
    if isinstance(due, str):
        assert day_text(due).rpartition(" ")[0] in sections()[worked.section]


def test_all_23_ambiguities_have_a_default_a_switch_and_a_date() -> None:
    found = sections()
    assert list(found) == list(range(1, 24))
    for part in found.values():
        assert part.count("**We take**") == part.count("**To get another answer:**") == part.count("**Worked.**") == 1
    assert {worked.section for worked in WORKED} == set(found)


def test_offices_closed_are_a_layer() -> None:
    """Section 22: without four days on which offices were closed, the twentieth working day is 13 Jan 2026."""
    days = ("2025-12-29", "2025-12-30", "2025-12-31", "2026-01-02")
    layer = Layer(tuple(BankHoliday(date.fromisoformat(day), "Offices closed") for day in days), (), "the authority")
    history = parse_history({"child": "A123", "events": [care("2025-12-05")]})
    schedule = build_schedule(history, load_profile("england"), england_and_wales().with_layer(layer))
    assert schedule.of("review")[0].due == date(2026, 1, 13)
    assert "13 Jan" in sections()[22]
