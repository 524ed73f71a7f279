"""A limit that lapsed and comes back (`comes_back`) where what it depends on holds again: on which day, and not once it was ended.

Looked after on Mon 5 January 2026, in foster care. Dates are counted by hand.
"""

from __future__ import annotations

import pytest
from tests.small_profiles import (
    ALONE,
    D,
    came,
    done,
    dues,
    held,
    letter_of,
    moved,
    profile_of,
    review,
    rules_of,
    schedule_of,
    schedule_under,
    task_of,
)

from lacreview_rules import BecameLookedAfter, CeasedToBeLookedAfter, Event, Fact, History, ProfileError, SignificantEvent, build_schedule
from lacreview_rules.profiles.conditions import CONDITIONS

NOT_WITH_PARENTS = 'while = { placement = "not parent" }\ncomes_back = true\n'
AWAY = [moved("2026-01-07", "parent"), moved("2026-03-10", "foster-care")]
"""With the parents on the day of the limit, and back with foster carers on Tue 10 March."""


@pytest.mark.parametrize(("told", "expected"), [("2026-02-02", []), ("2026-03-10", ["2026-03-10"]), ("2026-03-11", ["2026-03-10"])])
def test_not_after_what_ends_it(told: str, expected: list[str]) -> None:
    """`until`: letters end with a significant event; one before the return ends the limit that would come back with it."""
    rule = 'limit = "10 days"\nafter = "letter"\nuntil = "significant-event"\n'
    found = schedule_of(letter_of(rule + NOT_WITH_PARENTS, "period-of-care"), done("2026-01-05"), *AWAY, SignificantEvent(on=D(told)))
    assert [due for due in dues(found) if due <= "2026-03-10"] == expected


def test_not_into_a_cycle_that_was_restarted() -> None:
    """The move back restarts the cycle: four weeks from Tue 10 March are Tue 7 April, and nothing of the cycle before is due."""
    tables = '[review_cycle]\ntask = "review"\nrestarts_on = ["placement-moved"]\n'
    tables += "".join(f'[[placements]]\nid = "{kind}"\ntitle = "{kind}"\n' for kind in ("foster-care", "parent"))
    first = 'limit = "4 weeks"\nafter = "became-looked-after"\n' + NOT_WITH_PARENTS
    tables += task_of("review") + rules_of("review", first, 'limit = "4 weeks"\nafter = "placement-moved"\nwhen = { review = "none" }')
    came_in = BecameLookedAfter(on=D("2026-01-05"), placement="parent")
    found = build_schedule(History("A1", [came_in, AWAY[-1]]), profile_of(tables, ALONE))
    assert (str(review(found, 1).due), review(found, 1).rule) == ("2026-04-07", "ours/2")


CAME = came("2023-01-09", status="care-order")


@pytest.mark.parametrize("profile", ["england", "newham"])
@pytest.mark.parametrize("more", [[], [Fact(on=D("2025-03-01"), fact="section-31a-plan")]])
def test_a_placement_that_is_a_year_old_only_later(profile: str, more: list[Event]) -> None:
    """Guidance vol 2 para 4.17, a long-term foster placement over a year old: ten months old, a year from the meeting; on 1 June it is."""
    record = [CAME, held("2023-01-30"), done("2023-03-30", "review-meeting"), moved("2023-06-01", "foster-care")]
    found = schedule_under(*record, Fact(on=D("2023-06-03"), fact="long-term-foster-placement"), *more, profile=profile)
    assert dues(found, "review-meeting")[0] == "2024-06-01"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ('placement_lasted = "6 weeks or over"', "2026-02-16"),
        ('placement_lasted = "not under 2 months"', "2026-03-05"),
        ('age = "12 or over"', "2026-05-02"),
        ('age = "under 11"', None),
        ('task_done = "visit"', "2026-02-03"),
        ('task_done_in_placement = "visit"', "2026-02-03"),
        ('times_done = { task = "visit", number = "second" }', "2026-02-20"),
        ('since = { task = "visit", time = "5 days or over" }', "2026-02-08"),
        ('since = { event = "significant-event", time = "under 1 month" }', "2026-02-06"),
    ],
)
def test_what_time_or_a_task_brings(asked: str, expected: str | None) -> None:
    """A letter in ten days, while so; visited on Tue 3 and Fri 20 February; born on 2 May 2014; an event on Fri 6 February."""
    rule = f'limit = "10 days"\nafter = "became-looked-after"\nwhile = {{ {asked} }}\ncomes_back = true'
    record = [done("2026-02-03", "visit"), SignificantEvent(on=D("2026-02-06")), done("2026-02-20", "visit")]
    assert dues(schedule_of(letter_of(rule, "period-of-care"), *record)) == ([] if expected is None else [expected])


@pytest.mark.parametrize(
    ("exempt", "expected"),
    [
        ('placement_lasted = "under 6 weeks"', "2026-02-16"),
        ('age = "under 12"', "2026-05-02"),
        ('task_done = "not visit"', "2026-02-03"),
    ],
)
def test_an_exemption_that_time_or_a_task_ends(exempt: str, expected: str) -> None:
    """`unless_throughout`: the limit had gone by, and the day on which the exemption ends takes its place."""
    rule = f'limit = "10 days"\nafter = "became-looked-after"\nunless = {{ {exempt} }}\nunless_throughout = true'
    assert dues(schedule_of(letter_of(rule, "period-of-care"), done("2026-02-03", "visit"))) == [expected]


def test_not_after_care() -> None:
    """The placement would be six weeks old on Mon 16 February, and ended with care on Mon 2 February."""
    rule = 'limit = "10 days"\nafter = "became-looked-after"\nwhile = { placement_lasted = "6 weeks or over" }\ncomes_back = true'
    assert dues(schedule_of(letter_of(rule, "period-of-care"), CeasedToBeLookedAfter(on=D("2026-02-02")))) == []


@pytest.mark.parametrize(("key", "with_"), [("while", "comes_back"), ("unless", "unless_throughout")])
@pytest.mark.parametrize("asked", ['review = "first"', "last_before_age = { age = 16 }", 'during = "term"'])
def test_what_changes_on_no_known_day_cannot_come_back(key: str, with_: str, asked: str) -> None:
    """A number of a review, or named days: refused, where the limit would not have come back and nobody was told."""
    rule = f'limit = "10 days"\nafter = "became-looked-after"\n{key} = {{ {asked} }}\n{with_} = true'
    days = '[[days]]\nid = "term"\ntitle = "Term"\nspans = [{ from = 2026-01-05, to = 2026-03-27 }]\n'
    with pytest.raises(ProfileError, match="nothing says on which day that changes"):
        profile_of(days + letter_of(rule, "period-of-care"))


def test_every_condition_says_when_it_changes_or_cannot() -> None:
    """Of a new condition somebody has to say it, too."""
    unknown = {record.key for record in CONDITIONS if record.changes_on is None}
    assert unknown == {"review", "cycle", "during", "first_after_age", "last_before_age"}


@pytest.mark.parametrize(
    ("last", "to", "expected"),
    [("2026-01-30", "childrens-home", ["2026-01-19"]), ("2026-01-09", "childrens-home", [None]), ("2026-01-09", "foster-care", [])],
)
def test_named_days_that_run_out_leave_no_date_when_an_exemption_ends(last: str, to: str, expected: list[str | None]) -> None:
    """Ten school days after Mon 5 January are up on Mon 19th. If the list ends on the 9th, that is told, once the child is in the home."""
    rule = 'limit = "10 working days"\nafter = "became-looked-after"\ncounted_in = "term"\n'
    rule += 'unless = { placement = "foster-care" }\nunless_throughout = true'
    term = f'[[days]]\nid = "term"\nspans = [{{ from = 2026-01-05, to = {last} }}]\n'
    found = schedule_of(term + letter_of(rule, "period-of-care"), moved("2026-01-12", to)).of("letter")
    assert [None if due.due is None else str(due.due) for due in found] == expected
    assert ["do not reach so far" in str(due.notices) for due in found] == [day is None for day in expected]


@pytest.mark.parametrize(("left", "expected"), [("2026-01-12", "2026-01-15"), ("2026-01-16", "2026-01-16"), ("2026-02-20", "2026-02-20")])
def test_every_limit_of_a_rule_whose_exemption_ends(left: str, expected: str) -> None:
    """Thirty days or ten after Mon 5 January, Thu 15th: the earlier binds, or the day on which the child left foster care if later."""
    rule = 'limit = ["30 days", "10 days"]\nafter = "became-looked-after"\n'
    rule += 'unless = { placement = "foster-care" }\nunless_throughout = true'
    assert dues(schedule_of(letter_of(rule, "period-of-care"), moved(left, "childrens-home"))) == [expected]


def test_a_limit_in_hours_of_a_rule_whose_exemption_ends_keeps_its_hour() -> None:
    """72 hours after Mon 5 January at 14:30, Thu 8 January at 14:30; the child left foster care on the 7th."""
    rule = 'limit = "72 hours"\nafter = "became-looked-after"\nunless = { placement = "foster-care" }\nunless_throughout = true'
    begins = came(at="14:30")
    [due] = schedule_of(letter_of(rule, "period-of-care"), moved("2026-01-07", "childrens-home"), came_in=begins).of("letter")
    assert due.due_at == "2026-01-08T14:30:00+00:00"


@pytest.mark.parametrize(("left", "expected"), [("2026-01-20", ["2026-01-20"]), ("2026-02-20", [])])
def test_an_exemption_that_ends_beside_a_condition_that_changes_with_the_calendar(left: str, expected: list[str]) -> None:
    """Ten days had gone when the child left foster care: due that day, in the term that ends on Fri 13 February, and lapsed after it."""
    term = '[[days]]\nid = "term"\nspans = [{ from = 2026-01-05, to = 2026-02-13 }]\n'
    rule = 'limit = "10 days"\nafter = "became-looked-after"\nwhile = { during = "term" }\n'
    rule += 'unless = { placement = "foster-care" }\nunless_throughout = true'
    assert dues(schedule_of(term + letter_of(rule, "period-of-care"), moved(left, "childrens-home"))) == expected
