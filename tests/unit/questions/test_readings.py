"""Each question that the law leaves open, on a case of its own: the date under every reading, and the earliest.

Authority: the pages of docs/explanation/ambiguities, where most of these dates were worked by hand; the working of the others
stands beside them. Working days are those of England and Wales.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from tests.docs.test_ambiguities import ADJOURNED, AUTHORITY, BOOKED, EXTRA, FIVE_JAN, LEAP, MOVED, WITH_PARENT, care, done, event, held
from tests.others_slow import others_slow
from tests.small_profiles import D, profile_of, rule_of

from lacreview_rules import (
    ArgumentError,
    BankHoliday,
    HistoryError,
    InputError,
    Schedule,
    build_schedule,
    load_profile,
    open_questions,
    parse_history,
    readings,
)
from lacreview_rules.counting.calendars import england_and_wales
from lacreview_rules.errors import UnknownDueDateError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lacreview_rules import DueDateReadings, History
    from lacreview_rules.questions import ChildReadings

ENGLAND, WALES = load_profile("england"), load_profile("wales")
EMERGENCY = [*FIVE_JAN, event("placed-outside-approval", "2026-01-05")]
CLOSED = [BankHoliday(D(day), "Offices closed") for day in ("2025-12-29", "2025-12-30", "2025-12-31", "2026-01-02")]


def child(*events: dict[str, object], born: str = "2014-05-02") -> History:
    return parse_history({"child": "A123", "date_of_birth": born, "events": list(events)})


def asked(*events: dict[str, object], born: str = "2014-05-02", only: str | None = None) -> ChildReadings:
    return readings(child(*events, born=born), ENGLAND, questions=None if only is None else [only])


def one(found: ChildReadings, task: str, **keys: object) -> DueDateReadings:
    """The only due date of a task with such values."""
    [due] = [one for one in found if one.due_date.task == task and all(getattr(one.due_date, key) == value for key, value in keys.items())]
    return due


class Case(NamedTuple):
    """One question on one record.

    Attributes:
        question: its id.
        events: the record.
        task, keys: of which due date.
        taken: the day under the reading that is taken.
        other: the day under the other; None where nothing is due, or only as soon as possible.
    """

    question: str
    events: list[dict[str, object]]
    task: str
    keys: Mapping[str, object]
    taken: str
    other: str | None
    born: str = "2014-05-02"


FIRST, SECOND, THIRD = {"review": 1}, {"review": 2}, {"review": 3}
CASES = [
    Case("months-or-days", [*FIVE_JAN, *held("2026-01-14")], "review", SECOND, "2026-04-14", "2026-04-15"),
    Case("months-or-days", [care("2026-02-16"), *held("2026-03-10")], "review", SECOND, "2026-06-10", "2026-06-09"),
    # 183 days from Wed 28 Jan 2026, held as the second: 3 left in January, 28, 31, 30, 31, 30 make 153; 30 July.
    Case("months-or-days", [care("2025-10-01"), *held("2025-10-20", "2026-01-28")], "review", THIRD, "2026-07-28", "2026-07-30"),
    Case("working-days-or-28-days", [care("2025-12-19")], "review", FIRST, "2026-01-21", "2026-01-16"),
    Case("day-care-began", [care("2026-01-05", legal_status="section-20")], "review", FIRST, "2026-02-02", "2026-02-03"),
    Case("day-of-the-event", FIVE_JAN, "review", FIRST, "2026-02-02", "2026-01-30"),
    # 16 weeks from Mon 5 Jan 2026 end on Mon 27 Apr; if that Monday is the first day, on the Sunday.
    Case(
        "day-of-the-event",
        [*FIVE_JAN, event("temporary-approval-given", "2026-01-05")],
        "temporary-approval-end",
        {},
        "2026-04-27",
        "2026-04-26",
    ),
    # The sixth working day after Mon 5 Jan 2026 is Tue 13 Jan; the sixth day is Sun 11 Jan.
    Case("days-or-working-days-of-an-emergency-placement", EMERGENCY, "outside-approval-ended", {}, "2026-01-13", "2026-01-11"),
    Case("start-on-a-day-off", [care("2024-03-16")], "review", FIRST, "2024-04-16", "2024-04-17"),
    Case("start-on-a-day-off", [*FIVE_JAN, *held("2026-01-31")], "review", SECOND, "2026-04-30", "2026-05-02"),
    Case("due-on-a-day-off", [care("2026-01-20"), *held("2026-02-17")], "review", SECOND, "2026-05-17", "2026-05-18"),
    Case("held-or-scheduled", [*FIVE_JAN, *held("2026-01-28")], "review", SECOND, "2026-04-28", "2026-05-02"),
    # Held eight days late, on Tue 10 Feb 2026: three months from the day it was due are earlier.
    Case("held-or-scheduled", [*FIVE_JAN, *held("2026-02-10")], "review", SECOND, "2026-05-10", "2026-05-02"),
    Case("adjourned-met-by", ADJOURNED, "review", FIRST, "2026-04-01", "2026-04-01"),
    Case("interval-after-adjournment", ADJOURNED, "review", SECOND, "2026-07-27", "2026-06-30"),
    Case("additional-review", EXTRA, "review", THIRD, "2026-09-10", "2026-04-28"),
    # Twenty working days after the move on Fri 20 Feb 2026: four weeks, for there is no bank holiday.
    Case("restart-on-a-move", MOVED, "review", SECOND, "2026-04-28", "2026-03-20"),
    Case(
        "over-the-first-year",
        [*FIVE_JAN, event("fact", "2026-01-05", fact="placement-to-last-to-18"), done("visit", "2026-12-22")],
        "visit",
        {"rule": "england/V2"},
        "2027-02-02",
        "2027-03-22",
    ),
    Case("weekly-until-which-review", WITH_PARENT, "visit", {"rule": "england/V6a", "basis": "actual"}, "2026-03-06", "2026-04-10"),
    # One week after Fri 27 Feb 2026 is Fri 6 Mar; six weeks, as in any placement, are over on Fri 10 Apr.
    Case(
        "weekly-after-the-assessment",
        [*WITH_PARENT, event("fact", "2026-03-02", fact="parent-assessment-completed")],
        "visit",
        {"rule": "england/V6a", "basis": "actual"},
        "2026-03-06",
        "2026-04-10",
    ),
    Case(
        "age-of-a-health-assessment",
        [care("2026-01-19"), done("health-assessment", "2026-02-12")],
        "health-assessment",
        {"basis": "actual", "done_on": None},
        "2026-08-12",
        "2027-02-12",
        born="2021-05-01",
    ),
    Case("simple-or-clear", BOOKED, "review-report", SECOND, "2026-04-01", "2026-03-31"),
    Case("before-or-failing-that", [care("2025-12-19")], "care-plan", {}, "2026-01-07", "2025-12-19"),
    Case(
        "born-on-29-february",
        LEAP,
        "health-assessment",
        {"basis": "actual", "done_on": None},
        "2025-08-28",
        "2026-02-28",
        born="2020-02-29",
    ),
    # 16 weeks from Fri 25 Sep 2020 end on Fri 15 Jan 2021; if that day is still one of the amendments, 24 weeks: Fri 12 Mar 2021.
    Case(
        "last-day-of-the-amendments",
        [care("2020-09-07"), event("temporary-approval-given", "2020-09-25")],
        "temporary-approval-end",
        {},
        "2021-01-15",
        "2021-03-12",
    ),
    # Placed on Fri 25 Sep 2020: five working days, or as soon as reasonably practicable.
    Case("last-day-of-the-amendments", [care("2020-09-25")], "placement-plan", {}, "2020-10-02", None),
    # Looked after from Sun 20 Mar 2011: four weeks end on Sun 17 Apr 2011, under the new Regulations; 20 working days, on Fri 15 Apr.
    Case("text-of-a-gap", [care("2011-03-20")], "review", FIRST, "2011-04-17", "2011-04-15", born="2004-05-02"),
]


@pytest.mark.parametrize("case", CASES, ids=[f"{case.question}-{case.taken}" for case in CASES])
def test_a_question_on_a_case_worked_by_hand(case: Case) -> None:
    found = one(asked(*case.events, born=case.born, only=case.question), case.task, **case.keys)
    assert {reading.taken: reading.due and reading.due.isoformat() for reading in found.readings} == {True: case.taken, False: case.other}
    days = [D(day) for day in (case.taken, case.other) if day is not None]
    assert found.earliest == min(days)
    assert [reading.due for reading in found.readings] == sorted(days) + [None] * (case.other is None)


@pytest.mark.slow
@pytest.mark.parametrize("case", others_slow([(case,) for case in CASES[::5] + CASES], quick=len(CASES[::5])))
def test_all_questions_at_once_give_the_same_readings(case: Case) -> None:
    """And the date that the schedule has is that of each reading that is taken."""
    found = one(asked(*case.events, born=case.born), case.task, **case.keys)
    assert {case.taken} == {str(reading.due) for reading in found.readings if reading.taken}
    assert case.other in {reading.due and str(reading.due) for reading in found.readings if reading.question == case.question}


# The Welsh rows that say the same are asked the same. 24 weeks from Mon 5 Jan 2026 end on Mon 22 June; if that Monday is the first day,
# on the Sunday. Six weeks from Tue 22 Dec 2026 end on Tue 2 Feb 2027, in the second year of the placement: three months, Mon 22 Mar 2027.
@pytest.mark.parametrize(
    "case",
    [
        Case(
            "day-of-the-event",
            [*FIVE_JAN, event("temporary-approval-given", "2026-01-05")],
            "temporary-approval-end",
            {},
            "2026-06-22",
            "2026-06-21",
        ),
        Case(
            "over-the-first-year",
            [*FIVE_JAN, event("fact", "2026-01-05", fact="placement-to-last-to-18"), done("visit", "2026-12-22")],
            "visit",
            {"rule": "wales/V2"},
            "2027-02-02",
            "2027-03-22",
        ),
        Case("before-or-failing-that", [care("2025-12-19")], "care-plan", {}, "2026-01-07", "2025-12-19"),
        Case("before-or-failing-that", FIVE_JAN, "placement-plan", {}, "2026-01-12", "2026-01-05"),
    ],
    ids=lambda case: f"{case.question}-{case.taken}",
)
def test_a_question_on_a_case_of_wales(case: Case) -> None:
    [due] = [
        found
        for found in readings(child(*case.events, born=case.born), WALES, questions=[case.question])
        if found.due_date.task == case.task and all(getattr(found.due_date, key) == value for key, value in case.keys.items())
    ]
    assert str(due.due_date.due) == case.taken
    assert {str(one.due) for one in due.readings} == {case.taken, case.other}


def test_working_days_of_an_authority() -> None:
    """Question 22: without the four days on which offices were closed, the twentieth working day after 5 Dec 2025 is 13 Jan 2026."""
    found = readings(child(care("2025-12-05")), ENGLAND, england_and_wales().with_closures(*CLOSED), questions=["working-days"])
    assert [(reading.taken, str(reading.due)) for reading in one(found, "review", review=1).readings] == [
        (True, "2026-01-07"),
        (False, "2026-01-13"),
    ]
    assert readings(child(care("2025-12-05")), ENGLAND, questions=["working-days"]).touched == ()


def test_the_review_that_sat_is_in_time_or_late() -> None:
    """Question 9: by its sitting on Mon 30 Mar 2026 it is in time for Wed 1 Apr; by its completion on Mon 27 Apr it is late."""
    found = one(asked(*ADJOURNED, only="adjourned-met-by"), "review", review=1)
    assert [(reading.reading, reading.status) for reading in found.readings] == [("its sitting", "met"), ("its completion", "met-late")]


def test_a_review_that_would_not_be_due() -> None:
    """Question 10: an extra review that stands apart had no limit of its own."""
    found = one(asked(*EXTRA, only="additional-review"), "review", review=2)
    assert [(str(reading.due), reading.status) for reading in found.readings] == [("2026-04-28", "met"), ("None", None)]
    assert found.earliest == date(2026, 4, 28)


def test_a_review_that_was_late_is_told_by_the_day_it_would_have_been_due() -> None:
    """Question 6: due on Sun 17 May 2026 and held on the Monday, it is late by a day, or in time."""
    found = one(asked(care("2026-01-20"), *held("2026-02-17", "2026-05-18"), only="due-on-a-day-off"), "review", review=2)
    assert [(str(reading.due), reading.status) for reading in found.readings] == [("2026-05-17", "met-late"), ("2026-05-18", "met")]


def test_reviews_from_the_day_due_go_on_from_one_to_the_next() -> None:
    """Question 8: due 2 Feb 2026; 2 May, not 28 April; and six months from that, 2 November, not from the 20th of April."""
    found = asked(*FIVE_JAN, *held("2026-01-28", "2026-04-20"), only="held-or-scheduled")
    assert [str(reading.due) for reading in one(found, "review", review=3).readings] == ["2026-10-20", "2026-11-02"]
    assert one(found, "review", review=1).readings == ()


@pytest.mark.parametrize("number", [7, 15, 16, 17, 18])
def test_what_cannot_be_computed_says_why(number: int) -> None:
    [question] = [question for question in open_questions() if question.number == number]
    assert question.readings == ()
    assert question.not_computed.endswith(".")


def test_a_profile_with_another_setting_takes_another_reading() -> None:
    """Question 19: the authority counts clear days."""
    found = readings(child(*BOOKED), ENGLAND.with_settings(count_back="clear"), questions=["simple-or-clear"])
    report = one(found, "review-report", review=2)
    assert [(reading.reading, reading.taken, str(reading.due)) for reading in report.readings] == [
        ("clear days", True, "2026-03-31"),
        ("simple", False, "2026-04-01"),
    ]


@pytest.mark.slow
def test_local_rules_are_read_under_each_setting_and_keep_what_they_say() -> None:
    """A report "3 working days before" of an authority: Wed 8 Apr 2026 back to 1 Apr, in clear days 31 Mar; one that says clear stays."""
    said = 'limit = "3 working days"\nbefore = "review"\n'
    ours = profile_of(rule_of(1, "review-report", said))
    clear = profile_of(rule_of(1, "review-report", f"{said}clear = true\n"))
    assert one(readings(child(*BOOKED), ours), "review-report", review=2).earliest == D("2026-03-31")
    assert one(readings(child(*BOOKED), clear, questions=["simple-or-clear"]), "review-report", review=2).readings == ()


def ambiguous(found: DueDateReadings) -> bool:
    return any("ambiguous" in notice for notice in found.notices)


@pytest.mark.parametrize(
    ("events", "stands"),
    [
        ([care("2026-01-05", legal_status="section-20")], True),  # one day later, and the twentieth is a day later
        ([care("2026-01-05")], True),  # the legal status is not known
        ([care("2026-01-05", legal_status="care-order")], False),  # not by agreement
        ([care("2025-12-19", legal_status="section-20")], False),  # Friday or Saturday: the twentieth working day is the same
    ],
)
def test_the_source_is_ambiguous_only_where_the_case_is_touched(events: list[dict[str, object]], stands: bool) -> None:
    """Question 3, raised by england/R1: Children Act 1989 s22, 24 hours of accommodation."""
    first = one(asked(*events), "review", review=1)
    assert any("ambiguous" in notice for notice in first.due_date.notices) is stands
    assert ambiguous(first) is stands
    assert ("the source is ambiguous" in str(first.explanation)) is stands


@pytest.mark.slow
def test_what_was_not_computed_leaves_the_notice_where_it_is() -> None:
    """It was not asked; it is beyond the questions (england/H4); or it is a local document that is not clear (newham/NH19)."""
    other = one(asked(care("2026-01-05", legal_status="section-20"), only="simple-or-clear"), "review", review=1)
    assert ambiguous(other)
    health = [due for due in asked(*FIVE_JAN) if due.due_date.rule == "england/H4"]
    assert health
    assert all(map(ambiguous, health))
    alert = child(*FIVE_JAN, event("alert-raised", "2026-01-12"))
    local = [due for due in readings(alert, load_profile("newham")) if due.due_date.rule == "newham/NH19"]
    assert local
    assert all(map(ambiguous, local))


def test_what_lies_between_two_days_is_not_overturned() -> None:
    """Question 5: a decision of the Sunday would come before the review, were that read as held on the Monday."""
    found = asked(*FIVE_JAN, *held("2026-01-31"), event("decisions-issued", "2026-02-01"), only="start-on-a-day-off")
    [(question, name, why)] = found.not_computed
    assert (question, name) == ("start-on-a-day-off", "it counts from the next working day")
    assert why.startswith("events[2]: ")
    assert found.touched == ()


def test_a_record_that_could_not_be_is_not_computed() -> None:
    """Question 3: a review of the day on which care began, as recorded, would come before it; and no day is repeated."""
    found = asked(care("2026-01-05", legal_status="section-20"), *held("2026-01-05"), only="day-care-began")
    assert ["day-care-began"] == [failed.question for failed in found.not_computed]
    assert not any("2026" in failed.why for failed in found.not_computed)


def test_what_says_how_things_stand_goes_with_the_day_care_began() -> None:
    """Question 3: the fact of the first day is known under both readings: weekly visits to a child with temporary carers."""
    fact = event("fact", "2026-01-05", fact="temporary-approval")
    found = asked(care("2026-01-05", legal_status="section-20"), fact, done("visit", "2026-01-08"), only="day-care-began")
    assert found.not_computed == ()
    assert "england/V7a" in {due.due_date.rule for due in found}
    assert not any(due.readings for due in found if due.due_date.rule == "england/V7a" and due.due_date.basis == "actual")


def test_two_periods_of_care_and_a_day_read_as_another() -> None:
    """Question 3: each begins 24 hours later; on Fri 1 Aug 2025 the child went home. Mon 3 Nov 2025: 1 Dec, or 2 Dec."""
    back = [care("2025-01-06"), event("ceased-to-be-looked-after", "2025-08-01"), care("2025-11-03", legal_status="section-20")]
    found = asked(*back, only="day-care-began")
    assert [str(reading.due) for reading in one(found, "review", review=1, period_of_care=2).readings] == ["2025-12-01", "2025-12-02"]


def test_what_is_due_under_one_reading_alone_is_told() -> None:
    """SI 2005/389 reg 36(4), weekly visits until the first review of the placement, held on Thu 2 Apr 2026.

    Last visited on Fri 27 Mar: the next would be due on Fri 3 Apr, after the review, and lapses. Question 4: if the day of the
    visit counts, it is due on the day of the review itself.
    """
    visits = [done("visit", f"2026-03-{day}") for day in (13, 20, 27)]
    found = asked(*AUTHORITY, *held("2026-01-27"), event("placed-for-adoption", "2026-03-09"), *visits, *held("2026-04-02"))
    [alone] = found.only_under
    assert (alone.question, alone.due_date.task, str(alone.due_date.due)) == ("day-of-the-event", "visit", "2026-04-02")
    assert "2026-04-03" not in {str(due.due) for due in found.schedule.of("visit")}
    assert found.differences()["only_under"][0]["due"] == "2026-04-02"


def test_statuses_are_as_at_one_day() -> None:
    history = child(care("2025-12-19"))
    found = readings(history, ENGLAND, as_of=D("2026-01-20"), questions=["working-days-or-28-days"])
    assert [(reading.status, str(reading.due)) for reading in one(found, "review", review=1).readings] == [
        ("overdue", "2026-01-16"),
        ("upcoming", "2026-01-21"),
    ]
    assert found.schedule == build_schedule(history, ENGLAND).on(D("2026-01-20"))


def test_what_is_asked_wrongly_is_refused() -> None:
    history = child(*FIVE_JAN)
    with pytest.raises(ArgumentError, match="simple-or-clear"):
        readings(history, ENGLAND, questions=["simple-or-cleer"])
    with pytest.raises(ArgumentError, match="must be a list"):
        readings(history, ENGLAND, questions="simple-or-clear")
    with pytest.raises(HistoryError):
        readings(child(*held("2026-01-05"), *FIVE_JAN[1:]), ENGLAND, strict=True)


def test_a_history_without_events() -> None:
    assert readings(child(), ENGLAND).due_dates == ()


def test_the_written_schedule_has_the_key_on_request() -> None:
    found = asked(*BOOKED)
    written, plain = found.to_dict(), found.schedule.to_dict()
    assert all("readings" not in due for due in plain["due_dates"])
    report = next(due for due in written["due_dates"] if due["id"] == one(found, "review-report", review=2).due_date.id)
    assert report["readings"][0] == {
        "question": "simple-or-clear",
        "reading": "clear days",
        "due": "2026-03-31",
        "status": "upcoming",
        "taken": False,
    }
    for with_key, without in zip(written["due_dates"], plain["due_dates"], strict=True):
        assert set(with_key["notices"]) <= set(without["notices"])
        assert {**with_key, "notices": without["notices"], "readings": []} == {**without, "readings": []}


def test_what_was_written_is_read_back_with_its_readings() -> None:
    found = asked(*EXTRA)
    written = found.to_dict()
    back = Schedule.from_dict(written)
    assert back.to_dict() == written
    assert any(reading.due is None for due in back.due_dates for reading in due.readings or ())
    assert all(due.readings is None for due in Schedule.from_dict(found.schedule.to_dict()).due_dates)
    first: Any = next(due for due in written["due_dates"] if due["readings"])
    first["readings"][0]["taken"] = "yes"
    with pytest.raises(InputError, match=r"readings\[0\]\.taken: it is not a known word"):
        Schedule.from_dict(written)


def test_the_working_tells_each_reading_and_the_earliest() -> None:
    text = str(one(asked(*BOOKED, only="simple-or-clear"), "review-report", review=2).explanation)
    assert "Reading: At least three working days before: simple or clear? Clear days: due Tue 31 Mar 2026, upcoming\n" in text
    assert "Simple: due Wed 1 Apr 2026, upcoming (taken here)\n" in text
    assert "Earliest: Tue 31 Mar 2026 is in time under each of these readings\n" in text
    assert text.index("Earliest") < text.index("Take note: the source is ambiguous")
    unasked = str(one(asked(*BOOKED, only="ends-of-months"), "review-report", review=2).explanation)
    assert "Reading" not in unasked
    assert "Earliest" not in unasked


def test_a_child_with_readings_is_asked_as_a_schedule_is() -> None:
    found = readings(child(*FIVE_JAN, *held("2026-01-04")), ENGLAND, as_of=D("2026-03-02"))
    assert found.problems == found.schedule.problems != ()
    assert found.overdue == found.schedule.overdue != ()
    assert json.loads(found.to_json()) == found.to_dict()
    report = one(found, "review", review=1)
    assert found.explanation_of(report.due_date) == report.explanation


def test_a_due_date_that_is_not_of_the_schedule() -> None:
    with pytest.raises(UnknownDueDateError, match=r"^due: "):
        asked(*BOOKED).of(build_schedule(child(care("2025-12-19")), ENGLAND).of("review")[0])
