"""The stays that make up a total, or time in care that is added up: what a reader needs to check it by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lacreview_rules.counting.ages import reaches, read_age_anchor
from lacreview_rules.histories.events import OtherEvent
from lacreview_rules.histories.totals import made_up_of, passed_on

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from lacreview_rules.profiles.models import Timescale
    from lacreview_rules.rules.limits import Limit
    from lacreview_rules.schedules.task_occurrence import CareContext


def made_up(limit: Limit, care: CareContext) -> Iterator[dict[str, Any]]:
    """What each total that a limit counts from, or adds up, is made of, ready for JSON."""
    profile, name = limit.plan.profile, limit.occurrence.name
    total = profile.totals.get(name)
    if total is not None:
        kept = [(first, last) for event, first, last in care.stays if event == total.event]
        spans = made_up_of(total, kept, limit.start)
        yield _facts(name, total.event, spans, both_days=True, more_than=f"{total.days} days", within=total.within)
    yield from _asked_for(limit, care)
    rules = [rule for rule in profile.timescales if rule.task == name and rule.adds_up] if limit.occurrence.due_id is not None else []
    for rule in rules[:1]:
        yield _in_care(rule, limit.start, limit, care)
    if limit.plan.adds_up and limit.due is not None:
        yield _in_care(limit.plan.rule, limit.due, limit, care)


def _asked_for(limit: Limit, care: CareContext) -> Iterator[dict[str, Any]]:
    """The totals that a rule applies for, of those that had been passed in the period of care when the count started."""
    when, totals = limit.plan.rule.when, limit.plan.profile.totals
    for name in () if when is None or when.reached is None else when.reached:
        total = totals.get(name)
        if total is None:  # that it has not been passed is asked for
            continue
        kept = [(first, last) for event, first, last in care.stays if event == total.event]
        day = passed_on(total, [OtherEvent(on=first, event=total.event, ends_on=last) for first, last in kept], care.began, limit.start)
        if day is not None:
            spans = made_up_of(total, kept, day)
            facts = _facts(name, total.event, spans, both_days=True, more_than=f"{total.days} days", within=total.within)
            yield {**facts, "passed_on": day.isoformat()}


def _in_care(rule: Timescale, day: date, limit: Limit, care: CareContext) -> dict[str, Any]:
    """The periods of care that add up to what a rule asks for, the present one as far as `day`."""
    leap = str(limit.plan.profile.settings["leap_day_birthday"])
    ages = [months for name in rule.after if (months := read_age_anchor(name)) is not None]
    born = care.date_of_birth
    since = [] if born is None else [reaches(born, months, leap_day_birthday=leap) for months in ages]
    start = max([care.began, *since])
    spans = [(first, last) for name, first, last in care.earlier if name == rule.id]
    spans += [(start, day)] if start < day else []
    return _facts(rule.task, None, spans, both_days=False, more_than=None, within=None)


def _facts(
    of: str, event: str | None, spans: list[tuple[date, date]], *, both_days: bool, more_than: str | None, within: str | None
) -> dict[str, Any]:
    stays = [{"from": first.isoformat(), "to": last.isoformat(), "days": (last - first).days + both_days} for first, last in spans]
    return {"of": of, "event": event, "stays": stays, "days": sum(stay["days"] for stay in stays), "more_than": more_than, "within": within}
