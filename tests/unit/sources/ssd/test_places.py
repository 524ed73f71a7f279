"""What the engine finds in a history of an SSD is told by the table and the position of the row. Authority: issue 16, point 7.

Rows are counted by hand: the first row below the headings is 2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.databases.ssd_tables import episode, rows_of, smallest
from tests.unit.sources.ssd.opened import from_csv

from lacreview_rules import CalendarRangeError, load_profile
from lacreview_rules.errors import Problem

if TYPE_CHECKING:
    from pathlib import Path


def test_each_event_is_told_by_its_row(tmp_path: Path) -> None:
    """Start of care, visit and review of the smallest set: each is the first row of its table."""
    records = from_csv(smallest(), tmp_path).records
    child = from_csv(smallest(), tmp_path).histories[0].child
    told = [records.located(Problem(f"events[{number}].on", "wrong"), child).where for number in range(3)]
    assert told == ["ssd_cla_episodes.csv:2", "ssd_cla_visits.csv:2", "ssd_cla_reviews.csv:2"]
    assert records.located(Problem("date_of_birth", "wrong"), child).where == "ssd_person.csv:2 (date_of_birth)"


def test_a_date_outside_the_calendar_is_told_by_the_row(tmp_path: Path) -> None:
    tables = smallest()
    tables["ssd_cla_episodes"] = rows_of("ssd_cla_episodes", episode("1", "P1", "1900-01-08"))
    del tables["ssd_person"], tables["ssd_cla_reviews"], tables["ssd_cla_visits"]
    ssd = from_csv(tables, tmp_path)
    with pytest.raises(CalendarRangeError, match=r"^ssd_cla_episodes\.csv:2: "):
        ssd.records.schedule_of(ssd.histories[0], load_profile("england"))
