"""The problems of a schedule, in the order they are told: what cannot be, what nobody knows, what changed nothing, what is in doubt.

No due date depends on them: they are settled when somebody asks for them, from what the schedule was made of.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.errors import CalendarRangeError, Problem
from lacreview_rules.histories.care import NO_PERIOD
from lacreview_rules.remarks.in_doubt import remarks_on
from lacreview_rules.remarks.outside_care import unused_outside_care
from lacreview_rules.remarks.unknown_words import status_missing, unknown_words
from lacreview_rules.remarks.unused import unused
from lacreview_rules.schedules.order import in_order

if TYPE_CHECKING:
    from collections.abc import Callable

    from lacreview_rules.engine.all_periods import Found
    from lacreview_rules.engine.before_record import Begun
    from lacreview_rules.histories.history import History
    from lacreview_rules.rules.plan import Plan


class Problems(NamedTuple):
    """The problems; by_found: whether any that something changed nothing is known from what was found, not from the profile alone."""

    told: tuple[Problem, ...]
    by_found: bool


def what_cannot_be(history: History, plan: Plan, begun: Begun) -> list[Problem]:
    """What is wrong with a history whatever is due: events that cannot be, and words that nobody knows."""
    return [*begun.care.problems, *begun.problems, *unknown_words(history, plan.profile)]


def problems_of(history: History, plan: Plan, begun: Begun, found: Found, asked: frozenset[str] | None = None) -> Problems:
    """Everything that is told of a history beside its due dates; of what was done in vain, only of the tasks `asked` for."""
    care, every = begun.care, [*(in_order(found.shown) if asked is None else found.shown), *found.distant]
    problems = what_cannot_be(history, plan, begun)
    if not care.periods and (every or found.lapsed):
        problems.remove(NO_PERIOD)
    by_found = False
    if care.periods or every:
        outside = unused_outside_care(history, care, plan, every, asked)
        by_found = bool(outside)
        problems += outside
    if care.periods:
        in_care = unused(history, plan, care, every, found.lapsed, [*problems, *care.doubts], asked)
        by_found = by_found or in_care.by_found
        problems += in_care.problems
    problems += remarks_on(history, care, plan)
    problems += status_missing(history, care, plan)
    if history.date_of_birth is None and care.periods and (what := _without_birth(plan)):
        missing = "it is missing, so dates that depend on age may be missing or wrong"
        problems.append(Problem("date_of_birth", missing, f"add the date of birth; {what}"))
    return Problems(tuple(problems), by_found)


def _without_birth(plan: Plan) -> str:
    """What may not have been applied without a date of birth: rules, and exemptions from rules that were."""
    rules, exempt = ", ".join(plan.by_age), ", ".join(plan.exempt_by_age)
    told = f"rules that depend on age may not have been applied: {rules}" if rules else ""
    if exempt and told:
        return f"{told}; nor have exemptions by age from: {exempt}"
    return f"exemptions by age may not have been applied, from: {exempt}" if exempt else told


class ProblemsWhenAsked:
    """The problems of a schedule and of its copies, told once, when somebody asks one of them; what they are told from is let go then.

    What was found under a plan that is cut to some tasks cannot tell whether something recorded changed nothing: there it may
    have met one of the others. Where that is the question, the problems are those `in_full`, under the whole plan; unless there a
    date that nobody asked for leaves the calendar.
    """

    __slots__ = ("_asked", "_begun", "_found", "_history", "_in_full", "_known", "_plan")

    def __init__(
        self,
        history: History,
        plan: Plan,
        begun: Begun,
        found: Found,
        asked: frozenset[str] | None,
        in_full: Callable[[], tuple[Problem, ...]] | None = None,
    ) -> None:
        self._history = history
        self._plan = plan
        self._begun: Begun | None = begun
        self._found: Found | None = found
        self._asked = asked
        self._in_full = in_full
        self._known: tuple[Problem, ...] | None = None

    def __call__(self) -> tuple[Problem, ...]:
        """The problems, in the order in which they are told."""
        begun, found = self._begun, self._found
        if self._known is None and begun is not None and found is not None:
            known = problems_of(self._history, self._plan, begun, found, self._asked)
            self._known = known.told
            if known.by_found and self._in_full is not None:
                with suppress(CalendarRangeError):
                    self._known = self._in_full()
        assert self._known is not None  # noqa: S101 - it is known before what it is told from is let go
        self._begun = self._found = self._in_full = None
        return self._known
