"""The columns of a spreadsheet of events: the keys of the history format, and what else their headings may be called.

They are the columns of a table of events in Arrow, which a test keeps so; pyarrow is not needed for a spreadsheet.
"""

from __future__ import annotations

import tomllib
from dataclasses import fields
from datetime import date, time
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_type_hints

from lacreview_rules.files.headings import Names, plain
from lacreview_rules.histories.event_records import UNWRITTEN
from lacreview_rules.histories.events import BUILT_IN, OtherEvent
from lacreview_rules.histories.models import DECLARED, WrittenHistory, model_of

if TYPE_CHECKING:
    from pydantic import BaseModel

Kind = Literal["text", "day", "time", "number", "truth", "words", "value"]
"""What the cells of a column hold."""

OF_THE_CHILD = ("child", "date_of_birth", "profile", "record_starts", "reviews_before", "records")
"""The columns that belong to the child and not to the event."""
NEEDED = ("child", "event", "on")

_KINDS: dict[Any, Kind] = {
    date: "day",
    date | None: "day",
    time | None: "time",
    str: "text",
    str | None: "text",
    int | None: "number",
    bool: "truth",
    bool | str: "value",
    str | list[str] | tuple[str, ...]: "words",
    str | list[str] | tuple[str, ...] | None: "words",
}
_OF_CHILD: dict[str, Kind] = {
    "child": "text",
    "date_of_birth": "day",
    "profile": "text",
    "record_starts": "day",
    "reviews_before": "number",
    "records": "words",
}


class Column(NamedTuple):
    """One column.

    Attributes:
        name: its name.
        kind: what its cells hold.
        meaning: what it says, in a sentence.
    """

    name: str
    kind: Kind
    meaning: str


@cache
def event_columns() -> dict[str, Column]:
    """Every column, in the order in which it is documented."""
    models: tuple[type[BaseModel], ...] = (WrittenHistory, *map(model_of, (DECLARED, *BUILT_IN)))
    about = {name: field.description or "" for model in models for name, field in model.model_fields.items()}
    about["profile"] = "The id of the child's own profile."
    found = {name: Column(name, kind, about[name]) for name, kind in _OF_CHILD.items()}
    found["event"] = Column("event", "text", "What kind of event it is: a built-in kind, or one that the profile declares.")
    for cls in (*BUILT_IN.values(), OtherEvent):
        hints = get_type_hints(cls)
        for field in fields(cls):
            if field.name != UNWRITTEN and field.name not in found:
                found[field.name] = Column(field.name, _KINDS[hints[field.name]], about[field.name])
    return found


@cache
def idle() -> dict[str, bool]:
    """For a column of true and false, what says nothing: it may stand in the row of an event that has no such key."""
    return {
        field.name: field.default
        for cls in BUILT_IN.values()
        for field in fields(cls)
        if isinstance(field.default, bool) and field.name != "value"
    }


@cache
def known_keys() -> dict[str, frozenset[str]]:
    """The columns that an event of a built-in kind may fill."""
    return {kind: frozenset(field.name for field in fields(cls)) for kind, cls in BUILT_IN.items()}


@cache
def sheet_data() -> dict[str, Any]:
    """What ``data/events_sheet.toml`` says."""
    return tomllib.loads((files("lacreview_rules") / "data" / "events_sheet.toml").read_text(encoding="utf-8"))


@cache
def column_names() -> dict[str, Names]:
    """What each column may be called."""
    also = sheet_data()["also"]
    return {name: Names((plain(name), *also.get(name, ()))) for name in event_columns()}
