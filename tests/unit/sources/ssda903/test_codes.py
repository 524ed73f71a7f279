"""The codes of a return: the page lists every one as the table has it, and each becomes a word that the rules use.

Authority: the Department's code list, as copied into the public files that ``data/ssda903.toml`` names.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.unit.sources.ssda903.folder import Folder, episode, short

from lacreview_rules import build_schedule, load_profile
from lacreview_rules.sources.ssda903.codes import Code, codes
from lacreview_rules.sources.ssda903.reading import read_ssda903

PAGE = Path(__file__).parents[4] / "docs" / "reference" / "ssda903.md"
LISTS = {
    "RNE": "S L P T B U",
    "LS": "C1 C2 D1 E1 V2 V3 V4 L1 L2 L3 J1 J2 J3",
    "PLACE": "U4 U5 U6 U1 U2 U3 H5 K3 P2 K2 K1 R1 R2 R5 S1 P1 A3 A4 A5 A6 P3 R3 T0 T1 T2 T3 Z1 T4",
    "REC": "E11 E12 E45 E46 E47 E48 E5 E6 E9 E14 E7 E17 E13 E2 E3 E15 E16 E8 E4B E4A X1 E41 E43 E44",
}
"""The codes that were read, as they stand in the copy."""
FROM_MEMORY = {"PLACE": "Q1 Q2 Z11 Z12 Z13 Z14"}


@pytest.mark.parametrize("column", LISTS)
def test_every_code_that_was_read_and_no_other_is_called_so(column: str) -> None:
    table = codes()[column]
    assert {code for code, row in table.items() if row.verified} == {*LISTS[column].split()}
    assert {code for code, row in table.items() if not row.verified} == {*FROM_MEMORY.get(column, "").split()}
    assert all(row.title for row in table.values())


@pytest.mark.parametrize("column", LISTS)
def test_the_page_lists_every_code(column: str) -> None:
    """Code, meaning and grade; and the word that it becomes, where it becomes one."""
    section = PAGE.read_text(encoding="utf-8").split(f"\n### {column}:")[1].split("\n##")[0]
    rows = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in section.splitlines() if re.match(r"\| [A-Z]", line)]
    assert [(code, title, read) for code, title, _, read in rows] == [
        (row.code, row.title, "yes" if row.verified else "no") for row in codes()[column].values()
    ]
    assert all(f"`{row.word}`" in shown for row, (_, _, shown, _) in zip(codes()[column].values(), rows, strict=True) if row.word)


def test_words_that_rules_use() -> None:
    """Placed for adoption, with a parent, remand, detention, short breaks, placement order: each has rules of its own."""
    words = {code.word for column in ("LS", "PLACE") for code in codes()[column].values()}
    assert {"adoptive", "parent", "youth-detention", "remand", "short-break", "interim-care-order", "care-order"} <= words


def starting(tmp_path: Path, status: str, place: str) -> list[tuple[str, str, str]]:
    """The rules and dates of the tasks of a child who came into care on Mon 5 Jan 2026."""
    Folder(tmp_path).fill(episode("05/01/2026", "S", status, place))
    (history,) = read_ssda903(tmp_path)
    schedule = build_schedule(history, load_profile("england"))
    return [(due.task, due.rule, str(due.due)) for due in schedule.due_dates if due.basis == "actual"]


@pytest.mark.parametrize(
    ("status", "place", "expected"),
    [
        ("V2", "U6", ("review", "england/R1", "2026-02-02")),  # 20 working days
        ("E1", "A6", ("review", "england/A3", "2026-02-02")),  # 4 weeks
        ("V2", "A4", ("review", "england/A3", "2026-02-02")),
        ("V4", "U6", ("review", "england/S1", "2026-04-05")),  # 3 months
        ("J1", "U6", ("care-plan", "england/D1", "2026-01-12")),  # 5 working days
        ("J1", "R5", ("detention-placement-plan", "england/D2", "2026-01-19")),  # 10 working days
        ("C2", "P1", ("parent-placement-review", "england/W1b", "2026-01-19")),  # 10 working days
        ("V2", "A3", ("visit", "england/A6a", "2026-01-12")),  # 1 week
    ],
)
def test_dates_that_follow_from_a_code(tmp_path: Path, status: str, place: str, expected: tuple[str, str, str]) -> None:
    assert expected in starting(tmp_path, status, place)


def test_supported_accommodation(tmp_path: Path) -> None:
    """K3, registered supported accommodation, is known."""
    Folder(tmp_path).fill(episode("05/01/2026", "S", "V2", "K3"))
    extract = read_ssda903(tmp_path)
    (history,) = extract
    assert short(history) == ["became-looked-after 2026-01-05 semi-independent section-20"]
    assert extract.rows_in_doubt == []


def test_a_code_is_plain_unless_the_table_says_more() -> None:
    assert Code(code="X") == Code(code="X", known=True, title="", verified=True)


@pytest.mark.parametrize("code", ["Z11", "Z12", "Z13", "Z14"])
def test_the_codes_that_replaced_z1(tmp_path: Path, code: str) -> None:
    """Rule 146 of the sector's validator, 2025-26. As with Z1, a move out of a placement for adoption is one, also with the same carer."""
    rows = (episode("05/01/2025", "S", "E1", "A5", "01/09/2025", "X1"), episode("01/09/2025", "T", "E1", code))
    events, not_used, doubts = Folder(tmp_path).fill(*rows).read()
    assert events[-1] == "placement-moved 2025-09-01 other"
    assert (not_used, doubts) == ([], [])
