"""Schedules of any history: what must hold whatever happened to the child.

Authority: design.md (order in the file does not matter; no profile can move a date past the regulations; the
working of a date as data), each named where it is tested.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from lacreview_rules import (
    AlertRaised,
    BecameLookedAfter,
    CeasedToBeLookedAfter,
    DecisionsIssued,
    Event,
    Fact,
    History,
    LegalStatusChanged,
    PlacedForAdoption,
    PlacementMoved,
    ReviewAdjourned,
    ReviewArranged,
    ReviewHeld,
    ReviewRequested,
    SignificantEvent,
    TaskDone,
    build_schedule,
    load_profile,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lacreview_rules.due_dates import DueDate, Status
    from lacreview_rules.schedule import Schedule

START = date(2025, 1, 6)
LOCAL = ("newham", "portsmouth", "review-standards", "south-gloucestershire", "west-sussex-residential")
ALL = ("england", "data-return", *LOCAL)
FEW = settings(max_examples=60, deadline=None)

days = st.integers(0, 700).map(lambda n: START + timedelta(n))
births = st.none() | st.dates(date(2007, 1, 1), date(2025, 1, 1))
placements = st.sampled_from(["foster-care", "parent", "childrens-home", "hospital"])
statuses = st.sampled_from(["section-20", "interim-care-order", "care-order", "remand"])
tasks = st.sampled_from(
    ["visit", "care-plan", "placement-plan", "health-assessment", "review-report", "child-discussion", "manager-response"]
)
facts = st.sampled_from(["placement-to-last-to-18", "long-term-foster-placement", "child-agrees-to-fewer-visits", "temporary-approval"])
happenings = st.one_of(
    st.builds(ReviewHeld, on=days),
    st.builds(ReviewHeld, on=days, additional=st.booleans(), meeting=st.booleans()),
    st.builds(ReviewAdjourned, on=days),
    st.builds(PlacementMoved, on=days, placement=placements, emergency=st.booleans()),
    st.builds(LegalStatusChanged, on=days, legal_status=statuses),
    st.builds(DecisionsIssued, on=days),
    st.builds(TaskDone, on=days, task=tasks),
    st.builds(Fact, on=days, fact=facts, value=st.booleans()),
    st.builds(SignificantEvent, on=days),
    st.builds(AlertRaised, on=days),
    st.tuples(days, st.integers(0, 200)).map(lambda pair: ReviewArranged(on=pair[0], review_on=pair[0] + timedelta(pair[1]))),
    st.tuples(days, st.integers(0, 200)).map(lambda pair: ReviewRequested(on=pair[0], by="IRO", review_by=pair[0] + timedelta(pair[1]))),
)
started = st.builds(BecameLookedAfter, on=st.just(START), placement=placements, legal_status=statuses)
ENDINGS = st.builds(CeasedToBeLookedAfter, on=days) | st.builds(PlacedForAdoption, on=days) | st.builds(BecameLookedAfter, on=days)


def lives(*, endings: bool) -> st.SearchStrategy[list[Event]]:
    """Events of one child, the start of care first."""
    later: st.SearchStrategy[Any] = st.one_of(happenings, ENDINGS) if endings else happenings
    return st.tuples(started, st.lists(later, max_size=12)).map(lambda pair: [pair[0], *pair[1]])


def schedule_of(events: Sequence[Event], profile: str = "england", born: date | None = date(2014, 5, 2)) -> Schedule:
    """The schedule of these events."""
    return build_schedule(History("A1", events, born), load_profile(profile))


def without_places(schedule: Schedule) -> dict[str, Any]:
    """A schedule as written, its problems without the positions that events have in their file."""
    problems = sorted((problem.what, problem.remedy) for problem in schedule.problems)
    return {**schedule._replace(problems=()).to_dict(), "problems": problems}


@FEW
@given(lives(endings=True).flatmap(lambda life: st.tuples(st.just(life), st.permutations(life))), births, st.sampled_from(ALL))
def test_the_order_in_the_file_does_not_matter(both: tuple[list[Event], list[Event]], born: date | None, profile: str) -> None:
    """Design.md: order in the file does not matter; the bytes are the same, positions of problems apart."""
    one, other = (schedule_of(events, profile, born) for events in both)
    assert one._replace(problems=()).to_json() == other._replace(problems=()).to_json()
    assert without_places(one) == without_places(other)


@FEW
@given(lives(endings=False), st.data())
def test_an_event_recorded_twice_is_reported_and_counts_once(life: list[Event], data: st.DataObject) -> None:
    """Design.md: reported with its place; what is computed is the same as without it."""
    again = data.draw(st.sampled_from(life))
    once, twice = schedule_of(life), schedule_of([*life, again])
    assert twice._replace(problems=()).to_json() == once._replace(problems=()).to_json()
    assert len(twice.problems) == len(once.problems) + 1


def chain(schedule: Schedule) -> dict[tuple[int, int], date]:
    """When each review is due."""
    return {(due.period_of_care, due.review or 0): due.due for due in schedule.of("review") if due.due is not None}


@FEW
@given(lives(endings=False), st.integers(0, 900), births)
def test_ceasing_creates_no_due_date(life: list[Event], after: int, born: date | None) -> None:
    """Statute.md 11.16: ceasing cancels what is pending; only the notice of the end of the placement is new."""
    ceased = CeasedToBeLookedAfter(on=START + timedelta(after))
    life = [event for event in life if event.on <= ceased.on]
    known = {
        due.to_dict()["rule"] + str(due.due)
        for due in schedule_of(life, born=born).due_dates
        if not due.task.startswith(("eligible", "pathway"))
    }
    ended = [due for due in schedule_of([*life, ceased], born=born).due_dates if not due.task.startswith(("eligible", "pathway"))]
    assert [due for due in ended if due.rule != "england/P7" and due.rule + str(due.due) not in known] == []


@settings(max_examples=150, deadline=None)
@given(lives(endings=True), births, st.sampled_from(LOCAL))
def test_no_profile_moves_a_review_past_the_regulations(life: list[Event], born: date | None, profile: str) -> None:
    """Design.md: regulation rows always stay and the earliest binds, so no profile can move a date past them."""
    national, local = chain(schedule_of(life, born=born)), chain(schedule_of(life, profile, born))
    assert {key: due for key, due in national.items() if key not in local or local[key] > due} == {}


def test_no_profile_loses_a_review_that_the_regulations_project() -> None:
    """Design.md: no profile can move a date past the regulations; AAR 2005 reg 36(3) (A3, A4).

    Placed for adoption on 30 January 2026: a review in four weeks, 27 February, and another in three months, 27 May.
    Locally a review was due on 6 November 2025, 91 days after 7 August, and was not held.
    """
    life: list[Event] = [
        BecameLookedAfter(on=START),
        ReviewHeld(on=date(2025, 1, 28)),
        ReviewHeld(on=date(2025, 4, 22)),
        PlacementMoved(on=date(2025, 7, 7)),
        ReviewHeld(on=date(2025, 8, 7)),
        PlacedForAdoption(on=date(2026, 1, 30)),
    ]
    assert chain(schedule_of(life))[1, 5] == date(2026, 5, 27)
    assert chain(schedule_of(life, "south-gloucestershire"))[1, 5] <= date(2026, 5, 27)


STAGES: dict[Status, int] = {
    "upcoming": 0,
    "due-today": 1,
    "overdue": 2,
    "cancelled": 3,
    "not-recorded": 3,
    "met": 4,
    "met-late": 4,
    "advisory": 0,
}


def check_no_step_back(dues: Sequence[DueDate]) -> None:
    """Ask about every fifth day, and the days around each date that matters."""
    for due in dues:
        matter = [day for day in (due.due, due.closed_on, due.doing.on if due.doing else None) if day is not None]
        asked = sorted({day + timedelta(n) for day in matter for n in (-1, 0, 1)} | {START, START + timedelta(1500)})
        stages = [STAGES[due.on(day).status] for day in asked]
        assert stages == sorted(stages), (due.task, due.rule, [(str(day), due.on(day).status) for day in asked])


@FEW
@given(lives(endings=True), births, st.sampled_from(["newham", "south-gloucestershire", "data-return"]))
def test_a_status_only_moves_on(life: list[Event], born: date | None, profile: str) -> None:
    """To come, due, overdue; then closed or done, and done is the end of it, silence as an answer too (newham/NH12)."""
    check_no_step_back(schedule_of(life, profile, born).due_dates)


@FEW
@given(lives(endings=False), st.sampled_from(["england", "newham", "data-return"]))
def test_holding_a_review_on_its_due_date_changes_no_other(life: list[Event], profile: str) -> None:
    """Design.md, projection: an open review is assumed held on its due date, so holding it then confirms what hung on it."""
    life = [event for event in life if not isinstance(event, (ReviewArranged, ReviewAdjourned, ReviewRequested))]
    before = schedule_of(life, profile)
    open_review = next(due for due in before.of("review") if due.doing is None and due.due is not None)
    assert open_review.due is not None
    after = schedule_of([*life, ReviewHeld(on=open_review.due)], profile)
    if any(event.on >= open_review.due for event in life):
        return  # something else happened since: the review would not have been the last thing recorded
    assert {key: due for key, due in chain(after).items() if key in chain(before)} == chain(before)


# A checker that knows nothing of the engine: it reads the steps of an explanation and counts for itself.


def recount(step: dict[str, Any]) -> date:
    """The due date, from the data of a "count" step alone."""
    start = date.fromisoformat(step["start"])
    if step["direction"] == "midway":
        other = date.fromisoformat(step["other_end"])
        return start + (other - start) // 2
    if step["period"] is None:
        return start if step["direction"] == "before" else date.fromisoformat(step["end"])  # a date that the event names
    number, unit = step["period"].split(" ", 1)
    sign = 1 if step["direction"] == "after" else -1
    count = int(number) + step["clear"]
    if unit.startswith("working day"):
        skipped = {date.fromisoformat(off["on"]) for off in step["skipped"]}
        day, left = start, count
        if step["inclusive"] and start not in skipped and count:
            left -= 1
        while left:
            day += timedelta(sign)
            left -= day not in skipped
        return day
    if unit.startswith(("month", "year")):
        months = start.year * 12 + start.month - 1 + sign * int(number) * (12 if unit.startswith("year") else 1)
        year, month = divmod(months, 12)
        length = (date(year + month // 11, (month + 1) % 12 + 1, 1) - date(year, month + 1, 1)).days
        return date(year, month + 1, min(start.day, length)) - timedelta(step["clear"])
    per = {"day": 1, "week": 7}[unit.rstrip("s")]
    return start + timedelta(sign * (int(number) * per + step["clear"]))


@FEW
@given(lives(endings=True), births, st.sampled_from(ALL), st.sampled_from(["simple", "clear"]))
def test_the_steps_of_an_explanation_lead_to_the_date(life: list[Event], born: date | None, profile: str, count_back: str) -> None:
    """Design.md: the working of one date, as data. Hours apart, whose moment the limit step gives."""
    schedule = build_schedule(History("A1", life, born), load_profile(profile).with_settings(count_back=count_back))
    for due in schedule.due_dates:
        for step in due.explanation.to_dict()["steps"]:
            if step["step"] == "count" and "hour" not in (step["period"] or ""):
                assert recount(step) == due.due, (due.task, due.rule, step)
