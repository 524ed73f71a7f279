"""How a history is validated: pydantic models made from the event classes, with the meaning of each key.

An event that gains a field gains it here too; a field nobody has described is an error when the model is made. The model of a kind
is made when the first event of that kind is read: to make them all takes longer than to answer for a child, who has a few of the kinds.
The models are strict: text is text and a date is a day, so that nothing is guessed from a number or a moment.
"""

from __future__ import annotations

import re
from dataclasses import MISSING, fields
from datetime import date, time
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, Optional, Union, get_type_hints

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    PlainValidator,
    Tag,
    TypeAdapter,
    WithJsonSchema,
    create_model,
)

from lacreview_rules.files.dates import strict_day
from lacreview_rules.histories.event_records import UNWRITTEN
from lacreview_rules.histories.events import BUILT_IN, Event, OtherEvent

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

KIND_PATTERN = r"^[a-z0-9][a-z0-9-]*$"
"""How a profile may name the events it declares."""

_CLOCK = re.compile(r"\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?", re.ASCII)

LONGEST_TEXT = 1_000
"""How many characters an identifier, a word or a reference of a history has at most; a name of a case system has far fewer."""
LONGEST_NOTE = 100_000
"""How many characters a note has at most."""
TOO_LONG = ("it is longer than any such text is", f"shorten it to {LONGEST_TEXT:,} characters or fewer; a note may have {LONGEST_NOTE:,}")
"""What is said of a text that is longer, and the remedy."""


def day_from(value: object) -> date:
    """A day, from "2026-01-14" or a `date`.

    Raises:
        ValueError: with two arguments, what is wrong and how to mend it.
    """
    return strict_day(value, '"2026-01-14"', "; an event's own time goes in its key at")


def _clock(value: object) -> object:
    if value is None or isinstance(value, time):
        return value
    if not isinstance(value, str) or not _CLOCK.fullmatch(value):
        raise ValueError("it is not a time of day", 'write hours and minutes, as the clock in England showed them: "14:30"')
    try:
        return time.fromisoformat(value)
    except ValueError:
        raise ValueError("there is no such time of day", "correct the hour, the minutes or the seconds") from None


def _day(value: object) -> object:
    return None if value is None else day_from(value)


def _word_or_words(value: object) -> object:
    if any(isinstance(word, str) and len(word) > LONGEST_TEXT for word in (value if isinstance(value, (list, tuple)) else [value])):
        raise ValueError(*TOO_LONG)
    if isinstance(value, str) and value.strip():
        return value
    if isinstance(value, (list, tuple)):
        if not value or not all(isinstance(word, str) and word.strip() for word in value):
            raise ValueError("it is a list of something else than words", "list one legal status or more, each in quotation marks")
        if len(set(value)) < len(value):
            raise ValueError("it names a legal status twice", "remove one")
        return tuple(value)
    what = "it is empty" if isinstance(value, str) else "it is neither text nor a list of text"
    raise ValueError(what, 'write a word, or a list of words where several hold at once: ["care-order", "remand"]')


def _word_or_words_or_none(value: object) -> object:
    return None if value is None else _word_or_words(value)


_DAY_SCHEMA: dict[str, Any] = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$", "examples": ["2026-01-14"]}
_CLOCK_SCHEMA: dict[str, Any] = {"type": "string", "pattern": rf"^{_CLOCK.pattern}$", "examples": ["14:30"]}
_NULL: dict[str, Any] = {"type": "null"}
_Text = Annotated[str, Field(pattern=r"\S", max_length=LONGEST_TEXT)]
_FreeText = Annotated[str, Field(pattern="^", max_length=LONGEST_NOTE)]  # any text; a pattern makes pydantic look at its characters
_WORD_SCHEMA: dict[str, Any] = {"type": "string", "pattern": r"\S", "maxLength": LONGEST_TEXT}
_WORDS_SCHEMA: dict[str, Any] = {"type": "array", "items": _WORD_SCHEMA, "minItems": 1, "uniqueItems": True}
_Words = Annotated[Any, BeforeValidator(_word_or_words), WithJsonSchema({"anyOf": [_WORD_SCHEMA, _WORDS_SCHEMA]})]
_WordsOrNone = Annotated[
    Any, BeforeValidator(_word_or_words_or_none), WithJsonSchema({"anyOf": [_WORD_SCHEMA, _WORDS_SCHEMA, {"type": "null"}]})
]
_Number = Annotated[int, Field(ge=1, le=10_000)]
_Count = Annotated[int, Field(ge=0, le=10_000)]
_Day = Annotated[date, BeforeValidator(day_from), WithJsonSchema(_DAY_SCHEMA)]
_DayOrNone = Annotated[date | None, BeforeValidator(_day), WithJsonSchema({"anyOf": [_DAY_SCHEMA, _NULL]})]
_ClockOrNone = Annotated[time | None, BeforeValidator(_clock), WithJsonSchema({"anyOf": [_CLOCK_SCHEMA, _NULL]})]
_BORDER: dict[Any, Any] = {
    date: _Day,
    date | None: _DayOrNone,
    time | None: _ClockOrNone,
    str: _Text,
    str | None: Optional[_Text],  # noqa: UP045 - `|` joins no Annotated for every checker
    str | list[str] | tuple[str, ...]: _Words,
    str | list[str] | tuple[str, ...] | None: _WordsOrNone,
    int | None: Optional[_Number],  # noqa: UP045
    bool: bool,
    bool | str: Union[bool, _Text],  # noqa: UP007 - `|` joins no Annotated for every checker
}

_MEANINGS = {
    "on": "The date it happened; for an arrangement or a request, the date it was made.",
    "at": "The time of day in England, where the record has one. Limits in hours need it.",
    "ref": "A reference of your own that ties an answer to its question, or the completion of a task to what caused it.",
    "review": "The number, in its period of care, of the review this belongs to, where the record says so.",
    "note": "Free text. No rule reads it.",
    "placement": "The kind of placement that began: a word of the profile. null where it is not known.",
    "legal_status": "The legal status from this date: a word of the profile, or a list of words where the law allows several at once.",
    "emergency": "Whether the placement was made in an emergency.",
    "out_of_hours": "Whether it happened out of office hours.",
    "reason": "Why care ended, in the words or codes of the record.",
    "meeting": "false where the review was done without a meeting.",
    "additional": "true for a review that stands apart from the ordinary sequence.",
    "review_on": "The date the review is booked for; of a booking that is taken back, the date it was for.",
    "by": 'Who asked, or decided: "IRO", "child" …',
    "review_by": "The date by which the review was asked for, where one was named.",
    "seen": "false where the child was not seen: a visit, or another task for which the child has to be seen, then does not count as done.",
    "task": "The id of the task that was done: a word of the profile.",
    "type": "What kind of event it was, where the profile lists kinds.",
    "fact": "The fact that became true: a word of the profile.",
    "value": 'false where the fact stopped being true on this date; for a fact that decides a limit, the period ("4 weeks") or the date.',
    "ends_on": "The last day, for an event that lasts, such as a short break.",
    "level": "With whom the alert was raised.",
}


class Written(BaseModel):
    """What every model of a history has in common: no key that is not known, and no value of another type."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


DECLARED = "other"
"""Stands for every kind of event that a profile declares."""
KINDS: dict[str, type[Event]] = {**BUILT_IN, DECLARED: OtherEvent}


@cache
def model_of(kind: str) -> type[Written]:
    """The model by which events of one of the `KINDS` are read, made when it is first asked for.

    Example:
        >>> "meeting" in model_of("review-held").model_fields
        True
    """
    cls = KINDS[kind]
    hints = get_type_hints(cls)
    shape: dict[str, Any] = {}
    if cls is not OtherEvent:
        shape["event"] = (Literal[cls.kind], Field(description="What kind of event it is."))
    for field in fields(cls):
        if field.name == UNWRITTEN:
            continue
        if field.name == "event":
            described = Field(
                description="What kind of event it is: one that the profile declares for itself.",
                pattern=KIND_PATTERN,
                json_schema_extra={"not": {"enum": list(BUILT_IN)}},
            )
            shape["event"] = (str, described)
            continue
        default = ... if field.default is MISSING else field.default
        border: Any = Optional[_FreeText] if field.name == "note" else _BORDER[hints[field.name]]  # noqa: UP045
        shape[field.name] = (border, Field(default, description=_MEANINGS[field.name]))
    about = (cls.__doc__ or "").split("\n\n")[0].replace("``", '"').strip()
    model: type[Written] = create_model(cls.__name__, __base__=Written, __doc__=about, **shape)
    return model


def kind_of(record: object) -> str:
    """Which of the `KINDS` a record is of, that is to become an event.

    Example:
        >>> kind_of({"event": "review-held"}), kind_of({"event": "short-break"})
        ('review-held', 'other')
    """
    kind = record.get("event") if isinstance(record, dict) else getattr(record, "event", None)
    return kind if isinstance(kind, str) and kind in BUILT_IN else DECLARED


def _event(record: object) -> Written:
    return model_of(kind_of(record)).model_validate(record)


class _OneOfTheKinds:
    """Describes an event in a JSON Schema, where all the kinds are wanted."""

    @classmethod
    def __get_pydantic_json_schema__(cls, _read: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        models = tuple(Annotated[model_of(kind), Tag(kind)] for kind in KINDS)
        one: Any = Annotated[Union[models], Discriminator(kind_of)]  # noqa: UP007 - made, not written
        return handler(TypeAdapter(one).core_schema)


class WrittenHistory(Written):
    """One child's care events, in any order."""

    child: _Text = Field(description="The identifier the case system uses for the child. It is never printed in an error.")
    date_of_birth: _DayOrNone = Field(default=None, description="Needed by rules that depend on the child's age.")
    records: list[_Text] | None = Field(
        default=None,
        description="The tasks whose completion this source records, where it records only some. Silence about any other task is then "
        "not lateness. Left out: all of them.",
    )
    record_starts: _DayOrNone = Field(
        default=None,
        description="The day on which this record starts, where care began before it: reviews and tasks before that day are not in it.",
    )
    reviews_before: Optional[_Count] = Field(  # noqa: UP045 - `|` joins no Annotated for every checker
        default=None,
        description="How many reviews of the period of care of that day were held before record_starts. Left out: not known.",
    )
    events: list[Annotated[Any, PlainValidator(_event), _OneOfTheKinds]] = Field(
        description="What happened, and what was arranged, in any order."
    )
