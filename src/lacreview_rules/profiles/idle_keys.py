"""Keys of a timescale that can have no effect beside its other keys, such as how to count where nothing is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lacreview_rules.profiles.models import Timescale

_MIDWAY = ("midway",)


def idle_keys_of(rule: Timescale, at: Callable[[str], str]) -> Iterator[Problem]:
    """The keys of a timescale that could do nothing, each at its place.

    What is counted is a limit, a limit that a fact decides, or a target counted the same way. A date that an event names and the
    day midway between two are not counted.
    """
    counted = (bool(rule.limit) and rule.limit != _MIDWAY) or rule.decided_by is not None
    dated = counted or rule.limit == _MIDWAY or rule.limit_from is not None or rule.before is not None
    targets = dated and (rule.aim is not None or rule.opens is not None)
    if not dated:
        for key in ("aim", "opens", "deemed"):
            if getattr(rule, key):
                yield Problem(at(key), f"there is no limit, so {key} does nothing", "give a limit, or remove it")
    if rule.falls_on is not None and not counted and (rule.before is None or rule.limit == _MIDWAY):
        yield Problem(at("falls_on"), "no limit is counted, so there is nothing to move to these days", "give a limit, or remove it")
    for key in ("counted_in", "inclusive", "clear"):
        if getattr(rule, key) and not (counted or targets):
            yield Problem(at(key), f"nothing is counted, so {key} does nothing", "give a limit, or remove it")
    if rule.clear is not None and rule.before is None and rule.after:
        yield Problem(at("clear"), "clear days are for what counts back, and this counts after something", "remove it, or count before")
    if rule.inclusive and rule.before is not None and rule.limit != _MIDWAY:
        yield Problem(
            at("inclusive"), "the first day is for what counts on, and this counts back", "remove it; clear = true goes a day further"
        )
    if rule.in_force_by == "limit" and not rule.in_force:
        yield Problem(at("in_force_by"), "it does not say when it is in force, so there is nothing to decide", "add in_force, or remove it")
    if any(span.from_ is None and span.to is None for span in rule.in_force):
        yield Problem(at("in_force"), "it names neither from nor to, so it would always hold", "name a day, or remove it")
