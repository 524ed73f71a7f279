"""The words of a caseload's report, the same in a terminal and in a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.caseload.gaps import REASONS
from lacreview_rules.caseload.timeliness import KINDS
from lacreview_rules.wording import count_text, day_text, period_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from lacreview_rules.caseload.figures import InTime, Kind
    from lacreview_rules.caseload.report import Caseload
    from lacreview_rules.caseload.reviews import JudgedReview, Verdict
    from lacreview_rules.caseload.timeliness import Timeliness
    from lacreview_rules.caseload.window import Window

CAUTION = (
    "Dates are calculated dates: whether the law was complied with is not decided here. "
    "A review counts in the month in which it was due, held or not."
)
REGULATIONS = "Reviews in time by the regulations"
SHORTCUT = "Reviews in time by the +91 / +183 days shortcut"
APART = "The shortcut (20 working days, 91 and 183 days) is not the law. Never add its figures to those of the regulations."


def share_text(in_time: int, judged: int) -> str:
    """A share with the numbers it was made from; never rounded up to all or down to none.

    Example:
        >>> share_text(199, 200), share_text(0, 0)
        ('199 of 200 (99%)', '-')
    """
    if not judged:
        return "-"
    percent = 100 * in_time // judged
    return f"{in_time:,} of {judged:,} ({max(percent, 1) if in_time else 0}%)"


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
        'no. 4, care 2'
    """
    word: str = review.kind or "not known"
    if review.number is not None and review.kind == "later":
        word = f"no. {review.number}"
    return f"{word}, care {review.period_of_care}" if review.period_of_care > 1 else word


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


def heading_lines(caseload: Caseload) -> list[str]:
    """What a report begins with: the children, the profiles, the days, and what it does not decide."""
    window = caseload.window
    profiles = ", ".join(f"{used.id} version {used.version} ({used.children:,})" for used in caseload.profiles) or "none"
    lines = [
        *gap_lines(caseload.reviews_from, window),
        f"Children: {caseload.children:,}, of whom {caseload.looked_after:,} were looked after on {day_text(window.as_of)}",
        f"Profiles: {profiles}",
        f"Judged: {day_text(window.since)} to {day_text(window.to)}. Due listed until: {day_text(window.until)}",
    ]
    if caseload.reviews_from is not None:
        lines.append(f"Reviews are taken to be on record from {day_text(caseload.reviews_from)} on")
    if caseload.not_used:
        lines.append(f"NOT IN THESE FIGURES: {count_text(caseload.not_used, 'record')} that could not be used")
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
