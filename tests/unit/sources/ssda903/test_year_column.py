"""Returns of several years run together in one file, told apart by its column YEAR: as the same returns in folders of their own.

Authority: gap G2 of the field's formats (the sector's tools merge the returns of several years into one file with a column YEAR);
what should come out was worked out by hand.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.unit.sources.ssda903.folder import short

from lacreview_rules.sources.ssda903.reading import read_ssda903

if TYPE_CHECKING:
    from pathlib import Path

    from lacreview_rules.sources.ssda903.reading import Extract

EPISODES = "CHILD,DECOM,RNE,LS,PLACE,DEC,REC"
YEARS: dict[int, list[str]] = {
    2024: [
        "LEFT,05/01/2024,S,V2,U6,,",
        "GONE,05/01/2024,S,V2,U6,,",
        "STAYS,05/05/2023,S,C2,U6,,",
        "MENDED,06/11/2023,S,C2,U6,,",
    ],
    2025: [
        "LEFT,05/01/2024,S,V2,U6,20/09/2024,E4A",
        "STAYS,05/05/2023,S,C2,U6,01/06/2024,X1",
        "STAYS,01/06/2024,P,C2,K2,,",
        "MENDED,07/11/2023,S,C2,U6,02/07/2024,E4A",
    ],
}
"""LEFT was open and ended; GONE is in no later return; STAYS moved; of MENDED the later return has another first day."""


def in_folders(top: Path) -> Extract:
    for year, rows in YEARS.items():
        folder = top / f"return {year}"
        folder.mkdir(parents=True)
        (folder / "episodes.csv").write_text("\n".join((EPISODES, *rows)) + "\n", encoding="utf-8")
        (folder / "reviews.csv").write_text(f"CHILD,REVIEW\nSTAYS,20/05/{year - 1}\nSTAYS,20/11/{year - 1}\n", encoding="utf-8")
    return read_ssda903(*sorted(top.iterdir()))


def in_one_file(top: Path, named: dict[int, str], *, upside_down: bool = False) -> Extract:
    top.mkdir(exist_ok=True)
    rows = [f"{row},{named[year]}" for year, rows in YEARS.items() for row in rows]
    rows = rows[::-1] if upside_down else rows
    (top / "episodes.csv").write_text("\n".join((f"{EPISODES},YEAR", *rows)) + "\n", encoding="utf-8")
    reviews = [f"STAYS,{day},{named[year]}" for year in YEARS for day in (f"20/05/{year - 1}", f"20/11/{year - 1}")]
    (top / "reviews.csv").write_text("\n".join(("CHILD,REVIEW,YEAR", *reviews)) + "\n", encoding="utf-8")
    return read_ssda903(top)


def told(extract: Extract) -> tuple[dict[str, list[str]], list[str], dict[str, date | None]]:
    """The events, the kinds of remark, and until when each child is known."""
    histories = {history.child: short(history) for history in extract}
    return histories, sorted(remark.kind for remark in extract.remarks), {child: extract.known_until(child) for child in histories}


WAYS = {
    "the year in which it ends": {2024: "2024", 2025: "2025"},
    "the year in which it begins": {2024: "2023", 2025: "2024"},
    "both": {2024: "2023-24", 2025: "2024-25"},
    "both, shortly": {2024: "2324", 2025: "2425"},
}


@pytest.mark.parametrize("upside_down", [False, True])
@pytest.mark.parametrize("way", WAYS)
def test_one_file_of_two_returns_is_read_as_two_returns(tmp_path: Path, way: str, upside_down: bool) -> None:
    """Of GONE nothing is known after 31 March 2024; the row of MENDED that the later return does not have is not used."""
    apart, together = told(in_folders(tmp_path / "apart")), told(in_one_file(tmp_path / "one", WAYS[way], upside_down=upside_down))
    assert together == apart
    histories, kinds, known = together
    assert histories["LEFT"] == ["became-looked-after 2024-01-05 foster-care section-20", "ceased-to-be-looked-after 2024-09-20 E4A"]
    assert histories["MENDED"] == ["became-looked-after 2023-11-07 foster-care care-order", "ceased-to-be-looked-after 2024-07-02 E4A"]
    assert kinds == [*["birth-not-recorded"] * 4, "child-lost", "episode-withdrawn", "file-missing"]
    assert known == {"LEFT": date(2025, 3, 31), "GONE": date(2024, 3, 31), "STAYS": date(2025, 3, 31), "MENDED": date(2025, 3, 31)}


def test_a_wrong_year_in_one_row_makes_no_return(tmp_path: Path) -> None:
    """STAYS is said to be of 2023 in one row: nothing is lost or withdrawn for it."""
    rows = [f"{row},2025" for row in YEARS[2025]]
    rows[2] = rows[2].replace(",2025", ",2023")
    (tmp_path / "episodes.csv").write_text("\n".join((f"{EPISODES},YEAR", *rows)) + "\n", encoding="utf-8")
    extract = read_ssda903(tmp_path)
    histories, kinds, known = told(extract)
    assert histories["STAYS"][-1].startswith("placement-moved 2024-06-01")
    assert not {"child-lost", "episode-withdrawn"} & {*kinds}
    assert {*known.values()} == {extract.recorded.until}


def test_an_episode_that_ended_is_never_withdrawn_for_its_year(tmp_path: Path) -> None:
    """A merged file keeps of each episode the row of the last return that has it: that the next has it not is no contradiction."""
    rows = ["A1,05/01/2023,S,C2,U6,20/06/2024,X1,2024", "A1,20/06/2024,P,C2,K2,,,2025"]
    rows += [f"B{n},05/0{n}/2023,S,C2,U6,20/0{n}/2024,E4A,{year}" for year in (2024, 2025) for n in (1, 2, 3)]
    (tmp_path / "episodes.csv").write_text("\n".join((f"{EPISODES},YEAR", *rows)) + "\n", encoding="utf-8")
    histories, kinds, _ = told(read_ssda903(tmp_path))
    assert histories["A1"][0] == "became-looked-after 2023-01-05 foster-care care-order"
    assert "episode-withdrawn" not in kinds


@pytest.mark.parametrize("way", ["calendar", "return"])
def test_a_column_of_the_years_in_which_episodes_began_parts_nothing(tmp_path: Path, way: str) -> None:
    """One return, to which somebody added the year of DECOM: a child in care since 2023 is in no "later return", and is not lost."""
    days = ["05/01/2023", "06/08/2023", "05/02/2024", "07/09/2024", "01/10/2024", "05/02/2025"]
    named = {"calendar": ["2023", "2023", "2024", "2024", "2024", "2025"], "return": ["2023", "2024", "2024", "2025", "2025", "2025"]}
    rows = [f"C{place},{day},S,C2,U6,,,{year}" for place, (day, year) in enumerate(zip(days, named[way], strict=True))]
    (tmp_path / "episodes.csv").write_text("\n".join((f"{EPISODES},YEAR", *rows)) + "\n", encoding="utf-8")
    histories, kinds, known = told(read_ssda903(tmp_path))
    assert [*histories] == [f"C{place}" for place in range(6)]
    assert "child-lost" not in kinds
    assert {*known.values()} == {date(2025, 3, 31)}
