"""One strip of a timeline drawn: the date axis, days off, lanes with their marks, and the day of the picture."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from lacreview_rules.pictures.canvas import folded, width_of, write
from lacreview_rules.pictures.signs import SPANS, sign_of
from lacreview_rules.pictures.strips import LABEL_SIZE, rows_of, ticks_of
from lacreview_rules.timelines.lanes import REVIEWS
from lacreview_rules.timelines.looks import HOLIDAY, INK, MUTED, PAPER, RULE, WEEKEND
from lacreview_rules.wording import day_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from lacreview_rules.pictures.strips import Placed, Rows, Strip
    from lacreview_rules.schedules.schedule import Schedule
    from lacreview_rules.timelines.lanes import Lane, Mark, Span

TITLES = 187.0
"""Points to the left of the date axis, for the titles of the lanes."""
SHADED_FROM = 0.9
"""Points a day: where days are narrower, weekends would be a grey haze."""
_ROW, _REVIEW_ROW, _LINE = 11.0, 17.0, 9.0  # points
_HEADING = 15.0
_MOST_ROWS = 6
_LANE_SIZE = 7.5


class Band(NamedTuple):
    """A lane as one strip shows it."""

    lane: Lane
    rows: Rows
    title: list[str]
    row: float

    @property
    def tall(self) -> float:
        """Its height, in points."""
        return max(self.rows.rows * self.row, len(self.title) * _LINE) + 4


def bands_of(lanes: Sequence[Lane], strip: Strip) -> list[Band]:
    """The lanes that have something to show in a strip."""
    found = []
    for lane in lanes:
        rows = rows_of(lane.marks, strip, _MOST_ROWS)
        if rows.placed or rows.left_out:
            title = folded(lane.title, _LANE_SIZE, TITLES - 40)
            found.append(Band(lane, rows, title, _REVIEW_ROW if lane.group == REVIEWS else _ROW))
    return found


def strip_height(bands: Sequence[Band]) -> float:
    """How tall a strip with these lanes is, in points."""
    return sum(band.tall for band in bands) + _HEADING * len({band.lane.group for band in bands})


def draw_strip(axes: Axes, strip: Strip, bands: Sequence[Band], schedule: Schedule) -> None:
    """One strip: x runs in days (`date.toordinal`), y in points downward."""
    tall = strip_height(bands)
    axes.set_xlim(strip.first.toordinal() - 0.5, strip.last.toordinal() + 0.5)
    axes.set_ylim(tall, 0)
    axes.set_axis_off()
    _shade(axes, strip, tall, schedule)
    _date_axis(axes, strip, tall)
    for mark in (placed.mark for band in bands for placed in band.rows.placed):
        if mark.guide and strip.holds(mark.on):
            axes.add_line(Line2D([mark.on.toordinal()] * 2, [0, tall], color=MUTED, linewidth=0.6, linestyle=(0, (1, 2)), zorder=2))
    y = 0.0
    for group, of_group in groupby(bands, key=lambda band: band.lane.group):
        _heading(axes, strip, group, y)
        y += _HEADING
        for band in of_group:
            _draw_band(axes, strip, band, y)
            y += band.tall
    if schedule.as_of is not None and strip.holds(schedule.as_of):
        _as_of_line(axes, strip, schedule.as_of, tall)


def _shade(axes: Axes, strip: Strip, tall: float, schedule: Schedule) -> None:
    start = strip.first.toordinal() - 0.5
    axes.add_patch(
        Rectangle(
            (start, 0), (strip.last - strip.first).days + 1, tall, facecolor="none", edgecolor=MUTED, linewidth=0.6, zorder=1, clip_on=False
        )
    )
    if strip.day >= SHADED_FROM:
        days = range((strip.last - strip.first).days + 1)
        off = [strip.first + timedelta(day) for day in days if (strip.first + timedelta(day)).weekday() >= 5]  # noqa: PLR2004 - Saturday
        axes.broken_barh([(day.toordinal() - 0.5, 1) for day in off], (0, tall), facecolor=WEEKEND, linewidth=0, zorder=0)
    closed = {holiday.on: f"{holiday.name} (closed: local rules only)" for holiday in schedule.calendar.closures}
    for day, name in {**closed, **{holiday.on: holiday.name for holiday in schedule.calendar.holidays}}.items():
        if strip.holds(day):
            wide = max(1.0, 1.2 / strip.day)
            shade = Rectangle((day.toordinal() - wide / 2, 0), wide, tall, facecolor=HOLIDAY, linewidth=0, zorder=0.5)
            shade.set_gid(f"holiday-{day}")
            shade.set_label(f"{day_text(day)}: {name}")
            axes.add_patch(shade)


def _date_axis(axes: Axes, strip: Strip, tall: float) -> None:
    for tick in ticks_of(strip):
        x = tick.on.toordinal() - 0.5
        axes.add_line(Line2D([x, x], [0, tall], color=RULE, linewidth=0.5, zorder=0.8))
        axes.add_line(Line2D([x, x], [-3, 0], color=MUTED, linewidth=0.6, clip_on=False))
        write(axes, x, -5, tick.words, 7, va="bottom", ha="left", clip_on=False)
        if tick.year:
            write(axes, x, -14, tick.year, 7, bold=True, va="bottom", ha="left", clip_on=False)


def _as_of_line(axes: Axes, strip: Strip, day: date, tall: float) -> None:
    x = day.toordinal()
    axes.add_line(Line2D([x, x], [-24, tall], color=INK, linewidth=1.3, clip_on=False, zorder=2.5))
    words = f"as at {day_text(day)}"
    fits = strip.at(day) + width_of(words, 7, bold=True) + 4 <= strip.wide
    gap = 3 / strip.day
    write(axes, x + gap if fits else x - gap, -27, words, 7, bold=True, va="center", ha="left" if fits else "right", clip_on=False)


def _heading(axes: Axes, strip: Strip, group: str, y: float) -> None:
    left = strip.first.toordinal() - 0.5
    axes.add_line(
        Line2D(
            [left - (TITLES - 22) / strip.day, strip.last.toordinal() + 0.5], [y, y], color=MUTED, linewidth=0.6, clip_on=False, zorder=1
        )
    )
    name = group[:1].upper() + group[1:]
    [told] = folded(name, _LANE_SIZE + 0.5, TITLES - 34, most=1)
    write(axes, left - (TITLES - 22) / strip.day, y + 8.5, told, _LANE_SIZE + 0.5, bold=True, va="center", ha="left", clip_on=False)


def _draw_band(axes: Axes, strip: Strip, band: Band, y: float) -> None:
    left, right = strip.first.toordinal() - 0.5, strip.last.toordinal() + 0.5
    axes.add_line(Line2D([left, right], [y, y], color=RULE, linewidth=0.5, zorder=0.9))
    text = left - (TITLES - 30) / strip.day
    middle = y + band.tall / 2
    for place, line in enumerate(band.title):
        write(axes, text, middle + (place - (len(band.title) - 1) / 2) * _LINE, line, _LANE_SIZE, va="center", ha="left", clip_on=False)
    head = (band.tall - band.rows.rows * band.row) / 2
    for placed in band.rows.placed:
        _draw_mark(axes, strip, placed, y + head + (placed.row + 0.5) * band.row)
    if band.rows.left_out:
        for place, words in enumerate((f"+ {band.rows.left_out:,}", "more")):
            write(axes, right + 4 / strip.day, middle + (place - 0.5) * _LINE, words, 7, bold=True, va="center", ha="left", clip_on=False)


def _draw_mark(axes: Axes, strip: Strip, placed: Placed, y: float) -> None:
    mark = placed.mark
    for span in mark.spans:
        _draw_span(axes, strip, mark, span, y)
    if not strip.holds(mark.on):
        return
    x = mark.on.toordinal()
    sign = sign_of(mark.look, x, y)
    sign.set_gid(mark.id)
    sign.set_label(mark.told)
    axes.add_line(sign)
    if placed.label:
        gap, side = (6 / strip.day, "left") if placed.label == "right" else (-6 / strip.day, "right")
        paper = {"facecolor": PAPER, "edgecolor": "none", "pad": 0.4} if side == "right" else None  # a line may lead up to the mark
        write(axes, x + gap, y, mark.label, LABEL_SIZE, va="center", ha=side, zorder=6, bbox=paper)


def _draw_span(axes: Axes, strip: Strip, mark: Mark, span: Span, y: float) -> None:
    first, last = max(span.first, strip.first), min(span.last, strip.last)
    if last < first:
        return
    bar = SPANS[span.kind].line(first.toordinal(), last.toordinal(), y)
    bar.set_gid(f"{mark.id}-{span.kind}-{strip.first}")
    bar.set_label(mark.told)
    axes.add_line(bar)
    end = span.first if span.kind != "late" else span.last
    if span.kind in {"early", "late", "interval"} and strip.holds(end):
        axes.add_line(Line2D([end.toordinal()] * 2, [y - 3, y + 3], color=INK, linewidth=1.0, zorder=4))
    if span.words and strip.at(last) - strip.at(first) >= width_of(span.words, LABEL_SIZE) + 14:
        write(
            axes,
            (first.toordinal() + last.toordinal()) / 2,
            y - 1.5,
            span.words,
            LABEL_SIZE,
            va="bottom",
            ha="center",
            color=MUTED,
            zorder=6,
        )
