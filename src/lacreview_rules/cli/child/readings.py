"""``lacreview readings``: where the answers to what the law leaves open give a child other dates."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from lacreview_rules.cli.exits import Code, refuse, say
from lacreview_rules.cli.input_options import Address, InputOptions
from lacreview_rules.cli.options import DayOptions, Form, ProfileName
from lacreview_rules.cli.reading import Reading
from lacreview_rules.cli.terminal import configure_streams, width_of, wrapped
from lacreview_rules.cli.with_options import with_options
from lacreview_rules.errors import nearest
from lacreview_rules.files.tables import write_table
from lacreview_rules.questions import open_questions
from lacreview_rules.wording import count_text, day_text, with_capital

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lacreview_rules.questions import ChildReadings, DueDateReadings

COLUMNS = (
    "child",
    "period_of_care",
    "review",
    "task",
    "title",
    "role",
    "rule",
    "due",
    "earliest",
    "question",
    "reading",
    "taken",
    "due_under_it",
    "status_under_it",
    "id",
    "profile",
    "profile_version",
)
"""The columns of the CSV, in order; new ones are only ever added on the right."""


@with_options
def readings(
    file: Annotated[Address, typer.Argument(parser=Address, metavar="FILE", help="As for lacreview schedule.", show_default=False)],
    *,
    profile: ProfileName,
    question: Annotated[
        list[str] | None,
        typer.Option("--question", "-q", metavar="ID", help="Only this question; may be given more than once.", show_default=False),
    ] = None,
    child: Annotated[str | None, typer.Option("--child", help="Of many histories, only this child's.", show_default=False)] = None,
    days: DayOptions,
    form: Annotated[
        Form,
        typer.Option(
            "--format", "-f", help="table; json: one object for one child, one on each line for many; csv: a row for each reading."
        ),
    ] = Form.TABLE,
    given: InputOptions,
) -> None:
    """Which dates of a child depend on a question that the law leaves open: the date under each reading, and the earliest.

    The schedule is built again under each reading. Only due dates that depend on a question are listed, each with all its
    readings; the reading that the profile uses is marked. What cannot be computed is listed on standard error.
    """
    known = [one.id for one in open_questions()]
    for name in question or ():
        if name not in known:
            message = f'--question "{name}": there is no such question; {nearest(name, known)}'
            raise refuse(message)
    chosen = given.profile_called(profile)
    reading = Reading(file, given, given.working_days(), as_of=days.as_of, beside=(profile, *(given.calendar or ())))
    configure_streams(machine=form is not Form.TABLE)
    children = touched = dates = 0

    def counted(found: Iterator[ChildReadings]) -> Iterator[ChildReadings]:
        nonlocal children, touched, dates
        for one in found:
            if child is None or one.schedule.child == child:
                children, touched, dates = children + 1, touched + len(one.touched), dates + len(one.due_dates)
                yield one

    found = counted(reading.readings(chosen, as_of=days.as_of, until=days.until, questions=question))
    _WRITERS[form](found, reading)
    reading.tell()
    if child is not None and not children and reading.code is Code.FINE:
        message = f"{file}: there is no history of that child in it; check the id given with --child"
        raise refuse(message)
    say(f"{count_text(children, 'child', 'children')} read; {touched:,} of {count_text(dates, 'due date')} differ under some reading")
    if reading.code is not Code.FINE:
        raise typer.Exit(int(reading.code))


def _write_table(found: Iterable[ChildReadings], _: Reading) -> None:
    for one in found:
        typer.echo("\n".join(wrapped(_lines(one), width_of(sys.stdout))))


def _lines(child: ChildReadings) -> Iterator[str]:
    used = child.schedule.profile
    yield f"Child {child.schedule.child}, {used.name} ({used.id}, version {used.version})"
    yield ""
    if not child.touched:
        yield "No due date differs under any reading."
        yield ""
    for one in child.touched:
        yield from _lines_of(one)
    titles = {question.id: question.title for question in open_questions()}
    if child.only_under:
        yield "Due under one reading alone"
        for question, name, due in child.only_under:
            yield f"  {due.title}: {day_text(due.due) if due.due else 'no date'} ({due.rule})"
            yield f"    {titles[question]} {with_capital(name)}"
        yield ""
    if child.not_computed:
        yield "Not computed for this child"
        for question, name, why in child.not_computed:
            yield f"  {titles[question]} {with_capital(name)}: {why}"
        yield ""


def _lines_of(one: DueDateReadings) -> Iterator[str]:
    due = one.due_date
    when = f"due {day_text(due.due)}" if due.due else "no date"
    yield f"{due.title}: {when} ({due.rule}); earliest {day_text(one.earliest)}"
    titles = {question.id: question.title for question in open_questions()}
    for question in dict.fromkeys(reading.question for reading in one.readings):
        yield f"  {titles[question]}"
        for reading in one.readings:
            if reading.question == question:
                status = (reading.status or "").replace("-", " ")
                day = f"{day_text(reading.due)}, {status}" if reading.due else "no date" if reading.status else "not due"
                yield f"    {with_capital(reading.reading)}: {day}{' (taken)' if reading.taken else ''}"
    yield ""


def _write_json(found: Iterable[ChildReadings], reading: Reading) -> None:
    for one in found:
        typer.echo(json.dumps(one.differences(), ensure_ascii=False, indent=None if reading.many else 2))


def _write_csv(found: Iterable[ChildReadings], _: Reading) -> None:
    def told(children: Iterable[ChildReadings]) -> Iterator[dict[str, object]]:
        for child in children:
            yield from _rows(child)
            for question, name, why in child.not_computed:
                say(f"not computed: {question}, {name}: {why}")

    write_table(sys.stdout, COLUMNS, told(found))


def _rows(child: ChildReadings) -> Iterator[dict[str, object]]:
    used = {"child": child.schedule.child, "profile": child.schedule.profile.id, "profile_version": child.schedule.profile.version}
    for one in child.touched:
        row = {**one.due_date.to_dict(), **used, "earliest": one.earliest}
        for reading in one.readings:
            yield {**row, **reading._asdict(), "due": one.due_date.due, "due_under_it": reading.due, "status_under_it": reading.status}
    for question, name, due in child.only_under:
        under = {"question": question, "reading": name, "taken": False, "due_under_it": due.due, "status_under_it": due.status}
        yield {**due.to_dict(), **used, **under, "due": None, "earliest": due.due}


_WRITERS = {Form.TABLE: _write_table, Form.JSON: _write_json, Form.CSV: _write_csv}
