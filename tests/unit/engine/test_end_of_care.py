"""Care that ended, and perhaps began again: what is cancelled, what stays owed, and what belongs to which period of care.

Looked after on Mon 5 January 2026, unless a test says otherwise. Each test has a profile of its own; dates are counted by hand.
"""

from __future__ import annotations

from datetime import date, time
from functools import partial
from typing import TYPE_CHECKING

import pytest
from tests.small_profiles import (
    CAME_IN,
    HEAD,
    D,
    came,
    done,
    dues,
    letter_of,
    letters,
    review,
    reviewed,
    rule_of,
    schedule_of,
    schedule_under,
    seen,
    task_of,
)

from lacreview_rules import (
    BecameLookedAfter,
    CeasedToBeLookedAfter,
    Event,
    Fact,
    History,
    OtherEvent,
    PlacementMoved,
    ReviewHeld,
    TaskDone,
    build_schedule,
    load_profile,
)

if TYPE_CHECKING:
    from datetime import date

    from lacreview_rules.schedules.due_dates import DueDate
    from lacreview_rules.schedules.schedule import Schedule

FIRST = 'limit = "1 week"\nafter = "became-looked-after"'  # Mon 12 January
AGAIN = 'limit = "2 weeks"\nafter = "letter"'
PLACED = 'limit = "1 week"\nafter = "placement-started"'
TWO_HELD = [ReviewHeld(on=D("2026-01-28")), ReviewHeld(on=D("2026-04-20"))]
BEFORE = 'limit = "1 week"\nbefore = "review"'
AFTER = 'limit = "2 weeks"\nafter = "review"'
LATE = "2026-12-01"
for_each_review = partial(schedule_of, per="review")
AT_NINE = BecameLookedAfter(on=D("2026-01-05"), at=time(9, 0))
LEFT_IN_THE_AFTERNOON = CeasedToBeLookedAfter(on=D("2026-06-01"), at=time(16, 30))
BACK = BecameLookedAfter(on=D("2026-06-22"))
build = partial(schedule_of, came_in=None, born="2010-03-02", until="2028-01-01")
PANEL = '[[events]]\nid = "panel-sat"\n[[facts]]\nid = "in-court"\n'


def answers(found: Schedule) -> list[tuple[int | None, str, str, str | None]]:
    told: list[tuple[int | None, str, str, str | None]] = []
    for due in found.of("review"):
        done = due.done_on
        told.append((due.review, due.rule, str(due.due), None if done is None else str(done)))
    return told


def by_task(found: Schedule, of: str) -> list[DueDate]:
    return list(found.of(of))


def left(on: str) -> CeasedToBeLookedAfter:
    return CeasedToBeLookedAfter(on=D(on))


def done_days(schedule: Schedule) -> list[str | None]:
    return [None if due.done_on is None else str(due.done_on) for due in schedule.of("letter")]


# ---- reviews


class TestEnding:
    """Design.md, closing; statute.md 11.16 and 11.17."""

    def test_what_is_not_yet_due_is_cancelled_and_the_rest_stays(self) -> None:
        """Care plan (P1) due 19 January: past, unrecorded. Review due 2 February: cancelled."""
        schedule = schedule_under(came("2026-01-05"), CeasedToBeLookedAfter(on=D("2026-01-20")))
        assert [(due.due, due.status) for due in schedule.of("care-plan")] == [(D("2026-01-19"), "not-recorded")]
        assert [(due.due, due.status) for due in schedule.of("review")] == [(D("2026-02-02"), "cancelled")]

    @pytest.mark.parametrize(("ceased", "status"), [("2026-02-01", "cancelled"), ("2026-02-02", "cancelled"), ("2026-02-03", "overdue")])
    def test_a_review_owed_before_ceasing_stays_overdue(self, ceased: str, status: str) -> None:
        """Statute.md 11.16: reviews owed before ceasing are kept. Due on the day of ceasing counts as not yet due."""
        first = review(schedule_under(came("2026-01-05"), CeasedToBeLookedAfter(on=D(ceased))), 1)
        assert (first.due, first.status) == (D("2026-02-02"), status)

    def test_the_notice_of_the_end_of_a_placement_outlives_care(self) -> None:
        """CPR 2010 reg 14(4) (P7): 10 working days after Tue 20 January are Tue 3 February."""
        history = (came("2026-01-05"), CeasedToBeLookedAfter(on=D("2026-01-20")))
        (notice,) = schedule_under(*history).of("placement-end-notice")
        assert (notice.due, notice.status, notice.on(D("2026-02-04")).status) == (D("2026-02-03"), "upcoming", "overdue")
        (given,) = schedule_under(*history, TaskDone(on=D("2026-02-02"), task="placement-end-notice")).of("placement-end-notice")
        assert (given.status, given.done_on) == ("met", D("2026-02-02"))

    @pytest.mark.parametrize(("born", "owed"), [("2008-01-20", False), ("2008-01-21", True), (None, True)])
    @pytest.mark.parametrize("reason", [None, "eighteenth birthday", "E8"])
    def test_no_notice_is_owed_of_a_placement_that_ended_at_eighteen(self, born: str | None, owed: bool, reason: str | None) -> None:
        """Reg 14(1), (4): of one that the authority terminated. Eighteen on Tue 20 January 2026, or the day after, or nobody knows when."""
        left = CeasedToBeLookedAfter(on=D("2026-01-20"), reason=reason)
        found = build_schedule(History("X", [came("2026-01-05"), left], None if born is None else D(born)), load_profile("england"))
        assert [due.due for due in found.of("placement-end-notice")] == ([D("2026-02-03")] if owed else [])

    def test_that_a_parent_ended_it_is_told_as_a_doubt(self) -> None:
        """Reg 14(4), not read further: the notice is taken to be owed, and the row says so."""
        left = CeasedToBeLookedAfter(on=D("2026-01-20"), reason="consent-withdrawn")
        (notice,) = schedule_under(came("2026-01-05"), left).of("placement-end-notice")
        assert notice.due == D("2026-02-03")
        assert any("withdraws consent" in said for said in notice.notices)

    def test_re_entry_begins_again_even_on_the_same_day(self) -> None:
        """Statute.md 11.17: R1 starts again. 20 working days after Mon 2 March are Mon 30 March."""
        left = CeasedToBeLookedAfter(on=D("2026-03-02"))
        schedule = schedule_under(came("2026-01-05"), *reviewed("2026-01-28"), left, came("2026-03-02"))
        assert schedule.problems == ()
        assert review(schedule, 2).status == "cancelled"
        again = review(schedule, 1, period=2)
        assert (again.due, again.title) == (D("2026-03-30"), "First looked after review")

    def test_what_was_done_in_an_earlier_period_does_not_count_in_the_next(self) -> None:
        """Statute.md 11.17: whether the history of an earlier period counts is local, by default not."""
        schedule = schedule_under(
            came("2026-01-05"),
            TaskDone(on=D("2026-01-12"), task="iro-appointed"),
            CeasedToBeLookedAfter(on=D("2026-03-02")),
            came("2026-06-01"),
        )
        assert [(due.period_of_care, due.status) for due in schedule.of("iro-appointed")] == [(1, "met"), (2, "upcoming")]


# ---- what belongs to which period of care


def test_a_fact_about_the_child_lasts_from_one_period_of_care_to_the_next() -> None:
    """Five working days from Mon 9 March: Mon 16 March. A fact of a period of care is over with it."""
    later = [CeasedToBeLookedAfter(on=D("2026-02-16")), BecameLookedAfter(on=D("2026-03-09"))]
    known = Fact(on=D("2026-01-12"), fact="known")
    for scope, expected in (("child", ["2026-03-16"]), ("period-of-care", [])):
        tables = f'[[facts]]\nid = "known"\nscope = "{scope}"\n' + task_of()
        tables += rule_of(1, "letter", 'limit = "5 working days"\nafter = "became-looked-after"\nwhen = { fact = "known" }')
        assert dues(schedule_of(tables, known, *later)) == expected
        assert dues(schedule_of(tables, *later)) == []


def test_the_end_of_the_placement_before_is_no_answer_for_the_new_one() -> None:
    """The letter is written when a placement ends, or by hand; for each placement, a week after it began or before it did."""
    tables = task_of(per="event", keys='done_by = ["placement-ended"]\n')
    tables += rule_of(1, "letter", 'limit = "1 week"\nafter = "placement-started"\nmay_precede = true')
    written, moved = TaskDone(on=D("2026-01-06"), task="letter"), PlacementMoved(on=D("2026-02-02"))
    found = [(str(due.due), due.done_on) for due in schedule_of(tables, written, moved).of("letter")]
    assert found == [("2026-01-12", D("2026-01-06")), ("2026-02-09", None)]


def test_what_was_done_after_the_child_left_and_came_back() -> None:
    """Left on Mon 9 February, back on Mon 9 March. The record of the review of 28 January may still be sent, until a review sits again.

    What names the number of a review, and what prepares one, is of the new time in care.
    """
    tables = task_of(per="review") + rule_of(1, "letter", 'limit = "4 weeks"\nafter = "review"')
    tables += task_of("paper", "review") + rule_of(2, "paper", 'limit = "2 days"\nbefore = "review"')
    left, back = CeasedToBeLookedAfter(on=D("2026-02-09")), BecameLookedAfter(on=D("2026-03-09"))
    held = [ReviewHeld(on=D("2026-01-28")), left, back, ReviewHeld(on=D("2026-03-25"))]

    def of_each_time(of: str, *done: Event) -> list[tuple[int, date | None]]:
        return [(due.period_of_care, due.done_on) for due in schedule_of(tables, *held, *done).of(of) if due.review == 1]

    for sent, first, second in (("2026-02-20", True, False), ("2026-03-20", True, False), ("2026-04-02", False, True)):
        day = D(sent)
        expected = [(1, day if first else None), (2, day if second else None)]
        assert of_each_time("letter", TaskDone(on=day, task="letter")) == expected
    assert of_each_time("letter", TaskDone(on=D("2026-03-20"), task="letter", review=1)) == [(1, None), (2, D("2026-03-20"))]
    assert of_each_time("paper", TaskDone(on=D("2026-03-20"), task="paper")) == [(1, None), (2, D("2026-03-20"))]


def test_what_was_done_in_an_earlier_time_in_care() -> None:
    """Reg 7(2): an assessment within the three months before care began answers, also one made in care before."""
    before = BecameLookedAfter(on=D("2025-06-02"))
    for assessed_on, status in (("2025-10-04", "overdue"), ("2025-10-05", "met")):
        left = CeasedToBeLookedAfter(on=D("2025-12-01"))
        assessed = TaskDone(on=D(assessed_on), task="health-assessment")
        found = schedule_of("", assessed, left, CAME_IN, came_in=before, head=HEAD).on(D("2026-03-02"))
        [due] = [due for due in found.of("health-assessment") if due.period_of_care == 2 and due.rule == "england/H1"]
        assert due.status == status


def test_what_was_done_two_times_in_care_ago() -> None:
    """In care in September and October, for a fortnight in November, and again: an assessment on 20 October is still recent enough."""
    events = [
        TaskDone(on=D("2025-10-20"), task="health-assessment"),
        CeasedToBeLookedAfter(on=D("2025-11-10")),
        BecameLookedAfter(on=D("2025-11-17")),
        CeasedToBeLookedAfter(on=D("2025-12-01")),
        CAME_IN,
    ]
    found = schedule_of("", *events, came_in=BecameLookedAfter(on=D("2025-09-01")), head=HEAD)
    answers = [due.done_on for due in found.of("health-assessment") if due.period_of_care == 3 and due.rule == "england/H1"]
    assert answers == [D("2025-10-20")]


def test_a_task_of_a_review_that_outlives_care() -> None:
    """A letter after each review held is owed after care has ended; of the review that was never held there is none to write."""
    tables = task_of(per="review", keys="outlives_care = true\n") + rule_of(1, "letter", 'limit = "4 weeks"\nafter = "review"')
    found = schedule_of(tables, ReviewHeld(on=D("2026-01-28")), CeasedToBeLookedAfter(on=D("2026-02-09"))).on(D("2026-03-09"))
    assert [(due.review, str(due.due), due.status) for due in by_task(found, "letter")][:1] == [(1, "2026-02-25", "overdue")]


# ---- tasks in sequence


def test_care_that_ended_closes_it() -> None:
    """On Mon 19 January, unless it outlives care; the event a week after nothing was done has no letter of its own then."""
    ended = CeasedToBeLookedAfter(on=D("2026-01-19"))
    for task, closed in (("", D("2026-01-19")), ("outlives_care = true\n", None)):
        [due] = schedule_of([FIRST], ended, task=task).of("letter")
        assert due.closed_on == closed
    rules = ['limit = "2 days"\nafter = "significant-event"']
    assert letters(schedule_of(rules, seen("2026-01-06"), seen("2026-01-12"), ended)) == [("2026-01-08", None)]


def test_care_that_ended_leaves_nothing_assumed() -> None:
    """The open one is closed, and none follows."""
    found = schedule_of([FIRST, AGAIN], done("2026-01-09"), CeasedToBeLookedAfter(on=D("2026-01-19")))
    assert [(str(due.due), due.status) for due in found.of("letter")] == [("2026-01-12", "met"), ("2026-01-23", "cancelled")]


def test_the_last_placement_lasts_until_care_has_ended() -> None:
    """What is done on the last day, Sat 10 January, is of that placement; so is what outlives care, done after it."""
    assert letters(schedule_of([PLACED], done("2026-01-10"), left("2026-01-10"), per="placement")) == [("2026-01-12", "2026-01-10")]
    owed = schedule_of([PLACED], left("2026-01-10"), done("2026-01-12"), per="placement", task="outlives_care = true\n")
    assert letters(owed) == [("2026-01-12", "2026-01-12")]


# ---- tasks of a review


def test_when_care_ends() -> None:
    """On Mon 27 April: what is still to follow the second review is cancelled, and so is what would prepare a third."""
    left = CeasedToBeLookedAfter(on=D("2026-04-27"))
    followed = for_each_review([AFTER], *TWO_HELD, left, on=LATE)
    assert [(due.review, due.status) for due in followed.of("letter")] == [(1, "not-recorded"), (2, "cancelled"), (3, "cancelled")]
    owed = for_each_review([AFTER], *TWO_HELD, left, on=LATE, task="outlives_care = true\n")
    assert [(due.review, due.status) for due in owed.of("letter")][:2] == [(1, "not-recorded"), (2, "overdue")]
    prepared = for_each_review([BEFORE], *TWO_HELD, left, on=LATE)
    assert [(due.review, due.status) for due in prepared.of("letter")] == [(1, "not-recorded"), (2, "not-recorded"), (3, "cancelled")]
    sent = for_each_review([AFTER], *TWO_HELD, left, done("2026-04-29"), on=LATE)
    assert [(due.review, due.status) for due in sent.of("letter")][1] == (2, "cancelled")


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([TaskDone(on=D("2026-06-10"), task="letter")], "2026-06-10"),
        ([TaskDone(on=D("2026-06-10"), task="letter", review=1)], "2026-06-10"),  # named before the child was back
        ([TaskDone(on=D("2026-06-22"), task="letter", review=1)], None),  # from that day on, it names one of the new time in care
        ([TaskDone(on=D("2026-06-25"), task="letter")], "2026-06-25"),  # no review has sat since
        ([ReviewHeld(on=D("2026-07-15")), TaskDone(on=D("2026-07-14"), task="letter")], "2026-07-14"),
        ([ReviewHeld(on=D("2026-07-15")), TaskDone(on=D("2026-07-15"), task="letter")], None),  # it follows the new one
    ],
)
def test_what_followed_a_review_after_the_child_left(events: list[Event], expected: str | None) -> None:
    """The record of a review held on Wed 20 May, sent after the child left on 1 June or after re-entry on the 22nd."""
    rule = letter_of('after = "review"\nlimit = "20 working days"', "review")
    schedule = build(rule, AT_NINE, ReviewHeld(on=D("2026-05-20")), LEFT_IN_THE_AFTERNOON, BACK, *events)
    assert done_days(schedule)[0] == expected


# ---- owed after care


def test_an_event_after_care_that_is_the_completion() -> None:
    """The panel that sat after the child left did what was still owed."""
    keys = 'outlives_care = true\ndone_by = ["panel-sat"]\n'
    tables = letter_of('after = "became-looked-after"\nlimit = "1 day"', "period-of-care", keys)
    assert done_days(build(PANEL + tables, AT_NINE, LEFT_IN_THE_AFTERNOON, OtherEvent(event="panel-sat", on=D("2026-06-10")))) == [
        "2026-06-10"
    ]


def test_until_an_age_that_is_reached_after_care() -> None:
    """Left on Mon 1 June 2026: a letter every eight weeks until eighteen, on 10 September; the second would be due on the 21st."""
    rules = 'after = "ceased-to-be-looked-after"\nlimit = "8 weeks"\n[[timescales]]\nid = "ours/2"\ntask = "letter"\nafter = "letter"\n'
    rules += 'limit = "8 weeks"\nuntil = "age 18 years"'
    tables = letter_of(rules, "period-of-care", "outlives_care = true\n")
    assert dues(build(tables, AT_NINE, LEFT_IN_THE_AFTERNOON, born="2008-09-10")) == ["2026-07-27"]
    assert dues(build(tables, AT_NINE, LEFT_IN_THE_AFTERNOON, born="2008-09-21"))[:2] == ["2026-07-27", "2026-09-21"]


@pytest.mark.parametrize(("owed", "expected"), [(True, ["2026-09-11"]), (False, [])])
def test_the_latest_of_several_reached_after_care(owed: bool, expected: list[str]) -> None:
    """Eighteen on 10 September, having left in June: what is owed after care counts from then, as it does from the age alone."""
    rule = 'after = ["became-looked-after", "age 18 years"]\nlimit = "1 day"'
    tables = letter_of(rule, "period-of-care", "outlives_care = true\n" if owed else "")
    assert dues(build(tables, AT_NINE, LEFT_IN_THE_AFTERNOON, born="2008-09-10")) == expected
