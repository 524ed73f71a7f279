"""What changed from one written schedule to the next, where the histories are not at hand.

A schedule as JSON tells what was due, under which rule, profile and calendar; it does not hold the events. So a cause
is certain only where all else is the same; otherwise each thing that differs is named as what may be the cause.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from lacreview_rules.changes.causes import Cause
from lacreview_rules.changes.schedules import Change, DueDateSummary, ScheduleChanges
from lacreview_rules.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lacreview_rules.changes.schedules import How

_Record = dict[str, Any]


def written_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> ScheduleChanges:
    """What changed from one schedule, as `Schedule.to_dict` writes it, to another of the same child.

    Due dates of one task and review are paired by their date and rule, then in their order. Advice is left out.

    Raises:
        InputError: the two are of different children.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import BecameLookedAfter, History, ReviewHeld, build_schedule, load_profile
        >>> events = [BecameLookedAfter(on=date(2025, 12, 19)), ReviewHeld(on=date(2026, 1, 14))]
        >>> old, new = (build_schedule(History("A123", events[:n]), load_profile("england")).to_dict() for n in (1, 2))
        >>> found = written_changes(old, new)
        >>> second = next(change for change in found.changes if change.shown.task == "review" and change.shown.review == 2)
        >>> second.how, second.before.due, second.after.due, second.causes[0].kind, second.causes[0].certain
        ('moved', '2026-04-21', '2026-04-14', 'event', True)
    """
    if old["child"] != new["child"]:
        what = "the two schedules are of different children"
        raise InputError([Problem("child", what, "compare schedules of one child; check the identifier in each")])
    changes: list[Change] = []
    stayed = 0
    for was, now in _pairs(old, new):
        how = _how(was, now)
        if how is None:
            stayed += _stands(now)
        else:
            before, after = (None if one is None else DueDateSummary.of(one) for one in (was, now))
            changes.append(Change(how, before, after, _causes(old, new, was, now)))
    changes.sort(key=lambda change: (change.shown.due or "", change.shown.task))
    made = [{key: one[key] for key in ("as_of", "profile", "calendar")} for one in (old, new)]
    told = dict.fromkeys((p["where"], p["what"], p["remedy"]) for one in (old, new) for p in one["problems"])
    problems = tuple(Problem(*problem) for problem in told)
    return ScheduleChanges(str(new["child"]), made[0], made[1], tuple(changes), stayed, problems, recomputed=False)


def _pairs(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[_Record | None, _Record | None]]:
    alike: dict[tuple[Any, ...], tuple[list[_Record], list[_Record]]] = {}
    for side, schedule in enumerate((old, new)):
        for due in schedule["due_dates"]:
            if due["due"] is not None:
                key = (due["period_of_care"], due["task"], due["review"] or 0)
                alike.setdefault(key, ([], []))[side].append(due)
    for olds, news in alike.values():
        if len(olds) == len(news) == 1:
            yield olds[0], news[0]
            continue
        waiting = list(olds)
        rest = []
        for now in news:
            same = next((was for was in waiting if _date(was) == _date(now) and was["rule"] == now["rule"]), None)
            if same is None:
                rest.append(now)
            else:
                waiting.remove(same)
                yield same, now
        yield from zip_longest(waiting, rest)


def _date(due: _Record) -> tuple[str, str | None]:
    return (due["due"], due["due_at"])


def _stands(due: _Record | None) -> bool:
    return due is not None and due["status"] != "cancelled"


def _how(was: _Record | None, now: _Record | None) -> How | None:
    if was is None or now is None or _stands(was) != _stands(now):
        return None if _stands(was) == _stands(now) else "added" if _stands(now) else "removed"
    return "moved" if _stands(now) and _date(was) != _date(now) else None


def _causes(old: Mapping[str, Any], new: Mapping[str, Any], was: _Record | None, now: _Record | None) -> tuple[Cause, ...]:
    found = []
    one, other = old["profile"], new["profile"]
    if one["digest"] != other["digest"]:
        versions = f"{one['id']} {one['version']} became {other['id']} {other['version']}"
        rules = "" if was is None or now is None or was["rule"] == now["rule"] else f"; the rule was {was['rule']} and is {now['rule']}"
        found.append(Cause("profile", f"the profile {versions}{rules}", alone=False, certain=False))
    if old["calendar"] != new["calendar"]:
        found.append(Cause("calendar", "the calendar is another", alone=False, certain=False))
    if not found:
        return (Cause("event", _event_words(was, now)),)
    return (*found, Cause("event", _event_words(was, now), alone=False, certain=False))


def _event_words(was: _Record | None, now: _Record | None) -> str:
    if was is not None and now is not None and was["basis"] != "actual" == now["basis"]:
        return "what it counts from has been recorded; before, it was assumed or arranged"
    return "the events recorded are others; compare the histories to see which"
