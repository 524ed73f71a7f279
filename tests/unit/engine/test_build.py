"""What a schedule is put together from: several periods of care in one, and dates that leave the calendar. Dates by hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from lacreview_rules import (
    BecameLookedAfter,
    CeasedToBeLookedAfter,
    History,
    ReviewHeld,
    WorkingCalendar,
    build_schedule,
    load_profile,
)
from lacreview_rules.errors import CalendarRangeError

if TYPE_CHECKING:
    from pathlib import Path

    from lacreview_rules.profiles.profile import Profile

D = date.fromisoformat
CAME_IN = BecameLookedAfter(on=D("2026-01-05"))
HEAD = 'schema_version = 1\nid = "ours"\nname = "Ours"\nversion = "1"\n'


def profile(path: Path, tables: str, extends: str = "") -> Profile:
    file = path / "ours.toml"
    file.write_text(HEAD + extends + tables, encoding="utf-8")
    return load_profile(file)


def test_what_reviews_must_consider_in_each_period_of_care(tmp_path: Path) -> None:
    """Both reviews that were held, the one of the first time in care and the one of the second, in the order of their days."""
    consider = '[[considerations]]\nid = "ours/1"\ntitle = "Whether the school was told"\nat = "review"\nwhen = { review = "first" }\n'
    left, back = CeasedToBeLookedAfter(on=D("2026-03-02")), BecameLookedAfter(on=D("2026-04-13"))
    events = [CAME_IN, ReviewHeld(on=D("2026-01-28")), left, back, ReviewHeld(on=D("2026-05-06"))]
    schedule = build_schedule(History("A1", events, D("2014-05-02")), profile(tmp_path, consider, 'extends = "england"\n'))
    marked = [(mark.period_of_care, mark.review, str(mark.on)) for mark in schedule.considerations if mark.rule.id == "ours/1"]
    assert marked == [(1, 1, "2026-01-28"), (2, 1, "2026-05-06")]


@pytest.mark.parametrize("advice", [False, True])
def test_weeks_that_leave_the_calendar(tmp_path: Path, advice: bool) -> None:
    """A week from Mon 5 January is in a calendar of January, four are not: Mon 2 February. Advice has no date, and hides nothing."""
    task = '[[tasks]]\nid = "{0}"\ntitle = "{0}"\nper = "period-of-care"\n'
    rule = '[[timescales]]\nid = "ours/{0}"\ntask = "{0}"\n{1}after = "became-looked-after"\n'
    limits = {"call": 'limit = "1 week"\n', "letter": 'limit = "4 weeks"\n'} | ({"thought": ""} if advice else {})
    ours = profile(tmp_path, "".join(task.format(name) for name in limits) + "".join(rule.format(*one) for one in limits.items()))
    history = History("A1", [CAME_IN], D("2014-05-02"))
    january = WorkingCalendar("january", D("2026-01-01"), D("2026-01-31"), D("2026-01-31"))
    with pytest.raises(CalendarRangeError, match="2026-02-02"):
        build_schedule(history, ours, january)
    longer = WorkingCalendar("longer", D("2026-01-01"), D("2026-02-28"), D("2026-02-28"))
    found = [due.due for due in build_schedule(history, ours, longer).due_dates]
    assert found == [D("2026-01-12"), D("2026-02-02"), *([None] if advice else [])]
