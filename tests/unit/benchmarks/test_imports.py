"""Benchmarks take from the library what is public, so that the same script runs on two commits (what is not may change in any)."""

from __future__ import annotations

import ast
import importlib
import re
from pathlib import Path
from types import ModuleType

import pytest

import lacreview_rules

pytest.importorskip("pyarrow")
pytest.importorskip("matplotlib")

TOP = Path(__file__).parents[3]
BENCHMARKS = sorted((TOP / "tests" / "benchmarks").glob("*.py"))
ON_PURPOSE = {"shortcuts.py"}
"""They measure an inside, and say so in their docstring."""
_CODE = re.compile(r"\b(?:from|import) lacreview_rules\b")


def in_the_reference() -> list[object]:
    pages = "\n".join(page.read_text(encoding="utf-8") for page in (TOP / "docs" / "reference" / "api").glob("*.md"))
    names = [name.rpartition(".") for name in re.findall(r"^\.\. auto\w+:: (\S+)$", pages, re.MULTILINE)]
    return [getattr(importlib.import_module(module), name) for module, _, name in names]


OFFERED = [getattr(lacreview_rules, name) for name in lacreview_rules.__all__]
PUBLIC = {id(found) for found in [lacreview_rules, *OFFERED, *in_the_reference()]}


def is_public(module: str, name: str) -> bool:
    """Whether a name is in the reference; a module this version does not have is an earlier one's, which a script may fall back on."""
    try:
        found = importlib.import_module(module)
    except ModuleNotFoundError as error:
        return error.name in {module, module.rpartition(".")[0]}
    if isinstance(getattr(found, name, None), ModuleType):
        return False
    return id(getattr(found, name)) in PUBLIC


def imports_of(code: ast.AST) -> set[tuple[str, str]]:
    """What runs of the imports from the library: those of a string that is a script too, and none that is for types alone."""
    found: set[tuple[str, str]] = set()
    for_types = [node for node in ast.walk(code) if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"]
    passed_over = {inner for node in for_types for inner in ast.walk(node)}
    for node in ast.walk(code):
        if node in passed_over:
            continue
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "lacreview_rules":
            found |= {(node.module or "", alias.name) for alias in node.names}
        if isinstance(node, ast.Import):
            found |= {(alias.name, "") for alias in node.names if alias.name.startswith("lacreview_rules.")}
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _CODE.search(node.value):
            found |= imports_of(ast.parse(node.value))
    return found


def inside(benchmark: Path) -> list[str]:
    taken = imports_of(ast.parse(benchmark.read_text(encoding="utf-8")))
    return sorted(f"{module}.{name}" for module, name in taken if not (name and is_public(module, name)))


@pytest.mark.parametrize("benchmark", [file for file in BENCHMARKS if file.name not in ON_PURPOSE], ids=lambda file: file.stem)
def test_a_benchmark_imports_public_names_only(benchmark: Path) -> None:
    assert inside(benchmark) == []


@pytest.mark.parametrize("name", sorted(ON_PURPOSE))
def test_one_that_measures_an_inside_says_so(name: str) -> None:
    benchmark = next(file for file in BENCHMARKS if file.name == name)
    assert inside(benchmark) != []
    assert "inside of the engine apart on purpose" in (ast.get_docstring(ast.parse(benchmark.read_text(encoding="utf-8"))) or "")


def test_an_inside_would_be_noticed() -> None:
    """In a script, in a function of it, in a string that another process runs, as a module."""
    code = 'def run():\n    from lacreview_rules.cli import app\nOTHER = "import sys; from lacreview_rules.engine import walk"\n'
    taken = imports_of(ast.parse(f"{code}import lacreview_rules.engine.walk\nfrom lacreview_rules import load_profile\n"))
    assert {(module, name) for module, name in taken if not (name and is_public(module, name))} == {
        ("lacreview_rules.cli", "app"),
        ("lacreview_rules.engine", "walk"),
        ("lacreview_rules.engine.walk", ""),
    }
