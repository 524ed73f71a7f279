"""What cannot be used is refused by place and remedy, and nothing that was given is repeated, anywhere.

Authority: issue 16, point 9; design.md, "Errors".
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("mcp")

from mcp import MCPError
from tests.others_slow import others_slow
from tests.small_profiles import head_of
from tests.unit.assistants.asked import CARE, answers, in_session, refused
from typer.testing import CliRunner

from lacreview_rules import england_and_wales
from lacreview_rules.assistants.server import answered
from lacreview_rules.assistants.sources import known
from lacreview_rules.assistants.tools import tools
from lacreview_rules.cli import app

if TYPE_CHECKING:
    from pathlib import Path

    from mcp import Client

MARKER = "Zqx7Marlowe"
FINE: dict[str, Any] = {"events": [CARE], "profile": "england", "as_of": "2026-01-05"}
MISSPELT = {"events": [{"event": "became-lookedafter", "on": "2025-12-19"}]}
"""Nothing can be scheduled from it; an empty answer would say that nothing is due (the commands end with exit code 2)."""
NOTHING = "events: nothing could be scheduled; mend what follows first"
REFUSALS: list[tuple[str, dict[str, Any], str]] = [
    ("schedule", {**FINE, **MISSPELT}, NOTHING),
    ("schedule", {**FINE, **MISSPELT}, "events: no period of care: the child never became looked after; add a became-looked-after event"),
    ("schedule", {**FINE, **MISSPELT, "tasks": ["review"]}, NOTHING),
    ("explain", {**FINE, **MISSPELT, "task": "review"}, NOTHING),
    ("what-if", {**FINE, **MISSPELT, "new_profile": "newham"}, NOTHING),
    ("compare", {**MISSPELT, "profiles": ["england", "newham"]}, NOTHING),
    ("schedule", {}, "as_of: it is missing; give the day; this server has no clock and never assumes today"),
    ("schedule", {**FINE, "child": MARKER}, "argument number 4 would say who the child is; leave it out; no date needs it"),
    ("schedule", {**FINE, MARKER: 1}, "argument number 4 is not a known one; use one of: "),
    ("schedule", {**FINE, "untill": "2027-01-01"}, 'argument number 4 is misspelt; did you mean "until"?'),
    ("schedule", {**FINE, "profile": MARKER}, "profile: no profile of this id was loaded when the server started; use one of: "),
    ("schedule", {**FINE, "profile": f"./{MARKER}.toml"}, "profile: no profile of this id was loaded when the server started"),
    ("schedule", {**FINE, "profile": "newam"}, 'did you mean "newham"?'),
    ("schedule", {**FINE, "profile": 7}, "profile: it is not text; write it in quotation marks"),
    ("schedule", {**FINE, "events": MARKER}, "events: it is not a list; write it between [ and ]"),
    ("schedule", {**FINE, "events": [{**CARE, "on": "2026-02-30"}]}, "events[0].on: there is no such date; correct the day"),
    ("schedule", {**FINE, "events": [{"event": MARKER, "on": "2026-01-05", "placement": "x"}]}, "events[0]"),
    ("schedule", {**FINE, "events": [{**CARE, MARKER: "x"}]}, "events[0]: key number 5 is not a known one"),
    ("schedule", {**FINE, "events": [CARE] * 1001}, "events: there are more than 1,000 of them; give fewer"),
    ("schedule", {**FINE, "as_of": f"5 {MARKER} 2026"}, 'as_of: it is not a date; write it year-month-day, as in "2026-01-21"'),
    ("schedule", {**FINE, "as_of": "2026-01-05T12:00"}, "as_of: it holds a time of day"),
    ("schedule", {**FINE, "tasks": ["review", MARKER]}, "tasks[1]: it is not a task of this profile; use one of: "),
    ("schedule", {**FINE, "until": "2199-01-01"}, "england-and-wales, which runs from 1990-01-01 to 2060-12-31; correct the year"),
    ("check", {"profile": "newham", "from": "1948-01-01", "to": "1949-01-01"}, "a date lies outside the calendar england-and-wales"),
    ("schedule", {**FINE, "age": {"years": True, "on": "2026-01-05"}}, "age.years: it is not a whole number; write a number from 0 to 25"),
    ("schedule", {**FINE, "age": {"years": 4}}, "age.on: it is missing"),
    ("schedule", {**FINE, "age": 4}, 'age: it is not an object; write {"years": 11, "on": "2026-01-21"}'),
    (
        "schedule",
        {**FINE, "age": {"years": 0, "on": "2026-12-30"}},
        "age.years: a child of this age was not born when the first event happened",
    ),
    (
        "schedule",
        {**FINE, "age": {"years": 4, "on": "2026-01-05"}, "date_of_birth": "2021-05-02"},
        "age: date_of_birth is given too; leave one of the two out",
    ),
    ("explain", {**FINE, "task": "reviw"}, 'task: it is not a task of this profile; did you mean "review"?'),
    (
        "explain",
        {**FINE, "task": "review", "review": 900},
        "task: nothing in these events calls for it of this review; the schedule has these",
    ),
    ("explain", FINE, "task: it is missing; add it"),
    ("what-if", FINE, "suppose: nothing is supposed; give events in suppose, positions in without, or new_profile"),
    ("what-if", {**FINE, "without": [5]}, "events[5]: there is no such event to leave out; the history has events[0] to events[0]"),
    ("what-if", {**FINE, "without": [-1]}, "without[0]: it is not a position"),
    ("what-if", {**FINE, "suppose": [{"event": "review-held", "on": MARKER}]}, "suppose[0].on: it is not a date"),
    ("what-if", {**FINE, "suppose": [{**CARE, "placement": MARKER}]}, "suppose[0]"),
    ("compare", {"profiles": ["newham"]}, "profiles: there are fewer than two; name at least two profiles"),
    ("compare", {"profiles": ["newham", MARKER]}, "profiles[1]: no profile of this id was loaded"),
    ("check", {"profile": "newham", "from": "2026-01-02", "to": "2026-01-01"}, "to: it is before from; put the earlier day first"),
    ("check", {"profile": "newham"}, "from: it is missing"),
    ("date", {"period": MARKER, "way": "after", "day": "2026-01-01"}, "period: it is not a period; write a number and a unit"),
    ("date", {"period": "3 months", "way": "since", "day": "2026-01-01"}, "way: it is neither after nor before; write one of the two"),
    ("date", {"period": "3 months", "way": "after", "day": "2026-01-01", "clear": True}, "clear: it is a way of counting back"),
    ("date", {"period": "3 months", "way": "after", "day": "2026-01-01", "time": "14:00"}, "time: a time of day matters only to hours"),
    ("date", {"period": "24 hours", "way": "after", "day": "2026-01-01", "time": "2pm"}, "time: it is not a time of day"),
    (
        "date",
        {"period": "90000 working days", "way": "after", "day": "2026-01-01"},
        "period: it is too long: the most that can be asked for is",
    ),
    ("profiles", {"profile": MARKER}, "profile: no profile of this id was loaded"),
]


def test_nonsense_is_refused_with_the_remedy() -> None:
    """And nothing that was given stands in the answer."""
    by_name, profiles = {tool.name: tool for tool in tools()}, known(england_and_wales(), [])
    found: list[Any] = [answered(by_name[tool], profiles, arguments) for tool, arguments, _ in REFUSALS]
    for (tool, arguments, said), result in zip(REFUSALS, found, strict=True):
        told = refused(result)
        assert any(said in line for line in told), (tool, arguments, told)
        everything = result.content[0].text + json.dumps(result.structured_content)
        assert MARKER.lower() not in everything.lower(), (tool, told)
        assert "fault" not in everything, (tool, told)
        assert all(one["what"] and one["remedy"] for one in result.structured_content["problems"]), (tool, told)


@pytest.mark.slow
def test_all_that_is_wrong_is_told_at_once() -> None:
    told = refused(answers(("schedule", {"events": [{**CARE, "on": "2026-02-30"}], "profile": "newam", "until": 3}))[0])
    assert ["as_of", "events[0].on", "profile", "until"] == sorted(line.partition(":")[0] for line in told)


@pytest.mark.slow
def test_a_tool_that_there_is_not() -> None:
    """It is an error of the protocol, and names the nearest."""

    async def ask(client: Client) -> list[str]:
        said = []
        for name in ("shedule", MARKER):
            with pytest.raises(MCPError) as error:
                await client.call_tool(name, {})
            said.append(str(error.value))
        return said

    near, far = in_session(ask)
    assert 'there is no tool of this name; did you mean "schedule"?' == near
    assert far.startswith("there is no tool of this name; use one of: check, compare, date")


@pytest.mark.slow
def test_only_profiles_named_at_the_start(tmp_path: Path) -> None:
    """One that is named is offered by its id; after the start its file is not looked at."""
    file = tmp_path / "ours.toml"
    file.write_text(head_of(extends="newham"), encoding="utf-8")

    async def ask(client: Client) -> Any:
        file.unlink()
        return [await client.call_tool("schedule", {**FINE, "profile": name}) for name in ("ours", str(file))]

    by_id, by_path = in_session(ask, "--profile", str(file))
    assert "ours" == by_id.structured_content["profile"]["id"]
    assert ["profile: no profile of this id was loaded when the server started"] == [refused(by_path)[0].partition(";")[0]]


@pytest.mark.parametrize(("text", "said"), [("id = 3", "ours.toml"), (None, "no profile can be read")])
def test_a_profile_that_cannot_be_used_ends_the_start(tmp_path: Path, text: str | None, said: str) -> None:
    file = tmp_path / "ours.toml"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    done = CliRunner().invoke(app, ["mcp", "-p", str(file)])
    assert (2, "") == (done.exit_code, done.stdout)
    assert said in done.stderr


@pytest.mark.slow
def test_so_where_the_server_is_a_process(tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text("id = 3", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "lacreview_rules", "mcp", "-p", str(file)], capture_output=True, text=True, input="", check=False
    )
    assert (2, "") == (done.returncode, done.stdout)
    assert "ours.toml" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_lines_that_are_no_messages_are_not_repeated_on_either_stream() -> None:
    """The server goes on, and ends with its input."""
    start = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}
    lines = [
        json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": start}),
        json.dumps({"jsonrpc": "2.0", "method": "notifications/initialized"}),
        f"{MARKER} not json",
        json.dumps({"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": [MARKER], "arguments": MARKER}}),
        json.dumps({"jsonrpc": "2.0", "id": 3, "method": "tools/call", "params": {"name": "schedule", "arguments": {"events": [MARKER]}}}),
        json.dumps({"jsonrpc": "2.0", "id": 4, "method": "ping"}),
    ]
    with subprocess.Popen(
        [sys.executable, "-m", "lacreview_rules", "mcp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write("\n".join(lines) + "\n")
        process.stdin.flush()
        answered: dict[Any, Any] = {}
        while not {1, 2, 3, 4} <= set(answered):
            message = json.loads(process.stdout.readline())
            answered[message.get("id")] = message
        process.stdin.close()
        errors = process.stderr.read()
    assert 0 == process.returncode
    assert MARKER not in errors
    assert MARKER not in json.dumps(answered)
    assert answered[3]["result"]["isError"]


@pytest.mark.slow
def test_a_message_that_is_too_long_is_refused_and_the_next_one_answered() -> None:
    """It is not held whole: what is behind the limit is passed over. The id is that of the request, wherever it stands in it."""
    from lacreview_rules.assistants.messages import MOST_BYTES

    start = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}
    long = {"name": "schedule", "arguments": {"events": [CARE], "note": f"{MARKER} " * (MOST_BYTES // 8)}}
    lines = [
        json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": start}),
        json.dumps({"jsonrpc": "2.0", "method": "notifications/initialized"}),
        json.dumps({"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": long}),
        json.dumps({"method": "tools/call", "params": long, "jsonrpc": "2.0", "id": "a3"}),
        MARKER * MOST_BYTES,
        json.dumps({"jsonrpc": "2.0", "id": 4, "method": "ping"}),
    ]
    command = [sys.executable, "-m", "lacreview_rules", "mcp"]
    answered: dict[object, Any] = {}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdin.write("\n".join(lines) + "\n")
        server.stdin.flush()
        for line in server.stdout:  # the end of the input is the end of the server, so it comes after the last answer
            answered[json.loads(line).get("id")] = json.loads(line)
            if 4 in answered:
                break
        rest, told_beside = server.communicate()
    assert {1, 2, "a3", None, 4} == set(answered)
    for number in (2, "a3", None):
        told = answered[number]["error"]["message"]
        assert f"the message is longer than {MOST_BYTES:,} bytes" in told
        assert "ask about one child" in told
    assert {} == answered[4]["result"]
    assert MARKER not in f"{answered}{rest}{told_beside}"
    assert 0 == server.returncode


def test_as_many_events_as_one_call_may_hold_fit_into_one_message() -> None:
    """With every key that an event may have, filled in at length."""
    from lacreview_rules.assistants.arguments import MOST_EVENTS
    from lacreview_rules.assistants.messages import MOST_BYTES

    event = {**CARE, "kind": "x" * 60, "reason": "x" * 60, "level": "x" * 60, "type": "x" * 60, "ref": "x" * 60, "value": "x" * 60}
    assert len(json.dumps([event] * MOST_EVENTS)) < MOST_BYTES


@pytest.mark.parametrize("length", [0, 1, 2])
def test_the_limit_itself(length: int) -> None:
    """As long as it may be, it is read; one byte more, and the next line is."""
    import io

    from lacreview_rules.assistants.messages import Messages

    text = b"x" * (9 + length) + b"\n"
    read = Messages(io.BytesIO(text + b"next\n"), most=11)
    assert (text.decode() if length < 2 else "next\n") == read.readline()
    assert ("next\n" if length < 2 else "") == read.readline()
    assert "" == read.readline()


@pytest.mark.slow
def test_standard_input_that_is_closed_is_told() -> None:
    """As by every command that reads it (record B11): no fault of ours."""
    asked = f"{sys.executable} -m lacreview_rules mcp <&-"
    done = subprocess.run(["/bin/sh", "-c", asked], capture_output=True, text=True, check=False)
    assert (2, "") == (done.returncode, done.stdout)
    assert "standard input cannot be read or written: Bad file descriptor" in done.stderr


FIRST = (
    '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},'
    '"clientInfo":{"name":"x","version":"1"}}}\n'
)
"""What a client sends first."""


@pytest.mark.parametrize(("shell", "why"), others_slow([(">/dev/full", "No space left on device"), (">&-", "Bad file descriptor")]))
def test_an_answer_that_cannot_be_written_is_bad_input(shell: str, why: str) -> None:
    """As with every command (record B11): it was called a fault in lacreview itself."""
    asked = f"{sys.executable} -m lacreview_rules mcp {shell}"
    done = subprocess.run(["/bin/sh", "-c", asked], input=FIRST, capture_output=True, text=True, check=False)
    assert 2 == done.returncode
    assert f"standard output cannot be read or written: {why}" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("shell", [">/dev/full", ">&-"])
def test_where_nothing_is_asked_nothing_can_be_lost(shell: str) -> None:
    """A full disk matters to what is written: without a message there is no answer, and the server ends as its input does."""
    asked = f"{sys.executable} -m lacreview_rules mcp {shell}"
    done = subprocess.run(["/bin/sh", "-c", asked], input="", capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
def test_a_client_that_has_gone_is_told_by_the_code() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "lacreview_rules", "mcp"]
    done = subprocess.run(command, input=FIRST, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert (141, "") == (done.returncode, done.stderr)


WATCH = """
import sys
seen = []
def hook(event, given):
    if event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "subprocess.Popen", "os.system"):
        seen.append(event)
    if event == "open" and seen[:1] == ["begun"] and not str(given[0]).endswith((".py", ".pyc", ".so", ".toml")) \\
            and not any(folder in str(given[0]) for folder in ("frozen_profiles", "frozen_tables")):
        seen.append(f"{event} {given[0]}")
sys.addaudithook(hook)
import lacreview_rules.assistants.server as server
real = server.answered
def answered(tool, known, arguments):
    seen.insert(0, "begun")
    answer = real(tool, known, arguments)
    seen.remove("begun")
    return answer
server.answered = answered
sys.argv = ["lacreview", "mcp"]
from lacreview_rules.__main__ import main
try:
    main()
finally:
    sys.stderr.write("SEEN " + repr(seen))
"""


@pytest.mark.slow
def test_no_network_and_no_other_file(tmp_path: Path) -> None:
    """Nothing is connected or started in a whole session; while it answers, no file is opened but the package's own."""
    import anyio
    from mcp import Client as Asking
    from mcp import StdioServerParameters, stdio_client

    log = tmp_path / "errors.txt"

    async def session() -> None:
        with log.open("w") as errors:
            process = StdioServerParameters(command=sys.executable, args=["-B", "-c", WATCH])
            async with Asking(stdio_client(process, errlog=errors)) as client:
                for name in ("schedule", "explain", "what-if"):
                    result = await client.call_tool(name, {**FINE, **MORE[name]})
                    assert not result.is_error

    anyio.run(session)
    assert "SEEN []" in log.read_text()


MORE: dict[str, dict[str, Any]] = {"schedule": {}, "explain": {"task": "review"}, "what-if": {"new_profile": "newham"}}


@pytest.mark.slow
def test_without_the_extra_it_says_what_to_install() -> None:
    code = "import sys; sys.modules['mcp'] = None; sys.argv = ['lacreview', 'mcp']; from lacreview_rules.__main__ import main; main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, input="", check=False)
    assert 2 == done.returncode
    assert 'run in the folder of lacreview_rules: pip install ".[cli,mcp]"' in done.stderr


@pytest.mark.slow
def test_no_other_command_loads_it() -> None:
    """Nor does the help of all of them."""
    code = (
        "import sys; sys.argv = ['lacreview', '--help']\n"
        "from lacreview_rules.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print([name for name in sys.modules if name.partition('.')[0] in ('mcp', 'mcp_types', 'anyio')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "[]" == done.stdout.splitlines()[-1]
