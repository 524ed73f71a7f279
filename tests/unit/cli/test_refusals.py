"""What `lacreview` does with nonsense: exit codes, messages that name place and remedy, and never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from tests.others_slow import others_slow
from typer.testing import CliRunner

from lacreview_rules.cli import app
from lacreview_rules.cli.exits import Code
from lacreview_rules.sources import door

if TYPE_CHECKING:
    from pathlib import Path

ESCAPE = "\x1b"
GOOD: dict[str, Any] = {"child": "A123", "date_of_birth": "2014-05-02", "events": [{"event": "became-looked-after", "on": "2025-12-19"}]}
LATE = {**GOOD, "child": "B1", "events": [{"event": "became-looked-after", "on": "2070-01-06"}]}
IMPOSSIBLE = {**GOOD, "events": [*GOOD["events"], {"event": "review-held", "on": "2025-12-01"}]}


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], prog_name="lacreview")


def refused(result: Any, *told: str, code: Code = Code.BAD_INPUT) -> None:
    assert (result.exit_code, result.stdout) == (code, "")
    assert "Traceback" not in result.stderr
    for words in told:
        assert words in " ".join(result.stderr.split())


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return _write(tmp_path / "good.json", GOOD)


def _write(path: Path, *histories: object) -> Path:
    path.write_text("\n".join(json.dumps(one) for one in histories), encoding="utf-8")
    return path


# ---- exit codes --------------------------------------------------------------------------------------------


def test_overdue_is_an_exit_code_only_when_asked_for(good: Path) -> None:
    due = ["schedule", good, "-p", "england", "--as-of"]
    assert run(*due, "2026-01-22").exit_code == Code.FINE
    assert run(*due, "2026-01-22", "--fail-overdue").exit_code == Code.OVERDUE
    assert run(*due, "2025-12-19", "--fail-overdue").exit_code == Code.FINE


def test_a_date_outside_the_calendar(tmp_path: Path) -> None:
    path = _write(tmp_path / "late.json", LATE)
    refused(run("schedule", path, "-p", "england"), "late.json", "1990-01-01 to 2060-12-31; check the year", code=Code.OUTSIDE_CALENDAR)
    refused(run("date", "20 working days after 2070-01-06"), "2070-01-06", "check the year", code=Code.OUTSIDE_CALENDAR)
    refused(run("date", "10 years after 9999-01-01"), "years 1 to 9999", code=Code.OUTSIDE_CALENDAR)


def test_bad_input_outranks_the_calendar_and_both_outrank_overdue(tmp_path: Path) -> None:
    arguments = ("-p", "england", "--as-of", "2026-01-22", "--fail-overdue", "-f", "json")
    late = run("schedule", _write(tmp_path / "late.jsonl", GOOD, LATE), *arguments)
    assert (late.exit_code, len(late.stdout.splitlines())) == (Code.OUTSIDE_CALENDAR, 1)
    assert run("schedule", _write(tmp_path / "worse.jsonl", GOOD, LATE, {}), *arguments).exit_code == Code.BAD_INPUT


def test_strict_refuses_what_cannot_be(tmp_path: Path) -> None:
    path = _write(tmp_path / "impossible.json", IMPOSSIBLE)
    lenient = run("schedule", path, "-p", "england")
    assert lenient.exit_code == Code.FINE
    assert "events[1]" in lenient.stderr
    refused(run("schedule", path, "-p", "england", "--strict"), "impossible.json", "events[1]")


def test_a_fault_of_the_program_tells_where_but_nothing_of_the_child(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError("A123 was born in 2014")

    monkeypatch.setattr(door, "build_schedule", broken)
    result = run("schedule", good, "-p", "england")
    refused(result, "a fault in lacreview itself (ValueError at test_refusals.py:", "please report it", code=Code.FAULT)
    assert "A123" not in result.stderr


# ---- bad input ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "the file is empty"),
        (b"  \n\n", "the file is empty"),
        (b"\x00\x01\xff", "not UTF-8 text"),
        (b"\x89PNG\r\n\x1a\n", "not UTF-8 text"),
        (b"[]", "there is no history in it"),
        (b"{", "not valid JSON"),
        (b"[" * 100_000, "JSON"),
        (b'{"child": "A1", "events": [{"event": "review-held", "on": "2026-02-30"}]}', "events[0].on: there is no such date"),
    ],
)
def test_a_file_that_holds_no_history(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "odd.json"
    path.write_bytes(content)
    refused(run("schedule", path, "-p", "england"), "odd.json", told)
    refused(run("explain", path, "review", "-p", "england"), "odd.json", told)


def test_paths_that_cannot_be_read(tmp_path: Path, good: Path) -> None:
    refused(run("schedule", tmp_path / "none.json", "-p", "england"), "none.json", "No such file", "check the path")
    refused(run("schedule", tmp_path, "-p", "england"), "is a folder", "--input ssda903")
    refused(run("schedule", os.devnull, "-p", "england"), "write it to a file first")
    refused(run("schedule", tmp_path / "none", "-p", "england", "--input", "ssda903"), "none", "there is neither a folder nor a file")
    refused(run("schedule", tmp_path, "-p", "england", "--input", "ssda903"), "there is no Episodes file")
    refused(run("schedule", good, "-p", good), "good.json", "the key")
    refused(run("schedule", good, "-p", tmp_path), "Is a directory")
    refused(run("schedule", good, "-p", "england", "-o", tmp_path), "is a folder; name a file")
    refused(run("schedule", good, "-p", "england", "-o", good), "is a file that is read")
    refused(run("schedule", good, "-p", "england", "-o", tmp_path / "no" / "out"), "does not exist; make it first")
    assert json.loads(good.read_text(encoding="utf-8")) == GOOD


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["-p", "newhm"], 'did you mean "newham"?'),
        (["-p", "england", "--as-of", "2026-02-30"], '"2026-02-30" does not exist'),
        (["-p", "england", "--as-of", "30/01/2026"], "write 2026-01-30"),
        (["-p", "england", "--as-of", "today"], "write year, month and day"),
        (["-p", "england", "--until", "2026-13-01"], "does not exist"),
        (["-p", "england", "--set", "count_back"], "write name=value"),
        (["-p", "england", "--set", "count_bak=clear"], 'did you mean "count_back"?'),
        (["-p", "england", "--set", "count_back=sideways"], "count_back: it should be"),
        (["-p", "england", "--format", "xml"], "'xml' is not one of"),
        ([], "Missing option '--profile'"),
    ],
)
def test_options_that_make_no_sense(good: Path, arguments: list[str], told: str) -> None:
    refused(run("schedule", good, *arguments), told)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["hello"], "is not a calculation; write it as in"),
        ([""], "is not a calculation"),
        (["20 working days after 2026-02-30"], "does not exist"),
        (["20 working days after 19/12/2025"], "write 2025-12-19"),
        (["20 wrking days after 2025-12-19"], 'did you mean "working days"?'),
        (["1.5 months after 2025-12-19"], "the number must be whole"),
        (["-3 days after 2025-12-19", "--clear"], ""),
        (["3 days from 2025-12-19"], 'say "after"'),
        (["3 days after 2025-12-19 14:00"], "leave the time out"),
        (["24 hours after 2025-12-19 25:00"], "24 hour clock"),
        (["3 days after 2025-12-19", "--clear"], "leave it out, or say before"),
        (["3 days before 2025-12-19", "--inclusive"], "leave it out, or say after"),
    ],
)
def test_calculations_that_make_no_sense(arguments: list[str], told: str) -> None:
    refused(run("date", *arguments), told)


@pytest.mark.parametrize("arguments", [["nonsense"], ["schema"], ["schema", "child"], ["profile", "show"], ["profile", "show", "nowhere"]])
def test_commands_that_do_not_exist(arguments: list[str]) -> None:
    refused(run(*arguments))


def test_the_child_is_named_on_standard_output_only_and_cannot_steer_the_terminal(tmp_path: Path) -> None:
    named = {**IMPOSSIBLE, "child": f"{ESCAPE}[31mRED\nChild"}
    result = run("schedule", _write(tmp_path / "steering.json", named), "-p", "england")
    assert ESCAPE not in result.stdout
    assert "RED" not in result.stderr


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="only Linux has a disk that is always full")  # noqa: PTH110 - a device
def test_a_full_disk_is_told_by_name(good: Path) -> None:
    refused(run("schedule", good, "-p", "england", "-o", "/dev/full"), "/dev/full", "No space left")


# ---- as a process ------------------------------------------------------------------------------------------


def command(*arguments: object, **settings: str) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "lacreview_rules", *map(str, arguments)]
    return subprocess.run(words, capture_output=True, text=True, encoding="utf-8", check=False, env={**os.environ, **settings})


@pytest.mark.slow
def test_without_a_terminal_there_is_no_colour_even_if_forced(good: Path) -> None:
    done = command("schedule", good, "-p", "england", FORCE_COLOR="1", CLICOLOR_FORCE="1")
    assert done.returncode == Code.FINE
    assert ESCAPE not in done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are a thing of Unix")
@pytest.mark.parametrize(("no_color", "coloured"), others_slow([("", True), ("1", False)]))
def test_on_a_terminal_there_is_colour_unless_refused(good: Path, no_color: str, coloured: bool) -> None:
    import pty

    ours, theirs = pty.openpty()
    environment = {**os.environ, "NO_COLOR": no_color, "TERM": "xterm-256color"}
    words = [sys.executable, "-m", "lacreview_rules", "schedule", str(good), "-p", "england", "--as-of", "2026-01-22"]
    with subprocess.Popen(words, stdout=theirs, stderr=subprocess.DEVNULL, env=environment):
        os.close(theirs)
        seen = b""
        while True:
            try:
                piece = os.read(ours, 4096)
            except OSError:
                break
            if not piece:
                break
            seen += piece
    os.close(ours)
    assert b"First looked after review" in seen
    assert (ESCAPE.encode() in seen) is coloured


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="a closed pipe is told otherwise there")
@pytest.mark.parametrize("form", ["table", *(pytest.param(form, marks=pytest.mark.slow) for form in ("json", "csv"))])
def test_a_reader_who_leaves_early_is_no_error(tmp_path: Path, form: str) -> None:
    path = _write(tmp_path / "many.jsonl", *[{**GOOD, "child": f"C{number}"} for number in range(50)])
    words = [sys.executable, "-m", "lacreview_rules", "schedule", str(path), "-p", "england", "-f", form]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == Code.PIPE_CLOSED


def test_without_the_extra_it_says_what_to_install(good: Path, tmp_path: Path) -> None:
    (tmp_path / "typer.py").write_text("raise ModuleNotFoundError(name='typer')", encoding="utf-8")
    path = os.pathsep.join([str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])])
    done = command("schedule", good, "-p", "england", PYTHONPATH=path)
    assert (done.returncode, done.stdout) == (Code.BAD_INPUT, "")
    assert done.stderr == 'lacreview needs typer, which is not installed; run in the folder of lacreview_rules: pip install ".[cli]"\n'


@pytest.mark.slow
def test_a_terminal_that_knows_few_characters_is_no_error(tmp_path: Path) -> None:
    path = _write(tmp_path / "named.json", {**GOOD, "child": "Zoë \ud800"})
    for form in ("table", "json", "csv"):
        done = command("schedule", path, "-p", "england", "-f", form, PYTHONIOENCODING="ascii")
        assert "Traceback" not in done.stderr
        assert done.returncode in {Code.FINE, Code.BAD_INPUT}


# ---- many mistakes -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["schedule", "caseload"])
def test_of_many_histories_that_cannot_be_used_a_hundred_are_told(tmp_path: Path, command: str) -> None:
    """Errors cost no more than answers (record B1); the others are counted, and what can be used is."""
    file = _write(tmp_path / "many.jsonl", *({"child": f"A{number}", "events": 1} for number in range(130)), GOOD)
    result = run(command, file, "-p", "england", "--as-of", "2026-02-10", "-f", "json")
    assert result.exit_code == 2
    assert len([line for line in result.stderr.splitlines() if "events: it is not a list" in line]) == 100
    counted = {"schedule": "and 30 more histories that could not be used", "caseload": "130 records could not be used"}
    assert counted[command] in result.stderr
    assert "mend these first" in result.stderr
    assert "A123" in result.stdout
