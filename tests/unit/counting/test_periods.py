"""Periods: reading and printing them, and the dates they lead to.

Every expected date is typed from the case or document named beside it, or counted by hand.
"""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import pytest
from dateutil import tz
from tests.small_profiles import D

from lacreview_rules.counting import periods
from lacreview_rules.counting.calendars import england_and_wales
from lacreview_rules.counting.periods import Period, Unit, add_months, hours_after, hours_before, midway
from lacreview_rules.errors import CalendarRangeError, LacReviewError, PeriodError

T = datetime.fromisoformat
CALENDAR = england_and_wales()


class TestParse:
    """A phrase in, a period out."""

    @pytest.mark.parametrize(
        ("phrase", "expected"),
        [
            ("20 working days", Period(20, Unit.WORKING_DAY)),
            ("1 working day", Period(1, Unit.WORKING_DAY)),
            ("10 days", Period(10, Unit.DAY)),
            ("6 weeks", Period(6, Unit.WEEK)),
            ("3 months", Period(3, Unit.MONTH)),
            ("1 year", Period(1, Unit.YEAR)),
            ("24 hours", Period(24, Unit.HOUR)),
            ("  20  Working\tDAYS ", Period(20, Unit.WORKING_DAY)),
            ("1 weeks", Period(1, Unit.WEEK)),
            ("2 month", Period(2, Unit.MONTH)),
            ("3 calendar months", Period(3, Unit.MONTH)),
            ("1 calendar month", Period(1, Unit.MONTH)),
            ("28 calendar days", Period(28, Unit.DAY)),
            ("same day", Period(0, Unit.DAY)),
            ("The same day", Period(0, Unit.DAY)),
            ("0 days", Period(0, Unit.DAY)),
            ("020 days", Period(20, Unit.DAY)),
            ("2600 working days", Period(2600, Unit.WORKING_DAY)),
        ],
    )
    def test_phrases(self, phrase: str, expected: Period) -> None:
        """Case, space and number of the noun do not matter."""
        assert expected == Period.parse(phrase)

    @pytest.mark.parametrize(
        ("phrase", "why", "remedy"),
        [
            ("15 workng days", '"workng days" is not a unit', 'did you mean "working days"?'),
            ("10 business days", '"business days" is not a unit', "working days"),
            ("2 fortnights", '"fortnights" is not a unit', "weeks"),
            ("3 days ago", '"days ago" is not a unit', 'did you mean "days"?'),
            ("1.5 years", "the number must be whole", "say it in months"),
            ("1.5 months", "the number must be whole", "say it in weeks or days"),
            ("1.5 weeks", "the number must be whole", "say it in days"),
            ("0.5 days", "the number must be whole", "say it in hours"),
            ("1.5 working days", "the number must be whole", "round it"),
            ("1,000 days", "the number must be whole", "write 1000 without a comma"),
            ("-3 days", "no sign", '"after" or "before"'),
            ("+3 days", "no sign", '"after" or "before"'),
            ("working days", "the number is missing", 'write "1 working day"'),
            ("a week", "the number is missing", 'write "1 week"'),
            ("one month", "the number is missing", 'write "1 month"'),
            ("an hour", "the number is missing", 'write "1 hour"'),
            ("twenty working days", "the number is missing", "figures"),
            ("midway", "the number is missing", "figures"),
            ("", "the number is missing", "figures"),
            ("20", "the unit is missing", '"20 working days"'),
            ("2601 working days", "the most that can be asked for is 2,600 working days", "check"),
            ("3661 days", "3,660 days", "check"),
            ("521 weeks", "520 weeks", "check"),
            ("121 months", "120 months", "check"),
            ("26 years", "25 years", "check"),
            ("8785 hours", "8,784 hours", "check"),
            ("9" * 5000 + " days", "3,660 days", "check"),
        ],
    )
    def test_refusals(self, phrase: str, why: str, remedy: str) -> None:
        """A refusal repeats the phrase, says what is wrong and how to mend it, briefly."""
        with pytest.raises(PeriodError) as caught:
            Period.parse(phrase)
        message = str(caught.value)
        assert message.startswith(f'"{phrase[:40]}')
        assert why in message
        assert remedy in message
        assert len(message) < 200

    @pytest.mark.parametrize("phrase", [None, 20, 1.5, b"3 days", ["3 days"]])
    def test_what_is_not_text_is_refused(self, phrase: object) -> None:
        """A number in a profile is a slip: it has no unit."""
        with pytest.raises(PeriodError, match="a period is text"):
            Period.parse(phrase)  # type: ignore[arg-type]

    def test_refusals_are_value_errors_of_this_library(self) -> None:
        """So both kinds of caller can catch them."""
        assert issubclass(PeriodError, LacReviewError)
        assert issubclass(PeriodError, ValueError)


class TestPeriod:
    """The value itself."""

    @pytest.mark.parametrize("text", ["20 working days", "1 working day", "1 week", "0 days", "3 months", "25 years", "24 hours", "1 hour"])
    def test_printing_and_reading_agree(self, text: str) -> None:
        """What is printed reads back as itself."""
        assert text == str(Period.parse(text))

    def test_impossible_counts(self) -> None:
        """They are refused however the period is made."""
        for count in (-1, 1.5, "3", 3661):
            with pytest.raises(PeriodError):
                Period(count, Unit.DAY)  # type: ignore[arg-type]
        with pytest.raises(PeriodError, match="give a Unit"):
            Period(3, "month")  # type: ignore[arg-type]


class TestAfter:
    """Limits after an anchor."""

    @pytest.mark.parametrize(
        ("phrase", "day", "expected", "authority"),
        [
            ("4 months", "1978-09-30", "1979-01-30", "Dodds v Walker [1981]"),
            ("2 months", "1983-03-23", "1983-05-23", "Riley v Eurostile (1985)"),
            ("3 years", "1967-09-05", "1970-09-05", "Pritam Kaur: a Saturday, not moved"),
            ("6 years", "2011-06-03", "2017-06-03", "Matthew v Sedman, 3 June not counted: a Saturday"),
            ("3 months", "2018-07-06", "2018-10-06", "three months' notice given on 6 July"),
            ("1 week", "2018-10-01", "2018-10-08", "one week's notice given on Monday 1 October"),
            ("14 days", "2006-10-02", "2006-10-16", "CPR 2.8(3) example (iii)"),
            ("20 working days", "2025-12-19", "2026-01-21", "CPR10 reg 33(1), by hand: 25, 26 Dec and 1 Jan out"),
            ("20 working days", "2025-04-07", "2025-05-08", "CPR10 reg 33(1), by hand: Easter and early May out"),
            ("3 months", "2025-11-30", "2026-02-28", "CPR10 reg 33(2), by hand"),
            ("91 days", "2025-11-30", "2026-03-01", "by hand"),
            ("6 months", "2025-11-30", "2026-05-30", "CPR10 reg 33(2), by hand"),
            ("183 days", "2025-11-30", "2026-06-01", "by hand"),
            ("3 months", "2023-11-30", "2024-02-29", "by hand"),
            ("91 days", "2023-11-30", "2024-02-29", "by hand"),
            ("6 months", "2025-08-31", "2026-02-28", "by hand"),
            ("183 days", "2025-08-31", "2026-03-02", "by hand"),
            ("3 months", "2024-02-29", "2024-05-29", "by hand"),
            ("91 days", "2024-02-29", "2024-05-30", "by hand"),
            ("3 months", "2025-01-31", "2025-04-30", "by hand"),
            ("6 months", "2025-01-31", "2025-07-31", "by hand"),
            ("183 days", "2025-01-31", "2025-08-02", "by hand"),
            ("1 year", "2024-02-29", "2025-02-28", "by hand"),
            ("1 month", "2032-01-31", "2032-02-29", "a leap year"),
            ("1 month", "2100-01-31", "2100-02-28", "no leap year"),
            ("0 days", "2026-04-05", "2026-04-05", "the same day, a Sunday"),
            ("0 working days", "2026-04-05", "2026-04-05", "the same day, a Sunday"),
            ("0 months", "2026-04-05", "2026-04-05", "the same day"),
            ("24 hours", "2026-03-28", "2026-03-29", "no time known: one day"),
            ("25 hours", "2026-03-28", "2026-03-30", "no time known: rounded up to two days"),
            ("72 hours", "2026-03-28", "2026-03-31", "no time known: three days"),
        ],
    )
    def test_the_day_itself_is_not_counted(self, phrase: str, day: str, expected: str, authority: str) -> None:
        """Lester v Garland (1808)."""
        assert D(expected) == Period.parse(phrase).after(D(day), CALENDAR), authority

    @pytest.mark.parametrize(
        ("phrase", "day", "expected", "authority"),
        [
            ("3 months", "1981-09-07", "1981-12-06", "Swainston: three months beginning with 7 September"),
            ("6 years", "2011-06-03", "2017-06-02", "Matthew v Sedman as held: 3 June counts"),
            ("3 months", "2025-11-30", "2026-02-28", "no 30 February: the month's last day"),
            ("3 months", "2025-12-01", "2026-02-28", "the day before 1 March"),
            ("1 month", "2026-03-01", "2026-03-31", "a whole month"),
            ("10 days", "2026-03-01", "2026-03-10", "by hand"),
            ("2 weeks", "2026-03-02", "2026-03-15", "Monday to the second Sunday"),
            ("5 working days", "2026-03-02", "2026-03-06", "Monday to Friday"),
            ("5 working days", "2026-02-28", "2026-03-06", "from a Saturday: Monday is day one"),
            ("1 working day", "2026-04-03", "2026-04-07", "from Good Friday: Tuesday is day one"),
            ("48 hours", "2026-03-01", "2026-03-02", "no time known: two days"),
            ("0 working days", "2026-04-05", "2026-04-05", "nothing to count"),
            ("0 months", "2026-04-05", "2026-04-05", "nothing to count"),
        ],
    )
    def test_inclusive(self, phrase: str, day: str, expected: str, authority: str) -> None:
        """The day is day one."""
        assert D(expected) == Period.parse(phrase).after(D(day), CALENDAR, inclusive=True), authority


def test_a_day_of_a_class_of_ones_own_is_counted_from() -> None:
    """As a caller's own library may have it: one week and three working days from Mon 5 January 2026, forwards and back."""

    class Day(date):
        pass

    day, calendar = Day(2026, 1, 5), england_and_wales()
    assert Period.parse("1 week").after(day, calendar) == D("2026-01-12")
    assert Period.parse("3 working days").before(day, calendar) == D("2025-12-30")  # Fri 2 January, Wed 31 and Tue 30 December


class TestBefore:
    """Limits before an anchor."""

    @pytest.mark.parametrize(
        ("phrase", "day", "expected", "authority"),
        [
            ("3 working days", "2026-04-08", "2026-04-01", "Easter between"),
            ("10 working days", "2026-04-07", "2026-03-20", "Easter between"),
            ("1 working day", "2026-02-15", "2026-02-13", "before a Sunday"),
            ("20 days", "2026-03-21", "2026-03-01", "by hand"),
            ("2 weeks", "2026-03-15", "2026-03-01", "by hand"),
            ("1 month", "2026-03-31", "2026-02-28", "no 31 February"),
            ("1 year", "2024-02-29", "2023-02-28", "no 29 February"),
            ("2 years", "2026-02-28", "2024-02-28", "by hand"),
            ("25 hours", "2026-03-30", "2026-03-28", "no time known: two days"),
            ("0 days", "2026-03-30", "2026-03-30", "the same day"),
        ],
    )
    def test_the_day_itself_is_not_counted(self, phrase: str, day: str, expected: str, authority: str) -> None:
        """Simple counting back."""
        assert D(expected) == Period.parse(phrase).before(D(day), CALENDAR), authority

    @pytest.mark.parametrize(
        ("phrase", "day", "expected", "authority"),
        [
            ("3 days", "2006-10-20", "2006-10-16", "CPR 2.8(3) example (i): Friday 20 October"),
            ("3 working days", "2014-10-20", "2014-10-14", "CPR 2.8(4): Monday 20 October, weekend out"),
            ("7 days", "2017-03-30", "2017-03-22", "7 days before a hearing on 30 March"),
            ("5 working days", "2017-03-14", "2017-03-06", "5 days before Tuesday 14 March 2017, weekends out"),
            ("3 working days", "2026-04-08", "2026-03-31", "one working day further back than simple counting"),
            ("1 month", "2026-03-31", "2026-02-27", "one day further back than 28 February"),
            ("2 weeks", "2026-03-15", "2026-02-28", "by hand"),
        ],
    )
    def test_clear_days(self, phrase: str, day: str, expected: str, authority: str) -> None:
        """The days between are whole."""
        assert D(expected) == Period.parse(phrase).before(D(day), CALENDAR, clear=True), authority


class TestRange:
    """Past the end there is an error, never a wrong date."""

    def test_working_days_end_with_the_calendar(self) -> None:
        """31 December 2060 is its last day."""
        with pytest.raises(CalendarRangeError, match="2060-12-31"):
            Period.parse("20 working days").after(D("2060-12-20"), CALENDAR)
        with pytest.raises(CalendarRangeError, match="1990-01-01"):
            Period.parse("20 working days").before(D("1990-01-20"), CALENDAR)

    def test_months_and_days_do_not(self) -> None:
        """They need no list of holidays."""
        assert D("2061-03-20") == Period.parse("3 months").after(D("2060-12-20"), CALENDAR)
        assert D("2061-01-03") == Period.parse("2 weeks").after(D("2060-12-20"), CALENDAR)

    @pytest.mark.parametrize("phrase", ["1 day", "1 month", "1 year", "1 week", "1 hour"])
    def test_all_else_ends_with_the_years(self, phrase: str) -> None:
        """Python's dates go from year 1 to year 9999."""
        with pytest.raises(CalendarRangeError, match="outside the years 1 to 9999"):
            Period.parse(phrase).after(date.max, CALENDAR)
        with pytest.raises(CalendarRangeError, match="outside the years 1 to 9999"):
            Period.parse(phrase).before(date.min, CALENDAR)
        with pytest.raises(CalendarRangeError):
            Period(0, Unit.DAY).before(date.min, CALENDAR, clear=True)

    def test_add_months_at_the_ends(self) -> None:
        """Also where a month's length has to be looked up."""
        assert date.max == add_months(D("9999-11-30"), 1).replace(day=31)
        for day, n in ((date.max, 1), (D("9999-12-01"), 1), (date.min, -1), (D("0001-01-31"), -1), (date.max, 10**12)):
            with pytest.raises(CalendarRangeError):
                add_months(day, n)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("2026-01-14", "2026-04-14", "2026-02-28"),  # 90 days apart: 45 after
        ("2026-01-01", "2026-01-02", "2026-01-01"),
        ("2026-01-01", "2026-01-04", "2026-01-02"),
        ("2026-01-28", "2026-07-28", "2026-04-28"),  # 181 days apart: 90 after, the earlier middle day
        ("2026-01-01", "2026-01-01", "2026-01-01"),
    ],
)
def test_midway(a: str, b: str, expected: str) -> None:
    """The middle day, the earlier of two, whichever way round."""
    assert D(expected) == midway(D(a), D(b)) == midway(D(b), D(a))


HOURS_AFTER = [
    # clocks go forward on 30 March 2025 and 29 March 2026, back on 26 October 2025 and 25 October 2026
    ("2025-03-29T14:00", 24, "2025-03-30T15:00+01:00"),
    ("2026-03-28T14:00", 24, "2026-03-29T15:00+01:00"),
    ("2026-03-29T00:30", 1, "2026-03-29T02:30+01:00"),
    ("2025-10-25T14:00", 24, "2025-10-26T13:00+00:00"),
    ("2026-10-24T14:00", 24, "2026-10-25T13:00+00:00"),
    ("2026-10-25T00:30", 1, "2026-10-25T01:30+01:00"),
    ("2026-10-25T00:30", 2, "2026-10-25T01:30+00:00"),
    ("2026-01-05T09:15", 24, "2026-01-06T09:15+00:00"),
    ("2026-07-06T09:15", 48, "2026-07-08T09:15+01:00"),
    ("2026-07-06T09:15", 0, "2026-07-06T09:15+01:00"),
    # skipped by the clocks: the earlier of its readings, 01:30 summer time, which is 00:30 GMT
    ("2026-03-29T01:30", 0, "2026-03-29T00:30+00:00"),
    ("2026-03-29T01:30", 24, "2026-03-30T01:30+01:00"),
    # comes twice: the first of the two
    ("2026-10-25T01:30", 24, "2026-10-26T00:30+00:00"),
    # past the end of the bundled tables: summer time 31 March to 27 October 2041
    ("2041-03-30T14:00", 24, "2041-03-31T15:00+01:00"),
    ("2041-10-26T14:00", 24, "2041-10-27T13:00+00:00"),
    ("2037-12-31T23:30", 1, "2038-01-01T00:30+00:00"),
    ("2038-07-01T12:00", 1, "2038-07-01T13:00+01:00"),
    # before 1996 the clocks went back on the Sunday after the fourth Saturday in October: on 22 October 1995
    ("1995-10-21T14:00", 24, "1995-10-22T13:00+00:00"),
    # a zone is believed
    ("2026-07-06T09:15+00:00", 24, "2026-07-07T10:15+01:00"),
]


@pytest.mark.parametrize(("moment", "n", "expected"), HOURS_AFTER)
def test_hours_after(moment: str, n: int, expected: str) -> None:
    """Hours elapse; the clock on the wall may be moved meanwhile."""
    result = hours_after(T(moment), n)
    assert T(expected) == result
    assert expected == result.isoformat(timespec="minutes")


@pytest.mark.parametrize(
    ("moment", "n", "expected"),
    [
        ("2026-03-29T14:00", 24, "2026-03-28T13:00+00:00"),
        ("2025-03-30T14:00", 24, "2025-03-29T13:00+00:00"),
        ("2026-10-25T14:00", 24, "2026-10-24T15:00+01:00"),
        ("2025-10-26T14:00", 24, "2025-10-25T15:00+01:00"),
        ("2026-01-06T09:15", 24, "2026-01-05T09:15+00:00"),
    ],
)
def test_hours_before(moment: str, n: int, expected: str) -> None:
    """The mirror image."""
    assert expected == hours_before(T(moment), n).isoformat(timespec="minutes")


def test_the_second_of_two_equal_times() -> None:
    """`fold` says that 01:30 was read after the clocks went back."""
    assert T("2026-10-26T01:30+00:00") == hours_after(T("2026-10-25T01:30").replace(fold=1), 24)


def test_the_answer_carries_a_fixed_offset() -> None:
    """So that adding to it adds elapsed time, and its name is the one on the clock."""
    result = hours_after(T("2026-10-24T14:00"), 1)
    assert 0 == result.fold == hours_after(T("2026-10-25T00:30"), 2).fold
    assert "BST" == result.tzname()
    assert T("2026-10-25T15:00+01:00") == result + timedelta(hours=24)
    assert "GMT" == hours_after(T("2026-01-24T14:00"), 1).tzname()


def test_hours_have_a_direction_and_an_end() -> None:
    """Negative hours are refused; so is the end of the years."""
    for count in (hours_after, hours_before):
        with pytest.raises(PeriodError, match="no sign"):
            count(T("2026-01-05T09:00"), -1)
    with pytest.raises(CalendarRangeError):
        hours_after(datetime.max, 1)
    with pytest.raises(CalendarRangeError):
        hours_before(datetime.min, 24)


@pytest.mark.slow
def test_the_rule_and_the_tables_agree() -> None:
    """What follows after 2037 is what the tables say until then, hour by hour around every change since 1996."""
    for year in range(1996, 2038):
        table, rule = periods.london(year), periods.london(2038)
        for month, hours in ((1, 1), (3, 8 * 24), (7, 1), (10, 8 * 24)):
            start = datetime(year, month, 31, 12, tzinfo=UTC) - timedelta(hours=hours)
            for hour in range(hours + 1):
                moment = start + timedelta(hours=hour)
                assert moment.astimezone(table).utcoffset() == moment.astimezone(rule).utcoffset(), moment


def test_the_rule_stands_in_for_missing_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some distributions ship dateutil without them."""
    monkeypatch.setattr("dateutil.zoneinfo.get_zonefile_instance", dict)
    zone = periods.london.__wrapped__(2026)
    assert isinstance(zone, tz.tzstr)
    assert timedelta(hours=1) == T("2026-07-01T12:00").replace(tzinfo=zone).utcoffset()


@pytest.mark.parametrize(
    "settings",
    [
        {"TZ": "America/New_York", "PYTHONTZPATH": "/nowhere"},
        *(pytest.param({"TZ": zone}, marks=pytest.mark.slow) for zone in ("Asia/Tokyo", "")),
    ],
)
def test_the_machine_does_not_matter(settings: dict[str, str]) -> None:
    """The same hours in another process, whatever its time zone and tables are set to."""
    asked = [(moment, n) for moment, n, _ in HOURS_AFTER]
    code = (
        "from datetime import datetime; from lacreview_rules.counting.periods import hours_after\n"
        f"for moment, n in {asked!r}:\n"
        "    print(hours_after(datetime.fromisoformat(moment), n).isoformat(timespec='minutes'))"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)} | settings
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert [expected for _, _, expected in HOURS_AFTER] == done.stdout.split()
