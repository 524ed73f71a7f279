"""What rows say of a child's birth, and whether it can be true. In which order the tables are asked: see `other_births`."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.counting.periods import add_months
from lacreview_rules.sources.ssda903.codes import of_age
from lacreview_rules.sources.ssda903.names import years_in
from lacreview_rules.sources.ssda903.rows import file_of, is_known, not_a_date
from lacreview_rules.sources.ssda903.years import read_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from lacreview_rules.sources.ssda903.files import Row
    from lacreview_rules.sources.ssda903.merge import Rank
    from lacreview_rules.sources.ssda903.rows import Findings

_MONTHS = 12


class Birth(NamedTuple):
    """What is known of a birth: the row that says it, and the day; both None if no row does."""

    row: Row | None = None
    day: date | None = None


def read_birth(headers: Sequence[tuple[Rank, Row]], last: int, findings: Findings) -> Birth:
    """The row of the Header files that is used, of the latest return that has one, and the date of birth.

    Args:
        headers: the rows, each with its return.
        last: the year of the last return that there is; a column YEAR that names a later one is not believed.
        findings: takes up the rows that are not used.
    """
    if len(headers) == 1 and (only := read_day(headers[0][1].cell("DOB"))) is not None:
        return Birth(headers[0][1], only)  # as nearly every child has it
    used: tuple[tuple[Rank, tuple[str, ...]], Row, date] | None = None
    of_returns = (((rank, _years_of(row, last)), row) for rank, row in headers)
    for rank, row in sorted(of_returns, key=itemgetter(0), reverse=True):
        day = read_day(row.cell("DOB"))
        if day is None:
            what, remedy = not_a_date("DOB", row.cell("DOB"), "correct it; the row was not used")
            findings.refuse(row.where, what, remedy, kind="birth-unreadable")
        elif used is None:
            used = (rank, row, day)
        elif day == used[2] and (rank != used[0] or file_of(row.where) != file_of(used[1].where)):
            findings.repeated += 1
        elif rank != used[0]:
            what = f"the later return, at {used[1].where}, has the child with another date of birth; the later return was used"
            findings.refuse(row.where, what, "check which of the two is right", kind="returns-contradict")
        else:
            what = "the child is" if day == used[2] else "the child is, with another date of birth,"
            findings.refuse(
                row.where, f"{what} at {used[1].where} already", "remove one of the rows; the first was used", kind="row-repeated"
            )
    return Birth() if used is None else Birth(*used[1:])


def _years_of(row: Row, last: int) -> tuple[str, ...]:
    years = years_in(row.cell("YEAR"))
    return years if is_known(years, last) else ()


def birth_elsewhere(rows: Iterable[Row]) -> Birth:
    """What rows of other tables than the Header say: the date of birth that most of them have, and the first row that has it.

    Args:
        rows: of one child; where two dates of birth are equally many, that of the row that stands first here is taken.

    Example:
        >>> from lacreview_rules.sources.ssda903.files import Row
        >>> days = ("02/05/2041", "02/05/2014", "02/05/2014")
        >>> birth_elsewhere([Row("reviews.csv", line, {"DOB": 0}, [day]) for line, day in enumerate(days, 2)]).row.where
        'reviews.csv:3'
    """
    told = [(day, row) for row in rows if (day := read_day(row.cell("DOB"))) is not None]
    if not told:
        return Birth()
    ((most, _),) = Counter(day for day, _ in told).most_common(1)
    return next(Birth(row, day) for day, row in told if day == most)


def compare_births(birth: Birth, rows: Iterable[Row], findings: Findings) -> None:
    """Tell the first row of the other tables that has the child with another date of birth: one of the two is a slip."""
    row, born = birth
    if row is None:
        return
    same = {"", row.cell("DOB")}  # nearly every row says it in the same letters
    for other in rows:
        written = other.cell("DOB")
        if written not in same and read_day(written) not in {None, born}:
            what = f"the child has another date of birth at {row.where}, which was used"
            findings.doubt(other.where, what, "check which of the two is right", kind="births-differ")
            return


def misfit(birth: Birth, days: Sequence[date], until: date | None) -> str:
    """Why a date of birth cannot be true with the child's other dates; empty if it can, or if not it but they are wrong.

    One wrong year of a date of birth takes nothing from the record. Of a date of birth that most other dates contradict, it is the
    one that is wrong; of one that a few contradict, they are.

    Args:
        birth: what a row says.
        days: when the child's episodes began and ended, and reviews were held.
        until: the last day that is known of.
    """
    born = birth.day
    if born is None:
        return ""
    of_age_on = _of_age_on(born)
    if days and born <= min(days) and max(days) <= of_age_on:
        return ""
    against = sum(not born <= day <= of_age_on for day in days)
    if against <= len(days) - against or (against == 1 and (until is None or born <= until)):
        return ""
    return f"DOB does not fit: {against} of the child's {len(days)} other dates would lie before birth or after childhood"


@lru_cache(maxsize=1 << 13)
def _of_age_on(born: date) -> date:
    return add_months(born, _MONTHS * of_age())
