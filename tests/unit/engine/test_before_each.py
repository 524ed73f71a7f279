"""What is to be done before each of several: each has what was done since the one before, whatever the task belongs to.

Authority: profile-format.md, "before a review: a completion since the review before", and fault F8 of forty-two procedures, a limit of a
later review on the open task of an earlier one. Dates by hand: five working days before Fri 30 January is the 23rd, before Mon 20 April
the 13th, before Tue 20 October (six months on, expected) the 13th.
"""

from __future__ import annotations

import pytest
from tests.small_profiles import HEAD, done, letter_of, letters, limits, reviewed, rule_of, schedule_of

RULE = 'limit = "5 working days"\nbefore = "review"'
JAN, APR, OCT = "2026-01-23", "2026-04-13", "2026-10-13"
ONCE = pytest.mark.parametrize("per", ["period-of-care", "placement"])


@ONCE
@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ([], [None, None, None]),
        (["2026-01-22"], ["2026-01-22", None, None]),
        (["2026-04-10"], [None, "2026-04-10", None]),
        (["2026-01-22", "2026-04-10"], ["2026-01-22", "2026-04-10", None]),
        (["2026-01-27", "2026-04-14"], ["2026-01-27", "2026-04-14", None]),
        (["2026-05-04"], [None, None, "2026-05-04"]),
        (["2026-01-30", "2026-04-20"], ["2026-01-30", "2026-04-20", None]),
        (["2026-01-20", "2026-01-22"], ["2026-01-22", None, None]),
    ],
)
def test_each_review_has_its_own(per: str, on: list[str], expected: list[str | None]) -> None:
    """Reviews on 30 January and 20 April; what is done on the day of one is for that one."""
    found = schedule_of(letter_of(RULE, per), *reviewed("2026-01-30", "2026-04-20"), *map(done, on), on="2026-05-05")
    assert letters(found)[:3] == list(zip([JAN, APR, OCT], expected, strict=True))
    assert all(len(due.also) == 0 for due in found.of("letter"))


@ONCE
def test_each_sitting_of_a_panel_has_its_own(per: str) -> None:
    """Five working days before Thu 29 January and Thu 26 February are the 22nd and the 19th."""
    panel = '[[days]]\nid = "panel"\non = [2026-01-29, 2026-02-26]\n'
    tables = panel + letter_of('limit = "5 working days"\nbefore = "panel"', per)
    assert letters(schedule_of(tables, done("2026-01-20"), on="2026-03-05")) == [("2026-01-22", "2026-01-20"), ("2026-02-19", None)]
    assert letters(schedule_of(tables, done("2026-02-11"), on="2026-03-05")) == [("2026-01-22", None), ("2026-02-19", "2026-02-11")]


@ONCE
def test_before_one_review_only_it_may_be_long_before(per: str) -> None:
    """A plan by the second review: made before the first, it is made."""
    rule = f'{RULE}\nwhen = {{ review = "second" }}'
    found = schedule_of(letter_of(rule, per), *reviewed("2026-01-30", "2026-04-20"), done("2026-01-20"), on="2026-05-05")
    assert letters(found) == [(APR, "2026-01-20")]


def test_a_visit_is_before_the_review_that_follows_it() -> None:
    """Visits on 8 and 20 January, the review on the 30th; the next is expected on 30 April, five working days before which is the 23rd."""
    found = schedule_of(
        rule_of(1, "visit", RULE), *reviewed("2026-01-30"), done("2026-01-08", "visit"), done("2026-01-20", "visit"), head=HEAD
    )
    second, third = found.of("visit")[1:3]
    assert limits(second) == [("ours/1", "2026-01-23"), ("england/V2", "2026-02-19")]
    assert limits(third) == [("england/V2", "2026-03-03"), ("ours/1", "2026-04-23")]
