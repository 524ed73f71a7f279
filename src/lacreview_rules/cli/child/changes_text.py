"""How changes of schedules are laid out: for a reader, as JSON, as CSV, and as Markdown."""

from __future__ import annotations

import io
import json
import re
import sys
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from lacreview_rules.cli.terminal import PLAIN_WIDTH, width_of, wrapped
from lacreview_rules.files.tables import BYTE_ORDER_MARK, write_table
from lacreview_rules.wording import certainty, count_text, day_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from lacreview_rules.changes.causes import Cause
    from lacreview_rules.changes.schedules import Change, DueDateSummary, ScheduleChanges


class ChangesForm(StrEnum):
    """How changes are written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"


COLUMNS = (
    "child",
    "how",
    "period_of_care",
    "review",
    "task",
    "title",
    "role",
    "from",
    "to",
    "status_from",
    "status_to",
    "rule_from",
    "rule_to",
    "basis_from",
    "basis_to",
    "because",
    "profile_from",
    "profile_to",
    "done_on_from",
    "done_on_to",
    "days_late_from",
    "days_late_to",
    "becomes_late",
    "arranged_late_from",
    "arranged_late_to",
)
"""The columns of the CSV, in order; new ones are only ever added on the right."""
_DONE = {
    "moved": ("date moves", "dates move"),
    "status": ("has another status", "have another status"),
    "added": ("is added", "are added"),
    "removed": ("is removed or cancelled", "are removed or cancelled"),
}
"""What is said of one change, and of several, of each kind; in this order."""
_HEADINGS = {
    "was_overdue_is_done": "OVERDUE BEFORE, DONE LATE",
    "becomes_late": "BECOMES LATE",
    "becomes_arranged_late": "ARRANGED AFTER ITS DUE DATE",
    "is_late_still": "LATE BEFORE, LATE STILL",
    "no_longer_late": "NO LONGER LATE",
}
"""What is told first, in this order."""
_MARKUP = re.compile(r"([\\`*_{}\[\]<>|#])")


def changes_text(found: Sequence[ScheduleChanges], form: ChangesForm, *, many: bool, output: Path | None) -> str:
    """The changes of one child or of many, as they are printed or written to a file."""
    if form is ChangesForm.JSON:
        return "".join(json.dumps(one.to_dict(), ensure_ascii=False, indent=None if many else 2) + "\n" for one in found)
    if form is ChangesForm.CSV:
        return ("" if output is None else BYTE_ORDER_MARK) + _csv(found)
    if form is ChangesForm.MARKDOWN:
        return "\n".join(line for one in found for line in _markdown(one)) + "\n"
    width = PLAIN_WIDTH if output is not None else width_of(sys.stdout)
    return "\n".join(wrapped((line for one in found for line in _lines(one)), width)) + "\n"


def cause_words(causes: Sequence[Cause]) -> str:
    """Causes as one sentence.

    Example:
        >>> from lacreview_rules.changes.causes import Cause
        >>> cause_words([Cause("event", "the child moved", alone=False), Cause("rule", "rule x/1 was added", alone=False)])
        'the child moved, together with: rule x/1 was added'
        >>> cause_words([Cause("profile", "the profile is another", alone=False, certain=False)])
        'perhaps: the profile is another'
    """
    told = [cause.what for cause in causes]
    if not told:
        return "nothing that was given"
    if not all(cause.certain for cause in causes):
        return "perhaps: " + "; or: ".join(told)
    return "; or, which alone would do: ".join(told) if all(cause.alone for cause in causes) else ", together with: ".join(told)


def totals(found: Sequence[ScheduleChanges]) -> str:
    """How much changed, in one line."""
    count = {how: sum(change.how == how for one in found for change in one.changes) for how in _DONE}
    late = sum(change.becomes_late for one in found for change in one.changes)
    children = f"{count_text(len(found), 'child', 'children')} compared"
    stayed = sum(one.stayed for one in found)
    changed = f"{count['moved']:,} moved, {count['added']:,} added, {count['removed']:,} removed, {count['status']:,} with another status"
    return f"{children}; {late:,} late that were not; {changed}; {stayed:,} as they were"


def _lines(one: ScheduleChanges) -> Iterator[str]:
    """What becomes late; what is late no longer; then all changes, under one heading a cause."""
    yield f"Child {one.child}: {_made(one)}"
    if not one.changes:
        yield "  No due date changes."
        yield ""
        return
    for block in _what_is_late(one.changes):
        yield ""
        yield from block
    for cause, mine in _by_cause(one.changes).items():
        yield ""
        yield f"  BECAUSE {cause}: {_counted(mine)}"
        yield from (f"  {change.shown.title}: {_dates(change)}" for how in _DONE for change in mine if change.how == how)
    yield ""


def _what_is_late(changes: Sequence[Change]) -> list[list[str]]:
    """Under a heading each: what is late, what was and is not; first of all what was overdue and is done."""
    told = {heading: [change for change in changes if getattr(change, name)] for name, heading in _HEADINGS.items()}
    blocks = [
        [f"  {heading} ({len(found):,})", *(f"  {change.shown.title}: {_standing(change)}" for change in found)]
        for heading, found in told.items()
        if found
    ]
    if not told["BECOMES LATE"] and not told["ARRANGED AFTER ITS DUE DATE"]:
        was_late = bool(told["OVERDUE BEFORE, DONE LATE"])
        blocks.insert(1 if was_late else 0, ["  Nothing else becomes late." if was_late else "  Nothing becomes late."])
    return blocks


def _by_cause(changes: Sequence[Change]) -> dict[str, list[Change]]:
    """The changes by what brought them about, those that bring about most first."""
    found: dict[str, list[Change]] = {}
    for change in changes:
        found.setdefault(cause_words(change.causes), []).append(change)
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))


def _counted(changes: Sequence[Change]) -> str:
    told = []
    for how, (single, several) in _DONE.items():
        number = sum(change.how == how for change in changes)
        if number:
            told.append(f"{number:,} {single if number == 1 else several}")
    return ", ".join(told)


def _standing(change: Change) -> str:
    """How it stands now, for somebody who asks what is late."""
    shown = change.shown
    if change.after is None or change.after.status == "cancelled":
        return f"was due {day_text(shown.due)}, and is no longer owed"
    days = count_text(shown.days_late or 0, "day")
    if shown.status == "met-late":
        return f"due {day_text(shown.due)}, done {day_text(shown.done_on)}, {days} late"
    if shown.status == "overdue":
        booked = "" if shown.arranged_late is None else f", {_arranged(shown)}"
        return f"due {day_text(shown.due)}, {days} overdue{booked}"
    if shown.arranged_late is not None:
        return f"due {day_text(shown.due)}, {_arranged(shown)}"
    return f"due {day_text(shown.due)}, {_status(shown)}"


def _status(side: DueDateSummary) -> str:
    word = _STATUS.get(side.status, side.status)
    if side.arranged_late is not None:
        return f"{word}, {_arranged(side)}"
    return word if side.done_on is None else f"{word} on {day_text(side.done_on)}"


def _status_change(was: DueDateSummary, now: DueDateSummary) -> str:
    """One status and the next; where only the booking is another, that."""
    if was.status == now.status and was.arranged_late is None and now.arranged_late is not None:
        return f"{_status(was)}, now {_arranged(now)}"
    return f"{_status(was)} becomes {_status(now)}"


def _arranged(side: DueDateSummary) -> str:
    """For which day a review is arranged, and how long after its due date that is."""
    days = (date.fromisoformat(side.arranged_late or "") - date.fromisoformat(side.due or "")).days
    return f"arranged for {day_text(side.arranged_late)}, {count_text(days, 'day')} after its due date"


_STATUS = {
    "met": "done in time",
    "met-late": "done late",
    "upcoming": "still to come",
    "due-today": "due that day",
    "not-recorded": "not recorded",
}


def _made(one: ScheduleChanges) -> str:
    versions = [f"{side['profile']['id']} {side['profile']['version']}" for side in (one.old, one.new)]
    told = versions[0] if versions[0] == versions[1] else f"from {versions[0]} to {versions[1]}"
    return told if one.recomputed else f"{told} (causes as far as two schedules can tell; give the histories to find them)"


def _dates(change: Change) -> str:
    was, now = change.before, change.after
    if change.how == "status" and was is not None and now is not None:
        return f"due {day_text(now.due)}: {_status_change(was, now)} ({now.rule})"
    if change.how == "moved" and was is not None and now is not None and was.due and now.due:
        days = (date.fromisoformat(now.due) - date.fromisoformat(was.due)).days
        at = f"now by {now.due_at[11:16]}" if now.due_at else "now without a time of day"
        by = f"{count_text(abs(days), 'day')} {'earlier' if days < 0 else 'later'}" if days else at
        rules = now.rule if was.rule == now.rule else f"{was.rule}, then {now.rule}"
        return f"{day_text(was.due)} becomes {day_text(now.due)}, {by} ({rules}; {now.status}{certainty(now.basis, '; ')})"
    shown = change.shown
    return f"{day_text(shown.due)} ({shown.rule}; {shown.status}{certainty(shown.basis, '; ')})"


def _csv(found: Sequence[ScheduleChanges]) -> str:
    text = io.StringIO(newline="")
    write_table(text, COLUMNS, (_row(one, change) for one in found for change in one.changes))
    return text.getvalue()


def _row(one: ScheduleChanges, change: Change) -> dict[str, object]:
    return {
        **change.to_dict(),
        "child": one.child,
        "because": cause_words(change.causes),
        "profile_from": f"{one.old['profile']['id']} {one.old['profile']['version']}",
        "profile_to": f"{one.new['profile']['id']} {one.new['profile']['version']}",
    }


def _markdown(one: ScheduleChanges) -> Iterator[str]:
    yield f"## Child {_cell(one.child)}"
    yield ""
    yield _cell(_made(one))
    yield ""
    if not one.changes:
        yield "No due date changes."
        yield ""
        return
    late = [(heading.lower(), change) for name, heading in _HEADINGS.items() for change in one.changes if getattr(change, name)]
    yield from (f"- {heading}: {_cell(f'{change.shown.title}: {_standing(change)}')}" for heading, change in late)
    if late:
        yield ""
    yield "| | What | From | To | Rule | Because |"
    yield "|---|---|---|---|---|---|"
    for change in one.changes:
        days = [day_text(side.due) if side is not None else "" for side in (change.before, change.after)]
        if change.after is not None and change.after.status == "cancelled":
            days[1] = "cancelled"
        cells = (change.how, change.shown.title, *days, change.shown.rule, cause_words(change.causes))
        yield f"| {' | '.join(_cell(cell) for cell in cells)} |"
    yield ""


def _cell(text: str) -> str:
    """Text that Markdown takes as it is."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
