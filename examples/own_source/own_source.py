"""The diary of a case system, read as histories: a row an entry, the rows of one child together."""

from __future__ import annotations

import csv
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from lacreview_rules.errors import HistoryError, InputError, Problem
from lacreview_rules.histories import events as ev
from lacreview_rules.histories.history import History
from lacreview_rules.sources.by_name import check_settings
from lacreview_rules.sources.door import Records, Remark, SourceOptions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

EVENTS = {"in": ev.BecameLookedAfter, "moved": ev.PlacementMoved, "review": ev.ReviewHeld, "out": ev.CeasedToBeLookedAfter}


class Diary(Records):
    """The children of one file, in its order; one is held at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.found: list[Remark] = []

    @property
    def remarks(self) -> Sequence[Remark]:
        """The rows that were not used."""
        return self.found

    def __iter__(self) -> Iterator[History | HistoryError]:
        """A child after another, read anew each time."""
        self.found = []
        with self.path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file, restval="")
            if missing := {"Person", "Day", "Entry"}.difference(table.fieldnames or ()):
                raise InputError([Problem(self.path.name, f"there is no column {min(missing)}", "add it, or rename the one it is")])
            for number, (child, rows) in enumerate(groupby(enumerate(table, 2), lambda row: row[1]["Person"]), 1):
                yield History(child, [event for line, row in rows for event in self.events_of(line, row, number)], records=["review"])

    def events_of(self, line: int, row: dict[str, str], child: int) -> Iterator[ev.Event]:
        """What a row tells; one that cannot be used is told by its line, never by what stands in it."""
        try:
            yield EVENTS[row["Entry"].strip().lower()](on=date.fromisoformat(row["Day"].strip()))
        except (KeyError, ValueError):
            problem = Problem(f"{self.path.name}:{line}", "Day or Entry is not one that the diary knows", "correct the row")
            self.found.append(Remark("row-unknown", problem, used=False, effect="what the row says is in no date", child=child))


def open_source(addresses: Sequence[str], options: SourceOptions) -> Records:
    """One CSV file with the columns Person, Day (2026-01-21) and Entry (in, moved, review, out)."""
    check_settings(options, (), "diary")
    if len(addresses) != 1 or not Path(addresses[0]).is_file():
        raise InputError([Problem(", ".join(addresses), "the diary is one file, and this is none", "check the path")])
    return Diary(Path(addresses[0]))
