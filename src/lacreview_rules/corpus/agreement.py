"""Whether an answer agrees with a case, and if not, in what: the comparison that `docs/reference/corpus.md` describes.

The answer is a schedule as its JSON contract writes it, from this library or any other system. Only the keys that the
case names are looked at, so an answer need hold no others.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from lacreview_rules.arguments import check_each, check_type
from lacreview_rules.corpus.cases import Case
from lacreview_rules.errors import ArgumentError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

COMPARED = frozenset(
    {
        *("task", "title", "role", "period_of_care", "review", "due", "due_at", "last_working_day", "aim", "opens", "status", "done_on"),
        *("days_late", "basis", "rule", "force", "cite", "verified", "consideration", "on"),
    }
)
"""Every key that an entry of a case may name."""
_OF_A_LIMIT = ("rule", "due", "force")
"""What each limit on a due date has of its own; the rest belongs to the due date."""
_UNSAID: Final = object()


class Missing(NamedTuple):
    """Something expected that is not in the answer.

    Attributes:
        expected: the keys compared, with what was expected.
        nearest: what comes closest in the answer, with the same keys as far as it has them; None if nothing does.
    """

    expected: Mapping[str, Any]
    nearest: Mapping[str, Any] | None

    @property
    def differs(self) -> tuple[str, ...]:
        """The keys in which what comes closest is not as expected."""
        near = {} if self.nearest is None else self.nearest
        return tuple(key for key, value in self.expected.items() if not _same(key, value, near.get(key, _UNSAID)))


class Unexpected(NamedTuple):
    """Something in the answer that must not be there.

    Attributes:
        ruled_out: the keys by which the case rules it out.
        came: what the answer has instead of nothing.
        unsaid: keys among them that the answer does not give, so that it cannot be told.
    """

    ruled_out: Mapping[str, Any]
    came: Mapping[str, Any]
    unsaid: tuple[str, ...] = ()


class Verdict(NamedTuple):
    """What came of comparing one answer with one case.

    Attributes:
        compared: how many of the case's expectations were compared: none, if every one needs a key, or is about a task,
            that was left out.
    """

    missing: tuple[Missing, ...]
    unexpected: tuple[Unexpected, ...]
    compared: int

    @property
    def agrees(self) -> bool:
        """Whether the answer is as the case says."""
        return not self.missing and not self.unexpected


def judge(case: Case, answer: Mapping[str, Any], *, keys: Collection[str] | None = None, tasks: Collection[str] | None = None) -> Verdict:
    """Compare an answer with a case.

    Args:
        case: what is expected.
        answer: a schedule as JSON has it; see `shape_fault`.
        keys: the keys to compare, besides ``task``; None for all that the case names.
        tasks: the tasks to compare, for a system that has no others; None for all, and for considerations too.

    Raises:
        ArgumentError: something is of another type than it should be, or the answer is not of the shape of a schedule.

    Example:
        >>> from lacreview_rules.corpus.cases import find_case
        >>> case = find_case("newham-0001")
        >>> wrong = {"due_dates": [{**case.expect[0], "due": "2024-12-30"}]}
        >>> [missing.differs for missing in judge(case, wrong).missing]
        [('due',)]
        >>> judge(case, wrong, keys=["review", "status"]).agrees
        True
        >>> judge(case, {"due_dates": []}, tasks=["visit"]).compared
        0
    """
    check_type("case", case, Case)
    check_type("answer", answer, Mapping)
    fault = shape_fault(dict(answer))
    if fault is not None:
        raise ArgumentError(f"answer: {fault}")
    keys, tasks = (None if given is None else frozenset(check_each(name, given, str)) for name, given in (("keys", keys), ("tasks", tasks)))
    missing, unexpected, compared = [], [], 0
    for entry in _of_tasks(case.expect, tasks):
        expected = _compared(entry, keys)
        if not expected:
            continue
        compared += 1
        views = list(_views(entry, answer, any_limit="rule" in entry))
        if not any(_agrees(expected, view) for view in views):
            missing.append(Missing(expected, _nearest(expected, views)))
    for entry in _of_tasks(case.absent, tasks):
        ruled_out = _compared(entry, keys)
        if len(ruled_out) < len(entry):
            continue  # without one of its keys it would rule out more than it says
        compared += 1
        unexpected += list(_found(ruled_out, _views(entry, answer, any_limit="rule" in entry), said="considerations" in answer))
    return Verdict(tuple(missing), tuple(unexpected), compared)


def shape_fault(answer: object) -> str | None:
    """What keeps a value from being compared as a schedule; None if nothing does.

    Example:
        >>> shape_fault({"due_dates": [{"task": "review", "due": "2026-01-21"}]})
        >>> shape_fault([])
        'it is a list, and one object with the key "due_dates" is wanted'
    """
    if not isinstance(answer, dict):
        return f'it is {_KINDS.get(type(answer), "no object")}, and one object with the key "due_dates" is wanted'
    if "due_dates" not in answer:
        return 'the key "due_dates" is missing'
    for key, needed in (("due_dates", True), ("considerations", False)):
        rows = answer.get(key, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            return f'"{key}" is not a list of objects' if needed else f'"{key}", which may be left out, is not a list of objects'
    for number, due in enumerate(answer["due_dates"]):
        others = due.get("also", [])
        if not isinstance(due.get("task"), str):
            return f'due_dates[{number}] has no "task"'
        if not isinstance(others, list) or not all(isinstance(other, dict) for other in others):
            return f'due_dates[{number}]: "also", which may be left out, is not a list of objects'
    return None


_KINDS = {list: "a list", str: "a text", int: "a number", float: "a number", bool: "true or false", type(None): "null"}


def _of_tasks(entries: Iterable[Mapping[str, Any]], tasks: Collection[str] | None) -> Iterable[Mapping[str, Any]]:
    return entries if tasks is None else [entry for entry in entries if entry.get("task") in tasks]


def _compared(entry: Mapping[str, Any], keys: Collection[str] | None) -> dict[str, Any]:
    """The part of an entry that is compared; nothing, if what it is about cannot be told without a key left out."""
    if keys is None:
        return dict(entry)
    if "consideration" in entry and "consideration" not in keys:
        return {}
    return {key: value for key, value in entry.items() if key == "task" or key in keys}


def _views(entry: Mapping[str, Any], answer: Mapping[str, Any], *, any_limit: bool) -> Iterator[Mapping[str, Any]]:
    """What of an answer an entry could be about.

    A due date is looked at under the limit that binds and, where the entry names a rule, under each other limit too.
    """
    if "consideration" in entry:
        for mark in answer.get("considerations", ()):
            yield {**mark, "consideration": mark.get("rule", _UNSAID)}
        return
    for due in answer["due_dates"]:
        yield due
        rest = {key: value for key, value in due.items() if key not in _OF_A_LIMIT}
        for other in due.get("also", ()) if any_limit else ():
            yield {**rest, **{key: other[key] for key in _OF_A_LIMIT if key in other}}


def _agrees(expected: Mapping[str, Any], view: Mapping[str, Any]) -> bool:
    return all(_same(key, value, view.get(key, _UNSAID)) for key, value in expected.items())


def _same(key: str, expected: object, came: object) -> bool:
    """Whether two values of a key say the same. Moments may be written with any offset from UTC, and without seconds."""
    if key == "due_at" and isinstance(expected, str) and isinstance(came, str):
        try:
            return datetime.fromisoformat(expected) == datetime.fromisoformat(came)
        except ValueError:
            return False
    return expected == came and isinstance(expected, bool) == isinstance(came, bool)


def _nearest(expected: Mapping[str, Any], views: Iterable[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """Of what is about the same task, or the same consideration, that which agrees in most keys."""
    what = "consideration" if "consideration" in expected else "task"
    alike = [view for view in views if view.get(what) == expected.get(what)]
    if not alike:
        return None
    best = max(alike, key=lambda view: sum(_same(key, value, view.get(key, _UNSAID)) for key, value in expected.items()))
    return {key: best[key] for key in expected if key in best}


def _found(ruled_out: Mapping[str, Any], views: Iterable[Mapping[str, Any]], *, said: bool) -> Iterator[Unexpected]:
    """What an answer has that a case rules out, or what might be that for all it says."""
    if "consideration" in ruled_out and not said:
        yield Unexpected(ruled_out, {}, ("considerations",))
        return
    for view in views:
        unsaid = tuple(key for key in ruled_out if view.get(key, _UNSAID) is _UNSAID)
        if all(key in unsaid or _same(key, value, view[key]) for key, value in ruled_out.items()):
            shown = dict.fromkeys([*ruled_out, "review", "rule", "due", "status"])
            yield Unexpected(ruled_out, {key: view[key] for key in shown if view.get(key, _UNSAID) is not _UNSAID}, unsaid)
