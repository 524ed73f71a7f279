"""``lacreview schema``: JSON Schema of the files lacreview reads and writes, for editors and other systems."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated, Any

import typer

from lacreview_rules.cli.terminal import settle_streams
from lacreview_rules.formats.histories import history_schema
from lacreview_rules.formats.schedule_schema import schedule_schema
from lacreview_rules.profiles import WrittenProfile


class Shape(StrEnum):
    """What a schema describes."""

    HISTORY = "history"
    PROFILE = "profile"
    SCHEDULE = "schedule"


def schema(of: Annotated[Shape, typer.Argument(metavar="WHAT", help="history, profile or schedule.", show_default=False)]) -> None:
    """Print the JSON Schema of a history, a profile or a schedule."""
    made = {Shape.HISTORY: history_schema, Shape.PROFILE: profile_schema, Shape.SCHEDULE: schedule_schema}[of]()
    settle_streams(machine=True)
    typer.echo(json.dumps(made, indent=2, ensure_ascii=False))


def profile_schema() -> dict[str, Any]:
    """The JSON Schema of one profile file, for TOML and JSON alike.

    Example:
        >>> profile_schema()["title"]
        'A profile of timescales'
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:lacreview_rules:profile:1",
        **WrittenProfile.model_json_schema(by_alias=True),
        "title": "A profile of timescales",
    }
