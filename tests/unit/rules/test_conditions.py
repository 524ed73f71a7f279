"""Each condition that a timescale may have, on the days around which it begins or ceases to hold.

An event is asked on each day, and a letter is due that day wherever the condition holds. Looked after on Mon 5 January 2026.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.small_profiles import ALONE, D

from lacreview_rules import (
    AuthorisedForAdoption,
    BecameLookedAfter,
    Event,
    Fact,
    History,
    LegalStatusChanged,
    OtherEvent,
    PlacedForAdoption,
    PlacementMoved,
    ReviewHeld,
    SignificantEvent,
    TaskDone,
    build_schedule,
    load_profile,
)
from lacreview_rules.errors import ProfileError
from lacreview_rules.profiles.conditions import CONDITIONS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Holds = Callable[..., list[str]]
    Reviews = Callable[..., list[int | None]]

CAME_IN = BecameLookedAfter(on=D("2026-01-05"), placement="foster-care", legal_status="section-20")
START = (
    ALONE
    + """[review_cycle]
task = "review"
[[tasks]]
id = "review"
title = "Review"
per = "period-of-care"
[[timescales]]
id = "ours/8"
task = "review"
limit = "4 weeks"
after = "became-looked-after"
[[timescales]]
id = "ours/9"
task = "review"
limit = "6 months"
after = "review"
"""
)
WORDS = """\
[[tasks]]
id = "review-report"
title = "Report for the review"
per = "review"
[[placements]]
id = "foster-care"
[[placements]]
id = "childrens-home"
[[legal_statuses]]
id = "section-20"
[[legal_statuses]]
id = "interim-care-order"
[[tasks]]
id = "visit"
title = "Visit"
per = "period-of-care"
[[tasks]]
id = "care-plan"
title = "Care plan"
per = "period-of-care"
[[facts]]
id = "asked"
[[facts]]
id = "told"
[[facts]]
id = "here"
scope = "placement"
[[facts]]
id = "placed-so"
whole_placement = true
scope = "placement"
[[facts]]
id = "known-of-child"
scope = "child"
[[events]]
id = "stay"
[[days]]
id = "february"
spans = [{ from = 2026-02-01, to = 2026-02-28 }]
[[totals]]
id = "long-stay"
event = "stay"
days = 2
"""


@pytest.fixture
def holds(tmp_path: Path) -> Holds:
    """The days, of those asked about, on which a condition holds."""

    def make(
        condition: str,
        days: list[str],
        *events: Event,
        key: str = "when",
        after: str = "significant-event",
        leap_day: str = "1 March",
        came_in: Event = CAME_IN,
        born: str | None = "2014-05-02",
        **more: Any,
    ) -> list[str]:
        path = tmp_path / "ours.toml"
        tables = f'{WORDS}[[tasks]]\nid = "letter"\ntitle = "Letter"\nper = "event"\n'
        tables += f'[[timescales]]\nid = "ours/1"\ntask = "letter"\nlimit = "0 days"\nafter = "{after}"\n{key} = {condition}\n'
        path.write_text(f'{START}{tables}[settings]\nleap_day_birthday = "{leap_day}"\n', encoding="utf-8")
        asked = [SignificantEvent(on=D(day), type=more.get(day)) for day in days]
        history = History("A1", [came_in, *events, *asked], None if born is None else D(born))
        return [str(due.due) for due in build_schedule(history, load_profile(path)).of("letter")]

    return make


@pytest.fixture
def reviews(tmp_path: Path) -> Reviews:
    """The reviews, by number, after which a letter is due under a condition."""

    def make(
        condition: str, *events: Event, key: str = "when", leap_day: str = "1 March", born: str | None = "2014-05-02"
    ) -> list[int | None]:
        path = tmp_path / "ours.toml"
        tables = '[[tasks]]\nid = "letter"\ntitle = "Letter"\nper = "review"\n'
        tables += f'[[timescales]]\nid = "ours/1"\ntask = "letter"\nlimit = "1 day"\nafter = "review"\n{key} = {condition}\n'
        path.write_text(f'{START}{tables}[settings]\nleap_day_birthday = "{leap_day}"\n', encoding="utf-8")
        history = History("A1", [CAME_IN, *events], None if born is None else D(born))
        return [due.review for due in build_schedule(history, load_profile(path)).of("letter")]

    return make


HELD = [ReviewHeld(on=D(day)) for day in ("2026-01-28", "2026-04-20", "2026-09-21", "2027-02-22", "2027-07-19")]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ('"first"', [1]),
        ('"second"', [2]),
        ('"third"', [3]),
        ('"fourth"', [4]),
        ('"fifth"', [5]),
        ('"later"', [2, 3, 4, 5, 6, 7]),
        ('"any"', [1, 2, 3, 4, 5, 6, 7]),
        ('"every second"', [2, 4, 6]),
        ('"every third"', [3, 6]),
        ('"every fourth"', [4]),
        ('["first", "third"]', [1, 3]),
        ('"not first"', [2, 3, 4, 5, 6, 7]),
        ('["later", "not third"]', [2, 4, 5, 6, 7]),
        ('["not first", "not third"]', [2, 4, 5, 6, 7]),
    ],
)
def test_which_review(reviews: Reviews, words: str, expected: list[int]) -> None:
    """Five were held; the sixth is open and the seventh assumed."""
    assert reviews(f"{{ review = {words} }}", *HELD) == expected
    assert reviews(f"{{ review = {words} }}", *HELD, key="unless") == [n for n in range(1, 8) if n not in expected]


def test_which_reviews_a_task_of_the_whole_time_counts_from(tmp_path: Path) -> None:
    """A letter after the first and the third review, of Wed 28 January and Mon 21 September; after the first alone."""
    for words, expected in (
        ('["first", "third"]', ["2026-01-29", "2026-09-22"]),
        ('"first"', ["2026-01-29"]),
        ('"second"', ["2026-04-21"]),
    ):
        path = tmp_path / "ours.toml"
        tables = '[[tasks]]\nid = "letter"\ntitle = "Letter"\nper = "period-of-care"\n[[timescales]]\nid = "ours/1"\ntask = "letter"\n'
        tables += f'limit = "1 day"\nafter = "review"\nwhen = {{ review = {words} }}\n'
        path.write_text(START + tables, encoding="utf-8")
        done = [TaskDone(on=review.on, task="letter") for review in HELD]
        found = build_schedule(History("A1", [CAME_IN, *HELD, *done], D("2014-05-02")), load_profile(path)).of("letter")
        assert [str(due.due) for due in found] == expected


def test_how_many_were_held_by_then(holds: Holds) -> None:
    """An event that belongs to no review is asked how many were held until that day, the day itself included."""
    days = ["2026-01-27", "2026-01-28", "2026-04-19", "2026-04-20"]
    assert holds('{ review = "none" }', days, *HELD[:2]) == days[:1]
    assert holds('{ review = "first" }', days, *HELD[:2]) == days[1:3]
    assert holds('{ review = "second" }', days, *HELD[:2]) == days[3:]
    assert holds('{ review = "any" }', days, *HELD[:2]) == days[1:]
    assert holds('{ review = "every second" }', days, *HELD[:2]) == days[3:]


def test_how_many_were_held_by_the_day_of_the_limit(holds: Holds) -> None:
    """What has to hold on the day of the limit itself."""
    assert holds('{ review = "none" }', ["2026-01-27", "2026-01-28"], HELD[0], key="while") == ["2026-01-27"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ('"under 12"', ["2026-05-01"]),
        ('"12 or over"', ["2026-05-02", "2027-05-01"]),
        ('["under 5", "12 or over"]', ["2026-05-02", "2027-05-01"]),
        ('"5 or over"', ["2026-05-01", "2026-05-02", "2027-05-01"]),
        ('"under 5"', []),
    ],
)
def test_age(holds: Holds, words: str, expected: list[str]) -> None:
    """Born on 2 May 2014: twelve on 2 May 2026. Without a date of birth no condition on age holds."""
    days = ["2026-05-01", "2026-05-02", "2027-05-01"]
    assert holds(f"{{ age = {words} }}", days) == expected
    assert holds(f"{{ age = {words} }}", days, born=None) == []


@pytest.mark.parametrize(("leap_day", "birthday"), [("28 February", "2026-02-28"), ("1 March", "2026-03-01")])
def test_who_was_born_on_29_february(holds: Holds, reviews: Reviews, leap_day: str, birthday: str) -> None:
    """Fourteen in 2026, on the day that the profile's setting says; the second review is held on Sat 28 February."""
    days = ["2026-02-27", "2026-02-28", "2026-03-01"]
    grown_up = [day for day in days if day >= birthday]
    told: dict[str, Any] = {"born": "2012-02-29", "leap_day": leap_day}
    assert holds('{ age = "14 or over" }', days, **told) == grown_up
    assert holds('{ age = "under 14" }', days, **told) == [day for day in days if day not in grown_up]
    held = [HELD[0], ReviewHeld(on=D("2026-02-28"))]
    has_turned = leap_day == "28 February"
    assert reviews("{ first_after_age = 14 }", *held, **told) == [2 if has_turned else 3]
    assert reviews("{ last_before_age = { age = 14, reviews = 1 } }", *held, **told) == [1 if has_turned else 2]


def test_any_of_several_words_though_only_one_occurs(holds: Holds) -> None:
    """She is in foster care all the time, accommodated by agreement (section 20)."""
    days = ["2026-02-02"]
    for words in ('["foster-care", "childrens-home"]', '["childrens-home", "foster-care"]', '["not childrens-home", "foster-care"]'):
        assert holds(f"{{ placement = {words} }}", days) == days
    assert holds('{ legal_status = ["interim-care-order", "section-20"] }', days) == days


def test_placement_and_legal_status(holds: Holds) -> None:
    """On the day of a move she is where she moved to; any of several words, and none of those with "not"."""
    events = [
        PlacementMoved(on=D("2026-02-02"), placement="childrens-home"),
        LegalStatusChanged(on=D("2026-02-04"), legal_status="interim-care-order"),
    ]
    days = ["2026-02-01", "2026-02-02", "2026-02-03", "2026-02-04"]
    for condition, expected in (
        ('{ placement = "foster-care" }', days[:1]),
        ('{ placement = "childrens-home" }', days[1:]),
        ('{ placement = ["foster-care", "childrens-home"] }', days),
        ('{ placement = "not foster-care" }', days[1:]),
        ('{ placement = ["not foster-care", "not childrens-home"] }', []),
        ('{ legal_status = "section-20" }', days[:3]),
        ('{ legal_status = "not section-20" }', days[3:]),
        ('{ legal_status = "interim-care-order", placement = "childrens-home" }', days[3:]),
    ):
        assert holds(condition, days, *events) == expected, condition
        assert holds(condition, days, *events, key="unless") == [day for day in days if day not in expected], condition


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ('"under 3 months"', ["2026-02-02", "2026-05-01"]),
        ('"3 months or over"', ["2026-02-01", "2026-05-02"]),
        ('"1 year or over"', []),
        ('["under 1 month", "3 months or over"]', ["2026-02-01", "2026-02-02", "2026-05-02"]),
    ],
)
def test_how_long_the_placement_has_lasted(holds: Holds, words: str, expected: list[str]) -> None:
    """The first since Thu 30 October 2025, the second since Mon 2 February 2026."""
    came_in = BecameLookedAfter(on=D("2025-10-30"), placement="foster-care")
    moved = PlacementMoved(on=D("2026-02-02"), placement="foster-care")
    days = ["2026-02-01", "2026-02-02", "2026-05-01", "2026-05-02"]
    assert holds(f"{{ placement_lasted = {words} }}", days, moved, came_in=came_in) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ('"under 6 weeks"', ["2026-02-15", "2026-02-16", "2026-03-29"]),
        ('"6 weeks or over"', ["2026-03-30"]),
        ('"under 1 week"', ["2026-02-16"]),
        ('"not under 6 weeks"', ["2026-03-30"]),
        ('["under 1 week", "6 weeks or over"]', ["2026-02-16", "2026-03-30"]),
        ('["under 2 months", "not under 1 week"]', ["2026-02-15", "2026-03-29", "2026-03-30"]),
    ],
)
def test_how_many_weeks_the_placement_has_lasted(holds: Holds, words: str, expected: list[str]) -> None:
    """The second began on Mon 16 February: six weeks, 42 days, on Mon 30 March. The first had lasted 41 days, since Mon 5 January.

    What an authority asks: weekly until a placement has lasted six weeks (docs/reference/patterns.md, 3).
    """
    moved = PlacementMoved(on=D("2026-02-16"), placement="foster-care")
    days = ["2026-02-15", "2026-02-16", "2026-03-29", "2026-03-30"]
    assert holds(f"{{ placement_lasted = {words} }}", days, moved) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ('"under 16 years 3 months"', ["2026-02-27"]),
        ('"16 years 3 months or over"', ["2026-02-28", "2026-03-01"]),
        ('"195 months or over"', ["2026-02-28", "2026-03-01"]),
        ('["under 18 months", "not under 16 years 3 months"]', []),
    ],
)
def test_age_in_months(holds: Holds, words: str, expected: list[str]) -> None:
    """Born on 30 November 2009: sixteen years and three months on Sat 28 February 2026, as February has no 30th (Dodds v Walker)."""
    days = ["2026-02-27", "2026-02-28", "2026-03-01"]
    assert holds(f"{{ age = {words} }}", days, born="2009-11-30") == expected


def test_facts(holds: Holds) -> None:
    """From the day of the record until it is taken back; all of several; one of a placement ends with it."""
    events = [
        Fact(on=D("2026-01-12"), fact="asked"),
        Fact(on=D("2026-01-19"), fact="told"),
        Fact(on=D("2026-01-12"), fact="here"),
        Fact(on=D("2026-01-26"), fact="asked", value=False),
        PlacementMoved(on=D("2026-01-20"), placement="foster-care"),
    ]
    days = ["2026-01-11", "2026-01-12", "2026-01-18", "2026-01-19", "2026-01-20", "2026-01-25", "2026-01-26"]
    for condition, expected in (
        ('{ fact = "asked" }', days[1:6]),
        ('{ fact = "not asked" }', [days[0], days[6]]),
        ('{ fact = ["asked", "told"] }', days[3:6]),
        ('{ fact = ["asked", "not told"] }', days[1:3]),
        ('{ fact = ["not asked", "not told"] }', days[:1]),
        ('{ fact = "here" }', days[1:4]),
    ):
        assert holds(condition, days, *events) == expected, condition


def test_tasks_done(holds: Holds) -> None:
    """From the day of the first completion; all of several."""
    events = [
        TaskDone(on=D("2026-01-12"), task="visit"),
        TaskDone(on=D("2026-01-14"), task="care-plan"),
        TaskDone(on=D("2026-01-20"), task="visit"),
    ]
    days = ["2026-01-11", "2026-01-12", "2026-01-13", "2026-01-14"]
    assert holds('{ task_done = "visit" }', days, *events) == days[1:]
    assert holds('{ task_done = ["visit", "care-plan"] }', days, *events) == days[3:]
    assert holds('{ task_done = ["visit", "not care-plan"] }', days, *events) == days[1:3]
    assert holds('{ task_done = "not visit" }', days) == days


@pytest.mark.parametrize("flag", ["emergency", "out_of_hours"])
def test_how_the_placement_was_made(holds: Holds, flag: str) -> None:
    """Recorded of the placement she was in that day."""
    told: dict[str, Any] = {flag: True}
    moved = PlacementMoved(on=D("2026-02-02"), placement="foster-care", **told)
    days = ["2026-02-01", "2026-02-02"]
    other = "out_of_hours" if flag == "emergency" else "emergency"
    assert holds(f"{{ {flag} = true }}", days, moved) == days[1:]
    assert holds(f"{{ {flag} = false }}", days, moved) == days[:1]
    assert holds(f"{{ {other} = true }}", days, moved) == []
    assert holds(f"{{ {other} = false }}", days, moved) == days


@pytest.mark.parametrize("flag", ["emergency", "out_of_hours"])
def test_of_two_events_of_a_day_each_is_asked_about_itself(holds: Holds, flag: str) -> None:
    """Placed for adoption on the day care began: one of the two was out of hours, or in an emergency, and the other was not."""
    told: dict[str, Any] = {flag: True}
    day = CAME_IN.on
    for came_in, placed, began_so in (
        (BecameLookedAfter(on=day, **told), PlacedForAdoption(on=day), True),
        (BecameLookedAfter(on=day), PlacedForAdoption(on=day, **told), False),
    ):
        for after, so in (("became-looked-after", began_so), ("placed-for-adoption", not began_so)):
            assert holds(f"{{ {flag} = true }}", [], placed, came_in=came_in, after=after) == ([str(day)] if so else [])
            assert holds(f"{{ {flag} = false }}", [], placed, came_in=came_in, after=after) == ([] if so else [str(day)])


def test_what_says_no_type_is_of_none(holds: Holds) -> None:
    """A move, or an age that is reached: neither an event of that type nor an error."""
    moved = PlacementMoved(on=D("2026-02-02"), placement="foster-care")
    for after, day in (("placement-moved", "2026-02-02"), ("age 12 years", "2026-05-02")):
        assert holds('{ type = "exclusion" }', ["2026-06-01"], moved, after=after) == []
        assert holds('{ type = "not exclusion" }', ["2026-06-01"], moved, after=after) == [day]


def test_the_type_of_the_event(holds: Holds) -> None:
    days = ["2026-02-02", "2026-02-03", "2026-02-04"]
    types = {"2026-02-02": "exclusion", "2026-02-03": "illness"}
    assert holds('{ type = "exclusion" }', days, **types) == days[:1]
    assert holds('{ type = ["exclusion", "illness"] }', days, **types) == days[:2]
    assert holds('{ type = "not exclusion" }', days, **types) == days[1:]


def test_authority_and_placing_for_adoption(holds: Holds) -> None:
    """AAR 2005 reg 36: from the day of the authority, whether or not the child has been placed."""
    events = [AuthorisedForAdoption(on=D("2026-02-02")), PlacedForAdoption(on=D("2026-02-09"))]
    days = ["2026-02-01", "2026-02-02", "2026-02-09"]
    assert holds("{ authorised_for_adoption = true }", days, *events) == days[1:]
    assert holds("{ authorised_for_adoption = false }", days, *events) == days[:1]
    assert holds("{ authorised_for_adoption = false }", days) == days
    assert holds("{ authorised_for_adoption = true }", days) == []


def test_a_total_that_was_reached(holds: Holds) -> None:
    """More than two days in a row: on the third, Wed 14 January."""
    stay = OtherEvent(event="stay", on=D("2026-01-12"), ends_on=D("2026-01-16"))
    days = ["2026-01-13", "2026-01-14", "2026-01-20"]
    assert holds('{ reached = "long-stay" }', days, stay) == days[1:]
    assert holds('{ reached = "not long-stay" }', days, stay) == days[:1]
    assert holds('{ reached = "long-stay" }', days) == []


def test_the_first_review_after_a_birthday_and_the_last_before_it(reviews: Reviews) -> None:
    """Sixteen on Mon 20 April 2026, the day of the second review, or on the day after it."""
    assert reviews("{ first_after_age = 16 }", *HELD, born="2010-04-20") == [2]
    assert reviews("{ first_after_age = 16 }", *HELD, born="2010-04-21") == [3]
    assert reviews("{ first_after_age = 16 }", *HELD, born=None) == []
    assert reviews("{ last_before_age = { age = 16, reviews = 1 } }", *HELD, born="2010-04-20") == [1]
    assert reviews("{ last_before_age = { age = 16, reviews = 1 } }", *HELD, born="2010-04-21") == [2]
    assert reviews("{ last_before_age = { age = 16, reviews = 2 } }", *HELD, born="2010-09-22") == [2, 3]
    assert reviews("{ last_before_age = { age = 16, reviews = 1 } }", *HELD, born=None) == []


@pytest.mark.parametrize(
    ("fact", "on", "days"),
    [
        ("here", "2026-01-18", []),  # of the placement before
        ("here", "2026-01-19", ["2026-01-19", "2026-03-01"]),
        ("here", "2026-01-20", []),
        ("asked", "2026-01-18", ["2026-01-19", "2026-03-01"]),
        ("asked", "2026-01-20", []),
        ("known-of-child", "2025-12-01", ["2026-01-05", "2026-01-18", "2026-01-19", "2026-03-01"]),
        ("placed-so", "2026-02-01", ["2026-01-19", "2026-03-01"]),
    ],
)
def test_a_fact_that_held_when_the_child_was_placed(holds: Holds, fact: str, on: str, days: list[str]) -> None:
    """In foster care from Mon 5 January 2026, moved on Mon 19 January: what is recorded later is not asked about, nor what ends later."""
    asked = ["2026-01-05", "2026-01-18", "2026-01-19", "2026-03-01"]
    moved = PlacementMoved(on=D("2026-01-19"), placement="childrens-home")
    recorded = [moved, Fact(on=D(on), fact=fact), Fact(on=D("2026-02-16"), fact="here", value=False)]
    assert holds(f'{{ fact_when_placed = "{fact}" }}', asked, *recorded) == days
    assert holds(f'{{ fact_when_placed = "not {fact}" }}', asked, *recorded) == [day for day in asked if day not in days]


def test_several_conditions_and_several_exceptions(holds: Holds) -> None:
    """All of one table must hold; of a list of tables, all of one."""
    events = [Fact(on=D("2026-01-12"), fact="asked"), Fact(on=D("2026-01-19"), fact="told")]
    days = ["2026-01-11", "2026-01-12", "2026-01-19"]
    assert holds('{ fact = "asked", review = "none" }', days, *events) == days[1:]
    assert holds('{ fact = "asked", review = "any" }', days, *events) == []
    assert holds('[{ fact = "asked", review = "any" }, { fact = "told" }]', days, *events, key="unless") == days[:2]
    assert holds('[{ fact = "asked" }, { fact = "told" }]', days, *events, key="unless") == days[:1]


EVERY = {  # each condition as it holds on Mon 2 February, and as it does not
    "review": ('"none"', '"any"'),
    "cycle": ('"first"', '"not first"'),
    "age": ('"under 14"', '"14 or over"'),
    "placement": ('"foster-care"', '"not foster-care"'),
    "placement_before": ('"not childrens-home"', '"childrens-home"'),
    "placement_lasted": ('"under 1 year"', '"1 year or over"'),
    "legal_status": ('"section-20"', '"not section-20"'),
    "fact": ('"asked"', '"not asked"'),
    "fact_when_placed": ('"placed-so"', '"not placed-so"'),
    "task_done": ('"visit"', '"not visit"'),
    "task_done_in_placement": ('"visit"', '"not visit"'),
    "task_done_for_review": ('"not review-report"', '"review-report"'),
    "times_done": ('{ task = "visit", number = "first" }', '{ task = "visit", number = "later" }'),
    "since": ('{ task = "visit", time = "under 1 week" }', '{ event = "stay", time = "under 3 weeks" }'),
    "during": ('"february"', '"not february"'),
    "emergency": ("true", "false"),
    "out_of_hours": ("true", "false"),
    "type": ('"exclusion"', '"not exclusion"'),
    "reason": ('"not E2"', '"E2"'),
    "authorised_for_adoption": ("true", "false"),
    "reached": ('"long-stay"', '"not long-stay"'),
    "first_after_age": ("11", "13"),
    "last_before_age": ("{ age = 13, reviews = 5 }", "{ age = 13, reviews = 1 }"),
}


def holds_on_2_february(holds: Holds, table: str) -> bool:
    day = D("2026-01-30")
    came_in = BecameLookedAfter(on=CAME_IN.on, placement="foster-care", legal_status="section-20", emergency=True, out_of_hours=True)
    stay = OtherEvent(event="stay", on=D("2026-01-12"), ends_on=D("2026-01-16"))
    events = [
        stay,
        Fact(on=day, fact="asked"),
        Fact(on=day, fact="placed-so"),
        TaskDone(on=day, task="visit"),
        AuthorisedForAdoption(on=day),
    ]
    return bool(holds(f"{{ {table} }}", ["2026-02-02"], *events, came_in=came_in, **{"2026-02-02": "exclusion"}))


@pytest.mark.parametrize("key", [record.key for record in CONDITIONS])
def test_every_condition_by_itself(holds: Holds, key: str) -> None:
    """A record without a word that holds here and one that does not has no case: it fails."""
    words, others = EVERY[key]
    assert holds_on_2_february(holds, f"{key} = {words}")
    assert not holds_on_2_february(holds, f"{key} = {others}")


@pytest.mark.parametrize("failing", [None, *EVERY])
def test_every_condition_at_once(holds: Holds, failing: str | None) -> None:
    """All of one table must hold, and one that does not is enough."""
    table = ", ".join(f"{name} = {words[name == failing]}" for name, words in EVERY.items())
    assert holds_on_2_february(holds, table) is (failing is None)


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ('{ review = "sixth" }', '"sixth" is not a review; use one of: none, any, later, first'),
        ('{ cycle = "second" }', '"second" is not a cycle; use "first" or "restarted"'),
        ('{ placement_lasted = "1 year" }', '"1 year" is not a length of placement; write "under 1 year" or "1 year or over"'),
        ('{ placement_lasted = "under 2 days" }', '"under 2 days" is not a length of placement; say it in weeks, months or years'),
    ],
)
def test_a_word_that_is_none(holds: Holds, condition: str, words: str) -> None:
    with pytest.raises(ProfileError) as told:
        holds(condition, [])
    assert words in str(told.value)
