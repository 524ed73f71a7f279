"""A random history made short: what is not needed to show how two versions differ is left out, so that a person can read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Question = dict[str, Any]


def shortened(question: Question, still: Callable[[Question], bool]) -> Question:
    """The question with as little as shows the difference.

    Args:
        question: as `two_versions` asks it.
        still: whether a question shows it.
    """
    plain = {**question, "settings": {}, "until": None}
    if plain != question and still(plain):
        question = plain
    size = len(question["history"]["events"]) // 2
    while size:
        smaller = next((one for one in _without_a_part(question, size) if still(one)), None)
        if smaller is None:
            size //= 2
        else:
            question = smaller
            size = min(size, len(question["history"]["events"]) // 2 or 1)
    return question


def _without_a_part(question: Question, size: int) -> Iterator[Question]:
    """The question without some events that stand beside each other, in every place."""
    events = sorted(question["history"]["events"], key=lambda event: event["on"])
    for first in range(0, len(events), size):
        left = events[:first] + events[first + size :]
        if left:
            yield {**question, "history": {**question["history"], "events": left}}
