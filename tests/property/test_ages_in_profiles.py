"""What a profile's ages bring, for children at random: a birthday is reckoned, and an age is asked outside care as in it.

Authority: friction 2 of forty-two procedures (a birthday is not recorded); fault 1 of part 2 (children who are not looked after).
"""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.property.effort import effort
from tests.small_profiles import ALONE, came, rule_of, schedule_of, task_of

from lacreview_rules import OtherEvent


@effort(3)
@given(st.dates(date(2005, 1, 1), date(2012, 12, 31)), st.integers(14, 17), st.integers(0, 11))
def test_a_birthday_was_reckoned_and_nobody_recorded_it(born: date, years: int, months: int) -> None:
    """Whether it is past or foreseen; what counts from it says so, and of which day."""
    age = f"age {years} years" + (f" {months} months" if months else "")
    tables = task_of() + rule_of(1, "letter", f'limit = "1 week"\nafter = "{age}"')
    [letter] = schedule_of(tables, came_in=came("2013-06-03"), born=born.isoformat(), head=ALONE, until="2031-01-01").of("letter")
    assert letter.due is not None
    day = letter.due - timedelta(weeks=1)
    assert (day.year - born.year) * 12 + day.month - born.month in {years * 12 + months, years * 12 + months + (day.day == 1)}
    assert letter.explanation.line("counts-from").startswith(f"Counts from: {age}, ")
    assert letter.explanation.line("counts-from").endswith(" (worked out from the date of birth)")


@effort(3)
@given(st.dates(date(2003, 1, 1), date(2020, 12, 31)), st.dates(date(2025, 1, 1), date(2026, 12, 31)), st.integers(1, 20))
def test_an_age_is_asked_outside_care_as_in_care(born: date, day: date, years: int) -> None:
    """A letter within a week of an event for children under an age, another for the rest: never looked after, each has one of the two."""
    tables = '[[events]]\nid = "asked"\ntitle = "Asked"\n' + task_of(per="event") + task_of("other", "event")
    tables += rule_of(1, "letter", f'limit = "1 week"\nafter = "asked"\nwhen = {{ age = "under {years}" }}')
    tables += rule_of(2, "other", f'limit = "1 week"\nafter = "asked"\nwhen = {{ age = "{years} or over" }}')
    asked = OtherEvent(on=day, event="asked")
    schedule = schedule_of(tables, asked, came_in=None, born=born.isoformat(), head=ALONE)
    turns = (born.year + years, born.month, born.day)  # on 29 February of a common year: 1 March, which is the next day of all
    is_under = (day.year, day.month, day.day) < turns
    assert [len(schedule.of(task)) for task in ("letter", "other")] == [int(is_under), int(not is_under)]
