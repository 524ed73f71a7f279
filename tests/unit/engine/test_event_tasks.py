"""Tasks that an event causes: one for each, answered by one completion; what ends with care, and what outlives it. Dates by hand.

Looked after on Mon 5 January 2026. Each test has a profile of its own.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from functools import partial

import pytest
from tests.small_profiles import HEAD, D, done, letters, schedule_of, seen

from lacreview_rules import (
    AlertRaised,
    BecameLookedAfter,
    CeasedToBeLookedAfter,
    LegalStatusChanged,
    OtherEvent,
    PlacementMoved,
    ReviewArranged,
)
from lacreview_rules.schedules.standing import occurrence_of

AFTER = 'limit = "1 week"\nafter = "significant-event"'


scheduled = partial(schedule_of, per="event")


def test_each_event_has_its_own_even_on_one_day() -> None:
    assert letters(scheduled([AFTER], seen("2026-01-12"), seen("2026-01-12", type="other"))) == [("2026-01-19", None)] * 2


def test_stages_of_one_matter_cause_one() -> None:
    """Events that share a reference: the earliest of their limits binds."""
    found = scheduled([AFTER], seen("2026-01-12", ref="a"), seen("2026-01-14", ref="a"), seen("2026-01-14", ref="b"))
    assert letters(found) == [("2026-01-19", None), ("2026-01-21", None)]
    assert [len(occurrence_of(due).limits) for due in found.of("letter")] == [2, 1]


def test_what_has_no_event_is_told_apart_by_its_day_and_name() -> None:
    """Two rules count from one panel day: one letter. Two panel days: two."""
    days = '[[days]]\nid = "panel"\non = [2026-01-15, 2026-01-22]\n[[days]]\nid = "board"\non = [2026-01-22]\n'
    rules = ['limit = "1 week"\nafter = "panel"', 'limit = "2 weeks"\nafter = "panel"', 'limit = "3 days"\nafter = "board"']
    found = scheduled(rules, more=days)
    assert [(str(due.due), len(occurrence_of(due).limits)) for due in found.of("letter")] == [
        ("2026-01-22", 2),
        ("2026-01-25", 1),
        ("2026-01-29", 2),
    ]


def test_each_is_answered_by_one_doing_in_the_order_of_the_events() -> None:
    """However the record is ordered; the second letter was sent before the first event's was due, and is the second's."""
    events = [seen("2026-01-19"), seen("2026-01-12"), done("2026-01-20"), done("2026-01-13")]
    assert letters(scheduled([AFTER], *events)) == [("2026-01-19", "2026-01-13"), ("2026-01-26", "2026-01-20")]
    assert letters(scheduled([AFTER], *events[:3])) == [("2026-01-19", "2026-01-20"), ("2026-01-26", None)]


def test_a_doing_that_names_its_event() -> None:
    events = [seen("2026-01-12", ref="a"), seen("2026-01-14", ref="b"), done("2026-01-15", ref="b")]
    assert letters(scheduled([AFTER], *events)) == [("2026-01-19", None), ("2026-01-21", "2026-01-15")]


def test_what_is_done_before_its_event() -> None:
    """A week before each: the last letter until then, but not one that was of the event before."""
    rules = ['limit = "1 week"\nbefore = "significant-event"']
    events = [seen("2026-02-02"), seen("2026-02-16"), done("2026-01-20"), done("2026-01-22")]
    assert letters(scheduled(rules, *events)) == [("2026-01-26", "2026-01-22"), ("2026-02-09", None)]
    assert letters(scheduled(rules, *events, done("2026-02-10"))) == [("2026-01-26", "2026-01-22"), ("2026-02-09", "2026-02-10")]
    may = [f"{AFTER}\nmay_precede = true"]
    assert letters(scheduled(may, *events[:3])) == [("2026-02-09", "2026-01-20"), ("2026-02-23", None)]


STAYS = '[[events]]\nid = "staying-put-began"\ntitle = "Staying put began"\n'
BEGAN = OtherEvent(on=D("2026-02-02"), event="staying-put-began")


def test_an_event_of_a_profile_on_the_last_day_of_care_may_have_come_with_the_end() -> None:
    """Staying put begins on the day on which care ends, Mon 2 February: looked at within six months, Sun 2 August, and again after that."""
    rules = ['limit = "6 months"\nafter = "staying-put-began"', 'limit = "6 months"\nafter = "letter"']
    left = CeasedToBeLookedAfter(on=D("2026-02-02"))
    found = scheduled(rules, BEGAN, left, done("2026-07-27"), more=STAYS, on="2026-07-28")
    assert [(str(due.due), due.status) for due in found.of("letter")][:2] == [("2026-08-02", "met"), ("2027-01-27", "upcoming")]
    [doubt] = found.problems
    assert (doubt.where, doubt.what) == ("events[1]", "an event: care ended on its day: what it calls for is taken to be owed after that")


@pytest.mark.parametrize(("began", "status"), [("10:00", "cancelled"), ("12:00", "upcoming")])
def test_times_tell_which_came_first_on_the_last_day_of_care(began: str, status: str) -> None:
    """Care ended at eleven: a letter within a week of an event at ten ends with it, and one of an event at noon does not."""
    left = CeasedToBeLookedAfter(on=D("2026-02-02"), at=time(11, 0))
    found = scheduled(['limit = "1 week"\nafter = "staying-put-began"'], replace(BEGAN, at=time.fromisoformat(began)), left, more=STAYS)
    assert ([due.status for due in found.of("letter")], found.problems) == ([status], ())
    significant = scheduled([AFTER], replace(seen("2026-02-02"), at=time.fromisoformat(began)), left)
    assert [due.status for due in significant.of("letter")] == [status]


def test_what_the_law_asks_for_ends_with_care_on_its_last_day() -> None:
    """Statutory guidance on missing children (M1): of a return on the day on which care ended no interview is owed any more."""
    back = OtherEvent(on=D("2026-02-02"), event="returned-from-missing")
    found = schedule_of("", back, CeasedToBeLookedAfter(on=D("2026-02-02")), head=HEAD)
    assert [due.status for due in found.of("return-interview")] == ["cancelled"]
    assert not any(problem.where == "events[1]" for problem in found.problems)


def test_what_guidance_asks_for_besides_ends_with_care_for_every_child() -> None:
    """Also for one to whom the guidance does not apply: of children on remand, and this one is not."""
    rules = [
        'limit = "1 week"\nafter = "staying-put-began"',
        'limit = "5 days"\nafter = "staying-put-began"\nwhen = { legal_status = "remand" }\nforce = "guidance"',
    ]
    of_status = LegalStatusChanged(on=D("2026-01-12"), legal_status="section-20")
    found = scheduled(rules, of_status, BEGAN, CeasedToBeLookedAfter(on=D("2026-02-02")), more=STAYS, head=HEAD)
    assert ([due.status for due in found.of("letter")], found.problems) == (["cancelled"], ())


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2026-02-01", "cancelled"),  # the day before care ended on Mon 2 February: due on the 8th
        ("2026-02-02", "cancelled"),  # that day
        ("2026-02-03", "overdue"),  # after it
    ],
)
def test_what_ends_with_care(day: str, status: str) -> None:
    """Unless it is caused by what came after the ending: that is scheduled where it lies."""
    found = scheduled([AFTER], seen(day), CeasedToBeLookedAfter(on=D("2026-02-02")), on="2026-03-02")
    assert [due.status for due in found.of("letter")] == [status]
    ending = scheduled(
        ['limit = "1 week"\nafter = "ceased-to-be-looked-after"'], CeasedToBeLookedAfter(on=D("2026-02-02")), on="2026-03-02"
    )
    assert [(str(due.due), due.status) for due in ending.of("letter")] == [("2026-02-09", "overdue")]
    placed = scheduled(['limit = "1 week"\nafter = "placement-ended"'], CeasedToBeLookedAfter(on=D("2026-02-02")), on="2026-03-02")
    assert [due.status for due in placed.of("letter")] == ["overdue"]
    owed = scheduled([AFTER], seen("2026-01-29"), CeasedToBeLookedAfter(on=D("2026-02-02")), task="outlives_care = true\n", on="2026-03-02")
    assert [due.status for due in owed.of("letter")] == ["overdue"]


def test_a_duty_that_outlives_care_is_discharged_once() -> None:
    """Two times in care, an event in each, one letter after both: it is the first one's."""
    events = [
        seen("2026-01-12"),
        CeasedToBeLookedAfter(on=D("2026-01-14")),
        BecameLookedAfter(on=D("2026-01-26")),
        seen("2026-02-02"),
        done("2026-02-03"),
    ]
    owed = scheduled([AFTER], *events, task="outlives_care = true\n")
    assert letters(owed) == [("2026-01-19", "2026-02-03"), ("2026-02-09", None)]
    ended = scheduled([AFTER], *events)
    assert letters(ended)[1] == ("2026-02-09", "2026-02-03")


def test_what_counts_from_it() -> None:
    """A reply two days after the letter: sent on Tue 13 January, else assumed sent on Mon 19, or deemed so."""
    reply = '[[tasks]]\nid = "reply"\ntitle = "Reply"\nper = "event"\n'
    reply += '[[timescales]]\nid = "ours/9"\ntask = "reply"\nlimit = "2 days"\nafter = "letter"\n'
    for rule, events, due_on, basis in (
        (AFTER, [done("2026-01-13")], "2026-01-15", "actual"),
        (AFTER, [], "2026-01-21", "projected"),
        (f"{AFTER}\ndeemed = true", [], "2026-01-21", "actual"),
    ):
        [due] = scheduled([rule], seen("2026-01-12"), *events, more=reply).of("reply")
        assert (str(due.due), due.basis) == (due_on, basis)
    lapsed = f'{AFTER}\nuntil = "placement-moved"'
    assert scheduled([lapsed], seen("2026-01-12"), PlacementMoved(on=D("2026-01-14")), more=reply).of("reply") == ()


def test_advice_brings_nothing_about() -> None:
    """It has no day on which a reply could count; once it was taken, it has."""
    reply = '[[tasks]]\nid = "reply"\ntitle = "Reply"\nper = "event"\n'
    reply += '[[timescales]]\nid = "ours/9"\ntask = "reply"\nlimit = "2 days"\nafter = "letter"\n'
    advice = ['after = "significant-event"']
    assert scheduled(advice, seen("2026-01-12"), more=reply).of("reply") == ()
    assert letters(scheduled(advice, seen("2026-01-12"), done("2026-01-13"), more=reply), "reply") == [("2026-01-15", None)]


def test_one_that_lapsed_and_one_that_did_not() -> None:
    """While the child is in foster care; she moved to a home on Mon 19 January, and back on Mon 2 February.

    Due on Wed 21 January a letter has lapsed, unless it was sent before the move; due on Mon 9 February it has not.
    """
    rule = f'{AFTER}\nwhile = {{ placement = "foster-care" }}'
    moves = [PlacementMoved(on=D(day), placement=kind) for day, kind in (("2026-01-06", "foster-care"), ("2026-01-19", "childrens-home"))]
    moves.append(PlacementMoved(on=D("2026-02-02"), placement="foster-care"))
    events = [*moves, seen("2026-01-14"), seen("2026-02-02")]
    assert letters(scheduled([rule], *events)) == [("2026-02-09", None)]
    assert letters(scheduled([rule], *events, done("2026-01-16"))) == [("2026-01-21", "2026-01-16"), ("2026-02-09", None)]


def test_which_review_it_is_of() -> None:
    """A letter two days after the report, which is of the first review: three working days before Wed 28 January, as it is booked."""
    booked = ReviewArranged(on=D("2026-01-05"), review_on=D("2026-01-28"))
    found = scheduled(['limit = "2 days"\nafter = "review-report"'], booked, head=HEAD)
    assert next((due.review, str(due.due)) for due in found.of("letter")) == (1, "2026-01-25")
    report = scheduled(
        ['limit = "2 days"\nafter = "review-report"'], booked, done("2026-01-21", "review-report"), done("2026-01-22"), head=HEAD
    )
    assert next((due.review, *rest) for due, rest in zip(report.of("letter"), letters(report), strict=True)) == (
        1,
        "2026-01-23",
        "2026-01-22",
    )


def test_an_event_that_asks_for_nothing_takes_no_answer() -> None:
    """Only an exclusion asks for a letter; the one sent after both events is its own. Where none asks, none is missed."""
    rules = [f'{AFTER}\nwhen = {{ type = "exclusion" }}']
    reply = '[[tasks]]\nid = "reply"\ntitle = "Reply"\nper = "event"\n'
    reply += '[[timescales]]\nid = "ours/9"\ntask = "reply"\nlimit = "2 days"\nafter = "letter"\n'
    events = [seen("2026-01-12"), seen("2026-01-13", type="exclusion"), done("2026-01-14")]
    assert letters(scheduled(rules, *events, more=reply)) == [("2026-01-20", "2026-01-14")]
    assert scheduled(rules, seen("2026-01-12"), more=reply).of("reply") == ()


def test_after_one_event_and_before_another() -> None:
    """Sent on Sun 11 and Tue 13 January: the second after the event of the 12th, the first a day before the alert of the 20th."""
    rules = [AFTER, 'limit = "1 day"\nbefore = "alert-raised"']
    events = [done("2026-01-11"), seen("2026-01-12"), done("2026-01-13"), AlertRaised(on=D("2026-01-20"))]
    assert letters(scheduled(rules, *events)) == [("2026-01-19", "2026-01-13"), ("2026-01-19", "2026-01-11")]


def test_what_counts_from_a_doing_of_another_kind_or_of_a_review() -> None:
    """The end of a placement is the letter, on Wed 14 January; a letter about a report is of that report's review."""
    reply = '[[tasks]]\nid = "reply"\ntitle = "Reply"\nper = "event"\n'
    reply += '[[timescales]]\nid = "ours/9"\ntask = "reply"\nlimit = "2 days"\nafter = "letter"\n'
    ended = scheduled(
        [AFTER], seen("2026-01-12"), PlacementMoved(on=D("2026-01-14")), task='done_by = ["placement-ended"]\n', more=reply, head=HEAD
    )
    assert [(str(due.due), due.basis) for due in ended.of("reply")] == [("2026-01-16", "actual")]
    booked = ReviewArranged(on=D("2026-01-05"), review_on=D("2026-01-28"))
    of_report = ['limit = "2 days"\nafter = "review-report"']
    report = scheduled(of_report, booked, done("2026-01-21", "review-report"), done("2026-01-22"), more=reply, head=HEAD)
    assert next((due.review, str(due.due)) for due in report.of("reply")) == (1, "2026-01-24")


@pytest.mark.parametrize("order", [1, -1])
def test_on_one_day_what_is_of_no_review_comes_first(order: int) -> None:
    """An event and the report of the first review, both on Wed 21 January, and one letter: the event's. However the rules are ordered."""
    rules = ['limit = "2 days"\nafter = "review-report"', 'limit = "3 days"\nafter = "significant-event"'][::order]
    found = scheduled(rules, done("2026-01-21", "review-report"), seen("2026-01-21"), done("2026-01-22"), head=HEAD)
    of_that_day = [
        (due.review, str(due.due), str(due.done_on)) for due in found.of("letter") if occurrence_of(due).limits[0].start == D("2026-01-21")
    ]
    assert of_that_day == [(1, "2026-01-23", "None"), (None, "2026-01-24", "2026-01-22")]
