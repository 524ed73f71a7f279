"""Field cases 20 to 30: the profile format, met on the way."""

from __future__ import annotations

import pytest
from tests.field_cases.asked import Event, done, fact, happened, held, looked_after, outstanding, said, schedule_of
from tests.small_profiles import profile_of

from lacreview_rules import Assurance, check_profile

HOSPITAL = """
[[events]]
id = "went-to-hospital"
[[tasks]]
id = "hospital-visit"
title = "Visit in hospital"
per = "event"
[[timescales]]
id = "ours/1"
task = "hospital-visit"
after = "went-to-hospital"
limit = "2 days"
[[timescales]]
id = "ours/2"
task = "hospital-visit"
after = "hospital-visit"
limit = "7 days"
"""
CHANGED = """
[[events]]
id = "circumstances-changed"
[[timescales]]
id = "ours/1"
task = "pathway-plan-review"
after = "circumstances-changed"
limit = "28 working days"
"""


def test_a_visit_in_hospital_and_then_every_week() -> None:
    """Field case 20 (Southwark): visited 6 Jan 2026, then a week after, 13 Jan, and a week after that."""
    care = [looked_after("2025-05-12"), happened("went-to-hospital", "2026-01-05"), done("hospital-visit", "2026-01-06")]
    assert outstanding(schedule_of("2015-05-02", care, tables=HOSPITAL), "2026-01-07", "hospital-visit") == ["2026-01-13", "2026-01-20"]


class TestReviewsByExchangeOfViews:
    """Field case 22 (Calderdale, Newham, Merton). R11: one review a year is a meeting, in a long-term foster placement."""

    CARE = (
        looked_after("2024-06-03", legal_status="care-order"),
        fact("long-term-foster-placement", "2024-06-03"),
        *(held(day) for day in ("2024-06-25", "2024-09-20")),
        *(held(day, meeting=False) for day in ("2025-03-18", "2025-09-16", "2026-03-12")),
    )

    def test_the_meeting_is_overdue(self) -> None:
        """Last met on 20 Sep 2024: 20 Sep 2025."""
        assert "2025-09-20 overdue" in said(schedule_of("2012-05-14", self.CARE), "2026-04-01", "review-meeting")

    def test_also_where_only_reviews_are_recorded(self) -> None:
        schedule = schedule_of("2012-05-14", self.CARE, records=["review"])
        assert "2025-09-20 overdue" in said(schedule, "2026-04-01", "review-meeting")


def test_secure_accommodation_is_reviewed_within_a_month() -> None:
    """Field case 23 (Walsall, Rochdale, Southwark): one month from 5 Jan 2026, 5 Feb; three months from a review of 2 Feb, 2 May."""
    care: list[Event] = [looked_after("2026-01-05", "secure-unit", "care-order")]
    assert outstanding(schedule_of("2012-05-14", care), "2026-01-06", "secure-accommodation-review")[0] == "2026-02-05"
    reviewed = [*care, done("secure-accommodation-review", "2026-02-02")]
    assert outstanding(schedule_of("2012-05-14", reviewed), "2026-02-03", "secure-accommodation-review")[0] == "2026-05-02"


class TestCareLeavers:
    """Field case 29 (Stockport, Norfolk): a plan is reviewed within 28 working days of a significant change."""

    BORN = "2007-03-10"

    @pytest.mark.parametrize(
        "ended",
        [
            pytest.param("2025-04-10", id="in care"),
            pytest.param("2025-03-10", id="after care"),
        ],
    )
    def test_a_change_of_circumstances(self, ended: str) -> None:
        """28 working days from Mon 24 Mar 2025, over Good Friday, Easter Monday and 5 May: Tue 6 May 2025."""
        events = [
            looked_after("2020-05-11"),
            done("pathway-plan-review", "2025-01-20"),
            happened("ceased-to-be-looked-after", ended),
            happened("circumstances-changed", "2025-03-24"),
        ]
        events.sort(key=lambda event: str(event["on"]))
        schedule = schedule_of(self.BORN, events, tables=CHANGED)
        assert "2025-05-06" in outstanding(schedule, "2025-04-01", "pathway-plan-review")

    def test_moved_into_accommodation_after_care(self) -> None:
        """Two weeks after the eighteenth birthday, 24 Mar 2025: a visit by 31 Mar (England T6), from which the next is assumed."""
        care = [
            looked_after("2020-05-11"),
            happened("ceased-to-be-looked-after", "2025-03-10"),
            happened("moved-into-accommodation", "2025-03-24"),
        ]
        assert outstanding(schedule_of(self.BORN, care), "2025-03-25", "personal-adviser-visit")[0] == "2025-03-31"


@pytest.mark.slow
def test_a_plan_reviewed_once_a_year_is_later_than_the_regulations() -> None:
    """Field case 30 (Knowsley, after eighteen): the regulations have six months."""
    yearly = '[[timescales]]\nid = "ours/1"\ntask = "pathway-plan-review"\nlimit = "12 months"\nafter = "pathway-plan-review"\n'
    assurance = check_profile(profile_of(yearly))
    assert isinstance(assurance, Assurance)
    assert [finding for finding in assurance.findings if finding.rule == "ours/1"] != []
