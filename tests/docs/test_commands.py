"""The page of commands says what the commands say."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("typer")

from lacreview_rules.cli import app
from lacreview_rules.cli.reference import reference

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "commands.md"


def test_the_page_of_commands_is_what_the_commands_say() -> None:
    made = reference(app)
    assert PAGE.read_text(encoding="utf-8") == made, "run: python -m lacreview_rules.cli.reference > docs/reference/commands.md"


def test_every_command_is_on_it() -> None:
    heads = [line for line in reference(app).splitlines() if line.startswith("## ")]
    for name in ("schedule", "explain", "date", "profiles", "profile show", "profile new", "profile diff", "compare", "schema"):
        assert f"## `lacreview {name}`" in heads
