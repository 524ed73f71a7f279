"""The tables and columns of the SSD that are read, and the words in them, as ``data/ssd.toml`` says."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

MOST_COLUMNS = 8
"""How many columns of a table are read at most, those by which a row finds its child apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table.

    Attributes:
        key: what the code calls it.
        name: what the SSD calls it.
        others: what earlier versions and vendors call it.
        date: whether it holds a date.
        needed: whether the table is of no use without it.
        loss: what is not known where it is missing; empty where that is nothing to speak of.
    """

    key: str
    name: str
    others: tuple[str, ...] = ()
    date: bool = False
    needed: bool = False
    loss: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of the SSD.

    Attributes:
        name: what the SSD calls it.
        others: what earlier versions and vendors call it.
        needed: whether nothing can be read without it.
        loss: what is not known where it is missing.
        seldom: whether nothing is said where it is missing.
        by: what its rows belong to, "person" or "period"; the first that a source has is used.
        of_all: whether it also holds rows of people who were never looked after.
        records: the tasks whose completion it records.
        columns: by their keys.
    """

    name: str
    by: tuple[str, ...]
    columns: dict[str, Column]
    others: tuple[str, ...] = ()
    needed: bool = False
    loss: str = ""
    seldom: bool = False
    of_all: bool = False
    records: tuple[str, ...] = ()

    @property
    def cells(self) -> tuple[Column, ...]:
        """The columns that are read of every row, in their order; not those by which a row finds its child."""
        return tuple(column for key, column in self.columns.items() if key != "person")


EPISODES, PERSON, PLACEMENT, LEGAL_STATUS = "ssd_cla_episodes", "ssd_person", "ssd_cla_placement", "ssd_legal_status"
MOTHERS = "ssd_mother"
REVIEWS, VISITS, CARE_PLAN, HEALTH = "ssd_cla_reviews", "ssd_cla_visits", "ssd_cla_care_plan", "ssd_cla_health"
QUESTIONNAIRES, MISSING, PERMANENCE, INVOLVEMENTS = "ssd_sdq_scores", "ssd_missing", "ssd_permanence", "ssd_involvements"


@cache
def tables() -> dict[str, Table]:
    """Every table that is read, by the name that the SSD gives it.

    Example:
        >>> tables()["ssd_cla_reviews"].columns["period"].name
        'clar_cla_id'
    """
    return {name: _table(name, dict(written)) for name, written in _written()["tables"].items()}


def _table(name: str, written: dict[str, Any]) -> Table:
    columns = {key: Column(key=key, **_tuples(dict(column))) for key, column in written.pop("columns").items()}
    return Table(name=name, columns=columns, **_tuples(written))


def _tuples(written: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in written.items()}


@cache
def words(key: str) -> frozenset[str]:
    """The words that stand for something, in small letters, as in `yes` and `nothing`.

    Example:
        >>> "y" in words("yes")
        True
    """
    return frozenset(word.casefold() for word in _written()[key])


@cache
def number(key: str) -> int:
    """A number that reading goes by.

    Example:
        >>> number("share_of_fullest_year")
        100
    """
    found: int = _written()[key]
    return found


@cache
def _written() -> dict[str, Any]:
    return tomllib.loads((files("lacreview_rules") / "data" / "ssd.toml").read_text(encoding="utf-8"))
