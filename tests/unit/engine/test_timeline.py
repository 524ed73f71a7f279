"""What a time in care holds to count from: events, placements, ages, days that an authority names, and the numbers of reviews.

Looked after on Mon 5 January 2026. Each test has a profile of its own; dates are counted by hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.small_profiles import D, schedule_of

from lacreview_rules import (
    CeasedToBeLookedAfter,
    Event,
    OtherEvent,
    PlacementMoved,
    ReviewAdjourned,
    ReviewHeld,
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


def letters(anchor: str, *events: Event, per: str = "event", born: str = "2010-03-02", more: str = "", **settings: Any) -> list[DueDate]:
    """The letters that are due after, or before, something."""
    rules = [f'limit = "1 day"\n{anchor}']
    return list(schedule_of(rules, *events, per=per, born=born, more=more + WORDS, until="2027-01-01", **settings).of("letter"))


def days(found: list[DueDate]) -> list[str]:
    return [str(due.due) for due in found]


# ---- events and placements


def test_placements_that_began_and_ended() -> None:
    """The first began with care and the last ended with it; on the day of a move one ends and one begins."""
    events = [PlacementMoved(on=D("2026-02-02")), LEFT]
    assert days(letters('after = "placement-started"', *events)) == ["2026-01-06", "2026-02-03"]
    assert days(letters('after = "placement-ended"', *events)) == ["2026-02-03", "2026-06-02"]
    assert days(letters('after = "placement-ended"')) == []


def test_reviews_in_their_several_names() -> None:
    """Adjourned on Wed 28 January and completed on 11 February; held on paper on 20 April, which was no meeting."""
    events = [ReviewAdjourned(on=D("2026-01-28")), ReviewHeld(on=D("2026-02-11")), ReviewHeld(on=D("2026-04-20"), meeting=False)]
    for name, expected in (
        ("review-adjourned", ["2026-01-29"]),
        ("review-held", ["2026-02-12", "2026-04-21"]),
        ("review-meeting-held", ["2026-02-12"]),
        ("adjourned-review-completed", ["2026-02-12"]),
    ):
        assert days(letters(f'after = "{name}"', *events)) == expected, name


def test_a_total_that_is_passed() -> None:
    """On the third day of a stay from Mon 12 January; once."""
    stays = [
        OtherEvent(event="stay", on=D(on), ends_on=D(last)) for on, last in (("2026-01-12", "2026-01-16"), ("2026-02-12", "2026-02-16"))
    ]
    assert days(letters('after = "long-stay"', *stays)) == ["2026-01-15"]


# ---- days that time brings


def test_days_that_the_authority_names() -> None:
    """Within care, its first day and its last included."""
    assert days(letters('after = "panel"', LEFT)) == ["2026-01-06", "2026-06-02"]
    assert days(letters('after = "panel"')) == ["2026-01-06", "2026-06-02", "2026-06-03"]
    assert days(letters('after = "term starts"', LEFT)) == ["2026-02-03"]
    assert days(letters('after = "term ends"', LEFT)) == ["2026-01-17"]


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
    assert days(letters('after = "age 16 years"', *events, born=born, task=task)) == expected


@pytest.mark.parametrize(
    ("born", "events", "expected"),
    [
        ("2010-03-02", [SignificantEvent(on=D("2026-02-02"))], ["2026-03-03"]),  # the birthday comes later
        ("2010-01-04", [SignificantEvent(on=D("2026-02-02"))], ["2026-02-03"]),  # it came before care, and the event later
        ("2010-03-02", [], []),  # one of them did not happen
        ("2010-03-02", [SignificantEvent(on=D("2026-02-02")), SignificantEvent(on=D("2026-04-02"))], ["2026-03-03"]),  # the first event
    ],
)
def test_the_latest_of_several(born: str, events: list[Event], expected: list[str]) -> None:
    """Each has to have happened, and the latest of their firsts counts."""
    assert days(letters('after = ["age 16 years", "significant-event"]', *events, born=born)) == expected


def test_the_latest_of_several_before_care() -> None:
    """If all of it was over before care began, nothing is asked for."""
    assert days(letters('after = ["age 15 years", "age 10 years"]')) == []
    assert days(letters('after = ["age 15 years", "became-looked-after"]')) == ["2026-01-06"]


# ---- the number of a review


HELD = [ReviewHeld(on=D(day)) for day in ("2026-01-28", "2026-04-20", "2026-05-18")]
RESTARTING = '[review_cycle]\nrestarts_on = ["placement-moved"]\n'


def numbered(which: str, *events: Event, **settings: Any) -> list[int | None]:
    condition = f'after = "review"\nwhen = {{ review = "{which}" }}'
    return [due.review for due in letters(condition, *events, per="review", more=RESTARTING, **settings) if due.basis == "actual"]


@pytest.mark.parametrize(
    ("moved", "first", "second"),
    [
        ([], [1], [2]),
        (["2026-02-16"], [1, 2], [3]),  # the second review is the first of the new cycle
        (["2026-01-28"], [1], [2]),  # a review on the day of the move is of the new cycle
        (["2026-04-20"], [1, 2], [3]),
        (["2026-02-16", "2026-04-27"], [1, 2, 3], []),
        (["2026-02-16", "2026-02-23"], [1, 2], [3]),
        (["2026-01-12"], [1], [2]),  # before any review
    ],
)
def test_a_cycle_that_begins_anew(moved: list[str], first: list[int], second: list[int]) -> None:
    """Which review of its cycle each of three is."""
    moves = [PlacementMoved(on=D(day)) for day in moved]
    assert numbered("first", *HELD, *moves) == first
    assert numbered("second", *HELD, *moves) == second


def test_a_cycle_that_begins_while_a_review_stands_adjourned() -> None:
    """The second sat on Mon 20 April and was completed on 5 May; moved between the two.

    Either day may be what counts (docs/explanation/ambiguities, question 9).
    """
    events = [HELD[0], ReviewAdjourned(on=D("2026-04-20")), PlacementMoved(on=D("2026-04-27")), ReviewHeld(on=D("2026-05-05"))]
    assert numbered("second", *events)[:1] == [2]
    assert numbered("first", *events, adjourned_review_met_by="completion") == [1, 2]


def test_one_that_stands_apart_has_no_number_in_the_cycle() -> None:
    """Of three reviews the second is additional: the third is the second of the sequence, or the third if additional ones count."""
    held = [HELD[0], ReviewHeld(on=D("2026-04-20"), additional=True), HELD[2]]
    assert numbered("second", *held) == [2]
    assert numbered("second", *held, additional_reviews="stand-apart") == [3]
    assert numbered("first", *held, additional_reviews="stand-apart") == [1]


def test_a_task_done_by_an_event_of_another_kind() -> None:
    """And by those that follow from events: the end of a placement."""
    moved = PlacementMoved(on=D("2026-02-02"))
    [due, *_] = letters('after = "became-looked-after"', moved, task='done_by = ["placement-moved"]\n')
    assert due.done_on == D("2026-02-02")
    [due, *_] = letters('after = "became-looked-after"', moved, task='done_by = ["placement-ended"]\n')
    assert due.done_on == D("2026-02-02")
    [due, *_] = letters(
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
    first, second = letters('after = "placement-started"', *events)
    assert (first.done_on, second.done_on) == (D("2026-02-05"), D("2026-02-03"))
