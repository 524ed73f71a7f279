"""What the two pictures of a caseload share: a heading, a panel with its axis, and a bar that says what it stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.patches import Rectangle

from lacreview_rules.pictures.canvas import POINTS, folded, sheet, write
from lacreview_rules.timelines.looks import INK, MUTED, RULE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH = 11.7
MARGIN = 0.3
LEFT, RIGHT = 0.75, 0.3
PLOT = (WIDTH - LEFT - RIGHT) * POINTS
_TITLE_SIZE, _TEXT_SIZE = 12.0, 8.0


def page(title: str, lines: Sequence[str], height: float) -> tuple[Figure, float]:
    """A sheet with a heading and room for panels of `height` inches in all; and where they begin, from the top."""
    wide = (WIDTH - 2 * MARGIN) * POINTS
    heads = folded(title, _TITLE_SIZE, wide * 0.94, most=2)
    told = [line for text in lines for line in folded(text, _TEXT_SIZE, wide, most=3)]
    top = MARGIN + 0.24 * len(heads) + 0.17 * len(told) + 0.1
    tall = top + height + MARGIN
    figure = sheet(WIDTH, tall, title)
    y = MARGIN
    for text, size, step in [*((text, _TITLE_SIZE, 0.24) for text in heads), *((text, _TEXT_SIZE, 0.17) for text in told)]:
        bold = size == _TITLE_SIZE
        write(figure, MARGIN / WIDTH, 1 - (y + step / 2) / tall, text, size, bold=bold, va="center", color=INK if bold else MUTED)
        y += step
    return figure, top


def slot_width(slots: int, fewest: int) -> float:
    """The width of one slot, in points: the sheet's whole width shared out, as if there were at least `fewest`.

    Example:
        >>> slot_width(3, 8) == slot_width(8, 8) > slot_width(9, 8)
        True
    """
    return PLOT / max(slots, fewest)


def settle_panel(axes: Axes, slots: int, wide: float, top: float, ticks: Sequence[float], words: Sequence[str]) -> None:
    """An axis of `slots` places, each `wide` points; a scale from 0 to `top`, and light lines to read it by."""
    axes.set_xlim(0, slots)
    axes.set_ylim(0, top)
    axes.set_axis_off()
    axes.plot([0, slots], [0, 0], color=MUTED, linewidth=0.8, zorder=4, clip_on=False)
    for tick, word in zip(ticks, words, strict=True):
        if tick:
            axes.plot([0, slots], [tick, tick], color=RULE, linewidth=0.6, zorder=1)
        write(axes, -4 / wide, tick, word, 7, va="center", ha="right", color=MUTED, clip_on=False)


def add_bar(axes: Axes, corner: tuple[float, float], size: tuple[float, float], name: str, told: str, **how: Any) -> None:
    """A bar with what it stands for, shown on hover."""
    bar = Rectangle(corner, *size, zorder=3, clip_on=False, **how)
    bar.set_gid(name)
    bar.set_label(told)
    axes.add_patch(bar)
