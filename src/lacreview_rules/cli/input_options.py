"""Where histories are and how they are read: the same options for every command that reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - typer reads the annotations of this file
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lacreview_rules.cli.exits import refuse
from lacreview_rules.cli.options import (
    CalendarFiles,
    SettingList,
    Strict,
    calendar_with,
    profile_with,
    typed_day,
)

if TYPE_CHECKING:
    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.profiles.profile import Profile


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
        typer.Option("--input-option", metavar="NAME=VALUE", help="An option of the source itself.", show_default=False),
    ] = None
    remarks: Annotated[
        Path | None,
        typer.Option(
            "--remarks",
            metavar="FILE",
            help="Write everything that was found wrong or doubtful to this file (.csv or .json). On standard error, more than 20 are "
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
            help="ssda903: whether short breaks recorded one by one (LS V3) are one series, with reviews counted from the first, or each a "
            "period of care of its own.",
        ),
    ] = ShortBreakReading.SERIES
    recorded_to: Annotated[
        date | None,
        typer.Option(
            "--recorded-to",
            parser=typed_day,
            metavar="DATE",
            help="The last day that the source records: the answer is never as on a later day. Without it: the day that the "
            "source gives; for a return, 31 March of its last year.",
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


def check_workers(workers: int, source: str) -> None:
    """Refuse more than one process for a source whose children cannot be sent to another.

    Raises:
        typer.Exit: it is not that of histories.
    """
    if workers > 1 and source != HISTORY:
        message = f"--workers: what --input {source} reads is worked on in one process; leave it out"
        raise refuse(message)
