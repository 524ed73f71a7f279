"""A decision that no due date bears is told: the child would be seen later than was decided, and nobody would know.

Authority: "Nothing in silence" (nothing-in-silence.md): what a history records changes what comes out, or is named.
"""

from __future__ import annotations

import pytest
from tests.small_profiles import done, held, moved, rules_of, schedule_of, task_of

from lacreview_rules import Event, Fact

FACT = '[[facts]]\nid = "agreed"\ntitle = "What was agreed"\n'
VISITS = (
    FACT
    + task_of("letter", "placement")
    + rules_of("letter", 'limit = "1 week"\nafter = "placement-started"', 'limit = "6 weeks"\nafter = "letter"\ndecided_by = "agreed"')
)
REVIEWS = FACT + rules_of("review", 'limit = "6 months"\nafter = "review"\nwhen = { review = "not first" }\ndecided_by = "agreed"')


def agreed(on: str, value: str | None) -> Fact:
    return Fact(on=held(on).on, fact="agreed", value=False if value is None else value)


def told(tables: str, *events: Event) -> list[str]:
    return [problem.where for problem in schedule_of(tables, *events).problems if "by what was decided" in problem.what]


@pytest.mark.parametrize(
    "events",
    [
        [done("2026-01-12"), agreed("2026-01-20", "2 weeks")],
        [done("2026-01-12"), agreed("2026-01-20", "6 weeks")],  # what the rule says, too
        [done("2026-01-12"), agreed("2026-01-20", "2 weeks"), agreed("2026-01-21", "3 weeks")],  # the second takes its place
        [done("2026-01-12"), agreed("2026-01-20", "2 weeks"), agreed("2026-01-21", None)],  # taken back
        [agreed("2026-01-05", "4 weeks")],  # for what follows the first
        [done("2026-01-12"), agreed("2026-01-20", "2026-02-02"), done("2026-02-01")],
        [done("2026-01-12"), agreed("2026-01-20", "2 weeks"), moved("2026-01-21")],
    ],
)
def test_a_tidy_record_gives_no_remark(events: list[Event]) -> None:
    assert told(VISITS, *events) == []


@pytest.mark.parametrize(
    ("tables", "events", "where"),
    [
        (REVIEWS, [held("2026-01-30"), agreed("2026-01-30", "2026-03-16")], ["events[2]"]),  # the row is for later reviews
        (VISITS, [agreed("2026-01-06", "2026-01-20")], ["events[1]"]),  # and this for what follows a visit: none was made
        (VISITS, [done("2026-01-12"), agreed("2026-02-20", "2026-02-20"), done("2026-02-20")], ["events[2]"]),  # gone with that day
    ],
)
def test_what_no_due_date_bears_is_told(tables: str, events: list[Event], where: list[str]) -> None:
    assert told(tables, *events) == where
    [problem] = [problem for problem in schedule_of(tables, *events).problems if "by what was decided" in problem.what]
    assert problem.remedy


def test_a_fact_that_a_condition_asks_for_does_more_than_decide() -> None:
    asked = REVIEWS + task_of() + rules_of("letter", 'limit = "1 week"\nafter = "review"\nwhen = { fact = "agreed" }', first=2)
    assert told(asked, held("2026-01-30"), agreed("2026-01-30", "2026-03-16")) == []


def test_of_two_decisions_the_last_by_its_day_is_told_wherever_it_stands_in_the_file() -> None:
    """No visit followed, so neither has one to decide; that of the 6th gave way to that of the 7th, which stands before it."""
    assert told(VISITS, agreed("2026-01-07", "2026-01-21"), agreed("2026-01-06", "2026-01-20")) == ["events[1]"]
