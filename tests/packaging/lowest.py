"""The lowest version that is declared of each dependency, as constraints for pip.

    python tests/packaging/lowest.py cli arrow > lowest.txt

Each bound must be a version that was released, so that it can be installed and tested: `.ci/more` does. The extra `mcp` needs a
newer pydantic than the core does, and has an environment of its own. It needs `packaging`.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.version import Version

PROJECT = Path(__file__).parents[2] / "pyproject.toml"


def lowest(*extras: str) -> list[str]:
    """A constraint for each dependency of the core and of these extras: the highest, where an extra needs a newer one than the core.

    Raises:
        SystemExit: a dependency has no lowest version, or two extras declare another.
    """
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    core = _bounds(project["dependencies"])
    found = _bounds([one for extra in extras for one in project["optional-dependencies"][extra]])
    for name, version in core.items():
        found[name] = max(version, found.get(name, version), key=Version)
    return [f"{name}=={version}" for name, version in found.items()]


def _bounds(declared: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for requirement in map(Requirement, declared):
        bounds = [one.version for one in requirement.specifier if one.operator in {">=", "=="}]
        if len(bounds) != 1 or found.setdefault(requirement.name, bounds[0]) != bounds[0]:
            message = f"{requirement}: one lowest version is needed, the same wherever it is declared"
            raise SystemExit(message)
    return found


if __name__ == "__main__":
    sys.stdout.write("\n".join(lowest(*sys.argv[1:])) + "\n")
