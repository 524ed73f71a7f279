"""``lacreview schema``: JSON Schema of the files lacreview reads and writes, for editors and other systems."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer

from lacreview_rules.cli.terminal import settle_streams
from lacreview_rules.formats.histories import history_schema
from lacreview_rules.formats.profile_schema import profile_schema
from lacreview_rules.formats.schedule_schema import schedule_schema


class Shape(StrEnum):
    """What a schema describes."""

    HISTORY = "history"
    PROFILE = "profile"
    SCHEDULE = "schedule"


def schema(of: Annotated[Shape, typer.Argument(metavar="WHAT", help="history, profile or schedule.", show_default=False)]) -> None:
    """Print the JSON Schema of a history, a profile or a schedule."""
    settle_streams(machine=True)
    typer.echo(schema_text(of), nl=False)


def schema_text(of: Shape) -> str:
    """A schema as the text that is printed and shipped.

    Example:
        >>> schema_text(Shape.PROFILE).splitlines()[1]
        '  "$schema": "https://json-schema.org/draft/2020-12/schema",'
    """
    made = {Shape.HISTORY: history_schema, Shape.PROFILE: profile_schema, Shape.SCHEDULE: schedule_schema}[of]()
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"
