"""An earlier report of a caseload, read back from its JSON: what a later one is compared with."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from lacreview_rules.caseload.only import Only
from lacreview_rules.errors import InputError, Problem
from lacreview_rules.nesting import shallow_json
from lacreview_rules.wording import written_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

_REMEDY = "give the JSON of a report: lacreview caseload … --format json"
_NO_REPORT = "it is not the report of a caseload"

Became = Literal["done", "ended", "moved", "not-due"]
TaskKey = tuple[str, str, int, int | None, str]
"""What a task is known again by: child, task, period of care, review and date. Several may share all of these."""


class NoLongerOverdue(NamedTuple):
    """A task that the earlier report called overdue, and this one does not.

    Attributes:
        due, child, role, task, title: as the earlier report has them.
        became: what became of it: done; ended, with the care, placement or review that it belongs to; moved, to another date; or
            not-due: this report has it on no list, because it is not foreseen any more, or its date moved beyond what is listed.
        on: the day on which it was done or ended, or the date that it has now; None for not-due.
    """

    due: date
    child: str
    role: str
    task: str
    title: str
    became: Became = "not-due"
    on: date | None = None


class EarlierReport(NamedTuple):
    """What is kept of an earlier report.

    Attributes:
        as_of, since, to: its days.
        children, looked_after: how many children were in it, and looked after.
        in_time, judged: its share of reviews in time, by the regulations.
        profiles: the digests of its profiles.
        overdue: what was overdue, each with what it is known again by.
        only: what it was cut down to.
        source: the name of its file, for messages.
    """

    as_of: date
    since: date
    to: date
    children: int
    looked_after: int
    in_time: int
    judged: int
    profiles: frozenset[str]
    overdue: tuple[tuple[TaskKey, NoLongerOverdue], ...]
    only: Only = Only()
    source: str = ""


def read_earlier(text: bytes, source: str) -> EarlierReport:
    """An earlier report from its JSON.

    Args:
        text: the content of the file.
        source: its name, for messages.

    Raises:
        InputError: it is not the JSON of a caseload.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules.caseload.json import caseload_json
        >>> from lacreview_rules.caseload.report import summarise
        >>> from lacreview_rules.caseload.window import window_at
        >>> written = caseload_json(summarise([], window_at(date(2026, 3, 31))))
        >>> str(read_earlier(written.encode(), "march.json").as_of)
        '2026-03-31'
    """
    try:
        record = shallow_json(text.decode(json.detect_encoding(text)))
    except (ValueError, RecursionError):
        raise InputError([Problem("", "not valid JSON, or nested too deeply", _REMEDY)], source) from None
    try:
        return _taken(_Part(record))._replace(source=source)
    except InputError as error:
        raise InputError(error.problems, source) from None


class _Part(NamedTuple):
    """A part of the record, with its place."""

    value: Any
    place: str = ""

    def wrong(self, wanted: str) -> InputError:
        return InputError([Problem(self.place, f"{_NO_REPORT}: {wanted}" if self.place else _NO_REPORT, _REMEDY)])

    def key(self, name: str) -> _Part:
        if not isinstance(self.value, dict):
            raise self.wrong("it must be an object")
        place = f"{self.place}.{name}" if self.place else name
        if name not in self.value:
            raise _Part(None, place).wrong("it is missing")
        return _Part(self.value[name], place)

    def holds(self, name: str) -> bool:
        """Whether a key of later versions is there, and not null."""
        return isinstance(self.value, dict) and self.value.get(name) is not None

    def items(self) -> Iterator[_Part]:
        if not isinstance(self.value, list):
            raise self.wrong("it must be a list")
        return (_Part(one, f"{self.place}[{number}]") for number, one in enumerate(self.value))

    def text(self) -> str:
        if not isinstance(self.value, str):
            raise self.wrong("it must be text")
        return self.value

    def number(self, least: int = 0) -> int:
        if type(self.value) is not int or self.value < least:
            raise self.wrong(f"it must be a whole number, {least} or more")
        return self.value

    def day(self) -> date:
        try:
            day = written_day(self.text())
        except ValueError:
            day = None
        if day is None:
            raise self.wrong("it must be a date, written year-month-day")
        return day


def _taken(record: _Part) -> EarlierReport:
    as_of, since, to = (record.key(name).day() for name in ("as_of", "from", "to"))
    law = record.key("timeliness").key("regulations")
    in_time, judged = law.key("in_time"), law.key("judged").number()
    if in_time.number() > judged:
        raise in_time.wrong("it must not be more than judged")
    return EarlierReport(
        as_of,
        since,
        to,
        record.key("children").number(),
        record.key("looked_after").number(),
        in_time.number(),
        judged,
        frozenset(profile.key("digest").text() for profile in record.key("profiles").items()),
        tuple(_task(row) for row in record.key("overdue").items()),
        _only(record.key("only")) if record.holds("only") else Only(),
    )


def _task(row: _Part) -> tuple[TaskKey, NoLongerOverdue]:
    child, role, task, title = (row.key(name).text() for name in ("child", "role", "task", "title"))
    review = row.key("review").number(1) if row.holds("review") else row.key("review").value
    due = row.key("due").day()
    return (child, task, row.key("period_of_care").number(1), review, due.isoformat()), NoLongerOverdue(due, child, role, task, title)


def _only(cut: _Part) -> Only:
    tasks, roles = (tuple(one.text() for one in cut.key(name).items()) for name in ("tasks", "roles"))
    digest = cut.key("children_digest").text() if cut.holds("children_digest") else None
    return Only(tasks, roles, cut.key("children").number(), digest)
