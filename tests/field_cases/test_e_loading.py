"""Field cases 18, 19 and 24: what people have to load."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tests.field_cases.asked import Event, happened, held, looked_after, on, schedule_of
from tests.unit.sources.ssda903.folder import Folder, episode

from lacreview_rules.sources.ssda903.reading import read_ssda903

if TYPE_CHECKING:
    from pathlib import Path

XML = """<EXPSSDA903><CHILD><HEADER><CHILDID>1</CHILDID><DOB>10/05/2014</DOB><AREVIEW><REVIEW>24/06/2025</REVIEW></AREVIEW></HEADER>
<EPISODE><DECOM>02/06/2025</DECOM><RNE>S</RNE><LS>C1</LS><PL>U6</PL></EPISODE></CHILD></EXPSSDA903>"""


def test_a_return_as_xml(tmp_path: Path) -> None:
    """Field case 18: the Department's own format. It is read."""
    path = tmp_path / "return.xml"
    path.write_text(XML, encoding="utf-8")
    [history] = read_ssda903(path)
    assert [(event.kind, str(event.on)) for event in history.events] == [
        ("became-looked-after", "2025-06-02"),
        ("review-held", "2025-06-24"),
    ]


def test_midnight_is_no_time(tmp_path: Path) -> None:
    """Field case 19: SQL writes 02/06/2025 00:00:00."""
    extract = read_ssda903(Folder(tmp_path).fill(episode("02/06/2025 00:00:00", "S", "C1", "U6")).path)
    assert [str(event.on) for history in extract for event in history.events] == ["2025-06-02"]


def test_a_booking_can_be_cancelled() -> None:
    """Field case 19: the second review was due three months after 28 Jan 2026, 28 Apr; the booking of 10 Mar no longer stands."""
    care: list[Event] = [
        looked_after("2026-01-05"),
        held("2026-01-28"),
        happened("review-arranged", "2026-02-02", review_on="2026-03-10"),
        happened("review-arrangement-cancelled", "2026-03-05"),
    ]
    dues = on(schedule_of("2015-05-02", care), "2026-03-06", "iro-consultation")
    assert [str(due.due) for due in dues if due.review == 2] == ["2026-04-07"]


def test_accommodated_four_days_too_late() -> None:
    """Field case 24 (Barnet 24 017 942). Twenty working days over the bank holidays of 6 and 27 May: 28 May; from 22 Apr, 21 May."""
    first = {
        begun: on(schedule_of("2007-05-02", [looked_after(begun), held("2024-05-24")]), "2024-06-01", "review")[0]
        for begun in ("2024-04-26", "2024-04-22")
    }
    assert {begun: (due.due, due.status) for begun, due in first.items()} == {
        "2024-04-26": (date(2024, 5, 28), "met"),
        "2024-04-22": (date(2024, 5, 21), "met-late"),
    }
