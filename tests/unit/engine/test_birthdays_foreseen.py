"""A certain birthday is foreseen like anything else: what counts from an age is shown from the birthday before it. Dates by hand.

Fault 5 and friction 11 of forty-two procedures. The child was born on 1 March 2009 and is sixteen on 1 March 2025.
"""

from __future__ import annotations

from functools import partial

import pytest
from tests.small_profiles import ALONE, came, dues, reviewed, rule_of, schedule_of, task_of

BORN = "2009-03-01"
SIXTEEN = 'limit = "0 days"\nafter = "age 16 years"'


@pytest.mark.parametrize(
    ("on", "shown"),
    [
        ("2024-02-28", []),  # fourteen: the next birthday is the fifteenth
        ("2024-03-01", ["2025-03-01"]),  # fifteen: the next is the sixteenth
        ("2025-02-20", ["2025-03-01"]),
        ("2025-03-01", ["2025-03-01"]),
        ("2025-06-01", ["2025-03-01"]),
    ],
)
def test_where_there_are_no_reviews(on: str, shown: list[str]) -> None:
    """Pattern 5 in a profile that extends nothing (a17)."""
    tables = task_of() + rule_of(1, "letter", SIXTEEN)
    schedule = schedule_of(tables, came_in=came("2023-06-05"), born=BORN, head=ALONE, on=on)
    assert dues(schedule) == shown


def test_as_at_the_last_event() -> None:
    """The last event is of 3 June 2024, at fifteen."""
    tables = task_of() + rule_of(1, "letter", SIXTEEN)
    assert dues(schedule_of(tables, came_in=came("2024-06-03"), born=BORN, head=ALONE)) == ["2025-03-01"]
    assert dues(schedule_of(tables, came_in=came("2023-06-05"), born=BORN, head=ALONE)) == []


def test_with_months_and_what_follows() -> None:
    """Three months after "16 years 3 months", 1 June 2025, is 1 September: foreseen from the birthday before the 1 June; a reply, too."""
    tables = task_of() + rule_of(1, "letter", 'limit = "3 months"\nafter = "age 16 years 3 months"')
    tables += task_of("reply") + rule_of(2, "reply", 'limit = "1 month"\nafter = "letter"')
    build = partial(schedule_of, came_in=came("2023-06-05"), born=BORN, head=ALONE)
    assert dues(build(tables, on="2025-02-28")) == []
    day = build(tables, on="2025-03-01")
    assert (dues(day), dues(day, "reply")) == (["2025-09-01"], ["2025-10-01"])


def test_the_pathway_assessment_the_day_before_the_sixteenth_birthday() -> None:
    """CPR 2010 reg 42(1) (T2), where the record of reviews is behind: eligible on 1 March 2025, assessed by 1 June."""
    build = partial(schedule_of, came_in=came("2023-06-05"), born=BORN)
    schedule = build("", *reviewed("2023-07-03", "2023-09-20"), on="2025-02-28")
    assert (dues(schedule, "eligible-child"), dues(schedule, "pathway-assessment")) == (["2025-03-01"], ["2025-06-01"])


def test_born_on_a_leap_day() -> None:
    """Born on 29 February 2012; thirteen on 1 March 2025, or by the setting on 28 February: foreseen from the twelfth birthday."""
    tables = task_of() + rule_of(1, "letter", 'limit = "0 days"\nafter = "age 13 years"')
    build = partial(schedule_of, came_in=came("2023-06-05"), born="2012-02-29", head=ALONE)
    assert dues(build(tables, on="2024-02-28")) == []
    assert dues(build(tables, on="2024-02-29")) == ["2025-03-01"]
    assert dues(build(tables, on="2024-02-29", leap_day_birthday="28 February")) == ["2025-02-28"]


def test_terms_wait_until_they_are_near() -> None:
    """A week after the end of term is shown from the end of term: the days of an authority are not birthdays."""
    days = '[[days]]\nid = "term"\nspans = [{ from = 2024-09-02, to = 2024-12-20 }]\n'
    tables = days + task_of(per="event") + rule_of(1, "letter", 'limit = "1 week"\nafter = "term ends"')
    build = partial(schedule_of, came_in=came("2024-09-09"), born=BORN, head=ALONE)
    assert dues(build(tables, on="2024-12-19")) == []
    assert dues(build(tables, on="2024-12-20")) == ["2024-12-27"]


def test_advice_waits_for_the_birthday() -> None:
    """It has no date: before the birthday nothing is to be done."""
    tables = task_of() + rule_of(1, "letter", 'after = "age 16 years"')
    build = partial(schedule_of, came_in=came("2023-06-05"), born=BORN, head=ALONE)
    assert build(tables, on="2025-02-28").of("letter") == ()
    assert [due.status for due in build(tables, on="2025-03-01").of("letter")] == ["advisory"]
