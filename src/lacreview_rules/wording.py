"""Words that everything people read has in common, each said here once: days, counts, grades, and how sure a date is."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKEND = ("Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SHORT_WEEKDAYS = tuple(name[:3] for name in WEEKDAYS)
SHORT_MONTHS = tuple(name[:3] for name in MONTHS)

GRADES: dict[bool | str, str] = {
    True: "read in the source",
    "corroborated": "corroborated by another document",
    False: "not yet verified in the source",
}
"""How far the wording of a timescale was checked, by its key ``verified``."""

BASES = {"actual": "recorded", "arranged": "arranged", "projected": "assumed"}
"""What is said of the day that a date counts from, by its basis."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

_CERTAINTY = {"actual": "", "arranged": "arranged", "projected": "provisional"}


def day_text(day: date | str | None) -> str:
    """A date as people write it, the same in every locale.

    Args:
        day: the date, or the same as ISO 8601 text; None where no date can be calculated.

    Example:
        >>> day_text(date(2026, 1, 21))
        'Wed 21 Jan 2026'
    """
    if day is None:
        return "no date"
    if isinstance(day, str):
        day = date.fromisoformat(day)
    return f"{SHORT_WEEKDAYS[day.weekday()]} {day.day} {SHORT_MONTHS[day.month - 1]} {day.year}"


def period_text(period: str) -> str:
    """A month or a quarter of the calendar as people write it.

    Args:
        period: "2026-03", "2026-Q2", or "" for all of them.

    Example:
        >>> period_text("2026-03"), period_text("2026-Q2"), period_text("")
        ('Mar 2026', 'Apr-Jun 2026', 'In all')
    """
    if not period:
        return "In all"
    year, _, part = period.partition("-")
    return f"{part_of_year(part)} {year}"


def part_of_year(part: str) -> str:
    """A month or a quarter without its year. A quarter is named by its months: a financial year numbers them otherwise.

    Example:
        >>> part_of_year("03"), part_of_year("Q2")
        ('Mar', 'Apr-Jun')
    """
    if part.startswith("Q"):
        first = 3 * (int(part[1:]) - 1)
        return f"{SHORT_MONTHS[first]}-{SHORT_MONTHS[first + 2]}"
    return SHORT_MONTHS[int(part) - 1]


def count_text(number: int, one: str, many: str = "") -> str:
    """A number of things.

    Args:
        number: how many.
        one: what one is called.
        many: what several are called, if not the same with an s.

    Example:
        >>> count_text(1, "day"), count_text(1200, "day"), count_text(0, "child", "children")
        ('1 day', '1,200 days', '0 children')
    """
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def hours_text(length: timedelta) -> str:
    """A length of time in hours, and in minutes where they are not whole.

    Example:
        >>> hours_text(timedelta(hours=40, minutes=30)), hours_text(timedelta(days=1))
        ('40 hours 30 minutes', '24 hours')
    """
    hours, minutes = divmod(length // timedelta(minutes=1), 60)
    return count_text(hours, "hour") + (f" {count_text(minutes, 'minute')}" if minutes else "")


def certainty(basis: str, before: str = "") -> str:
    """What is said beside a date that may still move, because what it counts from is only arranged or assumed.

    Args:
        basis: of the date.
        before: what comes between the date and the word.

    Example:
        >>> [f"Wed 21 Jan 2026{certainty(basis, ', ')}" for basis in ("actual", "arranged", "projected")]
        ['Wed 21 Jan 2026', 'Wed 21 Jan 2026, arranged', 'Wed 21 Jan 2026, provisional']
    """
    word = _CERTAINTY[basis]
    return f"{before}{word}" if word else ""


def plain(name: str) -> str:
    """The name of an event or task as words.

    Example:
        >>> plain("became-looked-after")
        'became looked after'
    """
    return name.replace("-", " ")


def with_capital(text: str) -> str:
    """A text that begins with a capital letter; the capitals that it has stay.

    Example:
        >>> with_capital("by 1 March"), with_capital("1 March")
        ('By 1 March', '1 March')
    """
    return text[:1].upper() + text[1:]


def without_capital(text: str) -> str:
    """A text as it goes on within a sentence: its first letter small, unless its first word is written in capitals.

    Example:
        >>> without_capital("The child is abroad"), without_capital("A move is planned"), without_capital("IRO agrees")
        ('the child is abroad', 'a move is planned', 'IRO agrees')
    """
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def iso(day: date | None) -> str | None:
    """A date as the contracts write it: ISO 8601; None for none."""
    return None if day is None else day.isoformat()


def folded(name: str) -> str:
    """A name as it is compared with another: small and capital letters, hyphens and spaces do not matter.

    Example:
        >>> folded("Social-Worker") == folded("social  worker")
        True
    """
    return " ".join(name.replace("-", " ").replace("_", " ").casefold().split())


def written_day(text: str) -> date | None:
    """The day that a text holds, or None if it is not written year-month-day.

    Raises:
        ValueError: it is, and there is no such day.

    Example:
        >>> written_day("2026-01-14"), written_day("2026-1-14"), written_day("20260114")
        (datetime.date(2026, 1, 14), None, None)
    """
    return date.fromisoformat(text) if _DAY.fullmatch(text) else None


def printable(text: str, keep: str = "") -> str:
    """Text that steers nothing, on a terminal, in a page or in a picture: what is not a visible character is a question mark.

    Control characters are none (a colour code, a bell, the end of a line), nor are signs that turn the direction of
    writing, and halves of pairs. A space of another width is a space.

    Args:
        text: the text.
        keep: characters that stay all the same, such as the end of a line.

    Example:
        >>> printable("A1" + chr(27) + "[31m")
        'A1?[31m'
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or char in keep else " " if unicodedata.category(char) == "Zs" else "?" for char in text)
