"""The lists of a report as tables: reviews, and tasks; those with the oldest date first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.caseload.gaps import REASONS
from lacreview_rules.caseload.tables import Column, Table, listed
from lacreview_rules.caseload.words import held_text, kind_text, outcome_text
from lacreview_rules.wording import certainty, count_text, day_text

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from lacreview_rules.caseload.earlier import Became, NoLongerOverdue
    from lacreview_rules.caseload.gaps import Reason
    from lacreview_rules.caseload.reviews import JudgedReview
    from lacreview_rules.caseload.rows import TaskRow

OUT_OF_TIMESCALE = ("Child", "Review", "Due by", "Held on", "By the profile", "By the regulations")
DISAGREEMENTS = ("Child", "Held on", "Due by the regulations", "Due by the shortcut", "By the regulations")
NOT_JUDGED = ("Child", "Review", "Held on", "By the regulations", "Why")
"""Of a list of reviews, the columns for which a terminal has room."""


def review_list(reviews: Sequence[JudgedReview], narrow: Collection[str], most: int) -> Table:
    """A list of reviews.

    Args:
        reviews: in the order of the report.
        narrow: the columns for which a terminal has room.
        most: how many rows the table may have.
    """
    why = any(review.regulations.why or review.shortcut.why for review in reviews) and "Why" in narrow
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
        *((Column("Why"),) if why else ()),
    )
    by_law = "Due by the regulations" in narrow

    def day(review: JudgedReview) -> date | None:
        first = review.regulations.due if by_law else review.profile_verdict.due
        return first or review.regulations.due or review.ended_on

    def cells(review: JudgedReview) -> tuple[str, ...]:
        return (
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
            *((_why(review),) if why else ()),
        )

    kept = tuple(column._replace(narrow=column.heading in narrow, paper=column.heading in narrow) for column in columns)
    return listed(kept, reviews, cells, day=day, group=group_of, most=most)


def _why(review: JudgedReview) -> str:
    verdicts = {"regulations": review.regulations, "profile": review.profile_verdict, "shortcut": review.shortcut}
    found: dict[Reason, str] = {verdict.why: name for name, verdict in reversed(verdicts.items()) if verdict.why is not None}
    return "; ".join(f"{'the shortcut: ' if name == 'shortcut' else ''}{REASONS[why]}" for why, name in found.items())


def task_list(tasks: Sequence[TaskRow], most: int, *, late: bool, doubt: bool = False) -> Table:
    """A list of tasks.

    Args:
        tasks: in the order of the report.
        most: how many rows the table may have.
        late: whether it says for how many days each has been overdue.
        doubt: whether it says why the date is not sure.
    """
    columns = (
        Column("Due by", "day"),
        *((Column("Overdue by", "number"),) if late else ()),
        Column("Who", narrow=not late),
        Column("Child"),
        Column("What, and under which rule"),
        *((Column("Why it is not sure"),) if doubt else ()),
    )

    def cells(row: TaskRow) -> tuple[str, ...]:
        return (
            day_text(row.due),
            *((count_text(row.days_late or 0, "day"),) if late else ()),
            row.role,
            row.child,
            f"{row.title} ({row.rule}{'' if doubt else _unsure(row)})",
            *((REASONS[row.doubt] if row.doubt else "",) if doubt else ()),
        )

    return listed(columns, tasks, cells, day=lambda row: row.due, group=group_of, most=most, rule=lambda row: row.rule)


_BECAME: dict[Became, str] = {
    "done": "done on {}",
    "ended": "ended on {}, not done",
    "moved": "now due by {}",
    "not-due": "not on a list of this report any more",
}


def gone_list(rows: Sequence[NoLongerOverdue], most: int) -> Table:
    """A list of what an earlier report called overdue."""
    columns = (Column("Was due by", "day"), Column("Who"), Column("Child"), Column("What"), Column("What became of it"))

    def cells(row: NoLongerOverdue) -> tuple[str, ...]:
        became = _BECAME[row.became].format("" if row.on is None else day_text(row.on))
        return (day_text(row.due), row.role, row.child, row.title, became)

    return listed(columns, rows, cells, day=lambda row: row.due, group=lambda _: "", most=most)


def group_of(row: TaskRow | JudgedReview) -> str:
    """The team and the worker that a row stands under; empty where the input names neither."""
    return ", ".join(name for name in (row.team, row.worker) if name)


def _unsure(row: TaskRow) -> str:
    return ", date not sure" if row.doubt else certainty(row.basis, ", ")


def _due(day: date | None) -> str:
    return "" if day is None else day_text(day)
