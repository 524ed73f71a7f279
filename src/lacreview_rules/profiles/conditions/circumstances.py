"""Conditions on what is recorded of a child by name: placement, legal status, the reason for an end, totals, the type of an event."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lacreview_rules.profiles.conditions.lists import (
    any_of,
    any_word,
    deciding_word,
    open_words,
    said_after,
    said_of_any,
    title_of,
)
from lacreview_rules.profiles.conditions.record import ConditionRecord, Declared, Named, as_recorded
from lacreview_rules.profiles.written import Words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from lacreview_rules.histories.period_of_care import PeriodOfCare
    from lacreview_rules.profiles.conditions.asking import Context, Vocabulary
    from lacreview_rules.profiles.conditions.record import Test


def _words_of_placements(period: PeriodOfCare) -> Iterator[str]:
    """The kinds of placement of a period of care, and of the one from which the child moved into it (`placement_before`)."""
    placements = period.placements
    before = period.placement_before(placements[0])
    for placement in placements if before is None else (before, *placements):
        for kind in (placement.kind, *placement.also):
            yield f"placement={kind}"


PLACEMENT = ConditionRecord(
    key="placement",
    about="placements",
    shape=Words,
    description='The kind of placement the child is in: an id from placements, as in "foster-care"; "not X" excludes one.',
    holds_when="the child is in this kind of placement",
    takes="an id from `placements`",
    compile=lambda words, _: Named(any_word(words, lambda m: m.placement.words), *deciding_word("placement", words)),
    words=lambda words, _: said_after("the placement is", words),
    leaves_open=open_words("placement"),
    declared=Declared("placements", "a kind of placement"),
    words_of=_words_of_placements,
    is_special=True,
    changes_on=as_recorded,
)


def _placed_before_in(word: str) -> Test:
    def test(m: Context) -> bool:
        before = m.period.placement_before(m.placement)
        return before is not None and before.is_of(word)

    return test


PLACEMENT_BEFORE = ConditionRecord(
    key="placement_before",
    about="placements",
    shape=Words,
    description='The kind of placement from which the child came: an id from placements; "not X" excludes one.',
    holds_when="the child came from this kind of placement, without leaving care between",
    takes="an id from `placements`",
    compile=lambda words, _: Named(any_of(words, _placed_before_in), *deciding_word("placement", words)),
    words=lambda words, _: said_after("the placement before was", words),
    leaves_open=open_words("placement_before"),
    declared=Declared("placements", "a kind of placement"),
    is_special=True,
    changes_on=as_recorded,
)


def _why_ended(period: PeriodOfCare, day: date | None) -> tuple[str | None, ...]:
    """The reason recorded for the end of care, if it has ended by a day (without one: if it ends at all), and the word for any."""
    if not period.has_ceased(day):
        return ()
    reason = period.ended_for(day)
    return (None, "any") if reason is None else (as_compared(reason), _code_before(reason), "any")


_A_CODE = 2
"""How many words a code may be written in: "E 45"."""
_CODE_FIRST = re.compile(r"([a-z])\s?(\d+[a-z]?)\b", re.IGNORECASE)
"""A code at the start of a reason, whatever follows it: "E2 - Died", "E11: adopted"."""


def _code_before(reason: str) -> str | None:
    found = _CODE_FIRST.match(reason.lstrip())
    return None if found is None else "".join(found.groups()).casefold()


def as_compared(reason: str) -> str:
    """A reason without what people write in more than one way: "Special guardianship" is "special-guardianship", and "e 2" "E2".

    Example:
        >>> [as_compared(reason) for reason in ("Special guardianship ", "not E2", "e 45")]
        ['special-guardianship', 'not e2', 'e45']
    """
    denied = "not " if reason.startswith("not ") else ""
    words = reason.removeprefix(denied).casefold().replace("_", " ").replace("-", " ").split()
    is_code = len(words) == _A_CODE and len(words[0]) == 1 and words[1][0].isdigit()
    return denied + ("" if is_code else "-").join(words)


def _all_as_compared(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(as_compared, words))


def _reason_words(words: tuple[str, ...], _: Vocabulary) -> Iterator[str]:
    if "any" in words:
        yield "care has ended"
    if "not any" in words:
        yield "care has not ended"
    yield from said_after("the reason why care ended is", tuple(word for word in words if word.removeprefix("not ") != "any"))


REASON = ConditionRecord(
    key="reason",
    shape=Words,
    description='Why care ended, where it has ended by then: what the history records as the reason, as in "E11"; "any" reason; "not X" '
    "excludes one.",
    holds_when="care has ended by then, for this reason",
    takes='what the history records, in capitals or not, or `"any"`',
    compile=lambda words, _: Named(
        any_word(_all_as_compared(words), lambda m: _why_ended(m.period, m.on)), *deciding_word("reason", _all_as_compared(words))
    ),
    words=_reason_words,
    leaves_open=open_words("reason"),
    words_of=lambda period: (f"reason={reason}" for reason in _why_ended(period, None) if reason is not None),
    is_special=True,
    changes_on=lambda _value, _, course: () if course.period.end is None else (course.period.end,),
)


LEGAL_STATUS = ConditionRecord(
    key="legal_status",
    about="legal_statuses",
    shape=Words,
    description='The child\'s legal status: an id from legal_statuses, as in "section-20"; "not X" excludes one.',
    holds_when="this is the child's legal status, or one of several",
    takes="an id from `legal_statuses`",
    compile=lambda words, _: Named(any_word(words, lambda m: m.legal_statuses), *deciding_word("legal_status", words)),
    words=lambda words, _: said_after("the legal status is", words),
    leaves_open=open_words("legal_status"),
    declared=Declared("legal_statuses", "a legal status"),
    words_of=lambda period: (f"legal_status={status}" for status in period.legal_statuses),
    is_special=True,
    changes_on=as_recorded,
)


def _of_type(word: str) -> Test:
    return lambda m: m.occurrence is not None and getattr(m.occurrence.event, "type", None) == word


TYPE = ConditionRecord(
    key="type",
    shape=Words,
    description="What the history records as the type of the event that the count starts from.",
    holds_when="the event counted from is of this type",
    takes="what the history records",
    compile=lambda words, _: Named(any_of(words, _of_type)),
    words=lambda words, _: said_after("its type is", words),
    leaves_open=open_words("type"),
    is_special=True,
    changes_on=as_recorded,
)


def _reached(word: str) -> Test:
    return lambda m: any(day <= m.on for day in m.passed(word))


def _reached_words(words: tuple[str, ...], profile: Vocabulary) -> Iterator[str]:
    return said_of_any(words, lambda word, denied: f'"{title_of(profile.totals, word)}" has {"not " if denied else ""}been passed')


REACHED = ConditionRecord(
    key="reached",
    shape=Words,
    description="Ids from totals that have been passed.",
    holds_when="the total has been passed",
    takes="an id from `totals`",
    compile=lambda words, _: Named(any_of(words, _reached)),
    words=_reached_words,
    leaves_open=None,
    declared=Declared("totals", "a total of this profile", shown=False),
    changes_on=lambda words, _, course: (day for word in words for day in course.passed(word.removeprefix("not "))),
)
