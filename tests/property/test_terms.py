"""Terms and windows on named days, also such as overlap, against a count by hand of which completion lies in which.

Authority: profile-format.md: what counts from, or back from, an end of named spans "is met by what is done from the first day of that span
until the next begins".
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from tests.property.effort import effort
from tests.small_profiles import came, done, letter_of, schedule_of

if TYPE_CHECKING:
    from collections.abc import Sequence

FIRST = date(2026, 1, 1)
DAYS = 240
PERS = ("period-of-care", "placement", "event")


@st.composite
def spans(draw: st.DrawFn) -> list[tuple[date, date]]:
    """Up to four, in order of their first days and of their last; one may begin before the one before has ended."""
    starts = sorted(draw(st.lists(st.integers(0, DAYS), min_size=1, max_size=4, unique=True)))
    ends = sorted(draw(st.lists(st.integers(0, DAYS + 90), min_size=len(starts), max_size=len(starts), unique=True)))
    assume(all(start <= end for start, end in zip(starts, ends, strict=True)))
    return [(FIRST + timedelta(start), FIRST + timedelta(end)) for start, end in zip(starts, ends, strict=True)]


def by_hand(
    terms: Sequence[tuple[date, date]], began: date, on: Sequence[date], edge: int, more: int, per: str
) -> list[tuple[str, str | None]]:
    """For each term the due date, and the first completion from its first day until the next begins.

    What belongs to the period of care, or to a placement, is done in it; the term alone is the event that something belongs to.
    """
    found = []
    for place, term in enumerate(terms):
        counted = term[edge]
        if counted < began:
            continue  # over before care began
        until = terms[place + 1][0] if place + 1 < len(terms) else date.max
        since = term[0] if per == "event" else max(term[0], began)
        mine = [day for day in sorted(on) if since <= day < until]
        found.append((counted + timedelta(more), mine[0] if mine else None))
    return [(str(due), None if met is None else str(met)) for due, met in sorted(found, key=lambda row: row[0])]


@settings(effort(0.5))
@given(
    spans(),
    st.integers(0, DAYS),
    st.lists(st.integers(-20, DAYS + 60), max_size=5, unique=True),
    st.sampled_from(PERS),
    st.sampled_from(
        [
            ('before = "term ends"', 1, 0),
            ('limit = "2 weeks"\nafter = "term ends"', 1, 14),
            ('limit = "3 weeks"\nafter = "term starts"', 0, 21),
        ]
    ),
)
@example(
    terms=[(date(2026, 1, 2), date(2026, 7, 20)), (date(2026, 7, 20), date(2026, 7, 21))],
    care=0,
    on=[],
    per="period-of-care",
    rule=('limit = "3 weeks"\nafter = "term starts"', 0, 21),
)  # one ends on the day on which the next starts: that had no date
def test_each_term_has_what_was_done_in_it(
    terms: list[tuple[date, date]], care: int, on: list[int], per: str, rule: tuple[str, int, int]
) -> None:
    """Whatever the task belongs to."""
    written, edge, more = rule
    began = FIRST + timedelta(care)
    done_on = [FIRST + timedelta(care + day) for day in on]
    named = ", ".join(f"{{ from = {first}, to = {last} }}" for first, last in terms)
    tables = f'[[days]]\nid = "term"\nspans = [{named}]\n' + letter_of(written, per)
    history = [done(str(day)) for day in done_on]
    schedule = schedule_of(tables, *history, came_in=came(str(began)), until="2027-12-31")
    found = [(str(due.due), None if due.done_on is None else str(due.done_on)) for due in schedule.of("letter")]
    assert sorted(found) == sorted(by_hand(terms, began, done_on, edge, more, per))
