"""Write the families of boundary cases: `python -m tests.corpus_working FOLDER`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from .families import FAMILIES


def write(folder: Path) -> None:
    """Write every family, unless a case that is there already would change its title: ids are never reused."""
    texts = {f"{family.file}.json": family.text() for family in (make() for make in FAMILIES)}
    reused: list[str] = []
    for name, text in texts.items():
        old = folder / name
        if old.exists():
            issued = {case["id"]: case["title"] for case in json.loads(old.read_text(encoding="utf-8"))["cases"]}
            now = {case["id"]: case["title"] for case in json.loads(text)["cases"]}
            reused += [f"{name}: {case} was {title!r}" for case, title in issued.items() if now.get(case, title) != title]
    if reused:
        sys.exit("ids are never reused; add new cases at the end of a family:\n" + "\n".join(reused))
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode())


if __name__ == "__main__":
    write(Path(sys.argv[1]))
