"""One timescale made ready to fire: phrases read once, conditions made into tests."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from lacreview_rules.counting.ages import read_age_anchor
from lacreview_rules.counting.periods import Period, Unit
from lacreview_rules.histories.events import BUILT_IN
from lacreview_rules.profiles.models import FORCE_ORDER
from lacreview_rules.rules.compiled_conditions import Conditions, tasks_depended_on
from lacreview_rules.rules.counts import counting_of
from lacreview_rules.rules.named_days import anchor_days, last_on_or_before, read_anchor, window_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.profiles.models import Timescale
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.profiles.vocabulary import NamedDays
    from lacreview_rules.rules.counts import Count

MIDWAY = "midway"
MISSED = "missed "
"""How a timescale names, as what it counts from, that a task was not done in time: "missed alert-response"."""


_ATTRIBUTES = tuple(
    """
    adds_up adds_up_within after after_missed aim anchor anchored_on_day asks asks_more before by_limit can_lapse clear
    comes_back conditions count counted_in counts counts_from_review days_before days_in_turn days_that_open decided_by
    decided_for_next deemed depends_on_tasks falls_on first_day gaps has_window id in_hours inclusive is_before_each is_midway kept
    lapses_on_restart last_day lighter limit_from may_precede met_by_completion needs nth numbered only_review opening
    opens opens_before_age opens_later outlives_care period place plain_anchor precede_within profile rank reaches_outside
    recurs restarts rule starts_within tests throughout unless until while_ windows yields_to
    """.split()  # noqa: SIM905 - one name a line would be as long as all that is done with them
)


class RulePlan:
    """A timescale, ready to fire.

    Attributes:
        anchor: the one name it counts from or back from; None where it counts from the latest of several.
        plain_anchor: the same, if it is neither the review nor a day that time brings, and is looked for in care only.
        counts_from_review: whether what it counts from, or back from, is the review itself.
        recurs: its task is its own anchor, or one of several.
        met_by_completion: whether what it counts from is a review that its completion meets, not its first sitting.
        numbered: what it asks of the number of the review; None where it asks nothing of it.
        only_review: the number of the one review it can count from, if that can be said beforehand.
        tests, unless: what else must hold, and what must not, where the count starts.
        while_: what must hold on the day of the limit.
        first_day, last_day, gaps: the days on which a count may start; gaps, where there is more than one span; starts_within: whether
            they are not all days.
        by_limit: whether the day of the limit, not that of the start, says whether the rule is in force.
        asks: whether anything has to hold where the count starts: a number, a condition, or that it is in force; asks_more: the
            same, the number apart.
        windows: the spans of days in one of which what it counts from starts or ends; days_that_open: the days it counts back from, if
            each opens some time before; opens_before_age: whether an age does; days_in_turn: the days it counts from, each until the
            next; has_window: whether it has any of these; days_before: other days that it counts back from, and their edge;
            is_before_each: whether it counts back from what may happen more than once, and that has no term or window.
        place: where it stands among the profile's rules, in order of their tasks and of their ids.
        counts: its limits, each a period and the counting of it; `period` where there is just one.
        count: the counting of that one (or the day itself, or the last of named days until then), if it is all that the rule ever sets.
        reaches_outside: whether it counts from events outside care: its task belongs to an event, or outlives care.
        adds_up: whether the time of earlier periods of care counts too; adds_up_within: and within what time that of earlier events;
        opening: the counting of the day before which nothing done counts;
            opens_later: whether what is done may count only from a day after that on which the count starts.
        throughout: whether an exemption has to hold still on the day of the limit; comes_back: whether a limit that lapsed comes back
            when what it depends on holds again; depends_on_tasks: of such a rule, the tasks that what it depends on asks about.
        can_lapse: whether anything can set its limits aside.
        yields_to: the rules of the profile that take its place for the occurrences that they limit.
        needs: words that must occur in a period of care for the rule ever to fire there.
        lighter: what has been sifted from it, by what decided that: whether it is in force for good, and its own words that occur.
        kept: what is made once of its words and never changes, as writers need it; shared with what is sifted from it.
    """

    __slots__ = _ATTRIBUTES  # for speed: without, a schedule takes 11 to 17 % longer, measured, for nearly every step reads a plan

    def __init__(self, rule: Timescale, profile: Profile, place: int, like: RulePlan | None = None) -> None:
        if like is None:
            self._read(rule, profile, place)
            return
        for name in _ATTRIBUTES:  # a copy: of a compiled class `copy.copy` makes none
            setattr(self, name, getattr(like, name))

    def _read(self, rule: Timescale, profile: Profile, place: int) -> None:
        self.id = rule.id
        self.kept: dict[str, Any] = {}
        self.lighter: dict[tuple[bool, frozenset[str]], RulePlan] = {}
        self.profile = profile
        self.place = place
        self.rule = rule
        self.rank = FORCE_ORDER.index(rule.force)
        self.is_midway = rule.limit == (MIDWAY,)
        self.limit_from = rule.limit_from
        self.after = rule.after
        self.before = None if self.is_midway else rule.before
        self.anchor = self.before or (rule.after[0] if len(rule.after) == 1 else None)
        self.nth = rule.nth
        self._read_anchor(profile)
        self.aim = Period.parse(rule.aim) if rule.aim else None
        self.opens = Period.parse(rule.opens) if rule.opens else None
        self._read_windows(profile)
        self.until = rule.until
        self.clear = rule.clear if rule.clear is not None else profile.settings["count_back"] == "clear"
        self.inclusive = rule.inclusive
        periods = () if self.is_midway else tuple(Period.parse(text) for text in rule.limit)
        self.decided_by, self.decided_for_next = rule.decided_by, rule.decided_for == "next"
        self.counted_in = profile.days[rule.counted_in] if rule.counted_in else None
        self.falls_on = profile.days[rule.falls_on] if rule.falls_on else None
        self.counts = tuple((period, self.counting(period)) for period in periods)
        self.period = periods[0] if len(periods) == 1 else None
        self.in_hours = any(period.unit is Unit.HOUR for period in periods)
        self.deemed = rule.deemed
        self.may_precede = rule.may_precede is not False
        self.precede_within = Period.parse(rule.may_precede) if isinstance(rule.may_precede, str) else None
        self.restarts = rule.restarts_on or ()
        self.conditions = Conditions(rule, profile)
        self.numbered = self.conditions.numbered
        only = self.conditions.number
        self.only_review = only if self.counts_from_review and not rule.restarts_on else None
        self.is_before_each = self.before is not None and not (self.has_window or only or read_age_anchor(self.before) is not None)
        self.tests, self.unless, self.while_ = self.conditions.tests(None)
        self.yields_to = frozenset(profile.yields.get(rule.id, ()))
        self._read_spans()
        # A restart begins a new cycle of reviews: what is owed about a review that was held stays owed.
        self.lapses_on_restart = bool(self.restarts) and rule.task == profile.cycle_task
        self.adds_up = rule.adds_up
        self.adds_up_within = Period.parse(rule.adds_up_within) if rule.adds_up_within else None
        self.throughout, self.comes_back = rule.unless_throughout and bool(self.counts), rule.comes_back
        self.depends_on_tasks = tasks_depended_on(rule) if self.throughout or self.comes_back else ()
        self.opening = self.counting(self.opens) if rule.opens_strict and self.opens is not None else None
        self.opens_later = self.has_window or self.opening is not None
        self.count = self._only_count()
        self.look_at_tests()
        own_event = self.anchor in profile.events | BUILT_IN.keys()
        self.needs = self.conditions.needs | ({f"event={self.anchor}"} if own_event else set())

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, RulePlan) and self.id == other.id and self.profile == other.profile)

    def __hash__(self) -> int:
        return hash(self.id)

    def _read_anchor(self, profile: Profile) -> None:
        anchor, task = self.anchor, profile.tasks[self.rule.task]
        by_completion = profile.settings["adjourned_review_met_by"] == "completion"
        self.counts_from_review = anchor is not None and anchor == profile.cycle_task
        self.anchored_on_day = anchor is not None and (read_age_anchor(anchor) is not None or read_anchor(anchor)[0] in profile.days)
        self.after_missed = anchor is not None and anchor.startswith(MISSED)
        self.outlives_care = task.outlives_care
        self.reaches_outside = self.outlives_care or task.per == "event"
        self.plain_anchor = None if self.counts_from_review or self.anchored_on_day or self.reaches_outside else anchor
        self.recurs = task.id in self.after and self.before is None and not self.is_midway
        self.met_by_completion = by_completion and self.counts_from_review and self.recurs

    def _read_windows(self, profile: Profile) -> None:
        named, edge = read_anchor(self.anchor or "")
        days, back = profile.days.get(named), self.before is not None
        self.windows = days if edge == "ends" or (edge == "starts" and not back) else None
        self.days_that_open = days if edge != "ends" and back and self.opens is not None else None
        self.days_in_turn = days if edge is None and not back and days is not None and days.on else None
        self.days_before = (days, edge) if days is not None and back and self.windows is None and self.days_that_open is None else None
        self.opens_before_age = back and self.opens is not None and read_age_anchor(self.anchor or "") is not None
        self.has_window = self.opens_before_age or not (self.windows is self.days_that_open is self.days_in_turn is None)

    def _read_spans(self) -> None:
        spans = self.rule.in_force
        self.first_day = min((span.from_ or date.min for span in spans), default=date.min)
        self.last_day = max((span.to or date.max for span in spans), default=date.max)
        self.by_limit = self.rule.in_force_by == "limit" and bool(spans)
        if self.by_limit:  # then nothing can be said before the limit is known
            self.first_day, self.last_day = date.min, date.max
        self.gaps = len(spans) > 1 and not self.by_limit

    def _only_count(self) -> Count | None:
        if self.in_hours or self.decided_by or self.by_limit or self.adds_up:
            return None
        if not self.counts and self.before is not None:
            return self.no_later_than
        return self.counts[0][1] if len(self.counts) == 1 else None

    def look_at_tests(self) -> None:
        """What follows from the tests that are left and from the days on which a count may start."""
        always = self.first_day == date.min and self.last_day == date.max and not self.gaps
        self.starts_within = not always
        self.asks_more = bool(self.starts_within or self.tests or self.unless)
        self.asks = self.asks_more or self.numbered is not None
        self.can_lapse = bool(self.lapses_on_restart or self.until or self.while_)

    @property
    def names(self) -> tuple[str, ...]:
        """What it counts from or back from, and what ends it."""
        return tuple(name for name in (*self.after, self.rule.before, self.until) if name is not None)

    @property
    def is_plain(self) -> bool:
        """Whether it asks nothing, and sets one limit that nothing sets aside."""
        return self.count is not None and not (self.asks or self.can_lapse or self.recurs)

    def counting(self, period: Period) -> Count:
        """The counting of a period under this rule, with what never changes settled beforehand.

        An authority's own rules pass over the days on which it is closed; no other rule does.
        """
        count = counting_of(period, self)
        if self.rule.force != "local" or not (period.unit is Unit.WORKING_DAY or self.counted_in or self.falls_on):
            return count
        return lambda day, calendar: count(day, calendar.local)

    def no_later_than(self, day: date, calendar: WorkingCalendar) -> date | None:
        """The limit of a rule that counts nothing back from a day: the day itself, or the last of the named days until then."""
        if self.falls_on is None:
            return day
        return last_on_or_before(self.falls_on, day, calendar.local if self.rule.force == "local" else calendar)

    def sifted(self, day: date, words: frozenset[str]) -> RulePlan:
        """The same rule without what is decided already: by the words of a period of care, and by its first day.

        Made once for what decides it: children who differ in other words go through the very same rules, which are then at hand.
        """
        always = not self.by_limit and any(span.to is None and (span.from_ is None or span.from_ <= day) for span in self.rule.in_force)
        decided_by = always, words & self.conditions.words
        lighter = self.lighter.get(decided_by)
        if lighter is None:
            lighter = RulePlan(self.rule, self.profile, self.place, like=self)
            lighter.tests, lighter.unless, lighter.while_ = self.conditions.tests(words)
            if always:
                lighter.first_day, lighter.last_day, lighter.gaps = date.min, date.max, False
            lighter.look_at_tests()
            self.lighter[decided_by] = lighter
        return lighter

    def first_day_for(self, day: date, calendar: WorkingCalendar) -> date:
        """The first day on which what is done counts, of a count that starts on `day`: that day, or where the law says, a later one."""
        return (self.opening(day, calendar) or day) if self.opening is not None else day

    def first_early_day(self, start: date, calendar: WorkingCalendar) -> date | None:
        """The first day on which what is done before a count starts can be what the rule asks for: any, or None where there is none."""
        if not self.may_precede:
            return None
        return date.min if self.precede_within is None else self.precede_within.before(start, calendar)

    def window(self, day: date, calendar: WorkingCalendar) -> tuple[date, date | None] | None:
        """The first day of the term or window to which a count that starts on `day` belongs, and that of the next one.

        What was done in between is what the rule asks for; what was done in the next is of the next. None where it counts from
        something else.
        """
        if self.may_precede or not self.has_window:
            return None
        edge = read_anchor(self.anchor or "")[1]
        if self.windows is not None:
            found = window_of(self.windows, day, edge)
            if found is None or (self.before is None and self.opening is None):
                return found
            return max(found[0], self._opens_on(day, calendar) if self.before else self.first_day_for(day, calendar)), found[1]
        if self.days_in_turn is not None:
            return self.first_day_for(day, calendar), self._next_of(self.days_in_turn, None, day)
        after = None if self.days_that_open is None else self._next_of(self.days_that_open, edge, day)
        return self._opens_on(day, calendar), None if after is None else self._opens_on(after, calendar)

    def _opens_on(self, day: date, calendar: WorkingCalendar) -> date:
        """The day on which what counts back from a day opens; the first there is, where it says nothing."""
        return date.min if self.opens is None else self.opens.before(day, calendar, clear=self.clear)

    def next_day(self, day: date) -> date | None:
        """Of days that a rule counts back from, the one that follows: what is done after it is not done, late, for this one."""
        return None if self.days_before is None else self._next_of(*self.days_before, day)

    @staticmethod
    def _next_of(named: NamedDays, edge: str | None, day: date) -> date | None:
        days = anchor_days(named, edge)
        place = bisect_right(days, day)
        return days[place] if place < len(days) else None

    @property
    def edges(self) -> Iterator[date]:
        """The last days on which something about its being in force is still as it was."""
        for span in self.rule.in_force:
            if span.to is not None:
                yield span.to
            if span.from_ is not None and span.from_ > date.min:
                yield span.from_ - timedelta(days=1)

    def in_force_on(self, day: date) -> bool:
        """Whether a count that starts on `day` is under this rule at all."""
        return not self.rule.in_force or any(span.holds(day) for span in self.rule.in_force)
