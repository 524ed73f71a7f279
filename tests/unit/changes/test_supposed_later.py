"""A supposition for a day to come is taken to have happened, which is told with what would be past already."""

from __future__ import annotations

from datetime import date

from tests.small_profiles import CAME_IN, held

from lacreview_rules import Event, History, load_profile
from lacreview_rules.changes.supposed_later import told_of_later
from lacreview_rules.changes.what_if import what_if
from lacreview_rules.histories.events import ReviewArranged

HISTORY = History("A", [CAME_IN, held("2026-01-28"), held("2026-04-13")])


def told(as_of: str, *events: Event) -> str | None:
    return told_of_later(what_if(HISTORY, load_profile("england"), events=events, as_of=date.fromisoformat(as_of)), events)


def test_what_would_be_past_already_is_named_with_its_day() -> None:
    """Counted back from Tue 1 September 2026: 15 working days to Mon 10 August, 20 to Mon 3 August (31 August is a bank holiday)."""
    found = told("2026-08-15", held("2026-09-01"))
    assert found is not None
    assert "What is supposed for Tue 1 Sep 2026 lies after the day looked at (Sat 15 Aug 2026), and is taken to have happened." in found
    [passed] = [part for part in found.split(". ") if "already have passed" in part]
    assert passed.endswith(
        "for: Review discussed with the child (Mon 3 Aug 2026); IRO and social worker consult about the review (Mon 10 Aug 2026)"
    )
    assert found.endswith('suppose "review arranged", which moves no due date.')


def test_nothing_is_told_of_what_lies_before_and_nothing_named_where_nothing_is_past() -> None:
    assert told("2026-09-01", held("2026-09-01")) is None
    found = told("2026-07-01", held("2026-09-01"))
    assert found is not None
    assert "already have passed" not in found
    arranged = told("2026-07-01", ReviewArranged(on=date(2026, 7, 2), review_on=date(2026, 9, 1)))
    assert arranged is not None
    assert arranged.endswith("taken to have happened.")
