"""Records of one day: the same thing twice, two legal statuses, a fact that is both true and not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lacreview_rules.histories import events as ev
from lacreview_rules.histories.order_of_events import in_turn, sorted_within_days

if TYPE_CHECKING:
    from lacreview_rules.histories.meanings import Meanings
    from lacreview_rules.histories.told import Told

_STATUS_AGAIN = "another legal status is recorded on the same day: both are taken to hold from then on"
_FACT_AGAIN = "the same day has it otherwise too: what is recorded as true, or as decided, was used, which may give the later date"
_WHICH_WAS_LAST = 'if one took the place of the other, remove that one, or give both their times ("at")'


def once(ordered: list[tuple[int, ev.Event]], meanings: Meanings, told: Told) -> list[tuple[int, ev.Event]]:
    """Events in the order of each day, those recorded twice only once."""
    kept: list[tuple[int, ev.Event]] = []
    busy, last = False, None
    for numbered in ordered:
        index, event = numbered
        if event.on != last:
            last = event.on
        else:
            busy = busy or event.at is not None or isinstance(event, ev.CeasedToBeLookedAfter)  # the start of care stands first
            before = kept[-1][1]
            if event == before:
                if event.recorded_as is None or _is_again(event, before, meanings):
                    told.impossible(index, "the same event is recorded twice", "remove one; it counted once")
                continue
            if isinstance(event, ev.LegalStatusChanged) and isinstance(before, ev.LegalStatusChanged) and not in_turn(before, event):
                kept[-1] = kept[-1][0], replace(before, legal_status=_both(before, event))
                told.doubtful(index, _STATUS_AGAIN, _WHICH_WAS_LAST)
                continue
            if isinstance(event, ev.LegalStatusChanged) and isinstance(before, ev.BecameLookedAfter) and not in_turn(before, event):
                both = _both(before, event)
                if set(both) != set(ev.statuses_of(event)):  # rules may count from the change: it stays beside the start
                    told.doubtful(index, _STATUS_AGAIN, _WHICH_WAS_LAST)
                    kept.append((index, replace(event, legal_status=both)))
                    continue
        kept.append(numbered)
    return sorted_within_days(kept) if busy else kept


def _both(one: ev.BecameLookedAfter | ev.LegalStatusChanged, other: ev.LegalStatusChanged) -> tuple[str, ...]:
    """The legal statuses that two events of one day record."""
    return tuple(dict.fromkeys((*ev.statuses_of(one), *ev.statuses_of(other))))


def _is_again(event: ev.Event, before: ev.Event, meanings: Meanings) -> bool:
    """Whether what stands for a task that was done was recorded twice as that task; under two words it is one thing."""
    word = event.recorded_as
    return word is not None and word == before.recorded_as and meanings.done_by.get(word) == event.kind


def look_at_fact(index: int, event: ev.Fact, before: ev.Fact | None, told: Told) -> None:
    """Tell of a fact that is recorded twice on a day, true and not; of words that imply it, what ends one may begin another.

    Args:
        index: the place of the fact in the file.
        event: the fact.
        before: the last record of the same fact before it, if there is one.
        told: where it is told.
    """
    if before is None or before.on != event.on or before.value == event.value or in_turn(before, event):
        return
    if before.recorded_as is None or event.recorded_as is None:
        told.doubtful(index, _FACT_AGAIN, _WHICH_WAS_LAST)
