"""Runs tests against mutants, each in a process of its own, forked from one that has imported everything but the tests.

In the child the function is given its mutated code before the first test is imported; no cache of the library holds anything yet.
What runs when the library is imported is imported anew, mutated. A mutant first meets the tests that run its lines and are quick or
have killed nearby; if it survives them, all tests of every file that runs its lines. `run.py` writes the plan and reads the outcome:
`python forks.py plan.json outcome.json`.
"""

from __future__ import annotations

import gc
import hashlib
import importlib
import importlib.machinery
import importlib.util
import inspect
import json
import os
import resource
import sys
import time
from pathlib import Path
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Sequence
    from types import FrameType, ModuleType

PACKAGE = "lacreview_rules"
OPTIONS = ["-x", "-q", "--assert=plain", "--import-mode=importlib", "-p", "no:cacheprovider", "-p", "no:unraisableexception",
           "-p", "no:threadexception", "-p", "no:faulthandler", "-p", "no:logging", "-p", "no:doctest", "-p", "no:junitxml"]  # fmt: skip
LIKELY = 40  # as many tests as a mutant meets before it meets them all
LIKELY_SECONDS = 1.5
SPARE_SECONDS = 4  # of processor time, besides six times what the tests take, before a mutant counts as running for ever
MEMORY = 6 << 30


class Trial(NamedTuple):
    """A mutant before some tests, or before all that could notice."""

    mutant: dict[str, Any]
    whole: bool


class _Watch:
    """Notes how long each test takes, which lines of the module it runs, and whether it starts another process."""

    def __init__(self, coverage: Any) -> None:
        self.coverage = coverage
        self.seconds: dict[str, float] = {}
        self.elsewhere: set[str] = set()
        self.now = ""
        sys.addaudithook(self.note)

    def note(self, event: str, _: tuple[object, ...]) -> None:
        if event == "subprocess.Popen":
            self.elsewhere.add(self.now)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        self.now = item.nodeid
        self.coverage.switch_context(item.nodeid)
        start = time.process_time()
        done = yield
        self.seconds[item.nodeid] = time.process_time() - start
        self.coverage.switch_context("")
        return done


class _Only:
    """Runs the tests named, in their order, and notes the first that fails."""

    def __init__(self, wanted: Sequence[str] | None) -> None:
        self.place = None if wanted is None else {name: place for place, name in enumerate(wanted)}
        self.failed = ""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        place = self.place
        if place is not None:
            items[:] = sorted((item for item in items if item.nodeid in place), key=lambda item: place[item.nodeid])

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.failed = self.failed or report.nodeid

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed = self.failed or report.nodeid


class _Mutated(importlib.machinery.SourceFileLoader):
    """Finds one module, and reads it as mutated."""

    def __init__(self, name: str, path: Path, source: bytes) -> None:
        super().__init__(name, str(path))
        self.source = source

    def find_spec(self, fullname: str, path: object = None, target: ModuleType | None = None) -> importlib.machinery.ModuleSpec | None:
        del path, target
        return importlib.util.spec_from_file_location(fullname, self.path, loader=self) if fullname == self.name else None

    def get_code(self, fullname: str) -> CodeType:
        del fullname
        return compile(self.source, self.path, "exec", dont_inherit=True)


def put_in(mutant: dict[str, Any], path: Path, source: bytes, imported: set[str]) -> None:
    """Makes the library what it is with this module mutated."""
    name = f"{PACKAGE}.{mutant['module']}"
    function, where = function_at(sys.modules.get(name), mutant["where"])
    code = code_at(compile(source, str(path), "exec", dont_inherit=True), where)
    if not mutant["imported"] and function and code and where not in imported and function.__code__.co_freevars == code.co_freevars:
        function.__code__ = code
        return
    for loaded in [each for each in sys.modules if each.split(".")[0] == PACKAGE]:
        del sys.modules[loaded]
    sys.meta_path.insert(0, _Mutated(name, path, source))


def function_at(module: ModuleType | None, where: str) -> tuple[FunctionType | None, str]:
    """The outermost function on the way there, as it was written (without what decorators put around it), and its path."""
    found: Any = module
    parts = where.split(".")
    for place, part in enumerate(parts, 1):
        found = inspect.getattr_static(found, part, None)
        found = getattr(found, "fget", None) or getattr(found, "__func__", None) or found
        found = found if inspect.isclass(found) or found is None else inspect.unwrap(found)
        if isinstance(found, FunctionType):
            return found, ".".join(parts[:place])
    return None, where


def code_at(code: CodeType, where: str) -> CodeType | None:
    """The same function, compiled."""
    found: CodeType | None = code
    for part in where.split("."):
        inner = [const for const in (found.co_consts if found else ()) if isinstance(const, CodeType) and const.co_name == part]
        found = inner[0] if len(inner) == 1 else None
    return found


class Forks:
    """Child processes, a few at a time, each with a file to write to."""

    def __init__(self, jobs: int, scratch: Path) -> None:
        self.free = [scratch / f"slot{number}" for number in range(jobs)]
        self.running: dict[int, tuple[Any, Path]] = {}

    def start(self, what: Any, act: Callable[[Path], int], seconds: float | None = None) -> None:
        """Does something in a child process; what it prints is thrown away."""
        out = self.free.pop()
        out.write_text("")
        pid = os.fork()
        if pid:
            self.running[pid] = (what, out)
            return
        code = 3
        try:
            quiet = os.open(os.devnull, os.O_WRONLY)
            os.dup2(quiet, 1)
            os.dup2(quiet, 2)
            if seconds is not None:
                resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 5))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            code = act(out)
        finally:
            os._exit(code)

    def finished(self) -> tuple[Any, int, str]:
        """Waits for a child: what it did, its status, and what it wrote."""
        pid, status = os.wait()
        what, out = self.running.pop(pid)
        self.free.append(out)
        return what, status, out.read_text()


def run_tests(files: Iterable[str], plugins: Sequence[object], out: Path) -> int:
    return int(pytest.main([*OPTIONS, f"--basetemp={out}.tmp", *files], plugins=[*plugins]))


class Known:
    """What the tests do when nothing is mutated: found out file by file, in fresh processes, and kept for the next run."""

    def __init__(self, plan: dict[str, Any]) -> None:
        self.path = Path(plan["root"], plan["path"])
        self.kept = Path(plan["kept"])
        self.state = plan["state"]
        self.files = {file: self.found(file) for file in plan["tests"]}
        unknown = [file for file, found in self.files.items() if found is None]
        forks = Forks(plan["jobs"], Path(plan["scratch"]))
        while unknown or forks.running:
            while unknown and forks.free:
                file = unknown.pop()
                forks.start(file, self.watch(file))
            file, _, written = forks.finished()
            self.files[file] = content = json.loads(written or '{"failed": "at once"}')
            if content["failed"]:
                sys.exit(f"{file} does not pass without a mutant: {content['failed']}")
            self.place(file).write_text(written)
        self.seconds: dict[str, float] = {name: spent for found in self.files.values() for name, spent in (found or {})["seconds"].items()}

    def place(self, file: str) -> Path:
        content = f"{self.state} {self.path.name} {file}".encode() + Path(file).read_bytes()
        return self.kept / f"known-{hashlib.sha256(content).hexdigest()[:24]}.json"

    def found(self, file: str) -> dict[str, Any] | None:
        place = self.place(file)
        found: dict[str, Any] | None = json.loads(place.read_text()) if place.exists() else None
        return found

    def watch(self, file: str) -> Callable[[Path], int]:
        def act(out: Path) -> int:
            from coverage import Coverage

            coverage = Coverage(data_file=None, include=[str(self.path)], config_file=False)
            coverage.start()
            watch, only = _Watch(coverage), _Only(None)
            code = run_tests([file], [watch, only], out)
            coverage.stop()
            content = {
                "failed": only.failed,
                "seconds": {name: spent for name, spent in watch.seconds.items() if name not in watch.elsewhere},
                "at_line": coverage.get_data().contexts_by_lineno(str(self.path)),
                "modules": [name for name in sys.modules if name.split(".")[0] not in {"tests", "unit", "__main__", Path(file).stem}],
            }
            out.write_text(json.dumps(content))
            return code

        return act

    def runs(self, mutant: dict[str, Any]) -> list[str]:
        """The files that run the mutant's lines; all of them, for what runs when the module is imported."""
        lines = [str(line) for line in range(mutant["lines"][0], mutant["lines"][1] + 1)]
        return [
            file for file, found in self.files.items() if found and (mutant["imported"] or any(line in found["at_line"] for line in lines))
        ]

    def tests_of(self, files: Iterable[str]) -> list[str]:
        return [name for file in files for name in (self.files[file] or {})["seconds"]]

    def at(self, mutant: dict[str, Any]) -> set[str]:
        """The tests that run the mutant's lines themselves."""
        lines = [str(line) for line in range(mutant["lines"][0], mutant["lines"][1] + 1)]
        names = {name for found in self.files.values() if found for line in lines for name in found["at_line"].get(line, ()) if name}
        return names & self.seconds.keys()

    def warm(self) -> set[str]:
        """Imports what the tests import, but for the tests; gives the functions of the module that run meanwhile."""
        names = dict.fromkeys(name for found in self.files.values() if found for name in found["modules"])
        called: set[str] = set()

        def note(frame: FrameType, event: str, _: object) -> None:
            if event == "call" and frame.f_code.co_filename == str(self.path):
                called.add(frame.f_code.co_qualname)

        for name in sorted(names, key=lambda name: name.split(".")[0] == PACKAGE):
            sys.setprofile(note if name.split(".")[0] == PACKAGE else None)
            try:
                importlib.import_module(name)
            except ImportError:
                continue
        sys.setprofile(None)
        gc.collect()
        gc.freeze()
        return {name.split(".<locals>")[0] for name in called}


class Trials:
    """Mutants before tests."""

    def __init__(self, plan: dict[str, Any], known: Known) -> None:
        self.plan, self.known, self.imported = plan, known, known.warm()
        self.path = Path(plan["root"], plan["path"])
        self.source = self.path.read_bytes()
        self.order = {name: place for place, name in enumerate(known.seconds)}
        self.kills: dict[str, dict[str, int]] = {}  # by function: the tests that have killed there

    def likely(self, mutant: dict[str, Any]) -> list[str]:
        """The tests that run the changed lines: those that killed nearby, then those of the module's own files, quick ones first."""
        names = self.known.at(mutant) or set(self.known.tests_of(self.known.runs(mutant)))
        killed, own = self.kills.get(mutant["where"], {}), self.plan["own"]

        def rank(name: str) -> tuple[int, int, float, int]:
            file = name.split("::", maxsplit=1)[0]
            return -killed.get(name, 0), own.index(file) if file in own else len(own), self.known.seconds[name], self.order[name]

        chosen: list[str] = []
        seconds = 0.0
        for name in sorted(names, key=rank)[:LIKELY]:
            seconds += self.known.seconds[name]
            if chosen and seconds > LIKELY_SECONDS:
                break
            chosen.append(name)
        return chosen

    def try_out(self, trial: Trial) -> tuple[Callable[[Path], int], float] | None:
        mutant = trial.mutant
        wanted = self.known.tests_of(self.known.runs(mutant)) if trial.whole else self.likely(mutant)
        if not wanted:
            return None
        files = list(dict.fromkeys(name.split("::")[0] for name in wanted))
        source = self.source[: mutant["start"]] + mutant["text"].encode() + self.source[mutant["end"] :]

        def act(out: Path) -> int:
            put_in(mutant, self.path, source, self.imported)
            only = _Only(wanted)
            code = run_tests(files, [only], out)
            out.write_text(only.failed)
            return code

        return act, SPARE_SECONDS + 6 * sum(self.known.seconds[name] for name in wanted)

    def run(self, mutants: list[dict[str, Any]]) -> None:
        """Sets `outcome` and `by` of each mutant."""
        forks = Forks(self.plan["jobs"], Path(self.plan["scratch"]))
        waiting = [Trial(mutant, whole=False) for mutant in reversed(mutants)]
        while waiting or forks.running:
            while waiting and forks.free:
                trial = waiting.pop()
                task = self.try_out(trial)
                if task is None:
                    self.settle(trial.mutant, "survived", "", mutants)
                else:
                    forks.start(trial, *task)
            if not forks.running:
                continue
            trial, status, failed = forks.finished()
            outcome = _outcome(status)
            if outcome == "survived" and not trial.whole:
                waiting.append(Trial(trial.mutant, whole=True))
            else:
                self.settle(trial.mutant, outcome, failed, mutants)
        sys.stderr.write("\n")

    def settle(self, mutant: dict[str, Any], outcome: str, by: str, mutants: list[dict[str, Any]]) -> None:
        mutant["outcome"], mutant["by"] = outcome, by
        if "::" in by:
            kills = self.kills.setdefault(mutant["where"], {})
            kills[by] = kills.get(by, 0) + 1
        done = sum("outcome" in each for each in mutants)
        if done % 25 == 0 or done == len(mutants):
            left = sum(each.get("outcome") == "survived" for each in mutants)
            sys.stderr.write(f"\r{self.plan['module']}: {done} of {len(mutants)}, {left} survived ")
            sys.stderr.flush()


def _outcome(status: int) -> str:
    """How a mutant fared: killed by a test, broken (the tests could not be collected), out of time, or survived."""
    if os.WIFSIGNALED(status):
        return "out of time"
    return {0: "survived", 5: "survived", 1: "killed"}.get(os.WEXITSTATUS(status), "broken")


def main() -> None:
    """Runs a plan."""
    plan = json.loads(Path(sys.argv[1]).read_text())
    os.chdir(plan["root"])
    sys.path.insert(0, str(Path(plan["root"], "src")))
    known = Known(plan)
    Trials(plan, known).run(plan["mutants"])
    Path(sys.argv[2]).write_text(json.dumps(plan["mutants"]))


if __name__ == "__main__":
    main()
