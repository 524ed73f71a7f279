"""An id of the corpus is never lost, never given to another question, and never given again."""

from __future__ import annotations

import importlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lacreview_rules.corpus.cases import find_case, load_cases

if TYPE_CHECKING:
    from types import ModuleType

FOLDER = Path(__file__).parents[2] / "case_ids"
FIRST, SECOND = find_case("newham-0001"), find_case("newham-0002")


@pytest.fixture
def ledger(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(FOLDER)
    return importlib.import_module("ledger")


def test_the_corpus_keeps_the_ledger(ledger: ModuleType) -> None:
    """The ledger is the committed list of every id there ever was: `python tests/case_ids/ledger.py` adds new ones."""
    text = (FOLDER / "ids.txt").read_text(encoding="utf-8")
    assert ledger.faults(ledger.read_ledger(text), load_cases()) == []
    assert text.splitlines() == sorted(text.splitlines(), key=lambda line: line.partition(" ")[0])


def test_what_the_ledger_does_not_allow(ledger: ModuleType) -> None:
    kept = ledger.read_ledger(f"newham-0001 {FIRST.digest}\nnewham-0002 {SECOND.digest}\n")
    assert ledger.faults(kept, [FIRST, SECOND]) == []
    corrected = replace(FIRST, expect=(), title="Corrected", worked="again")
    assert ledger.faults(kept, [corrected, SECOND]) == []
    [gone] = ledger.faults(kept, [FIRST])
    assert gone.startswith("newham-0002 has gone from the corpus")
    [other] = ledger.faults(kept, [FIRST, replace(FIRST, id="newham-0002")])
    assert other.startswith("newham-0002 asks something else")
    [new] = ledger.faults(kept, [FIRST, SECOND, replace(FIRST, id="newham-0003")])
    assert new.startswith("newham-0003 is not in the ledger")


def test_a_retired_id_stays_away(ledger: ModuleType) -> None:
    kept = ledger.read_ledger("newham-0001 retired 2027-02-01 misread; see newham-0002\n")
    assert ledger.faults(kept, []) == []
    [again] = ledger.faults(kept, [FIRST])
    assert again.startswith("newham-0001 was retired")


def test_what_is_new_is_added_and_nothing_else_changed(ledger: ModuleType) -> None:
    kept = {"newham-0002": "0000000000000000", "newham-0004": "retired 2027-02-01 misread"}
    text = ledger.with_new(kept, [SECOND, FIRST])
    assert text == f"newham-0001 {FIRST.digest}\nnewham-0002 0000000000000000\nnewham-0004 retired 2027-02-01 misread\n"
    with pytest.raises(ValueError, match="newham-0001 stands twice"):
        ledger.read_ledger("newham-0001 x\nnewham-0001 y\n")
