"""What may be in the two files of a release, and what must be.

To run it: python tests/packaging/contents.py dist/*

It needs nothing but Python, so that it can look at the files before anything is installed.
"""

from __future__ import annotations

import re
import sys
import tarfile
import zipfile
from pathlib import Path

TOP = Path(__file__).parents[2]
COMPILED_TOGETHER = re.compile(r"[0-9a-f]+__mypyc\.[\w.-]+\.(?:so|pyd)")
ENDINGS = {".py", ".toml", ".json", ".css", ".html", ".csv", ".js"}
NEEDED = (
    "lacreview_rules/__init__.py",
    "lacreview_rules/py.typed",
    "lacreview_rules/data/calendars/england-and-wales.toml",
    "lacreview_rules/data/calendars/england-and-wales.csv",
    "lacreview_rules/data/profiles/england.toml",
    "lacreview_rules/data/frozen_profiles/england.json",
    "lacreview_rules/data/frozen_tables/questions.json",
    "lacreview_rules/data/schemas/history-v1.json",
    "lacreview_rules/data/cases/england.json",
    "lacreview_rules/data/pages/base.html",
    "lacreview_rules/data/pages/page.css",
)
NEEDED_TO_CARRY_ON = ("pyproject.toml", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "LICENSE", "docs/conf.py", ".ci/run")
MOST_BYTES = {".whl": 1_500_000, ".gz": 3_200_000, "compiled": 4_000_000}


def faults_of_wheel(names: list[str]) -> list[str]:
    """What is wrong with the files in a wheel: something is missing, or something is there that a user does not need.

    Example:
        >>> faults_of_wheel([*NEEDED, "lacreview_rules/test_it.py"])
        ['lacreview_rules/test_it.py does not belong in a wheel']
    """
    faults = [f"{name} is missing" for name in NEEDED if name not in names]
    shared = {name for name in names if COMPILED_TOGETHER.fullmatch(name)}  # in a compiled wheel: what all its modules are in
    endings = ENDINGS | ({".so", ".pyd"} if shared else set())
    for name in names:
        top, _, rest = name.partition("/")
        path = Path(rest)
        ours = top == "lacreview_rules" and (path.suffix in endings or path.name == "py.typed")
        fine = top.endswith(".dist-info") or ours or name in shared
        if not fine or "test" in path.stem.lower() or "tests" in path.parts:
            faults.append(f"{name} does not belong in a wheel")
    return faults


def faults_of_sdist(names: list[str]) -> list[str]:
    """What is missing of that which a maintainer needs, and what a build leaves behind."""
    faults = [f"{name} is missing" for name in NEEDED_TO_CARRY_ON if name not in names]
    faults += [f"src/{name} is missing" for name in NEEDED if f"src/{name}" not in names]
    left = ("__pycache__", ".hypothesis", ".mypy_cache", "build/", "dist/")
    return faults + [f"{name} does not belong in an sdist" for name in names if any(part in name for part in left)]


def faults_of(file: Path) -> list[str]:
    """What is wrong with a wheel or an sdist."""
    if file.suffix == ".whl":
        with zipfile.ZipFile(file) as wheel:
            faults = faults_of_wheel([name for name in wheel.namelist() if not name.endswith("/")])
    else:
        with tarfile.open(file) as sdist:
            faults = faults_of_sdist([member.name.partition("/")[2] for member in sdist.getmembers() if member.isfile()])
    most = MOST_BYTES["compiled" if file.suffix == ".whl" and not file.stem.endswith("-any") else file.suffix]
    if file.stat().st_size > most:
        faults.append(f"{file.stat().st_size} bytes are more than {most}")
    return faults


if __name__ == "__main__":
    wrong = [f"{name}: {fault}" for name in sys.argv[1:] for fault in faults_of(Path(name))]
    sys.stdout.write("".join(f"{line}\n" for line in wrong) or f"{len(sys.argv) - 1} files are as they should be\n")
    sys.exit(1 if wrong or not sys.argv[1:] else 0)
