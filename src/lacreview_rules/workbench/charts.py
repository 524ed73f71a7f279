"""The charts of a caseload as plain SVG, for the page and for the report that it saves: matplotlib does not run in a browser."""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.caseload.lists import group_of
from lacreview_rules.timelines.looks import BLUE, INK, MUTED, PAPER, VERMILLION
from lacreview_rules.wording import day_text, period_text, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lacreview_rules.caseload.report import Caseload

_WIDE, _RIGHT, _ROW, _TOP = 420, 150, 22, 34
_FEWEST, _MOST = 26, 44  # characters of a label for which there is room beside the bars
_LETTER = 7  # how wide one is
_MOST_BARS = 24
_HATCHED = (
    '<defs><pattern id="late" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="6" height="6" fill="{PAPER}"/>'
    f'<line x1="0" y1="0" x2="0" y2="6" stroke="{VERMILLION}" stroke-width="5"/></pattern></defs>'
)


class _Bar(NamedTuple):
    """A bar: what it is of, its plain part, its hatched part, and its numbers in words."""

    label: str
    plain: int
    hatched: int
    words: str


def charts_of(caseload: Caseload) -> dict[str, str]:
    """The charts for which there are figures: reviews in time by quarter, what is overdue by role and by team, what is due by week.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules.caseload.report import summarise
        >>> from lacreview_rules.caseload.window import window_at
        >>> charts_of(summarise([], window_at(date(2026, 3, 31))))
        {}
    """
    in_time, judged = Counter[str](), Counter[str]()
    for row in caseload.regulations.quarters:
        in_time[row.period] += row.in_time
        judged[row.period] += row.judged
    overdue = Counter(plain(row.role) or "nobody named" for row in caseload.overdue)
    teams = Counter(group_of(row) for row in caseload.overdue)
    named = [_counted(team or "no team named", count) for team, count in teams.most_common()] if any(teams) else []
    weeks = Counter[str]()
    for week in sorted(caseload.due_by_week, key=lambda row: row.week):
        weeks[f"week of {day_text(week.week)}"] += week.count
    quarters = [
        _Bar(period_text(period), in_time[period], judged[period] - in_time[period], f"{in_time[period]:,} of {judged[period]:,}")
        for period in sorted(judged)
        if judged[period]
    ]
    drawn = {
        "regulations": _chart("Reviews in time by the regulations, by quarter (hatched: late or not held)", quarters, whole=True),
        "overdue": _chart("Overdue now, by who does it", [_counted(*one) for one in overdue.most_common()]),
        "teams": _chart("Overdue now, by team and worker", named),
        "due": _chart("Due in the coming weeks", [_counted(*one) for one in weeks.items()]),
    }
    return {name: chart for name, chart in drawn.items() if chart}


def _counted(label: str, count: int) -> _Bar:
    return _Bar(label, count, 0, f"{count:,}")


def _chart(title: str, bars: Sequence[_Bar], *, whole: bool = False) -> str:
    """Bars under one another; `whole` where each is as long as the others, and shows a share."""
    if not bars:
        return ""
    shown = bars[:_MOST_BARS]
    most = max(bar.plain + bar.hatched for bar in shown)
    left_out = len(bars) - len(shown)
    told = "; ".join(f"{bar.label}: {bar.words}" for bar in shown)
    labels = [bar.label if len(bar.label) <= _MOST else f"{bar.label[: _MOST - 1]}…" for bar in shown]
    left = _LETTER * max(_FEWEST, *map(len, labels)) + 8
    tall = _TOP + _ROW * (len(shown) + bool(left_out)) + 8
    wide_all = left + _WIDE + _RIGHT
    size = f'viewBox="0 0 {wide_all} {tall}" width="{wide_all}" height="{tall}"'
    about = f'role="img" aria-label="{escape(title)}. {escape(told)}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {about} font-family="sans-serif" font-size="12" fill="{INK}">',
        _HATCHED if whole else "",
        f'<rect width="100%" height="100%" fill="{PAPER}"/>',
        f'<text x="6" y="18" font-size="14" font-weight="700">{escape(title)}</text>',
    ]
    for number, (bar, label) in enumerate(zip(shown, labels, strict=True)):
        top = _TOP + _ROW * number
        scale = _WIDE / ((bar.plain + bar.hatched) if whole else most)
        wide, late = bar.plain * scale, bar.hatched * scale
        lines += [
            f'<text x="{left - 8}" y="{top + 14}" text-anchor="end">{escape(label)}</text>',
            f'<rect x="{left}" y="{top + 3}" width="{wide:.1f}" height="{_ROW - 7}" fill="{BLUE}"/>',
            f'<rect x="{left + wide:.1f}" y="{top + 3}" width="{late:.1f}" height="{_ROW - 7}" fill="url(#late)" stroke="{VERMILLION}"/>'
            if late
            else "",
            f'<text x="{left + wide + late + 6:.1f}" y="{top + 14}">{escape(bar.words)}</text>',
        ]
    if left_out:
        lines.append(f'<text x="6" y="{tall - 10}" fill="{MUTED}">and {left_out:,} more, which the list tells</text>')
    return "".join([*lines, "</svg>"])
