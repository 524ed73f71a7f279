"""What people read is laid out alike at a terminal, by rich, and elsewhere, by us."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from tests.others_slow import others_slow

pytest.importorskip("typer")

from hypothesis import example, given
from hypothesis import strategies as st
from rich.console import Console
from tests.small_profiles import profile_of, rule_of, task_of

from lacreview_rules import AlertRaised, BecameLookedAfter, build_schedule, load_profile, read_histories
from lacreview_rules.cli.child.schedule_table import schedule_page
from lacreview_rules.cli.layout import Column, Grid, Page, Piece, plain_lines, said
from lacreview_rules.cli.rich_layout import print_page
from lacreview_rules.cli.terminal import write_page
from lacreview_rules.histories.history import History

EXAMPLES = sorted(Path(__file__).parents[3].glob("examples/*.json*"))


def by_rich(page: Page, width: int = 80) -> list[str]:
    """The lines that rich makes of a page where there is no colour."""
    console = Console(file=io.StringIO(), width=width, color_system=None, markup=False, highlight=False, emoji=False)
    with console.capture() as captured:
        print_page(console, page)
    return [line.rstrip(" ") for line in captured.get().splitlines()]


def one_cell(text: str, width: int) -> list[str]:
    """The lines of a text alone in a table of that width."""
    return list(plain_lines([Grid((Column("", 0),), ((((said(text),),),),))], width))[1:]


@pytest.mark.parametrize("file", others_slow(EXAMPLES, quick=2), ids=lambda file: file.name)
def test_a_schedule_is_laid_out_as_at_a_terminal(file: Path) -> None:
    profile = load_profile("england")
    found = [history for history in read_histories(file) if isinstance(history, History)]
    assert found
    for history in found:
        page = schedule_page(build_schedule(history, profile), day_given=False)
        assert by_rich(page) == list(plain_lines(page, 80))


def test_what_is_due_only_if_another_is_missed_is_marked_so() -> None:
    """It is no more provisional than that: a reader who sees two things due may have to do one of them."""
    tables = task_of("answer", "event") + task_of("passed-on", "event") + rule_of(1, "answer", 'limit = "1 week"\nafter = "alert-raised"')
    tables += rule_of(2, "passed-on", 'limit = "2 days"\nafter = "missed answer"')
    history = History("A1", [BecameLookedAfter(on=date(2026, 1, 5)), AlertRaised(on=date(2026, 1, 12))])
    schedule = build_schedule(history, profile_of(tables)).on(date(2026, 1, 13))
    page = "\n".join(plain_lines(schedule_page(schedule, day_given=True), 80))
    assert page.count("if missed ") == 1
    assert "if missed: due only if what it waits for is not done by its own due date" in page
    missed = "\n".join(plain_lines(schedule_page(schedule.on(date(2026, 1, 20)), day_given=True), 80))
    assert "if missed " in missed  # nothing recorded shows it: the answer may have been given and not recorded


WORD = st.text(st.sampled_from("abcé-.,()日本"), min_size=1, max_size=7)
TEXT = st.lists(WORD, max_size=9).map(" ".join)
CELL = st.lists(TEXT, min_size=1, max_size=3).map(lambda lines: tuple((said(line),) for line in lines))


@given(st.lists(st.tuples(CELL, CELL, CELL), max_size=4), TEXT, st.integers(50, 90))
@example([], "", 80)
def test_any_table_is_laid_out_as_by_rich(rows: list[tuple[tuple[tuple[Piece, ...], ...], ...]], line: str, width: int) -> None:
    """Words that fit, of several scripts, in columns of a width and in what is left."""
    page: Page = [(said(line),), Grid((Column("Due by", 15), Column("", 0), Column("Who", 14)), tuple(rows))]
    assert by_rich(page, width) == list(plain_lines(page, width))


def test_words_move_to_the_next_line() -> None:
    assert ["Visit to", "the child"] == one_cell("Visit to the child", 10)
    assert ["Visit to the", "child"] == one_cell("Visit to the child", 12)
    assert ["Visit"] == one_cell("Visit", 5)


def test_a_word_that_fits_no_line_is_folded_and_nothing_of_it_is_lost() -> None:
    """As rich does outside tables; in one it would put an ellipsis for the rest."""
    assert ["the", "responsibl", "e", "authority"] == one_cell("the responsible authority", 10)
    assert ["responsibl", "e for it"] == one_cell("responsible for it", 10)
    page: Page = [Grid((Column("Who", 10), Column("What", 0)), ((((said("responsible"),),), ((said("visit"),),)),))]
    assert ["Who         What", "responsibl  visit", "e"] == list(plain_lines(page, 30)) == by_rich(page, 30)


def test_a_character_that_is_as_wide_as_two_takes_two() -> None:
    """Authority: Unicode Standard Annex 11, East Asian Width: 日 is wide; an accent that stands alone takes none."""
    assert ["日本", "日"] == one_cell("日本日", 5)
    assert ["e\u0301e\u0301e\u0301"] == one_cell("e\u0301e\u0301e\u0301", 3)


def test_nothing_steers_the_terminal() -> None:
    assert ["A?[31m"] == list(plain_lines([(said("A\x1b[31m"),)], 80))


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_has_colour_and_a_file_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    page: Page = [(said("OVERDUE (1)", "bold red"),)]
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    terminal, file = Terminal(), io.StringIO()
    write_page(page, terminal)
    write_page(page, file)
    assert "\x1b[1;31mOVERDUE (1)\x1b[0m\n" == terminal.getvalue()
    assert "OVERDUE (1)\n" == file.getvalue()
