"""The placements of one child: which of them an episode is in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.sources.ssd.days import read_day
from lacreview_rules.sources.ssd.findings import NOT_A_DATE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from lacreview_rules.sources.ssd.findings import SsdFindings
    from lacreview_rules.sources.ssd.rows import Row
    from lacreview_rules.sources.ssd.tables_found import FoundTable
    from lacreview_rules.sources.ssda903.codes import Code


class Placement(NamedTuple):
    """One placement: its id, its first day and its last, the period of care it belongs to, and its kind."""

    where: str
    id: str
    period: str
    began: date
    ended: date | None
    type: Code

    def holds(self, day: date) -> bool:
        """Whether it lasted on a day; that on which it ended is the next one's."""
        return self.began <= day and (self.ended is None or day < self.ended)


def read_placements(rows: Sequence[Row], found: FoundTable, findings: SsdFindings) -> list[Placement]:
    """The placements of a child that have a first day."""
    placements: list[Placement] = []
    for row in rows:
        began, ended = read_day(row.cells["began"]), read_day(row.cells["ended"])
        if began is None:
            name = found.called("began")
            what = f"{name} {NOT_A_DATE}" if row.cells["began"] else f"{name} is empty"
            findings.refuse(row.where, what, kind="start-unreadable")
            continue
        if row.cells["ended"] and ended is None:
            findings.doubt(row.where, f"{found.called('ended')} {NOT_A_DATE}; it was taken as not ended", kind="end-unreadable")
        name = found.called("type")
        if not row.cells["type"]:
            findings.doubt(row.where, f"{name} is empty", "fill it in; the row was used without it", kind="placement-unknown")
        code = findings.code(row.where, name, "PLACE", row.cells["type"])
        placements.append(Placement(row.where, row.cells["placement"], row.cells["period"], began, ended, code))
    return placements


def placement_of(placements: Sequence[Placement], id_: str, period: str, day: date) -> Placement | None:
    """The placement of an episode: by its id or, where no placement has that, the one that lasted on its first day."""
    named = [one for one in placements if id_ and one.id == id_]
    if named:
        return next((one for one in named if one.holds(day)), named[0])
    lasting = [one for one in placements if one.holds(day) and (not one.period or not period or one.period == period)]
    return max(lasting, key=lambda one: one.began, default=None)
