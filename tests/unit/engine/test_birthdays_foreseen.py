"""What is certain is foreseen: what counts from an age is shown from the birthday before it, and from named days likewise. Dates by hand.

Fault 5 and friction 11 of forty-two procedures. The child was born on 1 March 2009 and is sixteen on 1 March 2025.
"""

from __future__ import annotations

from functools import partial

import pytest
from tests.small_profiles import ALONE, HEAD, came, done, dues, reviewed, rule_of, schedule_of, task_of

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
    schedule = build("", *reviewed("2023-07-03", "2023-09-20"), on="2025-02-28", head=HEAD)
    assert (dues(schedule, "eligible-child"), dues(schedule, "pathway-assessment")) == (["2025-03-01"], ["2025-06-01"])


def test_born_on_a_leap_day() -> None:
    """Born on 29 February 2012; thirteen on 1 March 2025, or by the setting on 28 February: foreseen from the twelfth birthday."""
    tables = task_of() + rule_of(1, "letter", 'limit = "0 days"\nafter = "age 13 years"')
    build = partial(schedule_of, came_in=came("2023-06-05"), born="2012-02-29", head=ALONE)
    assert dues(build(tables, on="2024-02-28")) == []
    assert dues(build(tables, on="2024-02-29")) == ["2025-03-01"]
    assert dues(build(tables, on="2024-02-29", leap_day_birthday="28 February")) == ["2025-02-28"]


TERMS = '[[days]]\nid = "term"\nspans = [{ from = 2024-09-02, to = 2024-12-20 }, { from = 2025-01-06, to = 2025-04-04 }]\n'
WEEK_AFTER_TERM = rule_of(1, "letter", 'limit = "1 week"\nafter = "term ends"')


@pytest.mark.parametrize("per", ["event", "period-of-care"])
@pytest.mark.parametrize(
    ("on", "shown"),
    [
        ("2024-09-09", ["2024-12-27"]),
        ("2024-12-19", ["2024-12-27"]),
        ("2024-12-20", ["2024-12-27", "2025-04-11"]),
        ("2025-06-02", ["2024-12-27", "2025-04-11"]),
    ],
)
def test_named_days_are_foreseen_from_one_to_the_next(per: str, on: str, shown: list[str]) -> None:
    """A week after the terms that end on Fri 20 December 2024 and Fri 4 April 2025: the profile says when, so both are certain."""
    build = partial(schedule_of, came_in=came("2024-09-09"), born=None, head=ALONE)
    assert dues(build(TERMS + task_of(per=per) + WEEK_AFTER_TERM, on=on)) == shown


def test_what_follows_named_days_and_what_lies_beside_an_age() -> None:
    """A reply within a week of the letter that the end of term brings; of an age and the end of term, the later."""
    build = partial(schedule_of, came_in=came("2024-09-09"), born=BORN, head=ALONE)
    tables = TERMS + task_of() + WEEK_AFTER_TERM + task_of("reply", "event") + rule_of(2, "reply", 'limit = "1 week"\nafter = "letter"')
    assert dues(build(tables, on="2024-12-20"), "reply") == ["2025-01-03"]
    later = TERMS + task_of() + rule_of(1, "letter", 'limit = "1 week"\nafter = ["age 15 years", "term ends"]')
    assert dues(build(later, on="2024-09-10")) == ["2024-12-27"]


def test_what_was_done_in_a_window_that_is_foreseen_has_met_it() -> None:
    """A report collected in June, by its last day: collected on the 22nd, before the 30th has come (F14)."""
    june = '[[days]]\nid = "june"\nspans = [{ from = 2026-06-01, to = 2026-06-30 }]\n'
    tables = june + task_of() + rule_of(1, "letter", 'limit = "0 days"\nafter = "june ends"')
    schedule = schedule_of(tables, done("2026-06-22"), came_in=came("2026-01-05"), born=None, head=ALONE)
    assert [(str(due.due), due.status) for due in schedule.of("letter")] == [("2026-06-30", "met")]
    assert not any(problem.where.startswith("events[1]") for problem in schedule.problems)


def test_advice_waits_for_the_birthday() -> None:
    """It has no date: before the birthday nothing is to be done."""
    tables = task_of() + rule_of(1, "letter", 'after = "age 16 years"')
    build = partial(schedule_of, came_in=came("2023-06-05"), born=BORN, head=ALONE)
    assert build(tables, on="2025-02-28").of("letter") == ()
    assert [due.status for due in build(tables, on="2025-03-01").of("letter")] == ["advisory"]
