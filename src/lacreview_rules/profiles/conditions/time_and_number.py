"""Conditions on the record's own days: how long ago something was, how often, and whether it is such a day as the authority names."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pydantic import Field

from lacreview_rules.counting.periods import Unit, add_days, add_months
from lacreview_rules.errors import nearest
from lacreview_rules.histories.events import BUILT_IN
from lacreview_rules.profiles.conditions.lengths import read_length
from lacreview_rules.profiles.conditions.lists import any_of, said_of_any, split, title_of
from lacreview_rules.profiles.conditions.record import ConditionRecord, Declared, Named
from lacreview_rules.profiles.conditions.reviews import NUMBERED, number_meant, of_number
from lacreview_rules.profiles.written import Words, Written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from lacreview_rules.counting.periods import Period
    from lacreview_rules.histories.period_of_care import PeriodOfCare
    from lacreview_rules.profiles.conditions.asking import Context, Course, Vocabulary
    from lacreview_rules.profiles.conditions.record import Test


class Since(Written):
    """How long ago something last happened, or was last done."""

    event: str | None = Field(default=None, description="The event that is meant; or say task.")
    task: str | None = Field(default=None, description="The task of which the last completion is meant; or say event.")
    time: Words = Field(description='How long ago: "under 1 year", "1 year or over"; in days, weeks, months or years.')


class TimesDone(Written):
    """How often a task has been done by then, in the period of care."""

    task: str = Field(description="The task.")
    number: Words = Field(
        description='How often: "none", "any", "first" to "fifth", "later" (twice or more), "every second" to "every fourth".'
    )


_UNITS = (Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.YEAR)
_SOME_DAY, _LONGEST_AGO = date(2024, 12, 31), 12 * 366
_SPARE, _TO_SPARE = 10, 5  # days
_MOST_TIMES = 13  # every second, third and fourth come up together


def _ended(day: date, length: Period) -> date:
    """The day on which so much time has passed since another."""
    if length.unit in (Unit.MONTH, Unit.YEAR):
        return add_months(day, length.count * (12 if length.unit is Unit.YEAR else 1))
    return add_days(day, length.count * (7 if length.unit is Unit.WEEK else 1))


def _ago(word: str) -> Callable[[tuple[date, date]], bool]:
    length, under = read_length(word, "time since", _UNITS)
    return lambda days: (days[1] >= _ended(days[0], length)) != under


def _compile_since(since: Since, profile: Vocabulary) -> Named:
    if (since.event is None) == (since.task is None):
        message = "it names neither an event nor a task, or both; say since which of them"
        raise ValueError(message)
    long_ago = any_of(since.time, _ago)
    if since.task is not None:
        task = _known_task(since.task, profile)
        return Named(lambda m: _last(m.days_done(task), m.on, long_ago))
    kind = since.event
    known = {*BUILT_IN, *profile.events}
    if kind not in known:
        message = f'"{kind}" is not an event; {nearest(kind or "", sorted(known))}'
        raise ValueError(message)
    return Named(lambda m: _last(_days_of(kind, m.period), m.on, long_ago))


def _days_of(kind: str | None, period: PeriodOfCare) -> list[date]:
    """The days of an event in a period of care, and after it: what is owed then counts from what happened then, too."""
    return [event.on for events in (period.events, period.afterwards) for event in events if event.kind == kind]


def days_ago_that_fit(since: Since) -> int | None:
    """So many days ago that a condition holds, with some to spare; None if it never does.

    Example:
        >>> days_ago_that_fit(Since(event="hearing-held", time=("6 weeks or over",)))
        47
    """
    fits = any_of(since.time, _ago)
    found = [ago for ago in range(_LONGEST_AGO) if fits((add_days(_SOME_DAY, -ago), _SOME_DAY))]
    first = next((ago for ago in found if ago >= _SPARE), found[0] if found else None)
    return None if first is None else first + _TO_SPARE if first + _TO_SPARE in found else first


def numbers_that_fit(times: TimesDone) -> tuple[int, ...]:
    """How often a task may have been done for a condition to hold, the fewest first.

    Example:
        >>> numbers_that_fit(TimesDone(task="visit", number=("every third",)))[:2]
        (3, 6)
    """
    return tuple(filter(any_of(times.number, _times), range(_MOST_TIMES)))


def _last(days: Iterable[date], on: date, long_ago: Callable[[tuple[date, date]], bool]) -> bool:
    last = max((day for day in days if day <= on), default=None)
    return last is not None and long_ago((last, on))


def _known_task(task: str, profile: Vocabulary) -> str:
    if task not in profile.tasks:
        message = f'"{task}" is not a task; {nearest(task, sorted(profile.tasks))}'
        raise ValueError(message)
    return task


def _when_since_changes(since: Since, _: Vocabulary, course: Course) -> Iterator[date]:
    """The days on which it happened, or was done, and those on which so much time has passed since."""
    lengths = [read_length(word, "time since", _UNITS)[0] for words in split(since.time) for word in words]
    for day in _days_of(since.event, course.period) if since.task is None else course.days_done(since.task):
        yield day
        yield from (_ended(day, length) for length in lengths)


def _since_words(since: Since, profile: Vocabulary) -> Iterator[str]:
    what = title_of(profile.tasks, since.task) if since.task is not None else title_of(profile.events, since.event or "")

    def say(time: str, denied: bool) -> str:
        return f'"{what}" was {"not " if denied else ""}{time} before'

    return said_of_any(since.time, say)


SINCE = ConditionRecord(
    key="since",
    shape=Since,
    description="How long ago an event last happened in this period of care, or a task was last done. Never: it does not hold.",
    holds_when="the event last happened, or the task was last done, so long before; where neither was, it does not hold",
    takes='`{ event = "hearing-held", time = "under 1 year" }`, `{ task = "visit", time = "6 weeks or over" }`',
    compile=_compile_since,
    words=_since_words,
    leaves_open=None,
    tasks_of=lambda since: () if since.task is None else (since.task,),
    events_of=lambda since: () if since.event is None else (since.event,),
    changes_on=_when_since_changes,
)


def _times(word: str) -> Callable[[int], bool]:
    if word not in NUMBERED:
        message = f'"{word}" is not how often; {number_meant(word)}'
        raise ValueError(message)
    return of_number(word)


def _compile_times_done(times: TimesDone, profile: Vocabulary) -> Named:
    task = _known_task(times.task, profile)
    right = any_of(times.number, _times)

    def test(m: Context) -> bool:
        return right(sum(day <= m.on for day in m.days_done(task)))

    return Named(test)


def _times_done_words(times: TimesDone, profile: Vocabulary) -> Iterator[str]:
    what = title_of(profile.tasks, times.task)

    def say(number: str, denied: bool) -> str:
        never = f'"{what}" has not been done', f'"{what}" has been done'
        if number in ("none", "any"):
            return never[denied is (number == "none")]
        said = "the second or a later" if number == "later" else number if number.startswith("every ") else f"the {number}"
        denial = "it is not so that " if denied else ""  # before the whole, for it holds of what was never done, too
        return f'{denial}"{what}" has been done, and the last was {said} time'

    return said_of_any(times.number, say)


TIMES_DONE = ConditionRecord(
    key="times_done",
    shape=TimesDone,
    description="How often a task has been done by then, in this period of care: for every third visit, and the like.",
    holds_when="the task has been done so often by then, in this period of care",
    takes='`{ task = "visit", number = "every third" }`; the words are those of `review`',
    compile=_compile_times_done,
    words=_times_done_words,
    leaves_open=None,
    tasks_of=lambda times: (times.task,),
    changes_on=lambda times, _, course: course.days_done(times.task),
)


def _among(word: str) -> Test:
    return lambda m: m.is_among(word)


DURING = ConditionRecord(
    key="during",
    shape=Words,
    description='Ids from days: the day is one of them, as in "school-holiday"; "not X": it is none of them.',
    holds_when="the day is among these named days; where their list ends, it is not",
    takes="an id from `days`",
    compile=lambda words, _: Named(any_of(words, _among)),
    words=lambda words, profile: said_of_any(
        words, lambda word, denied: f"it is {'not ' if denied else ''}one of these days: {title_of(profile.days, word)}"
    ),
    leaves_open=None,
    declared=Declared("days", "one of the named days of this profile", shown=False),
)
