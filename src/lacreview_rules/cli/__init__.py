"""The `lacreview` command: a thin shell that reads files, asks the library, and prints what it answers.

Data goes to standard output, everything else to standard error. One file here holds one command (or, for
`*_table` and `*_words`, the way its answer is laid out); exit codes are in `exits`.
"""

from __future__ import annotations

from typing import Annotated

import rich  # noqa: F401 - so that a missing extra is noticed here, once, and not half-way through a command
import typer

from lacreview_rules.cli.caseload.batches import batches
from lacreview_rules.cli.caseload.report import caseload
from lacreview_rules.cli.cases.listing import case_list, case_show
from lacreview_rules.cli.cases.run import case_run
from lacreview_rules.cli.child.calendar_feed import calendar_feed
from lacreview_rules.cli.child.diff import diff
from lacreview_rules.cli.child.explain import explain
from lacreview_rules.cli.child.one_date import one_date
from lacreview_rules.cli.child.picture import picture
from lacreview_rules.cli.child.schedule import schedule
from lacreview_rules.cli.child.what_if import what_if
from lacreview_rules.cli.exits import EXIT_CODES, Commands, version_wanted
from lacreview_rules.cli.holidays.affected_by import affected_by
from lacreview_rules.cli.holidays.calendars import calendar_check, calendar_show
from lacreview_rules.cli.profiles.check import check
from lacreview_rules.cli.profiles.compare import compare
from lacreview_rules.cli.profiles.diff import diff as profile_diff
from lacreview_rules.cli.profiles.listing import profiles, show
from lacreview_rules.cli.profiles.new import new as profile_new
from lacreview_rules.cli.profiles.schema import schema

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
_profile.command("new")(profile_new)
_profile.command("diff")(profile_diff)
_calendar = typer.Typer(
    help="Bank holidays: lacreview calendar show, lacreview calendar check FILE.", no_args_is_help=True, rich_markup_mode=None
)
_calendar.command("show")(calendar_show)
_calendar.command("check")(calendar_check)
_cases = typer.Typer(
    help="The public corpus of worked cases: lacreview cases list, show ID, run.", no_args_is_help=True, rich_markup_mode=None
)
_cases.command("list")(case_list)
_cases.command("show")(case_show)
_cases.command("run")(case_run)

app.command("schedule")(schedule)
app.command("caseload")(caseload)
app.command("batches")(batches)
app.command("explain")(explain)
app.command("date")(one_date)
app.command("profiles")(profiles)
app.add_typer(_profile, name="profile")
app.command("check")(check)
app.command("compare")(compare)
app.add_typer(_calendar, name="calendar")
app.command("affected-by")(affected_by)
app.command("diff")(diff)
app.command("what-if")(what_if)
app.command("calendar-feed")(calendar_feed)
app.command("picture")(picture)
app.add_typer(_cases, name="cases")
app.command("schema")(schema)


@app.callback()
def _root(
    *,
    _version: Annotated[bool, typer.Option("--version", help="Print the version.", callback=version_wanted, is_eager=True)] = False,
) -> None:
    pass
