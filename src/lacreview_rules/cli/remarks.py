"""What was found wrong in what was read: summed up by kind, and all of it in a file."""

from __future__ import annotations

import io
import json
import re
import sys
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.cli.exits import refuse, say, told
from lacreview_rules.cli.files import check_output, put_in_place
from lacreview_rules.cli.terminal import width_of, wrapped
from lacreview_rules.errors import InputError, Problem
from lacreview_rules.files.tables import BYTE_ORDER_MARK, write_table
from lacreview_rules.sources.door import HISTORY_NOT_USED, IN_HISTORY, Remark
from lacreview_rules.wording import count_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from lacreview_rules.errors import LacReviewError

COLUMNS = ("kind", "used", "where", "what", "remedy", "effect", "child")
"""The columns of the CSV, in order; new ones are only ever added on the right."""
_ENDINGS = (".csv", ".json")
_PLACES = 3
_NUMBER = re.compile(r"\d+(?: days?)?")
_NUMBERS = re.compile(r"(\d{1,18})", re.ASCII)
_MOST_LINES = 20
"""More remarks than these are summed up."""
_IN_HISTORY = "dates of the child may be missing, or count from another day"
_NOT_USED = "the child has no dates at all"


def in_history(place: str, problem: Problem, number: int) -> Remark:
    """What is doubtful within a history that was used: the place of the history, and its number in the source."""
    where = f"{place}: {problem.where}" if problem.where else place
    return Remark(IN_HISTORY, Problem(where, problem.what, problem.remedy), used=True, effect=_IN_HISTORY, child=number)


def not_used(place: str, error: LacReviewError, number: int) -> list[Remark]:
    """Why a history could not be used: each problem with its place, and the number of the history in the source."""
    problems: Sequence[Problem] = (Problem("", told(error)),)
    if isinstance(error, InputError):
        place, problems = error.source or place, error.problems
    return [
        Remark(
            HISTORY_NOT_USED,
            replace(one, where=": ".join(filter(None, (place, one.where)))),
            used=False,
            effect=_NOT_USED,
            child=number,
        )
        for one in problems
    ]


def check_remarks_file(file: Path | None, *beside: Path | str | None) -> None:
    """Refuse a file for remarks that cannot be written, before anything is read.

    Args:
        file: what ``--remarks`` names.
        beside: everything that is read or written too.

    Raises:
        typer.Exit: its ending is neither .csv nor .json, it may not be written, or is something else that is read or written.
    """
    if file is None:
        return
    if file.suffix.lower() not in _ENDINGS:
        message = f"--remarks {file}: its ending does not say how to write it; end it in .csv or .json"
        raise refuse(message)
    check_output(file, *beside, named="--remarks ")
    if any(not isinstance(one, str) and one is not None and one.absolute() == file.absolute() for one in beside):
        message = f"--remarks {file} is the file of another option; name another"
        raise refuse(message)


def write_remarks(file: Path, remarks: Iterable[Remark]) -> None:
    """All remarks as CSV or as JSON, by the ending of the file, each file's from its top down; complete or not at all."""
    rows = [_row(remark) for remark in sorted(remarks, key=lambda remark: _down_the_file(remark.problem.where))]
    if file.suffix.lower() == ".json":
        put_in_place(file, f"{json.dumps(rows, ensure_ascii=False, indent=1)}\n".encode("utf-8", "backslashreplace"))
        return
    whole = io.StringIO(newline="")
    write_table(whole, COLUMNS, rows)
    put_in_place(file, f"{BYTE_ORDER_MARK}{whole.getvalue()}".encode("utf-8", "backslashreplace"))


def _down_the_file(where: str) -> list[str | int]:
    """The order of places: row 9 comes before row 12, as whoever mends a file meets them.

    Example:
        >>> sorted(["e.csv:12", "e.csv:9", "e.csv:12: DEC"], key=_down_the_file)
        ['e.csv:9', 'e.csv:12', 'e.csv:12: DEC']
    """
    return [int(part) if place % 2 else part for place, part in enumerate(_NUMBERS.split(where))]


def joined(found: Sequence[Remark], others: Sequence[Remark]) -> Sequence[Remark]:
    """What was found in the source, and then the others, without a copy of what may be much."""
    if not found:
        return others
    from lacreview_rules.sources.kept_remarks import JoinedRemarks  # noqa: PLC0415 - only where a source has remarks

    return JoinedRemarks(found, others)


def tell_remarks(remarks: Sequence[Remark], where: str, *, written: Path | None = None, many: bool = True) -> None:
    """Say what was found: each remark, down the file; where there are more than twenty, how many of each kind, the worst first.

    Args:
        remarks: all of them.
        where: what was read, as the summary names it.
        written: the file that holds all of them.
        many: whether they are of many children; those of one are told one by one, and what is alike together.
    """
    if not many:
        lines = told_together(remarks)
    elif len(remarks) > _MOST_LINES:
        lines = wrapped(summary_lines(remarks, where, written), width_of(sys.stderr))
    else:
        lines = [str(remark) for remark in sorted(remarks, key=lambda remark: _down_the_file(remark.problem.where))]
    for line in lines:
        say(line)


class _Kind(NamedTuple):
    """The remarks of one kind.

    Attributes:
        rank: 0 where something was not used and dates suffer, 1 where dates may, 2 where they do not.
        number: how many there are.
        children: on how many children; 0 if it is not known.
        first: the first of them.
        also: the places of the next.
    """

    rank: int
    number: int
    children: int
    first: Remark
    also: list[str]


_HEADINGS = (
    "NOT USED, and dates are wrong or missing for it",
    "USED, but dates may be wrong or missing for it",
    "WITHOUT EFFECT on dates",
)


def summary_lines(remarks: Sequence[Remark], where: str, written: Path | None = None) -> list[str]:
    """Remarks by kind: the worst first, and among equals the rarest, for what is wrong in one place alone is a slip.

    Example:
        >>> from lacreview_rules.errors import Problem
        >>> from lacreview_rules.sources.door import Remark
        >>> found = [Remark("no-day", Problem(f"a.csv:{n}", "DAY is empty", "fill it in"), used=False, child=n) for n in (2, 3)]
        >>> print(*summary_lines(found, "a.csv"), sep=chr(10))
        a.csv: 2 remarks of 1 kind, the worst first and the rarest of those; --remarks FILE.csv writes each
        WITHOUT EFFECT on dates
          2 remarks on 2 children: no-day
            a.csv:2: DAY is empty; fill it in
            also at a.csv:3
    """
    kinds = _by_kind(remarks)
    each = f"{written} has each" if written is not None else "--remarks FILE.csv writes each"
    number = f"{count_text(len(remarks), 'remark')} of {count_text(len(kinds), 'kind')}"
    lines = [f"{where}: {number}, the worst first and the rarest of those; {each}"]
    before: int | None = None
    for kind in kinds:
        if kind.rank != before:
            lines.append(_HEADINGS[kind.rank])
            before = kind.rank
        on = f" on {count_text(kind.children, 'child', 'children')}" if kind.children else ""
        lines.append(f"  {count_text(kind.number, 'remark')}{on}: {kind.first.kind}")
        lines.append(f"    {kind.first}")
        if kind.also:
            more = kind.number - 1 - len(kind.also)
            lines.append(f"    also at {', '.join(kind.also)}{f' and {more:,} more' if more else ''}")
        if kind.first.effect:
            lines.append(f"    what it does to dates: {kind.first.effect}")
    return lines


def told_together(remarks: Sequence[Remark]) -> list[str]:
    """The remarks on one child, a line each; those that say the same of many places in one line, with how many and the first places.

    Example:
        >>> from lacreview_rules.errors import Problem
        >>> from lacreview_rules.sources.door import Remark
        >>> found = [Remark("no-day", Problem(f"events[{n}]", "DAY is empty", "fill it in"), used=False) for n in range(1, 6)]
        >>> told_together(found)
        ['events[1]: DAY is empty; fill it in (5 of these, also at events[2], events[3] and 2 more)']
    """
    alike: defaultdict[tuple[str, str, str], list[Remark]] = defaultdict(list)
    for remark in remarks:
        alike[remark.kind, remark.problem.what, remark.problem.remedy].append(remark)
    lines: list[str] = []
    for first, *others in alike.values():
        if len(others) < _PLACES:
            lines += [str(remark) for remark in (first, *others)]
            continue
        places = ", ".join(remark.problem.where for remark in others[: _PLACES - 1])
        lines.append(f"{first} ({len(others) + 1:,} of these, also at {places} and {len(others) + 1 - _PLACES:,} more)")
    return lines


def _by_kind(remarks: Iterable[Remark]) -> list[_Kind]:
    found: dict[tuple[str, str], _Kind] = {}
    children: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for remark in remarks:
        # What is doubtful within histories has one kind here: it is told apart by its words, whatever numbers stand in them.
        key = (remark.kind, _NUMBER.sub("N", remark.problem.what) if remark.kind == IN_HISTORY else "")
        rank = 2 if not remark.effect else int(remark.used)
        before = found.get(key)
        if before is None:
            found[key] = _Kind(rank, 1, 0, remark, [])
        else:
            if len(before.also) < _PLACES - 1:
                before.also.append(remark.problem.where)
            found[key] = before._replace(rank=min(rank, before.rank), number=before.number + 1)
        if remark.child:
            children[key].add(remark.child)
    kinds = [kind._replace(children=len(children[key])) for key, kind in found.items()]
    return sorted(kinds, key=lambda kind: (kind.rank, kind.number, kind.first.kind))


def _row(remark: Remark) -> dict[str, object]:
    problem = remark.problem
    return {
        "kind": remark.kind,
        "used": remark.used,
        "where": problem.where,
        "what": problem.what,
        "remedy": problem.remedy,
        "effect": remark.effect,
        "child": remark.child or None,
    }
