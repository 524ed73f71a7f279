"""The tools that need no child: one date, the profiles there are, and the check of one."""

from __future__ import annotations

import re
from datetime import time
from typing import TYPE_CHECKING, Any

from lacreview_rules.assistants import schemas
from lacreview_rules.assistants.arguments import Arguments
from lacreview_rules.assistants.sizes import Shortened, within
from lacreview_rules.assurance.findings import SEVERITIES
from lacreview_rules.assurance.judgement import check_profile
from lacreview_rules.counting.calculations import Calculation, calculate
from lacreview_rules.counting.periods import Period, Unit
from lacreview_rules.errors import PeriodError, Problem
from lacreview_rules.profiles.words import task_words

if TYPE_CHECKING:
    from lacreview_rules.assistants.sources import Known

_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII)
_DAY = schemas.AS_OF
DATE_ARGUMENTS: dict[str, Any] = {
    "period": {"type": "string", "description": 'What to count: "20 working days", "3 months", "24 hours".'},
    "way": {"type": "string", "enum": ["after", "before"], "description": "Whether to count on from the day or back from it."},
    "day": {**_DAY, "description": "The day counted from. It is always given, as there is no clock here."},
    "time": {"type": "string", "pattern": r"^\d{2}:\d{2}$", "description": "The time of day in England, for hours only."},
    "clear": {"type": "boolean", "description": "Count back in clear days: one day further. Only with before."},
    "inclusive": {"type": "boolean", "description": "The day counted from is day 1. Only with after."},
}
CHECK_ARGUMENTS: dict[str, Any] = {
    "profile": schemas.PROFILE,
    "from": {**_DAY, "description": "The first start date compared."},
    "to": {**_DAY, "description": "The last."},
    "against": {**schemas.PROFILE, "description": "What a profile that extends nothing is compared with: an id, such as england."},
    "severities": {
        "type": "array",
        "items": {"type": "string", "enum": list(SEVERITIES)},
        "description": "Only findings of these. Left out: all.",
    },
    "tasks": schemas.TASKS,
}


def one_date(known: Known, given: dict[str, Any]) -> dict[str, Any]:
    """One date by itself, and how it was counted.

    Raises:
        LacReviewError: the arguments cannot be used.

    Example:
        >>> from lacreview_rules import england_and_wales
        >>> from lacreview_rules.assistants.sources import Known
        >>> asked = {"period": "20 working days", "way": "after", "day": "2025-12-19"}
        >>> one_date(Known(england_and_wales()), asked)["due"]
        '2026-01-21'
    """
    arguments = Arguments(given, list(DATE_ARGUMENTS))
    phrase, way, day = arguments.text("period", required=True), arguments.text("way", required=True), arguments.day("day", required=True)
    clear, inclusive, clock = arguments.flag("clear"), arguments.flag("inclusive"), arguments.text("time")
    wrong = arguments.problems
    if way is not None and way not in {"after", "before"}:
        wrong.append(Problem("way", "it is neither after nor before", "write one of the two"))
    period = None
    try:
        period = None if phrase is None else Period.parse(phrase)
    except PeriodError as error:
        wrong.append(_no_period(str(error)))
    if clear and way == "after":
        wrong.append(Problem("clear", "it is a way of counting back", "leave it out, or count before"))
    if inclusive and way == "before":
        wrong.append(Problem("inclusive", "it is a way of counting on", "leave it out, or count after"))
    at = _time(clock, period, arguments)
    if at is not None and (clear or inclusive):
        wrong.append(Problem("time", "hours are counted from the minute, so neither clear nor inclusive applies", "leave it out"))
    arguments.refuse_problems()
    if period is None or day is None:  # refused above
        raise AssertionError
    answer = calculate(Calculation(period, way == "after", day, at, clear, inclusive), known.calendar)
    record = {
        "asked": str(answer.calculation),
        "due": answer.day.isoformat(),
        "due_at": None if answer.at is None else answer.at.isoformat(timespec="seconds"),
        "said": answer.said,
        "working": list(answer.working),
        "calendar": {"id": known.calendar.id, "confirmed_until": known.calendar.confirmed_until.isoformat()},
    }
    return within(record, [Shortened("working", "count a shorter period")])


def _no_period(message: str) -> Problem:
    """Why a period cannot be used, without what was given."""
    _, too_long, most = message.partition("the most that can be asked for is")
    if too_long:
        return Problem("period", f"it is too long: {too_long}{most.partition(';')[0]}", "check the number and the unit")
    return Problem("period", "it is not a period", 'write a number and a unit: "20 working days", "3 months", "24 hours"')


def _time(clock: str | None, period: Period | None, arguments: Arguments) -> time | None:
    if clock is None:
        return None
    found = _TIME.fullmatch(clock)
    if found is None:
        arguments.problems.append(Problem("time", "it is not a time of day", "write it on the 24 hour clock, as in 14:00"))
        return None
    if period is not None and period.unit is not Unit.HOUR:
        arguments.problems.append(Problem("time", "a time of day matters only to hours", "leave it out"))
    return time(int(found[1]), int(found[2]))


def profiles(known: Known, given: dict[str, Any]) -> dict[str, Any]:
    """The profiles there are, or the tasks of one.

    Raises:
        InputError: there is no such profile.
    """
    arguments = Arguments(given, ["profile"])
    name = arguments.text("profile")
    arguments.refuse_problems()
    chosen = None if name is None else known.profile(name, "profile")
    listed = [known.profile(one, "profile") for one in known.profiles] if chosen is None else [chosen]
    tasks = () if chosen is None else chosen.tasks.values()
    answer = {
        "profiles": [{"id": one.id, "name": one.name, "version": one.version, "extends": list(one.lineage[1:])} for one in listed],
        "tasks": [{"task": task.id, "title": task_words(task.title), "role": task.role or ""} for task in tasks],
    }
    return within(answer, [Shortened("tasks", "ask for the schedule of a child"), Shortened("profiles", "name the profile in profile")])


def check(known: Known, given: dict[str, Any]) -> dict[str, Any]:
    """Whether a profile can be later than the regulations or the guidance.

    Raises:
        LacReviewError: the arguments cannot be used.
    """
    arguments = Arguments(given, list(CHECK_ARGUMENTS))
    name, first, last = arguments.text("profile", required=True), arguments.day("from", required=True), arguments.day("to", required=True)
    severities = arguments.words("severities", SEVERITIES, "a severity")
    if first is not None and last is not None and last < first:
        arguments.problems.append(Problem("to", "it is before from", "put the earlier day first"))
    arguments.refuse_problems()
    if name is None or first is None or last is None:  # refused above
        raise AssertionError
    profile = known.profile(name, "profile")
    other = arguments.text("against")
    against = None if other is None else known.profile(other, "against")
    tasks = arguments.words("tasks", profile.tasks, "a task of this profile")
    arguments.refuse_problems()
    record = check_profile(profile, known.calendar, first, last, against).to_dict()
    wanted = [
        one for one in record["findings"] if (not severities or one["severity"] in severities) and (not tasks or one["task"] in tasks)
    ]
    keep = {severity: place for place, severity in enumerate(SEVERITIES)}
    less = "name severities, such as breach, or the tasks you need"
    lists = [Shortened("findings", less, lambda one: keep[one["severity"]]), Shortened("without_counterpart", less)]
    return within({**record, "findings": wanted}, lists)
