"""Data returns at the door of sources: what a return tells, until when, and what it cannot show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.errors import ExtractError, HistoryError, Problem
from lacreview_rules.sources.addresses import refuse_databases
from lacreview_rules.sources.by_name import check_settings
from lacreview_rules.sources.door import RecordGaps, Records
from lacreview_rules.sources.left_alone import left_alone
from lacreview_rules.sources.ssda903.kinds import NO_HISTORY
from lacreview_rules.sources.ssda903.places import by_row
from lacreview_rules.sources.ssda903.reading import read_ssda903
from lacreview_rules.sources.ssda903.record import unknown_starts, unreviewed_starts
from lacreview_rules.sources.ssda903.schedules import schedule_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date

    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.histories.history import History
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.schedules.schedule import Schedule
    from lacreview_rules.sources.door import Remark, SourceOptions
    from lacreview_rules.sources.ssda903.files import Row
    from lacreview_rules.sources.ssda903.reading import Extract

_MOST_NAMED = 20
_FILES_OF_ONE_RETURN = ("header", "episodes", "reviews")


class DataReturns(Records):
    """The children of one data return or of several."""

    names_records = True

    def __init__(self, extract: Extract) -> None:
        self._extract = extract
        self._told_of: tuple[str, History | None, dict[str, list[Row]]] | None = None

    def __iter__(self) -> Iterator[History | HistoryError]:
        """The histories, read child by child, and last an error for what could not be: a child, rows of no child, the rest of a file."""
        yield from self._extract
        for remark in self._extract.unusable:
            yield HistoryError([remark.problem])
        if NO_HISTORY & self._extract.kept.kinds.keys():
            for remark in self._extract.remarks:
                if remark.kind in NO_HISTORY:
                    yield HistoryError([remark.problem])

    @property
    def remarks(self) -> Sequence[Remark]:
        """Every row that could not be used, and what is doubtful about others; not what the iteration gives as an error."""
        found = self._extract.kept
        return [remark for remark in found if remark.kind not in NO_HISTORY] if NO_HISTORY & found.kinds.keys() else found

    @property
    def rows_not_used(self) -> int:
        """How many rows could not be used; complete once the iteration ends."""
        found = self._extract.kept
        return found.not_used - sum(found.kinds[kind] for kind in NO_HISTORY)

    @property
    def without_care(self) -> int:
        """How many children stand in the Header or the Reviews, and in no Episodes file; complete once the iteration ends."""
        return self._extract.counts.without_episodes

    @property
    def recorded_until(self) -> date | None:
        """31 March of the last year that the returns tell of, or the day that the user gave."""
        return self._extract.recorded.until

    @property
    def reviews_from(self) -> date | None:
        """1 April of the first of the last years in a row that have reviews."""
        return self._extract.recorded.since

    def calculated(
        self,
        history: History,
        profile: Profile,
        calendar: WorkingCalendar | None = None,
        *,
        until: date | None = None,
        strict: bool = False,
        tasks: Collection[str] | None = None,
    ) -> Schedule:
        """The schedule of one child; nothing is called late that a return cannot show."""
        return schedule_of(history, self._extract.recorded, profile, calendar, until=until, strict=strict, tasks=tasks)

    def located(self, problem: Problem, child: str) -> Problem:
        """A problem of a child's history, by the row of the file."""
        if self._told_of is None or self._told_of[0] != child:
            self._told_of = (child, *self._extract.told_of(child))
        _, history, rows = self._told_of
        return problem if history is None else by_row(problem, history, rows)

    def known_until(self, child: str) -> date | None:
        """The last day that the returns tell of a child."""
        return self._extract.known_until(child)

    def is_lost(self, child: str) -> bool:
        """Whether the child is missing from the later returns although its care had not ended."""
        return self._extract.is_lost(child)

    def gaps_of(self, history: History) -> RecordGaps:
        """What the rows of one child do not show."""
        recorded = self._extract.recorded
        return RecordGaps(recorded.since, unknown_starts(history), unreviewed_starts(history, recorded))

    def summary(self, used: int) -> Sequence[str]:
        """What became of the children and rows, every one of them."""
        extract = self._extract
        counts, recorded = extract.counts, extract.recorded
        histories = counts.histories + counts.without_usable_episodes
        refused = f", {histories - used:,} refused" if used < histories else ""
        days = f"; reviews are taken to be on record from {recorded.since} to {recorded.until}" if recorded.since else ""
        lines = [
            f"{counts}, {len(extract.remarks) - extract.kept.not_used:,} remarks on what was used",
            f"{used:,} of {histories:,} histories used{refused}{days}",
        ]
        if extract.no_reviews_in and counts.children:
            told = "no review is in it, so each that was due is called overdue or late; add the reviews, if any were held"
            lines.append(f"{', '.join(extract.no_reviews_in[:_MOST_NAMED])}: {told}")
        if len(extract.files) > len(_FILES_OF_ONE_RETURN):
            lines.append(f"the files, the earlier returns first: {', '.join(extract.files)}")
        return [*lines, *left_alone("they hold neither Header, Episodes nor Reviews", extract.left_alone)]


def open_source(addresses: Sequence[str], options: SourceOptions) -> Records:
    """Folders with the files of data returns, or returns that are one file each, of one year or of several.

    Raises:
        ExtractError: one cannot be read.
    """
    check_settings(options, (), "ssda903")
    refuse_databases(addresses, "ssda903")
    if "-" in addresses:
        raise ExtractError([Problem("", "--input ssda903 takes folders and files: a data return cannot be read from standard input")])
    folder, *others = addresses
    extract = read_ssda903(
        folder,
        *others,
        same_carer_moves=options.same_carer_moves,
        temporary_moves=options.temporary_moves,
        short_breaks=options.short_breaks,
        recorded_to=options.recorded_to or options.as_of,
    )
    since = options.reviews_from or extract.recorded.since
    extract.recorded = extract.recorded._replace(since=since, until=options.recorded_to or extract.recorded.until)
    return DataReturns(extract)
