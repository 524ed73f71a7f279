"""A caseload out of a file that the user opened: the figures, the lists, the page, and every remark about what was read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lacreview_rules.caseload.child import Bases, judge_child
from lacreview_rules.caseload.csv import LISTS, caseload_csv
from lacreview_rules.caseload.html import MOST_ROWS, caseload_html
from lacreview_rules.caseload.json import caseload_json
from lacreview_rules.caseload.records import ChildRecord, ChildrenOnce, SameAgain
from lacreview_rules.caseload.report import summarise
from lacreview_rules.caseload.sections import report_sections
from lacreview_rules.caseload.teams import read_teams
from lacreview_rules.caseload.window import dated_after, window_at
from lacreview_rules.caseload.words import gap_lines, heading_lines, summary_lines, title_line
from lacreview_rules.counting.calendars import england_and_wales
from lacreview_rules.errors import CalendarRangeError, HistoryError, InputError, Problem, UnknownProfileError
from lacreview_rules.profile_files.loading import load_profile
from lacreview_rules.sources.by_name import SHIPPED, open_named
from lacreview_rules.sources.door import STOPPED, SourceOptions
from lacreview_rules.workbench.arguments import day_of, file_of, profile_of
from lacreview_rules.workbench.charts import charts_of
from lacreview_rules.workbench.problems import placed, problem_record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from lacreview_rules.caseload.child import ChildFigures
    from lacreview_rules.caseload.records import Read
    from lacreview_rules.caseload.sections import Section, Table
    from lacreview_rules.caseload.teams import Team
    from lacreview_rules.caseload.window import Window
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.sources.door import Records

_SOURCES = tuple(name for name in SHIPPED if name != "ssd")  # a database cannot be opened from a page
_EVERY = 25  # children between two words of progress


class _Children:
    """The children of a caseload, judged one after another; what cannot be used is told, and the rest goes on."""

    def __init__(
        self, reads: Iterable[Read], profile: Profile, bases: Bases, *, records: Records, teams: Mapping[str, Team], folder: Path
    ) -> None:
        self.problems: list[dict[str, Any]] = []
        self.used = 0
        self.not_used = 0
        self._reads = reads
        self._profile = profile
        self._bases = bases
        self._records = records
        self._teams = teams
        self._folder = folder

    def figures(self, window: Window, reviews_from: date | None, progress: Callable[[int], None] | None) -> Iterator[ChildFigures]:
        """What each child puts into the caseload."""
        records = self._records
        for number, read in enumerate(self._reads, 1):
            if progress is not None and number % _EVERY == 0:
                progress(number)
            if isinstance(read, SameAgain):
                self._tell(Problem("", f"the same record as at {read.earlier}; it counted once", ""), read.where)
                continue
            if isinstance(read, HistoryError):
                self._refuse(read, read.source)
                continue
            history = read.history
            gaps = records.gaps_of(history)
            try:
                found = judge_child(
                    history,
                    self._profile if read.profile is None else load_profile(read.profile),
                    window,
                    self._bases,
                    reviews_from=read.reviews_from or reviews_from or gaps.reviews_from,
                    unknown_starts=gaps.unknown_starts,
                    unreviewed_starts=gaps.unreviewed_starts,
                )
            except (HistoryError, CalendarRangeError) as error:
                located = records.located_error(error, history)
                self._refuse(located, read.where if str(located) == str(error) else "")
                continue
            except UnknownProfileError as error:
                self._refuse(HistoryError([Problem("profile", str(error), "name one that is shipped")]), read.where)
                continue
            self.used += 1
            doubtful = (*found.problems, *dated_after(history, window.as_of))
            for problem in doubtful:
                told = records.located(problem, history.child)
                self._tell(told, read.where if told.where == problem.where else "")
            judged = found.without_open_work() if records.is_lost(history.child) else found
            yield judged.with_team(*read.team.filled_from(self._teams.get(history.child)))

    def _refuse(self, error: HistoryError | CalendarRangeError, place: str) -> None:
        self.not_used += 1
        for problem in error.problems if isinstance(error, HistoryError) else [Problem("", str(error), "correct the date")]:
            self._tell(problem, place)

    def _tell(self, problem: Problem, place: str) -> None:
        """Keep what was found. `place` is the file and the line, where the source has not named a place of its own."""
        where = ": ".join(filter(None, (place, problem.where)))
        self.problems.append(problem_record(placed(replace(problem, where=where), "", self._folder)))


def caseload(asked: Mapping[str, Any], folder: Path, kept: dict[str, Any], progress: Callable[[int], None] | None = None) -> dict[str, Any]:
    """The report of a caseload, as the page shows it; what can be saved of it is made when it is asked for (`caseload_file`).

    Args:
        asked: `files`, `source`, `profile`, `as_of`, and where wanted `teams` (a file), `from`, `to`, `until`, `reviews_from`.
        folder: where the files lie.
        kept: where the report is kept, for `caseload_file`, until the next.
        progress: told how many children are done.

    Raises:
        LacReviewError: nothing can be read, no child can be used, or what was asked for cannot be.
    """
    source = asked.get("source")
    if source not in _SOURCES:
        raise InputError([Problem("source", "there is no such source here", f"one of: {', '.join(_SOURCES)}")])
    as_of, reviews_from = day_of(asked, "as_of", required=True), day_of(asked, "reviews_from")
    if as_of is None:  # refused above
        raise AssertionError
    paths = [file_of(name, folder) for name in asked.get("files") or ()]
    if not paths:
        raise InputError([Problem("files", "no file was opened", "choose one")])
    teams, headings = _teams(asked, folder)
    addresses = _addresses(str(source), paths, folder)
    records = open_named(str(source), addresses, SourceOptions(as_of=as_of, reviews_from=reviews_from))
    known = records.recorded_until
    window = _window(asked, as_of if known is None or known >= as_of else known)
    bases = Bases(load_profile("england"), load_profile("data-return"), england_and_wales())
    reads = _children_once(paths) if source == "history" else _read(records)
    children = _Children(reads, profile_of(asked, folder), bases, records=records, teams=teams, folder=folder)
    children.problems += [problem_record(problem) for problem in headings]
    found = summarise(children.figures(window, reviews_from or records.reviews_from, progress), window)
    if children.used == 0 and children.not_used:  # an empty report would say that nothing is overdue
        raise InputError([Problem(one["where"], one["what"], one["remedy"]) for one in children.problems])
    found = found._replace(reviews_from=reviews_from or records.reviews_from, not_used=children.not_used)
    found = found._replace(without_care=records.without_care, rows_not_used=records.rows_not_used)
    charts = charts_of(found)
    kept["caseload"] = (found, charts)
    remarks = [
        {**problem_record(placed(one.problem, "", folder)), "kind": one.kind, "used": one.used, "effect": one.effect}
        for one in records.remarks
    ]
    return {
        "title": title_line(found),
        "gaps": gap_lines(found.reviews_from, window),
        "first": [line._asdict() for line in summary_lines(found)],
        "lines": heading_lines(found),
        "sections": [_section(section) for section in report_sections(found, most=MOST_ROWS)],
        "charts": charts,
        "lists": list(LISTS),
        "used": children.used,
        "not_used": children.not_used,
        "problems": children.problems,
        "remarks": remarks,
        "summary": list(records.summary(children.used)),
        "known_until": None if known is None or known >= as_of else known.isoformat(),
    }


def caseload_file(asked: Mapping[str, Any], folder: Path, kept: Mapping[str, Any]) -> dict[str, Any]:
    """One file of the report that was made last: `page`, `json`, or a list as CSV by its name.

    Raises:
        InputError: no report is kept, or there is no such file.
    """
    del folder
    form = asked.get("form")
    if form not in {"page", "json", *LISTS}:
        raise InputError([Problem("form", "there is no such file", f"one of: page, json, {', '.join(LISTS)}")])
    if "caseload" not in kept:
        raise InputError([Problem("", "the report is no longer here, because the page began anew", "work it out again")])
    found, charts = kept["caseload"]
    if form == "page":
        return {"name": "caseload.html", "text": caseload_html(found, charts)}
    if form == "json":
        return {"name": "caseload.json", "text": caseload_json(found)}
    return {"name": f"{form}.csv", "text": f"\ufeff{caseload_csv(found, str(form))}"}


def _teams(asked: Mapping[str, Any], folder: Path) -> tuple[Mapping[str, Team], tuple[Problem, ...]]:
    """Which child is with whom, where a file says so; it is taken out of the folder, which may be a return of many files."""
    if not asked.get("teams"):
        return {}, ()
    path = file_of(asked["teams"], folder)
    content = path.read_bytes()
    path.unlink()
    return read_teams(content, path.name)


def _children_once(paths: Iterable[Path]) -> Iterator[Read]:
    """Histories in our own format, which may name a profile, a team and a worker; each child once."""
    once = ChildrenOnce()
    for path in paths:
        yield from once.from_path(path)


def _read(records: Records) -> Iterator[Read]:
    """The histories of a source; one that stops halfway has what was read before answered, and the reason told."""
    some = False
    try:
        for number, history in enumerate(records, 1):
            some = True
            yield history if isinstance(history, HistoryError) else ChildRecord(f"history {number}", history)
    except InputError as error:
        if not some:
            raise
        yield HistoryError([*error.problems, Problem("", STOPPED, "mend this, and open the file again")], error.source)


def _section(section: Section) -> dict[str, Any]:
    """A section of the report, as data."""
    return {
        "name": section.name,
        "heading": section.heading_line,
        "lines": list(section.lines),
        "tables": [_table(table) for table in section.tables],
        "remarks": list(section.remarks),
    }


def _table(table: Table) -> dict[str, Any]:
    """One table of it. A list by team and worker has them in a column, by which the page can sort it."""
    columns = [{"heading": column.heading, "kind": column.kind} for column in table.columns]
    rows = [list(row) for row in table.rows]
    if table.groups:
        columns.append({"heading": "Team, worker", "kind": "text"})
        rows = [[*row, group or "none named"] for row, group in zip(rows, table.groups, strict=True)]
    return {"columns": columns, "rows": rows, "left_out": table.left_out, "caption": table.caption}


def _addresses(source: str, paths: list[Path], folder: Path) -> list[str]:
    """What the source is given: a return as CSV is a folder of files; every other is the file itself."""
    if source == "ssda903" and all(path.suffix.lower() == ".csv" for path in paths):
        return [str(folder)]
    return [str(path) for path in paths]


def _window(asked: Mapping[str, Any], as_of: date) -> Window:
    try:
        return window_at(as_of, since=day_of(asked, "from"), to=day_of(asked, "to"), until=day_of(asked, "until"))
    except (ValueError, OverflowError) as error:
        raise InputError([Problem("from", str(error), "change the days")]) from None
