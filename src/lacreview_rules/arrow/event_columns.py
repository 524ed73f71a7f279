"""The columns of a table of events, and whether a table has them."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import MISSING, fields
from datetime import date, time
from typing import TYPE_CHECKING, Any, NamedTuple, get_type_hints

import pyarrow as pa

from lacreview_rules.arrow.cells import counts, days, lists, numbers, statuses, texts, times, truths, words
from lacreview_rules.arrow.plain_arrays import is_bytes, is_index, is_uuid, plain
from lacreview_rules.errors import InputError, Problem, close_to, nearest
from lacreview_rules.histories.event_records import UNWRITTEN
from lacreview_rules.histories.events import BUILT_IN, OtherEvent
from lacreview_rules.histories.models import DECLARED, model_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from lacreview_rules.arrow.cells import Cells


class EventColumn(NamedTuple):
    """One column of a table of events.

    Attributes:
        type: the type it is documented with; `read` takes others too.
        meaning: what it says, in a sentence.
        read: makes Python values of an array.
    """

    name: str
    type: Any
    meaning: str
    read: Callable[[Any], Cells]


_BY_HINT: dict[Any, tuple[Any, Callable[[Any], Cells]]] = {
    date: (pa.date32(), days),
    date | None: (pa.date32(), days),
    time | None: (pa.time32("s"), times),
    str: (pa.string(), texts),
    str | None: (pa.string(), texts),
    int | None: (pa.int32(), numbers),
    bool: (pa.bool_(), truths),
    bool | str: (pa.string(), words),
    str | list[str] | tuple[str, ...]: (pa.string(), statuses),
    str | list[str] | tuple[str, ...] | None: (pa.string(), statuses),
}
REQUIRED = ("child", "event", "on")
OF_THE_CHILD = ("child", "date_of_birth", "profile", "record_starts", "reviews_before", "records")
"""The columns that belong to the child and not to the event."""


def _columns() -> dict[str, EventColumn]:
    about = {name: field.description or "" for kind in (DECLARED, *BUILT_IN) for name, field in model_of(kind).model_fields.items()}
    found = [
        EventColumn("child", pa.string(), "The identifier the case system uses. All rows of a child stand together.", texts),
        EventColumn("date_of_birth", pa.date32(), "Needed by rules that depend on age. The same in every row that has it.", days),
        EventColumn("profile", pa.string(), "The id of the child's own profile. The same in every row that has it.", texts),
        EventColumn("record_starts", pa.date32(), "The day on which the child's record starts, where care began before it.", days),
        EventColumn("reviews_before", pa.int32(), "How many reviews of that period of care were held before record_starts.", counts),
        EventColumn("records", pa.string(), "The tasks whose completion the record tells of; without it, all of them.", lists),
        EventColumn("event", pa.string(), "What kind of event it is: a built-in kind, or one that the profile declares.", texts),
    ]
    for cls in (*BUILT_IN.values(), OtherEvent):
        hints = get_type_hints(cls)
        for field in fields(cls):
            if field.name != UNWRITTEN and field.name not in {column.name for column in found}:
                found.append(EventColumn(field.name, _BY_HINT[hints[field.name]][0], about[field.name], _BY_HINT[hints[field.name]][1]))
    return {column.name: column for column in found}


EVENT_COLUMNS: dict[str, EventColumn] = _columns()
"""Every column of a table of events, in the order in which it is documented."""


class Keys(NamedTuple):
    """What an event of one kind is made with.

    Attributes:
        make: the class of the event.
        known: the columns it may fill, beside those of every child and event.
        needed: those it must fill.
        idle: the values of a column of true and false that say nothing where the kind has no such key.
    """

    make: Any
    known: frozenset[str]
    needed: frozenset[str]


def _keys(cls: type[Any]) -> Keys:
    names = {field.name: field.default is MISSING for field in fields(cls)}
    special = {"event", "on", UNWRITTEN}
    return Keys(cls, frozenset(names) - special, frozenset(name for name, needed in names.items() if needed) - special)


KEYS: dict[str, Keys] = {kind: _keys(cls) for kind, cls in BUILT_IN.items()}
"""The keys of every built-in kind."""
OTHER_KEYS = _keys(OtherEvent)
"""The keys of a kind that a profile declares."""
IDLE: dict[str, bool] = {
    field.name: field.default
    for cls in BUILT_IN.values()
    for field in fields(cls)
    if isinstance(field.default, bool) and field.name != "value"
}
"""For a column of true and false, what says nothing: it may stand in the row of an event that has no such key."""


def events_schema() -> Any:
    """The columns of a table of events, as an Arrow schema. Only `child`, `event` and `on` must be there.

    Example:
        >>> events_schema().field("on").type
        DataType(date32[day])
    """
    return pa.schema([pa.field(column.name, column.type, nullable=column.name not in REQUIRED) for column in EVENT_COLUMNS.values()])


def check_columns(schema: Any, *, source: str = "", is_empty: Callable[[str], bool] | None = None) -> tuple[str, ...]:
    """The columns to read of a table of events, in their documented order.

    A column that pandas calls an index is left out if it is none of a table of events. So is one that is empty and of a type
    that is not read, for a frame gives a type to a column that holds nothing too.

    Args:
        schema: the columns that there are.
        source: the file, for an error.
        is_empty: whether a column that need not be there holds nothing; without it, none is known to.

    Raises:
        InputError: a column is missing, is there twice, has no known name or a type that cannot be read; all are listed.
    """
    problems: list[Problem] = []
    left_out: set[str] = set()
    counted = Counter(schema.names)
    problems += [Problem(f'column "{name}"', "it is missing", "add it") for name in REQUIRED if name not in counted]
    indexes = _pandas_indexes(schema)
    for place, field in enumerate(schema):
        column = EVENT_COLUMNS.get(field.name)
        if column is None:
            if is_index(field.name):
                continue
            # A name with no neighbour may be anything, even a child's: its place is given instead.
            close = close_to(field.name, list(EVENT_COLUMNS))
            if field.name in indexes and not close:
                continue
            where = f'column "{field.name}"' if close else f"columns[{place}]"
            remedy = nearest(field.name, list(EVENT_COLUMNS)) if close else "leave it out"
            problems.append(Problem(where, "there is no such column in a table of events", remedy))
            continue
        try:
            column.read(pa.nulls(0, field.type))
        except TypeError as error:
            if field.name not in REQUIRED and is_empty is not None and is_empty(field.name):
                left_out.add(field.name)
            else:
                problems.append(Problem(f'column "{field.name}"', *error.args))
    problems += [
        Problem(f'column "{name}"', "it is there twice", "leave one")
        for name, times_there in counted.items()
        if times_there > 1 and name in EVENT_COLUMNS
    ]
    if problems:
        raise InputError(problems, source)
    return tuple(name for name in EVENT_COLUMNS if name in counted and name not in left_out)


def depends_on_cells(schema: Any) -> bool:
    """Whether a schema alone does not say how its columns are read: there are bytes, or a type that is read only if it is empty."""
    try:
        check_columns(schema)
    except InputError:
        return True
    return any(is_bytes(field.type) and not is_uuid(field.type) for field in schema)


def _pandas_indexes(schema: Any) -> frozenset[str]:
    """The columns that a frame of pandas had as its row labels, as it says itself."""
    try:
        told = json.loads((schema.metadata or {}).get(b"pandas", b"{}"))
        return frozenset(name for name in told.get("index_columns", ()) if isinstance(name, str))
    except (ValueError, AttributeError, TypeError):
        return frozenset()  # not written by pandas


def event_columns_of(table: Any) -> Any:
    """A table or batch with the columns that are read.

    Raises:
        InputError: the table as a whole cannot be read.
    """
    chosen = table.select(check_columns(table.schema, is_empty=lambda name: table.column(name).null_count == len(table)))
    problems: list[Problem] = []
    for field in chosen.schema:
        if is_bytes(field.type) and not is_uuid(field.type):
            try:
                plain(chosen.column(field.name))
            except TypeError as error:
                problems.append(Problem(f'column "{field.name}"', *error.args))
    if problems:
        raise InputError(problems)
    return chosen
