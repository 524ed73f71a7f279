"""``lacreview profile new``: a starting file for an authority's own timescales."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lacreview_rules.cli.exits import refuse, say
from lacreview_rules.cli.files import check_output, put_out, write_whole
from lacreview_rules.cli.profiles.schema import Shape, schema_text
from lacreview_rules.errors import ProfileError
from lacreview_rules.profile_files.schema import SCHEMA_FILE
from lacreview_rules.profile_files.start import starting_file

_STANDARD_OUTPUT = Path("-")
_NOTHING = "nothing"


def new(
    profile: Annotated[
        str, typer.Argument(metavar="ID", help="A short name: lower case, digits and hyphens, as in our-authority.", show_default=False)
    ],
    *,
    name: Annotated[str | None, typer.Option("--name", help="The authority's full name. Without it: made from the id.")] = None,
    extends: Annotated[
        str,
        typer.Option(
            "--extends",
            metavar="PROFILE",
            help="The profile it builds on: a shipped one, or a file by its path from the new one. nothing: a basis of its own, for "
            "timescales that do not stand under the law of England.",
        ),
    ] = "england",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to. Without it: ID.toml in this folder; - prints it.")
    ] = None,
    schema: Annotated[bool, typer.Option("--schema", help=f"Write the schema for editors beside it too: {SCHEMA_FILE}.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Write over files that are there already.")] = False,
) -> None:
    """Write a starting file for an authority's own timescales: valid as it is, with every step explained in it.

    It overwrites nothing unless told to with --force.
    """
    path = Path(f"{profile}.toml") if output is None else output
    printed = path == _STANDARD_OUTPUT
    try:
        parent = None if extends == _NOTHING else extends
        text = starting_file(profile, name=name, extends=parent, folder=Path() if printed else path.parent)
    except ProfileError as error:
        raise refuse("; ".join(str(problem) for problem in error.problems)) from None
    if printed:
        put_out(text, None, machine=True)
    beside = (Path() if printed else path.parent) / SCHEMA_FILE
    shape = schema_text(Shape.PROFILE) if schema else None
    files = {} if printed else {path: text}
    if shape is not None and not (beside.is_file() and beside.read_bytes() == shape.encode()):
        files[beside] = shape
    there = [str(target) for target in files if target.exists()]
    if there and not force:
        message = f"{' and '.join(there)} {'is' if len(there) == 1 else 'are'} there already; nothing was written; --force writes over"
        raise refuse(message)
    for target in files:
        check_output(target, str(path.parent / extends), named="")
    for target, content in files.items():
        write_whole(target, content)
        say(f"{target} written")
    if not printed:
        say(f"Fill it in, then: lacreview profile show {path}")
