"""What a review must consider is explained: which review, under which rule, and what had to be so.

Authority: a published procedure (Newham, section 9: the permanence plan at the second review), and a row of our own with an exception.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.small_profiles import D, held, schedule_of
from typer.testing import CliRunner

from lacreview_rules import BecameLookedAfter, History, build_schedule, load_profile
from lacreview_rules.cli import app
from lacreview_rules.schedules.explained_consideration import explain_consideration

if TYPE_CHECKING:
    from pathlib import Path

ROW = """[[considerations]]
id = "ours/9"
title = "Is long-term fostering the plan?"
when = { review = "second", age = "5 or over" }
unless = { legal_status = "short-break" }
cite = "page 4"
note = "Put to the meeting by its chair."
"""


def test_why_the_second_review_considers_it() -> None:
    """Looked after on Mon 5 January 2026, reviewed on 30 January: the second is expected three months on, on 30 April."""
    schedule = schedule_of("", held("2026-01-30"), more=ROW, born="2014-05-02", on="2026-02-02")
    [mark] = [mark for mark in schedule.considerations if mark.rule.id == "ours/9"]
    found = explain_consideration(mark, schedule.profile)
    assert str(found).splitlines() == [
        "Is long-term fostering the plan? (review 2): to be considered on Thu 30 Apr 2026",
        "  Marks: review 2, Thu 30 Apr 2026 (assumed)",
        "  Rule: ours/9, page 4; local; not yet verified in the source",
        "  Note: Put to the meeting by its chair.",
        "  Applies because: it is the second review and the child is 5 or over",
        "  Would not apply if: the legal status is short break; that is not so",
    ]
    assert [step["step"] for step in found.to_dict()["steps"]] == ["review", "rule", "met", "met"]
    assert found.to_dict()["steps"][0] == {"step": "review", "review": 2, "on": "2026-04-30", "basis": "projected", "period_of_care": 1}


def test_once_it_was_held_the_day_is_that_of_the_review() -> None:
    schedule = schedule_of("", held("2026-01-30"), held("2026-04-20"), more=ROW, born="2014-05-02")
    [mark] = [mark for mark in schedule.considerations if mark.rule.id == "ours/9"]
    found = explain_consideration(mark, schedule.profile)
    assert found.line("review") == "Marks: review 2, Mon 20 Apr 2026 (recorded)"


def history_file(folder: Path) -> str:
    path = folder / "child.json"
    events = [{"event": "became-looked-after", "on": "2026-01-05"}, {"event": "review-held", "on": "2026-01-30"}]
    path.write_text(json.dumps({"child": "A1", "date_of_birth": "2014-05-02", "events": events}), encoding="utf-8")
    return str(path)


def test_the_command_explains_a_consideration_by_its_id(tmp_path: Path) -> None:
    """Newham, section 9: 30 April 2026, three months after the first review."""
    given = ["explain", history_file(tmp_path), "newham/NH21", "--profile", "newham", "--as-of", "2026-02-02"]
    text = CliRunner().invoke(app, given)
    assert text.exit_code == 0, text.output
    assert "to be considered on Thu 30 Apr 2026" in " ".join(text.stdout.split())
    record = json.loads(CliRunner().invoke(app, [*given, "--format", "json"]).stdout)
    assert record["consideration"] == "newham/NH21"
    [one] = record["considerations"]
    assert (one["review"], one["considered_on"], one["due"]) == (2, "2026-04-30", None)


def test_a_review_that_it_does_not_mark_has_none(tmp_path: Path) -> None:
    found = CliRunner().invoke(app, ["explain", history_file(tmp_path), "newham/NH21", "--profile", "newham", "--review", "1"])
    assert found.exit_code == 2
    assert "newham/NH21" in found.output


def test_a_misspelt_id_is_answered_with_the_nearest(tmp_path: Path) -> None:
    found = CliRunner().invoke(app, ["explain", history_file(tmp_path), "newham/NH211", "--profile", "newham"])
    assert found.exit_code == 2
    assert '"newham/NH21' in found.output


def test_a_due_date_has_no_day_of_consideration() -> None:
    """The record of a due date's working is what it was."""
    [review, *_] = build_schedule(History("A1", [BecameLookedAfter(on=D("2026-01-05"))]), load_profile("england")).of("review")
    assert set(review.explanation.to_dict()) == {"title", "due", "steps"}
