"""What a local row gives up and the row of the law does not: what goes on, comes back, has to last, or is added up."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.assurance.overlap import goes_with, special_words
from lacreview_rules.assurance.without_effect import ends_with_its_period, superseded_by_return
from lacreview_rules.assurance.wording_traps import trap
from lacreview_rules.counting.ages import read_age_anchor
from lacreview_rules.counting.periods import Period, Unit
from lacreview_rules.histories.events import PLACEMENT_ENDED
from lacreview_rules.wording import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lacreview_rules.assurance.findings import Finding
    from lacreview_rules.profiles.models import Timescale
    from lacreview_rules.profiles.profile import Profile


_CARE_GONE = ("ceased-to-be-looked-after",)
_PLACEMENT_GONE = (*_CARE_GONE, PLACEMENT_ENDED, "placement-moved")
"""With these all that is owed for a period of care, or for a placement, ends in any case."""


def given_up(pairs: Iterable[tuple[Timescale, Timescale]], profile: Profile) -> Iterator[Finding]:
    """Each key of a row of the law without which a local row for the same can be later, or have no date; said alike for all of a task."""
    found: dict[tuple[str, _Kept], list[tuple[Timescale, Timescale]]] = {}
    all_pairs = [*pairs]
    for rule, other in all_pairs:
        beside = (one for one, its in all_pairs if its is other and one is not rule)  # asked of few
        for kept in (
            *_goes_on(rule, other, beside, profile),
            *_comes_back(rule, other),
            *_has_to_last(rule, other, profile),
            *_adds_up(rule, other),
        ):
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


def _goes_on(rule: Timescale, other: Timescale, beside: Iterable[Timescale], profile: Profile) -> Iterator[_Kept]:
    """What a row ends with `until`, the law does not, and no other row of one's own takes up."""
    ends, task = rule.until, profile.tasks[rule.task]
    if (
        ends in (None, other.until, *(_PLACEMENT_GONE if task.per == "placement" else _CARE_GONE))
        or read_age_anchor(ends or "") is not None
    ):
        return
    if special_words(other, rule):
        return  # one of the special cases that are told of in any case
    if not any(one.until in (None, other.until) and goes_with(one, rule, other) for one in beside):
        why = f"What falls due after {plain(ends or '')} is owed all the same."
        yield _Kept("no until", why, "Remove until, or add a timescale for the time after that.")


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
