"""What a time in care holds beyond the ordinary: moments of the day, what was done before care or after it, the leap day."""

from __future__ import annotations

from datetime import date, time
from functools import partial
from typing import TYPE_CHECKING

import pytest
from tests.small_profiles import ALONE, D, schedule_of

from lacreview_rules import (
    BecameLookedAfter,
    CeasedToBeLookedAfter,
    Event,
    Fact,
    OtherEvent,
    PlacementMoved,
    ReviewAdjourned,
    ReviewHeld,
    SignificantEvent,
    TaskDone,
)

if TYPE_CHECKING:
    from lacreview_rules.schedules.schedule import Schedule


CAME_IN = BecameLookedAfter(on=D("2026-01-05"), at=time(9, 0))
LEFT = CeasedToBeLookedAfter(on=D("2026-06-01"), at=time(16, 30))
BACK = BecameLookedAfter(on=D("2026-06-22"))


build = partial(schedule_of, came_in=None, born="2010-03-02", until="2028-01-01")


def letter(rule: str, per: str = "event", more: str = "") -> str:
    """The tables of a task and one rule of it."""
    return f'[[tasks]]\nid = "letter"\ntitle = "Letter"\nper = "{per}"\n{more}[[timescales]]\nid = "ours/1"\ntask = "letter"\n{rule}\n'


def days(schedule: Schedule) -> list[str]:
    return [str(due.due) for due in schedule.of("letter")]


def done(schedule: Schedule) -> list[str | None]:
    return [None if due.done_on is None else str(due.done_on) for due in schedule.of("letter")]


# ---- moments


@pytest.mark.parametrize(
    ("name", "expected"),
    [("started", ["2026-01-06T09:00", "2026-02-03T10:00"]), ("ended", ["2026-02-03T10:00", "2026-06-02T16:30"])],
)
def test_hours_from_a_placement(name: str, expected: list[str]) -> None:
    """Counted from the hour at which it began, or ended: with the start of care, a move, or the end of care."""
    events = [CAME_IN, PlacementMoved(on=D("2026-02-02"), at=time(10, 0)), LEFT]
    schedule = build(letter(f'after = "placement-{name}"\nlimit = "24 hours"'), *events)
    assert [str(due.due_at)[:16] for due in schedule.of("letter")] == expected


@pytest.mark.parametrize("name", ["placement-started", "placement-ended", "review-adjourned", "review-held", "review-meeting-held"])
def test_what_happened_is_certain(name: str) -> None:
    """A date that counts from it is not provisional."""
    events = [CAME_IN, ReviewAdjourned(on=D("2026-01-28")), ReviewHeld(on=D("2026-02-11")), LEFT]
    found = build(letter(f'after = "{name}"\nlimit = "1 day"'), *events).of("letter")
    assert found
    assert {due.basis for due in found} == {"actual"}


def test_a_review_is_told_by_its_number() -> None:
    """In whatever name something counts from it."""
    events = [CAME_IN, ReviewHeld(on=D("2026-01-28")), ReviewAdjourned(on=D("2026-04-20")), ReviewHeld(on=D("2026-05-05"))]
    for name, numbers in (("review-held", [1, 2]), ("review-adjourned", [2]), ("adjourned-review-completed", [2])):
        found = build(letter(f'after = "{name}"\nlimit = "1 day"'), *events).of("letter")
        assert [due.review for due in found] == numbers, name


@pytest.mark.parametrize("kind", ["review-held", "review-adjourned"])
def test_a_review_that_shares_a_reference(kind: str) -> None:
    """It is a stage of one matter, with the event that has the same reference: together they cause one task."""
    review = ReviewHeld if kind == "review-held" else ReviewAdjourned
    matter = OtherEvent(event="panel-sat", on=D("2026-01-26"), ref="m")
    rules = (
        'after = "panel-sat"\nlimit = "10 days"\n[[timescales]]\nid = "ours/2"\ntask = "letter"\n' + f'after = "{kind}"\nlimit = "5 days"'
    )
    schedule = build('[[events]]\nid = "panel-sat"\n' + letter(rules), CAME_IN, matter, review(on=D("2026-01-28"), ref="m"))
    assert days(schedule) == ["2026-02-02"]


# ---- before care, and after it


def test_a_profile_that_builds_on_none() -> None:
    """Nothing in it may be done before care: each time in care has its own letter, in five working days."""
    schedule = build(letter('after = "became-looked-after"\nlimit = "5 working days"', "period-of-care"), CAME_IN, LEFT, BACK, head=ALONE)
    assert days(schedule) == ["2026-01-12", "2026-06-29"]


@pytest.mark.parametrize(("written", "counts"), [("2026-06-08", True), ("2026-06-05", False)])
def test_a_period_before_care_in_working_days(written: str, counts: bool) -> None:
    """Ten working days before Mon 22 June 2026 is Mon 8 June; what was done in an earlier time in care counts from then."""
    rule = letter('after = "became-looked-after"\nlimit = "5 working days"\nmay_precede = "10 working days"', "period-of-care")
    left = CeasedToBeLookedAfter(on=D("2026-06-09"))
    schedule = build(rule, CAME_IN, TaskDone(on=D(written), task="letter"), left, BACK)
    assert done(schedule)[-1] == (written if counts else None)


def test_what_prepared_an_earlier_review() -> None:
    """A letter that prepared what was to come, a week before the child left, prepares no review of the next time in care."""
    rule = letter('before = "review"\nlimit = "5 working days"', "review")
    schedule = build(rule, CAME_IN, TaskDone(on=D("2026-05-25"), task="letter"), LEFT, BACK)
    assert [due.done_on for due in schedule.of("letter") if due.period_of_care == 2] != []
    assert {due.done_on for due in schedule.of("letter") if due.period_of_care == 2} == {None}


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([TaskDone(on=D("2026-06-10"), task="letter")], "2026-06-10"),
        ([TaskDone(on=D("2026-06-10"), task="letter", review=1)], "2026-06-10"),  # named before the child was back
        ([TaskDone(on=D("2026-06-22"), task="letter", review=1)], None),  # from that day on, it names one of the new time in care
        ([TaskDone(on=D("2026-06-25"), task="letter")], "2026-06-25"),  # no review has sat since
        ([ReviewHeld(on=D("2026-07-15")), TaskDone(on=D("2026-07-14"), task="letter")], "2026-07-14"),
        ([ReviewHeld(on=D("2026-07-15")), TaskDone(on=D("2026-07-15"), task="letter")], None),  # it follows the new one
    ],
)
def test_what_followed_a_review_after_the_child_left(events: list[Event], expected: str | None) -> None:
    """The record of a review held on Wed 20 May, sent after the child left on 1 June or after re-entry on the 22nd."""
    rule = letter('after = "review"\nlimit = "20 working days"', "review")
    schedule = build(rule, CAME_IN, ReviewHeld(on=D("2026-05-20")), LEFT, BACK, *events)
    assert done(schedule)[0] == expected


# ---- days and numbers


@pytest.mark.parametrize(("setting", "expected"), [("1 March", "2026-03-02"), ("28 February", "2026-03-01")])
def test_a_birthday_on_the_leap_day(setting: str, expected: str) -> None:
    """Eighteen in a year that has no 29 February: on the day that the profile says (docs/explanation/ambiguities, question 21)."""
    rule = letter('after = "age 18 years"\nlimit = "1 day"')
    assert days(build(rule, CAME_IN, born="2008-02-29", leap_day_birthday=setting)) == [expected]


def test_a_rule_counts_from_the_one_review_it_names() -> None:
    """The second of the sequence is the third held, where the second stands apart."""
    held = [ReviewHeld(on=D("2026-01-28")), ReviewHeld(on=D("2026-04-20"), additional=True), ReviewHeld(on=D("2026-05-18"))]
    rule = letter('after = "review"\nwhen = { review = "second" }\nlimit = "1 day"', "period-of-care")
    assert days(build(rule, CAME_IN, *held))[0] == "2026-04-21"
    assert days(build(rule, CAME_IN, *held, additional_reviews="stand-apart"))[0] == "2026-05-19"


@pytest.mark.parametrize(("which", "expected"), [("every second", [3]), ("every third", []), ("every fourth", []), ("later", [2, 3])])
def test_one_that_stands_apart_is_no_so_manieth(which: str, expected: list[int]) -> None:
    """Of three reviews the second stands apart: it is a later review, but what falls on every so many falls on the sequence alone."""
    held = [ReviewHeld(on=D("2026-01-28")), ReviewHeld(on=D("2026-04-20"), additional=True), ReviewHeld(on=D("2026-05-18"))]
    rule = letter(f'after = "review"\nwhen = {{ review = "{which}" }}\nlimit = "1 day"', "review")
    schedule = build(rule, CAME_IN, *held, additional_reviews="stand-apart")
    assert [due.review for due in schedule.of("letter") if due.basis == "actual"] == expected


@pytest.mark.parametrize(("additional", "expected"), [(True, []), (False, [1])])
def test_the_only_review_stands_apart(additional: bool, expected: list[int]) -> None:
    """Where no rule asks for reviews, none is assumed: the one that was held is the first, unless it is additional."""
    tables = CYCLE[: CYCLE.index("[[timescales]]")].replace('restarts_on = ["placement-moved"]', "") + letter(
        'after = "review"\nwhen = { review = "first" }\nlimit = "1 day"', "review"
    )
    held = ReviewHeld(on=D("2026-01-28"), additional=additional)
    schedule = build(tables, CAME_IN, held, head=ALONE, additional_reviews="stand-apart")
    assert [due.review for due in schedule.of("letter")] == expected


def test_reviews_held_by_a_day() -> None:
    """A first review due on Mon 2 February that nobody has held is not one that was: the move in March comes before any review."""
    rule = letter('after = "placement-moved"\nwhen = { review = "none" }\nlimit = "1 day"')
    assert days(build(rule, CAME_IN, PlacementMoved(on=D("2026-03-09")))) == ["2026-03-10"]
    assert days(build(rule, CAME_IN, ReviewHeld(on=D("2026-01-28")), PlacementMoved(on=D("2026-03-09")))) == []


def test_many_of_each_of_two_names() -> None:
    """Seventeen panels sat in the first placement and seventeen boards in the second: each placement's letter follows its own."""
    panels = [OtherEvent(event="panel-sat", on=date(2026, 1, day)) for day in range(6, 23)]
    boards = [OtherEvent(event="board-sat", on=date(2026, 4, day)) for day in range(7, 24)]
    rules = 'after = "panel-sat"\nlimit = "1 day"\n[[timescales]]\nid = "ours/2"\ntask = "letter"\nafter = "board-sat"\nlimit = "1 day"'
    words = '[[events]]\nid = "panel-sat"\n[[events]]\nid = "board-sat"\n'
    schedule = build(words + letter(rules, "placement"), CAME_IN, PlacementMoved(on=D("2026-03-10")), LEFT, *boards, *panels)
    assert days(schedule) == ["2026-01-07", "2026-04-08"]


def test_many_of_which_one_is_only_assumed() -> None:
    """Seventeen letters were written in the first placement; the one assumed in the second, on 2 April, has its answer on the 4th."""
    answer = '[[tasks]]\nid = "answer"\ntitle = "Answer"\nper = "placement"\n[[timescales]]\nid = "ours/2"\ntask = "answer"\n'
    tables = letter('after = "panel-sat"\nlimit = "1 day"', "period-of-care") + answer + 'after = "letter"\nlimit = "2 days"\n'
    panels = [OtherEvent(event="panel-sat", on=date(2026, 1, day)) for day in range(6, 23)]
    letters = [TaskDone(on=date(2026, 1, day), task="letter") for day in range(6, 23)]
    last = OtherEvent(event="panel-sat", on=D("2026-04-01"))
    schedule = build(PANEL + tables, CAME_IN, PlacementMoved(on=D("2026-03-10")), *panels, *letters, last)
    assert [str(due.due) for due in schedule.of("answer")] == ["2026-01-08", "2026-04-04"]


CYCLE = """\
[review_cycle]
task = "review"
restarts_on = ["placement-moved"]
[[tasks]]
id = "review"
title = "Review"
per = "period-of-care"
[[timescales]]
id = "ours/first"
task = "review"
after = "placement-moved"
limit = "20 working days"
[[timescales]]
id = "ours/second"
task = "review"
after = "review"
when = { review = "first" }
limit = "3 months"
[[timescales]]
id = "ours/later"
task = "review"
after = "review"
when = { review = "later" }
limit = "6 months"
"""
HELD_AND_MOVED = [CAME_IN, ReviewHeld(on=D("2026-01-28")), PlacementMoved(on=D("2026-02-16"))]


def test_a_cycle_begun_anew() -> None:
    """Moved on Mon 16 February 2026, after one review: twenty working days, then three months, then six, as for a new cycle."""
    schedule = build(CYCLE, *HELD_AND_MOVED, head=ALONE)
    assert [str(due.due) for due in schedule.of("review")][-5:-1] == ["2026-03-16", "2026-06-16", "2026-12-16", "2027-06-16"]


@pytest.mark.parametrize(("born", "expected"), [("2011-04-01", [3]), ("2011-07-01", []), ("2010-12-16", [2, 3]), ("2010-12-17", [3])])
def test_a_cycle_begun_anew_looks_ahead(born: str, expected: list[int]) -> None:
    """Reviews on 16 March and 16 June are shown, those of 16 December and 16 June 2027 expected: which are the last two before 16."""
    adviser = '[[considerations]]\nid = "ours/adviser"\ntitle = "Adviser"\nwhen = { last_before_age = { age = 16, reviews = 2 } }\n'
    schedule = build(CYCLE + adviser, *HELD_AND_MOVED, head=ALONE, born=born, until=None)
    assert [str(due.due) for due in schedule.of("review")][-2:] == ["2026-03-16", "2026-06-16"]
    assert [mark.review for mark in schedule.considerations] == expected


def test_an_unheld_review_before_a_restart() -> None:
    """The first review was due on Mon 2 February and nobody held it: by the move in March none of the new cycle was held."""
    rule = letter('after = "placement-moved"\nwhen = { review = "none" }\nlimit = "1 day"')
    schedule = build('[review_cycle]\nrestarts_on = ["placement-moved"]\n' + rule, CAME_IN, PlacementMoved(on=D("2026-03-09")))
    assert days(schedule) == ["2026-03-10"]


def test_a_cycle_that_would_begin_anew_after_care() -> None:
    """Sixteen in September, having left in June: the review of October is cancelled, and no birthday takes it away."""
    held = [ReviewHeld(on=D("2026-01-28")), ReviewHeld(on=D("2026-04-28"))]
    cycle = CYCLE.replace("placement-moved", "age 16 years")
    assert [str(due.due) for due in build(cycle, CAME_IN, *held, LEFT, head=ALONE, born="2010-09-10").of("review")] == [
        "2026-04-28",
        "2026-10-28",
    ]


def test_a_birthday_is_told_by_its_name() -> None:
    """In the working of what counts from it."""
    (due,) = build(letter('after = "age 16 years"\nlimit = "1 day"'), CAME_IN).of("letter")
    assert [step.facts["from"] for step in due.explanation.steps if step.kind == "counts-from"] == ["age 16 years"]


@pytest.mark.parametrize(("on", "expected"), [("2026-02-01", []), ("2026-01-31", ["2026-02-02"])])
def test_whether_a_task_was_done_by_then(on: str, expected: list[str]) -> None:
    """Asked on the day on which the count starts: the report of 31 January had been written, one of 1 February had not."""
    tables = '[[tasks]]\nid = "report"\ntitle = "Report"\nper = "event"\n'
    tables += letter('after = "significant-event"\nlimit = "2 days"\nwhen = { task_done = "report" }')
    schedule = build(tables, CAME_IN, TaskDone(on=D(on), task="report"), SignificantEvent(on=D("2026-01-31")))
    assert days(schedule) == expected


# ---- what is asked twice of one event


def fact(on: str, *, value: bool) -> Fact:
    return Fact(on=D(on), fact="in-court", value=value)


PANEL = '[[events]]\nid = "panel-sat"\n[[facts]]\nid = "in-court"\n'


def test_asked_when_it_starts_and_when_it_is_due() -> None:
    """In court when the panel sat, on 8 January; no longer on the 18th, when the letter would be due."""
    events = [CAME_IN, fact("2026-01-05", value=True), fact("2026-01-10", value=False), OtherEvent(event="panel-sat", on=D("2026-01-08"))]
    rule = 'after = "panel-sat"\nlimit = "10 days"\nwhen = { fact = "in-court" }\n'
    assert days(build(PANEL + letter(rule), *events)) == ["2026-01-18"]
    assert days(build(PANEL + letter(rule + 'while = { fact = "in-court" }'), *events)) == []


def test_asked_for_a_review_and_for_none() -> None:
    """Before any review was held, a panel prepares the first; by itself it is of none."""
    for_review = letter('after = "panel-sat"\nlimit = "1 day"\nunless = { review = "second" }', "review")
    by_itself = letter('after = "panel-sat"\nlimit = "1 day"\nunless = { review = "first" }').replace("letter", "note").replace("/1", "/2")
    schedule = build(PANEL + for_review + by_itself, CAME_IN, OtherEvent(event="panel-sat", on=D("2026-01-12")))
    assert [str(due.due) for due in schedule.of("note")] == ["2026-01-13"]


def test_asked_in_a_cycle_that_restarts_and_in_one_that_does_not() -> None:
    """Moved after one review: no longer the first of the one, and still the first of the other."""
    rule = 'after = "placement-moved"\nlimit = "1 day"\nunless = { review = "first" }\nrestarts_on = '
    rules = letter(rule + "[]") + letter(rule + '["placement-moved"]').replace("letter", "note").replace("/1", "/2")
    schedule = build(rules, CAME_IN, ReviewHeld(on=D("2026-01-28")), PlacementMoved(on=D("2026-02-16")))
    assert [str(due.due) for due in schedule.of("note")] == ["2026-02-17"]
    assert days(schedule) == []


# ---- owed after care


def test_an_event_after_care_that_is_the_completion() -> None:
    """The panel that sat after the child left did what was still owed."""
    tables = letter('after = "became-looked-after"\nlimit = "1 day"', "period-of-care", 'outlives_care = true\ndone_by = ["panel-sat"]\n')
    assert done(build(PANEL + tables, CAME_IN, LEFT, OtherEvent(event="panel-sat", on=D("2026-06-10")))) == ["2026-06-10"]


def test_until_an_age_that_is_reached_after_care() -> None:
    """Left on Mon 1 June 2026: a letter every eight weeks until eighteen, on 10 September; the second would be due on the 21st."""
    rules = 'after = "ceased-to-be-looked-after"\nlimit = "8 weeks"\n[[timescales]]\nid = "ours/2"\ntask = "letter"\nafter = "letter"\n'
    rules += 'limit = "8 weeks"\nuntil = "age 18 years"'
    tables = letter(rules, "period-of-care", "outlives_care = true\n")
    assert days(build(tables, CAME_IN, LEFT, born="2008-09-10")) == ["2026-07-27"]
    assert days(build(tables, CAME_IN, LEFT, born="2008-09-21"))[:2] == ["2026-07-27", "2026-09-21"]


@pytest.mark.parametrize(("owed", "expected"), [(True, ["2026-09-11"]), (False, [])])
def test_the_latest_of_several_reached_after_care(owed: bool, expected: list[str]) -> None:
    """Eighteen on 10 September, having left in June: what is owed after care counts from then, as it does from the age alone."""
    rule = 'after = ["became-looked-after", "age 18 years"]\nlimit = "1 day"'
    tables = letter(rule, "period-of-care", "outlives_care = true\n" if owed else "")
    assert days(build(tables, CAME_IN, LEFT, born="2008-09-10")) == expected
