"""A return says the same in each of its forms. Authority: none but itself; CSV is the form that the other tests take apart."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st
from tests.property.effort import effort
from tests.unit.sources.ssda903.forms import OTHERS, Return

from lacreview_rules import load_profile
from lacreview_rules.histories.json import history_record
from lacreview_rules.sources.ssda903.reading import read_ssda903
from lacreview_rules.sources.ssda903.schedules import schedule_of

if TYPE_CHECKING:
    from datetime import date

_MISTAKEN = ("", "31/02/2025", "soon", "1001", "2")
"""What stands in place of a day. None is month first: a true date of a workbook tells nothing about how others are written."""
_NAMES = st.one_of(
    st.integers(1, 10**15 - 1).map(str), st.sampled_from(["A1", "0042", "x & <y>", "\u00c9va 7", "1e5", "12.0", "#N", "TRUE"])
)


def _days(first: str, last: str) -> st.SearchStrategy[str]:
    from datetime import date as day

    days = st.dates(day.fromisoformat(first), day.fromisoformat(last))
    usual = days.map(lambda one: one.strftime("%d/%m/%Y"))
    return st.integers(0, 14).flatmap(lambda draw: st.sampled_from(_MISTAKEN) if draw == 0 else usual)


_RNE = ("S", "S", "P", "L", "B", "T", "U", "?", "")
_LS = ("C1", "C2", "V2", "E1", "V3", "V4", "J1", "L2", "")
_PLACE = ("U6", "U4", "K2", "K3", "H5", "A3", "A5", "P1", "R1", "T0", "T1", "T2", "T3", "T4", "Z1", "Z11", "Z12", "Z13", "Z14", "9", "")
_REC = ("X1", "E4A", "E11", "E8", "")


@st.composite
def returns(draw: st.DrawFn, first: str = "2023-04-01", last: str = "2026-03-31", children: tuple[str, ...] | None = None) -> Return:
    """The rows of a few children, grouped by child as XML has them; some cells hold what cannot be used, some tables are not read."""
    header, episodes, reviews = [], [], []
    others: dict[str, list[tuple[str, ...]]] = {name: [] for name in draw(st.lists(st.sampled_from([*OTHERS]), unique=True))}
    for child in children or draw(st.lists(_NAMES, min_size=1, max_size=4, unique=True)):
        born, other = draw(_days("2006-01-01", "2020-12-31")), draw(_days("1990-01-01", "2030-12-31"))
        header.append((child, draw(st.sampled_from("12MFU")), draw(st.sampled_from((born, born, "", other))), "WBRI"))
        in_reviews = draw(st.sampled_from(((born,), ("",), (born, other))))
        for _ in range(draw(st.integers(0, 5))):
            day, end = draw(_days(first, last)), draw(st.one_of(st.just(""), st.just(""), _days(first, last)))
            rne, status, place, rec = (draw(st.sampled_from(found)) for found in (_RNE, _LS, _PLACE, _REC))
            episodes.append((child, day, rne, status, "N1", place, end, rec, draw(st.sampled_from(["", "AB1 2CD"]))))
        reviews += [(child, draw(st.sampled_from(in_reviews)), draw(_days(first, last)), "PN1") for _ in range(draw(st.integers(0, 4)))]
        for name, rows in others.items():
            for _ in range(draw(st.integers(0, 2))):
                day = draw(_days("2001-01-01", "2031-12-31"))
                rows.append((child, *(born if column == "DOB" else day for column in OTHERS[name][1:])))
    return Return(header, episodes, reviews, others)


@st.composite
def returns_of_two_years(draw: st.DrawFn) -> tuple[Return, Return]:
    """Two returns with some of the same children: an episode may be open in the first, and in the second too, or as it ended."""
    children = draw(st.lists(_NAMES, min_size=1, max_size=3, unique=True))
    old = draw(returns("2024-04-01", "2025-03-31", tuple(children)))
    new = draw(returns("2025-04-01", "2026-03-31", tuple(child for child in children if draw(st.integers(0, 3)))))
    there = {row[0] for row in new.header}
    again = []
    for row in old.episodes:
        if row[0] in there and not row[6] and draw(st.integers(0, 4)):
            end = draw(st.one_of(st.just(""), _days("2025-04-01", "2026-03-31")))
            again.append((*row[:6], end, "E4A" if end else "", *row[8:]))
    episodes = sorted([*again, *new.episodes], key=lambda row: [one[0] for one in new.header].index(row[0]))
    return old, new._replace(episodes=episodes)


def _read(path: Path) -> tuple[list[Any], list[Any], tuple[int, ...], tuple[date | None, ...]]:
    """Histories with their reviews' due dates; the remarks without their places; what became of the rows; the days on record."""
    extract = read_ssda903(path)
    england = load_profile("england")
    histories = []
    for history in extract:
        dues = schedule_of(history, extract.recorded, england).of("review")
        histories.append((history_record(history), [(due.due, due.status) for due in dues]))
    remarks = [(one.kind, one.problem.remedy, one.used, one.child) for one in extract.remarks]
    return histories, remarks, tuple(extract.counts), (extract.recorded.since, extract.recorded.until)


@effort(0.5)
@given(returns(), st.booleans())
def test_three_forms_of_one_return(found: Return, true_dates: bool) -> None:
    """Histories, due dates, every remark, the number of rows read, used and not used, and the days on record."""
    with TemporaryDirectory() as folder:
        csv = Path(folder) / "csv"
        csv.mkdir()
        expected = _read(found.write_csv(csv))
        assert expected[2][2] == len(found.header) + len(found.episodes) + len(found.reviews)
        assert _read(found.write_xml(Path(folder) / "return.xml")) == expected
        assert _read(found.write_xml(Path(folder) / "one_line.xml", apart="")) == expected
        assert _read(found.write_workbook(Path(folder) / "return.xlsx", true_dates=true_dates)) == expected


@effort(0.3)
@given(returns_of_two_years(), st.booleans())
def test_three_forms_of_the_returns_of_two_years(found: tuple[Return, Return], true_dates: bool) -> None:
    """A folder with a folder, an XML file or a workbook for each year; what the years say of one child is put together alike."""
    with TemporaryDirectory() as folder:
        csv, xml, books = (Path(folder) / name for name in ("csv", "xml", "books"))
        for one in (csv, xml, books):
            one.mkdir()
        for year, of_year in zip(("2025", "2026"), found, strict=True):
            (csv / year).mkdir()
            of_year.write_csv(csv / year)
            of_year.write_xml(xml / f"{year}.xml")
            of_year.write_workbook(books / f"903_{year}.xlsx", true_dates=true_dates)
        expected = _read(csv)
        assert _read(xml) == expected
        assert _read(books) == expected
