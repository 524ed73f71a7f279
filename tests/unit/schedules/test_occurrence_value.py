"""A due date as a value: it cannot be changed, is equal by content, and says which occurrence of its task it is.

Authority: the documented words of each property. Dates: reg 33 (20 working days, three months, six months), by hand.
"""

from __future__ import annotations

import copy
import pickle

import pytest
from tests.small_profiles import CAME_IN, D, held, letter_of, profile_of, schedule_of, schedule_under

from lacreview_rules import BankHoliday, Doubt, History, ReviewAdjourned, ReviewArranged, build_schedule, england_and_wales
from lacreview_rules.schedules.due_dates import DueDate
from lacreview_rules.schedules.standing import has_no_doubt, occurrence_of

FIRST = held("2026-01-28")
DOUBT = Doubt("assumed", "it is assumed", date_known=True)


def test_nothing_of_it_can_be_set_or_deleted() -> None:
    [letter] = schedule_of(['limit = "1 week"\nafter = "became-looked-after"']).of("letter")
    for name in ("due", "as_of", "_occurrence", "anything"):
        with pytest.raises(AttributeError, match=f"^a due date cannot be changed: {name}$"):
            setattr(letter, name, None)
        with pytest.raises(AttributeError, match=f"^a due date cannot be changed: {name}$"):
            delattr(letter, name)
    assert letter.due == D("2026-01-12")


def test_equal_by_content() -> None:
    """The same occurrence as at the same day, with the same doubt; and to nothing else."""
    [one], [other] = (schedule_of(['limit = "1 week"\nafter = "became-looked-after"']).of("letter") for _ in range(2))
    assert one is not other
    assert (one == other, hash(one) == hash(other)) == (True, True)
    assert one != one.on(D("2026-03-02"))
    assert one != one.doubted(DOUBT, number_known=True)
    assert one != "a due date"
    assert (one == one, one.__eq__("a due date")) == (True, NotImplemented)  # noqa: PLR0124 - the shortcut is the point
    assert len({one, other, one.on(D("2026-03-02"))}) == 2


@pytest.mark.parametrize("known", [True, False])
def test_a_copy_and_a_pickle_have_the_same_doubt(*, known: bool) -> None:
    """One that has none is known to have none in another process too, where its row is read off."""
    first = schedule_under(CAME_IN, FIRST).of("review")[0].on(D("2026-03-02"))
    due = first if known else first.doubted(DOUBT, number_known=False)
    back = pickle.loads(pickle.dumps(due))  # noqa: S301 - our own
    assert type(back) is DueDate
    assert (back, back.as_of, back.doubt, back.review) == (due, D("2026-03-02"), None if known else DOUBT, 1 if known else None)
    assert has_no_doubt(back) is known
    assert (copy.copy(due) is due, copy.deepcopy(due) is due) == (True, True)


def test_a_review_whose_number_is_not_known() -> None:
    """It is a further one, and is found under no number; it is a review all the same."""
    second = schedule_under(CAME_IN, FIRST).of("review")[1]
    further = second.doubted(None, number_known=False)
    assert (second.title, second.review) == ("Second looked after review", 2)
    assert (further.title, further.review, further.is_review) == ("Further looked after review", None, True)
    assert (further.arranged, further.adjournment) == (None, None)


def test_what_belongs_to_a_review_beyond_the_next_is_assumed() -> None:
    """The first was held: the second is still to be held, the third is only assumed. What belongs to none never is."""
    schedule = schedule_under(CAME_IN, FIRST)
    assert [(due.review, due.is_assumed) for due in schedule.of("review")] == [(1, False), (2, False), (3, True)]
    assert {due.is_assumed for due in schedule.find(review=3)} == {True}
    assert {due.is_assumed for due in schedule if due.review is None} == {False}
    assert {due.task for due in schedule if due.is_review} == {"review"}


def test_what_was_booked_is_told_of_the_next_review_alone() -> None:
    booked = ReviewArranged(on=D("2026-01-28"), review_on=D("2026-04-20"))
    schedule = schedule_under(CAME_IN, FIRST, booked)
    assert [due.arranged for due in schedule.of("review")] == [None, D("2026-04-20"), None]
    assert {due.arranged for due in schedule.find(review=2) if not due.is_review} == {None}


def test_which_review_was_adjourned() -> None:
    """Of four, the second and the third were; each is told of its own review and of nothing that belongs to it."""
    events = [
        FIRST,
        *(ReviewAdjourned(on=D("2026-04-20")), held("2026-05-04")),
        ReviewAdjourned(on=D("2026-10-12")),
    ]
    schedule = schedule_under(CAME_IN, *events)
    told = [due.adjournment for due in schedule.of("review")][:4]
    assert [one and (one.review, str(one.sat_on), one.completed_on and str(one.completed_on)) for one in told] == [
        None,
        (2, "2026-04-20", "2026-05-04"),
        (3, "2026-10-12", None),
        None,
    ]
    assert {due.adjournment for due in schedule if not due.is_review} == {None}


def test_a_local_rule_counts_in_the_days_on_which_the_authority_works() -> None:
    """Closed on Tue 6 January: of a local rule it is no working day, of a regulation it is one."""
    closed = england_and_wales().with_closures(BankHoliday(D("2026-01-06"), "Closed"))
    history = History("A1", [CAME_IN], D("2014-05-02"))
    rule = 'limit = "2 working days"\nafter = "became-looked-after"'
    schedule = build_schedule(history, profile_of(letter_of(rule, per="period-of-care")), closed)
    [letter], first = schedule.of("letter"), schedule.of("review")[0]
    assert (letter.force, letter.due, letter.calendar.is_working_day(D("2026-01-06"))) == ("local", D("2026-01-08"), False)
    assert (first.force, first.calendar.is_working_day(D("2026-01-06"))) == ("regulation", True)
    assert (letter.period_of_care, letter.closed_on, letter.scope) == (1, None, occurrence_of(letter).scope)
