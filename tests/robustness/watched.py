"""Reads something while every file, folder, socket, process and variable that is asked for is written down.

``python tests/robustness/watched.py profile PATH`` (or history, extract, schedule) prints what was asked for as JSON.
An import reads files of its own, so what is needed is imported before the watch begins; the code of a module that is
imported later all the same is left out.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator, MutableMapping
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any

from lacreview_rules import History, build_schedule, load_profile
from lacreview_rules.errors import LacReviewError
from lacreview_rules.histories.json import parse_history, read_histories
from lacreview_rules.histories.models import KINDS, model_of
from lacreview_rules.profile_files.loading import shipped_afresh
from lacreview_rules.sources.ssda903.reading import read_ssda903

_QUIET = ("object.", "code.", "compile", "exec", "import", "sys._", "builtins.id", "marshal.", "array.")
"""What happens within the interpreter itself; an import that reads a file opens it."""


class _Environment(MutableMapping[str, str]):
    """The environment, which notes what is asked of it."""

    def __init__(self, real: MutableMapping[str, str], asked: list[str]) -> None:
        self._real, self._asked = real, asked

    def __getitem__(self, name: str) -> str:
        self._asked.append(name)
        return self._real[name]

    def __setitem__(self, name: str, value: str) -> None:
        self._asked.append(f"{name}=")
        self._real[name] = value

    def __delitem__(self, name: str) -> None:
        self._asked.append(f"{name}=")
        del self._real[name]

    def __iter__(self) -> Iterator[str]:
        self._asked.append("*")
        return iter(self._real)

    def __len__(self) -> int:
        return len(self._real)


def _noted(clock: list[str], name: str, real: Callable[..., Any], *given: Any) -> Any:
    clock.append(name)
    return real(*given)


parse_history({"child": "A", "events": []})
for each in KINDS:
    model_of(each).model_rebuild()  # pydantic asks for a variable of its own when it makes a model: of a kind, when the first of it is read
shipped_afresh("england")


def watched(kind: str, path: str) -> dict[str, Any]:
    """What reading a path asks for: `opened`, `listed`, `environment`, `clock`, and `other` events of the interpreter."""
    opened: list[str] = []
    listed: list[str] = []
    other: list[str] = []
    environment: list[str] = []
    clock: list[str] = []
    watching = True

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if not watching:
            return
        if event == "open" and str(arguments[0]).endswith((".pyc", ".py", ".so", ".pyd")):
            return
        if event == "open":
            opened.append(os.fspath(arguments[0]) if isinstance(arguments[0], (str, os.PathLike)) else repr(arguments[0]))
        elif event in {"os.listdir", "os.scandir"}:
            listed.append(str(arguments[0]))
        elif not event.startswith(_QUIET):
            other.append(event)

    for _ in (files("lacreview_rules") / "data").iterdir():  # brings in what reads a package's own files
        pass
    for encoding in ("utf-8-sig", "cp1252"):
        b"x".decode(encoding)
    os.environ = _Environment(os.environ, environment)  # type: ignore[assignment]  # noqa: B003 - it is put in place, not cleared
    for name in ("time", "time_ns", "localtime", "gmtime", "monotonic"):
        real = getattr(time, name)
        setattr(time, name, partial(_noted, clock, name, real))
    sys.addaudithook(hook)
    try:
        outcome = _read(kind, path)
    except LacReviewError as error:
        outcome = type(error).__name__
    watching = False
    return {"outcome": outcome, "opened": opened, "listed": listed, "environment": environment, "clock": clock, "other": other}


def _read(kind: str, path: str) -> str:
    if kind == "profile":
        return load_profile(path if Path(path).suffix == "" else Path(path)).id
    if kind == "history":
        return str(sum(isinstance(one, History) for one in read_histories(path)))
    if kind == "extract":
        return str(len(list(read_ssda903(path))))
    history = next(iter(read_histories(path)))
    assert isinstance(history, History)
    return str(len(build_schedule(history, load_profile("england")).to_dict()["due_dates"]))


if __name__ == "__main__":
    sys.stdout.write(json.dumps(watched(*sys.argv[1:])))
