"""The changelog keeps its own rules: lines that a screen holds, no sentence twice, and counts that are those of the tree.

Authority: issue 20, point 4; the ledger of case ids, tests/case_ids/ids.txt.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from tests.case_ids.ledger import LEDGER, RETIRED, read_ledger

TOP = Path(__file__).parents[2]
TEXT = (TOP / "CHANGELOG.md").read_text(encoding="utf-8")
LONGEST = 150
A_SENTENCE = 45  # characters: what is shorter may be said twice ("No date changes.")


def test_no_line_is_longer_than_a_screen() -> None:
    assert [number for number, line in enumerate(TEXT.splitlines(), 1) if len(line) > LONGEST] == []


def test_nothing_is_said_twice() -> None:
    whole = re.sub(r"\n  ", " ", TEXT)
    sentences = Counter(one.strip() for line in whole.splitlines() if not line.startswith("#") for one in re.split(r"(?<=[.;:])\s", line))
    assert [one for one, times in sentences.items() if times > 1 and len(one) > A_SENTENCE] == []


def test_it_says_how_many_cases_were_withdrawn() -> None:
    """Since version 0.1, in which none had been."""
    retired = sum(said.startswith(RETIRED) for said in read_ledger(LEDGER.read_text(encoding="utf-8")).values())
    [told] = re.findall(r"are withdrawn, (\d+) of them in all", TEXT)
    assert int(told) == retired
