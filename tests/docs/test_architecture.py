"""The page of the architecture is the tree: every module once, and the arrows point inward.

Authority: docs/explanation/architecture.md. The modules looked at are those of the package that is installed.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.docs.pages import DOCS, TOP

import lacreview_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(lacreview_rules.__file__).parent
PAGE = (DOCS / "explanation" / "architecture.md").read_text(encoding="utf-8")
FRONT = {"__init__", "__main__"}
"""The public names re-exported, and the way in from the command line: not in any room."""
USES = {
    "cli": {"", "formats", "arrow", "pictures"},
    "formats": {"", "pictures"},
    "arrow": {"", "formats"},
    "pictures": {""},
    "": set[str](),
}
"""What each part of the shell may import beside itself; "" is the core."""


def module_name(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts)


FILES = {module_name(file): file for file in sorted(ROOT.rglob("*.py"))}
MODULES = sorted(name for name in FILES if name not in FRONT and not name.endswith("__init__"))


def rooms() -> Iterator[tuple[str, list[str]]]:
    """Each room of the page, from the inside out, with the full names of its modules."""
    for part, table in re.findall(r"^## `lacreview_rules\.?(\w*)`[^\n]*\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL):
        for line in table.splitlines():
            cells = line.split("|")
            if line.startswith("| ") and len(cells) == 5 and "`" in cells[3]:
                yield part, [f"{part}.{name}".lstrip(".") for name in re.findall(r"`(\w+)`", cells[3])]


def part_of(module: str) -> str:
    """The part of the shell that a module is in; none for the core."""
    first = module.partition(".")[0]
    return first if first in USES else ""


def imported(module: str) -> set[str]:
    """The modules of the package that a module imports when it runs: not those that only a type checker imports."""
    found: set[str] = set()

    def look(node: ast.AST) -> None:
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            return
        if isinstance(node, ast.ImportFrom) and node.module is not None and node.module.partition(".")[0] == "lacreview_rules":
            base = node.module.removeprefix("lacreview_rules").lstrip(".")
            for alias in node.names:
                inner = f"{base}.{alias.name}".lstrip(".")
                found.add(inner if inner in FILES else base)
        for child in ast.iter_child_nodes(node):
            look(child)

    look(ast.parse(FILES[module].read_text(encoding="utf-8")))
    return found


def test_every_module_is_named_once() -> None:
    named = sorted(module for _, modules in rooms() for module in modules)
    assert named == MODULES, "name each module in one room of docs/explanation/architecture.md"


@pytest.mark.parametrize("module", MODULES)
def test_the_shell_is_outside(module: str) -> None:
    """The core imports nothing of the shell, and no part of the shell one that stands further out."""
    part = part_of(module)
    assert [f"{module} imports {other}" for other in imported(module) if part_of(other) not in {part, *USES[part]}] == []


def test_the_arrows_of_the_core_point_inward() -> None:
    """A module imports from its own room, and from rooms above it on the page."""
    place = {module: number for number, (part, modules) in enumerate(rooms()) if not part for module in modules}
    wrong = [f"{module} imports {other}" for module in place for other in imported(module) if place.get(other, -1) > place[module]]
    assert wrong == []


def test_no_import_goes_in_a_ring() -> None:
    done: set[str] = set()

    def follow(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, " imports ".join([*way, module])
        if module not in done and module in FILES:
            for other in imported(module):
                follow(other, (*way, module))
            done.add(module)

    for module in MODULES:
        follow(module, ())


def test_the_folders_named_are_there() -> None:
    for folder in re.findall(r"`((?:tests|examples|src)(?:/[\w/]+)?)`", PAGE):
        inside = folder.removeprefix("src/lacreview_rules/")
        assert (TOP / folder).is_dir() or (ROOT / inside).is_dir()
