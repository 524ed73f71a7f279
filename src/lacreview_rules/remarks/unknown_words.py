"""Words in a history that nobody knows, each with the nearest that is; reasons that no rule knows; a legal status that is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.counting.periods import Period
from lacreview_rules.errors import PeriodError, Problem, close_to, nearest
from lacreview_rules.histories import events as ev
from lacreview_rules.profiles.conditions.circumstances import as_compared
from lacreview_rules.remarks.places import Places
from lacreview_rules.wording import written_day

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from lacreview_rules.histories.care import Care
    from lacreview_rules.histories.history import History
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.rules.plan import Plan

_PLACEMENT = ("placement", "placements", "a kind of placement")
_LEGAL_STATUS = ("legal_status", "legal_statuses", "a legal status")
_WORDS: dict[type | None, tuple[tuple[str, str, str], ...]] = {
    ev.TaskDone: (("task", "tasks", "a task"),),
    ev.Fact: (("fact", "facts", "a fact"),),
    ev.BecameLookedAfter: (_PLACEMENT, _LEGAL_STATUS),
    ev.PlacementMoved: (_PLACEMENT,),
    ev.PlacedForAdoption: (_PLACEMENT,),
    ev.LegalStatusChanged: (_LEGAL_STATUS,),
    ev.OtherEvent: (),
}
"""Which words of an event a profile must know: the key, the vocabulary, and what it is called."""
_A_CODE = 4
"""So many letters and figures may be a code of a data return ("E4A"), which is like others and means something else."""


def unknown_words(history: History, profile: Profile) -> list[Problem]:
    """A problem for every word that nobody knows, by its place."""
    problems: list[Problem] = []
    if history.records:
        problems += _records(history.records, profile)
    for index, event in enumerate(history.events):
        told = _WORDS.get(event.__class__)
        if told is None and event.__class__.__base__ is not ev.Event:  # a source may have kinds of its own
            told = next((_WORDS[kind] for kind in event.__class__.__mro__ if kind in _WORDS), None)
        if told is None:
            continue
        for key, vocabulary, what in told:
            words = getattr(event, key)
            if words is not None:
                known = getattr(profile, vocabulary)
                if words.__class__ is not str or words not in known:
                    problems += _of_key(f"events[{index}].{key}", words, known, what, profile)
        if isinstance(event, ev.Fact):
            problems += _of_value(index, event)
        elif isinstance(event, ev.OtherEvent):
            problems += _of_kind(index, event, profile)
    return problems


def _unknown(where: str, word: str, known: Collection[str], what: str, profile: Profile) -> Problem:
    words = sorted(known)
    # A word with no neighbour may be anything, even a child's name: it is not repeated.
    shown = f'"{word}"' if close_to(word, words) else "this"
    return Problem(where, f"{shown} is not {what} that {profile.id} knows", nearest(word, words))


def _records(records: tuple[str, ...], profile: Profile) -> Iterator[Problem]:
    """The tasks that the source says it records."""
    for index, task in enumerate(records):
        if task not in profile.tasks:
            yield _unknown(f"records[{index}]", task, profile.tasks, "a task", profile)


def _of_key(where: str, words: str | tuple[str, ...], known: Collection[str], what: str, profile: Profile) -> Iterator[Problem]:
    """The word of one key, or several."""
    places = [(where, words)] if isinstance(words, str) else [(f"{where}[{place}]", word) for place, word in enumerate(words)]
    for place, word in places:
        if word not in known:
            yield _unknown(place, word, known, what, profile)


def _of_value(index: int, event: ev.Fact) -> Iterator[Problem]:
    """What was decided: a period, or a date."""
    if isinstance(event.value, str) and not _says_when(event.value):
        remedy = 'write a period such as "4 weeks", or a date'
        yield Problem(f"events[{index}].value", "what was decided is neither a period nor a date", remedy)


def _says_when(value: str) -> bool:
    try:
        if written_day(value) is None:
            Period.parse(value)
    except (ValueError, PeriodError):
        return False
    return True


def _of_kind(index: int, event: ev.OtherEvent, profile: Profile) -> Iterator[Problem]:
    """The kind of an event that a profile declares."""
    where = f"events[{index}].event"
    if event.event in ev.BUILT_IN:
        what = "it is given as a kind that a profile declares, and is built in"
        yield Problem(where, what, f"use {ev.BUILT_IN[event.event].__name__}; it was left out")
    elif event.event not in profile.events:
        yield _unknown(where, event.event, {*ev.BUILT_IN, *profile.events}, "a kind of event", profile)


def reasons_misspelt(history: History, plan: Plan) -> Iterator[Problem]:
    """A problem for every reason why care ended that is like one which a rule asks for, and is none.

    The rule does not know it, and what it would leave out is owed. What is like none may be any other reason.
    """
    known = plan.reads.reasons
    for index, event in enumerate(history.events) if known else ():
        if not isinstance(event, ev.CeasedToBeLookedAfter) or event.reason is None:
            continue
        written = as_compared(event.reason)
        if written in {as_compared(word) for word in known} or any(letter.isdigit() for letter in written[:_A_CODE]):
            continue
        meant = nearest(written, [word for word in known if not any(letter.isdigit() for letter in word[:_A_CODE])])
        if meant.startswith("did you mean"):
            what = f"no rule of {plan.profile.id} asks for this reason, and what depends on why care ended is owed"
            yield Problem(f"events[{index}].reason", what, meant)


def status_missing(history: History, care: Care, plan: Plan) -> Iterator[Problem]:
    """A problem for every period of care of which no legal status is recorded, and a rule asks for one."""
    places = Places(history, care)
    for period in care.periods if plan.by_status else ():
        if period.regime_is_known:
            continue
        began = [(one.start, one.began_with, word) for one in period.placements for word in one.words if word is not None]
        began += [(event.on, event, event.kind) for event in period.events]
        found = [(event, rule.rule.id) for day, event, word in began for rule in plan.by_status.get(word, ()) if rule.in_force_on(day)]
        if found:
            first, _ = min(found, key=lambda one: one[0].on)
            rules = ", ".join(sorted({rule for _, rule in found}))
            what = f"no legal status is recorded in this period of care, so rules that ask for one were not applied: {rules}"
            yield Problem(f"events[{places.of(first)}]", what, "record the legal status: what they ask for may be due earlier")
