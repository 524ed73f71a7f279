"""An SSD in a folder, opened and read: what the tests of the readers share."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.databases.ssd_tables import write_csv

from lacreview_rules import History, load_profile
from lacreview_rules.errors import HistoryError
from lacreview_rules.sources.door import SourceOptions
from lacreview_rules.sources.ssd.opening import open_source

if TYPE_CHECKING:
    from pathlib import Path

    from tests.databases.ssd_tables import Tables

    from lacreview_rules.sources.ssd.reading import SsdRecords


class Opened(NamedTuple):
    """What a source gave."""

    records: SsdRecords
    histories: list[History]
    errors: list[HistoryError]

    @property
    def children(self) -> list[str]:
        """The children with a history."""
        return [history.child for history in self.histories]

    @property
    def kinds(self) -> list[str]:
        """The kinds of what was remarked on about rows."""
        whole = {"table-missing", "column-missing", "table-empty"}
        return [remark.kind for remark in self.records.remarks if remark.kind not in whole]

    def told(self, kind: str) -> list[str]:
        """The remarks of a kind, as they are told."""
        return [str(remark) for remark in self.records.remarks if remark.kind == kind]

    def due(self, task: str, as_of: str, place: int = 0) -> list[tuple[str | None, str, str | None]]:
        """The dates of a task of one child: by when, how it stands, when it was done."""
        schedule = self.records.schedule_of(self.histories[place], load_profile("england")).on(date.fromisoformat(as_of))
        return [(_text(one.due), one.status, _text(one.done_on)) for one in schedule.of(task)]


def _text(day: date | None) -> str | None:
    return None if day is None else str(day)


def opened(address: Any, **options: Any) -> Opened:
    """A source, read to its end."""
    records = open_source([str(address)], SourceOptions(**options))
    found = list(records)
    histories = [one for one in found if isinstance(one, History)]
    return Opened(records, histories, [one for one in found if isinstance(one, HistoryError)])


def from_csv(tables: Tables, folder: Path, **options: Any) -> Opened:
    """The same from tables, written as CSV."""
    return opened(write_csv(tables, folder), **options)


def told_events(history: History) -> list[str]:
    """The events of a history in short: what, when, and what it says besides."""
    found = []
    for event in history.events:
        more = [
            str(value) for key in ("placement", "legal_status", "task", "reason", "at") if (value := getattr(event, key, None)) is not None
        ]
        found.append(" ".join([event.kind, str(event.on), *more]))
    return found
