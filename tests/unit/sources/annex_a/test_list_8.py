"""List 8 of Annex A. Authority: issue 16 point 3, formats-2026-11 G6 and rows 28 to 30; dates by CPR 2010 reg 33, by hand.

The headings are those of the public sample workbooks, with their curly quotes and stray brackets; the children are invented. What
is missing is told by the headings of the list itself, as tools that merge these lists have them ("Child's Legal Status", "Date of
Last Social Work Visit", "Start Date of Most Recent Placement"), whatever the file at hand writes.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from lacreview_rules import History, load_profile
from lacreview_rules.errors import HistoryError, InputError
from lacreview_rules.histories import events as ev
from lacreview_rules.sources.annex_a.reading import open_source
from lacreview_rules.sources.door import SourceOptions

if TYPE_CHECKING:
    from pathlib import Path

    from lacreview_rules.schedules.schedule import Schedule

ENGLAND = load_profile("england")
HEADINGS = [
    "Child Unique ID",
    "Date of Birth",
    "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N))",
    "Date Started to be Looked After",
    "Start date of current legal status",
    "Child\N{RIGHT SINGLE QUOTATION MARK}s Legal Status",
    "Date of Latest Statutory Review ",
    "DATE OF LAST SOCIAL WORK VISIT",
    "Date Ceased to be Looked After",
    "Start Date of Most Recent Placement",
    "Placement  Type",
    "Number of Episodes the Child has been \N{LEFT SINGLE QUOTATION MARK}Missing\N{RIGHT SINGLE QUOTATION MARK} in the last 6 months",
]
FOSTER = "f) U6: Foster placement - not FFA"
AS_OF = date(2026, 3, 1)


def row(child: str = "A1", **cells: Any) -> list[Any]:
    """A row: a child of 13, looked after since 6 August 2025 under a care order, in foster care."""
    values: dict[str, Any] = {
        "born": "13/02/2012",
        "started": "06/08/2025",
        "since": "06/08/2025",
        "status": "C2: FCO",
        "review": None,
        "visit": None,
        "ceased": None,
        "placed": "06/08/2025",
        "placement": FOSTER,
    } | cells
    after_born = ("started", "since", "status", "review", "visit", "ceased", "placed", "placement")
    return [child, values["born"], "b) No", *(values[name] for name in after_born), 0]


def workbook(path: Path, **sheets: list[list[Any]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.replace("_", " "))
        for one in rows:
            sheet.append(one)
    book.save(path)
    return path


def read(tmp_path: Path, *rows: list[Any]) -> tuple[list[History | HistoryError], Any]:
    path = workbook(tmp_path / "t.xlsx", List_7=[["Child Unique ID", "Date of latest review conference"]], List_8=[HEADINGS, *rows])
    records = open_source([str(path)], SourceOptions(as_of=AS_OF))
    return [*records], records


def one(tmp_path: Path, **cells: Any) -> tuple[History, Schedule, list[str]]:
    (history,), records = read(tmp_path, row(**cells))
    assert isinstance(history, History)
    return history, records.schedule_of(history, ENGLAND).on(AS_OF), [remark.kind for remark in records.remarks]


def of_task(schedule: Schedule, task: str) -> list[tuple[Any, ...]]:
    return [(due.review, str(due.due), due.status) for due in schedule.due_dates if due.task == task]


def test_next_due_at_the_latest(tmp_path: Path) -> None:
    """Latest review 12 January 2026, so that the next is due by 12 July 2026 at the latest; which number it has is not told.

    First due 20 working days after 6 August 2025, second three months after; both lie before the latest one (reg 33(1)).
    """
    history, schedule, remarks = one(tmp_path, review=date(2026, 1, 12))
    assert history.record_starts == date(2026, 1, 12)
    assert of_task(schedule, "review")[0] == (None, "2026-07-12", "upcoming")
    held = [due for due in schedule.due_dates if due.task == "review" and due.status == "met"]
    assert [due.due for due in held] == [None]  # whether it was in time is not told
    assert not [due for due in schedule.due_dates if due.status in ("overdue", "met-late")]
    assert remarks == []


@pytest.mark.parametrize(
    ("review", "latest"),
    [
        ("07/08/2025", "2026-02-07"),  # the day after care began
        ("20/08/2025", "2026-02-20"),  # before the first was due
        ("15/09/2025", "2026-03-15"),  # after it, before the second was due
    ],
)
def test_the_latest_may_have_been_the_first(tmp_path: Path, review: str, latest: str) -> None:
    """Reg 33(1): six months after a second or later review, three after a first. The list does not say which it was.

    At the latest the next is due six months on; that it may be due sooner is told by the cell.
    """
    _, schedule, _ = one(tmp_path, review=review)
    first, *_ = of_task(schedule, "review")
    assert first == (None, latest, "upcoming" if latest > AS_OF.isoformat() else "overdue")
    assert [(problem.where, problem.remedy) for problem in schedule.problems] == [
        ('sheet "List 8", row 2, column G (Date of Latest Statutory Review)', "if it was the first, the next is due sooner")
    ]
    assert [due.due for due in schedule.due_dates if due.task == "review" and due.status in ("met", "met-late")] == [None]
    assert {due.review for due in schedule.due_dates} == {None}


def test_no_review_yet(tmp_path: Path) -> None:
    """Started on Thursday 12 February 2026: the 20th working day after it is Thursday 12 March."""
    _, schedule, _ = one(tmp_path, started="12/02/2026", since="12/02/2026", placed="12/02/2026")
    assert of_task(schedule, "review")[0] == (1, "2026-03-12", "upcoming")


def test_a_review_before_care_belongs_to_an_earlier_period(tmp_path: Path) -> None:
    history, schedule, remarks = one(tmp_path, started="12/02/2026", since="12/02/2026", placed="12/02/2026", review="05/05/2024")
    assert not any(isinstance(event, ev.ReviewHeld) for event in history.events)
    assert of_task(schedule, "review")[0] == (1, "2026-03-12", "upcoming")
    assert remarks == ["review-before-care"]


@pytest.mark.parametrize(
    ("review", "kind"),
    [("15/09/25", "cell-unreadable"), ("not known", "cell-unreadable"), ("12/01/2062", "review-later"), ("#N/A", "cell-unreadable")],
)
def test_a_review_that_cannot_be_read_is_not_called_overdue(tmp_path: Path, review: str, kind: str) -> None:
    """A slip of the pen in the year, and a date in no form that is read: nothing of reviews is relied on."""
    _, schedule, remarks = one(tmp_path, review=review)
    assert remarks == [kind]
    assert {due.status for due in schedule.due_dates if due.task == "review"} <= {"not-recorded", "upcoming", "advisory"}
    assert all(due.doubt is not None for due in schedule.due_dates if due.task == "review")


def test_the_next_visit(tmp_path: Path) -> None:
    """Six weeks after 10 February 2026 is 24 March (reg 28); the visits before it are not in the list, and none is late."""
    _, schedule, _ = one(tmp_path, review="12/01/2026", visit="10/02/2026")
    assert of_task(schedule, "visit")[0] == (None, "2026-03-24", "upcoming")
    assert not [due for due in schedule.due_dates if due.task == "visit" and due.status in ("overdue", "met-late", "not-recorded")]


@pytest.mark.parametrize("own", [None, "soon", "13/02/2062"], ids=["empty", "unreadable", "after the start of care"])
def test_a_date_of_birth_that_only_another_list_has(tmp_path: Path, own: str | None) -> None:
    """Issue 16, nothing in silence: the lists of one workbook tell of the same children."""
    contacts: list[list[Any]] = [["Child Unique ID", "Date of Birth", "Age"], ["B2", "01/01/2001", 1], ["A1", "13/02/2012", 14]]
    path = workbook(tmp_path / "a.xlsx", List_1=contacts, List_8=[HEADINGS, row(born=own)])
    records = open_source([str(path)], SourceOptions(as_of=AS_OF))
    (history,) = records
    assert isinstance(history, History)
    assert history.date_of_birth == date(2012, 2, 13)
    (told,) = (str(remark) for remark in records.remarks if remark.kind == "born-elsewhere")
    assert told.startswith('a.xlsx: sheet "List 1", row 3, column B (Date of Birth): ')


def test_dates_of_birth_that_differ_between_the_rows_of_a_child(tmp_path: Path) -> None:
    """Two periods of care: the last row was used in silence."""
    rows = row(started="01/02/2020", ceased="01/03/2020", since=None, placed="01/02/2020"), row(born="13/02/2013")
    (history,), records = read(tmp_path, *rows)
    assert isinstance(history, History)
    assert (history.date_of_birth, [remark.kind for remark in records.remarks]) == (date(2012, 2, 13), ["births-differ"])


def test_codes_within_text(tmp_path: Path) -> None:
    history, _, remarks = one(
        tmp_path, status="CLA - E1 - Placement Order and C2 - Full Care Order", since="01/09/2025", placement="d) U4: Foster"
    )
    assert history.events == (
        ev.BecameLookedAfter(on=date(2025, 8, 6), placement="foster-care"),
        ev.Fact(on=date(2025, 8, 6), fact="long-term-foster-placement"),
        ev.LegalStatusChanged(on=date(2025, 9, 1), legal_status=("placement-order", "care-order")),
    )
    assert history.date_of_birth == date(2012, 2, 13)
    assert remarks == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("b) Full care orders", "care-order"),
        ("Interim Care Order", "interim-care-order"),
        ("v2 - s20", "section-20"),
        ("FULL CARE ORDER [C2]", "care-order"),
    ],
)
def test_legal_statuses_in_words(tmp_path: Path, text: str, word: str) -> None:
    began = one(tmp_path, status=text)[0].events[0]
    assert isinstance(began, ev.BecameLookedAfter)
    assert began.legal_status == word


def test_placements_and_adoption(tmp_path: Path) -> None:
    """A later placement of kind A5 places the child for adoption on its day; an unknown one is told and left out."""
    history, _, _ = one(tmp_path, placement="A5: Placed for adoption", placed="01/02/2026")
    assert history.events[-1] == ev.PlacedForAdoption(on=date(2026, 2, 1))
    history, _, remarks = one(tmp_path, placement="Family Farm", status="something else")
    assert history.events == (ev.BecameLookedAfter(on=date(2025, 8, 6)),)
    assert remarks == ["status-unknown", "placement-unknown"]


def test_children_that_cannot_be_read_do_not_stop_the_others(tmp_path: Path) -> None:
    found, records = read(
        tmp_path,
        row("A1", review="12/01/2026"),
        row("A2", started=None),
        row("A3", started="soon"),
        row(""),
        row("A4"),
        row("A4", review="12/01/2026"),
        row("A5", ceased="01/02/2026", review="12/01/2026"),
        row("A5", started="10/02/2026", since="10/02/2026", placed="10/02/2026"),
    )
    assert [one.child for one in found if isinstance(one, History)] == ["A1", "A5"]
    assert {(remark.kind, remark.child) for remark in records.remarks} == set()
    told = "\n".join(str(one) for one in found if isinstance(one, HistoryError))
    for words in (
        'sheet "List 8", row 3, column D (Date Started to be Looked After): it is empty',
        'sheet "List 8", row 4, column D (Date Started to be Looked After): it is not a date that can be read',
        'sheet "List 8", row 5, column A (Child Unique ID): it is empty',
        'sheet "List 8", row 7, column A (Child Unique ID): the child stands at row 6 already',
    ):
        assert words in told
    twice = next(one for one in found if isinstance(one, History) and one.child == "A5")
    assert [event.kind for event in twice.events].count("became-looked-after") == 2
    assert of_task(records.schedule_of(twice, ENGLAND).on(AS_OF), "review")[0][:2] == (1, "2026-03-10")


def test_a_row_that_stands_twice_counts_once(tmp_path: Path) -> None:
    """As in a return and an SSD (issue 16 point 7: every readable child answered): the child was not answered."""
    found, records = read(tmp_path, row("A1", review="12/01/2026"), row("A2"), row("A1", review="12/01/2026"))
    assert [history.child for history in found if isinstance(history, History)] == ["A1", "A2"]
    (told,) = records.remarks
    assert (told.kind, told.problem.what) == ("row-repeated", "the same row stands at row 2")
    assert told.problem.where == 't.xlsx: sheet "List 8", row 4'


@pytest.mark.parametrize("words", ["None", "Not yet held", "No review yet.", "N/A"])
def test_words_for_no_review_yet(words: str, tmp_path: Path) -> None:
    """The first review is due, within 20 working days of 6 August 2025 (reg. 33(1)(a)): with the Monday of 25 August, on 4 September."""
    _, schedule, told = one(tmp_path, review=words)
    assert of_task(schedule, "review")[0][:3] == (1, "2025-09-04", "overdue")
    assert told == []


def test_a_csv_file_with_a_title_above(tmp_path: Path) -> None:
    path = tmp_path / "list8.csv"
    cells = ["" if value is None else str(value) for value in row(review="12/01/2026")]
    path.write_text("\n".join(["Annex A, list 8", ",".join(HEADINGS), ",".join(cells)]), encoding="utf-8")
    (history,) = open_source([str(path)], SourceOptions())
    assert isinstance(history, History)
    assert history.events[-1] == ev.ReviewHeld(on=date(2026, 1, 12))


@pytest.mark.parametrize(
    ("sheets", "words"),
    [
        ({"List_7": [["Child Unique ID", "Date of Birth"]]}, "it has not the headings of List 8"),
        ({"a": [], "b": []}, "none of the 2 sheets has the headings of List 8"),
        ({"a": [HEADINGS], "b": [HEADINGS]}, 'two tables are List 8: sheet "a" and sheet "b"'),
        ({"a": [["Child Unique ID", "Date Started to be Looked After"]]}, 'no heading is "Date of Latest Statutory Review"'),
        ({"a": [[*HEADINGS, "Date of Birth"]]}, r"column B \(Date of Birth\): another heading means the same"),
        ({"a": [HEADINGS, row(started="12/25/2025", since=None, placed=None, born=None)]}, "written month first"),
    ],
)
def test_tables_that_are_refused(tmp_path: Path, sheets: dict[str, list[list[Any]]], words: str) -> None:
    with pytest.raises(InputError, match=words):
        [*open_source([str(workbook(tmp_path / "t.xlsx", **sheets))], SourceOptions())]


def test_a_column_that_is_missing_is_told(tmp_path: Path) -> None:
    needed = [HEADINGS[0], HEADINGS[3], HEADINGS[6]]
    path = workbook(tmp_path / "t.xlsx", a=[needed, ["A1", date(2025, 8, 6), date(2026, 1, 12)]])
    records = open_source([str(path)], SourceOptions())
    (history,) = records
    assert isinstance(history, History)
    assert "visit" not in (history.records or ())  # silence about visits is not lateness
    assert {remark.kind for remark in records.remarks} == {"column-missing"}
    assert [remark.problem.what for remark in records.remarks] == [  # by the list's own headings: nobody can add "status_from"
        f'no heading is "{name}"'
        for name in (
            "Date of Birth",
            "Start date of current legal status",
            "Child's Legal Status",
            "Date of Last Social Work Visit",
            "Start Date of Most Recent Placement",
            "Placement Type",
        )
    ]


@pytest.mark.parametrize("name", ["started", "review"])
def test_a_day_of_no_likely_year_is_told_as_that(tmp_path: Path, name: str) -> None:
    """Its form is right: what is wrong is its year."""
    records = open_source([str(workbook(tmp_path / "t.xlsx", a=[HEADINGS, row(**{name: "06/08/2999"})]))], SourceOptions())
    (read,) = records
    problems = read.problems if isinstance(read, HistoryError) else [remark.problem for remark in records.remarks]
    assert "its year is not between 1900 and 2200" in [problem.what for problem in problems]


def test_words_for_nothing_and_other_writings_of_a_day(tmp_path: Path) -> None:
    """N/A in the column of the latest review says that there was none yet; it is no review that cannot be read."""
    history, _, told = one(tmp_path, started="6 August 2025", review="N/A", visit="2025/08/20", ceased="-")
    assert [type(event).__name__ for event in history.events] == ["BecameLookedAfter", "TaskDone"]
    assert history.events[1].on == date(2025, 8, 20)
    assert [line for line in told if "cannot be read" in line] == []


def test_a_cell_under_no_heading_is_told(tmp_path: Path) -> None:
    (history,), records = read(tmp_path, [*row(), "Smith"])
    assert isinstance(history, History)
    [told] = [str(remark) for remark in records.remarks if "under no heading" in str(remark)]
    assert 'sheet "List 8", row 2, column M: the cell stands under no heading' in told
    assert "Smith" not in told


def test_the_other_sheets_of_the_workbook_are_named(tmp_path: Path) -> None:
    """In silence nothing (issue 16, point 7): another table of looked after children, under its own headings, may have been meant."""
    book = openpyxl.Workbook()
    book.active.title = "List 8"
    for cells in (["Child Unique ID", "Date Started to be Looked After", "Date of Latest Statutory Review"], ["A1", date(2025, 5, 1), ""]):
        book.active.append(cells)
    book.create_sheet("Looked after").append(["Ref", "Entered care"])
    book.create_sheet("Empty")
    book.save(tmp_path / "annex.xlsx")
    records = open_source([str(tmp_path / "annex.xlsx")], SourceOptions())
    assert len([*records]) == 1
    assert list(records.summary(1))[-1] == 'left alone, because they are not List 8: sheet "Looked after"'
