"""A completion belongs to the window or the term in which it falls. Dates by hand.

Fault 8 (case a14/2) and F14 of forty-two procedures. Terms end on Fri 19 December 2025, Fri 27 March and Fri 17 July 2026.
"""

from __future__ import annotations

from functools import partial

import pytest
from tests.small_profiles import D, came, done, letters, moved, rule_of, schedule_of, task_of

from lacreview_rules import CeasedToBeLookedAfter

TERMS = """[[days]]
id = "term"
spans = [{ from = 2025-09-01, to = 2025-12-19 }, { from = 2026-01-05, to = 2026-03-27 }, { from = 2026-04-13, to = 2026-07-17 }]
"""
SPRING = '[[days]]\nid = "spring"\nspans = [{ from = 2026-01-01, to = 2026-02-15 }]\n'
build = partial(schedule_of, came_in=came("2025-09-08"))


def termly(keys: str) -> str:
    return TERMS + task_of(per="event") + rule_of(1, "letter", keys)


@pytest.mark.parametrize(
    ("rule", "dates"),
    [
        ('before = "term ends"', ["2025-12-19", "2026-03-27"]),
        ('limit = "2 weeks"\nafter = "term ends"', ["2026-01-02", "2026-04-10"]),
    ],
)
def test_a_meeting_in_march_is_not_that_of_december(rule: str, dates: list[str]) -> None:
    """Case a14/2: none in the autumn; held on 20 March, within the spring term."""
    found = build(termly(rule), done("2026-03-20"), on="2026-05-01")
    assert letters(found)[:2] == [(dates[0], None), (dates[1], "2026-03-20")]
    assert [due.status for due in found.of("letter")][:2] == ["overdue", "met"]


def test_so_many_weeks_from_the_start_of_term() -> None:
    """Six weeks from 1 September would be before care; from 5 January, 16 February: missed; done on 20 April, of the summer term."""
    found = build(termly('limit = "6 weeks"\nafter = "term starts"'), done("2026-04-20"), on="2026-05-01")
    assert letters(found)[:2] == [("2026-02-16", None), ("2026-05-25", "2026-04-20")]


def test_in_the_holidays_after_a_term_it_is_late_for_that_term() -> None:
    """On 30 December, before the spring term begins on 5 January."""
    found = build(termly('before = "term ends"'), done("2025-12-30"), on="2026-02-01")
    assert next((str(due.due), due.status, due.days_late) for due in found.of("letter")) == ("2025-12-19", "met-late", 11)
    on_the_first_day = build(termly('before = "term ends"'), done("2026-01-05"), on="2026-02-01")
    assert letters(on_the_first_day)[:2] == [("2025-12-19", None), ("2026-03-27", "2026-01-05")]


@pytest.mark.parametrize("per", ["event", "period-of-care", "placement"])
def test_what_was_done_before_the_window_is_not_done_in_it(per: str) -> None:
    """F14: a window from 1 January to 15 February, and a meeting of 10 October."""
    tables = SPRING + task_of(per=per) + rule_of(1, "letter", 'before = "spring ends"')
    assert letters(build(tables, done("2025-10-10"), on="2026-01-20")) == [("2026-02-15", None)]
    assert letters(build(tables, done("2025-10-10"), done("2026-01-09"), on="2026-01-20")) == [("2026-02-15", "2026-01-09")]
    assert letters(build(tables, done("2025-12-31"), done("2026-02-20"), on="2026-03-01")) == [("2026-02-15", "2026-02-20")]


@pytest.mark.parametrize("per", ["event", "period-of-care", "placement"])
@pytest.mark.parametrize(
    ("held", "met"), [("2025-10-10", ["2025-10-10", None]), ("2026-03-02", ["2026-03-02", None]), ("2026-04-20", [None, "2026-04-20"])]
)
def test_a_term_without_a_first_day_is_open_at_its_start(per: str, held: str, met: list[str | None]) -> None:
    """All that is known of the first term is that it ends on Fri 27 March 2026; the next is that of 13 April to 17 July."""
    terms = '[[days]]\nid = "term"\nspans = [{ from = 2026-04-13, to = 2026-07-17 }, { to = 2026-03-27 }]\n'
    found = build(terms + task_of(per=per) + rule_of(1, "letter", 'before = "term ends"'), done(held), on="2026-05-01")
    assert letters(found) == list(zip(["2026-03-27", "2026-07-17"], met, strict=True))


@pytest.mark.parametrize("per", ["event", "period-of-care"])
def test_a_day_that_opens_some_time_before(per: str) -> None:
    """The same as a day, 15 February, that opens 45 days before: 1 January."""
    day = '[[days]]\nid = "spring"\non = [2026-02-15, 2026-06-30]\n'
    tables = day + task_of(per=per) + rule_of(1, "letter", 'before = "spring"\nlimit = "0 days"\nopens = "45 days"')
    assert letters(build(tables, done("2025-10-10"), on="2026-01-20"))[0] == ("2026-02-15", None)
    assert letters(build(tables, done("2025-12-31"), on="2026-01-20"))[0] == ("2026-02-15", None)
    assert letters(build(tables, done("2026-01-01"), on="2026-01-20"))[0] == ("2026-02-15", "2026-01-01")


@pytest.mark.parametrize("per", ["event", "period-of-care", "placement"])
@pytest.mark.parametrize(
    ("rule", "met"),
    [
        ('before = "term ends"\nopens = "6 weeks"', [("2025-12-19", "2025-11-07"), ("2026-03-27", None)]),
        ('before = "term starts"\nopens = "3 weeks"', [("2026-01-05", None), ("2026-04-13", None)]),
        ('before = "term ends"\nopens = "6 months"', [("2025-12-19", "2025-10-10"), ("2026-03-27", None)]),
    ],
)
def test_the_edge_of_a_term_that_opens_some_time_before(per: str, rule: str, met: list[tuple[str, str | None]]) -> None:
    """F14: six weeks before Fri 19 December are Fri 7 November, three before Mon 5 January are 15 December; done on 10 October, and then.

    Six months before 19 December would be 19 June: what is done in the summer is of the summer.
    """
    tables = TERMS + task_of(per=per) + rule_of(1, "letter", rule)
    found = build(tables, done("2025-10-10"), done("2025-11-07"), on="2026-01-03")
    assert letters(found)[:2] == met


@pytest.mark.parametrize("per", ["event", "period-of-care", "placement"])
def test_an_age_that_opens_some_time_before(per: str) -> None:
    """F14, of a birthday: sixteen on 30 June 2026, and three months before it, from 30 March; done on 10 October, and then."""
    tables = task_of(per=per) + rule_of(1, "letter", 'before = "age 16 years"\nlimit = "0 days"\nopens = "3 months"')
    built = partial(build, born="2010-06-30", on="2026-04-20")
    assert letters(built(tables, done("2025-10-10"))) == [("2026-06-30", None)]
    assert letters(built(tables, done("2025-10-10"), done("2026-03-29"))) == [("2026-06-30", None)]
    assert letters(built(tables, done("2025-10-10"), done("2026-03-30"))) == [("2026-06-30", "2026-03-30")]


PANELS = '[[days]]\nid = "panel"\non = [2025-10-14, 2025-11-11, 2025-12-09]\n'


def test_minutes_after_each_panel() -> None:
    """A week after each; none for that of October; sent on 13 November, two days after the next."""
    tables = PANELS + task_of(per="event") + rule_of(1, "letter", 'limit = "1 week"\nafter = "panel"')
    found = build(tables, done("2025-11-13"), on="2025-12-01")
    assert letters(found)[:2] == [("2025-10-21", None), ("2025-11-18", "2025-11-13")]


def test_papers_before_each_panel_are_not_late_for_one_before_the_last() -> None:
    """A week before each: sent on 13 November, late for that of the 11th and not for that of October; of terms, the same."""
    tables = PANELS + task_of(per="event") + rule_of(1, "letter", 'limit = "1 week"\nbefore = "panel"')
    sent_late = build(tables, done("2025-11-13"), on="2025-12-01")
    assert letters(sent_late) == [("2025-10-07", None), ("2025-11-04", "2025-11-13"), ("2025-12-02", None)]
    termly_papers = termly('limit = "2 weeks"\nbefore = "term starts"')
    found = build(termly_papers, done("2026-03-20"), came_in=came("2025-08-01"), on="2026-05-01")
    assert letters(found) == [("2025-08-18", None), ("2025-12-22", "2026-03-20"), ("2026-03-30", None)]


def test_a_window_that_opens_by_law_within_a_term() -> None:
    """Six weeks from 5 January, and not in the first two: what was done on 9 January does not count, and that of the 20th does."""
    tables = termly('limit = "6 weeks"\nafter = "term starts"\nopens = "2 weeks"\nopens_strict = true')
    found = build(tables, done("2026-01-09"), done("2026-01-20"), on="2026-02-01")
    assert letters(found)[0] == ("2026-02-16", "2026-01-20")


def test_what_may_precede_its_term_still_may() -> None:
    """Two weeks after the spring term starts, 19 January, or in the month before."""
    rule = 'limit = "2 weeks"\nafter = "term starts"\nmay_precede = "1 month"'
    tables = TERMS + task_of() + rule_of(1, "letter", rule)
    assert ("2026-01-19", "2025-12-10") in letters(build(tables, done("2025-12-10"), on="2026-01-20"))


@pytest.mark.parametrize("per", ["event", "period-of-care", "placement"])
def test_a_term_that_was_missed_has_a_row_of_its_own(per: str) -> None:
    """Fault 8, whatever the task belongs to: none in the autumn; held on 20 March; the summer's is to come."""
    tables = TERMS + task_of(per=per) + rule_of(1, "letter", 'before = "term ends"')
    found = build(tables, done("2026-03-20"), on="2026-05-01")
    assert letters(found) == [("2025-12-19", None), ("2026-03-27", "2026-03-20"), ("2026-07-17", None)]
    assert [due.status for due in found.of("letter")] == ["overdue", "met", "upcoming"]
    none = build(tables, on="2026-05-01")
    assert letters(none) == [("2025-12-19", None), ("2026-03-27", None), ("2026-07-17", None)]
    assert [due.status for due in none.of("letter")] == ["overdue", "overdue", "upcoming"]
    missed = next(iter(found.of("letter"))).id
    assert missed == next(iter(none.of("letter"))).id  # what is done later does not rename it
    assert len({due.id for due in found.of("letter")}) == 3


@pytest.mark.parametrize("per", ["event", "period-of-care", "placement"])
def test_two_terms_missed_and_then_one_that_is_late(per: str) -> None:
    """Six weeks from 5 January are 16 February, from 13 April 25 May; done on 1 June only. Of 1 September: 13 October."""
    tables = TERMS + task_of(per=per) + rule_of(1, "letter", 'limit = "6 weeks"\nafter = "term starts"')
    found = build(tables, done("2026-06-01"), came_in=came("2025-09-01"), on="2026-06-02")
    assert letters(found) == [("2025-10-13", None), ("2026-02-16", None), ("2026-05-25", "2026-06-01")]
    assert [due.status for due in found.of("letter")] == ["overdue", "overdue", "met-late"]


@pytest.mark.parametrize("per", ["event", "period-of-care", "placement"])
def test_terms_missed_before_the_child_left(per: str) -> None:
    """Left on Fri 24 April 2026: those of 19 December and 27 March were not recorded, and that of 17 July is owed no more."""
    tables = TERMS + task_of(per=per) + rule_of(1, "letter", 'before = "term ends"')
    found = build(tables, CeasedToBeLookedAfter(on=D("2026-04-24")), on="2026-05-01")
    assert letters(found)[:2] == [("2025-12-19", None), ("2026-03-27", None)]
    assert [due.status for due in found.of("letter")][:2] == ["not-recorded", "not-recorded"]
    assert all(due.status == "cancelled" for due in list(found.of("letter"))[2:])


def test_a_term_in_which_the_limit_lapsed_was_not_missed() -> None:
    """`while`: the child left foster care before Mon 13 October and came back; of 16 February nothing was recorded, and 25 May was late."""
    tables = TERMS + task_of() + rule_of(1, "letter", 'limit = "6 weeks"\nafter = "term starts"\nwhile = { placement = "foster-care" }')
    events = [moved("2025-10-01", "childrens-home"), moved("2025-12-01", "foster-care"), done("2026-06-01")]
    found = build(tables, *events, came_in=came("2025-09-01"), on="2026-06-02")
    assert letters(found) == [("2026-02-16", None), ("2026-05-25", "2026-06-01")]


def test_a_term_whose_first_day_is_not_written_ends_all_the_same() -> None:
    """Done on Tue 10 February, in time for Fri 27 March; that of 17 July is to come."""
    spans = "{ to = 2026-03-27 }, { from = 2026-04-13, to = 2026-07-17 }"
    tables = f'[[days]]\nid = "term"\nspans = [{spans}]\n' + task_of() + rule_of(1, "letter", 'before = "term ends"')
    assert letters(schedule_of(tables, done("2026-02-10"))) == [("2026-03-27", "2026-02-10"), ("2026-07-17", None)]
