"""``lacreview compare``: what several profiles say of each task, side by side."""

from __future__ import annotations

import sys
from enum import StrEnum
from io import StringIO
from pathlib import Path  # noqa: TC003 - typer reads the annotations of this file
from typing import Annotated

import typer

from lacreview_rules.cli.exits import Code, refuse, say
from lacreview_rules.cli.files import check_output, put_out
from lacreview_rules.cli.nothing_scheduled import gives_nothing, nothing_scheduled_text
from lacreview_rules.cli.options import Strict  # noqa: TC001 - typer reads the annotations of this file
from lacreview_rules.cli.profiles.compare_table import print_comparison
from lacreview_rules.cli.profiles.example_histories import OnlyDiffering, one_history, refuse_impossible, tell
from lacreview_rules.cli.terminal import configure_streams, printing
from lacreview_rules.comparison.side_by_side import Comparison, compare_profiles
from lacreview_rules.profile_files.loading import load_profile

_FEWEST = 2


class Form(StrEnum):
    """How a comparison is written."""

    TABLE = "table"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


def compare(
    profiles: Annotated[
        list[str], typer.Argument(metavar="PROFILE...", help="Two or more: shipped profiles, or paths of files.", show_default=False)
    ],
    *,
    history: Annotated[
        Path | None,
        typer.Option("--history", metavar="FILE", help="Show the dates of this child. Without it: a worked example.", show_default=False),
    ] = None,
    form: Annotated[
        Form, typer.Option("--format", "-f", help="table; markdown; html: one page for a browser or paper; json for other systems.")
    ] = Form.TABLE,
    only_differing: OnlyDiffering = False,
    strict: Strict = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file, complete or not at all.", show_default=False)
    ] = None,
) -> None:
    """What several profiles say of each task, and what date that makes for one and the same child.

    The tasks on which they differ come first. Without --history the dates are those of a child looked after from
    5 January 2026, reviewed on 28 January and moved on 20 February.
    """
    if len(profiles) < _FEWEST:
        message = "name at least two profiles, as in: lacreview compare newham portsmouth"
        raise refuse(message)
    check_output(output, *profiles, history)
    loaded, child = [load_profile(name) for name in profiles], one_history(history)
    if strict:
        refuse_impossible(str(history), child, loaded)
    comparison = compare_profiles(loaded, child)
    if form is Form.TABLE and output is None:
        configure_streams(machine=False)
        with printing(sys.stdout) as console:
            print_comparison(console, comparison, only_differing=only_differing)
    else:
        put_out(_written(comparison, form, only_differing=only_differing), output, machine=True)
    tell(f"{label}: {problem}" for label, problem in comparison.problems)
    if comparison.problems and any(gives_nothing(child, one) for one in loaded):
        say(nothing_scheduled_text(str(history)))
        raise typer.Exit(int(Code.BAD_INPUT))


def _written(comparison: Comparison, form: Form, *, only_differing: bool) -> str:
    if form is Form.JSON:
        return comparison.to_json() + "\n"
    if form is Form.HTML:
        from lacreview_rules.comparison.html import comparison_html  # noqa: PLC0415 - loaded when asked for

        return comparison_html(comparison, only_differing=only_differing)
    if form is Form.MARKDOWN:
        from lacreview_rules.comparison.markdown import comparison_markdown  # noqa: PLC0415 - loaded when asked for

        return comparison_markdown(comparison, only_differing=only_differing)
    stream = StringIO()
    with printing(stream) as console:
        print_comparison(console, comparison, only_differing=only_differing)
    return stream.getvalue()
