"""The `lacreview` command: a thin shell that reads files, asks the library, and prints what it answers.

Data goes to standard output, everything else to standard error. One file here holds one command (or, for
`*_table` and `*_words`, the way its answer is laid out); exit codes are in `exits`.
"""

from __future__ import annotations

from typing import Annotated

import rich  # noqa: F401 - so that a missing extra is noticed here, once, and not half-way through a command
import typer

from lacreview_rules.cli.exits import EXIT_CODES, Commands, version_wanted
from lacreview_rules.cli.lazy import LazyCommands

__all__ = ["app"]


class _Top(Commands, LazyCommands):
    where = {  # noqa: RUF012 - read, never written
        "schedule": "child.schedule:schedule",
        "caseload": "caseload.report:caseload",
        "batches": "caseload.batches:batches",
        "explain": "child.explain:explain",
        "readings": "child.readings:readings",
        "date": "child.one_date:one_date",
        "profiles": "profiles.listing:profiles",
        "check": "profiles.check:check",
        "compare": "profiles.compare:compare",
        "date-table": "profiles.date_table:date_table_command",
        "affected-by": "holidays.affected_by:affected_by",
        "diff": "child.diff:diff",
        "what-if": "child.what_if:what_if",
        "calendar-feed": "child.calendar_feed:calendar_feed",
        "picture": "child.picture:picture",
        "new-events": "sources.new_events:new_events",
        "schema": "profiles.schema:schema",
        "sources": "sources.listing:sources",
        "convert": "sources.convert:convert",
        "mcp": "assistants.serve:serve",
        "workbench": "workbench.open:workbench",
    }


class _Profile(LazyCommands):
    where = {"show": "profiles.listing:show", "new": "profiles.new:new", "diff": "profiles.diff:diff"}  # noqa: RUF012 - as above


class _Calendar(LazyCommands):
    where = {"show": "holidays.calendars:calendar_show", "check": "holidays.calendars:calendar_check"}  # noqa: RUF012 - as above


class _Cases(LazyCommands):
    where = {"list": "cases.listing:case_list", "show": "cases.listing:case_show", "run": "cases.run:case_run"}  # noqa: RUF012 - as above


app = typer.Typer(
    cls=_Top,
    help="Care events in, due dates out, for looked after children's reviews in England. Every date is explained.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)
for _name, _group, _help in (
    ("profile", _Profile, "One profile: lacreview profile show PROFILE."),
    ("calendar", _Calendar, "Bank holidays: lacreview calendar show, lacreview calendar check FILE."),
    ("cases", _Cases, "The public corpus of worked cases: lacreview cases list, show ID, run."),
):
    app.add_typer(typer.Typer(cls=_group, help=_help, no_args_is_help=True, rich_markup_mode=None), name=_name)


@app.callback()
def _root(
    *,
    _version: Annotated[bool, typer.Option("--version", help="Print the version.", callback=version_wanted, is_eager=True)] = False,
) -> None:
    pass
