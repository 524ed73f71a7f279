"""The signs themselves: the shape of a mark, and the line of the days that belong to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from matplotlib.lines import Line2D

from lacreview_rules.timelines.looks import GREEN, INK, LOOKS, MUTED, PAPER, PURPLE, SKY

if TYPE_CHECKING:
    from matplotlib.typing import FillStyleType


class Stroke(NamedTuple):
    """How the days that belong to a mark are drawn: colour, thickness in points; and the words of the legend."""

    colour: str
    thick: float
    words: str
    dashes: tuple[float, ...] = ()

    def line(self, first: float, last: float, y: float) -> Line2D:
        """The line from one day to another."""
        style: Literal["solid"] | tuple[float, tuple[float, ...]] = (0.0, self.dashes) if self.dashes else "solid"
        return Line2D(
            [first, last], [y, y], color=self.colour, linewidth=self.thick, linestyle=style, zorder=3, solid_capstyle="butt", clip_on=False
        )


SPANS: dict[str, Stroke] = {
    "window": Stroke(SKY, 5.0, "open to be done, until due"),
    "interval": Stroke(MUTED, 0.9, "counted from here until due"),
    "early": Stroke(GREEN, 1.1, "from the day it was done until due", (1.5, 1.0)),
    "late": Stroke(PURPLE, 2.4, "from due until the day it was done"),
    "care": Stroke(MUTED, 3.0, "looked after"),
}


def sign_of(key: str, x: float, y: float) -> Line2D:
    """The sign of one look at a place."""
    look = LOOKS[key]
    filled: FillStyleType = look.filled
    outlined = look.filled != "full" or look.marker == "x"
    return Line2D(
        [x],
        [y],
        linestyle="none",
        marker=look.marker,
        markersize=look.size,
        fillstyle=filled,
        markerfacecolor=PAPER if look.filled == "none" else look.colour,
        markerfacecoloralt=PAPER,
        markeredgecolor=look.colour if outlined else INK,
        markeredgewidth=1.2 if outlined else 0.5,
        zorder=5,
        clip_on=False,
    )
