"""What the documentation shows is so: scripts and blocks of code run, and print what is shown beneath them.

Expected dates were worked by hand, as the pages show.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import runpy
import shlex
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.docs.pages import NAMES, PAGES, TOP, blocks, prose
from tests.small_profiles import head_of

import lacreview_rules
from lacreview_rules import load_profile
from lacreview_rules.counting.calendar_files import lay_over
from lacreview_rules.counting.calendars import england_and_wales
from lacreview_rules.engine.build import build_schedule
from lacreview_rules.histories.json import parse_history

HEADER = head_of("our-authority", "england")
NEEDS = {
    "arrow.md": ("pyarrow",),
    "draw-a-picture.md": ("matplotlib",),
    "feed-a-calendar.md": ("icalendar",),
    "run-at-scale.md": ("pyarrow", "pandas", "polars", "duckdb", "dask"),
}
"""What a page's reader is told to install first."""


def script(name: str) -> str:
    """What an example prints, run as a script."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        runpy.run_path(str(TOP / "examples" / name), run_name="__main__")
    assert err.getvalue() == ""
    return out.getvalue()


# ---- scripts


def test_one_child() -> None:
    """Placement plan: 5 working days after Tue 3 Feb 2026 is Tue 10 Feb. Second review: three months after 14 Jan."""
    out = script("one_child.py")
    assert "2026-02-10  due-today  Placement plan made (social worker)" in out
    assert "2026-02-10  due-today  Visit to the child (social worker)" in out
    assert "2026-02-17  upcoming   Written notice that the placement has ended given (responsible authority)" in out
    assert "Second looked after review: due Tue 14 Apr 2026" in out
    assert "91 days after Wed 14 Jan 2026: Wed 15 Apr 2026" in out


@pytest.mark.slow
def test_compare_profiles() -> None:
    """Review held 10 Mar 2026: six months, 183 days, 91 days and three months later."""
    rows = {line.split()[0]: line.split()[1:3] for line in script("compare_profiles.py").splitlines() if line.startswith("  ")}
    assert rows == {
        "england": ["2026-09-10", "england/R3"],
        "newham": ["2026-09-09", "newham/NH3"],
        "south-gloucestershire": ["2026-06-09", "south-gloucestershire/SG5"],
        "west-sussex-residential": ["2026-06-10", "west-sussex-residential/WS2"],
        "data-return": ["2026-09-09", "data-return/SSD3"],
    }


@pytest.mark.slow
def test_whole_extract() -> None:
    """20 working days after Mon 5 Jan 2026 are up on Mon 2 Feb, after Mon 2 Feb on Mon 2 Mar; 29 days later is 31 Mar."""
    assert script("whole_extract.py").splitlines() == [
        "1001  First looked after review: due 2026-01-21, met",
        "1001  Second looked after review: due 2026-04-14, upcoming",
        "1002  First looked after review: due 2026-02-02, met-late, 2 days late",
        "1002  Second looked after review: due 2026-05-04, upcoming",
        "1003  First looked after review: due 2026-03-02, overdue, 29 days late",
        "",
        "Reviews: 1 met, 1 met-late, 1 overdue, 2 upcoming",
        "Rows not used:",
        "  Reviews.csv:4: REVIEW is not a date between 1900 and 2200, written DD/MM/YYYY; correct the row; it was not used",
    ]


# ---- blocks of code

LONG = {"draw-a-picture.md", "run-at-scale.md"}
"""Pages whose code draws pictures, or starts processes."""


def with_blocks(language: str) -> list[Path]:
    return [page for page in PAGES if blocks(page, language)]


@pytest.mark.parametrize(
    "page",
    [pytest.param(page, id=page.name, marks=pytest.mark.slow if page.name in LONG else ()) for page in with_blocks("python")],
)
def test_python_blocks_run_and_print_what_is_shown(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a page writes, it writes into a folder of its own."""
    for module in NEEDS.get(page.name, ()):
        pytest.importorskip(module)
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    for block in blocks(page, "python"):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(block.text, page.name, "exec"), names)  # noqa: S102 - our own page
        if block.shown is not None:
            assert out.getvalue() == block.shown


def test_the_readme_shows_python() -> None:
    """Three reviews (reg 33), each as a line, and the working of the first: 20 working days, Christmas and New Year between."""
    [block] = blocks(TOP / "README.md", "python")
    first, second, third, heading, *working = (block.shown or "").splitlines()
    assert [first.rpartition("due ")[2], second.rpartition("due ")[2], third.rpartition("due ")[2]] == [
        "Wed 21 Jan 2026, met",
        "Tue 14 Apr 2026, upcoming",
        "Wed 14 Oct 2026, upcoming",
    ]
    assert heading.endswith(": due Wed 21 Jan 2026")
    assert any(line.startswith("  Rule: england/R1, SI 2010/959 reg 33(1)") for line in working)
    assert len([line for line in block.text.splitlines() if line]) == 5


@pytest.mark.parametrize("page", with_blocks("toml"), ids=lambda page: page.name)
def test_toml_blocks_make_a_profile(page: Path, tmp_path: Path) -> None:
    """The blocks of a page, one after another, are a profile that loads."""
    written = [block.text for block in blocks(page, "toml")]
    path = tmp_path / "profile.toml"
    if page.name == "add-a-bank-holiday.md":  # each block is a calendar file of its own
        for text in written:
            path.write_text(text, encoding="utf-8")
            assert lay_over(england_and_wales(), path).layers[-1].source
        return
    whole = "\n".join(written if "schema_version" in written[0] else [HEADER, *written])
    path.write_text(whole, encoding="utf-8")
    assert load_profile(path).lineage == ("our-authority", "england")


def test_the_history_shown_can_be() -> None:
    [block] = blocks(TOP / "docs/reference/history-format.md", "json")
    assert build_schedule(parse_history(json.loads(block.text)), load_profile("england"), strict=True).problems == ()


def test_the_schedule_shown_is_what_is_written() -> None:
    [block] = blocks(TOP / "docs/reference/schedule-format.md", "json")
    shown = json.loads(block.text)
    history = {
        "child": "A123",
        "date_of_birth": "2014-05-02",
        "events": [{"event": "became-looked-after", "on": "2025-12-19"}, {"event": "review-held", "on": "2026-01-14"}],
    }
    written = build_schedule(parse_history(history), load_profile("newham")).on(date(2026, 2, 10)).to_dict()
    [first] = [due for due in written["due_dates"] if (due["task"], due["review"]) == ("review", 1)]
    written["due_dates"] = [{**first, "notices": []}]
    written["considerations"] = []
    written["profile"]["digest"] = "…"
    assert shown == written
    assert list(shown) == list(written)
    assert list(shown["due_dates"][0]) == list(first)


def test_the_two_commands_in_the_readme_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lines a newcomer pastes, from the folder of the clone on. `tests/packaging/tutorial.py` runs the program itself."""
    app, testing = pytest.importorskip("lacreview_rules.cli").app, pytest.importorskip("typer.testing")
    monkeypatch.chdir(TOP)
    lines = [line for block in blocks(TOP / "README.md", "console") for line in block.text.splitlines()]
    printed = []
    for line in (one for one in lines if "/lacreview " in one):
        arguments = shlex.split(line.split(".venv/bin/lacreview ")[1])
        done = testing.CliRunner().invoke(app, arguments, prog_name="lacreview")
        assert done.exit_code == 0
        printed.append(done.stdout)
    schedule, explained = printed
    assert "Next review: by Thu 30 Apr 2026" in schedule  # six months after the review of 30 Oct 2025
    assert "Calculated date: Thu 30 Apr 2026" in explained


def test_the_readme_has_one_command_that_sets_up_and_runs_the_tests() -> None:
    """The same that CI runs, with the extras that the tests need and no more."""
    lines = [line for block in blocks(TOP / "README.md", "console") for line in block.text.splitlines()]
    [line] = [line for line in lines if "pytest" in line]
    assert line == 'python3 -m venv .venv && .venv/bin/pip install -q ".[cli,test]" && .venv/bin/python -m pytest -q'
    assert '/bin/python" -m pytest -q\n' in (TOP / ".ci" / "run").read_text(encoding="utf-8")


@cache
def slugs(page: Path) -> set[str]:
    """The headings of a page, as a link names them."""
    heads = re.findall(r"^#+ (.*)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def test_links_lead_somewhere() -> None:
    for page, name in zip(PAGES, NAMES, strict=True):
        for target in re.findall(r"\]\(([^)]+)\)", prose(page)):
            if target.startswith("https://"):
                continue
            path, _, place = target.partition("#")
            there = page.parent / path if path else page
            assert there.exists() or not_in_the_copy(target), (name, target)
            assert not place or place in slugs(there), (name, target)


def not_in_the_copy(target: str) -> bool:
    """Whether a link leads into the source, which is not there where the wheel alone is tested: then into the package."""
    _, _, inside = target.partition("src/lacreview_rules/")
    return bool(inside) and (Path(lacreview_rules.__file__).parent / inside).exists()
