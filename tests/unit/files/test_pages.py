"""Pages of HTML: what stands in one is text, whatever it is; nothing is fetched; a package that is missing is named.

Authority: SECURITY.md ("HTML fetches nothing, and runs no script but one of ours"); docs/reference/extras.md.
"""

from __future__ import annotations

import re
import subprocess
import sys
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from lacreview_rules.cli import app
from lacreview_rules.cli.exits import Code
from lacreview_rules.errors import MissingExtraError
from lacreview_rules.files.pages import page_script, render_page, require_pages, svg
from lacreview_rules.wording import printable

if TYPE_CHECKING:
    from pathlib import Path

TEMPLATES = sorted(one.name for one in (files("lacreview_rules") / "data" / "pages").iterdir() if one.name.endswith(".html"))
HOSTILE = "\"'><script>alert(1)</script>{{ 7 * 7 }}\x1b\u202e&"


class Page(HTMLParser):
    """The tags, the values of attributes and the words of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.values: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.values += [value or "" for _, value in attrs]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def page(title: str) -> str:
    """The smallest page: a title, once in the head and once above the text; and one line."""
    empty: dict[str, object] = {"gaps": [], "summary": [], "sections": [], "charts": {}, "script": "", "script_digest": ""}
    return render_page("caseload.html", title=title, lines=[title], **empty)


def test_a_text_is_a_text() -> None:
    """No markup, no expression of the template's own, no sign that steers."""
    read = Page(page(HOSTILE))
    assert read.tags.count("script") == 1  # the page's own, which is empty here
    assert "".join(read.words).count("\"'><script>alert(1)</script>{{ 7 * 7 }}??&") == 3
    assert "49" not in "".join(read.words)


@given(st.text(alphabet=st.characters(), min_size=1))
def test_any_text_is_the_same_text_in_the_page(text: str) -> None:
    [_, _, above] = [word for word in Page(page(f"|{text}|")).words if word.startswith("|")]
    assert above == printable(f"|{text}|", keep="\n")


def test_every_page_forbids_to_fetch_anything() -> None:
    """Every template but the frame is made from the frame, which says so; none has an address of its own, and one has a script."""
    folder = files("lacreview_rules") / "data" / "pages"
    texts = {name: (folder / name).read_text(encoding="utf-8") for name in TEMPLATES}
    assert "default-src 'none'" in texts["base.html"]
    assert set(TEMPLATES) == {"base.html", "caseload.html", "comparison.html", "timeline.html"}
    for name, text in texts.items():
        assert name == "base.html" or text.startswith('{% extends "base.html" %}\n')
        assert not {"link", "img", "iframe"} & {*Page(text).tags}
        assert Page(text).tags.count("script") == (name == "caseload.html")
        assert "| safe" not in text
        assert "http" not in text.replace("http-equiv", "")


def test_a_page_lets_only_its_own_script_run() -> None:
    """By the digest of its text, as Content Security Policy level 2 has it; and that script asks nobody for anything."""
    script, digest = page_script("lists.js")
    assert digest == "sha256-" + b64encode(sha256(str(script).encode()).digest()).decode()
    assert not re.search(r"fetch|XMLHttp|WebSocket|import|eval|innerHTML|https?:|localStorage|document\.cookie", str(script))


def test_a_picture_stands_as_it_is() -> None:
    assert str(svg('<?xml version="1.0"?>\n<svg role="img"><g/></svg>\n')) == '<svg role="img"><g/></svg>\n'


def test_a_value_that_is_missing_is_no_empty_text() -> None:
    with pytest.raises(TypeError, match="None has no place in a page"):
        page(None)  # type: ignore[arg-type]


# ---- without the extra ------------------------------------------------------------------------------------------


@pytest.fixture
def without_jinja2(monkeypatch: pytest.MonkeyPatch) -> None:
    from lacreview_rules.files import pages

    pages._environment.cache_clear()
    monkeypatch.setitem(sys.modules, "jinja2", None)


def run(*words: object) -> Any:
    return CliRunner().invoke(app, [str(word) for word in words], prog_name="lacreview")


@pytest.mark.usefixtures("without_jinja2")
def test_without_the_package_the_extra_is_named() -> None:
    with pytest.raises(MissingExtraError, match=r'pip install "\.\[cli\]"'):
        require_pages()
    with pytest.raises(MissingExtraError, match="jinja2"):
        page("A")


@pytest.mark.usefixtures("without_jinja2")
@pytest.mark.parametrize("how", [("--format", "html"), ("--output-dir",)])
def test_a_caseload_says_so_before_anything_is_worked_out(how: tuple[str, ...], tmp_path: Path) -> None:
    words = [*how, tmp_path / "report"] if how == ("--output-dir",) else how
    result = run("caseload", tmp_path / "no such file", "-p", "england", "--as-of", "2026-06-30", *words)
    assert (result.exit_code, result.stdout) == (Code.BAD_INPUT, "")
    assert result.stderr.startswith("lacreview: a page of HTML needs the package jinja2, which is not installed")


@pytest.mark.usefixtures("without_jinja2")
def test_a_comparison_says_so() -> None:
    result = run("compare", "england", "newham", "--format", "html")
    assert (result.exit_code, result.stdout) == (Code.BAD_INPUT, "")
    assert 'pip install ".[cli]"' in result.stderr


@pytest.mark.slow
def test_it_is_loaded_only_for_a_page() -> None:
    code = (
        "import sys, lacreview_rules.caseload.html, lacreview_rules.comparison.html, lacreview_rules.cli.caseload.report\n"
        "print('jinja2' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True).stdout == "False\n"
