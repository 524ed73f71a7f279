"""The same tables written as CSV, Parquet, DuckDB and SQLite give the same histories, under whatever names and in whatever writing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb
import pytest
from tests.databases.ssd_tables import at, many, smallest, write_csv, write_duckdb, write_parquet, write_sqlite
from tests.others_slow import others_slow
from tests.unit.sources.ssd.opened import opened

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.databases.ssd_tables import Tables

FORMS: dict[str, Callable[[Tables, Path], object]] = {
    "csv": lambda tables, path: write_csv(tables, path / "csv"),
    "semicolons, UTF-16": lambda tables, path: write_csv(tables, path / "utf16", delimiter=";", encoding="utf-16"),
    "tabs, with a byte order mark": lambda tables, path: write_csv(tables, path / "tabs", delimiter="\t", encoding="utf-8-sig"),
    "days first": lambda tables, path: write_csv(tables, path / "slashed", day="%d/%m/%Y %H:%M"),
    "Parquet": lambda tables, path: write_parquet(tables, path / "parquet [1]*"),
    "DuckDB": lambda tables, path: write_duckdb(tables, path / "ssd.duckdb"),
    "DuckDB, in a schema": lambda tables, path: write_duckdb(tables, path / "schema.duckdb", "ssd_development"),
    "SQLite": lambda tables, path: write_sqlite(tables, path / "ssd.sqlite"),
}


@pytest.mark.slow
def test_every_form_gives_the_same(tmp_path: Path) -> None:
    """Sixty invented children with moves, legal statuses, reviews kept and cancelled, visits, plans and checks."""
    tables = many(60)
    read = {form: opened(write(tables, tmp_path)) for form, write in FORMS.items()}
    first = read["csv"]
    assert {history.child for history in first.histories} == {str(row["pers_person_id"]) for row in tables["ssd_person"]}
    assert sum(len(history.events) for history in first.histories) > 600
    for form, ssd in read.items():
        assert ssd.histories == first.histories, form
        assert [(one.kind, one.child) for one in ssd.records.remarks] == [(one.kind, one.child) for one in first.records.remarks], form
        assert ssd.records.summary(60) == first.records.summary(60), form


@pytest.mark.parametrize("form", others_slow(FORMS, quick=2))
def test_reading_again_reads_again(form: str, tmp_path: Path) -> None:
    """The second time gives what the first did, remarks too."""
    ssd = opened(FORMS[form](smallest(), tmp_path))
    remarks = list(ssd.records.remarks)
    assert list(ssd.records) == ssd.histories
    assert list(ssd.records.remarks) == remarks


@pytest.mark.parametrize("form", others_slow(["DuckDB", "csv", "Parquet", "SQLite"]))
def test_a_vendor_names_things_otherwise(form: str, tmp_path: Path) -> None:
    """Capitals, a leading #, the older name of the end of an episode, the plural of placements, columns in another order."""
    renamed = {"clae_cla_episode_ceased_date": "clae_cla_episode_ceased", "clap_cla_placement_id": "clap_placement_id"}
    tables = {
        {"ssd_cla_placement": "SSD_CLA_PLACEMENTS", "ssd_cla_reviews": "#ssd_cla_reviews"}.get(name, name.upper()): [
            {renamed.get(column, column).upper(): row[column] for column in reversed(row)} for row in rows
        ]
        for name, rows in smallest().items()
    }
    assert opened(FORMS[form](tables, tmp_path)).histories == opened(FORMS["csv"](smallest(), tmp_path / "plain")).histories


def test_a_file_of_sqlite_or_duckdb_by_its_address(tmp_path: Path) -> None:
    """As SQLAlchemy writes it: it is opened as the file is, and only read."""
    tables = smallest()
    for kind, path in (("sqlite", write_sqlite(tables, tmp_path / "a.db")), ("duckdb", write_duckdb(tables, tmp_path / "b.db"))):
        before = path.read_bytes()
        assert opened(f"{kind}:///{path}").children == ["1"]
        assert path.read_bytes() == before


@pytest.mark.slow
def test_a_schema_is_named(tmp_path: Path) -> None:
    """Two schemas with the same tables: the one to read is named, and the other never read."""
    path = write_duckdb(many(3), write_duckdb(smallest(), tmp_path / "two.duckdb", "live"), "trial")
    assert opened(path, settings={"schema": "live"}).children == ["1"]
    assert opened(path, settings={"schema": "trial"}).children == ["0", "15838", "7919"]


@pytest.mark.slow
def test_times_of_the_universal_clock_are_told_in_london(tmp_path: Path) -> None:
    """A data frame writes midnight of 1 May in summer time as 23:00 of 30 April: the day is 1 May all the same."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder = write_parquet(smallest(), tmp_path / "frames")
    table = pq.read_table(folder / "ssd_cla_episodes.parquet")
    place = table.schema.get_field_index("clae_cla_episode_start_date")
    universal = pa.array([at("2025-04-30T23:00:00")], pa.timestamp("ns")).cast(pa.timestamp("ns", "UTC"))
    pq.write_table(table.set_column(place, "clae_cla_episode_start_date", universal), folder / "ssd_cla_episodes.parquet")
    assert str(opened(folder).histories[0].events[0].on) == "2025-05-01"


@pytest.mark.slow
def test_an_empty_column_may_have_any_type(tmp_path: Path) -> None:
    """A column without a single date is written by a data frame as one of nothing, or of numbers."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder = write_parquet(smallest(), tmp_path / "frames")
    for number, kind in enumerate((pa.null(), pa.float64())):
        table = pq.read_table(folder / "ssd_cla_episodes.parquet")
        place = table.schema.get_field_index("clae_cla_episode_ceased_date")
        pq.write_table(table.set_column(place, "clae_cla_episode_ceased_date", pa.nulls(1, kind)), folder / "ssd_cla_episodes.parquet")
        assert opened(folder).children == ["1"], number


@pytest.mark.parametrize("nothing", ["NULL", "null", "NaT", " ", "\\N"])
def test_a_word_for_nothing_is_nothing(nothing: str, tmp_path: Path) -> None:
    """What an export writes where a cell is empty."""
    tables = smallest()
    tables["ssd_cla_episodes"] = [
        {name: nothing if cell is None else cell for name, cell in row.items()} for row in tables["ssd_cla_episodes"]
    ]
    ssd = opened(write_csv(tables, tmp_path))
    assert [event.kind for event in ssd.histories[0].events][-1] == "review-held"
    assert ssd.kinds == []


def test_rows_that_end_early_and_rows_that_are_too_long(tmp_path: Path) -> None:
    """The last cells may be left out; more cells than columns mean that one holds a comma, and the row is told and not used."""
    folder = write_csv(smallest(), tmp_path)
    heading = "lega_person_id,lega_legal_status,lega_legal_status_start_date,lega_legal_status_end_date\n"
    (folder / "ssd_legal_status.csv").write_text(f"{heading}1,C2,2025-05-01,,\n1,E1,2025-06-01,,x\n\n", encoding="utf-8")
    ssd = opened(folder)
    assert ssd.told("row-too-long") == [
        (
            "ssd_legal_status.csv:3: the row has 5 cells where the heading has 4; "
            "put cells with a comma in quotation marks; the row was not used"
        )
    ]
    assert "care-order" in str(ssd.histories[0].events[0])


def test_lines_within_cells_and_letters_that_are_not_utf_8(tmp_path: Path) -> None:
    """Places go by the lines of the file, and a name in another encoding is never read."""
    folder = write_csv(smallest(), tmp_path)
    text = 'clar_cla_id,clar_cla_review_note,clar_cla_review_date\nP1,"two\nlines by Zoë",2025-05-20\nP1,,soon\n'
    (folder / "ssd_cla_reviews.csv").write_bytes(text.encode("cp1252"))
    ssd = opened(folder)
    assert str(ssd.histories[0].events[-1].on) == "2025-05-20"
    assert [one.partition(":")[2].partition(":")[0] for one in ssd.told("date-unreadable")] == ["4"]


@pytest.mark.parametrize(
    "name",
    others_slow(
        ["vw_{}", "{}_v", "dbo.vw_{}", "{}_20260714", "V_{}", "view_{}", "tbl_{}", "HDM.SSD.{}", "{}_2026-07-14", "{}_2026"], quick=2
    ),
)
def test_names_as_vendors_give_them(name: str, tmp_path: Path) -> None:
    """A view's mark, a schema in front, the day of the extract behind: the same children from files, and from views of a database."""
    tables = many(5)
    expected = opened(write_csv(tables, tmp_path / "plain")).histories
    folder = write_csv(tables, tmp_path / "named")
    for file in [*folder.iterdir()]:
        file.rename(folder / f"{name.format(file.stem)}.csv")
    assert opened(folder).histories == expected


@pytest.mark.slow
def test_a_table_comes_before_a_view_on_it(tmp_path: Path) -> None:
    """Both may be seen in a database; the view may leave out rows."""
    import sqlite3

    path = write_sqlite(many(5), tmp_path / "ssd.sqlite")
    expected = opened(path).histories
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE VIEW vw_ssd_cla_episodes AS SELECT * FROM ssd_cla_episodes WHERE clae_person_id = '1'")
    connection.close()
    assert opened(path).histories == expected


@pytest.mark.parametrize(("first", "second"), [('"Smith', 'J"'), ('"Smith', "")], ids=["closed by another", "never closed"])
def test_a_stray_quotation_mark_spoils_its_own_row_alone(first: str, second: str, tmp_path: Path) -> None:
    """It took the next child's episode into a cell that nobody reads: the child was gone, and nothing was said."""
    folder = write_csv(many(3), tmp_path)
    path = folder / "ssd_cla_episodes.csv"
    heading, *rows = path.read_text(encoding="utf-8").splitlines()
    spoilt = [f"{rows[0]},{first}", f"{rows[1]},{second}", *(f"{row}," for row in rows[2:])]
    path.write_text("\n".join([f"{heading},notes", *spoilt, ""]), encoding="utf-8")
    ssd = opened(folder)
    assert [told.partition(";")[0] for told in ssd.told("row-unreadable")] == [
        "ssd_cla_episodes.csv:2: the quotation marks in the row do not match"
    ]
    place = heading.split(",").index("clae_person_id")
    assert {history.child for history in ssd.histories} == {row.split(",")[place] for row in rows[1:]}


@pytest.mark.parametrize("above", ["sep=,\n", "Extract of 1 June 2026\n\n", "\n"])
def test_lines_above_the_headings(above: str, tmp_path: Path) -> None:
    """As above the headings of a sheet: what a spreadsheet or a person puts there. Places go by the lines of the file."""
    plain = opened(write_csv(smallest(), tmp_path))
    for path in tmp_path.iterdir():
        path.write_text(above + path.read_text(encoding="utf-8"), encoding="utf-8")
    below = opened(tmp_path)
    assert below.histories == plain.histories
    assert below.records.summary(1) == plain.records.summary(1)


@pytest.mark.parametrize("written", ["1.0", "1.00", " 1 ", "1\N{NO-BREAK SPACE}"])
def test_an_identifier_that_a_program_wrote_otherwise_is_the_same(written: str, tmp_path: Path) -> None:
    """A column with an empty cell becomes one of floating-point numbers in a data frame."""
    plain = opened(write_csv(smallest(), tmp_path))
    tables = smallest()
    tables["ssd_cla_visits"][0]["clav_person_id"] = written
    tables["ssd_legal_status"][0]["lega_person_id"] = written
    ssd = opened(write_csv(tables, tmp_path))
    assert (ssd.histories, ssd.kinds) == (plain.histories, [])


@pytest.mark.parametrize("declared", ["DECIMAL(18,0)", "DECIMAL(18,2)", "DECIMAL(38,10)", "DOUBLE", "HUGEINT"])
def test_an_identifier_that_is_declared_as_a_number_in_one_table(declared: str, tmp_path: Path) -> None:
    """Fifteen digits, which no form writes with an exponent; a number with decimal places is written with all of them."""
    tables = smallest()
    for rows in tables.values():
        for row in rows:
            row |= {name: "100200300400500" for name in row if name.endswith("_person_id")}
    path = write_duckdb(tables, tmp_path / "plain")
    plain = opened(path)
    for name in ("ssd_cla_visits", "ssd_legal_status"):
        column = next(one for one in tables[name][0] if one.endswith("_person_id"))
        with duckdb.connect(str(path)) as database:
            database.execute(f"ALTER TABLE {name} ALTER {column} TYPE {declared}")
    ssd = opened(path)
    assert (ssd.histories, ssd.kinds) == (plain.histories, plain.kinds)
    assert [history.child for history in ssd.histories] == ["100200300400500"]


@pytest.mark.parametrize("write", [write_sqlite, write_duckdb], ids=["SQLite", "DuckDB"])
@pytest.mark.slow
def test_an_identifier_that_is_a_floating_point_number_in_one_table(write: Any, tmp_path: Path) -> None:
    tables = smallest()
    plain = opened(write(tables, tmp_path / "plain"))
    for row in tables["ssd_cla_visits"]:
        row["clav_person_id"] = f"{row['clav_person_id']}.0"
    ssd = opened(write(tables, tmp_path / "other"))
    assert ssd.histories == plain.histories
    assert "child-without-episodes" not in ssd.kinds
