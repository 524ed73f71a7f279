"""Field cases 1 to 8 and 31: legal regimes that begin and end.

Dates are worked from the provisions that each test names; the numbers are those of the field cases.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.field_cases.asked import done, fact, happened, held, looked_after, moved, on, outstanding, said, schedule_of
from tests.unit.sources.ssda903.folder import Folder, episode

from lacreview_rules import build_schedule, load_profile
from lacreview_rules.sources.ssda903.reading import read_ssda903

if TYPE_CHECKING:
    from pathlib import Path

SHORT_BREAKS = [
    looked_after("2026-07-01", legal_status="short-break"),
    done("visit", "2026-09-10"),
    held("2026-09-10"),
    happened("legal-status-changed", "2026-09-11", legal_status="section-20"),
]


class TestShortBreaksBecomeFullCare:
    """Field case 1. Reg 48(1), (2): the Regulations are modified only while the conditions of a series hold."""

    BORN = "2018-05-02"

    def test_the_first_review_is_due_twenty_working_days_after_the_stay_began(self) -> None:
        """From Fri 11 Sep 2026: 14 Sep is day 1, no bank holiday; day 20 is Fri 9 Oct (reg 33(1))."""
        assert outstanding(schedule_of(self.BORN, SHORT_BREAKS), "2026-09-15", "review")[0] == "2026-10-09"

    def test_the_first_visit_is_due_a_week_after_the_stay_began(self) -> None:
        """Fri 18 Sep 2026 (reg 28(2)(a))."""
        assert outstanding(schedule_of(self.BORN, SHORT_BREAKS), "2026-09-15", "visit")[0] == "2026-09-18"

    def test_a_placement_plan_and_a_care_plan_are_due(self) -> None:
        """Five and ten working days: Fri 18 Sep, Fri 25 Sep 2026 (regs 9(2), 4(2))."""
        schedule = schedule_of(self.BORN, SHORT_BREAKS)
        assert [outstanding(schedule, "2026-09-15", task) for task in ("placement-plan", "care-plan")] == [["2026-09-18"], ["2026-09-25"]]

    def test_a_return_says_so(self, tmp_path: Path) -> None:
        """LS V4, then V2: the same dates through the other door."""
        rows = (
            episode("01/07/2026", "S", "V4", "U6", "11/09/2026", "X1"),
            episode("11/09/2026", "L", "V2", "U6"),
        )
        folder = Folder(tmp_path).fill(*rows, reviews=("10/09/2026",))
        [history] = read_ssda903(folder.path, recorded_to=date(2026, 9, 15))
        schedule = build_schedule(history, load_profile("england"))
        assert outstanding(schedule, "2026-09-15", "review")[0] == "2026-10-09"


class TestPlacementOrder:
    """Field case 2. SI 2005/389 reg 36(1)(a): a placement order is the authority to place."""

    BORN = "2023-05-14"
    CARE = (
        looked_after("2025-01-06", legal_status="interim-care-order"),
        *(held(day) for day in ("2025-01-28", "2025-04-22", "2025-10-16")),
        happened("legal-status-changed", "2025-11-03", legal_status="placement-order"),
    )

    def test_the_first_adoption_review_is_due_three_months_after_the_order(self) -> None:
        """3 Nov 2025 and three months: 3 Feb 2026."""
        assert outstanding(schedule_of(self.BORN, self.CARE, records=["review"]), "2025-11-10", "review")[0] == "2026-02-03"

    def test_with_the_authority_recorded_too(self) -> None:
        both = [*self.CARE, happened("authorised-for-adoption", "2025-11-03")]
        assert outstanding(schedule_of(self.BORN, both, records=["review"]), "2025-11-10", "review")[0] == "2026-02-03"


class TestEligibleChild:
    """Field case 4. Children Act 1989 Sch 2 para 19B(2); SI 2010/959 reg 40(1)."""

    def test_gone_home_at_fifteen_is_never_one(self) -> None:
        care = [looked_after("2024-05-06"), happened("ceased-to-be-looked-after", "2025-06-02")]
        assert said(schedule_of("2010-03-10", care, until="2030-12-31"), "2025-10-10", "eligible-child") == []

    def test_in_care_since_twelve_is_one_at_sixteen(self) -> None:
        """Sixteen on 10 Mar 2026."""
        care = [looked_after("2022-05-09", legal_status="care-order")]
        assert said(schedule_of("2010-03-10", care, until="2030-12-31"), "2025-01-10", "eligible-child") == ["2026-03-10 upcoming"]

    def test_accommodated_nine_weeks_before_eighteen_is_never_one(self) -> None:
        """Thirteen weeks would be up on 25 May 2020; eighteen on 20 Apr 2020. Nor is a pathway assessment due."""
        schedule = schedule_of("2002-04-20", [looked_after("2020-02-24", "semi-independent"), held("2020-03-16")], until="2025-12-31")
        assert [said(schedule, "2020-03-20", task) for task in ("eligible-child", "pathway-assessment")] == [[], []]

    @pytest.mark.parametrize("back", ["2026-03-10", "2026-09-01", "2027-12-01"])
    def test_back_at_sixteen_or_seventeen_with_the_weeks_behind_is_one_from_that_day(self, back: str) -> None:
        """From May 2024 to June 2025 are more than thirteen weeks since fourteen."""
        care = [looked_after("2024-05-06"), happened("ceased-to-be-looked-after", "2025-06-02"), looked_after(back)]
        assert outstanding(schedule_of("2010-03-10", care, until="2030-12-31"), back, "eligible-child") == [back]

    def test_twelve_weeks_and_then_one_make_thirteen(self) -> None:
        """1 Dec 2025 to 23 Feb 2026 are 12 weeks; from 11 May 2026 one more: 18 May 2026. Sixteen on 6 Apr 2026."""
        care = [looked_after("2025-12-01"), happened("ceased-to-be-looked-after", "2026-02-23"), looked_after("2026-05-11")]
        assert outstanding(schedule_of("2010-04-06", care, until="2030-12-31"), "2026-05-11", "eligible-child") == ["2026-05-18"]


class TestAdoptivePlacementBreaksDown:
    """Field case 6. A review 28 to 42 days after the child's return (SI 2005/389 reg 36(10), from memory)."""

    BORN = "2022-05-14"
    CARE = (
        looked_after("2024-06-03", legal_status="interim-care-order"),
        *(held(day) for day in ("2024-06-25", "2024-09-20")),
        happened("authorised-for-adoption", "2025-03-03"),
        *(held(day) for day in ("2025-03-10", "2025-05-28")),
        happened("placed-for-adoption", "2025-09-01"),
        held("2025-09-24"),
    )
    BACK = (moved("2025-11-14"), happened("returned-from-adoptive-placement", "2025-11-14"))

    def test_the_return_is_recorded(self) -> None:
        """14 Nov 2025: 28 days on is 12 Dec, 42 days on is 26 Dec 2025."""
        first = on(schedule_of(self.BORN, [*self.CARE, *self.BACK]), "2025-11-20", "review")
        [due] = [due for due in first if due.status == "upcoming" and due.rule == "england/A9"]
        assert (str(due.opens), str(due.due)) == ("2025-12-12", "2025-12-26")

    def test_a_move_to_foster_care_says_it_too(self) -> None:
        assert outstanding(schedule_of(self.BORN, [*self.CARE, self.BACK[0]]), "2025-11-20", "review")[0] == "2025-12-26"

    def test_a_review_before_the_window_does_not_do(self) -> None:
        """Held on 2 Dec 2025, ten days too early: one is still due by 26 Dec."""
        schedule = schedule_of(self.BORN, [*self.CARE, *self.BACK, held("2025-12-02")])
        assert "2025-12-26" in outstanding(schedule, "2025-12-10", "review")

    def test_a_review_assumed_before_the_window_leaves_it_to_the_next(self) -> None:
        """Case 6. Six months after 19 Mar is 19 Sep 2021, before 28 days from Thu 9 Sep (7 Oct): the next by 42 days, Thu 21 Oct."""
        events = [
            looked_after("2020-11-16", legal_status="care-order"),
            happened("authorised-for-adoption", "2020-12-16"),
            moved("2020-12-16", "adoptive"),
            held("2020-12-19"),
            held("2021-03-19"),
            moved("2021-09-09"),
        ]
        due = [(str(one.due), one.rule) for one in schedule_of("2018-05-14", events).of("review")][2:4]
        assert due == [("2021-09-19", "england/A2"), ("2021-10-21", "england/A9b")]


class TestTheCareLeaverNobodyReviewed:
    """Field case 7. SI 2010/2571 reg 7 (not seen): the plan is reviewed at least every six months."""

    BORN = "2007-03-10"
    CARE = (
        looked_after("2020-05-11", legal_status="care-order"),
        done("pathway-assessment", "2023-05-30"),
        done("pathway-plan", "2023-06-12"),
        happened("ceased-to-be-looked-after", "2025-03-10"),
    )

    def test_a_review_is_overdue(self) -> None:
        """Six months after 12 Jun 2023: 12 Dec 2023."""
        [first, *_] = on(schedule_of(self.BORN, self.CARE), "2026-06-10", "pathway-plan-review")
        assert (str(first.due), first.status) == ("2023-12-12", "overdue")

    def test_one_review_and_the_chain_goes_on_after_care(self) -> None:
        """1 Apr 2025 and six months: 1 Oct 2025."""
        reviewed = [*self.CARE, done("pathway-plan-review", "2025-04-01")]
        assert "2025-10-01 overdue" in said(schedule_of(self.BORN, reviewed), "2026-06-10", "pathway-plan-review")


class TestNoticeThatThePlacementHasEnded:
    """Field case 8. Reg 14: notice is owed where the authority ends a placement, and not of a death, an adoption or a birthday."""

    @pytest.mark.parametrize("reason", ["E2", "E11", "E17"])
    def test_nothing_is_owed_where_the_authority_ended_nothing(self, reason: str) -> None:
        care = [
            looked_after("2025-06-02", legal_status="care-order"),
            happened("ceased-to-be-looked-after", "2026-03-10", reason=reason),
        ]
        assert outstanding(schedule_of("2008-03-10", care), "2026-04-30", "placement-end-notice") == []

    @pytest.mark.parametrize("reason", ["e 45", "E-11", "Deceased", "Adoption order", "SGO", "Special guardianship order", "aged 18"])
    def test_nor_where_the_reason_has_other_words(self, reason: str) -> None:
        """The same reasons, as people write them; to tell a mourning family's worker that a notice is overdue is no small thing."""
        self.test_nothing_is_owed_where_the_authority_ended_nothing(reason)

    def test_a_placement_that_the_authority_ended(self) -> None:
        """Ten working days from Tue 10 Mar 2026: Tue 24 Mar 2026."""
        care = [looked_after("2025-06-02", legal_status="care-order"), moved("2026-03-10")]
        assert outstanding(schedule_of("2015-03-10", care), "2026-03-11", "placement-end-notice") == ["2026-03-24"]


class TestTheAssessmentOfAParent:
    """Field case 31. Reg 19: finished on 11 Aug 2025, recorded as a task or as a fact."""

    BORN = "2019-05-14"
    CARE = (
        looked_after("2025-06-02", legal_status="care-order"),
        held("2025-06-25"),
        moved("2025-08-04", "parent"),
        done("visit", "2025-08-08"),
        held("2025-08-14"),
    )
    TASK = done("parent-assessment", "2025-08-11")
    FACT = fact("parent-assessment-completed", "2025-08-11")

    @pytest.mark.parametrize(
        "record",
        [
            pytest.param(TASK, id="task"),
            pytest.param(FACT, id="fact"),
        ],
    )
    def test_it_is_met_and_the_decision_counts_from_it(self, record: dict[str, str]) -> None:
        """Ten working days from Mon 11 Aug 2025, over the bank holiday of 25 Aug: Tue 26 Aug 2025."""
        schedule = schedule_of(self.BORN, sorted([*self.CARE, record], key=lambda event: str(event["on"])))
        assert [due.status for due in on(schedule, "2025-08-20", "parent-assessment")] == ["met"]
        assert outstanding(schedule, "2025-08-20", "parent-placement-decision") == ["2025-08-26"]
