"""Every command ends as documented, whatever it is given (record B11): a table of commands and of what can go wrong.

The columns: input that is good; a history with a problem, used all the same; one from which nothing can be scheduled because
of its problem; a broken file; a profile that does not exist; an option that does not exist; a pipe whose reader has gone; a
disk that is full; standard output closed; an interruption. A command that is added fails the first test until it is in the table.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import typer
from tests.others_slow import others_slow
from tests.small_profiles import ALONE, letter_of
from typer.testing import CliRunner

from lacreview_rules.cli import app
from lacreview_rules.cli.exits import EXIT_CODES, Code
from lacreview_rules.errors import HistoryError, Problem

START = {"event": "became-looked-after", "on": "2025-12-19", "placement": "foster-care", "legal_status": "section-20"}
GOOD = {"child": "A1", "date_of_birth": "2014-05-02", "events": [START, {"event": "review-held", "on": "2026-01-14"}]}
DOUBTFUL = {**GOOD, "events": [START, {"event": "review-held", "on": "2025-12-01"}]}
"""A review eighteen days before care began: it cannot be used, and the rest can."""
NOTHING = {**GOOD, "events": [{"event": "became-lookedafter", "on": "2025-12-19"}]}
"""The start of care misspelt, so that it is the name of another kind of event: there is nothing to count from."""
SUPPOSED = '{"event": "review-held", "on": "2026-03-02"}'


class Command(NamedTuple):
    """How a command is given a file, and what it can be asked.

    Attributes:
        words: with F for the file of the history and P for the profile.
        json: what makes it write JSON that tells of problems; None where it writes none.
        strict: whether it reads histories and can refuse what cannot be.
        profile: whether it takes a profile.
    """

    words: str
    json: str | None = None
    strict: bool = True
    profile: bool = True


OF_A_HISTORY = {
    "schedule": Command("schedule F -p P", "-f json"),
    "caseload": Command("caseload F -p P --as-of 2026-02-10", "-f json"),
    "batches": Command("batches F -p P -o out.parquet"),
    "explain": Command("explain F review -p P", "-f json"),
    "readings": Command("readings F -p P", "-f json"),
    "affected-by": Command("affected-by F -p P --add 2026-07-06", "-f json"),
    "diff": Command("diff F F -p P", "-f json"),
    "what-if": Command("what-if F -p P --new-profile newham", "-f json"),
    "calendar-feed": Command("calendar-feed F -p P"),
    "picture": Command("picture F -p P -o out.svg"),
    "compare": Command("compare P newham --history F", "-f json"),
    "profile diff": Command("profile diff P newham --history F", "-f json"),
}
"""Commands that work out the dates of a history."""
OTHERS = {
    "convert": Command("convert F -o out.jsonl", profile=False),
    "date": Command("date 3.days.after.2026-01-05", strict=False, profile=False),
    "profiles": Command("profiles", strict=False, profile=False),
    "check": Command("check P", strict=False),
    "date-table": Command("date-table -p P --from 2026-01-05 --to 2026-01-09", strict=False),
    "new-events": Command("new-events new.csv --force", strict=False, profile=False),
    "schema": Command("schema history", strict=False, profile=False),
    "sources": Command("sources", strict=False, profile=False),
    "mcp": Command("mcp", strict=False, profile=False),
    "workbench": Command("workbench . --no-open", strict=False, profile=False),
    "profile show": Command("profile show P", strict=False),
    "profile new": Command("profile new ours --extends P --force", strict=False),
    "calendar show": Command("calendar show", strict=False, profile=False),
    "calendar check": Command("calendar check F", strict=False, profile=False),
    "cases list": Command("cases list", strict=False, profile=False),
    "cases show": Command("cases show ID", strict=False, profile=False),
    "cases run": Command("cases run ID", strict=False, profile=False),
}
COMMANDS = {**OF_A_HISTORY, **OTHERS}
SERVING = {"mcp", "workbench"}
"""These serve until their input ends, or they are stopped; tests/unit/assistants and test_workbench.py try them."""
PRINTING = [name for name, one in COMMANDS.items() if " -o " not in one.words and name not in {*SERVING, "new-events", "profile new"}]
"""Those that write to standard output."""
READING = [name for name, one in COMMANDS.items() if " F" in one.words]


def commands(found: Any, name: str = "") -> list[str]:
    if not hasattr(found, "commands"):
        return [name]
    return [one for word, inner in found.commands.items() for one in commands(inner, f"{name} {word}".strip())]


def test_the_table_has_every_command() -> None:
    assert set(COMMANDS) == set(commands(typer.main.get_command(app)))


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def file_for(name: str, history: dict[str, Any]) -> str:
    """The file that holds a history, as a command reads it."""
    if name == "batches":
        pa = pytest.importorskip("pyarrow")
        parquet = pytest.importorskip("pyarrow.parquet")
        rows = [{"child": history["child"], "event": one["event"], "on": date.fromisoformat(one["on"])} for one in history["events"]]
        parquet.write_table(pa.Table.from_pylist(rows), "events.parquet")
        return "events.parquet"
    if name == "calendar check":
        Path("c.toml").write_text(
            'schema_version = 1\nid = "j"\nsource = "s"\nretrieved = 2026-05-02\n\n[[added]]\non = 2026-07-06\nname = "Jubilee"\n',
            encoding="utf-8",
        )
        return "c.toml"
    Path("h.jsonl").write_text(json.dumps(history) + "\n", encoding="utf-8")
    return "h.jsonl"


def words_of(name: str, file: str = "h.jsonl", profile: str = "england") -> list[str]:
    replaced = {"F": file, "P": profile, "ID": "boundary/first-review-20-working-days"}
    words = [replaced.get(word, word.replace(".", " ") if word.startswith("3.") else word) for word in COMMANDS[name].words.split()]
    return [_an_id() if word.startswith("boundary/") else word for word in words]


def _an_id() -> str:
    from lacreview_rules.corpus.cases import load_cases

    return next(iter(load_cases())).id


def run(*words: str) -> Any:
    return CliRunner().invoke(app, list(words), prog_name="lacreview")


def ends(result: Any, code: int) -> None:
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)


ANSWERING = [name for name in COMMANDS if name not in SERVING]


@pytest.mark.parametrize("name", ANSWERING)
def test_good_input_is_fine(name: str) -> None:
    ends(run(*words_of(name, file_for(name, GOOD))), Code.FINE)


@pytest.mark.parametrize("name", OF_A_HISTORY)
def test_a_history_with_a_problem_is_used_and_told(name: str) -> None:
    """On standard error and in JSON; strict use refuses it."""
    words = words_of(name, file_for(name, DOUBTFUL))
    result = run(*words)
    ends(result, Code.FINE)
    assert "review-held" in result.stderr or name == "batches"
    as_json = OF_A_HISTORY[name].json
    if as_json is not None:
        record = json.loads(run(*words, *as_json.split()).stdout)
        told = record.get("problems", [])
        assert any("events[1]" in problem["where"] for problem in told) or record.get("with_problems") == 1
    ends(run(*words, "--strict"), Code.BAD_INPUT)


def test_batches_count_the_children_with_problems() -> None:
    """What is wrong stands in the column `problem`; how many have it is told."""
    result = run(*words_of("batches", file_for("batches", DOUBTFUL)))
    assert "1 with problems in their events" in result.stderr


@pytest.mark.parametrize("name", OF_A_HISTORY)
def test_a_history_that_gives_nothing_because_of_a_problem_is_bad_input(name: str) -> None:
    """Not an empty answer with exit code 0, as if nothing were due."""
    result = run(*words_of(name, file_for(name, NOTHING)))
    ends(result, Code.BAD_INPUT)
    assert "no period of care" in result.stderr


@pytest.mark.parametrize("name", [name for name in OF_A_HISTORY if name not in {"batches", "caseload", "picture"}])
def test_it_is_said_that_nothing_could_be_scheduled(name: str) -> None:
    assert "nothing could be scheduled" in run(*words_of(name, file_for(name, NOTHING))).stderr


@pytest.mark.parametrize("name", ["schedule", "explain", "readings", "affected-by", "diff", "what-if", "calendar-feed", "profile diff"])
def test_the_others_of_a_file_are_answered(name: str) -> None:
    Path("h.jsonl").write_text(f"{json.dumps({**NOTHING, 'child': 'A2'})}\n{json.dumps(GOOD)}\n", encoding="utf-8")
    result = run(*words_of(name))
    ends(result, Code.BAD_INPUT)
    assert "A1" in result.stdout or name in {"affected-by", "calendar-feed", "profile diff"}
    assert "nothing could be scheduled" in result.stderr


def test_a_caseload_of_nothing_is_not_written() -> None:
    """Records that cannot be used are no report of nought, and no file that was there before is replaced by one."""
    Path("out.json").write_text("yesterday's", encoding="utf-8")
    file_for("caseload", NOTHING)
    result = run(*words_of("caseload"), "-f", "json", "-o", "out.json")
    ends(result, Code.BAD_INPUT)
    assert "1 record could not be used and is in no figure" in result.stderr
    assert Path("out.json").read_text(encoding="utf-8") == "yesterday's"


def test_a_profile_without_a_rule_for_it_is_no_problem_of_the_history() -> None:
    """Nothing is due then, which is an answer; the event that changes nothing is named (docs/reference/nothing-in-silence.md)."""
    Path("p.toml").write_text(ALONE + letter_of('limit = "5 days"\nafter = "alert-raised"'), encoding="utf-8")
    result = run("schedule", file_for("schedule", {**GOOD, "events": [{"event": START["event"], "on": START["on"]}]}), "-p", "p.toml")
    ends(result, Code.FINE)


@pytest.mark.parametrize("name", READING)
def test_a_broken_file_is_bad_input(name: str) -> None:
    file = file_for(name, GOOD)
    for content in (b"", b"{", b"\x00\xff\x00", b"[" * 100_000, b'{"child": ' + b"9" * 5_000 + b"}"):
        Path(file).write_bytes(content)
        ends(run(*words_of(name, file)), Code.BAD_INPUT)
    Path(file).unlink()
    ends(run(*words_of(name, file)), Code.BAD_INPUT)


@pytest.mark.parametrize("name", [name for name, one in COMMANDS.items() if one.profile])
def test_a_wrong_profile_is_bad_input(name: str) -> None:
    file = file_for(name, GOOD)
    Path("broken.toml").write_text("id = ", encoding="utf-8")
    for profile in ("nowhere", "missing.toml", "broken.toml"):
        ends(run(*words_of(name, file, profile)), Code.BAD_INPUT)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_wrong_option_is_bad_input(name: str) -> None:
    ends(run(*words_of(name, file_for(name, GOOD)), "--nonsense"), Code.BAD_INPUT)


@pytest.mark.parametrize(
    "interrupted",
    ["raise KeyboardInterrupt", "signal.raise_signal(signal.SIGINT)", "type('Loaded', (), {'part': Unready()})"],
    ids=["error", "signal", "signal while a class is made"],
)
def test_an_interruption_while_the_command_is_loaded_is_told_by_its_code(interrupted: str) -> None:
    """Ctrl-C before there is a command to answer it: the code alone, and no traceback."""
    code = (
        "import signal, sys\n"
        "class Unready:\n"
        "    def __set_name__(self, *_): signal.raise_signal(signal.SIGINT)\n"
        "class Interrupted:\n"
        "    def find_spec(self, name, *_):\n"
        f"        if name == 'lacreview_rules.cli': {interrupted}\n"
        "sys.meta_path.insert(0, Interrupted())\n"
        "from lacreview_rules.__main__ import main\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_an_interruption_after_the_command_leaves_no_traceback() -> None:
    """Ctrl-C while Python closes what was loaded: what was asked for has been written."""
    code = (
        "import atexit, signal, sys\n"
        "from lacreview_rules.__main__ import main\n"
        "atexit.register(signal.raise_signal, signal.SIGINT)\n"
        "sys.argv = ['lacreview', '--version']\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (130, "")
    assert done.stdout.startswith("lacreview ")


def test_the_command_can_be_run_in_a_thread_of_another_program() -> None:
    """Only the first thread may say what a signal does."""
    code = (
        "import sys, threading\n"
        "from lacreview_rules.__main__ import main\n"
        "sys.argv = ['lacreview', '--version']\n"
        "threading.Thread(target=main).start()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("lacreview ")


@pytest.mark.parametrize("name", COMMANDS)
def test_an_interruption_is_told_by_its_code(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl-C while a command works: no error of its own, and not the traceback of Python."""
    words = words_of(name, file_for(name, GOOD))
    top: Any = typer.main.get_command(app)
    command = top
    for word in name.split():
        command = command.commands[word]

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    command.callback = interrupted
    with pytest.raises(SystemExit) as ended_by:
        top.main(args=words, prog_name="lacreview")
    assert ended_by.value.code == Code.INTERRUPTED
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("by_a_reader", [False, True])
@pytest.mark.parametrize(("made_of", "code"), [(KeyboardInterrupt(), Code.INTERRUPTED), (SystemExit(143), 143), (SystemExit(129), 129)])
def test_a_request_to_end_is_told_by_its_code_also_where_python_made_another_error_of_it(
    made_of: BaseException, code: int, *, by_a_reader: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    """In Python 3.11, what is raised while a class is being made comes as a RuntimeError: a library that is only now loaded.

    A reader of files takes any error for a file that is damaged.
    """

    class Unready:
        def __set_name__(self, *_: object) -> None:
            raise made_of

    def loading(*_: object, **__: object) -> None:
        if not by_a_reader:
            type("Loaded", (), {"part": Unready()})
        try:
            type("Loaded", (), {"part": Unready()})
        except Exception:  # noqa: BLE001 - as around a library that reads files
            problems = [Problem("", "it is damaged", "write it again")]
            raise HistoryError(problems) from None

    top: Any = typer.main.get_command(app)
    top.commands["schedule"].callback = loading
    with pytest.raises(SystemExit) as ended_by:
        top.main(args=words_of("schedule", file_for("schedule", GOOD)), prog_name="lacreview")
    assert ended_by.value.code == code
    assert capsys.readouterr().err == ""


# ---- as a process: streams that are closed, full or read by nobody

IN_PROCESS = "import sys; from lacreview_rules.__main__ import main; sys.argv = ['lacreview', *sys.argv[1:]]; main()"


def process(words: list[str], shell: str) -> subprocess.CompletedProcess[str]:
    """The command with its streams as the shell makes them."""
    call = [sys.executable, "-c", IN_PROCESS, *words]
    return subprocess.run(["/bin/sh", "-c", f'"$0" "$@" {shell}', *call], capture_output=True, text=True, check=False)


needs_unix = pytest.mark.skipif(sys.platform == "win32", reason="streams are closed otherwise there")
WORDS = [["--help"], ["--version"], ["schedule", "--help"]]
WRONG = [["schedule", "nofile", "-p", "england"], ["schedule", "--nonsense"], ["nonsense"]]
PRINTERS = [pytest.param(name, marks=() if name == "schedule" else pytest.mark.slow) for name in PRINTING]
BEFORE_ANY = [(words, *end) for words in WORDS for end in ((">/dev/full", 2), ("2>&-", 0), (">&-", 2), ("2>/dev/full", 0), ("<&-", 0))]
MUTE = [(words, shell) for words in WRONG for shell in ("2>/dev/full", "2>&-", "<&-", "<&- >&- 2>&-", ">/dev/full 2>/dev/full")]


def ended(done: subprocess.CompletedProcess[str], *codes: int) -> None:
    assert done.returncode in codes, done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


@needs_unix
@pytest.mark.parametrize("name", PRINTERS)
@pytest.mark.parametrize("shell", others_slow([">/dev/full", ">&-"]))
def test_a_full_disk_and_a_closed_output_are_bad_input(name: str, shell: str) -> None:
    done = process(words_of(name, file_for(name, GOOD)), shell)
    ended(done, Code.BAD_INPUT)
    assert "standard output cannot be read or written" in done.stderr


@pytest.mark.slow
@needs_unix
@pytest.mark.parametrize(("words", "shell", "code"), others_slow(BEFORE_ANY))
def test_so_with_what_is_answered_before_any_command(words: list[str], shell: str, code: int) -> None:
    ended(process(words, shell), code)


@pytest.mark.slow
@needs_unix
@pytest.mark.parametrize(("words", "shell"), others_slow(MUTE))
def test_the_code_stays_where_nothing_can_be_said(words: list[str], shell: str) -> None:
    ended(process(words, shell), Code.BAD_INPUT)


@pytest.mark.slow
@needs_unix
def test_a_closed_input_is_told() -> None:
    done = process(["caseload", "-", "-p", "england", "--as-of", "2026-02-10"], "<&-")
    ended(done, Code.BAD_INPUT)
    assert "standard input cannot be read" in done.stderr


@pytest.mark.slow
@needs_unix
def test_what_is_read_never_takes_the_number_of_a_closed_stream() -> None:
    """Else what is printed would go into the file that was opened first."""
    file = Path(file_for("schedule", GOOD))
    content = file.read_bytes()
    ended(process(["schedule", str(file), "-p", "england", "-o", "out.txt"], "<&- >&- 2>&-"), Code.FINE)
    assert file.read_bytes() == content
    assert "First looked after review" in Path("out.txt").read_text(encoding="utf-8")


@needs_unix
@pytest.mark.parametrize("name", PRINTERS)
def test_a_pipe_whose_reader_has_gone_is_told_by_its_code(name: str) -> None:
    words = words_of(name, file_for(name, GOOD))
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([sys.executable, "-c", IN_PROCESS, *words], stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    ended(done, Code.PIPE_CLOSED)


@pytest.mark.slow
@needs_unix
@pytest.mark.parametrize("words", others_slow(WORDS), ids=" ".join)
def test_so_with_help(words: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([sys.executable, "-c", IN_PROCESS, *words], stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    ended(done, Code.PIPE_CLOSED)


@pytest.mark.slow
@needs_unix
@pytest.mark.parametrize(
    ("number", "codes"), others_slow([(signal.SIGINT, (130,)), (signal.SIGTERM, (143, -15)), (signal.SIGHUP, (129, -1))])
)
def test_a_signal_ends_with_its_code(number: signal.Signals, codes: tuple[int, ...]) -> None:
    """Ctrl-C is 130, whatever was being done; a request to end is 128 and its number, or death by it, which a shell tells alike.

    What it prints is more than a pipe holds: it cannot have ended before the signal.
    """
    file = Path("many.jsonl")
    file.write_text("".join(json.dumps({**GOOD, "child": f"A{number}"}) + "\n" for number in range(100)), encoding="utf-8")
    call = [sys.executable, "-c", IN_PROCESS, "schedule", str(file), "-p", "england", "-f", "json"]
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        running.stdout.readline()  # it has begun
        running.send_signal(number)
        _, told = running.communicate()
    assert running.returncode in codes
    assert "Traceback" not in told


def test_every_code_is_documented() -> None:
    """In ``--help``, from which the page of commands is made."""
    for code in Code:
        assert f"{int(code)} " in EXIT_CODES
