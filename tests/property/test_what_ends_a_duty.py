"""Nothing recorded later ends a duty before the law does.

Authority: a limit is set by what had happened when its count started. SI 2010/959 reg 28(3) and W.S.I. 2015/1818 reg 31(3) are the
pattern: weekly visits "until the first review", which an assessment finished meanwhile was taken to end.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from tests.property.effort import effort
from tests.property.reading import all_dues
from tests.property.strategies.lives import Life, lives

from lacreview_rules import (
    BecameLookedAfter,
    Event,
    Fact,
    History,
    LegalStatusChanged,
    OtherEvent,
    PlacedForAdoption,
    PlacementMoved,
    ReviewHeld,
    TaskDone,
    build_schedule,
    load_profile,
)
from lacreview_rules.profile_files.loading import shipped_profiles
from lacreview_rules.schedules.standing import occurrence_of

if TYPE_CHECKING:
    from lacreview_rules.profiles.models import Timescale

PROFILES = {name: load_profile(name) for name in ("england", "wales", "newham", "south-gloucestershire")}

MEANT_TO_LAST = "reg 28(2)(c): the interval is that of what is intended of the placement, and not of what it began as"
AGREED = "reg 28(3A): a child who agrees is visited less often from then on"
BY_OTHERS = "reg 28(6): the arrangements of somebody else, as they are at the time"
ALLOWED = {
    **dict.fromkeys(("england/V3", "england/V3-2020"), AGREED),
    **dict.fromkeys(("england/V4", "england/V4-2020", "england/V4-2011"), f"{MEANT_TO_LAST}; {BY_OTHERS}"),
    "wales/V4": MEANT_TO_LAST,
}
"""Rules that recur, and from which something recorded since the placement began may exempt."""


def _ended_by_a_record(rule: Timescale) -> bool:
    """Whether a fact, or a task done, that is recorded between two times of a recurring rule can exempt from the second."""
    if rule.task not in rule.after:
        return False
    exempt = any((table.fact or table.task_done or table.task_done_in_placement) and not table.fact_when_placed for table in rule.unless)
    asked = (*((rule.when,) if rule.when is not None else ()), *rule.while_)
    denied = any(word.startswith("not ") for table in asked for word in (*(table.fact or ()), *(table.task_done or ())))
    return bool(exempt or denied)


def test_only_these_rules_end_with_what_is_recorded_meanwhile() -> None:
    found = {rule.id for name in shipped_profiles() for rule in load_profile(name).timescales if _ended_by_a_record(rule)}
    assert found == set(ALLOWED)


def _records(life: Life, profile: str) -> st.SearchStrategy[Event]:
    """Something that is recorded after all else."""
    known, last = PROFILES[profile], max(event.on for event in life.events)
    days = st.integers(1, 400).map(lambda n: last + timedelta(n))
    tasks = sorted(known.tasks.keys() - {known.cycle_task or ""})

    def made(day: date) -> st.SearchStrategy[Event]:
        return st.one_of(
            st.sampled_from(sorted(known.facts)).flatmap(lambda fact: st.booleans().map(lambda so: Fact(on=day, fact=fact, value=so))),
            st.sampled_from(tasks).map(lambda task: TaskDone(on=day, task=task)),
            st.sampled_from(sorted(known.legal_statuses)).map(lambda status: LegalStatusChanged(on=day, legal_status=status)),
            st.sampled_from(sorted(known.placements)).map(lambda kind: PlacementMoved(on=day, placement=kind)),
            st.sampled_from(sorted(known.events)).map(lambda kind: OtherEvent(on=day, event=kind)),
            st.just(ReviewHeld(on=day)),
        )

    return days.flatmap(made)


@effort(2)
@given(lives(), st.sampled_from(sorted(PROFILES)), st.data())
def test_what_is_recorded_after_a_limit_leaves_it_where_it_was(life: Life, name: str, data: st.DataObject) -> None:
    """A limit whose day has gone by, counted from what had happened, is not taken away, nor put off, by what happens afterwards.

    Two limits that two reviews to come would each have met are met by one review that is held after both: it then shows both, the
    earlier as its due date and the other beside it (design.md: "all limits on the same occurrence of a task meet"). Hence what
    comes after an open one, which has no id of its own yet, need not stand alone; but its rule and its day stand.
    """
    added = data.draw(_records(life, name))
    before, after = (build_schedule(one.history, PROFILES[name]) for one in (life, life.plus(added)))
    stood = {due.id: due for due in all_dues(before) if due.basis == "actual" and due.due is not None and due.due < added.on}
    now = {due.id: due.due for due in all_dues(after)}
    beside = {(due.task, limit.rule_id, limit.due) for due in all_dues(after) for limit in occurrence_of(due).limits}
    gone = {
        f"{due.id} {due.due} {due.rule}": now.get(key)
        for key, due in stood.items()
        if (key not in now or now[key] > due.due) and not ("+" in key and (due.task, due.rule, due.due) in beside)  # type: ignore[operator]
    }
    assert gone == {}


def test_a_review_held_after_two_limits_shows_both() -> None:
    """Rows R1 (3 Feb 2025: 20 working days after 6 Jan) and A9b (18 Feb: 42 days after 7 Jan; not before 4 Feb, a day after R1).

    One review, on 18 or 19 Feb, is after both: sixteen days late by R1 and, on the 19th, one by A9b.
    """
    back = [
        BecameLookedAfter(on=date(2025, 1, 6)),
        PlacedForAdoption(on=date(2025, 1, 6)),
        PlacementMoved(on=date(2025, 1, 7), placement="foster-care"),
    ]
    open_still = build_schedule(History("X", back), PROFILES["england"]).of("review")
    assert [(due.rule, due.due) for due in open_still][:2] == [("england/R1", date(2025, 2, 3)), ("england/A9b", date(2025, 2, 18))]
    for day in (18, 19):
        [first, *_] = build_schedule(History("X", [*back, ReviewHeld(on=date(2025, 2, day))]), PROFILES["england"]).of("review")
        assert (first.due, first.days_late) == (date(2025, 2, 3), day - 3)
        assert ("england/A9b", date(2025, 2, 18)) in {(other.rule, other.due) for other in first.also}


LONGER = {"placement-to-last-to-18", "long-term-foster-placement", "child-agrees-to-fewer-visits", "arrangements-by-others"}
"""Facts on which a longer interval takes the place of a shorter one: the rules of `ALLOWED` ask for them."""


@effort(2)
@given(lives(), st.sampled_from(sorted(PROFILES)), st.integers(0, 400), st.data())
def test_a_fact_recorded_meanwhile_ends_no_limit_that_is_open(life: Life, name: str, after: int, data: st.DataObject) -> None:
    """What became true since the count started leaves the limit where it was, but for the facts that lengthen intervals by law."""
    fact = data.draw(st.sampled_from(sorted(PROFILES[name].facts.keys() - LONGER)))
    day = max(event.on for event in life.events) + timedelta(after)
    before, now = (build_schedule(one.history, PROFILES[name]) for one in (life, life.plus(Fact(on=day, fact=fact))))
    dues = {due.id: due.due for due in all_dues(now)}
    stood = [due for due in all_dues(before) if due.basis == "actual" and due.due is not None and occurrence_of(due).limits[0].start < day]
    gone = {f"{due.id} {due.due} {due.rule}": dues.get(due.id) for due in stood if due.id not in dues or dues[due.id] > due.due}  # type: ignore[operator]
    assert gone == {}
