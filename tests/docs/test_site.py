"""The site is whole: every page is reached from the index, and every public name stands in the reference.

The build of all pages, with warnings as errors, is a step of `.ci/run`; here the front is built.
"""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Literal, get_origin

import pytest
from tests.docs.pages import DOCS, PAGES, TOP, prose

import lacreview_rules

LISTED = re.compile(r"^(?:- |\| ).*$", re.MULTILINE)
LINK = re.compile(r"\]\(([^)#:]+\.md)\)")
API = DOCS / "reference" / "api"
NOT_ON_THE_SITE = {TOP / "README.md"}
"""It stands on the git host, in front of them all."""


def led_to(text: str, page: Path) -> set[Path]:
    return {(page.parent / link).resolve() for link in LINK.findall(text)}


def listed(page: Path) -> set[Path]:
    """The pages that a page lists, in a list or a table: links in a sentence make no navigation."""
    return led_to("\n".join(LISTED.findall(prose(page))), page)


def test_every_page_is_reached_from_the_index() -> None:
    """By the lists of an index, or of a page that has a folder of its own name: these make the navigation."""
    reached, ahead = set[Path](), [DOCS / "index.md"]
    while ahead:
        page = ahead.pop()
        if page not in reached:
            reached.add(page)
            inner = page.with_suffix("")
            if page.name == "index.md":
                ahead += listed(page)
            elif inner.is_dir():
                ahead += [one for one in listed(page) if one.parent == inner]
    assert set(PAGES) - reached == NOT_ON_THE_SITE


def test_the_readme_leads_to_every_kind_of_page() -> None:
    folders = {page.parent.name for page in led_to(prose(TOP / "README.md"), TOP / "README.md")}
    assert {"tutorial", "how-to", "explanation", "reference", "docs"} <= folders


def listed_names() -> list[str]:
    return [
        name for page in API.glob("*.md") for name in re.findall(r"^\.\. auto\w+:: (\S+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    ]


def found(name: str) -> object:
    module, _, last = name.rpartition(".")
    return getattr(importlib.import_module(module), last)


def test_every_public_name_is_in_the_reference() -> None:
    shown = {id(found(name)) for name in listed_names()}
    assert [name for name in lacreview_rules.__all__ if id(getattr(lacreview_rules, name)) not in shown] == []


def test_the_names_of_the_reference_are_there_once_and_say_what_they_are() -> None:
    names = listed_names()
    assert len(names) == len(set(names))
    assert [name for name in names if get_origin(found(name)) is not Literal and not found(name).__doc__] == []  # words have no docstring


def test_what_pages_import_is_public() -> None:
    """What an example takes from the library is in the reference."""
    shown = {name.rpartition(".")[2] for name in listed_names()}
    for page in PAGES:
        for names in re.findall(r"^from lacreview_rules[\w.]* import \(?([\w, ]+)", page.read_text(encoding="utf-8"), re.MULTILINE):
            taken = {name.strip() for name in names.split(",")} - {""}
            assert taken <= shown, f"{page.name}: {taken - shown}"


class Addresses(HTMLParser):
    """Where a page leads, and where it sends a reader on without being asked."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.linked: list[str] = []
        self.sent_on: list[str] = []
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in {"a", "link"}:
            self.linked.append(given["href"])
        if tag == "meta" and given.get("http-equiv") == "refresh":
            self.sent_on.append(given["content"].partition("url=")[2])


@pytest.mark.slow  # Sphinx takes five seconds to begin
@pytest.mark.parametrize("builder", ["dirhtml", "html"])
def test_the_root_of_the_site_leads_to_the_first_page(builder: str, tmp_path: Path) -> None:
    """Whoever opens the address of the site meets its first page, and no list of folders; that page keeps its own address."""
    pytest.importorskip("sphinx")
    asked = [sys.executable, "-m", "sphinx", "-q", "-b", builder, "-c", "docs", "-D", "include_patterns=docs/index.md", ".", str(tmp_path)]
    subprocess.run(asked, cwd=TOP, check=True, capture_output=True)
    front = Addresses(tmp_path / "index.html")
    assert front.sent_on == ["docs/index.html"]
    assert set(front.linked) == {"docs/index.html"}
    assert "<h1>lacreview_rules" in (tmp_path / "docs" / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "page", sorted(path for path in (DOCS / "how-to").glob("*.md") if path.name != "index.md"), ids=lambda page: page.name
)
def test_a_how_to_begins_with_what_the_reader_has_and_ends_with_what_they_have_then(page: Path) -> None:
    """A reader knows from the first lines whether it is their page, and from the last what they have got."""
    text = " ".join(prose(page).split())
    assert "You have " in text[:400]
    assert "You end with " in text or "At the end " in text[:500]
