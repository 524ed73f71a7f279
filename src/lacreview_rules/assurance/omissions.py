"""What local rows leave out: guidance that no longer dates anything, exemptions that are not taken over, decisions without a bound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.assurance.findings import Finding
from lacreview_rules.assurance.overlap import can_meet, excludes, goes_with, review_numbers
from lacreview_rules.assurance.start_dates import ways_of
from lacreview_rules.assurance.what_lasts import given_up
from lacreview_rules.assurance.wording_traps import trap
from lacreview_rules.histories.events import PLACEMENT_STARTED
from lacreview_rules.profiles.conditions.lists import title_of
from lacreview_rules.profiles.exemptions import of_the_child
from lacreview_rules.profiles.models import Condition
from lacreview_rules.profiles.words import condition_words, in_force_words, limit_words, whom_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lacreview_rules.profiles.models import Timescale
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.rules.rule_plan import RulePlan

_COMING_IN = {"became-looked-after", PLACEMENT_STARTED, "placement-moved"}


def omissions(
    profile: Profile, local: Sequence[Timescale], national: Sequence[Timescale], plans: Mapping[str, RulePlan], *, stands_alone: bool
) -> Iterator[Finding]:
    """Everything that the local rows leave out of the `national` rows, with what it concerns."""
    yield from _guidance(profile, local, national, plans)
    yield from _exemptions(profile, local, national, plans)
    dated = [rule for rule in local if _dated(rule, plans)]
    alike = [(rule, other) for rule in dated for other in national if other.task == rule.task and _alike(rule, other)]
    yield from given_up([(rule, other) for rule, other in alike if _dated(other, plans) and can_meet(rule, other)], profile)
    for rule in local:
        if rule.decided_by is not None and not any(_holds_it(other, rule) for other in local):
            bound = [other for other in national if not any(_holds_to(one, other, plans) for one in local if one is not rule)]
            yield from _decision(rule, title_of(profile.facts, rule.decided_by), bound, plans, stands_alone=stands_alone)


def _dated(rule: Timescale, plans: Mapping[str, RulePlan]) -> bool:
    return rule.id in plans and bool(ways_of(plans[rule.id]))


def _guidance(
    profile: Profile, local: Sequence[Timescale], national: Sequence[Timescale], plans: Mapping[str, RulePlan]
) -> Iterator[Finding]:
    """Guidance that stays for some occurrences, and guidance that is gone although nothing else dates what it did."""
    by_id = {rule.id: rule for rule in local}
    for rule in profile.timescales:
        mine = [by_id[name] for name in profile.yields.get(rule.id, ()) if name in by_id]
        if mine and rule in national:
            words = f"{rule.id} ({limit_words(rule)}) stays for what {_named(mine)} sets no limit for: {_concerned(rule, mine, profile)}."
            yield Finding("fine", "guidance-kept", mine[0].id, mine[0].cite, rule.task, words, rule.id, rule.force)
    for gone in profile.replaced:
        if not _dated(gone, plans) or gone not in national:
            continue
        dated = [rule for rule in profile.timescales if rule.task == gone.task and _dated(rule, plans)]
        # a cycle that starts again numbers reviews anew, and leaves none of them out
        alike = [rule.model_copy(update={"restarts_on": gone.restarts_on}) for rule in dated if _same_start(rule, gone)]
        if any(goes_with(rule, gone, gone) for rule in alike):
            continue
        whenever = [(rule, rule.model_copy(update={"when": None})) for rule in alike if not of_the_child(rule.when)]
        numbers = {number for rule, always in whenever if goes_with(always, gone, gone) for number, _ in review_numbers(rule)}
        if {number for number, _ in review_numbers(gone) if number} <= numbers:
            continue  # review by review
        mine = [rule for rule in local if rule.task == gone.task]
        first = mine[0] if mine else gone
        words = (
            f"{gone.id} ({limit_words(gone)}) is taken away, and no timescale limits the same instead: "
            f"{_concerned(gone, [rule for rule in dated if _same_start(rule, gone)], profile)} has no date from it. "
            "A date that is gone is later than any date."
        )
        yield Finding("looser", "taken-away", first.id, first.cite, gone.task, words, gone.id, gone.force)


def _named(rules: Sequence[Timescale]) -> str:
    return " or ".join(rule.id for rule in rules)


def _concerned(rule: Timescale, mine: Sequence[Timescale], profile: Profile) -> str:
    """Which occurrences of its task a rule is about that others are not, in words."""
    title = title_of(profile.tasks, rule.task)
    title = title.replace("{Ordinal} ", "").replace("{ordinal} ", "")
    title = title[:1].upper() + title[1:]
    parts = [f'"{title}"']
    if rule.when is not None:
        parts.append(f"if {condition_words(rule.when, profile)}")
    for one in mine:
        if not _same_start(one, rule):
            parts.append(f"except for what is due {limit_words(one)}")
        elif one.when is not None and not (one.unless or one.while_ or one.in_force):
            parts.append(f"except where {condition_words(one.when, profile)}")
        elif said := [*whom_words(one, profile), *in_force_words(one)]:
            parts.append(f"except for what {one.id} limits ({'; '.join(said)})")
    return ", ".join(parts)


def _same_start(one: Timescale, other: Timescale) -> bool:
    return (set(one.after), one.before, one.nth) == (set(other.after), other.before, other.nth)


def _alike(one: Timescale, other: Timescale) -> bool:
    """Whether two rows limit the same from the same: from one of several things, or from where the child comes in, however written."""
    mine, its = {*one.after}, {*other.after}
    together = mine == its or bool(mine & its) or bool(mine and its and mine | its <= _COMING_IN)
    return together and (one.before, one.nth) == (other.before, other.nth)


def _exemptions(
    profile: Profile, local: Sequence[Timescale], national: Sequence[Timescale], plans: Mapping[str, RulePlan]
) -> Iterator[Finding]:
    """Whom the law leaves out where it speaks of the same, and the local rows do not: once for a task.

    What only one of several rows of the law leaves out, another dates: an exemption is what all of them leave out.
    """
    found: dict[tuple[str, tuple[str, ...]], list[tuple[Timescale, Timescale]]] = {}
    for rule in local:
        if not _dated(rule, plans):
            continue
        rows = [
            other
            for other in national
            if other.task == rule.task and _alike(rule, other) and _dated(other, plans)
            if can_meet(rule, other) and _general(rule, other)
        ]
        if not rows or not {row.id for row in rows}.isdisjoint(rule.exempt_like):
            continue
        least = min(rows, key=lambda row: len([*_left_out(row)]))
        whom = tuple(
            condition_words(condition, profile)
            for condition in _left_out(least)
            if condition not in rule.unless and not excludes(rule, condition) and all(condition in [*_left_out(row)] for row in rows)
        )
        if whom:
            found.setdefault((rule.task, whom), []).append((rule, least))
    for (_, whom), pairs in found.items():
        rows = list(dict.fromkeys(row for _, row in pairs))
        keys = "; ".join(f'exempt_like = ["{row.id}"] in {_listed([rule for rule, its in pairs if its is row])}' for row in rows)
        if not all(row.id in profile.inherited for row in rows):
            keys = "an unless for each kind of child"  # only rows of a parent can be named
        words = (
            f"{_listed(rows)} leave{'s' if len(rows) == 1 else ''} a child out if {', or if '.join(whom)}; "
            f"{_listed([rule for rule, _ in pairs])} {'does not, and dates' if len(pairs) == 1 else 'do not, and date'} it for such "
            "a child too. "
            f"To leave out the same children, write {keys}."
        )
        yield trap(pairs[0][0], "exemption", words, counterpart=rows[0])


def _listed(rules: Sequence[Timescale]) -> str:
    return ", ".join(rule.id for rule in rules)


def _general(rule: Timescale, other: Timescale) -> bool:
    """Whether another row speaks of no special case that the rule does not: what it asks of the child, the rule asks too."""
    mine = of_the_child(rule.when)
    return all(key in mine and _asked_too(key, value, mine[key]) for key, value in of_the_child(other.when).items())


def _asked_too(key: str, value: object, mine: object) -> bool:
    """Whether what one row asks under a key is no other case than what a second does: another fact, say, is one."""
    if not (isinstance(value, tuple) and isinstance(mine, tuple)) or all(word.startswith("not ") for word in value):
        return True
    return set(value) <= set(mine) if key == "fact" else not set(value).isdisjoint(mine)


def _left_out(other: Timescale) -> Iterator[Condition]:
    """Each kind of child whom a row leaves out: by an exception, or by what must still hold on the day of the limit."""
    yield from other.unless
    for key, value in of_the_child(other.held).items():
        denied = [word.removeprefix("not ") for word in value if word.startswith("not ")] if isinstance(value, tuple) else []
        if denied and len(denied) == len(value):
            yield Condition(**{key: tuple(denied)})


def _holds_it(other: Timescale, rule: Timescale) -> bool:
    """Whether another row of the profile, which nobody decides, limits whatever a row with a decision does: that is judged by itself."""
    alike = other.task == rule.task and _same_start(other, rule) and bool(other.limit) and other.decided_by is None
    return alike and goes_with(other, rule, rule)


def _holds_to(one: Timescale, other: Timescale, plans: Mapping[str, RulePlan]) -> bool:
    """Whether a row of the profile, which nobody decides, limits from the same what a row of the law does: that is judged by itself."""
    return one.task == other.task and one.decided_by is None and _dated(one, plans) and _alike(one, other) and goes_with(one, other, other)


def _decision(
    rule: Timescale, fact: str, national: Sequence[Timescale], plans: Mapping[str, RulePlan], *, stands_alone: bool
) -> Iterator[Finding]:
    """A decision, recorded as a fact of this title, that sets the date or takes the place of the limit may be longer than the law's.

    It is told of what the law counts from the same; where there is none, of what it counts from another thing.
    """
    same_task = [other for other in national if other.task == rule.task and _dated(other, plans)]
    of_the_same = [other for other in same_task if can_meet(rule, other) and _general(rule, other)]
    for other in sorted(of_the_same, key=lambda other: (not _alike(rule, other), other.task not in other.after))[:1]:
        held = "" if stands_alone else f" Schedules keep {other.id} all the same."
        instead = f"takes the place of {limit_words(rule)}" if _dated(rule, plans) else "sets the date"
        words = (
            f'What is recorded as "{fact}" {instead}, and nothing '
            f"in this row holds it to {other.id} ({limit_words(other)}): a longer period that was decided is later.{held}"
        )
        yield trap(rule, "decision", words, counterpart=other)
