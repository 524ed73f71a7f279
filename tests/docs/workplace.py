"""A folder in which the commands of the pages can be run: the files that they name, with invented children."""

from __future__ import annotations

import json
import shutil
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.docs.pages import TOP, blocks
from tests.unit.sources.own_source import install
from typer.testing import CliRunner

import lacreview_rules
from lacreview_rules.cli import app

CHILD: dict[str, Any] = {
    "child": "A123",
    "date_of_birth": "2014-05-02",
    "events": [{"event": "became-looked-after", "on": "2025-12-19"}, {"event": "review-held", "on": "2026-01-14"}],
}
MOVED = {**CHILD, "events": [*CHILD["events"], {"event": "placement-moved", "on": "2026-02-03"}]}
RETURN = {
    "header.csv": "CHILD,DOB\n1001,02/05/2014\n",
    "episodes.csv": "CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n1001,19/12/2025,S,V2,U6,,\n",
    "reviews.csv": "CHILD,REVIEW\n1001,14/01/2026\n",
}


def furnish(folder: Path, page: Path) -> None:
    """Put there what the commands of a page read, and what its own blocks are named as."""
    shutil.copytree(TOP / "examples", folder / "examples", ignore=shutil.ignore_patterns("__pycache__"))
    children = [json.loads(line) for line in (TOP / "examples" / "caseload.jsonl").read_text(encoding="utf-8").splitlines()]
    histories = [{key: value for key, value in child.items() if key not in {"profile", "reviews_from"}} for child in children]
    (folder / "children.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in histories), encoding="utf-8")
    for name, record in {"child": CHILD, "last-week": CHILD, "this-week": MOVED}.items():
        (folder / f"{name}.json").write_text(json.dumps(record), encoding="utf-8")
    for year in (2024, 2025, 2026):
        (folder / f"return-{year}").mkdir()
        for name, text in RETURN.items():
            (folder / f"return-{year}" / name).write_text(text, encoding="utf-8")
    (folder / "who-has-what.csv").write_text(f"child,profile\n{children[0]['child']},portsmouth\n", encoding="utf-8")
    (folder / "feed.key").write_text("a secret of the tests, long enough\n", encoding="utf-8")
    if page.name == "run-a-caseload.md":
        (folder / "teams.csv").write_text(f"child,team,worker\n{children[0]['child']},North,A. Worker\n", encoding="utf-8")
        earlier = ["caseload", str(folder / "children.jsonl"), "-p", "newham", "--as-of", "2026-05-31", "-f", "json"]
        CliRunner().invoke(app, [*earlier, "-o", str(folder / "may.json")])
    if page.name == "move-to-0.2.md":
        now = ["schedule", str(folder / "children.jsonl"), "-p", "newham", "--as-of", "2026-03-31", "-f", "json"]
        CliRunner().invoke(app, [*now, "-o", str(folder / "old.json")])
        CliRunner().invoke(app, ["profile", "new", "our-timescales", "-o", str(folder / "our-timescales.toml")])
    toml = [block.text for block in blocks(page, "toml")]
    if page.name == "add-a-bank-holiday.md":
        for name, text in zip(("proclamation", "closure-days"), toml, strict=True):
            (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    if page.name == "first-schedule.md":
        [shown] = blocks(page, "json")
        (folder / "child.json").write_text(shown.text, encoding="utf-8")
        [table] = [block.text for block in blocks(page, "text") if block.text.startswith("Child ID,")]
        (folder / "children.csv").write_text(table, encoding="utf-8")
    if page.name == "run-at-scale.md":
        pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
        events = [{"child": CHILD["child"], "event": one["event"], "on": date.fromisoformat(one["on"])} for one in CHILD["events"]]
        pq.write_table(pa.Table.from_pylist(events), folder / "events.parquet")
    if page.name == "add-a-source.md":
        install(folder)
        [diary] = [block.text for block in blocks(page, "text") if block.text.startswith("Person,")]
        (folder / "diary.csv").write_text(diary, encoding="utf-8")
    if page.name == "test-your-system.md":
        (folder / "adapter.py").write_text(blocks(page, "python")[0].text, encoding="utf-8")


def written_profile(folder: Path, page: Path) -> None:
    """The profile that a page writes block by block, and a new version of it."""
    whole = "\n".join(block.text for block in blocks(page, "toml"))
    (folder / "our-authority.toml").write_text(whole, encoding="utf-8")
    newer = whole.replace('version = "2026-04"', 'version = "2026-09"').replace('limit = "20 working days"', 'limit = "15 working days"')
    assert newer != whole
    (folder / "our-authority-new.toml").write_text(newer, encoding="utf-8")


def programs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The programs that a command may start: `lacreview` and `python` of this environment, and another system."""
    folder.mkdir()
    source = Path(lacreview_rules.__file__).parents[1]
    for name, run in {"python": "", "lacreview": "-m lacreview_rules", "our-engine": '-c \'print("{\\"due_dates\\": []}")\''}.items():
        (folder / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {run} "$@"\n', encoding="utf-8")
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    monkeypatch.setenv("PYTHONPATH", str(source))
