"""One file of histories goes through every command: what a caseload alone reads is left aside by the others, and they say so.

Authority: the design's contract that nothing goes in silence, and issue 16, point 5: histories are written once, for everything else.
The date is worked by hand: twenty working days after Monday 5 January 2026 is Monday 2 February (SI 2010/959 reg 33(1)).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from lacreview_rules.cli import app
from lacreview_rules.cli.exits import Code

if TYPE_CHECKING:
    from pathlib import Path

EVENTS = [{"event": "became-looked-after", "on": "2026-01-05"}]
KEYS = {"profile": "newham", "reviews_from": "2025-10-01", "team": "North", "worker": "B. Shah"}
CALCULATED = ("--profile", "england", "--as-of", "2026-01-10")


def run(*words: object, given: str | None = None) -> Any:
    return CliRunner().invoke(app, [str(word) for word in words], prog_name="lacreview", input=given)


def text(*records: dict[str, Any]) -> str:
    return "".join(f"{json.dumps(record)}\n" for record in records)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "children.jsonl"
    file.write_text(
        text(
            {"child": "A1", **KEYS, "date_of_birth": "2014-05-02", "events": EVENTS},
            {"child": "A2", "team": "North", "date_of_birth": "2014-05-02", "events": EVENTS},
        ),
        encoding="utf-8",
    )
    return file


@pytest.mark.parametrize(
    "words",
    [
        ("schedule", "{}", *CALCULATED),
        ("explain", "{}", "review", *CALCULATED, "--child", "A1"),
        ("what-if", "{}", "--event", '{"event": "review-held", "on": "2026-01-20"}', *CALCULATED, "--child", "A1"),
        ("diff", "{}", "{}", *CALCULATED),
        ("calendar-feed", "{}", *CALCULATED, "--key-file", "{}.key"),
        ("readings", "{}", *CALCULATED),
        ("convert", "{}", "-o", "{}.jsonl"),
    ],
    ids=lambda words: words[0],
)
def test_a_command_leaves_aside_what_a_caseload_alone_reads_and_says_so(words: tuple[str, ...], path: Path) -> None:
    (path.parent / f"{path.name}.key").write_text("0123456789abcdef0123456789abcdef", encoding="utf-8")
    done = run(*(word.replace("{}", str(path)) for word in words))
    assert done.exit_code == Code.FINE, done.stderr
    said = " ".join(done.stderr.split())
    assert "1 record has the key profile, which caseload alone reads; the dates here are those of --profile" in said
    assert "1 record has the key reviews_from, which caseload alone reads; here, reviews before that day may be called late" in said
    assert "2 records have the key team" in said
    assert "1 record has the key worker" in said
    assert "North" not in done.stderr
    assert "Shah" not in done.stderr


def test_profiles_are_shown_side_by_side_on_the_same_file(path: Path) -> None:
    first, _ = path.read_text(encoding="utf-8").splitlines()
    path.write_text(f"{first}\n", encoding="utf-8")
    done = run("compare", "england", "newham", "--history", path)
    assert done.exit_code == Code.FINE, done.stderr
    assert f"{path}: 1 record has the key profile, which caseload alone reads" in " ".join(done.stderr.split())


def test_the_dates_are_those_of_the_profile_that_was_asked_for(path: Path) -> None:
    done = run("schedule", path, *CALCULATED, "--task", "review", "-f", "json")
    schedules = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(one["profile"]["id"], one["due_dates"][0]["due"]) for one in schedules] == [("england", "2026-02-02")] * 2


def test_standard_input_is_read_alike(path: Path) -> None:
    done = run("schedule", "-", *CALCULATED, given=path.read_text(encoding="utf-8"))
    assert done.exit_code == Code.FINE, done.stderr
    assert "standard input: 1 record has the key profile" in done.stderr


@pytest.mark.parametrize(("key", "value"), [("profile", 7), ("reviews_from", "1 May"), ("team", 7)])
def test_a_key_that_makes_no_sense_is_told_by_every_command(key: str, value: object, tmp_path: Path) -> None:
    """What a caseload would refuse is refused before it gets there."""
    file = tmp_path / "children.jsonl"
    file.write_text(text({"child": "A1", key: value, "date_of_birth": "2014-05-02", "events": EVENTS}), encoding="utf-8")
    done = run("schedule", file, *CALCULATED)
    assert done.exit_code == Code.BAD_INPUT
    assert f"children.jsonl:1: {key}: it is not" in done.stderr


def test_a_file_without_these_keys_gives_no_remark(tmp_path: Path) -> None:
    file = tmp_path / "children.jsonl"
    file.write_text(text({"child": "A1", "date_of_birth": "2014-05-02", "events": EVENTS}), encoding="utf-8")
    assert run("schedule", file, *CALCULATED).stderr == ""


def test_a_key_that_no_command_reads_stays_an_error(tmp_path: Path) -> None:
    file = tmp_path / "children.jsonl"
    file.write_text(text({"child": "A1", "reviews_form": "2025-10-01", "date_of_birth": "2014-05-02", "events": EVENTS}), encoding="utf-8")
    assert run("schedule", file, *CALCULATED).exit_code == Code.BAD_INPUT
