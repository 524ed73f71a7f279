"""A schedule read back from what `Schedule.to_dict` wrote: every written field, without the working of a date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from lacreview_rules.errors import InputError, Problem
from lacreview_rules.profiles.models import Force
from lacreview_rules.rules.occurrences import Basis
from lacreview_rules.rules.scopes import Scope, ScopeKind
from lacreview_rules.schedules.lookups import Lookups
from lacreview_rules.schedules.standing import OtherLimit, Status
from lacreview_rules.wording import count_text, day_text, iso

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lacreview_rules.profiles.models import Verified


class ProfileUsed(NamedTuple):
    """Which profile a schedule was made under."""

    id: str
    version: str
    digest: str


class CalendarUsed(NamedTuple):
    """Which calendar a schedule was counted in, and until when its bank holidays are confirmed."""

    id: str
    confirmed_until: date


@dataclass(frozen=True, slots=True)
class WrittenConsideration:
    """What one review must consider, as it was written."""

    rule: str
    title: str
    role: str
    period_of_care: int
    review: int
    on: date
    basis: Basis
    force: Force
    cite: str
    verified: Verified

    def to_dict(self) -> dict[str, Any]:
        """The same as it was written."""
        return {name: iso(value) if isinstance(value, date) else value for name, value in _fields(self).items()}


@dataclass(frozen=True, slots=True, repr=False)
class WrittenDueDate:
    """A due date as it was written: the fields of `DueDate`, without its explanation."""

    id: str
    task: str
    title: str
    role: str
    period_of_care: int
    review: int | None
    scope: Scope
    due: date | None
    due_at: str | None
    last_working_day: date | None
    aim: date | None
    opens: date | None
    status: Status
    done_on: date | None
    days_late: int | None
    basis: Basis
    rule: str
    force: Force
    cite: str
    verified: Verified
    also: tuple[OtherLimit, ...]
    notices: tuple[str, ...]

    def __repr__(self) -> str:
        number = "" if self.review is None else f" {self.review}"
        when = "without a date" if self.due is None else f"due {self.due.isoformat()}"
        return f"<WrittenDueDate {self.task}{number}: {when}, {self.status} ({self.rule})>"

    def __str__(self) -> str:
        when = "no date can be calculated" if self.due is None else f"due {day_text(self.due)}"
        return f"{self.title}: {when}, {self.status.replace('-', ' ')}"

    def to_dict(self) -> dict[str, Any]:
        """The same as it was written."""
        record = {name: iso(value) if isinstance(value, date) else value for name, value in _fields(self).items()}
        record["scope"] = self.scope.to_dict()
        record["also"] = [{"rule": other.rule, "due": iso(other.due), "force": other.force} for other in self.also]
        record["notices"] = list(self.notices)
        return record


@dataclass(frozen=True, slots=True, repr=False)
class WrittenSchedule(Lookups["WrittenDueDate"]):
    """A schedule as it was written. It can be searched as a `Schedule` can; it cannot be asked about another day.

    Attributes:
        child: the identifier that the history gave.
        as_of: the day on which the statuses are given.
        profile, calendar: what it was made with.
        due_dates, considerations, problems: as in `Schedule`.
    """

    child: str
    as_of: date | None
    profile: ProfileUsed
    calendar: CalendarUsed
    due_dates: tuple[WrittenDueDate, ...]
    considerations: tuple[WrittenConsideration, ...]
    problems: tuple[Problem, ...]

    def __repr__(self) -> str:
        when = "of no day" if self.as_of is None else f"as of {self.as_of.isoformat()}"
        return f"<WrittenSchedule {self.profile.id} {self.profile.version}: {count_text(len(self.due_dates), 'due date')}, {when}>"

    def to_dict(self) -> dict[str, Any]:
        """The same as it was written."""
        return {
            "schema_version": 1,
            "child": self.child,
            "as_of": iso(self.as_of),
            "profile": self.profile._asdict(),
            "calendar": {"id": self.calendar.id, "confirmed_until": self.calendar.confirmed_until.isoformat()},
            "due_dates": [due.to_dict() for due in self.due_dates],
            "considerations": [mark.to_dict() for mark in self.considerations],
            "problems": [{"where": p.where, "what": p.what, "remedy": p.remedy} for p in self.problems],
        }


def _fields(record: WrittenConsideration | WrittenDueDate) -> dict[str, Any]:
    return {name: getattr(record, name) for name in type(record).__dataclass_fields__}


def written_schedule(record: Mapping[str, Any]) -> WrittenSchedule:
    """The schedule that a record holds. Keys that are not known are passed over, as a later release may add some.

    Raises:
        InputError: the record is not a schedule; every problem is listed with its place, none with what stands there.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import BecameLookedAfter, History, build_schedule, load_profile
        >>> schedule = build_schedule(History("A123", [BecameLookedAfter(on=date(2025, 12, 19))]), load_profile("england"))
        >>> back = written_schedule(schedule.to_dict())
        >>> back.of("review")[0].due, back.to_dict() == schedule.to_dict()
        (datetime.date(2026, 1, 21), True)
    """
    reader = _Reader()
    found = reader.schedule(record)
    if found is None or reader.problems:
        raise InputError(reader.problems)
    return found


_TEXT, _NUMBER = (str,), (int,)
_MAY_LACK = frozenset({"review", "due", "due_at", "last_working_day", "aim", "opens", "done_on", "days_late"})
_DAYS = frozenset({"first", "last", "due", "last_working_day", "aim", "opens", "done_on", "on", "confirmed_until", "as_of"})
_NUMBERS = frozenset({"number", "period_of_care", "review", "days_late"})
_CHOICES: dict[str, tuple[object, ...]] = {
    "kind": get_args(ScopeKind),
    "status": get_args(Status),
    "basis": get_args(Basis),
    "force": get_args(Force),
    "verified": (True, False, "corroborated"),
}


class _Reader:
    """Reads one record, and notes every problem with its place."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def schedule(self, record: object) -> WrittenSchedule | None:
        if not isinstance(record, dict):
            self._wrong("", "it is not a schedule", "give what Schedule.to_dict wrote")
            return None
        if record.get("schema_version") != 1:
            self._wrong("schema_version", "it is not 1", "read it with the release that wrote it")
        profile = {key: self._text(record.get("profile"), "profile", key) for key in ProfileUsed._fields}
        made = record.get("calendar")
        calendar = CalendarUsed(self._text(made, "calendar", "id"), self._value(made, "calendar", "confirmed_until") or date.min)
        rows = [self._row(row, where, WrittenDueDate) for where, row in self._list(record, "due_dates")]
        marks = [self._row(row, where, WrittenConsideration) for where, row in self._list(record, "considerations")]
        told = [self._problem(where, row) for where, row in self._list(record, "problems")]
        child = self._text(record, "", "child")
        as_of = None if record.get("as_of", ...) is None else self._value(record, "", "as_of")
        if self.problems:
            return None
        return WrittenSchedule(child, as_of, ProfileUsed(**profile), calendar, tuple(rows), tuple(marks), tuple(told))

    def _problem(self, where: str, row: object) -> Problem:
        return Problem(self._text(row, where, "where"), self._text(row, where, "what"), self._text(row, where, "remedy"))

    def _row(self, row: object, where: str, kind: type[Any]) -> Any:
        values: dict[str, Any] = {}
        for name in kind.__dataclass_fields__:
            if name == "also":
                values[name] = tuple(
                    OtherLimit(self._text(one, at, "rule"), self._value(one, at, "due"), self._value(one, at, "force"))
                    for at, one in self._list(row, name, where)
                )
            elif name == "scope":
                values[name] = self._scope(row, f"{where}.scope")
            elif name == "notices":
                values[name] = tuple(
                    one if isinstance(one, str) else self._wrong(at, "it is not text") for at, one in self._list(row, name, where)
                )
            else:
                values[name] = self._value(row, where, name)
        return kind(**values)

    def _scope(self, row: object, where: str) -> Scope | None:
        found = row.get("scope") if isinstance(row, dict) else None
        if not isinstance(found, dict):
            self._wrong(where, "it is not a scope")
            return None
        number, last, closed_by = (
            None if found.get(key, "") is None else self._value(found, where, key) for key in ("number", "last", "closed_by")
        )
        return Scope(self._value(found, where, "kind"), number, self._value(found, where, "first"), last, closed_by)

    def _list(self, record: object, key: str, where: str = "") -> list[tuple[str, object]]:
        place = f"{where}.{key}".lstrip(".")
        found = record.get(key) if isinstance(record, dict) else None
        if not isinstance(found, list):
            self._wrong(place, "it is not a list", "give what Schedule.to_dict wrote")
            return []
        return [(f"{place}[{number}]", one) for number, one in enumerate(found)]

    def _text(self, record: object, where: str, key: str) -> str:
        value = record.get(key) if isinstance(record, dict) else None
        return value if isinstance(value, str) else str(self._wrong(f"{where}.{key}".lstrip("."), "it is not text"))

    def _value(self, record: object, where: str, key: str) -> Any:
        """The value of a key as the class holds it."""
        place = f"{where}.{key}".lstrip(".")
        if not isinstance(record, dict) or key not in record:
            return self._wrong(place, "it is missing")
        value = record[key]
        if value is None and key in _MAY_LACK:
            return None
        if key in _DAYS:
            try:
                return date.fromisoformat(str(value))
            except ValueError:
                return self._wrong(place, "it is not a date", "write 2026-01-21")
        if key in _CHOICES:
            choices = _CHOICES[key]
            listed = ", ".join(str(choice).lower() for choice in choices)
            return (
                value
                if type(value) in (bool, str) and value in choices
                else self._wrong(place, "it is not a known word", f"use one of: {listed}")
            )
        kinds = _NUMBER if key in _NUMBERS else _TEXT
        if isinstance(value, kinds) and not isinstance(value, bool):
            return value
        return self._wrong(place, "it is not a whole number" if kinds is _NUMBER else "it is not text")

    def _wrong(self, where: str, what: str, remedy: str = "give what Schedule.to_dict wrote") -> Any:
        """Note a problem; the value given in its place is never used, as the record is then refused."""
        self.problems.append(Problem(where, what, remedy))
        return None
