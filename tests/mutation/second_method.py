"""The second method: what a survivor is excused for is put to random histories, `python -m tests.mutation.run all --second-method 10000`.

A reason why a mutant may live says that nothing else comes out. Here the library is run with it and without it on the same random
histories (those of `tests/oracles/two_versions.py`: events out of order, twice, impossible ones, tasks done early, late and with a
reference), and everything that it says is compared: each field, date, basis and explanation of a schedule, its problems, notices and
considerations, on several days. A difference refutes the reason. None proves nothing; so it is told too in how many of the cases the
changed lines were run at all. The histories go through the profiles in turn, shipped ones and those of `tests/patterns`; `--whole` asks
each of them under every profile.

Each mutant is put into a library that is imported anew in a process of its own: nothing that it makes was made before.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import resource
import signal
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.mutation.forks import PACKAGE, put_anew
from tests.mutation.page import key_of
from tests.oracles.two_versions import PATTERNS, SHIPPED, Words, questions, told_apart

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SPARE_SECONDS = 30  # of processor time, besides six times what the library itself takes, before a mutant counts as running for ever

_SHOWN = 400  # letters of each difference: one may hold the whole schedule


class Verdict(NamedTuple):
    """What came of one survivor.

    Attributes:
        outcome: "same", "different", "for ever", or "not made": the source has no such mutant any more.
        question: the first history on which it differs, as `two_versions` asks it.
        shown: where the two differ.
    """

    survivor: dict[str, Any]
    outcome: str
    question: dict[str, Any] | None = None
    shown: tuple[str, ...] = ()


def asked(histories: int, seed: int, *, whole: bool) -> Iterator[dict[str, Any]]:
    """The questions: each history under one profile, in turn, or under every one."""
    names = [path.stem for path in sorted(SHIPPED.glob("*.toml"))] + [str(path) for path in sorted(PATTERNS.glob("*.toml"))]
    profiles = {name: Words(name) for name in names}
    for number in range(histories):
        name = names[number % len(names)]
        yield from questions(number, seed, profiles if whole else {name: profiles[name]})


class Library:
    """The library as it is imported at that time, and the profiles it has read."""

    def __init__(self) -> None:
        from lacreview_rules import build_schedule, load_profile
        from lacreview_rules.histories.json import parse_history

        self._build, self._load, self._parse = build_schedule, load_profile, parse_history
        self._profiles: dict[tuple[str, str], Any] = {}

    def says(self, question: dict[str, Any]) -> str:
        """All that is said of a question; an error is what it says."""
        try:
            return json.dumps(self._told(question), sort_keys=True)
        except Exception as error:  # noqa: BLE001 - whatever comes out is compared
            return json.dumps([f"{type(error).__name__}: {error}"])

    def _told(self, question: dict[str, Any]) -> list[Any]:
        until = question["until"] and date.fromisoformat(question["until"])
        schedule = self._build(self._parse(question["history"]), self._profile(question), until=until)
        first, *later = (schedule.on(date.fromisoformat(day)) for day in question["days"])
        record: dict[str, Any] = {**first.to_dict()}
        record["due_dates"] = [{**row} for row in record["due_dates"]]
        for due, row in zip(first.due_dates, record["due_dates"], strict=True):
            row["explanation"], row["closed_on"], row["basis"] = str(due.explanation), str(due.closed_on), str(due.basis)
        rows = [[[due.task, due.review, str(due.due), due.status, str(due.done_on), due.days_late] for due in on.due_dates] for on in later]
        return [record, *rows]

    def _profile(self, question: dict[str, Any]) -> Any:
        name, settings = question["profile"], question["settings"]
        key = (name, json.dumps(settings, sort_keys=True))
        if key not in self._profiles:
            loaded = self._load(Path(name) if name.endswith(".toml") else name)
            self._profiles[key] = loaded.with_settings(**settings) if settings else loaded
        return self._profiles[key]


def digest_of(text: str) -> str:
    """What is kept of an answer."""
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def in_a_process(act: Callable[[], Any], seconds: float | None = None) -> Any:
    """What a function gives in a process of its own; None if the processor time given to it was not enough.

    Raises:
        RuntimeError: it ended otherwise.
    """
    with tempfile.NamedTemporaryFile("r", suffix=".json", encoding="utf-8") as out:
        pid = os.fork()
        if pid == 0:
            code = 3
            try:
                if seconds is not None:
                    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 5))
                Path(out.name).write_text(json.dumps(act()), encoding="utf-8")
                code = 0
            finally:
                os._exit(code)
        _, status = os.waitpid(pid, 0)
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) in {signal.SIGXCPU, signal.SIGKILL}:
            return None
        if status:
            message = f"the process ended with {status}"
            raise RuntimeError(message)
        return json.loads(out.read())


class SecondMethod:
    """The answers of the library as it is, and what mutants make of them.

    Args:
        sources: the folder of the package that is mutated.
        histories: how many.
        seed: which sequence of them.
        whole: whether each is asked under every profile.
    """

    def __init__(self, sources: Path, histories: int, seed: int, *, whole: bool) -> None:
        self._sources = sources
        self._asked = (histories, seed, whole)
        before = os.times().children_user
        self.known: list[str] = in_a_process(self._answers)
        self._seconds = os.times().children_user - before

    def _questions(self) -> Iterator[dict[str, Any]]:
        histories, seed, whole = self._asked
        return asked(histories, seed, whole=whole)

    def _answers(self) -> list[str]:
        library = Library()
        return [digest_of(library.says(question)) for question in self._questions()]

    def lines_run(self, modules: list[str], of: int = 300) -> dict[str, set[int]]:
        """The lines of some modules that the first questions run."""
        paths = {module: str(self.path(module)) for module in modules}

        def act() -> dict[str, list[int]]:
            from coverage import Coverage

            coverage = Coverage(data_file=None, include=[*paths.values()], config_file=False)
            coverage.start()
            library = Library()
            for _, question in zip(range(of), self._questions(), strict=False):
                library.says(question)
            coverage.stop()
            data = coverage.get_data()
            return {module: sorted(data.lines(path) or ()) for module, path in paths.items()}

        return {module: set(lines) for module, lines in in_a_process(act).items()}

    def path(self, module: str) -> Path:
        """Where a module is."""
        return self._sources.joinpath(*module.split(".")).with_suffix(".py")

    def verdict(self, survivor: dict[str, Any], made: dict[tuple[str, str, str, str, int], dict[str, Any]]) -> Verdict:
        """What comes of one survivor, of all the mutants that are made of its module."""
        mutant = made.get(key_of(survivor))
        if mutant is None:
            return Verdict(survivor, "not made")
        path = self.path(mutant["module"])
        source = path.read_bytes()
        changed = source[: mutant["start"]] + mutant["text"].encode() + source[mutant["end"] :]

        def act() -> Any:
            put_anew(mutant["module"], path, changed)
            try:
                library = Library()
            except Exception as error:  # noqa: BLE001 - a library that cannot be imported differs
                return [None, f"{type(error).__name__}: {error}"]
            for known, question in zip(self.known, self._questions(), strict=True):
                said = library.says(question)
                if digest_of(said) != known:
                    return [question, said]
            return []

        found = in_a_process(act, SPARE_SECONDS + 6 * self._seconds)
        if found is None:
            return Verdict(survivor, "for ever")
        if not found:
            return Verdict(survivor, "same")
        question, said = found
        if question is None:
            return Verdict(survivor, "different", None, (said,))
        as_it_is = json.loads(in_a_process(lambda: Library().says(question)))
        return Verdict(survivor, "different", question, tuple(told_apart(as_it_is, json.loads(said))[:8]))


def made_of(module: str, source: bytes) -> dict[tuple[str, str, str, str, int], dict[str, Any]]:
    """The mutants of a module, by what tells each from every other."""
    from tests.mutation.mutants import mutants_of  # needs what the extra `mutation` installs

    return {key_of(mutant): mutant for mutant in (each._asdict() for each in mutants_of(module, source))}


def report(verdict: Verdict) -> str:
    """A refuted reason in full: the mutant, its reason, the history and where the answers differ."""
    survivor = verdict.survivor
    lines = [
        f"refuted: {survivor['module']} {survivor['where']}",
        f"  - {survivor['was']}",
        f"  + {survivor['became']}",
        f"  why: {survivor['why']}",
    ]
    if verdict.question is not None:
        name = re.sub(r".*/", "", verdict.question["profile"])
        lines.append(f"  under {name} {verdict.question['settings'] or ''}, on {', '.join(verdict.question['days'])}:")
        lines += [f"    {json.dumps(event)}" for event in sorted(verdict.question["history"]["events"], key=lambda event: event["on"])]
    return "\n".join([*lines, *(f"  {line[:_SHOWN]}" for line in verdict.shown)])


def try_all(second: SecondMethod, survivors: list[dict[str, Any]], say: Callable[[str], None]) -> Iterator[tuple[str, dict[str, int]]]:
    """Try each; for each module how many came out how, and how many of those that came out the same have lines that were run."""
    modules = list(dict.fromkeys(survivor["module"] for survivor in survivors))
    there = [module for module in modules if second.path(module).exists()]
    run = second.lines_run(there)
    for module in modules:
        made = made_of(module, second.path(module).read_bytes()) if module in there else {}
        counts = {"same": 0, "same, lines run": 0, "different": 0, "for ever": 0, "not made": 0}
        for survivor in survivors:
            if survivor["module"] != module:
                continue
            verdict = second.verdict(survivor, made)
            counts[verdict.outcome] += 1
            if verdict.outcome == "same":
                first, last = made[key_of(survivor)]["lines"]
                counts["same, lines run"] += any(line in run[module] for line in range(first, last + 1))
            elif verdict.outcome in {"different", "for ever"}:
                say(report(verdict))
        say(f"{module}: {counts}")
        yield module, counts


def main() -> None:
    """Try the survivors of a plan, in the copy of the tree in which it is run: `run.py` writes it and reads the outcome."""
    plan = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    second = SecondMethod(Path(plan["root"], "src", PACKAGE), plan["histories"], plan["seed"], whole=plan["whole"])

    def say(line: str) -> None:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()

    say(f"{plan['histories']:,} histories of seed {plan['seed']}: {len(second.known):,} schedules for each mutant")
    found: dict[str, dict[str, int]] = {}
    for module, counts in try_all(second, plan["survivors"], say):
        found[module] = counts  # each is set down as it comes: the whole takes hours
        Path(sys.argv[2]).write_text(json.dumps({"schedules": len(second.known), "modules": found}), encoding="utf-8")


if __name__ == "__main__":
    main()
