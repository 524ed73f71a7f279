"""The first day of a rule: the same events a day earlier bring nothing, or what the rule before it said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .casebook import Entry, Family, none
from .happened import held, looked_after

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .counting import Counted

APRIL_2011 = ["2011-03-31", "2011-04-01", "2011-04-02"]
"""The day before the 2010 Regulations, their first day and the day after."""
IN_CARE = looked_after("2010-11-08")
FIRST = held("2010-12-01")
LAST_1991 = APRIL_2011[0]


def edge(
    book: Family,
    title: str,
    events: list[Entry],
    as_of: str,
    expect: list[Entry],
    worked: Sequence[str | Counted] | str,
    *,
    in_force: bool,
    instead: list[Entry] | None = None,
    not_yet: Sequence[str | Counted] | str,
    gone: list[Entry] | None = None,
    **more: Any,
) -> None:
    """Add a case for one day: `expect` if the rules are in force; otherwise none of it, and `instead`.

    `gone` must not be there once the rules are in force; `not_yet` is the working before they are.
    """
    rules = list(dict.fromkeys(entry["rule"] for entry in expect))
    if in_force:
        book.add(title, events, as_of, expect, worked, absent=gone, rules=rules, **more)
        return
    absent = [none(entry["task"], entry["rule"], **{key: entry[key] for key in ("review",) if key in entry}) for entry in expect]
    book.add(
        title, events, as_of, instead or [], not_yet, absent=absent, rules=[*rules, *(entry["rule"] for entry in instead or [])], **more
    )
