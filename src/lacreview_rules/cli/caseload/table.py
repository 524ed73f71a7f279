"""A caseload for people at a terminal: first what is out of timescale, then the figures, then what is to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table

from lacreview_rules.caseload.lateness import lateness_by_task
from lacreview_rules.caseload.words import (
    APART,
    CAUTION,
    REGULATIONS,
    SHORTCUT,
    agreement_lines,
    days_text,
    heading_lines,
    held_text,
    kind_text,
    not_judged_lines,
    outcome_text,
    share_text,
    timeliness_lines,
)
from lacreview_rules.cli.terminal import shown, wrapped
from lacreview_rules.wording import day_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from lacreview_rules.caseload.report import Caseload
    from lacreview_rules.caseload.reviews import JudgedReview
    from lacreview_rules.caseload.rows import TaskRow
    from lacreview_rules.caseload.timeliness import Timeliness

MOST_ROWS = 25
"""How many rows of a list are printed; the others are in the CSV, the JSON and the page."""


def print_caseload(console: Console, caseload: Caseload) -> None:
    """Print a caseload."""
    _lines(console, [f"Caseload as at {day_text(caseload.window.as_of)}"], "bold")
    _lines(console, [*heading_lines(caseload), CAUTION])
    console.print()
    _heading(console, "Reviews out of timescale, by each child's own profile", len(caseload.out_of_timescale))
    if caseload.out_of_timescale:
        console.print(_out_of_timescale(caseload.out_of_timescale[:MOST_ROWS]))
        _more(console, len(caseload.out_of_timescale))
    console.print()
    _print_timeliness(console, REGULATIONS, caseload.regulations)
    _print_timeliness(console, SHORTCUT, caseload.shortcut)
    _heading(console, "Where the two differ", len(caseload.disagreements))
    _lines(console, [*agreement_lines(caseload), APART])
    if caseload.disagreements:
        console.print(_disagreements(caseload.disagreements[:MOST_ROWS]))
        _more(console, len(caseload.disagreements))
    console.print()
    _print_work(console, caseload)


def _print_timeliness(console: Console, title: str, timeliness: Timeliness) -> None:
    _heading(console, f"{title}: {share_text(timeliness.in_time, timeliness.judged)}")
    if timeliness.judged:
        table = _grid()
        table.add_column("Due in", min_width=12)
        for head in ("First", "Second", "Later", "Together"):
            table.add_column(head, justify="right")
        for rows in (timeliness.months, timeliness.quarters, timeliness.whole):
            for line in timeliness_lines(rows):
                table.add_row(*(shown(cell) for cell in line))
            table.add_section()
        console.print(table)
    else:
        _lines(console, ["No review that could be judged was due."])
    _lines(console, not_judged_lines(timeliness), "dim")
    console.print()


def _print_work(console: Console, caseload: Caseload) -> None:
    _heading(console, "Overdue", len(caseload.overdue))
    if caseload.overdue:
        console.print(_tasks(caseload.overdue[:MOST_ROWS], second="Overdue by"))
        _more(console, len(caseload.overdue))
    if caseload.doubtful_tasks:
        _lines(console, [f"{caseload.doubtful_tasks:,} more would be overdue if their dates could be relied on"], "dim")
    console.print()
    _heading(console, f"Due until {day_text(caseload.window.until)}", len(caseload.due))
    if caseload.due:
        table = _grid()
        table.add_column("Week of", width=15, no_wrap=True)
        table.add_column("Who", ratio=1)
        table.add_column("Due", justify="right")
        for row in caseload.due_by_week:
            table.add_row(shown(day_text(row.week)), shown(row.role), shown(f"{row.count:,}"))
        console.print(table)
        console.print()
        console.print(_tasks(caseload.due[:MOST_ROWS], second="Who"))
        _more(console, len(caseload.due))
    console.print()
    lines = lateness_by_task(caseload.late)
    _heading(console, "Done late, or never, in the time judged", len(caseload.late))
    if lines:
        table = _grid()
        table.add_column("Task", ratio=1, overflow="fold")
        table.add_column("Who", ratio=1, overflow="fold")
        for head in ("Late", "Never", "Median", "Most"):
            table.add_column(head, justify="right")
        for line in lines:
            median = "-" if line.median_days is None else f"{line.median_days:g}"
            most = "-" if line.most_days is None else f"{line.most_days:,}"
            table.add_row(*map(shown, (line.task, line.role, f"{line.done_late:,}", f"{line.never_done:,}", median, most)))
        console.print(table)
        _lines(console, ["Median and most: days late, of those done late"], "dim")


def _out_of_timescale(reviews: Sequence[JudgedReview]) -> Table:
    table = _grid()
    table.add_column("Child", ratio=3, overflow="fold")
    table.add_column("Review", ratio=2)
    table.add_column("Due by", width=15, no_wrap=True)
    table.add_column("Held on", width=15)
    table.add_column("How late", ratio=3)
    table.add_column("By law", ratio=2)
    for review in reviews:
        verdict = review.profile_verdict
        table.add_row(
            *map(
                shown,
                (
                    review.child,
                    kind_text(review),
                    day_text(verdict.due),
                    held_text(review),
                    outcome_text(verdict),
                    "late too" if review.regulations.days_late is not None else outcome_text(review.regulations),
                ),
            )
        )
    return table


def _disagreements(reviews: Sequence[JudgedReview]) -> Table:
    table = _grid()
    table.add_column("Child", ratio=1, overflow="fold")
    table.add_column("Held on", width=15)
    table.add_column("By regulations", width=15)
    table.add_column("By shortcut", width=15)
    table.add_column("By regulations it is", ratio=1)
    for review in reviews:
        days = (day_text(review.regulations.due), day_text(review.shortcut.due))
        table.add_row(*map(shown, (review.child, held_text(review), *days, outcome_text(review.regulations))))
    return table


def _tasks(rows: Sequence[TaskRow], *, second: str) -> Table:
    table = _grid()
    table.add_column("Due by", width=15, no_wrap=True)
    table.add_column(second, ratio=2, overflow="fold")
    table.add_column("Child", ratio=2, overflow="fold")
    table.add_column("What, and under which rule", ratio=5)
    for row in rows:
        told = row.role if second == "Who" else days_text(row.days_late or 0)
        unsure = ", date not sure" if row.doubt else ", provisional" if row.basis == "projected" else ""
        table.add_row(*map(shown, (day_text(row.due), told, row.child, f"{row.title} ({row.rule}{unsure})")))
    return table


def _grid() -> Table:
    return Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")


def _heading(console: Console, text: str, count: int | None = None) -> None:
    _lines(console, [(text if count is None else f"{text} ({count:,})").upper()], "bold")


def _lines(console: Console, lines: Sequence[str], style: str = "") -> None:
    for line in wrapped(lines, console.width):
        console.print(shown(line, style))


def _more(console: Console, count: int) -> None:
    if count > MOST_ROWS:
        _lines(console, [f"… and {count - MOST_ROWS:,} more: see --format csv, json or html"], "dim")
