"""Due dates over HTTP: a starting point for case systems that are not written in Python.

    uvicorn --app-dir examples/http_service service:app

Three endpoints. Requests and answers are described by the library's own models, at /openapi.json. Errors are
problem+json (RFC 9457), which cite the place in the request and never repeat what stands there. Nothing is kept, and no
body is logged. There is no authentication here: put the service behind what your other services stand behind.
"""

from __future__ import annotations

import logging
from datetime import date
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from lacreview_rules import build_schedule, load_profile, shipped_profiles
from lacreview_rules.errors import CalendarRangeError, HistoryError, InputError, Problem, UnknownTaskError
from lacreview_rules.histories.json import parse_history
from lacreview_rules.histories.models import WrittenHistory, day_from
from lacreview_rules.schedules.nothing_scheduled import refuse_nothing_scheduled
from lacreview_rules.schedules.schema import ScheduleModel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from lacreview_rules.schedules.schedule import Schedule

MOST_BYTES = 1_000_000  # one child's history: some 10,000 events
PROFILES = {name: load_profile(name) for name in shipped_profiles()}  # by name only: a path from outside is never opened
# Your own profile: PROFILES["my-authority"] = load_profile("my-authority.toml")
log = logging.getLogger("lacreview.http")


def _known(name: str) -> str:
    if name not in PROFILES:
        raise ValueError("no such profile")
    return name


ProfileName = Annotated[str, AfterValidator(_known), WithJsonSchema({"type": "string", "enum": list(PROFILES)})]
Day = Annotated[date, BeforeValidator(day_from), WithJsonSchema({"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"})]


class Asked(BaseModel):
    """A child's history, and under which profile and as at which day it is asked about."""

    model_config = ConfigDict(extra="forbid", strict=True)

    history: WrittenHistory
    profile: ProfileName = Field(description="A profile of GET /profiles.")
    as_of: Day | None = Field(default=None, description="The day on which statuses are given; the last event recorded unless given.")


class AskedWhy(Asked):
    """The same, and which task is to be explained."""

    task: str = Field(description='The id of a task, such as "review".')
    review: int | None = Field(default=None, ge=1, description="Only what belongs to this review of its period of care.")


class Told(BaseModel):
    """How one due date was worked out."""

    id: str = Field(description="The id that the due date has in the schedule.")
    rule: str = Field(description="The id of the rule that binds.")
    title: str = Field(description="What must be done, in plain English.")
    period_of_care: int
    review: int | None
    due: date | None = Field(description="The calculated date; null for advice.")
    text: str = Field(description="The working, line by line.")
    steps: list[dict[str, Any]] = Field(description="The same as data: each has the key step, and what that kind of step says.")


class ProfileTold(BaseModel):
    """A profile that can be asked for."""

    id: str
    name: str
    version: str
    digest: str
    extends: list[str]


class Wrong(BaseModel):
    """One thing that is wrong with a request."""

    where: str = Field(description="The place in the request.")
    what: str
    remedy: str


class ProblemJson(BaseModel):
    """An error, as RFC 9457 has it."""

    type: str
    title: str
    status: int
    problems: list[Wrong]


def problem(status: int, title: str, problems: Iterable[Problem] = ()) -> JSONResponse:
    """An answer that says what is wrong, and where."""
    found = [{"where": _written(one.where), "what": _written(one.what), "remedy": _written(one.remedy)} for one in problems]
    content = {"type": "about:blank", "title": title, "status": status, "problems": found}
    return JSONResponse(content, status, media_type="application/problem+json")


def _written(text: str) -> str:
    """Text that UTF-8 can hold: half of a pair of characters, which JSON can say, is written as an escape."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


class Guard:
    """Refuses a body that is too large before it is read whole, and keeps what a fault says out of the logs."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            body = await self._body(receive)
        except ClientDisconnect:
            return  # cut off: nobody waits for an answer, and what came is not worked on
        if body is None:
            answer = problem(413, f"The body is larger than {MOST_BYTES:,} bytes")
            await answer(scope, receive, send)
            return
        started = False

        async def replayed() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        async def watched(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, replayed, watched)
        except Exception as fault:  # noqa: BLE001 - its message may hold a child's details: only its kind is logged
            log.error("a fault in the service: %s at %s", type(fault).__name__, scope["path"])  # noqa: TRY400 - as above
            if not started:
                await problem(500, "A fault in the service")(scope, receive, send)

    @staticmethod
    async def _body(receive: Receive) -> bytes | None:
        body = bytearray()
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise ClientDisconnect
            body += message.get("body", b"")
            if len(body) > MOST_BYTES:
                return None
            if not message.get("more_body", False):
                return bytes(body)


_ERRORS: dict[int | str, dict[str, Any]] = {
    code: {"description": words, "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemJson"}}}}
    for code, words in ((400, "The body is not JSON"), (413, "The body is too large"), (422, "What was asked cannot be answered"))
}
app = FastAPI(
    generate_unique_id_function=lambda route: str(route.name),  # a client generated from it has methods called schedule, explain, profiles
    title="Due dates of looked after children's reviews",
    version="1",
    description="Calculated dates under the regulations in England and local timescales. They are not legal advice.",
)
app.add_middleware(Guard)


@app.post("/schedule", response_model=ScheduleModel, response_model_exclude_unset=True, responses=_ERRORS)
def schedule(asked: Asked) -> Any:
    """Every due date of one child."""
    return _schedule(asked).to_dict()


@app.post("/explain", responses=_ERRORS)
def explain(asked: AskedWhy) -> list[Told]:
    """How the due dates of one task were worked out; an empty list where nothing calls for it."""
    return [
        Told(
            id=due.id,
            rule=due.rule,
            title=due.title,
            period_of_care=due.period_of_care,
            review=due.review,
            due=due.due,
            text=str(working := due.explanation),
            steps=[step.to_dict() for step in working.steps],
        )
        for due in _schedule(asked).of(asked.task)
        if asked.review in {None, due.review}
    ]


@app.get("/profiles")
def profiles() -> list[ProfileTold]:
    """The profiles that can be asked for."""
    return [
        ProfileTold(id=one.id, name=one.name, version=one.version, digest=one.digest, extends=list(one.lineage[1:]))
        for one in PROFILES.values()
    ]


def _schedule(asked: Asked) -> Schedule:
    history = parse_history(asked.history.model_dump(mode="json", exclude_unset=True))
    make = partial(build_schedule, history, PROFILES[asked.profile])
    found = make()
    refuse_nothing_scheduled(found, partial(make, strict=True))
    return found if asked.as_of is None else found.on(asked.as_of)


def _in_history(problems: Iterable[Problem]) -> list[Problem]:
    """Problems of the history, by their place in the request."""
    return [Problem(f"history.{one.where}" if one.where else "history", one.what, one.remedy) for one in problems]


@app.exception_handler(RequestValidationError)
def _not_as_described(_: Request, error: RequestValidationError) -> JSONResponse:
    """What in the request is not as the models say: by its place, never by the value found there."""
    details = error.errors()
    if any(detail["type"] == "json_invalid" for detail in details):
        return _not_json()
    if isinstance(error.body, bytes):
        wrong_type = Problem("content-type", "it does not say that the body is JSON", "send content-type: application/json")
        return problem(422, "The request is not as it should be", [wrong_type])
    found: list[Problem] = []
    if isinstance(error.body, dict) and "history" in error.body:
        try:
            parse_history(error.body["history"])
        except HistoryError as wrong:
            found += _in_history(wrong.problems)
    known = {"body", *AskedWhy.model_fields}
    for detail in details:
        place = [str(part) for part in detail["loc"][1:2]]
        if place != ["history"] or not found:
            where = place[0] if place and place[0] in known else "body"
            what, remedy = _WRONG.get(detail["type"]) or _WANTED.get(where, ("it is not as the description says", "see /openapi.json"))
            found.append(Problem(where, what, remedy))
    return problem(422, "The request is not as it should be", dict.fromkeys(found))


_MORE = sorted({*AskedWhy.model_fields} - {*Asked.model_fields})
_KEYS = f"use these: {', '.join(sorted(Asked.model_fields))}; of /explain also {', '.join(_MORE)}"
_WRONG = {"missing": ("it is missing", _KEYS), "extra_forbidden": ("a key is not a known one", _KEYS)}
_WANTED = {
    "profile": ("there is no profile of this id", f"use one of: {', '.join(PROFILES)}"),
    "as_of": ("it is not a date", "write year, month and day, as in 2026-01-22"),
    "review": ("it is not the number of a review", "give the number of the review: 1 for the first"),
    "task": ("it is not text", 'give the id of a task, such as "review"'),
}


@app.exception_handler(HistoryError)
def _no_history(_: Request, error: HistoryError) -> JSONResponse:
    return problem(422, "The history cannot be used", error.problems)


@app.exception_handler(InputError)
def _nothing_scheduled(_: Request, error: InputError) -> JSONResponse:
    """A history that gives no due date because of what is wrong with it: an empty answer would say that nothing is due."""
    return problem(422, "Nothing could be scheduled", _in_history(error.problems))


@app.exception_handler(UnknownTaskError)
def _no_task(_: Request, error: UnknownTaskError) -> JSONResponse:
    told = str(error)  # its end may say what was meant; its beginning says what was asked, which is not repeated
    remedy = told.rpartition("; ")[2] if told.endswith("?") else "ask for one that a schedule names"
    return problem(422, "There is no such task", [Problem("task", "the profile has no such task", remedy)])


@app.exception_handler(CalendarRangeError)
def _outside_calendar(_: Request, __: CalendarRangeError) -> JSONResponse:
    remedy = "check the years in the history"
    return problem(422, "A date lies outside the calendar", [Problem("history.events", "a date leads out of the calendar", remedy)])


def _not_json() -> JSONResponse:
    return problem(400, "The body is not JSON", [Problem("body", "it is not valid JSON", "send one JSON object, in UTF-8")])


_ENDPOINTS = "ask one of: POST /schedule, POST /explain, GET /profiles"
_ELSEWHERE = {
    404: [Problem("path", "there is nothing here", _ENDPOINTS)],
    405: [Problem("method", "this path does not take it", _ENDPOINTS)],
}


@app.exception_handler(HTTPException)
def _other(_: Request, error: HTTPException) -> JSONResponse:
    if error.status_code == HTTPStatus.BAD_REQUEST:  # nested too deeply, a number too long, or bytes that are no UTF-8
        return _not_json()
    answer = problem(error.status_code, HTTPStatus(error.status_code).phrase, _ELSEWHERE.get(error.status_code, ()))
    answer.headers.update(error.headers or {})
    return answer


def _described() -> dict[str, Any]:
    """The OpenAPI document, with errors as they are rather than as FastAPI would write them."""
    if app.openapi_schema is None:
        made = FastAPI.openapi(app)
        schemas = made["components"]["schemas"]
        for name in ("HTTPValidationError", "ValidationError"):
            schemas.pop(name, None)
        written = ProblemJson.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas.update(written.pop("$defs", {}))
        schemas["ProblemJson"] = written
        app.openapi_schema = made
    return app.openapi_schema


app.openapi = _described  # type: ignore[method-assign]
