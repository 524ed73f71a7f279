"""Whether a profile fits together: words that are used are declared, phrases can be read, nothing runs in a ring.

Every problem is found in one pass and cites its place; nothing here judges whether a timescale is lawful.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from lacreview_rules.counting.ages import read_age_anchor
from lacreview_rules.counting.periods import Period, Unit
from lacreview_rules.errors import PeriodError, Problem, ProfileError, nearest, or_else
from lacreview_rules.histories.events import BUILT_IN, DERIVED
from lacreview_rules.profiles.conditions.reviews import REVIEW
from lacreview_rules.profiles.contradictions import contradictions_of
from lacreview_rules.profiles.implications import meanings_of, problems_of_words
from lacreview_rules.rules.plan import known_anchors
from lacreview_rules.rules.rule_plan import MIDWAY
from lacreview_rules.rules.task_order import task_order
from lacreview_rules.wording import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from lacreview_rules.profiles.conditions.record import Declared
    from lacreview_rules.profiles.models import Condition, Consideration, Task, Timescale, WrittenProfile
    from lacreview_rules.profiles.profile import Profile

    Place = Callable[..., str]
    """Gives the place in the file of a table, the number of an entry, and a key; any of them may be left out."""

_DATES_OF = {
    kind: {field.name for field in fields(event) if field.name != "on" and "date" in str(field.type)} for kind, event in BUILT_IN.items()
}
"""The dates, besides its own, that an event of each kind may name."""

_COUNTED_FROM = {"tasks": "a task", "events": "an event", "totals": "a total", "days": "a named day"}
"""What a timescale may count from by its bare name, by the table in which it is declared."""


def problems_of(profile: Profile, written: WrittenProfile, parent: Profile | None, place: Place) -> list[Problem]:
    """Everything that is wrong with a profile laid over its parent."""
    found = [
        *_repeated(written, parent, place),
        *_of_two_kinds(profile, written, place),
        *_tasks(profile, written, place),
        *(_said_again(written, parent, place) if parent is not None else ()),
        *_words(profile, written, place),
        *_rules(profile, written, place),
        *_roles(profile, written, place),
        *contradictions_of(profile, written, place),
    ]
    if found:
        return found
    try:
        meanings_of(profile)
        task_order(profile)
    except ProfileError as error:
        return [Problem(f"{place()}: {p.where}", p.what, p.remedy) for p in error.problems]
    return []


def _repeated(written: WrittenProfile, parent: Profile | None, place: Place) -> Iterator[Problem]:
    taken: dict[str, str] = {}
    if parent is not None:
        taken = {rule.id: f"in {parent.id}" for rule in (*parent.timescales, *parent.considerations, *parent.replaced)}
    for table, rules in (("timescales", written.timescales), ("considerations", written.considerations)):
        for index, rule in enumerate(rules):
            if rule.id in taken:
                yield Problem(
                    place(table, index, "id"), f'the id "{rule.id}" is already used {taken[rule.id]}', "give each rule an id of its own"
                )
            taken[rule.id] = "above"
    for table in ("tasks", "events", "facts", "days", "totals", "placements", "legal_statuses"):
        seen: set[str] = set()
        for index, term in enumerate(getattr(written, table)):
            if term.id in seen:
                yield Problem(place(table, index, "id"), f'"{term.id}" is declared twice', "remove one")
            seen.add(term.id)


def _of_two_kinds(profile: Profile, written: WrittenProfile, place: Place) -> Iterator[Problem]:
    """Names of two things that a timescale may count from: nobody could say which of them it means."""
    days = {days.id for days in profile.days.values() if days.on}
    names = {"tasks": profile.tasks, "events": {*profile.events, *BUILT_IN, *DERIVED}, "totals": profile.totals, "days": days}
    for table in names:
        for index, term in enumerate(getattr(written, table)):
            others = [_COUNTED_FROM[other] for other, known in names.items() if term.id in known and other != table]
            if table == "events" and term.id in {*BUILT_IN, *DERIVED}:
                others.append("an event that is built in")
            if others and (table != "days" or term.on):
                yield Problem(
                    place(table, index, "id"),
                    f'"{term.id}" is also the name of {others[0]}, and a timescale that counts from it could mean either',
                    "give one of them another name",
                )


def _tasks(profile: Profile, written: WrittenProfile, place: Place) -> Iterator[Problem]:
    anchors = known_anchors(profile)
    for index, task in enumerate(written.tasks):
        for kind in task.done_by:
            if kind not in anchors:
                yield Problem(place("tasks", index, "done_by"), f'"{kind}" is not an event', nearest(kind, sorted(anchors)))
    if profile.cycle_task is None and any(task.per == "review" for task in profile.tasks.values()):
        yield Problem(place(), "tasks belong to reviews, but no task is the review", 'add [review_cycle] task = "review"')
    for key, task_id in (("task", profile.cycle_task), ("completed_by", profile.completed_by)):
        if task_id is not None and task_id not in profile.tasks:
            yield Problem(place("review_cycle", key=key), f'"{task_id}" is not a task', nearest(task_id, sorted(profile.tasks)))


def _said_again(written: WrittenProfile, parent: Profile, place: Place) -> Iterator[Problem]:
    """What the parent has said, and its rules rely on, said otherwise."""
    for index, task in enumerate(written.tasks):
        before = parent.tasks.get(task.id)
        if before is None:
            continue
        if before.per != task.per:
            yield Problem(
                place("tasks", index, "per"),
                f'"{task.id}" is per {before.per} in {parent.id}, and its rules rely on it',
                f'write per = "{before.per}", or give this task another id',
            )
        for key in ("done_by", "silence", "outlives_care", "sees_child", "seldom_recorded"):
            if key in task.model_fields_set and getattr(task, key) != getattr(before, key):
                yield Problem(
                    place("tasks", index, key),
                    f'{key} of "{task.id}" is for the parent to say, as its rules rely on it',
                    "remove it, or give this task another id",
                )
    for key, inherited in (("task", parent.cycle_task), ("completed_by", parent.completed_by)):
        if getattr(written.review_cycle, key) not in (None, inherited):
            yield Problem(place("review_cycle", key=key), f"which task this is, is for {parent.id} to say", "remove it")
    for index, fact in enumerate(written.facts):
        known = parent.facts.get(fact.id)
        if known is not None and known.scope != fact.scope:
            yield Problem(
                place("facts", index, "scope"),
                f'"{fact.id}" lasts with the {known.scope} in {parent.id}, and its rules rely on it',
                f'write scope = "{known.scope}", or give this fact another id',
            )


def _words(profile: Profile, written: WrittenProfile, place: Place) -> Iterator[Problem]:
    """What words are said to imply, and the regimes they belong to."""
    for table in ("events", "facts", "placements", "legal_statuses", "tasks"):
        for index, term in enumerate(getattr(written, table)):
            for key, what, remedy in problems_of_words(profile, term):
                yield Problem(place(table, index, key), what, remedy)
    regimes = sorted({status.regime for status in profile.legal_statuses.values() if status.regime is not None})
    for index, total in enumerate(written.totals):
        if total.ends_regime is not None and total.ends_regime not in regimes:
            what = f'"{total.ends_regime}" is not the regime of any legal status'
            yield Problem(place("totals", index, "ends_regime"), what, nearest(total.ends_regime, regimes))


def _roles(profile: Profile, written: WrittenProfile, place: Place) -> Iterator[Problem]:
    """Roles that are used and not declared, where the profile, or one it extends, declares any."""
    if not profile.roles:
        return
    used: list[tuple[str, Sequence[Task | Timescale | Consideration]]] = [
        ("tasks", written.tasks),
        ("timescales", written.timescales),
        ("considerations", written.considerations),
    ]
    for table, items in used:
        for index, item in enumerate(items):
            if item.role and item.role not in profile.roles:
                remedy = or_else(nearest(item.role, sorted(profile.roles)), "add it to roles")
                yield Problem(place(table, index, "role"), f'"{item.role}" is not a role that is declared', remedy)


def _rules(profile: Profile, written: WrittenProfile, place: Place) -> Iterator[Problem]:
    known = known_anchors(profile)
    for index, rule in enumerate(written.timescales):

        def at(key: str, index: int = index) -> str:
            return place("timescales", index, key)

        if rule.task not in profile.tasks:
            yield Problem(at("task"), f'"{rule.task}" is not a task', nearest(rule.task, sorted(profile.tasks)))
        yield from _anchors(rule, profile, known, at)
        yield from _phrases(rule, at)
        yield from _conditions(rule, profile, at)
    for index, total in enumerate(written.totals):
        if total.event not in profile.events:
            yield Problem(
                place("totals", index, "event"),
                f'"{total.event}" is not an event this profile declares',
                nearest(total.event, sorted(profile.events)),
            )
        if total.within is not None:
            try:
                window = Period.parse(total.within)
            except PeriodError as error:
                yield Problem(place("totals", index, "within"), str(error))
            else:
                if window.count == 0 or window.unit in (Unit.HOUR, Unit.WORKING_DAY):
                    what = f"days cannot be added up within {window}"
                    yield Problem(place("totals", index, "within"), what, "write it in days, weeks, months or years, one at least")
    for index, days in enumerate(written.days):
        for word in days.weekdays:
            if word not in WEEKDAYS:
                yield Problem(place("days", index, "weekdays"), f'"{word}" is not a day of the week', nearest(word, WEEKDAYS))
        if not (days.on or days.spans or days.weekdays):
            yield Problem(place("days", index, "id"), f'"{days.id}" names no day', "add on, spans or weekdays")
        for span in days.spans:
            if span.from_ is not None and span.to is not None and span.from_ > span.to:
                yield Problem(place("days", index, "spans"), "it ends before it begins", "put the earlier day first")
    for index, mark in enumerate(written.considerations):

        def at_mark(key: str, index: int = index) -> str:
            return place("considerations", index, key)

        if profile.cycle_task is None:
            yield Problem(at_mark("at"), "it marks reviews, but no task is the review", 'add [review_cycle] task = "review"')
        elif mark.at != profile.cycle_task:
            yield Problem(at_mark("at"), f'"{mark.at}" is not the review', f'write at = "{profile.cycle_task}"')
        yield from _conditions(mark, profile, at_mark)


def _anchors(rule: Timescale, profile: Profile, known: Collection[str], at: Callable[[str], str]) -> Iterator[Problem]:
    midway = rule.limit == (MIDWAY,)
    if rule.before == rule.task:
        yield Problem(at("before"), "it counts back from its own task", "count back from something else")
    task = profile.tasks.get(rule.task)
    if rule.task in rule.after and task is not None and task.per == "review":
        what = "it counts from its own task, of which each review has one: it would never be due"
        yield Problem(at("after"), what, 'count from something else, or write per = "period-of-care", "placement" or "event" for the task')
    for span in rule.in_force:
        if span.from_ is not None and span.to is not None and span.from_ > span.to:
            yield Problem(at("in_force"), "it ends before it begins, so it never applies", "put the earlier day first")
    if not rule.after and rule.before is None:
        yield Problem(at("id"), "it counts from nothing", "say after or before what it counts")
    if rule.after and rule.before is not None and not midway:
        yield Problem(at("before"), "it counts both after and before", 'keep one; only limit = "midway" has both')
    if midway and not (rule.after and rule.before is not None):
        yield Problem(at("limit"), "midway needs both ends", "say after and before what")
    for key, word in (("counted_in", rule.counted_in), ("falls_on", rule.falls_on)):
        if word is not None and word not in profile.days:
            yield Problem(
                at(key), f'"{word}" is not among the named days', nearest(word, sorted(profile.days)) or "declare it under [[days]]"
            )
    if rule.decided_by is not None and rule.decided_by not in profile.facts:
        yield Problem(
            at("decided_by"),
            f'"{rule.decided_by}" is not a fact that this profile declares',
            nearest(rule.decided_by, sorted(profile.facts)),
        )
    if rule.decided_for == "next" and (rule.decided_by is None or rule.before is not None):
        what = "no decision is named" if rule.decided_by is None else "it counts back, and each decision is for what it counts back from"
        yield Problem(at("decided_for"), what, "name the fact with decided_by, after what; or remove decided_for")
    named = [("after", name) for name in rule.after]
    named += [(key, name) for key, name in (("before", rule.before), ("until", rule.until)) if name is not None]
    named += [("restarts_on", name) for name in rule.restarts_on or ()]
    for key, name in named:
        if name in known or read_age_anchor(name) is not None:
            continue
        if name.startswith("age"):
            yield Problem(at(key), f'"{name}" is not an age', 'write "age 16 years" or "age 16 years 3 months"')
        elif name in profile.days:
            spans = bool(profile.days[name].spans)
            remedy = f'write "{name} starts" or "{name} ends"' if spans else f'write falls_on = "{name}", or count from an event'
            yield Problem(at(key), f'"{name}" names many days, and nothing says from which of them it counts', remedy)
        else:
            yield Problem(at(key), f'"{name}" is not an event or a task', _meant(name, profile, known))
    if rule.limit_from is not None:
        dates = sorted(_DATES_OF.get(rule.after[0], set()) if rule.after else set())
        if rule.limit_from not in dates:
            yield Problem(
                at("limit_from"),
                f'"{rule.limit_from}" is not a date that this event names',
                nearest(rule.limit_from, dates) or "count from an event that names one",
            )
    if rule.limit_from is not None and (rule.limit or not rule.after):
        yield Problem(
            at("limit_from"), "a limit that the event names is the only limit, after that event", "keep limit_from with after alone"
        )


def _meant(name: str, profile: Profile, known: Collection[str]) -> str:
    """What was probably meant by a name that nothing has: which review it is, is no part of the name."""
    which, _, of = name.replace("-", " ").rpartition(" ")
    if profile.cycle_task is not None and of == profile.cycle_task and which in REVIEW.examples:
        return f'write "{of}", and when = {{ review = "{which}" }}'
    return nearest(name, sorted(known), (*DERIVED, *BUILT_IN))


def _phrases(rule: Timescale, at: Callable[[str], str]) -> Iterator[Problem]:
    if len(rule.limit) > 1 and MIDWAY in rule.limit:
        yield Problem(at("limit"), "midway stands alone", "remove the other limits")
    if rule.opens_strict and (rule.opens is None or rule.before is not None):
        yield Problem(at("opens_strict"), "nothing opens here that could be strict", "say opens, after what; or remove it")
    if rule.unless_throughout and (not rule.unless or not rule.limit or MIDWAY in rule.limit):
        what = "there is no exemption that could end before a limit"
        yield Problem(at("unless_throughout"), what, "say unless and a limit; or remove it")
    if rule.adds_up and (len(rule.limit) != 1 or "became-looked-after" not in rule.after):
        what = "time is added up over periods of care only for one limit that counts from their start"
        yield Problem(at("adds_up"), what, 'write after = "became-looked-after", or an age beside it, and one limit')
    phrases = [("limit", text) for text in rule.limit if text != MIDWAY]
    phrases += [
        (key, text) for key, text in (("aim", rule.aim), ("opens", rule.opens), ("may_precede", rule.may_precede)) if isinstance(text, str)
    ]
    for key, text in phrases:
        try:
            period = Period.parse(text)
        except PeriodError as error:
            yield Problem(at(key), str(error))
            continue
        if key == "limit" and rule.adds_up and period.unit not in (Unit.DAY, Unit.WEEK):
            yield Problem(at("adds_up"), f"{period} cannot be added up over periods of care", "write the limit in days or weeks")
        if key == "limit" and rule.counted_in is not None and period.unit not in (Unit.DAY, Unit.WORKING_DAY):
            yield Problem(at(key), f"{period} cannot be counted in named days", "write the limit in days, or remove counted_in")
        if key == "limit" and period.count == 0 and rule.task in rule.after:
            yield Problem(at(key), "it would recur at once and for ever: the interval is nothing", "give an interval of at least one day")


def _conditions(rule: Timescale | Consideration, profile: Profile, at: Callable[[str], str]) -> Iterator[Problem]:
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
                yield Problem(at(key), str(error))
        for record, value in condition.named():
            if record.declared is not None:
                yield from _undeclared(record.declared, value, profile, at(key))


def _undeclared(declared: Declared, words: tuple[str, ...], profile: Profile, place: str) -> Iterator[Problem]:
    known = getattr(profile, declared.table)
    for word in words:
        plain = word.removeprefix("not ")
        if plain not in known:
            yield Problem(place, f'"{plain}" is not {declared.what}', nearest(plain, sorted(known)))
