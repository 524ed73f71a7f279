"""How one due date stands on a day: to the hour, when silence counts as done, when care ends, when an answer comes later. By hand.

Looked after on Mon 5 January 2026 at 15:00. Each test has a profile of its own.
"""

from __future__ import annotations

from datetime import time
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from tests.small_profiles import ALONE, D, rule_of, schedule_of, seen, task_of

from lacreview_rules import (
    BecameLookedAfter,
    CeasedToBeLookedAfter,
    Event,
    Fact,
    History,
    ReviewAdjourned,
    ReviewArranged,
    ReviewHeld,
    SignificantEvent,
    TaskDone,
    build_schedule,
    load_profile,
)
from lacreview_rules.schedules.schema import DueDateModel

if TYPE_CHECKING:
    from lacreview_rules.schedules.due_dates import DueDate

FORTNIGHT = 'limit = "2 weeks"\nafter = "became-looked-after"'  # Mon 19 January
ENGLAND = 'extends = "england"\n'
AT_THREE = BecameLookedAfter(on=D("2026-01-05"), at=time(15))
of_tables = partial(schedule_of, head=ALONE)


def letters_of(rules: list[str], *events: Event, **more: Any) -> tuple[DueDate, ...]:
    """The due dates of the letter on a day, under some rules."""
    return schedule_of(rules, *events, **{"came_in": AT_THREE, **more}).of("letter")


def done(on: str, at: int | None = None) -> TaskDone:
    return TaskDone(on=D(on), at=None if at is None else time(at), task="letter")


def stands(due: DueDate) -> tuple[str, str | None, int | None]:
    return (due.status, None if due.done_on is None else str(due.done_on), due.days_late)


@pytest.mark.parametrize(
    ("on", "at", "expected"),
    [
        ("2026-01-06", 14, ("met", "2026-01-06", None)),
        ("2026-01-06", 15, ("met", "2026-01-06", None)),
        ("2026-01-06", 16, ("met-late", "2026-01-06", 0)),
        ("2026-01-06", None, ("met", "2026-01-06", None)),  # nobody knows the hour
        ("2026-01-05", 16, ("met", "2026-01-05", None)),
        ("2026-01-07", 9, ("met-late", "2026-01-07", 1)),
    ],
)
def test_to_the_hour(on: str, at: int | None, expected: tuple[str, str, int | None]) -> None:
    """Within 24 hours: until Tue 6 January at 15:00."""
    [due] = letters_of(['limit = "24 hours"\nafter = "became-looked-after"'], done(on, at))
    assert stands(due) == expected


def test_in_days_the_hour_does_not_matter() -> None:
    [due] = letters_of(['limit = "1 day"\nafter = "became-looked-after"'], done("2026-01-06", 23))
    assert stands(due) == ("met", "2026-01-06", None)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2026-01-18", ("upcoming", None, None)),
        ("2026-01-19", ("due-today", None, None)),
        ("2026-01-20", ("overdue", None, 1)),
        ("2026-01-28", ("overdue", None, 9)),
        ("2026-01-29", ("met-late", "2026-01-29", 10)),
        ("2026-03-02", ("met-late", "2026-01-29", 10)),
    ],
)
def test_day_by_day(on: str, expected: tuple[str, str | None, int | None]) -> None:
    """Due on Mon 19 January, done on Thu 29: nobody knows before."""
    [due] = letters_of([FORTNIGHT], done("2026-01-29"), on=on)
    assert stands(due) == expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2026-01-19", ("due-today", None, None)),
        ("2026-01-20", ("met", "2026-01-19", None)),
    ],
)
def test_silence_that_counts_as_done(on: str, expected: tuple[str, str | None, int | None]) -> None:
    """From the day after its date."""
    [due] = letters_of([FORTNIGHT + "\ndeemed = true"], on=on)
    assert stands(due) == expected
    assert due.deemed_on == D("2026-01-19")


def test_silence_does_not_count_as_done_where_it_was_done_or_care_ended() -> None:
    """Care that ends on the date itself cancels it; a day later it has been deemed done."""
    rules = [FORTNIGHT + "\ndeemed = true"]
    [late] = letters_of(rules, done("2026-01-21"), on="2026-03-02")
    assert (stands(late), late.deemed_on) == (("met-late", "2026-01-21", 2), None)
    [cancelled] = letters_of(rules, CeasedToBeLookedAfter(on=D("2026-01-19")), on="2026-03-02")
    assert stands(cancelled) == ("cancelled", None, None)
    [deemed] = letters_of(rules, CeasedToBeLookedAfter(on=D("2026-01-20")), on="2026-03-02")
    assert stands(deemed) == ("met", "2026-01-19", None)


def test_silence_about_what_hangs_on_something_assumed() -> None:
    """A week after a review that nobody has recorded: silence says nothing yet."""
    rule = 'limit = "1 week"\nafter = "review"\ndeemed = true'
    first, *_ = letters_of([rule], on="2026-03-02", per="review")
    assert first.deemed_on is None
    assert first.status == "not-recorded"


@pytest.mark.parametrize(
    ("ceased", "silence", "expected"),
    [
        ("2026-01-19", "not-recorded", "cancelled"),
        ("2026-01-20", "not-recorded", "not-recorded"),
        ("2026-01-20", "not-done", "overdue"),
    ],
)
def test_care_that_ended(ceased: str, silence: str, expected: str) -> None:
    """On its date, or a day later; what silence means is the task's to say. On the day before the ending it is not known."""
    task = f'silence = "{silence}"\n'
    [due] = letters_of([FORTNIGHT], CeasedToBeLookedAfter(on=D(ceased)), on="2026-03-02", task=task)
    assert due.status == expected
    assert due.days_late == (42 if expected == "overdue" else None)  # from Mon 19 January until Mon 2 March
    [before] = letters_of([FORTNIGHT], CeasedToBeLookedAfter(on=D("2026-01-16")), on="2026-01-15", task=task)
    assert before.status == "upcoming"
    [that_day] = letters_of([FORTNIGHT], CeasedToBeLookedAfter(on=D("2026-01-16")), on="2026-01-16", task=task)
    assert that_day.status == "cancelled"


def test_done_before_care_ended_is_not_cancelled() -> None:
    """Done on the day care ended, or before; a letter sent after that answers nothing."""
    for day, expected in (("2026-01-15", "met"), ("2026-01-16", "met"), ("2026-01-17", "cancelled")):
        [due] = letters_of([FORTNIGHT], CeasedToBeLookedAfter(on=D("2026-01-16")), done(day), on="2026-03-02")
        assert due.status == expected


def test_advice() -> None:
    """It has no date, and is met on the day it is taken."""
    rules = ['after = "became-looked-after"']
    for on, expected in (("2026-01-11", ("advisory", None, None)), ("2026-01-12", ("met", "2026-01-12", None))):
        [due] = letters_of(rules, done("2026-01-12"), on=on)
        assert stands(due) == expected
        assert (due.due, due.due_at, due.last_working_day) == (None, None, None)


def test_an_aim_after_the_day_on_which_it_is_due_is_none() -> None:
    """Fault 11: six weeks, aim four, Mon 2 February; decided two weeks, or another rule's: Mon 19 January."""
    aimed = 'limit = "6 weeks"\nafter = "became-looked-after"\naim = "4 weeks"'
    [beside] = schedule_of([aimed, 'limit = "2 weeks"\nafter = "became-looked-after"']).of("letter")
    tables = '[[facts]]\nid = "agreed"\n' + task_of() + rule_of(1, "letter", f'{aimed}\ndecided_by = "agreed"')
    [decided] = schedule_of(tables, Fact(on=D("2026-01-06"), fact="agreed", value="2 weeks")).of("letter")
    for due in (beside, decided):
        assert (str(due.due), due.aim) == ("2026-01-19", None)
        assert "Aim" not in str(due.explanation)


def test_of_several_aims_the_earliest_and_of_openings_the_latest() -> None:
    """Of two rules: aims on Sat 10 and Mon 12 January, openings on Wed 7 and Thu 8."""
    rules = [
        'limit = "2 weeks"\nafter = "became-looked-after"\naim = "5 days"\nopens = "2 days"',
        'limit = "3 weeks"\nafter = "became-looked-after"\naim = "1 week"\nopens = "3 days"',
    ]
    [due] = letters_of(rules)
    assert (str(due.aim), str(due.opens)) == ("2026-01-10", "2026-01-08")
    [plain] = letters_of([FORTNIGHT])
    assert (plain.aim, plain.opens) == (None, None)


def test_what_follows_on_one_that_was_missed() -> None:
    """A call by Mon 12 January, and a letter two days after it was missed: overdue from Thu 15, though nothing was recorded."""
    call = '[[tasks]]\nid = "call"\ntitle = "Call"\nper = "period-of-care"\n'
    call += '[[timescales]]\nid = "ours/0"\ntask = "call"\nlimit = "1 week"\nafter = "became-looked-after"\n'
    schedule = schedule_of(['limit = "2 days"\nafter = "missed call"'], seen("2026-01-07"), came_in=AT_THREE, per="event", more=call)
    for on, expected in (
        ("2026-01-12", ["upcoming"]),  # the day on which it is missed unless it is made
        ("2026-01-13", ["upcoming"]),
        ("2026-01-14", ["due-today"]),
        ("2026-01-15", ["overdue"]),
    ):
        assert [due.status for due in schedule.on(D(on)).of("letter") if due.status != "cancelled"] == expected, on


def test_on_the_day_itself_nothing_has_been_missed() -> None:
    """The first review is due by Mon 2 February, the second by Sat 2 May; the call by Sat 9 May; the letter two days before it is missed.

    The second review is only assumed, and on Sat 9 May the call could still be made: the letter of Thu 7 May is not late.
    """
    call = '[[tasks]]\nid = "call"\ntitle = "Call"\nper = "review"\n'
    call += '[[timescales]]\nid = "ours/2"\ntask = "call"\nlimit = "1 week"\nafter = "review"\n'
    rules = ['limit = "2 days"\nbefore = "missed call"']
    schedule = schedule_of(rules, came_in=AT_THREE, per="review", more=call, on="2026-05-09")
    [due] = [due for due in schedule.of("letter") if due.review == 2]
    assert (str(due.due), *stands(due)) == ("2026-05-07", "not-recorded", None, None)


@pytest.mark.parametrize("on", ["2026-02-01", "2026-02-02", "2026-02-03"])
def test_what_is_still_to_be_done(on: str) -> None:
    """The first review is due by Mon 2 February: outstanding the day before, on the day and the day after."""
    schedule = build_schedule(History("A1", [AT_THREE], D("2014-05-02")), load_profile("england")).on(D(on))
    assert schedule.of("review")[0] in schedule.outstanding


@pytest.mark.parametrize(
    ("events", "on", "status"),
    [
        ([done("2026-01-12")], "2026-03-02", "met"),
        ([done("2026-01-29")], "2026-03-02", "met-late"),
        ([], "2026-01-12", "upcoming"),
        ([], "2026-01-19", "due-today"),
        ([], "2026-03-02", "overdue"),
        ([CeasedToBeLookedAfter(on=D("2026-01-16"))], "2026-03-02", "cancelled"),
        ([CeasedToBeLookedAfter(on=D("2026-02-16"))], "2026-03-02", "not-recorded"),
        (None, "2026-03-02", "advisory"),
    ],
)
def test_every_status_is_one_of_the_contract(events: list[Event] | None, on: str, status: str) -> None:
    """Design.md, the schedule contract: each of the eight, in a record that other systems can read."""
    [due] = letters_of(['after = "became-looked-after"']) if events is None else letters_of([FORTNIGHT], *events, on=on)
    assert DueDateModel.model_validate(due.to_dict()).model_dump()["status"] == due.status == status


def test_what_is_booked_and_what_was_adjourned() -> None:
    """Known at the review itself, and at no other and no task of it: the first adjourned and completed, the second booked."""
    events = [
        AT_THREE,
        ReviewAdjourned(on=D("2026-01-28")),
        ReviewHeld(on=D("2026-02-11")),
        ReviewArranged(on=D("2026-02-11"), review_on=D("2026-05-06")),
    ]
    schedule = build_schedule(History("A1", events, D("2014-05-02")), load_profile("england"))
    first, second, third = schedule.of("review")
    assert [due.arranged for due in (first, second, third)] == [None, D("2026-05-06"), None]
    adjourned = [due.adjournment for due in (first, second, third)]
    assert adjourned[0] is not None
    assert (adjourned[0].sat_on, adjourned[0].completed_on) == (D("2026-01-28"), D("2026-02-11"))
    assert adjourned[1:] == [None, None]
    others = [due for due in schedule.due_dates if not due.is_review]
    assert {due.review for due in others} >= {1, 2, None}
    assert all(due.arranged is None and due.adjournment is None for due in others)


# ---- where what it depends on is open


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2026-01-30", ("upcoming", None)),
        ("2026-02-09", ("due-today", None)),
        ("2026-02-10", ("overdue", 1)),
    ],
)
def test_nothing_is_late_before_its_day(on: str, expected: tuple[str, int | None]) -> None:
    """It prepares the review, by a rule that does not apply to her, and is due two weeks after an event by one that does: Mon 9 February.

    The review was held on Wed 28 January.
    """
    tables = ENGLAND + '[[tasks]]\nid = "letter"\ntitle = "Letter"\nper = "review"\nsilence = "not-done"\n'
    tables += (
        '[[timescales]]\nid = "ours/1"\ntask = "letter"\nlimit = "2 days"\nbefore = "review"\nwhen = { placement = "childrens-home" }\n'
    )
    tables += '[[timescales]]\nid = "ours/2"\ntask = "letter"\nlimit = "2 weeks"\nafter = "significant-event"\n'
    events = [SignificantEvent(on=D("2026-01-26")), ReviewHeld(on=D("2026-01-28"))]
    [due] = of_tables(tables, *events).on(D(on)).of("letter")
    assert (due.status, due.days_late) == expected


def test_what_hangs_on_a_review_that_was_not_held_is_not_missed() -> None:
    """A call a week after each review; a letter two days after a call that was missed. No review has been recorded.

    On 1 March the call is not recorded, as it depends on a review that may not have been held; so it was not missed either.
    """
    tables = ENGLAND + '[[tasks]]\nid = "call"\ntitle = "Call"\nper = "review"\n'
    tables += '[[timescales]]\nid = "ours/1"\ntask = "call"\nlimit = "1 week"\nafter = "review"\n'
    tables += '[[tasks]]\nid = "letter"\ntitle = "Letter"\nper = "review"\n'
    tables += '[[timescales]]\nid = "ours/2"\ntask = "letter"\nlimit = "2 days"\nafter = "missed call"\n'
    schedule = of_tables(tables).on(D("2026-03-01"))
    assert [schedule.of(task)[0].status for task in ("call", "letter")] == ["not-recorded", "not-recorded"]


@pytest.mark.parametrize(
    ("events", "expected"), [([], ("2026-01-28", "overdue")), ([TaskDone(on=D("2026-01-26"), task="call")], ("2026-04-27", "not-recorded"))]
)
def test_what_prepares_the_next_review_can_be_missed(events: list[Event], expected: tuple[str, str]) -> None:
    """A call a week before each review, and a letter for one missed. No review was recorded: they are due on 2 February and 2 May.

    The first is still to be held, so the call before it can be missed, on 26 January; the second is only assumed, and so is its call.
    """
    tables = ENGLAND + '[[tasks]]\nid = "call"\ntitle = "Call"\nper = "review"\n'
    tables += '[[timescales]]\nid = "ours/1"\ntask = "call"\nlimit = "1 week"\nbefore = "review"\n'
    tables += '[[tasks]]\nid = "letter"\ntitle = "Letter"\nper = "period-of-care"\n'
    tables += '[[timescales]]\nid = "ours/2"\ntask = "letter"\nlimit = "2 days"\nafter = "missed call"\n'
    [due] = of_tables(tables, *events).on(D("2026-06-01")).of("letter")
    assert (str(due.due), due.status) == expected
