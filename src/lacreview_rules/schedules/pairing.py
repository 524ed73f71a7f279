"""The same due date in two schedules of one child: which of one is which of the other.

An id tells most. What is assumed has another id once it has happened, and an event that is corrected causes a due date with
another; these are paired by what they belong to, in order.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from lacreview_rules.schedules.due_dates import in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from lacreview_rules.schedules.due_dates import DueDate
    from lacreview_rules.schedules.lookups import Found
    from lacreview_rules.schedules.schedule import Schedule


D = TypeVar("D", bound="Found")
Pair = tuple[D | None, D | None]
"""A due date as it was, and as it is; None where there is none."""


def paired(olds: Iterable[D], news: Iterable[D], *, same_events: bool = False) -> list[Pair[D]]:
    """Each due date of one schedule beside the same of another, in the order of the second; what is only in the first comes last.

    Those with one id are the same. Of what is left, those of one task that belong to the same period of care, placement, review
    or event are the same in order, dates and advice apart. What then is left of the same events may be advice in one and have a date
    in the other; of other events it may be caused by an event that was corrected: it is paired in order, too.

    Args:
        olds: those of the first schedule, in order.
        news: those of the second, in order.
        same_events: whether both schedules are of the same events, and differ by their profiles: then what one event causes is
            never the same as what another does.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import BecameLookedAfter, History, ReviewHeld, build_schedule, load_profile
        >>> events = [BecameLookedAfter(on=date(2025, 12, 19)), ReviewHeld(on=date(2026, 1, 14))]
        >>> old, new = (build_schedule(History("A123", events[:n]), load_profile("england")).of("review") for n in (1, 2))
        >>> [(was and str(was.due), now and str(now.due)) for was, now in paired(old, new)]
        [('2026-01-21', '2026-01-21'), ('2026-04-21', '2026-04-14'), (None, '2026-10-14')]
    """
    before, after = list(olds), list(news)
    if any(due.id is None for due in chain(before, after)):
        keys: tuple[Callable[[D], Hashable], ...] = (_review_and_date, _review)
    else:
        keys = (_id, _dated_in_scope, _scope if same_events else _dated_in_kind_of_scope)
    partners: dict[int, D] = {}
    left = list(range(len(after)))
    for key in keys:
        waiting: dict[Hashable, list[D]] = defaultdict(list)
        for due in reversed(before):
            waiting[key(due)].append(due)
        unpaired = []
        for place in left:
            alike = waiting.get(key(after[place]))
            if alike:
                partners[place] = alike.pop()
            else:
                unpaired.append(place)
        gone = {id(due) for due in chain.from_iterable(waiting.values())}
        before, left = [due for due in before if id(due) in gone], unpaired
    return [*((partners.get(place), due) for place, due in enumerate(after)), *((due, None) for due in before)]


def _id(due: Found) -> Hashable:
    return due.id


def _kind_of_scope(due: Found) -> tuple[Hashable, ...]:
    scope = due.scope
    return (due.task, due.period_of_care, *((None, None) if scope is None else (scope.kind, scope.number)))


def _scope(due: Found) -> tuple[Hashable, ...]:
    scope = due.scope
    return (*_kind_of_scope(due), scope.first if scope is not None and scope.kind == "event" else None)  # others have a number


def _dated_in_scope(due: Found) -> Hashable:
    return (*_scope(due), due.due is None)


def _dated_in_kind_of_scope(due: Found) -> Hashable:
    return (*_kind_of_scope(due), due.due is None)


def _review_and_date(due: Found) -> Hashable:
    return (due.task, due.period_of_care, due.review, due.due, due.rule)


def _review(due: Found) -> Hashable:
    return (due.task, due.period_of_care, due.review, due.due is None)


def all_due_dates(schedule: Schedule) -> list[DueDate]:
    """Every due date of a schedule in order, those too far ahead to be shown among them.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import BecameLookedAfter, History, build_schedule, load_profile
        >>> schedule = build_schedule(History("A123", [BecameLookedAfter(on=date(2025, 12, 19))]), load_profile("england"))
        >>> set(schedule) <= set(all_due_dates(schedule))
        True
    """
    day = schedule.as_of
    if day is None or not schedule.distant:
        return list(schedule.due_dates)
    shown = {due.id for due in schedule.due_dates}
    return sorted((*schedule.due_dates, *(due.on(day) for due in schedule.distant if due.id not in shown)), key=in_order)


def paired_schedules(old: Schedule, new: Schedule) -> list[Pair[DueDate]]:
    """The due dates of two schedules of one child, paired; each pair is shown in at least one of them.

    What looks beyond the last review shown is paired too, so that a review that moves past it hides and shows nothing that
    stays as it is.
    """
    befores, afters = ({due.id for due in schedule.due_dates} for schedule in (old, new))
    return [
        (was, now)
        for was, now in paired(all_due_dates(old), all_due_dates(new))
        if (was is not None and was.id in befores) or (now is not None and now.id in afters)
    ]
