"""Paper, ink and writing: matplotlib settled so that it draws the same bytes on every machine, without a window.

matplotlib reads its settings from one table that all of a process shares. What is drawn here is drawn under settings
of our own, which are put back afterwards; a lock keeps two threads from meeting in that table.
"""

from __future__ import annotations

import io
import re
from contextlib import contextmanager
from functools import cache
from html import escape, unescape
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font

from lacreview_rules.errors import LacReviewError
from lacreview_rules.timelines.looks import INK, PAPER
from lacreview_rules.wording import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes
    from matplotlib.text import Text

POINTS = 72.0
"""Points in an inch."""
_MEASURED_AT = 64.0
_TALLEST = 60_000  # pixels: more than that few programs open
_NOT_OURS = ("backend", "interactive", "timezone", "toolbar", "webagg", "tk.", "date.epoch", "datapath", "figure.max_open", "savefig.dir")
_LOCK = RLock()


class PictureError(LacReviewError, ValueError):
    """What was asked for cannot be drawn; says why and what to do."""


@contextmanager
def settled() -> Iterator[None]:
    """Draw with matplotlib as it comes, whatever the user's own settings, with what makes its output the same each time."""
    rules: Any = {name: value for name, value in mpl.rcParamsDefault.items() if not name.startswith(_NOT_OURS)}
    rules |= {"svg.hashsalt": "lacreview_rules", "svg.fonttype": "path", "path.simplify": False, "hatch.linewidth": 0.6}
    with _LOCK, mpl.rc_context(rules):
        yield


@cache
def font(*, bold: bool = False) -> FontProperties:
    """DejaVu Sans out of matplotlib's own folder, not whatever font of that name the machine has."""
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return FontProperties(fname=Path(mpl.get_data_path(), "fonts", "ttf", name))


def sized(size: float, *, bold: bool = False) -> FontProperties:
    """The font at a size in points."""
    chosen = font(bold=bold).copy()
    chosen.set_size(size)
    return chosen


def drawable(text: str) -> str:
    """The text on one line, a question mark for each character that the font does not have.

    Example:
        >>> drawable("Visit" + chr(10) + "to the child " + chr(0x5B57))
        'Visit to the child ?'
    """
    known = _known_characters()
    return "".join(char if ord(char) in known else "?" for char in " ".join(text.split()))


@cache
def _known_characters() -> frozenset[int]:
    return frozenset(_measured(bold=False).get_charmap()) & frozenset(_measured(bold=True).get_charmap())


@cache
def _measured(*, bold: bool) -> FT2Font:
    """The font at a size of 64 points, to be asked how wide its characters are."""
    opened = FT2Font(str(font(bold=bold).get_file()))
    opened.set_size(_MEASURED_AT, POINTS)
    return opened


@cache
def _advance(char: str, *, bold: bool) -> float:
    """How far the next character stands from this one, for a size of one point."""
    return float(_measured(bold=bold).load_char(ord(char)).linearHoriAdvance) / 65536 / _MEASURED_AT


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text will be, in points.

    Example:
        >>> width_of("Overdue", 14) > width_of("Overdue", 7) > 20
        True
    """
    return size * sum(_advance(char, bold=bold) for char in drawable(text))


def folded(text: str, size: float, width: float, most: int = 3) -> list[str]:
    """A text as lines that fit a width in points, the last with an ellipsis if there would be more than `most`.

    Example:
        >>> folded("Visit to the child", 8, 40)
        ['Visit to', 'the child']
    """
    lines: list[str] = []
    for word in drawable(text).split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(_cut(word, size, width))
    if len(lines) <= most:
        return lines or [""]
    return [*lines[: most - 1], _cut(f"{lines[most - 1]} …", size, width)]


def _cut(text: str, size: float, width: float) -> str:
    if width_of(text, size) <= width:
        return text
    kept = text.rstrip(" …")
    while kept and width_of(f"{kept}…", size) > width:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def write(on: Axes | Figure, x: float, y: float, text: str, size: float, *, bold: bool = False, **how: Any) -> Text:
    """Write a text as it stands: no markup is read in it."""
    how.setdefault("color", INK)
    return on.text(x, y, drawable(text), fontproperties=sized(size, bold=bold), parse_math=False, **how)


def sheet(width: float, height: float, words: str) -> Figure:
    """White paper of a size in inches; `words` say in one line what is drawn, for a reader who cannot see it."""
    figure = Figure(figsize=(width, height), facecolor=PAPER)
    figure.set_label(words)
    return figure


def panel(figure: Figure, left: float, top: float, width: float, height: float) -> Axes:
    """A place to draw in: its left upper corner and its size, in inches from the left upper corner of the sheet."""
    wide, tall = figure.get_size_inches()
    return figure.add_axes((left / wide, 1 - (top + height) / tall, width / wide, height / tall))


def as_svg(figure: Figure) -> str:
    """A picture as an SVG document: text as shapes, and what a mark means as its title, shown on hover.

    Returns:
        The same text for the same picture, with no date in it and nothing to be fetched.

    Example:
        >>> from lacreview_rules.pictures import as_svg, due_by_week
        >>> as_svg(due_by_week([])).startswith("<?xml")
        True
    """
    out = io.StringIO()
    with settled():
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    text = re.sub(r"<!DOCTYPE.*?>\s*|<metadata>.*?</metadata>\s*", "", out.getvalue(), flags=re.DOTALL)
    text = re.sub(r"[ ]*<!--.*?-->\n?", "", text, flags=re.DOTALL)
    told = {str(artist.get_gid()): str(artist.get_label()) for artist in figure.findobj() if artist.get_gid()}
    text = re.sub(r'<g id="([^"]*)">', lambda found: _named(unescape(found[1]), told), text)
    return text.replace("<svg ", f'<svg role="img" aria-label="{xml_text(str(figure.get_label()))}" ', 1)


def _named(name: str, told: dict[str, str]) -> str:
    """The beginning of a group: a mark with its title; other groups need no id, which would be double in a page of two pictures."""
    if name not in told:
        return "<g>"
    title = f"<title>{xml_text(told[name])}</title>" if told[name] else ""
    return f'<g id="{xml_text(name)}">{title}'


def xml_text(text: str) -> str:
    """Text as it may stand in SVG: escaped, and a question mark for what is not a visible character or the end of a line.

    Example:
        >>> xml_text('<b> & "c"' + chr(0))
        '&lt;b&gt; &amp; &quot;c&quot;?'
    """
    return escape(printable(text, keep="\n"))


def as_png(figure: Figure, *, dpi: int = 150) -> bytes:
    """A picture as a PNG image.

    Args:
        figure: The picture.
        dpi: Pixels in an inch; 150 prints well.

    Raises:
        PictureError: it would be too large to open.

    Example:
        >>> from lacreview_rules.pictures import as_png, due_by_week
        >>> as_png(due_by_week([])).startswith(bytes([137]) + b"PNG")
        True
    """
    side = max(figure.get_size_inches())
    if not 1 <= dpi <= _TALLEST / side:
        raise PictureError(
            f"the picture is {side:.0f} inches long, which at {dpi} pixels an inch few programs open; "
            f"use 1 to {_TALLEST / side:.0f} pixels an inch, fewer days, or SVG"
        )
    out = io.BytesIO()
    with settled():
        figure.savefig(out, format="png", dpi=dpi, metadata={"Software": None})
    return out.getvalue()
