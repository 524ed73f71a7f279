"""A caseload as one HTML page: charts inside, nothing fetched from anywhere, no script, and it prints.

The charts need the extra ``pictures``. Without it the page has the same figures as tables, and says so.
"""

from __future__ import annotations

from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from lacreview_rules.caseload.lateness import lateness_by_task
from lacreview_rules.caseload.words import (
    APART,
    CAUTION,
    REGULATIONS,
    SHORTCUT,
    agreement_lines,
    days_text,
    heading_lines,
    held_text,
    kind_text,
    not_judged_lines,
    outcome_text,
    share_text,
    timeliness_lines,
)
from lacreview_rules.wording import day_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lacreview_rules.caseload.report import Caseload
    from lacreview_rules.caseload.reviews import JudgedReview
    from lacreview_rules.caseload.rows import TaskRow
    from lacreview_rules.caseload.timeliness import Timeliness

MOST_ROWS = 2000
"""How many rows of a list are in the page; all of them are in the CSV and the JSON."""

_NO_CHARTS = "Charts need the extra “pictures”: pip install 'lacreview_rules[pictures]'. The tables hold the same figures."


def caseload_html(caseload: Caseload, charts: Mapping[str, str] | None = None) -> str:
    """A caseload as a page for a browser, at any width, and for paper.

    Args:
        caseload: the figures.
        charts: what `lacreview_rules.pictures.caseload_charts` draws of it; without them the page says what is missing.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules.caseload.report import gather
        >>> from lacreview_rules.caseload.window import window_at
        >>> "<h1>Caseload as at Tue 31 Mar 2026</h1>" in caseload_html(gather([], window_at(date(2026, 3, 31))))
        True
    """
    return "\n".join(_page(caseload, charts)) + "\n"


def _page(caseload: Caseload, charts: Mapping[str, str] | None) -> Iterator[str]:
    title = f"Caseload as at {day_text(caseload.window.as_of)}"
    style = (files("lacreview_rules") / "data" / "caseload.css").read_text(encoding="utf-8").rstrip()
    yield '<!DOCTYPE html>\n<html lang="en-GB">\n<head><meta charset="utf-8">'
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    yield '<meta name="referrer" content="no-referrer"><meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title>\n<style>\n{style}\n</style></head>\n<body><main>\n<header><h1>{title}</h1>"
    yield from (f"<p>{_text(line)}</p>" for line in heading_lines(caseload))
    yield f"<p class=more>{_text(CAUTION)}</p>"
    if charts is None:
        yield f"<p class=note>{_text(_NO_CHARTS)}</p>"
    yield "</header>"
    yield from _section("out", "Reviews out of timescale, by each child's own profile", len(caseload.out_of_timescale))
    yield from _reviews(caseload.out_of_timescale)
    for name, heading, timeliness in (("law", REGULATIONS, caseload.regulations), ("shortcut", SHORTCUT, caseload.shortcut)):
        yield from _section(name, f"{heading}: {share_text(timeliness.in_time, timeliness.judged)}")
        yield from _timeliness(timeliness, (charts or {}).get(name, ""))
    yield from _section("differ", "Where the two differ", len(caseload.disagreements))
    yield from (f"<p>{_text(line)}</p>" for line in agreement_lines(caseload))
    yield f"<p class=note>{_text(APART)}</p>"
    yield from _reviews(caseload.disagreements)
    yield from _work(caseload, (charts or {}).get("due", ""))
    yield from _section("unknown", "Reviews that cannot be judged on one basis or more", len(caseload.not_judged))
    yield from _reviews(caseload.not_judged)
    yield "</section>\n</main></body>\n</html>"


def _work(caseload: Caseload, chart: str) -> Iterator[str]:
    yield from _section("overdue", "Overdue", len(caseload.overdue))
    if caseload.doubtful_tasks:
        yield f"<p>{caseload.doubtful_tasks:,} more would be overdue if their dates could be relied on.</p>"
    yield from _tasks(caseload.overdue, late=True)
    yield from _section("due", f"Due until {day_text(caseload.window.until)}", len(caseload.due))
    yield chart
    yield from _table(("Week of", "Who", "Due"), ((day_text(row.week), row.role, f"{row.count:,}") for row in caseload.due_by_week))
    yield from _tasks(caseload.due, late=False)
    yield from _section("late", "Done late, or never, in the time judged", len(caseload.late))
    lines = lateness_by_task(caseload.late)
    yield from _table(
        ("Task", "Who", "Done late", "Never done", "Median days late", "Most days late"),
        (
            (
                line.task,
                line.role,
                f"{line.done_late:,}",
                f"{line.never_done:,}",
                "" if line.median_days is None else f"{line.median_days:g}",
                "" if line.most_days is None else f"{line.most_days:,}",
            )
            for line in lines
        ),
    )


_FIRST = "out"


def _section(name: str, heading: str, count: int | None = None) -> Iterator[str]:
    closing = "" if name == _FIRST else "</section>\n"
    counted = "" if count is None else f" ({count:,})"
    yield f'{closing}<section id="{name}"><h2>{_text(heading)}{counted}</h2>'


def _timeliness(timeliness: Timeliness, chart: str) -> Iterator[str]:
    yield chart
    rows = [*timeliness.whole, *timeliness.quarters, *timeliness.months]
    yield from _table(("Due in", "First", "Second", "Later", "Together"), timeliness_lines(rows))
    yield from (f"<p class=more>{_text(line)}</p>" for line in not_judged_lines(timeliness))


def _reviews(reviews: Sequence[JudgedReview]) -> Iterator[str]:
    heads = ("Child", "Review", "Held on", "Profile", "By the profile", "By the regulations", "By the shortcut")
    yield from _table(
        heads,
        (
            (
                review.child,
                kind_text(review),
                held_text(review),
                review.profile,
                *(
                    f"{'' if verdict.due is None else day_text(verdict.due) + ': '}{outcome_text(verdict)}"
                    for verdict in (review.profile_verdict, review.regulations, review.shortcut)
                ),
            )
            for review in reviews[:MOST_ROWS]
        ),
    )
    yield _more(len(reviews))


def _tasks(rows: Sequence[TaskRow], *, late: bool) -> Iterator[str]:
    heads = ("Due by", "How late", "Who", "Child", "What", "Rule") if late else ("Due by", "Who", "Child", "What", "Rule")
    yield from _table(
        heads,
        (
            (
                day_text(row.due),
                *((days_text(row.days_late or 0),) if late else ()),
                row.role,
                row.child,
                row.title,
                f"{row.rule}{' (date not sure)' if row.doubt else ' (provisional)' if row.basis == 'projected' else ''}",
            )
            for row in rows[:MOST_ROWS]
        ),
    )
    yield _more(len(rows))


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    body = [
        "<tr>" + "".join(f'<td data-label="{_text(head)}">{_text(cell)}</td>' for head, cell in zip(heads, row, strict=True)) + "</tr>"
        for row in rows
    ]
    if not body:
        yield "<p class=more>None.</p>"
        return
    yield "<table><thead><tr>" + "".join(f'<th scope="col">{_text(head)}</th>' for head in heads) + "</tr></thead>\n<tbody>"
    yield from body
    yield "</tbody></table>"


def _more(count: int) -> str:
    return f"<p class=more>… and {count - MOST_ROWS:,} more: see the CSV or the JSON.</p>" if count > MOST_ROWS else ""


def _text(text: str) -> str:
    """Text for the page: nothing in it is markup, and what no page may hold becomes a question mark."""
    return escape("".join(char if char.isprintable() or char == " " else "?" for char in text))
