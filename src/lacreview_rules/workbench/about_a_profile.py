"""Our timescales: a new profile, the check of one that is being written, and two side by side."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING, Any

from lacreview_rules.assurance.judgement import check_profile
from lacreview_rules.comparison.side_by_side import compare_profiles, worked_example
from lacreview_rules.errors import InputError, Problem, ProfileError
from lacreview_rules.profile_files.loading import load_profile
from lacreview_rules.profile_files.schema import profile_schema
from lacreview_rules.profile_files.start import starting_file
from lacreview_rules.profile_files.text import parse_toml
from lacreview_rules.profiles.words import condition_words, limit_words, task_words, terms_words
from lacreview_rules.workbench.arguments import day_of, profile_of
from lacreview_rules.workbench.problems import problem_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from lacreview_rules.assurance.findings import Finding
    from lacreview_rules.profiles.models import Consideration, Timescale
    from lacreview_rules.profiles.profile import Profile

_RULE_ID = re.compile(r"""\s*"?id"?\s*=\s*["']([^"']+)["']""")


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
    text = str(value["text"]) if isinstance(value, dict) else ""
    lines = _lines_of(text)
    record = found.to_dict()
    for item in record["findings"]:
        item["line"] = lines.get(item["rule"])
    return {"verdict": found.verdict, "report": record, "rows": _rows(profile, lines, found.findings, tomllib.loads(text))}


def _rows(profile: Profile, lines: Mapping[str, int], findings: tuple[Finding, ...], file: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The profile's own rows in plain words, each with how the check found it and as it is written (`row`)."""
    severities: dict[str, str] = {}
    for one in findings:
        severities.setdefault(one.rule, one.severity)
    as_written = {row["id"]: row for row in _as_written(file)}
    asked: list[tuple[Timescale | Consideration, str, str, Iterable[str]]] = [
        (rule, task_words(profile.tasks[rule.task].title), limit_words(rule), _dated_terms(rule, profile)) for rule in profile.timescales
    ]
    asked += [(rule, rule.title, "for a review to consider", _terms(rule, profile)) for rule in profile.considerations]
    return [
        {
            "id": rule.id,
            "title": title,
            "limit": limit,
            "more": list(more),
            "cite": rule.cite or "",
            "line": lines.get(rule.id),
            "severity": severities.get(rule.id, ""),
            "row": as_written.get(rule.id),
        }
        for rule, title, limit, more in asked
        if not lines or rule.id in lines
    ]


def _as_written(file: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows that have an id, as data; a day as text."""
    tables = [file.get(name) for name in ("timescales", "considerations")]
    rows = [row for table in tables if isinstance(table, list) for row in table]
    found: list[dict[str, Any]] = json.loads(json.dumps(rows, default=str))
    return [row for row in found if isinstance(row, dict) and isinstance(row.get("id"), str)]


def rows(asked: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The rows of a text as they are written, whether or not it is a well-formed profile.

    Raises:
        InputError: it is not TOML.
    """
    del folder
    value = asked.get("profile")
    try:
        return {"rows": _as_written(parse_toml(str(value["text"]) if isinstance(value, dict) else "", "profile"))}
    except (ProfileError, KeyError):
        raise InputError([Problem("profile", "it is not TOML", "mend the line that the check names")]) from None


def _dated_terms(rule: Timescale, profile: Profile) -> Iterator[str]:
    """What else a timescale asks for, and what its document leaves open."""
    yield from terms_words(rule, profile)
    if rule.ambiguous:
        yield f"the document leaves it open: {rule.ambiguous}"


def _terms(rule: Consideration, profile: Profile) -> Iterator[str]:
    """At which reviews something is to be considered."""
    if rule.when is not None:
        yield f"if {condition_words(rule.when, profile)}"
    for condition in rule.unless:
        yield f"unless {condition_words(condition, profile)}"


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
