r"""Small profiles and histories, so that a test says only what it is about.

A schedule under some rules of a letter, or under some tables of a profile, for a child looked after on Mon 5 January 2026:

    schedule_of(['limit = "1 week"\nafter = "became-looked-after"'], done("2026-01-08")).of("letter")
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from functools import cache, lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from lacreview_rules import (
    BecameLookedAfter,
    History,
    PlacementMoved,
    ReviewHeld,
    ReviewRequested,
    SignificantEvent,
    TaskDone,
    build_schedule,
    load_profile,
)
from lacreview_rules.profile_files.loading import shipped_profiles
from lacreview_rules.profile_files.reading import Shipped, read_file, resolve
from lacreview_rules.profiles.profile import with_digest
from lacreview_rules.schedules.standing import occurrence_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lacreview_rules import Event, Profile, WorkingCalendar
    from lacreview_rules.schedules.due_dates import DueDate
    from lacreview_rules.schedules.schedule import Schedule

D = date.fromisoformat


def head_of(name: str = "ours", extends: str | None = None, version: str = "1") -> str:
    """How a profile of this id begins: lines 1 to 4 of its file, and line 5 where it extends another."""
    parent = "" if extends is None else f'extends = "{extends}"\n'
    return f'schema_version = 1\nid = "{name}"\nname = "Ours"\nversion = "{version}"\n{parent}'


ALONE = head_of()
"""How a profile begins that extends no other: lines 1 to 4 of its file."""
HEAD = head_of(extends="england")
"""How a profile begins that adds to the regulations: lines 1 to 5. To make it ready takes five times as long as what follows."""
OF_REVIEWS = head_of(extends="england-reviews")
"""The same where no rule has a say but those of the reviews themselves: with every word of England, and the rules of these tasks."""
REVIEWS = frozenset({"review", "review-completed", "decisions"})
CAME_IN = BecameLookedAfter(on=D("2026-01-05"), placement="foster-care")


@cache
def reviews_of_england() -> Profile:
    """England with the rules of its reviews alone."""
    england = load_profile("england")
    rules = tuple(rule for rule in england.timescales if rule.task in REVIEWS)
    return with_digest(replace(england, timescales=rules, considerations=()))


def _shipped(name: str) -> Profile:
    return reviews_of_england() if name == "england-reviews" else load_profile(name)


@lru_cache(maxsize=32)
def profile_of(tables: str, head: str = OF_REVIEWS) -> Profile:
    """A profile of these tables; made once, as it is a value."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "ours.toml")
        path.write_text(head + tables, encoding="utf-8")
        return resolve(read_file(path), Shipped((*shipped_profiles(), "england-reviews"), _shipped))


def task_of(name: str = "letter", per: str = "period-of-care", keys: str = "", *, title: str = "") -> str:
    """The table of a task; `keys` is whatever else it says, a line each."""
    return f'[[tasks]]\nid = "{name}"\ntitle = "{title or name.capitalize()}"\nper = "{per}"\n{keys}'


def rules_of(name: str, *rules: str, first: int = 1) -> str:
    """The tables of a task's rules: ours/1, ours/2 and so on."""
    return "".join(f'[[timescales]]\nid = "ours/{number}"\ntask = "{name}"\n{rule}\n' for number, rule in enumerate(rules, first))


def rule_of(number: int, name: str, keys: str) -> str:
    """The table of one rule of a task."""
    return rules_of(name, keys, first=number)


def letter_of(rule: str, per: str = "event", keys: str = "") -> str:
    """The tables of a letter with one rule."""
    return task_of(per=per, keys=keys) + rule_of(1, "letter", rule)


def schedule_of(
    rules: list[str] | str,
    *events: Event,
    came_in: Event | None = CAME_IN,
    per: str = "period-of-care",
    title: str = "Letter",
    task: str = "",
    more: str = "",
    head: str = OF_REVIEWS,
    born: str | None = "2014-05-02",
    on: str | None = None,
    until: str | None = None,
    calendar: WorkingCalendar | None = None,
    records: Iterable[str] | None = None,
    **settings: Any,
) -> Schedule:
    """The schedule of these events under these rules of a letter, or under these tables.

    Args:
        rules: of a letter, one text each, numbered from ours/1; or the tables of a profile as they are.
        events: after `came_in`.
        came_in: how care began; with none, `events` is the whole history.
        per: what there is one letter for.
        title: of the letter.
        task: other keys of the letter, a line each.
        more: other tables.
        head: how the profile begins.
        born: the child's date of birth.
        on: the day on which the schedule is asked for.
        until: the last day for what recurs.
        calendar: the one of England and Wales, unless it is said.
        records: what the history holds.
        settings: those of the profile that differ.
    """
    tables = rules if isinstance(rules, str) else task_of(per=per, title=title, keys=task) + rules_of("letter", *rules)
    history = History("A1", [*([] if came_in is None else [came_in]), *events], None if born is None else D(born), records=records)
    profile = profile_of(tables + more, head).with_settings(**settings)
    schedule = build_schedule(history, profile, calendar, until=None if until is None else D(until))
    return schedule if on is None else schedule.on(D(on))


def schedule_under(
    *events: Event, profile: str | Path = "england", born: str = "2016-01-01", until: str | None = None, **settings: Any
) -> Schedule:
    """The schedule of these events under a profile that is there already; the child is ten, so that no rule about age has a say."""
    history = History("A1", events, D(born))
    return build_schedule(history, load_profile(profile).with_settings(**settings), until=None if until is None else D(until))


def came(on: str = "2026-01-05", placement: str = "foster-care", status: str = "section-20", at: str | None = None) -> BecameLookedAfter:
    """The child became looked after."""
    return BecameLookedAfter(on=D(on), at=None if at is None else time.fromisoformat(at), placement=placement, legal_status=status)


def reviewed(*days: str) -> list[ReviewHeld]:
    """Reviews held on these days."""
    return [ReviewHeld(on=D(day)) for day in days]


def held(on: str, **more: Any) -> ReviewHeld:
    return ReviewHeld(on=D(on), **more)


def asked(on: str, by: str | None = None) -> ReviewRequested:
    return ReviewRequested(on=D(on), review_by=None if by is None else D(by))


def done(on: str, task: str = "letter", **more: Any) -> TaskDone:
    return TaskDone(on=D(on), task=task, **more)


def seen(on: str, **more: Any) -> SignificantEvent:
    return SignificantEvent(on=D(on), **more)


def moved(on: str, placement: str | None = None, **more: Any) -> PlacementMoved:
    return PlacementMoved(on=D(on), placement=placement, **more)


def dues(schedule: Schedule, of: str = "letter") -> list[str]:
    """When each is due."""
    return [str(due.due) for due in schedule.of(of)]


def letters(schedule: Schedule, of: str = "letter") -> list[tuple[str, str | None]]:
    """When each is due, and was done."""
    return [(str(due.due), None if due.done_on is None else str(due.done_on)) for due in schedule.of(of)]


def review(schedule: Schedule, number: int, period: int = 1) -> DueDate:
    """The review of this number."""
    return next(due for due in schedule.of("review") if (due.review, due.period_of_care) == (number, period))


def limits(due: DueDate) -> list[tuple[str, str]]:
    """Every rule on a due date and the day it gives, the binding one first."""
    return [(limit.rule_id, str(limit.due)) for limit in occurrence_of(due).limits]
