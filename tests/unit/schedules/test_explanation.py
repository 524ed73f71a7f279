"""Explanations: every step as data, and text that a practitioner can read."""

from __future__ import annotations

import json
from datetime import time
from typing import TYPE_CHECKING, Any

import pytest
from tests.small_profiles import HEAD, D

from lacreview_rules import (
    AlertRaised,
    BecameLookedAfter,
    Event,
    History,
    PlacementMoved,
    ReviewArranged,
    ReviewHeld,
    ReviewRequested,
    SignificantEvent,
    build_schedule,
    load_profile,
)
from lacreview_rules.errors import ProfileError
from lacreview_rules.wording import day_text

if TYPE_CHECKING:
    from pathlib import Path

    from lacreview_rules.schedules.due_dates import DueDate
    from lacreview_rules.schedules.explanation import Explanation

KINDS = ["counts-from", "stays", "rule", "moves", "count", "limit", "other-limit", "set-aside", "standing", "notice"]
"""In the order in which they come."""


def due_date(*events: Event, task: str = "review", profile: str = "england", nth: int = 0) -> DueDate:
    """One due date of these events."""
    return build_schedule(History("A1", events, D("2016-01-01")), load_profile(profile)).of(task)[nth]


def came(on: str, at: str | None = None) -> BecameLookedAfter:
    """The child became looked after."""
    return BecameLookedAfter(on=D(on), at=time.fromisoformat(at) if at else None)


def steps(explanation: Explanation, kind: str) -> list[dict[str, Any]]:
    """The steps of a kind, as data."""
    return [step for step in explanation.to_dict()["steps"] if step["step"] == kind]


class TestData:
    """Design.md: the working of one date, as data."""

    CHRISTMAS = came("2025-12-19")

    def test_what_it_counts_from_by_which_rule_and_what_came_of_it(self) -> None:
        """Design.md example: 20 working days after Fri 19 December 2025 are Wed 21 January 2026."""
        told = due_date(self.CHRISTMAS).explanation.to_dict()
        assert (told["title"], told["due"]) == ("First looked after review", "2026-01-21")
        assert [step["step"] for step in told["steps"]] == [
            "counts-from",
            "rule",
            "count",
            "limit",
            "standing",
            *["notice"] * (len(told["steps"]) - 5),
        ]
        counts_from, rule, count, limit, standing, *_ = told["steps"]
        assert counts_from == {"step": "counts-from", "from": "became-looked-after", "on": "2025-12-19", "at": None, "basis": "actual"}
        assert (rule["rule"], rule["cite"], rule["force"], rule["verified"]) == ("england/R1", "SI 2010/959 reg 33(1)", "regulation", True)
        assert (count["period"], count["direction"], count["start"], count["end"]) == (
            "20 working days",
            "after",
            "2025-12-19",
            "2026-01-21",
        )
        assert count["day_one"] == "2025-12-22"
        assert (limit["due"], limit["last_working_day"], limit["why_not_working"], limit["binds_over"]) == (
            "2026-01-21",
            "2026-01-21",
            None,
            0,
        )
        assert (standing["as_of"], standing["status"]) == ("2025-12-19", "upcoming")

    def test_skipped_days_are_named(self) -> None:
        """Christmas Day and Boxing Day 2025, New Year's Day 2026, and five weekends between 19 December and 21 January."""
        (count,) = steps(due_date(self.CHRISTMAS).explanation, "count")
        weekdays = [(off["on"], off["why"]) for off in count["skipped"] if off["why"] not in {"Saturday", "Sunday"}]
        assert weekdays == [("2025-12-25", "Christmas Day"), ("2025-12-26", "Boxing Day"), ("2026-01-01", "New Year's Day")]
        # 20/21 and 27/28 December, 3/4, 10/11 and 17/18 January.
        assert sum(off["why"] in {"Saturday", "Sunday"} for off in count["skipped"]) == 10

    def test_days_skipped_going_back(self) -> None:
        """IRO4: 3 working days before Wed 8 April 2026 are 7, 2 and 1 April; Easter lies between."""
        booked = ReviewArranged(on=D("2026-03-16"), review_on=D("2026-04-08"))
        due = due_date(came("2026-03-16"), booked, task="review-report")
        (count,) = steps(due.explanation, "count")
        assert [off["on"][-5:] for off in count["skipped"]] == ["04-03", "04-04", "04-05", "04-06"]
        assert (count["direction"], count["start"], count["end"], count["day_one"]) == ("before", "2026-04-08", "2026-04-01", "2026-04-07")
        assert steps(due.explanation, "counts-from")[0]["basis"] == "arranged"

    def test_every_other_limit_is_told(self) -> None:
        """Newham/NH2 beside the regulation: 28 and 29 April."""
        due = due_date(came("2026-01-05"), ReviewHeld(on=D("2026-01-28")), profile="newham", nth=1)
        others = [(step["rule"], step["period"], step["due"]) for step in steps(due.explanation, "other-limit")]
        assert others == [("newham/NH2", "3 months", "2026-04-28"), ("newham/NH2", "91 days", "2026-04-29")]
        assert steps(due.explanation, "limit")[0]["binds_over"] == 2

    def test_limits_set_aside_are_told_with_the_reason(self) -> None:
        """South-gloucestershire/SG4: the move of 2 March supersedes that of 20 February."""
        moves = (PlacementMoved(on=D("2026-02-20")), PlacementMoved(on=D("2026-03-02")))
        due = due_date(came("2026-01-05"), ReviewHeld(on=D("2026-01-28")), *moves, profile="south-gloucestershire", nth=1)
        aside = {(step["rule"], step["due"]): step for step in steps(due.explanation, "set-aside")}
        step = aside["south-gloucestershire/SG4", "2026-03-12"]
        assert (step["why"], step["on"]) == ("the cycle restarted", "2026-03-02")
        assert "Set aside: south-gloucestershire/SG4, Thu 12 Mar 2026: the cycle restarted (Mon 2 Mar 2026)" in str(due.explanation)

    def test_midway_names_both_ends(self) -> None:
        """South-gloucestershire/SG19: 28 January and 28 April; the middle is 14 March."""
        booked = ReviewArranged(on=D("2026-01-28"), review_on=D("2026-04-28"))
        due = due_date(came("2026-01-05"), ReviewHeld(on=D("2026-01-28")), booked, task="midway-check", profile="south-gloucestershire")
        (count,) = steps(due.explanation, "count")
        assert (count["direction"], count["start"], count["other_end"], count["end"]) == (
            "midway",
            "2026-01-28",
            "2026-04-28",
            "2026-03-14",
        )

    def test_hours_give_a_time(self) -> None:
        """South-gloucestershire/SG25 over the change to summer time."""
        due = due_date(came("2026-03-28", "14:00"), task="review-team-told", profile="south-gloucestershire")
        assert steps(due.explanation, "limit")[0]["due_at"] == "2026-03-29T15:00:00+01:00"
        assert steps(due.explanation, "counts-from")[0]["at"] == "14:00"

    def test_every_explanation_is_complete_and_ready_for_json(self) -> None:
        """For every due date: steps in their order, one of each of the four that always are, and JSON takes them."""
        events = [
            came("2026-01-05"),
            ReviewHeld(on=D("2026-01-28")),
            PlacementMoved(on=D("2026-02-20"), placement="parent"),
            AlertRaised(on=D("2026-02-23")),
            SignificantEvent(on=D("2026-02-23")),
            ReviewRequested(on=D("2026-02-24"), review_by=D("2026-03-16")),
        ]
        for profile in ("england", "newham", "south-gloucestershire", "west-sussex-residential", "portsmouth", "data-return"):
            for due in build_schedule(History("A1", events, D("2010-03-10")), load_profile(profile)).due_dates:
                told = due.explanation.to_dict()
                kinds = [step["step"] for step in told["steps"]]
                assert kinds == sorted(kinds, key=KINDS.index)
                assert [kinds.count(kind) for kind in ("counts-from", "rule", "standing")] == [1, 1, 1]
                assert [kinds.count(kind) for kind in ("count", "limit")] == [int(due.due is not None)] * 2
                assert json.loads(json.dumps(told)) == told
                assert [step["notice"] for step in told["steps"] if step["step"] == "notice"] == list(due.notices)


class TestText:
    """Design.md: rendered as text only when asked for."""

    def test_the_whole_text(self) -> None:
        """Readable by somebody who has to explain a date: dates as people write them, holidays by name."""
        text = str(due_date(came("2025-12-19")).explanation).splitlines()
        assert text[0] == "First looked after review: due Wed 21 Jan 2026"
        assert text[1] == "  Counts from: became looked after, Fri 19 Dec 2025 (recorded)"
        assert text[2] == "  Rule: england/R1, SI 2010/959 reg 33(1); regulation; read in the source"
        body = "\n".join(text)
        assert "  Counted: 20 working days after Fri 19 Dec 2025; day 1 is Mon 22 Dec 2025, the last is Wed 21 Jan 2026" in body
        assert (
            "  Skipped: 10 weekend days; Thu 25 Dec 2025, Christmas Day; Fri 26 Dec 2025, Boxing Day; Thu 1 Jan 2026, New Year's Day"
            in body
        )
        assert "  Calculated date: Wed 21 Jan 2026" in body
        assert "  On Fri 19 Dec 2025: upcoming" in body

    @pytest.mark.parametrize(
        ("event", "task", "profile", "words"),
        [
            (ReviewHeld(on=D("2026-01-28")), "review", "england", "3 months after Wed 28 Jan 2026"),
            (AlertRaised(on=D("2026-02-02")), "alert-response", "newham", "10 working days after Mon 2 Feb 2026"),
            (
                ReviewArranged(on=D("2026-01-05"), review_on=D("2026-01-27")),
                "review-report",
                "england",
                "3 working days before Tue 27 Jan 2026",
            ),
        ],
    )
    def test_the_phrase_of_the_rule_stands_in_the_text(self, event: Event, task: str, profile: str, words: str) -> None:
        """Period, direction and day together."""
        dues = build_schedule(History("A1", [came("2026-01-05"), event], D("2016-01-01")), load_profile(profile)).of(task)
        assert any(f"Counted: {words}" in str(due.explanation) for due in dues)

    def test_an_assumption_is_called_one(self) -> None:
        """Design.md: marked `projected`; the reader is told so in words."""
        text = str(due_date(came("2026-01-05"), nth=1).explanation)
        assert "Mon 2 Feb 2026 (assumed)" in text
        assert "provisional: it counts from review on Mon 2 Feb 2026, which is assumed and has not been recorded" in text

    def test_advice_says_that_no_date_can_be_calculated(self) -> None:
        """Newham/NH4."""
        text = str(
            due_date(came("2026-01-05"), SignificantEvent(on=D("2026-01-12")), task="early-review-considered", profile="newham").explanation
        )
        assert text.startswith("Earlier review considered: no date can be calculated\n")

    def test_a_weekend_is_named_and_the_date_stays(self) -> None:
        """Statute.md K8: three months after Mon 9 February 2026 end on Sat 9 May."""
        text = str(due_date(came("2026-01-12"), ReviewHeld(on=D("2026-02-09")), nth=1).explanation)
        assert "Calculated date: Sat 9 May 2026" in text
        assert "not a working day (Saturday) and does not move; the last working day before it is Fri 8 May 2026" in text

    def test_dates_as_people_write_them(self) -> None:
        """The same in every locale."""
        assert [day_text(day) for day in (D("2026-01-21"), "2026-03-01", None)] == ["Wed 21 Jan 2026", "Sun 1 Mar 2026", "no date"]

    def test_one_day_is_one_day(self) -> None:
        """Plain English."""
        assert ", 1 day late" in str(due_date(came("2026-01-05"), ReviewHeld(on=D("2026-02-03"))).explanation)

    def test_a_date_that_the_event_names_is_said_to_be_named(self) -> None:
        """England/R4: nothing is counted from 23 February; the request itself names 6 March."""
        asked = ReviewRequested(on=D("2026-02-23"), by="IRO", review_by=D("2026-03-06"))
        text = str(due_date(came("2026-01-05"), ReviewHeld(on=D("2026-01-28")), asked, nth=1).explanation)
        assert "named" in text


class TestNamedDays:
    """Rule patterns 13 and 23: school days and panels, as the working tells them."""

    PROFILE = (
        HEAD
        + """
[[days]]
id = "school-term"
spans = [{ from = 2026-01-05, to = 2026-02-13 }, { from = 2026-02-23, to = 2026-03-27 }]

[[days]]
id = "panel"
on = [2026-01-15, 2026-02-12]

[[tasks]]
id = "school-told"
title = "School told"
per = "period-of-care"

[[timescales]]
id = "ours/1"
task = "school-told"
limit = "5 days"
after = "became-looked-after"
counted_in = "school-term"
{more}
"""
    )

    def told(self, tmp_path: Path, came_on: str, more: str = "") -> DueDate:
        """When the school has to be told, for a child looked after from this day."""
        path = tmp_path / "ours.toml"
        path.write_text(self.PROFILE.replace("{more}", more), encoding="utf-8")
        history = History("A1", [BecameLookedAfter(on=D(came_on))], D("2016-01-01"))
        return build_schedule(history, load_profile(path)).of("school-told")[0]

    def test_school_days(self, tmp_path: Path) -> None:
        """Wed 11 February: 12, 13, then half term; 23, 24, 25 February."""
        due = self.told(tmp_path, "2026-02-11")
        assert due.due == D("2026-02-25")
        assert "5 days, among the days of school-term after Wed 11 Feb 2026" in str(due.explanation)

    def test_the_first_day_may_count(self, tmp_path: Path) -> None:
        """Inclusive: Mon 5 January is day one, Fri 9 the fifth."""
        assert self.told(tmp_path, "2026-01-05", "inclusive = true").due == D("2026-01-09")

    def test_a_limit_falls_on_the_last_panel_before_it(self, tmp_path: Path) -> None:
        """Mon 12 January: 13, 14, 15, 16, 19; the last panel until the 19th sits on the 15th."""
        due = self.told(tmp_path, "2026-01-12", 'falls_on = "panel"')
        assert due.due == D("2026-01-15")
        assert "then back to the last of panel on or before it" in str(due.explanation)

    def test_weeks_are_not_counted_in_school_days(self, tmp_path: Path) -> None:
        """A fortnight of school days is ten days, and has to be written so."""
        path = tmp_path / "ours.toml"
        path.write_text(self.PROFILE.replace("{more}", "").replace('"5 days"', '"2 weeks"'), encoding="utf-8")
        with pytest.raises(ProfileError, match="2 weeks cannot be counted in named days"):
            load_profile(path)
