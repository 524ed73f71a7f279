"""The working of one date: what it counts from, which rule, what was counted and skipped, what bound and what did not.

Steps are data. Text is made from them (`explanation_text`) only when asked for, so that a case system can show its own words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from lacreview_rules.arguments import check_type
from lacreview_rules.counting.ages import read_age_anchor
from lacreview_rules.counting.periods import Period, Unit, hours_after
from lacreview_rules.histories.events import PLACEMENT_ENDED, PLACEMENT_STARTED, PlacementMoved
from lacreview_rules.profiles.models import Timescale
from lacreview_rules.rules.named_days import last_on_or_before, read_anchor
from lacreview_rules.rules.rule_plan import MISSED
from lacreview_rules.schedules.explanation_text import TEXTS
from lacreview_rules.schedules.notices import notices_of
from lacreview_rules.schedules.standing import occurrence_of
from lacreview_rules.wording import day_text, hours_text, iso, plain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from lacreview_rules.profiles.models import Consideration
    from lacreview_rules.rules.limits import Limit
    from lacreview_rules.schedules.standing import Standing


FROM_PLACEMENTS = {PLACEMENT_STARTED, PLACEMENT_ENDED, PlacementMoved.kind}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a working.

    Attributes:
        kind: "counts-from", "stays", "rule", "decision", "moves", "count", "limit", "other-limit", "set-aside", "standing" or
            "notice"; where readings are asked for, "reading" and "earliest"; of a consideration, "review", "rule" and "met".
        facts: what the step says, ready for JSON; dates are ISO 8601.
    """

    kind: str
    facts: Mapping[str, Any]

    def __hash__(self) -> int:
        """Of what kind it is and what it says something of: what it says may be lists."""
        return hash((self.kind, frozenset(self.facts)))

    def to_dict(self) -> dict[str, Any]:
        """The step as one JSON-ready record."""
        return {"step": self.kind, **self.facts}


@dataclass(frozen=True, slots=True)
class Explanation:
    """The working of one due date, or of one consideration. ``str()`` gives it as text.

    Attributes:
        title: of what is due, or to be considered.
        due: the due date; None where none can be given, and for a consideration, which has none.
        steps: of the working, in order.
        considered_on: of a consideration, the day of the review that it marks.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import BecameLookedAfter, History, build_schedule, load_profile
        >>> history = History("A123", [BecameLookedAfter(on=date(2025, 12, 19))])
        >>> print(build_schedule(history, load_profile("england")).of("review")[0].explanation.line("count"))
        Counted: 20 working days after Fri 19 Dec 2025; day 1 is Mon 22 Dec 2025, the last is Wed 21 Jan 2026
        Skipped: 10 weekend days; Thu 25 Dec 2025, Christmas Day; Fri 26 Dec 2025, Boxing Day; Thu 1 Jan 2026, New Year's Day
    """

    title: str
    due: date | None
    steps: tuple[Step, ...]
    considered_on: date | None = None

    def to_dict(self) -> dict[str, Any]:
        """The explanation as JSON-ready data."""
        considered = {} if self.considered_on is None else {"considered_on": self.considered_on.isoformat()}
        return {"title": self.title, "due": iso(self.due), **considered, "steps": [step.to_dict() for step in self.steps]}

    def line(self, kind: str) -> str:
        """The text of the first step of a kind; empty if there is none."""
        return next(iter(self.lines(kind)), "")

    def lines(self, kind: str) -> tuple[str, ...]:
        """The text of every step of a kind, in order."""
        check_type("kind", kind, str)
        return tuple(TEXTS[step.kind](step.facts) for step in self.steps if step.kind == kind)

    def __str__(self) -> str:
        if self.considered_on is not None:
            head = f"{self.title}: to be considered on {day_text(self.considered_on)}"
        else:
            head = f"{self.title}: due {day_text(self.due)}" if self.due else f"{self.title}: no date can be calculated"
        lines = [line for step in self.steps for line in TEXTS[step.kind](step.facts).splitlines() if line]
        return "\n".join([head, *(f"  {line}" for line in lines)])


def explain(due: Standing) -> Explanation:
    """The working of a due date, step by step; of one for which no date can be given, only why not."""
    from lacreview_rules.schedules.stays import made_up  # noqa: PLC0415 - a schedule is made without it

    occurrence = occurrence_of(due)
    binding = occurrence.limits[0]
    notices = [Step("notice", {"notice": notice}) for notice in notices_of(due)]
    if due.due is None and binding.due is not None:
        return Explanation(due.title, None, (_rule(binding), _standing(due), *notices))
    steps = [
        _counts_from(binding, due),
        *(Step("stays", facts) for facts in made_up(binding, occurrence.care)),
        _rule(binding),
        *_decision(binding),
        *_moves(binding, due),
        *_count(binding, due),
    ]
    if binding.due is not None:
        steps.append(
            Step(
                "limit",
                {
                    "due": binding.due.isoformat(),
                    "due_at": due.due_at,
                    "last_working_day": iso(due.last_working_day),
                    "why_not_working": due.calendar.why_not_working(binding.due),
                    "binds_over": len(occurrence.limits) - 1,
                    **{key: iso(day) for key, day in (("opens", due.opens), ("aim", due.aim)) if day is not None},
                },
            )
        )
    steps += [
        Step(
            "other-limit",
            {**_counts_from(limit, due).facts, **_rule(limit).facts, **_summary(limit), **_gone_by(limit, due), "due": iso(limit.due)},
        )
        for limit in occurrence.limits[1:]
    ]
    steps += [
        Step("set-aside", {**_rule(aside.limit).facts, "due": iso(aside.limit.due), "why": aside.why, "on": iso(aside.on)})
        for aside in occurrence.set_aside
    ]
    return Explanation(due.title, due.due, (*steps, _standing(due), *notices))


def _standing(due: Standing) -> Step:
    return Step(
        "standing",
        {
            "as_of": iso(due.as_of),
            "status": due.status,
            "done_on": iso(due.done_on),
            "days_late": due.days_late,
            "closed_on": iso(due.closed_on),
        },
    )


def _counts_from(limit: Limit, due: Standing) -> Step:
    occurrence = limit.occurrence
    review = occurrence.review if due.review is not None else None  # of other tasks nobody may know the number
    recorded_as = occurrence.event.recorded_as if occurrence.event is not None else None
    return Step(
        "counts-from",
        {
            "from": occurrence.name,
            "on": limit.start.isoformat(),
            "at": occurrence.at.isoformat("minutes") if occurrence.at is not None else None,
            "basis": occurrence.basis,
            **({"review": review} if review is not None else {}),
            **({"recorded_as": recorded_as} if recorded_as not in (None, occurrence.name) else {}),
            **({"how": how} if (how := _how_known(limit, due.as_of)) is not None else {}),
        },
    )


def _how_known(limit: Limit, as_of: date | None) -> str | None:
    """How the day is known that is counted from, where nobody recorded it and it is not arranged or assumed."""
    occurrence, profile = limit.occurrence, limit.plan.profile
    if occurrence.basis != "actual":
        return None
    if occurrence.name.startswith(MISSED):
        return "missed"
    if occurrence.event is not None:
        return None
    if read_age_anchor(occurrence.name) is not None:
        return "age"
    if read_anchor(occurrence.name)[0] in profile.days:
        return "named"
    if occurrence.name in profile.totals:
        return "total"
    return "deemed" if as_of is None or occurrence.on < as_of else "to-be-deemed"


def _rule(limit: Limit) -> Step:
    return Step("rule", rule_facts(limit.plan.rule))


def rule_facts(rule: Timescale | Consideration) -> dict[str, Any]:
    """A rule, and where it is written."""
    return {
        "rule": rule.id,
        "cite": rule.cite,
        "force": rule.force,
        "verified": rule.verified,
        "note": rule.note,
        **({"ambiguous": rule.ambiguous} if isinstance(rule, Timescale) else {}),
    }


def _decision(limit: Limit) -> list[Step]:
    """What was decided for this child, in the place of the rule's own limit."""
    decision = limit.decision
    if decision is None:
        return []
    term = limit.plan.profile.facts.get(decision.fact)
    title = term.title if term is not None and term.title else plain(decision.fact)
    own = "; ".join(str(period) for period, _ in limit.plan.counts)
    facts = {"fact": decision.fact, "title": title, "value": decision.value, "on": decision.on.isoformat(), "by": decision.by}
    return [Step("decision", {**facts, "in_place_of": own or None})]


def _moves(limit: Limit, due: Standing) -> list[Step]:
    """Of a review, the moves since the day counted from, until it was held or the limit was over: the count went on over them."""
    if not due.is_review or limit.due is None or not limit.forward or FROM_PLACEMENTS.intersection(limit.plan.rule.after):
        return []
    last = limit.due if due.done_on is None else min(limit.due, due.done_on)
    moves = [day.isoformat() for day in occurrence_of(due).care.moves if limit.start < day < last]
    return [Step("moves", {"on": moves, "rule": limit.rule_id})] if moves else []


def _summary(limit: Limit) -> dict[str, Any]:
    plan = limit.plan
    return {
        "direction": "named" if plan.limit_from else "midway" if limit.end is not None else "after" if limit.forward else "before",
        "period": str(limit.period) if limit.period is not None else None,
        "inclusive": plan.inclusive,
        "counted_in": plan.rule.counted_in,
        "falls_on": plan.rule.falls_on,
        "clear": plan.clear and not limit.forward,
        **({"decided_on": limit.decision.on.isoformat()} if limit.decision is not None else {}),
    }


def _gone_by(limit: Limit, due: Standing) -> dict[str, str]:
    """The periods of a rule whose own date had gone when it came to apply: the limit is the day from which it does."""
    if limit.due is None or limit.period is not None or limit.decision is not None or limit.due_at is not None or not limit.plan.counts:
        return {}
    if occurrence_of(due).hours_gone_of(limit) is not None:
        return {}
    return {"gone_by": " or ".join(str(own) for own, _ in limit.plan.counts)}


def _count(limit: Limit, due: Standing) -> list[Step]:
    if limit.due is None:
        return []
    facts = {**_summary(limit), "start": limit.start.isoformat(), "end": limit.due.isoformat()}
    if limit.end is not None:
        facts["other_end"] = limit.end.on.isoformat()
    if limit.plan.adds_up and limit.period != limit.plan.period:
        facts["of"] = str(limit.plan.period)
    period, added = limit.period, occurrence_of(due).hours_gone_of(limit) is not None
    if added and period != limit.plan.period:
        facts["of_hours"] = f"{limit.plan.period} in {limit.plan.adds_up_within}"
        if period is None and limit.due_at is not None:
            began = hours_after(datetime.combine(limit.start, limit.occurrence.at or time.min), 0)
            facts["left"] = hours_text(limit.due_at - began)
    facts.update(_gone_by(limit, due))
    if limit.plan.falls_on is not None:
        day = last_on_or_before(limit.plan.falls_on, limit.due, limit.days_in(due.calendar))
        facts["falls_on_none"] = day != limit.due
    skipped: list[dict[str, str]] = []
    if period is not None and period.unit is Unit.WORKING_DAY and period.count and not (limit.plan.counted_in or limit.plan.falls_on):
        low, high = min(limit.start, limit.due), max(limit.start, limit.due)
        first = due.calendar.why_not_working(limit.start) if limit.plan.inclusive else None
        skipped = [{"on": limit.start.isoformat(), "why": first}] if first else []
        skipped += [{"on": off.on.isoformat(), "why": off.reason} for off in due.calendar.days_off_between(low, high) if off.on < high]
        facts["day_one"] = _day_one(limit, period, due).isoformat()
    facts["skipped"] = skipped
    return [Step("count", facts)]


def _day_one(limit: Limit, period: Period, due: Standing) -> date:
    one = Period(min(1, period.count), Unit.WORKING_DAY)
    if limit.forward:
        return one.after(limit.start, due.calendar, inclusive=limit.plan.inclusive)
    return one.before(limit.start, due.calendar)
