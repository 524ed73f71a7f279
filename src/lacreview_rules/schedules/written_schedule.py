"""A schedule read back from what `Schedule.to_dict` wrote: every written field, without the working of a date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, get_args

from lacreview_rules.errors import InputError, NotWrittenError, Problem
from lacreview_rules.profiles.models import Force
from lacreview_rules.rules.occurrences import Basis
from lacreview_rules.rules.scopes import Scope, ScopeKind
from lacreview_rules.schedules.lookups import Lookups
from lacreview_rules.schedules.standing import OtherLimit, Status
from lacreview_rules.wording import count_text, day_text, iso, written_day

if TYPE_CHECKING:
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


class WrittenReading(NamedTuple):
    """A due date under one reading of a question that the law leaves open, as it was written."""

    question: str
    reading: str
    due: date | None
    status: Status | None
    taken: bool


@dataclass(frozen=True, slots=True, repr=False)
class WrittenDueDate:
    """A due date as it was written: the fields of `DueDate`, without its explanation; and its readings, where they were asked for.

    Version 0.1 wrote neither `id` nor `scope`: in what it wrote they are None.
    """

    id: str | None
    task: str
    title: str
    role: str
    period_of_care: int
    review: int | None
    scope: Scope | None
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
    readings: tuple[WrittenReading, ...] | None = None

    @property
    def explanation(self) -> NoReturn:
        """Not written down.

        Raises:
            NotWrittenError: always; says where the working is to be had.
        """
        raise NotWrittenError(
            "explanation: the working of a date is not written with a schedule; make the schedule again from its history "
            "(build_schedule) and ask there, or keep schedule.by_id(id).explanation.to_dict() beside it"
        )

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
        for name in _SINCE_0_2:
            if record[name] is None:
                del record[name]
        if self.scope is not None:
            record["scope"] = self.scope.to_dict()
        record["also"] = [{"rule": other.rule, "due": iso(other.due), "force": other.force} for other in self.also]
        record["notices"] = list(self.notices)
        del record["readings"]
        if self.readings is not None:
            record["readings"] = [{**one._asdict(), "due": iso(one.due)} for one in self.readings]
        return record


@dataclass(frozen=True, slots=True, repr=False)
class WrittenSchedule(Lookups["WrittenDueDate", str]):
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


def written_schedule(record: object, where: str = "") -> WrittenSchedule:
    """The schedule that a record holds. Keys that are not known are passed over, as a later release may add some.

    Args:
        record: what was read from JSON.
        where: what the record is called in an error.

    Raises:
        InputError: the record is not a schedule, or one of another `schema_version`; every problem is listed with its place,
            none with what stands there.

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
        raise InputError(reader.problems, where)
    return found


_UNCHANGED = "give what lacreview schedule --format json or Schedule.to_dict wrote, unchanged"
_SINCE_0_2 = ("id", "scope")
_MAY_LACK = frozenset({"review", "due", "due_at", "last_working_day", "aim", "opens", "done_on", "days_late"})
_DAYS = frozenset({"first", "last", "due", "last_working_day", "aim", "opens", "done_on", "on", "confirmed_until", "as_of"})
_LEAST = {"number": 1, "period_of_care": 1, "review": 1, "days_late": 0}
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?([+-]\d{2}:\d{2}|Z)", re.ASCII)
_CHOICES: dict[str, tuple[object, ...]] = {
    "kind": get_args(ScopeKind),
    "status": get_args(Status),
    "basis": get_args(Basis),
    "force": get_args(Force),
    "verified": (True, False, "corroborated"),
    "taken": (True, False),
}


class _Reader:
    """Reads one record, and notes every problem with its place."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def schedule(self, record: object) -> WrittenSchedule | None:
        if not isinstance(record, dict):
            self._wrong("", "a schedule is an object with keys", "give what lacreview schedule --format json prints")
            return None
        version = record.get("schema_version")
        if version != 1 or isinstance(version, bool):
            what = "it is missing" if "schema_version" not in record else "it is not 1, which is the one that is read here"
            self._wrong("schema_version", what, "make the schedule again with this version of lacreview")
            return None
        used, made = record.get("profile"), record.get("calendar")
        profile = ProfileUsed(*(self._value(used, "profile", key) for key in ProfileUsed._fields))
        calendar = CalendarUsed(*(self._value(made, "calendar", key) for key in CalendarUsed._fields))
        rows = [self._row(row, where, WrittenDueDate) for where, row in self._list(record, "due_dates")]
        marks = [self._row(row, where, WrittenConsideration) for where, row in self._list(record, "considerations")]
        told = [
            Problem(*(self._value(row, where, key) for key in ("where", "what", "remedy"))) for where, row in self._list(record, "problems")
        ]
        child, as_of = self._value(record, "", "child"), self._value(record, "", "as_of", may_lack=True)
        if self.problems:
            return None
        return WrittenSchedule(child, as_of, profile, calendar, tuple(rows), tuple(marks), tuple(told))

    def _row(self, row: object, where: str, kind: type[Any]) -> Any:
        values: dict[str, Any] = {}
        for name in kind.__dataclass_fields__:
            if name in _SINCE_0_2 and isinstance(row, dict) and name not in row:
                values[name] = None
            elif name == "also":
                values[name] = tuple(
                    OtherLimit(*(self._value(one, at, key) for key in OtherLimit._fields)) for at, one in self._list(row, name, where)
                )
            elif name == "scope":
                values[name] = self._scope(row, f"{where}.scope")
            elif name == "readings":
                values[name] = self._readings(row, where)
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
            self._wrong(where, "it is not an object with keys")
            return None
        number, last, closed_by = (self._value(found, where, key, may_lack=True) for key in ("number", "last", "closed_by"))
        return Scope(self._value(found, where, "kind"), number, self._value(found, where, "first"), last, closed_by)

    def _readings(self, row: object, where: str) -> tuple[WrittenReading, ...] | None:
        """Those that are there; the key is on request only."""
        if not isinstance(row, dict) or "readings" not in row:
            return None
        return tuple(
            WrittenReading(
                self._value(one, at, "question"),
                self._value(one, at, "reading"),
                self._value(one, at, "due"),
                self._value(one, at, "status", may_lack=True),
                bool(self._value(one, at, "taken")),
            )
            for at, one in self._list(row, "readings", where)
        )

    def _list(self, record: object, key: str, where: str = "") -> list[tuple[str, object]]:
        place = f"{where}.{key}".lstrip(".")
        if not isinstance(record, dict) or key not in record:
            self._wrong(place, "it is missing")
            return []
        found = record[key]
        if not isinstance(found, list):
            self._wrong(place, "it is not a list")
            return []
        return [(f"{place}[{number}]", one) for number, one in enumerate(found)]

    def _value(self, record: object, where: str, key: str, *, may_lack: bool = False) -> Any:
        """The value of a key as the class holds it."""
        place = f"{where}.{key}".lstrip(".")
        if not isinstance(record, dict) or key not in record:
            return self._wrong(place, "it is missing")
        value = record[key]
        if value is None and (may_lack or key in _MAY_LACK):
            return None
        if key in _DAYS:
            return self._day(value, place)
        if key in _CHOICES:
            if type(value) in (bool, str) and value in _CHOICES[key]:
                return value
            listed = ", ".join(str(choice).lower() for choice in _CHOICES[key])
            return self._wrong(place, "it is not a known word", f"use one of: {listed}")
        if key in _LEAST:
            return self._number(value, place, _LEAST[key])
        if not isinstance(value, str):
            return self._wrong(place, "it is not text")
        if key != "due_at":
            return value
        if not _is_moment(value):
            return self._wrong(place, "it is not a day and a time with an offset from UTC", "write it as in 2026-01-21T10:00:00+00:00")
        return _with_seconds(value)

    def _day(self, value: object, place: str) -> Any:
        try:
            day = written_day(value) if isinstance(value, str) else None
        except ValueError:
            return self._wrong(place, "there is no such date", "correct the day, the month or the year")
        return self._wrong(place, "it is not a date", "write it year-month-day, as in 2026-01-21") if day is None else day

    def _number(self, value: object, place: str, least: int) -> Any:
        if not isinstance(value, int) or isinstance(value, bool):
            return self._wrong(place, "it is not a whole number")
        return value if value >= least else self._wrong(place, f"it is smaller than {least}")

    def _wrong(self, where: str, what: str, remedy: str = _UNCHANGED) -> Any:
        """Note a problem; the value given in its place is never used, as the record is then refused."""
        self.problems.append(Problem(where, what, remedy))
        return None


def _is_moment(text: str) -> bool:
    try:
        return _MOMENT.fullmatch(text) is not None and datetime.fromisoformat(text) is not None
    except ValueError:
        return False


def _with_seconds(moment: str) -> str:
    """A moment as RFC 3339 writes it: schedules of version 0.1 left the seconds out."""
    minutes = len("2026-01-21T10:00")
    return moment if moment[minutes] == ":" else f"{moment[:minutes]}:00{moment[minutes:]}"
