"""The part that runs in Pyodide, by `run.mjs`, which sets `arguments`: pytest over the tests named, and what came of each."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

GIVEN = Path("/given")


class Outcomes:
    """What came of each test: passed, failed (with where) or skipped (with why)."""

    def __init__(self) -> None:
        self.passed: Counter[str] = Counter()
        self.failed: dict[str, str] = {}
        self.skipped: dict[str, str] = {}

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A file that cannot be imported has failed."""
        if report.failed:
            self.failed[report.nodeid] = str(report.longrepr)
        elif report.skipped:
            self.skipped[report.nodeid] = _reason(report.longrepr)

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """A test that ends Pyodide itself is named by it."""
        (GIVEN / "now.txt").write_text(nodeid, encoding="utf-8")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test counts once, at the first of its three parts that tells how it went."""
        if report.failed:
            self.failed[report.nodeid] = str(report.longrepr)
        elif report.skipped:
            self.skipped[report.nodeid] = _reason(report.longrepr)
        elif report.when == "call":
            self.passed[report.nodeid.split("::")[0]] += 1


def _reason(told: Any) -> str:
    return str(told[2] if isinstance(told, tuple) else told)


os.chdir(GIVEN / "tree")
sys.path.insert(0, str(GIVEN / "tree"))
outcomes = Outcomes()
options = ["-q", "-p", "no:cacheprovider", "-p", "no:faulthandler", "-o", "addopts=--import-mode=importlib --strict-markers"]
warned = ["-W", "ignore::hypothesis.errors.HypothesisWarning"]  # of references that are counted otherwise there
pytest.main([*options, *warned, *globals()["arguments"]], plugins=[outcomes])
import lacreview_rules  # noqa: E402 - after the tests, which see to it that it is imported as they wish

found = {
    "python": ".".join(map(str, sys.version_info[:3])),
    "library": str(Path(lacreview_rules.__file__).parent),
    "passed": dict(sorted(outcomes.passed.items())),
    "failed": outcomes.failed,
    "skipped": outcomes.skipped,
}
(GIVEN / "outcome.json").write_text(json.dumps(found, indent=1), encoding="utf-8")
