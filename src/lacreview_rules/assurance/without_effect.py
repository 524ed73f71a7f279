"""Keys of a profile that do nothing: a condition that always holds, an exception that never does, a rule that never lets go.

What is plainly meaningless (a target without a limit) is refused when a profile is read. Here is what takes weighing one key
against another: nothing is wrong with either, and one of them changes no schedule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.assurance.open_values import always_holds, can_both_hold, holds_from_then_on, implies
from lacreview_rules.counting.ages import read_age_anchor
from lacreview_rules.counting.periods import Period, Unit
from lacreview_rules.histories.events import PLACEMENT_STARTED, PlacementMoved
from lacreview_rules.profiles.models import Timescale

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lacreview_rules.profiles.models import Condition, Consideration, Task
    from lacreview_rules.profiles.profile import Profile

    Rule = Timescale | Consideration

_MIDWAY = ("midway",)


class WithoutEffect(NamedTuple):
    """One key of a rule that changes no schedule, and why.

    Attributes:
        rule: the rule.
        key: the key, as the file has it.
        why: why it does nothing, and what to do.
    """

    rule: Rule
    key: str
    why: str


def without_effect(profile: Profile) -> Iterator[WithoutEffect]:
    """Every key of the profile's own rules that changes no schedule, in the order of the rules.

    Example:
        >>> from lacreview_rules import load_profile
        >>> [found.key for found in without_effect(load_profile("review-standards"))]
        []
    """
    rules: tuple[Rule, ...] = (*profile.timescales, *profile.considerations)
    for rule in rules:
        if profile.says(rule.id):
            yield from _conditions(rule, profile)
            yield from _ended_by_restart(rule, profile)
            yield from _keys(rule, profile)


def _conditions(rule: Rule, profile: Profile) -> Iterator[WithoutEffect]:
    if rule.when is not None:
        always = always_holds(rule.when, rule.restarts_on or (), _age_at_start(rule))
        named = [record.key for record, _ in rule.when.named()]
        if always:
            said = "when" if always == named else f"{', '.join(always)} in when"
            why = f"{said} always holds where this counts from, so it changes nothing; {_both_ends(rule.when, always)}remove it."
            yield WithoutEffect(rule, "when", why)
    if getattr(rule, "exempt_like", ()):
        return  # what is taken over from another rule need not all concern this one
    for number, exempt in enumerate(rule.unless, 1):
        if rule.when is not None and not can_both_hold(rule.when, exempt):
            which = f"table {number} of unless" if len(rule.unless) > 1 else "unless"
            yield WithoutEffect(rule, "unless", f"{which} never holds where when does, so it exempts nobody; remove it.")
    if getattr(rule, "unless_throughout", False) and all(ends_with_its_period(exempt, profile) for exempt in rule.unless):
        why = "when such a legal status ends, a new period of care begins, so nobody stops being exempt before; remove it."
        yield WithoutEffect(rule, "unless_throughout", why)
    held: Condition | None = getattr(rule, "held", None)
    if held is not None and rule.when is not None and holds_from_then_on(held, rule.when):
        yield WithoutEffect(rule, "while", "while holds for ever once when has held, so it can never end; remove it.")


def _both_ends(when: Condition, always: list[str]) -> str:
    """How a list is written that was meant to hold between two ends: any one of a list is enough, and together these leave nobody out."""
    for key in always:
        words = getattr(when, key)
        if isinstance(words, tuple) and any(w.startswith("under ") for w in words) and any(w.endswith(" or over") for w in words):
            both = ", ".join(f'"not {word.removeprefix("under ")} or over"' if word.startswith("under ") else f'"{word}"' for word in words)
            return f"any one of a list is enough, so if both are meant, write {key} = [{both}]; otherwise "
    return ""


def _ended_by_restart(rule: Rule, profile: Profile) -> Iterator[WithoutEffect]:
    """A review whose cycle begins anew when the child moves: that the child still lives there, or again, need not be asked as well."""
    when, held, restarts = rule.when, getattr(rule, "while_", ()), rule.restarts_on or ()
    if getattr(rule, "task", None) != profile.cycle_task:
        return
    # One table that always holds is enough: of several, any one lets the limit stand.
    if when is not None and PLACEMENT_STARTED in restarts and any(_asks_where(table) and implies(when, table) for table in held):
        yield WithoutEffect(
            rule, "while", "restarts_on lets the limit lapse with every new placement, before while could end it; remove while."
        )
    if isinstance(rule, Timescale) and rule.comes_back and not rule.exempt_like and superseded_by_return(rule):
        why = "the child moves to come back, and with the move the cycle starts again (restarts_on), so no limit comes back; remove it."
        yield WithoutEffect(rule, "comes_back", why)


def superseded_by_return(rule: Timescale) -> bool:
    """Whether what lapsed while the child lived somewhere cannot come back: the move that would bring it back starts the cycle again."""
    restarts = {PLACEMENT_STARTED, PlacementMoved.kind}.intersection(rule.restarts_on or ())
    return bool(restarts) and all(map(_asks_where, rule.while_))


def ends_with_its_period(table: Condition, profile: Profile) -> bool:
    """Whether what a condition asks for lasts as long as the period of care: a legal status under a regime of its own."""
    words = table.legal_status or ()
    alone = [record.key for record, _ in table.named()] == ["legal_status"]
    return alone and all(word in profile.legal_statuses and profile.legal_statuses[word].regime is not None for word in words)


def _asks_where(table: Condition) -> bool:
    return [record.key for record, _ in table.named()] == ["placement"]


def _age_at_start(rule: Rule) -> int | None:
    """The age in months at which the count starts, where it starts on a birthday."""
    after: tuple[str, ...] = getattr(rule, "after", ())
    return read_age_anchor(after[0]) if len(after) == 1 else None


def _keys(rule: Rule, profile: Profile) -> Iterator[WithoutEffect]:
    task = profile.tasks.get(getattr(rule, "task", ""))
    if task is None:
        return
    if getattr(rule, "may_precede", False) and task.per == "review" and task.id != profile.cycle_task:
        why = "what is done for a review may always come before the day that is counted from; remove may_precede."
        yield WithoutEffect(rule, "may_precede", why)
    if isinstance(rule, Timescale):
        yield from _of_no_count(rule, task)
    in_cycle = any(record.in_cycle for condition in rule.asked for record, _ in condition.named())
    own = rule.restarts_on and task.id != profile.cycle_task and not in_cycle
    if own and rule.restarts_on != _cycle_of(profile):
        yield WithoutEffect(
            rule, "restarts_on", "no condition asks which review it is in its cycle, so restarts_on changes nothing; remove it."
        )


def _of_no_count(rule: Timescale, task: Task) -> Iterator[WithoutEffect]:
    """Keys about a limit where no limit is counted, or not in days, and about a completion that there never is."""
    dated = bool(rule.limit) or rule.before is not None or rule.decided_by is not None or rule.limit_from is not None
    lets_go = {"until": rule.until is not None, "while": bool(rule.while_) and not rule.exempt_like}
    for key in (key for key, said in lets_go.items() if said and not dated):
        yield WithoutEffect(rule, key, f"there is no limit that {key} could end; give a limit, or remove it.")
    if rule.until == rule.task and rule.task not in rule.after:
        yield WithoutEffect(rule, "until", "once the task has been done nothing is owed of it in any case; remove until.")
    if rule.nth > 1 and not dated:
        yield WithoutEffect(rule, "nth", "there is no limit on any completion; give a limit, or remove nth.")
    elif rule.nth > 1 and rule.before is not None and rule.limit != _MIDWAY:
        yield WithoutEffect(rule, "nth", "it counts completions after something, and this counts back; remove nth.")
    elif rule.nth > 1 and task.per == "review":
        why = 'each review has one such task, and this dates that one; remove nth, or write per = "event" for the task.'
        yield WithoutEffect(rule, "nth", why)
    if (
        task.per in {"period-of-care", "placement"}
        and rule.before is None
        and task.id not in rule.after
        and {*rule.after} <= {*task.done_by}
    ):
        why = f'it names what completes this task, so that it limits what has been done; to count the next from it, write "{task.id}".'
        yield WithoutEffect(rule, "after", why)
    counted = [Period.parse(text) for text in rule.limit if text != _MIDWAY[0]]
    more = rule.aim is not None or rule.opens is not None or rule.decided_by is not None
    if rule.inclusive and counted and not more and all(period.unit is Unit.HOUR or not period.count for period in counted):
        yield WithoutEffect(rule, "inclusive", "hours, and the same day, have no first day that could count; remove inclusive.")
    if rule.falls_on is not None and counted and not more and all(period.unit is Unit.HOUR for period in counted):
        yield WithoutEffect(rule, "falls_on", "hours end at a time, which moves to no day; write the limit in days, or remove falls_on.")


def _cycle_of(profile: Profile) -> tuple[str, ...]:
    """What most rules of the profile restart on: a rule that says nothing of its own has it from the profile."""
    own = [rule.restarts_on or () for rule in profile.timescales if profile.says(rule.id)]
    return max(own, key=own.count, default=())
