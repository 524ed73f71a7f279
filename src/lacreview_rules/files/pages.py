"""Pages of HTML from the templates in ``data/pages``: one look, nothing fetched, and no script but one that the page names.

Needs jinja2, which comes with the extra ``cli``. A template escapes every value that it is given, and what is not a
visible character is a question mark in it; only `svg` and `page_script` pass on what is ours as it is.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from lacreview_rules.errors import MissingExtraError, extra_needed
from lacreview_rules.wording import certainty, count_text, day_text, printable

if TYPE_CHECKING:
    import jinja2
    from markupsafe import Markup


def render_page(template: str, **values: object) -> str:
    """A page of HTML.

    Args:
        template: the name of a file in ``data/pages``.
        values: what stands in it; text is escaped.

    Raises:
        MissingExtraError: the package ``jinja2`` is not installed.

    Example:
        >>> empty = {"gaps": [], "summary": [], "remarks": [], "sections": [], "charts": {}, "script": "", "script_digest": ""}
        >>> page = render_page("caseload.html", title="A & B", lines=["<b>"], **empty)
        >>> "<h1>A &amp; B</h1>" in page, "&lt;b&gt;</p>" in page
        (True, True)
    """
    return _environment().get_template(template).render(**values)


def svg(picture: str) -> Markup:
    """A picture that this package has drawn, to stand in a page as it is.

    Raises:
        MissingExtraError: the package ``jinja2`` is not installed.

    Example:
        >>> svg('<?xml version="1.0"?><svg></svg>')
        Markup('<svg></svg>')
    """
    require_pages()
    from markupsafe import Markup  # noqa: PLC0415 - comes with jinja2

    return Markup(picture[picture.index("<svg") :])  # noqa: S704 - drawn here, each of its texts escaped as it was written


def page_script(name: str) -> tuple[Markup, str]:
    """A script of ours, to stand in a page as it is, and its digest, by which the page lets it run and no other.

    Args:
        name: of a file in ``data/pages``.

    Raises:
        MissingExtraError: the package ``jinja2`` is not installed.

    Example:
        >>> page_script("lists.js")[1].partition("-")[0]
        'sha256'
    """
    require_pages()
    from markupsafe import Markup  # noqa: PLC0415 - comes with jinja2

    text = (files("lacreview_rules") / "data" / "pages" / name).read_text(encoding="utf-8")
    return Markup(text), f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"  # noqa: S704 - ours, and of no value given


def require_pages() -> None:
    """See that pages can be made, before other work is done.

    Raises:
        MissingExtraError: the package ``jinja2`` is not installed.
    """
    try:
        import jinja2  # noqa: F401, PLC0415 - an extra, loaded when asked for
    except ModuleNotFoundError as error:
        if error.name != "jinja2":
            raise
        raise MissingExtraError(extra_needed("a page of HTML needs the package", "jinja2", "cli")) from None


@cache
def _environment() -> jinja2.Environment:
    require_pages()
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - an extra, loaded when asked for

    made = Environment(
        loader=PackageLoader("lacreview_rules", "data/pages"),
        autoescape=True,
        finalize=_finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    made.globals.update(certainty=certainty, count_text=count_text, day_text=day_text)
    return made


def _finalize(value: Any) -> Any:
    """A value as it may stand in a page; what is markup already stays."""
    if value is None:
        message = "None has no place in a page"
        raise TypeError(message)
    return value if hasattr(value, "__html__") else printable(str(value), keep="\n")
