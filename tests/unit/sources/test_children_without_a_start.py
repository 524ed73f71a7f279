"""Children of whom nothing that begins care can be used, behind each door: none is left out of a report in silence.

Authority: issue 16, point 7: exit code 2, every readable child answered, nothing lost in silence. Of three children the first is good, the
second came into care on 31 February, and where a door has other tables, the third stands in those alone.
"""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("typer")
pytest.importorskip("sqlalchemy")

from tests.databases.ssd_tables import many, write_csv
from tests.unit.sources.doors import EVENTS, LIST_8, RETURN, csv_file
from typer.testing import CliRunner

from lacreview_rules.cli import app

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_NO_DAY = "31/02/2025"


def _return() -> Any:
    first, second, _ = RETURN.episodes
    return RETURN._replace(episodes=[first, (second[0], _NO_DAY, *second[2:])])


def _ssd(folder: Path) -> Path:
    tables = many(3)
    people = [row["pers_person_id"] for row in tables["ssd_person"]]
    episodes = tables["ssd_cla_episodes"]
    for row in episodes:
        if row["clae_person_id"] == people[1]:
            row["clae_cla_episode_start_date"] = "2025-02-31"
    tables["ssd_cla_episodes"] = [row for row in episodes if row["clae_person_id"] != people[2]]
    return write_csv(tables, folder)


def _of_second(rows: tuple[tuple[object, ...], ...], column: int) -> list[list[object]]:
    made = [[*row] for row in rows[:3]]
    made[2][column] = _NO_DAY
    return made


DOORS: dict[str, tuple[str, Callable[[Path], Path], int]] = {
    "ssda903 CSV": ("ssda903", lambda folder: _return().write_csv(folder), 1),
    "ssda903 XML": ("ssda903", lambda folder: _return().write_xml(folder / "return.xml"), 1),
    "ssd": ("ssd", _ssd, 1),
    "annex-a": ("annex-a", lambda folder: csv_file(folder / "list8.csv", _of_second(LIST_8, 2)), 0),
    "events": ("events", lambda folder: csv_file(folder / "events.csv", _of_second(EVENTS, 2)), 0),
}
"""By door: its source, what writes it, and how many children stand in other tables alone."""


def run(*words: object) -> Any:
    return CliRunner().invoke(app, [str(word) for word in words], prog_name="lacreview")


@pytest.fixture(params=DOORS)
def door(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[list[object], int]:
    source, write, elsewhere = DOORS[request.param]
    return [write(tmp_path), "--input", source], elsewhere


AS_OF = ("-p", "england", "--as-of", "2025-12-31", "--from", "2025-05-01")


def test_a_caseload_says_who_is_not_in_it(door: tuple[list[object], int]) -> None:
    words, elsewhere = door
    result = run("caseload", *words, *AS_OF, "--format", "json")
    found = json.loads(result.stdout)
    assert (result.exit_code, found["children"], found["not_used"], found["without_care"]) == (2, 1, 1, elsewhere)


def test_each_form_of_a_caseload_says_it(tmp_path: Path) -> None:
    """Of the second child the rows of Header, Episodes and Reviews are not used, and of the third those of Header and Reviews."""
    words = ["caseload", _return().write_csv(tmp_path), "--input", "ssda903", *AS_OF]
    rows = {row["figure"]: row["value"] for row in csv.DictReader(StringIO(run(*words, "--format", "csv", "--list", "summary").stdout))}
    assert (rows["not_used"], rows["without_care"], rows["rows_not_used"]) == ("1", "1", "5")
    for form in ("table", "html"):
        report = " ".join(run(*words, "--format", form).stdout.split())
        assert "1 record that could not be used" in report
        assert "1 child without an episode: the source does not say when care began" in report
        assert "5 rows of the source could not be used" in report


def test_every_command_says_so_by_its_exit_code(door: tuple[list[object], int], tmp_path: Path) -> None:
    words, _ = door
    told = run("schedule", *words, "-p", "england", "--task", "review", "--format", "json", "--remarks", tmp_path / "remarks.json")
    assert (told.exit_code, len(told.stdout.splitlines())) == (2, 1)
    assert [remark["child"] for remark in json.loads((tmp_path / "remarks.json").read_text()) if not remark["used"]]
    converted = run("convert", *words, "--output", tmp_path / "out.jsonl")
    assert (converted.exit_code, len((tmp_path / "out.jsonl").read_text().splitlines())) == (2, 1)
    assert "31/02" not in told.stderr + converted.stderr


def test_who_stands_in_other_tables_alone_is_refused_only_when_strict(tmp_path: Path) -> None:
    """Children in the Header and Reviews without an episode: a return may name mothers or care leavers so. The report says it."""
    path = RETURN._replace(episodes=RETURN.episodes[:2]).write_csv(tmp_path)
    words = ["caseload", path, "--input", "ssda903", *AS_OF]
    plain, strict = run(*words), run(*words, "--strict")
    assert (plain.exit_code, strict.exit_code) == (0, 2)
    assert "1 child without an episode" in plain.stdout
