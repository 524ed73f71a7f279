"""The `lacreview` command: a thin shell that reads files, asks the library, and prints what it answers.

Data goes to standard output, everything else to standard error. One file here holds one command (or, for
`*_table` and `*_words`, the way its answer is laid out); exit codes are in `exits`.
"""

from __future__ import annotations

from typing import Annotated

import rich  # noqa: F401 - so that a missing extra is noticed here, once, and not half-way through a command
import typer

from lacreview_rules.cli.exits import EXIT_CODES, Commands, version_wanted
from lacreview_rules.cli.explain import explain
from lacreview_rules.cli.one_date import one_date
from lacreview_rules.cli.profiles import profiles, show
from lacreview_rules.cli.schedule import schedule
from lacreview_rules.cli.schema import schema

__all__ = ["app"]

app = typer.Typer(
    cls=Commands,
    help="Care events in, due dates out: the timescales of looked after children's reviews in England, explained.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)
_profile = typer.Typer(help="One profile: lacreview profile show PROFILE.", no_args_is_help=True, rich_markup_mode=None)
_profile.command("show")(show)

app.command("schedule")(schedule)
app.command("explain")(explain)
app.command("date")(one_date)
app.command("profiles")(profiles)
app.add_typer(_profile, name="profile")
app.command("schema")(schema)


@app.callback()
def _root(
    *,
    _version: Annotated[bool, typer.Option("--version", help="Print the version.", callback=version_wanted, is_eager=True)] = False,
) -> None:
    pass
