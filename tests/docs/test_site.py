"""The site is whole: every page is reached from the index, and every public name stands in the reference.

The build itself, with warnings as errors, is a step of `.ci/run`.
"""

from __future__ import annotations

import importlib
import re
from pathlib import Path

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
    assert [name for name in names if not found(name).__doc__] == []


def test_what_pages_import_is_public() -> None:
    """What an example takes from the library is in the reference."""
    shown = {name.rpartition(".")[2] for name in listed_names()}
    for page in PAGES:
        for names in re.findall(r"^from lacreview_rules[\w.]* import \(?([\w, ]+)", page.read_text(encoding="utf-8"), re.MULTILINE):
            taken = {name.strip() for name in names.split(",")} - {""}
            assert taken <= shown, f"{page.name}: {taken - shown}"
