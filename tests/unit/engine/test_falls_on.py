"""A limit that falls on days which the authority names (`falls_on`), with no limit and with one of nothing. Dates by hand.

Fault 4 of forty-two procedures: a review booked for Mon 20 April 2026, and a panel that sits on Thursdays.
"""

from __future__ import annotations

import pytest
from tests.small_profiles import D, came, rule_of, schedule_of, seen, task_of

from lacreview_rules import BankHoliday, ReviewArranged, england_and_wales

PANEL = '[[days]]\nid = "panel"\ntitle = "Permanency panel"\nweekdays = ["Thursday"]\n'
BOOKED = ReviewArranged(on=D("2026-04-01"), review_on=D("2026-04-20"))


@pytest.mark.parametrize(
    ("limit", "due", "counted"),
    [
        ("", "2026-04-16", "Counted: nothing; due no later than Thu 16 Apr 2026, on the last of panel on or before Mon 20 Apr 2026"),
        ('limit = "0 days"\n', "2026-04-16", "Counted: 0 days before Mon 20 Apr 2026; then back to the last of panel on or before it"),
        ('limit = "1 day"\n', "2026-04-16", "Counted: 1 day before Mon 20 Apr 2026; then back to the last of panel on or before it"),
        ('limit = "5 days"\n', "2026-04-09", "Counted: 5 days before Mon 20 Apr 2026; then back to the last of panel on or before it"),
        (
            'limit = "0 working days"\n',
            "2026-04-16",
            "Counted: 0 working days before Mon 20 Apr 2026; then back to the last of panel on or before it",
        ),
    ],
)
@pytest.mark.parametrize("per", ["review", "event"])
def test_counted_back(per: str, limit: str, due: str, counted: str) -> None:
    """The last Thursday on or before the day."""
    tables = PANEL + task_of(per=per) + rule_of(1, "letter", f'{limit}before = "review"\nfalls_on = "panel"')
    letter = schedule_of(tables, BOOKED).of("letter")[0]
    assert (str(letter.due), letter.explanation.line("count").split(" (")[0]) == (due, counted)


@pytest.mark.parametrize(
    ("came_in_on", "limit", "due", "told"),
    [
        ("2026-01-05", "0 days", "2026-01-05", "; none of panel lies between, so it stands"),  # a Monday
        ("2026-01-08", "0 days", "2026-01-08", "; then back to the last of panel on or before it"),  # a Thursday
        ("2026-01-05", "2 days", "2026-01-07", "; none of panel lies between, so it stands"),
        ("2026-01-05", "4 days", "2026-01-08", "; then back to the last of panel on or before it"),
    ],
)
def test_counted_forward(came_in_on: str, limit: str, due: str, told: str) -> None:
    """Nothing can be done before the count starts: where no panel sits in time, the limit stands, and the working says so."""
    tables = PANEL + task_of() + rule_of(1, "letter", f'limit = "{limit}"\nafter = "became-looked-after"\nfalls_on = "panel"')
    [letter] = schedule_of(tables, came_in=came(came_in_on)).of("letter")
    assert str(letter.due) == due
    assert told in letter.explanation.line("count")


def test_past_the_end_of_the_list() -> None:
    """The authority has named one panel, of 1 May: none on or before 20 April is known, so no date is calculated."""
    days = '[[days]]\nid = "panel"\non = [2026-05-01]\n'
    for limit in ("", 'limit = "0 days"\n', 'limit = "1 day"\n'):
        tables = days + task_of(per="event") + rule_of(1, "letter", f'{limit}before = "significant-event"\nfalls_on = "panel"')
        assert [due.due for due in schedule_of(tables, seen("2026-04-20")).of("letter")] == [None], limit


@pytest.mark.parametrize("limit", ["0 days", "2 weeks"])
def test_why_there_is_no_date(limit: str) -> None:
    """Nothing in silence: the first panel that the authority named, on 1 May, is after 5 January and 19 January; so a notice says."""
    days = '[[days]]\nid = "panel"\non = [2026-05-01]\n'
    more = f'limit = "{limit}"\nafter = "placement-started"\nfalls_on = "panel"\nnote = "Bring two copies."'
    [letter] = schedule_of(days + task_of(per="placement") + rule_of(1, "letter", more), came_in=came("2026-01-05")).of("letter")
    assert letter.due is None
    assert letter.notices == (
        "no date: none of the days named as panel in the profile is on or before the limit; add those that are missing",
        "Bring two copies.",
    )


def test_why_there_is_no_date_where_school_days_are_not_named_far_enough() -> None:
    """Two school days are named, 5 and 6 January; the third school day after Monday 5 January is not among them."""
    days = '[[days]]\nid = "term"\nspans = [{ from = 2026-01-05, to = 2026-01-06 }]\n'
    more = 'limit = "3 working days"\nafter = "became-looked-after"\ncounted_in = "term"'
    [letter] = schedule_of(days + task_of() + rule_of(1, "letter", more), came_in=came("2026-01-05")).of("letter")
    assert letter.due is None
    assert letter.notices == ("no date: the days named as term in the profile do not reach so far; add those that are missing",)


@pytest.mark.parametrize(("term_to", "panel"), [("2026-03-27", "2026-05-01"), ("2026-01-06", "2026-01-08")])
def test_why_there_is_no_date_where_both_can_be_the_reason(term_to: str, panel: str) -> None:
    """Three school days after Mon 5 January are Thu 8 January, and the first panel is later; or the term is named to the 6th alone."""
    days = f'[[days]]\nid = "term"\nspans = [{{ from = 2026-01-05, to = {term_to} }}]\n[[days]]\nid = "panel"\non = [{panel}]\n'
    more = 'limit = "3 working days"\nafter = "became-looked-after"\ncounted_in = "term"\nfalls_on = "panel"'
    [letter] = schedule_of(days + task_of() + rule_of(1, "letter", more), came_in=came("2026-01-05")).of("letter")
    assert letter.due is None
    [told] = letter.notices
    assert told == (
        "no date: the days named as term in the profile do not reach so far, or none of those named as panel is on or before the limit; "
        "add those that are missing"
    )


def test_a_panel_that_is_closed_for_the_authority() -> None:
    """The authority is closed on Thursday 16 April: the last panel before the review is that of the 9th."""
    closed = england_and_wales().with_closures(BankHoliday(D("2026-04-16"), "Closed"))
    tables = PANEL + task_of(per="review") + rule_of(1, "letter", 'before = "review"\nfalls_on = "panel"')
    assert str(schedule_of(tables, BOOKED, calendar=closed).of("letter")[0].due) == "2026-04-09"
