"""No child's details in what is said of the files that options name, of DuckDB files, in files of remarks, or by the workbench.

Authority: issue 17 point 2 and SECURITY.md ("Errors name no child"). A marker stands in every cell, heading, key and type in turn;
test_privacy.py and test_privacy_of_doors.py do the same for histories and for the files of every source.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.robustness.test_privacy_of_doors import (
    EVERY,
    EXAMPLES,
    MARKER,
    ODD,
    TABLES,
    as_csv,
    as_workbook,
    leaks,
    run,
    said,
    share,
    table,
    variants,
)

from lacreview_rules.workbench.requests import Workbench

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CARE = {"event": "became-looked-after", "on": "2025-12-19"}
CASELOAD = ("-p", "england", "--as-of", "2026-02-10")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Temporary files are made where they can be seen, and none is named after a child."""
    monkeypatch.chdir(tmp_path)
    yield
    assert [path for path in tmp_path.rglob("*") if MARKER in path.name or path.name.startswith(".lacreview-")] == []


def children() -> Path:
    """Two children, the second of whom has a problem."""
    wrong = {"child": f"{MARKER}2", "events": [CARE, {"event": "review-held", "on": "2025-12-01", "note": MARKER}]}
    file = Path("h.jsonl")
    file.write_text("\n".join(json.dumps(one) for one in ({"child": MARKER, "events": [CARE]}, wrong)) + "\n", encoding="utf-8")
    return file


@EVERY
def test_the_file_of_teams(every: int) -> None:
    """`--teams`: a child twice, a heading that is a name, cells too many, and what is no CSV."""
    good = [["child", "team", "worker"], [MARKER, "North", MARKER], [MARKER, "North", MARKER]]
    for number, (name, rows) in enumerate([*share(every, variants(good)), ("two teams", [*good, [MARKER, "South", MARKER]])]):
        file = Path(f"t{number}.csv")
        file.write_text(as_csv(rows), encoding="utf-8")
        assert leaks(said("caseload", children(), *CASELOAD, "--teams", file)) == [], name
    for content in (f"{MARKER}\n".encode("utf-16"), b"\x00" + MARKER.encode(), f"{MARKER};{MARKER}".encode(), b""):
        file.write_bytes(content)
        assert leaks(said("caseload", children(), *CASELOAD, "--teams", file)) == [], content


def spoilt(record: Any) -> Iterator[Any]:
    """A record with the marker in the place of each of its values, and as a key beside them; a list is tried by its first value."""
    if isinstance(record, dict):
        yield {**record, MARKER: MARKER}
        for key, value in record.items():
            yield from ({**record, key: odd} for odd in (MARKER, {MARKER: MARKER}, [MARKER]))
            yield from ({**record, key: inner} for inner in spoilt(value))
    elif isinstance(record, list) and record:
        yield from ([inner, *record[1:]] for inner in spoilt(record[0]))


@pytest.mark.slow
@EVERY
def test_an_earlier_report(every: int) -> None:
    """`--compare-with`: a report in which each value in turn is something else, and a file that is none."""
    made = run("caseload", children(), *CASELOAD, "-f", "json")
    earlier = Path("earlier.json")
    for record in share(every, spoilt(json.loads(made.stdout))):
        earlier.write_text(json.dumps(record), encoding="utf-8")
        assert leaks(said("caseload", children(), *CASELOAD, "--compare-with", earlier)) == [], record
    for content in (MARKER, f'{{"{MARKER}": ', f'{{"child": "{MARKER}", "events": []}}', f'{{"{MARKER}": 1, "{MARKER}": 2}}'):
        earlier.write_text(content, encoding="utf-8")
        told = said("caseload", children(), *CASELOAD, "--compare-with", earlier)
        assert told
        assert leaks(told) == [], content


@pytest.mark.parametrize("form", ["csv", pytest.param("json", marks=pytest.mark.slow)])
@pytest.mark.parametrize("source", [*TABLES, "ssd", "history"])
def test_a_file_of_remarks_and_what_convert_says(source: str, form: str) -> None:
    """`--remarks` is handed to whoever mends the data, and says where, never what; `convert` says no more."""
    remarks, converted = Path(f"remarks.{form}"), Path("converted.jsonl")
    for given in faulty(source):
        remarks.unlink(missing_ok=True)
        told = said("convert", given, "--input", source, "-o", converted, "--remarks", remarks)
        written = remarks.read_text(encoding="utf-8-sig") if remarks.exists() else ""
        assert leaks(f"{told}\n{written}") == []


def faulty(source: str) -> Iterator[Path]:
    """What is wrong here and there, and names a child in every cell."""
    if source == "history":
        yield children()
        return
    if source == "ssd":
        shutil.copytree(EXAMPLES / "ssd", "ssd")
        for file in Path("ssd").glob("*.csv"):
            head, *rows = table(file)
            file.write_text(as_csv([head, *rows, *([odd] * len(head) for odd in ODD)]), encoding="utf-8")
        yield Path("ssd")
        return
    head, *rows = table(TABLES[source])
    wrong = [head, *rows, *([MARKER, *cells[1:]] for cells in rows), *([odd] * len(head) for odd in ODD)]
    Path("table.csv").write_text(as_csv(wrong), encoding="utf-8")
    yield Path("table.csv")
    as_workbook(Path("table.xlsx"), [[cell.replace("\n", " ") for cell in row] for row in wrong])
    yield Path("table.xlsx")


def _types() -> dict[str, str]:
    """Columns of an SSD in DuckDB of types that they should not be of, the marker in the type or the value."""
    return {
        "a list": f"['{MARKER}']",
        "a struct": f"{{'{MARKER}': '{MARKER}'}}",
        "bytes": f"'{MARKER}'::BLOB",
        "an enumeration": f"'{MARKER}'::ENUM('{MARKER}')",
        "text": f"'{MARKER}'",
        "a map": f"MAP {{'{MARKER}': '{MARKER}'}}",
        "JSON": f"'{MARKER}'::VARCHAR",
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    "column", ["clae_person_id", *(pytest.param(one, marks=pytest.mark.slow) for one in ("clae_cla_episode_start_date", MARKER))]
)
def test_an_ssd_in_duckdb(column: str) -> None:
    import duckdb

    for number, (name, value) in enumerate(_types().items()):
        file = Path(f"{number}.duckdb")
        cells = {
            "clae_person_id": f"'{MARKER}'",
            "clae_cla_id": "'P1'",
            "clae_cla_episode_start_date": "DATE '2025-05-01'",
            "clae_cla_episode_start_reason": "'S'",
            "clae_cla_episode_ceased_date": "NULL::DATE",
            "clae_cla_episode_ceased_reason": "''",
        } | {column: value}
        with duckdb.connect(str(file)) as database:
            written = ", ".join(f'{cell} AS "{called}"' for called, cell in cells.items())
            database.execute(f"CREATE TABLE ssd_cla_episodes AS SELECT {written}")
            database.execute(f'CREATE TABLE "ssd_{MARKER}" AS SELECT 1 AS "{MARKER}"')
        assert leaks(said("schedule", file, "--input", "ssd", "-p", "england")) == [], name


def _told_by(answer: str) -> str:
    """What the workbench tells of what is wrong: a refusal, and the problems beside an answer."""
    found = json.loads(answer)
    beside = {key: value for key, value in found.get("answer", {}).items() if key in {"problems", "said", "told"}}
    return json.dumps([found.get("refused"), beside])


@pytest.mark.parametrize("ask", ["schedule", "what-if", "save"])
def test_what_the_workbench_says_of_a_child(ask: str, tmp_path: Path) -> None:
    asked = {"ask": ask, "profile": "england", "as_of": "2026-03-02", "form": "csv", "suppose": [CARE]}
    odd: tuple[Any, ...] = (
        MARKER,
        [MARKER],
        {MARKER: MARKER},
        [{MARKER: MARKER}],
        [{**CARE, "on": MARKER}],
        [{"event": MARKER, "on": "2025-12-19"}],
    )
    for one in odd:
        for history in (
            {"child": MARKER, "events": one},
            {"child": one, "events": [CARE]},
            {"child": MARKER, "events": [CARE], MARKER: one},
        ):
            assert leaks(_told_by(Workbench(tmp_path).answer(json.dumps({**asked, "history": history})))) == [], history
        history = {"child": MARKER, "events": [CARE]}
        for key in ("as_of", "suppose", "without", "form", "until"):
            told = Workbench(tmp_path).answer(json.dumps({**asked, "history": history, key: one}))
            assert leaks(_told_by(told)) == [], (key, one)


def _as_json(path: Path) -> None:
    children().rename(path)


def _as_table(path: Path) -> None:
    next(faulty("events")).rename(path)


@pytest.mark.parametrize(("name", "write"), [("c.jsonl", _as_json), ("c.csv", _as_table)])
def test_what_the_workbench_says_of_files(name: str, write: Callable[[Path], None], tmp_path: Path) -> None:
    """As histories and as a caseload; the file itself has a plain name."""
    write(tmp_path / name)
    source = "history" if name.endswith("jsonl") else "events"
    for asked in (
        {"ask": "children", "file": name},
        {"ask": "caseload", "files": [name], "source": source, "profile": "england", "as_of": "2026-03-31"},
    ):
        assert leaks(_told_by(Workbench(tmp_path).answer(json.dumps(asked)))) == [], asked


def test_the_marker_is_found_where_it_may_stand() -> None:
    """Else the tests above would say little."""
    assert leaks(run("schedule", children(), "-p", "england", "-f", "csv").stdout)
