"""Files of bank holidays: GOV.UK's ``bank-holidays.json``, and days of an authority's own in TOML.

Both are read as a `Layer`, to be laid over the calendar of England and Wales. GOV.UK's list is whole for the years
it covers: it adds what the calendar lacks and takes out what it does not name. A file in TOML says what it adds,
removes and closes, and on whose word. Everything wrong with a file is told at once.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import BaseModel, ValidationError

from lacreview_rules.arguments import check_type
from lacreview_rules.counting.bank_holidays import FEWEST_IN_A_YEAR, SUBSTITUTE, BankHoliday, Layer, misfits
from lacreview_rules.counting.calendar_models import AddedDay, ClosedDay, GovUkDivision, RemovedDay, WrittenLayer, layer_schema
from lacreview_rules.counting.calendars import WorkingCalendar
from lacreview_rules.errors import CalendarFileError, Problem, nearest
from lacreview_rules.files.nesting import shallow_toml
from lacreview_rules.files.places import FilePlaces
from lacreview_rules.files.toml_remedies import remedy_of
from lacreview_rules.nesting import shallow_json

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["lay_over", "layer_schema", "read_layer"]

DIVISION = "england-and-wales"
_MOST_BYTES = 2_000_000  # GOV.UK's file is some thirty thousand bytes
_SHOWN = 60
_BARE_DAY = re.compile(r"(\b(?:on|retrieved|confirmed_until)\s*=\s*)(\d[\d./-]*)(?=\s*(?:[,}#]|$))", re.MULTILINE)
_DOWNLOAD = "download https://www.gov.uk/bank-holidays.json"


class _Read(NamedTuple):
    """A layer, and where in its file each day stands."""

    layer: Layer
    places: dict[tuple[str, date], str]


def read_layer(path: str | Path) -> Layer:
    r"""The layer in a file: JSON as GOV.UK publishes it, or TOML; which of them, the content says.

    Raises:
        CalendarFileError: the file cannot be used; `problems` lists everything wrong with it, each with its place.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     file = Path(folder) / "jubilee.toml"
        ...     head = 'schema_version = 1\nid = "jubilee"\nsource = "The Gazette"\nretrieved = 2026-05-02\n'
        ...     _ = file.write_text(head + '[[added]]\non = 2026-07-06\nname = "Jubilee"\n', encoding="utf-8")
        ...     read_layer(file).added
        (BankHoliday(on=datetime.date(2026, 7, 6), name='Jubilee'),)
    """
    return _read(Path(path)).layer


def lay_over(calendar: WorkingCalendar, path: str | Path) -> WorkingCalendar:
    r"""A calendar with the layer in a file laid over it.

    Raises:
        CalendarFileError: as `read_layer`; also a day to remove that is no holiday of the calendar, and a day
            outside it, each with its place in the file.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> from lacreview_rules import england_and_wales
        >>> with TemporaryDirectory() as folder:
        ...     file = Path(folder) / "jubilee.toml"
        ...     head = 'schema_version = 1\nid = "jubilee"\nsource = "The Gazette"\nretrieved = 2026-05-02\n'
        ...     _ = file.write_text(head + '[[added]]\non = 2026-07-06\nname = "Jubilee"\n', encoding="utf-8")
        ...     lay_over(england_and_wales(), file).why_not_working(date(2026, 7, 6))
        'Jubilee'
    """
    check_type("calendar", calendar, WorkingCalendar, remedy="write england_and_wales()")
    check_type("path", path, str, Path)
    layer, places = _read(Path(path))
    problems = []
    names = {holiday.on: holiday.name for holiday in calendar.holidays}
    for table, days in (("added", layer.added), ("closed", layer.closed)):
        for on in (holiday.on for holiday in days):
            if not calendar.first <= on <= calendar.last:
                what = f"{on} is outside calendar {calendar.id}, which runs from {calendar.first} to {calendar.last}"
                problems.append(Problem(places[table, on], what, "correct the year, or take the day out"))
    for on, why in misfits(layer, names):
        near = min(names, key=lambda day: abs((day - on).days), default=on)
        remedy = f"did you mean {near}, {names[near]}?" if 0 < abs((near - on).days) <= 14 else "take the day out"  # noqa: PLR2004 - a fortnight
        problems.append(Problem(places["removed", on], f"{on} {why} in calendar {calendar.id}", remedy))
    if problems:
        raise CalendarFileError(problems)
    return calendar.with_layer(layer)


def _read(path: Path) -> _Read:
    where = str(path)
    text = _text(path)
    start = text.lstrip()
    if start.startswith("BEGIN:VCALENDAR"):
        raise _refused(where, "the file is a calendar for a diary (iCalendar)", f"{_DOWNLOAD} instead")
    if path.suffix.lower() != ".json" and not start.startswith("{"):
        return _own(_parsed_toml(text, where), FilePlaces(text, where))
    content = _parsed_json(text, where)
    return _own(content, FilePlaces(text, where)) if "schema_version" in content else _gov_uk(content, where, path.name)


def _refused(where: str, what: str, remedy: str) -> CalendarFileError:
    return CalendarFileError([Problem(where, what, remedy)])


def _text(path: Path) -> str:
    where = str(path)
    try:
        with path.open("rb") as file:
            raw = file.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "no file can have this name"
        raise _refused(where, f"the file cannot be read: {why}", "check the path") from None
    if len(raw) > _MOST_BYTES:
        raise _refused(where, "the file is too large to be a list of bank holidays", "check that it is the right file")
    if not raw.removeprefix(b"\xef\xbb\xbf").strip():
        raise _refused(where, "the file is empty", "check that it is the right file")
    if b"\0" in raw:
        raise _refused(where, "the file is not text", f"give a file in TOML, or {_DOWNLOAD}")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(where, f"byte {error.start} is not UTF-8 text", "save the file as UTF-8") from None


def _parsed_toml(text: str, where: str) -> dict[str, Any]:
    """The content of a TOML file. A date that does not exist stays as it was written, to be told with the rest."""
    try:
        return shallow_toml(text)
    except ValueError as error:
        try:
            return shallow_toml(_BARE_DAY.sub(r'\1"\2"', text))
        except ValueError:
            pass
        raise _refused(where, f"not valid TOML: {error}", f"{remedy_of(text, str(error))}; or {_DOWNLOAD}, which is JSON") from None


def _parsed_json(text: str, where: str) -> dict[str, Any]:
    twice: dict[str, None] = {}

    def as_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        counted = Counter(name for name, _ in pairs)
        twice.update((name, None) for name, times in counted.items() if times > 1)
        return dict(pairs)

    try:
        content = shallow_json(text, as_object)
    except json.JSONDecodeError as error:
        remedy = f"mend that place, or {_DOWNLOAD} again"
        raise _refused(where, f"not valid JSON: {error.msg} (line {error.lineno}, column {error.colno})", remedy) from None
    except ValueError:
        raise _refused(where, "not usable JSON: a number is too long, or objects are nested too deeply", f"{_DOWNLOAD} again") from None
    if twice:
        raise CalendarFileError([Problem(where, f'the key "{name[:_SHOWN]}" stands twice in one object', "leave one") for name in twice])
    if not isinstance(content, dict):
        raise _refused(where, "a list of bank holidays is one object with keys", f"{_DOWNLOAD} again")
    return content


# ---- GOV.UK


def _gov_uk(content: dict[str, Any], where: str, name: str) -> _Read:
    """GOV.UK's list: all three divisions under their names, or the one division alone."""
    alone = "events" in content
    if not alone and DIVISION not in content:
        found = ", ".join(str(key)[:_SHOWN] for key in list(content)[:4]) or "nothing"
        raise _refused(where, f'there is no division "{DIVISION}" in it, but {found}', f"{_DOWNLOAD}, which has it")
    path = [] if alone else [DIVISION]
    division = content if alone else content[DIVISION]
    try:
        written = GovUkDivision.model_validate(division)
    except ValidationError as error:
        raise CalendarFileError(_problem(found, [*path, *found["loc"]], where) for found in error.errors()) from None
    places = {("added", event.on): _at(where, [*path, "events", i, "date"]) for i, event in enumerate(written.events)}
    times = Counter(event.on for event in written.events)
    problems = [Problem(places["added", on], f"{on} stands {n} times", "leave one") for on, n in times.items() if n > 1]
    years = Counter(on.year for on in times)
    first, last = min(years), max(years)
    for year in range(first, last + 1):
        if years[year] < FEWEST_IN_A_YEAR:
            what = f"{year} has {years[year]} bank holidays, and there are never fewer than {FEWEST_IN_A_YEAR}"
            remedy = f"{_DOWNLOAD} again, or write single days as TOML"
            problems.append(Problem(_at(where, [*path, "events"]), what, remedy))
    if problems:
        raise CalendarFileError(problems)
    added = tuple(sorted(BankHoliday(event.on, _named(event.title, event.notes)) for event in written.events))
    whole = (date(first, 1, 1), date(last, 12, 31))
    return _Read(Layer(added, (), f"GOV.UK bank holidays, {DIVISION} ({name})", None, whole[1], whole=whole, id="gov-uk"), places)


def _named(title: str, notes: str) -> str:
    """The name as the calendar has it. Which day it is, the date alone says."""
    plain = title.strip().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return plain + SUBSTITUTE if notes.strip().lower() == "substitute day" and SUBSTITUTE not in plain else plain


# ---- an authority's own days


def _own(content: dict[str, Any], file: FilePlaces) -> _Read:
    try:
        written = WrittenLayer.model_validate(content)
    except ValidationError as error:
        raise CalendarFileError(_problem(found, list(found["loc"]), file.where, content, file) for found in error.errors()) from None
    tables: dict[str, list[Any]] = {"added": written.added, "removed": written.removed, "closed": written.closed}
    places: dict[tuple[str, date], str] = {}
    problems = []
    for table, days in tables.items():
        for index, day in enumerate(days):
            place = file.of([table, index, "on"], content)
            if (table, day.on) in places:
                problems.append(Problem(place, f"{day.on} stands in {table} already", "leave one"))
            places.setdefault((table, day.on), place)
    for one, other, what in (("removed", "added", "removed, and added too"), ("closed", "added", "a bank holiday for everybody by added")):
        both = dict.fromkeys(day.on for day in tables[one] if (other, day.on) in places)
        problems += [Problem(places[one, on], f"{on} is {what}", "leave one") for on in both]
    if not places and written.confirmed_until is None:
        problems.append(Problem(file.where, "it adds, removes and closes no day", "write days under [[added]], [[removed]] or [[closed]]"))
    if problems:
        raise CalendarFileError(problems)
    layer = Layer(
        added=_holidays(written.added),
        removed=tuple(sorted(day.on for day in written.removed)),
        source=written.source,
        retrieved=written.retrieved,
        confirmed_until=written.confirmed_until,
        closed=_holidays(written.closed),
        id=written.id,
    )
    return _Read(layer, places)


def _holidays(days: Iterable[AddedDay | ClosedDay]) -> tuple[BankHoliday, ...]:
    return tuple(sorted(BankHoliday(day.on, day.name) for day in days))


# ---- what is wrong, and where

_WRONG = {
    "string_type": ("it is not text", "write it in quotation marks"),
    "string_pattern_mismatch": ("it is empty", "fill it in"),
    "list_type": ("it is not a list", "write [[added]], [[removed]] or [[closed]] above each day"),
    "model_type": ("it is not a table with keys", "write on = and name = below its heading"),
    "too_short": ("there is no bank holiday in it", f"{_DOWNLOAD} again"),
}
_SEVERAL_DAYS = ("from", "to", "until", "start", "end", "dates", "days")
_TABLES: dict[str, type[BaseModel]] = {"added": AddedDay, "removed": RemovedDay, "closed": ClosedDay}


def _problem(found: Any, path: list[Any], where: str, content: dict[str, Any] | None = None, file: FilePlaces | None = None) -> Problem:
    """What pydantic found. `content` and `file` are those of a file of the authority's own; none for GOV.UK's."""
    own = content is not None
    place = file.of(path, content) if content is not None and file is not None else _at(where, path)
    kind, key = found["type"], str(path[-1]) if path else ""
    if kind == "extra_forbidden":
        model = WrittenLayer if len(path) == 1 else _TABLES[str(path[0])]
        if len(path) > 1 and key in WrittenLayer.model_fields:
            return Problem(place, f'"{key}" is said of the whole file', "write it at the top, above the first line in brackets")
        if key in _SEVERAL_DAYS:
            return Problem(place, f'there is no key "{key}"', f"write one [[{path[0]}]] for each day, with on = and name =")
        return Problem(place, f'there is no key "{key[:_SHOWN]}"', nearest(key, list(model.model_fields)))
    if kind == "missing":
        return Problem(place, f'the key "{key}" is missing', "add it" if own else f"{_DOWNLOAD} again")
    if kind == "value_error":
        return Problem(place, *found["ctx"]["error"].args)
    if key == "division":
        shown = str(found["input"])[:_SHOWN]
        return Problem(place, f'it is of the division "{shown}"', f'give the list of "{DIVISION}", whose working days count')
    if key == "schema_version":
        return Problem(place, "it is not a version of this format that is known here", "write schema_version = 1")
    if own and key == "id" and kind == "string_pattern_mismatch":
        return Problem(place, "an id is small letters, figures and hyphens", 'write it as in "our-closure-days"')
    what, remedy = _WRONG.get(kind, ("it is not as it should be", "correct it"))
    return Problem(place, what, remedy if own or kind == "too_short" else f"{_DOWNLOAD} again")


def _at(where: str, path: list[Any]) -> str:
    """A place in a JSON file: file: england-and-wales.events[3].date."""
    steps = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return f"{where}: {steps.removeprefix('.')}" if steps else where
