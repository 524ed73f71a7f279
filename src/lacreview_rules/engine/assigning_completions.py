"""Which completion answers which cause: each completion answers one, and each cause takes the nearest that is free."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from lacreview_rules.rules.occurrences import Occurrence


class CompletionMatcher:
    """The completions of a task, in order of their days, from which each cause in turn takes the one that answers it.

    Those that name no reference stand in a row of their own: a cause that has a reference is not completions_used by a
    completion that names another.
    """

    __slots__ = ("_all", "_by_ref", "_unnamed")

    def __init__(self, completions: Sequence[Occurrence]) -> None:
        self._all = _Row(completions)
        self._unnamed = _Row([completion for completion in completions if _ref(completion) is None])
        self._by_ref: dict[str, list[Occurrence]] = {}
        for completion in reversed(completions):
            ref = _ref(completion)
            if ref is not None:
                self._by_ref.setdefault(ref, []).append(completion)

    def naming(self, cause: Occurrence) -> Occurrence | None:
        """The first completion that names the same reference as the cause."""
        same = self._by_ref.get(_ref(cause) or "", [])
        while same:
            completion = same.pop()
            if self._all.has(completion):
                return self._taken(completion)
        return None

    def nearest(self, cause: Occurrence, *, precedes: bool, after: date | None) -> Occurrence | None:
        """The first completion on or after the cause, or, where it may come before, the last until then.

        `after` is the day of the cause before, which what was done by then belongs to.
        """
        row = self._all if _ref(cause) is None else self._unnamed
        found = row.last_until(cause, after) if precedes else None
        if found is None:
            found = row.first_from(cause, past=precedes)
        return None if found is None else self._taken(found)

    def _taken(self, completion: Occurrence) -> Occurrence:
        self._all.take(completion)
        self._unnamed.take(completion)
        return completion


class _Row:
    """Completions in order of their days; those taken are stepped over, however many they are."""

    __slots__ = ("_completions", "_days", "_next", "_places", "_previous")

    def __init__(self, completions: Sequence[Occurrence]) -> None:
        self._completions = completions
        self._days = [completion.on for completion in completions]
        self._places = {id(completion): place for place, completion in enumerate(completions)}
        self._next = list(range(len(completions) + 1))  # the first place from here on that is free
        self._previous = list(range(len(completions) + 1))  # one more than the last place before here that is free

    def has(self, completion: Occurrence) -> bool:
        """Whether a completion of the row is still free."""
        place = self._places[id(completion)]
        return self._next[place] == place

    def take(self, completion: Occurrence) -> None:
        """Take a completion out, if it is in the row."""
        place = self._places.get(id(completion))
        if place is not None:
            self._next[place] = place + 1
            self._previous[place + 1] = place

    def first_from(self, cause: Occurrence, *, past: bool) -> Occurrence | None:
        """The first that is free on or after the day of the cause; `past` it, where its own day has been looked at."""
        place = _root(self._next, (bisect_right if past else bisect_left)(self._days, cause.on))
        while place < len(self._completions) and _made_way(self._completions[place], cause):
            place = _root(self._next, place + 1)
        return self._completions[place] if place < len(self._completions) else None

    def last_until(self, cause: Occurrence, after: date | None) -> Occurrence | None:
        """The last that is free until the day of the cause, and later than `after`."""
        place = _root(self._previous, bisect_right(self._days, cause.on)) - 1
        while place >= 0 and _made_way(self._completions[place], cause):
            place = _root(self._previous, place) - 1
        found = self._completions[place] if place >= 0 else None
        return found if found is not None and (after is None or found.on > after) else None


def _root(links: list[int], place: int) -> int:
    """Follow the links to the place they lead to, and shorten them on the way."""
    root = place
    while links[root] != root:
        root = links[root]
    while links[place] != root:
        links[place], place = root, links[place]
    return root


def _ref(occurrence: Occurrence) -> str | None:
    return occurrence.event.ref if occurrence.event is not None else None


def _made_way(completion: Occurrence, cause: Occurrence) -> bool:
    """Whether it is the end of the placement that the cause, a new one, took the place of."""
    return completion.name == "placement-ended" and completion.on == cause.on
