"""Whether a timescale sets a date on any history at all: one that never does looks like any other, and nobody is told.

A history is looked for in which what it counts from happens and what it asks for is so (`witness_histories`), and then among whole
courses of care. Whatever another sets a date on is kept, so that most timescales need no history of their own.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import chain, islice
from typing import TYPE_CHECKING

from lacreview_rules.assurance.courses_of_care import courses_of_care
from lacreview_rules.assurance.findings import Finding
from lacreview_rules.assurance.open_limits import dated_on
from lacreview_rules.assurance.witness_histories import Pair, histories_of
from lacreview_rules.histories.events import Fact
from lacreview_rules.histories.history import History
from lacreview_rules.profiles.conditions.time_and_number import DURING
from lacreview_rules.profiles.words import limit_words, whom_words
from lacreview_rules.rules.named_days import days_of, read_anchor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.profiles.models import Timescale
    from lacreview_rules.profiles.profile import Profile

_FEW, _MOST = 16, 120  # histories made for one timescale: at first, and where only its conditions can be why it has no date
_APART = 83  # days from one of the days that is counted from to the next: of every season, and of several days of the week
_DAYS = 4
_WITHOUT_CONDITIONS = {"when": None, "unless": (), "while_": (), "exempt_like": ()}


class DatedRows:
    """Of the timescales of a profile, what sets a date on a history.

    Args:
        profile: the profile, with what stands beside it.
        alone: the profile with some timescales and nothing else.
        range_: the first and the last day that is counted from.
        calendar: working days.
    """

    def __init__(
        self,
        profile: Profile,
        alone: Callable[[Sequence[Timescale]], Profile],
        range_: tuple[date, date],
        calendar: WorkingCalendar,
    ) -> None:
        self.profile, self.alone, self.range, self.calendar = profile, alone, range_, calendar

    def never(self, rules: Sequence[Timescale]) -> Iterator[Finding]:
        """Each that sets no date on any history tried, in its own words: by its conditions, or for what it counts from is in none."""
        seen: set[str] = set()
        own = self.alone(rules)
        for rule in rules:
            for profile in (own, self.profile):  # by itself is the quicker; what the law dates beside it may be needed
                self._look(rule, profile, seen, self._made_for(rule, _FEW))
            if rule.id in seen:
                continue
            if not self._dated_without_conditions(rule):
                yield _of_no_history(rule, self.profile)
                continue
            for profile in (own, self.profile):
                self._look(rule, profile, seen, self._made_for(rule, _MOST))
            self._look(rule, own, seen, courses_of_care((rule,), (rule,), self.profile, *self.range))
            if rule.id not in seen:
                yield _by_its_conditions(rule, self.profile)

    def _look(self, rule: Timescale, profile: Profile, seen: set[str], histories: Iterable[History]) -> None:
        """Add to `seen` what sets a date on some of the histories, until the timescale does."""
        for history in histories:
            if rule.id in seen:
                return
            seen |= dated_on(history, profile, self.calendar)

    def _dated_without_conditions(self, rule: Timescale) -> bool:
        free = rule.model_copy(update=_WITHOUT_CONDITIONS)
        seen: set[str] = set()
        self._look(free, self.alone([free]), seen, self._made_for(free, _FEW))
        return rule.id in seen

    def _made_for(self, rule: Timescale, most: int) -> Iterator[History]:
        """Histories made of what the timescale asks about; a fact is so before it, or from the last day."""
        days = self._days(rule)
        pairs = [Pair(rule, rule, self.alone([rule]))]
        pairs += [Pair(rule, begins, self.alone([rule, begins])) for begins in self._what_begins(rule)]
        made = chain.from_iterable(islice(histories_of(pair, days), most) for pair in pairs)
        return chain.from_iterable((history, *_with_facts_last(history)) for history in made)

    def _what_begins(self, rule: Timescale) -> Iterator[Timescale]:
        """Of what recurs inside each event, the timescales that begin it: without their event it belongs to none."""
        if rule.task in rule.after and self.profile.tasks[rule.task].per == "event":
            yield from (one for one in self.profile.timescales if one.task == rule.task and one.after and rule.task not in one.after)

    def _days(self, rule: Timescale) -> list[date]:
        """Days on which the count starts, while the timescale is in force."""
        first, last = self.range
        days = (
            self._named_days(rule) or [day for place in range(1, _DAYS + 1) if first <= (day := last - timedelta(_APART * place))] or [last]
        )
        spans = rule.in_force
        return [day for day in days if not spans or any(span.holds(day) for span in spans)] or [spans[-1].to or spans[-1].from_ or last]

    def _named_days(self, rule: Timescale) -> list[date]:
        """Of the named days that the timescale counts from, counts in or asks about, the first, the last and some between."""
        names = {read_anchor(name)[0] for name in (*rule.after, rule.before or "")} | {rule.counted_in or ""}
        names |= {word for one in rule.asked for record, value in one.named() if record is DURING for word in value}
        named = [self.profile.days[name] for name in sorted(names) if name in self.profile.days]
        found = sorted({day for days in named for day in days_of(days, self.calendar) if self.range[0] <= day <= self.range[1]})
        return [found[place * (len(found) - 1) // (_DAYS - 1)] for place in range(_DAYS)] if found else []


def _by_its_conditions(rule: Timescale, profile: Profile) -> Finding:
    """What has a date as soon as nothing is asked of the child: its conditions are what is wrong, if they can be weighed."""
    weighed = all(record.leaves_open is not None for condition in rule.asked for record, _ in condition.named())
    if not weighed:
        return _of_no_history(rule, profile)
    words = (
        f"It gives no date on any history tried: {_said(rule, profile)}. Without its conditions it has one, so they hold on a day that "
        "it counts from hardly ever, if at all. Correct them, or what it counts from."
    )
    return Finding("trap", "never-dated", rule.id, rule.cite, rule.task, words)


def _of_no_history(rule: Timescale, profile: Profile) -> Finding:
    words = (
        f"No history is made in which what it counts from and asks for comes together, so nothing shows that it ever gives a date: "
        f"{_said(rule, profile)}. Try it on a history of your own: lacreview schedule FILE --profile PROFILE."
    )
    return Finding("not-judged", "no-history", rule.id, rule.cite, rule.task, words)


def _said(rule: Timescale, profile: Profile) -> str:
    return f'"{", ".join((limit_words(rule), *whom_words(rule, profile)))}"'


def _with_facts_last(history: History) -> Iterator[History]:
    """The same with every fact recorded on the last day, for one that is of the placement which begins then."""
    if any(isinstance(event, Fact) for event in history.events):
        last = max(event.on for event in history.events)
        events = [Fact(on=last, fact=event.fact) if isinstance(event, Fact) else event for event in history.events]
        yield History("", events, history.date_of_birth)
