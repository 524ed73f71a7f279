"""The page docs/explanation/mutation.md is what the scores and the list of survivors make it.

Whether a mutant survives is not tested here: that takes hours (`python -m tests.mutation.run all`). Nor does a module that has
changed since it was measured fail: the page says so, and `.ci/run` prints it.
"""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
from tests.mutation import measured
from tests.mutation.measured import SECOND, TARGETS, digest_of, modules, scores, source_of, state_of
from tests.mutation.page import PAGE, SURVIVORS, TOP, key_of, listed, page

SCORED = scores()
SHORT = set(tomllib.loads(SURVIVORS.read_text(encoding="utf-8"))["not_there_yet"])
STATE = re.compile(r"(, )?(not measured since|not measured|no module of that name)(?= \|)")
COMMENT = re.compile(r"  # [^\"']*$")  # as in mutants.py, which needs what only the extra `mutation` installs


def test_the_page_is_up_to_date() -> None:
    """`python -m tests.mutation.page` writes it. What has changed since is marked when it is next written."""
    assert STATE.sub("", PAGE.read_text(encoding="utf-8")) == STATE.sub("", page())


def test_each_score_is_of_a_module_that_is_mutated() -> None:
    """A module that was renamed takes its score, its survivors and its tests with it, or is measured anew under its name."""
    assert set(SCORED) <= set(modules())
    assert {survivor["module"] for survivor in listed()} <= set(SCORED)
    targets = tomllib.loads(TARGETS.read_text(encoding="utf-8"))
    assert set(targets["besides"]) <= set(modules())


def test_most_modules_are_there() -> None:
    """One that is renamed or gone is said so; were half of them, the names in `targets.toml` would be of another tree."""
    there = [module for module in modules() if source_of(module) is not None]
    assert 2 * len(there) > len(modules())


CODE = '"""A module."""\n\nfrom a.b import c\n\n# why\ndef f(x: int) -> int:\n    """Text."""\n    return c(x) + 1  # so\n'


@pytest.mark.parametrize(
    ("was", "became", "same"),
    [
        ("A module.", "A module of\ntwo lines.", True),
        ("from a.b import c", "from d import (\n    c,\n)", True),
        ("# why", "# for another reason", True),
        ("  # so", "", True),
        ("Text.", "Other text.", True),
        ("+ 1", "+ 2", False),
        ("+ 1", '+ len("# 1")', False),
        ("def f", "def g", False),
    ],
)
def test_what_a_score_is_pinned_to(was: str, became: str, same: bool) -> None:
    """To what is mutated."""
    assert was in CODE
    assert (digest_of(CODE.replace(was, became)) == digest_of(CODE)) is same


def test_what_is_said_of_a_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As it was measured, changed since, moved away, never measured."""
    monkeypatch.setattr(measured, "scores", lambda: {"room.module": {"source": digest_of(CODE)}})
    path = tmp_path / "room" / "module.py"
    path.parent.mkdir()
    for text, said in ((CODE, ""), (f"# better explained\n{CODE}", ""), (f"{CODE}\nMORE = 1\n", "not measured since")):
        path.write_text(text, encoding="utf-8")
        assert measured.state_of("room.module", tmp_path) == said
    path.with_stem("other").write_text(CODE, encoding="utf-8")
    assert measured.state_of("room.other", tmp_path) == "not measured"
    path.unlink()
    assert measured.state_of("room.module", tmp_path) == "no module of that name"


@pytest.mark.parametrize("module", sorted(SCORED))
def test_a_score(module: str) -> None:
    """95 % of the mutants are noticed, at least, and every other is listed with a reason; or it is said that it is not there yet."""
    mutants, killed = SCORED[module]["mutants"], SCORED[module]["killed"]
    assert killed <= mutants
    mine = [survivor for survivor in listed() if survivor["module"] == module]
    assert all(survivor["why"] for survivor in mine)
    assert len({key_of(survivor) for survivor in mine}) == len(mine) <= mutants - killed
    assert (killed >= 0.95 * mutants and len(mine) == mutants - killed) is (module not in SHORT)


def test_the_lines_of_the_survivors() -> None:
    """Of a module that is as it was measured, each survivor has its line."""
    sources = {module: source_of(module) or "" for module in SCORED if state_of(module) == ""}
    lines = {module: " ".join(COMMENT.sub("", line).strip() for line in source.splitlines()) for module, source in sources.items()}
    mine = [survivor for survivor in listed() if survivor["module"] in lines]
    assert [survivor["was"] for survivor in mine if survivor["was"] not in lines[survivor["module"]]] == []


def test_no_reason_was_refuted() -> None:
    """The second method: a survivor on which anything else came out is not explained; and what is set down is of modules that have any."""
    tried = json.loads(SECOND.read_text(encoding="utf-8"))
    assert [module for module, counts in tried.items() if counts["different"] or counts["for ever"]] == []
    listed_in = {survivor["module"] for survivor in listed()}
    assert set(tried) <= listed_in
    assert all(counts["same, lines run"] <= counts["same"] for counts in tried.values())


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
