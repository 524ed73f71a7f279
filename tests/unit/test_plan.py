"""What is settled of a profile before any history is read: which rules need a date of birth, and what time alone brings about."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from lacreview_rules import (
    BecameLookedAfter,
    CeasedToBeLookedAfter,
    Event,
    History,
    ReviewHeld,
    SignificantEvent,
    TaskDone,
    build_schedule,
    load_profile,
)

if TYPE_CHECKING:
    from pathlib import Path

    from lacreview_rules.schedule import Schedule

D = date.fromisoformat
CAME_IN = BecameLookedAfter(on=D("2026-01-05"))
HEAD = 'schema_version = 1\nid = "ours"\nname = "Ours"\nversion = "1"\n'
PANEL = '[[days]]\nid = "panel"\non = [2026-02-02, 2027-06-01]\n[[days]]\nid = "term"\nspans = [{ from = 2027-09-06, to = 2027-10-22 }]\n'


def scheduled(path: Path, rule: str, *events: Event, per: str = "event", task: str = "", born: str | None = "2014-05-02") -> Schedule:
    file = path / "ours.toml"
    letter = f'[[tasks]]\nid = "letter"\ntitle = "Letter"\nper = "{per}"\n{task}[[timescales]]\nid = "ours/1"\ntask = "letter"\n{rule}\n'
    file.write_text(f"{HEAD}{PANEL}{letter}", encoding="utf-8")
    return build_schedule(History("A1", [CAME_IN, *events], None if born is None else D(born)), load_profile(file))


@pytest.mark.parametrize(
    ("rule", "asks"),
    [
        ('limit = "1 day"\nafter = "became-looked-after"', False),
        ('limit = "1 day"\nafter = "age 16 years"', True),
        ('limit = "1 day"\nafter = ["became-looked-after", "age 16 years"]', True),
        ('limit = "1 day"\nbefore = "age 16 years"', True),
        ('limit = "1 day"\nbefore = "became-looked-after"', False),
        ('limit = "1 day"\nafter = "became-looked-after"\nwhen = { age = "under 5" }', True),
        ('limit = "1 day"\nafter = "became-looked-after"\nunless = { age = "under 5" }', True),
        ('limit = "1 day"\nafter = "became-looked-after"\nwhile = { age = "under 5" }', True),
        ('limit = "1 day"\nafter = "became-looked-after"\nwhen = { emergency = true }', False),
    ],
)
def test_a_date_of_birth_that_is_missing(tmp_path: Path, rule: str, asks: bool) -> None:
    """Each rule that asks about age is named; with the date of birth there is nothing to tell."""
    per = "period-of-care"
    told = [(one.where, one.what, one.remedy) for one in scheduled(tmp_path, rule, per=per, born=None).problems]
    what = "it is missing, so rules that depend on age may not have been applied: ours/1"
    assert told == ([("date_of_birth", what, "add the date of birth")] if asks else [])
    assert scheduled(tmp_path, rule, per=per).problems == ()


@pytest.mark.parametrize(
    ("anchor", "on", "due"),
    [("panel", "2027-06-01", "2027-06-02"), ("term starts", "2027-09-06", "2027-09-07"), ("age 16 years", "2030-05-02", "2030-05-03")],
)
def test_what_time_alone_brings_stands_back_until_it_is_near(tmp_path: Path, anchor: str, on: str, due: str) -> None:
    """It is not shown before the day it counts from, and from that day on; what is near is there at once."""
    schedule = scheduled(tmp_path, f'limit = "1 day"\nafter = "{anchor}"', SignificantEvent(on=D("2026-02-02")))
    near = ["2026-02-03"] if anchor == "panel" else []
    assert [str(one.due) for one in schedule.of("letter")] == near
    before = date.fromordinal(D(on).toordinal() - 1)
    assert [str(one.due) for one in schedule.on(before).of("letter")] == near
    assert [str(one.due) for one in schedule.on(D(on)).of("letter")] == [*near, due]


def test_what_was_done_after_care_ended(tmp_path: Path) -> None:
    """A task of the time in care was not done; one that an event caused was, late, also after a review of the next time in care."""
    left, back = CeasedToBeLookedAfter(on=D("2026-01-19")), BecameLookedAfter(on=D("2026-02-02"))
    events = [SignificantEvent(on=D("2026-01-05")), left, back, ReviewHeld(on=D("2026-02-16")), TaskDone(on=D("2026-02-20"), task="letter")]
    rule = 'limit = "1 week"\nafter = "{}"'
    [whole, _] = scheduled(tmp_path, rule.format("became-looked-after"), *events, per="period-of-care").of("letter")
    assert (whole.status, whole.done_on) == ("not-recorded", None)
    [caused] = scheduled(tmp_path, rule.format("significant-event"), *events, task="outlives_care = true\n").of("letter")
    assert (caused.status, caused.done_on) == ("met-late", D("2026-02-20"))
