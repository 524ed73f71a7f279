"""A comparison of profiles as a table: a block for each task, and in it a row for each profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from lacreview_rules.cli.terminal import shown
from lacreview_rules.comparison.side_by_side import DIFFERENCES
from lacreview_rules.comparison.words import (
    CAUTION,
    HEADINGS,
    MOST_SHARED,
    bare_date_words,
    certainty_words,
    condition_line,
    example_words,
    law_words,
    listed,
    rows_of,
    shared_words,
)

if TYPE_CHECKING:
    from rich.console import Console

    from lacreview_rules.comparison.rule_readings import RuleReading
    from lacreview_rules.comparison.side_by_side import ComparedTask, Comparison, Reading


def print_comparison(console: Console, comparison: Comparison, *, only_differing: bool) -> None:
    """Print a comparison, the tasks that differ most first."""
    console.print(shown(listed(comparison.labels), "bold"))
    for label, profile in zip(comparison.labels, comparison.profiles, strict=True):
        console.print(shown(f"  {label}: {profile.name}, version {profile.version}"))
    console.print(shown(f"Dates are those of the {example_words(comparison)}."))
    if law := law_words(comparison):
        console.print(shown(law))
    console.print(shown(CAUTION, "dim"))
    for difference in DIFFERENCES:
        tasks = [task for task in comparison.tasks if task.difference == difference]
        if not tasks or (difference == "none" and only_differing):
            continue
        console.print()
        console.print(shown(f"{HEADINGS[difference]} ({len(tasks)})".upper(), "bold"))
        if difference == "none":
            _print_same(console, tasks)
        else:
            for task in tasks:
                _print_task(console, task)


def _print_task(console: Console, task: ComparedTask) -> None:
    console.print()
    console.print(Text.assemble(shown(task.title, "bold"), shown(f"  ({task.task})", "dim")))
    table = _grid("By when", "Date")
    differing = [differs for _, _, differs in rows_of(task)]
    for reading in task.readings:
        if reading.title:
            table.add_row(_said(task, reading), _dates(task, reading, differing))
        elif task.difference != "not-in-all":
            table.add_row(shown(f"{reading.profile}: not in this profile"), shown(""))
    without = [reading.profile for reading in task.readings if not reading.title]
    if without:
        table.add_row(shown(f"Not in {', '.join(without)}", "dim"), shown(""))
    console.print(Padding(table, (0, 0, 0, 2)))
    if task.shared:
        line = shared_words(task)
        if len(task.shared) <= MOST_SHARED:
            line += f": {'; '.join(f'{rule.words} ({rule.rule})' for rule in task.shared)}"
        console.print(Padding(shown(line, "dim"), (0, 0, 0, 2)))


def _grid(first: str, second: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", expand=True)
    table.add_column(first, ratio=1)
    table.add_column(second, width=28)
    return table


def _said(task: ComparedTask, reading: Reading) -> Group:
    roles = {other.role for other in task.readings if other.title}
    role = f", {reading.role}" if reading.role and len(roles) > 1 else ""
    lines = [_rule(rule) for rule in reading.timescales] or [shown("nothing beside what every profile has", "dim")]
    return Group(Text.assemble(shown(reading.profile, "bold"), shown(role)), *(Padding(line, (0, 0, 0, 2)) for line in lines))


def _rule(rule: RuleReading) -> Text:
    more = f", {condition_line(rule)}" if rule.more else ""
    return Text.assemble(shown(rule.words), shown(f"{more} ({rule.rule})", "dim"))


def _dates(task: ComparedTask, reading: Reading, differing: list[bool]) -> Text:
    lines = [Text("")]
    for occurrence, day, differs in zip(task.occurrences, reading.dates, differing, strict=True):
        if day is not None:
            mark = "* " if differs else "  "
            lines.append(shown(f"{mark}{bare_date_words(day)}", "bold" if differs else ""))
            told = ", ".join(word for word in (occurrence, certainty_words(day)) if word)
            lines += [shown(f"  {told}", "dim")] if told else []
    return Text("\n").join(lines)


def _print_same(console: Console, tasks: list[ComparedTask]) -> None:
    table = _grid("What", "Date")
    for task in tasks:
        days = [bare_date_words(row[0]) for _, row, _ in rows_of(task)]
        table.add_row(shown(task.title), Text("\n").join(shown(f"  {day}") for day in days))
    console.print(Padding(table, (1, 0, 0, 2)))
