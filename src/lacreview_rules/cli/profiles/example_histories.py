"""The histories on which profiles are shown side by side: those of the files named, or the worked example."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from lacreview_rules.cli.exits import Code, refuse, say
from lacreview_rules.comparison.side_by_side import worked_example
from lacreview_rules.errors import MOST_PROBLEMS, HistoryError
from lacreview_rules.wording import count_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from lacreview_rules.histories.history import History
    from lacreview_rules.profiles.profile import Profile

OnlyDiffering = Annotated[bool, typer.Option("--only-differing", help="Leave out the tasks on which the profiles agree.")]


def histories_of(paths: Iterable[Path]) -> Iterator[tuple[str, History]]:
    """Each history with where it stands; the worked example where no file is named.

    Raises:
        HistoryError: a file, or a history in it, cannot be read.
    """
    from lacreview_rules.sources.history_files import HistoryFiles  # noqa: PLC0415 - loaded when a file is named

    named = list(paths)
    if not named:
        yield "worked example", worked_example()
    for path in named:
        number = 0
        records = HistoryFiles([path])
        for number, found in enumerate(records, 1):
            if isinstance(found, HistoryError):
                raise found
            yield (f"{path}: history {number}" if number > 1 else str(path)), found
        if not number:
            message = f"{path}: there is no history in it"
            raise refuse(message)
        for line in records.summary(number):
            say(f"{path}: {line}")


def one_history(path: Path | None) -> History:
    """The one history of a file, or the worked example.

    Raises:
        typer.Exit: there are several in the file.
    """
    found = histories_of([] if path is None else [path])
    _, first = next(found)
    if next(found, None) is not None:
        message = f"{path} holds several histories; name a file with one"
        raise refuse(message, Code.BAD_INPUT)
    return first


def refuse_impossible(place: str, history: History, profiles: Iterable[Profile]) -> None:
    """Refuse a history that cannot be, under any of some profiles.

    Raises:
        HistoryError: it cannot be; names its place.
    """
    from lacreview_rules.engine.build import build_schedule  # noqa: PLC0415 - only in strict use

    for profile in profiles:
        try:
            build_schedule(history, profile, strict=True)
        except HistoryError as error:
            raise HistoryError(error.problems, place) from None


def tell(problems: Iterable[str]) -> None:
    """Say, each once, what in the histories could not be used: the first hundred, and how many more."""
    found = list(dict.fromkeys(problems))
    for problem in found[:MOST_PROBLEMS]:
        say(problem)
    if len(found) > MOST_PROBLEMS:
        say(f"and {count_text(len(found) - MOST_PROBLEMS, 'more problem')}; mend these first")
