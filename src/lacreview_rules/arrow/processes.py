"""Parts of a table answered in several processes. One that dies costs no child but the one it died of."""

from __future__ import annotations

import gc
import multiprocessing
import signal
import threading
from contextlib import contextmanager, suppress
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa

from lacreview_rules.arrow.whole_children import Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from multiprocessing.connection import Connection

    from lacreview_rules.arrow.schedules import Answers
    from lacreview_rules.arrow.whole_children import Rows, Run

_HELD = 2  # answers for each process, so that none is idle and few are held
_ENDING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
_DIED = (EOFError, OSError)
"""What reading from or writing to a process that has died ends with."""


class NoProcessError(RuntimeError):
    """No other process can be started here, or each dies at once."""


class _Sent(NamedTuple):
    """A part on its way to another process: its rows as bytes, and none of what they were cut from."""

    pieces: tuple[bytes, ...]
    rows: Rows
    runs: tuple[Run, ...]


class Processes:
    """Processes that answer parts of a table.

    Attributes:
        died: how many processes died.
        given_up: how many children a process died of, also when it had them alone.
    """

    def __init__(self, answers: Answers, count: int) -> None:
        self._answers = answers
        self._count = count
        self.died = 0
        self.given_up = 0

    def to_parts(self, parts: Iterable[Part]) -> Iterator[Any]:
        """The due dates of the children in many parts, in the order of the parts.

        Raises:
            NoProcessError: no process can be started.
        """
        idle = [_Process(self._answers) for _ in range(self._count)]
        busy: dict[Any, tuple[_Process, int, _Sent]] = {}
        answered: dict[int, list[bytes]] = {}
        given = 0  # how many parts were answered and given
        try:
            for process in idle:
                process.begun()
            for number, part in enumerate(parts):
                while not idle or number - given >= self._count * _HELD:
                    self._receive(idle, busy, answered)
                    yield from _in_order(answered, given)
                    given += _complete(answered, given)
                sent = _sent(part)
                process = idle.pop()
                with suppress(*_DIED):  # that it died is noticed when it is asked for its answer
                    process.connection.send(sent)
                busy[process.connection] = process, number, sent
            while busy:
                self._receive(idle, busy, answered)
                yield from _in_order(answered, given)
                given += _complete(answered, given)
        finally:
            for process in (*idle, *(process for process, _, _ in busy.values())):
                process.end()

    def _receive(self, idle: list[_Process], busy: dict[Any, tuple[_Process, int, _Sent]], answered: dict[int, list[bytes]]) -> None:
        """Wait until a process has answered, or died: then another takes its place."""
        for connection in wait(list(busy)):
            process, number, sent = busy.pop(connection)
            try:
                answered[number] = [process.connection.recv_bytes()]
            except _DIED:
                self.died += 1
                process.end()
                answered[number] = list(self._again(sent))
                process = _Process(self._answers)
                process.begun()
            idle.append(process)

    def _again(self, sent: _Sent) -> Iterator[bytes]:
        """A part in a process of its own; if that dies too, each half of the children, down to the one it dies of."""
        process = _Process(self._answers)
        process.begun()
        try:
            process.connection.send(sent)
            yield process.connection.recv_bytes()
        except _DIED:
            self.died += 1
        else:
            return
        finally:
            process.end()
        part = _received(sent)
        if len(part.runs) == 1:
            self.given_up += 1
            why = "the process that worked on this child died, twice; try it alone, with more memory"
            yield _to_bytes(list(self._answers.refusal(part, why)))
            return
        middle = len(part.runs) // 2
        yield from self._again(_sent(part.of_children(0, middle)))
        yield from self._again(_sent(part.of_children(middle, len(part.runs))))


def _complete(answered: dict[int, list[bytes]], given: int) -> int:
    """How many of the next parts are answered; they are forgotten."""
    number = given
    while answered.pop(number, None) is not None:
        number += 1
    return number - given


def _in_order(answered: dict[int, list[bytes]], given: int) -> Iterator[Any]:
    """The answers to the next parts, as far as they are there."""
    number = given
    while number in answered:
        for content in answered[number]:
            yield from _from_bytes(content)
        number += 1


class _Process:
    """One process that answers parts, one after another."""

    def __init__(self, answers: Answers) -> None:
        # Started anew and not copied: pyarrow has threads, and a copy of a process has none of them.
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, answers), daemon=True)
        with _undisturbed():  # or one that is half begun tells of the end of this one with a traceback
            self._process.start()
        theirs.close()

    def begun(self) -> None:
        """Wait until it can be asked.

        Raises:
            NoProcessError: it died before.
        """
        try:
            self.connection.recv_bytes()
        except _DIED:
            message = "no process can be started to work in; leave out --workers"
            raise NoProcessError(message) from None

    def end(self) -> None:
        """End it, whatever it is at."""
        self._process.kill()
        self._process.join()
        self.connection.close()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep the signals that end this process waiting; a mask would not do, for pyarrow's threads take them too."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    kept = {number: signal.getsignal(number) for number in _ENDING}
    for number, handler in kept.items():
        if handler is not None:  # set by Python, which can set it again
            signal.signal(number, lambda one, _: came.append(one))
    try:
        yield
    finally:
        for number, handler in kept.items():
            if handler is not None:
                signal.signal(number, handler)
        for number in came:
            signal.raise_signal(number)


def _work(connection: Connection, answers: Answers) -> None:
    """In a process of its own: answer every part that comes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that started this one ends it
    gc.freeze()  # what is loaded stays: not to look through it for garbage again saves a tenth of the time
    with suppress(*_DIED):  # the process that started this one has ended
        connection.send_bytes(b"ready")
        while True:
            connection.send_bytes(_to_bytes(list(answers.to_parts([_received(connection.recv())]))))


def _sent(part: Part) -> _Sent:
    return _Sent(tuple(_to_bytes([piece]).to_pybytes() for piece in part.pieces), part.rows, part.runs)


def _received(sent: _Sent) -> Part:
    return Part(tuple(piece for one in sent.pieces for piece in _from_bytes(one)), sent.rows, sent.runs)


def _to_bytes(batches: list[Any]) -> Any:
    """The batches as bytes that can be sent, without a copy of them."""
    sink = pa.BufferOutputStream()
    if batches:
        with pa.ipc.new_stream(sink, batches[0].schema) as stream:
            for batch in batches:
                stream.write_batch(batch)
    return sink.getvalue()


def _from_bytes(content: bytes) -> Iterator[Any]:
    if content:
        yield from pa.ipc.open_stream(content)
