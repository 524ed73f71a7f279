"""What a local row counts from, under the name that the law has for it, so that both are seen to count from the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lacreview_rules.profiles.models import Timescale
    from lacreview_rules.profiles.profile import Profile


def names_of_the_law(profile: Profile, law: Iterable[Timescale]) -> dict[str, str]:
    """For each event that stands for something that the law counts from, the name that the law has for that.

    An event completes a task (`done_by`), or brings another with it (`implies`). One that stands for several is left out.

    Example:
        >>> from lacreview_rules import load_profile
        >>> england = load_profile("england")
        >>> names_of_the_law(england, england.timescales)["review-held"]
        'review'
    """
    counted = {name for rule in law for name in (*rule.after, rule.before) if name is not None}
    found: dict[str, set[str]] = {}
    for task in profile.tasks.values():
        for kind in task.done_by if task.id in counted else ():
            found.setdefault(kind, set()).add(task.id)
    for event in profile.events.values():
        for word in (*event.implies, *event.same_as):
            if word in counted and word not in profile.tasks:
                found.setdefault(event.id, set()).add(word)
    if profile.cycle_task in counted:
        found["review-held"] = {profile.cycle_task}
    return {kind: min(names) for kind, names in found.items() if len(names) == 1 and kind not in counted}


def named_as_the_law(rule: Timescale, names: Mapping[str, str]) -> Timescale:
    """The same row, counting from what the law counts from by its name."""
    if not {*rule.after, rule.before}.intersection(names):
        return rule
    after = tuple(dict.fromkeys(names.get(name, name) for name in rule.after))
    return rule.model_copy(update={"after": after, "before": names.get(rule.before, rule.before) if rule.before else None})
