"""`lacreview picture` as its users meet it: what it writes, and how it refuses."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest
from tests.others_slow import others_slow
from typer.testing import CliRunner

from lacreview_rules.cli import app
from lacreview_rules.cli.exits import Code

if TYPE_CHECKING:
    from pathlib import Path

CAME_IN = {"event": "became-looked-after", "on": "2025-12-19"}
REVIEWED = {"event": "review-held", "on": "2026-01-14"}


def child(*events: dict[str, Any], name: str = "A123-SECRET") -> str:
    return json.dumps({"child": name, "date_of_birth": "2014-05-02", "events": list(events)})


@pytest.fixture
def one(tmp_path: Path) -> Path:
    path = tmp_path / "child.json"
    path.write_text(child(CAME_IN, REVIEWED), encoding="utf-8")
    return path


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """Two children and, on the last line, what is no history."""
    path = tmp_path / "children.jsonl"
    path.write_text("\n".join([child(CAME_IN, name="B1"), child(CAME_IN, REVIEWED, name="B2"), "{}"]) + "\n", encoding="utf-8")
    return path


def picture(*arguments: object) -> Any:
    words = ["picture", *map(str, arguments), "--profile", "england", "--as-of", "2026-02-10"]
    return CliRunner().invoke(app, words, prog_name="lacreview")


@pytest.mark.parametrize(("name", "start"), others_slow([("a.svg", b"<?xml"), ("a.PNG", b"\x89PNG"), ("a.html", b"<!DOCTYPE html>")]))
def test_the_ending_says_what_is_written(one: Path, tmp_path: Path, name: str, start: bytes) -> None:
    result = picture(one, "-o", tmp_path / name)
    assert (result.exit_code, result.output) == (Code.FINE, "")
    content = (tmp_path / name).read_bytes()
    assert content.startswith(start)
    assert b"SECRET" not in content
    assert {path.name for path in tmp_path.iterdir()} == {"child.json", name}


@pytest.mark.slow
def test_a_format_stands_over_the_ending_and_the_child_is_named_if_asked(one: Path, tmp_path: Path) -> None:
    assert picture(one, "-o", tmp_path / "a.txt", "--format", "html", "--show-child").exit_code == Code.FINE
    assert "Due dates of A123-SECRET" in (tmp_path / "a.txt").read_text(encoding="utf-8")


def test_one_of_many_children(three: Path, tmp_path: Path) -> None:
    """The broken line is told, and the child who was asked for is drawn all the same."""
    result = picture(three, "-o", tmp_path / "a.svg", "--child", "B2", "--from", "2026-01-01", "--to", "2026-03-01")
    assert result.exit_code == Code.BAD_INPUT
    assert "children.jsonl:3: 2 problems" in result.stderr
    assert "First looked after review: held Wed 14 Jan 2026" in (tmp_path / "a.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("a.gif", '".gif" does not say what to write; end it in .svg, .png or .html, or give --format'),
        ("a", "no ending does not say what to write"),
        ("nowhere/a.svg", "does not exist; make it first"),
        ("folder.svg", "is a folder; name a file"),
    ],
)
def test_an_output_that_cannot_be_written_is_refused_at_once(one: Path, tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "folder.svg").mkdir()
    result = picture(one, "-o", tmp_path / name)
    assert result.exit_code == Code.BAD_INPUT
    assert words in result.stderr
    assert not (tmp_path / "a.gif").exists()


def test_the_file_that_is_read_is_not_written_over(one: Path) -> None:
    result = picture(one, "-o", one, "--format", "svg")
    assert result.exit_code == Code.BAD_INPUT
    assert "is a file that is read; name another" in result.stderr


@pytest.mark.slow
def test_a_full_disk_leaves_nothing_behind(one: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, content: bytes) -> int:  # noqa: ARG001 - as the true one has it
        self.touch()
        raise OSError(28, "No space left on device", str(self))

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    (tmp_path / "a.svg").write_text("the old one", encoding="utf-8")
    result = picture(one, "-o", tmp_path / "a.svg")
    assert result.exit_code == Code.BAD_INPUT
    assert "a.svg cannot be read or written: No space left on device" in result.stderr
    assert (tmp_path / "a.svg").read_text(encoding="utf-8") == "the old one"
    assert {path.name for path in tmp_path.iterdir()} == {"child.json", "a.svg"}


def test_a_history_without_due_dates_is_refused(tmp_path: Path) -> None:
    (tmp_path / "child.json").write_text(child(), encoding="utf-8")
    result = picture(tmp_path / "child.json", "-o", tmp_path / "a.svg")
    assert result.exit_code == Code.BAD_INPUT
    assert "there is nothing to draw: the schedule has no due date; check that the history says when care began" in result.stderr


def test_many_children_need_a_choice(three: Path, tmp_path: Path) -> None:
    result = picture(three, "-o", tmp_path / "a.svg")
    assert result.exit_code == Code.BAD_INPUT
    assert "a picture shows one child; say which with --child ID" in result.stderr
    assert "B1" not in result.stderr
    assert not (tmp_path / "a.svg").exists()


@pytest.mark.slow
def test_the_second_history_of_a_child_is_told_and_the_first_drawn(tmp_path: Path) -> None:
    path = tmp_path / "twice.jsonl"
    path.write_text(child(CAME_IN, REVIEWED) + "\n" + child(CAME_IN) + "\n", encoding="utf-8")
    result = picture(path, "-o", tmp_path / "a.svg", "--child", "A123-SECRET")
    assert result.exit_code == Code.BAD_INPUT
    assert "put all events of a child into one history" in result.stderr
    assert "SECRET" not in result.stderr
    assert "held Wed 14 Jan 2026" in (tmp_path / "a.svg").read_text(encoding="utf-8")


def test_a_child_who_is_not_there_is_not_repeated(one: Path, tmp_path: Path) -> None:
    result = picture(one, "-o", tmp_path / "a.svg", "--child", "NOBODY")
    assert result.exit_code == Code.BAD_INPUT
    assert "there is no history of that child in it" in result.stderr
    assert "NOBODY" not in result.stderr


def test_days_on_which_there_is_nothing_are_refused(one: Path, tmp_path: Path) -> None:
    result = picture(one, "-o", tmp_path / "a.svg", "--from", "1999-01-01", "--to", "1999-02-01")
    assert result.exit_code == Code.BAD_INPUT
    assert "there is nothing to draw from 1999-01-01 to 1999-02-01" in result.stderr


def test_without_the_extra_it_says_what_to_install(one: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith(("lacreview_rules.pictures", "matplotlib"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    result = picture(one, "-o", tmp_path / "a.svg")
    assert result.exit_code == Code.BAD_INPUT
    assert (
        'pictures need matplotlib, which is not installed; run in the folder of lacreview_rules: pip install ".[pictures]"' in result.stderr
    )
    assert not (tmp_path / "a.svg").exists()


def test_a_matplotlib_that_is_broken_is_not_said_to_be_missing(one: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then what it needs is missing, and installing it again would be the wrong advice."""
    broken = tmp_path / "matplotlib.py"
    broken.write_text("import nothing_of_this_name\n", encoding="utf-8")
    for name in [name for name in sys.modules if name.startswith(("lacreview_rules.pictures", "matplotlib"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.syspath_prepend(tmp_path)
    result = picture(one, "-o", tmp_path / "a.svg")
    assert result.exit_code == Code.FAULT
    assert 'pip install ".[pictures]"' not in result.stderr
