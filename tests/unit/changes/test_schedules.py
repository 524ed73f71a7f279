"""What changed from one schedule to the next, and what caused it. Dates are worked by hand.

Looked after Fri 19 Dec 2025: first review by Wed 21 Jan 2026 (reg 33(1), 20 working days, three bank holidays); the
second three months after the first: by Tue 21 Apr while that is assumed, by Tue 14 Apr once held on Wed 14 Jan.
"""

from __future__ import annotations

import copy
import json
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.small_profiles import D, head_of, letter_of

from lacreview_rules import (
    BecameLookedAfter,
    CeasedToBeLookedAfter,
    Event,
    Fact,
    History,
    PlacementMoved,
    ReviewArranged,
    ReviewHeld,
    TaskDone,
    WorkingCalendar,
    build_schedule,
    england_and_wales,
    load_profile,
    shipped_profiles,
)
from lacreview_rules.changes.causes import dated
from lacreview_rules.changes.differences import Inputs, between, differences, event_words
from lacreview_rules.changes.schedules import Change, schedule_changes
from lacreview_rules.changes.written import written_changes
from lacreview_rules.counting.calendars import BankHoliday, Layer
from lacreview_rules.errors import HistoryError, InputError
from lacreview_rules.histories.json import read_histories
from lacreview_rules.schedules.identities import Identity, identified
from lacreview_rules.schedules.written_schedule import written_schedule

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from lacreview_rules import Profile
    from lacreview_rules.changes.schedules import ScheduleChanges

TOP = Path(__file__).parents[3]
ENGLAND = load_profile("england")
CAME_IN = BecameLookedAfter(on=D("2025-12-19"))
HELD = ReviewHeld(on=D("2026-01-14"))


@pytest.fixture
def ours(tmp_path: Path) -> Callable[..., Profile]:
    def made(version: str = "1", limit: str = "5 working days", more: str = "") -> Profile:
        path = tmp_path / f"{version}.toml"
        tables = letter_of(f'limit = "{limit}"\nafter = "became-looked-after"', per="period-of-care") + more
        path.write_text(head_of(extends="england", version=version) + tables, encoding="utf-8")
        return load_profile(path)

    return made


def history(*events: Event, born: str | None = "2014-05-02", child: str = "A1") -> History:
    return History(child, events, None if born is None else D(born))


def changed(old: Inputs, new: Inputs, **more: Any) -> ScheduleChanges:
    return schedule_changes(old, new, **more)


def the(found: ScheduleChanges, task: str, review: int | None = None, how: tuple[str, ...] = ("moved", "added", "removed")) -> Change:
    [change] = [change for change in found.changes if (change.shown.task, change.shown.review) == (task, review) and change.how in how]
    return change


def told(change: Change) -> tuple[str, str | None, str | None]:
    return (change.how, change.before.due if change.before else None, change.after.due if change.after else None)


def causes(change: Change) -> list[tuple[str, str, bool]]:
    return [(cause.kind, cause.what, cause.alone) for cause in change.causes]


# ---- a status without a date

SECOND_LATE = ReviewHeld(on=D("2026-04-20"))


def test_a_review_held_after_its_date_becomes_late_although_no_date_of_its_own_moves() -> None:
    """Reg 33(2): three months after 14 January is 14 April, so that 20 April is six days late."""
    found = changed(Inputs(history(CAME_IN, HELD), ENGLAND), Inputs(history(CAME_IN, HELD, SECOND_LATE), ENGLAND))
    second = the(found, "review", 2, ("status",))
    assert (second.before and second.before.status, second.after and second.after.status) == ("upcoming", "met-late")
    assert (second.becomes_late, second.shown.done_on, second.shown.days_late) == (True, "2026-04-20", 6)
    assert causes(second) == [("event", "review held on Mon 20 Apr 2026 was added", True)]
    record = second.to_dict()
    assert (record["becomes_late"], record["days_late_to"], record["done_on_from"], record["done_on_to"]) == (True, 6, None, "2026-04-20")


def test_what_time_alone_makes_overdue_is_no_change_of_what_was_put_in() -> None:
    """The review of 21 January is overdue on 2 February with and without the visit."""
    visit = TaskDone(on=D("2026-02-02"), task="visit")
    found = changed(Inputs(history(CAME_IN), ENGLAND), Inputs(history(CAME_IN, visit), ENGLAND))
    assert not [change for change in found.changes if change.shown.task == "review"]


def test_an_overdue_review_that_was_held_after_all_is_late_no_longer() -> None:
    found = changed(Inputs(history(CAME_IN), ENGLAND), Inputs(history(CAME_IN, HELD), ENGLAND), as_of=D("2026-01-31"))
    first = the(found, "review", 1, ("status",))
    assert (first.no_longer_late, first.becomes_late, first.shown.status) == (True, False, "met")


def test_between_two_written_schedules_time_is_told_as_the_cause() -> None:
    """The first review was due on 21 January: written on the 20th, and on the 22nd, with nothing recorded between."""
    found = written_changes(written(CAME_IN, as_of=D("2026-01-20")), written(CAME_IN, as_of=D("2026-01-22")))
    first = the(found, "review", 1, ("status",))
    assert (first.becomes_late, first.shown.days_late) == (True, 1)
    what = "the schedule as at Tue 20 Jan 2026 became that as at Thu 22 Jan 2026"
    assert causes(first) == [("day", what, True)]


# ---- events


def test_an_event_that_arrives_moves_what_was_assumed() -> None:
    found = changed(Inputs(history(CAME_IN), ENGLAND), Inputs(history(CAME_IN, HELD), ENGLAND))
    second = the(found, "review", 2)
    assert told(second) == ("moved", "2026-04-21", "2026-04-14")
    assert causes(second) == [("event", "review held on Wed 14 Jan 2026 was added", True)]
    assert (second.before and second.before.basis, second.after and second.after.basis) == ("projected", "actual")
    assert told(the(found, "review", 1, ("status",))) == ("status", "2026-01-21", "2026-01-21")


def test_each_change_has_the_event_that_caused_it() -> None:
    """A move on Mon 2 Feb calls for a placement plan in five working days (reg 9); the review moves the second review."""
    moved = PlacementMoved(on=D("2026-02-02"))
    found = changed(Inputs(history(CAME_IN), ENGLAND), Inputs(history(CAME_IN, HELD, moved), ENGLAND))
    assert causes(the(found, "review", 2)) == [("event", "review held on Wed 14 Jan 2026 was added", True)]
    plan = the(found, "placement-plan")
    assert told(plan) == ("added", None, "2026-02-09")
    assert causes(plan) == [("event", "placement moved on Mon 2 Feb 2026 was added", True)]


def test_a_corrected_event_is_one_cause() -> None:
    later = ReviewHeld(on=D("2026-01-16"))
    found = changed(Inputs(history(CAME_IN, HELD), ENGLAND), Inputs(history(CAME_IN, later), ENGLAND))
    assert told(the(found, "review", 2)) == ("moved", "2026-04-14", "2026-04-16")
    assert causes(the(found, "review", 2)) == [("event", "review held on Wed 14 Jan 2026 became review held on Fri 16 Jan 2026", True)]


def test_an_event_taken_out() -> None:
    found = changed(Inputs(history(CAME_IN, HELD), ENGLAND), Inputs(history(CAME_IN), ENGLAND))
    assert causes(the(found, "review", 2)) == [("event", "review held on Wed 14 Jan 2026 was taken out", True)]


def test_two_events_that_take_effect_together() -> None:
    """Moved and visited there: the next visit counts from a visit that belongs to the new placement (reg 28)."""
    moved, visited = PlacementMoved(on=D("2026-02-02")), TaskDone(on=D("2026-02-05"), task="visit")
    base = (CAME_IN, TaskDone(on=D("2025-12-22"), task="visit"), TaskDone(on=D("2026-01-26"), task="visit"))
    found = changed(Inputs(history(*base), ENGLAND), Inputs(history(*base, moved, visited), ENGLAND))
    next_visit = [change for change in found.changes if change.shown.task == "visit" and change.shown.due == "2026-03-19"]
    assert [causes(change) for change in next_visit] == [  # six weeks after Thu 5 Feb
        [("event", "placement moved on Mon 2 Feb 2026 was added", False), ("event", "visit done on Thu 5 Feb 2026 was added", False)]
    ]


def test_what_is_cancelled_counts_as_removed_and_what_stands_again_as_added() -> None:
    """Ambiguity 16: ceased on Mon 13 Apr 2026, before the second review was due on Tue 28 Apr."""
    base = (BecameLookedAfter(on=D("2026-01-05")), ReviewHeld(on=D("2026-01-28")))
    ceased = CeasedToBeLookedAfter(on=D("2026-04-13"))
    going, gone = Inputs(history(*base), ENGLAND), Inputs(history(*base, ceased), ENGLAND)
    second = the(changed(going, gone), "review", 2)
    assert told(second) == ("removed", "2026-04-28", "2026-04-28")
    assert second.after is not None
    assert second.after.status == "cancelled"
    assert causes(second) == [("event", "ceased to be looked after on Mon 13 Apr 2026 was added", True)]
    assert told(the(changed(gone, going), "review", 2)) == ("added", "2026-04-28", "2026-04-28")


def test_the_date_of_birth_is_a_cause_and_is_not_told() -> None:
    """Reg 7(3): health assessments six-monthly under five. Done Thu 12 Feb 2026: by 12 Aug 2026, or by 12 Feb 2027."""
    events = (BecameLookedAfter(on=D("2026-01-19")), TaskDone(on=D("2026-02-12"), task="health-assessment"))
    old, new = (Inputs(history(*events, born=born), ENGLAND) for born in ("2014-05-01", "2021-05-01"))
    found = changed(old, new)
    first = next(change for change in found.changes if change.shown.task == "health-assessment")
    assert told(first) == ("moved", "2027-02-12", "2026-08-12")
    assert causes(first) == [("record", "the date of birth was changed", True)]
    assert "2021" not in json.dumps(found.to_dict()["changes"])


def test_events_as_words() -> None:
    on = D("2026-01-28")
    assert event_words(ReviewArranged(on=on, review_on=D("2026-04-08"))) == "review arranged on Wed 28 Jan 2026, for Wed 8 Apr 2026"
    assert event_words(Fact(on=on, fact="long-term-foster-placement")) == "the fact long term foster placement on Wed 28 Jan 2026"
    [one] = differences(Inputs(history(HELD), ENGLAND), Inputs(history(ReviewHeld(on=HELD.on, meeting=False)), ENGLAND))
    assert one.what == "review held on Wed 14 Jan 2026 was changed (meeting)"


# ---- rules and profiles


def test_a_rule_that_was_changed_in_a_new_version(ours: Callable[..., Profile]) -> None:
    """Five working days after Fri 19 Dec 2025 are up on Tue 30 Dec, ten on Wed 7 Jan."""
    one = history(CAME_IN)
    found = changed(Inputs(one, ours()), Inputs(one, ours("2", "10 working days")))
    assert [told(change) for change in found.changes] == [("moved", "2025-12-30", "2026-01-07")]
    assert causes(found.changes[0]) == [("rule", "rule ours/1 was changed (ours, version 1 to 2)", True)]


def test_a_rule_that_was_added_and_one_that_was_taken_out(ours: Callable[..., Profile]) -> None:
    more = '[[timescales]]\nid = "ours/2"\ntask = "letter"\nlimit = "3 working days"\nafter = "became-looked-after"\n'
    one = history(CAME_IN)
    with_more, without = Inputs(one, ours("2", more=more)), Inputs(one, ours())
    [there] = changed(without, with_more).changes
    assert (*told(there), there.after and there.after.rule) == ("moved", "2025-12-30", "2025-12-24", "ours/2")
    assert causes(there) == [("rule", "rule ours/2 was added (ours, version 1 to 2)", True)]
    [back] = changed(with_more, without).changes
    assert causes(back) == [("rule", "rule ours/2 was taken out (ours, version 2 to 1)", True)]


def test_two_rules_of_which_either_would_do(ours: Callable[..., Profile]) -> None:
    rule = '[[timescales]]\nid = "ours/{}"\ntask = "letter"\nlimit = "3 working days"\nafter = "became-looked-after"\n'
    one = history(CAME_IN)
    [change] = changed(Inputs(one, ours()), Inputs(one, ours("2", more=rule.format(2) + rule.format(3)))).changes
    assert [(kind, what.split()[1], alone) for kind, what, alone in causes(change)] == [("rule", "ours/2", True), ("rule", "ours/3", True)]


def test_an_event_and_a_rule_together(ours: Callable[..., Profile]) -> None:
    """Neither the rule without a move nor the move without the rule would call for it."""
    more = (
        '[[tasks]]\nid = "call"\ntitle = "Call made"\nper = "placement"\n'
        '[[timescales]]\nid = "ours/2"\ntask = "call"\nlimit = "1 day"\nafter = "placement-moved"\n'
    )
    moved = PlacementMoved(on=D("2026-02-02"))
    found = changed(Inputs(history(CAME_IN), ours()), Inputs(history(CAME_IN, moved), ours("2", more=more)))
    assert told(the(found, "call")) == ("added", None, "2026-02-03")
    assert causes(the(found, "call")) == [
        ("event", "placement moved on Mon 2 Feb 2026 was added", False),
        ("rule", "rule ours/2 was added (ours, version 1 to 2)", False),
    ]


def test_a_setting_is_a_cause() -> None:
    """Ambiguity 19: three working days before Wed 8 Apr 2026 are Wed 1 Apr, and Tue 31 Mar as clear days (Easter between)."""
    events = (
        BecameLookedAfter(on=D("2026-01-05")),
        ReviewHeld(on=D("2026-01-28")),
        ReviewArranged(on=D("2026-01-28"), review_on=D("2026-04-08")),
    )
    one = history(*events)
    report = the(changed(Inputs(one, ENGLAND), Inputs(one, ENGLAND.with_settings(count_back="clear"))), "review-report", 2)
    assert told(report) == ("moved", "2026-04-01", "2026-03-31")
    assert [cause.kind for cause in report.causes] == ["profile"]
    assert report.causes[0].what.startswith("setting count_back: ")


def test_another_profile_with_many_rules_is_named_as_a_whole() -> None:
    one = history(CAME_IN, HELD)
    found = changed(Inputs(one, load_profile("newham")), Inputs(one, load_profile("south-gloucestershire")))
    assert {cause for change in found.changes for cause in causes(change)} == {
        ("profile", "the profile newham became south-gloucestershire", True)
    }


# ---- calendars


def with_day(*days: str, removed: tuple[str, ...] = (), calendar: WorkingCalendar | None = None) -> WorkingCalendar:
    added = tuple(BankHoliday(D(day), "Proposed") for day in days)
    return (calendar or england_and_wales()).with_layer(Layer(added, tuple(D(day) for day in removed), "proposed"))


def test_the_day_that_became_a_holiday_is_the_cause() -> None:
    """Twenty days after Thu 28 May 2026 are Thu 25 June, and Fri 26 June without the 15th; 6 July lies beyond the count."""
    one = history(BecameLookedAfter(on=D("2026-05-28")))
    first = the(changed(Inputs(one, ENGLAND), Inputs(one, ENGLAND, with_day("2026-06-15", "2026-07-06"))), "review", 1)
    assert told(first) == ("moved", "2026-06-25", "2026-06-26")
    assert causes(first) == [("calendar", "Mon 15 Jun 2026 (Proposed) became a bank holiday", True)]


def test_two_days_that_move_it_together() -> None:
    one = history(BecameLookedAfter(on=D("2026-05-28")))
    first = the(changed(Inputs(one, ENGLAND), Inputs(one, ENGLAND, with_day("2026-06-15", "2026-06-16"))), "review", 1)
    assert told(first) == ("moved", "2026-06-25", "2026-06-29")
    assert [alone for _, _, alone in causes(first)] == [False, False]


def test_a_holiday_taken_away_and_a_day_the_authority_is_closed(ours: Callable[..., Profile]) -> None:
    """Twenty days after Mon 10 Aug 2026 are Tue 8 Sept, and Mon 7 Sept if 31 Aug is worked. Closure moves local rules alone."""
    one = history(BecameLookedAfter(on=D("2026-08-10")))
    first = the(changed(Inputs(one, ENGLAND), Inputs(one, ENGLAND, with_day(removed=("2026-08-31",)))), "review", 1)
    assert causes(first) == [("calendar", "Mon 31 Aug 2026 is no longer a bank holiday", True)]
    closed = england_and_wales().with_closures(BankHoliday(D("2026-08-12"), "Offices closed"))
    found = changed(Inputs(one, ours()), Inputs(one, ours(), closed))
    assert [(*told(change), *causes(change)) for change in found.changes] == [
        (
            "moved",
            "2026-08-17",
            "2026-08-18",
            ("calendar", "Wed 12 Aug 2026 (Offices closed) became a day on which the authority is closed", True),
        )
    ]


# ---- the whole


def test_nothing_changes_between_two_that_are_the_same() -> None:
    one = Inputs(history(CAME_IN, HELD), ENGLAND)
    found = changed(one, one)
    assert found.changes == ()
    dated_ones = sum(dated(due) is not None for due in build_schedule(one.history, ENGLAND).due_dates)
    assert found.stayed == dated_ones


def test_statuses_are_of_the_day_asked_for() -> None:
    found = changed(Inputs(history(CAME_IN), ENGLAND), Inputs(history(CAME_IN, HELD), ENGLAND), as_of=D("2026-04-15"))
    second = the(found, "review", 2)
    assert (second.before and second.before.status, second.after and second.after.status) == ("upcoming", "overdue")
    assert found.old["as_of"] == found.new["as_of"] == "2026-04-15"


def test_histories_of_two_children_are_refused_without_naming_them() -> None:
    with pytest.raises(HistoryError, match="different children") as told_so:
        changed(Inputs(history(CAME_IN, child="Z-1"), ENGLAND), Inputs(history(CAME_IN, child="Z-2"), ENGLAND))
    assert "Z-" not in str(told_so.value)


def test_the_inputs_are_as_they_were() -> None:
    old, new = history(CAME_IN), history(CAME_IN, HELD)
    kept = copy.deepcopy((old, new))
    changed(Inputs(old, ENGLAND), Inputs(new, ENGLAND, with_day("2026-02-02")))
    assert (old, new) == kept


@pytest.mark.slow
def test_all_differences_together_make_the_new_inputs() -> None:
    """Whatever is taken apart can be put together: the dates are those of the new profile, history and calendar."""
    files = sorted((TOP / "examples").glob("*.json"))
    histories = [next(iter(read_histories(path))) for path in files]
    profiles = [load_profile(name) for name in shipped_profiles() if name != "data-return"]
    day = with_day("2026-03-09", "2025-12-29")
    for number, (one, other) in enumerate(pairwise(histories)):
        assert isinstance(one, History)
        assert isinstance(other, History)
        renamed = History(one.child, other.events, other.date_of_birth, other.records)
        before = Inputs(one, profiles[number % len(profiles)])
        after = Inputs(renamed, profiles[(number + 1) % len(profiles)], day)
        made = build_schedule(*between(before, after, differences(before, after)))
        wanted = build_schedule(*after)
        assert {key: dated(due) for key, due in identified(made).items()} == {key: dated(due) for key, due in identified(wanted).items()}


def test_identities_do_not_hold_a_date_or_a_rule() -> None:
    assert Identity._fields == ("period_of_care", "task", "review", "placement", "dated", "number")
    moved = history(CAME_IN, PlacementMoved(on=D("2026-02-02")), PlacementMoved(on=D("2026-03-02")))
    found = identified(build_schedule(moved, ENGLAND))
    plans = {key.placement: str(due.due) for key, due in found.items() if key.task == "placement-plan"}
    assert plans == {1: "2025-12-30", 2: "2026-02-09", 3: "2026-03-09"}  # five working days after each placement began


# ---- two written schedules


def written(
    *events: Event,
    profile: Profile = ENGLAND,
    calendar: WorkingCalendar | None = None,
    child: str = "A1",
    as_of: date | None = None,
) -> dict[str, Any]:
    schedule = build_schedule(history(*events, child=child), profile, calendar)
    record: dict[str, Any] = json.loads((schedule if as_of is None else schedule.on(as_of)).to_json())
    return record


def test_two_schedules_under_the_same_words_differ_by_their_events() -> None:
    found = written_changes(written(CAME_IN), written(CAME_IN, HELD))
    second = the(found, "review", 2)
    assert told(second) == ("moved", "2026-04-21", "2026-04-14")
    [cause] = second.causes
    assert (cause.kind, cause.certain) == ("event", True)
    assert "has been recorded" in cause.what
    assert not found.recomputed


def test_where_the_profile_or_the_calendar_differ_no_cause_is_certain(ours: Callable[..., Profile]) -> None:
    found = written_changes(written(CAME_IN, profile=ours()), written(CAME_IN, profile=ours("2", "10 working days")))
    [change] = found.changes
    assert told(change) == ("moved", "2025-12-30", "2026-01-07")
    assert [(cause.kind, cause.certain) for cause in change.causes] == [("profile", False), ("event", False)]
    assert change.causes[0].what == "the profile ours 1 became ours 2"
    old, new = written(CAME_IN), written(CAME_IN, HELD)
    new["calendar"] = {**new["calendar"], "confirmed_until": "2031-12-31"}
    assert [cause.kind for cause in the(written_changes(old, new), "review", 2).causes] == ["calendar", "event"]


def test_written_and_recomputed_changes_are_the_same_where_only_an_event_differs() -> None:
    base = (CAME_IN, TaskDone(on=D("2025-12-22"), task="visit"))
    events = (HELD, CeasedToBeLookedAfter(on=D("2026-04-01")))
    day = D("2026-04-01")
    for upto in (1, 2):
        whole = changed(Inputs(history(*base), ENGLAND), Inputs(history(*base, *events[:upto]), ENGLAND), as_of=day)
        plain = written_changes(written(*base, as_of=day), written(*base, *events[:upto], as_of=day))
        assert sorted(map(str, map(told, plain.changes))) == sorted(map(str, map(told, whole.changes)))
        assert plain.stayed == whole.stayed


def test_that_one_schedule_looks_further_ahead_is_no_change() -> None:
    """Yearly from 19 December 2025: with a review more, the schedule shows the second questionnaire too (`england/H7`, H6)."""
    old, new = written(CAME_IN), written(CAME_IN, HELD)
    questionnaires = [[due["due"] for due in one["due_dates"] if due["task"] == "strengths-and-difficulties"] for one in (old, new)]
    assert questionnaires == [["2026-12-19"], ["2026-12-19", "2027-12-19"]]
    assert not [change for change in written_changes(old, new).changes if change.shown.task == "strengths-and-difficulties"]
    for due in new["due_dates"]:
        due.pop("id")  # as an earlier version wrote it: what comes after what is not known
    assert [change.how for change in written_changes(old, new).changes if change.shown.task == "strengths-and-difficulties"] == ["added"]


def test_schedules_of_two_children_are_refused() -> None:
    with pytest.raises(InputError, match="different children") as told_so:
        written_changes(written(CAME_IN, child="Z-1"), written(CAME_IN, child="Z-2"))
    assert "Z-" not in str(told_so.value)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"schema_version": 2}, "schema_version: it is not 1"),
        ({"schema_version": None}, "schema_version: it is not 1"),
        ({"due_dates": 3}, "due_dates: it is not a list"),
        ({"child": None}, "child: it is not text"),
        ({"profile": {"id": "x"}}, "profile.version: it is missing"),
    ],
)
def test_what_is_no_schedule_is_refused_by_its_place(change: dict[str, Any], why: str) -> None:
    with pytest.raises(InputError) as told_so:
        written_schedule({**written(CAME_IN), **change})
    assert why in str(told_so.value)


def test_keys_of_a_later_release_are_let_through() -> None:
    """The format's promise: keys are only ever added under schema_version 1."""
    schedule = written(CAME_IN)
    schedule["due_dates"][0]["colour"] = "red"
    found = written_schedule({**schedule, "made_by": "a later release"})
    assert found.due_dates[0].title == schedule["due_dates"][0]["title"]
    with pytest.raises(InputError, match="an object with keys"):
        written_schedule([schedule])
