"""Conditions on what is recorded of a child by name: placement, legal status, facts, tasks done, totals, the type of an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.profiles.conditions.lists import (
    all_of,
    any_of,
    any_word,
    deciding_word,
    deciding_words,
    open_each,
    open_words,
    said_after,
    said_of_any,
    title_of,
)
from lacreview_rules.profiles.conditions.record import ConditionRecord, Declared, Named
from lacreview_rules.profiles.written import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from lacreview_rules.histories.period_of_care import PeriodOfCare
    from lacreview_rules.profiles.conditions.asking import Context, Vocabulary
    from lacreview_rules.profiles.conditions.record import Test


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
    words_of=lambda period: (f"placement={kind}" for placement in period.placements for kind in (placement.kind, *placement.also)),
    is_special=True,
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
    holds_when="the child came from this kind of placement, in the same period of care",
    takes="an id from `placements`",
    compile=lambda words, _: Named(any_of(words, _placed_before_in), *deciding_word("placement", words)),
    words=lambda words, _: said_after("the placement before was", words),
    leaves_open=open_words("placement_before"),
    declared=Declared("placements", "a kind of placement"),
    is_special=True,
)


def _why_ended(period: PeriodOfCare, day: date | None) -> tuple[str | None, ...]:
    """The reason recorded for the end of care, if it has ended by a day (without one: if it ends at all), and the word for any."""
    if not period.has_ceased(day):
        return ()
    reason = period.ended_for(day)
    return (None if reason is None else _as_compared(reason), "any")


def _as_compared(reason: str) -> str:
    """A reason without what people write in more than one way: "Special guardianship" is "special-guardianship", and "e2" "E2".

    Example:
        >>> [_as_compared(reason) for reason in ("Special guardianship ", "not E2")]
        ['special-guardianship', 'not e2']
    """
    denied = "not " if reason.startswith("not ") else ""
    return denied + "-".join(reason.removeprefix(denied).casefold().replace("_", " ").replace("-", " ").split())


def _all_as_compared(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(_as_compared, words))


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
)


def _compile_fact(words: tuple[str, ...], profile: Vocabulary) -> Named:
    def make(word: str) -> Test:
        term = profile.facts.get(word)
        if term is not None and term.whole_placement:
            return lambda m: m.period.fact_throughout(word, m.on, m.placement)
        if term is not None and term.scope == "placement":
            return lambda m: m.period.fact_on(word, m.on, since=m.placement.start)
        if term is not None and term.scope == "child":
            return lambda m: m.period.child_fact_on(word, m.on)
        return lambda m: m.period.fact_on(word, m.on)

    return Named(all_of(words, make), *deciding_words("fact", words))


def _fact_words(words: tuple[str, ...], profile: Vocabulary) -> Iterator[str]:
    for word in words:
        name = word.removeprefix("not ")
        title = title_of(profile.facts, name)
        yield f"it is {'' if name == word else 'not '}recorded that {title[:1].lower()}{title[1:]}"


FACT = ConditionRecord(
    key="fact",
    shape=Words,
    description="Ids from facts; of a list, all must hold.",
    holds_when="the fact is recorded; of a list, all",
    takes="an id from `facts`",
    compile=_compile_fact,
    words=_fact_words,
    leaves_open=open_each("fact"),
    declared=Declared("facts", "a fact that this profile declares"),
    words_of=lambda period: (f"fact={fact}" for fact in period.facts),
    is_special=True,
)


def _compile_fact_when_placed(words: tuple[str, ...], profile: Vocabulary) -> Named:
    def make(word: str) -> Test:
        term = profile.facts.get(word)
        if term is not None and term.whole_placement:
            return lambda m: m.period.fact_throughout(word, m.placement.start, m.placement)
        if term is not None and term.scope == "placement":
            return lambda m: m.period.fact_on(word, m.placement.start, since=m.placement.start)
        if term is not None and term.scope == "child":
            return lambda m: m.period.child_fact_on(word, m.placement.start)
        return lambda m: m.period.fact_on(word, m.placement.start)

    return Named(all_of(words, make), *deciding_words("fact", words))


def _fact_when_placed_words(words: tuple[str, ...], profile: Vocabulary) -> Iterator[str]:
    for word in words:
        name = word.removeprefix("not ")
        title = title_of(profile.facts, name)
        yield f"by the day the placement began it was {'' if name == word else 'not '}recorded that {title[:1].lower()}{title[1:]}"


FACT_WHEN_PLACED = ConditionRecord(
    key="fact_when_placed",
    about="placements",
    shape=Words,
    description="Ids from facts that held on the day on which the placement began, whatever has been recorded since; of a list, all.",
    holds_when="the fact held on the day on which the placement began, whatever has been recorded since; of a list, all",
    takes="an id from `facts`",
    compile=_compile_fact_when_placed,
    words=_fact_when_placed_words,
    leaves_open=open_each("fact_when_placed"),
    declared=Declared("facts", "a fact that this profile declares"),
    is_special=True,
)


def _task_done(word: str) -> Test:
    def test(m: Context) -> bool:
        days = m.done.get(word)
        return bool(days) and days is not None and days[0] <= m.on

    return test


def _task_done_words(words: tuple[str, ...], profile: Vocabulary) -> Iterator[str]:
    for word in words:
        name = word.removeprefix("not ")
        yield f'"{title_of(profile.tasks, name)}" has {"" if name == word else "not "}been done'


TASK_DONE = ConditionRecord(
    key="task_done",
    shape=Words,
    description="Ids of tasks that have been done in this period of care; of a list, all.",
    holds_when="the task was done in this period of care; of a list, all",
    takes="a task",
    compile=lambda words, _: Named(all_of(words, _task_done)),
    words=_task_done_words,
    leaves_open=open_each("task_done"),
    declared=Declared("tasks", "a task"),
    is_special=True,
    tasks_of=lambda words: (word.removeprefix("not ") for word in words),
)


def _done_in_placement(word: str) -> Test:
    def test(m: Context) -> bool:
        return any(m.placement.start <= day <= m.on for day in m.done.get(word, ()))

    return test


def _done_words(where: str) -> Callable[[tuple[str, ...], Vocabulary], Iterator[str]]:
    def said(words: tuple[str, ...], profile: Vocabulary) -> Iterator[str]:
        for word in words:
            name = word.removeprefix("not ")
            yield f'"{title_of(profile.tasks, name)}" has {"" if name == word else "not "}been done {where}'

    return said


TASK_DONE_IN_PLACEMENT = ConditionRecord(
    key="task_done_in_placement",
    shape=Words,
    description="Ids of tasks that have been done in this placement; of a list, all.",
    holds_when="the task was done since this placement began; of a list, all",
    takes="a task",
    compile=lambda words, _: Named(all_of(words, _done_in_placement)),
    words=_done_words("in this placement"),
    leaves_open=open_each("task_done_in_placement"),
    declared=Declared("tasks", "a task"),
    is_special=True,
    tasks_of=lambda words: (word.removeprefix("not ") for word in words),
)


def _done_for_review(word: str) -> Test:
    def test(m: Context) -> bool:
        day = m.done_for_review(word)
        return day is not None and day <= m.on

    return test


def _compile_done_for_review(words: tuple[str, ...], profile: Vocabulary) -> Named:
    for word in words:
        task = profile.tasks.get(word.removeprefix("not "))
        if task is not None and task.per != "review":
            message = f'a review has no "{word.removeprefix("not ")}" of its own: that task is per {task.per}; ask with task_done'
            raise ValueError(message)
    return Named(all_of(words, _done_for_review))


TASK_DONE_FOR_REVIEW = ConditionRecord(
    key="task_done_for_review",
    shape=Words,
    description='Ids of tasks (per = "review") that have been done for the review concerned; of a list, all.',
    holds_when="the task, of which each review has one, was done for the review concerned (where none is, the next one); of a list, all",
    takes='a task with `per = "review"`',
    compile=_compile_done_for_review,
    words=_done_words("for this review"),
    leaves_open=open_each("task_done_for_review"),
    declared=Declared("tasks", "a task"),
    is_special=True,
    tasks_of=lambda words: (word.removeprefix("not ") for word in words),
    settled_late=True,
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
)
