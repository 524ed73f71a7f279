"""Nothing in silence: what is taken away from a history changes its schedule, or the problems name it, or it is listed.

From the top of the project, with the extra `test` installed:

    python -m tests.oracles.relevance --histories 100000

It makes random histories (`tests/property/strategies`), takes away each event and each key of an event in turn, and asks
what became of it. The exit code is 1 if anything changed nothing in silence, or if a remark says of something that it
changes nothing and it does. The same seed makes the same histories.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from dataclasses import MISSING, fields, replace
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import HealthCheck, Phase, given, seed, settings
from tests.oracles.asked import Asked, asked_by
from tests.property.reading import SHIPPED, all_dues
from tests.property.strategies.lives import Life, lives

from lacreview_rules import (
    CeasedToBeLookedAfter,
    Event,
    Fact,
    History,
    ReviewAdjourned,
    ReviewArranged,
    ReviewArrangementCancelled,
    ReviewHeld,
    TaskDone,
    build_schedule,
    load_profile,
)
from lacreview_rules.histories.care import read_care
from lacreview_rules.histories.events import event_kind
from lacreview_rules.histories.for_the_record import EVENTS, KEYS
from lacreview_rules.rules.plan import plan_for
from lacreview_rules.schedules.order import order_of
from lacreview_rules.schedules.standing import occurrence_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from lacreview_rules import Profile, WorkingCalendar
    from lacreview_rules.rules.limits import Limit
    from lacreview_rules.schedules.due_dates import DueDate
    from lacreview_rules.schedules.schedule import Schedule
    from lacreview_rules.schedules.task_occurrence import TaskOccurrence

_KEYS = {listed.name for listed in KEYS}
_ONLY_AT_TIMES = {"review-held", "review-arranged", "review-arrangement-cancelled"}
_EVENTS = {listed.name for listed in EVENTS} - _ONLY_AT_TIMES


IN_SILENCE = "changes nothing in silence"
SAID_WRONGLY = "is said to change nothing, and does"


class Part(NamedTuple):
    """An event of a history, or one key of it."""

    number: int
    event: Event
    key: str | None = None

    @property
    def name(self) -> str:
        """What kind of thing it is: its kind of event, its word, its key."""
        word = next((getattr(self.event, key) for key in ("task", "fact") if hasattr(self.event, key)), "")
        return ".".join(part for part in (event_kind(self.event), word, self.key) if part)

    @property
    def place(self) -> str:
        """Where it stands, as a problem cites it."""
        return f"events[{self.number}]" + (f".{self.key}" if self.key is not None else "")


class Silent(NamedTuple):
    """What is wrong about a part: it changes nothing in silence, or is said to change nothing and does."""

    part: Part
    wrong: str


def parts_of(history: History) -> Iterator[tuple[Part, History]]:
    """Every event, and every key of an event that may be left out and is not, each with the history without it."""
    events = history.events
    for index, event in enumerate(events):
        yield Part(index, event), _with(history, (*events[:index], *events[index + 1 :]))
        for field in fields(event):
            if field.name != "on" and field.default is not MISSING and getattr(event, field.name) != field.default:
                less = replace(event, **{field.name: field.default})
                yield Part(index, event, field.name), _with(history, (*events[:index], less, *events[index + 1 :]))


def _with(history: History, events: tuple[Event, ...]) -> History:
    return replace(history, events=events)


def said(schedule: Schedule) -> list[tuple[object, ...]]:
    """All that a schedule says on a given day: what its fields and explanations are made from, but not the events themselves."""
    dues = all_dues(schedule)
    care = next((occurrence_of(due).care for due in dues), None)
    marks: list[tuple[object, ...]] = [
        (mark.rule.id, mark.period_of_care, mark.review, mark.on, mark.basis) for mark in schedule.considerations
    ]
    shared = () if care is None else (care.records, care.starts, care.unseen)
    return [_of_due(due) for due in dues] + marks + [shared]


def _of_due(due: DueDate) -> tuple[object, ...]:
    one = occurrence_of(due)
    return (
        order_of(one),
        one.id,
        one.scope,
        one.care.records is not None and one.plan.id in one.care.mentioned,  # asked only where the record says what it holds
        one.review,
        None if one.completion is None else (one.completion.on, one.completion.at, one.completion.basis),
        one.care.began,
        one.care.number,
        *_of_reviews(one),
        tuple(_of_limit(limit) for limit in one.limits),
        tuple((_of_limit(aside.limit), aside.why, aside.on) for aside in one.set_aside),
    )


def _of_reviews(one: TaskOccurrence) -> tuple[object, ...]:
    """Of what is recorded of the reviews of a period of care, what this due date shows: its booking, its adjournment, whether it waits."""
    is_review, care = one.plan.id == one.care.review_task, one.care
    booked = care.arranged if is_review and one.review == care.reviews + 1 else None
    adjourned = [adjournment for adjournment in care.adjournments if is_review and adjournment.review == one.review]
    return booked, tuple(adjourned), one.review is not None and one.review > care.reviews + 1


def _of_limit(limit: Limit) -> tuple[object, ...]:
    start, end = limit.occurrence, limit.end
    at = (start.name, start.on, start.basis, start.at)
    return (
        limit.due,
        limit.rule_id,
        limit.start,
        at,
        str(limit.period),
        limit.due_at,
        None if end is None else (end.name, end.on, end.basis),
    )


def silent_parts(
    history: History, profile: Profile, calendar: WorkingCalendar | None = None, until: date | None = None
) -> Iterator[Silent]:
    """What of a history changes nothing in silence, and what is said to change nothing and does."""
    whole = build_schedule(history, profile, calendar, until=until)
    asked = asked_by(profile)
    before = said(whole)
    care = read_care(history, plan_for(profile).meanings)
    cared_for = {care.key_of(event) for period in care.periods for event in period.events}
    served = _sat_twice(history) | _overtaken(history, profile)
    last = max((event.on for event in history.events), default=None)
    named = [problem.where for problem in whole.problems]
    unused = {problem.where for problem in whole.problems if "changes nothing" in problem.what or "it met nothing" in problem.what}
    for part, less in parts_of(history):
        is_named = any(_names(where, other) for other in _alike(history, part) for where in named)
        is_unused = part.place in unused
        if is_named and not is_unused:
            continue
        in_care = care.key_of(part.event, part.number if care.places else None) in cared_for
        if not is_unused and _excused(part, asked, in_care=in_care, served=served):
            continue
        same = said(build_schedule(less, profile, calendar, until=until)) == before
        if is_unused and not same and part.event.on != last and _stands_alone(part, history, less):
            yield Silent(part, SAID_WRONGLY)
        elif same and not is_named:
            yield Silent(part, IN_SILENCE)


def _stands_alone(part: Part, history: History, less: History) -> bool:
    """Whether nothing else is recorded in the same words, nor would be without the key: it counts once then."""
    return history.events.count(part.event) == 1 and (part.key is None or less.events.count(less.events[part.number]) == 1)


def _alike(history: History, part: Part) -> Iterator[Part]:
    """The part, and the same part of what was recorded again on the same day: a remark about one of the two is about both."""
    word, day, key = _word_of(part.event), part.event.on, part.key
    for number, event in enumerate(history.events):
        if (
            number == part.number
            or event == part.event
            or (key is None and event.on == day and word is not None and _word_of(event) == word)
        ):
            yield part._replace(number=number)


def _word_of(event: Event) -> str | None:
    """What was done, under any of its names: a task, or a review held."""
    if isinstance(event, TaskDone):
        return event.task
    return "review" if isinstance(event, ReviewHeld) else None


def _names(where: str, part: Part) -> bool:
    """Whether a problem at a place is about a part: its event, its key, or the word without which nothing of the event is known."""
    event = f"events[{part.number}]"
    return where in {event, part.place, *(f"{event}.{word}" for word in ("event", "task", "fact"))} or (
        part.key is None and where.startswith(f"{event}.")
    )


def _sat_twice(history: History) -> set[int]:
    """The review recorded as held on a day on which one was adjourned: the list says that nothing is said; a third record is told."""
    adjourned = {event.on for event in history.events if isinstance(event, ReviewAdjourned)}
    held = [event for event in history.events if _word_of(event) == "review" and event.on in adjourned]
    times = Counter(event.on for event in held)
    return {id(event) for event in held if times[event.on] == 1}


def _overtaken(history: History, profile: Profile) -> set[int]:
    """The bookings, made or taken back, after which a review sat, another was booked or care ended, or which another takes back too.

    A task that only a review can do, such as the review before a release, is a review that sat.
    """
    overtaking = (ReviewHeld, ReviewAdjourned, ReviewArranged, CeasedToBeLookedAfter)
    reviews = {"review"} | {task.id for task in profile.tasks.values() if "review-held" in task.implies}
    overtaken_by = [event for event in history.events if isinstance(event, overtaking) or _word_of(event) in reviews]
    last = max((event.on for event in overtaken_by), default=None)
    taken_back = [event for event in history.events if isinstance(event, ReviewArrangementCancelled)]
    found = {id(event) for event in taken_back if len(taken_back) > 1 or (last is not None and last >= event.on)}
    booked = [event for event in history.events if isinstance(event, ReviewArranged)]
    for cancelled in taken_back:  # the booking that it takes back had been overtaken by then
        named = max((one.on for one in booked if one.review_on == cancelled.review_on and one.on <= cancelled.on), default=None)
        replaced = named is not None and any(named <= one.on <= cancelled.on and one.review_on != cancelled.review_on for one in booked)
        sat = (ReviewHeld, ReviewAdjourned)
        if replaced or (named is not None and any(isinstance(one, sat) and named <= one.on <= cancelled.on for one in history.events)):
            found.add(id(cancelled))
    for event in history.events:
        others = [other.on for other in (*overtaken_by, *taken_back) if other is not event]
        alike = isinstance(event, ReviewArranged) and sum(one.review_on == event.review_on for one in booked) > 1
        if isinstance(event, ReviewArranged) and (alike or any(day >= event.on for day in others)):
            found.add(id(event))
    return found


def _excused(part: Part, asked: Asked, *, in_care: bool, served: set[int]) -> bool:
    """Whether it may change nothing without a word: it is on the list, or a rule asks about it."""
    event, key = part.event, part.key
    if key is not None:
        return key in _KEYS or (key == "value" and isinstance(event, Fact)) or asked.asks_of(event, key)
    asks = asked.asks_about if in_care else asked.asks_outside_care
    return event_kind(event) in _EVENTS or id(event) in served or asks(event)


def drawn(count: int, first: int) -> list[Life]:
    """So many histories, the same for the same seed."""
    found: list[Life] = []

    @seed(first)
    @settings(max_examples=count, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])
    @given(lives())
    def draw(life: Life) -> None:
        found.append(life)

    draw()
    return found


_AT_ONCE = 500


def main(arguments: list[str] | None = None) -> int:
    """Take away, and look; 1 if anything is silent."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.oracles.relevance", description="Does anything recorded change nothing in silence?"
    )
    parser.add_argument("--histories", type=int, default=1000, metavar="N", help="how many random histories (1000)")
    parser.add_argument("--seed", type=int, default=1, help="which sequence of them (1)")
    parser.add_argument("--minutes", type=float, default=None, metavar="M", help="stop after so many minutes")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print so many histories with something silent (0)")
    chosen = parser.parse_args(arguments)
    started = time.perf_counter()
    profiles = [load_profile(name) for name in (*SHIPPED, "wales")]
    found: Counter[tuple[str, str]] = Counter()
    looked = shown = 0
    while looked < chosen.histories and (chosen.minutes is None or time.perf_counter() - started < chosen.minutes * 60):
        for life in drawn(min(_AT_ONCE, chosen.histories - looked), chosen.seed * 1_000_000 + looked):
            profile = profiles[0] if looked % 2 else profiles[looked // 2 % len(profiles)]
            wrong = list(silent_parts(life.history, profile))
            found.update({(f"{profile.id}: {one.part.name}", one.wrong) for one in wrong})
            looked += 1
            if wrong and shown < chosen.show:
                shown += 1
                sys.stdout.write("".join(f"{line}\n" for line in _in_full(life, profile, wrong)))
    for (name, wrong_in), times in found.most_common():
        sys.stdout.write(f"{times:>8,}  {name}: {wrong_in}\n")
    sys.stdout.write(f"{looked:,} histories of seed {chosen.seed}: {sum(found.values()):,} with something silent, ")
    sys.stdout.write(f"{time.perf_counter() - started:,.0f} seconds\n")
    return int(bool(found))


def _in_full(life: Life, profile: Profile, wrong: list[Silent]) -> Iterator[str]:
    yield f"Under {profile.id}, born {life.born}:"
    for index, event in sorted(enumerate(life.events), key=lambda pair: pair[1].on):
        yield f"  {index:>3} {event}"
    for one in wrong:
        yield f"  {one.part.place} {one.part.name}: {one.wrong}"


if __name__ == "__main__":
    sys.exit(main())
