"""A child's whole schedule by the library, the obvious stack and OpenFisca-Core, from the same events.

All three are first made to give the same due dates for the same made-up children. The library and the obvious stack
take one child at a time and say of each due date its status, rule and other limits; OpenFisca takes all
children at once and gives dates.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import cycle
from typing import TYPE_CHECKING, Any

import numpy as np
import peers_reviews
from holidays import country_holidays
from obvious import Scheduler
from openfisca_children import Children, children, event_table, histories, inputs_from_events, rows_of
from peers_compiled import READ, WHOLE
from peers_timing import Job, each
from schedule import HISTORY, PROFILE, differences, every_due_date, obvious_history, ours

from lacreview_rules import BecameLookedAfter, History, ReviewArranged, build_schedule, load_profile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from numpy.typing import NDArray
    from openfisca_children import Events
    from openfisca_reviews import LookedAfterSystem
    from peers_compiled import Compiled

    from lacreview_rules import Profile

OURS, OURS_COMPILED = "lacreview_rules", "lacreview_rules, compiled"
STACK, OPENFISCA = "the obvious stack", "OpenFisca-Core"
COMPARED = 1000
"""Children for whom the library and OpenFisca must agree; the obvious stack for a tenth of them."""
FEW = 50
"""Children in a run of those that take one at a time."""
AT_ONCE = (1, 100, 10_000)
NATIONAL = 84_000
"""About as many children as are looked after in England."""


@dataclass(frozen=True)
class ScheduleWay:
    """One way to make schedules.

    Attributes:
        package: whose way it is.
        how: what is done.
        run: does it.
        children: for how many children.
        timer: as of `Job`.
    """

    package: str
    how: str
    run: Callable[[], object]
    children: int
    timer: Callable[[int], int] | None = None

    @property
    def job(self) -> Job:
        """It, to be timed."""
        return Job(self.run, self.children, self.timer)


def ten_events() -> Children:
    """The child of `schedule.py`, as a table with one row."""
    (booked,) = (event.review_on for event in HISTORY.events if isinstance(event, ReviewArranged))
    days = [[event.on for event in HISTORY.events]]
    return Children(*(np.array(value, dtype="datetime64[D]") for value in ([HISTORY.date_of_birth], days, [booked])))


def our_dates(history: History, profile: Profile) -> Counter[tuple[str, date]]:
    """The task and day of every due date that has a day, as the library gives them."""
    return Counter((due.task, due.due) for due in every_due_date(history, profile) if due.due is not None)


def openfisca_system() -> LookedAfterSystem:
    """The country package, for the children of `openfisca_children`."""
    from openfisca_reviews import LookedAfterSystem

    return LookedAfterSystem(country_holidays("GB", subdiv="ENG", years=range(2019, 2029)))


def openfisca_dates(those: Children) -> list[Counter[tuple[str, date]]]:
    """The task and day of every due date, child by child, as OpenFisca gives them."""
    from openfisca_reviews import due_dates

    system = openfisca_system()
    due = due_dates(system, inputs_from_events(event_table(those), those.born))
    tasks = [system.due_dates[name] for name in due]
    found: list[Counter[tuple[str, date]]] = [Counter() for _ in those.born]
    for child, column, day in zip(*(rows.tolist() for rows in rows_of(due)), strict=True):
        found[child][tasks[column], day] += 1
    return found


def disagreements(those: Children) -> list[str]:
    """What the three do not agree on, for the child of `schedule.py` and for others."""
    profile = load_profile(PROFILE)
    wrong = []
    for group, made in ((ten_events(), [HISTORY]), (those, histories(those))):
        for place, (history, theirs) in enumerate(zip(made, openfisca_dates(group), strict=True)):
            mine = our_dates(history, profile)
            wrong += [f"child {place}: only {OURS}: {task} {day}" for task, day in (mine - theirs).elements()]
            wrong += [f"child {place}: only {OPENFISCA}: {task} {day}" for task, day in (theirs - mine).elements()]
        for place, history in enumerate(made[: max(1, len(made) // 10)]):
            wrong += [f"child {place}: {difference}" for difference in differences(history, profile)]
    return wrong


def _there(name: str, how: str, compiled: Compiled | None) -> Iterator[ScheduleWay]:
    """The same of ours, compiled, where a compiled wheel is to be had."""
    if compiled is not None:
        job = compiled.job(name)
        yield ScheduleWay(OURS_COMPILED, how, job.run, job.items, job.timer)


def review_ways(compiled: Compiled | None) -> Iterator[ScheduleWay]:
    """The due dates of a child's reviews alone, ours first."""
    few = histories(children(FEW))
    for how, run in peers_reviews.ours(few):
        yield ScheduleWay(OURS, how, run, FEW)
        yield from _there(how, how, compiled)
    count = peers_reviews.by_hand()
    yield ScheduleWay(peers_reviews.BY_HAND, "by hand, from the same histories", lambda: each(count, few), FEW)


def schedule_ways(compiled: Compiled | None) -> Iterator[ScheduleWay]:
    """Every way to make schedules, ours first."""
    from openfisca_reviews import due_dates

    profile = load_profile(PROFILE)
    few = histories(children(FEW))
    stack, plain = Scheduler(profile), [obvious_history(history) for history in few]
    yield ScheduleWay(OURS, WHOLE, lambda: each(lambda history: build_schedule(history, profile), few), FEW)
    yield from _there(WHOLE, WHOLE, compiled)
    yield ScheduleWay(
        OURS,
        READ,
        lambda: each(lambda history: [ours(due) for due in every_due_date(history, profile)], few),
        FEW,
    )
    yield from _there(READ, READ, compiled)
    yield ScheduleWay(STACK, "holidays, relativedelta, a pydantic model a due date", lambda: each(stack.schedule, plain), FEW)
    system = openfisca_system()

    def from_columns(inputs: dict[str, NDArray[Any]]) -> Callable[[], object]:
        return lambda: due_dates(system, inputs)

    def from_events(events: Events, born: NDArray[np.datetime64]) -> Callable[[], object]:
        return lambda: rows_of(due_dates(system, inputs_from_events(events, born)))

    for count in AT_ONCE:
        those = children(count)
        run = from_columns(inputs_from_events(event_table(those), those.born))
        yield ScheduleWay(OPENFISCA, f"{count:,} at once, from columns to columns", run, count)
    for count in (*AT_ONCE, NATIONAL):
        those = children(count)
        run = from_events(event_table(those), those.born)
        yield ScheduleWay(OPENFISCA, f"{count:,} at once, from rows of events to rows of due dates", run, count)


def explained_ways() -> Iterator[ScheduleWay]:
    """The first review of a child newly in care, with its working in words."""
    import lexdays

    profile = load_profile(PROFILE)
    starts = children(FEW).on[:, 0].tolist()
    newly = cycle([History(child="A123", events=[BecameLookedAfter(on=start)]) for start in starts])
    days = cycle(starts)
    yield ScheduleWay(
        OURS,
        '`str(build_schedule(history, profile).of("review")[0].explanation)`',
        lambda: str(build_schedule(next(newly), profile).of("review")[0].explanation),
        1,
    )
    yield ScheduleWay(
        "lexdays",
        '`compute("gb-eaw/cpr", day, "20bd").explain("en")`',
        lambda: lexdays.compute("gb-eaw/cpr", next(days), "20bd").explain("en"),
        1,
    )
