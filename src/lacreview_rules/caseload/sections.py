"""What a caseload's report says, section by section: the same for a terminal and for a page, in the same order.

The lists as CSV have columns of their own (`lacreview_rules.caseload.csv`): keys and ISO 8601 dates, which are a contract
with other systems. What stands here is written for people.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from lacreview_rules.caseload.lateness import lateness_by_task
from lacreview_rules.caseload.words import (
    APART,
    REGULATIONS,
    SHORTCUT,
    agreement_lines,
    held_text,
    kind_text,
    not_judged_lines,
    outcome_text,
    share_text,
    timeliness_lines,
)
from lacreview_rules.wording import certainty, count_text, day_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date

    from lacreview_rules.caseload.report import Caseload
    from lacreview_rules.caseload.reviews import JudgedReview
    from lacreview_rules.caseload.rows import TaskRow
    from lacreview_rules.caseload.timeliness import Timeliness


class Column(NamedTuple):
    """A column of a table.

    Attributes:
        heading: what stands above it.
        kind: "day" for dates, "number" for figures; neither is broken over two lines.
        narrow: whether a terminal has room for it too.
    """

    heading: str
    kind: Literal["text", "day", "number"] = "text"
    narrow: bool = True


class Table(NamedTuple):
    """Rows under headings.

    Attributes:
        rows: as many cells as there are columns.
        left_out: how many rows more there are than are in the table.
    """

    columns: tuple[Column, ...]
    rows: Sequence[tuple[str, ...]]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report.

    Attributes:
        name: by which the page and its charts know it.
        count: how many things it is about; None where it is not about a list.
        lines: what is said before the tables; `remarks`: and after them.
    """

    name: str
    heading: str
    count: int | None = None
    lines: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def heading_line(self) -> str:
        """The heading, with the count."""
        return self.heading if self.count is None else f"{self.heading} ({self.count:,})"


_OUT_OF_TIMESCALE = ("Child", "Review", "Due by", "Held on", "By the profile", "By the regulations")
_DISAGREEMENTS = ("Child", "Held on", "Due by the regulations", "Due by the shortcut", "By the regulations")
_NOT_JUDGED = ("Child", "Review", "Held on", "By the profile", "By the regulations", "By the shortcut")
"""Of a list of reviews, the columns for which a terminal has room."""


def report_sections(caseload: Caseload, *, most: int) -> Iterator[Section]:
    """The sections of a report: reviews first, then what is to be done and what was late.

    Args:
        caseload: the figures.
        most: how many rows a list of reviews or tasks may have.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules.caseload.report import summarise
        >>> from lacreview_rules.caseload.window import window_at
        >>> [section.name for section in report_sections(summarise([], window_at(date(2026, 3, 31))), most=25)]
        ['out-of-timescale', 'regulations', 'shortcut', 'disagreements', 'not-judged', 'overdue', 'due', 'late']
    """
    out = caseload.out_of_timescale
    yield Section(
        "out-of-timescale",
        "Reviews out of timescale, by each child's own profile",
        len(out),
        tables=(_reviews(out, _OUT_OF_TIMESCALE, most),),
    )
    yield _timeliness("regulations", REGULATIONS, caseload.regulations)
    yield _timeliness("shortcut", SHORTCUT, caseload.shortcut)
    yield Section(
        "disagreements",
        "Where the two differ",
        len(caseload.disagreements),
        (*agreement_lines(caseload), APART),
        (_reviews(caseload.disagreements, _DISAGREEMENTS, most),),
    )
    yield Section(
        "not-judged",
        "Reviews that cannot be judged on one basis or more",
        len(caseload.not_judged),
        tables=(_reviews(caseload.not_judged, _NOT_JUDGED, most),),
    )
    doubtful = (f"{caseload.doubtful_tasks:,} more would be overdue if their dates could be relied on.",) if caseload.doubtful_tasks else ()
    yield Section("overdue", "Overdue", len(caseload.overdue), doubtful, (_tasks(caseload.overdue, most, late=True),))
    yield Section(
        "due",
        f"Due until {day_text(caseload.window.until)}",
        len(caseload.due),
        tables=(_weeks(caseload), _tasks(caseload.due, most, late=False)),
    )
    late = _lateness(caseload)
    remarks = ("Median and most days late are of those done late.",) if late.rows else ()
    yield Section("late", "Done late, or never, in the time judged", len(caseload.late), tables=(late,), remarks=remarks)


def _timeliness(name: str, heading: str, timeliness: Timeliness) -> Section:
    heading = f"{heading}: {share_text(timeliness.in_time, timeliness.judged)}"
    remarks = tuple(not_judged_lines(timeliness))
    if not timeliness.judged:
        return Section(name, heading, lines=("No review that could be judged was due.",), remarks=remarks)
    columns = (Column("Due in", "day"), *(Column(head, "number") for head in ("First", "Second", "Later", "Together")))
    rows = timeliness_lines([*timeliness.whole, *timeliness.quarters, *timeliness.months])
    return Section(name, heading, tables=(Table(columns, tuple(rows)),), remarks=remarks)


def _reviews(reviews: Sequence[JudgedReview], narrow: Collection[str], most: int) -> Table:
    columns = (
        Column("Child"),
        Column("Review"),
        Column("Profile"),
        Column("Due by", "day"),
        Column("Held on", "day"),
        Column("By the profile"),
        Column("Due by the regulations", "day"),
        Column("By the regulations"),
        Column("Due by the shortcut", "day"),
        Column("By the shortcut"),
    )
    rows = tuple(
        (
            review.child,
            kind_text(review),
            review.profile,
            _due(review.profile_verdict.due),
            held_text(review),
            outcome_text(review.profile_verdict),
            _due(review.regulations.due),
            outcome_text(review.regulations),
            _due(review.shortcut.due),
            outcome_text(review.shortcut),
        )
        for review in reviews[:most]
    )
    return Table(tuple(column._replace(narrow=column.heading in narrow) for column in columns), rows, max(len(reviews) - most, 0))


def _due(day: date | None) -> str:
    return "" if day is None else day_text(day)


def _tasks(tasks: Sequence[TaskRow], most: int, *, late: bool) -> Table:
    overdue = (Column("Overdue by", "number"),) if late else ()
    columns = (Column("Due by", "day"), *overdue, Column("Who", narrow=not late), Column("Child"), Column("What, and under which rule"))
    rows = tuple(
        (
            day_text(row.due),
            *((count_text(row.days_late or 0, "day"),) if late else ()),
            row.role,
            row.child,
            f"{row.title} ({row.rule}{_unsure(row)})",
        )
        for row in tasks[:most]
    )
    return Table(columns, rows, max(len(tasks) - most, 0))


def _unsure(row: TaskRow) -> str:
    return ", date not sure" if row.doubt else certainty(row.basis, ", ")


def _weeks(caseload: Caseload) -> Table:
    columns = (Column("Week of", "day"), Column("Who"), Column("Due", "number"))
    return Table(columns, tuple((day_text(row.week), row.role, f"{row.count:,}") for row in caseload.due_by_week))


def _lateness(caseload: Caseload) -> Table:
    figures = ("Done late", "Never done", "Median days late", "Most days late")
    columns = (Column("Task"), Column("Who"), *(Column(head, "number") for head in figures))
    rows = tuple(
        (
            line.task,
            line.role,
            f"{line.done_late:,}",
            f"{line.never_done:,}",
            "-" if line.median_days is None else f"{line.median_days:g}",
            "-" if line.most_days is None else f"{line.most_days:,}",
        )
        for line in lateness_by_task(caseload.late)
    )
    return Table(columns, rows)
