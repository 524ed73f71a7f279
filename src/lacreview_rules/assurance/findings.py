"""What a check of a profile found: records only, ready for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from lacreview_rules.histories.history import History
    from lacreview_rules.profiles.models import Force

Severity = Literal["breach", "looser", "trap", "not-judged", "fine"]
SEVERITIES: tuple[Severity, ...] = ("breach", "looser", "trap", "not-judged", "fine")
"""Later than a regulation; than statutory guidance; wording that can mislead; what could not be compared, or tried; none of these."""

Kind = Literal[
    "start-dates",
    "histories",
    "special-case",
    "as-guidance",
    "not-shown",
    "guidance-kept",
    "taken-away",
    "exemption",
    "decision",
    "gives-up",
    "minimum",
    "birthday",
    "units",
    "no-later-review",
    "never-begins",
    "before-any-review",
    "only-recorded",
    "done-before",
    "untyped-days",
    "from-placement",
    "without-effect",
    "never-dated",
    "counted-from",
    "without-date",
    "no-counterpart",
    "unlike",
    "no-history",
]
"""How it was found: by counting from every start date, by histories, by what is left out, or by what is written: one of the traps in the
wording, a key that does nothing; or why there was nothing to find."""


class Shares(NamedTuple):
    """On how many of what was compared the local date is earlier than the other, the same, or later.

    Example:
        >>> print(Shares(0, 1209, 252))
        later on 17.2%, the same on 82.8%
    """

    earlier: int
    same: int
    later: int

    @property
    def total(self) -> int:
        """How many were compared."""
        return self.earlier + self.same + self.later

    def percent(self, count: int) -> str:
        """One of the three as a percentage: to one place, and never 0.0 for what does happen, nor 100.0 for what does not always."""
        share = 100 * count / self.total if self.total else 0.0
        if 0 < count < self.total:
            share = min(max(share, 0.1), 99.9)
        return f"{share:.1f}%".replace("100.0", "100")

    def __str__(self) -> str:
        parts = (("later", self.later), ("the same", self.same), ("earlier", self.earlier))
        return ", ".join(f"{word} on {self.percent(count)}" for word, count in parts if count)

    def to_dict(self) -> dict[str, Any]:
        """The counts, how many there are in all, and the share that is later, in percent."""
        later = round(100 * self.later / self.total, 1) if self.total else 0.0
        return {**self._asdict(), "total": self.total, "later_percent": later}


class Example(NamedTuple):
    """One start date, or one child's history, with both dates worked.

    Attributes:
        story: what happened, in words: the day counted from, or each event.
        start: the day of the first event in it.
        local, other: the local date and that of the regulation or guidance.
        working: how the local date was counted; other_working: how the other one was.
        history: the history itself, where there is one.
    """

    story: str
    start: date
    local: date
    other: date
    working: str
    other_working: str
    history: History | None = None

    @property
    def days_later(self) -> int:
        """By how many days the local date is the later."""
        return (self.local - self.other).days

    def to_dict(self) -> dict[str, Any]:
        """The example as JSON-ready data."""
        dates = {"start": self.start.isoformat(), "local": self.local.isoformat(), "other": self.other.isoformat()}
        said = {key: value for key, value in self._asdict().items() if key != "history"}
        return {**said, **dates, "days_later": self.days_later}


class Finding(NamedTuple):
    """One thing a check found about one local timescale.

    Attributes:
        severity: "breach" (later than a regulation), "looser" (than guidance), "trap", "not-judged" or "fine".
        kind: how it was found.
        rule: the local timescale.
        cite: where it is written.
        task: what it limits.
        counterpart: the regulation or guidance it was compared with, if any; force: which of the two that is.
        words: what was found, in a sentence or two.
        shares: of the dates or histories compared.
        days: on which start dates it is later, by name: "1 January to 28 February in common years".
        first, worst: the first and the worst example, with both dates worked.
        witness: where start dates were compared, a whole history on which the profile by itself is later.
    """

    severity: Severity
    kind: Kind
    rule: str
    cite: str
    task: str
    words: str
    counterpart: str | None = None
    force: Force | None = None
    shares: Shares | None = None
    days: tuple[str, ...] = ()
    first: Example | None = None
    worst: Example | None = None
    witness: Example | None = None

    def to_dict(self) -> dict[str, Any]:
        """The finding as JSON-ready data."""
        return {
            **self._asdict(),
            "days": list(self.days),
            "shares": self.shares.to_dict() if self.shares else None,
            "first": self.first.to_dict() if self.first else None,
            "worst": self.worst.to_dict() if self.worst else None,
            "witness": self.witness.to_dict() if self.witness else None,
        }
