"""What a record brings with it, and what it does not: `implies`, `implies_if_placed`, `same_as` of a profile's words.

Authority: the sentences of docs/reference/profile-format.md on these keys. Dates by hand: looked after on Mon 5 January 2026.
"""

from __future__ import annotations

from datetime import time

import pytest
from tests.small_profiles import D, came, done, dues, held, letter_of, letters, moved, rule_of, schedule_of, task_of

from lacreview_rules import Event, Fact, LegalStatusChanged, OtherEvent


def of(kind: str, on: str) -> Event:
    return OtherEvent(on=D(on), event=kind)


@pytest.mark.parametrize(
    ("word", "event"),
    [
        ('[[events]]\nid = "order-made"\nimplies = ["care-order"]\n', of("order-made", "2026-02-02")),
        (
            '[[legal_statuses]]\nid = "order-of-ours"\nimplies = ["care-order"]\n',
            LegalStatusChanged(on=D("2026-02-02"), legal_status="order-of-ours"),
        ),
    ],
)
def test_a_legal_status_that_another_word_brings(word: str, event: Event) -> None:
    """A week after the care order of Mon 2 February, once, whether an event or a status of the authority's own says that it was made."""
    rule = 'limit = "1 week"\nafter = "legal-status-changed"\nwhen = { legal_status = "care-order" }'
    found = schedule_of(word + letter_of(rule), event, came_in=came())
    assert (dues(found), found.problems) == (["2026-02-09"], ())


@pytest.mark.parametrize(("on", "due"), [("2026-01-20", ["2026-01-12", "2026-01-27"]), ("2026-01-05", ["2026-01-12"])])
def test_an_event_by_which_the_child_moved(on: str, due: list[str]) -> None:
    """A week from each placement; on Mon 5 January it is the one with which care began."""
    tables = '[[events]]\nid = "handed-over"\nimplies = ["placement-moved"]\n'
    tables += letter_of('limit = "1 week"\nafter = "placement-started"', "placement")
    assert dues(schedule_of(tables, of("handed-over", on))) == due


NONE_BEGAN = "no placement began on its day: it is taken to say nothing of any"


@pytest.mark.parametrize(
    ("moved_on", "more", "sent", "told"),
    [
        ("2026-01-20", [], "2026-01-20", []),
        ("2026-01-21", [], None, [("events[2]", NONE_BEGAN)]),
        ("2026-01-19", [], None, []),
        ("2026-01-21", [done("2026-01-20"), done("2026-01-20", "answer")], "2026-01-20", []),
    ],
    ids=["began that day", "began the next day", "nothing is recorded since", "recorded itself"],
)
def test_a_task_that_is_done_only_where_a_placement_begins_that_day(
    moved_on: str, more: list[Event], sent: str | None, told: list[tuple[str, str]]
) -> None:
    """Handed over on Tue 20 January: the letter was sent with it if the child moved that day, and is still due if it was the next."""
    tables = '[[events]]\nid = "handed-over"\nimplies_if_placed = ["letter", "answer"]\n' + task_of() + task_of("answer")
    tables += "".join(rule_of(n, name, 'limit = "6 weeks"\nafter = "became-looked-after"') for n, name in ((1, "letter"), (2, "answer")))
    found = schedule_of(tables, moved(moved_on), of("handed-over", "2026-01-20"), *more)
    assert letters(found) == [("2026-02-16", sent)]
    assert [(problem.where, problem.what) for problem in found.problems] == told


@pytest.mark.parametrize(
    ("days", "moved_on", "due", "told"),
    [(14, "2026-01-23", ["2026-01-30"], 1), (14, "2026-02-20", [], 0), (0, "2026-01-20", ["2026-01-27"], 0), (0, "2026-01-23", [], 1)],
)
def test_a_fact_planned_for_a_placement_that_began_on_another_day(days: int, moved_on: str, due: list[str], told: int) -> None:
    """Planned for Tue 20 January: a week from the placement of that day, or of the 23rd, if it may be of one that began so shortly after.

    That is told; so is a word that can be of that day alone. One of a month later was not meant: the plan came to nothing.
    """
    tables = '[[facts]]\nid = "abroad"\nscope = "placement"\n[[events]]\nid = "planned"\nimplies_if_placed = ["abroad"]\n'
    tables += f"before_placement = {days}\n" if days else ""
    tables += letter_of('limit = "1 week"\nafter = "placement-started"\nwhen = { fact = "abroad" }')
    found = schedule_of(tables, moved(moved_on), of("planned", "2026-01-20"))
    assert dues(found) == due
    assert [problem.where for problem in found.problems if "no placement began on its day" in problem.what] == ["events[2]"] * told


def test_a_task_and_a_fact_that_are_one_thing_on_two_days() -> None:
    """`same_as`: sent on Mon 2 February, and said to be so from the 9th: told once, and the earlier day counts; the fact stands anyhow."""
    tables = '[[facts]]\nid = "letter-sent"\nsame_as = ["letter"]\n' + task_of()
    tables += rule_of(1, "letter", 'limit = "6 weeks"\nafter = "became-looked-after"')
    tables += task_of("answer", "event") + rule_of(2, "answer", 'limit = "1 week"\nafter = "letter"\nwhen = { fact = "letter-sent" }')
    found = schedule_of(tables, done("2026-02-02"), Fact(on=D("2026-02-09"), fact="letter-sent"))
    assert (letters(found), dues(found, "answer")) == ([("2026-02-16", "2026-02-02")], ["2026-02-09"])
    assert [(problem.where, problem.what) for problem in found.problems] == [
        ("events[2]", 'it says the same as events[1], "letter", and has a later day; the earlier counts')
    ]


def test_what_two_records_say_of_the_placement_to_come_is_recorded_once() -> None:
    """`before_placement`: given on 12 and again on 14 January, for the move of Tue 20: a week from it, and nothing is there twice."""
    tables = '[[facts]]\nid = "approved"\nscope = "placement"\n'
    tables += '[[events]]\nid = "approval-given"\nimplies = ["approved"]\nbefore_placement = 14\n'
    tables += letter_of('limit = "1 week"\nafter = "placement-started"\nwhen = { fact = "approved" }')
    found = schedule_of(tables, of("approval-given", "2026-01-12"), of("approval-given", "2026-01-14"), moved("2026-01-20"))
    assert dues(found) == ["2026-01-27"]
    assert not [problem for problem in found.problems if "recorded twice" in problem.what]


@pytest.mark.parametrize(("hour", "told"), [(10, ["events[2]"]), (14, [])])
def test_a_meeting_beside_a_review_held_without_one(hour: int, told: list[str]) -> None:
    """The review of Wed 28 January sat at 10:00 without a meeting: one recorded at that hour contradicts it, one at 14:00 does not."""
    events = [held("2026-01-28", at=time(10), meeting=False), done("2026-01-28", "review-meeting", at=time(hour))]
    found = schedule_of("", *events)
    contradicted = [problem.where for problem in found.problems if "was held without a meeting" in problem.what]
    assert contradicted == told
