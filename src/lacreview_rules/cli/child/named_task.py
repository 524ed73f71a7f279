"""Which task is meant by what somebody typed: its id, its title, or the title of one review's, with its number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.profiles.words import task_words
from lacreview_rules.schedules.titles import ordinal, titled
from lacreview_rules.wording import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lacreview_rules.profiles.profile import Profile

_LAST = re.compile(r"(.*?\S)\s+(?:\(review\s+)?(?:no\.?\s+|number\s+)?(\d{1,3})\)?", re.DOTALL)
"""A number at the end: "Review 2", and "Report (review 2)", which is how a working is headed."""
_MOST = 99
"""No child has so many reviews as to have a number beyond this."""


class NamedTask(NamedTuple):
    """A task or a consideration that was asked for.

    Attributes:
        id: of the task, or of the rule of the consideration.
        review: the number of the review whose it is, where that was said.
    """

    id: str
    review: int | None = None


def named_task(profile: Profile, asked: str) -> NamedTask | None:
    """The task or the consideration that is asked for by its id or its title, alone or with the number of a review.

    Args:
        profile: which has it.
        asked: as somebody typed it.

    Returns:
        What is meant; None if nothing of the profile is called so, or more than one.

    Example:
        >>> from lacreview_rules import load_profile
        >>> england = load_profile("england")
        >>> named_task(england, "Second looked after review"), named_task(england, "Review 2")
        (NamedTask(id='review', review=2), NamedTask(id='review', review=2))
        >>> named_task(england, "visit 2")
    """
    whole = _called(profile, asked)
    if whole is not None:
        return NamedTask(whole)
    found = {one for one in _with_numbers(profile, asked) if 1 <= (one.review or 0) <= _MOST}
    return found.pop() if len(found) == 1 else None


def _with_numbers(profile: Profile, asked: str) -> Iterator[NamedTask]:
    """What has the number of a review and is called so: at its end, at its beginning, or where the title has it."""
    last = _LAST.fullmatch(asked.strip())
    if last is not None and (name := _called(profile, last[1])) is not None and _is_of_a_review(profile, name):
        yield NamedTask(name, int(last[2]))
    words = folded(asked).split()
    for number in range(1, _MOST + 1):
        names = {folded(ordinal(number)), f"{number}{_SUFFIX.get(number, 'th')}"}
        if words and words[0] in names and (name := _called(profile, " ".join(words[1:]))) is not None and _is_of_a_review(profile, name):
            yield NamedTask(name, number)
        for task in profile.tasks.values() if names.intersection(words) else ():
            if "{" in task.title and folded(titled(task.title, ordinal(number))) == folded(asked):
                yield NamedTask(task.id, number)


_SUFFIX = {1: "st", 2: "nd", 3: "rd"}


def _called(profile: Profile, name: str) -> str | None:
    """What has this id, or is the only one with this title."""
    titles = {task.id: task_words(task.title) for task in profile.tasks.values()} | {rule.id: rule.title for rule in profile.considerations}
    if name in titles:
        return name
    wanted = folded(name)
    called = [one for one in titles if folded(one) == wanted] or [one for one, title in titles.items() if folded(title) == wanted]
    return called[0] if len(called) == 1 else None


def _is_of_a_review(profile: Profile, name: str) -> bool:
    """Whether each review has one: it is the review, a task of every review, or something that a review considers."""
    task = profile.tasks.get(name)
    return task is None or name == profile.cycle_task or task.per == "review"
