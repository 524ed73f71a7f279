"""Two timescales that count the same way from the same thing, compared from every start date there is.

A way of counting is counted once from each start date and kept, so that many timescales cost little more than one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from itertools import compress, groupby
from operator import gt, lt
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.assurance.findings import Example, Shares
from lacreview_rules.counting.periods import Period, Unit
from lacreview_rules.rules.named_days import working_days_of
from lacreview_rules.wording import MONTHS, WEEKDAYS, WEEKEND, day_text, plain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.rules.counts import Count
    from lacreview_rules.rules.rule_plan import RulePlan

_YEARS = ("common years", "leap years", "common years before a leap year")
_MOST_RANGES = 12
_MOST_DAYS = 3  # start dates for which a history is looked for, besides the examples


class Way(NamedTuple):
    """One way of counting: a period, and which way and how it is counted. No period: the day itself.

    `counted_in` and `falls_on` are named days of the profile: what is counted, and what the limit moves back to.
    `local`: the days on which the authority is closed are passed over too.
    """

    period: Period | None
    back: bool
    inclusive: bool = False
    clear: bool = False
    counted_in: str | None = None
    falls_on: str | None = None
    local: bool = False

    @property
    def text(self) -> str:
        """The way of counting in words."""
        if self.period is None:
            return "no later than"
        how = " in clear days" if self.clear and self.back else ", the first day counting," if self.inclusive else ""
        among = f" (counting only {plain(self.counted_in)})" if self.counted_in else ""
        last = f", moved back to {plain(self.falls_on)}" if self.falls_on else ""
        return f"{self.period}{among}{last}{how} {'before' if self.back else 'after'}"


class Compared(NamedTuple):
    """What came of comparing from every start date.

    Attributes:
        days: the start dates compared: those on which both are in force, if there are any.
        shares: of these.
        later: those on which the local date is the later.
        first, worst: examples, on dates when both timescales were in force if there are any.
    """

    days: list[date]
    shares: Shares
    later: tuple[date, ...]
    first: Example | None
    worst: Example | None


class StartDates:
    """Every day from `first` to `last`, and what has been counted from them so far."""

    def __init__(self, first: date, last: date, calendar: WorkingCalendar) -> None:
        self.calendar = calendar
        self.days = [first + timedelta(days) for days in range((last - first).days + 1)]
        self._counted: dict[Way, list[date]] = {}

    def counted(self, way: Way, count: Count | None) -> list[date]:
        """Where a way of counting ends, from each day in turn; `date.max` where it finds no end."""
        found = self._counted.get(way)
        if found is None:
            found = self.days if count is None else [count(day, self.calendar) or date.max for day in self.days]
            self._counted[way] = found
        return found

    def ends(self, rules: Iterable[RulePlan]) -> list[date]:
        """From each day, the earliest date that any limit of any of the rules gives."""
        columns = [self.counted(way, count) for rule in rules for way, count in ways_of(rule)]
        return columns[0] if len(columns) == 1 else list(map(min, *columns))

    def compare(self, local: Sequence[RulePlan], other: RulePlan) -> Compared:
        """Local rules, the earliest of which counts, against another, on each day on which both are in force, if there are any."""
        days, mine, its = self.days, self.ends(local), self.ends([other])
        reached = bisect_left(days, max(_named_from(rule, self.calendar) for rule in (*local, other)))
        if reached:
            days, mine, its = (column[reached:] for column in (days, mine, its))
        if local[0].rule.in_force or date.max in mine:
            kept = [end < date.max and _holds(local[0], day, end) for day, end in zip(days, mine, strict=True)]
            days, mine, its = (list(compress(column, kept)) for column in (days, mine, its))
        both = self._in_force(other, days, its)
        if both:
            days, mine, its = (column[both] for column in (days, mine, its))
        later = list(compress(zip(days, mine, its, strict=True), map(gt, mine, its)))
        earlier = sum(map(lt, mine, its))
        shares = Shares(earlier, len(days) - earlier - len(later), len(later))
        if not later:
            return Compared(days, shares, (), None, None)
        worst = max(later, key=lambda row: (row[1] - row[2]).days)
        examples = (self._example(row, local, other) for row in (later[0], worst))
        return Compared(days, shares, tuple(row[0] for row in later), *examples)

    @staticmethod
    def _in_force(other: RulePlan, days: list[date], ends: list[date]) -> slice | None:
        """Where in the days in order a rule is in force, of one that is in force from one day to another; None where on none or on all."""
        spans = other.rule.in_force
        if not spans:
            return None
        along = ends if other.by_limit else days
        first = min(span.from_ or date.min for span in spans)
        last = max(span.to or date.max for span in spans)
        found = slice(bisect_left(along, first), bisect_right(along, last))
        return found if found.start < found.stop else None

    def _example(self, row: tuple[date, date, date], local: Sequence[RulePlan], other: RulePlan) -> Example:
        day, mine, its = row
        name = "the latest of " + ", ".join(plain(n) for n in other.after) if other.anchor is None else plain(other.anchor)
        return Example(f"{name} {day_text(day)}", day, mine, its, self.working(local, day), self.working([other], day))

    def working(self, rules: Iterable[RulePlan], day: date) -> str:
        """How the earliest of the rules' limits is counted from a day."""
        ends = [(day if count is None else count(day, self.calendar) or date.max, way) for rule in rules for way, count in ways_of(rule)]
        end, way = min(ends, key=lambda pair: pair[0])
        return worked(end, way, day, self.calendar)

    def units(self, rule: RulePlan, beside: RulePlan | None = None) -> dict[str, int]:
        """On how many days each limit of a rule (and of one beside it) is the earliest by itself; "" for ties."""
        limits = [(way, self.counted(way, count)) for one in (rule, beside) if one is not None for way, count in ways_of(one)]
        found = {str(way.period): 0 for way, _ in limits} | {"": 0}
        for row in zip(*(column for _, column in limits), strict=True):
            low = min(row)
            firsts = {str(limits[place][0].period) for place, end in enumerate(row) if end == low}
            found[firsts.pop() if len(firsts) == 1 else ""] += 1
        return found


def ways_of(rule: RulePlan) -> list[tuple[Way, Count | None]]:
    """Each limit of a rule as a way of counting; none for a rule with no date that can be counted."""
    back = rule.before is not None
    if rule.counts:
        return [(way_of(rule, period), count) for period, count in rule.counts]
    return [(Way(None, back), None)] if back and not rule.is_midway else []


def way_of(rule: RulePlan, period: Period | None) -> Way:
    """How a rule counts a period."""
    back, written = rule.before is not None, rule.rule
    return Way(period, back, rule.inclusive, rule.clear and back, written.counted_in, written.falls_on, written.force == "local")


def _named_from(rule: RulePlan, calendar: WorkingCalendar) -> date:
    """The first of the days that a rule counts among: of what was before, the list tells nothing."""
    if rule.counted_in is None or rule.before is not None:
        return date.min
    return next(iter(working_days_of(rule.counted_in, calendar)), date.min)


def _holds(rule: RulePlan, start: date, end: date) -> bool:
    """Whether a rule is in force for a count from one day to another."""
    return rule.in_force_on(end if rule.by_limit else start)


def worked(end: date, way: Way, day: date, calendar: WorkingCalendar) -> str:
    """The working of one date in a line, with the bank holidays skipped.

    Example:
        >>> from lacreview_rules.counting.calendars import england_and_wales
        >>> way = Way(Period(20, Unit.WORKING_DAY), back=False)
        >>> print(worked(date(2026, 1, 19), way, date(2025, 12, 20), england_and_wales()))
        20 working days after Sat 20 Dec 2025 (day 1 is Mon 22 Dec 2025; skipped Christmas Day, Boxing Day, New Year's Day): Mon 19 Jan 2026
    """
    text = f"{way.text} {day_text(day)}"
    calendar = calendar.local if way.local else calendar
    named_days = way.counted_in or way.falls_on
    if way.period is not None and way.period.unit is Unit.WORKING_DAY and way.period.count and not named_days:
        low, high = min(day, end), max(day, end)
        one = Period(1, Unit.WORKING_DAY)
        day_one = one.before(day, calendar) if way.back else one.after(day, calendar, inclusive=way.inclusive)
        skipped = [off.reason for off in calendar.days_off_between(low, high) if off.on < high and off.reason not in WEEKEND]
        names = f"; skipped {', '.join(skipped)}" if skipped else ""
        text += f" (day 1 is {day_text(day_one)}{names})"
    return f"{text}: {day_text(end)}"


def named(later: Sequence[date], every: Sequence[date], calendar: WorkingCalendar, *, by_year: bool) -> tuple[str, ...]:
    """Which start dates these are, in as few words as say it.

    Args:
        later: the start dates to name.
        every: all that were compared.
        calendar: which of them are working days.
        by_year: whether it is the day of the year that decides, as where nothing is counted in working days.

    Example:
        >>> from lacreview_rules.counting.calendars import england_and_wales
        >>> every = [date(2025, 1, 1) + timedelta(n) for n in range(365)]
        >>> named(every[:59], every, england_and_wales(), by_year=True)
        ('1 January to 28 February',)
    """
    if not later:
        return ()
    if len(later) == len(every):
        return ("every start date",)
    return _by_year(later, every) if by_year else _by_weekday(later, every, calendar)


def _by_weekday(later: Sequence[date], every: Sequence[date], calendar: WorkingCalendar) -> tuple[str, ...]:
    """The days of the week they fall on, and how many of each."""
    parts = []
    for place, name in enumerate(WEEKDAYS):
        these = [day for day in later if day.weekday() == place]
        of = sum(day.weekday() == place for day in every)
        if these:
            share = "all" if len(these) == of else Shares(0, of - len(these), len(these)).percent(len(these))
            parts.append(f"{name}s ({share})")
    off = sum(not calendar.is_working_day(day) for day in later)
    if off == len(later):
        return ("only days that are not working days", *parts)
    return tuple(parts)


def _kind_of_year(year: int) -> str:
    if _is_leap(year):
        return _YEARS[1]
    return _YEARS[2] if _is_leap(year + 1) else _YEARS[0]


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _by_year(later: Sequence[date], every: Sequence[date]) -> tuple[str, ...]:
    """Ranges of days of the year, for common years, leap years and years before a leap year where these differ."""
    known: dict[str, set[tuple[int, int]]] = {}
    compared: dict[str, set[tuple[int, int]]] = {}
    for days, into in ((later, known), (every, compared)):
        for day in days:
            into.setdefault(_kind_of_year(day.year), set()).add((day.month, day.day))
    said: dict[str, list[str]] = {}
    for kind in _YEARS:
        if kind in compared:
            said.setdefault(_ranges(known.get(kind, set()), leap=kind == _YEARS[1]), []).append(kind)
    found = [(text, kinds) for text, kinds in said.items() if text]
    if len(said) == 1:
        return (found[0][0],)
    return tuple(f"{text} in {_joined(kinds, compared)}" for text, kinds in found)


def _joined(kinds: list[str], compared: Collection[str]) -> str:
    common, leap, before = _YEARS
    if common in kinds and before in kinds:
        kinds = [kind for kind in kinds if kind != before]
    elif common in kinds and before in compared:
        kinds = [kind.replace(common, f"other {common}") for kind in kinds]
    return " and ".join(sorted(kinds, key=lambda kind: kind == leap))


def _ranges(days: set[tuple[int, int]], *, leap: bool) -> str:
    """Days of a year as ranges, in which a common year has no gap for 29 February."""
    if not days:
        return ""
    numbers = sorted(date(2000, month, day).toordinal() for month, day in days)
    leap_day = date(2000, 2, 29).toordinal()
    if not leap and leap_day - 1 in numbers and leap_day + 1 in numbers:
        numbers = sorted([*numbers, leap_day])
    spans = [[number for _, number in group] for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])]
    texts = [_span(date.fromordinal(span[0]), date.fromordinal(span[-1])) for span in spans]
    more = len(texts) - _MOST_RANGES
    if more > 0:
        texts = [*texts[:_MOST_RANGES], f"{more} more ranges"]
    return ", ".join(texts[:-1]) + (" and " if len(texts) > 1 else "") + texts[-1]


def _span(first: date, last: date) -> str:
    start, end = f"{first.day} {MONTHS[first.month - 1]}", f"{last.day} {MONTHS[last.month - 1]}"
    if first == last:
        return start
    return f"{start} to {end}"


def spread(found: Compared) -> list[date]:
    """Some of the start dates on which one is later than another: the examples, and others of all weekdays and seasons."""
    examples = [example.start for example in (found.worst, found.first) if example is not None]
    step = max(1, len(found.later) // _MOST_DAYS)
    return list(dict.fromkeys([*examples, *found.later[::step][:_MOST_DAYS]]))
