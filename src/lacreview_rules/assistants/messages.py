"""Messages read from standard input, a line each: one that is longer than stated is answered by an error, and never held whole."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import anyio.from_thread
import mcp_types as types
from mcp.shared.message import SessionMessage

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any, BinaryIO

MOST_BYTES = 1_000_000
"""The length of the longest message that is read. A call that holds as many events as may be given is far shorter."""
_KEPT = 400
_PART = 65_536
_FLAT = rb'\s*"(?:jsonrpc|method)"\s*:\s*"[^"\\]*"\s*'
_ID = rb'\s*"id"\s*:\s*(-?\d{1,18}|"[^"\\]{1,80}")\s*'
_AT_START = re.compile(rb"\s*\{(?:" + _FLAT + rb",)*" + _ID + rb",")
_AT_END = re.compile(rb"\}," + _ID + rb"(?:," + _FLAT + rb")*\}\s*\Z|\}(?:," + _FLAT + rb")+," + _ID + rb"(?:," + _FLAT + rb")*\}\s*\Z")


def id_in(start: bytes, end: bytes) -> int | str | None:
    """The id of a request of which only the start and the end are at hand; None if it has none there.

    Example:
        >>> id_in(b'{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"id":1', b"}}")
        7
        >>> id_in(b'{"method":"tools/call","params":{"x', b'"}},"jsonrpc":"2.0","id":"a7"}')
        'a7'
        >>> id_in(b'{"method":"tools/call","params":{"id":1', b'"id":2}}') is None
        True
    """
    found = _AT_START.match(start) or _AT_END.search(end)
    if found is None:
        return None
    number: int | str = json.loads(next(group for group in found.groups() if group is not None))
    return number


class Messages:
    """Standard input as the server reads it: by `readline`, in a thread of its own.

    Args:
        stream: where the lines come from.
        most: the longest that is read, in bytes.
    """

    def __init__(self, stream: BinaryIO, most: int = MOST_BYTES) -> None:
        self._stream = stream
        self._most = most
        self.answer: Callable[[SessionMessage], Coroutine[Any, Any, None]] | None = None
        """Where an error is sent; given once the server listens."""

    def readline(self) -> str:
        """The next message, however many before it were too long; empty at the end."""
        while True:
            line = self._stream.readline(self._most + 1)
            if len(line) <= self._most:
                return line.decode(errors="replace")
            start = end = line
            while line and not line.endswith(b"\n"):
                line = self._stream.readline(_PART)
                end = (end + line)[-_KEPT:]
            self._refuse(id_in(start[:_KEPT], end[-_KEPT:]))

    def _refuse(self, number: int | str | None) -> None:
        if self.answer is None:
            return
        what = f"the message is longer than {self._most:,} bytes, and was not read"
        message = f"{what}; ask about one child, and give each event once"
        error = types.JSONRPCError(jsonrpc="2.0", id=number, error=types.ErrorData(code=types.INVALID_REQUEST, message=message))
        anyio.from_thread.run(self.answer, SessionMessage(error))
