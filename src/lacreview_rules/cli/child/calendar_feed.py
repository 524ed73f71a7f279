"""``lacreview calendar-feed``: due dates for a calendar program."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from lacreview_rules.cli.exits import Code, refuse, say
from lacreview_rules.cli.files import check_output, put_out
from lacreview_rules.cli.input_options import Address, InputOptions
from lacreview_rules.cli.only_options import OnlyOptions
from lacreview_rules.cli.options import DayOptions, ProfileName, typed_day
from lacreview_rules.cli.reading import Reading
from lacreview_rules.cli.with_options import with_options

NO_KEY = (
    "the feed was made without --key-file: it holds no child's identifier, but whoever has a list of identifiers can work out whose "
    "entries they are; keep a secret in a file and give it each time"
)


@with_options
def calendar_feed(
    histories: Annotated[
        Address, typer.Argument(parser=Address, metavar="HISTORIES", help="As FILE for lacreview schedule.", show_default=False)
    ],
    *,
    profile: ProfileName,
    days: DayOptions,
    key_file: Annotated[
        Path | None,
        typer.Option(
            "--key-file",
            metavar="FILE",
            help="A file that holds a secret line of text, the same for every feed. Without it, case codes can be worked out.",
        ),
    ] = None,
    previous: Annotated[
        Path | None,
        typer.Option("--previous", metavar="FEED", help="The earlier feed. What is no longer due is cancelled in the new one."),
    ] = None,
    since: Annotated[
        date | None,
        typer.Option(
            "--since",
            parser=typed_day,
            metavar="DATE",
            help="Leave out what was due before this day, unless it is still to be done.",
            show_default=False,
        ),
    ] = None,
    alarm: Annotated[
        list[int] | None,
        typer.Option(
            "--alarm",
            min=0,
            max=366,
            metavar="DAYS",
            help="Add a reminder this many days before, at nine o'clock; may be given more than once.",
        ),
    ] = None,
    show_child: Annotated[bool, typer.Option("--show-child", help="Name the child's identifier, instead of a code made from it.")] = False,
    only: OnlyOptions,
    given: InputOptions,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file, complete or not at all.", show_default=False)
    ] = None,
) -> None:
    """Write due dates as a calendar file (iCalendar), one all-day entry for each. A later file moves entries.

    Needs the extra: pip install ".[icalendar]". No child is named unless --show-child is given.
    """
    check_output(output, histories.path, profile, *(given.calendar or ()), key_file, previous)
    chosen, calendar = given.profile_called(profile), given.working_days()
    only.check(chosen)
    key = _key(key_file) if key_file is not None else b""
    before = previous.read_bytes() if previous is not None else None
    beside = (profile, *(given.calendar or ()), key_file, previous, output)
    reading = Reading(histories, given, calendar, as_of=days.as_of, beside=beside, only=only.children)
    from lacreview_rules.schedules.calendar_feed import calendar_feed as feed_of  # noqa: PLC0415 - loaded when asked for

    schedules = map(only.of, reading.schedules(chosen, as_of=days.as_of, until=days.until, tasks=only.asked(chosen)))
    feed = feed_of(schedules, key=key, show_child=show_child, since=since, alarms=alarm or (), previous=before)
    if b"BEGIN:VEVENT" in feed or reading.code is Code.FINE:
        put_out(feed.decode("utf-8"), output, machine=True)
    reading.tell()
    if key_file is None:
        say(NO_KEY)
    if reading.code is not Code.FINE:
        raise typer.Exit(int(reading.code))


def _key(file: Path) -> bytes:
    """The secret in a file, without the ends of lines and spaces around it."""
    if file.is_dir():
        message = f"--key-file {file} is a folder; name a file"
        raise refuse(message)
    try:
        key = file.read_bytes().strip()
    except FileNotFoundError:
        message = f"--key-file {file} does not exist yet; make it once: a file that holds a long secret line of yours, and keep it"
        raise refuse(message) from None
    if not key:
        message = f"--key-file {file} is empty; put a long secret into it, of which there is no copy where the feed goes"
        raise refuse(message)
    return key
