"""What in a history cannot be, under whatever profile it will be read: words that nobody knows, and events out of their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.engine.before_record import begin_in_the_middle
from lacreview_rules.engine.problems import what_cannot_be
from lacreview_rules.errors import CalendarRangeError
from lacreview_rules.profile_files.loading import load_profile, shipped_profiles
from lacreview_rules.remarks.unknown_words import unknown_words
from lacreview_rules.rules.plan import plan_for
from lacreview_rules.rules.working_days import working_days_of

if TYPE_CHECKING:
    from lacreview_rules.errors import Problem
    from lacreview_rules.histories.history import History
    from lacreview_rules.profiles.profile import Profile

_FIRST = "england"  # of the shipped profiles the one whose words most others share


def cannot_be(history: History, profile: Profile | None) -> list[Problem]:
    """What a profile tells of a history; where none is named, what each of the shipped ones tells, in the words of the first.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import BecameLookedAfter, History, OtherEvent
        >>> history = History("A1", [BecameLookedAfter(on=date(2025, 12, 19)), OtherEvent(event="review-heldd", on=date(2026, 1, 14))])
        >>> print(*cannot_be(history, None))
        events[1].event: "review-heldd" is not a kind of event that england knows; did you mean "review-held"?
    """
    if profile is not None:
        return _told(history, profile)
    found = _told(history, load_profile(_FIRST))
    for name in shipped_profiles() if found else ():
        told = {problem.where for problem in _told(history, load_profile(name))}
        found = [problem for problem in found if problem.where in told]
    return found


def _told(history: History, profile: Profile) -> list[Problem]:
    plan = plan_for(profile)
    try:
        begun = begin_in_the_middle(history, plan, working_days_of(profile))
    except CalendarRangeError:  # that no date can be worked out is no reason not to write it
        return unknown_words(history, profile)
    return what_cannot_be(history, plan, begun)
