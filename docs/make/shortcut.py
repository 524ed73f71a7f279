"""The page of the documentation that shows which cases the shortcut of 91 and 183 days gets wrong."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from lacreview_rules.corpus.shortcut import SHORTCUT, WAYS, Reckoned, interval, reckoned
from lacreview_rules.counting.periods import Period
from lacreview_rules.profile_files.loading import load_profile
from lacreview_rules.wording import count_text, day_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

found_once = cache(reckoned)
"""The whole corpus is put to both once, for the page and for what tests it."""

FIRST, LAST = date(2000, 1, 1), date(2040, 12, 31)
_HEAD = """\
# The +91 / +183 days shortcut

Many systems reckon when a review is due by adding days: 20 working days to the first review, 91 days from it to the
second, 183 from each later one to the next. So does the Mosaic extract of the Standard Safeguarding Dataset, which is the
profile `data-return`. (The SSDA903 return itself has no due dates, and no rule of its public validator judges timeliness; other
extracts of the dataset take the due date of the case system.) The regulations count three and six calendar months, and they
know placements for adoption, short breaks, changes of plan and their own earlier wordings, of which the shortcut knows nothing.

This page puts the shortcut to every [case of the corpus](../reference/corpus.md) that expects the day on which a review
is due. *Late* means that the shortcut's day is after the day that the case expects: a review held on it would be out of
time. *Early* means before: a review in time would be counted as late. Where the review before it has not been held,
each of the two counts on from its own day. Dates are calculated dates.

The page is made by `python docs/make_pages.py`, and a test fails while it is not what that command makes.
"""


def shortcut_page() -> str:
    """The page, as Markdown.

    Example:
        >>> shortcut_page().splitlines()[0]
        '# The +91 / +183 days shortcut'
    """
    found = found_once()
    lawful, local = [one for one in found if one.lawful], [one for one in found if not one.lawful]
    parts = [_HEAD, *_in_short(lawful, local), *_every_day()]
    parts += ["## Against the regulations\n", *_counts(lawful, "rule"), *_wrong(lawful, "law")]
    parts += ["## Against an authority's own timescales\n", _LOCAL, *_counts(local, "rule"), *_wrong(local, "authority")]
    return "\n".join(parts)


_LOCAL = """\
Where an authority has bound itself to an earlier day than the regulations, that is the day its cases expect.
"""


def _in_short(lawful: Sequence[Reckoned], local: Sequence[Reckoned]) -> Iterator[str]:
    yield "## In short\n"
    yield "| the day is set by | reviews | cases | the same | late | early | no date |\n|---|---:|---:|---:|---:|---:|---:|"
    for label, found in (("a regulation", lawful), ("an authority's own timescale", local), ("either", [*lawful, *local])):
        cases = len({one.case.id for one in found})
        yield f"| {label} | {len(found)} | {cases} | {' | '.join(str(_count(found, way)) for way in WAYS)} |"
    yield ""


def _every_day() -> Iterator[str]:
    """The two intervals alone, which is all that the shortcut is about, over forty years."""
    yield f"The two intervals alone, from each of the {(LAST - FIRST).days + 1:,} days of the years {FIRST.year} to {LAST.year}:\n"
    yield "| the law | the shortcut | the same | late | early | late by at most | early by at most |\n|---|---|---:|---:|---:|---:|---:|"
    for one in (interval(months, days, FIRST, LAST) for months, days in _in_law_and_shortcut()):
        counts = " | ".join(f"{one.counts[way]:,}" for way in ("same", "late", "early"))
        most = " | ".join(count_text(days, "day") for days in (one.most_late, one.most_early))
        yield f"| {one.months} months | {one.days} days | {counts} | {most} |"
    yield ""


def _in_law_and_shortcut() -> Iterator[tuple[int, int]]:
    """From one review to the next: the months of the regulation that is in force, and the days of the shortcut."""
    for rule in load_profile(SHORTCUT).timescales:
        if rule.after != (rule.task,):
            continue
        asked = (rule.task, rule.after, rule.when, rule.unless)
        (law,) = (
            found
            for found in load_profile("england").timescales
            if found.force == "regulation"
            and (found.task, found.after, found.when, found.unless) == asked
            and any(span.to is None for span in found.in_force)
        )
        yield Period.parse(law.limit[0]).count, Period.parse(rule.limit[0]).count


def _counts(found: Sequence[Reckoned], what: str) -> Iterator[str]:
    yield f"| {what} | where it is written | reviews | the same | late | early | no date |\n|---|---|---:|---:|---:|---:|---:|"
    for rule in sorted({one.rule for one in found}):
        of_rule = [one for one in found if one.rule == rule]
        cite = load_profile(rule.partition("/")[0]).rule(rule).cite
        yield f"| `{rule}` | {_cell(cite)} | {len(of_rule)} | {' | '.join(str(_count(of_rule, way)) for way in WAYS)} |"
    yield ""


def _wrong(found: Sequence[Reckoned], whose: str) -> Iterator[str]:
    """Each review that the shortcut gets wrong."""
    wrong = [one for one in found if one.way != "same"]
    yield f"The {len(wrong)} that the shortcut gets wrong:\n"
    yield f"| case | what it is about | review | rule | the {whose}'s day | the shortcut's day | the shortcut is |"
    yield "|---|---|---:|---|---|---|---|"
    for one in wrong:
        number = str(one.review) if one.period_of_care == 1 else f"{one.review}, period of care {one.period_of_care}"
        given = "no date" if one.shortcut is None else day_text(one.shortcut)
        said = "silent" if one.shortcut is None else f"{count_text(abs(one.days), 'day')} {one.way}"
        title = _cell(one.case.title)
        yield f"| `{one.case.id}` | {title} | {number} | `{one.rule}` | {day_text(one.due)} | {given} | {said} |"
    yield ""


def _count(found: Iterable[Reckoned], way: str) -> int:
    return sum(one.way == way for one in found)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
