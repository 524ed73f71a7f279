"""What is recorded later ends no duty before the law does: the visits of a placement made before the assessment of the parent.

Authority: SI 2010/959 reg 28(3), as made: "Where regulation 19 applies, the responsible authority must ensure that R visits C (a) at
least once a week until the first review carried out in accordance with Part 6, and (b) thereafter at intervals of not more than six
weeks"; W.S.I. 2015/1818 reg 31(3), the same of its regulation 20. The placement of field case 31.
"""

from __future__ import annotations

import pytest
from tests.field_cases.asked import done, fact, held, looked_after, moved

from lacreview_rules import build_schedule, load_profile, parse_history, readings

BORN = "2019-05-14"
FACT, TASK = "parent-assessment-completed", "parent-assessment"


def visits(profile: str, *events: dict[str, object], status: str = "care-order") -> list[tuple[str, str]]:
    """When visits after the first are due, and under which row, as far as nothing is assumed."""
    came = looked_after("2025-06-02", legal_status=status)
    history = parse_history(
        {"child": "PA", "date_of_birth": BORN, "events": [came, held("2025-06-25"), moved("2025-08-04", "parent"), *events]}
    )
    found = [due for due in build_schedule(history, load_profile(profile)).of("visit") if due.basis == "actual" and "/V1" not in due.rule]
    return [(str(due.due), due.rule.partition("/")[2]) for due in found]


@pytest.mark.parametrize("profile", ["england", "wales"])
@pytest.mark.parametrize("record", [fact(FACT, "2025-08-11"), done(TASK, "2025-08-11")], ids=["fact", "task"])
class TestAnAssessmentFinishedInThePlacement:
    """Placed on Mon 4 Aug 2025, visited on Fri 8 and Fri 15 Aug; assessed on Mon 11 Aug."""

    def test_the_weeks_go_on_until_the_review(self, profile: str, record: dict[str, object]) -> None:
        found = visits(profile, done("visit", "2025-08-08"), record, done("visit", "2025-08-15"))
        assert found == [("2025-08-15", "V6a"), ("2025-08-22", "V6a")]

    def test_the_review_ends_them(self, profile: str, record: dict[str, object]) -> None:
        """Reviewed on Tue 19 Aug; six weeks after Fri 15 Aug are over on Fri 26 Sep."""
        found = visits(profile, done("visit", "2025-08-08"), record, done("visit", "2025-08-15"), held("2025-08-19"))
        assert found == [("2025-08-15", "V6a"), ("2025-09-26", "V2")]


@pytest.mark.parametrize("profile", ["england", "wales"])
def test_an_assessment_that_came_first_exempts(profile: str) -> None:
    """Six weeks after Fri 8 Aug 2025: Fri 19 Sep."""
    assert visits(profile, fact(FACT, "2025-08-04"), done("visit", "2025-08-08")) == [("2025-09-19", "V2")]


@pytest.mark.parametrize("profile", ["england", "wales"])
def test_the_other_reading_is_told(profile: str) -> None:
    """A week after Fri 8 Aug 2025, and the six weeks that it would be if the assessment of Mon 11 Aug ended regulation 19."""
    came = looked_after("2025-06-02", legal_status="care-order")
    events = [came, moved("2025-08-04", "parent"), done("visit", "2025-08-08"), fact(FACT, "2025-08-11")]
    history = parse_history({"child": "PA", "date_of_birth": BORN, "events": events})
    found = readings(history, load_profile(profile), questions=["weekly-after-the-assessment"])
    [due] = [one for one in found.due_dates if one.due_date.rule.endswith("/V6a") and one.due_date.basis == "actual"]
    assert {(one.taken, str(one.due)) for one in due.readings} == {(True, "2025-08-15"), (False, "2025-09-19")}


CAME = looked_after("2026-01-05", legal_status="care-order")
TO_ADOPTERS: dict[str, object] = {"event": "placed-for-adoption", "on": "2026-01-28"}


def reviews(*events: dict[str, object]) -> list[tuple[str, str, str | None]]:
    """Each review that was held or is open: when it was due, under which row, and the day on which it was held."""
    history = parse_history({"child": "X", "date_of_birth": "2023-05-02", "events": [CAME, *events]})
    found = [due for due in build_schedule(history, load_profile("england")).of("review") if due.basis == "actual"]
    return [(str(due.due), due.rule.partition("/")[2], None if due.done_on is None else str(due.done_on)) for due in found]


class TestPlacedForAdoptionOnTheDayOfAReview:
    """SI 2005/389 reg 36(3), (4)(a): four weeks after Wed 28 Jan 2026 are over on Wed 25 Feb. Before it, R1: Mon 2 Feb."""

    @pytest.mark.parametrize("move", [TO_ADOPTERS, moved("2026-01-28", "adoptive")], ids=["placed", "moved"])
    def test_without_times_it_is_the_last_review_before(self, move: dict[str, object]) -> None:
        assert reviews(held("2026-01-28"), move) == [("2026-02-02", "R1", "2026-01-28"), ("2026-02-25", "A3", None)]

    def test_the_times_say_that_the_review_came_first(self) -> None:
        found = reviews(held("2026-01-28", at="10:00"), {**TO_ADOPTERS, "at": "15:00"})
        assert found == [("2026-02-02", "R1", "2026-01-28"), ("2026-02-25", "A3", None)]

    def test_the_times_say_that_the_placement_came_first(self) -> None:
        """Three months after that review: 28 Apr."""
        found = reviews(held("2026-01-28", at="15:00"), {**TO_ADOPTERS, "at": "10:00"})
        assert found == [("2026-02-25", "A3", "2026-01-28"), ("2026-04-28", "A4", None)]

    def test_the_second_review_after_the_placement(self) -> None:
        """Reviewed on Fri 20 Feb 2026: three months, not the six of a later review, for it is the first in the placement."""
        found = reviews(held("2026-01-28"), TO_ADOPTERS, held("2026-02-20"))
        assert found[1:] == [("2026-02-25", "A3", "2026-02-20"), ("2026-05-20", "A4", None)]

    def test_a_review_of_the_day_ends_no_weeks_that_begin_then(self) -> None:
        """Visited on Fri 30 Jan 2026: again by Fri 6 Feb, with adopters and with a parent who is not yet assessed."""
        for move, row in ((TO_ADOPTERS, "A6b"), (moved("2026-01-28", "parent"), "V6a")):
            events = [CAME, held("2026-01-28"), move, done("visit", "2026-01-30")]
            history = parse_history({"child": "X", "date_of_birth": "2023-05-02", "events": events})
            due = [one for one in build_schedule(history, load_profile("england")).of("visit") if one.basis == "actual"][-1]
            assert (str(due.due), due.rule) == ("2026-02-06", f"england/{row}")
