"""`--input ssd` as somebody types it: the shipped example, what is wrong with a source, and exit codes. Dates by hand."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("typer")
pytest.importorskip("sqlalchemy")

from tests.databases.ssd_tables import many, smallest, write_csv, write_sqlite
from typer.testing import CliRunner

from lacreview_rules.cli import app
from lacreview_rules.sources.ssd.sqlite_file import SqliteStore
from lacreview_rules.sources.ssd.store import StoppedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

EXAMPLE = Path(__file__).parents[3] / "examples" / "ssd"
AS_OF = ["--as-of", "2025-06-30"]


def run(*words: object) -> Any:
    """The command, run."""
    return CliRunner().invoke(app, list(map(str, words)), prog_name="lacreview")


def test_a_caseload_of_the_example() -> None:
    """Child 1002: the second review was due three months after 6 February, so 6 May (reg 33(2)), and was held on 12 May."""
    result = run("caseload", EXAMPLE, "--input", "ssd", "-p", "england", *AS_OF, "--from", "2025-01-01", "--format", "json")
    assert result.exit_code == 0, result.stderr
    record = json.loads(result.stdout)
    assert (record["children"], record["looked_after"]) == (3, 2)
    (late,) = record["out_of_timescale"]
    assert (late["child"], late["by_regulations"]["due"], late["by_regulations"]["days_late"]) == ("1002", "2025-05-06", 6)
    assert "3 of 3 histories used" in result.stderr


def test_a_schedule_of_the_smallest(tmp_path: Path) -> None:
    """G5: the first review due 2 June 2025, held 20 May; the second due 20 August."""
    folder = write_csv(smallest(), tmp_path)
    result = run("schedule", folder, "--input", "ssd", "-p", "england", *AS_OF, "--format", "json")
    assert result.exit_code == 0, result.stderr
    dates = [(one["due"], one["status"]) for one in json.loads(result.stdout.splitlines()[0])["due_dates"] if one["task"] == "review"]
    assert dates[:2] == [("2025-06-02", "met"), ("2025-08-20", "upcoming")]


def test_one_history_for_everything_else(tmp_path: Path) -> None:
    """`convert` writes what the SSD says; read again it gives the same dates."""
    written = tmp_path / "children.jsonl"
    assert run("convert", EXAMPLE, "--input", "ssd", "-o", written).exit_code == 0
    directly = run("schedule", EXAMPLE, "--input", "ssd", "-p", "england", *AS_OF, "--format", "csv")
    again = run("schedule", written, "-p", "england", *AS_OF, "--format", "csv")
    assert directly.stdout == again.stdout


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("nowhere", "nowhere: it cannot be read: No such file or directory; check the path"),
        ("postgresql+psycopg2://reader:a-secret@localhost:1/ssd", "postgresql+psycopg2://reader:***@localhost:1/ssd: the database cannot"),
        ("Server=x;Uid=reader;Pwd=a-secret", "the source is written as a driver takes it, not as an address"),
        ("host=x password=a-secret", "the source is written as a driver takes it, not as an address"),
    ],
)
def test_a_source_that_cannot_be_read(source: str, told: str) -> None:
    """Exit code 2, which source it was, the remedy, and no password."""
    for command in (["schedule"], ["caseload", *AS_OF]):
        result = run(command[0], source, "--input", "ssd", "-p", "england", *command[1:])
        assert result.exit_code == 2
        assert told in result.stderr
        assert "secret" not in result.stderr + result.stdout


@pytest.mark.parametrize(
    "source",
    [
        "postgresql:/reader:a-secret@localhost/ssd",
        "reader:a-secret@localhost/ssd",
        "jdbc:postgresql://reader:a-secret@localhost/ssd",
        "postgresql://reader:a-se?cret-secret@localhost/ssd",
        "Server=x;Uid=reader;Pwd=a-secret",
    ],
)
@pytest.mark.parametrize("door", ["history", "ssd", "ssda903", "events", "annex-a", "batches", "workbench", "convert"])
def test_an_address_that_is_typed_amiss_keeps_its_password(source: str, door: str, tmp_path: Path) -> None:
    """It is taken for a path, and the path is told; not the password in it, whichever command and source were meant (SECURITY.md)."""
    others: dict[str, list[str | Path]] = {
        "batches": ["batches", source, "-p", "england", "-o", tmp_path / "out.parquet"],
        "workbench": ["workbench", source, "--no-open"],
        "convert": ["convert", source, "-o", tmp_path / "out.jsonl"],
    }
    result = run(*others.get(door, ["schedule", source, "--input", door, "-p", "england"]))
    assert result.exit_code == 2
    assert "secret" not in result.stderr + result.stdout
    assert "a-se" not in result.stderr + result.stdout


def test_a_database_that_stops_halfway(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The children before are in the answer, the end is told, and the exit code is 2."""
    path = write_sqlite(many(40), tmp_path / "ssd.sqlite")
    run_ = SqliteStore.rows

    def fails(store: SqliteStore, statement: Any) -> Iterator[tuple[Any, ...]]:
        for number, row in enumerate(run_(store, statement)):
            if number == 500:
                raise StoppedError("the database stopped answering (OperationalError)", "run it again when the database answers")
            yield row

    monkeypatch.setattr(SqliteStore, "rows", fails)
    result = run("schedule", path, "--input", "ssd", "-p", "england", *AS_OF, "--format", "json")
    assert result.exit_code == 2
    read = len(result.stdout.splitlines())
    assert 0 < read < 40
    assert f"the database stopped answering (OperationalError) after {read} children; run it again" in result.stderr


def test_what_was_not_used_is_refused_when_strict(tmp_path: Path) -> None:
    """A visit with a date that is none: told either way, and refused only with --strict."""
    tables = smallest()
    tables["ssd_cla_visits"][0]["clav_cla_visit_date"] = "soon"
    words = ["schedule", write_csv(tables, tmp_path), "--input", "ssd", "-p", "england", *AS_OF]
    plain, strict = run(*words), run(*words, "--strict")
    assert (plain.exit_code, strict.exit_code) == (0, 2)
    assert "ssd_cla_visits.csv:2: clav_cla_visit_date is not a date" in plain.stderr
    assert "soon" not in plain.stderr


@pytest.mark.parametrize("command", [["schedule", "-f", "json"], ["caseload"]])
def test_rows_without_a_child_are_records_that_could_not_be_used(tmp_path: Path, command: list[str]) -> None:
    """Point 7: an episode and a legal status without an id; the child is answered, each table is told by its first such row."""
    tables = smallest()
    for name in ("ssd_cla_episodes", "ssd_legal_status"):
        (row, *_) = tables[name]
        tables[name] = [*tables[name], {key: "" if key.endswith("person_id") else cell for key, cell in row.items()}]
    folder = write_csv(tables, tmp_path)
    result = run(command[0], folder, *command[1:], "--input", "ssd", "-p", "england", *AS_OF)
    assert result.exit_code == 2
    told = " ".join(result.stderr.split())
    assert "ssd_cla_episodes.csv:3: the row belongs to no child: clae_person_id is empty; correct it; nothing of it was used" in told
    assert "ssd_legal_status.csv:3: the row belongs to no child: lega_person_id is empty" in told
    assert "1 of 1 histories used" in told


def test_a_word_for_nothing_is_no_child(tmp_path: Path) -> None:
    """As SQL Server writes what is empty: two episodes of nobody are not the history of a child who is called NULL."""
    tables = smallest()
    (row, *_) = tables["ssd_cla_episodes"]
    tables["ssd_cla_episodes"] = [*tables["ssd_cla_episodes"], {**row, "clae_person_id": "NULL"}, {**row, "clae_person_id": "NULL"}]
    result = run("schedule", write_csv(tables, tmp_path), "--input", "ssd", "-p", "england", *AS_OF, "-f", "json")
    assert result.exit_code == 2
    assert [json.loads(line)["child"] for line in result.stdout.splitlines()] == ["1"]
    assert "ssd_cla_episodes.csv:3: this row and 1 more belong to no child: clae_person_id is empty" in " ".join(result.stderr.split())


def test_bytes_in_a_cell_of_sqlite_spoil_that_row_and_no_other(tmp_path: Path) -> None:
    """Point 7, a column of the wrong type: the readable child is answered, and the row is told."""
    tables = smallest()
    (row, *_) = tables["ssd_cla_episodes"]
    start = "clae_cla_episode_start_date"
    tables["ssd_cla_episodes"] = [*tables["ssd_cla_episodes"], {**row, "clae_person_id": "2", "clae_cla_id": "P2", start: "31/31"}]
    path = write_sqlite(tables, tmp_path / "a.sqlite")
    with sqlite3.connect(path) as database:
        database.execute(f"UPDATE ssd_cla_episodes SET {start} = ? WHERE clae_person_id = '2'", (b"\xff\x00\xfe",))  # noqa: S608
    database.close()
    result = run("schedule", path, "--input", "ssd", "-p", "england", *AS_OF, "-f", "json")
    assert result.exit_code == 2
    assert [json.loads(line)["child"] for line in result.stdout.splitlines()] == ["1"]
    assert "1 of 2 histories used, 1 refused" in result.stderr
