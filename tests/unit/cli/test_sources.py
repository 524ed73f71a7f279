"""Sources by name: the shipped ones, and those of another package, from its entry point to the dates.

Authority: the review of doors, November 2026, points 5 and 7: a vendor ships its own reader in its own package; bad input is told
with its place and remedy, every readable child is answered, and nothing is lost in silence.
"""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("typer")

from tests.unit.sources.own_source import EXAMPLE, install
from typer.testing import CliRunner

from lacreview_rules.cli import app
from lacreview_rules.cli.exits import Code
from lacreview_rules.sources.by_name import SHIPPED
from lacreview_rules.sources.door import ENTRY_POINTS

if TYPE_CHECKING:
    from collections.abc import Iterator

DIARY = """\
Person,Day,Entry
B1,2025-12-19,in
B1,2026-01-14,review
B2,2026-02-30,in
B2,2026-03-02,moved
B3,2026-01-05,in
"""
"""Two children with a start of care; of the second the start is on no day of the calendar (line 4)."""
SHORT = "from lacreview_rules.sources.door import Records\nfrom lacreview_rules.errors import InputError, Problem, HistoryError\n"
STARTED = (
    "from datetime import date\nfrom lacreview_rules import BecameLookedAfter, History\n"
    "H = lambda child: History(child, [BecameLookedAfter(on=date(2025, 12, 19))])\n"
)


def run(*words: object) -> Any:
    return CliRunner().invoke(app, [str(word) for word in words], prog_name="lacreview")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder on the path, into which the example can be installed."""
    place = tmp_path / "installed"
    monkeypatch.syspath_prepend(place)
    yield place
    sys.modules.pop("own_source", None)


@pytest.fixture
def diary(tmp_path: Path) -> Path:
    file = tmp_path / "diary.csv"
    file.write_text(DIARY, encoding="utf-8")
    return file


def test_the_shipped_sources_are_the_entry_points() -> None:
    """So that whoever looks at the entry points sees what the table has, which is faster."""
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["entry-points"][ENTRY_POINTS] == {name: source.opens for name, source in SHIPPED.items()}


def test_a_shipped_source_is_found_without_a_look_at_what_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That look takes as long as many a command."""

    def looked(**_: object) -> None:
        raise AssertionError

    file = tmp_path / "child.json"
    file.write_text('{"child": "A1", "events": [{"event": "became-looked-after", "on": "2025-12-19"}]}', encoding="utf-8")
    monkeypatch.setattr("importlib.metadata.entry_points", looked)
    assert run("schedule", file, "-p", "england").exit_code == Code.FINE
    assert run("schedule", file, "-p", "england", "--input", "ssda903").exit_code == Code.BAD_INPUT
    assert run("schedule", file, "-p", "england", "--input", "other").exit_code == Code.FAULT  # the look is what fails here


# ---- a package of somebody else


def test_the_example_package_gives_dates(place: Path, diary: Path) -> None:
    """B1: review held Wed 14 Jan 2026, second three months later: 14 Apr 2026 (reg 33(1)(b) of the Regulations of 2010).

    B3: care began Mon 5 Jan 2026; 20 working days later is Mon 2 Feb 2026 (reg 33(1)(a)).
    """
    install(place)
    result = run("schedule", diary, "--input", "diary", "-p", "england", "-f", "json")
    assert result.exit_code == Code.BAD_INPUT, result.output  # B2 has no start of care that can be read, so nothing is scheduled
    assert "nothing could be scheduled of 1 history" in result.stderr
    schedules = [json.loads(line) for line in result.stdout.splitlines()]
    assert [schedule["child"] for schedule in schedules] == ["B1", "B2", "B3"]
    reviews = [[due["due"] for due in schedule["due_dates"] if due["task"] == "review"] for schedule in schedules]
    assert "2026-04-14" in reviews[0]
    assert "2026-02-02" in reviews[2]
    assert "diary.csv:4: Day or Entry is not one that the diary knows; correct the row" in result.stderr
    assert run("schedule", diary, "--input", "diary", "-p", "england", "--strict").exit_code == Code.BAD_INPUT


def test_the_example_is_under_sixty_lines() -> None:
    """The page promises it."""
    assert len((EXAMPLE / "own_source.py").read_text(encoding="utf-8").splitlines()) < 60


def test_the_caseload_reads_it_too(place: Path, diary: Path) -> None:
    install(place)
    result = run("caseload", diary, "--input", "diary", "-p", "england", "--as-of", "2026-03-31", "-f", "json")
    assert result.exit_code == Code.BAD_INPUT, result.output  # as above
    found = json.loads(result.stdout)
    assert (found["children"], found["not_used"]) == (2, 1)
    refused = run("caseload", diary, "--input", "diary", "--as-of", "2026-03-31")
    assert "what --input diary reads names no profiles" in refused.stderr


def test_it_is_listed(place: Path) -> None:
    install(place)
    text = run("sources").stdout
    assert "--input diary\n  The diary of our case system, as a source of lacreview.\n  One CSV file with the columns Person" in text
    assert "  From own-source 1.0" in text
    [record] = [one for one in json.loads(run("sources", "-f", "json").stdout) if one["name"] == "diary"]
    assert (record["distribution"], record["usable"], record["fault"]) == ("own-source 1.0", True, None)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "diary.csv: there is no column Day; add it, or rename the one it is"),
        ("Person,Date,Entry\nB1,2025-12-19,in\n", "diary.csv: there is no column Day"),
        ("Person,Day,Entry\n", "there is no history in it"),
    ],
)
def test_a_wrong_table(place: Path, diary: Path, content: str, told: str) -> None:
    install(place)
    diary.write_text(content, encoding="utf-8")
    result = run("schedule", diary, "--input", "diary", "-p", "england")
    assert result.exit_code == Code.BAD_INPUT
    assert told in result.stderr


def test_a_name_that_there_is_not(diary: Path) -> None:
    result = run("schedule", diary, "--input", "ssda93", "-p", "england")
    assert result.exit_code == Code.BAD_INPUT
    assert f'there is no source "ssda93"; did you mean "ssda903"? The sources are: {", ".join(SHIPPED)} ' in result.stderr
    assert f"use one of: {', '.join(sorted(SHIPPED))}" in run("schedule", diary, "--input", "zzz", "-p", "england").stderr


def test_options_of_a_source(place: Path, diary: Path) -> None:
    install(place)
    for words, told in (
        (("--input-option", "sheet=2"), '--input-option sheet: the source "diary" has no such option'),
        (("--input-option", "sheet"), '--input-option "sheet": write name=value'),
        (("--input-option", "a=1", "--input-option", "a=2"), '--input-option "a" is given twice'),
    ):
        result = run("schedule", diary, "--input", "diary", "-p", "england", *words)
        assert result.exit_code == Code.BAD_INPUT
        assert told in result.stderr


@pytest.mark.parametrize(
    ("module", "code", "told"),
    [
        ("import nothing_of_this_name\n", Code.BAD_INPUT, "cannot be loaded (ModuleNotFoundError"),
        ("open_source = 3\n", Code.BAD_INPUT, "which is no function"),
        ("def open_source(addresses, options): return [1]\n", Code.BAD_INPUT, "gave back a list, and must give a Records"),
        ("def open_source(addresses, options): raise ValueError('B1 Ann')\n", Code.FAULT, "own-source 1.0 (ValueError at own_source.py:1)"),
        (
            "import json\ndef open_source(addresses, options): json.loads('B1 Ann')\n",
            Code.BAD_INPUT,
            "(JSONDecodeError at own_source.py:2)",
        ),
        (
            f"{SHORT}class R(Records):\n def __iter__(self):\n  yield 'B1 Ann'\ndef open_source(a, o): return R()\n",
            Code.FAULT,
            "gave a str, and must give histories",
        ),
    ],
)
def test_a_faulty_package_is_named_and_nothing_of_a_child(place: Path, diary: Path, module: str, code: Code, told: str) -> None:
    install(place, module=module)
    result = run("schedule", diary, "--input", "diary", "-p", "england")
    assert (code, True) == (result.exit_code, told in result.stderr), result.stderr
    assert "Ann" not in result.stderr
    assert "in lacreview itself" not in result.stderr


def test_a_faulty_package_does_not_spoil_the_list(place: Path) -> None:
    install(place, module="import nothing_of_this_name\n")
    result = run("sources")
    assert result.exit_code == Code.FINE
    assert "--input ssda903" in result.stdout
    assert "CANNOT BE USED" in result.stdout


def test_a_name_that_is_shipped_cannot_be_taken(place: Path, tmp_path: Path) -> None:
    """The shipped one is read, and the list says so."""
    install(place, name="history")
    file = tmp_path / "child.json"
    file.write_text('{"child": "A1", "events": [{"event": "became-looked-after", "on": "2025-12-19"}]}', encoding="utf-8")
    assert run("schedule", file, "-p", "england").exit_code == Code.FINE
    assert "CANNOT BE USED" in run("sources").stdout


@pytest.mark.parametrize("command", [["schedule"], ["caseload", "--as-of", "2026-03-31"]])
def test_what_was_read_before_a_source_stopped_is_answered(place: Path, diary: Path, command: list[str]) -> None:
    """A database that answers no more halfway: the children before are answered, the rest is told, exit 2."""
    stops = (
        "class R(Records):\n def __iter__(self):\n  yield H('B1')\n  raise InputError([Problem('', 'the server closed the connection')])\n"
    )
    install(place, module=f"{SHORT}{STARTED}{stops}def open_source(a, o): return R()\n")
    result = run(command[0], diary, *command[1:], "--input", "diary", "-p", "england", "-f", "json")
    assert result.exit_code == Code.BAD_INPUT
    assert "2026-01-21" in result.stdout
    assert "the server closed the connection" in result.stderr
    assert "reading stopped here, so what follows in the source is in no answer" in result.stderr


def test_a_workbook_where_a_source_takes_text_is_bad_input_and_no_fault(place: Path, diary: Path) -> None:
    """The example opens it as text: what the file is, and what to do, is told; nothing that stands in it."""
    install(place)
    book = diary.with_suffix(".xlsx")
    book.write_bytes(b"PK\x03\x04\x14\x00\xff\xfeAnn")
    for command in (["schedule"], ["caseload", "--as-of", "2026-03-31"], ["explain", "review"]):
        result = run(command[0], book, *command[1:], "--input", "diary", "-p", "england")
        assert result.exit_code == Code.BAD_INPUT, result.stderr
        assert (
            f"{book}: the source diary of own-source 1.0 cannot read what is there (UnicodeDecodeError at own_source.py:" in result.stderr
        )
        assert "save the file so" in result.stderr
        assert "Ann" not in result.stderr


@pytest.mark.parametrize(
    "error",
    ["UnicodeDecodeError('utf-8', b'Ann', 0, 1, 'Ann')", "PermissionError(13, 'Permission denied', 'diary.csv')", "EOFError('Ann')"],
)
@pytest.mark.parametrize("command", [["schedule"], ["caseload", "--as-of", "2026-03-31"]])
def test_a_file_that_cannot_be_read_to_its_end_has_what_was_read_answered(place: Path, diary: Path, command: list[str], error: str) -> None:
    """As of a database that answers no more: point 7, every readable child answered."""
    stops = f"class R(Records):\n def __iter__(self):\n  yield H('B1')\n  raise {error}\n"
    install(place, module=f"{SHORT}{STARTED}{stops}def open_source(a, o): return R()\n")
    result = run(command[0], diary, *command[1:], "--input", "diary", "-p", "england", "-f", "json")
    assert result.exit_code == Code.BAD_INPUT
    assert "2026-01-21" in result.stdout
    assert "reading stopped here, so what follows in the source is in no answer" in result.stderr
    assert str(diary) in result.stderr
    assert "Ann" not in result.stderr


def test_what_is_dated_after_the_day_asked_about_is_counted(place: Path, diary: Path) -> None:
    """A review of 14 January had not been held on the 10th; a wrong year looks the same, so neither goes unseen."""
    install(place)
    result = run("schedule", diary, "--input", "diary", "-p", "england", "--as-of", "2026-01-10")
    assert (
        "2 events of 2 children are dated after 2026-01-10, the day asked about; what they complete is shown as not done" in result.stderr
    )
    result = run("schedule", diary, "--input", "diary", "-p", "england", "--as-of", "2026-03-31")
    assert "the day asked about" not in result.stderr
    result = run("caseload", diary, "--input", "diary", "-p", "england", "--as-of", "2026-01-10")
    assert "review-held: it is dated after the day of the report" in result.stderr  # a report tells each by its place


def test_a_child_that_a_source_gives_twice_is_refused_the_second_time(place: Path, diary: Path) -> None:
    """Half of a history is worse than none: which of two is whole, nobody knows."""
    twice = "class R(Records):\n def __iter__(self):\n  yield H('B1')\n  yield H('B2')\n  yield H('B1')\n"
    install(place, module=f"{SHORT}{STARTED}{twice}def open_source(a, o): return R()\n")
    result = run("schedule", diary, "--input", "diary", "-p", "england", "-f", "json")
    assert result.exit_code == Code.BAD_INPUT
    assert [json.loads(line)["child"] for line in result.stdout.splitlines()] == ["B1", "B2"]
    assert "history 3: the same child was history 1 already" in result.stderr


def test_the_password_of_a_database_is_never_told(place: Path) -> None:
    address = "postgresql://reader:s3cret@host/ssd?sslpassword=s3cret"
    none = (
        f"{SHORT}class R(Records):\n def __iter__(self): return iter(())\ndef open_source(a, o):\n assert a == ['{address}']\n return R()\n"
    )
    install(place, module=none)
    for command in (["schedule"], ["caseload", "--as-of", "2026-03-31"]):
        result = run(command[0], address, *command[1:], "--input", "diary", "-p", "england")
        assert result.exit_code == Code.BAD_INPUT
        assert "postgresql://reader:***@host/ssd?...: there is no history in it" in result.stderr
        assert "s3cret" not in result.output


@pytest.mark.parametrize("source", ["history", "ssda903"])
@pytest.mark.parametrize("command", [["schedule"], ["caseload", "--as-of", "2026-03-31"]])
def test_nor_by_a_source_that_reads_files(source: str, command: list[str]) -> None:
    result = run(command[0], "postgresql://reader:s3cret@host/ssd", *command[1:], "--input", source, "-p", "england")
    assert result.exit_code == Code.BAD_INPUT
    assert f"--input {source} reads files, and postgresql://reader:***@host/ssd is the address of a database" in result.stderr
    assert "s3cret" not in result.output
