"""``lacreview diff``: what changed between two schedules, or between two histories, and why."""

from __future__ import annotations

from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from lacreview_rules.changes.causes import Inputs
from lacreview_rules.changes.schedules import schedule_changes
from lacreview_rules.changes.written import written_changes
from lacreview_rules.cli.child.changes_text import ChangesForm, changes_text, totals
from lacreview_rules.cli.exits import Code, code_of, refuse, say, told
from lacreview_rules.cli.files import check_output, put_out
from lacreview_rules.cli.input_options import STANDARD_INPUT
from lacreview_rules.cli.nothing_scheduled import gives_nothing, nothing_scheduled_text
from lacreview_rules.cli.only_options import OnlyOptions, not_found
from lacreview_rules.cli.options import CalendarFiles, DayOptions, SettingList, Strict, calendar_with, profile_with
from lacreview_rules.cli.standard_input import check_read_once, content_of
from lacreview_rules.cli.with_options import with_options
from lacreview_rules.engine.build import build_schedule
from lacreview_rules.errors import CalendarRangeError, HistoryError, InputError, Problem, at_most
from lacreview_rules.schedules.written import parsed_records, parsed_records_in
from lacreview_rules.schedules.written_schedule import written_schedule
from lacreview_rules.sources.history_files import said_of_caseload_keys, without_caseload_keys
from lacreview_rules.wording import count_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lacreview_rules.changes.schedules import ScheduleChanges
    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.histories.history import History
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.schedules.written_schedule import WrittenSchedule

_Side = TypeVar("_Side")

NewProfile = Annotated[
    str | None,
    typer.Option("--new-profile", metavar="PROFILE", help="The new profile, if it is a different one.", show_default=False),
]
NewCalendar = Annotated[
    list[Path] | None,
    typer.Option("--new-calendar", metavar="FILE", help="The new bank holidays, added to those of --calendar."),
]
ChangesFormat = Annotated[
    ChangesForm,
    typer.Option(
        "--format", "-f", help="table; json: one object for one child, one on each line for many; csv: a row for each change; markdown."
    ),
]
ChangesOutput = Annotated[
    Path | None, typer.Option("--output", "-o", help="Write to this file, complete or not at all.", show_default=False)
]


@with_options
def diff(
    old: Annotated[
        Path, typer.Argument(metavar="OLD", help="The old schedules or histories, as JSON; - for standard input.", show_default=False)
    ],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The new ones, of the same kind.", show_default=False)],
    *,
    profile: Annotated[
        str | None,
        typer.Option(
            "--profile", "-p", metavar="PROFILE", help="For histories: the profile. Schedules name their own.", show_default=False
        ),
    ] = None,
    new_profile: NewProfile = None,
    days: DayOptions,
    only: OnlyOptions,
    form: ChangesFormat = ChangesForm.TABLE,
    settings: SettingList = None,
    calendar: CalendarFiles = None,
    new_calendar: NewCalendar = None,
    strict: Strict = False,
    output: ChangesOutput = None,
) -> None:
    """What was added, removed or moved, and what caused it: an event, a rule, the profile or the calendar.

    Between two histories (or one history under two profiles) the cause is found by making schedules in between.
    Two schedules do not hold the events, so that there the cause is certain only where nothing else differs. A due
    date that is cancelled counts as removed. How much changed is told at the end, on standard error.
    """
    check_read_once(old, new)
    check_output(output, old, new, profile, new_profile, *(calendar or ()), *(new_calendar or ()))
    records = [_read(path) for path in (old, new)]
    kinds = [{_is_schedule(record) for _, record in found} for found in records]
    if kinds[0] != kinds[1] or len(kinds[0]) > 1:
        message = f"{old} and {new} hold schedules on one side and histories on the other; give two of a kind"
        raise refuse(message)
    paths = (old, new)
    empty = 0
    if kinds[0] == {True}:
        given: dict[str, object] = {"--profile": profile, "--new-profile": new_profile, "--set": settings, "--calendar": calendar}
        given |= {"--new-calendar": new_calendar, "--as-of": days.as_of, "--until": days.until, "--strict": strict}
        wrong = [name for name, value in given.items() if value]
        if wrong:
            message = f"{', '.join(wrong)}: for histories only; {old} and {new} hold schedules, which were made already"
            raise refuse(message)
        compare = partial(written_changes, keep=only.wants)
        old_side, new_side = (_schedules(found) for found in records)
        due_dates = [due for side in (old_side, new_side) for schedule in side.values() for due in schedule.due_dates]
        only.tell_unseen({due.task for due in due_dates}, {due.role for due in due_dates if due.role})
        found, code = _each(old_side, new_side, compare, paths, only)
    else:
        if profile is None:
            message = f"{old} and {new} hold histories; say under which profile to compare them: --profile newham"
            raise refuse(message)
        inputs = inputs_of(profile, new_profile, settings, calendar, new_calendar)
        only.check(inputs[0][0], inputs[1][0])

        def compared(before: History, after: History) -> ScheduleChanges:
            nonlocal empty
            sides = Inputs(before, *inputs[0]), Inputs(after, *inputs[1])
            for side, path in zip(sides if strict else (), paths, strict=False):
                try:
                    build_schedule(*side, strict=True)
                except HistoryError as error:
                    raise HistoryError(error.problems, str(path)) from None
            build = only.building(build_schedule, inputs[0][0], inputs[1][0])
            found = schedule_changes(*sides, as_of=days.as_of, until=days.until, keep=only.wants, build=build)
            nothing = not (found.changes or found.stayed)
            empty += nothing and bool(found.problems) and any(gives_nothing(*side) for side in sides)
            return found

        (olds, unread), (news, unread_too) = (_histories(found, path) for found, path in zip(records, paths, strict=True))
        found, code = _each(olds, news, compared, paths, only)
        code = worse(worse(unread, unread_too), Code.BAD_INPUT if empty else code)
    if found:
        print_changes(found, form, output, many=max(map(len, records)) > 1)
    if empty:
        say(nothing_scheduled_text(f"{old} and {new}", empty if max(map(len, records)) > 1 else None))
    if code is not Code.FINE:
        raise typer.Exit(int(code))


def print_changes(found: list[ScheduleChanges], form: ChangesForm, output: Path | None, *, many: bool, tells_problems: bool = True) -> None:
    """Write the changes, and tell on standard error how many there are and, unless another does, what could not be used."""
    put_out(changes_text(found, form, many=many, output=output), output, machine=form is not ChangesForm.TABLE)
    for number, one in enumerate(found if tells_problems else (), 1):
        for problem in at_most(one.problems):
            say(f"child {number}: {problem}" if many else str(problem))
    say(totals(found))


def inputs_of(
    profile: str, new_profile: str | None, settings: list[str] | None, calendar: list[Path] | None, new_calendar: list[Path] | None
) -> tuple[tuple[Profile, WorkingCalendar], tuple[Profile, WorkingCalendar]]:
    """The profile and the calendar of each side."""
    before = profile_with(profile, settings or ())
    after = before if new_profile is None else profile_with(new_profile, settings or ())
    days = calendar_with(calendar or ())
    return (before, days), (after, calendar_with([*(calendar or ()), *new_calendar]) if new_calendar else days)


def _read(path: Path) -> list[tuple[str, Any]]:
    if str(path) == STANDARD_INPUT:
        return parsed_records_in(*content_of(path))
    if path.is_dir():
        message = f"{path} is a folder; name a file"
        raise refuse(message)
    return parsed_records(path)


def _is_schedule(record: object) -> bool:
    return isinstance(record, dict) and ("due_dates" in record or "schema_version" in record)


def _schedules(records: list[tuple[str, Any]]) -> dict[str, WrittenSchedule]:
    found: dict[str, WrittenSchedule] = {}
    for place, record in records:
        schedule = written_schedule(record, place)
        if schedule.child in found:
            raise InputError([Problem("child", "the same child was there already", "give one schedule for each child")], place)
        found[schedule.child] = schedule
    return found


def _histories(records: list[tuple[str, Any]], path: Path) -> tuple[dict[str, History], Code]:
    """The histories of a file by child, and the exit code of those that cannot be used, which are told."""
    from lacreview_rules.histories.json import histories_of_records  # noqa: PLC0415 - pydantic is slow to start

    found: dict[str, History] = {}
    code = Code.FINE
    left: Counter[str] = Counter()
    for item in histories_of_records(without_caseload_keys(iter(records), left)):
        if isinstance(item, HistoryError):
            code = _tell(item, code)
        else:
            found[item.child] = item
    for line in said_of_caseload_keys(left):
        say(f"{path}: {line}")
    return found, code


def _each(
    olds: Mapping[str, _Side],
    news: Mapping[str, _Side],
    compare: Callable[[_Side, _Side], ScheduleChanges],
    paths: tuple[Path, Path],
    only: OnlyOptions,
) -> tuple[list[ScheduleChanges], Code]:
    """The changes of every child who is on both sides, and the exit code of those who cannot be compared."""
    missed = {child for child in only.children or () if child not in news and child not in olds}
    if missed:
        say(f"lacreview: {not_found(len(missed))}")
    olds, news = ({child: side for child, side in found.items() if only.wants_child(child)} for found in (olds, news))
    both = [child for child in news if child in olds]
    if not both and olds and news:
        what = "they are of different children" if len(olds) == len(news) == 1 else "they have no child in common"
        message = f"{paths[0]} and {paths[1]}: {what}, so there is nothing to compare; check the identifiers in each"
        raise refuse(message)
    here, there = paths
    for alone, path, elsewhere in ((len(olds.keys() - news.keys()), here, there), (len(news.keys() - olds.keys()), there, here)):
        if alone:
            say(f"{path}: {count_text(alone, 'child is', 'children are')} not in {elsewhere}, and not compared")
    found: list[ScheduleChanges] = []
    code = Code.BAD_INPUT if missed else Code.FINE
    for number, child in enumerate(both, 1):
        try:
            found.append(compare(olds[child], news[child]))
        except (InputError, CalendarRangeError) as error:
            code = _tell(error, code, f"child {number}: " if len(both) > 1 else "")
    return found, code


def _tell(error: InputError | CalendarRangeError, code: Code, place: str = "") -> Code:
    say(f"lacreview: {place}{told(error)}")
    return worse(code, code_of(error))


def worse(one: Code, other: Code) -> Code:
    """Of two exit codes, the one that a command gives."""
    return max(one, other, key=(Code.FINE, Code.OUTSIDE_CALENDAR, Code.BAD_INPUT).index)
