"""``lacreview workbench``: open the page in this machine's own browser, from a folder, to this machine only."""

from __future__ import annotations

import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path  # noqa: TC003 - typer reads the annotations of this file
from typing import Annotated

import typer

from lacreview_rules.cli.exits import refuse, say

_MARK = "offline.js"
"""A file that every built folder has."""


class _Pages(SimpleHTTPRequestHandler):
    """The files of the folder, for the browser of this machine; nothing is logged."""

    extensions_map = {  # noqa: RUF012 - as the base class has it
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
        ".whl": "application/octet-stream",
    }

    def end_headers(self) -> None:
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the base class has it
        """Say nothing of what is asked for."""

    def list_directory(self, path: object) -> None:
        """No lists of files."""
        del path
        self.send_error(404)


def workbench(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="The workbench as built or downloaded: a folder with index.html.", show_default=False)
    ],
    *,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port on this machine. 0: one that is free.")] = 0,
    no_open: Annotated[bool, typer.Option("--no-open", help="Print the address, and open no browser.")] = False,
) -> None:
    """Open the workbench: a child's dates, our timescales and a caseload, in the browser of this machine.

    The page is served to this machine only, and works without a network. What is typed or opened in it stays in it.
    Stop with Ctrl-C.
    """
    if not (folder / _MARK).is_file() or not (folder / "index.html").is_file():
        message = f"{folder} is no built workbench; name the folder that was downloaded, or that examples/workbench/build.py made"
        raise refuse(message)
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Pages, directory=str(folder)))
    except OSError as error:
        message = f"port {port} cannot be opened on this machine: {error.strerror}; leave --port out"
        raise refuse(message) from None
    address = f"http://localhost:{server.server_address[1]}/"
    typer.echo(address)
    sys.stdout.flush()
    if not no_open:
        import webbrowser  # noqa: PLC0415 - only where it is asked for

        if not webbrowser.open(address):
            say("no browser was found; open the address in one")
    with server:
        server.serve_forever()
