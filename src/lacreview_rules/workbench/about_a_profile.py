"""Our timescales: the profiles there are, the check of one that is being written, and two side by side."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from lacreview_rules.assurance.judgement import check_profile
from lacreview_rules.comparison.side_by_side import compare_profiles, worked_example
from lacreview_rules.counting.calendars import england_and_wales
from lacreview_rules.errors import InputError, Problem
from lacreview_rules.histories.events import BUILT_IN
from lacreview_rules.profile_files.loading import load_profile, shipped_profiles
from lacreview_rules.profile_files.schema import profile_schema
from lacreview_rules.profile_files.start import starting_file
from lacreview_rules.profiles.words import limit_words, task_words
from lacreview_rules.sources.events.columns import event_columns, known_keys
from lacreview_rules.wording import plain
from lacreview_rules.workbench.arguments import day_of, profile_of
from lacreview_rules.workbench.problems import problem_record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from lacreview_rules.assurance.findings import Finding
    from lacreview_rules.profiles.profile import Profile

_RULE_ID = re.compile(r"""\s*"?id"?\s*=\s*["']([^"']+)["']""")


def begin(asked: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """What the page needs before anything is asked: the profiles, the events and how far bank holidays are confirmed."""
    del asked, folder
    return {
        "profiles": [_head(name) for name in shipped_profiles()],
        "events": [_event(kind) for kind in BUILT_IN],
        "confirmed_until": england_and_wales().confirmed_until.isoformat(),
    }


def _head(name: str) -> dict[str, Any]:
    """What stands at the head of a shipped profile: the rest of it is read when it is chosen."""
    head, _, _ = _text(name).partition("\n[")
    told = tomllib.loads(head)
    return {key: told.get(key, "") for key in ("id", "name", "version", "extends")}


def _text(name: str) -> str:
    return (files("lacreview_rules") / "data" / "profiles" / f"{name}.toml").read_text(encoding="utf-8")


def _event(kind: str) -> dict[str, Any]:
    columns, keys = event_columns(), known_keys()[kind]
    fields = [
        {"name": one.name, "words": plain(one.name), "kind": one.kind, "meaning": one.meaning}
        for one in columns.values()
        if one.name in keys
    ]
    return {"kind": kind, "words": plain(kind), "fields": fields}


def words(asked: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The words of a profile, for the lists to choose from: events, placements, legal statuses, tasks and facts.

    Raises:
        LacReviewError: there is no such profile, or its text is not well formed.
    """
    profile = profile_of(asked, folder)
    return {
        "event": [*BUILT_IN, *sorted(set(profile.events) - set(BUILT_IN))],
        "placement": sorted(profile.placements),
        "legal_status": sorted(profile.legal_statuses),
        "task": [{"id": task.id, "title": task_words(task.title), "role": task.role or ""} for task in profile.tasks.values()],
        "fact": sorted(profile.facts),
        "role": sorted(profile.roles),
    }


def text_of(asked: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The text of a shipped profile.

    Raises:
        InputError: no shipped profile has this id.
    """
    del folder
    name = asked.get("profile")
    if name not in shipped_profiles():
        raise InputError([Problem("profile", "no shipped profile has this id", f"one of: {', '.join(shipped_profiles())}")])
    return {"text": _text(str(name))}


def start(asked: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The text of a new profile, as `lacreview profile new` writes it.

    Raises:
        LacReviewError: the id cannot be used.
    """
    del folder
    extends = asked.get("extends") or None
    return {"text": starting_file(str(asked.get("id", "")), name=asked.get("name") or None, extends=extends)}


def check(asked: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """Whether a profile is well formed, and whether it can ever be later than the regulations or the guidance.

    Raises:
        LacReviewError: the profile is not well formed: every problem is told with its line.
        InputError: the days are the wrong way round.
    """
    profile = profile_of(asked, folder)
    first, last = day_of(asked, "from", required=True), day_of(asked, "to", required=True)
    if first is None or last is None or last < first:
        raise InputError([Problem("to", "it is before from", "put the earlier day first")])
    against = None if not asked.get("against") else load_profile(str(asked["against"]))
    found = check_profile(profile, first=first, last=last, against=against)
    value = asked.get("profile")
    lines = _lines_of(value["text"]) if isinstance(value, dict) else {}
    record = found.to_dict()
    for item in record["findings"]:
        item["line"] = lines.get(item["rule"])
    return {"verdict": found.verdict, "report": record, "rows": _rows(profile, lines, found.findings)}


def _rows(profile: Profile, lines: Mapping[str, int], findings: tuple[Finding, ...]) -> list[dict[str, Any]]:
    """The profile's own rows in plain words, each with how the check found it."""
    severities: dict[str, str] = {}
    for one in findings:
        severities.setdefault(one.rule, one.severity)
    return [
        {
            "id": rule.id,
            "task": rule.task,
            "title": task_words(profile.tasks[rule.task].title) if rule.task in profile.tasks else rule.task,
            "limit": limit_words(rule),
            "cite": rule.cite or "",
            "line": lines.get(rule.id),
            "severity": severities.get(rule.id, ""),
        }
        for rule in profile.timescales
        if not lines or rule.id in lines
    ]


def _lines_of(text: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        match = _RULE_ID.match(line)
        if match is not None:
            found.setdefault(match[1], number)
    return found


def compare(asked: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """A profile beside another, on a worked example.

    Raises:
        LacReviewError: one of them cannot be used.
    """
    chosen = [profile_of(asked, folder), profile_of(asked, folder, "other")]
    found = compare_profiles(chosen, worked_example())
    record = dict(found.to_dict())
    record["problems"] = [{**problem_record(problem), "profile": label} for label, problem in found.problems]
    return record


def schema(asked: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The JSON Schema of a profile, for completion and explanation while one types."""
    del asked, folder
    return profile_schema()
