"""Tasks in sequence, and the review, which is one: what is done, open, assumed to follow, asked for, adjourned. Dates by hand.

Looked after on Mon 5 January 2026, which began with a placement in foster care: the first review is due on Mon 2 February.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.small_profiles import D, asked, done, dues, held, moved, rules_of, schedule_of, seen, task_of

from lacreview_rules import BecameLookedAfter, CeasedToBeLookedAfter, ReviewAdjourned, ReviewArranged, TaskDone
from lacreview_rules.schedules.standing import occurrence_of

if TYPE_CHECKING:
    from lacreview_rules.schedules.schedule import Schedule


FIRST = 'limit = "1 week"\nafter = "became-looked-after"'  # Mon 12 January
AGAIN = 'limit = "2 weeks"\nafter = "letter"'


def recurring(*written: str) -> str:
    return task_of() + rules_of("letter", *written)


def adjourned(on: str) -> ReviewAdjourned:
    return ReviewAdjourned(on=D(on))


def answers(found: Schedule, of: str = "letter", rule: str | None = None) -> list[tuple[str, str | None]]:
    return [(str(due.due), None if due.done_on is None else str(due.done_on)) for due in found.of(of) if rule is None or due.rule == rule]


def limits(found: Schedule, of: str = "letter") -> list[list[tuple[str, str]]]:
    return [[(limit.rule_id, str(limit.due)) for limit in occurrence_of(due).limits] for due in found.of(of)]


# ---- reviews that were adjourned


def test_an_adjourned_review_is_assumed_completed_by_its_own_limit() -> None:
    """Reg 36(2): the first was completed on 11 February; the second, adjourned on Mon 20 April, may be until Tue 19 May.

    That is twenty working days on (4 May is a bank holiday); the third review is due six months after it.
    """
    found = schedule_of("", adjourned("2026-01-28"), held("2026-02-11"), adjourned("2026-04-20"))
    assert [str(due.due) for due in found.of("review-completed")] == ["2026-02-25", "2026-05-19"]
    assert [str(due.due) for due in found.of("review") if due.review == 3] == ["2026-11-19"]


def test_the_rest_of_an_adjourned_review_is_booked() -> None:
    """For Wed 11 February: the second is due three months after that, and six months after its own date the third."""
    booked = ReviewArranged(on=D("2026-01-28"), review_on=D("2026-02-11"))
    found = schedule_of("", adjourned("2026-01-28"), booked)
    assert answers(found, "review") == [("2026-02-02", "2026-01-28"), ("2026-05-11", None), ("2026-11-11", None)]


def test_a_review_asked_for_while_an_adjourned_one_waits() -> None:
    """Reg 33(3), met by completion: asked for on 9 March by the 27th, when the first has not been completed.

    It limits that review, and the second too, if the first is taken to have been completed by Wed 25 February, as reg 36(2) asks.
    """
    found = schedule_of("", adjourned("2026-01-28"), asked("2026-03-09", "2026-03-27"), adjourned_review_met_by="completion")
    assert limits(found, "review")[:2] == [
        [("england/R1", "2026-02-02"), ("england/R4", "2026-03-27")],
        [("england/R4", "2026-03-27"), ("england/R2", "2026-05-25")],
    ]


# ---- reviews that stand apart from the sequence


def apart(found: Schedule, rule: str = "england/R4") -> list[tuple[int | None, str, str | None]]:
    return [(due.review, str(due.due), None if due.done_on is None else str(due.done_on)) for due in found.of("review") if due.rule == rule]


def test_an_additional_review_is_not_the_first() -> None:
    """Where it stands apart, reg 33(1) asks for the first all the same, within twenty working days."""
    found = schedule_of("", held("2026-01-20", additional=True), additional_reviews="stand-apart")
    assert answers(found, "review", "england/R1") == [("2026-02-02", None)]


def test_each_request_is_answered_by_the_additional_review_after_it() -> None:
    """Reg 33(3), asked for twice by a day, and held each time two days before."""
    events = [held("2026-01-28"), asked("2026-02-09", "2026-02-27"), held("2026-02-25", additional=True)]
    events += [asked("2026-03-09", "2026-03-27"), held("2026-03-25", additional=True)]
    found = schedule_of("", *events, additional_reviews="stand-apart")
    assert apart(found) == [(2, "2026-02-27", "2026-02-25"), (3, "2026-03-27", "2026-03-25")]


def test_a_request_without_a_day_is_told_once() -> None:
    events = [held("2026-01-28"), asked("2026-02-09"), held("2026-02-25", additional=True)]
    assert apart(schedule_of("", *events, additional_reviews="stand-apart")) == [(2, "None", "2026-02-25")]


def test_what_was_asked_for_and_answered_ends_with_care() -> None:
    """As every review does."""
    events = [held("2026-01-28"), asked("2026-02-09", "2026-02-27"), held("2026-02-25", additional=True)]
    found = schedule_of("", *events, CeasedToBeLookedAfter(on=D("2026-03-30")), additional_reviews="stand-apart")
    assert [(due.rule, str(due.closed_on)) for due in found.of("review")] == [
        ("england/R1", "2026-03-30"),
        ("england/R4", "2026-03-30"),
        ("england/R2", "2026-03-30"),
    ]


@pytest.mark.parametrize(("moves", "binds"), [("2026-02-26", {"england/R4", "ours/1"}), ("2026-02-24", {"england/R4"})])
def test_a_request_that_holds_while_something_does(moves: str, binds: set[str]) -> None:
    """Our own rule, while in foster care: asked for by Fri 27 February, the review was held on the 25th, before or after a move."""
    ours = rules_of("review", 'limit_from = "review_by"\nafter = "review-requested"\nwhile = { placement = "foster-care" }')
    events = [held("2026-01-28"), asked("2026-02-09", "2026-02-27"), held("2026-02-25", additional=True), moved(moves, "childrens-home")]
    found = schedule_of(ours, *events, additional_reviews="stand-apart")
    assert {limit.rule_id for due in found.of("review") if due.review == 2 for limit in occurrence_of(due).limits} == binds


def test_a_request_that_holds_until_something_happens() -> None:
    """Our own rule, by Fri 27 February until an event: one on the 24th ends it before the review of the 25th; one on the 26th does not."""
    ours = rules_of("review", 'limit_from = "review_by"\nafter = "review-requested"\nuntil = "significant-event"')
    for on, rules in (("2026-02-24", {"england/R4"}), ("2026-02-26", {"england/R4", "ours/1"})):
        events = [held("2026-01-28"), asked("2026-02-09", "2026-02-27"), held("2026-02-25", additional=True), seen(on)]
        found = schedule_of(ours, *events, additional_reviews="stand-apart")
        assert {limit.rule_id for due in found.of("review") if due.review == 2 for limit in occurrence_of(due).limits} == rules


# ---- what counts from a review


def test_what_names_the_review_it_follows_by_its_reference() -> None:
    """A letter a week after each review; that about the second was sent before the one about the first."""
    ours = task_of(per="event") + rules_of("letter", 'limit = "1 week"\nafter = "review"')
    letters = [done("2026-04-22", ref="b"), done("2026-04-24", ref="a")]
    found = schedule_of(ours, held("2026-01-28", ref="a"), held("2026-04-20", ref="b"), *letters)
    assert answers(found)[:2] == [("2026-02-04", "2026-04-24"), ("2026-04-27", "2026-04-22")]


def last_before_16(reviews: int) -> str:
    return f'limit = "1 day"\nafter = "review"\nwhen = {{ last_before_age = {{ age = 16, reviews = {reviews} }} }}'


def test_the_last_review_before_an_age_may_be_one_that_is_not_shown() -> None:
    """Held on 28 January and 20 April 2026, due on 20 October, and on 20 April and 20 October 2027.

    Four are shown; the first two were due on 2 February and 28 April.
    Whoever is 16 on 1 June 2027 has the fourth as the last before that; on 1 December 2027, the fifth.
    """
    ours = task_of(per="review") + rules_of("letter", last_before_16(1))
    for born, letters in (("2011-06-01", [4]), ("2011-12-01", [])):
        found = schedule_of(ours, held("2026-01-28"), held("2026-04-20"), born=born)
        assert dues(found, "review") == ["2026-02-02", "2026-04-28", "2026-10-20", "2027-04-20"]
        assert [due.review for due in found.of("letter")] == letters


@pytest.mark.parametrize("which", ["second", "third"])
def test_each_review_that_is_foreseen_has_its_number(which: str) -> None:
    """None was held: the reviews are due on 2 February, 2 May and 2 November 2026, each later one six months after.

    But our own rule has the next within a month after one of them, once. She is 16 on 1 March 2027. Until then come, after the second
    review: if it is after the second, those of 2 June and 2 December; if after the third, those of 2 November and 2 December. So the
    second is one of the last three, and the first is not.
    """
    monthly = rules_of("review", f'limit = "1 month"\nafter = "review"\nwhen = {{ review = "{which}" }}')
    ours = monthly + task_of(per="review") + rules_of("letter", last_before_16(3), first=2)
    found = schedule_of(ours, born="2011-03-01")
    assert [due.review for due in found.of("letter")] == [2]


def test_only_reviews_are_counted_before_an_age() -> None:
    """None was held: due on 2 February, 2 May and 2 November 2026, and 2 May 2027; 16 on 1 December 2026.

    The last two before that are those of May and November; a letter that is due on 5 November is none.
    """
    ours = recurring('limit = "10 months"\nafter = "became-looked-after"', AGAIN)
    ours += task_of("paper", per="review") + rules_of("paper", last_before_16(2), first=3)
    found = schedule_of(ours, born="2010-12-01")
    assert answers(found)[0] == ("2026-11-05", None)
    assert [due.review for due in found.of("paper")] == [2]


# ---- other tasks in sequence


@pytest.mark.parametrize(("sent", "first"), [("2026-01-07", [("2026-01-12", "2026-01-07")]), ("2026-01-09", [])])
def test_one_that_lapsed_unless_it_was_done_before(sent: str, first: list[tuple[str, str]]) -> None:
    """The first letter, while in foster care: she moved to a home on Thu 8 January."""
    ours = recurring(f'{FIRST}\nwhile = {{ placement = "foster-care" }}', AGAIN)
    assert answers(schedule_of(ours, done(sent), moved("2026-01-08", "childrens-home")), rule="ours/1") == first


def test_what_was_done_beforehand_leaves_nothing_for_the_next() -> None:
    """A letter of Thu 8 January answers the event of the 12th, which it may precede; the next is a fortnight after it."""
    ours = recurring(FIRST, AGAIN, 'limit = "1 week"\nafter = "significant-event"\nmay_precede = true')
    found = schedule_of(ours, done("2026-01-08"), seen("2026-01-12"))
    assert limits(found)[:2] == [[("ours/1", "2026-01-12"), ("ours/3", "2026-01-19")], [("ours/2", "2026-01-22")]]


def test_one_in_sequence_is_of_no_review() -> None:
    """Whichever review the record of it names."""
    found = schedule_of(recurring(FIRST, AGAIN), done("2026-01-08", review=1))
    assert {due.review for due in found.of("letter")} == {None}


def test_events_that_wait_where_nothing_recurs() -> None:
    """Letters recur in adoptive placements or with parents; she is with foster carers. Three events, and nobody wrote.

    The open letter was due on Mon 12 January. The event of the 14th is of the next, by the 17th; that of the 20th has its own.
    """
    again = f'{AGAIN}\nwhen = {{ placement = ["adoptive", "parent"] }}'
    ours = recurring(FIRST, again, 'limit = "3 days"\nafter = "significant-event"')
    found = schedule_of(ours, seen("2026-01-08"), seen("2026-01-14"), seen("2026-01-20"))
    assert answers(found) == [("2026-01-11", None), ("2026-01-17", None), ("2026-01-23", None)]


def test_the_open_one_is_told_however_near_the_last_day_looked_at() -> None:
    assert answers(schedule_of(recurring(FIRST, AGAIN), until="2026-01-08")) == [("2026-01-12", None)]
    assert answers(schedule_of(recurring(FIRST, AGAIN), until="2026-01-26")) == [("2026-01-12", None), ("2026-01-26", None)]


def test_a_limit_on_the_second_is_on_that_one_alone() -> None:
    """Weekly letters, none written; two more within three weeks of Mon 26 January: of the row, the second has that limit."""
    ours = recurring(FIRST, 'limit = "1 week"\nafter = "letter"', 'limit = "3 weeks"\nafter = "significant-event"\nnth = 2')
    assert limits(schedule_of(ours, seen("2026-01-26"), until="2026-01-26")) == [
        [("ours/1", "2026-01-12")],
        [("ours/2", "2026-01-19"), ("ours/3", "2026-02-16")],
        [("ours/2", "2026-01-26")],
    ]


def test_a_birthday_between_the_open_review_and_the_one_after_it() -> None:
    """A review within a month of the 16th birthday, Mon 1 June: the second, due on Tue 28 April, is before it; so the third, by 1 July.

    Not six months after the second, on 28 October.
    """
    found = schedule_of(rules_of("review", 'limit = "1 month"\nafter = "age 16 years"'), held("2026-01-28"), born="2010-06-01")
    assert [str(due.due) for due in found.of("review")] == ["2026-02-02", "2026-04-28", "2026-07-01"]


def test_two_rules_about_one_request() -> None:
    """Reg 33(3), and a rule of our own: the additional review that answers has one due date, with both limits."""
    ours = rules_of("review", 'limit_from = "review_by"\nafter = "review-requested"')
    events = [asked("2026-02-09", "2026-02-27"), held("2026-01-28"), held("2026-02-25", additional=True)]
    found = schedule_of(ours, *events, additional_reviews="stand-apart")
    [second] = [due for due in found.of("review") if due.review == 2]
    assert [limit.rule_id for limit in occurrence_of(second).limits] == ["england/R4", "ours/1"]


def test_a_completion_recorded_as_done_before_it_had_a_limit() -> None:
    """Reg 36 came into force on 1 April 2011. Sat on Mon 21 February, completed on Tue 15 March: the next within three months of that."""
    completed = TaskDone(on=D("2011-03-15"), task="review-completed", review=1)
    found = schedule_of("", adjourned("2011-02-21"), completed, came_in=BecameLookedAfter(on=D("2011-02-01")), born="2005-05-02")
    assert [str(due.due) for due in found.of("review") if due.review == 2] == ["2011-06-15"]


@pytest.mark.parametrize(("on", "expected"), [("2026-01-26", ["2026-01-19"]), ("2026-01-12", [])])
def test_once_only_and_no_limit_is_left(on: str, expected: list[str]) -> None:
    """Two limits, Mon 19 and Mon 26 January, each until the child moves: what falls after the move is asked of nobody."""
    rules = [f'limit = "{weeks} weeks"\nafter = "became-looked-after"\nuntil = "placement-moved"' for weeks in (2, 3)]
    assert [str(due.due) for due in schedule_of(rules, moved(on, "foster-care")).of("letter")] == expected
