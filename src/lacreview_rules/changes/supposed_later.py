"""What is told of a supposition for a day after the day looked at: it is taken to have happened, and some days have passed already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.histories.events import ReviewHeld
from lacreview_rules.wording import day_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lacreview_rules.changes.schedules import Change, ScheduleChanges
    from lacreview_rules.histories.events import Event


def told_of_later(found: ScheduleChanges, events: Iterable[Event]) -> str | None:
    """That what is supposed lies ahead and is taken to have happened, with all that would have been due by the day looked at.

    Args:
        found: what would change.
        events: what is supposed.

    Returns:
        A sentence or two; nothing if no supposed event is later than the day looked at.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import BecameLookedAfter, History, ReviewHeld, load_profile
        >>> from lacreview_rules.changes.what_if import what_if
        >>> history, supposed = History("A123", [BecameLookedAfter(on=date(2025, 12, 19))]), [ReviewHeld(on=date(2026, 1, 14))]
        >>> told_of_later(what_if(history, load_profile("england"), events=supposed, as_of=date(2026, 1, 5)), supposed).partition(". ")[0]
        'What is supposed for Wed 14 Jan 2026 lies after the day looked at (Mon 5 Jan 2026), and is taken to have happened'
    """
    as_of = found.old["as_of"]
    later = sorted((event.on.isoformat(), isinstance(event, ReviewHeld)) for event in events if event.on.isoformat() > as_of)
    if not later:
        return None
    told = [
        f"What is supposed for {day_text(later[-1][0])} lies after the day looked at ({day_text(as_of)}), and is taken to have happened."
    ]
    passed = [f"{one.shown.title} ({day_text(one.shown.due)})" for one in _passed(found, as_of)]
    if passed:
        told.append(f"By the day looked at, the day would already have passed for: {'; '.join(passed)}.")
    if any(is_review for _, is_review in later):
        told.append('For a review that is only booked, suppose "review arranged", which moves no due date.')
    return " ".join(told)


def _passed(found: ScheduleChanges, as_of: str) -> Iterator[Change]:
    """What would move to a day before the day looked at, or be new there, without a record that it was done."""
    for change in found.changes:
        now, before = change.after, change.before
        if now is None or now.status == "cancelled" or now.done_on is not None or now.due is None or now.due >= as_of:
            continue
        if before is None or before.due is None or before.due >= as_of:
            yield change
