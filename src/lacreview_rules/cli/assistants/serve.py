"""``lacreview mcp``: what an assistant may ask, on standard input and output."""

from __future__ import annotations

import errno
import os
import sys
from importlib.metadata import version
from typing import Annotated

import typer

from lacreview_rules.cli.options import CalendarFiles, calendar_with
from lacreview_rules.cli.standard_input import NAME
from lacreview_rules.errors import MissingExtraError, extra_needed

_NEEDED = {"mcp", "mcp_types", "anyio"}


def serve(
    *,
    profile: Annotated[
        list[str] | None,
        typer.Option(
            "--profile",
            "-p",
            metavar="FILE",
            help="Offer the profile in this file too. May be given more than once. Those that are shipped are always offered.",
            show_default=False,
        ),
    ] = None,
    calendar: CalendarFiles = None,
) -> None:
    """Let an assistant ask for dates, by the Model Context Protocol. It is started by the assistant's program, not by hand.

    What an assistant is told leaves the machine with it. The server itself reads no file but those named here, has no
    network and no clock, and keeps nothing.
    """
    try:
        from lacreview_rules.assistants.server import serve as answer  # noqa: PLC0415 - an extra, loaded when asked for
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _NEEDED:
            raise
        raise MissingExtraError(extra_needed("lacreview mcp needs the package", "mcp", "cli,mcp")) from None
    from lacreview_rules.assistants.sources import known  # noqa: PLC0415 - slow to start

    try:
        os.read(sys.stdin.fileno(), 0)
    except OSError as error:
        if error.errno == errno.EBADF:  # it is closed: told as by every command that reads it
            error.filename = NAME
            raise
    try:
        answer(known(calendar_with(calendar or ()), profile or ()), version("lacreview_rules"))
    except BaseExceptionGroup as group:  # what its tasks ended with: that nothing can be written is told as by every command
        ended: BaseException = group
        while isinstance(ended, BaseExceptionGroup):
            ended = ended.exceptions[0]
        if not isinstance(ended, OSError):
            raise
        raise ended from None
