"""The example package of a source, as `pip install` would put it on the path: its module and its metadata."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

EXAMPLE = Path(__file__).parents[3] / "examples" / "own_source"


def install(target: Path, *, module: str | None = None, name: str | None = None) -> Path:
    """Put the example into a folder.

    Args:
        target: the folder.
        module: other source text for its module.
        name: another name for its source.
    """
    project = tomllib.loads((EXAMPLE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = project["entry-points"]
    lines = [f"[{group}]\n{name or own} = {value}\n" for group, points in groups.items() for own, value in points.items()]
    info = target / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    info.mkdir(parents=True)
    (info / "entry_points.txt").write_text("\n".join(lines), encoding="utf-8")
    metadata = f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\nSummary: {project['description']}\n"
    (info / "METADATA").write_text(metadata, encoding="utf-8")
    if module is None:
        shutil.copy(EXAMPLE / "own_source.py", target)
    else:
        (target / "own_source.py").write_text(module, encoding="utf-8")
    return target
