"""The settings of a profile, two at a time: each pair on one history on which both have a say, under every answer to both.

Authority: docs/explanation/ambiguities.md, which says what each setting means, and docs/reference/profile-format.md (`settings`).
Looked after on Mon 5 January 2026. The profile is a cycle of whole weeks: the first review within four weeks (Mon 2 February), the
second eight weeks after the first, every other twelve weeks after the one before. So a calendar on the wall says each date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.small_profiles import ALONE, D, asked, dues, held, rules_of, schedule_of, task_of

from lacreview_rules import ReviewAdjourned

if TYPE_CHECKING:
    from lacreview_rules.schedules.schedule import Schedule

Row = tuple[str, str | None, str]
"""When it is due, when it was done, and how it stands on Tue 31 March 2026."""

OF_REVIEWS = '[review_cycle]\ntask = "review"\n[[tasks]]\nid = "review"\ntitle = "Review"\nper = "period-of-care"\n'
FIRST = 'limit = "4 weeks"\nafter = "became-looked-after"'
CYCLE = OF_REVIEWS + rules_of(
    "review",
    FIRST,
    'limit = "8 weeks"\nafter = "review"\nwhen = { review = "first" }',
    'limit = "12 weeks"\nafter = "review"\nwhen = { review = "later" }',
)
BY_AGE = OF_REVIEWS + rules_of(
    "review",
    FIRST,
    'limit = "8 weeks"\nafter = "review"\nwhen = { age = "under 14" }',
    'limit = "12 weeks"\nafter = "review"\nwhen = { age = "14 or over" }',
)
"""Eight weeks after each review until she is fourteen, then twelve."""
REPORT = task_of("report", "review") + rules_of("report", 'limit = "1 week"\nbefore = "review"', first=9)
REQUESTED = rules_of("review", 'limit_from = "review_by"\nafter = "review-requested"', first=4)

SAT, COMPLETED = ReviewAdjourned(on=D("2026-01-28")), held("2026-02-11")
ADDITIONAL = held("2026-03-04", additional=True)
LEAP_DAY = "2012-02-29"
"""Fourteen on Sat 28 February 2026 or on Sun 1 March."""
AROUND_HER_BIRTHDAY = [ReviewAdjourned(on=D("2026-02-27")), held("2026-02-28")]


def under(tables: str, *events: Any, born: str = "2014-05-02", **settings: Any) -> Schedule:
    return schedule_of(tables, *events, head=ALONE, born=born, **settings)


def reviews(schedule: Schedule) -> list[Row]:
    found = schedule.on(D("2026-03-31")).of("review")
    return [(str(due.due), None if due.done_on is None else str(due.done_on), due.status) for due in found]


def with_a_notice(schedule: Schedule, task: str = "review") -> list[str]:
    """The due dates by which the child can no longer be looked after."""
    return [str(due.due) for due in schedule.of(task) if any("can no longer be looked after" in notice for notice in due.notices)]


# ---- which day of an adjourned review meets its limit


@pytest.mark.parametrize(
    ("met_by", "interval_from", "first", "second", "third"),
    [
        ("sitting", "completion", ("2026-02-02", "2026-01-28", "met"), "2026-04-08", "2026-07-01"),
        ("sitting", "sitting", ("2026-02-02", "2026-01-28", "met"), "2026-03-25", "2026-06-17"),
        ("completion", "completion", ("2026-02-02", "2026-02-11", "met-late"), "2026-04-08", "2026-07-01"),
        ("completion", "sitting", ("2026-02-02", "2026-02-11", "met-late"), "2026-03-25", "2026-06-17"),
    ],
)
def test_met_by_and_interval_from(met_by: str, interval_from: str, first: Row, second: str, third: str) -> None:
    """Sat on Wed 28 January, completed on Wed 11 February: eight weeks on are 25 March and 8 April."""
    found = under(CYCLE, SAT, COMPLETED, adjourned_review_met_by=met_by, interval_after_adjournment_from=interval_from)
    assert reviews(found)[0] == first
    assert dues(found, "review")[1:] == [second, third]


@pytest.mark.parametrize(
    ("met_by", "additional", "expected"),
    [
        (
            "sitting",
            "count",
            [("2026-02-02", "2026-01-28", "met"), ("2026-03-09", "2026-03-04", "met"), ("2026-05-27", None, "upcoming")],
        ),
        (
            "sitting",
            "stand-apart",
            [("2026-02-02", "2026-01-28", "met"), ("2026-03-09", "2026-03-04", "met"), ("2026-04-08", None, "upcoming")],
        ),
        (
            "completion",
            "count",
            [("2026-02-02", "2026-02-11", "met-late"), ("2026-03-09", "2026-03-04", "met"), ("2026-05-27", None, "upcoming")],
        ),
        (
            "completion",
            "stand-apart",
            [("2026-02-02", "2026-02-11", "met-late"), ("2026-03-09", "2026-03-04", "met"), ("2026-04-08", None, "upcoming")],
        ),
    ],
)
def test_met_by_and_additional(met_by: str, additional: str, expected: list[Row]) -> None:
    """Asked for on Mon 16 February by Mon 9 March, and held on Wed 4 March, as an additional review.

    Counted, it is the second, and the third is due twelve weeks after it, on 27 May. Apart from the sequence, the second is still due
    eight weeks after the first was completed, on 8 April.
    """
    events = [SAT, COMPLETED, asked("2026-02-16", "2026-03-09"), ADDITIONAL]
    found = under(CYCLE + REQUESTED, *events, adjourned_review_met_by=met_by, additional_reviews=additional)
    assert reviews(found)[:3] == expected


@pytest.mark.parametrize(
    ("met_by", "count_back", "status", "reports"),
    [
        ("sitting", "simple", "met", ["2026-01-21", "2026-04-01", "2026-06-24"]),
        ("sitting", "clear", "met", ["2026-01-20", "2026-03-31", "2026-06-23"]),
        ("completion", "simple", "met-late", ["2026-01-21", "2026-04-01", "2026-06-24"]),
        ("completion", "clear", "met-late", ["2026-01-20", "2026-03-31", "2026-06-23"]),
    ],
)
def test_met_by_and_count_back(met_by: str, count_back: str, status: str, reports: list[str]) -> None:
    """What prepares an adjourned review counts back from its sitting, Wed 28 January, whatever meets it; then from 8 April, 1 July."""
    found = under(CYCLE + REPORT, SAT, COMPLETED, adjourned_review_met_by=met_by, count_back=count_back)
    assert (reviews(found)[0][2], dues(found, "report")) == (status, reports)


@pytest.mark.parametrize(
    ("met_by", "birthday", "second"),
    [
        ("sitting", "1 March", "2026-04-24"),
        ("sitting", "28 February", "2026-04-24"),
        ("completion", "1 March", "2026-04-24"),
        ("completion", "28 February", "2026-05-22"),
    ],
)
def test_met_by_and_leap_day_birthday(met_by: str, birthday: str, second: str) -> None:
    """What a rule asks about a review, it asks on the day that meets it: Fri 27 February, or its completion on Sat 28.

    The interval counts from the sitting: eight weeks after the 27th are Fri 24 April, twelve are Fri 22 May.
    """
    found = under(
        BY_AGE,
        *AROUND_HER_BIRTHDAY,
        born=LEAP_DAY,
        interval_after_adjournment_from="sitting",
        adjourned_review_met_by=met_by,
        leap_day_birthday=birthday,
    )
    assert dues(found, "review")[1] == second


@pytest.mark.parametrize(
    ("met_by", "ends", "first", "noted"),
    [
        ("sitting", {}, ("2026-02-02", "2026-01-28", "met"), []),
        ("sitting", {"care_ends_at_age": 18}, ("2026-02-02", "2026-01-28", "met"), ["2026-04-08", "2026-07-01"]),
        ("completion", {}, ("2026-02-02", "2026-02-11", "met-late"), []),
        ("completion", {"care_ends_at_age": 18}, ("2026-02-02", "2026-02-11", "met-late"), ["2026-04-08", "2026-07-01"]),
    ],
)
def test_met_by_and_the_age_at_which_care_ends(met_by: str, ends: dict[str, int], first: Row, noted: list[str]) -> None:
    """Eighteen on Tue 10 February, between the sitting and the completion: the second and the third review are due after that."""
    found = under(CYCLE, SAT, COMPLETED, born="2008-02-10", adjourned_review_met_by=met_by, **ends)
    assert (reviews(found)[0], with_a_notice(found)) == (first, noted)


# ---- which day of an adjourned review the next interval counts from


@pytest.mark.parametrize(
    ("interval_from", "additional", "expected"),
    [
        ("completion", "count", [("2026-04-08", "2026-03-04"), ("2026-05-27", None)]),
        ("sitting", "count", [("2026-03-25", "2026-03-04"), ("2026-05-27", None)]),
        ("completion", "stand-apart", [("2026-04-08", None), ("2026-07-01", None)]),
        ("sitting", "stand-apart", [("2026-03-25", None), ("2026-06-17", None)]),
    ],
)
def test_interval_from_and_additional(interval_from: str, additional: str, expected: list[tuple[str, str | None]]) -> None:
    """The second is due eight weeks after Wed 11 February or Wed 28 January; the additional review of Wed 4 March meets it or does not.

    Where it does, the next is twelve weeks after that, on 27 May, whichever day the first interval counted from.
    """
    found = under(CYCLE, SAT, COMPLETED, ADDITIONAL, interval_after_adjournment_from=interval_from, additional_reviews=additional)
    assert [(due, day) for due, day, _ in reviews(found)][1:3] == expected


@pytest.mark.parametrize(
    ("interval_from", "count_back", "reports"),
    [
        ("completion", "simple", ["2026-01-21", "2026-04-01", "2026-06-24"]),
        ("completion", "clear", ["2026-01-20", "2026-03-31", "2026-06-23"]),
        ("sitting", "simple", ["2026-01-21", "2026-03-18", "2026-06-10"]),
        ("sitting", "clear", ["2026-01-20", "2026-03-17", "2026-06-09"]),
    ],
)
def test_interval_from_and_count_back(interval_from: str, count_back: str, reports: list[str]) -> None:
    """A week before Wed 28 January; then before 8 April and 1 July, or before 25 March and 17 June; clear, one day more."""
    found = under(CYCLE + REPORT, SAT, COMPLETED, interval_after_adjournment_from=interval_from, count_back=count_back)
    assert dues(found, "report") == reports


@pytest.mark.parametrize(
    ("interval_from", "birthday", "second"),
    [
        ("completion", "1 March", "2026-04-25"),
        ("completion", "28 February", "2026-05-23"),
        ("sitting", "1 March", "2026-04-24"),
        ("sitting", "28 February", "2026-04-24"),
    ],
)
def test_interval_from_and_leap_day_birthday(interval_from: str, birthday: str, second: str) -> None:
    """Counted from the completion of Sat 28 February, she is fourteen by one answer: twelve weeks, Sat 23 May, for eight, Sat 25 April.

    Counted from the sitting of Fri 27 February she is thirteen by both: eight weeks, Fri 24 April.
    """
    found = under(BY_AGE, *AROUND_HER_BIRTHDAY, born=LEAP_DAY, interval_after_adjournment_from=interval_from, leap_day_birthday=birthday)
    assert dues(found, "review")[1] == second


@pytest.mark.parametrize(
    ("interval_from", "ends", "noted"),
    [
        ("completion", {}, []),
        ("completion", {"care_ends_at_age": 18}, ["2026-04-08", "2026-07-01"]),
        ("sitting", {}, []),
        ("sitting", {"care_ends_at_age": 18}, ["2026-06-17"]),
    ],
)
def test_interval_from_and_the_age_at_which_care_ends(interval_from: str, ends: dict[str, int], noted: list[str]) -> None:
    """Eighteen on Wed 1 April: the second review is due on 8 April, after that, or on 25 March, before it."""
    found = under(CYCLE, SAT, COMPLETED, born="2008-04-01", interval_after_adjournment_from=interval_from, **ends)
    assert with_a_notice(found) == noted


# ---- whether an additional review counts

FIRST_HELD = held("2026-01-28")


@pytest.mark.parametrize(
    ("additional", "count_back", "reports"),
    [
        ("count", "simple", ["2026-01-21", "2026-02-25", "2026-05-20", "2026-08-12"]),
        ("count", "clear", ["2026-01-20", "2026-02-24", "2026-05-19", "2026-08-11"]),
        ("stand-apart", "simple", ["2026-01-21", "2026-02-25", "2026-03-18", "2026-06-10"]),
        ("stand-apart", "clear", ["2026-01-20", "2026-02-24", "2026-03-17", "2026-06-09"]),
    ],
)
def test_additional_and_count_back(additional: str, count_back: str, reports: list[str]) -> None:
    """Each review held has its report, a week before it; so have the next two, of 27 May and 19 August, or 25 March and 17 June."""
    found = under(CYCLE + REPORT, FIRST_HELD, ADDITIONAL, additional_reviews=additional, count_back=count_back)
    assert dues(found, "report") == reports


@pytest.mark.parametrize(
    ("additional", "birthday", "next_one"),
    [
        ("count", "1 March", "2026-04-25"),
        ("count", "28 February", "2026-05-23"),
        ("stand-apart", "1 March", "2026-03-25"),
        ("stand-apart", "28 February", "2026-03-25"),
    ],
)
def test_additional_and_leap_day_birthday(additional: str, birthday: str, next_one: str) -> None:
    """Held on Sat 28 February: counted, the next interval is eight weeks (25 April) or, once she is fourteen, twelve (23 May).

    Apart, it counts from Wed 28 January: eight weeks, 25 March.
    """
    events = [FIRST_HELD, held("2026-02-28", additional=True)]
    found = under(BY_AGE, *events, born=LEAP_DAY, additional_reviews=additional, leap_day_birthday=birthday)
    assert next(due for due, day, _ in reviews(found) if day is None) == next_one


@pytest.mark.parametrize(
    ("additional", "ends", "noted"),
    [
        ("count", {}, []),
        ("count", {"care_ends_at_age": 18}, ["2026-05-27", "2026-08-19"]),
        ("stand-apart", {}, []),
        ("stand-apart", {"care_ends_at_age": 18}, ["2026-06-17"]),
    ],
)
def test_additional_and_the_age_at_which_care_ends(additional: str, ends: dict[str, int], noted: list[str]) -> None:
    """Eighteen on Wed 1 April. Counted, the reviews to come are due on 27 May and 19 August; apart, on 25 March and 17 June."""
    found = under(CYCLE, FIRST_HELD, ADDITIONAL, born="2008-04-01", additional_reviews=additional, **ends)
    assert with_a_notice(found) == noted


# ---- counting back, birthdays, the end of care


@pytest.mark.parametrize(
    ("count_back", "birthday", "due"),
    [
        ("simple", "1 March", "2026-02-24"),
        ("clear", "1 March", "2026-02-23"),
        ("simple", "28 February", "2026-02-23"),
        ("clear", "28 February", "2026-02-22"),
    ],
)
def test_count_back_and_leap_day_birthday(count_back: str, birthday: str, due: str) -> None:
    """Five days before she is fourteen: before Sun 1 March, Tue 24 February; before Sat 28 February, Mon 23; clear, a day more."""
    tables = task_of() + rules_of("letter", 'limit = "5 days"\nbefore = "age 14 years"')
    found = under(tables, born=LEAP_DAY, count_back=count_back, leap_day_birthday=birthday)
    assert dues(found.on(D("2026-03-01"))) == [due]


@pytest.mark.parametrize(
    ("count_back", "ends", "noted"),
    [
        ("simple", {}, []),
        ("simple", {"care_ends_at_age": 18}, ["2026-03-18", "2026-06-10"]),
        ("clear", {}, []),
        ("clear", {"care_ends_at_age": 18}, ["2026-06-09"]),
    ],
)
def test_count_back_and_the_age_at_which_care_ends(count_back: str, ends: dict[str, int], noted: list[str]) -> None:
    """Eighteen on Wed 18 March: a week before the review of 25 March is that day; a clear week before it is the day before."""
    found = under(CYCLE + REPORT, FIRST_HELD, born="2008-03-18", count_back=count_back, **ends)
    assert with_a_notice(found, "report") == noted


@pytest.mark.parametrize(
    ("birthday", "ends", "noted"),
    [
        ("1 March", {}, []),
        ("1 March", {"care_ends_at_age": 18}, ["2026-03-01"]),
        ("28 February", {}, []),
        ("28 February", {"care_ends_at_age": 18}, ["2026-02-28", "2026-03-01"]),
    ],
)
def test_leap_day_birthday_and_the_age_at_which_care_ends(birthday: str, ends: dict[str, int], noted: list[str]) -> None:
    """Born on 29 February 2008: letters are due on Sat 28 February 2026, 54 days after she came, and on Sun 1 March, 55 days after."""
    tables = "".join(
        task_of(name) + rules_of(name, f'limit = "{days} days"\nafter = "became-looked-after"', first=days)
        for name, days in (("letter", 54), ("reply", 55))
    )
    found = under(tables, born="2008-02-29", leap_day_birthday=birthday, **ends)
    assert with_a_notice(found, "letter") + with_a_notice(found, "reply") == noted
