"""Whether one timescale can be read: what it counts, from what, its phrases, its conditions."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from lacreview_rules.counting.ages import read_age_anchor
from lacreview_rules.counting.periods import Period, Unit
from lacreview_rules.errors import PeriodError, Problem, nearest
from lacreview_rules.histories.events import BUILT_IN, DERIVED
from lacreview_rules.profiles.conditions.reviews import REVIEW
from lacreview_rules.profiles.own_problems import OwnProblem, unknown_word
from lacreview_rules.rules.rule_plan import MIDWAY

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from lacreview_rules.profiles.conditions.record import Declared
    from lacreview_rules.profiles.models import Condition, Consideration, Timescale
    from lacreview_rules.profiles.profile import Profile

    At = Callable[[str], str]
    """Gives the place in the file of a key of the rule."""

_EDGES = {"starts": "from", "ends": "to"}
"""What of a span says when named days start, and when they end."""

_DATES_OF = {
    kind: {field.name for field in fields(event) if field.name != "on" and "date" in str(field.type)} for kind, event in BUILT_IN.items()
}
"""The dates, besides its own, that an event of each kind may name."""


def problems_of_timescale(rule: Timescale, profile: Profile, known: Collection[str], at: At) -> Iterator[Problem]:
    """What is wrong with one timescale; `known` is every name that one may count from, ages apart."""
    if rule.task not in profile.tasks:
        yield unknown_word(at("task"), rule.task, "a task", nearest(rule.task, sorted(profile.tasks)))
    yield from _what_it_counts(rule, profile, at)
    yield from _declared(rule, profile, at)
    yield from _anchors(rule, profile, known, at)
    yield from _limit_from(rule, at)
    yield from _phrases(rule, profile, at)
    yield from problems_of_conditions(rule, profile, at)


def _what_it_counts(rule: Timescale, profile: Profile, at: At) -> Iterator[Problem]:
    """Whether it counts from something, one way, and in days that come."""
    midway = rule.limit == (MIDWAY,)
    if rule.before == rule.task:
        yield OwnProblem(at("before"), "it counts back from its own task", "count back from something else")
    task = profile.tasks.get(rule.task)
    if rule.task in rule.after and task is not None and task.per == "review":
        what = "it counts from its own task, of which each review has one: it would never be due"
        yield Problem(at("after"), what, 'count from something else, or write per = "period-of-care", "placement" or "event" for the task')
    for span in rule.in_force:
        if span.from_ is not None and span.to is not None and span.from_ > span.to:
            yield OwnProblem(at("in_force"), "it ends before it begins, so it never applies", "put the earlier day first")
    if not rule.after and rule.before is None:
        yield Problem(at("id"), "it counts from nothing", "say after or before what it counts")
    if rule.after and rule.before is not None and not midway:
        yield OwnProblem(at("before"), "it counts both after and before", 'keep one; only limit = "midway" has both')
    if midway and not (rule.after and rule.before is not None):
        yield Problem(at("limit"), "midway needs both ends", "say after and before what")


def _declared(rule: Timescale, profile: Profile, at: At) -> Iterator[Problem]:
    """The named days and the fact that it names."""
    for key, word in (("counted_in", rule.counted_in), ("falls_on", rule.falls_on)):
        if word is not None and word not in profile.days:
            remedy = nearest(word, sorted(profile.days)) or "declare it under [[days]]"
            yield unknown_word(at(key), word, "among the named days", remedy)
    if rule.decided_by is not None and rule.decided_by not in profile.facts:
        remedy = nearest(rule.decided_by, sorted(profile.facts))
        yield unknown_word(at("decided_by"), rule.decided_by, "a fact that this profile declares", remedy)
    if rule.decided_for == "next" and (rule.decided_by is None or rule.before is not None):
        what = "no decision is named" if rule.decided_by is None else "it counts back, and each decision is for what it counts back from"
        yield Problem(at("decided_for"), what, "name the fact with decided_by, after what; or remove decided_for")


def _anchors(rule: Timescale, profile: Profile, known: Collection[str], at: At) -> Iterator[Problem]:
    """Every name that it counts from, ends with, or starts again on."""
    named = [("after", name) for name in rule.after]
    named += [(key, name) for key, name in (("before", rule.before), ("until", rule.until)) if name is not None]
    for key, name in named:
        yield from problems_of_anchor(name, profile, known, at(key))
    yield from problems_of_restarts(rule.restarts_on, profile, known, at)


def problems_of_restarts(names: tuple[str, ...] | None, profile: Profile, known: Collection[str], at: At) -> Iterator[Problem]:
    """What is wrong with the events that begin a cycle, of a rule or of all reviews."""
    for name in names or ():
        yield from problems_of_anchor(name, profile, known, at("restarts_on"))


def problems_of_anchor(name: str, profile: Profile, known: Collection[str], place: str) -> Iterator[Problem]:
    """What is wrong with a name for something that happens."""
    if name in known or read_age_anchor(name) is not None:
        return
    days, _, edge = name.rpartition(" ")
    if name.startswith("age"):
        yield unknown_word(place, name, "an age", 'write "age 16 years" or "age 16 years 3 months"')
    elif name in profile.days:
        spans = bool(profile.days[name].spans)
        remedy = f'write "{name} starts" or "{name} ends"' if spans else f'write falls_on = "{name}", or count from an event'
        yield Problem(place, f'"{name}" names many days, and nothing says from which of them it counts', remedy)
    elif days in profile.days and profile.days[days].spans and edge in _EDGES:
        yield Problem(place, f'no span of "{days}" says when it {edge}', f"give its spans {_EDGES[edge]}, or count from something else")
    else:
        yield unknown_word(place, name, "an event or a task", _meant(name, profile, known))


def _limit_from(rule: Timescale, at: At) -> Iterator[Problem]:
    """The date of the event that is its limit."""
    if rule.limit_from is None:
        return
    dates = sorted(_DATES_OF.get(rule.after[0], set()) if rule.after else set())
    if rule.limit_from not in dates:
        remedy = nearest(rule.limit_from, dates) or "count from an event that names one"
        yield unknown_word(at("limit_from"), rule.limit_from, "a date that this event names", remedy)
    if rule.limit or not rule.after:
        yield Problem(
            at("limit_from"), "a limit that the event names is the only limit, after that event", "keep limit_from with after alone"
        )


def _meant(name: str, profile: Profile, known: Collection[str]) -> str:
    """What was probably meant by a name that nothing has: which review it is, is no part of the name."""
    which, _, of = name.replace("-", " ").rpartition(" ")
    if profile.cycle_task is not None and of == profile.cycle_task and which in REVIEW.examples:
        return f'write "{of}", and when = {{ review = "{which}" }}'
    return nearest(name, sorted(known), (*DERIVED, *BUILT_IN))


_SOONER = "remove it: before an age or a named day, what is done sooner never counts; before anything else it counts, with a notice"


def _phrases(rule: Timescale, profile: Profile, at: At) -> Iterator[Problem]:
    if len(rule.limit) > 1 and MIDWAY in rule.limit:
        yield Problem(at("limit"), "midway stands alone", "remove the other limits")
    if rule.opens_strict and rule.opens is None:
        yield Problem(at("opens_strict"), "nothing opens here that could be strict", "say opens; or remove it")
    elif rule.opens_strict and rule.before is not None:
        what = "it is for what counts on from something, and this counts back"
        yield Problem(at("opens_strict"), what, _SOONER)
    if rule.unless_throughout and (not rule.unless or not rule.limit or MIDWAY in rule.limit):
        what = "there is no exemption that could end before a limit"
        yield Problem(at("unless_throughout"), what, "say unless and a limit; or remove it")
    if rule.comes_back and (not rule.while_ or not rule.limit):
        what = "nothing lapses here that could come back"
        yield Problem(at("comes_back"), what, "say while and a limit; or remove it")
    yield from _lasting(rule, at)
    yield from _adding_up(rule, profile, at)
    phrases = [("limit", text) for text in rule.limit if text != MIDWAY]
    phrases += [
        (key, text)
        for key, text in (
            ("aim", rule.aim),
            ("opens", rule.opens),
            ("may_precede", rule.may_precede),
            ("adds_up_within", rule.adds_up_within),
        )
        if isinstance(text, str)
    ]
    for key, text in phrases:
        try:
            period = Period.parse(text)
        except PeriodError as error:
            yield OwnProblem(at(key), str(error))
            continue
        yield from _length(rule, key, period, at)


def _adding_up(rule: Timescale, profile: Profile, at: At) -> Iterator[Problem]:
    """Time that is added up where nothing says what it is the time of."""
    if rule.adds_up and (len(rule.limit) != 1 or "became-looked-after" not in rule.after):
        what = "time is added up over periods of care only for one limit that counts from their start"
        yield Problem(at("adds_up"), what, 'write after = "became-looked-after", or an age beside it, and one limit')
    if rule.adds_up_within is not None and (len(rule.limit) != 1 or len(rule.after) != 1 or rule.before is not None):
        what = "hours are added up only for one limit after one kind of event"
        yield Problem(at("adds_up_within"), what, "write one limit in hours, and after with one event; or remove it")
    elif rule.adds_up_within is not None and not {*rule.after} <= {*BUILT_IN, *profile.events}:
        what = f'"{rule.after[0]}" is no kind of event that a history records, so there are no earlier ones whose hours count'
        yield Problem(at("adds_up_within"), what, "count after an event; or remove it")


def _length(rule: Timescale, key: str, period: Period, at: At) -> Iterator[Problem]:
    """A period that its key, or the rule beside it, has no use for."""
    if key == "limit" and rule.adds_up and period.unit not in (Unit.DAY, Unit.WEEK):
        yield Problem(at("adds_up"), f"{period} cannot be added up over periods of care", "write the limit in days or weeks")
    if key == "limit" and rule.adds_up_within is not None and period.unit is not Unit.HOUR:
        yield Problem(at("adds_up_within"), f"{period} is no limit in hours", "write the limit in hours, or remove it")
    if key == "adds_up_within" and (period.unit not in (Unit.DAY, Unit.WEEK) or not period.count):
        yield Problem(at(key), f"nothing is added up within {period}", 'write it in days or weeks, one at least, as in "28 days"')
    if key == "limit" and not period.count and (rule.adds_up or rule.adds_up_within is not None):
        yield Problem(at("limit"), f"of {period} nothing can have gone, so nothing is added up", "give a limit of one at least")
    if key == "limit" and rule.counted_in is not None and period.unit not in (Unit.DAY, Unit.WORKING_DAY):
        yield Problem(at(key), f"{period} cannot be counted in named days", "write the limit in days, or remove counted_in")
    if key == "limit" and period.count == 0 and rule.task in rule.after:
        yield Problem(at(key), "it would recur at once and for ever: the interval is nothing", "give an interval of at least one day")


def _lasting(rule: Timescale, at: At) -> Iterator[Problem]:
    """Conditions of which it is not known on which day they hold again, where a limit would wait for that."""
    for key, asked in (("comes_back", rule.while_), ("unless_throughout", rule.unless)):
        if getattr(rule, key) and not rule.exempt_like:  # which takes over the key with conditions of its own
            unknown = sorted({record.key for condition in asked for record, _ in condition.named() if record.changes_on is None})
            for name in unknown:
                yield Problem(at(key), f"it does not go with {name}: nothing says on which day that changes", f"remove it, or {name}")


def problems_of_conditions(rule: Timescale | Consideration, profile: Profile, at: At) -> Iterator[Problem]:
    """What is wrong with the conditions of a rule."""
    named: list[tuple[str, Condition]] = [("when", rule.when)] if rule.when is not None else []
    named += [("unless", condition) for condition in rule.unless]
    named += [("while", condition) for condition in getattr(rule, "while_", ())]
    for key, condition in named:
        if not any(True for _ in condition.named()):
            yield Problem(at(key), "it names no condition, so it would always hold", "name a condition, or remove it")
        for record, value in condition.named():
            try:
                record.compile(value, profile)
            except ValueError as error:
                yield OwnProblem(at(key), str(error))
        for record, value in condition.named():
            if record.declared is not None:
                yield from _undeclared(record.declared, value, profile, at(key))


def _undeclared(declared: Declared, words: tuple[str, ...], profile: Profile, place: str) -> Iterator[Problem]:
    known = getattr(profile, declared.table)
    for word in words:
        plain = word.removeprefix("not ")
        if plain not in known:
            yield unknown_word(place, plain, declared.what, nearest(plain, sorted(known)))
