"""What has to have happened before a day for what rules ask of the record to be so on it: since when, how often, how many days in all."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.profiles.conditions.lists import split
from lacreview_rules.profiles.conditions.time_and_number import days_ago_that_fit, numbers_that_fit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from lacreview_rules.profiles.models import Condition, Timescale
    from lacreview_rules.profiles.profile import Profile

_APART = 7  # days from one time that a task was done to the next


class Before(NamedTuple):
    """Something that happened, or was done, before.

    Attributes:
        name: the event or the task.
        ago: how many days before.
        lasts: for how many days more, if it lasts.
    """

    name: str
    ago: int
    lasts: int | None = None


def came_before(rules: Collection[Timescale], named: Collection[str], profile: Profile) -> tuple[Before, ...]:
    """What came before, for the conditions of some rules to hold where their counts start.

    Args:
        rules: the rules, all of which are to apply.
        named: what they count from, which happens on the day itself.
        profile: its totals, and which task is the review.

    Example:
        >>> from lacreview_rules import load_profile
        >>> from lacreview_rules.profiles.models import Condition, Timescale
        >>> since = Condition(since={"event": "visit-requested", "time": "6 weeks or over"})
        >>> rule = Timescale(id="ours/1", task="visit", limit="1 week", after="visit", when=since)
        >>> came_before([rule], ["visit"], load_profile("england"))
        (Before(name='visit-requested', ago=47, lasts=None),)
    """
    asked = [condition for rule in rules for condition in (rule.when, rule.held) if condition is not None]
    found = [one for condition in asked for one in _before(condition, named, profile)]
    return tuple(dict.fromkeys(found))


def _before(condition: Condition, named: Collection[str], profile: Profile) -> Iterator[Before]:
    if condition.since is not None:
        name, ago = condition.since.task or condition.since.event or "", days_ago_that_fit(condition.since)
        if ago is not None and name not in {*named, profile.cycle_task}:
            yield Before(name, ago)
    if condition.times_done is not None and condition.times_done.task != profile.cycle_task:
        name, fewest = condition.times_done.task, next(iter(numbers_that_fit(condition.times_done)), 0)
        yield from (Before(name, _APART * number) for number in range(1, fewest + (name not in named)))
    for word in split(condition.reached or ())[0][:1]:
        total = profile.totals[word]
        yield Before(total.event, total.days + 2, total.days)
