"""A schedule of some tasks, whether there is anything in one, and what it says a review must consider.

Authority: docs/reference/schedule-format.md; a published procedure (Newham, section 9). Dates by hand.
"""

from __future__ import annotations

import pickle

from tests.small_profiles import ALONE, D, came, held, rule_of, schedule_of, schedule_under, task_of

from lacreview_rules import History, build_schedule, load_profile
from lacreview_rules.schedules.schedule import has_due_dates

LIFE = (came("2026-01-05"), held("2026-01-30"))
SIXTEEN = task_of() + rule_of(1, "letter", 'limit = "0 days"\nafter = "age 16 years"')


def test_what_a_review_must_consider_goes_with_the_review() -> None:
    whole = schedule_under(*LIFE, profile="newham")
    assert whole.considerations
    assert whole.only({"review", "visit"}).considerations == whole.considerations
    assert whole.only({"visit"}).considerations == ()


def test_what_is_too_far_ahead_is_kept_of_the_same_tasks() -> None:
    """Born on 1 January 2016: what her sixteenth birthday brings is known in 2026, and not shown."""
    whole = schedule_under(*LIFE)
    ahead = {due.task for due in whole.distant}
    assert ahead
    assert whole.only({"visit"}).distant == ()
    for task in ahead:
        assert whole.only({task}).distant == tuple(due for due in whole.distant if due.task == task)


def test_whether_there_is_anything_in_it() -> None:
    """Before its due dates are made, and after; also where all that there is lies too far ahead to be shown."""
    ahead = schedule_of(SIXTEEN, came_in=came("2026-01-05"), head=ALONE, born="2022-03-01")
    nothing = schedule_of(SIXTEEN, came_in=came("2026-01-05"), head=ALONE, born=None)
    shown = schedule_of(SIXTEEN, came_in=came("2026-01-05"), head=ALONE, born="2010-03-01")
    assert [has_due_dates(one) for one in (ahead, nothing, shown)] == [True, False, True]
    assert [(len(one.due_dates), len(one.distant)) for one in (ahead, nothing, shown)] == [(0, 1), (0, 0), (1, 0)]
    assert [has_due_dates(one) for one in (ahead, nothing, shown)] == [True, False, True]
    assert not has_due_dates(build_schedule(History("A1", []), load_profile("england")))


def test_what_a_review_must_consider_as_it_is_written() -> None:
    """Newham, section 9: the permanence plan at the second review, three months after 30 January."""
    [mark] = [mark for mark in schedule_under(*LIFE, profile="newham").considerations if mark.rule.id == "newham/NH21"]
    rule = load_profile("newham").rule("newham/NH21")
    assert mark.to_dict() == {
        "rule": "newham/NH21",
        "title": rule.title,  # type: ignore[union-attr] # it is a consideration
        "role": rule.role,
        "period_of_care": 1,
        "review": 2,
        "on": "2026-04-30",
        "basis": "projected",
        "force": "local",
        "cite": rule.cite,
        "verified": rule.verified,
    }


def test_what_has_joined_does_not_join_again_in_another_process() -> None:
    """Sixteen on 2 May 2030: asked about in 2031, sent to another process, asked about in 2032 and, going back, in 2026."""
    schedule = schedule_under(*LIFE, born="2014-05-02")
    late = schedule.on(D("2031-01-01"))
    assert len(late) > len(schedule)
    back = pickle.loads(pickle.dumps(late))  # noqa: S301 - our own
    for day in ("2032-01-01", "2026-02-01"):
        assert back.on(D(day)) == late.on(D(day)) == schedule.on(D(day))
        assert len({due.id for due in back.on(D(day))}) == len(back.on(D(day)))
