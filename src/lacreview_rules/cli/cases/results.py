"""What came of each case: the answer asked for and compared, one after another or several at once."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from lacreview_rules.cli.cases.process import NoAnswer, OtherSystem
from lacreview_rules.cli.endings import ended_in_order
from lacreview_rules.corpus.agreement import Verdict, judge, shape_fault
from lacreview_rules.corpus.answers import answer_to
from lacreview_rules.errors import LacReviewError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from lacreview_rules.corpus.cases import Case

    Judging = Callable[[Case, dict[str, Any]], Verdict]  # of all that a case says, or of part of it

Result = Literal["agrees", "disagrees", "failed", "not-compared"]
RESULTS: tuple[Result, ...] = ("agrees", "disagrees", "failed", "not-compared")
_NOTHING = Verdict((), (), 0)
_STEP = 0.1  # seconds; see `other_results`


class CaseResult(NamedTuple):
    """What came of one case.

    Attributes:
        result: "failed" if there was no answer to compare; "not-compared" if all that the case expects was left
            out of the comparison.
        reason: why there was none, or a remark that may say why it disagrees; may be empty.
        verdict: in what it disagrees.
    """

    case: Case
    result: Result
    reason: str
    verdict: Verdict

    def to_dict(self) -> dict[str, Any]:
        """The result as ``--format json`` writes it."""
        return {
            "id": self.case.id,
            "title": self.case.title,
            "family": self.case.family,
            "profile": self.case.profile,
            "provision": self.case.provision,
            "result": self.result,
            "reason": self.reason,
            "missing": [
                {
                    "expected": dict(one.expected),
                    "nearest": None if one.nearest is None else dict(one.nearest),
                    "differs": list(one.differs),
                }
                for one in self.verdict.missing
            ],
            "unexpected": [
                {"ruled_out": dict(one.ruled_out), "came": dict(one.came), "unsaid": list(one.unsaid)} for one in self.verdict.unexpected
            ],
            "worked": self.case.worked,
        }


def own_results(cases: Sequence[Case], judging: Judging = judge) -> Generator[CaseResult]:
    """The cases against this library, in their order."""
    for case in cases:
        yield _result(case, lambda one: json.loads(answer_to(one).to_json()), judging)


def other_results(cases: Sequence[Case], other: OtherSystem, judging: Judging = judge, *, jobs: int) -> Generator[CaseResult]:
    """The cases against another system, in their order, with several of them running at once."""
    with ended_in_order(), ThreadPoolExecutor(max_workers=jobs) as pool:
        try:
            for asked in [pool.submit(_result, case, other.answer, judging) for case in cases]:
                while not asked.done():  # a signal that comes just before a wait without end would go unheard
                    wait((asked,), timeout=_STEP)
                yield asked.result()
        except BaseException:
            other.stop()
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _result(case: Case, ask: Callable[[Case], Any], judging: Judging) -> CaseResult:
    try:
        answer = ask(case)
    except (NoAnswer, LacReviewError) as error:
        return CaseResult(case, "failed", str(error), _NOTHING)
    except Exception as error:  # noqa: BLE001 - one case never stops the rest; the error is told, and the exit code says it
        return CaseResult(case, "failed", f"a fault in lacreview itself ({type(error).__name__})", _NOTHING)
    fault = shape_fault(answer)
    if fault is not None:
        return CaseResult(case, "failed", f"what it printed is no schedule: {fault}", _NOTHING)
    verdict = judging(case, answer)
    if verdict.compared == 0:
        return CaseResult(case, "not-compared", "", verdict)
    if verdict.agrees:
        return CaseResult(case, "agrees", "", verdict)
    return CaseResult(case, "disagrees", _remark(case, answer), verdict)


def _remark(case: Case, answer: dict[str, Any]) -> str:
    """What may explain a disagreement: an answer as at another day."""
    day = answer.get("as_of", case.as_of.isoformat())
    return "" if day == case.as_of.isoformat() else f"the answer says it is as at {day}; the case asks for {case.as_of.isoformat()}"
