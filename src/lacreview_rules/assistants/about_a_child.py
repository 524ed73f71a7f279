"""The tools that are told what happened to a child: schedule, explain, what-if and compare."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from lacreview_rules.assistants.ages import possible_births, sort_out
from lacreview_rules.assistants.arguments import OF_THE_HISTORY, Arguments, elsewhere
from lacreview_rules.assistants.nothing_scheduled import refuse_if_nothing_scheduled
from lacreview_rules.assistants.sizes import Shortened, problems_shortened, within
from lacreview_rules.changes.what_if import what_if as supposed
from lacreview_rules.comparison.side_by_side import compare_profiles, worked_example
from lacreview_rules.engine.build import build_schedule
from lacreview_rules.errors import HistoryError, InputError, Problem
from lacreview_rules.schedules.schedule import has_due_dates
from lacreview_rules.schedules.standing import OUTSTANDING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from lacreview_rules.assistants.sources import Known
    from lacreview_rules.histories.history import History
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.schedules.schedule import Schedule

_LESS = "name the tasks you need in tasks, give an earlier until, or ask for one task with the tool explain"
_ABOUT = (*OF_THE_HISTORY, "age", "profile", "as_of", "until")
_FEWEST = 2


class _Child(NamedTuple):
    """A child as told: a history for each day of birth that the child can have."""

    histories: tuple[History, ...]
    profile: Profile
    as_of: date
    until: date | None

    def schedules(self, known: Known, tasks: Collection[str] = ()) -> list[Schedule]:
        asked = tasks or None
        made = [build_schedule(history, self.profile, known.calendar, until=self.until, tasks=asked) for history in self.histories]
        if not any(map(has_due_dates, made)):
            refuse_if_nothing_scheduled(self.histories, [self.profile], known.calendar)
        return [schedule.on(self.as_of) for schedule in made]


def schedule(known: Known, given: dict[str, Any]) -> dict[str, Any]:
    """What is due for one child.

    Raises:
        LacReviewError: the arguments cannot be used.
    """
    arguments = Arguments(given, (*_ABOUT, "tasks"))
    child = _child(known, arguments)
    tasks = set(_tasks(arguments, [child.profile]))
    schedules = child.schedules(known, tasks)
    records = [schedule.to_dict() for schedule in schedules]
    due = sort_out([[one for one in record["due_dates"] if not tasks or one["task"] in tasks] for record in records], _which, ["due"])
    marks = sort_out([[] if tasks else record["considerations"] for record in records], _which_mark, ["on"])
    answer = {**_made_with(records[0]), "due_dates": due.same, "considerations": marks.same}
    answer |= {"depends_on_birth": due.depends, "problems": _problems(schedules)}
    lists = [Shortened("due_dates", _LESS, _keep), Shortened("considerations", _LESS), Shortened("depends_on_birth", _LESS)]
    return within(answer, [*lists, problems_shortened()])


def explain(known: Known, given: dict[str, Any]) -> dict[str, Any]:
    """How the dates of one task were worked out.

    Raises:
        LacReviewError: the arguments cannot be used, or nothing calls for the task.
    """
    arguments = Arguments(given, (*_ABOUT, "task", "review"))
    task, review = arguments.text("task", required=True), arguments.number("review", 1, 10_000)
    child = _child(known, arguments)
    if task is not None and task not in child.profile.tasks:
        raise InputError([Problem("task", "it is not a task of this profile", _nearest_task(task, child.profile))])
    schedules = child.schedules(known)
    found = [[due for due in one.due_dates if due.task == task and review in {None, due.review}] for one in schedules]
    if not any(found):
        seen = ", ".join(sorted({due.task for due in schedules[0].due_dates})) or "none"
        which = "" if review is None else " of this review"
        raise InputError([Problem("task", f"nothing in these events calls for it{which}", f"the schedule has these tasks: {seen}")])
    due = sort_out([[one.to_dict() for one in dues] for dues in found], _which, ["due"])
    same = {one["id"] for one in due.same}
    explained = [{"due_date": one.to_dict(), "working": str(one.explanation).splitlines()} for one in found[0] if one.id in same]
    answer = {
        **_made_with(schedules[0].to_dict()),
        "explained": explained,
        "depends_on_birth": due.depends,
        "problems": _problems(schedules),
    }
    less = "name one review in review, or give an earlier until"
    lists = [Shortened("explained", less, lambda one: _keep(one["due_date"])), Shortened("depends_on_birth", less)]
    return within(answer, [*lists, problems_shortened()])


def what_if(known: Known, given: dict[str, Any]) -> dict[str, Any]:
    """What would change.

    Raises:
        LacReviewError: the arguments cannot be used, or nothing is supposed.
    """
    arguments = Arguments(given, (*_ABOUT, "suppose", "without", "new_profile", "tasks"))
    events, without, name = arguments.supposed(), arguments.positions("without"), arguments.text("new_profile")
    child = _child(known, arguments)
    after = None if name is None else known.profile(name, "new_profile")
    if not without and after is None and (events is None or not events.events):
        raise InputError([Problem("suppose", "nothing is supposed", "give events in suppose, positions in without, or new_profile")])
    tasks = set(_tasks(arguments, [child.profile, *([after] if after else [])]))
    try:
        found = [
            supposed(
                history,
                child.profile,
                events=events.events if events else (),
                without=without,
                new_profile=after,
                calendar=known.calendar,
                as_of=child.as_of,
                until=child.until,
            )
            for history in child.histories
        ]
    except HistoryError as error:
        raise InputError([elsewhere(one) if error.source else one for one in error.problems]) from None
    records = [one.to_dict() for one in found]
    changes = sort_out([[one for one in record["changes"] if not tasks or one["task"] in tasks] for record in records], _which, ["to"])
    answer = {key: records[0][key] for key in ("old", "new")}
    answer |= {"changes": changes.same, "depends_on_birth": changes.depends, "stayed": min(record["stayed"] for record in records)}
    answer["problems"] = _distinct(problem for one in found for problem in one.problems)
    if not answer["changes"] and not answer["depends_on_birth"]:
        refuse_if_nothing_scheduled(child.histories, [child.profile], known.calendar)
    lists = [
        Shortened("changes", _LESS),
        Shortened("depends_on_birth", _LESS),
        problems_shortened(),
    ]
    return within(answer, lists)


def compare(known: Known, given: dict[str, Any]) -> dict[str, Any]:
    """Several profiles side by side.

    Raises:
        LacReviewError: the arguments cannot be used.
    """
    arguments = Arguments(given, (*OF_THE_HISTORY, "age", "profiles", "tasks"))
    names = arguments.words("profiles", None, "")
    told = any(arguments.given(key) for key in (*OF_THE_HISTORY, "age"))
    histories = _histories(arguments) if told else (worked_example(),)
    arguments.refuse_problems()
    if len(names) < _FEWEST:
        raise InputError([Problem("profiles", "there are fewer than two", "name at least two profiles")])
    chosen = [known.profile(name, f"profiles[{place}]") for place, name in enumerate(names)]
    tasks = set(_tasks(arguments, chosen))
    found = [compare_profiles(chosen, history, known.calendar).to_dict() for history in histories]
    if any(record["problems"] for record in found):
        refuse_if_nothing_scheduled(histories, chosen, known.calendar)
    sorted_out = sort_out([[one for one in record["tasks"] if not tasks or one["task"] in tasks] for record in found], _which, [])
    answer = {
        "profiles": found[0]["profiles"],
        "child": "as told"
        if told
        else "a worked example: eleven years old, looked after from 2026-01-05, reviewed on 2026-01-28, moved on 2026-02-20",
        "tasks": sorted_out.same,
        "depends_on_birth": sorted_out.depends,
        "problems": list({str(one): one for record in found for one in record["problems"]}.values()),
    }
    less = "name the tasks you need in tasks, or compare two profiles only"
    return within(answer, [Shortened("tasks", less), Shortened("depends_on_birth", less), Shortened("problems", less)])


def _child(known: Known, arguments: Arguments) -> _Child:
    name, as_of, until = arguments.text("profile", required=True), arguments.day("as_of", required=True), arguments.day("until")
    histories = _histories(arguments)
    profile = None
    try:
        profile = None if name is None else known.profile(name, "profile")
    except InputError as error:
        arguments.problems += error.problems
    arguments.refuse_problems()
    if profile is None or as_of is None:  # refused above
        raise AssertionError
    return _Child(histories, profile, as_of, until)


def _histories(arguments: Arguments) -> tuple[History, ...]:
    """The child's history, once for each day of birth that the age allows."""
    history, age = arguments.history(), arguments.age()
    if history is None or age is None:
        return () if history is None else (history,)
    first = min((event.on for event in history.events), default=None)
    try:
        return tuple(replace(history, date_of_birth=born) for born in possible_births(*age, first))
    except InputError as error:
        arguments.problems += error.problems
        return ()


def _tasks(arguments: Arguments, profiles: list[Profile]) -> list[str]:
    there = {task for profile in profiles for task in profile.tasks}
    found = arguments.words("tasks", there, "a task of this profile")
    arguments.refuse_problems()
    return found


def _nearest_task(task: str, profile: Profile) -> str:
    problem = Arguments({"tasks": [task]}, ["tasks"])
    problem.words("tasks", list(profile.tasks), "")
    return problem.problems[0].remedy


def _made_with(record: Mapping[str, Any]) -> dict[str, Any]:
    return {key: record[key] for key in ("as_of", "profile", "calendar")}


def _which(record: Mapping[str, Any]) -> tuple[Any, ...]:
    scope = record.get("scope") or {}
    return (record["task"], record.get("period_of_care"), record.get("review"), scope.get("kind"), scope.get("number"))


def _which_mark(record: Mapping[str, Any]) -> tuple[Any, ...]:
    return (record["rule"], record["period_of_care"], record["review"])


def _keep(due: Mapping[str, Any]) -> int:
    """What of a schedule is kept longest: what is still to be done, then what was done late, then the rest."""
    return 0 if due["status"] in OUTSTANDING else 1 if due["days_late"] else 2


def _problems(schedules: list[Schedule]) -> list[dict[str, str]]:
    return _distinct(problem for schedule in schedules for problem in schedule.problems)


def _distinct(problems: Iterable[Problem]) -> list[dict[str, str]]:
    found = (Problem(one.where, one.what, "give age, if you know it") if one.where == "date_of_birth" else one for one in problems)
    return [{"where": one.where, "what": one.what, "remedy": one.remedy} for one in dict.fromkeys(found)]
