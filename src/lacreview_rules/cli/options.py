"""Options that several commands share, and how their values are read."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lacreview_rules.cli.exits import refuse, say
from lacreview_rules.counting.calendars import england_and_wales
from lacreview_rules.errors import nearest
from lacreview_rules.wording import folded, written_day

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.histories.history import History
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.questions import ChildReadings
    from lacreview_rules.schedules.schedule import Schedule

_BRITISH = re.compile(r"(?P<day>[0-9]{1,2})[/.-](?P<month>[0-9]{1,2})[/.-](?P<year>[0-9]{4})")


class Layout(StrEnum):
    """How a table is printed."""

    TABLE = "table"
    JSON = "json"


class Form(StrEnum):
    """How an answer of many rows is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class WorkingFormat(StrEnum):
    """How a working is printed."""

    TEXT = "text"
    JSON = "json"


HISTORY = "history"
"""The source that is read unless another is named: our own format."""


STANDARD_INPUT = "-"
"""What is given for a file that comes on standard input."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a source is: a path, or the address of a database; as text it is without a password.

    Example:
        >>> str(Address("postgresql://reader:secret@host/ssd")), Address("returns/2025").path
        ('postgresql://reader:***@host/ssd', PosixPath('returns/2025'))
    """

    text: str

    @property
    def is_standard_input(self) -> bool:
        """Whether it is standard input."""
        return self.text == STANDARD_INPUT

    @property
    def path(self) -> Path | None:
        """The path; None if it is the address of a database, or standard input."""
        if self.is_standard_input:
            return None
        from lacreview_rules.sources.addresses import is_database  # noqa: PLC0415 - only where histories are read

        return None if is_database(self.text) else Path(self.text)

    def __str__(self) -> str:
        if self.is_standard_input:
            return "standard input"
        from lacreview_rules.sources.addresses import shown_address  # noqa: PLC0415 - as above

        return shown_address(self.text)


class ShortBreakReading(StrEnum):
    """Whether short breaks that a data return records one by one are one series, or each a period of care."""

    SERIES = "series"
    SEPARATE = "separate"


class UnclassifiedMove(StrEnum):
    """Whether a move that a data return does not classify starts a new placement."""

    CONTINUE = "continue"
    RESTART = "restart"


def read_day(text: str) -> date:
    """A date typed on the command line.

    Raises:
        ValueError: it is no date, or no such day exists; says how to write it.

    Example:
        >>> read_day("2026-01-21"), read_day("Wed 21 Jan 2026")
        (datetime.date(2026, 1, 21), datetime.date(2026, 1, 21))
    """
    try:
        day = written_day(text.strip())
    except ValueError:
        message = f'"{text}" does not exist in the calendar; check the day and the month'
        raise ValueError(message) from None
    if day is None:
        from lacreview_rules.cli.days_in_words import day_in_words  # noqa: PLC0415 - most days are figures

        day = day_in_words(text)
    if day is None:
        message = f'"{text}" is not a date; {_as_iso(text)}'
        raise ValueError(message)
    return day


def _as_iso(text: str) -> str:
    british = _BRITISH.fullmatch(text.strip())
    if british is None:
        return "write year, month and day: 2026-01-21"
    return f"write {british['year']}-{int(british['month']):02}-{int(british['day']):02}"


def typed_day(text: str | date) -> date:
    """The value of an option that is a date.

    Raises:
        typer.BadParameter: it is no date; says how to write it.
    """
    if isinstance(text, date):
        return text
    try:
        return read_day(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


AsOf = Annotated[
    date | None,
    typer.Option(
        "--as-of",
        parser=typed_day,
        metavar="DATE",
        help="Say how things stand at the end of this day, written 2026-02-10 or 10 Feb 2026. "
        "Without it: as at the last event recorded, because "
        "lacreview never looks at a clock.",
        show_default=False,
    ),
]
Until = Annotated[
    date | None,
    typer.Option(
        "--until",
        parser=typed_day,
        metavar="DATE",
        help="Show tasks that recur up to this day. Without it: one round ahead.",
        show_default=False,
    ),
]
ProfileName = Annotated[
    str,
    typer.Option("--profile", "-p", metavar="PROFILE", help="A shipped profile (see: lacreview profiles), or the path of a file."),
]
SettingList = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help="Answer a question the law leaves open: --set count_back=clear"),
]
CalendarFiles = Annotated[
    list[Path] | None,
    typer.Option(
        "--calendar",
        metavar="FILE",
        help="Lay a file of bank holidays over those built in: GOV.UK's bank-holidays.json, or TOML. May be given more than once, "
        "a later file over an earlier one.",
    ),
]
WithReadings = Annotated[
    bool,
    typer.Option(
        "--readings", help="Give the date under each reading of what the law leaves open, too, and the earliest. It takes longer."
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="Refuse a history that cannot be, instead of working with what makes sense.")]


Workers = Annotated[
    int,
    typer.Option("--workers", min=1, max=64, metavar="NUMBER", help="How many processes work. Without it: one.", show_default=False),
]


def check_workers(workers: int, source: str) -> None:
    """Refuse more than one process for a source whose children cannot be sent to another.

    Raises:
        typer.Exit: it is not that of histories.
    """
    if workers > 1 and source != HISTORY:
        message = f"--workers: what --input {source} reads is worked on in one process; leave it out"
        raise refuse(message)


@dataclass(frozen=True, kw_only=True, slots=True)
class DayOptions:
    """As at which day a schedule stands, and up to which day it looks."""

    as_of: AsOf = None
    until: Until = None


@dataclass(frozen=True, kw_only=True, slots=True)
class OnlyOptions:
    """What of the answer is wanted: everything, unless something is named."""

    tasks: Annotated[
        list[str] | None,
        typer.Option(
            "--task", metavar="TASK", help='Only this task, by its id, as in "review"; may be given more than once.', show_default=False
        ),
    ] = None
    roles: Annotated[
        list[str] | None,
        typer.Option(
            "--role", metavar="ROLE", help='Only what this role must do, as in "IRO"; may be given more than once.', show_default=False
        ),
    ] = None
    children: Annotated[
        list[str] | None,
        typer.Option(
            "--child", metavar="CHILD", help="Only this child, by its identifier; may be given more than once.", show_default=False
        ),
    ] = None

    def check(self, *profiles: Profile) -> None:
        """Refuse a task or a role that none of the profiles has; without a profile nothing is known of them.

        Raises:
            typer.Exit: there is no such task or role.
        """
        if not profiles:
            return
        tasks = sorted({task for profile in profiles for task in profile.tasks})
        roles = sorted({role for profile in profiles for role in (*profile.roles, *(task.role for task in profile.tasks.values())) if role})
        names = " and ".join(dict.fromkeys(profile.id for profile in profiles))
        for task in self.tasks or ():
            if task not in tasks:
                message = f'{names} has no task "{task}"; {nearest(task, tasks)}'
                raise refuse(message)
        known = {folded(role) for role in roles}
        for role in self.roles or ():
            if folded(role) not in known:
                message = f'{names} has no role "{role}"; {nearest(role, roles)}'
                raise refuse(message)

    def tell_unseen(self, seen: Collection[str]) -> None:
        """Say which of the tasks named is not among those there are, where no profile is at hand that would know it."""
        for task in dict.fromkeys(self.tasks or ()):
            if task not in seen:
                say(f'lacreview: nothing here is of the task "{task}" (--task); {nearest(task, sorted(seen)) or "check its id"}')

    def asked(self, profile: Profile) -> frozenset[str] | None:
        """The tasks of a profile of which something may be wanted, so that no others need be worked out; None for all.

        Whose task a due date is may be said by the rule that binds, and a consideration of a role is shown with the reviews.
        """
        if not self.tasks and not self.roles:
            return None
        roles = {task.id: {task.role or ""} for task in profile.tasks.values()}
        for rule in profile.timescales:
            roles[rule.task].add(rule.role or "")
        if profile.cycle_task is not None:
            roles[profile.cycle_task].update(rule.role or "" for rule in profile.considerations)
        return frozenset(task for task, of_task in roles.items() if any(self.wants(task, role) for role in of_task)) or None

    def building(self, build: Callable[..., Schedule], *profiles: Profile) -> Callable[..., Schedule]:
        """What makes schedules, made to work out no more than what may be wanted under any of the profiles compared."""
        wanted = [self.asked(profile) for profile in profiles]
        every = None if None in wanted else frozenset().union(*(tasks for tasks in wanted if tasks is not None))

        def made(history: History, profile: Profile, calendar: WorkingCalendar | None = None, **options: Any) -> Schedule:
            tasks = None if every is None else every.intersection(profile.tasks) or None
            return build(history, profile, calendar, **options, tasks=tasks)

        return made

    def wants(self, task: str, role: str) -> bool:
        """Whether a task of a role is wanted."""
        return (not self.tasks or task in self.tasks) and (not self.roles or folded(role) in map(folded, self.roles))

    def wants_child(self, child: str) -> bool:
        """Whether a child is wanted."""
        return not self.children or child in self.children

    def of(self, schedule: Schedule) -> Schedule:
        """What of a schedule is wanted: of its due dates, and of what its reviews must consider."""
        if not self.tasks and not self.roles:
            return schedule
        review = schedule.profile.cycle_task or ""
        due_dates = tuple(due for due in schedule.due_dates if self.wants(due.task, due.role))
        distant = tuple(due for due in schedule.distant if self.wants(due.task, due.role))
        considerations = tuple(mark for mark in schedule.considerations if self.wants(review, mark.rule.role))
        return replace(schedule, due_dates=due_dates, distant=distant, considerations=considerations)

    def of_readings(self, child: ChildReadings) -> ChildReadings:
        """The same of a schedule with the date under each reading."""
        due_dates = tuple(one for one in child.due_dates if self.wants(one.due_date.task, one.due_date.role))
        only_under = tuple(one for one in child.only_under if self.wants(one.due_date.task, one.due_date.role))
        return replace(child, schedule=self.of(child.schedule), due_dates=due_dates, only_under=only_under)


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadOptions:
    """How the histories at an address are read: the same for every command that reads them."""

    source: Annotated[
        str,
        typer.Option(
            "--input",
            metavar="SOURCE",
            help="What is read. history: care events as JSON. ssda903: a data return as a folder of CSV files, as XML or as a workbook, or "
            "the returns of several years. More, and what other packages add: lacreview sources.",
        ),
    ] = HISTORY
    source_options: Annotated[
        list[str] | None,
        typer.Option("--input-option", metavar="NAME=VALUE", help="Something that a source asks for, by its own name.", show_default=False),
    ] = None
    remarks: Annotated[
        Path | None,
        typer.Option(
            "--remarks",
            metavar="FILE",
            help="Write everything that was found wrong or doubtful to this file: .csv, or .json. On standard error more than 20 are "
            "summed up by kind.",
            show_default=False,
        ),
    ] = None
    same_carer_moves: Annotated[
        UnclassifiedMove,
        typer.Option("--same-carer-moves", help="ssda903: whether a move that keeps the carer (RNE T or U) begins a new placement."),
    ] = UnclassifiedMove.CONTINUE
    temporary_moves: Annotated[
        UnclassifiedMove,
        typer.Option("--temporary-moves", help="ssda903: whether a temporary move (PLACE T0 to T4) begins a new placement."),
    ] = UnclassifiedMove.CONTINUE
    short_breaks: Annotated[
        ShortBreakReading,
        typer.Option(
            "--short-breaks",
            help="ssda903: whether short breaks recorded one by one (LS V3) are one series, reviewed from the first, or each a period of "
            "care of its own.",
        ),
    ] = ShortBreakReading.SERIES
    recorded_to: Annotated[
        date | None,
        typer.Option(
            "--recorded-to",
            parser=typed_day,
            metavar="DATE",
            help="The last day that the source tells of; things are told as they stood on it at the latest. Without it: what the "
            "source says; a return, 31 March of its last year.",
            show_default=False,
        ),
    ] = None
    strict: Strict = False

    def source_settings(self) -> dict[str, str]:
        """What was given for the source, by name.

        Raises:
            typer.Exit: it is not written name=value, or a name is given twice.
        """
        found: dict[str, str] = {}
        for pair in self.source_options or ():
            name, sign, value = pair.partition("=")
            if not sign or not name.strip():
                message = f'--input-option "{name.strip()}": write name=value'
                raise refuse(message)
            if name.strip() in found:
                message = f'--input-option "{name.strip()}" is given twice; leave one out'
                raise refuse(message)
            found[name.strip()] = value.strip()
        return found


@dataclass(frozen=True, kw_only=True, slots=True)
class InputOptions(ReadOptions):
    """The same, and with which settings and days off dates are worked out."""

    settings: SettingList = None
    calendar: CalendarFiles = None

    def profile_called(self, name: str) -> Profile:
        """The profile asked for, with the settings asked for; errors are those of `profile_with`."""
        return profile_with(name, self.settings or ())

    def working_days(self) -> WorkingCalendar:
        """The calendar asked for; errors are those of `calendar_with`."""
        return calendar_with(self.calendar or ())


def calendar_with(files: Iterable[Path]) -> WorkingCalendar:
    """The working days of England and Wales, with files of bank holidays laid over them one after another.

    Raises:
        CalendarFileError: a file cannot be read, or does not fit what it is laid over.
    """
    calendar = england_and_wales()
    for file in files:
        from lacreview_rules.counting.calendar_files import lay_over  # noqa: PLC0415 - loaded when asked for

        calendar = lay_over(calendar, file)
    return calendar


def profile_with(name: str, settings: Iterable[str]) -> Profile:
    """The profile asked for, with the settings asked for.

    Raises:
        LacReviewError: there is no such profile, or it is not well formed.
        typer.Exit: a setting that does not exist or a value it does not take.
    """
    from pydantic import ValidationError  # noqa: PLC0415 - slow to start, and not needed to count one date

    from lacreview_rules.profile_files.loading import load_profile  # noqa: PLC0415 - as above
    from lacreview_rules.profiles.models import SETTING_DEFAULTS  # noqa: PLC0415 - as above

    profile = load_profile(name)
    chosen: dict[str, object] = {}
    for pair in settings:
        key, sign, value = pair.partition("=")
        key = key.strip().replace("-", "_")
        if not sign:
            message = f'--set "{pair}": write name=value, as in: --set count_back=clear'
            raise refuse(message)
        if key not in SETTING_DEFAULTS:
            message = f'--set "{pair}": there is no setting "{key}"; {nearest(key, list(SETTING_DEFAULTS))}'
            raise refuse(message)
        chosen[key] = value.strip()
    try:
        return profile.with_settings(**chosen) if chosen else profile
    except ValidationError as error:
        told = "\n".join(f"--set {'.'.join(str(part) for part in e['loc'])}: {e['msg']}" for e in error.errors())
        raise refuse(told) from None
