"""The events of a child's care much as it goes, from the plain Monday on."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st
from tests.property.strategies.days import PLAIN
from tests.property.strategies.timeline import FACTS, OWN_KINDS, PLACEMENTS, STATUSES

from lacreview_rules import (
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
    ReviewAdjourned,
    ReviewArranged,
    ReviewHeld,
    ReviewRequested,
    TaskDone,
)

_SITTINGS = ["held", "held", "held", "arranged", "adjourned", "no meeting", "asked for"]
_PAPERS = ["child-discussion", "iro-consultation", "review-report"]
_FOLLOW_UP = ["review-record", "record-distributed", "care-plan-updated", "manager-response"]
_COURSES = ["plain", "plain", "orders", "adoption", "long-term", "with-parent", "temporary-approval", "remand"]


@st.composite
def _review(draw: st.DrawFn, day: int) -> list[Event]:
    """One review about a day, and what goes before and comes after."""
    sits = PLAIN + timedelta(day)
    how = draw(st.sampled_from(_SITTINGS))
    found: list[Event] = [ReviewHeld(on=sits, meeting=how != "no meeting")]
    if how == "arranged":
        booked = sits + timedelta(draw(st.integers(-5, 5)))
        found.append(ReviewArranged(on=min(booked, sits) - timedelta(20), review_on=booked))
    elif how == "adjourned":
        found = [ReviewAdjourned(on=sits), ReviewHeld(on=sits + timedelta(draw(st.integers(1, 40))))]
    elif how == "asked for":
        wanted = sits + timedelta(draw(st.integers(-5, 5)))
        found.append(ReviewRequested(on=wanted - timedelta(draw(st.integers(0, 30))), by="IRO", review_by=wanted))
    papers = draw(st.integers(0, 15))
    found += [TaskDone(on=sits - timedelta(5 * n + 4), task=task) for n, task in enumerate(_PAPERS) if papers & 1]
    if papers & 2:
        found.append(DecisionsIssued(on=sits + timedelta(draw(st.integers(0, 9)))))
    found += [TaskDone(on=sits + timedelta(4 * n + 8), task=task) for n, task in enumerate(_FOLLOW_UP) if papers & 4]
    return found


@st.composite
def _course(draw: st.DrawFn, which: str, care: int) -> list[Event]:
    """What makes this child's care different."""

    def day(low: int = 0) -> timedelta:
        return timedelta(draw(st.integers(low, max(low, care))))

    if which == "orders":
        return [LegalStatusChanged(on=PLAIN + day(), legal_status=status) for status in ("interim-care-order", "care-order")]
    if which == "adoption":
        authority = PLAIN + day()
        return [AuthorisedForAdoption(on=authority), PlacedForAdoption(on=authority + timedelta(draw(st.integers(0, 120))))]
    if which == "long-term":
        names = ("long-term-foster-placement", "child-agrees-to-fewer-visits", "placement-to-last-to-18")
        return [Fact(on=PLAIN + day(), fact=name) for name in names]
    if which == "with-parent":
        moved = PLAIN + day()
        assessed = TaskDone(on=moved + timedelta(draw(st.integers(0, 20))), task="parent-assessment")
        return [PlacementMoved(on=moved, placement="parent"), assessed, LegalStatusChanged(on=moved, legal_status="interim-care-order")]
    if which == "temporary-approval":
        moved = PLAIN + day()
        approved = OtherEvent(event="temporary-approval-given", on=moved)
        return [PlacementMoved(on=moved, placement="connected-person"), Fact(on=moved, fact="temporary-approval"), approved]
    if which == "remand":
        return [LegalStatusChanged(on=PLAIN + day(), legal_status="remand"), PlacementMoved(on=PLAIN + day(), placement="youth-detention")]
    return []


@st.composite
def usual_events(draw: st.DrawFn, *, leaves: bool = True) -> list[Event]:
    """Reviews about when they are due, visits, plans, a few moves, one particular course, and perhaps leaving and coming back."""
    status = draw(st.sampled_from(STATUSES[:4]))
    placement = draw(st.sampled_from(PLACEMENTS[:3]))
    events: list[Event] = [BecameLookedAfter(on=PLAIN, placement=placement, legal_status=status, emergency=draw(st.booleans()))]
    day = 0
    for number in range(draw(st.integers(0, 4))):
        day += (28, 91, 182, 182)[number] + draw(st.integers(-14, 10))
        events += draw(_review(day))
    care = day + draw(st.integers(0, 120))
    every = draw(st.integers(5, 60))
    events += [TaskDone(on=PLAIN + timedelta(n), task="visit") for n in range(every, care, every)][:12]
    if draw(st.booleans()):
        gap = draw(st.integers(150, 380))
        events += [TaskDone(on=PLAIN + timedelta(n), task="health-assessment") for n in range(draw(st.integers(-60, 25)), care, gap)]
        events.append(TaskDone(on=PLAIN + timedelta(draw(st.integers(-30, 20))), task="care-plan"))
    moved = draw(st.lists(st.integers(0, max(1, care)), max_size=3))
    events += [PlacementMoved(on=PLAIN + timedelta(n), placement=PLACEMENTS[n % 3], emergency=n % 2 == 1) for n in moved]
    events += draw(_course(draw(st.sampled_from(_COURSES)), care))
    events += [Fact(on=PLAIN + timedelta(n), fact=FACTS[n % len(FACTS)]) for n in moved[:1]]
    events += [OtherEvent(event=OWN_KINDS[n % len(OWN_KINDS)], on=PLAIN + timedelta(n)) for n in moved[1:]]
    if leaves and draw(st.booleans()):
        events.append(CeasedToBeLookedAfter(on=PLAIN + timedelta(care)))
        if draw(st.booleans()):
            back = care + draw(st.integers(0, 90))
            again = draw(st.sampled_from([*STATUSES[:4], "short-break"]))
            events.append(BecameLookedAfter(on=PLAIN + timedelta(back), placement="foster-care", legal_status=again))
            if draw(st.booleans()):
                events.append(ReviewHeld(on=PLAIN + timedelta(back + 25)))
    return events
