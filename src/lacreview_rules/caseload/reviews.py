"""Each review of one child, judged on three bases apart: the regulations, the shortcut of extracts, and the child's own profile.

On every basis a review is judged by the date calculated for it there: in time if it was held by that day, late if it
was held after it, overdue if that day has gone and it has not been held, missed if care ended without it. The bases
never meet in one figure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from lacreview_rules.caseload.gaps import LATER_REVIEW_FROM
from lacreview_rules.schedules.standing import occurrence_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from lacreview_rules.caseload.figures import Kind
    from lacreview_rules.caseload.gaps import Gaps, Reason
    from lacreview_rules.rules.limits import Limit
    from lacreview_rules.schedules.due_dates import DueDate
    from lacreview_rules.schedules.schedule import Schedule

Outcome = Literal["in-time", "late", "overdue", "missed", "not-judged", "not-due"]
"""How a review stands on one basis.

in-time: held by the calculated date. late: held after it. overdue: the date has gone, not held, and the child is still
looked after. missed: the date had gone when the child ceased to be looked after, and it was never held. not-judged: the
record does not allow a judgement. not-due: not held, and its date has not gone, or care ended before it.
"""
OUT_OF_TIME: frozenset[Outcome] = frozenset({"late", "overdue", "missed"})
JUDGED: frozenset[Outcome] = frozenset({"late", "overdue", "missed", "in-time"})


class Verdict(NamedTuple):
    """How one review stands on one basis.

    Attributes:
        outcome: see `Outcome`.
        due: the calculated date; None where it is not sure.
        days_late: how many days late it was held, or is so far, or was when care ended; None if it is not.
        why: why it is not judged; None if it is.
        rule: the rule that sets the date; empty if there is none.
    """

    outcome: Outcome
    due: date | None = None
    days_late: int | None = None
    why: Reason | None = None
    rule: str = ""

    @property
    def is_judged(self) -> bool:
        """Whether it is known to be in time or not."""
        return self.outcome in JUDGED

    @property
    def in_time(self) -> bool:
        """Whether it was held by the calculated date."""
        return self.outcome == "in-time"


class JudgedReview(NamedTuple):
    """One review, held or the next one to be held, as it stands on a day.

    Attributes:
        child: the identifier the history gave.
        profile: the id of the child's profile.
        period_of_care: the number of the period of care.
        number: its number in that period; None where the record does not show it.
        kind: whether it is the first, the second or a later one; None where the record does not tell.
        held_on: the day on which it was held (of an adjourned one: as the profile's settings say); None if it was not.
        ceased_on: the day on which the period of care ended, if it has.
        profile_verdict: by the profile's earliest limit.
        regulations: by the earliest limit whose force is regulation.
        shortcut: by the 20 working days, 91 and 183 days of extracts.
        meeting: whether it was held at a meeting, as the record says; None if it was not held.
        team: the team that the child is with; empty where the input names none.
        worker: who works with the child; likewise.
    """

    child: str
    profile: str
    period_of_care: int
    number: int | None
    kind: Kind | None
    held_on: date | None
    ceased_on: date | None
    profile_verdict: Verdict
    regulations: Verdict
    shortcut: Verdict
    meeting: bool | None = None
    team: str = ""
    worker: str = ""

    @property
    def ended_on(self) -> date | None:
        """The day it was held, or on which care ended without it; None if it is still to be held."""
        return self.held_on or self.ceased_on


def judge_reviews(gaps: Gaps, schedule: Schedule, regulations: Schedule, shortcut: Schedule, as_of: date) -> Iterator[JudgedReview]:
    """Every review held by a day, and in each period of care the one that is to be held next, if it was due by then.

    Reviews that are only taken as held are not among them.

    Args:
        gaps: what of the history can be judged.
        schedule: of that history, under the child's profile, as at the day.
        regulations: the same under a profile that holds the regulations; it may be the same schedule.
        shortcut: the same under the profile that is the shortcut.
        as_of: the day.
    """
    own = _Reviews(schedule)
    law, quick = own if regulations is schedule else _Reviews(regulations), _Reviews(shortcut)
    for period in gaps.periods:
        if period.start > as_of:
            continue
        ceased_on = period.end if period.end is not None and period.end <= as_of else None
        held = [review for review in period.reviews if review.sat_on <= as_of]
        last = len(held) + 1
        for number in range(1, last + 1):
            review = held[number - 1] if number < last else None
            if review is not None and gaps.is_assumed(review):
                continue
            found = [reviews.find(period.number, number, is_open=review is None) for reviews in (own, law, quick)]
            place = _Place(gaps, period.number, number, ceased_on, as_of, is_held=review is not None and review.counted)
            verdicts = [place.verdict(due, applies) for due, applies in zip(found, (_any_force, _is_regulation, _any_force), strict=True)]
            if review is None and all(verdict.outcome == "not-due" and verdict.due != as_of for verdict in verdicts):
                continue
            kind: Kind | None = None
            if gaps.number_known(period.number, number):
                kind = "first" if number == 1 else "second" if number < LATER_REVIEW_FROM else "later"
            done = next((due.done_on for due in found if due is not None and due.done_on is not None), None)
            held_on = None if review is None else done or review.sat_on
            shown = None if period.number in gaps.cut else number
            meeting = None if review is None else review.meeting
            child, profile = gaps.history.child, schedule.profile.id
            by_profile, by_law, by_shortcut = verdicts
            yield JudgedReview(
                child, profile, period.number, shown, kind, held_on, ceased_on, by_profile, by_law, by_shortcut, meeting=meeting
            )


class _Reviews:
    """The reviews of one schedule, to be found by their number or as the one that is open."""

    def __init__(self, schedule: Schedule) -> None:
        self._numbered: dict[tuple[int, int], DueDate] = {}
        self._open: dict[int, DueDate] = {}
        for due in schedule.due_dates:
            found = occurrence_of(due)
            if found.plan.id != found.care.review_task or due.review is None:
                continue
            if found.completion is not None:
                self._numbered[due.period_of_care, due.review] = due
            else:
                first = self._open.get(due.period_of_care, due)
                self._open[due.period_of_care] = min(first, due, key=lambda one: one.review or 0)

    def find(self, period: int, number: int, *, is_open: bool) -> DueDate | None:
        """The review with this number; of those not held, only the next one."""
        numbered = self._numbered.get((period, number))
        if numbered is not None:
            return numbered
        waiting = self._open.get(period)
        return waiting if waiting is not None and (is_open or waiting.review == number) else None


class _Place(NamedTuple):
    """Which review of which period of care is judged, and what is known of it."""

    gaps: Gaps
    period: int
    number: int
    ceased_on: date | None
    as_of: date
    is_held: bool

    def verdict(self, due: DueDate | None, applies: Callable[[Limit], bool]) -> Verdict:
        """How the review stands by the earliest of the limits that apply."""
        limits = (
            [] if due is None else [limit for limit in occurrence_of(due).limits if applies(limit) and not _is_ahead(limit, self.as_of)]
        )
        why = self.gaps.why_unsure(self.period, self.number, limits)
        days = [limit for limit in limits if limit.due is not None]
        if not days or days[0].due is None:
            return Verdict("not-judged", why="no-limit") if self.is_held else Verdict("not-due")
        day, rule = days[0].due, days[0].rule_id
        held_on = None if due is None else due.done_on
        if held_on is None and (day >= self.ceased_on if self.ceased_on is not None else day >= self.as_of):
            return Verdict("not-due", None if why else day, rule=rule)
        if why is not None:
            return Verdict("not-judged", why=why)
        if held_on is not None:
            return Verdict("late", day, (held_on - day).days, rule=rule) if held_on > day else Verdict("in-time", day, rule=rule)
        if self.ceased_on is not None:
            return Verdict("missed", day, (self.ceased_on - day).days, rule=rule)
        return Verdict("overdue", day, (self.as_of - day).days, rule=rule)


def _is_ahead(limit: Limit, as_of: date) -> bool:
    """Whether it counts from something that had not happened by the day."""
    return limit.forward and limit.occurrence.on > as_of


def _any_force(limit: Limit) -> bool:
    return limit.due is not None


def _is_regulation(limit: Limit) -> bool:
    return limit.plan.rule.force == "regulation"
