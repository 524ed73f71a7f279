"""A comparison of profiles as one HTML page: nothing is loaded from anywhere, and it prints."""

from __future__ import annotations

from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from lacreview_rules.comparison.side_by_side import DIFFERENCES
from lacreview_rules.comparison.words import (
    CAUTION,
    HEADINGS,
    MOST_SHARED,
    condition_line,
    date_words,
    example_words,
    listed,
    rows_of,
    shared_words,
    source_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lacreview_rules.comparison.rule_readings import RuleReading
    from lacreview_rules.comparison.side_by_side import ComparedTask, Comparison, Difference, Reading


def comparison_html(comparison: Comparison, *, only_differing: bool = False) -> str:
    """A comparison as a page for a browser, at any width, and for paper.

    Example:
        >>> from lacreview_rules import load_profile
        >>> from lacreview_rules.comparison.side_by_side import compare_profiles
        >>> page = comparison_html(compare_profiles([load_profile("newham"), load_profile("portsmouth")]))
        >>> "<h1>newham and portsmouth</h1>" in page
        True
    """
    return "\n".join(_page(comparison, only_differing=only_differing)) + "\n"


def _page(comparison: Comparison, *, only_differing: bool) -> Iterator[str]:
    title = escape(listed(comparison.labels))
    style = (files("lacreview_rules") / "data" / "comparison.css").read_text(encoding="utf-8").rstrip()
    groups: dict[Difference, list[ComparedTask]] = {
        difference: [task for task in comparison.tasks if task.difference == difference] for difference in DIFFERENCES
    }
    found: dict[Difference, list[ComparedTask]] = {
        difference: tasks for difference, tasks in groups.items() if tasks and not (difference == "none" and only_differing)
    }
    yield "<!DOCTYPE html>"
    yield '<html lang="en-GB">'
    yield '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}: timescales compared</title>"
    yield f"<style>\n{style}\n</style></head>"
    yield f"<body><main>\n<header><h1>{title}</h1>\n<dl>"
    for label, profile in zip(comparison.labels, comparison.profiles, strict=True):
        yield f"<div><dt>{escape(label)}</dt><dd>{escape(profile.name)}, version {escape(profile.version)}</dd></div>"
    yield f"</dl>\n<p>Dates are those of the {escape(example_words(comparison))}.</p>"
    yield f'<p class="more">{escape(CAUTION)}</p>\n<nav aria-label="Contents"><ul>'
    for difference, tasks in found.items():
        yield f'<li><a href="#{difference}">{escape(HEADINGS[difference])}</a> ({len(tasks)})</li>'
    yield "</ul></nav></header>"
    for difference, tasks in found.items():
        yield from _group(difference, tasks)
    yield "</main></body>\n</html>"


def _group(difference: Difference, tasks: list[ComparedTask]) -> Iterator[str]:
    yield f'<section id="{difference}"><h2>{escape(HEADINGS[difference])} ({len(tasks)})</h2>'
    if difference == "none":
        yield from _same(tasks)
    else:
        for task in tasks:
            yield from _task(task)
    yield "</section>"


def _task(task: ComparedTask) -> Iterator[str]:
    yield f'<article><h3>{escape(task.title)} <span class="id">{escape(task.task)}</span></h3>'
    yield "<table>\n<thead><tr><td></td>"
    yield from (f'<th scope="col">{escape(reading.profile)}</th>' for reading in task.readings)
    yield "</tr></thead>\n<tbody>"
    for occurrence, days, differs in rows_of(task):
        mark = ' <span class="mark">differs</span>' if differs else ""
        yield f'<tr{" class=differs" if differs else ""}><th scope="row">{escape(occurrence or "date")}{mark}</th>'
        for reading, day in zip(task.readings, days, strict=True):
            yield f'<td data-label="{escape(reading.profile)}">{escape(date_words(day)) or _NOTHING}</td>'
        yield "</tr>"
    yield '<tr><th scope="row">by when</th>'
    yield from (f'<td data-label="{escape(reading.profile)}">{_said(task, reading)}</td>' for reading in task.readings)
    yield "</tr>"
    yield "</tbody></table>"
    if task.shared:
        rules = f"<ul>{''.join(f'<li>{_rule(rule)}</li>' for rule in task.shared)}</ul>"
        opened = " open" if len(task.shared) <= MOST_SHARED else ""
        yield f"<details{opened}><summary>{escape(shared_words(task))}</summary>{rules}</details>"
    yield "</article>"


_NOTHING = '<span class="more">none</span>'


def _said(task: ComparedTask, reading: Reading) -> str:
    if not reading.title:
        return '<span class="more">not in this profile</span>'
    role = f'<div class="more">{escape(reading.role)}</div>' if _several(r.role for r in task.readings if r.title) else ""
    named = f'<div class="more">“{escape(reading.title)}”</div>' if reading.title != task.title else ""
    rules = "".join(f"<div class=rule>{_rule(rule)}</div>" for rule in reading.timescales)
    return named + role + (rules or '<span class="more">nothing beside what every profile has</span>')


def _several(words: Iterable[str]) -> bool:
    return len(set(words)) > 1


def _rule(rule: RuleReading) -> str:
    more = f'<div class="more">{escape(condition_line(rule))}</div>' if rule.more else ""
    doubt = '<div class="more">the document is ambiguous here: ' + escape(rule.ambiguous) + "</div>" if rule.ambiguous else ""
    return f'{escape(rule.words)}{more}{doubt}<div class="more">({escape(source_words(rule))})</div>'


def _same(tasks: list[ComparedTask]) -> Iterator[str]:
    heads = "".join(f'<th scope="col">{head}</th>' for head in ("Task", "By when", "Dates"))
    yield f'<table class="same">\n<thead><tr>{heads}</tr></thead>\n<tbody>'
    for task in tasks:
        rules = "".join(f"<div class=rule>{_rule(rule)}</div>" for rule in (*task.shared, *task.readings[0].timescales))
        days = "<br>".join(escape(f"{occurrence} {date_words(row[0])}".strip()) for occurrence, row, _ in rows_of(task))
        yield f'<tr><th scope="row">{escape(task.title)}</th><td data-label="By when">{rules}</td>'
        yield f'<td data-label="Dates">{days or _NOTHING}</td></tr>'
    yield "</tbody></table>"
