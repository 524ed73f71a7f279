"""What is known at the end of a day: nothing dated later, no child refused for it, and every place that of the file.

Expected dates by SI 2010/959 reg 33(1), 20 working days to the first review: from Fri 19 December 2025, without 25 and 26
December and 1 January, Wed 21 January 2026. Whom a report counts and refuses: design.md, "Nothing in silence".
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from lacreview_rules import (
    BecameLookedAfter,
    CalendarRangeError,
    CeasedToBeLookedAfter,
    Event,
    History,
    HistoryError,
    OtherEvent,
    ReviewHeld,
    england_and_wales,
    load_profile,
    parse_history,
)
from lacreview_rules.caseload.child import Bases, ChildFigures, judge_child
from lacreview_rules.caseload.window import window_at
from lacreview_rules.cli import app
from lacreview_rules.cli.exits import Code

if TYPE_CHECKING:
    from collections.abc import Sequence

EXAMPLES = Path(__file__).parents[3] / "examples"
BASES = Bases(load_profile("england"), load_profile("data-return"), england_and_wales())
AS_OF = date(2026, 1, 31)
LATER = BecameLookedAfter(on=date(2026, 2, 5))
TOO_LATE = ReviewHeld(on=date(2027, 6, 1))
MISSPELT = OtherEvent(event="became-lookedafter", on=date(2025, 12, 19))


def figures(events: Sequence[Event], *, strict: bool = False) -> ChildFigures:
    return of(History("A1", events, date(2014, 5, 2)), strict=strict)


def of(history: History, *, strict: bool = False) -> ChildFigures:
    return judge_child(history, load_profile("newham"), window_at(AS_OF), BASES, strict=strict)


def is_not_in_care_yet(found: ChildFigures) -> bool:
    return not found.looked_after and not any(found.rows[:4]) and not found.reviews


# ---- who comes into care after the day ----------------------------------------------------------------------


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize(
    "events",
    [
        [LATER],
        [LATER, ReviewHeld(on=date(2026, 2, 20))],
        [BecameLookedAfter(on=date(2040, 1, 2)), CeasedToBeLookedAfter(on=date(2040, 5, 1))],
    ],
    ids=["alone", "with a review", "years later"],
)
def test_a_child_who_comes_into_care_later_is_counted_and_has_nothing_due(events: list[Event], strict: bool) -> None:
    found = figures(events, strict=strict)
    assert is_not_in_care_yet(found)
    assert found.problems == ()


def test_what_is_wrong_before_the_day_is_told_of_a_child_who_comes_into_care_later() -> None:
    """The misspelt event is told; that the child never became looked after is not, for it did."""
    found = figures([LATER, MISSPELT])
    assert is_not_in_care_yet(found)
    assert [problem.where for problem in found.problems] == ["events[1].event"]


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("events", [[MISSPELT], [MISSPELT, TOO_LATE], [TOO_LATE, MISSPELT]])
def test_a_record_that_gives_nothing_even_as_a_whole_is_refused(events: list[Event], strict: bool) -> None:
    with pytest.raises(HistoryError) as refused:
        figures(events, strict=strict)
    assert f"events[{events.index(MISSPELT)}].event" in [problem.where for problem in refused.value.problems]


def test_care_that_begins_outside_the_calendar_is_told_as_that() -> None:
    """A slip of the year, 2926: not "the child never became looked after"."""
    with pytest.raises(CalendarRangeError):
        figures([BecameLookedAfter(on=date(2926, 2, 5))])


@pytest.mark.parametrize("more", [(), ("--strict",)])
def test_the_report_counts_the_child(tmp_path: Path, more: tuple[str, ...]) -> None:
    path = tmp_path / "children.jsonl"
    starts = {"AAA": "2025-12-19", "BBB": "2026-02-05"}
    children = [{"child": child, "events": [{"event": "became-looked-after", "on": on}]} for child, on in starts.items()]
    path.write_text("".join(json.dumps(child) + "\n" for child in children), encoding="utf-8")
    code, found, said = report(path, "-p", "newham", "--as-of", "2026-01-31", *more)
    assert code == Code.FINE
    assert (found["children"], found["looked_after"], found["not_used"]) == (2, 1, 0)
    assert [(row["child"], row["due"]) for row in found["overdue"] if row["task"] == "review"] == [("AAA", "2026-01-21")]
    assert "2: events[0].on: became-looked-after: it is dated after the day of the report" in said
    assert "never became looked after" not in said


def test_a_data_return_whose_children_all_come_later() -> None:
    words = ("--input", "ssda903", "-p", "england", "--as-of", "2020-01-31", "--reviews-from", "2019-01-01")
    code, found, _ = report(EXAMPLES / "return.xml", *words)
    assert (code, found["children"], found["looked_after"], found["not_used"]) == (Code.FINE, 2, 0, 0)


def report(*words: object) -> tuple[int, dict[str, Any], str]:
    result = CliRunner().invoke(app, ["caseload", *map(str, words), "-f", "json"], prog_name="lacreview")
    return result.exit_code, json.loads(result.stdout), result.stderr


# ---- places -------------------------------------------------------------------------------------------------


def test_the_places_of_a_refusal_in_strict_use_are_those_of_the_file() -> None:
    """The misspelt event is the third of the file, and the second of those that are known on the day."""
    events = [TOO_LATE, BecameLookedAfter(on=date(2025, 12, 19)), OtherEvent(event="reviw-held", on=date(2026, 1, 12))]
    with pytest.raises(HistoryError) as refused:
        figures(events, strict=True)
    assert [problem.where for problem in refused.value.problems] == ["events[2].event"]


def test_the_places_of_a_refusal_where_nothing_could_be_scheduled_are_those_of_the_file() -> None:
    with pytest.raises(HistoryError) as refused:
        figures([TOO_LATE, MISSPELT])
    told = [problem.where for problem in refused.value.problems if "became" in f"{problem.what} {problem.remedy}"]
    assert "events[1].event" in told


def test_a_place_within_the_text_of_a_problem_is_that_of_the_file() -> None:
    """Two days for one approval, the third and the fourth event of the file."""
    record = {
        "child": "A1",
        "events": [
            {"event": "review-held", "on": "2027-06-01"},
            {"event": "became-looked-after", "on": "2025-12-19", "placement": "connected-person"},
            {"event": "fact", "on": "2026-01-07", "fact": "temporary-approval"},
            {"event": "temporary-approval-given", "on": "2026-01-09"},
        ],
    }
    [told] = [str(problem) for problem in of(parse_history(record)).problems if "says the same as" in problem.what]
    assert told.startswith("events[3]: it says the same as events[2],")
