"""Whether a task was done for this review, or in this placement. Dates by hand.

Lacks 9 of forty-two procedures (A1 and B6). Looked after on Mon 5 January 2026; reviews on Fri 30 January and Mon 20 April.
"""

from __future__ import annotations

import pytest
from tests.small_profiles import done, dues, moved, profile_of, reviewed, rule_of, schedule_of, seen, task_of

from lacreview_rules import ProfileError

REPORT = task_of("report", "review") + rule_of(8, "report", 'limit = "5 days"\nbefore = "review"')
CHASE = 'limit = "1 day"\nafter = "review"\nwhen = { task_done_for_review = "not report" }'
HELD = reviewed("2026-01-30", "2026-04-20")


@pytest.mark.parametrize("per", ["review", "event"])
def test_a_report_that_was_not_made_for_this_review(per: str) -> None:
    """Made for the first on 20 January; for the second nobody made one: a chase the day after it, 21 April."""
    tables = REPORT + task_of(per=per) + rule_of(1, "letter", CHASE)
    made = done("2026-01-20", "report")
    assert "2026-01-31" not in dues(schedule_of(tables, made, *HELD))
    assert dues(schedule_of(tables, made, *HELD))[0] == "2026-04-21"
    assert dues(schedule_of(tables, *HELD))[:2] == ["2026-01-31", "2026-04-21"]
    both = schedule_of(tables, made, done("2026-04-13", "report"), *HELD)
    assert {"2026-01-31", "2026-04-21"}.isdisjoint(dues(both))
    named = schedule_of(tables, done("2026-01-20", "report", review=2), *HELD)
    assert dues(named)[0] == "2026-01-31"
    assert "2026-04-21" not in dues(named)


def test_a_consideration_asks() -> None:
    mark = '[[considerations]]\nid = "ours/20"\ntitle = "No report"\nwhen = { task_done_for_review = "not report" }\n'
    found = schedule_of(REPORT + mark, done("2026-01-20", "report"), *HELD).considerations
    assert [str(mark.on) for mark in found if mark.rule.id == "ours/20" and mark.basis == "actual"] == ["2026-04-20"]


def test_what_concerns_no_review_asks_about_the_next() -> None:
    """Events on 22 January and on 2 February, between the reviews; the report for the first was made on the 20th."""
    tables = REPORT + task_of(per="event")
    tables += rule_of(1, "letter", 'limit = "1 week"\nafter = "significant-event"\nwhen = { task_done_for_review = "report" }')
    made = done("2026-01-20", "report")
    assert dues(schedule_of(tables, made, seen("2026-01-22"), *HELD, seen("2026-02-02"))) == ["2026-01-29"]
    assert dues(schedule_of(tables, made, seen("2026-01-19"))) == []  # it had not been made yet


def test_silence_that_counts_as_done_is_done_for_the_review() -> None:
    """Deemed answered a week after each review (F1): on 6 February for the first."""
    tables = task_of("report", "review") + rule_of(8, "report", 'limit = "1 week"\nafter = "review"\ndeemed = true')
    rule = 'limit = "2 weeks"\nafter = "review"\nwhile = { task_done_for_review = "report" }'
    tables += task_of(per="review") + rule_of(1, "letter", rule)
    assert dues(schedule_of(tables, *HELD))[:2] == ["2026-02-13", "2026-05-04"]


def test_only_of_what_each_review_has_one_of() -> None:
    with pytest.raises(ProfileError, match='a review has no "call" of its own: that task is per event; ask with task_done'):
        profile_of(task_of("call", "event") + task_of() + rule_of(1, "letter", CHASE.replace("report", "call")))


def test_in_this_placement() -> None:
    """Called on 8 January, moved on 2 March: the first placement had a call, the second none until 10 March."""
    for word, expected in (("call", ["2026-01-26", "2026-03-19"]), ("not call", ["2026-01-14", "2026-03-16"])):
        rule = f'limit = "1 week"\nafter = "significant-event"\nwhen = {{ task_done_in_placement = "{word}" }}'
        tables = task_of("call", "event") + task_of(per="event") + rule_of(1, "letter", rule)
        events = [seen("2026-01-07"), done("2026-01-08", "call"), seen("2026-01-19"), moved("2026-03-02"), seen("2026-03-09")]
        assert dues(schedule_of(tables, *events, done("2026-03-10", "call"), seen("2026-03-12"))) == expected
