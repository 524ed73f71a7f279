"""How the inputs of two schedules differ, taken apart: event by event, rule by rule, holiday by holiday.

Some of the differences can be put into the first inputs without the others, which gives inputs in between.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, fields, replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from lacreview_rules.histories.events import Event, Fact, ReviewArranged, ReviewArrangementCancelled, TaskDone
from lacreview_rules.histories.history import History
from lacreview_rules.rules.working_days import working_days_of
from lacreview_rules.wording import day_text, plain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from lacreview_rules.counting.calendars import BankHoliday, WorkingCalendar
    from lacreview_rules.profiles.profile import Profile

Kind = Literal["event", "record", "rule", "profile", "calendar", "day"]
Part = Literal["history", "profile", "calendar"]
PARTS: tuple[Part, ...] = ("history", "profile", "calendar")
_VOCABULARY = ("events", "facts", "days", "totals", "placements", "legal_statuses")


class Inputs(NamedTuple):
    """What a schedule is made of: a history, a profile, and a calendar (England and Wales unless given)."""

    history: History
    profile: Profile
    calendar: WorkingCalendar | None = None

    @property
    def working_days(self) -> WorkingCalendar:
        """The calendar that is used, with the profile's own layers over it."""
        return working_days_of(self.profile, self.calendar)


@dataclass(frozen=True, eq=False)
class Difference:
    """One thing that is not the same in two inputs.

    Attributes:
        part: which of the inputs it is in.
        kind: what it is; "record" is the date of birth, or what the source records.
        what: the same in plain English.
        key, before, after: where it is, and what stands there; None where nothing does.
    """

    part: Part
    kind: Kind
    what: str
    key: str
    before: Any
    after: Any


def differences(old: Inputs, new: Inputs) -> tuple[Difference, ...]:
    """Everything in which two inputs differ, taken apart as far as it can be.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import BecameLookedAfter, ReviewHeld, load_profile
        >>> events = [BecameLookedAfter(on=date(2025, 12, 19)), ReviewHeld(on=date(2026, 1, 14))]
        >>> england = load_profile("england")
        >>> [found.what for found in differences(Inputs(History("A123", events[:1]), england), Inputs(History("A123", events), england))]
        ['review held on Wed 14 Jan 2026 was added']
    """
    return (
        *_in_history(old.history, new.history),
        *_in_profile(old.profile, new.profile),
        *_in_calendar(old.working_days, new.working_days),
    )


def between(old: Inputs, new: Inputs, chosen: Collection[Difference]) -> Inputs:
    """The first inputs with the chosen differences put in."""
    history = [one for one in chosen if one.part == "history"]
    profile = [one for one in chosen if one.part == "profile"]
    calendar = [one for one in chosen if one.part == "calendar"]
    return Inputs(
        _history_with(old.history, history) if history else old.history,
        _profile_with(old.profile, new.profile, profile) if profile else old.profile,
        _calendar_with(old.working_days, calendar) if calendar else old.calendar,
    )


# ---- histories


def event_words(event: Event) -> str:
    """An event as words: what happened, and when.

    Example:
        >>> from datetime import date
        >>> event_words(TaskDone(on=date(2026, 1, 5), task="care-plan"))
        'care plan done on Mon 5 Jan 2026'
    """
    if isinstance(event, TaskDone):
        what = f"{plain(event.task)} done" if event.seen else f"{plain(event.task)} without seeing the child"
    elif isinstance(event, Fact):
        what = f"the fact {plain(event.fact)}"
    else:
        what = plain(event.kind)
    named = event.review_on if isinstance(event, ReviewArranged | ReviewArrangementCancelled) else None
    booked = "" if named is None else f", for {day_text(named)}"
    return f"{what} on {day_text(event.on)}{booked}"


def _in_history(old: History, new: History) -> Iterable[Difference]:
    gone, come = Counter(old.events) - Counter(new.events), Counter(new.events) - Counter(old.events)
    alike: dict[tuple[object, ...], tuple[list[Event], list[Event]]] = {}
    for side, events in enumerate((gone, come)):
        for event in events.elements():
            of = (event.kind, event.ref, getattr(event, "task", None), getattr(event, "fact", None))
            alike.setdefault(of, ([], []))[side].append(event)
    for olds, news in alike.values():
        olds.sort(key=_by_day)
        news.sort(key=_by_day)
        for before, after in zip_longest(olds, news):
            yield Difference("history", "event", _event_change(before, after), "events", before, after)
    if old.date_of_birth != new.date_of_birth:
        yield Difference("history", "record", "the date of birth was changed", "date_of_birth", old.date_of_birth, new.date_of_birth)
    if old.records != new.records:
        what = "the tasks that the source records were changed"
        yield Difference("history", "record", what, "records", old.records, new.records)
    before, after = ((one.record_starts, one.reviews_before) for one in (old, new))
    if before != after:
        yield Difference("history", "record", "where the record starts was changed", "record_starts", before, after)


def _by_day(event: Event) -> tuple[str, str]:
    return (event.on.isoformat(), repr(event))


def _event_change(before: Event | None, after: Event | None) -> str:
    if before is None or after is None:
        event = before or after
        return "" if event is None else f"{event_words(event)} was {'added' if before is None else 'taken out'}"
    if before.on != after.on:
        return f"{event_words(before)} became {event_words(after)}"
    keys = [field.name for field in fields(after) if getattr(before, field.name, None) != getattr(after, field.name)]
    return f"{event_words(before)} was changed ({', '.join(keys)})"


def _history_with(old: History, chosen: list[Difference]) -> History:
    events = list(old.events)
    kept: dict[str, Any] = {"date_of_birth": old.date_of_birth, "records": old.records}
    kept |= {"record_starts": old.record_starts, "reviews_before": old.reviews_before}
    for one in chosen:
        if one.key == "record_starts":
            kept["record_starts"], kept["reviews_before"] = one.after
            continue
        if one.key != "events":
            kept[one.key] = one.after
            continue
        if one.before is not None:
            events.remove(one.before)
        if one.after is not None:
            events.append(one.after)
    return History(old.child, events, **kept)


# ---- profiles


def _in_profile(old: Profile, new: Profile) -> Iterable[Difference]:
    if old == new:
        return
    versions = f" ({_versions(old, new)})"
    for key, title in (("timescales", "rule"), ("tasks", "task")):
        before, after = _by_id(old, key), _by_id(new, key)
        for name in dict.fromkeys((*after, *before)):
            was, now = before.get(name), after.get(name)
            if was == now or (key == "tasks" and (was is None or now is None)):
                continue  # a task without a rule has no date
            done = "added" if was is None else "taken out" if now is None else "changed"
            yield Difference("profile", "rule", f"{title} {name} was {done}{versions}", f"{key}.{name}", was, now)
    for setting in old.settings:
        one, other = old.settings[setting], new.settings.get(setting)
        if one != other:
            yield Difference("profile", "profile", f"setting {setting}: {one} became {other}", f"settings.{setting}", one, other)
    for key in _VOCABULARY:
        if dict(getattr(old, key)) != dict(getattr(new, key)):
            what = f"what the profile says of {plain(key.replace('_', '-'))} was changed{versions}"
            yield Difference("profile", "profile", what, key, getattr(old, key), getattr(new, key))
    if (old.cycle_task, old.completed_by) != (new.cycle_task, new.completed_by):
        yield Difference("profile", "profile", f"the review cycle was changed{versions}", "cycle_task", old.cycle_task, new.cycle_task)


def _versions(old: Profile, new: Profile) -> str:
    if old.id != new.id:
        return f"{old.id} to {new.id}"
    return f"{new.id}, version {old.version} to {new.version}" if old.version != new.version else f"{new.id}, version {new.version}"


def _by_id(profile: Profile, key: str) -> dict[str, Any]:
    return dict(profile.tasks) if key == "tasks" else {rule.id: rule for rule in profile.timescales}


def _profile_with(old: Profile, new: Profile, chosen: list[Difference]) -> Profile:
    """The old profile with some of what is new. It knows the tasks and words of both, so that every rule can stand in it."""
    timescales, tasks = _by_id(old, "timescales"), {**new.tasks, **old.tasks}
    settings = dict(old.settings)
    words: dict[str, Any] = {key: {**getattr(new, key), **getattr(old, key)} for key in _VOCABULARY}
    cycle: dict[str, Any] = {"cycle_task": old.cycle_task, "completed_by": old.completed_by}
    # Guidance gives way to rules that may not be here: to those it does not.
    gives_way = {name: tuple(dict.fromkeys((*old.yields.get(name, ()), *new.yields.get(name, ())))) for name in (*old.yields, *new.yields)}
    for one in chosen:
        part, _, name = one.key.partition(".")
        if part == "settings":
            settings[name] = one.after
        elif part == "cycle_task":
            cycle = {"cycle_task": new.cycle_task, "completed_by": new.completed_by}
        elif part in _VOCABULARY:
            words[part] = {**getattr(old, part), **getattr(new, part)}
        elif one.after is None:
            timescales.pop(name, None)
        else:
            (timescales if part == "timescales" else tasks)[name] = one.after
    mark = "\n".join((old.digest, new.digest, *(one.key for one in chosen)))  # it is nobody's text, and needs only to be known again
    digest = hashlib.sha256(mark.encode()).hexdigest()
    return replace(
        old, timescales=tuple(timescales.values()), tasks=tasks, settings=settings, yields=gives_way, digest=digest, **words, **cycle
    )


# ---- calendars


def _in_calendar(old: WorkingCalendar, new: WorkingCalendar) -> Iterable[Difference]:
    if old == new:
        return
    for key, called in (("holidays", "a bank holiday"), ("closures", "a day on which the authority is closed")):
        before, after = ({off.on: off for off in getattr(one, key)} for one in (old, new))
        for day in sorted(before.keys() ^ after.keys()):
            was, now = before.get(day), after.get(day)
            if not old.first <= day <= old.last:
                continue
            how = f"is no longer {called}" if now is None else f"({now.name}) became {called}"
            yield Difference("calendar", "calendar", f"{day_text(day)} {how}", key, was, now)


def _calendar_with(old: WorkingCalendar, chosen: list[Difference]) -> WorkingCalendar:
    days: dict[str, dict[Any, BankHoliday]] = {key: {off.on: off for off in getattr(old, key)} for key in ("holidays", "closures")}
    for one in chosen:
        if one.after is None:
            del days[one.key][one.before.on]
        else:
            days[one.key][one.after.on] = one.after
    holidays, closures = (tuple(found[day] for day in sorted(found)) for found in days.values())
    return replace(old, holidays=holidays, closures=closures)
