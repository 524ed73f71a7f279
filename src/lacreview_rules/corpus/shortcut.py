"""The shortcut "+91 / +183 days", the profile `data-return`, against the cases of the corpus: where it is right, late or early.

The shortcut is the profile ``data-return``: twenty working days to the first review, 91 days from it to the second and
183 from each later one to the next, whatever the case is about. It is asked the same question as the case.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from lacreview_rules.corpus.answers import answer_to
from lacreview_rules.corpus.cases import load_cases
from lacreview_rules.counting.periods import add_months

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lacreview_rules.corpus.cases import Case

SHORTCUT = "data-return"
"""The profile that is the shortcut. Its own cases are not compared with it."""
Way = Literal["same", "late", "early", "no date"]
WAYS: tuple[Way, ...] = ("same", "late", "early", "no date")


class Reckoned(NamedTuple):
    """One review of one case: the day on which it is due, and the day that the shortcut gives.

    Attributes:
        case: the case, which expects that day.
        period_of_care: the number of the period of care.
        review: its number in that period.
        rule: the rule by which it is due on that day.
        lawful: whether that rule is a regulation; otherwise an authority's own, which is earlier.
        due: the day that the case expects.
        shortcut: the day that the shortcut gives; None if it gives none.
    """

    case: Case
    period_of_care: int
    review: int
    rule: str
    lawful: bool
    due: date
    shortcut: date | None

    @property
    def days(self) -> int:
        """By how many days the shortcut is late; negative if it is early."""
        return 0 if self.shortcut is None else (self.shortcut - self.due).days

    @property
    def way(self) -> Way:
        """How the shortcut stands to the day."""
        if self.shortcut is None:
            return "no date"
        return "same" if self.days == 0 else "late" if self.days > 0 else "early"


def reckoned(cases: Iterable[Case] | None = None) -> tuple[Reckoned, ...]:
    """Every review for which a case expects the day on which it is due, in the order of the corpus.

    A case that expects a limit which does not bind says nothing of the day on which the review is due, and is left
    out for that review.

    Args:
        cases: which cases; the whole corpus unless given.

    Example:
        >>> from lacreview_rules.corpus.cases import find_case
        >>> [(one.review, str(one.due), one.way) for one in reckoned([find_case("newham-0001")])]
        [(1, '2025-01-02', 'same')]
    """
    return tuple(one for case in (load_cases() if cases is None else cases) if case.profile != SHORTCUT for one in _of(case))


def _of(case: Case) -> Iterator[Reckoned]:
    wanted = [entry for entry in case.expect if entry.get("task") == "review" and entry.get("due") is not None]
    if not wanted:
        return
    reviews = [due for due in answer_to(case).to_dict()["due_dates"] if due["task"] == "review"]
    shortcut = {
        (due["period_of_care"], due["review"]): date.fromisoformat(due["due"])
        for due in answer_to(case, SHORTCUT).to_dict()["due_dates"]
        if due["due"] is not None
    }
    for due in reviews:
        if not _is_expected(wanted, due):
            continue
        period_of_care, review, day = due["period_of_care"], due["review"], due["due"]
        if review is None or day is None:
            continue
        lawful = [limit["rule"] for limit in (due, *due["also"]) if limit["force"] == "regulation" and limit["due"] == day]
        rule = lawful[0] if lawful else due["rule"]
        given = shortcut.get((period_of_care, review))
        yield Reckoned(case, period_of_care, review, rule, bool(lawful), date.fromisoformat(day), given)


def _is_expected(wanted: Iterable[Mapping[str, Any]], due: Mapping[str, Any]) -> bool:
    """Whether an entry expects this review on the day on which it is due, by the rule that binds or one as early."""
    rules = {due["rule"], *(other["rule"] for other in due["also"] if other["due"] == due["due"])}
    return any(
        entry["due"] == due["due"]
        and entry.get("rule", due["rule"]) in rules
        and entry.get("review", due["review"]) == due["review"]
        and entry.get("period_of_care", due["period_of_care"]) == due["period_of_care"]
        for entry in wanted
    )


class Interval(NamedTuple):
    """What the shortcut puts in the place of some months, over every day of a span of years.

    Attributes:
        months: what the law says.
        days: what the shortcut says.
        counts: on how many of the days the shortcut is the same, late and early.
        most_late: by how many days it is late at most.
        most_early: by how many days it is early at most.
    """

    months: int
    days: int
    counts: dict[Way, int]
    most_late: int
    most_early: int


def interval(months: int, days: int, first: date, last: date) -> Interval:
    """Compare months with days from every day from `first` to `last`, both included.

    Example:
        >>> interval(3, 91, date(2025, 12, 1), date(2025, 12, 2)).counts
        {'same': 0, 'late': 2, 'early': 0}
    """
    starts = (first + timedelta(ahead) for ahead in range((last - first).days + 1))
    late = [(start + timedelta(days) - add_months(start, months)).days for start in starts]
    counts: dict[Way, int] = {"same": late.count(0), "late": sum(by > 0 for by in late), "early": sum(by < 0 for by in late)}
    return Interval(months, days, counts, max(*late, 0), -min(*late, 0))
