"""What a history records that nothing used is named, with its place, why, and the remedy (design.md, "Nothing in silence").

A child looked after on Mon 5 January 2026, under a small profile that says what is read.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest
from tests.small_profiles import ALONE, CAME_IN, D, profile_of, rules_of, task_of

from lacreview_rules import (
    AlertRaised,
    CeasedToBeLookedAfter,
    DecisionsIssued,
    Event,
    Fact,
    History,
    LegalStatusChanged,
    OtherEvent,
    PlacementMoved,
    ReviewAdjourned,
    ReviewArranged,
    ReviewArrangementCancelled,
    ReviewHeld,
    SchoolStarted,
    SignificantEvent,
    TaskDone,
    build_schedule,
    load_profile,
)
from lacreview_rules.errors import HistoryError
from lacreview_rules.histories.for_the_record import EVENTS, KEYS

WORDS = """
[[placements]]
id = "foster-care"
[[events]]
id = "panel"
[[events]]
id = "stay"
[[facts]]
id = "asked"
[[facts]]
id = "idle"
"""
PROFILE = profile_of(
    WORDS
    + task_of("letter")
    + task_of("reply", keys='done_by = ["decisions-issued"]\n')
    + task_of("unlimited")
    + rules_of("letter", 'limit = "1 week"\nafter = "became-looked-after"\nwhen = { fact = "not asked" }')
    + rules_of("reply", 'limit = "1 week"\nafter = "became-looked-after"', first=2),
    ALONE,
)
ON = D("2026-01-08")


def told(*events: Event, profile: object = PROFILE) -> list[tuple[str, str]]:
    assert not isinstance(profile, str)
    problems = build_schedule(History("A1", [CAME_IN, *events], D("2014-05-02")), profile).problems  # type: ignore[arg-type]
    return [(problem.where, problem.what) for problem in problems]


@pytest.mark.parametrize(
    ("event", "what"),
    [
        (OtherEvent(on=ON, event="panel"), "panel: no rule of ours is about it, so it changes nothing"),
        (Fact(on=ON, fact="idle"), 'fact: no rule of ours asks for "idle", so it changes nothing'),
        (TaskDone(on=ON, task="unlimited"), 'task-done: no rule of ours is about the task "unlimited", so it changes nothing'),
        (ReviewHeld(on=ON), "review-held: no rule of ours is about it, so it changes nothing"),
        (ReviewArranged(on=ON, review_on=ON), "review-arranged: no rule of ours is about it, so it changes nothing"),
    ],
)
def test_what_no_rule_of_the_profile_is_about(event: Event, what: str) -> None:
    assert told(event) == [("events[1]", what)]


def test_a_completion_that_met_nothing() -> None:
    """The letter is written once in a period of care: of two, the second meets nothing. The decisions are the reply."""
    second = TaskDone(on=D("2026-01-09"), task="letter")
    nothing = "it met nothing: what it completes had been done, was not owed then, or could not be done so early"
    assert told(TaskDone(on=ON, task="letter"), second) == [("events[2]", f"task-done: {nothing}")]
    assert told(second, TaskDone(on=ON, task="letter")) == [("events[1]", f"task-done: {nothing}")]
    assert told(DecisionsIssued(on=ON)) == []
    assert told(DecisionsIssued(on=ON), DecisionsIssued(on=D("2026-01-12"))) == [("events[2]", f"decisions-issued: {nothing}")]


@pytest.mark.parametrize(
    "resolved", [OtherEvent(on=D("2026-03-02"), event="formal-dispute-resolved"), TaskDone(on=D("2026-03-02"), task="dispute-resolution")]
)
def test_the_same_completion_by_another_name_that_met_nothing(resolved: Event) -> None:
    """The end of a dispute of which no beginning is recorded, as event or as task. Found by the oracle of relevance."""
    started = OtherEvent(on=D("2026-02-16"), event="formal-dispute-started")
    for events, places in (([resolved], ["events[1]"]), ([started, resolved], [])):
        problems = build_schedule(History("A1", [CAME_IN, *events], D("2014-05-02")), load_profile("england")).problems
        assert [one.where for one in problems if "it met nothing" in one.what] == places


@pytest.mark.parametrize("done", [["2026-06-01"], ["2023-05-01", "2026-06-01"], ["2023-05-01", "2024-05-01", "2026-06-01"]])
def test_what_met_nothing_is_no_part_of_an_id(done: list[str]) -> None:
    """SI 2010/959 reg 42(1): three months from the sixteenth birthday, 10 March 2026. Assessments before that are none of it."""
    came_in = replace(CAME_IN, on=D("2020-01-06"))
    events = [TaskDone(on=D(day), task="pathway-assessment") for day in done]
    schedule = build_schedule(History("A1", [came_in, *events], D("2010-03-10")), load_profile("england"))
    (due,) = schedule.of("pathway-assessment")
    assert (due.id, str(due.due), str(due.done_on)) == ("pathway-assessment/2020-01-06", "2026-06-10", "2026-06-01")
    assert [problem.where for problem in schedule.problems] == [f"events[{place}]" for place in range(1, len(done))]


def test_keys_that_no_rule_reads() -> None:
    """No task of the profile belongs to a review, and nothing adds up the days of a stay."""
    tables = WORDS + task_of("letter", "event") + rules_of("letter", 'limit = "1 week"\nafter = "stay"')
    stay = OtherEvent(on=ON, event="stay", ends_on=D("2026-01-12"), review=1)
    assert [where for where, _ in told(stay, profile=profile_of(tables, ALONE))] == ["events[1].review", "events[1].ends_on"]


@pytest.mark.parametrize(
    ("profile", "last", "starts"), [("data-return", "2026-01-30", "2026-01-22"), ("wales", "2026-02-12", "2026-02-02")]
)
def test_a_stay_that_can_end_a_regime_is_asked_about(profile: str, last: str, starts: str) -> None:
    """SI 2010/959 reg 48(2)(c): more than 17 days, from 22 January; W.S.I. 2015/1818 reg 62: more than four weeks: the 29th."""
    breaks = replace(CAME_IN, legal_status="short-break")
    stays = [
        OtherEvent(on=D(first), event="short-break-stay", ends_on=D(to))
        for first, to in ((str(CAME_IN.on), last), ("2026-04-06", "2026-04-07"))
    ]
    schedule = build_schedule(History("A1", [breaks, *stays], D("2014-05-02")), load_profile(profile))
    assert [problem for problem in schedule.problems if problem.where != "date_of_birth"] == []
    first = next(due for due in schedule.of("review") if due.due is not None)
    assert str(first.scope).endswith(starts)


def test_what_is_asked_about_makes_no_remark() -> None:
    """The letter is owed unless the fact is recorded: the answer may be no, and it was asked."""
    assert told(Fact(on=ON, fact="asked", value=False)) == []
    england = load_profile("england")
    asked = Fact(on=ON, fact="long-term-foster-placement")  # its rules ask once the placement has lasted a year
    assert told(asked, profile=england) == []


def test_the_list_makes_no_remark() -> None:
    """Everything that is kept for the record's sake, at once: not one word."""
    events = [
        SchoolStarted(on=ON, at=time(9), ref="x", note="free text"),
        AlertRaised(on=ON, level="team manager"),
        SignificantEvent(on=ON, type="other"),
        LegalStatusChanged(on=ON, legal_status="care-order"),
        PlacementMoved(on=ON, placement="foster-care", emergency=True, out_of_hours=True),
        CeasedToBeLookedAfter(on=D("2026-01-20"), reason="home"),
    ]
    tables = (
        WORDS
        + '[[legal_statuses]]\nid = "care-order"\n'
        + task_of("letter")
        + rules_of("letter", 'limit = "1 week"\nafter = "became-looked-after"')
    )
    assert told(*events, profile=profile_of(tables, ALONE)) == []
    assert {name.name for name in EVENTS} >= {event.kind for event in events}
    assert {name.name for name in KEYS} >= {"at", "ref", "note", "level", "type", "placement", "emergency", "out_of_hours", "reason"}


def test_a_booking_that_has_served_makes_no_remark() -> None:
    booked = ReviewArranged(on=ON, review_on=D("2026-01-20"))
    held = ReviewHeld(on=D("2026-01-20"))
    assert told(booked, replace(booked, on=D("2026-01-09")), held, profile=load_profile("england")) == []


def test_an_adjourned_sitting_recorded_as_held_too_makes_no_remark() -> None:
    """CPR 2010 reg 36: the sitting that was adjourned is no completed review; it is one sitting, recorded twice."""
    sat = [ReviewAdjourned(on=D("2026-01-20")), ReviewHeld(on=D("2026-01-20"))]
    assert told(*sat, profile=load_profile("england")) == []


def test_a_review_where_none_was_due() -> None:
    """Short breaks are outside the return's measure (corpus, data-return-0022)."""
    breaks = LegalStatusChanged(on=CAME_IN.on, legal_status="short-break")
    nothing = "review-held: no review was due in this period of care, so it changes nothing"
    assert told(breaks, ReviewHeld(on=D("2026-03-02")), profile=load_profile("data-return")) == [("events[2]", nothing)]


def test_a_booking_where_no_review_was_due() -> None:
    """The same of a booking, and of its being taken back: in short breaks the return's measure has no review to expect."""
    breaks = LegalStatusChanged(on=CAME_IN.on, legal_status="short-break")
    booked = ReviewArranged(on=ON, review_on=D("2026-03-02"))
    taken_back = ReviewArrangementCancelled(on=D("2026-01-12"))
    nothing = "no review was due in this period of care, so it changes nothing"
    assert told(breaks, booked, taken_back, profile=load_profile("data-return")) == [
        ("events[2]", f"review-arranged: {nothing}"),
        ("events[3]", f"review-arrangement-cancelled: {nothing}"),
    ]
    assert told(breaks, booked, taken_back, profile=load_profile("england")) == []  # S1: a review within three months


def test_a_booking_and_a_review_where_the_intervals_were_not_read() -> None:
    """Wales, short breaks (wales/S1): a review is owed, and no day for it was read. Nothing is projected from a booking then."""
    breaks = replace(CAME_IN, legal_status="short-break")
    events = [breaks, ReviewArranged(on=ON, review_on=D("2026-03-02")), ReviewHeld(on=D("2026-03-02"))]
    schedule = build_schedule(History("A1", events, D("2014-05-02")), load_profile("wales"))
    nothing = "no day is known for a review in this period of care, so it changes nothing"
    assert sorted((problem.where, problem.what) for problem in schedule.problems) == [
        ("events[1]", f"review-arranged: {nothing}"),
        ("events[2]", f"review-held: {nothing}"),
    ]


def test_a_review_that_ends_weekly_visits_is_used_where_none_was_due() -> None:
    """W.S.I. 2015/1818 reg 31(4): weekly only until the first review, then four weeks, from Sat 30 April 2016 to Sat 28 May.

    No review was due under regulations that came into force on 6 April 2016.
    """
    came = replace(CAME_IN, on=D("2015-10-05"), placement="connected-person")
    approved = Fact(on=came.on, fact="temporary-approval")
    events = [came, approved, ReviewHeld(on=D("2016-02-12")), TaskDone(on=D("2016-04-30"), task="visit")]
    schedule = build_schedule(History("A1", events, D("2010-05-02")), load_profile("wales"))
    assert D("2016-05-28") in [due.due for due in schedule.of("visit")]
    assert [problem.what for problem in schedule.problems if "review" in problem.what] == []


def test_what_a_review_ended_altogether_uses_it() -> None:
    """A letter is owed until the review: held on Mon 12 January, it took the duty away."""
    tables = WORDS + task_of("letter") + rules_of("letter", 'limit = "2 weeks"\nafter = "became-looked-after"\nuntil = "review-held"')
    assert told(ReviewHeld(on=D("2026-01-12")), profile=profile_of(tables, ALONE)) == []
    nothing = "review-held: no review was due in this period of care, so it changes nothing"
    assert told(ReviewHeld(on=D("2026-02-09")), profile=profile_of(tables, ALONE)) == [("events[1]", nothing)]


def test_a_booking_that_outlives_short_breaks_is_used() -> None:
    """Wales: no day is known for a review in short breaks; the booking stands when full care begins on Mon 2 February."""
    events = [
        replace(CAME_IN, legal_status="short-break"),
        ReviewArranged(on=ON, review_on=D("2026-03-02")),
        LegalStatusChanged(on=D("2026-02-02"), legal_status="care-order"),
    ]
    schedule = build_schedule(History("A1", events, D("2014-05-02")), load_profile("wales"))
    assert [problem.where for problem in schedule.problems if "arranged" in problem.what] == []
    early = [*events, ReviewArranged(on=D("2026-01-07"), review_on=D("2026-01-26"))]
    problems = build_schedule(History("A1", early, D("2014-05-02")), load_profile("wales")).problems
    assert [problem.where for problem in problems if "arranged" in problem.what] == ["events[3]"]


def test_a_booking_where_no_review_is_due_next() -> None:
    """Wales, placed for adoption: the six months lapse (wales/R3), and other regulations, which were not read, say when the next is."""
    came = replace(CAME_IN, legal_status="placement-order")
    reviews = [
        ReviewHeld(on=D("2026-01-28")),
        ReviewArranged(on=D("2026-01-28"), review_on=D("2026-04-20")),
        ReviewHeld(on=D("2026-04-20")),
    ]
    booked = [ReviewArranged(on=D("2026-06-01"), review_on=D("2026-09-01")), ReviewArrangementCancelled(on=D("2026-07-01"))]
    placed = PlacementMoved(on=D("2026-05-11"), placement="adoptive")
    nothing = "no review is due next in this period of care, so it changes nothing"
    for events, named in (([placed], [f"review-arranged: {nothing}", f"review-arrangement-cancelled: {nothing}"]), ([], [])):
        history = History("A1", [came, *reviews, *events, *booked], D("2014-05-02"))
        problems = build_schedule(history, load_profile("wales")).problems
        assert [problem.what for problem in problems if "placement-order" not in problem.what] == named


def test_of_care_that_ended_after_its_last_review_nothing_is_told() -> None:
    """Wales, placed for adoption and adopted on Mon 6 July: no review was due next, and that nothing came of a booking needs no remark."""
    reviews = [ReviewHeld(on=D("2026-01-28")), ReviewHeld(on=D("2026-04-20"))]
    placed = PlacementMoved(on=D("2026-05-11"), placement="adoptive")
    booked = ReviewArranged(on=D("2026-06-01"), review_on=D("2026-09-01"))
    events = [replace(CAME_IN, legal_status="placement-order"), *reviews, placed, booked, CeasedToBeLookedAfter(on=D("2026-07-06"))]
    schedule = build_schedule(History("A1", events, D("2014-05-02")), load_profile("wales"))
    assert [due.due for due in schedule.of("review") if due.done_on is None] == []
    assert [problem.what for problem in schedule.problems if "review" in problem.what] == []


def test_a_booking_for_a_day_under_a_regime_in_which_no_review_is_due() -> None:
    """The data return knows no review of short breaks: one booked before they began, for a day within them, comes to nothing.

    Found by the oracle of relevance. Booked for a day before, it was of the first review; and once they end, a review is due.
    """
    came, back = replace(CAME_IN, legal_status="section-20"), LegalStatusChanged(on=D("2026-09-01"), legal_status="section-20")
    short = LegalStatusChanged(on=D("2026-03-02"), legal_status="short-break")
    for review_on, events, named in (
        (D("2026-04-01"), [short], ["events[1]"]),
        (D("2026-04-01"), [short, back], ["events[1]"]),
        (D("2026-02-27"), [short], []),
        (D("2026-09-02"), [short, back], []),
    ):
        booked = ReviewArranged(on=D("2026-02-02"), review_on=review_on)
        problems = build_schedule(History("A1", [came, booked, *events], D("2014-05-02")), load_profile("data-return")).problems
        assert [problem.where for problem in problems if problem.what.startswith("review-arranged")] == named


def test_a_booking_that_was_taken_back_before_another_regime_ended() -> None:
    """What is booked for a day in short breaks, and taken back by its day, stays of them: neither is about the review that comes after."""
    came = replace(CAME_IN, legal_status="short-break")
    booked = ReviewArranged(on=D("2026-02-02"), review_on=D("2026-03-02"))
    back = LegalStatusChanged(on=D("2026-06-01"), legal_status="section-20")
    nothing = "no review was due in this period of care, so it changes nothing"
    for taken_back in (
        ReviewArrangementCancelled(on=D("2026-02-10"), review_on=D("2026-03-02")),
        ReviewArrangementCancelled(on=D("2026-02-10")),
    ):
        problems = build_schedule(History("A1", [came, booked, taken_back, back], D("2014-05-02")), load_profile("data-return")).problems
        assert [(problem.where, problem.what) for problem in problems if "review" in problem.what] == [
            ("events[1]", f"review-arranged: {nothing}"),
            ("events[2]", f"review-arrangement-cancelled: {nothing}"),
        ]


def test_a_booking_for_the_rest_of_a_review_after_which_none_is_due() -> None:
    """Wales, placed for adoption after a review was adjourned: no review is due next, and no date shows when the rest is to be.

    Found by the oracle of relevance. Not placed for adoption, the next review counts from the day that is booked. It is not said to change
    nothing: counted from the sitting alone, the next could have been due before the placement.
    """
    events = [
        replace(CAME_IN, legal_status="placement-order"),
        ReviewHeld(on=D("2026-01-26")),
        ReviewAdjourned(on=D("2026-03-02")),
        ReviewArranged(on=D("2026-03-10"), review_on=D("2026-04-01")),
    ]
    shown = "review-arranged: no review is due after the one that was adjourned, so no date shows that the rest of it is booked"
    placed = PlacementMoved(on=D("2026-03-09"), placement="adoptive")
    for moves, named in (([placed], [("events[3]", shown)]), ([], [])):
        problems = build_schedule(History("A1", [*events, *moves], D("2014-05-02")), load_profile("wales")).problems
        assert [(problem.where, problem.what) for problem in problems if "review" in problem.what] == named


def test_what_is_named_already_is_named_once() -> None:
    """A word that is not known says why nothing came of the event; a duplicate likewise."""
    letter = TaskDone(on=ON, task="letter")
    assert [where for where, _ in told(letter, letter, OtherEvent(on=ON, event="panell"))] == ["events[2]", "events[3].event"]


def test_a_review_that_is_recorded_twice_as_a_task() -> None:
    """As one that is recorded twice as held. Found by the oracle of relevance. Once under each of the two words it is one review."""
    done, held = TaskDone(on=D("2026-01-28"), task="review"), ReviewHeld(on=D("2026-01-28"))
    for events, named in (([done, done], ["events[2]"]), ([held, held], ["events[2]"]), ([done, held], []), ([held, done], [])):
        problems = build_schedule(History("A1", [CAME_IN, *events], D("2014-05-02")), load_profile("england")).problems
        assert [problem.where for problem in problems if "twice" in problem.what] == named


def test_what_waits_for_two_things_uses_both() -> None:
    """The letter counts from the later of the two: the earlier was waited for."""
    tables = WORDS + task_of("first") + task_of("letter", "event")
    tables += rules_of("letter", 'limit = "1 week"\nafter = ["first", "panel"]')
    waited = [TaskDone(on=ON, task="first"), OtherEvent(on=D("2026-01-12"), event="panel")]
    assert told(*waited, profile=profile_of(tables, ALONE)) == []
    again = TaskDone(on=D("2026-01-09"), task="first")
    assert [where for where, _ in told(again, *waited, profile=profile_of(tables, ALONE))] == ["events[1]"]


def test_a_remark_holds_nothing_of_the_child() -> None:
    """Only words that the profile itself declares are repeated."""
    told_of = told(OtherEvent(on=ON, event="panel", note="Jo Bloggs", ref="Jo", type="Jo"))
    assert "Jo" not in str(told_of)


def test_strict_does_not_refuse_what_changes_nothing() -> None:
    """What changes nothing is not impossible."""
    history = History("A1", [CAME_IN, OtherEvent(on=ON, event="panel")], D("2014-05-02"))
    assert [problem.where for problem in build_schedule(history, PROFILE, strict=True).problems] == ["events[1]"]


def test_a_task_of_records_that_the_profile_does_not_know() -> None:
    """A wrong word there would make every task one that the source does not record."""
    history = History("A1", [CAME_IN], D("2014-05-02"), records=["letter", "lettr"])
    (problem,) = build_schedule(history, PROFILE).problems
    assert str(problem) == 'records[1]: "lettr" is not a task that ours knows; did you mean "letter"?'
    with pytest.raises(HistoryError):
        build_schedule(history, PROFILE, strict=True)


def test_what_is_counted_from_is_used_though_the_limit_lapsed() -> None:
    """The plan of a child of fifteen who died a week later: its review (england/T5) is owed no more, and the plan was no mistake."""
    events = [replace(CAME_IN, on=D("2020-01-06")), TaskDone(on=D("2026-02-02"), task="pathway-plan")]
    died = CeasedToBeLookedAfter(on=D("2026-02-09"), reason="died")
    schedule = build_schedule(History("A1", [*events, died], D("2010-05-01")), load_profile("england"))
    assert (schedule.of("pathway-plan-review"), schedule.problems) == ((), ())
    left = CeasedToBeLookedAfter(on=D("2026-02-09"))
    schedule = build_schedule(History("A1", [*events, left], D("2010-05-01")), load_profile("england"))
    assert str(schedule.of("pathway-plan-review")[0].due) == "2026-08-02"  # six months after the plan


@pytest.mark.parametrize(("on", "remarks"), [("2026-02-01", ["events[1]"]), ("2026-02-02", [])])
def test_a_fact_recorded_the_day_before_the_placement_it_is_about(on: str, remarks: list[str]) -> None:
    """The parent was assessed before the child moved there on 2 February: england/W1a asks for it of that placement alone."""
    events = [
        replace(CAME_IN, legal_status="care-order"),
        Fact(on=D(on), fact="parent-assessment-completed", value=True),
        PlacementMoved(on=D("2026-02-02"), placement="parent"),
    ]
    schedule = build_schedule(History("A1", events, D("2019-11-01")), load_profile("england"))
    assert [problem.where for problem in schedule.problems] == remarks
    assert [str(due.due) for due in schedule.of("parent-assessment")] == (["2026-02-16"] if remarks else [])


def test_a_meeting_of_a_review_says_nothing_of_the_next_placement() -> None:
    """It records that the review was held, which is no fact; the child's approval was of the first placement, and the move came after."""
    events = [
        replace(CAME_IN, placement="connected-person", legal_status="care-order"),
        Fact(on=CAME_IN.on, fact="temporary-approval"),
        TaskDone(on=D("2026-01-28"), task="review-meeting"),
        PlacementMoved(on=D("2026-02-10"), placement="foster-care"),
    ]
    schedule = build_schedule(History("A1", events, D("2014-05-02")), load_profile("england"))
    assert [problem.where for problem in schedule.problems] == []
    assert next(due for due in schedule.of("review") if due.review == 1).done_on == D("2026-01-28")
