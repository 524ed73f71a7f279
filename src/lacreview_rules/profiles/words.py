"""Timescales and their conditions in words, for a reader who does not write profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.profiles.conditions.lists import title_of, word_text
from lacreview_rules.wording import day_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lacreview_rules.profiles.models import Condition, Timescale
    from lacreview_rules.profiles.profile import Profile

PER = {
    "period-of-care": "belongs to the period of care",
    "placement": "belongs to the placement",
    "review": "belongs to the review",
    "event": "belongs to the event that calls for it",
}


def limit_words(rule: Timescale) -> str:
    """By when, in words.

    Example:
        >>> from lacreview_rules import load_profile
        >>> limit_words(load_profile("newham").rule("newham/NH8"))
        '10 working days before review'
    """
    anchors = [word_text(name) for name in rule.after]
    after = anchors[0] if len(anchors) == 1 else f"the latest of {', '.join(anchors)}"
    before = word_text(rule.before) if rule.before is not None else ""
    if rule.limit == ("midway",):
        return f"midway between {after} and the next {before}" if before in anchors else f"midway between {after} and {before}"
    if rule.limit_from is not None:
        return f"the date named in {after} (as {word_text(rule.limit_from)})"
    way, anchor = ("before", before) if before else ("after", after)
    if not rule.limit:
        return f"no later than {before}" if before else f"no date can be calculated (on {after})"
    if rule.limit == ("0 days",):
        return f"on the day of {anchor}"
    how = " in clear days" if rule.clear else " (that day is day 1)" if rule.inclusive else ""
    if len(rule.limit) > 1:
        return f"{' or '.join(rule.limit)}, whichever is earlier, {way} {anchor}{how}"
    return f"{next(iter(rule.limit))} {way} {anchor}{how}"


def terms_words(rule: Timescale, profile: Profile) -> Iterator[str]:
    """What else the timescale asks for: conditions, aims, when it holds.

    Example:
        >>> from lacreview_rules import load_profile
        >>> newham = load_profile("newham")
        >>> list(terms_words(newham.rule("newham/NH10"), newham))
        ['if it is not the first review']
    """
    yield from _whom_it_concerns(rule, profile)
    yield from _how_it_is_counted(rule, profile)
    yield from _what_counts_as_done(rule)
    yield from in_force_words(rule)
    if rule.in_force and rule.in_force_by == "limit":
        yield "whether it is in force is asked of the day of the limit, not of the day it counts from"


def whom_words(rule: Timescale, profile: Profile) -> Iterator[str]:
    """Whom the timescale concerns: its conditions, each in words.

    Example:
        >>> from lacreview_rules import load_profile
        >>> england = load_profile("england")
        >>> list(whom_words(england.rule("england/T2"), england))
        ['unless the legal status is short break']
    """
    if rule.when is not None:
        yield f"if {condition_words(rule.when, profile)}{_which_review(rule.when.review, rule, profile)}"
    for condition in rule.unless:
        still = " where the count starts, and still on the day of the limit" if rule.unless_throughout else ""
        yield f"unless {condition_words(condition, profile)}{still}"
    if rule.while_:
        yield f"as long as {', or '.join(condition_words(condition, profile) for condition in rule.while_)}"


def _which_review(words: tuple[str, ...], rule: Timescale, profile: Profile) -> str:
    """Which review it is that a condition asks about: of a review that counts from a review, the earlier of the two."""
    if not words or rule.task != profile.cycle_task or profile.cycle_task not in rule.after:
        return ""
    if len(words) == 1 and words[0] in _NEXT:
        return f" (counting from the {words[0]} review, so the {_NEXT[words[0]]} is due)"
    return " (the review that it counts from, so the one after it is due)"


_NEXT = {"first": "second", "second": "third", "third": "fourth", "fourth": "fifth", "fifth": "sixth"}


def _whom_it_concerns(rule: Timescale, profile: Profile) -> Iterator[str]:
    """The conditions, and the rules and decisions that go before it."""
    yield from whom_words(rule, profile)
    if rule.comes_back:
        yield "where that holds again only after the day of the limit, due on the day from which it does"
    if rule.exempt_like:
        any_of = "any of " if len(rule.exempt_like) > 1 else ""
        yield f"leaves out whom {any_of}{', '.join(rule.exempt_like)} leaves out"
    if rule.id in profile.yields:
        yield f"only where {' or '.join(profile.yields[rule.id])} sets no limit"
    if rule.decided_by is not None:
        yield f'unless "{title_of(profile.facts, rule.decided_by)}" is recorded with another limit'


def _how_it_is_counted(rule: Timescale, profile: Profile) -> Iterator[str]:
    """On which days, for whom, and from when on it should be done."""
    if rule.counted_in is not None:
        yield f"counted on these days only: {title_of(profile.days, rule.counted_in)}"
    if rule.falls_on is not None:
        yield f"moved back to the last of these days: {title_of(profile.days, rule.falls_on)}"
    if rule.role:
        yield f"for this: {rule.role}"
    if rule.aim is not None:
        yield "aim for that day itself" if rule.aim == "0 days" else f"aim for {rule.aim}"
    if rule.opens is not None:
        yield f"not sooner than {rule.opens}, counted the same way{'; sooner does not count' if rule.opens_strict else ''}"
    if rule.adds_up:
        yield "the time of earlier periods of care counts too"
    if rule.adds_up_within is not None:
        yield f"the hours of earlier ones within {rule.adds_up_within} count too"


def _what_counts_as_done(rule: Timescale) -> Iterator[str]:
    """What ends it, meets it or starts it again."""
    if rule.until is not None:
        yield f"stops with {word_text(rule.until)}"
    if rule.may_precede:
        yield "completion beforehand counts" if rule.may_precede is True else f"completion up to {rule.may_precede} beforehand counts"
    if rule.deemed:
        yield "silence counts as done"
    if rule.restarts_on:
        yield f"starts again on {' or '.join(word_text(name) for name in rule.restarts_on)}"


def more_words(rule: Timescale, profile: Profile) -> Iterator[str]:
    """What else the timescale says: conditions, aims, when it holds, what is doubtful."""
    yield from terms_words(rule, profile)
    if rule.note:
        yield f"Note: {rule.note}"
    if rule.ambiguous:
        yield f"Ambiguous: {rule.ambiguous}"


def condition_words(condition: Condition, profile: Profile) -> str:
    """Conditions that must all hold, in words.

    Example:
        >>> from lacreview_rules import load_profile
        >>> from lacreview_rules.profiles.models import Condition
        >>> condition_words(Condition(age="under 5", placement="not adoptive"), load_profile("england"))
        'the child is under 5 and the placement is not adoptive'
    """
    return " and ".join(sentence for record, value in condition.named() for sentence in record.words(value, profile))


def in_force_words(rule: Timescale) -> Iterator[str]:
    """Each time for which it is in force, in words."""
    for span in rule.in_force:
        start = f" from {day_text(span.from_)}" if span.from_ is not None else ""
        end = f" until {day_text(span.to)}" if span.to is not None else ""
        yield f"in force{start}{end}"


def task_words(title: str) -> str:
    """The title of a task without the number of its review: it stands for every number.

    Example:
        >>> task_words("{Ordinal} looked after review")
        'Looked after review'
    """
    title = title.replace("{Ordinal} ", "").replace("{ordinal} ", "")
    return title[:1].upper() + title[1:]
