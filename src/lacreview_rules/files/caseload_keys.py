"""The keys that a record of a caseload has beside those of a history: what the report alone reads.

One file goes through every command. `lacreview_rules.caseload.records` uses the keys; what asks about one history leaves them
aside, and says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from lacreview_rules.errors import Problem
from lacreview_rules.wording import count_text, written_day

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator
    from datetime import date

_ABOUT = {
    "profile": "the dates here are those of --profile, for every child",
    "reviews_from": "here, reviews before that day may be called late; record_starts in the record holds everywhere",
    "team": "it changes no date",
    "worker": "it changes no date",
}
"""What leaving each of them aside does."""


class RecordKeys(NamedTuple):
    """What a record of a caseload says beside its history.

    Attributes:
        profile: the id of the child's profile; None if it names none.
        reviews_from: the day from which on every review is recorded; None if it does not say.
        team: the name of the team, empty if it names none.
        worker: the name of the worker, likewise.
    """

    profile: str | None = None
    reviews_from: date | None = None
    team: str = ""
    worker: str = ""


def taken_keys(content: Any, problems: list[Problem]) -> RecordKeys:
    """The keys that a history does not have, taken out of the record; what is wrong with them is added to the problems.

    Example:
        >>> record = {"child": "A123", "events": [], "profile": "newham"}
        >>> taken_keys(record, []).profile, record
        ('newham', {'child': 'A123', 'events': []})
    """
    if not isinstance(content, dict):
        return RecordKeys()
    profile, written = content.pop("profile", None), content.pop("reviews_from", None)
    if profile is not None and (not isinstance(profile, str) or not profile.strip()):
        problems.append(Problem("profile", "it is not the id of a profile", "write it in quotation marks"))
        profile = None
    day: date | None = None
    if written is not None:
        try:
            day = written_day(written)
        except (TypeError, ValueError):
            day = None
        if day is None:
            problems.append(Problem("reviews_from", "it is not a date", "write year, month and day: 2026-01-21"))
    return RecordKeys(
        profile.strip() if profile is not None else None, day, _name("team", content, problems), _name("worker", content, problems)
    )


def _name(key: str, content: dict[str, Any], problems: list[Problem]) -> str:
    name = content.pop(key, None)
    if name is not None and not isinstance(name, str):
        problems.append(Problem(key, "it is not a name", "write it in quotation marks"))
        name = None
    return (name or "").strip()


def without_keys(read: Iterator[tuple[str, Any]], left: Counter[str]) -> Iterator[tuple[str, Any]]:
    """The same records without these keys; counts each that was left aside. A record whose keys make no sense is a problem.

    Example:
        >>> from collections import Counter
        >>> left = Counter()
        >>> [record for _, record in without_keys(iter([("one:1", {"child": "A1", "team": "North"})]), left)], left
        ([{'child': 'A1'}], Counter({'team': 1}))
    """
    for place, content in read:
        problems: list[Problem] = []
        keys = taken_keys(content, problems)
        if problems:
            yield place, problems[0]
            continue
        left.update(key for key, value in keys._asdict().items() if value)
        yield place, content


def left_aside(left: Counter[str]) -> Iterator[str]:
    """What is said of the keys that were left aside, a line each.

    Example:
        >>> from collections import Counter
        >>> list(left_aside(Counter({"profile": 2})))
        ['2 records have the key profile, which caseload alone reads; the dates here are those of --profile, for every child']
    """
    for key, effect in _ABOUT.items():
        if left[key]:
            records = count_text(left[key], "record has", "records have")
            yield f"{records} the key {key}, which caseload alone reads; {effect}"
