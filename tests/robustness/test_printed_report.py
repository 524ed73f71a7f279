"""A report that a manager prints: a return of 1,363 children, in nine teams, is at most 8 pages in real Chromium. Issue 18, 1."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from lacreview_rules.cli import app

if TYPE_CHECKING:
    from pathlib import Path

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
CHILDREN, TEAMS, WORKERS = 1363, 9, 90
_PAGE = re.compile(rb"/Type\s*/Page[^s]")

pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")]


def write_children(path: Path) -> None:
    """Children who came into care on a thousand days, with none to four reviews: hundreds overdue, late and due soon."""
    with path.open("w", encoding="utf-8") as file:
        for number in range(CHILDREN):
            began = date(2023, 1, 1) + timedelta(number % 1000)
            reviews = [began + timedelta(20 + 90 * review) for review in range(number % 5)]
            events = [
                {"event": "became-looked-after", "on": began.isoformat()},
                *({"event": "review-held", "on": day.isoformat()} for day in reviews),
            ]
            child = {"child": f"M{number}", "date_of_birth": "2012-05-02", "events": events}
            file.write(json.dumps({**child, "team": f"Team {number % TEAMS}", "worker": f"Worker {number % WORKERS}"}) + "\n")


def test_a_large_report_is_short_on_paper(tmp_path: Path) -> None:
    children, page, printed = tmp_path / "children.jsonl", tmp_path / "report.html", tmp_path / "report.pdf"
    write_children(children)
    arguments = ["caseload", str(children), "-p", "england", "--as-of", "2026-03-31", "-f", "html", "-o", str(page)]
    assert CliRunner().invoke(app, arguments).exit_code == 0
    assert page.read_text(encoding="utf-8").count("<tr") > 1500  # on a screen it is all there
    profile = f"--user-data-dir={tmp_path / 'browser'}"
    command = [
        str(CHROMIUM),
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        profile,
        "--no-pdf-header-footer",
        f"--print-to-pdf={printed}",
    ]
    subprocess.run([*command, page.as_uri()], check=True, capture_output=True)
    assert 1 < len(_PAGE.findall(printed.read_bytes())) <= 8
