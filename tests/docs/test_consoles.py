"""Every `lacreview` line of the documentation runs, in a folder with the files it names, and prints what is shown.

The dates shown were worked by hand where they stand, and are looked at in the tests of those commands.
"""

from __future__ import annotations

import re
import shlex
from importlib.metadata import PackageNotFoundError, metadata
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

pytest.importorskip("typer")

import typer
from tests.docs.pages import NAMES, PAGES, TOP, blocks, prose
from tests.docs.workplace import furnish, programs, written_profile
from typer.testing import CliRunner

from lacreview_rules.cli import app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from _pytest.mark import ParameterSet

DISAGREES = 5
WHOLE = typer.main.get_command(app)
ELSEWHERE = {"draw-a-picture.md"}
"""Its one command is run by the tests of pictures, which look at what it draws."""
LONG = {"corpus.md", "run-a-caseload.md", "run-at-scale.md", "write-a-profile.md"}
"""Pages with much to run."""


class Line(NamedTuple):
    """One command of a page, and what is shown under it, if anything is."""

    words: str
    shown: list[str]


def lines_of(page: Path) -> list[Line]:
    """The commands on a page; where one begins with a dollar, what has none is what it printed."""
    found: list[Line] = []
    for block in blocks(page, "console"):
        lines = _whole(block.text.splitlines())
        dollars = any(line.startswith("$ ") for line in lines)
        for line in lines:
            if dollars and not line.startswith("$ "):
                found[-1].shown.append(line)
            elif line:
                found.append(Line(line.removeprefix("$ "), []))
    return found


def _whole(lines: list[str]) -> list[str]:
    """Lines, with what goes on because a quotation mark is still open."""
    whole: list[str] = []
    for line in lines:
        if whole and whole[-1].count("'") % 2 == 1 and whole[-1].startswith("curl "):
            whole[-1] += f" {line.strip()}"
        else:
            whole.append(line)
    return whole


def with_commands() -> list[ParameterSet]:
    """The pages that show a command, those with much to run marked."""
    shown = [page for page in PAGES if lines_of(page) and page.name not in ELSEWHERE]
    return [pytest.param(page, id=page.name, marks=pytest.mark.slow if page.name in LONG else ()) for page in shown]


def is_shown(shown: list[str], printed: str) -> bool:
    """Whether the lines shown are what was printed; a line of three dots stands for any others."""
    pattern = "\n".join("(?s:.*)" if line == "…" else re.escape(line.rstrip()) for line in shown)
    return re.fullmatch(f"{pattern}\\s*", "\n".join(line.rstrip() for line in printed.splitlines())) is not None


def run(words: str) -> Any:
    return CliRunner().invoke(app, shlex.split(words)[1:], prog_name="lacreview")


@pytest.mark.parametrize("page", with_commands())
def test_its_commands_run(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "place"
    place.mkdir()
    furnish(place, page)
    programs(tmp_path / "bin", monkeypatch)
    monkeypatch.chdir(place)
    monkeypatch.syspath_prepend(place)
    for line in lines_of(page):
        if not line.words.startswith("lacreview "):
            continue
        one_case = " england-0021" if line.words.startswith("lacreview cases run") and "england-0021" not in line.words else ""
        result = run(line.words + one_case)
        wanted = {DISAGREES} if re.search(r"--against .*(our-engine|adapter)", line.words) else {0}
        assert result.exit_code in wanted, f"{line.words}\n{result.output}"
        if line.shown:
            assert is_shown(line.shown, result.output), f"{line.words}\n{result.output}"
        if line.words.startswith("lacreview profile new "):
            written_profile(place, page)


def test_the_commands_of_the_examples_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(TOP)
    found = re.findall(r"`(lacreview [^`]+)`", (TOP / "examples" / "README.md").read_text(encoding="utf-8"))
    assert len(found) > 10
    for words in found:
        result = run(words)
        assert result.exit_code == 0, f"{words}\n{result.output}"


# ---- commands that are named and not run


def mentions() -> Iterator[tuple[str, str]]:
    for page, name in zip(PAGES, NAMES, strict=True):
        for words in re.findall(r"`(?:\.venv/bin/)?(lacreview [^`]+)`", prose(page)):
            yield name, words


def no_such_words(words: str) -> list[str]:
    """The words of a command that name neither a command nor an option that the command has."""
    command: Any = WHOLE
    unknown = []
    for word in words.replace("\\|", "|").split()[1:]:
        inner = getattr(command, "commands", {})
        if word.startswith("-"):
            options = {one for param in command.params for one in param.opts} | {"--help"}
            unknown += [word] if word.partition("=")[0].strip("[],.") not in options else []
        elif inner and word.isidentifier() | ("-" in word) and word.islower() and word != "command":
            unknown += [word] if word not in inner else []
            command = inner.get(word, command)
    return unknown


def test_a_command_that_is_named_is_there() -> None:
    named = sorted(set(mentions()))
    assert len(named) > 100
    assert [(page, words, unknown) for page, words in named if (unknown := no_such_words(words))] == []


def test_what_is_installed_and_started_is_there() -> None:
    """Extras exist, and so do the scripts and modules that a line or a table tells the reader to run."""
    try:
        extras = set(metadata("lacreview_rules").get_all("Provides-Extra") or ())
    except PackageNotFoundError:
        pytest.skip("the package is on the path and not installed")
    for page, name in zip(PAGES, NAMES, strict=True):
        text = page.read_text(encoding="utf-8")
        for names in re.findall(r"(?:lacreview_rules|\"\.)\[([\w,]+)\]", text):
            assert set(names.split(",")) <= extras, name
        for module in re.findall(r"python -m ([\w.]+)", text):
            if module not in {"venv", "coverage", "pytest", "build", "http.server"}:
                assert (TOP / f"{module.replace('.', '/')}.py").exists() or find_spec(module) is not None, (name, module)
        for script in re.findall(r"python ((?:tests|examples)/[\w/]+\.py)", text):
            assert (TOP / script).exists(), (name, script)


def test_a_line_that_is_shown_wrongly_is_noticed() -> None:
    assert is_shown(["first", "…", "last"], "first\nsecond\nlast\n")
    assert is_shown(["first", "…"], "first\nsecond\n")
    assert not is_shown(["first", "last"], "first\nsecond\nlast\n")
    assert not is_shown(["second", "…"], "first\nsecond\n")


def test_every_console_is_of_commands_that_are_looked_at() -> None:
    """Nothing stands in a console that neither these tests nor CI runs, but for what is said of other programs."""
    others = ("python", "pip", ".venv/bin/", "PYSPARK_PYTHON=", "uvicorn", "curl")
    for page in PAGES:
        for line in lines_of(page):
            assert line.words.startswith(("lacreview ", *others)), f"{page.name}: {line.words}"
