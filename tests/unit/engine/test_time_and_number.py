"""Time since an event or a completion, every nth of any task, and named days, as conditions: what A2, A3, A4, A10 and A1 need.

Dates are counted on a wall calendar; 5 January 2026 is a Monday.
"""

from __future__ import annotations

import pytest
from tests.small_profiles import HEAD, D, done, dues, held, profile_of, rules_of, schedule_of, task_of

from lacreview_rules.errors import ProfileError
from lacreview_rules.histories.events import OtherEvent, ReviewArranged
from lacreview_rules.profiles.words import terms_words

HEARING = '[[events]]\nid = "hearing-held"\ntitle = "A hearing was held"\n'
HOLIDAY = '[[days]]\nid = "school-holiday"\ntitle = "School holidays"\nspans = [{ from = 2026-02-16, to = 2026-02-20 }]\n'
IN_THE_FIRST_YEAR = 'limit = "3 months"\nafter = "letter"\nwhen = { since = { event = "hearing-held", time = "under 1 year" } }'
LATER = 'limit = "6 months"\nafter = "letter"\nwhen = { since = { event = "hearing-held", time = "1 year or over" } }'


def hearing(on: str) -> OtherEvent:
    return OtherEvent(on=D(on), event="hearing-held")


@pytest.mark.parametrize(
    ("last", "due"),
    [
        ("2026-01-10", "2026-04-10"),  # the day itself: no time has passed
        ("2027-01-09", "2027-04-09"),  # the last day of the first year
        ("2027-01-10", "2027-07-10"),  # a year has passed
    ],
)
def test_an_interval_for_the_first_year_after_an_event(last: str, due: str) -> None:
    """A10 and A2: the interval changes a year after a decision, and nothing else marks it."""
    schedule = schedule_of([IN_THE_FIRST_YEAR, LATER], hearing("2026-01-10"), done(last), more=HEARING)
    assert due in dues(schedule)
    assert schedule.problems == ()  # the event is read, by the condition alone


def test_it_is_the_last_such_event_and_never_one_to_come() -> None:
    again = schedule_of([IN_THE_FIRST_YEAR, LATER], hearing("2026-01-10"), hearing("2027-01-08"), done("2027-01-20"), more=HEARING)
    assert "2027-04-20" in dues(again)
    before = schedule_of([IN_THE_FIRST_YEAR, LATER], done("2026-01-09"), hearing("2026-01-10"), more=HEARING)
    assert not any(day in dues(before) for day in ("2026-04-09", "2026-07-09"))


@pytest.mark.parametrize(("review", "due"), [("2026-02-20", []), ("2026-02-21", ["2026-02-26"])])
def test_time_since_a_task_was_done(review: str, due: list[str]) -> None:
    """Sat 10 Jan + 42 days is Sat 21 Feb 2026."""
    rule = 'limit = "5 days"\nafter = "review"\nwhen = { since = { task = "visit", time = "6 weeks or over" } }'
    schedule = schedule_of([rule], done("2026-01-10", "visit"), held(review), on=review)
    assert [day for day in dues(schedule) if day < "2026-04-01"] == due


@pytest.mark.parametrize(("number", "due"), [("every third", ["2026-01-26"]), ("first", ["2026-01-12"]), ("not later", ["2026-01-12"])])
def test_every_third_of_any_task(number: str, due: list[str]) -> None:
    """Rule pattern 22, of visits: they are Sat 10, 17, 24 and 31 January."""
    rule = f'limit = "2 days"\nafter = "visit"\nwhen = {{ times_done = {{ task = "visit", number = "{number}" }} }}'
    visits = [done(day, "visit") for day in ("2026-01-10", "2026-01-17", "2026-01-24", "2026-01-31")]
    schedule = schedule_of([rule], *visits, per="event", on="2026-02-01")
    assert [day for day in dues(schedule) if day < "2026-02-03"] == due


def test_reviews_are_counted_too() -> None:
    rule = 'limit = "2 days"\nafter = "visit"\nwhen = { times_done = { task = "review", number = "any" } }'
    early, late = done("2026-01-10", "visit"), done("2026-02-07", "visit")
    schedule = schedule_of([rule], early, held("2026-01-30"), late, per="event", on="2026-02-07")
    assert [day for day in dues(schedule) if day < "2026-02-20"] == ["2026-02-09"]


@pytest.mark.parametrize(
    ("review", "in_term", "in_holidays"),
    [
        ("2026-02-13", "2026-02-18", None),
        ("2026-02-16", None, "2026-02-26"),
        ("2026-02-20", None, "2026-03-02"),
        ("2026-02-21", "2026-02-26", None),
    ],
)
def test_during_named_days(review: str, in_term: str | None, in_holidays: str | None) -> None:
    """A3 and A4: five days, ten in the holidays, Mon 16 to Fri 20 February."""
    rules = [
        'limit = "5 days"\nafter = "review"\nwhen = { during = "not school-holiday" }',
        'limit = "10 days"\nafter = "review"\nwhen = { during = "school-holiday" }',
    ]
    schedule = schedule_of(rules, held(review), per="event", more=HOLIDAY, on=review)
    assert [day for day in dues(schedule) if day < "2026-04-01"] == [day for day in (in_term, in_holidays) if day is not None]


def test_a_weekday_that_is_a_bank_holiday_is_none_of_them() -> None:
    """Named by weekday: Good Friday, 3 April 2026, is no Friday of a panel, as everywhere else."""
    panel = '[[days]]\nid = "panel"\ntitle = "Panel days"\nweekdays = "Friday"\n'
    rule = 'limit = "5 days"\nafter = "review"\nwhen = { during = "panel" }'
    assert "2026-04-08" not in dues(schedule_of([rule], held("2026-04-03"), per="event", more=panel, on="2026-04-03"))
    assert "2026-04-15" in dues(schedule_of([rule], held("2026-04-10"), per="event", more=panel, on="2026-04-10"))


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ('since = { event = "hearing-held", time = "under 1 year" }', 'if "A hearing was held" was under 1 year before'),
        ('since = { task = "letter", time = "not under 6 weeks" }', 'if "Letter" was not under 6 weeks before'),
        (
            'times_done = { task = "visit", number = "every third" }',
            'if "Visit to the child" has been done, and the last was every third time',
        ),
        ('times_done = { task = "visit", number = "none" }', 'if "Visit to the child" has not been done'),
        ('during = "school-holiday"', "if it is one of these days: School holidays"),
    ],
)
def test_in_plain_english(when: str, said: str) -> None:
    profile = profile_of(HEARING + HOLIDAY + task_of() + rules_of("letter", f'limit = "1 week"\nafter = "review"\nwhen = {{ {when} }}'))
    assert list(terms_words(profile.rule("ours/1"), profile)) == [said]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ('since = { time = "under 1 year" }', "it names neither an event nor a task, or both"),
        ('since = { event = "hearing", time = "under 1 year" }', 'did you mean "hearing-held"'),
        ('since = { task = "visits", time = "under 1 year" }', 'did you mean "visit"'),
        ('since = { task = "visit", time = "1 year" }', 'is not a time since; write "under 1 year" or "1 year or over"'),
        ('since = { task = "visit", time = "under 3 working days" }', "say it in days, weeks, months or years"),
        ('since = { task = "visit" }', 'the key "time" is missing'),
        ('times_done = { task = "visits", number = "first" }', 'did you mean "visit"'),
        ('times_done = { task = "visit", number = "thrice" }', '"thrice" is not how often; use one of'),
        ('during = "school-holidays"', 'did you mean "school-holiday"'),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(when: str, told: str) -> None:
    with pytest.raises(ProfileError) as refused:
        profile_of(HEARING + HOLIDAY + task_of() + rules_of("letter", f'limit = "1 week"\nafter = "review"\nwhen = {{ {when} }}'))
    [problem] = refused.value.problems
    assert told in str(problem)
    lines = (HEAD + HEARING + HOLIDAY + task_of()).count("\n") + 6
    assert f":{lines}: ours/1.when" in problem.where


def test_what_is_only_expected_is_counted_too() -> None:
    """A file is audited within two days of every third supervision, which is every week from Sat 10 January 2026.

    Two were done: the third is expected on Sat 24 January, its audit on the 26th; the fourth, on the 31st, has none. Three were done:
    the one that is expected next is the fourth, so nothing is due after it.
    """
    tables = task_of("supervision") + rules_of("supervision", 'limit = "1 week"\nafter = "supervision"')
    audit = 'limit = "2 days"\nafter = "supervision"\nwhen = { times_done = { task = "supervision", number = "every third" } }'
    tables += task_of("letter", "event") + rules_of("letter", audit, first=2)
    done_on = [done(day, "supervision") for day in ("2026-01-10", "2026-01-17", "2026-01-24")]
    assert dues(schedule_of(tables, *done_on[:2])) == ["2026-01-26"]
    assert dues(schedule_of(tables, *done_on)) == ["2026-01-26"]
    ahead = dues(schedule_of(tables, *done_on, until="2026-02-28"))
    assert ahead == ["2026-01-26", "2026-02-16"]  # the sixth, on Sat 14 February


def test_a_review_that_is_booked_is_counted_too() -> None:
    """A letter within a week of every second review: booked for Fri 10 April, it has one due on the 17th; the third has none."""
    letter = 'limit = "1 week"\nafter = "review"\nwhen = { times_done = { task = "review", number = "every second" } }'
    tables = task_of("letter", "event") + rules_of("letter", letter)
    booked = ReviewArranged(on=D("2026-01-28"), review_on=D("2026-04-10"))
    assert dues(schedule_of(tables, held("2026-01-28"), booked)) == ["2026-04-17"]


def test_time_since_a_completion_that_is_only_expected() -> None:
    """The condition is asked on the day of the supervision itself, since which no time has passed: of Sat 7 March and 2 May, too."""
    tables = task_of("supervision") + rules_of("supervision", 'limit = "8 weeks"\nafter = "supervision"')
    soon = 'limit = "2 days"\nafter = "supervision"\nwhen = { since = { task = "supervision", time = "under 6 weeks" } }'
    tables += task_of("letter", "event") + rules_of("letter", soon, first=2)
    assert dues(schedule_of(tables, done("2026-01-10", "supervision"))) == ["2026-01-12", "2026-03-09", "2026-05-04"]
