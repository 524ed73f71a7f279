"""The HTTP service of the examples bears load: many clients at once who send good, wrong, huge and broken requests.

It is started as its page says, by uvicorn, and asked over a socket. Requests are counted and not timed. Every answer is what its
request calls for: a good one has the schedule that the library gives for that child, and every other one of the shapes that
/openapi.json describes. Looked after on a day of 2025, the first review is due twenty working days later (CPR 2010 reg 33(1)).
"""

from __future__ import annotations

import importlib.util
import json
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from functools import cache
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

import jsonschema_rs
import pytest
from tests.robustness.four_times import takes_four_times

from lacreview_rules import build_schedule, load_profile
from lacreview_rules.histories.json import parse_history

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytest.importorskip("fastapi")
pytest.importorskip("uvicorn")

FOLDER = Path(__file__).parents[2] / "examples" / "http_service"
MOST_BYTES = 1_000_000
MARKER = "Ann Example"  # what is sent as a name and a value, and must never come back in an error or stand in a log
CLIENTS = 8
MOST_GROWTH = 19_000
"""Kilobytes that 19,000 requests may add to the service: one each. The least that a leak could keep, the body or its schedule, is more."""


class Request(NamedTuple):
    """What is sent, and what must come back.

    Attributes:
        status: of the answer; None where the client breaks off and no answer is due.
        answer: the answer, for one that can be worked out without the service.
    """

    path: str
    body: bytes | None
    status: int | None
    answer: Any = None
    chunked: bool = False


# ---- what is sent


def record(number: int, *more: dict[str, Any]) -> dict[str, Any]:
    came = date(2025, 1, 6) + timedelta(days=number)
    return {"child": f"C{number}", "events": [{"event": "became-looked-after", "on": f"{came}"}, *more]}


def request(history: object, **more: object) -> bytes:
    return json.dumps({"profile": "newham", "history": history, **more}).encode()


def good(number: int) -> Request:
    history = record(number)
    return Request("/schedule", request(history), 200, build_schedule(parse_history(history), load_profile("newham")).to_dict())


def explained(number: int) -> Request:
    history = record(number)
    due_dates = build_schedule(parse_history(history), load_profile("newham")).of("review")
    told = [
        {
            "id": due.id,
            "rule": due.rule,
            "title": due.title,
            "period_of_care": due.period_of_care,
            "review": due.review,
            "due": str(due.due),
            "text": str(due.explanation),
            "steps": json.loads(json.dumps([step.to_dict() for step in due.explanation.steps])),
        }
        for due in due_dates
    ]
    return Request("/explain", request(history, task="review"), 200, told)


def visits(count: int) -> list[dict[str, Any]]:
    first = date(2025, 1, 7)
    return [{"event": "task-done", "task": "visit", "on": str(first + timedelta(days=number % 9_000))} for number in range(count)]


def wrong_events(count: int) -> list[dict[str, Any]]:
    return [{"event": "review-held", "on": "2026-02-30", MARKER: number} for number in range(count)]


@cache
def kinds() -> dict[str, tuple[Request, ...]]:
    """Every kind of request, with some of each."""
    nested = b'{"history": ' + b"[" * 50_000 + b"]" * 50_000 + b"}"
    return {
        "good": tuple(map(good, range(40))),
        "explained": tuple(map(explained, range(10))),
        "profiles": (Request("/profiles", None, 200),),
        "a wrong event": tuple(Request("/schedule", request(record(number, *wrong_events(1))), 422) for number in range(20)),
        "a wrong key": (Request("/schedule", request({**record(1), MARKER: MARKER}, **{MARKER: 1}), 422),),
        "no such task": (Request("/explain", request(record(1), task=MARKER), 422),),
        "outside the calendar": (Request("/schedule", request(record(200 * 365)), 422),),
        "many wrong events": (Request("/schedule", request(record(1, *wrong_events(500))), 422),),
        "many wrong keys": (Request("/schedule", request({**record(1), **{f"{MARKER} {number}": 1 for number in range(2_000)}}), 422),),
        "a long text": (Request("/schedule", request({**record(1), "child": MARKER * 40_000}), 422),),
        "not JSON": (Request("/schedule", f'{{"history": {MARKER}'.encode(), 400),),
        "no UTF-8": (Request("/schedule", b"\xff\xfe" + MARKER.encode("utf-16-le"), 400),),
        "nested": (Request("/schedule", nested, 400),),
        "a long number": (Request("/schedule", b'{"history": ' + b"9" * 50_000 + b"}", 400),),
        "nothing": (Request("/schedule", b"", 422),),
        "no such place": (Request("/nowhere", None, 404),),
        "not to be asked so": (Request("/schedule", None, 405),),
        "too large": (Request("/schedule", b" " * (MOST_BYTES + 1), 413),),
        "far too large": (Request("/schedule", b" " * (4 * MOST_BYTES), 413),),
        "too large, in pieces": (Request("/schedule", b" " * (2 * MOST_BYTES), 413, chunked=True),),
        "cut off": tuple(Request("/schedule", request(record(number)), None) for number in range(10)),
        "cut off, in pieces": tuple(Request("/schedule", request(record(number)), None, chunked=True) for number in range(10)),
    }


OFTEN = {"good": 420, "explained": 100, "profiles": 40, "a wrong event": 100, "cut off": 60, "cut off, in pieces": 40}
SELDOM = {"many wrong events": 4, "many wrong keys": 8, "nested": 8, "far too large": 4}
"""How many of a thousand are of a kind; of any other kind twelve, and what is left is good."""


def thousand(chance: Random, count: int) -> list[Request]:
    """So many requests of every kind, in an order of their own."""
    names = [name for name in kinds() for _ in range(max(1, (OFTEN | SELDOM).get(name, 12) * count // 1_000))]
    names = [*names, *["good"] * (count - len(names))]
    chance.shuffle(names)
    return [chance.choice(kinds()[name]) for name in names]


def largest() -> list[Request]:
    """As large as may be, good and wrong: one of each for half of the clients."""
    full = request(record(1, *visits(16_000)))
    wrong = request(record(1, *wrong_events(13_000)))
    assert all(MOST_BYTES * 0.8 < len(body) <= MOST_BYTES for body in (full, wrong))
    return [Request("/schedule", full, 200), Request("/schedule", wrong, 422)] * (CLIENTS // 2)


# ---- the service, and those who ask it


class Service:
    """The service in a process of its own."""

    def __init__(self, process: subprocess.Popen[bytes], log: Path, port: int) -> None:
        self.process, self.log, self.port = process, log, port
        self._of_thread = threading.local()
        self._kept: list[HTTPConnection] = []

    def leave(self) -> None:
        """Every client goes."""
        for connection in self._kept:
            connection.close()

    def kilobytes(self) -> int:
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(status.partition("VmRSS:")[2].split()[0])

    def asked(self, one: Request) -> tuple[int, str, bytes] | None:
        """The status, type and body of the answer; None to a client that breaks off."""
        if one.status is None:
            self._break_off(one)
            return None
        if one.status == 413:  # the service does not wait for the rest, and ends the connection
            connection = HTTPConnection("127.0.0.1", self.port)
        else:
            if not hasattr(self._of_thread, "connection"):
                self._of_thread.connection = HTTPConnection("127.0.0.1", self.port)
                self._kept.append(self._of_thread.connection)
            connection = self._of_thread.connection
        headers = {} if one.body is None else {"content-type": "application/json"}
        with suppress(*((BrokenPipeError, ConnectionResetError) if one.status == 413 else ())):
            body = _pieces(one.body) if one.chunked and one.body is not None else one.body
            connection.request("GET" if one.body is None else "POST", one.path, body, headers, encode_chunked=one.chunked)
        answer = connection.getresponse()
        found = (answer.status, answer.headers.get_content_type(), answer.read())
        if one.status == 413:
            connection.close()
        return found

    def _break_off(self, one: Request) -> None:
        """Send half of what was promised, and go."""
        body = one.body or b""
        half = body[: len(body) // 2]
        how = b"transfer-encoding: chunked" if one.chunked else f"content-length: {len(body)}".encode()
        sent = f"{len(half):x}\r\n".encode() + half + b"\r\n" if one.chunked else half
        head = f"POST {one.path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n".encode()
        with socket.create_connection(("127.0.0.1", self.port)) as connection:
            connection.sendall(head + how + b"\r\n\r\n" + sent)


def _pieces(body: bytes) -> Iterator[bytes]:
    for start in range(0, len(body), 65_536):
        yield body[start : start + 65_536]


@contextmanager
def served(folder: Path) -> Iterator[Service]:
    """The service, on a port that is free."""
    log = folder / "log.txt"
    words = ["-m", "uvicorn", "--app-dir", str(FOLDER), "service:app", "--port", "0", "--no-use-colors", "--timeout-keep-alive", "600"]
    with log.open("wb") as file, subprocess.Popen([sys.executable, *words], stdout=file, stderr=file) as process:
        try:
            while "running on http://127.0.0.1:" not in (said := log.read_text(encoding="utf-8")):
                assert process.poll() is None, said
                time.sleep(0.05)
            service = Service(process, log, int(said.partition("running on http://127.0.0.1:")[2].split()[0]))
            yield service
            service.leave()
        finally:
            process.terminate()


class Shapes:
    """What /openapi.json says that answers look like."""

    def __init__(self, service: Service) -> None:
        found = service.asked(Request("/openapi.json", None, 200))
        assert found is not None
        self._document = json.loads(found[2])
        self._seen: set[tuple[str, int, str, bytes]] = set()
        self._validators: dict[tuple[str, int], Any] = {}

    def check(self, one: Request, found: tuple[int, str, bytes]) -> None:
        """The answer to a request is what the request calls for, of the type and shape that are described."""
        status, kind, content = found
        assert status == one.status, (one.path, content[:200])
        assert kind == ("application/json" if status == 200 else "application/problem+json")
        if one.answer is not None:
            assert json.loads(content) == one.answer
        if (one.path, *found) in self._seen:
            return
        if status != 200:
            assert MARKER.encode() not in content
            assert len(content) < 20_000  # as many problems as are told, and how many more there are
        self._validator(one.path, status).validate(json.loads(content))
        self._seen.add((one.path, *found))

    def _validator(self, path: str, status: int) -> Any:
        if (path, status) not in self._validators:
            if status in {404, 405}:
                schema = {"$ref": "#/components/schemas/ProblemJson"}
            else:
                [described] = self._document["paths"][path].values()
                [schema] = [one["schema"] for one in described["responses"][str(status)]["content"].values()]
            whole = {**schema, "components": self._document["components"]}
            self._validators[path, status] = jsonschema_rs.Draft202012Validator(whole)
        return self._validators[path, status]


def bear(folder: Path, count: int) -> None:
    """So many requests are answered as they should be, a thousand at a time, and after the first thousand memory stays as it is."""
    chance = Random(17)  # noqa: S311 - no secret
    answered: Counter[int | None] = Counter()
    memory: list[int] = []
    with served(folder) as service, ThreadPoolExecutor(CLIENTS) as clients:
        shapes = Shapes(service)

        def ask(one: Request) -> int | None:
            found = service.asked(one)
            if found is not None:
                shapes.check(one, found)
            return one.status

        for start in range(0, count, 1_000):
            asked = thousand(chance, min(1_000, count - start))
            if start == 0 and count > 1_000:
                asked[:CLIENTS] = largest()
            answered.update(clients.map(ask, asked))  # counted here: two that count at once may count one
            memory.append(service.kilobytes() if sys.platform == "linux" else 0)
        answered[ask(kinds()["good"][0])] += 1
        assert service.process.poll() is None
        log = service.log.read_text(encoding="utf-8")
    assert answered.total() == count + 1
    assert set(answered) == {200, 400, 404, 405, 413, 422, None}
    assert MARKER not in log
    assert "fault" not in log
    assert "Traceback" not in log
    print("kilobytes after each thousand:", *memory)  # noqa: T201 - shown where it fails
    assert memory[-1] - memory[0] < MOST_GROWTH, memory


def test_it_bears_a_few(tmp_path: Path) -> None:
    bear(tmp_path, 60)


@pytest.mark.slow
def test_it_bears_twenty_thousand(tmp_path: Path) -> None:
    bear(tmp_path, 20_000)


# ---- what a request costs

GROWING: dict[str, Callable[[int], bytes]] = {
    "events": lambda n: request(record(1, *visits(n))),
    "wrong events": lambda n: request(record(1, *wrong_events(n))),
    "wrong keys of an event": lambda n: request(record(1, {"event": "review-held", "on": "2026-01-05", **{f"k{i}": 1 for i in range(n)}})),
    "wrong keys of the history": lambda n: request({**record(1), **{f"k{i}": 1 for i in range(n)}}),
    "wrong keys of the request": lambda n: request(record(1), **{f"k{i}": 1 for i in range(n)}),
    "a text": lambda n: request({**record(1), "child": "x" * 60 * n}),
    "line ends": lambda n: request({**record(1), "child": "\n" * 30 * n}),
    "events that are none": lambda n: request({**record(1), "events": [[[]]] * n}),
    "one event over and over": lambda n: request(record(1, *[{"event": "review-held", "on": "2026-01-05"}] * n)),
    "not JSON": lambda n: b"[" * 60 * n,
    "a number": lambda n: b'{"history": ' + b"9" * 60 * n + b"}",
}
FLOOR = 0.02
"""Seconds; below that it is the passing on of the request that is measured."""


@pytest.mark.slow
@pytest.mark.parametrize("shape", GROWING)
def test_four_times_the_body_is_four_times_the_work(shape: str) -> None:
    """Timed, for most of it is done by libraries that are not Python; what Python does is counted in test_growth_of_errors.py."""
    from fastapi.testclient import TestClient

    spec = importlib.util.spec_from_file_location("http_service_under_load", FOLDER / "service.py")
    assert spec is not None
    assert spec.loader is not None
    service = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = service  # FastAPI looks up annotations there
    spec.loader.exec_module(service)
    client = TestClient(service.app, raise_server_exceptions=False)

    def asked(n: int) -> Callable[[], object]:
        body = GROWING[shape](n)
        assert len(body) <= MOST_BYTES
        return lambda: client.post("/schedule", content=body, headers={"content-type": "application/json"})

    asked(100)()  # what is worked out once has been
    assert takes_four_times(asked(1_500), asked(6_000), floor=FLOOR)
