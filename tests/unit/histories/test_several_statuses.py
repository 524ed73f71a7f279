"""A legal status may be a list, where the law allows several at once: through JSON and Python alike."""

from __future__ import annotations

import pickle
from datetime import time
from typing import Any

import pytest
from tests.small_profiles import D

from lacreview_rules import (
    BecameLookedAfter,
    Fact,
    HistoryError,
    LegalStatusChanged,
    OtherEvent,
    ReviewHeld,
    TaskDone,
    build_schedule,
    history_record,
    load_profile,
    parse_history,
)
from lacreview_rules.errors import EventError
from lacreview_rules.histories.care import read_periods
from lacreview_rules.histories.events import statuses_of
from lacreview_rules.histories.history import History


def written(status: object) -> dict[str, Any]:
    return {"child": "A1", "events": [{"event": "became-looked-after", "on": "2026-01-05", "legal_status": status}]}


def test_a_list_is_read_and_written_again() -> None:
    history = parse_history(written(["care-order", "remand"]))
    assert history.events[0] == BecameLookedAfter(on=D("2026-01-05"), legal_status=["care-order", "remand"])
    assert history_record(history) == written(["care-order", "remand"])
    assert hash(pickle.loads(pickle.dumps(history.events[0]))) == hash(history.events[0])  # noqa: S301 - our own


def test_one_word_in_a_list_is_that_word() -> None:
    assert LegalStatusChanged(on=D("2026-01-05"), legal_status=["remand"]) == LegalStatusChanged(on=D("2026-01-05"), legal_status="remand")
    assert history_record(parse_history(written(["remand"]))) == written("remand")


def test_what_an_event_records() -> None:
    assert statuses_of(BecameLookedAfter(on=D("2026-01-05"))) == ()
    assert statuses_of(LegalStatusChanged(on=D("2026-01-05"), legal_status=("care-order", "remand"))) == ("care-order", "remand")


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ([], "it is a list of something else than words"),
        (["care-order", 3], "it is a list of something else than words"),
        (["care-order", " "], "it is a list of something else than words"),
        (["care-order", "care-order"], "it names a legal status twice"),
        (3, "it is neither text nor a list of text"),
        ("", "it is empty"),
    ],
)
def test_what_is_none(status: object, words: str) -> None:
    with pytest.raises(HistoryError) as told:
        parse_history(written(status))
    assert f"events[0].legal_status: {words}" in str(told.value)


def test_a_change_to_nothing() -> None:
    """Found by fuzzing: it ended in EventError, without a place. Where a status may be left out, null is that."""
    event = {"event": "legal-status-changed", "on": "2026-02-10", "legal_status": None}
    with pytest.raises(HistoryError, match=r"events\[0\]\.legal_status: it is neither text nor a list of text"):
        parse_history({"child": "A", "events": [event]})


@pytest.mark.parametrize("status", [[], ["care-order", 3]])
def test_nor_from_python(status: Any) -> None:
    with pytest.raises(EventError, match="it is a list of something else, and must be a list of text, one at least"):
        LegalStatusChanged(on=D("2026-01-05"), legal_status=status)


def test_all_of_them_stand_until_the_next_event() -> None:
    came_in = BecameLookedAfter(on=D("2026-01-05"), legal_status=["care-order", "remand"])
    [period], problems = read_periods(History("A1", [came_in, LegalStatusChanged(on=D("2026-02-02"), legal_status="care-order")]))
    assert [period.legal_statuses_on(D(day)) for day in ("2026-02-01", "2026-02-02")] == [("care-order", "remand"), ("care-order",)]
    assert (period.legal_statuses, problems) == ({"care-order", "remand"}, [])


@pytest.mark.parametrize("words", [("interim-care-order", "section-20"), ("section-20", "interim-care-order")])
def test_two_changes_on_one_day_hold_together(words: tuple[str, str]) -> None:
    """SI 2010/959 reg 28(4): under the interim order a visit within a week of Mon 2 February; nothing says that it ended that day."""
    changes = [LegalStatusChanged(on=D("2026-02-02"), legal_status=word) for word in words]
    events = [BecameLookedAfter(on=D("2026-01-05"), placement="parent"), *changes, TaskDone(on=D("2026-02-02"), task="visit")]
    schedule = build_schedule(History("A1", events, D("2014-05-02")), load_profile("england"))
    assert [str(due.due) for due in schedule.of("visit") if due.done_on is None][:1] == ["2026-02-09"]
    (problem,) = schedule.problems
    assert problem.where in {"events[1]", "events[2]"}
    assert problem.what == "legal-status-changed: another legal status is recorded on the same day: both are taken to hold from then on"
    assert problem.remedy == 'if one took the place of the other, remove that one, or give both their times ("at")'


@pytest.mark.parametrize("words", [("interim-care-order", "section-20"), ("section-20", "interim-care-order")])
def test_the_status_that_care_began_on_holds_beside_a_change_of_that_day(words: tuple[str, str]) -> None:
    """SI 2010/959 reg 28(4): under the interim order a visit each week: the one after that of Tue 6 January is due by Tue 13 January."""
    events = [
        BecameLookedAfter(on=D("2026-01-05"), placement="parent", legal_status=words[0]),
        LegalStatusChanged(on=D("2026-01-05"), legal_status=words[1]),
        TaskDone(on=D("2026-01-06"), task="visit"),
    ]
    schedule = build_schedule(History("A1", events, D("2014-05-02")), load_profile("england"))
    assert [str(due.due) for due in schedule.of("visit") if due.done_on is None][:1] == ["2026-01-13"]
    (problem,) = schedule.problems
    assert (problem.where, problem.what.partition(": ")[2][:31]) == ("events[1]", "another legal status is recorde")


def test_a_change_to_the_status_that_care_began_on_is_no_doubt() -> None:
    """Both records say the same."""
    events = [
        BecameLookedAfter(on=D("2026-01-05"), legal_status="section-20"),
        LegalStatusChanged(on=D("2026-01-05"), legal_status="section-20"),
    ]
    [period], problems = read_periods(History("A1", events))
    assert (period.legal_statuses_on(D("2026-01-05")), problems) == (("section-20",), [])


def test_rules_count_from_a_change_on_the_day_care_began() -> None:
    """SI 2010/959 reg 28(5): a visit within a week of the making of the care order, though section 20 may have stood beside it."""
    events = [
        BecameLookedAfter(on=D("2026-01-05"), placement="parent", legal_status="section-20"),
        LegalStatusChanged(on=D("2026-01-05"), legal_status="care-order"),
    ]
    schedule = build_schedule(History("A1", events, D("2014-05-02")), load_profile("england"))
    limits = {(due.rule, str(due.due)) for due in schedule.of("visit")}
    limits |= {(limit.rule, str(limit.due)) for due in schedule.of("visit") for limit in due.also}
    assert ("england/V8a", "2026-01-12") in limits


def test_of_a_start_and_a_change_with_times_the_change_stands() -> None:
    """The child came in at ten, and the interim order was made at three."""
    events = [
        BecameLookedAfter(on=D("2026-01-05"), legal_status="section-20", at=time(10)),
        LegalStatusChanged(on=D("2026-01-05"), legal_status="interim-care-order", at=time(15)),
    ]
    [period], problems = read_periods(History("A1", events))
    assert (period.legal_statuses_on(D("2026-01-05")), problems) == (("interim-care-order",), [])


def test_of_two_changes_with_times_the_last_stands() -> None:
    """The interim order of the morning was replaced in the afternoon: six weeks after Mon 2 February is Mon 16 March."""
    changes = [
        LegalStatusChanged(on=D("2026-02-02"), legal_status="section-20", at=time(15)),
        LegalStatusChanged(on=D("2026-02-02"), legal_status="interim-care-order", at=time(10)),
    ]
    events = [BecameLookedAfter(on=D("2026-01-05"), placement="parent"), *changes, TaskDone(on=D("2026-02-02"), task="visit")]
    schedule = build_schedule(History("A1", events, D("2014-05-02")), load_profile("england"))
    assert [str(due.due) for due in schedule.of("visit") if due.done_on is None][:1] == ["2026-03-16"]
    assert schedule.problems == ()


def test_short_breaks_and_full_care_on_one_day_are_full_care() -> None:
    """SI 2010/959 reg 48 needs the series alone: the second review stays due on Tue 28 April, three months after the first.

    That two stand on one day is told once, at one or the other of them: the third event of the file, or the fourth.
    """
    changes = [LegalStatusChanged(on=D("2026-02-02"), legal_status=word) for word in ("short-break", "section-20")]
    events = [BecameLookedAfter(on=D("2026-01-05"), legal_status="section-20"), ReviewHeld(on=D("2026-01-28")), *changes]
    schedule = build_schedule(History("A1", events, D("2014-05-02")), load_profile("england"))
    assert [str(due.due) for due in schedule.of("review")][:2] == ["2026-02-02", "2026-04-28"]
    (problem,) = schedule.problems
    assert problem.where in {"events[2]", "events[3]"}


@pytest.mark.parametrize("values", [(True, False), (False, True)])
def test_a_fact_that_is_and_is_not_on_one_day_is_told(values: tuple[bool, bool]) -> None:
    """Nobody knows which came last; what a connected person's approval brings is used (reg 28(4): a week after Fri 9 January)."""
    facts = [Fact(on=D("2026-01-05"), fact="temporary-approval", value=value) for value in values]
    events = [BecameLookedAfter(on=D("2026-01-05"), placement="connected-person"), *facts, TaskDone(on=D("2026-01-09"), task="visit")]
    schedule = build_schedule(History("A1", events, D("2014-05-02")), load_profile("england"))
    assert [str(due.due) for due in schedule.of("visit") if due.done_on is None][:1] == ["2026-01-16"]
    (problem,) = schedule.problems
    assert (
        problem.what
        == "fact: the same day has it otherwise too: what is recorded as true, or as decided, was used, which may give the later date"
    )


def test_an_approval_that_ends_and_another_that_begins_on_one_day_are_no_contradiction() -> None:
    """A move from one connected person to another: the events say so, and neither is a fact that denies the other."""
    events = [
        BecameLookedAfter(on=D("2026-01-05"), placement="connected-person"),
        OtherEvent(on=D("2026-02-02"), event="temporary-approval-ended"),
        OtherEvent(on=D("2026-02-02"), event="temporary-approval-given"),
    ]
    assert build_schedule(History("A1", events, D("2014-05-02")), load_profile("england")).problems == ()
