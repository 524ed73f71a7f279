"""How the site is made: sphinx-build -W -b dirhtml -c docs . build/site, in the top folder.

The pages are plain Markdown that reads as well on a git host. So a list of links on a page is also its place in the
navigation, and the folder above this one is the source: a link from a page to CONTRIBUTING.md is the same in both.
"""

from __future__ import annotations

import re
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "lacreview_rules"
author = "The lacreview_rules maintainers"
copyright = f"2026, {author}; MIT licence"  # noqa: A001 - Sphinx's own name for it
release = version = installed_version("lacreview_rules")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
root_doc = "docs/index"
include_patterns = [
    "docs/**.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "SECURITY.md",
    "examples/README.md",
    "examples/http_service/README.md",
    "examples/workbench/README.md",
]
exclude_patterns = ["src", "tests", "build", ".*"]
suppress_warnings = ["ref.python"]  # two modules each have a `Verdict` and a `MovedDate`: an annotation may mean either

myst_heading_anchors = 4
smartquotes = False  # "--as-of" is two signs, not a dash
default_role = "code"  # `x` in a docstring is code, as in Markdown
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_class_signature = "mixed"
napoleon_numpy_docstring = False
napoleon_use_ivar = True
toc_object_entries = False

html_theme = "furo"
html_title = "lacreview_rules"
html_static_path = ["style"]
html_css_files = ["site.css"]
_WORKBENCH = "../build/with-the-site"  # holds the built folder `workbench`, where somebody has built it: it is a page of the site then
_HAS_WORKBENCH = (Path(__file__).parent / _WORKBENCH / "workbench" / "index.html").is_file()
html_extra_path = ["front", *([_WORKBENCH] if _HAS_WORKBENCH else [])]  # the root leads to docs/, where every page has its address
html_show_sphinx = False
html_copy_source = False

_TOP = Path(__file__).parents[1]
_LISTED = re.compile(r"^(?:- |\| ).*$", re.MULTILINE)
_LINK = re.compile(r"\]\(([^)#:]+\.md)\)")
_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def _navigation(_: Sphinx, docname: str, source: list[str]) -> None:
    """Under an index, and under a page with a folder of its own name, stand the pages that it lists, in its order."""
    page = _TOP / f"{docname}.md"
    if page.name != "index.md" and not page.with_suffix("").is_dir():
        return
    listed = "\n".join(_LISTED.findall(_FENCED.sub("", source[0])))
    linked = dict.fromkeys(_LINK.findall(listed))
    under = [link for link in linked if page.name == "index.md" or link.startswith(f"{page.stem}/")]
    source[0] += "\n\n```{toctree}\n:hidden:\n\n" + "\n".join(under) + "\n```\n"


def _workbench(_: Sphinx, docname: str, source: list[str]) -> None:
    """On its page stands where the workbench is opened, if the site holds it."""
    if docname == "docs/how-to/use-the-workbench" and _HAS_WORKBENCH:
        heading, _, rest = source[0].partition("\n")
        source[0] = f'{heading}\n\n<p><a href="../../../workbench/"><strong>Open the workbench</strong></a></p>\n{rest}'


def _says_nothing(*about: object) -> bool | None:
    """Leave out a field of a tuple, which Python itself describes by its number: its class says what it means."""
    field = about[3]
    return True if (getattr(field, "__doc__", None) or "").startswith("Alias for field number") else None


def setup(app: Sphinx) -> None:
    """Make the navigation from the pages, and the reference without what says nothing."""
    app.connect("source-read", _navigation)
    app.connect("source-read", _workbench)
    app.connect("autodoc-skip-member", _says_nothing)
