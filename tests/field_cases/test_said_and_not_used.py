"""What a record says and nothing uses is told with what to do (kind F8): numbers, last days, reasons, keys and values out of place."""

from __future__ import annotations

import pytest
from tests.field_cases.asked import Event, done, fact, happened, held, looked_after, moved, outstanding, schedule_of

from lacreview_rules import HistoryError, build_schedule, load_profile, parse_history, shipped_profiles

BORN = "2014-05-14"
CAME = looked_after("2026-01-05")
SHORT_BREAKS = looked_after("2026-01-05", legal_status="short-break")
CEASED = "ceased-to-be-looked-after"
CHANGED = {"event": "legal-status-changed", "on": "2026-03-10", "legal_status": "section-20"}


def told(*events: Event) -> list[str]:
    return [str(problem) for problem in schedule_of(BORN, list(events)).problems]


class TestNumbersOfReviews:
    @pytest.mark.parametrize(
        ("reviews", "said"),
        [
            ([held("2026-01-29", review=2)], ["events[1].review: by this record it is review 1, and it says that it is review 2"]),
            (
                [held("2026-01-29", review=1), held("2026-04-20", review=1)],
                ["events[2].review: by this record it is review 2, and it says that it is review 1"],
            ),
            (
                [happened("review-adjourned", "2026-01-29", review=2), held("2026-02-12", review=2)],
                [f"events[{place}].review: by this record it is review 1, and it says that it is review 2" for place in (1, 2)],
            ),
        ],
    )
    def test_that_do_not_fit_are_told(self, reviews: list[Event], said: list[str]) -> None:
        found = told(CAME, *reviews)
        assert [one.partition(";")[0] for one in found] == said
        assert all("record_starts and reviews_before" in one for one in found)

    @pytest.mark.parametrize(
        "reviews",
        [
            [held("2026-01-29", review=1), held("2026-04-20", review=2)],
            [happened("review-adjourned", "2026-01-29", review=1), held("2026-02-12", review=1), held("2026-05-05", review=2)],
            [held("2026-01-29", review=1), held("2026-03-20", additional=True), held("2026-04-20", review=2)],
        ],
    )
    def test_that_fit_are_not(self, reviews: list[Event]) -> None:
        assert [one for one in told(CAME, *reviews) if ".review" in one] == []

    @pytest.mark.parametrize("more", [{"reviews_before": 3}, {}])
    def test_of_a_record_that_begins_in_the_middle(self, more: dict[str, int]) -> None:
        """The fourth review is the first recorded: three before it, or nobody knows how many."""
        events = [looked_after("2024-01-08"), held("2026-02-10", review=4)]
        history = parse_history({"child": "X", "date_of_birth": BORN, "record_starts": "2026-01-01", "events": events, **more})
        assert [one for one in map(str, build_schedule(history, load_profile("england")).problems) if ".review" in one] == []


BOOKED = {"event": "review-arranged", "on": "2026-02-10", "review_on": "2026-04-20"}


class TestNumbersOfBookings:
    """A booking of a review that has been held is a number out of place; it stands for the next review all the same."""

    def test_of_a_review_that_was_held_is_told(self) -> None:
        [said] = told(CAME, held("2026-01-29"), {**BOOKED, "review": 1})
        assert said.startswith(
            "events[2].review: by this record it is of review 2, and it says that it is of review 1, which had been held"
        )

    @pytest.mark.parametrize(
        "events",
        [
            [held("2026-01-29"), {**BOOKED, "review": 2}],
            [{**BOOKED, "on": "2026-01-20", "review_on": "2026-01-29", "review": 1}, held("2026-01-29")],
            [happened("review-adjourned", "2026-01-29"), {**BOOKED, "on": "2026-01-30", "review_on": "2026-02-12", "review": 1}],
            [held("2026-01-29"), {**BOOKED, "on": "2026-01-29", "review": 2}],
            [held("2026-01-29"), held("2026-02-09", additional=True), {**BOOKED, "review": 2}],
        ],
        ids=["the next", "before it was held", "the rest of one adjourned", "at the review before", "one that stands apart is left out"],
    )
    def test_of_the_next_is_not(self, events: list[Event]) -> None:
        assert [one for one in told(CAME, *events) if "says that it is of review" in one] == []


class TestNumbersThatATaskNames:
    """Where a task brings the review with it, its number is told of once, as of what was recorded."""

    def test_beyond_the_last_it_is_told_once(self) -> None:
        found = told(CAME, held("2026-01-29"), done("review-before-release", "2026-03-20", review=7))
        assert [one.partition(":")[0] for one in found] == ["events[2].review"]
        assert "there is no review 7" in found[0]

    @pytest.mark.parametrize("task", ["review-before-release", "review-meeting"])
    def test_where_no_rule_asks_for_it_that_alone_is_told(self, task: str) -> None:
        [said] = told(CAME, held("2026-01-29"), done(task, "2026-03-20", review=3))
        assert "so the number changes nothing" in said

    def test_of_the_review_itself_it_is_the_number(self) -> None:
        [said] = told(CAME, held("2026-01-29"), done("review", "2026-03-20", review=3))
        assert "by this record it is review 2, and it says that it is review 3" in said


class TestNumbersWhereReviewsBeginAgain:
    """South Gloucestershire: after a move the next review is a first review again."""

    @pytest.mark.parametrize(
        ("numbers", "said"),
        [
            ((1, 2, 1, 2), []),
            ((1, 2, 3, 4), []),
            ((1, 2, 1, 4), []),
            ((1, 2, 2, 2), ["events[4].review"]),
            ((2, 2, 1, 2), ["events[1].review"]),
        ],
    )
    def test_numbers_of_the_cycle_fit(self, numbers: tuple[int, ...], said: list[str]) -> None:
        days = ("2026-01-29", "2026-04-20", "2026-06-10", "2026-08-10")
        reviews = [held(day, review=number) for day, number in zip(days, numbers, strict=True)]
        history = {"child": "X", "date_of_birth": BORN, "events": [CAME, *reviews[:2], moved("2026-05-18"), *reviews[2:]]}
        found = build_schedule(parse_history(history), load_profile("south-gloucestershire")).problems
        assert [one.where for one in found if ".review" in one.where] == said

    @pytest.mark.parametrize("number", [1, 2])
    def test_on_the_day_of_the_move_either_fits(self, number: int) -> None:
        events = [CAME, held("2026-01-29", review=1), moved("2026-05-18"), held("2026-05-18", review=number)]
        history = parse_history({"child": "X", "date_of_birth": BORN, "events": events})
        found = build_schedule(history, load_profile("south-gloucestershire")).problems
        assert not any(".review" in one.where for one in found)


class TestTasksOutsideCare:
    """What was recorded is what is told of, not what it brings with it."""

    @pytest.mark.parametrize("task", ["review", "review-meeting", "review-before-release"])
    def test_a_task_is_told_as_a_task(self, task: str) -> None:
        [said] = told(done(task, "2025-12-01"), CAME)
        assert said.startswith("events[0]: task-done: the child was not looked after, and nothing that is due asks for it then")

    def test_a_fact_is_told_as_a_fact(self) -> None:
        [said] = told(fact("parent-assessment-completed", "2025-12-01"), CAME)
        assert said.startswith("events[0]: fact: the child was not looked after")

    def test_a_task_that_cannot_be_is_one_in_care_too(self) -> None:
        found = told(CAME, held("2026-01-29"), done("review", "2026-01-29"))
        assert [one.partition(": another")[0] for one in found] == ["events[2]: task-done"]


class TestStays:
    """SI 2010/959 reg 48(2): 17 days in a row, 75 in twelve months."""

    def test_without_a_last_day_one_day_is_counted_and_it_is_told(self) -> None:
        [said] = told(SHORT_BREAKS, happened("short-break-stay", "2026-02-02"))
        assert said.startswith("events[1]: it has no last day, so one day of it is counted")

    def test_with_its_last_day_it_is_not(self) -> None:
        assert told(SHORT_BREAKS, happened("short-break-stay", "2026-02-02", ends_on="2026-02-02")) == []

    def test_after_the_last_care_nothing_adds_it_up(self) -> None:
        stay = happened("short-break-stay", "2026-06-01", ends_on="2026-06-05")
        [said] = told(SHORT_BREAKS, {"event": CEASED, "on": "2026-04-01"}, stay)
        assert said.startswith("events[2]: an event: the child was not looked after")

    def test_between_two_periods_it_is_added_up(self) -> None:
        stay = happened("short-break-stay", "2026-06-01", ends_on="2026-06-05")
        assert told(SHORT_BREAKS, {"event": CEASED, "on": "2026-04-01"}, stay, SHORT_BREAKS | {"on": "2026-07-06"}) == []


class TestReviewOnTheDayBetweenTwoPeriodsOfCare:
    """In which care it sat is not recorded: the first review of the next is due all the same, the earlier date.

    SI 2010/959 reg 33: twenty working days from Tue 10 Mar 2026 end on Thu 9 Apr (Good Friday and Easter Monday are 3 and 6 April).
    """

    ENDED = "a period of care ended on its day and the next began: it is taken for one of the care that ended"
    WENT_ON = "from its day care went on under another regime: it is taken for the first review under that"
    AGAIN = ({"event": CEASED, "on": "2026-03-10"}, looked_after("2026-03-10"))

    @pytest.mark.parametrize(
        "sitting",
        [
            held("2026-03-10"),
            held("2026-03-10", at="10:00"),
            done("review", "2026-03-10"),
            done("review-meeting", "2026-03-10"),
            done("review-before-accommodation-ends", "2026-03-10"),
        ],
        ids=lambda event: " ".join(map(str, event.values())),
    )
    def test_after_care_ended_the_first_review_is_due(self, sitting: Event) -> None:
        schedule = schedule_of(BORN, [CAME, held("2026-01-29"), *self.AGAIN, sitting])
        assert outstanding(schedule, "2026-03-20", "review")[0] == "2026-04-09"
        assert [(one.where, one.what) for one in schedule.problems if "of the care that ended" in one.what] == [("events[4]", self.ENDED)]

    def test_adjourned(self) -> None:
        schedule = schedule_of(BORN, [CAME, held("2026-01-29"), *self.AGAIN, happened("review-adjourned", "2026-03-10")])
        assert outstanding(schedule, "2026-03-20", "review")[0] == "2026-04-09"
        assert [one.where for one in schedule.problems if one.what == self.ENDED] == ["events[4]"]

    @pytest.mark.parametrize("known", [0, 1])
    @pytest.mark.parametrize(("at", "following"), [("10:00", "2026-04-09"), ("14:00", "2026-06-10")])
    def test_times_settle_it(self, known: int, at: str, following: str) -> None:
        """At 12:00 the child went from one care to the next; three months from the review at 14:00 end on 10 June."""
        again = [event | {"at": "12:00"} if place == known else event for place, event in enumerate(self.AGAIN)]
        schedule = schedule_of(BORN, [CAME, held("2026-01-29"), *again, held("2026-03-10", at=at)])
        assert outstanding(schedule, "2026-03-20", "review")[0] == following
        assert not any("its day" in one.what for one in schedule.problems)

    def test_where_short_breaks_went_over_it_is_told(self) -> None:
        found = told(SHORT_BREAKS, held("2026-03-10"), CHANGED)
        assert [one.split(":")[0] for one in found if self.WENT_ON in one] == ["events[1]"]
        assert not any("ended" in one for one in found)

    def test_times_settle_that_too(self) -> None:
        assert told(SHORT_BREAKS, held("2026-03-10", at="10:00"), CHANGED | {"at": "14:00"}) == []

    def test_on_the_first_day_of_all_it_is_not(self) -> None:
        assert told(CAME, held("2026-01-05")) == []


INTO_SHORT_BREAKS: Event = {"event": "legal-status-changed", "on": "2026-03-10", "legal_status": "short-break"}


class TestOutOfOrdinaryCare:
    """Field case 1, turned: reg 48 asks for less than regs 28 and 33, and a break within ordinary care is no series of short breaks."""

    SAID = "ordinary care is taken to have ended"

    def test_into_short_breaks_it_is_told(self) -> None:
        """R2, due on 29 Apr 2026, is cancelled; three months from 10 Mar are 10 June (S1)."""
        found = told(CAME, held("2026-01-29"), INTO_SHORT_BREAKS)
        assert [one.split(":")[0] for one in found if self.SAID in one] == ["events[2]"]

    @pytest.mark.parametrize("at", [None, "09:00"])
    def test_recorded_twice_on_one_day_it_is_told_once_at_the_first(self, at: str | None) -> None:
        """Records of one day that are taken together: with a time or as another status, the second is not the same event."""
        again = INTO_SHORT_BREAKS | ({"legal_status": ["short-break", "care-order"]} if at is None else {"at": at})
        found = told(CAME, held("2026-01-29"), INTO_SHORT_BREAKS, again)
        expected = ["events[2]"] if at is not None else []  # both statuses at once are no series of short breaks
        assert [one.split(":")[0] for one in found if self.SAID in one] == expected

    def test_back_again_once(self) -> None:
        back: Event = {"event": "legal-status-changed", "on": "2026-03-24", "legal_status": "section-20"}
        assert len([one for one in told(CAME, INTO_SHORT_BREAKS, back) if self.SAID in one]) == 1

    @pytest.mark.parametrize("more", [[], ["section-20"]])
    def test_not_of_care_that_ended_nor_of_both_statuses(self, more: list[str]) -> None:
        """What a return has, and what the remedy says: the ordinary status goes before, and nothing is later."""
        if more:
            assert told(CAME, held("2026-01-29"), INTO_SHORT_BREAKS | {"legal_status": [*more, "short-break"]}) == []
        else:
            ended: Event = {"event": CEASED, "on": "2026-03-09"}
            assert told(CAME, ended, CAME | {"on": "2026-03-10", "legal_status": "short-break"}) == []

    def test_out_of_short_breaks_it_is_not(self) -> None:
        assert not any(self.SAID in one for one in told(SHORT_BREAKS, CHANGED))


class TestReasonsOfCeasing:
    """Reg 14: what is owed after the end depends on why care ended, and a reason that no rule knows is as good as none."""

    @pytest.mark.parametrize(
        ("reason", "meant"),
        [
            ("dyed", "died"),
            ("Adoption", "adoption-order"),
            ("special guardianships", "special-guardianship"),
            ("turned 18 years", "turned-18"),
            ("child arrangement order", "child-arrangements-order"),
        ],
    )
    def test_one_like_a_reason_that_a_rule_asks_for_is_told(self, reason: str, meant: str) -> None:
        [said] = told(CAME, {"event": CEASED, "on": "2026-04-01", "reason": reason})
        assert said.startswith("events[1].reason: ")
        assert said.endswith(f'did you mean "{meant}"?')

    def test_strict_use_refuses_it_not(self) -> None:
        """It may be any other reason: what can be true is told, and not refused."""
        events = [CAME, {"event": CEASED, "on": "2026-04-01", "reason": "Adoption"}]
        history = parse_history({"child": "X", "date_of_birth": BORN, "events": events})
        [said] = build_schedule(history, load_profile("england"), strict=True).problems
        assert said.where == "events[1].reason"

    @pytest.mark.parametrize(
        "reason",
        ["died", "E2", "e11", "Special guardianship", "turned_18", "E4A", "E13", "returned home", "care order discharged", "moved abroad"],
    )
    def test_others_are_not(self, reason: str) -> None:
        assert told(CAME, {"event": CEASED, "on": "2026-04-01", "reason": reason}) == []


FACTS = ["out-of-area-placement", "long-term-foster-placement", "placement-to-last-to-18", "child-agrees-to-fewer-visits"]


class TestFactsThatTakeNoPeriodAndNoDate:
    """England's rules take a period or a date from no fact: who writes one is told so, whatever else the fact says."""

    @staticmethod
    def told_of(events: list[Event], place: int) -> list[str]:
        return [
            one for one in told(*events) if one.startswith(f"events[{place}].value: no rule of england takes a period or a date from it")
        ]

    @pytest.mark.parametrize("value", ["6 weeks", "2026-02-01"])
    @pytest.mark.parametrize("name", FACTS)
    def test_in_care(self, name: str, value: str) -> None:
        assert len(self.told_of([CAME, fact(name, "2026-01-05") | {"value": value}], 1)) == 1

    def test_of_one_that_is_a_task_too(self) -> None:
        """The assessment of a parent, by its fact (SI 2010/959 reg 19)."""
        events = [CAME | {"placement": "parent"}, fact("parent-assessment-completed", "2026-01-20") | {"value": "4 weeks"}]
        assert len(self.told_of(events, 1)) == 1

    def test_recorded_ahead_of_the_care_it_is_used_in(self) -> None:
        """A connected person is approved before the child is placed, or after (SI 2010/959 reg 24)."""
        events = [fact("temporary-approval", "2025-12-20") | {"value": "4 weeks"}, CAME | {"placement": "connected-person"}]
        assert len(self.told_of(events, 0)) == 1

    @pytest.mark.parametrize("name", FACTS)
    def test_true_is_not_told(self, name: str) -> None:
        assert self.told_of([CAME, fact(name, "2026-01-05")], 1) == []


@pytest.mark.parametrize(
    ("event", "key", "kinds"),
    [
        (
            {"event": "placement-moved", "on": "2026-02-01", "review_on": "2026-03-01"},
            "review_on",
            "review-arranged, review-arrangement-cancelled",
        ),
        ({"event": "task-done", "on": "2026-02-01", "task": "visit", "value": True}, "value", "fact"),
        ({"event": "fact", "on": "2026-02-01", "fact": "out-of-area-placement", "seen": False}, "seen", "task-done"),
        ({"event": "review-held", "on": "2026-02-01", "ends_on": "2026-02-02"}, "ends_on", "a kind that a profile declares"),
        ({"event": CEASED, "on": "2026-02-01", "review_by": "2026-02-02"}, "review_by", "review-requested"),
    ],
)
def test_a_key_of_another_kind_of_event(event: Event, key: str, kinds: str) -> None:
    with pytest.raises(HistoryError) as refused:
        parse_history({"child": "X", "events": [CAME, event]})
    [said] = map(str, refused.value.problems)
    assert said == f'events[1].{key}: there is no key "{key}" here; it is a key of {kinds}: record it there, or leave it out'


def test_nothing_of_it_in_a_tidy_record_under_any_profile() -> None:
    events = [
        {"event": "became-looked-after", "on": "2026-01-05"},
        held("2026-01-29", review=1),
        {"event": CEASED, "on": "2026-04-01", "reason": "returned home"},
    ]
    for name in shipped_profiles():
        assert build_schedule(parse_history({"child": "X", "date_of_birth": BORN, "events": events}), load_profile(name)).problems == ()
