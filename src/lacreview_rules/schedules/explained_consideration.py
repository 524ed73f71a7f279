"""Why a review must consider something: the rule, the review that it marks, and what had to be so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.profiles.words import condition_words
from lacreview_rules.schedules.explanation import Explanation, Step, rule_facts

if TYPE_CHECKING:
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.schedules.schedule import MarkedReview


def explain_consideration(mark: MarkedReview, profile: Profile) -> Explanation:
    """The working of a consideration: which review, under which rule, and each condition that was met on the day of the review.

    Args:
        mark: one of the considerations of a schedule.
        profile: that of the schedule, which has the words.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import BecameLookedAfter, History, build_schedule, load_profile
        >>> schedule = build_schedule(History("A123", [BecameLookedAfter(on=date(2026, 1, 5))]), load_profile("newham"))
        >>> print(explain_consideration(schedule.considerations[0], schedule.profile).line("review"))
        Marks: review 2, Sat 2 May 2026 (assumed)
    """
    rule = mark.rule
    review = Step("review", {"review": mark.review, "on": mark.on.isoformat(), "basis": mark.basis, "period_of_care": mark.period_of_care})
    met = [Step("met", {"condition": condition_words(rule.when, profile), "met": True})] if rule.when is not None else []
    unmet = [Step("met", {"condition": condition_words(condition, profile), "met": False}) for condition in rule.unless]
    return Explanation(f"{rule.title} (review {mark.review})", None, (review, Step("rule", rule_facts(rule)), *met, *unmet), mark.on)
