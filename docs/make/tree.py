"""The package as a tree: its rooms in their order, their modules, and what each module imports.

Looked at is the package that is installed, by its text: nothing is imported.
"""

from __future__ import annotations

import ast
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

import lacreview_rules

ROOT = Path(lacreview_rules.__file__).parent
ROOMS_FILE = Path(__file__).with_name("rooms.toml")
FRONT = {"__init__", "__main__"}
"""The public names, and the way in from the command line: in no room."""


class Room(NamedTuple):
    """A folder of the package, or a module that stands alone beside the folders.

    Attributes:
        most_lines: how many lines of Python it may have.
        public: its modules whose names are in the reference, without the room's name.
    """

    name: str
    most_lines: int
    public: tuple[str, ...]


class Imports(NamedTuple):
    """What a module imports, wherever in it, type-only imports included."""

    modules: frozenset[str]
    libraries: frozenset[str]


def rooms() -> list[Room]:
    """The rooms from the inside out: each imports from itself and from those before it."""
    written = tomllib.loads(ROOMS_FILE.read_text(encoding="utf-8"))
    return [Room(name, room["most_lines"], tuple(room.get("public", ()))) for name, room in written.items()]


@cache
def files() -> dict[str, Path]:
    """The module files of the package by their dotted names, those of `__init__` under the name of the folder."""
    found = {}
    for file in sorted(ROOT.rglob("*.py")):
        parts = file.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)] = file
    return found


def room_of(module: str) -> str:
    """The room that a module is in."""
    return module.partition(".")[0]


def modules_of(room: str) -> list[str]:
    """The modules of a room, without the folders themselves; a room that is one module is its only one."""
    return [name for name, file in files().items() if room_of(name) == room and file.name != "__init__.py"]


def lines_of(room: str) -> int:
    """How many lines of Python a room has."""
    return sum(len(file.read_text(encoding="utf-8").splitlines()) for name, file in files().items() if room_of(name) == room)


@cache
def _parsed(module: str) -> ast.Module:
    return ast.parse(files()[module].read_text(encoding="utf-8"))


def says(module: str) -> str:
    """The first line of a module's docstring, or all of it for a folder."""
    text = ast.get_docstring(_parsed(module)) or ""
    return text if files()[module].name == "__init__.py" else text.partition("\n")[0]


@cache
def imports_of(module: str) -> Imports:
    """What a module imports."""
    known = files()
    modules, libraries = set[str](), set[str]()
    for node in ast.walk(_parsed(module)):
        if isinstance(node, ast.Import):
            libraries |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            base, _, inside = node.module.partition(".")
            if base != "lacreview_rules":
                libraries.add(node.module)
                continue
            names = {f"{inside}.{alias.name}".lstrip("."): inside for alias in node.names}
            modules |= {name if name in known else outer or "__init__" for name, outer in names.items()}
    return Imports(frozenset(modules), frozenset(libraries))
