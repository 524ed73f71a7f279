"""The rows of one child in the Episodes file, read one by one, and what was found wrong with them.

A row that cannot be used is told with its reason, and so is what is doubtful about a row that is used. Neither
ever says who the child is: the place of the row does.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from lacreview_rules.errors import Problem
from lacreview_rules.files.blank_cells import NOTHING, is_blank
from lacreview_rules.files.typed_days import why_unread
from lacreview_rules.sources.door import Remark
from lacreview_rules.sources.kept_remarks import KeptRemarks
from lacreview_rules.sources.ssda903.codes import Code, code_in, unknown_code
from lacreview_rules.sources.ssda903.kinds import EFFECTS
from lacreview_rules.sources.ssda903.names import years_in
from lacreview_rules.sources.ssda903.years import read_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from lacreview_rules.sources.ssda903.files import Row

_NOT_A_DATE = "is not a date between 1900 and 2200, written DD/MM/YYYY"
_TOLD = frozenset(why_unread(cell).what for cell in ("1/3/25", "45778", "Mon 1 Mar 2026"))
"""Why a cell is no day, where that is a matter of its writing, which has a remedy of its own."""
_NOTHING = frozenset(form for word in NOTHING for form in (word, word.upper(), word.title(), "NaN", "NaT"))
"""Words for nothing in the forms that programs write."""
_LEFT_OUT = "correct the row; it was not used"
_CHECK = "check the row; it was used as far as it makes sense"


@dataclass(slots=True)
class Findings:
    """What was found wrong: rows that could not be used, and rows used in spite of a doubt.

    Each has a kind, which is one of `kinds.EFFECTS`.

    Attributes:
        remarks: each of them, in the order in which they were found.
        repeated: how many rows another row says too; they count as used.
        child: the number of the child whose rows are read, in the order of the return; 0 before the first.
    """

    remarks: KeptRemarks = field(default_factory=KeptRemarks)
    repeated: int = 0
    child: int = 0

    def refuse(self, where: str, what: str, remedy: str = _LEFT_OUT, *, kind: str) -> None:
        """Put down a row that is not used."""
        self.remarks.append(Remark(kind, Problem(where, what, remedy), used=False, effect=EFFECTS[kind], child=self.child))

    def doubt(self, where: str, what: str, remedy: str = _CHECK, *, kind: str) -> None:
        """Put down what is doubtful about a row that is used."""
        self.remarks.append(Remark(kind, Problem(where, what, remedy), used=True, effect=EFFECTS[kind], child=self.child))


class Placed(Protocol):
    """A row that knows its place, which is worked out when it is asked for."""

    @property
    def where(self) -> str:
        """Its place, as messages give it."""
        ...


@dataclass(slots=True, eq=False)  # not frozen: one is made for every row, and one by one its fields would be set through `object`
class Episode:
    """A row of the Episodes file.

    `rec` is None where the row does not say why the episode ended; `year` holds the years of its return, where a column says so.
    """

    row: Placed
    began: date
    ended: date | None
    rne: Code
    status: Code
    place: Code
    rec: Code | None
    postcode: str
    year: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        """Where the row stands."""
        return self.row.where

    @property
    def said(self) -> tuple[object, ...]:
        """What the row says, wherever it stands and of whichever return it is."""
        return (self.began, self.ended, self.rne, self.status, self.place, self.rec, self.postcode)

    @property
    def may_end_care(self) -> bool:
        """Whether the row says that care ended with the episode."""
        rec = self.rec
        return rec is not None and self.ended is not None and not rec.continues


def not_a_date(column: str, cell: str, remedy: str = _LEFT_OUT) -> tuple[str, str]:
    """What is said of a cell that holds no day, and the remedy: the one given, unless it is a matter of its writing.

    Example:
        >>> not_a_date("DEC", "")[0], not_a_date("DEC", "01-May-25")[1].partition(",")[0]
        ('DEC is empty', 'write the year with four')
    """
    if is_blank(cell):
        return f"{column} is empty", remedy
    why = why_unread(cell)
    return f"{column} {_NOT_A_DATE}", f"{why.remedy}; the row was not used" if why.what in _TOLD else remedy


def read_episodes(rows: Sequence[Row], findings: Findings) -> list[Episode]:
    """The usable episodes among a child's rows of one file, in its order."""
    episodes: list[Episode] = []
    seen: dict[date, list[Episode]] = {}
    for row in rows:
        episode = _episode(row, findings)
        if episode is None:
            continue
        same_day = seen.setdefault(episode.began, [])
        if same_day and (same := next((one for one in same_day if one.said == episode.said and one.year == episode.year), None)):
            findings.refuse(row.where, f"the same episode stands at {same.where}", "remove one; it counted once", kind="row-repeated")
            continue
        same_day.append(episode)
        episodes.append(episode)
    return episodes


def since_birth(episodes: list[Episode], born: date, findings: Findings) -> list[Episode]:
    """The episodes that began since the child was born; the others are told."""
    usable = []
    for episode in episodes:
        if episode.began < born:
            what, remedy = "DECOM is before the date of birth", "correct one of the two dates; the row was not used"
            findings.refuse(episode.where, what, remedy, kind="start-before-birth")
        else:
            usable.append(episode)
    return usable


def of_known_years(episodes: list[Episode], last: int, findings: Findings) -> list[Episode]:
    """The episodes, none of a return after the last that there is: one wrong cell of a column YEAR is no return, and is told."""
    unknown = [one for one in episodes if one.year and not is_known(one.year, last)]
    if not unknown:
        return episodes
    known = max((one.year for one in episodes if one.year and is_known(one.year, last)), default=())
    usable = []
    for episode in episodes:
        if episode in unknown:
            what, remedy = "YEAR names no return that there is", "correct it; the row was taken as one of the latest return"
            findings.doubt(episode.where, what, remedy, kind="year-column")
            usable.append(replace(episode, year=known))
        else:
            usable.append(episode)
    return usable


def is_known(years: tuple[str, ...], last: int) -> bool:
    """Whether a return of some years may be there, if the last that there is ends in the year `last`."""
    return all(int(year) <= last for year in years)


def by_beginning(episode: Episode) -> tuple[date, bool, bool, date]:
    """The order in which episodes began; of those that began on one day, one of no length, then the open, then as they ended."""
    began, ended = episode.began, episode.ended
    if ended is None:
        return (began, True, False, began)
    return (began, ended > began, True, ended)


def file_of(where: str) -> str:
    """The file in which a row stands.

    Example:
        >>> file_of("2024/episodes.csv:12")
        '2024/episodes.csv'
    """
    return where.rpartition(":")[0]


def _episode(row: Row, findings: Findings) -> Episode | None:
    cells = row.values
    if not _NOTHING.isdisjoint(cells):
        cells = ["" if is_blank(cell) else cell for cell in cells]
    _, decom, of_rne, of_status, of_place, dec, reason, postcode, label, _ = cells
    began, ended = read_day(decom), read_day(dec) if dec else None
    if began is None:
        findings.refuse(row.where, *not_a_date("DECOM", decom), kind="start-unreadable")
        return None
    rne, status, place = code_in("RNE", of_rne), code_in("LS", of_status), code_in("PLACE", of_place)
    rec = code_in("REC", reason) if reason else None
    if not (rne.known and status.known and place.known and (rec is None or rec.known)):
        for column, code, cell in (("RNE", rne, of_rne), ("LS", status, of_status), ("PLACE", place, of_place), ("REC", rec, reason)):
            if code is not None and not code.known:
                what, remedy = unknown_code(column, cell)
                findings.doubt(row.where, what, f"{remedy}; the row was used without it", kind="code-unknown")
    if dec and ended is None:
        findings.doubt(row.where, f"DEC {_NOT_A_DATE}; the day the episode ended is not known", kind="end-unreadable")
    elif ended is not None and ended < began:
        findings.doubt(row.where, "DEC is before DECOM; the day the episode ended is not known", kind="end-before-start")
        ended = None
    elif ended is None and rec is not None:
        findings.doubt(row.where, "REC says why the episode ended, but DEC is empty; it was taken as not ended", kind="end-missing")
    elif ended is not None and rec is None:
        findings.doubt(row.where, "DEC says that the episode ended, but REC is empty; care was taken to go on", kind="end-reason-missing")
    year = years_in(label) if label else ()
    return Episode(row, began, ended, rne, status, place, rec, postcode.replace(" ", "").upper() if postcode else "", year)
