"""One due date: one occurrence of a task with the date by which it is due, how it stands, and why."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from lacreview_rules.schedules.explanation import explain
from lacreview_rules.schedules.notices import notices_of
from lacreview_rules.schedules.standing import Standing
from lacreview_rules.wording import iso

if TYPE_CHECKING:
    from lacreview_rules.schedules.explanation import Explanation


class DueDate(Standing):
    """One occurrence of a task with the date by which it is due.

    Attributes:
        order: where it stands in a schedule: by date, task and rule, period of care and review; advice last.
        limits: every limit that applies, the one that binds first.
        set_aside: limits that no longer count (a later move restarted the cycle), and why.
        care: the period of care it belongs to.
        review: the number, in that period, of the review it is, prepares or follows; None for other tasks.
        closed_on: the day on which what it belongs to ended (ceasing, a move, the review itself).
        as_of: the day on which `status` is given.
    """

    __slots__ = ()

    @property
    def explanation(self) -> Explanation:
        """The working of the date, as data; ``str()`` of it gives the text."""
        return explain(self)

    @property
    def notices(self) -> tuple[str, ...]:
        """What a reader should know before relying on the date."""
        return notices_of(self)

    def to_dict(self) -> dict[str, Any]:
        """The due date as the schedule contract writes it."""
        return {
            "task": self.task,
            "title": self.title,
            "role": self.role,
            "period_of_care": self.period_of_care,
            "review": self.review,
            "due": iso(self.due),
            "due_at": self.due_at,
            "last_working_day": iso(self.last_working_day),
            "aim": iso(self.aim),
            "opens": iso(self.opens),
            "status": self.status,
            "done_on": iso(self.done_on),
            "days_late": self.days_late,
            "basis": self.basis,
            "rule": self.rule,
            "force": self.force,
            "cite": self.cite,
            "verified": self.verified,
            "also": [{"rule": limit.rule_id, "due": iso(limit.due), "force": limit.plan.rule.force} for limit in self.also],
            "notices": list(self.notices),
        }


in_order = attrgetter("order")
"""The order of due dates, for sorting."""
