"""The two small rows that the pictures of a caseload are drawn from."""

from datetime import date
from typing import Literal, NamedTuple

__all__ = ["InTime", "Kind", "WeekCount"]

Kind = Literal["first", "second", "later"]
"""Which review of the period of care: the first, the second, or any after it."""


class WeekCount(NamedTuple):
    """How many calculated dates of one role fall in one week.

    Attributes:
        week: The Monday the week begins on.
        role: The role of the profile that must act (``iro``, ``social_worker``); empty where the profile names none.
        count: How many tasks are due in the week.

    Example:
        >>> WeekCount(date(2024, 6, 3), "iro", 4).count
        4
    """

    week: date
    role: str
    count: int  # type: ignore[assignment] # hides the method of tuples, which nobody needs here


class InTime(NamedTuple):
    """How many reviews of one kind were in time in one month or quarter, on one basis.

    Attributes:
        period: The month (``2024-06``) or the quarter (``2024-Q2``, a quarter of the calendar year).
        kind: ``first``, ``second`` or ``later``.
        in_time: How many of the judged reviews were in time.
        judged: How many reviews could be judged. Those that the record does not allow to be judged are not among them.

    Example:
        >>> InTime("2024-06", "first", 3, 4).judged
        4
    """

    period: str
    kind: Kind
    in_time: int
    judged: int
