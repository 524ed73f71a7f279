"""What happened is recorded once: any word for it gives every consequence (design.md, "Nothing in silence")."""

from __future__ import annotations

from datetime import date

import pytest
from tests.field_cases.asked import Event, done, fact, happened, held, looked_after, moved, on, outstanding, said, schedule_of

BORN = "2015-05-02"


def due_of(events: list[Event], rule: str, *, tables: str = "", born: str = BORN) -> list[str]:
    """The days that a rule sets, whether it binds or stands beside another."""
    schedule = schedule_of(born, events, tables=tables)
    every = [(due.rule, due.due) for due in schedule.due_dates] + [(also.rule, also.due) for due in schedule.due_dates for also in due.also]
    return sorted({str(day) for named, day in every if named == rule})


def problems(events: list[Event], *, tables: str = "") -> list[str]:
    return [str(problem) for problem in schedule_of(BORN, events, tables=tables).problems]


CONNECTED = looked_after("2026-01-05", "connected-person")


class TestTemporaryApproval:
    """Reg 24(1): sixteen weeks from Mon 5 Jan 2026, Mon 27 Apr; reg 28(4): visits every week, Fri 9 Jan and a week, Fri 16 Jan."""

    VISIT = done("visit", "2026-01-09")

    @pytest.mark.parametrize(
        "record", [happened("temporary-approval-given", "2026-01-05"), fact("temporary-approval", "2026-01-05")], ids=["event", "fact"]
    )
    def test_either_word_gives_both(self, record: Event) -> None:
        events = [CONNECTED, record, self.VISIT]
        assert due_of(events, "england/F2") == ["2026-04-27"]
        assert "2026-01-16" in due_of(events, "england/V7a")
        assert problems(events) == []

    def test_both_on_one_day_are_one(self) -> None:
        events = [CONNECTED, happened("temporary-approval-given", "2026-01-05"), fact("temporary-approval", "2026-01-05")]
        assert due_of(events, "england/F2") == ["2026-04-27"]
        assert problems(events) == []

    def test_of_two_days_the_earlier_counts_and_it_is_told(self) -> None:
        events = [CONNECTED, fact("temporary-approval", "2026-01-07"), happened("temporary-approval-given", "2026-01-09")]
        assert due_of(events, "england/F2") == ["2026-04-29"]
        [told] = problems(events)
        assert told.startswith("events[2]: it says the same as events[1]")
        assert "X" not in told

    def test_it_ends_with_either_word(self) -> None:
        """No visit every week after Wed 14 Jan: six weeks from Fri 9 Jan, Fri 20 Feb 2026."""
        for ended in (happened("temporary-approval-ended", "2026-01-14"), happened("temporary-approval-lapsed", "2026-01-14")):
            events = [CONNECTED, happened("temporary-approval-given", "2026-01-05"), self.VISIT, ended]
            assert outstanding(schedule_of(BORN, events), "2026-01-15", "visit")[0] == "2026-02-20"

    NO_MORE = happened("fact", "2026-01-14", fact="temporary-approval", value=False)

    @pytest.mark.parametrize("day", [None, "2026-01-14", "2026-01-13"])
    def test_the_fact_that_holds_no_more_is_its_end(self, day: str | None) -> None:
        """What had to end within sixteen weeks has ended: nothing is overdue on Fri 1 May 2026, and nothing is told."""
        more = [] if day is None else [happened("temporary-approval-ended", day)]
        for given in (happened("temporary-approval-given", "2026-01-05"), fact("temporary-approval", "2026-01-05")):
            events = [CONNECTED, given, self.VISIT, *more, self.NO_MORE]
            assert said(schedule_of(BORN, events), "2026-05-01", "temporary-approval-end") == [f"2026-04-27 met {day or '2026-01-14'}"]
            assert problems(events) == []

    def test_given_again_the_weeks_begin_again(self) -> None:
        """Sixteen weeks from Mon 2 Feb 2026: Mon 25 May; the first approval ended on 14 Jan."""
        events = [CONNECTED, fact("temporary-approval", "2026-01-05"), self.NO_MORE, fact("temporary-approval", "2026-02-02")]
        due = said(schedule_of(BORN, events), "2026-05-26", "temporary-approval-end")
        assert due == ["2026-04-27 met 2026-01-14", "2026-05-25 overdue"]

    def test_ended_again(self) -> None:
        given = [fact("temporary-approval", "2026-01-05"), self.NO_MORE, fact("temporary-approval", "2026-02-02")]
        events = [CONNECTED, *given, happened("fact", "2026-03-02", fact="temporary-approval", value=False)]
        assert said(schedule_of(BORN, events), "2026-05-26", "temporary-approval-end")[1] == "2026-05-25 met 2026-03-02"


class TestPlacedForAdoption:
    """A move to an adoptive placement is a placement for adoption, and nobody is placed without authority (ACA 2002 s18)."""

    TABLES = """
[[tasks]]
id = "letter"
title = "Letter"
per = "event"
[[timescales]]
id = "ours/1"
task = "letter"
after = "placed-for-adoption"
limit = "3 days"
"""

    @pytest.mark.parametrize(
        "record", [moved("2026-02-02", "adoptive"), happened("placed-for-adoption", "2026-02-02")], ids=["move", "placed"]
    )
    def test_either_word(self, record: Event) -> None:
        events = [looked_after("2026-01-05", legal_status="care-order"), held("2026-01-26"), record]
        assert due_of(events, "ours/1", tables=self.TABLES) == ["2026-02-05"]
        assert due_of(events, "england/A3") == ["2026-03-02"]
        assert due_of(events, "england/A1") == []  # placed: reg 36(3), not 36(1)
        assert problems(events) == []

    def test_from_the_first_day(self) -> None:
        events = [looked_after("2026-01-05", "adoptive", "placement-order")]
        assert due_of(events, "ours/1", tables=self.TABLES) == ["2026-01-08"]

    def test_a_consent_before_the_order_is_no_contradiction(self) -> None:
        """Authority from the consent: Mon 5 Jan 2026 and three months, Sun 5 Apr."""
        events = [
            looked_after("2026-01-05", legal_status="care-order"),
            happened("authorised-for-adoption", "2026-01-05"),
            happened("legal-status-changed", "2026-02-02", legal_status="placement-order"),
        ]
        assert problems(events) == []
        assert due_of(events, "england/A1") == ["2026-04-05"]

    def test_an_authority_later_than_the_order_is_one(self) -> None:
        events = [
            looked_after("2026-01-05", legal_status="care-order"),
            happened("legal-status-changed", "2026-02-02", legal_status="placement-order"),
            happened("authorised-for-adoption", "2026-02-09"),
        ]
        assert due_of(events, "england/A1") == ["2026-05-02"]
        [told] = problems(events)
        assert told.startswith("events[2]")

    def test_the_explanation_names_the_word_that_was_recorded(self) -> None:
        events = [
            looked_after("2025-01-06", legal_status="care-order"),
            *(held(day) for day in ("2025-01-28", "2025-04-22", "2025-10-16")),
            happened("legal-status-changed", "2025-11-03", legal_status="placement-order"),
        ]
        [due] = [due for due in schedule_of(BORN, events).of("review") if due.rule == "england/A1"]
        assert "authorised for adoption, Mon 3 Nov 2025 (recorded, recorded as placement-order)" in str(due.explanation)

    @pytest.mark.parametrize("times", [{}, {"at": "17:00"}])
    def test_back_on_the_day_of_the_first_placement_is_told(self, times: dict[str, str]) -> None:
        """Nothing before Mon 2 Mar 2026 could have ended: it goes on, with a review by Mon 30 Mar (reg 36(3)(a))."""
        events = [
            looked_after("2026-01-05", legal_status="placement-order"),
            moved("2026-03-02", "adoptive"),
            happened("returned-from-adoptive-placement", "2026-03-02", **times),
        ]
        assert due_of(events, "england/A3") == ["2026-03-30"]
        [told] = problems(events)
        assert told.startswith("events[2]: on its day a placement")

    def test_back_and_placed_with_others_on_one_day_is_not(self) -> None:
        """Placed on 2 Feb and, with others, on Mon 2 Mar 2026: four weeks from that, Mon 30 Mar."""
        events = [
            looked_after("2026-01-05", legal_status="placement-order"),
            moved("2026-02-02", "adoptive"),
            held("2026-02-20"),
            happened("returned-from-adoptive-placement", "2026-03-02"),
            moved("2026-03-02", "adoptive"),
        ]
        assert "2026-03-30" in due_of(events, "england/A3")
        assert problems(events) == []

    def test_back_by_the_event_alone(self) -> None:
        """Reg 36(10): Mon 2 Mar 2026 and 28 to 42 days: Mon 30 Mar to Mon 13 Apr."""
        events = [
            looked_after("2025-06-02", "adoptive", "placement-order"),
            *(held(day) for day in ("2025-06-25", "2025-09-22", "2026-02-23")),
            happened("returned-from-adoptive-placement", "2026-03-02"),
        ]
        [due] = [due for due in schedule_of(BORN, events).of("review") if due.rule == "england/A9"]
        assert (str(due.opens), str(due.due)) == ("2026-03-30", "2026-04-13")


def test_a_task_that_names_an_event_is_that_event() -> None:
    """A review recorded as a task: Fri 30 Jan 2026 and three months, Thu 30 Apr (reg 33(2))."""
    events = [looked_after("2026-01-05"), done("review", "2026-01-30")]
    assert said(schedule_of(BORN, events), "2026-02-02", "review")[:2] == ["2026-02-02 met 2026-01-30", "2026-04-30 upcoming"]
    assert said(schedule_of(BORN, [*events, held("2026-01-30")]), "2026-02-02", "review")[1] == "2026-04-30 upcoming"


def test_secured_without_an_order_is_a_placement_in_a_secure_unit() -> None:
    """A visit within a week of it, Mon 16 Feb 2026; a review within a month, Mon 9 Mar."""
    events = [looked_after("2026-01-05", legal_status="care-order"), happened("secured-without-order", "2026-02-09", at="10:00")]
    assert "2026-02-16" in due_of(events, "england/V1")
    assert due_of(events, "england/X1") == ["2026-03-09"]
    both = [*events, moved("2026-02-09", "secure-unit")]
    assert due_of(both, "england/X1") == ["2026-03-09"]


def test_a_fact_that_stood_only_because_of_another_goes_with_it() -> None:
    """Long-term fostering taken back on 2 Mar 2026: six weeks from the visit of Mon 9 Mar, Mon 20 Apr (reg 28(2)(c)(ii))."""
    events = [
        looked_after("2023-06-05", legal_status="care-order"),
        fact("long-term-foster-placement", "2024-02-01"),
        {**fact("long-term-foster-placement", "2026-03-02"), "value": False},
        done("visit", "2026-03-09"),
    ]
    assert outstanding(schedule_of(BORN, events), "2026-03-10", "visit")[0] == "2026-04-20"


def test_a_placement_of_ones_own_kind_is_of_the_kind_it_implies() -> None:
    tables = '[[placements]]\nid = "our-adopters"\nimplies = ["adoptive"]\n'
    events = [looked_after("2026-01-05", legal_status="care-order"), moved("2026-02-02", "our-adopters")]
    assert due_of(events, "england/A3", tables=tables) == ["2026-03-02"]


class TestRequestsAtAReview:
    """Profiles tried, F2. Reg 33(3): a request made at the review for an earlier one is about the next."""

    CARE = (looked_after("2026-01-05"), held("2026-01-30"))

    def second(self, *events: Event) -> list[str]:
        return outstanding(schedule_of(BORN, [*self.CARE, *events]), "2026-02-02", "review")

    def test_it_is_for_the_next(self) -> None:
        assert self.second(happened("review-requested", "2026-01-30", review_by="2026-03-02"))[0] == "2026-03-02"

    def test_one_for_the_same_day_was_met(self) -> None:
        assert self.second(happened("review-requested", "2026-01-30", review_by="2026-01-30"))[0] == "2026-04-30"

    def test_times_say_which_came_first(self) -> None:
        events = [looked_after("2026-01-05"), held("2026-01-30", at="11:30")]
        for at, next_due in (("10:00", "2026-04-30"), ("12:00", "2026-03-02")):
            asked = happened("review-requested", "2026-01-30", review_by="2026-03-02", at=at)
            assert outstanding(schedule_of(BORN, [*events, asked]), "2026-02-02", "review")[0] == next_due

    def test_the_number_of_the_review_says_so(self) -> None:
        assert self.second(happened("review-requested", "2026-01-28", review_by="2026-03-02", review=2))[0] == "2026-03-02"


class TestSeveralStatuses:
    """The law allows two at once: a care order and a remand."""

    def test_any_of_them_is_enough(self) -> None:
        """A child in care with a parent: W1a in ten working days, Mon 19 Jan 2026. Reg 47B (five) is of remand alone: the ten of reg 4."""
        both = looked_after("2026-01-05", "parent") | {"legal_status": ["care-order", "remand"]}
        assert due_of([both], "england/D1") == []
        assert due_of([both | {"legal_status": "remand"}], "england/D1") == ["2026-01-12"]
        assert due_of([both], "england/W1a") == ["2026-01-19"]
        assert due_of([both], "england/P1") == ["2026-01-19"]

    def test_each_word_is_looked_at(self) -> None:
        both = looked_after("2026-01-05") | {"legal_status": ["care-order", "remnad"]}
        [told] = problems([both])
        assert told.startswith('events[0].legal_status[1]: "remnad" is not a legal status')


class TestRegimesThatEnd:
    """What was exempt, or under another rule, when the count started, and is no longer on the day of the limit."""

    def test_an_exemption_that_ends_before_the_limit(self) -> None:
        """Meant to last no longer from Thu 12 Mar 2026: six weeks from the visit of Mon 9 Mar, Mon 20 Apr (reg 28(2)(c)(ii))."""
        events = [
            looked_after("2023-06-05", legal_status="care-order"),
            fact("placement-to-last-to-18", "2024-02-01"),
            done("visit", "2026-03-09"),
        ]
        assert outstanding(schedule_of(BORN, events), "2026-03-10", "visit")[0] == "2026-06-09"
        events.append({**fact("placement-to-last-to-18", "2026-03-12"), "value": False})
        assert outstanding(schedule_of(BORN, events), "2026-03-13", "visit")[0] == "2026-04-20"

    def test_an_exemption_that_ends_after_the_limit_it_exempted_from(self) -> None:
        """Visited Mon 9 Mar 2026; six weeks are over on 20 Apr; from Mon 4 May nothing exempts: a visit is due that day, not 9 Jun."""
        events = [
            looked_after("2023-06-05", legal_status="care-order"),
            fact("placement-to-last-to-18", "2024-02-01"),
            done("visit", "2026-03-09"),
            {**fact("placement-to-last-to-18", "2026-05-04"), "value": False},
        ]
        assert outstanding(schedule_of(BORN, events), "2026-05-04", "visit")[0] == "2026-05-04"

    def test_a_child_who_is_no_longer_in_the_care_of_the_authority(self) -> None:
        """Regs 15 to 20 stop with the order: the assessment of the parent, due Mon 19 Jan 2026, is owed no longer."""
        events = [looked_after("2026-01-05", "parent", "interim-care-order")]
        assert due_of(events, "england/W1a") == ["2026-01-19"]
        events.append(happened("legal-status-changed", "2026-01-12", legal_status="section-20"))
        assert outstanding(schedule_of(BORN, events), "2026-01-13", "parent-assessment") == []

    def test_a_remand_that_ends_before_the_care_plan_is_due(self) -> None:
        """In youth detention on remand there is no P1; the remand ends on 9 Jan 2026: ten working days, Mon 19 Jan."""
        events = [looked_after("2026-01-05", "youth-detention", "remand")]
        assert due_of(events, "england/P1") == []
        events.append(happened("legal-status-changed", "2026-01-09", legal_status="section-20"))
        assert due_of(events, "england/P1") == ["2026-01-19"]

    def test_a_death_ends_what_outlives_care(self) -> None:
        care = [looked_after("2020-05-11"), done("pathway-plan", "2025-01-06")]
        for reason, owed in (("E2", []), ("E5", ["2025-07-06"])):
            events = [*care, happened("ceased-to-be-looked-after", "2025-03-10", reason=reason)]
            assert outstanding(schedule_of("2008-03-10", events), "2025-12-01", "pathway-plan-review")[:1] == owed


def test_a_short_break_that_is_too_long_says_so() -> None:
    """Reg 48(2)(c): eighteen days on Wed 18 Feb 2026; the first review twenty working days later, Wed 18 Mar (reg 33(1))."""
    events = [
        looked_after("2026-01-05", legal_status="short-break"),
        happened("short-break-stay", "2026-02-01", ends_on="2026-02-20"),
        happened("visit-requested", "2026-02-23"),
    ]
    schedule = schedule_of(BORN, events)
    [told] = schedule.of("short-breaks-are-full-care")
    assert (told.rule, told.status) == ("england/S7", "advisory")
    first = next(due for due in on(schedule, "2026-02-23", "review") if due.period_of_care == 2)
    assert (first.due, first.rule) == (date(2026, 3, 18), "england/R1")
    assert "recorded as short-break-over-17-days" in str(first.explanation)


def test_short_breaks_do_not_make_a_child_eligible() -> None:
    """Reg 40(2): the weeks of short breaks count towards nothing."""
    series = [looked_after("2024-05-06", legal_status="short-break"), happened("ceased-to-be-looked-after", "2025-06-02")]
    care = [*series, looked_after("2026-05-11")]
    assert outstanding(schedule_of("2010-03-10", care, until="2027-12-31"), "2026-05-11", "eligible-child") == ["2026-08-10"]


@pytest.mark.parametrize(("back", "day"), [("2028-03-09", ["2028-03-09"]), ("2028-03-10", []), ("2029-01-05", [])])
def test_nobody_becomes_eligible_at_eighteen(back: str, day: list[str]) -> None:
    """Sch 2 para 19B(2)(a): sixteen or seventeen. Eighteen on 10 Mar 2028."""
    care = [looked_after("2024-05-06"), happened("ceased-to-be-looked-after", "2025-06-02"), looked_after(back)]
    assert outstanding(schedule_of("2010-03-10", care, until="2030-12-31"), back, "eligible-child") == day


def test_a_child_who_was_fourteen_before_april_2011() -> None:
    """Para 19B is older than the Regulations of 2010: fourteen on 10 Mar 2009, thirteen weeks in 2010, back at sixteen in May 2011."""
    care = [looked_after("2010-05-03"), happened("ceased-to-be-looked-after", "2010-09-06"), looked_after("2011-05-09")]
    assert [str(due.due) for due in schedule_of("1995-03-10", care).of("eligible-child")] == ["2011-05-09"]
