"""``lacreview caseload``: many children, what is due, what is overdue, what was late, and how many reviews were in time."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from lacreview_rules.caseload.child import Bases
from lacreview_rules.caseload.csv import LISTS, caseload_csv_lines
from lacreview_rules.caseload.report import summarise
from lacreview_rules.caseload.window import window_at
from lacreview_rules.cli.caseload.judging import Profiles
from lacreview_rules.cli.caseload.output import check_outputs, standard_output, whole_file, write_folder, write_lines
from lacreview_rules.cli.caseload.reading import Children
from lacreview_rules.cli.exits import Code, refuse, say
from lacreview_rules.cli.input_options import HISTORY, Address, InputOptions, check_workers
from lacreview_rules.cli.only_options import OnlyOptions
from lacreview_rules.cli.options import Workers, typed_day
from lacreview_rules.cli.progress import with_progress
from lacreview_rules.cli.standard_input import check_read_once, content_of
from lacreview_rules.cli.terminal import printing
from lacreview_rules.cli.with_options import with_options
from lacreview_rules.files.pages import require_pages
from lacreview_rules.files.sorted_rows import RowsToSort
from lacreview_rules.files.tables import BYTE_ORDER_MARK
from lacreview_rules.profile_files.loading import load_profile

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lacreview_rules.caseload.earlier import NoLongerOverdue
    from lacreview_rules.caseload.report import Caseload
    from lacreview_rules.caseload.window import Window
    from lacreview_rules.errors import Problem
    from lacreview_rules.profiles.profile import Profile


_FILES = ("caseload.json", *(f"{name}.csv" for name in LISTS), "caseload.html")
"""What stands in the folder of --output-dir."""


class CaseloadForm(StrEnum):
    """How a caseload is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    HTML = "html"


class CaseloadList(StrEnum):
    """Which list of a caseload is written as CSV."""

    SUMMARY = "summary"
    TIMELINESS = "timeliness"
    FIGURES = "figures"
    OVERDUE = "overdue"
    DUE_BY_WEEK = "due-by-week"
    DUE = "due"
    OUT_OF_TIMESCALE = "out-of-timescale"
    LATENESS = "lateness"
    LATE = "late"
    NOT_JUDGED = "not-judged"
    DOUBTFUL = "doubtful"
    DISAGREEMENTS = "disagreements"


@with_options
def caseload(
    files: Annotated[
        list[Address],
        typer.Argument(
            parser=Address,
            metavar="FILE...",
            help="Histories: JSON Lines files, or - for standard input; with --input, what that source takes.",
            show_default=False,
        ),
    ],
    *,
    as_of: Annotated[
        date,
        typer.Option(
            "--as-of",
            parser=typed_day,
            metavar="DATE",
            help="Say how things stand at the end of this day: 2026-02-10, or 10 Feb 2026.",
            show_default=False,
        ),
    ],
    profile: Annotated[
        str | None,
        typer.Option(
            "--profile",
            "-p",
            metavar="PROFILE",
            help="For every child that has none of its own: a shipped profile (see: lacreview profiles), or the path of a file.",
            show_default=False,
        ),
    ] = None,
    profiles: Annotated[
        Path | None,
        typer.Option(
            "--profiles",
            metavar="FILE",
            help="Which child has which profile: CSV with the columns child and profile, or TOML.",
            show_default=False,
        ),
    ] = None,
    since: Annotated[
        date | None,
        typer.Option(
            "--from",
            parser=typed_day,
            metavar="DATE",
            help="The first day judged. Without it: the first of the month, eleven months before --to.",
            show_default=False,
        ),
    ] = None,
    to: Annotated[
        date | None,
        typer.Option("--to", parser=typed_day, metavar="DATE", help="The last day judged. Without it: --as-of.", show_default=False),
    ] = None,
    until: Annotated[
        date | None,
        typer.Option(
            "--until",
            parser=typed_day,
            metavar="DATE",
            help="List what is due up to this day. Without it: four weeks after --as-of.",
            show_default=False,
        ),
    ] = None,
    teams: Annotated[
        Path | None,
        typer.Option(
            "--teams",
            metavar="FILE",
            help="Which child is with which team and worker, by which the lists are grouped: CSV with the column child, and team, "
            "worker or both.",
            show_default=False,
        ),
    ] = None,
    compare_with: Annotated[
        Path | None,
        typer.Option("--compare-with", metavar="FILE", help="An earlier report, as JSON: say what changed since then.", show_default=False),
    ] = None,
    reviews_from: Annotated[
        date | None,
        typer.Option(
            "--reviews-from",
            parser=typed_day,
            metavar="DATE",
            help="The day from which on every review is recorded. Without it: all are, or what the source says; with ssda903, 1 April of "
            "the first of the last years in a row that have reviews.",
            show_default=False,
        ),
    ] = None,
    form: Annotated[
        CaseloadForm, typer.Option("--format", "-f", help="table; json; csv: one list, see --list; html: one page with charts.")
    ] = CaseloadForm.TABLE,
    which: Annotated[CaseloadList, typer.Option("--list", help="csv: which list.")] = CaseloadList.OUT_OF_TIMESCALE,
    only: OnlyOptions,
    given: InputOptions,
    workers: Workers = 1,
    fail_overdue: Annotated[bool, typer.Option("--fail-overdue", help="Exit with 1 if anything is overdue.")] = False,
    print_all: Annotated[
        bool, typer.Option("--print-all", help="html: print every row on paper too. Without it: of each list the oldest rows.")
    ] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file, complete or not at all.", show_default=False)
    ] = None,
    output_dir: Annotated[
        Path | None,
        typer.Option("--output-dir", help="Write the page, the JSON and every list as CSV into this folder.", show_default=False),
    ] = None,
) -> None:
    """Many children: what is due, overdue and late, and how many reviews were in time.

    Begins with what a manager asks: the share in time, what is overdue, what is due next, and what could not be judged
    and why. Figures follow, then lists, the oldest date first. Reviews are judged on two bases that are never mixed: the
    regulations, and the +91 / +183 days of extracts. What the record does not allow to be judged is counted apart, never
    as late.
    """
    check_workers(workers, given.source)
    window = _window(as_of, since, to, until)
    bases = Bases(load_profile("england"), load_profile("data-return"), given.working_days())
    named: list[str] = []
    by_profile = _profiles(profile, profiles, given, named)
    only.check(*by_profile.given, named=given.source == HISTORY)
    check_read_once(*files, teams, compare_with)
    read = [*(one.path for one in files), profiles, teams, compare_with, *(given.calendar or ()), *named]
    check_outputs(output, output_dir, read, _FILES)
    beside = _Beside(teams, compare_with)
    children = Children(files, given, by_profile, reviews_from=reviews_from, teams=beside.teams, only=only)
    others = () if output_dir is None else (output_dir / name for name in _FILES)
    children.check_remarks(profiles, teams, compare_with, *named, output, *others)
    if form is CaseloadForm.HTML or output_dir is not None:
        require_pages()
    if given.source != HISTORY:
        known = children.open(as_of)
        if known is not None and known < as_of:
            say(f"nothing is on record after {known}: everything is told as it stood on that day; --recorded-to gives another day")
            if since is not None and since > known:
                said = f"--from {since} is after {known}, the last day of which the source tells"
                raise refuse(f"{said}; if it tells of later days, say of the last one with --recorded-to, or give an earlier --from")
            window = _window(known, since, min(to or known, known), until)
    if reviews_from is None:  # who gives the day knows it; the report says it first all the same
        children.tell_gap(window)
    gathered = _gathered(children, window, bases, workers)
    if gathered.profiles:  # a record may have named one that was not given
        only.check(*by_profile.given, *(by_profile.called(one.id) for one in gathered.profiles))
    found = beside.compared(gathered, only)
    if found.children or not children.not_used:
        _write(found, form, which, output, output_dir, print_all=print_all)
    children.tell()
    if children.died_of:
        raise typer.Exit(int(Code.FAULT))
    if children.code is not Code.FINE:
        raise typer.Exit(int(children.code))
    if fail_overdue and found.overdue:
        raise typer.Exit(int(Code.OVERDUE))


class _Beside:
    """What is read beside the children: their teams, and an earlier report."""

    def __init__(self, teams: Path | None, earlier: Path | None) -> None:
        from lacreview_rules.caseload.earlier import read_earlier  # noqa: PLC0415 - loaded when asked for
        from lacreview_rules.caseload.teams import read_teams  # noqa: PLC0415 - as above

        self.teams = None
        if teams is not None:
            content, name = content_of(teams)
            self.teams, remarks = read_teams(content, name)
            for remark in remarks:
                say(f"{name}: {remark}")
        self._earlier = None if earlier is None else read_earlier(*content_of(earlier))

    def compared(self, found: Caseload, only: OnlyOptions) -> Caseload:
        """The caseload with what it was cut down to, and with what changed since the earlier report."""
        from lacreview_rules.caseload.only import Only  # noqa: PLC0415 - loaded when asked for
        from lacreview_rules.caseload.since_last import since_last  # noqa: PLC0415 - as above

        cut = Only.these(only.tasks or (), only.roles or (), only.children or ())
        found = found._replace(only=cut)
        if self._earlier is None:
            return found

        def wants(row: NoLongerOverdue) -> bool:
            return only.wants_child(row.child) and only.wants(row.task, row.role)

        digests = [profile.digest for profile in found.profiles]
        listed = chain(found.late, found.due, found.doubtful)
        changed = since_last(self._earlier, found.window.as_of, found.overdue, digests, listed=listed, only=cut, wants=wants)
        return found._replace(since_last=changed)


def _window(as_of: date, since: date | None, to: date | None, until: date | None) -> Window:
    try:
        return window_at(as_of, since=since, to=to, until=until)
    except (ValueError, OverflowError) as error:
        raise refuse(str(error)) from None


def _gathered(children: Children, window: Window, bases: Bases, workers: int) -> Caseload:
    figures = with_progress("Children", children.figures(window, bases, workers=workers))
    found = summarise(figures, window, rows=RowsToSort)
    return found._replace(
        reviews_from=children.reviews_from,
        not_used=children.not_used,
        without_care=children.without_care,
        rows_not_used=children.rows_not_used,
    )


def _profiles(name: str | None, path: Path | None, given: InputOptions, named: list[str]) -> Profiles:
    """Every profile that a child may have, with the settings asked for; `named` takes up its names."""

    def load(profile: str) -> Profile:
        named.append(profile)
        return given.profile_called(profile)

    if name is None and path is None and given.source != HISTORY:
        message = f"give --profile, or --profiles: what --input {given.source} reads names no profiles"
        raise refuse(message)
    by_child: dict[str, Profile] = {}
    if path is not None:
        from lacreview_rules.caseload.profile_choices import read_profile_choices  # noqa: PLC0415 - loaded when asked for

        remarks: list[Problem] = []
        by_child = read_profile_choices(path, load, remarks)
        for remark in remarks:
            say(f"{path}: {remark}")
    return Profiles(load(name) if name is not None else None, by_child, given.profile_called)


def _write(found: Caseload, form: CaseloadForm, which: CaseloadList, output: Path | None, folder: Path | None, *, print_all: bool) -> None:
    if folder is not None:
        forms = [(f"{name}.csv", CaseloadForm.CSV, name) for name in LISTS]
        forms = [("caseload.json", CaseloadForm.JSON, ""), *forms, ("caseload.html", CaseloadForm.HTML, "")]
        write_folder(folder, ((name, partial(_put, found, form, which, print_all=print_all)) for name, form, which in forms))
        return
    if output is None:
        with standard_output(machine=form is not CaseloadForm.TABLE) as stream:
            _put(found, form, which.value, stream, print_all=print_all, mark="")
        return
    with whole_file(output) as stream:
        _put(found, form, which.value, stream, print_all=print_all)


def _put(found: Caseload, form: CaseloadForm, which: str, stream: TextIO, *, print_all: bool, mark: str = BYTE_ORDER_MARK) -> None:
    """Write a caseload to a stream, so that what is cut off ends with a whole line; `mark` is what a CSV file begins with."""
    if form is CaseloadForm.TABLE:
        from lacreview_rules.cli.caseload.table import print_caseload  # noqa: PLC0415 - loaded when asked for

        with printing(stream) as console:
            print_caseload(console, found)
    else:
        write_lines(stream, _pieces(found, form, which, mark, print_all=print_all))


def _pieces(found: Caseload, form: CaseloadForm, which: str, mark: str, *, print_all: bool) -> Iterable[str]:
    if form is CaseloadForm.HTML:
        return [_page(found, print_all=print_all)]
    if form is CaseloadForm.CSV:
        return chain([mark], caseload_csv_lines(found, which))
    from lacreview_rules.caseload.json import caseload_json_pieces  # noqa: PLC0415 - loaded when asked for

    return caseload_json_pieces(found)


def _page(found: Caseload, *, print_all: bool) -> str:
    from lacreview_rules.caseload.html import caseload_html  # noqa: PLC0415 - loaded when asked for

    try:
        from lacreview_rules.pictures import caseload_charts  # noqa: PLC0415 - an extra, and slow to start
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("lacreview_rules"):
            raise
        say("lacreview: the page has no charts: they need the extra pictures (pip install '.[pictures]'); its tables hold the same figures")
        return caseload_html(found, print_all=print_all)
    return caseload_html(found, caseload_charts(found), print_all=print_all)
