"""One family of cases: how a case is put together, checked for slips, and written."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .counting import Counted

if TYPE_CHECKING:
    from collections.abc import Sequence

ADDED = "2026-11-21"
"""The day on which the first cases were added; a family says when it adds later ones."""
LOOKED_UP_AGAIN = "2026-11-29"
"""The day on which the law was looked up again: cases that were wrong, or missing, have been put right since."""
READ_AGAIN = "2026-11-30"
"""The day on which what ends a duty was read again: visits to a child with a parent go on after the assessment."""
STATUSES = {"met", "met-late", "upcoming", "due-today", "overdue", "cancelled", "not-recorded", "advisory"}
PROVISIONS: dict[str, str] = tomllib.loads((Path(__file__).parent / "provisions.toml").read_text(encoding="utf-8"))
AN_AGE = 8
"""How old a child is in the year its history begins, where age decides nothing."""

Case = dict[str, Any]
Entry = dict[str, Any]
Day = date | str | Counted


class SlipError(Exception):
    """A case that was put together wrongly."""


def day_of(value: Day) -> date:
    """A day, however it was given."""
    if isinstance(value, str):
        return date.fromisoformat(value)
    return value.day if isinstance(value, Counted) else value


def iso(value: Day) -> str:
    """A day as the files write it."""
    return day_of(value).isoformat()


def due(task: str, rule: str, day: Day | None, status: str | None = None, **more: Any) -> Entry:
    """An expected due date. `rule` may be short: "R1" is that of the case's profile."""
    entry: Entry = {"task": task, "rule": rule, "due": None if day is None else iso(day)}
    if status is not None:
        entry["status"] = status
    return entry | {key: iso(value) if isinstance(value, date | Counted) else value for key, value in more.items()}


def stands(day: Day, as_of: Day) -> str:
    """How something not done stands on a day."""
    return "upcoming" if iso(as_of) < iso(day) else "due-today" if iso(as_of) == iso(day) else "overdue"


def none(task: str, rule: str | None = None, **more: Any) -> Entry:
    """What is not to be found in the schedule."""
    entry: Entry = {"task": task} if rule is None else {"task": task, "rule": rule}
    return entry | {key: iso(value) if isinstance(value, date | Counted) else value for key, value in more.items()}


def marked(rule: str, review: int, **more: Any) -> Entry:
    """A consideration that marks a review."""
    return {"consideration": rule, "review": review} | more


class Family:
    """One file of cases. Cases are numbered in the order in which they are added, so new ones go at the end."""

    def __init__(self, name: str, prefix: str, about: str) -> None:
        self.name = name
        self.prefix = prefix
        self.about = about
        self.cases: list[Case] = []
        self.added = ADDED
        self._numbered = 0
        self._titles: set[str] = set()

    def withdrawn(self, count: int = 1) -> None:
        """Pass over numbers that cases once had which were wrong: the ledger of ids says why."""
        self._numbered += count

    def add(
        self,
        title: str,
        events: list[Entry],
        as_of: Day,
        expect: list[Entry],
        worked: Sequence[str | Counted] | str,
        *,
        profile: str = "england",
        born: str | None = None,
        absent: list[Entry] | None = None,
        settings: dict[str, str] | None = None,
        calendar: dict[str, Any] | None = None,
        until: Day | None = None,
        rules: list[str] | None = None,
    ) -> None:
        """Add a case. The rules it tests are those it names, unless they are given; where no age matters, a child of about eight."""
        expected = [_whole(entry, profile) for entry in expect]
        unexpected = [_whole(entry, profile) for entry in absent or []]
        named = [_whole_rule(rule, profile) for rule in rules or []]
        named = named or [str(entry.get("rule") or entry.get("consideration")) for entry in expected if len(entry) > 1]
        tested = list(dict.fromkeys(rule for rule in named if rule != "None"))
        said = [worked] if isinstance(worked, str) else [part.words if isinstance(part, Counted) else part for part in worked]
        provisions = list(dict.fromkeys(PROVISIONS[rule] for rule in tested))
        self._numbered += 1
        case: Case = {
            "id": f"{self.prefix}-{self._numbered:04d}",
            "title": title,
            "provision": "; ".join(provisions),
            "rules": tested,
            "profile": profile,
            "calendar": calendar,
            "settings": settings or {},
            "history": {"child": "X", "date_of_birth": born or f"{int(events[0]['on'][:4]) - AN_AGE}-05-02", "events": events},
            "as_of": iso(as_of),
            "until": None if until is None else iso(until),
            "expect": expected,
            "absent": unexpected,
            "worked": " ".join(dict.fromkeys(said)),
            "added": self.added,
        }
        self._check(case)
        self._titles.add(title)
        self.cases.append(case)

    @property
    def file(self) -> str:
        """The name of the file, without its ending."""
        return f"boundary-{self.name}"

    def text(self) -> str:
        """The file."""
        whole = {"version": 1, "family": self.file, "about": self.about, "cases": self.cases}
        return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"

    def _check(self, case: Case) -> None:
        wrong: list[str] = []
        as_of, events = case["as_of"], case["history"]["events"]
        if case["title"] in self._titles:
            wrong.append("the title is that of another case")
        if not case["expect"] and not case["absent"]:
            wrong.append("nothing is expected")
        if not case["rules"]:
            wrong.append("no rule is named")
        wrong += [f"{event['event']} on {event['on']} is after {as_of}" for event in events if event["on"] > as_of]
        if [event["on"] for event in events] != sorted(event["on"] for event in events):
            wrong.append("the events are not in order")
        wrong += [f"{event['on']} is before birth" for event in events if event["on"] < case["history"]["date_of_birth"]]
        for entry in case["expect"]:
            status, day = entry.get("status"), entry.get("due")
            if status is not None and status not in STATUSES:
                wrong.append(f"there is no status {status}")
            if status in {"upcoming", "due-today", "overdue"} and (day is None or stands(day, as_of) != status):
                wrong.append(f"{entry['task']} due {day} cannot be {status} on {as_of}")
        if wrong:
            message = f"{case['id']} ({case['title']}): {'; '.join(wrong)}"
            raise SlipError(message)


def _whole(entry: Entry, profile: str) -> Entry:
    return {key: _whole_rule(value, profile) if key in {"rule", "consideration"} else value for key, value in entry.items()}


def _whole_rule(rule: str, profile: str) -> str:
    """A short id is that of the case's profile or, where that has no such rule, of the profile it extends."""
    own = f"{profile}/{rule}"
    return rule if "/" in rule else own if own in PROVISIONS else f"england/{rule}"
