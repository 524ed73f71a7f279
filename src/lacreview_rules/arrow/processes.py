"""Parts of a table answered in several processes, each sent as bytes and answered with the bytes of batches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa

from lacreview_rules import processes
from lacreview_rules.arrow.whole_children import Part
from lacreview_rules.processes import GIVEN_UP, NoProcessError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lacreview_rules.arrow.schedules import Answers
    from lacreview_rules.arrow.whole_children import Rows, Run

__all__ = ["NoProcessError", "Processes"]


class _Sent(NamedTuple):
    """A part on its way to another process: its rows as bytes, and none of what they were cut from."""

    pieces: tuple[bytes, ...]
    rows: Rows
    runs: tuple[Run, ...]


class _Batches(NamedTuple):
    """The work: parts of a table in, batches of due dates out."""

    answers: Answers

    def answer(self, sent: _Sent) -> Any:
        """The due dates of a part."""
        return _to_bytes(list(self.answers.to_parts([_received(sent)])))

    def refusal(self, sent: _Sent) -> Any:
        """A row for a child that processes died of."""
        return _to_bytes(list(self.answers.refusal(_received(sent), GIVEN_UP)))

    def halves(self, sent: _Sent) -> tuple[_Sent, ...]:
        """Each half of the children."""
        part = _received(sent)
        count = len(part.runs)
        return () if count == 1 else (_sent(part.of_children(0, count // 2)), _sent(part.of_children(count // 2, count)))


class Processes:
    """Processes that answer parts of a table.

    Attributes:
        died: how many processes died.
        given_up: how many children a process died of, also when it had them alone.
    """

    def __init__(self, answers: Answers, count: int) -> None:
        """None begun yet.

        Args:
            answers: what is asked of every child.
            count: how many processes.
        """
        self._processes = processes.Processes(_Batches(answers), count)

    @property
    def died(self) -> int:
        """How many processes died."""
        return self._processes.died

    @property
    def given_up(self) -> int:
        """How many children a process died of, also when it had them alone."""
        return self._processes.given_up

    def to_parts(self, parts: Iterable[Part]) -> Iterator[Any]:
        """The due dates of the children in many parts, in the order of the parts.

        Raises:
            NoProcessError: no process can be started.
        """
        for content in self._processes.to_parts(map(_sent, parts)):
            yield from _from_bytes(content)


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
