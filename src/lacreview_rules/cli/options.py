"""Options that several commands share, and how their values are read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lacreview_rules.cli.exits import refuse
from lacreview_rules.counting.calendars import england_and_wales
from lacreview_rules.errors import ProfileError, nearest
from lacreview_rules.wording import written_day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.profiles.profile import Profile

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
        help="The day asked about, written 2026-02-10 or 10 Feb 2026: how things stand at the end of it. "
        "Without it: the day of the last event recorded, because "
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
        help="Show recurring tasks up to this day. Without it: the next date of each, and the one after.",
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
        help="A file of bank holidays that changes the built-in list: GOV.UK's bank-holidays.json, or TOML. May be given more than "
        "once; where two files differ, the later one counts.",
    ),
]
WithReadings = Annotated[
    bool,
    typer.Option(
        "--readings", help="Also give the date under each reading of what the law leaves open, the earliest first. It takes longer."
    ),
]

Strict = Annotated[bool, typer.Option("--strict", help="Refuse a history that cannot be true, instead of using the parts that make sense.")]

Workers = Annotated[
    int,
    typer.Option(
        "--workers", min=1, max=64, metavar="NUMBER", help="How many processes share the work. Without it: one.", show_default=False
    ),
]


@dataclass(frozen=True, kw_only=True, slots=True)
class DayOptions:
    """As at which day a schedule stands, and up to which day it looks."""

    as_of: AsOf = None
    until: Until = None


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
    from lacreview_rules.profile_files.loading import load_profile  # noqa: PLC0415 - slow to start, and not needed to count one date
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
    except ProfileError as error:
        raise refuse("\n".join(f"--set {problem}" for problem in error.problems)) from None
