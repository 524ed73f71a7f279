"""The page docs/explanation/mutation.md is what the scores and the list of survivors make it, and each survivor still has its line.

Whether a mutant survives is not tested here: that takes hours (`python -m tests.mutation.run all`).
"""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
from tests.mutation.page import PAGE, SCORES, SURVIVORS, TARGETS, TOP, key_of, listed, page

import lacreview_rules

SCORED = json.loads(SCORES.read_text(encoding="utf-8"))
SHORT = set(tomllib.loads(SURVIVORS.read_text(encoding="utf-8"))["not_there_yet"])
MODULES = [module for group in tomllib.loads(TARGETS.read_text(encoding="utf-8")).values() for module in group.get("modules", ())]
SOURCES = Path(lacreview_rules.__file__).parent  # of the library as it is installed: its tests are run without `src` too
COMMENT = re.compile(r"  # [^\"']*$")  # as in mutants.py, which needs what only the extra `mutation` installs


def test_the_page_is_up_to_date() -> None:
    """`python -m tests.mutation.page` writes it."""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_the_modules_are_there() -> None:
    """And each has been measured."""
    assert [module for module in MODULES if not (SOURCES / f"{module}.py").exists()] == []
    assert sorted(SCORED) == sorted(MODULES)


@pytest.mark.parametrize("module", sorted(SCORED))
def test_a_score(module: str) -> None:
    """95 % of the mutants are noticed, at least, and every other is listed with a reason; or it is said that it is not there yet."""
    mutants, killed = SCORED[module]["mutants"], SCORED[module]["killed"]
    assert killed <= mutants
    mine = [survivor for survivor in listed() if survivor["module"] == module]
    assert all(survivor["why"] for survivor in mine)
    assert len({key_of(survivor) for survivor in mine}) == len(mine) <= mutants - killed
    assert (killed >= 0.95 * mutants and len(mine) == mutants - killed) is (module not in SHORT)


@pytest.mark.parametrize("module", sorted(SCORED))
def test_the_lines_of_its_survivors(module: str) -> None:
    """A line that has changed since has not been mutated as it is now."""
    source = (SOURCES / f"{module}.py").read_text(encoding="utf-8")
    lines = " ".join(COMMENT.sub("", line).strip() for line in source.splitlines())
    assert [survivor["was"] for survivor in listed() if survivor["module"] == module and survivor["was"] not in lines] == []


def test_the_reasons() -> None:
    """Each that is named is used."""
    reasons = tomllib.loads(SURVIVORS.read_text(encoding="utf-8"))["reasons"]
    assert set(reasons) <= {survivor["why"] for survivor in listed()}


def test_the_tests_named_are_there() -> None:
    """Each pattern finds a file."""
    targets = tomllib.loads(TARGETS.read_text(encoding="utf-8"))
    patterns = [
        pattern
        for group in targets.values()
        for pattern in (*group.get("tests", ()), *(p for ps in group.values() for p in ps if "/" in p))
    ]
    assert [pattern for pattern in set(patterns) if not list(Path(TOP).glob(pattern))] == []
