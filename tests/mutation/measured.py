"""Whether a module is still the one that its mutation score was measured on.

A score is pinned to a digest of what is mutated: comments, docstrings, imports and the name of the module are not, so a
module that only moved, or is better explained, keeps its score. One that changed otherwise is "not measured since", which
is said on the page and by `python -m tests.mutation.measured`, and is no failure: a new score takes hours.
"""

from __future__ import annotations

import ast
import hashlib
import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

import lacreview_rules

HERE = Path(__file__).parent
SCORES = HERE / "scores.json"
SECOND = HERE / "second_method.json"
TARGETS = HERE / "targets.toml"
SOURCES = Path(lacreview_rules.__file__).parent  # of the library as it is installed: its tests are run without `src` too
_COMMENT = re.compile(r"(^|  )# [^\"']*$")  # as in mutants.py, which needs what only the extra `mutation` installs


def digest_of(source: str) -> str:
    """A digest of the lines that are mutated."""
    left_out = {
        line
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.stmt) and (isinstance(node, (ast.Import, ast.ImportFrom)) or _is_text_alone(node))
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    lines = (_COMMENT.sub("", line).strip() for number, line in enumerate(source.splitlines(), 1) if number not in left_out)
    return hashlib.sha256("\n".join(filter(None, lines)).encode()).hexdigest()


def _is_text_alone(node: ast.stmt) -> bool:
    """A docstring, of whatever it is."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def scores() -> dict[str, dict[str, Any]]:
    """The score of each module that was ever measured: `mutants`, `killed`, `on` which day, and the digest of the `source`."""
    found: dict[str, dict[str, Any]] = json.loads(SCORES.read_text(encoding="utf-8"))
    return found


def modules() -> list[str]:
    """The modules that are to be mutated."""
    targets = tomllib.loads(TARGETS.read_text(encoding="utf-8"))
    return [module for group in targets.values() for module in group.get("modules", ())]


def source_of(module: str, sources: Path = SOURCES) -> str | None:
    """The text of a module, or nothing if there is none of that name."""
    path = sources.joinpath(*module.split(".")).with_suffix(".py")
    return path.read_text(encoding="utf-8") if path.exists() else None


def state_of(module: str, sources: Path = SOURCES) -> str:
    """What is to be said of a module beside its score: nothing if it is as it was measured."""
    score, source = scores().get(module), source_of(module, sources)
    if source is None:
        return "no module of that name"
    if score is None:
        return "not measured"
    return "" if digest_of(source) == score["source"] else "not measured since"


def main() -> None:
    """Print each module that its score is not of."""
    for module in modules():
        if state := state_of(module):
            sys.stdout.write(f"mutation: {module}: {state}\n")


if __name__ == "__main__":
    main()
