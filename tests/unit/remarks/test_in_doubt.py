"""What can be true and is in doubt all the same: one review in two parts, times that clocks showed twice or never, a child not seen."""

from __future__ import annotations

from datetime import date, time

import pytest
from tests.small_profiles import ALONE, D, came, moved, profile_of, reviewed, rules_of, schedule_of, schedule_under, task_of

from lacreview_rules import (
    BecameLookedAfter,
    Event,
    Fact,
    History,
    HistoryError,
    LegalStatusChanged,
    OtherEvent,
    ReviewAdjourned,
    ReviewArranged,
    ReviewHeld,
    SignificantEvent,
    TaskDone,
    build_schedule,
    england_and_wales,
    load_profile,
)

CAME = came("2026-02-02")


def told(*events: Event) -> list[tuple[str, str]]:
    return [(problem.where, problem.what) for problem in schedule_under(CAME, *events).problems]


class TestOneReviewInTwoParts:
    """Field case 12. The regulations of England remark on ten days or less (setting review_parts_within)."""

    @pytest.mark.parametrize("second", [TaskDone(on=D("2026-02-28"), task="review"), ReviewHeld(on=D("2026-02-28"))], ids=["task", "event"])
    def test_the_second_recorded_under_either_of_its_words(self, second: Event) -> None:
        events = [ReviewHeld(on=D("2026-02-25")), second]
        [remark] = [one for one in schedule_under(CAME, *events[::-1]).problems if "in two parts" in one.what]
        assert (remark.where, remark.what) == ("events[1]", "a review 3 days after the one before: is it one review in two parts?")

    def test_whatever_its_note_says(self) -> None:
        """A review that is recorded is remarked on, though somebody wrote beside it that it was not."""
        noted = [ReviewHeld(on=D(day), note="It is not recorded, and taken as done.") for day in ("2026-02-25", "2026-02-28")]
        assert [where for where, what in told(*noted) if "in two parts" in what] == ["events[2]"]

    @pytest.mark.parametrize(("day", "days"), [("2026-02-26", "1 day"), ("2026-02-28", "3 days"), ("2026-03-07", "10 days")])
    def test_a_few_days_apart(self, day: str, days: str) -> None:
        what = f"a review {days} after the one before: is it one review in two parts?"
        assert told(ReviewHeld(on=D("2026-02-25")), ReviewHeld(on=D(day))) == [("events[2]", what)]

    @pytest.mark.parametrize(
        "events",
        [
            pytest.param([ReviewHeld(on=D("2026-02-25")), ReviewHeld(on=D("2026-03-08"))], id="eleven days"),
            pytest.param([ReviewAdjourned(on=D("2026-02-25")), ReviewHeld(on=D("2026-02-28"))], id="adjourned"),
            pytest.param([ReviewHeld(on=D("2026-02-25")), ReviewHeld(on=D("2026-02-28"), additional=True)], id="the second is additional"),
            pytest.param([ReviewHeld(on=D("2026-02-25"), additional=True), ReviewHeld(on=D("2026-02-28"))], id="the first is additional"),
        ],
    )
    def test_no_remark(self, events: list[Event]) -> None:
        assert told(*events) == []

    @pytest.mark.parametrize(
        ("between", "last", "days"),
        [(["2026-02-28"], "2026-03-05", 8), (["2026-03-03"], "2026-03-09", 12), (["2026-03-05", "2026-03-15"], "2026-03-25", 28)],
    )
    def test_two_with_additional_ones_between(self, between: list[str], last: str, days: int) -> None:
        """Each at most ten days after the one before, however far the last is from the first: as records in a row are of one review."""
        row = [ReviewHeld(on=D("2026-02-25")), *(ReviewHeld(on=D(day), additional=True) for day in between), ReviewHeld(on=D(last))]
        what = f"a review {days} days after the one before: is it one review in two parts?"
        assert told(*row) == [(f"events[{len(row)}]", what)]

    @pytest.mark.parametrize(("between", "last"), [("2026-03-08", "2026-03-09"), ("2026-03-01", "2026-03-12")])
    def test_a_row_that_is_broken(self, between: str, last: str) -> None:
        """Eleven days after the first, or before the last."""
        row = [ReviewHeld(on=D("2026-02-25")), ReviewHeld(on=D(between), additional=True), ReviewHeld(on=D(last))]
        assert told(*row) == []

    def test_the_remedies(self) -> None:
        [problem] = schedule_under(CAME, ReviewHeld(on=D("2026-02-25")), ReviewHeld(on=D("2026-02-28"))).problems
        assert problem.remedy == "if it is, record the first part as review-adjourned; if it stands apart, as additional"

    def test_it_is_for_the_profile_to_say(self) -> None:
        history = History("A1", [CAME, ReviewHeld(on=D("2026-02-25")), ReviewHeld(on=D("2026-02-28"))], D("2012-05-14"))
        for days, remarks in ((0, 0), (2, 0), (3, 1)):
            profile = load_profile("england").with_settings(review_parts_within=days)
            assert [problem.where for problem in build_schedule(history, profile).problems] == ["events[2]"] * remarks

    def test_it_refuses_nothing(self) -> None:
        """Strict use refuses what cannot be; this can."""
        history = History("A1", [CAME, ReviewHeld(on=D("2026-02-25")), ReviewHeld(on=D("2026-02-28"))], D("2012-05-14"))
        [problem] = build_schedule(history, load_profile("england"), strict=True).problems
        assert problem.where == "events[2]"
        with pytest.raises(HistoryError):
            build_schedule(History("A1", [CAME, CAME]), load_profile("england"), strict=True)


@pytest.mark.parametrize(
    "twice",
    [
        [LegalStatusChanged(on=D("2026-03-05"), legal_status=status) for status in ("care-order", "section-20")],
        [Fact(on=D("2026-03-05"), fact="section-31a-plan", value=value) for value in (True, False)],
    ],
    ids=["legal status", "fact"],
)
def test_two_records_of_a_day_that_differ_are_told_and_not_refused(twice: list[Event]) -> None:
    history = History("A1", [CAME, *twice], D("2012-05-14"))
    assert [one.where for one in build_schedule(history, load_profile("england"), strict=True).problems if "same day" in one.what]


class TestTimesOfDay:
    """Clocks went back on Sun 25 Oct 2026 at 02:00 BST, and forward on Sun 28 Mar 2027 at 01:00 GMT (Summer Time Order 2002)."""

    @pytest.mark.parametrize(
        ("day", "at", "what"),
        [
            ("2026-10-25", time(1), "the clocks went back that night, and this time was twice"),
            ("2026-10-25", time(1, 59), "the clocks went back that night, and this time was twice"),
            ("2027-03-28", time(1), "the clocks went forward that night, and this time never was"),
            ("2027-03-28", time(1, 59), "the clocks went forward that night, and this time never was"),
        ],
    )
    def test_what_is_told(self, day: str, at: time, what: str) -> None:
        [(where, text)] = told(SignificantEvent(on=D(day), at=at))
        assert (where, text.startswith(what)) == ("events[1].at", True)

    @pytest.mark.parametrize(
        ("day", "at"),
        [
            ("2026-10-25", time(0, 59)),
            ("2026-10-25", time(2)),
            ("2027-03-28", time(0, 59)),
            ("2027-03-28", time(2)),
            ("2026-10-18", time(1, 30)),
        ],
    )
    def test_a_time_that_was_once(self, day: str, at: time) -> None:
        assert told(SignificantEvent(on=D(day), at=at)) == []

    WITHIN_A_DAY = profile_of(task_of(per="event") + rules_of("letter", 'limit = "24 hours"\nafter = "significant-event"'))

    @pytest.mark.parametrize(
        ("day", "due"),
        [
            # 01:30 BST on 25 Oct, the first of the two, is 00:30 GMT
            ("2026-10-25", "2026-10-26T00:30:00+00:00"),
            # 01:30 on 28 Mar, read the earlier way, is 00:30 GMT; the day after it is 01:30 BST
            ("2027-03-28", "2027-03-29T01:30:00+01:00"),
        ],
    )
    def test_the_earlier_reading_is_used(self, day: str, due: str) -> None:
        history = History("A1", [CAME, SignificantEvent(on=D(day), at=time(1, 30))])
        [found] = build_schedule(history, self.WITHIN_A_DAY).of("letter")
        assert found.due_at == due

    @pytest.mark.parametrize(("at", "status"), [(time(1, 20), "met"), (time(1, 40), "met"), (time(2, 1), "met-late")])
    def test_when_it_was_done_is_read_the_earlier_way_too(self, at: time, status: str) -> None:
        """24 hours after 02:15 BST on Sat 24 Oct 2026 are up at 01:15 GMT, the second 01:15. Done at 01:40, if the first, was in time."""
        events = [CAME, SignificantEvent(on=D("2026-10-24"), at=time(2, 15)), TaskDone(on=D("2026-10-25"), at=at, task="letter")]
        [found] = build_schedule(History("A1", events), self.WITHIN_A_DAY).of("letter")
        assert (found.due_at, found.status) == ("2026-10-25T01:15:00+00:00", status)


class TestTheChildWasNotSeen:
    """A visit at which the child was not seen is none (reg 28; the guidance asks that the child be seen). V1: one week, 9 Feb 2026."""

    def test_it_does_not_count_and_the_date_says_so(self) -> None:
        schedule = schedule_under(CAME, TaskDone(on=D("2026-02-05"), task="visit", seen=False)).on(D("2026-02-06"))
        first = schedule.of("visit")[0]
        assert (str(first.due), first.status) == ("2026-02-09", "upcoming")
        assert "the child was not seen on Thu 5 Feb 2026, so that does not count" in first.notices
        assert schedule.problems == ()

    def test_it_is_told_where_it_was_tried_and_nowhere_else(self) -> None:
        """Seen on 6 Feb; V2: six weeks from then, 20 Mar. Not seen on 10 Mar."""
        seen = TaskDone(on=D("2026-02-06"), task="visit")
        schedule = schedule_under(CAME, seen, TaskDone(on=D("2026-03-10"), task="visit", seen=False))
        told = [(str(due.due), any("was not seen" in text for text in due.notices)) for due in schedule.of("visit")[:2]]
        assert told == [("2026-02-09", False), ("2026-03-20", True)]
        assert not any("was not seen" in text for due in schedule.on(D("2026-03-09")).of("visit") for text in due.notices)

    def test_which_tasks_it_matters_for_is_for_the_profile_to_say(self) -> None:
        """For a letter nobody has to see the child: done, and the key is named as without effect."""
        rule = rules_of("letter", 'limit = "1 week"\nafter = "became-looked-after"')
        history = History("A1", [CAME, TaskDone(on=D("2026-02-05"), task="letter", seen=False)], D("2012-05-14"))
        plain = build_schedule(history, profile_of(task_of() + rule))
        assert [(due.status, problem.where) for due in plain.of("letter") for problem in plain.problems] == [("met", "events[1].seen")]
        seeing = build_schedule(history, profile_of(task_of(keys="sees_child = true\n") + rule))
        assert ([due.status for due in seeing.of("letter")], seeing.problems) == (["upcoming"], ())

    def test_another_placements_visit_counts_neither(self) -> None:
        """Also where it would have been early enough for the placement that follows, or the event that calls for it."""
        rule = rules_of("call", 'limit = "1 week"\nafter = "significant-event"\nmay_precede = true')
        profile = profile_of(task_of("call", per="event", keys="sees_child = true\n") + rule)
        events = [CAME, TaskDone(on=D("2026-02-20"), task="call", seen=False), SignificantEvent(on=D("2026-02-23"))]
        [due] = build_schedule(History("A1", events), profile, england_and_wales()).of("call")
        assert (str(due.due), due.status) == ("2026-03-02", "upcoming")


@pytest.mark.parametrize(
    ("stays", "told"),
    [
        ([("2026-02-01", "2026-02-10"), ("2026-02-11", "2026-02-20")], ["events[2]"]),
        ([("2026-02-01", "2026-02-10"), ("2026-02-10", "2026-02-18")], ["events[2]"]),
        ([("2026-02-11", "2026-02-20"), ("2026-02-01", "2026-02-10")], ["events[1]"]),
        ([("2026-02-01", "2026-02-10"), ("2026-02-12", "2026-02-20")], []),
        ([("2026-02-01", "2026-02-10"), ("2026-02-11", "2026-02-17")], []),
        ([("2026-02-01", "2026-02-20"), ("2026-02-21", "2026-02-22")], []),
    ],
)
@pytest.mark.parametrize("status", ["short-break", "section-20"])
def test_stays_that_may_be_one(stays: list[tuple[str, str]], told: list[str], status: str) -> None:
    """SI 2010/959 reg 48(2)(c)(i): 17 days are for one placement. The 18th day of two that touch is 18 February; alone neither has one."""
    breaks = BecameLookedAfter(on=date(2026, 1, 5), placement="foster-care", legal_status=status)
    events = [OtherEvent(event="short-break-stay", on=date.fromisoformat(on), ends_on=date.fromisoformat(to)) for on, to in stays]
    schedule = build_schedule(History("A1", [breaks, *events], date(2014, 5, 2)), load_profile("england"))
    assert [problem.where for problem in schedule.problems] == (told if status == "short-break" else [])


CYCLE = """[review_cycle]
task = "review"
restarts_on = ["placement-moved"]
"""


@pytest.mark.parametrize(("moves", "remarked"), [([], True), ([moved("2026-02-10")], False)])
def test_a_booking_of_the_first_review_of_a_cycle_that_a_move_began(moves: list[Event], *, remarked: bool) -> None:
    """Profile format, `restarts_on`: after the move the next review is a first one again; without it the first had been held."""
    rules = [f'limit = "{limit}"\nafter = "{after}"' for limit, after in (("4 weeks", "became-looked-after"), ("3 months", "review"))]
    tables = CYCLE + task_of("review", keys='done_by = ["review-held"]\n') + rules_of("review", *rules)
    booked = ReviewArranged(on=D("2026-02-16"), review_on=D("2026-03-02"), review=1)
    found = schedule_of(tables, *reviewed("2026-01-28"), *moves, booked, came_in=BecameLookedAfter(on=D("2026-01-05")), head=ALONE)
    assert any("of review 1, which had been held" in problem.what for problem in found.problems) is remarked
