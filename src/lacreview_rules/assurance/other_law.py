"""A profile beside the law it is compared with and does not extend: whether that can be, and both as one profile."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lacreview_rules.profiles.models import Timescale
    from lacreview_rules.profiles.profile import Profile


def is_of_another_law(profile: Profile, other: Profile) -> bool:
    """Whether two profiles say that they stand under different laws."""
    return profile.law is not None and other.law is not None and profile.law != other.law


def renamed(rule: Timescale, review: str | None, other: str | None) -> Timescale:
    """A timescale in which the review has the name that another profile has for it."""
    if review is None or other is None or review == other:
        return rule

    def name(of: str) -> str:
        return other if of == review else of

    return rule.model_copy(
        update={
            "task": name(rule.task),
            "after": tuple(map(name, rule.after)),
            "before": name(rule.before) if rule.before is not None else None,
            "until": name(rule.until) if rule.until is not None else None,
        }
    )


def laid_beside(profile: Profile, local: tuple[Timescale, ...], other: Profile) -> Profile:
    """A profile that does not extend another, with the words, tasks and timescales of that beside its own; the review is the other's."""
    tasks = {name: task for name, task in profile.tasks.items() if name != profile.cycle_task}
    return replace(
        profile,
        cycle_task=other.cycle_task or profile.cycle_task,
        completed_by=other.completed_by or profile.completed_by,
        events=MappingProxyType({**other.events, **profile.events}),
        facts=MappingProxyType({**other.facts, **profile.facts}),
        days=MappingProxyType({**other.days, **profile.days}),
        totals=MappingProxyType({**other.totals, **profile.totals}),
        placements=MappingProxyType({**other.placements, **profile.placements}),
        legal_statuses=MappingProxyType({**other.legal_statuses, **profile.legal_statuses}),
        tasks=MappingProxyType({**profile.tasks, **other.tasks, **tasks} if other.cycle_task else {**other.tasks, **profile.tasks}),
        timescales=(*other.timescales, *local),
    )
