"""The legal statuses of one child: those on which care can rest, and what stood on a day.

The table also holds statuses that have nothing to do with care (special guardianship, private fostering); they are not
among the codes of the data return and never change anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.sources.ssd.days import read_day
from lacreview_rules.sources.ssd.findings import NOT_A_DATE
from lacreview_rules.sources.ssda903.codes import codes_in
from lacreview_rules.sources.ssda903.meanings import may_be_of_care

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from lacreview_rules.sources.ssd.findings import SsdFindings
    from lacreview_rules.sources.ssd.rows import Row
    from lacreview_rules.sources.ssd.tables_found import FoundTable
    from lacreview_rules.sources.ssda903.codes import Code


class LegalStatus(NamedTuple):
    """A legal status on which care can rest: its first day, and the day on which it ended."""

    began: date
    ended: date | None
    code: Code

    def stands(self, day: date) -> bool:
        """Whether it stood on a day; that on which it ended is the next one's."""
        return self.began <= day and (self.ended is None or day < self.ended)


class LegalStatuses(NamedTuple):
    """All that a child had.

    Attributes:
        statuses: those on which care can rest, in the order in which they began.
        others: how many rows hold another.
    """

    statuses: tuple[LegalStatus, ...] = ()
    others: int = 0

    def on(self, day: date) -> tuple[LegalStatus, ...]:
        """Those that stood on a day."""
        return tuple(one for one in self.statuses if one.stands(day))

    def words_on(self, day: date) -> tuple[str, ...]:
        """The words of a history for those that stood on a day, each once."""
        return tuple(dict.fromkeys(one.code.word for one in self.on(day) if one.code.word is not None))

    def days_of_change(self) -> list[date]:
        """The days on which one began or ended, in order."""
        return sorted({day for one in self.statuses for day in (one.began, one.ended) if day is not None})


def read_legal_statuses(rows: Sequence[Row], found: FoundTable, findings: SsdFindings) -> LegalStatuses:
    """The legal statuses of a child."""
    statuses: list[LegalStatus] = []
    others = 0
    for row in rows:
        status = row.cells["status"]
        found_codes = codes_in("LS", status)
        if not found_codes[0].known and may_be_of_care(status):
            what = f"{found.called('status')} may be a status of care, in words that are not known"
            findings.refuse(row.where, what, "write its code (C2, V2 …); the row was not used", kind="status-unknown")
            continue
        if not found_codes[0].known:
            others += 1
            continue
        began, ended = read_day(row.cells["began"]), read_day(row.cells["ended"])
        if began is None:
            name = found.called("began")
            findings.refuse(row.where, f"{name} {NOT_A_DATE}" if row.cells["began"] else f"{name} is empty", kind="status-unreadable")
            continue
        if row.cells["ended"] and ended is None:
            findings.doubt(row.where, f"{found.called('ended')} {NOT_A_DATE}; it was taken as not ended", kind="end-unreadable")
        elif ended is not None and ended < began:
            findings.doubt(
                row.where, f"{found.called('ended')} is before {found.called('began')}; it was taken as not ended", kind="end-before-start"
            )
            ended = None
        elif ended == began:
            findings.refuse(row.where, "the legal status begins and ends on one day", kind="status-without-length")
            continue
        statuses += [LegalStatus(began, ended, code) for code in found_codes]
    statuses.sort(key=lambda one: (one.began, one.code.code))
    return LegalStatuses(tuple(statuses), others)
