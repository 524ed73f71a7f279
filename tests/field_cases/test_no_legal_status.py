"""A legal status that rules ask for and that the record does not give is told: what they would ask for may be missing, or later.

Authority: design.md, "Nothing in silence"; L2 of the law looked up in November 2026: regs 15 to 20 and 28(6) of SI 2010/959 are about a
child in the care of the authority.
"""

from __future__ import annotations

import pytest
from tests.field_cases.asked import Event, fact, happened, looked_after, moved, outstanding, schedule_of

from lacreview_rules import build_schedule, load_profile, parse_history

BORN = "2016-09-01"
CAME: Event = {"event": "became-looked-after", "on": "2026-09-03", "placement": "foster-care"}
WITH_PARENT: Event = CAME | {"placement": "parent"}


def told(*events: Event, profile: str = "england") -> list[str]:
    """What is told of a missing legal status."""
    history = parse_history({"child": "X", "date_of_birth": BORN, "events": list(events)})
    return [str(found) for found in build_schedule(history, load_profile(profile)).problems if "legal status" in found.what]


@pytest.mark.parametrize("profile", ["england", "wales", "newham"])
def test_with_a_parent(profile: str) -> None:
    """Reg 28(5): within a week of the making of a care order; reg 31(5) of Wales."""
    [said] = told(WITH_PARENT, profile=profile)
    assert said.startswith("events[0]: ")
    assert "/V8a" in said
    assert "2020" not in said, "what is not in force then is not named"


def test_moved_to_a_parent() -> None:
    [said] = told(CAME, moved("2026-10-05", "parent"))
    assert said.startswith("events[1]: ")


@pytest.mark.parametrize("event", [happened("placement-with-parent-planned", "2026-10-05"), happened("arrangements-changed", "2026-10-05")])
def test_an_event_that_such_rules_count_from(event: Event) -> None:
    [said] = told(CAME, event)
    assert said.startswith("events[1]: ")


def test_a_word_that_brings_such_an_event() -> None:
    assert len(told(CAME, fact("arrangements-by-others", "2026-10-05"))) == 1


@pytest.mark.parametrize("status", ["section-20", "care-order", ["remand", "section-20"], "other"])
def test_with_a_status_nothing_is_told(status: str | list[str]) -> None:
    assert told(WITH_PARENT | {"legal_status": status}) == []
    given = happened("legal-status-changed", "2026-09-03", legal_status=status)
    assert told(WITH_PARENT, given) == []


def test_given_later_its_rules_apply_from_then() -> None:
    """A week after the order of Mon 14 Sep 2026 (reg 28(4)): Mon 21 Sep."""
    given = happened("legal-status-changed", "2026-09-14", legal_status="interim-care-order")
    assert told(WITH_PARENT, given) == []
    assert "2026-09-21" in outstanding(schedule_of(BORN, [WITH_PARENT, given]), "2026-09-15", "visit")


@pytest.mark.parametrize("placement", ["foster-care", "hospital", "adoptive", "secure-unit", "semi-independent", "youth-detention", None])
def test_where_no_rule_needs_one_nothing_is_told(placement: str | None) -> None:
    """A return, or a list without the column, of children who live elsewhere."""
    assert told({key: value for key, value in (CAME | {"placement": placement}).items() if value is not None}) == []


def test_care_that_goes_on_from_too_many_short_breaks_is_by_agreement() -> None:
    stay = happened("short-break-stay", "2026-09-03", ends_on="2026-10-02")
    assert told(WITH_PARENT | {"legal_status": "short-break"}, stay) == []


def test_once_a_period_of_care() -> None:
    events = [WITH_PARENT, moved("2026-09-10"), moved("2026-09-20", "parent"), happened("arrangements-changed", "2026-09-25")]
    assert len(told(*events)) == 1
    again = [happened("ceased-to-be-looked-after", "2026-09-30"), looked_after("2026-10-05", "parent")]
    assert len(told(*events, *again)) == 1, "with a status the next period is not told"
