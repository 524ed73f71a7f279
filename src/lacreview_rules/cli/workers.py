"""Children worked on in several processes: read and asked about there, in parts, and told of here in the order of the input."""

from __future__ import annotations

import pickle
from collections import deque
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, TypeVar

from lacreview_rules.cli.endings import ended_in_order
from lacreview_rules.cli.exits import Code, refuse, say
from lacreview_rules.errors import HistoryError, InputError, Problem
from lacreview_rules.files.json_records import unread_records
from lacreview_rules.processes import GIVEN_UP, NoProcessError, Processes
from lacreview_rules.wording import count_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_AT_ONCE = 64  # children in a part
_Item = TypeVar("_Item")


class Asking(Protocol):
    """What is asked of each child; it is sent to other processes."""

    def ask(self, question: Any, /) -> Any:
        """The answer about one child, or the error that stands for it; asked in another process."""
        ...


class _Parts(NamedTuple):
    """The work of other processes: questions in, answers out."""

    asking: Asking

    def answer(self, questions: list[Any]) -> bytes:
        return pickle.dumps([self.asking.ask(question) for question in questions])

    def refusal(self, questions: list[Any]) -> bytes:
        return pickle.dumps([HistoryError([Problem("", GIVEN_UP)]) for _ in questions])

    def halves(self, questions: list[Any]) -> tuple[list[Any], ...]:
        middle = len(questions) // 2
        return (questions[:middle], questions[middle:]) if middle else ()


class UnreadHistories:
    """The records of a file of histories, each with its place: cut apart, and not read."""

    def __init__(self, path: str) -> None:
        """Nothing opened yet."""
        self._path = Path(path)

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        """The place of each record and what stands there: see `history_in`.

        Raises:
            HistoryError: the file as a whole cannot be read.
        """
        try:
            yield from unread_records(self._path)
        except InputError as error:
            raise HistoryError(error.problems, error.source) from None


class ManyAsked(Generic[_Item]):
    """Answers about many children, from several processes.

    Attributes:
        given_up: how many children a process died of.
    """

    def __init__(self, asking: Asking, workers: int) -> None:
        """Nothing asked yet.

        Args:
            asking: what is asked of each child.
            workers: how many processes work.
        """
        self._processes: Processes[list[Any]] = Processes(_Parts(asking), workers)
        self.given_up = 0

    def answers(self, items: Iterable[tuple[_Item, Any]]) -> Iterator[tuple[_Item, Any]]:
        """Each item with the answer to its question, in order; with None, if there is none to ask.

        Raises:
            typer.Exit: no process can be started.
        """
        waiting: deque[list[tuple[_Item, Any]]] = deque()

        def parts() -> Iterator[list[Any]]:
            source = iter(items)
            while part := list(islice(source, _AT_ONCE)):
                waiting.append(part)
                yield [question for _, question in part if question is not None]

        try:
            with ended_in_order():
                for contents in self._processes.to_each(parts()):
                    answers = iter([answer for content in contents for answer in pickle.loads(content)])  # noqa: S301 - of our own
                    for item, question in waiting.popleft():
                        yield item, None if question is None else next(answers)
        except NoProcessError as error:
            raise refuse(str(error), Code.FAULT) from None
        self.given_up = self._processes.given_up
        if died := self._processes.died:
            say(f"lacreview: {count_text(died, 'process', 'processes')} died, out of memory perhaps; what it had was worked out again")
