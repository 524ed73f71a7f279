"""What an SSD leaves out, or writes so that it can be read in two ways, is told: nothing is lost, and no day read as another.

Authority: issue 16, points 2 and 7. The dates are those of `smallest`: care from 1 May 2025, a review on 20 May, a visit on 6 May.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.databases.ssd_tables import at, episode, rows_of, smallest, status, write_csv, write_duckdb, write_sqlite
from tests.unit.sources.ssd.opened import opened

from lacreview_rules import TaskDone
from lacreview_rules.errors import ExtractError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.databases.ssd_tables import Tables

EMPTY = {
    "ssd_person": "no date of birth is known",
    "ssd_cla_placement": "no kind of placement is known",
    "ssd_legal_status": "no legal status is known",
}


@pytest.mark.parametrize("write", [write_csv, write_sqlite, write_duckdb], ids=["CSV", "SQLite", "DuckDB"])
@pytest.mark.parametrize("table", EMPTY)
def test_a_table_without_a_row_is_told_as_one_that_is_missing(table: str, write: Any, tmp_path: Path) -> None:
    """An empty table of placements or of people was no remark at all."""
    tables = smallest()
    missing = opened(write({name: rows for name, rows in tables.items() if name != table}, tmp_path / "missing"))
    empty = opened(write({**tables, table: []}, tmp_path / "empty"))
    assert (empty.histories, empty.kinds) == (missing.histories, missing.kinds)
    assert any(f"{table}" in told and f"no row tells of one, so {EMPTY[table]}" in told for told in empty.told("table-empty"))


@pytest.mark.parametrize("write", [write_csv, write_sqlite, write_duckdb], ids=["CSV", "SQLite", "DuckDB"])
@pytest.mark.parametrize("of_person", [[], [None], ["2010-02-14"], ["2009-02-14"]], ids=["no row", "empty", "the same", "another"])
def test_a_date_of_birth_that_stands_with_the_mother(of_person: list[str | None], write: Any, tmp_path: Path) -> None:
    """`moth_childs_dob` is the date of birth of `moth_childs_person_id`: it is used where ssd_person has none, and compared."""
    people = [{"pers_person_id": "1", "pers_dob": None if born is None else at(born)} for born in of_person]
    mothers = [{"moth_person_id": "9", "moth_childs_person_id": "1", "moth_childs_dob": at("2010-02-14")}]
    tables = smallest() | {
        "ssd_person": rows_of("ssd_person", *people, {"pers_person_id": "7", "pers_dob": at("2001-01-01")}),
        "ssd_mother": rows_of("ssd_mother", *mothers),
    }
    found = opened(write(tables, tmp_path / "ssd"))
    assert [history.date_of_birth for history in found.histories] == [date.fromisoformat(next(filter(None, of_person), "2010-02-14"))]
    assert found.kinds == ["birth-contradicts"] * (of_person == ["2009-02-14"])


def test_a_placement_without_its_kind_is_told(tmp_path: Path) -> None:
    tables = smallest()
    tables["ssd_cla_placement"][0]["clap_cla_placement_type"] = None
    (told,) = opened(write_csv(tables, tmp_path)).told("placement-unknown")
    assert told.startswith("ssd_cla_placement.csv:2: clap_cla_placement_type is empty; fill it in")


def test_a_child_without_any_placement_is_told(tmp_path: Path) -> None:
    """Another child has one, so that the table is not empty."""
    tables = smallest()
    tables["ssd_cla_episodes"] += rows_of("ssd_cla_episodes", episode("2", "P2", "2025-06-04"))
    tables["ssd_legal_status"] += rows_of("ssd_legal_status", status("2", "V2", "2025-06-04"))
    (told,) = opened(write_csv(tables, tmp_path)).told("placement-unknown")
    assert told.startswith("ssd_cla_episodes.csv:3: no placement has the id that the episode names, nor lasts on its first day")


def _written(tables: Tables, form: str) -> Tables:
    return {
        name: [{key: value.strftime(form) if isinstance(value, datetime) else value for key, value in row.items()} for row in rows]
        for name, rows in tables.items()
    }


@pytest.mark.parametrize("write", [write_csv, write_sqlite], ids=["CSV", "SQLite"])
def test_days_written_month_first_are_refused(write: Any, tmp_path: Path) -> None:
    """As by the other doors: 05/01/2025 would be the fifth of January, and 05/20/2025 no day."""
    with pytest.raises(ExtractError) as refused:
        opened(write(_written(smallest(), "%m/%d/%Y"), tmp_path / "written"))
    told = str(refused.value)
    assert "column clar_cla_review_date: its dates are written month first" in told
    assert "give the column the type of a date, or write YYYY-MM-DD" in told


@pytest.mark.parametrize("form", ["%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d", "%d %b %Y", "%d/%m/%Y %H:%M:%S"])
def test_days_written_day_first_are_read(form: str, tmp_path: Path) -> None:
    plain = opened(write_csv(smallest(), tmp_path / "plain"))
    assert opened(write_csv(_written(smallest(), form), tmp_path / "other")).histories == plain.histories


@given(
    days=st.lists(st.dates(at("2025-05-02").date(), at("2025-12-31").date()), min_size=1, max_size=6, unique=True),
    month_first=st.booleans(),
)
def test_no_day_is_read_as_another(days: list[date], month_first: bool, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever the days of the visits: day first they are these days, and month first they are refused if any shows the order."""
    tables = smallest()
    (first,) = tables["ssd_cla_visits"]
    form = "%m/%d/%Y" if month_first else "%d/%m/%Y"
    tables["ssd_cla_visits"] = [{**first, "clav_cla_visit_date": day.strftime(form)} for day in days]
    made = write_csv(tables, tmp_path_factory.mktemp("visits"))
    if not month_first:
        assert {event.on for event in opened(made).histories[0].events if isinstance(event, TaskDone)} == {*days}
    elif any(day.day > 12 for day in days):
        with pytest.raises(ExtractError):
            opened(made)


@pytest.mark.parametrize("ending", [".txt", ".tsv", ".TXT"])
def test_tables_of_text_under_another_ending_are_read(ending: str, tmp_path: Path) -> None:
    plain = opened(write_csv(smallest(), tmp_path / "plain"))
    other = write_csv(smallest(), tmp_path / "other", delimiter="\t")
    for file in other.iterdir():
        file.rename(file.with_suffix(ending))
    (other / "readme.txt").write_text("Sent on 3 May", encoding="utf-8")
    assert opened(other).histories == plain.histories


@pytest.mark.parametrize("name", ["ssd_cla_reviews.csv.gz", "ssd_cla_reviews.xlsx", "ssd_cla_reviews", "ssd_cla_reviews.parquet/"])
def test_what_is_called_a_table_and_is_not_read_is_told(name: str, tmp_path: Path) -> None:
    """That there were no reviews was told, and not that they lie there."""
    folder = write_csv(smallest(), tmp_path)
    if name.endswith("/"):
        (folder / "ssd_cla_reviews.parquet").mkdir()
        (folder / "ssd_cla_reviews.csv").rename(folder / "ssd_cla_reviews.parquet" / "part-0.csv")
    else:
        (folder / "ssd_cla_reviews.csv").rename(folder / name)
    (told,) = opened(folder).told("table-left-alone")
    assert told.startswith(f"{name.rstrip('/')}: it was not read: it is no file of CSV (.csv, .txt, .tsv) or Parquet (.parquet, .pq)")


def test_a_second_file_of_one_table_is_told(tmp_path: Path) -> None:
    """One whose name has the mark of a view was passed over without a word: a folder has no views, so it holds other rows."""
    folder = write_csv(smallest(), tmp_path)
    (folder / "vw_ssd_cla_reviews.csv").write_bytes((folder / "ssd_cla_reviews.csv").read_bytes())
    (told,) = opened(folder).told("table-left-alone")
    assert told.startswith("vw_ssd_cla_reviews.csv: it was not read: ssd_cla_reviews.csv holds the same table")
