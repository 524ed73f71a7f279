"""A return says the same in each of its forms. Authority: none but itself; CSV is the form that the other tests take apart."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st
from tests.property.effort import effort
from tests.unit.sources.ssda903.forms import Return

from lacreview_rules import load_profile
from lacreview_rules.histories.json import history_record
from lacreview_rules.sources.ssda903.reading import read_ssda903
from lacreview_rules.sources.ssda903.schedules import schedule_of

if TYPE_CHECKING:
    from datetime import date

_MISTAKEN = ("", "31/02/2025", "soon", "1001", "2")
"""What stands in place of a day. None is month first: a true date of a workbook tells nothing about how others are written."""
_NAMES = st.one_of(st.integers(1, 10**15).map(str), st.sampled_from(["A1", "0042", "x & <y>", "\u00c9va 7", "1e5", "12.0", "#N", "TRUE"]))


def _days(first: str, last: str) -> st.SearchStrategy[str]:
    from datetime import date as day

    days = st.dates(day.fromisoformat(first), day.fromisoformat(last))
    usual = days.map(lambda one: one.strftime("%d/%m/%Y"))
    return st.integers(0, 14).flatmap(lambda draw: st.sampled_from(_MISTAKEN) if draw == 0 else usual)


@st.composite
def returns(draw: st.DrawFn) -> Return:
    """The rows of a few children, grouped by child as XML has them; some cells hold what cannot be used."""
    header, episodes, reviews = [], [], []
    for child in draw(st.lists(_NAMES, min_size=1, max_size=4, unique=True)):
        born = draw(_days("2006-01-01", "2020-12-31"))
        header.append((child, draw(st.sampled_from("12")), born, "WBRI"))
        for _ in range(draw(st.integers(0, 4))):
            day, end = draw(_days("2023-04-01", "2026-03-31")), draw(st.one_of(st.just(""), _days("2023-04-01", "2026-03-31")))
            codes = [
                draw(st.sampled_from(found))
                for found in (("S", "P", "L", "B", "?"), ("C2", "V2", "E1", "V3", ""), ("U6", "T0", "A3", "K2", "9"))
            ]
            rec = draw(st.sampled_from(["", "X1", "E4A"]))
            episodes.append((child, day, codes[0], codes[1], "N1", codes[2], end, rec, draw(st.sampled_from(["", "AB1 2CD"]))))
        reviews += [(child, born, draw(_days("2023-04-01", "2026-03-31")), "PN1") for _ in range(draw(st.integers(0, 4)))]
    return Return(header, episodes, reviews)


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
