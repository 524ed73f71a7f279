"""How a rule counts, in every unit and direction, and on which days it is in force. Counted by hand, from an event on a day of 2026.

In 2026 Good Friday is 3 April, Easter Monday 6 April, and the bank holidays of May are the 4th and the 25th.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.small_profiles import ALONE, D

from lacreview_rules import BecameLookedAfter, History, SignificantEvent, build_schedule, england_and_wales, load_profile
from lacreview_rules.counting.calendars import BankHoliday

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Due = Callable[..., list[str]]

DAYS = """\
[[days]]
id = "term"
spans = [{ from = 2026-03-02, to = 2026-03-27 }, { from = 2026-04-13, to = 2026-05-22 }]
[[days]]
id = "thursdays"
weekdays = "Thursday"
[[days]]
id = "wednesdays"
weekdays = "Wednesday"
[[days]]
id = "panel"
on = [2026-04-09, 2026-04-30]
"""


@pytest.fixture
def due(tmp_path: Path) -> Due:
    """The days on which a letter is due, one for each event."""

    def make(keys: str, *on: str, closed: str = "") -> list[str]:
        path = tmp_path / "ours.toml"
        anchor = "" if "before =" in keys or "after =" in keys else 'after = "significant-event"\n'
        task = '[[tasks]]\nid = "letter"\ntitle = "Letter"\nper = "event"\n'
        path.write_text(f'{ALONE}{DAYS}{task}[[timescales]]\nid = "ours/1"\ntask = "letter"\n{anchor}{keys}\n', encoding="utf-8")
        history = History("A1", [BecameLookedAfter(on=D("2026-01-05")), *(SignificantEvent(on=D(day)) for day in on)], D("2014-05-02"))
        calendar = england_and_wales()
        if closed:
            calendar = calendar.with_closures(BankHoliday(D(closed), "Offices closed"))
        return [str(one.due) for one in build_schedule(history, load_profile(path), calendar).of("letter")]

    return make


@pytest.mark.parametrize(
    ("limit", "plain", "inclusive"),
    [
        ("0 days", "2026-04-01", "2026-04-01"),
        ("0 working days", "2026-04-01", "2026-04-01"),
        ("1 day", "2026-04-02", "2026-04-01"),
        ("6 days", "2026-04-07", "2026-04-06"),
        ("1 working day", "2026-04-02", "2026-04-01"),
        ("3 working days", "2026-04-08", "2026-04-07"),  # Thu 2, Tue 7, Wed 8
        ("2 weeks", "2026-04-15", "2026-04-14"),
        ("1 month", "2026-05-01", "2026-04-30"),
        ("11 months", "2027-03-01", "2027-02-28"),
        ("1 year", "2027-04-01", "2027-03-31"),
        ("36 hours", "2026-04-03", "2026-04-03"),  # no time: two days
    ],
)
def test_after_an_event(due: Due, limit: str, plain: str, inclusive: str) -> None:
    """From Wed 1 April 2026; where the first day counts, a day sooner."""
    assert due(f'limit = "{limit}"', "2026-04-01") == [plain]
    if "hour" not in limit:
        assert due(f'limit = "{limit}"\ninclusive = true', "2026-04-01") == [inclusive]


@pytest.mark.parametrize(
    ("limit", "simple", "clear"),
    [
        ("0 working days", "2026-04-08", "2026-04-07"),
        ("1 day", "2026-04-07", "2026-04-06"),
        ("1 working day", "2026-04-07", "2026-04-02"),
        ("3 working days", "2026-04-01", "2026-03-31"),  # Tue 7, Thu 2, Wed 1; then Tue 31 March
        ("1 week", "2026-04-01", "2026-03-31"),
        ("1 month", "2026-03-08", "2026-03-07"),
    ],
)
def test_before_an_event(due: Due, limit: str, simple: str, clear: str) -> None:
    """Before Wed 8 April 2026; in clear days one further back."""
    before = f'limit = "{limit}"\nbefore = "significant-event"'
    assert due(before, "2026-04-08") == [simple]
    assert due(f"{before}\nclear = false", "2026-04-08") == [simple]
    assert due(f"{before}\nclear = true", "2026-04-08") == [clear]


@pytest.mark.parametrize(
    ("keys", "on", "expected"),
    [
        ('limit = "2 working days"', "2026-03-26", "2026-04-13"),  # Fri 27 March, then term begins again on Mon 13 April
        ('limit = "2 days"', "2026-03-26", "2026-04-13"),
        ('limit = "2 working days"\ninclusive = true', "2026-03-26", "2026-03-27"),
        ('limit = "1 working day"\ninclusive = true', "2026-03-26", "2026-03-26"),
        ('limit = "0 working days"', "2026-03-26", "2026-03-26"),
        ('limit = "0 working days"\ninclusive = true', "2026-03-26", "2026-03-26"),
        ('limit = "2 working days"', "2026-05-21", "None"),  # Fri 22 May is the last day of term that is known
        ('limit = "1 working day"', "2026-05-21", "2026-05-22"),
        ('limit = "2 working days"\nbefore = "significant-event"', "2026-04-14", "2026-03-27"),
        ('limit = "2 working days"\nbefore = "significant-event"\nclear = true', "2026-04-14", "2026-03-26"),
        ('limit = "2 working days"\nbefore = "significant-event"', "2026-03-03", "None"),
        ('limit = "1 working day"', "2026-05-01", "2026-05-05"),  # Mon 4 May is a bank holiday
    ],
)
def test_counted_among_school_days(due: Due, keys: str, on: str, expected: str) -> None:
    """Terms from Mon 2 to Fri 27 March, and from Mon 13 April to Fri 22 May."""
    assert due(f'{keys}\ncounted_in = "term"', on) == [expected]


@pytest.mark.parametrize(
    ("days", "limit", "expected"),
    [
        ("thursdays", "1 week", "2026-04-02"),  # Wed 8 April: back to Thu 2
        ("thursdays", "8 days", "2026-04-09"),  # a Thursday stays
        ("thursdays", "0 days", "2026-03-26"),
        ("panel", "2 weeks", "2026-04-09"),
        ("panel", "30 days", "2026-04-30"),
        ("panel", "1 week", "None"),  # no panel so early is known
    ],
)
def test_falls_on_the_last_of_some_days(due: Due, days: str, limit: str, expected: str) -> None:
    """From Wed 1 April 2026. A day before the start is no day to fall on: then the limit stands."""
    found = due(f'limit = "{limit}"\nfalls_on = "{days}"', "2026-04-01")
    assert found == ["2026-04-01" if (days, limit) == ("thursdays", "0 days") else expected]


@pytest.mark.parametrize(
    ("keys", "open_", "closed"),
    [
        ('limit = "2 working days"', "2026-04-07", "2026-04-08"),
        ('limit = "2 working days"\nforce = "guidance"', "2026-04-07", "2026-04-07"),
        ('limit = "2 days"', "2026-04-03", "2026-04-03"),
        ('limit = "2 working days"\nbefore = "significant-event"', "2026-03-30", "2026-03-30"),
    ],
)
def test_a_day_on_which_the_authority_is_closed(due: Due, keys: str, open_: str, closed: str) -> None:
    """Closed on Thu 2 April: passed over by the authority's own count of working days, and by no other."""
    assert due(keys, "2026-04-01") == [open_]
    assert due(keys, "2026-04-01", closed="2026-04-02") == [closed]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ('limit = "2 days"\ncounted_in = "term"', "2026-03-27"),  # Wed 25 is off: Thu 26 and Fri 27
        ('limit = "2 days"\ncounted_in = "term"\nforce = "guidance"', "2026-03-26"),
        ('limit = "1 week"\nfalls_on = "wednesdays"', "2026-03-31"),  # back to Wed 25, which is off: the limit stands
        ('limit = "1 week"\nfalls_on = "wednesdays"\nforce = "guidance"', "2026-03-25"),
    ],
)
def test_a_day_on_which_the_authority_is_closed_among_named_days(due: Due, keys: str, expected: str) -> None:
    """From Tue 24 March 2026, and closed on the day after it."""
    assert due(keys, "2026-03-24", closed="2026-03-25") == [expected]


DAY_BY_DAY = ["2026-02-28", "2026-03-01", "2026-03-31", "2026-04-01", "2026-05-31", "2026-06-01", "2026-06-30", "2026-07-01"]


@pytest.mark.parametrize(
    ("spans", "by", "expected"),
    [
        ("{ from = 2026-03-01 }", "start", DAY_BY_DAY[1:]),
        ("{ from = 0001-01-01 }", "start", DAY_BY_DAY),
        ("{ to = 2026-03-31 }", "start", DAY_BY_DAY[:3]),
        ("[{ to = 2026-02-28 }, { from = 2026-06-01 }]", "start", [DAY_BY_DAY[0], *DAY_BY_DAY[5:]]),
        ("{ from = 2026-03-01, to = 2026-03-31 }", "start", DAY_BY_DAY[1:3]),
        ("[{ to = 2026-02-28 }, { from = 2026-06-01, to = 2026-06-30 }]", "start", [DAY_BY_DAY[0], *DAY_BY_DAY[5:7]]),
        ("[{ from = 2026-03-01, to = 2026-03-31 }, { from = 2026-06-01 }]", "start", [*DAY_BY_DAY[1:3], *DAY_BY_DAY[5:]]),
        ("{ from = 2026-03-01 }", "limit", DAY_BY_DAY),  # a day later it is due: on 1 March at the earliest
        ("{ from = 2026-03-02, to = 2026-04-01 }", "limit", DAY_BY_DAY[1:3]),
        ("[{ from = 2026-03-01, to = 2026-03-01 }, { from = 2026-07-01, to = 2026-07-01 }]", "limit", [DAY_BY_DAY[0], DAY_BY_DAY[6]]),
    ],
)
def test_in_force(due: Due, spans: str, by: str, expected: list[str]) -> None:
    """Both days included; asked of the day the count starts, or of the day of the limit, which is the day after."""
    found = due(f'limit = "1 day"\nin_force = {spans}\nin_force_by = "{by}"', *DAY_BY_DAY)
    assert found == [str(date.fromordinal(D(day).toordinal() + 1)) for day in expected]


def test_the_earliest_of_several_and_the_latest_of_several(due: Due) -> None:
    """A list of periods, of which the earliest binds; a list of anchors, of which the latest counts, and each has to have happened."""
    assert due('limit = ["2 weeks", "3 working days", "10 days"]', "2026-04-01") == ["2026-04-08"]
    both = 'limit = "1 week"\nafter = ["became-looked-after", "significant-event"]'
    assert due(both, "2026-04-01") == ["2026-04-08"]
    assert due(both) == []
