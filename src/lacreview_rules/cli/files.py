"""Text to standard output, and what is written to a file that appears only once it is complete."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from lacreview_rules.cli.exits import refuse
from lacreview_rules.cli.terminal import settle_streams

if TYPE_CHECKING:
    from pathlib import Path


def put_out(text: str, output: Path | None, *, machine: bool) -> None:
    """Write text to a file, or where there is none, to standard output.

    Raises:
        typer.Exit: the file cannot be one.
    """
    if output is None:
        settle_streams(machine=machine)
        sys.stdout.write(text)
    else:
        write_whole(output, text)


def write_whole(output: Path, text: str) -> None:
    """Write a file, complete or not at all.

    Raises:
        typer.Exit: the path is a folder, or in a folder that does not exist.
    """
    if output.is_dir():
        message = f"{output} is a folder; name a file"
        raise refuse(message)
    if not output.absolute().parent.is_dir():
        message = f"{output}: the folder {output.parent} does not exist; make it first"
        raise refuse(message)
    put_in_place(output, text.encode("utf-8", "backslashreplace"))


def put_in_place(output: Path, content: bytes) -> None:
    """Write a file that appears once it is complete; a device or a pipe is written to, not replaced."""
    if output.exists() and not output.is_file():
        output.write_bytes(content)
        return
    part = output.with_name(f".{output.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(output)
    except BaseException as error:
        if isinstance(error, OSError):
            error.filename = str(output)
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
