"""A temporary placement that lasts longer than its code allows was a placement: a remark, and a visit within a week of it.

Authority: field case 14; rules 375 (T1: six weeks), 376 (T3: three weeks) and 379 (T4: seven days) of the sector's validator
data-to-insight/csc-validator-be-903; regulation 28(2)(a) of SI 2010/959: a visit within one week of the start of any placement.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.unit.sources.ssda903.folder import Folder, episode

from lacreview_rules import build_schedule, load_profile
from lacreview_rules.sources.ssda903.reading import read_ssda903

if TYPE_CHECKING:
    from pathlib import Path


def rows(code: str, back: str, *, usual: str = "U6", rne: str = "P", status: str = "C2") -> tuple[str, ...]:
    """In the usual placement, away from 2 June 2025, and back."""
    return (
        episode("08/01/2024", "S", status, usual, "02/06/2025", "X1"),
        episode("02/06/2025", rne, status, code, back, "X1"),
        episode(back, rne, status, usual),
    )


@pytest.mark.parametrize(
    ("code", "last", "beyond"), [("T4", "09/06/2025", "10/06/2025"), ("T3", "23/06/2025", "24/06/2025"), ("T1", "14/07/2025", "15/07/2025")]
)
@pytest.mark.parametrize("rne", ["P", "T"])
def test_the_last_day_within_the_limit_and_the_day_after(tmp_path: Path, code: str, last: str, beyond: str, rne: str) -> None:
    """From 2 June 2025: 7 days are over on 9 June, 21 on 23 June, 42 on 14 July."""
    folder = Folder(tmp_path)
    events, _, doubts = folder.fill(*rows(code, last, rne=rne)).read()
    assert ([event for event in events if "moved" in event], doubts) == ([], [])
    events, _, doubts = folder.fill(*rows(code, beyond, rne=rne)).read()
    day, month, year = beyond.split("/")
    assert [event.rpartition(" ")[0] for event in events if "moved" in event] == [
        "placement-moved 2025-06-02",
        f"placement-moved {year}-{month}-{day}",
    ]
    [doubt] = doubts
    assert doubt.startswith(f"episodes.csv:3 {code} is for ")
    assert doubt.endswith("; it was taken as a placement of its own")


def test_the_visit_that_was_due(tmp_path: Path) -> None:
    """T4 from 2 June to 20 September 2025: a visit by 9 June, and one by 27 September after the return."""
    [history] = read_ssda903(Folder(tmp_path).fill(*rows("T4", "20/09/2025")).path)
    schedule = build_schedule(history, load_profile("england"))
    firsts = [str(due.due) for due in schedule.of("visit") if due.rule == "england/V1"]
    assert firsts[1:] == ["2025-06-09", "2025-09-27"]


@pytest.mark.parametrize(("asked", "moved"), [(date(2025, 6, 9), False), (date(2025, 6, 10), True), (None, True)])
def test_one_that_goes_on_is_looked_at_as_of_the_day_asked_about(tmp_path: Path, asked: date | None, *, moved: bool) -> None:
    """With no such day, as of the last that the return tells of, 31 March 2026."""
    folder = Folder(tmp_path).fill(*rows("T4", "20/09/2025")[:1], episode("02/06/2025", "P", "C2", "T4"))
    events, _, doubts = folder.read(recorded_to=asked)
    assert any("placement-moved 2025-06-02" in event for event in events) is moved
    assert [doubt.partition(" is for ")[0] for doubt in doubts] == ["episodes.csv:3 T4"] * moved


def test_an_absence_in_several_rows_is_one(tmp_path: Path) -> None:
    """The legal status changed on the fifth day of ten: neither row alone is longer than a week, the absence is."""
    folder = Folder(tmp_path).fill(
        episode("08/01/2024", "S", "C1", "U6", "02/06/2025", "X1"),
        episode("02/06/2025", "P", "C1", "T4", "07/06/2025", "X1"),
        episode("07/06/2025", "L", "C2", "T4", "12/06/2025", "X1"),
        episode("12/06/2025", "P", "C2", "U6"),
    )
    events, _, doubts = folder.read()
    assert [event for event in events if "moved" in event] == ["placement-moved 2025-06-02 other", "placement-moved 2025-06-12 foster-care"]
    assert [doubt.split(" ")[0] for doubt in doubts] == ["episodes.csv:3"]


def test_a_placement_for_adoption_is_not_ended_by_a_long_absence(tmp_path: Path) -> None:
    """Only the agency or the court ends it: the row is told, and reviews and visits of adoption go on."""
    folder = Folder(tmp_path).fill(*rows("T4", "20/09/2025", usual="A5", status="E1"))
    events, _, doubts = folder.read()
    assert [event for event in events if "moved" in event or "placed" in event] == []
    [doubt] = doubts
    assert doubt.endswith("; the placement for adoption was taken to go on")


def test_codes_without_a_limit(tmp_path: Path) -> None:
    """T2, the child's own holiday, and T0, of old returns, have none in the validator's rules."""
    for code in ("T0", "T2"):
        events, _, doubts = Folder(tmp_path).fill(*rows(code, "20/09/2025")).read()
        assert ([event for event in events if "moved" in event], doubts) == ([], [])
