"""The legend of a timeline: a sign and its meaning in words, for what the picture holds and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from lacreview_rules.pictures.canvas import POINTS, width_of, write
from lacreview_rules.pictures.signs import SPANS, sign_of
from lacreview_rules.timelines.looks import HOLIDAY, INK, LOOKS, MUTED, WEEKEND

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from matplotlib.axes import Axes

    from lacreview_rules.timelines.lanes import Mark

_SIZE = 7.5
_LINE = 13.0
_SIGN = 24.0  # points for the sign
_GAP = 14.0

_SHADES = {"weekend": (WEEKEND, "weekend"), "holiday": (HOLIDAY, "bank holiday or closure")}


def legend_of(marks: Iterable[Mark], first: date, last: date) -> list[str]:
    """The keys of what is drawn from one day to another, in the order in which they are explained."""
    marks = list(marks)
    looks = {mark.look for mark in marks if first <= mark.on <= last}
    spans = {span.kind for mark in marks for span in mark.spans if span.first <= last and span.last >= first}
    return [*(key for key in LOOKS if key in looks), *(key for key in SPANS if key in spans), *_SHADES]


def words_of(key: str) -> str:
    """What the legend says of a key."""
    if key in LOOKS:
        return LOOKS[key].words
    return SPANS[key].words if key in SPANS else _SHADES[key][1]


def _laid_out(keys: Sequence[str], width: float) -> list[tuple[str, float, int]]:
    """Each key with its distance from the left, in points, and its line; as many on a line as fit."""
    found: list[tuple[str, float, int]] = []
    x, line = 0.0, 0
    for key in keys:
        wide = _SIGN + width_of(words_of(key), _SIZE)
        if x and x + wide > width * POINTS:
            x, line = 0.0, line + 1
        found.append((key, x, line))
        x += wide + _GAP
    return found


def legend_height(keys: Sequence[str], width: float) -> float:
    """How tall the legend is, in inches, where it is `width` inches wide."""
    return (_laid_out(keys, width)[-1][2] + 1) * _LINE / POINTS


def draw_legend(axes: Axes, keys: Sequence[str], width: float) -> None:
    """Draw it on axes `width` inches wide and as tall as it needs: x and y run in points."""
    axes.set_xlim(0, width * POINTS)
    axes.set_ylim(legend_height(keys, width) * POINTS, 0)
    axes.set_axis_off()
    for key, x, line in _laid_out(keys, width):
        y = (line + 0.5) * _LINE
        _sign(axes, key, x + _SIGN / 2 - 3, y)
        write(axes, x + _SIGN, y, words_of(key), _SIZE, va="center")


def _sign(axes: Axes, key: str, x: float, y: float) -> None:
    if key in LOOKS:
        axes.add_line(sign_of(key, x, y))
    elif key in SPANS:
        axes.add_line(SPANS[key].line(x - 9, x + 9, y))
        if key in {"early", "late", "interval"}:
            end = x + 9 if key == "late" else x - 9
            axes.add_line(Line2D([end, end], [y - 3, y + 3], color=INK, linewidth=1.0))
    else:
        axes.add_patch(Rectangle((x - 6, y - 4.5), 12, 9, facecolor=_SHADES[key][0], edgecolor=MUTED, linewidth=0.4))
