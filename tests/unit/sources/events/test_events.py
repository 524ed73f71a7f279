"""A spreadsheet of events. Authority: issue 16 point 4, and the history format, which its columns are.

Places are counted by hand: a row as a spreadsheet counts it, a column by its letter.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.others_slow import others_slow

from lacreview_rules import History, load_profile
from lacreview_rules.arrow.event_columns import EVENT_COLUMNS, OF_THE_CHILD
from lacreview_rules.errors import HistoryError, InputError
from lacreview_rules.files.workbook_parts import Limits
from lacreview_rules.histories import events as ev
from lacreview_rules.sources.by_name import open_named
from lacreview_rules.sources.door import SourceOptions
from lacreview_rules.sources.events import columns
from lacreview_rules.sources.events.reading import SheetEvents, open_source
from lacreview_rules.sources.events.template import events_csv, events_workbook

if TYPE_CHECKING:
    from pathlib import Path


def workbook(path: Path, **sheets: list[list[Any]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def csv_file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "events.csv"
    path.write_text(text, encoding="utf-8")
    return path


def read(path: Path) -> tuple[dict[str, History], list[str], list[str]]:
    """The histories by child, the errors, and the remarks."""
    records = open_source([str(path)], SourceOptions())
    found = [*records]
    histories = {one.child: one for one in found if isinstance(one, History)}
    errors = [str(one) for one in found if isinstance(one, HistoryError)]
    return histories, errors, [str(remark) for remark in records.remarks]


def test_the_columns_are_those_of_the_arrow_door() -> None:
    assert [*columns.event_columns()] == [*EVENT_COLUMNS]
    assert columns.OF_THE_CHILD == OF_THE_CHILD


def test_a_workbook_with_dates_codes_and_a_sheet_of_children(tmp_path: Path) -> None:
    """A true date, a date as text and a date as the number of a workbook (45875 is 6 August 2025) are one day each."""
    path = workbook(
        tmp_path / "t.xlsx",
        notes=[["Our team"], ["read me first"]],
        events=[
            ["Events of 2025"],
            ["Child ID", "What happened", "Date", "Time", "Legal status", "Emergency", "Booked for"],
            [101, "Became looked after", date(2025, 8, 6), time(14, 30), "care-order; remand", "Yes", None],
            [101, "review-arranged", 45875, None, None, None, datetime(2025, 9, 1)],
            ["B2", "Became looked after", "06/08/2025", "2:30 pm", None, False, None],
        ],
        children=[["child", "DOB", "record_starts", "reviews_before", "records"], [101, date(2014, 5, 2), "1/9/2025", 0, "review; visit"]],
    )
    histories, errors, remarks = read(path)
    assert (errors, remarks) == ([], [])
    assert histories["101"] == History(
        "101",
        [
            ev.BecameLookedAfter(on=date(2025, 8, 6), at=time(14, 30), legal_status=["care-order", "remand"], emergency=True),
            ev.ReviewArranged(on=date(2025, 8, 6), review_on=date(2025, 9, 1)),
        ],
        date(2014, 5, 2),
        ["review", "visit"],
        date(2025, 9, 1),
        0,
    )
    assert histories["B2"].events == (ev.BecameLookedAfter(on=date(2025, 8, 6), at=time(14, 30)),)


def test_each_problem_names_sheet_row_and_column(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "t.xlsx",
        events=[
            ["child", "event", "on", "review", "seen", "at"],
            ["A", "review-held", "31/02/2026", None, None, None],
            ["B", "review-held", datetime(2026, 1, 5, 10, 30), None, None, "10:45"],
            ["C", "review-held", "2026-01-05", "first", None, None],
            ["D", "task-done", "2026-01-05", None, "perhaps", None],
            ["E", "review-held", "2026-01-05", None, None, "25:00"],
            [None, "review-held", "2026-01-05", None, None, None],
            ["F", "review-held", None, None, None, None],
            ["G", "#N/A", "2026-01-05", None, None, None],
            ["H", "task-done", "2026-01-05", None, None, None],
            ["OK", "review-held", "2026-01-05", None, None, None],
        ],
    )
    histories, errors, _ = read(path)
    assert [*histories] == ["OK"]
    told = "\n".join(errors)
    for words in (
        'sheet "events", row 2, column C (on): there is no such day',
        'sheet "events", row 3, column F (at): it is not the time that stands behind the day of the event; leave one of the two',
        'sheet "events", row 4, column D (review): it is not a whole number',
        'sheet "events", row 5, column E (seen): it says neither yes nor no',
        'sheet "events", row 6, column F (at): it is not a time of day',
        'sheet "events", row 7, column A (child): it is empty',
        'sheet "events", row 8, column C (on): it is missing',
        'sheet "events", row 9, column B (event): the cell holds an error',
        'sheet "events", row 10 (task): it is missing',
    ):
        assert words in told
    assert "perhaps" not in told


def test_what_cannot_be_is_told_by_its_cell(tmp_path: Path) -> None:
    """The second event of the child stands in row 4; row 3 is another child's."""
    path = csv_file(tmp_path, "child,event,on\nA,became-looked-after,19/12/2025\nB,became-looked-after,1/1/2026\nA,revew-held,5/1/2026\n")
    records = open_source([str(path)], SourceOptions())
    first = next(one for one in records if isinstance(one, History))
    schedule = records.schedule_of(first, load_profile("england"))
    assert [problem.where for problem in schedule.problems if "revew-held" in problem.what] == ["row 4, column B (event)"]
    with pytest.raises(HistoryError, match=r"row 4, column B \(event\)"):
        records.schedule_of(first, load_profile("england"), strict=True)


def test_two_values_for_one_child(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "child,event,on,dob\nA,review-held,5/1/2026,1/2/2010\nA,review-held,6/1/2026,2/2/2010\n")
    assert "row 3, column D (date_of_birth): it is not the same as at row 2, column D (date_of_birth)" in read(path)[1][0]


def test_headings_that_are_not_read_are_told(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "child,event,on,Team,legal staus,profile\nA,became-looked-after,5/1/2026,North,remand,newham\n")
    histories, _, remarks = read(path)
    assert histories["A"].events == (ev.BecameLookedAfter(on=date(2026, 1, 5), legal_status="remand"),)
    assert [remark.partition(": ")[2].partition(":")[0] for remark in remarks] == [
        "row 1, column E (legal_status)",
        "row 1, column D",
        "row 2, column F (profile)",
    ]


@pytest.mark.parametrize(
    ("sheets", "words"),
    [
        ({"a": [["x", "y"]]}, "it has not the headings of a table of events"),
        ({"a": [], "b": []}, "none of the 2 sheets has the headings"),
        ({"a": [["child", "event"], ["A", "review-held"]]}, "no heading is on or like it"),
        ({"a": [["child", "event", "on", "date"]]}, "another heading means the same"),
        ({"a": [["child", "event", "on"]], "b": [["child", "event", "on"]]}, 'two sheets hold events: sheet "a" and sheet "b"'),
        ({"a": [["child", "event", "on"]], "b": [["child", "dob"]], "c": [["child", "dob"]]}, "two sheets hold children"),
        ({"a": [["child", "event", "on"], *[["A", "review-held", "12/25/2025"]] * 2]}, "written month first"),
    ],
)
def test_tables_that_are_refused(tmp_path: Path, sheets: dict[str, list[list[Any]]], words: str) -> None:
    with pytest.raises(InputError, match=words):
        read(workbook(tmp_path / "t.xlsx", **sheets))


def test_more_than_the_limit(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "child,event,on\n" + "A,review-held,5/1/2026\n" * 5)
    with pytest.raises(InputError, match="row 5: the table has more than 10 filled cells"):
        [*SheetEvents(path, SourceOptions(), Limits(cells=10))]


@pytest.mark.parametrize("day", ["2999-01-31", "31/01/2999", "31 Jan 1026"])
def test_a_day_of_no_likely_year_is_told_as_that(tmp_path: Path, day: str) -> None:
    """Its form is right: the remedy is not to write it otherwise."""
    (error,) = SheetEvents(csv_file(tmp_path, f"child,event,on\nA,became-looked-after,{day}\n"), SourceOptions())
    assert str(error).endswith("row 2, column C (on): its year is not between 1900 and 2200; correct the year")


def test_not_one_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="events are read from one file"):
        open_source(["a.csv", "b.csv"], SourceOptions())
    with pytest.raises(InputError, match="is the address of a database"):
        open_source(["postgresql://reader:secret@host/ssd"], SourceOptions())
    with pytest.raises(InputError, match="cannot be read"):
        read(tmp_path / "none.csv")
    with pytest.raises(InputError):
        read(tmp_path / "none.parquet")
    for source in ("events", "annex-a"):
        with pytest.raises(InputError, match=f"--input {source} reads a file, and .* is a folder; name a file in it"):
            open_named(source, [str(tmp_path)], SourceOptions())


def test_parquet_under_loose_headings(tmp_path: Path) -> None:
    """Several statuses as a list; the rows of a child apart; a bad cell by its row, counted as the Arrow door counts."""
    table = pa.table(
        {
            "Child ID": ["A", "B", "A"],
            "Event": ["became-looked-after", "review-held", "review-held"],
            "Date": [date(2025, 12, 19), None, date(2026, 1, 14)],
            "legal_status": pa.array([["care-order", "remand"], None, None], pa.list_(pa.string())),
            "records": ["review; visit", None, None],
            "Team": ["N", "S", "N"],
        }
    )
    pq.write_table(table, tmp_path / "t.parquet")
    histories, errors, remarks = read(tmp_path / "t.parquet")
    assert histories == {
        "A": History(
            "A",
            [ev.BecameLookedAfter(on=date(2025, 12, 19), legal_status=["care-order", "remand"]), ev.ReviewHeld(on=date(2026, 1, 14))],
            None,
            ["review", "visit"],
        )
    }
    assert errors == [f"{tmp_path / 't.parquet'}: rows[1].on: it is missing; add it"]
    assert remarks == ["t.parquet: columns[5]: the heading names nothing that is read; leave the column out"]


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())])
def test_texts_in_parquet_are_read_as_in_a_sheet(tmp_path: Path, kind: pa.DataType) -> None:
    """One door: what a person may type into CSV may stand in a Parquet file made of it."""
    table = pa.table(
        {
            "Child ID": pa.array(["A", "A", "B"], kind),
            "What happened": pa.array(["Became looked after", "Review held", "became-looked-after"], kind),
            "Date (dd/mm/yyyy)": pa.array(["19/12/2025", "14 January 2026", "5/1/2026"], kind),
            "Placement": pa.array(["Foster Care", "N/A", None], kind),
            "legal_status": pa.array(["Care order; remand", None, "NULL"], kind),
        }
    )
    pq.write_table(table, tmp_path / "t.parquet")
    histories, errors, _ = read(tmp_path / "t.parquet")
    began = ev.BecameLookedAfter(on=date(2025, 12, 19), placement="foster-care", legal_status=["care-order", "remand"])
    assert histories == {
        "A": History("A", [began, ev.ReviewHeld(on=date(2026, 1, 14))]),
        "B": History("B", [ev.BecameLookedAfter(on=date(2026, 1, 5))]),
    }
    assert errors == []


def test_days_in_parquet_that_are_written_month_first(tmp_path: Path) -> None:
    """3 April or 4 March: the other day of the column says which, and the file is refused as a sheet is."""
    rows = {"child": ["A", "A"], "event": ["became-looked-after", "review-held"], "on": ["03/04/2026", "04/23/2026"]}
    pq.write_table(pa.table(rows), tmp_path / "t.parquet")
    with pytest.raises(InputError, match="dates are written month first"):
        read(tmp_path / "t.parquet")


def test_parquet_that_is_none_or_of_a_wrong_type(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    path.write_bytes(b"PAR1")
    with pytest.raises(InputError, match="not Parquet"):
        read(path)
    pq.write_table(pa.table({"child": ["A"], "event": ["review-held"], "on": [5.5]}), path)
    with pytest.raises(InputError, match='column "on": a column of type double holds no days'):
        read(path)


@pytest.mark.parametrize("name", others_slow(["newham", "england"]))
def test_the_template_is_read_as_it_is_written(tmp_path: Path, name: str) -> None:
    profile = load_profile(name)
    (tmp_path / "t.xlsx").write_bytes(events_workbook(profile))
    (tmp_path / "t.csv").write_text(events_csv(profile), encoding="utf-8", newline="")
    from_book, from_csv = read(tmp_path / "t.xlsx"), read(tmp_path / "t.csv")
    assert from_book == from_csv
    assert from_book[1:] == ([], [])
    (history,) = from_book[0].values()
    assert history.date_of_birth == date(2016, 5, 3)
    assert [event.kind for event in history.events][:2] == ["became-looked-after", "review-held"]


@pytest.mark.slow
def test_the_template_has_lists_to_choose_from(tmp_path: Path) -> None:
    profile = load_profile("england")
    content = events_workbook(profile)
    assert content == events_workbook(profile)  # the same bytes, whenever it is written
    path = tmp_path / "t.xlsx"
    path.write_bytes(content)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["events", "children", "read me", "lists"]
    lists = {column[0].value: [cell.value for cell in column[1:] if cell.value] for column in book["lists"].columns}
    assert lists["legal_status"] == sorted(profile.legal_statuses)
    assert lists["placement"] == sorted(profile.placements)
    assert {"review-held", "became-looked-after"} < set(lists["event"])
    headings = {cell.value: cell.column_letter for cell in book["events"][1]}
    guides = {str(guide.sqref): guide for guide in book["events"].data_validations.dataValidation}
    for name, heading in (("event", "event"), ("legal_status", "legal_status"), ("placement", "placement"), ("yes or no", "emergency")):
        guide = guides[f"{headings[heading]}2:{headings[heading]}2000"]
        place = [cell.value for cell in book["lists"][1]].index(name)
        letter = "ABCDEF"[place]
        assert guide.formula1 == f"lists!${letter}$2:${letter}${len(lists[name]) + 1}"


@pytest.mark.parametrize("day", ["14/01/26", "14-Jan-26", "14 January 26", "14.1.26"])
def test_a_year_of_two_digits_is_told_as_that(tmp_path: Path, day: str) -> None:
    """As spreadsheets export days: nothing is wrong with the day, so the remedy is the year."""
    (error,) = SheetEvents(csv_file(tmp_path, f"child,event,on\nA,became-looked-after,{day}\n"), SourceOptions())
    assert isinstance(error, HistoryError)
    assert "its year has two digits; write the year with four, as in 14/01/2026" in str(error)


def test_words_of_the_profile_as_people_type_them(tmp_path: Path) -> None:
    """Capitals and spaces for hyphens, in every column that holds such words, several in a cell too; a note stays as it is typed."""
    heading = "child,event,on,placement,legal_status,task,records,note"
    rows = (
        "A,Became Looked After,19/12/2025,Foster Care,Section 20; Police protection,,Review; visit,Came In",
        "A,Task done,22/12/2025,,,Visit ,,",
    )
    histories, errors, _ = read(csv_file(tmp_path, "\n".join((heading, *rows)) + "\n"))
    assert errors == []
    start, visit = histories["A"].events
    assert start == ev.BecameLookedAfter(
        on=date(2025, 12, 19), placement="foster-care", legal_status=("section-20", "police-protection"), note="Came In"
    )
    assert visit == ev.TaskDone(on=date(2025, 12, 22), task="visit")
    assert histories["A"].records == ("review", "visit")


def test_a_time_behind_the_day_is_the_time_of_the_event(tmp_path: Path) -> None:
    """What a case system exports as one column; limits in hours need it."""
    path = csv_file(tmp_path, "child,event,on,at\nA,became-looked-after,19/12/2025 14:05,\nA,review-held,14/01/2026 09:30,9:30\n")
    [history] = read(path)[0].values()
    assert [(str(event.on), str(event.at)) for event in history.events] == [("2025-12-19", "14:05:00"), ("2026-01-14", "09:30:00")]


def test_words_for_nothing_are_nothing(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "child,event,on,placement,date_of_birth\nA,became-looked-after,19/12/2025,N/A,NULL\n")
    [history] = read(path)[0].values()
    assert history == History("A", [ev.BecameLookedAfter(on=date(2025, 12, 19))])


def test_a_cell_under_no_heading_is_told(tmp_path: Path) -> None:
    """Nothing in silence: what nobody reads is named once a column, and what stands there is not repeated."""
    path = workbook(tmp_path / "t.xlsx", events=[["child", "event", None, "on"], ["A", "review-held", "Smith", "5/1/2026", "Smith"]])
    _, errors, remarks = read(path)
    assert errors == []
    told = [one for one in remarks if "the cell stands under no heading" in one]
    assert [one.split(": ")[1] for one in told] == ['sheet "events", row 2, column C', 'sheet "events", row 2, column E']
    assert "Smith" not in "".join(told)


def test_a_row_with_more_cells_than_headings_may_have_been_cut_at_a_comma(tmp_path: Path) -> None:
    """As in the teams of a caseload and in a return: what follows the comma stands in the wrong column, so the child is not half read."""
    path = csv_file(tmp_path, "child,event,on\nA,review-held,Smith, J,5/1/2026\nB,review-held,5/1/2026,,\n")
    histories, errors, _ = read(path)
    assert [*histories] == ["B"]
    assert "row 2: the row has 5 cells where the heading has 3" in errors[0]
    assert "Smith" not in errors[0]


def test_a_quotation_mark_that_another_row_closes_loses_no_row(tmp_path: Path) -> None:
    """The next child's row stood in a note, and the child was gone without a word."""
    path = csv_file(tmp_path, 'child,event,on,note\nA,review-held,5/1/2026,"Smith\nB,review-held,6/1/2026,J"\nC,review-held,7/1/2026,\n')
    histories, errors, _ = read(path)
    assert [*histories] == ["B", "C"]
    assert "row 2" in errors[0]


def test_a_note_of_several_lines_is_one_cell(tmp_path: Path) -> None:
    path = csv_file(tmp_path, 'child,event,on,note\nA,review-held,5/1/2026,"one, two\nthree"\n')
    histories, errors, _ = read(path)
    assert ([*histories], errors) == (["A"], [])


@pytest.mark.parametrize(("written", "told"), [("A1", 0), ("A1\N{ZERO WIDTH SPACE}", 0), ("a1", 1), ("A 1", 1), ("00A1", 1)])
def test_an_identifier_written_otherwise(written: str, told: int, tmp_path: Path) -> None:
    """What may be one child is told by its place; what cannot be two is one."""
    path = csv_file(tmp_path, f"child,event,on\nA1,became-looked-after,5/1/2026\n{written},review-held,20/1/2026\n")
    histories, _, remarks = read(path)
    assert [*histories] == ["A1", written][: 1 + told]
    alike = [one for one in remarks if "but for capitals, spaces or zeros" in one]
    assert [("row 3" in one, "row 2" in one, "A1" in one) for one in alike] == [(True, True, False)] * told


def test_a_whole_number_with_a_point_is_the_number(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "child,event,on\n123,became-looked-after,5/1/2026\n123.0,review-held,20/1/2026\n")
    assert [*read(path)[0]] == ["123"]


def test_an_identifier_written_otherwise_in_parquet(tmp_path: Path) -> None:
    """As in every other door, what is not seen and the point of a whole number make no other child; what else may be one child is told."""
    rows = {
        "child": ["A1", "A1\N{NO-BREAK SPACE}", "a1", "7.0", "7", "NULL"],
        "event": ["became-looked-after", "review-held"] * 3,
        "on": ["2026-01-05", "2026-01-20"] * 3,
    }
    pq.write_table(pa.table(rows), tmp_path / "t.parquet")
    histories, errors, remarks = read(tmp_path / "t.parquet")
    assert [*histories] == ["A1", "a1", "7"]
    assert [len(history.events) for history in histories.values()] == [2, 1, 2]
    assert errors == [f"{tmp_path / 't.parquet'}: rows[5].child: it is missing; fill it in"]
    [told] = [one for one in remarks if "but for capitals, spaces or zeros" in one]
    assert told.startswith("t.parquet: rows[2].child: but for capitals, spaces or zeros before it, the identifier is that of rows[0].child")


HEADINGS = ["Child ID", "What happened", "Date"]
STARTED = ["A1", "became looked after", date(2025, 5, 1)]


@pytest.mark.parametrize(
    "headings",
    [["Child ID", "Occurrence", "When it was"], ["Child ID", "Placement", "When it was"], ["Child ID", "Wann", "Was", "Wer"]],
)
def test_a_sheet_of_children_without_a_known_heading_of_events_is_not_passed_over_in_silence(tmp_path: Path, headings: list[str]) -> None:
    """Last year's events may stand in it, under other words: it is told by its name, and counts as not used."""
    path = workbook(tmp_path / "a.xlsx", events=[HEADINGS, STARTED], before=[["Before"], headings, ["A1", "moved", date(2024, 5, 1), ""]])
    records = open_source([str(path)], SourceOptions())
    assert [one.child for one in records if isinstance(one, History)] == ["A1"]
    assert [(remark.kind, remark.used, remark.problem.where) for remark in records.remarks] == [
        ("sheet-not-read", False, 'a.xlsx: sheet "before"')
    ]
    assert "none of its headings is event or on" in str(records.remarks[0])


def test_sheets_that_name_no_child_are_named_and_those_of_the_template_and_empty_ones_are_not(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    path.write_bytes(events_workbook(load_profile("england")))
    book = openpyxl.load_workbook(path)
    book.create_sheet("Team").append(["Worker", "Telephone", "Room"])
    book.create_sheet("Sheet9")
    book.save(path)
    records = open_source([str(path)], SourceOptions())
    used = sum(isinstance(one, History) for one in records)
    assert list(records.remarks) == []
    assert list(records.summary(used))[1:] == ['left alone, because they name no child: sheet "Team"']


def test_all_that_is_wrong_with_a_child_is_told_at_once_and_down_the_sheet(tmp_path: Path) -> None:
    """No day, none at all, a column that the event has not: not one kind first, and the other when that is mended."""
    text = "Child,Event,On,Placement\nA1,became-looked-after,31/02/2025,\nA1,review-held,,\n"
    text += "A1,review-held,20/06/2025,foster-care\nA1,review-held,32/07/2025,\n"
    _, (error,), _ = read(csv_file(tmp_path, text))
    assert [line.strip().partition(": ")[0] for line in error.splitlines()[1:]] == [
        "row 2, column C (on)",
        "row 3, column C (on)",
        "row 4, column D (placement)",
        "row 5, column C (on)",
    ]
