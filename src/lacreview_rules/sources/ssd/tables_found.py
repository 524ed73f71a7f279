"""Which tables and columns of the SSD a source has, under whatever names; what is missing is told with what it costs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from lacreview_rules.errors import ExtractError, Problem, close_to
from lacreview_rules.sources.door import Remark
from lacreview_rules.sources.ssd.kinds import EFFECTS
from lacreview_rules.sources.ssd.layout import Table, tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Holds = Literal["text", "date", "number", "other"]
"""What a column is declared to hold: a date column may hold dates, or text that says one."""
_NO_DATE = frozenset({"number", "other"})
_PREFIX = "ssd_"
_AFFIXES = re.compile(r"^(?:[^.]*\.)*(?:(?:vw|v|view|tbl)_)?|(?:_(?:vw|v|view))?(?:_?\d{4}(?:_?\d\d){0,5})?$", re.ASCII)
"""What may stand before and behind the name of a table: a schema, the mark of a view, the day of an extract."""

_OF_A_DAY = re.compile(r"\d{4}(?:_?\d\d){0,5}$", re.ASCII)
"""A name that ends in the day of an extract: what it holds is not what a view of the table would."""


class SourceTable(NamedTuple):
    """A table, view or file of a source.

    Attributes:
        schema: the schema of the database that it is in; None if there is none.
        name: what the source calls it.
        shown: what messages call it.
        columns: what its columns are called, and what each is declared to hold.
        row: the column that holds the number of each row in a file; None if rows have no number.
        known_as: what a statement calls it, if that is not its name.
    """

    schema: str | None
    name: str
    shown: str
    columns: Mapping[str, Holds]
    row: str | None = None
    known_as: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTable:
    """A table of the SSD as a source has it.

    Attributes:
        table: what the SSD says of it.
        source: the source's own table.
        columns: by the key of the SSD's column, what the source calls it.
    """

    table: Table
    source: SourceTable
    columns: dict[str, str]

    def called(self, key: str) -> str:
        """What the source calls a column, or what the SSD does where the source has none."""
        return self.columns.get(key, self.table.columns[key].name)


@dataclass(slots=True)
class Found:
    """The tables of a source.

    Attributes:
        tables: by the name that the SSD gives each.
        remarks: what is missing, and what that costs.
    """

    tables: dict[str, FoundTable] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)


def known_name(name: str) -> str | None:
    """The SSD's name of a table that a source calls something like it; None if it is none that is read.

    A name may have a schema before it, the mark of a view, or the day of an extract behind it.

    Example:
        >>> known_name("SSD_CLA_EPISODES"), known_name("#ssd_cla_placements"), known_name("person"), known_name("ssd_family")
        ('ssd_cla_episodes', 'ssd_cla_placement', 'ssd_person', None)
        >>> known_name("vw_ssd_person"), known_name("HDM.SSD.ssd_person_v"), known_name("ssd_person_20260714")
        ('ssd_person', 'ssd_person', 'ssd_person')
    """
    whole = name.strip().casefold().replace(" ", "_").replace("-", "_")
    return _exact_name(whole) or _exact_name(_AFFIXES.sub("", whole))


def name_within(name: str) -> str | None:
    """The SSD's name of a table that stands in the name of a file which is called otherwise, as a copy of it is; None if none does.

    Example:
        >>> name_within("ssd_cla_reviews (2)"), name_within("Copy of ssd_cla_reviews"), name_within("reviews to come")
        ('ssd_cla_reviews', 'ssd_cla_reviews', None)
    """
    whole = re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_")
    return next((one for table in tables().values() for one in (table.name, *table.others) if f"_{one}_" in f"_{whole}_"), None)


def _exact_name(name: str) -> str | None:
    """The SSD's name of a table of this name, or of another that the SSD gives it."""
    plain = name.strip().casefold().lstrip("#").replace(" ", "_").replace("-", "_")
    plain = plain if plain.startswith(_PREFIX) else f"{_PREFIX}{plain}"
    for table in tables().values():
        if plain == table.name or plain in table.others:
            return table.name
    return None


def find_tables(
    sources: Iterable[SourceTable],
    *,
    kind: str,
    several: str,
    holds_nothing: Callable[[SourceTable, str], bool] = lambda _table, _column: False,
) -> Found:
    """The tables of the SSD among those of a source.

    Args:
        sources: what the source has.
        kind: what the source calls a table: "table" or "file".
        several: what to do about two of one kind.
        holds_nothing: whether a column is empty in every row, so that what it is declared to hold says nothing.

    Raises:
        ExtractError: a table that nothing can be read without is missing, lacks a column, or is there twice.
    """
    found, problems = Found(), []
    groups: dict[str, list[SourceTable]] = {}
    others: list[str] = []
    for source in sources:
        name = known_name(source.name)
        if name is None:
            others.append(source.name)
        else:
            groups.setdefault(name, []).append(source)
    for table in tables().values():
        group = groups.get(table.name, [])
        whole = group
        group = [one for one in group if _exact_name(one.name)] or group  # a table comes before a view on it
        others_of_kind = [one for one in whole if one not in group and (kind == "file" or _OF_A_DAY.search(one.name))]
        found.remarks += [_not_read(one, group[0], kind) for one in others_of_kind]
        if len(group) > 1:
            places = " and ".join(sorted(one.shown for one in group))
            problems.append(Problem(places, f"each is {table.name}, and a row of either may be the right one", several))
        elif not group:
            near = close_to(table.name, [name.casefold() for name in others])
            remedy = f'add it; is "{near}" meant for it?' if near is not None else "add it"
            if table.needed:
                problems.append(Problem("", f"there is no {kind} {table.name}", remedy))
            elif not table.seldom:
                problem = Problem("", f"there is no {kind} {table.name}, so {table.loss}", remedy)
                found.remarks.append(Remark("table-missing", problem, used=True, effect=table.loss))
        else:
            wrong = _match(table, group[0], found, holds_nothing)
            if wrong and table.needed:
                problems += wrong
            else:
                found.remarks += [Remark("table-not-used", _with_loss(problem, table), used=False, effect=table.loss) for problem in wrong]
    if problems:
        raise ExtractError(problems)
    return found


def _not_read(other: SourceTable, read: SourceTable, kind: str) -> Remark:
    """That an extract of some day, or a file that is called otherwise, was passed over because a table has the very name."""
    name = "the name without a day" if _OF_A_DAY.search(other.name) else "its own name"
    what = f"it was not read: {read.shown} holds the same table, under {name}"
    remedy = f"leave the {kind} that is to be read"
    return Remark("table-left-alone", Problem(other.shown, what, remedy), used=False, effect=EFFECTS["table-left-alone"])


def _with_loss(problem: Problem, table: Table) -> Problem:
    return Problem(problem.where, f"{problem.what}; the table was not used, so {table.loss}", problem.remedy)


def _match(table: Table, source: SourceTable, found: Found, holds_nothing: Callable[[SourceTable, str], bool]) -> list[Problem]:
    """Put a table among those found, or say why it is of no use."""
    columns: dict[str, str] = {}
    problems: list[Problem] = []
    remarks: list[Remark] = []
    names = {name.strip().casefold(): name for name in source.columns}
    known = {name for column in table.columns.values() for name in (column.name, *column.others)}
    for column in table.columns.values():
        there = [names[name] for name in (column.name, *column.others) if name in names]
        if not there:
            near = close_to(column.name, [name for name in names if name not in known])
            remedy = f'add it; is "{near}" meant for it?' if near is not None else "add it"
            if column.needed:
                problems.append(Problem(f"{source.shown}, column {column.name}", "it is missing", remedy))
            elif column.loss:
                problem = Problem(f"{source.shown}, column {column.name}", f"it is missing, so {column.loss}", remedy)
                remarks.append(Remark("column-missing", problem, used=True, effect=column.loss))
        elif column.date and source.columns[there[0]] in _NO_DATE and not holds_nothing(source, there[0]):
            what = f"it is declared to hold {'numbers' if source.columns[there[0]] == 'number' else 'neither dates nor text'}, not dates"
            problems.append(Problem(f"{source.shown}, column {there[0]}", what, "give it the type of a date"))
        else:
            columns[column.key] = there[0]
    if not any(key in columns for key in table.by):
        called = " or ".join(table.columns[key].name for key in table.by)
        problems.append(Problem(source.shown, f"there is no column {called}, so no row can be given to a child", "add it"))
    if not problems:
        found.tables[table.name] = FoundTable(table=table, source=source, columns=columns)
        found.remarks += remarks
    return problems
