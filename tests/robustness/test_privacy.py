"""No child's details in any error, warning or log, whatever is wrong and wherever it stands.

Authority: design.md, "Errors" (a problem cites the place, never the child), and docs/explanation/robustness.md, which says
where the child's identifier may stand: in the data that a command prints, and nowhere else. A marker is planted in
every field that holds free text, or could; then everything that is said is searched for it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import traceback
import warnings
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from lacreview_rules import History, build_schedule, england_and_wales, load_profile
from lacreview_rules.assistants.sources import Known
from lacreview_rules.assistants.tools import tools
from lacreview_rules.cli import app
from lacreview_rules.errors import HistoryError, LacReviewError
from lacreview_rules.histories.events import BUILT_IN
from lacreview_rules.histories.json import parse_history, read_histories
from lacreview_rules.histories.models import DECLARED, WrittenHistory, model_of
from lacreview_rules.profile_files.history_schema import history_schema
from lacreview_rules.sources.ssda903.reading import read_ssda903

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator
    from pathlib import Path

MODELS = {**{kind: model_of(kind) for kind in BUILT_IN}, "short-break": model_of(DECLARED)}
MARKER = "Zqx7Marlowe"
DATE = "1987-03-09"
"""A date of birth that no message may repeat; it is nowhere else in these histories."""
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("schedule", "{file}", "-p", "newham"),
    ("schedule", "{file}", "-p", "newham", "--strict"),
    ("schedule", "{file}", "-p", "south-gloucestershire", "-f", "json"),
    ("schedule", "{file}", "-p", "newham", "-f", "csv", "-o", "{out}"),
    ("explain", "{file}", "review", "-p", "newham"),
    ("explain", "{file}", "visit", "-p", "newham", "--child", MARKER, "--format", "json"),
    ("schedule", "{file}", "-p", "england", "-f", "json", "--readings"),
    ("readings", "{file}", "-p", "newham"),
    ("readings", "{file}", "-p", "england", "-f", "csv", "--child", MARKER),
    ("affected-by", "{file}", "-p", "newham", "--add", "2026-01-05"),
    ("compare", "england", "newham", "--history", "{file}"),
    ("caseload", "{file}", "-p", "newham", "--as-of", "2026-03-02"),
    ("caseload", "{file}", "-p", "newham", "--as-of", "2026-03-02", "-f", "csv"),
    ("diff", "{file}", "{file}", "-p", "newham"),
    ("what-if", "{file}", "-p", "newham", "--new-profile", "south-gloucestershire"),
    ("calendar-feed", "{file}", "-p", "newham"),
    ("picture", "{file}", "-p", "newham", "-o", "{out}.svg", "--child", MARKER),
)
WITHOUT_A_CHILD = {"date", "profiles", "profile", "check", "calendar", "cases", "schema", "batches"}
"""Commands that read no child's record; the corpus of cases is invented, and `batches`, which reads Parquet, is asked in test_arrow_cli."""


# ---- what is planted


def whole_events() -> list[dict[str, Any]]:
    """An event of every kind with the marker in each key that holds text."""
    found = []
    for kind, model in MODELS.items():
        event: dict[str, Any] = {"event": kind, "on": "2026-01-05"}
        for key, said in model.model_json_schema()["properties"].items():
            shapes = [said, *said.get("anyOf", ())]
            if key not in {"event", "on"} and any(shape.get("type") == "string" and "format" not in shape for shape in shapes):
                event[key] = "09:30" if key == "at" else f"{MARKER} {key}"
            elif key not in {"event", "on"} and any(shape.get("format") == "date" for shape in shapes):
                event[key] = "2026-02-05"
        found.append(event)
    return found


GOOD: dict[str, Any] = {
    "child": MARKER,
    "date_of_birth": DATE,
    "records": [f"{MARKER} records"],
    "events": [{"event": "became-looked-after", "on": "2025-12-19", "note": MARKER}, *whole_events()],
}
"""A history that can be read, and tells much that no profile knows."""
START: dict[str, Any] = GOOD["events"][0]


def _event(**keys: object) -> dict[str, Any]:
    return {**GOOD, "events": [START, {"event": "review-held", "on": "2026-01-14", **keys}]}


ODD: tuple[object, ...] = (f"{MARKER}", f"{MARKER}\n{MARKER}", [MARKER], {"name": MARKER}, {MARKER: 1}, [[MARKER]])


def broken() -> dict[str, object]:
    """Histories that are wrong in one place each, the marker in it."""
    found: dict[str, object] = {
        "impossible": {**GOOD, "events": [*GOOD["events"], {"event": "review-held", "on": "2025-12-01", "note": MARKER}]}
    }
    every_key = sorted({*(key for model in MODELS.values() for key in model.model_fields), "nonsense"})
    for number, value in enumerate(ODD):
        for key in every_key:
            found[f"event {key} {number}"] = _event(**{key: value})
            found[f"other event {key} {number}"] = _event(event="short-break", **({} if key == "event" else {key: value}))
        for key in WrittenHistory.model_fields:
            found[f"{key} {number}"] = {**GOOD, key: value}
        found[f"whole {number}"] = value
        found[f"an event {number}"] = {**GOOD, "events": [START, value]}
    for key in ("note", "review", "event", "on", "chld", "child "):
        found[f"key {key}"] = {**GOOD, f"{key}{MARKER}": 1}
        found[f"key {key} of an event"] = _event(**{f"{key}{MARKER}": MARKER})
    for word in ("foster-care {}", "{} foster-care", "foster-care-{}"):
        for name in (MARKER, "Ann", "Jo Li"):
            placed = word.format(name)
            found[f"placement {placed}"] = {**GOOD, "events": [{**START, "placement": placed, "legal_status": f"section-20 {name}"}]}
            found[f"task {placed}"] = {**GOOD, "events": [START, {"event": "task-done", "on": "2026-01-14", "task": f"visit {name}"}]}
            found[f"kind {placed}"] = _event(event=f"review-held {name}")
            found[f"fact {placed}"] = {
                **GOOD,
                "events": [START, {"event": "fact", "on": "2026-01-14", "fact": f"temporary-approval {name}"}],
            }
            found[f"key {placed}"] = _event(**{f"meeting {name}": True})
    for at in ("25:00", MARKER, "9:30"):
        found[f"at {at}"] = _event(at=at, note=MARKER)
    for on in (f"{DATE}T10:00", f"{DATE} {MARKER}", "1987-02-30", MARKER, "0987-03-09", f"{DATE}\n"):
        found[f"on {on!r}"] = {**_event(on=on), "date_of_birth": on}
    return found


BROKEN = broken()
RAW: dict[str, bytes] = {
    "cut short": json.dumps(GOOD).encode()[:-40],
    "a comma too many": json.dumps(GOOD).replace(", ", ",, ", 1).encode(),
    "no JSON": f"child: {MARKER}\nborn: {DATE}\n".encode(),
    "not UTF-8": json.dumps(GOOD).encode() + f'\n{{"child": "{MARKER}é"'.encode("latin-1"),
    "UTF-16": json.dumps(GOOD).encode("utf-16"),
    "a key twice": json.dumps(GOOD)[:-1].encode() + f', "child": "{MARKER}", "{MARKER}": 1, "{MARKER}": 2}}'.encode(),
    "the same child twice": f"{json.dumps(GOOD)}\n{json.dumps(GOOD)}\n".encode(),
    "a long number": json.dumps(GOOD)[:-1].encode() + b', "x": ' + b"9" * 5000 + b"}",
    "nested too deeply": f'{{"child": "{MARKER}", "events": '.encode() + b"[" * 100_000,
    "outside the calendar": json.dumps(
        {**GOOD, "date_of_birth": None, "events": [{"event": "became-looked-after", "on": "2071-01-05"}]}
    ).encode(),
    "two lines": f"{json.dumps(GOOD)}\n{MARKER}\n".encode(),
}

EXTRACT = {
    "Header.csv": "CHILD,SEX,DOB,UPN\n{m},1,{d},{m}\n{m}2,1,{m},{m}\n",
    "Episodes.csv": "CHILD,DECOM,RNE,LS,PLACE,DEC,REC,PL_POST\n{m},19/12/2025,S,V2,U6,20/02/2026,X1,{m}\n{m},{m},{m},{m},{m},{m},{m},{m}\n",
    "Reviews.csv": "CHILD,DOB,REVIEW,REVIEW_CODE\n{m},{d},14/01/2026,{m}\n{m},{d},{m},PN1\n,{d},14/01/2026,{m}\n{m},\n",
}


def extracts() -> dict[str, dict[str, str]]:
    """Folders of a data return, good and bad, with the marker in every cell in turn."""
    filled = {name: text.format(m=MARKER, d="09/03/1987") for name, text in EXTRACT.items()}
    found = {"much wrong": filled}
    good = "CHILD,DECOM,RNE,LS,PLACE,DEC,REC,PL_POST"
    row = f"{MARKER},19/12/2025,S,V2,U6,20/02/2026,E11,AB1 2CD".split(",")
    for place, column in enumerate(good.split(",")):
        for text in (MARKER, "U6Ann", f'"{MARKER}', f'"{MARKER}"{MARKER}'):
            cells = [*row[:place], text, *row[place + 1 :]]
            found[f"{column} holds {text}"] = {**filled, "Episodes.csv": f"{good}\n{','.join(row)}\n{','.join(cells)}\n"}
    for name, text in filled.items():
        heading, _, rest = text.partition("\n")
        found[f"{name} without a heading"] = {**filled, name: rest}
        found[f"{name} with a heading of names"] = {**filled, name: heading.replace("CHILD", MARKER) + "\n" + rest}
        found[f"{name} with too many cells"] = {**filled, name: f"{text}{','.join([MARKER] * 20)}\n"}
        found[f"{name} with a column added"] = {**filled, name: f"{heading},{MARKER}\n{rest}"}
        found[f"{name} with a cell for a column"] = {**filled, name: heading.replace("CHILD", f"CHILD {MARKER}") + "\n" + rest}
    return found


EXTRACTS = extracts()


# ---- what is said


def all_of(error: BaseException) -> Iterator[str]:
    """Everything an exception says or holds, and those behind it."""
    waiting: list[BaseException | None] = [error]
    seen: set[int] = set()
    while waiting:
        one = waiting.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        yield from (str(one), repr(one), repr(one.args), *getattr(one, "__notes__", ()))
        yield from map(repr, getattr(one, "problems", ()))
        # What raised it is shown in a traceback unless it is suppressed.
        waiting += [one.__cause__, None if one.__suppress_context__ else one.__context__]
    yield "".join(traceback.format_exception(error))


def leaks(said: str) -> list[str]:
    """The lines that say what they must not; names in the path of a test's own folder apart."""
    return [line for line in said.splitlines() if any(detail in line for detail in (MARKER, DATE, "09/03/1987", "Ann", "Jo Li"))]


@pytest.fixture(autouse=True)
def _nothing_is_logged(logged: io.StringIO) -> Iterator[None]:
    """No record of a log, at any level, and no warning holds the marker."""
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        yield
    assert leaks(logged.getvalue()) == []
    assert leaks("\n".join(str(one.message) for one in warned)) == []


def run(folder: Path, file: Path, command: tuple[str, ...], *more: str) -> Any:
    words = [word.format(file=file, out=folder / "out") for word in command]
    return CliRunner().invoke(app, [*words, *more], prog_name="lacreview")


# ---- tests


def test_the_marker_is_in_every_key_that_takes_text() -> None:
    """Else the tests below would be of little."""
    texts = {key for event in GOOD["events"] for key, value in event.items() if isinstance(value, str) and MARKER in value}
    assert texts >= {"note", "ref", "reason", "by", "type", "level", "placement", "legal_status", "task", "fact", "value"}
    assert {event["event"] for event in GOOD["events"]} >= {*BUILT_IN, "short-break"}
    assert MARKER not in json.dumps(history_schema())
    assert len(parse_history(GOOD).events) == len(GOOD["events"])


def said_of(record: object) -> Iterator[str]:
    """What the reader says of a history; if it can be read, what a schedule and strict use say."""
    try:
        history = parse_history(record)
    except HistoryError as error:
        yield from all_of(error)
        return
    newham = load_profile("newham")
    yield from map(str, build_schedule(history, newham).problems)
    try:
        build_schedule(history, newham, strict=True)
    except HistoryError as error:
        yield from all_of(error)


def test_no_error_of_a_history_says_it() -> None:
    """From the reader, from strict use, and among the problems of a schedule that is made all the same."""
    told = {name: list(said_of(record)) for name, record in BROKEN.items()}
    assert {name: found for name, texts in told.items() if (found := leaks("\n".join(texts)))} == {}
    silent = [name for name, texts in told.items() if not texts]
    assert [name for name in silent if not name.startswith(("event note", "event ref"))] == []  # any text will do there


def test_every_command_that_reads_a_record_is_asked() -> None:
    """A new one belongs among the commands above."""
    known = {command.name or "" for command in app.registered_commands} | {str(group.name) for group in app.registered_groups}
    assert known - {command[0] for command in COMMANDS} - WITHOUT_A_CHILD == set()


def said_of_broken(command: tuple[str, ...], folder: Path, share: slice) -> str:
    """What a command says on standard error of a history that can be read and some that cannot, in one file of JSON Lines."""
    lines = folder / "all.jsonl"
    lines.write_text("".join(json.dumps(one) + "\n" for one in (GOOD, *list(BROKEN.values())[share])), encoding="utf-8")
    said: str = run(folder, lines, command).stderr
    return said


def said_of_raw(command: tuple[str, ...], folder: Path, texts: list[tuple[bytes, str]]) -> str:
    """What a command says on standard error of raw texts, each as JSON or as JSON Lines."""
    said = []
    for content, suffix in texts:
        file = folder / f"one.{suffix}"
        file.write_bytes(content)
        said.append(run(folder, file, command).stderr)
    return "\n".join(said)


RAW_FILES = [(content, suffix) for content in RAW.values() for suffix in ("json", "jsonl")]


@pytest.mark.parametrize(("turn", "command"), list(enumerate(COMMANDS)), ids=[" ".join(command) for command in COMMANDS])
def test_no_command_says_it_on_standard_error(turn: int, command: tuple[str, ...], tmp_path: Path) -> None:
    """Each command reads a share of what is broken, another in turn, so that together they read all of it; the first reads most."""
    said = said_of_broken(command, tmp_path, slice(turn, None, 4 if turn == 0 else len(COMMANDS)))
    assert said
    assert leaks(said) == []
    assert leaks(said_of_raw(command, tmp_path, RAW_FILES if turn == 0 else RAW_FILES[turn % 11 :: 11])) == []


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_says_it_of_any_broken_history(command: tuple[str, ...], tmp_path: Path) -> None:
    assert leaks(said_of_broken(command, tmp_path, slice(None))) == []
    assert leaks(said_of_raw(command, tmp_path, RAW_FILES)) == []


def test_no_error_of_a_raw_text_says_it(tmp_path: Path) -> None:
    for name, content in RAW.items():
        for suffix in ("json", "jsonl"):
            file = tmp_path / f"one.{suffix}"
            file.write_bytes(content)
            told: list[str] = []
            try:
                told += [text for found in read_histories(file) if isinstance(found, HistoryError) for text in all_of(found)]
            except HistoryError as error:
                told += all_of(error)
            assert leaks("\n".join(told)) == [], name


def of_assistants() -> Iterator[tuple[str, dict[str, Any]]]:
    """Calls of the assistants' tools with each broken history, and with something odd in each argument in turn."""
    days = {"profile": "newham", "as_of": "2026-03-02"}
    for turn, record in enumerate(BROKEN.values()):
        told = {key: value for key, value in record.items() if key != "child"} if isinstance(record, dict) else {"events": record}
        yield "schedule", {**days, **told}
        events = told.get("events")
        more = (
            ("explain", {"task": "review"}),
            ("what-if", {"events": [START], "suppose": events}),
            ("compare", {"profiles": ["newham", "wales"]}),
        )
        name, added = more[turn % len(more)]
        yield name, {**days, **told, **added} if name != "compare" else {**told, **added}
    for tool in tools():
        fine: dict[str, Any] = {
            "period": "3 months",
            "way": "after",
            "day": "2026-01-05",
            "from": "2026-01-01",
            "to": "2026-01-31",
            "task": "review",
        }
        fine |= {**days, "events": [START], "profiles": ["newham", "wales"], "suppose": [START]}
        asked = {key: value for key, value in fine.items() if key in tool.takes["properties"]}
        for key in (*tool.takes["properties"], MARKER, "child", "name"):
            for odd in (*ODD, DATE + "T10:00", {"years": MARKER, "on": DATE, MARKER: DATE}, [{**START, "on": MARKER}], [{MARKER: MARKER}]):
                yield tool.name, {**asked, key: odd}


@pytest.mark.slow
def test_no_refusal_of_an_assistant_says_it() -> None:
    """What it is told comes back in no error, on no stream; and nonsense is no fault of the library."""
    pytest.importorskip("mcp")
    from lacreview_rules.assistants.server import answered

    offered, known = {tool.name: tool for tool in tools()}, Known(england_and_wales())
    leaked, refusals = [], 0
    for name, arguments in of_assistants():
        found = answered(offered[name], known, arguments)
        said = str(found.content) + json.dumps(found.structured_content)
        refusals += bool(found.is_error)
        if found.is_error:
            assert all(
                problem["where"] or problem["what"].startswith("argument number") for problem in found.structured_content["problems"]
            )
            assert "a fault in lacreview itself" not in said, (name, arguments)
        leaked += [(name, arguments, lines) for lines in leaks(said)]
    assert leaked == []
    assert refusals > 400


def told_of_extract(folder: Path) -> Iterator[str]:
    """What is said of a data return: rows not used, rows in doubt, files that cannot be read; and what the command says."""
    try:
        extract = read_ssda903(folder)
        children = list(extract)
        yield from map(str, (*extract.rows_not_used, *extract.rows_in_doubt))
        for child in children:
            yield from map(str, build_schedule(child, load_profile("england")).problems)
    except LacReviewError as error:
        yield from all_of(error)
    yield from run(folder, folder, COMMANDS[0], "--input", "ssda903").stderr.splitlines()


@pytest.mark.slow
def test_no_remark_on_a_data_return_says_it(tmp_path: Path) -> None:
    leaked = {}
    for number, (name, texts) in enumerate(EXTRACTS.items()):
        folder = tmp_path / str(number)
        folder.mkdir()
        for file, text in texts.items():
            (folder / file).write_text(text, encoding="utf-8")
        told = list(told_of_extract(folder))
        assert told
        leaked[name] = leaks("\n".join(told))
    assert {name: found for name, found in leaked.items() if found} == {}


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_standard_output_says_who_the_child_is_and_nothing_else(command: tuple[str, ...], tmp_path: Path) -> None:
    """The identifier alone: notes, references, reasons and the rest stay where they are."""
    file = tmp_path / "one.json"
    file.write_text(json.dumps({**GOOD, "child": "A123"}), encoding="utf-8")
    result = run(tmp_path, file, tuple("A123" if word == MARKER else word for word in command))
    written = "".join(out.read_text(encoding="utf-8") for out in tmp_path.glob("out*"))
    assert leaks(result.stdout + written) == []


def test_a_schedule_says_who_the_child_is_and_nothing_else() -> None:
    schedule = build_schedule(parse_history({**GOOD, "child": "A123"}), load_profile("newham"))
    assert schedule.due_dates
    assert leaks(schedule.to_json() + "".join(str(due.explanation) for due in schedule.due_dates)) == []


@pytest.mark.parametrize(
    "chatty",
    [
        {"PYTHONDEVMODE": "1"},
        pytest.param({}, marks=pytest.mark.slow),
        pytest.param({"PYTHONWARNINGS": "always", "PYTHONFAULTHANDLER": "1"}, marks=pytest.mark.slow),
    ],
    ids=" ".join,
)
def test_a_fault_says_where_it_is_and_not_what_it_was_about(tmp_path: Path, chatty: dict[str, str]) -> None:
    """As a process of its own, with the library broken on purpose: no traceback, no message, no local values."""
    file = tmp_path / "one.json"
    file.write_text(json.dumps(GOOD), encoding="utf-8")
    (tmp_path / "sitecustomize.py").write_text(
        "import lacreview_rules.engine.build as engine\n"
        "def broken(history, *_, **__):\n"
        "    raise KeyError(history.child)\n"
        "engine.build_schedule = broken\n",
        encoding="utf-8",
    )
    path = os.pathsep.join([str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])])
    done = subprocess.run(
        [sys.executable, "-m", "lacreview_rules", "schedule", str(file), "-p", "england"],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONPATH": path, **chatty},
    )
    assert done.returncode == 70, done.stderr
    assert leaks(done.stdout + done.stderr) == []


def test_two_histories_that_differ_only_in_the_child_are_told_alike() -> None:
    """So no message can depend on who the child is."""
    told = []
    for child in ("A1", MARKER):
        history = parse_history({**GOOD, "child": child})
        told.append([str(problem) for problem in build_schedule(history, load_profile("newham")).problems])
    assert told[0] == told[1]
    assert isinstance(parse_history(GOOD), History)
