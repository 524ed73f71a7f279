"""``lacreview what-if``: what would change with another event or profile. The history is not touched."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lacreview_rules.changes.supposed_later import told_of_later
from lacreview_rules.changes.what_if import what_if as supposed
from lacreview_rules.cli.child.changes_text import ChangesForm
from lacreview_rules.cli.child.diff import (
    ChangesFormat,
    ChangesOutput,
    NewCalendar,
    NewProfile,
    inputs_of,
    print_changes,
)
from lacreview_rules.cli.exits import Code, refuse, say
from lacreview_rules.cli.files import check_output
from lacreview_rules.cli.input_options import Address, InputOptions
from lacreview_rules.cli.only_options import OnlyOptions
from lacreview_rules.cli.options import DayOptions, ProfileName
from lacreview_rules.cli.reading import Reading
from lacreview_rules.cli.with_options import with_options

if TYPE_CHECKING:
    from lacreview_rules.changes.schedules import ScheduleChanges
    from lacreview_rules.histories.events import Event
    from lacreview_rules.histories.history import History


@with_options
def what_if(
    histories: Annotated[
        Address, typer.Argument(parser=Address, metavar="HISTORY", help="As FILE for lacreview schedule.", show_default=False)
    ],
    *,
    profile: ProfileName,
    event: Annotated[
        list[str] | None,
        typer.Option(
            "--event",
            metavar="JSON",
            help="Suppose this event, written as in a history; may be given more than once: "
            """--event '{"event": "review-held", "on": "2026-03-02"}'""",
            show_default=False,
        ),
    ] = None,
    without: Annotated[
        list[int] | None,
        typer.Option(
            "--without", min=0, metavar="N", help="Suppose that events[N] of the history did not happen; the first event is number 0."
        ),
    ] = None,
    new_profile: NewProfile = None,
    new_calendar: NewCalendar = None,
    days: DayOptions,
    form: ChangesFormat = ChangesForm.TABLE,
    only: OnlyOptions,
    given: InputOptions,
    output: ChangesOutput = None,
) -> None:
    """What would be added, removed or moved if an event happened, or under another profile, and why.

    The history is read and never written. With --event or --without, give a file with one child; with --new-profile it
    may hold many. An event later than --as-of is taken to have happened, and what it makes late is shown.
    """
    if not event and not without and new_profile is None and not new_calendar:
        message = """say what to suppose: --event '{"event": "review-held", "on": "2026-03-02"}', --without 3, or --new-profile newham"""
        raise refuse(message)
    check_output(output, histories.path, profile, new_profile, *(given.calendar or ()), *(new_calendar or ()))
    (before, calendar), (after, changed) = inputs_of(profile, new_profile, given.settings, given.calendar, new_calendar)
    only.check(before, after)
    events = _events(event or [])
    beside = (profile, new_profile, output, *(given.calendar or ()), *(new_calendar or ()))
    reading = Reading(histories, given, calendar, as_of=days.as_of, beside=beside, only=only.children)

    def asked(history: History) -> ScheduleChanges:
        if (events or without) and reading.several and len(set(only.children or ())) != 1:
            message = f"{histories} holds several children; say with --child to which one it is supposed to happen"
            raise refuse(message)
        return supposed(
            history,
            before,
            events=events,
            without=without or (),
            new_profile=after,
            calendar=calendar,
            new_calendar=changed,
            as_of=None if days.as_of is None else reading.told_until(history.child, days.as_of),
            until=days.until,
            build=only.building(reading.schedule_of, before, after),
            keep=only.wants,
        )

    found = list(reading.answers(asked))
    if found:
        print_changes(found, form, output, many=reading.many, tells_problems=False)
        for told in filter(None, (told_of_later(one, events) for one in found)):
            say(f"lacreview: {told}")
    reading.tell()
    if reading.code is not Code.FINE:
        raise typer.Exit(int(reading.code))


def _events(texts: list[str]) -> list[Event]:
    """Events typed on the command line.

    Raises:
        HistoryError: one cannot be read; says which.
    """
    from lacreview_rules.files.json_records import as_object  # noqa: PLC0415 - as above
    from lacreview_rules.histories.json import parse_history  # noqa: PLC0415 - pydantic is slow to start
    from lacreview_rules.nesting import shallow_json  # noqa: PLC0415 - as above

    records: list[Any] = []
    for number, text in enumerate(texts):
        try:
            records.append(shallow_json(text, as_object))
        except json.JSONDecodeError as error:
            message = f"--event, number {number}: not valid JSON: {error.msg} (column {error.colno}); {_QUOTES}"
            raise refuse(message) from None
        except ValueError:
            message = f"--event, number {number}: not usable JSON; {_QUOTES}"
            raise refuse(message) from None
    return list(parse_history({"child": "supposed", "events": records}, "--event").events)


_QUOTES = """write it between single quotation marks: '{"event": "review-held", "on": "2026-03-02"}'"""
