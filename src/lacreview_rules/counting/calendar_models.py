"""The border of a calendar file: what a layer of bank holidays looks like as TOML, and what is read of GOV.UK's JSON."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from lacreview_rules.files.dates import strict_day


def _day(value: object) -> date:
    return strict_day(value, "2026-07-06")


_DAY_SCHEMA: dict[str, Any] = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$", "examples": ["2026-07-06"]}
_Day = Annotated[date, BeforeValidator(_day), WithJsonSchema(_DAY_SCHEMA)]
_Text = Annotated[str, Field(pattern=r"\S")]
_On = Annotated[_Day, Field(description="The day.")]


class _Written(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class AddedDay(_Written):
    """A bank holiday that the calendar does not have."""

    on: _On
    name: _Text = Field(description="What it is called where a skipped day is explained.")


class RemovedDay(_Written):
    """A bank holiday of the calendar that is an ordinary day."""

    on: _On
    name: _Text | None = Field(default=None, description="What it was called; nothing reads it.")


class ClosedDay(_Written):
    """A day on which the authority is closed. It counts for local rules only, and never for the regulations."""

    on: _On
    name: _Text = Field(description="Why, in the words in which a skipped day is explained.")


class WrittenLayer(_Written):
    """Days laid over the bank holidays of England and Wales, and on whose word."""

    schema_version: Literal[1] = Field(description="The version of this format: 1.")
    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$", description="A name for the file, in small letters, figures and hyphens.")
    source: _Text = Field(description="Who says so: a proclamation, a minute, an address.")
    retrieved: _Day = Field(description="When that source was read.")
    confirmed_until: _Day | None = Field(
        default=None, description="If the source is an official list, the last day it speaks for; later dates are provisional."
    )
    added: list[AddedDay] = Field(default=[], description="Bank holidays that the calendar does not have.")
    removed: list[RemovedDay] = Field(default=[], description="Bank holidays of the calendar that are ordinary days.")
    closed: list[ClosedDay] = Field(default=[], description="Days on which the authority is closed: off for its local rules only.")


class GovUkEvent(BaseModel):
    """A bank holiday on GOV.UK. Its title names no day: "Christmas Day" can be the substitute on 27 December."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)

    title: _Text
    on: _Day = Field(validation_alias="date")
    notes: str = ""


class GovUkDivision(BaseModel):
    """The bank holidays of one part of the United Kingdom. Keys that GOV.UK adds one day do no harm."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)

    division: Literal["england-and-wales"] = "england-and-wales"
    events: list[GovUkEvent] = Field(min_length=1)


def layer_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a calendar file in TOML.

    Example:
        >>> layer_schema()["$id"]
        'urn:lacreview-rules:calendar:1'
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:lacreview-rules:calendar:1",
        **WrittenLayer.model_json_schema(),
        "title": "A layer of bank holidays",
        "examples": [
            {
                "schema_version": 1,
                "id": "jubilee",
                "source": "The Gazette, proclamation of 1 May 2026",
                "retrieved": "2026-05-02",
                "added": [{"on": "2026-07-06", "name": "Bank holiday for the jubilee"}],
            }
        ],
    }
