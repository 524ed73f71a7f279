"""Problems that stand by themselves: of words that are in the file, whatever else of their entry is missing or wrong.

Every other problem of an entry in which a value was wrong may only follow from that value, which was put aside.
"""

from __future__ import annotations

from dataclasses import dataclass

from lacreview_rules.errors import Problem


@dataclass(frozen=True, slots=True, order=True)
class OwnProblem(Problem):
    """A problem of what stands in the file: it follows from no value that is missing, or was put aside because it was wrong."""


def unknown_word(where: str, word: str, what: str, remedy: str = "") -> Problem:
    """A word that is not what it should be. An empty one stands for a value that is missing, and the problem follows from that.

    Args:
        where: its place in the file.
        word: as it was written.
        what: it is not: "an event".
        remedy: how to mend it.

    Example:
        >>> unknown_word("ours.toml:3: ours/1.task", "vist", "a task", 'did you mean "visit"?').what
        '"vist" is not a task'
        >>> [type(unknown_word("", word, "a task")).__name__ for word in ("vist", "")]
        ['OwnProblem', 'Problem']
    """
    kind = OwnProblem if word else Problem
    return kind(where, f'"{word}" is not {what}', remedy)
