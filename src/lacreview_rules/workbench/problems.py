"""What is wrong, as the page shows it beside its place."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lacreview_rules.errors import LacReviewError, Problem

_LINE = re.compile(r"(?:line |:)(\d+)")


def problem_record(problem: Problem) -> dict[str, Any]:
    """A problem, with its line where the place names one.

    Example:
        >>> from lacreview_rules.errors import Problem
        >>> problem_record(Problem("profile.toml:12: timescales[0]", "it has no task", "add one"))["line"]
        12
    """
    line = _LINE.search(problem.where)
    return {"where": problem.where, "what": problem.what, "remedy": problem.remedy, "line": None if line is None else int(line[1])}


def refusal(error: LacReviewError, folder: str) -> dict[str, Any]:
    """Why a request could not be answered; files are named without the folder in which the page keeps them."""

    def shown(text: str) -> str:
        return text.replace(f"{folder}/", "").replace(folder, "the files opened")

    problems = [replace(problem, where=shown(problem.where), what=shown(problem.what)) for problem in getattr(error, "problems", ())]
    return {"message": shown(str(error)), "problems": [problem_record(problem) for problem in problems]}
