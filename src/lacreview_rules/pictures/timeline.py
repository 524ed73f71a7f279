"""One child's timeline: events, the review cycle, and every due date by its status, on a date axis."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from lacreview_rules.pictures.canvas import POINTS, PictureError, drawable, folded, panel, settled, sheet, write
from lacreview_rules.pictures.legend import draw_legend, legend_height, legend_of
from lacreview_rules.pictures.strip_drawing import SHADED_FROM, bands_of, draw_strip, strip_height
from lacreview_rules.pictures.strips import MOST_STRIPS, strips_over
from lacreview_rules.timelines.lanes import days_touched, lanes_of
from lacreview_rules.timelines.looks import MUTED
from lacreview_rules.wording import day_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

    from lacreview_rules.histories.history import History
    from lacreview_rules.pictures.strip_drawing import Band
    from lacreview_rules.pictures.strips import Strip
    from lacreview_rules.questions.of_child import ChildReadings
    from lacreview_rules.schedules.schedule import Schedule
    from lacreview_rules.timelines.lanes import Lane

WIDTH = 11.7
"""Inches: A4 on its side. The height is what the marks need."""
_LEFT, _RIGHT = 2.6, 0.75  # inches: for the titles of the lanes, and for how many marks were left out
PLOT = (WIDTH - _LEFT - _RIGHT) * POINTS
_MARGIN = 0.3
_TITLE_SIZE, _TEXT_SIZE = 12.0, 8.0


def timeline(
    schedule: Schedule,
    *,
    history: History | None = None,
    first: date | None = None,
    last: date | None = None,
    show_child: bool = False,
    readings: ChildReadings | None = None,
) -> Figure:
    """One child's due dates, events and review cycle on a date axis.

    A lane holds one task; lanes stand under the role that must act. A run of more than eighteen months goes on in
    further strips, and the page grows with what it holds. A mark for which six rows have no room is left out, and how
    many were is written at the end of the lane. Each mark carries its short working as its label (`get_label`), which
    `as_svg` shows on hover.

    Args:
        schedule: As it stands on the day wanted.
        history: What it was made from, so that all events are drawn and how long the child was looked after; without
            it, only the events that due dates count from.
        first: The first day to draw; without it, that of the first mark.
        last: The last day to draw; without it, that of the last mark.
        show_child: Whether the child's id stands in the title.
        readings: What `readings` gave for the same child: each mark then tells the date under each reading, too.

    Raises:
        PictureError: There is nothing to draw on these days, or `last` is before `first`.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import BecameLookedAfter, History, build_schedule, load_profile
        >>> from lacreview_rules.pictures import timeline
        >>> history = History("A123", [BecameLookedAfter(on=date(2025, 12, 19))])
        >>> figure = timeline(build_schedule(history, load_profile("england")), history=history)
        >>> told = [str(mark.get_label()) for mark in figure.findobj() if mark.get_gid()]
        >>> next(text.splitlines()[0] for text in told if "20 working days" in text and "review" in text)
        'First looked after review: due Wed 21 Jan 2026'
    """
    lanes = lanes_of(schedule, history, readings)
    dated = any(due.due is not None for due in schedule.due_dates)
    if not dated or not lanes:
        raise PictureError("there is nothing to draw: the schedule has no due date; check that the history says when care began")
    start, end = _range(lanes, first, last)
    if not any(start <= mark.on <= end for lane in lanes for mark in lane.marks):
        raise PictureError(f"there is nothing to draw from {start} to {end}; the marks run from {_span(lanes)}")
    strips = [(strip, bands_of(lanes, strip)) for strip in strips_over(start, end, PLOT)]
    drawn = [(strip, bands) for strip, bands in strips if bands]
    legend = legend_of((mark for lane in lanes for mark in lane.marks), start, end)
    notes = _notes(schedule, lanes, (start, end), [strip for strip, bands in strips if not bands], drawn)
    with settled():
        return _draw(schedule, drawn, legend, notes, show_child=show_child)


def _range(lanes: Sequence[Lane], first: date | None, last: date | None) -> tuple[date, date]:
    low, high = days_touched(lanes)
    start, end = first or low, last or high
    if end < start:
        raise PictureError(f"the last day to draw, {end}, is before the first, {start}; change one of them")
    air = timedelta(max(2, round((end - start).days * 0.012)))
    return start if first else max(start, date.min + air) - air, end if last else min(end, date.max - air) + air


def _span(lanes: Sequence[Lane]) -> str:
    low, high = days_touched(lanes)
    return f"{low} to {high}"


def _draw(
    schedule: Schedule, drawn: Sequence[tuple[Strip, Sequence[Band]]], legend: Sequence[str], notes: Sequence[str], *, show_child: bool
) -> Figure:
    above = 0.62
    key = legend_height(legend, WIDTH - 2 * _MARGIN)
    written = [line for note in notes for line in folded(note, _TEXT_SIZE, (WIDTH - 2 * _MARGIN) * POINTS, most=4)]
    over, under = 0.56, 0.14
    heights = [strip_height(bands) / POINTS for _, bands in drawn]
    tall = _MARGIN + above + key + sum(height + over + under for height in heights) + 0.16 * len(written) + 1.5 * _MARGIN
    who = f"Due dates of {drawable(schedule.child)}" if show_child else "Due dates of one child"
    when = f"as at {day_text(schedule.as_of)}"
    figure = sheet(WIDTH, tall, f"{who}, {when}: calculated dates by task, with their status")
    write(figure, _MARGIN / WIDTH, 1 - (_MARGIN + 0.08) / tall, who, _TITLE_SIZE, bold=True, va="center")
    profile = schedule.profile
    line = f"{profile.name} ({profile.id}, version {profile.version}); {when}. All dates are calculated dates."
    [told] = folded(line, _TEXT_SIZE, (WIDTH - 2 * _MARGIN) * POINTS, most=1)
    write(figure, _MARGIN / WIDTH, 1 - (_MARGIN + 0.35) / tall, told, _TEXT_SIZE, va="center", color=MUTED)
    top = _MARGIN + above
    draw_legend(panel(figure, _MARGIN, top, WIDTH - 2 * _MARGIN, key), legend, WIDTH - 2 * _MARGIN)
    top += key
    for (strip, bands), height in zip(drawn, heights, strict=True):
        axes = panel(figure, _LEFT, top + over, WIDTH - _LEFT - _RIGHT, height)
        draw_strip(axes, strip, bands, schedule)
        top += over + height + under
    for place, text in enumerate(written):
        write(figure, _MARGIN / WIDTH, 1 - (top + _MARGIN / 2 + 0.16 * place + 0.08) / tall, text, _TEXT_SIZE, va="center", color=MUTED)
    return figure


def _notes(
    schedule: Schedule,
    lanes: Sequence[Lane],
    shown: tuple[date, date],
    empty: Sequence[Strip],
    drawn: Sequence[tuple[Strip, Sequence[Band]]],
) -> list[str]:
    """What the picture leaves out, counted; nothing is left out in silence."""
    start, end = shown
    days = [mark.on for lane in lanes for mark in lane.marks]
    before, after = sum(day < start for day in days), sum(day > end for day in days)
    undated = sum(due.due is None for due in schedule.due_dates)
    crowded = sum(band.rows.left_out for _, bands in drawn for band in bands)
    notes = []
    if before or after:
        notes.append(f"Not drawn: {before:,} marks before {day_text(start)} and {after:,} after {day_text(end)}.")
    if crowded:
        notes.append(f"Left out for want of room, where a lane ends with a number: {crowded:,} marks. A picture of fewer days shows more.")
    notes += [f"Nothing falls between {day_text(strip.first)} and {day_text(strip.last)}; these days are not drawn." for strip in empty]
    if undated:
        notes.append(f"Without a date, and so not drawn: {undated:,} to bear in mind.")
    if schedule.problems:
        notes.append(f"Problems in the history: {len(schedule.problems):,}. What could not be used has no part in the dates.")
    if any(strip.day < SHADED_FROM for strip, _ in drawn):
        notes.append(f"Weekends are not shaded: even in {MOST_STRIPS} strips the days are too narrow.")
    last_day = max(strip.last for strip, _ in drawn)
    if last_day > schedule.calendar.confirmed_until:
        notes.append(
            f"Bank holidays are confirmed until {day_text(schedule.calendar.confirmed_until)}; later ones follow the present pattern."
        )
    return notes
