"""What came of comparing the dates of two timescales, as a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.assurance.findings import Finding, Severity, Shares
from lacreview_rules.assurance.overlap import special_words
from lacreview_rules.assurance.specimen_histories import Tally, example_of
from lacreview_rules.assurance.wording_traps import trap
from lacreview_rules.profiles.words import condition_words, limit_words
from lacreview_rules.wording import day_text, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lacreview_rules.assurance.courses_of_care import Later
    from lacreview_rules.assurance.findings import Kind
    from lacreview_rules.assurance.start_dates import Compared
    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.profiles.models import Timescale
    from lacreview_rules.profiles.profile import Profile

_NOT_MENTIONED, _THIS = "A special case that it does not mention: ", "; this says "


def compared_finding(kind: Kind, rule: Timescale, other: Timescale, found: Compared | Tally, words: str) -> Finding:
    """What came of comparing a local timescale with a regulation or guidance."""
    return Finding(
        severity=severity_of(other, later=bool(found.shares.later)),
        kind=kind,
        rule=rule.id,
        cite=rule.cite,
        task=rule.task,
        words=words,
        counterpart=other.id,
        force=other.force,
        shares=found.shares,
        first=found.first,
        worst=found.worst,
    )


def as_guidance_finding(rule: Timescale, other: Timescale, found: Tally, words: str) -> Finding:
    """A local timescale that is later than another only where guidance is as late: it does what authorities are told to do."""
    seen = found.worst or found.first
    said = "" if seen is None else f" ({seen.story}: {day_text(seen.local)}, and by {other.id} {day_text(seen.other)})"
    guidance = ", ".join(found.as_guidance)
    words = f"{words} It can be later{said}, and never later than {guidance}, which is guidance for authorities."
    return trap(rule, "as-guidance", words, counterpart=other, shares=found.shares)._replace(first=found.first, worst=found.worst)


def severity_of(other: Timescale, *, later: bool) -> Severity:
    """How grave it is to be later than another timescale, or not to be."""
    if not later:
        return "fine"
    return "breach" if other.force == "regulation" else "looser"


def by_when(rule: Timescale) -> str:
    """By when a timescale says, with the days that it counts among or moves back to: what tells it from one in plain working days."""
    among = f", counting only {plain(rule.counted_in)}" if rule.counted_in else ""
    last = f", moved back to {plain(rule.falls_on)}" if rule.falls_on else ""
    return f"{limit_words(rule)}{among}{last}"


def special_case_words(rule: Timescale, other: Timescale, special: Sequence[str], profile: Profile) -> str:
    """What to say of a special case that one timescale speaks of and the other does not."""
    case = condition_words(other.when, profile) if other.when is not None else ", ".join(special)
    return f"{_NOT_MENTIONED}if {case}, {other.id} says {by_when(other)}{_THIS}{by_when(rule)}."


def case_of(words: str) -> str:
    """Of what is said of a special case, which that is and what the other timescale says of it."""
    return words.removeprefix(_NOT_MENTIONED).partition(_THIS)[0]


def later_on_a_course(rule: Timescale, other: Timescale, seen: Later, profile: Profile, calendar: WorkingCalendar) -> Finding:
    """A local timescale that is later than another on a whole course of care, on which both schedules were built."""
    example = example_of(seen.history, seen.mine, seen.its, calendar)
    words = f"{by_when(rule)}; {other.id} says {by_when(other)}."
    special = special_words(other, rule)
    if special:
        return trap(rule, "special-case", special_case_words(rule, other, special, profile), counterpart=other)._replace(witness=example)
    if seen.as_guidance:
        tally = Tally(Shares(0, 0, 1), example, example, seen.as_guidance)
        return as_guidance_finding(rule, other, tally, words)._replace(shares=None)
    words += " Both schedules were built for whole courses of care, and this is the later on one."
    severity = severity_of(other, later=True)
    return Finding(severity, "histories", rule.id, rule.cite, rule.task, words, other.id, other.force, witness=example)
