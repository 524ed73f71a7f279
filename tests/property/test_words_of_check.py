"""What a check says in words, against brute force over a small space: what a row gives up beside one of the law; what reads as a minimum.

Authority: SI 2010/959 regs 4(2) and 33(1), SI 1991/1505 reg 10 (rows P1, R1, X3): the same row written again with a key less, or with
another number. The sentence names the key, its number and its unit as the law's row has them; and there is such a sentence where, and only
where, on some history a date under that row alone is later than under the law's, or gone.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from hypothesis import example, given
from hypothesis import strategies as st
from tests.field_cases.asked import Event, done, happened, looked_after, moved
from tests.property.effort import effort
from tests.property.test_check_of_profiles import alone, loaded

from lacreview_rules import build_schedule, check_profile, england_and_wales, load_profile, parse_history
from lacreview_rules.counting.periods import Period

if TYPE_CHECKING:
    from lacreview_rules import Profile

CAME = date(2026, 2, 2)
DAYS = (1, 9, 15, 20, 27, 28, 29, 40)
IN_CARE = ["remand", "not interim-care-order", "not care-order", "not placement-order"]


class Row(NamedTuple):
    """A row of the law: its id, its task, how it is written again, the key it keeps, and other ways to write that."""

    rule: str
    task: str
    written: dict[str, Any]
    key: str
    kept: object
    others: tuple[object, ...]


R1 = Row(
    "england/R1",
    "review",
    {"limit": "20 working days", "after": "became-looked-after", "while": {"placement": "not adoptive"}},
    "comes_back",
    kept=True,
    others=(True,),
)
P1 = Row(
    "england/P1",
    "care-plan",
    {"limit": "10 working days", "after": "became-looked-after", "unless": {"legal_status": IN_CARE}},
    "unless_throughout",
    kept=True,
    others=(True,),
)
X3 = Row(
    "england/X3",
    "secure-accommodation-authorised",
    {"limit": "72 hours", "after": "secured-without-order"},
    "adds_up_within",
    "28 days",
    ("27 days", "28 days", "29 days", "4 weeks", "3 weeks"),
)
CHOICES = [(row.task, value) for row in (R1, P1, X3) for value in (None, *row.others)]
ROWS = {row.task: row for row in (R1, P1, X3)}


def histories(row: Row) -> list[list[Event]]:
    """For each of some days: with adopters and back; remanded and then no longer; two stays so many days apart."""
    if row is R1:
        came = looked_after(str(CAME))
        away = [(out, back) for out in DAYS for back in DAYS if out < back]
        return [[came, *(moved(str(CAME + timedelta(day)), kind) for day, kind in ((o, "adoptive"), (b, "foster-care")))] for o, b in away]
    if row is P1:
        came = looked_after(str(CAME), "foster-care", "remand")
        return [[came, happened("legal-status-changed", str(CAME + timedelta(day)), legal_status="care-order")] for day in DAYS]
    came = looked_after(str(CAME - timedelta(30)), "foster-care", "care-order")
    stays = [happened("secured-without-order", str(CAME + timedelta(day)), at="10:00") for day in (0, *range(19, 31))]
    return [[came, stays[0], {**moved(str(CAME + timedelta(2))), "at": "10:00"}, again] for again in stays[1:]]


def moments(events: list[Event], profile: Profile, task: str, rule: str) -> list[str]:
    """When each of a task is due under a rule, in order."""
    found = build_schedule(parse_history({"child": "X", "date_of_birth": "2011-05-02", "events": events}), profile).of(task)
    return [str(due.due_at or due.due) for due in found if due.rule == rule and due.due is not None]


def is_later(row: Row, profile: Profile) -> bool:
    """Whether on some history a date under the local row alone is later than under the law's, or gone."""
    own, law = alone(profile), load_profile("england")
    for events in histories(row):
        mine, its = moments(events, own, row.task, "ours/1"), moments(events, law, row.task, row.rule)
        if len(mine) < len(its) or any(one > other for one, other in zip(mine, its, strict=False)):
            return True
    return False


@cache
def said_and_so(task: str, value: object) -> tuple[list[str], bool]:
    """What a check says that the row gives up, and whether a date is later under it."""
    row = ROWS[task]
    written = {"id": "ours/1", "task": task, **row.written, **({} if value is None else {row.key: value})}
    profile = loaded({"timescales": [written]})
    found = check_profile(profile, first=CAME, last=CAME).findings
    return [one.words for one in found if one.kind == "gives-up" and one.counterpart == row.rule], is_later(row, profile)


@effort(0.15)
@given(st.sampled_from(CHOICES))
@example((X3.task, "27 days"))
@example((X3.task, "4 weeks"))
def test_what_a_row_gives_up_is_said_where_a_date_is_later_and_nowhere_else(chosen: tuple[str, object]) -> None:
    """Named in the sentence: both rows, and the key of the law's with its number and unit."""
    row = ROWS[chosen[0]]
    found, so = said_and_so(*chosen)
    assert bool(found) == so
    for words in found:
        kept = re.search(r"under ([^()]*) \((\w+) = ([^)]*)\), and not under ([^:]*):", words)
        assert kept is not None
        assert row.rule in kept[1].split(", ")
        assert (kept[2], kept[3].strip('"')) == (row.key, str(row.kept).lower())
        assert kept[4].split(", ") == ["ours/1"]


MINIMUMS = [
    "Not less than {} after the last.",
    "At least {} after the last.",
    "A minimum of {} apart.",
    "No sooner than {} after the last.",
]
COUNTED = ["4 weeks", "20 working days", "1 month", "91 days", "10 days"]


@effort(0.05)
@given(st.sampled_from(MINIMUMS), st.lists(st.sampled_from(COUNTED), min_size=1, max_size=2, unique=True), st.integers(0, 200))
def test_what_reads_as_a_minimum_is_counted_as_the_maximum_that_is_said(written: str, limits: list[str], after: int) -> None:
    """The words quoted stand in the note; of the lengths named, the earlier is the day on which the next visit is due."""
    note, visited = written.format(limits[0]), CAME + timedelta(after)
    profile = loaded({"timescales": [{"id": "ours/1", "task": "visit", "limit": limits, "after": "visit", "note": note}]})
    (finding,) = [finding for finding in check_profile(profile, first=CAME, last=CAME).of("trap") if finding.kind == "minimum"]
    quoted = re.search(r'\("([^"]*)"\) reads as a minimum', finding.words)
    named = re.search(r"a maximum of (.*); write", finding.words)
    assert quoted is not None
    assert named is not None
    assert quoted[1] in note
    calendar = england_and_wales()
    expected = min(str(Period.parse(text).after(visited, calendar)) for text in named[1].split(" or "))
    events = [looked_after(str(CAME)), done("visit", str(visited))]
    assert expected in moments(events, alone(profile), "visit", "ours/1")
