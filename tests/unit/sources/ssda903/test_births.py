"""One wrong year in a date of birth takes no child from the record: issue 16, one wrong year in one row decides nothing, and is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.unit.sources.ssda903.folder import CHILD, Folder, episode

from lacreview_rules.sources.ssda903.reading import read_ssda903

if TYPE_CHECKING:
    from pathlib import Path

ROWS = (episode("05/05/2020", "S", "C2", "U6", "10/06/2024", "X1"), episode("10/06/2024", "P", "C2", "K2"))
HELD = ("01/06/2024", "28/11/2024")


@pytest.mark.parametrize("dob", ["02/05/2025", "02/05/2026", "02/05/1914", "02/05/1994"])
def test_a_wrong_year_of_birth(tmp_path: Path, dob: str) -> None:
    folder = Folder(tmp_path).fill(*ROWS, reviews=HELD, headers=(f"{CHILD},1,{dob},,,,",))
    events, not_used, _ = folder.read()
    assert len(events) == 4
    assert [history.date_of_birth for history in read_ssda903(tmp_path)] == [None]
    assert [one.partition(":")[2][:18] for one in not_used] == ["2 DOB does not fit"]


@pytest.mark.parametrize("dob", ["02/05/2014", "05/05/2020", "28/11/2006"])
def test_a_date_of_birth_that_fits(tmp_path: Path, dob: str) -> None:
    """Eighteen on 28 November 2024, the day of the last review: still a child on that day."""
    Folder(tmp_path).fill(*ROWS, reviews=HELD, headers=(f"{CHILD},1,{dob},,,,",))
    (history,) = read_ssda903(tmp_path)
    assert history.date_of_birth is not None


def test_a_wrong_year_of_one_episode_leaves_the_date_of_birth(tmp_path: Path) -> None:
    wrong = episode("10/06/2004", "P", "C2", "K2")
    events, not_used, _ = Folder(tmp_path).fill(ROWS[0], wrong, reviews=HELD, headers=(f"{CHILD},1,02/05/2014,,,,",)).read()
    assert events[0] == "became-looked-after 2020-05-05 foster-care care-order"
    assert not_used == ["episodes.csv:3 DECOM is before the date of birth"]


@pytest.mark.parametrize(("dob", "told"), [("02/05/2022", 1), ("02/05/2014", 0), ("", 0), ("soon", 0)])
def test_a_date_of_birth_that_differs_from_that_of_the_reviews_is_told(tmp_path: Path, dob: str, told: int) -> None:
    """A wrong year that could be true moved what counts from a birthday, though the Reviews file had the right one. Once a child."""
    reviews = tuple(f"{CHILD},{dob},{day},PN1" for day in ("30/01/2025", "30/03/2025"))
    folder = Folder(tmp_path).fill(episode("05/01/2025", "S", "C2", "U6"), reviews=reviews)
    events, not_used, doubts = folder.read()
    assert (3, []) == (len(events), not_used)
    assert doubts == ["reviews.csv:2 the child has another date of birth at header.csv:2, which was used"] * told
