"""This library's own answer to a case, and the calendar of a case as a file for another system."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from lacreview_rules.counting.calendars import england_and_wales
from lacreview_rules.engine.build import build_schedule
from lacreview_rules.histories.json import parse_history
from lacreview_rules.profile_files.loading import load_profile

if TYPE_CHECKING:
    from lacreview_rules.corpus.cases import Case
    from lacreview_rules.counting.bank_holidays import Layer
    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.schedules.schedule import Schedule


def answer_to(case: Case, profile: str | None = None) -> Schedule:
    """The schedule that this library makes of a case.

    Args:
        case: the case.
        profile: the id or path of the profile to ask, with the settings of the case; the case's own unless given.

    Raises:
        LacReviewError: the case holds something that the library cannot use.

    Example:
        >>> from lacreview_rules.corpus.cases import find_case
        >>> schedule = answer_to(find_case("newham-0001"))
        >>> schedule.of("review")[0].due, schedule.as_of
        (datetime.date(2025, 1, 2), datetime.date(2024, 12, 2))
    """
    asked = load_profile(case.profile if profile is None else profile)
    if case.settings:
        asked = asked.with_settings(**case.settings)
    return build_schedule(parse_history(case.history), asked, calendar_of(case), until=case.until).on(case.as_of)


def calendar_of(case: Case) -> WorkingCalendar:
    """The working days of England and Wales, with the days of the case laid over them.

    Raises:
        CalendarError: a day to take out is no bank holiday.
    """
    calendar = england_and_wales()
    return calendar if case.calendar is None else calendar.with_layer(case.calendar)


def layer_text(layer: Layer, retrieved: str) -> str:
    r"""A layer as the text of a calendar file, for a system that reads such files as ``lacreview --calendar`` does.

    Args:
        layer: the days added, removed and closed.
        retrieved: the day to give as that on which the source was read.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules.counting.bank_holidays import BankHoliday, Layer
        >>> print(layer_text(Layer((BankHoliday(date(2026, 7, 6), "Jubilee"),), (), "a case", id="case"), "2026-11-21"))
        schema_version = 1
        id = "case"
        source = "a case"
        retrieved = 2026-11-21
        <BLANKLINE>
        [[added]]
        on = 2026-07-06
        name = "Jubilee"
        <BLANKLINE>
    """
    parts = [f"schema_version = 1\nid = {_quoted(layer.id)}\nsource = {_quoted(layer.source)}\nretrieved = {retrieved}\n"]
    parts += [f"[[{table}]]\non = {day.on}\nname = {_quoted(day.name)}\n" for table in ("added", "closed") for day in getattr(layer, table)]
    parts += [f"[[removed]]\non = {day}\n" for day in layer.removed]
    return "\n".join(parts)


def _quoted(text: str) -> str:
    """A basic string of TOML, whose escapes are those of JSON; only a deletion mark it escapes besides."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
