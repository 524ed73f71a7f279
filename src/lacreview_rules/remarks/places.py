"""Where in the file an event stands that a remark is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lacreview_rules.histories.care import Care
    from lacreview_rules.histories.events import Event
    from lacreview_rules.histories.history import History


class Places:
    """The places of a history's events, looked for only when one is asked for: most histories have nothing to tell."""

    __slots__ = ("_care", "_history", "_known")

    def __init__(self, history: History, care: Care) -> None:
        self._history = history
        self._care = care
        self._known: dict[int, int] = {}

    def of(self, event: Event) -> int:
        """Where it is; of one that was made of others (records of one day, taken together), the first of its kind on its day.

        Args:
            event: of a period of care, or what that ended with.
        """
        if not self._known:
            self._known = {id(one): index for index, one in enumerate(self._history.events)} | self._care.places
        if id(event) not in self._known:
            recorded = enumerate(self._history.events)
            self._known[id(event)] = min((one.on != event.on, one.kind != event.kind, index) for index, one in recorded)[2]
        return self._known[id(event)]
