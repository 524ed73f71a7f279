"""What was decided for one child in the place of a rule's own limit: a fact whose value is a period or a date.

A decision counts from the day on which it was made: for what is open then, even if the count started before, and for what
follows. It undoes nothing: what was due before the decision stays due then, and what was done is done. A period is counted
as the rule's own limit is; it does not end before the day of the decision. A date is for one occasion, and a period is
where the rule says so (`decided_for`).
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from typing import TYPE_CHECKING

from lacreview_rules.counting.periods import Period
from lacreview_rules.errors import PeriodError
from lacreview_rules.rules.limits import Decision, Limit, limits_of
from lacreview_rules.wording import written_day

if TYPE_CHECKING:
    from lacreview_rules.engine.timeline import Timeline
    from lacreview_rules.rules.occurrences import Occurrence
    from lacreview_rules.rules.rule_plan import RulePlan


def at_start(timeline: Timeline, rule: RulePlan, occurrence: Occurrence, day: date) -> list[Limit] | None:
    """The limits that a decision sets which stands when the count starts; None where none does."""
    fact = rule.decided_by or ""
    made = timeline.decisions(fact)
    place = bisect_right(made, day, key=lambda decision: decision.on) - 1
    if place < 0:
        return None
    decision = made[place]
    term = timeline.facts.get(fact)
    if term is not None and term.scope == "placement" and decision.on < timeline.period.placement_on(day).start:
        return None
    if _is_for_one(rule, decision) and _is_used_up(timeline, rule, decision, day):
        return None
    return _set_by(timeline, rule, decision, occurrence, day)


def as_decided(timeline: Timeline, limits: list[Limit], done: date | None) -> list[Limit]:
    """The limits on one occurrence of a task, `done` on that day or open, with what was decided after their counts had started."""
    if all([limit.plan.decided_by is None for limit in limits]):  # noqa: C419 - a generator takes longer
        return limits
    found: list[Limit] = []
    by_rule: dict[tuple[str, int], list[Limit]] = {}
    for limit in limits:
        if limit.plan.decided_by is None or limit.plan.before is not None:
            found.append(limit)
        else:
            by_rule.setdefault((limit.plan.id, id(limit.occurrence)), []).append(limit)
    for of_one_rule in by_rule.values():
        found += _decided_since(timeline, of_one_rule, done)
    return found


def _decided_since(timeline: Timeline, limits: list[Limit], done: date | None) -> list[Limit]:
    first = limits[0]
    rule, occurrence, start, other_end = first.plan, first.occurrence, first.start, first.end
    for decision in timeline.decisions(rule.decided_by or ""):
        if decision.on <= start:
            continue
        due = min((limit.due for limit in limits if limit.due is not None), default=date.max)
        if decision.on > due or (done is not None and decision.on >= done):
            break
        decided = _set_by(timeline, rule, decision, occurrence, start)
        limits = limits_of(rule, occurrence, timeline.calendar, start, other_end) if decided is None else decided
    return limits


def _is_for_one(rule: RulePlan, decision: Decision) -> bool:
    return rule.decided_for_next or _day_of(decision) is not None


def _is_used_up(timeline: Timeline, rule: RulePlan, decision: Decision, start: date) -> bool:
    """Whether the task was done since the decision, which was for that occasion."""
    if decision.on >= start:
        return False
    if rule.recurs:  # it counts from that occasion
        return True
    done = timeline.days_done(rule.rule.task)
    place = bisect_right(done, decision.on)
    return place < len(done) and done[place] <= start


def _day_of(decision: Decision) -> date | None:
    try:
        return written_day(decision.value) if isinstance(decision.value, str) else None
    except ValueError:
        return None  # reported with the history


def _set_by(timeline: Timeline, rule: RulePlan, decision: Decision, occurrence: Occurrence, start: date) -> list[Limit] | None:
    """The limit that a decision sets; None where it sets none: it was taken back, cannot be read, or names a day that has gone."""
    if not isinstance(decision.value, str):
        return None
    named = _day_of(decision)
    if named is not None:
        return [Limit(named, rule, start, occurrence, decision=decision)] if named > start else None
    try:
        period = Period.parse(decision.value)
    except PeriodError:
        return None  # reported with the history
    due = rule.counting(period)(start, timeline.calendar)
    if due is not None and rule.before is None and due < decision.on:
        due = decision.on
    return [Limit(due, rule, start, occurrence, period, decision=decision)]
