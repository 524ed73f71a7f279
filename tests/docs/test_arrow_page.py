"""The page of the Arrow tables lists every column, as it is. `python -m tests.docs.test_arrow_page` prints its two tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lacreview_rules.schedules.schema import DueDateModel, ScheduleModel

pytest.importorskip("pyarrow")

from lacreview_rules.arrow import due_dates_schema
from lacreview_rules.arrow.event_columns import EVENT_COLUMNS, REQUIRED

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "arrow.md"
OWN = {
    "profile": "The id of the profile.",
    "profile_version": "Its version.",
    "error": "In a row of its own: why the child could not be answered. Otherwise null.",
    "problem": "In a row of its own: what in the child's events could not be used. Otherwise null.",
    "due_at": "The moment, for limits in hours only, in UTC.",
    "verified": 'How far its wording was checked: "true" (read in the source), "corroborated", or "false".',
}
"""What a table says otherwise than the JSON of a schedule."""


def in_events() -> list[str]:
    def cells(name: str, kind: Any, meaning: str) -> str:
        return f"| `{name}`{' (needed)' if name in REQUIRED else ''} | {kind} | {' '.join(meaning.split())} |"

    return [cells(column.name, column.type, column.meaning) for column in EVENT_COLUMNS.values()]


def in_due_dates() -> list[str]:
    said = {name: field.description for model in (ScheduleModel, DueDateModel) for name, field in model.model_fields.items()} | OWN
    return [f"| `{field.name}` | {_short(field.type)} | {said[field.name]} |" for field in due_dates_schema(notices=True)]


def _short(kind: Any) -> str:
    return str(kind).partition("\n")[0].replace("item: ", "")


@pytest.mark.parametrize("rows", [in_events(), in_due_dates()], ids=["events", "due dates"])
def test_the_tables_are_complete_and_in_order(rows: list[str]) -> None:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line in rows] == rows, (
        "run: python -m tests.docs.test_arrow_page, and put what it prints into the page"
    )


def test_nothing_else_is_listed() -> None:
    rows = {*in_events(), *in_due_dates()}
    assert [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `") and line not in rows] == []


if __name__ == "__main__":
    print("\n".join([*in_events(), "", *in_due_dates()]))  # noqa: T201 - for the page
