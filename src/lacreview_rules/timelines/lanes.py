"""What a child's timeline shows: marks in lanes, a lane for each task, the lanes of one role together.

Nothing here knows how wide a day is or what a mark looks like.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from lacreview_rules.histories.events import BecameLookedAfter, CeasedToBeLookedAfter, TaskDone, event_kind
from lacreview_rules.histories.order_of_events import in_order
from lacreview_rules.schedules.standing import OUTSTANDING, occurrence_of
from lacreview_rules.schedules.titles import titled
from lacreview_rules.wording import day_text, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from lacreview_rules.histories.events import Event
    from lacreview_rules.histories.history import History
    from lacreview_rules.questions.of_child import ChildReadings
    from lacreview_rules.schedules.due_dates import DueDate
    from lacreview_rules.schedules.explanation import Explanation
    from lacreview_rules.schedules.schedule import Schedule

REVIEWS = "Review cycle"
CARE = "Care"


class Span(NamedTuple):
    """Days that belong to a mark: a window that is open, an interval counted, days early or late, a period of care."""

    kind: Literal["window", "interval", "early", "late", "care"]
    first: date
    last: date
    words: str = ""


class Mark(NamedTuple):
    """One thing on the timeline.

    Attributes:
        id: what it is called in the picture.
        look: the key of how it is drawn, in `looks.LOOKS`.
        told: what is said on hover.
        label: what is written beside it, where there is room.
        spans: the days that belong to it.
        guide: whether a thin line leads down from it through all lanes.
    """

    id: str
    look: str
    on: date
    told: str
    label: str = ""
    spans: tuple[Span, ...] = ()
    guide: bool = False

    @property
    def first(self) -> date:
        """The first day it touches."""
        return min((self.on, *(span.first for span in self.spans)))

    @property
    def last(self) -> date:
        """The last day it touches."""
        return max((self.on, *(span.last for span in self.spans)))


class Lane(NamedTuple):
    """Marks that stand in one line: those of one task, or events."""

    group: str
    title: str
    marks: tuple[Mark, ...]


_IN_AND_OUT = {BecameLookedAfter.kind: "came-in", CeasedToBeLookedAfter.kind: "left"}
_GUIDED = {*_IN_AND_OUT, "placement-moved", "placed-for-adoption"}


def lanes_of(schedule: Schedule, history: History | None, readings: ChildReadings | None = None) -> tuple[Lane, ...]:
    """Every lane: events first, then the review cycle, then the tasks of each role in order of their first date.

    Without a history, the events are those that the due dates count from. With readings, each due date tells them.
    """
    told = {} if readings is None else {one.due_date.id: one.explanation for one in readings.touched}
    numbered = [(f"due-{number}", due, due.due) for number, due in enumerate(schedule.due_dates, start=1) if due.due is not None]
    reviews = [(name, due) for name, due, _ in numbered if due.is_review]
    events = tuple(_event_marks(schedule, history))
    lanes = [
        Lane(CARE, "Looked after", tuple(mark for mark in events if mark.look in _IN_AND_OUT.values())),
        Lane(CARE, "Other events", tuple(mark for mark in events if mark.look not in _IN_AND_OUT.values())),
    ]
    lanes.append(Lane(REVIEWS, "Reviews", tuple(mark for name, due in reviews for mark in _sittings(name, due, schedule))))
    by_task: dict[tuple[str, str], list[Mark]] = {}
    for name, due, day in numbered:
        group = REVIEWS if due.is_review else due.role or "no role named"
        by_task.setdefault((group, lane_title(due)), []).append(due_mark(name, due, day, told.get(due.id)))
    groups = [REVIEWS, *dict.fromkeys(group for group, _ in by_task)]
    ordered = sorted(by_task.items(), key=lambda item: groups.index(item[0][0]))
    lanes += [Lane(group, f"{title}: due by" if group == REVIEWS else title, tuple(marks)) for (group, title), marks in ordered]
    return tuple(lane for lane in lanes if lane.marks)


def lane_title(due: DueDate) -> str:
    """What a task is called whichever review it belongs to.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import BecameLookedAfter, History, build_schedule, load_profile
        >>> history = History("A123", [BecameLookedAfter(on=date(2025, 12, 19))])
        >>> lane_title(build_schedule(history, load_profile("england")).of("review")[0])
        'Looked after review'
    """
    return titled(occurrence_of(due).plan.task.title, "")


def due_mark(name: str, due: DueDate, day: date, working: Explanation | None = None) -> Mark:
    """The mark of a due date on its day, with the window in which it is open and the days by which it was early or late."""
    look = f"upcoming-{due.basis}" if due.status == "upcoming" and due.basis != "actual" else due.status
    spans: list[Span] = []
    if due.opens is not None and due.opens < day:
        spans.append(Span("window", due.opens, day))
    done = due.done_on
    binding = occurrence_of(due).limits[0]
    if due.is_review and binding.start < day:
        spans.append(Span("interval", binding.start, day, str(binding.period or "")))
    elif done is not None and done != day:
        spans.append(Span("early", done, day) if done < day else Span("late", day, done))
    label = str(due.review) if due.is_review else ""
    return Mark(name, look, day, due_words(due, working), label, tuple(spans))


def due_words(due: DueDate, working: Explanation | None = None) -> str:
    """The short working of a due date, line by line: what, from when, how counted, under which rule, how it stands.

    With a working that has them, also the date under each reading of what the law leaves open, and the earliest.
    """
    working = due.explanation if working is None else working
    lines = [str(working).splitlines()[0], *(working.line(kind) for kind in ("counts-from", "count"))]
    lines += [working.line("rule").partition("\n")[0], working.line("standing")]
    if due.opens is not None:
        lines.append(f"Not before {day_text(due.opens)}")
    if due.aim is not None:
        lines.append(f"Aim for {day_text(due.aim)}")
    lines += [*working.lines("reading"), working.line("earliest")]
    return "\n".join(line for line in lines if line)


def _sittings(name: str, due: DueDate, schedule: Schedule) -> Iterator[Mark]:
    """The review itself: when it was held, is booked, or is assumed."""
    number = str(due.review or "")
    agenda = [mark.rule.title for mark in schedule.considerations if (mark.period_of_care, mark.review) == (due.period_of_care, due.review)]
    consider = "".join(f"\nTo consider: {title}" for title in agenda)
    adjourned = due.adjournment
    if adjourned is not None:
        yield Mark(f"{name}-sat", "adjourned", adjourned.sat_on, f"{due.title}: sat and adjourned, {day_text(adjourned.sat_on)}", number)
    completion = occurrence_of(due).completion
    if completion is not None:
        words, held = ("held", completion.on) if adjourned is None else ("completed", adjourned.completed_on)
        if held is not None:
            yield Mark(f"{name}-held", "held", held, f"{due.title}: {words} {day_text(held)}{consider}", number)
    elif due.arranged is not None:
        late = ", after its due date" if due.due is not None and due.arranged > due.due else ""
        told = f"{due.title}: arranged for {day_text(due.arranged)}{late}{consider}"
        yield Mark(f"{name}-arranged", "arranged", due.arranged, told, number)
    elif adjourned is None and due.due is not None and due.status in OUTSTANDING - {"overdue"}:
        told = f"{due.title}: assumed on its due date, {day_text(due.due)}{consider}"
        yield Mark(f"{name}-assumed", "assumed", due.due, told, number)


def _event_marks(schedule: Schedule, history: History | None) -> Iterator[Mark]:
    completions = [occurrence_of(due).completion for due in schedule.due_dates]
    drawn = {done.event for done in completions if done is not None and done.event is not None}
    sat = {found.sat_on for due in schedule.due_dates if (found := due.adjournment) is not None}
    closes = _care_until(schedule, history)
    for number, event in enumerate(_events(schedule, history), start=1):
        kind = event_kind(event)
        if event in drawn or (kind == "review-adjourned" and event.on in sat):
            continue  # it stands in the lane of its task
        words = f"{plain(kind)}: {plain(event.task)}" if isinstance(event, TaskDone) else plain(kind)
        at = f" at {event.at.isoformat('minutes')}" if event.at is not None else ""
        told = f"{words[:1].upper()}{words[1:]}: {day_text(event.on)}{at}"
        spans = (Span("care", event.on, closes[id(event)]),) if id(event) in closes else ()
        look = _IN_AND_OUT.get(kind, "event")
        yield Mark(f"event-{number}", look, event.on, told, words if look == "event" else "", spans, kind in _GUIDED)


def _events(schedule: Schedule, history: History | None) -> list[Event]:
    if history is not None:
        return [event for _, event in in_order(history)]
    counted = (limit.occurrence for due in schedule.due_dates for limit in occurrence_of(due).limits)
    found = {id(at.event): at.event for at in counted if at.event is not None and at.basis == "actual"}
    return sorted(found.values(), key=lambda event: (event.on, event_kind(event)))


def _care_until(schedule: Schedule, history: History | None) -> dict[int, date]:
    """For each event that began a period of care: the day it ended, or the day of the picture where it has not."""
    began: Event | None = None
    until: dict[int, date] = {}
    for _, event in in_order(history) if history is not None else ():
        if isinstance(event, BecameLookedAfter):
            began = began or event
        elif isinstance(event, CeasedToBeLookedAfter) and began is not None:
            until[id(began)] = event.on
            began = None
    if began is not None and schedule.as_of is not None and schedule.as_of > began.on:
        until[id(began)] = schedule.as_of
    return until


def days_touched(lanes: Iterable[Lane]) -> tuple[date, date]:
    """The first and the last day of all marks.

    Raises:
        ValueError: there is none.
    """
    marks = [mark for lane in lanes for mark in lane.marks]
    return min(mark.first for mark in marks), max(mark.last for mark in marks)
