"""What a reader is told beside a calculated date, word for word. Dates are counted by hand.

Looked after on Mon 5 January 2026: first review by Mon 2 February (reg 33(1)), second three months after the first.
"""

from __future__ import annotations

from datetime import date

import pytest
from tests.small_profiles import CAME_IN, HEAD, D, schedule_of

from lacreview_rules import (
    BecameLookedAfter,
    CeasedToBeLookedAfter,
    Event,
    History,
    ReviewAdjourned,
    ReviewArranged,
    ReviewHeld,
    SignificantEvent,
    TaskDone,
    build_schedule,
    england_and_wales,
    load_profile,
)
from lacreview_rules.wording import day_text, plain

FIRST = ReviewHeld(on=D("2026-01-28"))


def reviews(*events: Event, born: str = "2014-05-02") -> list[tuple[str, ...]]:
    """The notices of each review, less what the source leaves open, which is the profile's to say."""
    found = build_schedule(History("A1", [CAME_IN, *events], D(born)), load_profile("england")).of("review")
    return [tuple(notice for notice in due.notices if not notice.startswith("the source is ambiguous")) for due in found]


def told(per: str, rule: str, *events: Event, came_in: Event = CAME_IN) -> list[tuple[str, ...]]:
    """The notices of each letter, under one rule."""
    return [due.notices for due in schedule_of([rule], *events, came_in=came_in, per=per).of("letter")]


def test_a_date_that_hangs_on_one_that_is_assumed() -> None:
    """The second review counts from the first, assumed on Mon 2 February; it falls on Sat 2 May."""
    assert reviews()[:2] == [
        (),
        (
            "provisional: it counts from review on Mon 2 Feb 2026, which is assumed and has not been recorded",
            "it is not a working day (Saturday) and does not move; the last working day before it is Fri 1 May 2026",
        ),
    ]


def test_a_date_that_hangs_on_what_may_yet_be_missed() -> None:
    """The first review is due by Mon 2 February: nobody has missed it. Once it was held late, no word of that is needed."""
    rule = 'limit = "1 working day"\nafter = "missed review"'
    assert told("event", rule)[0] == ("only if review is not done by Mon 2 Feb 2026: nothing that is recorded shows that it was missed",)
    assert told("event", rule, ReviewHeld(on=D("2026-02-04")))[0] == ()


def test_a_date_that_hangs_on_a_booking() -> None:
    """The third, six months after the second, which is booked for Wed 8 April: Thu 8 October."""
    booked = ReviewArranged(on=D("2026-01-28"), review_on=D("2026-04-08"))
    assert reviews(FIRST, booked)[2] == ("it counts from the date arranged, Wed 8 Apr 2026, and moves if that is rearranged",)


def test_a_booking_that_is_too_late() -> None:
    """The second is due on Tue 28 April; booked for that day nothing is amiss, for the day after it is."""
    assert reviews(FIRST, ReviewArranged(on=D("2026-01-28"), review_on=D("2026-04-28")))[1] == ()
    late = ReviewArranged(on=D("2026-01-28"), review_on=D("2026-04-29"))
    assert reviews(FIRST, late)[1] == ("the review is arranged for Wed 29 Apr 2026, after its due date",)


def test_a_review_that_was_adjourned() -> None:
    """Reg 36: completed or not."""
    adjourned = ReviewAdjourned(on=D("2026-01-28"))
    assert reviews(adjourned)[0] == ("the review sat on Wed 28 Jan 2026 and was adjourned; it is not yet completed",)
    completed = ReviewHeld(on=D("2026-02-11"))
    assert reviews(adjourned, completed)[0] == ("the review sat on Wed 28 Jan 2026 and was adjourned; it was completed on Wed 11 Feb 2026",)


def test_a_bank_holiday() -> None:
    """The second falls on Easter Monday, 6 April 2026, three months after Tue 6 January; the last working day is Maundy Thursday."""
    assert reviews(ReviewHeld(on=D("2026-01-06")))[1] == (
        "it is not a working day (Easter Monday) and does not move; the last working day before it is Thu 2 Apr 2026",
    )


def test_bank_holidays_that_are_not_confirmed_yet() -> None:
    """From the day after the last that is confirmed."""
    last = england_and_wales().confirmed_until
    said = f"provisional: bank holidays are confirmed only until {day_text(last)}"
    days = (last - CAME_IN.on).days
    for more, expected in ((0, False), (1, True)):
        [notices] = told("period-of-care", f'limit = "{days + more} days"\nafter = "became-looked-after"')
        assert (said in notices) is expected


def test_hours_without_a_time() -> None:
    """A whole day more than a day: two days."""
    rule = 'limit = "36 hours"\nafter = "significant-event"'
    assert told("event", rule, SignificantEvent(on=D("2026-01-12"))) == [
        ("no time is recorded, so 36 hours is counted as whole days, rounded up",)
    ]
    rule = 'limit = "2 days"\nafter = "significant-event"'
    assert told("event", rule, SignificantEvent(on=D("2026-01-12"))) == [()]


def test_what_is_deemed() -> None:
    """Silence by Mon 19 January; once it is done there is nothing to deem."""
    rule = 'limit = "2 weeks"\nafter = "became-looked-after"\ndeemed = true'
    assert told("period-of-care", rule) == [("if nothing is recorded by then, it is deemed done on Mon 19 Jan 2026",)]
    assert told("period-of-care", rule, TaskDone(on=D("2026-01-12"), task="letter")) == [()]


def test_what_was_done_too_soon() -> None:
    """Not before Mon 12 January."""
    rule = 'limit = "2 weeks"\nopens = "1 week"\nafter = "became-looked-after"'
    assert told("period-of-care", rule, TaskDone(on=D("2026-01-12"), task="letter")) == [()]
    assert told("period-of-care", rule, TaskDone(on=D("2026-01-11"), task="letter")) == [
        ("it was done before it opened on Mon 12 Jan 2026",)
    ]


def test_what_could_not_have_been_done_in_time() -> None:
    """A day before care began on Tue 6 January; that very day is no matter."""
    came_in = BecameLookedAfter(on=D("2026-01-06"))
    assert told("placement", 'limit = "1 day"\nbefore = "placement-started"', came_in=came_in) == [
        ("it falls before the child became looked after on Tue 6 Jan 2026, and could not have been done in time",)
    ]
    assert told("placement", 'before = "placement-started"', came_in=came_in) == [()]


@pytest.mark.parametrize(("born", "expected"), [("2008-04-28", True), ("2008-04-29", False)])
def test_the_eighteenth_birthday(born: str, expected: bool) -> None:
    """CA 1989 s22 and Sch 2: the second review is due on Tue 28 April 2026."""
    notice = f"it falls on or after {day_text(date(2026, 4, 28))}, when the child can no longer be looked after"
    assert (notice in reviews(FIRST, born=born)[1]) is expected


def test_what_is_owed_after_care_has_no_such_notice() -> None:
    """Notice that the placement ended on Mon 13 April 2026, ten working days later, a week after the birthday: owed all the same."""
    events = [CAME_IN, FIRST, CeasedToBeLookedAfter(on=D("2026-04-13"))]
    [due] = build_schedule(History("A1", events, D("2008-04-20")), load_profile("england")).of("placement-end-notice")
    assert not any("can no longer be looked after" in notice for notice in due.notices)


def test_a_count_among_named_days_that_begins_before_the_first_of_them() -> None:
    """Terms from Mon 12 January: five school days from Fri 9 are Fri 16 all the same, and whether the 9th was term nobody has said."""
    days = '[[days]]\nid = "term"\nspans = [{ from = 2026-01-12, to = 2026-02-13 }]\n'
    rule = 'limit = "5 working days"\nafter = "significant-event"\ncounted_in = "term"'
    said = (
        "the days named as term begin on Mon 12 Jan 2026, after the count does: any before that are not counted; add those that are missing"
    )
    for event, notices, day in (("2026-01-09", (said,), "2026-01-16"), ("2026-01-12", (), "2026-01-19")):
        [due] = schedule_of([rule], SignificantEvent(on=D(event)), per="event", more=days).of("letter")
        assert (due.notices, str(due.due)) == (notices, day)


def test_what_the_source_leaves_open_comes_last() -> None:
    """In the words of the profile; advice has its note."""
    rule = 'limit = "12 days"\nafter = "became-looked-after"\nambiguous = "It may mean thirteen."\nnote = "Seen."'
    assert told("period-of-care", rule) == [
        (
            "it is not a working day (Saturday) and does not move; the last working day before it is Fri 16 Jan 2026",
            "the source is ambiguous: It may mean thirteen.",
        )
    ]
    [[held]] = told("period-of-care", 'limit = "12 working days"\nafter = "became-looked-after"\nambiguous = "It may mean thirteen."')
    assert held == "the source is ambiguous: It may mean thirteen."
    assert told("period-of-care", 'after = "became-looked-after"\nnote = "Seen."') == [("Seen.",)]
    assert told("period-of-care", 'after = "became-looked-after"') == [()]


def test_between_two_reviews_the_one_that_is_assumed_is_told() -> None:
    """Midway between the first review, held, and the second, assumed on Tue 28 April: Sat 14 March."""
    rule = 'limit = "midway"\nafter = "review"\nbefore = "review"'
    assert told("review", rule, FIRST)[0][0] == (
        "provisional: it counts from review on Tue 28 Apr 2026, which is assumed and has not been recorded"
    )


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("2026-01-05", "Mon 5 Jan 2026"),
        ("2026-02-10", "Tue 10 Feb 2026"),
        ("2026-03-04", "Wed 4 Mar 2026"),
        ("2026-04-02", "Thu 2 Apr 2026"),
        ("2026-05-01", "Fri 1 May 2026"),
        ("2026-06-06", "Sat 6 Jun 2026"),
        ("2026-07-05", "Sun 5 Jul 2026"),
        ("2026-08-31", "Mon 31 Aug 2026"),
        ("2026-09-30", "Wed 30 Sep 2026"),
        ("2026-10-12", "Mon 12 Oct 2026"),
        ("2026-11-10", "Tue 10 Nov 2026"),
        ("2026-12-25", "Fri 25 Dec 2026"),
    ],
)
def test_a_day_as_people_write_it(day: str, text: str) -> None:
    """In every month, and on every day of the week."""
    assert day_text(D(day)) == day_text(day) == text


def test_no_day_and_names() -> None:
    assert day_text(None) == "no date"
    assert plain("personal-education-plan") == "personal education plan"


def test_what_opens_only_after_the_day_on_which_it_is_due_is_not_said_to_open() -> None:
    """By Mon 12 January, reg 28; before the review of 2 February, from Mon 19 on: that is not for the first visit to wait for."""
    rule = '[[timescales]]\nid = "ours/1"\ntask = "visit"\nlimit = "5 working days"\nbefore = "review"\nopens = "10 working days"\n'
    first = schedule_of(rule, head=HEAD).of("visit")[0]
    assert (str(first.due), first.opens, first.notices) == ("2026-01-12", None, ())


def test_who_has_left_care_is_not_told_that_it_ends() -> None:
    """Eighteen on 2 May 2026; a request of 1 June is of a care leaver."""
    rule = 'limit = "1 week"\nafter = "significant-event"'
    left = CeasedToBeLookedAfter(on=D("2026-05-02"))
    [due] = schedule_of([rule], left, SignificantEvent(on=D("2026-06-01")), per="event", born="2008-05-02").of("letter")
    assert (str(due.due), due.notices) == ("2026-06-08", ())
