"""What a check of a profile found, as a value: the findings, the verdict in words, and both as JSON-ready data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lacreview_rules.assurance.findings import SEVERITIES
from lacreview_rules.errors import ArgumentError
from lacreview_rules.wording import count_text

if TYPE_CHECKING:
    from datetime import date

    from lacreview_rules.assurance.findings import Finding, Severity
    from lacreview_rules.profiles.profile import Profile

_UNLIKE, _NO_COUNTERPART = ("unlike", "without-date"), ("no-counterpart",)
"""Kinds of finding that say why a timescale was compared with nothing."""


@dataclass(frozen=True, slots=True)
class Assurance:
    """What a check of a profile found.

    Attributes:
        profile: the profile checked.
        against: the id of what it was checked against; None where there was nothing to compare.
        not_against: the id of what it was to be checked against and was not, for that stands under another law.
        stands_alone: it extends nothing, so no regulations stand beside it in a schedule.
        first, last: the start dates compared, both included.
        checked: the ids of the local timescales.
        findings: the gravest first.

    Example:
        >>> from lacreview_rules import check_profile, load_profile
        >>> england = load_profile("england")
        >>> from datetime import date
        >>> assurance = check_profile(load_profile("data-return"), first=date(2026, 1, 1), last=date(2026, 12, 31), against=england)
        >>> [(found.rule, found.counterpart) for found in assurance.breaches]
        [('data-return/SSD2', 'england/R2'), ('data-return/SSD3', 'england/R3')]
    """

    profile: Profile
    against: str | None
    stands_alone: bool
    first: date
    last: date
    checked: tuple[str, ...]
    findings: tuple[Finding, ...]
    not_against: str | None = None

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        """The findings of one severity.

        Raises:
            ArgumentError: there is no such severity.
        """
        if severity not in SEVERITIES:
            raise ArgumentError(f"severity: use one of: {', '.join(SEVERITIES)}")
        return tuple(found for found in self.findings if found.severity == severity)

    @property
    def breaches(self) -> tuple[Finding, ...]:
        """Local timescales that can be later than a regulation."""
        return self.of("breach")

    @property
    def uncompared(self) -> tuple[str, ...]:
        """Local timescales that nothing in the regulations or the guidance corresponds to."""
        return self.checked if self.against is None else self._of_kinds(_NO_COUNTERPART)

    @property
    def unlike(self) -> tuple[str, ...]:
        """Those for whose task there is a regulation or guidance, and no date of theirs could be laid beside one of it."""
        return self._of_kinds(_UNLIKE)

    def _of_kinds(self, kinds: tuple[str, ...]) -> tuple[str, ...]:
        named = {found.rule for found in self.findings if found.kind in kinds}
        return tuple(rule for rule in self.checked if rule in named)

    @property
    def verdict(self) -> str:
        """The answer in a sentence or two: can it be later than the regulations, and what does that mean for a schedule?"""
        if self.not_against is not None:
            return (
                f"It stands under the law of {self.profile.law}, and {self.not_against} under another, so they were not compared. "
                f"A schedule under it is not held to {self.not_against}."
            )
        if not self.checked:
            return "It has no local timescales, so there is nothing to compare."
        if self.against is None and self.profile.law is not None:
            return (
                f"It stands under the law of {self.profile.law} and extends no profile of it, so it was not compared with any regulations, "
                "and a schedule under it is not held to them."
            )
        if self.against is None:
            return (
                "It extends nothing, so it was not compared with any regulations, and a schedule under it is not held to them. "
                "To compare it with those of England: --against england."
            )
        rules = len({found.rule for found in self.breaches})
        if not rules:
            answer = "No timescale of it is later than the regulation it corresponds to, on any start date or history compared."
            gives_up = len({found.rule for found in self.findings if found.kind == "gives-up"})
            if gives_up:
                answer += f" But {gives_up} of them can be, or have no date, by a key of the law's own row: see the traps."
        else:
            answer = f"By itself it can be LATER THAN THE REGULATIONS: {rules} of its timescales on some dates."
        left = len(self._of_kinds((*_UNLIKE, *_NO_COUNTERPART)))
        if left:
            answer += f" {left} of its {count_text(len(self.checked), 'timescale')} could not be compared; for each there is a reason."
        never = len(self._of_kinds(("never-dated", "before-any-review")))
        if never:
            answer += f" {count_text(never, 'timescale')} never, or hardly ever, {'gives' if never == 1 else 'give'} a date: see the traps."
        if self.stands_alone:
            return f"{answer} It extends nothing, so no regulations stand beside it, and a schedule under it is not held to them."
        if not rules:
            return answer
        return (
            f"{answer} Dates calculated under it are never later than the regulations, because the earliest date binds. "
            "But somebody who reads only the procedure could be too late."
        )

    def to_dict(self) -> dict[str, Any]:
        """The check as JSON-ready data."""
        return {
            "schema_version": 1,
            "profile": {"id": self.profile.id, "version": self.profile.version, "digest": self.profile.digest},
            "against": self.against,
            "not_compared_with": self.not_against,
            "law": self.profile.law,
            "stands_alone": self.stands_alone,
            "from": self.first.isoformat(),
            "to": self.last.isoformat(),
            "timescales_checked": list(self.checked),
            "without_counterpart": list(self.uncompared),
            "not_comparable": list(self.unlike),
            "verdict": self.verdict,
            "can_be_later_than_the_regulations": bool(self.breaches),
            "findings": [found.to_dict() for found in self.findings],
        }
