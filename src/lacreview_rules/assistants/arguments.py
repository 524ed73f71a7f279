"""What a tool is given, read strictly: everything wrong with it at once, told by its place and never by the value found there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from lacreview_rules.errors import HistoryError, InputError, Problem, close_to, nearest
from lacreview_rules.files.dates import strict_day
from lacreview_rules.histories.json import parse_history

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import date

    from lacreview_rules.histories.history import History

MOST_EVENTS = 1_000
"""How many events one call may hold: more than any childhood has."""
OF_THE_HISTORY = ("events", "date_of_birth", "records", "record_starts", "reviews_before")
"""The arguments that are keys of a history."""
CHILD = "the child"
"""What stands for the identifier of the child, for which no tool asks."""
_WHO = frozenset({"child", "name", "id", "child_id", "child_name", "surname", "first_name", "forename", "upn", "nhs_number", "address"})
_MOST_LISTED = 200
_Read = TypeVar("_Read")


class Arguments:
    """The arguments of one call; `problems` grows as they are read, and `refuse_problems` ends it.

    Example:
        >>> given = Arguments({"as_of": "2026-02-30"}, ["as_of", "until"])
        >>> given.day("as_of", required=True), [str(problem) for problem in given.problems]
        (None, ['as_of: there is no such date; correct the day, the month or the year'])
    """

    def __init__(self, given: Mapping[str, Any], known: Sequence[str]) -> None:
        self._given = given
        self.problems: list[Problem] = []
        for number, key in enumerate(given, 1):
            if key not in known:
                self.problems.append(_unknown(number, str(key), known))

    def refuse_problems(self) -> None:
        """End the call if anything is wrong.

        Raises:
            InputError: with all that is.
        """
        if self.problems:
            raise InputError(self.problems)

    def given(self, key: str) -> bool:
        """Whether there is such an argument, other than null."""
        return self._given.get(key) is not None

    def _value(self, key: str, kind: type[_Read], wrong: tuple[str, str], *, required: bool) -> _Read | None:
        value = self._given.get(key)
        if value is None:
            if required:
                self.problems.append(Problem(key, "it is missing", "add it"))
            return None
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.problems.append(Problem(key, *wrong))
            return None
        return value

    def day(self, key: str, *, required: bool = False) -> date | None:
        """A day."""
        value = self._given.get(key)
        if value is None:
            if required:
                self.problems.append(Problem(key, "it is missing", "give the day; this server has no clock and never assumes today"))
            return None
        return self._tried(key, lambda: strict_day(value, '"2026-01-21"'))

    def _tried(self, where: str, read: Callable[[], _Read]) -> _Read | None:
        try:
            return read()
        except ValueError as error:
            self.problems.append(Problem(where, *error.args[:2]))
            return None

    def text(self, key: str, *, required: bool = False) -> str | None:
        """A text that is not empty."""
        found = self._value(key, str, ("it is not text", "write it in quotation marks"), required=required)
        if found is not None and not found.strip():
            self.problems.append(Problem(key, "it is empty", "fill it in" if required else "fill it in, or leave it out"))
            return None
        return found

    def flag(self, key: str) -> bool:
        """True or false; false unless given."""
        return (
            self._value(key, bool, ("it is neither true nor false", "write true or false, without quotation marks"), required=False)
            or False
        )

    def number(self, key: str, least: int, most: int) -> int | None:
        """A whole number between two others."""
        found = self._value(key, int, ("it is not a whole number", f"write a number from {least} to {most}"), required=False)
        if found is not None and not least <= found <= most:
            self.problems.append(Problem(key, f"it is not from {least} to {most}", "correct the number"))
            return None
        return found

    def listed(self, key: str) -> list[Any]:
        """A list; empty unless given."""
        found = self._value(key, list, ("it is not a list", "write it between [ and ]"), required=False) or []
        most = MOST_EVENTS if key in {"events", "suppose"} else _MOST_LISTED
        if len(found) > most:
            self.problems.append(Problem(key, f"there are more than {most:,} of them", "give fewer, of one child"))
            return []
        return found

    def words(self, key: str, known: Collection[str] | None, of: str) -> list[str]:
        """A list of known words; nothing is known where `known` is None, and then none is refused."""
        found = []
        for place, word in enumerate(self.listed(key)):
            if not isinstance(word, str):
                self.problems.append(Problem(f"{key}[{place}]", "it is not text", "write it in quotation marks"))
            elif known is not None and word not in known:
                self.problems.append(Problem(f"{key}[{place}]", f"it is not {of}", nearest(word, list(known))))
            else:
                found.append(word)
        return found

    def positions(self, key: str) -> list[int]:
        """A list of positions, from 0."""
        found = []
        for place, number in enumerate(self.listed(key)):
            if not isinstance(number, int) or isinstance(number, bool) or number < 0:
                self.problems.append(
                    Problem(f"{key}[{place}]", "it is not a position", "write 0 for the first of events, 1 for the second …")
                )
            else:
                found.append(number)
        return found

    def age(self) -> tuple[int, date] | None:
        """An age in years and the day on which the child had it."""
        value = self._value("age", dict, ("it is not an object", 'write {"years": 11, "on": "2026-01-21"}'), required=False)
        if value is None:
            return None
        inner = Arguments(value, ("years", "on"))
        years, on = inner.number("years", 0, 25), inner.day("on", required=True)
        if not inner.given("years"):
            inner.problems.append(Problem("years", "it is missing", "add it"))
        self.problems += [Problem(f"age.{one.where}" if one.where else "age", one.what, one.remedy) for one in inner.problems]
        if self.given("date_of_birth"):
            self.problems.append(Problem("age", "date_of_birth is given too", "leave one of the two out; the age is enough for most dates"))
        return None if years is None or on is None else (years, on)

    def history(self) -> History | None:
        """The history of the child, whoever that is."""
        self.listed("events")
        if not self.given("events"):
            self.problems.append(Problem("events", "it is missing", "give what happened, as a list of events"))
            return None
        if self.problems and any(one.where == "events" for one in self.problems):
            return None
        record = {key: self._given[key] for key in OF_THE_HISTORY if key in self._given}
        try:
            return parse_history({"child": CHILD, **record}, "")
        except HistoryError as error:
            self.problems += error.problems
            return None

    def supposed(self) -> History | None:
        """The events that are supposed to happen, as a history of their own."""
        events = self.listed("suppose")
        try:
            return parse_history({"child": CHILD, "events": events}, "")
        except HistoryError as error:
            self.problems += [elsewhere(one) for one in error.problems]
            return None


def elsewhere(problem: Problem) -> Problem:
    """A problem with an event that is supposed: it stands in `suppose`, not in `events`.

    Example:
        >>> elsewhere(Problem("events[0].on", "it is missing", "add it")).where
        'suppose[0].on'
    """
    where = "suppose" + problem.where.removeprefix("events") if problem.where.startswith("events") else problem.where
    return Problem(where, problem.what, problem.remedy, problem.others)


def _unknown(number: int, key: str, known: Sequence[str]) -> Problem:
    if key.lower() in _WHO:
        return Problem("", f"argument number {number} would say who the child is", "leave it out; no date needs it")
    if close_to(key, known):
        return Problem("", f"argument number {number} is misspelt", nearest(key, known))
    return Problem("", f"argument number {number} is not a known one", nearest("", known))
