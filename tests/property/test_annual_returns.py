"""Annual returns, put together, tell what one return over all years tells.

The return of a year holds the episodes that lasted into it, open where they ended after its 31 March, and the reviews
held in it. Cutting a record into returns is done here; putting them together again is the reader's.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st
from tests.property.effort import effort

from lacreview_rules.sources.ssda903.reading import read_ssda903

FIRST, LAST = date(2021, 4, 1), date(2025, 3, 31)
YEARS = (2022, 2023, 2024, 2025)


class Row(NamedTuple):
    """An episode."""

    began: date
    rne: str
    status: str
    place: str
    ended: date | None
    rec: str


class Child(NamedTuple):
    """All that is on record of a child."""

    rows: list[Row]
    reviews: list[date]


@st.composite
def children(draw: st.DrawFn) -> Child:
    """Episodes that follow one another, some with care ended between them, and reviews within them."""
    day = FIRST + timedelta(days=draw(st.integers(0, 900)))
    rows: list[Row] = []
    reviews: list[date] = []
    begins = True
    status, place = draw(st.sampled_from(["C2", "V2", "E1"])), draw(st.sampled_from(["U6", "K2", "A6", "P1"]))
    while day < LAST and len(rows) < 6:
        ended = day + timedelta(days=draw(st.integers(1, 500)))
        ends = draw(st.booleans())
        last = ended > LAST
        rows.append(Row(day, "S" if begins else "B", status, place, None if last else ended, "" if last else "E4A" if ends else "X1"))
        held = draw(st.lists(st.integers(0, (min(ended, LAST) - day).days), max_size=4, unique=True))
        reviews += [day + timedelta(days=after) for after in held]
        if last:
            break
        day = ended + timedelta(days=draw(st.integers(0, 90)) if ends else 0)
        begins = ends
        status, place = draw(st.sampled_from(["C2", "V2", "E1"])), draw(st.sampled_from(["U6", "K2", "A6", "P1"]))
    if rows[-1].rec == "X1":  # the last episode before the last day goes on
        rows[-1] = rows[-1]._replace(ended=None, rec="")
        reviews = [held for held in reviews if held <= LAST]
    return Child(rows, sorted(set(reviews)))


def write(folder: Path, found: dict[str, Child], first: date, last: date) -> None:
    """The return over some days."""
    folder.mkdir()
    episodes, reviews = ["CHILD,DECOM,RNE,LS,PLACE,DEC,REC"], ["CHILD,REVIEW"]
    for name, child in found.items():
        for row in child.rows:
            if row.began <= last and (row.ended is None or row.ended >= first):
                over = row.ended is not None and row.ended <= last
                end = f"{row.ended:%d/%m/%Y},{row.rec}" if over else ","
                episodes.append(f"{name},{row.began:%d/%m/%Y},{row.rne},{row.status},{row.place},{end}")
        reviews += [f"{name},{day:%d/%m/%Y}" for day in child.reviews if first <= day <= last]
    (folder / "episodes.csv").write_text("\n".join(episodes), encoding="utf-8")
    (folder / "reviews.csv").write_text("\n".join(reviews), encoding="utf-8")


ALWAYS = Child([Row(FIRST, "S", "C2", "U6", None, "")], [date(year - 1, month, 15) for year in YEARS for month in (5, 11)])
"""One child is there all the time and has reviews, so that the dates of each return show its year."""


@effort(0.2)
@given(st.lists(children(), min_size=1, max_size=3), st.permutations(YEARS))
def test_annual_returns_tell_what_one_return_tells(found: list[Child], order: list[int]) -> None:
    record = {"0": ALWAYS, **{str(number): child for number, child in enumerate(found, 1)}}
    with TemporaryDirectory(prefix="returns-") as top:
        whole = Path(top, "whole")
        write(whole, record, FIRST, LAST)
        for year in YEARS:
            write(Path(top, f"return-{year}"), record, date(year - 1, 4, 1), date(year, 3, 31))
        at_once = read_ssda903(whole)
        by_year = read_ssda903(*[Path(top, f"return-{year}") for year in order])
        assert {one.child: one.events for one in by_year} == {one.child: one.events for one in at_once}
        assert by_year.recorded == at_once.recorded
        assert by_year.rows_not_used == at_once.rows_not_used == []
        assert len(by_year.rows_in_doubt) == len(at_once.rows_in_doubt)
        counts = by_year.counts
        assert counts.rows_used - counts.rows_repeated == at_once.counts.rows_used
