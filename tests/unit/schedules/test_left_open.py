"""That a source is ambiguous is told where it can touch the date in hand. Authority: docs/reference/readings.md, the table."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
from tests.field_cases.asked import Event, done, fact, happened, held, looked_after, moved, schedule_of

from lacreview_rules.schedules import left_open
from lacreview_rules.schedules.notices import AMBIGUOUS
from lacreview_rules.schedules.standing import occurrence_of

CARE = looked_after("2026-01-05", legal_status="care-order")
IN_2020 = [looked_after("2020-09-25", legal_status="care-order"), happened("temporary-approval-given", "2020-09-25")]
BEFORE_2020 = [looked_after("2020-09-24", legal_status="care-order"), happened("temporary-approval-given", "2020-09-24")]
RETURNED = [
    CARE,
    held("2026-01-28"),
    held("2026-04-20"),
    happened("authorised-for-adoption", "2026-05-04"),
    moved("2026-07-20", "adoptive"),
    moved("2026-08-10"),
]
LASTING = fact("placement-to-last-to-18", "2026-01-05")


@pytest.mark.parametrize(
    ("events", "rule", "told"),
    [
        ([CARE], "england/R1", False),
        ([looked_after("2026-01-05")], "england/R1", True),
        ([looked_after("2025-12-19")], "england/R1", False),  # a Friday: the twentieth working day is the same from the Saturday
        ([CARE, held("2026-01-28")], "england/R2", False),
        ([CARE, happened("review-adjourned", "2026-01-28"), held("2026-02-11")], "england/R2", True),
        ([CARE, held("2026-01-28"), held("2026-03-02", additional=True)], "england/R2", True),
        ([CARE, LASTING, done("visit", "2026-01-09")], "england/V2", False),
        ([CARE, LASTING, done("visit", "2026-12-22")], "england/V2", True),  # six weeks end after Tue 5 Jan 2027
        ([CARE], "england/P3", False),
        ([CARE, moved("2026-03-02")], "england/P3", True),
        ([CARE, moved("2026-03-02")], "england/P7", False),
        ([CARE, happened("ceased-to-be-looked-after", "2026-03-02")], "england/P7", True),
        ([CARE, happened("legal-status-changed", "2026-03-02", legal_status="short-break")], "england/S1", True),
        ([looked_after("2026-01-05", legal_status="short-break")], "england/S1", False),
        (RETURNED[:4], "england/A1", False),
        (RETURNED, "england/A1", True),
        (IN_2020, "england/P3", True),
        (IN_2020, "england/F2", True),
        (IN_2020, "england/V1", False),  # one week under both texts
        (BEFORE_2020, "england/P3-2020", False),
        (BEFORE_2020, "england/F2-2020", False),
    ],
)
def test_where_it_is_told(events: list[Event], rule: str, told: bool) -> None:
    found = [due for due in schedule_of("2012-05-02", events).due_dates if due.rule == rule]
    assert found
    assert any(notice.startswith(AMBIGUOUS) for due in found for notice in due.notices) is told


@pytest.mark.parametrize(
    ("visited", "due", "told"),
    [
        ("2026-11-23", "2027-01-04", False),  # the day before the first year is over
        ("2026-11-24", "2027-01-05", True),
        ("2027-01-04", "2027-02-15", True),
    ],
)
def test_the_gap_that_runs_over_the_end_of_the_first_year(visited: str, due: str, *, told: bool) -> None:
    """Placed on 5 January 2026; six weeks from a visit that was made. To that day or past it, from before it."""
    found = schedule_of("2012-05-02", [CARE, LASTING, done("visit", visited)]).due_dates
    [visit] = [one for one in found if one.task == "visit" and str(one.due) == due]
    assert any(notice.startswith(AMBIGUOUS) for notice in visit.notices) is told


def test_the_file_says_where_a_question_matters_in_words_that_are_known() -> None:
    written = tomllib.loads((files("lacreview_rules") / "data" / "questions.toml").read_text(encoding="utf-8"))
    said = {question["matters_where"] for question in written["questions"] if "matters_where" in question}
    assert said | set(written["also_open_where"].values()) == set(left_open._WHERE)


def test_of_a_count_that_another_event_starts_nothing_is_known_beforehand() -> None:
    """A review held on a day off may be read as of the next working day: which reading of it matters is not settled here, so it is told."""
    [day_off] = [question for question in left_open.questions_file()["questions"] if question["id"] == "start-on-a-day-off"]
    moves = [move for reading in day_off["readings"] for move in reading.get("moves", ())]
    [of_reviews] = [move for move in moves if move["events"] == ["review-held"]]
    second = next(due for due in schedule_of("2012-05-02", [CARE, held("2026-01-28")]).due_dates if due.rule == "england/R2")
    assert left_open._moved(of_reviews)(occurrence_of(second))
