"""What is asked of each child of a caseload, here or in several processes, which read each child's record too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from lacreview_rules.caseload.child import judge_child
from lacreview_rules.caseload.records import child_record
from lacreview_rules.caseload.window import dated_after
from lacreview_rules.cli.day_asked import last_told
from lacreview_rules.errors import CalendarRangeError, HistoryError, Problem, nearest, or_else
from lacreview_rules.profile_files.loading import shipped_profiles
from lacreview_rules.sources.door import RecordGaps, known_records

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from lacreview_rules.caseload.child import Bases, ChildFigures
    from lacreview_rules.caseload.records import ChildRecord
    from lacreview_rules.caseload.teams import Team
    from lacreview_rules.caseload.window import Window
    from lacreview_rules.cli.only_options import OnlyOptions
    from lacreview_rules.profiles.profile import Profile


class Profiles:
    """Which child has which profile.

    Args:
        otherwise: for every child that has none of its own; None if there is no such profile.
        by_child: those that a file gives.
        load: makes a shipped profile from its id.
    """

    def __init__(self, otherwise: Profile | None, by_child: dict[str, Profile], load: Callable[[str], Profile]) -> None:
        self._otherwise = otherwise
        self._by_child = by_child
        self._load = load
        self._by_id: dict[str, Profile] = {profile.id: profile for profile in by_child.values()}
        if otherwise is not None:
            self._by_id[otherwise.id] = otherwise

    @property
    def named(self) -> set[str]:
        """The children that the file names."""
        return set(self._by_child)

    @property
    def given(self) -> tuple[Profile, ...]:
        """Those that were given; a record may name others."""
        return tuple(self._by_id.values())

    def of(self, child: str, named: str | None) -> Profile:
        """The profile that the record names, or else the file, or else the one for all.

        Raises:
            HistoryError: there is none.
        """
        if named is not None:
            return self.called(named)
        found = self._by_child.get(child, self._otherwise)
        if found is None:
            remedy = "add the child to the file of --profiles, or give --profile for every child that has none"
            raise HistoryError([Problem("child", "no profile is given for this child", remedy)])
        return found

    def called(self, name: str) -> Profile:
        """The profile with an id, of those given and those shipped.

        Raises:
            HistoryError: there is none.
        """
        if name not in self._by_id:
            if name not in shipped_profiles():
                known = [*self._by_id, *shipped_profiles()]
                remedy = or_else(nearest(name, known), "give the profile to --profile or --profiles too")
                raise HistoryError([Problem("profile", "no profile that is shipped or given has this id", remedy)])
            self._by_id[name] = self._load(name)
        return self._by_id[name]


class JudgedChild(NamedTuple):
    """What came of the record of one child.

    Attributes:
        where: the place of the record.
        child: the identifier in it.
        digest: what tells it apart from another record of the same child.
        named: the id of the profile that it names.
        team: the team and worker that it names.
        figures: what the child puts into the caseload, or why it puts nothing; None of a child that is not wanted.
        after: what in it is dated after the day of the report.
        last: the last day that is told of the child, as `day_asked.last_told` has it.
    """

    where: str
    child: str
    digest: bytes
    named: str | None
    team: Team
    figures: ChildFigures | HistoryError | CalendarRangeError | None
    after: tuple[Problem, ...] = ()
    last: date | None = None


class Judging:
    """What is asked of each child.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import england_and_wales, load_profile
        >>> from lacreview_rules.caseload.child import Bases
        >>> from lacreview_rules.caseload.window import window_at
        >>> from lacreview_rules.cli.only_options import OnlyOptions
        >>> england = load_profile("england")
        >>> bases = Bases(england, load_profile("data-return"), england_and_wales())
        >>> judging = Judging(window_at(date(2026, 1, 31)), bases, Profiles(england, {}, load_profile), OnlyOptions(), strict=False)
        >>> line = b'{"child": "A123", "events": [{"event": "became-looked-after", "on": "2025-12-19"}]}'
        >>> [review.regulations.days_late for review in judging.judged(child_record("line 1", line)).figures.reviews]
        [10]
    """

    def __init__(
        self, window: Window, bases: Bases, profiles: Profiles, only: OnlyOptions, *, strict: bool, reviews_from: date | None = None
    ) -> None:
        """Nothing asked yet.

        Args:
            window: the days asked for.
            bases: what reviews are judged by, beside each child's own profile.
            profiles: which child has which.
            only: the children, tasks and roles that are wanted.
            strict: refuse a history that cannot be.
            reviews_from: the day from which on every review is recorded, where one day holds for all.
        """
        self._window, self._bases, self._profiles, self._only = window, bases, profiles, only
        self._strict, self._reviews_from = strict, reviews_from

    def judged(self, record: ChildRecord, gaps: RecordGaps | None = None, *, names_records: bool = False) -> JudgedChild:
        """What comes of a record; `gaps` is what else it cannot show, if anything; `names_records` as a source has it."""
        history = record.history
        found: ChildFigures | HistoryError | CalendarRangeError | None = None
        if self._only.wants_child(history.child):
            try:
                found = self._figures(record, gaps or RecordGaps(), names_records=names_records)
            except (HistoryError, CalendarRangeError) as error:
                found = error
        after = tuple(dated_after(history, self._window.as_of))
        return JudgedChild(record.where, history.child, record.digest, record.profile, record.team, found, after, last_told(history))

    def _figures(self, record: ChildRecord, gaps: RecordGaps, *, names_records: bool) -> ChildFigures:
        profile = self._profiles.of(record.history.child, record.profile)
        return judge_child(
            known_records(record.history, profile) if names_records else record.history,
            profile,
            self._window,
            self._bases,
            reviews_from=record.reviews_from or self._reviews_from or gaps.reviews_from,
            unknown_starts=gaps.unknown_starts,
            unreviewed_starts=gaps.unreviewed_starts,
            strict=self._strict,
            tasks=self._only.asked(profile),
        )


class JudgingElsewhere(Judging):
    """The same in another process, which reads the record, and from which no profile is sent back."""

    def ask(self, unread: tuple[str, Any]) -> JudgedChild | HistoryError:
        """What comes of one record, given with its place; or why it is no child's."""
        record = child_record(*unread)
        if isinstance(record, HistoryError):
            return record
        found = self.judged(record)
        if found.figures is None or isinstance(found.figures, (HistoryError, CalendarRangeError)):
            return found
        return found._replace(figures=found.figures._replace(profile=None))  # type: ignore[arg-type] # it is put back where it was asked
