"""The public cases that mutants meet: of each family the first of every rule, and the first that expects each status.

All of them are run by `tests/test_cases.py`; before thousands of mutants these have to do. What they ask is in the corpus.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from lacreview_rules.corpus.agreement import judge
from lacreview_rules.corpus.answers import answer_to
from lacreview_rules.corpus.cases import load_families

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lacreview_rules.corpus.cases import Case


def chosen() -> Iterator[Case]:
    """Those that come first with something."""
    for family in load_families():
        seen: set[str] = set()
        for case in family.cases:
            told = {*case.rules, *case.statuses}
            if not told <= seen:
                yield case
            seen |= told


@pytest.mark.parametrize("case", [pytest.param(case, id=case.id) for case in chosen()])
def test_case(case: Case) -> None:
    """The authority of each case is its `provision`."""
    verdict = judge(case, json.loads(answer_to(case).to_json()))
    assert verdict.missing == (), case.worked
    assert verdict.unexpected == (), case.worked
