"""When each review is due: the first, the second, and those after it.

Dates are worked by hand from the authority that each test names. In 2026: Good Friday 3 April, Easter Monday
6 April, bank holidays 4 May, 25 May and 31 August.
"""

from __future__ import annotations

import pytest
from tests.small_profiles import D, came, limits, review, reviewed, schedule_under

from lacreview_rules import PlacementMoved


class TestIntervals:
    """First, second and later reviews."""

    @pytest.mark.parametrize(
        ("start", "due"),
        [
            ("2025-01-06", "2025-02-03"),  # nothing skipped but weekends
            ("2024-12-02", "2025-01-02"),  # Christmas, Boxing Day, New Year
            ("2025-04-07", "2025-05-08"),  # Easter and early May
            ("2022-05-16", "2022-06-15"),  # spring holiday moved, jubilee
            ("2022-09-05", "2022-10-04"),  # state funeral
            ("2023-04-24", "2023-05-24"),  # coronation
            ("2015-12-07", "2016-01-07"),  # Boxing Day on a Saturday
            ("2021-12-06", "2022-01-06"),  # 27 and 28 December, 3 January
            ("2024-03-15", "2024-04-16"),  # a Friday,
            ("2024-03-16", "2024-04-16"),  # a Saturday
            ("2024-03-17", "2024-04-16"),  # and a Sunday count alike
        ],
    )
    def test_the_first_review_is_due_in_twenty_working_days(self, start: str, due: str) -> None:
        """CPR 2010 reg 33(1); the dates are those of statute.md section 12."""
        found = review(schedule_under(came(start), born="2010-01-01"), 1)
        assert (found.due, found.rule) == (D(due), "england/R1")

    @pytest.mark.parametrize(
        ("held", "three_months", "days_91"),
        [
            ("2025-11-30", "2026-02-28", "2026-03-01"),
            ("2023-11-30", "2024-02-29", "2024-02-29"),
            ("2025-08-31", "2025-11-30", "2025-11-30"),
            ("2024-02-29", "2024-05-29", "2024-05-30"),
            ("2025-01-31", "2025-04-30", "2025-05-02"),
        ],
    )
    def test_the_second_review_is_due_in_three_months_or_91_days(self, held: str, three_months: str, days_91: str) -> None:
        """CPR 2010 reg 33(2) and the data return (SSD2); the dates are those of statute.md section 12."""
        history = [came("2023-11-06" if held < "2025" else "2025-01-06"), *reviewed(held)]
        assert review(schedule_under(*history), 2).due == D(three_months)
        assert review(schedule_under(*history, profile="data-return"), 2).due == D(days_91)

    @pytest.mark.parametrize(
        ("held", "six_months", "days_183"),
        [
            ("2025-11-30", "2026-05-30", "2026-06-01"),
            ("2023-11-30", "2024-05-30", "2024-05-31"),
            ("2025-08-31", "2026-02-28", "2026-03-02"),
            ("2024-02-29", "2024-08-29", "2024-08-30"),
            ("2025-01-31", "2025-07-31", "2025-08-02"),
        ],
    )
    def test_later_reviews_are_due_in_six_months_or_183_days(self, held: str, six_months: str, days_183: str) -> None:
        """CPR 2010 reg 33(2) and the data return (SSD3); the dates are those of statute.md section 12."""
        history = [came("2023-08-07"), *reviewed("2023-08-25", held)]
        assert review(schedule_under(*history), 3).due == D(six_months)
        assert review(schedule_under(*history, profile="data-return"), 3).due == D(days_183)

    def test_a_second_review_before_the_end_of_a_month_is_followed_from_its_own_day(self) -> None:
        """Statute.md 11.7: each date comes from the review held, so a clamp in one month is not carried on."""
        schedule = schedule_under(came("2025-11-10"), *reviewed("2025-11-30", "2026-02-27"))
        assert review(schedule, 2).due == D("2026-02-28")
        assert review(schedule, 3).due == D("2026-08-27")

    def test_a_late_first_review_is_late_and_moves_the_next(self) -> None:
        """Statute.md 11.8: regulation 33(2) runs from the review that happened."""
        schedule = schedule_under(came("2026-01-05"), *reviewed("2026-02-04"))
        first = review(schedule, 1)
        assert (first.due, first.status, first.days_late) == (D("2026-02-02"), "met-late", 2)
        assert review(schedule, 2).due == D("2026-05-04")  # a bank holiday: the date in law does not move

    @pytest.mark.parametrize(
        ("start", "due", "rule"),
        [
            ("2011-03-31", "2011-04-28", "england/R1-1991"),  # 28 days
            # From Fri 1 Apr 2011: 4 to 8 (5), 11 to 15 (10), 18 to 21 (14), 26 to 28 (17), 3 to 5 May (20);
            # Good Friday 22, Easter Monday 25, royal wedding 29 April and early May 2 May are skipped.
            ("2011-04-01", "2011-05-05", "england/R1"),
        ],
    )
    def test_the_text_in_force_on_the_day_care_began_applies(self, start: str, due: str, rule: str) -> None:
        """Statute.md section 10 (CPR 2010 in force from 1 April 2011) and section 9 (1991 regulations)."""
        assert limits(review(schedule_under(came(start), born="2005-01-01"), 1)) == [(rule, due)]

    def test_newham_meets_months_and_days_and_the_earlier_binds(self) -> None:
        """Design.md worked example: review held 28 January; three months is 28 April, 91 days 29 April."""
        second = review(
            schedule_under(came("2026-01-05"), *reviewed("2026-01-28"), PlacementMoved(on=D("2026-02-20")), profile="newham"), 2
        )
        assert limits(second) == [("england/R2", "2026-04-28"), ("newham/NH2", "2026-04-28"), ("newham/NH2", "2026-04-29")]
