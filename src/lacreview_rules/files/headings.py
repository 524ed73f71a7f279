"""Headings of tables, matched loosely: case, spaces, quotation marks, brackets and a letter or two do not matter."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.errors import close_to

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_WRITTEN_SO = re.compile(
    r"\s*[(\[](?:[dmy]{1,4}(?:[ /.-][dmy]{1,4}){0,2}|date|code|text|number|y(?:es)?\s?/\s?no?)[)\]]\s*$", re.ASCII | re.IGNORECASE
)
"""What stands behind a heading to say how the cells below are written."""
_SHORTEST_MISSPELT = 5
"""Shorter words are a letter or two from too many others."""


class Names(NamedTuple):
    """What a column may be called.

    Attributes:
        exact: what the whole heading may be, as `plain` makes it.
        holds: what it may hold, where no heading is exactly one of those.
    """

    exact: tuple[str, ...]
    holds: tuple[str, ...] = ()


class Columns(NamedTuple):
    """Which columns a row of headings names.

    Attributes:
        at: the place of each column that was found, by its name, from 0.
        twice: the name of a column that two headings have, and their places.
        misspelt: the names that were found by a heading a letter or two away.
        others: the places of headings that name nothing that is looked for.
    """

    at: dict[str, int]
    twice: list[tuple[str, int, int]]
    misspelt: list[str]
    others: list[int]


def plain(heading: str) -> str:
    """A heading without anything but small letters and digits.

    Example:
        >>> plain("Child\N{RIGHT SINGLE QUOTATION MARK}s  Legal Status (Y/N))"), plain("date_of_birth")
        ('childslegalstatusyn', 'dateofbirth')
    """
    return "".join(letter for letter in unicodedata.normalize("NFKC", heading).casefold() if letter.isalnum())


def without_form(heading: str) -> str:
    r"""A heading without what says in brackets how its cells are written; other brackets may say what they mean, and stay.

    Example:
        >>> without_form("DECOM\n(dd/mm/yyyy)"), without_form("LS [code]"), without_form("Review (next)")
        ('DECOM', 'LS', 'Review (next)')
    """
    return _WRITTEN_SO.sub("", heading) if heading.rstrip().endswith((")", "]")) else heading


def misspelt_name(heading: str, wanted: Mapping[str, Names]) -> str | None:
    """The column whose name a heading is a letter or two away from; None if there is none.

    Example:
        >>> wanted = {"team": Names(("team",)), "worker": Names(("worker",))}
        >>> misspelt_name("Teams", wanted), misspelt_name("Notes", wanted)
        ('team', None)
    """
    text = plain(heading)
    known = {exact: name for name, names in wanted.items() for exact in names.exact}
    near = close_to(text, list(known)) if len(text) >= _SHORTEST_MISSPELT else None
    return None if near is None else known[near]


def named_columns(headings: Sequence[str], wanted: Mapping[str, Names]) -> Columns:
    """Which columns some headings name: exactly if they can, else by what they hold, else by a near spelling.

    Example:
        >>> wanted = {"child": Names(("child", "childid")), "status": Names(("legalstatus",), ("legalstatus",))}
        >>> named_columns(["Child ID", "Child's legal status", "Team"], wanted).at
        {'child': 0, 'status': 1}
    """
    found = Columns({}, [], [], [])
    texts = [plain(heading) for heading in headings]
    known = {text: name for name, names in wanted.items() for text in names.exact}
    left: list[int] = []
    for place, text in enumerate(texts):
        name = known.get(text) or known.get(plain(without_form(headings[place])))
        if name is None:
            left += [place] if text else []
        elif name in found.at:
            found.twice.append((name, found.at[name], place))
        else:
            found.at[name] = place
    for name, names in wanted.items():
        holding = [place for place in left if any(part in texts[place] for part in names.holds)]
        if name not in found.at and holding:
            found.at[name] = holding[0]
            found.twice.extend((name, holding[0], place) for place in holding[1:])
            left = [place for place in left if place not in holding]
    for place in left:
        name = misspelt_name(headings[place], wanted)
        if name is None or name in found.at:
            found.others.append(place)
        else:
            found.at[name] = place
            found.misspelt.append(name)
    return found
