"""``lacreview calendar``: the bank holidays that are counted, and how a file of them differs from those built in."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path  # noqa: TC003 - typer reads the annotations of this file
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from lacreview_rules.cli.exits import refuse
from lacreview_rules.cli.options import Form, calendar_with, typed_day
from lacreview_rules.cli.terminal import configure_streams, width_of, wrapped
from lacreview_rules.counting.calendars import england_and_wales
from lacreview_rules.counting.layer_differences import Difference, differences
from lacreview_rules.files.tables import write_table
from lacreview_rules.wording import day_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lacreview_rules.counting.calendars import Layer, WorkingCalendar

COLUMNS = ("on", "name", "kind", "confirmed", "source")
"""The columns of the CSV, in order; new ones are only ever added on the right."""
_BUILT_IN = "built in"


class _Shown(NamedTuple):
    """One day off: a "bank-holiday", or a day on which an authority is "closed" for its local rules only."""

    on: date
    name: str
    kind: str
    confirmed: bool
    source: str


def calendar_show(
    *,
    year: Annotated[int | None, typer.Option("--year", help="Only this year.", show_default=False)] = None,
    first: Annotated[
        date | None, typer.Option("--from", parser=typed_day, metavar="DATE", help="From this day on.", show_default=False)
    ] = None,
    last: Annotated[date | None, typer.Option("--to", parser=typed_day, metavar="DATE", help="Up to this day.", show_default=False)] = None,
    layers: Annotated[
        list[Path] | None,
        typer.Option("--layer", metavar="FILE", help="Lay a file of bank holidays over those built in; may be given more than once."),
    ] = None,
    form: Annotated[Form, typer.Option("--format", "-f", help="table, or json or csv for other systems.")] = Form.TABLE,
) -> None:
    """The bank holidays in England and Wales that are counted, and who says so.

    Without --year, --from or --to: the last two years on the official list.
    """
    calendar = calendar_with(layers or ())
    start, end = _span(calendar, year, first, last)
    days = [day for day in _days_off(calendar) if start <= day.on <= end]
    configure_streams(machine=form is not Form.TABLE)
    if form is Form.JSON:
        typer.echo(json.dumps(_record(calendar, start, end, days), ensure_ascii=False, indent=2))
    elif form is Form.CSV:
        write_table(sys.stdout, COLUMNS, (day._asdict() for day in days))
    else:
        typer.echo("\n".join(wrapped(_lines(calendar, start, end, days), width_of(sys.stdout))))


def _span(calendar: WorkingCalendar, year: int | None, first: date | None, last: date | None) -> tuple[date, date]:
    if year is not None and (first is not None or last is not None):
        message = "--year already says from when to when; leave it out, or --from and --to"
        raise refuse(message)
    if year is not None and not calendar.first.year <= year <= calendar.last.year:
        message = f"--year {year}: calendar {calendar.id} runs from {calendar.first.year} to {calendar.last.year}; name a year in between"
        raise refuse(message)
    if year is not None:
        return date(year, 1, 1), date(year, 12, 31)
    if first is None and last is None:
        return date(calendar.confirmed_until.year - 1, 1, 1), calendar.confirmed_until
    start, end = first or calendar.first, last or calendar.last
    for day in (start, end):
        calendar.is_working_day(day)  # refuses a day outside the calendar
    if start > end:
        message = f"--from {start} is after --to {end}; exchange them"
        raise refuse(message)
    return start, end


def _days_off(calendar: WorkingCalendar) -> Iterator[_Shown]:
    built_in = {holiday.on for holiday in england_and_wales().holidays}
    said = {holiday.on: layer for layer in reversed(calendar.layers) for holiday in layer.added}
    closing = {holiday.on: layer for layer in reversed(calendar.layers) for holiday in layer.closed}
    shown = [
        _Shown(off.on, off.name, "bank-holiday", calendar.is_confirmed(off.on), _BUILT_IN if off.on in built_in else said[off.on].source)
        for off in calendar.holidays
    ]
    shown += [_Shown(off.on, off.name, "closed", confirmed=True, source=closing[off.on].source) for off in calendar.closures]
    return iter(sorted(shown))


def _record(calendar: WorkingCalendar, start: date, end: date, days: list[_Shown]) -> dict[str, Any]:
    return {
        "schema_version": 1,
        "id": calendar.id,
        "digest": calendar.digest,
        "first": calendar.first.isoformat(),
        "last": calendar.last.isoformat(),
        "confirmed_until": calendar.confirmed_until.isoformat(),
        "layers": [
            {"id": layer.id, "source": layer.source, "retrieved": layer.retrieved and layer.retrieved.isoformat()}
            for layer in calendar.layers
        ],
        "from": start.isoformat(),
        "to": end.isoformat(),
        "days": [{**day._asdict(), "on": day.on.isoformat()} for day in days],
    }


def _lines(calendar: WorkingCalendar, start: date, end: date, days: list[_Shown]) -> list[str]:
    lines = [
        f"Bank holidays, {calendar.id}, {day_text(start)} to {day_text(end)}",
        f"Official until {day_text(calendar.confirmed_until)}; later days are provisional",
    ]
    lines += [f"With {_whence(layer)}" for layer in calendar.layers]
    lines.append("")
    for day in days:
        closed = " (closed: for local rules only)" if day.kind == "closed" else ""
        weekend = " (weekend: not a working day anyway)" if day.on.weekday() >= 5 else ""  # noqa: PLR2004 - Saturday
        unsure = "" if day.confirmed else " (provisional)"
        source = f" [{day.source}]" if day.source != _BUILT_IN else ""
        lines.append(f"  {day_text(day.on):<15}  {day.name}{closed}{weekend}{unsure}{source}")
    return lines if days else [*lines, "  none"]


def _whence(layer: Layer) -> str:
    read = f", read on {day_text(layer.retrieved)}" if layer.retrieved is not None else ""
    return f"{layer.id}: {layer.source}{read}"


_TOLD = {
    "added": "only in the file",
    "missing": "built in, and missing from the file",
    "removed": "built in, and taken out by the file",
    "closed": "closed by the file, for local rules only",
}


def calendar_check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="GOV.UK's bank-holidays.json, or a file in TOML.", show_default=False)],
) -> None:
    """Check a file of bank holidays, and name each day on which it differs from those built in."""
    configure_streams(machine=False)
    layer = calendar_with([file]).layers[-1]
    calendar = england_and_wales()
    found = differences(layer, calendar)
    lines = [f"{file}: {_whence(layer)}"]
    if layer.whole is not None:
        lines.append(f"The whole list from {layer.whole[0].year} to {layer.whole[1].year}, {len(layer.added)} days")
    lines += [f"  {day_text(one.on):<15}  {_difference(one)}" for one in found]
    if layer.confirmed_until is not None and layer.confirmed_until > calendar.confirmed_until:
        lines.append(f"  Official until {day_text(layer.confirmed_until)}; built in, until {day_text(calendar.confirmed_until)}")
    count = f"{len(found)} differences" if len(found) > 1 else "1 difference" if found else "No differences"
    lines.append(f"{count} from the calendar built in, {calendar.id}")
    typer.echo("\n".join(wrapped(lines, width_of(sys.stdout))))


def _difference(one: Difference) -> str:
    if one.kind == "name":
        return f'"{one.name}" in the file, "{one.other_name}" built in (the name alone)'
    return f"{one.name}: {_TOLD[one.kind]}"
