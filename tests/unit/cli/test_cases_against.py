"""`lacreview cases run --against`: any other system, however it behaves, gets a result for each case.

The other systems are small scripts written for the test. What is expected stands in docs/reference/corpus.md.
"""

from __future__ import annotations

import json
import os
import shlex
import signal
import stat
import subprocess
import sys
import threading
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.others_slow import others_slow
from typer.testing import CliRunner

from lacreview_rules.cli import app
from lacreview_rules.cli.cases import process as cases_process
from lacreview_rules.cli.cases.command import CommandError, Filled, filled_in, words_of
from lacreview_rules.cli.cases.process import NoAnswer, OtherSystem
from lacreview_rules.cli.endings import ended_in_order
from lacreview_rules.cli.exits import Code
from lacreview_rules.corpus.answers import answer_to
from lacreview_rules.corpus.cases import find_case
from lacreview_rules.counting.bank_holidays import BankHoliday, Layer

if TYPE_CHECKING:
    from collections.abc import Callable

    from lacreview_rules.corpus.cases import Case

OURSELVES = (
    f"{shlex.quote(sys.executable)} -m lacreview_rules schedule {{history}} --profile {{profile}} --as-of {{as_of}} "
    "--until {until} --set {settings} --calendar {calendar} --format json"
)
FIRST, SECOND = find_case("newham-0001"), find_case("newham-0002")
LAYER = Layer((BankHoliday(date(2024, 12, 20), 'A "day" off'),), (date(2025, 1, 1),), "case", id="case")
LONG = 3_600
"""Seconds that a command may take which answers: no machine is so slow."""
posix = pytest.mark.skipif(os.name != "posix", reason="sessions and pipes with names are those of POSIX")


@pytest.fixture
def script(tmp_path: Path) -> Callable[[str], str]:
    """Another system: a Python script, as the command that runs it."""

    def write(text: str) -> str:
        path = tmp_path / f"engine-{len(list(tmp_path.iterdir()))}.py"
        path.write_text(f"import json, os, subprocess, sys, time\n{text}\n", encoding="utf-8")
        return f"{shlex.quote(sys.executable)} {shlex.quote(str(path))}"

    return write


def run(command: str, *arguments: object, ids: tuple[str, ...] = ("newham-0001",)) -> Any:
    said = ["cases", "run", *ids, "--against", command, *map(str, arguments)]
    return CliRunner().invoke(app, said, prog_name="lacreview")


def results(command: str, *arguments: object, ids: tuple[str, ...] = ("newham-0001",)) -> list[dict[str, Any]]:
    result = run(command, *arguments, "--format", "json", ids=ids)
    assert result.stderr == ""
    found: list[dict[str, Any]] = json.loads(result.stdout)["results"]
    return found


def within(found: Callable[[int], Any], expected: Callable[[int], Any]) -> None:
    """What is found in so many seconds is what is expected: if not in two, because the machine is busy, then in more."""
    for seconds in (2, 8, 32, 128):
        told = found(seconds)
        if told == expected(seconds):
            break
    assert told == expected(seconds)


def asked(command: str, case: Case, *, whole_case: bool = False) -> Any:
    return OtherSystem(words_of(command), whole_case=whole_case, timeout=LONG).answer(case)


# ---- an answer


@pytest.mark.slow
def test_lacreview_itself_is_another_system() -> None:
    result = run(OURSELVES, "--jobs", 2, ids=("newham-0001", "england-0021"))
    assert result.exit_code == Code.FINE
    assert result.stdout.endswith(": all agree\n")


@pytest.mark.slow
def test_profile_day_horizon_settings_and_calendar_reach_it() -> None:
    """All that a case may ask, told to lacreview as a command, gives what the library gives: byte for byte the same."""
    case = replace(
        find_case("newham-0041"),
        as_of=date(2026, 9, 9),
        until=date(2028, 1, 1),
        settings={"count_back": "clear", "leap_day_birthday": "28 February"},
        calendar=Layer((BankHoliday(date(2026, 5, 20), 'A "day" off'),), (date(2026, 5, 25),), "case newham-0041", id="case"),
    )
    answer = asked(OURSELVES, case)
    assert answer == json.loads(answer_to(case).to_json())
    assert answer != json.loads(answer_to(replace(case, calendar=None)).to_json())


def test_the_history_is_on_its_standard_input(script: Callable[[str], str]) -> None:
    echo = script('print(json.dumps({"due_dates": [], "heard": json.load(sys.stdin)}))')
    assert asked(echo, FIRST)["heard"] == FIRST.history


def test_or_all_that_the_case_asks(script: Callable[[str], str]) -> None:
    case = replace(FIRST, calendar=LAYER, until=date(2027, 1, 1))
    echo = script('print(json.dumps({"due_dates": [], "heard": json.load(sys.stdin)}))')
    heard = asked(echo, case, whole_case=True)["heard"]
    assert heard == case.question
    assert heard["calendar"] == {"added": [{"date": "2024-12-20", "name": 'A "day" off'}], "removed": ["2025-01-01"]}
    assert results(script('sys.exit(0 if json.load(sys.stdin)["id"] == "newham-0001" else 9)'), "--send", "case")[0]["reason"] == (
        "it printed nothing"
    )


def test_the_least_that_must_be_printed_agrees(script: Callable[[str], str]) -> None:
    """A system that knows nothing of our rules, and prints a mark before its JSON as some programs do."""
    due = {"task": "review", "review": 1, "due": "2025-01-02", "status": "upcoming", "theirs": 7}
    command = script(f"sys.stdout.buffer.write(b'\\xef\\xbb\\xbf' + json.dumps({{'due_dates': [{due}]}}).encode() + b'\\n\\n')")
    assert results(command, "--keys", "review,due,status")[0]["result"] == "agrees"
    [one] = results(command)
    assert one["result"] == "disagrees"
    assert one["missing"][0]["differs"] == ["rule", "basis", "period_of_care"]


def test_one_that_reads_nothing_is_heard(script: Callable[[str], str]) -> None:
    assert results(script('sys.stdin.close(); print(json.dumps({"due_dates": []}))'))[0]["result"] == "disagrees"
    assert results(script('print(json.dumps({"due_dates": []}))'))[0]["result"] == "disagrees"


# ---- no answer


@pytest.mark.parametrize(
    ("text", "reason"),
    others_slow(
        [
            ("pass", "it printed nothing"),
            ("sys.exit(3)", "it ended with exit code 3"),
            ("print('loading'); print('{}')", "what it printed is not JSON: Expecting value (line 1, column 1)"),
            ("print('{}'); print('{}')", "what it printed is more than one JSON value (line 2, column 1)"),
            ('print(\'{"due_dates": [{"task": \')', "what it printed breaks off after 23 characters: the JSON is not complete"),
            ("print('[]')", 'what it printed is no schedule: it is a list, and one object with the key "due_dates" is wanted'),
            ("print('  ')", "it printed nothing"),
            ("print('no profile', file=sys.stderr)", "it printed nothing: no profile"),
            ("print('{}'); sys.exit('one\\n\\nlast line\\n')", "it ended with exit code 1: last line"),
            ("print('{\"due_dates\": [{\"ta', end='')", "what it printed breaks off after 19 characters: the JSON is not complete"),
            ("print('[' * 100000)", "what it printed is not usable JSON: a number is too long, or objects are nested too deeply"),
            ("print('1' * 5000)", "what it printed is not usable JSON: a number is too long, or objects are nested too deeply"),
            ("sys.stdout.buffer.write(b'{\\xff}')", "what it printed is not UTF-8 text (byte 1)"),
            ("print('{\"due_dates\": {}}')", 'what it printed is no schedule: "due_dates" is not a list of objects'),
        ],
        quick=6,
    ),
)
def test_what_is_no_answer_says_why(text: str, reason: str, script: Callable[[str], str]) -> None:
    [one] = results(script(text))
    assert (one["result"], one["reason"]) == ("failed", reason)
    assert one["missing"] == one["unexpected"] == []


@posix
def test_one_that_is_ended_by_a_signal(script: Callable[[str], str]) -> None:
    assert results(script("os.abort()"))[0]["reason"] == "it was ended by SIGABRT"
    assert cases_process._how_it_ended(-250) == "it was ended by signal 250"


def test_one_that_cannot_be_run(tmp_path: Path) -> None:
    """There is such a name, but it is no program; and one that a case fills in is not looked for before."""
    no_program = tmp_path / "engine"
    no_program.write_bytes(b"\x7fELF no program")
    no_program.chmod(no_program.stat().st_mode | stat.S_IXUSR)
    assert results(str(no_program))[0]["reason"].startswith(f"{no_program} cannot be run: ")
    assert results("./{id}")[0]["reason"] == "./newham-0001 cannot be run: No such file or directory"
    assert results("./{id}\0")[0]["reason"] == "./newham-0001\0 cannot be run: no command can be written so"


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("no-such-engine --json", '--against: there is no command "no-such-engine"; give one that can be run from here, or its path'),
        ("", "--against: it is empty"),
        ("engine 'x", "--against: a quotation mark in it has no partner"),
        ("engine {asof}", '--against: "{asof}" is no name that a case fills in; did you mean "{as_of}"?'),
    ],
)
def test_what_is_no_command_is_refused_before_anything_is_run(command: str, said: str) -> None:
    result = run(command)
    assert result.exit_code == Code.BAD_INPUT
    assert said in result.stderr
    assert result.stdout == ""


@posix
@pytest.mark.slow
def test_one_case_never_stops_the_rest() -> None:
    """One answers wrongly, one not at all, one never ends; the order is that of the corpus with any number at once."""
    text = 'case {id} in *1) exit 9;; *3) sleep 1000;; esac; echo "{\\"due_dates\\": []}"'
    ids = ("newham-0001", "newham-0002", "newham-0003", "newham-0004")
    for jobs in (1, 3):

        def found(seconds: int, jobs: int = jobs) -> list[tuple[str, str]]:
            every = results(f"sh -c '{text}'", "--timeout", seconds, "--jobs", jobs, ids=ids)
            return [(one["id"], one["result"]) for one in every]

        within(found, lambda _: list(zip(ids, ["failed", "disagrees", "failed", "disagrees"], strict=True)))
    result = run("sh -c 'exit 9'", ids=ids)
    assert result.exit_code == Code.DISAGREES
    assert "NO ANSWER (4)\n  newham-0001: it ended with exit code 9\n" in result.stdout
    assert result.stdout.endswith(": 4 failed\n")


# ---- one that does not end


class Held:
    """A pipe with a name that processes hold open: its end is read only when the last of them has ended."""

    def __init__(self, path: Path) -> None:
        self._path = path
        os.mkfifo(path)
        self._pipe = os.open(path, os.O_RDONLY | os.O_NONBLOCK)

    def is_begun(self) -> bool:
        """Whether somebody has written to it."""
        try:
            return os.read(self._pipe, 1) != b""
        except BlockingIOError:
            return False

    def heard_to_the_end(self) -> bytes:
        """Wait until nobody holds it: what was written to it."""
        heard = b""
        while True:
            try:
                chunk = os.read(self._pipe, 100)
            except BlockingIOError:
                time.sleep(0.02)
                continue
            if chunk == b"":
                os.close(self._pipe)
                return heard
            heard += chunk

    @property
    def sleeper(self) -> str:
        """A command that starts another process, which says "late" in the end if nobody ends it."""
        return f"sh -c 'exec 3>{shlex.quote(str(self._path))}; echo x >&3; (sleep 1000; echo late >&3) & wait'"


@pytest.mark.slow
@posix
def test_one_that_takes_too_long_is_ended() -> None:
    assert results("sleep 100", "--timeout", 1)[0]["reason"] == "no answer within 1 seconds; it had printed nothing"
    slow = "sh -c 'echo \"{\"; sleep 1000'"
    within(
        lambda seconds: results(slow, "--timeout", seconds)[0]["reason"],
        lambda seconds: f"no answer within {seconds} seconds; it had printed part of an answer",
    )


@pytest.mark.slow
@posix
def test_what_it_started_is_ended_with_it(tmp_path: Path) -> None:
    """The sleeper is a process of a process."""

    def begun(seconds: int) -> bool:
        held = Held(tmp_path / f"pipe-{seconds}")
        assert results(held.sleeper, "--timeout", seconds)[0]["reason"] == f"no answer within {seconds} seconds; it had printed nothing"
        begun = held.is_begun()
        assert b"late" not in held.heard_to_the_end()
        return begun

    within(begun, lambda _: True)


@pytest.mark.slow
@posix
def test_what_it_leaves_running_does_not_keep_its_answer_back(script: Callable[[str], str]) -> None:
    """The sleeper has the same standard output, which therefore never ends by itself."""
    left = "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(1000)']); print(json.dumps({'due_dates': []}))"
    assert results(script(left))[0]["result"] == "disagrees"


def test_one_that_prints_without_end_is_ended(script: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cases_process, "_MOST_BYTES", 200_000)
    endless = script("while True: print('x' * 1000)")
    assert results(endless)[0]["reason"] == "it printed more than 200,000 bytes, which is no schedule of one child"
    noisy = script("sys.stderr.write('x' * 9_000_000 + '\\nlast'); print(json.dumps({'due_dates': []}))")
    assert results(noisy)[0]["result"] == "disagrees"
    monkeypatch.setattr(cases_process, "_MOST_LOGGED", 1_000_000)
    assert results(noisy)[0]["reason"] == "it wrote more than 1,000,000 bytes to standard error"


def test_the_last_line_of_many_is_told(script: Callable[[str], str]) -> None:
    noisy = script("sys.stderr.write('x' * 9_000_000 + '\\nlast\\n'); sys.exit(2)")
    assert results(noisy)[0]["reason"] == "it ended with exit code 2: last"


@pytest.mark.slow
@posix
@pytest.mark.parametrize(("sent", "code"), others_slow([(signal.SIGINT, Code.INTERRUPTED), (signal.SIGTERM, 128 + signal.SIGTERM)]))
def test_an_interrupt_ends_what_is_running(sent: signal.Signals, code: int, tmp_path: Path) -> None:
    """Ctrl-C, or the end of a build that was called off: the command stops, the sleepers with it, and no file is left."""
    held = Held(tmp_path / "pipe")
    env = {**os.environ, "TMPDIR": str(tmp_path)}
    whole = [sys.executable, "-m", "lacreview_rules", "cases", "run", "--family", "newham", "--jobs", "2", "--against", held.sleeper]
    heard = signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job would hand on that it is ignored
    try:
        process = subprocess.Popen(whole, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, env=env)
    finally:
        signal.signal(signal.SIGINT, heard)
    with process:
        while not held.is_begun():
            assert process.poll() is None
            time.sleep(0.02)
        process.send_signal(sent)
        out, _ = process.communicate()
    assert process.returncode == code
    assert out == b""
    assert b"late" not in held.heard_to_the_end()
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]


def test_a_run_from_a_thread_leaves_signals_alone() -> None:
    """Only the first thread of a program may say what a signal does."""
    before = signal.getsignal(signal.SIGTERM)
    seen: list[object] = []

    def inside() -> None:
        with ended_in_order():
            seen.append(signal.getsignal(signal.SIGTERM))

    other = threading.Thread(target=inside)
    other.start()
    other.join()
    assert seen == [before]
    inside()
    assert seen[1] is not before
    assert signal.getsignal(signal.SIGTERM) is before


def test_nothing_is_run_once_it_was_stopped() -> None:
    other = OtherSystem((sys.executable, "-c", "print(1)"), whole_case=False, timeout=LONG)
    assert other.answer(FIRST) == 1
    other.stop()
    with pytest.raises(NoAnswer, match="stopped"):
        other.answer(FIRST)


@pytest.mark.slow
@posix
def test_a_bar_is_shown_on_a_terminal_only() -> None:
    import pty

    command = [sys.executable, "-m", "lacreview_rules", "cases", "run", "newham-0001", "--keys", "review,due"]
    ours, theirs = pty.openpty()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, env={**os.environ, "TERM": "xterm"}) as process:
        os.close(theirs)
        out, _ = process.communicate()
    shown = os.read(ours, 65_536)
    os.close(ours)
    assert b"Cases" in shown
    assert out.endswith(b"1 case against this library: it agrees\n" if os.linesep == "\n" else b"it agrees\r\n")


# ---- the words of a command


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("engine", ["engine"]),
        ("engine 'a b' \"c d\" e#f", ["engine", "a b", "c d", "e#f"]),
        ("engine -p {profile}", ["engine", "-p", "newham"]),
        ("engine --as-of={as_of} --until={until} x", ["engine", "--as-of=2026-02-10", "x"]),
        ("engine --until {until} x", ["engine", "x"]),
        ("engine {until} x", ["engine", "x"]),
        ("engine --set {settings} x", ["engine", "--set", "a=1", "--set", "b=2", "x"]),
        ("engine --set={settings}", ["engine", "--set=a=1", "--set=b=2"]),
        ("engine {settings}", ["engine", "a=1", "b=2"]),
        ("engine - {until} -- {until} --x=y {until}", ["engine", "-", "--", "--x=y"]),
        ("sh -c 'engine {profile} {until} [{settings}]'", ["sh", "-c", "engine newham  [a=1 b=2]"]),
        ("awk '{print}' {profile}{as_of}", ["awk", "{print}", "newham2026-02-10"]),
        ("engine {print} -f {print}", ["engine", "{print}", "-f", "{print}"]),
        ("engine {profile} {until}", ["engine", "newham"]),
    ],
)
def test_words_and_what_is_put_in_them(command: str, words: list[str]) -> None:
    filled = Filled({"profile": ("newham",), "as_of": ("2026-02-10",), "until": (), "settings": ("a=1", "b=2")})
    assert filled.words(words_of(command)) == words


def test_on_windows_a_backslash_is_a_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lacreview_rules.cli.cases.command.os.name", "nt")
    assert words_of(r'C:\engine\run.exe "C:\our files\x"') == (r"C:\engine\run.exe", r"C:\our files\x")


def test_what_a_case_fills_in(tmp_path: Path) -> None:
    case = replace(FIRST, calendar=LAYER, until=date(2027, 1, 1), settings={"count_back": "clear"})
    values = filled_in(case, tmp_path).values
    assert {name: told for name, told in values.items() if name not in {"history", "calendar"}} == {
        "id": ("newham-0001",),
        "profile": ("newham",),
        "as_of": ("2024-12-02",),
        "until": ("2027-01-01",),
        "settings": ("count_back=clear",),
    }
    assert json.loads(Path(values["history"][0]).read_text(encoding="utf-8")) == FIRST.history
    assert "2024-12-20" in Path(values["calendar"][0]).read_text(encoding="utf-8")
    assert filled_in(SECOND, tmp_path).values["calendar"] == ()


def test_a_command_that_cannot_be_one() -> None:
    with pytest.raises(CommandError, match="it is empty"):
        words_of("  ")
