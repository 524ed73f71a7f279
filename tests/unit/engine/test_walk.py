"""A rule fired, and what becomes of its limit: in force, decided for this child, set aside, missed. Each under a profile of its own.

Looked after on Mon 5 January 2026. Dates are counted by hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.small_profiles import ALONE, D, dues, schedule_of

from lacreview_rules import (
    BecameLookedAfter,
    CeasedToBeLookedAfter,
    Fact,
    PlacementMoved,
    ReviewAdjourned,
    ReviewHeld,
    ReviewRequested,
    SignificantEvent,
    TaskDone,
)
from lacreview_rules.schedules.standing import occurrence_of

if TYPE_CHECKING:
    from lacreview_rules.schedules.due_dates import DueDate
    from lacreview_rules.schedules.schedule import Schedule


def told(due: DueDate) -> list[str]:
    return [str(limit.due) for limit in occurrence_of(due).limits]


def rules_of(schedule: Schedule, review: int) -> list[str]:
    [found] = [due for due in schedule.of("review") if due.review == review]
    return [limit.rule_id for limit in occurrence_of(found).limits]


@pytest.mark.parametrize(
    ("birthday", "days", "expected"), [("28 February", 54, True), ("28 February", 53, False), ("1 March", 54, False), ("1 March", 55, True)]
)
def test_eighteen_in_a_year_without_her_birthday(birthday: str, days: int, expected: bool) -> None:
    """Born on 29 February 2008: eighteen on Sat 28 February 2026, 54 days after Mon 5 January, or on Sun 1 March, as the setting says."""
    rules = [f'limit = "{days} days"\nafter = "became-looked-after"']
    [due] = schedule_of(rules, born="2008-02-29", leap_day_birthday=birthday).of("letter")
    assert any("can no longer be looked after" in notice for notice in due.notices) is expected


@pytest.mark.parametrize(("by", "expected"), [("start", ["2026-01-12", "2026-01-19"]), ("limit", ["2026-01-12"])])
def test_in_force_on_the_day_the_count_starts_or_ends(by: str, expected: list[str]) -> None:
    """Until Wed 14 January: a week is up before that, two are not."""
    rules = [f'limit = ["1 week", "2 weeks"]\nafter = "became-looked-after"\nin_force = {{ to = 2026-01-14 }}\nin_force_by = "{by}"']
    [due] = schedule_of(rules).of("letter")
    assert told(due) == expected


def test_what_was_decided_in_another_placement() -> None:
    """A fact of the placement ends with it; one of the period of care goes on. Two weeks, unless one was decided."""
    decided = [Fact(on=D("2026-01-05"), fact="how-soon", value="1 week"), PlacementMoved(on=D("2026-02-02"), placement="foster-care")]
    for scope, second in (("placement", "2026-02-16"), ("period-of-care", "2026-02-09")):
        more = f'[[facts]]\nid = "how-soon"\nscope = "{scope}"\n'
        rules = ['limit = "2 weeks"\nafter = "placement-started"\ndecided_by = "how-soon"']
        found = schedule_of(rules, *decided, per="placement", more=more).of("letter")
        assert [str(due.due) for due in found] == ["2026-01-12", second]
        assert "Counted: 1 week after Mon 5 Jan 2026" in str(found[0].explanation)


def test_what_is_set_aside_is_told_with_the_day() -> None:
    """Within two weeks while in foster care, or three whatever: she moved to a home on Mon 12 January."""
    rules = [
        'limit = "2 weeks"\nafter = "became-looked-after"\nwhile = { placement = "foster-care" }',
        'limit = "3 weeks"\nafter = "became-looked-after"',
    ]
    moved = PlacementMoved(on=D("2026-01-12"), placement="childrens-home")
    [due] = schedule_of(rules, moved).of("letter")
    assert told(due) == ["2026-01-26"]
    assert "Set aside: ours/1, Mon 19 Jan 2026: what it depends on does not hold then (Mon 19 Jan 2026)" in str(due.explanation)


def test_what_follows_on_one_that_was_missed() -> None:
    """A reply two days after the letter was missed: the letter was late, or not sent by the last event recorded, or may yet be missed."""
    more = '[[tasks]]\nid = "reply"\ntitle = "Reply"\nper = "event"\n'
    more += '[[timescales]]\nid = "ours/9"\ntask = "reply"\nlimit = "2 days"\nafter = "missed letter"\n'
    rules = ['limit = "1 week"\nafter = "became-looked-after"']
    for events, basis in (
        ([TaskDone(on=D("2026-01-13"), task="letter")], "actual"),
        ([SignificantEvent(on=D("2026-01-13"))], "actual"),
        ([SignificantEvent(on=D("2026-01-12"))], "projected"),
    ):
        [reply] = schedule_of(rules, *events, more=more).of("reply")
        assert (str(reply.due), reply.basis) == ("2026-01-14", basis)
    assert schedule_of(rules, TaskDone(on=D("2026-01-12"), task="letter"), more=more).of("reply") == ()
    advice = schedule_of(['after = "became-looked-after"'], SignificantEvent(on=D("2026-01-13")), more=more)
    assert advice.of("reply") == ()


def test_what_follows_on_one_that_was_missed_about_a_review() -> None:
    """Of the same review: the letter about the first was late, by Wed 11 February; the one about the second may yet be."""
    more = '[[tasks]]\nid = "reply"\ntitle = "Reply"\nper = "review"\n'
    more += '[[timescales]]\nid = "ours/9"\ntask = "reply"\nlimit = "2 days"\nafter = "missed letter"\n'
    held = [ReviewHeld(on=D("2026-01-28")), TaskDone(on=D("2026-02-20"), task="letter")]
    found = schedule_of(['limit = "2 weeks"\nafter = "review"'], *held, per="review", more=more).of("reply")
    assert [(due.review, str(due.due), due.basis) for due in found][:2] == [(1, "2026-02-13", "actual"), (2, "2026-05-14", "projected")]


def test_before_and_after_a_review_that_was_adjourned() -> None:
    """Under a rule that asks something: a week before the sitting, on Wed 28 January; two weeks after completion, on Wed 11 February."""
    events = [ReviewAdjourned(on=D("2026-01-28")), ReviewHeld(on=D("2026-02-11"))]
    for rule, expected in (('limit = "1 week"\nbefore = "review"', "2026-01-21"), ('limit = "2 weeks"\nafter = "review"', "2026-02-25")):
        first, *_ = schedule_of([f'{rule}\nwhen = {{ placement = "foster-care" }}'], *events, per="review").of("letter")
        assert str(first.due) == expected


# ---- what a period of care holds


def test_a_profile_that_says_no_more_when_reviews_are_due() -> None:
    """Its one rule about them ended before she came: there is none to consider anything at. The letter is due a week from Mon 5 January."""
    more = '[review_cycle]\ntask = "review"\n[[tasks]]\nid = "review"\ntitle = "Review"\nper = "period-of-care"\n'
    more += '[[timescales]]\nid = "ours/8"\ntask = "review"\nlimit = "20 working days"\nafter = "became-looked-after"\n'
    more += "in_force = { to = 2025-12-31 }\n"
    more += '[[considerations]]\nid = "ours/9"\ntitle = "Whether the school was told"\nat = "review"\n'
    found = schedule_of(['limit = "1 week"\nafter = "became-looked-after"'], more=more, head=ALONE)
    assert [(due.task, str(due.due)) for due in found.due_dates] == [("letter", "2026-01-12")]
    assert found.considerations == ()


def test_only_a_review_that_was_adjourned_has_an_adjournment() -> None:
    events = [ReviewAdjourned(on=D("2026-01-28")), ReviewHeld(on=D("2026-02-11")), ReviewHeld(on=D("2026-04-20"))]
    first, second, *_ = schedule_of(['limit = "1 week"\nafter = "became-looked-after"'], *events).of("review")
    assert first.adjournment is not None
    assert second.adjournment is None


@pytest.mark.parametrize(("records", "status"), [(None, "overdue"), (["letter"], "overdue"), ([], "not-recorded")])
def test_what_the_source_does_not_record(records: list[str] | None, status: str) -> None:
    """Design.md, `records`: silence is no lateness there. Due on Mon 12 January."""
    [due] = schedule_of(['limit = "1 week"\nafter = "became-looked-after"'], records=records).on(D("2026-01-13")).of("letter")
    assert due.status == status


@pytest.mark.parametrize(("within", "expected"), [("11 working days", "2026-01-16"), ("10 working days", None)])
def test_what_was_done_in_the_time_in_care_before(within: str, expected: str | None) -> None:
    """Back on Mon 2 February: Fri 16 January is eleven working days before it."""
    early, left = TaskDone(on=D("2026-01-16"), task="letter"), CeasedToBeLookedAfter(on=D("2026-01-19"))
    rules = [f'limit = "1 week"\nafter = "became-looked-after"\nmay_precede = "{within}"']
    _, due = schedule_of(rules, early, left, BecameLookedAfter(on=D("2026-02-02"))).of("letter")
    assert str(due.done_on) == str(expected)


def test_what_time_alone_brings_stands_back_and_nothing_else_does() -> None:
    """Sixteen on 2 May 2030, years away. A letter each year is due on 5 January 2027, and the one after it a year later."""
    sixteen = schedule_of(['limit = "1 week"\nafter = "age 16 years"'], per="event")
    assert dues(sixteen) == []
    assert dues(sixteen.on(D("2030-05-02"))) == ["2030-05-09"]
    yearly = ['limit = "1 year"\nafter = "became-looked-after"', 'limit = "1 year"\nafter = "letter"']
    assert dues(schedule_of(yearly)) == ["2027-01-05", "2028-01-05"]


# ---- whether a rule applies


@pytest.mark.parametrize(
    ("on", "applies"),
    [
        ("2026-01-11", False),
        ("2026-01-12", True),
        ("2026-01-16", True),
        ("2026-01-17", False),
        ("2026-02-01", False),
        ("2026-02-02", True),
        ("2026-02-06", True),
        ("2026-02-07", False),
    ],
)
def test_in_force_at_two_times(on: str, applies: bool) -> None:
    """First and last days included; between the two times it is not."""
    spans = "[{ from = 2026-01-12, to = 2026-01-16 }, { from = 2026-02-02, to = 2026-02-06 }]"
    rules = [f'limit = "0 days"\nafter = "significant-event"\nin_force = {spans}']
    assert dues(schedule_of(rules, SignificantEvent(on=D(on)), per="event")) == ([on] if applies else [])


def test_once_the_child_was_reviewed() -> None:
    """Asked of the day of the move: of two, the one after the review of Wed 28 January."""
    rules = ['limit = "1 week"\nafter = "placement-moved"\nwhen = { review = "any" }']
    moves = [PlacementMoved(on=D("2026-01-19")), PlacementMoved(on=D("2026-02-02"))]
    assert dues(schedule_of(rules, *moves, ReviewHeld(on=D("2026-01-28")), per="placement")) == ["2026-02-09"]


def test_unless_what_happened_is_about_the_first_review() -> None:
    """It is about the next review after it: the first is held on Wed 28 January, the second is still to come."""
    rules = ['limit = "1 week"\nafter = "significant-event"\nunless = { review = "first" }']
    events = [SignificantEvent(on=D("2026-01-12")), ReviewHeld(on=D("2026-01-28")), SignificantEvent(on=D("2026-02-02"))]
    assert dues(schedule_of(rules, *events, per="review")) == ["2026-02-09"]


@pytest.mark.parametrize(("met_by", "expected"), [("completion", ["england/R2"]), ("sitting", ["ours/1", "england/R2"])])
def test_what_is_asked_when_the_next_review_counts_from_the_sitting(met_by: str, expected: list[str]) -> None:
    """In foster care at the sitting, not any more at the completion. What meets the review is what is asked about."""
    weekly = '[[timescales]]\nid = "ours/1"\ntask = "review"\nlimit = "6 weeks"\nafter = "review"\nwhen = { placement = "foster-care" }\n'
    moved = PlacementMoved(on=D("2026-02-09"), placement="childrens-home")
    events = [ReviewAdjourned(on=D("2026-01-28")), moved, ReviewHeld(on=D("2026-02-11"))]
    settings: dict[str, Any] = {"interval_after_adjournment_from": "sitting", "adjourned_review_met_by": met_by}
    assert rules_of(schedule_of([], *events, more=weekly, **settings), 2) == expected


# ---- what was decided, and advice


@pytest.mark.parametrize(
    ("value", "due", "counted"),
    [
        ("10 working days", "2026-01-19", "10 working days after Mon 5 Jan 2026"),
        ("2026-01-08", "2026-01-08", "nothing; the date was decided on Mon 5 Jan 2026"),
    ],
)
def test_how_what_was_decided_is_told(value: str, due: str, counted: str) -> None:
    rules = ['limit = "2 months"\nafter = "became-looked-after"\ndecided_by = "how-soon"']
    [found] = schedule_of(rules, Fact(on=D("2026-01-05"), fact="how-soon", value=value), more='[[facts]]\nid = "how-soon"\n').of("letter")
    assert str(found.due) == due
    lines = str(found.explanation).splitlines()
    assert lines[1] == "  Counts from: became looked after, Mon 5 Jan 2026 (recorded)"
    assert lines[3].startswith("  Decided: ")
    assert lines[4].startswith(f"  Counted: {counted}")


def test_advice_stands_whatever_it_depends_on() -> None:
    """It has no day on which it could cease to hold; nothing is set aside."""
    rules = ['after = "significant-event"\nwhile = { placement = "foster-care" }']
    events = [SignificantEvent(on=D("2026-01-07")), PlacementMoved(on=D("2026-01-12"), placement="childrens-home")]
    [due] = schedule_of(rules, *events, per="event").of("letter")
    assert (due.due, due.status) == (None, "advisory")
    [whole] = schedule_of(['after = "became-looked-after"']).of("letter")
    assert "Set aside" not in str(whole.explanation)


# ---- what is set aside


def restarting(limit: str, more: str = "") -> str:
    table = '[review_cycle]\nrestarts_on = ["placement-moved"]\n[[timescales]]\nid = "ours/1"\ntask = "review"\n'
    return f'{table}limit = "{limit}"\nafter = "review"\n{more}'


@pytest.mark.parametrize(("met_by", "expected"), [("completion", ["ours/1", "england/R2"]), ("sitting", ["england/R2"])])
def test_a_restart_between_sitting_and_completion(met_by: str, expected: list[str]) -> None:
    """She moved on Mon 9 February: after the sitting, which begins the interval, and before the completion."""
    moved = PlacementMoved(on=D("2026-02-09"))
    events = [ReviewAdjourned(on=D("2026-01-28")), moved, ReviewHeld(on=D("2026-02-11"))]
    settings: dict[str, Any] = {"interval_after_adjournment_from": "sitting", "adjourned_review_met_by": met_by}
    assert rules_of(schedule_of([], *events, more=restarting("6 weeks"), **settings), 2) == expected


@pytest.mark.parametrize(("moved", "expected"), [("2026-02-20", ["england/R2"]), ("2026-03-05", ["ours/1", "england/R2"])])
def test_a_restart_after_the_review_was_held(moved: str, expected: list[str]) -> None:
    """Six weeks after Wed 28 January are Wed 11 March; the second was held on Mon 2 March, and a move after that changes nothing of it."""
    events = [ReviewHeld(on=D("2026-01-28")), ReviewHeld(on=D("2026-03-02")), PlacementMoved(on=D(moved))]
    assert rules_of(schedule_of([], *events, more=restarting("6 weeks")), 2) == expected


def test_a_restart_takes_nothing_from_a_letter() -> None:
    """Only intervals between reviews end with the cycle: what is owed after a review that was held stays owed."""
    rules = ['limit = "2 weeks"\nafter = "review"\nrestarts_on = ["placement-moved"]\nwhile = { placement = "foster-care" }']
    moved = PlacementMoved(on=D("2026-02-04"), placement="foster-care")
    first, *_ = schedule_of(rules, ReviewHeld(on=D("2026-01-28")), moved, per="review").of("letter")
    assert (told(first), occurrence_of(first).set_aside) == (["2026-02-11"], ())


@pytest.mark.parametrize(("moved", "expected"), [("2026-01-12", "2026-01-26"), ("2026-01-20", "2026-01-19")])
def test_while_the_cycle_is_the_first(moved: str, expected: str) -> None:
    """On the day of the limit, Mon 19 January, unless a move restarted it by then: then three weeks, Mon 26."""
    rules = [
        'limit = "2 weeks"\nafter = "became-looked-after"\nwhile = { cycle = "first" }\nrestarts_on = ["placement-moved"]',
        'limit = "3 weeks"\nafter = "became-looked-after"',
    ]
    [due] = schedule_of(rules, PlacementMoved(on=D(moved))).of("letter")
    assert str(due.due) == expected


@pytest.mark.parametrize(("outlives", "expected"), [("true", ["2026-03-16"]), ("false", ["2026-03-02", "2026-03-16"])])
def test_until_an_age_that_comes_after_care(outlives: str, expected: list[str]) -> None:
    """Sixteen on Mon 16 February, two weeks after she left: that ends only what is still owed to her then."""
    rules = [
        'limit = "8 weeks"\nafter = "became-looked-after"\nuntil = "age 16 years"',
        'limit = "10 weeks"\nafter = "became-looked-after"',
    ]
    left = CeasedToBeLookedAfter(on=D("2026-02-02"))
    [due] = schedule_of(rules, left, task=f"outlives_care = {outlives}\n", born="2010-02-16").of("letter")
    assert told(due) == expected


def test_while_it_was_an_exclusion() -> None:
    """What the count starts from is what is asked about."""
    rules = ['limit = "1 week"\nafter = "significant-event"\nwhile = { type = "exclusion" }']
    events = [SignificantEvent(on=D("2026-01-07"), type="exclusion"), SignificantEvent(on=D("2026-01-08"), type="illness")]
    assert dues(schedule_of(rules, *events, per="event")) == ["2026-01-14"]


# ---- the order of due dates


def test_two_reviews_due_on_one_day_under_one_rule() -> None:
    """In the order of their numbers: both asked for by Mon 23 February, the second in sequence, the third apart from it."""
    asked = [ReviewRequested(on=D(on), review_by=D("2026-02-23")) for on in ("2026-02-02", "2026-02-10")]
    held = [ReviewHeld(on=D("2026-01-28")), ReviewHeld(on=D("2026-02-09")), ReviewHeld(on=D("2026-02-16"), additional=True)]
    found = schedule_of([], *asked, *held, additional_reviews="stand-apart").of("review")
    assert [(due.review, due.rule) for due in found if str(due.due) == "2026-02-23"] == [(2, "england/R4"), (3, "england/R4")]
