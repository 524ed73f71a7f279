r"""Histories from data returns: the Header, Episodes and Reviews of SSDA903, of one year or of several, in each of their forms.

A return tells less than a case system: which reviews were held and when care, placements and legal statuses
changed, but no reports, visits or plans; and it begins and ends on a day. `lacreview_rules.sources.ssda903.schedules` makes
schedules that do not call late what a return cannot show. The table of codes is ``data/ssda903.toml``.
"""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, get_args

from lacreview_rules.arguments import check_day, check_each, check_type
from lacreview_rules.errors import ArgumentError, ExtractError, Problem
from lacreview_rules.files.child_ids import ALIKE, ALIKE_REMEDY, alike, told_alike
from lacreview_rules.histories.history import History
from lacreview_rules.sources.door import Remark
from lacreview_rules.sources.kept_remarks import KeptRemarks
from lacreview_rules.sources.ssda903.codes import recorded_tasks
from lacreview_rules.sources.ssda903.counts import Counts
from lacreview_rules.sources.ssda903.doubtful_years import DoubtfulYears
from lacreview_rules.sources.ssda903.episodes import Breaks, Choices, EpisodeWalk, Moves
from lacreview_rules.sources.ssda903.forms import LEFT_ALONE, form_of
from lacreview_rules.sources.ssda903.kinds import EFFECTS, UNUSABLE
from lacreview_rules.sources.ssda903.merge import Part, Rank, merge
from lacreview_rules.sources.ssda903.opening import KINDS, not_read, open_returns
from lacreview_rules.sources.ssda903.other_births import Births
from lacreview_rules.sources.ssda903.record import recorded_days
from lacreview_rules.sources.ssda903.returns import certain_years, ranks_of, returns_in_one, slips_in
from lacreview_rules.sources.ssda903.reviews import ADD_EPISODES, CORRECT_EPISODES, NO_EPISODE, reviews_held
from lacreview_rules.sources.ssda903.row_places import in_order
from lacreview_rules.sources.ssda903.rows import Findings, of_known_years, read_episodes, since_birth
from lacreview_rules.sources.ssda903.years import added, read_day, thin_years, without, year_of_return, years_told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from lacreview_rules.sources.ssda903.births import Birth
    from lacreview_rules.sources.ssda903.episodes import Spell
    from lacreview_rules.sources.ssda903.files import ExtractFile, Row
    from lacreview_rules.sources.ssda903.opening import Opened
    from lacreview_rules.sources.ssda903.rows import Episode

__all__ = ["Breaks", "Counts", "Extract", "Moves", "read_ssda903"]


_CALLED = {"header": "Header", "review": "Reviews"}
_LOSS = {"header": "a date of birth is known only where another table has it", "review": "no review is known, and none is called late"}


class Extract:
    """One data return or several: iterate over it for the histories of its children, in the order of the Episodes files.

    Attributes:
        files: the names of the files, the earlier returns first.
        no_reviews_in: the names of the Reviews files, if there is not one day of a review in them.
        recorded: the days over which reviews are on record.
        kept: the remarks as they are kept, with how many there are of each kind.
        unusable: a remark for each child with rows in an Episodes file of which none can be used; complete once the iteration ends.
    """

    def __init__(
        self,
        opened: Opened,
        choices: Choices,
        end: date | None = None,
    ) -> None:
        files, others, children, self._other_tables, left = opened
        self.no_reviews_in: tuple[str, ...] = ()
        self._left_alone = (*(place.name for place in others if place.kind == LEFT_ALONE), *left)
        self._choices = choices
        self._end = end
        self._scanned = [
            Remark(kind, problem, used=False, effect=EFFECTS[kind])
            for found in files.values()
            for file in found
            for kind, problem in file.scan()
        ] + [
            Remark(kind, problem, used=True, effect=EFFECTS[kind])
            for found in files.values()
            for file in found
            for kind, problem in file.doubts
        ]
        self._scanned += [remark for place in others if (remark := not_read(place)) is not None]
        if not any(file.years for file in files.get("review", ())):
            self.no_reviews_in = tuple(file.name for file in files.get("review", ()))
        self._mistaken = slips_in(files, end)
        self._ranks = ranks_of([file for found in files.values() for file in found], self._mistaken)
        self._files = {kind: sorted(found, key=lambda file: (self._ranks[file.name], file.name)) for kind, found in files.items()}
        every = self._every = [file for kind in KINDS for file in self._files.get(kind, ())]
        self.files = tuple(file.name for file in every)
        certain = certain_years(every, self._mistaken)
        reviews, episodes = self._years("review"), self._years("episode")
        self.recorded = recorded_days(reviews, episodes, certain, has_reviews="review" in files)
        told = max(years_told(added(reviews, episodes), certain), default=0)
        too_late = {year for year in thin_years(episodes, certain) if year > told}
        self._doubtful = DoubtfulYears(self._mistaken, thin_years(reviews, certain), too_late)
        self._last = max((rank.year for rank in self._ranks.values()), default=0)
        self._in_one = returns_in_one(files.get("episode", ()), self._mistaken, self._last)
        self._returns = {self._ranks[file.name] for file in files.get("episode", ()) if file.name not in self._in_one}
        self._returns |= {rank for one in self._in_one.values() for rank in one.by_year.values()}
        self._children = in_order([file.children for file in every], children)
        self._births = Births(self._other_tables, self._last, self.recorded.until, has_header="header" in files)
        self._known_until: dict[str, date] = {}
        self._histories = self._repeated = self._without_episodes = 0
        self.kept, self.unusable = KeptRemarks(self._scanned), KeptRemarks()

    def _years(self, kind: str) -> Counter[int]:
        counts: Counter[int] = Counter()
        for file in self._files.get(kind, ()):
            counts = added(counts, without(file.years, self._mistaken[file.name]))
        if self._end is not None:
            last = year_of_return(self._end)  # what is dated later can have been on record on that day in no return
            counts = without(counts, {year for year in counts if year > last}) or counts
        return counts

    @property
    def left_alone(self) -> tuple[str, ...]:
        """The names of the files, and sheets, beside them that were not read, being other tables; final once the iteration ends."""
        return tuple(name for name in self._left_alone if name not in self._other_tables.names)

    @property
    def remarks(self) -> Sequence[Remark]:
        """What was found wrong or doubtful, in the order in which it was found; complete once the iteration ends."""
        return self.kept

    @property
    def rows_not_used(self) -> list[Problem]:
        """Every row that could not be used, with its file, line and reason; complete once the iteration ends."""
        return [remark.problem for remark in self.remarks if not remark.used]

    @property
    def rows_in_doubt(self) -> list[Problem]:
        """What is doubtful about rows that were used, and about the files; complete once the iteration ends."""
        return [remark.problem for remark in self.remarks if remark.used]

    @property
    def counts(self) -> Counts:
        """The numbers for a summary; final once the iteration ends."""
        read = sum(file.rows_read for found in self._files.values() for file in found)
        refused, children = self.kept.not_used, len(self._children)
        unusable = children - self._histories - self._without_episodes
        return Counts(children, self._histories, read, read - refused, refused, self._repeated, self._without_episodes, unusable)

    def known_until(self, child: str) -> date | None:
        """The last day that the returns tell of a child: the end of the last return that has it, where a later one should."""
        return self._known_until.get(child, self.recorded.until)

    def is_lost(self, child: str) -> bool:
        """Whether the child is missing from the later returns although its care had not ended."""
        return child in self._known_until

    def __iter__(self) -> Iterator[History]:
        """The histories, read child by child. Iterating again reads the files again."""
        self._histories = self._without_episodes = self._repeated = 0
        findings = Findings(KeptRemarks(self._scanned))
        self.kept, self.unusable = findings.remarks, KeptRemarks()
        holds = "sheet in the workbook" if all(form_of(file.place.path) for file in self._every) else "file in the folder"
        for kind, loss in _LOSS.items():
            if kind not in self._files:
                findings.doubt("", f"there is no {_CALLED[kind]} {holds}, so {loss}", "add it", kind="file-missing")
        for file in (file for found in self._files.values() for file in found):
            if file.days.month_first is not None:
                what = "the date is written month first, unlike others; dates in the file may have day and month exchanged"
                findings.doubt(file.where(file.days.month_first), what, "check how the file was made", kind="month-first")
        for where, first in alike(self._children, self._first_row):
            findings.doubt(where, told_alike(first), ALIKE_REMEDY, kind=ALIKE)
        with ExitStack() as stack:
            opened = {file.name: stack.enter_context(file.opened()) for found in self._files.values() for file in found}
            for findings.child, child in enumerate(self._children, 1):
                history, _ = self._history(child, opened, findings)
                self._repeated = findings.repeated
                if history is not None:
                    self._histories += 1
                    yield history
        for remark in self._other_tables.remarks:
            self.kept.append(remark)

    def told_of(self, child: str) -> tuple[History | None, dict[str, list[Row]]]:
        """The history of one child, made again, and the rows that it is made of, by the table; under "birth" that of the birth."""
        with ExitStack() as stack:
            opened = {file.name: stack.enter_context(file.opened()) for file in self._every}
            rows = {kind: [row for _, found in self._rows(kind, child, opened) for row in found] for kind in self._files}
            history, birth = self._history(child, opened, Findings())
            return history, rows if birth.row is None else rows | {"birth": [birth.row]}

    def _first_row(self, child: str) -> str:
        """The place of a child's first row in the first file that has one."""
        return next(file.first_row(child) for file in self._every if child in file.children)

    def _rows(self, kind: str, child: str, opened: Mapping[str, BinaryIO]) -> Iterator[tuple[ExtractFile, list[Row]]]:
        """The child's rows of each file of a kind that has any, the earlier returns first."""
        for file in self._files.get(kind, ()):
            if rows := file.rows_of(child, opened[file.name]):
                yield file, rows

    def _history(self, child: str, opened: Mapping[str, BinaryIO], findings: Findings) -> tuple[History | None, Birth]:
        headers = [(self._ranks[file.name], row) for file, rows in self._rows("header", child, opened) for row in rows]
        lived = list(self._rows("episode", child, opened))
        parts = self._parts(lived, findings)
        reviews = [(file, row, read_day(row.cell("REVIEW"))) for file, rows in self._rows("review", child, opened) for row in rows]
        told = [one.began for part in parts for one in part.episodes]
        told += [one.ended for part in parts for one in part.episodes if one.ended is not None]
        told += [day for _, _, day in reviews if day is not None]
        rows = [row for _, of_file in lived for row in of_file] + [row for _, row, _ in reviews]
        of_header, birth = self._births.of(child, headers, rows, told, findings)
        if birth.day is not None:
            parts = [_since_birth(part, birth.day, findings) for part in parts]
        episodes, known_until = merge(parts, self._returns, findings)
        if known_until is not None:
            self._known_until[child] = known_until
        if episodes and birth.day is None and not headers:
            what = "neither the Header nor another table has a date of birth of the child that can be used"
            findings.doubt(episodes[0].where, what, "add the child to the Header", kind="birth-not-recorded")
        walk = EpisodeWalk(self._choices, findings, self._going_on_until(child))
        walk.walk(episodes)
        held = reviews_held(reviews, walk.spells, self._doubtful, findings)
        if not walk.events:
            self._without_episodes += not lived
            if lived:
                problem = Problem(lived[0][1][0].where, NO_EPISODE, CORRECT_EPISODES)
                self.unusable.append(Remark(UNUSABLE, problem, used=False, effect=EFFECTS[UNUSABLE], child=findings.child))
            if of_header.row is not None and birth is of_header:
                findings.refuse(of_header.row.where, NO_EPISODE, ADD_EPISODES, kind="child-without-episodes")
            return None, birth
        records = recorded_tasks() if self.recorded.reviews else ()
        events = sorted([*walk.events, *held], key=lambda event: event.on)
        return History(child, events, birth.day, records, record_starts=self._starts_after(walk.spells)), birth

    def _parts(self, lived: Sequence[tuple[ExtractFile, list[Row]]], findings: Findings) -> list[Part]:
        """What each return says of the child's episodes."""
        parts: dict[Rank, Part] = {}
        for file, rows in lived:
            rank, usable = self._ranks[file.name], of_known_years(read_episodes(rows, findings), self._last, findings)
            self._doubtful.doubt_episodes(file, usable, findings)
            several = self._in_one.get(file.name)
            by_rank: dict[Rank, list[Episode]] = {} if several is not None else {rank: usable}
            if several is not None:
                for episode in usable:
                    by_rank.setdefault(several.of(episode.year), []).append(episode)
            for one, episodes in by_rank.items():
                first = rows[0].where if several is None else episodes[0].where
                before = parts.get(one, Part(one, [], first, whole=True))
                parts[one] = Part(one, before.episodes + episodes, before.first, before.whole and len(usable) == len(rows))
        return list(parts.values())

    def _going_on_until(self, child: str) -> date | None:
        """The day up to which an episode of a child that has not ended is known to go on: not after the day asked about."""
        known = self.known_until(child)
        return known if self._end is None or (known is not None and known < self._end) else self._end

    def _starts_after(self, spells: list[Spell]) -> date | None:
        """The day from which on reviews are recorded, for a child whose care began before it and went on."""
        since = self.recorded.since
        if since is None or not any(spell.start < since and (spell.end is None or spell.end > since) for spell in spells):
            return None
        return since


def _since_birth(part: Part, born: date, findings: Findings) -> Part:
    usable = since_birth(part.episodes, born, findings)
    return part if len(usable) == len(part.episodes) else part._replace(episodes=usable, whole=False)


def read_ssda903(
    folder: str | Path,
    *others: str | Path,
    same_carer_moves: Moves = "continue",
    temporary_moves: Moves = "continue",
    short_breaks: Breaks = "series",
    recorded_to: date | None = None,
) -> Extract:
    r"""The histories in an SSDA903 data return, or in those of several years: each a folder with CSV files, an XML file or a workbook.

    The files are known by their columns, and where those do not tell, by name (``Episodes.csv``, ``2024_header.csv``): an
    Episodes file must be there, the Header and Reviews files should be. Commas, semicolons or tabs separate the cells;
    columns stand in any order; dates are DD/MM/YYYY or ISO 8601; rows need not be sorted.

    The returns of several years are put together: in several folders, in folders within one, or in one folder under names
    that hold the year; an XML file (EXPSSDA903) or a workbook is one return. What stands in two returns counts once. Which
    return is the later, its dates say; where two contradict each other the later is used and the row of the earlier is told.
    A return may be split over CSV files.

    Care starts with RNE S; an episode that should continue one which the file does not have starts it too, and is put
    down as in doubt. Care ends on DEC with any REC but X1. RNE P and B move the child. PLACE A3 to A6 places the child
    for adoption; where care starts with it, the first placement is of the kind ``adoptive``. LS E1 gives authority to
    place for adoption (consent of parents cannot be seen). PLACE U1 and U4 record a long-term foster placement. LS V3
    and V4 are short breaks, a period of care apart from any other. Of several reviews on one day one counts.

    Args:
        folder: where the CSV files are, or the XML file or workbook itself.
        others: more of them, of other years.
        same_carer_moves: what RNE T and U do to the placement: it goes on ("continue"), or a new one begins
            ("restart"). A change to or from a placement for adoption always begins a new one.
        temporary_moves: what PLACE T0 to T4 do: the usual placement goes on, also after the child's return to the
            same PLACE ("continue"), or each move begins a placement ("restart"). One that lasts longer than its code
            allows begins a placement either way, and is in doubt.
        short_breaks: what breaks recorded one by one (LS V3) are: one period of care from the first to the last
            ("series"; regulation 48 counts from the first), or each one of its own ("separate").
        recorded_to: a day after which nothing can have been recorded. A year after it is never one that reviews are on
            record in; a date or two in such a year are taken for slips of the pen, as is one years away from all others
            of its file. A review dated so is not used, an episode is in doubt, and each row is told.

    Raises:
        ExtractError: a folder or a file cannot be read, there is no Episodes file, a column is missing, or dates are
            written month first.
        MissingExtraError: it is a workbook, and python-calamine is not installed.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     file = Path(folder) / "episodes.csv"
        ...     _ = file.write_text("CHILD,DECOM,RNE,LS,PLACE,DEC,REC\nA123,19/12/2025,S,V2,U6,,\n", encoding="utf-8")
        ...     [(history.child, history.events[0].on) for history in read_ssda903(folder)]
        [('A123', datetime.date(2025, 12, 19))]
    """
    check_type("folder", folder, str, Path)
    folders = [Path(one) for one in (folder, *check_each("others", others, str, Path))]
    for name, given, known in (
        ("same_carer_moves", same_carer_moves, get_args(Moves)),
        ("temporary_moves", temporary_moves, get_args(Moves)),
        ("short_breaks", short_breaks, get_args(Breaks)),
    ):
        if given not in known:
            raise ArgumentError(f"{name}: use one of: {', '.join(known)}")
    if recorded_to is not None:
        check_day("recorded_to", recorded_to)
    # A file is named by every problem in it: what is then still to say is where it lies.
    shown = ", ".join(
        dict.fromkeys(str(one.parent if one.is_file() else one) for one in folders if not (one.name == str(one) and one.is_file()))
    )
    try:
        return Extract(open_returns(folders), Choices(same_carer_moves, temporary_moves, short_breaks), recorded_to)
    except ExtractError as error:
        raise ExtractError(error.problems, shown) from None
