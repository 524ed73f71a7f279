"""A layer of bank holidays against a calendar: every difference, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from lacreview_rules.counting.bank_holidays import SUBSTITUTE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from lacreview_rules.counting.bank_holidays import Layer
    from lacreview_rules.counting.calendars import WorkingCalendar

_SATURDAY = 5


class Difference(NamedTuple):
    """One day on which a layer and a calendar do not say the same.

    Attributes:
        kind: "added": only the layer has it. "missing": a whole list that does not name a holiday of the calendar.
            "removed": the layer takes it out. "closed": a working day but for an authority's own rules.
            "name": both have it, under other names.
        name: the layer's name for the day; the calendar's where the layer has none.
        other_name: for "name", the calendar's.
    """

    on: date
    kind: Literal["added", "missing", "removed", "closed", "name"]
    name: str
    other_name: str = ""


def differences(layer: Layer, calendar: WorkingCalendar) -> tuple[Difference, ...]:
    """How a calendar would change under a layer, and which names differ, in the order of the days.

    Days at weekends are left out: nobody works then, holiday or not. A substitute day is one by any name.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules.counting.calendars import BankHoliday, Layer, england_and_wales
        >>> layer = Layer((BankHoliday(date(2026, 7, 6), "Proclaimed"),), (), "The Gazette")
        >>> differences(layer, england_and_wales())
        (Difference(on=datetime.date(2026, 7, 6), kind='added', name='Proclaimed', other_name=''),)
    """
    return tuple(sorted(found for found in _found(layer, calendar) if found.on.weekday() < _SATURDAY))


def _found(layer: Layer, calendar: WorkingCalendar) -> Iterator[Difference]:
    names = {holiday.on: holiday.name for holiday in calendar.holidays}
    for holiday in layer.added:
        if holiday.on not in names:
            yield Difference(holiday.on, "added", holiday.name)
        elif _plain(holiday.name) != _plain(names[holiday.on]):
            yield Difference(holiday.on, "name", holiday.name, names[holiday.on])
    for holiday in calendar.holidays:
        if layer.leaves_out(holiday):
            yield Difference(holiday.on, "missing", holiday.name)
    for day in layer.removed:
        yield Difference(day, "removed", names.get(day, ""))
    for holiday in layer.closed:
        if holiday.on not in names:
            yield Difference(holiday.on, "closed", holiday.name)


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").removesuffix(SUBSTITUTE).split())
