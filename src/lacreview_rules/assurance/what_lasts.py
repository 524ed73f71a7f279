"""What a local row gives up and the row of the law does not: a limit that comes back, an exemption that has to last, hours added up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.assurance.wording_traps import trap
from lacreview_rules.counting.periods import Period, Unit, fewest_and_most_days

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lacreview_rules.assurance.findings import Finding
    from lacreview_rules.profiles.models import Timescale


def given_up(pairs: Iterable[tuple[Timescale, Timescale]]) -> Iterator[Finding]:
    """Each key of a row of the law without which a local row for the same can be later, or have no date; said alike for all of a task."""
    found: dict[tuple[str, str, str], list[tuple[Timescale, Timescale]]] = {}
    for rule, other in pairs:
        for said, why in (*_comes_back(rule, other), *_has_to_last(rule, other), *_adds_up(rule, other)):
            found.setdefault((rule.task, said, why), []).append((rule, other))
    for (_, said, why), alike in found.items():
        mine, its = (", ".join(dict.fromkeys(pair[place].id for pair in alike)) for place in (0, 1))
        words = f"{why} So it is under {its} ({said}), and not under {mine}: a date can be later there, or gone. Write the same."
        yield from (trap(rule, "gives-up", words, counterpart=other) for rule, other in alike)


def _comes_back(rule: Timescale, other: Timescale) -> Iterator[tuple[str, str]]:
    if other.comes_back and rule.while_ and not rule.comes_back:
        yield "comes_back = true", "A limit that lapses is due again when what it depends on holds again."


def _has_to_last(rule: Timescale, other: Timescale) -> Iterator[tuple[str, str]]:
    if other.unless_throughout and not rule.unless_throughout and any(condition in other.unless for condition in rule.unless):
        yield "unless_throughout = true", "Whoever is exempt where the count starts has to be so still on the day of the limit."


def _adds_up(rule: Timescale, other: Timescale) -> Iterator[tuple[str, str]]:
    within = other.adds_up_within
    if within is not None and (rule.adds_up_within is None or _days(rule.adds_up_within) < _days(within)):
        yield f'adds_up_within = "{within}"', "The hours of earlier events count too."


def _days(text: str) -> int:
    period = Period.parse(text)
    if period.unit in (Unit.MONTH, Unit.YEAR):
        return fewest_and_most_days(period.count * (12 if period.unit is Unit.YEAR else 1))[0]
    return period.count * (7 if period.unit is Unit.WEEK else 1)
