"""A profile against the regulations and the guidance: can it ever be later, on which dates, and by how much?

Every local timescale is compared with every regulation and guidance row for the same task that can apply to the same
child at the same time. Where both count from the same thing, they are compared from every start date; where they do
not, over a family of histories (`specimen_histories`). Only rows still in force at the end of the range are compared,
and on all its dates, for each date is a specimen of how days fall; the examples given are of dates when both applied.

A schedule is safe whatever this finds: regulations stand beside every profile that extends them, and the earliest
date binds. What is checked is what the profile says by itself, to a reader who has nothing else.
"""

from __future__ import annotations

from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from lacreview_rules.arguments import check_day
from lacreview_rules.assurance.answer import Assurance
from lacreview_rules.assurance.compared_dates import (
    as_guidance_finding,
    by_when,
    compared_finding,
    later_on_a_course,
    severity_of,
    special_case_words,
)
from lacreview_rules.assurance.courses_of_care import later_over_courses
from lacreview_rules.assurance.dated_rows import DatedRows
from lacreview_rules.assurance.findings import SEVERITIES, Finding, Shares
from lacreview_rules.assurance.not_judged import not_compared
from lacreview_rules.assurance.omissions import omissions
from lacreview_rules.assurance.one_name import named_as_the_law, names_of_the_law
from lacreview_rules.assurance.other_law import is_of_another_law, laid_beside, renamed
from lacreview_rules.assurance.overlap import can_meet, goes_with, special_words
from lacreview_rules.assurance.specimen_histories import Tally, compare, holds_on
from lacreview_rules.assurance.start_dates import Compared, StartDates, named, spread, ways_of
from lacreview_rules.assurance.ways_of_counting import has_date, in_working_days, same_count, same_limits
from lacreview_rules.assurance.without_effect import without_effect
from lacreview_rules.assurance.witnesses import Witnesses
from lacreview_rules.assurance.wording_traps import Local, trap, traps
from lacreview_rules.engine.build import check_calendars, check_days, check_profiles
from lacreview_rules.errors import InputError, Problem
from lacreview_rules.profiles.conditions.lists import split
from lacreview_rules.rules.named_days import is_among
from lacreview_rules.rules.rule_plan import RulePlan
from lacreview_rules.rules.working_days import working_days_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from lacreview_rules.assurance.courses_of_care import Later
    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.profiles.models import Timescale
    from lacreview_rules.profiles.profile import Profile

_NATIONAL = ("regulation", "guidance")
_MOST_SPECIAL = 12  # histories that are tried for one special case


def check_profile(
    profile: Profile,
    calendar: WorkingCalendar | None = None,
    first: date = date(2000, 1, 1),
    last: date | None = None,
    against: Profile | None = None,
) -> Assurance:
    """Compare every local timescale of a profile with the regulations and the guidance, over every start date.

    A profile that extends nothing is compared with nothing, unless `against` says with what.

    Args:
        profile: the profile; see `load_profile`, which reports everything that is wrong with its form.
        calendar: working days; England and Wales unless given.
        first: the first start date.
        last: the last; unless given, the last day for which bank holidays are confirmed.
        against: the law to compare a profile with that does not extend it, task by task; its review is that of `[review_cycle]`.
            One that stands under another law is not compared with, and the verdict says so.

    Raises:
        ArgumentError: something is of another type than it should be.
        InputError: `last` is before `first`.
        CalendarRangeError: a count leaves the calendar.

    Example:
        >>> from lacreview_rules import load_profile
        >>> len(check_profile(load_profile("newham"), first=date(2024, 1, 1)).breaches)
        0
    """
    check_profiles(profile=profile, **({} if against is None else {"against": against}))
    check_calendars(calendar=calendar)
    check_day("first", first)
    check_days(last=last)
    working_days = working_days_of(profile, calendar)
    end = working_days.confirmed_until if last is None else last
    if end < first:
        raise InputError([Problem("last", f"the last start date, {end}, is before the first, {first}", "exchange the two")])
    not_against = against.id if against is not None and is_of_another_law(profile, against) else None
    against = against if not_against is None else None
    check = _Check(profile, against, first, end, working_days)
    findings = sorted(check.findings(), key=lambda found: SEVERITIES.index(found.severity))
    own = tuple(rule.id for rule in check.local)
    return Assurance(profile, check.against, check.stands_alone, first, end, own, tuple(findings), not_against)


class _Check:
    """One check while it is made."""

    def __init__(self, profile: Profile, against: Profile | None, first: date, last: date, calendar: WorkingCalendar) -> None:
        self.profile = self.base = profile
        self.calendar, self.first, self.last = calendar, first, last
        self.local = tuple(rule for rule in profile.timescales if _is_local(rule, profile))
        own = {rule.id for rule in self.local}
        national = [rule for rule in (*profile.timescales, *profile.replaced) if rule.force in _NATIONAL and rule.id not in own]
        self.stands_alone = len(profile.lineage) == 1 and not national
        self.against = profile.lineage[-1] if national else None
        if against is not None and against.id not in profile.lineage:
            self.local = tuple(renamed(rule, profile.cycle_task, against.cycle_task) for rule in profile.timescales)
            self.base = laid_beside(profile, self.local, against)
            own = {rule.id for rule in self.local}
            national = [rule for rule in self.base.timescales if rule.force in _NATIONAL and rule.id not in own]
            self.against = against.id
        self.national = [rule for rule in national if holds_on(rule, last)]
        names = names_of_the_law(self.base, self.national)
        self.written = self.local  # histories are of what the profile itself says
        self.local = tuple(named_as_the_law(rule, names) for rule in self.local)
        self.plans = {rule.id: RulePlan(rule, self.base, 0) for rule in (*self.local, *national)}
        self.starts = StartDates(first, last, calendar)
        self.witnesses = Witnesses(self.base, [rule.id for rule in self.local], calendar)
        self.counterparts = {rule.id: self._counterparts(rule, national) for rule in self.local}
        self.later = self._over_courses()
        self._compared: dict[tuple[object, ...], Compared] = {}

    def _counterparts(self, rule: Timescale, national: Sequence[Timescale]) -> list[Timescale]:
        ends = min(self.last, max((span.to or self.last for span in rule.in_force), default=self.last))
        same_task = [other for other in national if other.task == rule.task and holds_on(other, ends)]
        return [other for other in same_task if has_date(self.plans[other.id]) and can_meet(rule, other)]

    def findings(self) -> Iterator[Finding]:
        """Everything found, and why there was nothing to find for a timescale that was compared with nothing."""
        found = list(self._found())
        yield from found
        if self.against is not None:
            yield from not_compared(self.local, found, self.counterparts, self.national, self.plans)

    def _found(self) -> Iterator[Finding]:
        """By start dates, by histories, by what is left out, and in the wording."""
        yield from self._with_courses(list(self._by_dates()))
        yield from omissions(self.base, self.local, self.national, self.plans, stands_alone=self.stands_alone)
        in_words = list(traps(Local(self.base, self.local, self.plans, self.counterparts, self.starts, not self.stands_alone)))
        yield from in_words
        yield from self._never_dated({one.rule for one in in_words if one.kind == "before-any-review"})
        for idle in without_effect(self.profile):
            task = getattr(idle.rule, "task", self.profile.cycle_task or "")
            yield Finding("trap", "without-effect", idle.rule.id, idle.rule.cite, task, f"{idle.key}: {idle.why}")

    def _never_dated(self, told: Collection[str]) -> Iterator[Finding]:
        """What sets no date on any history, though it is written to; of `told` that is said already."""
        ways = [rule for rule in self.written if has_date(self.plans[rule.id]) or self.plans[rule.id].is_midway]
        rows = DatedRows(self.base, self.witnesses.with_only, (self.first, self.last), self.calendar)
        yield from rows.never([rule for rule in ways if rule.id not in told])

    def _by_dates(self) -> Iterator[Finding]:
        """What comes of laying each local timescale beside each other that corresponds to it."""
        indirect: list[tuple[Timescale, Timescale]] = []
        for rule in self.local:
            if not (has_date(self.plans[rule.id]) or self.plans[rule.id].is_midway):
                continue
            for other in self.counterparts[rule.id]:
                if same_count(self.plans[rule.id], self.plans[other.id]):
                    yield from self._by_start_dates(rule, other)
                elif not special_words(other, rule):
                    indirect.append((rule, other))
                else:
                    yield from self._of_a_special_case(rule, other)
        yield from self._by_histories(indirect)

    def _over_courses(self) -> dict[tuple[str, str], Later]:
        """What is later on a whole course of care, for all that the law dates too: of the review, and of all other tasks."""
        dated = [rule for rule in self.local if has_date(self.plans[rule.id]) or self.plans[rule.id].is_midway]
        found: dict[tuple[str, str], Later] = {}
        for of_review in (True, False):
            rules = [rule for rule in dated if self.counterparts[rule.id] and (rule.task == self.base.cycle_task) is of_review]
            if rules:
                tasks = {rule.task for rule in rules}
                own, law = self.witnesses.own_and_law([one for one in self.written if one.task in tasks], self.national, tasks)
                found |= later_over_courses(own, law, rules, (self.first, self.last), self.calendar)
        return found

    def _with_courses(self, found: list[Finding]) -> Iterator[Finding]:
        """What was found, and what whole courses of care show besides; these go before what was called no later, or not shown."""
        told = {(one.rule, one.counterpart) for one in found if one.severity != "fine" and one.kind != "not-shown"}
        says = {(_says(self.plans[mine].rule), _says(self.plans[its].rule)[1:]) for mine, its in told if its is not None}
        later: dict[tuple[str, str], Finding] = {}
        for pair, seen in self.later.items():
            rule, other = (self.plans[name].rule for name in pair)
            if pair not in told and not (special_words(other, rule) and (_says(rule), _says(other)[1:]) in says):
                later[pair] = later_on_a_course(rule, other, seen, self.base, self.calendar)
        shown = [one for one in found if (one.rule, one.counterpart) not in (self.later if one.kind == "not-shown" else later)]
        yield from shown
        yield from later.values()

    def _by_start_dates(self, rule: Timescale, other: Timescale) -> Iterator[Finding]:
        companions = [
            one for one in self.local if one is not rule and one.task == rule.task and same_count(self.plans[one.id], self.plans[rule.id])
        ]
        beside = [one for one in companions if has_date(self.plans[one.id]) and goes_with(one, rule, other)]
        plans = [self.plans[one.id] for one in (rule, *beside)]
        found = self._compare(plans, self.plans[other.id])
        special = special_words(other, rule)
        if not found.shares.total or (special and (not found.shares.later or self._generally_so(rule, other))):
            return
        witness = self.witnesses.of(rule, other, spread(self._asked_for(found, rule, other))) if found.shares.later else None
        if witness is not None and witness.example is None:
            yield from self._not_shown(rule, other, special=bool(special), met=witness.met)
            return
        by_year = not any(in_working_days(plan) for plan in (*plans, self.plans[other.id]))
        days = named(found.later, found.days, self.calendar, by_year=by_year)
        with_ = f" (with {', '.join(one.id for one in beside)} beside it)" if beside and found.shares.later else ""
        words = f"{by_when(rule)}{with_}; {other.id} says {by_when(other)}."
        if special:
            words = special_case_words(rule, other, special, self.base)
            yield trap(rule, "special-case", words, counterpart=other, shares=found.shares)._replace(
                first=found.first, worst=found.worst, witness=witness.example if witness else None
            )
            return
        yield compared_finding("start-dates", rule, other, found, words)._replace(days=days, witness=witness.example if witness else None)

    def _asked_for(self, found: Compared, *rules: Timescale) -> Compared:
        """What was found, on the start dates on which the named days are as the conditions ask (`during`)."""
        asked = [split(when.during) for rule in rules if (when := rule.when) is not None and when.during]
        if not asked:
            return found

        def fits(day: date) -> bool:
            among = {word for words in asked for word in chain(*words) if is_among(self.base.days[word], day, self.calendar)}
            return all((not wanted or among & {*wanted}) and not among & {*denied} for wanted, denied in asked)

        return found._replace(later=tuple(filter(fits, found.later)), first=None, worst=None)

    def _of_a_special_case(self, rule: Timescale, other: Timescale) -> Iterator[Finding]:
        """A special case in which what counts from something else is earlier, with a history that shows it."""
        if not has_date(self.plans[rule.id]) or (rule.id, other.id) in self.later:
            return  # without a date, or shown already
        on_one_day = self._compare([self.plans[rule.id]], self.plans[other.id])
        days = spread(on_one_day)[:2] or on_one_day.days[-1:]
        witness = self.witnesses.of(rule, other, days, _MOST_SPECIAL).example
        if witness is not None:
            words = special_case_words(rule, other, special_words(other, rule), self.base)
            yield trap(rule, "special-case", words, counterpart=other)._replace(witness=witness)

    def _not_shown(self, rule: Timescale, other: Timescale, *, special: bool, met: bool) -> Iterator[Finding]:
        """A count that ends later than another, without a history on which the profile is: why that is so."""
        said = f"{by_when(rule)}; {other.id} says {by_when(other)}."
        if not met:
            words = f"{said} By the count alone it can be later, but no history was found in which both apply to one occasion."
            yield trap(rule, "not-shown", words, counterpart=other)
        elif not special:
            words = f"{said} Where it would be later, another timescale of this profile comes first."
            yield Finding("fine", "start-dates", rule.id, rule.cite, rule.task, words, other.id, other.force)

    def _generally_so(self, rule: Timescale, other: Timescale) -> bool:
        """Whether what a row says of a special case is what another says anyway, which is compared already."""
        return any(
            ways_of(self.plans[general.id]) and same_limits(self.plans[general.id], self.plans[other.id])
            for general in self.counterparts[rule.id]
            if general is not other and not special_words(general, rule) and same_count(self.plans[rule.id], self.plans[general.id])
        )

    def _compare(self, plans: Sequence[RulePlan], other: RulePlan) -> Compared:
        """Compared from every start date; what counts the same way is compared once."""
        ways = tuple(tuple(way for way, _ in ways_of(plan)) for plan in (*plans, other))
        names = (other.anchor, other.after)
        key = (ways, names, plans[0].rule.in_force, other.rule.in_force)
        found = self._compared.get(key)
        if found is None:
            found = self._compared[key] = self.starts.compare(plans, other)
        return found

    def _by_histories(self, pairs: Sequence[tuple[Timescale, Timescale]]) -> Iterator[Finding]:
        if not pairs:
            return
        tasks = {rule.task for rule, _ in pairs}
        others = {other.id: other for _, other in pairs}
        local = [rule for rule in self.written if rule.task in tasks]
        guidance = [rule for rule in self.national if rule.force == "guidance" and rule.task in tasks]
        tallies = compare(self.base, local, others.values(), self.first, self.last, self.calendar, guidance)
        for rule, other in pairs:
            found = tallies.get((rule.id, other.id))
            if found is None:
                yield from self._by_witness(rule, other, [row for row in guidance if row.task == rule.task and row is not other])
                continue
            words = f"{by_when(rule)}; {other.id} says {by_when(other)}."
            if found.as_guidance and found.first is not None:
                yield as_guidance_finding(rule, other, found, words)
            else:
                yield compared_finding("histories", rule, other, found, f"{words} Compared over histories, where both apply.")

    def _by_witness(self, rule: Timescale, other: Timescale, guidance: Sequence[Timescale]) -> Iterator[Finding]:
        """One from the beginning of care and one before a review that the family of histories never brings together.

        They ask of a child what is so of few, such as an age.
        """
        if not has_date(self.plans[rule.id]) or other.before != self.base.cycle_task or "became-looked-after" not in rule.after:
            return
        on_one_day = self._compare([self.plans[rule.id]], self.plans[other.id])
        days = spread(on_one_day)[:2] or on_one_day.days[-1:]
        witness = self.witnesses.of(rule, other, days, guidance=guidance)
        if witness.example is None:
            return
        words = f"{by_when(rule)}; {other.id} says {by_when(other)}."
        if witness.as_guidance:
            tally = Tally(Shares(0, 0, 1), witness.example, witness.example, witness.as_guidance)
            yield as_guidance_finding(rule, other, tally, words)._replace(shares=None)
            return
        words += " A history was looked for in which both apply and this is the later."
        severity = severity_of(other, later=True)
        yield Finding(severity, "histories", rule.id, rule.cite, rule.task, words, other.id, other.force, witness=witness.example)


def _is_local(rule: Timescale, profile: Profile) -> bool:
    """Whether a timescale is the authority's: not a regulation or guidance that the profile extends."""
    return rule.force not in _NATIONAL or (len(profile.lineage) > 1 and profile.says(rule.id))


def _says(rule: Timescale) -> tuple[object, ...]:
    """What a timescale says of the days, whichever children it says it of."""
    return (rule.task, rule.limit, rule.after, rule.before, rule.nth)
