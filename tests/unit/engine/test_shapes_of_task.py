"""A task of each shape, done early, in time, late, twice or not at all: which due date is met, and what is due next.

Authority: the theory in `lacreview_rules/engine/__init__.py`, points 2, 3, 6 and 7, and docs/reference/profile-format.md (`per`,
`after`, `may_precede`). Looked after on Mon 5 January 2026, asked on Tue 3 March. Limits are whole weeks, so a calendar on
the wall says each date; the working of each stands above its table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.small_profiles import ALONE, D, done, moved, reviewed, rule_of, rules_of, schedule_of, seen, task_of

from lacreview_rules import BecameLookedAfter, CeasedToBeLookedAfter

if TYPE_CHECKING:
    from lacreview_rules import Event
    from lacreview_rules.schedules.schedule import Schedule

Row = tuple[str, str | None, str]
"""When it is due, when it was done, and how it stands on Tue 3 March 2026."""

OWED = 'silence = "not-done"\n'  # so that what nobody did in a placement that has ended stands as overdue
EARLY_ALLOWED = 'may_precede = "1 week"'


def rows_of(schedule: Schedule, task: str) -> list[Row]:
    found = schedule.on(D("2026-03-03")).of(task)
    return [(str(due.due), None if due.done_on is None else str(due.done_on), due.status) for due in found]


def sent(*days: str) -> list[Event]:
    return [done(day) for day in days]


# ---- of the period of care

ONCE = 'limit = "2 weeks"\nafter = "became-looked-after"'  # Mon 19 January
AGAIN = 'limit = "4 weeks"\nafter = "letter"'


@pytest.mark.parametrize(
    ("rule", "days", "expected"),
    [
        pytest.param(ONCE, ["2026-01-02"], [("2026-01-19", None, "overdue")], id="before care: none"),
        pytest.param(f"{ONCE}\n{EARLY_ALLOWED}", ["2026-01-02"], [("2026-01-19", "2026-01-02", "met")], id="early, as the rule allows"),
        pytest.param(f"{ONCE}\n{EARLY_ALLOWED}", ["2025-12-28"], [("2026-01-19", None, "overdue")], id="earlier than it allows: none"),
        pytest.param(ONCE, ["2026-01-05"], [("2026-01-19", "2026-01-05", "met")], id="early: the first day"),
        pytest.param(ONCE, ["2026-01-19"], [("2026-01-19", "2026-01-19", "met")], id="in time: the last day"),
        pytest.param(ONCE, ["2026-01-20"], [("2026-01-19", "2026-01-20", "met-late")], id="late by a day"),
        pytest.param(ONCE, ["2026-01-12", "2026-01-15"], [("2026-01-19", "2026-01-12", "met")], id="doubled: the first"),
        pytest.param(ONCE, ["2026-01-12", "2026-01-22"], [("2026-01-19", "2026-01-12", "met")], id="doubled, once late: the first"),
        pytest.param(ONCE, [], [("2026-01-19", None, "overdue")], id="none"),
    ],
)
def test_once_in_a_period_of_care(rule: str, days: list[str], expected: list[Row]) -> None:
    """Two weeks from Mon 5 January: Mon 19 January. A week before the 5th is Mon 29 December."""
    assert rows_of(schedule_of([rule], *sent(*days), task=OWED), "letter") == expected


@pytest.mark.parametrize(
    ("rule", "days", "expected"),
    [
        pytest.param(
            ONCE,
            ["2026-01-02"],
            [("2026-01-19", None, "overdue"), ("2026-02-16", None, "not-recorded")],
            id="before care: none",
        ),
        pytest.param(
            f"{ONCE}\n{EARLY_ALLOWED}",
            ["2026-01-02"],
            [("2026-01-19", "2026-01-02", "met"), ("2026-01-30", None, "overdue"), ("2026-02-27", None, "not-recorded")],
            id="early, as the rule allows",
        ),
        pytest.param(
            ONCE,
            ["2026-01-07"],
            [("2026-01-19", "2026-01-07", "met"), ("2026-02-04", None, "overdue"), ("2026-03-04", None, "upcoming")],
            id="early",
        ),
        pytest.param(
            ONCE,
            ["2026-01-19"],
            [("2026-01-19", "2026-01-19", "met"), ("2026-02-16", None, "overdue"), ("2026-03-16", None, "upcoming")],
            id="in time: the last day",
        ),
        pytest.param(
            ONCE,
            ["2026-01-21"],
            [("2026-01-19", "2026-01-21", "met-late"), ("2026-02-18", None, "overdue"), ("2026-03-18", None, "upcoming")],
            id="late",
        ),
        pytest.param(
            ONCE,
            ["2026-01-12", "2026-01-14"],
            [
                ("2026-01-19", "2026-01-12", "met"),
                ("2026-02-09", "2026-01-14", "met"),
                ("2026-02-11", None, "overdue"),
                ("2026-03-11", None, "upcoming"),
            ],
            id="doubled: the second is the next one, early",
        ),
        pytest.param(
            ONCE,
            ["2026-01-12", "2026-01-12"],
            [
                ("2026-01-19", "2026-01-12", "met"),
                ("2026-02-09", None, "overdue"),
                ("2026-03-09", None, "upcoming"),
            ],
            id="recorded twice: it counts once",
        ),
        pytest.param(ONCE, [], [("2026-01-19", None, "overdue"), ("2026-02-16", None, "not-recorded")], id="none"),
    ],
)
def test_again_and_again_in_a_period_of_care(rule: str, days: list[str], expected: list[Row]) -> None:
    """Every four weeks from the day on which it was done, early or late; from its limit while nobody did it.

    From Fri 2 January: Fri 30 January and Fri 27 February. From Wed 7: 4 February, 4 March. From Mon 12: 9 February, 9 March. From
    Wed 14: 11 February, 11 March. From Mon 19: 16 February, 16 March. From Wed 21: 18 February, 18 March. What only
    follows something that nobody did is never overdue: it has not been called for.
    """
    assert rows_of(schedule_of([rule, AGAIN], *sent(*days), task=OWED), "letter") == expected


# ---- of the review cycle

CYCLE = '[review_cycle]\ntask = "review"\n[[tasks]]\nid = "review"\ntitle = "Review"\nper = "period-of-care"\n' + rules_of(
    "review",
    'limit = "4 weeks"\nafter = "became-looked-after"',
    'limit = "8 weeks"\nafter = "review"\nwhen = { review = "first" }',
    'limit = "12 weeks"\nafter = "review"\nwhen = { review = "later" }',
)
RESTARTING = CYCLE.replace('task = "review"\n', 'task = "review"\nrestarts_on = ["placement-moved"]\n', 1) + rule_of(
    4, "review", 'limit = "4 weeks"\nafter = "placement-moved"'
)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param(
            ["2026-01-07"],
            [("2026-02-02", "2026-01-07", "met"), ("2026-03-04", None, "upcoming"), ("2026-05-27", None, "upcoming")],
            id="early",
        ),
        pytest.param(
            ["2026-01-28"],
            [("2026-02-02", "2026-01-28", "met"), ("2026-03-25", None, "upcoming"), ("2026-06-17", None, "upcoming")],
            id="in time",
        ),
        pytest.param(
            ["2026-02-04"],
            [("2026-02-02", "2026-02-04", "met-late"), ("2026-04-01", None, "upcoming"), ("2026-06-24", None, "upcoming")],
            id="late",
        ),
        pytest.param(
            ["2026-01-28", "2026-01-30"],
            [
                ("2026-02-02", "2026-01-28", "met"),
                ("2026-03-25", "2026-01-30", "met"),
                ("2026-04-24", None, "upcoming"),
                ("2026-07-17", None, "upcoming"),
            ],
            id="doubled: the second is the second review",
        ),
        pytest.param([], [("2026-02-02", None, "overdue"), ("2026-03-30", None, "upcoming")], id="none"),
    ],
)
def test_a_cycle(days: list[str], expected: list[Row]) -> None:
    """The first by Mon 2 February; the second eight weeks after it was held; from then on every twelve.

    Eight weeks are 4 March, 25 March, 1 April and (from 2 February) 30 March; twelve weeks after those, or after Fri 30
    January (24 April), 27 May, 17 June, 24 June and 17 July.
    """
    assert rows_of(schedule_of(CYCLE, *reviewed(*days), head=ALONE), "review") == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param(
            ["2026-01-07"],
            [("2026-02-02", "2026-01-07", "met"), ("2026-03-09", None, "upcoming"), ("2026-05-04", None, "upcoming")],
            id="early",
        ),
        pytest.param(
            ["2026-02-04"],
            [("2026-02-02", "2026-02-04", "met-late"), ("2026-03-09", None, "upcoming"), ("2026-05-04", None, "upcoming")],
            id="late",
        ),
        pytest.param(
            ["2026-02-11"],
            [("2026-02-02", "2026-02-11", "met-late"), ("2026-04-08", None, "upcoming"), ("2026-07-01", None, "upcoming")],
            id="late, after the restart: the one review of both",
        ),
        pytest.param(
            ["2026-01-28", "2026-01-30"],
            [
                ("2026-02-02", "2026-01-28", "met"),
                ("2026-03-09", None, "upcoming"),
                ("2026-03-25", "2026-01-30", "met"),
                ("2026-05-04", None, "upcoming"),
            ],
            id="doubled before the restart",
        ),
        pytest.param(
            ["2026-01-28", "2026-02-16", "2026-02-18"],
            [
                ("2026-02-02", "2026-01-28", "met"),
                ("2026-03-09", "2026-02-16", "met"),
                ("2026-04-13", "2026-02-18", "met"),
                ("2026-05-13", None, "upcoming"),
                ("2026-08-05", None, "upcoming"),
            ],
            id="doubled after it",
        ),
        pytest.param([], [("2026-02-02", None, "overdue"), ("2026-03-09", None, "upcoming")], id="none"),
    ],
)
def test_a_cycle_that_a_move_begins_again(days: list[str], expected: list[Row]) -> None:
    """She moved on Mon 9 February: a first review again, four weeks after that, on Mon 9 March; the next eight weeks later, on 4 May.

    Held on Wed 11 February it is the first of the new cycle: then 8 April, 1 July. Held on Mon 16 February, likewise: the next by
    13 April; that one was held on Wed 18 February, and twelve weeks after it is 13 May, after that 5 August.
    """
    schedule = schedule_of(RESTARTING, *reviewed(*days), moved("2026-02-09", "foster-care"), head=ALONE)
    assert rows_of(schedule, "review") == expected


# ---- of each placement

PLACED = 'limit = "2 weeks"\nafter = "placement-started"'  # Mon 19 January, Mon 16 February
EVERY_THREE_WEEKS = 'limit = "3 weeks"\nafter = "letter"'


@pytest.mark.parametrize(
    ("rule", "days", "expected"),
    [
        pytest.param(
            PLACED,
            ["2026-01-12", "2026-01-30"],
            [("2026-01-19", "2026-01-12", "met"), ("2026-02-16", None, "overdue")],
            id="early for the second: none of it",
        ),
        pytest.param(
            f"{PLACED}\n{EARLY_ALLOWED}",
            ["2026-01-12", "2026-01-30"],
            [("2026-01-19", "2026-01-12", "met"), ("2026-02-16", "2026-01-30", "met")],
            id="early for the second, as the rule allows",
        ),
        pytest.param(
            f"{PLACED}\n{EARLY_ALLOWED}",
            ["2026-01-30"],
            [("2026-01-19", "2026-01-30", "met-late"), ("2026-02-16", None, "overdue")],
            id="early for the second, but the first used it",
        ),
        pytest.param(
            PLACED,
            ["2026-01-12", "2026-02-02"],
            [("2026-01-19", "2026-01-12", "met"), ("2026-02-16", "2026-02-02", "met")],
            id="in time: the day of the move is of the second",
        ),
        pytest.param(
            PLACED,
            ["2026-01-20", "2026-02-17"],
            [("2026-01-19", "2026-01-20", "met-late"), ("2026-02-16", "2026-02-17", "met-late")],
            id="late",
        ),
        pytest.param(
            PLACED,
            ["2026-02-10"],
            [("2026-01-19", None, "overdue"), ("2026-02-16", "2026-02-10", "met")],
            id="late for the first, once it had ended: it is the second's",
        ),
        pytest.param(
            PLACED,
            ["2026-01-12", "2026-01-14"],
            [("2026-01-19", "2026-01-12", "met"), ("2026-02-16", None, "overdue")],
            id="doubled: the first, and nothing is left over",
        ),
        pytest.param(PLACED, [], [("2026-01-19", None, "overdue"), ("2026-02-16", None, "overdue")], id="none"),
    ],
)
def test_once_in_each_placement(rule: str, days: list[str], expected: list[Row]) -> None:
    """Two weeks from Mon 5 January, and from the move of Mon 2 February: Mon 19 January, Mon 16 February."""
    schedule = schedule_of([rule], *sent(*days), moved("2026-02-02", "foster-care"), per="placement", task=OWED)
    assert rows_of(schedule, "letter") == expected


@pytest.mark.parametrize(
    ("rule", "days", "expected"),
    [
        pytest.param(
            PLACED,
            ["2026-01-30"],
            [
                ("2026-01-19", "2026-01-30", "met-late"),
                ("2026-02-16", None, "overdue"),
                ("2026-02-20", None, "cancelled"),
                ("2026-03-09", None, "upcoming"),
            ],
            id="early for the second: late for the first",
        ),
        pytest.param(
            f"{PLACED}\n{EARLY_ALLOWED}",
            ["2026-01-12", "2026-01-30"],
            [
                ("2026-01-19", "2026-01-12", "met"),
                ("2026-02-02", "2026-01-30", "met"),
                ("2026-02-16", None, "overdue"),
                ("2026-02-20", None, "cancelled"),
                ("2026-03-09", None, "upcoming"),
            ],
            id="early for the second, but the first used it",
        ),
        pytest.param(
            PLACED,
            ["2026-01-12", "2026-02-09"],
            [
                ("2026-01-19", "2026-01-12", "met"),
                ("2026-02-02", None, "cancelled"),
                ("2026-02-16", "2026-02-09", "met"),
                ("2026-03-02", None, "overdue"),
                ("2026-03-23", None, "upcoming"),
            ],
            id="in time",
        ),
        pytest.param(
            PLACED,
            ["2026-01-21", "2026-02-18"],
            [
                ("2026-01-19", "2026-01-21", "met-late"),
                ("2026-02-11", None, "cancelled"),
                ("2026-02-16", "2026-02-18", "met-late"),
                ("2026-03-11", None, "upcoming"),
                ("2026-04-01", None, "upcoming"),
            ],
            id="late",
        ),
        pytest.param(
            PLACED,
            ["2026-01-12", "2026-01-14"],
            [
                ("2026-01-19", "2026-01-12", "met"),
                ("2026-02-02", "2026-01-14", "met"),
                ("2026-02-04", None, "cancelled"),
                ("2026-02-16", None, "overdue"),
                ("2026-03-09", None, "upcoming"),
            ],
            id="doubled: the second is the next one, early",
        ),
        pytest.param(
            PLACED, [], [("2026-01-19", None, "overdue"), ("2026-02-16", None, "overdue"), ("2026-03-09", None, "upcoming")], id="none"
        ),
    ],
)
def test_again_and_again_in_each_placement(rule: str, days: list[str], expected: list[Row]) -> None:
    """Every three weeks, until the move of Mon 2 February; what is due on that day or later is no longer owed.

    Three weeks after 12 January: 2 February; after the 14th, 4; after the 21st, 11; after the 30th, Fri 20 February. In the second
    placement, after 9 February: 2 and 23 March; after the 18th, 11 March and 1 April; after the limit itself, 16 February, 9 March.
    """
    schedule = schedule_of([rule, EVERY_THREE_WEEKS], *sent(*days), moved("2026-02-02", "foster-care"), per="placement", task=OWED)
    assert rows_of(schedule, "letter") == expected


# ---- of each review


@pytest.mark.parametrize(
    ("days", "first", "second"),
    [
        pytest.param(["2026-01-26"], (None, "overdue"), (None, "upcoming"), id="early, before the review: none"),
        pytest.param(["2026-01-28"], ("2026-01-28", "met"), (None, "upcoming"), id="early: the day of the review"),
        pytest.param(["2026-02-11"], ("2026-02-11", "met"), (None, "upcoming"), id="in time: the last day"),
        pytest.param(["2026-02-18"], ("2026-02-18", "met-late"), (None, "upcoming"), id="late"),
        pytest.param(["2026-02-04", "2026-02-06"], ("2026-02-04", "met"), (None, "upcoming"), id="doubled: nothing is left over"),
        pytest.param([], (None, "overdue"), (None, "upcoming"), id="none"),
    ],
)
def test_what_follows_each_review(days: list[str], first: tuple[str | None, str], second: tuple[str | None, str]) -> None:
    """Two weeks after: held on Wed 28 January, 11 February. The next reviews, 25 March and 17 June, give 8 April and 1 July."""
    tables = CYCLE + task_of(per="review", keys=OWED) + rule_of(9, "letter", 'limit = "2 weeks"\nafter = "review"')
    schedule = schedule_of(tables, *reviewed("2026-01-28"), *sent(*days), head=ALONE)
    assert rows_of(schedule, "letter") == [("2026-02-11", *first), ("2026-04-08", *second), ("2026-07-01", None, "upcoming")]


@pytest.mark.parametrize(
    ("days", "first", "second"),
    [
        pytest.param(["2026-01-07"], ("2026-01-07", "met"), (None, "upcoming"), id="early"),
        pytest.param(["2026-01-21"], ("2026-01-21", "met"), (None, "upcoming"), id="in time: the last day"),
        pytest.param(["2026-01-28"], ("2026-01-28", "met-late"), (None, "upcoming"), id="late: the day of the review"),
        pytest.param(["2026-01-29"], (None, "overdue"), ("2026-01-29", "met"), id="later than the review: it prepares the next"),
        pytest.param(["2026-01-19", "2026-01-21"], ("2026-01-19", "met"), (None, "upcoming"), id="doubled: nothing is left over"),
        pytest.param(["2026-01-19", "2026-01-29"], ("2026-01-19", "met"), ("2026-01-29", "met"), id="one for each"),
        pytest.param([], (None, "overdue"), (None, "upcoming"), id="none"),
    ],
)
def test_what_prepares_each_review(days: list[str], first: tuple[str | None, str], second: tuple[str | None, str]) -> None:
    """A week before: 21 January for the review of Wed 28 January; 18 March and 10 June for those due on 25 March and 17 June."""
    tables = CYCLE + task_of(per="review", keys=OWED) + rule_of(9, "letter", 'limit = "1 week"\nbefore = "review"')
    schedule = schedule_of(tables, *reviewed("2026-01-28"), *sent(*days), head=ALONE)
    assert rows_of(schedule, "letter") == [("2026-01-21", *first), ("2026-03-18", *second), ("2026-06-10", None, "upcoming")]


# ---- of each event

CALLED = 'limit = "1 week"\nafter = "significant-event"'  # Mon 19 January, Mon 2 February


@pytest.mark.parametrize(
    ("rule", "days", "first", "second"),
    [
        pytest.param(CALLED, ["2026-01-09"], (None, "overdue"), (None, "overdue"), id="early: none"),
        pytest.param(f"{CALLED}\n{EARLY_ALLOWED}", ["2026-01-09"], ("2026-01-09", "met"), (None, "overdue"), id="early, as allowed"),
        pytest.param(
            f"{CALLED}\n{EARLY_ALLOWED}",
            ["2026-01-09", "2026-01-23"],
            ("2026-01-09", "met"),
            ("2026-01-23", "met"),
            id="early for each, as allowed",
        ),
        pytest.param(CALLED, ["2026-01-12", "2026-02-02"], ("2026-01-12", "met"), ("2026-02-02", "met"), id="in time: first day, last day"),
        pytest.param(CALLED, ["2026-01-21"], ("2026-01-21", "met-late"), (None, "overdue"), id="late"),
        pytest.param(CALLED, ["2026-01-28"], ("2026-01-28", "met-late"), (None, "overdue"), id="late, after the second: still the first's"),
        pytest.param(
            CALLED, ["2026-01-14", "2026-01-15"], ("2026-01-14", "met"), (None, "overdue"), id="doubled before the second: not the second's"
        ),
        pytest.param(
            CALLED, ["2026-01-28", "2026-01-29"], ("2026-01-28", "met-late"), ("2026-01-29", "met"), id="doubled after both: each has one"
        ),
        pytest.param(CALLED, [], (None, "overdue"), (None, "overdue"), id="none"),
    ],
)
def test_once_for_each_event(rule: str, days: list[str], first: tuple[str | None, str], second: tuple[str | None, str]) -> None:
    """A week after the events of Mon 12 and Mon 26 January: Mon 19 January, Mon 2 February."""
    schedule = schedule_of([rule], seen("2026-01-12"), seen("2026-01-26"), *sent(*days), per="event", task=OWED)
    assert rows_of(schedule, "letter") == [("2026-01-19", *first), ("2026-02-02", *second)]


# ---- what ends with care

LEFT_AND_BACK = [CeasedToBeLookedAfter(on=D("2026-02-02")), BecameLookedAfter(on=D("2026-02-09"), placement="foster-care")]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param(["2026-02-04"], [("2026-01-19", None, "overdue"), ("2026-02-23", None, "overdue")], id="between the two: of neither"),
        pytest.param(["2026-01-30"], [("2026-01-19", "2026-01-30", "met-late"), ("2026-02-23", None, "overdue")], id="late for the first"),
        pytest.param(["2026-02-10"], [("2026-01-19", None, "overdue"), ("2026-02-23", "2026-02-10", "met")], id="in time for the second"),
        pytest.param(
            ["2026-01-12", "2026-01-13"], [("2026-01-19", "2026-01-12", "met"), ("2026-02-23", None, "overdue")], id="doubled in the first"
        ),
    ],
)
def test_each_period_of_care_has_its_own(days: list[str], expected: list[Row]) -> None:
    """Away from Mon 2 to Mon 9 February: two weeks after each beginning, Mon 19 January and Mon 23 February."""
    assert rows_of(schedule_of([ONCE], *LEFT_AND_BACK, *sent(*days), task=OWED), "letter") == expected
