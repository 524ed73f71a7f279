"""The `lacreview` command, also run as ``python -m lacreview_rules``."""

from __future__ import annotations

import gc
import os
import signal
import sys

_NEEDED = {"typer", "rich", "click"}
_INTERRUPTED = 130
_OBJECTS_BEFORE_A_LOOK = 150_000
"""Nearly all that is made stays, or goes when nothing names it: a single child is answered without one look for garbage in circles."""


def main() -> None:
    """Run the command line, or say in one line what must be installed first."""
    try:
        _run()
    except KeyboardInterrupt:  # between its loading and the command, which answers it itself
        sys.exit(_INTERRUPTED)


def _run() -> None:
    gc.set_threshold(_OBJECTS_BEFORE_A_LOOK, *gc.get_threshold()[1:])
    handler = signal.getsignal(signal.SIGINT)
    if handler is signal.default_int_handler:  # and not ignored, as where a shell runs it in the background
        # As an error, Ctrl-C may become another one in whatever is being loaded; nothing is open yet that must be closed.
        signal.signal(signal.SIGINT, lambda _number, _frame: os._exit(_INTERRUPTED))
    try:
        from lacreview_rules.cli import app  # noqa: PLC0415 - the library itself works without typer and rich
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing not in _NEEDED:
            raise
        from lacreview_rules.errors import extra_needed  # noqa: PLC0415 - only where it cannot start

        sys.stderr.write(extra_needed("lacreview needs", missing, "cli") + "\n")
        sys.exit(2)
    signal.signal(signal.SIGINT, handler)
    try:
        app(prog_name="lacreview")
    finally:
        gc.disable()  # all goes with the process: it need not be looked through once more


if __name__ == "__main__":
    main()
