"""The schedule: how a due date stands on a day, the order of due dates, and the JSON that other systems read."""

from __future__ import annotations

import copy
import json
import pickle
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from tests.small_profiles import ALONE, D, task_of

from lacreview_rules import (
    AlertRaised,
    BecameLookedAfter,
    CeasedToBeLookedAfter,
    Event,
    History,
    PlacementMoved,
    ReviewArranged,
    ReviewHeld,
    ReviewRequested,
    TaskDone,
    WorkingCalendar,
    build_schedule,
    load_profile,
)
from lacreview_rules.counting.calendars import england_and_wales
from lacreview_rules.errors import CalendarRangeError
from lacreview_rules.schedules.order import order_of
from lacreview_rules.schedules.standing import occurrence_of
from lacreview_rules.schedules.titles import ordinal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lacreview_rules.schedules.due_dates import DueDate
    from lacreview_rules.schedules.schedule import Schedule
    from lacreview_rules.schedules.standing import Status

CAME = BecameLookedAfter(on=D("2026-01-05"), placement="foster-care", legal_status="section-20")

SCHEDULE_KEYS = ["schema_version", "child", "as_of", "profile", "calendar", "due_dates", "considerations", "problems"]
DUE_DATE_KEYS = [
    "task",
    "title",
    "role",
    "period_of_care",
    "review",
    "due",
    "due_at",
    "last_working_day",
    "aim",
    "opens",
    "status",
    "done_on",
    "days_late",
    "basis",
    "rule",
    "force",
    "cite",
    "verified",
    "also",
    "notices",
    "id",
    "scope",
]
"""The keys of the contract, in its order."""


def schedule_of(*events: Event, profile: str = "england", as_of: str | None = None) -> Schedule:
    """The schedule of these events, on a day if one is given."""
    schedule = build_schedule(History("A1", (CAME, *events), D("2016-01-01")), load_profile(profile))
    return schedule.on(D(as_of)) if as_of else schedule


def first_review(*events: Event, as_of: str) -> DueDate:
    """The first review, due on Mon 2 February 2026."""
    return schedule_of(*events, as_of=as_of).of("review")[0]


class TestStatus:
    """Design.md, the schedule contract: `status` on a day; CPR 2010 reg 33(1) gives 2 February 2026."""

    @pytest.mark.parametrize(
        ("as_of", "status", "late"),
        [
            ("2025-12-31", "upcoming", None),
            ("2026-02-01", "upcoming", None),
            ("2026-02-02", "due-today", None),
            ("2026-02-03", "overdue", 1),
            ("2026-03-02", "overdue", 28),
        ],
    )
    def test_not_done(self, as_of: str, status: Status, late: int | None) -> None:
        """The due date itself is still in time (statute.md K5)."""
        due = first_review(as_of=as_of)
        assert (due.status, due.days_late, due.done_on) == (status, late, None)

    @pytest.mark.parametrize(
        ("held", "status", "late"), [("2026-02-01", "met", None), ("2026-02-02", "met", None), ("2026-02-03", "met-late", 1)]
    )
    def test_done(self, held: str, status: Status, late: int | None) -> None:
        """Statute.md 11.4: the last day is inside the limit."""
        due = first_review(ReviewHeld(on=D(held)), as_of="2026-06-01")
        assert (due.status, due.days_late, due.done_on) == (status, late, D(held))

    def test_a_day_before_the_record_knows_nothing_of_what_was_done_later(self) -> None:
        """Schedule.on: the same due dates as they stood on another day."""
        held = ReviewHeld(on=D("2026-02-04"))
        stood = [
            (first_review(held, as_of=day).status, first_review(held, as_of=day).done_on)
            for day in ("2026-02-02", "2026-02-03", "2026-02-04")
        ]
        assert stood == [("due-today", None), ("overdue", None), ("met-late", D("2026-02-04"))]

    def test_ceasing_counts_from_its_own_day(self) -> None:
        """Design.md, closing: the day before ceasing the review was still to come."""
        ceased = CeasedToBeLookedAfter(on=D("2026-01-20"))
        assert [first_review(ceased, as_of=day).status for day in ("2026-01-19", "2026-01-20", "2026-06-01")] == [
            "upcoming",
            "cancelled",
            "cancelled",
        ]

    def test_a_due_date_on_a_holiday_does_not_move(self) -> None:
        """Statute.md K8: a date in law does not move. Three months after 4 February are Mon 4 May, a bank holiday."""
        due = schedule_of(ReviewHeld(on=D("2026-02-04"))).of("review")[1]
        assert (due.due, due.last_working_day) == (D("2026-05-04"), D("2026-05-01"))
        assert due.on(D("2026-05-05")).status == "overdue"
        assert any("Early May bank holiday" in notice and "does not move" in notice for notice in due.notices)

    def test_outstanding_and_overdue_are_views(self) -> None:
        """Design.md, Python contract: `schedule.on(day).outstanding`."""
        schedule = schedule_of(as_of="2026-02-03")
        assert {due.status for due in schedule.outstanding} == {"upcoming", "overdue"}
        assert set(schedule.overdue) < set(schedule.outstanding)
        assert all(due.due is not None and due.due < D("2026-02-03") for due in schedule.overdue)

    def test_what_is_only_assumed_cannot_be_overdue(self) -> None:
        """Design.md, projection: decisions of a review not yet held, and the review after it, are only assumed.

        On 2 June 2026 with no review recorded one review is overdue; its decisions cannot be.
        """
        schedule = schedule_of(as_of="2026-06-02")
        assert [due.review for due in schedule.overdue if due.task == "review"] == [1]
        assert [due for due in schedule.overdue if due.task == "decisions"] == []

    def test_what_prepares_an_assumed_review_cannot_be_overdue_either(self) -> None:
        """Design.md, projection: on 2 June 2026 the first review is overdue, and so may its report be; not the second's."""
        schedule = schedule_of(as_of="2026-06-02")
        assert [due.review for due in schedule.overdue if due.task == "review-report"] == [1]

    def test_nothing_in_the_past_is_upcoming(self) -> None:
        """Design.md, the schedule contract: upcoming is what is still to come. The second review was assumed for 2 May."""
        schedule = schedule_of(as_of="2026-06-02")
        assert [due for due in schedule.due_dates if due.status == "upcoming" and due.due is not None and due.due < D("2026-06-02")] == []

    def test_as_of_is_the_last_event_unless_asked(self) -> None:
        """Schedule.py: a schedule holds no today."""
        schedule = schedule_of(ReviewHeld(on=D("2026-01-28")), ReviewArranged(on=D("2026-02-16"), review_on=D("2026-04-20")))
        assert schedule.as_of == D("2026-02-16")
        assert all(due.as_of == D("2026-02-16") for due in schedule.due_dates)
        assert schedule.on(D("2026-02-16")) == schedule


class TestOrder:
    """Design.md: sorted by due date, then task, then rule; ties bind by force, then rule."""

    def test_by_date_then_task_then_rule(self) -> None:
        """Advice, without a date, comes last."""
        asked = ReviewRequested(on=D("2026-02-23"), by="IRO")
        schedule = schedule_of(ReviewHeld(on=D("2026-01-28")), PlacementMoved(on=D("2026-02-20")), asked, profile="south-gloucestershire")
        keys = [(due.due or date.max, due.task, due.rule) for due in schedule.due_dates]
        assert keys == sorted(keys)
        assert schedule.due_dates[-1].due is None

    def test_of_equal_dates_the_regulation_binds(self) -> None:
        """Profile format: regulation before guidance before data-return before local, then rule id. Both give 2 February."""
        due = schedule_of(profile="newham").of("review")[0]
        assert [(limit.rule_id, str(limit.due)) for limit in occurrence_of(due).limits] == [
            ("england/R1", "2026-02-02"),
            ("newham/NH1", "2026-02-02"),
        ]
        assert (due.rule, due.force, due.verified) == ("england/R1", "regulation", True)

    def test_of_equal_dates_and_force_the_rule_id_binds(self, tmp_path: Path) -> None:
        """Profile format: then rule id, whatever the order in the file."""
        head = ALONE + task_of("t")
        rows = "".join(
            f'[[timescales]]\nid = "ours/{n}"\ntask = "t"\nlimit = "5 days"\nafter = "became-looked-after"\nforce = "{force}"\n'
            for n, force in ((4, "local"), (3, "data-return"), (2, "guidance"), (1, "guidance"))
        )
        path = tmp_path / "ours.toml"
        path.write_text(head + rows, encoding="utf-8")
        (due,) = build_schedule(History("A1", [BecameLookedAfter(on=D("2026-01-05"))]), load_profile(path)).due_dates
        assert [limit.rule_id for limit in occurrence_of(due).limits] == ["ours/1", "ours/2", "ours/3", "ours/4"]


class TestJson:
    """Design.md, the schedule: contract (JSON)."""

    def test_keys_and_their_order(self) -> None:
        """Exactly these, in this order: other systems rely on it."""
        written = schedule_of(ReviewHeld(on=D("2026-01-28")), profile="newham").to_dict()
        assert list(written) == SCHEDULE_KEYS
        assert list(written["profile"]) == ["id", "version", "digest"]
        assert list(written["calendar"]) == ["id", "confirmed_until"]
        assert {tuple(due) for due in written["due_dates"]} == {tuple(DUE_DATE_KEYS)}
        assert {tuple(other) for due in written["due_dates"] for other in due["also"]} == {("rule", "due", "force")}
        assert {tuple(mark)[:1] for mark in written["considerations"]} == {("rule",)}

    def test_a_due_date_as_it_is_written(self) -> None:
        """The first review of design.md's example child: due 21 January 2026 from 19 December 2025."""
        history = History("A123", [BecameLookedAfter(on=D("2025-12-19")), ReviewHeld(on=D("2026-01-14"))], D("2014-05-02"))
        schedule = build_schedule(history, load_profile("newham")).on(D("2026-02-10"))
        assert (schedule.to_dict()["child"], schedule.to_dict()["as_of"], schedule.to_dict()["schema_version"]) == ("A123", "2026-02-10", 1)
        assert schedule.of("review")[0].to_dict() == {
            "task": "review",
            "title": "First looked after review",
            "role": "IRO",
            "period_of_care": 1,
            "review": 1,
            "due": "2026-01-21",
            "due_at": None,
            "last_working_day": "2026-01-21",
            "aim": None,
            "opens": None,
            "status": "met",
            "done_on": "2026-01-14",
            "days_late": None,
            "basis": "actual",
            "rule": "england/R1",
            "force": "regulation",
            "cite": "SI 2010/959 reg 33(1)",
            "verified": True,
            "also": [{"rule": "newham/NH1", "due": "2026-01-21", "force": "local"}],
            "notices": schedule.of("review")[0].to_dict()["notices"],
            "id": "review/2025-12-19",
            "scope": {"kind": "period-of-care", "number": 1, "first": "2025-12-19", "last": None, "closed_by": None},
        }

    def test_it_is_json_and_the_same_every_time(self) -> None:
        """Design.md: the same input gives the same bytes."""
        text = schedule_of(ReviewHeld(on=D("2026-01-28")), profile="newham").to_json()
        assert json.loads(text) == schedule_of(ReviewHeld(on=D("2026-01-28")), profile="newham").to_dict()
        assert text == schedule_of(ReviewHeld(on=D("2026-01-28")), profile="newham").to_json()
        assert "\n" not in text

    def test_on_one_line_unless_asked_and_in_the_letters_of_the_record(self) -> None:
        """Not as escapes, so that a file can be read and searched."""
        schedule = build_schedule(History("Zoë", [CAME]), load_profile("england"))
        text = schedule.to_json()
        assert "\n" not in text
        assert '"child": "Zoë"' in text
        laid_out = schedule.to_json(indent=2)
        assert laid_out.startswith('{\n  "schema_version": 1,\n  "child": "Zoë",\n')
        assert json.loads(laid_out) == json.loads(text)

    def test_problems_are_written_too(self) -> None:
        """Design.md: the schedule carries the problems."""
        written = schedule_of(TaskDone(on=D("2026-01-12"), task="vist")).to_dict()
        (problem,) = written["problems"]
        assert list(problem) == ["where", "what", "remedy"]
        assert problem["where"] == "events[1].task"

    def test_an_empty_history_is_written(self) -> None:
        """No event, no day, no date."""
        written = build_schedule(History("A1"), load_profile("england")).to_dict()
        assert (written["as_of"], written["due_dates"], len(written["problems"])) == (None, [], 1)

    @pytest.mark.parametrize(
        ("number", "word"), [(1, "First"), (10, "Tenth"), (11, "11th"), (13, "13th"), (21, "21st"), (102, "102nd"), (111, "111th")]
    )
    def test_ordinals(self, number: int, word: str) -> None:
        """`{Ordinal}` in a title."""
        assert ordinal(number) == word


class TestCalendar:
    """Design.md, calendar: two horizons."""

    def test_past_the_official_list_a_date_is_provisional(self) -> None:
        """`confirmed_until`: a notice, on a date counted past it and on no other."""
        short = england_and_wales()
        history = History("A1", [BecameLookedAfter(on=short.confirmed_until + timedelta(days=30))], D("2025-01-01"))
        assert any("confirmed only until" in notice for notice in build_schedule(history, load_profile("england")).of("review")[0].notices)
        assert not any("confirmed only until" in notice for notice in schedule_of().of("review")[0].notices)

    def test_past_its_end_an_error_names_the_remedy(self) -> None:
        """CalendarRangeError: names the date, the range and the remedy."""
        ends = WorkingCalendar("short", D("2026-01-01"), D("2026-01-31"), D("2026-01-31"))
        with pytest.raises(CalendarRangeError, match=r"outside calendar short.*2026-01-01 to 2026-01-31; build a longer one"):
            build_schedule(History("A1", [CAME], D("2016-01-01")), load_profile("england"), ends)

    def test_the_error_comes_when_the_schedule_is_built(self) -> None:
        """build_schedule: "Raises CalendarRangeError: a date leaves the calendar". Four weeks from 1 May 1989."""
        history = History("A1", [BecameLookedAfter(on=D("1989-05-01"))], D("1980-01-01"))
        with pytest.raises(CalendarRangeError):
            build_schedule(history, load_profile("england"))


class TestDistant:
    """What counts from a birthday years away stands back until it is near, and then is never missed."""

    def test_a_young_child_is_shown_no_pathway_assessment(self) -> None:
        """CPR 2010 reg 42 (T2): a child born on 1 January 2016 is sixteen in 2032; nobody needs that date in 2026."""
        assert schedule_of().of("pathway-assessment") == ()

    def test_it_is_shown_from_the_birthday_on(self) -> None:
        """Sixteen on 1 January 2032, three months after: 1 April. Asked for an earlier day again, it stands back."""
        schedule = schedule_of()
        shown = schedule.on(D("2032-01-01"))
        assert [(due.due, due.status) for due in shown.of("pathway-assessment")] == [(D("2032-04-01"), "upcoming")]
        assert [due.status for due in schedule.on(D("2032-04-02")).of("pathway-assessment")] == ["overdue"]
        assert shown.on(D("2026-02-02")).of("pathway-assessment") == ()

    def test_it_is_shown_when_asked_for(self) -> None:
        """`until` carries the schedule as far as it is told."""
        schedule = build_schedule(History("A1", [CAME], D("2016-01-01")), load_profile("england"), until=D("2033-01-01"))
        assert [due.due for due in schedule.of("pathway-assessment")] == [D("2032-04-01")]

    def test_two_that_are_alike_in_everything(self) -> None:
        """Two alerts of one day, and birthdays that join the schedule later: each stays in its place."""
        alerts = [AlertRaised(on=D("2026-02-09"), ref=ref) for ref in ("a", "b")]
        schedule = build_schedule(History("A1", [CAME, *alerts], D("2012-06-01")), load_profile("newham"))
        assert schedule.distant
        for day in ("2026-02-10", "2028-06-02", "2031-01-01"):
            shown = [order_of(occurrence_of(due)) for due in schedule.on(D(day)).due_dates]
            assert shown == sorted(shown)
            assert len(set(shown)) < len(shown)


@pytest.mark.parametrize(("records", "status"), [(None, "overdue"), (["review"], "overdue"), ([], "not-recorded")])
def test_silence_of_a_source_that_does_not_record_reviews_is_no_lateness_after_care(records: list[str] | None, status: str) -> None:
    """Design.md, `records`: silence about what a source does not record is not lateness; nor when care has ended."""
    events = [BecameLookedAfter(on=date(2025, 5, 6)), CeasedToBeLookedAfter(on=date(2025, 12, 1))]
    schedule = build_schedule(History("A1", events, records=records), load_profile("england")).on(date(2026, 3, 31))
    assert next(due.status for due in schedule.of("review")) == status


class TestWhenItsDueDatesAreMade:
    """They are made when they are first asked for; whether anybody has asked changes nothing that can be seen."""

    DAYS = ("2026-01-04", "2026-01-05", "2026-03-01", "2031-12-31", "2033-06-01")  # at 16, in 2032, pathway tasks join the others

    @staticmethod
    def asked() -> Schedule:
        schedule = schedule_of(ReviewHeld(on=D("2026-01-30")))
        assert schedule.due_dates[0].as_of == schedule.distant[0].as_of == D("2026-01-30")
        return schedule

    @pytest.mark.parametrize("day", DAYS)
    def test_on_another_day(self, day: str) -> None:
        fresh, asked = schedule_of(ReviewHeld(on=D("2026-01-30"))).on(D(day)), self.asked().on(D(day))
        assert (fresh.due_dates, fresh.distant) == (asked.due_dates, asked.distant)
        assert fresh == asked
        assert {due.as_of for due in (*fresh.due_dates, *fresh.distant)} == {D(day)}

    def test_those_that_join_are_distant_still(self) -> None:
        later = schedule_of(ReviewHeld(on=D("2026-01-30"))).on(D("2033-06-01"))
        joined = [due for due in later.due_dates if due in later.distant]
        assert {due.task for due in joined} >= {"pathway-assessment"}
        assert later.on(D("2026-01-30")) == self.asked()

    def test_compared_hashed_copied_and_pickled(self) -> None:
        def make() -> Schedule:
            return schedule_of(ReviewHeld(on=D("2026-01-30")))

        assert make() == self.asked()
        assert hash(make()) == hash(self.asked())
        assert copy.deepcopy(make()) == self.asked()
        assert pickle.loads(pickle.dumps(make())) == self.asked()  # noqa: S301 - our own
        assert replace(make(), problems=()) == replace(self.asked(), problems=())
        assert repr(make()) == repr(self.asked())

    def test_what_it_has_not_it_has_not(self) -> None:
        with pytest.raises(AttributeError, match="due_date'"):
            _ = schedule_of().due_date  # type: ignore[attr-defined] # the mistake that is tried


class TestWhenItsProblemsAreTold:
    """When they are first asked for, as no due date depends on them; whether anybody has asked changes nothing that can be seen."""

    WRONG = (CAME, ReviewHeld(on=D("2025-12-01")), TaskDone(on=D("2026-01-12"), task="nothing-of-the-kind"))
    TOLD = ("events[1]", "events[2].task", "date_of_birth")

    def made(self) -> Schedule:
        return build_schedule(History("A1", self.WRONG), load_profile("england"))

    def asked(self) -> Schedule:
        schedule = self.made()
        assert tuple(problem.where for problem in schedule.problems) == self.TOLD
        return schedule

    @pytest.mark.parametrize(
        "change",
        [
            lambda one: one,
            lambda one: one.on(D("2026-03-01")),
            lambda one: one.on(D("2026-03-01")).on(D("2026-04-01")),
            lambda one: one.only({"review"}),
            lambda one: one.only({"review"}).on(D("2026-03-01")),
            lambda one: replace(one, as_of=None),
            copy.copy,
            copy.deepcopy,
            lambda one: pickle.loads(pickle.dumps(one)),  # noqa: S301 - our own
        ],
        ids=["as it is", "on a day", "on two", "only some", "some on a day", "replaced", "copied", "copied deeply", "pickled"],
    )
    def test_before_and_after_a_change(self, change: Callable[[Schedule], Schedule]) -> None:
        fresh, asked = change(self.made()), change(self.asked())
        assert fresh == asked
        assert fresh.problems == asked.problems == self.asked().problems

    def test_once_for_a_schedule_and_its_copies(self) -> None:
        made = self.made()
        later = made.on(D("2026-03-01"))
        assert later.problems is made.problems

    def test_where_only_some_tasks_are_asked_for(self) -> None:
        found = build_schedule(History("A1", self.WRONG), load_profile("england"), tasks={"review"})
        assert tuple(problem.where for problem in found.problems) == self.TOLD

    def test_by_two_threads_at_once(self) -> None:
        """The one that comes second, when the first has them already, is given the same."""
        made = self.made()
        told = made.problems
        assert made.__getattr__("problems") is told  # type: ignore[attr-defined] # as Python asks where there was none a moment ago
