"""What is said around a comparison, in whatever form it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.histories.events import event_kind
from lacreview_rules.wording import certainty, day_text, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lacreview_rules.comparison.rule_readings import RuleReading
    from lacreview_rules.comparison.side_by_side import ComparedTask, Comparison, Difference, ExampleDate

HEADINGS: dict[Difference, str] = {
    "timescales-and-dates": "The timescales differ, and so do the dates",
    "timescales": "The timescales differ; in the example the dates do not",
    "dates": "The timescales agree; the dates differ because what they count from does",
    "not-in-all": "Not every profile has the task",
    "none": "The same in every profile",
}
CAUTION = (
    "Calculated dates, not legal advice. The regulations stand beside the timescales of every profile that extends them; "
    "the earliest date binds. A provisional date counts from something that has not happened yet."
)
MOST_SHARED = 3


def law_words(comparison: Comparison) -> str:
    """That the profiles stand under different laws, where they do: what one calls for, the children of the other are not owed.

    Example:
        >>> from lacreview_rules import load_profile
        >>> from lacreview_rules.comparison.side_by_side import compare_profiles
        >>> law_words(compare_profiles([load_profile("newham"), load_profile("portsmouth")]))
        ''
    """
    laws = [profile.law for profile in comparison.profiles]
    if len(set(laws) - {None}) < 2:  # noqa: PLR2004 - two laws differ
        return ""
    said = listed([f"{label} under that of {law}" for label, law in zip(comparison.labels, laws, strict=True) if law is not None])
    return f"They stand under different laws: {said}. What differs between them is the law itself: no date of one is too late by the other."


def example_words(comparison: Comparison) -> str:
    """The history behind the dates.

    Example:
        >>> from lacreview_rules import load_profile
        >>> from lacreview_rules.comparison.side_by_side import compare_profiles
        >>> example_words(compare_profiles([load_profile("newham"), load_profile("portsmouth")]))
        'worked example: became looked after Mon 5 Jan 2026; review held Wed 28 Jan 2026; placement moved Fri 20 Feb 2026'
    """
    events = sorted(comparison.history.events, key=lambda event: event.on)
    told = "; ".join(f"{plain(event_kind(event))} {day_text(event.on)}" for event in events)
    return f"{comparison.history.child}: {told or 'no events'}"


def listed(words: Sequence[str]) -> str:
    """Words in a row.

    Example:
        >>> listed(["newham", "portsmouth", "england"])
        'newham, portsmouth and england'
    """
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


def date_words(day: ExampleDate | None) -> str:
    """The date in a cell: empty where the profile calls for none."""
    return "" if day is None else f"{bare_date_words(day)}{certainty_words(day, ', ')}"


def bare_date_words(day: ExampleDate | None) -> str:
    """The date alone, for where `certainty_words` stands elsewhere or not at all."""
    if day is None:
        return ""
    return "no date can be calculated" if day.due is None else day_text(day.due)


def certainty_words(day: ExampleDate, before: str = "") -> str:
    """Whether the date may still move, with what comes between the two."""
    return "" if day.due is None else certainty(day.basis, before)


def source_words(rule: RuleReading) -> str:
    """Where a timescale comes from: its id, and where that is written."""
    return f"{rule.rule}, {rule.cite}" if rule.cite else rule.rule


def condition_line(rule: RuleReading) -> str:
    """What else a timescale asks for, on one line; empty if nothing."""
    return "; ".join(rule.more)


def shared_words(task: ComparedTask) -> str:
    """A line that introduces the timescales that all the profiles have; empty if there are none."""
    count = len(task.shared)
    if not count:
        return ""
    return "In every profile, one timescale" if count == 1 else f"In every profile, {count} timescales"


def rows_of(task: ComparedTask) -> list[tuple[str, tuple[ExampleDate | None, ...], bool]]:
    """The dates row by row: what each belongs to, the date in each profile, and whether they differ."""
    columns = [reading.dates for reading in task.readings]
    found = []
    for place, occurrence in enumerate(task.occurrences):
        row = tuple(dates[place] for dates in columns)
        found.append((occurrence, row, len({day.due for day in row if day is not None}) > 1))
    return found
