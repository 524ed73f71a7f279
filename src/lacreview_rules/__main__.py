"""The `lacreview` command, also run as ``python -m lacreview_rules``."""

from __future__ import annotations

import gc
import sys

_NEEDED = {"typer", "rich", "click"}
_INTERRUPTED = 130
_OBJECTS_BEFORE_A_LOOK = 150_000
"""Nearly all that is made stays, or goes when nothing names it: a single child is answered without one look for garbage in circles."""


def main() -> None:
    """Run the command line, or say in one line what must be installed first."""
    try:
        _run()
    except KeyboardInterrupt:  # while it is still being loaded: no command is there yet to answer it
        sys.exit(_INTERRUPTED)


def _run() -> None:
    gc.set_threshold(_OBJECTS_BEFORE_A_LOOK, *gc.get_threshold()[1:])
    try:
        from lacreview_rules.cli import app  # noqa: PLC0415 - the library itself works without typer and rich
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing not in _NEEDED:
            raise
        from lacreview_rules.errors import extra_needed  # noqa: PLC0415 - only where it cannot start

        sys.stderr.write(extra_needed("lacreview needs", missing, "cli") + "\n")
        sys.exit(2)
    try:
        app(prog_name="lacreview")
    finally:
        gc.disable()  # all goes with the process: it need not be looked through once more


if __name__ == "__main__":
    main()
