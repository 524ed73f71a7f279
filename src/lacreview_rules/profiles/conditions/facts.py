"""Conditions on facts: as they are on the day that is asked about, and as they were when the placement began."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from lacreview_rules.profiles.conditions.lists import all_of, deciding_words, open_each, title_of
from lacreview_rules.profiles.conditions.record import ConditionRecord, Declared, Named, as_recorded
from lacreview_rules.profiles.written import Words
from lacreview_rules.wording import without_capital

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from lacreview_rules.profiles.conditions.asking import Context, Vocabulary
    from lacreview_rules.profiles.conditions.record import Test

    Day = Callable[[Context], date]
    """The day on which a fact is asked about."""

_THEN: Day = attrgetter("on")
_WHEN_PLACED: Day = attrgetter("placement.start")


def _held_on(key: str, day: Day) -> Callable[[tuple[str, ...], Vocabulary], Named]:
    """Whether facts hold on a day, each in the scope that the profile gives it."""

    def compiled(words: tuple[str, ...], profile: Vocabulary) -> Named:
        def make(word: str) -> Test:
            term = profile.facts.get(word)
            if term is not None and term.whole_placement:
                return lambda m: m.period.fact_throughout(word, day(m), m.placement)
            if term is not None and term.scope == "placement":
                return lambda m: m.period.fact_on(word, day(m), since=m.placement.start)
            if term is not None and term.scope == "child":
                return lambda m: m.period.child_fact_on(word, day(m))
            return lambda m: m.period.fact_on(word, day(m))

        return Named(all_of(words, make), *deciding_words(key, words))

    return compiled


def _said(before: str) -> Callable[[tuple[str, ...], Vocabulary], Iterator[str]]:
    """Facts in words, after what says of which day they are: "it is" recorded, or not."""

    def said(words: tuple[str, ...], profile: Vocabulary) -> Iterator[str]:
        for word in words:
            name = word.removeprefix("not ")
            title = title_of(profile.facts, name)
            yield f"{before} {'' if name == word else 'not '}recorded that {without_capital(title)}"

    return said


FACT = ConditionRecord(
    key="fact",
    shape=Words,
    description="Ids from facts; of a list, all must hold.",
    holds_when="the fact is recorded; of a list, all",
    takes="an id from `facts`",
    compile=_held_on("fact", _THEN),
    words=_said("it is"),
    leaves_open=open_each("fact"),
    declared=Declared("facts", "a fact that this profile declares"),
    words_of=lambda period: (f"fact={fact}" for fact in period.facts),
    is_special=True,
    changes_on=as_recorded,
)


FACT_WHEN_PLACED = ConditionRecord(
    key="fact_when_placed",
    about="placements",
    shape=Words,
    description="Ids from facts that held on the day on which the placement began, whatever has been recorded since; of a list, all.",
    holds_when="the fact held on the day on which the placement began, whatever has been recorded since; of a list, all",
    takes="an id from `facts`",
    compile=_held_on("fact", _WHEN_PLACED),
    words=_said("by the day the placement began it was"),
    leaves_open=open_each("fact_when_placed"),
    declared=Declared("facts", "a fact that this profile declares"),
    is_special=True,
    changes_on=as_recorded,
)
