"""``lacreview batches``: Parquet files of events in, one of due dates out."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lacreview_rules.cli.exits import Code, refuse, say
from lacreview_rules.cli.files import check_output, complete_or_not_at_all
from lacreview_rules.cli.only_options import OnlyOptions, not_found
from lacreview_rules.cli.options import CalendarFiles, DayOptions, SettingList, Strict, Workers, calendar_with, profile_with
from lacreview_rules.cli.progress import progress
from lacreview_rules.cli.with_options import with_options
from lacreview_rules.wording import count_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from lacreview_rules.arrow.parquet import EventFiles
    from lacreview_rules.arrow.schedules import Answers
    from lacreview_rules.arrow.whole_children import Part

_MOST_TOLD = 20


@with_options
def batches(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Parquet files of events, read as one table.", show_default=False),
    ],
    *,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Write the due dates to this Parquet file, complete or not at all.", show_default=False)
    ],
    profile: Annotated[
        str | None,
        typer.Option(
            "--profile",
            "-p",
            metavar="PROFILE",
            help="For every child whose rows name none: a shipped profile (see: lacreview profiles), or the path of a file.",
            show_default=False,
        ),
    ] = None,
    days: DayOptions,
    only: OnlyOptions,
    settings: SettingList = None,
    calendar: CalendarFiles = None,
    strict: Strict = False,
    notices: Annotated[bool, typer.Option("--notices", help="Add the column notices, which takes longer to make.")] = False,
    workers: Workers = 1,
) -> None:
    """Many children at once: a table of events in, a table of due dates out, as Parquet.

    The columns are those of the Arrow tables, docs/reference/arrow.md. A child who cannot be answered has one row, with
    the reason in the column error; the others are answered all the same, and the exit code is 2. The rows of a child
    should stand together: where they do not, the whole table is held in memory and sorted first.
    """
    try:
        from lacreview_rules.arrow.parquet import EventFiles  # noqa: PLC0415 - pyarrow is loaded when asked for
        from lacreview_rules.arrow.schedules import Answers  # noqa: PLC0415 - as above
    except ModuleNotFoundError as error:
        if error.name != "pyarrow":
            raise
        raise refuse(str(error)) from None
    check_output(output, *files, profile, *(calendar or ()))
    if output.exists() and not output.is_file():
        message = f"--output {output} is not a file, and Parquet needs one"
        raise refuse(message)
    chosen, working_days = None if profile is None else profile_with(profile, settings or ()), calendar_with(calendar or ())
    if settings and chosen is None:
        message = "--set changes the profile that --profile names; give both"
        raise refuse(message)
    given = EventFiles(files)
    if chosen is None and not given.names_profiles:
        message = "give --profile, or a column profile: these rows name none"
        raise refuse(message)
    only.check(*(() if chosen is None else (chosen,)), named=given.names_profiles)
    answers = Answers(chosen, working_days, as_of=days.as_of, until=days.until, strict=strict, notices=notices, asked=only.asked)
    told = _Told(only)
    with complete_or_not_at_all(output) as part:
        _run(given, answers, workers, part, told)
        if told.children == 0 and not told.missed:
            message = f"{', '.join(map(str, files))}: there is no event in it"
            raise refuse(message)
    told.tell(output)
    if told.died_of:
        raise typer.Exit(int(Code.FAULT))
    if told.errors or told.missed:
        raise typer.Exit(int(Code.BAD_INPUT))


class _Told:
    """What is to be said at the end.

    Args:
        only: what of the answer is wanted.

    Attributes:
        died_of: how many children a process died of.
        missed: the children asked for that have not come.
    """

    def __init__(self, only: OnlyOptions) -> None:
        self.only = only
        self.missed = set(only.children or ())
        self.children = self.due_dates = self.errors = self.with_problems = self.died = self.died_of = 0
        self.first_errors: list[str] = []

    def begin_again(self) -> None:
        """Forget what was counted."""
        self.__init__(self.only)  # type: ignore[misc]

    def count_children(self, part: Part) -> None:
        """Count the children of a part that are wanted."""
        self.children += sum(self.only.wants_child(run.child or "") for run in part.runs)
        if self.missed:
            self.missed -= {run.child for run in part.runs}

    def kept(self, batch: Any) -> Any:
        """What of a batch is wanted. Rows that are no due date, but say what is wrong with a child, are kept with the child."""
        only = self.only
        if not (only.tasks or only.roles or only.children):
            return batch
        columns = zip(*(batch.column(name).to_pylist() for name in ("child", "task", "role")), strict=True)
        return batch.filter(
            _mask([only.wants_child(child or "") and (task is None or only.wants(task, role or "")) for child, task, role in columns])
        )

    def count(self, batch: Any) -> None:
        """Count the rows of a batch of due dates."""
        rows = len(batch)
        errors, problems = (rows - batch.column(name).null_count for name in ("error", "problem"))
        self.errors += errors
        self.with_problems += problems
        self.due_dates += rows - errors - problems
        if errors and len(self.first_errors) < _MOST_TOLD:
            self.first_errors += batch.column("error").drop_null().to_pylist()[: _MOST_TOLD - len(self.first_errors)]

    def tell(self, output: Path) -> None:
        """Say it, on standard error."""
        for text in self.first_errors:
            say(text)
        if self.errors > len(self.first_errors):
            say(f"… and {self.errors - len(self.first_errors):,} more like these; all are in the column error")
        if self.missed:
            say(f"lacreview: {not_found(len(self.missed), self.died_of)}")
        if self.died:
            say(f"lacreview: {count_text(self.died, 'process', 'processes')} died, out of memory perhaps; what it had was worked out again")
        if self.died_of:
            say(f"lacreview: {count_text(self.died_of, 'child', 'children')} of those could not be worked out")
        say(
            f"{output}: {count_text(self.due_dates, 'due date')} of {count_text(self.children, 'child', 'children')}; "
            f"{self.errors:,} could not be answered, {self.with_problems:,} with problems in their events"
        )


def _run(given: EventFiles, answers: Answers, workers: int, output: Path, told: _Told) -> None:
    """Answer every child, from the files as they are or, where the rows of a child stand apart, from the sorted table."""
    from lacreview_rules.arrow.schedules import parts_of  # noqa: PLC0415 - pyarrow is loaded when asked for
    from lacreview_rules.arrow.whole_children import RowsApartError  # noqa: PLC0415 - as above

    try:
        _answer(parts_of(given.batches(), files=given.files), given, answers, workers, output, told)
    except RowsApartError as error:
        say(f"{error.problems[0].where}: the rows of a child do not stand together; the table is sorted in memory first")
        told.begin_again()
        _answer(parts_of(given.table(), files=given.files), given, answers, workers, output, told)


def _answer(parts: Iterable[Part], given: EventFiles, answers: Answers, workers: int, output: Path, told: _Told) -> None:
    from lacreview_rules.arrow.due_date_columns import due_dates_schema  # noqa: PLC0415 - pyarrow is loaded when asked for
    from lacreview_rules.arrow.parquet import due_dates_file  # noqa: PLC0415 - as above

    with progress("Events", total=given.rows) as advance, due_dates_file(output, due_dates_schema(notices=answers.notices)) as put:
        read = _counted(parts, told, advance)
        if workers == 1:
            gc.freeze()  # what is loaded stays: not to look through it for garbage again saves a tenth of the time
            try:
                for batch in map(told.kept, answers.to_parts(read)):
                    told.count(batch)
                    put(batch)
            finally:
                gc.unfreeze()
            return
        from lacreview_rules.arrow.processes import NoProcessError, Processes  # noqa: PLC0415 - loaded when asked for

        processes = Processes(answers, workers)
        try:
            for batch in map(told.kept, processes.to_parts(read)):
                told.count(batch)
                put(batch)
        except NoProcessError as error:
            raise refuse(str(error), Code.FAULT) from None
        told.died, told.died_of = processes.died, processes.given_up


def _mask(wanted: list[bool]) -> Any:
    import pyarrow as pa  # noqa: PLC0415 - loaded when asked for

    return pa.array(wanted, pa.bool_())


def _counted(parts: Iterable[Part], told: _Told, advance: Callable[[int], None]) -> Iterator[Part]:
    for part in parts:
        yield part
        told.count_children(part)
        advance(part.runs[-1].stop)
