"""Which return a file is of, as far as its name or a cell says: its years, and whether it is the one before."""

from __future__ import annotations

import re

_SPANS = re.compile(r"(?<!\d)((?:19|20)?\d\d)[ _/-]?((?:19|20)?\d\d)(?!\d)", re.ASCII)
_YEARS = re.compile(r"(?:19|20)\d\d", re.ASCII)
_BEFORE = re.compile(r"(?<![a-z])(?:last|prev|previous)(?:[ _-]?(?:year|yr))?(?![a-z])", re.ASCII)
_CENTURY = 100
_THIS_CENTURY = "20"


def years_in(text: str) -> tuple[str, ...]:
    """The calendar years that a name holds: of four digits, or two years in a row of two digits.

    Example:
        >>> years_in("2024_episodes"), years_in("episodes 23-24"), years_in("2425_header"), years_in("2023-24"), years_in("part 12")
        (('2024',), ('2023', '2024'), ('2024', '2025'), ('2023', '2024'), ())
    """
    for first, second in _SPANS.findall(text):
        whole = first + second
        if len(whole) == len("2021") and _YEARS.fullmatch(whole):
            continue  # 2021 is a year, not 2020-21
        if (int(first) + 1) % _CENTURY == int(second) % _CENTURY:
            return tuple(year if len(year) > len("24") else _THIS_CENTURY + year for year in (first, second))
    return tuple(_YEARS.findall(text))


def is_before(text: str) -> bool:
    """Whether a name calls the return the last one, or the previous: the one before that of the other files.

    Example:
        >>> is_before("episodes_last"), is_before("Previous Year header"), is_before("prevperm"), is_before("blast")
        (True, True, False, False)
    """
    return _BEFORE.search(text.lower()) is not None
