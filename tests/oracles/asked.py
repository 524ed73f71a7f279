"""What the rules of a profile ask about, read off the profile as it is written and not off the plans the engine makes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from lacreview_rules import Fact, TaskDone
from lacreview_rules.histories.events import event_kind

if TYPE_CHECKING:
    from lacreview_rules import Event, Profile


class Asked(NamedTuple):
    """What is asked about.

    Attributes:
        facts: the facts that some condition, or some limit, asks for.
        tasks: the tasks of which some condition asks whether they were done, or which a rule counts its next time from, or waits
            for among others.
        counted_from: every name that something counts from, stops with or starts again on.
        of_reviews: the tasks that belong to reviews, and the events that complete them; and the review itself by its task.
        outside_care: the events that are asked about outside care too: what a task that belongs to events or outlives care counts
            from, whether or not its rule is in force that day, what a total adds up of the time before a day, and what some rule
            takes as done before its count starts, however early.
        reviews: whether the profile has reviews.
    """

    facts: frozenset[str]
    tasks: frozenset[str]
    counted_from: frozenset[str]
    of_reviews: frozenset[str]
    outside_care: frozenset[str]
    reviews: bool

    def asks_about(self, event: Event) -> bool:
        """Whether a rule asks whether an event happened, whatever the answer comes to."""
        if isinstance(event, Fact):
            return event.fact in self.facts
        if isinstance(event, TaskDone):
            return event.task in self.tasks
        return event_kind(event) in self.counted_from

    def asks_outside_care(self, event: Event) -> bool:
        """Whether a rule asks about an event that lies outside care."""
        name = event.task if isinstance(event, TaskDone) else event_kind(event)
        return (isinstance(event, Fact) and self.asks_about(event)) or name in self.outside_care

    def asks_of(self, event: Event, key: str) -> bool:
        """Whether a rule asks about one key of an event."""
        if key == "review":
            name = event.task if isinstance(event, TaskDone) else event_kind(event)
            return name in self.of_reviews or event_kind(event).startswith("review-")
        return key in ("review_by", "ends_on") and event_kind(event) in self.counted_from


def _tables(value: Any) -> tuple[dict[str, Any], ...]:
    """One table, or a list of them."""
    return () if value is None else (value,) if isinstance(value, dict) else tuple(value)


@lru_cache(maxsize=64)
def asked_by(profile: Profile) -> Asked:
    """What a profile asks about."""
    facts: set[str] = set()
    tasks: set[str] = set()
    counted: set[str] = set()
    for rule in (*profile.timescales, *profile.considerations):
        written: dict[str, Any] = rule.model_dump(by_alias=True, exclude_defaults=True)
        for condition in (table for key in ("when", "while", "unless") for table in _tables(written.get(key))):
            for key in ("fact", "fact_when_placed"):
                facts |= {word.removeprefix("not ") for word in condition.get(key) or ()}
            tasks |= {word.removeprefix("not ") for word in condition.get("task_done") or ()}
        facts |= {written["decided_by"]} if "decided_by" in written else set()
        after = written.get("after", ())
        tasks |= set(after) if len(after) > 1 else {written["task"]} & set(after) if "task" in written else set()
        counted |= {*after, *(written.get("restarts_on") or ())}
        counted |= {written[key] for key in ("before", "until") if key in written}
    counted |= {kind for task in profile.tasks.values() if task.id in tasks for kind in task.done_by}
    _with_what_brings_them(profile, {"facts": facts, "tasks": tasks, "events": counted})
    totals = {total.event for total in profile.totals.values()}
    of_reviews = {task.id for task in profile.tasks.values() if task.per == "review"}
    of_reviews |= {kind for task in profile.tasks.values() if task.per == "review" for kind in task.done_by}
    of_reviews |= {profile.cycle_task} if profile.cycle_task is not None else set()
    anywhere = {task.id for task in profile.tasks.values() if task.per == "event" or task.outlives_care}
    outside = totals | {name for rule in profile.timescales if rule.task in anywhere for name in (*rule.after, rule.before or "")}
    outside |= {rule.task for rule in profile.timescales if rule.may_precede}
    return Asked(
        frozenset(facts),
        frozenset(tasks),
        frozenset(counted | totals),
        frozenset(of_reviews),
        frozenset(outside),
        profile.cycle_task is not None,
    )


def _with_what_brings_them(profile: Profile, asked: dict[str, set[str]]) -> None:
    """Words that bring others with them are asked about where the others are, however many steps away."""
    brings: list[tuple[str, str, str]] = []  # the table and the name of a word, and the name of what it brings
    for table in asked:
        for term in getattr(profile, table).values():
            brings += [(table, term.id, text.removeprefix("not ").split(" ")[-1]) for text in (*term.implies, *term.same_as)]
    names = {term.id: table for table in asked for term in getattr(profile, table).values()}
    brings += [
        (names[other], other, term.id)
        for table in asked
        for term in getattr(profile, table).values()
        for other in term.same_as
        if other in names
    ]
    before = -1
    while before != (before := sum(map(len, asked.values()))):
        known = set().union(*asked.values())
        for table, name, brought in brings:
            if brought in known:
                asked[table].add(name)
