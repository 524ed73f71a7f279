"""What the form for a row of a profile offers, in words: what a timescale can count from, and which review it can be about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.histories.events import BUILT_IN
from lacreview_rules.profiles.conditions.lists import title_of
from lacreview_rules.profiles.conditions.reviews import NUMBERED
from lacreview_rules.rules.plan import known_anchors
from lacreview_rules.rules.rule_plan import MISSED
from lacreview_rules.wording import plain

if TYPE_CHECKING:
    from lacreview_rules.profiles.profile import Profile

_USUAL = {
    "became-looked-after": "the child became looked after",
    "placement-started": "a placement began (the first, and each move)",
    "placement-moved": "the child moved placement (not the first placement)",
    "review": "a looked after review",
    "ceased-to-be-looked-after": "the child ceased to be looked after",
}
"""What a procedure counts from most often. With care a placement begins, and no child has moved: both are offered, and told apart."""

_FOLLOWING = {
    "placement-ended": "a placement ended (with a move, or with care)",
    "review-meeting-held": "a review was held with a meeting",
    "adjourned-review-completed": "a review that was adjourned was completed",
}
"""What no history records, because it follows from what it does record."""

_REVIEWS = {
    "none": "no review was held before",
    "any": "any review",
    "later": "the second or a later review",
    "not first": "not the first review",
}


def usual_anchors(profile: Profile) -> dict[str, str]:
    """What is counted from most often, in words, as far as the profile knows it.

    Example:
        >>> from lacreview_rules import load_profile
        >>> usual_anchors(load_profile("england"))["placement-moved"]
        'the child moved placement (not the first placement)'
    """
    known = known_anchors(profile)
    return {name: words for name, words in _USUAL.items() if name in known}


def what_happens(profile: Profile) -> dict[str, str]:
    """All else that can happen and be counted from, in words: no task, which is done or missed, and no birthday.

    Example:
        >>> from lacreview_rules import load_profile
        >>> what_happens(load_profile("england"))["placement-ended"]
        'a placement ended (with a move, or with care)'
    """
    declared = {**profile.events, **profile.totals, **profile.days}
    left = {name for name in known_anchors(profile) - set(_USUAL) - set(profile.tasks) if not name.startswith(MISSED)}
    ordered = [*(name for name in (*BUILT_IN, *_FOLLOWING) if name in left), *sorted(left - {*BUILT_IN, *_FOLLOWING})]

    def told(name: str) -> str:
        days, _, edge = name.rpartition(" ")
        if days in profile.days:
            return f"{title_of(profile.days, days)} {edge}"
        return _FOLLOWING.get(name) or (plain(name) if name in BUILT_IN else title_of(declared, name))

    return {name: told(name) for name in ordered}


def reviews() -> dict[str, str]:
    """Which review a row can be about, as the condition `review` takes it, in words.

    Example:
        >>> reviews()["second"], reviews()["every third"]
        ('the second review', 'every third review')
    """
    numbered = {word: f"{word} review" if word.startswith("every ") else f"the {word} review" for word in NUMBERED}
    return {**numbered, **_REVIEWS}
