"""A file of a return is known by the columns it has, whatever it is called, as in the sector's own tools (gap G7 of the formats record).

data-to-insight/csc-validator-be-903 (`ingress.py`), liiatools 0.2.0 and cs-demand-model 0.5.1 all go by columns. SWEpisodes
has CHILD, DECOM, SW_ID and others; DoLo, new for 2026-27, has CHILD, DOB, DOLO_START, DOLO_END.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.unit.sources.ssda903.folder import CHILD, EPISODES, REVIEWS, Folder, episode

from lacreview_rules.errors import ExtractError
from lacreview_rules.sources.door import SourceOptions
from lacreview_rules.sources.ssda903.reading import read_ssda903
from lacreview_rules.sources.ssda903.source import open_source

if TYPE_CHECKING:
    from pathlib import Path

ROW = episode("05/01/2025", "S", "C2", "U6")
EVENTS = ["became-looked-after 2025-01-05 foster-care care-order", "review-held 2025-01-30"]


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("social_worker_episodes.csv", "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON"),
        ("Social Worker Episodes.csv", "CHILD,SW_ID,SW_DECOM,SW_DEC"),
        ("sw-episodes.csv", "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON"),
        ("DoLo episodes.csv", "CHILD,DOB,DOLO_START,DOLO_END"),
        ("missing_episodes.csv", "CHILD,DOB,MISSING,MIS_START,MIS_END"),
        ("oc2 header.csv", "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK"),
        ("review of adoption.csv", "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED"),
        ("uasc header.csv", "CHILD,SEX,DOB,DUC"),
        ("oc2 episodes part 2.csv", "CHILD,DOB,IMMUNISATIONS,TEETH_CHECK,INTERVENTION_RECEIVED,INTERVENTION_OFFERED"),
    ],
)
def test_another_table_of_the_return_is_left_alone(tmp_path: Path, name: str, heading: str) -> None:
    folder = Folder(tmp_path).fill(ROW, reviews=("30/01/2025",))
    folder.write(name, f"{heading}\n{CHILD},02/05/2014,1,2,3,4\n")
    events, not_used, doubts = folder.read()
    assert (events, not_used, doubts) == (EVENTS, [], [])
    assert name not in read_ssda903(tmp_path).files


@pytest.mark.parametrize("name", ["903 table 2.csv", "placements.csv", "Header final.csv", "export_2025.CSV"])
def test_episodes_under_any_name(tmp_path: Path, name: str) -> None:
    folder = Folder(tmp_path)
    folder.write(name, f"{EPISODES}\n{ROW}\n")
    folder.write("meetings.csv", f"{REVIEWS}\n{CHILD},02/05/2014,30/01/2025,PN1\n")
    folder.write("children.csv", f"CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n{CHILD},1,02/05/2014,,,,\n")
    events, not_used, doubts = folder.read()
    assert (events, not_used, doubts) == (EVENTS, [], [])
    assert set(read_ssda903(tmp_path).files) == {name, "children.csv", "meetings.csv"}


def test_a_file_that_is_called_episodes_and_lacks_a_column_is_refused(tmp_path: Path) -> None:
    """It is no other table of the return: a slip in a heading must not make the children vanish."""
    folder = Folder(tmp_path)
    folder.write("episodes.csv", f"{EPISODES.replace('DECOM', 'DECOMM')}\n{ROW}\n")
    with pytest.raises(ExtractError, match='rename the column "DECOMM"'):
        folder.read()


def test_files_that_are_no_part_of_a_return_are_left_alone(tmp_path: Path) -> None:
    folder = Folder(tmp_path).fill(ROW, reviews=("30/01/2025",))
    folder.write("notes.csv", "to do,by whom\nring the team,me\n")
    folder.write("empty.csv", "")
    folder.write("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0")
    events, not_used, doubts = folder.read()
    assert (events, not_used, doubts) == (EVENTS, [], [])


def test_the_second_table_of_a_kind_under_another_name(tmp_path: Path) -> None:
    """Both are read, and what stands in both counts once: nothing is lost because of a name."""
    folder = Folder(tmp_path).fill(ROW, reviews=("30/01/2025",))
    folder.write("copy.csv", f"{EPISODES}\n{ROW}\n")
    events, not_used, _ = folder.read()
    assert (events, not_used) == (EVENTS, [])


def test_a_workbook_under_a_name_of_its_own_is_named_where_nothing_else_is_there(tmp_path: Path) -> None:
    """It may be the return: whoever gave the folder is told which path to give."""
    (tmp_path / "CLA final 2025.xlsx").write_bytes(b"PK")
    with pytest.raises(ExtractError, match=r"no Episodes file in the folder; if CLA final 2025\.xlsx is the return, give its own path"):
        read_ssda903(tmp_path)


def test_a_packed_file_is_to_be_unpacked(tmp_path: Path) -> None:
    """By itself, and where a folder holds nothing else."""
    packed = tmp_path / "return 2025.zip"
    packed.write_bytes(b"PK")
    with pytest.raises(ExtractError, match="unpack it, and give the folder with the files"):
        read_ssda903(packed)
    with pytest.raises(ExtractError, match=r"if return 2025\.zip holds the return, unpack it"):
        read_ssda903(tmp_path)


@pytest.mark.parametrize("empty", [",,,,,,", ";;;;", " , ,\t", ",,,,,,,,,,,,,,,,,,,,"])
def test_a_row_of_which_nothing_is_filled_in_is_none(tmp_path: Path, empty: str) -> None:
    """A spreadsheet leaves such rows below or between others."""
    folder = Folder(tmp_path).fill(empty, ROW, empty, reviews=("30/01/2025", *([empty] if "," in empty else [])), headers=(empty,))
    events, not_used, _ = folder.read()
    assert (events, not_used) == (EVENTS, [])
    assert read_ssda903(tmp_path).counts.rows_read == 2


@pytest.mark.parametrize("ending", [".txt", ".tsv", ".TXT"])
def test_tables_of_text_under_another_ending_are_read(tmp_path: Path, ending: str) -> None:
    """Known by their columns, as every other; a text that is none is left alone, and named if it is called as one."""
    folder = Folder(tmp_path).fill(ROW, reviews=("30/01/2025",))
    for name in ("header", "episodes", "reviews"):
        file = tmp_path / f"{name}.csv"
        file.rename(file.with_suffix(ending))
    folder.write("readme.txt", "Sent on 3 May")
    folder.write("reviews to come.txt", "Sent on 3 May")
    assert folder.read() == (EVENTS, [], [])
    assert read_ssda903(tmp_path).left_alone == ("reviews to come.txt",)
    assert read_ssda903(tmp_path / f"episodes{ending}").files == (f"episodes{ending}",)


@pytest.mark.parametrize("name", ["reviews.dat", "reviews", "Reviews 2025.csv.gz", "reviews.parquet"])
def test_what_is_called_a_table_and_is_not_read_for_its_ending_is_told(tmp_path: Path, name: str) -> None:
    """That there were no reviews was told, and not that they lie there."""
    folder = Folder(tmp_path).fill(ROW, reviews=("30/01/2025",))
    (tmp_path / "reviews.csv").rename(tmp_path / name)
    assert f"{name} the file was not read, because the ending of its name is none of a table" in folder.read()[2]


def test_episodes_under_another_ending_are_named_where_there_are_none(tmp_path: Path) -> None:
    Folder(tmp_path).write("episodes.dat", f"{EPISODES}\n{ROW}\n")
    with pytest.raises(ExtractError, match=r"if episodes\.dat holds it, save it as CSV, under a name that ends in \.csv"):
        read_ssda903(tmp_path)


@pytest.mark.parametrize("inside", ["csv", "xml"])
def test_a_folder_with_a_return_beside_the_files_of_another_is_told(tmp_path: Path, inside: str) -> None:
    """Its children were not read, and nobody said so. A folder of other things is none of it."""
    folder = Folder(tmp_path).fill(ROW, reviews=("30/01/2025",))
    for name in ("2024", "pictures", ".git"):
        (tmp_path / name).mkdir()
    if inside == "csv":
        folder.write("2024/episodes.csv", f"{EPISODES}\n{episode('05/01/2024', 'S', 'C2', 'U6', child='Z78')}\n")
    else:
        folder.write("2024/return.xml", "<EXPSSDA903><CHILD/></EXPSSDA903>")
    folder.write("pictures/logo.png", "")
    folder.write(".git/episodes.csv", f"{EPISODES}\n{ROW}\n")
    told = "2024 the folder was not looked into, because the one that it is in holds a return itself"
    assert folder.read() == (EVENTS, [], [told])


def test_a_table_of_reviews_without_a_review_is_told(tmp_path: Path) -> None:
    """Every review that was due is then overdue, be it that nobody held one, or that they were not written."""
    folder = Folder(tmp_path).fill(ROW)
    records = open_source([str(tmp_path)], SourceOptions())
    list(records)
    told = "reviews.csv: no review is in it, so each that was due is called overdue or late; add the reviews, if any were held"
    assert told in records.summary(1)
    folder.fill(ROW, reviews=("30/01/2025",))
    records = open_source([str(tmp_path)], SourceOptions())
    list(records)
    assert told not in records.summary(1)
