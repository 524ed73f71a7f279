"""What ends with `until`: what began before it, and not what begins after. Dates by hand.

Fault 2 of forty-two procedures (its smallest profile, and case 4 of an assessment with checkpoints). Looked after on Mon 5 January 2026.
"""

from __future__ import annotations

import pytest
from tests.small_profiles import D, done, dues, letters, moved, reviewed, rule_of, schedule_of, seen, task_of

from lacreview_rules import OtherEvent

PAPERS = '[[events]]\nid = "papers-asked"\n[[events]]\nid = "papers-received"\n'
CHASE = 'limit = "1 week"\nafter = "papers-asked"\nuntil = "papers-received"'


def asked(on: str, ref: str | None = None) -> OtherEvent:
    return OtherEvent(on=D(on), event="papers-asked", ref=ref)


def received(on: str, ref: str | None = None) -> OtherEvent:
    return OtherEvent(on=D(on), event="papers-received", ref=ref)


@pytest.mark.parametrize("per", ["event", "period-of-care", "placement"])
def test_what_begins_after_it_is_due(per: str) -> None:
    """Asked on 7 January, received on the 9th: nothing is due. Asked again on 6 July: 13 July."""
    tables = PAPERS + task_of(per=per) + rule_of(1, "letter", CHASE)
    assert dues(schedule_of(tables, asked("2026-01-07"), received("2026-01-09"))) == []
    assert dues(schedule_of(tables, asked("2026-01-07"), received("2026-01-09"), asked("2026-07-06"))) == ["2026-07-13"]
    both = [asked("2026-01-07"), received("2026-01-09"), asked("2026-07-06"), received("2026-07-10")]
    assert dues(schedule_of(tables, *both)) == []
    late = [asked("2026-01-07"), received("2026-01-19"), asked("2026-07-06"), received("2026-07-14")]
    assert dues(schedule_of(tables, *late)) == ["2026-01-14", "2026-07-13"]  # it came after each was due


def test_of_two_matters_at_a_time_each_ends_with_its_own() -> None:
    """Both asked on 7 January; the papers of b came on the 9th, and those of a did not: due on 14 January."""
    tables = PAPERS + task_of(per="event") + rule_of(1, "letter", CHASE)
    assert dues(schedule_of(tables, asked("2026-01-07", "a"), asked("2026-01-07", "b"), received("2026-01-09", "b"))) == ["2026-01-14"]
    assert dues(schedule_of(tables, asked("2026-01-07", "a"), received("2026-01-09"))) == []  # it says not whose they are
    assert dues(schedule_of(tables, asked("2026-01-07"), received("2026-01-09", "b"))) == []


def test_checkpoints_of_a_second_assessment() -> None:
    """Case a20/4: the first was closed on 10 February; the second began on 1 June: 15 working days are 22 June, 45 are 3 August."""
    events = "".join(f'[[events]]\nid = "assessment-{what}"\n' for what in ("started", "closed"))
    rules = [f'limit = "{n} working days"\nafter = "assessment-started"\nuntil = "assessment-closed"' for n in (15, 45)]
    tables = events + task_of("first", "event") + rule_of(1, "first", rules[0]) + task_of("last", "event") + rule_of(2, "last", rules[1])
    history = [("started", "2026-01-12", "a"), ("closed", "2026-02-10", "a"), ("started", "2026-06-01", "b")]
    for with_ref in (True, False):
        found = [OtherEvent(on=D(on), event=f"assessment-{what}", ref=ref if with_ref else None) for what, on, ref in history]
        assert (dues(schedule_of(tables, *found), "first"), dues(schedule_of(tables, *found), "last")) == (
            ["2026-02-02", "2026-06-22"],
            ["2026-08-03"],
        )


def test_a_task_of_each_review() -> None:
    """The record of a review, two weeks after it, until a significant event: that of 2 February ends the first only."""
    tables = task_of(per="review") + rule_of(1, "letter", 'limit = "2 weeks"\nafter = "review"\nuntil = "significant-event"')
    found = dues(schedule_of(tables, *reviewed("2026-01-30", "2026-04-20"), seen("2026-02-02")))
    assert found[0] == "2026-05-04"


def test_what_recurs_began_with_the_placement() -> None:
    """Weekly until a review sits, and no more in this placement (pattern 2); in the next, which begins on 2 March, weekly again."""
    rules = ['limit = "1 week"\nafter = "placement-started"\nuntil = "review"', 'limit = "1 week"\nafter = "letter"\nuntil = "review"']
    events = [done("2026-01-12"), done("2026-01-19"), done("2026-01-26"), *reviewed("2026-01-30"), done("2026-02-02")]
    before = schedule_of(rules, *events, per="placement")
    assert dues(before) == ["2026-01-12", "2026-01-19", "2026-01-26"]
    assert dues(schedule_of(rules, *events, moved("2026-03-02"), per="placement"))[3:] == ["2026-03-09", "2026-03-16"]


def test_what_it_counts_from_does_not_end_it() -> None:
    """Two weeks after a review, until the next: a week before the next is not after it."""
    tables = task_of(per="event") + rule_of(1, "letter", 'limit = "2 weeks"\nafter = "review"\nuntil = "review"')
    assert dues(schedule_of(tables, *reviewed("2026-01-30", "2026-02-06")))[0] == "2026-02-20"


def test_what_is_counted_back_ends_for_good() -> None:
    """Two days before each event, until a review: none after the review of 30 January."""
    tables = task_of(per="event") + rule_of(1, "letter", 'limit = "2 days"\nbefore = "significant-event"\nuntil = "review"')
    found = schedule_of(tables, seen("2026-01-20"), *reviewed("2026-01-30"), seen("2026-03-20"))
    assert dues(found) == ["2026-01-18"]


@pytest.mark.parametrize("per", ["event", "period-of-care", "placement"])
def test_what_was_done_before_the_end_met_its_limit(per: str) -> None:
    """Asked on 2 February, a letter by the 9th, the papers on the 6th: sent on the 4th it was owed, on the 7th no more."""
    tables = PAPERS + task_of(per=per) + rule_of(1, "letter", CHASE)
    found = schedule_of(tables, asked("2026-02-02"), done("2026-02-04"), received("2026-02-06"), on="2026-03-01")
    assert letters(found) == [("2026-02-09", "2026-02-04")]
    assert not [problem for problem in found.problems if "met nothing" in problem.what]
    assert letters(schedule_of(tables, asked("2026-02-02"), received("2026-02-06"), done("2026-02-07"))) == []
