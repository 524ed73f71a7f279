"""The words of a profile by the ids that are written in a file: what each means, and which rules read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.profiles.conditions.yes_or_no import EVENT_OF

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lacreview_rules.profiles.models import Condition, Consideration, Timescale
    from lacreview_rules.profiles.profile import Profile

TABLES = ("events", "facts", "placements", "legal_statuses", "days", "totals", "tasks")


class WordUsed(NamedTuple):
    """A word that a history or a profile may write.

    Attributes:
        table: where it is declared: "events", "facts"; events that are built in stand in "events" too.
        id: as it must be written.
        title: what it means; empty where the profile does not say.
        rules: the ids of the rules that name it, in the profile's order: those that limit it, count from it or ask for it.
        tasks: of an event, the tasks that it completes.
    """

    table: str
    id: str
    title: str
    rules: tuple[str, ...]
    tasks: tuple[str, ...] = ()


def words_of_profile(profile: Profile, built_in: dict[str, str]) -> list[WordUsed]:
    """Every word that can be used with a profile, table by table, in order of their ids.

    Args:
        profile: the profile.
        built_in: events that every profile knows, with what they mean.

    Example:
        >>> from lacreview_rules import load_profile
        >>> words = {word.id: word for word in words_of_profile(load_profile("england"), {"review-held": "A review was held."})}
        >>> words["placed-outside-approval"].rules
        ('england/F1', 'england/F1-2020')
        >>> words["review-held"].tasks
        ('review', 'parent-placement-review')
    """
    rules: tuple[Timescale | Consideration, ...] = (*profile.timescales, *profile.considerations)
    read: dict[tuple[str, str], dict[str, None]] = {}
    for rule in rules:
        for word in ids_in(rule, profile):
            read.setdefault(word, {})[rule.id] = None
    completes: dict[str, list[str]] = {}
    for task in profile.tasks.values():
        for kind in task.done_by:
            completes.setdefault(kind, []).append(task.id)
    found = []
    for table in TABLES:
        titles = {name: term.title for name, term in getattr(profile, table).items()}
        titles = {**built_in, **titles} if table == "events" else titles
        for name in sorted(titles):
            tasks = tuple(completes.get(name, ())) if table == "events" else ()
            found.append(WordUsed(table, name, titles[name], tuple(read.get((table, name), ())), tasks))
    return found


def ids_in(rule: Timescale | Consideration, profile: Profile) -> Iterator[tuple[str, str]]:
    """Each word that a rule names, with the table in which it is declared; what is neither a task, a day nor a total is an event.

    Example:
        >>> from lacreview_rules import load_profile
        >>> england = load_profile("england")
        >>> list(ids_in(england.rule("england/F1"), england))
        [('tasks', 'outside-approval-ended'), ('events', 'placed-outside-approval')]
    """
    before = getattr(rule, "before", None)
    until = getattr(rule, "until", None)
    task = getattr(rule, "task", None)
    names = (*getattr(rule, "after", ()), *(name for name in (before, until) if name is not None), *(rule.restarts_on or ()))
    if task is not None:
        yield "tasks", task
    for name in names:
        plain = name.removeprefix("missed ").removesuffix(" starts").removesuffix(" ends")
        if not plain.startswith("age "):
            yield next((table for table in ("tasks", "days", "totals") if plain in getattr(profile, table)), "events"), plain
    if getattr(rule, "decided_by", None) is not None:
        yield "facts", getattr(rule, "decided_by", "")
    for key in ("counted_in", "falls_on"):
        if getattr(rule, key, None) is not None:
            yield "days", getattr(rule, key)
    for condition in rule.asked:
        yield from _asked(condition)


def _asked(condition: Condition) -> Iterator[tuple[str, str]]:
    for record, value in condition.named():
        if record.declared is not None:
            yield from ((record.declared.table, word.removeprefix("not ")) for word in value)
            continue
        yield from (("tasks", name) for name in (record.tasks_of(value) if record.tasks_of is not None else ()))
        yield from (("events", name) for name in (record.events_of(value) if record.events_of is not None else ()))
        if record.key in EVENT_OF:
            yield "events", EVENT_OF[record.key]
