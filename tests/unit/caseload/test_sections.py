"""A caseload's report as data: the sections that a terminal and a page show, with the same headings in the same order.

Figures: `examples/caseload.jsonl`, worked by hand in `test_report.py` (SI 2010/959 reg 33).
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from lacreview_rules import BecameLookedAfter, History, ReviewArranged, ReviewHeld, england_and_wales, load_profile
from lacreview_rules.caseload.child import Bases, judge_child
from lacreview_rules.caseload.records import ChildRecord, ChildrenOnce
from lacreview_rules.caseload.report import Caseload, summarise
from lacreview_rules.caseload.sections import Section, report_sections
from lacreview_rules.caseload.window import window_at
from lacreview_rules.cli import app
from lacreview_rules.cli.caseload.table import MOST_ROWS

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLE = Path(__file__).parents[3] / "examples" / "caseload.jsonl"
ASKED = ["caseload", str(EXAMPLE), "-p", "england", "--as-of", "2026-06-30"]


BASES = Bases(load_profile("england"), load_profile("data-return"), england_and_wales())


@pytest.fixture(scope="module")
def example() -> Caseload:
    window = window_at(date(2026, 6, 30))
    return summarise(
        (
            judge_child(one.history, load_profile(one.profile or "england"), window, BASES, reviews_from=one.reviews_from)
            for one in children()
        ),
        window,
    )


def children() -> Iterator[ChildRecord]:
    for one in ChildrenOnce().from_path(EXAMPLE):
        assert isinstance(one, ChildRecord)
        yield one


def printed(form: str) -> str:
    result = CliRunner().invoke(app, [*ASKED, "--format", form], prog_name="lacreview")
    assert result.exit_code == 0, result.stderr
    return str(result.stdout)


def empty() -> Caseload:
    return summarise([], window_at(date(2026, 3, 31)))


@pytest.mark.slow
def test_a_terminal_and_a_page_have_the_same_sections() -> None:
    """The headings with their figures, in one order: what each list counts stands in it."""
    headings = re.findall(r"<h2>(.*?)</h2>", printed("html"))
    assert [re.sub(r" \([0-9,]+\)$", "", heading) for heading in headings] == [
        "Reviews in time by the regulations: 9 of 16 (56%)",
        "The figures people are asked for",
        "Overdue now",
        "Due until Tue 28 Jul 2026",
        "Reviews out of timescale, by each child&#39;s own profile",
        "Done late, or never, in the time judged",
        "Reviews that cannot be judged on one basis or more",
        "Perhaps overdue: would be if the date were sure",
        "Reviews in time by the +91 / +183 days shortcut: 9 of 15 (60%)",
        "Where the regulations and the shortcut differ",
        "What the rules named here say",
        "What each figure is",
    ]
    lines = [line.replace("'", "&#39;") for line in printed("table").splitlines()]
    places = [lines.index(heading.upper()) for heading in headings]
    assert places == sorted(places)


def test_figures_come_first_then_lists_and_the_shortcut_apart() -> None:
    """Issue 18, point 1."""
    names = [section.name for section in report_sections(empty(), most=25)]
    assert names == [
        "regulations",
        "figures",
        "overdue",
        "due",
        "out-of-timescale",
        "late",
        "not-judged",
        "doubtful",
        "shortcut",
        "disagreements",
        "definitions",
    ]


def test_a_heading_has_its_count() -> None:
    assert [Section("due", "Due", count).heading_line for count in (None, 0, 1200)] == ["Due", "Due (0)", "Due (1,200)"]


def test_every_row_has_a_cell_for_every_column(example: Caseload) -> None:
    """And a terminal leaves out none of the first column, by which a row is known."""
    tables = [table for section in report_sections(example, most=25) for table in section.tables]
    assert [len(table.rows) > 0 for table in tables] == [*[True] * 9, False, True, True, True]  # nothing in the example is in doubt
    for table in tables:
        assert table.columns[0].narrow
        assert {len(row) for row in table.rows} <= {len(table.columns)}


@pytest.mark.parametrize(("most", "rows", "left_out"), [(3, 3, 7), (10, 10, 0), (11, 10, 0)])
def test_what_is_left_out_is_counted(example: Caseload, most: int, rows: int, left_out: int) -> None:
    """Ten reviews are out of timescale."""
    [table] = next(section for section in report_sections(example, most=most) if section.name == "out-of-timescale").tables
    assert (len(table.rows), table.left_out) == (rows, left_out)


def test_a_terminal_says_what_is_left_out(example: Caseload) -> None:
    """Twelve children twice over have more than twenty-five tasks due."""
    left = [len(rows) - MOST_ROWS for rows in (example.due, example.overdue) if len(rows) > MOST_ROWS]
    assert re.findall(r"… and (\d+) later ones: see --format csv, json or html", printed("table")) == [str(number) for number in left]
    assert left


def test_a_date_that_is_booked_is_called_arranged() -> None:
    """As in the schedule of the same child: the third review counts from the second, which is booked (SI 2010/959 reg 33(2))."""
    events = (
        BecameLookedAfter(on=date(2026, 1, 5)),
        ReviewHeld(on=date(2026, 1, 28)),
        ReviewArranged(on=date(2026, 2, 2), review_on=date(2026, 4, 7)),
    )
    window = window_at(date(2026, 3, 31), until=date(2026, 12, 31))
    found = summarise([judge_child(History("A1", events, date(2014, 5, 2), ("review",)), load_profile("england"), window, BASES)], window)
    due = next(section for section in report_sections(found, most=25) if section.name == "due").tables[1]
    told = {(row[0], row[-1].rpartition("(")[2]) for row in due.rows}
    assert ("Tue 28 Apr 2026", "england/R2)") in told  # three months after the review held
    assert ("Wed 7 Oct 2026", "england/R3, arranged)") in told  # six months after the one booked


def test_a_basis_on_which_nothing_was_judged_says_so() -> None:
    [law, shortcut] = [section for section in report_sections(empty(), most=25) if section.name in {"regulations", "shortcut"}]
    assert law.lines == shortcut.lines == ("No review that could be judged was due.",)
    assert law.tables == shortcut.tables == ()


def section_of(caseload: Caseload, name: str, most: int = 25) -> Section:
    return next(section for section in report_sections(caseload, most=most) if section.name == name)


def test_every_rule_that_is_named_is_explained(example: Caseload) -> None:
    """Each id in a list stands once in the list of rules, with what it says, and no other does."""
    named = {cell.split("(")[-1].split(",")[0].rstrip(")") for name in ("overdue", "due", "doubtful") for cell in _what(example, name)}
    [table] = section_of(example, "rules").tables
    told = {row[0]: row[1:] for row in table.rows}
    assert [row[0] for row in table.rows] == sorted(named)
    assert told["england/R1"] == ("20 working days after became looked after", "SI 2010/959 reg 33(1); regulation; read in the source")


def _what(example: Caseload, name: str) -> list[str]:
    table = section_of(example, name).tables[-1]
    place = [column.heading for column in table.columns].index("What, and under which rule")
    return [row[place] for row in table.rows]


def test_of_rows_that_are_left_out_no_rule_is_explained(example: Caseload) -> None:
    """One row of each list: the oldest that is overdue, and the oldest that is due."""
    [table] = section_of(example, "rules", most=1).tables
    assert len(table.rows) == len({cell for name in ("overdue", "due") for cell in _what(example, name)[:1]})
    assert table.off_paper == 0


def test_a_report_that_names_no_rule_explains_none() -> None:
    assert "rules" not in [section.name for section in report_sections(empty(), most=25)]
