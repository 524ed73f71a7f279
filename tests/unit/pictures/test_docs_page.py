"""The page on pictures does what it says, and shows what the command draws today."""

from __future__ import annotations

import re
import shlex
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from typer.testing import CliRunner

from lacreview_rules.cli import app

DOCS = Path(__file__).parents[3] / "docs"
PAGE = (DOCS / "how-to" / "draw-a-picture.md").read_text(encoding="utf-8")


def marks(svg: str) -> list[tuple[str, str]]:
    """Every mark with what it tells: what does not change with the version of matplotlib, as a curve's last digit may."""
    return [
        (group.get("id", ""), title.text or "")
        for group in ET.fromstring(svg).iter()  # noqa: S314 - our own words
        for title in group
        if title.tag.endswith("}title")
    ]


def test_the_picture_shown_is_what_its_command_draws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [command] = re.findall(r"^lacreview (picture .*)$", PAGE, flags=re.MULTILINE)
    monkeypatch.chdir(DOCS.parent)
    words = [str(tmp_path / word) if word == "timeline.svg" else word for word in shlex.split(command)]
    result = CliRunner().invoke(app, words, prog_name="lacreview")
    assert result.exit_code == 0, result.output
    shown, made = ((folder / "timeline.svg").read_text(encoding="utf-8") for folder in (DOCS / "pictures", tmp_path))
    assert len(marks(made)) > 30
    assert marks(shown) == marks(made), "run the command on docs/how-to/draw-a-picture.md, with -o docs/pictures/timeline.svg"


@pytest.mark.slow
def test_its_python_runs() -> None:
    code = "\n".join(re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL))
    names: dict[str, object] = {}
    exec(code, names)  # noqa: S102 - what the page tells its reader to run
    assert str(names["svg"]).startswith("<?xml")
    assert "First looked after review" in str(names["page"])
