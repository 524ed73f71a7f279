"""What comes on standard input in the place of a file: read once, into memory, and never onto a disk."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

from lacreview_rules.cli.exits import refuse
from lacreview_rules.cli.input_options import HISTORY, STANDARD_INPUT, Address
from lacreview_rules.errors import HistoryError, InputError
from lacreview_rules.files.json_records import json_records_in
from lacreview_rules.sources.door import Records
from lacreview_rules.sources.history_files import said_of_caseload_keys, without_caseload_keys

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from lacreview_rules.histories.history import History

NAME = "standard input"


def check_read_once(*read: Address | Path | str | None) -> None:
    """Refuse standard input in two places: it can be read once.

    Raises:
        typer.Exit: it is given twice.
    """
    if sum(str(one) in {STANDARD_INPUT, NAME} for one in read if one is not None) > 1:
        message = "- is given twice, and standard input can be read once; write one of the two to a file"
        raise refuse(message)


def content_of(path: Path) -> tuple[bytes, str]:
    """The content of a file, or of standard input if it is ``-``, and what it is called in messages.

    Raises:
        OSError: it cannot be read.
    """
    name = NAME if str(path) == STANDARD_INPUT else str(path)
    try:
        return sys.stdin.buffer.read() if name == NAME else path.read_bytes(), name
    except OSError as error:
        error.filename = name  # a read that fails names no file
        raise


def histories_on(addresses: Sequence[Address], source: str) -> Records | None:
    """The histories on standard input; None if it is not what is read.

    Raises:
        typer.Exit: standard input is given beside a file, or to a source that reads folders and tables.
    """
    if not any(one.is_standard_input for one in addresses):
        return None
    if source != HISTORY:
        message = f"--input {source} cannot be read from standard input; write it to a file, and name that"
        raise refuse(message)
    if len(addresses) > 1:
        message = "- stands for all that is read here; leave out the other files, or write it to one"
        raise refuse(message)
    return _Histories(sys.stdin.buffer.read())


class _Histories(Records):
    """Histories in memory: one, a list of them, or one on each line."""

    many = False  # until a second one is read

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._left: Counter[str] = Counter()

    def __iter__(self) -> Iterator[History | HistoryError]:
        """The histories, and each broken one as the error that says what is wrong with it."""
        from lacreview_rules.histories.json import histories_of_records  # noqa: PLC0415 - pydantic is slow to start

        self._left.clear()
        try:
            records = json_records_in(self._content, NAME)
        except InputError as error:
            raise HistoryError(error.problems, error.source) from None
        yield from histories_of_records(without_caseload_keys(records, self._left))

    def summary(self, used: int) -> Sequence[str]:
        """The keys of a caseload's records that were left aside."""
        del used
        return said_of_caseload_keys(self._left)
