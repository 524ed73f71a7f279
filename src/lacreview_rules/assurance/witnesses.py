"""A history on which a profile by itself is later than a regulation: the proof of what a check says.

That one count ends after another shows nothing yet: another timescale of the profile may come first wherever both apply. So
a history is made in which both do (`witness_histories`), the engine is asked, and what it finds is the witness.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.assurance.open_limits import still_to_do
from lacreview_rules.assurance.specimen_histories import example_of
from lacreview_rules.assurance.witness_histories import Pair, histories_of
from lacreview_rules.profiles.profile import with_digest

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from lacreview_rules.assurance.findings import Example
    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.histories.history import History
    from lacreview_rules.profiles.models import Timescale
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.rules.limits import Limit

_MOST = 240  # histories for one pair of timescales


class Witness(NamedTuple):
    """What the histories showed.

    Attributes:
        example: a history on which the local date is later than that of the other timescale; None if there was none.
        met: whether there was a history on which both applied to one occasion.
        as_guidance: rows of guidance that are no earlier than the local date there, if there was no history without such.
    """

    example: Example | None
    met: bool
    as_guidance: tuple[str, ...] = ()


class Witnesses:
    """The timescales of a profile, and those it is compared with, side by side: asked for witnesses."""

    def __init__(self, profile: Profile, local: Collection[str], calendar: WorkingCalendar) -> None:
        self.profile, self.local, self.calendar = profile, frozenset(local), calendar
        self._narrowed: dict[str, Profile] = {}
        self._found: dict[tuple[str, History], dict[str, tuple[Limit, ...]]] = {}

    def of(self, rule: Timescale, other: Timescale, days: Sequence[date], most: int = _MOST, guidance: Sequence[Timescale] = ()) -> Witness:
        """A history on which `rule` is what binds of the local timescales, and later than `other`, counted from one of `days`.

        Two schedules are built, as two people would: one who has the profile and nothing else, and one who has the other. A history
        on which a row of `guidance` is as late is given only if there is no other.
        """
        own, its_own = self._own(rule.task), self._its_own(other)
        met, allowed = False, None
        for history in islice(histories_of(Pair(rule, other, own), days), most):
            mine = self._limits(history, own, rule.task)
            if not any(limit.rule_id == rule.id for binding in mine.values() for limit in binding):
                continue
            for due_id, its in self._limits(history, its_own, rule.task).items():
                binding = mine.get(due_id, ())
                if any(limit.rule_id == rule.id for limit in binding):
                    met = True
                    if binding[0].rule_id == rule.id and (binding[0].due or date.max) > (its[0].due or date.max):
                        found = Witness(
                            example_of(history, binding[0], its[0], self.calendar),
                            met,
                            self._as_late(history, due_id, guidance, binding[0]),
                        )
                        if not found.as_guidance:
                            return found
                        allowed = allowed or found
        return allowed or Witness(None, met)

    def _as_late(self, history: History, due_id: str, guidance: Sequence[Timescale], local: Limit) -> tuple[str, ...]:
        """The rows of guidance that limit an occurrence, and are no earlier than a local limit on it."""
        found = []
        for row in guidance:
            limits = self._limits(history, self._its_own(row), row.task).get(due_id, ())
            if any(limit.due is not None and local.due is not None and limit.due >= local.due for limit in limits):
                found.append(row.id)
        return tuple(found)

    def _limits(self, history: History, profile: Profile, task: str) -> dict[str, tuple[Limit, ...]]:
        """What a narrowed profile says of a history: asked once, for the rows of a task are tried on many of the same histories."""
        key = (profile.digest, history)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = _open_limits(history, profile, task, self.calendar)
        return found

    def _own(self, task: str) -> Profile:
        """The profile with its own timescales of one task and nothing else."""
        found = self._narrowed.get(task)
        if found is None:
            kept = [rule for rule in self.profile.timescales if rule.id in self.local and rule.task == task]
            found = self._narrowed[task] = self.with_only(kept)
        return found

    def _its_own(self, other: Timescale) -> Profile:
        """One timescale of the regulations or the guidance and nothing else, in force on every day."""
        found = self._narrowed.get(other.id)
        if found is None:
            found = self._narrowed[other.id] = self.with_only([other.model_copy(update={"in_force": ()})])
        return found

    def own_and_law(self, local: Sequence[Timescale], national: Sequence[Timescale], tasks: Collection[str]) -> tuple[Profile, Profile]:
        """The profile with these of its own timescales alone, and with those of the law for these tasks and the review, on every day.

        Those of the law for what it counts these from are among them: who is an eligible child is reckoned.
        """
        wanted, asked = {*tasks, self.profile.cycle_task or ""}, set(tasks)
        while asked:
            asked = {name for rule in national if rule.task in asked for name in (*rule.after, rule.before or "")} - wanted
            wanted |= asked
        law = [rule.model_copy(update={"in_force": ()}) for rule in national if rule.task in wanted]
        return self.with_only(local), self.with_only(law)

    def with_only(self, rules: Sequence[Timescale]) -> Profile:
        """The profile with some timescales and nothing else."""
        nothing: MappingProxyType[str, tuple[str, ...]] = MappingProxyType({})
        return with_digest(replace(self.profile, timescales=tuple(rules), considerations=(), replaced=(), yields=nothing))


def _open_limits(history: History, profile: Profile, task: str, calendar: WorkingCalendar) -> dict[str, tuple[Limit, ...]]:
    """The limits of each occurrence of a task that is open, by its id; of one that is foreseen only, none."""
    return {
        one.id: one.limits for one in still_to_do(history, profile, calendar) if one.plan.id == task and one.limits[0].basis == "actual"
    }
