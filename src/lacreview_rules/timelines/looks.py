"""How marks look: a colour and a shape for each status, so that neither colour nor grey alone carries it.

Colours are those of Okabe and Ito ("Color Universal Design", 2008), which colour-blind readers can tell apart.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

INK = "#1a1a1a"
"""Text and events: 17 to 1 on white."""
MUTED = "#4d4d4d"
"""Text of less weight: 8 to 1 on white."""
RULE = "#dcdcdc"
WEEKEND = "#f1f1f1"
HOLIDAY = "#c4c4c4"
PAPER = "#ffffff"

BLUE, SKY, GREEN, ORANGE, VERMILLION, PURPLE = "#0072b2", "#56b4e9", "#009e73", "#e69f00", "#d55e00", "#cc79a7"


class Look(NamedTuple):
    """How one kind of mark is drawn, and the words that the legend has for it.

    Attributes:
        filled: "full", "none" or "bottom", as matplotlib names what of a shape is filled.
        size: of the shape, in points.
    """

    marker: str
    colour: str
    filled: Literal["full", "none", "bottom"]
    size: float
    words: str


LOOKS: dict[str, Look] = {
    "overdue": Look("X", VERMILLION, "full", 7.5, "overdue"),
    "due-today": Look("D", ORANGE, "full", 6.5, "due today"),
    "upcoming": Look("o", BLUE, "full", 6.5, "upcoming"),
    "upcoming-arranged": Look("o", BLUE, "bottom", 6.5, "upcoming, counts from an arranged date"),
    "upcoming-projected": Look("o", BLUE, "none", 6.5, "upcoming, provisional (counts from an assumption)"),
    "met": Look("s", GREEN, "full", 5.5, "done in time"),
    "met-late": Look("^", PURPLE, "full", 7.0, "done late"),
    "not-recorded": Look("v", MUTED, "none", 6.5, "no record that it was done"),
    "cancelled": Look("x", MUTED, "full", 5.5, "no longer needed"),
    "held": Look("*", INK, "full", 9.0, "review held"),
    "adjourned": Look("*", INK, "none", 9.0, "review sat and was adjourned"),
    "arranged": Look("p", INK, "full", 7.5, "review arranged for this day"),
    "assumed": Look("p", INK, "none", 7.5, "review assumed on this day"),
    "came-in": Look(">", INK, "full", 6.0, "became looked after"),
    "left": Look("<", INK, "full", 6.0, "ceased to be looked after"),
    "event": Look(".", INK, "full", 6.0, "event"),
}
"""Every kind of mark, in the order of the legend. An upcoming date has a look for each basis it can stand on."""
