"""Field cases 13 to 15: visits and moves."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.field_cases.asked import done, fact, happened, held, looked_after, moved, on, outstanding, schedule_of
from tests.unit.sources.ssda903.folder import Folder, episode

from lacreview_rules.sources.ssda903.reading import read_ssda903

if TYPE_CHECKING:
    from pathlib import Path

LONG_TERM = [
    looked_after("2023-06-05", legal_status="care-order"),
    fact("long-term-foster-placement", "2024-02-01"),
    done("visit", "2025-06-10"),
    done("visit", "2025-09-01"),
]


@pytest.mark.parametrize(
    "both",
    [
        pytest.param(True, id="both facts"),
        pytest.param(False, id="one fact"),
    ],
)
def test_a_long_term_foster_placement_is_meant_to_last(*, both: bool) -> None:
    """Field case 13 (Staffordshire, The Fostering Network). Reg 28(2)(c)(i): 10 Jun 2025 and three months, 10 Sep 2025."""
    events = [*LONG_TERM[:2], *([fact("placement-to-last-to-18", "2024-02-01")] if both else []), *LONG_TERM[2:]]
    [due] = [due for due in on(schedule_of("2013-05-14", events), "2025-09-10", "visit") if due.done_on == date(2025, 9, 1)]
    assert (str(due.due), due.status) == ("2025-09-10", "met")


class TestTemporaryPlacements:
    """Field case 14 (rules 375, 376 and 379 of the sector's validator): T4 is for a week, T3 three weeks, T1 six weeks."""

    @pytest.mark.parametrize(("code", "back"), [("T4", "20/09/2025"), ("T1", "01/12/2025")])
    def test_one_that_lasts_longer_is_remarked_on(self, tmp_path: Path, code: str, back: str) -> None:
        rows = (
            episode("08/01/2024", "S", "C2", "U6", "02/06/2025", "X1"),
            episode("02/06/2025", "P", "C2", code, back, "X1"),
            episode(back, "P", "C2", "U6"),
        )
        extract = read_ssda903(Folder(tmp_path).fill(*rows).path)
        assert list(extract) != []
        assert len(extract.rows_in_doubt) == 1

    def test_one_within_its_limit_is_not(self, tmp_path: Path) -> None:
        rows = (
            episode("08/01/2024", "S", "C2", "U6", "02/06/2025", "X1"),
            episode("02/06/2025", "P", "C2", "T4", "06/06/2025", "X1"),
            episode("06/06/2025", "P", "C2", "U6"),
        )
        extract = read_ssda903(Folder(tmp_path).fill(*rows).path)
        assert list(extract) != []
        assert [problem for problem in extract.rows_in_doubt if "T4" in problem.what] == []

    def test_the_postcode_of_the_temporary_row_may_be_that_of_where_the_child_was(self, tmp_path: Path) -> None:
        """Field case 14b: BB1, then CC1 in the T3 row only, then BB1."""
        rows = (
            episode("08/01/2024", "S", "C2", "U6", "02/08/2025", "X1", post="BB1 1BB"),
            episode("02/08/2025", "P", "C2", "T3", "16/08/2025", "X1", post="CC1 1CC"),
            episode("16/08/2025", "P", "C2", "U6", post="BB1 1BB"),
        )
        events, _, _ = Folder(tmp_path).fill(*rows).read()
        assert [event for event in events if event.startswith("placement-moved")] == []


class TestMovesInOneWeek:
    """Field case 15 (Southwark, Kirklees, Walsall). Reg 28(2)(a): within a week of the start of any placement."""

    CARE = (
        looked_after("2026-01-05"),
        done("visit", "2026-01-09"),
        held("2026-01-28"),
        moved("2026-02-06"),
        moved("2026-02-09"),
        done("visit", "2026-02-11"),
        moved("2026-02-12"),
    )

    def test_each_placement_has_its_first_visit(self) -> None:
        """Moves on Fri 6, Mon 9 and Thu 12 Feb 2026: 13 Feb, 16 Feb, 19 Feb."""
        schedule = schedule_of("2015-05-02", [*self.CARE, done("visit", "2026-02-20")])
        firsts = [(str(due.due), due.status) for due in on(schedule, "2026-02-23", "visit") if due.rule == "england/V1"]
        assert firsts[1:] == [("2026-02-13", "cancelled"), ("2026-02-16", "met"), ("2026-02-19", "met-late")]

    def test_a_visit_at_which_the_child_was_not_seen_does_not_count(self) -> None:
        schedule = schedule_of("2015-05-02", [*self.CARE, done("visit", "2026-02-17", seen=False)])
        assert outstanding(schedule, "2026-02-18", "visit")[0] == "2026-02-19"


def test_with_a_parent_under_an_interim_order_then_a_care_order() -> None:
    """Field case 15. Reg 28(4), (5): weekly to the review, four weeks after it, and within a week of the care order."""
    care = [
        looked_after("2026-01-05", "parent", "interim-care-order"),
        fact("parent-assessment-completed", "2026-01-05"),
        *(done("visit", day) for day in ("2026-01-08", "2026-01-15", "2026-01-22")),
        held("2026-01-23"),
        done("visit", "2026-01-29"),
        happened("legal-status-changed", "2026-02-09", legal_status="care-order"),
    ]
    schedule = schedule_of("2015-05-02", care)
    met = [str(due.due) for due in on(schedule, "2026-02-10", "visit") if due.done_on is not None]
    assert met == ["2026-01-12", "2026-01-15", "2026-01-22", "2026-02-19"]
    assert outstanding(schedule, "2026-02-10", "visit")[0] == "2026-02-16"
