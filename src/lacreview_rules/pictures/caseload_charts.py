"""The charts of a caseload's page, each as a piece of HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lacreview_rules.caseload.words import REGULATIONS
from lacreview_rules.pictures.canvas import as_svg
from lacreview_rules.pictures.due_by_week import due_by_week
from lacreview_rules.pictures.timeliness import timeliness

if TYPE_CHECKING:
    from lacreview_rules.caseload.report import Caseload


def caseload_charts(caseload: Caseload) -> dict[str, str]:
    """The charts of a caseload, for `caseload_html`: by "regulations" and "due", those for which there are figures.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules.caseload.report import summarise
        >>> from lacreview_rules.caseload.window import window_at
        >>> caseload_charts(summarise([], window_at(date(2026, 3, 31))))
        {}
    """
    drawn: dict[str, str] = {}
    if caseload.regulations.months:
        drawn["regulations"] = _inline("regulations", as_svg(timeliness(caseload.regulations.months, title=REGULATIONS)))
    if caseload.due_by_week:
        drawn["due"] = _inline("due", as_svg(due_by_week(caseload.due_by_week)))
    return drawn


def _inline(name: str, svg: str) -> str:
    """A picture for the page; its ids are made its own, since several pictures share the page."""
    return re.sub(r'(\sid="|href="#|url\(#)', rf"\g<1>{name}-", svg[svg.index("<svg") :])
