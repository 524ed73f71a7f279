"""Whole explanations, as data and as text: every step with every fact, for each way in which a limit is counted. Worked by hand.

Looked after on Mon 5 January 2026 at 15:00, under a profile of its own. In 2026 Good Friday is 3 April and Easter Monday 6 April.
"""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Any

import pytest
from tests.small_profiles import D, schedule_of

from lacreview_rules import (
    BecameLookedAfter,
    CeasedToBeLookedAfter,
    Event,
    PlacementMoved,
    ReviewArranged,
    ReviewHeld,
    ReviewRequested,
    SignificantEvent,
    TaskDone,
)

if TYPE_CHECKING:
    from lacreview_rules.schedules.due_dates import DueDate


RULE: dict[str, Any] = {"cite": "", "force": "local", "verified": False, "note": "", "ambiguous": ""}


def letter(rules: list[str], *events: Event, on: str = "2026-01-12", per: str = "period-of-care", more: str = "") -> DueDate:
    """The first letter due under some rules, as it stands on a day."""
    came_in = BecameLookedAfter(on=D("2026-01-05"), at=time(15))
    return schedule_of(rules, *events, came_in=came_in, on=on, per=per, more=more).of("letter")[0]


def lines(due: DueDate) -> list[str]:
    return str(due.explanation).splitlines()


def test_working_days_and_all_that_goes_with_them() -> None:
    """Five from Mon 5 January: Mon 12. Beside it two weeks, and a limit that a move on the 8th has set aside."""
    rules = [
        'limit = "5 working days"\nafter = "became-looked-after"\ncite = "Table 1"\nnote = "Sent by post."\nverified = true',
        'limit = "2 weeks"\nafter = "became-looked-after"\nforce = "guidance"\nverified = "corroborated"',
        'limit = "4 days"\nafter = "became-looked-after"\nuntil = "placement-moved"',
    ]
    due = letter(rules, PlacementMoved(on=D("2026-01-08")), TaskDone(on=D("2026-01-14"), task="letter"), on="2026-01-20")
    first = {"rule": "ours/1", **RULE, "cite": "Table 1", "verified": True, "note": "Sent by post."}
    second = {"rule": "ours/2", **RULE, "force": "guidance", "verified": "corroborated"}
    began = {"from": "became-looked-after", "on": "2026-01-05", "at": "15:00", "basis": "actual"}
    plainly = {"direction": "after", "inclusive": False, "counted_in": None, "falls_on": None, "clear": False}
    assert due.explanation.to_dict() == {
        "title": "Letter",
        "due": "2026-01-12",
        "steps": [
            {"step": "counts-from", **began},
            {"step": "rule", **first},
            {
                "step": "count",
                **plainly,
                "period": "5 working days",
                "start": "2026-01-05",
                "end": "2026-01-12",
                "day_one": "2026-01-06",
                "skipped": [{"on": "2026-01-10", "why": "Saturday"}, {"on": "2026-01-11", "why": "Sunday"}],
            },
            {
                "step": "limit",
                "due": "2026-01-12",
                "due_at": None,
                "last_working_day": "2026-01-12",
                "why_not_working": None,
                "binds_over": 1,
            },
            {"step": "other-limit", **began, **second, **plainly, "period": "2 weeks", "due": "2026-01-19"},
            {
                "step": "set-aside",
                "rule": "ours/3",
                **RULE,
                "due": "2026-01-09",
                "why": "it applies only until placement moved",
                "on": "2026-01-08",
            },
            {
                "step": "standing",
                "as_of": "2026-01-20",
                "status": "met-late",
                "done_on": "2026-01-14",
                "days_late": 2,
                "closed_on": None,
            },
        ],
    }
    assert lines(due) == [
        "Letter: due Mon 12 Jan 2026",
        "  Counts from: became looked after, Mon 5 Jan 2026 at 15:00 (recorded)",
        "  Rule: ours/1, Table 1; local; read in the source",
        "  Note: Sent by post.",
        "  Counted: 5 working days after Mon 5 Jan 2026; day 1 is Tue 6 Jan 2026, the last is Mon 12 Jan 2026",
        "  Skipped: 2 weekend days",
        "  Calculated date: Mon 12 Jan 2026; it binds because no other limit is earlier",
        "  Also: ours/2 (guidance), 2 weeks after Mon 5 Jan 2026: Mon 19 Jan 2026",
        "  Set aside: ours/3, Fri 9 Jan 2026: it applies only until placement moved (Thu 8 Jan 2026)",
        "  On Tue 20 Jan 2026: met-late, done on Wed 14 Jan 2026, 2 days late",
    ]


def test_the_first_day_counts_or_is_skipped() -> None:
    """From Sat 10 January, that day included: it is passed over, and Mon 12 is day one, Tue 13 the second."""
    rules = ['limit = "2 working days"\nafter = "significant-event"\ninclusive = true']
    due = letter(rules, SignificantEvent(on=D("2026-01-10")), per="event")
    [count] = [step for step in due.explanation.to_dict()["steps"] if step["step"] == "count"]
    assert (count["inclusive"], count["day_one"], count["end"]) == (True, "2026-01-12", "2026-01-13")
    assert count["skipped"] == [{"on": "2026-01-10", "why": "Saturday"}, {"on": "2026-01-11", "why": "Sunday"}]
    assert lines(due)[3:5] == [
        "  Counted: 2 working days after Sat 10 Jan 2026 (the first day counts); day 1 is Mon 12 Jan 2026, the last is Tue 13 Jan 2026",
        "  Skipped: 2 weekend days",
    ]
    plain = letter(['limit = "2 days"\nafter = "significant-event"\ninclusive = true'], SignificantEvent(on=D("2026-01-12")), per="event")
    assert lines(plain)[3] == "  Counted: 2 days after Mon 12 Jan 2026 (the first day counts)"


@pytest.mark.parametrize(
    ("clear", "counted"),
    [
        ("false", "2 working days before Wed 8 Apr 2026; day 1 is Tue 7 Apr 2026, the last is Thu 2 Apr 2026"),
        (
            "true",
            "2 working days before Wed 8 Apr 2026 (clear days: one further back); day 1 is Tue 7 Apr 2026, the last is Wed 1 Apr 2026",
        ),
    ],
)
def test_counted_back_over_easter(clear: str, counted: str) -> None:
    """A review held on Wed 8 April: Tue 7, then Thu 2, with Good Friday, a weekend and Easter Monday between; or Wed 1."""
    due = letter([f'limit = "2 working days"\nbefore = "review"\nclear = {clear}'], ReviewHeld(on=D("2026-04-08")), per="review")
    assert lines(due)[1:5] == [
        "  Counts from: review 1, Wed 8 Apr 2026 (recorded)",
        "  Rule: ours/1; local; not yet verified in the source",
        f"  Counted: {counted}",
        "  Skipped: 2 weekend days; Fri 3 Apr 2026, Good Friday; Mon 6 Apr 2026, Easter Monday",
    ]
    [count] = [step for step in due.explanation.to_dict()["steps"] if step["step"] == "count"]
    assert (count["direction"], count["clear"]) == ("before", clear == "true")


def test_clear_days_are_no_word_of_what_counts_on() -> None:
    """Clear is for counting back: the working of what counts on says that it is not."""
    forward = letter(['limit = "2 working days"\nafter = "review"'], ReviewHeld(on=D("2026-04-08")), per="review")
    [count] = [step for step in forward.explanation.to_dict()["steps"] if step["step"] == "count"]
    assert count["clear"] is False


def test_one_day_each() -> None:
    """One is not several: a day late, and a weekend day skipped: from Sat 10 January, the next working day is Mon 12."""
    rules = ['limit = "1 working day"\nafter = "significant-event"']
    due = letter(rules, SignificantEvent(on=D("2026-01-10")), TaskDone(on=D("2026-01-13"), task="letter"), on="2026-02-02", per="event")
    assert lines(due)[3:] == [
        "  Counted: 1 working day after Sat 10 Jan 2026; day 1 is Mon 12 Jan 2026, the last is Mon 12 Jan 2026",
        "  Skipped: 1 weekend day",
        "  Calculated date: Mon 12 Jan 2026",
        "  On Mon 2 Feb 2026: met-late, done on Tue 13 Jan 2026, 1 day late",
    ]


def test_nothing_is_counted() -> None:
    """The same day; no later than the day; the day that was named. What is not a working day is said."""
    same_day = letter(['limit = "0 working days"\nafter = "became-looked-after"'])
    assert lines(same_day)[3:5] == [
        "  Counted: 0 working days after Mon 5 Jan 2026",
        "  Calculated date: Mon 5 Jan 2026",
    ]
    that_day = letter(['before = "review"'], ReviewHeld(on=D("2026-01-28")), per="review", on="2026-01-30")
    assert lines(that_day)[3:5] == ["  Counted: nothing; due no later than Wed 28 Jan 2026", "  Calculated date: Wed 28 Jan 2026"]
    asked = ReviewRequested(on=D("2026-01-12"), review_by=D("2026-01-31"))
    named = letter(['limit_from = "review_by"\nafter = "review-requested"'], asked, per="event")
    assert lines(named)[3] == "  Counted: nothing; the date is named by the record of Mon 12 Jan 2026"
    [limit] = [step for step in named.explanation.to_dict()["steps"] if step["step"] == "limit"]
    assert (limit["last_working_day"], limit["why_not_working"]) == ("2026-01-30", "Saturday")


def test_months_and_hours() -> None:
    months = letter(['limit = "1 month"\nafter = "became-looked-after"'])
    assert lines(months)[3] == "  Counted: 1 month after Mon 5 Jan 2026; that day itself is not counted"
    hours = letter(['limit = "24 hours"\nafter = "became-looked-after"'])
    assert lines(hours)[3:5] == ["  Counted: 24 hours after Mon 5 Jan 2026", "  Calculated time: Tue 6 Jan 2026, 15:00"]
    back = letter(['limit = "1 week"\nbefore = "review"'], ReviewHeld(on=D("2026-01-28")), per="review")
    assert lines(back)[3] == "  Counted: 1 week before Wed 28 Jan 2026"


def test_midway_between_two_reviews() -> None:
    """Wed 28 January and Tue 28 April are ninety days apart: Sat 14 March. Beside it, the day of the review and a week before it."""
    rules = [
        'limit = "midway"\nafter = "review"\nbefore = "review"',
        'limit = "10 weeks"\nafter = "review"',
        'limit = "midway"\nafter = "review"\nbefore = "review"\nforce = "guidance"',
    ]
    held = [ReviewHeld(on=D("2026-01-28")), ReviewHeld(on=D("2026-04-28"))]
    due = letter(rules, *held, per="review", on="2026-05-01")
    [count] = [step for step in due.explanation.to_dict()["steps"] if step["step"] == "count"]
    assert (count["direction"], count["start"], count["other_end"], count["period"]) == ("midway", "2026-01-28", "2026-04-28", None)
    assert [line for line in lines(due) if "Counted" in line or "Also" in line] == [
        "  Counted: midway between Wed 28 Jan 2026 and Tue 28 Apr 2026",
        "  Also: ours/1 (local), midway Wed 28 Jan 2026: Sat 14 Mar 2026",
        "  Also: ours/2 (local), 10 weeks after Wed 28 Jan 2026: Wed 8 Apr 2026",
    ]


def test_no_later_than_beside_another() -> None:
    """A day before the review binds before the day of it."""
    rules = ['before = "review"', 'limit = "1 day"\nbefore = "review"']
    due = letter(rules, ReviewHeld(on=D("2026-01-28")), per="review", on="2026-01-30")
    assert "  Also: ours/1 (local), no later than Wed 28 Jan 2026: Wed 28 Jan 2026" in lines(due)


def test_among_named_days_and_back_to_one() -> None:
    """Five school days from Mon 12 January, the first of term: Fri 16 (the event was on the 9th); then back to Thu 15."""
    more = '[[days]]\nid = "term"\nspans = [{ from = 2026-01-12, to = 2026-02-13 }]\n[[days]]\nid = "thursdays"\nweekdays = "Thursday"\n'
    rules = ['limit = "5 working days"\nafter = "significant-event"\ncounted_in = "term"\nfalls_on = "thursdays"']
    due = letter(rules, SignificantEvent(on=D("2026-01-09")), per="event", more=more)
    assert str(due.due) == "2026-01-15"
    assert lines(due)[3] == (
        "  Counted: 5 working days, among the days of term after Fri 9 Jan 2026; "
        "then back to the last of thursdays on or before it; that day itself is not counted"
    )


@pytest.mark.parametrize(
    ("more", "due", "counted"),
    [
        ('counted_in = "term"', "Fri 16 Jan 2026", ", among the days of term after Fri 9 Jan 2026"),
        ('falls_on = "thursdays"', "Thu 15 Jan 2026", " after Fri 9 Jan 2026; then back to the last of thursdays on or before it"),
    ],
)
def test_among_named_days_or_back_to_one(more: str, due: str, counted: str) -> None:
    """Either way which days were passed over is the named days' to say: none is told."""
    days = '[[days]]\nid = "term"\nspans = [{ from = 2026-01-12, to = 2026-02-13 }]\n[[days]]\nid = "thursdays"\nweekdays = "Thursday"\n'
    rules = [f'limit = "5 working days"\nafter = "significant-event"\n{more}']
    found = letter(rules, SignificantEvent(on=D("2026-01-09")), per="event", more=days)
    assert lines(found)[3:5] == [f"  Counted: 5 working days{counted}; that day itself is not counted", f"  Calculated date: {due}"]


def test_what_is_skipped_without_a_weekend() -> None:
    """From Easter Sunday only the Monday; back from a review on a Saturday, none: it is where the count starts."""
    after = letter(['limit = "1 working day"\nafter = "significant-event"'], SignificantEvent(on=D("2026-04-05")), per="event")
    assert lines(after)[3:5] == [
        "  Counted: 1 working day after Sun 5 Apr 2026; day 1 is Tue 7 Apr 2026, the last is Tue 7 Apr 2026",
        "  Skipped: Mon 6 Apr 2026, Easter Monday",
    ]
    back = letter(['limit = "2 working days"\nbefore = "review"'], ReviewHeld(on=D("2026-01-31")), per="review")
    assert lines(back)[3:5] == [
        "  Counted: 2 working days before Sat 31 Jan 2026; day 1 is Fri 30 Jan 2026, the last is Thu 29 Jan 2026",
        "  Calculated date: Thu 29 Jan 2026",
    ]


def test_the_first_day_is_day_one() -> None:
    """Mon 12 January itself, where it counts: Tue 13 is the second."""
    rules = ['limit = "2 working days"\nafter = "significant-event"\ninclusive = true']
    due = letter(rules, SignificantEvent(on=D("2026-01-12")), per="event")
    assert lines(due)[3].endswith("(the first day counts); day 1 is Mon 12 Jan 2026, the last is Tue 13 Jan 2026")


def test_what_is_booked_by_a_rule_that_another_document_confirms() -> None:
    """And a note in two paragraphs, without a blank line between them."""
    note = 'verified = "corroborated"\nnote = """Sent by post.\n\nTo both parents."""'
    booked = ReviewArranged(on=D("2026-01-07"), review_on=D("2026-01-28"))
    assert lines(letter([f'limit = "1 week"\nbefore = "review"\n{note}'], booked, per="review"))[1:6] == [
        "  Counts from: review 1, Wed 28 Jan 2026 (arranged)",
        "  Rule: ours/1; local; corroborated by another document",
        "  Note: Sent by post.",
        "  To both parents.",
        "  Counted: 1 week before Wed 28 Jan 2026",
    ]


def test_when_care_ended() -> None:
    """The day is among the facts of how it stands."""
    due = letter(['limit = "2 weeks"\nafter = "became-looked-after"'], CeasedToBeLookedAfter(on=D("2026-01-16")), on="2026-03-02")
    [standing] = [step for step in due.explanation.to_dict()["steps"] if step["step"] == "standing"]
    assert (standing["status"], standing["closed_on"]) == ("cancelled", "2026-01-16")


def test_before_any_day_is_known() -> None:
    """On the day before it opens nothing is said to be done; advice has no count and no limit."""
    due = letter(['after = "became-looked-after"'])
    assert [step["step"] for step in due.explanation.to_dict()["steps"]] == ["counts-from", "rule", "standing"]
    assert lines(due) == [
        "Letter: no date can be calculated",
        "  Counts from: became looked after, Mon 5 Jan 2026 at 15:00 (recorded)",
        "  Rule: ours/1; local; not yet verified in the source",
        "  On Mon 12 Jan 2026: advisory",
    ]
    assert due.explanation.line("limit") == ""
    assert due.explanation.line("standing") == "On Mon 12 Jan 2026: advisory"
