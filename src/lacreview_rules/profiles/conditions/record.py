"""What is known of one kind of condition, all in one place: every other module reads these records.

To add a condition is to add one record to its family and to `CONDITIONS`, and its cases to the tests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from lacreview_rules.profiles.conditions.asking import Context

if TYPE_CHECKING:
    from datetime import date

    from lacreview_rules.histories.period_of_care import PeriodOfCare
    from lacreview_rules.profiles.conditions.asking import Course, Vocabulary

Test = Callable[[Context], bool]
OfNumber = Callable[[int | None], bool]
"""What a condition asks of the number of a review, and of nothing else. One that stands apart from the sequence has none."""
Thing = tuple[str, str]
"""Something about a child that has one value at a time: a condition's key; of a fact or a task, which one too."""


ChangesOn = Callable[[Any, "Vocabulary", "Course"], "Iterable[date]"]
"""The days on which the answer to a condition with some value, in the profile it stands in, may become another."""


class Named(NamedTuple):
    """One condition of a profile as a test, and which word of a history decides it beforehand.

    Attributes:
        test: whether it holds in a context.
        only_with: it can hold only where each of these words occurs in the period of care ("placement=adoptive").
        always_without: it always holds where this word does not occur.
        of_number: the same test for a condition that asks only for the number of the review.
        number: that number, where only one will do.
    """

    test: Test
    only_with: frozenset[str] = frozenset()
    always_without: str | None = None
    of_number: OfNumber | None = None
    number: int | None = None


class AskedBy(NamedTuple):
    """What of the rule that asks can make a condition impossible.

    Attributes:
        restarts_on: the events that restart its cycle.
        counts_from_review: whether it counts from a review.
        others: every condition named beside this one, by its key.
    """

    restarts_on: tuple[str, ...]
    counts_from_review: bool
    others: Mapping[str, Any]


class Declared(NamedTuple):
    """Where the profile declares the words that a condition takes.

    Attributes:
        table: "placements", for example.
        what: one of them, as a message names it: "a kind of placement".
        shown: whether an editor suggests those of the shipped profile.
    """

    table: str
    what: str
    shown: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionRecord:
    """One kind of condition.

    Attributes:
        key: how a profile names it.
        shape: the type of its value, for the model that reads a profile.
        description: what the JSON Schema and the list of keys say of it.
        holds_when, takes: its row in the documentation of the profile format.
        compile: its value, in the profile it stands in, made into a test; ValueError or PeriodError says what cannot be read.
        words: its value in plain English: sentences that must all hold.
        leaves_open: which values of which things are left open by its value, beside the words that other rules use of it;
            None where that cannot be weighed. Two conditions overlap if of each thing some value is open to both.
        examples: values that an editor suggests; declared: the table that declares the words it takes, if they are words of the profile.
        words_of: the words of a period of care by which it can be decided beforehand, if there are any; see `Named`.
        bounds: limits of its value, for the model.
        needs_birth: whether it cannot hold without a date of birth.
        in_cycle: whether it asks about the rule's own cycle of reviews.
        about: what it reads the course of: reviews, placements or legal statuses. What is recorded of these is then read.
        is_special: whether it is something that does not come to every child in time.
        looks_ahead: how many reviews beyond those shown it has to foresee.
        tasks_of, events_of: the tasks, and the events, that it asks about.
        settled_late: whether the answer is known only once those tasks have been worked out.
        changes_on: the days, besides those on which a move, a legal status, a fact or authority to place is recorded, on which the
            answer may become another; None where these are not known, and nothing can come back with it.
        impossible: what is wrong with its value, and the remedy, if nothing that the rule is asked about can ever fit it.
    """

    key: str
    shape: Any
    description: str
    holds_when: str
    takes: str
    compile: Callable[[Any, Vocabulary], Named]
    words: Callable[[Any, Vocabulary], Iterable[str]]
    leaves_open: Callable[[Any, frozenset[str]], Iterable[tuple[Thing, frozenset[Any]]]] | None
    examples: tuple[str, ...] = ()
    declared: Declared | None = None
    words_of: Callable[[PeriodOfCare], Iterable[str]] | None = None
    bounds: Mapping[str, int] | None = None
    needs_birth: bool = False
    in_cycle: bool = False
    about: Literal["", "reviews", "placements", "legal_statuses"] = ""
    is_special: bool = False
    looks_ahead: Callable[[Any], int] | None = None
    tasks_of: Callable[[Any], Iterable[str]] | None = None
    events_of: Callable[[Any], Iterable[str]] | None = None
    settled_late: bool = False
    changes_on: ChangesOn | None = None
    impossible: Callable[[Any, AskedBy], tuple[str, str] | None] | None = None


def as_recorded(_value: Any, _profile: Vocabulary, _course: Course) -> Iterable[date]:
    """The days on which a condition changes that reads nothing but moves, legal statuses, facts and authority to place: none besides."""
    return ()


def all_hold(tests: tuple[Test, ...]) -> Test:
    """One test out of several that must all hold.

    Example:
        >>> all_hold((lambda m: True, lambda m: False))(None)
        False
    """
    if len(tests) == 1:
        return tests[0]
    return lambda context: all(test(context) for test in tests)
