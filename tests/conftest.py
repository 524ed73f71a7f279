"""How hard the properties are tried: `dev`, `ci` (unless another is asked for), `covering`, `thorough` or `overnight`.

    HYPOTHESIS_PROFILE=thorough python -m pytest tests/property
    python -m pytest tests/property --hypothesis-profile dev

`ci` tries the same 2 examples every time, so that nobody who runs the tests meets a failure by luck; `covering`, by which
coverage is measured, the same 10. The others try new ones each time: `thorough` 150, in the slow part of `.ci/run`, and
`overnight` 3,000. What fails is printed in a form that repeats it (`@reproduce_failure`), on another machine too.
"""

from __future__ import annotations

import gc
import importlib.util
import io
import logging
import os
import signal
import sys
from contextlib import suppress
from functools import cache, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from tests.sample import leave_a_sample

from lacreview_rules.corpus import cases
from lacreview_rules.histories.history import History

if TYPE_CHECKING:
    from collections.abc import Iterator

pytest.register_assert_rewrite("tests.property.confirming", "tests.property.invariants", "tests.property.reading", "tests.property.recount")

settings.register_profile("dev", max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile(
    "ci", max_examples=2, derandomize=True, database=None, print_blob=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("covering", settings.get_profile("ci"), max_examples=10)
settings.register_profile("thorough", max_examples=150, print_blob=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("overnight", max_examples=3_000, print_blob=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def _whole_history(self: History, printer: Any, cycle: bool) -> None:  # noqa: ARG001 - as the printer calls it
    """A history as Hypothesis prints what fails: whole, where its own `repr` is short and names no child."""
    printer.text(f"History({', '.join(f'{key}={getattr(self, key)!r}' for key in self.__dataclass_fields__)})")


setattr(History, "_repr_pretty_", _whole_history)  # noqa: B010 - the library itself has no use for it

for _name, _as_usual in (("SIGINT", signal.default_int_handler), ("SIGHUP", signal.SIG_DFL)):
    if hasattr(signal, _name) and signal.getsignal(getattr(signal, _name)) is signal.SIG_IGN:
        signal.signal(getattr(signal, _name), _as_usual)
"""What runs in the background, or under `nohup`, hears no Ctrl-C or no hangup, and so does all that it starts: tests send them."""


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Where Python keeps nothing compiled beside the source, keep it in pytest's cache: many commands are started, of the same modules."""
    cache = getattr(config, "cache", None)
    if sys.dont_write_bytecode and cache is not None:
        with suppress(OSError):
            kept = str(cache.mkdir("bytecode"))
            sys.dont_write_bytecode, sys.pycache_prefix = False, kept
            os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
            os.environ["PYTHONPYCACHEPREFIX"] = kept


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """What is logged during a test, at any level, with tracebacks. Pytest's own plugin listens to every test, and is left out."""
    said, root = io.StringIO(), logging.getLogger()
    listens, level = logging.StreamHandler(said), root.level
    root.addHandler(listens)
    root.setLevel(logging.NOTSET)
    try:
        yield said
    finally:
        root.setLevel(level)
        root.removeHandler(listens)


UNIT = Path(__file__).parent / "unit"
NOT_QUICK = (
    "cli",
    "arrow",
    "assistants",
    "pictures",
    "benchmarks",
    "assurance",
    "sources",
    "test_calendar_feed.py",
    "test_processes.py",
    "test_public_values.py",
    "test_shortcut.py",
)
"""Rooms and files that run whole commands, start processes, read workbooks and databases, draw, time, or compare years of dates."""


LONGEST = Path(__file__).parent / "workbench"
"""One walk through a browser, which one process makes from the first moment: at the end the other would wait for it with nothing to do."""


def _is_quick(path: Path) -> bool:
    return path.is_relative_to(UNIT) and not any(part in NOT_QUICK for part in path.relative_to(UNIT).parts)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Who asks for the quick part alone does not wait until what it leaves out is imported."""
    is_left_out = config.option.markexpr == "quick" and not _is_quick(collection_path) and collection_path not in UNIT.parents
    return True if is_left_out else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put what takes longest first; mark the values of a parameter that are for the slow part, and the unit tests that answer at once.

    `-m quick` asks the last alone.
    A run of files that are named asks of every value, unless it says by `-m` what it is after.
    """
    items.sort(key=lambda item: item.path.parent != LONGEST)
    named = config.args_source is pytest.Config.ArgsSource.ARGS
    if not named or config.option.markexpr != "not slow":
        leave_a_sample(items)
    for item in items:
        if item.get_closest_marker("slow") is None and _is_quick(item.path):
            item.add_marker(pytest.mark.quick)


gc.set_threshold(50_000, 50, 1_000)  # while tests are collected nothing is garbage


def pytest_collection_finish() -> None:
    """What is collected stays to the end: full collections of garbage would walk through all of it each time, for a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(5_000, 50, 1_000)


_read_once = cache(lambda read: tuple(read()))
_read = cases._families
cases._families = wraps(_read)(lambda: iter(_read_once(_read)))
"""The files of the corpus are read once, not for each case that is asked for: no test changes what it is given, but one that says so."""

if importlib.util.find_spec("typer"):
    import typer.main
    import typer.testing

    # A run of a command in this process makes all commands anew, a third of its time; the program makes them once.
    typer.testing._get_command = cache(typer.main.get_command)  # type: ignore[attr-defined]
