"""Only what is asked for (`--task`, `--role`, `--child`), and standard input in the place of a file.

Issue 18, point 5; newcomer-2026-11, sections 1 and 2: an IRO asks for her own dates, and a program for no file on a disk.
"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from lacreview_rules.cli import app
from lacreview_rules.cli.exits import Code

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLES = Path(__file__).parents[3] / "examples"
FIRST_YEAR = EXAMPLES / "first-year-in-care.json"
CASELOAD = EXAMPLES / "caseload.jsonl"
HELD = '{"event": "review-held", "on": "2026-04-25"}'
COMMANDS: dict[str, list[str]] = {
    "schedule": ["schedule", str(FIRST_YEAR), "-p", "newham"],
    "what-if": ["what-if", str(FIRST_YEAR), "-p", "newham", "--event", HELD],
    "diff": ["diff", str(FIRST_YEAR), str(FIRST_YEAR), "-p", "newham", "--new-profile", "england"],
    "calendar-feed": ["calendar-feed", str(FIRST_YEAR), "-p", "newham"],
    "caseload": ["caseload", str(CASELOAD), "-p", "newham", "--as-of", "2026-06-30"],
}


def run(*words: object, given: bytes | str = b"") -> Any:
    return CliRunner().invoke(app, [str(word) for word in words], prog_name="lacreview", input=given)


def due_dates(result: Any) -> list[dict[str, Any]]:
    assert result.exit_code == Code.FINE, result.stderr
    found: list[dict[str, Any]] = json.loads(result.stdout)["due_dates"]
    return found


def test_a_schedule_of_one_task_or_one_role() -> None:
    """The same due dates as in the whole schedule, and no other."""
    whole = due_dates(run(*COMMANDS["schedule"], "-f", "json"))
    for option, key, value in (("--task", "task", "review"), ("--role", "role", "IRO")):
        found = due_dates(run(*COMMANDS["schedule"], option, value, "-f", "json"))
        assert found == [due for due in whole if due[key] == value]
        assert found not in ([], whole)


def test_a_role_is_known_however_it_is_written() -> None:
    written = [due_dates(run(*COMMANDS["schedule"], "--role", role, "-f", "json")) for role in ("social worker", "Social_Worker")]
    assert written[0] == written[1] != []


def test_task_and_role_together_are_what_is_both() -> None:
    assert due_dates(run(*COMMANDS["schedule"], "--task", "review", "--role", "social worker", "-f", "json")) == []


@pytest.mark.slow
def test_readings_too() -> None:
    found = due_dates(run(*COMMANDS["schedule"], "--task", "review", "--readings", "-f", "json"))
    assert {due["task"] for due in found} == {"review"}
    assert all("readings" in due for due in found)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_task_and_a_role_that_are_not_there_are_refused(name: str) -> None:
    for option, wrong, told in (("--task", "reviews", 'did you mean "review"?'), ("--role", "bishop", "use one of: ")):
        result = run(*COMMANDS[name], option, wrong)
        assert (result.exit_code, result.stdout) == (Code.BAD_INPUT, "")
        assert told in result.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_a_child_who_is_not_there_is_told_and_not_named(name: str) -> None:
    result = run(*COMMANDS[name], "--child", "SECRET")
    assert result.exit_code == Code.BAD_INPUT
    assert "a child named with --child is in no history that can be used" in result.stderr
    assert "SECRET" not in result.stderr


@pytest.mark.parametrize("name", ["what-if", "diff"])
def test_changes_of_one_task(name: str) -> None:
    record = json.loads(run(*COMMANDS[name], "--task", "review", "-f", "json").stdout)
    whole = json.loads(run(*COMMANDS[name], "-f", "json").stdout)
    assert record["changes"] == [change for change in whole["changes"] if change["task"] == "review"]
    assert record["stayed"] < whole["stayed"]


def test_a_calendar_of_reviews_alone() -> None:
    """The feed of an independent reviewing officer."""
    feed = run(*COMMANDS["calendar-feed"], "--task", "review").stdout
    titles = [line for line in feed.splitlines() if line.startswith("SUMMARY")]
    assert titles
    assert all("looked after review" in title for title in titles)


def test_what_if_for_one_child_of_many(tmp_path: Path) -> None:
    path = tmp_path / "two.jsonl"
    events = [{"event": "became-looked-after", "on": "2026-01-05"}]
    path.write_text("".join(json.dumps({"child": child, "events": events}) + "\n" for child in ("A1", "A2")), encoding="utf-8")
    words = ("what-if", path, "-p", "england", "--event", '{"event": "review-held", "on": "2026-01-28"}')
    assert "say with --child to which one" in run(*words).stderr
    result = run(*words, "--child", "A2", "-f", "json")
    assert (result.exit_code, json.loads(result.stdout)["child"]) == (Code.FINE, "A2")


@pytest.mark.slow
def test_a_caseload_of_one_child_or_one_task_says_so() -> None:
    """Nothing in silence: a report that is cut down must not be taken for the whole."""
    one = json.loads(run(*COMMANDS["caseload"], "--child", "EX-04", "-f", "json").stdout)
    digest = one["only"].pop("children_digest")
    assert (one["children"], one["only"], len(digest)) == (1, {"tasks": [], "roles": [], "children": 1}, 64)
    tasks = json.loads(run(*COMMANDS["caseload"], "--task", "review", "-f", "json").stdout)
    assert {row["task"] for row in (*tasks["due"], *tasks["overdue"], *tasks["late"])} == {"review"}
    assert (tasks["children"], tasks["only"]["tasks"]) == (12, ["review"])
    assert "ONLY" in run(*COMMANDS["caseload"], "--task", "review").stdout
    assert "tasks: review (the figures of reviews are those of all)" in " ".join(
        run(*COMMANDS["caseload"], "--task", "review", "-f", "html").stdout.split()
    )


# ---- batches ------------------------------------------------------------------------------------------------


def test_batches_of_one_task_and_one_child(tmp_path: Path) -> None:
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    rows = [{"child": child, "event": "became-looked-after", "on": "2026-01-05"} for child in ("A1", "A2")]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "events.parquet")
    out = tmp_path / "due.parquet"
    asked = ("batches", tmp_path / "events.parquet", "-p", "england", "-o", out)
    result = run(*asked, "--task", "review", "--child", "A2")
    assert result.exit_code == Code.FINE, result.stderr
    found = pq.read_table(out).to_pylist()
    assert {(row["child"], row["task"]) for row in found if row["problem"] is None} == {("A2", "review")}
    assert {row["child"] for row in found} == {"A2"}  # what is wrong with a child stays with the child
    assert "of 1 child;" in result.stderr
    missed = run(*asked, "--child", "SECRET")
    assert missed.exit_code == Code.BAD_INPUT
    assert "SECRET" not in missed.stderr
    assert run(*asked, "--task", "reviews").exit_code == Code.BAD_INPUT


# ---- standard input -----------------------------------------------------------------------------------------


def of_profiles(*profiles: str | None) -> bytes:
    """Histories that name their own profiles."""
    care = {"event": "became-looked-after", "on": "2026-01-05"}
    records = [{"child": f"A{number}", "events": [care]} | ({"profile": name} if name else {}) for number, name in enumerate(profiles)]
    return "".join(f"{json.dumps(record)}\n" for record in records).encode()


@pytest.mark.parametrize(
    ("given", "asked", "told"),
    [
        ((), ("--role", "Headmaster"), 'no shipped profile has a role "Headmaster"'),
        ((), ("--task", "reviews"), 'no shipped profile has a task "reviews"; did you mean "review"?'),
        (("-p", "newham"), ("--role", "Headmaster"), 'neither newham nor any shipped profile has a role "Headmaster"'),
        ((), ("--role", "QARU manager"), 'newham and wales have no role "QARU manager"'),  # south-gloucestershire has it
        ((), ("--task", "iro-told-of-event"), 'newham and wales have no task "iro-told-of-event"'),
    ],
)
def test_what_no_profile_of_the_records_has_is_refused(given: tuple[str, ...], asked: tuple[str, ...], told: str) -> None:
    """Each record names its own profile, and nothing of them has such a task or role."""
    records = of_profiles(*(("newham", "wales") if not given else (None, "wales")))
    result = run("caseload", "-", *given, "--as-of", "2026-06-30", *asked, given=records)
    assert (result.exit_code, result.stdout) == (Code.BAD_INPUT, "")
    assert told in result.stderr


def test_a_role_that_a_profile_named_by_a_record_has_is_known() -> None:
    """Newham was given; of the roles the record's own profile has one more."""
    records = of_profiles(None, "south-gloucestershire")
    result = run("caseload", "-", "-p", "newham", "--as-of", "2026-06-30", "--role", "QARU manager", "-f", "json", given=records)
    assert result.exit_code == Code.FINE, result.stderr
    assert {row["role"] for row in json.loads(result.stdout)["overdue"]} <= {"QARU manager"}


@pytest.mark.parametrize(
    "words",
    [
        ("schedule", "-", "-p", "newham", "-f", "json"),
        ("explain", "-", "review", "-p", "newham"),
        ("what-if", "-", "-p", "newham", "--event", HELD),
        ("calendar-feed", "-", "-p", "newham"),
        ("readings", "-", "-p", "newham"),
        ("affected-by", "-", "-p", "newham", "--add", "2026-05-11"),
        ("convert", "-", "-o", "out.jsonl"),
    ],
)
def test_a_history_on_standard_input(words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same answer as for the file."""
    monkeypatch.chdir(tmp_path)
    piped = run(*words, given=FIRST_YEAR.read_bytes())
    assert piped.exit_code == Code.FINE, piped.stderr
    assert piped.stdout == run(*(FIRST_YEAR if word == "-" else word for word in words)).stdout


def test_many_histories_on_standard_input() -> None:
    piped = run("schedule", "-", "-p", "england", "-f", "csv", "--task", "review", given=CASELOAD.read_bytes())
    named = run("schedule", CASELOAD, "-p", "england", "-f", "csv", "--task", "review")
    children = [json.loads(line)["child"] for line in CASELOAD.read_text(encoding="utf-8").splitlines()]
    assert list(dict.fromkeys(row["child"] for row in csv.DictReader(io.StringIO(piped.stdout)))) == children
    assert (piped.exit_code, piped.stdout) == (named.exit_code, named.stdout)


def test_either_side_of_a_difference() -> None:
    for sides in (("-", FIRST_YEAR), (FIRST_YEAR, "-")):
        result = run("diff", *sides, "-p", "newham", given=FIRST_YEAR.read_bytes())
        assert (result.exit_code, "No due date changes." in result.stdout) == (Code.FINE, True), result.stderr
    twice = run("diff", "-", "-", "-p", "newham", given=FIRST_YEAR.read_bytes())
    assert (twice.exit_code, "standard input can be read once" in twice.stderr) == (Code.BAD_INPUT, True)


@pytest.mark.parametrize(
    ("given", "told"),
    [(b"", "the file is empty"), (b"{", "not valid JSON"), (b"\xff\xfe", "not UTF-8 text"), (b'{"child": "A", "events": 3}', "events")],
)
def test_what_is_wrong_with_it_is_told_by_its_name(given: bytes, told: str) -> None:
    result = run("schedule", "-", "-p", "newham", given=given)
    assert (result.exit_code, result.stdout) == (Code.BAD_INPUT, "")
    assert "standard input" in result.stderr
    assert told in result.stderr


def test_a_source_of_folders_says_that_it_reads_none() -> None:
    result = run("schedule", "-", "-p", "newham", "--input", "ssda903", given=b"CHILD")
    assert result.exit_code == Code.BAD_INPUT
    assert "--input ssda903 cannot be read from standard input; write it to a file" in result.stderr


def test_an_earlier_report_and_teams_on_standard_input(written: Callable[..., Path]) -> None:
    teams = written("child,team\nEX-04,North\n")
    for option, given in (("--teams", teams.read_bytes()), ("--compare-with", run(*COMMANDS["caseload"], "-f", "json").stdout)):
        result = run(*COMMANDS["caseload"], option, "-", "-f", "json", given=given)
        assert result.exit_code == Code.FINE, result.stderr


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    def write(text: str) -> Path:
        path = tmp_path / "teams.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write
