"""What identifies an entry of a calendar feed: its number among due dates that are alike, which no later record changes.

Authority: what `Identity` says of itself; the feeds of version 0.1 were made of these numbers. Dates: England's visits (within one week,
then every six weeks) and a letter of our own, by hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.small_profiles import ALONE, D, came, done, held, moved, rules_of, schedule_of, schedule_under, seen, task_of

from lacreview_rules import CeasedToBeLookedAfter
from lacreview_rules.schedules.identities import Identity, identified

if TYPE_CHECKING:
    from lacreview_rules import Schedule


def of(schedule: Schedule, task: str) -> dict[Identity, str]:
    """The due date of each identity of a task."""
    return {key: str(due.due) for key, due in identified(schedule).items() if key.task == task}


def test_a_visit_by_its_period_of_care_its_placement_and_its_place_there() -> None:
    """Placed on Mon 5 January, visited on the 9th, moved on Fri 20 February, home on Mon 2 March, back on Mon 1 June.

    The review of 28 January ends no placement, and so moves no number.
    """
    home = CeasedToBeLookedAfter(on=D("2026-03-02"))
    life = (came(), done("2026-01-09", "visit"), held("2026-01-28"), moved("2026-02-20"), home, came("2026-06-01"))
    found = of(schedule_under(*life), "visit")
    assert found == {
        Identity(1, "visit", 0, 1, dated=True, number=1): "2026-01-12",
        Identity(1, "visit", 0, 1, dated=True, number=2): "2026-02-20",
        Identity(1, "visit", 0, 2, dated=True, number=1): "2026-02-27",
        Identity(2, "visit", 0, 1, dated=True, number=1): "2026-06-08",
        Identity(2, "visit", 0, 1, dated=True, number=2): "2026-07-20",  # six weeks on, if it is made on its last day
    }


def test_of_each_review_what_it_is_and_what_prepares_it_is_numbered_apart() -> None:
    """Held on 28 January 2026: the first review and the second, due three months on; the report of each has its number too."""
    found = identified(schedule_under(came(), held("2026-01-28")))
    assert [str(found[Identity(1, "review", number, 0, dated=True, number=1)].due) for number in (1, 2)] == ["2026-02-02", "2026-04-28"]
    reports = [key for key in found if key.task == "review-report"]
    assert reports == [Identity(1, "review-report", number, 0, dated=True, number=1) for number in range(1, len(reports) + 1)]


def test_what_is_only_advised_is_numbered_apart_from_what_has_a_date() -> None:
    """A letter a week after each significant event, and one, of no date, after each move: each kind counts from 1."""
    rules = rules_of("letter", 'limit = "1 week"\nafter = "significant-event"', 'after = "placement-moved"')
    events = [seen("2026-01-07"), moved("2026-01-12"), seen("2026-01-14"), moved("2026-01-19")]
    assert of(schedule_of(task_of(per="event") + rules, *events, head=ALONE), "letter") == {
        Identity(1, "letter", 0, 0, dated=True, number=1): "2026-01-14",
        Identity(1, "letter", 0, 0, dated=True, number=2): "2026-01-21",
        Identity(1, "letter", 0, 0, dated=False, number=1): "None",
        Identity(1, "letter", 0, 0, dated=False, number=2): "None",
    }


def test_what_is_too_far_ahead_to_be_shown_has_its_identity_already() -> None:
    """Else an entry would take the number of another once the day has come."""
    found = schedule_under(came(), born="2014-05-02")
    assert found.distant
    assert len(identified(found)) == len(found) + len(found.distant)
