"""How a due date stands where what it depends on is open: prepared for a review that was held, after one missed, about none. By hand."""

from __future__ import annotations

from functools import partial

import pytest
from tests.small_profiles import ALONE, IN_FOSTER_CARE, D, schedule_of

from lacreview_rules import (
    Event,
    ReviewHeld,
    ReviewRequested,
    SignificantEvent,
    TaskDone,
)

ENGLAND = 'extends = "england"\n'


of_tables = partial(schedule_of, came_in=IN_FOSTER_CARE, head=ALONE)


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


def test_advice_about_no_review_in_particular_has_no_number() -> None:
    """England/R4: the first review was held; a review is asked for, with no day: it is not said which."""
    events = [ReviewHeld(on=D("2026-01-28")), ReviewRequested(on=D("2026-02-23"))]
    [advice] = [due for due in of_tables(ENGLAND, *events).of("review") if due.due is None]
    assert advice.title == "Looked after review"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("letter about the {ordinal} review", "Letter about the review"),
        ("{Ordinal} letter", "Letter"),
        ("Letter for review: {Ordinal}", "Letter for review:"),  # wherever it stands, no place for a number is shown
    ],
)
def test_a_title_without_the_number_of_a_review(title: str, expected: str) -> None:
    """A task of the whole time in care, whose title has a place for one."""
    tables = f'[[tasks]]\nid = "letter"\ntitle = "{title}"\nper = "period-of-care"\n'
    tables += '[[timescales]]\nid = "ours/1"\ntask = "letter"\nlimit = "1 week"\nafter = "became-looked-after"\n'
    assert [due.title for due in of_tables(tables).of("letter")] == [expected]


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
