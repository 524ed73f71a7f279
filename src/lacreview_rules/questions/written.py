"""The questions that the law leaves open, as `data/questions.toml` has them: their readings, and what puts one into effect."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from lacreview_rules.arguments import check_type
from lacreview_rules.profiles.written import Written
from lacreview_rules.schedules.left_open import is_among, questions_file


class Edge(Written):
    """A first or last day of `in_force`, and the day that is read in its place."""

    from_: date | None = Field(default=None, alias="from")
    to: date | None = None
    instead: date


class RuleChange(Written):
    """Rules, and what they say under a reading.

    Attributes:
        rules: their ids; a star stands for any letters. Those that the profile does not hold are passed over.
        counted_after: only those of them that count days, weeks or months after something.
        set: keys of a timescale that take the place of its own.
        unless: exemptions that it has besides its own.
        at_limit: conditions of `when` that are asked on the day of the limit instead.
        edges: days of `in_force` that are read as others.
    """

    rules: tuple[str, ...]
    counted_after: bool = False
    set: Mapping[str, Any] = {}
    unless: tuple[Mapping[str, Any], ...] = ()
    at_limit: tuple[str, ...] = ()
    edges: tuple[Edge, ...] = ()

    def names(self, rule_id: str) -> bool:
        """Whether it is about this rule."""
        return is_among(rule_id, self.rules)


class Move(Written):
    """Events, and the day that is read in place of theirs.

    Attributes:
        events: kinds of event whose day is another.
        legal_status: only those with one of these; empty text stands for none recorded. Without any: all.
        with_: kinds that go along where they lie on the same day, because they say how things stand from then on.
        to: the day that is read.
    """

    events: tuple[str, ...]
    legal_status: tuple[str, ...] = ()
    with_: tuple[str, ...] = Field(default=(), alias="with")
    to: Literal["1 day", "next working day"]


class WrittenReading(Written):
    """One reading of a question, and what puts it into effect. That which is `taken` needs nothing."""

    name: str
    taken: bool = False
    settings: Mapping[str, str] = {}
    changes: tuple[RuleChange, ...] = ()
    moves: tuple[Move, ...] = ()
    closures: bool = False
    reviews_from: Literal["due"] | None = None
    due: Literal["next working day"] | None = None


class OpenQuestion(Written):
    """A question that the law leaves open.

    Attributes:
        id: its name; never reused.
        number: its page among the ambiguities of the documentation.
        title: the question in plain English.
        raised_by: the rules whose `ambiguous` raises it.
        matters_where: where alone another reading can give another date (`schedules.left_open` says what it can be).
        of_status: whether it decides if something was in time, and not only by when it was due.
        readings: every reading; none if `not_computed` says why.
        said: what is said of a due date whose count starts on a day of `in_force` that a reading takes for another; may be empty.
    """

    id: str
    number: int
    title: str
    raised_by: tuple[str, ...] = ()
    matters_where: str = ""
    of_status: bool = False
    readings: tuple[WrittenReading, ...] = ()
    not_computed: str = ""
    said: str = ""

    @model_validator(mode="after")
    def _has_one_that_is_taken(self) -> Self:
        taken = sum(reading.taken for reading in self.readings)
        by_setting = bool(self.readings) and all(reading.settings for reading in self.readings)
        if bool(self.readings) == bool(self.not_computed) or taken != (0 if by_setting or self.not_computed else 1):
            message = f"{self.id}: it has readings, of which one is taken or each has settings; or it says why it is not computed"
            raise ValueError(message)
        return self

    def raised_in(self, rule_id: str) -> bool:
        """Whether the `ambiguous` of this rule raises it."""
        check_type("rule_id", rule_id, str)
        return is_among(rule_id, self.raised_by)


class _File(Written):
    also_open: Mapping[str, str]
    also_open_where: Mapping[str, str] = {}
    questions: tuple[OpenQuestion, ...]


@cache
def _file() -> _File:
    return _File.model_validate(questions_file())


def open_questions() -> tuple[OpenQuestion, ...]:
    """Every question that the law leaves open, in the order of the documentation.

    Example:
        >>> [question.id for question in open_questions() if question.number == 19]
        ['simple-or-clear']
    """
    return _file().questions


def also_open() -> Mapping[str, str]:
    """The rules whose `ambiguous` leaves open more than the questions ask, and what keeps that from being computed."""
    return _file().also_open
