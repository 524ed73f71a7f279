"""A child's life, built event by event, likely and unlikely; whatever was recorded, what holds of every schedule holds of its own.

After each event one of the checks is made, each in its turn; at the end of the life, all are.

Authority: design.md (each check of `invariants` says which contract), statute.md for the amounts. The life is read under the
regulations, under one authority's shipped profile, and under one that nobody has written yet.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from functools import lru_cache
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tests.property import by_hand, invariants
from tests.property.confirming import check_confirmed
from tests.property.effort import effort
from tests.property.provisions import AFTER, HANDBOOK_BEFORE
from tests.property.reading import LOCAL, check_amounts, periods_of, review_dates, schedule_of
from tests.property.strategies.days import births, starts
from tests.property.strategies.lives import Life, first_days
from tests.property.strategies.local_profiles import Local, local_profiles
from tests.property.strategies.timeline import (
    FACTS,
    LOCAL_TASKS,
    OWN_KINDS,
    PLACEMENTS,
    STATUSES,
    TASKS,
    rarely,
    refs,
    review_numbers,
    times,
)

from lacreview_rules import (
    AlertAnswered,
    AlertRaised,
    AuthorisedForAdoption,
    BecameLookedAfter,
    CeasedToBeLookedAfter,
    DecisionsIssued,
    Event,
    Fact,
    LegalStatusChanged,
    OtherEvent,
    PlacedForAdoption,
    PlacementMoved,
    Profile,
    ReviewAdjourned,
    ReviewArranged,
    ReviewHeld,
    ReviewRequested,
    SchoolStarted,
    SignificantEvent,
    TaskDone,
    WorkingCalendar,
    england_and_wales,
    load_profile,
)
from lacreview_rules.counting.calendars import BankHoliday, Layer
from lacreview_rules.schedules.standing import occurrence_of

days = st.one_of(st.integers(0, 45), st.integers(0, 200), st.integers(-200, 0))
"""How long after the last event: mostly soon; now and then recorded late."""
placements = st.sampled_from(PLACEMENTS)


CALENDAR = england_and_wales()


@lru_cache(maxsize=16)
def proclaiming(day: date) -> WorkingCalendar:
    """The whole calendar with one more holiday."""
    return CALENDAR.with_layer(Layer((BankHoliday(day, "Proclaimed"),), (), "a proclamation"))


class LifeOfAChild(RuleBasedStateMachine):
    """Each rule records one event; nothing stops an event where it cannot be."""

    def __init__(self) -> None:
        super().__init__()
        self.life = Life(())
        self.profiles: tuple[Profile, ...] = ()
        self.more = CALENDAR
        self.turn = 0

    @initialize(
        first=first_days,
        start=starts,
        shipped=st.sampled_from(LOCAL),
        local=local_profiles(),
        extra=st.integers(0, 300),
        first_check=st.integers(0, 7),
        data=st.data(),
    )
    def comes_into_care(
        self, first: BecameLookedAfter, start: date, shipped: str, local: Local, extra: int, first_check: int, data: st.DataObject
    ) -> None:
        """The first event, the profiles under which the life is read, and which check is made first."""
        self.turn = first_check
        begun = BecameLookedAfter(on=start, placement=first.placement, legal_status=first.legal_status, emergency=first.emergency)
        self.life = Life((begun,), data.draw(births(start)))
        self.profiles = (load_profile("england"), load_profile(shipped), local.profile)
        self.more = proclaiming(start + timedelta(extra))

    def record(self, cls: type[Event], after: int, **values: Any) -> None:
        """One more event."""
        self.life = self.life.plus(cls(on=self.day(after), **values))

    def day(self, after: int) -> date:
        """So many days after the last event."""
        return self.life.last + timedelta(after)

    @rule(after=days, at=times, meeting=st.booleans(), additional=rarely)
    def holds_a_review(self, after: int, at: time | None, meeting: bool, additional: bool) -> None:
        self.record(ReviewHeld, after, at=at, meeting=meeting, additional=additional)

    @rule()
    def holds_the_review_that_is_due(self) -> None:
        """On its due date, where nothing was recorded later: what was assumed, happens."""
        still = [due.due for due in schedule_of(self.life).of("review") if occurrence_of(due).completion is None and due.due is not None]
        self.life = self.life.plus(*(ReviewHeld(on=day) for day in still[:1] if day >= self.life.last))

    @rule(after=days)
    def adjourns(self, after: int) -> None:
        self.record(ReviewAdjourned, after)

    @rule(after=days, ahead=st.integers(-3, 200))
    def books(self, after: int, ahead: int) -> None:
        self.record(ReviewArranged, after, review_on=self.day(after + ahead))

    @rule(after=days, ahead=st.none() | st.integers(-3, 100))
    def asks(self, after: int, ahead: int | None) -> None:
        self.record(ReviewRequested, after, by="IRO", review_by=None if ahead is None else self.day(after + ahead))

    @rule(after=days, number=review_numbers)
    def issues_decisions(self, after: int, number: int | None) -> None:
        self.record(DecisionsIssued, after, review=number)

    @rule(after=days, task=st.sampled_from([*TASKS, *LOCAL_TASKS]), ref=refs, number=review_numbers)
    def does_a_task(self, after: int, task: str, ref: str | None, number: int | None) -> None:
        self.record(TaskDone, after, task=task, ref=ref, review=number)

    @rule(after=days, at=times, placement=placements, emergency=rarely, late=rarely)
    def moves(self, after: int, at: time | None, placement: str, emergency: bool, late: bool) -> None:
        self.record(PlacementMoved, after, at=at, placement=placement, emergency=emergency, out_of_hours=late)

    @rule(after=days)
    def is_authorised_for_adoption(self, after: int) -> None:
        self.record(AuthorisedForAdoption, after)

    @rule(after=days)
    def is_placed_for_adoption(self, after: int) -> None:
        self.record(PlacedForAdoption, after)

    @rule(after=days, status=st.sampled_from([*STATUSES, "short-break"]))
    def changes_legal_status(self, after: int, status: str) -> None:
        self.record(LegalStatusChanged, after, legal_status=status)

    @rule(after=days, fact=st.sampled_from(FACTS), value=st.sampled_from([True, True, False, "4 weeks"]))
    def is_known(self, after: int, fact: str, value: bool | str) -> None:
        self.record(Fact, after, fact=fact, value=value)

    @rule(after=days, kind=st.sampled_from([*OWN_KINDS, "our-meeting", "unheard-of"]), ref=refs)
    def happens(self, after: int, kind: str, ref: str | None) -> None:
        self.record(OtherEvent, after, event=kind, ref=ref)

    @rule(after=days, cls=st.sampled_from([SignificantEvent, SchoolStarted, AlertRaised, AlertAnswered]), at=times, ref=refs)
    def is_noted(self, after: int, cls: type[Event], at: time | None, ref: str | None) -> None:
        self.record(cls, after, at=at, ref=ref)

    @rule(after=days)
    def ceases(self, after: int) -> None:
        self.record(CeasedToBeLookedAfter, after)

    @rule(after=days, placement=placements, status=st.sampled_from([*STATUSES, "short-break"]), emergency=rarely)
    def comes_back(self, after: int, placement: str, status: str, emergency: bool) -> None:
        self.record(BecameLookedAfter, after, placement=placement, legal_status=status, emergency=emergency)

    @precondition(lambda self: self.life.events)
    @rule(which=st.integers(0, 50))
    def is_recorded_twice(self, which: int) -> None:
        self.life = self.life.plus(self.life.events[which % len(self.life.events)])

    def every_schedule_holds_together(self) -> None:
        """Under each profile: order, binding, working days and statuses, now and a hundred days on."""
        for profile in self.profiles:
            schedule = schedule_of(self.life, profile)
            invariants.check_order(schedule)
            invariants.check_binding(schedule)
            invariants.check_working_days(schedule)
            invariants.check_standing(schedule)
            invariants.check_standing(schedule.on(self.life.last + timedelta(100)))
            invariants.check_no_step_back(schedule)
            invariants.check_problems(self.life, schedule)

    def what_is_written_is_what_was_worked_out(self) -> None:
        """Under one profile in turn: the JSON, the explanations, and the same events the other way round."""
        for profile in self.profiles[len(self.life.events) % 3 :][:1]:
            schedule = schedule_of(self.life, profile)
            invariants.check_written(schedule)
            invariants.check_explained(schedule)
            invariants.check_same_again(self.life, profile, schedule)

    def no_authority_is_later_than_the_regulations(self) -> None:
        """Regulations stand under every profile; a review is never later where the open questions are answered alike."""
        for profile in self.profiles[1:]:
            answers: dict[str, Any] = {name: value for name, value in profile.settings.items() if value is not None}
            national = schedule_of(self.life, "england", **answers)
            local = schedule_of(self.life, profile)
            invariants.check_no_review_later_than_national(national, local)
            invariants.check_regulations_stand(national, local)

    def every_limit_is_as_long_as_its_provision_says(self) -> None:
        """Statute.md, sections 1 to 5: each amount as it is typed in `provisions`."""
        schedule = schedule_of(self.life)
        check_amounts(schedule, AFTER)
        check_amounts(schedule, HANDBOOK_BEFORE, step=-1)

    def no_first_review_is_later_than_twenty_working_days(self) -> None:
        """Reg 33(1): whatever else was recorded, in every period of care under the 2010 Regulations that is no series of short breaks."""
        due = review_dates(schedule_of(self.life))
        for period in periods_of(self.life):
            limit = by_hand.walk(period.start, 20, 1)
            adopted = period.placement_on(min(limit, due.get((period.number, 1), limit))).kind == "adoptive"
            if "short-break" not in period.legal_statuses_on(period.start) and not adopted and period.start >= date(2011, 4, 1):
                assert due[period.number, 1] <= limit

    def leaving_would_bring_nothing_new(self) -> None:
        """Statute.md 11.16: ceasing the next day would create no due date but the notice of the end of the placement."""
        known = invariants.known_dues(schedule_of(self.life))
        after = invariants.known_dues(schedule_of(self.life.plus(CeasedToBeLookedAfter(on=self.life.last + timedelta(1)))))
        assert {key for key in after - known if key[0] != "placement-end-notice"} == set()

    def one_more_holiday_makes_nothing_due_earlier(self) -> None:
        """1971 Act s1(3): under one profile in turn, a day proclaimed in the first year of care."""
        for profile in self.profiles[len(self.life.events) % 3 :][:1]:
            invariants.check_one_more_holiday(self.life, profile, CALENDAR, self.more)

    def confirming_what_was_assumed_changes_nothing_else(self) -> None:
        """Design.md, Projection: some of what is open, happening on the day that it was assumed to."""
        check_confirmed(self.life, self.profiles[0], slice(len(self.life.events) % 5, None, 5))

    CHECKS = (
        every_schedule_holds_together,
        what_is_written_is_what_was_worked_out,
        no_authority_is_later_than_the_regulations,
        every_limit_is_as_long_as_its_provision_says,
        no_first_review_is_later_than_twenty_working_days,
        leaving_would_bring_nothing_new,
        one_more_holiday_makes_nothing_due_earlier,
        confirming_what_was_assumed_changes_nothing_else,
    )

    @invariant()
    def what_holds_of_every_schedule(self) -> None:
        """One check after each event, in turn."""
        self.turn += 1
        self.CHECKS[self.turn % len(self.CHECKS)](self)

    def teardown(self) -> None:
        """All of them at the end of the life, if it has begun."""
        if self.life.events:
            for check in self.CHECKS:
                check(self)


TestLifeOfAChild = LifeOfAChild.TestCase
TestLifeOfAChild.settings = settings(effort(0.2), stateful_step_count=20)
