"""Events outside care: a task of an event is scheduled wherever its event lies, and what nothing uses is named.

Issue found in profiles of twenty authorities: events before care, after it, between two periods, or of a child never looked after
were dropped without a word (single assessments, alerts, tasks of leaving care teams). Dates are counted by hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.small_profiles import D, came, letter_of, profile_of, rules_of, task_of

from lacreview_rules import (
    AlertAnswered,
    AlertRaised,
    CeasedToBeLookedAfter,
    Event,
    Fact,
    History,
    OtherEvent,
    Profile,
    ReviewRequested,
    Schedule,
    SchoolStarted,
    SignificantEvent,
    TaskDone,
    build_schedule,
    load_profile,
)

if TYPE_CHECKING:
    from collections.abc import Callable

CAME, LEFT, BACK = came("2026-01-05"), CeasedToBeLookedAfter(on=D("2026-02-02")), came("2026-04-06")
DECLARED = '[[events]]\nid = "admission-decided"\n'


def schedule(profile: Profile, *events: Event, born: str = "2014-05-02") -> Schedule:
    return build_schedule(History("A1", events, D(born)), profile)


def letters(found: Schedule) -> list[str]:
    return [" ".join(map(str, filter(None, (due.due, due.done_on)))) for due in found.of("letter")]


def where(found: Schedule) -> list[str]:
    return [problem.where for problem in found.problems]


KINDS: dict[str, Callable[[str], Event]] = {
    "significant-event": lambda day: SignificantEvent(on=D(day)),
    "alert-raised": lambda day: AlertRaised(on=D(day)),
    "alert-answered": lambda day: AlertAnswered(on=D(day)),
    "school-started": lambda day: SchoolStarted(on=D(day)),
    "review-requested": lambda day: ReviewRequested(on=D(day)),
    "admission-decided": lambda day: OtherEvent(event="admission-decided", on=D(day)),
}
PLACES: dict[str, tuple[str, list[Event]]] = {
    "before care": ("2025-12-15", [CAME]),
    "after care": ("2026-02-09", [CAME, LEFT]),
    "between two periods": ("2026-03-02", [CAME, LEFT, BACK]),
    "never looked after": ("2026-03-02", []),
    "the day care ended": ("2026-02-02", [CAME, LEFT]),
    "the day care began": ("2026-01-05", [CAME]),
}
A_WEEK_LATER = {
    "2025-12-15": "2025-12-22",
    "2026-02-09": "2026-02-16",
    "2026-03-02": "2026-03-09",
    "2026-02-02": "2026-02-09",
    "2026-01-05": "2026-01-12",
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("place", PLACES)
def test_a_task_of_an_event_is_scheduled_wherever_it_lies(kind: str, place: str) -> None:
    """A letter within a week after each; as at the end of the year nobody has sent it.

    Of a profile's own event on the day on which care ended it is a doubt whether it came after that.
    """
    day, care = PLACES[place]
    found = schedule(profile_of(DECLARED + letter_of(f'limit = "1 week"\nafter = "{kind}"')), *care, KINDS[kind](day))
    assert letters(found) == [A_WEEK_LATER[day]]
    assert found.on(D("2026-12-31")).of("letter")[0].scope.kind == "event"
    assert where(found) == (["events[2]"] if (kind, place) == ("admission-decided", "the day care ended") else [])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("place", ["before care", "after care", "between two periods"])
def test_what_nothing_counts_from_is_named(kind: str, place: str) -> None:
    """Under a profile without such a rule, and under one whose task belongs to the period of care."""
    day, care = PLACES[place]
    of_the_period = DECLARED + letter_of(f'limit = "1 week"\nafter = "{kind}"', per="period-of-care")
    for tables in (DECLARED, of_the_period):
        found = schedule(profile_of(tables), *care, KINDS[kind](day))
        assert where(found) == [f"events[{len(care)}]"]
        [problem] = found.problems
        assert problem.what.endswith("the child was not looked after, and nothing counts from it then")
        assert 'per = "event"' in problem.remedy


def test_a_kind_of_ones_own_is_not_repeated() -> None:
    """It may be a detail; its position tells which event it is."""
    [problem] = schedule(profile_of(DECLARED), CAME, KINDS["admission-decided"]("2025-12-15")).problems
    assert "admission" not in str(problem)


class TestWhatBelongsToAnEvent:
    PROFILE = profile_of(letter_of('limit = "1 week"\nafter = "significant-event"'))

    def test_its_id_stays_when_the_child_comes_into_care(self) -> None:
        event = SignificantEvent(on=D("2025-12-15"))
        before, after = schedule(self.PROFILE, event), schedule(self.PROFILE, event, CAME)
        assert (
            [due.id for due in before.of("letter")]
            == [due.id for due in after.of("letter")]
            == ["letter/before-care/significant-event/2025-12-15"]
        )

    def test_or_comes_back(self) -> None:
        events = [CAME, LEFT, SignificantEvent(on=D("2026-02-09"))]
        before, after = schedule(self.PROFILE, *events), schedule(self.PROFILE, *events, BACK)
        assert [due.id for due in before.of("letter")] == [due.id for due in after.of("letter")]

    @pytest.mark.parametrize(
        ("event", "done", "answer"),
        [
            ("2025-12-15", "2025-12-18", "2025-12-22 2025-12-18"),
            ("2025-12-31", "2026-01-06", "2026-01-07 2026-01-06"),  # in care by then
            ("2026-02-09", "2026-02-12", "2026-02-16 2026-02-12"),
            ("2026-04-02", "2026-04-07", "2026-04-09 2026-04-07"),  # back in care by then
        ],
    )
    def test_it_is_met_by_what_comes_after(self, event: str, done: str, answer: str) -> None:
        events = [CAME, LEFT, BACK, SignificantEvent(on=D(event)), TaskDone(on=D(done), task="letter")]
        found = schedule(self.PROFILE, *events)
        assert letters(found) == [answer]
        assert found.problems == ()

    def test_one_letter_meets_one_event(self) -> None:
        """Of an event before care and one in it, the letter of 6 Jan is the first one's."""
        sent = TaskDone(on=D("2026-01-06"), task="letter")
        events = [SignificantEvent(on=D("2025-12-31")), CAME, SignificantEvent(on=D("2026-01-06")), sent]
        assert letters(schedule(self.PROFILE, *events)) == ["2026-01-07 2026-01-06", "2026-01-13"]

    def test_stages_follow_one_another(self) -> None:
        """Raised on 9 Feb, after care; an answer in five working days, 16 Feb; the next stage five after that is missed, 23 Feb."""
        tables = task_of("answer", per="event") + rules_of("answer", 'limit = "5 working days"\nafter = "alert-raised"')
        tables += task_of("next-stage", per="event") + rules_of("next-stage", 'limit = "5 working days"\nafter = "missed answer"', first=2)
        for care, raised, expected in (
            ([CAME, LEFT], "2026-02-09", ["2026-02-16", "2026-02-23"]),
            ([], "2026-02-09", ["2026-02-16", "2026-02-23"]),
            ([BACK], "2026-02-09", ["2026-02-16", "2026-02-23"]),
        ):
            found = schedule(profile_of(tables), *care, AlertRaised(on=D(raised)), SignificantEvent(on=D("2026-04-20"))).on(D("2026-05-01"))
            assert [str(found.of(task)[0].due) for task in ("answer", "next-stage")] == expected

    def test_conditions_find_no_placement_outside_care(self) -> None:
        """The placement, the legal status and facts of the period ended with it; facts about the child did not."""
        tables = '[[facts]]\nid = "agreed"\n[[facts]]\nid = "known"\nscope = "child"\n' + task_of(per="event")
        for condition, applies in (
            ('placement = "foster-care"', [True, False]),
            ('placement = "not foster-care"', [False, True]),
            ('legal_status = "section-20"', [True, False]),
            ('fact = "agreed"', [True, False]),
            ('fact = "known"', [True, True]),
        ):
            profile = profile_of(tables + rules_of("letter", f'limit = "1 week"\nafter = "significant-event"\nwhen = {{ {condition} }}'))
            facts = [Fact(on=D("2026-01-06"), fact=name) for name in ("agreed", "known")]
            events = [SignificantEvent(on=D(day)) for day in ("2026-01-12", "2026-02-09")]
            found = letters(schedule(profile, CAME, *facts, LEFT, *events))
            assert [day in found for day in ("2026-01-19", "2026-02-16")] == applies, condition

    def test_what_ends_it_may_lie_outside_care_too(self) -> None:
        """A letter within four weeks, unless school starts first: 9 Mar, and school on 2 Mar."""
        profile = profile_of(letter_of('limit = "4 weeks"\nafter = "significant-event"\nuntil = "school-started"'))
        event = SignificantEvent(on=D("2026-02-09"))
        assert letters(schedule(profile, CAME, LEFT, event)) == ["2026-03-09"]
        ended = schedule(profile, CAME, LEFT, event, SchoolStarted(on=D("2026-03-02")))
        assert (letters(ended), ended.problems) == ([], ())


class TestWhatOutlivesCare:
    """Field case 29 and F13: a leaving care team's tasks begin after care, too."""

    def test_the_latest_of_several_events(self) -> None:
        tables = task_of(keys="outlives_care = true\n") + rules_of(
            "letter", 'limit = "1 week"\nafter = ["significant-event", "school-started"]'
        )
        found = schedule(profile_of(tables), CAME, LEFT, SignificantEvent(on=D("2026-02-09")), SchoolStarted(on=D("2026-02-16")))
        assert (letters(found), found.problems) == (["2026-02-23"], ())

    YEARS = '[[days]]\nid = "academic-year"\nspans = [{ from = 2025-09-01, to = 2026-08-31 }, { from = 2026-09-01, to = 2027-08-31 }]\n'

    @pytest.mark.parametrize("outlives", [True, False])
    def test_named_days_after_care(self, outlives: bool) -> None:
        keys = "outlives_care = true\n" if outlives else ""
        profile = profile_of(self.YEARS + task_of(keys=keys) + rules_of("letter", 'limit = "0 days"\nafter = "academic-year ends"'))
        found = build_schedule(History("A1", [CAME, LEFT], D("2014-05-02")), profile, until=D("2027-12-31"))
        assert letters(found)[:1] == (["2026-08-31"] if outlives else [])

    def test_until_the_child_is_back(self) -> None:
        """Then the new period of care has them."""
        profile = profile_of(
            self.YEARS + task_of(keys="outlives_care = true\n") + rules_of("letter", 'limit = "0 days"\nafter = "academic-year ends"')
        )
        found = build_schedule(History("A1", [CAME, LEFT, BACK], D("2014-05-02")), profile, until=D("2026-12-31"))
        assert [(str(due.due), due.period_of_care) for due in found.of("letter")][:1] == [("2026-08-31", 2)]

    def test_an_age_after_care(self) -> None:
        profile = profile_of(task_of(keys="outlives_care = true\n") + rules_of("letter", 'limit = "1 week"\nafter = "age 12 years"'))
        found = build_schedule(History("A1", [CAME, LEFT], D("2014-05-02")), profile, until=D("2026-12-31"))
        assert letters(found) == ["2026-05-09"]


class TestWhatIsNamed:
    def test_tasks(self) -> None:
        """A visit after care, one before it, and an assessment after it, which no care follows."""
        visits = [TaskDone(on=D(day), task="visit") for day in ("2026-02-03", "2025-12-01")]
        found = schedule(load_profile("england"), CAME, LEFT, *visits, TaskDone(on=D("2026-03-02"), task="health-assessment"))
        assert where(found) == ["events[2]", "events[3]", "events[4]"]
        assert {problem.what for problem in found.problems} == {
            "task-done: the child was not looked after, and nothing that is due asks for it then"
        }

    def test_what_may_precede_care_is_taken(self) -> None:
        """Reg 7(2): a health assessment within three months before care."""
        found = schedule(load_profile("england"), CAME, TaskDone(on=D("2025-12-01"), task="health-assessment"))
        assert (found.of("health-assessment")[0].status, found.problems) == ("met", ())

    @pytest.mark.parametrize("care", [[CAME], [CAME, LEFT, BACK]])
    def test_what_came_too_early_is_named(self, care: list[Event]) -> None:
        """Over three months before care (reg 7(2)): it is still to be done."""
        found = schedule(load_profile("england"), *care, TaskDone(on=D("2025-09-01"), task="health-assessment"))
        assert (found.of("health-assessment")[0].done_on, where(found)) == (None, [f"events[{len(care)}]"])
        assert "may_precede" in found.problems[0].remedy

    def test_what_was_done_again_before_care_is_not(self) -> None:
        """The assessment of December is the one that counts; the one before it needs no remark."""
        done = [TaskDone(on=D(day), task="health-assessment") for day in ("2025-09-01", "2025-12-01")]
        found = schedule(load_profile("england"), CAME, *done)
        assert (str(found.of("health-assessment")[0].done_on), found.problems) == ("2025-12-01", ())

    def test_what_ends_nothing_is_named(self) -> None:
        """School starts after care and nothing is open that it could end."""
        profile = profile_of(letter_of('limit = "4 weeks"\nafter = "significant-event"\nuntil = "school-started"'))
        assert where(schedule(profile, CAME, LEFT, SchoolStarted(on=D("2026-03-02")))) == ["events[2]"]

    def test_what_a_condition_asks_for_is_used(self) -> None:
        tables = letter_of('limit = "1 week"\nafter = "became-looked-after"\nwhen = { task_done = "call" }', per="period-of-care")
        tables += task_of("call", per="period-of-care")
        found = schedule(profile_of(tables), CAME, TaskDone(on=D("2025-12-01"), task="call"))
        assert (letters(found), found.problems) == (["2026-01-12"], ())

    def test_facts_of_a_period_and_about_the_child(self) -> None:
        tables = '[[facts]]\nid = "agreed"\n[[facts]]\nid = "known"\nscope = "child"\n'
        found = schedule(profile_of(tables), CAME, Fact(on=D("2025-12-01"), fact="known"), Fact(on=D("2025-12-01"), fact="agreed"))
        assert where(found) == ["events[2]"]
        assert found.problems[0].what == "fact: the child was not looked after, and this is no fact about the child"

    STAYS = '[[events]]\nid = "short-break"\n[[totals]]\nid = "too-long"\nevent = "short-break"\ndays = 17\nwithin = "12 months"\n'

    def test_days_that_are_added_up_are_used(self) -> None:
        """Ten days before care and ten in it are more than 17 in twelve months."""
        stays = [
            OtherEvent(event="short-break", on=D(first), ends_on=D(last))
            for first, last in (("2025-12-01", "2025-12-10"), ("2026-01-08", "2026-01-17"))
        ]
        rule = task_of(per="period-of-care") + rules_of("letter", 'limit = "1 week"\nafter = "too-long"')
        found = schedule(profile_of(self.STAYS + rule), CAME, *stays)
        assert (letters(found), found.problems) == (["2026-01-22"], ())

    @pytest.mark.parametrize(("first", "last"), [("2025-12-01", "2025-12-10"), ("2024-11-01", "2024-11-30")])
    def test_days_that_no_total_of_care_adds_up_are_named(self, first: str, last: str) -> None:
        """No total is passed in care; a year before it, the days would not be added up."""
        stay = OtherEvent(event="short-break", on=D(first), ends_on=D(last))
        assert where(schedule(profile_of(self.STAYS), CAME, stay)) == ["events[1]"]

    def test_words_that_nobody_knows_are_told_once(self) -> None:
        events = [TaskDone(on=D("2025-12-01"), task="vist"), OtherEvent(event="x", on=D("2025-12-01"))]
        found = schedule(load_profile("england"), CAME, *events)
        assert where(found) == ["events[1].task", "events[2].event"]

    def test_a_child_never_looked_after(self) -> None:
        """One remark if nothing is due; if something is, what it does not use."""
        profile = profile_of(letter_of('limit = "1 week"\nafter = "significant-event"'))
        assert where(schedule(profile, TaskDone(on=D("2026-02-03"), task="visit"))) == ["events"]
        both = schedule(profile, SignificantEvent(on=D("2026-02-03")), TaskDone(on=D("2026-02-03"), task="visit"))
        assert (letters(both), where(both)) == (["2026-02-10"], ["events[1]"])

    def test_it_is_no_reason_to_refuse(self) -> None:
        """It can be true. Strict use refuses what cannot."""
        history = History("A1", [CAME, LEFT, TaskDone(on=D("2026-02-03"), task="visit")], D("2014-05-02"))
        assert where(build_schedule(history, load_profile("england"), strict=True)) == ["events[2]"]
