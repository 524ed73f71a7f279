"""``lacreview affected-by``: which due dates move if a bank holiday is added or taken away."""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from lacreview_rules.changes.holidays import Effect, MovedDate, effect_on
from lacreview_rules.cli.exits import Code, refuse, say
from lacreview_rules.cli.input_options import Address, InputOptions
from lacreview_rules.cli.options import DayOptions, Form, ProfileName, typed_day
from lacreview_rules.cli.reading import Reading
from lacreview_rules.cli.terminal import configure_streams, width_of, wrapped
from lacreview_rules.cli.with_options import with_options
from lacreview_rules.counting.calendars import BankHoliday, Layer
from lacreview_rules.files.tables import write_table
from lacreview_rules.wording import certainty, count_text, day_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.histories.history import History

COLUMNS = (
    "child",
    "period_of_care",
    "review",
    "task",
    "title",
    "role",
    "from",
    "to",
    "status",
    "basis",
    "rule_from",
    "rule_to",
    "force",
    "cite",
    "profile",
    "profile_version",
)
"""The columns of the CSV, in order; new ones are only ever added on the right."""
_PROPOSED = "Proposed bank holiday"


@with_options
def affected_by(
    histories: Annotated[
        Address, typer.Argument(parser=Address, metavar="HISTORIES", help="As FILE for lacreview schedule.", show_default=False)
    ],
    *,
    profile: ProfileName,
    add: Annotated[
        list[date] | None,
        typer.Option("--add", parser=typed_day, metavar="DATE", help="A day proposed as a bank holiday; may be given more than once."),
    ] = None,
    name: Annotated[str, typer.Option("--name", help="What the proposed days are called.")] = _PROPOSED,
    remove: Annotated[
        list[date] | None,
        typer.Option(
            "--remove",
            parser=typed_day,
            metavar="DATE",
            help="A bank holiday that is proposed as an ordinary day; may be given more than once.",
        ),
    ] = None,
    days: DayOptions,
    form: Annotated[
        Form,
        typer.Option(
            "--format", "-f", help="table; json: one object for one child, one on each line for many; csv: a row for each moved date."
        ),
    ] = Form.TABLE,
    given: InputOptions,
) -> None:
    """Which due dates move if a bank holiday is added or taken away, and from when to when.

    A date that counts working days, after or before an event, moves if the day lies within the count. A date in months,
    weeks or days moves only if it counts from another date that moves. How many dates move is said at the end, on
    standard error.
    """
    chosen, before = given.profile_called(profile), given.working_days()
    after = _changed(before, add or [], name, remove or [])
    reading = Reading(histories, given, before, as_of=days.as_of, beside=(profile, *(given.calendar or ())))
    configure_streams(machine=form is not Form.TABLE)
    children = with_moves = moved = unmoved = 0

    def counted(effects: Iterator[Effect]) -> Iterator[Effect]:
        nonlocal children, with_moves, moved, unmoved
        for one in effects:
            children, unmoved, moved = children + 1, unmoved + one.unmoved, moved + len(one.moved)
            with_moves += bool(one.moved)
            yield one

    def effect(history: History) -> Effect:
        as_of = None if days.as_of is None else reading.told_until(history.child, days.as_of)
        return effect_on(history, chosen, before, after, as_of=as_of, until=days.until, strict=given.strict, build=reading.schedule_of)

    found = reading.answers(effect)
    _WRITERS[form](counted(found), reading)
    reading.tell()
    stay = f"{unmoved:,} stay as they are" if unmoved != 1 else "1 stays as it is"
    whose = f", of {count_text(with_moves, 'child', 'children')}" if moved else ""
    say(f"{count_text(children, 'child', 'children')} read; {_moves(moved)}{whose}; {stay}")
    if reading.code is not Code.FINE:
        raise typer.Exit(int(reading.code))


def _changed(before: WorkingCalendar, add: list[date], name: str, remove: list[date]) -> WorkingCalendar:
    """The calendar with the proposed days; says which of them change nothing."""
    if not add and not remove:
        message = "say which day it is about: --add 2026-07-06, or --remove with a bank holiday"
        raise refuse(message)
    if not name.strip():
        message = "--name is empty; leave it out, or say what the day is called"
        raise refuse(message)
    for day in add:
        why = before.why_not_working(day)
        if why is not None:
            say(f"--add {day}: it is not a working day as it is ({why}), so adding it moves nothing")
    names = {holiday.on: holiday.name for holiday in before.holidays}
    wrong = []
    for day in remove:
        before.is_working_day(day)  # refuses a day outside the calendar
        if day in add:
            wrong.append(f"--remove {day}: it is added too; leave one out")
        elif day not in names:
            near = min(names, key=lambda known: abs((known - day).days))
            wrong.append(f"--remove {day}: it is no bank holiday; the nearest is {near}, {names[near]}")
    if wrong:
        raise refuse("\n".join(wrong))
    added = tuple(BankHoliday(day, name) for day in dict.fromkeys(add))
    return before.with_layer(Layer(added, tuple(dict.fromkeys(remove)), "proposed", id="proposed"))


def _write_table(effects: Iterable[Effect], _: Reading) -> None:
    none = True
    for effect in effects:
        if not effect.moved:
            continue
        none = False
        lines = [f"Child {effect.schedule.child}"]
        for move in effect.moved:
            rules = dict.fromkeys(due.rule for due in (move.before, move.after) if due is not None)
            was, now = (day_text(day) if day is not None else "no due date" for day in (move.was, move.now))
            lines.append(
                f"  {move.due.title}: from {was} to {now} ({', then '.join(rules)}; {move.due.status}{certainty(move.due.basis, '; ')})"
            )
        typer.echo("\n".join(wrapped(lines, width_of(sys.stdout))))
    if none:
        typer.echo("No due date moves.")


def _write_json(effects: Iterable[Effect], reading: Reading) -> None:
    for effect in effects:
        typer.echo(json.dumps(effect.to_dict(), ensure_ascii=False, indent=None if reading.many else 2))


def _write_csv(effects: Iterable[Effect], _: Reading) -> None:
    write_table(sys.stdout, COLUMNS, (_row(effect, move) for effect in effects for move in effect.moved))


def _row(effect: Effect, move: MovedDate) -> dict[str, object]:
    used = effect.schedule.profile
    return {**move.to_dict(), "child": effect.schedule.child, "profile": used.id, "profile_version": used.version}


_WRITERS = {Form.TABLE: _write_table, Form.JSON: _write_json, Form.CSV: _write_csv}


def _moves(number: int) -> str:
    return count_text(number, "due date moves", "due dates move") if number else "no due date moves"
