"""The one object that the page speaks with: a request as JSON in, its answer as JSON out."""

from __future__ import annotations

import json
from importlib import import_module
from typing import TYPE_CHECKING, Any

from lacreview_rules.errors import InputError, LacReviewError, Problem
from lacreview_rules.files.json_records import parsed_json
from lacreview_rules.workbench.problems import refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

_REQUESTS = {
    "begin": ("choices", "begin"),
    "words": ("choices", "words"),
    "profile": ("choices", "text_of"),
    "schedule": ("about_a_child", "schedule"),
    "what-if": ("about_a_child", "what_if"),
    "save": ("about_a_child", "save"),
    "children": ("about_a_child", "children"),
    "starting-file": ("about_a_profile", "start"),
    "check": ("about_a_profile", "check"),
    "rows": ("about_a_profile", "rows"),
    "compare": ("about_a_profile", "compare"),
    "profile-schema": ("about_a_profile", "schema"),
    "caseload": ("about_a_caseload", "caseload"),
    "caseload-file": ("about_a_caseload", "caseload_file"),
}
"""The module and the function that answer a request; imported when it is first asked, so that a child's dates do not wait for the rest."""


class Workbench:
    """Answers what the page asks.

    Args:
        folder: where the files lie that the user opened; a folder in memory, in the browser.

    Example:
        >>> import json, tempfile
        >>> from pathlib import Path
        >>> history = {"child": "A123", "events": [{"event": "became-looked-after", "on": "2025-12-19"}]}
        >>> asked = {"ask": "schedule", "history": history, "profile": "england", "as_of": "2026-01-05"}
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     found = json.loads(Workbench(Path(folder)).answer(json.dumps(asked)))
        >>> next(due["due"] for due in found["answer"]["schedule"]["due_dates"] if due["task"] == "review")
        '2026-01-21'
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept: dict[str, Any] = {}  # the report of a caseload, from which files are made when somebody saves them

    def answer(self, request: str, progress: Callable[[int], None] | None = None) -> str:
        """The answer to one request.

        Args:
            request: a JSON object with the key ``ask``, and what that needs.
            progress: told how many children are done, where many are read.

        Returns:
            A JSON object: ``{"answer": ...}``, or ``{"refused": {"message": ..., "problems": [...]}}``.
        """
        try:
            asked = parsed_json(request.encode())
            if isinstance(asked, Problem):
                raise InputError([asked])
            if not isinstance(asked, dict):
                raise InputError([Problem("", "the request is no object", "ask as the page does")])
            return json.dumps({"answer": self._answered(asked, progress)}, ensure_ascii=False)
        except LacReviewError as error:
            return json.dumps({"refused": refusal(error, self._folder)}, ensure_ascii=False)

    def _answered(self, asked: Mapping[str, Any], progress: Callable[[int], None] | None) -> dict[str, Any]:
        name = asked.get("ask")
        if not isinstance(name, str) or name not in _REQUESTS:
            raise InputError([Problem("ask", "there is no such request", f"one of: {', '.join(_REQUESTS)}")])
        module, function = _REQUESTS[name]
        answered = getattr(import_module(f"lacreview_rules.workbench.{module}"), function)
        more = {"caseload": (self._kept, progress), "caseload-file": (self._kept,)}.get(name, ())
        found: dict[str, Any] = answered(asked, self._folder, *more)
        return found
