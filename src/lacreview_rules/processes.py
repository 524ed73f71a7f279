"""Some work done in parts in several processes, answered in the order of the parts. One that dies costs only the child it died of."""

from __future__ import annotations

import gc
import multiprocessing
import signal
import sys
import threading
from contextlib import contextmanager, nullcontext, suppress
from multiprocessing import resource_tracker
from multiprocessing.connection import wait
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar
from weakref import WeakSet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from multiprocessing.connection import Connection

_HELD = 2  # answers for each process, so that none is idle and few are held
_ENDING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
_DIED = (EOFError, OSError)
"""What reading from or writing to a process that has died ends with."""

Part = TypeVar("Part")
GIVEN_UP = "the process that worked on this child died, twice; try it alone, with more memory"
"""What is said of a child that a process died of."""


class NoProcessError(RuntimeError):
    """No other process can be started here, or each dies at once."""


class Work(Protocol[Part]):
    """What is done with each part. Both are sent to other processes; a process that is a copy of this one has the work already."""

    def answer(self, part: Part, /) -> Any:
        """What is made of a part, as bytes; asked in another process."""
        ...

    def refusal(self, part: Part, /) -> Any:
        """The same for a part of one child that processes died of."""
        ...

    def halves(self, part: Part, /) -> tuple[Part, ...]:
        """The part in two; nothing if it is of one child."""
        ...


class Processes(Generic[Part]):
    """Processes that answer parts.

    Attributes:
        died: how many processes died.
        given_up: how many children a process died of, also when it had them alone.
    """

    def __init__(self, work: Work[Part], count: int) -> None:
        """None begun yet.

        Args:
            work: what is done with each part.
            count: how many processes.
        """
        self._work = work
        self._count = count
        self.died = 0
        self.given_up = 0

    def to_parts(self, parts: Iterable[Part]) -> Iterator[bytes]:
        """The answers to many parts, in their order; one part may have more than one answer, those to pieces of it.

        Raises:
            NoProcessError: no process can be started.
        """
        for answers in self.to_each(parts):
            yield from answers

    def to_each(self, parts: Iterable[Part]) -> Iterator[list[bytes]]:
        """The same, with the answers to each part together."""
        idle = [_Process(self._work) for _ in range(self._count)]
        busy: dict[Any, tuple[_Process, int, Part]] = {}
        answered: dict[int, list[bytes]] = {}
        given = 0  # how many parts were answered and given
        try:
            for process in idle:
                process.begun()
            for number, part in enumerate(parts):
                while not idle or number - given >= self._count * _HELD:
                    self._receive(idle, busy, answered)
                    while given in answered:
                        yield answered.pop(given)
                        given += 1
                process = idle.pop()
                with suppress(*_DIED):  # that it died is noticed when it is asked for its answer
                    process.connection.send(part)
                busy[process.connection] = process, number, part
            while busy:
                self._receive(idle, busy, answered)
                while given in answered:
                    yield answered.pop(given)
                    given += 1
        finally:
            for process in (*idle, *(process for process, _, _ in busy.values())):
                process.end()

    def _receive(self, idle: list[_Process], busy: dict[Any, tuple[_Process, int, Part]], answered: dict[int, list[bytes]]) -> None:
        """Wait until a process has answered, or died: then another takes its place."""
        for connection in wait(list(busy)):
            process, number, part = busy.pop(connection)
            try:
                answered[number] = [process.connection.recv_bytes()]
            except _DIED:
                self.died += 1
                process.end()
                answered[number] = list(self._again(part))
                process = _Process(self._work)
                process.begun()
            idle.append(process)

    def _again(self, part: Part) -> Iterator[bytes]:
        """A part in a process of its own; if that dies too, each half of the children, down to the one it dies of."""
        process = _Process(self._work)
        process.begun()
        try:
            process.connection.send(part)
            yield process.connection.recv_bytes()
        except _DIED:
            self.died += 1
        else:
            return
        finally:
            process.end()
        halves = self._work.halves(part)
        if not halves:
            self.given_up += 1
            yield bytes(self._work.refusal(part))
        for half in halves:
            yield from self._again(half)


class _Process:
    """One process that answers parts, one after another."""

    def __init__(self, work: Work[Any]) -> None:
        is_copy = _can_be_copied()
        context: Any = multiprocessing.get_context("fork" if is_copy else "spawn")
        self.connection, theirs = context.Pipe()
        self._work = None if is_copy else work
        _ours.add(self.connection)
        self._process = context.Process(target=_answer, args=(theirs, work if is_copy else None), daemon=True)
        with _undisturbed(), nullcontext() if is_copy else _ctrl_c_waits():  # a copy has what the first of the two sets
            self._process.start()
        theirs.close()

    def begun(self) -> None:
        """Tell it what is to be done, unless it knows, and wait until it can be asked.

        It is not told when it starts: one that died before it had read all of it would be waited for without end.

        Raises:
            NoProcessError: it died before.
        """
        try:
            if self._work is not None:
                self.connection.send(self._work)
            self.connection.recv_bytes()
        except _DIED:
            message = "no process can be started to work in; leave out --workers"
            raise NoProcessError(message) from None

    def end(self) -> None:
        """End it, whatever it is at."""
        self._process.kill()
        self._process.join()
        self.connection.close()


_ours: WeakSet[Connection] = WeakSet()
"""This process's ends of the pipes to all others, of which a copy of this process has copies too."""


def _can_be_copied() -> bool:
    """Whether this process can be copied, which starts another at once; anew, it takes as long as a thousand children.

    A copy has none of the threads of the process, and waits without end for what one of them held. So it is made where there
    is no thread but this, also none of a library: where that can be seen, on Linux. pyarrow starts its own when it likes to.
    """
    if sys.platform != "linux" or "pyarrow" in sys.modules:
        return False
    try:
        return len(list(Path("/proc/self/task").iterdir())) == 1
    except OSError:
        return False


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep the signals that end this process waiting, or a process that is half begun tells of the end of this one with a traceback.

    A mask would not do, for pyarrow's threads take them too.
    """
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


@contextmanager
def _ctrl_c_waits() -> Iterator[None]:
    """Let a process that is started meanwhile hear no Ctrl-C, which a terminal sends to it too, before it can say that it ignores it."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    resource_tracker.ensure_running()  # which would lift the mask again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _answer(connection: Connection, known: Work[Any] | None) -> None:
    """In a process of its own: answer every part that comes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that started this one ends it
    if known is not None:  # of a copy, the rest is still as in that process
        for number in _ENDING:
            if number != signal.SIGINT:
                signal.signal(number, signal.SIG_DFL)
        for one in _ours:
            if one is not connection:
                one.close()  # or the others would not notice that the process that started them has ended
    with suppress(*_DIED):  # the process that started this one has ended
        work: Work[Any] = connection.recv() if known is None else known
        gc.freeze()  # what is loaded stays: not to look through it for garbage again saves a tenth of the time
        connection.send_bytes(b"ready")
        while True:
            connection.send_bytes(work.answer(connection.recv()))
