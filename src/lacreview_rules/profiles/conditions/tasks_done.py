"""Conditions on tasks that have been done: in this period of care, in this placement, for this review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.profiles.conditions.lists import all_of, open_each, title_of
from lacreview_rules.profiles.conditions.record import ConditionRecord, Declared, Named
from lacreview_rules.profiles.written import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from lacreview_rules.profiles.conditions.asking import Context, Course, Vocabulary
    from lacreview_rules.profiles.conditions.record import Test


def _task_done(word: str) -> Test:
    def test(m: Context) -> bool:
        days = m.done.get(word)
        return bool(days) and days is not None and days[0] <= m.on

    return test


def _task_done_words(words: tuple[str, ...], profile: Vocabulary) -> Iterator[str]:
    for word in words:
        name = word.removeprefix("not ")
        yield f'"{title_of(profile.tasks, name)}" has {"" if name == word else "not "}been done'


def _when_done(words: tuple[str, ...], _: Vocabulary, course: Course) -> Iterator[date]:
    for word in words:
        yield from course.days_done(word.removeprefix("not "))


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
    changes_on=_when_done,
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
    changes_on=_when_done,
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
    changes_on=_when_done,
    settled_late=True,
)
