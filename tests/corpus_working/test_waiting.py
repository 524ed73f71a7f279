"""Cases that the library does not answer rightly yet: each fails until it can become a case of the corpus."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from tests.corpus_working.waiting import family

from lacreview_rules.corpus.agreement import judge
from lacreview_rules.corpus.answers import answer_to
from lacreview_rules.corpus.cases import Case, load_cases

WAITING: list[dict[str, Any]] = family().cases
NEW_PERIOD = "a short break that becomes full care is a new period of care"
ADDED_UP = "weeks added up over several periods of care"


def case_of(written: dict[str, Any]) -> Case:
    """A case as the corpus would hold it."""
    days = {key: date.fromisoformat(written[key]) for key in ("as_of", "added")}
    return Case(**{**written, **days, "family": "waiting"})


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(
            written,
            id=written["title"].partition(":")[0] + f"-{number}",
            marks=pytest.mark.xfail(strict=True, reason=NEW_PERIOD if written["title"].startswith("short") else ADDED_UP),
        )
        for number, written in enumerate(WAITING, 1)
    ],
)
def test_it_waits(written: dict[str, Any]) -> None:
    case = case_of(written)
    verdict = judge(case, json.loads(answer_to(case).to_json()))
    assert (verdict.missing, verdict.unexpected) == ((), ())


def test_none_of_them_is_in_the_corpus() -> None:
    asked = {json.dumps([case.history, str(case.as_of)], sort_keys=True) for case in load_cases()}
    assert [one["title"] for one in WAITING if json.dumps([one["history"], one["as_of"]], sort_keys=True) in asked] == []
