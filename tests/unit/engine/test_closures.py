"""Days on which an authority is closed: they count for its own rules, and never for anybody else's.

Dates counted by hand: the offices are closed on Mon 15 and Tue 16 June 2026, and no bank holiday is near.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.small_profiles import HEAD, D

from lacreview_rules import BecameLookedAfter, History, ReviewHeld, build_schedule, england_and_wales, load_profile
from lacreview_rules.counting.calendars import BankHoliday, WorkingCalendar

if TYPE_CHECKING:
    from pathlib import Path

CLOSED = england_and_wales().with_closures(BankHoliday(D("2026-06-15"), "Offices closed"), BankHoliday(D("2026-06-16"), "Offices closed"))
PROFILE = (
    HEAD
    + """
[source]
title = "Ours"
as_at = "2026"

[[tasks]]
id = "letter"
title = "Letter sent"
role = "social worker"
per = "review"

[[timescales]]
id = "ours/1"
task = "review"
limit = "10 working days"
after = "became-looked-after"

[[timescales]]
id = "ours/2"
task = "letter"
limit = "3 working days"
after = "review"
aim = "1 working day"

[[timescales]]
id = "ours/3"
task = "review-report"
limit = "3 working days"
before = "review"
"""
)


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    path = tmp_path / "ours.toml"
    path.write_text(PROFILE, encoding="utf-8")
    return path


def review(history: History, profile: str | Path, calendar: WorkingCalendar, task: str = "review", number: int = 1) -> tuple[str, str]:
    schedule = build_schedule(history, load_profile(profile), calendar)
    [due] = [due for due in schedule.of(task) if due.review == number]
    return str(due.due), due.rule


def test_a_local_limit_passes_over_closure_days_and_the_regulations_do_not(ours: Path) -> None:
    """Ten days after Thu 4 June are Thu 18 June, without 15 and 16 June Mon 22 June; twenty are Thu 2 July, closed or not."""
    history = History("A1", [BecameLookedAfter(on=D("2026-06-04"))])
    assert review(history, ours, england_and_wales()) == ("2026-06-18", "ours/1")
    assert review(history, ours, CLOSED) == ("2026-06-22", "ours/1")
    assert review(history, "england", CLOSED) == ("2026-07-02", "england/R1")
    [due] = [due for due in build_schedule(history, load_profile(ours), CLOSED).of("review") if due.review == 1]
    assert [(limit.rule, str(limit.due)) for limit in due.also] == [("england/R1", "2026-07-02")]
    assert "Mon 15 Jun 2026, Offices closed; Tue 16 Jun 2026, Offices closed" in str(due.explanation)


def test_the_same_count_never_lasts_longer_than_the_regulations() -> None:
    """Newham's twenty days are the regulations' twenty: closures make its own later, and the regulations bind."""
    history = History("A1", [BecameLookedAfter(on=D("2026-06-04"))])
    assert review(history, "newham", CLOSED) == ("2026-07-02", "england/R1")


def test_an_aim_and_a_count_backwards_pass_over_them_too(ours: Path) -> None:
    """Review on Fri 12 June: three days later are Fri 19 June, one is Wed 17 June. On Thu 18 June: three before are Thu 11 June."""
    history = History("A1", [BecameLookedAfter(on=D("2026-06-01")), ReviewHeld(on=D("2026-06-12"))])
    [due] = [due for due in build_schedule(history, load_profile(ours), CLOSED).of("letter") if due.review == 1]
    assert (str(due.due), str(due.aim)) == ("2026-06-19", "2026-06-17")
    later = History("A1", [BecameLookedAfter(on=D("2026-06-01")), ReviewHeld(on=D("2026-06-18"))])
    assert review(later, ours, CLOSED, "review-report") == ("2026-06-11", "ours/3")
    assert review(later, ours, england_and_wales(), "review-report") == ("2026-06-15", "ours/3")


def test_the_regulations_date_on_a_closure_day_is_on_a_working_day() -> None:
    """Twenty days after Mon 18 May 2026 (25 May is a bank holiday) are Tue 16 June: the offices are closed, and it stands."""
    history = History("A1", [BecameLookedAfter(on=D("2026-05-18"))])
    [due] = [due for due in build_schedule(history, load_profile("england"), CLOSED).of("review") if due.review == 1]
    assert (due.due, due.last_working_day) == (D("2026-06-16"), D("2026-06-16"))
