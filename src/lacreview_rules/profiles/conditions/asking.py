"""What a condition may ask about: a day in a child's period of care, and the words of the profile that it stands in.

When it is asked is another matter: `engine.walk` asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from lacreview_rules.histories.events import Event
    from lacreview_rules.histories.period_of_care import PeriodOfCare
    from lacreview_rules.histories.placement import Placement


class CountedFrom(Protocol):
    """What a count starts from."""

    @property
    def event(self) -> Event | None:
        """The event itself, where there is one."""
        ...


class Context(Protocol):
    """A day in a period of care, and what the count that starts there starts from."""

    @property
    def period(self) -> PeriodOfCare:
        """The period of care."""
        ...

    @property
    def on(self) -> date:
        """The day."""
        ...

    @property
    def occurrence(self) -> CountedFrom | None:
        """What the count starts from, if it starts from something."""
        ...

    @property
    def done(self) -> Mapping[str, list[date]]:
        """The days on which each task was done, in order."""
        ...

    @property
    def reviews(self) -> Sequence[date]:
        """The days of the reviews of this period, held and expected, in order."""
        ...

    @property
    def review(self) -> int | None:
        """The number of the review concerned in the rule's cycle; without one, of reviews held so far; None if it stands apart."""
        ...

    @property
    def restarted(self) -> bool:
        """Whether the rule's cycle has been restarted by then."""
        ...

    @property
    def placement(self) -> Placement:
        """The placement the child was in."""
        ...

    @property
    def legal_statuses(self) -> Sequence[str]:
        """The child's legal statuses: more than one, where the law allows it."""
        ...

    def done_for_review(self, task: str) -> date | None:
        """The day on which a task was done for the review concerned; where none is, for the next one."""
        ...

    def days_done(self, task: str) -> Sequence[date]:
        """The days on which a task was done, in order; of the review itself, those on which it was held."""
        ...

    def is_among(self, days: str) -> bool:
        """Whether the day is among the named days with this id."""
        ...

    def passed(self, total: str) -> Sequence[date]:
        """The days on which a total was passed."""
        ...


class Course(Protocol):
    """The course of a period of care: on which days something about it becomes another."""

    @property
    def period(self) -> PeriodOfCare:
        """The period of care."""
        ...

    def days_done(self, task: str) -> Sequence[date]:
        """The days on which a task was done, in order; of the review itself, those on which it was held."""
        ...

    def passed(self, total: str) -> Sequence[date]:
        """The days on which a total was passed."""
        ...


class Titled(Protocol):
    """A word of a profile."""

    @property
    def title(self) -> str:
        """The same in plain English; empty where the profile has none."""
        ...


class LastingFact(Titled, Protocol):
    """A fact that a history may record."""

    @property
    def scope(self) -> str:
        """How long it lasts unless it is taken back."""
        ...

    @property
    def whole_placement(self) -> bool:
        """Whether it holds from the first day of the placement, whichever day it is recorded on."""
        ...


class Belonging(Titled, Protocol):
    """A task of a profile."""

    @property
    def per(self) -> str:
        """What it is done once for."""
        ...


class Vocabulary(Protocol):
    """The words of a profile, and its answers to what the law leaves open."""

    @property
    def settings(self) -> Mapping[str, object]:
        """Every setting, answered."""
        ...

    @property
    def facts(self) -> Mapping[str, LastingFact]:
        """The facts by their ids."""
        ...

    @property
    def tasks(self) -> Mapping[str, Belonging]:
        """The tasks by their ids."""
        ...

    @property
    def events(self) -> Mapping[str, Titled]:
        """The events that the profile declares by their ids."""
        ...

    @property
    def days(self) -> Mapping[str, Titled]:
        """The named days by their ids."""
        ...

    @property
    def totals(self) -> Mapping[str, Titled]:
        """The totals by their ids."""
        ...
