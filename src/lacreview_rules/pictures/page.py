"""One child's timeline as a page of its own: the picture, and the same due dates as a table with their working."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.files.pages import render_page, svg
from lacreview_rules.pictures.canvas import as_svg
from lacreview_rules.pictures.timeline import timeline
from lacreview_rules.timelines.looks import LOOKS
from lacreview_rules.wording import count_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from lacreview_rules.histories.history import History
    from lacreview_rules.questions.of_child import ChildReadings
    from lacreview_rules.schedules.due_dates import DueDate
    from lacreview_rules.schedules.schedule import Schedule


def timeline_page(
    schedule: Schedule,
    *,
    history: History | None = None,
    first: date | None = None,
    last: date | None = None,
    show_child: bool = False,
    readings: ChildReadings | None = None,
) -> str:
    """One child's timeline as one HTML page that fetches nothing and runs no script.

    Each mark tells its working on hover; for a reader without a mouse, or who cannot see the picture, lists under it
    hold every due date with its whole working: overdue, coming next, done.

    Args:
        schedule: As it stands on the day wanted.
        history: What it was made from; see `timeline`.
        first: The first day of the picture.
        last: The last day of the picture. The lists hold every due date all the same.
        show_child: Whether the child's id stands on the page.
        readings: What `readings` gave for the same child: marks and lists then tell the date under each reading, too.

    Raises:
        PictureError: There is nothing to draw.
        MissingExtraError: The package ``jinja2`` is not installed; it comes with the extras `pictures` and `cli`.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import BecameLookedAfter, History, build_schedule, load_profile
        >>> from lacreview_rules.pictures import timeline_page
        >>> history = History("A123", [BecameLookedAfter(on=date(2025, 12, 19))])
        >>> page = timeline_page(build_schedule(history, load_profile("england")), history=history)
        >>> "First looked after review" in page, "A123" in page
        (True, False)
    """
    picture = as_svg(timeline(schedule, history=history, first=first, last=last, show_child=show_child, readings=readings))
    told = {} if readings is None else {one.due_date.id: one.explanation for one in readings}
    return render_page(
        "timeline.html",
        title=f"Due dates of {schedule.child}" if show_child else "Due dates of one child",
        profile=schedule.profile,
        as_of=schedule.as_of,
        picture=svg(picture),
        groups=_groups(schedule),
        next_review=next((due for due in schedule.due_dates if due.is_review and due.status in _TO_COME | {"overdue"}), None),
        working=lambda due: told.get(due.id) or due.explanation,
        problems=schedule.problems,
        standing_text=_standing_text,
    )


class _Group(NamedTuple):
    """Due dates of one list of the page."""

    id: str
    heading: str
    due_dates: tuple[DueDate, ...]


_TO_COME = {"upcoming", "due-today"}
_DONE = {"met", "met-late"}


def _groups(schedule: Schedule) -> list[_Group]:
    """The lists of the page: what a reader must act on comes first; none is there without a due date."""
    kinds: list[tuple[str, str, Callable[[DueDate], bool]]] = [
        ("overdue", "Overdue", lambda due: due.status == "overdue"),
        ("next", "Coming next", lambda due: due.status in _TO_COME),
        ("to-consider", "To bear in mind", lambda due: due.due is None and due.status not in {"overdue", *_TO_COME, *_DONE, "cancelled"}),
        ("not-recorded", "No record that it was done", lambda due: due.due is not None and due.status == "not-recorded"),
        ("done", "Done, the latest first", lambda due: due.status in _DONE),
    ]
    found, left = [], list(schedule.due_dates)
    for name, heading, belongs in kinds:
        mine = [due for due in left if belongs(due)]
        left = [due for due in left if not belongs(due)]
        found.append(_Group(name, heading, tuple(reversed(mine) if name == "done" else mine)))
    found.append(_Group("other", "No longer owed", tuple(left)))
    return [group for group in found if group.due_dates]


def _standing_text(due: DueDate) -> str:
    """How a due date stands, in the words of the legend, with the days that it is late."""
    status = LOOKS[due.status].words if due.status in LOOKS else "to bear in mind"
    if due.status == "upcoming" and due.basis != "actual":
        status = LOOKS[f"upcoming-{due.basis}"].words
    days = count_text(due.days_late or 0, "day")
    return f"{status} by {days}" if due.status == "overdue" else f"{status}, {days} late" if due.days_late else status
