"""How much work is done, counted and not timed: so that a busy machine changes nothing.

Work is every call of a function and every line of Python that is run, loops included. ``python -m tests.robustness.growth``
prints, for each shape of history and of profile, the work at three sizes and the time at the largest: also what no count
of lines sees, a search through a list in C, shows there.
"""

from __future__ import annotations

import sys
import time
from datetime import date, timedelta
from datetime import time as dt_time
from functools import partial
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from tests.small_profiles import HEAD

from lacreview_rules import (
    AlertAnswered,
    AlertRaised,
    BecameLookedAfter,
    CeasedToBeLookedAfter,
    DecisionsIssued,
    Event,
    Fact,
    History,
    LegalStatusChanged,
    OtherEvent,
    PlacementMoved,
    Profile,
    ReviewAdjourned,
    ReviewArranged,
    ReviewHeld,
    ReviewRequested,
    SchoolStarted,
    SignificantEvent,
    TaskDone,
    build_schedule,
    errors,
    load_profile,
)
from lacreview_rules.errors import HistoryError, ProfileError
from lacreview_rules.files.json_records import as_object
from lacreview_rules.histories.json import parse_history

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

START = date(1995, 1, 2)
_DAYS = 60 * 365
"""Events are spread over sixty years, one a day until there are as many, and then several a day."""


def work_of(task: Callable[[], object]) -> int:
    """How many calls and lines a task takes, from the start: a word that is near was not looked for before."""
    count = 0
    errors._closest_of.cache_clear()

    def in_function(_: FrameType, event: str, __: Any) -> Any:
        nonlocal count
        count += event == "line"
        return in_function

    def called(_: FrameType, __: str, ___: Any) -> Any:
        nonlocal count
        count += 1
        return in_function

    def built_in_called(_: FrameType, event: str, __: Any) -> None:
        nonlocal count
        count += event == "c_call"

    before = sys.gettrace()
    sys.settrace(called)
    sys.setprofile(built_in_called)
    try:
        task()
    finally:
        sys.setprofile(None)
        sys.settrace(before)
    return count


# ---- histories


def days(n: int) -> Iterator[date]:
    """One day for each of n events, in order."""
    for number in range(n):
        yield START + timedelta(1 + number if n <= _DAYS else 1 + number * _DAYS // n)


def _each(make: Callable[[date, int], Event]) -> Callable[[int], list[Event]]:
    return lambda n: [make(day, number) for number, day in enumerate(days(n))]


def _one_day(make: Callable[[date, int], Event]) -> Callable[[int], list[Event]]:
    return lambda n: [make(START + timedelta(30), number) for number in range(n)]


_KINDS: tuple[Callable[[date, int], Event], ...] = (
    lambda on, _: ReviewHeld(on=on),
    lambda on, _: PlacementMoved(on=on, placement="foster-care"),
    lambda on, _: TaskDone(on=on, task="visit"),
    lambda on, _: DecisionsIssued(on=on),
    lambda on, n: LegalStatusChanged(on=on, legal_status=("section-20", "care-order")[n % 2]),
    lambda on, n: Fact(on=on, fact="child-agrees-to-fewer-visits", value=bool(n % 2)),
    lambda on, n: SignificantEvent(on=on, note=f"note {n}"),
    lambda on, _: ReviewArranged(on=on, review_on=on + timedelta(20)),
)
_IN_AND_OUT: tuple[Callable[[date], Event], ...] = (
    lambda on: CeasedToBeLookedAfter(on=on),
    lambda on: BecameLookedAfter(on=on, placement="foster-care"),
    lambda on: OtherEvent(event="short-break", on=on, ends_on=on + timedelta(3)),
    lambda on: OtherEvent(event="police-cell", on=on, ends_on=on + timedelta(30)),
)
_TASKS = ("visit", "care-plan", "placement-plan", "health-assessment", "review-report", "decisions", "review-record")

_TO_2011 = date(2011, 4, 1) - START
"""So much later the regulations of 2010 are in force."""

HISTORIES: dict[str, Callable[[int], list[Event]]] = {
    "reviews held": _each(lambda on, _: ReviewHeld(on=on)),
    "reviews half a year apart, additional": _each(lambda on, _: ReviewHeld(on=on, additional=True)),
    "reviews adjourned": _each(lambda on, n: ReviewAdjourned(on=on) if n % 2 else ReviewHeld(on=on)),
    "reviews booked again and again": _each(lambda on, _: ReviewArranged(on=on, review_on=on + timedelta(20))),
    "reviews booked by their numbers, and held": _each(
        lambda on, n: ReviewHeld(on=on) if n % 2 else ReviewArranged(on=on, review_on=on + timedelta(1), review=n // 2 + 1)
    ),
    "reviews asked for": _each(lambda on, _: ReviewRequested(on=on, by="IRO", review_by=on + timedelta(20))),
    "moves": _each(lambda on, n: PlacementMoved(on=on, placement=("foster-care", "childrens-home", "parent")[n % 3])),
    "detention moves and statuses": _each(
        lambda on, n: (
            LegalStatusChanged(on=on + _TO_2011, legal_status="care-order" if n % 14 == 7 else "remand")
            if n % 2
            else PlacementMoved(on=on + _TO_2011, placement="foster-care" if n % 10 == 4 else "youth-detention")
        )
    ),
    "emergency moves": _each(lambda on, _: PlacementMoved(on=on, placement="foster-care", emergency=True, out_of_hours=True)),
    "visits": _each(lambda on, _: TaskDone(on=on, task="visit")),
    "tasks done": _each(lambda on, n: TaskDone(on=on, task=_TASKS[n % len(_TASKS)])),
    "tasks done, with references": _each(lambda on, n: TaskDone(on=on, task=_TASKS[n % len(_TASKS)], ref=str(n))),
    "tasks that no profile knows": _each(lambda on, n: TaskDone(on=on, task=f"task-{n}")),
    "decisions": _each(lambda on, _: DecisionsIssued(on=on)),
    "decisions of a review by its number": _each(lambda on, n: DecisionsIssued(on=on, review=n // 3 + 1) if n % 3 else ReviewHeld(on=on)),
    "legal statuses": _each(_KINDS[4]),
    "facts": _each(_KINDS[5]),
    "facts with periods": _each(lambda on, n: Fact(on=on, fact="temporary-approval", value=f"{n % 9 + 1} weeks")),
    "notes": _each(lambda on, n: SignificantEvent(on=on, note=f"note {n}")),
    "schools": _each(lambda on, _: SchoolStarted(on=on)),
    "alerts and answers": _each(lambda on, n: AlertAnswered(on=on, ref=str(n // 2)) if n % 2 else AlertRaised(on=on, ref=str(n // 2))),
    "alerts without an answer": _each(lambda on, _: AlertRaised(on=on)),
    "secured without an order": _each(
        lambda on, n: (
            OtherEvent(event="secured-without-order", on=on, at=dt_time(10))
            if n % 2
            else PlacementMoved(on=on, at=dt_time(22), placement=("foster-care", "secure-unit")[n % 4 // 2])
        )
    ),
    "approvals, and moves to others": _each(
        lambda on, n: (
            OtherEvent(event="temporary-approval-given", on=on + _TO_2011)
            if n % 2
            else PlacementMoved(on=on + _TO_2011, placement="foster-care")
        )
    ),
    "secured again and again": _each(lambda on, _: OtherEvent(event="secured-without-order", on=on)),
    "stays": _each(lambda on, _: OtherEvent(event="short-break", on=on, ends_on=on + timedelta(3))),
    "long stays": _each(lambda on, _: OtherEvent(event="short-break", on=on, ends_on=on + timedelta(365))),
    "stays in and out of care": _each(lambda on, n: _IN_AND_OUT[n % 4](on)),
    "periods of care": _each(lambda on, n: BecameLookedAfter(on=on, placement="foster-care") if n % 2 else CeasedToBeLookedAfter(on=on)),
    "starts of care": _each(lambda on, _: BecameLookedAfter(on=on)),
    "moves on one day": _one_day(lambda on, n: PlacementMoved(on=on, placement="foster-care", ref=str(n))),
    "visits on one day": _one_day(lambda on, n: TaskDone(on=on, task="visit", ref=str(n))),
    "reviews on one day": _one_day(lambda on, n: ReviewHeld(on=on, ref=str(n))),
    "the same event over and over": _one_day(lambda on, _: ReviewHeld(on=on)),
    "in and out on one day": _one_day(
        lambda on, n: BecameLookedAfter(on=on, ref=str(n)) if n % 2 else CeasedToBeLookedAfter(on=on, ref=str(n))
    ),
    "everything on one day": _one_day(lambda on, n: _KINDS[n % len(_KINDS)](on, n)),
    "everything": _each(lambda on, n: _KINDS[n % len(_KINDS)](on, n)),
    "before care began": lambda n: [TaskDone(on=START - timedelta(number % 90), task="visit", ref=str(number)) for number in range(n)],
}


def history(shape: str, n: int) -> History:
    """A history of a shape with about n events."""
    first = BecameLookedAfter(on=START, placement="foster-care", legal_status="section-20")
    return History("A1", [first, *HISTORIES[shape](n)], date(1993, 5, 2))


def schedule_all(one: History, profile: Profile) -> int:
    """A schedule, written: how many due dates there are."""
    return len(build_schedule(one, profile).to_dict()["due_dates"])


# ---- profiles


def _rule(n: int, task: str, more: str) -> str:
    return f'[[timescales]]\nid = "ours/{n}"\ntask = "{task}"\n{more}\n'


def _task(n: int, per: str = "event") -> str:
    return f'[[tasks]]\nid = "t{n}"\ntitle = "T"\nper = "{per}"\n'


_AFTER = 'limit = "5 days"\nafter = "became-looked-after"'

PROFILES: dict[str, Callable[[int], str]] = {
    "rules of one task": lambda n: (
        _task(0) + "".join(_rule(i, "t0", f'limit = "{i % 900 + 1} days"\nafter = "became-looked-after"') for i in range(n))
    ),
    "a task for each rule": lambda n: "".join(_task(i, "period-of-care") + _rule(i, f"t{i}", _AFTER) for i in range(n)),
    "tasks of reviews": lambda n: "".join(_task(i, "review") + _rule(i, f"t{i}", 'limit = "5 days"\nafter = "review"') for i in range(n)),
    "tasks of placements": lambda n: "".join(
        _task(i, "placement") + _rule(i, f"t{i}", 'limit = "5 days"\nafter = "placement-started"') for i in range(n)
    ),
    "tasks that recur": lambda n: "".join(
        _task(i, "placement") + _rule(i, f"t{i}", f'limit = "6 months"\nafter = ["became-looked-after", "t{i}"]') for i in range(n)
    ),
    "tasks that count from one another": lambda n: (
        _task(0, "period-of-care")
        + "".join(
            _task(i, "period-of-care") + _rule(i, f"t{i}", f'limit = "1 day"\nafter = "t{i // 2 if i > 1 else 0}"') for i in range(1, n)
        )
    ),
    "a long row of tasks": lambda n: (
        _task(0, "period-of-care")
        + "".join(_task(i, "period-of-care") + _rule(i, f"t{i}", f'limit = "0 days"\nafter = "t{i - 1}"') for i in range(1, n))
    ),
    "versions in time": lambda n: (
        _task(0)
        + "".join(
            _rule(i, "t0", f"{_AFTER}\nin_force = {{ from = {day}, to = {day + timedelta(1)} }}")
            for i, day in enumerate(date(1990, 1, 1) + timedelta(2 * i) for i in range(n))
        )
    ),
    "conditions": lambda n: (
        "".join(
            _task(i)
            + _rule(
                i, f"t{i}", f'{_AFTER}\nwhen = {{ placement = "foster-care", age = "under {i % 20 + 1}" }}\nunless = {{ fact = "f{i}" }}'
            )
            for i in range(n)
        )
        + "".join(f'[[facts]]\nid = "f{i}"\n' for i in range(n))
    ),
    "restarted cycles": lambda n: (
        '[review_cycle]\nrestarts_on = ["placement-moved"]\n'
        + "".join(_rule(i, "review", f'limit = "{i % 9 + 1} months"\nafter = "review"\nwhen = {{ cycle = "restarted" }}') for i in range(n))
    ),
    "events of its own": lambda n: "".join(
        f'[[events]]\nid = "e{i}"\n' + _task(i) + _rule(i, f"t{i}", f'limit = "5 days"\nafter = "e{i}"') for i in range(n)
    ),
    "ages": lambda n: "".join(
        _task(i, "period-of-care") + _rule(i, f"t{i}", f'limit = "{i % 300} days"\nafter = "age {i % 17 + 1} years"') for i in range(n)
    ),
    "named days": lambda n: "".join(
        f'[[days]]\nid = "d{i}"\non = [2026-01-{i % 28 + 1:02}]\n' + _task(i) + _rule(i, f"t{i}", f'{_AFTER}\nfalls_on = "d{i}"')
        for i in range(n)
    ),
    "totals": lambda n: "".join(
        f'[[totals]]\nid = "s{i}"\nevent = "short-break"\ndays = {i % 900 + 1}\n'
        + _task(i)
        + _rule(i, f"t{i}", f'limit = "5 days"\nafter = "s{i}"')
        for i in range(n)
    ),
    "considerations": lambda n: "".join(
        f'[[considerations]]\nid = "ours/{i}"\ntitle = "C"\nwhen = {{ review = "first" }}\n' for i in range(n)
    ),
    "roles": lambda n: (
        "roles = ["
        + ", ".join(f'"r{i}"' for i in range(n))
        + "]\n"
        + "".join(_task(i).replace("\nper", f'\nrole = "r{i}"\nper') + _rule(i, f"t{i}", _AFTER) for i in range(n))
    ),
    "wrong keys": lambda n: "".join(_task(i) + _rule(i, f"t{i}", f"{_AFTER}\nwrong = 1") for i in range(n)),
    "wrong words": lambda n: "".join(_rule(i, f"t{i}", 'limit = "5 dys"\nafter = "nothing"\nwhen = { fact = "none" }') for i in range(n)),
    "wrong shapes": lambda n: "".join(_task(i) + _rule(i, f"t{i}", "limit = 5\nnth = 0") for i in range(n)),
}


def profile_file(shape: str, n: int, folder: Path) -> Path:
    """A profile of a shape with about n rules, as a file."""
    path = folder / f"{shape.replace(' ', '-')}-{n}.toml"
    body = PROFILES[shape](n)
    plain, table, rest = body.partition("\n[") if body.startswith("roles") else ("", "", body)
    path.write_text(f"{HEAD}{plain}{table}{rest}", encoding="utf-8")
    return path


def load_and_use(path: Path) -> int:
    """Reads a profile, and makes a small schedule with it: how many due dates there are, or problems if it is refused."""
    try:
        profile = load_profile(path)
    except ProfileError as error:
        return len(error.problems)
    return schedule_all(history("everything", 40), profile)


def _event(n: int, **more: object) -> dict[str, object]:
    return {"event": "review-held", "on": f"{2000 + n % 20}-01-02", "ref": str(n), **more}


WRONG_RECORDS: dict[str, Callable[[int], dict[str, Any]]] = {
    "unknown keys of a history": lambda n: {"child": "A1", "events": [], **{f"k{i}": 1 for i in range(n)}},
    "unknown keys of one event": lambda n: {"child": "A1", "events": [_event(0, **{f"k{i}": 1 for i in range(n)})]},
    "misspelt keys of one event": lambda n: {"child": "A1", "events": [_event(0, **{f"note{i}": 1 for i in range(n)})]},
    "an unknown key in each event": lambda n: {"child": "A1", "events": [_event(i, k=1) for i in range(n)]},
    "a wrong value in each event": lambda n: {"child": "A1", "events": [_event(i, note=1) for i in range(n)]},
    "a wrong kind in each event": lambda n: {"child": "A1", "events": [_event(i, event=f"kind {i}") for i in range(n)]},
    "events that are none": lambda n: {"child": "A1", "events": list(range(n))},
    "keys that stand twice": lambda n: as_object([("child", "A1"), ("events", []), *((f"k{i // 2}", 1) for i in range(n))]),
}
"""Histories that are refused, as JSON-ready records with about n mistakes."""


def refused(record: dict[str, Any]) -> str:
    """What is said of a history that cannot be read."""
    try:
        parse_history(record)
    except HistoryError as error:
        return str(error)
    message = "the history was read"
    raise AssertionError(message)


def main() -> None:
    """Print what each shape takes: the work at three sizes, and the seconds of this process at two."""
    for name in sys.argv[1:] or ("england", "south-gloucestershire"):
        profile = load_profile(name)
        schedule_all(history("everything", 50), profile)
        for shape in HISTORIES:
            _print(name, shape, (500, 1_000, 2_000), (15_000, 60_000), partial(_use, shape, profile))
    for shape in WRONG_RECORDS:
        _print("history", shape, (500, 1_000, 2_000), (5_000, 20_000), partial(_refused, shape))
    with TemporaryDirectory() as folder:
        for shape in PROFILES:
            _print("profile", shape, (500, 1_000, 2_000), (2_000, 4_000), partial(_load_and_use, shape, Path(folder)))


def _use(shape: str, profile: Profile, n: int) -> int:
    return schedule_all(history(shape, n), profile)


def _refused(shape: str, n: int) -> int:
    return len(refused(WRONG_RECORDS[shape](n)))


def _load_and_use(shape: str, folder: Path, n: int) -> int:
    return load_and_use(profile_file(shape, n, folder))


def _print(name: str, shape: str, sizes: tuple[int, ...], larger: tuple[int, int], task: Callable[[int], object]) -> None:
    counted = [work_of(partial(task, n)) for n in sizes]
    taken = [_seconds(partial(task, n)) for n in larger]
    work = " ".join(f"{count:>12,}" for count in counted) + "  " + " ".join(f"x{after / before:.2f}" for before, after in pairwise(counted))
    times = " ".join(f"{n:,}: {seconds:.2f} s" for n, seconds in zip(larger, taken, strict=True))
    print(f"{name:<22} {shape:<40} {work}   {times}", flush=True)  # noqa: T201 - what a script is asked for


def _seconds(task: Callable[[], object]) -> float:
    start = time.process_time()
    task()
    return time.process_time() - start


if __name__ == "__main__":
    main()
