"""Whatever a profile says, its schedules are no later than the regulations'.

Authority: design.md, "Profiles: contract": regulation rows of the parent always stay in force beside the local ones,
and the earliest binds. Profiles are written as files and read as an authority's would be.
"""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, reject, settings
from hypothesis import strategies as st

from lacreview_rules import (
    BecameLookedAfter,
    Event,
    Fact,
    History,
    LegalStatusChanged,
    PlacedForAdoption,
    PlacementMoved,
    ReviewAdjourned,
    ReviewHeld,
    TaskDone,
    build_schedule,
    load_profile,
)
from lacreview_rules.errors import ProfileError

if TYPE_CHECKING:
    from lacreview_rules import Profile
    from lacreview_rules.schedule import Schedule

START = date(2025, 1, 6)
HEAD = 'schema_version = 1\nid = "ours"\nname = "Ours"\nversion = "1"\nextends = "england"\n'

limits = st.builds("{} {}".format, st.integers(1, 60), st.sampled_from(["working days", "days", "weeks", "months", "hours"]))
conditions = st.sampled_from(
    [
        {},
        {},
        {"when": '{ review = "first" }'},
        {"when": '{ review = "later" }'},
        {"when": '{ review = "not first", placement = "not adoptive" }'},
        {"when": '{ placement = "parent" }'},
        {"when": '{ cycle = "restarted" }'},
        {"when": '{ age = "under 5" }'},
        {"unless": '{ legal_status = "remand" }'},
        {"while": '{ placement = "not adoptive" }'},
        {"in_force": "{ from = 2025-06-01 }"},
        {"restarts_on": '["placement-started"]'},
    ]
)
chained = st.sampled_from(["review", "visit", "care-plan", "placement-plan", "health-assessment", "iro-appointed", "pathway-assessment"])


@st.composite
def rows(draw: st.DrawFn) -> dict[str, str]:
    """One timescale: most tasks that regulations limit, counted from what they may be counted from."""
    task = draw(chained)
    anchors = ["became-looked-after", "placement-started", "placement-moved", "legal-status-changed", "age 16 years"]
    anchors += [task] if task in {"review", "visit", "health-assessment"} else ["review"] if task == "iro-appointed" else []
    row = {"task": f'"{task}"', "after": f'"{draw(st.sampled_from(anchors))}"'}
    several = draw(st.lists(limits, min_size=1, max_size=2))
    row["limit"] = f'"{several[0]}"' if len(several) == 1 else str(several).replace("'", '"')
    row |= draw(conditions)
    if draw(st.booleans()):
        row["may_precede"] = draw(st.sampled_from(["true", '"3 weeks"']))
    if draw(st.integers(0, 5)) == 0:
        row["inclusive"] = "true"
    return row


@st.composite
def profiles(draw: st.DrawFn) -> str:
    """A profile as a file would hold it."""
    restarts = draw(st.sampled_from(["[]", '["placement-moved"]', '["placement-started"]', '["legal-status-changed"]']))
    text = HEAD + f"[review_cycle]\nrestarts_on = {restarts}\n"
    for number, row in enumerate(draw(st.lists(rows(), min_size=1, max_size=6)), 1):
        text += f'[[timescales]]\nid = "ours/{number}"\n' + "".join(f"{key} = {value}\n" for key, value in row.items())
    return text


days = st.integers(0, 700).map(lambda n: START + timedelta(n))
placements = st.sampled_from(["foster-care", "parent", "childrens-home"])
later_events = st.one_of(
    st.builds(ReviewHeld, on=days),
    st.builds(ReviewHeld, on=days),
    st.builds(PlacementMoved, on=days, placement=placements),
    st.builds(PlacementMoved, on=days, placement=placements),
    st.builds(ReviewAdjourned, on=days),
    st.builds(PlacedForAdoption, on=days),
    st.builds(LegalStatusChanged, on=days, legal_status=st.sampled_from(["care-order", "interim-care-order", "remand"])),
    st.builds(Fact, on=days, fact=st.sampled_from(["temporary-approval", "placement-to-last-to-18"])),
    st.builds(TaskDone, on=days, task=st.sampled_from(["visit", "care-plan", "placement-plan", "health-assessment"])),
)
lives = st.tuples(
    st.builds(BecameLookedAfter, on=st.just(START), placement=placements, legal_status=st.sampled_from([None, "section-20", "remand"])),
    st.lists(later_events, max_size=8),
).map(lambda pair: [pair[0], *pair[1]])


def read(text: str) -> Profile:
    """The profile that a file with this text holds."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ours.toml"
        path.write_text(text, encoding="utf-8")
        try:
            return load_profile(path)
        except ProfileError:
            reject()  # rows that contradict each other


def reviews(schedule: Schedule) -> dict[int, date]:
    """When each review is due."""
    return {due.review or 0: due.due for due in schedule.of("review") if due.due is not None}


def regulated(schedule: Schedule) -> dict[tuple[str, str, date, int | None, date], date]:
    """By rule, and by what it counts from, every recorded limit that a regulation sets; the date that binds there."""
    found: dict[tuple[str, str, date, int | None, date], date] = {}
    for due in (*schedule.due_dates, *schedule.distant):
        for limit in due.limits:
            if limit.plan.rule.force == "regulation" and limit.basis == "actual" and limit.due is not None and due.due is not None:
                key = (due.task, limit.rule_id, limit.start, due.review, limit.due)
                found[key] = min(due.due, found.get(key, date.max))
    return found


@settings(max_examples=200, deadline=None)
@given(profiles(), lives, st.none() | st.dates(date(2008, 1, 1), date(2022, 1, 1)))
def test_no_review_is_due_later_than_under_the_regulations(text: str, life: list[Event], born: date | None) -> None:
    """The same review, by its number, held, open or projected: never later, and never missing."""
    history = History("A1", life, born)
    national, local = reviews(build_schedule(history, load_profile("england"))), reviews(build_schedule(history, read(text)))
    assert {number: due for number, due in national.items() if local.get(number, date.max) > due} == {}


@settings(max_examples=200, deadline=None)
@given(profiles(), lives, st.none() | st.dates(date(2008, 1, 1), date(2022, 1, 1)))
def test_every_limit_of_a_regulation_stands_and_nothing_later_binds(text: str, life: list[Event], born: date | None) -> None:
    """For every task: a regulation's limit, counted from what is recorded, is there and binds unless something is earlier."""
    history = History("A1", life, born)
    national = regulated(build_schedule(history, load_profile("england")))
    local = regulated(build_schedule(history, read(text)))
    assert {key for key in national if local.get(key, date.max) > key[-1]} == set()
