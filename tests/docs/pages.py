"""The pages of the documentation, and the blocks of code that stand on them."""

from __future__ import annotations

import re
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

TOP = Path(__file__).parents[2]
DOCS = TOP / "docs"
_OURS = (path for path in (TOP / "examples").rglob("*.md") if "node_modules" not in path.parts)
PAGES = sorted([*TOP.glob("*.md"), *DOCS.rglob("*.md"), *_OURS])
NAMES = [str(page.relative_to(TOP)) for page in PAGES]
FENCE = re.compile(r"^```(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    """A fenced block of a page, and the text block that follows it with nothing between, if one does."""

    language: str
    text: str
    shown: str | None


def blocks(page: Path, language: str) -> list[Block]:
    """The blocks of one language on a page, in order."""
    text = page.read_text(encoding="utf-8")
    found = list(FENCE.finditer(text))
    result = []
    for here, then in zip_longest(found, found[1:]):
        follows = then is not None and then[1] == "text" and not text[here.end() : then.start()].strip()
        result.append(Block(here[1], here[2], then[2] if follows and then is not None else None))
    return [block for block in result if block.language == language]


def prose(page: Path) -> str:
    """A page without its blocks."""
    return FENCE.sub("", page.read_text(encoding="utf-8"))
