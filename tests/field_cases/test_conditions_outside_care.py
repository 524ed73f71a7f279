"""Tasks for a child who is not looked after ask about what happened outside care, and nothing of that is said to go unused.

Authority: Children (Private Arrangements for Fostering) Regulations 2005 (SI 2005/1533) reg 8: visits at least every six weeks in the
first year of an arrangement, and every twelve weeks after it; here as a profile of a local authority writes them. Dates by hand.
"""

from __future__ import annotations

import pytest
from tests.field_cases.asked import Event, happened, looked_after, outstanding, said, schedule_of
from tests.small_profiles import rules_of, task_of

EVENTS = "".join(f'[[events]]\nid = "{name}"\n' for name in ("notified", "arrangement-began", "arrangement-ended", "seen-there"))
SINCE = 'when = { since = { event = "arrangement-began", time = "%s" } }'
TABLES = (
    EVENTS
    + task_of("arrangement-visit", "event", 'done_by = ["seen-there"]\n')
    + rules_of(
        "arrangement-visit",
        'limit = "7 working days"\nafter = "notified"\nuntil = "arrangement-ended"',
        f'limit = "6 weeks"\nafter = "arrangement-visit"\nuntil = "arrangement-ended"\n{SINCE % "under 1 year"}',
        f'limit = "12 weeks"\nafter = "arrangement-visit"\nuntil = "arrangement-ended"\n{SINCE % "1 year or over"}',
    )
)
CARE = (looked_after("2023-01-02"), happened("ceased-to-be-looked-after", "2024-01-02", reason="other"))


def arrangement(began: str) -> list[Event]:
    """It was notified on Mon 30 March 2026, and the child visited there on Thu 2 April."""
    return [happened("arrangement-began", began), happened("notified", "2026-03-30"), happened("seen-there", "2026-04-02")]


@pytest.mark.parametrize("before", [(), CARE])
@pytest.mark.parametrize(("began", "due"), [("2025-08-01", "2026-05-14"), ("2025-04-02", "2026-06-25"), ("2025-04-03", "2026-05-14")])
def test_how_long_ago_it_began(before: tuple[Event, ...], began: str, due: str) -> None:
    """Six weeks from 2 April are Thu 14 May; twelve, a year after it began, Thu 25 June. The child was never in care, or is no longer."""
    schedule = schedule_of("2015-01-01", [*before, *arrangement(began)], tables=TABLES)
    assert outstanding(schedule, "2026-04-03", "arrangement-visit")[0] == due
    assert [str(problem) for problem in schedule.problems if "not used" in str(problem)] == []


def test_what_ends_it_by_the_event_that_is_its_completion() -> None:
    """Asked for on 5 January, received on the 10th: nothing is chased, and neither event goes unused. The child had been in care."""
    tables = '[[events]]\nid = "asked"\n[[events]]\nid = "received"\n' + task_of("chase", "event") + task_of("papers", keys=_RECEIVED)
    tables += rules_of("chase", 'limit = "2 weeks"\nafter = "asked"\nuntil = "papers"')
    events = [*CARE, happened("asked", "2026-01-05"), happened("received", "2026-01-10")]
    assert said(schedule_of("2015-01-01", events, tables=tables), "2026-02-01", "chase") == []
    assert [str(problem) for problem in schedule_of("2015-01-01", events, tables=tables).problems] == []


def test_who_was_never_in_care_and_owes_nothing_more_has_no_care_to_add() -> None:
    """The papers came in time, so that nothing is chased: a record of a carer, or of a child who lives at home, is whole as it is."""
    tables = '[[events]]\nid = "asked"\n[[events]]\nid = "received"\n' + task_of("chase", "event")
    tables += rules_of("chase", 'limit = "2 weeks"\nafter = "asked"\nuntil = "received"')
    schedule = schedule_of("2015-01-01", [happened("asked", "2026-01-05"), happened("received", "2026-01-10")], tables=tables)
    assert [str(problem) for problem in schedule.problems] == []
    assert schedule.of("chase") == ()


_RECEIVED = 'done_by = ["received"]\noutlives_care = true\n'


def test_what_only_a_condition_would_ask_about_is_named_where_nothing_asks() -> None:
    """It began, and no visit is called for: nothing was notified."""
    schedule = schedule_of("2015-01-01", [*CARE, happened("arrangement-began", "2025-08-01")], tables=TABLES)
    assert ["events[2]" in str(problem) for problem in schedule.problems] == [True]
