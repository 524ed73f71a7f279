"""What changed, where no one difference explains it: several together, a part of the inputs as a whole, and what leaves the calendar.

Dates are counted by hand. Looked after on Mon 5 January 2026.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest
from tests.small_profiles import D, head_of, task_of

from lacreview_rules import (
    BecameLookedAfter,
    CeasedToBeLookedAfter,
    Event,
    Fact,
    History,
    OtherEvent,
    PlacementMoved,
    ReviewArranged,
    ReviewHeld,
    build_schedule,
    england_and_wales,
    load_profile,
)
from lacreview_rules.changes.causes import dated
from lacreview_rules.changes.differences import Inputs, between, differences
from lacreview_rules.changes.schedules import schedule_changes
from lacreview_rules.counting.calendars import BankHoliday, Layer
from lacreview_rules.errors import CalendarRangeError
from lacreview_rules.schedules.identities import identified

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lacreview_rules import Profile
    from lacreview_rules.changes.schedules import Change

CAME_IN = BecameLookedAfter(on=D("2026-01-05"))
RULE = """\
[[timescales]]
id = "ours/{number}"
task = "call"
limit = "{limit}"
after = "{after}"
{more}"""


@pytest.fixture
def ours(tmp_path: Path) -> Callable[..., Profile]:
    def made(version: str, *rules: str, head: str = "") -> Profile:
        path = tmp_path / f"{version}.toml"
        path.write_text(head_of(version=version) + task_of("call") + head + "".join(rules), encoding="utf-8")
        return load_profile(path)

    return made


def rule(number: int, limit: str = "5 working days", after: str = "became-looked-after", more: str = "") -> str:
    return RULE.format(number=number, limit=limit, after=after, more=more)


def history(*events: Event) -> History:
    return History("A1", [CAME_IN, *events], D("2014-05-02"))


def told(change: Change) -> tuple[str, str | None, str | None, list[tuple[str, str, bool]]]:
    was, now = (None if shown is None else shown.due for shown in (change.before, change.after))
    return (change.how, was, now, [(cause.kind, cause.what, cause.alone) for cause in change.causes])


def test_either_of_two_events_and_either_of_two_rules(ours: Callable[..., Profile]) -> None:
    """Each rule asks for the fact, which was recorded twice: nothing would do alone, and nothing is needed. Due on Mon 12 January."""
    fact, head = 'when = { fact = ["asked"] }\n', '[[facts]]\nid = "asked"\n'
    old = Inputs(history(), ours("1", rule(1, "10 working days"), head=head))
    asked = [Fact(on=D("2026-01-05"), fact="asked"), Fact(on=D("2026-01-05"), fact="asked", ref="b")]
    new = Inputs(history(*asked), ours("2", rule(1, "10 working days"), rule(2, more=fact), rule(3, more=fact), head=head))
    [change] = schedule_changes(old, new).changes
    assert told(change) == (
        "moved",
        "2026-01-19",
        "2026-01-12",
        [("event", "2 changes of the history together", False), ("profile", "the profile ours 1 became ours 2", False)],
    )


def test_an_event_and_more_rules_than_can_be_tried(ours: Callable[..., Profile]) -> None:
    """A fact, and 31 rules that ask for it: one working day from Mon 5 January."""
    fact, head = 'when = { fact = ["asked"] }\n', '[[facts]]\nid = "asked"\n'
    old = Inputs(history(), ours("1", rule(1, "10 working days"), head=head))
    many = [rule(number, "1 working day", more=fact) for number in range(2, 33)]
    new = Inputs(history(Fact(on=D("2026-01-05"), fact="asked")), ours("2", rule(1, "10 working days"), *many, head=head))
    [change] = schedule_changes(old, new).changes
    assert told(change) == (
        "moved",
        "2026-01-19",
        "2026-01-06",
        [("event", "the fact asked on Mon 5 Jan 2026 was added", False), ("profile", "the profile ours 1 became ours 2", False)],
    )


def test_more_days_of_a_calendar_than_can_be_tried() -> None:
    """Seventy Mondays from 12 January are taken off: day 20 moves from Mon 2 February to Fri 6 February.

    In the four weeks to Mon 2 February four Mondays go; then Tue to Fri of the fifth week are days 17 to 20.
    """
    mondays = tuple(BankHoliday(D("2026-01-12") + timedelta(7 * week), "Off") for week in range(70))
    now = england_and_wales()
    layer = Layer(tuple(day for day in mondays if day.on not in {off.on for off in now.holidays}), (), "proposed")
    assert len(layer.added) == 70 - 7  # Easter, May twice, August and 28 December 2026, Easter and May 2027 are bank holidays
    found = schedule_changes(*(Inputs(history(), load_profile("england"), calendar) for calendar in (now, now.with_layer(layer))))
    [first] = [change for change in found.changes if (change.shown.task, change.shown.review) == ("review", 1)]
    assert told(first) == (
        "moved",
        "2026-02-02",
        "2026-02-06",
        [("calendar", f"{len(layer.added)} changes of the calendar together", True)],
    )


def test_inputs_in_between_that_leave_the_calendar() -> None:
    """The calendar ends with 2026, and so would care in both histories; with neither ending, dates of 2027 would have to be counted.

    So that the first ending was taken out explains nothing by itself, and is no error: the two endings explain it together.
    """
    calendar = england_and_wales(2025, 2026)
    held = [ReviewHeld(on=D("2026-01-28")), ReviewHeld(on=D("2026-04-20"))]
    old = Inputs(history(*held, CeasedToBeLookedAfter(on=D("2026-05-01"), ref="a")), load_profile("england"), calendar)
    new = Inputs(history(*held, CeasedToBeLookedAfter(on=D("2026-12-01"), ref="b")), load_profile("england"), calendar)
    with pytest.raises(CalendarRangeError):
        build_schedule(history(*held, PlacementMoved(on=D("2026-12-20"))), load_profile("england"), calendar)
    found = schedule_changes(old, new, build=partial(build_schedule, tasks={"review"}))  # what is yearly is due in 2027 in any case
    [third] = [change for change in found.changes if (change.shown.task, change.shown.review) == ("review", 3)]
    assert told(third)[:3] == ("added", "2026-10-20", "2026-10-20")
    assert [(cause.what, cause.alone) for cause in third.causes] == [
        ("ceased to be looked after on Fri 1 May 2026 was taken out", False),
        ("ceased to be looked after on Tue 1 Dec 2026 was added", False),
    ]


def test_the_tasks_that_a_source_records() -> None:
    """The extract that records reviews alone: no date moves, so nothing is to be explained; both inputs can be put together."""
    old = Inputs(history(), load_profile("england"))
    new = Inputs(History("A1", [CAME_IN], D("2014-05-02"), ("review",)), load_profile("england"))
    assert [one.what for one in differences(old, new)] == ["the tasks that the source records were changed"]
    assert between(old, new, differences(old, new)).history == new.history
    assert schedule_changes(old, new).changes == ()


def test_the_review_cycle_and_the_words_of_a_profile(ours: Callable[..., Profile]) -> None:
    """An event of a kind that only the new profile declares, five working days after Wed 7 January: Wed 14 January."""
    old = Inputs(history(), ours("1", rule(1, "10 working days")))
    event, cycle = (
        '[[events]]\nid = "call-asked"\n',
        '[review_cycle]\ntask = "panel"\n[[tasks]]\nid = "panel"\ntitle = "Panel"\nper = "period-of-care"\n',
    )
    new = Inputs(
        history(OtherEvent(event="call-asked", on=D("2026-01-07"))),
        ours("2", rule(1, "10 working days"), rule(2, after="call-asked"), head=cycle + event),
    )
    assert {one.key for one in differences(old, new) if one.kind == "profile"} == {"events", "cycle_task"}
    for chosen in (differences(old, new), [one for one in differences(old, new) if one.key != "cycle_task"]):
        made = between(old, new, chosen)
        assert made.profile.cycle_task == ("panel" if len(chosen) == len(differences(old, new)) else None)
        assert dict(made.profile.events) == dict(new.profile.events)
        wanted = {key: dated(due) for key, due in identified(build_schedule(*new)).items()}
        assert {key: dated(due) for key, due in identified(build_schedule(*made)).items()} == wanted
    [change] = schedule_changes(old, new).changes
    assert told(change)[:3] == ("moved", "2026-01-19", "2026-01-14")


def test_a_setting_and_an_event_each_with_its_own_due_date() -> None:
    """Three working days before a review booked for Wed 8 April: Wed 1 April, in clear days Tue 31 March; and a move."""
    england = load_profile("england")
    events = [ReviewHeld(on=D("2026-01-28")), ReviewArranged(on=D("2026-01-28"), review_on=D("2026-04-08"))]
    old, new = (
        Inputs(history(*events), england),
        Inputs(history(*events, PlacementMoved(on=D("2026-02-02"))), england.with_settings(count_back="clear")),
    )
    [report] = [one for one in schedule_changes(old, new).changes if (one.shown.task, one.shown.review) == ("review-report", 2)]
    assert told(report)[:3] == ("moved", "2026-04-01", "2026-03-31")
    assert [(cause.kind, cause.alone) for cause in report.causes] == [("profile", True)]
    setting = [one for one in differences(old, new) if one.kind == "profile"]
    assert between(old, new, setting).profile.settings["count_back"] == "clear"
    assert between(old, new, setting).history == old.history


def test_holidays_outside_the_first_calendar_and_one_that_goes_while_another_comes() -> None:
    """Twenty working days from Mon 10 August 2026: Tue 8 September; 31 August worked and 1 September off, that day all the same."""
    narrow, wide = england_and_wales(2025, 2030), england_and_wales(2024, 2031)
    one = History("A1", [BecameLookedAfter(on=D("2026-08-10"))], D("2014-05-02"))
    assert differences(Inputs(one, load_profile("england"), narrow), Inputs(one, load_profile("england"), wide)) == ()
    swapped = narrow.with_layer(Layer((BankHoliday(D("2026-09-01"), "Instead"),), (D("2026-08-31"),), "proposed"))
    old, new = Inputs(one, load_profile("england"), narrow), Inputs(one, load_profile("england"), swapped)
    gone, come = differences(old, new)
    assert (gone.what, come.what) == ("Mon 31 Aug 2026 is no longer a bank holiday", "Tue 1 Sep 2026 (Instead) became a bank holiday")
    reviews = [build_schedule(*between(old, new, chosen)).of("review")[0].due for chosen in ((gone,), (come,), (gone, come))]
    assert reviews == [D("2026-09-07"), D("2026-09-09"), D("2026-09-08")]
