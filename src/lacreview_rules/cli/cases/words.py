"""A case, and what came of one, as lines for a person to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lacreview_rules.wording import day_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lacreview_rules.corpus.cases import Case
    from lacreview_rules.counting.bank_holidays import Layer

_WHICH = ("period_of_care", "review", "rule")
"""The keys that say which due date is meant; the rest say what of it."""


def case_lines(case: Case) -> Iterator[str]:
    """One case in full."""
    yield f"{case.id}: {case.title}"
    yield f"  Family: {case.family}; added {day_text(case.added)}"
    yield f"  Tested: {case.provision}"
    yield f"  Rules: {', '.join(case.rules)}"
    yield f"  Profile: {case.profile}"
    if case.settings:
        yield f"  Settings: {', '.join(f'{name} = {value}' for name, value in case.settings.items())}"
    if case.calendar is not None:
        yield f"  Calendar: {'; '.join(_calendar_words(case.calendar))}"
    yield ""
    born = case.history.get("date_of_birth")
    yield f"HISTORY (born {day_text(born)})" if born else "HISTORY (no date of birth)"
    if case.history.get("records") is not None:
        yield f"  Records only: {', '.join(case.history['records']) or 'nothing'}"
    for event in case.history["events"]:
        rest = (f", {key} {_value(value)}" for key, value in event.items() if key not in {"event", "on"} and value is not None)
        yield f"  {day_text(event['on'])}  {event['event']}{''.join(rest)}"
    until = "" if case.until is None else f", carried on to {day_text(case.until)}"
    yield from ("", f"EXPECTED on {day_text(case.as_of)}{until}")
    yield from (f"  {entry_words(entry)}" for entry in case.expect)
    yield from (f"  not: {entry_words(entry)}" for entry in case.absent)
    yield from ("", "HOW IT WAS WORKED", f"  {case.worked}")


def entry_words(entry: Mapping[str, Any]) -> str:
    """An entry of a case, or the like part of an answer, in one line.

    Example:
        >>> entry_words({"task": "review", "review": 2, "rule": "england/R2", "due": "2026-04-14", "status": "met"})
        'review (review 2, rule england/R2): due 2026-04-14, status met'
        >>> entry_words({"consideration": "newham/NH3", "review": 2})
        'consideration newham/NH3 (review 2)'
    """
    what = f"consideration {entry['consideration']}" if "consideration" in entry else str(entry.get("task", ""))
    which = [f"{key.replace('_', ' ')} {_value(entry[key])}" for key in _WHICH if key in entry]
    rest = pairs(entry, but=(*_WHICH, "task", "consideration"))
    head = f"{what} ({', '.join(which)})" if which else what
    return f"{head}: {rest}" if rest else head


def pairs(entry: Mapping[str, Any], *, but: Iterable[str] = ()) -> str:
    """Keys and values, with commas between.

    Example:
        >>> pairs({"due": "2026-04-14", "days_late": None})
        'due 2026-04-14, days late null'
    """
    left_out = set(but)
    return ", ".join(f"{key.replace('_', ' ')} {_value(value)}" for key, value in entry.items() if key not in left_out)


def _value(value: object) -> str:
    return {None: "null", True: "true", False: "false"}.get(value, str(value)) if isinstance(value, bool | None) else str(value)


def _calendar_words(layer: Layer) -> Iterator[str]:
    yield from (f"{day_text(day.on)} is a bank holiday ({day.name})" for day in layer.added)
    yield from (f"{day_text(day)} is no bank holiday" for day in layer.removed)
    yield from (f"closed on {day_text(day.on)} ({day.name})" for day in layer.closed)
