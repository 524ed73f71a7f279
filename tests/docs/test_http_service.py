"""The HTTP service of the examples: what it answers, what it refuses and how, and that its description is true.

Looked after on Fri 19 December 2025: twenty working days later is Wed 21 January 2026 (CPR 2010 reg 33(1)), over
Christmas Day, Boxing Day and New Year's Day.
"""

from __future__ import annotations

import asyncio
import importlib.util
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("fastapi")
pytest.importorskip("httpx2")

from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings

from lacreview_rules import shipped_profiles

if TYPE_CHECKING:
    import io
    from types import ModuleType

FILE = Path(__file__).parents[2] / "examples" / "http_service" / "service.py"
HISTORY = {"child": "A123", "events": [{"event": "became-looked-after", "on": "2025-12-19"}]}
SECRET = "Ann Example"  # noqa: S105 - what must not be repeated


def loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("http_service_example", FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # FastAPI looks up annotations there
    spec.loader.exec_module(module)
    return module


SERVICE = loaded()
CLIENT = TestClient(SERVICE.app, raise_server_exceptions=False)


def post(path: str = "/schedule", /, **body: object) -> Any:
    return asked(path, body)


def asked(path: str, body: dict[str, object]) -> Any:
    return CLIENT.post(path, json={"history": HISTORY, "profile": "newham", **body})


def test_a_schedule() -> None:
    answer = post(as_of="2026-01-22")
    assert answer.status_code == 200
    [first] = [due for due in answer.json()["due_dates"] if (due["task"], due["review"]) == ("review", 1)]
    assert (first["due"], first["status"], first["days_late"]) == ("2026-01-21", "overdue", 1)


def test_it_is_the_schedule_the_command_prints() -> None:
    from lacreview_rules import build_schedule, load_profile
    from lacreview_rules.histories.json import parse_history

    assert post().json() == build_schedule(parse_history(HISTORY), load_profile("newham")).to_dict()


def test_an_explanation() -> None:
    [first] = post("/explain", task="review", review=1).json()
    assert first["due"] == "2026-01-21"
    assert "Christmas Day" in first["text"]
    [asked] = [due for due in post("/schedule").json()["due_dates"] if due["id"] == first["id"]]
    assert (asked["task"], asked["review"], asked["rule"]) == ("review", 1, first["rule"])
    [count] = [step for step in first["steps"] if step["step"] == "count"]
    assert {"on": "2025-12-25", "why": "Christmas Day"} in count["skipped"]
    assert post("/explain", task="review", review=99).json() == []


def test_a_task_that_the_profile_does_not_have_is_refused() -> None:
    """A misspelt task must not look like one that nothing calls for; what was sent is not repeated."""
    answer = post("/explain", task="reviw")
    assert answer.status_code == 422
    assert answer.json()["problems"][0]["where"] == "task"
    assert answer.json()["problems"][0]["remedy"] == 'did you mean "review"?'
    assert "reviw" not in answer.text


def test_the_profiles() -> None:
    assert [one["id"] for one in CLIENT.get("/profiles").json()] == list(shipped_profiles())


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({"history": {**HISTORY, "date_of_birth": SECRET}}, "history.date_of_birth"),
        ({"history": {"child": SECRET, "events": [{"event": "review-held", "on": SECRET}]}}, "history.events[0].on"),
        ({"history": {**HISTORY, "events": [{"event": SECRET, "on": "2026-01-05"}]}}, "history.events[0].event"),
        ({"history": {**HISTORY, SECRET: 1}}, "history"),
        ({"history": SECRET}, "history"),
        ({"profile": SECRET}, "profile"),
        ({"profile": "/etc/passwd"}, "profile"),
        ({"as_of": "2026-02-30"}, "as_of"),
        ({SECRET: 1}, "body"),
        ({"history": {**HISTORY, "events": [{"event": "became-looked-after", "on": "2150-01-05"}]}}, "history.events"),
    ],
)
def test_errors_cite_the_place_and_repeat_nothing(body: dict[str, object], where: str, logged: io.StringIO) -> None:
    answer = asked("/schedule", body)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert where in {one["where"] for one in answer.json()["problems"]}
    for text in (answer.text, logged.getvalue()):
        assert SECRET not in text
        assert "/etc/passwd" not in text


@pytest.mark.parametrize(
    ("changed", "where", "what", "remedy"),
    [
        ({"profile": "Newham"}, "profile", "there is no profile of this id", "use one of: data-return, england, newham, "),
        ({"as_of": "22/01/2026"}, "as_of", "it is not a date", "write year, month and day, as in 2026-01-22"),
        ({"asOf": "2026-01-22"}, "body", "a key is not a known one", "use these: as_of, history, profile; of /explain also review, task"),
        ({"review": 0}, "review", "it is not the number of a review", "give the number of the review: 1 for the first"),
        ({"task": 1}, "task", "it is not text", 'give the id of a task, such as "review"'),
    ],
)
def test_around_the_history_errors_say_what_to_write_too(changed: dict[str, object], where: str, what: str, remedy: str) -> None:
    history = {"child": "A123", "events": [{"event": "became-looked-after", "on": "2025-12-19"}]}
    answer = CLIENT.post("/explain", json={"profile": "newham", "task": "review", "history": history, **changed})
    assert answer.status_code == 422
    [told] = answer.json()["problems"]
    assert (told["where"], told["what"]) == (where, what)
    assert told["remedy"].startswith(remedy)


@pytest.mark.parametrize("path", ["/schedule", "/explain"])
def test_a_history_that_gives_nothing_because_of_a_problem_is_refused(path: str) -> None:
    """As the commands end with exit code 2: an empty answer would say that nothing is due. The start of care is misspelt here."""
    history = {"child": "A123", "events": [{"event": "became-lookedafter", "on": "2025-12-19"}]}
    answer = CLIENT.post(path, json={"profile": "newham", "history": history, **({"task": "review"} if path == "/explain" else {})})
    assert answer.status_code == 422
    assert answer.json()["title"] == "Nothing could be scheduled"
    assert {"history.events", "history.events[0].event"} <= {one["where"] for one in answer.json()["problems"]}


@pytest.mark.parametrize("sent", [{}, {"content-type": "text/csv"}, {"content-type": "application/x-www-form-urlencoded"}])
def test_a_body_that_does_not_say_that_it_is_json_is_told_what_to_say(sent: dict[str, str]) -> None:
    """As curl sends it with -d alone."""
    content = json.dumps({"history": HISTORY, "profile": "newham"}).encode()
    answer = CLIENT.post("/schedule", content=content, headers=sent)
    assert answer.status_code == 422
    assert [(one["where"], one["remedy"]) for one in answer.json()["problems"]] == [("content-type", "send content-type: application/json")]


@pytest.mark.parametrize(
    ("method", "path", "code"), [("GET", "/schedule", 405), ("PUT", "/explain", 405), ("DELETE", "/profiles", 405), ("GET", "/", 404)]
)
def test_another_path_or_method_is_told_what_there_is(method: str, path: str, code: int) -> None:
    answer = CLIENT.request(method, path)
    assert answer.status_code == code
    assert [one["remedy"] for one in answer.json()["problems"]] == ["ask one of: POST /schedule, POST /explain, GET /profiles"]


def test_a_client_that_is_generated_has_methods_with_plain_names() -> None:
    paths = CLIENT.get("/openapi.json").json()["paths"]
    assert sorted(one["operationId"] for path in paths.values() for one in path.values()) == ["explain", "profiles", "schedule"]


def test_a_client_made_today_takes_an_answer_with_a_key_more() -> None:
    """A minor release adds keys. Only what is asked is closed."""
    schemas = CLIENT.get("/openapi.json").json()["components"]["schemas"]
    assert "additionalProperties" not in schemas["DueDateRecord"]
    assert schemas["Asked"]["additionalProperties"] is False


def test_half_a_pair_of_characters_is_refused() -> None:
    body = json.dumps({"history": {"child": "\ud800", "events": []}, "profile": "newham", "\udc00": 1})
    answer = CLIENT.post("/schedule", content=body.encode("ascii"), headers={"content-type": "application/json"})
    assert answer.status_code == 422
    assert {"history.child", "body"} <= {one["where"] for one in answer.json()["problems"]}


def test_what_is_not_json() -> None:
    answer = CLIENT.post("/schedule", content=b'{"history": Ann Example', headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert SECRET not in answer.text


@pytest.mark.parametrize(
    "body",
    [b'{"history": ' + b"[" * 50_000 + b"]" * 50_000 + b"}", b'{"history": "\xff"}', b'{"history": ' + b"9" * 5_000 + b"}"],
    ids=["nested", "no UTF-8", "a number too long"],
)
def test_what_no_reader_of_json_takes_is_told_as_such(body: bytes) -> None:
    """Record B12: these had an answer without a problem in it."""
    answer = CLIENT.post("/schedule", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert [(one["where"], one["what"]) for one in answer.json()["problems"]] == [("body", "it is not valid JSON")]


@pytest.mark.parametrize("came", [b"", b'{"history": ', json.dumps({"profile": "newham", "history": HISTORY}).encode()])
def test_a_body_that_is_cut_off_is_work_for_nobody(came: bytes) -> None:
    """Record B12: the client goes before the body is whole. Nothing is worked on, and nothing is answered."""
    messages = iter([{"type": "http.request", "body": came, "more_body": True}, {"type": "http.disconnect"}])
    answered: list[object] = []

    async def receive() -> Any:
        return next(messages)

    async def send(message: object) -> None:
        answered.append(message)

    async def service(*_: object) -> None:
        answered.append("worked on")

    asyncio.run(SERVICE.Guard(service)({"type": "http", "path": "/schedule"}, receive, send))
    assert answered == []


def test_a_body_that_is_too_large_is_refused_whatever_its_header_says() -> None:
    note = {"event": "review-held", "on": "2026-01-14", "note": "x" * SERVICE.MOST_BYTES}
    answer = post(history={**HISTORY, "events": [*HISTORY["events"], note]})
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"

    def parts() -> Any:
        for _ in range(3):
            yield b"x" * (SERVICE.MOST_BYTES // 2)

    assert CLIENT.post("/schedule", content=parts()).status_code == 413  # no content-length at all


def test_a_fault_tells_nothing_of_the_child(monkeypatch: pytest.MonkeyPatch, logged: io.StringIO) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError(SECRET)

    monkeypatch.setattr(SERVICE, "build_schedule", fails)
    answer = post()
    assert answer.status_code == 500
    assert answer.json()["title"] == "A fault in the service"
    assert "RuntimeError" in logged.getvalue()
    assert SECRET not in answer.text + logged.getvalue()


# ---- what /openapi.json says is so, whatever is sent

SENT = [
    ("/schedule", "POST", "positive"),
    ("/schedule", "POST", "negative"),
    ("/explain", "POST", "positive"),
    ("/explain", "POST", "negative"),
    ("/profiles", "GET", "positive"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("path", "method", "mode"), SENT, ids=[f"{path}-{mode}" for path, _, mode in SENT])
def test_the_description_is_true(path: str, method: str, mode: str) -> None:
    """Requests made from the description, and requests made to break it: status, type and shape are as it says."""
    import schemathesis  # takes seconds
    from schemathesis import GenerationMode

    schema = schemathesis.openapi.from_asgi("/openapi.json", SERVICE.app)

    @settings(
        max_examples=1 + settings().max_examples // 3,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(schema[path][method].as_strategy(generation_mode=GenerationMode(mode)))
    def answered(case: schemathesis.Case[Any]) -> None:
        # A JSON Schema cannot say that a day exists and that a count of working days stays in the calendar.
        case.call_and_validate(excluded_checks=[schemathesis.checks.positive_data_acceptance])

    answered()


def test_every_endpoint_is_tried() -> None:
    assert {path for path, _, _ in SENT} == set(CLIENT.get("/openapi.json").json()["paths"])
