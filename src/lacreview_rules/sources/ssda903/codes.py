"""What the codes of a data return mean, as the table in ``data/ssda903.toml`` says."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from lacreview_rules.errors import close_to
from lacreview_rules.sources.ssda903.meanings import meant

_LONGEST_CODE = 8
_WITH_MEANING = re.compile(r"([A-Za-z]\d{0,2}[A-Za-z]?)(?:\s*[-:,(=\u2013\u2014].*)", re.ASCII | re.DOTALL)
_COLUMNS = ("RNE", "LS", "PLACE", "REC")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Code:
    """One code of one column. What is false or None for a code that is not in the table is simply not known.

    Attributes:
        code: as written, in capitals.
        known: whether the table has it.
        title: what it means, in short.
        verified: whether its meaning was read in a copy of the Department's list.
        word: the word of a history it becomes (LS, PLACE).
        start: care begins (RNE).
        status: the legal status changes (RNE).
        placement: the placement changes (RNE).
        carer: the carer changes with it (RNE).
        continues: another episode of the same period of care follows at once (REC).
        single_breaks: short breaks recorded one by one (LS).
        temporary: the child is expected back (PLACE).
        long_term: long-term fostering (PLACE).
        most_days: a temporary placement may last so many days (PLACE); None: any number.
    """

    code: str
    known: bool = True
    title: str = ""
    verified: bool = True
    word: str | None = None
    start: bool = False
    status: bool = False
    placement: bool = False
    carer: bool = False
    continues: bool = False
    single_breaks: bool = False
    temporary: bool = False
    long_term: bool = False
    most_days: int | None = None

    def __eq__(self, other: object) -> bool:
        """Whether it is the same code: codes are compared row by row, nearly always with themselves; the table has one of each title."""
        return self is other or (isinstance(other, Code) and (self.code, self.known, self.title) == (other.code, other.known, other.title))

    def __hash__(self) -> int:
        """By the code alone."""
        return hash(self.code)

    @property
    def adoptive(self) -> bool:
        """Whether it is a placement for adoption."""
        return self.word == "adoptive"

    @property
    def short_break(self) -> bool:
        """Whether it is a legal status of short breaks."""
        return self.word == "short-break"


@cache
def codes() -> dict[str, dict[str, Code]]:
    """Every code in the table, by column.

    Example:
        >>> codes()["PLACE"]["U4"].word
        'foster-care'
    """
    tables = {column: _table()[column] for column in _COLUMNS}
    return {column: {code: Code(code=code, **row) for code, row in rows.items()} for column, rows in tables.items()}


@cache
def recorded_tasks() -> tuple[str, ...]:
    """The tasks whose completion a return records.

    Example:
        >>> recorded_tasks()[0]
        'review'
    """
    return tuple(_table()["records"])


@cache
def other_columns() -> frozenset[str]:
    """The columns that only other tables of a return have.

    Example:
        >>> "SW_ID" in other_columns()
        True
    """
    return frozenset(column for columns in _table()["other_tables"].values() for column in columns)


@cache
def series_pause() -> int:
    """How many months after one short break the next may begin, for both to be one series.

    Example:
        >>> series_pause()
        12
    """
    months: int = _table()["series_pause_months"]
    return months


@cache
def break_event() -> str:
    """The kind of event that records one short break, with its last day.

    Example:
        >>> break_event()
        'short-break-stay'
    """
    event: str = _table()["break_event"]
    return event


@cache
def of_age() -> int:
    """The age in years from which on nobody is looked after.

    Example:
        >>> of_age()
        18
    """
    age: int = _table()["of_age_years"]
    return age


@cache
def replacements() -> dict[str, tuple[str, ...]]:
    """The codes of a placement that took the place of another, by the code that is gone.

    Example:
        >>> replacements()["H5"]
        ('K3',)
    """
    return {old: tuple(new) for old, new in _table()["replaced"]["PLACE"].items()}


@cache
def year_begins() -> tuple[int, int]:
    """The month and the day on which the year of a return begins.

    Example:
        >>> year_begins()
        (4, 1)
    """
    month, day = _table()["year_begins"].split("-")
    return int(month), int(day)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files("lacreview_rules") / "data" / "ssda903.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1 << 12)  # the codes of a return come again and again
def code_in(column: str, cell: str) -> Code:
    """The code that a cell holds, alone, before its meaning or in words; one that is not `known` if it is not in the table.

    Of two in one cell it is the last.

    Example:
        >>> code_in("PLACE", "u6 - Other fostering").word, code_in("LS", "Special Guardianship Order").known
        ('foster-care', False)
        >>> code_in("RNE", "Started to be looked after").code, code_in("LS", "Interim care order Sec. 38(1)").code
        ('S', 'C1')
    """
    return codes_in(column, cell)[-1]


def codes_in(column: str, cell: str) -> tuple[Code, ...]:
    """The codes that a cell holds: one, or where words mean two legal statuses, both.

    Example:
        >>> [code.code for code in codes_in("LS", "Care Order Sec.31(a) & Placement Order (Sec. 21)")]
        ['C2', 'E1']
    """
    written = cell.upper()
    if (code := codes()[column].get(written)) is not None:
        return (code,)
    found = _WITH_MEANING.fullmatch(written)
    alone = found[1] if found else written
    if (code := codes()[column].get(alone)) is not None:
        return (code,)
    if len(written) > 1 and (words := meant(column, cell)):
        return tuple(codes()[column].get(word) or Code(code=word) for word in words)
    return (Code(code=alone, known=False),)


def unknown_code(column: str, cell: str) -> tuple[str, str]:
    """What is wrong with a cell whose code is not in the table, and how to mend it."""
    if not cell:
        return f"{column} is empty", "fill it in"
    known = list(codes()[column])
    near = close_to(cell.upper(), known) if len(cell) <= _LONGEST_CODE else None
    if near is not None:
        return f'{column} holds "{cell}", which is not a known code', f'did you mean "{near}"?'
    return f"{column} does not hold a known code", "correct it, or check whether the code is newer than this library"
