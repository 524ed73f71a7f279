"""A working says what was recorded, decided, assumed or reckoned, and when a thing opens. Dates by hand.

Friction 2 and 4, and fault 11, of forty-two procedures. Looked after on Mon 5 January 2026; born on 2 May 2014.
"""

from __future__ import annotations

import pytest
from tests.small_profiles import CAME_IN, D, came, done, held, moved, review, rule_of, schedule_of, seen, task_of

from lacreview_rules import OtherEvent

TERM = '[[days]]\nid = "term"\nspans = [{ from = 2026-01-05, to = 2026-03-27 }]\n'
TOTAL = '[[events]]\nid = "stay"\n[[totals]]\nid = "long-stay"\ntitle = "Three days"\nevent = "stay"\ndays = 2\n'
SETTLED = task_of("settled") + rule_of(8, "settled", 'limit = "4 weeks"\nafter = "became-looked-after"\ndeemed = true')


@pytest.mark.parametrize(
    ("more", "anchor", "told"),
    [
        ("", "age 12 years", "age 12 years, Sat 2 May 2026 (worked out from the date of birth)"),
        (TERM, "term ends", "term ends, Fri 27 Mar 2026 (a day that the profile names)"),
        (TOTAL, "long-stay", "long stay, Wed 14 Jan 2026 (worked out from the stays that are recorded)"),
        (SETTLED, "settled", "settled, Mon 2 Feb 2026 (deemed done, as nothing was recorded by its due date)"),
        (SETTLED.replace("deemed = true", ""), "missed settled", "missed settled, Mon 2 Feb 2026 (its due date, by which it was not done)"),
        (SETTLED.replace("deemed = true", ""), "settled", "settled, Mon 2 Feb 2026 (assumed)"),
        ("", "significant-event", "significant event, Tue 7 Jul 2026 (recorded)"),
    ],
)
def test_how_the_day_is_known(more: str, anchor: str, told: str) -> None:
    """The stay is from 12 to 15 January: more than two days on the 14th."""
    tables = more + task_of(per="event") + rule_of(1, "letter", f'limit = "1 week"\nafter = "{anchor}"')
    events = [seen("2026-07-07")] if "stay" not in more else [OtherEvent(event="stay", on=D("2026-01-12"), ends_on=D("2026-01-15"))]
    letter = schedule_of(tables, *events, on="2026-07-10").of("letter")[0]
    assert letter.explanation.line("counts-from") == f"Counts from: {told}"


@pytest.mark.parametrize(
    ("on", "told"),
    [
        ("2026-01-20", "deemed done then, if nothing is recorded by that day"),
        ("2026-02-02", "deemed done then, if nothing is recorded by that day"),
        ("2026-02-03", "deemed done, as nothing was recorded by its due date"),
    ],
)
def test_silence_has_done_nothing_before_its_day_is_over(on: str, told: str) -> None:
    """Four weeks after 5 January are over on Mon 2 February: until then somebody may yet record it."""
    tables = SETTLED + task_of(per="event") + rule_of(1, "letter", 'limit = "1 week"\nafter = "settled"')
    [letter] = schedule_of(tables, on=on).of("letter")
    assert letter.explanation.line("counts-from") == f"Counts from: settled, Mon 2 Feb 2026 ({told})"


def test_a_task_that_was_recorded_as_done_was_recorded() -> None:
    tables = SETTLED + task_of(per="event") + rule_of(1, "letter", 'limit = "1 week"\nafter = "settled"')
    letter = schedule_of(tables, done("2026-01-20", "settled")).of("letter")[0]
    assert letter.explanation.line("counts-from") == "Counts from: settled, Tue 20 Jan 2026 (recorded)"


def test_when_it_opens_and_what_it_aims_at() -> None:
    """Six weeks from 5 January, 16 February; it opens after two, 19 January, and aims at four, 2 February."""
    rule = 'limit = "6 weeks"\nafter = "became-looked-after"\nopens = "2 weeks"\naim = "4 weeks"'
    [letter] = schedule_of(task_of() + rule_of(1, "letter", rule)).of("letter")
    assert letter.explanation.line("limit").splitlines() == [
        "Calculated date: Mon 16 Feb 2026",
        "Opens: Mon 19 Jan 2026, the first day on which it should be done",
        "Aim: Mon 2 Feb 2026",
    ]


def test_times_in_prose_and_nothing_counted() -> None:
    """24 hours from 14:00 on 5 January; and nought days, of which no first day is left out."""
    rule = 'limit = "24 hours"\nafter = "became-looked-after"'
    [letter] = schedule_of(task_of() + rule_of(1, "letter", rule), came_in=came(at="14:00")).of("letter")
    assert letter.explanation.line("limit") == "Calculated time: Tue 6 Jan 2026, 14:00"
    assert letter.explanation.to_dict()["steps"][3]["due_at"] == "2026-01-06T14:00:00+00:00"
    same = 'limit = "0 days"\nafter = "became-looked-after"'
    [now] = schedule_of(task_of() + rule_of(1, "letter", same), came_in=CAME_IN).of("letter")
    assert now.explanation.line("count") == "Counted: 0 days after Mon 5 Jan 2026"


def test_a_milestone_that_comes_by_itself_is_nobodys_work() -> None:
    """It falls on a Sunday, 1 February: no last working day is named; of a task that somebody has to do it is."""
    for keys, told in (("deemed = true", False), ("", True)):
        rule = f'limit = "27 days"\nafter = "became-looked-after"\n{keys}'
        [letter] = schedule_of(task_of() + rule_of(1, "letter", rule)).of("letter")
        assert any("does not move" in notice for notice in letter.notices) is told


REVIEWED = (held("2026-01-30"), held("2026-04-20"))


def test_which_review_it_counts_from() -> None:
    """Three months from 30 January are 30 April; what follows the second review, of 20 April, and the decisions of it."""
    tables = task_of(per="review") + rule_of(1, "letter", 'limit = "1 week"\nafter = "review"')
    tables += task_of("copy", "review") + rule_of(2, "copy", 'limit = "1 week"\nafter = "decisions"')
    schedule = schedule_of(tables, *REVIEWED, done("2026-04-24", "decisions"))
    assert review(schedule, 2).explanation.line("counts-from") == "Counts from: review 1, Fri 30 Jan 2026 (recorded)"
    assert review(schedule, 3).explanation.steps[0].facts["review"] == 2
    letters = [due.explanation.line("counts-from") for due in schedule.of("letter")]
    assert letters[:2] == [f"Counts from: review {day} (recorded)" for day in ("1, Fri 30 Jan 2026", "2, Mon 20 Apr 2026")]
    [copy] = [due for due in schedule.of("copy") if due.review == 2]
    assert copy.explanation.line("counts-from") == "Counts from: decisions (review 2), Fri 24 Apr 2026 (recorded)"


def test_a_move_that_begins_no_count_again_is_said() -> None:
    """Moved on 20 February, between the first review and the day by which the second is due; on 4 May after that day."""
    second = review(schedule_of("", *REVIEWED, moved("2026-02-20"), moved("2026-05-04")), 2)
    told = "Moved meanwhile: Fri 20 Feb 2026; under england/R2 a move does not begin the count again"
    assert second.explanation.line("moves") == told
    assert [step.kind for step in second.explanation.steps[:4]] == ["counts-from", "rule", "moves", "count"]
    twice = review(schedule_of("", *REVIEWED, moved("2026-02-20"), moved("2026-04-20")), 2).explanation.line("moves")
    assert twice == told  # the second move was on the day of the review, after which nothing more was waited for


def test_a_move_that_begins_the_count_again_is_not_said_to_begin_nothing() -> None:
    """Twenty days after the move of 20 February: Thu 12 March. The regulations' own limit, of 30 April, stands beside it."""
    head = 'schema_version = 1\nid = "ours"\nname = "Ours"\nversion = "1"\nextends = "england-reviews"\n'
    cycle = '[review_cycle]\nrestarts_on = ["placement-moved"]\n'
    tables = cycle + rule_of(1, "review", 'limit = "20 days"\nafter = "placement-moved"')
    second = review(schedule_of(tables, REVIEWED[0], moved("2026-02-20"), head=head), 2)
    assert (str(second.due), second.rule) == ("2026-03-12", "ours/1")
    assert second.explanation.lines("moves") == ()
