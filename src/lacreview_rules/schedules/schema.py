"""The JSON Schema of a schedule, and the models that check one, made from the records of `schedules.records`."""

from __future__ import annotations

from types import UnionType
from typing import Annotated, Any, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

from pydantic import BaseModel, ConfigDict, Field, create_model

from lacreview_rules.schedules.records import AtLeast, ConsiderationRecord, DueDateRecord, ScheduleRecord


def model_of(record: type, aliases: dict[str, str] | None = None) -> type[BaseModel]:
    """A pydantic model of a record: a `TypedDict` whose keys have their meaning, and what bounds them, beside them.

    A text that is marked as a day or as a day and time (`Day`, `DayAndTime`) is one in the model.

    Args:
        record: the record.
        aliases: the names of attributes for keys that no attribute can have.

    Example:
        >>> model_of(DueDateRecord).model_fields["task"].description
        'The id of the task.'
    """
    made: dict[type, type[BaseModel]] = {}
    return _model(record, made, aliases or {})


def _model(record: type, made: dict[type, type[BaseModel]], aliases: dict[str, str]) -> type[BaseModel]:
    if record not in made:
        fields: dict[str, Any] = {}
        for key, written in get_type_hints(record, include_extras=True).items():
            may_lack = get_origin(written) is NotRequired
            hint = get_args(written)[0] if may_lack else written
            told: dict[str, Any] = {"alias": key} if key in aliases else {}
            if may_lack:
                told["default_factory"] = list
            for mark in get_args(hint)[1:] if get_origin(hint) is Annotated else ():
                if isinstance(mark, str):
                    told["description"] = mark
                elif isinstance(mark, AtLeast):
                    told["ge"] = mark.least
            fields[aliases.get(key, key)] = (_kind(hint, made, aliases), Field(**told))
        config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, json_schema_extra=_open)
        made[record] = create_model(record.__name__, __config__=config, __doc__=record.__doc__, **fields)
    return made[record]


def _open(schema: dict[str, Any]) -> None:
    """Published, it lets a reader pass over keys that a later release adds; the model itself holds what is written to every key."""
    schema.pop("additionalProperties", None)


def _kind(kind: Any, made: dict[type, type[BaseModel]], aliases: dict[str, str]) -> Any:
    """What a model takes for a type of a record."""
    if is_typeddict(kind):
        return _model(kind, made, aliases)
    inner = get_args(kind)
    if get_origin(kind) is Annotated:
        return next((mark for mark in inner[1:] if isinstance(mark, type)), None) or _kind(inner[0], made, aliases)
    if get_origin(kind) in {Union, UnionType}:
        return Union[tuple(_kind(one, made, aliases) for one in inner)]  # noqa: UP007 - made at run time
    return list[_kind(inner[0], made, aliases)] if get_origin(kind) is list else kind  # type: ignore[misc]


ScheduleModel = model_of(ScheduleRecord)
DueDateModel = model_of(DueDateRecord)
ConsiderationModel = model_of(ConsiderationRecord)


def schedule_schema() -> dict[str, Any]:
    """The JSON Schema of one schedule: one object, or one line of JSON Lines.

    Example:
        >>> schedule_schema()["title"]
        'The schedule of one child'
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:lacreview-rules:schedule:1",
        **ScheduleModel.model_json_schema(by_alias=True),
        "title": "The schedule of one child",
    }
