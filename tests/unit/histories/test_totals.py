"""The day on which a total of days is passed: short breaks of more than 17 days in a row, or 75 in 12 months (CPR 2010 reg 48).

Every day was counted by hand: both ends of a stay count, and a total of 17 is passed on the 18th day.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.small_profiles import D

from lacreview_rules.histories.events import Event, OtherEvent, PlacementMoved, TaskDone
from lacreview_rules.histories.totals import passed_on
from lacreview_rules.profiles.vocabulary import Total

IN_A_ROW = Total(id="over-17-days", event="short-break", days=17)


def stay(first: str, last: str | None = None, event: str = "short-break") -> OtherEvent:
    return OtherEvent(event=event, on=D(first), ends_on=D(last) if last else None)


def within(time: str, days: int) -> Total:
    return Total(id="total", event="short-break", days=days, within=time)


class TestInARow:
    """CPR 2010 reg 48: no single placement of more than 17 days."""

    @pytest.mark.parametrize(
        ("stays", "passed"),
        [
            ([stay("2026-01-01", "2026-01-17")], None),  # 17 days: not more
            ([stay("2026-01-01", "2026-01-18")], "2026-01-18"),
            ([stay("2026-01-01", "2026-02-28")], "2026-01-18"),
            ([stay("2026-02-20", "2026-03-31")], "2026-03-09"),  # nine days of February, the 18th is 9 March
            ([stay("2026-01-01")], None),  # one day
            ([stay("2026-01-01", "2026-01-05"), stay("2026-02-01", "2026-02-28")], "2026-02-18"),  # a short one before a long one
            ([stay("2026-01-01", "2026-01-10"), stay("2026-01-11", "2026-01-20")], None),  # two stays are not one
            ([stay("2026-03-01", "2026-03-31"), stay("2026-01-01", "2026-01-31")], "2026-01-18"),  # in the file the other way round
            ([], None),
        ],
    )
    def test_the_eighteenth_day(self, stays: list[Event], passed: str | None) -> None:
        """The first day on which there are more than 17."""
        assert (D(passed) if passed else None) == passed_on(IN_A_ROW, stays)

    def test_only_stays_of_its_kind_count(self) -> None:
        """Neither another kind of stay, nor what is no stay."""
        others: list[Event] = [
            stay("2026-01-01", "2026-03-31", event="police-cell"),
            PlacementMoved(on=D("2026-01-01")),
            TaskDone(task="short-break", on=D("2026-01-01")),
        ]
        assert passed_on(IN_A_ROW, others) is None
        assert D("2026-05-18") == passed_on(IN_A_ROW, [*others, stay("2026-05-01", "2026-05-31")])

    @pytest.mark.parametrize(
        ("since", "until", "passed"),
        [
            ("2026-01-05", "2026-12-31", "2026-01-18"),
            ("2026-01-18", "2026-12-31", "2026-01-18"),
            ("2026-01-25", "2026-12-31", "2026-01-25"),  # long passed, and still so
            ("2026-01-31", "2026-12-31", "2026-01-31"),  # its last day
            ("2026-02-01", "2026-12-31", None),
            ("2026-01-01", "2026-01-18", "2026-01-18"),
            ("2026-01-01", "2026-01-17", None),
        ],
    )
    def test_between_two_days(self, since: str, until: str, passed: str | None) -> None:
        """Both included; a period of care asks only about its own days."""
        stays = [stay("2026-01-01", "2026-01-31")]
        assert (D(passed) if passed else None) == passed_on(IN_A_ROW, stays, D(since), D(until))

    def test_a_later_stay_counts_where_an_earlier_one_is_over(self) -> None:
        """Asked from February on, the stay of January says nothing."""
        stays = [stay("2026-01-01", "2026-01-31"), stay("2026-03-01", "2026-03-31")]
        assert D("2026-03-18") == passed_on(IN_A_ROW, stays, D("2026-02-01"))


class TestWithinATime:
    """CPR 2010 reg 48: not over 75 days in any 12 months. Smaller numbers here, so that they can be counted."""

    @pytest.mark.parametrize(
        ("time", "days", "stays", "passed"),
        [
            # two days in any week: Mon 5, Wed 7 and Sun 11 January are three within the seven days that begin on the 5th
            ("1 week", 2, [stay("2026-01-05"), stay("2026-01-07"), stay("2026-01-11")], "2026-01-11"),
            ("1 week", 2, [stay("2026-01-05"), stay("2026-01-07"), stay("2026-01-12")], None),
            ("7 days", 2, [stay("2026-01-05"), stay("2026-01-07"), stay("2026-01-11")], "2026-01-11"),
            ("7 days", 2, [stay("2026-01-05"), stay("2026-01-07"), stay("2026-01-12")], None),
            ("2 weeks", 2, [stay("2026-01-05"), stay("2026-01-07"), stay("2026-01-18")], "2026-01-18"),
            ("2 weeks", 2, [stay("2026-01-05"), stay("2026-01-07"), stay("2026-01-19")], None),
            # a month that begins on 5 January ends on 4 February
            ("1 month", 2, [stay("2026-01-05"), stay("2026-01-07"), stay("2026-02-04")], "2026-02-04"),
            ("1 month", 2, [stay("2026-01-05"), stay("2026-01-07"), stay("2026-02-05")], None),
            # one that begins on 31 January has no corresponding day: it ends on 28 February
            ("1 month", 2, [stay("2026-01-31", "2026-02-01"), stay("2026-02-28")], "2026-02-28"),
            ("1 month", 2, [stay("2026-01-31", "2026-02-01"), stay("2026-03-01")], None),
            ("1 year", 2, [stay("2026-01-05"), stay("2026-01-07"), stay("2027-01-04")], "2027-01-04"),
            ("1 year", 2, [stay("2026-01-05"), stay("2026-01-07"), stay("2027-01-05")], None),
            ("12 months", 2, [stay("2026-01-05"), stay("2026-01-07"), stay("2027-01-04")], "2027-01-04"),
            # the third day in a week counted from the third stay, not from the first two
            (
                "1 week",
                2,
                [stay("2026-01-05"), stay("2026-01-06"), stay("2026-01-13"), stay("2026-01-14"), stay("2026-01-15")],
                "2026-01-15",
            ),
            # only one day is out of the week, not two
            ("1 week", 2, [stay("2026-01-05"), stay("2026-01-08"), stay("2026-01-12"), stay("2026-01-13")], "2026-01-13"),
            # a day is counted once, however many stays share it
            ("1 week", 2, [stay("2026-01-05", "2026-01-06"), stay("2026-01-06", "2026-01-06")], None),
            ("1 week", 2, [stay("2026-01-05", "2026-01-06"), stay("2026-01-06", "2026-01-07")], "2026-01-07"),
        ],
    )
    def test_the_first_day_over_the_total(self, time: str, days: int, stays: list[Event], passed: str | None) -> None:
        """In any time of that length, whatever day it begins on."""
        assert (D(passed) if passed else None) == passed_on(within(time, days), stays)

    def test_seventy_five_days_in_twelve_months(self) -> None:
        """Five stays of 15 days are 75, and the day after is over: 1 June 2026. Begun a year later, it is not."""
        stays: list[Event] = [stay(f"2026-0{month}-01", f"2026-0{month}-15") for month in (1, 2, 3, 4, 5)]
        assert passed_on(within("12 months", 75), stays) is None
        assert D("2026-06-01") == passed_on(within("12 months", 75), [*stays, stay("2026-06-01")])
        assert D("2026-12-31") == passed_on(within("12 months", 75), [*stays, stay("2026-12-31")])
        assert passed_on(within("12 months", 75), [*stays, stay("2027-01-01")]) is None

    @pytest.mark.parametrize(
        ("since", "until", "passed"),
        [
            ("2026-01-07", "2026-12-31", "2026-01-07"),
            ("2026-01-08", "2026-12-31", "2026-01-08"),  # the days before are added up too
            ("2026-01-09", "2026-12-31", None),
            ("2026-01-01", "2026-01-07", "2026-01-07"),
            ("2026-01-01", "2026-01-06", None),
        ],
    )
    def test_between_two_days(self, since: str, until: str, passed: str | None) -> None:
        """Three days over two in a week, from Monday 5 January."""
        stays = [stay("2026-01-05", "2026-01-08")]
        assert (D(passed) if passed else None) == passed_on(within("1 week", 2), stays, D(since), D(until))

    def test_one_long_stay_that_goes_on_in_another(self) -> None:
        """More than 17 days in a row: over on 18 January, and still on the 22nd, as the second stay was long before the first ended."""
        total = IN_A_ROW
        stays = [stay("2026-01-01", "2026-01-20"), stay("2026-01-02", "2026-01-25")]
        assert passed_on(total, stays) == D("2026-01-18")
        assert passed_on(total, stays, D("2026-01-22")) == D("2026-01-22")
        assert passed_on(total, stays, D("2026-01-26")) is None
        assert passed_on(total, stays[:1], D("2026-01-22")) is None
        within_another = [stay("2026-01-01", "2026-01-31"), stay("2026-01-02", "2026-01-20")]
        assert passed_on(total, within_another, D("2026-01-25")) == D("2026-01-25")

    def test_a_stay_without_an_end_is_one_day(self) -> None:
        """So three of them in a week are three days."""
        last = D("2026-01-05") + timedelta(days=2)
        assert last == passed_on(within("1 week", 2), [stay("2026-01-05"), stay("2026-01-06"), stay("2026-01-07")])
