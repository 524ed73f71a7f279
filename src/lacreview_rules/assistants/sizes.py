"""An answer within a stated size: what does not fit is left out, and the answer says how much and how to ask for less."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from lacreview_rules.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MOST_CHARACTERS = 40_000
"""The length of the longest answer, in characters of JSON."""
_FOR_WORDS = 1_500
_MOST_NAMED = 40


class Shortened(NamedTuple):
    """A list of an answer that may be cut.

    Attributes:
        key: its name.
        ask: how to ask for less.
        keep: what is kept first; lower is kept longer. Of those alike, the earlier.
        share: the most characters that it may take of an answer that has to be cut; None: whatever the others leave.
    """

    key: str
    ask: str
    keep: Callable[[Any], int] = lambda _: 0
    share: int | None = None


def problems_shortened() -> Shortened:
    """The problems of an answer: they never crowd out what was asked for."""
    return Shortened("problems", "mend the first problems and ask again", share=MOST_CHARACTERS // 5)


def text_of(record: object) -> str:
    """A record as the JSON text that is sent.

    Example:
        >>> text_of({"due": None})
        '{"due":null}'
    """
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def within(record: dict[str, Any], lists: Sequence[Shortened], most: int = MOST_CHARACTERS) -> dict[str, Any]:
    """The record with `cut`, which names what was left out so that it is no longer than `most` characters.

    Args:
        record: the answer.
        lists: the lists that may be cut, the first of them first.
        most: the longest that it may be.

    Raises:
        InputError: it is too long without any of them.

    Example:
        >>> record = {"due_dates": [{"task": f"visit-{number}", "notices": ["x" * 900]} for number in range(9)]}
        >>> short = within(record, [Shortened("due_dates", "name tasks")], most=5_000)
        >>> len(short["due_dates"]), short["cut"][0]["of"], short["cut"][0]["ask"]
        (3, 9, 'name tasks')
    """
    whole = {**record, "cut": []}
    excess = len(text_of(whole)) - most
    if excess <= 0:
        return whole
    excess += _FOR_WORDS
    cut: dict[str, dict[str, Any]] = {}
    for one in sorted(lists, key=lambda one: one.share is None):  # first those that have a share, down to it
        items = whole[one.key]
        over = excess if one.share is None else min(excess, len(text_of(items)) - one.share)
        order = sorted(range(len(items)), key=lambda place, items=items, one=one: (one.keep(items[place]), place))  # type: ignore[misc]
        gone: set[int] = set()
        while order and over > 0:
            place = order.pop()
            gone.add(place)
            length = len(text_of(items[place])) + 1
            excess, over = excess - length, over - length
        if gone:
            whole[one.key] = [item for place, item in enumerate(items) if place not in gone]
            named = {items[place].get("task") for place in sorted(gone) if isinstance(items[place], dict)} - {None}
            tasks = sorted(named)[:_MOST_NAMED]
            cut[one.key] = {"list": one.key, "given": len(items) - len(gone), "of": len(items), "tasks": tasks, "ask": one.ask}
    whole["cut"] = [cut[one.key] for one in lists if one.key in cut]
    if len(text_of(whole)) > most:
        raise InputError(
            [Problem("", f"the answer is longer than {most:,} characters", "ask for less: one task, an earlier day, fewer profiles")]
        )
    return whole
