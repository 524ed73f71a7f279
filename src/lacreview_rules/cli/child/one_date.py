"""``lacreview date``: one calculation, explained, without any child or profile."""

from __future__ import annotations

import re
import sys
from datetime import time
from typing import Annotated

import typer

from lacreview_rules.cli.exits import refuse
from lacreview_rules.cli.options import CalendarFiles, calendar_with, read_day
from lacreview_rules.cli.terminal import configure_streams, width_of, wrapped
from lacreview_rules.counting.calculations import Calculation, calculate
from lacreview_rules.counting.periods import Period, Unit

_IN_WORDS = (
    r"(?:the\s+)?(?:[A-Za-z]+,?\s+)?[0-9]{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?[A-Za-z]+\.?,?\s+[0-9]+"  # whether or not there is such a day
)
_PHRASE = re.compile(
    rf"(?P<period>.*?)\s+(?P<way>after|before|from|since)\s+(?P<day>{_IN_WORDS}|\S+)(?:,?\s+(?:at\s+)?(?P<time>\S+))?", re.IGNORECASE
)
_JOINED = re.compile(r"(?<=[0-9])T(?=[0-9])")  # 2026-03-28T14:00
_TIME = re.compile(r"(?P<hour>[01]?[0-9]|2[0-3])[:.](?P<minute>[0-5][0-9])")
_EXAMPLE = 'write it as in "20 working days after 2025-12-19" or "24 hours after 2026-03-28 14:00"'


def one_date(
    calculation: Annotated[
        str,
        typer.Argument(metavar="CALCULATION", help='What to work out, in quotes: "20 working days after 2025-12-19".', show_default=False),
    ],
    *,
    clear: Annotated[bool, typer.Option("--clear", help="Count back in clear days: one day further (only with before).")] = False,
    inclusive: Annotated[bool, typer.Option("--inclusive", help="The day counted from is day 1 (only with after).")] = False,
    calendar: CalendarFiles = None,
) -> None:
    """Work out one date and say how, naming every bank holiday skipped.

    \b
    lacreview date "20 working days after 2025-12-19"
    lacreview date "3 months after 30 November 2025"
    lacreview date "3 working days before 2026-04-08" --clear
    lacreview date "24 hours after 2026-03-28 14:00"
    """  # noqa: D301 - the \b keeps the examples on lines of their own
    configure_streams(machine=False)
    asked = _read(calculation, clear=clear, inclusive=inclusive)
    answer = calculate(asked, calendar_with(calendar or ()))
    lines = [f"{asked}: {answer.said}", *(f"  {line}" for line in answer.working)]
    typer.echo("\n".join(wrapped(lines, width_of(sys.stdout))))


def _read(phrase: str, *, clear: bool, inclusive: bool) -> Calculation:
    found = _PHRASE.fullmatch(_JOINED.sub(" ", " ".join(phrase.split())))
    if found is None:
        message = f'"{phrase}" is not a calculation; {_EXAMPLE}'
        raise refuse(message)
    way = found["way"].lower()
    if way in {"from", "since"}:
        message = f'"{way}" can be read two ways; say "after", and add --inclusive if the day itself counts'
        raise refuse(message)
    period = Period.parse(found["period"])
    try:
        day = read_day(found["day"])
    except ValueError as error:
        raise refuse(str(error)) from None
    if clear and way == "after":
        message = "--clear is a way of counting back; leave it out, or say before"
        raise refuse(message)
    if inclusive and way == "before":
        message = "--inclusive is a way of counting forward; leave it out, or say after"
        raise refuse(message)
    return Calculation(period, way == "after", day, _time(found["time"], period, clear=clear, inclusive=inclusive), clear, inclusive)


def _time(text: str | None, period: Period, *, clear: bool, inclusive: bool) -> time | None:
    if text is None:
        return None
    found = _TIME.fullmatch(text)
    if found is None:
        message = f'"{text}" is not a time of day; write it on the 24 hour clock, as in 14:00'
        raise refuse(message)
    if period.unit is not Unit.HOUR:
        message = f"a time of day matters only to hours, and this counts {period.unit}s; leave the time out"
        raise refuse(message)
    if clear or inclusive:
        message = "hours are counted from the minute, so neither --clear nor --inclusive applies; leave it out"
        raise refuse(message)
    return time(int(found["hour"]), int(found["minute"]))
