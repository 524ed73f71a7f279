"""What stands beside a date: the same words in the command and on the page."""

from __future__ import annotations

from datetime import date

from tests.small_profiles import ALONE, CAME_IN, held, review, schedule_of, schedule_under

from lacreview_rules.histories.events import ReviewAdjourned, ReviewArranged
from lacreview_rules.schedules.beside import next_review, next_review_words, remarks_beside, uncertainty

D = date.fromisoformat


def test_a_target_the_first_day_and_the_last_working_day_before_a_weekend_are_told() -> None:
    """Five days from Mon 5 January 2026 are Sat 10 January, and the last working day before is Fri 9 January."""
    [aimed] = schedule_of(['limit = "28 days"\naim = "7 days"\nopens = "2 days"\nafter = "became-looked-after"']).of("letter")
    assert remarks_beside(aimed) == ["aim for Mon 12 Jan 2026", "not before Wed 7 Jan 2026"]
    [weekend] = schedule_of(['limit = "5 days"\nafter = "became-looked-after"']).of("letter")
    assert remarks_beside(weekend) == ["not a working day; the last one before is Fri 9 Jan 2026"]


def test_the_next_review_is_told_with_the_day_it_is_arranged_for() -> None:
    """Reg 33: 20 working days from Mon 5 January 2026 are Mon 2 February, and three months from Wed 28 January are Tue 28 April."""
    first = next_review(schedule_under(CAME_IN))
    assert first is not None
    assert "".join(next_review_words(first)) == "Next review: by Mon 2 Feb 2026"
    booked = next_review(schedule_under(CAME_IN, held("2026-01-28"), ReviewArranged(on=D("2026-02-02"), review_on=D("2026-04-30"))))
    assert booked is not None
    assert "".join(next_review_words(booked)) == "Next review: by Tue 28 Apr 2026, arranged for Thu 30 Apr 2026"
    assert remarks_beside(booked) == ["arranged for Thu 30 Apr 2026, AFTER its due date"]
    assert next_review(schedule_of(['limit = "5 days"\nafter = "became-looked-after"'], head=ALONE)) is None


def test_of_a_review_that_will_be_adjourned_the_sitting_is_told_and_of_what_is_done_nothing() -> None:
    made = schedule_under(CAME_IN, ReviewAdjourned(on=D("2026-01-28")))
    assert remarks_beside(review(made.on(D("2026-01-20")), 1)) == ["sat on Wed 28 Jan 2026 and was adjourned"]
    assert remarks_beside(review(made, 1)) == []


def test_that_silence_counts_as_done_is_told() -> None:
    """Five days from Mon 5 January 2026: Sat 10 January."""
    [due] = schedule_of(['limit = "5 days"\nafter = "became-looked-after"\ndeemed = true'], on="2026-01-10").of("letter")
    assert remarks_beside(due) == ["not a working day; the last one before is Fri 9 Jan 2026", "silence counts as done"]


def test_what_counts_from_something_assumed_is_provisional() -> None:
    """The decisions of the first review count from a review that has not been held."""
    made = schedule_under(CAME_IN)
    found = {due.task: uncertainty(due) for due in made if due.review == 1}
    assert (found["review"], found["decisions"]) == ("", "provisional")


def test_what_waits_for_another_to_be_missed_and_what_lies_beyond_the_bank_holidays_known_is_not_sure() -> None:
    [waits] = schedule_of(['limit = "5 days"\nafter = "missed review"'], on="2026-01-10").of("letter")
    assert uncertainty(waits) == "if missed"
    [far] = schedule_of(['limit = "5 years"\nafter = "became-looked-after"']).of("letter")
    assert uncertainty(far) == "provisional"
