"""Timescales and their conditions in words, for a reader who does not write profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.wording import day_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from lacreview_rules.profiles.models import Condition, InForce, Task, Term, Timescale
    from lacreview_rules.profiles.profile import Profile

PER = {
    "period-of-care": "belongs to the period of care",
    "placement": "belongs to the placement",
    "review": "belongs to the review",
    "event": "belongs to the event that calls for it",
}

_REVIEWS = {
    "none": "no review has been held",
    "any": "a review has been held",
    "later": "it is the second or a later review",
}
_NOT_REVIEWS = {
    "none": "a review has been held",
    "any": "no review has been held",
    "later": "it is not the second or a later review",
}
_CYCLES = {"first": "the cycle began with care", "restarted": "the cycle has been restarted"}


def limit_words(rule: Timescale) -> str:
    """By when, in words.

    Example:
        >>> from lacreview_rules import load_profile
        >>> limit_words(load_profile("newham").rule("newham/NH8"))
        '10 working days before review'
    """
    anchors = [_word(name) for name in rule.after]
    after = anchors[0] if len(anchors) == 1 else f"the latest of {', '.join(anchors)}"
    before = _word(rule.before) if rule.before is not None else ""
    if rule.limit == ("midway",):
        return f"midway between {after} and the next {before}" if before in anchors else f"midway between {after} and {before}"
    if rule.limit_from is not None:
        return f"the date named in {after} (as {_word(rule.limit_from)})"
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
    if rule.when is not None:
        yield f"if {condition_words(rule.when, profile)}"
    for condition in rule.unless:
        yield f"unless {condition_words(condition, profile)}"
    if rule.while_ is not None:
        yield f"as long as {condition_words(rule.while_, profile)}"
    if rule.decided_by is not None:
        yield f'unless "{_title(profile.facts, rule.decided_by)}" is recorded with another limit'
    if rule.counted_in is not None:
        yield f"counted on these days only: {_title(profile.days, rule.counted_in)}"
    if rule.falls_on is not None:
        yield f"moved back to the last of these days: {_title(profile.days, rule.falls_on)}"
    if rule.role:
        yield f"for this: {rule.role}"
    if rule.aim is not None:
        yield "aim for that day itself" if rule.aim == "0 days" else f"aim for {rule.aim}"
    if rule.opens is not None:
        yield f"not sooner than {rule.opens}, counted the same way"
    if rule.until is not None:
        yield f"stops with {_word(rule.until)}"
    if rule.may_precede:
        yield "completion beforehand counts" if rule.may_precede is True else f"completion up to {rule.may_precede} beforehand counts"
    if rule.deemed:
        yield "silence counts as done"
    if rule.restarts_on:
        yield f"starts again on {' or '.join(_word(name) for name in rule.restarts_on)}"
    for span in rule.in_force:
        yield _in_force(span)
    if rule.in_force and rule.in_force_by == "limit":
        yield "whether it is in force is asked of the day of the limit, not of the day it counts from"


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
    return " and ".join(_conditions(condition, profile))


def _conditions(condition: Condition, profile: Profile) -> Iterator[str]:
    yield from _alternatives(condition.review, _review)
    yield from _alternatives(condition.cycle, _cycle)
    yield from _any("the child is", condition.age)
    yield from _any("the placement is", condition.placement)
    yield from _any("the placement has lasted", condition.placement_lasted)
    yield from _any("the legal status is", condition.legal_status)
    yield from _all(condition.fact, profile.facts, "it is recorded that {}", "it is not recorded that {}")
    yield from _all(condition.task_done, profile.tasks, '"{}" has been done', '"{}" has not been done')
    yield from _all(condition.reached, profile.totals, '"{}" has been passed', '"{}" has not been passed')
    yield from _yes_no(condition.emergency, "the placement was made in an emergency", "the placement was not made in an emergency")
    yield from _yes_no(condition.out_of_hours, "it happened out of office hours", "it happened in office hours")
    yield from _any("its type is", condition.type)
    authority = "authority to place the child for adoption"
    yield from _yes_no(condition.authorised_for_adoption, f"there is {authority}", f"there is no {authority}")
    if condition.first_after_age is not None:
        yield f"it is the first review on or after the birthday at {condition.first_after_age}"
    if condition.last_before_age is not None:
        last = condition.last_before_age
        which = "the last review" if last.reviews == 1 else f"one of the last {last.reviews} reviews"
        yield f"it is {which} before the birthday at {last.age}"


def _review(word: str, negated: bool) -> str:
    if word.startswith("every "):
        return f"it is {'not ' if negated else ''}{word} review"
    special = (_NOT_REVIEWS if negated else _REVIEWS).get(word)
    return special or f"it is {'not ' if negated else ''}the {word} review"


def _cycle(word: str, negated: bool) -> str:
    return _CYCLES["first" if (word == "first") is not negated else "restarted"]


def _alternatives(values: tuple[str, ...] | None, say: Callable[[str, bool], str]) -> Iterator[str]:
    """Any of the plain values and none of those that begin with "not "."""
    plain = [say(value, False) for value in values or () if not value.startswith("not ")]  # noqa: FBT003 - not negated
    if plain:
        yield " or ".join(plain)
    for value in values or ():
        if value.startswith("not "):
            yield say(value.removeprefix("not "), True)  # noqa: FBT003 - negated


def _any(head: str, values: tuple[str, ...] | None) -> Iterator[str]:
    if values is None:
        return
    plain = [_word(value) for value in values if not value.startswith("not ")]
    if plain:
        yield f"{head} {' or '.join(plain)}"
    negated = [_word(value.removeprefix("not ")) for value in values if value.startswith("not ")]
    if negated:
        yield f"{head} not {' or '.join(negated)}"


def _title(known: Mapping[str, Term], name: str) -> str:
    term = known.get(name)
    return term.title if term is not None and term.title else _word(name)


def _all(values: tuple[str, ...] | None, known: Mapping[str, Term] | Mapping[str, Task], yes: str, no: str) -> Iterator[str]:
    for value in values or ():
        name = value.removeprefix("not ")
        term = known.get(name)
        title = term.title if term is not None and term.title else _word(name)
        yield (no if value.startswith("not ") else yes).format(title[:1].lower() + title[1:] if "recorded" in yes else title)


def _yes_no(value: bool | None, yes: str, no: str) -> Iterator[str]:
    if value is not None:
        yield yes if value else no


def _in_force(span: InForce) -> str:
    start = f" from {day_text(span.from_)}" if span.from_ is not None else ""
    end = f" until {day_text(span.to)}" if span.to is not None else ""
    return f"in force{start}{end}"


def task_words(title: str) -> str:
    """The title of a task without the number of its review: it stands for every number.

    Example:
        >>> task_words("{Ordinal} looked after review")
        'Looked after review'
    """
    title = title.replace("{Ordinal} ", "").replace("{ordinal} ", "")
    return title[:1].upper() + title[1:]


def _word(name: str) -> str:
    return name.replace("-", " ").replace("_", " ")
