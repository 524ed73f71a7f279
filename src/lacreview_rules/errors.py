"""What can go wrong, told to the person who must mend it.

    LacReviewError
    ├── InputError(ValueError)          a file or record that cannot be used; carries the Problems found
    │   ├── HistoryError                one child's events
    │   ├── ProfileError                a profile
    │   └── ExtractError                a data return
    ├── PeriodError(ValueError)         a phrase that is not a period
    ├── CalendarError(ValueError)       a calendar that cannot be built
    │   └── CalendarFileError           a file of bank holidays (an InputError too)
    ├── CalendarRangeError(LookupError) a date outside the calendar
    ├── UnknownProfileError(LookupError) no shipped profile of that name
    ├── UnknownTaskError(LookupError)   a schedule is asked for a task that its profile does not have
    ├── UnknownDueDateError(LookupError) a schedule has no due date with that id
    ├── NotWrittenError(AttributeError) a schedule that was read back is asked for what is not written down
    ├── UnknownRuleError(KeyError)      a profile has no rule with that id
    ├── UnknownSourceError(LookupError) no source of that name, or two
    ├── SourceError                     a source of another package that cannot be loaded
    ├── EventError(TypeError)           an event is given something that it cannot hold
    ├── ArgumentError(TypeError)        a function is given a value of another type than it takes
    └── MissingExtraError(ImportError)  a package that only one format needs is not installed

No message ever holds a child's details: a `Problem` cites the place (file, row, key) instead.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date


_MOST_LISTED = 12
MOST_PROBLEMS = 100
"""How many problems of one file or record are listed; the others are counted. So an error is never much longer than an answer."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong: where it is, what it is, and how to mend it.

    Attributes:
        where: the place: file, row, key.
        what: what is wrong there.
        remedy: how to mend it.
        others: for the last of many, how many more it stands for, which are not listed; 0 for every other.

    Example:
        >>> print(Problem(where="events[3].on", what="30 February does not exist", remedy="correct the date"))
        events[3].on: 30 February does not exist; correct the date
    """

    where: str
    what: str
    remedy: str = ""
    others: int = field(default=0, repr=False, compare=False)

    def __str__(self) -> str:
        text = f"{self.where}: {self.what}" if self.where else self.what
        return f"{text}; {self.remedy}" if self.remedy else text


def at_most(problems: Sequence[Problem], others: int = 0) -> list[Problem]:
    """The first of many problems, and as the last how many more there are.

    Args:
        problems: those found.
        others: how many more there are that were not looked into.

    Example:
        >>> [str(one) for one in at_most([Problem(f"events[{n}]", "it is missing") for n in range(110)])][-2:]
        ['events[99]: it is missing', 'and 10 more problems; mend these first']
    """
    listed = [one for one in problems if not one.others]
    more = max(len(listed) - MOST_PROBLEMS, 0) + others + sum(one.others for one in problems)
    if not more:
        return listed
    what = f"and {more:,} more problem{'s' if more > 1 else ''}"
    return [*listed[:MOST_PROBLEMS], Problem("", what, "mend these first", more)]


class LacReviewError(Exception):
    """The root of every error this library raises on purpose.

    Its message can be written to any stream that takes UTF-8: half of a pair of characters, which a message may repeat
    from a file, stands in it as an escape.
    """

    def __str__(self) -> str:
        return super().__str__().encode("utf-8", "backslashreplace").decode("utf-8")


class InputError(LacReviewError, ValueError):
    """Input that cannot be used. `problems` lists what was found, not just the first; of a history, at most a hundred."""

    def __init__(self, problems: Iterable[Problem], source: str = "") -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        self.source = source
        super().__init__(self._text())

    def __reduce__(self) -> tuple[type[InputError], tuple[tuple[Problem, ...], str]]:
        """What a copy, as for another process, is made from."""
        return type(self), (self.problems, self.source)

    def _text(self) -> str:
        count = sum(problem.others or 1 for problem in self.problems)
        head = f"{self.source}: " if self.source else ""
        if count == 1:
            return f"{head}{self.problems[0]}"
        lines = "\n".join(f"  {problem}" for problem in at_most(self.problems))
        return f"{head}{count:,} problems\n{lines}"


class HistoryError(InputError):
    """A child's history that cannot be read or, in strict use, that cannot be."""


class ProfileError(InputError):
    """A profile that is not well formed."""


class ExtractError(InputError):
    """A data return that cannot be read at all (single bad rows are reported, not raised)."""


class PeriodError(LacReviewError, ValueError):
    """A phrase that does not say a period, such as "1.5 months"."""


class CalendarError(LacReviewError, ValueError):
    """A calendar that cannot be built."""


class CalendarFileError(InputError, CalendarError):
    """A file of bank holidays that cannot be read, or does not fit the calendar it is laid over."""


class CalendarRangeError(LacReviewError, LookupError):
    """A date outside the days the calendar knows; names the date, the range and the remedy.

    Attributes:
        day: the date, where there is one.
    """

    def __init__(self, message: str, day: date | None = None) -> None:
        self.day = day
        super().__init__(message)

    def __reduce__(self) -> tuple[type[CalendarRangeError], tuple[str, date | None]]:
        """What a copy, as for another process, is made from."""
        return type(self), (self.args[0], self.day)


class UnknownProfileError(LacReviewError, LookupError):
    """No shipped profile has this id."""


class UnknownTaskError(LacReviewError, LookupError):
    """A schedule is asked for a task that its profile does not have."""


class UnknownDueDateError(LacReviewError, LookupError):
    """A schedule has no due date with this id."""


class NotWrittenError(LacReviewError, AttributeError):
    """A schedule that was read back is asked for what is not written down, as the working of a date."""


class UnknownRuleError(LacReviewError, KeyError):
    """A profile has no timescale or consideration with this id."""

    def __str__(self) -> str:
        return str(self.args[0])  # a KeyError shows its message in quotation marks


class UnknownSourceError(LacReviewError, LookupError):
    """No source has this name, or more than one package has it."""


class SourceError(LacReviewError):
    """A source of another package cannot be loaded, or gives back what a source may not."""


class ArgumentError(LacReviewError, TypeError):
    """A function is given a value of another type than it takes: a datetime where a date is due, the name of a profile."""


class EventError(ArgumentError):
    """An event is given something that it cannot hold; the message names the field, never what was given."""


class MissingExtraError(LacReviewError, ImportError):
    """A package that only one format needs is not installed."""


def extra_needed(what: str, package: str, extra: str) -> str:
    """What is said where a package is not installed: which extra brings it, and how that is installed.

    Example:
        >>> extra_needed("a calendar feed needs", "icalendar", "icalendar")
        'a calendar feed needs icalendar, which is not installed; run in the folder of lacreview_rules: pip install ".[icalendar]"'
    """
    return f'{what} {package}, which is not installed; run in the folder of lacreview_rules: pip install ".[{extra}]"'


def nearest(word: str, known: Sequence[str], first: Sequence[str] = ()) -> str:
    """The remedy for a word that is not known: the one that begins with it, the nearest one, or the list of them.

    Args:
        word: what was written.
        known: what could have been meant.
        first: those of them that are more likely, where several begin with the word.

    Example:
        >>> nearest("reviw-held", ["review-held", "review-adjourned"])
        'did you mean "review-held"?'
        >>> nearest("foster", ["other", "foster-care"])
        'did you mean "foster-care"?'
    """
    written = word.lower().replace(" ", "-")
    likely = [one for one in (*first, *sorted(known, key=len)) if one in known]
    close = written if written in known else None
    if len(written) >= _FEWEST:
        close = close or next((one for one in likely if one.startswith(f"{written}-")), None)
    close = close or next((one for one in [_closest(word, known, cutoff=0.6)] if one and _is_akin(written, one)), None)
    if close is not None:
        return f'did you mean "{close}"?'
    listed = ", ".join(sorted(known)[:_MOST_LISTED])
    more = ", …" if len(known) > _MOST_LISTED else ""
    return f"use one of: {listed}{more}" if listed else ""


def _is_akin(written: str, known: str) -> bool:
    """Whether a word is a slip of the pen for another, or begins or ends with a word of it: letters alone make many alike."""
    from difflib import SequenceMatcher  # noqa: PLC0415 - only where something is wrong

    known = known.lower()
    if sorted(written) == sorted(known) or SequenceMatcher(None, written, known).ratio() >= _A_SLIP:
        return True
    mine, its = ([part[:_STEM] for part in word.replace("-", " ").split()] or [""] for word in (written, known))
    return any(len(stem) == _STEM and stem in (its[0], its[-1]) for stem in (mine[0], mine[-1]))


_A_SLIP = 0.75
_STEM = 4  # letters that two words of one meaning begin with
_FEWEST = 3  # letters that stand for a longer word


def or_else(remedy: str, other: str) -> str:
    """Two remedies as one sentence or two, whichever the first allows.

    Example:
        >>> or_else('did you mean "newham"?', "give a path")
        'did you mean "newham"? Or give a path'
        >>> or_else("use one of: england, newham", "give a path")
        'use one of: england, newham; or give a path'
    """
    return f"{remedy} Or {other}" if remedy.endswith("?") else f"{remedy}; or {other}"


_MOST_ADDED = 2


def close_to(word: str, known: Sequence[str]) -> str | None:
    """The known word of which this one is a misspelling, if it is of any: a letter or two apart.

    A message may repeat a misspelling, and nothing else that a history holds: a known word with another beside it is
    none ("foster-care Ann"), for the other may be a name.

    Example:
        >>> close_to("fostr-care", ["foster-care"]), close_to("foster-care Ann", ["foster-care"])
        ('foster-care', None)
    """
    near = [one for one in known if abs(len(one) - len(word)) <= _MOST_ADDED]
    return _closest(word, near, cutoff=0.75)


def _closest(word: str, known: Sequence[str], *, cutoff: float) -> str | None:
    return _closest_of(word, tuple(known), cutoff)


@lru_cache(maxsize=256)  # a word that is not known stands in the records of many children
def _closest_of(word: str, known: tuple[str, ...], cutoff: float) -> str | None:
    from difflib import get_close_matches  # noqa: PLC0415 - only where something is wrong

    close = get_close_matches(word, known, n=1, cutoff=cutoff)
    return close[0] if close else None
