"""A comparison of profiles as Markdown: a table a task, for a report or a wiki."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.comparison.side_by_side import DIFFERENCES
from lacreview_rules.comparison.words import (
    CAUTION,
    HEADINGS,
    MOST_SHARED,
    date_words,
    example_words,
    law_words,
    listed,
    rows_of,
    shared_words,
    source_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lacreview_rules.comparison.rule_readings import RuleReading
    from lacreview_rules.comparison.side_by_side import ComparedTask, Comparison

_SPECIAL = str.maketrans({char: f"\\{char}" for char in "\\`*_[]|#<>~"} | {"&": "&amp;"})


def comparison_markdown(comparison: Comparison, *, only_differing: bool = False) -> str:
    """A comparison as Markdown with tables.

    Example:
        >>> from lacreview_rules import load_profile
        >>> from lacreview_rules.comparison.side_by_side import compare_profiles
        >>> made = comparison_markdown(compare_profiles([load_profile("newham"), load_profile("portsmouth")]))
        >>> made.splitlines()[0]
        '# newham and portsmouth'
    """
    return "\n".join(_lines(comparison, only_differing=only_differing)) + "\n"


def _lines(comparison: Comparison, *, only_differing: bool) -> Iterator[str]:
    yield f"# {_plain(listed(comparison.labels))}"
    yield ""
    for label, profile in zip(comparison.labels, comparison.profiles, strict=True):
        yield f"- **{_plain(label)}**: {_plain(profile.name)}, version {_plain(profile.version)}"
    yield ""
    yield f"Dates are those of the {_plain(example_words(comparison))}."
    if law := law_words(comparison):
        yield from ("", law)
    yield ""
    yield CAUTION
    for difference in DIFFERENCES:
        tasks = [task for task in comparison.tasks if task.difference == difference]
        if not tasks or (difference == "none" and only_differing):
            continue
        yield from ("", f"## {HEADINGS[difference]} ({len(tasks)})", "")
        if difference == "none":
            yield from _same(tasks)
        else:
            yield from _tasks(tasks)


def _tasks(tasks: list[ComparedTask]) -> Iterator[str]:
    for number, task in enumerate(tasks):
        if number:
            yield ""
        yield from (f"### {_plain(task.title)}", "")
        yield _row(["", *(_plain(reading.profile) for reading in task.readings)])
        yield _row(["---"] * (len(task.readings) + 1))
        for occurrence, days, differs in rows_of(task):
            head = occurrence or "date"
            yield _row([f"**{head}**" if differs else head, *(date_words(day) for day in days)])
        yield _row(["by when", *(_rules(reading.timescales) or _nothing(task, reading.title) for reading in task.readings)])
        if task.shared:
            named = task.shared if len(task.shared) <= MOST_SHARED else ()
            said = "; ".join(_plain(f"{rule.words} ({rule.rule})") for rule in named)
            yield from ("", f"{shared_words(task)}{': ' if said else ''}{said}.")


def _nothing(task: ComparedTask, title: str) -> str:
    return "nothing beside those" if title and task.shared else "not in this profile"


def _same(tasks: list[ComparedTask]) -> Iterator[str]:
    yield _row(["task", "by when", "dates"])
    yield _row(["---"] * 3)
    for task in tasks:
        first = task.readings[0]
        days = [f"{occurrence} {date_words(days[0])}".strip() for occurrence, days, _ in rows_of(task)]
        yield _row([_plain(task.title), _rules((*task.shared, *first.timescales)), "<br>".join(days)])


def _rules(rules: Iterable[RuleReading]) -> str:
    return "<br>".join(_plain("; ".join((rule.words, *rule.more)) + f" ({source_words(rule)})") for rule in rules)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _plain(text: str) -> str:
    """Text in which nothing is read as Markdown or HTML, on one line."""
    return " ".join(text.split()).translate(_SPECIAL)
