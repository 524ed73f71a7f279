"""Histories from a data return: the Header, Episodes and Reviews files of one SSDA903 folder.

An extract tells less than a case system: which reviews were held and when care, placements and legal statuses
changed, but no reports, visits or plans; and two things it cannot tell at all. Whether a move that keeps the carer
(RNE T or U), or a temporary one (PLACE T0 to T4), starts a placement's timescales anew is for the reader to say:
see `read_ssda903`. The table of codes is ``data/ssda903.toml``.
"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from lacreview_rules import events as ev
from lacreview_rules.errors import ExtractError, Problem
from lacreview_rules.formats.extract_codes import recorded_tasks
from lacreview_rules.formats.extract_episodes import EpisodeWalk, Moves
from lacreview_rules.formats.extract_files import ExtractFile, find_file, read_day
from lacreview_rules.formats.extract_rows import NOT_A_DATE, Findings, read_episodes
from lacreview_rules.history import History

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from lacreview_rules.formats.extract_episodes import Spell
    from lacreview_rules.formats.extract_files import Row

_NEEDED = {
    "header": ("CHILD", "DOB"),
    "episode": ("CHILD", "DECOM", "RNE", "LS", "PLACE", "DEC", "REC"),
    "review": ("CHILD", "REVIEW"),
}


class Counts(NamedTuple):
    """What became of an extract. `rows_used` and `rows_not_used` together are `rows_read`.

    Attributes:
        children: the children in any of the files.
        histories: those with an episode that could be used.
    """

    children: int
    histories: int
    rows_read: int
    rows_used: int
    rows_not_used: int


class Extract:
    """A data return: iterate over it for the histories of its children, in the order of the Episodes file.

    Attributes:
        rows_not_used: every row that could not be used, with its file, line and reason; complete once the iteration ends.
        rows_in_doubt: what is doubtful about rows that were used, and about the files; complete once the iteration ends.
    """

    def __init__(self, files: dict[str, ExtractFile], same_carer_moves: Moves, temporary_moves: Moves) -> None:
        self._files = files
        self._moves = (same_carer_moves, temporary_moves)
        self._scanned = [problem for file in files.values() for problem in file.scan()]
        self._children = dict.fromkeys(child for word in ("episode", "header", "review") if word in files for child in files[word].children)
        self._histories = 0
        self.rows_not_used: list[Problem] = list(self._scanned)
        self.rows_in_doubt: list[Problem] = []

    @property
    def counts(self) -> Counts:
        """The numbers for a summary; final once the iteration ends."""
        read, refused = sum(file.rows_read for file in self._files.values()), len(self.rows_not_used)
        return Counts(len(self._children), self._histories, read, read - refused, refused)

    def __iter__(self) -> Iterator[History]:
        """The histories, read child by child. Iterating again reads the files again."""
        self._histories = 0
        findings = Findings(list(self._scanned))
        self.rows_not_used, self.rows_in_doubt = findings.not_used, findings.in_doubt
        for word, loss in (("header", "no date of birth is known"), ("review", "no review is known")):
            if word not in self._files:
                findings.doubt("", f"there is no {word.capitalize()} file in the folder, so {loss}", "add it")
        with ExitStack() as stack:
            opened: dict[str, BinaryIO] = {word: stack.enter_context(file.path.open("rb")) for word, file in self._files.items()}
            for child in self._children:
                history = self._history(child, opened, findings)
                if history is not None:
                    self._histories += 1
                    yield history

    def _rows(self, word: str, child: str, opened: dict[str, BinaryIO]) -> Iterator[Row]:
        return self._files[word].rows_of(child, opened[word]) if word in self._files else iter(())

    def _history(self, child: str, opened: dict[str, BinaryIO], findings: Findings) -> History | None:
        headers = list(self._rows("header", child, opened))
        header, born = _date_of_birth(headers, findings)
        rows = list(self._rows("episode", child, opened))
        episodes = read_episodes(rows, born, findings)
        if episodes and "header" in self._files and not headers:
            findings.doubt(episodes[0].where, "the child is not in the Header file, so the date of birth is not known", "add the child")
        walk = EpisodeWalk(*self._moves, findings)
        walk.walk(episodes)
        reviews = _reviews(self._rows("review", child, opened), walk.spells, findings)
        if not walk.events:
            if header is not None:
                findings.refuse(header.where, "the child has no episode that can be used", "add the child's episodes; the row was not used")
            return None
        return History(child, sorted([*walk.events, *reviews], key=lambda event: event.on), born, recorded_tasks())


def _date_of_birth(headers: list[Row], findings: Findings) -> tuple[Row | None, date | None]:
    """The row of the Header file that is used, and the date of birth."""
    used: Row | None = None
    born: date | None = None
    for row in headers:
        day = read_day(row.cells["DOB"])
        if day is None:
            what = f"DOB {NOT_A_DATE}" if row.cells["DOB"] else "DOB is empty"
            findings.refuse(row.where, what, "correct it; the row was not used")
        elif used is not None:
            what = "the child is" if day == born else "the child is, with another date of birth,"
            findings.refuse(row.where, f"{what} at {used.where} already", "remove one of the rows; the first was used")
        else:
            used, born = row, day
    return used, born


def _reviews(rows: Iterable[Row], spells: list[Spell], findings: Findings) -> list[ev.Event]:
    held: dict[date, str] = {}
    for row in rows:
        day = read_day(row.cells["REVIEW"])
        if day is None:
            what = f"REVIEW {NOT_A_DATE}" if row.cells["REVIEW"] else "REVIEW is empty"
            findings.refuse(row.where, what)
        elif day in held:
            findings.refuse(row.where, f"the same review stands at {held[day]}", "remove one; it counted once")
        elif not spells:
            findings.refuse(row.where, "the child has no episode that can be used", "add the child's episodes; the row was not used")
        elif not any(spell.holds(day) for spell in spells):
            before = not spells[0].start_known and day < spells[0].start
            what = "the review is before the first episode of its period of care" if before else "the review is outside periods of care"
            findings.refuse(row.where, what, "correct the date, or add the episodes; the row was not used")
        else:
            held[day] = row.where
    return [ev.ReviewHeld(on=day) for day in held]


def read_ssda903(folder: str | Path, *, same_carer_moves: Moves = "continue", temporary_moves: Moves = "continue") -> Extract:
    r"""The histories in the SSDA903 files of one folder.

    The files are found by name (``Episodes.csv``, ``2024_header.csv``): the Episodes file must be there, the Header
    and Reviews files should be. Commas, semicolons or tabs separate the cells; columns stand in any order; dates are
    DD/MM/YYYY or ISO 8601; rows need not be sorted.

    Care starts with RNE S; an episode that should continue one which the file does not have starts it too, and is put
    down as in doubt. Care ends on DEC with any REC but X1. RNE P and B move the child. PLACE A3 to A6 places the child
    for adoption; where care starts with it, the first placement is of the kind ``adoptive``. LS E1 gives authority to
    place for adoption (consent of parents cannot be seen). PLACE U1 and U4 record a long-term foster placement. Of
    several reviews on one day one counts.

    Args:
        folder: where the files are.
        same_carer_moves: what RNE T and U do to the placement: it goes on ("continue"), or a new one begins
            ("restart"). A change to or from a placement for adoption always begins a new one.
        temporary_moves: what PLACE T0 to T4 do: the usual placement goes on, also after the child's return to the
            same PLACE ("continue"), or each move begins a placement ("restart").

    Raises:
        ExtractError: the folder or a file cannot be read, there is no Episodes file, or a column is missing.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     file = Path(folder) / "episodes.csv"
        ...     _ = file.write_text("CHILD,DECOM,RNE,LS,PLACE,DEC,REC\nA123,19/12/2025,S,V2,U6,,\n", encoding="utf-8")
        ...     [(history.child, history.events[0].on) for history in read_ssda903(folder)]
        [('A123', datetime.date(2025, 12, 19))]
    """
    folder = Path(folder)
    files: dict[str, ExtractFile] = {}
    problems: list[Problem] = []
    for word, needed in _NEEDED.items():
        path = find_file(folder, word)
        if path is None:
            if word == "episode":
                problems.append(Problem("", "there is no Episodes file in the folder", 'add it; its name must hold the word "episodes"'))
            continue
        try:
            files[word] = ExtractFile(path, needed, optional=("PL_POST",))
        except ExtractError as error:
            problems += [Problem(": ".join(part for part in (path.name, p.where) if part), p.what, p.remedy) for p in error.problems]
    if problems:
        raise ExtractError(problems, str(folder))
    return Extract(files, same_carer_moves, temporary_moves)
