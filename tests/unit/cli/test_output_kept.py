"""A command never writes over what it reads (record B3): whatever it reads, and under whatever name the output goes.

The table below names every command that writes; one that is added, or an option more that takes a file, fails the first test.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import typer
from tests.others_slow import others_slow
from tests.small_profiles import head_of
from tests.unit.sources.ssda903.folder import Folder, episode
from typer.testing import CliRunner

from lacreview_rules.cli import app

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLE = Path(__file__).parents[3] / "examples" / "first-year-in-care.json"
DAYS = 'schema_version = 1\nid = "jubilee"\nsource = "a council"\nretrieved = 2026-05-02\n\n[[added]]\non = 2026-07-06\nname = "Jubilee"\n'
EVENT = '{"event": "review-held", "on": "2026-03-02"}'

READS = {
    "schedule": ["h.json", "-p", "p.toml", "--calendar", "c.toml"],
    "caseload": [
        *("h.jsonl", "--as-of", "2026-02-10", "-p", "p.toml", "--profiles", "ch.csv", "--calendar", "c.toml"),
        *("--teams", "teams.csv", "--compare-with", "earlier.json"),
    ],
    "convert": ["h.jsonl", "-p", "p.toml"],
    "batches": ["ev.parquet", "-p", "p.toml", "--calendar", "c.toml"],
    "diff": ["h.json", "h2.json", "-p", "p.toml", "--new-profile", "q.toml", "--calendar", "c.toml", "--new-calendar", "c2.toml"],
    "what-if": ["h.json", "--event", EVENT, "-p", "p.toml", "--new-profile", "q.toml", "--calendar", "c.toml", "--new-calendar", "c2.toml"],
    "picture": ["h.json", "-p", "p.toml", "-f", "svg", "--calendar", "c.toml"],
    "calendar-feed": ["h.json", "-p", "p.toml", "--calendar", "c.toml", "--key-file", "k.key", "--previous", "f.ics"],
    "compare": ["england", "p.toml", "--history", "h.json"],
    "date-table": ["-p", "p.toml", "--from", "2026-01-01", "--to", "2026-01-02", "-f", "csv", "--calendar", "c.toml"],
    "profile new": ["ours", "--extends", "p.toml", "--force"],
}
"""Every command that writes, with something given for each option and argument that names a file to read."""
BESIDE = {"p.toml": "base.toml", "ch.csv": "other.toml"}
"""What is read because another file names it."""
NO_FILES = {
    "profile new": {"profile", "name"},
}
"""Arguments and options that look like a file and are none."""


def commands(found: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Every command, by its name."""
    for word, inner in getattr(found, "commands", {}).items():
        yield from commands(inner, f"{name} {word}".strip())
    if not hasattr(found, "commands"):
        yield name, found


WRITING = {
    name: command
    for name, command in commands(typer.main.get_command(app))
    if any({"-o", "--output", "--output-dir"} & {*option.opts} for option in command.params)
}


def files_of(name: str) -> list[str]:
    named = [word for word in READS[name] if "." in word and not word.startswith(("-", "{"))]
    return [*named, *(BESIDE[word] for word in named if word in BESIDE)]


def test_the_table_has_every_command_that_writes() -> None:
    assert READS.keys() == WRITING.keys()


@pytest.mark.parametrize("name", READS)
def test_the_table_gives_each_file_that_a_command_reads(name: str) -> None:
    for param in WRITING[name].params:
        takes_a_file = (param.metavar or "").rstrip(".") in {"FILE", "PROFILE", "HISTORIES", "OLD", "NEW", "FEED", "PARQUET"}
        if not takes_a_file or param.name in {"output", "output_dir", "remarks", *NO_FILES.get(name, ())} or not param.expose_value:
            continue
        if param.param_type_name == "option":
            assert {*param.opts} & {*READS[name]}, f"{name} {param.opts}: give it a file in READS"
        else:
            assert "." in READS[name][0] + READS[name][-1]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("h.json", "h2.json"):
        shutil.copy(EXAMPLE, name)
    files = {
        "h.jsonl": '{"child": "A", "events": [{"event": "became-looked-after", "on": "2025-12-19"}]}\n',
        "base.toml": profile("base", "england"),
        "p.toml": profile("ours", "base.toml"),
        "q.toml": profile("theirs", "england"),
        "other.toml": profile("other", "england"),
        "ch.csv": "child,profile\nA,other.toml\n",
        "c.toml": DAYS,
        "c2.toml": DAYS.replace("07-06", "07-07"),
        "k.key": "a long secret",
        "f.ics": "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n",
        "ev.parquet": "no table, and never read",
        "teams.csv": "child,team\nA,North\n",
        "earlier.json": '{"as_of": "2026-01-31", "from": "2025-02-01", "to": "2026-01-31", "children": 0, "looked_after": 0, '
        '"overdue": [], "profiles": [], "timeliness": {"regulations": {"in_time": 0, "judged": 0}}}',
    }
    for name, text in files.items():
        Path(name).write_text(text, encoding="utf-8")
    return tmp_path


def profile(name: str, extends: str) -> str:
    return f'{head_of(name, extends)}\n[source]\ntitle = "Ours"\nas_at = "June 2020"\n'


NAMED = [(name, file, "") for name in READS for file in files_of(name)]
"""Each file that a command reads, by its own name."""
LINKED = [(name, file, link) for name, file, _ in reversed(NAMED) for link in ("hard", "symbolic")]


@pytest.mark.parametrize(("name", "file", "link"), others_slow([*NAMED, *LINKED], quick=len(NAMED) + 2))
def test_what_is_read_is_never_written_over(here: Path, name: str, file: str, link: str) -> None:
    content = (here / file).read_bytes()
    output = Path(file)
    if link:
        output = Path(f"out{Path(file).suffix}")
        os.link(file, output) if link == "hard" else output.symlink_to(here / file)
    result = CliRunner().invoke(app, [*name.split(), *READS[name], "-o", str(output)])
    assert result.exit_code == 2
    assert f"{output} is a file that is read; name another" in result.stderr
    assert (here / file).read_bytes() == content


REMARKING = [name for name, command in WRITING.items() if any("--remarks" in option.opts for option in command.params)]


@pytest.mark.parametrize(("name", "file"), others_slow([(name, file) for name in REMARKING for file in files_of(name)], quick=7))
def test_nor_by_remarks(here: Path, name: str, file: str) -> None:
    """Whatever name it has: here that of a link."""
    content = (here / file).read_bytes()
    link = Path("remarks.csv")
    link.symlink_to(here / file)
    output = "out.jsonl" if name == "convert" else "out.svg"
    result = CliRunner().invoke(app, [*name.split(), *READS[name], "-o", output, "--remarks", str(link)])
    assert result.exit_code == 2
    assert f"--remarks {link} is a file that is read; name another" in result.stderr
    assert (here / file).read_bytes() == content


@pytest.mark.parametrize("option", ["-o", "--remarks"])
def test_nor_by_way_of_a_folder_that_is_not_there(here: Path, option: str) -> None:
    """The system finds no missing/../due.csv, but the same place without the detour is where it would be written."""
    Path("h.jsonl").rename("due.csv")
    content = Path("due.csv").read_bytes()
    result = CliRunner().invoke(app, ["schedule", "due.csv", "--as-of", "2026-02-10", "-p", "england", option, "missing/../due.csv"])
    assert result.exit_code == 2
    assert f"{option.replace('-o', '--output')} missing/../due.csv is a file that is read; name another" in result.stderr
    assert (here / "due.csv").read_bytes() == content


@pytest.mark.parametrize("name", [name for name in REMARKING if name != "convert"])
def test_remarks_and_the_answer_are_two_files(here: Path, name: str) -> None:
    """The histories of `convert` are in a file that ends otherwise."""
    del here
    result = CliRunner().invoke(app, [*name.split(), *READS[name], "-o", "one.json", "--remarks", "one.json"])
    assert result.exit_code == 2
    assert "--remarks one.json is the file of another option" in result.stderr
    assert not Path("one.json").exists()


def test_a_folder_of_lists_holds_a_file_that_is_read(here: Path) -> None:
    Path("h.jsonl").rename("due.csv")
    content = Path("due.csv").read_bytes()
    result = CliRunner().invoke(app, ["caseload", "due.csv", "--as-of", "2026-02-10", "-p", "england", "--output-dir", str(here)])
    assert result.exit_code == 2
    assert "due.csv is a file that is read" in result.stderr
    assert Path("due.csv").read_bytes() == content


@pytest.mark.parametrize("command", ["schedule", "caseload"])
def test_a_file_of_a_data_return(here: Path, command: str) -> None:
    folder = here / "2026"
    folder.mkdir()
    Folder(folder).fill(episode("05/01/2024", "S", "V2", "U6"), reviews=("30/01/2024",))
    content = (folder / "reviews.csv").read_bytes()
    for place in (folder, here):
        asked = [command, str(place), "--input", "ssda903", "-p", "england", "--as-of", "2024-03-31", "-o", str(folder / "reviews.csv")]
        result = CliRunner().invoke(app, asked)
        assert (result.exit_code, "is a file that is read" in result.stderr) == (2, True)
    assert (folder / "reviews.csv").read_bytes() == content
