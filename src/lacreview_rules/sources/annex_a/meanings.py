"""What the columns of List 8 may be called and what its texts mean, as the table in ``data/annex_a.toml`` says."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from lacreview_rules.files.headings import Names
from lacreview_rules.sources.ssda903.codes import Code, codes
from lacreview_rules.sources.ssda903.meanings import meant

_CODE = re.compile(r"(?<![A-Za-z0-9])([A-Za-z][0-9]{1,2}[A-Za-z]?)(?![A-Za-z0-9])")


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files("lacreview_rules") / "data" / "annex_a.toml").read_text(encoding="utf-8"))


@cache
def column_names() -> dict[str, Names]:
    """What each column may be called."""
    return {name: Names(tuple(row["exact"]), tuple(row["holds"])) for name, row in _table()["columns"].items()}


@cache
def recorded_tasks() -> tuple[str, ...]:
    """The tasks whose completion the list records."""
    return tuple(_table()["records"])


@cache
def no_review() -> frozenset[str]:
    """What the cell of the latest review may say instead of a day: that there was none."""
    return frozenset(_table()["no_review"])


@cache
def visit_task() -> str:
    """The task that a social work visit completes."""
    task: str = _table()["visit_task"]
    return task


def codes_in(column: str, text: str) -> tuple[Code, ...]:
    """The codes that a text holds, in their order; without any, what its words mean; none if that is not known.

    Example:
        >>> [code.code for code in codes_in("LS", "C2: FCO")], [code.code for code in codes_in("PLACE", "f) U6: Foster placement")]
        (['C2'], ['U6'])
        >>> [code.code for code in codes_in("LS", "b) Full care orders")], codes_in("PLACE", "Family Farm")
        (['C2'], ())
    """
    known = codes()[column]
    found = dict.fromkeys(word.upper() for word in _CODE.findall(text) if word.upper() in known)
    if not found:
        found = dict.fromkeys(meant(column, text))
    if not found:
        lower = " ".join(text.casefold().split())
        word = next((code for phrase, code in _table()["words"].get(column, {}).items() if phrase in lower), None)
        found = {} if word is None else {word: None}
    return tuple(known[code] for code in found)
