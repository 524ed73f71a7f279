"""A wrong year in one row of a data return changes nothing that is said of the other rows (record of the newcomers, third user).

Each folder is the return of 2025-26 (1 April 2025 to 31 March 2026) of so many children in care since 2020, each with a
review on 2 April and one on 2 December 2025: eight months apart, so the second is late by regulation 33 (six months).
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from tests.others_slow import others_slow
from tests.unit.sources.ssda903.folder import EPISODES, HEADER, REVIEWS, Folder, episode
from typer.testing import CliRunner

from lacreview_rules.cli import app
from lacreview_rules.sources.ssda903.reading import read_ssda903
from lacreview_rules.sources.ssda903.years import mistaken_years

if TYPE_CHECKING:
    from pathlib import Path

SIZES = (2, 3, 5, 10, 20, 50)


def made(folder: Path, children: int, wrong: str = "") -> Path:
    """The return; with `wrong`, the December review of the last child is dated so."""
    folder.mkdir(exist_ok=True)
    files = Folder(folder)
    names = [f"C{number:03}" for number in range(children)]
    files.write("header.csv", "\n".join([HEADER, *(f"{name},1,02/05/2014,,,," for name in names)]))
    files.write("header.csv", "\n".join([HEADER, *(f"{name},1,02/05/2014,,,," for name in names)]))
    files.write("episodes.csv", "\n".join([EPISODES, *(episode("05/01/2020", "S", "C2", "U6", child=name) for name in names)]))
    held = [(name, day) for name in names for day in ("02/04/2025", "02/12/2025")]
    if wrong:
        held[-1] = (names[-1], wrong)
    files.write("reviews.csv", "\n".join([REVIEWS, *(f"{name},02/05/2014,{day},PN1" for name, day in held)]))
    return folder


def asked(folder: Path, as_of: str, *more: str) -> Any:
    return CliRunner().invoke(app, ["caseload", str(folder), "--input", "ssda903", "-p", "england", "--as-of", as_of, "-f", "json", *more])


@pytest.mark.parametrize(
    ("children", "wrong"),
    others_slow([(2, "02/12/2035"), (2, "02/04/2026"), (5, "02/04/2026"), *((size, "02/12/2027") for size in SIZES)], quick=4),
)
def test_one_wrong_year_empties_no_report(tmp_path: Path, children: int, wrong: str) -> None:
    """Every child's second review was due by 2 October 2025 and held on 2 December, or, for the last child, not at all."""
    right, slip = asked(made(tmp_path / "right", children), "2026-03-31"), asked(made(tmp_path / "slip", children, wrong), "2026-03-31")
    assert (right.exit_code, slip.exit_code) == (0, 0), slip.stderr
    expected, found = json.loads(right.stdout), json.loads(slip.stdout)
    assert found["reviews_from"] == expected["reviews_from"] == "2025-04-01"
    late = {(f"C{number:03}", "2025-10-02") for number in range(children)}
    for report in (expected, found):
        assert late <= {(one["child"], one["by_profile"]["due"]) for one in report["out_of_timescale"]}
    assert len(found["out_of_timescale"]) == len(expected["out_of_timescale"])
    row = f"reviews.csv:{2 * children + 1}: the review is dated after all that the return tells of; correct the year; the row was not used"
    assert row in slip.stderr
    assert "correct the year" not in right.stderr


@pytest.mark.parametrize("children", [2, 5, 50])
def test_a_later_day_is_told_as_at_the_end_of_the_return(tmp_path: Path, children: int) -> None:
    """The day asked about is after the wrong year too: it is apart from all others, and is no year of the record."""
    found = asked(made(tmp_path / "slip", children, "02/12/2027"), "2028-06-30")
    assert "nothing is on record after 2026-03-31" in found.stderr
    assert json.loads(found.stdout)["reviews_from"] == "2025-04-01"
    assert f"reviews.csv:{2 * children + 1}: the review is dated after all" in found.stderr


def test_without_a_day_a_year_apart_is_not_on_record(tmp_path: Path) -> None:
    extract = read_ssda903(made(tmp_path / "slip", 2, "02/12/2028"))
    assert [len(history.events) for history in extract] == [3, 2]
    assert [str(day) for day in extract.recorded[:2]] == ["2025-04-01", "2026-03-31"]
    assert [problem.where for problem in extract.rows_not_used] == ["reviews.csv:5"]


def test_a_year_long_before_is_told(tmp_path: Path) -> None:
    """2 December 2021 for 2 December 2025: it may be true, so it is used, in doubt."""
    extract = read_ssda903(made(tmp_path / "slip", 5, "02/12/2021"))
    assert [history.child for history in extract] == [f"C{number:03}" for number in range(5)]
    assert [str(day) for day in extract.recorded[:2]] == ["2025-04-01", "2026-03-31"]
    assert [problem.where for problem in extract.rows_in_doubt] == ["reviews.csv:11"]


def test_a_day_looked_back_to_takes_no_later_return_for_a_slip(tmp_path: Path) -> None:
    """Two whole returns, as at a day in the first: all rows are used."""
    made(tmp_path / "2026", 5)
    later = made(tmp_path / "2027", 5)
    reviews = (later / "reviews.csv").read_text(encoding="utf-8").replace("/2025,PN1", "/2026,PN1")
    (later / "reviews.csv").write_text(reviews, encoding="utf-8")
    extract = read_ssda903(tmp_path, recorded_to=date(2025, 9, 30))
    assert sum(len(history.events) for history in extract) == 5 * 5
    assert (extract.rows_not_used, extract.rows_in_doubt) == ([], [])
    assert [str(day) for day in extract.recorded[:2]] == ["2025-04-01", "2026-03-31"]


@pytest.mark.parametrize("column", ["DECOM", "DEC"])
def test_a_wrong_year_of_an_episode_is_told(tmp_path: Path, column: str) -> None:
    folder = made(tmp_path / "slip", 5)
    began, ended = ("05/01/2029", "") if column == "DECOM" else ("05/01/2020", "05/01/2029")
    row = episode(began, "S", "C2", "U6", ended, "E4A" if ended else "", child="C004")
    rows = (folder / "episodes.csv").read_text(encoding="utf-8").splitlines()[:-1]
    (folder / "episodes.csv").write_text("\n".join([*rows, row]), encoding="utf-8")
    found = asked(folder, "2026-03-31")
    assert f"episodes.csv:6: {column} is dated after all that the return tells of; check the year" in found.stderr
    assert "nothing is on record after" not in found.stderr
    later = asked(folder, "2030-03-31")
    assert "nothing is on record after 2026-03-31" in later.stderr


@pytest.mark.parametrize("form", ["table", "html", "json", "csv"])
def test_a_record_that_begins_after_the_days_judged_is_said_first(tmp_path: Path, form: str) -> None:
    """The return of 2025-26, asked about the year before: nothing can be judged, and that is no clean report."""
    found = asked(made(tmp_path / "late", 5), "2025-03-31", "--format", form)
    assert found.exit_code == 2
    said = "NOTHING CAN BE JUDGED: reviews are on record from Tue 1 Apr 2025 on, after the days judged"
    assert found.stderr.startswith(f"lacreview: {said}")
    if form in {"table", "html"}:
        text = " ".join(found.stdout.split())
        assert -1 < text.find(said) < text.find("Reviews in time")


def test_a_record_that_begins_after_the_first_day_judged(tmp_path: Path) -> None:
    found = asked(made(tmp_path / "late", 5), "2026-03-31", "--from", "2025-01-01")
    assert found.exit_code == 2
    assert found.stderr.startswith("lacreview: NOT ALL CAN BE JUDGED: reviews are on record from Tue 1 Apr 2025 on")
    said_by_user = asked(made(tmp_path / "late", 5), "2026-03-31", "--from", "2025-01-01", "--reviews-from", "2025-06-01")
    assert said_by_user.exit_code == 0


def test_which_years_are_slips() -> None:
    assert mistaken_years({}) == frozenset()
    assert mistaken_years({2024: 1, 2026: 1}) == frozenset()  # which of the two is wrong, nobody can say
    assert mistaken_years({2024: 100, 2025: 90, 2027: 2}) == {2027}
    assert mistaken_years({2024: 100, 2027: 80, 2028: 2}) == frozenset()
    assert mistaken_years({2026: 100, 2027: 5}, date(2026, 3, 31)) == {2027}
    assert mistaken_years({2026: 100, 2027: 50}, date(2026, 3, 31)) == frozenset()
    assert mistaken_years({2027: 1}, date(2026, 3, 31)) == frozenset()
