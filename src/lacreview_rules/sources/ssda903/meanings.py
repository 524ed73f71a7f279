"""Codes of a data return that are written in words: the meaning in the place of the code, as ``data/code_meanings.toml`` says."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

_BETWEEN = re.compile(r"[^a-z0-9]+")
_SECTION = re.compile(r"\b(?:sec|sect|section|s)\s?\d+(?:\s(?:\d+|[a-z])(?=\s|$))*", re.ASCII)
_NUMBER = re.compile(r"\b(?:section|sect|sec|s)\s?(\d{1,4})", re.ASCII)
_LONGEST = 400
_KEPT = 1_024  # the same few texts stand in a column again and again


def in_words(text: str) -> str:
    """A text as it is compared: in small letters, with one space in the place of whatever stands between its words.

    Example:
        >>> in_words("Change of placement and carer(s)  only")
        'change of placement and carer s only'
    """
    return _BETWEEN.sub(" ", text[:_LONGEST].casefold()).strip()


@lru_cache(maxsize=_KEPT)
def meant(column: str, cell: str) -> tuple[str, ...]:
    """The codes that a cell means which holds none; none if that is not known. A reason for the end of care may be no code but a word.

    Example:
        >>> meant("RNE", "Change of placement and carer(s) only"), meant("REC", "Died"), meant("REC", "Adopted")
        (('P',), ('E2',), ('adopted',))
        >>> meant("LS", "Care Order Sec.31(a) & Placement Order (Sec. 21)"), meant("LS", "Special Guardianship Order")
        (('C2', 'E1'), ())
        >>> meant("REC", "Not adopted")
        ()
    """
    words = in_words(cell)
    if column == "LS":
        known: dict[str, list[str]] = _table()["LS"]
        without = " ".join(_SECTION.sub(" ", words).split())
        return tuple(known.get(words) or known.get(without) or ())
    padded = "" if words.startswith("not ") else f" {words}"
    for row in _table().get(column, ()):
        if all(f" {word}" in padded for word in row["words"]):
            return (row.get("code") or row["reason"],)
    return ()


@lru_cache(maxsize=_KEPT)
def may_be_of_care(cell: str) -> bool:
    """Whether a legal status that is not known has words in it that one on which care rests may have.

    Example:
        >>> may_be_of_care("Deemed care order"), may_be_of_care("Supervision Order"), may_be_of_care("Care order discharged")
        (True, False, False)
        >>> may_be_of_care("Care order & supervision order"), may_be_of_care("Sec 20(1)(c)"), may_be_of_care("Section 47")
        (True, True, False)
    """
    table: dict[str, Any] = _table()["may_be_of_care"]
    parts = re.split("|".join(map(re.escape, table["parts"])), cell[:_LONGEST].casefold())
    return any(_part_may_be_of_care(f" {in_words(part)}", table) for part in parts)


def _part_may_be_of_care(padded: str, table: dict[str, Any]) -> bool:
    """Whether one of several statuses in a text may be one on which care rests."""
    if any(f" {word}" in padded for word in table["unless"]):
        return False
    return any(f" {word}" in padded for word in table["words"]) or any(
        int(number) in table["sections"] for number in _NUMBER.findall(padded)
    )


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files("lacreview_rules") / "data" / "code_meanings.toml").read_text(encoding="utf-8"))
