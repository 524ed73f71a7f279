"""The ledger of every id the corpus ever gave to a case: `python tests/case_ids/ledger.py` adds those that are new.

An id that is in it is never changed by the command. A case that goes leaves its line, with the day and the reason in
the place of the digest, written by hand:

    england-0040 retired 2027-02-01 the rule it tested was misread; see england-0301
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from lacreview_rules.corpus.cases import load_cases

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lacreview_rules import Case

LEDGER = Path(__file__).parent / "ids.txt"
RETIRED = "retired "


def read_ledger(text: str) -> dict[str, str]:
    """What the ledger says of each id: the digest of its question, or when and why it was retired.

    Raises:
        ValueError: an id stands twice.
    """
    ledger: dict[str, str] = {}
    for line in text.splitlines():
        case_id, _, said = line.partition(" ")
        if case_id in ledger:
            message = f"{case_id} stands twice in the ledger"
            raise ValueError(message)
        ledger[case_id] = said
    return ledger


def faults(ledger: Mapping[str, str], cases: Iterable[Case]) -> list[str]:
    """What the corpus does that the ledger does not allow, and each id that it does not have yet."""
    there = {case.id: case for case in cases}
    found = []
    for case_id, said in ledger.items():
        case = there.get(case_id)
        if said.startswith(RETIRED):
            if case is not None:
                found.append(f"{case_id} was retired, and a case has it again; give that case a new id")
        elif case is None:
            found.append(f"{case_id} has gone from the corpus; put it back, or say in the ledger that it is retired, and why")
        elif case.digest != said:
            found.append(f"{case_id} asks something else than it did; give what it asks now a new id, and retire this one")
    new = [case_id for case_id in there if case_id not in ledger]
    return found + [f"{case_id} is not in the ledger; run: python tests/case_ids/ledger.py" for case_id in new]


def with_new(ledger: Mapping[str, str], cases: Iterable[Case]) -> str:
    """The text of the ledger with the ids that it did not have."""
    whole = {**{case.id: case.digest for case in cases}, **ledger}
    return "".join(f"{case_id} {said}\n" for case_id, said in sorted(whole.items()))


def main() -> None:
    """Add what is new, and say what else is wrong."""
    ledger = read_ledger(LEDGER.read_text(encoding="utf-8")) if LEDGER.exists() else {}
    cases = load_cases()
    LEDGER.write_text(with_new(ledger, cases), encoding="utf-8", newline="\n")
    left = faults(read_ledger(LEDGER.read_text(encoding="utf-8")), cases)
    if left:
        sys.exit("\n".join(left))


if __name__ == "__main__":
    main()
