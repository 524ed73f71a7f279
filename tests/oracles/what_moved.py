"""What became of every date of an earlier version: kept, earlier, later or gone, and which entry of the changelog says so.

From the top of the project, with an environment for each version and the earlier one's source:

    python -m tests.oracles.what_moved OLD/bin/python NEW/bin/python --of OLD --histories 1000 --seed 1

The random histories are those of `two_versions`, in the words of the earlier version; each is worked through under one of its profiles, in
turn. Every field, explanation and notice of a due date whose date stays is compared, too, and what differs is counted by its field. A date
that is later or gone, or no longer overdue, is explained by the first entry of `what_moved.toml` that fits it. An entry that names words of
the history is tried: without them the two versions must not differ so. What nothing explains is printed, with as little of its history as
shows it, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
import tomllib
from collections import Counter, defaultdict
from contextlib import ExitStack
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.oracles.shortened import shortened
from tests.oracles.two_versions import WORKER, Words, ask_both, questions, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Row = dict[str, Any]
Question = dict[str, Any]
LOST = ("later", "gone", "no longer overdue", "error")
"""What a person may come to harm by: each has to be explained, and of each kind that is not a history is printed."""
Kind = tuple[str, ...]
DATES = ("earlier", "beside", "later", "gone", "new")
"""What may become of a date: "beside" is one that stands among the others of a due date, where an earlier one binds."""


@dataclass(frozen=True)
class Difference:
    """One difference: what it is (one of `DATES`, "error", or the name of a field), of which task, under which rule before and now."""

    what: str
    task: str
    was: str
    now: str
    told: str = ""
    """Both sides of it."""
    follows: str = ""
    """The task on whose date the old one was counted, where that date had moved itself."""
    due: str | None = None
    """The old date; of one that is new, itself."""

    @property
    def kind(self) -> Kind:
        """What is counted together."""
        return self.what, self.task, self.was, self.now, self.follows and f"follows {self.follows}"


@dataclass(frozen=True)
class Entry:
    """One entry of the changelog, and the differences that it explains."""

    named: tuple[str, ...]
    """Words of the changelog, as they stand there, of one entry or of several that act together."""
    what: tuple[str, ...]
    tasks: tuple[str, ...] = ("*",)
    was: tuple[str, ...] = ("*",)
    now: tuple[str, ...] = ("*",)
    told: tuple[str, ...] = ("*",)
    words: tuple[str, ...] = ()
    """Without the events with these words (a kind of event, or a word of one) the two must not differ so: that is tried."""
    follows: tuple[str, ...] = ()
    """Of what moved with another date: the task that it was counted from."""

    def fits(self, found: Difference, words: frozenset[str]) -> bool:
        """Whether a difference may be one of this entry's."""
        return (
            found.what in self.what
            and any(fnmatchcase(found.task, one) for one in self.tasks)
            and any(fnmatchcase(found.was, one) for one in self.was)
            and any(fnmatchcase(found.now, one) for one in self.now)
            and any(fnmatchcase(found.told, one) for one in self.told)
            and (not self.words or not words.isdisjoint(self.words))
            and (not self.follows or any(fnmatchcase(found.follows, one) for one in self.follows))
        )


def entries() -> list[Entry]:
    """Those of `what_moved.toml`, in their order."""
    written = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))["entries"]
    return [Entry(**{key: tuple(words) for key, words in one.items()}) for one in written]


def words_of_event(event: dict[str, Any]) -> set[str]:
    """The words of one event: its kind, its task, fact, placement, legal statuses."""
    return {word for value in event.values() for word in (value if isinstance(value, list) else [value]) if isinstance(word, str)}


def words_of(question: Question) -> frozenset[str]:
    """Every word of a history."""
    return frozenset().union(*map(words_of_event, question["history"]["events"]))


def differences(old: list[Any], new: list[Any]) -> Iterator[Difference]:
    """Everything in which two answers differ, dates first."""
    if isinstance(old[0], str) or isinstance(new[0], str):
        if old != new:
            yield Difference("error", "", "", "", f"{str(old[0])[:200]} / {str(new[0])[:200]}")
        return
    rows = [one[0]["due_dates"] for one in (old, new)]
    kept, moved, gone, gained = pairs(*rows)
    unmoved = {(row["task"], row["due"]) for row, _ in kept}
    shifted = _Shifted(
        {(row["task"], row["due"]) for row in (*gone, *(row for row, _ in moved))} - unmoved,
        {row["task"] for row in (*gone, *gained, *(row for row, _ in moved))},
    )
    for was, now in moved:
        yield Difference(
            _way(was, now), was["task"], was["rule"], now["rule"], f"{_short(was)} / {_short(now)}", _follows(shifted, was, now)
        )
    beside = {(row["task"], other["due"]) for row in rows[1] for other in row["also"]}
    for was in gone:
        what = "beside" if (was["task"], was["due"]) in beside else "gone"
        yield Difference(what, was["task"], was["rule"], "", _short(was), _follows(shifted, was), was["due"])
    for now in gained:
        yield Difference("new", now["task"], "", now["rule"], _short(now), "", now["due"])
    for was, now in kept:
        for field in dict.fromkeys((*was, *now)):
            if was.get(field) != now.get(field):
                told = f"{was.get(field)} / {now.get(field)}"
                lost = field == "status" and was["status"] == "overdue"
                yield Difference(
                    "no longer overdue" if lost else field, was["task"], was["rule"], now["rule"], told, _follows(shifted, was)
                )
    for part in ("considerations", "problems", "calendar"):
        if old[0][part] != new[0][part]:
            yield Difference(part, "", "", "", _lists_apart(old[0][part], new[0][part]))
    for was, now in zip(old[1:], new[1:], strict=True):
        apart = (Counter(map(tuple, was)) - Counter(map(tuple, now))).elements()
        by_date = {(task, review, due): row for task, review, due, *row in now}
        for task, review, due, *row in apart:
            other = by_date.get((task, review, due))
            if other is not None:
                yield Difference("standing", task, "", "", f"{due}: {row} / {other}")


def pairs(old: list[Row], new: list[Row]) -> tuple[list[tuple[Row, Row]], list[tuple[Row, Row]], list[Row], list[Row]]:
    """The rows of a task paired: those of one date, those that moved, and those that have no other, old and new."""
    kept: list[tuple[Row, Row]] = []
    moved: list[tuple[Row, Row]] = []
    gone: list[Row] = []
    gained: list[Row] = []
    by_task: dict[str, tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
    for side, rows in enumerate((old, new)):
        for row in rows:
            by_task[row["task"]][side].append(row)
    for of_old, of_new in by_task.values():
        left_old, left_new = list(of_old), list(of_new)
        for alike in (_same, _same_date, _same_start, _same_occasion):
            for was in list(left_old):
                now = next((one for one in left_new if alike(was) == alike(one)), None)
                if now is not None:
                    left_old.remove(was)
                    left_new.remove(now)
                    (kept if was["due"] == now["due"] else moved).append((was, now))
        gone += left_old
        gained += left_new
    return kept, moved, gone, gained


def _same(row: Row) -> tuple[object, ...]:
    return row["due"], row["rule"], row["review"], row["period_of_care"], row["done_on"]


def _same_date(row: Row) -> tuple[object, ...]:
    return (row["due"],)


def _same_start(row: Row) -> tuple[object, ...]:
    return row["from"]["on"], row["from"]["from"], row["review"]


def _same_occasion(row: Row) -> tuple[object, ...]:
    return row["period_of_care"], row["review"] or row["from"]["on"]


def _way(was: Row, now: Row) -> str:
    if was["due"] is None or now["due"] is None:
        return "new" if was["due"] is None else "gone"
    return "earlier" if now["due"] < was["due"] else "later"


class _Shifted(NamedTuple):
    """What moved in an answer: the old dates, and the tasks of which any did."""

    dates: set[tuple[str, str | None]]
    tasks: set[str]


def _follows(shifted: _Shifted, was: Row, now: Row | None = None) -> str:
    """The task from whose date the old one counted, if that had moved; of an assumed one, if any of the task's dates had."""
    start, task = was["from"], was["from"]["from"]
    other = now is not None and now["from"]["from"] == task and now["from"]["on"] != start["on"]
    if (task, start["on"]) in shifted.dates or (task in shifted.tasks and (other or start["basis"] != "actual")):
        return str(task)
    return ""


def _short(row: Row) -> str:
    start = row["from"]
    return f"due {row['due']} ({row['rule']}, from {start['from']} {start['on']}, {row['basis']}, {row['status']}, review {row['review']})"


def _lists_apart(old: Any, new: Any) -> str:
    if not isinstance(old, list):
        return f"{old} / {new}"
    only = [[one for one in a if one not in b] for a, b in ((old, new), (new, old))]
    return f"{only[0]} / {only[1]}"


def profiles_of(top: Path) -> dict[str, Words]:
    """The profiles that a version ships, by their ids, and its patterns, by their paths; each with its words."""
    shipped = top / "src" / "lacreview_rules" / "data" / "profiles"
    found = {path.stem: Words(path.stem, shipped) for path in sorted(shipped.glob("*.toml"))}
    return found | {str(path): Words(str(path), shipped) for path in sorted((top / "tests" / "patterns").glob("*.toml"))}


def asked_in_turn(numbers: Iterable[int], seed: int, profiles: dict[str, Words]) -> list[Question]:
    """Each history under one profile, in turn."""
    named = list(profiles.items())
    return [question for number in numbers for question in questions(number, seed, dict([named[number % len(named)]]))]


def explanations(question: Question, pair: tuple[str, str], known: list[Entry], asking: Asking) -> list[tuple[Difference, str]]:
    """Every difference in the answers to a question, and what explains it; empty where nothing does."""
    words = words_of(question)
    tried: dict[frozenset[str], frozenset[tuple[Kind, str | None]]] = {}

    def depends_on(one: Difference, some: frozenset[str]) -> bool:
        if some not in tried:
            tried[some] = left_without(question, some, asking)
        return (one.kind, one.due) not in tried[some]

    said = []
    for one in differences(*map(json.loads, pair)):
        fitting = [entry for entry in known if entry.fits(one, words)]
        entry = next((entry for entry in fitting if not entry.words or depends_on(one, frozenset(entry.words))), None)
        if entry is not None:
            said.append((one, " / ".join(entry.named)))
        elif len(fitting) > 1 and depends_on(one, frozenset().union(*(entry.words for entry in fitting))):
            said.append((one, "(several of these, each of which is enough)"))
        else:
            said.append((one, ""))
    return said


def left_without(question: Question, words: frozenset[str], asking: Asking) -> frozenset[tuple[Kind, str | None]]:
    """The differences that are left without the events that have one of some words, by what they are and the date."""
    left = [event for event in question["history"]["events"] if words_of_event(event).isdisjoint(words)]
    if not left:
        return frozenset()
    without = {**question, "history": {**question["history"], "events": left}}
    return frozenset((one.kind, one.due) for one in differences(*map(json.loads, asking.ask(without))))


class Asking:
    """Both versions at work, asked one question after another."""

    def __init__(self, pythons: tuple[str, str], stack: ExitStack) -> None:
        command = ["-I", "-c", WORKER, "whole"]
        self.both = [
            stack.enter_context(subprocess.Popen([python, *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
            for python in pythons
        ]

    def ask(self, question: Question) -> tuple[str, str]:
        """What each of them answers."""
        for one in self.both:
            print(json.dumps(question), file=one.stdin, flush=True)
        old, new = (one.stdout.readline() if one.stdout is not None else "" for one in self.both)
        return old, new


def show_shortened(question: Question, kind: Kind, asking: Asking) -> None:
    """Print a history with as little as shows a difference that is not explained, and what that is."""

    def still(asked: Question) -> list[Difference]:
        return [one for one in differences(*map(json.loads, asking.ask(asked))) if one.kind == kind]

    short = shortened(question, lambda asked: bool(still(asked)))
    say(f"NOT EXPLAINED {' '.join(kind)}, under {Path(short['profile']).name} {short['settings'] or ''}, until {short['until']}:")
    say(f"    born {short['history'].get('date_of_birth')}, on {short['days'][0]}")
    for event in short["history"]["events"]:
        say(f"    {json.dumps(event)}")
    for one in still(short):
        say(f"  {one.told[:900]}")


def main(arguments: list[str] | None = None) -> int:
    """Compare and explain; 1 if a difference has no explanation."""
    parser = argparse.ArgumentParser(prog="python -m tests.oracles.what_moved", description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("old", help="the Python of an environment with the earlier version")
    parser.add_argument("new", help="the same with the new one")
    parser.add_argument("--of", type=Path, required=True, metavar="FOLDER", help="the top folder of the earlier version's source")
    parser.add_argument("--histories", type=int, default=300, metavar="N", help="how many random histories (300)")
    parser.add_argument("--first", type=int, default=0, metavar="N", help="the first of them, where a run goes on (0)")
    parser.add_argument("--seed", type=int, default=1, help="which sequence of them (1)")
    parser.add_argument(
        "--show", type=int, default=3, metavar="N", help="print so many histories in full of each kind that is not explained (3)"
    )
    parser.add_argument("--at-once", type=int, default=140, metavar="N", help="how many to ask of each process (140)")
    chosen = parser.parse_args(arguments)
    profiles, known, started = profiles_of(chosen.of), entries(), time.perf_counter()
    explained, others, open_histories, alike, dates = Counter[tuple[str, str]](), Counter[str](), Counter[Kind](), 0, 0
    last, pythons = chosen.first + chosen.histories, (chosen.old, chosen.new)
    stack = ExitStack()
    asking = Asking(pythons, stack)
    for first in range(chosen.first, last, chosen.at_once):
        asked = asked_in_turn(range(first, min(first + chosen.at_once, last)), chosen.seed, profiles)
        for question, pair in zip(asked, ask_both(pythons, asked, "whole"), strict=True):
            old = json.loads(pair[0])
            dates += 0 if isinstance(old[0], str) else len(old[0]["due_dates"])
            said = explanations(question, pair, known, asking)
            alike += not said
            explained.update((one.what, named) for one, named in said if named)
            for kind in dict.fromkeys(one.kind for one, named in said if not named and one.what in LOST):
                open_histories[kind] += 1
                if open_histories[kind] <= chosen.show:
                    show_shortened(question, kind, asking)
            others.update(one.what for one, named in said if not named and one.what not in LOST)
    for (what, named), count in sorted(explained.items(), key=lambda pair: (pair[0][0], -pair[1])):
        say(f"  {count:>9,} {what}: {named}")
    for what, count in others.most_common():
        say(f"  {count:>9,} {what}: not explained one by one, and no date of before is later or gone by it")
    for kind, count in open_histories.most_common():
        say(f"  {count:>9,} histories NOT EXPLAINED: {' '.join(kind)}")
    say(
        f"{chosen.histories:,} histories of seed {chosen.seed} from {chosen.first:,} on, {dates:,} due dates: {alike:,} answered alike, "
        f"{sum(count for (what, _), count in explained.items() if what in LOST):,} later, gone or no longer overdue are explained, "
        f"{open_histories.total():,} not. Took {time.perf_counter() - started:,.0f} seconds"
    )
    return int(open_histories.total() > 0)


if __name__ == "__main__":
    sys.exit(main())
