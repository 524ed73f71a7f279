"""Runs tests against mutants, each in a process of its own, forked from one that has imported everything but the tests.

In the child the function is given its mutated code before the first test is imported; no cache of the library holds anything yet.
What runs when the library is imported is imported anew, mutated. A mutant first meets the tests that run its lines and are quick or
have killed nearby; if it survives them, all tests of every file that runs its lines, as far as six seconds go. `run.py` writes
the plan and reads the outcome:
`python forks.py plan.json outcome.json`.
"""

from __future__ import annotations

import ast
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
from itertools import zip_longest
from pathlib import Path
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from _pytest.config import _prepareconfig

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Sequence
    from types import FrameType, ModuleType

PACKAGE = "lacreview_rules"
OPTIONS = ["-x", "-q", "--assert=plain", "--import-mode=importlib", "-p", "no:cacheprovider", "-p", "no:unraisableexception",
           "-p", "no:threadexception", "-p", "no:faulthandler", "-p", "no:logging", "-p", "no:doctest", "-p", "no:junitxml"]  # fmt: skip
LIKELY = 40  # as many tests as a mutant meets before it meets them all
LIKELY_SECONDS = 1.5
MOST_SECONDS = 6  # of tests, as slow as they are while watched, that a mutant meets in all
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
    if not put_in_place(mutant, path, source, imported):
        put_anew(mutant["module"], path, source)


def put_anew(module: str, path: Path, source: bytes) -> None:
    """Has the library imported anew when it is next asked for, with this source for the module."""
    for loaded in [each for each in sys.modules if each.split(".")[0] == PACKAGE]:
        del sys.modules[loaded]
    sys.meta_path.insert(0, _Mutated(f"{PACKAGE}.{module}", path, source))


def put_in_place(mutant: dict[str, Any], path: Path, source: bytes, imported: set[str]) -> bool:
    """Gives the function its mutated code, if that is enough: all that has been imported holds the same function."""
    function, where = function_at(sys.modules.get(f"{PACKAGE}.{mutant['module']}"), mutant["where"])
    code = code_at(compile(source, str(path), "exec", dont_inherit=True), where)
    if mutant["imported"] or function is None or code is None or where in imported:
        return False
    if function.__code__.co_freevars != code.co_freevars:
        return False
    function.__code__ = code
    return True


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


class Collected:
    """Tests that have been imported already: a child only has to run them."""

    def __init__(self, files: Iterable[str]) -> None:
        self.only = _Only(None)
        self.config = _prepareconfig([*OPTIONS, "-s", *files], [self.only])
        self.config._do_configure()
        session = pytest.Session.from_config(self.config)
        self.config.hook.pytest_sessionstart(session=session)
        self.config.hook.pytest_collection(session=session)
        self.items = {item.nodeid: item for item in session.items}
        gc.collect()
        gc.freeze()

    def run(self, wanted: Sequence[str], out: Path) -> int:
        """Runs tests in their order until one fails."""
        factory = self.config._tmp_path_factory  # type: ignore[attr-defined]
        factory._given_basetemp, factory._basetemp = Path(f"{out}.tmp"), None
        items = [self.items[name] for name in wanted]
        for item, following in zip_longest(items, items[1:]):
            self.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if self.only.failed:
                return 1
        return 0


def run_tests(files: Iterable[str], plugins: Sequence[object], out: Path) -> int:
    return int(pytest.main([*OPTIONS, f"--basetemp={out}.tmp", *files], plugins=[*plugins]))


def statements_of(source: bytes) -> dict[int, tuple[int, int]]:
    """For each line, the first and the last of the statement it stands in; of one that holds others, of its head."""
    found: dict[int, tuple[int, int]] = {}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.stmt):
            body = getattr(node, "body", None)
            last = max(node.lineno, body[0].lineno - 1) if body else node.end_lineno or node.lineno
            for line in range(node.lineno, last + 1):
                span = found.get(line)
                if span is None or last - node.lineno < span[1] - span[0]:
                    found[line] = (node.lineno, last)
    return found


class Known:
    """What the tests do when nothing is mutated: found out file by file, in fresh processes, and kept for the next run."""

    def __init__(self, plan: dict[str, Any]) -> None:
        self.path = Path(plan["root"], plan["path"])
        self.module, self.sources = plan["module"], Path(plan["root"], "src", "lacreview_rules")
        self.statements = statements_of(self.path.read_bytes())
        self.kept = Path(plan["kept"])
        self.state, self.modules = plan["state"], plan["modules"]
        self.files = {file: self.found(file) for file in plan["tests"]}
        unknown = [file for file, found in self.files.items() if found is None]
        forks = Forks(plan["jobs"], Path(plan["scratch"]))
        while unknown or forks.running:
            while unknown and forks.free:
                file = unknown.pop()
                forks.start(file, self.watch(file))
            file, _, written = forks.finished()
            if written != "passed":
                sys.exit(f"{file} does not pass without a mutant: {written or 'at once'}")
            self.files[file] = self.found(file)
        self.seconds: dict[str, float] = {name: spent for found in self.files.values() for name, spent in (found or {})["seconds"].items()}

    def place(self, file: str, module: str) -> Path:
        content = f"{self.state} {module} {file}".encode() + Path(file).read_bytes()
        return self.kept / f"known-{hashlib.sha256(content).hexdigest()[:24]}.json"

    def found(self, file: str) -> dict[str, Any] | None:
        place = self.place(file, self.module)
        found: dict[str, Any] | None = json.loads(place.read_text()) if place.exists() else None
        return found

    def watch(self, file: str) -> Callable[[Path], int]:
        """Notes it for every module that is mutated, so that each file of tests is watched once."""
        paths = {module: self.sources / f"{module.replace('.', '/')}.py" for module in self.modules}

        def act(out: Path) -> int:
            from coverage import Coverage

            coverage = Coverage(data_file=None, include=[str(path) for path in paths.values()], config_file=False)
            coverage.start()
            watch, only = _Watch(coverage), _Only(None)
            code = run_tests([file], [watch, only], out)
            coverage.stop()
            seconds = {name: spent for name, spent in watch.seconds.items() if name not in watch.elsewhere}
            modules = [name for name in sys.modules if name.split(".")[0] not in {"tests", "unit", "__main__", Path(file).stem}]
            at_lines = coverage.get_data()
            for module, path in {} if only.failed else paths.items():
                content = {"seconds": seconds, "at_line": at_lines.contexts_by_lineno(str(path)), "modules": modules}
                self.place(file, module).write_text(json.dumps(content))
            out.write_text(only.failed or "passed")
            return code

        return act

    def runs(self, mutant: dict[str, Any]) -> list[str]:
        """The files that run the mutant's lines; all of them, for what runs when the module is imported."""
        lines = self.lines_of(mutant)
        return [
            file for file, found in self.files.items() if found and (mutant["imported"] or any(line in found["at_line"] for line in lines))
        ]

    def lines_of(self, mutant: dict[str, Any]) -> list[str]:
        """The lines of the statements that a mutant changes: of one that goes over several, only some are seen to run."""
        first, last = mutant["lines"]
        inside = [self.statements.get(line, (line, line)) for line in range(first, last + 1)]
        return [str(line) for line in range(min(span[0] for span in inside), max(span[1] for span in inside) + 1)]

    def tests_of(self, files: Iterable[str]) -> list[str]:
        return [name for file in files for name in (self.files[file] or {})["seconds"]]

    def at(self, mutant: dict[str, Any]) -> set[str]:
        """The tests that run the mutant's lines themselves."""
        lines = self.lines_of(mutant)
        names = {name for found in self.files.values() if found for line in lines for name in found["at_line"].get(line, ()) if name}
        return names & self.seconds.keys()

    def runs_in_tests_only(self, mutant: dict[str, Any]) -> bool:
        """Whether nothing runs the mutant's lines before the first test, so that nothing holds what came of them."""
        lines = self.lines_of(mutant)
        return not any("" in found["at_line"].get(line, ()) for found in self.files.values() if found for line in lines)

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
        self.collected: Collected | None = None
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

    def most(self, mutant: dict[str, Any]) -> list[str]:
        """The tests of every file that runs the changed lines, as far as time allows: first those that run them, and unit tests."""
        there, seconds, named, own = self.known.at(mutant), self.known.seconds, self.plan["named"], self.plan["own"]

        def rank(name: str) -> tuple[bool, bool, bool, bool, float, int]:
            file = name.split("::", maxsplit=1)[0]
            return name not in there, file not in named, file not in own, "/unit/" not in file, seconds[name], self.order[name]

        chosen: list[str] = []
        spent = 0.0
        for name in sorted(self.known.tests_of(self.known.runs(mutant)), key=rank):
            spent += seconds[name]
            if spent > MOST_SECONDS:
                break
            chosen.append(name)
        return chosen

    def try_out(self, trial: Trial) -> tuple[Callable[[Path], int], float] | None:
        mutant = trial.mutant
        wanted = self.most(mutant) if trial.whole else self.likely(mutant)
        if not wanted:
            return None
        files = list(dict.fromkeys(name.split("::")[0] for name in wanted))
        source = self.source[: mutant["start"]] + mutant["text"].encode() + self.source[mutant["end"] :]
        collected = self.collected

        def act(out: Path) -> int:
            if collected is not None and put_in_place(mutant, self.path, source, self.imported):
                code, failed = collected.run(wanted, out), collected.only.failed
            else:
                put_in(mutant, self.path, source, self.imported)
                only = _Only(wanted)
                code, failed = run_tests(files, [only], out), only.failed
            out.write_text(failed)
            return code

        return act, SPARE_SECONDS + 6 * sum(self.known.seconds[name] for name in wanted)

    def run(self, mutants: list[dict[str, Any]]) -> None:
        """Sets `outcome` and `by` of each mutant: of those first that need tests imported anew."""
        in_tests_only = [mutant for mutant in mutants if self.can_be_put_in_place(mutant)]
        self.run_some([mutant for mutant in mutants if mutant not in in_tests_only], mutants)
        if in_tests_only:
            self.collected = Collected(file for file in self.plan["tests"])
            self.run_some(in_tests_only, mutants)
        sys.stderr.write("\n")

    def can_be_put_in_place(self, mutant: dict[str, Any]) -> bool:
        if mutant["imported"] or not self.known.runs_in_tests_only(mutant):
            return False
        function, where = function_at(sys.modules.get(f"{PACKAGE}.{mutant['module']}"), mutant["where"])
        source = self.source[: mutant["start"]] + mutant["text"].encode() + self.source[mutant["end"] :]
        code = code_at(compile(source, str(self.path), "exec", dont_inherit=True), where)
        return (
            function is not None and code is not None and where not in self.imported and function.__code__.co_freevars == code.co_freevars
        )

    def run_some(self, some: list[dict[str, Any]], mutants: list[dict[str, Any]]) -> None:
        forks = Forks(self.plan["jobs"], Path(self.plan["scratch"]))
        waiting = [Trial(mutant, whole=False) for mutant in reversed(some)]
        while waiting or forks.running:
            while waiting and forks.free:
                trial = waiting.pop()
                task = self.try_out(trial)
                if task is None:
                    self.applicable_limits(trial.mutant, "survived", "", mutants)
                else:
                    forks.start(trial, *task)
            if not forks.running:
                continue
            trial, status, failed = forks.finished()
            outcome = _outcome(status)
            if outcome == "survived" and not trial.whole:
                waiting.append(Trial(trial.mutant, whole=True))
            else:
                self.applicable_limits(trial.mutant, outcome, failed, mutants)

    def applicable_limits(self, mutant: dict[str, Any], outcome: str, by: str, mutants: list[dict[str, Any]]) -> None:
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
