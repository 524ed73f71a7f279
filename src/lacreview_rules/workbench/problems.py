"""What is wrong, as the page shows it beside its place."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path  # noqa: TC003 - for the example
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lacreview_rules.errors import LacReviewError, Problem

_LINE = re.compile(r"(?:line |:)(\d+)")
_LINE_TOLD = re.compile(r"\(at line (\d+), column \d+\)\Z")  # as the reader of TOML tells it


def problem_record(problem: Problem) -> dict[str, Any]:
    """A problem, with its line where its place or its words name one.

    Example:
        >>> from lacreview_rules.errors import Problem
        >>> problem_record(Problem("profile.toml:12: timescales[0]", "it has no task", "add one"))["line"]
        12
    """
    line = _LINE.search(problem.where) or _LINE_TOLD.search(problem.what)
    return {"where": problem.where, "what": problem.what, "remedy": problem.remedy, "line": None if line is None else int(line[1])}


def shown(text: str, folder: Path) -> str:
    """A text as the user knows it: files without the folder in which the page keeps them.

    Example:
        >>> shown("it was at /opened/children.jsonl:1 already", Path("/opened"))
        'it was at children.jsonl:1 already'
    """
    return text.replace(f"{folder}/", "").replace(str(folder), "the files opened")


def placed(problem: Problem, source: str, folder: Path) -> Problem:
    """A problem at the file in which it was found, where there is one and its place does not name it already."""
    where, file = shown(problem.where, folder), shown(source, folder) if source.startswith(f"{folder}/") else ""
    if file and not where.startswith(file):
        where = ": ".join(filter(None, (file, where)))
    return replace(problem, where=where, what=shown(problem.what, folder))


def refusal(error: LacReviewError, folder: Path) -> dict[str, Any]:
    """Why a request could not be answered; files are named without the folder in which the page keeps them."""
    problems = [placed(problem, getattr(error, "source", ""), folder) for problem in getattr(error, "problems", ())]
    return {"message": shown(str(error), folder), "problems": [problem_record(problem) for problem in problems]}
