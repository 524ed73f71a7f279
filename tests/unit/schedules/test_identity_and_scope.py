"""The id of a due date stays while all else about it changes; its scope says what it belongs to, and what closed that.

Authority: docs/reference/schedule-format.md, "Ids and scopes". Dates: reg 33 (20 working days, three months, six months).
"""

from __future__ import annotations

from datetime import date

import pytest

from lacreview_rules import (
    BecameLookedAfter,
    CeasedToBeLookedAfter,
    Event,
    History,
    PlacementMoved,
    ReviewAdjourned,
    ReviewArranged,
    ReviewHeld,
    Schedule,
    SignificantEvent,
    TaskDone,
    build_schedule,
    load_profile,
    shipped_profiles,
)
from lacreview_rules.errors import UnknownDueDateError

D = date.fromisoformat
ENTRY = BecameLookedAfter(on=D("2026-01-05"), placement="foster-care")
LIFE: tuple[Event, ...] = (
    ENTRY,
    ReviewHeld(on=D("2026-01-28")),
    PlacementMoved(on=D("2026-02-20"), placement="childrens-home"),
    TaskDone(on=D("2026-02-24"), task="visit"),
    TaskDone(on=D("2026-02-24"), task="visit"),
    ReviewAdjourned(on=D("2026-04-20")),
    ReviewHeld(on=D("2026-05-11")),
    SignificantEvent(on=D("2026-06-01")),
    SignificantEvent(on=D("2026-06-01"), ref="b"),
    CeasedToBeLookedAfter(on=D("2026-09-01")),
    BecameLookedAfter(on=D("2026-09-01"), placement="kinship"),
)


def made(*events: Event, profile: str = "england") -> Schedule:
    return build_schedule(History("A", events, D("2012-03-04")), load_profile(profile))


def of(schedule: Schedule, task: str) -> dict[str, str]:
    """The due date of each id of a task."""
    return {due.id: str(due.due) for due in schedule.of(task)}


@pytest.mark.parametrize("profile", shipped_profiles())
def test_no_two_due_dates_have_one_id(profile: str) -> None:
    for count in range(1, len(LIFE) + 1):
        found = made(*LIFE[:count], profile=profile)
        ids = [due.id for due in found]
        assert len(ids) == len(set(ids)), count
        assert [found.by_id(due_id) for due_id in ids] == list(found), count


def test_an_id_that_is_not_there() -> None:
    with pytest.raises(UnknownDueDateError):
        made(ENTRY).by_id("review/none")


def test_the_open_review_keeps_its_id_when_it_is_held_late() -> None:
    """Due on Mon 2 Feb 2026, held on 9 Feb; and the second, assumed before, is then counted from what was held."""
    before, after = made(ENTRY), made(ENTRY, ReviewHeld(on=D("2026-02-09")))
    assert of(before, "review") == {"review/2026-01-05": "2026-02-02", "review/2026-01-05+1": "2026-05-02"}
    assert of(after, "review")["review/2026-01-05"] == "2026-02-02"
    assert after.by_id("review/2026-01-05").status == "met-late"
    assert of(after, "review")["review/2026-01-05/2026-02-09"] == "2026-05-09"


def test_a_booking_a_move_of_the_date_and_another_rule_rename_nothing() -> None:
    held = ReviewHeld(on=D("2026-01-28"))
    before, booked = made(ENTRY, held), made(ENTRY, held, ReviewArranged(on=D("2026-01-28"), review_on=D("2026-04-01")))
    assert {due.id for due in before.of("decisions")} == {due.id for due in booked.of("decisions")}
    assert {due.id for due in before} == {due.id for due in booked}
    gloucestershire = made(ENTRY, held, profile="south-gloucestershire")
    moved = made(ENTRY, held, PlacementMoved(on=D("2026-02-20")), profile="south-gloucestershire")
    second = "review/2026-01-05/2026-01-28"
    assert str(gloucestershire.by_id(second).due) == "2026-04-28"
    assert str(moved.by_id(second).due) == "2026-03-12"  # design: 20 days after the move


def test_a_forgotten_review_renames_what_follows_it_directly_and_nothing_else() -> None:
    """Held on 28 Jan, 20 Apr and 12 Oct; the one of 20 Apr is entered last. What belongs to the first stays, and so do the visits."""
    first, third = ReviewHeld(on=D("2026-01-28")), ReviewHeld(on=D("2026-10-12"))
    without, whole = made(ENTRY, first, third), made(ENTRY, first, ReviewHeld(on=D("2026-04-20")), third)
    kept = {due.id for due in without if due.scope.kind != "review" or due.review == 1} - {due.id for due in without.of("review")}
    assert kept <= {due.id for due in whole}
    assert {due.id for due in without.of("decisions")} - {due.id for due in whole.of("decisions")} == set()
    assert {due.id for due in without.of("review")} - {due.id for due in whole.of("review")} == set()
    assert {due.id for due in whole.of("review")} - {due.id for due in without.of("review")} == {"review/2026-01-05/2026-04-20"}


def test_what_each_shape_of_task_belongs_to() -> None:
    found = made(*LIFE[:-2])
    assert [str(one) for one in dict.fromkeys(due.scope for due in found.of("review"))] == ["period-of-care 1: 2026-01-05"]
    visits = dict.fromkeys(str(due.scope) for due in found.of("visit"))
    assert list(visits) == ["placement 1: 2026-01-05 to 2026-02-20 (placement-moved)", "placement 2: 2026-02-20"]
    reports = [str(due.scope) for due in found.of("review-report")][:2]
    assert reports == [
        "review 1: 2026-01-05 to 2026-01-28 (review-held)",
        "review 2: 2026-01-29 to 2026-04-20 (review-adjourned)",
    ]
    assert next(str(due.scope) for due in found.of("decisions")) == "review 1: 2026-01-28 to 2026-04-20 (review-adjourned)"


def test_what_closes_a_scope() -> None:
    found = made(*LIFE[:-1])
    [last] = dict.fromkeys(due.scope for due in found.of("visit") if due.scope.number == 2)
    assert last.to_dict() == {
        "kind": "placement",
        "number": 2,
        "first": "2026-02-20",
        "last": "2026-09-01",
        "closed_by": "ceased-to-be-looked-after",
    }
    assert all(due.closed_on == due.scope.last for due in found)


def test_an_adjourned_review_is_met_by_its_sitting_and_what_follows_counts_from_its_completion() -> None:
    """Sat on 20 April, completed on 11 May 2026: the third is due six months after 11 May (reg 33(2))."""
    found = made(*LIFE[:-2])
    second = found.by_id("review/2026-01-05/2026-01-28")
    assert (str(second.done_on), second.status) == ("2026-04-20", "met")
    assert str(found.by_id("review/2026-01-05/2026-04-20").due) == "2026-11-11"
