"""The `lacreview` command, also run as ``python -m lacreview_rules``."""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

_NEEDED = {"typer", "rich", "click"}
_INTERRUPTED = 130
_OBJECTS_BEFORE_A_LOOK = 150_000
"""Nearly all that is made stays, or goes when nothing names it: a single child is answered without one look for garbage in circles."""


def main() -> None:
    """Run the command line, or say in one line what must be installed first."""
    try:
        _run()
    except KeyboardInterrupt:  # between its loading and the command, which answers it itself, and after it
        sys.exit(_INTERRUPTED)


def _run() -> None:
    gc.set_threshold(_OBJECTS_BEFORE_A_LOOK, *gc.get_threshold()[1:])
    _on_ctrl_c(_leave)  # as an error it may become another one in whatever is being loaded
    try:
        from lacreview_rules.cli import app  # noqa: PLC0415 - the library itself works without typer and rich
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing not in _NEEDED:
            raise
        from lacreview_rules.errors import extra_needed  # noqa: PLC0415 - only where it cannot start

        sys.stderr.write(extra_needed("lacreview needs", missing, "cli") + "\n")
        sys.exit(2)
    _on_ctrl_c(signal.default_int_handler)
    try:
        app(prog_name="lacreview")
    finally:
        _on_ctrl_c(_leave)  # Python tells of an error on its way out with a traceback
        gc.disable()  # all goes with the process: it need not be looked through once more


def _on_ctrl_c(act: Callable[[int, FrameType | None], Any]) -> None:
    """What Ctrl-C does from here on; unless it is ignored, as where a shell runs this in the background, or is for another program."""
    if signal.getsignal(signal.SIGINT) in {signal.default_int_handler, _leave}:
        with suppress(ValueError):  # in a thread, which has no say in it
            signal.signal(signal.SIGINT, act)


def _leave(_number: int, _frame: FrameType | None) -> None:
    """End at once, where nothing is open that must be closed."""
    os._exit(_INTERRUPTED)


if __name__ == "__main__":
    main()
