"""The page on the +91 / +183 days shortcut says what is so: the shortcut's days are worked out here by plain addition."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from lacreview_rules.corpus.answers import answer_to
from lacreview_rules.corpus.cases import find_case, load_cases
from lacreview_rules.corpus.shortcut import Reckoned, interval, reckoned
from make.shortcut import FIRST, LAST, found_once

PAGE = Path(__file__).parents[3] / "docs" / "explanation" / "shortcut.md"
PLAIN = {"became-looked-after", "review-held", "decisions-issued", "task-done", "placement-moved", "legal-status-changed", "fact"}


def held(events: list[dict[str, Any]]) -> list[date]:
    return sorted(date.fromisoformat(event["on"]) for event in events if event["event"] == "review-held")


def simple(one: Reckoned) -> bool:
    """One period of care, nothing but ordinary reviews held, and the review before this one among them."""
    events = one.case.history["events"]
    kinds = {event["event"] for event in events}
    plain = kinds <= PLAIN and not any(event.get("additional") or event.get("legal_status") == "short-break" for event in events)
    return plain and sum(event["event"] == "became-looked-after" for event in events) == 1 and 2 <= one.review <= len(held(events)) + 1


@pytest.mark.slow
def test_the_shortcut_is_plain_addition() -> None:
    """91 days from the first review held to the second, 183 from each later one: the sector's extract code, SSD2 and SSD3."""
    added = [one for one in found_once() if simple(one)]
    assert len(added) >= 50
    for one in added:
        before = held(one.case.history["events"])[one.review - 2]
        assert one.shortcut == before + timedelta(91 if one.review == 2 else 183), one.case.id


@pytest.mark.slow
def test_the_day_of_each_is_one_that_its_case_expects() -> None:
    for one in found_once():
        assert one.due.isoformat() in {entry.get("due") for entry in one.case.expect if entry.get("task") == "review"}
        assert one.case.profile != "data-return"


@pytest.mark.slow
def test_no_review_with_an_expected_day_goes_missing() -> None:
    """Left out are only limits that do not bind, because another on the same review is earlier."""
    found = {(one.case.id, one.due.isoformat()) for one in found_once()}
    left_out = 0
    for case in load_cases():
        for entry in case.expect if case.profile != "data-return" else ():
            if entry.get("task") == "review" and entry.get("due") and (case.id, entry["due"]) not in found:
                limits = [
                    due for due in answer_to(case).to_dict()["due_dates"] for other in due["also"] if other["rule"] == entry.get("rule")
                ]
                assert any(due["task"] == "review" and due["due"] < entry["due"] for due in limits), case.id
                left_out += 1
    assert 0 < left_out < len(found_once()) / 4


@pytest.mark.slow
@pytest.mark.parametrize(
    ("case_id", "review", "due", "shortcut", "way", "days"),
    [
        # Review held Sun 30 Nov 2025: three months end on 28 February (no 30th); 91 days are up on 1 March.
        ("england-0021", 2, "2026-02-28", "2026-03-01", "late", 1),
        # Authority to place on 12 Jan 2026: a review by 12 April; 183 days after the review of 26 Nov 2025 is 28 May.
        ("england-0166", 3, "2026-04-12", "2026-05-28", "late", 46),
        # Review held 29 May 2020: three months later is 29 August, 91 days later 28 August.
        ("england-0048", 2, "2020-08-29", "2020-08-28", "early", -1),
        # First review over Christmas: twenty working days in both.
        ("newham-0001", 1, "2025-01-02", "2025-01-02", "same", 0),
    ],
)
def test_single_reviews(case_id: str, review: int, due: str, shortcut: str, way: str, days: int) -> None:
    [one] = [one for one in reckoned([find_case(case_id)]) if one.review == review]
    assert (str(one.due), str(one.shortcut), one.way, one.days) == (due, shortcut, way, days)


@pytest.mark.slow
def test_short_breaks_have_no_day_under_the_shortcut() -> None:
    """The return's count of care leaves short breaks out."""
    ways = {one.way for one in found_once() if one.rule in {"england/S1", "england/S2"}}
    assert ways == {"no date"}
    assert {one.days for one in found_once() if one.way == "no date"} == {0}


def test_a_case_without_an_expected_day_says_nothing() -> None:
    case = find_case("newham-0001")
    assert reckoned([replace(case, expect=({"task": "review", "review": 1},))]) == ()
    assert reckoned([replace(case, expect=({"task": "review", "due": "2025-01-03"},))]) == ()
    assert reckoned([replace(case, expect=({"task": "review", "due": "2025-01-02", "period_of_care": 2},))]) == ()
    [found] = reckoned([replace(case, expect=({"task": "review", "due": "2025-01-02", "rule": "england/R1"},))])
    assert (found.rule, found.review, found.due) == ("england/R1", 1, date(2025, 1, 2))


def months_on(day: date, months: int) -> date:
    """The corresponding date, or the last day of a month that has none (Dodds v Walker), from the lengths of months."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@pytest.mark.parametrize(("months", "days"), [(3, 91), (6, 183)])
def test_the_two_intervals_over_every_day(months: int, days: int) -> None:
    late = []
    day = FIRST
    while day <= LAST:
        late.append((day + timedelta(days) - months_on(day, months)).days)
        day += timedelta(1)
    found = interval(months, days, FIRST, LAST)
    assert found.counts == {"same": late.count(0), "late": len([by for by in late if by > 0]), "early": len([by for by in late if by < 0])}
    assert (found.most_late, found.most_early) == (max(late), -min(late))
    assert sum(found.counts.values()) == (LAST - FIRST).days + 1


def test_an_interval_that_is_never_late() -> None:
    """Three months from 1 July to 31 August are 92 days or, to the end of November, 91."""
    found = interval(3, 91, date(2026, 7, 1), date(2026, 8, 31))
    assert (found.counts["late"], found.most_late, found.most_early) == (0, 0, 1)


@pytest.mark.slow  # every case of the corpus is answered for it
def test_the_page_counts_what_it_lists() -> None:
    text = PAGE.read_text(encoding="utf-8")
    wrong = [one for one in found_once() if one.way != "same"]
    rows = [line.split(" | ") for line in text.splitlines() if re.match(r"\| `[a-z0-9-]+-\d+` \|", line)]
    assert sorted((row[0], row[-5].partition(",")[0]) for row in rows) == sorted((f"| `{one.case.id}`", str(one.review)) for one in wrong)
    assert sum(int(number) for number in re.findall(r"^The (\d+) that the shortcut gets wrong", text, re.MULTILINE)) == len(wrong)
