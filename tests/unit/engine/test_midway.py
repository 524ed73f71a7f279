"""The middle day between any two things that a timescale can count from, and not only between one review and the next.

Authority: profile-format.md, "the middle day between the two". Dates by hand, counting from Monday 5 January 2026; of two middle days it
is the earlier.
"""

from __future__ import annotations

import pytest
from tests.small_profiles import D, done, held, letter_of, schedule_of

from lacreview_rules import OtherEvent

ROUND = """[[days]]
id = "half-term"
spans = [{ from = 2026-02-16, to = 2026-02-20 }, { from = 2026-05-25, to = 2026-05-29 }]
[[days]]
id = "summer-term"
spans = [{ from = 2026-04-20, to = 2026-07-21 }]
"""
MATTER = """[[events]]
id = "assessment-started"
title = "An assessment began"
[[events]]
id = "conference-planned"
title = "A conference is planned"
"""


def dates(schedule: object) -> list[str]:
    return [str(due.due) for due in schedule.of("letter")]  # type: ignore[attr-defined]


def matter(event: str, on: str, ref: str | None = None) -> OtherEvent:
    return OtherEvent(on=D(on), event=event, ref=ref)


@pytest.mark.parametrize("per", ["period-of-care", "placement", "event"])
def test_between_two_named_days(per: str) -> None:
    """From Fri 20 February to Tue 21 July is 151 days: 75 on, Wed 6 May."""
    rule = 'limit = "midway"\nafter = "half-term ends"\nbefore = "summer-term ends"'
    assert dates(schedule_of(ROUND + letter_of(rule, per), until="2026-05-20"))[0] == "2026-05-06"


@pytest.mark.parametrize("ref", [None, "a"])
def test_between_two_events_of_one_matter(ref: str | None) -> None:
    """12 January to 9 February is 28 days: 26 January. 2 to 23 March is 21: 12 March. The third has no conference yet, and no date."""
    second = None if ref is None else "b"
    rule = 'limit = "midway"\nafter = "assessment-started"\nbefore = "conference-planned"'
    events = [
        matter("assessment-started", "2026-01-12", ref),
        matter("conference-planned", "2026-02-09", ref),
        matter("assessment-started", "2026-03-02", second),
        matter("conference-planned", "2026-03-23", second),
        matter("assessment-started", "2026-04-13", None if ref is None else "c"),
    ]
    assert dates(schedule_of(MATTER + letter_of(rule), *events)) == ["2026-01-26", "2026-03-12", "None"]


def test_of_two_matters_at_a_time_each_has_its_own_end() -> None:
    """Begun on 12 and 19 January; the conference of the second is on 26 January (7 days: the 22nd), of the first on 9 February."""
    rule = 'limit = "midway"\nafter = "assessment-started"\nbefore = "conference-planned"'
    events = [
        matter("assessment-started", "2026-01-12", "a"),
        matter("assessment-started", "2026-01-19", "b"),
        matter("conference-planned", "2026-01-26", "b"),
        matter("conference-planned", "2026-02-09", "a"),
    ]
    assert sorted(dates(schedule_of(MATTER + letter_of(rule), *events))) == ["2026-01-22", "2026-01-26"]


def test_from_a_review_to_what_follows_it() -> None:
    """30 January to the decisions of 5 February is six days: 2 February, and not the middle of the reviews."""
    rule = 'limit = "midway"\nafter = "review"\nbefore = "decisions"'
    assert dates(schedule_of(letter_of(rule, "review"), held("2026-01-30"), done("2026-02-05", "decisions")))[0] == "2026-02-02"


def test_from_one_review_to_the_next_whatever_the_task_belongs_to() -> None:
    """30 January to 30 April is 90 days: 16 March."""
    rule = 'limit = "midway"\nafter = "review"\nbefore = "review"'
    for per in ("review", "period-of-care", "event"):
        assert dates(schedule_of(letter_of(rule, per), held("2026-01-30")))[0] == "2026-03-16"


def test_up_to_an_age_and_up_to_a_review_that_is_expected() -> None:
    """Sixteen on 2 May 2026, 117 days on: 58, 4 March. The first review by 2 February, 28 on: 19 January; held on the 26th, the 15th."""
    to_sixteen = letter_of('limit = "midway"\nafter = "became-looked-after"\nbefore = "age 16 years"', "period-of-care")
    assert dates(schedule_of(to_sixteen, born="2010-05-02")) == ["2026-03-04"]
    to_review = letter_of('limit = "midway"\nafter = "became-looked-after"\nbefore = "review"', "period-of-care")
    assert dates(schedule_of(to_review)) == ["2026-01-19"]
    assert dates(schedule_of(to_review, held("2026-01-26"))) == ["2026-01-15"]
