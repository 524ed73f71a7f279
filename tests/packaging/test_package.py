"""The package as it is installed: its files, its metadata, its extras, and what it imports when.

In CI that is the wheel. Where the source is only on the path, or installed in place, there are no files to look at.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import pytest
from tests.packaging.contents import NEEDED, NEEDED_TO_CARRY_ON, faults_of_sdist, faults_of_wheel

import lacreview_rules

TOP = Path(__file__).parents[2]
PROJECT = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PACKAGE = Path(lacreview_rules.__file__).parent


@pytest.fixture(scope="module")
def installed() -> Distribution:
    try:
        return distribution("lacreview_rules")
    except PackageNotFoundError:
        pytest.skip("the package is on the path and not installed")


def test_the_files_of_the_wheel(installed: Distribution) -> None:
    names = [str(file) for file in installed.files or () if "__pycache__" not in file.parts and not str(file).startswith("..")]
    if "lacreview_rules/__init__.py" not in names:
        pytest.skip("installed in place: its files are the tree's")
    assert faults_of_wheel(names) == []


def test_what_does_not_belong_is_found() -> None:
    assert faults_of_wheel(list(NEEDED)) == []
    assert faults_of_wheel([*NEEDED[1:], "tests/test_x.py", "lacreview_rules/notes.md"]) == [
        "lacreview_rules/__init__.py is missing",
        "tests/test_x.py does not belong in a wheel",
        "lacreview_rules/notes.md does not belong in a wheel",
    ]
    together, alone = "0a1b__mypyc.cpython-311-x86_64-linux-gnu.so", "lacreview_rules/engine/walk.cpython-311-x86_64-linux-gnu.so"
    assert faults_of_wheel([*NEEDED, together, alone]) == []
    assert faults_of_wheel([*NEEDED, alone]) == [f"{alone} does not belong in a wheel"]  # of a build that was left in the tree
    whole = [*NEEDED_TO_CARRY_ON, *(f"src/{name}" for name in NEEDED)]
    assert faults_of_sdist(whole) == []
    assert faults_of_sdist([*whole[1:], ".hypothesis/x"]) == ["pyproject.toml is missing", ".hypothesis/x does not belong in an sdist"]


def test_nothing_in_it_names_a_place_of_the_makers() -> None:
    """Neither a path of somebody's machine, nor a file that a user does not have."""
    for file in PACKAGE.rglob("*"):
        if file.suffix in {".py", ".toml", ".json", ".css"}:
            text = file.read_text(encoding="utf-8")
            assert not re.search(r"/(?:work|home|tmp|root)/\w|tests/\w+/\w+\.py", text), file


def test_metadata(installed: Distribution) -> None:
    meta = installed.metadata
    assert meta["Version"] == PROJECT["version"]
    assert meta["License-Expression"] == "MIT"
    assert meta["License-File"] == "LICENSE"
    assert meta["Requires-Python"] == ">=3.11"
    assert "Typing :: Typed" in meta.get_all("Classifier", [])
    assert meta["Description-Content-Type"] == "text/markdown"
    assert "## Try it" in (installed.read_text("METADATA") or "")
    groups = {"console_scripts": PROJECT["scripts"], **PROJECT["entry-points"]}
    named = {(group, name, value) for group, points in groups.items() for name, value in points.items()}
    assert {(one.group, one.name, one.value) for one in installed.entry_points} == named


def test_the_licence_is_in_it(installed: Distribution) -> None:
    if not any(str(file).endswith("licenses/LICENSE") for file in installed.files or ()):
        pytest.skip("installed in place")
    assert (installed.read_text("licenses/LICENSE") or "").startswith("MIT License")


def test_the_version_has_a_section_in_the_changelog() -> None:
    changelog = (TOP / "CHANGELOG.md").read_text(encoding="utf-8")
    heads = re.findall(r"^## \[([^\]]+)\]", changelog, re.MULTILINE)
    assert heads[0] == "Unreleased"
    assert PROJECT["version"] in heads
    for section in re.split(r"^## \[", changelog, flags=re.MULTILINE)[1:]:
        assert "### Dates that change" in section


def test_every_extra_is_documented() -> None:
    page = (TOP / "docs" / "reference" / "extras.md").read_text(encoding="utf-8")
    told = {name for line in page.splitlines() if line.startswith("| `") for name in re.findall(r"`([\w-]+)`", line.split("|")[1])}
    assert told == set(PROJECT["optional-dependencies"])
    for needed in PROJECT["dependencies"]:
        assert f"`{re.split(r'[>=]', needed)[0]}`" in page


@pytest.mark.slow
def test_what_is_optional_is_imported_only_when_used() -> None:
    """The library itself starts without any package of an extra."""
    code = (
        "import sys, lacreview_rules, lacreview_rules.sources.ssda903.reading, lacreview_rules.schedules.csv\n"
        "from datetime import date\n"
        "from lacreview_rules import BecameLookedAfter, History, build_schedule, load_profile\n"
        "build_schedule(History('A', [BecameLookedAfter(on=date(2025, 12, 19))]), load_profile('newham')).to_json()\n"
        "print(sorted({'typer', 'click', 'rich', 'matplotlib', 'icalendar', 'pyarrow', 'numpy', 'pandas'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "[]\n"


def test_what_is_compiled_is_what_can_be_compiled() -> None:
    """With `x in (a, *b)` mypyc 2 ends with a fault of its own, and `copy` makes no copy of a compiled class. Only `.ci/more` compiles."""
    hook = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"][
        "mypyc"
    ]
    files = [PACKAGE / name.removeprefix("src/lacreview_rules/") for name in hook["include"]]
    parts = [(file.name, part) for file in files for part in ast.walk(ast.parse(file.read_text(encoding="utf-8")))]
    lists = [
        (name, one)
        for name, part in parts
        if isinstance(part, ast.Compare)
        for one in part.comparators
        if isinstance(one, ast.Tuple | ast.List)
    ]
    assert len(lists) > 5
    assert [(name, one.lineno) for name, one in lists if any(isinstance(element, ast.Starred) for element in one.elts)] == []
    assert [(name, part.lineno) for name, part in parts if isinstance(part, ast.ImportFrom) and part.module == "copy"] == []
