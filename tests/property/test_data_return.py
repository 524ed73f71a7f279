"""The data return's shortcut. Authority: the sector's extract code (rows SSD1 to SSD3); not the law, and never mixed with it."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import example, given
from tests.property import by_hand
from tests.property.effort import effort
from tests.property.provisions import DATA_RETURN
from tests.property.reading import all_dues, check_amounts, review_dates, schedule_of
from tests.property.strategies.courses import Known, came, reviewed
from tests.property.strategies.lives import Life, life, lives

from lacreview_rules import ReviewHeld


@effort(0.6)
@given(lives())
def test_every_interval_is_in_days(found: Life) -> None:
    """SSD1 to SSD3: whatever happened, 20 working days, 91 and 183 days, and nothing else is dated on this basis."""
    schedule = schedule_of(found, "data-return")
    check_amounts(schedule, DATA_RETURN)
    assert {due.force for due in all_dues(schedule)} <= {"data-return"}
    assert {due.task for due in all_dues(schedule)} <= {"review"}


@effort(1.5)
@given(reviewed())
@example(
    Known(life(came(date(2025, 11, 3)), ReviewHeld(on=date(2025, 11, 30))), (date(2025, 11, 30),))
)  # 1 March, when the law says 28 February
def test_reviews_follow_by_91_and_183_days(known: Known) -> None:
    """SSD2, SSD3: days from the review held, whatever three or six months would say (statute.md 11.1)."""
    due = review_dates(schedule_of(known.life, "data-return"))
    assert due[1, 1] == by_hand.walk(known.start, 20, 1)
    for number, day in enumerate(known.days, 2):
        assert due[1, number] == day + timedelta(91 if number == 2 else 183)
