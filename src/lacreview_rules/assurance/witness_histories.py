"""Histories in which what two timescales count from happens, and what both ask for may be so: those a witness is looked for among.

They are made of what the two timescales ask about: the number of the review, the placement, the legal status, facts, the child's age.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.assurance.came_before import Before, came_before
from lacreview_rules.assurance.overlap import asks_of_reviews, edges, left_open, reviews_of_both
from lacreview_rules.counting.ages import read_age_anchor
from lacreview_rules.counting.periods import add_months
from lacreview_rules.histories import events as ev
from lacreview_rules.histories.history import History

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lacreview_rules.profiles.models import Timescale
    from lacreview_rules.profiles.profile import Profile

_BETWEEN = 60  # days from one review to the next
_BEFORE = 20  # days from the beginning of care to what comes first
_SHIFTS = (0, 75, 30, -15, -30, -90)  # days from what one rule counts from to what the other does
_REVIEWS = (1, 20, 75)  # days from the beginning of care to a review, where one rule counts from the one and the other from the other
_AFTER = 10  # days from what is counted from to a review that follows it
_USUAL_AGE, _OLDEST = 120, 216  # months
_MOVES = {ev.PLACEMENT_STARTED, "placement-moved"}
_SO = ("fact", "fact_when_placed", "task_done", "task_done_in_placement")
_HERE = ("fact_when_placed", "task_done_in_placement")
_REVIEWED = {ev.REVIEW_MEETING_HELD, ev.ADJOURNED_REVIEW_COMPLETED}


class _Child(NamedTuple):
    """What is so of a child in one history.

    Attributes:
        lasted: how long the placement had, in months.
        held: how many reviews were held; since: how many of them since the cycle restarted, if it did.
        apart: whether only the other rule's cycle restarted.
        emergency, out_of_hours: whether placements are made so.
        review_after: whether a review follows; ended: whether what ends other timescales of the task follows.
        before: what happened, or was done, before; came_from: in which kind of placement the child was first.
    """

    placement: str | None
    status: str | None
    facts: tuple[str, ...]
    age: int
    lasted: int | None
    held: int
    since: int | None
    apart: bool
    emergency: bool
    out_of_hours: bool
    review_after: bool
    ended: bool
    before: tuple[Before, ...]
    came_from: str | None


class Pair:
    """Two timescales, and what their histories are made of."""

    def __init__(self, rule: Timescale, other: Timescale, profile: Profile) -> None:
        self.rule, self.other, self.profile = rule, other, profile
        self.beside = [one for one in profile.timescales if one.id not in (rule.id, other.id)]
        mine, its = ({*one.after, *((one.before,) if one.before else ())} for one in (rule, other))
        self.names, self.its_own = mine | its, its - mine
        self.shifts: tuple[int, ...] = _SHIFTS if self.its_own else (0,)
        self.of_its_review = profile.cycle_task in self.its_own and "became-looked-after" in mine
        if self.of_its_review:
            self.shifts = _REVIEWS
        self.of_review = profile.cycle_task in self.names or not _REVIEWED.isdisjoint(self.names)
        self.both = left_open(rule, other, self.beside)
        self.starts_placement = not _MOVES.isdisjoint(self.names)
        self.restarting: tuple[str, ...] = rule.restarts_on or other.restarts_on or ()

    def children(self) -> Iterator[_Child]:
        """Everything that may be so where both apply, the plainest first."""
        if self.both is None:
            return
        ends = {one.until for one in self.beside} - {None, self.other.until, self.profile.cycle_task}
        follows = [(False, False), *([(False, True)] if ends else [])]
        if self.rule.task != self.profile.cycle_task and not self.of_review:
            follows.append((True, False))
        placements, statuses = (_words(self.both.get((key, ""), frozenset({""}))) for key in ("placement", "legal_status"))
        ways = list(product(*(self._flags(key) for key in ("emergency", "out_of_hours"))))
        before = came_before((self.rule, self.other), self.names, self.profile)
        first = min((word for word in self.open_to("placement_before") if isinstance(word, str)), default=None) or None
        for (review_after, ended), (emergency, late), lasted, age, facts, placement, status, (held, since, apart) in product(
            follows, ways, self._lengths(), self._ages(), self._facts(), placements, statuses, self._reviews()
        ):
            yield _Child(placement, status, facts, age, lasted, held, since, apart, emergency, late, review_after, ended, before, first)

    def _flags(self, key: str) -> list[bool]:
        """Whether a thing is so or not, the plainer first; not, where nothing asks."""
        is_open = self.open_to(key)
        return [flag for flag in (False, True) if flag in is_open] or [False]

    def open_to(self, key: str) -> frozenset[object]:
        """What is open of a thing that is asked about by its key alone."""
        return (self.both or {}).get((key, ""), frozenset())

    def _reviews(self) -> list[tuple[int, int | None, bool]]:
        """How many reviews were held, how many of them since the cycle restarted, if it did, and whether only the other's did."""
        if not (self.of_review or any(map(asks_of_reviews, (self.rule, self.other, *self.beside)))):
            return [(0, None, False), (1, None, False)]
        found: set[tuple[int, int | None, bool]] = set()
        for (number, restarted), (its_number, its_restarted) in reviews_of_both(self.rule, self.other):
            if restarted or its_restarted:
                since = number if restarted else its_number
                apart = its_restarted and not restarted
                found.add((max(number, its_number, since + (restarted and its_restarted)), since, apart))
            else:
                found.add((number, None, False))
        ordered = sorted(found, key=lambda held: (held[1] is not None, held))
        return [held for held in ordered if held[0] > 0 or not self.of_review]

    def _facts(self) -> list[tuple[str, ...]]:
        """Facts and tasks that are so: as few as may be, all that may be, and each by itself."""
        of = {thing: values for thing, values in (self.both or {}).items() if thing[0] in _SO}
        needed = tuple(sorted(f"{key} {word}" for (key, word), values in of.items() if values == {True}))
        possible = tuple(sorted(f"{key} {word}" for (key, word), values in of.items() if True in values))
        each = (tuple(sorted({*needed, one})) for one in possible)
        return list(dict.fromkeys([needed, possible, *each]))

    def _ages(self) -> list[int]:
        """Ages in months: the usual one, or the nearest to it that is open; and ages that conditions beside do not fit."""
        anchors = [months for name in self.names if (months := read_age_anchor(name)) is not None]
        if anchors:
            return [max(anchors)]
        after = [when.first_after_age for rule in (self.rule, self.other) if (when := rule.when) is not None and when.first_after_age]
        if after:
            return [max(after) * 12]
        is_open = self.open_to("age")
        allowed = frozenset(months for months in is_open if isinstance(months, int)) or frozenset(range(1, _OLDEST))
        others = [allowed - values for values in edges(("age", ""), self.beside)]
        return list(dict.fromkeys(min(ages, key=lambda months: abs(months - _USUAL_AGE)) for ages in (allowed, *others) if ages))

    def _lengths(self) -> list[int | None]:
        """How many months the placement has lasted; None where nothing asks."""
        asked = edges(("placement_lasted", ""), (self.rule, self.other, *self.beside))
        if not asked:
            return [None]
        allowed: frozenset[tuple[int, int]] = (self.both or {}).get(("placement_lasted", "")) or frozenset().union(*asked)
        sets = [allowed, *(allowed - values for values in asked)]
        return list(dict.fromkeys(min(lasted[1] for lasted in lengths) for lengths in sets if lengths))


def _words(values: frozenset[str]) -> list[str | None]:
    return [value or None for value in sorted(values)]


def histories_of(pair: Pair, days: Sequence[date]) -> Iterator[History]:
    """Histories in which what both rules count from falls on one of `days`, and what both ask for may be so."""
    for child in pair.children():
        for shift, day in product(pair.shifts, days):
            yield _history(pair, day, day + timedelta(shift), child)


def _history(pair: Pair, day: date, its_day: date, child: _Child) -> History:
    """One history: what the first rule counts from on `day`, what only the other counts from on `its_day`."""
    last = its_day if pair.of_its_review else day if pair.of_review else day - timedelta(1)
    reviews = [last - timedelta(_BETWEEN * place) for place in range(child.held)][::-1]
    started = None if child.lasted is None else add_months(day, -child.lasted) - timedelta(3 if child.lasted else 1)
    before = [(one, day - timedelta(one.ago)) for one in child.before]
    began = [on for one, on in before if one.name == "became-looked-after"]
    start = _start_of_care(pair, day, its_day, started, [*reviews, *(on for _, on in before)], began)
    kind = {"placement": child.placement, "emergency": child.emergency, "out_of_hours": child.out_of_hours}
    first = kind if child.came_from is None else {**kind, "placement": child.came_from}
    events: list[ev.Event] = [ev.BecameLookedAfter(on=start, legal_status=child.status, **first)]  # type: ignore[arg-type]
    if "became-looked-after" not in pair.names or start < max(day, last):
        events += [ev.ReviewHeld(on=held_on) for held_on in reviews if held_on > start]
        if started is not None and started > start:
            events.append(ev.PlacementMoved(on=started, **kind))  # type: ignore[arg-type]
        if child.since is not None and pair.restarting:
            restarted = reviews[-child.since] - timedelta(5) if child.since else last + timedelta(0 if pair.of_review else 1)
            events += _restart(pair, restarted, child, kind)
    if child.came_from is not None and not (pair.starts_placement or (started is not None and started > start)):
        events.append(ev.PlacementMoved(on=start + timedelta(1), **kind))  # type: ignore[arg-type]
    here = max([event.on for event in events if isinstance(event, ev.PlacementMoved) and event.on <= day] or [start])
    for one, on in before:
        if one.lasts is not None:
            events.append(ev.OtherEvent(on=on, event=one.name, ends_on=on + timedelta(one.lasts)))
        elif on >= start and one.name != "became-looked-after":
            events += _event(pair, one.name, on, child, kind)
    for word in child.facts:
        key, _, name = word.partition(" ")
        on = start if child.came_from is None and key not in _HERE else max(here, day) if pair.starts_placement else here
        events.append(ev.Fact(on=on, fact=name) if key in ("fact", "fact_when_placed") else ev.TaskDone(on=on, task=name))
    if pair.open_to("authorised_for_adoption") == {True}:
        events.append(ev.AuthorisedForAdoption(on=start))
    for name in sorted(pair.names - {"became-looked-after", pair.profile.cycle_task or "", *_REVIEWED}):
        on = its_day if name in pair.its_own else day
        if not (name == ev.PLACEMENT_STARTED and on == start):
            events += _event(pair, name, on, child, kind)
    if child.ended:
        for name in sorted({one.until or "" for one in pair.beside} - {"", pair.profile.cycle_task}):
            events += _event(pair, name, day + timedelta(1), child, kind)
    if child.review_after:
        events.append(ev.ReviewHeld(on=day + timedelta(_AFTER)))
    return History("", events, add_months(day, -child.age) - timedelta(0 if any(map(read_age_anchor, pair.names)) else 3))


def _start_of_care(pair: Pair, day: date, its_day: date, started: date | None, others: list[date], began: list[date]) -> date:
    """The day on which care begins: what is counted from, or before everything else that happens."""
    if "became-looked-after" in pair.names:
        return its_day if "became-looked-after" in pair.its_own else day
    earliest = min([*others, day, its_day, started or day])
    if started == earliest or (ev.PLACEMENT_STARTED in pair.its_own and its_day == earliest and its_day < day):
        return earliest  # care began with the placement
    return earliest - timedelta(0 if earliest in began else _BEFORE)


def _restart(pair: Pair, day: date, child: _Child, kind: Mapping[str, object]) -> list[ev.Event]:
    """What begins the cycle of reviews again, on a day."""
    if child.apart and pair.rule.restarts_on and child.placement == "adoptive":
        return [ev.PlacedForAdoption(on=day)]  # a placement starts, and the child is not said to have moved
    return _event(pair, pair.restarting[0], day, child, kind)


def _event(pair: Pair, name: str, day: date, child: _Child, kind: Mapping[str, object]) -> list[ev.Event]:
    """What a rule counts from, on a day; nothing for an age, and for what cannot be made to happen."""
    if name in (ev.PLACEMENT_STARTED, ev.PLACEMENT_ENDED, "placement-moved"):
        return [ev.PlacementMoved(on=day, **kind)]  # type: ignore[arg-type]
    if name == "legal-status-changed":
        return [ev.LegalStatusChanged(on=day, legal_status=child.status or "other")]
    if name in pair.profile.tasks:
        done_by = pair.profile.tasks[name].done_by
        if len(done_by) == 1 and done_by[0] in pair.profile.events:  # a row may count from either
            return [ev.OtherEvent(on=day, event=done_by[0])]
        return [ev.TaskDone(on=day, task=name)]
    kinds = sorted(map(str, pair.open_to("type")), reverse=True)
    of_type = (kinds[0] or None) if kinds else None
    if name == "significant-event":
        return [ev.SignificantEvent(on=day, type=of_type)]
    if name in pair.profile.events:
        return [ev.OtherEvent(on=day, event=name, type=of_type)]
    if name in ev.BUILT_IN and name not in ("fact", "task-done", "review-arranged"):
        return [ev.BUILT_IN[name](on=day)]
    return []
