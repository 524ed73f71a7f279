"""One child's schedule for people: what is overdue, what is next, by when, from whom and under which rule.

The order of the parts is that of `_SECTIONS`; within a part due dates stand in the order of the schedule (`schedules.due_dates`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.cli.layout import Column, Grid, said
from lacreview_rules.schedules.beside import next_review, next_review_words, remarks_beside, uncertainty
from lacreview_rules.wording import certainty, count_text, day_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from lacreview_rules.cli.layout import Cell, Line, Page
    from lacreview_rules.schedules.due_dates import DueDate
    from lacreview_rules.schedules.schedule import Schedule
    from lacreview_rules.schedules.standing import Status


class _Section(NamedTuple):
    """Due dates that stand alike, the heading they come under, and what their second column says."""

    heading: str
    statuses: frozenset[Status]
    column: str
    tell: Callable[[DueDate], str]
    style: str
    due_style: str = ""


def _late(due: DueDate) -> str:
    return count_text(due.days_late or 0, "day")


def _until(due: DueDate) -> str:
    ahead = "" if due.due is None or due.as_of is None else f"in {count_text((due.due - due.as_of).days, 'day')}"
    return "\n".join(word for word in (ahead, uncertainty(due)) if word)


def _today(due: DueDate) -> str:
    return "\n".join(word for word in ("today", uncertainty(due)) if word)


def _done(due: DueDate) -> str:
    if due.status != "met-late":
        return day_text(due.done_on)
    late = f"{count_text(due.days_late, 'day')} late" if due.days_late else "late that day"
    return f"{day_text(due.done_on)}\n{late}"


def _closed(due: DueDate) -> str:
    return day_text(due.closed_on)


_SECTIONS = (
    _Section("Overdue", frozenset({"overdue"}), "Overdue by", _late, "bold red", "bold red"),
    _Section("Due today", frozenset({"due-today"}), "When", _today, "bold yellow", "bold yellow"),
    _Section("Coming up", frozenset({"upcoming"}), "When", _until, "bold"),
    _Section("To bear in mind (no date can be calculated)", frozenset({"advisory"}), "", lambda _: "", "bold"),
    _Section("Done", frozenset({"met", "met-late"}), "Done on", _done, "dim", "dim"),
    _Section("No record that it was done", frozenset({"not-recorded"}), "Closed on", _closed, "dim", "dim"),
    _Section("No longer needed", frozenset({"cancelled"}), "Closed on", _closed, "dim", "dim"),
)
_LEGEND = {
    "provisional": "provisional: counts from something assumed to be done on its own due date, or bank holidays are not yet confirmed",
    "if missed": "if missed: due only if what it waits for is not done by its own due date; nothing recorded shows that yet",
    "arranged": "arranged: counts from a date that is booked, and moves if that is rearranged",
}


def schedule_page(schedule: Schedule, *, day_given: bool) -> Page:
    """One child's schedule, laid out.

    Args:
        schedule: as at the day wanted.
        day_given: whether the user chose that day; otherwise it is the last event's, and the heading says so.
    """
    page = _top(schedule, day_given=day_given)
    latest = max((due.period_of_care for due in schedule.due_dates), default=1)
    for section in _SECTIONS:
        found = [due for due in schedule.due_dates if due.status in section.statuses]
        if found:
            page += [_heading(f"{section.heading} ({len(found)})", section.style), _table(section, found, latest=latest), ()]
        if section.heading == "Coming up" and schedule.considerations:
            page += _considerations(schedule)
    marks = {uncertainty(due) for due in schedule.outstanding}
    page += [(said(meaning, "dim"),) for word, meaning in _LEGEND.items() if word in marks]
    if any(marks):
        page.append(())
    return page


def _top(schedule: Schedule, *, day_given: bool) -> Page:
    profile = schedule.profile
    page: Page = [(said("Child "), said(schedule.child, "bold")), (said(f"{profile.name} ({profile.id}, version {profile.version})"),)]
    if schedule.as_of is None:
        page.append((said("No events are recorded, so nothing is due."),))
    elif day_given:
        page.append((said(f"As at {day_text(schedule.as_of)}"),))
    else:
        page.append((said(f"As at {day_text(schedule.as_of)}, the last event recorded; --as-of gives another day"),))
    if schedule.problems:
        page.append((said(f"{count_text(len(schedule.problems), 'problem')} in this history: see the messages", "bold"),))
    review = next_review(schedule)
    if review is not None:
        before, day, after = next_review_words(review)
        page.append((said(before), said(day, "bold"), said(after)))
    page.append(())
    if schedule.as_of is not None and not schedule.outstanding:
        none = "Nothing is outstanding." if schedule.due_dates or not schedule.problems else "No due date could be worked out."
        page += [(said(none),), ()]
    return page


def _heading(text: str, style: str) -> Line:
    return (said(text.upper(), style if style != "dim" else ""),)


def _table(section: _Section, found: list[DueDate], *, latest: int) -> Grid:
    dim = section.due_style if section.due_style == "dim" else ""
    rows: list[tuple[Cell, ...]] = []
    for due in found:
        what = ((said(due.title, dim),), *((said(line, "dim"),) for line in _beneath(due, latest=latest)))
        when = [day_text(due.due) if due.due else ""]
        if due.due_at is not None:
            when.append(f"at {due.due_at[11:16]}")
        second = section.tell(due).split("\n")
        rows.append((_cell(when, section.due_style), _cell(second, section.due_style), what, _cell([due.role], dim)))
    return _grid("Due by", section.column, rows)


def _cell(lines: list[str], style: str = "") -> Cell:
    return tuple((said(line, style),) for line in lines)


def _grid(first: str, second: str, rows: list[tuple[Cell, ...]]) -> Grid:
    columns = (Column(first, 15), Column(second, 15), Column("What, and under which rule", 0), Column("Who", 14))
    return Grid(columns, tuple(rows))


def _beneath(due: DueDate, *, latest: int) -> list[str]:
    """The rule, and for what is still to be done, what else a reader should know of the date."""
    where = [due.rule]
    if due.review is not None:
        where.append(f"review {due.review}")
    if due.period_of_care != latest:
        where.append(f"earlier period of care, no. {due.period_of_care}")
    return [f"({', '.join(where)})", *remarks_beside(due)]


def _considerations(schedule: Schedule) -> Page:
    ahead = [mark for mark in schedule.considerations if schedule.as_of is not None and mark.on >= schedule.as_of]
    if not ahead:
        return []
    rows: list[tuple[Cell, ...]] = []
    for mark in ahead:
        number = _cell([f"review {mark.review}", certainty(mark.basis)])
        what = ((said(mark.rule.title),), (said(f"({mark.rule.id})", "dim"),))
        rows.append((_cell([day_text(mark.on)]), number, what, _cell([mark.rule.role])))
    return [_heading(f"For the agenda ({len(ahead)})", "bold"), _grid("Review on", "Review", rows), ()]
