"""A caseload as one HTML page: charts inside, nothing fetched from anywhere, and short on paper.

One small script sorts and filters the lists. The page names it by its digest and lets no other run; without it the page
says the same.

Needs jinja2, which comes with the extra ``cli``. The page itself is ``data/pages/caseload.html``. The charts need the
extra ``pictures``; without it the page has the same figures as tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.caseload.sections import report_sections
from lacreview_rules.caseload.words import gap_lines, heading_lines, summary_lines, title_line
from lacreview_rules.files.pages import page_script, render_page, svg

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lacreview_rules.caseload.report import Caseload

MOST_ROWS = 2000
"""How many rows of a list are in the page; all of them are in the CSV and the JSON."""


def caseload_html(caseload: Caseload, charts: Mapping[str, str] | None = None, *, print_all: bool = False) -> str:
    """A caseload as a page for a browser, at any width, and for paper.

    Args:
        caseload: the figures.
        charts: what `lacreview_rules.pictures.caseload_charts` draws of it; without them the page has tables alone.
        print_all: whether every row is printed on paper; otherwise of each list the oldest.

    Raises:
        MissingExtraError: the package ``jinja2`` is not installed.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules.caseload.report import summarise
        >>> from lacreview_rules.caseload.window import window_at
        >>> "<h1>Caseload as at Tue 31 Mar 2026</h1>" in caseload_html(summarise([], window_at(date(2026, 3, 31))))
        True
    """
    script, digest = page_script("lists.js")
    return render_page(
        "caseload.html",
        title=title_line(caseload),
        gaps=gap_lines(caseload.reviews_from, caseload.window),
        summary=summary_lines(caseload),
        lines=heading_lines(caseload),
        sections=list(report_sections(caseload, most=MOST_ROWS)),
        charts={name: svg(picture) for name, picture in (charts or {}).items()},
        script=script,
        script_digest=digest,
        print_all=print_all,
    )
