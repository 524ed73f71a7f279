"""`lacreview caseload` as its users meet it: what it prints and writes, and what it does with bad input and full disks.

The figures of `examples/caseload.jsonl` are worked by hand in `caseload/test_report.py`; SI 2010/959 reg 33 (R1 to R3).
"""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from tests.closed_schemas import closed
from typer.testing import CliRunner

from lacreview_rules.caseload.csv import LISTS
from lacreview_rules.caseload.schema import CaseloadModel, caseload_schema
from lacreview_rules.cli import app
from lacreview_rules.cli.caseload.output import write_lines
from lacreview_rules.cli.exits import Code

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLE = Path(__file__).parents[3] / "examples" / "caseload.jsonl"
ASKED = ("-p", "england", "--as-of", "2026-06-30")
CAME_IN = {"event": "became-looked-after", "on": "2026-01-05"}
REVIEW = {"event": "review-held", "on": "2026-01-28"}
ODD = '=cmd|"/c calc"!A1<script>alert(1)</script>\u202e\u001b[31m\r\n&'


def run(*arguments: object, given: str | None = None) -> Any:
    return CliRunner().invoke(app, ["caseload", *(str(argument) for argument in arguments)], prog_name="lacreview", input=given)


def record(child: str, *events: dict[str, Any], **more: object) -> dict[str, Any]:
    return {"child": child, "date_of_birth": "2014-05-02", "records": ["review"], "events": list(events or (CAME_IN, REVIEW)), **more}


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    def write(*records: object, name: str = "children.jsonl") -> Path:
        path = tmp_path / name
        path.write_text("".join((one if isinstance(one, str) else json.dumps(one)) + "\n" for one in records), encoding="utf-8")
        return path

    return write


def figures(result: Any) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(result.stdout)
    return content


def rows(result: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(result.stdout_bytes.decode(), newline="")))


# ---- what comes out ----------------------------------------------------------------------------------------


def test_the_table_fits_a_terminal_and_keeps_the_bases_apart() -> None:
    result = run(EXAMPLE, *ASKED)
    assert (result.exit_code, result.stderr) == (Code.FINE, "")
    assert max(map(len, result.stdout.splitlines())) <= 80
    said = " ".join(result.stdout.split())
    assert "REVIEWS OUT OF TIMESCALE, BY EACH CHILD'S OWN PROFILE (10)" in said
    assert "EX-11 second Thu 12 Mar 2026 Mon 16 Mar 2026 4 days late in time" in said
    law, shortcut = said.split("REVIEWS IN TIME BY THE +91 / +183 DAYS SHORTCUT: 9 OF 15 (60%)")
    assert "In all 5 of 8 (63%) 4 of 5 (80%) 0 of 3 (0%) 9 of 16 (56%)" in law.split("REVIEWS IN TIME BY THE REGULATIONS: 9 OF 16 (56%)")[1]
    assert "In all 4 of 7 (57%) 3 of 5 (60%) 2 of 3 (67%) 9 of 15 (60%)" in shortcut
    assert "The shortcut calls 3 on time that the regulations call late" in said
    assert "Dates are calculated dates" in said


def test_the_json_keeps_its_contract() -> None:
    result = run(EXAMPLE, *ASKED, "--format", "json")
    schema = caseload_schema()
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(closed(schema), format_checker=FormatChecker()).validate(figures(result))
    CaseloadModel.model_validate_json(result.stdout)
    found = figures(result)
    assert (found["from"], found["to"], found["until"]) == ("2025-07-01", "2026-06-30", "2026-07-28")
    assert found["agreement"]["only_shortcut_in_time"] == 3
    assert found["timeliness"]["regulations"]["whole"][0] == {"period": "", "kind": "first", "in_time": 5, "judged": 8}


@pytest.mark.slow
def test_the_same_input_gives_the_same_bytes() -> None:
    for form in ("json", "html"):
        assert run(EXAMPLE, *ASKED, "-f", form).stdout == run(EXAMPLE, *ASKED, "-f", form).stdout


def test_the_monthly_report_as_csv() -> None:
    """South Gloucestershire, standard 1: what was out of timescale in May 2026, and what is still to be held."""
    result = run(EXAMPLE, "-p", "england", "--as-of", "2026-05-31", "--from", "2026-05-01", "--format", "csv")
    assert [(row["child"], row["month"], row["profile_due"], row["profile_days_late"]) for row in rows(result)] == [
        ("EX-09", "2026-05", "2026-05-10", "1"),
        ("EX-05", "2026-05", "2026-05-12", "8"),
    ]


@pytest.mark.parametrize("name", LISTS)
def test_every_list_has_rows_and_headings(name: str) -> None:
    """The example has nothing whose date is in doubt; with reviews on record from May only it has."""
    since = ["--reviews-from", "2026-05-01"] if name == "doubtful" else []
    found = rows(run(EXAMPLE, *ASKED, *since, "--format", "csv", "--list", name))
    assert found
    assert None not in found[0]
    assert None not in found[0].values()


@pytest.mark.slow
def test_a_folder_of_everything(tmp_path: Path) -> None:
    result = run(EXAMPLE, *ASKED, "--output-dir", tmp_path / "report")
    assert result.exit_code == Code.FINE
    assert result.stdout == ""
    assert {path.name for path in (tmp_path / "report").iterdir()} == {"caseload.html", "caseload.json", *(f"{name}.csv" for name in LISTS)}
    assert (tmp_path / "report" / "due.csv").read_bytes().startswith(b"\xef\xbb\xbfweek,")


# ---- the page ----------------------------------------------------------------------------------------------


def page_of(*arguments: object) -> str:
    result = run(*arguments, "--format", "html")
    assert result.exit_code == Code.FINE, result.stderr
    return str(result.stdout)


@pytest.fixture(scope="module")
def page() -> str:
    return page_of(EXAMPLE, *ASKED)


@pytest.mark.slow
def test_the_page_fetches_nothing_and_runs_only_its_own_script(page: str) -> None:
    assert page.count("<script") == 1
    assert re.search(r"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-[A-Za-z0-9+/=]{44}'", page)
    assert not re.findall(r'(?:src|href)="(?!#)[^"]*"', page)
    assert not re.findall(r"url\((?!#)", page)
    assert "default-src 'none'" in page
    assert "EX-11" in page


@pytest.mark.slow
def test_the_page_has_charts_whose_ids_are_their_own(page: str) -> None:
    pytest.importorskip("matplotlib")
    assert page.count("<svg") == 2
    ids = re.findall(r'\sid="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'(?:href="#|url\(#)([^")]*)', page)) <= set(ids)


def test_a_chart_that_is_wider_than_a_phone_can_be_moved_by_keys(page: str) -> None:
    """Drawn as wide as a phone, its words are three pixels high: it keeps its width, and is scrolled (WCAG 2.1.1, axe)."""
    pytest.importorskip("matplotlib")
    assert page.count('<figure tabindex="0">') == page.count("<figure") == page.count("<svg")


def test_the_page_comes_without_the_extra_too(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("lacreview_rules.pictures")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    result = run(EXAMPLE, *ASKED, "--format", "html")
    page = result.stdout
    assert "<svg" not in page
    assert "pip install" not in page
    assert "the page has no charts: they need the extra pictures" in result.stderr
    assert "5 of 8 (63%)" in page


def test_odd_characters_stay_text(written: Callable[..., Path]) -> None:
    """In the page no markup, in the CSV no formula, in the terminal nothing that steers it."""
    path = written(record(ODD, CAME_IN))
    page = page_of(path, *ASKED)
    assert page.count("<script") == 1  # the page's own
    assert "&lt;script&gt;" in page
    for form in ("html", "table"):
        out = run(path, *ASKED, "--format", form).stdout
        assert "\x1b" not in out
        assert "\u202e" not in out
    [row] = rows(run(path, *ASKED, "--format", "csv"))
    assert row["child"] == f"'{ODD}"
    assert figures(run(path, *ASKED, "--format", "json"))["out_of_timescale"][0]["child"] == ODD


# ---- children and profiles ---------------------------------------------------------------------------------


def test_standard_input_and_several_files(written: Callable[..., Path]) -> None:
    """A record of its own in each."""
    path = written(record("A1"))
    result = run(path, "-", *ASKED, "-f", "json", given=json.dumps(record("A2")) + "\n")
    assert (result.exit_code, figures(result)["children"]) == (Code.FINE, 2)


def test_each_child_under_its_own_profile(written: Callable[..., Path], tmp_path: Path) -> None:
    """The record's own comes first, then the table's, then the one for all."""
    path = written(record("A1", profile="portsmouth"), record("A2"), record("A3"))
    table = tmp_path / "profiles.csv"
    table.write_text("child,profile\nA1,newham\nA2,newham\n", encoding="utf-8")
    result = run(path, *ASKED, "--profiles", table, "-f", "json")
    assert [(used["id"], used["children"]) for used in figures(result)["profiles"]] == [("england", 1), ("newham", 1), ("portsmouth", 1)]


def test_a_child_without_a_profile_is_told_by_its_place(written: Callable[..., Path]) -> None:
    path = written(record("SECRET"), record("A2", profile="england"), record("A3", profile="nowhere"))
    result = run(path, "--as-of", "2026-06-30", "-f", "json")
    assert result.exit_code == Code.BAD_INPUT
    assert f"{path}:1: child: no profile is given" in result.stderr
    assert f"{path}:3: profile: no profile that is shipped or given has this id" in result.stderr
    assert "SECRET" not in result.stderr
    assert (figures(result)["children"], figures(result)["not_used"]) == (1, 2)


def test_a_data_return(tmp_path: Path) -> None:
    """R1 for the child whose start is known; the other, and what the return does not record, is not called late."""
    folder = tmp_path / "return"
    folder.mkdir()
    (folder / "header.csv").write_text("CHILD,DOB\nA1,02/05/2014\nA2,03/06/2012\n", encoding="utf-8")
    rows = "CHILD,DECOM,RNE,LS,PLACE,DEC,REC\nA1,05/01/2026,S,V2,U6,,\nA2,06/01/2019,L,C2,U6,,\n"
    (folder / "episodes.csv").write_text(rows, encoding="utf-8")
    (folder / "reviews.csv").write_text("CHILD,REVIEW\nA1,03/02/2026\nA2,15/10/2025\n", encoding="utf-8")
    result = run(folder, "--input", "ssda903", "-p", "england", "--as-of", "2026-03-31", "-f", "json")
    assert result.exit_code == Code.FINE
    found = figures(result)
    assert found["reviews_from"] == "2025-04-01"
    assert found["timeliness"]["regulations"]["whole"] == [{"period": "", "kind": "first", "in_time": 0, "judged": 1}]
    assert found["timeliness"]["regulations"]["not_judged"] == [{"why": "before-record", "count": 1}]
    assert [review["child"] for review in found["out_of_timescale"]] == ["A1"]
    assert "2 children, 2 with a history" in result.stderr
    later = run(folder, "--input", "ssda903", "-p", "england", "--as-of", "2026-03-31", "-f", "json", "--reviews-from", "2026-02-10")
    assert figures(later)["timeliness"]["regulations"]["judged"] == 0


def test_overdue_is_an_exit_code_only_when_asked_for() -> None:
    assert run(EXAMPLE, *ASKED).exit_code == Code.FINE
    assert run(EXAMPLE, *ASKED, "--fail-overdue").exit_code == Code.OVERDUE


# ---- bad input ---------------------------------------------------------------------------------------------


def test_a_broken_child_is_told_and_the_rest_is_done(written: Callable[..., Path]) -> None:
    path = written(record("A1"), '{"child": "SECRET"', record("A2"), record("SECRET", {"event": "review-held", "on": "soon"}))
    result = run(path, *ASKED, "-f", "json")
    assert result.exit_code == Code.BAD_INPUT
    assert f"{path}:2: not valid JSON" in result.stderr
    assert f"{path}:4: events[0].on" in result.stderr
    assert "2 records could not be used and are in no figure; 2 were used" in result.stderr
    assert "SECRET" not in result.stderr
    assert (figures(result)["children"], figures(result)["not_used"]) == (2, 2)
    assert "NOT IN THESE FIGURES  2 records" in run(path, *ASKED).stdout


def test_the_same_child_in_two_files(written: Callable[..., Path]) -> None:
    """The same record counts once, with a remark; another one is refused, and the first stands."""
    first = written(record("SECRET", CAME_IN), name="one.jsonl")
    same = written(record("SECRET", CAME_IN), name="two.jsonl")
    other = written(record("SECRET", CAME_IN, REVIEW), name="three.jsonl")
    result = run(first, same, *ASKED, "-f", "json")
    assert (result.exit_code, figures(result)["children"]) == (Code.FINE, 1)
    assert f"{same}:1: the same record as at {first}:1; it counted once" in result.stderr
    result = run(first, other, *ASKED, "-f", "json")
    assert (result.exit_code, figures(result)["children"]) == (Code.BAD_INPUT, 1)
    assert f"{other}:1: child: the same child was at {first}:1 already, with another record" in result.stderr
    assert [review["kind"] for review in figures(result)["out_of_timescale"]] == ["first"]  # as the first file has it: none was held
    assert "SECRET" not in result.stderr


def test_the_same_review_twice_counts_once(written: Callable[..., Path]) -> None:
    result = run(written(record("A1", CAME_IN, REVIEW, REVIEW)), *ASKED, "-f", "json")
    assert result.exit_code == Code.FINE
    assert "the same event is recorded twice" in result.stderr
    assert figures(result)["timeliness"]["regulations"]["whole"][0] == {"period": "", "kind": "first", "in_time": 1, "judged": 1}
    assert run(written(record("A1", CAME_IN, REVIEW, REVIEW)), *ASKED, "--strict").exit_code == Code.BAD_INPUT


@pytest.mark.slow
def test_ten_thousand_events_on_one_day(written: Callable[..., Path]) -> None:
    """Told in a few lines, and R1 is still judged."""
    events = [{**REVIEW, "ref": str(number)} for number in range(10_000)]
    result = run(written(record("A1", CAME_IN, *events), record("A2")), *ASKED, "-f", "json")
    assert result.exit_code == Code.FINE
    assert len(result.stderr.splitlines()) < 30
    assert "and 97 more" in " ".join(result.stderr.split())
    assert figures(result)["timeliness"]["regulations"]["whole"][0] == {"period": "", "kind": "first", "in_time": 2, "judged": 2}


def test_a_child_outside_the_calendar_leaves_the_others(written: Callable[..., Path]) -> None:
    left = {"event": "ceased-to-be-looked-after", "on": "2026-06-01"}
    path = written(record("A1", {"event": "became-looked-after", "on": "2060-12-20"}), record("A2", CAME_IN, left))
    result = run(path, "-p", "england", "--as-of", "2060-12-31", "-f", "json")
    assert (result.exit_code, figures(result)["children"]) == (Code.OUTSIDE_CALENDAR, 1)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((EXAMPLE, "-p", "england"), "--as-of"),
        ((EXAMPLE, *ASKED, "--to", "2026-07-01"), "nothing is known of the days between"),
        ((EXAMPLE, *ASKED, "--from", "1 May"), "is not a date"),
        ((EXAMPLE.parent, *ASKED), "--input ssda903"),
        (("-", *ASKED, "--input", "ssda903"), "cannot be read from standard input"),
        ((EXAMPLE.parent, "--as-of", "2026-06-30", "--input", "ssda903"), "what --input ssda903 reads names no profiles"),
        (("-", *ASKED), "there is no history in it"),
        (("nowhere.jsonl", *ASKED), "nowhere.jsonl: the file cannot be read"),
    ],
)
def test_what_makes_no_sense(arguments: tuple[object, ...], told: str) -> None:
    result = run(*arguments)
    assert result.exit_code == Code.BAD_INPUT
    assert told in " ".join(result.stderr.split())
    assert "Traceback" not in result.stderr


# ---- where it is written -----------------------------------------------------------------------------------


def test_a_place_that_cannot_be_written_is_told_before_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(sys.modules["lacreview_rules.cli.caseload.report"], "_gathered", never)
    for arguments, told in (
        (("--output-dir", tmp_path / "file"), "is a file; name a folder"),
        (("--output-dir", tmp_path / "none" / "deeper"), "cannot be made"),
        (("--output", tmp_path), "is a folder; name a file"),
        (("--output", tmp_path / "none" / "x.json"), "does not exist; make it first"),
        (("--output", EXAMPLE), "is a file that is read"),
        (("--output", tmp_path / "x", "--output-dir", tmp_path), "not both"),
    ):
        result = run(EXAMPLE, *ASKED, *arguments)
        assert result.exit_code == Code.BAD_INPUT, arguments
        assert told in " ".join(result.stderr.split())
    monkeypatch.setattr("os.access", lambda _, mode: mode != os.W_OK)
    assert "may not be written to" in run(EXAMPLE, *ASKED, "--output-dir", tmp_path).stderr


def test_a_disk_that_fills_leaves_the_old_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "caseload.json"
    target.write_text("old", encoding="utf-8")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    result = run(EXAMPLE, *ASKED, "-f", "json", "--output", target)
    assert result.exit_code == Code.BAD_INPUT
    assert f"{target} cannot be read or written: No space left on device" in result.stderr
    assert target.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["caseload.json"]


def test_a_disk_that_fills_half_way_keeps_the_files_that_are_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = os.fsync, []

    def full_at_the_third(number: int) -> None:
        calls.append(number)
        if len(calls) == 3:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(number)

    monkeypatch.setattr(os, "fsync", full_at_the_third)
    result = run(EXAMPLE, *ASKED, "--output-dir", tmp_path)
    assert result.exit_code == Code.BAD_INPUT
    assert "timeliness.csv cannot be read or written: No space left on device; complete: caseload.json, summary.csv" in result.stderr
    assert {path.name for path in tmp_path.iterdir()} == {"caseload.json", "summary.csv"}
    assert json.loads((tmp_path / "caseload.json").read_text(encoding="utf-8"))["children"] == 12


@pytest.mark.slow
def test_a_device_that_is_full() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full on this system")
    result = run(EXAMPLE, *ASKED, "-f", "json", "--output", "/dev/full")
    assert result.exit_code == Code.BAD_INPUT
    assert "/dev/full cannot be read or written: No space left on device" in result.stderr
    with Path("/dev/full").open("w", encoding="utf-8") as stream:
        command = [sys.executable, "-m", "lacreview_rules", "caseload", str(EXAMPLE), *ASKED, "-f", "json"]
        done = subprocess.run(command, stdout=stream, stderr=subprocess.PIPE, encoding="utf-8", check=False)
    assert done.returncode == Code.BAD_INPUT
    assert done.stderr == "lacreview: standard output cannot be read or written: No space left on device\n"


def test_a_line_cut_off_by_a_full_disk_is_taken_away(tmp_path: Path) -> None:
    """A file of at most 20 bytes stands for the disk: of the third line 8 bytes fit."""

    class Full(io.TextIOWrapper):
        def write(self, text: str) -> int:
            room = 20 - os.fstat(self.fileno()).st_size
            if len(text) <= room:
                return super().write(text)
            super().write(text[:room])
            self.flush()
            raise OSError(errno.ENOSPC, "No space left on device")

    path = tmp_path / "out.csv"
    with Full(path.open("wb"), encoding="utf-8", newline="") as stream, pytest.raises(OSError, match="No space"):
        write_lines(stream, ["one,1\ntwo", ",2\nthree,33333\n"])
    assert path.read_text(encoding="utf-8") == "one,1\ntwo,2\n"


def test_an_interruption_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    result = run(EXAMPLE, *ASKED, "-f", "json", "--output", tmp_path / "caseload.json")
    assert result.exit_code == Code.INTERRUPTED
    assert list(tmp_path.iterdir()) == []
