"""What a time in care holds to count from: events, placements, ages, days that an authority names, and the numbers of reviews.

Looked after on Mon 5 January 2026. Each test has a profile of its own; dates are counted by hand.
"""

from __future__ import annotations

from datetime import date, time
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from tests.small_profiles import ALONE, HEAD, D, dues, letter_of, schedule_of

from lacreview_rules import (
    BecameLookedAfter,
    CeasedToBeLookedAfter,
    DecisionsIssued,
    Event,
    OtherEvent,
    PlacementMoved,
    ReviewAdjourned,
    ReviewHeld,
    SchoolStarted,
    SignificantEvent,
    TaskDone,
)

if TYPE_CHECKING:
    from lacreview_rules.schedules.due_dates import DueDate

LEFT = CeasedToBeLookedAfter(on=D("2026-06-01"))
WORDS = """\
[[days]]
id = "panel"
on = [2026-01-04, 2026-01-05, 2026-06-01, 2026-06-02]
[[days]]
id = "term"
spans = [{ from = 2025-12-01, to = 2026-01-16 }, { from = 2026-02-02, to = 2026-06-12 }]
[[events]]
id = "stay"
[[totals]]
id = "long-stay"
event = "stay"
days = 2
"""
THREE_HELD = [ReviewHeld(on=D(day)) for day in ("2026-01-28", "2026-04-20", "2026-05-18")]
RESTARTING = '[review_cycle]\nrestarts_on = ["placement-moved"]\n'
AT_NINE = BecameLookedAfter(on=D("2026-01-05"), at=time(9, 0))
AGAIN: list[Event] = [SignificantEvent(on=D("2026-02-02")), SignificantEvent(on=D("2026-04-02"))]
LEFT_IN_THE_AFTERNOON = CeasedToBeLookedAfter(on=D("2026-06-01"), at=time(16, 30))
BACK = BecameLookedAfter(on=D("2026-06-22"))
build = partial(schedule_of, came_in=None, born="2010-03-02", until="2028-01-01")
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


def letters_after(
    anchor: str, *events: Event, per: str = "event", born: str = "2010-03-02", more: str = "", **settings: Any
) -> list[DueDate]:
    """The letters that are due after, or before, something."""
    rules = [f'limit = "1 day"\n{anchor}']
    return list(schedule_of(rules, *events, per=per, born=born, more=more + WORDS, until="2027-01-01", **settings).of("letter"))


def days(found: list[DueDate]) -> list[str]:
    return [str(due.due) for due in found]


def numbered(which: str, *events: Event, **settings: Any) -> list[int | None]:
    condition = f'after = "review"\nwhen = {{ review = "{which}" }}'
    return [due.review for due in letters_after(condition, *events, per="review", more=RESTARTING, **settings) if due.basis == "actual"]


def test_placements_that_began_and_ended() -> None:
    """The first began with care and the last ended with it; on the day of a move one ends and one begins."""
    events = [PlacementMoved(on=D("2026-02-02")), LEFT]
    assert days(letters_after('after = "placement-started"', *events)) == ["2026-01-06", "2026-02-03"]
    assert days(letters_after('after = "placement-ended"', *events)) == ["2026-02-03", "2026-06-02"]
    assert days(letters_after('after = "placement-ended"')) == []


def test_reviews_in_their_several_names() -> None:
    """Adjourned on Wed 28 January and completed on 11 February; held on paper on 20 April, which was no meeting."""
    events = [ReviewAdjourned(on=D("2026-01-28")), ReviewHeld(on=D("2026-02-11")), ReviewHeld(on=D("2026-04-20"), meeting=False)]
    for name, expected in (
        ("review-adjourned", ["2026-01-29"]),
        ("review-held", ["2026-02-12", "2026-04-21"]),
        ("review-meeting-held", ["2026-02-12"]),
        ("adjourned-review-completed", ["2026-02-12"]),
    ):
        assert days(letters_after(f'after = "{name}"', *events)) == expected, name


def test_a_total_that_is_passed() -> None:
    """On the third day of a stay from Mon 12 January; once."""
    stays = [
        OtherEvent(event="stay", on=D(on), ends_on=D(last)) for on, last in (("2026-01-12", "2026-01-16"), ("2026-02-12", "2026-02-16"))
    ]
    assert days(letters_after('after = "long-stay"', *stays)) == ["2026-01-15"]


def test_days_that_the_authority_names() -> None:
    """Within care, its first day and its last included."""
    assert days(letters_after('after = "panel"', LEFT)) == ["2026-01-06", "2026-06-02"]
    assert days(letters_after('after = "panel"')) == ["2026-01-06", "2026-06-02", "2026-06-03"]
    assert days(letters_after('after = "term starts"', LEFT)) == ["2026-02-03"]
    assert days(letters_after('after = "term ends"', LEFT)) == ["2026-01-17"]


@pytest.mark.parametrize(
    ("born", "events", "owed", "expected"),
    [
        ("2010-01-04", [], False, []),  # sixteen the day before care began
        ("2010-01-05", [], False, ["2026-01-06"]),
        ("2010-06-01", [LEFT], False, ["2026-06-02"]),  # on the day care ended
        ("2010-06-02", [LEFT], False, []),
        ("2010-06-02", [LEFT], True, ["2026-06-03"]),  # unless it is owed after care
        ("2010-06-02", [], False, ["2026-06-03"]),
    ],
)
def test_a_birthday(born: str, events: list[Event], owed: bool, expected: list[str]) -> None:
    """Sixteen within the time in care."""
    task = "outlives_care = true\n" if owed else ""
    assert days(letters_after('after = "age 16 years"', *events, born=born, task=task)) == expected


@pytest.mark.parametrize(
    ("born", "events", "expected"),
    [
        ("2010-03-02", [SignificantEvent(on=D("2026-02-02"))], ["2026-03-03"]),  # the birthday comes later
        ("2010-01-04", [SignificantEvent(on=D("2026-02-02"))], ["2026-02-03"]),  # it came before care, and the event later
        ("2010-03-02", [], []),  # one of them did not happen
        ("2010-03-02", AGAIN, ["2026-03-03", "2026-04-03"]),  # it happens again
        ("2010-03-02", AGAIN[::-1], ["2026-03-03", "2026-04-03"]),
    ],
)
def test_the_latest_of_several(born: str, events: list[Event], expected: list[str]) -> None:
    """Each has to have happened; what happens again after that is the latest then."""
    assert days(letters_after('after = ["age 16 years", "significant-event"]', *events, born=born)) == expected


def test_the_latest_of_several_in_each_placement() -> None:
    """After sixteen, in care: of the placement that the birthday lies in, and of each that begins after it."""
    moves = [PlacementMoved(on=D(day)) for day in ("2026-02-02", "2026-04-02", "2026-05-05")]
    placed = letters_after('after = ["age 16 years", "placement-started"]', *moves, born="2010-03-02", per="placement")
    assert days(placed) == ["2026-03-03", "2026-04-03", "2026-05-06"]


@pytest.mark.parametrize("order", [slice(None), slice(None, None, -1)])
def test_the_latest_of_several_of_each_review(order: slice) -> None:
    """A day after the review or, if that is later, after its decisions: those of another review are not looked at."""
    held = [ReviewHeld(on=D(day)) for day in ("2026-01-28", "2026-04-20")]
    issued = [DecisionsIssued(on=D(day)) for day in ("2026-02-03", "2026-04-27")]
    found = letters_after('after = ["review", "decisions"]', *held[order], *issued[order], born="2014-05-02", per="review")
    assert days(found)[:2] == ["2026-02-04", "2026-04-28"]


def test_on_one_day_they_are_one() -> None:
    """Both happen again on 2 April: one letter."""
    again = [SignificantEvent(on=D("2026-04-02")), SchoolStarted(on=D("2026-04-02"))]
    first = [SignificantEvent(on=D("2026-02-02")), SchoolStarted(on=D("2026-02-09"))]
    found = letters_after('after = ["significant-event", "school-started"]', *first, *again, born="2014-05-02")
    assert days(found) == ["2026-02-10", "2026-04-03"]


@pytest.mark.parametrize("anchors", ['"review", "significant-event"', '"significant-event", "review"'])
@pytest.mark.parametrize("first", ["2026-01-28", "2026-01-12"])
def test_a_review_and_an_event_of_one_day_are_one(anchors: str, first: str) -> None:
    """Whether the first pair falls on one day (Wed 28 January) or not, the review and the event of Mon 20 April call for one letter."""
    events = [SignificantEvent(on=D(day)) for day in (first, "2026-04-20")]
    reviews = [ReviewHeld(on=D(day)) for day in ("2026-01-28", "2026-04-20")]
    found = letters_after(f"after = [{anchors}]", *events, *reviews, born="2014-05-02", per="event")
    assert days(found)[:2] == ["2026-01-29", "2026-04-21"]


def test_what_comes_once_or_by_time_alone_comes_once() -> None:
    """The next panel is no other birthday. A child becomes eligible once, however often that is recorded (row T2: 16 on 2 Mar 2026)."""
    assert days(letters_after('after = ["age 10 years", "panel"]')) == ["2026-01-06"]
    recorded = [OtherEvent(on=D(day), event="became-eligible") for day in ("2026-03-09", "2026-04-06")]
    assert dues(build([], BecameLookedAfter(on=D("2026-01-05")), *recorded, head=HEAD), "pathway-assessment") == ["2026-06-09"]


def test_the_latest_of_several_before_care() -> None:
    """If all of it was over before care began, nothing is asked for."""
    assert days(letters_after('after = ["age 15 years", "age 10 years"]')) == []
    assert days(letters_after('after = ["age 15 years", "became-looked-after"]')) == ["2026-01-06"]


def test_one_that_stands_apart_has_no_number_in_the_cycle() -> None:
    """Of three reviews the second is additional: the third is the second of the sequence, or the third if additional ones count."""
    held = [THREE_HELD[0], ReviewHeld(on=D("2026-04-20"), additional=True), THREE_HELD[2]]
    assert numbered("second", *held) == [2]
    assert numbered("second", *held, additional_reviews="stand-apart") == [3]
    assert numbered("first", *held, additional_reviews="stand-apart") == [1]


def test_a_task_done_by_an_event_of_another_kind() -> None:
    """And by those that follow from events: the end of a placement."""
    moved = PlacementMoved(on=D("2026-02-02"))
    [due, *_] = letters_after('after = "became-looked-after"', moved, task='done_by = ["placement-moved"]\n')
    assert due.done_on == D("2026-02-02")
    [due, *_] = letters_after('after = "became-looked-after"', moved, task='done_by = ["placement-ended"]\n')
    assert due.done_on == D("2026-02-02")
    [due, *_] = letters_after(
        'after = "became-looked-after"', TaskDone(on=D("2026-01-20"), task="letter"), moved, task='done_by = ["placement-moved"]\n'
    )
    assert due.done_on == D("2026-01-20")


def test_a_move_and_its_answer_that_share_a_reference() -> None:
    """The letter that names the move answers it; the other, written later, is that of the placement before."""
    events = [
        PlacementMoved(on=D("2026-02-02"), ref="b"),
        TaskDone(on=D("2026-02-03"), task="letter", ref="b"),
        TaskDone(on=D("2026-02-05"), task="letter"),
    ]
    first, second = letters_after('after = "placement-started"', *events)
    assert (first.done_on, second.done_on) == (D("2026-02-05"), D("2026-02-03"))


# ---- times of day, and what was done before care or after it


@pytest.mark.parametrize("name", ["placement-started", "placement-ended", "review-adjourned", "review-held", "review-meeting-held"])
def test_what_happened_is_certain(name: str) -> None:
    """A date that counts from it is not provisional."""
    events = [AT_NINE, ReviewAdjourned(on=D("2026-01-28")), ReviewHeld(on=D("2026-02-11")), LEFT_IN_THE_AFTERNOON]
    found = build(letter_of(f'after = "{name}"\nlimit = "1 day"'), *events).of("letter")
    assert found
    assert {due.basis for due in found} == {"actual"}


def test_a_review_is_told_by_its_number() -> None:
    """In whatever name something counts from it."""
    events = [AT_NINE, ReviewHeld(on=D("2026-01-28")), ReviewAdjourned(on=D("2026-04-20")), ReviewHeld(on=D("2026-05-05"))]
    for name, numbers in (("review-held", [1, 2]), ("review-adjourned", [2]), ("adjourned-review-completed", [2])):
        found = build(letter_of(f'after = "{name}"\nlimit = "1 day"'), *events).of("letter")
        assert [due.review for due in found] == numbers, name


@pytest.mark.parametrize("kind", ["review-held", "review-adjourned"])
def test_a_review_that_shares_a_reference(kind: str) -> None:
    """It is a stage of one matter, with the event that has the same reference: together they cause one task."""
    review = ReviewHeld if kind == "review-held" else ReviewAdjourned
    matter = OtherEvent(event="panel-sat", on=D("2026-01-26"), ref="m")
    rules = (
        'after = "panel-sat"\nlimit = "10 days"\n[[timescales]]\nid = "ours/2"\ntask = "letter"\n' + f'after = "{kind}"\nlimit = "5 days"'
    )
    schedule = build('[[events]]\nid = "panel-sat"\n' + letter_of(rules), AT_NINE, matter, review(on=D("2026-01-28"), ref="m"))
    assert dues(schedule) == ["2026-02-02"]


def test_a_profile_that_builds_on_none() -> None:
    """Nothing in it may be done before care: each time in care has its own letter, in five working days."""
    schedule = build(
        letter_of('after = "became-looked-after"\nlimit = "5 working days"', "period-of-care"),
        AT_NINE,
        LEFT_IN_THE_AFTERNOON,
        BACK,
        head=ALONE,
    )
    assert dues(schedule) == ["2026-01-12", "2026-06-29"]


@pytest.mark.parametrize(("setting", "expected"), [("1 March", "2026-03-02"), ("28 February", "2026-03-01")])
def test_a_birthday_on_the_leap_day(setting: str, expected: str) -> None:
    """Eighteen in a year that has no 29 February: on the day that the profile says (docs/explanation/ambiguities, question 21)."""
    rule = letter_of('after = "age 18 years"\nlimit = "1 day"')
    assert dues(build(rule, AT_NINE, born="2008-02-29", leap_day_birthday=setting)) == [expected]


def test_a_rule_counts_from_the_one_review_it_names() -> None:
    """The second of the sequence is the third held, where the second stands apart."""
    held = [ReviewHeld(on=D("2026-01-28")), ReviewHeld(on=D("2026-04-20"), additional=True), ReviewHeld(on=D("2026-05-18"))]
    rule = letter_of('after = "review"\nwhen = { review = "second" }\nlimit = "1 day"', "period-of-care")
    assert dues(build(rule, AT_NINE, *held))[0] == "2026-04-21"
    assert dues(build(rule, AT_NINE, *held, additional_reviews="stand-apart"))[0] == "2026-05-19"


@pytest.mark.parametrize(
    ("which", "expected"),
    [
        ('"every second"', [3]),
        ('"every third"', []),
        ('"every fourth"', []),
        ('"not every second"', [1, 2]),
        ('"later"', [2, 3]),
        ('"not later"', [1]),
        ('"any"', [1, 2, 3]),
        ('"first"', [1]),
        ('"second"', [3]),
        ('"third"', []),
        ('["first", "later"]', [1, 2, 3]),
    ],
)
def test_one_that_stands_apart_has_no_number(which: str, expected: list[int]) -> None:
    """Of three reviews the second stands apart: it is a later review, but what falls on every so many falls on the sequence alone."""
    held = [ReviewHeld(on=D("2026-01-28")), ReviewHeld(on=D("2026-04-20"), additional=True), ReviewHeld(on=D("2026-05-18"))]
    rule = letter_of(f'after = "review"\nwhen = {{ review = {which} }}\nlimit = "1 day"', "review")
    schedule = build(rule, AT_NINE, *held, additional_reviews="stand-apart")
    assert [due.review for due in schedule.of("letter") if due.basis == "actual"] == expected


@pytest.mark.parametrize(("additional", "expected"), [(True, []), (False, [1])])
def test_the_only_review_stands_apart(additional: bool, expected: list[int]) -> None:
    """Where no rule asks for reviews, none is assumed: the one that was held is the first, unless it is additional."""
    tables = CYCLE[: CYCLE.index("[[timescales]]")].replace('restarts_on = ["placement-moved"]', "") + letter_of(
        'after = "review"\nwhen = { review = "first" }\nlimit = "1 day"', "review"
    )
    held = ReviewHeld(on=D("2026-01-28"), additional=additional)
    schedule = build(tables, AT_NINE, held, head=ALONE, additional_reviews="stand-apart")
    assert [due.review for due in schedule.of("letter")] == expected


def test_reviews_held_by_a_day() -> None:
    """A first review due on Mon 2 February that nobody has held is not one that was: the move in March comes before any review."""
    rule = letter_of('after = "placement-moved"\nwhen = { review = "none" }\nlimit = "1 day"')
    assert dues(build(rule, AT_NINE, PlacementMoved(on=D("2026-03-09")))) == ["2026-03-10"]
    assert dues(build(rule, AT_NINE, ReviewHeld(on=D("2026-01-28")), PlacementMoved(on=D("2026-03-09")))) == []


def test_many_of_each_of_two_names() -> None:
    """Seventeen panels sat in the first placement and seventeen boards in the second: each placement's letter follows its own."""
    panels = [OtherEvent(event="panel-sat", on=date(2026, 1, day)) for day in range(6, 23)]
    boards = [OtherEvent(event="board-sat", on=date(2026, 4, day)) for day in range(7, 24)]
    rules = 'after = "panel-sat"\nlimit = "1 day"\n[[timescales]]\nid = "ours/2"\ntask = "letter"\nafter = "board-sat"\nlimit = "1 day"'
    words = '[[events]]\nid = "panel-sat"\n[[events]]\nid = "board-sat"\n'
    schedule = build(
        words + letter_of(rules, "placement"), AT_NINE, PlacementMoved(on=D("2026-03-10")), LEFT_IN_THE_AFTERNOON, *boards, *panels
    )
    assert dues(schedule) == ["2026-01-07", "2026-04-08"]


def test_a_birthday_is_told_by_its_name() -> None:
    """In the working of what counts from it."""
    (due,) = build(letter_of('after = "age 16 years"\nlimit = "1 day"'), AT_NINE).of("letter")
    assert [step.facts["from"] for step in due.explanation.steps if step.kind == "counts-from"] == ["age 16 years"]


@pytest.mark.parametrize(("on", "expected"), [("2026-02-01", []), ("2026-01-31", ["2026-02-02"])])
def test_whether_a_task_was_done_by_then(on: str, expected: list[str]) -> None:
    """Asked on the day on which the count starts: the report of 31 January had been written, one of 1 February had not."""
    tables = '[[tasks]]\nid = "report"\ntitle = "Report"\nper = "event"\n'
    tables += letter_of('after = "significant-event"\nlimit = "2 days"\nwhen = { task_done = "report" }')
    schedule = build(tables, AT_NINE, TaskDone(on=D(on), task="report"), SignificantEvent(on=D("2026-01-31")))
    assert dues(schedule) == expected
