"""What counts from the end of a placement asks about the placement that ended, and not about the one that the child moved to.

Authority: procedures for disruption meetings ("where a placement of six months or more ends"). Looked after since Mon 6 January 2025; moved
on Thu 2 April 2026, four weeks from which is the 30th.
"""

from __future__ import annotations

import pytest
from tests.small_profiles import D, came, done, dues, letter_of, moved, profile_of, schedule_of, schedule_under

from lacreview_rules import CeasedToBeLookedAfter, Event, Fact
from lacreview_rules.profiles.words import condition_words

AFTER = 'limit = "28 days"\nafter = "placement-ended"\n'
FACT = '[[facts]]\nid = "matched"\ntitle = "Matched"\nscope = "placement"\n'
ENDED = pytest.mark.parametrize("event", [moved("2026-04-02", "childrens-home"), CeasedToBeLookedAfter(on=D("2026-04-02"))])


@ENDED
@pytest.mark.parametrize("per", ["event", "period-of-care"])
@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ('when = { placement_lasted = "6 months or over" }', True),
        ('when = { placement_lasted = "under 6 months" }', False),
        ('unless = { placement_lasted = "under 6 months" }', True),
        ('when = { placement = "foster-care" }', True),
        ('when = { placement = "childrens-home" }', False),
        ('unless = { placement = "foster-care" }', False),
        ('when = { fact = "matched" }', True),
        ('when = { task_done_in_placement = "visit" }', True),
        ("when = { emergency = true }", False),
    ],
)
def test_conditions_are_about_the_placement_that_ended(event: Event, per: str, condition: str, holds: bool) -> None:
    """Whether the child moved or left care."""
    record = [Fact(on=D("2025-06-02"), fact="matched"), done("2025-07-01", "visit"), event]
    found = dues(schedule_of(FACT + letter_of(AFTER + condition, per), *record, came_in=came("2025-01-06")))
    assert found == (["2026-04-30"] if holds else [])


def test_the_end_of_a_stay_of_days_is_not_that_of_the_long_placement() -> None:
    """Fifteen months with foster carers ended on 31 March, four weeks from which is 28 April; two days in hospital, on 2 April."""
    moves = [moved("2026-03-31", "hospital"), moved("2026-04-02", "childrens-home")]
    for asked, expected in (('placement_lasted = "6 months or over"', ["2026-04-28"]), ('placement = "hospital"', ["2026-04-30"])):
        rule = AFTER + f"when = {{ {asked} }}"
        assert dues(schedule_of(letter_of(rule), *moves, came_in=came("2025-01-06"))) == expected


def test_what_must_still_hold_is_asked_on_its_own_day() -> None:
    """`while`: four weeks on, the child lives where the child moved to."""
    event = moved("2026-04-02", "childrens-home")
    for kind, expected in (("foster-care", []), ("childrens-home", ["2026-04-30"])):
        rule = AFTER + f'while = {{ placement = "{kind}" }}'
        assert dues(schedule_of(letter_of(rule), event, came_in=came("2025-01-06"))) == expected


@pytest.mark.parametrize("reason", ["E11", None])
@pytest.mark.parametrize(
    ("asked", "with_care", "holds"), [("any", True, True), ("any", False, False), ("not any", True, False), ("not any", False, True)]
)
def test_care_has_ended_for_whatever_reason(asked: str, *, with_care: bool, holds: bool, reason: str | None) -> None:
    """The placement ended on Thu 2 April with care, for a reason that is recorded or is not; or with a move."""
    event = CeasedToBeLookedAfter(on=D("2026-04-02"), reason=reason) if with_care else moved("2026-04-02")
    tables = letter_of(AFTER + f'when = {{ reason = "{asked}" }}')
    assert dues(schedule_of(tables, event, came_in=came("2025-01-06"))) == (["2026-04-30"] if holds else [])
    condition = profile_of(tables).rule("ours/1").when
    assert condition is not None
    assert condition_words(condition, profile_of(tables)) == ("care has ended" if asked == "any" else "care has not ended")


@pytest.mark.parametrize("profile", ["england", "wales"])
def test_a_placement_is_exempt_as_long_as_it_lasts(profile: str) -> None:
    """CPR 2010 reg 9: no placement plan of a placement with adopters. It lasted four days; five working days from its start lie after it.

    The foster placement began on Fri 7 March 2025, five working days from which are Fri 14 March; its plan was made the day before.
    """
    record = [
        came("2024-01-08", status="placement-order"),
        done("2024-01-08", "placement-plan"),
        moved("2025-03-03", "adoptive"),
        done("2025-03-06", "placement-plan"),
        moved("2025-03-07", "foster-care"),
    ]
    found = schedule_under(*record, profile=profile, born="2020-05-04")
    later = [due for due in found.of("placement-plan") if due.due is not None and due.due > D("2024-06-01")]
    assert [(str(due.due), due.rule, due.done_on) for due in later] == [("2025-03-14", f"{profile}/P3", D("2025-03-06"))]


@pytest.mark.parametrize("profile", ["england", "wales"])
@pytest.mark.parametrize("task", ["parent-assessment", "parent-placement-review"])
def test_what_was_made_before_is_not_owed_again_in_a_placement_that_has_ended(profile: str, task: str) -> None:
    """CPR 2010 reg 19: assessed before placement with a parent on Mon 6 January 2025; moved on Fri 10, before ten working days."""
    record = [
        came("2024-12-02", status="care-order"),
        moved("2025-01-06", "parent"),
        Fact(on=D("2025-01-06"), fact="parent-assessment-completed"),
        moved("2025-01-10", "foster-care"),
    ]
    found = schedule_under(*record, profile=profile, born="2020-05-04")
    assert found.of(task) == ()


def test_an_exemption_that_ended_in_the_placement_leaves_the_limit() -> None:
    """A week for the letter unless matched; matched no longer on Wed 7 January 2026, and moved on Fri 9 January: due Mon 12 January."""
    for last, expected in (("2026-01-07", ["2026-01-12"]), ("2026-01-09", [])):
        record = [Fact(on=D("2026-01-05"), fact="matched"), Fact(on=D(last), fact="matched", value=False), moved("2026-01-09", "parent")]
        rule = 'limit = "1 week"\nafter = "placement-started"\nwhen = { placement = "foster-care" }\n'
        rule += 'unless = { fact = "matched" }\nunless_throughout = true'
        assert dues(schedule_of(FACT + letter_of(rule, "placement"), *record)) == expected
