"""What is made from the source, pages and schemas, is what would be made from it now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import make_pages

if TYPE_CHECKING:
    from pathlib import Path

HOW = "run: python docs/make_pages.py"


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(
            path,
            id=f"frozen-{path.stem}" if path.parent.name == "frozen_profiles" else path.stem,
            marks=pytest.mark.slow if path.stem == "shortcut" else (),  # every case of the corpus is answered for it
        )
        for path in make_pages.made()
    ],
)
def test_what_is_made_is_as_the_source_says(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == make_pages.made()[path](), HOW


def test_nothing_is_left_over() -> None:
    """A page of rules whose profile has gone."""
    assert [path.name for path in (make_pages.DOCS / "reference" / "rules").glob("*.md") if path not in make_pages.made()] == [], HOW


def test_what_differs_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    [path, *_] = make_pages.made()
    monkeypatch.setattr(make_pages, "made", lambda: {path: lambda: "another text"})
    assert path in make_pages.differing()
