"""Compare two versions of the library with each other: every field, explanation and notice, on random histories.

From the top of the project, with the Python of an environment in which each version is installed:

    python -m tests.oracles.two_versions OLD/bin/python NEW/bin/python --histories 300 --seed 1

Each history is worked through under every profile that is shipped and every one in `tests/patterns`; the settings that
answer open questions of law are drawn too. It prints what differs; the exit code is 1 if anything does. Keys that a later
version adds are named, and not compared.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter
from contextlib import ExitStack
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from random import Random
from typing import Any

from tests.oracles.random_histories import history

TOP = Path(__file__).parents[2]
SHIPPED = Path(str(files("lacreview_rules"))) / "data" / "profiles"
PATTERNS = TOP / "tests" / "patterns"
SETTINGS = {
    "adjourned_review_met_by": "completion",
    "interval_after_adjournment_from": "sitting",
    "additional_reviews": "stand-apart",
}
"""The other answer to each question, drawn one by one: so every combination of them occurs."""
BIRTHS = ("1999-06-15", "2008-02-29", "2016-11-02", None)

WORKER = r"""
import hashlib, json, re, sys
from pathlib import Path
from lacreview_rules import build_schedule, load_profile
try:
    from lacreview_rules.histories.json import parse_history
except ModuleNotFoundError:  # as it was called in version 0.1
    from lacreview_rules.formats.histories import parse_history
whole, profiles = sys.argv[1] == "whole", {}
for line in sys.stdin:
    asked = json.loads(line)
    key = (asked["profile"], json.dumps(asked["settings"], sort_keys=True))
    if key not in profiles:
        name = asked["profile"]
        profiles[key] = load_profile(Path(name) if name.endswith(".toml") else name).with_settings(**asked["settings"])
    try:
        until = asked["until"] and __import__("datetime").date.fromisoformat(asked["until"])
        schedule = build_schedule(parse_history(asked["history"]), profiles[key], until=until)
        first, *later = (schedule.on(__import__("datetime").date.fromisoformat(day)) for day in asked["days"])
        record = first.to_dict()
        for due, row in zip(first.due_dates, record["due_dates"], strict=True):
            row["explanation"] = re.sub(r"(?<=\d),(?=\d{3})", "", str(due.explanation))  # 0.1 wrote no comma in 1,200 days
            row["closed_on"] = str(due.closed_on) if due.due else ""  # of advice, 0.1 did not know it
            if whole:
                steps = due.explanation.to_dict()["steps"]
                row["from"] = next((step for step in steps if step["step"] == "counts-from"), {"from": "", "on": None, "basis": "actual"})
            for gained in ("id", "scope"):
                row.pop(gained, None)
        del record["profile"]["digest"]
        told = [record]
        for seen in later:
            rows = [[due.task, due.review, str(due.due), due.status, str(due.done_on), due.days_late] for due in seen.due_dates]
            told.append(rows)
    except Exception as error:
        told = [f"{type(error).__name__}: {error}"]
    text = json.dumps(told, sort_keys=True)
    print(text if whole else hashlib.sha256(text.encode()).hexdigest(), flush=True)
"""


def say(line: str = "") -> None:
    """One line of the report."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


class Words:
    """What a profile knows: its tasks, facts and kinds of event, read from its file and from those it extends."""

    def __init__(self, name: str, shipped: Path = SHIPPED) -> None:
        self.tasks: list[str] = []
        self.facts: list[str] = []
        self.events: list[str] = []
        path: Path | None = Path(name) if name.endswith(".toml") else shipped / f"{name}.toml"
        while path is not None:
            written = tomllib.loads(path.read_text(encoding="utf-8"))
            self.tasks += [task["id"] for task in written.get("tasks", ())]
            self.facts += [fact if isinstance(fact, str) else fact["id"] for fact in written.get("facts", ())]
            self.events += [event if isinstance(event, str) else event["id"] for event in written.get("events", ())]
            parent = written.get("extends")
            path = shipped / f"{parent}.toml" if parent else None


def questions(number: int, seed: int, profiles: dict[str, Words]) -> list[dict[str, Any]]:
    """One history under every profile: what is drawn beside it depends on the words of the profile."""
    made = history(f"{seed}/{number}")
    found = []
    for name, words in profiles.items():
        random = Random(f"{seed}/{number}/{Path(name).name}")  # noqa: S311 - reproducible on purpose
        events = [*made["events"], *more_events(random, made["events"], words)]
        random.shuffle(events)
        record = {"child": "A1", "events": events}
        born = random.choice(BIRTHS)
        days = sorted(event["on"] for event in events)
        if born is not None and born <= days[0]:
            record["date_of_birth"] = born
        last = date.fromisoformat(days[-1])
        asked = [
            last,
            last + timedelta(random.choice([1, 20, 200, 900])),
            date.fromisoformat(random.choice(days)) + timedelta(random.randint(-1, 1)),
        ]
        until = (last + timedelta(random.choice([0, 100, 500]))).isoformat() if random.randrange(5) == 0 else None
        settings = {key: other for key, other in SETTINGS.items() if random.randrange(4) == 0}
        found.append({"profile": name, "settings": settings, "history": record, "until": until, "days": [day.isoformat() for day in asked]})
    return found


def more_events(random: Random, events: list[dict[str, Any]], words: Words) -> list[dict[str, Any]]:
    """Tasks done (early, late, twice; with a review or a reference, or without), facts, alerts and the profile's own kinds."""
    days = [date.fromisoformat(event["on"]) for event in events]
    found: list[dict[str, Any]] = []

    def record(kind: str, day: date, **more: object) -> None:
        found.append({"event": kind, "on": day.isoformat(), **more})

    def some_day() -> date:
        return random.choice(days) + timedelta(random.choice([-40, -5, -1, 0, 0, 1, 3, 10, 30, 100]))

    def marked() -> dict[str, object]:
        more: dict[str, object] = {}
        if random.randrange(6) == 0:
            more["ref"] = random.choice("ab")
        if random.randrange(6) == 0:
            more["review"] = random.randint(1, 4)
        if random.randrange(6) == 0:
            more["at"] = random.choice(["08:15", "23:50"])
        return more

    for _ in range(random.choice([0, 2, 6, 15])):
        task, day = random.choice(words.tasks), some_day()
        for _ in range(random.choice([1, 1, 2])):
            record("task-done", day, task=task, **marked())
            day += timedelta(random.choice([0, 1, 30]))
    for _ in range(random.choice([0, 1, 3])):
        if words.facts:
            record("fact", some_day(), fact=random.choice(words.facts), value=random.choice([True, True, False]))
    for kind in ("decisions-issued", "alert-raised", "alert-answered", "school-started", "significant-event"):
        for _ in range(random.choice([0, 0, 1, 2])):
            record(kind, some_day(), **marked())
    for _ in range(random.choice([0, 1, 3])):
        if words.events:
            record(random.choice(words.events), some_day(), **marked())
    return found


def answers(python: str, path: Path, how: str, stack: ExitStack) -> subprocess.Popen[str]:
    """One version at work on the questions in a file."""
    asked = stack.enter_context(path.open(encoding="utf-8"))
    return stack.enter_context(subprocess.Popen([python, "-I", "-c", WORKER, how], stdin=asked, stdout=subprocess.PIPE, text=True))


def ask_both(pythons: tuple[str, str], asked: list[dict[str, Any]], how: str, kept: Path | None = None) -> list[tuple[str, str]]:
    """What each version says of each question: the digest of its answer, or the whole. `kept`: where the old one's digests are kept."""
    text = "".join(f"{json.dumps(question)}\n" for question in asked)
    known = None if kept is None or how == "whole" else kept / hashlib.sha256(text.encode()).hexdigest()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        path = Path(folder) / "questions.jsonl"
        path.write_text(text, encoding="utf-8")
        old = None if known is not None and known.exists() else answers(pythons[0], path, how, stack)
        new = answers(pythons[1], path, how, stack)
        told = [[] if one is None or one.stdout is None else list(one.stdout) for one in (old, new)]
    if known is not None and known.exists():
        told[0] = known.read_text(encoding="utf-8").splitlines(keepends=True)
    elif known is not None:
        known.write_text("".join(told[0]), encoding="utf-8")
    if not len(told[0]) == len(told[1]) == len(asked):
        message = f"{len(asked)} questions, and {len(told[0])} and {len(told[1])} answers: one of the two gave up"
        raise RuntimeError(message)
    return list(zip(*told, strict=True))


def told_apart(old: Any, new: Any, where: str = "") -> list[str]:
    """Where two answers differ, and how."""
    if isinstance(old, dict) and isinstance(new, dict):
        return [line for key in dict.fromkeys((*old, *new)) for line in told_apart(old.get(key), new.get(key), f"{where}.{key}")]
    if isinstance(old, list) and isinstance(new, list):
        if where.endswith(".due_dates"):
            only_old, only_new = ([row for row in one if row not in other] for one, other in ((old, new), (new, old)))
            if len(only_old) != len(only_new):
                return [f"{where}: only old {_short(row)}" for row in only_old] + [f"{where}: only new {_short(row)}" for row in only_new]
            old, new = only_old, only_new
        if len(old) != len(new):
            return [f"{where}: {old} / {new}"]
        return [
            line for place, (one, other) in enumerate(zip(old, new, strict=True)) for line in told_apart(one, other, f"{where}[{place}]")
        ]
    return [] if old == new else [f"{where}: {old!r}\n        / {new!r}"]


def _short(row: dict[str, Any]) -> str:
    return ", ".join(f"{key} {row[key]}" for key in ("task", "review", "due", "status", "done_on", "basis", "rule", "closed_on"))


def show(question: dict[str, Any], pair: tuple[str, str]) -> None:
    """One history on which the two differ, in full."""
    say(
        f"Under {Path(question['profile']).name} {question['settings'] or ''}, until {question['until']}, on {', '.join(question['days'])}:"
    )
    for event in sorted(question["history"]["events"], key=lambda event: event["on"]):
        say(f"    {json.dumps(event)}")
    for line in told_apart(json.loads(pair[0]), json.loads(pair[1]))[:20]:
        say(f"  {line}")


def main(arguments: list[str] | None = None) -> int:
    """Compare; 1 if anything differs."""
    parser = argparse.ArgumentParser(prog="python -m tests.oracles.two_versions", description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("old", help="the Python of an environment with the old version")
    parser.add_argument("new", help="the same with the new one")
    parser.add_argument("--histories", type=int, default=300, metavar="N", help="how many random histories (300)")
    parser.add_argument("--seed", type=int, default=1, help="which sequence of them (1)")
    parser.add_argument("--show", type=int, default=3, metavar="N", help="print so many of those that differ (3)")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the old version's answers here, for the next run")
    parser.add_argument("--at-once", type=int, default=200, metavar="N", help="how many to ask of each process (200)")
    chosen = parser.parse_args(arguments)
    names = [path.stem for path in sorted(SHIPPED.glob("*.toml"))] + [str(path) for path in sorted(PATTERNS.glob("*.toml"))]
    profiles = {name: Words(name) for name in names}
    started, compared, differ = time.perf_counter(), 0, Counter[str]()
    for first in range(0, chosen.histories, chosen.at_once):
        numbers = range(first, min(first + chosen.at_once, chosen.histories))
        asked = [question for number in numbers for question in questions(number, chosen.seed, profiles)]
        pairs = ask_both((chosen.old, chosen.new), asked, "digest", chosen.keep)
        compared += len(pairs)
        apart = [question for question, (old, new) in zip(asked, pairs, strict=True) if old != new]
        wanted = apart[: max(0, chosen.show - differ.total())]
        for question, pair in zip(wanted, ask_both((chosen.old, chosen.new), wanted, "whole"), strict=True) if wanted else ():
            show(question, pair)
        differ.update(Path(question["profile"]).name for question in apart)
    say(f"{chosen.histories:,} histories of seed {chosen.seed} under {len(profiles)} profiles: {compared:,} schedules, each on three days.")
    for name, count in differ.most_common():
        say(f"  {count:>9,} differ under {name}")
    say(f"  {differ.total():,} differ. Took {time.perf_counter() - started:,.0f} seconds")
    return int(differ.total() > 0)


if __name__ == "__main__":
    sys.exit(main())
