"""What is given in the place of something else is refused at the door, by the name of the parameter, as one of our errors.

Authority: issue B10 of the record, where a datetime or the name of a profile came back as an AttributeError from within. Every
parameter of every function of `lacreview_rules.__all__`, of every class that a user makes, and of every method that is ours.
"""

from __future__ import annotations

import inspect
import io
from collections.abc import Iterator
from datetime import date, datetime, time
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from tests.unit.test_public_values import HISTORY, NEWHAM, events, values

import lacreview_rules
from lacreview_rules import (
    BankHoliday,
    LacReviewError,
    Layer,
    ReviewHeld,
    build_schedule,
    england_and_wales,
    load_cases,
    load_profile,
)
from lacreview_rules.counting.periods import Unit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DAY = date(2026, 2, 10)
CALENDAR = england_and_wales()
SCHEDULE = build_schedule(HISTORY, NEWHAM)
OFF = BankHoliday(DAY, "A day off")
ONE_CHILD = '{"child": "A123", "events": []}\n'
EPISODES = "CHILD,DECOM,RNE,LS,PLACE,DEC,REC\nA123,19/12/2025,S,V2,U6,,\n"

WRONG: dict[str, object] = {
    "None": None,
    "text": "nonsense",
    "number": 42,
    "fraction": 4.5,
    "yes": True,
    "bytes": b"nonsense",
    "date": DAY,
    "datetime": datetime(2026, 2, 10, 9, 30),
    "time": time(9, 30),
    "thing": object(),
    "type": date,
    "list of None": [None],
    "list of text": ["nonsense"],
    "mapping": {"a": 1},
    "history": HISTORY,
    "profile": NEWHAM,
    "calendar": CALENDAR,
    "schedule": SCHEDULE,
}
FITS: dict[str, set[str]] = {
    "object": {*WRONG},
    "str": {"text"},
    "int": {"number", "yes"},  # to Python True is a number
    "bool": {"yes"},
    "bytes": {"bytes"},
    "None": {"None"},
    "date": {"date"},
    "datetime": {"datetime"},
    "time": {"time"},
    "Path": {"text"},
    "Unit": set(),
    "Mapping[str, Any]": {"mapping"},
    "History": {"history"},
    "Profile": {"profile"},
    "Profile[TaskId]": {"profile"},
    "WorkingCalendar": {"calendar"},
    "Callable[..., Schedule]": {"type"},
    "Callable[[str, str], bool]": {"type"},
    **{key: {"text"} for key in ("TaskId", "Status", "Moves", "Breaks", "Severity")},
    **{
        key: {"list of text", "mapping"}
        for key in ("Collection[str]", "Collection[TaskId]", "Iterable[str]", "list[str]", "tuple[str, ...]")
    },
    **{key: set() for key in ("DueDate", "BankHoliday", "Layer", "Case", "TextIO")},
    **{key: set() for key in ("Iterable[Schedule]", "Iterable[int]", "Iterable[Event]", "Sequence[Profile]")},
    **{key: set() for key in ("tuple[BankHoliday, ...]", "tuple[date, ...]", "tuple[date, date]", "tuple[Layer, ...]")},
}
"""Of each type in a signature, what of the above is of that type; whether its value is a good one is another question."""
OF_RESULTS = {"Assurance", "Case", "ChildReadings", "Doubt", "DueDate", "DueDateReadings", "Explanation", "MarkedReview", "OpenQuestion"}
OF_RESULTS |= {"OtherLimit", "Profile", "Reading", "Schedule", "Scope", "Step", "WrittenDueDate", "WrittenSchedule"}
"""What the library gives and nobody makes: its methods are asked, and it is not made wrongly."""
SAID = {"Period": "number", "parse": "a period is text", "by_id": "id:", "from_dict": "a schedule is an object"}
"""Where a message names what it is about in another word than the parameter."""
OF_THE_ROOMS_WITHIN = {"status_if", "days_late_if", "starts_after", "doubted"}
"""Methods by which the library makes rows and schedules, of every due date: what they are given was refused before."""
SKIPPED = {"Problem"}
"""What may hold anything, for it is only shown: an error made of nonsense is better than an error about an error."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A history, a return and a layer of bank holidays that can be read."""
    folder = tmp_path_factory.mktemp("given")
    (folder / "children.jsonl").write_text(ONE_CHILD, encoding="utf-8")
    (folder / "episodes.csv").write_text(EPISODES, encoding="utf-8")
    head = 'schema_version = 1\nid = "jubilee"\nsource = "The Gazette"\nretrieved = 2026-05-02\n'
    (folder / "layer.toml").write_text(head + '[[added]]\non = 2026-07-06\nname = "Jubilee"\n', encoding="utf-8")
    return folder


def given(folder: Path) -> dict[str, dict[str, object]]:
    """What each function, and each class that a user makes, needs at least."""
    child = {"history": HISTORY, "profile": NEWHAM}
    every: dict[str, dict[str, object]] = {
        "add_months": {"day": DAY, "n": 1},
        "build_schedule": {**child},
        "calendar_feed": {"schedules": [SCHEDULE], "key": "a secret of ours"},
        "check_profile": {"profile": load_profile("england"), "first": DAY, "last": DAY},
        "compare_profiles": {"profiles": [NEWHAM, load_profile("england")]},
        "england_and_wales": {"first_year": 2020, "last_year": 2030},
        "history_record": {"history": HISTORY},
        "judge": {"case": load_cases()[0], "answer": {"due_dates": []}},
        "lay_over": {"calendar": CALENDAR, "path": folder / "layer.toml"},
        "load_cases": {},
        "load_profile": {"profile": "newham"},
        "open_questions": {},
        "parse_history": {"record": {"child": "A123", "events": []}},
        "read_histories": {"path": folder / "children.jsonl"},
        "read_ssda903": {"folder": folder / "episodes.csv"},
        "readings": {**child, "questions": ["day-care-began"]},
        "shipped_profiles": {},
        "what_if": {**child, "events": [ReviewHeld(on=DAY)]},
        "write_csv": {"schedules": [SCHEDULE], "stream": io.StringIO()},
        "BankHoliday": {"on": DAY, "name": "A day off"},
        "History": {"child": "A123", "record_starts": DAY},
        "Layer": {"added": (OFF,), "removed": (), "source": "ours"},
        "Period": {"count": 3, "unit": Unit.MONTH},
        "WorkingCalendar": {"id": "ours", "first": date(2026, 1, 1), "last": date(2026, 12, 31), "confirmed_until": DAY},
    }
    return every | {type(event).__name__: _fields(event) for event in events()}


def _fields(event: Any) -> dict[str, object]:
    needed = [one for one in inspect.signature(type(event)).parameters.values() if one.default is one.empty]
    return {one.name: getattr(event, one.name) for one in needed}


def methods() -> Iterator[tuple[Callable[..., Any], dict[str, object]]]:
    """Every method of a public class that is ours and is given something, with what it needs at least."""
    good = {
        "day": DAY,
        "start": DAY,
        "end": DAY,
        "n": 1,
        "calendar": CALENDAR,
        "due": SCHEDULE.due_dates[0],
        "task": "review",
        "layer": LAYER,
    }
    good |= {"due_id": SCHEDULE.due_dates[0].id, "tasks": {"review"}, "kind": "rule", "rule_id": "england/R1", "severity": "breach"}
    good |= {"phrase": "3 months", "record": SCHEDULE.to_dict(), "holiday": OFF}
    seen = set()
    for value in values():
        cls = type(value)
        ours = [base for base in cls.__mro__ if base.__module__.startswith("lacreview_rules")]
        for name in sorted({name for base in ours for name in vars(base) if not name.startswith(("_", "model_"))}):
            method = inspect.getattr_static(cls, name)
            is_method = isinstance(method, (FUNCTION, classmethod, staticmethod))
            if not is_method or (cls, name) in seen or cls.__name__ not in lacreview_rules.__all__ or name in OF_THE_ROOMS_WITHIN:
                continue
            seen.add((cls, name))
            bound = getattr(value, name)
            needed = [one for one in inspect.signature(bound).parameters.values() if one.default is one.empty]
            yield bound, {one.name: good[one.name] for one in needed if one.kind is one.POSITIONAL_OR_KEYWORD}


FUNCTION = type(_fields)
LAYER = Layer((OFF,), (), "ours")


@cache
def _is_wrong(annotation: str) -> list[str]:
    fits = set[str]()
    for part in annotation.split(" | "):
        assert part in FITS, f"a parameter is of the type {part}: say in FITS what is of that type"
        fits |= FITS[part]
    return [name for name in WRONG if name not in fits]


def _call(asked: Callable[..., Any], needed: dict[str, object], parameter: inspect.Parameter, wrong: object) -> str:
    """What is said of a wrong value; of what is not refused, that."""
    arguments = {**needed, parameter.name: wrong}
    try:
        if parameter.kind is parameter.VAR_POSITIONAL:
            made = asked(*needed.values(), wrong)
        elif parameter.kind is parameter.VAR_KEYWORD:
            made = asked(**needed, leap_day_birthday=wrong)
        else:
            made = asked(**arguments)
        if isinstance(made, Iterator):
            list(made)
    except LacReviewError as error:
        told, name = str(error), getattr(asked, "__name__", "")
        names = parameter.name if parameter.kind is not parameter.VAR_KEYWORD else "leap_day_birthday"
        return "" if SAID.get(name, names) in told or names in told else f"does not name it: {told[:90]!r}"
    except Exception as error:  # noqa: BLE001 - what it must never be
        return f"{type(error).__name__} from within: {str(error)[:90]!r}"
    return "is accepted"


def _faults(asked: Callable[..., Any], needed: dict[str, object]) -> Iterator[str]:
    for parameter in inspect.signature(asked).parameters.values():
        for name in _is_wrong(inspect.formatannotation(parameter.annotation).strip("'")):
            said = _call(asked, needed, parameter, WRONG[name])
            if said:
                yield f"{getattr(asked, '__qualname__', asked)}({parameter.name}=<{name}>) {said}"


def test_every_function_and_every_class_that_a_user_makes(files: Path) -> None:
    every = given(files)
    found: list[str] = []
    for name in lacreview_rules.__all__:
        public = getattr(lacreview_rules, name)
        is_error = isinstance(public, type) and issubclass(public, LacReviewError)
        if not callable(public) or is_error or name in OF_RESULTS | SKIPPED | {"ShippedProfile", "ShippedTask", "Status", "Event"}:
            continue
        assert name in every, f"{name} is public: say in `given` what it needs"
        found += _faults(public, every[name])
    assert found == [], f"{len(found)}\n" + "\n".join(found)


def test_every_method() -> None:
    found = [fault for method, needed in methods() for fault in _faults(method, needed)]
    assert found == [], f"{len(found)}\n" + "\n".join(found)


def test_what_is_right_is_taken(files: Path) -> None:
    """Or the tests above would pass for a library that refuses everything."""
    for name, needed in given(files).items():
        getattr(lacreview_rules, name)(**needed)
    for method, needed in methods():
        method(**needed)


VALUES: tuple[tuple[str, str, object], ...] = (
    ("add_months", "n", 10**30),
    ("build_schedule", "tasks", {"reviw"}),
    ("build_schedule", "tasks", ()),
    ("calendar_feed", "alarms", [-1]),
    ("calendar_feed", "alarms", [10**30]),
    ("calendar_feed", "made_at", datetime(2026, 2, 10, 9)),
    ("calendar_feed", "previous", b"nonsense"),
    ("check_profile", "last", date(2020, 1, 1)),
    ("england_and_wales", "first_year", 10**30),
    ("england_and_wales", "last_year", 1990),
    ("judge", "answer", {"due_dates": [None]}),
    ("load_profile", "profile", "newam"),
    ("readings", "questions", ["simple-or-claer"]),
    ("what_if", "without", [99]),
    ("History", "reviews_before", -1),
    ("Period", "count", -1),
    ("Period", "count", 10**30),
    ("WorkingCalendar", "last", date(2020, 1, 1)),
)


@pytest.mark.parametrize(("name", "parameter", "wrong"), VALUES, ids=str)
def test_a_value_or_an_id_that_there_is_not(name: str, parameter: str, wrong: object, files: Path) -> None:
    """Of the right type, and no answer to what is asked: one of our errors too."""
    with pytest.raises(LacReviewError):
        getattr(lacreview_rules, name)(**{**given(files)[name], parameter: wrong})
