"""A request to end (SIGTERM, SIGHUP) ends a command in order, as Ctrl-C does: nothing unfinished stays behind."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_REQUESTS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))  # Windows has no SIGHUP


@contextmanager
def ended_in_order() -> Iterator[None]:
    """Let a request to end (as when a build is called off, or a terminal closed) end what was started too.

    Without it, unfinished files would be left behind, and processes with nobody to stop those that never end. A request
    that is ignored (``nohup``) stays so.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in _REQUESTS}
    for number, handler in before.items():
        if handler is not signal.SIG_IGN:
            signal.signal(number, _leave)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)


def _leave(number: int, _: object) -> None:
    raise SystemExit(128 + number)
