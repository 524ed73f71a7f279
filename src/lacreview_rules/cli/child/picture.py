"""``lacreview picture``: one child's timeline as SVG, PNG or a page of HTML."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from lacreview_rules.cli.exits import Code, refuse
from lacreview_rules.cli.files import check_output, put_in_place
from lacreview_rules.cli.input_options import Address, InputOptions
from lacreview_rules.cli.options import DayOptions, ProfileName, WithReadings, typed_day
from lacreview_rules.cli.reading import Reading
from lacreview_rules.cli.with_options import with_options

if TYPE_CHECKING:
    from lacreview_rules.errors import Problem
    from lacreview_rules.histories.history import History
    from lacreview_rules.questions import ChildReadings
    from lacreview_rules.schedules.schedule import Schedule


class PictureForm(StrEnum):
    """What a picture is written as."""

    SVG = "svg"
    PNG = "png"
    HTML = "html"


_ENDINGS = {".svg": PictureForm.SVG, ".png": PictureForm.PNG, ".html": PictureForm.HTML, ".htm": PictureForm.HTML}


class _Subject(NamedTuple):
    """One history of the file: with its schedule, if it is the one to draw."""

    history: History
    schedule: Schedule | None
    readings: ChildReadings | None = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        return () if self.schedule is None else self.schedule.problems


@with_options
def picture(
    file: Annotated[
        Address,
        typer.Argument(
            parser=Address,
            metavar="FILE",
            help="One history (JSON), many (JSON Lines), or with --input what that source takes.",
            show_default=False,
        ),
    ],
    *,
    profile: ProfileName,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="OUT", help="Write to this file, complete or not at all.", show_default=False)
    ],
    days: DayOptions,
    form: Annotated[
        PictureForm | None,
        typer.Option(
            "--format", "-f", metavar="svg|png|html", help="Without it: by the ending of OUT, .svg, .png or .html.", show_default=False
        ),
    ] = None,
    child: Annotated[
        str | None,
        typer.Option("--child", metavar="ID", help="Which child, where FILE holds more than one.", show_default=False),
    ] = None,
    first: Annotated[
        date | None,
        typer.Option("--from", parser=typed_day, metavar="DATE", help="The first day to draw.", show_default=False),
    ] = None,
    last: Annotated[
        date | None,
        typer.Option("--to", parser=typed_day, metavar="DATE", help="The last day to draw.", show_default=False),
    ] = None,
    show_child: Annotated[
        bool, typer.Option("--show-child", help="Put the child's id in the picture. Without it, the id is left out.")
    ] = False,
    with_readings: WithReadings = False,
    given: InputOptions,
) -> None:
    """Draw one child's timeline: events, the review cycle and every due date by its status, as SVG, PNG or HTML.

    Dates are calculated dates. In SVG and HTML each mark tells on hover how its date was worked out. It needs the extra
    pictures: pip install '.[pictures]'.
    """
    form = form or _form_of(output)
    check_output(output, file.path, profile, *(given.calendar or ()))
    chosen, calendar = given.profile_called(profile), given.working_days()
    reading = Reading(file, given, calendar, as_of=days.as_of, beside=(profile, *(given.calendar or ()), output))

    def ask(history: History) -> _Subject:
        if child is not None and history.child != child:
            return _Subject(history, None)
        if with_readings:
            found = reading.readings_of(history, chosen, as_of=days.as_of, until=days.until)
            return _Subject(history, found.schedule, found)
        schedule = reading.schedule_of(history, chosen, until=days.until)
        return _Subject(history, schedule if days.as_of is None else schedule.on(reading.told_until(history.child, days.as_of)))

    wanted: list[_Subject] = []
    for subject in reading.answers(ask):
        if subject.schedule is not None:
            wanted.append(subject)
        if len(wanted) > 1:
            raise refuse(_more_than_one(file, child))
    reading.tell()
    if not wanted:
        if child is not None and reading.code is Code.FINE:
            message = f"{file}: there is no history of that child in it; check the id given with --child"
            raise refuse(message)
        raise typer.Exit(int(reading.code if reading.code is not Code.FINE else Code.BAD_INPUT))
    [subject] = wanted
    if subject.schedule is not None:
        put_in_place(output, _drawn(subject, subject.schedule, form, first, last, show_child=show_child))
    if reading.code is not Code.FINE:
        raise typer.Exit(int(reading.code))


def _more_than_one(file: Address, child: str | None) -> str:
    if child is not None:
        return f"{file} holds more than one history of that child, and a picture shows one; join them first"
    return f"{file} holds more than one history, and a picture shows one child; say which with --child ID"


def _form_of(output: Path) -> PictureForm:
    form = _ENDINGS.get(output.suffix.lower())
    if form is None:
        ending = f'"{output.suffix}"' if output.suffix else "no ending"
        message = f"--output {output}: {ending} does not say what to write; end it in .svg, .png or .html, or give --format"
        raise refuse(message)
    return form


def _drawn(subject: _Subject, schedule: Schedule, form: PictureForm, first: date | None, last: date | None, *, show_child: bool) -> bytes:
    history, readings = subject.history, subject.readings
    try:
        from lacreview_rules.pictures import as_png, as_svg, timeline, timeline_page  # noqa: PLC0415 - in an extra, and slow to start
    except ModuleNotFoundError as error:
        if error.name != "matplotlib":
            raise
        raise refuse(str(error)) from None
    if form is PictureForm.HTML:
        page = timeline_page(schedule, history=history, first=first, last=last, show_child=show_child, readings=readings)
        return page.encode()
    figure = timeline(schedule, history=history, first=first, last=last, show_child=show_child, readings=readings)
    return as_png(figure) if form is PictureForm.PNG else as_svg(figure).encode()
