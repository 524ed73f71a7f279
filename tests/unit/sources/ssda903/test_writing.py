"""How cells and rows of a return are written in the field: what the sector's own tools read is not lost here.

Authority: rule 166 of data-to-insight/csc-validator-be-903 takes D/M/YYYY; pandas, with which that validator reads, fills a row
that ends early with blanks; the declared type of every date of the Standard Safeguarding Dataset is a date and time.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.unit.sources.ssda903.folder import CHILD, EPISODES, Folder, episode

from lacreview_rules import read_ssda903
from lacreview_rules.errors import ExtractError
from lacreview_rules.files.typed_days import two_orders
from lacreview_rules.sources.ssda903.years import read_day

if TYPE_CHECKING:
    from pathlib import Path

MAY = date(2024, 5, 1)


@pytest.mark.parametrize(
    "cell",
    [
        "1/5/2024",
        "01/5/2024",
        "1/05/2024",
        "2024-05-01 00:00:00",
        "2024-05-01T00:00:00",
        "2024-05-01 00:00",
        "01/05/2024 00:00:00",
        "01/05/2024 00:00",
        "1/5/2024 00:00:00",
        "2024-05-01 00:00:00.000",
        "2024-05-01T00:00:00.0000000",
        "2024-05-01 00:00:00Z",
        "2024-5-1",
        "2024/05/01",
        "20240501",
        "01.05.2024",
        "01-05-2024",
        "01-May-2024",
        "1 May 2024",
        "Wed 1 May 2024",
        "2024-05-01 08:30:00",
        "2024-05-01 00:00:00.001",
        "01/05/2024 14:30",
        "1 May 2024 2:30 pm",
    ],
)
def test_ways_of_writing_the_first_of_may(cell: str) -> None:
    assert read_day(cell) == MAY


@pytest.mark.parametrize(
    "cell",
    [
        "2024-05-01 25:30:00",
        "01/05/2024 12:60",
        "01/05/2024 noon",
        "2024-05-01T",
        "1/5/24",
        "001/5/2024",
        "0/5/2024",
        "31/4/2024",
        "45413",
        "20240431",
        "1 Mai 2024",
    ],
)
def test_what_is_more_or_other_than_a_day_is_none(cell: str) -> None:
    """What is behind the day must be a time of day that there is."""
    assert read_day(cell) is None


def test_which_of_day_and_month_comes_first_shows_in_short_and_timed_dates() -> None:
    month_first = ("5/13/2024", "05/13/2024 00:00:00", "13/5/2024", "13/05/2024 00:00:00", "5/4/2024")
    assert [two_orders(cell)[0] for cell in month_first] == [True, True, False, False, False]
    assert [two_orders(cell)[1] for cell in month_first] == [False, False, True, True, False]


@pytest.mark.parametrize(
    "dates",
    [
        ("5/1/2024", "6/13/2024", "5/20/2024"),
        ("05/01/2024 00:00:00", "06/13/2024 00:00:00", "05/20/2024 00:00:00"),
    ],
)
def test_a_file_written_month_first_is_refused_in_either_writing(tmp_path: Path, dates: tuple[str, str, str]) -> None:
    """It would read 5 January for 1 May."""
    began, moved, reviewed = dates
    folder = Folder(tmp_path)
    folder.fill(episode(began, "S", "C2", "U6", moved, "X1"), episode(moved, "P", "C2", "U6"), reviews=(reviewed,))
    with pytest.raises(ExtractError, match="month first"):
        folder.read()


@pytest.mark.parametrize("end", ["", " 00:00:00"])
def test_a_return_with_days_of_one_digit(tmp_path: Path, end: str) -> None:
    """The same events as from 01/05/2024, 03/06/2024 and 20/05/2024; the year of the return is known from them too."""
    folder = Folder(tmp_path)
    rows = [episode(f"1/5/2024{end}", "S", "C2", "U6", f"3/6/2024{end}", "E4A")]
    events, not_used, doubts = folder.fill(*rows, reviews=(f"20/5/2024{end}",)).read()
    assert events == [
        "became-looked-after 2024-05-01 foster-care care-order",
        "review-held 2024-05-20",
        "ceased-to-be-looked-after 2024-06-03 E4A",
    ]
    assert (not_used, doubts) == ([], [])


def test_rows_that_end_early(tmp_path: Path) -> None:
    """The last cells are empty and left out: the move to the parent on 1 September is not lost."""
    folder = Folder(tmp_path)
    folder.write("header.csv", f"CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n{CHILD},1,14/02/2010,WBRI,UN5\n")
    rows = [
        f"{CHILD},01/05/2024,S,C2,N1,U6,PR1,01/09/2024,X1",
        f"{CHILD},01/09/2024,P,C2,N1,P1,PR0,,,,AB1 0JD,AB1 0JD",
    ]
    folder.write("episodes.csv", "\n".join([EPISODES, *rows]))
    folder.write("reviews.csv", f"CHILD,DOB,REVIEW,REVIEW_CODE\n{CHILD},14/02/2010,20/05/2024\n")
    events, not_used, doubts = folder.read()
    assert events == [
        "became-looked-after 2024-05-01 foster-care care-order",
        "review-held 2024-05-20",
        "placement-moved 2024-09-01 parent",
    ]
    assert (not_used, doubts) == ([], [])


def test_a_row_that_ends_before_a_column_that_is_needed(tmp_path: Path) -> None:
    """Cut off after PLACE, it would say that the episode goes on; it may as well be cut off by accident."""
    folder = Folder(tmp_path)
    folder.fill(episode("01/05/2024", "S", "C2", "U6"), f"{CHILD},01/09/2024,P,C2,N1,P1")
    _, not_used, _ = folder.read()
    assert not_used == ["episodes.csv:3 the row ends after 6 cells, before DEC"]


def test_a_row_with_more_filled_cells_than_columns(tmp_path: Path) -> None:
    """A comma inside a cell shifts what follows: nothing in the row can be relied on."""
    folder = Folder(tmp_path)
    folder.fill(
        episode("01/05/2024", "S", "C2", "U6"),
        f"{episode('01/09/2024', 'P', 'C2', 'P1')},,x",
        f"{episode('01/10/2024', 'P', 'C2', 'U6')},,",
    )
    events, not_used, _ = folder.read()
    assert not_used == ["episodes.csv:3 the row has 15 cells where the heading has 13"]
    assert events[-1] == "placement-moved 2024-10-01 foster-care"


@pytest.mark.parametrize("cell", ["1 May 2024", "01-May-2024", "2024/05/01", "20240501", "01.05.2024"])
def test_a_return_whose_dates_are_written_otherwise_is_read_alike(tmp_path: Path, cell: str) -> None:
    """No row is lost for its writing where it can be read in one way only: the start of care, the review of 20 May, and no remark."""
    folder = Folder(tmp_path)
    reviewed = cell.replace("01", "20") if "01" in cell else f"20{cell[1:]}"
    events, not_used, doubts = folder.fill(episode(cell, "S", "C2", "U6"), reviews=(reviewed,)).read()
    assert events == ["became-looked-after 2024-05-01 foster-care care-order", "review-held 2024-05-20"]
    assert (not_used, doubts) == ([], [])


def test_words_for_nothing_are_nothing(tmp_path: Path) -> None:
    """What SQL and data frames write into an empty cell; the public validator, which reads with pandas, takes them for blanks too."""
    folder = Folder(tmp_path)
    events, not_used, doubts = folder.fill(episode("01/05/2024", "S", "C2", "U6", "NULL", "NaN")).read()
    assert events == ["became-looked-after 2024-05-01 foster-care care-order"]
    assert (not_used, doubts) == ([], [])
    (tmp_path / "reviews.csv").write_text("CHILD,REVIEW\nNULL,20/05/2024\n", encoding="utf-8")
    assert folder.read()[1] == ["reviews.csv:2 CHILD is empty"]


def test_a_file_written_month_first_with_other_signs_is_refused(tmp_path: Path) -> None:
    """As with slashes: 05.01.2024 would be read as 5 January."""
    folder = Folder(tmp_path)
    folder.fill(episode("05.01.2024", "S", "C2", "U6", "06.13.2024", "X1"), episode("06.13.2024", "P", "C2", "U6"))
    with pytest.raises(ExtractError, match="month first"):
        folder.read()


@pytest.mark.parametrize(
    ("cell", "remedy"),
    [
        ("01-May-24", "write the year with four, as in 14/01/2026"),
        ("45413", "format the column as dates and save it again"),
        ("31/04/2024", "correct the row; it was not used"),
    ],
)
def test_a_day_that_is_not_read_for_its_writing_has_a_remedy_of_its_own(tmp_path: Path, cell: str, remedy: str) -> None:
    """A whole file written so is mended at once, and not row by row."""
    Folder(tmp_path).fill(episode(cell, "S", "C2", "U6"))
    extract = read_ssda903(tmp_path)
    assert [*extract] == []
    (told,) = [remark for remark in extract.remarks if remark.kind == "start-unreadable"]
    assert told.problem.remedy.startswith(remedy)
    assert cell not in str(told)


@pytest.mark.parametrize("written", ["123", "123.0", "123\N{NO-BREAK SPACE}"])
def test_an_identifier_that_a_program_wrote_otherwise_is_the_same(tmp_path: Path, written: str) -> None:
    """A data frame writes whole numbers with a point where a cell of the column is empty: the reviews were those of no child."""
    Folder(tmp_path).fill(
        episode("01/05/2024", "S", "C2", "U6", child="123"),
        reviews=(f"{written},,20/05/2024,PN1",),
        headers=(f"{written},1,02/05/2014,,,,",),
    )
    extract = read_ssda903(tmp_path)
    (history,) = extract
    assert (history.child, str(history.date_of_birth), len(history.events), [*extract.remarks]) == ("123", "2014-05-02", 2, [])


def test_an_identifier_written_otherwise_is_told(tmp_path: Path) -> None:
    """Capitals and zeros may tell two children apart, so nothing is put together; the place of the like one says what to mend."""
    Folder(tmp_path).fill(
        episode("01/05/2024", "S", "C2", "U6", child="0Z77"), reviews=("z77,,20/05/2024,PN1",), headers=("0Z77,1,02/05/2014,,,,",)
    )
    extract = read_ssda903(tmp_path)
    assert [(history.child, len(history.events)) for history in extract] == [("0Z77", 1)]  # without the review
    (told,) = [str(remark) for remark in extract.remarks if remark.kind == "child-written-otherwise"]
    assert told.startswith(
        "reviews.csv:2: but for capitals, spaces or zeros before it, the identifier is that of episodes.csv:2; if it is one child"
    )


@pytest.mark.parametrize("above", ["sep=,\n", "SSDA903 return 2024-25,,,\n\n", "\n", "\r\nPrinted by: J. Smith\r\n"])
def test_lines_above_the_headings(tmp_path: Path, above: str) -> None:
    """As above the headings of a sheet of a workbook. Places go by the lines of the file."""
    folder = Folder(tmp_path).fill(episode("01/05/2024", "S", "C2", "U6"), episode("soon", "P", "C2", "U6"), reviews=("20/05/2024",))
    plain, not_used, doubts = folder.read()
    for path in tmp_path.iterdir():
        path.write_text(above + path.read_text(encoding="utf-8"), encoding="utf-8", newline="")
    lines = above.count("\n")
    assert folder.read() == (plain, [not_used[0].replace("csv:3", f"csv:{3 + lines}")], doubts)


def test_lines_that_end_in_a_carriage_return_alone(tmp_path: Path) -> None:
    """The file was one line, and its last column said to be missing."""
    folder = Folder(tmp_path)
    folder.fill(episode("01/05/2024", "S", "C2", "U6"))
    path = tmp_path / "episodes.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r"))
    with pytest.raises(ExtractError, match=r"episodes.csv: its lines end in a carriage return alone.*; open it in a spreadsheet"):
        folder.read()


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_cell_of_several_lines_is_one_cell(tmp_path: Path, end: str) -> None:
    """The public validator, which reads with pandas, takes it; both halves of the row were lost. Places stay those of the file."""
    heading = "CHILD,DECOM,RNE,NOTES,LS,PLACE,DEC,REC"
    rows = ['1,01/05/2024,S,"one, two{0}three ""and"" four",C2,U6,01/09/2024,X1', "1,01/09/2024,P,,C2,P1,,", "1,soon,P,,C2,P1,,"]
    (tmp_path / "episodes.csv").write_bytes(end.join([heading, *(row.format(end) for row in rows), ""]).encode())
    events, not_used, _ = Folder(tmp_path).read()
    assert [event.partition(" ")[0] for event in events] == ["became-looked-after", "placement-moved"]
    assert not_used == ["episodes.csv:5 DECOM is not a date between 1900 and 2200, written DD/MM/YYYY"]


def test_a_stray_quotation_mark_spoils_its_own_row_alone(tmp_path: Path) -> None:
    """Even where a later row has another."""
    folder = Folder(tmp_path)
    rows = [episode(f"0{month}/06/2024", "S" if month == 1 else "P", "C2", "U6") for month in range(1, 5)]
    folder.fill(f'{rows[0]}"Smith', rows[1], f'{rows[2]}J"', rows[3])
    _, not_used, _ = folder.read()
    assert not_used == ["episodes.csv:2 the quotation marks in the row do not match"]
