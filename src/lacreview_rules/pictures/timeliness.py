"""Timeliness over time: the share of first, second and later reviews in time, month by month or quarter by quarter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from lacreview_rules.pictures.bars import LEFT, add_bar, page, settle_panel, slot_width
from lacreview_rules.pictures.canvas import POINTS, PictureError, panel, settled, width_of, write
from lacreview_rules.timelines.looks import BLUE, MUTED, PAPER, VERMILLION
from lacreview_rules.wording import part_of_year, period_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from lacreview_rules.caseload.figures import InTime, Kind

_KINDS: dict[Kind, str] = {"first": "First reviews", "second": "Second reviews", "later": "Third and later reviews"}
_MOST_MONTHS, _MOST_QUARTERS = 40, 24  # side by side, with room for their names; more go on below
_MOST_FILLED = 1200
_FEWEST = 6  # periods: fewer bars are no wider than six would be
_TALL, _UNDER = 1.0, 0.45  # inches
_TEXT = 7.0
_MONTH, _QUARTER = re.compile(r"(\d{4})-(0[1-9]|1[0-2])"), re.compile(r"(\d{4})-Q([1-4])")


class _Cell(NamedTuple):
    in_time: int
    judged: int


def timeliness(rows: Sequence[InTime], *, title: str) -> Figure:
    """The share of reviews in time, a panel for each kind, with the numbers it was made from.

    A bar is always whole: its plain part is the share in time, its hatched part the share that was late, so that a
    period in which all were late cannot be taken for one in which none was judged. Above each bar stand the numbers.

    Args:
        rows: Months ("2024-06") or quarters ("2024-Q2") of one basis; periods missing between them count as none
            judged. Rows of one period and kind are added up.
        title: What is shown, and on which basis; two bases never share a picture.

    Raises:
        PictureError: A period is neither, months and quarters are mixed, or a row has more in time than judged.

    Example:
        >>> from lacreview_rules.caseload.figures import InTime
        >>> from lacreview_rules.pictures import timeliness
        >>> figure = timeliness([InTime("2024-06", "first", 3, 4)], title="First reviews in time, regulations")
        >>> [bar.get_label() for bar in figure.findobj() if bar.get_gid()][0]
        'First reviews, Jun 2024: 3 of 4 in time (75%)'
    """
    cells: dict[tuple[Kind, str], _Cell] = {}
    for row in rows:
        if not 0 <= row.in_time <= row.judged:
            raise PictureError(
                f"{row.period}, {row.kind}: {row.in_time} in time of {row.judged} judged; in time lies between nought and judged"
            )
        if row.kind not in _KINDS:
            raise PictureError(f'{row.period}: "{row.kind}" is no kind of review; use first, second or later')
        before = cells.get((row.kind, row.period), _Cell(0, 0))
        cells[row.kind, row.period] = _Cell(before.in_time + row.in_time, before.judged + row.judged)
    periods = _filled({row.period for row in rows})
    with settled():
        return _draw(cells, periods, title)


def _filled(periods: Iterable[str]) -> list[str]:
    """All periods from the first to the last, those without a row too."""
    found = sorted(periods)
    if not found:
        return []
    per_year = 12 if _MONTH.fullmatch(found[0]) else 4
    pattern = _MONTH if per_year == 12 else _QUARTER  # noqa: PLR2004 - months in a year
    numbers = []
    for period in found:
        match = pattern.fullmatch(period)
        if match is None:
            raise PictureError(
                f'"{period}" is not a {"month" if pattern is _MONTH else "quarter"} like the others; use all 2024-06 or all 2024-Q2'
            )
        numbers.append(int(match[1]) * per_year + int(match[2]) - 1)
    if numbers[-1] - numbers[0] > _MOST_FILLED:
        raise PictureError(f"{found[0]} to {found[-1]} are more than {_MOST_FILLED:,} periods; check the years")
    form = "{:04d}-{:02d}" if pattern is _MONTH else "{:04d}-Q{}"
    return [form.format(number // per_year, number % per_year + 1) for number in range(numbers[0], numbers[-1] + 1)]


def _draw(cells: dict[tuple[Kind, str], _Cell], periods: list[str], title: str) -> Figure:
    if not any(cell.judged for cell in cells.values()):
        figure, _ = page(title, ["No review could be judged in the periods chosen."], 0.1)
        return figure
    kinds: list[Kind] = [kind for kind in _KINDS if any(cell.judged for (of, _), cell in cells.items() if of == kind)]
    missing = [_KINDS[kind].lower() for kind in _KINDS if kind not in kinds]
    lines = ["Plain: the share in time. Hatched: the share late. Above: how many were in time, of how many judged. none: none was judged."]
    lines += [f"None judged in any period: {' and '.join(missing)}."] if missing else []
    pieces = -(-len(periods) // (_MOST_QUARTERS if _QUARTER.fullmatch(periods[0]) else _MOST_MONTHS))
    length = -(-len(periods) // pieces)
    runs = [periods[start : start + length] for start in range(0, len(periods), length)]
    wide = slot_width(length, _FEWEST)
    texts = {key: f"{cell.in_time:,} of {cell.judged:,}" for key, cell in cells.items() if cell.judged}
    longest = max(width_of(text, _TEXT) for text in texts.values())
    flat = longest + 3 <= wide
    gap = 0.4 + (_TEXT + 3 if flat else longest + 3) / POINTS  # room for the heading and the numbers
    figure, top = page(title, lines, len(runs) * (len(kinds) * (_TALL + gap) + _UNDER))
    for run in runs:
        for number, kind in enumerate(kinds):
            axes = panel(figure, LEFT, top + gap, len(run) * wide / POINTS, _TALL)
            settle_panel(axes, len(run), wide, 1.0, [0.0, 0.5, 1.0], ["0%", "50%", "100%"])
            _draw_bars(axes, kind, [cells.get((kind, period), _Cell(0, 0)) for period in run], run, flat=flat)
            overall = [cell for (of, _), cell in cells.items() if of == kind]
            total = _Cell(sum(cell.in_time for cell in overall), sum(cell.judged for cell in overall))
            _head(axes, kind, total, 1 + (gap - 0.16) / _TALL, wide)
            if number == len(kinds) - 1:
                _period_axis(axes, run)
            top += _TALL + gap
        top += _UNDER
    return figure


def _head(axes: Axes, kind: Kind, overall: _Cell, y: float, wide: float) -> None:
    write(axes, 0, y, _KINDS[kind], 8.5, bold=True, va="center", ha="left", clip_on=False)
    told = f"{overall.in_time:,} of {overall.judged:,} in time in all periods ({_percent(overall)})"
    x = (width_of(_KINDS[kind], 8.5, bold=True) + 10) / wide
    write(axes, x, y, told, 7.5, va="center", ha="left", color=MUTED, clip_on=False)


def _draw_bars(axes: Axes, kind: Kind, cells: Sequence[_Cell], run: Sequence[str], *, flat: bool) -> None:
    for slot, (cell, period) in enumerate(zip(cells, run, strict=True)):
        how: dict[str, Any] = {"va": "bottom", "ha": "center", "clip_on": False, "rotation": 0 if flat else 90}
        if not cell.judged:
            write(axes, slot + 0.5, 0.06, "none", _TEXT, color=MUTED, **how)
            continue
        write(axes, slot + 0.5, 1.05, f"{cell.in_time:,} of {cell.judged:,}", _TEXT, **how)
        share = cell.in_time / cell.judged
        told = f"{_KINDS[kind]}, {period_text(period)}: {cell.in_time:,} of {cell.judged:,} in time ({_percent(cell)})"
        if cell.in_time:
            add_bar(axes, (slot + 0.12, 0.0), (0.76, share), f"{kind}-{period}", told, facecolor=BLUE, edgecolor=BLUE, linewidth=0.6)
        if share < 1:
            late = {"facecolor": PAPER, "edgecolor": VERMILLION, "hatch": "////", "linewidth": 0.6}
            add_bar(axes, (slot + 0.12, share), (0.76, 1 - share), f"{kind}-{period}-late", told, **late)


def _percent(cell: _Cell) -> str:
    """A share in whole per cent, never rounded up to all nor down to none."""
    share = 100 * cell.in_time / cell.judged
    if cell.in_time == cell.judged or not cell.in_time:
        return f"{share:.0f}%"
    return f"{min(99, max(1, round(share)))}%"


def _period_axis(axes: Axes, run: Sequence[str]) -> None:
    year = ""
    for slot, period in enumerate(run):
        of, part = period.split("-")
        write(axes, slot + 0.5, -0.07 / _TALL, part_of_year(part), _TEXT, va="top", ha="center", clip_on=False)
        if of != year:
            year = of
            write(axes, slot + 0.15, -0.21 / _TALL, year, _TEXT, bold=True, va="top", ha="left", clip_on=False)
