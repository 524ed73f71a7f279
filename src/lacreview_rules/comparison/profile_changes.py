"""Two versions of a profile: what was added, removed and changed, and which due dates move because of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from lacreview_rules.engine.build import build_schedule
from lacreview_rules.profiles.words import limit_words
from lacreview_rules.schedules.nothing_scheduled import is_nothing_scheduled
from lacreview_rules.schedules.pairing import all_due_dates, paired

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.errors import Problem
    from lacreview_rules.histories.history import History
    from lacreview_rules.profiles.models import Consideration, Task, Timescale
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.schedules.due_dates import DueDate


_WORDS = {
    "event": "events",
    "fact": "facts",
    "named days": "days",
    "total": "totals",
    "placement": "placements",
    "legal status": "legal_statuses",
}
KINDS = ("task", *_WORDS, "timescale", "consideration")
"""What a profile holds that may be added, removed or changed."""


@dataclass(frozen=True, slots=True)
class KeyChange:
    """One key with what stood there before and what stands there now, ready for JSON; None where nothing stands."""

    key: str
    before: Any
    after: Any

    def to_dict(self) -> dict[str, Any]:
        """The change as JSON-ready data."""
        return {"key": self.key, "before": self.before, "after": self.after}


@dataclass(frozen=True, slots=True)
class Changed:
    """A task, a timescale, a consideration or a word that is not as it was.

    Attributes:
        kind: one of `KINDS`; how: "added", "removed" or "changed".
        words: what it says, in plain English: of a timescale by when, of the rest the title.
        keys: for what was changed, key by key.
    """

    kind: str
    how: str
    id: str
    words: str
    keys: tuple[KeyChange, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The change as JSON-ready data."""
        return {"kind": self.kind, "how": self.how, "id": self.id, "words": self.words, "keys": [key.to_dict() for key in self.keys]}


@dataclass(frozen=True, slots=True)
class MovedDate:
    """One due date that is not where it was.

    Attributes:
        history: the number of the history among those given, from 1; child: its identifier.
        before, after: the dates; None for one that has none, or is not there at all: then its rule is empty.
        rule_before, rule_after: the rules that bind.
    """

    history: int
    child: str
    task: str
    title: str
    period_of_care: int
    review: int | None
    before: date | None
    after: date | None
    rule_before: str
    rule_after: str

    @property
    def days(self) -> int | None:
        """By how many days it moves; less than nought for earlier."""
        return None if self.before is None or self.after is None else (self.after - self.before).days

    def to_dict(self) -> dict[str, Any]:
        """The move as JSON-ready data."""
        return {
            "history": self.history,
            "child": self.child,
            "task": self.task,
            "title": self.title,
            "period_of_care": self.period_of_care,
            "review": self.review,
            "before": None if self.before is None else self.before.isoformat(),
            "after": None if self.after is None else self.after.isoformat(),
            "days": self.days,
            "rule_before": self.rule_before,
            "rule_after": self.rule_after,
        }


@dataclass(frozen=True, slots=True)
class ProfileChanges:
    """What a new version of a profile changes.

    Attributes:
        keys: what changed about the profile as a whole: its name, version, settings, cycle.
        rules: tasks, words, timescales and considerations, those of the profiles it extends among them.
        moved: the due dates that move, history by history, in the order of the new dates.
        stayed: how many due dates are where they were.
        problems: what could not be used of the histories, each with the number of its history among those given, from 1.
        nothing_scheduled: the numbers of the histories that gave no due date under one of the two because of their problems.
    """

    old: Profile
    new: Profile
    keys: tuple[KeyChange, ...]
    rules: tuple[Changed, ...]
    histories: int
    moved: tuple[MovedDate, ...]
    stayed: int
    problems: tuple[tuple[int, Problem], ...] = ()
    nothing_scheduled: tuple[int, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The changes as JSON-ready data."""
        return {
            "schema_version": 1,
            "old": {"id": self.old.id, "version": self.old.version, "digest": self.old.digest},
            "new": {"id": self.new.id, "version": self.new.version, "digest": self.new.digest},
            "keys": [key.to_dict() for key in self.keys],
            "rules": [rule.to_dict() for rule in self.rules],
            "histories": self.histories,
            "moved": [move.to_dict() for move in self.moved],
            "stayed": self.stayed,
            "problems": [{"history": number, "where": p.where, "what": p.what, "remedy": p.remedy} for number, p in self.problems],
        }

    def to_json(self) -> str:
        """The changes as JSON text."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=2)


def profile_changes(old: Profile, new: Profile, histories: Iterable[History], calendar: WorkingCalendar | None = None) -> ProfileChanges:
    """What changes from one version of a profile to the next, in its rules and in the due dates of some children.

    A rule is known by its id. A rule of a parent that a local one replaces, or no longer replaces, is among what was
    removed or added. Every due date of the two schedules is compared, also those that neither shows yet because they
    are years ahead.

    Raises:
        CalendarRangeError: a date leaves the calendar.

    Example:
        >>> from lacreview_rules import load_profile
        >>> from lacreview_rules.comparison.side_by_side import worked_example
        >>> newham = load_profile("newham")
        >>> profile_changes(newham, newham, [worked_example()]).moved
        ()
    """
    moved: list[MovedDate] = []
    problems: list[tuple[int, Problem]] = []
    empty: list[int] = []
    stayed = number = 0
    for number, history in enumerate(histories, 1):
        before, after = (build_schedule(history, profile, calendar) for profile in (old, new))
        problems += [(number, problem) for problem in dict.fromkeys((*before.problems, *after.problems))]
        empty += [
            number
            for one in (before, after)
            if is_nothing_scheduled(one, partial(build_schedule, history, one.profile, calendar, strict=True))
        ]
        found, still = _moves(number, history.child, all_due_dates(before), all_due_dates(after))
        moved += found
        stayed += still
    keys, rules = _rule_changes(old, new)
    return ProfileChanges(old, new, keys, rules, number, tuple(moved), stayed, tuple(problems), tuple(dict.fromkeys(empty)))


def _moves(number: int, child: str, before: Sequence[DueDate], after: Sequence[DueDate]) -> tuple[list[MovedDate], int]:
    moved: list[MovedDate] = []
    stayed = 0
    for was, now in paired(before, after, same_events=True):
        if was is not None and now is not None and was.due == now.due:
            stayed += 1
            continue
        shown = now or was
        if shown is None or ((was is None or now is None) and shown.due is None):
            continue  # advice that comes or goes has no date to move
        moved.append(
            MovedDate(
                number,
                child,
                shown.task,
                shown.title,
                shown.period_of_care,
                shown.review,
                None if was is None else was.due,
                None if now is None else now.due,
                "" if was is None else was.rule,
                "" if now is None else now.rule,
            )
        )
    moved.sort(key=lambda move: (str(move.after or move.before), move.task))
    return moved, stayed


def _rule_changes(old: Profile, new: Profile) -> tuple[tuple[KeyChange, ...], tuple[Changed, ...]]:
    found = _changed("task", old.tasks, new.tasks, lambda task: task.title)
    for kind, table in _WORDS.items():
        found += _changed(kind, getattr(old, table), getattr(new, table), lambda term: term.title)
    found += _changed("timescale", _by_id(old.timescales), _by_id(new.timescales), lambda rule: f"{rule.task}: {limit_words(rule)}")
    found += _changed("consideration", _by_id(old.considerations), _by_id(new.considerations), lambda mark: mark.title)
    restart, found = _restart(old, new, found)
    return (*_profile_keys(old, new), *restart), tuple(found)


def _by_id(rules: Iterable[Timescale | Consideration]) -> dict[str, Any]:
    return {rule.id: rule for rule in rules}


def _changed(kind: str, before: Mapping[str, Any], after: Mapping[str, Any], words: Any) -> list[Changed]:
    found = [Changed(kind, "added", name, words(item)) for name, item in after.items() if name not in before]
    found += [Changed(kind, "removed", name, words(item)) for name, item in before.items() if name not in after]
    for name, item in after.items():
        if name in before and before[name] != item:
            keys = _keys(_written(before[name]), _written(item))
            found.append(Changed(kind, "changed", name, words(item), keys))
    return found


def _written(item: Task | Timescale | Consideration) -> dict[str, Any]:
    content: dict[str, Any] = item.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return {
        key: value[0] if isinstance(value, list) and len(value) == 1 and key != "restarts_on" else value for key, value in content.items()
    }


def _keys(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[KeyChange, ...]:
    names = dict.fromkeys([*before, *after])
    return tuple(KeyChange(name, before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name))


def _profile_keys(old: Profile, new: Profile) -> tuple[KeyChange, ...]:
    return _keys(*({
        "id": profile.id,
        "name": profile.name,
        "version": profile.version,
        "extends": ", ".join(profile.lineage[1:]) or None,
        **{f"source.{key}": value or None for key, value in profile.source.model_dump(mode="json").items()},
        **{f"settings.{key}": value for key, value in profile.settings.items()},
    } for profile in (old, new)))  # fmt: skip


def _restart(old: Profile, new: Profile, found: list[Changed]) -> tuple[list[KeyChange], list[Changed]]:
    """A change of `review_cycle.restarts_on` reaches every rule of the profile's own: it is told once."""
    ids = [rule.id for rule in (*new.timescales, *new.considerations) if new.says(rule.id)]
    both = {rule.id for rule in (*old.timescales, *old.considerations)}.intersection(ids)
    touched = [key for item in found if item.id in both for key in item.keys if key.key == "restarts_on"]
    if len(touched) < 2 or len(touched) != len(both) or any(key != touched[0] for key in touched):  # noqa: PLR2004 - one is that rule's own
        return [], found
    rest = []
    for item in found:
        keys = tuple(key for key in item.keys if key != touched[0])
        if keys or item.how != "changed":
            rest.append(Changed(item.kind, item.how, item.id, item.words, keys))
    return [KeyChange("review_cycle.restarts_on", touched[0].before, touched[0].after)], rest
