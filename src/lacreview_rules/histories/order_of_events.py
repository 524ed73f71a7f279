"""The order in which events happened; the order in which a file names them never matters.

Within one day, where no times tell otherwise, a period of care begins before anything else happens in it and ends after
everything else; a child who ceases and becomes looked after on one day does the first before the second, and a review of that day
sat before both.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from operator import lt
from typing import TYPE_CHECKING

from lacreview_rules.histories import events as ev

if TYPE_CHECKING:
    from datetime import date, time

    from lacreview_rules.histories.bookings import Booking
    from lacreview_rules.histories.history import History

_IN_A_DAY = (
    "became-looked-after",
    "legal-status-changed",
    "authorised-for-adoption",
    "fact",
    "placement-moved",
    "placed-for-adoption",
    None,  # whatever else happened
    "review-held",
    "review-adjourned",
    "review-arranged",
    "review-arrangement-cancelled",
    "ceased-to-be-looked-after",
)
_RANK = {kind: float(place) for place, kind in enumerate(_IN_A_DAY)}
_BEFORE_BOOKINGS = _RANK["review-arranged"] - 0.5


def has_a_place_in_the_day(event: ev.Event) -> bool:
    """Whether events of its kind have a place of their own in a day: before a review, or after it.

    Example:
        >>> from datetime import date
        >>> [has_a_place_in_the_day(kind(on=date(2026, 1, 5))) for kind in (ev.PlacementMoved, ev.ReviewRequested)]
        [True, False]
    """
    return event.kind in _RANK


def in_turn(one: ev.Event, other: ev.Event) -> bool:
    """Whether times tell which of two events of a day came last.

    Example:
        >>> from datetime import date, time
        >>> at_nine, at_ten, some_time = (ev.ReviewHeld(on=date(2026, 1, 5), at=at) for at in (time(9), time(10), None))
        >>> in_turn(at_nine, at_ten), in_turn(at_nine, some_time)
        (True, False)
    """
    return one.at is not None and other.at is not None and one.at != other.at


def _same_day_order(event: ev.Event, booked_then: set[date]) -> tuple[float, str]:
    at: time | None = event.at
    rank: float = _RANK.get(event.kind, _RANK[None])
    if isinstance(event, ev.ReviewArrangementCancelled) and event.review_on is None and event.on not in booked_then:
        rank = _BEFORE_BOOKINGS  # what stood is taken back before another day is booked
    return (rank, "" if at is None else at.isoformat())


def in_order(history: History) -> list[tuple[int, ev.Event]]:
    """The events of a history with their positions in the file, in the order in which they happened."""
    return sorted_by_day(list(enumerate(history.events)))


def sorted_by_day(numbered: list[tuple[int, ev.Event]]) -> list[tuple[int, ev.Event]]:
    """Numbered events day after day, and within a day by the kind of event and the time.

    What nothing tells apart in time stands in an order that the file's order cannot change.
    """
    days = [event.on for _, event in numbered]
    if all(map(lt, days, days[1:])):
        return numbered
    if len(set(days)) == len(days):
        return [numbered[i] for i in sorted(range(len(days)), key=days.__getitem__)]
    shared = {day for day, times in Counter(days).items() if times > 1}
    booked_then = _booked_and_taken_back([event for _, event in numbered], shared)
    keys = [(event.on, *_same_day_order(event, booked_then)) if event.on in shared else (event.on,) for _, event in numbered]
    tied = {key for key, times in Counter(keys).items() if times > 1} if len(set(keys)) < len(keys) else set()
    order = sorted(range(len(numbered)), key=lambda i: (keys[i], _told_apart(numbered[i][1]) if keys[i] in tied else ""))
    return [numbered[i] for i in order]


def _booked_and_taken_back(events: list[ev.Event], days: set[date]) -> set[date]:
    """Days on which a booking is taken back, and it can only be the one that was made on that day.

    None made before can stand, and none else was made on the day: of two, either may have been made afterwards.
    """
    if not any(isinstance(event, ev.ReviewArrangementCancelled) and event.review_on is None and event.on in days for event in events):
        return set()
    of_a_day: dict[date, list[Booking]] = {}
    for event in events:
        if isinstance(event, (ev.ReviewArranged, ev.ReviewArrangementCancelled)):
            of_a_day.setdefault(event.on, []).append(event)
    found: set[date] = set()
    may_stand: Counter[date] = Counter()  # by the days booked: bookings that nothing since took back for certain
    for day, today in sorted(of_a_day.items()):
        booked = [one for one in today if isinstance(one, ev.ReviewArranged)]
        cancelled = [one for one in today if isinstance(one, ev.ReviewArrangementCancelled)]
        may_stand.subtract(one.review_on for one in cancelled if one.review_on is not None and may_stand[one.review_on] > 0)
        unnamed = [one for one in cancelled if one.review_on is None]
        if unnamed:
            before = any(times > 0 and review_on >= day for review_on, times in may_stand.items())
            if not before and len(booked) == 1 and not any(_is_earlier(one, booked[0]) for one in unnamed):
                found.add(day)
            may_stand.clear()
        may_stand.update(one.review_on for one in booked)
    return found


def _is_earlier(one: Booking, other: Booking) -> bool:
    """Whether the times of two of a day say that one was before the other."""
    return one.at is not None and other.at is not None and one.at < other.at


def _told_apart(event: ev.Event) -> str:
    """What puts events of one moment in an order that the file's cannot change: bookings by the day booked, others by what they say.

    A move that another event brings with it comes last: nobody says that the child left again.
    """
    if isinstance(event, ev.ReviewArranged):
        return f"{event.review_on.isoformat()} {event!r}"
    return f"~{event!r}" if isinstance(event, ev.PlacementMoved) and event.recorded_as is not None else repr(event)


def sorted_within_days(ordered: list[tuple[int, ev.Event]]) -> list[tuple[int, ev.Event]]:
    """Each day in its own order: by the times, where every event of the day has one; ceasing before re-entry."""
    in_care = False
    result: list[tuple[int, ev.Event]] = []
    for _, group in groupby(ordered, key=lambda pair: pair[1].on):
        today = list(group)
        if len(today) > 1:
            if all(event.at is not None for _, event in today):
                today.sort(key=lambda pair: str(pair[1].at))
            elif in_care and isinstance(today[0][1], ev.BecameLookedAfter):
                today = _ceasing_first(today)
        for _, event in today:
            if isinstance(event, ev.BecameLookedAfter):
                in_care = True
            elif isinstance(event, ev.CeasedToBeLookedAfter):
                in_care = False
        result += today
    return result


def _ceasing_first(today: list[tuple[int, ev.Event]]) -> list[tuple[int, ev.Event]]:
    """A day on which care ended and began again: what ended first, and then the rest.

    A review goes before, unless times tell that it was later: nobody knows in which care it sat, and the first of the next is then owed.
    """
    ceased = next((place for place, (_, event) in enumerate(today) if isinstance(event, ev.CeasedToBeLookedAfter)), None)
    if ceased is None:
        return today
    changes = [event for _, event in today if isinstance(event, (ev.BecameLookedAfter, ev.CeasedToBeLookedAfter))]
    first = min((event.at for event in changes if event.at is not None), default=None)
    sat = [event.kind in ev.READ_OFF_REVIEWS and (event.at is None or first is None or event.at < first) for _, event in today]
    before = [pair for pair, is_before in zip(today, sat, strict=True) if is_before]
    rest = [pair for place, pair in enumerate(today) if not sat[place] and place != ceased]
    return [*before, today[ceased], *rest]
