"""The sentences of a working that no schedule of the other tests has: word for word, from the facts of a step."""

from __future__ import annotations

import pytest
from tests.small_profiles import D, asked, came, held, moved, rule_of, schedule_of, schedule_under, task_of

from lacreview_rules import Fact, PlacedForAdoption
from lacreview_rules.schedules.explanation_text import TEXTS

READING = {"title": "Born on 29 February?", "reading": "1 March", "due": "2026-03-01", "status": "not-recorded", "taken": True}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "Reading: Born on 29 February? 1 March: due Sun 1 Mar 2026, not recorded (taken here)"),
        ({"reading": "28 February", "taken": False}, "Reading: Born on 29 February? 28 February: due Sun 1 Mar 2026, not recorded"),
        ({"reading": "it was", "taken": False, "due": None}, "Reading: Born on 29 February? It was: no date, not recorded"),
        ({"reading": "it was", "due": None, "status": None}, "Reading: Born on 29 February? It was: not due (taken here)"),
    ],
)
def test_a_reading_begins_with_a_capital_and_keeps_those_it_has(changed: dict[str, object], said: str) -> None:
    """A month has one."""
    assert TEXTS["reading"]({**READING, **changed}) == said


def test_the_earliest_of_the_readings() -> None:
    assert TEXTS["earliest"]({"due": "2026-03-01"}) == "Earliest: Sun 1 Mar 2026 is in time under each of these readings"
    assert TEXTS["earliest"]({"due": None}) == ""


def test_another_limit_whose_date_is_named_is_no_later_than_nothing() -> None:
    """Reg 33 (R4): on 23 February a review was asked for by 11 May; the second is due before that, three months after 28 January."""
    second = schedule_under(came(), held("2026-01-28"), asked("2026-02-23", "2026-05-11")).of("review")[1]
    assert str(second.due) == "2026-04-28"
    assert second.explanation.lines("other-limit") == (
        "Also: england/R4 (regulation), named by the record of Mon 23 Feb 2026: Mon 11 May 2026",
    )


def test_another_limit_whose_date_was_decided() -> None:
    """A week after Mon 5 January binds; for the other rule a day was decided, or six weeks became eight, until Mon 2 March."""
    rules = rule_of(1, "letter", 'limit = "1 week"\nafter = "became-looked-after"')
    rules += rule_of(2, "letter", 'limit = "6 weeks"\nafter = "became-looked-after"\ndecided_by = "agreed"')
    for value, said in (
        ("2026-03-02", "Also: ours/2 (local), decided on Tue 6 Jan 2026: Mon 2 Mar 2026"),
        ("8 weeks", "Also: ours/2 (local), 8 weeks after Mon 5 Jan 2026, decided on Tue 6 Jan 2026: Mon 2 Mar 2026"),
    ):
        decided = Fact(on=D("2026-01-06"), fact="agreed", value=value)
        [due] = schedule_of('[[facts]]\nid = "agreed"\n' + task_of() + rules, decided).of("letter")
        assert due.explanation.lines("other-limit") == (said,)


def test_another_limit_that_came_back_says_what_it_had_counted() -> None:
    """R2, three months after 28 January, fell on 28 April with adopters, from 3 March to 1 July; A3, by 31 March, binds."""
    events = [held("2026-01-28"), PlacedForAdoption(on=D("2026-03-03")), moved("2026-07-01", "foster-care")]
    found = [line for due in schedule_under(came(), *events).of("review") for line in due.explanation.lines("other-limit")]
    assert "Also: england/R2 (regulation), 3 months after Wed 28 Jan 2026, gone by when it came to apply: Wed 1 Jul 2026" in found
