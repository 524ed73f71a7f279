"""``lacreview schedule``: what is due, for one child or for many."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Protocol, TextIO, TypeVar, cast

import typer

from lacreview_rules.cli.exits import Code, refuse, say
from lacreview_rules.cli.input_options import Address, InputOptions, check_workers
from lacreview_rules.cli.only_options import OnlyOptions
from lacreview_rules.cli.options import DayOptions, ProfileName, WithReadings, Workers
from lacreview_rules.cli.reading import Reading
from lacreview_rules.cli.terminal import configure_streams, write_page
from lacreview_rules.cli.with_options import with_options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lacreview_rules.cli.child.schedule_texts import ScheduleTexts
    from lacreview_rules.schedules.due_dates import DueDate
    from lacreview_rules.schedules.schedule import Schedule


class ScheduleForm(StrEnum):
    """How a schedule is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    ICS = "ics"


_BY_CHILD = (ScheduleForm.JSON, ScheduleForm.CSV)
"""What is written of each child by itself."""


class _Written(Protocol):
    """A schedule, alone or with readings."""

    @property
    def overdue(self) -> tuple[DueDate, ...]: ...

    def to_json(self, *, indent: int | None = None) -> str: ...


_One = TypeVar("_One")


@with_options
def schedule(
    file: Annotated[
        Address,
        typer.Argument(
            parser=Address,
            metavar="FILE",
            help="One history (JSON), many (JSON Lines), - for standard input, or with --input what that source takes.",
            show_default=False,
        ),
    ],
    *,
    profile: ProfileName,
    days: DayOptions,
    form: Annotated[
        ScheduleForm,
        typer.Option(
            "--format",
            "-f",
            help="table; json: one object for one child, one on each line for many; csv: a row for each due date; ics: a plain calendar "
            "feed (lacreview calendar-feed has more options).",
        ),
    ] = ScheduleForm.TABLE,
    with_readings: WithReadings = False,
    only: OnlyOptions,
    given: InputOptions,
    workers: Workers = 1,
    fail_overdue: Annotated[bool, typer.Option("--fail-overdue", help="Exit with 1 if anything is overdue.")] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file, complete or not at all.", show_default=False)
    ] = None,
) -> None:
    """What is due, by when, from whom and under which rule.

    Dates are calculated dates. Statuses are as at the last event recorded unless --as-of gives a day: lacreview
    never looks at a clock, so the same input gives the same output on any day.
    """
    if with_readings and form is not ScheduleForm.JSON:
        message = "--readings: only json holds them; give --format json, or ask lacreview readings, which also writes a table and csv"
        raise refuse(message)
    if workers > 1 and (with_readings or form not in _BY_CHILD):
        message = "--workers: several processes write --format json or csv, without --readings; leave it out for anything else"
        raise refuse(message)
    check_workers(workers, given.source)
    chosen, calendar = given.profile_called(profile), given.working_days()
    only.check(chosen)
    beside = (profile, *(given.calendar or ()), output)
    reading = Reading(file, given, calendar, as_of=days.as_of, beside=beside, only=only.children)
    if output is not None:
        from lacreview_rules.cli.files import check_output  # noqa: PLC0415 - only where a file is written

        check_output(output, file.path, profile, *(given.calendar or ()))
    if workers > 1 and reading.records.many:
        from lacreview_rules.cli.child.schedule_texts import ScheduleTexts  # noqa: PLC0415 - loaded when asked for

        texts = ScheduleTexts(chosen, calendar, days.as_of, days.until, given.strict, only, form is ScheduleForm.CSV, fail_overdue)
        overdue = _write_texts(reading, texts, workers, output, form)
        _end(reading, fail=overdue)
        return
    overdue = False

    def watched(found: Iterator[_Written]) -> Iterator[_Written]:
        nonlocal overdue
        for one in found:
            overdue = overdue or (fail_overdue and bool(one.overdue))  # to ask every date of every child takes a while
            yield one

    every: Iterator[_Written]
    tasks = only.asked(chosen)
    if with_readings:
        every = map(only.of_readings, reading.readings(chosen, as_of=days.as_of, until=days.until, tasks=tasks))
    else:
        every = map(only.of, reading.schedules(chosen, as_of=days.as_of, until=days.until, tasks=tasks))
    found = watched(every)
    first = next(found, None)
    if first is not None:
        found = chain([first], found)
        with _opened(output, form) as stream:
            _write(_counted(found, output) if reading.many else found, stream, form, many=reading.many, day_given=days.as_of is not None)
    _end(reading, fail=overdue)


def _end(reading: Reading, *, fail: bool) -> None:
    """Say what is to be said, and end with the exit code that it calls for; `fail` asks for that of something overdue."""
    reading.tell()
    if reading.died_of:
        raise typer.Exit(int(Code.FAULT))
    if reading.code is not Code.FINE:
        raise typer.Exit(int(reading.code))
    if fail:
        raise typer.Exit(int(Code.OVERDUE))


def _counted(found: Iterator[_One], output: Path | None) -> Iterator[_One]:
    """The children, counted for a person who waits."""
    from lacreview_rules.cli.progress import with_progress  # noqa: PLC0415 - only where there are many

    return with_progress("Children", found, prints=output is None)


def _write_texts(reading: Reading, texts: ScheduleTexts, workers: int, output: Path | None, form: ScheduleForm) -> bool:
    """Write the schedules that several processes make; whether anything in them is overdue."""
    found = reading.texts(texts, workers)
    first = next(found, None)
    overdue = False
    if first is not None:
        with _opened(output, form) as stream:
            if texts.as_csv:
                from lacreview_rules.schedules.csv import write_csv  # noqa: PLC0415 - loaded when asked for

                write_csv([], stream)
            for one in _counted(chain([first], found), output):
                stream.write(one.text)
                overdue = overdue or one.is_overdue
    return overdue


def _write(found: Iterator[_Written], stream: TextIO, form: ScheduleForm, *, many: bool, day_given: bool) -> None:
    if form is ScheduleForm.JSON:
        stream.writelines(one.to_json(indent=None if many else 2) + "\n" for one in found)
        return
    schedules = cast("Iterator[Schedule]", found)  # with readings there is JSON alone
    if form is ScheduleForm.CSV:
        from lacreview_rules.schedules.csv import write_csv  # noqa: PLC0415 - loaded when asked for

        write_csv(schedules, stream)
    elif form is ScheduleForm.ICS:
        from lacreview_rules.cli.child.calendar_feed import NO_KEY  # noqa: PLC0415 - loaded when asked for
        from lacreview_rules.schedules.calendar_feed import calendar_feed  # noqa: PLC0415 - as above

        stream.write(calendar_feed(schedules).decode("utf-8"))
        say(NO_KEY)
    else:
        from lacreview_rules.cli.child.schedule_table import schedule_page  # noqa: PLC0415 - loaded when asked for

        for one in schedules:
            write_page(schedule_page(one, day_given=day_given), stream)


@contextmanager
def _opened(output: Path | None, form: ScheduleForm) -> Iterator[TextIO]:
    """Standard output, or a file that appears only once it is complete.

    A CSV file begins with the mark by which spreadsheets know UTF-8; on standard output there is none.
    """
    machine = form is not ScheduleForm.TABLE
    if output is None:
        configure_streams(machine=machine)
        yield sys.stdout
        return
    from lacreview_rules.cli.files import complete_or_not_at_all  # noqa: PLC0415 - only where a file is written

    encoding = "utf-8-sig" if form is ScheduleForm.CSV else "utf-8"
    with (
        complete_or_not_at_all(output) as part,
        part.open("w", encoding=encoding, errors="backslashreplace", newline="" if machine else None) as stream,
    ):
        yield stream
