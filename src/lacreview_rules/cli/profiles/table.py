"""One profile as a table: for each task who does it and by when, under which rule, and where that is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from lacreview_rules.cli.terminal import shown
from lacreview_rules.profiles.models import SETTING_DEFAULTS
from lacreview_rules.profiles.used_words import TABLES, words_of_profile
from lacreview_rules.profiles.words import PER, condition_words, limit_words, more_words, task_words
from lacreview_rules.wording import GRADES

if TYPE_CHECKING:
    from rich.console import Console

    from lacreview_rules.profiles.models import Consideration, Task, Timescale
    from lacreview_rules.profiles.profile import Profile


def print_profile(console: Console, profile: Profile) -> None:
    """Print a profile, task by task; of each task the profile's own timescales first."""
    _print_heading(console, profile)
    for task in profile.tasks.values():
        rules = sorted((rule for rule in profile.timescales if rule.task == task.id), key=lambda rule: not profile.says(rule.id))
        if rules:
            _print_task(console, profile, task, rules)
    if profile.considerations:
        _print_section(console, "What reviews must consider")
        table = _grid("What", "Rule")
        for mark in profile.considerations:
            table.add_row(_consideration(mark, profile), _rule(mark))
        console.print(Padding(table, (0, 0, 0, 2)))
    _print_words(console, profile)
    if profile.replaced:
        _print_section(console, f"Guidance of {profile.lineage[1]} that this profile replaces or drops ({len(profile.replaced)})")
        table = _grid("By when", "Rule")
        for rule in profile.replaced:
            table.add_row(Text.assemble(shown(_title(profile, rule.task)), "\n", shown(limit_words(rule))), _rule(rule))
        console.print(Padding(table, (0, 0, 0, 2)))


def _print_heading(console: Console, profile: Profile) -> None:
    console.print(shown(profile.name, "bold"))
    console.print(shown(f"Profile {profile.id}, version {profile.version}, digest {profile.digest[:12]}"))
    if len(profile.lineage) > 1:
        console.print(
            shown(f"Extends {', '.join(profile.lineage[1:])}, whose regulations stay in force beside it; the earliest date binds")
        )
    source = profile.source
    named = ", ".join(part for part in (source.title, source.as_at) if part)
    for label, text in (("Source", named), ("At", source.url), ("Note", source.note)):
        if text:
            console.print(shown(f"{label}: {text}"))
    for name, value in profile.settings.items():
        if value != SETTING_DEFAULTS.get(name):
            console.print(shown(f"Setting: {name} = {value}"))
    console.print()


def _print_words(console: Console, profile: Profile) -> None:
    """The words of the profile as a file writes them: the lines above say them in plain English."""
    _print_section(console, "Words, as a history and a profile write them")
    words = words_of_profile(profile, {})
    for table in TABLES:
        listed = [word for word in words if word.table == table and table != "tasks"]
        if listed:
            console.print(Padding(shown(table.replace("_", " ")), (0, 0, 0, 2)))
            grid = _grid("Written", "Meaning")
            for word in listed:
                grid.add_row(shown(word.id), shown(word.title))
            console.print(Padding(grid, (0, 0, 0, 4)))


def _print_section(console: Console, heading: str) -> None:
    console.print(shown(heading.upper(), "bold"))


def _print_task(console: Console, profile: Profile, task: Task, rules: list[Timescale]) -> None:
    console.print(shown(_title(profile, task.id), "bold"))
    parts = [f"task {task.id}", *([task.role] if task.role else []), PER[task.per]]
    console.print(Padding(shown(", ".join(parts), "dim"), (0, 0, 0, 2)))
    if task.note:
        console.print(Padding(shown(task.note, "dim"), (0, 0, 0, 2)))
    table = _grid("By when", "Rule")
    for rule in rules:
        when = shown(limit_words(rule), "bold" if profile.says(rule.id) else "")
        more = [Text.assemble("\n", shown(line, "dim")) for line in more_words(rule, profile)]
        table.add_row(Text.assemble(when, *more), _rule(rule))
    console.print(Padding(table, (0, 0, 0, 2)))


def _title(profile: Profile, task: str) -> str:
    """The title of a task; one that numbers its reviews stands for every number."""
    return task_words(profile.tasks[task].title if task in profile.tasks else task)


def _grid(first: str, second: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 1, 0), header_style="dim", expand=True)
    table.add_column(first, ratio=3)
    table.add_column(second, ratio=2)
    return table


def _rule(rule: Timescale | Consideration) -> Text:
    lines = [f"{rule.id} ({rule.force})", *([rule.cite] if rule.cite else []), GRADES[rule.verified]]
    return Text("\n").join([shown(lines[0]), *(shown(line, "dim") for line in lines[1:])])


def _consideration(mark: Consideration, profile: Profile) -> Text:
    lines = [mark.title]
    if mark.when is not None:
        lines.append(f"if {condition_words(mark.when, profile)}")
    lines += [f"unless {condition_words(condition, profile)}" for condition in mark.unless]
    return Text("\n").join([shown(lines[0]), *(shown(line, "dim") for line in lines[1:])])
