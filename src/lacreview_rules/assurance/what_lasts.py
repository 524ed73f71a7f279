"""What a local row gives up and the row of the law does not: a limit that comes back, an exemption that has to last, hours added up."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.assurance.without_effect import ends_with_its_period, superseded_by_return
from lacreview_rules.assurance.wording_traps import trap
from lacreview_rules.counting.periods import Period, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lacreview_rules.assurance.findings import Finding
    from lacreview_rules.profiles.models import Timescale
    from lacreview_rules.profiles.profile import Profile


def given_up(pairs: Iterable[tuple[Timescale, Timescale]], profile: Profile) -> Iterator[Finding]:
    """Each key of a row of the law without which a local row for the same can be later, or have no date; said alike for all of a task."""
    found: dict[tuple[str, _Kept], list[tuple[Timescale, Timescale]]] = {}
    for rule, other in pairs:
        for kept in (*_comes_back(rule, other), *_has_to_last(rule, other, profile), *_adds_up(rule, other)):
            found.setdefault((rule.task, kept), []).append((rule, other))
    for (_, kept), alike in found.items():
        mine, its = (", ".join(dict.fromkeys(pair[place].id for pair in alike)) for place in (0, 1))
        words = f"{kept.why} So it is under {its} ({kept.key}), and not under {mine}: a date can be later there, or gone. {kept.remedy}"
        yield from (trap(rule, "gives-up", words, counterpart=other) for rule, other in alike)


class _Kept(NamedTuple):
    """What a row of the law keeps: the key, what it does, and what a local row can do about it."""

    key: str
    why: str
    remedy: str = "Write the same."


def _comes_back(rule: Timescale, other: Timescale) -> Iterator[_Kept]:
    if other.comes_back and rule.while_:
        kept = _Kept("comes_back = true", "A limit that lapses is due again when what it depends on holds again.")
        if superseded_by_return(rule):
            yield kept._replace(remedy="Its cycle starts again with the move that brings the child back, and counts from there.")
        elif not rule.comes_back:
            yield kept


def _has_to_last(rule: Timescale, other: Timescale, profile: Profile) -> Iterator[_Kept]:
    alike = [condition for condition in rule.unless if condition in other.unless and not ends_with_its_period(condition, profile)]
    if other.unless_throughout and not rule.unless_throughout and alike:
        yield _Kept("unless_throughout = true", "Whoever is exempt where the count starts has to be so still on the day of the limit.")


def _adds_up(rule: Timescale, other: Timescale) -> Iterator[_Kept]:
    within = other.adds_up_within
    if within is not None and (rule.adds_up_within is None or _days(rule.adds_up_within) < _days(within)):
        yield _Kept(f'adds_up_within = "{within}"', "The hours of earlier events count too.")


def _days(text: str) -> int:
    """The days of a time written in days or weeks, as `adds_up_within` is."""
    period = Period.parse(text)
    return period.count * (7 if period.unit is Unit.WEEK else 1)
