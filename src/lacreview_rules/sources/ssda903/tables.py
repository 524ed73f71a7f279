"""Which table of a return a file holds: its columns say, and its name only where they do not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lacreview_rules.sources.ssda903.codes import other_columns

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "header": ("CHILD", "DOB"),
    "episode": ("CHILD", "DECOM", "RNE", "LS", "PLACE", "DEC", "REC"),
    "review": ("CHILD", "REVIEW"),
}
"""By table, the columns that are needed."""
_OWN = frozenset(("ETHNIC", "UPN", "MOTHER", "MC_DOB"))  # every table may have the date of birth; these only Header has
_SOCIAL_WORKERS = re.compile(r"sw[ _-]?episode")


def table_of(columns: Collection[str], name: str) -> str | None:
    """What a file holds, "header", "episode" or "review"; None if it is another table or no part of a return.

    Args:
        columns: of its first line, in capitals; none if it cannot be read.
        name: the file is called so, in small letters; it decides where the columns do not, so that a slip in a heading is told.

    Example:
        >>> table_of(["CHILD", "DOB", "SW_ID"], "social_worker_episodes"), table_of(["CHILD", "REVIEW"], "meetings"), table_of([], "header")
        (None, 'review', 'header')
    """
    for table in ("episode", "review"):
        if all(column in columns for column in COLUMNS[table]):
            return table
    if all(column in columns for column in COLUMNS["header"]) and any(column in _OWN for column in columns):
        return "header"
    if _SOCIAL_WORKERS.search(name) or any(column in other_columns() for column in columns):
        return None
    return next((table for table in COLUMNS if table in name), None)
