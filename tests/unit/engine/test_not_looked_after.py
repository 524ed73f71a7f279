"""Tasks of carers, and of children who are not looked after: `per = "event"` serves (A1, A11, A15, A16, A19, A20).

A record of a carer is a history without a period of care: its events are all that there is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.small_profiles import D, came, dues, letter_of, rules_of, schedule_of, seen, task_of

from lacreview_rules import CeasedToBeLookedAfter
from lacreview_rules.histories.events import OtherEvent

if TYPE_CHECKING:
    from lacreview_rules import Event

CARER = (
    '[[events]]\nid = "carer-approved"\ntitle = "A carer was approved"\n'
    '[[events]]\nid = "carer-reviewed"\ntitle = "The approval was reviewed"\n'
    + task_of("approval-review", "event", 'done_by = ["carer-reviewed"]\n')
    + rules_of(
        "approval-review",
        'limit = "1 year"\nafter = "carer-approved"',
        'limit = "1 year"\nafter = "carer-reviewed"',
    )
)


def of(kind: str, on: str) -> Event:
    return OtherEvent(on=D(on), event=kind)


def test_a_review_of_a_carers_approval() -> None:
    """Approved on Mon 2 February 2026: within a year; reviewed on Mon 11 January 2027: again within a year of that."""
    approved, reviewed = of("carer-approved", "2026-02-02"), of("carer-reviewed", "2027-01-11")
    first = schedule_of(CARER, approved, came_in=None, born=None, on="2026-02-03")
    assert (dues(first, "approval-review"), first.problems) == (["2027-02-02"], ())
    again = schedule_of(CARER, approved, reviewed, came_in=None, born=None, on="2027-01-12")
    assert [(str(due.due), due.status) for due in again.of("approval-review")] == [("2027-02-02", "met"), ("2028-01-11", "upcoming")]
    assert again.problems == ()


@pytest.mark.parametrize("on", ["2025-12-01", "2026-12-01"])
def test_an_assessment_of_a_child_not_looked_after(on: str) -> None:
    """A20: 45 working days after Mon 1 December 2025 is Thu 5 February 2026; after Tue 1 December 2026, Fri 5 February 2027.

    2025: 9 weeks are 45 weekdays, to Mon 2 Feb; 25, 26 December and 1 January put it three working days on, to Thu 5 Feb.
    2026: 45 weekdays are to Tue 2 Feb 2027; 25 and 28 December and 1 January put it three on, to Fri 5 Feb.
    """
    tables = '[[events]]\nid = "assessment-started"\ntitle = "An assessment began"\n'
    tables += letter_of('limit = "45 working days"\nafter = "assessment-started"')
    schedule = schedule_of(tables, of("assessment-started", on), came_in=None, born=None, on=on)
    assert dues(schedule) == [{"2025-12-01": "2026-02-05", "2026-12-01": "2027-02-05"}[on]]
    assert schedule.problems == ()


LEAVER = '[[events]]\nid = "became-relevant"\ntitle = "Became relevant"\n[[events]]\nid = "called-on"\ntitle = "Called on"\n'
TERM = '[[days]]\nid = "term"\nspans = [{ from = 2026-04-13, to = 2026-07-17 }]\n'


@pytest.mark.parametrize("in_care", [True, False])
@pytest.mark.parametrize(
    ("rule", "due"),
    [
        ('limit = "2 weeks"\nafter = ["became-relevant", "age 18 years"]', "2026-05-16"),
        ('limit = "2 weeks"\nafter = ["became-relevant", "term ends"]', "2026-07-31"),
        ('limit = "midway"\nafter = "became-relevant"\nbefore = "age 18 years"', "2026-04-16"),
    ],
)
def test_an_age_or_a_named_day_beside_an_event_outside_care(rule: str, due: str, *, in_care: bool) -> None:
    """Relevant from 1 April 2026, and 18 on 2 May: two weeks from the later, 16 May; from the end of term, 31 July; midway, the 16th.

    From 1 April to 2 May are 31 days: the middle is day 15, 16 April. Whether the child was looked after until March or never.
    """
    before = [came("2024-01-08"), CeasedToBeLookedAfter(on=D("2026-03-02"))] if in_care else []
    events = [*before, of("became-relevant", "2026-04-01"), of("called-on", "2026-05-04")]
    schedule = schedule_of(LEAVER + TERM + letter_of(rule), *events, came_in=None, born="2008-05-02", until="2026-09-01")
    assert dues(schedule) == [due]


def test_an_age_alone_calls_for_nothing_outside_care() -> None:
    """Only events do, one by one or beside an age; two ages are no event."""
    for after in ('"age 18 years"', '["age 16 years", "age 18 years"]'):
        tables = LEAVER + letter_of(f'limit = "2 weeks"\nafter = {after}')
        schedule = schedule_of(tables, of("became-relevant", "2024-04-01"), came_in=None, born="2008-05-02", until="2026-09-01")
        assert dues(schedule) == []


def test_each_event_after_care_is_in_no_placement() -> None:
    """Left foster care on Mon 2 March: what exempts a child in foster care exempts from neither of the letters after it."""
    tables = letter_of('limit = "1 week"\nafter = "significant-event"\nunless = { placement = "foster-care" }')
    events = [seen("2026-01-08"), CeasedToBeLookedAfter(on=D("2026-03-02")), seen("2026-03-09"), seen("2026-03-16")]
    assert dues(schedule_of(tables, *events)) == ["2026-03-16", "2026-03-23"]
