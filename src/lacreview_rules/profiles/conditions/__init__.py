"""Every condition that a rule can name, one record each; all other code reads these records.

What a condition is and whether it holds is said here; `engine.walk` asks it, at the start of a count and on the day of the limit.

The set is closed on purpose; it is not a language. A new condition is one record in the module of its family, its place in
`CONDITIONS`, a row of the documentation, and its cases in `tests/unit/rules/test_conditions.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.profiles.conditions.circumstances import LEGAL_STATUS, PLACEMENT, PLACEMENT_BEFORE, REACHED, REASON, TYPE
from lacreview_rules.profiles.conditions.facts import FACT, FACT_WHEN_PLACED
from lacreview_rules.profiles.conditions.lengths import AGE, PLACEMENT_LASTED
from lacreview_rules.profiles.conditions.record import AskedBy, ConditionRecord, Named, OfNumber, Test, Thing, all_hold
from lacreview_rules.profiles.conditions.reviews import CYCLE, FIRST_AFTER_AGE, LAST_BEFORE_AGE, REVIEW, LastBefore
from lacreview_rules.profiles.conditions.tasks_done import TASK_DONE, TASK_DONE_FOR_REVIEW, TASK_DONE_IN_PLACEMENT
from lacreview_rules.profiles.conditions.time_and_number import DURING, SINCE, TIMES_DONE, Since, TimesDone
from lacreview_rules.profiles.conditions.yes_or_no import AUTHORISED_FOR_ADOPTION, EMERGENCY, OUT_OF_HOURS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from lacreview_rules.histories.period_of_care import PeriodOfCare

__all__ = [
    "CONDITIONS",
    "AskedBy",
    "ConditionRecord",
    "LastBefore",
    "Named",
    "OfNumber",
    "Since",
    "Test",
    "Thing",
    "TimesDone",
    "all_hold",
    "readers_of",
]

CONDITIONS: tuple[ConditionRecord, ...] = (
    REVIEW,
    CYCLE,
    AGE,
    PLACEMENT,
    PLACEMENT_BEFORE,
    PLACEMENT_LASTED,
    LEGAL_STATUS,
    FACT,
    FACT_WHEN_PLACED,
    TASK_DONE,
    TASK_DONE_IN_PLACEMENT,
    TASK_DONE_FOR_REVIEW,
    TIMES_DONE,
    SINCE,
    DURING,
    EMERGENCY,
    OUT_OF_HOURS,
    TYPE,
    REASON,
    AUTHORISED_FOR_ADOPTION,
    REACHED,
    FIRST_AFTER_AGE,
    LAST_BEFORE_AGE,
)
"""In the order in which the documentation and a sentence name them, and in which they are asked."""


def readers_of(words: Collection[str]) -> tuple[Callable[[PeriodOfCare], Iterable[str]], ...]:
    """What reads words of a period of care that decide conditions beforehand, as far as these words are concerned."""
    keys = {word.partition("=")[0] for word in words}
    if "event" in keys:
        keys.add(AUTHORISED_FOR_ADOPTION.key)  # its word is that of an event, which may have been in an earlier period of care
    return tuple(record.words_of for record in CONDITIONS if record.words_of is not None and record.key in keys)
