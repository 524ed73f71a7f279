"""Local timescales that were compared with nothing: each with the reason, and with what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.assurance.findings import Finding
from lacreview_rules.assurance.overlap import can_meet
from lacreview_rules.assurance.ways_of_counting import has_date, same_count

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from lacreview_rules.assurance.findings import Kind
    from lacreview_rules.profiles.models import Timescale
    from lacreview_rules.rules.rule_plan import RulePlan


def not_compared(
    local: Sequence[Timescale],
    found: Collection[Finding],
    counterparts: Mapping[str, Sequence[Timescale]],
    national: Sequence[Timescale],
    plans: Mapping[str, RulePlan],
) -> Iterator[Finding]:
    """Each local timescale whose dates were laid beside no regulation and no guidance, and why.

    Args:
        local: the local timescales.
        found: what else was found.
        counterparts: for each of them, what can apply to the same child at the same time.
        national: the regulations and the guidance.
        plans: of all of these.
    """
    compared = {one.rule for one in found if one.kind in _COMPARED}
    never = {one.rule for one in found if one.kind in ("never-dated", "before-any-review")}
    for rule in local:
        if rule.id not in compared:
            kind, words = _why(rule, counterparts[rule.id], [one for one in national if one.task == rule.task], plans, never)
            yield Finding("not-judged", kind, rule.id, rule.cite, rule.task, words)


_COMPARED = ("start-dates", "histories", "special-case", "as-guidance", "not-shown")
"""Kinds of finding for which the dates of two timescales were laid beside each other."""


def _why(
    rule: Timescale, others: Sequence[Timescale], of_task: Sequence[Timescale], plans: Mapping[str, RulePlan], never: Collection[str]
) -> tuple[Kind, str]:
    if not of_task:
        return "no-counterpart", "No regulation or guidance is about its task, so there is nothing to compare it with."
    if not others:
        return "no-counterpart", f"{'; '.join(_why_no_counterpart(rule, of_task, plans))}; nothing else is about its task."
    if rule.decided_by is not None or rule.limit_from is not None:
        if not rule.limit:
            return "without-date", "Its date is the one that is recorded or decided for a child, so there is none to compare."
    elif not (has_date(plans[rule.id]) or plans[rule.id].is_midway):
        return "without-date", "It has no limit, so there is no date to compare. If the document states a time, write it as limit."
    if rule.id in never:
        return "without-date", "It never, or hardly ever, gives a date, so there was none to compare: see the traps in the wording."
    if any(same_count(plans[rule.id], plans[other.id]) for other in others):
        return "unlike", f"{_ids(others)} can be for the same child only in a special case, in which nothing was found to be earlier."
    return "unlike", f"No history was found on which it and {_ids(others)} limit one occasion: they count from another thing."


def _why_no_counterpart(rule: Timescale, of_task: Sequence[Timescale], plans: Mapping[str, RulePlan]) -> Iterator[str]:
    """Why none of what is about the same task was laid beside a timescale."""
    dateless = [other for other in of_task if not has_date(plans[other.id])]
    apart = [other for other in of_task if other not in dateless and not can_meet(rule, other)]
    elsewhen = [other for other in of_task if other not in (*dateless, *apart)]
    if dateless:
        yield f"{_ids(dateless)} sets no date" if len(dateless) == 1 else f"{_ids(dateless)} set no date"
    if apart:
        yield f"{_ids(apart)} cannot apply to the same child at the same time"
    if elsewhen:
        yield f"{_ids(elsewhen)} {'is' if len(elsewhen) == 1 else 'are'} not in force at the end of the days compared"


def _ids(rules: Sequence[Timescale]) -> str:
    return ", ".join(rule.id for rule in rules)
