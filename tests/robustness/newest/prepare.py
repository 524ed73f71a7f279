"""The tests in the newest Python that can be had without a compiler or a download of Python: 3.14, as Pyodide from npm.

From the top of the project, where npm and PyPI can be reached:

    python -m tests.robustness.newest.prepare

It takes the Pyodide that the workbench pins, builds the library's wheel, and runs there, under Node, the whole corpus and the
unit tests of the core. Three kinds of test are left out, as nothing of theirs is there: those that start another process, those
that need a package that has no wheel for Pyodide, and those that watch memory.
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
    """Run tests there; what came of each."""
    done = subprocess.run(["node", HERE / "run.mjs", folder, *arguments], capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        message = f"Pyodide gave up: {done.stderr[-2000:]}"
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
    for name, why in found["skipped"].items():
        sys.stdout.write(f"skipped {name}: {why}\n")
    counts = [sum(found["passed"].values()), len(found["failed"]), len(found["skipped"])]
    sys.stdout.write("Python {}: {:,} passed, {:,} failed, {:,} skipped\n".format(found["python"], *counts))
    return int(counts[1] > 0)


if __name__ == "__main__":
    sys.exit(main())
