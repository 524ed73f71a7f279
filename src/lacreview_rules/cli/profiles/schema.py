"""``lacreview schema``: JSON Schema of the files lacreview reads and writes, for editors and other systems."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated, Any

import typer

from lacreview_rules.cli.terminal import configure_streams
from lacreview_rules.profile_files.history_schema import history_schema
from lacreview_rules.profile_files.schema import profile_schema
from lacreview_rules.schedules.schema import schedule_schema


class Shape(StrEnum):
    """What a schema describes."""

    HISTORY = "history"
    PROFILE = "profile"
    SCHEDULE = "schedule"
    CASES = "cases"
    CASELOAD = "caseload"


def schema(
    of: Annotated[Shape, typer.Argument(metavar="WHAT", help="history, profile, schedule, cases or caseload.", show_default=False)],
) -> None:
    """Print the JSON Schema of a history, a profile, a schedule, a file of cases or a caseload."""
    configure_streams(machine=True)
    typer.echo(schema_text(of), nl=False)


def schema_text(of: Shape) -> str:
    """A schema as the text that is printed and shipped.

    Example:
        >>> schema_text(Shape.PROFILE).splitlines()[1]
        '  "$schema": "https://json-schema.org/draft/2020-12/schema",'
    """
    made = {
        Shape.HISTORY: history_schema,
        Shape.PROFILE: profile_schema,
        Shape.SCHEDULE: schedule_schema,
        Shape.CASES: _of_cases,
        Shape.CASELOAD: _of_caseload,
    }
    return json.dumps(made[of](), indent=2, ensure_ascii=False) + "\n"


def _of_caseload() -> dict[str, Any]:
    from lacreview_rules.caseload.schema import caseload_schema  # noqa: PLC0415 - models that nothing else needs

    return caseload_schema()


def _of_cases() -> dict[str, Any]:
    from lacreview_rules.corpus.schema import case_schema  # noqa: PLC0415 - models that nothing else needs

    return case_schema()
