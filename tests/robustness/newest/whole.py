"""The tests in the newest Python that can be had without a compiler or a download of Python: 3.14, as Pyodide from npm.

From the top of the project, where npm and PyPI can be reached:

    python -m tests.robustness.newest.whole

It takes the Pyodide that the workbench pins, builds the library's wheel (or takes the one in the variable WHEEL), and runs there, under
Node, the whole corpus and the unit tests of the core. What is left out there is in `LEFT_OUT`, each with its reason; every other test
must pass.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

TOP = Path(__file__).parents[3]
HERE = Path(__file__).parent
WORKBENCH = TOP / "examples" / "workbench"
ROOMS = ("counting", "engine", "histories", "profiles", "rules", "schedules")
TESTS = ("tests/test_cases.py", "tests/test_rows.py", "tests/test_patterns.py", *(f"tests/unit/{room}" for room in ROOMS))
_STARTS_A_PROCESS = "starts another process, and there is one only"
_SCHEMAS = "asks a package that checks schemas, and has no wheel there in its present version"
LEFT_OUT = {
    "tests/unit/counting/test_bank_holiday_sources.py": "compares lists of packages that are not installed there",
    "tests/unit/counting/test_bank_holidays_list.py::test_no_module_of_the_package_is_loaded": _STARTS_A_PROCESS,
    "tests/unit/counting/test_periods.py::test_the_machine_does_not_matter": _STARTS_A_PROCESS,
    "tests/unit/profiles/test_task_ids.py::test_what_a_checker_is_told_costs_no_time_to_start": _STARTS_A_PROCESS,
    "tests/unit/schedules/test_schema.py": _SCHEMAS,
    "tests/unit/schedules/test_values.py::test_another_process_explains_the_same": _STARTS_A_PROCESS,
    "tests/test_cases.py::test_every_file_is_as_its_schema_says": _SCHEMAS,
}
"""What is not run there, by how the name of the test begins, and why."""


def workbench_build() -> Any:
    """The module that builds the workbench, and knows which wheels run in its Python."""
    spec = importlib.util.spec_from_file_location("workbench_build", WORKBENCH / "build.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(WORKBENCH / "build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def prepare(folder: Path, own: str = str(TOP)) -> None:
    """Put into a folder Pyodide, the wheels, and the tests without the source: they see the wheel."""
    build = workbench_build()
    for name in ("package.json", "package-lock.json"):
        shutil.copy2(WORKBENCH / name, folder)
    subprocess.run(["npm", "ci", "--omit=dev", "--no-audit", "--no-fund", "--silent"], cwd=folder, check=True)
    wheels = folder / "wheels"
    wheels.mkdir()
    build.wheels(wheels, own)
    pip = [sys.executable, "-m", "pip", "download", "-q", "--disable-pip-version-check", "--no-deps", "--require-hashes"]
    subprocess.run([*pip, *build.CHOSEN, "-d", wheels, "-r", HERE / "wheels.txt"], check=True)
    tree = folder / "tree"
    for name in ("tests", "examples", "docs"):
        shutil.copytree(TOP / name, tree / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules", "built", ".hypothesis"))
    for name in ("pyproject.toml", "README.md", "CHANGELOG.md"):
        shutil.copy2(TOP / name, tree)


def outcome(folder: Path, *arguments: str) -> dict[str, Any]:
    """Run tests there; what came of each.

    Raises:
        RuntimeError: Pyodide itself came to its end; names the test that was running.
    """
    without = [f"--deselect={name}" for name in LEFT_OUT]
    done = subprocess.run(["node", HERE / "run.mjs", folder, *without, *arguments], capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        now = folder / "now.txt"
        at = now.read_text(encoding="utf-8") if now.exists() else "the start"
        message = f"Pyodide gave up at {at}: {done.stderr[-2000:]}"
        raise RuntimeError(message)
    found: dict[str, Any] = json.loads((folder / "outcome.json").read_text(encoding="utf-8"))
    return found


def main() -> int:
    """Print how many passed, and each that did not; 1 if one failed."""
    with tempfile.TemporaryDirectory(prefix="newest-") as made:
        prepare(Path(made), os.environ.get("WHEEL", str(TOP)))
        found = outcome(Path(made), "-m", "", *(sys.argv[1:] or TESTS))
    for name, told in found["failed"].items():
        sys.stdout.write(f"FAILED {name}\n{told}\n")
    for name, why in (LEFT_OUT | found["skipped"]).items():
        sys.stdout.write(f"not run: {name}: {why}\n")
    counts = [sum(found["passed"].values()), len(found["failed"]), len(found["skipped"])]
    sys.stdout.write("Python {}: {:,} passed, {:,} failed, {:,} skipped\n".format(found["python"], *counts))
    return int(counts[1] > 0)


if __name__ == "__main__":
    sys.exit(main())
