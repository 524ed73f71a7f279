"""The worst of the coined words do not come back: the source and its pages use the field's words, or the craft's.

Authority: the glossary of the architecture page. What stands in quotation marks of a law or a procedure is not looked at.
"""

from __future__ import annotations

import re
from pathlib import Path

from tests.docs.pages import DOCS, TOP

import lacreview_rules

PACKAGE = Path(lacreview_rules.__file__).parent
COINED = {
    r"doings?": "completion, completions",
    r"happenings?": "timeline, or the occurrences of a period of care",
    r"put_down(?:_advice)?|puts? down": "add a due date, add advice",
    r"brought_by_time|dated by what time brings": "follows from time alone",
    r"hangs": "depends on an assumption",
    r"so-manieth": "every third, every fourth",
    r"back_from|counts_from_beyond": "sat on, starts after",
    r"shared_out": "split open limits",
    r"place_of": "position of",
    r"ValuesInTime|values in time": "dated facts",
    r"as_lost|look_at": "without open work, judge a child",
    r"hypotheticals?": "what-if",
    r"SURELY_LATER|Telling|CutDueDate": "a name that says what it is",
}
"""What was coined, as a pattern of whole words, and what to say for it."""


def lines() -> list[tuple[str, str]]:
    """Every line of the source, and of the pages that are written by hand, with its place."""
    files = [*PACKAGE.rglob("*.py"), *DOCS.rglob("*.md"), TOP / "README.md", TOP / "CONTRIBUTING.md"]
    kept = [file for file in files if file.name != "mutation.md"]  # it repeats lines of code as they were measured
    return [
        (f"{file.name}:{number}", line) for file in kept for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
    ]


LINES = lines()


def test_no_coined_word_is_used() -> None:
    """The source is gone through once, for all of them."""
    patterns = {re.compile(rf"\b(?:{coined})\b"): instead for coined, instead in COINED.items()}
    any_of_them = re.compile(rf"\b(?:{'|'.join(COINED)})\b")
    used = [(where, line) for where, line in LINES if any_of_them.search(line)]
    assert [f"{where}: say {instead}" for where, line in used for one, instead in patterns.items() if one.search(line)] == []


def test_there_is_something_to_look_at() -> None:
    assert len(LINES) > 20_000
