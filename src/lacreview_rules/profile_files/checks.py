"""Whether a profile fits together: words that are used are declared, phrases can be read, nothing runs in a ring.

Every problem is found in one pass and cites its place; nothing here judges whether a timescale is lawful.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from lacreview_rules.counting.periods import Period, Unit
from lacreview_rules.errors import PeriodError, Problem, ProfileError, nearest, or_else
from lacreview_rules.histories.events import BUILT_IN, DERIVED
from lacreview_rules.profile_files.rule_checks import problems_of_conditions, problems_of_restarts, problems_of_timescale
from lacreview_rules.profiles.contradictions import contradictions_of
from lacreview_rules.profiles.implications import meanings_of, problems_of_words
from lacreview_rules.profiles.own_problems import OwnProblem, unknown_word
from lacreview_rules.rules.plan import known_anchors
from lacreview_rules.rules.task_order import task_order
from lacreview_rules.wording import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from lacreview_rules.profile_files.rule_checks import At
    from lacreview_rules.profiles.models import Consideration, Task, Timescale, WrittenProfile
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.profiles.vocabulary import FactTerm

    Place = Callable[..., str]
    """Gives the place in the file of a table, the number of an entry, and a key; any of them may be left out."""

_COUNTED_FROM = {"tasks": "a task", "events": "an event", "totals": "a total", "days": "a named day"}
"""What a timescale may count from by its bare name, by the table in which it is declared."""


def problems_of(profile: Profile, written: WrittenProfile, parent: Profile | None, place: Place) -> list[Problem]:
    """Everything that is wrong with a profile laid over its parent."""
    found = [
        *_nameless(written, place),
        *_repeated(written, parent, place),
        *_of_two_kinds(profile, written, place),
        *_tasks(profile, written, place),
        *(_said_again(written, parent, place) if parent is not None else ()),
        *_words(profile, written, place),
        *_timescales(profile, written, place),
        *_totals(profile, written, place),
        *_days(written, place),
        *_considerations(profile, written, place),
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
                what = f'the id "{rule.id}" is already used {taken[rule.id]}'
                yield OwnProblem(place(table, index, "id"), what, "give each rule an id of its own")
            taken[rule.id] = "above"
    for table in ("tasks", "events", "facts", "days", "totals", "placements", "legal_statuses"):
        seen: set[str] = set()
        for index, term in enumerate(getattr(written, table)):
            if term.id in seen:
                yield OwnProblem(place(table, index, "id"), f'"{term.id}" is declared twice', "remove one")
            seen.add(term.id)


def _nameless(written: WrittenProfile, place: Place) -> Iterator[Problem]:
    """What has no name, or one that says that something is not so."""
    if not written.name.strip():
        yield Problem(place(key="name"), "it is empty", "write the full name")
    for table in ("tasks", "events", "facts", "days", "totals", "placements", "legal_statuses", "timescales", "considerations"):
        for index, entry in enumerate(getattr(written, table)):
            if not entry.id.strip():
                yield Problem(place(table, index, "id"), "it is empty", "give it a name")
            elif entry.id.startswith("not "):
                yield Problem(place(table, index, "id"), 'a word that begins with "not " says that something is not so', "choose another")


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
                yield OwnProblem(
                    place(table, index, "id"),
                    f'"{term.id}" is also the name of {others[0]}, and a timescale that counts from it could mean either',
                    "give one of them another name",
                )


def _tasks(profile: Profile, written: WrittenProfile, place: Place) -> Iterator[Problem]:
    anchors = known_anchors(profile)
    for index, task in enumerate(written.tasks):
        for kind in task.done_by:
            if kind not in anchors:
                events = sorted({*BUILT_IN, *DERIVED, *profile.events})
                yield unknown_word(place("tasks", index, "done_by"), kind, "an event", nearest(kind, events))
        if task.id == profile.cycle_task and task.per != "period-of-care":
            yield Problem(place("tasks", index, "per"), "reviews are counted through a period of care", 'write per = "period-of-care"')
    if profile.cycle_task is None and any(task.per == "review" for task in profile.tasks.values()):
        yield Problem(place(), "tasks belong to reviews, but no task is the review", 'add [review_cycle] task = "review"')
    for key, task_id in (("task", profile.cycle_task), ("completed_by", profile.completed_by)):
        if task_id is not None and task_id not in profile.tasks:
            yield unknown_word(place("review_cycle", key=key), task_id, "a task", nearest(task_id, sorted(profile.tasks)))


def _said_again(written: WrittenProfile, parent: Profile, place: Place) -> Iterator[Problem]:
    """What the parent has said, and its rules rely on, said otherwise."""
    for index, task in enumerate(written.tasks):
        before = parent.tasks.get(task.id)
        if before is not None:
            yield from _task_said_again(task, before, parent, partial(place, "tasks", index))
    for key, inherited in (("task", parent.cycle_task), ("completed_by", parent.completed_by)):
        if getattr(written.review_cycle, key) not in (None, inherited):
            yield Problem(place("review_cycle", key=key), f"which task this is, is for {parent.id} to say", "remove it")
    for index, fact in enumerate(written.facts):
        known = parent.facts.get(fact.id)
        if known is not None:
            yield from _fact_said_again(fact, known, parent, partial(place, "facts", index))


def _task_said_again(task: Task, before: Task, parent: Profile, at: At) -> Iterator[Problem]:
    if before.per != task.per:
        yield Problem(
            at("per"),
            f'"{task.id}" is per {before.per} in {parent.id}, and its rules rely on it',
            f'write per = "{before.per}", or give this task another id',
        )
    for key in ("done_by", "silence", "outlives_care", "goes_on_in", "goes_on_under", "sees_child", "seldom_recorded"):
        if key in task.model_fields_set and getattr(task, key) != getattr(before, key):
            what = f'{key} of "{task.id}" is for the parent to say, as its rules rely on it'
            yield Problem(at(key), what, "remove it, or give this task another id")


def _fact_said_again(fact: FactTerm, known: FactTerm, parent: Profile, at: At) -> Iterator[Problem]:
    if known.scope != fact.scope:
        yield Problem(
            at("scope"),
            f'"{fact.id}" lasts with the {known.scope} in {parent.id}, and its rules rely on it',
            f'write scope = "{known.scope}", or give this fact another id',
        )
    for key in ("whole_placement", "in_placements", "before_placement"):
        if key in fact.model_fields_set and getattr(fact, key) != getattr(known, key):
            what = f'{key} of "{fact.id}" is for the parent to say, as its rules rely on it'
            yield Problem(at(key), what, "remove it, or give this fact another id")


def _goes_on(profile: Profile, task: Task, at: At) -> Iterator[Problem]:
    for key in ("goes_on_in", "goes_on_under"):
        if getattr(task, key) and task.per != "placement":
            yield Problem(at(key), "no move closes a task that is not per placement", "remove it")
    for kind in task.goes_on_in:
        if kind not in profile.placements:
            remedy = nearest(kind, list(profile.placements))
            yield unknown_word(at("goes_on_in"), kind, "a kind of placement that this profile declares", remedy)
    regimes = {status.regime for status in profile.legal_statuses.values() if status.regime is not None}
    for regime in task.goes_on_under:
        if regime not in regimes:
            yield unknown_word(at("goes_on_under"), regime, "the regime of any legal status", nearest(regime, sorted(regimes)))


def _words(profile: Profile, written: WrittenProfile, place: Place) -> Iterator[Problem]:
    """What words are said to imply, and the regimes they belong to."""
    for table in ("events", "facts", "placements", "legal_statuses", "tasks"):
        for index, term in enumerate(getattr(written, table)):
            for key, what, remedy in problems_of_words(profile, term):
                yield Problem(place(table, index, key), what, remedy)
    for index, fact in enumerate(written.facts):
        merged = profile.facts[fact.id]
        if merged.scope != "placement" and (merged.whole_placement or merged.in_placements):
            key = "whole_placement" if merged.whole_placement else "in_placements"
            yield Problem(
                place("facts", index, key), "it is of facts that last with a placement", 'write scope = "placement", or remove it'
            )
        for kind in fact.in_placements:
            if kind not in profile.placements:
                where, remedy = place("facts", index, "in_placements"), nearest(kind, list(profile.placements))
                yield unknown_word(where, kind, "a kind of placement that this profile declares", remedy)
    for index, task in enumerate(written.tasks):
        yield from _goes_on(profile, task, partial(place, "tasks", index))
    for index, status in enumerate(written.legal_statuses):
        for other in status.ended_by:
            if other not in profile.legal_statuses or other == status.id:
                where, remedy = place("legal_statuses", index, "ended_by"), nearest(other, list(profile.legal_statuses))
                yield unknown_word(where, other, "another legal status that this profile declares", remedy)
    regimes = sorted({status.regime for status in profile.legal_statuses.values() if status.regime is not None})
    for index, total in enumerate(written.totals):
        if total.ends_regime is not None and total.ends_regime not in regimes:
            where, remedy = place("totals", index, "ends_regime"), nearest(total.ends_regime, regimes)
            yield unknown_word(where, total.ends_regime, "the regime of any legal status", remedy)


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
                yield unknown_word(place(table, index, "role"), item.role, "a role that is declared", remedy)


def _timescales(profile: Profile, written: WrittenProfile, place: Place) -> Iterator[Problem]:
    known = known_anchors(profile)
    yield from problems_of_restarts(written.review_cycle.restarts_on, profile, known, lambda key: place("review_cycle", key=key))
    for index, rule in enumerate(written.timescales):
        yield from problems_of_timescale(rule, profile, known, partial(place, "timescales", index))


def _totals(profile: Profile, written: WrittenProfile, place: Place) -> Iterator[Problem]:
    for index, total in enumerate(written.totals):
        if total.event not in profile.events:
            where, remedy = place("totals", index, "event"), nearest(total.event, sorted(profile.events))
            yield unknown_word(where, total.event, "an event this profile declares", remedy)
        if total.within is not None:
            try:
                window = Period.parse(total.within)
            except PeriodError as error:
                yield OwnProblem(place("totals", index, "within"), str(error))
            else:
                if window.count == 0 or window.unit in (Unit.HOUR, Unit.WORKING_DAY):
                    what = f"days cannot be added up within {window}"
                    yield Problem(place("totals", index, "within"), what, "write it in days, weeks, months or years, one at least")


def _days(written: WrittenProfile, place: Place) -> Iterator[Problem]:
    for index, days in enumerate(written.days):
        for word in days.weekdays:
            if word not in WEEKDAYS:
                meant = next((day for day in WEEKDAYS if len(word) > 1 and day.lower().startswith(word.lower())), word)
                yield unknown_word(place("days", index, "weekdays"), word, "a day of the week", nearest(meant, WEEKDAYS))
        if not (days.on or days.spans or days.weekdays):
            yield Problem(place("days", index, "id"), f'"{days.id}" names no day', "add on, spans or weekdays")
        if days.which is not None and not days.weekdays:
            yield Problem(place("days", index, "which"), "there are no weekdays of which it could be one", "add weekdays, or remove it")
        for span in days.spans:
            if span.from_ is None and span.to is None:
                yield Problem(place("days", index, "spans"), "it names neither from nor to", "name a day, or remove it")
            elif span.from_ is not None and span.to is not None and span.from_ > span.to:
                yield OwnProblem(place("days", index, "spans"), "it ends before it begins", "put the earlier day first")


def _considerations(profile: Profile, written: WrittenProfile, place: Place) -> Iterator[Problem]:
    known = known_anchors(profile)
    for index, mark in enumerate(written.considerations):
        at_mark = partial(place, "considerations", index)
        if profile.cycle_task is None:
            yield Problem(at_mark("at"), "it marks reviews, but no task is the review", 'add [review_cycle] task = "review"')
        elif mark.at != profile.cycle_task:
            yield unknown_word(at_mark("at"), mark.at, "the review", f'write at = "{profile.cycle_task}"')
        yield from problems_of_restarts(mark.restarts_on, profile, known, at_mark)
        yield from problems_of_conditions(mark, profile, at_mark)
