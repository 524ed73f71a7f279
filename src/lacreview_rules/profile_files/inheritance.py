"""A profile file laid over the profile that it extends: what of the parent stays, and what the file says in its place."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from lacreview_rules.errors import Problem, nearest
from lacreview_rules.profiles.conditions.reviews import REVIEW
from lacreview_rules.profiles.exemptions import with_exemptions
from lacreview_rules.profiles.models import SETTING_DEFAULTS, Settings, Task, Timescale
from lacreview_rules.profiles.own_problems import OwnProblem, unknown_word
from lacreview_rules.profiles.profile import Profile
from lacreview_rules.profiles.vocabulary import Term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from lacreview_rules.counting.bank_holidays import Layer
    from lacreview_rules.profiles.models import WrittenProfile

    Place = Callable[..., str]
    """Gives the place in the file of a table, the number of an entry, and a key; any of them may be left out."""

_Named = TypeVar("_Named", bound=Term)


def laid_over(written: WrittenProfile, parent: Profile | None, calendar: tuple[Layer, ...], place: Place) -> tuple[Profile, list[Problem]]:
    """What a file says, laid over its parent: the whole without its digest, and what does not fit the parent.

    Args:
        written: what the file says.
        parent: the profile that it extends.
        calendar: the layers of bank holidays of the whole, the parent's first.
        place: asked only where something does not fit: to know a line, a file has to be gone over.
    """
    restarts = written.review_cycle.restarts_on
    own = tuple(t if t.restarts_on is not None else t.model_copy(update={"restarts_on": restarts}) for t in written.timescales)
    marks = tuple(c if c.restarts_on is not None else c.model_copy(update={"restarts_on": restarts}) for c in written.considerations)
    cycle_task = written.review_cycle.task or (parent.cycle_task if parent else None)
    tasks = _tasks(parent.tasks if parent else {}, written.tasks)
    own = tuple(_from_itself(rule, tasks.get(rule.task), cycle_task) for rule in own)
    own, exempt_problems = _exempted(own, parent, place)
    law, law_problems = _law(written, parent, place)
    kept, replaced, yields, problems = _inherited(parent, written, own, place)
    profile = Profile(
        id=written.id,
        name=written.name,
        version=written.version,
        source=written.source,
        lineage=(written.id, *(parent.lineage if parent else ())),
        cycle_task=cycle_task,
        completed_by=written.review_cycle.completed_by or (parent.completed_by if parent else None),
        roles=tuple(dict.fromkeys((*(parent.roles if parent else ()), *written.roles))),
        settings=MappingProxyType(_settings(parent, written.settings)),
        events=MappingProxyType(_laid_over(parent.events if parent else {}, written.events)),
        facts=MappingProxyType(_laid_over(parent.facts if parent else {}, written.facts)),
        days=MappingProxyType(_laid_over(parent.days if parent else {}, written.days)),
        totals=MappingProxyType(_laid_over(parent.totals if parent else {}, written.totals)),
        placements=MappingProxyType(_laid_over(parent.placements if parent else {}, written.placements)),
        legal_statuses=MappingProxyType(_laid_over(parent.legal_statuses if parent else {}, written.legal_statuses)),
        tasks=MappingProxyType(tasks),
        timescales=kept + own,
        considerations=(parent.considerations if parent else ()) + marks,
        replaced=replaced,
        yields=MappingProxyType(yields),
        law=law,
        calendar=calendar,
        inherited=frozenset(() if parent is None else (rule.id for rule in (*parent.timescales, *parent.considerations, *parent.replaced))),
    )
    return profile, problems + exempt_problems + law_problems


def _from_itself(rule: Timescale, task: Task | None, cycle_task: str | None) -> Timescale:
    """A timescale that counts from the one event that completes its own task counts from the task: it recurs, by whichever name.

    Each event of a task per event is a cause of its own, and each review has its task once: those are as they are written.
    """
    if task is None or task.per not in {"period-of-care", "placement"} or rule.before is not None:
        return rule
    event = "review-held" if task.id == cycle_task else task.done_by[0] if len(task.done_by) == 1 else None
    counts = (bool(rule.limit) or rule.decided_by is not None) and not any(re.match(r"0\b|same day", text) for text in rule.limit)
    if event is None or event not in rule.after or not counts:
        return rule
    return rule.model_copy(update={"after": tuple(dict.fromkeys(task.id if name == event else name for name in rule.after))})


def _exempted(own: tuple[Timescale, ...], parent: Profile | None, place: Place) -> tuple[tuple[Timescale, ...], list[Problem]]:
    """One's own timescales with the exemptions that they take over, and what is wrong with `exempt_like`."""
    known = {} if parent is None else {rule.id: rule for rule in (*parent.timescales, *parent.replaced)}
    found: list[Timescale] = []
    problems: list[Problem] = []
    for index, rule in enumerate(own):
        for name in rule.exempt_like:
            if name not in known:
                where, remedy = place("timescales", index, "exempt_like"), nearest(name, list(known)) or "remove it"
                none = OwnProblem(where, f'there is no parent that has a row "{name}"', remedy)
                problems.append(none if parent is None else unknown_word(where, name, f"a row of {parent.id}", remedy))
        try:
            found.append(with_exemptions(rule, [known[name] for name in rule.exempt_like if name in known]) if rule.exempt_like else rule)
        except ValueError as error:
            problems.append(Problem(place("timescales", index, "exempt_like"), str(error), "correct when, or exempt_like"))
            found.append(rule)
    return tuple(found), problems


def _law(written: WrittenProfile, parent: Profile | None, place: Place) -> tuple[str | None, list[Problem]]:
    """The law that a profile stands under, and what is wrong if its parent stands under another."""
    own, inherited = written.law, parent.law if parent is not None else None
    if own is None or inherited is None or own == inherited or parent is None:
        return own or inherited, []
    what = f'{parent.id}, which it extends, stands under the law of {inherited}, and this under that of "{own}"'
    return own, [Problem(place(key="law"), what, "extend nothing, or a profile of the same law")]


def _settings(parent: Profile | None, settings: Settings) -> dict[str, object]:
    answered = {key: value for key, value in settings if value is not None}
    return {**SETTING_DEFAULTS, **(parent.settings if parent else {}), **answered}


def _tasks(inherited: Mapping[str, Task], own: Iterable[Task]) -> dict[str, Task]:
    """The parent's tasks and one's own; a task declared again keeps of the parent's what it does not say."""
    tasks = dict(inherited)
    for task in own:
        before = tasks.get(task.id)
        said = {key: getattr(task, key) for key in task.model_fields_set}
        tasks[task.id] = task if before is None else before.model_copy(update=said)
    return tasks


def _laid_over(inherited: Mapping[str, _Named], own: Iterable[_Named]) -> dict[str, _Named]:
    """The parent's words and one's own; a word declared again keeps of the parent's what it does not say."""
    words = dict(inherited)
    for term in own:
        before = words.get(term.id)
        said = {key: getattr(term, key) for key in term.model_fields_set}
        words[term.id] = term if before is None else before.model_copy(update=said)
    return words


def _inherited(
    parent: Profile | None, written: WrittenProfile, own: tuple[Timescale, ...], place: Place
) -> tuple[tuple[Timescale, ...], tuple[Timescale, ...], dict[str, tuple[str, ...]], list[Problem]]:
    """The parent's timescales that stay, those that go, to which of one's own guidance yields, and what is wrong with `drop`."""
    if parent is None:
        return (), (), {}, [Problem(place(key="drop"), "there is no parent to drop rows of", "remove it")] if written.drop else []
    problems: list[Problem] = []
    by_id = {rule.id: rule for rule in parent.timescales}
    for rule_id in written.drop:
        rule = by_id.get(rule_id)
        if rule is None:
            problems.append(Problem(place(key="drop"), f'"{rule_id}" is not a row of {parent.id}', _row_meant(rule_id, parent)))
        elif rule.force == "regulation":
            problems.append(Problem(place(key="drop"), f'"{rule_id}" is a regulation, and no profile can drop one', "take it out of drop"))
    gone = set(written.drop)
    yields = {name: ids for name, ids in parent.yields.items() if name not in gone}
    for rule in parent.timescales:
        mine = [one for one in own if one.task == rule.task]
        if rule.force != "guidance" or not mine or rule.id in gone:
            continue
        if not _is_dated(rule) or _take_its_place(mine, rule, parent.cycle_task):
            gone.add(rule.id)
            yields.pop(rule.id, None)
        elif any(map(_is_dated, mine)):
            yields[rule.id] = (*yields.get(rule.id, ()), *(one.id for one in mine if _is_dated(one)))
    kept = tuple(rule for rule in parent.timescales if rule.id not in gone)
    return kept, tuple(rule for rule in parent.timescales if rule.id in gone), yields, problems


def _row_meant(row: str, parent: Profile) -> str:
    """Which row of guidance was meant, where the id of its profile was left out or something was mistyped."""
    rows = [rule.id for rule in parent.timescales if rule.force != "regulation"]
    ids = [rule.id for rule in parent.timescales]
    of = next((one for one in ids if row.casefold() in (one.casefold(), one.partition("/")[2].casefold())), None)
    return f'did you mean "{of}"?' if of is not None else nearest(row, rows)


def _is_dated(rule: Timescale) -> bool:
    """Whether a rule limits anything: advice, which has no date, does not."""
    return bool(rule.limit or rule.before is not None or rule.limit_from is not None or rule.decided_by is not None)


def _take_its_place(mine: Iterable[Timescale], rule: Timescale, review: str | None) -> bool:
    """Whether one of one's own timescales surely limits every occurrence that another does, or several do, review by review."""
    if any(_takes_its_place(one, rule) for one in mine):
        return True
    if review not in (*rule.after, rule.before):
        return False
    numbers: set[int] = set()
    for one in mine:
        asked = [] if one.when is None else [(record, value) for record, value in one.when.named()]
        if len(asked) == 1 and asked[0][0] is REVIEW and _takes_its_place(one.model_copy(update={"when": None}), rule):
            numbers.update(*(values for _, values in _open_numbers(asked[0][1])))
    return set(range(1, 6)) <= numbers


def _open_numbers(words: tuple[str, ...]) -> Iterable[tuple[object, frozenset[int]]]:
    """The numbers of reviews that a condition on them leaves open."""
    return REVIEW.leaves_open(words, frozenset()) if REVIEW.leaves_open is not None and not any("every" in word for word in words) else ()


def _takes_its_place(one: Timescale, rule: Timescale) -> bool:
    """Whether a timescale surely limits every occurrence that another does: it counts from the same, asks for nothing more, and lasts."""
    if not (one.limit or one.before is not None) or one.until is not None or one.while_ not in ((), rule.while_):
        return False
    if (rule.comes_back and one.while_ and not one.comes_back) or (rule.unless_throughout and one.unless and not one.unless_throughout):
        return False
    same = (set(one.after), one.before, one.nth) == (set(rule.after), rule.before, rule.nth)
    asks_no_more = one.when in (None, rule.when) and all(exempt in rule.unless for exempt in one.unless)
    return same and asks_no_more and one.in_force in ((), rule.in_force) and not (one.counted_in or one.falls_on)
