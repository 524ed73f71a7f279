"""What came of a run of cases, for a person: first what is wrong and why, then the counts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from lacreview_rules.cli.cases.words import entry_words, pairs
from lacreview_rules.wording import count_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lacreview_rules.cli.cases.results import CaseResult, Result
    from lacreview_rules.corpus.agreement import Missing, Unexpected

_HEADS: dict[Result, str] = {"agrees": "agree", "disagrees": "disagree", "failed": "failed", "not-compared": "not compared"}


def report_lines(results: Sequence[CaseResult], against: str | None) -> Iterator[str]:
    """The whole report."""
    for one in results:
        if one.result == "disagrees":
            yield from _disagreement(one)
            yield ""
    failed = [one for one in results if one.result == "failed"]
    if failed:
        yield f"NO ANSWER ({len(failed)})"
        yield from (f"  {one.case.id}: {one.reason}" for one in failed)
        yield ""
    yield from _counts(results)
    yield ""
    yield _verdict(results, "this library" if against is None else against)


def _disagreement(one: CaseResult) -> Iterator[str]:
    yield f"DISAGREES {one.case.id}: {one.case.title}"
    yield f"  Tested: {one.case.provision} (profile {one.case.profile}, as at {one.case.as_of})"
    for missing in one.verdict.missing:
        yield f"  Expected: {entry_words(missing.expected)}"
        yield f"  Came: {_came(missing)}"
    for unexpected in one.verdict.unexpected:
        yield f"  Not expected: {entry_words(unexpected.ruled_out)}"
        yield f"  Came: {_came_all_the_same(unexpected)}"
    if one.reason:
        yield f"  Take note: {one.reason}"
    yield f"  How it was worked: {one.case.worked}"


def _came(missing: Missing) -> str:
    if missing.nearest is None:
        return "nothing for that consideration" if "consideration" in missing.expected else "nothing for that task"
    differs = {key: missing.nearest[key] for key in missing.differs if key in missing.nearest}
    unsaid = [key for key in missing.differs if key not in missing.nearest]
    told = [pairs(differs)] if differs else []
    return "; ".join([*told, f"it does not say {', '.join(unsaid)}"] if unsaid else told)


def _came_all_the_same(unexpected: Unexpected) -> str:
    if not unexpected.came:
        return f"it does not say {', '.join(unexpected.unsaid)}, so it cannot be told"
    rest = f"; it does not say {', '.join(unexpected.unsaid)}, so it cannot be told" if unexpected.unsaid else ""
    return f"{entry_words(unexpected.came)}{rest}"


def _counts(results: Sequence[CaseResult]) -> Iterator[str]:
    """A row for each family, and columns for the results there are."""
    shown: list[Result] = [result for result in _HEADS if result in {"agrees", "disagrees"} or any(one.result == result for one in results)]
    families = list(dict.fromkeys(one.case.family for one in results))
    width = max(map(len, [*families, "Family"]))
    yield "  ".join([f"{'Family':<{width}}", " Cases", *(f"{_HEADS[result].capitalize():>{_column(result)}}" for result in shown)])
    for family in families:
        counted = Counter(one.result for one in results if one.case.family == family)
        cells = (f"{counted[result] or '-':>{_column(result)}}" for result in shown)
        yield "  ".join([f"{family:<{width}}", f"{counted.total():>6}", *cells])


def _column(result: Result) -> int:
    return max(8, len(_HEADS[result]))


def _verdict(results: Sequence[CaseResult], system: str) -> str:
    counted = Counter(one.result for one in results)
    told = ", ".join(f"{counted[result]:,} {words}" for result, words in _HEADS.items() if counted[result])
    if counted["agrees"] == len(results):
        told = "all agree" if len(results) > 1 else "it agrees"
    return f"{count_text(len(results), 'case')} against {system}: {told}"
