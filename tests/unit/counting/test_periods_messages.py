"""What a refused period is told: which phrase, what is wrong with it, and how to mend it, in whole sentences.

The contract is that of every error here: what, why and the remedy (`lacreview_rules.errors`).
"""

from __future__ import annotations

from datetime import date, datetime

import pytest
from tests.small_profiles import D

from lacreview_rules.counting.calendars import england_and_wales
from lacreview_rules.counting.periods import Period, Unit, add_days, add_months, hours_after, hours_before
from lacreview_rules.errors import CalendarRangeError, PeriodError

CALENDAR = england_and_wales()
SIGN = 'write it without a sign, as a whole number, and say "after" or "before"'
WHOLE = "the number must be whole, in figures only"
UNITS = "use one of: days, hours, months, weeks, working days, years"
LONG = "fortnights of the summer term, counted from the day"  # 51 letters


@pytest.mark.parametrize(
    ("phrase", "message"),
    [
        ("15 workng days", '"15 workng days" is not a period: "workng days" is not a unit of time; did you mean "working days"?'),
        ("3 zz", f'"3 zz" is not a period: "zz" is not a unit of time; {UNITS}'),
        ("working days", '"working days" is not a period: the number is missing; write "1 working day"'),
        ("a day", '"a day" is not a period: the number is missing; write "1 day"'),
        ("an hour", '"an hour" is not a period: the number is missing; write "1 hour"'),
        ("one month", '"one month" is not a period: the number is missing; write "1 month"'),
        ("a calendar month", '"a calendar month" is not a period: the number is missing; write "1 month"'),
        ("midway", '"midway" is not a period: the number is missing; write it in figures, as in "20 working days"'),
        ("20", '"20" is not a period: the unit is missing; write for example "20 working days"'),
        ("-3 days", f'"-3 days" is not a period: a period has no sign; {SIGN}'),
        ("+3 days", f'"+3 days" is not a period: a period has no sign; {SIGN}'),
        ("1.5 years", f'"1.5 years" is not a period: {WHOLE}; say it in months'),
        ("1.5 months", f'"1.5 months" is not a period: {WHOLE}; say it in weeks or days'),
        ("1.5 weeks", f'"1.5 weeks" is not a period: {WHOLE}; say it in days'),
        ("1.5 days", f'"1.5 days" is not a period: {WHOLE}; say it in hours'),
        ("1.5 hours", f'"1.5 hours" is not a period: {WHOLE}; round it to a whole number'),
        ("1.5 working days", f'"1.5 working days" is not a period: {WHOLE}; round it to a whole number'),
        ("1,000 days", f'"1,000 days" is not a period: {WHOLE}; write 1000 without a comma'),
        ("1,000,000,000 days", f'"1,000,000,000 days" is not a period: {WHOLE}; write 100000000 without a comma'),
        ("1.000,5 days", f'"1.000,5 days" is not a period: {WHOLE}; say it in hours'),
        ("121 months", '"121 months" is not a period: the most that can be asked for is 120 months; check the number and the unit'),
        (
            "2601 working days",
            '"2601 working days" is not a period: the most that can be asked for is 2,600 working days; check the number and the unit',
        ),
        (
            "0000000020 days",  # ten figures
            '"0000000020 days" is not a period: the most that can be asked for is 3,660 days; check the number and the unit',
        ),
        (f"3 {LONG}", f'"3 {LONG[:38]}…" is not a period: "{LONG[:40]}" is not a unit of time; {UNITS}'),
        ("", '"" is not a period: the number is missing; write it in figures, as in "20 working days"'),
    ],
)
def test_a_phrase(phrase: str, message: str) -> None:
    """Word for word; a long phrase is cut."""
    with pytest.raises(PeriodError) as caught:
        Period.parse(phrase)
    assert message == str(caught.value)


def test_a_phrase_is_cut_after_forty_letters() -> None:
    """Forty are shown whole; of 41, forty and an ellipsis."""
    for letters, shown in ((40, "x" * 40), (41, "x" * 40 + "…")):
        with pytest.raises(PeriodError) as caught:
            Period.parse("x" * letters)
        assert str(caught.value).startswith(f'"{shown}" is not a period: ')


def test_nine_figures_are_read() -> None:
    """Leading noughts are no slip; ten figures are."""
    assert Period(20, Unit.DAY) == Period.parse("000000020 days")
    with pytest.raises(PeriodError):
        Period.parse("0000000020 days")


def test_any_space_will_do() -> None:
    """Or none between number and unit."""
    assert Period(20, Unit.WORKING_DAY) == Period.parse("20working days")
    assert Period(20, Unit.WORKING_DAY) == Period.parse("\n20\u00a0working\u2003days")


@pytest.mark.parametrize(
    ("count", "unit", "message"),
    [
        (3, "month", "\"3 months\" is not a period: 'month' is not a unit of time; give a Unit"),
        (-1, Unit.DAY, f'"-1 days" is not a period: the number must be whole and not below 0; {SIGN}'),
        (1.5, Unit.DAY, f'"1.5 days" is not a period: the number must be whole and not below 0; {SIGN}'),
        ("3", Unit.DAY, f"\"'3' days\" is not a period: the number must be whole and not below 0; {SIGN}"),
        (26, Unit.YEAR, '"26 years" is not a period: the most that can be asked for is 25 years; check the number and the unit'),
    ],
)
def test_a_period_that_is_none(count: int, unit: Unit, message: str) -> None:
    """Made in code and not read from a phrase."""
    with pytest.raises(PeriodError) as caught:
        Period(count, unit)
    assert message == str(caught.value)


@pytest.mark.parametrize(
    ("count", "unit"), [(0, Unit.DAY), (2600, Unit.WORKING_DAY), (3660, Unit.DAY), (520, Unit.WEEK), (8784, Unit.HOUR)]
)
def test_the_longest_and_the_shortest_can_be_had(count: int, unit: Unit) -> None:
    """Ten years of each, a year of hours, and nothing at all."""
    assert count == Period(count, unit).count


def test_what_is_not_text() -> None:
    """A number in a profile is a slip."""
    with pytest.raises(PeriodError) as caught:
        Period.parse(20)  # type: ignore[arg-type]
    assert '"20" is not a period: a period is text; write for example "20 working days"' == str(caught.value)


class TestOutsideTheYears:
    """Which count led outside, from which day."""

    def test_months(self) -> None:
        """Backwards they are shown with their sign."""
        with pytest.raises(CalendarRangeError) as caught:
            add_months(D("9999-12-01"), 1)
        assert "1 months from 9999-12-01 is outside the years 1 to 9999; check the date and the length" == str(caught.value)
        with pytest.raises(CalendarRangeError, match=r"^-1 months from 0001-01-31 is outside"):
            add_months(D("0001-01-31"), -1)

    def test_days(self) -> None:
        """Both ways."""
        with pytest.raises(CalendarRangeError) as caught:
            add_days(date.max, 1)
        assert "1 days from 9999-12-31 is outside the years 1 to 9999; check the date and the length" == str(caught.value)
        with pytest.raises(CalendarRangeError, match=r"^-2 days from 0001-01-01 is outside"):
            add_days(date.min, -2)

    def test_hours(self) -> None:
        """With the time they are counted from."""
        with pytest.raises(CalendarRangeError) as caught:
            hours_after(datetime(9999, 12, 31, 14), 24)
        assert "24 hours from 9999-12-31 14:00:00" == str(caught.value)[: len("24 hours from 9999-12-31 14:00:00")]
        with pytest.raises(CalendarRangeError, match=r"^-24 hours from 0001-01-01 14:00:00"):
            hours_before(datetime(1, 1, 1, 14), 24)

    def test_hours_have_no_sign(self) -> None:
        """Each of the two functions counts its own way."""
        for count in (hours_after, hours_before):
            with pytest.raises(PeriodError) as caught:
                count(datetime(2026, 1, 5, 9), -1)
            remedy = "hours_before and hours_after each count their own way"
            assert f'"-1 hours" is not a period: a period has no sign; {remedy}' == str(caught.value)
