"""How fast a typed schedule is made, against the obvious stack: `holidays`, `dateutil` and a pydantic model per due date.

Run from the top of the project: `python tests/benchmarks/schedule.py`. First both must give the same due dates,
field for field; then each is timed in turn, several rounds over, and the medians compared. A history is read and
the profile loaded before the clock starts, on both sides.

`build_schedule` answers what is seldom asked (the last working day, an aim) only when asked, and the obvious
stack fills its models at once. So a second line reads all of those fields from every due date.

With the arguments of `versions.py`, what a build takes in an earlier version and in this one, by the length of the history:

    python tests/benchmarks/schedule.py --path OLD/src python OLD/src/lacreview_rules/data/profiles/england.toml

Both work in turn, in processes that stay, on names that both versions document; it prints the least of the rounds, in processor time.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import sys
import time
from dataclasses import fields
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from obvious import CareHistory, Scheduler
from versions import started

from lacreview_rules import (
    BecameLookedAfter,
    DecisionsIssued,
    History,
    LegalStatusChanged,
    PlacementMoved,
    ReviewArranged,
    ReviewHeld,
    TaskDone,
    build_schedule,
    history_record,
    load_profile,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from obvious import DueDate as ObviousDueDate

    from lacreview_rules import Event, Profile
    from lacreview_rules.schedules.due_dates import DueDate

ROUNDS = 15
SCHEDULES = 100  # in a round: as one after another in a caseload, not each after something else
PROFILE = "england"

HISTORY = History(
    child="A123",
    date_of_birth=date(2014, 5, 2),
    events=[
        BecameLookedAfter(on=date(2025, 9, 1), placement="foster-care", legal_status="section-20"),
        TaskDone(on=date(2025, 9, 5), task="visit"),
        TaskDone(on=date(2025, 9, 11), task="care-plan"),
        ReviewHeld(on=date(2025, 9, 25)),
        DecisionsIssued(on=date(2025, 10, 1)),
        PlacementMoved(on=date(2025, 11, 10), placement="childrens-home"),
        LegalStatusChanged(on=date(2025, 12, 3), legal_status="interim-care-order"),
        ReviewHeld(on=date(2025, 12, 18)),
        DecisionsIssued(on=date(2025, 12, 29)),
        ReviewArranged(on=date(2026, 1, 5), review_on=date(2026, 6, 11)),
    ],
)
"""Looked after at eleven, moved once, two reviews held and a third booked."""


def twelve_years() -> History:
    """In care from three to fifteen: a review every five months with its decisions, a visit every six weeks, a move every 500 days."""
    start, end = date(2013, 9, 2), date(2025, 9, 1)
    days = range(1, (end - start).days)
    events: list[Event] = [BecameLookedAfter(on=start, placement="foster-care", legal_status="care-order")]
    for day in days:
        on = start + timedelta(day)
        if day % 150 == 18:  # the first within 20 working days
            events += [ReviewHeld(on=on), DecisionsIssued(on=on + timedelta(6))]
        if day % 42 == 5:  # the first within a week
            events.append(TaskDone(on=on, task="visit"))
        if day % 500 == 0:
            events.append(PlacementMoved(on=on, placement="childrens-home" if day % 1_000 else "foster-care"))
    return History("C789", sorted(events, key=lambda event: event.on), date_of_birth=date(2010, 5, 2))


OF_FIVE = [event for place, event in enumerate(HISTORY.events) if place in (0, 2, 3, 5, 7)]
LENGTHS = [History(HISTORY.child, OF_FIVE, HISTORY.date_of_birth), HISTORY, twelve_years()]
"""From short to long: taken in, a care plan, a review, a move, a review; the same child with all that is recorded; and years of care."""


def every_due_date(history: History, profile: Profile) -> list[DueDate]:
    """What the library has worked out: the due dates, and those that stand back until they are near."""
    schedule = build_schedule(history, profile)
    return [*schedule.due_dates, *schedule.distant]


def ours(due: DueDate) -> tuple[object, ...]:
    """What the contract says of one due date, as the library gives it."""
    also = tuple((other.rule, other.due, other.force) for other in due.also)
    days = (due.due, due.last_working_day, due.aim, due.opens, due.done_on)
    words = (due.title, due.role, due.status, due.days_late, due.basis, due.rule, due.force, due.cite, due.verified)
    return (due.task, due.period_of_care, due.review, *days, *words, also)


def obvious(due: ObviousDueDate) -> tuple[object, ...]:
    """The same, as the obvious stack gives them."""
    also = tuple((limit.rule, limit.due, limit.force) for limit in due.also)
    days = (due.due, due.last_working_day, due.aim, due.opens, due.done_on)
    words = (due.title, due.role, due.status, due.days_late, due.basis, due.rule, due.force, due.cite, due.verified)
    return (due.task, due.period_of_care, due.review, *days, *words, also)


def obvious_event(event: Event) -> dict[str, object]:
    """What is known of an event: its kind, and the fields that say something."""
    known = {field.name: getattr(event, field.name) for field in fields(event)}
    return {"event": event.kind} | {field.name: known[field.name] for field in fields(event) if known[field.name] != field.default}


def obvious_history(history: History) -> CareHistory:
    """A history as the obvious stack's models."""
    events = [obvious_event(event) for event in history.events]
    return CareHistory.model_validate({"child": history.child, "date_of_birth": history.date_of_birth, "events": events})


def differences(history: History, profile: Profile) -> list[str]:
    """The due dates that only one of the two gives."""
    near = [ours(due) for due in build_schedule(history, profile).due_dates]
    mine = [ours(due) for due in every_due_date(history, profile)]
    theirs = [obvious(due) for due in Scheduler(profile).schedule(obvious_history(history))]
    if sorted(mine, key=repr) == sorted(theirs, key=repr) and [due for due in theirs if due in near] == near:
        return []
    return [
        *(f"only lacreview_rules: {due}" for due in mine if due not in theirs),
        *(f"only the obvious stack: {due}" for due in theirs if due not in mine),
    ] or ["the same due dates, in another order"]


def median_microseconds(ways: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The median time of one schedule, each way timed once a round so that a slow moment hits all alike."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, make in ways.items():
            begun = time.perf_counter_ns()
            for _ in range(SCHEDULES):
                make()
            taken[name].append((time.perf_counter_ns() - begun) / SCHEDULES / 1000)
    return {name: statistics.median(times) for name, times in taken.items()}


def versions(packages: Iterable[str]) -> str:
    """What it ran on."""
    return ", ".join((f"Python {platform.python_version()}", *(f"{name} {version(name)}" for name in packages)))


def least_microseconds(history: History, python: str, profile: Path, path: str | None, rounds: int) -> list[float]:
    """The least that one build took in an earlier version, and in this one; each is timed once a round."""
    with TemporaryDirectory() as folder:
        written = Path(folder, "history.jsonl")
        written.write_text(json.dumps(history_record(history)) + "\n", encoding="utf-8")
        sides = [
            started("earlier", python, written, profile, path, said=False)[0],
            started("this", sys.executable, written, profile, None, said=False)[0],
        ]
        for side in sides:
            side.to.write("[true]\n")
            side.to.flush()
            side.from_.readline()
    times = max(1, SCHEDULES * len(HISTORY.events) // (2 * len(history.events)))
    taken = [[side.ask("build", times) for side in sides] for _ in range(rounds)]
    for side in sides:
        side.to.close()
        side.process.wait()
    return [min(each) for each in zip(*taken, strict=True)]


def beside_an_earlier_version(python: str, profile: Path, path: str | None, rounds: int) -> None:
    """Time a build in both, for histories of several lengths."""
    print(f"a build under {profile.stem}, in microseconds of processor time: the least of {rounds} rounds")
    print(f"\n{'':<20}{'earlier':>12}{'this':>12}{'ratio':>12}")
    for history in LENGTHS:
        earlier, this = least_microseconds(history, python, profile, path, rounds)
        print(f"  {f'{len(history.events)} events':<18}{earlier:>12,.0f}{this:>12,.0f}{this / earlier:>12.3f}")


def main() -> None:
    """Check that the two agree, then time them; or time a build beside an earlier version."""
    parser = argparse.ArgumentParser(description="Time how fast a typed schedule is made.")
    parser.add_argument("python", nargs="?", help="the Python of an environment with an earlier version; none: this version alone")
    parser.add_argument("profile", type=Path, nargs="?", help="a profile file that both can read")
    parser.add_argument("--path", default=None, help="a folder with the source of the earlier version, put before all others")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"how often each is timed ({ROUNDS})")
    chosen = parser.parse_args()
    rounds: int = chosen.rounds
    if chosen.python is not None:
        if chosen.profile is None:
            parser.error("give the profile too")
        beside_an_earlier_version(chosen.python, chosen.profile, chosen.path, rounds)
        return
    profile = load_profile(PROFILE)
    different = differences(HISTORY, profile)
    if different:
        raise SystemExit("\n".join(["the two disagree", *different]))
    scheduler, history = Scheduler(profile), obvious_history(HISTORY)
    count = len(every_due_date(HISTORY, profile))
    ways: dict[str, Callable[[], object]] = {
        "lacreview_rules build_schedule": lambda: build_schedule(HISTORY, profile),
        "lacreview_rules build_schedule, every field read": lambda: [ours(due) for due in every_due_date(HISTORY, profile)],
        "the obvious stack": lambda: scheduler.schedule(history),
    }
    times = median_microseconds(ways, rounds)
    first = next(iter(times.values()))
    print(versions(("holidays", "python-dateutil", "pydantic")))
    print(f"{len(HISTORY.events)} events under {profile.id} {profile.version}; median of {rounds} rounds of {SCHEDULES} schedules")
    print(f"\n{'one typed schedule':<52}{'microseconds':>14}{'due dates':>12}{'a second':>12}{'times ours':>12}")
    for name, taken in times.items():
        print(f"  {name:<50}{taken:>14,.0f}{count:>12}{1e6 / taken:>12,.0f}{taken / first:>12.1f}")


if __name__ == "__main__":
    main()
