"""A comparison of profiles as one HTML page: nothing is loaded from anywhere, and it prints.

Needs jinja2, which comes with the extra ``cli``. The page itself is ``data/pages/comparison.html``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.comparison.side_by_side import DIFFERENCES
from lacreview_rules.comparison.words import (
    CAUTION,
    HEADINGS,
    MOST_SHARED,
    condition_line,
    date_words,
    example_words,
    law_words,
    listed,
    rows_of,
    shared_words,
    source_words,
)
from lacreview_rules.files.pages import render_page

if TYPE_CHECKING:
    from lacreview_rules.comparison.side_by_side import ComparedTask, Comparison


def comparison_html(comparison: Comparison, *, only_differing: bool = False) -> str:
    """A comparison as a page for a browser, at any width, and for paper.

    Raises:
        MissingExtraError: the package ``jinja2`` is not installed.

    Example:
        >>> from lacreview_rules import load_profile
        >>> from lacreview_rules.comparison.side_by_side import compare_profiles
        >>> page = comparison_html(compare_profiles([load_profile("newham"), load_profile("portsmouth")]))
        >>> "<h1>newham and portsmouth</h1>" in page
        True
    """
    groups = [(how, HEADINGS[how], [task for task in comparison.tasks if task.difference == how]) for how in DIFFERENCES]
    return render_page(
        "comparison.html",
        title=listed(comparison.labels),
        profiles=list(zip(comparison.labels, comparison.profiles, strict=True)),
        example=example_words(comparison),
        caution=CAUTION,
        law=law_words(comparison),
        groups=[group for group in groups if group[2] and not (group[0] == "none" and only_differing)],
        most_shared=MOST_SHARED,
        condition_line=condition_line,
        date_words=date_words,
        roles_differ=_roles_differ,
        rows_of=rows_of,
        shared_words=shared_words,
        source_words=source_words,
    )


def _roles_differ(task: ComparedTask) -> bool:
    """Whether the profiles that have a task name different roles for it."""
    return len({reading.role for reading in task.readings if reading.title}) > 1
