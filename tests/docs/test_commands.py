"""The page of commands says what the commands say."""

from __future__ import annotations

from lacreview_rules.cli import app
from make.commands import commands_page


def test_every_command_is_on_it() -> None:
    heads = [line for line in commands_page(app).splitlines() if line.startswith("## ")]
    for name in ("schedule", "explain", "date", "profiles", "profile show", "profile new", "profile diff", "compare", "schema"):
        assert f"## `lacreview {name}`" in heads
