"""The border of a file of cases: the models its JSON Schema is made from, and what each key means.

The shipped files are held against them by the tests; `lacreview_rules.corpus.cases` reads what ships without them.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal, Union

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, create_model

from lacreview_rules.histories.models import WrittenHistory, day_from
from lacreview_rules.profiles.models import Settings  # noqa: TC001 - as above
from lacreview_rules.schedules.schema import ConsiderationModel, DueDateModel

NOT_COMPARED = frozenset({"also", "notices", "id", "scope", "readings"})
"""The keys of a due date that no case names: an entry that names a rule is looked for in ``also`` as it is, and ids are our own."""

_DAY_SCHEMA: dict[str, Any] = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$", "examples": ["2026-01-21"]}
_Day = Annotated[dt.date, BeforeValidator(day_from), WithJsonSchema(_DAY_SCHEMA)]
_DayOrNone = Annotated[
    dt.date | None,
    BeforeValidator(lambda value: None if value is None else day_from(value)),
    WithJsonSchema({"anyOf": [_DAY_SCHEMA, {"type": "null"}]}),
]
_Text = Annotated[str, Field(pattern=r"\S")]
_Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
_RuleId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*/\S+$", examples=["england/R1"])]


class _Written(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class NamedDay(_Written):
    """A day and what it is called."""

    date: _Day = Field(description="The day.")
    name: _Text = Field(description="What it is called.")


class CaseCalendar(_Written):
    """Days laid over the bank holidays of England and Wales, for one case."""

    added: list[NamedDay] = Field(default=[], description="Bank holidays that the official list does not have.")
    removed: list[_Day] = Field(default=[], description="Bank holidays of the official list that are ordinary days.")
    closed: list[NamedDay] = Field(
        default=[],
        description="Days on which the authority is closed: days off for rules of force local, and working days for all others.",
    )


def _some_of(record: type[BaseModel], name: str, about: str, **named: Any) -> Any:
    """A model of an entry that names some keys of a record: those it names are compared."""
    shape: dict[str, Any] = dict(named)
    for key, field in record.model_fields.items():
        if key not in NOT_COMPARED and key not in named:
            kind: Any = field.annotation
            for part in field.metadata:
                kind = Annotated[kind, part]
            shape[key] = (kind, Field(None, description=field.description))
    return create_model(name, __base__=_Written, __doc__=about, **shape)


DueDateEntry = _some_of(
    DueDateModel,
    "DueDateEntry",
    "A due date, by some of its keys as a schedule has them. One that names a rule means the limit that this rule sets: "
    "the one that binds, or one that stands in also.",
    task=(_Text, Field(description="The id of the task.")),
)
ConsiderationEntry = _some_of(
    ConsiderationModel,
    "ConsiderationEntry",
    "Something that one review must consider, by its rule and some of its other keys as a schedule has them.",
    consideration=(_RuleId, Field(description="The id of the rule: what a consideration of a schedule has as rule.")),
)
_Entry: Any = Union[DueDateEntry, ConsiderationEntry]  # noqa: UP007 - models made at run time


class WrittenCase(_Written):
    """One child's events, what is asked about them, and the answer, worked out without any program under test."""

    id: _Id = Field(description="Never reused, and never given to another question.", examples=["england-0001"])
    title: _Text = Field(description="What the case is about, in one line.")
    provision: _Text = Field(description="What is tested: a regulation, a paragraph of guidance, or a section of a procedure.")
    rules: list[_RuleId] = Field(min_length=1, description="The ids of the rules that make the answer.")
    profile: _Id = Field(description="The id of the profile of timescales under which the dates are due.", examples=["england", "newham"])
    calendar: CaseCalendar | None = Field(description="Days laid over the bank holidays of England and Wales; null: those as they are.")
    settings: Settings = Field(description="Answers to questions that the law leaves open, where they are not the profile's own.")
    history: WrittenHistory = Field(description="The child's events: what a system under test is given.")
    as_of: _Day = Field(description="The day at whose end the statuses are given.")
    until: _DayOrNone = Field(description="The day to which recurring tasks are carried on; null: one round ahead.")
    expect: list[_Entry] = Field(  # pyright: ignore[reportInvalidTypeForm]
        description="What must be in the answer. Of each entry, every key it names is compared, and no other."
    )
    absent: list[_Entry] = Field(  # pyright: ignore[reportInvalidTypeForm]
        description="What must not be in the answer: nothing that agrees with an entry in every key it names."
    )
    worked: _Text = Field(description="How the expected dates were reached, day by day where days are counted.")
    added: _Day = Field(description="The day on which the case joined the corpus.")


class CaseFile(_Written):
    """Cases about the same thing."""

    version: Literal[1] = Field(description="The version of this format: 1.")
    family: _Id = Field(description="The name of the file, without its ending.")
    about: _Text = Field(description="What the cases have in common.")
    cases: list[WrittenCase] = Field(min_length=1, description="The cases, in no particular order.")
