"""Which letter a limit falls on, where there are several: the one that was done, the open one, or one that follows. Dates by hand.

Looked after on Mon 5 January 2026. Each test has a profile of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.small_profiles import D, done, moved, reviewed, rule_of, schedule_of, seen, task_of

from lacreview_rules import Event, ReviewHeld
from lacreview_rules.schedules.standing import occurrence_of

if TYPE_CHECKING:
    from lacreview_rules.schedules.due_dates import DueDate


FIRST = 'limit = "1 week"\nafter = "became-looked-after"'  # Mon 12 January
SEEN = 'limit = "3 days"\nafter = "significant-event"'
MOVED = 'limit = "4 weeks"\nafter = "placement-moved"'


def letters(rules: list[str], *events: Event, more: str = "") -> tuple[DueDate, ...]:
    """The letters of a period of care, under some rules."""
    return schedule_of(rules, *events, more=more).of("letter")


def told(found: tuple[DueDate, ...]) -> list[tuple[str, str | None]]:
    """When each is due, and was done."""
    return [(str(due.due), None if due.done_on is None else str(due.done_on)) for due in found]


def limits(found: tuple[DueDate, ...]) -> list[list[tuple[str, str]]]:
    """The limits on each, in the order in which they bind."""
    return [[(limit.rule_id, str(limit.due)) for limit in occurrence_of(due).limits] for due in found]


# ---- counted back from an event: the last letter until then


BEFORE = 'limit = "2 days"\nbefore = "significant-event"'


def test_a_letter_on_the_day_care_began_may_be_the_last_before_an_event() -> None:
    assert told(letters([BEFORE], done("2026-01-05"), seen("2026-01-20"))) == [("2026-01-18", "2026-01-05")]


def test_of_a_letter_before_care_and_one_in_it_the_later_is_the_last_before_an_event() -> None:
    """The first rule lets a letter precede, and has it; the second counts back from Tue 20 January."""
    found = letters([f"{FIRST}\nmay_precede = true", BEFORE], done("2025-12-29"), done("2026-01-08"), seen("2026-01-20"))
    assert told(found) == [("2026-01-12", "2025-12-29"), ("2026-01-18", "2026-01-08")]


def test_a_letter_before_care_is_not_the_last_before_an_event() -> None:
    """It precedes only where a rule lets it; this one does not."""
    found = letters([f"{FIRST}\nmay_precede = true", BEFORE], done("2025-12-29"), seen("2026-01-20"))
    assert told(found) == [("2026-01-12", "2025-12-29"), ("2026-01-18", None)]


# ---- nobody wrote, and much has happened since


def test_those_that_follow_are_in_the_order_of_what_they_count_from() -> None:
    """Open: Mon 12 January. The events of the 14th and the 15th, before the 17th, are of the next one; that of the 20th has its own.

    The move on the 15th leaves four weeks, until Thu 12 February. That it is due last does not put it last.
    """
    found = letters([FIRST, SEEN, MOVED], seen("2026-01-14"), moved("2026-01-15"), seen("2026-01-20"))
    assert limits(found) == [
        [("ours/1", "2026-01-12")],
        [("ours/2", "2026-01-17"), ("ours/3", "2026-02-12")],
        [("ours/2", "2026-01-23")],
    ]


def test_an_event_that_brings_the_one_that_follows_forward() -> None:
    """The move on the 14th leaves until Wed 11 February, the event on the 20th until the 23rd; so that on the 26th comes after it."""
    found = letters([FIRST, SEEN, MOVED], moved("2026-01-14"), seen("2026-01-20"), seen("2026-01-26"))
    assert limits(found) == [
        [("ours/1", "2026-01-12")],
        [("ours/2", "2026-01-23"), ("ours/3", "2026-02-11")],
        [("ours/2", "2026-01-29")],
    ]


def test_an_event_on_the_day_the_one_that_follows_is_due() -> None:
    """It is of that one, as it would be of the open one; the day after, it has its own."""
    on_the_day = letters([FIRST, SEEN], seen("2026-01-14"), seen("2026-01-17"))
    assert limits(on_the_day) == [[("ours/1", "2026-01-12")], [("ours/2", "2026-01-17"), ("ours/2", "2026-01-20")]]
    after_it = letters([FIRST, SEEN], seen("2026-01-14"), seen("2026-01-18"))
    assert limits(after_it) == [[("ours/1", "2026-01-12")], [("ours/2", "2026-01-17")], [("ours/2", "2026-01-21")]]


def test_of_two_on_one_day_guidance_binds_before_what_is_local() -> None:
    """On the one that follows as on every other."""
    found = letters([FIRST, SEEN, f'{SEEN}\nforce = "guidance"'], seen("2026-01-14"))
    assert limits(found) == [[("ours/1", "2026-01-12")], [("ours/3", "2026-01-17"), ("ours/2", "2026-01-17")]]


# ---- what has no date, and what is only assumed


def test_an_interval_that_no_date_can_be_given_for_is_advice() -> None:
    """Counted in terms, of which the last that is known ends on Fri 22 May: it stands in the schedule without a date."""
    term = '[[days]]\nid = "term"\nspans = [{ from = 2026-04-13, to = 2026-05-22 }]\n'
    rules = [FIRST, 'limit = "2 days"\nafter = "letter"\ncounted_in = "term"']
    assert told(letters(rules, done("2026-01-09"), done("2026-05-21"), more=term)) == [
        ("2026-01-12", "2026-01-09"),
        ("2026-04-14", "2026-05-21"),  # from Fri 9 January: Mon 13 April is the first day, Tue 14 April the second
        ("None", None),
    ]


def test_what_happened_counts_after_much_that_is_only_assumed() -> None:
    """A report a week after each review. Of three held, only the third's is recorded, on Wed 23 September: a letter by the 25th.

    The first report is assumed for Wed 4 February, and so the open letter is due on the 6th. The second is not assumed to ask again.
    """
    report = '[[tasks]]\nid = "report"\ntitle = "Report"\nper = "review"\n'
    report += '[[timescales]]\nid = "ours/9"\ntask = "report"\nlimit = "1 week"\nafter = "review"\n'
    held = [ReviewHeld(on=D(day)) for day in ("2026-01-28", "2026-04-20", "2026-09-21")]
    found = letters(['limit = "2 days"\nafter = "report"'], *held, done("2026-09-23", "report"), more=report)
    assert [(str(due.due), due.basis) for due in found] == [("2026-02-06", "projected"), ("2026-09-25", "actual")]


def test_what_an_expected_review_asks_for_is_not_due_with_what_an_earlier_one_does() -> None:
    """F8: reviews on 30 January and 20 April, the next expected on 20 October; on 1 May no call is recorded."""
    tables = task_of("call") + rule_of(1, "call", 'limit = "2 weeks"\nafter = "review"')
    found = schedule_of(tables, *reviewed("2026-01-30", "2026-04-20"), on="2026-05-01").of("call")
    assert limits(found) == [[("ours/1", "2026-02-13")], [("ours/1", "2026-05-04")], [("ours/1", "2026-11-03")]]
    assert [due.status for due in found] == ["overdue", "upcoming", "upcoming"]


def test_nor_with_the_open_one_of_a_task_that_recurs() -> None:
    """F8: called on 3 February, six weeks from it 17 March, then 28 April, by when the review of 20 April asks for one by 4 May.

    Two weeks from the review expected on 20 October: no call shown is near it, and none carries it.
    """
    rules = rule_of(1, "call", 'limit = "2 weeks"\nafter = "review"') + rule_of(2, "call", 'limit = "6 weeks"\nafter = "call"')
    tables, held = task_of("call") + rules, reviewed("2026-01-30", "2026-04-20")
    found = schedule_of(tables, *held, done("2026-02-03", "call"), on="2026-05-01").of("call")
    assert limits(found) == [[("ours/1", "2026-02-13")], [("ours/2", "2026-03-17")], [("ours/2", "2026-04-28"), ("ours/1", "2026-05-04")]]


def test_what_an_expected_review_asks_for_falls_on_the_next_of_a_task_that_recurs() -> None:
    """Called on 12 January, six weeks 23 February; the review is expected on 2 February, and asks for a call by the 16th.

    Held on 12 February, and called on the 10th and the 20th: the call of the 20th was due by the 26th. Six weeks from it 3 April, and
    then 15 May; the next review is expected on 12 May, and asks by the 26th: that of 15 May would do, and that of 3 April would not.
    """
    rules = rule_of(1, "call", 'limit = "2 weeks"\nafter = "review"') + rule_of(2, "call", 'limit = "6 weeks"\nafter = "call"')
    tables = task_of("call") + rules
    assert limits(schedule_of(tables, done("2026-01-12", "call")).of("call"))[0] == [("ours/1", "2026-02-16"), ("ours/2", "2026-02-23")]
    later = schedule_of(tables, *reviewed("2026-02-12"), done("2026-02-10", "call"), done("2026-02-20", "call")).of("call")
    assert limits(later) == [
        [("ours/1", "2026-02-26"), ("ours/2", "2026-03-24")],
        [("ours/2", "2026-04-03")],
        [("ours/2", "2026-05-15"), ("ours/1", "2026-05-26")],
    ]
