"""What the fuzzer does with what the commands wrote before and read back, with a list of teams, and with what is typed in the workbench.

A report of a caseload is compared with a later one, a written schedule with the schedule that is made now, and a calendar feed is
written again after its predecessor. In the workbench a history, what is supposed and the text of a profile are what a user gives;
the rest of a request is the page's own.
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from tests.fuzz.targets import refused

from lacreview_rules import BecameLookedAfter, Event, History, ReviewHeld, Schedule, build_schedule, england_and_wales, load_profile
from lacreview_rules.caseload.child import Bases, judge_child
from lacreview_rules.caseload.earlier import read_earlier
from lacreview_rules.caseload.json import caseload_json
from lacreview_rules.caseload.report import summarise
from lacreview_rules.caseload.since_last import since_last
from lacreview_rules.caseload.teams import read_teams
from lacreview_rules.caseload.window import window_at
from lacreview_rules.changes.written import written_changes
from lacreview_rules.profile_files.start import starting_file
from lacreview_rules.schedules.calendar_feed import calendar_feed
from lacreview_rules.schedules.written import parsed_records_in
from lacreview_rules.workbench.requests import Workbench

if TYPE_CHECKING:
    from collections.abc import Callable

_EVENTS: tuple[Event, ...] = (
    BecameLookedAfter(on=date(2025, 12, 19), placement="foster-care", legal_status="section-20"),
    ReviewHeld(on=date(2026, 1, 14)),
)
_AS_OF = date(2026, 3, 31)


def _made(events: tuple[Event, ...]) -> Schedule:
    return build_schedule(History("A1", events), load_profile("england"), until=_AS_OF, tasks=("review",)).on(_AS_OF)


@cache
def _now() -> Schedule:
    return _made(_EVENTS)


def teams(data: bytes) -> None:
    """Who is with whom."""
    with refused():
        for remark in read_teams(data, "teams.csv")[1]:
            str(remark).encode("utf-8")


def earlier_report(data: bytes) -> None:
    """The report of a caseload that a later one is compared with."""
    with refused():
        earlier = read_earlier(data, "earlier.json")
        found = since_last(earlier, date.max, [], earlier.profiles)
        caseload_json(summarise([], window_at(_AS_OF))._replace(since_last=found)).encode("utf-8")


def written_schedule(data: bytes) -> None:
    """A schedule as it was written, beside that of today."""
    with refused():
        for _, record in parsed_records_in(data, "schedule.json"):
            json.dumps(written_changes(record, _now().to_dict()).to_dict()).encode("utf-8")


def earlier_feed(data: bytes) -> None:
    """A feed is written again after the one that it follows."""
    with refused():
        calendar_feed([_now()], previous=data)


def workbench(data: bytes) -> None:
    """What is typed in the page; an error that it does not tell would end its engine."""
    with suppress(ValueError, RecursionError):
        typed: Any = json.loads(data)
        if not isinstance(typed, dict):
            return
        json.dumps(typed)  # what is no text at all, as half of a pair of characters, no page sends
        days = {"as_of": "2026-03-31", "from": "2026-01-01", "to": "2026-01-02"}
        with TemporaryDirectory(prefix="fuzz-") as folder:
            page = Workbench(Path(folder))
            for ask in ("schedule", "what-if", "save"):
                _told(page, {"form": "csv", **typed, **days, "ask": ask, "profile": "england", "without": []})
            for ask in ("rows", "check", "words"):
                _told(page, {**days, "ask": ask, "profile": {"text": str(typed.get("text"))}})


def _told(page: Workbench, request: dict[str, Any]) -> None:
    try:
        page.answer(json.dumps(request)).encode("utf-8", "surrogatepass")
    except Exception as error:  # not to be taken for what is no JSON
        raise AssertionError(request["ask"]) from error


BACK: dict[str, Callable[[bytes], None]] = {
    "teams": teams,
    "earlier": earlier_report,
    "written": written_schedule,
    "feed": earlier_feed,
    "workbench": workbench,
}


def _teams() -> list[bytes]:
    rows = (("child", "team", "worker"), ("A1", "North", "J. Doe"), ("A2", "South", ""), ("A3", "", "R. Roe"))
    tables = [sep.join(("child", "team", "worker")) + "\n" + "".join(f"{sep.join(row)}\n" for row in rows[1:]) for sep in (",", ";", "\t")]
    return [text.encode() for text in (*tables, "child,team\nA1,North\n", "\ufeffworker,child\r\nJ. Doe,A1\r\n")]


def _earlier() -> list[bytes]:
    profile, window = load_profile("england"), window_at(_AS_OF)
    bases = Bases(profile, load_profile("data-return"), england_and_wales())
    children = [[], [judge_child(History("A1", _EVENTS[:1]), profile, window, bases)]]
    return [caseload_json(summarise(some, window)).encode() for some in children]


def _written() -> list[bytes]:
    return [json.dumps(_made(events).to_dict()).encode() for events in (_EVENTS[:1], _EVENTS)]


def _feeds() -> list[bytes]:
    return [calendar_feed([_made(events)]) for events in (_EVENTS[:1], _EVENTS)]


def _typed() -> list[bytes]:
    care = {"event": "became-looked-after", "on": "2025-12-19", "placement": "foster-care"}
    held = {"event": "review-held", "on": "2026-01-14"}
    row = '\n[[timescales]]\nid = "ours/1"\ntask = "review"\nlimit = "28 days"\nafter = "became-looked-after"\n'
    texts = [starting_file("ours", extends="england").split("\n#", maxsplit=1)[0] + row, row]
    return [
        json.dumps({"history": {"child": "A1", "events": events}, "suppose": suppose, "text": text}).encode()
        for events, suppose, text in (([care], [held], texts[0]), ([care, held], [], texts[1]), ([], [care], texts[0]))
    ]


BACK_SEEDS: dict[str, Callable[[], list[bytes]]] = {
    "teams": _teams,
    "earlier": _earlier,
    "written": _written,
    "feed": _feeds,
    "workbench": _typed,
}
