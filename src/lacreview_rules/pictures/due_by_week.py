"""A caseload's due dates by week: a panel for all, and one for each role, on one time axis."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.pictures.bars import LEFT, PLOT, add_bar, page, settle_panel, slot_width
from lacreview_rules.pictures.canvas import POINTS, PictureError, panel, settled, width_of, write
from lacreview_rules.timelines.looks import BLUE, INK, MUTED
from lacreview_rules.wording import SHORT_MONTHS, day_text, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from lacreview_rules.caseload.figures import WeekCount

MOST_ROLES = 12
_FEWEST = 8  # bars: fewer are no wider than eight would be
_NARROWEST = 3.0  # points for a bar
_WRITTEN_FROM = 17.0  # points: a bar that wide has its number above it
_TICK_AIR = 44.0
_ALL_TALL, _ROLE_TALL, _GAP = 1.5, 0.85, 0.42  # inches


class _Slots(NamedTuple):
    """The bars of the time axis: how many, the Monday of the first, and how many weeks one stands for."""

    number: int
    first: date
    weeks: int

    @property
    def wide(self) -> float:
        return slot_width(self.number, _FEWEST)

    def of(self, day: date) -> int:
        return (day - self.first).days // (7 * self.weeks)

    def begins(self, slot: int) -> date:
        return self.first + timedelta(7 * self.weeks * slot)

    def words(self, slot: int) -> str:
        if self.weeks == 1:
            return f"week of {day_text(self.begins(slot))}"
        return f"{self.weeks} weeks from {day_text(self.begins(slot))}"


def due_by_week(rows: Sequence[WeekCount]) -> Figure:
    """How many tasks are due in each week, in all and by role.

    Each role has a panel of its own under the same weeks, so that no colour has to be told from another; the roles'
    panels share one scale. Over 250 weeks, a bar stands for several. Roles beyond the twelve with most are joined.

    Args:
        rows: Any order; weeks that are missing count nought, and rows of one week and role are added up.

    Raises:
        PictureError: A count is below nought.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules.caseload.figures import WeekCount
        >>> from lacreview_rules.pictures import due_by_week
        >>> figure = due_by_week([WeekCount(date(2026, 1, 19), "IRO", 3)])
        >>> [bar.get_label() for bar in figure.findobj() if bar.get_gid()]
        ['IRO, week of Mon 19 Jan 2026: 3 due']
    """
    below = next((row for row in rows if row.count < 0), None)
    if below is not None:
        raise PictureError(f"the week of {below.week}: {below.count} due dates; a count is nought or more")
    by_role: dict[str, Counter[date]] = defaultdict(Counter)
    for row in rows:
        by_role[plain(row.role).replace("_", " ") or "no role named"][row.week - timedelta(row.week.weekday())] += row.count
    by_role = {role: weeks for role, weeks in by_role.items() if weeks.total()}
    with settled():
        return _draw(by_role) if by_role else _nothing()


def _nothing() -> Figure:
    figure, _ = page("Due dates by week", ["Nothing is due in the weeks chosen."], 0.1)
    return figure


def _draw(by_role: Mapping[str, Counter[date]]) -> Figure:
    weeks = sorted({week for counts in by_role.values() for week in counts})
    span = (weeks[-1] - weeks[0]).days // 7 + 1
    joined = max(1, -int(-(span * _NARROWEST) // PLOT))
    slots = _Slots(-(-span // joined), weeks[0], joined)
    panels = _panels(by_role, slots)
    each = "a bar is a week, from Monday" if joined == 1 else f"a bar is {joined} weeks"
    lines = [f"Calculated dates from {day_text(weeks[0])} to {day_text(weeks[-1] + timedelta(6))}; {each}."]
    if len(panels) > 1:
        lines.append("The panels of the roles share one scale; that of all roles has its own.")
    height = _ALL_TALL + _GAP + (len(panels) - 1) * (_ROLE_TALL + _GAP) + 0.3
    figure, top = page("Due dates by week" if len(panels) == 1 else "Due dates by week and role", lines, height)
    most = max((max(counts.values()) for _, counts in panels[1:]), default=1)
    for number, (role, counts) in enumerate(panels):
        tall = _ROLE_TALL if number else _ALL_TALL
        axes = panel(figure, LEFT, top + _GAP, slots.number * slots.wide / POINTS, tall)
        _draw_panel(axes, number, role, counts, slots, most if number else max(counts.values()), tall)
        _time_axis(axes, slots, tall, written=number == len(panels) - 1)
        top += _GAP + tall
    return figure


def _panels(by_role: Mapping[str, Counter[date]], slots: _Slots) -> list[tuple[str, Counter[int]]]:
    """All roles, then each, those with most first; the only role there is has no panel beside that of all."""
    found: dict[str, Counter[int]] = {}
    for role, weeks in by_role.items():
        found[role] = Counter()
        for week, count in weeks.items():
            found[role][slots.of(week)] += count
    ranked = sorted(found.items(), key=lambda item: (-item[1].total(), item[0]))
    everyone: Counter[int] = sum((counts for _, counts in ranked), Counter())
    if len(ranked) == 1:
        return [(ranked[0][0], everyone)]
    rest = ranked[MOST_ROLES:]
    if len(rest) > 1:
        ranked = [*ranked[:MOST_ROLES], (f"{len(rest)} other roles", sum((counts for _, counts in rest), Counter()))]
    return [("All roles", everyone), *ranked]


def _draw_panel(axes: Axes, number: int, role: str, counts: Counter[int], slots: _Slots, most: int, tall: float) -> None:
    step = _step(most)
    ticks = [float(tick) for tick in range(0, most + step, step) if tick <= most or tick == step]
    top = max(most, ticks[-1]) * 1.12
    settle_panel(axes, slots.number, slots.wide, top, ticks, [f"{tick:,.0f}" for tick in ticks])
    peak = max(counts, key=lambda slot: (counts[slot], -slot))
    told = f"{counts.total():,} in all, the most {counts[peak]:,} in the {slots.words(peak)}"
    name = role[:1].upper() + role[1:]
    above = top + 0.13 / tall * top
    write(axes, 0, above, name, 8.5, bold=True, va="center", ha="left", clip_on=False)
    write(
        axes,
        (width_of(name, 8.5, bold=True) + 10) / slots.wide,
        above,
        told,
        7.5,
        va="center",
        ha="left",
        color=MUTED,
        clip_on=False,
    )
    written = slots.wide >= _WRITTEN_FROM and all(width_of(f"{count:,}", 7) < slots.wide for count in counts.values())
    for slot, count in sorted(counts.items()):
        if count:
            bar = (slot + 0.1, 0.0), (0.8, float(count))
            add_bar(axes, *bar, f"week-{number}-{slots.begins(slot)}", f"{name}, {slots.words(slot)}: {count:,} due", facecolor=BLUE)
            if written:
                write(axes, slot + 0.5, count, f"{count:,}", 7, va="bottom", ha="center", zorder=5, clip_on=False)


def _step(most: int) -> int:
    """A round distance between lines, for about four of them."""
    size = 1
    while True:
        for times in (1, 2, 5):
            if most <= 4 * times * size:
                return times * size
        size *= 10


def _time_axis(axes: Axes, slots: _Slots, tall: float, *, written: bool) -> None:
    """A tick at the first week that begins in a month; its words under the last panel alone."""
    down = axes.get_ylim()[1] / tall  # one inch
    last, year = -_TICK_AIR, 0
    wide = slots.wide
    weekly = wide >= _TICK_AIR * 0.8
    for slot in range(slots.number):
        day = slots.begins(slot)
        new = slot == 0 or (day.year, day.month) != ((before := slots.begins(slot - 1)).year, before.month)
        if (weekly or new) and slot * wide - last >= _TICK_AIR * (0.8 if weekly else 1):
            last = slot * wide
            axes.plot([slot, slot], [0, -0.05 * down], color=MUTED, linewidth=0.7, clip_on=False)
            if written:
                words = f"{day.day} {SHORT_MONTHS[day.month - 1]}"
                write(axes, slot, -0.07 * down, words, 7, va="top", ha="left", color=INK, clip_on=False)
                if day.year != year:
                    year = day.year
                    write(axes, slot, -0.2 * down, str(year), 7, bold=True, va="top", ha="left", clip_on=False)
