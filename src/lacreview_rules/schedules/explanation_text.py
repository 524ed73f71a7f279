"""The sentences of a working: what each step says in plain English, such as which days were skipped and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lacreview_rules.wording import BASES, GRADES, WEEKEND, count_text, day_text, plain, with_capital, written_day

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def _text_counts_from(facts: Mapping[str, Any]) -> str:
    at = f" at {facts['at']}" if facts["at"] else ""
    recorded = f", recorded as {facts['recorded_as']}" if facts.get("recorded_as") else ""
    known = _HOW[facts["how"]] if facts.get("how") else BASES[facts["basis"]]
    return f"Counts from: {_name_of(facts)}, {day_text(facts['on'])}{at} ({known}{recorded})"


def _name_of(facts: Mapping[str, Any]) -> str:
    """What is counted from: "review 2", or "decisions (review 2)"."""
    name, review = plain(facts["from"]), facts.get("review")
    if review is None:
        return name
    return f"{name} {review}" if name.split()[-1] == "review" else f"{name} (review {review})"


_HOW = {
    "age": "worked out from the date of birth",
    "named": "a day that the profile names",
    "total": "worked out from the stays that are recorded",
    "missed": "its due date, by which it was not done",
    "deemed": "deemed done, as nothing was recorded by its due date",
    "to-be-deemed": "deemed done then, if nothing is recorded by that day",
}
"""What is said of a day that nobody recorded."""


def _text_stays(facts: Mapping[str, Any]) -> str:
    """The stays that make up a total, or the periods of care; of these the day on which one ended is not counted."""
    each = [f"{day_text(stay['from'])} to {day_text(stay['to'])}, {count_text(stay['days'], 'day')}" for stay in facts["stays"]]
    what = f"{count_text(len(each), 'stay')} ({plain(facts['event'])})" if facts["event"] else f"{count_text(len(each), 'period')} of care"
    together = f"; together {count_text(facts['days'], 'day')}" if len(each) > 1 else ""
    limit = f", more than {facts['more_than']}" if facts["more_than"] else ""
    within = f" in {facts['within']}" if facts["within"] else ""
    made_up = f"of {what}: {'; '.join(each)}{together}{limit}{within}"
    if not each:
        return ""
    if not facts.get("passed_on"):
        return f"Made up {made_up}"
    return f"Passed: {plain(facts['of'])}, on {day_text(facts['passed_on'])}; made up {made_up}"


def _text_rule(facts: Mapping[str, Any]) -> str:
    cite = f", {facts['cite']}" if facts["cite"] else ""
    lines = [f"Rule: {facts['rule']}{cite}; {facts['force']}; {GRADES[facts['verified']]}"]
    if facts["note"]:
        lines.append(f"Note: {facts['note']}")
    return "\n".join(lines)


def _text_decision(facts: Mapping[str, Any]) -> str:
    day = written_day(facts["value"])
    what = facts["value"] if day is None else day_text(day)
    by = f"by {facts['by']}" if facts["by"] else "by whom is not recorded"
    own = f", in place of {facts['in_place_of']}" if facts["in_place_of"] else ""
    return f"Decided: {what}, on {day_text(facts['on'])}, {by}{own} ({facts['title']})"


def _text_moves(facts: Mapping[str, Any]) -> str:
    days = " and ".join(map(day_text, facts["on"]))
    return f"Moved meanwhile: {days}; under {facts['rule']} a move does not begin the count again"


def _text_count(facts: Mapping[str, Any]) -> str:
    start, end, period = facts["start"], facts["end"], facts["period"]
    if facts["direction"] == "midway":
        return f"Counted: midway between {day_text(start)} and {day_text(facts['other_end'])}"
    if facts["direction"] == "named":
        return f"Counted: nothing; the date is named by the record of {day_text(start)}"
    if period is None and facts.get("decided_on"):
        return f"Counted: nothing; the date was decided on {day_text(facts['decided_on'])}"
    if facts.get("gone_by"):
        return f"Counted: {facts['gone_by']} {facts['direction']} {day_text(start)}; gone by when it came to apply, so {day_text(end)}"
    if period is None and facts.get("of_hours"):
        left = f", {facts['left']}" if facts.get("left") else ""
        return f"Counted: what earlier stays leave of {facts['of_hours']}{left}, after {day_text(start)}"
    if period is None:
        days = f", on the last of {facts['falls_on']} on or before {day_text(start)}" if facts["falls_on"] else ""
        return f"Counted: nothing; due no later than {day_text(end)}{days}"
    how = " (clear days: one further back)" if facts["clear"] else " (the first day counts)" if facts["inclusive"] else ""
    among = f", among the days of {facts['counted_in']}" if facts["counted_in"] else ""
    how += f" (what earlier periods of care leave of {facts['of']})" if facts.get("of") else ""
    how += f" (what earlier stays leave of {facts['of_hours']})" if facts.get("of_hours") else ""
    line = f"Counted: {period}{among} {facts['direction']} {day_text(start)}{how}"
    if facts["falls_on"]:
        none = facts["falls_on_none"]
        back = (
            f"; none of {facts['falls_on']} lies between, so it stands"
            if none
            else f"; then back to the last of {facts['falls_on']} on or before it"
        )
        line += back
    if "day_one" in facts:
        line += f"; day 1 is {day_text(facts['day_one'])}, the last is {day_text(end)}"
    elif facts["direction"] == "after" and not facts["inclusive"] and "hour" not in period and not period.startswith("0 "):
        line += "; that day itself is not counted"
    if facts.get("decided_on") == end:
        line += "; it ends no earlier than the day of the decision"
    weekend = sum(day["why"] in WEEKEND for day in facts["skipped"])
    named = [f"{day_text(day['on'])}, {day['why']}" for day in facts["skipped"] if day["why"] not in WEEKEND]
    if weekend or named:
        parts = ([count_text(weekend, "weekend day")] if weekend else []) + named
        line += "\nSkipped: " + "; ".join(parts)
    return line


def _text_limit(facts: Mapping[str, Any]) -> str:
    line = f"Calculated date: {day_text(facts['due'])}"
    if facts["due_at"]:
        line = f"Calculated time: {day_text(facts['due'])}, {facts['due_at'][11:16]}"
    if facts["binds_over"]:
        line += "; it binds because no other limit is earlier"
    if facts.get("opens"):
        line += f"\nOpens: {day_text(facts['opens'])}, the first day on which it should be done"
    if facts.get("aim"):
        line += f"\nAim: {day_text(facts['aim'])}"
    return line


def _text_other(facts: Mapping[str, Any]) -> str:
    if facts["due"] is None:
        return f"Also: {facts['rule']}, without a date"
    start, decided = day_text(facts["on"]), f"decided on {day_text(facts['decided_on'])}" if facts.get("decided_on") else ""
    if facts["direction"] == "midway":
        counted = f"midway {start}"
    elif facts["direction"] == "named":
        counted = f"named by the record of {start}"
    elif facts["period"]:
        counted = f"{facts['period']} {facts['direction']} {start}"
    elif facts.get("gone_by"):
        counted = f"{facts['gone_by']} {facts['direction']} {start}, gone by when it came to apply"
    else:
        counted = "" if decided else f"no later than {start}"
    return f"Also: {facts['rule']} ({facts['force']}), {', '.join(filter(None, (counted, decided)))}: {day_text(facts['due'])}"


def _text_aside(facts: Mapping[str, Any]) -> str:
    return f"Set aside: {facts['rule']}, {day_text(facts['due'])}: {facts['why']} ({day_text(facts['on'])})"


def _text_standing(facts: Mapping[str, Any]) -> str:
    line = f"On {day_text(facts['as_of'])}: {facts['status']}" if facts["as_of"] else f"Status: {facts['status']}"
    if facts["done_on"]:
        line += f", done on {day_text(facts['done_on'])}"
    if facts["days_late"]:
        line += f", {count_text(facts['days_late'], 'day')} late"
    return line


def _text_reading(facts: Mapping[str, Any]) -> str:
    due = f"due {day_text(facts['due'])}" if facts["due"] else "not due" if facts["status"] is None else "no date"
    late = f", {facts['status'].replace('-', ' ')}" if facts["status"] else ""
    return f"Reading: {facts['title']} {with_capital(facts['reading'])}: {due}{late}{' (taken here)' if facts['taken'] else ''}"


def _text_earliest(facts: Mapping[str, Any]) -> str:
    return f"Earliest: {day_text(facts['due'])} is in time under each of these readings" if facts["due"] else ""


def _text_review(facts: Mapping[str, Any]) -> str:
    return f"Marks: review {facts['review']}, {day_text(facts['on'])} ({BASES[facts['basis']]})"


def _text_met(facts: Mapping[str, Any]) -> str:
    return f"Applies because: {facts['condition']}" if facts["met"] else f"Would not apply if: {facts['condition']}; that is not so"


TEXTS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "counts-from": _text_counts_from,
    "stays": _text_stays,
    "rule": _text_rule,
    "decision": _text_decision,
    "moves": _text_moves,
    "count": _text_count,
    "limit": _text_limit,
    "other-limit": _text_other,
    "set-aside": _text_aside,
    "standing": _text_standing,
    "review": _text_review,
    "met": _text_met,
    "reading": _text_reading,
    "earliest": _text_earliest,
    "notice": lambda facts: f"Take note: {facts['notice']}",
}
"""The text of a step of each kind, from its facts."""
