"""What is seldom asked of the engine, and has a due date all the same. Each test has a profile of its own; dates are counted by hand.

Looked after on Mon 5 January 2026, which began with a placement in foster care. In 2026: Good Friday 3 April, Easter Monday 6 April.
"""

from __future__ import annotations

from datetime import date, time
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from tests.small_profiles import CAME_IN, IN_FOSTER_CARE, D, dues, schedule_of

from lacreview_rules import (
    AuthorisedForAdoption,
    BecameLookedAfter,
    CeasedToBeLookedAfter,
    Event,
    Fact,
    History,
    PlacedForAdoption,
    PlacementMoved,
    ReviewAdjourned,
    ReviewHeld,
    ReviewRequested,
    SignificantEvent,
    TaskDone,
    build_schedule,
    load_profile,
)
from lacreview_rules.schedules.standing import occurrence_of

if TYPE_CHECKING:
    from lacreview_rules.schedules.due_dates import DueDate
    from lacreview_rules.schedules.schedule import Schedule


scheduled = partial(schedule_of, came_in=IN_FOSTER_CARE)


def task(name: str = "letter", per: str = "period-of-care", more: str = "") -> str:
    return f'[[tasks]]\nid = "{name}"\ntitle = "{name}"\nper = "{per}"\n{more}'


def rule(number: int, of: str, more: str) -> str:
    return f'[[timescales]]\nid = "ours/{number}"\ntask = "{of}"\n{more}\n'


def on(day: str, **more: Any) -> SignificantEvent:
    return SignificantEvent(on=D(day), **more)


# ---- conditions


def test_once_any_review_was_held() -> None:
    """A letter a week after each move, if the child has been reviewed by then."""
    tables = task(per="placement") + rule(1, "letter", 'limit = "1 week"\nafter = "placement-moved"\nwhen = { review = ["any"] }')
    moves = [PlacementMoved(on=D("2026-01-19")), PlacementMoved(on=D("2026-02-02"))]
    assert dues(scheduled(tables, *moves)) == []
    assert dues(scheduled(tables, *moves, ReviewHeld(on=D("2026-01-28")))) == ["2026-02-09"]
    before = tables.replace('"any"', '"none"')
    assert dues(scheduled(before, *moves, ReviewHeld(on=D("2026-01-28")))) == ["2026-01-26"]


def test_unless_it_is_the_first_review() -> None:
    """A letter a week after each review but the first; or but the first of a cycle, which a move begins anew."""
    held = [ReviewHeld(on=D("2026-01-28")), ReviewHeld(on=D("2026-04-20"))]
    moved = PlacementMoved(on=D("2026-02-16"))
    tables = '[review_cycle]\nrestarts_on = ["placement-moved"]\n' + task(per="review")
    but_the_first = tables + rule(1, "letter", 'limit = "1 week"\nafter = "review"\nunless = { review = "first" }')
    both = tables + rule(1, "letter", 'limit = "1 week"\nafter = "review"\nunless = [{ review = "first", cycle = "first" }]')
    neither = tables + rule(1, "letter", 'limit = "1 week"\nafter = "review"\nunless = [{ cycle = "first", review = "first" }]')

    def of_those_held(which: str, *events: Event) -> list[tuple[int | None, str]]:
        return [(due.review, str(due.due)) for due in scheduled(which, *held, *events).of("letter") if due.review in {1, 2}]

    assert of_those_held(but_the_first) == [(2, "2026-04-27")]
    assert of_those_held(but_the_first, moved) == []
    for which in (both, neither):
        assert of_those_held(which, moved) == [(2, "2026-04-27")]


def test_unless_it_is_the_third_which_is_only_assumed() -> None:
    """Whichever review the letter is of, also one that lies ahead, as the third and the fourth do: not how many were held by that day."""
    held = [ReviewHeld(on=D("2026-01-28")), ReviewHeld(on=D("2026-04-20"))]
    for number, expected in (("second", [1, 3, 4]), ("third", [1, 2, 4])):
        tables = task(per="review") + rule(1, "letter", f'limit = "1 week"\nafter = "review"\nunless = {{ review = "{number}" }}')
        assert [due.review for due in scheduled(tables, *held).of("letter")] == expected


def test_unless_no_review_was_held_by_then() -> None:
    """Of two moves, one before the first review and one after it; and of a cycle that a move begins anew."""
    moves = [PlacementMoved(on=D("2026-01-19")), PlacementMoved(on=D("2026-02-02"))]
    one = rule(1, "letter", 'limit = "1 week"\nafter = "placement-moved"\nunless = { review = "none" }')
    assert dues(scheduled(task(per="placement") + one, *moves, ReviewHeld(on=D("2026-01-28")))) == ["2026-02-09"]
    events = [on("2026-01-12"), PlacementMoved(on=D("2026-01-19")), on("2026-01-26")]
    tables = '[review_cycle]\nrestarts_on = ["placement-moved"]\n' + task(per="event")
    for cycle, expected in (("restarted", ["2026-01-13"]), ("first", ["2026-01-27"])):
        two = rule(1, "letter", f'limit = "1 day"\nafter = "significant-event"\nunless = {{ cycle = "{cycle}" }}')
        assert dues(scheduled(tables + two, *events)) == expected


def test_two_rules_that_ask_about_the_same_event() -> None:
    """One whether the cycle began anew, the other which review it is: after a move on Mon 19 January, none held since."""
    tables = '[review_cycle]\nrestarts_on = ["placement-moved"]\n' + task(per="event")
    tables += rule(1, "letter", 'limit = "1 day"\nafter = "significant-event"\nunless = { cycle = "first" }')
    tables += rule(2, "letter", 'limit = "2 days"\nafter = "significant-event"\nunless = { review = "none" }')
    moved = PlacementMoved(on=D("2026-01-19"))
    assert dues(scheduled(tables, moved, on("2026-01-26"))) == ["2026-01-27"]
    assert dues(scheduled(tables, ReviewHeld(on=D("2026-01-12")), on("2026-01-26"))) == ["2026-01-28"]


def test_a_kind_of_event_with_a_type() -> None:
    """A letter the day after an exclusion, whatever else happened that day."""
    tables = task(per="event") + rule(1, "letter", 'limit = "1 day"\nafter = "significant-event"\nwhen = { type = "exclusion" }')
    events = [on("2026-01-12", type="exclusion"), on("2026-01-12", type="illness"), on("2026-01-19"), on("2026-01-26", type="exclusion")]
    assert dues(scheduled(tables, *events)) == ["2026-01-13", "2026-01-27"]


def test_a_fact_about_the_child_lasts_from_one_period_of_care_to_the_next() -> None:
    """Five working days from Mon 9 March: Mon 16 March. A fact of a period of care is over with it."""
    later = [CeasedToBeLookedAfter(on=D("2026-02-16")), BecameLookedAfter(on=D("2026-03-09"))]
    known = Fact(on=D("2026-01-12"), fact="known")
    for scope, expected in (("child", ["2026-03-16"]), ("period-of-care", [])):
        tables = f'[[facts]]\nid = "known"\nscope = "{scope}"\n' + task()
        tables += rule(1, "letter", 'limit = "5 working days"\nafter = "became-looked-after"\nwhen = { fact = "known" }')
        assert dues(scheduled(tables, known, *later)) == expected
        assert dues(scheduled(tables, *later)) == []


def test_what_says_nothing_of_an_emergency_is_taken_as_the_placement_was() -> None:
    """A call two days after a significant event, in a placement that was made in an emergency."""
    tables = task("call", "event") + rule(1, "call", 'limit = "2 days"\nafter = "significant-event"\nwhen = { emergency = true }')
    moved = PlacementMoved(on=D("2026-02-02"), emergency=True)
    assert dues(scheduled(tables, on("2026-01-12"), moved, on("2026-02-09")), "call") == ["2026-02-11"]


def test_the_review_that_a_letter_belongs_to() -> None:
    """Which review it is, and whether the cycle began anew, are asked of the review that the letter is about, not of those held."""
    tables = task(per="review") + rule(1, "letter", 'limit = "1 week"\nafter = "review"\nwhen = { review = ["later"], cycle = "first" }')
    held = [ReviewHeld(on=D("2026-01-28")), ReviewHeld(on=D("2026-04-20"))]
    assert dues(scheduled(tables, *held))[:2] == ["2026-04-27", "2026-10-27"]  # the third is due six months after 20 April
    again = tables + rule(2, "letter", 'limit = "2 days"\nafter = "review"\nwhen = { cycle = "restarted" }')
    restarting = again + '[review_cycle]\nrestarts_on = ["placement-moved"]\n'
    found = scheduled(restarting, *held, PlacementMoved(on=D("2026-02-16")))
    assert [(due.review, str(due.due)) for due in found.of("letter")][:1] == [(2, "2026-04-22")]


# ---- what was decided


def test_a_decision_that_is_neither_a_period_nor_a_date() -> None:
    """It is told, and the limit that everybody has stands: ten working days, until Mon 19 January."""
    tables = '[[facts]]\nid = "how-soon"\n' + task()
    tables += rule(1, "letter", 'limit = "10 working days"\nafter = "became-looked-after"\ndecided_by = "how-soon"')
    for value, due, problems in (
        ("soon", "2026-01-19", ["what was decided is neither a period nor a date"]),
        ("1 week", "2026-01-12", []),
        ("2026-01-08", "2026-01-08", []),
        ("2026-01-05", "2026-01-19", []),  # a day that has gone decided an earlier one
    ):
        found = scheduled(tables, Fact(on=D("2026-01-05"), fact="how-soon", value=value))
        assert dues(found) == [due]
        assert [problem.what for problem in found.problems] == problems


def test_nothing_was_decided() -> None:
    """A rule without a limit of its own sets none until there is a decision."""
    tables = '[[facts]]\nid = "how-soon"\n' + task() + rule(1, "letter", 'after = "became-looked-after"\ndecided_by = "how-soon"')
    assert scheduled(tables).of("letter") == ()
    assert dues(scheduled(tables, Fact(on=D("2026-01-05"), fact="how-soon", value="3 days"))) == ["2026-01-08"]


# ---- what others count from


def test_what_was_done_though_nothing_asked_for_it() -> None:
    """A letter for each event of a kind that did not happen; the reply to it is due within a week of it all the same."""
    tables = '[[events]]\nid = "asked"\n' + task(per="event") + rule(1, "letter", 'limit = "1 day"\nafter = "asked"')
    tables += task("reply", "event") + rule(2, "reply", 'limit = "1 week"\nafter = "letter"')
    assert dues(scheduled(tables, TaskDone(on=D("2026-01-12"), task="letter")), "reply") == ["2026-01-19"]
    assert dues(scheduled(tables), "reply") == []


def test_what_recurs_and_is_counted_from() -> None:
    """Calls weekly, and a note two days after each: the calls made, the open one, and one that is only assumed."""
    tables = task("call") + rule(1, "call", 'limit = "1 week"\nafter = "became-looked-after"')
    tables += rule(2, "call", 'limit = "1 week"\nafter = "call"')
    tables += task("note", "event") + rule(3, "note", 'limit = "2 days"\nafter = "call"')
    found = scheduled(tables, TaskDone(on=D("2026-01-09"), task="call"), TaskDone(on=D("2026-01-14"), task="call"))
    assert dues(found, "call") == ["2026-01-12", "2026-01-16", "2026-01-21", "2026-01-28"]
    assert dues(found, "note") == ["2026-01-11", "2026-01-16", "2026-01-23", "2026-01-30"]


def test_many_that_each_ask() -> None:
    """Twenty events in one placement, none in the next: the letter after the first of them is due, once, and none after the move."""
    tables = task(per="placement") + rule(1, "letter", 'limit = "3 days"\nafter = "significant-event"')
    many = [on(f"2026-01-{day:02}") for day in range(8, 28)]
    found = scheduled(tables, *many, PlacementMoved(on=D("2026-02-02")), TaskDone(on=D("2026-02-04"), task="letter"))
    assert "2026-01-11" in dues(found)
    assert all(due.due is not None and due.due < D("2026-02-02") for due in found.of("letter"))
    after = scheduled(tables, *many, PlacementMoved(on=D("2026-01-20")), TaskDone(on=D("2026-01-20"), task="letter"))
    assert ("2026-01-23", "met") in [(str(due.due), due.status) for due in after.of("letter")]


def test_done_before_it_could_be_asked_for() -> None:
    """A letter a week after the move, or sent within the month before it: on Thu 8 January is too early for 9 February, on the 12th not."""
    tables = task() + rule(1, "letter", 'limit = "1 week"\nafter = "placement-moved"\nmay_precede = "1 month"')
    moved = PlacementMoved(on=D("2026-02-09"))
    for sent, expected in (("2026-01-08", "overdue"), ("2026-01-12", "met")):
        found = scheduled(tables, TaskDone(on=D(sent), task="letter"), moved).on(D("2026-03-02"))
        [due] = [due for due in found.of("letter") if due.due == D("2026-02-16")]
        assert due.status == expected


def test_a_limit_that_lapsed() -> None:
    """Within a fortnight of care, while the child is in foster care: not if she has moved to a home by then."""
    more = 'limit = "2 weeks"\nafter = "became-looked-after"\nwhile = { placement = "foster-care" }'
    tables = task() + rule(1, "letter", more)
    assert dues(scheduled(tables)) == ["2026-01-19"]
    home = PlacementMoved(on=D("2026-01-12"), placement="childrens-home")
    assert dues(scheduled(tables, home)) == []
    completions_used = TaskDone(on=D("2026-01-08"), task="letter")
    assert [due.status for due in scheduled(tables, completions_used, home).of("letter")] == ["met"]  # it was done while it held


def test_advice_on_what_may_lapse() -> None:
    """Advice has no day on which it could lapse."""
    for per in ("period-of-care", "event"):
        tables = task(per=per) + rule(1, "letter", 'after = "became-looked-after"\nuntil = "significant-event"')
        assert dues(scheduled(tables, on("2026-01-12"))) == ["None"]


def test_the_end_of_the_placement_before_is_no_answer_for_the_new_one() -> None:
    """The letter is written when a placement ends, or by hand; for each placement, a week after it began or before it did."""
    tables = task(per="event", more='done_by = ["placement-ended"]\n')
    tables += rule(1, "letter", 'limit = "1 week"\nafter = "placement-started"\nmay_precede = true')
    written, moved = TaskDone(on=D("2026-01-06"), task="letter"), PlacementMoved(on=D("2026-02-02"))
    found = [(str(due.due), due.done_on) for due in scheduled(tables, written, moved).of("letter")]
    assert found == [("2026-01-12", D("2026-01-06")), ("2026-02-09", None)]


def test_what_was_done_after_the_child_left_and_came_back() -> None:
    """Left on Mon 9 February, back on Mon 9 March. The record of the review of 28 January may still be sent, until a review sits again.

    What names the number of a review, and what prepares one, is of the new time in care.
    """
    tables = task(per="review") + rule(1, "letter", 'limit = "4 weeks"\nafter = "review"')
    tables += task("paper", "review") + rule(2, "paper", 'limit = "2 days"\nbefore = "review"')
    left, back = CeasedToBeLookedAfter(on=D("2026-02-09")), BecameLookedAfter(on=D("2026-03-09"))
    held = [ReviewHeld(on=D("2026-01-28")), left, back, ReviewHeld(on=D("2026-03-25"))]

    def of_each_time(of: str, *done: Event) -> list[tuple[int, date | None]]:
        return [(due.period_of_care, due.done_on) for due in scheduled(tables, *held, *done).of(of) if due.review == 1]

    for sent, first, second in (("2026-02-20", True, False), ("2026-03-20", True, False), ("2026-04-02", False, True)):
        day = D(sent)
        expected = [(1, day if first else None), (2, day if second else None)]
        assert of_each_time("letter", TaskDone(on=day, task="letter")) == expected
    assert of_each_time("letter", TaskDone(on=D("2026-03-20"), task="letter", review=1)) == [(1, None), (2, D("2026-03-20"))]
    assert of_each_time("paper", TaskDone(on=D("2026-03-20"), task="paper")) == [(1, None), (2, D("2026-03-20"))]


def test_what_was_done_in_an_earlier_time_in_care() -> None:
    """Reg 7(2): an assessment within the three months before care began answers, also one made in care before."""
    before = BecameLookedAfter(on=D("2025-06-02"))
    for done, status in (("2025-10-04", "overdue"), ("2025-10-05", "met")):
        left = CeasedToBeLookedAfter(on=D("2025-12-01"))
        assessed = TaskDone(on=D(done), task="health-assessment")
        found = scheduled("", assessed, left, CAME_IN, came_in=before).on(D("2026-03-02"))
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
    found = scheduled("", *events, came_in=BecameLookedAfter(on=D("2025-09-01")))
    answers = [due.done_on for due in found.of("health-assessment") if due.period_of_care == 3 and due.rule == "england/H1"]
    assert answers == [D("2025-10-20")]


def test_however_many_ways_a_profile_is_sifted(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept of one child's plan for the next is bounded, and changes no date."""
    histories = [History("A1", [CAME_IN, PlacementMoved(on=D("2026-02-02"), placement=kind)]) for kind in ("adoptive", "childrens-home")]
    profile = scheduled(task() + rule(1, "letter", 'limit = "3 days"\nafter = "became-looked-after"')).profile
    monkeypatch.setattr("lacreview_rules.rules.plan._MOST_SIFTED", 1)
    again = [[occurrence_of(due).order for due in build_schedule(one, profile).due_dates] for one in (*histories, *histories[::-1])]
    monkeypatch.undo()
    once = [[occurrence_of(due).order for due in build_schedule(one, profile).due_dates] for one in histories]
    assert again == [*once, *once[::-1]]


# ---- reviews


def asked(day: str, by: str) -> ReviewRequested:
    return ReviewRequested(on=D(day), review_by=D(by))


def answers(found: Schedule) -> list[tuple[int | None, str, str, str | None]]:
    told: list[tuple[int | None, str, str, str | None]] = []
    for due in found.of("review"):
        done = due.done_on
        told.append((due.review, due.rule, str(due.due), None if done is None else str(done)))
    return told


def test_a_review_asked_for_by_a_day_is_answered_by_one_that_stands_apart() -> None:
    """Reg 33(3): asked for by Fri 27 February; an additional review on the 25th answers, and the second stays due on 28 April."""
    held = [ReviewHeld(on=D("2026-01-28")), ReviewHeld(on=D("2026-02-25"), additional=True)]
    found = scheduled("", *held, asked("2026-02-09", "2026-02-27"), additional_reviews="stand-apart")
    assert answers(found)[:3] == [
        (1, "england/R1", "2026-02-02", "2026-01-28"),
        (2, "england/R4", "2026-02-27", "2026-02-25"),
        (3, "england/R2", "2026-04-28", None),
    ]
    assert "Calculated date: Fri 27 Feb 2026" in str(found.of("review")[1].explanation)


def test_a_review_asked_for_after_the_one_that_stands_apart() -> None:
    """Then nothing held answers: the next review is due by the day asked for, Fri 27 March, before the three months are up."""
    held = [ReviewHeld(on=D("2026-01-28")), ReviewHeld(on=D("2026-02-25"), additional=True)]
    found = scheduled("", *held, asked("2026-03-09", "2026-03-27"), additional_reviews="stand-apart")
    assert next((rule, due) for _, rule, due, done in answers(found) if done is None) == ("england/R4", "2026-03-27")


def test_a_review_asked_for_when_the_next_is_overdue() -> None:
    """Due on Tue 28 April and not held; asked for on Mon 11 May by Fri 29: if it is assumed held in time, the one after it is asked for."""
    found = scheduled("", ReviewHeld(on=D("2026-01-28")), asked("2026-05-11", "2026-05-29"))
    second, third = found.of("review")[1:3]
    assert [(limit.rule_id, str(limit.due)) for limit in occurrence_of(second).limits] == [
        ("england/R2", "2026-04-28"),
        ("england/R4", "2026-05-29"),
    ]
    assert [(limit.rule_id, str(limit.due)) for limit in occurrence_of(third).limits] == [
        ("england/R4", "2026-05-29"),
        ("england/R3", "2026-10-28"),
    ]


def test_a_review_asked_for_without_a_day() -> None:
    """It is advice, and the additional review held next is its answer."""
    held = [ReviewHeld(on=D("2026-01-28")), ReviewHeld(on=D("2026-02-25"), additional=True)]
    found = scheduled("", *held, ReviewRequested(on=D("2026-02-09")), additional_reviews="stand-apart")
    assert (2, "england/R4", "None", "2026-02-25") in answers(found)


def test_a_sitting_recorded_again_as_held() -> None:
    """Reg 36: adjourned on Wed 28 January, and said to have been held that day too: it is one review, not completed."""
    for at in (None, time(17)):
        adjourned = ReviewAdjourned(on=D("2026-01-28"), at=at and time(10))
        found = scheduled("", adjourned, ReviewHeld(on=D("2026-01-28"), at=at, meeting=False))
        assert [(due.review, str(due.due), str(due.done_on)) for due in found.of("review")][:1] == [(1, "2026-02-02", "2026-01-28")]
        [completion] = found.of("review-completed")
        assert (completion.status, str(completion.due)) == ("upcoming", "2026-02-25")  # twenty working days after it sat


def test_an_interval_from_the_sitting_of_a_review_that_is_not_completed() -> None:
    """Reg 36, with the setting: three months from Wed 28 January, which has been and is not assumed."""
    found = scheduled("", ReviewAdjourned(on=D("2026-01-28")), interval_after_adjournment_from="sitting")
    [second] = [due for due in found.of("review") if due.review == 2]
    assert (str(second.due), second.basis) == ("2026-04-28", "actual")


def test_a_review_that_only_completion_answers() -> None:
    """With the setting, one that sat in time and was not completed is overdue (reg 36); completed on 11 February it is nine days late."""
    sat = ReviewAdjourned(on=D("2026-01-28"))
    for events, expected in (([], ("overdue", None, 28)), ([ReviewHeld(on=D("2026-02-11"))], ("met-late", D("2026-02-11"), 9))):
        first = scheduled("", sat, *events, adjourned_review_met_by="completion").on(D("2026-03-02")).of("review")[0]
        assert (first.status, first.done_on, first.days_late) == expected


def test_a_cycle_that_begins_between_sitting_and_completion() -> None:
    """A move on Mon 2 February: the review that sat before it is of the old cycle, unless its completion after it is what counts."""
    tables = '[review_cycle]\nrestarts_on = ["placement-moved"]\n' + task(per="review")
    tables += rule(1, "letter", 'limit = "1 day"\nafter = "review"\nwhen = { review = "second" }')
    events = [
        ReviewAdjourned(on=D("2026-01-28")),
        PlacementMoved(on=D("2026-02-02")),
        ReviewHeld(on=D("2026-02-11")),
        ReviewHeld(on=D("2026-04-20")),
    ]
    for met_by, expected in (("sitting", 3), ("completion", 2)):
        [letter] = scheduled(tables, *events, adjourned_review_met_by=met_by).of("letter")
        assert letter.review == expected


def test_looking_ahead_shows_no_more_reviews() -> None:
    """A rule about the last two reviews before sixteen needs those ahead; two of them are shown, as ever."""
    tables = task(per="review")
    tables += rule(1, "letter", 'limit = "1 day"\nafter = "review"\nwhen = { last_before_age = { age = 16, reviews = 2 } }')
    held = [ReviewHeld(on=D("2026-01-28")), ReviewHeld(on=D("2026-04-20"))]
    assert [due.review for due in scheduled(tables, *held).of("review")] == [1, 2, 3, 4]
    assert [due.review for due in scheduled("", *held).of("review")] == [1, 2, 3, 4]
    ended = scheduled(tables, *held, CeasedToBeLookedAfter(on=D("2026-05-01")))
    assert [due.review for due in ended.of("review")] == [1, 2, 3]


def test_authority_recorded_again() -> None:
    """AAR 2005 reg 36(1)(a): reviews count from the first."""
    again = [AuthorisedForAdoption(on=D("2026-02-02")), AuthorisedForAdoption(on=D("2026-03-02"))]
    found = scheduled("", *again)
    assert [(problem.where, problem.remedy) for problem in found.problems] == [("events[2]", "correct the record; it was left out")]
    assert answers(found) == answers(scheduled("", again[0]))


def test_numbers_of_reviews_that_were_not_held() -> None:
    """One was held: what is of the second prepares the next, and there is no third."""
    done = [TaskDone(on=D("2026-02-02"), task="review-report", review=number) for number in (1, 2, 3)]
    found = scheduled("", ReviewHeld(on=D("2026-01-28")), *done)
    [problem] = found.problems
    assert (problem.where, problem.what) == ("events[4].review", "there is no review 3 in this period of care: 1 were held")


def test_nobody_came_in() -> None:
    """Without a period of care there is no due date, and it is said."""
    found = build_schedule(History("A1", [on("2026-01-12")]), load_profile("england"))
    assert found.due_dates == ()
    assert [(problem.where, problem.remedy) for problem in found.problems] == [("events", "add a became-looked-after event")]


def test_an_interval_that_holds_only_while_something_does() -> None:
    """A review a week after each while in foster care, counted from the sitting, answered by completion, which came later.

    Sat and adjourned on Wed 28 January, completed on Wed 11 February: a week from the sitting had gone by then. The child moved to a
    home on the 9th, before completion, and the rule has lapsed; or on the 12th, after it.
    """
    weekly = rule(1, "review", 'limit = "1 week"\nafter = "review"\nwhile = { placement = "foster-care" }')
    sat = [ReviewAdjourned(on=D("2026-01-28")), ReviewHeld(on=D("2026-02-11"))]
    settings: dict[str, Any] = {"interval_after_adjournment_from": "sitting", "adjourned_review_met_by": "completion"}
    for day, rules in (("2026-02-09", ["england/R2"]), ("2026-02-12", ["ours/1", "england/R2"])):
        found = scheduled(weekly, *sat, PlacementMoved(on=D(day), placement="childrens-home"), **settings)
        [second] = [due for due in found.of("review") if due.review == 2]
        assert [limit.rule_id for limit in occurrence_of(second).limits] == rules


def test_what_a_review_must_consider_from_a_day_on() -> None:
    """In force until the end of February: the review of 28 January has it on its agenda, that of 20 April has not."""
    tables = '[[considerations]]\nid = "ours/1"\ntitle = "Whether the school was told"\nat = "review"\nin_force = { to = 2026-02-28 }\n'
    found = scheduled(tables, ReviewHeld(on=D("2026-01-28")), ReviewHeld(on=D("2026-04-20")))
    assert [mark.review for mark in found.considerations if mark.rule.id == "ours/1"] == [1]


# ---- moves on one day


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("foster-care", "foster-care", False),  # said twice, and the same
        (None, "foster-care", False),  # the placement that care began with, named by the move
        ("foster-care", "childrens-home", True),
    ],
)
def test_a_move_on_the_day_care_began(first: str | None, second: str, told: bool) -> None:
    """There is one placement; that another was left out is told if they differ."""
    found = scheduled(
        "", PlacementMoved(on=D("2026-01-05"), placement=second), came_in=BecameLookedAfter(on=D("2026-01-05"), placement=first)
    )
    assert dues(found, "placement-plan") == ["2026-01-12"]
    assert [problem.where for problem in found.problems] == (["events[1]"] if told else [])


def test_placed_for_adoption_on_the_day_care_began() -> None:
    """The placement that care began with is the adoptive one, and its visits are weekly (AAR 2005 reg 36(4)(a))."""
    placed = [AuthorisedForAdoption(on=D("2026-01-05")), PlacedForAdoption(on=D("2026-01-05"))]
    found = scheduled("", *placed, came_in=BecameLookedAfter(on=D("2026-01-05")))
    assert found.problems == ()
    assert (str(found.of("visit")[0].due), found.of("visit")[0].rule) == ("2026-01-12", "england/A6a")


def test_two_moves_in_one_day_with_times_between() -> None:
    """Their order is known, so nothing is amiss: the second is where the child lives, and its plan is due in five working days."""
    moves = [
        PlacementMoved(on=D("2026-02-02"), at=time(hour), placement=kind) for hour, kind in ((9, "foster-care"), (17, "childrens-home"))
    ]
    for events in (moves, moves[::-1]):
        found = scheduled("", *events)
        assert found.problems == ()
        assert dues(found, "placement-plan") == ["2026-01-12", "2026-02-09"]


# ---- in hours, and windows


def test_hours_and_days_in_one_rule() -> None:
    """Within 24 hours or two days, whichever comes first: from Mon 12 January at 15:00 until Tue 13 at 15:00."""
    tables = task(per="event") + rule(1, "letter", 'limit = ["24 hours", "2 days"]\nafter = "significant-event"')
    found = scheduled(tables, on("2026-01-12", at=time(15)))
    [due] = found.of("letter")
    assert (str(due.due), due.due_at) == ("2026-01-13", "2026-01-13T15:00+00:00")
    assert [str(limit.due) for limit in occurrence_of(due).limits] == ["2026-01-13", "2026-01-14"]
    assert "Calculated time: 2026-01-13T15:00+00:00" in str(due.explanation)


def test_advice_beside_a_limit_is_told() -> None:
    """In the working of a due date, a rule beside it that gives no date says so."""
    tables = task(per="event") + rule(1, "letter", 'limit = "2 days"\nafter = "significant-event"')
    tables += rule(2, "letter", 'limit_from = "review_by"\nafter = "review-requested"')
    found = scheduled(tables, on("2026-01-12", ref="a"), ReviewRequested(on=D("2026-01-12"), ref="a"))
    assert [due.rule for due in found.of("letter")] == ["ours/1"]
    assert "Also: ours/2, without a date" in str(found.of("letter")[0].explanation)


def test_done_before_it_opened() -> None:
    """Between one and two weeks after care began: on Thu 8 January is in time, and before Mon 12 January."""
    tables = task() + rule(1, "letter", 'limit = "2 weeks"\nopens = "1 week"\nafter = "became-looked-after"')
    [due] = scheduled(tables, TaskDone(on=D("2026-01-08"), task="letter")).of("letter")
    assert due.status == "met"
    assert "it was done before it opened on Mon 12 Jan 2026" in due.notices


def test_days_on_which_it_falls() -> None:
    """The last panel in the fortnight from Mon 5 January; without one in it the limit stands; a list that begins later says nothing."""
    for days, expected in (("2026-01-15", "2026-01-15"), ("2025-12-18", "2026-01-19"), ("2026-03-05", "None")):
        tables = f'[[days]]\nid = "panel"\non = [{days}]\n' + task()
        tables += rule(1, "letter", 'limit = "2 weeks"\nafter = "became-looked-after"\nfalls_on = "panel"')
        assert dues(scheduled(tables)) == [expected]


def test_days_on_which_it_falls_and_days_it_is_counted_in() -> None:
    """Five school days, then back to a Thursday: a term until Tue 13 January has six after the 5th, one until Fri 9 has four."""
    for last, expected in (("2026-01-13", "2026-01-08"), ("2026-01-09", "None")):
        tables = f'[[days]]\nid = "term"\nspans = [{{ from = 2026-01-05, to = {last} }}]\n'
        tables += '[[days]]\nid = "thursdays"\nweekdays = "Thursday"\n' + task()
        more = 'limit = "5 working days"\nafter = "became-looked-after"\ncounted_in = "term"\nfalls_on = "thursdays"'
        assert dues(scheduled(tables + rule(1, "letter", more))) == [expected]


def by_task(found: Schedule, of: str) -> list[DueDate]:
    return list(found.of(of))


def test_a_task_of_a_review_that_outlives_care() -> None:
    """A letter after each review held is owed after care has ended; of the review that was never held there is none to write."""
    tables = task(per="review", more="outlives_care = true\n") + rule(1, "letter", 'limit = "4 weeks"\nafter = "review"')
    found = scheduled(tables, ReviewHeld(on=D("2026-01-28")), CeasedToBeLookedAfter(on=D("2026-02-09"))).on(D("2026-03-09"))
    assert [(due.review, str(due.due), due.status) for due in by_task(found, "letter")][:1] == [(1, "2026-02-25", "overdue")]


def test_an_event_after_the_last_review_shown() -> None:
    """A paper before the review that follows an event: of the event in February, not of one that no review shown follows."""
    tables = task(per="review") + rule(1, "letter", 'limit = "1 week"\nafter = "significant-event"')
    found = scheduled(tables, ReviewHeld(on=D("2026-01-28")), on("2026-02-09"), on("2027-02-09"))
    told = [(due.review, str(due.due)) for due in by_task(found, "letter")]
    assert (2, "2026-02-16") in told
    ended = scheduled(tables, ReviewHeld(on=D("2026-01-28")), CeasedToBeLookedAfter(on=D("2026-02-09")), on("2026-06-09"))
    assert by_task(ended, "letter") == []
