"""``lacreview new-events``: a spreadsheet to type events into."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotations of this file
from typing import Annotated

import typer

from lacreview_rules.cli.exits import refuse, say
from lacreview_rules.cli.files import check_output, put_in_place
from lacreview_rules.cli.options import ProfileName  # noqa: TC001 - typer reads the annotations of this file
from lacreview_rules.profile_files.loading import load_profile


def new_events(
    output: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write: its name ends in .xlsx or .csv.", show_default=False)],
    *,
    profile: ProfileName = "england",
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there already.")] = False,
) -> None:
    """Write a spreadsheet to type events into: a row for each event, with an invented child to delete.

    A workbook (.xlsx) has lists to choose from, with the words of the profile, and a sheet that explains each column. It is
    read by --input events. It overwrites nothing unless told to with --force.
    """
    suffix = output.suffix.lower()
    if suffix not in {".xlsx", ".csv"}:
        message = f"{output}: the name must end in .xlsx or .csv, so that it is known what to write"
        raise refuse(message)
    if output.exists() and not force:
        message = f"{output} is there already; nothing was written; --force writes over"
        raise refuse(message)
    check_output(output, profile, named="")
    from lacreview_rules.sources.events.template import events_csv, events_workbook  # noqa: PLC0415 - loaded when asked for

    chosen = load_profile(profile)
    put_in_place(output, events_workbook(chosen) if suffix == ".xlsx" else events_csv(chosen).encode())
    say(f"{output} written")
    say(f"Fill it in, then: lacreview schedule {output} --input events --profile {profile}")
