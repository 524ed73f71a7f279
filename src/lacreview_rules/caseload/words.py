"""The words of a caseload's report, the same in a terminal and in a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.caseload.gaps import REASONS
from lacreview_rules.caseload.summary import percent_of, summary_of
from lacreview_rules.caseload.timeliness import KINDS
from lacreview_rules.schedules.titles import ordinal
from lacreview_rules.wording import count_text, day_text, period_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from lacreview_rules.caseload.figures import InTime, Kind
    from lacreview_rules.caseload.gaps import Reason
    from lacreview_rules.caseload.only import Only
    from lacreview_rules.caseload.report import Caseload
    from lacreview_rules.caseload.reviews import JudgedReview, Verdict
    from lacreview_rules.caseload.timeliness import Timeliness
    from lacreview_rules.caseload.window import Window

CAUTION = "Dates are calculated dates: whether the law was complied with is not decided here."
REGULATIONS = "Reviews in time by the regulations"
SHORTCUT = "Reviews in time by the +91 / +183 days shortcut"
APART = "The shortcut (20 working days, 91 and 183 days) is not the law. Never add its figures to those of the regulations."


def share_text(in_time: int, judged: int) -> str:
    """A share with the numbers it was made from; see `percent_of`.

    Example:
        >>> share_text(2, 3), share_text(199, 200), share_text(0, 0)
        ('2 of 3 (67%)', '199 of 200 (99%)', '-')
    """
    percent = percent_of(in_time, judged)
    return "-" if percent is None else f"{in_time:,} of {judged:,} ({percent}%)"


class TimelinessLine(NamedTuple):
    """One period: its name, and the share of first, second and later reviews, and of all three, in time."""

    period: str
    first: str
    second: str
    later: str
    every: str


def timeliness_lines(rows: Sequence[InTime]) -> Iterator[TimelinessLine]:
    """One line a period, in order, of one basis.

    Example:
        >>> from lacreview_rules.caseload.figures import InTime
        >>> next(timeliness_lines([InTime("2026-03", "first", 3, 4)]))[1:]
        ('3 of 4 (75%)', '-', '-', '3 of 4 (75%)')
    """
    for period in dict.fromkeys(row.period for row in rows):
        found: dict[Kind, InTime] = {row.kind: row for row in rows if row.period == period}
        shares = [share_text(found[kind].in_time, found[kind].judged) if kind in found else "-" for kind in KINDS]
        every = share_text(sum(row.in_time for row in found.values()), sum(row.judged for row in found.values()))
        yield TimelinessLine(period_text(period), shares[0], shares[1], shares[2], every)


def not_judged_lines(timeliness: Timeliness) -> list[str]:
    """Why reviews could not be judged on a basis, and how many for each reason."""
    return [f"{count:,} not judged: {REASONS[reason]}" for reason, count in timeliness.not_judged]


def outcome_text(verdict: Verdict) -> str:
    """How a review stands on one basis.

    Example:
        >>> from lacreview_rules.caseload.reviews import Verdict
        >>> outcome_text(Verdict("late", None, 3))
        '3 days late'
    """
    days = count_text(verdict.days_late or 0, "day")
    return {
        "in-time": "in time",
        "late": f"{days} late",
        "overdue": f"{days} overdue",
        "missed": f"not held, {days} late when care ended",
        "not-judged": "not judged",
        "not-due": "not due",
    }[verdict.outcome]


def held_text(review: JudgedReview) -> str:
    """When a review was held, if it was."""
    return day_text(review.held_on) if review.held_on is not None else "not held"


def kind_text(review: JudgedReview) -> str:
    """Which review it is.

    Example:
        >>> from lacreview_rules.caseload.reviews import JudgedReview, Verdict
        >>> none = Verdict("not-due")
        >>> kind_text(JudgedReview("A123", "england", 2, 4, "later", None, None, none, none, none))
        'fourth, in the second time in care'
        >>> kind_text(JudgedReview("A123", "england", 1, None, "later", None, None, none, none, none))
        'third or later'
    """
    word: str = "not known which" if review.kind is None else "third or later" if review.kind == "later" else review.kind
    if review.number is not None:
        word = ordinal(review.number).lower()
    return f"{word}, in the {ordinal(review.period_of_care).lower()} time in care" if review.period_of_care > 1 else word


def gap_lines(reviews_from: date | None, window: Window) -> list[str]:
    """What a report must say first: that the record begins too late to judge all the days asked about, or any of them.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules.caseload.window import window_at
        >>> gap_lines(date(2027, 4, 1), window_at(date(2026, 3, 31)))[0].partition(",")[0]
        'NOTHING CAN BE JUDGED: reviews are on record from Thu 1 Apr 2027 on'
        >>> gap_lines(date(2025, 4, 1), window_at(date(2026, 3, 31)))
        []
    """
    if reviews_from is None or reviews_from <= window.since:
        return []
    on_record = f"reviews are on record from {day_text(reviews_from)} on"
    if reviews_from > window.to:
        remedy = "check the years of the reviews in the files, or add the return of those days"
        return [f"NOTHING CAN BE JUDGED: {on_record}, after the days judged; {remedy}"]
    remedy = f"judge from {reviews_from} on, or add the return before"
    return [f"NOT ALL CAN BE JUDGED: {on_record}, after the first day judged, {day_text(window.since)}; {remedy}"]


def title_line(caseload: Caseload) -> str:
    """The title of a report."""
    return f"Caseload as at {day_text(caseload.window.as_of)}"


class SummaryLine(NamedTuple):
    """A line of the first screen: what it is about, what is said of it, and the section that has more; empty if none has."""

    label: str
    text: str
    section: str = ""


def summary_lines(caseload: Caseload) -> list[SummaryLine]:
    """The first screen of a report.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules.caseload.report import summarise
        >>> from lacreview_rules.caseload.window import window_at
        >>> [line.label for line in summary_lines(summarise([], window_at(date(2026, 3, 31))))]
        ['Children', 'Reviews in time', 'Overdue now', 'Due next', 'Not judged']
    """
    window, found = caseload.window, summary_of(caseload)
    days = f"{day_text(window.since)} to {day_text(window.to)}"
    share = share_text(found.in_time, found.judged) if found.judged else "no review that can be judged was due"
    overdue = "nothing"
    if found.overdue:
        children = count_text(found.overdue_children, "child", "children")
        reviews = count_text(found.overdue_reviews, "review")
        longest = count_text(found.longest_overdue or 0, "day")
        overdue = f"{count_text(found.overdue, 'task')} for {children}, including {reviews}; the longest is {longest} overdue"
    due = f"{count_text(found.due, 'task')}, including {count_text(found.due_reviews, 'review')}, up to {day_text(window.until)}"
    lines = []
    only = only_text(caseload.only)
    if only:
        lines.append(SummaryLine("ONLY", only))
    lines += [
        SummaryLine(
            "Children",
            f"{caseload.children:,}, of whom {caseload.looked_after:,} {'was' if caseload.looked_after == 1 else 'were'} looked after",
        ),
        SummaryLine("Reviews in time", f"{share} by the regulations, of those due {days}", "regulations"),
        SummaryLine("Overdue now", overdue, "overdue"),
        SummaryLine("Due next", due, "due"),
    ]
    reviews_unsure, tasks_unsure = _reasons_text(found.reviews_not_judged), _reasons_text(found.tasks_not_judged)
    if reviews_unsure:
        number = sum(count for _, count in found.reviews_not_judged)
        lines.append(SummaryLine("Not judged", f"{count_text(number, 'review')}: {reviews_unsure}", "not-judged"))
    else:
        lines.append(SummaryLine("Not judged", "no review"))
    if tasks_unsure:
        number = sum(count for _, count in found.tasks_not_judged)
        would = f"{count_text(number, 'task')} would be overdue if the date were sure: {tasks_unsure}"
        lines.append(SummaryLine("Perhaps overdue", would, "doubtful"))
    if found.tasks_not_recorded:
        silent = count_text(found.tasks_not_recorded, "task", "other tasks")
        text = f"{silent} due in these days: the record does not say whether they were done, and none is called late"
        lines.append(SummaryLine("Not recorded", text, "figures"))
    if caseload.not_used:
        lines.append(SummaryLine("NOT IN THESE FIGURES", f"{count_text(caseload.not_used, 'record')} that could not be used"))
    if caseload.without_care:
        text = f"{count_text(caseload.without_care, 'child', 'children')} without an episode: the source does not say when care began"
        lines.append(SummaryLine("Not in this report", text))
    if caseload.rows_not_used:
        rows = count_text(caseload.rows_not_used, "row")
        lines.append(SummaryLine("Rows not used", f"{rows} of the source could not be used; the messages name each place (--remarks FILE)"))
    return lines


def only_text(only: Only) -> str:
    """What a report is cut down to; empty if it is whole.

    Example:
        >>> from lacreview_rules.caseload.only import Only
        >>> only_text(Only(("visit",), (), 2))
        '2 children that were named; tasks: visit (the figures of reviews are those of all)'
    """
    parts = (
        [f"{count_text(only.children, 'child', 'children')} that {'was' if only.children == 1 else 'were'} named"] if only.children else []
    )
    parts += [f"{name}: {', '.join(found)}" for name, found in (("tasks", only.tasks), ("roles", only.roles)) if found]
    return "; ".join(parts) + (" (the figures of reviews are those of all)" if only.tasks or only.roles else "")


def _reasons_text(found: Sequence[tuple[Reason, int]]) -> str:
    if len(found) == 1:
        return REASONS[found[0][0]]
    return ", ".join(f"{count:,} ({REASONS[reason]})" for reason, count in found)


def heading_lines(caseload: Caseload) -> list[str]:
    """What stands beneath the first screen: the profiles, the days, and what the report does not decide."""
    window = caseload.window
    profiles = ", ".join(f"{used.id} version {used.version} ({used.children:,})" for used in caseload.profiles) or "none"
    lines = [f"Profiles: {profiles}. Judged: {day_text(window.since)} to {day_text(window.to)}."]
    if caseload.reviews_from is not None:
        lines.append(f"Reviews are taken to be on record from {day_text(caseload.reviews_from)} on.")
    return [*lines, CAUTION]


def agreement_lines(caseload: Caseload) -> list[str]:
    """How the two bases differ on the same reviews."""
    found = caseload.agreement
    every = found.both_in_time + found.only_shortcut_in_time + found.only_regulations_in_time + found.both_late
    return [
        f"{count_text(every, 'review')} judged on both: {found.both_in_time:,} in time on both, {found.both_late:,} late on both",
        f"The shortcut calls {found.only_shortcut_in_time:,} on time that the regulations call late",
        f"The shortcut calls {found.only_regulations_in_time:,} late that the regulations call in time",
    ]
