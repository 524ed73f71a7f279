"""Histories in our own format: JSON files, one after another."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lacreview_rules.errors import HistoryError, InputError, Problem
from lacreview_rules.files.json_records import json_records
from lacreview_rules.sources.addresses import refuse_databases
from lacreview_rules.sources.by_name import check_settings
from lacreview_rules.sources.door import Records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lacreview_rules.histories.history import History
    from lacreview_rules.sources.door import SourceOptions

_OF_CASELOADS = frozenset({"profile", "reviews_from", "team", "worker"})
_ONE_A_LINE = {".jsonl", ".ndjson"}


def without_caseload_keys(records: Iterator[tuple[str, Any]], left: Counter[str]) -> Iterator[tuple[str, Any]]:
    """The same records without the keys that a caseload alone reads; counts each that was left aside."""
    for place, content in records:
        if isinstance(content, dict) and not _OF_CASELOADS.isdisjoint(content):
            from lacreview_rules.files.caseload_keys import without_keys  # noqa: PLC0415 - few records have them

            yield from without_keys(iter([(place, content)]), left)
        else:
            yield place, content


def said_of_caseload_keys(left: Counter[str]) -> list[str]:
    """What is said of the keys that were left aside, a line each."""
    if not left:
        return []
    from lacreview_rules.files.caseload_keys import left_aside  # noqa: PLC0415 - as above

    return [*left_aside(left)]


class HistoryFiles(Records):
    """The histories of some files, in their order; a child who was in an earlier file is an error, as within one file."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = paths
        self._left: Counter[str] = Counter()
        self.many = len(paths) > 1 or any(path.suffix in _ONE_A_LINE for path in paths)

    def __iter__(self) -> Iterator[History | HistoryError]:
        """The histories, and each broken one as the error that says what is wrong with it."""
        from lacreview_rules.histories.json import histories_of_records  # noqa: PLC0415 - pydantic is slow to start

        self._left.clear()
        first: dict[str, Path] = {}
        for path in self._paths:
            try:
                records = json_records(path)
            except InputError as error:
                raise HistoryError(error.problems, error.source) from None
            for read in histories_of_records(without_caseload_keys(records, self._left)):
                if not isinstance(read, HistoryError) and first.setdefault(read.child, path) != path:
                    what = f"the same child was in {first[read.child]} already"
                    yield HistoryError([Problem("child", what, "put all events of a child into one history")], str(path))
                else:
                    yield read

    def count_left(self, keys: Iterable[str]) -> None:
        """Count the keys that were left aside in a record that was read elsewhere."""
        self._left.update(keys)

    def summary(self, used: int) -> Sequence[str]:
        """The keys of a caseload's records that were left aside."""
        del used
        return said_of_caseload_keys(self._left)


def open_source(addresses: Sequence[str], options: SourceOptions) -> Records:
    """Files of histories: one history or a list of them (.json), or one on each line (.jsonl).

    Raises:
        InputError: one is a folder, or cannot be read twice.
    """
    check_settings(options, (), "history")
    refuse_databases(addresses, "history")
    paths = [Path(address) for address in addresses]
    for path in paths:
        if path.is_dir():
            what, remedy = f"{path} is a folder", "name a file of histories, or add --input ssda903 if it holds a data return"
            raise InputError([Problem("", what, remedy)])
        if path.exists() and not path.is_file():
            what, remedy = f"{path} is a pipe or a device, which cannot be read twice", "write it to a file first"
            raise InputError([Problem("", what, remedy)])
    return HistoryFiles(paths)
