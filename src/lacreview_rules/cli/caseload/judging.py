"""What is asked of each child of a caseload, here or in several processes."""

from __future__ import annotations

import pickle
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.caseload.report import judge_child
from lacreview_rules.errors import CalendarRangeError, HistoryError
from lacreview_rules.sources.door import RecordGaps

if TYPE_CHECKING:
    from datetime import date

    from lacreview_rules.caseload.report import Bases, ChildFigures
    from lacreview_rules.caseload.window import Window
    from lacreview_rules.histories.history import History
    from lacreview_rules.profiles.profile import Profile


class SentProfile(NamedTuple):
    """A profile on its way to another process, which makes it anew only once."""

    digest: str
    content: bytes


class Question(NamedTuple):
    """One child to be judged.

    Attributes:
        history: what is known of the child.
        profile: the child's.
        reviews_from: the day from which on every review is recorded.
        tasks: those that are wanted; None for all.
        gaps: what else the record cannot show.
    """

    history: History
    profile: Profile | SentProfile
    reviews_from: date | None
    tasks: frozenset[str] | None = None
    gaps: RecordGaps = RecordGaps()


class Judging:
    """What is asked of each child.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import BecameLookedAfter, History, england_and_wales, load_profile
        >>> from lacreview_rules.caseload.report import Bases
        >>> from lacreview_rules.caseload.window import window_at
        >>> england = load_profile("england")
        >>> bases = Bases(england, load_profile("data-return"), england_and_wales())
        >>> judging = Judging(window_at(date(2026, 1, 31)), bases, strict=False)
        >>> history = History("A123", [BecameLookedAfter(on=date(2025, 12, 19))])
        >>> [review.regulations.days_late for review in judging.ask(Question(history, england, None)).reviews]
        [10]
    """

    def __init__(self, window: Window, bases: Bases, *, strict: bool) -> None:
        """Nothing asked yet.

        Args:
            window: the days asked for.
            bases: what reviews are judged by, beside each child's own profile.
            strict: refuse a history that cannot be.
        """
        self._window, self._bases, self._strict = window, bases, strict

    def ask(self, question: Question) -> ChildFigures | HistoryError | CalendarRangeError:
        """What the child puts into the caseload, or why it puts nothing."""
        history, profile, reviews_from, tasks, gaps = question
        if isinstance(profile, SentProfile):
            profile = _received(profile)
        try:
            return judge_child(
                history,
                profile,
                self._window,
                self._bases,
                reviews_from=reviews_from,
                unknown_starts=gaps.unknown_starts,
                unreviewed_starts=gaps.unreviewed_starts,
                strict=self._strict,
                tasks=tasks,
            )
        except (HistoryError, CalendarRangeError) as error:
            return error


class JudgingElsewhere(Judging):
    """The same in another process, from which no profile is sent back."""

    def ask(self, question: Question) -> ChildFigures | HistoryError | CalendarRangeError:
        """What the child puts into the caseload, without its profile, which is at hand where it was asked."""
        found = super().ask(question)
        return found if isinstance(found, (HistoryError, CalendarRangeError)) else found._replace(profile=None)  # type: ignore[arg-type]


@lru_cache(maxsize=256)
def sent(profile: Profile) -> SentProfile:
    """A profile as it is sent to another process: one value for each, so that it is in each part once."""
    return SentProfile(profile.digest, pickle.dumps(profile))


_PROFILES: dict[str, Profile] = {}


def _received(profile: SentProfile) -> Profile:
    if profile.digest not in _PROFILES:
        _PROFILES[profile.digest] = pickle.loads(profile.content)  # noqa: S301 - of our own
    return _PROFILES[profile.digest]
